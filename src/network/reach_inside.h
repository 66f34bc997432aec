/* network/reach_inside.h: what the files that draw reached ground share: a field of distances on a grid, and its contours.
 * Not for other rooms. Knows lines and numbers, neither graph nor library. Everything belongs to the arena of the scratch it lies in and
 * is used again for the next group; one thread. The grid's lines are multiples of the cell, so that no shape depends on where a grid begins. */
#ifndef TOMT_NETWORK_REACH_INSIDE_H
#define TOMT_NETWORK_REACH_INSIDE_H

#include "geo/shapes.h"

/* Makes *block at least `bytes` long, in steps that grow; *have is its length. */
bool tomt_reach_grow(struct tomt_arena *arena, void **block, size_t *have, size_t bytes,
                     struct tomt_error *err);

struct tomt_field {
    struct tomt_arena *arena;
    double margin_m, cell_m;
    int64_t col, row; /* of node 0, in cells from the CRS's origin */
    size_t n_cols, n_rows;
    float *d2; /* [n_rows * n_cols] squared distance to the nearest line, up to the cap */
    size_t have;
};
/* Everything within margin_m and a bit more around `box` gets nodes. The outermost are never within margin_m of a line in the box. */
bool tomt_field_start(struct tomt_field *field, const struct tomt_box *box, double margin_m,
                      struct tomt_error *err);
/* Distances shrink to those to the line from a to b (a point when both are the same). */
void tomt_field_line(struct tomt_field *field, double ax, double ay, double bx, double by);

/* Contours of several states of one field, each within the next. Vertices lie between two nodes of the grid, in whole steps of
 * 1/TOMT_STEPS cell: everything after tracing is exact arithmetic, and coordinates written are exact too. */
#define TOMT_STEPS 256
struct tomt_turn { /* one vertex of one ring */
    int32_t x, y;  /* steps from the field's node 0 */
    uint32_t next, before;
    uint32_t vertex; /* the same number for the same place */
    float off;       /* how far at most what was taken away lies from the line to `next`, steps */
};
struct tomt_contour_ring {
    uint32_t first, n; /* a turn that is still there; how many are */
    uint32_t bound;
    bool hole, dropped;
    uint32_t owner;  /* of a hole: its shell */
    double steps2;   /* area, always positive */
    int32_t min_x, min_y, max_x, max_y;
};
struct tomt_contour {
    struct tomt_arena *arena;
    struct tomt_turn *turn;
    size_t n_turns, have_turns;
    struct tomt_contour_ring *ring;
    size_t n_rings, have_rings;
    uint8_t *seen;
    size_t have_seen;
    void *work[6]; /* of simplifying and writing */
    size_t have_work[6];
};
void tomt_contour_start(struct tomt_contour *contour);
/* Adds the rings of the field as it is: the ground within margin_m to their left. */
bool tomt_contour_trace(struct tomt_contour *contour, const struct tomt_field *field,
                        uint32_t bound, struct tomt_error *err);
/* Fills holes under `least_m2` with all that lies in them; finds each hole's shell. */
void tomt_contour_tidy(struct tomt_contour *contour, const struct tomt_field *field,
                       double least_m2);
/* Takes away vertices that lie within `most_m` of the line that remains, of all rings at once: none crosses or meets another that it did
 * not, and what was within the next remains so. */
bool tomt_contour_simplify(struct tomt_contour *contour, const struct tomt_field *field,
                           double most_m, struct tomt_error *err);
/* One row: the rings of one state, largest part first, shells anticlockwise. */
bool tomt_contour_write(struct tomt_contour *contour, const struct tomt_field *field,
                        uint32_t bound, struct tomt_shapes *out, struct tomt_error *err);

#endif
