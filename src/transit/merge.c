/* transit/merge.c: single linkage of stops on a grid. A cell's diagonal is just under the merging
 * distance, so all of a cell is one hub and no pair within it is ever looked at: a thousand stops
 * on one square cost nothing. */
#include "transit/inside.h"

#include <math.h>
#include <stdlib.h>

enum { REACH_CELLS = 2 /* merge_m is 1.4143 cells */ };
static const double FARTHEST_M = 1e9;

struct spot {
    int64_t column, row;
    double x, y;
    uint32_t stop;
};

static uint32_t find_root(uint32_t *root, uint32_t stop)
{
    while (root[stop] != stop)
        stop = root[stop] = root[root[stop]];
    return stop;
}

static void unite(uint32_t *root, uint32_t a, uint32_t b)
{
    a = find_root(root, a);
    b = find_root(root, b);
    if (a < b)
        root[b] = a;
    else
        root[a] = b;
}

static int by_cell(const void *left, const void *right)
{
    const struct spot *a = left, *b = right;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->x != b->x)
        return a->x < b->x ? -1 : 1;
    if (a->y != b->y)
        return a->y < b->y ? -1 : 1;
    return a->stop < b->stop ? -1 : a->stop > b->stop;
}

/* The spots of the cell that begins at `at` end here. */
static size_t cell_end(const struct spot *spot, size_t n, size_t at)
{
    size_t end = at + 1;
    while (end < n && spot[end].column == spot[at].column && spot[end].row == spot[at].row)
        end++;
    return end;
}

/* Both cells are whole hubs already: one near pair is enough. */
static void unite_cells(const struct spot *spot, const size_t cell[2], const size_t other[2],
                        double merge_m, uint32_t *root)
{
    if (find_root(root, spot[cell[0]].stop) == find_root(root, spot[other[0]].stop))
        return;
    for (size_t i = cell[0]; i < cell[1]; i++)
        for (size_t j = other[0]; j < other[1]; j++) {
            double dx = spot[j].x - spot[i].x, dy = spot[j].y - spot[i].y;
            if (dx * dx + dy * dy <= merge_m * merge_m) {
                unite(root, spot[i].stop, spot[j].stop);
                return;
            }
        }
}

/* The cells after this one in its column, and those of the next two columns, are met from here;
 * those before met it. `from[k]` moves on with the cells: nothing before it is in reach of column +
 * k any more. */
static void unite_around(const struct spot *spot, size_t n, const size_t cell[2],
                         size_t from[REACH_CELLS + 1], double merge_m, uint32_t *root)
{
    const struct spot *here = spot + cell[0];
    for (int k = 0; k <= REACH_CELLS; k++) {
        int64_t column = here->column + k, lowest = k ? here->row - REACH_CELLS : here->row + 1;
        while (from[k] < n && (spot[from[k]].column < column ||
                               (spot[from[k]].column == column && spot[from[k]].row < lowest)))
            from[k]++;
        for (size_t at = from[k];
             at < n && spot[at].column == column && spot[at].row <= here->row + REACH_CELLS;) {
            size_t other[2] = {at, cell_end(spot, n, at)};
            unite_cells(spot, cell, other, merge_m, root);
            at = other[1];
        }
    }
}

/* Sorts them by cell and makes one hub of each; of those on one point only the first is kept, for
 * feeds that put hundreds of stops on the middle of a town. */
static size_t unite_within(struct spot *spot, size_t n, uint32_t *root)
{
    qsort(spot, n, sizeof *spot, by_cell);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        const struct spot *last = kept ? &spot[kept - 1] : NULL;
        bool same_cell = last && spot[i].column == last->column && spot[i].row == last->row;
        if (same_cell)
            unite(root, spot[i].stop, last->stop);
        if (!same_cell || spot[i].x != last->x || spot[i].y != last->y)
            spot[kept++] = spot[i];
    }
    return kept;
}

static bool unite_near(const struct tomt_timetable *timetable, double merge_m, uint32_t *root,
                       struct tomt_error *err)
{
    struct spot *spot = tomt_allocate(timetable->n_stops * sizeof *spot);
    if (!spot)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for %zu stops", timetable->n_stops);
    double cell_m = merge_m * 0.70710; /* under merge_m / sqrt 2, by enough for any rounding */
    size_t n = 0;
    for (size_t i = 0; i < timetable->n_stops; i++) {
        double x = timetable->x[i], y = timetable->y[i];
        if (fabs(x) <= FARTHEST_M && fabs(y) <= FARTHEST_M)
            spot[n++] = (struct spot){(int64_t)floor(x / cell_m), (int64_t)floor(y / cell_m), x, y,
                                      (uint32_t)i};
    }
    n = unite_within(spot, n, root);
    size_t from[REACH_CELLS + 1] = {0};
    for (size_t at = 0; at < n;) {
        size_t cell[2] = {at, cell_end(spot, n, at)};
        unite_around(spot, n, cell, from, merge_m, root);
        at = cell[1];
    }
    tomt_release(spot);
    return true;
}

static bool unite_places(const struct tomt_timetable *timetable, uint32_t *root,
                         struct tomt_error *err)
{
    if (!timetable->n_places)
        return true;
    uint32_t *first = tomt_allocate(timetable->n_places * sizeof *first);
    if (!first)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for %zu stop places",
                         timetable->n_places);
    for (size_t i = 0; i < timetable->n_places; i++)
        first[i] = UINT32_MAX;
    for (uint32_t i = 0; i < timetable->n_stops; i++) {
        uint32_t place = timetable->stop_place[i];
        if (place == TOMT_NO_PLACE)
            continue;
        if (first[place] == UINT32_MAX)
            first[place] = i;
        else
            unite(root, first[place], i);
    }
    tomt_release(first);
    return true;
}

bool tomt_merge_stops(const struct tomt_timetable *timetable, double merge_m, uint32_t *root,
                      struct tomt_error *err)
{
    for (uint32_t i = 0; i < timetable->n_stops; i++)
        root[i] = i;
    if (!unite_places(timetable, root, err) ||
        !unite_near(timetable, fmax(merge_m, 0.01), root, err))
        return false;
    for (uint32_t i = 0; i < timetable->n_stops; i++)
        root[i] = find_root(root, i);
    return true;
}

bool tomt_hubs_whole(const struct tomt_timetable *timetable, double merge_m, uint8_t *keep,
                     struct tomt_error *err)
{
    uint32_t *root = tomt_allocate(timetable->n_stops * sizeof *root);
    if (!root)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for %zu stops", timetable->n_stops);
    bool ok = tomt_merge_stops(timetable, merge_m, root, err);
    for (size_t i = 0; ok && i < timetable->n_stops; i++)
        if (keep[i])
            keep[root[i]] = 1;
    for (size_t i = 0; ok && i < timetable->n_stops; i++)
        keep[i] = keep[root[i]];
    tomt_release(root);
    return ok;
}
