/* areas/edges.h: the edges of one polygon, found by their height, for many points against few polygons (inside the room).
 * Exact, as geo/wkb.h is. Belongs to the arena given; const once made, then any thread may ask. Points into no WKB. */
#ifndef TOMT_AREAS_EDGES_H
#define TOMT_AREAS_EDGES_H

#include "geo/wkb.h"

struct tomt_edge {
    double ax, ay, bx, by;
};
struct tomt_edges {
    double min_y, per_m;      /* slabs of equal height */
    size_t n_slabs;
    const uint32_t *start;    /* [n_slabs + 1] */
    const uint32_t *in_slab;  /* edges that reach into it: four times as many as there are edges, at most */
    const struct tomt_edge *edge;
};
bool tomt_edges_make(struct tomt_arena *arena, const uint8_t *wkb, size_t size, struct tomt_edges *out, struct tomt_error *err);
/* The edge is inside. The point lies in the polygon's box. */
bool tomt_edges_hold(const struct tomt_edges *edges, double x, double y);

#endif
