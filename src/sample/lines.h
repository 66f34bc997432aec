/* sample/lines.h: fictional public transport on true places: stops, lines, when they go. Const;
 * thread-safe. May not know GTFS. */
#ifndef TOMT_SAMPLE_LINES_H
#define TOMT_SAMPLE_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tomt_stop_place { /* two quays each, one a direction */
    const char *name;
    double lat, lon;
};
extern const struct tomt_stop_place tomt_stop_places[];
extern const size_t tomt_n_stop_places;

enum tomt_days { /* on which a period runs; each is a service of the feed */
                 TOMT_WEEKDAYS,
                 TOMT_SATURDAYS,
                 TOMT_SUNDAYS,
                 TOMT_NIGHTS, /* after Fridays and Saturdays */
                 TOMT_SCHOOL_DAYS,
                 TOMT_CLOSED_TRACK, /* a week in July */
                 TOMT_N_DAYS
};
struct tomt_period { /* departures every so many minutes, the first at `from`, all before `to` */
    uint8_t days;
    uint16_t from_min, to_min, every_min;
};
struct tomt_call {
    uint8_t place, minutes; /* row in tomt_stop_places; since the call before */
};
struct tomt_line_service {
    const char *code, *name;
    uint16_t type;       /* GTFS extended route type */
    uint8_t operator_of; /* row in tomt_operators */
    bool one_way;        /* no trips back */
    bool northbound;     /* trips there use the second quays, trips back the first */
    bool on_demand, by_frequency;
    uint8_t n_calls, n_periods;
    uint16_t back_min; /* trips back start so much later */
    const struct tomt_call *call;
    const struct tomt_period *period;
};
extern const struct tomt_line_service tomt_lines[];
extern const size_t tomt_n_lines;

struct tomt_operator {
    const char *code, *name;
};
extern const struct tomt_operator tomt_operators[];
extern const size_t tomt_n_operators;

#endif
