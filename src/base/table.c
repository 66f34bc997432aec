/* base/table.c: columns grow by doubling in blocks of the table's arena; null flags appear with the
 * first null. */
#include "base/table_text.h"

#include <math.h>
#include <string.h>

bool tomt_table_start(struct tomt_table *table, struct tomt_arena *arena, size_t n_columns,
                      struct tomt_error *err)
{
    *table = (struct tomt_table){.arena = arena};
    if (n_columns == 0)
        return true;
    table->column = tomt_arena_alloc(arena, n_columns * sizeof *table->column, err);
    table->n_columns = table->column ? n_columns : 0;
    return table->column != NULL;
}

struct tomt_column *tomt_table_column(struct tomt_table *table, const char *name,
                                      enum tomt_type type, struct tomt_error *err)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        struct tomt_column *column = &table->column[i];
        if (column->name)
            continue;
        column->name = tomt_arena_copy(table->arena, name, strlen(name), err);
        column->type = type;
        column->arena = table->arena;
        return column->name ? column : NULL;
    }
    tomt_fail(err, TOMT_INTERNAL, "no room for column '%s' in a table of %zu columns", name,
              table->n_columns);
    return NULL;
}

struct tomt_column *tomt_table_find(const struct tomt_table *table, const char *name)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        if (table->column[i].name && strcmp(table->column[i].name, name) == 0)
            return &table->column[i];
    }
    return NULL;
}

static bool grow(struct tomt_column *column, size_t capacity, struct tomt_error *err)
{
    struct tomt_arena *arena = column->arena;
    if (column->type == TOMT_REAL) {
        double *real = tomt_arena_grow(arena, column->real, capacity * sizeof *real, err);
        if (!real)
            return false;
        column->real = real;
    } else if (column->type == TOMT_INTEGER) {
        int64_t *integer = tomt_arena_grow(arena, column->integer, capacity * sizeof *integer, err);
        if (!integer)
            return false;
        column->integer = integer;
    } else if (!tomt_texts_reserve(column, capacity, err)) {
        return false;
    }
    if (column->null) {
        uint8_t *null = tomt_arena_block(arena, column->null, capacity, err);
        if (!null)
            return false;
        column->null = null;
    }
    column->capacity = capacity;
    return true;
}

bool tomt_column_reserve(struct tomt_column *column, size_t n_rows, struct tomt_error *err)
{
    return n_rows <= column->capacity || grow(column, n_rows, err);
}

bool tomt_column_room(struct tomt_column *column, struct tomt_error *err)
{
    return column->n < column->capacity ||
           grow(column, column->capacity ? column->capacity * 2 : 64, err);
}

bool tomt_column_add_real(struct tomt_column *column, double value, struct tomt_error *err)
{
    if (isnan(value))
        return tomt_column_add_null(column, err);
    if (!tomt_column_room(column, err))
        return false;
    column->real[column->n++] = value;
    return true;
}

bool tomt_column_add_integer(struct tomt_column *column, int64_t value, struct tomt_error *err)
{
    if (!tomt_column_room(column, err))
        return false;
    column->integer[column->n++] = value;
    return true;
}

bool tomt_column_add_null(struct tomt_column *column, struct tomt_error *err)
{
    if (!tomt_column_room(column, err))
        return false;
    if (!column->null &&
        !(column->null = tomt_arena_block(column->arena, NULL, column->capacity, err)))
        return false;
    if (column->type == TOMT_TEXT && !tomt_texts_add_null(column, err))
        return false;
    size_t row = column->n++;
    column->null[row] = 1;
    column->n_null++;
    if (column->type == TOMT_REAL)
        column->real[row] = NAN;
    else if (column->type == TOMT_INTEGER)
        column->integer[row] = 0;
    return true;
}

static void keep_rows(struct tomt_column *column, const uint8_t *keep)
{
    size_t n = 0, n_null = 0;
    if (column->type == TOMT_TEXT)
        tomt_texts_keep(column, keep);
    for (size_t row = 0; row < column->n; row++) {
        if (!keep[row])
            continue;
        if (column->type == TOMT_REAL)
            column->real[n] = column->real[row];
        else if (column->type == TOMT_INTEGER)
            column->integer[n] = column->integer[row];
        if (column->null) {
            column->null[n] = column->null[row];
            n_null += column->null[n];
        }
        n++;
    }
    column->n = n;
    column->n_null = n_null;
}

void tomt_column_clear(struct tomt_column *column)
{
    tomt_arena_drop(column->arena, column->real);
    tomt_arena_drop(column->arena, column->integer);
    tomt_arena_drop(column->arena, column->null);
    tomt_texts_clear(column);
    *column =
        (struct tomt_column){.name = column->name, .type = column->type, .arena = column->arena};
}

bool tomt_column_put_text(struct tomt_column *column, const char *text, struct tomt_error *err)
{
    return text ? tomt_column_add_text(column, text, strlen(text), err)
                : tomt_column_add_null(column, err);
}

bool tomt_column_copy_cell(struct tomt_column *column, const struct tomt_column *from, size_t row,
                           struct tomt_error *err)
{
    size_t n = 0;
    if (!from || from->type != column->type || tomt_column_is_null(from, row))
        return tomt_column_add_null(column, err);
    if (from->type == TOMT_REAL)
        return tomt_column_add_real(column, from->real[row], err);
    if (from->type == TOMT_INTEGER)
        return tomt_column_add_integer(column, from->integer[row], err);
    const char *text = tomt_column_text(from, row, &n);
    return tomt_column_add_text(column, text, n, err);
}

bool tomt_table_keep(struct tomt_table *table, const uint8_t *keep, struct tomt_error *err)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        if (table->column[i].name && table->column[i].n != table->n_rows)
            return tomt_fail(err, TOMT_INTERNAL, "column '%s' has %zu rows in a table of %zu",
                             table->column[i].name, table->column[i].n, table->n_rows);
    }
    size_t n = 0;
    for (size_t row = 0; row < table->n_rows; row++)
        n += keep[row] != 0;
    for (size_t i = 0; i < table->n_columns; i++) {
        if (table->column[i].name)
            keep_rows(&table->column[i], keep);
    }
    table->n_rows = n;
    return true;
}
