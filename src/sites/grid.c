/* sites/grid.c: square or hexagonal cells, anchored at 0,0 of the CRS so that a cell keeps its name
 * whatever the study area. Corners are whole multiples of a step, so neighbours share them to the
 * last bit. Hexagons stand on a point, axial column and row. */
#include "sites/source.h"

#include <math.h>

static const double MOST_CELLS = 2e7;

struct layout {
    bool hexagon;
    double cell_m, side_m; /* side of a hexagon */
};

/* Corners as multiples of (half a cell, half a side) for hexagons, of the cell for squares; the
 * first comes again at the end. */
static size_t corners(const struct layout *layout, struct tomt_cell cell, double *xy)
{
    static const int hexagon[7][2] = {{0, -2}, {1, -1}, {1, 1}, {0, 2}, {-1, 1}, {-1, -1}, {0, -2}};
    static const int square[5][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}};
    size_t n = layout->hexagon ? 7 : 5;
    for (size_t i = 0; i < n; i++) {
        if (layout->hexagon) {
            xy[2 * i] = (double)(2 * (int64_t)cell.column + cell.row + hexagon[i][0]) *
                        (layout->cell_m / 2);
            xy[2 * i + 1] = (double)(3 * (int64_t)cell.row + hexagon[i][1]) * (layout->side_m / 2);
        } else {
            xy[2 * i] = (double)((int64_t)cell.column + square[i][0]) * layout->cell_m;
            xy[2 * i + 1] = (double)((int64_t)cell.row + square[i][1]) * layout->cell_m;
        }
    }
    return n;
}

static size_t write_cell(const double *xy, size_t n, uint8_t *wkb)
{
    const uint8_t little_endian = 1;
    const uint32_t polygon = 3, n_rings = 1, n_points = (uint32_t)n;
    wkb[0] = little_endian;
    memcpy(wkb + 1, &polygon, 4);
    memcpy(wkb + 5, &n_rings, 4);
    memcpy(wkb + 9, &n_points, 4);
    memcpy(wkb + 13, xy, 16 * n);
    return 13 + 16 * n;
}

struct laying {
    struct layout layout;
    const struct tomt_cover *area;
    struct tomt_shapes *shapes;
    struct tomt_cell *cell;
    size_t capacity;
    struct tomt_tracer tracer;
    struct tomt_lie_desk lie;
    struct tomt_rows rows;
};

static bool lay(struct laying *laying, struct tomt_cell cell, struct tomt_error *err)
{
    double xy[14];
    uint8_t wkb[13 + 16 * 7];
    size_t size = write_cell(xy, corners(&laying->layout, cell, xy), wkb);
    struct tomt_trace trace;
    tomt_tracer_clear(&laying->tracer);
    if (!tomt_tracer_add(&laying->tracer, wkb, size, &trace, err) ||
        !tomt_index_find(laying->area->index, &trace.box, &laying->rows, err))
        return false;
    struct tomt_outline outline = tomt_tracer_outline(&laying->tracer, &trace);
    enum tomt_lie lie = TOMT_LIE_APART;
    for (size_t i = 0; i < laying->rows.n && lie == TOMT_LIE_APART; i++) {
        if (!tomt_lie(&laying->lie, &outline, &laying->area->outlines.of[laying->rows.row[i]], &lie,
                      err))
            return false;
    }
    if (lie == TOMT_LIE_APART)
        return true;
    size_t n = laying->shapes->n;
    if (!tomt_grow(laying->shapes->arena, &laying->cell, &laying->capacity, n + 1,
                   sizeof *laying->cell, err))
        return false;
    laying->cell[n] = cell;
    return tomt_shapes_add_wkb(laying->shapes, wkb, size, err);
}

static bool lay_all(struct laying *laying, const struct tomt_box *box, struct tomt_error *err)
{
    double high_m = laying->layout.hexagon ? 1.5 * laying->layout.side_m : laying->layout.cell_m;
    double cell_m = laying->layout.cell_m;
    double first = floor(box->min_y / high_m) - 1, last = floor(box->max_y / high_m) + 1;
    double n_columns = (box->max_x - box->min_x) / cell_m + 3;
    if (!((last - first + 1) * n_columns <= MOST_CELLS) || fabs(first) > 1e9 || fabs(last) > 1e9 ||
        fabs(box->min_x / cell_m) > 5e8 || fabs(box->max_x / cell_m) > 5e8)
        return tomt_fail(
            err, TOMT_PROJECT,
            "a grid of cells of %g m over the study area has about %.0f cells, at most %.0f "
            "are made: choose a larger cell_m",
            cell_m, (last - first + 1) * n_columns, MOST_CELLS);
    for (int64_t row = (int64_t)first; row <= (int64_t)last; row++) {
        double shift = laying->layout.hexagon ? (double)row / 2 : 0;
        int64_t from = (int64_t)floor(box->min_x / cell_m - shift) - 1,
                to = (int64_t)floor(box->max_x / cell_m - shift) + 1;
        for (int64_t column = from; column <= to; column++) {
            if (!lay(laying, (struct tomt_cell){(int32_t)column, (int32_t)row}, err))
                return false;
        }
    }
    return true;
}

bool tomt_grid_make(struct tomt_arena *arena, const struct tomt_site_settings *settings,
                    const struct tomt_cover *area, struct tomt_shapes *shapes,
                    struct tomt_cell **cell, struct tomt_error *err)
{
    tomt_shapes_start(shapes, arena, TOMT_POLYGONS);
    struct laying laying = {.area = area, .shapes = shapes};
    laying.layout = (struct layout){settings->grid_shape == TOMT_GRID_HEXAGON, settings->cell_m,
                                    settings->cell_m / sqrt(3.0)};
    tomt_tracer_start(&laying.tracer, arena);
    tomt_lie_desk_start(&laying.lie, arena);
    if (!(settings->cell_m > 0))
        return tomt_fail(err, TOMT_PROJECT,
                         "a grid needs sites.cell_m, the size of its cells in metres");
    struct tomt_box box = tomt_shapes_extent(area->shapes);
    bool done = area->shapes->n == 0 || lay_all(&laying, &box, err);
    tomt_rows_free(&laying.rows);
    *cell = laying.cell;
    return done;
}
