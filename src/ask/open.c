/* ask/open.c: a result opened for a question: SpatiaLite's functions, what is internal, R-trees
 * connected. */
#include "ask/inside.h"
#include "data/gpkg.h"
#include "result/alter.h"
#include "result/fields.h"
#include "result/result.h"

#include <math.h>
#include <spatialite.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

double tomt_ask_clock_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static bool broken(const struct tomt_session *session, struct tomt_error *err)
{
    return tomt_sqlite_unread(session->db, session->path, err);
}

static const char *copy_text(struct tomt_session *session, sqlite3_stmt *row, int at,
                             struct tomt_error *err)
{
    const char *text = (const char *)sqlite3_column_text(row, at);
    return tomt_arena_copy(session->arena, text ? text : "", text ? strlen(text) : 0, err);
}

static int by_known(const void *a, const void *b)
{
    return sqlite3_stricmp(((const struct tomt_known *)a)->name,
                           ((const struct tomt_known *)b)->name);
}

static int by_hidden(const void *a, const void *b)
{
    const struct tomt_hidden *x = a, *y = b;
    int layers = sqlite3_stricmp(x->layer, y->layer);
    return layers ? layers : sqlite3_stricmp(x->column, y->column);
}

static struct tomt_known *find_known(const struct tomt_session *session, const char *name)
{
    struct tomt_known key = {.name = name};
    return session->n_known ? bsearch(&key, session->known, session->n_known, sizeof key, by_known)
                            : NULL;
}

static bool list_tables(struct tomt_session *session, struct tomt_error *err)
{
    sqlite3_stmt *row = NULL;
    size_t capacity = 0;
    int code = sqlite3_prepare_v2(session->db,
                                  "SELECT name, sql LIKE 'CREATE VIRTUAL TABLE%USING rtree(%' FROM "
                                  "sqlite_schema WHERE type IN ('table', 'view')",
                                  -1, &row, NULL);
    bool good = code == SQLITE_OK;
    while (good && (code = sqlite3_step(row)) == SQLITE_ROW) {
        if (session->n_known == capacity) {
            capacity = capacity ? 2 * capacity : 128;
            void *more = tomt_arena_block(session->arena, session->known,
                                          capacity * sizeof *session->known, err);
            good = more != NULL;
            if (!good)
                break;
            session->known = more;
        }
        struct tomt_known *known = &session->known[session->n_known];
        *known = (struct tomt_known){.name = copy_text(session, row, 0, err),
                                     .spatial_index = sqlite3_column_int(row, 1) == 1};
        good = known->name != NULL;
        session->n_known += good ? 1 : 0;
    }
    good = good && code == SQLITE_DONE;
    if (!good && !err->code)
        broken(session, err);
    sqlite3_finalize(row);
    if (good && session->n_known)
        qsort(session->known, session->n_known, sizeof *session->known, by_known);
    return good;
}

static void hide_layer(struct tomt_session *session, const char *layer)
{
    struct tomt_known *known = find_known(session, layer);
    if (known)
        known->internal = true;
    size_t n = strlen(layer);
    for (size_t i = 0; i < session->n_known; i++) { /* its R-tree tells where its shapes lie */
        const char *name = session->known[i].name;
        if (!sqlite3_strnicmp(name, "rtree_", 6) && !sqlite3_strnicmp(name + 6, layer, (int)n) &&
            name[6 + n] == '_')
            session->known[i].internal = true;
    }
}

static bool hide_column(struct tomt_session *session, const char *layer, const char *column,
                        size_t *capacity, struct tomt_error *err)
{
    if (session->n_hidden == *capacity) {
        *capacity = *capacity ? 2 * *capacity : 64;
        void *more = tomt_arena_block(session->arena, session->hidden,
                                      *capacity * sizeof *session->hidden, err);
        if (!more)
            return false;
        session->hidden = more;
    }
    session->hidden[session->n_hidden++] = (struct tomt_hidden){layer, column};
    return true;
}

/* What the result says is internal. One of an older version may say it less well: what is never
 * public stays so by name (authorize). */
static bool list_internal(struct tomt_session *session, struct tomt_error *err)
{
    bool has = false;
    size_t capacity = 0;
    hide_layer(session, "purchase");
    hide_layer(session, "unplaced");
    if (!tomt_session_has(session, "layer", "visibility", &has, err))
        return false;
    if (!has)
        return true;
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(session->db,
                                  "SELECT name, NULL FROM layer WHERE visibility = 'internal' "
                                  "UNION ALL SELECT layer, field FROM field WHERE visibility = "
                                  "'internal'",
                                  -1, &row, NULL);
    bool good = code == SQLITE_OK;
    while (good && (code = sqlite3_step(row)) == SQLITE_ROW) {
        const char *layer = copy_text(session, row, 0, err);
        const char *column =
            sqlite3_column_type(row, 1) == SQLITE_NULL ? NULL : copy_text(session, row, 1, err);
        good = layer && !err->code;
        if (good && column)
            good = hide_column(session, layer, column, &capacity, err);
        else if (good)
            hide_layer(session, layer);
    }
    good = good && code == SQLITE_DONE;
    if (!good && !err->code)
        broken(session, err);
    sqlite3_finalize(row);
    if (good && session->n_hidden)
        qsort(session->hidden, session->n_hidden, sizeof *session->hidden, by_hidden);
    return good;
}

bool tomt_session_has(struct tomt_session *session, const char *table, const char *column,
                      bool *has, struct tomt_error *err)
{
    *has = find_known(session, table) != NULL;
    if (!*has || !column)
        return true;
    char *sql = sqlite3_mprintf("SELECT t.\"%w\" FROM \"%w\" AS t", column, table);
    sqlite3_stmt *row = NULL;
    if (!sql)
        return tomt_fail(err, TOMT_MEMORY, "out of memory");
    *has = sqlite3_prepare_v2(session->db, sql, -1, &row, NULL) == SQLITE_OK;
    bool memory = sqlite3_errcode(session->db) == SQLITE_NOMEM;
    sqlite3_finalize(row);
    sqlite3_free(sql);
    return !memory || tomt_fail(err, TOMT_MEMORY, "out of memory");
}

/* A virtual table that is met for the first time declares itself and prepares its own writes, which
 * the authorizer would refuse. A damaged one is told when it is asked. */
static bool connect(struct tomt_session *session, const char *table, struct tomt_error *err)
{
    char *sql = sqlite3_mprintf("SELECT 1 FROM \"%w\"", table);
    sqlite3_stmt *row = NULL;
    if (!sql)
        return tomt_fail(err, TOMT_MEMORY, "out of memory");
    sqlite3_prepare_v2(session->db, sql, -1, &row, NULL);
    sqlite3_finalize(row);
    sqlite3_free(sql);
    return true;
}

static bool connect_tables(struct tomt_session *session, struct tomt_error *err)
{
    for (size_t i = 0; i < session->n_known; i++)
        if (session->known[i].spatial_index && !connect(session, session->known[i].name, err))
            return false;
    return connect(session, "json_each", err) && connect(session, "json_tree", err);
}

static bool is_older(const char *version)
{
    int major = 0, minor = 0, our_major = 0, our_minor = 0;
    return version && sscanf(version, "%d.%d", &major, &minor) == 2 &&
           sscanf(TOMT_SCHEMA_VERSION, "%d.%d", &our_major, &our_minor) == 2 &&
           (major < our_major || (major == our_major && minor < our_minor));
}

static bool read_about(struct tomt_session *session, struct tomt_error *err)
{
    sqlite3_stmt *row = NULL;
    bool good =
        sqlite3_prepare_v2(
            session->db,
            "SELECT (SELECT language FROM tomt WHERE fid = 1), (SELECT CASE WHEN "
            "upper(r.organization) = 'EPSG' THEN 'EPSG:' || r.organization_coordsys_id ELSE "
            "r.definition END FROM gpkg_geometry_columns AS g JOIN gpkg_spatial_ref_sys AS r ON "
            "r.srs_id = g.srs_id WHERE g.table_name IN ('site', 'rejected') LIMIT 1), "
            "(SELECT schema_version FROM tomt WHERE fid = 1)",
            -1, &row, NULL) == SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW;
    if (!good) {
        broken(session, err);
    } else {
        const char *language = (const char *)sqlite3_column_text(row, 0);
        session->result_language = language && !strcmp(language, "nb");
        session->crs = copy_text(session, row, 1, err);
        session->older = is_older((const char *)sqlite3_column_text(row, 2));
        good = session->crs != NULL;
    }
    sqlite3_finalize(row);
    return good;
}

static void put_away(void *cache)
{
    spatialite_cleanup_ex(cache);
}

/* SpatiaLite wants to be put away after the file, so its memory is tied to the arena before it. */
static bool teach(struct tomt_session *session, void *cache, struct tomt_error *err)
{
    static const char *const kept[] = {"rtree", "json_each", "json_tree", NULL};
    spatialite_init_ex(session->db, cache, 0);
    spatialite_set_silent_mode(cache);
    if (sqlite3_exec(session->db, "SELECT EnableGpkgAmphibiousMode()", NULL, NULL, NULL) !=
        SQLITE_OK)
        return broken(session, err);
    /* A file may hold tables whose module reads other files (VirtualText ...): none is known here.
     */
    sqlite3_drop_modules(session->db, (const char **)(intptr_t)kept);
    sqlite3_db_config(session->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(session->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(session->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(session->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    /* One state of the file for all that is asked, and no change of its tables on the way. */
    return sqlite3_exec(session->db,
                        "PRAGMA query_only=1; PRAGMA temp_store=MEMORY; PRAGMA "
                        "mmap_size=2147418112; PRAGMA cache_size=-16384; BEGIN",
                        NULL, NULL, NULL) == SQLITE_OK ||
           broken(session, err);
}

bool tomt_session_open(struct tomt_session *session, struct tomt_arena *arena,
                       const struct tomt_ask_options *asked, struct tomt_error *err)
{
    *session = (struct tomt_session){.arena = arena, .asked = asked, .path = asked->result};
    session->limits = asked->limits;
    struct tomt_ask_limits *most = &session->limits;
    most->seconds = most->seconds > 0 ? most->seconds : 5;
    most->rows = most->rows ? most->rows : 10000;
    most->cell_bytes = most->cell_bytes ? most->cell_bytes : (size_t)1 << 20;
    most->heap_bytes = most->heap_bytes ? most->heap_bytes : (size_t)256 << 20;
    void *cache = spatialite_alloc_connection();
    if (!cache)
        return tomt_fail(err, TOMT_MEMORY, "out of memory");
    if (!tomt_arena_defer(arena, put_away, cache, err))
        return false;
    session->db = tomt_alter_look(arena, asked->result, err);
    if (!session->db || !teach(session, cache, err) || !list_tables(session, err) ||
        !read_about(session, err))
        return false;
    session->language = asked->language < 0 ? session->result_language : asked->language;
    return list_internal(session, err) && connect_tables(session, err);
}
