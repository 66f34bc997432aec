/* result/export_foreign.c: what people have put into a result beside ours (a layer drawn in QGIS,
 * metadata): copied as it is. Only into a copy of the whole: nothing here is known as public. */
#include "result/export_inside.h"

/* Made by the writer, by `tomt run`, or by SQLite itself. */
static const char foreign_tables[] =
    "SELECT name, sql FROM sqlite_schema AS thing WHERE type = 'table' AND sql NOT LIKE 'CREATE "
    "VIRTUAL TABLE%' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT IN ("
    "'gpkg_spatial_ref_sys', 'gpkg_contents', 'gpkg_ogr_contents', 'gpkg_geometry_columns', "
    "'gpkg_extensions', 'gpkg_data_columns', 'gpkg_data_column_constraints', 'layer_styles', "
    "'qgis_projects', 'tomt', 'profile', 'criterion', 'layer', 'field') AND name NOT IN (SELECT "
    "name FROM layer UNION SELECT 'score_' || name FROM profile) AND NOT EXISTS (SELECT 1 FROM "
    "sqlite_schema AS virtual WHERE virtual.sql LIKE 'CREATE VIRTUAL TABLE%' AND thing.name IN "
    "(virtual.name || '_node', virtual.name || '_rowid', virtual.name || '_parent')) ORDER BY name";

static const char foreign_views[] =
    "SELECT name, sql FROM sqlite_schema WHERE type = 'view' AND name NOT IN (SELECT name FROM "
    "layer) ORDER BY rowid";

/* Indexes and triggers, but for those that come with the R-tree and the count. */
static const char belongings[] =
    "SELECT sql FROM sqlite_schema WHERE tbl_name = %Q AND sql IS NOT NULL AND (type = 'index' OR "
    "(type = 'trigger' AND name NOT LIKE 'rtree\\_%%' ESCAPE '\\' AND name NOT LIKE "
    "'trigger\\_%%\\_feature\\_count\\_%%' ESCAPE '\\')) ORDER BY rowid";

static bool copy_belongings(struct tomt_exporting *x, const char *table, struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_export_ask(x, err, belongings, table);
    bool good = row != NULL;
    while (good && sqlite3_step(row) == SQLITE_ROW)
        good = tomt_gpkg_sql(x->to, (const char *)sqlite3_column_text(row, 0), err);
    sqlite3_finalize(row);
    return good;
}

/* The geometry column, if it is a layer with a spatial index. */
static bool find_place(struct tomt_exporting *x, const char *table,
                       const struct tomt_column_list *columns, struct tomt_gpkg_place *place,
                       struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_export_ask(
        x, err, "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = %Q", table);
    if (!row)
        return false;
    *place = (struct tomt_gpkg_place){.table = table};
    if (sqlite3_step(row) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(row, 0);
        place->geometry = tomt_arena_copy(x->arena, name, strlen(name), err);
    }
    sqlite3_finalize(row);
    for (size_t i = 0; i < columns->n; i++)
        if (columns->in_key[i] == 1)
            place->fid = columns->name[i];
    return err->code == TOMT_OK;
}

static bool copy_table(struct tomt_exporting *x, const char *name, const char *sql,
                       struct tomt_error *err)
{
    struct tomt_column_list columns;
    struct tomt_gpkg_place place;
    size_t n_rows = 0;
    if (!tomt_gpkg_sql(x->to, sql, err) ||
        !tomt_export_columns(x->arena, x->from, name, &columns, err) ||
        !find_place(x, name, &columns, &place, err) || !tomt_export_register(x, name, NULL, err))
        return false;
    bool spatial = place.geometry && place.fid;
    if (!tomt_export_rows(x, name, &columns, NULL, NULL, spatial ? &place : NULL, &n_rows, err) ||
        !copy_belongings(x, name, err))
        return false;
    x->report->n_tables++;
    return !spatial || tomt_gpkg_count(x->to, name, n_rows, err);
}

bool tomt_export_foreign(struct tomt_exporting *x, struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_export_ask(x, err, "%s", foreign_tables);
    bool good = row != NULL;
    while (good && sqlite3_step(row) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(row, 0);
        good = copy_table(x, name, (const char *)sqlite3_column_text(row, 1), err) ||
               tomt_while(err, "copying table '%s'", name);
    }
    sqlite3_finalize(row);
    row = good ? tomt_export_ask(x, err, "%s", foreign_views) : NULL;
    good = row != NULL;
    while (good && sqlite3_step(row) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(row, 0);
        good = (tomt_gpkg_sql(x->to, (const char *)sqlite3_column_text(row, 1), err) &&
                tomt_export_register(x, name, NULL, err)) ||
               tomt_while(err, "copying view '%s'", name);
        x->report->n_tables++;
    }
    sqlite3_finalize(row);
    return good && tomt_export_common_rows(x, "gpkg_data_column_constraints", NULL, NULL, err) &&
           tomt_export_common_rows(x, "gpkg_extensions",
                                   "extension_name NOT IN ('gpkg_rtree_index', 'gpkg_schema')",
                                   NULL, err);
}
