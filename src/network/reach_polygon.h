/* network/reach_polygon.h: the ground around the streets reached within a bound, as polygons for maps.
 * Own arithmetic, no library: a distance field on a fine grid, its contour traced and simplified. Deterministic. */
#ifndef TOMT_NETWORK_REACH_POLYGON_H
#define TOMT_NETWORK_REACH_POLYGON_H

#include "network/search.h"

/* Around one group of snapped points (the stops of one hub: member[0..n_members] of `points`): for each of `most` (ascending costs) a
 * valid WKB (Multi)Polygon of all ground within margin_m of a street reached within it (partly reached links count as far as they are
 * reached); larger bounds hold smaller ones exactly. Holes under 4 x margin_m^2 are filled. Adds n_most rows to `out` (polygons), one
 * each, always: the street at a snapped point counts even when the leg to it takes longer (a group with nothing snapped is
 * TOMT_NOT_FOUND). Trips begin at the group when `leaving`. Accurate to about a 16th of the margin; drawn on a grid that does not
 * depend on the group. TOMT_DATA when the reach is too wide for the margin (more than 2^28 cells of a quarter margin). */
struct tomt_reach_scratch; /* of one thread */
struct tomt_reach_scratch *tomt_reach_scratch_new(struct tomt_arena *arena, const struct tomt_network *network, struct tomt_error *err);
bool tomt_reach_polygons(struct tomt_reach_scratch *scratch, enum tomt_way way, const struct tomt_snaps *points,
                         const uint32_t *member, size_t n_members, const uint32_t *most, size_t n_most, bool leaving,
                         double margin_m, struct tomt_shapes *out, struct tomt_error *err);

#endif
