/* ground/slabs.h: areas of an arrangement without making it: one polygon (the ground) parted by
 * others, measured slab by slab between the heights where edges begin, end or cross. What is not
 * found exactly is wrong by as little as it was missed by; there is no topology to break. May not
 * know constraints or zones. A desk (reused memory) belongs to one thread; outlines are const. */
#ifndef TOMT_GROUND_SLABS_H
#define TOMT_GROUND_SLABS_H

#include "sites/outline.h"

#define TOMT_NO_PIECE UINT32_MAX

struct tomt_slabs {
    struct tomt_arena *arena;
    double x0, y0, width, height; /* of the ground's box */
    bool too_many;                /* edges: ask somebody else */
    struct tomt_slab_polygon {
        uint64_t on;    /* bits that are set inside it */
        uint32_t piece; /* or the piece that it is */
        bool inside, at_left;
    } * polygon; /* 0: the ground */
    struct tomt_slab_edge {
        double low, high, x_low, per_m, min_x, max_x; /* x = x_low + per_m (y - low) */
        double x;                                     /* in the middle of the slab */
        uint32_t polygon;
    } * edge;
    struct tomt_slab_turn { /* the left rim of the box changes sides of a polygon */
        double y;
        uint32_t polygon;
    } * turn;
    double *y;
    uint32_t *active;
    struct tomt_slab_cell {
        uint64_t on;
        uint32_t piece; /* TOMT_NO_PIECE: in none */
        double area_m2;
    } * cell;
    uint32_t depth[64]; /* by bit: polygons that the place looked at lies in */
    size_t n_polygons, n_edges, n_turns, n_y, n_active, n_cells;
    size_t polygon_capacity, edge_capacity, turn_capacity, y_capacity, active_capacity,
        cell_capacity;
};
void tomt_slabs_open(struct tomt_slabs *slabs, struct tomt_arena *arena);
bool tomt_slabs_begin(struct tomt_slabs *slabs, const struct tomt_outline *ground,
                      struct tomt_error *err);
bool tomt_slabs_add(struct tomt_slabs *slabs, const struct tomt_outline *outline, uint64_t on,
                    uint32_t piece, struct tomt_error *err);
/* Fills `cell`, unless there are too many edges. Pieces are taken as disjoint. */
bool tomt_slabs_measure(struct tomt_slabs *slabs, struct tomt_error *err);

#endif
