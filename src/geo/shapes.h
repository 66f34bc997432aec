/* geo/shapes.h: many geometries as plain bytes: 2D little-endian ISO WKB, boxes, no library object inside.
 * May not know where they come from. The blocks belong to the arena given at the start.
 * Finished shapes are const and shared by threads; each seat decodes its own. Coordinates are metres in the project CRS
 * unless said otherwise. */
#ifndef TOMT_GEO_SHAPES_H
#define TOMT_GEO_SHAPES_H

#include "base/arena.h"

struct tomt_box {
    double min_x, min_y, max_x, max_y; /* empty: min_x > max_x */
};

enum tomt_shape_kind { TOMT_POINTS, TOMT_LINES, TOMT_POLYGONS };

/* POINTS keep only boxes (min = max = the point; wkb and start stay NULL). LINES are WKB LineString or MultiLineString,
 * POLYGONS WKB Polygon or MultiPolygon. All valid, 2D, never empty. */
struct tomt_shapes {
    struct tomt_arena *arena;
    enum tomt_shape_kind kind;
    size_t n, capacity;
    struct tomt_box *box;
    uint64_t *start; /* n + 1 offsets into wkb */
    uint8_t *wkb;
    size_t wkb_capacity;
};

void tomt_shapes_start(struct tomt_shapes *shapes, struct tomt_arena *arena, enum tomt_shape_kind kind);
/* Room for so much more, so that many adds do not grow the blocks step by step; bytes_more is ignored for points. */
bool tomt_shapes_reserve(struct tomt_shapes *shapes, size_t n_more, size_t bytes_more, struct tomt_error *err);
bool tomt_shapes_add_wkb(struct tomt_shapes *shapes, const uint8_t *wkb, size_t size, struct tomt_error *err);
bool tomt_shapes_add_point(struct tomt_shapes *shapes, double x, double y, struct tomt_error *err);
bool tomt_shapes_keep(struct tomt_shapes *shapes, const uint8_t *keep, struct tomt_error *err);
/* Appends all of `from` (same kind). */
bool tomt_shapes_append(struct tomt_shapes *shapes, const struct tomt_shapes *from, struct tomt_error *err);
static inline const uint8_t *tomt_shapes_wkb(const struct tomt_shapes *shapes, size_t row, size_t *size)
{
    *size = (size_t)(shapes->start[row + 1] - shapes->start[row]);
    return shapes->wkb + shapes->start[row];
}
struct tomt_box tomt_shapes_extent(const struct tomt_shapes *shapes);

static inline bool tomt_box_meet(const struct tomt_box *a, const struct tomt_box *b) /* edges included */
{
    return a->min_x <= b->max_x && b->min_x <= a->max_x && a->min_y <= b->max_y && b->min_y <= a->max_y;
}
static inline bool tomt_box_hold(const struct tomt_box *outer, const struct tomt_box *inner)
{
    return outer->min_x <= inner->min_x && inner->max_x <= outer->max_x && outer->min_y <= inner->min_y &&
           inner->max_y <= outer->max_y;
}

#endif
