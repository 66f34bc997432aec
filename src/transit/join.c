/* transit/join.c: the timetables of several feeds as one; a part of a timetable. */
#include "transit/timetable.h"

#include <string.h>

struct sizes {
    size_t stops, places, routes, departures;
};

static bool make_room(struct tomt_arena *arena, const struct sizes *n, struct tomt_timetable *out,
                      struct tomt_error *err)
{
    out->stop_id = tomt_arena_block(arena, NULL, (n->stops + 1) * sizeof *out->stop_id, err);
    out->stop_name = tomt_arena_block(arena, NULL, (n->stops + 1) * sizeof *out->stop_name, err);
    out->x = tomt_arena_block(arena, NULL, (n->stops + 1) * sizeof *out->x, err);
    out->y = tomt_arena_block(arena, NULL, (n->stops + 1) * sizeof *out->y, err);
    out->stop_place = tomt_arena_block(arena, NULL, (n->stops + 1) * sizeof *out->stop_place, err);
    out->stop_start = tomt_arena_block(arena, NULL, (n->stops + 1) * sizeof *out->stop_start, err);
    out->place_id = tomt_arena_block(arena, NULL, (n->places + 1) * sizeof *out->place_id, err);
    out->place_name = tomt_arena_block(arena, NULL, (n->places + 1) * sizeof *out->place_name, err);
    out->route_id = tomt_arena_block(arena, NULL, (n->routes + 1) * sizeof *out->route_id, err);
    out->route_name = tomt_arena_block(arena, NULL, (n->routes + 1) * sizeof *out->route_name, err);
    out->towards[0] = tomt_arena_block(arena, NULL, (n->routes + 1) * sizeof *out->towards[0], err);
    out->towards[1] = tomt_arena_block(arena, NULL, (n->routes + 1) * sizeof *out->towards[1], err);
    out->route_mode = tomt_arena_block(arena, NULL, n->routes + 1, err);
    out->route_counts = tomt_arena_block(arena, NULL, n->routes + 1, err);
    out->departure =
        tomt_arena_block(arena, NULL, (n->departures + 1) * sizeof *out->departure, err);
    return out->stop_id && out->stop_name && out->x && out->y && out->stop_place &&
           out->stop_start && out->place_id && out->place_name && out->route_id &&
           out->route_name && out->towards[0] && out->towards[1] && out->route_mode &&
           out->route_counts && out->departure;
}

static void append(struct tomt_timetable *out, const struct tomt_timetable *part,
                   uint32_t first_trip)
{
    for (size_t s = 0; s < part->n_stops; s++) {
        size_t to = out->n_stops + s;
        out->stop_id[to] = part->stop_id[s];
        out->stop_name[to] = part->stop_name[s];
        out->x[to] = part->x[s];
        out->y[to] = part->y[s];
        out->stop_place[to] = part->stop_place[s] == TOMT_NO_PLACE
                                  ? TOMT_NO_PLACE
                                  : part->stop_place[s] + (uint32_t)out->n_places;
        out->stop_start[to] = part->stop_start[s] + (uint32_t)out->n_departures;
    }
    for (size_t p = 0; p < part->n_places; p++) {
        out->place_id[out->n_places + p] = part->place_id[p];
        out->place_name[out->n_places + p] = part->place_name[p];
    }
    for (size_t r = 0; r < part->n_routes; r++) {
        size_t to = out->n_routes + r;
        out->route_id[to] = part->route_id[r];
        out->route_name[to] = part->route_name[r];
        out->towards[0][to] = part->towards[0][r];
        out->towards[1][to] = part->towards[1][r];
        out->route_mode[to] = part->route_mode[r];
        out->route_counts[to] = part->route_counts[r];
    }
    for (size_t d = 0; d < part->n_departures; d++) {
        struct tomt_departure *to = &out->departure[out->n_departures + d];
        *to = part->departure[d];
        to->stop += (uint32_t)out->n_stops;
        to->route += (uint32_t)out->n_routes;
        to->trip += first_trip;
    }
    out->n_stops += part->n_stops;
    out->n_places += part->n_places;
    out->n_routes += part->n_routes;
    out->n_departures += part->n_departures;
    out->stop_start[out->n_stops] = (uint32_t)out->n_departures;
}

bool tomt_timetable_join(struct tomt_arena *arena, const struct tomt_timetable *const *part,
                         size_t n, struct tomt_timetable *out, struct tomt_error *err)
{
    struct sizes sizes = {0};
    *out = (struct tomt_timetable){0};
    if (n == 1) {
        *out = *part[0];
        return true;
    }
    for (size_t i = 0; i < n; i++) {
        sizes.stops += part[i]->n_stops;
        sizes.places += part[i]->n_places;
        sizes.routes += part[i]->n_routes;
        sizes.departures += part[i]->n_departures;
    }
    if (sizes.stops >= UINT32_MAX || sizes.places >= UINT32_MAX || sizes.routes >= UINT32_MAX ||
        sizes.departures >= UINT32_MAX)
        return tomt_fail(err, TOMT_DATA,
                         "the timetables have more than 4,294,967,294 departures together");
    if (!make_room(arena, &sizes, out, err))
        return false;
    for (size_t i = 0, first_trip = 0; i < n; i++) {
        uint32_t most = 0;
        for (size_t d = 0; d < part[i]->n_departures; d++)
            most = part[i]->departure[d].trip >= most ? part[i]->departure[d].trip + 1 : most;
        append(out, part[i], (uint32_t)first_trip);
        first_trip += most;
    }
    if (n)
        memcpy(out->day, part[0]->day, sizeof out->day);
    return true;
}

/* number[i], where marked: which of those marked it is, counted from 1; returns how many. */
static size_t number_marked(uint32_t *mark, size_t n)
{
    uint32_t marked = 0;
    for (size_t i = 0; i < n; i++)
        mark[i] = mark[i] ? ++marked : 0;
    return marked;
}

static void mark_kept(const struct tomt_timetable *timetable, const uint8_t *keep, uint32_t *place,
                      uint32_t *route, struct sizes *n)
{
    for (size_t s = 0; s < timetable->n_stops; s++) {
        if (!keep[s])
            continue;
        n->stops++;
        n->departures += timetable->stop_start[s + 1] - timetable->stop_start[s];
        if (timetable->stop_place[s] != TOMT_NO_PLACE)
            place[timetable->stop_place[s]] = 1;
        for (size_t d = timetable->stop_start[s]; d < timetable->stop_start[s + 1]; d++)
            route[timetable->departure[d].route] = 1;
    }
    n->places = number_marked(place, timetable->n_places);
    n->routes = number_marked(route, timetable->n_routes);
}

static void copy_stops(const struct tomt_timetable *from, const uint8_t *keep,
                       const uint32_t *place, const uint32_t *route, struct tomt_timetable *out)
{
    for (size_t s = 0; s < from->n_stops; s++) {
        if (!keep[s])
            continue;
        size_t to = out->n_stops++;
        uint32_t of = from->stop_place[s];
        out->stop_id[to] = from->stop_id[s];
        out->stop_name[to] = from->stop_name[s];
        out->x[to] = from->x[s];
        out->y[to] = from->y[s];
        out->stop_place[to] = of == TOMT_NO_PLACE ? TOMT_NO_PLACE : place[of] - 1;
        for (size_t d = from->stop_start[s]; d < from->stop_start[s + 1]; d++) {
            struct tomt_departure *departure = &out->departure[out->n_departures++];
            *departure = from->departure[d];
            departure->stop = (uint32_t)to;
            departure->route = route[departure->route] - 1;
        }
        out->stop_start[out->n_stops] = (uint32_t)out->n_departures;
    }
}

static void copy_places_and_routes(const struct tomt_timetable *from, const uint32_t *place,
                                   const uint32_t *route, struct tomt_timetable *out)
{
    for (size_t p = 0; p < from->n_places; p++)
        if (place[p]) {
            out->place_id[place[p] - 1] = from->place_id[p];
            out->place_name[place[p] - 1] = from->place_name[p];
        }
    for (size_t r = 0; r < from->n_routes; r++)
        if (route[r]) {
            size_t to = route[r] - 1;
            out->route_id[to] = from->route_id[r];
            out->route_name[to] = from->route_name[r];
            out->towards[0][to] = from->towards[0][r];
            out->towards[1][to] = from->towards[1][r];
            out->route_mode[to] = from->route_mode[r];
            out->route_counts[to] = from->route_counts[r];
        }
}

bool tomt_timetable_keep(struct tomt_arena *arena, const struct tomt_timetable *timetable,
                         const uint8_t *keep, struct tomt_timetable *out, struct tomt_error *err)
{
    struct sizes n = {0};
    struct tomt_timetable kept = {0};
    uint32_t *place = tomt_arena_block(arena, NULL, (timetable->n_places + 1) * sizeof *place, err);
    uint32_t *route = tomt_arena_block(arena, NULL, (timetable->n_routes + 1) * sizeof *route, err);
    if (!place || !route)
        return false;
    mark_kept(timetable, keep, place, route, &n);
    if (!make_room(arena, &n, &kept, err))
        return false;
    copy_stops(timetable, keep, place, route, &kept);
    copy_places_and_routes(timetable, place, route, &kept);
    kept.n_places = n.places;
    kept.n_routes = n.routes;
    memcpy(kept.day, timetable->day, sizeof kept.day);
    tomt_arena_drop(arena, place);
    tomt_arena_drop(arena, route);
    *out = kept;
    return true;
}
