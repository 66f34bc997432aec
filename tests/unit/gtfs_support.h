/* What the tests of GTFS share: feeds as small texts in memory. */
#ifndef TOMT_TESTS_UNIT_GTFS_SUPPORT_H
#define TOMT_TESTS_UNIT_GTFS_SUPPORT_H

#include "data_support.h"

#include "base/text.h"
#include "sources/gtfs.h"

#include <cpl_vsi.h>
#include <math.h>

struct texts {
    const char *file[TOMT_N_GTFS_FILES]; /* NULL: absent */
};

/* Two routes, three places: Sentrum is a station with two quays, Torget two opposite quays without one, Utsikten one stop. Route 1 goes
 * there and back (direction_id is 0 for both, as Entur has it) and once past midnight; route F has a headway. No service on Tuesday
 * 2026-09-08. */
static const struct texts small = {{
    [TOMT_GTFS_STOPS] = "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
                        "S,Sentrum,59.7434,10.2039,1,\n"
                        "S1,Sentrum,59.7434,10.2038,0,S\n"
                        "S2,Sentrum,59.7434,10.2040,0,S\n"
                        "T1,Torget,59.7500,10.2100,0,\n"
                        "T2,Torget,59.7502,10.2100,,\n"
                        "U1,Utsikten,59.7600,10.2200,0,\n",
    [TOMT_GTFS_ROUTES] = "route_id,route_short_name,route_long_name,route_type\n"
                         "1,1,Sentrum - Utsikten,704\n"
                         "F,,Fjordferga,1000\n",
    [TOMT_GTFS_TRIPS] = "route_id,service_id,trip_id,trip_headsign,direction_id\n"
                        "1,WEEK,A1,Utsikten,0\n"
                        "1,WEEK,A2,,0\n"
                        "1,WEEK,N1,,0\n"
                        "F,WEEK,F1,Over fjorden,\n",
    [TOMT_GTFS_STOP_TIMES] = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type\n"
                             "A1,08:00:00,08:00:00,S1,1,0\n"
                             "A1,08:09:00,08:10:00,T1,2,\n"
                             "A1,08:20:00,08:20:00,U1,3,\n"
                             "A2,08:30:00,08:30:00,U1,1,\n"
                             "A2,08:40:00,08:40:00,T2,2,\n"
                             "A2,08:50:00,08:50:00,S2,3,\n"
                             "N1,24:50:00,24:50:00,S1,1,\n"
                             "N1,25:10:00,25:10:00,T1,2,\n"
                             "N1,25:20:00,25:20:00,U1,3,\n"
                             "F1,06:00:00,06:00:00,S1,1,\n"
                             "F1,06:15:00,06:15:00,U1,2,\n",
    [TOMT_GTFS_CALENDAR] = "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
                           "WEEK,1,1,1,1,1,0,0,20260907,20260918\n",
    [TOMT_GTFS_CALENDAR_DATES] = "service_id,date,exception_type\n"
                                 "WEEK,20260908,2\n",
    [TOMT_GTFS_FREQUENCIES] = "trip_id,start_time,end_time,headway_secs\n"
                              "F1,10:00:00,10:30:00,600\n",
}};

struct read {
    struct tomt_timetable out;
    struct tomt_gtfs_report report;
};

static inline bool parse_with(struct room *room, const struct texts *texts, const char *day, const struct tomt_box *box, unsigned n_threads,
                              struct read *read)
{
    struct tomt_gtfs_files files = {0};
    const struct tomt_crew crew = {.n_threads = n_threads};
    for (size_t i = 0; i < TOMT_N_GTFS_FILES; i++) {
        files.bytes[i] = texts->file[i];
        files.n[i] = texts->file[i] ? strlen(texts->file[i]) : 0;
    }
    tomt_error_clear(&room->err);
    return tomt_gtfs_parse(room->seat, room->arena, &files, day, &room->crs, box, &crew, &read->out, &read->report, &room->err);
}

static inline void parse(struct room *room, const struct texts *texts, const char *day, struct read *read)
{
    if (!parse_with(room, texts, day, NULL, 2, read))
        fail_msg("%s", room->err.text);
}

static inline struct texts with(const struct texts *texts, enum tomt_gtfs_file file, const char *text)
{
    struct texts changed = *texts;
    changed.file[file] = text;
    return changed;
}

static inline const char *joined(struct room *room, const char *a, const char *b)
{
    const char *both = tomt_arena_print(room->arena, &room->err, "%s%s", a, b);
    assert_non_null(both);
    return both;
}

/* With rows appended to one file. */
static inline struct texts plus(struct room *room, const struct texts *texts, enum tomt_gtfs_file file, const char *rows)
{
    return with(texts, file, joined(room, texts->file[file], rows));
}

static inline void assert_trouble(const struct tomt_gtfs_report *report, enum tomt_gtfs_trouble trouble, size_t n, const char *first)
{
    if (report->trouble[trouble].n != n || strcmp(report->trouble[trouble].first, first) != 0)
        fail_msg("%s: %zu '%s', not %zu '%s'", tomt_gtfs_trouble_name[trouble], report->trouble[trouble].n, report->trouble[trouble].first,
                 n, first);
}

static inline void assert_no_other_trouble(const struct tomt_gtfs_report *report, enum tomt_gtfs_trouble but)
{
    for (unsigned i = 0; i < TOMT_N_GTFS_TROUBLES; i++)
        if (i != (unsigned)but && report->trouble[i].n)
            fail_msg("%s: %s", tomt_gtfs_trouble_name[i], report->trouble[i].first);
}

struct expected {
    const char *stop, *route;
    const char *time; /* HH:MM */
    uint8_t direction;
};

static inline void assert_departures(const struct tomt_timetable *out, const struct expected *expected, size_t n)
{
    assert_int_equal(out->n_departures, n);
    for (size_t i = 0; i < n; i++) {
        const struct tomt_departure *departure = &out->departure[i];
        char time[24];
        snprintf(time, sizeof time, "%02u:%02u", departure->time_s / 3600, departure->time_s / 60 % 60);
        if (strcmp(out->stop_id[departure->stop], expected[i].stop) != 0 || strcmp(out->route_id[departure->route], expected[i].route) != 0 ||
            strcmp(time, expected[i].time) != 0 || departure->direction != expected[i].direction)
            fail_msg("departure %zu is %s %s %s %u", i, out->stop_id[departure->stop], out->route_id[departure->route], time,
                     departure->direction);
    }
}

#endif
