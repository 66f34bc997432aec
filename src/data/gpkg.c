/* data/gpkg.c: a GeoPackage 1.3 being made: the file, its system tables, views and descriptions.
 * Rows are in gpkg_write.c, the spatial index in gpkg_rtree.c. */
#include "data/gpkg_inside.h"

#include <errno.h>
#include <stdarg.h>
#include <unistd.h>

/* Everything a reader looks for; the wording follows OGC 12-128r17 (GeoPackage 1.3). Made once, in
 * the same order always. */
static const char system_tables[] =
    "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY "
    "KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT "
    "NOT NULL, description TEXT);"
    "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, "
    "identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT "
    "(strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y "
    "DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES "
    "gpkg_spatial_ref_sys(srs_id));"
    "CREATE TABLE gpkg_ogr_contents (table_name TEXT NOT NULL PRIMARY KEY, feature_count INTEGER "
    "DEFAULT NULL);"
    "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, "
    "geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT "
    "NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT "
    "uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES "
    "gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES "
    "gpkg_spatial_ref_sys (srs_id));"
    "CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT "
    "NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, "
    "column_name, extension_name));"
    "CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name "
    "TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc "
    "PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name));"
    "CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type "
    "TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, "
    "max_is_inclusive BOOLEAN, description TEXT, CONSTRAINT gdcc_ntv UNIQUE (constraint_name, "
    "constraint_type, value));"
    "INSERT INTO gpkg_extensions VALUES "
    "('gpkg_data_columns', NULL, 'gpkg_schema', "
    "'http://www.geopackage.org/spec/#extension_schema', 'read-write'), "
    "('gpkg_data_column_constraints', NULL, 'gpkg_schema', "
    "'http://www.geopackage.org/spec/#extension_schema', 'read-write');"
    "INSERT INTO gpkg_spatial_ref_sys VALUES "
    "('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', "
    "'undefined Cartesian coordinate reference system'), "
    "('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', "
    "'undefined geographic coordinate reference system'), "
    "('WGS 84 geodetic', 4326, 'EPSG', 4326, "
    "'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS "
    "84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],"
    "PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,"
    "AUTHORITY[\"EPSG\",\"9122\"]],AXIS[\"Latitude\",NORTH],AXIS[\"Longitude\",EAST],"
    "AUTHORITY[\"EPSG\",\"4326\"]]', "
    "'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');";

/* Durability comes from whole_file.h, so SQLite needs neither journal nor sync; the sorter stays in
 * memory because a temporary file elsewhere would fail with a message about this one. The cache
 * bounds memory: what is over spills into the file. */
static const char settings[] =
    "PRAGMA page_size=4096; PRAGMA encoding='UTF-8'; PRAGMA journal_mode=OFF; PRAGMA "
    "synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY; PRAGMA "
    "cache_size=-16384; PRAGMA secure_delete=ON; PRAGMA application_id=1196444487; PRAGMA "
    "user_version=10300; BEGIN;";

enum { CUSTOM_SRS_ID = 100000 };

bool tomt_sqlite_failed(sqlite3 *db, const char *path, const char *doing, struct tomt_error *err)
{
    int code = sqlite3_errcode(db);
    int system = sqlite3_system_errno(db);
    if (system == 0) /* a failed commit has tidied up since, but the file remembers */
        sqlite3_file_control(db, "main", SQLITE_FCNTL_LAST_ERRNO, &system);
    const char *words = sqlite3_errmsg(db);
    switch (code) {
    case SQLITE_NOMEM:
        return tomt_fail(err, TOMT_MEMORY, "out of memory while %s in '%s'", doing, path);
    case SQLITE_FULL:
        return tomt_fail(err, TOMT_OUTPUT,
                         "disk full while %s in '%s': free some space or choose another folder",
                         doing, path);
    case SQLITE_IOERR:
        if (system == ENOSPC || system == EDQUOT || system == EFBIG)
            return tomt_fail(err, TOMT_OUTPUT,
                             "disk full while %s in '%s' (%s): free some space or choose another "
                             "folder",
                             doing, path, strerror(system));
        return tomt_fail(err, TOMT_OUTPUT, "cannot write while %s in '%s': %s (%s)", doing, path,
                         words, system ? strerror(system) : "no reason given by the system");
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return tomt_fail(err, TOMT_OUTPUT, "cannot open '%s' for writing: %s", path,
                         system ? strerror(system) : words);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return tomt_fail(err, TOMT_DATA, "'%s' is damaged or no GeoPackage: %s", path, words);
    default:
        return tomt_fail(err, TOMT_INTERNAL, "SQLite refused %s in '%s': %s", doing, path, words);
    }
}

bool tomt_sqlite_unread(sqlite3 *db, const char *path, struct tomt_error *err)
{
    int code = sqlite3_errcode(db);
    if (code == SQLITE_NOMEM)
        return tomt_fail(err, TOMT_MEMORY, "out of memory reading '%s'", path);
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        return tomt_fail(err, TOMT_DATA,
                         "'%s' is locked by another program that writes into it (QGIS?): save and "
                         "close it there",
                         path);
    return tomt_fail(err, TOMT_DATA,
                     "'%s' is damaged or was changed by another program: %s; run the project again "
                     "(tomt run PROJECT)",
                     path, sqlite3_errmsg(db));
}

bool tomt_gpkg_failed(struct tomt_gpkg *gpkg, const char *doing, struct tomt_error *err)
{
    switch (sqlite3_errcode(gpkg->db)) {
    case SQLITE_ERROR:
    case SQLITE_CONSTRAINT:
    case SQLITE_CORRUPT:
    case SQLITE_MISMATCH:
    case SQLITE_NOTADB:
    case SQLITE_SCHEMA:
        if (gpkg->of)
            return tomt_sqlite_unread(gpkg->db, gpkg->of, err);
        break;
    default:
        break;
    }
    return tomt_sqlite_failed(gpkg->db, gpkg->path, doing, err);
}

bool tomt_gpkg_sql(struct tomt_gpkg *gpkg, const char *sql, struct tomt_error *err)
{
    if (sqlite3_exec(gpkg->db, sql, NULL, NULL, NULL) == SQLITE_OK)
        return true;
    char doing[80];
    snprintf(doing, sizeof doing, "'%.60s'", sql);
    return tomt_gpkg_failed(gpkg, doing, err);
}

bool tomt_gpkg_sqlf(struct tomt_gpkg *gpkg, struct tomt_error *err, const char *sql, ...)
{
    va_list values;
    va_start(values, sql);
    char *text = sqlite3_vmprintf(sql, values);
    va_end(values);
    if (!text)
        return tomt_fail(err, TOMT_MEMORY, "out of memory writing '%s'", gpkg->path);
    bool good = tomt_gpkg_sql(gpkg, text, err);
    sqlite3_free(text);
    return good;
}

sqlite3_stmt *tomt_gpkg_prepare(struct tomt_gpkg *gpkg, const char *sql, struct tomt_error *err)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(gpkg->db, sql, -1, &statement, NULL) == SQLITE_OK)
        return statement;
    char doing[80];
    snprintf(doing, sizeof doing, "'%.60s'", sql);
    tomt_gpkg_failed(gpkg, doing, err);
    return NULL;
}

bool tomt_gpkg_step(struct tomt_gpkg *gpkg, sqlite3_stmt *statement, struct tomt_error *err)
{
    int code = sqlite3_step(statement);
    if (code == SQLITE_DONE || code == SQLITE_ROW) {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
        return true;
    }
    return tomt_gpkg_failed(gpkg, "writing rows", err);
}

void tomt_sql_name(struct tomt_text *sql, const char *name)
{
    tomt_text_add(sql, "\"", 1);
    for (const char *quote; (quote = strchr(name, '"')); name = quote + 1) {
        tomt_text_add(sql, name, (size_t)(quote - name));
        tomt_text_add(sql, "\"\"", 2);
    }
    tomt_text_puts(sql, name);
    tomt_text_add(sql, "\"", 1);
}

static void close_file(void *handle)
{
    struct tomt_gpkg *gpkg = handle;
    sqlite3_close(gpkg->db);
    gpkg->db = NULL;
}

static bool write_srs(struct tomt_gpkg *gpkg, const struct tomt_crs *crs, struct tomt_error *err)
{
    gpkg->srs_id = crs->epsg > 0 ? crs->epsg : CUSTOM_SRS_ID;
    if (gpkg->srs_id == 4326)
        return true;
    return tomt_gpkg_sqlf(
        gpkg, err, "INSERT INTO gpkg_spatial_ref_sys VALUES (%Q, %d, %Q, %d, %Q, NULL)",
        crs->name ? crs->name : "unnamed", gpkg->srs_id, crs->epsg > 0 ? "EPSG" : "NONE",
        gpkg->srs_id, crs->wkt ? crs->wkt : "undefined");
}

bool tomt_gpkg_hold(struct tomt_gpkg *gpkg, int code, struct tomt_error *err)
{
    if (!gpkg->db)
        return tomt_fail(err, TOMT_MEMORY, "out of memory opening '%s'", gpkg->path);
    return tomt_arena_defer(gpkg->arena, close_file, gpkg, err) &&
           (code == SQLITE_OK || tomt_gpkg_failed(gpkg, "opening", err));
}

struct tomt_gpkg *tomt_gpkg_create(struct tomt_arena *arena, const char *path,
                                   const struct tomt_gpkg_options *options, struct tomt_error *err)
{
    struct tomt_gpkg *gpkg = tomt_arena_alloc(arena, sizeof *gpkg, err);
    if (!gpkg)
        return NULL;
    gpkg->arena = arena;
    gpkg->path = tomt_arena_copy(arena, path, strlen(path), err);
    gpkg->timestamp = tomt_arena_copy(arena, options->timestamp, strlen(options->timestamp), err);
    gpkg->of = options->of ? tomt_arena_copy(arena, options->of, strlen(options->of), err) : NULL;
    if (!gpkg->path || !gpkg->timestamp || (options->of && !gpkg->of))
        return NULL;
    if (access(path, F_OK) == 0) {
        tomt_fail(err, TOMT_OUTPUT, "'%s' exists already; it is not overwritten", path);
        return NULL;
    }
    int code = sqlite3_open_v2(
        path, &gpkg->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    if (!tomt_gpkg_hold(gpkg, code, err) || !tomt_gpkg_sql(gpkg, settings, err) ||
        !tomt_gpkg_sql(gpkg, system_tables, err) || !write_srs(gpkg, options->crs, err))
        return NULL;
    return gpkg;
}

bool tomt_gpkg_describe(struct tomt_gpkg *gpkg, const char *table,
                        const struct tomt_gpkg_column *column, struct tomt_error *err)
{
    /* `name` is what GDAL and QGIS show as the alias; it must be unique in its table, so a second
     * column of the same title has none. */
    return tomt_gpkg_sqlf(gpkg, err,
                          "INSERT INTO gpkg_data_columns VALUES (%Q, %Q, CASE WHEN EXISTS (SELECT "
                          "1 FROM gpkg_data_columns WHERE table_name = %Q AND name = %Q) THEN NULL "
                          "ELSE %Q END, %Q, %Q, NULL, NULL)",
                          table, column->name, table, column->title, column->title, column->title,
                          column->description);
}

bool tomt_gpkg_register(struct tomt_gpkg *gpkg, const char *name, const char *data_type,
                        const char *title, const char *description, const struct tomt_box *extent,
                        struct tomt_error *err)
{
    /* The identifier must be unique: a title that another layer has already is followed by the
     * name. */
    sqlite3_stmt *contents = tomt_gpkg_prepare(
        gpkg,
        "INSERT INTO gpkg_contents VALUES (?1, ?2, CASE WHEN EXISTS (SELECT 1 FROM gpkg_contents "
        "WHERE identifier = ?3) THEN ?3 || ' (' || ?1 || ')' ELSE ?3 END, ?4, ?5, ?6, ?7, ?8, ?9, "
        "?10)",
        err);
    if (!contents)
        return false;
    sqlite3_bind_text(contents, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_text(contents, 2, data_type, -1, SQLITE_STATIC);
    sqlite3_bind_text(contents, 3, title ? title : name, -1, SQLITE_STATIC);
    sqlite3_bind_text(contents, 4, description ? description : "", -1, SQLITE_STATIC);
    sqlite3_bind_text(contents, 5, gpkg->timestamp, -1, SQLITE_STATIC);
    if (extent && extent->min_x <= extent->max_x) {
        sqlite3_bind_double(contents, 6, extent->min_x);
        sqlite3_bind_double(contents, 7, extent->min_y);
        sqlite3_bind_double(contents, 8, extent->max_x);
        sqlite3_bind_double(contents, 9, extent->max_y);
    }
    if (strcmp(data_type, "features") == 0)
        sqlite3_bind_int(contents, 10, gpkg->srs_id);
    bool good = tomt_gpkg_step(gpkg, contents, err);
    sqlite3_finalize(contents);
    return good;
}

bool tomt_gpkg_view(struct tomt_gpkg *gpkg, const char *name, const char *title,
                    const char *description, const char *base, const char *select,
                    const struct tomt_box *extent, struct tomt_error *err)
{
    return tomt_gpkg_sqlf(gpkg, err, "CREATE VIEW \"%w\" AS %s", name, select) &&
           tomt_gpkg_register(gpkg, name, "features", title, description, extent, err) &&
           tomt_gpkg_sqlf(gpkg, err,
                          "INSERT INTO gpkg_geometry_columns SELECT %Q, column_name, "
                          "geometry_type_name, srs_id, z, m FROM gpkg_geometry_columns "
                          "WHERE table_name = %Q",
                          name, base);
}

sqlite3 *tomt_gpkg_sqlite(struct tomt_gpkg *gpkg)
{
    return gpkg->db;
}

bool tomt_gpkg_finish(struct tomt_gpkg *gpkg, struct tomt_error *err)
{
    if (!tomt_gpkg_sql(gpkg, "COMMIT", err))
        return false;
    if (sqlite3_close(gpkg->db) != SQLITE_OK)
        return tomt_gpkg_failed(gpkg, "closing (a statement is still open)", err);
    gpkg->db = NULL;
    return true;
}
