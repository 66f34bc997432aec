/* siting/read.c: rows of a result, and where their geometries lie. */
#include "siting/inside.h"

#include "geo/wkb.h"
#include "result/read_only.h"

static void finalize(void *statement)
{
    sqlite3_finalize(statement);
}

bool tomt_siting_open(struct reader *r, struct tomt_arena *arena, const char *path,
                      struct tomt_error *err)
{
    struct tomt_result_info info;
    *r = (struct reader){.arena = arena, .path = path};
    if (!tomt_result_open(arena, path, &info, err))
        return false;
    r->db = tomt_result_sqlite(arena, path, err);
    if (!r->db)
        return false;
    r->seat = tomt_seat_open(arena, err);
    return r->seat != NULL;
}

sqlite3_stmt *tomt_siting_ask(struct reader *r, const char *sql, struct tomt_error *err)
{
    sqlite3_stmt *statement = NULL;
    if (!sql)
        return NULL;
    if (sqlite3_prepare_v2(r->db, sql, -1, &statement, NULL) != SQLITE_OK) {
        tomt_sqlite_unread(r->db, r->path, err);
        return NULL;
    }
    return tomt_arena_defer(r->arena, finalize, statement, err) ? statement : NULL;
}

bool tomt_siting_done(struct reader *r, int code, struct tomt_error *err)
{
    return code == SQLITE_DONE || tomt_sqlite_unread(r->db, r->path, err);
}

bool tomt_siting_has(struct reader *r, const char *sql, const char *a, const char *b, bool *has,
                     struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_siting_ask(r, sql, err);
    if (!row)
        return false;
    sqlite3_bind_text(row, 1, a, -1, SQLITE_STATIC);
    if (b)
        sqlite3_bind_text(row, 2, b, -1, SQLITE_STATIC);
    int code = sqlite3_step(row);
    *has = code == SQLITE_ROW;
    sqlite3_reset(row);
    return *has || tomt_siting_done(r, code, err);
}

const char *tomt_siting_text(struct reader *r, sqlite3_stmt *row, int column,
                             struct tomt_error *err)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    return tomt_arena_copy(r->arena, text ? text : "", text ? strlen(text) : 0, err);
}

/* The WKB within a GeoPackage's blob (OGC 12-128r17, 2.1.3); NULL: there is none. */
static const uint8_t *wkb_of(const uint8_t *blob, size_t *size)
{
    static const size_t envelope_bytes[] = {0, 32, 48, 48, 64, 0, 0, 0};
    if (!blob || *size < 8 || blob[0] != 'G' || blob[1] != 'P' || (blob[3] & 0x10))
        return NULL;
    size_t header = 8 + envelope_bytes[blob[3] >> 1 & 7];
    if (*size < header)
        return NULL;
    *size -= header;
    return blob + header;
}

static bool point_of_polygons(struct reader *r, const uint8_t *ours, size_t n, double *x, double *y,
                              struct tomt_error *err)
{
    GEOSGeometry *geometry = tomt_seat_read(r->seat, ours, n, err);
    if (!geometry)
        return false;
    bool good = tomt_seat_point(r->seat, geometry, x, y, err);
    GEOSGeom_destroy_r(r->seat->geos, geometry);
    return good;
}

bool tomt_siting_point(struct reader *r, sqlite3_stmt *row, int column, struct tomt_shapes *shapes,
                       double *x, double *y, bool *found, struct tomt_error *err)
{
    const uint8_t *blob = sqlite3_column_blob(row, column);
    size_t size = (size_t)sqlite3_column_bytes(row, column), n = 0, capacity = 0;
    const uint8_t *wkb = wkb_of(blob, &size);
    uint8_t *ours = NULL;
    struct tomt_wkb_found is = {0};
    *found = false;
    if (!wkb)
        return true;
    bool good = tomt_wkb_normalise(wkb, size, TOMT_POLYGONS, &ours, &n, &capacity, &is, err);
    if (good && n > 0 && !is.broken && !is.not_finite) {
        *found = true;
        good = point_of_polygons(r, ours, n, x, y, err) &&
               (!shapes || tomt_shapes_add_wkb(shapes, ours, n, err));
    } else if (good && !shapes) {
        n = 0;
        is = (struct tomt_wkb_found){0};
        good = tomt_wkb_normalise(wkb, size, TOMT_POINTS, &ours, &n, &capacity, &is, err);
        *found = good && n >= 16 && !is.broken && !is.not_finite;
        if (*found)
            tomt_wkb_xy(ours, 0, x, y);
    }
    tomt_release(ours);
    return good;
}

static bool no_such_layer(struct reader *r, const char *layer, struct tomt_error *err)
{
    enum { MOST_LAYERS = 60 };
    const char *name[MOST_LAYERS + 1] = {0};
    struct tomt_text list = {0};
    size_t n = 0;
    sqlite3_stmt *row = tomt_siting_ask(
        r,
        "SELECT table_name FROM gpkg_geometry_columns WHERE geometry_type_name NOT LIKE "
        "'%LINESTRING' ORDER BY table_name",
        err);
    if (!row)
        return false;
    while (n < MOST_LAYERS && sqlite3_step(row) == SQLITE_ROW) {
        name[n] = tomt_siting_text(r, row, 0, err);
        if (!name[n])
            break;
        tomt_text_print(&list, "%s%s", n ? ", " : "", name[n]);
        n++;
    }
    sqlite3_reset(row);
    const char *near = err->code == TOMT_OK ? tomt_near_word(layer, name) : NULL;
    if (near)
        tomt_fail(err, TOMT_NOT_FOUND,
                  "the result '%s' has no layer '%s' with a geometry (did you mean '%s'?)", r->path,
                  layer, near);
    else if (err->code == TOMT_OK)
        tomt_fail(err, TOMT_NOT_FOUND,
                  "the result '%s' has no layer '%s' with a geometry; it has: %s", r->path, layer,
                  list.n ? list.bytes : "none");
    tomt_text_free(&list);
    return false;
}

bool tomt_siting_is_layer(struct reader *r, const char *layer, struct tomt_error *err)
{
    bool has = false, is_line = false;
    return (tomt_siting_has(r, "SELECT 1 FROM gpkg_geometry_columns WHERE table_name = ?1", layer,
                            NULL, &has, err) &&
            tomt_siting_has(r,
                            "SELECT 1 FROM gpkg_geometry_columns WHERE table_name = ?1 AND "
                            "geometry_type_name LIKE "
                            "'%LINESTRING'",
                            layer, NULL, &is_line, err)) &&
           (has || no_such_layer(r, layer, err)) &&
           (!is_line ||
            tomt_fail(err, TOMT_USAGE, "layer '%s' has lines: take points or areas", layer));
}
