/* places/db.c: a result read by SQLite, reading only; each find has its own handle. */
#include "data/gpkg.h"
#include "places/inside.h"

#include <math.h>
#include <string.h>

static void close_db(void *db)
{
    sqlite3_close_v2(db);
}

static void finalize(void *statement)
{
    sqlite3_finalize(statement);
}

bool tomt_place_broken(sqlite3 *db, const char *path, struct tomt_error *err)
{
    int code = sqlite3_errcode(db);
    if (code == SQLITE_NOMEM)
        return tomt_fail(err, TOMT_MEMORY, "out of memory reading '%s'", path);
    return tomt_fail(err, TOMT_DATA,
                     "'%s' cannot be read: %s; run the project again (tomt run PROJECT)", path,
                     sqlite3_errmsg(db));
}

static sqlite3 *open_one(struct tomt_arena *arena, const char *path, int flags,
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
    return code == SQLITE_OK ? db : NULL;
}

static bool can_read(sqlite3 *db)
{
    return sqlite3_exec(db, "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL) == SQLITE_OK;
}

bool tomt_place_db_open(struct place_db *db, struct tomt_arena *arena, const char *path,
                        bool *still, struct tomt_error *err)
{
    db->db = *still ? NULL : open_one(arena, path, 0, err);
    if (db->db && can_read(db->db))
        return true;
    if (err->code != TOMT_OK)
        return false;
    /* A file in WAL mode in a folder that is not writable opens only when promised to be still. */
    char *uri = strpbrk(path, "%?#") ? NULL : sqlite3_mprintf("file:%s?immutable=1", path);
    db->db = uri ? open_one(arena, uri, SQLITE_OPEN_URI, err) : NULL;
    sqlite3_free(uri);
    *still = true;
    return (db->db && can_read(db->db)) || tomt_fail(err, TOMT_DATA, "'%s' cannot be read", path);
}

sqlite3_stmt *tomt_place_ask(sqlite3 *db, struct tomt_arena *arena, const char *path,
                             const char *sql, struct tomt_error *err)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) {
        tomt_place_broken(db, path, err);
        return NULL;
    }
    return tomt_arena_defer(arena, finalize, statement, err) ? statement : NULL;
}

const char *tomt_place_title(struct tomt_arena *arena, const char *text, size_t n,
                             struct tomt_error *err)
{
    enum { MOST = 200 };
    char cut[MOST + 8];
    const char *end = memchr(text, '\0', n);
    n = end ? (size_t)(end - text) : n;
    size_t kept = n < MOST ? n : MOST;
    while (kept < n && kept > 0 && ((unsigned char)text[kept] & 0xC0) == 0x80)
        kept--;
    memcpy(cut, text, kept);
    memcpy(cut + kept, kept < n ? "…" : "", kept < n ? sizeof "…" : 1);
    struct tomt_text line = {0};
    tomt_text_line(&line, cut);
    return tomt_text_keep(&line, arena, err);
}

static bool middle_of_line(struct tomt_seat *seat, const GEOSGeometry *line, double inside[2])
{
    const GEOSGeometry *part = GEOSGetGeometryN_r(seat->geos, line, 0);
    GEOSGeometry *point = part ? GEOSInterpolateNormalized_r(seat->geos, part, 0.5) : NULL;
    bool ok = point && GEOSGeomGetX_r(seat->geos, point, &inside[0]) == 1 &&
              GEOSGeomGetY_r(seat->geos, point, &inside[1]) == 1;
    GEOSGeom_destroy_r(seat->geos, point);
    return ok;
}

static bool inside_of(struct tomt_seat *seat, const uint8_t *wkb, size_t size, double inside[2],
                      struct tomt_error *odd)
{
    GEOSGeometry *geometry = tomt_seat_read(seat, wkb, size, odd);
    if (!geometry)
        return false;
    int type = GEOSGeomTypeId_r(seat->geos, geometry);
    bool ok = type == GEOS_LINESTRING || type == GEOS_MULTILINESTRING
                  ? middle_of_line(seat, geometry, inside)
                  : tomt_seat_point(seat, geometry, &inside[0], &inside[1], odd);
    GEOSGeom_destroy_r(seat->geos, geometry);
    return ok && isfinite(inside[0]) && isfinite(inside[1]);
}

/* A point's own; else one inside, or the middle of the box of what GEOS cannot read. */
static bool point_of(const uint8_t *blob, size_t size, struct tomt_arena *scratch,
                     struct tomt_seat **seat, double *x, double *y, bool *found,
                     struct tomt_error *err)
{
    static const size_t envelope[8] = {0, 32, 48, 48, 64, 0, 0, 0};
    struct tomt_box box;
    struct tomt_error odd = {0};
    bool empty = true;
    *found = false;
    if (!tomt_gpkg_blob_box(blob, size, &box, &empty, &odd) || empty)
        return odd.code != TOMT_MEMORY || tomt_fail(err, TOMT_MEMORY, "%s", odd.text);
    size_t head = 8 + envelope[blob[3] >> 1 & 7];
    *x = box.min_x + (box.max_x - box.min_x) / 2;
    *y = box.min_y + (box.max_y - box.min_y) / 2;
    *found = isfinite(*x) && isfinite(*y);
    if (!*found || size <= head || (box.min_x >= box.max_x && box.min_y >= box.max_y))
        return true;
    if (!*seat && !(*seat = tomt_seat_open(scratch, err)))
        return false;
    double inside[2];
    if (inside_of(*seat, blob + head, size - head, inside, &odd)) {
        *x = inside[0];
        *y = inside[1];
    }
    return odd.code != TOMT_MEMORY || tomt_fail(err, TOMT_MEMORY, "%s", odd.text);
}

bool tomt_place_locate(const struct place_db *db, struct tomt_arena *scratch,
                       struct tomt_seat **seat, enum place_layer layer, int64_t fid, double *x,
                       double *y, bool *found, struct tomt_error *err)
{
    const struct tomt_places *places = db->places;
    sqlite3_stmt *row = NULL;
    *found = false;
    if (!places->geometry[layer])
        return true;
    char *sql =
        sqlite3_mprintf("SELECT \"%w\" FROM \"%w\" WHERE fid = %lld", places->geometry[layer],
                        tomt_place_layer[layer].name, (long long)fid);
    if (!sql)
        return tomt_fail(err, TOMT_MEMORY, "out of memory reading '%s'", places->path);
    bool ok = sqlite3_prepare_v2(db->db, sql, -1, &row, NULL) == SQLITE_OK;
    sqlite3_free(sql);
    if (!ok)
        return tomt_place_broken(db->db, places->path, err);
    int code = sqlite3_step(row);
    if (code == SQLITE_ROW && sqlite3_column_type(row, 0) == SQLITE_BLOB) {
        const void *blob = sqlite3_column_blob(row, 0);
        int size = sqlite3_column_bytes(row, 0);
        ok = !blob || size < 8 || point_of(blob, (size_t)size, scratch, seat, x, y, found, err);
    } else if (code != SQLITE_ROW && code != SQLITE_DONE) {
        ok = tomt_place_broken(db->db, places->path, err);
    }
    sqlite3_finalize(row);
    return ok;
}
