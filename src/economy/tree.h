/* economy/tree.h: a k-d tree over spots, for searches without a fixed radius (inside the room).
 * Pure arithmetic. All belongs to the arena given; const once made, then any thread may read.
 * The tree does not depend on the order of the points. */
#ifndef TOMT_ECONOMY_TREE_H
#define TOMT_ECONOMY_TREE_H

#include "economy/spots.h"

struct tomt_tree_node {
    double min_x, min_y, max_x, max_y;
    uint32_t from, to; /* items */
    uint32_t right;    /* its left child is the next node; 0: a leaf */
};
struct tomt_tree {
    size_t n, n_nodes;
    struct tomt_tree_node *node; /* parents before children */
    double *x, *y;               /* [n] items in the order of the leaves */
    int64_t *units;
    uint32_t *spot; /* [n] */
};
bool tomt_tree_new(struct tomt_arena *arena, const struct tomt_spots *spots, struct tomt_tree *out,
                   struct tomt_error *err);

/* Squared distance to the nearest a node can hold; never above that of an item in it as computed. */
static inline double tomt_tree_nearest2(const struct tomt_tree_node *node, double x, double y)
{
    double dx = node->min_x - x > x - node->max_x ? node->min_x - x : x - node->max_x;
    double dy = node->min_y - y > y - node->max_y ? node->min_y - y : y - node->max_y;
    dx = dx > 0 ? dx : 0;
    dy = dy > 0 ? dy : 0;
    return dx * dx + dy * dy;
}

#endif
