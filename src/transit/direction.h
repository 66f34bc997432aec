/* transit/direction.h: which of a route's stop patterns go the same way. Pure; thread-safe. */
#ifndef TOMT_TRANSIT_DIRECTION_H
#define TOMT_TRANSIT_DIRECTION_H

#include "base/arena.h"
#include "base/error.h"

struct tomt_pattern {
    const uint32_t *place; /* stop places (a parent station, else the stop) in order; stops within merge_m of each other, as opposite quays are,
                              are best given the same number */
    size_t n;
    uint32_t n_trips;
    uint8_t told;          /* direction_id of most of its trips: 0, 1; 2: not given */
};
/* direction[i] = 0 or 1. The pattern with most trips (ties: the first) is 0; the others, by trips, go where they agree: pairs of places
 * that they share with those already placed, in the same order or the other; when they share nothing, direction_id decides, else 0. */
bool tomt_directions(const struct tomt_pattern *pattern, size_t n, uint8_t *direction, struct tomt_error *err);

#endif
