/* economy/kernel_density.c: each row of the grid takes the spots within a bandwidth of it, always
 * in the same order; the discs' rows are runs of cells, so the inner loop has no test but one
 * clamp. */
#include "economy/clusters.h"
#include "economy/spots.h"

#include <math.h>

static const double PI = 3.14159265358979323846;

struct raster {
    const struct tomt_spots *spots;
    double min_x, max_y, cell_m, bandwidth_m;
    size_t n_columns;
    double *out;
};

/* Cells whose centre may be within half_m of x; the clamp in the sum settles the edges. */
static bool columns_within(const struct raster *raster, double x, double half_m, size_t *from,
                           size_t *to)
{
    double low = ceil((x - half_m - raster->min_x) / raster->cell_m - 0.5 - 1e-6);
    double high = floor((x + half_m - raster->min_x) / raster->cell_m - 0.5 + 1e-6);
    if (!(high >= 0) || !(low < (double)raster->n_columns))
        return false;
    *from = low > 0 ? (size_t)low : 0;
    *to = high < (double)raster->n_columns ? (size_t)high + 1 : raster->n_columns;
    return *from < *to;
}

static void add_spot(const struct raster *raster, size_t spot, double centre_y, double *out)
{
    const struct tomt_spots *spots = raster->spots;
    double h2 = raster->bandwidth_m * raster->bandwidth_m;
    double dy = spots->y[spot] - centre_y, left2 = h2 - dy * dy;
    size_t from, to;
    if (!(left2 > 0) || !columns_within(raster, spots->x[spot], sqrt(left2), &from, &to))
        return;
    double peak = 3 / (PI * h2) * 1e6 * ((double)spots->units[spot] * spots->unit);
    double first = raster->min_x + 0.5 * raster->cell_m - spots->x[spot], per_h2 = 1 / h2;
    for (size_t column = from; column < to; column++) {
        double dx = first + (double)column * raster->cell_m, u = (left2 - dx * dx) * per_h2;
        u = u > 0 ? u : 0;
        out[column] += peak * (u * u);
    }
}

static bool fill_rows(void *shared, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    const struct raster *raster = shared;
    const struct tomt_spots *spots = raster->spots;
    for (size_t row = from; row < to; row++) {
        double *out = raster->out + row * raster->n_columns;
        for (size_t column = 0; column < raster->n_columns; column++)
            out[column] = 0;
        double centre_y = raster->max_y - ((double)row + 0.5) * raster->cell_m;
        uint64_t low, high;
        if (!tomt_spots_band(spots, centre_y, raster->bandwidth_m, &low, &high))
            continue;
        size_t spot = spots->start[tomt_spots_find(spots, low * spots->n_columns)];
        size_t end = spots->start[tomt_spots_find(spots, (high + 1) * spots->n_columns)];
        for (; spot < end; spot++)
            add_spot(raster, spot, centre_y, out);
    }
    return true;
}

bool tomt_kernel_density(const double *x, const double *y, const double *weight, size_t n,
                         double min_x, double max_y, double cell_m, size_t n_columns, size_t n_rows,
                         double bandwidth_m, const struct tomt_crew *crew, double *out,
                         struct tomt_error *err)
{
    if (!(cell_m > 0) || !isfinite(cell_m) || !(bandwidth_m > 0) || !(bandwidth_m <= 1e15))
        return tomt_fail(err, TOMT_DATA,
                         "kernel density with cells of %g m and a bandwidth of %g m: both must be "
                         "above 0",
                         cell_m, bandwidth_m);
    if (!isfinite(min_x) || !isfinite(max_y))
        return tomt_fail(err, TOMT_DATA, "the corner of the density grid is at %g %g", min_x,
                         max_y);
    struct tomt_points points = {x, y, weight, n};
    struct tomt_spots spots;
    struct tomt_spots_rule rule = {
        .side_m = bandwidth_m / 8, .may_widen = true, .may_be_below = true};
    struct tomt_arena *scratch = tomt_arena_new(err);
    bool ok = scratch && tomt_spots_new(scratch, &points, rule, crew, &spots, err);
    if (ok && n_columns > 0) {
        struct raster raster = {&spots, min_x, max_y, cell_m, bandwidth_m, n_columns, out};
        struct tomt_crew quiet = {crew->n_threads, crew->cancel, NULL};
        struct tomt_crew_job job = {&raster, NULL, fill_rows, NULL, n_rows, 4};
        ok = tomt_crew_run(&quiet, &job, err);
    }
    tomt_arena_free(scratch);
    return ok;
}
