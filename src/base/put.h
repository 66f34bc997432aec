/* base/put.h: a table filled cell by cell, from left to right, row by row. One thread.
 * The first failure ends it (ok false, err set); it is looked at once, by tomt_put_end. */
#ifndef TOMT_BASE_PUT_H
#define TOMT_BASE_PUT_H

#include "base/table.h"

struct tomt_put_column {
    const char *name;
    enum tomt_type type;
};
struct tomt_put {
    struct tomt_table *table;
    struct tomt_error *err;
    size_t at; /* the next column */
    bool ok;
};
/* n columns, and n_more slots that the caller names with tomt_put_more before the first row. */
void tomt_put_start(struct tomt_put *put, struct tomt_arena *arena, struct tomt_table *table, const struct tomt_put_column *column,
                    size_t n, size_t n_more, struct tomt_error *err);
void tomt_put_more(struct tomt_put *put, const char *name, enum tomt_type type);
void tomt_put_text(struct tomt_put *put, const char *text); /* NULL: null */
void tomt_put_real(struct tomt_put *put, double value);     /* NaN: null */
void tomt_put_integer(struct tomt_put *put, int64_t value);
void tomt_put_count(struct tomt_put *put, size_t value);
void tomt_put_null(struct tomt_put *put);
bool tomt_put_end(struct tomt_put *put); /* every row is whole, nothing failed */

#endif
