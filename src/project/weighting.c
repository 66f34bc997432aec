/* project/weighting.c: `weighting` of a profile: the whole and its groups, and whose members the
 * criteria are. */
#include "project/tree.h"

#include <math.h>
#include <string.h>

enum { MOST_LEVELS = 16 }; /* as weighting/weighting.h has it: the whole is the first */

#define AT(field) offsetof(struct tomt_tree_keys, field)
#define METHOD                                                                                     \
    "how the weights of its members come about: direct, points, rank_order, rank_sum, swing, "     \
    "equal, ahp, entropy or critic ([ranking](ranking.md))"
#define NUMBERS                                                                                    \
    "member: number. direct (default: each criterion's `weight`), points (they sum to 100), "      \
    "swing "                                                                                       \
    "(the largest is 100)"
#define ORDER "rank_order, rank_sum: all members, the most important first; a list within is a tie"
#define JUDGEMENTS "ahp: list of `[a, b, times]`: a matters so many times b, from `1/9` to `9`"
#define JUDGES "ahp of several people, instead of `judgements`: list of items as below"
const struct tomt_param tomt_weighting_rows[] = {
    {"method", TOMT_PARAM_TEXT, AT(method), false, TOMT_UNBOUNDED, "direct", NULL, "", METHOD},
    {"members", TOMT_PARAM_NODE, AT(members), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "list: ids of criteria, names of groups; default: all that are in no other group"},
    {"numbers", TOMT_PARAM_NODE, AT(numbers), false, TOMT_UNBOUNDED, NULL, NULL, "", NUMBERS},
    {"order", TOMT_PARAM_NODE, AT(order), false, TOMT_UNBOUNDED, NULL, NULL, "", ORDER},
    {"judgements", TOMT_PARAM_NODE, AT(judgements), false, TOMT_UNBOUNDED, NULL, NULL, "",
     JUDGEMENTS},
    {"judges", TOMT_PARAM_NODE, AT(judges), false, TOMT_UNBOUNDED, NULL, NULL, "", JUDGES},
    {"groups", TOMT_PARAM_NODE, AT(groups), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "list of groups; a group may be a member of another, 16 levels with the whole"},
    {.name = NULL},
};
const struct tomt_param tomt_group_rows[] = {
    {"name", TOMT_PARAM_TEXT, AT(name), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "what others name it by, no id of a criterion: [a-z][a-z0-9_]*"},
    {"title", TOMT_PARAM_TITLE, AT(title), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "what people read; default: the name"},
    {"why", TOMT_PARAM_TITLE, AT(why), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "a sentence for people: why it is so"},
    {"method", TOMT_PARAM_TEXT, AT(method), false, TOMT_UNBOUNDED, "direct", NULL, "",
     "as under `weighting:`"},
    {"members", TOMT_PARAM_NODE, AT(members), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "list: ids of criteria, names of groups; default: those that its numbers, order or judgements "
     "name"},
    {"numbers", TOMT_PARAM_NODE, AT(numbers), false, TOMT_UNBOUNDED, NULL, NULL, "", NUMBERS},
    {"order", TOMT_PARAM_NODE, AT(order), false, TOMT_UNBOUNDED, NULL, NULL, "", ORDER},
    {"judgements", TOMT_PARAM_NODE, AT(judgements), false, TOMT_UNBOUNDED, NULL, NULL, "",
     JUDGEMENTS},
    {"judges", TOMT_PARAM_NODE, AT(judges), false, TOMT_UNBOUNDED, NULL, NULL, "", JUDGES},
    {.name = NULL},
};
#undef AT

/* ---- groups ---- */

static bool check_group_name(struct tomt_tree *tree, const struct tomt_node *node, const char *name,
                             bool *fine)
{
    const struct tomt_reading *reading = tree->reading;
    if (!tomt_name_check(reading, node, name, "a group", fine))
        return false;
    for (size_t i = 0; *fine && i < tree->profile->n_criteria; i++) {
        const struct tomt_profile_criterion *criterion = &tree->profile->criterion[i];
        if (strcmp(criterion->id, name) != 0)
            continue;
        *fine = false;
        return tomt_reading_wrong(reading, node,
                                  "'%s' is the id of a criterion (line %d) already; give the group "
                                  "another name",
                                  name, criterion->place.line);
    }
    for (size_t i = 1; *fine && i < tree->n; i++) {
        if (strcmp(tree->branch[i].keys.name, name) != 0)
            continue;
        *fine = false;
        return tomt_reading_wrong(reading, node,
                                  "a group named '%s' is there already on line %d; each needs a "
                                  "name of its own",
                                  name, tree->branch[i].node->line);
    }
    return true;
}

/* The group stands without one when it is wrong, which is told. */
static bool find_way(const struct tomt_reading *reading, const struct tomt_branch *branch)
{
    branch->group->by = tomt_weighting_find(branch->keys.method);
    if (branch->group->by)
        return true;
    size_t n = 0;
    while (tomt_weightings[n])
        n++;
    const char **name = tomt_arena_alloc(reading->arena, (n + 1) * sizeof *name, reading->err);
    for (size_t i = 0; name && i < n; i++)
        name[i] = tomt_weightings[i]->name;
    const struct tomt_node *at = tomt_node_find(branch->node, "method");
    return name && (!at || tomt_unknown_key(reading, at, "method of weighing", name));
}

static bool read_branch(struct tomt_tree *tree, const struct tomt_node *node,
                        const struct tomt_param *rows)
{
    const struct tomt_reading *reading = tree->reading;
    struct tomt_branch *branch = &tree->branch[tree->n];
    bool fine = true, is_root = tree->n == 0;
    *branch = (struct tomt_branch){.node = node};
    branch->group = tomt_arena_alloc(reading->arena, sizeof *branch->group, reading->err);
    if (!branch->group || !tomt_reading_bind(reading, node, node, rows, &branch->keys))
        return false;
    if (is_root)
        branch->keys.name = NULL;
    else if (!branch->keys.name)
        fine = false;
    else if (!check_group_name(tree, tomt_node_find(node, "name"), branch->keys.name, &fine))
        return false;
    const char *name = branch->keys.name;
    branch->group->name = name;
    branch->group->title =
        branch->keys.title.en ? branch->keys.title : (struct tomt_title){name, name};
    branch->group->why = branch->keys.why;
    tree->of_branch[tree->n].branch = SIZE_MAX;
    tree->n += fine;
    return find_way(reading, branch);
}

static bool read_branches(struct tomt_tree *tree)
{
    const struct tomt_reading *reading = tree->reading;
    const struct tomt_node *root = tree->profile->weighting,
                           *groups = tomt_node_find(root, "groups");
    size_t most = (groups ? groups->n : 0) + 2;
    bool fine;
    tree->branch = tomt_arena_alloc(reading->arena, most * sizeof *tree->branch, reading->err);
    tree->of_branch =
        tomt_arena_alloc(reading->arena, most * sizeof *tree->of_branch, reading->err);
    tree->of_criterion = tomt_arena_alloc(
        reading->arena, (tree->profile->n_criteria + 1) * sizeof *tree->of_criterion, reading->err);
    if (!tree->branch || !tree->of_branch || !tree->of_criterion ||
        !read_branch(tree, root, tomt_weighting_rows) ||
        !tomt_kind_check(reading, tree->branch[0].keys.groups, TOMT_NODE_LIST, "groups", &fine))
        return false;
    for (size_t i = 0; i < tree->profile->n_criteria; i++)
        tree->of_criterion[i].branch = SIZE_MAX;
    for (size_t i = 0; fine && i < groups->n; i++) {
        if (!read_branch(tree, groups->item[i], tomt_group_rows))
            return false;
    }
    return true;
}

/* ---- who is whose member ---- */

static bool claim(struct tomt_tree *tree, size_t branch, const struct tomt_node *node, bool is_list)
{
    const struct tomt_reading *reading = tree->reading;
    char found[TOMT_SHOWN], shown[TOMT_BRANCH_SHOWN];
    if (!tomt_is_word(node))
        return !is_list || tomt_reading_wrong(reading, node,
                                              "a member is the id of a criterion or the name of a "
                                              "group, found %s",
                                              tomt_shown(node, found));
    struct tomt_tree_name name = tomt_tree_find(tree, node);
    if (name.kind == TOMT_NAMES_NOTHING) {
        struct tomt_seat *meant = tomt_tree_near(tree, node);
        if (meant)
            meant->misspelt = true;
        return tomt_unknown_key(reading, node, "criterion or group", tree->known);
    }
    if (name.kind == TOMT_NAMES_LEFT_OUT)
        return true;
    if (name.kind == TOMT_NAMES_GROUP && name.i == branch)
        return tomt_reading_wrong(reading, node, "group '%s' cannot be a member of itself",
                                  node->text);
    struct tomt_seat *seat = tomt_tree_seat(tree, name);
    if (seat->branch == SIZE_MAX) {
        *seat = (struct tomt_seat){.branch = branch, .at = node};
        return true;
    }
    if (seat->branch != branch)
        return tomt_reading_wrong(reading, node,
                                  "'%s' is a member of %s already (line %d); a criterion or group "
                                  "counts once",
                                  node->text, tomt_branch_shown(&tree->branch[seat->branch], shown),
                                  seat->at->line);
    return !is_list ||
           tomt_reading_wrong(reading, node, "'%s' is here twice; keep one", node->text);
}

static bool claim_judged(struct tomt_tree *tree, size_t branch, const struct tomt_node *judgements)
{
    for (size_t i = 0; judgements && judgements->kind == TOMT_NODE_LIST && i < judgements->n; i++) {
        const struct tomt_node *item = judgements->item[i];
        for (size_t k = 0; item->kind == TOMT_NODE_LIST && k < 2 && k < item->n; k++) {
            if (!claim(tree, branch, item->item[k], false))
                return false;
        }
    }
    return true;
}

/* A group without `members` has those that something is said of. */
static bool claim_said(struct tomt_tree *tree, size_t branch)
{
    const struct tomt_tree_keys *keys = &tree->branch[branch].keys;
    const struct tomt_node *numbers = keys->numbers, *order = keys->order, *judges = keys->judges;
    for (size_t i = 0; numbers && numbers->kind == TOMT_NODE_MAP && i < numbers->n; i++) {
        if (!claim(tree, branch, numbers->key[i], false))
            return false;
    }
    for (size_t i = 0; order && order->kind == TOMT_NODE_LIST && i < order->n; i++) {
        const struct tomt_node *item = order->item[i];
        for (size_t k = 0; item->kind == TOMT_NODE_LIST && k < item->n; k++) {
            if (!claim(tree, branch, item->item[k], false))
                return false;
        }
        if (!claim(tree, branch, item, false))
            return false;
    }
    for (size_t i = 0; judges && judges->kind == TOMT_NODE_LIST && i < judges->n; i++) {
        if (!claim_judged(tree, branch, tomt_node_find(judges->item[i], "judgements")))
            return false;
    }
    return claim_judged(tree, branch, keys->judgements);
}

static bool claim_members(struct tomt_tree *tree, size_t branch)
{
    const struct tomt_node *members = tree->branch[branch].keys.members;
    if (tomt_node_is_empty(members))
        return branch == 0 || claim_said(tree, branch);
    char found[TOMT_SHOWN];
    if (members->kind == TOMT_NODE_MAP) {
        tree->branch[branch].keys.members = NULL;
        return tomt_reading_wrong(tree->reading, members,
                                  "'members' must be a list of criteria and groups, found %s",
                                  tomt_shown(members, found));
    }
    if (members->kind == TOMT_NODE_SCALAR)
        return claim(tree, branch, members, true);
    for (size_t i = 0; i < members->n; i++) {
        if (!claim(tree, branch, members->item[i], true))
            return false;
    }
    return true;
}

/* What nobody claimed is the root's, where it does not list its members. A penalty is weighed by
 * its own weight where that counts; where members must be named, that it is not is told there. */
static bool settle_criterion(struct tomt_tree *tree, size_t i, bool root_is_direct)
{
    const struct tomt_profile_criterion *criterion = &tree->profile->criterion[i];
    const struct tomt_branch *root = &tree->branch[0];
    struct tomt_seat *seat = &tree->of_criterion[i];
    bool is_penalty = i >= tree->asked->n_own;
    bool is_listed = !tomt_node_is_empty(root->keys.members);
    bool must_name = root->group->by && root->group->by->asks != TOMT_ASKS_NOTHING &&
                     root->group->by->asks != TOMT_ASKS_VALUES;
    if (seat->branch != SIZE_MAX)
        return true;
    if (is_penalty ? root_is_direct || (must_name && !is_listed) : !is_listed) {
        *seat = (struct tomt_seat){.branch = 0, .at = root->node};
        return true;
    }
    if (!root->group->by || seat->misspelt)
        return true;
    if (is_penalty)
        return tomt_reading_wrong(tree->reading, root->node,
                                  "the penalty '%s' of constraints (line %d) has a weight of its "
                                  "own, which method '%s' does not use; name it in 'members' of "
                                  "weighting or of a group",
                                  criterion->id, criterion->place.line, root->keys.method);
    const struct tomt_node at = {.file = criterion->place.file,
                                 .line = criterion->place.line,
                                 .column = criterion->place.column};
    return tomt_reading_wrong(tree->reading, &at,
                              "criterion '%s' is in no group, so it has no weight; name it in "
                              "'members' of weighting or of a group",
                              criterion->id);
}

static bool settle(struct tomt_tree *tree)
{
    const struct tomt_branch *root = &tree->branch[0];
    bool is_listed = !tomt_node_is_empty(root->keys.members);
    bool is_direct = root->group->by && strcmp(root->group->by->name, "direct") == 0;
    for (size_t i = 0; i < tree->profile->n_criteria; i++) {
        if (!settle_criterion(tree, i, is_direct))
            return false;
    }
    for (size_t i = 1; i < tree->n; i++) {
        struct tomt_seat *seat = &tree->of_branch[i];
        if (seat->branch != SIZE_MAX)
            continue;
        if (is_listed && !seat->misspelt &&
            !tomt_reading_wrong(tree->reading, tree->branch[i].node,
                                "group '%s' is in no other, so it does not count; "
                                "name it in 'members' of weighting or of a group, or "
                                "leave it out",
                                tree->branch[i].keys.name))
            return false;
        if (!is_listed)
            *seat = (struct tomt_seat){.branch = 0, .at = root->node};
    }
    return true;
}

/* Upwards from each group: round in a circle, or too far? *fine tells. */
static bool check_levels(struct tomt_tree *tree, bool *fine)
{
    const struct tomt_reading *reading = tree->reading;
    size_t *seen = tomt_arena_alloc(reading->arena, (tree->n + 1) * sizeof *seen, reading->err);
    if (!seen)
        return false;
    *fine = true;
    for (size_t i = 1; i < tree->n; i++) {
        size_t at = i;
        while (at != SIZE_MAX && at != 0 && !seen[at]) {
            seen[at] = i;
            at = tree->of_branch[at].branch;
        }
        if (at == SIZE_MAX || at == 0 || seen[at] != i)
            continue;
        *fine = false;
        if (!tomt_reading_wrong(reading, tree->of_branch[at].at,
                                "group '%s' is within itself, by way of '%s'; take one of them "
                                "out of the other",
                                tree->branch[at].keys.name,
                                tree->branch[tree->of_branch[at].branch].keys.name))
            return false;
    }
    for (size_t i = 1; *fine && i < tree->n; i++) {
        size_t level = 1, at = i;
        for (; at != 0 && at != SIZE_MAX && level <= MOST_LEVELS + 1; level++)
            at = tree->of_branch[at].branch;
        if (at != 0 || level != MOST_LEVELS + 1)
            continue;
        if (!tomt_reading_wrong(reading, tree->of_branch[i].at,
                                "group '%s' is %zu levels deep; at most %d, with the whole as the "
                                "first",
                                tree->branch[i].keys.name, level, MOST_LEVELS))
            return false;
        *fine = false;
    }
    return true;
}

static bool fill_members(struct tomt_tree *tree)
{
    const struct tomt_reading *reading = tree->reading;
    for (size_t b = 0; b < tree->n; b++) {
        struct tomt_weight_group *group = tree->branch[b].group;
        size_t n = 1;
        for (size_t i = 0; i < tree->profile->n_criteria; i++)
            n += tree->of_criterion[i].branch == b;
        for (size_t i = 1; i < tree->n; i++)
            n += tree->of_branch[i].branch == b;
        group->member = tomt_arena_alloc(reading->arena, n * sizeof *group->member, reading->err);
        if (!group->member)
            return false;
    }
    for (size_t i = 0; i < tree->profile->n_criteria; i++) {
        struct tomt_seat *seat = &tree->of_criterion[i];
        struct tomt_weight_group *group =
            seat->branch == SIZE_MAX ? NULL : tree->branch[seat->branch].group;
        if (group)
            group->member[seat->slot = group->n_members++] = (struct tomt_weight_member){i, NULL};
    }
    for (size_t i = 1; i < tree->n; i++) {
        struct tomt_seat *seat = &tree->of_branch[i];
        struct tomt_weight_group *group =
            seat->branch == SIZE_MAX ? NULL : tree->branch[seat->branch].group;
        if (group)
            group->member[seat->slot = group->n_members++] =
                (struct tomt_weight_member){SIZE_MAX, tree->branch[i].group};
    }
    return true;
}

bool tomt_member_find(const struct tomt_tree *tree, size_t branch, const struct tomt_node *node,
                      size_t *slot, bool *fine)
{
    char found[TOMT_SHOWN], is_of[TOMT_BRANCH_SHOWN], not_of[TOMT_BRANCH_SHOWN];
    *fine = false;
    if (!tomt_is_word(node))
        return tomt_reading_wrong(tree->reading, node,
                                  "the id of a criterion or the name of a group must stand here, "
                                  "found %s",
                                  tomt_shown(node, found));
    struct tomt_tree_name name = tomt_tree_find(tree, node);
    if (name.kind == TOMT_NAMES_NOTHING)
        return tomt_unknown_key(tree->reading, node, "criterion or group", tree->known);
    if (name.kind == TOMT_NAMES_LEFT_OUT)
        return true;
    const struct tomt_seat *seat = tomt_tree_seat(tree, name);
    *slot = seat->slot;
    *fine = seat->branch == branch;
    bool is_told = seat->branch == SIZE_MAX || /* when it was settled, or claimed */
                   (branch && tomt_node_is_empty(tree->branch[branch].keys.members));
    return *fine || is_told ||
           tomt_reading_wrong(tree->reading, node, "'%s' is a member of %s, not of %s", node->text,
                              tomt_branch_shown(&tree->branch[seat->branch], is_of),
                              tomt_branch_shown(&tree->branch[branch], not_of));
}

/* ---- the whole ---- */

/* The root weighs each criterion by its weight. */
static bool make_plain(const struct tomt_reading *reading, struct tomt_profile *profile)
{
    struct tomt_weight_group *root = tomt_arena_alloc(reading->arena, sizeof *root, reading->err);
    size_t n = profile->n_criteria;
    if (!root)
        return false;
    root->by = tomt_weighting_find("direct");
    root->n_members = n;
    root->member = tomt_arena_alloc(reading->arena, (n + 1) * sizeof *root->member, reading->err);
    root->number = tomt_arena_alloc(reading->arena, (n + 1) * sizeof *root->number, reading->err);
    root->place = tomt_arena_alloc(reading->arena, (n + 1) * sizeof *root->place, reading->err);
    if (!root->member || !root->number || !root->place)
        return false;
    for (size_t i = 0; i < n; i++) {
        root->member[i].criterion = i;
        root->number[i] = profile->criterion[i].weight;
        root->place[i] = NAN;
    }
    profile->decision.weighting = root;
    return true;
}

/* What only the arithmetic finds (judgements that do not hang together ...), at the place of the
 * whole. Weights that follow from values are made where values are. */
static bool try_weights(const struct tomt_tree *tree)
{
    const struct tomt_reading *reading = tree->reading;
    for (size_t i = 0; i < tree->n; i++) {
        if (tree->branch[i].group->by->asks == TOMT_ASKS_VALUES)
            return true;
    }
    struct tomt_error found = {0};
    struct tomt_criterion_weights weights;
    struct tomt_arena *scratch = tomt_arena_new(reading->err);
    if (!scratch)
        return false;
    bool made = tomt_weights_make(scratch, tree->branch[0].group, tree->profile->n_criteria, NULL,
                                  &weights, &found);
    tomt_arena_free(scratch);
    if (made)
        return true;
    if (found.code != TOMT_PROJECT)
        return tomt_fail(reading->err, found.code, "%s", found.text);
    return tomt_reading_wrong(reading, tree->branch[0].node, "%s", found.text);
}

static bool read_tree(struct tomt_tree *tree)
{
    bool fine;
    if (!read_branches(tree) || !tomt_tree_names(tree))
        return false;
    for (size_t i = 1; i <= tree->n; i++) { /* the root last: it says what is said of others, too */
        if (!claim_members(tree, i % tree->n))
            return false;
    }
    if (!settle(tree) || !check_levels(tree, &fine) || !fill_members(tree))
        return false;
    for (size_t i = 0; i < tree->n; i++) {
        if (!tomt_branch_says(tree, i))
            return false;
    }
    return true;
}

bool tomt_weighting_read(const struct tomt_reading *reading,
                         const struct tomt_asked_criteria *asked, struct tomt_profile *profile)
{
    struct tomt_tree tree = {.reading = reading, .profile = profile, .asked = asked};
    size_t n_errors = reading->problems->n_errors;
    bool fine;
    if (!make_plain(reading, profile) ||
        !tomt_kind_check(reading, profile->weighting, TOMT_NODE_MAP, "weighting", &fine))
        return false;
    if (!fine || profile->n_criteria == 0)
        return true;
    if (!read_tree(&tree))
        return false;
    if (reading->problems->n_errors > n_errors || tree.unsure || tree.n_left_out)
        return true;
    if (!try_weights(&tree))
        return false;
    if (reading->problems->n_errors > n_errors)
        return true;
    profile->decision.weighting = tree.branch[0].group;
    return tomt_judgements_tell(&tree);
}
