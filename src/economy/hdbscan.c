/* economy/hdbscan.c: the hierarchy of mutual reachability, condensed, and its clusters of most
 * excess of mass (Campello, Moulavi & Sander 2013). All that is joined at one distance is one joint
 * of as many branches, so that the hierarchy is unique and the order of points plays no part. The
 * copies of a weighted spot fall apart at its core distance, as the paper's self-edges say. */
#include "economy/labels.h"
#include "economy/spanning.h"

#include <math.h>
#include <stdlib.h>

static const uint32_t NONE = UINT32_MAX;
static const double LEAST_M = 1; /* no address is finer; density at a point would be endless */

struct branch { /* of the hierarchy: items first, then joints */
    double d2;  /* of an item: its core distance; of a joint: where its branches meet */
    int64_t units;
    uint32_t first, last, next; /* branches below; the next branch beside it */
};
struct hierarchy {
    struct branch *branch;
    uint32_t n_items, n, root;
};
struct crowd { /* a cluster of the condensed hierarchy; number 0 is everything */
    double born, stability, below; /* below: the best that its own clusters come to */
    uint32_t parent, chosen;       /* the chosen crowd it belongs to, or TOMT_NOISE */
};
struct condensed {
    struct crowd *crowd;
    uint32_t n;
    uint32_t *of_item; /* the crowd an item falls out of */
};

static int by_length(const void *left, const void *right)
{
    const struct tomt_span *a = left, *b = right;
    return a->d2 < b->d2 ? -1 : a->d2 > b->d2;
}

static uint32_t root_of(uint32_t *above, uint32_t item)
{
    while (above[item] != item)
        item = above[item] = above[above[item]];
    return item;
}

static void hang(struct branch *branch, uint32_t joint, uint32_t first, uint32_t last)
{
    if (branch[joint].first == NONE)
        branch[joint].first = first;
    else
        branch[branch[joint].last].next = first;
    branch[joint].last = last;
}

/* Two branches meet at d2; a joint at d2 itself opens up instead of hanging below another. */
static uint32_t meet(struct hierarchy *all, uint32_t a, uint32_t b, double d2)
{
    struct branch *branch = all->branch;
    bool a_open = a >= all->n_items && branch[a].d2 == d2;
    bool b_open = b >= all->n_items && branch[b].d2 == d2;
    int64_t units = branch[a].units + branch[b].units;
    uint32_t joint = a_open ? a : b_open ? b : all->n;
    if (a_open && b_open) {
        hang(branch, a, branch[b].first, branch[b].last);
    } else if (a_open || b_open) {
        hang(branch, joint, a_open ? b : a, a_open ? b : a);
    } else {
        branch[all->n++] = (struct branch){d2, 0, NONE, NONE, NONE};
        hang(branch, joint, a, a);
        hang(branch, joint, b, b);
    }
    branch[joint].units = units;
    return joint;
}

static bool build(struct tomt_arena *scratch, const struct tomt_tree *tree, const double *core2,
                  struct tomt_span *span, struct hierarchy *all, struct tomt_error *err)
{
    uint32_t n = (uint32_t)tree->n;
    uint32_t *above = tomt_arena_block(scratch, NULL, n * sizeof *above, err);
    uint32_t *top = tomt_arena_block(scratch, NULL, n * sizeof *top, err);
    all->branch = tomt_arena_block(scratch, NULL, 2 * (size_t)n * sizeof *all->branch, err);
    if (!above || !top || !all->branch)
        return false;
    all->n_items = all->n = n;
    for (uint32_t i = 0; i < n; i++) {
        above[i] = top[i] = i;
        all->branch[i] = (struct branch){core2[i], tree->units[i], NONE, NONE, NONE};
    }
    qsort(span, n - 1, sizeof *span, by_length);
    all->root = 0;
    for (uint32_t i = 0; i + 1 < n; i++) {
        uint32_t a = root_of(above, span[i].a), b = root_of(above, span[i].b);
        all->root = meet(all, top[a], top[b], span[i].d2);
        above[b] = a;
        top[a] = all->root;
    }
    return true;
}

static double density(double d2)
{
    double d = sqrt(d2);
    return 1 / (d > LEAST_M ? d : LEAST_M);
}

struct visit {
    uint32_t branch, crowd;
    bool has_fallen; /* out of its crowd: only named */
};

/* A branch is a cluster of its own if it is heavy, and, if it is one spot, does not fall apart just
 * there. */
static bool is_heavy(const struct hierarchy *all, uint32_t at, double d2, int64_t least)
{
    const struct branch *branch = &all->branch[at];
    return branch->units >= least && (at >= all->n_items || branch->d2 < d2);
}

static void visit_joint(const struct hierarchy *all, struct visit visit, int64_t least,
                        struct condensed *out, struct visit *stack, size_t *n)
{
    const struct branch *joint = &all->branch[visit.branch];
    struct crowd *crowd = &out->crowd[visit.crowd];
    double now = density(joint->d2);
    int64_t leaving = joint->units;
    uint32_t n_heavy = 0, heavy = NONE;
    for (uint32_t at = joint->first; at != NONE && !visit.has_fallen; at = all->branch[at].next) {
        if (is_heavy(all, at, joint->d2, least)) {
            n_heavy++;
            heavy = at;
        }
    }
    if (n_heavy == 1)
        leaving -= all->branch[heavy].units;
    if (!visit.has_fallen)
        crowd->stability += (double)leaving * (now - crowd->born);
    for (uint32_t at = joint->first; at != NONE; at = all->branch[at].next) {
        struct visit next = {at, visit.crowd, true};
        if (!visit.has_fallen && is_heavy(all, at, joint->d2, least)) {
            next.has_fallen = false;
            if (n_heavy > 1) {
                next.crowd = out->n++;
                out->crowd[next.crowd] = (struct crowd){.born = now, .parent = visit.crowd};
            }
        }
        stack[(*n)++] = next;
    }
}

static bool condense(struct tomt_arena *scratch, const struct hierarchy *all, int64_t least,
                     struct condensed *out, struct tomt_error *err)
{
    struct visit *stack = tomt_arena_block(scratch, NULL, all->n * sizeof *stack, err);
    out->crowd = tomt_arena_block(scratch, NULL, ((size_t)all->n + 1) * sizeof *out->crowd, err);
    out->of_item = tomt_arena_block(scratch, NULL, all->n_items * sizeof *out->of_item, err);
    if (!stack || !out->crowd || !out->of_item)
        return false;
    size_t n = 0;
    out->n = 1;
    out->crowd[0] = (struct crowd){.parent = NONE};
    stack[n++] = (struct visit){all->root, 0, false};
    while (n > 0) {
        struct visit visit = stack[--n];
        const struct branch *branch = &all->branch[visit.branch];
        struct crowd *crowd = &out->crowd[visit.crowd];
        if (visit.branch >= all->n_items) {
            visit_joint(all, visit, least, out, stack, &n);
            continue;
        }
        out->of_item[visit.branch] = visit.crowd;
        if (!visit.has_fallen)
            crowd->stability += (double)branch->units * (density(branch->d2) - crowd->born);
    }
    return true;
}

/* Crowds are numbered parents first. Everything (0) is never chosen, as in the paper. */
static void choose(struct condensed *all)
{
    struct crowd *crowd = all->crowd;
    for (uint32_t i = all->n; i-- > 1;) {
        bool is_better = !(crowd[i].below > crowd[i].stability);
        crowd[i].chosen = is_better ? i : TOMT_NOISE;
        crowd[crowd[i].parent].below += is_better ? crowd[i].stability : crowd[i].below;
    }
    crowd[0].chosen = TOMT_NOISE;
    for (uint32_t i = 1; i < all->n; i++)
        if (crowd[crowd[i].parent].chosen != TOMT_NOISE)
            crowd[i].chosen = crowd[crowd[i].parent].chosen;
}

static bool find_crowds(struct tomt_arena *scratch, const struct tomt_spots *spots, int64_t enough,
                        int64_t least, const struct tomt_crew *crew, struct condensed *out,
                        uint32_t *group, struct tomt_error *err)
{
    struct tomt_tree tree;
    struct hierarchy all;
    if (!tomt_tree_new(scratch, spots, &tree, err))
        return false;
    double *core2 = tomt_arena_block(scratch, NULL, tree.n * sizeof *core2, err);
    struct tomt_span *span = tomt_arena_block(scratch, NULL, tree.n * sizeof *span, err);
    if (!core2 || !span || !tomt_spanning_cores(&tree, enough, crew, core2, err) ||
        !tomt_spanning_tree(scratch, &tree, core2, crew, span, err) ||
        !build(scratch, &tree, core2, span, &all, err) || !condense(scratch, &all, least, out, err))
        return false;
    choose(out);
    for (size_t i = 0; i < tree.n; i++)
        group[tree.spot[i]] = out->crowd[out->of_item[i]].chosen;
    return true;
}

static int64_t in_units(double weight, double unit)
{
    double units = weight / unit * (1 - 1e-9);
    return units < 0x1p62 ? (int64_t)ceil(units) : INT64_MAX;
}

static bool find_clusters(struct tomt_arena *arena, struct tomt_arena *scratch,
                          const struct tomt_points *points, double min_weight,
                          double min_cluster_weight, const struct tomt_crew *crew,
                          struct tomt_labels *out, struct tomt_error *err)
{
    struct tomt_spots spots;
    struct condensed crowds = {0};
    struct tomt_spots_rule rule = {.may_widen = true};
    uint32_t *crowd_of;
    if (!tomt_spots_new(scratch, points, rule, crew, &spots, err))
        return false;
    uint32_t *group = tomt_arena_block(scratch, NULL, spots.n * sizeof *group, err);
    if (!group)
        return false;
    for (size_t i = 0; i < spots.n; i++)
        group[i] = TOMT_NOISE;
    int64_t enough = in_units(min_weight, spots.unit);
    int64_t least = in_units(min_cluster_weight, spots.unit);
    if (spots.n > 0 && spots.total >= enough &&
        !find_crowds(scratch, &spots, enough, least, crew, &crowds, group, err))
        return false;
    if (!tomt_labels_number(arena, &spots, points->n, group, crowds.n, out, &crowd_of, err))
        return false;
    out->strength = tomt_arena_block(arena, NULL, out->n_clusters * sizeof *out->strength, err);
    for (size_t i = 0; i < out->n_clusters && out->strength; i++)
        out->strength[i] = crowds.crowd[crowd_of[i]].stability * spots.unit;
    return out->strength != NULL;
}

bool tomt_hdbscan(struct tomt_arena *arena, const double *x, const double *y, const double *weight,
                  size_t n, double min_weight, double min_cluster_weight,
                  const struct tomt_crew *crew, struct tomt_labels *out, struct tomt_error *err)
{
    *out = (struct tomt_labels){0};
    if (!(min_weight > 0) || !isfinite(min_weight) || !(min_cluster_weight > 0) ||
        !isfinite(min_cluster_weight))
        return tomt_fail(err, TOMT_DATA,
                         "the least weights of HDBSCAN are %g and %g: both must be above 0",
                         min_weight, min_cluster_weight);
    struct tomt_points points = {x, y, weight, n};
    struct tomt_arena *scratch = tomt_arena_new(err);
    bool ok = scratch && find_clusters(arena, scratch, &points, min_weight, min_cluster_weight,
                                       crew, out, err);
    tomt_arena_free(scratch);
    return ok;
}
