/* How long a GTFS feed takes to become a timetable: gtfs_bench FEED [CRS] [THREADS] [DAY].
 * make_gtfs.py writes a large one. */
#include "base/progress.h"
#include "sources/gtfs.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

static struct tomt_error err;

static void check(bool ok)
{
    if (ok)
        return;
    fprintf(stderr, "%s\n", err.text);
    exit(1);
}

static void print_report(const struct tomt_gtfs_report *report)
{
    printf("%s\n", report->why_day);
    printf("days %s to %s: %zu with service, %zu weekdays\n", report->first_day, report->last_day,
           report->n_days, report->n_weekdays);
    for (size_t i = 0; i < TOMT_N_GTFS_FILES; i++)
        printf("%s%s %zu", i ? ", " : "", tomt_gtfs_file_name[i], report->n_rows[i]);
    printf("\nstops %zu (outside %zu), trips %zu (on the day %zu), departures %zu\n",
           report->n_stops, report->n_stops_outside, report->n_trips, report->n_trips_on_day,
           report->n_departures);
    for (size_t i = 0; i < TOMT_N_GTFS_TROUBLES; i++)
        if (report->trouble[i].n)
            printf("%s %zu: %s\n", tomt_gtfs_trouble_name[i], report->trouble[i].n,
                   report->trouble[i].first);
}

int main(int n_arguments, char **argument)
{
    if (n_arguments < 2) {
        fprintf(stderr, "usage: gtfs_bench FEED [CRS] [THREADS] [DAY]\n");
        return 2;
    }
    struct tomt_arena *arena = tomt_arena_new(&err);
    check(arena != NULL);
    struct tomt_seat *seat = tomt_seat_open(arena, &err);
    check(seat != NULL);
    struct tomt_crs crs;
    struct tomt_timetable out;
    struct tomt_gtfs_report report;
    const struct tomt_crew crew = {.n_threads = n_arguments > 3 ? (unsigned)atoi(argument[3])
                                                                : tomt_crew_cores()};
    check(tomt_crs_read(seat, arena, n_arguments > 2 ? argument[2] : "EPSG:25833", &crs, &err));
    double start = tomt_clock_s();
    check(tomt_gtfs_read(seat, arena, argument[1], n_arguments > 4 ? argument[4] : NULL, &crs, NULL,
                         &crew, &out, &report, &err));
    double seconds = tomt_clock_s() - start;
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    print_report(&report);
    printf("timetable: %zu stops, %zu places, %zu routes (%zu on demand)\n", out.n_stops,
           out.n_places, out.n_routes, report.n_on_demand_routes);
    printf("%.3f s on %u threads, %.2f million stop times a second, peak %.0f MiB\n", seconds,
           crew.n_threads, (double)report.n_rows[TOMT_GTFS_STOP_TIMES] / seconds / 1e6,
           (double)used.ru_maxrss / 1024);
    tomt_arena_free(arena);
    return 0;
}
