/* geo/seat_discs.c: the union of many discs. */
#include "geo/seat_inside.h"

#include <math.h>

enum { N_EDGES = 64 };

/* Of the circle's area: n/2 sin(2 pi/n) R2 = pi r2. */
static double outer_radius(double radius_m)
{
    const double angle = 2 * 3.14159265358979323846 / N_EDGES;
    return radius_m * sqrt(angle / sin(angle));
}

static GEOSGeometry *disc(struct tomt_seat *seat, double x, double y, double radius_m)
{
    const double angle = 2 * 3.14159265358979323846 / N_EDGES, outer = outer_radius(radius_m);
    double place[2 * (N_EDGES + 1)];
    for (int k = 0; k <= N_EDGES; k++) {
        place[2 * k] = x + outer * cos(angle * (k % N_EDGES));
        place[2 * k + 1] = y + outer * sin(angle * (k % N_EDGES));
    }
    GEOSCoordSequence *points = GEOSCoordSeq_copyFromBuffer_r(seat->geos, place, N_EDGES + 1, 0, 0);
    GEOSGeometry *ring = points ? GEOSGeom_createLinearRing_r(seat->geos, points) : NULL;
    return ring ? GEOSGeom_createPolygon_r(seat->geos, ring, NULL, 0) : NULL;
}

/* As it is, else snapped to TOMT_SNAP_M, as overlays are. */
static GEOSGeometry *joined(struct tomt_seat *seat, GEOSGeometry **part, size_t n)
{
    GEOSGeometry *all =
        GEOSGeom_createCollection_r(seat->geos, GEOS_MULTIPOLYGON, part, (unsigned)n);
    GEOSGeometry *whole = all ? GEOSUnaryUnion_r(seat->geos, all) : NULL;
    if (all && !whole)
        whole = GEOSUnaryUnionPrec_r(seat->geos, all, TOMT_SNAP_M);
    GEOSGeom_destroy_r(seat->geos, all);
    return whole;
}

GEOSGeometry *tomt_seat_discs(struct tomt_seat *seat, const double *x, const double *y,
                              const double *radius_m, size_t n, struct tomt_error *err)
{
    GEOSGeometry **part = tomt_allocate((n + 1) * sizeof *part), *whole = NULL;
    size_t n_made = 0;
    if (!part) {
        tomt_fail(err, TOMT_MEMORY, "out of memory for %zu discs", n);
        return NULL;
    }
    seat->message[0] = '\0';
    while (n_made < n) {
        part[n_made] = disc(seat, x[n_made], y[n_made], radius_m[n_made]);
        if (!part[n_made])
            break;
        n_made++;
    }
    if (n_made == n) {
        whole = joined(seat, part, n);
        n_made = 0; /* taken over */
    }
    for (size_t k = 0; k < n_made; k++)
        GEOSGeom_destroy_r(seat->geos, part[k]);
    tomt_release(part);
    if (!whole)
        tomt_seat_failed(seat, "joining discs", err);
    return whole;
}
