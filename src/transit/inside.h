/* transit/inside.h: what the files of this room share and nobody else sees. */
#ifndef TOMT_TRANSIT_INSIDE_H
#define TOMT_TRANSIT_INSIDE_H

#include "transit/hubs.h"

/* root[stop]: the lowest stop that it is one hub with, itself if alone. Single linkage: stops of one parent place, and stops at most
 * merge_m apart (edge included; under 1 cm counts as 1 cm: coordinates are no better), directly or over others. Stops whose coordinates
 * are no numbers or beyond 1e9 m merge by place only. The answer does not depend on the order of the stops. */
bool tomt_merge_stops(const struct tomt_timetable *timetable, double merge_m, uint32_t *root, struct tomt_error *err);

/* The end of the departures from `at` on that share its stop, route and direction (and are before `to`). */
size_t tomt_same_run(const struct tomt_departure *departure, size_t at, size_t to);

/* The rest of a hub, once its stops are known: `route`, `n_routes`, `route_start`; then, from these, every number. */
bool tomt_hub_routes(struct tomt_arena *arena, struct tomt_arena *scratch, const struct tomt_timetable *timetable,
                     const struct tomt_transit_settings *settings, struct tomt_hubs *hubs, struct tomt_error *err);
void tomt_hub_numbers(const struct tomt_timetable *timetable, const struct tomt_transit_settings *settings, struct tomt_hubs *hubs);

#endif
