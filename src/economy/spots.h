/* economy/spots.h: the distinct places of many points, each with its weight, in square cells (inside the room).
 * Pure arithmetic. All belongs to the arena given; const once made, then any thread may read. Coordinates in metres.
 * Weights are whole numbers of a unit (a power of two chosen from the largest weight and the count, so that no sum overflows):
 * sums are exact and so do not depend on the order of the points. */
#ifndef TOMT_ECONOMY_SPOTS_H
#define TOMT_ECONOMY_SPOTS_H

#include "base/arena.h"
#include "base/crew.h"

#define TOMT_NOWHERE UINT32_MAX

struct tomt_points {
    const double *x, *y;
    const double *weight; /* NULL: 1 each */
    size_t n;
};
struct tomt_spots {
    double min_x, min_y, side_m;
    uint64_t n_columns, n_rows; /* of cells, from the south-west */
    size_t n, n_cells;          /* spots; cells with a spot */
    double *x, *y;              /* [n] cell by cell; within a cell 32 in a row lie close together */
    int64_t *units;             /* [n] weight */
    uint32_t *first;            /* [n] the lowest point there */
    uint64_t *cell;             /* [n_cells] row * n_columns + column, ascending */
    uint32_t *start;            /* [n_cells + 1] */
    uint32_t *spot_of;          /* [points] TOMT_NOWHERE: its coordinates are not finite */
    double unit;                /* weight of one unit */
    int64_t total;              /* units */
};
enum { TOMT_SPOTS_BLOCK = 32 };

struct tomt_spots_rule {
    double side_m;     /* of a cell, at least */
    bool may_widen;    /* cells may be wider, so that there are not many more than points; else a side that gives 2^31 rows fails */
    bool may_be_below; /* weights below 0 are allowed */
};
/* Fails for a weight that is not finite (or below 0) and for coordinates over 10^15 m. */
bool tomt_spots_new(struct tomt_arena *arena, const struct tomt_points *points, struct tomt_spots_rule rule,
                    const struct tomt_crew *crew, struct tomt_spots *out, struct tomt_error *err);
/* The first cell whose number is `cell` or more; n_cells: none. */
size_t tomt_spots_find(const struct tomt_spots *spots, uint64_t cell);
/* The spots from..to of cell rows that may lie within reach_m of y (whole rows), or of one row within reach_m of x. */
bool tomt_spots_band(const struct tomt_spots *spots, double y, double reach_m, uint64_t *from_row, uint64_t *to_row);
void tomt_spots_run(const struct tomt_spots *spots, uint64_t row, double x, double reach_m, size_t *from, size_t *to);

#endif
