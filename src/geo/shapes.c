/* geo/shapes.c: many geometries in three blocks: boxes, offsets, bytes. */
#include "geo/shapes.h"

#include "geo/wkb.h"

#include <math.h>
#include <string.h>

void tomt_shapes_start(struct tomt_shapes *shapes, struct tomt_arena *arena,
                       enum tomt_shape_kind kind)
{
    *shapes = (struct tomt_shapes){.arena = arena, .kind = kind};
}

static bool reserve_rows(struct tomt_shapes *shapes, size_t n, struct tomt_error *err)
{
    if (n <= shapes->capacity)
        return true;
    size_t capacity = shapes->capacity < 16 ? 32 : shapes->capacity + shapes->capacity / 2;
    if (capacity < n)
        capacity = n;
    void *box = tomt_arena_grow(shapes->arena, shapes->box, capacity * sizeof *shapes->box, err);
    if (!box)
        return false;
    shapes->box = box;
    if (shapes->kind != TOMT_POINTS) {
        void *start = tomt_arena_block(shapes->arena, shapes->start,
                                       (capacity + 1) * sizeof *shapes->start, err);
        if (!start)
            return false;
        shapes->start = start;
    }
    shapes->capacity = capacity;
    return true;
}

static bool reserve_bytes(struct tomt_shapes *shapes, size_t n, struct tomt_error *err)
{
    if (n <= shapes->wkb_capacity)
        return true;
    size_t capacity = shapes->wkb_capacity + shapes->wkb_capacity / 2;
    if (capacity < n)
        capacity = n < 1024 ? 1024 : n;
    void *wkb = tomt_arena_grow(shapes->arena, shapes->wkb, capacity, err);
    if (!wkb)
        return false;
    shapes->wkb = wkb;
    shapes->wkb_capacity = capacity;
    return true;
}

static size_t bytes_used(const struct tomt_shapes *shapes)
{
    return shapes->start ? (size_t)shapes->start[shapes->n] : 0;
}

bool tomt_shapes_reserve(struct tomt_shapes *shapes, size_t n_more, size_t bytes_more,
                         struct tomt_error *err)
{
    return reserve_rows(shapes, shapes->n + n_more, err) &&
           (shapes->kind == TOMT_POINTS ||
            reserve_bytes(shapes, bytes_used(shapes) + bytes_more, err));
}

bool tomt_shapes_add_wkb(struct tomt_shapes *shapes, const uint8_t *wkb, size_t size,
                         struct tomt_error *err)
{
    if (shapes->kind == TOMT_POINTS)
        return tomt_fail(err, TOMT_INTERNAL, "WKB added to point shapes");
    size_t used = bytes_used(shapes);
    if (!reserve_rows(shapes, shapes->n + 1, err) || !reserve_bytes(shapes, used + size, err))
        return false;
    memcpy(shapes->wkb + used, wkb, size);
    shapes->box[shapes->n] = tomt_wkb_box(wkb, size);
    shapes->n++;
    shapes->start[shapes->n] = used + size;
    return true;
}

bool tomt_shapes_add_point(struct tomt_shapes *shapes, double x, double y, struct tomt_error *err)
{
    if (shapes->kind != TOMT_POINTS)
        return tomt_fail(err, TOMT_INTERNAL, "a point added to shapes of lines or polygons");
    if (!reserve_rows(shapes, shapes->n + 1, err))
        return false;
    shapes->box[shapes->n++] = (struct tomt_box){x, y, x, y};
    return true;
}

bool tomt_shapes_keep(struct tomt_shapes *shapes, const uint8_t *keep, struct tomt_error *err)
{
    (void)err;
    size_t n = 0;
    uint64_t used = 0;
    for (size_t row = 0; row < shapes->n; row++) {
        if (!keep[row])
            continue;
        shapes->box[n] = shapes->box[row];
        if (shapes->start) {
            uint64_t from = shapes->start[row], size = shapes->start[row + 1] - from;
            memmove(shapes->wkb + used, shapes->wkb + from, (size_t)size);
            used += size;
            shapes->start[n + 1] = used;
        }
        n++;
    }
    shapes->n = n;
    return true;
}

bool tomt_shapes_append(struct tomt_shapes *shapes, const struct tomt_shapes *from,
                        struct tomt_error *err)
{
    if (shapes->kind != from->kind)
        return tomt_fail(err, TOMT_INTERNAL, "shapes of different kinds appended");
    if (from->n == 0)
        return true;
    size_t used = bytes_used(shapes), more = bytes_used(from);
    if (!tomt_shapes_reserve(shapes, from->n, more, err))
        return false;
    memcpy(shapes->box + shapes->n, from->box, from->n * sizeof *from->box);
    if (shapes->kind != TOMT_POINTS) {
        memcpy(shapes->wkb + used, from->wkb, more);
        for (size_t row = 0; row < from->n; row++)
            shapes->start[shapes->n + row + 1] = used + from->start[row + 1];
    }
    shapes->n += from->n;
    return true;
}

struct tomt_box tomt_shapes_extent(const struct tomt_shapes *shapes)
{
    struct tomt_box extent = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t row = 0; row < shapes->n; row++) {
        const struct tomt_box *box = shapes->box + row;
        /* A row without a place holds NaN, for which each comparison is false. */
        if (box->min_x < extent.min_x)
            extent.min_x = box->min_x;
        if (box->min_y < extent.min_y)
            extent.min_y = box->min_y;
        if (box->max_x > extent.max_x)
            extent.max_x = box->max_x;
        if (box->max_y > extent.max_y)
            extent.max_y = box->max_y;
    }
    return extent;
}
