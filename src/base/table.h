/* base/table.h: columns of numbers and text: what crosses threads, files and rooms. Plain and serialisable.
 * Knows nothing of any library. A column's blocks belong to the table's arena.
 * Reading a finished table is thread-safe; building one is not. Null is a flag of its own, never a sentinel. */
#ifndef TOMT_BASE_TABLE_H
#define TOMT_BASE_TABLE_H

#include "base/arena.h"

enum tomt_type { TOMT_REAL, TOMT_INTEGER, TOMT_TEXT };

struct tomt_column {
    const char *name;
    enum tomt_type type;
    struct tomt_arena *arena;
    size_t n, capacity;
    double *real;        /* type TOMT_REAL; a null row holds NaN */
    int64_t *integer;    /* type TOMT_INTEGER; a null row holds 0 */
    uint64_t *end;       /* type TOMT_TEXT: end[row] is where the row's bytes end, incl. their NUL */
    char *bytes;         /* all text rows, each with a trailing NUL; a null row has no bytes */
    size_t bytes_capacity;
    uint8_t *null;       /* one byte a row, NULL while no row is null */
    size_t n_null;
};

struct tomt_table {
    struct tomt_arena *arena;
    struct tomt_column *column;
    size_t n_columns;
    size_t n_rows; /* set by the builder; every column has this many rows when finished */
};

bool tomt_table_start(struct tomt_table *table, struct tomt_arena *arena, size_t n_columns, struct tomt_error *err);
/* Names the next free column slot; NULL when the table has no slot left. The name is copied. */
struct tomt_column *tomt_table_column(struct tomt_table *table, const char *name, enum tomt_type type,
                                      struct tomt_error *err);
struct tomt_column *tomt_table_find(const struct tomt_table *table, const char *name); /* NULL if absent */

bool tomt_column_reserve(struct tomt_column *column, size_t n_rows, struct tomt_error *err);
bool tomt_column_add_real(struct tomt_column *column, double value, struct tomt_error *err); /* NaN is stored as null */
bool tomt_column_add_integer(struct tomt_column *column, int64_t value, struct tomt_error *err);
bool tomt_column_add_text(struct tomt_column *column, const char *text, size_t n, struct tomt_error *err);
bool tomt_column_add_null(struct tomt_column *column, struct tomt_error *err);
/* NUL-terminated; NULL is null. */
bool tomt_column_put_text(struct tomt_column *column, const char *text, struct tomt_error *err);
/* A row of another column (NULL, or of another type: null). */
bool tomt_column_copy_cell(struct tomt_column *column, const struct tomt_column *from, size_t row,
                           struct tomt_error *err);

static inline bool tomt_column_is_null(const struct tomt_column *column, size_t row)
{
    return column->null && column->null[row];
}
/* NULL for a null row. The text is NUL-terminated; *n (if asked for) is its length without the NUL. */
const char *tomt_column_text(const struct tomt_column *column, size_t row, size_t *n);
/* Keeps the rows whose keep[row] is non-zero, in order; every column of the table and n_rows shrink. */
bool tomt_table_keep(struct tomt_table *table, const uint8_t *keep, struct tomt_error *err);

#endif
