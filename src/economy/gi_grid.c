/* economy/gi_grid.c: Gi* on a grid. A circle is a pile of rows of cells, and the sum of a piece of
 * a row is the difference of two running sums: 2 reach + 1 differences a cell, whatever the circle
 * holds. */
#include "economy/autocorrelation.h"
#include "economy/present.h"

#include <math.h>

enum { CHUNK = 8 };

struct grid {
    size_t n_columns, n_rows;
    double reach2; /* in cells */
    size_t reach_rows;
    const struct tomt_spread *spread;
    const double *sum;   /* [row][n_columns + 1]: of z left of the cell */
    const double *count; /* the same of cells that exist; one row for all when all do */
    double *z;
};

struct grid_seat {
    const struct grid *grid;
    double *sum, *count; /* [n_columns] */
    double memory[];
};

static void *sit(void *shared, struct tomt_error *err)
{
    const struct grid *grid = shared;
    struct grid_seat *seat =
        tomt_allocate(sizeof *seat + 2 * grid->n_columns * sizeof seat->memory[0]);
    if (!seat) {
        tomt_fail(err, TOMT_MEMORY, "no memory for a row of %zu cells", grid->n_columns);
        return NULL;
    }
    *seat = (struct grid_seat){grid, seat->memory, seat->memory + grid->n_columns};
    return seat;
}

/* to[x] += the sum of the cells x - half .. x + half that are on the grid. */
static void add_row(const double *running, size_t n, size_t half, double *to)
{
    size_t left = half < n ? half : n, right = half < n ? n - half : 0;
    if (left >= right) { /* no cell's piece lies within the row on both sides */
        for (size_t x = 0; x < n; x++)
            to[x] += running[n - x > half ? x + half + 1 : n] - running[x > half ? x - half : 0];
        return;
    }
    for (size_t x = 0; x < left; x++)
        to[x] += running[x + half + 1] - running[0];
    for (size_t x = left; x < right; x++)
        to[x] += running[x + half + 1] - running[x - half];
    for (size_t x = right; x < n; x++)
        to[x] += running[n] - running[x - half];
}

/* The most cells to the side with d <= reach, when `rows` away. */
static size_t half_width(const struct grid *grid, size_t rows)
{
    double up2 = (double)rows * (double)rows;
    double half = floor(sqrt(fmax(grid->reach2 - up2, 0)));
    if (half > 0 && half * half + up2 > grid->reach2) /* the root was rounded up */
        half -= 1;
    return half < (double)grid->n_columns ? (size_t)half : grid->n_columns;
}

static void finish_row(const struct grid_seat *seat, double *z)
{
    const struct grid *grid = seat->grid;
    double n = (double)grid->spread->n, deviation = sqrt(grid->spread->sum2 / n);
    for (size_t x = 0; x < grid->n_columns; x++) {
        double w = seat->count[x], square = w * (n - w) / (n - 1);
        z[x] = square > 0 && !isnan(z[x]) ? seat->sum[x] / (deviation * sqrt(square)) : NAN;
    }
}

static bool work(void *argument, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    struct grid_seat *seat = argument;
    const struct grid *grid = seat->grid;
    size_t n = grid->n_columns, reach = grid->reach_rows;
    for (size_t y = from; y < to; y++) {
        for (size_t x = 0; x < n; x++)
            seat->sum[x] = seat->count[x] = 0;
        size_t low = y > reach ? y - reach : 0;
        size_t high = grid->n_rows - 1 - y > reach ? y + reach : grid->n_rows - 1;
        for (size_t row = low; row <= high; row++) {
            size_t half = half_width(grid, row < y ? y - row : row - y);
            bool all = grid->spread->n == n * grid->n_rows;
            add_row(grid->sum + row * (n + 1), n, half, seat->sum);
            add_row(grid->count + (all ? 0 : row * (n + 1)), n, half, seat->count);
        }
        finish_row(seat, grid->z + y * n);
    }
    return true;
}

/* Running sums of z in `sum` and of cells in `count`. */
static void run_up(const double *z, size_t n_columns, size_t n_rows, bool all, double *sum,
                   double *count)
{
    for (size_t y = 0; y < n_rows; y++)
        for (size_t x = 0; x < n_columns; x++) {
            size_t at = y * (n_columns + 1) + x;
            bool is_there = !isnan(z[y * n_columns + x]);
            sum[at + 1] = sum[at] + (is_there ? z[y * n_columns + x] : 0);
            if (!all || y == 0)
                count[at + 1] = count[at] + is_there;
        }
}

static bool work_grid(struct tomt_arena *scratch, const double *value, struct grid *grid,
                      const struct tomt_crew *crew, struct tomt_error *err)
{
    size_t n_columns = grid->n_columns, n_rows = grid->n_rows, n = n_columns * n_rows;
    struct tomt_spread spread;
    if (!tomt_centre(value, n, grid->z, &spread, err))
        return false;
    if (!spread.varies) {
        for (size_t i = 0; i < n; i++)
            grid->z[i] = NAN;
        return true;
    }
    bool all = spread.n == n;
    size_t size = n_rows * (n_columns + 1) * sizeof(double);
    double *sum = tomt_arena_block(scratch, NULL, size, err);
    double *count = sum ? tomt_arena_block(scratch, NULL, all ? size / n_rows : size, err) : NULL;
    if (!count)
        return false;
    run_up(grid->z, n_columns, n_rows, all, sum, count);
    grid->spread = &spread;
    grid->sum = sum;
    grid->count = count;
    struct tomt_crew_job job = {grid, sit, work, tomt_release, n_rows, CHUNK};
    return tomt_crew_run(crew, &job, err);
}

bool tomt_gi_star_grid(const double *value, size_t n_columns, size_t n_rows, double reach_cells,
                       const struct tomt_crew *crew, double *z, struct tomt_error *err)
{
    if (!(reach_cells >= 0))
        return tomt_fail(err, TOMT_DATA, "a reach of %g cells holds no cell", reach_cells);
    if (n_columns == 0 || n_rows == 0)
        return true;
    if (n_columns >= UINT32_MAX || n_rows >= UINT32_MAX ||
        n_columns + 1 > SIZE_MAX / sizeof(double) / n_rows)
        return tomt_fail(err, TOMT_DATA, "a grid of %zu by %zu cells is too large", n_columns,
                         n_rows);
    struct grid grid = {n_columns, n_rows, reach_cells * reach_cells, 0, NULL, NULL, NULL, z};
    grid.reach_rows = reach_cells < (double)n_rows ? (size_t)reach_cells : n_rows;
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return false;
    bool done = work_grid(scratch, value, &grid, crew, err);
    tomt_arena_free(scratch);
    return done;
}
