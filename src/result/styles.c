/* result/styles.c: the tables layer_styles and qgis_projects, as QGIS 3.22 makes and reads them. */
#include "result/styles.h"
#include "data/zip.h"
#include "result/qgis_project.h"
#include "result/style.h"

#include <sqlite3.h>
#include <string.h>

/* Column for column what QGIS's own "save style in database" makes, so that people can add styles
 * of theirs. */
static const char tables[] =
    "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog "
    "TEXT(256), "
    "f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName "
    "TEXT(30), styleQML TEXT, "
    "styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), "
    "update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));"
    "CREATE TABLE qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB);";

static bool step(sqlite3 *db, sqlite3_stmt *statement, struct tomt_error *err)
{
    return sqlite3_step(statement) == SQLITE_DONE ||
           tomt_fail(err, TOMT_OUTPUT, "writing styles: %s", sqlite3_errmsg(db));
}

static void bind_text(sqlite3_stmt *statement, int at, const char *text)
{
    sqlite3_bind_text(statement, at, text ? text : "", -1, SQLITE_TRANSIENT);
}

/* QGIS asks for its rows with f_table_schema = '' and takes the one used as default. */
static bool write_style(struct tomt_style_context *context, const struct tomt_styled *styled,
                        struct tomt_error *err)
{
    sqlite3_stmt *insert =
        tomt_style_ask(context, err,
                       "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
                       "f_geometry_column, styleName, styleQML, "
                       "styleSLD, useAsDefault, description, owner, ui, update_time) VALUES ('', "
                       "'', ?1, ?2, ?3, ?4, ?8, ?5, ?6, '', NULL, ?7)");
    if (!insert)
        return false;
    const struct tomt_title *goal =
        styled->profile && !styled->view ? &styled->profile->goal : NULL;
    const char *description = goal ? tomt_style_title(goal, context->result->language) : NULL;
    bind_text(insert, 1, styled->name);
    bind_text(insert, 2, styled->geometry_column);
    bind_text(insert, 3, styled->view ? styled->drawn_as : styled->name);
    bind_text(insert, 4, styled->qml.bytes);
    sqlite3_bind_int(insert, 5, !styled->view);
    bind_text(insert, 6, description ? description : styled->title);
    bind_text(insert, 7, context->result->timestamp);
    struct tomt_text sld = {0};
    bool good = tomt_style_sld(context, styled, &sld, err);
    bind_text(insert, 8, sld.bytes);
    tomt_text_free(&sld);
    return good && step(context->db, insert, err);
}

/* The archive in hexadecimal digits, as text: that is how QGIS reads it. */
static bool write_project(struct tomt_style_context *context, const struct tomt_text *zip,
                          struct tomt_error *err)
{
    static const char digits[] = "0123456789abcdef";
    struct tomt_text metadata = {0};
    char *hex = tomt_arena_block(context->arena, NULL, 2 * zip->n + 1, err);
    sqlite3_stmt *insert =
        hex ? tomt_style_ask(context, err, "INSERT INTO qgis_projects VALUES (?, ?, ?)") : NULL;
    if (!insert)
        return false;
    for (size_t i = 0; i < zip->n; i++) {
        unsigned char byte = (unsigned char)zip->bytes[i];
        hex[2 * i] = digits[byte >> 4];
        hex[2 * i + 1] = digits[byte & 15];
    }
    const char *when = context->result->timestamp ? context->result->timestamp : "";
    tomt_text_puts(&metadata, "{\"last_modified_time\": ");
    tomt_text_json(&metadata, when, strlen(when));
    tomt_text_puts(&metadata, ", \"last_modified_user\": \"\"}");
    bind_text(insert, 1, context->result->project_name);
    bind_text(insert, 2, metadata.bytes);
    sqlite3_bind_text(insert, 3, hex, (int)(2 * zip->n), SQLITE_TRANSIENT);
    bool ok = !metadata.failed ? step(context->db, insert, err)
                               : tomt_fail(err, TOMT_MEMORY, "out of memory for the project");
    tomt_text_free(&metadata);
    tomt_arena_drop(context->arena, hex);
    return ok;
}

/* layer_styles is an attributes table of the GeoPackage, as QGIS registers it; qgis_projects is not
 * registered. */
static bool register_table(struct tomt_style_context *context, size_t n, struct tomt_error *err)
{
    sqlite3_stmt *contents = tomt_style_ask(
        context, err,
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, "
        "last_change, srs_id) VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?, 0)");
    if (!contents)
        return false;
    bind_text(contents, 1, context->result->timestamp);
    if (!step(context->db, contents, err))
        return false;
    sqlite3_stmt *known = tomt_style_ask(
        context, err,
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'gpkg_ogr_contents'");
    if (!known)
        return false;
    if (sqlite3_step(known) != SQLITE_ROW)
        return true;
    sqlite3_stmt *count =
        tomt_style_ask(context, err, "INSERT INTO gpkg_ogr_contents VALUES ('layer_styles', ?)");
    if (!count)
        return false;
    sqlite3_bind_int64(count, 1, (sqlite3_int64)n);
    return step(context->db, count, err);
}

/* NAME.qml; the polygons of what is usually points ("hub_area") share one; points where lines are
 * usual ("constraint_line") have NAME_point.qml. */
static const char *template_of(const struct tomt_result_layer *layer, struct tomt_arena *arena,
                               struct tomt_error *err)
{
    size_t n = strlen(layer->name);
    const char *type = layer->geometry_type ? layer->geometry_type : "";
    bool area = n > 5 && *type && strcmp(layer->name + n - 5, "_area") == 0;
    if (n > 5 && strstr(type, "POINT") && strcmp(layer->name + n - 5, "_line") == 0)
        return tomt_arena_print(arena, err, "%.*s_point.qml", (int)(n - 5), layer->name);
    return area ? "place_area.qml" : tomt_arena_print(arena, err, "%s.qml", layer->name);
}

static bool describe_layer(const struct tomt_result *result, const struct tomt_result_layer *layer,
                           struct tomt_arena *arena, struct tomt_styled *styled,
                           struct tomt_error *err)
{
    const char *title = tomt_style_title(&layer->title, result->language);
    *styled = (struct tomt_styled){.name = layer->name,
                                   .title = title ? title : layer->name,
                                   .geometry_type = layer->geometry_type,
                                   .geometry_column = layer->geometry_type ? "geom" : NULL,
                                   .template_name = template_of(layer, arena, err),
                                   .internal = layer->internal,
                                   .layer = layer};
    return styled->template_name;
}

/* A view's style is kept once, however many parts of the layer it draws; that of the layer itself
 * serves its own parts. */
static bool is_kept(const struct tomt_styled *styled, size_t k)
{
    const struct tomt_styled *view = &styled[k];
    if (!view->view)
        return true;
    for (size_t i = 0; i < k; i++)
        if (strcmp(styled[i].name, view->name) == 0 &&
            strcmp(styled[i].template_name, view->template_name) == 0)
            return false;
    return true;
}

/* The style that a layer has already. *found false: it is to be made. */
static bool find_kept(struct tomt_style_context *context, struct tomt_styled *styled, bool *found,
                      struct tomt_error *err)
{
    *found = false;
    if (!context->kept)
        return true;
    char *sql = tomt_arena_print(context->arena, err,
                                 "SELECT styleQML FROM %s WHERE f_table_name = ?1 AND styleName = "
                                 "?2 AND f_table_name NOT IN touched AND length(styleQML) > 0",
                                 context->kept);
    sqlite3_stmt *row = sql ? tomt_style_ask(context, err, sql) : NULL;
    if (!row)
        return false;
    bind_text(row, 1, styled->name);
    bind_text(row, 2, styled->view ? styled->drawn_as : styled->name);
    if (sqlite3_step(row) == SQLITE_ROW) {
        *found = true;
        tomt_text_add(&styled->qml, (const char *)sqlite3_column_text(row, 0),
                      (size_t)sqlite3_column_bytes(row, 0));
    }
    sqlite3_reset(row);
    return !styled->qml.failed || tomt_fail(err, TOMT_MEMORY, "out of memory for styles");
}

static bool make_all(struct tomt_style_context *context, struct tomt_styled *styled, size_t n,
                     struct tomt_error *err)
{
    size_t n_kept = 0;
    for (size_t k = 0; k < n; k++) {
        bool found;
        if (!tomt_style_columns(context, &styled[k], err) ||
            !find_kept(context, &styled[k], &found, err) ||
            (!found && !tomt_style_make(context, &styled[k], err)))
            return false;
        if (is_kept(styled, k) && !write_style(context, &styled[k], err))
            return false;
        n_kept += is_kept(styled, k);
    }
    return register_table(context, n_kept, err);
}

static bool make_project(struct tomt_style_context *context, const struct tomt_styled *styled,
                         size_t n, struct tomt_error *err)
{
    struct tomt_text xml = {0}, zip = {0};
    bool made = tomt_qgis_project(context, styled, n, &xml, err);
    char *name = tomt_arena_print(context->arena, err, "%s.qgs", context->result->project_name);
    bool ok = made && name &&
              (!xml.failed || tomt_fail(err, TOMT_MEMORY, "out of memory for the QGIS project")) &&
              tomt_zip_one(name, xml.bytes, xml.n, &zip, err) && write_project(context, &zip, err);
    tomt_text_free(&xml);
    tomt_text_free(&zip);
    return ok;
}

bool tomt_styles_write(struct tomt_arena *arena, struct tomt_gpkg *gpkg,
                       const struct tomt_result *result, struct tomt_error *err)
{
    return tomt_styles_rewrite(arena, gpkg, result, NULL, err);
}

bool tomt_styles_rewrite(struct tomt_arena *arena, struct tomt_gpkg *gpkg,
                         const struct tomt_result *result, const char *kept, struct tomt_error *err)
{
    struct tomt_style_context context = {arena, tomt_gpkg_sqlite(gpkg), result, kept};
    size_t n = result->n_layers + result->n_profiles;
    struct tomt_styled *styled =
        tomt_arena_alloc(arena, (n + tomt_style_most_views(result)) * sizeof *styled, err);
    if (!styled || !tomt_gpkg_sql(gpkg, tables, err))
        return tomt_while(err, "writing the map's styles");
    for (size_t k = 0; k < result->n_layers; k++)
        if (!describe_layer(result, &result->layer[k], arena, &styled[k], err))
            return tomt_while(err, "writing the map's styles");
    for (size_t k = 0; k < result->n_profiles; k++) {
        const struct tomt_result_profile *profile = &result->profile[k];
        const char *title = tomt_style_title(&profile->title, result->language);
        styled[result->n_layers + k] = (struct tomt_styled){.name = profile->name,
                                                            .title = title ? title : profile->name,
                                                            .geometry_type = "MULTIPOLYGON",
                                                            .geometry_column = "geom",
                                                            .template_name = "score.qml",
                                                            .profile = profile,
                                                            .extent = profile->extent};
    }
    struct tomt_arena_mark mark = tomt_arena_mark(arena);
    bool ok = tomt_style_add_views(&context, styled, &n, err) &&
              make_all(&context, styled, n, err) && make_project(&context, styled, n, err);
    for (size_t k = 0; k < n; k++)
        tomt_text_free(&styled[k].qml);
    tomt_arena_rewind(
        arena, mark); /* closes the statements: SQLite cannot commit and close with open ones */
    return ok || tomt_while(err, "writing the map's styles");
}
