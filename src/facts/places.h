/* facts/places.h: points merged by place and sorted into a uniform grid, row of cells by row of
 * cells. Knows nothing of layers, weights or sites: made once for all catchments of the same
 * points. Belongs to the arena given; const once made. */
#ifndef TOMT_FACTS_PLACES_H
#define TOMT_FACTS_PLACES_H

#include "base/arena.h"

struct tomt_place_grid {
    double min_x, min_y, cell_m, per_m; /* per_m = 1 / cell_m */
    uint32_t n_columns, n_rows;
    uint32_t *start; /* [n_columns * n_rows + 1]: places of each cell, row by row */
};

struct tomt_places {
    struct tomt_place_grid grid;
    size_t n, n_items;
    double *x, *y;          /* [n]: distinct, by cell, then x, then y */
    uint32_t *member_start; /* [n + 1] into member */
    uint32_t *member;       /* [n_items]: the items at each place, ascending */
};

/* Items 0..n_items at finite x, y. Cells are larger than asked for where they would be too many. */
struct tomt_places *tomt_places_new(struct tomt_arena *arena, const double *x, const double *y,
                                    size_t n_items, double cell_m, struct tomt_error *err);

/* Monotone: what is left of a point (or below it) is never in a column (row) after its. */
static inline uint32_t tomt_place_cell(double from_min_m, double per_m, uint32_t n)
{
    double cell = from_min_m * per_m;
    if (!(cell > 0))
        return 0;
    return cell >= n ? n - 1 : (uint32_t)cell;
}
static inline uint32_t tomt_place_column(const struct tomt_place_grid *grid, double x)
{
    return tomt_place_cell(x - grid->min_x, grid->per_m, grid->n_columns);
}
static inline uint32_t tomt_place_row(const struct tomt_place_grid *grid, double y)
{
    return tomt_place_cell(y - grid->min_y, grid->per_m, grid->n_rows);
}

#endif
