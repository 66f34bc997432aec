/* sources/gtfs.h: a GTFS feed (zip or folder) -> the timetable of one normal weekday.
 * May not know the study area's meaning: it is given a box. All belongs to the arena given. One thread a call; the crew parses.
 * Reference: gtfs.org/schedule/reference; route types: Google's extended list, as Entur uses it. */
#ifndef TOMT_SOURCES_GTFS_H
#define TOMT_SOURCES_GTFS_H

#include "base/crew.h"
#include "geo/crs.h"
#include "geo/shapes.h"
#include "transit/timetable.h"

enum tomt_gtfs_file { TOMT_GTFS_STOPS, TOMT_GTFS_ROUTES, TOMT_GTFS_TRIPS, TOMT_GTFS_STOP_TIMES, TOMT_GTFS_CALENDAR,
                      TOMT_GTFS_CALENDAR_DATES, TOMT_GTFS_FREQUENCIES, TOMT_GTFS_AGENCY, TOMT_N_GTFS_FILES };
extern const char *const tomt_gtfs_file_name[TOMT_N_GTFS_FILES]; /* "stops.txt", ... */
struct tomt_gtfs_files { /* bytes in memory; NULL: absent */
    const char *bytes[TOMT_N_GTFS_FILES];
    size_t n[TOMT_N_GTFS_FILES];
};

enum tomt_gtfs_trouble { /* rows left out (or mended), each counted with the first file:line and what was found */
    TOMT_G_STOP_PLACE,      /* stop without or with impossible coordinates */
    TOMT_G_STOP_UNKNOWN,    /* stop_times names a stop that stops.txt lacks */
    TOMT_G_TRIP_UNKNOWN,    /* stop_times or frequencies name a trip that trips.txt lacks */
    TOMT_G_ROUTE_UNKNOWN,   /* a trip of a route that routes.txt lacks */
    TOMT_G_SERVICE_UNKNOWN, /* a trip of a service that no calendar has */
    TOMT_G_ROUTE_TYPE,      /* a route type that is not known, or that is no land or water transport for all (air, taxi): its trips are left out */
    TOMT_G_TIME,            /* a time that cannot be read */
    TOMT_G_TIME_BACKWARDS,  /* a trip whose times run backwards: the trip is left out */
    TOMT_G_DATE,            /* a date that cannot be read */
    TOMT_G_FREQUENCY,       /* a headway of 0 or less, an end before the start */
    TOMT_G_ROW,             /* a row with too few or too many fields */
    TOMT_G_DUPLICATE,       /* a second row with the same id: the first counts */
    TOMT_G_TEXT,            /* text that is not UTF-8, taken as Latin-1 (kept) */
    TOMT_G_INTERPOLATED,    /* stop times left empty between timed stops, spread evenly (kept) */
    TOMT_G_PARENT_UNKNOWN,  /* a stop whose parent station stops.txt lacks: kept on its own */
    TOMT_N_GTFS_TROUBLES
};
extern const char *const tomt_gtfs_trouble_name[TOMT_N_GTFS_TROUBLES], *const tomt_gtfs_trouble_help[TOMT_N_GTFS_TROUBLES];
extern const bool tomt_gtfs_trouble_drops[TOMT_N_GTFS_TROUBLES];
/* What can be told of a row is counted in all rows; what needs a whole trip (times backwards, spread times, a doubled sequence number)
 * only in the trips of the day. */
struct tomt_gtfs_report {
    size_t n_rows[TOMT_N_GTFS_FILES];
    struct { size_t n; char first[160]; } trouble[TOMT_N_GTFS_TROUBLES];
    size_t n_stops, n_stops_outside; /* read; outside the box */
    size_t n_trips, n_trips_on_day, n_departures; /* trips of trips.txt that are of use; of those with a service on the day; in the timetable */
    size_t n_days, n_weekdays;       /* days with service in the feed; of those Monday to Friday */
    bool day_was_asked;
    char first_day[11], last_day[11], day[11];
    char why_day[200];               /* "Tuesday 2026-09-15: the services of 31 of 43 Tuesdays to Thursdays, 1,204 trips" */
    size_t n_on_demand_routes, n_routes_by_mode[TOMT_N_MODES]; /* of the timetable's routes, which are those with a departure */
};
/* The day: `day` ("2026-09-15"; TOMT_DATA if nothing runs on it, naming the feed's first and last day) or, NULL, a normal weekday: of the
 * Tuesdays to Thursdays (else Mondays to Fridays, else any day: said) the set of services that runs on most of them, ties to the more
 * trips; of its days the one in the middle. Errors (TOMT_DATA, naming the file and what to do): stops.txt, trips.txt, routes.txt or
 * stop_times.txt missing or empty, a required column missing, neither calendar, no day with a trip, more than 4 GiB unpacked, or
 * more than 200 times the zip's size (and 256 MiB).
 * Stops outside `box` (project CRS; NULL: none) are left out of the timetable. */
bool tomt_gtfs_read(struct tomt_seat *seat, struct tomt_arena *arena, const char *path, const char *day, const struct tomt_crs *project_crs,
                    const struct tomt_box *box, const struct tomt_crew *crew, struct tomt_timetable *out,
                    struct tomt_gtfs_report *report, struct tomt_error *err);
/* The same of files already in memory (fuzzing, tests); the bytes are not changed. */
bool tomt_gtfs_parse(struct tomt_seat *seat, struct tomt_arena *arena, const struct tomt_gtfs_files *files, const char *day,
                     const struct tomt_crs *project_crs, const struct tomt_box *box, const struct tomt_crew *crew,
                     struct tomt_timetable *out, struct tomt_gtfs_report *report, struct tomt_error *err);
/* A look without reading (for check): is it a feed, which of its files are there? */
bool tomt_gtfs_look(struct tomt_arena *arena, const char *path, bool present[TOMT_N_GTFS_FILES], struct tomt_error *err);
/* Where they are, as GDAL names files ("/vsizip/{...}/stops.txt" in a zip); NULL: absent. */
bool tomt_gtfs_paths(struct tomt_arena *arena, const char *path, const char *file[TOMT_N_GTFS_FILES], struct tomt_error *err);

/* Google's and the extended route types. false: not known or not public transport on land or water. */
bool tomt_route_type(long type, enum tomt_mode *mode, bool *counts);

#endif
