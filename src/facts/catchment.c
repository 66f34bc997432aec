/* facts/catchment.c: builds the grid of a catchment and sums it.
 * Rows of cells are contiguous in memory, so what lies within the radius is one span of points per
 * row: a plain loop. */
#include "facts/catchment.h"

#include <math.h>
#include <stdlib.h>

/* Cells of a 32nd of the radius: rows long enough for the kernel, edges thin enough to waste 4 % of
 * the pairs. */
#define CELLS_PER_RADIUS 32
/* Slack for the rounding of cell borders; far above the spacing of doubles at 1e7 m, far below what
 * matters. */
#define PAD_M 1e-6

struct entry { /* one input point on its way into its cell */
    double x, y, weight;
    uint32_t item, cell;
};

static uint32_t clamp(double cell, uint32_t n)
{
    if (!(cell > 0))
        return 0;
    return cell >= n ? n - 1 : (uint32_t)cell;
}

/* Monotone in x: what is left of a point is never in a column right of its. */
static uint32_t column_of(const struct tomt_catchment_grid *grid, double x)
{
    return clamp((x - grid->min_x) * grid->per_m, grid->n_columns);
}

static uint32_t row_of(const struct tomt_catchment_grid *grid, double y)
{
    return clamp((y - grid->min_y) * grid->per_m, grid->n_rows);
}

static bool lay_out(struct tomt_arena *arena, const struct tomt_catchment_input *input,
                    double radius_m, struct tomt_catchment_grid *grid, struct tomt_error *err)
{
    double min_x = input->x[0], max_x = min_x, min_y = input->y[0], max_y = min_y;
    for (size_t i = 1; i < input->n; i++) {
        min_x = fmin(min_x, input->x[i]);
        max_x = fmax(max_x, input->x[i]);
        min_y = fmin(min_y, input->y[i]);
        max_y = fmax(max_y, input->y[i]);
    }
    double width = max_x - min_x, height = max_y - min_y;
    double most_cells = fmax(4096, 2 * (double)input->n);
    double cell_m = fmax(radius_m / CELLS_PER_RADIUS, 1e-3);
    while ((floor(width / cell_m) + 1) * (floor(height / cell_m) + 1) > most_cells)
        cell_m *= 1.25;
    grid->min_x = min_x;
    grid->min_y = min_y;
    grid->cell_m = cell_m;
    grid->per_m = 1 / cell_m;
    grid->n_columns = (uint32_t)(width / cell_m) + 1;
    grid->n_rows = (uint32_t)(height / cell_m) + 1;
    size_t n_cells = (size_t)grid->n_columns * grid->n_rows;
    grid->start = tomt_arena_block(arena, NULL, (n_cells + 1) * sizeof *grid->start, err);
    return grid->start != NULL;
}

static int by_place(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->x != b->x)
        return a->x < b->x ? -1 : 1;
    if (a->y != b->y)
        return a->y < b->y ? -1 : 1;
    return a->item < b->item ? -1 : a->item > b->item;
}

static void sort_cell(struct entry *entry, size_t n)
{
    if (n > 24) {
        qsort(entry, n, sizeof *entry, by_place);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        struct entry moving = entry[i];
        size_t j = i;
        for (; j > 0 && by_place(&moving, &entry[j - 1]) < 0; j--)
            entry[j] = entry[j - 1];
        entry[j] = moving;
    }
}

/* Entries by cell, then by place. grid->start counts entries here; merge() turns it into points. */
static struct entry *sort_entries(struct tomt_arena *scratch,
                                  const struct tomt_catchment_input *input,
                                  struct tomt_catchment_grid *grid, struct tomt_error *err)
{
    size_t n_cells = (size_t)grid->n_columns * grid->n_rows;
    struct entry *entry = tomt_arena_block(scratch, NULL, (input->n + 1) * sizeof *entry, err);
    uint32_t *cell = tomt_arena_block(scratch, NULL, (input->n + 1) * sizeof *cell, err);
    uint32_t *next = tomt_arena_block(scratch, NULL, (n_cells + 1) * sizeof *next, err);
    if (!entry || !cell || !next)
        return NULL;
    for (size_t i = 0; i < input->n; i++) {
        cell[i] = row_of(grid, input->y[i]) * grid->n_columns + column_of(grid, input->x[i]);
        grid->start[cell[i] + 1]++;
    }
    for (size_t c = 0; c < n_cells; c++) {
        grid->start[c + 1] += grid->start[c];
        next[c] = grid->start[c];
    }
    for (size_t i = 0; i < input->n; i++) {
        struct entry *to = &entry[next[cell[i]]++];
        *to = (struct entry){input->x[i], input->y[i], tomt_decay_weight(input->weight[i]),
                             input->item[i], cell[i]};
    }
    for (size_t c = 0; c < n_cells; c++)
        sort_cell(entry + grid->start[c], grid->start[c + 1] - grid->start[c]);
    return entry;
}

static bool make_room(struct tomt_arena *arena, struct tomt_catchment *catchment, size_t n_entries,
                      size_t n_points, double *column[3], struct tomt_error *err)
{
    for (int i = 0; i < 3; i++) {
        column[i] =
            tomt_arena_block(arena, NULL, (n_points + TOMT_DECAY_PAD) * sizeof **column, err);
        if (!column[i])
            return false;
    }
    catchment->points = (struct tomt_decay_points){column[0], column[1], column[2]};
    catchment->member_start =
        tomt_arena_block(arena, NULL, (n_points + 1) * sizeof *catchment->member_start, err);
    catchment->member =
        tomt_arena_block(arena, NULL, (n_entries + 1) * sizeof *catchment->member, err);
    catchment->member_weight =
        tomt_arena_block(arena, NULL, (n_entries + 1) * sizeof *catchment->member_weight, err);
    catchment->before =
        tomt_arena_block(arena, NULL, (n_points + 1) * sizeof *catchment->before, err);
    return catchment->member_start && catchment->member && catchment->member_weight &&
           catchment->before;
}

static bool same_place(const struct entry *a, const struct entry *b)
{
    return a->x == b->x && a->y == b->y;
}

static bool merge(struct tomt_arena *arena, const struct entry *entry, size_t n,
                  struct tomt_catchment *catchment, struct tomt_error *err)
{
    size_t n_points = 0;
    for (size_t i = 0; i < n; i++)
        n_points += i == 0 || !same_place(&entry[i], &entry[i - 1]);
    double *column[3];
    if (!make_room(arena, catchment, n, n_points, column, err))
        return false;
    uint32_t *start = catchment->grid.start;
    size_t n_cells = (size_t)catchment->grid.n_columns * catchment->grid.n_rows, cell = 0, p = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_new = i == 0 || !same_place(&entry[i], &entry[i - 1]);
        if (is_new) {
            for (; cell <= entry[i].cell; cell++)
                start[cell] = (uint32_t)p;
            column[0][p] = entry[i].x;
            column[1][p] = entry[i].y;
            catchment->member_start[p++] = (uint32_t)i;
        }
        column[2][p - 1] += entry[i].weight;
        catchment->member[i] = entry[i].item;
        catchment->member_weight[i] = entry[i].weight;
    }
    for (; cell <= n_cells; cell++)
        start[cell] = (uint32_t)p;
    catchment->member_start[p] = (uint32_t)n;
    for (size_t i = 0; i < p; i++)
        catchment->before[i + 1] = catchment->before[i] + column[2][i];
    catchment->n_points = p;
    return true;
}

struct tomt_catchment *tomt_catchment_new(struct tomt_arena *arena,
                                          const struct tomt_catchment_input *input,
                                          const struct tomt_decay_terms *terms, bool evidence,
                                          struct tomt_error *err)
{
    struct tomt_catchment *catchment = tomt_arena_alloc(arena, sizeof *catchment, err);
    if (!catchment)
        return NULL;
    catchment->terms = *terms;
    catchment->kernel = tomt_decay_kernel(terms->decay, TOMT_DECAY_WIDEST);
    if (input->n == 0)
        return catchment;
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return NULL;
    struct entry *entry = NULL;
    bool ok = lay_out(arena, input, terms->radius_m, &catchment->grid, err) &&
              (entry = sort_entries(scratch, input, &catchment->grid, err)) != NULL &&
              merge(arena, entry, input->n, catchment, err) &&
              (!evidence || tomt_catchment_prepare_best(arena, catchment, err));
    tomt_arena_free(scratch);
    return ok ? catchment : NULL;
}

/* Half the chord of the circle at a distance from its centre; negative when it does not reach. */
static double half_chord(double radius2, double distance)
{
    double rest = radius2 - distance * distance;
    return rest < 0 ? -1 : sqrt(rest);
}

/* The columns of a row that lie wholly within `half` of x: from <= column < to. */
static void whole_columns(const struct tomt_catchment_grid *grid, double x, double half,
                          uint32_t *from, uint32_t *to)
{
    double left = ceil((x - half + PAD_M - grid->min_x) * grid->per_m);
    double right = floor((x + half - PAD_M - grid->min_x) * grid->per_m);
    *from = left <= 0 ? 0 : left >= grid->n_columns ? grid->n_columns : (uint32_t)left;
    *to = right <= 0 ? 0 : right >= grid->n_columns ? grid->n_columns : (uint32_t)right;
}

struct reach { /* the span of points of one row that may be within the radius, and of those that
                  surely are */
    uint32_t from, to, sure_from, sure_to;
};

static struct reach reach_row(const struct tomt_catchment *catchment, uint32_t row, double x,
                              double y)
{
    const struct tomt_catchment_grid *grid = &catchment->grid;
    const uint32_t *start = grid->start + (size_t)row * grid->n_columns;
    double low = grid->min_y + row * grid->cell_m - PAD_M, high = low + grid->cell_m + 2 * PAD_M;
    double near = y < low ? low - y : y > high ? y - high : 0;
    double half = half_chord(catchment->terms.radius2_m2, near);
    if (half < 0)
        return (struct reach){0};
    half += PAD_M;
    if (x + half < grid->min_x)
        return (struct reach){0};
    struct reach reach = {start[column_of(grid, x - half)], start[column_of(grid, x + half) + 1], 0,
                          0};
    reach.sure_from = reach.sure_to = reach.to;
    if (catchment->terms.decay != TOMT_DECAY_STEP)
        return reach;
    double sure_half = half_chord(catchment->terms.radius2_m2, fmax(fabs(y - low), fabs(y - high)));
    uint32_t from, to;
    whole_columns(grid, x, sure_half, &from, &to);
    if (sure_half > 0 && from < to) {
        reach.sure_from = start[from];
        reach.sure_to = start[to];
    }
    return reach;
}

double tomt_catchment_sum(const struct tomt_catchment *catchment, double x, double y,
                          uint64_t *n_pairs)
{
    if (catchment->n_points == 0)
        return 0;
    const struct tomt_catchment_grid *grid = &catchment->grid;
    double radius_m = catchment->terms.radius_m;
    if (y + radius_m + PAD_M < grid->min_y)
        return 0;
    uint32_t last = row_of(grid, y + radius_m + PAD_M);
    double sum = 0;
    for (uint32_t row = row_of(grid, y - radius_m - PAD_M); row <= last; row++) {
        struct reach reach = reach_row(catchment, row, x, y);
        *n_pairs += reach.to - reach.from;
        if (reach.from < reach.sure_from)
            sum += catchment->kernel(&catchment->terms, &catchment->points, reach.from,
                                     reach.sure_from, x, y);
        sum += catchment->before[reach.sure_to] - catchment->before[reach.sure_from];
        if (reach.sure_to < reach.to)
            sum += catchment->kernel(&catchment->terms, &catchment->points, reach.sure_to, reach.to,
                                     x, y);
    }
    return sum;
}
