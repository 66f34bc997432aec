/* What the tests of room areas share: polygons from WKT, crews of one and of eight. */
#ifndef TOMT_TESTS_UNIT_AREAS_SUPPORT_H
#define TOMT_TESTS_UNIT_AREAS_SUPPORT_H

#include "geo_support.h"

#include "areas/areas.h"

#include <math.h>

static const struct tomt_crew one_thread = {.n_threads = 1}, eight_threads = {.n_threads = 8};

struct room {
    struct tomt_arena *arena;
    struct tomt_error err;
};

static inline int open_room(void **state)
{
    struct room *room = calloc(1, sizeof *room);
    *state = room;
    room->arena = tomt_arena_new(&room->err);
    return room->arena ? 0 : -1;
}

static inline int close_room(void **state)
{
    struct room *room = *state;
    tomt_arena_free(room->arena);
    free(room);
    return 0;
}

static inline void assert_done(struct room *room, bool done)
{
    if (!done)
        fail_msg("%s", room->err.text);
}

static inline void add_wkt(struct room *room, struct tomt_shapes *shapes, const char *wkt)
{
    struct bytes b = from_wkt(wkt);
    assert_done(room, tomt_shapes_add_wkb(shapes, b.wkb, b.n, &room->err));
    free(b.wkb);
}

static inline struct tomt_shapes polygons_of(struct room *room, const char *const *wkt, size_t n)
{
    struct tomt_shapes shapes;
    tomt_shapes_start(&shapes, room->arena, TOMT_POLYGONS);
    for (size_t i = 0; i < n; i++)
        add_wkt(room, &shapes, wkt[i]);
    return shapes;
}

/* NaN is the same as NaN. */
static inline bool same(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

#endif
