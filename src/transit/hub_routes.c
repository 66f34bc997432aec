/* transit/hub_routes.c: the routes of each hub, with their trips in the hour and in the day. A trip
 * that leaves several stops of a hub, or one stop twice, is one trip. */
#include "transit/inside.h"

#include <stdlib.h>

struct run { /* departures from..to of the timetable: one stop, one route, one direction */
    uint32_t route, from, to;
    uint8_t direction;
};

static int by_route(const void *left, const void *right)
{
    const struct run *a = left, *b = right;
    if (a->route != b->route)
        return a->route < b->route ? -1 : 1;
    if (a->direction != b->direction)
        return a->direction < b->direction ? -1 : 1;
    return a->from < b->from ? -1 : a->from > b->from;
}

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

/* The distinct trips of these runs that leave from_s <= t < to_s; `trip` has room for all of their
 * departures. */
static uint32_t distinct_trips(const struct tomt_departure *departure, const struct run *run,
                               size_t n_runs, uint32_t from_s, uint32_t to_s, uint32_t *trip)
{
    size_t n = 0;
    bool rising = true; /* trips are mostly numbered as they run: then nothing is to be sorted */
    for (size_t i = 0; i < n_runs; i++)
        for (uint32_t at = run[i].from; at < run[i].to; at++) {
            if (departure[at].time_s < from_s || departure[at].time_s >= to_s)
                continue;
            rising = rising && (!n || trip[n - 1] <= departure[at].trip);
            trip[n++] = departure[at].trip;
        }
    if (!rising)
        qsort(trip, n, sizeof *trip, by_number);
    uint32_t distinct = 0;
    for (size_t i = 0; i < n; i++)
        distinct += !i || trip[i] != trip[i - 1];
    return distinct;
}

/* One route at a hub: each of its directions by itself, the busier one in the hour and the busier
 * one in the day. */
static struct tomt_hub_route count_route(const struct tomt_timetable *timetable,
                                         const struct tomt_transit_settings *settings,
                                         const struct run *run, size_t n_runs, uint32_t *trip)
{
    struct tomt_hub_route out = {.route = run->route};
    for (size_t from = 0, to = 0; from < n_runs; from = to) {
        while (to < n_runs && run[to].direction == run[from].direction)
            to++;
        uint32_t n_peak = distinct_trips(timetable->departure, run + from, to - from,
                                         settings->peak_from_s, settings->peak_to_s, trip);
        uint32_t n_day = distinct_trips(timetable->departure, run + from, to - from,
                                        settings->day_from_s, settings->day_to_s, trip);
        out.n_peak = n_peak > out.n_peak ? n_peak : out.n_peak;
        out.n_day = n_day > out.n_day ? n_day : out.n_day;
    }
    return out;
}

struct members { /* the stops of each hub, by number */
    uint32_t *start, *stop;
    size_t most_departures, most_runs; /* of any hub */
    size_t n_runs;
};

static bool gather_members(struct tomt_arena *scratch, const struct tomt_timetable *timetable,
                           const struct tomt_hubs *hubs, struct members *out,
                           struct tomt_error *err)
{
    struct members made = {0};
    made.start = tomt_arena_alloc(scratch, (hubs->n + 2) * sizeof *made.start, err);
    made.stop = tomt_arena_alloc(scratch, timetable->n_stops * sizeof *made.stop, err);
    size_t *n_departures = tomt_arena_alloc(scratch, hubs->n * sizeof *n_departures, err);
    size_t *n_runs = tomt_arena_alloc(scratch, hubs->n * sizeof *n_runs, err);
    if (!made.start || !made.stop || !n_departures || !n_runs)
        return false;
    for (size_t hub = 0; hub < hubs->n; hub++)
        made.start[hub + 2] = made.start[hub + 1] + hubs->n_stops[hub];
    for (uint32_t stop = 0; stop < timetable->n_stops; stop++) {
        uint32_t hub = hubs->stop_hub[stop];
        made.stop[made.start[hub + 1]++] = stop;
        n_departures[hub] += timetable->stop_start[stop + 1] - timetable->stop_start[stop];
    }
    for (size_t at = 0; at < timetable->n_departures; made.n_runs++) {
        n_runs[hubs->stop_hub[timetable->departure[at].stop]]++;
        at = tomt_same_run(timetable->departure, at, timetable->n_departures);
    }
    for (size_t hub = 0; hub < hubs->n; hub++) {
        if (n_departures[hub] > made.most_departures)
            made.most_departures = n_departures[hub];
        if (n_runs[hub] > made.most_runs)
            made.most_runs = n_runs[hub];
    }
    *out = made;
    return true;
}

/* Of routes that count, by route and direction. */
static size_t runs_of(const struct tomt_timetable *timetable, const uint32_t *stop, size_t n_stops,
                      struct run *run)
{
    const struct tomt_departure *departure = timetable->departure;
    size_t n = 0;
    for (size_t i = 0; i < n_stops; i++)
        for (uint32_t at = timetable->stop_start[stop[i]], to = timetable->stop_start[stop[i] + 1];
             at < to;) {
            uint32_t end = (uint32_t)tomt_same_run(departure, at, to);
            if (timetable->route_counts[departure[at].route])
                run[n++] = (struct run){departure[at].route, at, end, departure[at].direction};
            at = end;
        }
    if (n_stops > 1) /* those of one stop are in order */
        qsort(run, n, sizeof *run, by_route);
    return n;
}

bool tomt_hub_routes(struct tomt_arena *arena, struct tomt_arena *scratch,
                     const struct tomt_timetable *timetable,
                     const struct tomt_transit_settings *settings, struct tomt_hubs *hubs,
                     struct tomt_error *err)
{
    struct members members;
    if (!gather_members(scratch, timetable, hubs, &members, err))
        return false;
    struct run *run = tomt_arena_alloc(scratch, members.most_runs * sizeof *run, err);
    uint32_t *trip = tomt_arena_alloc(scratch, members.most_departures * sizeof *trip, err);
    struct tomt_hub_route *out = tomt_arena_block(arena, NULL, members.n_runs * sizeof *out, err);
    if (!run || !trip || !out)
        return false;
    for (uint32_t hub = 0; hub < hubs->n; hub++) {
        uint32_t first = members.start[hub];
        size_t n_runs =
            runs_of(timetable, members.stop + first, members.start[hub + 1] - first, run);
        hubs->route_start[hub] = (uint32_t)hubs->n_routes;
        for (size_t from = 0, to = 0; from < n_runs; from = to) {
            while (to < n_runs && run[to].route == run[from].route)
                to++;
            out[hubs->n_routes] = count_route(timetable, settings, run + from, to - from, trip);
            out[hubs->n_routes++].hub = hub;
        }
    }
    hubs->route_start[hubs->n] = (uint32_t)hubs->n_routes;
    hubs->route = tomt_arena_block(arena, out, hubs->n_routes * sizeof *out, err);
    return hubs->route != NULL;
}
