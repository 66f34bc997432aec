/* assembly/join.c: the members of an assembly as one polygon, its area accounted for. */
#include "assembly/assembly.h"

#include "geo/wkb.h"

#include <math.h>

static const double FINE_M = 1e-6, CONSERVED = 1e-6;

static void destroy_all(struct tomt_seat *seat, GEOSGeometry **part, size_t n)
{
    for (size_t i = 0; i < n; i++)
        GEOSGeom_destroy_r(seat->geos, part[i]);
}

static bool read_parts(struct tomt_seat *seat, const struct tomt_shapes *parcels,
                       const uint32_t *member, size_t n, GEOSGeometry **part,
                       struct tomt_joined *joined, struct tomt_error *err)
{
    for (size_t i = 0; i < n; i++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(parcels, member[i], &size);
        joined->parts_m2 += tomt_wkb_area_m2(wkb, size);
        part[i] = tomt_seat_read(seat, wkb, size, err);
        if (!part[i]) {
            destroy_all(seat, part, i);
            return false;
        }
    }
    return true;
}

/* The area that members have in common: Σ over members of what the union of those before holds of
 * them, so that a place that three share counts twice. */
static bool overlap_of(struct tomt_seat *seat, GEOSGeometry *const *part, size_t n,
                       struct tomt_joined *joined, struct tomt_error *err)
{
    GEOSGeometry *before = GEOSGeom_clone_r(seat->geos, part[0]);
    bool ok = before != NULL, snapped;
    for (size_t i = 1; ok && i < n; i++) {
        double common_m2 = 0;
        GEOSGeometry *common =
            tomt_seat_overlay(seat, TOMT_INTERSECTION, before, part[i], &snapped, err);
        GEOSGeometry *more =
            common ? tomt_seat_overlay(seat, TOMT_UNION, before, part[i], &snapped, err) : NULL;
        ok = more && GEOSArea_r(seat->geos, common, &common_m2) == 1;
        joined->overlap_m2 += common_m2;
        GEOSGeom_destroy_r(seat->geos, common);
        GEOSGeom_destroy_r(seat->geos, before);
        before = more;
    }
    GEOSGeom_destroy_r(seat->geos, before);
    return ok || tomt_fail(err, TOMT_INTERNAL, "assembly: overlap of members: %s", seat->message);
}

static bool conserves(const struct tomt_joined *joined)
{
    return fabs(joined->parts_m2 - joined->overlap_m2 - joined->whole_m2) <=
           CONSERVED * joined->parts_m2;
}

/* Puts copies in one collection, all but `but`, which belongs to the caller. */
static GEOSGeometry *collect(struct tomt_seat *seat, GEOSGeometry *const *part, size_t n,
                             size_t but, struct tomt_error *err)
{
    GEOSGeometry **copy = tomt_allocate(n * sizeof *copy), *all = NULL;
    size_t n_copies = 0;
    bool ok = copy != NULL;
    for (size_t i = 0; ok && i < n; i++) {
        if (i == but)
            continue;
        copy[n_copies] = GEOSGeom_clone_r(seat->geos, part[i]);
        ok = copy[n_copies] != NULL;
        n_copies += ok;
    }
    if (ok) /* takes the copies over, also when it fails */
        all = GEOSGeom_createCollection_r(seat->geos, GEOS_GEOMETRYCOLLECTION, copy,
                                          (unsigned)n_copies);
    else if (copy)
        destroy_all(seat, copy, n_copies);
    tomt_release(copy);
    if (!all)
        tomt_fail(err, TOMT_MEMORY, "out of memory for the %zu parcels of an assembly", n);
    return all;
}

/* Every part gets the corners of the others that lie on its border, so that borders without common
 * corners become the same line. First each to those before it, so that no two corners change
 * places; then each to all. (Rounding to a grid does not do: each step of a union rounds anew.) */
static bool snap(struct tomt_seat *seat, GEOSGeometry **part, size_t n, double tolerance_m,
                 struct tomt_error *err)
{
    for (size_t i = 1; i < 2 * n; i++) {
        size_t at = i % n;
        GEOSGeometry *others = collect(seat, part, i < n ? i : n, at, err);
        if (!others)
            return false;
        GEOSGeometry *snapped = GEOSSnap_r(seat->geos, part[at], others, tolerance_m);
        GEOSGeom_destroy_r(seat->geos, others);
        if (!snapped)
            return tomt_fail(err, TOMT_INTERNAL, "assembly: snapping borders: %s", seat->message);
        GEOSGeom_destroy_r(seat->geos, part[at]);
        part[at] = snapped;
    }
    return true;
}

static GEOSGeometry *join_snapped(struct tomt_seat *seat, GEOSGeometry **part, size_t n,
                                  struct tomt_joined *joined, struct tomt_error *err)
{
    GEOSGeometry *all = collect(seat, part, n, n, err), *whole = NULL;
    if (!all)
        return NULL;
    whole = GEOSUnaryUnion_r(seat->geos, all);
    GEOSGeom_destroy_r(seat->geos, all);
    if (!whole)
        tomt_fail(err, TOMT_INTERNAL, "assembly: joining its parcels: %s", seat->message);
    else
        whole = tomt_seat_polygons(seat, whole, 0, NULL, NULL, err);
    if (whole && GEOSArea_r(seat->geos, whole, &joined->whole_m2) != 1) {
        tomt_fail(err, TOMT_INTERNAL, "assembly: area: %s", seat->message);
        GEOSGeom_destroy_r(seat->geos, whole);
        return NULL;
    }
    return whole;
}

/* NULL with `err` untouched: area would be lost or won. */
static GEOSGeometry *join_within(struct tomt_seat *seat, GEOSGeometry *const *part, size_t n,
                                 double tolerance_m, struct tomt_joined *joined,
                                 struct tomt_error *err)
{
    GEOSGeometry **moved = tomt_allocate(n * sizeof *moved), *whole = NULL;
    size_t n_moved = 0;
    seat->message[0] = '\0';
    while (moved && n_moved < n &&
           (moved[n_moved] = GEOSGeom_clone_r(seat->geos, part[n_moved])) != NULL)
        n_moved++;
    if (n_moved < n)
        tomt_fail(err, TOMT_MEMORY, "out of memory for the %zu parcels of an assembly", n);
    else if (snap(seat, moved, n, tolerance_m, err))
        whole = join_snapped(seat, moved, n, joined, err);
    if (moved)
        destroy_all(seat, moved, n_moved);
    tomt_release(moved);
    joined->overlap_m2 = 0;
    if (whole && !conserves(joined)) {
        bool ok = overlap_of(seat, part, n, joined, err);
        if (!ok || !conserves(joined)) {
            GEOSGeom_destroy_r(seat->geos, whole);
            whole = NULL;
        }
    }
    return whole;
}

static GEOSGeometry *join(struct tomt_seat *seat, GEOSGeometry *const *part, size_t n,
                          struct tomt_joined *joined, struct tomt_error *err)
{
    const double tolerance_m[] = {TOMT_SNAP_M, FINE_M};
    for (size_t k = 0; k < sizeof tolerance_m / sizeof *tolerance_m; k++) {
        struct tomt_error own = {0};
        GEOSGeometry *whole = join_within(seat, part, n, tolerance_m[k], joined, &own);
        if (whole)
            return whole;
        if (own.code != TOMT_OK) {
            tomt_fail(err, own.code, "%s", own.text);
            return NULL;
        }
    }
    tomt_fail(err, TOMT_INTERNAL,
              "assembly: %zu parcels of %.3f m2, %.3f m2 of it in common, were joined to %.3f m2",
              n, joined->parts_m2, joined->overlap_m2, joined->whole_m2);
    return NULL;
}

bool tomt_assembly_join(struct tomt_seat *seat, const struct tomt_shapes *parcels,
                        const uint32_t *member, size_t n, struct tomt_shapes *out,
                        struct tomt_joined *joined, struct tomt_error *err)
{
    *joined = (struct tomt_joined){0};
    GEOSGeometry **part = tomt_allocate(n * sizeof *part);
    if (!part)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for an assembly of %zu parcels", n);
    bool ok = read_parts(seat, parcels, member, n, part, joined, err);
    if (ok) {
        GEOSGeometry *whole = join(seat, part, n, joined, err);
        destroy_all(seat, part, n);
        ok = whole != NULL;
        if (ok) {
            int n_parts = GEOSGetNumGeometries_r(seat->geos, whole);
            joined->n_parts = n_parts > 0 ? (size_t)n_parts : 0;
            ok = tomt_seat_write(seat, whole, out, err);
        }
        GEOSGeom_destroy_r(seat->geos, whole);
    }
    tomt_release(part);
    return ok || tomt_while(err, "joining %zu parcels", n);
}
