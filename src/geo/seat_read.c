/* geo/seat_read.c: geometries out of WKB. Polygons in our own layout, nearly all there are, are
 * built ring by ring from blocks of coordinates, which is two to six times faster than the
 * library's reader; the reader takes the rest. */
#include "geo/seat_inside.h"
#include "geo/wkb_walk.h"

#include <string.h>

enum { FEW_POINTS = 128 };

struct source {
    struct tomt_seat *seat;
    const uint8_t *at, *end;
};

/* NULL: not our layout, or the library refuses it. */
static GEOSGeometry *read_ring(struct source *in)
{
    GEOSContextHandle_t geos = in->seat->geos;
    if (in->end - in->at < 4)
        return NULL;
    size_t n = tomt_wkb_u32(in->at);
    if (n > (size_t)(in->end - in->at - 4) / 16)
        return NULL;
    double few[2 * FEW_POINTS],
        *many = NULL; /* the bytes need not be aligned; what the library reads must be */
    if (n > FEW_POINTS && !(many = tomt_allocate(16 * n)))
        return NULL;
    memcpy(many ? many : few, in->at + 4, 16 * n);
    in->at += 4 + 16 * n;
    GEOSCoordSequence *points =
        GEOSCoordSeq_copyFromBuffer_r(geos, many ? many : few, (unsigned)n, 0, 0);
    tomt_release(many);
    return points ? GEOSGeom_createLinearRing_r(geos, points) : NULL;
}

static GEOSGeometry *read_polygon(struct source *in)
{
    GEOSContextHandle_t geos = in->seat->geos;
    if (in->end - in->at < 9 || in->at[0] != 1 || tomt_wkb_u32(in->at + 1) != TOMT_WKB_POLYGON)
        return NULL;
    size_t n_rings = tomt_wkb_u32(in->at + 5), n_read = 0;
    in->at += 9;
    if (n_rings == 0 || n_rings > (size_t)(in->end - in->at) / 4)
        return NULL;
    GEOSGeometry *few[16], **ring = n_rings <= 16 ? few : tomt_allocate(n_rings * sizeof *ring);
    GEOSGeometry *polygon = NULL;
    while (ring && n_read < n_rings && (ring[n_read] = read_ring(in)))
        n_read++;
    if (ring && n_read == n_rings)
        polygon = GEOSGeom_createPolygon_r(geos, ring[0], ring + 1, (unsigned)n_rings - 1);
    else
        for (size_t i = 0; i < n_read; i++)
            GEOSGeom_destroy_r(geos, ring[i]);
    if (ring != few)
        tomt_release(ring);
    return polygon;
}

static GEOSGeometry *read_polygons(struct source *in)
{
    GEOSContextHandle_t geos = in->seat->geos;
    size_t n_parts = tomt_wkb_u32(in->at + 5), n_read = 0;
    in->at += 9;
    if (n_parts == 0 || n_parts > (size_t)(in->end - in->at) / 13)
        return NULL;
    GEOSGeometry *few[16], **part = n_parts <= 16 ? few : tomt_allocate(n_parts * sizeof *part);
    GEOSGeometry *polygons = NULL;
    while (part && n_read < n_parts && (part[n_read] = read_polygon(in)))
        n_read++;
    if (part && n_read == n_parts)
        polygons = GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, part, (unsigned)n_parts);
    else
        for (size_t i = 0; i < n_read; i++)
            GEOSGeom_destroy_r(geos, part[i]);
    if (part != few)
        tomt_release(part);
    return polygons;
}

static GEOSGeometry *read_ours(struct tomt_seat *seat, const uint8_t *wkb, size_t size)
{
    struct source in = {seat, wkb, wkb + size};
    if (size < 9 || wkb[0] != 1)
        return NULL;
    uint32_t type = tomt_wkb_u32(wkb + 1);
    return type == TOMT_WKB_POLYGON    ? read_polygon(&in)
           : type == TOMT_WKB_POLYGONS ? read_polygons(&in)
                                       : NULL;
}

GEOSGeometry *tomt_seat_read(struct tomt_seat *seat, const uint8_t *wkb, size_t size,
                             struct tomt_error *err)
{
    seat->message[0] = '\0';
    GEOSGeometry *geometry = read_ours(seat, wkb, size);
    if (!geometry)
        geometry = GEOSWKBReader_read_r(seat->geos, seat->reader, wkb, size);
    if (!geometry)
        tomt_seat_failed(seat, "reading a geometry", err);
    return geometry;
}
