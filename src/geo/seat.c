/* geo/seat.c: opening a seat, writing geometries, the site point, the inscribed circle.
 */
#include "geo/seat_inside.h"

#include "geo/wkb.h"
#include "geo/wkb_walk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void remember(struct tomt_seat *seat, const char *message)
{
    snprintf(seat->message, sizeof seat->message, "%s", message);
    size_t n = strlen(seat->message);
    while (n > 0 && (seat->message[n - 1] == '\n' || seat->message[n - 1] == ' '))
        seat->message[--n] = '\0';
}

static void hear_geos(const char *message, void *seat)
{
    remember(seat, message);
}

static void hear_proj(void *seat, int level, const char *message)
{
    if (level == PJ_LOG_ERROR)
        remember(seat, message);
}

static void close_scratch(void *scratch)
{
    tomt_arena_free(scratch);
}

static void close_geos(void *opened)
{
    struct tomt_seat *seat = opened;
    if (seat->reader)
        GEOSWKBReader_destroy_r(seat->geos, seat->reader);
    if (seat->writer)
        GEOSWKBWriter_destroy_r(seat->geos, seat->writer);
    GEOS_finish_r(seat->geos);
}

static void close_proj(void *context)
{
    proj_context_destroy(context);
}

struct tomt_seat *tomt_seat_open(struct tomt_arena *arena, struct tomt_error *err)
{
    struct tomt_seat *seat = tomt_arena_alloc(arena, sizeof *seat, err);
    if (!seat)
        return NULL;
    seat->arena = arena;
    seat->scratch = tomt_arena_new(err);
    if (!seat->scratch || !tomt_arena_defer(arena, close_scratch, seat->scratch, err))
        return NULL;
    seat->geos = GEOS_init_r();
    if (!seat->geos) {
        tomt_fail(err, TOMT_MEMORY, "GEOS gave no context");
        return NULL;
    }
    if (!tomt_arena_defer(arena, close_geos, seat, err))
        return NULL;
    GEOSContext_setErrorMessageHandler_r(seat->geos, hear_geos, seat);
    seat->reader = GEOSWKBReader_create_r(seat->geos);
    seat->writer = GEOSWKBWriter_create_r(seat->geos);
    if (!seat->reader || !seat->writer) {
        tomt_fail(err, TOMT_MEMORY, "GEOS gave no WKB reader or writer");
        return NULL;
    }
    GEOSWKBWriter_setOutputDimension_r(seat->geos, seat->writer, 2);
    GEOSWKBWriter_setByteOrder_r(seat->geos, seat->writer, GEOS_WKB_NDR);
    GEOSWKBWriter_setFlavor_r(seat->geos, seat->writer, GEOS_WKB_ISO);
    seat->proj = proj_context_create();
    if (!seat->proj) {
        tomt_fail(err, TOMT_MEMORY, "PROJ gave no context");
        return NULL;
    }
    if (!tomt_arena_defer(arena, close_proj, seat->proj, err))
        return NULL;
    proj_log_func(seat->proj, seat, hear_proj);
    proj_context_set_enable_network(seat->proj, 0);
    return seat;
}

bool tomt_seat_failed(struct tomt_seat *seat, const char *what, struct tomt_error *err)
{
    return tomt_fail(err, TOMT_DATA, "%s failed: %s", what,
                     seat->message[0] ? seat->message : "no reason given");
}

GEOSGeometry *tomt_seat_shape(struct tomt_seat *seat, const struct tomt_shapes *shapes, size_t row,
                              struct tomt_error *err)
{
    if (shapes->kind == TOMT_POINTS)
        return GEOSGeom_createPointFromXY_r(seat->geos, shapes->box[row].min_x,
                                            shapes->box[row].min_y);
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(shapes, row, &size);
    return tomt_seat_read(seat, wkb, size, err);
}

/* One ring or line as count and points; `at` NULL only measures. */
static size_t write_points(struct tomt_seat *seat, const GEOSGeometry *line, uint8_t *at)
{
    enum { FEW_POINTS = 128 };
    const GEOSCoordSequence *points = GEOSGeom_getCoordSeq_r(seat->geos, line);
    unsigned n = 0;
    if (!points || GEOSCoordSeq_getSize_r(seat->geos, points, &n) != 1)
        n = 0;
    if (at) {
        double few[2 * FEW_POINTS];
        memcpy(at, &n, 4);
        if (n <= FEW_POINTS) {
            GEOSCoordSeq_copyToBuffer_r(seat->geos, points, few, 0, 0);
            memcpy(at + 4, few, 16 * (size_t)n);
        }
        for (unsigned i = 0; n > FEW_POINTS && i < n; i++) {
            GEOSCoordSeq_getXY_r(seat->geos, points, i, few, few + 1);
            memcpy(at + 4 + 16 * (size_t)i, few, 16);
        }
    }
    return 4 + 16 * (size_t)n;
}

static size_t write_head(uint8_t *at, uint32_t type)
{
    if (at) {
        at[0] = 1;
        memcpy(at + 1, &type, 4);
    }
    return 5;
}

static size_t write_part(struct tomt_seat *seat, const GEOSGeometry *part, bool polygon,
                         uint8_t *at)
{
    size_t n = write_head(at, polygon ? TOMT_WKB_POLYGON : TOMT_WKB_LINE);
    if (!polygon)
        return n + write_points(seat, part, at ? at + n : NULL);
    uint32_t n_holes = (uint32_t)GEOSGetNumInteriorRings_r(seat->geos, part);
    if (at)
        memcpy(at + n, &(uint32_t){n_holes + 1}, 4);
    n += 4;
    n += write_points(seat, GEOSGetExteriorRing_r(seat->geos, part), at ? at + n : NULL);
    for (uint32_t hole = 0; hole < n_holes; hole++)
        n += write_points(seat, GEOSGetInteriorRingN_r(seat->geos, part, (int)hole),
                          at ? at + n : NULL);
    return n;
}

/* The parts of one kind, at any depth of collections; returns bytes, counts parts. */
static size_t write_parts(struct tomt_seat *seat, const GEOSGeometry *geometry, bool polygon,
                          uint8_t *at, uint32_t *n_parts)
{
    int type = GEOSGeomTypeId_r(seat->geos, geometry);
    if (type < GEOS_MULTIPOINT) {
        bool wanted =
            polygon ? type == GEOS_POLYGON : (type == GEOS_LINESTRING || type == GEOS_LINEARRING);
        if (!wanted || GEOSisEmpty_r(seat->geos, geometry) == 1)
            return 0;
        ++*n_parts;
        return write_part(seat, geometry, polygon, at);
    }
    size_t n = 0;
    int n_members = GEOSGetNumGeometries_r(seat->geos, geometry);
    for (int i = 0; i < n_members; i++)
        n += write_parts(seat, GEOSGetGeometryN_r(seat->geos, geometry, i), polygon,
                         at ? at + n : NULL, n_parts);
    return n;
}

static size_t head_size(uint32_t n_parts)
{
    return n_parts > 1 ? 9 : 0;
}

static void write_all(struct tomt_seat *seat, const GEOSGeometry *geometry, bool polygon,
                      uint32_t n_parts, uint8_t *at)
{
    size_t head = head_size(n_parts);
    if (head > 0) {
        write_head(at, polygon ? TOMT_WKB_POLYGONS : TOMT_WKB_LINES);
        memcpy(at + 5, &n_parts, 4);
    }
    write_parts(seat, geometry, polygon, at + head, &n_parts);
}

bool tomt_seat_bytes(struct tomt_seat *seat, const GEOSGeometry *geometry, bool polygon,
                     struct tomt_arena *arena, uint8_t **wkb, size_t *size, struct tomt_error *err)
{
    uint32_t n_parts = 0;
    *size = write_parts(seat, geometry, polygon, NULL, &n_parts);
    if (n_parts == 0)
        return true;
    *size += head_size(n_parts);
    *wkb = tomt_arena_alloc(arena, *size, err);
    if (!*wkb)
        return false;
    write_all(seat, geometry, polygon, n_parts, *wkb);
    return true;
}

static bool write_point(struct tomt_seat *seat, const GEOSGeometry *geometry,
                        struct tomt_shapes *shapes, struct tomt_error *err)
{
    double x, y;
    if (GEOSGeomTypeId_r(seat->geos, geometry) != GEOS_POINT ||
        GEOSGeomGetX_r(seat->geos, geometry, &x) != 1 ||
        GEOSGeomGetY_r(seat->geos, geometry, &y) != 1)
        return tomt_fail(err, TOMT_INTERNAL, "only points are written to point shapes");
    return tomt_shapes_add_point(shapes, x, y, err);
}

bool tomt_seat_write(struct tomt_seat *seat, const GEOSGeometry *geometry,
                     struct tomt_shapes *shapes, struct tomt_error *err)
{
    if (shapes->kind == TOMT_POINTS)
        return write_point(seat, geometry, shapes, err);
    bool polygon = shapes->kind == TOMT_POLYGONS;
    uint32_t n_parts = 0;
    size_t size = write_parts(seat, geometry, polygon, NULL, &n_parts);
    if (n_parts == 0)
        return tomt_fail(err, TOMT_INTERNAL, "an empty geometry is not written to shapes");
    size += head_size(n_parts);
    if (!tomt_shapes_reserve(shapes, 1, size, err))
        return false;
    uint64_t used = shapes->start[shapes->n];
    write_all(seat, geometry, polygon, n_parts, shapes->wkb + used);
    shapes->box[shapes->n] = tomt_wkb_box(shapes->wkb + used, size);
    shapes->start[++shapes->n] = used + size;
    return true;
}

/* The library's own answer, for when the centroid will not do. */
static bool point_on_surface(struct tomt_seat *seat, const GEOSGeometry *geometry, double *x,
                             double *y, struct tomt_error *err)
{
    seat->message[0] = '\0';
    GEOSGeometry *point = GEOSPointOnSurface_r(seat->geos, geometry);
    bool ok = point && GEOSGeomGetX_r(seat->geos, point, x) == 1 &&
              GEOSGeomGetY_r(seat->geos, point, y) == 1;
    GEOSGeom_destroy_r(seat->geos, point);
    return ok || tomt_seat_failed(seat, "finding a point on a polygon", err);
}

bool tomt_seat_point(struct tomt_seat *seat, const GEOSGeometry *geometry, double *x, double *y,
                     struct tomt_error *err)
{
    struct tomt_arena_mark mark = tomt_arena_mark(seat->scratch);
    uint8_t *wkb = NULL;
    size_t size;
    bool ok = tomt_seat_bytes(seat, geometry, true, seat->scratch, &wkb, &size, err);
    bool inside = ok && size > 0 && tomt_wkb_centroid(wkb, size, x, y) &&
                  tomt_wkb_side_of(wkb, size, *x, *y) == TOMT_SIDE_INSIDE;
    tomt_arena_rewind(seat->scratch, mark);
    return ok && (inside || point_on_surface(seat, geometry, x, y, err));
}

static bool inscribed_of_part(struct tomt_seat *seat, const GEOSGeometry *part, double *diameter_m,
                              struct tomt_error *err)
{
    seat->message[0] = '\0';
    double radius_m;
    /* The library's tolerance is that of the radius; ours is that of the diameter. */
    GEOSGeometry *spoke = GEOSMaximumInscribedCircle_r(seat->geos, part, 0.05);
    bool ok = spoke && GEOSLength_r(seat->geos, spoke, &radius_m) == 1;
    GEOSGeom_destroy_r(seat->geos, spoke);
    if (!ok)
        return tomt_seat_failed(seat, "finding the inscribed circle", err);
    *diameter_m = 2 * radius_m;
    return true;
}

bool tomt_seat_inscribed_m(struct tomt_seat *seat, const GEOSGeometry *geometry, double *diameter_m,
                           struct tomt_error *err)
{
    double widest_m = 0;
    int n_parts = GEOSGetNumGeometries_r(seat->geos, geometry);
    for (int i = 0; i < n_parts; i++) {
        const GEOSGeometry *part = GEOSGetGeometryN_r(seat->geos, geometry, i);
        if (GEOSGeomTypeId_r(seat->geos, part) != GEOS_POLYGON ||
            GEOSisEmpty_r(seat->geos, part) == 1)
            continue;
        double part_m = 0;
        if (!inscribed_of_part(seat, part, &part_m, err))
            return false;
        widest_m = fmax(widest_m, part_m);
    }
    *diameter_m = widest_m;
    return true;
}
