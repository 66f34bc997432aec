/* result/result.c: the story of writing the door, and knocking on it. */
#include "result/inside.h"
#include "result/styles.h"

#include "base/files.h"

#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

extern const struct tomt_file tomt_styles[]; /* the styles and schema.sql, embedded */

void tomt_result_bind_text(sqlite3_stmt *statement, const char *name, const char *text)
{
    sqlite3_bind_text(statement, sqlite3_bind_parameter_index(statement, name), text, -1,
                      SQLITE_STATIC);
}

void tomt_result_bind_real(sqlite3_stmt *statement, const char *name, double value)
{
    int at = sqlite3_bind_parameter_index(statement, name);
    if (isnan(value))
        sqlite3_bind_null(statement, at);
    else
        sqlite3_bind_double(statement, at, value);
}

void tomt_result_bind_integer(sqlite3_stmt *statement, const char *name, int64_t value)
{
    sqlite3_bind_int64(statement, sqlite3_bind_parameter_index(statement, name), value);
}

void tomt_result_bind_box(sqlite3_stmt *statement, const struct tomt_box *box)
{
    bool known = box->min_x <= box->max_x && box->min_y <= box->max_y;
    tomt_result_bind_real(statement, ":min_x", known ? box->min_x : NAN);
    tomt_result_bind_real(statement, ":min_y", known ? box->min_y : NAN);
    tomt_result_bind_real(statement, ":max_x", known ? box->max_x : NAN);
    tomt_result_bind_real(statement, ":max_y", known ? box->max_y : NAN);
}

const char *tomt_result_word(const struct tomt_title *title, int language, const char *otherwise)
{
    const char *word = language == 1 ? title->nb : title->en;
    if (!word)
        word = title->en ? title->en : title->nb;
    return word ? word : otherwise;
}

bool tomt_result_schema(struct tomt_gpkg *gpkg, struct tomt_error *err)
{
    for (const struct tomt_file *file = tomt_styles; file->name; file++)
        if (strcmp(file->name, "schema.sql") == 0)
            return tomt_gpkg_sql(gpkg, file->bytes, err);
    return tomt_fail(err, TOMT_INTERNAL, "schema.sql is not embedded");
}

bool tomt_result_write(struct tomt_arena *arena, const char *path, const struct tomt_result *result,
                       const struct tomt_crew *crew, struct tomt_error *err)
{
    struct tomt_gpkg_options options = {.crs = result->crs, .timestamp = result->timestamp};
    struct tomt_gpkg *gpkg = tomt_gpkg_create(arena, path, &options, err);
    if (!gpkg || !tomt_result_schema(gpkg, err) || !tomt_result_write_about(gpkg, result, err))
        return false;
    for (size_t i = 0; i < result->n_layers; i++)
        if (!tomt_result_write_layer(arena, gpkg, result, &result->layer[i], crew, err))
            return false;
    for (size_t p = 0; p < result->n_profiles; p++)
        if (!tomt_result_write_profile(arena, gpkg, result, &result->profile[p], err))
            return tomt_while(err, "writing profile '%s'", result->profile[p].name);
    return tomt_styles_write(arena, gpkg, result, err) && tomt_gpkg_finish(gpkg, err);
}

/* --- reading
 * ----------------------------------------------------------------------------------------------------
 */

static void close_db(void *db)
{
    sqlite3_close_v2(db);
}

static sqlite3 *open_db(struct tomt_arena *arena, const char *path, int flags,
                        struct tomt_error *err)
{
    sqlite3 *db = NULL;
    int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | flags, NULL);
    if (!db) {
        tomt_fail(err, TOMT_MEMORY, "out of memory opening '%s'", path);
        return NULL;
    }
    if (!tomt_arena_defer(arena, close_db, db, err))
        return NULL;
    if (code == SQLITE_OK)
        sqlite3_exec(db, "PRAGMA query_only=1; PRAGMA temp_store=MEMORY", NULL, NULL, NULL);
    return db;
}

static bool can_read(sqlite3 *db)
{
    return sqlite3_exec(db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL) == SQLITE_OK;
}

sqlite3 *tomt_result_sqlite(struct tomt_arena *arena, const char *path, struct tomt_error *err)
{
    struct stat is;
    if (stat(path, &is) != 0) {
        tomt_fail(err, TOMT_DATA, "'%s' does not exist or cannot be reached", path);
        return NULL;
    }
    if (!S_ISREG(is.st_mode)) {
        tomt_fail(err, TOMT_DATA, "'%s' is not a file; a result is a file named result.gpkg", path);
        return NULL;
    }
    if (access(path, R_OK) != 0) {
        tomt_fail(err, TOMT_DATA, "'%s' may not be read: see its permissions", path);
        return NULL;
    }
    sqlite3 *db = open_db(arena, path, 0, err);
    if (!db || can_read(db))
        return db;
    int code = sqlite3_errcode(db);
    char *wal = tomt_arena_print(arena, err, "%s-wal", path);
    char *uri = sqlite3_mprintf("file:%s?immutable=1", path);
    /* QGIS leaves a file in WAL mode; in a folder that is not writable such a file opens only when
     * promised to be still. */
    if (code == SQLITE_CANTOPEN && wal && uri && access(wal, F_OK) != 0 && !strpbrk(path, "%?#"))
        db = open_db(arena, uri, SQLITE_OPEN_URI, err);
    sqlite3_free(uri);
    if (!wal || !db)
        return NULL;
    if (can_read(db))
        return db;
    code = sqlite3_errcode(db) & 0xff;
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
        tomt_fail(err, TOMT_DATA,
                  "'%s' is locked by another program that writes into it (QGIS?): save and close it "
                  "there",
                  path);
        return NULL;
    }
    tomt_fail(err, TOMT_DATA, "'%s' is no GeoPackage or is damaged: %s", path, sqlite3_errmsg(db));
    return NULL;
}

static const char *text_at(struct tomt_arena *arena, sqlite3_stmt *row, int column,
                           struct tomt_error *err)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    return tomt_arena_copy(arena, text ? text : "", text ? strlen(text) : 0, err);
}

static bool check_version(const char *path, const struct tomt_result_info *info,
                          struct tomt_error *err)
{
    long theirs = strtol(info->schema_version, NULL, 10);
    long ours = strtol(TOMT_SCHEMA_VERSION, NULL, 10);
    if (theirs == ours || theirs + 1 == ours)
        return true;
    if (theirs > ours)
        return tomt_fail(err, TOMT_DATA,
                         "'%s' has schema version %s, written by tomt %s; this tomt %s reads "
                         "version %ld: use the newer tomt",
                         path, info->schema_version, info->tomt_version, TOMT_VERSION, ours);
    return tomt_fail(err, TOMT_DATA,
                     "'%s' has schema version %s, written by tomt %s; this tomt %s reads version "
                     "%ld and the one before: run the project again (tomt run PROJECT)",
                     path, info->schema_version, info->tomt_version, TOMT_VERSION, ours);
}

bool tomt_result_info_read(struct tomt_arena *arena, sqlite3 *db, const char *path,
                           struct tomt_result_info *info, struct tomt_error *err)
{
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(db,
                           "SELECT schema_version, run_id, project_name, tomt_version FROM tomt "
                           "WHERE fid = 1",
                           -1, &row, NULL) != SQLITE_OK)
        return tomt_fail(err, TOMT_DATA,
                         "'%s' is not a result of tomt (it has no table 'tomt'): give the "
                         "result.gpkg that `tomt run` wrote",
                         path);
    bool good = sqlite3_step(row) == SQLITE_ROW;
    if (!good) {
        tomt_fail(err, TOMT_DATA, "'%s' is not a whole result of tomt (table 'tomt' is empty)",
                  path);
    } else {
        info->schema_version = text_at(arena, row, 0, err);
        info->run_id = text_at(arena, row, 1, err);
        info->project_name = text_at(arena, row, 2, err);
        info->tomt_version = text_at(arena, row, 3, err);
        good = info->schema_version && info->run_id && info->project_name && info->tomt_version;
    }
    sqlite3_finalize(row);
    return good && check_version(path, info, err);
}

bool tomt_result_open(struct tomt_arena *arena, const char *path, struct tomt_result_info *info,
                      struct tomt_error *err)
{
    sqlite3 *db = tomt_result_sqlite(arena, path, err);
    return db && tomt_result_info_read(arena, db, path, info, err);
}
