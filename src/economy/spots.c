/* economy/spots.c: a radix sort by cell, then small sorts within cells on all cores, then one sweep
 * that joins points of one place. A crowded cell is cut into strips by x and each strip is sorted
 * by y, so that a run of spots is a small box. */
#include "economy/spots.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };
static const double FARTHEST_M = 1e15, MOST_ROWS = 2147483648.0;

struct keyed {
    uint64_t cell;
    uint32_t point;
};
struct entry {
    double x, y;
    uint32_t point;
};
struct filling {
    struct tomt_spots *spots;
    struct keyed *keyed;
    struct entry *entry;
    uint32_t *cell_start; /* [n_cells + 1] entries */
    size_t n;
};

static bool is_placed(const struct tomt_points *points, size_t i)
{
    return isfinite(points->x[i]) && isfinite(points->y[i]);
}

/* The extent of the points, and a unit in which no sum of n weights passes 2^62. */
static bool take_measure(const struct tomt_points *points, bool may_be_below,
                         struct tomt_spots *spots, double extent_m[2], struct tomt_error *err)
{
    double box[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY}, heaviest = points->weight ? 0 : 1;
    for (size_t i = 0; i < points->n; i++) {
        double weight = points->weight ? points->weight[i] : 1;
        if (!isfinite(weight) || (weight < 0 && !may_be_below))
            return tomt_fail(err, TOMT_DATA,
                             "the weight of point %zu is %g: give a number%s, or leave it out", i,
                             weight, may_be_below ? "" : " of at least 0");
        if (!is_placed(points, i))
            continue;
        double x = points->x[i], y = points->y[i];
        if (fabs(x) > FARTHEST_M || fabs(y) > FARTHEST_M)
            return tomt_fail(err, TOMT_DATA, "point %zu lies at %g %g: no place in metres", i, x,
                             y);
        heaviest = fabs(weight) > heaviest ? fabs(weight) : heaviest;
        box[0] = x < box[0] ? x : box[0];
        box[1] = y < box[1] ? y : box[1];
        box[2] = x > box[2] ? x : box[2];
        box[3] = y > box[3] ? y : box[3];
    }
    bool any = box[0] <= box[2];
    spots->min_x = any ? box[0] : 0;
    spots->min_y = any ? box[1] : 0;
    extent_m[0] = any ? box[2] - box[0] : 0;
    extent_m[1] = any ? box[3] - box[1] : 0;
    int weight_bits, count_bits;
    frexp(heaviest, &weight_bits);
    frexp((double)points->n, &count_bits);
    int bits = heaviest > 0 ? weight_bits + count_bits - 62 : 0;
    spots->unit = ldexp(1, bits > -1000 ? bits : -1000);
    return true;
}

static bool choose_cells(struct tomt_spots *spots, struct tomt_spots_rule rule,
                         const double extent_m[2], size_t n, struct tomt_error *err)
{
    double widest_m = extent_m[0] > extent_m[1] ? extent_m[0] : extent_m[1];
    double side_m = rule.side_m;
    if (rule.may_widen) {
        double per_row = sqrt((double)n / 4) + 1;
        side_m = side_m > widest_m / per_row ? side_m : widest_m / per_row;
        side_m = side_m > 0 ? side_m : 1;
    }
    /* Not above the extent, so that an endless reach is a number too. */
    side_m = side_m < 2 * widest_m + 1 ? side_m : 2 * widest_m + 1;
    if (!(widest_m / side_m < MOST_ROWS))
        return tomt_fail(
            err, TOMT_DATA,
            "the points span %g m: too wide for cells of %g m; look for a point that is "
            "far off, or take a larger radius",
            widest_m, side_m);
    spots->side_m = side_m;
    spots->n_columns = (uint64_t)(extent_m[0] / side_m) + 1;
    spots->n_rows = (uint64_t)(extent_m[1] / side_m) + 1;
    return true;
}

static bool sort_by_cell(struct tomt_arena *scratch, struct filling *filling,
                         struct tomt_error *err)
{
    uint64_t n_numbers = filling->spots->n_columns * filling->spots->n_rows;
    struct keyed *from = filling->keyed;
    struct keyed *to = tomt_arena_block(scratch, NULL, filling->n * sizeof *to, err);
    if (!to)
        return false;
    for (unsigned shift = 0; shift < 64 && (n_numbers - 1) >> shift; shift += DIGIT_BITS) {
        uint32_t count[DIGITS + 1] = {0};
        for (size_t i = 0; i < filling->n; i++)
            count[1 + ((from[i].cell >> shift) & (DIGITS - 1))]++;
        for (size_t digit = 0; digit < DIGITS; digit++)
            count[digit + 1] += count[digit];
        for (size_t i = 0; i < filling->n; i++)
            to[count[(from[i].cell >> shift) & (DIGITS - 1)]++] = from[i];
        struct keyed *swap = from;
        from = to;
        to = swap;
    }
    filling->keyed = from;
    return true;
}

static int compare(double a, double b)
{
    return a < b ? -1 : a > b;
}

static int by_x(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int order = compare(a->x, b->x);
    order = order ? order : compare(a->y, b->y);
    return order ? order : a->point < b->point ? -1 : a->point > b->point;
}

static int by_y(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int order = compare(a->y, b->y);
    order = order ? order : compare(a->x, b->x);
    return order ? order : a->point < b->point ? -1 : a->point > b->point;
}

static void sort_entries(struct entry *entry, size_t n, int (*order)(const void *, const void *))
{
    if (n > 24) {
        qsort(entry, n, sizeof *entry, order);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        struct entry moving = entry[i];
        size_t j = i;
        for (; j > 0 && order(&moving, &entry[j - 1]) < 0; j--)
            entry[j] = entry[j - 1];
        entry[j] = moving;
    }
}

static bool is_same_place(const struct entry *a, const struct entry *b)
{
    return a->x == b->x && a->y == b->y;
}

/* Strips hold a multiple of a block of places, and a place is never cut by a strip. */
static void cut_strips(struct entry *entry, size_t n)
{
    size_t n_places = n > 0;
    for (size_t i = 1; i < n; i++)
        n_places += !is_same_place(&entry[i - 1], &entry[i]);
    if (n_places <= 2 * TOMT_SPOTS_BLOCK)
        return;
    size_t strip = TOMT_SPOTS_BLOCK * (size_t)ceil(sqrt((double)n_places / TOMT_SPOTS_BLOCK));
    for (size_t from = 0, to = 0; from < n; from = to) {
        size_t n_in_strip = 0;
        for (to = from; to < n; to++)
            if (to == from || !is_same_place(&entry[to - 1], &entry[to]))
                if (n_in_strip++ == strip)
                    break;
        sort_entries(entry + from, to - from, by_y);
    }
}

static bool sort_cells(void *shared, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    const struct filling *filling = shared;
    for (size_t cell = from; cell < to; cell++) {
        struct entry *entry = filling->entry + filling->cell_start[cell];
        size_t n = filling->cell_start[cell + 1] - filling->cell_start[cell];
        sort_entries(entry, n, by_x);
        cut_strips(entry, n);
    }
    return true;
}

static bool list_cells(struct tomt_arena *arena, struct tomt_arena *scratch,
                       const struct tomt_points *points, struct filling *filling,
                       struct tomt_error *err)
{
    struct tomt_spots *spots = filling->spots;
    const struct keyed *keyed = filling->keyed;
    for (size_t i = 0; i < filling->n; i++)
        spots->n_cells += i == 0 || keyed[i].cell != keyed[i - 1].cell;
    filling->entry = tomt_arena_block(scratch, NULL, filling->n * sizeof *filling->entry, err);
    filling->cell_start =
        tomt_arena_block(scratch, NULL, (spots->n_cells + 1) * sizeof *filling->cell_start, err);
    spots->cell = tomt_arena_block(arena, NULL, spots->n_cells * sizeof *spots->cell, err);
    spots->start = tomt_arena_block(arena, NULL, (spots->n_cells + 1) * sizeof *spots->start, err);
    if (!filling->entry || !filling->cell_start || !spots->cell || !spots->start)
        return false;
    size_t cell = 0;
    for (size_t i = 0; i < filling->n; i++) {
        uint32_t point = keyed[i].point;
        filling->entry[i] = (struct entry){points->x[point], points->y[point], point};
        if (i > 0 && keyed[i].cell == keyed[i - 1].cell)
            continue;
        spots->cell[cell] = keyed[i].cell;
        filling->cell_start[cell++] = (uint32_t)i;
    }
    filling->cell_start[cell] = (uint32_t)filling->n;
    return true;
}

static bool join_places(struct tomt_arena *arena, const struct tomt_points *points,
                        const struct filling *filling, struct tomt_error *err)
{
    struct tomt_spots *spots = filling->spots;
    const struct entry *entry = filling->entry;
    for (size_t i = 0; i < filling->n; i++)
        spots->n += i == 0 || !is_same_place(&entry[i - 1], &entry[i]);
    spots->x = tomt_arena_block(arena, NULL, spots->n * sizeof *spots->x, err);
    spots->y = tomt_arena_block(arena, NULL, spots->n * sizeof *spots->y, err);
    spots->units = tomt_arena_block(arena, NULL, spots->n * sizeof *spots->units, err);
    spots->first = tomt_arena_block(arena, NULL, spots->n * sizeof *spots->first, err);
    if (!spots->x || !spots->y || !spots->units || !spots->first)
        return false;
    size_t n = 0;
    double per_unit = 1 / spots->unit;
    for (size_t cell = 0; cell < spots->n_cells; cell++) {
        size_t from = filling->cell_start[cell], to = filling->cell_start[cell + 1];
        spots->start[cell] = (uint32_t)n;
        for (size_t i = from; i < to; i++) {
            if (i == from || !is_same_place(&entry[i - 1], &entry[i])) {
                spots->x[n] = entry[i].x;
                spots->y[n] = entry[i].y;
                spots->first[n++] = entry[i].point;
            }
            double weight = points->weight ? points->weight[entry[i].point] : 1;
            int64_t units = llround(weight * per_unit);
            spots->units[n - 1] += units;
            spots->total += units;
            spots->spot_of[entry[i].point] = (uint32_t)(n - 1);
        }
    }
    spots->start[spots->n_cells] = (uint32_t)n;
    return true;
}

static uint64_t number_at(double offset_m, double side_m, uint64_t n)
{
    uint64_t at = (uint64_t)(offset_m / side_m);
    return at < n ? at : n - 1;
}

static bool fill(struct tomt_arena *arena, struct tomt_arena *scratch,
                 const struct tomt_points *points, const struct tomt_crew *crew,
                 struct tomt_spots *spots, struct tomt_error *err)
{
    struct filling filling = {.spots = spots};
    filling.keyed = tomt_arena_block(scratch, NULL, points->n * sizeof *filling.keyed, err);
    spots->spot_of = tomt_arena_block(arena, NULL, points->n * sizeof *spots->spot_of, err);
    if (!filling.keyed || !spots->spot_of)
        return false;
    for (size_t i = 0; i < points->n; i++) {
        spots->spot_of[i] = TOMT_NOWHERE;
        if (!is_placed(points, i))
            continue;
        uint64_t row = number_at(points->y[i] - spots->min_y, spots->side_m, spots->n_rows);
        uint64_t column = number_at(points->x[i] - spots->min_x, spots->side_m, spots->n_columns);
        filling.keyed[filling.n++] = (struct keyed){row * spots->n_columns + column, (uint32_t)i};
    }
    struct tomt_crew quiet = {crew->n_threads, crew->cancel, NULL};
    struct tomt_crew_job job = {&filling, NULL, sort_cells, NULL, 0, 64};
    if (!sort_by_cell(scratch, &filling, err) || !list_cells(arena, scratch, points, &filling, err))
        return false;
    job.n = spots->n_cells;
    return tomt_crew_run(&quiet, &job, err) && join_places(arena, points, &filling, err);
}

bool tomt_spots_new(struct tomt_arena *arena, const struct tomt_points *points,
                    struct tomt_spots_rule rule, const struct tomt_crew *crew,
                    struct tomt_spots *out, struct tomt_error *err)
{
    double extent_m[2] = {0, 0};
    *out = (struct tomt_spots){0};
    if (points->n >= TOMT_NOWHERE)
        return tomt_fail(err, TOMT_DATA, "%zu points: at most %u are handled", points->n,
                         TOMT_NOWHERE - 1);
    if (!take_measure(points, rule.may_be_below, out, extent_m, err) ||
        !choose_cells(out, rule, extent_m, points->n, err))
        return false;
    struct tomt_arena *scratch = tomt_arena_new(err);
    bool ok = scratch && fill(arena, scratch, points, crew, out, err);
    tomt_arena_free(scratch);
    return ok;
}

size_t tomt_spots_find(const struct tomt_spots *spots, uint64_t cell)
{
    size_t from = 0, n = spots->n_cells;
    while (n > 0) {
        size_t half = n / 2;
        bool below = spots->cell[from + half] < cell;
        from = below ? from + half + 1 : from;
        n = below ? n - half - 1 : half;
    }
    return from;
}

/* Cells from..to (both in) that hold middle +- reach. Rounding of a cell's number is far below a
 * millionth of a cell, so this much more on either side misses none. */
static bool cells_within(double middle_m, double reach_m, double side_m, uint64_t n, uint64_t *from,
                         uint64_t *to)
{
    double low = (middle_m - reach_m) / side_m - 1e-6, high = (middle_m + reach_m) / side_m + 1e-6;
    if (!(high >= 0) || !(low < (double)n))
        return false;
    *from = low > 0 ? (uint64_t)low : 0;
    *to = high < (double)n ? (uint64_t)high : n - 1;
    return true;
}

bool tomt_spots_band(const struct tomt_spots *spots, double y, double reach_m, uint64_t *from_row,
                     uint64_t *to_row)
{
    return cells_within(y - spots->min_y, reach_m, spots->side_m, spots->n_rows, from_row, to_row);
}

void tomt_spots_run(const struct tomt_spots *spots, uint64_t row, double x, double reach_m,
                    size_t *from, size_t *to)
{
    uint64_t low, high;
    *from = *to = 0;
    if (!cells_within(x - spots->min_x, reach_m, spots->side_m, spots->n_columns, &low, &high))
        return;
    *from = spots->start[tomt_spots_find(spots, row * spots->n_columns + low)];
    *to = spots->start[tomt_spots_find(spots, row * spots->n_columns + high + 1)];
}
