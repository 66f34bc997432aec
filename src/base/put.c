/* base/put.c: cells into columns. */
#include "base/put.h"

void tomt_put_start(struct tomt_put *put, struct tomt_arena *arena, struct tomt_table *table, const struct tomt_put_column *column,
                    size_t n, size_t n_more, struct tomt_error *err)
{
    *put = (struct tomt_put){.table = table, .err = err};
    put->ok = tomt_table_start(table, arena, n + n_more, err);
    for (size_t c = 0; c < n; c++)
        tomt_put_more(put, column[c].name, column[c].type);
}

void tomt_put_more(struct tomt_put *put, const char *name, enum tomt_type type)
{
    put->ok = put->ok && tomt_table_column(put->table, name, type, put->err);
}

/* The column of the next cell; the row is counted with its last. */
static struct tomt_column *next(struct tomt_put *put)
{
    struct tomt_column *column = &put->table->column[put->at++];
    if (put->at == put->table->n_columns) {
        put->at = 0;
        put->table->n_rows++;
    }
    return column;
}

void tomt_put_text(struct tomt_put *put, const char *text)
{
    if (put->ok)
        put->ok = tomt_column_put_text(next(put), text, put->err);
}

void tomt_put_real(struct tomt_put *put, double value)
{
    if (put->ok)
        put->ok = tomt_column_add_real(next(put), value, put->err);
}

void tomt_put_integer(struct tomt_put *put, int64_t value)
{
    if (put->ok)
        put->ok = tomt_column_add_integer(next(put), value, put->err);
}

void tomt_put_count(struct tomt_put *put, size_t value)
{
    tomt_put_integer(put, (int64_t)value);
}

void tomt_put_null(struct tomt_put *put)
{
    if (put->ok)
        put->ok = tomt_column_add_null(next(put), put->err);
}

bool tomt_put_end(struct tomt_put *put)
{
    return put->ok && (put->at == 0 || tomt_fail(put->err, TOMT_INTERNAL, "a row of a table ends at column %zu", put->at));
}
