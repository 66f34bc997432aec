/* transit/hubs.c: merged stops become hubs with a name, a middle and their routes; hub_numbers.c
 * makes of these what planners read. */
#include "transit/hubs.h"
#include "transit/inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct tomt_transit_settings tomt_transit_defaults(void)
{
    return (struct tomt_transit_settings){
        .merge_m = 150,
        .peak_from_s = (8 * 60 + 15) * 60,
        .peak_to_s = (9 * 60 + 15) * 60,
        .day_from_s = 6 * 3600,
        .day_to_s = 20 * 3600,
        .reach_m = {[TOMT_RAIL] = 960, [TOMT_TRAM] = 960, [TOMT_BUS] = 640, [TOMT_FERRY] = 960},
        .hub_headway_min = {
            [TOMT_RAIL] = 30, [TOMT_TRAM] = 15, [TOMT_BUS] = 10, [TOMT_FERRY] = 30}};
}

/* A hub before it has a number: its root stop and the member (a stop place, or a stop without one)
 * that names it. */
struct member {
    uint32_t n_departures; /* of routes that count */
    uint8_t mode;          /* the best of them: 4 rail, 3 tram, 2 ferry, 1 bus, 0 none */
};
struct naming {
    uint32_t root;
    struct member member;
    const char *id, *name; /* id NULL: no member yet */
};

static int by_id(const void *left, const void *right)
{
    const struct naming *a = left, *b = right;
    int order = strcmp(a->id, b->id);
    return order ? order : a->root < b->root ? -1 : a->root > b->root;
}

/* People call a hub by its station, however many more buses stop outside. */
static bool names_better(const struct member *a, const struct member *b)
{
    return a->mode != b->mode ? a->mode > b->mode : a->n_departures > b->n_departures;
}

static void offer_name(struct naming *hub, const struct member *member, const char *id,
                       const char *name)
{
    bool equal =
        hub->id && !names_better(member, &hub->member) && !names_better(&hub->member, member);
    if (hub->id && !names_better(member, &hub->member) && !(equal && strcmp(id, hub->id) < 0))
        return;
    hub->member = *member;
    hub->id = id;
    hub->name = name;
}

/* Departures of each stop, of routes that count; `of_place` gets the sums. */
static void count_departures(const struct tomt_timetable *timetable, struct member *of_stop,
                             struct member *of_place)
{
    static const uint8_t rank[TOMT_N_MODES] = {
        [TOMT_RAIL] = 4, [TOMT_TRAM] = 3, [TOMT_FERRY] = 2, [TOMT_BUS] = 1};
    for (size_t i = 0; i < timetable->n_departures; i++) {
        struct member *stop = &of_stop[timetable->departure[i].stop];
        uint32_t route = timetable->departure[i].route;
        uint8_t mode = rank[timetable->route_mode[route]];
        if (!timetable->route_counts[route])
            continue;
        stop->n_departures++;
        stop->mode = mode > stop->mode ? mode : stop->mode;
    }
    for (size_t stop = 0; stop < timetable->n_stops; stop++)
        if (timetable->stop_place[stop] != TOMT_NO_PLACE) {
            struct member *place = &of_place[timetable->stop_place[stop]];
            place->n_departures += of_stop[stop].n_departures;
            place->mode = of_stop[stop].mode > place->mode ? of_stop[stop].mode : place->mode;
        }
}

/* `hub` [n_stops], by root stop on the way in (zeroed) and by number on the way out; returns how
 * many. */
static size_t name_hubs(const struct tomt_timetable *timetable, const uint32_t *root,
                        const struct member *of_stop, const struct member *of_place,
                        struct naming *hub)
{
    size_t n = 0;
    for (uint32_t stop = 0; stop < timetable->n_stops; stop++) {
        uint32_t place = timetable->stop_place[stop];
        struct naming *mine = &hub[root[stop]];
        mine->root = root[stop];
        if (place == TOMT_NO_PLACE)
            offer_name(mine, &of_stop[stop], timetable->stop_id[stop], timetable->stop_name[stop]);
        else
            offer_name(mine, &of_place[place], timetable->place_id[place],
                       timetable->place_name[place]);
    }
    for (size_t stop = 0; stop < timetable->n_stops; stop++)
        if (root[stop] == stop)
            hub[n++] = hub[stop];
    qsort(hub, n, sizeof *hub, by_id);
    return n;
}

static bool make_columns(struct tomt_arena *arena, size_t n_stops, struct tomt_hubs *hubs,
                         struct tomt_error *err)
{
    size_t n = hubs->n;
    hubs->id = tomt_arena_block(arena, NULL, n * sizeof *hubs->id, err);
    hubs->name = tomt_arena_block(arena, NULL, n * sizeof *hubs->name, err);
    hubs->x = tomt_arena_block(arena, NULL, n * sizeof *hubs->x, err);
    hubs->y = tomt_arena_block(arena, NULL, n * sizeof *hubs->y, err);
    hubs->radius_m = tomt_arena_block(arena, NULL, n * sizeof *hubs->radius_m, err);
    hubs->modes = tomt_arena_block(arena, NULL, n, err);
    hubs->best_mode = tomt_arena_block(arena, NULL, n, err);
    hubs->n_stops = tomt_arena_block(arena, NULL, n * sizeof *hubs->n_stops, err);
    hubs->n_peak = tomt_arena_block(arena, NULL, n * sizeof *hubs->n_peak, err);
    hubs->n_day = tomt_arena_block(arena, NULL, n * sizeof *hubs->n_day, err);
    hubs->interval_min = tomt_arena_block(arena, NULL, n * sizeof *hubs->interval_min, err);
    hubs->category = tomt_arena_block(arena, NULL, n, err);
    hubs->is_knutepunkt = tomt_arena_block(arena, NULL, n, err);
    hubs->stop_hub = tomt_arena_block(arena, NULL, n_stops * sizeof *hubs->stop_hub, err);
    hubs->route_start = tomt_arena_block(arena, NULL, (n + 1) * sizeof *hubs->route_start, err);
    bool all = hubs->id && hubs->name && hubs->x && hubs->y && hubs->radius_m && hubs->modes &&
               hubs->best_mode && hubs->n_stops && hubs->n_peak && hubs->n_day &&
               hubs->interval_min && hubs->category && hubs->is_knutepunkt && hubs->stop_hub &&
               hubs->route_start;
    for (int mode = 0; mode < TOMT_N_MODES; mode++) {
        hubs->headway_min[mode] = tomt_arena_block(arena, NULL, n * sizeof(double), err);
        all = all && hubs->headway_min[mode];
    }
    return all;
}

/* The mean is taken from the hub's first stop, so that far from the origin no digits are lost. */
static void place_hubs(const struct tomt_timetable *timetable, const struct naming *naming,
                       struct tomt_hubs *hubs)
{
    for (size_t stop = 0; stop < timetable->n_stops; stop++) {
        uint32_t hub = hubs->stop_hub[stop], first = naming[hub].root;
        hubs->n_stops[hub]++;
        hubs->x[hub] += timetable->x[stop] - timetable->x[first];
        hubs->y[hub] += timetable->y[stop] - timetable->y[first];
    }
    for (size_t hub = 0; hub < hubs->n; hub++) {
        hubs->x[hub] = timetable->x[naming[hub].root] + hubs->x[hub] / hubs->n_stops[hub];
        hubs->y[hub] = timetable->y[naming[hub].root] + hubs->y[hub] / hubs->n_stops[hub];
    }
    for (size_t stop = 0; stop < timetable->n_stops; stop++) {
        uint32_t hub = hubs->stop_hub[stop];
        double distance_m =
            hypot(timetable->x[stop] - hubs->x[hub], timetable->y[stop] - hubs->y[hub]);
        if (distance_m > hubs->radius_m[hub])
            hubs->radius_m[hub] = distance_m;
    }
}

static bool merge_and_name(struct tomt_arena *arena, struct tomt_arena *scratch,
                           const struct tomt_timetable *timetable, double merge_m,
                           struct tomt_hubs *hubs, struct tomt_error *err)
{
    size_t n_stops = timetable->n_stops;
    uint32_t *root = tomt_arena_alloc(scratch, n_stops * sizeof *root, err);
    uint32_t *number = tomt_arena_alloc(scratch, n_stops * sizeof *number, err); /* [root] */
    struct member *of_stop = tomt_arena_alloc(scratch, n_stops * sizeof *of_stop, err);
    struct member *of_place =
        tomt_arena_alloc(scratch, timetable->n_places * sizeof *of_place, err);
    struct naming *naming = tomt_arena_alloc(scratch, n_stops * sizeof *naming, err);
    if (!root || !number || !of_stop || !of_place || !naming ||
        !tomt_merge_stops(timetable, merge_m, root, err))
        return false;
    count_departures(timetable, of_stop, of_place);
    hubs->n = name_hubs(timetable, root, of_stop, of_place, naming);
    if (!make_columns(arena, n_stops, hubs, err))
        return false;
    for (uint32_t hub = 0; hub < hubs->n; hub++) {
        number[naming[hub].root] = hub;
        hubs->id[hub] = naming[hub].id;
        hubs->name[hub] = naming[hub].name;
    }
    for (size_t stop = 0; stop < n_stops; stop++)
        hubs->stop_hub[stop] = number[root[stop]];
    place_hubs(timetable, naming, hubs);
    return true;
}

bool tomt_hubs_make(struct tomt_arena *arena, const struct tomt_timetable *timetable,
                    const struct tomt_transit_settings *settings, struct tomt_hubs *hubs,
                    struct tomt_error *err)
{
    struct tomt_arena *scratch = tomt_arena_new(err);
    struct tomt_hubs made = {0};
    bool ok = scratch && merge_and_name(arena, scratch, timetable, settings->merge_m, &made, err) &&
              tomt_hub_routes(arena, scratch, timetable, settings, &made, err);
    tomt_arena_free(scratch);
    if (!ok)
        return tomt_while(err, "merging %zu stops into hubs", timetable->n_stops);
    tomt_hub_numbers(timetable, settings, &made);
    *hubs = made;
    return true;
}
