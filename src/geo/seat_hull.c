/* geo/seat_hull.c: the outline of a crowd of points. */
#include "geo/hollow.h"
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

static GEOSGeometry *points_of(struct tomt_seat *seat, const struct place *place, size_t n,
                               struct tomt_error *err)
{
    GEOSContextHandle_t geos = seat->geos;
    GEOSGeometry **point = tomt_allocate(n * sizeof *point), *all = NULL;
    size_t n_made = 0;
    if (!point)
        tomt_fail(err, TOMT_MEMORY, "out of memory (%zu points of a hull)", n);
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

static bool read_corners(struct tomt_seat *seat, const GEOSGeometry *polygon,
                         const struct place *place, size_t n, struct tomt_triangle *out)
{
    const GEOSGeometry *ring = GEOSGetExteriorRing_r(seat->geos, polygon);
    const GEOSCoordSequence *points = ring ? GEOSGeom_getCoordSeq_r(seat->geos, ring) : NULL;
    for (unsigned k = 0; k < 3; k++) {
        struct place at;
        if (!points || !GEOSCoordSeq_getXY_r(seat->geos, points, k, &at.x, &at.y))
            return false;
        const struct place *found = bsearch(&at, place, n, sizeof at, west_first);
        if (!found)
            return false;
        out->corner[k] = (uint32_t)(found - place);
    }
    return true;
}

static GEOSGeometry *polygon_of(struct tomt_seat *seat, struct tomt_arena *scratch,
                                const struct place *place, const uint32_t *ring, size_t n,
                                struct tomt_error *err)
{
    double *xy = tomt_arena_block(scratch, NULL, 2 * (n + 1) * sizeof *xy, err);
    for (size_t i = 0; xy && i <= n; i++) {
        xy[2 * i] = place[ring[i % n]].x;
        xy[2 * i + 1] = place[ring[i % n]].y;
    }
    GEOSCoordSequence *points =
        xy ? GEOSCoordSeq_copyFromBuffer_r(seat->geos, xy, (unsigned)n + 1, 0, 0) : NULL;
    GEOSGeometry *shell = points ? GEOSGeom_createLinearRing_r(seat->geos, points) : NULL;
    return shell ? GEOSGeom_createPolygon_r(seat->geos, shell, NULL, 0) : NULL;
}

/* NULL: its triangulation is not sound, or memory ran out (err set). */
static GEOSGeometry *hollow(struct tomt_seat *seat, struct tomt_arena *scratch,
                            const GEOSGeometry *points, const struct place *place, size_t n,
                            double ratio, struct tomt_error *err)
{
    GEOSGeometry *all = GEOSDelaunayTriangulation_r(seat->geos, points, 0, 0);
    int n_found = all ? GEOSGetNumGeometries_r(seat->geos, all) : 0;
    size_t n_triangles = n_found > 0 ? (size_t)n_found : 0, n_ring = 0;
    double *x = tomt_arena_block(scratch, NULL, 2 * n * sizeof *x, err);
    uint32_t *ring = tomt_arena_block(scratch, NULL, n * sizeof *ring, err);
    struct tomt_triangle *triangle =
        tomt_arena_block(scratch, NULL, (n_triangles + 1) * sizeof *triangle, err);
    bool sound = x && ring && triangle;
    for (size_t i = 0; sound && i < n; i++) {
        x[i] = place[i].x;
        x[n + i] = place[i].y;
    }
    for (size_t i = 0; sound && i < n_triangles; i++)
        sound =
            read_corners(seat, GEOSGetGeometryN_r(seat->geos, all, (int)i), place, n, &triangle[i]);
    GEOSGeom_destroy_r(seat->geos, all);
    if (!sound ||
        !tomt_hollow(scratch, x, x + n, n, triangle, n_triangles, ratio, ring, &n_ring, err))
        return NULL;
    return n_ring > 0 ? polygon_of(seat, scratch, place, ring, n_ring, err) : NULL;
}

static GEOSGeometry *outline(struct tomt_seat *seat, struct tomt_arena *scratch,
                             const struct place *place, size_t n, double ratio, double margin_m,
                             struct tomt_error *err)
{
    GEOSContextHandle_t geos = seat->geos;
    GEOSGeometry *points = points_of(seat, place, n, err);
    if (!points)
        return NULL;
    GEOSGeometry *hull = n > 2 ? hollow(seat, scratch, points, place, n, ratio, err) : NULL;
    if (!hull && err->code == TOMT_OK) /* one, two, in line or nearly so */
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
    struct tomt_arena *scratch = tomt_arena_new(err);
    struct place *place = scratch ? tomt_arena_block(scratch, NULL, n * sizeof *place, err) : NULL;
    seat->message[0] = '\0';
    GEOSGeometry *whole =
        place ? outline(seat, scratch, place, sort_out(x, y, n, place), ratio, margin_m, err)
              : NULL;
    tomt_arena_free(scratch);
    if (!whole)
        return tomt_seat_failed(seat, "making a hull", err);
    bool done = tomt_seat_write(seat, whole, shapes, err);
    GEOSGeom_destroy_r(seat->geos, whole);
    return done;
}
