/* geo/seat_hull.c: the outline of a crowd of points. */
#include "geo/seat_inside.h"

#include <stdlib.h>
#include <string.h>

enum { QUARTER_EDGES = 8 };

struct place {
    double x, y;
};

static int west_first(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    if (a->x != b->x)
        return a->x < b->x ? -1 : 1;
    return a->y < b->y ? -1 : a->y > b->y;
}

/* Sorted and each but once: the triangulation of points on a circle depends on their order. */
static size_t sort_out(const double *x, const double *y, size_t n, struct place *place)
{
    size_t n_kept = 0;
    for (size_t i = 0; i < n; i++) /* + 0: no negative zero */
        place[i] = (struct place){x[i] + 0.0, y[i] + 0.0};
    qsort(place, n, sizeof *place, west_first);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || west_first(&place[i], &place[n_kept - 1]) != 0)
            place[n_kept++] = place[i];
    return n_kept;
}

static GEOSGeometry *points_of(struct tomt_seat *seat, const struct place *place, size_t n)
{
    GEOSContextHandle_t geos = seat->geos;
    GEOSGeometry **point = tomt_allocate(n * sizeof *point), *all = NULL;
    size_t n_made = 0;
    while (point && n_made < n &&
           (point[n_made] = GEOSGeom_createPointFromXY_r(geos, place[n_made].x, place[n_made].y)))
        n_made++;
    if (point && n_made == n) {
        all = GEOSGeom_createCollection_r(geos, GEOS_MULTIPOINT, point, (unsigned)n);
        n_made = 0; /* taken over */
    }
    for (size_t i = 0; i < n_made; i++)
        GEOSGeom_destroy_r(geos, point[i]);
    tomt_release(point);
    return all;
}

/* What the widening closes in is filled. */
static GEOSGeometry *without_holes(struct tomt_seat *seat, const GEOSGeometry *polygon)
{
    const GEOSGeometry *shell = polygon && GEOSGeomTypeId_r(seat->geos, polygon) == GEOS_POLYGON
                                    ? GEOSGetExteriorRing_r(seat->geos, polygon)
                                    : NULL;
    GEOSGeometry *ring = shell ? GEOSGeom_clone_r(seat->geos, shell) : NULL;
    return ring ? GEOSGeom_createPolygon_r(seat->geos, ring, NULL, 0) : NULL;
}

static GEOSGeometry *outline(struct tomt_seat *seat, const struct place *place, size_t n,
                             double ratio, double margin_m)
{
    GEOSContextHandle_t geos = seat->geos;
    GEOSGeometry *points = points_of(seat, place, n);
    if (!points)
        return NULL;
    GEOSGeometry *hull = n > 2 ? GEOSConcaveHull_r(geos, points, ratio, 0) : NULL;
    if (!hull) /* also where the triangulation fails */
        hull = GEOSConvexHull_r(geos, points);
    GEOSGeometry *wide = hull ? GEOSBuffer_r(geos, hull, margin_m, QUARTER_EDGES) : NULL;
    GEOSGeometry *whole = without_holes(seat, wide);
    GEOSGeom_destroy_r(geos, wide);
    GEOSGeom_destroy_r(geos, hull);
    GEOSGeom_destroy_r(geos, points);
    return whole;
}

bool tomt_seat_hull(struct tomt_seat *seat, const double *x, const double *y, size_t n,
                    double ratio, double margin_m, struct tomt_shapes *shapes,
                    struct tomt_error *err)
{
    struct place *place = tomt_allocate(n * sizeof *place);
    if (!place)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for a hull of %zu places", n);
    seat->message[0] = '\0';
    GEOSGeometry *whole = outline(seat, place, sort_out(x, y, n, place), ratio, margin_m);
    tomt_release(place);
    if (!whole)
        return tomt_seat_failed(seat, "making a hull", err);
    bool done = tomt_seat_write(seat, whole, shapes, err);
    GEOSGeom_destroy_r(seat->geos, whole);
    return done;
}
