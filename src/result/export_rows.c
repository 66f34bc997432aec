/* result/export_rows.c: rows from the source's tables into the copy's, and their R-trees made anew.
 */
#include "result/export_inside.h"

#include <math.h>
#include <stdarg.h>

bool tomt_export_failed(const struct tomt_exporting *x, const char *table, struct tomt_error *err)
{
    return tomt_fail(err, TOMT_DATA, "'%s': table '%s' cannot be read: %s", x->from_path, table,
                     sqlite3_errmsg(x->from));
}

sqlite3_stmt *tomt_export_ask(const struct tomt_exporting *x, struct tomt_error *err,
                              const char *sql, ...)
{
    va_list values;
    va_start(values, sql);
    char *text = sqlite3_vmprintf(sql, values);
    va_end(values);
    sqlite3_stmt *row = NULL;
    if (!text)
        tomt_fail(err, TOMT_MEMORY, "out of memory reading '%s'", x->from_path);
    else if (sqlite3_prepare_v2(x->from, text, -1, &row, NULL) != SQLITE_OK)
        tomt_sqlite_unread(x->from, x->from_path, err);
    sqlite3_free(text);
    return row;
}

bool tomt_export_columns(struct tomt_arena *arena, sqlite3 *db, const char *table,
                         struct tomt_column_list *list, struct tomt_error *err)
{
    sqlite3_stmt *row = NULL;
    *list = (struct tomt_column_list){0};
    if (sqlite3_prepare_v2(db,
                           "SELECT name, type, \"notnull\", pk, count(*) OVER () FROM "
                           "pragma_table_info(?1) ORDER BY cid",
                           -1, &row, NULL) != SQLITE_OK)
        return tomt_fail(err, TOMT_DATA, "table '%s' cannot be read: %s", table,
                         sqlite3_errmsg(db));
    sqlite3_bind_text(row, 1, table, -1, SQLITE_STATIC);
    bool good = true;
    while (good && sqlite3_step(row) == SQLITE_ROW) {
        size_t n = (size_t)sqlite3_column_int64(row, 4);
        if (!list->name) {
            list->name = tomt_arena_alloc(arena, n * sizeof *list->name, err);
            list->type = tomt_arena_alloc(arena, n * sizeof *list->type, err);
            list->not_null = tomt_arena_alloc(arena, n * sizeof *list->not_null, err);
            list->in_key = tomt_arena_alloc(arena, n * sizeof *list->in_key, err);
        }
        good = list->name && list->type && list->not_null && list->in_key;
        if (!good)
            break;
        const char *name = (const char *)sqlite3_column_text(row, 0);
        const char *type = (const char *)sqlite3_column_text(row, 1);
        list->name[list->n] = tomt_arena_copy(arena, name, strlen(name), err);
        list->type[list->n] =
            tomt_arena_copy(arena, type ? type : "", type ? strlen(type) : 0, err);
        list->not_null[list->n] = sqlite3_column_int(row, 2);
        list->in_key[list->n] = sqlite3_column_int(row, 3);
        good = list->name[list->n] && list->type[list->n];
        list->n++;
    }
    sqlite3_finalize(row);
    return good;
}

bool tomt_export_has_column(const struct tomt_column_list *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++)
        if (sqlite3_stricmp(list->name[i], name) == 0)
            return true;
    return false;
}

/* --- the place of rows
 * ------------------------------------------------------------------------------------------- */

struct places {
    struct tomt_arena *scratch;
    int64_t *fid;
    struct tomt_box *box;
    size_t n, capacity;
    int fid_at, geometry_at;
    sqlite3_stmt *theirs; /* the source's own entry of a row; NULL: it has no tree */
    bool wrong;
};

static bool places_reserve(struct places *places, struct tomt_error *err)
{
    if (places->n < places->capacity)
        return true;
    size_t capacity = 2 * places->capacity + 1024;
    int64_t *fid = tomt_arena_block(places->scratch, places->fid, capacity * sizeof *fid, err);
    if (!fid)
        return false;
    places->fid = fid;
    struct tomt_box *box =
        tomt_arena_block(places->scratch, places->box, capacity * sizeof *box, err);
    if (!box)
        return false;
    places->box = box;
    places->capacity = capacity;
    return true;
}

/* Float bounds lie outside the box, but not by more than their rounding. */
static bool is_near(double bound, double exact, bool lower)
{
    double outside = lower ? exact - bound : bound - exact;
    return outside >= 0 && outside <= fabs(exact) * 4e-7 + 1e-30;
}

static bool agrees(struct places *places, int64_t fid, const struct tomt_box *box)
{
    if (!places->theirs)
        return false;
    sqlite3_bind_int64(places->theirs, 1, fid);
    bool same = sqlite3_step(places->theirs) == SQLITE_ROW &&
                is_near(sqlite3_column_double(places->theirs, 0), box->min_x, true) &&
                is_near(sqlite3_column_double(places->theirs, 1), box->max_x, false) &&
                is_near(sqlite3_column_double(places->theirs, 2), box->min_y, true) &&
                is_near(sqlite3_column_double(places->theirs, 3), box->max_y, false);
    sqlite3_reset(places->theirs);
    return same;
}

static bool take_place(struct places *places, sqlite3_stmt *row, struct tomt_error *err)
{
    const uint8_t *blob = sqlite3_column_blob(row, places->geometry_at);
    int size = sqlite3_column_bytes(row, places->geometry_at);
    struct tomt_box box;
    bool empty = true;
    if (blob && !tomt_gpkg_blob_box(blob, (size_t)size, &box, &empty, err))
        return false;
    if (empty)
        return true;
    if (!places_reserve(places, err))
        return false;
    int64_t fid = sqlite3_column_int64(row, places->fid_at);
    places->wrong = places->wrong || !agrees(places, fid, &box);
    places->fid[places->n] = fid;
    places->box[places->n++] = box;
    return true;
}

static int64_t count_in(const struct tomt_exporting *x, const char *sql, const char *a,
                        const char *b)
{
    struct tomt_error ignored = {0}; /* a table that is not there counts as wrong, not as failure */
    sqlite3_stmt *row = tomt_export_ask(x, &ignored, sql, a, b);
    int64_t n = row && sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : -1;
    sqlite3_finalize(row);
    return n;
}

static bool open_places(struct tomt_exporting *x, const struct tomt_gpkg_place *place,
                        const struct tomt_column_list *columns, struct places *places,
                        struct tomt_error *err)
{
    struct tomt_error ignored = {0};
    places->scratch = tomt_arena_new(err);
    places->fid_at = places->geometry_at = -1;
    for (size_t i = 0; i < columns->n; i++) {
        if (sqlite3_stricmp(columns->name[i], place->fid) == 0)
            places->fid_at = (int)i;
        if (sqlite3_stricmp(columns->name[i], place->geometry) == 0)
            places->geometry_at = (int)i;
    }
    if (places->scratch && (places->fid_at < 0 || places->geometry_at < 0))
        return tomt_fail(err, TOMT_DATA, "table '%s' has lost its column '%s' or '%s'",
                         place->table, place->fid, place->geometry);
    places->theirs = tomt_export_ask(
        x, &ignored, "SELECT minx, maxx, miny, maxy FROM \"rtree_%w_%w\" WHERE id = ?1",
        place->table, place->geometry);
    return places->scratch != NULL;
}

static bool set_extent(struct tomt_exporting *x, const char *table, const struct tomt_box *box,
                       struct tomt_error *err)
{
    sqlite3_stmt *update = tomt_gpkg_prepare(
        x->to,
        "UPDATE gpkg_contents SET min_x = :min_x, min_y = :min_y, max_x = :max_x, max_y = :max_y "
        "WHERE table_name = :table",
        err);
    if (!update)
        return false;
    tomt_result_bind_box(update, box);
    tomt_result_bind_text(update, ":table", table);
    bool good = tomt_gpkg_step(x->to, update, err);
    sqlite3_finalize(update);
    return good;
}

static bool close_places(struct tomt_exporting *x, const struct tomt_gpkg_place *place,
                         struct places *places, size_t n_rows, struct tomt_error *err)
{
    struct tomt_box all = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < places->n; i++) {
        all.min_x = fmin(all.min_x, places->box[i].min_x);
        all.min_y = fmin(all.min_y, places->box[i].min_y);
        all.max_x = fmax(all.max_x, places->box[i].max_x);
        all.max_y = fmax(all.max_y, places->box[i].max_y);
    }
    int64_t n_theirs =
        count_in(x, "SELECT count(*) FROM \"rtree_%w_%w_rowid\"", place->table, place->geometry);
    int64_t count = count_in(x, "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = %Q",
                             place->table, NULL);
    if (places->wrong || n_theirs != (int64_t)places->n)
        x->report->n_repaired++;
    if (count != (int64_t)n_rows)
        x->report->n_repaired++;
    return tomt_gpkg_rtree(x->to, place, places->fid, places->box, places->n, err) &&
           (places->n == 0 || set_extent(x, place->table, &all, err));
}

/* --- rows
 * --------------------------------------------------------------------------------------------------------
 */

static bool add_names(struct tomt_text *sql, const struct tomt_column_list *columns)
{
    for (size_t i = 0; i < columns->n; i++) {
        if (i)
            tomt_text_puts(sql, ", ");
        tomt_sql_name(sql, columns->name[i]);
    }
    return !sql->failed;
}

static bool prepare_both(struct tomt_exporting *x, const char *table,
                         const struct tomt_column_list *columns, const char *where,
                         sqlite3_stmt **row, sqlite3_stmt **insert, struct tomt_error *err)
{
    struct tomt_text select = {0}, into = {0};
    tomt_text_puts(&select, "SELECT ");
    add_names(&select, columns);
    tomt_text_puts(&select, " FROM ");
    tomt_sql_name(&select, table);
    if (where)
        tomt_text_print(&select, " WHERE %s", where);
    tomt_text_puts(&select, " ORDER BY rowid");
    tomt_text_puts(&into, "INSERT OR REPLACE INTO ");
    tomt_sql_name(&into, table);
    tomt_text_puts(&into, " (");
    add_names(&into, columns);
    tomt_text_puts(&into, ") VALUES (?");
    for (size_t i = 1; i < columns->n; i++)
        tomt_text_puts(&into, ",?");
    tomt_text_puts(&into, ")");
    if (select.failed || into.failed)
        tomt_fail(err, TOMT_MEMORY, "out of memory copying '%s'", table);
    else if ((*row = tomt_export_ask(x, err, "%s", select.bytes)))
        *insert = tomt_gpkg_prepare(x->to, into.bytes, err);
    tomt_text_free(&select);
    tomt_text_free(&into);
    return *insert != NULL;
}

static bool copy_rows(struct tomt_exporting *x, const char *table, size_t n_columns,
                      sqlite3_stmt *row, sqlite3_stmt *insert, struct places *places,
                      size_t *n_rows, struct tomt_error *err)
{
    int code;
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        for (int i = 0; i < (int)n_columns; i++)
            sqlite3_bind_value(insert, i + 1, sqlite3_column_value(row, i));
        if ((places && !take_place(places, row, err)) || !tomt_gpkg_step(x->to, insert, err))
            return false;
        ++*n_rows;
    }
    return code == SQLITE_DONE || tomt_export_failed(x, table, err);
}

bool tomt_export_rows(struct tomt_exporting *x, const char *table,
                      const struct tomt_column_list *columns, const char *where, const char *value,
                      const struct tomt_gpkg_place *place, size_t *n_rows, struct tomt_error *err)
{
    sqlite3_stmt *row = NULL, *insert = NULL;
    struct places places = {0};
    size_t n = 0;
    bool good = columns->n > 0 || tomt_fail(err, TOMT_DATA, "table '%s' has no columns", table);
    good = good && prepare_both(x, table, columns, where, &row, &insert, err) &&
           (!place || open_places(x, place, columns, &places, err));
    if (good && value)
        sqlite3_bind_text(row, 1, value, -1, SQLITE_STATIC);
    good = good && copy_rows(x, table, columns->n, row, insert, place ? &places : NULL, &n, err);
    sqlite3_finalize(row);
    sqlite3_finalize(insert);
    good = good && (!place || close_places(x, place, &places, n, err));
    sqlite3_finalize(places.theirs);
    tomt_arena_free(places.scratch);
    if (n_rows)
        *n_rows = n;
    return good;
}

bool tomt_export_common_rows(struct tomt_exporting *x, const char *table, const char *where,
                             const char *value, struct tomt_error *err)
{
    struct tomt_column_list theirs, ours;
    if (!tomt_export_columns(x->arena, x->from, table, &theirs, err) ||
        !tomt_export_columns(x->arena, tomt_gpkg_sqlite(x->to), table, &ours, err))
        return false;
    struct tomt_column_list common = theirs;
    common.n = 0;
    for (size_t i = 0; i < theirs.n; i++)
        if (tomt_export_has_column(&ours, theirs.name[i]))
            common.name[common.n++] = theirs.name[i];
    return common.n == 0 || tomt_export_rows(x, table, &common, where, value, NULL, NULL, err);
}
