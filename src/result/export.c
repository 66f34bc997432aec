/* result/export.c: the story of `tomt export`: a copy made anew, row by row, of what may be in it.
 * Nothing is deleted from a copy of the whole, so nothing can stay behind in free pages or be
 * forgotten: a public copy holds only what the source's tables `layer` and `field` call public.
 * Indexes, R-trees and counts are made anew; what was wrong is counted. */
#include "result/export_inside.h"

#include "data/whole_file.h"

#include <math.h>
#include <stdlib.h>

static const char *copy_text(struct tomt_arena *arena, sqlite3_stmt *row, int at,
                             struct tomt_error *err)
{
    const char *text = (const char *)sqlite3_column_text(row, at);
    return tomt_arena_copy(arena, text ? text : "", text ? strlen(text) : 0, err);
}

static bool list_layers(struct tomt_exporting *x, struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_export_ask(
        x, err, "SELECT name, kind, key, visibility, count(*) OVER () FROM layer ORDER BY fid");
    bool good = row != NULL;
    while (good && sqlite3_step(row) == SQLITE_ROW) {
        if (!x->layer) {
            size_t n = (size_t)sqlite3_column_int64(row, 4);
            x->layer = tomt_arena_alloc(x->arena, (n + 1) * sizeof *x->layer, err);
            if (!x->layer)
                break;
        }
        struct tomt_exported *layer = &x->layer[x->n_layers++];
        const char *visibility = (const char *)sqlite3_column_text(row, 3);
        layer->name = copy_text(x->arena, row, 0, err);
        layer->kind = copy_text(x->arena, row, 1, err);
        layer->key =
            sqlite3_column_type(row, 2) == SQLITE_NULL ? NULL : copy_text(x->arena, row, 2, err);
        /* Whatever is not plainly public is not. */
        layer->internal = !visibility || strcmp(visibility, "public") != 0;
        good = layer->name && layer->kind;
    }
    sqlite3_finalize(row);
    return good && (x->layer || x->n_layers == 0) && err->code == TOMT_OK;
}

static bool is_asked_for(const struct tomt_export *what, const char *name)
{
    for (size_t i = 0; i < what->n_layers; i++)
        if (strcmp(what->layer[i], name) == 0)
            return true;
    return what->n_layers == 0;
}

static struct tomt_exported *find_layer(struct tomt_exporting *x, const char *name)
{
    for (size_t i = 0; i < x->n_layers; i++)
        if (strcmp(x->layer[i].name, name) == 0)
            return &x->layer[i];
    return NULL;
}

static bool check_names(struct tomt_exporting *x, struct tomt_error *err)
{
    const char **names = tomt_arena_alloc(x->arena, (x->n_layers + 1) * sizeof *names, err);
    if (!names)
        return false;
    for (size_t i = 0; i < x->n_layers; i++)
        names[i] = x->layer[i].name;
    for (size_t i = 0; i < x->what->n_layers; i++) {
        const char *asked = x->what->layer[i];
        const struct tomt_exported *layer = find_layer(x, asked);
        const char *near = layer ? NULL : tomt_near_word(asked, names);
        if (!layer && near)
            return tomt_fail(err, TOMT_NOT_FOUND, "'%s' has no layer '%s' (did you mean '%s'?)",
                             x->from_path, asked, near);
        if (!layer)
            return tomt_fail(err, TOMT_NOT_FOUND, "'%s' has no layer '%s'", x->from_path, asked);
        if (layer->internal && x->what->public_only)
            return tomt_fail(err, TOMT_USAGE,
                             "layer '%s' is internal: it cannot be in a public copy", asked);
    }
    return true;
}

/* A profile's layer is a view on `site`, so that comes with it. */
static bool choose(struct tomt_exporting *x, struct tomt_error *err)
{
    bool any_profile = false;
    if (!check_names(x, err))
        return false;
    struct tomt_exported *site = find_layer(x, "site");
    for (size_t i = 0; i < x->n_layers; i++) {
        struct tomt_exported *layer = &x->layer[i];
        bool is_profile = strcmp(layer->kind, "profile") == 0;
        layer->keep = is_asked_for(x->what, layer->name) &&
                      !(x->what->public_only &&
                        (layer->internal || (is_profile && (!site || site->internal))));
        any_profile = any_profile || (layer->keep && is_profile);
    }
    if (site && any_profile)
        site->keep = true;
    return true;
}

bool tomt_export_crs(struct tomt_exporting *x, struct tomt_crs *crs, struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_export_ask(
        x, err,
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE "
        "srs_id = (SELECT srs_id FROM gpkg_geometry_columns ORDER BY table_name <> 'site' LIMIT "
        "1)");
    if (!row)
        return false;
    char *text = NULL;
    if (sqlite3_step(row) == SQLITE_ROW) {
        const char *organization = (const char *)sqlite3_column_text(row, 0);
        const char *wkt = (const char *)sqlite3_column_text(row, 2);
        text = organization && sqlite3_stricmp(organization, "EPSG") == 0
                   ? tomt_arena_print(x->arena, err, "EPSG:%d", sqlite3_column_int(row, 1))
                   : tomt_arena_copy(x->arena, wkt ? wkt : "", wkt ? strlen(wkt) : 0, err);
    } else {
        tomt_fail(err, TOMT_DATA, "'%s' has no layer with a CRS", x->from_path);
    }
    sqlite3_finalize(row);
    struct tomt_seat *seat = text ? tomt_seat_open(x->arena, err) : NULL;
    return seat && tomt_crs_read(seat, x->arena, text, crs, err);
}

static const char *source_date(struct tomt_exporting *x, struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_export_ask(x, err, "SELECT data_date FROM tomt");
    const char *date = NULL;
    if (row && sqlite3_step(row) == SQLITE_ROW)
        date = copy_text(x->arena, row, 0, err);
    sqlite3_finalize(row);
    return date;
}

/* tomt, profile, criterion, layer, field: the rows about what is kept. */
static bool export_about(struct tomt_exporting *x, struct tomt_error *err)
{
    static const char *const about[] = {"tomt", "profile", "criterion", "layer", "field"};
    const char *fields =
        x->what->public_only ? "layer = ?1 AND visibility = 'public'" : "layer = ?1";
    if (!tomt_export_common_rows(x, "tomt", NULL, NULL, err))
        return false;
    for (size_t i = 0; i < x->n_layers; i++) {
        const struct tomt_exported *layer = &x->layer[i];
        if (!layer->keep)
            continue;
        if (strcmp(layer->kind, "profile") == 0 &&
            !(tomt_export_common_rows(x, "profile", "name = ?1", layer->name, err) &&
              tomt_export_common_rows(x, "criterion", "profile = ?1", layer->name, err)))
            return false;
        if (!tomt_export_common_rows(x, "layer", "name = ?1", layer->name, err) ||
            !tomt_export_common_rows(x, "field", fields, layer->name, err))
            return false;
    }
    for (size_t i = 0; i < sizeof about / sizeof *about; i++)
        if (!tomt_export_common_rows(x, "gpkg_contents", "table_name = ?1", about[i], err))
            return false;
    return !x->what->rename ||
           tomt_gpkg_sqlf(x->to, err,
                          "UPDATE tomt SET project_name = %Q, title_en = %Q, title_nb = %Q",
                          x->what->rename, x->what->rename, x->what->rename);
}

static bool export_layers(struct tomt_exporting *x, struct tomt_error *err)
{
    for (int profiles = 0; profiles <= 1; profiles++) /* views after what they look at */
        for (size_t i = 0; i < x->n_layers; i++) {
            const struct tomt_exported *layer = &x->layer[i];
            bool is_profile = strcmp(layer->kind, "profile") == 0;
            if (!layer->keep || is_profile != (profiles == 1))
                continue;
            if (!(is_profile ? tomt_export_profile(x, layer, err)
                             : tomt_export_layer(x, layer, err)))
                return tomt_while(err, "copying layer '%s'", layer->name);
            x->report->n_tables++;
        }
    return true;
}

/* Rows that refer to rows that are gone (a site deleted in QGIS leaves its scores behind). */
static bool repair_references(struct tomt_exporting *x, struct tomt_error *err)
{
    struct tomt_text sql = {0};
    sqlite3_stmt *row = tomt_gpkg_prepare(x->to, "PRAGMA foreign_key_check", err);
    bool good = row != NULL;
    while (good && sqlite3_step(row) == SQLITE_ROW) {
        tomt_text_puts(&sql, "DELETE FROM ");
        tomt_sql_name(&sql, (const char *)sqlite3_column_text(row, 0));
        tomt_text_print(&sql, " WHERE rowid = %lld;", (long long)sqlite3_column_int64(row, 1));
        x->report->n_repaired++;
    }
    sqlite3_finalize(row);
    if (good && sql.failed)
        good = tomt_fail(err, TOMT_MEMORY, "out of memory");
    good = good && (sql.n == 0 || tomt_gpkg_sql(x->to, sql.bytes, err));
    tomt_text_free(&sql);
    return good &&
           tomt_gpkg_sql(x->to,
                         "DELETE FROM field WHERE NOT EXISTS (SELECT 1 FROM "
                         "pragma_table_info(field.layer) AS has WHERE has.name = field.field)",
                         err);
}

static bool source_is_sound(struct tomt_exporting *x, struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_export_ask(x, err, "PRAGMA quick_check(1)");
    if (!row)
        return false;
    if (sqlite3_step(row) == SQLITE_ROW &&
        strcmp((const char *)sqlite3_column_text(row, 0), "ok") != 0)
        x->report->n_repaired++;
    sqlite3_finalize(row);
    return true;
}

static bool write_copy(struct tomt_exporting *x, const char *path, const char *file_name,
                       struct tomt_error *err)
{
    struct tomt_crs crs;
    const char *date = source_date(x, err);
    if (!date || !tomt_export_crs(x, &crs, err))
        return false;
    struct tomt_gpkg_options options = {.crs = &crs, .timestamp = date, .of = x->from_path};
    x->to = tomt_gpkg_create(x->arena, path, &options, err);
    return x->to && tomt_result_schema(x->to, err) && source_is_sound(x, err) &&
           tomt_export_common_rows(x, "gpkg_spatial_ref_sys", NULL, NULL, err) &&
           export_about(x, err) && export_layers(x, err) &&
           (x->what->public_only || x->what->n_layers || tomt_export_foreign(x, err)) &&
           repair_references(x, err) && tomt_export_styles(x, &crs, file_name, err) &&
           tomt_gpkg_finish(x->to, err);
}

bool tomt_result_export(struct tomt_arena *arena, const char *result, const char *target,
                        const struct tomt_export *what, struct tomt_export_report *report,
                        struct tomt_error *err)
{
    struct tomt_exporting x = {.arena = arena, .from_path = result, .what = what, .report = report};
    struct tomt_whole_output output = {
        .target = target, .kind = TOMT_FILE_GEOPACKAGE, .reads = result};
    struct tomt_result_info info;
    *report = (struct tomt_export_report){0};
    x.from = tomt_result_sqlite(arena, result, err);
    if (!x.from || !tomt_result_info_read(arena, x.from, result, &info, err))
        return false;
    const char *slash = strrchr(target, '/');
    struct tomt_whole_file *file = tomt_whole_file_open(arena, &output, err);
    if (!file)
        return false;
    return (list_layers(&x, err) && choose(&x, err) &&
            write_copy(&x, tomt_whole_file_path(file), slash ? slash + 1 : target, err) &&
            tomt_whole_file_commit(file, err)) ||
           tomt_while(err, "exporting '%s'", result);
}
