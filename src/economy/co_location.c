/* economy/co_location.c: whom do the As have for nearest neighbour? Several points of one place are
 * each other's nearest; otherwise all points at the same least distance share the neighbourhood. */
#include "economy/clusters.h"
#include "economy/tree.h"

#include <math.h>

enum { IS_A = 1, IS_B = 2 };

struct mix { /* of the points at a spot */
    uint32_t n, a, b, both;
};
struct nearest {
    double d2;
    double n, b;
};
struct town {
    struct tomt_tree tree;
    struct mix *mix; /* [items of the tree] */
    double n, a, b, both;
};

static void seek(const struct town *town, size_t at, uint32_t self, struct nearest *best)
{
    const struct tomt_tree *tree = &town->tree;
    const struct tomt_tree_node *node = &tree->node[at];
    double x = tree->x[self], y = tree->y[self];
    if (tomt_tree_nearest2(node, x, y) > best->d2)
        return;
    if (node->right) {
        bool right_first = tomt_tree_nearest2(&tree->node[node->right], x, y) <
                           tomt_tree_nearest2(&tree->node[at + 1], x, y);
        seek(town, right_first ? node->right : at + 1, self, best);
        seek(town, right_first ? at + 1 : node->right, self, best);
        return;
    }
    for (uint32_t i = node->from; i < node->to; i++) {
        double dx = tree->x[i] - x, dy = tree->y[i] - y, d2 = dx * dx + dy * dy;
        if (i == self || d2 > best->d2)
            continue;
        if (d2 < best->d2)
            *best = (struct nearest){d2, 0, 0};
        best->n += town->mix[i].n;
        best->b += town->mix[i].b;
    }
}

static bool found_town(struct tomt_arena *scratch, const struct tomt_points *points,
                       const uint8_t *kind, struct town *town, struct tomt_error *err)
{
    struct tomt_spots spots;
    struct tomt_spots_rule rule = {.may_widen = true};
    const struct tomt_crew alone = {1, NULL, NULL};
    if (!tomt_spots_new(scratch, points, rule, &alone, &spots, err) ||
        !tomt_tree_new(scratch, &spots, &town->tree, err))
        return false;
    uint32_t *item_of = tomt_arena_block(scratch, NULL, spots.n * sizeof *item_of, err);
    town->mix = tomt_arena_block(scratch, NULL, spots.n * sizeof *town->mix, err);
    if (!item_of || !town->mix)
        return false;
    for (uint32_t i = 0; i < spots.n; i++)
        item_of[town->tree.spot[i]] = i;
    for (size_t i = 0; i < points->n; i++) {
        if (spots.spot_of[i] == TOMT_NOWHERE)
            continue;
        struct mix *mix = &town->mix[item_of[spots.spot_of[i]]];
        bool a = kind[i] & IS_A, b = kind[i] & IS_B;
        mix->n++;
        mix->a += a;
        mix->b += b;
        mix->both += a && b;
        town->n++;
        town->a += a;
        town->b += b;
        town->both += a && b;
    }
    return true;
}

/* The share of B among each A's nearest, summed; an A that is B too is no neighbour of its own. */
static double count_b_beside_a(const struct town *town)
{
    double sum = 0;
    for (uint32_t i = 0; i < town->tree.n; i++) {
        struct mix mix = town->mix[i];
        if (mix.a == 0)
            continue;
        if (mix.n > 1) {
            double others = mix.n - 1;
            sum += ((double)mix.a * mix.b - mix.both) / others;
            continue;
        }
        struct nearest best = {INFINITY, 0, 0};
        seek(town, 0, i, &best);
        sum += best.b / best.n;
    }
    return sum;
}

double tomt_co_location(const double *x, const double *y, const uint8_t *kind, size_t n,
                        struct tomt_error *err)
{
    struct tomt_points points = {x, y, NULL, n};
    struct town town = {0};
    struct tomt_arena *scratch = tomt_arena_new(err);
    double quotient = NAN;
    if (scratch && found_town(scratch, &points, kind, &town, err)) {
        /* What a random labelling gives: each A sees the other Bs among the others. */
        double expected = (town.a * town.b - town.both) / (town.n - 1);
        if (town.n > 1 && expected > 0)
            quotient = count_b_beside_a(&town) / expected;
    }
    tomt_arena_free(scratch);
    return quotient;
}
