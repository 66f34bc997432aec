/* network/snap.h: points joined to the network at the nearest point of the nearest link (or the nearest node).
 * Knows the network only. Snaps belong to the arena given; const once made. */
#ifndef TOMT_NETWORK_SNAP_H
#define TOMT_NETWORK_SNAP_H

#include "network/network.h"

struct tomt_snapper; /* index of the links usable by each way; made once, then const and shared by threads */
struct tomt_snapper *tomt_snapper_new(struct tomt_arena *arena, const struct tomt_network *network, struct tomt_error *err);

struct tomt_snaps { /* [n] each; points: one entry a point */
    enum tomt_way way;
    size_t n;           /* entries */
    uint32_t *link;     /* TOMT_NO_LINK: not snapped */
    uint32_t *along_mm; /* from the link's first node, 0 to link_mm */
    uint32_t *leg_mm;   /* off the street; also of those that are too far, UINT32_MAX when there is no street at all */
    size_t n_missed;    /* points or shapes that are not snapped */
    const uint32_t *row;/* which shape each entry is of, ascending: each has at least one; NULL: entry i is of point or shape i */
    const uint32_t *until_mm; /* the other end of the stretch along which the shape is as near (along_mm: a place); NULL: all are places.
                               * tomt_network_nearest and tomt_reach_polygons heed it: who stands between the two is there. */
};
static inline size_t tomt_snaps_row(const struct tomt_snaps *snaps, size_t i)
{
    return snaps->row ? snaps->row[i] : i;
}
/* The entries of a shape: tomt_snaps_first(snaps, i) up to tomt_snaps_first(snaps, i + 1). */
size_t tomt_snaps_first(const struct tomt_snaps *snaps, size_t shape);

#define TOMT_GATE_M 25 /* how much farther than the nearest street another one may be and still lead to a polygon */
/* Nearest link that the way may use (and whose island is large enough), ties to the lower link; leg at most max_snap_m, edge included.
 * With settings.snap_node the nearest node of such links instead: written as the start or end of one of them. A point that is not finite
 * is not snapped. Its leg and max_snap_m are compared in whole mm. `x`, `y`: [n]. */
bool tomt_snap_points(struct tomt_arena *arena, const struct tomt_snapper *snapper, enum tomt_way way, const double *x,
                      const double *y, size_t n, const struct tomt_crew *crew, struct tomt_snaps *out, struct tomt_error *err);
/* Points as above. Polygons (and lines) have gates: with d the distance of the nearest such link (0 where one crosses or lies inside),
 * every link within d + TOMT_GATE_M (in whole mm, edge included) and within max_snap_m leads there, from where it comes nearest. Where
 * it is as near, within 1 mm, along a stretch (beside a facade, inside a polygon) that is both ends of the stretch: of what is that near
 * the first and the last foot of a corner, crossing, bend or end of the street. leg: from there to the polygon. Several such places or
 * stretches of one link are all gates. snap_node: nodes within d + TOMT_GATE_M instead.
 * The first entry of a shape is the nearest: of the lowest nearest link, ties to the first along it; then by link and along. A shape
 * with no street near has one entry, without a link and with the distance. */
bool tomt_snap_shapes(struct tomt_arena *arena, const struct tomt_snapper *snapper, enum tomt_way way,
                      const struct tomt_shapes *shapes, const struct tomt_crew *crew, struct tomt_snaps *out,
                      struct tomt_error *err);
/* The point on the street. */
void tomt_snap_place(const struct tomt_network *network, uint32_t link, uint32_t along_mm, double *x, double *y);

/* What it costs to get from a snapped point to the link's ends (`leaving`), or from the ends to it; leg not included. TOMT_UNREACHED:
 * against a one-way street; at an end itself that end costs 0. By car the two of a two-way street add up to link_ms. Exactly what searches use. */
struct tomt_link_ends { uint32_t to_first, to_last; };
struct tomt_link_ends tomt_snap_ends(const struct tomt_network *network, enum tomt_way way, uint32_t link, uint32_t along_mm,
                                     bool leaving);
/* Straight along one link, from along a to along b; TOMT_UNREACHED against a one-way street. */
uint32_t tomt_snap_between(const struct tomt_network *network, enum tomt_way way, uint32_t link, uint32_t a_mm, uint32_t b_mm);

#endif
