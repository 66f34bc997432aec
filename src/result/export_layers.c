/* result/export_layers.c: the tables and views of a copy: which columns, made how, registered
 * where. */
#include "result/export_inside.h"
#include "result/fields.h"

/* In a public copy a column is known as public or it is not there. */
static bool is_public(const struct tomt_exporting *x, const char *layer, const char *column,
                      bool *answer, struct tomt_error *err)
{
    const struct tomt_field *known = tomt_field_find(column);
    *answer = false;
    if (known && known->internal)
        return true;
    sqlite3_stmt *row = tomt_export_ask(
        x, err, "SELECT 1 FROM field WHERE layer = %Q AND field = %Q AND visibility = 'public'",
        layer, column);
    if (!row)
        return false;
    *answer = sqlite3_step(row) == SQLITE_ROW;
    sqlite3_finalize(row);
    return true;
}

/* Keeps the columns that may be in the copy; those named in `always` (ends with NULL) are its
 * skeleton. */
static bool choose_columns(struct tomt_exporting *x, const char *layer, const char *const *always,
                           struct tomt_column_list *list, struct tomt_error *err)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->n; i++) {
        bool keep = !x->what->public_only;
        for (const char *const *name = always; !keep && *name; name++)
            keep = strcmp(*name, list->name[i]) == 0;
        if (!keep && !is_public(x, layer, list->name[i], &keep, err))
            return false;
        if (!keep) {
            x->report->n_columns_left_out++;
            continue;
        }
        list->name[kept] = list->name[i];
        list->type[kept] = list->type[i];
        list->not_null[kept] = list->not_null[i];
        list->in_key[kept++] = list->in_key[i];
    }
    list->n = kept;
    return true;
}

static bool create_table(struct tomt_exporting *x, const char *name,
                         const struct tomt_column_list *columns, const char *of_key,
                         struct tomt_error *err)
{
    struct tomt_text sql = {0};
    tomt_text_puts(&sql, "CREATE TABLE ");
    tomt_sql_name(&sql, name);
    for (size_t i = 0; i < columns->n; i++) {
        tomt_text_puts(&sql, i ? ", " : " (");
        tomt_sql_name(&sql, columns->name[i]);
        tomt_text_print(&sql, " %s%s%s", columns->in_key[i] ? "INTEGER" : columns->type[i],
                        columns->in_key[i] ? " PRIMARY KEY" : "",
                        columns->not_null[i] ? " NOT NULL" : "");
        if (columns->in_key[i] && of_key)
            tomt_text_print(&sql, " %s", of_key);
    }
    tomt_text_puts(&sql, ")");
    bool good = sql.failed ? tomt_fail(err, TOMT_MEMORY, "out of memory copying '%s'", name)
                           : tomt_gpkg_sql(x->to, sql.bytes, err);
    tomt_text_free(&sql);
    return good;
}

/* Only rows of columns that are in the copy are ever written: a deleted row would leave its bytes
 * in the file. */
static bool register_columns(struct tomt_exporting *x, const char *table,
                             const struct tomt_column_list *columns, struct tomt_error *err)
{
    for (size_t i = 0; i < columns->n; i++) {
        char *where = sqlite3_mprintf("table_name = ?1 AND column_name = %Q", columns->name[i]);
        bool good = where ? tomt_export_common_rows(x, "gpkg_data_columns", where, table, err)
                          : tomt_fail(err, TOMT_MEMORY, "out of memory copying '%s'", table);
        sqlite3_free(where);
        if (!good)
            return false;
    }
    return true;
}

bool tomt_export_register(struct tomt_exporting *x, const char *table,
                          const struct tomt_column_list *columns, struct tomt_error *err)
{
    return tomt_export_common_rows(x, "gpkg_contents", "table_name = ?1", table, err) &&
           tomt_export_common_rows(x, "gpkg_geometry_columns", "table_name = ?1", table, err) &&
           (columns
                ? register_columns(x, table, columns, err)
                : tomt_export_common_rows(x, "gpkg_data_columns", "table_name = ?1", table, err));
}

bool tomt_export_layer(struct tomt_exporting *x, const struct tomt_exported *layer,
                       struct tomt_error *err)
{
    static const char *const always[] = {"fid", "geom", NULL};
    struct tomt_column_list columns;
    size_t n_rows = 0;
    if (!tomt_export_columns(x->arena, x->from, layer->name, &columns, err))
        return false;
    if (columns.n == 0)
        return tomt_fail(err, TOMT_DATA, "'%s' has lost its table '%s': run the project again",
                         x->from_path, layer->name);
    if (!choose_columns(x, layer->name, always, &columns, err) ||
        !create_table(x, layer->name, &columns, NULL, err) ||
        !tomt_export_register(x, layer->name, &columns, err))
        return false;
    struct tomt_gpkg_place place = {layer->name, "fid", "geom"};
    bool spatial = tomt_export_has_column(&columns, "geom");
    if (!tomt_export_rows(x, layer->name, &columns, NULL, NULL, spatial ? &place : NULL, &n_rows,
                          err))
        return false;
    if (layer->key && tomt_export_has_column(&columns, layer->key) &&
        !tomt_gpkg_sqlf(x->to, err, "CREATE UNIQUE INDEX \"%w_%w\" ON \"%w\" (\"%w\")", layer->name,
                        layer->key, layer->name, layer->key))
        return false;
    return tomt_gpkg_count(x->to, layer->name, n_rows, err);
}

static bool create_view(struct tomt_exporting *x, const char *profile,
                        const struct tomt_column_list *view, const struct tomt_column_list *scores,
                        struct tomt_error *err)
{
    struct tomt_column_list site;
    struct tomt_result_view_column *column =
        tomt_arena_alloc(x->arena, (view->n + 1) * sizeof *column, err);
    if (!column || !tomt_export_columns(x->arena, tomt_gpkg_sqlite(x->to), "site", &site, err))
        return false;
    size_t n = 0;
    for (size_t i = 0; i < view->n; i++) {
        const char *name = view->name[i];
        bool skeleton = strcmp(name, "fid") == 0 || strcmp(name, "geom") == 0;
        bool of_scores = strcmp(name, "site_id") != 0 && tomt_export_has_column(scores, name);
        if (!skeleton && (of_scores || tomt_export_has_column(&site, name)))
            column[n++] = (struct tomt_result_view_column){name, !of_scores};
    }
    struct tomt_text sql = {0};
    tomt_text_puts(&sql, "CREATE VIEW ");
    tomt_sql_name(&sql, profile);
    tomt_text_puts(&sql, " AS ");
    tomt_result_view_select(&sql, profile, column, n);
    bool good = sql.failed ? tomt_fail(err, TOMT_MEMORY, "out of memory copying '%s'", profile)
                           : tomt_gpkg_sql(x->to, sql.bytes, err);
    tomt_text_free(&sql);
    return good;
}

bool tomt_export_profile(struct tomt_exporting *x, const struct tomt_exported *profile,
                         struct tomt_error *err)
{
    static const char *const of_scores[] = {"site_fid", "site_id", NULL};
    static const char *const of_view[] = {"fid", "geom", NULL};
    struct tomt_column_list scores, view;
    const char *table = tomt_arena_print(x->arena, err, "score_%s", profile->name);
    if (!table || !tomt_export_columns(x->arena, x->from, table, &scores, err) ||
        !tomt_export_columns(x->arena, x->from, profile->name, &view, err))
        return false;
    if (scores.n == 0 || view.n == 0)
        return tomt_fail(err, TOMT_DATA, "'%s' has lost its table '%s': run the project again",
                         x->from_path, scores.n ? profile->name : table);
    size_t n_left_out = x->report->n_columns_left_out;
    if (!choose_columns(x, profile->name, of_scores, &scores, err))
        return false;
    x->report->n_columns_left_out = n_left_out; /* the view shows them, so they count once, there */
    return choose_columns(x, profile->name, of_view, &view, err) &&
           create_table(x, table, &scores, "REFERENCES site (fid)", err) &&
           tomt_export_rows(x, table, &scores, NULL, NULL, NULL, NULL, err) &&
           create_view(x, profile->name, &view, &scores, err) &&
           tomt_export_register(x, profile->name, &view, err);
}
