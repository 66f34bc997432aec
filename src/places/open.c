/* places/open.c: which layers and columns a result has, and where it lies. */
#include "places/inside.h"
#include "result/result.h"

#include <math.h>
#include <string.h>

const struct place_layer_about tomt_place_layer[PLACE_LAYERS] = {
    [PLACE_ADDRESS] = {"address", "street", TOMT_PLACE_ADDRESS},
    [PLACE_STREET] = {"street", "name", TOMT_PLACE_STREET},
    [PLACE_HUB] = {"hub", "name", TOMT_PLACE_HUB},
    [PLACE_ANCHOR] = {"anchor", "name", TOMT_PLACE_AREA},
    [PLACE_ANCHOR_AREA] = {"anchor_area", "name", TOMT_PLACE_AREA},
    [PLACE_AREA] = {"area", "name", TOMT_PLACE_AREA},
    [PLACE_PARCEL] = {"parcel", "parcel", TOMT_PLACE_PARCEL},
    [PLACE_SITE] = {"site", "site_id", TOMT_PLACE_SITE},
    [PLACE_REJECTED] = {"rejected", "site_id", TOMT_PLACE_SITE},
};

struct opening {
    struct tomt_places *places;
    sqlite3 *db;
    struct tomt_arena *scratch;
    struct tomt_error *err;
};

/* The first cell of the first row; a question about a table that is not there has no answer. */
static bool first_cell(struct opening *o, const char *sql, const char *a, const char *b,
                       const char **cell)
{
    sqlite3_stmt *row = NULL;
    *cell = NULL;
    if (sqlite3_prepare_v2(o->db, sql, -1, &row, NULL) != SQLITE_OK)
        return sqlite3_errcode(o->db) == SQLITE_ERROR ||
               tomt_place_broken(o->db, o->places->path, o->err);
    if (a)
        sqlite3_bind_text(row, 1, a, -1, SQLITE_STATIC);
    if (b)
        sqlite3_bind_text(row, 2, b, -1, SQLITE_STATIC);
    int code = sqlite3_step(row);
    const char *text = code == SQLITE_ROW ? (const char *)sqlite3_column_text(row, 0) : NULL;
    bool ok = code == SQLITE_ROW || code == SQLITE_DONE ||
              tomt_place_broken(o->db, o->places->path, o->err);
    if (ok && text) {
        *cell = tomt_arena_copy(o->places->arena, text, strlen(text), o->err);
        ok = *cell != NULL;
    }
    sqlite3_finalize(row);
    return ok;
}

/* A layer counts when it has the column that names its rows, and both are public. */
static bool look_at_layer(struct opening *o, enum place_layer layer)
{
    const struct place_layer_about *about = &tomt_place_layer[layer];
    const char *column = NULL, *fid = NULL, *hidden = NULL, *hidden_column = NULL, *geometry = NULL;
    if (!first_cell(o, "SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2", about->name,
                    about->column, &column) ||
        !first_cell(o, "SELECT 1 FROM pragma_table_info(?1) WHERE name = 'fid'", about->name, NULL,
                    &fid) ||
        !first_cell(o, "SELECT 1 FROM layer WHERE name = ?1 AND visibility = 'internal'",
                    about->name, NULL, &hidden) ||
        !first_cell(o,
                    "SELECT 1 FROM field WHERE layer = ?1 AND field = ?2 AND visibility = "
                    "'internal'",
                    about->name, about->column, &hidden_column) ||
        !first_cell(o, "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?1",
                    about->name, NULL, &geometry))
        return false;
    o->places->there[layer] = column && fid && geometry && !hidden && !hidden_column;
    o->places->geometry[layer] = geometry;
    return true;
}

static bool read_number(struct opening *o, const char *sql, double *out)
{
    const char *cell;
    if (!first_cell(o, sql, NULL, NULL, &cell))
        return false;
    if (!cell || !tomt_number_parse(cell, strlen(cell), false, out))
        *out = NAN;
    return true;
}

#define MAIN_SRS                                                                                   \
    "(SELECT srs_id FROM gpkg_geometry_columns ORDER BY table_name = 'site' DESC, table_name "     \
    "LIMIT 1)"

static bool read_where(struct opening *o)
{
    struct tomt_places *p = o->places;
    struct tomt_box *box = &p->extent;
    static const char from[] =
        " FROM gpkg_contents WHERE data_type = 'features' AND srs_id = " MAIN_SRS;
    char sql[4][256];
    static const char *const what[4] = {"min(min_x)", "min(min_y)", "max(max_x)", "max(max_y)"};
    for (size_t i = 0; i < 4; i++)
        snprintf(sql[i], sizeof sql[i], "SELECT %s%s", what[i], from);
    if (!read_number(o, sql[0], &box->min_x) || !read_number(o, sql[1], &box->min_y) ||
        !read_number(o, sql[2], &box->max_x) || !read_number(o, sql[3], &box->max_y))
        return false;
    if (!(box->min_x <= box->max_x && box->min_y <= box->max_y))
        *box = (struct tomt_box){1, 1, 0, 0};
    return first_cell(o,
                      "SELECT CASE WHEN upper(organization) = 'EPSG' THEN 'EPSG:' || "
                      "organization_coordsys_id ELSE definition END FROM gpkg_spatial_ref_sys "
                      "WHERE srs_id = " MAIN_SRS,
                      NULL, NULL, &p->crs);
}

static bool has_column(struct opening *o, const char *table, const char *column, bool *has)
{
    const char *cell = NULL;
    bool ok =
        first_cell(o, "SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2", table, column, &cell);
    *has = cell != NULL;
    return ok;
}

static bool look_at_columns(struct opening *o)
{
    struct tomt_places *p = o->places;
    return has_column(o, "address", "municipality", &p->has_municipality) &&
           has_column(o, "address", "letter", &p->has_letter) &&
           has_column(o, "address", "number", &p->has_number) &&
           has_column(o, "address", "postcode", &p->has_postcode) &&
           has_column(o, "area", "level", &p->has_level) &&
           has_column(o, "area", "number", &p->has_area_number) &&
           has_column(o, "parcel", "property", &p->has_property) &&
           has_column(o, "site_parcel", "site_fid", &p->has_site_parcels);
}

static void close_places(void *handle)
{
    struct tomt_places *places = handle;
    pthread_mutex_destroy(&places->lock);
    tomt_arena_free(places->arena);
}

static bool read_all(struct tomt_places *places, struct tomt_arena *scratch, struct tomt_error *err)
{
    struct opening o = {.places = places, .scratch = scratch, .err = err};
    struct place_db db = {.places = places};
    struct tomt_result_info info;
    if (!tomt_result_open(scratch, places->path, &info, err) ||
        !tomt_place_db_open(&db, scratch, places->path, &places->still, err))
        return false;
    o.db = db.db;
    for (int layer = 0; layer < PLACE_LAYERS; layer++)
        if (!look_at_layer(&o, (enum place_layer)layer))
            return false;
    return read_where(&o) && look_at_columns(&o);
}

struct tomt_places *tomt_places_open(struct tomt_arena *arena, const char *result,
                                     struct tomt_error *err)
{
    struct tomt_places *places = tomt_arena_alloc(arena, sizeof *places, err);
    struct tomt_arena *own = places ? tomt_arena_new(err) : NULL;
    if (!own)
        return NULL;
    places->arena = own;
    pthread_mutex_init(&places->lock, NULL);
    if (!tomt_arena_defer(arena, close_places, places, err))
        return NULL;
    places->path = tomt_arena_copy(own, result, strlen(result), err);
    struct tomt_arena *scratch = places->path ? tomt_arena_new(err) : NULL;
    bool ok = scratch && read_all(places, scratch, err);
    tomt_arena_free(scratch);
    return ok ? places : NULL;
}

bool tomt_places_has(const struct tomt_places *places, enum tomt_place_kind kind)
{
    if ((kind == TOMT_PLACE_STREET || (kind == TOMT_PLACE_POSTCODE && places->has_postcode)) &&
        places->there[PLACE_ADDRESS])
        return true;
    for (int layer = 0; layer < PLACE_LAYERS; layer++)
        if (tomt_place_layer[layer].kind == kind && places->there[layer])
            return true;
    return kind == TOMT_PLACE_POINT;
}

const char *tomt_places_crs(const struct tomt_places *places)
{
    return places->crs;
}
