/* economy/neighbours.h: points in a k-d tree: who is within a radius, who is nearest.
 * Pure arithmetic. A tree rather than a grid of cells: one stray coordinate or a crowded centre costs nothing, and points at
 * one place are split by their number. All belongs to the arena given; const once made. */
#ifndef TOMT_ECONOMY_NEIGHBOURS_H
#define TOMT_ECONOMY_NEIGHBOURS_H

#include "base/arena.h"

struct tomt_near_point {
    double x, y;
    uint32_t id;
};
struct tomt_near_node {
    double min_x, min_y, max_x, max_y;
    uint32_t from, to; /* of point[] */
    uint32_t right;    /* 0: a leaf; the left child is the next node */
    uint32_t lowest;   /* id in it */
};
struct tomt_near_tree {
    size_t n;
    const struct tomt_near_point *point; /* near ones are near each other here */
    const struct tomt_near_node *node;
};
/* Coordinates that are not finite are an error. n < 2^32 - 1. */
bool tomt_near_tree_make(struct tomt_arena *arena, const double *x, const double *y, size_t n,
                    struct tomt_near_tree *out, struct tomt_error *err);
/* The ids of all points but `but` with d^2 <= radius2, in no order; out NULL: only their number. */
size_t tomt_near_within(const struct tomt_near_tree *tree, double x, double y, double radius2_m2, uint32_t but,
                        uint32_t *out);
struct tomt_near {
    double distance2_m2;
    uint32_t id;
};
/* The k <= n - 1 nearest but `but`, ties to the lower id, in no order. near[k] is for use. */
void tomt_near_nearest(const struct tomt_near_tree *tree, double x, double y, uint32_t but, struct tomt_near *near,
                       size_t k);

#endif
