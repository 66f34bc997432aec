/* economy/dbscan.c: cells so small that all in one are within the radius of each other (side
 * r/sqrt 2): a heavy cell is core without a look at its neighbours, core spots of a cell are one
 * cluster, and cells are joined, not points. After Gunawan (2013) and de Berg, Gunawan & Roeloffzen
 * (2019). Cells join in a union-find without locks: the smaller root always stays, so the roots are
 * the same whoever comes first. */
#include "economy/labels.h"

#include <math.h>
#include <stdatomic.h>

enum { MOST_NEIGHBOURS = 25, ROWS = 5, AROUND = 2 };

struct box {
    double min_x, min_y, max_x, max_y; /* empty: from infinity to minus infinity, far from all */
};
static const struct box EMPTY = {INFINITY, INFINITY, -INFINITY, -INFINITY};

struct part { /* a cell, or a run of TOMT_SPOTS_BLOCK spots of it */
    struct box box, core_box;
    int64_t units;
};
struct scan {
    const struct tomt_spots *spots;
    struct part *cell, *block;
    uint32_t *first_block;   /* [n_cells + 1] */
    uint8_t *core;           /* [spots] */
    uint32_t *group;         /* [spots] a cell of the cluster, or TOMT_NOISE */
    _Atomic uint32_t *above; /* [n_cells] union-find */
    double radius2;
    int64_t enough;
};

static double most3(double a, double b, double c)
{
    double ab = a > b ? a : b;
    return ab > c ? ab : c;
}

/* Both bounds go through the roundings of the distance itself, which are monotone: none is missed.
 */
static double nearest2(const struct box *box, double x, double y)
{
    double dx = most3(box->min_x - x, x - box->max_x, 0);
    double dy = most3(box->min_y - y, y - box->max_y, 0);
    return dx * dx + dy * dy;
}

static double farthest2(const struct box *box, double x, double y)
{
    double dx = most3(box->max_x - x, x - box->min_x, 0);
    double dy = most3(box->max_y - y, y - box->min_y, 0);
    return dx * dx + dy * dy;
}

static double gap2(const struct box *a, const struct box *b)
{
    double dx = most3(b->min_x - a->max_x, a->min_x - b->max_x, 0);
    double dy = most3(b->min_y - a->max_y, a->min_y - b->max_y, 0);
    return dx * dx + dy * dy;
}

static void widen(struct box *box, double x, double y)
{
    box->min_x = x < box->min_x ? x : box->min_x;
    box->min_y = y < box->min_y ? y : box->min_y;
    box->max_x = x > box->max_x ? x : box->max_x;
    box->max_y = y > box->max_y ? y : box->max_y;
}

static void widen_by(struct box *box, const struct box *by)
{
    if (by->min_x > by->max_x)
        return;
    widen(box, by->min_x, by->min_y);
    widen(box, by->max_x, by->max_y);
}

static void spots_of_block(const struct scan *scan, size_t cell, size_t block, size_t *from,
                           size_t *to)
{
    size_t end = scan->spots->start[cell + 1];
    *from = scan->spots->start[cell] + (block - scan->first_block[cell]) * TOMT_SPOTS_BLOCK;
    *to = *from + TOMT_SPOTS_BLOCK < end ? *from + TOMT_SPOTS_BLOCK : end;
}

static bool measure_cells(void *shared, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    const struct scan *scan = shared;
    for (size_t c = from; c < to; c++) {
        struct part cell = {EMPTY, EMPTY, 0};
        for (size_t b = scan->first_block[c]; b < scan->first_block[c + 1]; b++) {
            struct part block = {EMPTY, EMPTY, 0};
            size_t first, end;
            spots_of_block(scan, c, b, &first, &end);
            for (size_t i = first; i < end; i++) {
                widen(&block.box, scan->spots->x[i], scan->spots->y[i]);
                block.units += scan->spots->units[i];
            }
            widen_by(&cell.box, &block.box);
            cell.units += block.units;
            scan->block[b] = block;
        }
        scan->cell[c] = cell;
    }
    return true;
}

/* The walk over the cells in order: in each of the five rows around, the first cell that can be
 * near only moves on. */
struct walk {
    size_t at[ROWS];
    bool begun;
};

static size_t neighbours(const struct scan *scan, struct walk *walk, size_t cell,
                         uint32_t found[MOST_NEIGHBOURS])
{
    const struct tomt_spots *spots = scan->spots;
    uint64_t row = spots->cell[cell] / spots->n_columns,
             column = spots->cell[cell] % spots->n_columns;
    uint64_t west = column > AROUND ? column - AROUND : 0;
    uint64_t east = column + AROUND < spots->n_columns ? column + AROUND : spots->n_columns - 1;
    size_t n = 0;
    for (uint64_t i = 0; i < ROWS; i++) {
        if (row + i < AROUND || row + i - AROUND >= spots->n_rows)
            continue;
        uint64_t base = (row + i - AROUND) * spots->n_columns;
        size_t at = walk->begun ? walk->at[i] : tomt_spots_find(spots, base + west);
        while (at < spots->n_cells && spots->cell[at] < base + west)
            at++;
        walk->at[i] = at;
        for (; at < spots->n_cells && spots->cell[at] <= base + east; at++)
            if (gap2(&scan->cell[cell].box, &scan->cell[at].box) <= scan->radius2)
                found[n++] = (uint32_t)at;
    }
    walk->begun = true;
    return n;
}

static int64_t units_of_cell(const struct scan *scan, size_t cell, double x, double y)
{
    const struct tomt_spots *spots = scan->spots;
    int64_t units = 0;
    for (size_t b = scan->first_block[cell]; b < scan->first_block[cell + 1]; b++) {
        const struct part *block = &scan->block[b];
        if (block->units == 0 || nearest2(&block->box, x, y) > scan->radius2)
            continue;
        if (farthest2(&block->box, x, y) <= scan->radius2) {
            units += block->units;
            continue;
        }
        size_t from, to;
        spots_of_block(scan, cell, b, &from, &to);
        for (size_t i = from; i < to; i++) {
            double dx = spots->x[i] - x, dy = spots->y[i] - y;
            units += dx * dx + dy * dy <= scan->radius2 ? spots->units[i] : 0;
        }
    }
    return units;
}

static bool is_core(const struct scan *scan, size_t cell, const uint32_t *near, size_t n_near,
                    double x, double y)
{
    int64_t units = scan->cell[cell].units;
    for (size_t k = 0; k < n_near && units < scan->enough; k++) {
        const struct part *other = &scan->cell[near[k]];
        if (near[k] == cell || other->units == 0 || nearest2(&other->box, x, y) > scan->radius2)
            continue;
        units += farthest2(&other->box, x, y) <= scan->radius2 ? other->units
                                                               : units_of_cell(scan, near[k], x, y);
    }
    return units >= scan->enough;
}

static void note_core(const struct scan *scan, size_t cell)
{
    const struct tomt_spots *spots = scan->spots;
    for (size_t b = scan->first_block[cell]; b < scan->first_block[cell + 1]; b++) {
        size_t from, to;
        spots_of_block(scan, cell, b, &from, &to);
        for (size_t i = from; i < to; i++)
            if (scan->core[i])
                widen(&scan->block[b].core_box, spots->x[i], spots->y[i]);
        widen_by(&scan->cell[cell].core_box, &scan->block[b].core_box);
    }
}

static bool find_core(void *shared, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    const struct scan *scan = shared;
    const struct tomt_spots *spots = scan->spots;
    struct walk walk = {0};
    for (size_t cell = from; cell < to; cell++) {
        uint32_t near[MOST_NEIGHBOURS];
        bool heavy = scan->cell[cell].units >= scan->enough;
        size_t n_near = heavy ? 0 : neighbours(scan, &walk, cell, near);
        for (size_t i = spots->start[cell]; i < spots->start[cell + 1]; i++)
            scan->core[i] = heavy || is_core(scan, cell, near, n_near, spots->x[i], spots->y[i]);
        note_core(scan, cell);
    }
    return true;
}

static uint32_t root_of(_Atomic uint32_t *above, uint32_t cell)
{
    for (;;) {
        uint32_t parent = atomic_load_explicit(&above[cell], memory_order_relaxed);
        if (parent == cell)
            return cell;
        uint32_t grand = atomic_load_explicit(&above[parent], memory_order_relaxed);
        if (grand != parent)
            atomic_compare_exchange_weak_explicit(&above[cell], &parent, grand,
                                                  memory_order_relaxed, memory_order_relaxed);
        cell = grand;
    }
}

static void join(_Atomic uint32_t *above, uint32_t a, uint32_t b)
{
    for (;;) {
        a = root_of(above, a);
        b = root_of(above, b);
        if (a == b)
            return;
        uint32_t low = a < b ? a : b, high = a < b ? b : a, expected = high;
        if (atomic_compare_exchange_strong_explicit(&above[high], &expected, low,
                                                    memory_order_relaxed, memory_order_relaxed))
            return;
    }
}

static bool blocks_touch(const struct scan *scan, size_t a, size_t block_a, size_t b,
                         size_t block_b)
{
    const struct tomt_spots *spots = scan->spots;
    size_t from_a, to_a, from_b, to_b;
    spots_of_block(scan, a, block_a, &from_a, &to_a);
    spots_of_block(scan, b, block_b, &from_b, &to_b);
    for (size_t i = from_a; i < to_a; i++) {
        double x = spots->x[i], y = spots->y[i];
        if (!scan->core[i] || nearest2(&scan->block[block_b].core_box, x, y) > scan->radius2)
            continue;
        for (size_t j = from_b; j < to_b; j++) {
            double dx = spots->x[j] - x, dy = spots->y[j] - y;
            if (scan->core[j] && dx * dx + dy * dy <= scan->radius2)
                return true;
        }
    }
    return false;
}

static bool cells_touch(const struct scan *scan, size_t a, size_t b)
{
    for (size_t i = scan->first_block[a]; i < scan->first_block[a + 1]; i++) {
        if (gap2(&scan->block[i].core_box, &scan->cell[b].core_box) > scan->radius2)
            continue;
        for (size_t j = scan->first_block[b]; j < scan->first_block[b + 1]; j++)
            if (gap2(&scan->block[i].core_box, &scan->block[j].core_box) <= scan->radius2 &&
                blocks_touch(scan, a, i, b, j))
                return true;
    }
    return false;
}

static bool join_cells(void *shared, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    const struct scan *scan = shared;
    struct walk walk = {0};
    for (size_t cell = from; cell < to; cell++) {
        uint32_t near[MOST_NEIGHBOURS];
        size_t n_near = neighbours(scan, &walk, cell, near);
        for (size_t k = 0; k < n_near; k++) {
            uint32_t other = near[k];
            if (other <= cell ||
                gap2(&scan->cell[cell].core_box, &scan->cell[other].core_box) > scan->radius2)
                continue;
            if (root_of(scan->above, (uint32_t)cell) != root_of(scan->above, other) &&
                cells_touch(scan, cell, other))
                join(scan->above, (uint32_t)cell, other);
        }
    }
    return true;
}

struct best {
    double d2;
    uint32_t point, cell;
};

static void nearest_core(const struct scan *scan, size_t cell, double x, double y,
                         struct best *best)
{
    const struct tomt_spots *spots = scan->spots;
    if (nearest2(&scan->cell[cell].core_box, x, y) > best->d2)
        return;
    for (size_t b = scan->first_block[cell]; b < scan->first_block[cell + 1]; b++) {
        if (nearest2(&scan->block[b].core_box, x, y) > best->d2)
            continue;
        size_t from, to;
        spots_of_block(scan, cell, b, &from, &to);
        for (size_t i = from; i < to; i++) {
            double dx = spots->x[i] - x, dy = spots->y[i] - y, d2 = dx * dx + dy * dy;
            if (!scan->core[i] || d2 > best->d2 ||
                (d2 == best->d2 && spots->first[i] >= best->point))
                continue;
            *best = (struct best){d2, spots->first[i], (uint32_t)cell};
        }
    }
}

static bool give_groups(void *shared, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    const struct scan *scan = shared;
    const struct tomt_spots *spots = scan->spots;
    struct walk walk = {0};
    for (size_t cell = from; cell < to; cell++) {
        uint32_t near[MOST_NEIGHBOURS];
        bool heavy = scan->cell[cell].units >= scan->enough;
        size_t n_near = heavy ? 0 : neighbours(scan, &walk, cell, near);
        for (size_t i = spots->start[cell]; i < spots->start[cell + 1]; i++) {
            struct best best = {scan->radius2, UINT32_MAX, (uint32_t)cell};
            for (size_t k = 0; k < n_near && !scan->core[i]; k++)
                nearest_core(scan, near[k], spots->x[i], spots->y[i], &best);
            bool is_in = scan->core[i] || best.point != UINT32_MAX;
            scan->group[i] = is_in ? root_of(scan->above, best.cell) : TOMT_NOISE;
        }
    }
    return true;
}

static bool prepare(struct tomt_arena *scratch, struct scan *scan, struct tomt_error *err)
{
    const struct tomt_spots *spots = scan->spots;
    size_t n_blocks = 0;
    scan->first_block =
        tomt_arena_block(scratch, NULL, (spots->n_cells + 1) * sizeof *scan->first_block, err);
    if (!scan->first_block)
        return false;
    for (size_t cell = 0; cell < spots->n_cells; cell++) {
        scan->first_block[cell] = (uint32_t)n_blocks;
        n_blocks +=
            (spots->start[cell + 1] - spots->start[cell] + TOMT_SPOTS_BLOCK - 1) / TOMT_SPOTS_BLOCK;
    }
    scan->first_block[spots->n_cells] = (uint32_t)n_blocks;
    scan->cell = tomt_arena_block(scratch, NULL, spots->n_cells * sizeof *scan->cell, err);
    scan->block = tomt_arena_block(scratch, NULL, n_blocks * sizeof *scan->block, err);
    scan->core = tomt_arena_block(scratch, NULL, spots->n * sizeof *scan->core, err);
    scan->group = tomt_arena_block(scratch, NULL, spots->n * sizeof *scan->group, err);
    scan->above = tomt_arena_block(scratch, NULL, spots->n_cells * sizeof *scan->above, err);
    if (!scan->cell || !scan->block || !scan->core || !scan->group || !scan->above)
        return false;
    for (size_t cell = 0; cell < spots->n_cells; cell++)
        atomic_init(&scan->above[cell], (uint32_t)cell);
    return true;
}

static bool run_steps(struct scan *scan, const struct tomt_crew *crew, struct tomt_error *err)
{
    bool (*const step[])(void *, size_t, size_t, struct tomt_error *) = {measure_cells, find_core,
                                                                         join_cells, give_groups};
    struct tomt_crew quiet = {crew->n_threads, crew->cancel, NULL};
    for (size_t i = 0; i < sizeof step / sizeof *step; i++) {
        struct tomt_crew_job job = {scan, NULL, step[i], NULL, scan->spots->n_cells, 256};
        if (!tomt_crew_run(&quiet, &job, err))
            return false;
    }
    return true;
}

static bool scan_points(struct tomt_arena *arena, struct tomt_arena *scratch,
                        const struct tomt_points *points, double radius_m, double min_weight,
                        const struct tomt_crew *crew, struct tomt_labels *out,
                        struct tomt_error *err)
{
    struct tomt_spots spots;
    /* A little under 1/sqrt 2, so that rounding never puts two that are farther apart in one cell.
     */
    struct tomt_spots_rule rule = {.side_m = 0.7071 * radius_m};
    struct scan scan = {.spots = &spots, .radius2 = radius_m * radius_m};
    if (!tomt_spots_new(scratch, points, rule, crew, &spots, err))
        return false;
    double enough = min_weight / spots.unit * (1 - 1e-9);
    scan.enough = enough < 0x1p62 ? (int64_t)ceil(enough) : INT64_MAX;
    if (!prepare(scratch, &scan, err) || !run_steps(&scan, crew, err) ||
        !tomt_labels_number(arena, &spots, points->n, scan.group, spots.n_cells, out, NULL, err))
        return false;
    out->core = tomt_arena_block(arena, NULL, points->n * sizeof *out->core, err);
    for (size_t i = 0; i < points->n && out->core; i++)
        out->core[i] = spots.spot_of[i] != TOMT_NOWHERE && scan.core[spots.spot_of[i]];
    return out->core != NULL;
}

bool tomt_dbscan(struct tomt_arena *arena, const double *x, const double *y, const double *weight,
                 size_t n, double radius_m, double min_weight, const struct tomt_crew *crew,
                 struct tomt_labels *out, struct tomt_error *err)
{
    *out = (struct tomt_labels){0};
    if (!(radius_m > 0) || !(radius_m <= 1e15))
        return tomt_fail(err, TOMT_DATA, "the radius of DBSCAN is %g m: it must be above 0",
                         radius_m);
    if (!(min_weight > 0) || !isfinite(min_weight))
        return tomt_fail(err, TOMT_DATA, "the least weight of DBSCAN is %g: it must be above 0",
                         min_weight);
    struct tomt_points points = {x, y, weight, n};
    struct tomt_arena *scratch = tomt_arena_new(err);
    bool ok = scratch && scan_points(arena, scratch, &points, radius_m, min_weight, crew, out, err);
    tomt_arena_free(scratch);
    return ok;
}
