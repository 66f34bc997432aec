/* ask/layer.c: an answer as a layer of a GeoPackage: a new file, or a copy of one that is there
 * with the layer beside what it holds, renamed into place. */
#include "ask/inside.h"
#include "data/gpkg.h"
#include "data/whole_file.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static const char *now_text(struct tomt_arena *arena, struct tomt_error *err)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    time_t at = epoch ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
    struct tm day;
    char text[32];
    if (!gmtime_r(&at, &day) || !strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S.000Z", &day))
        return "1970-01-01T00:00:00.000Z";
    return tomt_arena_copy(arena, text, strlen(text), err);
}

/* The result is for reading: a layer of somebody's question does not go into it. */
static bool may_hold(struct tomt_arena *arena, const char *path, const char *layer,
                     const struct tomt_crs *crs, const char **like, struct tomt_error *err)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *row = NULL;
    bool good = false;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(
            db,
            "SELECT (SELECT count(*) FROM sqlite_schema WHERE name IN ('tomt', 'layer')), (SELECT "
            "count(*) FROM sqlite_schema "
            "WHERE name = ?1 COLLATE NOCASE), (SELECT table_name FROM gpkg_geometry_columns AS g "
            "JOIN gpkg_spatial_ref_sys AS r ON "
            "r.srs_id = g.srs_id WHERE r.organization_coordsys_id = ?2 ORDER BY 1 LIMIT 1)",
            -1, &row, NULL) != SQLITE_OK) {
        tomt_fail(err, TOMT_OUTPUT, "'%s' is there and is no GeoPackage: choose another name",
                  path);
    } else {
        sqlite3_bind_text(row, 1, layer, -1, SQLITE_STATIC);
        sqlite3_bind_int(row, 2, crs->epsg);
        const char *name;
        if (sqlite3_step(row) != SQLITE_ROW)
            tomt_fail(err, TOMT_OUTPUT, "'%s' is there and cannot be read: choose another name",
                      path);
        else if (sqlite3_column_int(row, 0) == 2)
            tomt_fail(err, TOMT_OUTPUT,
                      "'%s' is a result, which is left as it is: write the answer to another file",
                      path);
        else if (sqlite3_column_int(row, 1))
            tomt_fail(err, TOMT_OUTPUT,
                      "'%s' has a layer '%s' already: --layer NAME gives another name", path,
                      layer);
        else if (!(name = (const char *)sqlite3_column_text(row, 2)))
            tomt_fail(err, TOMT_OUTPUT,
                      "'%s' has no layer in the result's CRS: write the answer to another file",
                      path);
        else
            good = (*like = tomt_arena_copy(arena, name, strlen(name), err)) != NULL;
    }
    sqlite3_finalize(row);
    sqlite3_close(db);
    return good;
}

static bool copy_file(const char *from, const char *to, struct tomt_error *err)
{
    char bytes[65536];
    size_t n;
    FILE *in = fopen(from, "rb"), *out = in ? fopen(to, "wb") : NULL;
    bool good = in && out;
    while (good && (n = fread(bytes, 1, sizeof bytes, in)) > 0)
        good = fwrite(bytes, 1, n, out) == n;
    good = good && !ferror(in);
    if (in)
        fclose(in);
    if (out && fclose(out) != 0)
        good = false;
    return good || tomt_fail(err, TOMT_OUTPUT, "cannot copy '%s': %s", from, strerror(errno));
}

/* The columns of a layer have names of their own, whatever a SELECT calls them. */
static bool named_apart(struct tomt_arena *arena, const struct tomt_table *from,
                        struct tomt_table *to, struct tomt_error *err)
{
    *to = *from;
    to->column = tomt_arena_alloc(arena, (from->n_columns + 1) * sizeof *to->column, err);
    if (!to->column)
        return false;
    for (size_t i = 0; i < from->n_columns; i++) {
        to->column[i] = from->column[i];
        const char *name = *from->column[i].name ? from->column[i].name : "column";
        for (int k = 2;; k++) {
            bool taken = !sqlite3_stricmp(name, "fid") || !sqlite3_stricmp(name, "geom");
            for (size_t j = 0; j < i; j++)
                taken = taken || !sqlite3_stricmp(name, to->column[j].name);
            if (!taken)
                break;
            name = tomt_arena_print(arena, err, "%s_%d", from->column[i].name, k);
            if (!name)
                return false;
        }
        to->column[i].name = name;
    }
    return true;
}

static bool is_layer_name(const char *name)
{
    return islower((unsigned char)*name) &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(name) &&
           strlen(name) <= 60 && strncmp(name, "gpkg_", 5) != 0 &&
           strncmp(name, "rtree_", 6) != 0 && strncmp(name, "sqlite_", 7) != 0;
}

static bool write_layer(struct tomt_arena *arena, struct tomt_gpkg *gpkg,
                        const struct tomt_answer *answer, const char *layer, struct tomt_error *err)
{
    static const char *const type[] = {NULL, "POINT", "MULTILINESTRING", "MULTIPOLYGON"};
    struct tomt_table table;
    bool nb = answer->language == 1;
    struct tomt_gpkg_column *column =
        tomt_arena_alloc(arena, (answer->table.n_columns + 1) * sizeof *column, err);
    if (!column || !named_apart(arena, &answer->table, &table, err))
        return false;
    for (size_t i = 0; i < answer->table.n_columns; i++) {
        const struct tomt_title *title = &answer->column[i].title;
        column[i] =
            (struct tomt_gpkg_column){table.column[i].name, nb ? title->nb : title->en, NULL};
    }
    struct tomt_text notes = {0};
    for (size_t i = 0; i < answer->n_notes; i++)
        tomt_text_print(&notes, "%s%s", i ? "\n" : "", answer->note[i]);
    const char *described = notes.n ? tomt_arena_copy(arena, notes.bytes, notes.n, err) : "";
    tomt_text_free(&notes);
    const char *title = nb ? answer->title.nb : answer->title.en;
    struct tomt_gpkg_layer what = {.name = layer,
                                   .title = title ? title : layer,
                                   .description = described,
                                   .geometry_type = type[answer->kind],
                                   .columns = column,
                                   .n_columns = answer->table.n_columns};
    struct tomt_crew crew = {.n_threads = 1};
    return described && tomt_gpkg_write(gpkg, &what, answer->shapes, &table, &crew, err) &&
           tomt_gpkg_finish(gpkg, err);
}

bool tomt_answer_layer(struct tomt_arena *arena, const struct tomt_answer *answer, const char *path,
                       const char *layer, const struct tomt_crs *crs, struct tomt_error *err)
{
    struct stat is;
    struct tomt_crs own;
    struct tomt_whole_output output = {.target = path, .kind = TOMT_FILE_GEOPACKAGE};
    const char *like = NULL, *timestamp = now_text(arena, err);
    if (!is_layer_name(layer))
        return tomt_fail(err, TOMT_USAGE,
                         "a layer's name is a-z, 0-9 and _ and begins with a letter, not '%.60s'",
                         layer);
    if (!crs) {
        struct tomt_seat *seat = tomt_seat_open(arena, err);
        if (!seat || !tomt_crs_read(seat, arena, answer->crs, &own, err))
            return false;
        crs = &own;
    }
    bool there = stat(path, &is) == 0 && is.st_size > 0; /* mktemp makes an empty one */
    if (!timestamp || !tomt_whole_file_may(&output, err) ||
        (there && !may_hold(arena, path, layer, crs, &like, err)))
        return false;
    struct tomt_whole_file *file = tomt_whole_file_open(arena, &output, err);
    if (!file || (there && !copy_file(path, tomt_whole_file_path(file), err)))
        return false;
    struct tomt_gpkg_options options = {.crs = crs, .timestamp = timestamp};
    struct tomt_gpkg *gpkg =
        there ? tomt_gpkg_open(arena, tomt_whole_file_path(file), path, timestamp, like, err)
              : tomt_gpkg_create(arena, tomt_whole_file_path(file), &options, err);
    return gpkg && write_layer(arena, gpkg, answer, layer, err) &&
           tomt_whole_file_commit(file, err);
}
