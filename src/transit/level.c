/* transit/level.c: the public transport accessibility level of a place. */
#include "transit/level.h"

#include <stdlib.h>
#include <string.h>

const char *const tomt_ptal_band_name[10] = {"0", "1a", "1b", "2", "3", "4", "5", "6a", "6b", NULL};
const double tomt_ptal_band_to[8] = {0, 2.5, 5, 10, 15, 20, 25, 40};

/* What a wait is made longer by because services are not on time (K). */
static const double RELIABILITY_MIN[TOMT_N_MODES] = {
    [TOMT_RAIL] = 0.75, [TOMT_TRAM] = 0.75, [TOMT_BUS] = 2.0, [TOMT_FERRY] = 0.75};

double tomt_ptal_index(const struct tomt_ptal_service *service, size_t n, double walk_m_per_min,
                       double *edf_of)
{
    double sum[TOMT_N_MODES] = {0}, largest[TOMT_N_MODES] = {0}, index = 0;
    for (size_t i = 0; i < n; i++) {
        enum tomt_mode mode = service[i].mode;
        double wait_min = 30 / service[i].per_hour + RELIABILITY_MIN[mode];
        double edf = 30 / (service[i].walk_m / walk_m_per_min + wait_min);
        if (edf_of)
            edf_of[i] = edf;
        sum[mode] += edf;
        if (edf > largest[mode])
            largest[mode] = edf;
    }
    for (int mode = 0; mode < TOMT_N_MODES; mode++)
        index += (sum[mode] + largest[mode]) / 2; /* largest + half of (sum - largest) */
    return index;
}

unsigned tomt_ptal_band(double index)
{
    unsigned band = 0;
    while (band < sizeof tomt_ptal_band_to / sizeof *tomt_ptal_band_to &&
           index > tomt_ptal_band_to[band])
        band++;
    return band;
}

/* A route that leaves a stop in the hour is noted once: its departures there lie side by side. */
static size_t note_routes(const struct tomt_timetable *timetable, size_t stop,
                          const struct tomt_transit_settings *settings, uint32_t *route)
{
    size_t n = 0;
    for (uint32_t i = timetable->stop_start[stop]; i < timetable->stop_start[stop + 1]; i++) {
        const struct tomt_departure *departure = &timetable->departure[i];
        if (timetable->route_counts[departure->route] &&
            departure->time_s >= settings->peak_from_s && departure->time_s < settings->peak_to_s &&
            (!n || route[n - 1] != departure->route))
            route[n++] = departure->route;
    }
    return n;
}

bool tomt_ptal_scratch_new(struct tomt_arena *arena, const struct tomt_timetable *timetable,
                           const struct tomt_transit_settings *settings,
                           struct tomt_ptal_scratch *out, struct tomt_error *err)
{
    size_t n_routes = timetable->n_routes, n = 0;
    const struct tomt_departure *departure = timetable->departure;
    for (size_t i = 0; i < timetable->n_departures; i++)
        n += !i || departure[i].stop != departure[i - 1].stop ||
             departure[i].route != departure[i - 1].route;
    struct tomt_ptal_scratch made = {
        .seen = tomt_arena_block(arena, NULL, n_routes * sizeof *made.seen, err),
        .service = tomt_arena_block(arena, NULL, n_routes * sizeof *made.service, err),
        .stop = tomt_arena_block(arena, NULL, n_routes * sizeof *made.stop, err),
        .route = tomt_arena_block(arena, NULL, n_routes * sizeof *made.route, err),
        .stop_route = tomt_arena_block(arena, NULL, n * sizeof *made.stop_route, err),
        .stop_start =
            tomt_arena_block(arena, NULL, (timetable->n_stops + 1) * sizeof *made.stop_start, err)};
    if (!made.seen || !made.service || !made.stop || !made.route || !made.stop_route ||
        !made.stop_start)
        return tomt_while(err, "preparing the transit level");
    n = 0;
    for (size_t stop = 0; stop < timetable->n_stops; stop++) {
        made.stop_start[stop] = (uint32_t)n;
        n += note_routes(timetable, stop, settings, made.stop_route + n);
    }
    made.stop_start[timetable->n_stops] = (uint32_t)n;
    *out = made;
    return true;
}

/* Departures of a route at a hub in the hour, in the busier direction. */
static uint32_t peak_of(const struct tomt_hubs *hubs, uint32_t hub, uint32_t route)
{
    uint32_t from = hubs->route_start[hub], to = hubs->route_start[hub + 1];
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (hubs->route[middle].route < route)
            from = middle + 1;
        else
            to = middle;
    }
    return from < hubs->route_start[hub + 1] && hubs->route[from].route == route
               ? hubs->route[from].n_peak
               : 0;
}

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

/* Is the k-th stop reached a better place to board than the one seen (its number + 1)? */
static bool is_nearer(const uint32_t *stop, const double *walk_m, size_t k, uint32_t seen)
{
    if (!seen)
        return true;
    double before_m = walk_m[seen - 1];
    return walk_m[k] < before_m || (walk_m[k] <= before_m && stop[k] < stop[seen - 1]);
}

size_t tomt_ptal_services(const struct tomt_timetable *timetable, const struct tomt_hubs *hubs,
                          const struct tomt_transit_settings *settings, const uint32_t *stop,
                          const double *walk_m, size_t n, struct tomt_ptal_scratch *scratch)
{
    uint32_t *seen = scratch->seen, n_services = 0;
    for (size_t k = 0; k < n; k++)
        for (uint32_t i = scratch->stop_start[stop[k]]; i < scratch->stop_start[stop[k] + 1]; i++) {
            uint32_t route = scratch->stop_route[i];
            if (!(walk_m[k] <= settings->reach_m[timetable->route_mode[route]]) ||
                !is_nearer(stop, walk_m, k, seen[route]) ||
                !peak_of(hubs, hubs->stop_hub[stop[k]], route))
                continue;
            if (!seen[route])
                scratch->route[n_services++] = route;
            seen[route] = (uint32_t)k + 1;
        }
    qsort(scratch->route, n_services, sizeof *scratch->route, by_number);
    double hours = (settings->peak_to_s - settings->peak_from_s) / 3600.0;
    for (uint32_t i = 0; i < n_services; i++) {
        uint32_t route = scratch->route[i], k = seen[route] - 1;
        scratch->stop[i] = stop[k];
        scratch->service[i] = (struct tomt_ptal_service){
            .route = route,
            .mode = (enum tomt_mode)timetable->route_mode[route],
            .walk_m = walk_m[k],
            .per_hour = peak_of(hubs, hubs->stop_hub[stop[k]], route) / hours};
        seen[route] = 0;
    }
    return n_services;
}
