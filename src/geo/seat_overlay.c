/* geo/seat_overlay.c: overlay that survives bad topology, the polygons of a result, and repair. */
#include "geo/seat_inside.h"
#include "geo/wkb.h"

#include <string.h>

static GEOSGeometry *overlay(struct tomt_seat *seat, enum tomt_overlay what, const GEOSGeometry *a,
                             const GEOSGeometry *b)
{
    switch (what) {
    case TOMT_INTERSECTION:
        return GEOSIntersection_r(seat->geos, a, b);
    case TOMT_DIFFERENCE:
        return GEOSDifference_r(seat->geos, a, b);
    default:
        return GEOSUnion_r(seat->geos, a, b);
    }
}

static GEOSGeometry *overlay_snapped(struct tomt_seat *seat, enum tomt_overlay what,
                                     const GEOSGeometry *a, const GEOSGeometry *b)
{
    switch (what) {
    case TOMT_INTERSECTION:
        return GEOSIntersectionPrec_r(seat->geos, a, b, TOMT_SNAP_M);
    case TOMT_DIFFERENCE:
        return GEOSDifferencePrec_r(seat->geos, a, b, TOMT_SNAP_M);
    default:
        return GEOSUnionPrec_r(seat->geos, a, b, TOMT_SNAP_M);
    }
}

/* The structure method keeps the meaning of shells and holes; what collapses to lines is dropped.
 */
static GEOSGeometry *make_valid(struct tomt_seat *seat, const GEOSGeometry *geometry)
{
    GEOSMakeValidParams *params = GEOSMakeValidParams_create_r(seat->geos);
    if (!params)
        return NULL;
    GEOSMakeValidParams_setMethod_r(seat->geos, params, GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(seat->geos, params, 0);
    GEOSGeometry *valid = GEOSMakeValidWithParams_r(seat->geos, geometry, params);
    GEOSMakeValidParams_destroy_r(seat->geos, params);
    return valid;
}

GEOSGeometry *tomt_seat_overlay(struct tomt_seat *seat, enum tomt_overlay what,
                                const GEOSGeometry *a, const GEOSGeometry *b, bool *snapped,
                                struct tomt_error *err)
{
    static const char *const names[] = {"intersection", "difference", "union"};
    *snapped = false;
    seat->message[0] = '\0';
    GEOSGeometry *result = overlay(seat, what, a, b);
    if (result)
        return result;
    GEOSGeometry *valid_a = make_valid(seat, a), *valid_b = make_valid(seat, b);
    if (valid_a && valid_b) {
        result = overlay(seat, what, valid_a, valid_b);
        if (!result) {
            *snapped = true;
            result = overlay_snapped(seat, what, valid_a, valid_b);
        }
    }
    GEOSGeom_destroy_r(seat->geos, valid_a);
    GEOSGeom_destroy_r(seat->geos, valid_b);
    if (!result)
        tomt_seat_failed(seat, names[what], err);
    return result;
}

struct gathering {
    GEOSGeometry **part;
    size_t n, capacity;
    double sliver_m2;
    size_t n_slivers;
    double slivers_m2;
};

static bool is_sliver(struct tomt_seat *seat, const GEOSGeometry *polygon, struct gathering *to)
{
    double area_m2;
    if (GEOSArea_r(seat->geos, polygon, &area_m2) != 1 || area_m2 >= to->sliver_m2)
        return false;
    to->n_slivers++;
    to->slivers_m2 += area_m2;
    return true;
}

static bool gather(struct tomt_seat *seat, const GEOSGeometry *geometry, struct gathering *to,
                   struct tomt_error *err)
{
    int type = GEOSGeomTypeId_r(seat->geos, geometry);
    if (type == GEOS_POLYGON) {
        if (GEOSisEmpty_r(seat->geos, geometry) == 1 || is_sliver(seat, geometry, to))
            return true;
        if (to->n == to->capacity) {
            size_t capacity = to->capacity ? 2 * to->capacity : 16;
            void *part = tomt_resize(to->part, capacity * sizeof *to->part);
            if (!part)
                return tomt_fail(err, TOMT_MEMORY, "out of memory for %zu polygons", capacity);
            to->part = part;
            to->capacity = capacity;
        }
        to->part[to->n] = GEOSGeom_clone_r(seat->geos, geometry);
        return to->part[to->n++] || tomt_seat_failed(seat, "copying a polygon", err);
    }
    if (type != GEOS_MULTIPOLYGON && type != GEOS_GEOMETRYCOLLECTION)
        return true;
    int n_members = GEOSGetNumGeometries_r(seat->geos, geometry);
    for (int i = 0; i < n_members; i++)
        if (!gather(seat, GEOSGetGeometryN_r(seat->geos, geometry, i), to, err))
            return false;
    return true;
}

static GEOSGeometry *gathered(struct tomt_seat *seat, const GEOSGeometry *geometry,
                              struct gathering *to, struct tomt_error *err)
{
    GEOSGeometry *result = NULL;
    if (gather(seat, geometry, to, err)) {
        if (to->n == 0)
            result = GEOSGeom_createEmptyPolygon_r(seat->geos);
        else if (to->n == 1)
            result = to->part[0];
        else
            result = GEOSGeom_createCollection_r(seat->geos, GEOS_MULTIPOLYGON, to->part,
                                                 (unsigned)to->n);
        to->n = 0; /* taken over, also when making the collection fails */
        if (!result)
            tomt_seat_failed(seat, "gathering polygons", err);
    }
    for (size_t i = 0; i < to->n; i++)
        GEOSGeom_destroy_r(seat->geos, to->part[i]);
    tomt_release(to->part);
    return result;
}

GEOSGeometry *tomt_seat_polygons(struct tomt_seat *seat, GEOSGeometry *geometry, double sliver_m2,
                                 size_t *n_slivers, double *slivers_m2, struct tomt_error *err)
{
    struct gathering to = {.sliver_m2 = sliver_m2};
    GEOSGeometry *result = geometry;
    if (GEOSGeomTypeId_r(seat->geos, geometry) != GEOS_POLYGON ||
        GEOSisEmpty_r(seat->geos, geometry) == 1 || is_sliver(seat, geometry, &to)) {
        to.n_slivers = 0;
        to.slivers_m2 = 0;
        result = gathered(seat, geometry, &to, err);
        GEOSGeom_destroy_r(seat->geos, geometry);
    }
    if (n_slivers)
        *n_slivers += to.n_slivers;
    if (slivers_m2)
        *slivers_m2 += to.slivers_m2;
    return result;
}

static void note_reason(struct tomt_seat *seat, const GEOSGeometry *geometry, char reason[160])
{
    char *words = GEOSisValidReason_r(seat->geos, geometry);
    snprintf(reason, 160, "%s", words ? words : "invalid");
    GEOSFree_r(seat->geos, words);
}

bool tomt_seat_repair(struct tomt_seat *seat, const uint8_t *wkb, size_t size,
                      enum tomt_shape_kind kind, bool *repaired, uint8_t **out, size_t *out_size,
                      char reason[160], struct tomt_error *err)
{
    *repaired = false;
    if (tomt_wkb_surely_valid(wkb, size))
        return true;
    GEOSGeometry *geometry = tomt_seat_read(seat, wkb, size, err);
    if (!geometry)
        return false;
    if (GEOSisValid_r(seat->geos, geometry) == 1) {
        GEOSGeom_destroy_r(seat->geos, geometry);
        return true;
    }
    if (reason)
        note_reason(seat, geometry, reason);
    seat->message[0] = '\0';
    GEOSGeometry *valid = make_valid(seat, geometry);
    GEOSGeom_destroy_r(seat->geos, geometry);
    if (!valid)
        return tomt_seat_failed(seat, "repairing a geometry", err);
    *repaired = true;
    *out = NULL;
    bool ok =
        tomt_seat_bytes(seat, valid, kind == TOMT_POLYGONS, seat->scratch, out, out_size, err);
    GEOSGeom_destroy_r(seat->geos, valid);
    return ok;
}
