/* portrait/cells.c: cells of tables whose columns may be absent or of another type than expected: a
 * public copy of a result lacks some, a file that passed through other hands may have numbers as
 * text. */
#include "portrait/inside.h"

#include <math.h>
#include <string.h>

double tomt_portrait_cell_number(const struct tomt_table *table, const char *name, size_t row)
{
    const struct tomt_column *column = table ? tomt_table_find(table, name) : NULL;
    if (!column || row >= column->n || tomt_column_is_null(column, row))
        return NAN;
    if (column->type == TOMT_REAL)
        return column->real[row];
    if (column->type == TOMT_INTEGER)
        return (double)column->integer[row];
    size_t n = 0;
    double number = NAN;
    const char *text = tomt_column_text(column, row, &n);
    return text && tomt_number_parse(text, n, false, &number) ? number : NAN;
}

bool tomt_portrait_cell_flag(const struct tomt_table *table, const char *name, size_t row)
{
    double number = tomt_portrait_cell_number(table, name, row);
    return !isnan(number) && number != 0;
}

bool tomt_portrait_cell_text(struct tomt_arena *arena, const struct tomt_table *table,
                             const char *name, size_t row, const char **text,
                             struct tomt_error *err)
{
    const struct tomt_column *column = table ? tomt_table_find(table, name) : NULL;
    *text = NULL;
    if (!column || row >= column->n || tomt_column_is_null(column, row))
        return true;
    if (column->type == TOMT_TEXT) {
        *text = tomt_column_text(column, row, NULL);
        return true;
    }
    char digits[32];
    size_t n = tomt_number_format(digits, column->type == TOMT_REAL ? column->real[row]
                                                                    : (double)column->integer[row]);
    *text = tomt_arena_copy(arena, digits, n, err);
    return *text;
}

bool tomt_economy_row(const struct tomt_portrait_tables *tables, const char *name, size_t *row)
{
    const struct tomt_column *column =
        tables->economy ? tomt_table_find(tables->economy, "name") : NULL;
    for (*row = 0; column && column->type == TOMT_TEXT && *row < column->n; ++*row) {
        const char *text = tomt_column_text(column, *row, NULL);
        if (text && strcmp(text, name) == 0)
            return true;
    }
    return false;
}
