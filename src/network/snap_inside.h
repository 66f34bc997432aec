/* network/snap_inside.h: what the files that snap share: a tree of boxes over pieces of street. Not for other rooms.
 * Points into the network; const once made and then shared by threads. */
#ifndef TOMT_NETWORK_SNAP_INSIDE_H
#define TOMT_NETWORK_SNAP_INSIDE_H

#include "network/snap.h"

#include <math.h>

/* A piece: from vertex to the next one of the link's line; or one node, which is a piece without length. Numbered by link, then along
 * it (nodes: by node): that is along the Hilbert curve already, so that runs of neighbours make the tree without sorting. */
struct tomt_piece {
    uint32_t vertex, link;
};

enum { TOMT_PIECES_FAN = 8, TOMT_PIECES_LEVELS = 12 /* 8^12 pieces */ };

struct tomt_pieces {
    const double *x, *y; /* of vertices, or of nodes */
    uint32_t step;       /* from a piece's first vertex to its last: 1; nodes: 0 */
    size_t n;
    struct tomt_piece *piece;
    /* box[0][k] is around pieces 8k..8k+7, box[l][k] around boxes 8k..8k+7 of level l - 1; the top level has one */
    struct tomt_box *box[TOMT_PIECES_LEVELS];
    size_t n_boxes[TOMT_PIECES_LEVELS];
    unsigned n_levels; /* 0: nothing in it */
};

struct tomt_snapper {
    const struct tomt_network *network;
    struct tomt_pieces pieces[TOMT_N_WAYS]; /* WALK and DRIVE */
    uint32_t most_leg_mm;
};

/* The nearest piece so far: by squared distance, then the lower. */
struct tomt_piece_found {
    double m2;    /* INFINITY: none */
    size_t piece; /* SIZE_MAX: none */
};

/* Distances are rounded: what is in a box may seem a little nearer than the box. Nanometres near by, 1e-9 of the distance beyond. */
static inline double tomt_still_near(double m2)
{
    return m2 + (m2 * 1e-9 + 1e-12);
}

/* Squared distance from the origin to the piece from a to b, and where on it: *share 0 at a, 1 at b. At an end it is the end's own
 * distance to the last bit, so that pieces that share an end tie. */
static inline double tomt_piece_m2(double ax, double ay, double bx, double by, double *share)
{
    double dx = bx - ax, dy = by - ay;
    double long2 = dx * dx + dy * dy, ahead = -(ax * dx + ay * dy);
    if (!(ahead > 0)) {
        *share = 0;
        return ax * ax + ay * ay;
    }
    if (ahead >= long2) {
        *share = 1;
        return bx * bx + by * by;
    }
    double twice_area = ax * dy - ay * dx;
    *share = ahead / long2;
    return twice_area * twice_area / long2;
}

static inline bool tomt_link_serves(const struct tomt_network *network, enum tomt_way way, uint32_t link)
{
    unsigned wanted = way == TOMT_WALK ? TOMT_LINK_WALK : way == TOMT_DRIVE ? TOMT_LINK_FORWARD | TOMT_LINK_BACKWARD : 0;
    return (network->link_use[link] & wanted) != 0;
}

static inline uint32_t tomt_leg_mm(double m2)
{
    double mm = sqrt(m2) * 1000.0 + 0.5;
    return mm < (double)(UINT32_MAX - 1) ? (uint32_t)mm : UINT32_MAX - 1;
}

bool tomt_snaps_start(struct tomt_arena *arena, enum tomt_way way, size_t n, struct tomt_snaps *out, struct tomt_error *err);
/* Row i: at `share` of the piece found; too far, or nothing found: not snapped (n_missed is counted by the caller). */
void tomt_snaps_set(struct tomt_snaps *out, size_t i, const struct tomt_snapper *snapper, const struct tomt_piece_found *found,
                    double share);
/* mm from the link's first node to `share` of the way from a vertex of it to the next. */
uint32_t tomt_snap_along(const struct tomt_network *network, uint32_t link, uint64_t vertex, double share);

bool tomt_pieces_make(struct tomt_arena *arena, const struct tomt_network *network, enum tomt_way way, struct tomt_pieces *out,
                      struct tomt_error *err);
/* Nearest piece to a point, at least as good as *found (which may hold a guess); exact. */
void tomt_pieces_nearest(const struct tomt_pieces *pieces, double x, double y, struct tomt_piece_found *found);

/* One entry of a shape; snap_gates.c finds those of one link. */
struct tomt_gate {
    uint32_t link, along_mm, until_mm, leg_mm;
};
struct tomt_gates { /* grown with tomt_resize */
    struct tomt_gate *gate;
    size_t n, capacity;
};
bool tomt_gates_add(struct tomt_gates *gates, struct tomt_gate gate, struct tomt_error *err);

struct tomt_outline;
struct tomt_gate_scratch { /* all zeros at first */
    struct tomt_gate_span { /* along a link: number of the piece + share of it */
        double from, to;
    } *span;
    double *spot;
    size_t n_spans, n_spots, span_capacity, spot_capacity;
};
void tomt_gate_scratch_free(struct tomt_gate_scratch *scratch);
/* Where the link is nearest to the outline, sqrt(m2) away; first_piece: the link's. */
bool tomt_gates_of_link(struct tomt_gate_scratch *scratch, const struct tomt_outline *outline, const struct tomt_snapper *snapper,
                        enum tomt_way way, size_t first_piece, double m2, struct tomt_gates *gates, struct tomt_error *err);

/* snap_polygon.c; n_missed included */
bool tomt_snap_outlines(struct tomt_arena *arena, const struct tomt_snapper *snapper, enum tomt_way way,
                        const struct tomt_shapes *shapes, const struct tomt_crew *crew, struct tomt_snaps *out,
                        struct tomt_error *err);

#endif
