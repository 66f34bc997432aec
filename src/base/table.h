/* base/table.h: columns of numbers and text: what crosses threads, files and rooms. Plain and serialisable.
 * Knows nothing of any library. A column's blocks belong to the table's arena.
 * Reading a finished table is thread-safe; building one is not. Null is a flag of its own, never a sentinel. */
#ifndef TOMT_BASE_TABLE_H
#define TOMT_BASE_TABLE_H

#include "base/arena.h"

enum tomt_type { TOMT_REAL, TOMT_INTEGER, TOMT_TEXT };

/* The texts of a column, read with tomt_column_text only: each distinct text once and a number a row while that takes less memory, else
 * (`apart`) a text a row. A column starts with the former and looks again at 16384 rows and at each doubling. */
struct tomt_column_texts {
    char *bytes;         /* all texts, each with a trailing NUL; where they are apart, a null row has no bytes */
    size_t n_bytes, bytes_capacity;
    uint32_t *end;       /* [text] where its bytes end, incl. their NUL; */
    uint64_t *far_end;   /* instead of `end` from 4 GiB on */
    size_t n, capacity;  /* texts */
    bool apart;          /* text i is row i's; else: */
    uint8_t width;       /* bytes of a number: 1, 2 or 4 */
    void *of;            /* [row] number of its text; 0 for a null row */
    uint32_t *slot;      /* hash table of numbers + 1, open addressing; 0 free */
    size_t n_slots, look_at;
    uint64_t row_bytes;  /* what the rows would take apart */
};

struct tomt_column {
    const char *name;
    enum tomt_type type;
    struct tomt_arena *arena;
    size_t n, capacity;
    double *real;        /* type TOMT_REAL; a null row holds NaN */
    int64_t *integer;    /* type TOMT_INTEGER; a null row holds 0 */
    struct tomt_column_texts text; /* type TOMT_TEXT */
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
/* Gives the rows' memory back: the column has none, and may be filled anew. */
void tomt_column_clear(struct tomt_column *column);
/* NUL-terminated; NULL is null. */
bool tomt_column_put_text(struct tomt_column *column, const char *text, struct tomt_error *err);
/* A row of another column (NULL, or of another type: null). */
bool tomt_column_copy_cell(struct tomt_column *column, const struct tomt_column *from, size_t row,
                           struct tomt_error *err);

static inline bool tomt_column_is_null(const struct tomt_column *column, size_t row)
{
    return column->null && column->null[row];
}
/* NULL for a null row. The text is NUL-terminated and stays where it is until the column changes; *n (if asked for) is its length without the NUL. */
const char *tomt_column_text(const struct tomt_column *column, size_t row, size_t *n);
/* Keeps the rows whose keep[row] is non-zero, in order; every column of the table and n_rows shrink. */
bool tomt_table_keep(struct tomt_table *table, const uint8_t *keep, struct tomt_error *err);
/* For tests: so many bytes of texts are the most that 4-byte ends hold; 0: 4 GiB again. */
void tomt_texts_far_from(uint64_t n_bytes);

#endif
