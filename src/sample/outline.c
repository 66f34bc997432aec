/* Rectangles of the plane as rings in place. A ring takes as vertices the lattice crossings on its
 * sides and the corners of its neighbours, so that two neighbours describe their common border with
 * the same points to the last centimetre. */
#include "sample/city.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define OFFSET 400000 /* makes lines and positions positive */

static int64_t mark(int32_t line, int32_t position)
{
    return ((int64_t)line + OFFSET) << 32 | (int64_t)(position + OFFSET);
}

static int compare(const void *a, const void *b)
{
    int64_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

static size_t sorted_unique(int64_t *list, size_t n)
{
    if (n == 0)
        return 0;
    qsort(list, n, sizeof *list, compare);
    size_t kept = 1;
    for (size_t i = 1; i < n; i++)
        if (list[i] != list[kept - 1])
            list[kept++] = list[i];
    return kept;
}

bool tomt_marks_make(struct tomt_city *city, const struct tomt_rect *rect, size_t n,
                     struct tomt_marks *marks, struct tomt_error *err)
{
    marks->upright = tomt_arena_block(city->arena, NULL, 4 * n * sizeof *marks->upright + 8, err);
    marks->level = tomt_arena_block(city->arena, NULL, 4 * n * sizeof *marks->level + 8, err);
    if (!marks->upright || !marks->level)
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct tomt_rect *r = &rect[i];
        int32_t u[] = {r->u0, r->u1, r->u1, r->u0}, v[] = {r->v0, r->v0, r->v1, r->v1};
        for (size_t k = 0; k < 4; k++) {
            marks->upright[4 * i + k] = mark(u[k], v[k]);
            marks->level[4 * i + k] = mark(v[k], u[k]);
        }
    }
    marks->n_upright = sorted_unique(marks->upright, 4 * n);
    marks->n_level = sorted_unique(marks->level, 4 * n);
    return true;
}

static bool add(struct tomt_city *city, struct tomt_ring *ring, int32_t u, int32_t v,
                struct tomt_error *err)
{
    if (!tomt_city_room(city, &ring->at, &ring->capacity, ring->n, sizeof *ring->at, err))
        return false;
    struct tomt_xy at = tomt_city_place(city, u, v);
    ring->at[ring->n++] = (struct tomt_xy){round((TOMT_ORIGIN_X + at.x) * 100) / 100,
                                           round((TOMT_ORIGIN_Y + at.y) * 100) / 100};
    return true;
}

/* The first mark at or after `wanted`. */
static size_t seek(const int64_t *list, size_t n, int64_t wanted)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (list[middle] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* From `from` (added) towards `to` (not added) along a line: every lattice crossing and mark
 * between, in order. */
static bool side(struct tomt_city *city, const int64_t *list, size_t n, bool upright, int32_t line,
                 int32_t from, int32_t to, struct tomt_ring *ring, struct tomt_error *err)
{
    int32_t direction = to > from ? 1 : -1, low = from < to ? from : to,
            high = from < to ? to : from, at = from;
    size_t first = seek(list, n, mark(line, low + 1)), last = seek(list, n, mark(line, high)),
           left = last - first;
    while (at != to) {
        if (!add(city, ring, upright ? line : at, upright ? at : line, err))
            return false;
        int32_t base = at + 10 * OFFSET,
                next = direction > 0 ? (base / 1000 + 1) * 1000 : (base - 1) / 1000 * 1000;
        next -= 10 * OFFSET;
        if ((direction > 0 && next > to) || (direction < 0 && next < to))
            next = to;
        while (left > 0) {
            size_t row = direction > 0 ? last - left : first + left - 1;
            int32_t position = (int32_t)(list[row] & 0xFFFFFFFF) - OFFSET;
            if ((direction > 0 && position > next) || (direction < 0 && position < next))
                break;
            left--;
            if (position != at && position != next &&
                !add(city, ring, upright ? line : position, upright ? position : line, err))
                return false;
        }
        at = next;
    }
    return true;
}

bool tomt_city_ring(struct tomt_city *city, const struct tomt_marks *marks,
                    const struct tomt_rect *r, struct tomt_ring *ring, struct tomt_error *err)
{
    static const struct tomt_marks none = {0};
    const struct tomt_marks *m = marks ? marks : &none;
    ring->n = 0;
    return side(city, m->level, m->n_level, false, r->v0, r->u0, r->u1, ring, err) &&
           side(city, m->upright, m->n_upright, true, r->u1, r->v0, r->v1, ring, err) &&
           side(city, m->level, m->n_level, false, r->v1, r->u1, r->u0, ring, err) &&
           side(city, m->upright, m->n_upright, true, r->u0, r->v1, r->v0, ring, err) &&
           add(city, ring, r->u0, r->v0, err);
}

bool tomt_city_path(struct tomt_city *city, int32_t u0, int32_t v0, int32_t u1, int32_t v1,
                    struct tomt_ring *line, struct tomt_error *err)
{
    line->n = 0;
    bool upright = u0 == u1;
    return side(city, NULL, 0, upright, upright ? u0 : v0, upright ? v0 : u0, upright ? v1 : u1,
                line, err) &&
           add(city, line, u1, v1, err);
}

static void put(uint8_t **at, const void *bytes, size_t n)
{
    memcpy(*at, bytes, n);
    *at += n;
}

static bool add_wkb(struct tomt_shapes *shapes, uint32_t type, const struct tomt_xy *at, size_t n,
                    struct tomt_error *err)
{
    uint8_t little = 1, *wkb = tomt_allocate(13 + 16 * n), *end = wkb;
    uint32_t one = 1, count = (uint32_t)n;
    if (!wkb)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for a geometry of %zu points", n);
    put(&end, &little, 1);
    put(&end, &type, 4);
    if (type == 3)
        put(&end, &one, 4);
    put(&end, &count, 4);
    for (size_t i = 0; i < n; i++) {
        put(&end, &at[i].x, 8);
        put(&end, &at[i].y, 8);
    }
    bool done = tomt_shapes_add_wkb(shapes, wkb, (size_t)(end - wkb), err);
    tomt_release(wkb);
    return done;
}

bool tomt_shape_add_ring(struct tomt_shapes *shapes, const struct tomt_xy *at, size_t n,
                         struct tomt_error *err)
{
    return add_wkb(shapes, 3, at, n, err);
}

bool tomt_shape_add_line(struct tomt_shapes *shapes, const struct tomt_xy *at, size_t n,
                         struct tomt_error *err)
{
    return add_wkb(shapes, 2, at, n, err);
}
