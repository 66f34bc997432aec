/* result/result_table.c: a table of a result, read back into columns. */
#include "result/inside.h"

#include <string.h>

struct reading {
    struct tomt_arena *arena;
    sqlite3 *db;
    const char *path, *name;
    const char **column; /* as the file names them */
    const char **type;   /* as declared, in capitals */
    size_t n;
    bool has_fid;
};

static void finalize(void *statement)
{
    sqlite3_finalize(statement);
}

static bool broken(const struct reading *r, struct tomt_error *err)
{
    return tomt_fail(err, TOMT_DATA, "table '%s' of '%s' cannot be read: %s", r->name, r->path,
                     sqlite3_errmsg(r->db));
}

/* A statement about the table by its name, tied to the arena. */
static sqlite3_stmt *ask(const struct reading *r, const char *sql, struct tomt_error *err)
{
    sqlite3_stmt *rows = NULL;
    if (sqlite3_prepare_v2(r->db, sql, -1, &rows, NULL) != SQLITE_OK) {
        broken(r, err);
        return NULL;
    }
    if (!tomt_arena_defer(r->arena, finalize, rows, err))
        return NULL;
    if (sqlite3_bind_parameter_count(rows) == 1)
        sqlite3_bind_text(rows, 1, r->name, -1, SQLITE_STATIC);
    return rows;
}

static bool exists(const struct reading *r, bool *found, struct tomt_error *err)
{
    sqlite3_stmt *row =
        ask(r, "SELECT 1 FROM sqlite_schema WHERE type IN ('table', 'view') AND name = ?1", err);
    if (!row)
        return false;
    int code = sqlite3_step(row);
    *found = code == SQLITE_ROW;
    sqlite3_reset(row); /* the file is not kept locked until the arena goes */
    return code == SQLITE_ROW || code == SQLITE_DONE || broken(r, err);
}

/* The columns in their order, without fid, geometry and other blobs. */
static bool list_columns(struct reading *r, struct tomt_error *err)
{
    sqlite3_stmt *rows =
        ask(r,
            "SELECT name, upper(type) FROM pragma_table_info(?1) WHERE upper(type) <> 'BLOB' AND "
            "name NOT IN (SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?1) "
            "ORDER BY cid",
            err);
    if (!rows)
        return false;
    size_t most = 0;
    int code;
    while ((code = sqlite3_step(rows)) == SQLITE_ROW)
        most++;
    sqlite3_reset(rows);
    r->column = tomt_arena_alloc(r->arena, (most + 1) * sizeof *r->column, err);
    r->type = tomt_arena_alloc(r->arena, (most + 1) * sizeof *r->type, err);
    if (code != SQLITE_DONE)
        return broken(r, err);
    if (!r->column || !r->type)
        return false;
    bool good = true;
    while (good && sqlite3_step(rows) == SQLITE_ROW && r->n < most) {
        const char *name = (const char *)sqlite3_column_text(rows, 0);
        const char *type = (const char *)sqlite3_column_text(rows, 1);
        if (name && strcmp(name, "fid") == 0) {
            r->has_fid = true;
            continue;
        }
        r->column[r->n] = tomt_arena_copy(r->arena, name ? name : "", name ? strlen(name) : 0, err);
        r->type[r->n] = tomt_arena_copy(r->arena, type ? type : "", type ? strlen(type) : 0, err);
        good = r->column[r->n] && r->type[r->n];
        r->n++;
    }
    sqlite3_reset(rows);
    return good;
}

static enum tomt_type type_of(const char *declared)
{
    if (strstr(declared, "INT") || strcmp(declared, "BOOLEAN") == 0)
        return TOMT_INTEGER;
    return strstr(declared, "REAL") || strstr(declared, "DOUBLE") || strstr(declared, "FLOAT")
               ? TOMT_REAL
               : TOMT_TEXT;
}

/* SQLite lets a cell hold what its column does not declare: a number as text is not taken for one.
 */
static bool add_cell(const struct reading *r, struct tomt_column *column, sqlite3_stmt *row, int at,
                     struct tomt_error *err)
{
    int type = sqlite3_column_type(row, at);
    if (type == SQLITE_NULL)
        return tomt_column_add_null(column, err);
    bool number = type == SQLITE_INTEGER || type == SQLITE_FLOAT;
    if (column->type == TOMT_REAL && number)
        return tomt_column_add_real(column, sqlite3_column_double(row, at), err);
    if (column->type == TOMT_INTEGER && type == SQLITE_INTEGER)
        return tomt_column_add_integer(column, sqlite3_column_int64(row, at), err);
    if (column->type == TOMT_TEXT && type != SQLITE_BLOB) {
        const char *text = (const char *)sqlite3_column_text(row, at);
        if (!text)
            return tomt_fail(err, TOMT_MEMORY, "out of memory reading table '%s'", r->name);
        return tomt_column_add_text(column, text, (size_t)sqlite3_column_bytes(row, at), err);
    }
    return tomt_fail(err, TOMT_DATA,
                     "column '%s' of table '%s' in '%s' holds something else than it declares (%s) "
                     "in row %zu: run the project again (tomt run PROJECT)",
                     column->name, r->name, r->path, r->type[at], column->n + 1);
}

static const char *select_rows(const struct reading *r, struct tomt_error *err)
{
    struct tomt_text sql = {0};
    tomt_text_puts(&sql, "SELECT ");
    for (size_t i = 0; i < r->n; i++) {
        tomt_text_puts(&sql, i ? ", " : "");
        tomt_sql_name(&sql, r->column[i]);
    }
    tomt_text_puts(&sql, r->n ? " FROM " : "NULL FROM ");
    tomt_sql_name(&sql, r->name);
    tomt_text_puts(&sql, r->has_fid ? " ORDER BY fid" : "");
    return tomt_text_keep(&sql, r->arena, err);
}

static bool read_rows(struct reading *r, struct tomt_table *table, struct tomt_error *err)
{
    if (!tomt_table_start(table, r->arena, r->n, err))
        return false;
    for (size_t i = 0; i < r->n; i++)
        if (!tomt_table_column(table, r->column[i], type_of(r->type[i]), err))
            return false;
    const char *sql = select_rows(r, err);
    sqlite3_stmt *rows = sql ? ask(r, sql, err) : NULL;
    if (!rows)
        return false;
    int code = SQLITE_ROW;
    bool good = true;
    while (good && (code = sqlite3_step(rows)) == SQLITE_ROW) {
        for (size_t i = 0; good && i < r->n; i++)
            good = add_cell(r, &table->column[i], rows, (int)i, err);
        table->n_rows++;
    }
    good = good && (code == SQLITE_DONE || broken(r, err));
    sqlite3_reset(rows);
    return good;
}

bool tomt_result_table(struct tomt_arena *arena, const char *path, const char *name,
                       struct tomt_table *table, bool *found, struct tomt_error *err)
{
    struct reading r = {.arena = arena, .path = path, .name = name};
    struct tomt_result_info info;
    *found = false;
    *table = (struct tomt_table){.arena = arena};
    r.db = tomt_result_sqlite(arena, path, err);
    if (!r.db || !tomt_result_info_read(arena, r.db, path, &info, err) || !exists(&r, found, err))
        return false;
    return !*found || (list_columns(&r, err) && read_rows(&r, table, err));
}
