/* transit/hubs.h: stops merged into hubs, their headways and classes.
 * Pure arithmetic on a timetable. Sources: Norwegian knutepunkt definition and quality classes as in DOMAIN (docs/transit.md names
 * them). All belongs to the arena. */
#ifndef TOMT_TRANSIT_HUBS_H
#define TOMT_TRANSIT_HUBS_H

#include "transit/timetable.h"

struct tomt_transit_settings { /* seconds since midnight; from <= t < to */
    double merge_m;                        /* 150: stops this near (edge included) belong to one hub, and so do stops of one parent */
    uint32_t peak_from_s, peak_to_s;       /* 08:15 to 09:15, PTAL's hour; also of the peak headway */
    uint32_t day_from_s, day_to_s;         /* 06:00 to 20:00 */
    double reach_m[4];                     /* PTAL, [enum tomt_mode]: 640 bus, 960 rail, tram, ferry */
    double hub_headway_min[4];             /* [mode]: 30 rail, 15 tram, 10 bus, 30 ferry (ours: not in the definition) */
};
struct tomt_transit_settings tomt_transit_defaults(void);

struct tomt_hub_route { /* a route at a hub */
    uint32_t hub, route;
    uint32_t n_peak, n_day; /* distinct trips that leave the hub in the hour and in the day, in the busier direction of each */
};
struct tomt_hubs {
    size_t n;
    const char **id;      /* the place's or stop's id: of the member with the best mode, then with most departures, ties to the lower id */
    const char **name;
    double *x, *y;        /* mean of its stops */
    double *radius_m;     /* largest distance from that middle to a stop: chains are seen */
    uint8_t *modes;       /* bit 1 << mode, of what counts */
    uint8_t *best_mode;   /* of those that leave in the day: rail before tram before ferry before bus; TOMT_N_MODES: none */
    uint32_t *n_stops, *n_peak, *n_day; /* sums over its routes */
    double *headway_min[4]; /* [mode][hub] peak headway: minutes of the hour / departures of the mode's routes in it; NaN: none */
    double *interval_min; /* (day_to - day_from) in minutes / n_day: all modes, each route's busier direction; NaN: none */
    uint8_t *category;    /* 1 to 7; 0: none */
    uint8_t *is_knutepunkt; /* the transport half of the definition: two or more modes, each of which (at least two) keeps its headway */
    uint32_t *stop_hub;   /* [n_stops of the timetable] */
    struct tomt_hub_route *route; size_t n_routes; /* by hub, then route */
    uint32_t *route_start; /* [n + 1] */
};
/* Hubs numbered by id (byte order). Routes that do not count are left out of every number, their stops are still members. */
bool tomt_hubs_make(struct tomt_arena *arena, const struct tomt_timetable *timetable, const struct tomt_transit_settings *settings,
                    struct tomt_hubs *hubs, struct tomt_error *err);

/* Of stops marked (keep[stop] not 0), marks all that are one hub with one of them. */
bool tomt_hubs_whole(const struct tomt_timetable *timetable, double merge_m, uint8_t *keep, struct tomt_error *err);

/* The tables of docs/transit.md. */
enum { TOMT_N_CLASS_INTERVALS = 6, TOMT_N_CLASS_DISTANCES = 4 };
extern const double tomt_class_interval_min[TOMT_N_CLASS_INTERVALS]; /* 5 to 120, strict: an interval of 10 is not under 10 */
extern const double tomt_class_distance_m[TOMT_N_CLASS_DISTANCES];   /* 300 to 1000, edges included */
/* interval_min NaN or >= 120: 0. */
unsigned tomt_stop_category(enum tomt_mode mode, double interval_min);
/* 1..6 for A..F, 0: none. */
unsigned tomt_transit_class(unsigned category, double distance_m);
extern const char *const tomt_transit_class_name[8]; /* by class: NULL, "A" to "F"; then NULL, which ends the list */
/* Outermost distance at which a stop of this category still gives `class` or a better one (m); 0: never. */
double tomt_transit_class_reach_m(unsigned category, unsigned class);

/* Departures per stop, route and direction, for people. */
struct tomt_stop_route {
    uint32_t stop, route;
    uint8_t direction;
    uint32_t n_peak, n_day, n_all, first_s, last_s;
};
bool tomt_stop_routes(struct tomt_arena *arena, const struct tomt_timetable *timetable, const struct tomt_transit_settings *settings,
                      struct tomt_stop_route **out, size_t *n, struct tomt_error *err);

#endif
