/* transit/timetable.h: public transport on one service day, as plain arrays: what GTFS becomes and what every transit number is made of.
 * Knows no file format. All belongs to the arena given; const once made: thread-safe. Coordinates: metres in the project CRS. */
#ifndef TOMT_TRANSIT_TIMETABLE_H
#define TOMT_TRANSIT_TIMETABLE_H

#include "base/arena.h"
#include "base/error.h"

enum tomt_mode { TOMT_RAIL, TOMT_TRAM, TOMT_BUS, TOMT_FERRY, TOMT_N_MODES }; /* metro counts as rail, coach and trolleybus as bus, funicular as tram */
extern const char *const tomt_mode_name[TOMT_N_MODES]; /* "rail", "tram", "bus", "ferry": words of role hub's column `mode` */

#define TOMT_NO_PLACE UINT32_MAX
struct tomt_departure { /* a trip leaves a stop where one may board; a trip's last stop has none */
    uint32_t stop, route, trip; /* trip: a number per run of a vehicle; runs made from frequencies have numbers of their own */
    uint32_t time_s;        /* since midnight of the day, 0..86399: trips of the day before that run past 24:00 are folded in,
                               what leaves after this day's 24:00 is not */
    uint8_t direction;      /* 0 or 1 within the route, told by stop pattern */
};
struct tomt_timetable {
    size_t n_stops;             /* quays or stops, those with a departure on the day only */
    const char **stop_id, **stop_name;
    double *x, *y;
    uint32_t *stop_place;       /* number of its parent station; TOMT_NO_PLACE: none */
    size_t n_places; const char **place_id, **place_name;
    size_t n_routes;
    const char **route_id, **route_name; /* short name, else long name, else id */
    const char **towards[2];    /* [direction][route] headsign or last stop's name, the most frequent; NULL unknown */
    uint8_t *route_mode;        /* enum tomt_mode */
    uint8_t *route_counts;      /* 0: on demand or school: never in headways, levels or classes */
    size_t n_departures;
    struct tomt_departure *departure; /* by stop, route, direction, time, trip */
    uint32_t *stop_start;       /* [n_stops + 1] into departure */
    char day[11];               /* "2026-09-15": the service day */
};

/* Several feeds as one, in the order given; ids may repeat. `day` is the first's. Texts are shared, one part is not copied at all. */
bool tomt_timetable_join(struct tomt_arena *arena, const struct tomt_timetable *const *part, size_t n,
                         struct tomt_timetable *out, struct tomt_error *err);
/* The stops with keep[stop] not 0, with their departures, routes and places, all in the order they had; trips keep their numbers. Texts are
 * shared, all else is copied. */
bool tomt_timetable_keep(struct tomt_arena *arena, const struct tomt_timetable *timetable, const uint8_t *keep,
                         struct tomt_timetable *out, struct tomt_error *err);

#endif
