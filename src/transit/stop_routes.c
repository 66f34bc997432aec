/* transit/stop_routes.c: departures per stop, route and direction, for people. */
#include "transit/hubs.h"
#include "transit/inside.h"

size_t tomt_same_run(const struct tomt_departure *departure, size_t at, size_t to)
{
    const struct tomt_departure *first = departure + at;
    while (++at < to && departure[at].stop == first->stop && departure[at].route == first->route &&
           departure[at].direction == first->direction)
        ;
    return at;
}

bool tomt_stop_routes(struct tomt_arena *arena, const struct tomt_timetable *timetable,
                      const struct tomt_transit_settings *settings, struct tomt_stop_route **out,
                      size_t *n, struct tomt_error *err)
{
    const struct tomt_departure *departure = timetable->departure;
    size_t n_rows = 0;
    for (size_t at = 0; at < timetable->n_departures; n_rows++)
        at = tomt_same_run(departure, at, timetable->n_departures);
    struct tomt_stop_route *row = tomt_arena_block(arena, NULL, n_rows * sizeof *row, err);
    if (!row)
        return tomt_while(err, "counting departures per stop and route");
    *out = row;
    *n = n_rows;
    for (size_t at = 0; at < timetable->n_departures; row++) {
        size_t to = tomt_same_run(departure, at, timetable->n_departures);
        *row = (struct tomt_stop_route){.stop = departure[at].stop,
                                        .route = departure[at].route,
                                        .direction = departure[at].direction,
                                        .n_all = (uint32_t)(to - at),
                                        .first_s = departure[at].time_s,
                                        .last_s = departure[to - 1].time_s};
        for (; at < to; at++) {
            uint32_t time_s = departure[at].time_s;
            row->n_peak += settings->peak_from_s <= time_s && time_s < settings->peak_to_s;
            row->n_day += settings->day_from_s <= time_s && time_s < settings->day_to_s;
        }
    }
    return true;
}
