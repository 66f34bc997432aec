/* data/gpkg_open.c: a GeoPackage that exists, opened to be changed: a copy nobody else knows of. */
#include "data/gpkg_inside.h"

/* Who made the triggers, views and checks of the file is not known: no trigger runs, and the rest
 * calls nothing but what is harmless. Whoever changes rows keeps counts and R-trees right
 * (result/alter_settle.c). */
static const int schema_may[][2] = {{SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                                    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0}};

/* A file that QGIS left in WAL mode goes back to the plain one first: what is renamed into place is
 * one file. The cache holds a score table of a hundred thousand sites. */
static const char settings[] =
    "PRAGMA journal_mode=DELETE; PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=OFF; PRAGMA "
    "synchronous=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-131072; PRAGMA "
    "mmap_size=2147418112; PRAGMA "
    "secure_delete=ON; PRAGMA recursive_triggers=OFF; PRAGMA legacy_alter_table=ON; BEGIN;";

enum bound { IS_EMPTY, MIN_X, MAX_X, MIN_Y, MAX_Y, N_BOUNDS };
static const char *const bound_name[N_BOUNDS] = {"ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY",
                                                 "ST_MaxY"};

/* As the triggers of OGC 12-128r17, annex F.3, have them; NULL for what is no geometry. */
static void tell_bound(sqlite3_context *context, int n, sqlite3_value **value)
{
    struct tomt_error ignored = {0};
    struct tomt_box box = {0};
    bool empty = true;
    enum bound bound = (enum bound)(intptr_t)sqlite3_user_data(context);
    const uint8_t *blob = n == 1 ? sqlite3_value_blob(value[0]) : NULL;
    if (!blob ||
        !tomt_gpkg_blob_box(blob, (size_t)sqlite3_value_bytes(value[0]), &box, &empty, &ignored)) {
        sqlite3_result_null(context);
        return;
    }
    const double of[N_BOUNDS] = {0, box.min_x, box.max_x, box.min_y, box.max_y};
    if (bound == IS_EMPTY)
        sqlite3_result_int(context, empty);
    else if (empty)
        sqlite3_result_null(context);
    else
        sqlite3_result_double(context, of[bound]);
}

static bool teach_bounds(struct tomt_gpkg *gpkg, struct tomt_error *err)
{
    for (int k = 0; k < N_BOUNDS; k++)
        if (sqlite3_create_function(gpkg->db, bound_name[k], 1,
                                    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                    (void *)(intptr_t)k, tell_bound, NULL, NULL) != SQLITE_OK)
            return tomt_gpkg_failed(gpkg, "opening", err);
    return true;
}

static bool distrust(struct tomt_gpkg *gpkg, struct tomt_error *err)
{
    for (size_t k = 0; k < sizeof schema_may / sizeof *schema_may; k++)
        if (sqlite3_db_config(gpkg->db, schema_may[k][0], schema_may[k][1], NULL) != SQLITE_OK)
            return tomt_gpkg_failed(gpkg, "opening", err);
    return true;
}

static bool find_srs(struct tomt_gpkg *gpkg, const char *like, struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_gpkg_prepare(
        gpkg, "SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = ?1", err);
    if (!row)
        return false;
    sqlite3_bind_text(row, 1, like, -1, SQLITE_STATIC);
    bool found = sqlite3_step(row) == SQLITE_ROW;
    if (found)
        gpkg->srs_id = sqlite3_column_int(row, 0);
    sqlite3_finalize(row);
    return found || tomt_fail(err, TOMT_DATA, "'%s' has no layer '%s' with a CRS", gpkg->of, like);
}

struct tomt_gpkg *tomt_gpkg_open(struct tomt_arena *arena, const char *path, const char *of,
                                 const char *timestamp, const char *like, struct tomt_error *err)
{
    struct tomt_gpkg *gpkg = tomt_arena_alloc(arena, sizeof *gpkg, err);
    if (!gpkg)
        return NULL;
    gpkg->arena = arena;
    gpkg->path = tomt_arena_copy(arena, path, strlen(path), err);
    gpkg->timestamp = tomt_arena_copy(arena, timestamp, strlen(timestamp), err);
    gpkg->of = tomt_arena_copy(arena, of, strlen(of), err);
    if (!gpkg->path || !gpkg->timestamp || !gpkg->of)
        return NULL;
    int code = sqlite3_open_v2(path, &gpkg->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (!tomt_gpkg_hold(gpkg, code, err) || !distrust(gpkg, err) ||
        !tomt_gpkg_sql(gpkg, settings, err) || !teach_bounds(gpkg, err) ||
        !find_srs(gpkg, like, err))
        return NULL;
    return gpkg;
}
