/* geo/clip.h: overlay of one small geometry with many others, of which some are huge (a fjord with 100,000 vertices).
 * A `tomt_cutter` belongs to one seat: it decodes a shape when first cut and keeps it (bounded by bytes, oldest out first), and
 * sees big polygons through overlapping cells (a quadtree, made where asked, down to 256 edges, each grown by its halo), so
 * that a small geometry meets one cell and no seam is ever made; a geometry larger than a cell meets the next larger one.
 * The shapes are shared and const; the cutter is not. */
#ifndef TOMT_GEO_CLIP_H
#define TOMT_GEO_CLIP_H

#include "geo/seat.h"

struct tomt_cutter;
struct tomt_cutter *tomt_cutter_open(struct tomt_seat *seat, const struct tomt_shapes *shapes, size_t max_bytes, struct tomt_error *err);

enum tomt_meets { TOMT_APART, TOMT_TOUCHES_OR_CROSSES, TOMT_COVERED /* the geometry lies wholly in the shape */ };
/* How does `geometry` (polygon, box known) lie to the shape in `row`? Decided exactly, from the edges. APART: no inner point in
 * common (boxes may meet, borders be shared). */
bool tomt_cutter_meets(struct tomt_cutter *cutter, size_t row, const GEOSGeometry *geometry, const struct tomt_box *box,
                       enum tomt_meets *meets, struct tomt_error *err);
/* geometry ∩ shape, or geometry − shape; NULL on failure. snapped as in tomt_seat_overlay. */
GEOSGeometry *tomt_cutter_cut(struct tomt_cutter *cutter, size_t row, enum tomt_overlay what, const GEOSGeometry *geometry,
                              const struct tomt_box *box, bool *snapped, struct tomt_error *err);

#endif
