/* What the tests of the register share: layers of texts, made by hand, and one call to place them.
 */
#ifndef TOMT_TESTS_UNIT_REGISTER_SUPPORT_H
#define TOMT_TESTS_UNIT_REGISTER_SUPPORT_H

#include "base/error.h"
#include "sources/register.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct room {
    struct tomt_arena *arena;
    struct tomt_error err;
};

static inline int open_room(void **state)
{
    struct room *room = calloc(1, sizeof *room);
    room->arena = tomt_arena_new(&room->err);
    *state = room;
    return room->arena ? 0 : -1;
}

static inline int close_room(void **state)
{
    struct room *room = *state;
    tomt_arena_free(room->arena);
    free(room);
    return 0;
}

/* A layer of texts: names and rows of cells, "" is null; x NaN: no place. */
static inline struct tomt_layer layer_of(struct room *room, const char *const *names,
                                         size_t n_columns, const char *const *cells,
                                         const double (*xy)[2], size_t n)
{
    struct tomt_layer layer;
    memset(&layer, 0, sizeof layer);
    tomt_shapes_start(&layer.shapes, room->arena, TOMT_POINTS);
    assert_true(tomt_table_start(&layer.table, room->arena, n_columns, &room->err));
    for (size_t c = 0; c < n_columns; c++) {
        struct tomt_column *column =
            tomt_table_column(&layer.table, names[c], TOMT_TEXT, &room->err);
        assert_non_null(column);
        for (size_t row = 0; row < n; row++) {
            const char *cell = cells[row * n_columns + c];
            assert_true(*cell ? tomt_column_add_text(column, cell, strlen(cell), &room->err)
                              : tomt_column_add_null(column, &room->err));
        }
    }
    layer.fid = tomt_arena_block(room->arena, NULL, (n + 1) * sizeof *layer.fid, &room->err);
    for (size_t row = 0; row < n; row++) {
        layer.fid[row] = (int64_t)(100 + row);
        assert_true(tomt_shapes_add_point(&layer.shapes, xy ? xy[row][0] : NAN,
                                          xy ? xy[row][1] : NAN, &room->err));
    }
    layer.table.n_rows = n;
    return layer;
}

static inline const char *text(const struct tomt_layer *layer, const char *name, size_t row)
{
    const struct tomt_column *column = tomt_table_find(&layer->table, name);
    assert_non_null(column);
    return tomt_column_text(column, row, NULL);
}

static inline double real(const struct tomt_layer *layer, const char *name, size_t row)
{
    return tomt_table_find(&layer->table, name)->real[row];
}

struct outcome {
    struct tomt_layer placed;
    struct tomt_table unplaced;
    struct tomt_register_report report;
};

static inline void place_as(struct room *room, const struct tomt_register_inputs *inputs,
                            struct outcome *outcome)
{
    if (!tomt_register_place(room->arena, inputs, NULL, &outcome->placed, &outcome->unplaced,
                             &outcome->report, &room->err))
        fail_msg("%s", room->err.text);
    const struct tomt_register_report *report = &outcome->report;
    size_t n = report->n_duplicate + report->n_closed + report->n_outside + report->n_elsewhere,
           n_unplaced = 0;
    for (size_t i = 0; i < TOMT_N_PLACED; i++)
        n += report->n_placed[i];
    for (size_t i = 0; i < TOMT_N_UNPLACED; i++)
        n_unplaced += report->n_unplaced[i];
    assert_int_equal(n, report->n);
    assert_int_equal(n_unplaced, report->n_placed[TOMT_PLACED_NOT]);
    assert_int_equal(outcome->unplaced.n_rows, n_unplaced);
    assert_int_equal(outcome->placed.table.n_rows, report->n - report->n_duplicate -
                                                       report->n_closed - report->n_outside -
                                                       report->n_elsewhere - n_unplaced);
    assert_int_equal(outcome->placed.shapes.n, outcome->placed.table.n_rows);
}

/* With one layer of addresses, or NULL. */
static inline void place(struct room *room, const struct tomt_layer *in,
                         const struct tomt_layer *addresses, const struct tomt_layer *postcodes,
                         struct outcome *outcome)
{
    const struct tomt_register_inputs inputs = {.establishments = in,
                                                .addresses = &addresses,
                                                .n_addresses = addresses != NULL,
                                                .postcodes = postcodes,
                                                .jobs_when_withheld = 2};
    place_as(room, &inputs, outcome);
}

static inline const char *cell(const struct tomt_table *table, const char *name, size_t row)
{
    const struct tomt_column *column = tomt_table_find(table, name);
    assert_non_null(column);
    return tomt_column_text(column, row, NULL);
}

#endif
