/* network/outline.h: the edges of one polygon or line, and how far pieces of street are from them. Not for other rooms.
 * Points into the shape's WKB; the rest is the caller's scratch, of one thread. */
#ifndef TOMT_NETWORK_OUTLINE_H
#define TOMT_NETWORK_OUTLINE_H

#include "geo/shapes.h"

struct tomt_edge { /* of an outline, or a piece of street */
    double ax, ay, bx, by;
};

enum { TOMT_OUTLINE_BLOCK = 16 };

struct tomt_outline { /* all zeros at first; made anew for one shape after the other */
    struct tomt_edge *edge;
    size_t n, edge_capacity;
    struct tomt_box *block; /* around edges 16k..16k+15 */
    size_t n_blocks, block_capacity;
    struct tomt_box box;
    bool filled; /* a polygon */
};
bool tomt_outline_make(struct tomt_outline *outline, const struct tomt_shapes *shapes, size_t i, struct tomt_error *err);
void tomt_outline_free(struct tomt_outline *outline);

/* Inside, or on the edge of, a polygon; exact. */
bool tomt_outline_holds(const struct tomt_outline *outline, double x, double y);
/* Squared distance to a piece of street: 0 exactly where it meets an edge or lies inside; INFINITY, or any number above it, when it is
 * over limit_m2. starts_outside: its beginning is known not to lie inside. */
double tomt_outline_m2(const struct tomt_outline *outline, const struct tomt_edge *piece, double limit_m2, bool starts_outside);
/* Calls `visit` for the edges whose boxes are within sqrt(*limit_m2) of the piece's; it may lower the limit. */
typedef bool tomt_edge_visit(void *context, const struct tomt_edge *edge);
bool tomt_outline_each(const struct tomt_outline *outline, const struct tomt_edge *piece, const double *limit_m2, tomt_edge_visit *visit,
                       void *context);

/* Squared distance between boxes; 0 where they meet. */
static inline double tomt_boxes_m2(const struct tomt_box *a, const struct tomt_box *b)
{
    double left = a->min_x - b->max_x, right = b->min_x - a->max_x;
    double below = a->min_y - b->max_y, above = b->min_y - a->max_y;
    double dx = left > right ? left : right, dy = below > above ? below : above;
    dx = dx > 0 ? dx : 0;
    dy = dy > 0 ? dy : 0;
    return dx * dx + dy * dy;
}
static inline struct tomt_box tomt_edge_box(const struct tomt_edge *edge)
{
    bool right = edge->ax < edge->bx, up = edge->ay < edge->by;
    return (struct tomt_box){right ? edge->ax : edge->bx, up ? edge->ay : edge->by, right ? edge->bx : edge->ax, up ? edge->by : edge->ay};
}
/* Squared distance from a point to an edge, and where on the edge. */
double tomt_edge_point_m2(double x, double y, const struct tomt_edge *edge, double *share);
/* Have they a common point? Exact but for *share: where they cross, on `piece` (lying in one line: its first point on the edge). */
bool tomt_edges_meet(const struct tomt_edge *piece, const struct tomt_edge *edge, double *share);

#endif
