/* transit_support: timetables written by hand. Stops, places and routes are rows; departures are
 * put in order here. */
#ifndef TOMT_TEST_TRANSIT_SUPPORT_H
#define TOMT_TEST_TRANSIT_SUPPORT_H

#include "transit/level.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MOST_STOPS = 512, MOST_ROUTES = 64, MOST_DEPARTURES = 8192 };
#define NONE TOMT_NO_PLACE
#define AT(hour, minute) ((uint32_t)(hour)*3600u + (uint32_t)(minute)*60u)

struct timetable {
    struct tomt_timetable t;
    const char *stop_id[MOST_STOPS], *stop_name[MOST_STOPS], *place_id[16], *place_name[16];
    double x[MOST_STOPS], y[MOST_STOPS];
    uint32_t stop_place[MOST_STOPS], stop_start[MOST_STOPS + 1];
    const char *route_id[MOST_ROUTES];
    uint8_t route_mode[MOST_ROUTES], route_counts[MOST_ROUTES];
    struct tomt_departure departure[MOST_DEPARTURES];
    uint32_t n_trips;
};

static inline struct timetable *timetable_new(void)
{
    struct timetable *made = calloc(1, sizeof *made);
    assert_non_null(made);
    struct tomt_timetable *t = &made->t;
    t->stop_id = made->stop_id, t->stop_name = made->stop_name;
    t->place_id = made->place_id, t->place_name = made->place_name;
    t->x = made->x, t->y = made->y;
    t->stop_place = made->stop_place, t->stop_start = made->stop_start;
    t->route_id = t->route_name = made->route_id;
    t->towards[0] = t->towards[1] = made->route_id;
    t->route_mode = made->route_mode, t->route_counts = made->route_counts;
    t->departure = made->departure;
    return made;
}

static inline uint32_t add_stop(struct timetable *made, const char *id, double x, double y,
                                uint32_t place)
{
    size_t i = made->t.n_stops++;
    assert_true(i < MOST_STOPS);
    made->stop_id[i] = made->stop_name[i] = id;
    made->x[i] = x, made->y[i] = y;
    made->stop_place[i] = place;
    return (uint32_t)i;
}

static inline uint32_t add_place(struct timetable *made, const char *id)
{
    made->place_id[made->t.n_places] = made->place_name[made->t.n_places] = id;
    return (uint32_t)made->t.n_places++;
}

static inline uint32_t add_route(struct timetable *made, enum tomt_mode mode, bool counts)
{
    made->route_mode[made->t.n_routes] = (uint8_t)mode;
    made->route_counts[made->t.n_routes] = counts;
    made->route_id[made->t.n_routes] = "route";
    return (uint32_t)made->t.n_routes++;
}

static inline void add_departure(struct timetable *made, uint32_t stop, uint32_t route,
                                 uint8_t direction, uint32_t trip, uint32_t time_s)
{
    assert_true(made->t.n_departures < MOST_DEPARTURES);
    made->departure[made->t.n_departures++] = (struct tomt_departure){
        .stop = stop, .route = route, .trip = trip, .time_s = time_s, .direction = direction};
}

/* n trips of their own, one every `every_s` seconds from `first_s` on. */
static inline void add_trips(struct timetable *made, uint32_t stop, uint32_t route,
                             uint8_t direction, uint32_t first_s, uint32_t every_s, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        add_departure(made, stop, route, direction, made->n_trips++, first_s + i * every_s);
}

static inline int in_order(const void *left, const void *right)
{
    const struct tomt_departure *a = left, *b = right;
    if (a->stop != b->stop)
        return a->stop < b->stop ? -1 : 1;
    if (a->route != b->route)
        return a->route < b->route ? -1 : 1;
    if (a->direction != b->direction)
        return a->direction < b->direction ? -1 : 1;
    if (a->time_s != b->time_s)
        return a->time_s < b->time_s ? -1 : 1;
    return a->trip < b->trip ? -1 : a->trip > b->trip;
}

static inline void finish(struct timetable *made)
{
    struct tomt_timetable *t = &made->t;
    qsort(t->departure, t->n_departures, sizeof *t->departure, in_order);
    memset(t->stop_start, 0, (t->n_stops + 1) * sizeof *t->stop_start);
    for (size_t i = 0; i < t->n_departures; i++)
        t->stop_start[t->departure[i].stop + 1]++;
    for (size_t i = 0; i < t->n_stops; i++)
        t->stop_start[i + 1] += t->stop_start[i];
}

/* Puts the departures in order and makes hubs with the defaults. */
static inline struct tomt_hubs make_hubs(struct tomt_arena *arena, struct timetable *made)
{
    struct tomt_transit_settings settings = tomt_transit_defaults();
    struct tomt_hubs hubs;
    struct tomt_error err = {0};
    finish(made);
    if (!tomt_hubs_make(arena, &made->t, &settings, &hubs, &err))
        fail_msg("%s", err.text);
    return hubs;
}

static inline struct tomt_arena *new_arena(void)
{
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    assert_non_null(arena);
    return arena;
}

/* `near` is a word of some old headers, hence the name. */
static inline void assert_about(double got, double wanted, double by)
{
    if (!(fabs(got - wanted) <= by))
        fail_msg("%.12g is not %.12g", got, wanted);
}

#endif
