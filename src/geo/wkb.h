/* geo/wkb.h: plain arithmetic on our WKB (2D, little-endian, ISO; what tomt_shapes holds) without building objects.
 * No GEOS here. Nothing is owned; reading is thread-safe. Input is trusted to come from tomt_shapes unless said. */
#ifndef TOMT_GEO_WKB_H
#define TOMT_GEO_WKB_H

#include "geo/shapes.h"

/* Calls `visit` for every ring or line, with its n points as x,y pairs (unaligned bytes: use memcpy or the helper).
 * part: index of the polygon or line in a multi geometry; ring 0 is the shell. Stops and returns false when visit does. */
typedef bool tomt_wkb_visit(void *context, size_t part, size_t ring, const uint8_t *xy, size_t n);
bool tomt_wkb_each(const uint8_t *wkb, size_t size, tomt_wkb_visit *visit, void *context);
static inline void tomt_wkb_xy(const uint8_t *xy, size_t i, double *x, double *y)
{
    __builtin_memcpy(x, xy + 16 * i, 8);
    __builtin_memcpy(y, xy + 16 * i + 8, 8);
}

struct tomt_box tomt_wkb_box(const uint8_t *wkb, size_t size);
size_t tomt_wkb_vertices(const uint8_t *wkb, size_t size);
double tomt_wkb_area_m2(const uint8_t *wkb, size_t size);     /* polygons: shells minus holes, orientation ignored */
/* Area-weighted centroid of polygons; false (nothing written) when there is no area. */
bool tomt_wkb_centroid(const uint8_t *wkb, size_t size, double *x, double *y);
double tomt_wkb_length_m(const uint8_t *wkb, size_t size);    /* lines: length; polygons: perimeter, holes' rings count */
enum tomt_wkb_side { TOMT_SIDE_OUTSIDE, TOMT_SIDE_EDGE, TOMT_SIDE_INSIDE };
enum tomt_wkb_side tomt_wkb_side_of(const uint8_t *wkb, size_t size, double x, double y); /* polygons; exact */
bool tomt_wkb_holds_point(const uint8_t *wkb, size_t size, double x, double y); /* polygons; the edge is inside */
/* Distance from a point to the nearest edge of a line, or of a polygon (0 inside). */
double tomt_wkb_distance_m(const uint8_t *wkb, size_t size, double x, double y);
/* Area of polygon ∩ circle, exact for straight edges (sum of signed circular sectors and triangles per edge). */
double tomt_wkb_circle_area_m2(const uint8_t *wkb, size_t size, double x, double y, double radius_m);

/* Reads foreign WKB (ISO or EWKB or GDAL flavour, any byte order, Z/M, NaN, any nesting) and writes ours: 2D, little-endian,
 * of `kind`; curves are not handled here (see what.curve). Untrusted input: every read is bounds-checked. Parts are kept,
 * collections flattened to the parts of `kind`; consecutive duplicate points removed; unclosed rings closed. */
struct tomt_wkb_found {
    bool empty;         /* nothing of `kind` in it */
    bool had_z;         /* Z or M dropped */
    bool collection;    /* a GeometryCollection was taken apart */
    bool other_kind;    /* parts of another kind were in it (dropped) */
    bool curve;         /* a curve or surface type: linearise with GDAL first; `out` is left alone */
    bool closed_ring;   /* an unclosed ring was closed */
    bool collapsed;     /* a ring under four points or a line under two (after duplicates went) was dropped */
    bool not_finite;    /* NaN or infinite coordinate: unusable */
    bool broken;        /* malformed bytes: unusable */
};
/* Appends to out[*n..capacity); grows through tomt_resize. For TOMT_POINTS writes 16 bytes (x, y) per point, all parts. */
bool tomt_wkb_normalise(const uint8_t *wkb, size_t size, enum tomt_shape_kind kind, uint8_t **out, size_t *n,
                        size_t *capacity, struct tomt_wkb_found *found, struct tomt_error *err);

/* A quick yes for lines, and for polygons of any size whose borders touch nowhere (every ring simple, holes inside their shell,
 * parts apart), decided exactly: a yes is never wrong; false means "ask GEOS". Tries tomt_wkb_star_shaped first. */
bool tomt_wkb_surely_valid(const uint8_t *wkb, size_t size);

/* A polygon of one ring that turns one way around its mean vertex: valid for sure, and told in one pass. */
bool tomt_wkb_star_shaped(const uint8_t *wkb, size_t size);

#endif
