/* sources/gtfs_departures.c: the runs of the service day become departures, and these the
 * timetable. */
#include "sources/gtfs_inside.h"

#include <stdlib.h>
#include <string.h>

/* All of a large country has some ten million departures a day. Steps are looked at as well, not
 * only those that leave. */
enum { MOST_STEPS = 1 << 27, MOST_DEPARTURES = 1 << 26 };

struct board {
    struct tomt_gtfs *feed;
    struct tomt_departure *departure;
    size_t n, room;
    uint64_t n_steps;
    uint32_t n_runs;
};

static bool add_departure(struct board *board, struct tomt_departure departure,
                          struct tomt_error *err)
{
    if (board->n >= MOST_DEPARTURES)
        return tomt_fail(
            err, TOMT_DATA,
            "more than %d departures on one day: are the headways of frequencies.txt in seconds?",
            MOST_DEPARTURES);
    if (!tomt_gtfs_room(board->feed->scratch, &board->departure, board->n, &board->room,
                        sizeof departure, err))
        return false;
    board->departure[board->n++] = departure;
    return true;
}

/* One run of a trip, its times moved by `shift_s`: on each night that it runs, what falls into the
 * service day. */
static bool add_run(struct board *board, uint32_t number, int64_t shift_s, struct tomt_error *err)
{
    struct tomt_gtfs *feed = board->feed;
    const struct tomt_gtfs_trip *trip = &feed->trip[number];
    const struct tomt_gtfs_time *time = feed->time + feed->time_start[number];
    uint32_t n = feed->time_n[number], run[TOMT_GTFS_NIGHTS];
    memset(run, 0xFF, sizeof run);
    board->n_steps += n;
    if (board->n_steps > MOST_STEPS)
        return tomt_fail(err, TOMT_DATA,
                         "frequencies.txt makes more than %d departures of one day: are its "
                         "headways in seconds?",
                         MOST_STEPS);
    for (uint32_t i = 0; i + 1 < n; i++) {
        if (time[i].departure_s < 0 || time[i].pickup == 1 || time[i].stop == TOMT_GTFS_NONE ||
            !feed->stop[time[i].stop].inside)
            continue;
        int64_t at = time[i].departure_s + shift_s;
        int64_t night = at / TOMT_GTFS_DAY_S;
        if (at < 0 || night >= TOMT_GTFS_NIGHTS || !(trip->nights >> night & 1))
            continue;
        if (run[night] == TOMT_GTFS_NONE)
            run[night] = board->n_runs++;
        feed->route[trip->route].n_boardings++;
        feed->route[trip->route].n_phoned += time[i].pickup == 2;
        struct tomt_departure departure;
        memset(&departure, 0,
               sizeof departure); /* what lies between the members is the same at every run too */
        departure.stop = time[i].stop;
        departure.route = trip->route;
        departure.trip = run[night];
        departure.time_s = (uint32_t)(at % TOMT_GTFS_DAY_S);
        departure.direction = feed->pattern[trip->pattern].direction;
        if (!add_departure(board, departure, err))
            return false;
    }
    return true;
}

static bool add_frequent(struct board *board, uint32_t trip,
                         const struct tomt_gtfs_frequency *frequency, struct tomt_error *err)
{
    const struct tomt_gtfs *feed = board->feed;
    const struct tomt_gtfs_time *time = feed->time + feed->time_start[trip];
    uint32_t first = 0;
    while (first < feed->time_n[trip] && time[first].departure_s < 0)
        first++;
    if (first == feed->time_n[trip])
        return true;
    for (uint64_t from_s = frequency->from_s; from_s < frequency->to_s;
         from_s += frequency->headway_s)
        if (!add_run(board, trip, (int64_t)from_s - time[first].departure_s, err))
            return false;
    return true;
}

static bool collect(struct board *board, struct tomt_error *err)
{
    struct tomt_gtfs *feed = board->feed;
    size_t f = 0;
    for (uint32_t t = 0; t < feed->n_trips; t++) {
        while (f < feed->n_frequencies && feed->frequency[f].trip < t)
            f++;
        if (feed->time_n[t] == 0)
            continue;
        if (!feed->trip[t].frequent && !add_run(board, t, 0, err))
            return false;
        for (; f < feed->n_frequencies && feed->frequency[f].trip == t; f++)
            if (!add_frequent(board, t, &feed->frequency[f], err))
                return false;
    }
    return true;
}

static bool copy_names(struct tomt_gtfs *feed, size_t n, const char ***id, const char ***name,
                       struct tomt_error *err)
{
    *id = tomt_arena_block(feed->arena, NULL, (n + 1) * sizeof **id, err);
    *name = tomt_arena_block(feed->arena, NULL, (n + 1) * sizeof **name, err);
    return *id && *name;
}

static bool add_place(struct tomt_gtfs *feed, struct tomt_timetable *out, uint32_t parent,
                      uint32_t *number, struct tomt_error *err)
{
    if (*number == 0) {
        size_t n = out->n_places;
        out->place_id[n] = tomt_gtfs_text(feed, feed->stop_id[parent], err);
        out->place_name[n] = tomt_gtfs_text(feed, feed->stop[parent].name, err);
        *number = (uint32_t)++out->n_places;
        return out->place_id[n] && out->place_name[n];
    }
    return true;
}

/* Stops with a departure, in the feed's order; number[stop]: their number + 1. */
static bool write_stops(struct tomt_gtfs *feed, const uint32_t *number, struct tomt_timetable *out,
                        struct tomt_error *err)
{
    size_t n = out->n_stops;
    uint32_t *place = tomt_arena_block(feed->scratch, NULL, feed->n_stops * sizeof *place, err);
    out->x = tomt_arena_block(feed->arena, NULL, (n + 1) * sizeof *out->x, err);
    out->y = tomt_arena_block(feed->arena, NULL, (n + 1) * sizeof *out->y, err);
    out->stop_place = tomt_arena_block(feed->arena, NULL, (n + 1) * sizeof *out->stop_place, err);
    if (!place || !out->x || !out->y || !out->stop_place ||
        !copy_names(feed, n, &out->stop_id, &out->stop_name, err) ||
        !copy_names(feed, n, &out->place_id, &out->place_name, err))
        return false;
    for (size_t i = 0; i < feed->n_stops; i++) {
        const struct tomt_gtfs_stop *stop = &feed->stop[i];
        if (number[i] == 0)
            continue;
        uint32_t to = number[i] - 1;
        out->x[to] = stop->x;
        out->y[to] = stop->y;
        out->stop_id[to] = tomt_gtfs_text(feed, feed->stop_id[i], err);
        out->stop_name[to] = tomt_gtfs_text(feed, stop->name, err);
        out->stop_place[to] = TOMT_NO_PLACE;
        if (!out->stop_id[to] || !out->stop_name[to])
            return false;
        if (stop->parent == TOMT_GTFS_NONE)
            continue;
        if (!add_place(feed, out, stop->parent, &place[stop->parent], err))
            return false;
        out->stop_place[to] = place[stop->parent] - 1;
    }
    return true;
}

static bool write_routes(struct tomt_gtfs *feed, const uint32_t *number, struct tomt_timetable *out,
                         struct tomt_error *err)
{
    size_t n = out->n_routes;
    out->route_mode = tomt_arena_block(feed->arena, NULL, n + 1, err);
    out->route_counts = tomt_arena_block(feed->arena, NULL, n + 1, err);
    out->towards[0] = tomt_arena_block(feed->arena, NULL, (n + 1) * sizeof *out->towards[0], err);
    out->towards[1] = tomt_arena_block(feed->arena, NULL, (n + 1) * sizeof *out->towards[1], err);
    if (!out->route_mode || !out->route_counts || !out->towards[0] || !out->towards[1] ||
        !copy_names(feed, n, &out->route_id, &out->route_name, err))
        return false;
    for (size_t i = 0; i < feed->n_routes; i++) {
        const struct tomt_gtfs_route *route = &feed->route[i];
        if (number[i] == 0)
            continue;
        uint32_t to = number[i] - 1;
        struct tomt_slice name = route->short_name.n  ? route->short_name
                                 : route->long_name.n ? route->long_name
                                                      : feed->route_id[i];
        bool counts =
            route->counts && route->n_phoned < route->n_boardings; /* all by phone: on demand */
        out->route_mode[to] = (uint8_t)route->mode;
        out->route_counts[to] = counts;
        out->towards[0][to] = feed->towards[0][i];
        out->towards[1][to] = feed->towards[1][i];
        out->route_id[to] = tomt_gtfs_text(feed, feed->route_id[i], err);
        out->route_name[to] = tomt_gtfs_text(feed, name, err);
        feed->report->n_on_demand_routes += !counts;
        feed->report->n_routes_by_mode[route->mode]++;
        if (!out->route_id[to] || !out->route_name[to])
            return false;
    }
    return true;
}

static int by_time(const void *a, const void *b)
{
    const struct tomt_departure *p = a, *q = b;
    if (p->route != q->route)
        return p->route < q->route ? -1 : 1;
    if (p->direction != q->direction)
        return p->direction < q->direction ? -1 : 1;
    if (p->time_s != q->time_s)
        return p->time_s < q->time_s ? -1 : 1;
    return p->trip < q->trip ? -1 : p->trip > q->trip;
}

static bool sort_stops(void *shared, size_t from, size_t to, struct tomt_error *err)
{
    struct tomt_timetable *out = shared;
    (void)err;
    for (size_t i = from; i < to; i++)
        if (out->stop_start[i + 1] - out->stop_start[i] > 1)
            qsort(out->departure + out->stop_start[i], out->stop_start[i + 1] - out->stop_start[i],
                  sizeof *out->departure, by_time);
    return true;
}

/* By stop, then within each stop. */
static bool write_departures(struct board *board, const uint32_t *stop, const uint32_t *route,
                             struct tomt_timetable *out, struct tomt_error *err)
{
    struct tomt_gtfs *feed = board->feed;
    out->departure =
        tomt_arena_block(feed->arena, NULL, (board->n + 1) * sizeof *out->departure, err);
    out->stop_start =
        tomt_arena_block(feed->arena, NULL, (out->n_stops + 2) * sizeof *out->stop_start, err);
    if (!out->departure || !out->stop_start)
        return false;
    uint32_t *start = out->stop_start + 1; /* shifted by one while it fills, as counting sorts do */
    for (size_t i = 0; i < board->n; i++)
        start[stop[board->departure[i].stop]]++;
    for (size_t i = 1; i <= out->n_stops; i++)
        start[i] += start[i - 1];
    for (size_t i = 0; i < board->n; i++) {
        struct tomt_departure departure = board->departure[i];
        departure.stop = stop[departure.stop] - 1;
        departure.route = route[departure.route] - 1;
        out->departure[start[departure.stop]++] = departure;
    }
    out->n_departures = board->n;
    const struct tomt_crew_job job = {
        .shared = out, .work = sort_stops, .n = out->n_stops, .chunk = 64};
    return tomt_crew_run(&feed->crew, &job, err);
}

static size_t number_marked(uint32_t *mark, size_t n)
{
    uint32_t numbered = 0;
    for (size_t i = 0; i < n; i++)
        mark[i] = mark[i] ? ++numbered : 0;
    return numbered;
}

bool tomt_gtfs_timetable(struct tomt_gtfs *feed, struct tomt_timetable *out, struct tomt_error *err)
{
    struct board board = {.feed = feed};
    memset(out, 0, sizeof *out);
    memcpy(out->day, feed->report->day, sizeof out->day);
    uint32_t *stop = tomt_arena_block(feed->scratch, NULL, (feed->n_stops + 1) * sizeof *stop, err);
    uint32_t *route =
        tomt_arena_block(feed->scratch, NULL, (feed->n_routes + 1) * sizeof *route, err);
    if (!stop || !route || !collect(&board, err))
        return false;
    for (size_t i = 0; i < board.n; i++) {
        stop[board.departure[i].stop] = 1;
        route[board.departure[i].route] = 1;
    }
    out->n_stops = number_marked(stop, feed->n_stops);
    out->n_routes = number_marked(route, feed->n_routes);
    feed->report->n_departures = board.n;
    return write_stops(feed, stop, out, err) && write_routes(feed, route, out, err) &&
           write_departures(&board, stop, route, out, err);
}
