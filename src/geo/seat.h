/* geo/seat.h: the seat of one thread: a GEOS context, a PROJ context, readers and writers, a scratch arena.
 * May not know layers or files. The seat owns all it makes; it is tied to the arena it was opened in.
 * A seat and everything made through it belongs to one thread (a GEOS geometry may not even be read by two). */
#ifndef TOMT_GEO_SEAT_H
#define TOMT_GEO_SEAT_H

#include "geo/shapes.h"

#define GEOS_USE_ONLY_R_API
#include <geos_c.h>
#include <proj.h>

struct tomt_seat {
    GEOSContextHandle_t geos;
    PJ_CONTEXT *proj; /* network off */
    GEOSWKBReader *reader;
    GEOSWKBWriter *writer; /* 2D, little-endian, ISO */
    struct tomt_arena *arena;   /* lives as long as the seat */
    struct tomt_arena *scratch; /* rewound by its user per chunk */
    char message[400];          /* the last thing GEOS or PROJ said */
};

struct tomt_seat *tomt_seat_open(struct tomt_arena *arena, struct tomt_error *err);

/* All return NULL with err set (the library's own words included) on failure; the caller destroys the geometry. */
GEOSGeometry *tomt_seat_read(struct tomt_seat *seat, const uint8_t *wkb, size_t size, struct tomt_error *err);
GEOSGeometry *tomt_seat_shape(struct tomt_seat *seat, const struct tomt_shapes *shapes, size_t row, struct tomt_error *err);
/* Overlay that survives bad topology: tried as it is (floating), then with both inputs made valid, then snapped to
 * TOMT_SNAP_M with GEOSxxxPrec. *snapped tells that the last step was needed. */
#define TOMT_SNAP_M 1e-4
enum tomt_overlay { TOMT_INTERSECTION, TOMT_DIFFERENCE, TOMT_UNION };
GEOSGeometry *tomt_seat_overlay(struct tomt_seat *seat, enum tomt_overlay what, const GEOSGeometry *a,
                                const GEOSGeometry *b, bool *snapped, struct tomt_error *err);
/* Only the polygons of any geometry, as Polygon or MultiPolygon (possibly empty); takes `geometry` over. Parts under
 * `sliver_m2` are left out, counted and their area summed (added to *n_slivers and *slivers_m2; NULL: not wanted). */
GEOSGeometry *tomt_seat_polygons(struct tomt_seat *seat, GEOSGeometry *geometry, double sliver_m2, size_t *n_slivers,
                                 double *slivers_m2, struct tomt_error *err);
/* Everything within radius_m[i] of (x[i], y[i]) for any i, as Polygon or MultiPolygon (empty for n = 0). A disc is a polygon of 64 edges with
 * the circle's area, so its edge runs within a thousandth of the radius. */
GEOSGeometry *tomt_seat_discs(struct tomt_seat *seat, const double *x, const double *y, const double *radius_m, size_t n,
                              struct tomt_error *err);
/* Appends the concave hull of points to shapes, as one polygon without holes, widened by margin_m > 0 with round corners (a circle for one place, a
 * capsule for two). ratio 0..1: the longest edge that stays, from the shortest to the longest of the triangulation; 1 is the convex hull. The order
 * of points does not matter, nor how often one is there. Every point stays a corner or inside, so a row of points one behind the other has no
 * breadth to be hollowed out beside it. All are finite, n > 0. Points nearly in line, whose triangulation
 * is not sound, get the convex hull. Source: Duckham et al. (2008) doi:10.1016/j.patcog.2008.03.023. */
bool tomt_seat_hull(struct tomt_seat *seat, const double *x, const double *y, size_t n, double ratio, double margin_m,
                    struct tomt_shapes *shapes, struct tomt_error *err);
/* Appends our WKB of a geometry to shapes. */
bool tomt_seat_write(struct tomt_seat *seat, const GEOSGeometry *geometry, struct tomt_shapes *shapes, struct tomt_error *err);

/* Validity repair of one polygon or line WKB (ours). *repaired false: it was valid and nothing was written. Else the result of
 * GEOSMakeValid (structure method, collapsed parts dropped) of the same kind is put in *out (arena memory of seat->scratch);
 * *out_size 0 means nothing of that kind remained. `reason` (may be NULL) gets GEOS's words. */
bool tomt_seat_repair(struct tomt_seat *seat, const uint8_t *wkb, size_t size, enum tomt_shape_kind kind, bool *repaired,
                      uint8_t **out, size_t *out_size, char reason[160], struct tomt_error *err);

/* Site point: the centroid if inside (edge excluded), else GEOS's point on surface. */
bool tomt_seat_point(struct tomt_seat *seat, const GEOSGeometry *geometry, double *x, double *y, struct tomt_error *err);
/* Diameter of the largest inscribed circle of the widest part, tolerance 0.1 m. */
bool tomt_seat_inscribed_m(struct tomt_seat *seat, const GEOSGeometry *geometry, double *diameter_m, struct tomt_error *err);

#endif
