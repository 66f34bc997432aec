/* transit/hub_numbers.c: headways, interval, category of each hub, and whether it is a knutepunkt.
 */
#include "transit/inside.h"

#include <math.h>

/* Best first; a ferry before a bus where both stop: their rows of the table are the same. */
static const enum tomt_mode BEST_FIRST[TOMT_N_MODES] = {TOMT_RAIL, TOMT_TRAM, TOMT_FERRY, TOMT_BUS};

static double minutes(uint32_t from_s, uint32_t to_s)
{
    return to_s > from_s ? (to_s - from_s) / 60.0 : 0;
}

static double every_min(double window_min, uint32_t n_departures)
{
    return n_departures ? window_min / n_departures : NAN;
}

static void number_hub(const struct tomt_timetable *timetable,
                       const struct tomt_transit_settings *settings, struct tomt_hubs *hubs,
                       size_t hub)
{
    uint32_t n_peak[TOMT_N_MODES] = {0}, n_day[TOMT_N_MODES] = {0};
    for (uint32_t i = hubs->route_start[hub]; i < hubs->route_start[hub + 1]; i++) {
        const struct tomt_hub_route *route = &hubs->route[i];
        unsigned mode = timetable->route_mode[route->route];
        n_peak[mode] += route->n_peak;
        n_day[mode] += route->n_day;
        hubs->modes[hub] = (uint8_t)(hubs->modes[hub] | 1u << mode);
        hubs->n_peak[hub] += route->n_peak;
        hubs->n_day[hub] += route->n_day;
    }
    double peak_min = minutes(settings->peak_from_s, settings->peak_to_s);
    double day_min = minutes(settings->day_from_s, settings->day_to_s);
    unsigned n_kept = 0;
    for (int mode = 0; mode < TOMT_N_MODES; mode++) {
        hubs->headway_min[mode][hub] = every_min(peak_min, n_peak[mode]);
        n_kept += hubs->headway_min[mode][hub] <= settings->hub_headway_min[mode];
    }
    hubs->is_knutepunkt[hub] = n_kept >= 2;
    hubs->interval_min[hub] = every_min(day_min, hubs->n_day[hub]);
    hubs->best_mode[hub] = TOMT_N_MODES;
    for (int i = TOMT_N_MODES; i-- > 0;)
        if (n_day[BEST_FIRST[i]])
            hubs->best_mode[hub] = (uint8_t)BEST_FIRST[i];
    hubs->category[hub] =
        (uint8_t)tomt_stop_category((enum tomt_mode)hubs->best_mode[hub], hubs->interval_min[hub]);
}

void tomt_hub_numbers(const struct tomt_timetable *timetable,
                      const struct tomt_transit_settings *settings, struct tomt_hubs *hubs)
{
    for (size_t hub = 0; hub < hubs->n; hub++)
        number_hub(timetable, settings, hubs, hub);
}
