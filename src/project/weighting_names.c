/* project/weighting_names.c: what the names within `weighting` stand for: criteria, groups, and
 * those that were left out because something is wrong with them. */
#include "project/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_text(const void *left, const void *right)
{
    const struct tomt_tree_name *a = left, *b = right;
    int order = strcmp(a->text, b->text);
    return order ? order : (int)a->kind - (int)b->kind; /* what was kept before what was left out */
}

struct tomt_tree_name tomt_tree_find(const struct tomt_tree *tree, const struct tomt_node *node)
{
    size_t from = 0, to = tree->n_names;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (strcmp(tree->name[middle].text, node->text) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    if (from < tree->n_names && strcmp(tree->name[from].text, node->text) == 0)
        return tree->name[from];
    enum tomt_named kind = tree->unsure ? TOMT_NAMES_LEFT_OUT : TOMT_NAMES_NOTHING;
    return (struct tomt_tree_name){node->text, kind, 0};
}

struct tomt_seat *tomt_tree_seat(const struct tomt_tree *tree, struct tomt_tree_name name)
{
    return name.kind == TOMT_NAMES_GROUP ? &tree->of_branch[name.i] : &tree->of_criterion[name.i];
}

struct tomt_seat *tomt_tree_near(const struct tomt_tree *tree, const struct tomt_node *node)
{
    const char *near = tomt_near_word(node->text, tree->known);
    if (!near)
        return NULL;
    return tomt_tree_seat(tree, tomt_tree_find(tree, &(struct tomt_node){.text = near}));
}

const char *tomt_branch_shown(const struct tomt_branch *branch, char out[TOMT_BRANCH_SHOWN])
{
    if (branch->keys.name)
        snprintf(out, TOMT_BRANCH_SHOWN, "group '%s'", branch->keys.name);
    else
        snprintf(out, TOMT_BRANCH_SHOWN, "'weighting'");
    return out;
}

const char *tomt_member_name(const struct tomt_tree *tree, const struct tomt_weight_member *member)
{
    return member->group ? member->group->name : tree->profile->criterion[member->criterion].id;
}

bool tomt_is_word(const struct tomt_node *node)
{
    return node->kind == TOMT_NODE_SCALAR && !tomt_node_is_empty(node);
}

/* Ids and names of items of a list that were left out: nothing is said of those here. */
static void add_written(struct tomt_tree *tree, const struct tomt_node *list, const char *key,
                        bool all_have_one)
{
    for (size_t i = 0; list && list->kind == TOMT_NODE_LIST && i < list->n; i++) {
        const struct tomt_node *id = tomt_node_find(list->item[i], key);
        if (id && tomt_is_word(id))
            tree->name[tree->n_names++] = (struct tomt_tree_name){id->text, TOMT_NAMES_LEFT_OUT, 0};
        else if (all_have_one)
            tree->unsure = true;
    }
}

bool tomt_tree_names(struct tomt_tree *tree)
{
    const struct tomt_reading *reading = tree->reading;
    const struct tomt_profile *profile = tree->profile;
    const struct tomt_node *criteria = tree->asked->criteria, *limits = tree->asked->constraints,
                           *groups = tree->branch[0].keys.groups;
    size_t most = profile->n_criteria + tree->n + (criteria ? criteria->n : 0) +
                  (limits ? limits->n : 0) + (groups ? groups->n : 0) + 1;
    tree->name = tomt_arena_alloc(reading->arena, most * sizeof *tree->name, reading->err);
    tree->known = tomt_arena_alloc(reading->arena, most * sizeof *tree->known, reading->err);
    tree->left_out = tomt_arena_alloc(reading->arena, most * sizeof *tree->left_out, reading->err);
    if (!tree->name || !tree->known || !tree->left_out)
        return false;
    for (size_t i = 0; i < profile->n_criteria; i++) {
        tree->known[tree->n_names] = profile->criterion[i].id;
        tree->name[tree->n_names++] =
            (struct tomt_tree_name){profile->criterion[i].id, TOMT_NAMES_CRITERION, i};
    }
    for (size_t i = 1; i < tree->n; i++) {
        tree->known[tree->n_names] = tree->branch[i].keys.name;
        tree->name[tree->n_names++] =
            (struct tomt_tree_name){tree->branch[i].keys.name, TOMT_NAMES_GROUP, i};
    }
    add_written(tree, criteria, "id", true);
    add_written(tree, limits, "id", false);
    add_written(tree, groups, "name", true);
    if (limits && limits->kind == TOMT_NODE_LIST && profile->n_constraints < limits->n)
        tree->unsure = true; /* its penalty has a name that we do not know */
    qsort(tree->name, tree->n_names, sizeof *tree->name, by_text);
    for (size_t i = 0; i < tree->n_names; i++) {
        bool is_again = i && strcmp(tree->name[i].text, tree->name[i - 1].text) == 0;
        if (tree->name[i].kind == TOMT_NAMES_LEFT_OUT && !is_again)
            tree->left_out[tree->n_left_out++] = tree->name[i].text;
    }
    return true;
}
