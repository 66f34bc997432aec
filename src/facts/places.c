/* facts/places.c: a counting sort by cell, then small sorts within cells. */
#include "facts/places.h"

#include <math.h>
#include <stdlib.h>

struct entry { /* one item on its way into its cell */
    double x, y;
    uint32_t item, cell;
};

static bool lay_out(struct tomt_arena *arena, const double *x, const double *y, size_t n,
                    double cell_m, struct tomt_place_grid *grid, struct tomt_error *err)
{
    double min_x = n ? x[0] : 0, max_x = min_x, min_y = n ? y[0] : 0, max_y = min_y;
    for (size_t i = 1; i < n; i++) {
        min_x = fmin(min_x, x[i]);
        max_x = fmax(max_x, x[i]);
        min_y = fmin(min_y, y[i]);
        max_y = fmax(max_y, y[i]);
    }
    double width = max_x - min_x, height = max_y - min_y;
    double most_cells = fmax(4096, 2 * (double)n);
    while ((floor(width / cell_m) + 1) * (floor(height / cell_m) + 1) > most_cells)
        cell_m *= 1.25;
    *grid = (struct tomt_place_grid){.min_x = min_x, .min_y = min_y, .cell_m = cell_m};
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

/* Entries by cell, then by place. grid->start counts entries here; merge() makes it count places.
 */
static struct entry *sort_entries(struct tomt_arena *scratch, const double *x, const double *y,
                                  size_t n, struct tomt_place_grid *grid, struct tomt_error *err)
{
    size_t n_cells = (size_t)grid->n_columns * grid->n_rows;
    struct entry *entry = tomt_arena_block(scratch, NULL, (n + 1) * sizeof *entry, err);
    uint32_t *cell = tomt_arena_block(scratch, NULL, (n + 1) * sizeof *cell, err);
    uint32_t *next = tomt_arena_block(scratch, NULL, (n_cells + 1) * sizeof *next, err);
    if (!entry || !cell || !next)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        cell[i] = tomt_place_row(grid, y[i]) * grid->n_columns + tomt_place_column(grid, x[i]);
        grid->start[cell[i] + 1]++;
    }
    for (size_t c = 0; c < n_cells; c++) {
        grid->start[c + 1] += grid->start[c];
        next[c] = grid->start[c];
    }
    for (size_t i = 0; i < n; i++)
        entry[next[cell[i]]++] = (struct entry){x[i], y[i], (uint32_t)i, cell[i]};
    for (size_t c = 0; c < n_cells; c++)
        sort_cell(entry + grid->start[c], grid->start[c + 1] - grid->start[c]);
    return entry;
}

static bool is_new_place(const struct entry *entry, size_t i)
{
    return i == 0 || entry[i].x != entry[i - 1].x || entry[i].y != entry[i - 1].y;
}

static bool merge(struct tomt_arena *arena, const struct entry *entry, size_t n,
                  struct tomt_places *places, struct tomt_error *err)
{
    size_t n_places = 0;
    for (size_t i = 0; i < n; i++)
        n_places += is_new_place(entry, i);
    places->x = tomt_arena_block(arena, NULL, (n_places + 1) * sizeof *places->x, err);
    places->y = tomt_arena_block(arena, NULL, (n_places + 1) * sizeof *places->y, err);
    places->member_start =
        tomt_arena_block(arena, NULL, (n_places + 1) * sizeof *places->member_start, err);
    places->member = tomt_arena_block(arena, NULL, (n + 1) * sizeof *places->member, err);
    if (!places->x || !places->y || !places->member_start || !places->member)
        return false;
    uint32_t *start = places->grid.start;
    size_t n_cells = (size_t)places->grid.n_columns * places->grid.n_rows, cell = 0;
    for (size_t i = 0; i < n; i++) {
        places->member[i] = entry[i].item;
        if (!is_new_place(entry, i))
            continue;
        for (; cell <= entry[i].cell; cell++)
            start[cell] = (uint32_t)places->n;
        places->x[places->n] = entry[i].x;
        places->y[places->n] = entry[i].y;
        places->member_start[places->n++] = (uint32_t)i;
    }
    for (; cell <= n_cells; cell++)
        start[cell] = (uint32_t)places->n;
    places->member_start[places->n] = (uint32_t)n;
    places->n_items = n;
    return true;
}

struct tomt_places *tomt_places_new(struct tomt_arena *arena, const double *x, const double *y,
                                    size_t n_items, double cell_m, struct tomt_error *err)
{
    struct tomt_places *places = tomt_arena_alloc(arena, sizeof *places, err);
    struct tomt_arena *scratch = places ? tomt_arena_new(err) : NULL;
    if (!scratch)
        return NULL;
    struct entry *entry = NULL;
    bool ok = lay_out(arena, x, y, n_items, cell_m, &places->grid, err) &&
              (entry = sort_entries(scratch, x, y, n_items, &places->grid, err)) != NULL &&
              merge(arena, entry, n_items, places, err);
    tomt_arena_free(scratch);
    return ok ? places : NULL;
}
