/* explain/open.c: rows of a result by SQL. */
#include "explain/inside.h"
#include "result/read_only.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

enum { LONGEST_KEY = 256 };

static void finalize(void *statement)
{
    sqlite3_finalize(statement);
}

bool tomt_reader_open(struct tomt_reader *reader, struct tomt_error *err)
{
    reader->db = tomt_result_sqlite(reader->arena, reader->path, err);
    return reader->db != NULL;
}

static bool broken(const struct tomt_reader *reader, struct tomt_error *err)
{
    return tomt_fail(err, TOMT_DATA,
                     "'%s' cannot be read: %s; run the project again (tomt run PROJECT)",
                     reader->path, sqlite3_errmsg(reader->db));
}

static bool has_table(struct tomt_reader *reader, const char *table, bool *found,
                      struct tomt_error *err)
{
    sqlite3_stmt *row = NULL;
    *found = false;
    if (sqlite3_prepare_v2(
            reader->db, "SELECT 1 FROM sqlite_schema WHERE type IN ('table', 'view') AND name = ?1",
            -1, &row, NULL) != SQLITE_OK)
        return broken(reader, err);
    sqlite3_bind_text(row, 1, table, -1, SQLITE_STATIC);
    int code = sqlite3_step(row);
    *found = code == SQLITE_ROW;
    sqlite3_finalize(row);
    return code == SQLITE_ROW || code == SQLITE_DONE || broken(reader, err);
}

static bool keep_text(struct tomt_reader *reader, const char *text, size_t n, const char **out,
                      struct tomt_error *err)
{
    *out = tomt_arena_copy(reader->arena, text, n, err);
    return *out != NULL;
}

/* JSON that is read further, and ids that rows are found by; of what a file calls its things only
 * the beginning is kept. */
static bool is_whole(const char *column)
{
    static const char *const whole[] = {"value_function", "parameters",   "uncertain",
                                        "robustness",     "judge_ratios", "fids",
                                        "site_id",        "dominated_by"};
    for (size_t i = 0; column && i < sizeof whole / sizeof *whole; i++)
        if (!strcmp(column, whole[i]))
            return true;
    return false;
}

static bool keep_cell(struct tomt_reader *reader, sqlite3_stmt *statement, int at,
                      struct tomt_cell *cell, struct tomt_error *err)
{
    int type = sqlite3_column_type(statement, at);
    *cell = (struct tomt_cell){NAN, NULL, type == SQLITE_INTEGER || type == SQLITE_FLOAT};
    if (type == SQLITE_NULL || type == SQLITE_BLOB)
        return true;
    if (cell->is_number)
        cell->number = sqlite3_column_double(statement, at);
    const char *text = (const char *)sqlite3_column_text(statement, at);
    if (!text)
        return tomt_fail(err, TOMT_MEMORY, "out of memory reading '%s'", reader->path);
    size_t n = (size_t)sqlite3_column_bytes(statement, at);
    if (!is_whole(sqlite3_column_name(statement, at)))
        n = tomt_first_characters(text, n, TOMT_LONGEST_KEPT + 1);
    return keep_text(reader, text, n, &cell->text, err);
}

static bool read_rows(struct tomt_reader *reader, sqlite3_stmt *statement, struct tomt_rows *rows,
                      struct tomt_error *err)
{
    size_t capacity = 0;
    int code;
    rows->n_columns = (size_t)sqlite3_column_count(statement);
    rows->name = tomt_arena_alloc(reader->arena, (rows->n_columns + 1) * sizeof *rows->name, err);
    if (!rows->name)
        return false;
    for (size_t i = 0; i < rows->n_columns; i++) {
        const char *name = sqlite3_column_name(statement, (int)i);
        if (!name)
            return tomt_fail(err, TOMT_MEMORY, "out of memory reading '%s'", reader->path);
        if (!keep_text(reader, name, strlen(name), &rows->name[i], err))
            return false;
    }
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        if (rows->n == capacity) {
            capacity = capacity ? 2 * capacity : 16;
            void *more =
                tomt_arena_block(reader->arena, rows->cell,
                                 (capacity * rows->n_columns + 1) * sizeof *rows->cell, err);
            if (!more)
                return false;
            rows->cell = more;
        }
        for (size_t i = 0; i < rows->n_columns; i++)
            if (!keep_cell(reader, statement, (int)i, &rows->cell[rows->n * rows->n_columns + i],
                           err))
                return false;
        rows->n++;
    }
    return code == SQLITE_DONE || broken(reader, err);
}

bool tomt_rows_ask(struct tomt_reader *reader, struct tomt_rows *rows, struct tomt_error *err,
                   const char *table, const char *sql, ...)
{
    *rows = (struct tomt_rows){0};
    bool found = true;
    if (table && !has_table(reader, table, &found, err))
        return false;
    if (!found)
        return true;
    va_list more;
    va_start(more, sql);
    char *text = sqlite3_vmprintf(sql, more);
    va_end(more);
    if (!text)
        return tomt_fail(err, TOMT_MEMORY, "out of memory asking '%s'", reader->path);
    sqlite3_stmt *statement = NULL;
    bool ok = sqlite3_prepare_v2(reader->db, text, -1, &statement, NULL) == SQLITE_OK ||
              broken(reader, err);
    ok = ok && read_rows(reader, statement, rows, err);
    finalize(statement);
    sqlite3_free(text);
    return ok;
}

static size_t column_of(const struct tomt_rows *rows, const char *column)
{
    for (size_t i = 0; i < rows->n_columns; i++)
        if (!strcmp(rows->name[i], column))
            return i;
    return SIZE_MAX;
}

bool tomt_rows_has(const struct tomt_rows *rows, const char *column)
{
    return column_of(rows, column) != SIZE_MAX;
}

static const struct tomt_cell *cell_of(const struct tomt_rows *rows, size_t row, const char *column)
{
    static const struct tomt_cell none = {NAN, NULL, false};
    size_t at = column_of(rows, column);
    return at == SIZE_MAX || row >= rows->n ? &none : &rows->cell[row * rows->n_columns + at];
}

double tomt_rows_number(const struct tomt_rows *rows, size_t row, const char *column)
{
    return cell_of(rows, row, column)->number;
}

const char *tomt_rows_text(const struct tomt_rows *rows, size_t row, const char *column)
{
    return cell_of(rows, row, column)->text;
}

/* Does the text in the last column come after the one of the row before, in byte order? */
static bool ascends(sqlite3_stmt *statement, int at, char before[LONGEST_KEY])
{
    const char *key = (const char *)sqlite3_column_text(statement, at);
    size_t length = key ? strlen(key) : LONGEST_KEY;
    bool yes = length < LONGEST_KEY && strcmp(key, before) > 0;
    if (yes)
        memcpy(before, key, length + 1);
    return yes;
}

bool tomt_numbers_ask(struct tomt_reader *reader, const char *sql, size_t n_columns,
                      bool *ascending, double ***out, size_t *n, struct tomt_error *err)
{
    sqlite3_stmt *statement = NULL;
    size_t capacity = 0;
    int code = SQLITE_DONE;
    char before[LONGEST_KEY] = "";
    double **column = tomt_arena_alloc(reader->arena, (n_columns + 1) * sizeof *column, err);
    *n = 0;
    *out = column;
    if (!column)
        return false;
    if (sqlite3_prepare_v2(reader->db, sql, -1, &statement, NULL) != SQLITE_OK)
        return broken(reader, err);
    bool ok = true;
    while (ok && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        bool full = *n == capacity;
        capacity = full ? (capacity ? 2 * capacity : 1024) : capacity;
        for (size_t i = 0; ok && i < n_columns; i++) {
            void *more =
                full ? tomt_arena_grow(reader->arena, column[i], capacity * sizeof **column, err)
                     : column[i];
            ok = more != NULL;
            if (!ok)
                break;
            column[i] = more;
            int type = sqlite3_column_type(statement, (int)i);
            bool number = type == SQLITE_INTEGER || type == SQLITE_FLOAT;
            column[i][*n] = number ? sqlite3_column_double(statement, (int)i) : NAN;
        }
        ++*n;
        if (ascending && !(*ascending = ascends(statement, (int)n_columns, before)))
            break;
    }
    ok = ok && (code == SQLITE_DONE || (ascending && !*ascending) || broken(reader, err));
    finalize(statement);
    return ok;
}
