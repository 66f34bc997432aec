/* transit/level.h: public transport accessibility level (PTAL) and the ABC of locations.
 * Pure arithmetic; thread-safe. Source: Transport for London, Assessing transport connectivity in London (2015), appendix on PTALs. */
#ifndef TOMT_TRANSIT_LEVEL_H
#define TOMT_TRANSIT_LEVEL_H

#include "transit/hubs.h"

struct tomt_ptal_service { /* one route at its nearest stop */
    uint32_t route;
    enum tomt_mode mode;
    double walk_m, per_hour; /* per_hour > 0 */
};
/* Walk 80 m/min; SWT = 30/f, AWT = SWT + K, EDF = 30/(walk + AWT); per mode the largest EDF + half of the others; sum over the modes.
 * `edf_of` (may be NULL): each service's EDF. */
double tomt_ptal_index(const struct tomt_ptal_service *service, size_t n, double walk_m_per_min, double *edf_of);
extern const char *const tomt_ptal_band_name[10]; /* "0", "1a", "1b", "2", "3", "4", "5", "6a", "6b", NULL */
extern const double tomt_ptal_band_to[8]; /* upper ends of all but the last: 0, 2.5, 5, 10, 15, 20, 25, 40 */
unsigned tomt_ptal_band(double index);    /* into the names; upper ends included; the index is not rounded before */

/* The services of a place: of all stops reached (number in the timetable, metres walked; in any order), each route that counts once, at
 * the nearest stop that it leaves in the hour within the mode's reach (edge included), ties to the lower stop; its frequency is the
 * route's at that stop's hub, in the busier direction, per hour of the peak. A stop nearer by that the route leaves only outside the
 * hour is passed over, also when it is of the same hub. service and stop hold the answer, by route; returns how many. */
struct tomt_ptal_scratch { /* one a thread; tomt_ptal_scratch_new fills it */
    uint32_t *seen; /* [n_routes] zeroed before and after */
    struct tomt_ptal_service *service;
    uint32_t *stop, *route;
    uint32_t *stop_start, *stop_route; /* the routes that leave each stop in the hour and count */
};
bool tomt_ptal_scratch_new(struct tomt_arena *arena, const struct tomt_timetable *timetable, const struct tomt_transit_settings *settings,
                           struct tomt_ptal_scratch *out, struct tomt_error *err); /* for these settings only */
size_t tomt_ptal_services(const struct tomt_timetable *timetable, const struct tomt_hubs *hubs,
                          const struct tomt_transit_settings *settings, const uint32_t *stop, const double *walk_m, size_t n,
                          struct tomt_ptal_scratch *scratch); /* scratch->service and ->stop are filled */

/* ABC: the thresholds are the project's. Transit classes 1..6 (A..F), 0 none; drive_min NaN: no junction within reach. */
struct tomt_abc_settings {
    unsigned a_class;   /* A: this transit class or better; default 2 (B) */
    unsigned b_class;   /* B: this class or better, and a junction within b_drive_min; default 4 (D), 10 min */
    double b_drive_min;
    double c_drive_min; /* C: a junction within this; default 5 min */
};
struct tomt_abc_settings tomt_abc_defaults(void);
char tomt_abc(unsigned transit_class, double drive_min, const struct tomt_abc_settings *settings); /* 'A', 'B', 'C', or 0: none of them */

#endif
