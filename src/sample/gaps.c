/* What no parcel and no block covers: water, motorways, rail, main roads: pieces in an index, and
 * rings cut by them. */
#include "sample/sheet.h"

#include "geo/wkb.h"

#include <math.h>

GEOSGeometry *tomt_city_polygon(struct tomt_city *city, const struct tomt_xy *at, size_t n,
                                bool offset, struct tomt_error *err)
{
    bool closed = at[0].x == at[n - 1].x && at[0].y == at[n - 1].y;
    GEOSContextHandle_t geos = city->seat->geos;
    GEOSCoordSequence *points = GEOSCoordSeq_create_r(geos, (unsigned)(closed ? n : n + 1), 2);
    for (size_t i = 0; points && i < (closed ? n : n + 1); i++) {
        const struct tomt_xy *p = &at[i % n];
        GEOSCoordSeq_setXY_r(geos, points, (unsigned)i, p->x + (offset ? TOMT_ORIGIN_X : 0),
                             p->y + (offset ? TOMT_ORIGIN_Y : 0));
    }
    GEOSGeometry *ring = points ? GEOSGeom_createLinearRing_r(geos, points) : NULL;
    GEOSGeometry *polygon = ring ? GEOSGeom_createPolygon_r(geos, ring, NULL, 0) : NULL;
    if (!polygon)
        tomt_fail(err, TOMT_INTERNAL, "sample: a polygon of %zu points could not be made: %s", n,
                  city->seat->message);
    return polygon;
}

GEOSGeometry *tomt_city_band(struct tomt_city *city, const struct tomt_line *line, double half_m,
                             struct tomt_error *err)
{
    GEOSContextHandle_t geos = city->seat->geos;
    GEOSCoordSequence *points = GEOSCoordSeq_create_r(geos, (unsigned)line->n, 2);
    for (size_t i = 0; points && i < line->n; i++)
        GEOSCoordSeq_setXY_r(geos, points, (unsigned)i, line->at[i].x + TOMT_ORIGIN_X,
                             line->at[i].y + TOMT_ORIGIN_Y);
    GEOSGeometry *path = points ? GEOSGeom_createLineString_r(geos, points) : NULL;
    GEOSGeometry *band =
        path ? GEOSBufferWithStyle_r(geos, path, half_m, 4, GEOSBUF_CAP_FLAT, GEOSBUF_JOIN_ROUND, 5)
             : NULL;
    if (path)
        GEOSGeom_destroy_r(geos, path);
    if (!band)
        tomt_fail(err, TOMT_INTERNAL, "sample: a road could not be widened: %s",
                  city->seat->message);
    return band;
}

static GEOSGeometry *sea(struct tomt_city *city, struct tomt_error *err)
{
    GEOSGeometry *fjord = tomt_city_polygon(city, city->lay.fjord.at, city->lay.fjord.n, true, err);
    return fjord ? tomt_city_combine(
                       city, TOMT_DIFFERENCE, fjord,
                       tomt_city_polygon(city, city->lay.holmen.at, city->lay.holmen.n, true, err),
                       err)
                 : NULL;
}

#define MOUTH_DM 192500

GEOSGeometry *tomt_city_water(struct tomt_city *city, struct tomt_error *err)
{
    struct tomt_ring ring = {0};
    struct tomt_rect band = {TOMT_PLANE_U0, -TOMT_BANK_DM, MOUTH_DM, TOMT_BANK_DM};
    if (!tomt_city_ring(city, NULL, &band, &ring, err))
        return NULL;
    GEOSGeometry *water =
        tomt_city_combine(city, TOMT_UNION, sea(city, err),
                          tomt_city_polygon(city, ring.at, ring.n, false, err), err);
    for (size_t i = 0; water && i < tomt_n_lakes; i++)
        water = tomt_city_combine(
            city, TOMT_UNION, water,
            tomt_city_polygon(city, city->lay.lake[i].at, city->lay.lake[i].n, true, err), err);
    return water;
}

struct pieces {
    struct tomt_city *city;
    size_t capacity;
};

/* Takes geometry over; polygons only. */
static bool add_piece(struct pieces *pieces, GEOSGeometry *geometry, enum tomt_gap what,
                      struct tomt_error *err)
{
    struct tomt_city *city = pieces->city;
    struct tomt_gaps *gaps = &city->gaps;
    size_t n_slivers = 0;
    double slivers_m2 = 0;
    geometry =
        geometry ? tomt_seat_polygons(city->seat, geometry, 1, &n_slivers, &slivers_m2, err) : NULL;
    if (!geometry)
        return false;
    bool done = GEOSisEmpty_r(city->seat->geos, geometry) == 1 ||
                (tomt_city_room(city, &gaps->what, &pieces->capacity, gaps->shapes.n, 1, err) &&
                 tomt_seat_write(city->seat, geometry, &gaps->shapes, err));
    if (done && gaps->shapes.n > 0)
        gaps->what[gaps->shapes.n - 1] = (uint8_t)what;
    GEOSGeom_destroy_r(city->seat->geos, geometry);
    return done;
}

/* The fjord by tiles of 1 km that overlap by a metre, so that a parcel meets a small piece and no
 * seam shows. */
static bool add_sea(struct pieces *pieces, struct tomt_error *err)
{
    struct tomt_city *city = pieces->city;
    GEOSGeometry *whole = sea(city, err);
    bool done = whole != NULL;
    for (double y = -1000; done && y < 26000; y += 1000)
        for (double x = 18000; done && x < 32000; x += 1000) {
            struct tomt_xy box[] = {
                {x - 1, y - 1}, {x + 1001, y - 1}, {x + 1001, y + 1001}, {x - 1, y + 1001}};
            GEOSGeometry *tile = tomt_city_polygon(city, box, 4, true, err);
            GEOSGeometry *copy = GEOSGeom_clone_r(city->seat->geos, whole);
            done = add_piece(pieces, tomt_city_combine(city, TOMT_INTERSECTION, tile, copy, err),
                             TOMT_WATER, err);
        }
    if (whole)
        GEOSGeom_destroy_r(city->seat->geos, whole);
    return done;
}

static bool add_river(struct pieces *pieces, struct tomt_error *err)
{
    struct tomt_ring ring = {0};
    for (int32_t u = TOMT_PLANE_U0; u < MOUTH_DM; u += 5000) {
        struct tomt_rect piece = {u, -TOMT_BANK_DM, u + 5010 < MOUTH_DM ? u + 5010 : MOUTH_DM,
                                  TOMT_BANK_DM};
        if (!tomt_city_ring(pieces->city, NULL, &piece, &ring, err) ||
            !add_piece(pieces, tomt_city_polygon(pieces->city, ring.at, ring.n, false, err),
                       TOMT_WATER, err))
            return false;
    }
    return true;
}

static bool add_roads(struct pieces *pieces, struct tomt_error *err)
{
    for (size_t i = 0; i < tomt_n_roads; i++) {
        const struct tomt_road *road = &tomt_roads[i];
        const struct tomt_line *line = &pieces->city->lay.road[i];
        for (size_t k = 0; k + 1 < line->n; k += 9) {
            struct tomt_line part = {line->at + k, line->n - k < 12 ? line->n - k : 12};
            if (!add_piece(pieces, tomt_city_band(pieces->city, &part, road->half_width_m, err),
                           road->motorway ? TOMT_CORRIDOR : TOMT_ROAD, err))
                return false;
        }
    }
    return true;
}

bool tomt_city_gaps(struct tomt_city *city, struct tomt_error *err)
{
    struct pieces pieces = {city, 0};
    tomt_shapes_start(&city->gaps.shapes, city->arena, TOMT_POLYGONS);
    if (!add_sea(&pieces, err) || !add_river(&pieces, err) || !add_roads(&pieces, err))
        return false;
    for (size_t i = 0; i < tomt_n_lakes; i++)
        if (!add_piece(
                &pieces,
                tomt_city_polygon(city, city->lay.lake[i].at, city->lay.lake[i].n, true, err),
                TOMT_WATER, err))
            return false;
    city->gaps.index = tomt_index_new(city->arena, city->gaps.shapes.box, city->gaps.shapes.n, err);
    return city->gaps.index != NULL;
}

bool tomt_city_wet(struct tomt_city *city, double x, double y)
{
    struct tomt_box box = {x, y, x, y};
    struct tomt_rows rows = {0};
    struct tomt_error ignored = {0};
    bool wet = false;
    if (tomt_index_find(city->gaps.index, &box, &rows, &ignored))
        for (size_t i = 0; i < rows.n && !wet; i++) {
            size_t size;
            const uint8_t *wkb = tomt_shapes_wkb(&city->gaps.shapes, rows.row[i], &size);
            wet =
                city->gaps.what[rows.row[i]] == TOMT_WATER && tomt_wkb_holds_point(wkb, size, x, y);
        }
    tomt_rows_free(&rows);
    return wet;
}

/* Cuts the gaps in `rows` out of *geometry, which is replaced. */
static bool cut_out(struct tomt_city *city, const struct tomt_rows *rows, unsigned mask,
                    GEOSGeometry **geometry, struct tomt_error *err)
{
    for (size_t i = 0; i < rows->n; i++) {
        if (!(city->gaps.what[rows->row[i]] & mask))
            continue;
        GEOSGeometry *gap = tomt_seat_shape(city->seat, &city->gaps.shapes, rows->row[i], err);
        if (!gap)
            return false;
        if (GEOSIntersects_r(city->seat->geos, *geometry, gap) != 1) {
            GEOSGeom_destroy_r(city->seat->geos, gap);
            continue;
        }
        *geometry = tomt_city_combine(city, TOMT_DIFFERENCE, *geometry, gap, err);
        if (!*geometry)
            return false;
    }
    return true;
}

static bool write_parts(struct tomt_city *city, const GEOSGeometry *geometry, double least_m2,
                        struct tomt_shapes *shapes, size_t *n, struct tomt_error *err)
{
    GEOSContextHandle_t geos = city->seat->geos;
    int parts = GEOSGetNumGeometries_r(geos, geometry);
    for (int i = 0; i < parts; i++) {
        const GEOSGeometry *part = GEOSGetGeometryN_r(geos, geometry, i);
        double area_m2 = 0;
        if (!GEOSArea_r(geos, part, &area_m2) || area_m2 < least_m2)
            continue;
        if (!tomt_seat_write(city->seat, part, shapes, err))
            return false;
        (*n)++;
    }
    return true;
}

bool tomt_city_clip(struct tomt_city *city, const struct tomt_ring *ring, unsigned mask,
                    bool within, double least_m2, struct tomt_shapes *shapes, size_t *n,
                    struct tomt_error *err)
{
    struct tomt_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < ring->n; i++) {
        box.min_x = fmin(box.min_x, ring->at[i].x);
        box.min_y = fmin(box.min_y, ring->at[i].y);
        box.max_x = fmax(box.max_x, ring->at[i].x);
        box.max_y = fmax(box.max_y, ring->at[i].y);
    }
    struct tomt_rows rows = {0};
    *n = 0;
    if (!tomt_index_find(city->gaps.index, &box, &rows, err))
        return false;
    size_t hits = 0;
    for (size_t i = 0; i < rows.n; i++)
        hits += (city->gaps.what[rows.row[i]] & mask) != 0;
    bool done;
    if (hits == 0 && !within) {
        done = tomt_shape_add_ring(shapes, ring->at, ring->n, err);
        *n = done;
    } else {
        const struct tomt_line *border = &city->lay.border[0];
        GEOSGeometry *geometry = tomt_city_polygon(city, ring->at, ring->n, false, err);
        if (within && geometry)
            geometry =
                tomt_city_combine(city, TOMT_INTERSECTION, geometry,
                                  tomt_city_polygon(city, border->at, border->n, true, err), err);
        size_t n_slivers = 0;
        double slivers_m2 = 0;
        done = geometry && cut_out(city, &rows, mask, &geometry, err) &&
               (geometry = tomt_seat_polygons(city->seat, geometry, least_m2, &n_slivers,
                                              &slivers_m2, err)) != NULL &&
               write_parts(city, geometry, least_m2, shapes, n, err);
        if (geometry)
            GEOSGeom_destroy_r(city->seat->geos, geometry);
    }
    tomt_rows_free(&rows);
    return done;
}
