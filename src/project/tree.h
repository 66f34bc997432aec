/* project/tree.h: `weighting` while it is read: what weighting.c (who is whose member) and
 * weighting_says.c (what is said of members) share; for nobody else. */
#ifndef TOMT_PROJECT_TREE_H
#define TOMT_PROJECT_TREE_H

#include "project/inner.h"

struct tomt_tree_keys {
    const char *name, *method;
    struct tomt_title title, why;
    const struct tomt_node *members, *numbers, *order, *judgements, *judges, *groups;
};
struct tomt_branch { /* the whole, or a group */
    const struct tomt_node *node;
    struct tomt_tree_keys keys;
    struct tomt_weight_group *group;
};
struct tomt_seat {       /* where a criterion or a group is a member */
    size_t branch, slot; /* branch SIZE_MAX: nowhere yet */
    const struct tomt_node *at;
    bool misspelt; /* named, but wrongly, which is told: that it is nowhere need not be */
};
enum tomt_named { TOMT_NAMES_NOTHING, TOMT_NAMES_CRITERION, TOMT_NAMES_GROUP, TOMT_NAMES_LEFT_OUT };
struct tomt_tree_name {
    const char *text;
    enum tomt_named
        kind; /* LEFT_OUT: it has problems, which are told; nothing is said of it here */
    size_t i;
};
struct tomt_tree {
    const struct tomt_reading *reading;
    struct tomt_profile *profile;
    const struct tomt_asked_criteria *asked;
    struct tomt_branch *branch; /* the root first */
    size_t n;
    struct tomt_seat *of_criterion, *of_branch;
    struct tomt_tree_name *name; /* sorted */
    size_t n_names;
    const char **known, **left_out; /* end with NULL */
    size_t n_left_out;
    bool unsure; /* a criterion or a group without a name was left out: any name may be its */
};

/* weighting_names.c: all names, once the groups are read. */
bool tomt_tree_names(struct tomt_tree *tree);
bool tomt_is_word(const struct tomt_node *node); /* a text that may name something */
/* Of a criterion or a group. */
struct tomt_seat *tomt_tree_seat(const struct tomt_tree *tree, struct tomt_tree_name name);
/* What a name in `node` (a text) stands for. */
struct tomt_tree_name tomt_tree_find(const struct tomt_tree *tree, const struct tomt_node *node);
/* What a wrong name was meant to be; NULL: nothing is near enough. */
struct tomt_seat *tomt_tree_near(const struct tomt_tree *tree, const struct tomt_node *node);
/* "'weighting'", "group 'access'" */
enum { TOMT_BRANCH_SHOWN = 64 };
const char *tomt_branch_shown(const struct tomt_branch *branch, char out[TOMT_BRANCH_SHOWN]);
/* Its member's name. */
const char *tomt_member_name(const struct tomt_tree *tree, const struct tomt_weight_member *member);
/* The slot of the member that `node` names; *fine false when it is none, which is told. */
bool tomt_member_find(const struct tomt_tree *tree, size_t branch, const struct tomt_node *node,
                      size_t *slot, bool *fine);
/* weighting_says.c: numbers, places, judgements of a branch whose members are settled. */
bool tomt_branch_says(const struct tomt_tree *tree, size_t branch);
/* judgements.c: warnings of judgements that do not fit together, when nothing is wrong. */
bool tomt_judgements_tell(const struct tomt_tree *tree);

#endif
