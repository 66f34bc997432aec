/* geo/wkb_walk.h: ring after ring over our WKB, inlined, for the arithmetic of this room.
 * Trusts that the bytes come from tomt_shapes, yet never reads past their end.
 * Nothing is owned; thread-safe. */
#ifndef TOMT_GEO_WKB_WALK_H
#define TOMT_GEO_WKB_WALK_H

#include "geo/wkb.h"

enum tomt_wkb_type {
    TOMT_WKB_LINE = 2,
    TOMT_WKB_POLYGON = 3,
    TOMT_WKB_LINES = 5,
    TOMT_WKB_POLYGONS = 6
};

struct tomt_wkb_walk {
    const uint8_t *at, *end;
    uint32_t parts_left, rings_left;
    bool polygons, multi;
    size_t part, ring; /* of `xy` */
    const uint8_t *xy;
    size_t n; /* points of the ring or line */
    size_t next_part, next_ring;
};

static inline uint32_t tomt_wkb_u32(const uint8_t *at)
{
    uint32_t value;
    __builtin_memcpy(&value, at, 4);
    return value;
}

static inline struct tomt_wkb_walk tomt_wkb_walk(const uint8_t *wkb, size_t size)
{
    struct tomt_wkb_walk walk = {.at = wkb, .end = wkb + size};
    if (size < 9)
        return walk;
    uint32_t type = tomt_wkb_u32(wkb + 1);
    walk.polygons = type == TOMT_WKB_POLYGON || type == TOMT_WKB_POLYGONS;
    walk.multi = type == TOMT_WKB_LINES || type == TOMT_WKB_POLYGONS;
    walk.parts_left = walk.multi ? tomt_wkb_u32(wkb + 5) : 1;
    if (walk.multi)
        walk.at += 9;
    return walk;
}

/* Moves to the next ring or line: walk->xy, n, part, ring. False past the last. */
static inline bool tomt_wkb_step(struct tomt_wkb_walk *walk)
{
    while (walk->rings_left == 0) {
        if (walk->parts_left == 0 || walk->end - walk->at < 9)
            return false;
        walk->parts_left--;
        walk->rings_left = walk->polygons ? tomt_wkb_u32(walk->at + 5) : 1;
        walk->at += walk->polygons ? 9 : 5;
        walk->part = walk->next_part++;
        walk->next_ring = 0;
    }
    if (walk->end - walk->at < 4)
        return false;
    size_t n = tomt_wkb_u32(walk->at);
    if (n > (size_t)(walk->end - walk->at - 4) / 16)
        return false;
    walk->rings_left--;
    walk->xy = walk->at + 4;
    walk->n = n;
    walk->ring = walk->next_ring++;
    walk->at = walk->xy + 16 * n;
    return true;
}

/* Toggles *odd with each crossing of the ray to the right of the point; true: it lies on the ring.
 */
bool tomt_wkb_ring_cross(const uint8_t *xy, size_t n, double x, double y, bool *odd);

#endif
