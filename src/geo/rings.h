/* geo/rings.h: rings of a polygon as views on bytes, and cells of a huge polygon that hold only
 * what lies near. Not for other rooms. A cell's rings are the polygon's own edges wherever they
 * meet the cell's box; beyond it they take short cuts that stay outside the box. So, within the
 * box, the cell answers exactly as the polygon does, and no seam is ever made. A tree belongs to
 * its maker and points into the WKB it was made from. Not thread-safe. */
#ifndef TOMT_GEO_RINGS_H
#define TOMT_GEO_RINGS_H

#include "geo/wkb.h"

struct tomt_ring {
    const uint8_t *xy; /* closed */
    size_t n;
    uint32_t part;
    bool hole;
    bool left; /* the polygon lies to the left of the ring's direction */
};

struct tomt_rings {
    struct tomt_ring *ring;
    size_t n, capacity;
};
void tomt_rings_free(struct tomt_rings *rings);
/* The rings of our WKB; appends nothing for lines. */
bool tomt_rings_read(struct tomt_rings *rings, const uint8_t *wkb, size_t size,
                     struct tomt_error *err);
double tomt_ring_twice_area(const uint8_t *xy,
                            size_t n); /* positive when the inside lies to the left */
enum tomt_wkb_side tomt_rings_side(const struct tomt_ring *ring, size_t n, double x, double y);

struct tomt_cell {
    struct tomt_box core, reach,
        box; /* its quarter of the parent; what may be asked; what is cut out */
    struct tomt_rings rings;
    uint8_t *points; /* owned, NULL for the root */
    size_t n_inside; /* edges that may meet the box; 0: the box is wholly in or out */
    bool holds_box;  /* then: in */
    unsigned depth;
    bool tried; /* for the cutter: its polygon was asked for; without `geometry` the parent must
                   serve */
    struct tomt_cell *parent;   /* NULL for the root */
    struct tomt_cell *child[4]; /* made when first asked for */
    void *geometry;             /* for the cutter: its GEOS polygon, NULL until needed */
};
/* Cells of more edges than this are split. */
#define TOMT_CELL_EDGES 256

struct tomt_cell *tomt_cell_root(const uint8_t *wkb, size_t size, struct tomt_error *err);
/* `each` is called for every cell, to let go of what hangs on it; may be NULL. */
void tomt_cell_free(struct tomt_cell *cell, void (*each)(void *context, struct tomt_cell *cell),
                    void *context);
/* The smallest cell whose reach holds `box`, the root at worst. *bytes grows by what is newly made.
 */
struct tomt_cell *tomt_cell_find(struct tomt_cell *root, const struct tomt_box *box, size_t *bytes,
                                 struct tomt_error *err);
/* WKB of the polygon ∩ the cell's box, in memory of `arena` (cell_clip.c). *size 0: nothing there.
 * *clean false: borders cross the rim too close together to be told apart; nothing is written and a
 * larger cell must serve. */
bool tomt_cell_wkb(const struct tomt_cell *cell, struct tomt_arena *arena, uint8_t **wkb,
                   size_t *size, bool *clean, struct tomt_error *err);

#endif
