/* network/snap.h: points joined to the network at the nearest point of the nearest link (or the nearest node).
 * Knows the network only. Snaps belong to the arena given; const once made. */
#ifndef TOMT_NETWORK_SNAP_H
#define TOMT_NETWORK_SNAP_H

#include "network/network.h"

struct tomt_snapper; /* index of the links usable by each way; made once, then const and shared by threads */
struct tomt_snapper *tomt_snapper_new(struct tomt_arena *arena, const struct tomt_network *network, struct tomt_error *err);

struct tomt_snaps { /* [n] each */
    enum tomt_way way;
    size_t n;
    uint32_t *link;     /* TOMT_NO_LINK: not snapped */
    uint32_t *along_mm; /* from the link's first node, 0 to link_mm */
    uint32_t *leg_mm;   /* off the street; also of those that are too far, UINT32_MAX when there is no street at all */
    size_t n_missed;    /* not snapped */
    const uint32_t *row;/* [n] which point or shape each entry is of; NULL: entry i is of i */
};
static inline size_t tomt_snaps_row(const struct tomt_snaps *snaps, size_t i)
{
    return snaps->row ? snaps->row[i] : i;
}
/* Nearest link that the way may use (and whose island is large enough), ties to the lower link; leg at most max_snap_m, edge included.
 * With settings.snap_node the nearest node of such links instead: written as the start or end of one of them. A point that is not finite
 * is not snapped. Its leg and max_snap_m are compared in whole mm. `x`, `y`: [n]. */
bool tomt_snap_points(struct tomt_arena *arena, const struct tomt_snapper *snapper, enum tomt_way way, const double *x,
                      const double *y, size_t n, const struct tomt_crew *crew, struct tomt_snaps *out, struct tomt_error *err);
/* Points as above; polygons (and lines) join where a street comes nearest to their edge (leg 0 where one crosses it or lies inside): the
 * nearest link, ties to the lower, and of it the first point that is as near, within a micrometre: in a polygon where the link begins
 * or enters, beside a long facade where they first run side by side. */
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
