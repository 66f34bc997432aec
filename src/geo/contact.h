/* geo/contact.h: how a polygon lies to another, from their edges alone, decided exactly.
 * Not for other rooms. Knows no GEOS: what it cannot decide it says so.
 * The desk is reused memory of one seat. */
#ifndef TOMT_GEO_CONTACT_H
#define TOMT_GEO_CONTACT_H

#include "geo/clip.h"
#include "geo/rings.h"

struct tomt_near { /* an edge of the shape whose box meets the geometry's */
    double ax, ay, bx, by;
    uint32_t ring, edge;
};

struct tomt_touch { /* a point where both borders pass, at a vertex of at least one */
    double x, y;
};

struct tomt_contact_desk {
    struct tomt_near *near;
    struct tomt_touch *touch;
    size_t n_near, near_capacity, n_touch, touch_capacity;
};
void tomt_contact_free(struct tomt_contact_desk *desk);

/* Gathers the edges near `box`. *alone: there are none, and *meets tells on which side the whole
 * box lies. */
bool tomt_contact_near(struct tomt_contact_desk *desk, const struct tomt_ring *ring, size_t n,
                       const struct tomt_box *box, bool *alone, enum tomt_meets *meets,
                       struct tomt_error *err);

/* How the geometry's rings lie to the shape's, after tomt_contact_near. APART when they share
 * border only. *decided false: borders meet in a way (several rings in one point) that only a full
 * overlay graph can tell. */
bool tomt_contact_lie(struct tomt_contact_desk *desk, const struct tomt_ring *shape, size_t n_shape,
                      const struct tomt_ring *geometry, size_t n_geometry, bool *decided,
                      enum tomt_meets *meets, struct tomt_error *err);

#endif
