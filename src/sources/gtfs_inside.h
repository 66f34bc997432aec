/* sources/gtfs_inside.h: what the files of the GTFS reader share: the feed as numbered tables. For sources/gtfs*.c only.
 * All belongs to the feed's scratch arena. Filled by one file after the other in the order below; const while the crew works. */
#ifndef TOMT_SOURCES_GTFS_INSIDE_H
#define TOMT_SOURCES_GTFS_INSIDE_H

#include "sources/gtfs.h"
#include "sources/gtfs_csv.h"

#define TOMT_GTFS_NONE UINT32_MAX

enum {
    TOMT_GTFS_DAY_S = 86400,
    TOMT_GTFS_NIGHTS = 7 /* a trip may run into its seventh day: times to 167:59:59 */
};

/* Troubles counted, with the first of each; chunks of a file keep their own and are added in the file's order. */
struct tomt_gtfs_tally {
    struct {
        size_t n, line;
        char what[110];
    } trouble[TOMT_N_GTFS_TROUBLES];
};
void tomt_gtfs_note(struct tomt_gtfs_tally *tally, enum tomt_gtfs_trouble trouble, size_t line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void tomt_gtfs_report_tally(struct tomt_gtfs_report *report, enum tomt_gtfs_file file, const struct tomt_gtfs_tally *tally,
                            size_t lines_before);
/* Foreign text for a message: at most 40 bytes, what does not print is '?'. */
struct tomt_gtfs_word {
    char text[44];
};
struct tomt_gtfs_word tomt_gtfs_word(struct tomt_slice slice);

/* Numbers of ids: an open hash over slices that somebody else keeps. */
struct tomt_gtfs_ids {
    const struct tomt_slice *key; /* moves with its owner: see tomt_gtfs_ids_add */
    uint32_t *slot, n_slots;
    uint32_t n;
};
uint64_t tomt_gtfs_hash(const char *text, size_t n);
uint32_t tomt_gtfs_ids_find(const struct tomt_gtfs_ids *ids, struct tomt_slice id);
/* Numbers keys[0..n] where keys[n] is new and unknown yet: the caller has looked. */
bool tomt_gtfs_ids_add(struct tomt_gtfs_ids *ids, struct tomt_arena *arena, const struct tomt_slice *keys, struct tomt_error *err);

struct tomt_gtfs_stop {
    struct tomt_slice name, parent_id;
    double x, y;       /* lon, lat; then metres in the project CRS; NaN: none */
    size_t line;
    uint32_t parent;   /* TOMT_GTFS_NONE: none */
    uint32_t cluster;  /* stops that stand for one place in a pattern */
    uint8_t kind;      /* location_type */
    bool inside;       /* of the box: may have departures in the timetable */
};
struct tomt_gtfs_route {
    struct tomt_slice short_name, long_name;
    enum tomt_mode mode;
    bool used, counts;
    uint32_t n_boardings, n_phoned; /* where one may board on the day, and of those: only after a phone call */
};
struct tomt_gtfs_trip {
    struct tomt_slice headsign;
    uint32_t route, service; /* route TOMT_GTFS_NONE: left out */
    uint32_t pattern;
    uint8_t told;            /* direction_id; 2: none */
    uint8_t nights;          /* bit k: it runs on the k-th day before the service day */
    bool frequent;           /* frequencies.txt says when it runs */
};
struct tomt_gtfs_service {
    int32_t from, to;    /* day numbers, both included; from > to: no calendar row */
    uint8_t weekdays;    /* bit 0: Monday */
    uint32_t n_trips;
    uint32_t exception, n_exceptions; /* into the feed's, by date */
};
struct tomt_gtfs_exception {
    uint32_t service;
    int32_t day;
    uint32_t row;
    bool added;
};
struct tomt_gtfs_frequency {
    uint32_t trip, from_s, to_s, headway_s, row;
};
struct tomt_gtfs_time {
    uint32_t trip, stop, sequence, line;
    int32_t arrival_s, departure_s; /* TOMT_GTFS_EMPTY, TOMT_GTFS_BAD */
    uint8_t pickup;
};
enum { TOMT_GTFS_EMPTY = -1, TOMT_GTFS_BAD = -2 };
struct tomt_gtfs_pattern {
    uint32_t route, first, n, n_trips, told[3];
    uint8_t direction;
};

struct tomt_gtfs {
    struct tomt_arena *arena, *scratch; /* for the result; for what is below */
    const struct tomt_gtfs_files *files;
    struct tomt_crew crew;
    struct tomt_gtfs_report *report;
    struct tomt_gtfs_tally tally; /* of the file being read */

    struct tomt_gtfs_ids stop_ids, route_ids, trip_ids, service_ids;
    struct tomt_slice *stop_id, *route_id, *trip_id, *service_id;
    struct tomt_gtfs_stop *stop;
    struct tomt_gtfs_route *route;
    struct tomt_gtfs_trip *trip;
    struct tomt_gtfs_service *service;
    size_t n_stops, n_routes, n_trips, n_services;
    size_t stop_room, route_room, trip_room, service_room;

    struct tomt_gtfs_exception *exception;
    size_t n_exceptions, exception_room;
    struct tomt_gtfs_frequency *frequency; /* by trip */
    size_t n_frequencies, frequency_room;

    struct tomt_gtfs_time *time; /* of the trips of the day, by trip, in the order of the stops */
    uint32_t *time_start;        /* [n_trips + 1] */
    uint32_t *time_n;            /* [n_trips]; 0: the trip is left out */

    struct tomt_gtfs_pattern *pattern;
    size_t n_patterns, pattern_room;
    uint32_t *place;             /* the patterns' places */
    size_t n_place, place_room;
    const char **towards[2];     /* [direction][route]; NULL: unknown */
};

/* gtfs_tables.c: how any file is read: its header, with what must be there (bits of `needed`), and its rows. */
bool tomt_gtfs_open(struct tomt_gtfs *feed, enum tomt_gtfs_file file, const char *const *wanted, size_t n_wanted, unsigned needed,
                    struct tomt_csv *csv, struct tomt_error *err);
/* The next row that is whole (as wide as `needed` wants); others are counted. False at the end or when memory runs out. */
bool tomt_gtfs_next(struct tomt_gtfs_tally *tally, struct tomt_csv *csv, unsigned needed, struct tomt_csv_row *row, size_t *n_rows);
/* Closes the reader, adds the troubles to the report. */
bool tomt_gtfs_close(struct tomt_gtfs *feed, enum tomt_gtfs_file file, struct tomt_csv *csv, size_t n_rows, struct tomt_error *err);
/* Room for one more of `size` bytes. */
bool tomt_gtfs_room(struct tomt_arena *arena, void *blocks, size_t n, size_t *room, size_t size, struct tomt_error *err);
bool tomt_gtfs_keep(struct tomt_gtfs *feed, const struct tomt_csv_row *row, size_t field, struct tomt_slice *out, struct tomt_error *err);
const char *tomt_gtfs_text(struct tomt_gtfs *feed, struct tomt_slice slice, struct tomt_error *err); /* UTF-8, no NUL within */
/* Seconds; TOMT_GTFS_EMPTY, TOMT_GTFS_BAD. */
int32_t tomt_gtfs_time(struct tomt_slice text);
bool tomt_gtfs_whole(struct tomt_slice text, uint32_t most, uint32_t *out); /* digits only */

bool tomt_gtfs_read_stops(struct tomt_gtfs *feed, struct tomt_error *err);
bool tomt_gtfs_read_routes(struct tomt_gtfs *feed, struct tomt_error *err);
bool tomt_gtfs_read_services(struct tomt_gtfs *feed, struct tomt_error *err); /* gtfs_day.c */
bool tomt_gtfs_read_trips(struct tomt_gtfs *feed, struct tomt_error *err);
bool tomt_gtfs_read_frequencies(struct tomt_gtfs *feed, struct tomt_error *err);
/* gtfs_stops.c: into the project CRS, parents, clusters */
bool tomt_gtfs_place_stops(struct tomt_gtfs *feed, struct tomt_seat *seat, const struct tomt_crs *project_crs, const struct tomt_box *box,
                           struct tomt_error *err);
/* gtfs_day.c: the day, and on which nights each trip runs */
bool tomt_gtfs_choose_day(struct tomt_gtfs *feed, const char *day, struct tomt_error *err);
/* gtfs_times.c, gtfs_trips.c */
bool tomt_gtfs_read_times(struct tomt_gtfs *feed, struct tomt_error *err);
bool tomt_gtfs_mend_trips(struct tomt_gtfs *feed, struct tomt_error *err);
/* gtfs_patterns.c: patterns, directions, where they go */
bool tomt_gtfs_patterns(struct tomt_gtfs *feed, struct tomt_error *err);
/* gtfs_departures.c */
bool tomt_gtfs_timetable(struct tomt_gtfs *feed, struct tomt_timetable *out, struct tomt_error *err);

#endif
