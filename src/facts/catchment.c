/* facts/catchment.c: lays weights on places and sums them.
 * Rows of cells are contiguous in memory, so what lies within the radius is one span of points per
 * row: a plain loop. */
#include "facts/catchment.h"

#include <math.h>

/* Slack for the rounding of cell borders; far above the spacing of doubles at 1e7 m, far below what
 * matters. */
#define PAD_M 1e-6

static bool make_room(struct tomt_arena *arena, const struct tomt_places *places,
                      struct tomt_catchment *catchment, double *column[3], struct tomt_error *err)
{
    size_t n = places->n, n_cells = (size_t)places->grid.n_columns * places->grid.n_rows;
    for (int i = 0; i < 3; i++) {
        column[i] = tomt_arena_block(arena, NULL, (n + TOMT_DECAY_PAD) * sizeof **column, err);
        if (!column[i])
            return false;
    }
    catchment->points = (struct tomt_decay_points){column[0], column[1], column[2]};
    catchment->grid = places->grid;
    catchment->grid.start =
        tomt_arena_block(arena, NULL, (n_cells + 1) * sizeof *catchment->grid.start, err);
    catchment->member_start =
        tomt_arena_block(arena, NULL, (n + 1) * sizeof *catchment->member_start, err);
    catchment->member =
        tomt_arena_block(arena, NULL, (places->n_items + 1) * sizeof *catchment->member, err);
    catchment->member_weight = tomt_arena_block(
        arena, NULL, (places->n_items + 1) * sizeof *catchment->member_weight, err);
    catchment->before = tomt_arena_block(arena, NULL, (n + 1) * sizeof *catchment->before, err);
    return catchment->grid.start && catchment->member_start && catchment->member &&
           catchment->member_weight && catchment->before;
}

/* One place with those of its members that weigh anything, if any does. */
static void add_place(const struct tomt_places *places, size_t place, const double *weight,
                      struct tomt_catchment *catchment, double *column[3], uint32_t *n_members)
{
    size_t p = catchment->n_points;
    uint32_t first = *n_members;
    double sum = 0;
    for (uint32_t m = places->member_start[place]; m < places->member_start[place + 1]; m++) {
        double adds = tomt_decay_weight(weight[places->member[m]]);
        if (!(adds > 0))
            continue;
        catchment->member[*n_members] = places->member[m];
        catchment->member_weight[(*n_members)++] = adds;
        sum += adds;
    }
    if (*n_members == first)
        return;
    column[0][p] = places->x[place];
    column[1][p] = places->y[place];
    column[2][p] = sum;
    catchment->member_start[p] = first;
    catchment->before[p + 1] = catchment->before[p] + sum;
    catchment->n_points++;
}

static void fill(const struct tomt_places *places, const double *weight,
                 struct tomt_catchment *catchment, double *column[3])
{
    size_t n_cells = (size_t)places->grid.n_columns * places->grid.n_rows;
    uint32_t n_members = 0;
    for (size_t c = 0; c < n_cells; c++) {
        catchment->grid.start[c] = (uint32_t)catchment->n_points;
        for (size_t p = places->grid.start[c]; p < places->grid.start[c + 1]; p++)
            add_place(places, p, weight, catchment, column, &n_members);
    }
    catchment->grid.start[n_cells] = (uint32_t)catchment->n_points;
    catchment->member_start[catchment->n_points] = n_members;
}

struct tomt_catchment *tomt_catchment_new(struct tomt_arena *arena,
                                          const struct tomt_places *places, const double *weight,
                                          const struct tomt_decay_terms *terms, bool evidence,
                                          struct tomt_error *err)
{
    struct tomt_catchment *catchment = tomt_arena_alloc(arena, sizeof *catchment, err);
    double *column[3];
    if (!catchment || !make_room(arena, places, catchment, column, err))
        return NULL;
    catchment->terms = *terms;
    catchment->kernel = tomt_decay_kernel(terms->decay, TOMT_DECAY_WIDEST);
    catchment->split = tomt_decay_split_kernel(TOMT_DECAY_WIDEST);
    fill(places, weight, catchment, column);
    if (evidence && catchment->n_points > 0 && !tomt_catchment_prepare_best(arena, catchment, err))
        return NULL;
    return catchment;
}

/* Half the chord of the circle at a distance from its centre; negative when it does not reach. */
static double half_chord(double radius2, double distance)
{
    double rest = radius2 - distance * distance;
    return rest < 0 ? -1 : sqrt(rest);
}

/* The columns of a row that lie wholly within `half` of x: from <= column < to. */
static void whole_columns(const struct tomt_place_grid *grid, double x, double half, uint32_t *from,
                          uint32_t *to)
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
    const struct tomt_place_grid *grid = &catchment->grid;
    const uint32_t *start = grid->start + (size_t)row * grid->n_columns;
    double low = grid->min_y + row * grid->cell_m - PAD_M, high = low + grid->cell_m + 2 * PAD_M;
    double near = y < low ? low - y : y > high ? y - high : 0;
    double half = half_chord(catchment->terms.radius2_m2, near);
    if (half < 0)
        return (struct reach){0};
    half += PAD_M;
    if (x + half < grid->min_x)
        return (struct reach){0};
    struct reach reach = {start[tomt_place_column(grid, x - half)],
                          start[tomt_place_column(grid, x + half) + 1], 0, 0};
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

/* Power's terms are summed in two parts, over all rows: see decay.h. */
static double sum_split(const struct tomt_catchment *catchment, uint32_t first, uint32_t last,
                        double x, double y, uint64_t *n_pairs)
{
    struct tomt_decay_parts parts = {0, 0};
    for (uint32_t row = first; row <= last; row++) {
        struct reach reach = reach_row(catchment, row, x, y);
        *n_pairs += reach.to - reach.from;
        if (reach.from < reach.to)
            catchment->split(&catchment->terms, &catchment->points, reach.from, reach.to, x, y,
                             &parts);
    }
    return parts.coarse + parts.fine;
}

double tomt_catchment_sum(const struct tomt_catchment *catchment, double x, double y,
                          uint64_t *n_pairs)
{
    if (catchment->n_points == 0)
        return 0;
    const struct tomt_place_grid *grid = &catchment->grid;
    double radius_m = catchment->terms.radius_m;
    if (y + radius_m + PAD_M < grid->min_y)
        return 0;
    uint32_t first = tomt_place_row(grid, y - radius_m - PAD_M),
             last = tomt_place_row(grid, y + radius_m + PAD_M);
    if (catchment->terms.decay == TOMT_DECAY_POWER)
        return sum_split(catchment, first, last, x, y, n_pairs);
    double sum = 0;
    for (uint32_t row = first; row <= last; row++) {
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
