/* weighting/weighting.c: the rows of weightings.def, and the tree of groups. */
#include "weighting/weighting.h"

#include <math.h>
#include <string.h>

#define ROW(name) extern const struct tomt_weighting tomt_weighting_##name;
#include "weighting/weightings.def"
#undef ROW

const struct tomt_weighting *const tomt_weightings[] = {
#define ROW(name) &tomt_weighting_##name,
#include "weighting/weightings.def"
#undef ROW
    NULL,
};

const struct tomt_weighting *tomt_weighting_find(const char *name)
{
    for (size_t i = 0; tomt_weightings[i]; i++)
        if (strcmp(tomt_weightings[i]->name, name) == 0)
            return tomt_weightings[i];
    return NULL;
}

enum { MOST_LEVELS = 16 };

struct tree {
    struct tomt_arena *arena;
    size_t n_criteria;
    const struct tomt_weighting_values *values;
    struct tomt_criterion_weights *out;
    unsigned char *seen; /* [criterion] */
};

static const char *name_of(const struct tomt_weight_group *group)
{
    return group->name ? group->name : "the whole";
}

/* Counts groups, and marks the criteria that they hold; also keeps a group within itself from going
 * on for ever. */
static bool walk(struct tree *tree, const struct tomt_weight_group *group, size_t level,
                 struct tomt_error *err)
{
    if (level > MOST_LEVELS)
        return tomt_fail(err, TOMT_PROJECT,
                         "group '%s' lies %zu levels deep: %d is the most; merge groups",
                         name_of(group), level, MOST_LEVELS);
    if (group->n_members == 0)
        return tomt_fail(err, TOMT_PROJECT,
                         "group '%s' has no members: name criteria or groups, or leave it out",
                         name_of(group));
    if (!group->by)
        return tomt_fail(err, TOMT_INTERNAL, "group '%s' has no way of weighing", name_of(group));
    tree->out->n_weighings++;
    for (size_t m = 0; m < group->n_members; m++) {
        size_t criterion = group->member[m].criterion;
        if (criterion == SIZE_MAX) {
            if (!group->member[m].group)
                return tomt_fail(err, TOMT_INTERNAL, "group '%s': member %zu is neither",
                                 name_of(group), m + 1);
            if (!walk(tree, group->member[m].group, level + 1, err))
                return false;
            continue;
        }
        if (criterion >= tree->n_criteria)
            return tomt_fail(err, TOMT_INTERNAL, "group '%s': there is no criterion %zu",
                             name_of(group), criterion + 1);
        if (tree->seen[criterion]++)
            return tomt_fail(err, TOMT_PROJECT,
                             "criterion %zu is named twice, again in group '%s': each belongs to "
                             "one group, once",
                             criterion + 1, name_of(group));
    }
    return true;
}

static bool prepare(struct tree *tree, struct tomt_weighing *weighing, struct tomt_error *err)
{
    const struct tomt_weight_group *group = weighing->group;
    weighing->principal_eigenvalue = weighing->consistency_ratio = NAN;
    weighing->worst_a = weighing->worst_b = SIZE_MAX;
    weighing->worst_times = weighing->worst_implied = NAN;
    weighing->local = tomt_arena_alloc(tree->arena, group->n_members * sizeof(double), err);
    if (group->by->asks == TOMT_ASKS_JUDGEMENTS && group->n_judges) {
        weighing->judge_ratio =
            tomt_arena_alloc(tree->arena, group->n_judges * sizeof(double), err);
        if (!weighing->judge_ratio)
            return false;
    }
    return weighing->local != NULL;
}

/* The group at *next, then its groups, each followed by its own. */
static bool weigh_all(struct tree *tree, const struct tomt_weight_group *group,
                      const struct tomt_weight_group *parent, double share, size_t *next,
                      struct tomt_error *err)
{
    struct tomt_weighing *weighing = &tree->out->weighing[(*next)++];
    weighing->group = group;
    weighing->parent = parent;
    weighing->share = share;
    if (!prepare(tree, weighing, err))
        return false;
    struct tomt_arena_mark mark = tomt_arena_mark(tree->arena);
    bool weighed = group->by->weigh(group, tree->values, tree->arena, weighing, err);
    tomt_arena_rewind(tree->arena, mark);
    if (!weighed)
        return tomt_while(err, "weights of %s%s%s by %s", group->name ? "group '" : "",
                          name_of(group), group->name ? "'" : "", group->by->name);
    for (size_t m = 0; m < group->n_members; m++) {
        const struct tomt_weight_member *member = &group->member[m];
        double of_all = share * weighing->local[m];
        if (member->criterion != SIZE_MAX)
            tree->out->share[member->criterion] = of_all;
        else if (!weigh_all(tree, member->group, group, of_all, next, err))
            return false;
    }
    return true;
}

bool tomt_weights_make(struct tomt_arena *arena, const struct tomt_weight_group *root,
                       size_t n_criteria, const struct tomt_weighting_values *values,
                       struct tomt_criterion_weights *out, struct tomt_error *err)
{
    *out = (struct tomt_criterion_weights){0};
    struct tree tree = {arena, n_criteria, values, out, NULL};
    out->share = tomt_arena_alloc(arena, n_criteria * sizeof *out->share, err);
    tree.seen = tomt_arena_alloc(arena, n_criteria, err);
    if (!out->share || !tree.seen || !walk(&tree, root, 1, err))
        return false;
    for (size_t c = 0; c < n_criteria; c++)
        if (!tree.seen[c])
            return tomt_fail(err, TOMT_PROJECT,
                             "criterion %zu is in no group: name it in one, or weigh it with 0",
                             c + 1);
    out->weighing = tomt_arena_alloc(arena, out->n_weighings * sizeof *out->weighing, err);
    size_t next = 0;
    return out->weighing && weigh_all(&tree, root, NULL, 1, &next, err);
}

const char *tomt_weights_group_of(const struct tomt_criterion_weights *weights, size_t criterion,
                                  double *local_share)
{
    *local_share = NAN;
    for (size_t g = 0; g < weights->n_weighings; g++)
        for (size_t m = 0; m < weights->weighing[g].group->n_members; m++)
            if (weights->weighing[g].group->member[m].criterion == criterion) {
                *local_share = weights->weighing[g].local[m];
                return weights->weighing[g].group->name;
            }
    return NULL;
}
