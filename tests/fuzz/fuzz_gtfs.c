/* A GTFS feed that someone else has made: the files one after the other, each begun by a line "##
 * NAME.txt". Any bytes give a timetable that is whole, or an error; the same at one thread and at
 * three. */
#include "base/text.h"
#include "sources/gtfs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool is_so)
{
    if (!is_so)
        abort();
}

/* Each file is a block of its own: a byte read past it is seen. */
static void split(const char *text, size_t n, struct tomt_gtfs_files *files)
{
    char *open = NULL;
    size_t *length = NULL;
    for (size_t from = 0, to; from < n; from = to) {
        const char *line_end = memchr(text + from, '\n', n - from);
        to = line_end ? (size_t)(line_end - text) + 1 : n;
        if (to - from > 3 && memcmp(text + from, "## ", 3) == 0) {
            open = NULL;
            for (size_t f = 0; f < TOMT_N_GTFS_FILES; f++) {
                size_t n_name = strlen(tomt_gtfs_file_name[f]);
                if (to - from < 3 + n_name ||
                    memcmp(text + from + 3, tomt_gtfs_file_name[f], n_name) != 0 || files->bytes[f])
                    continue;
                must((open = malloc(1)) != NULL);
                files->bytes[f] = open;
                length = &files->n[f];
            }
        } else if (open) {
            size_t f = (size_t)(length - files->n);
            must((open = realloc(open, *length + (to - from))) != NULL);
            memcpy(open + *length, text + from, to - from);
            *length += to - from;
            files->bytes[f] = open;
        }
    }
}

static void check(const struct tomt_timetable *out, const struct tomt_gtfs_report *report)
{
    must(out->n_departures == report->n_departures && strlen(out->day) == 10);
    must(out->stop_start[0] == 0 && out->stop_start[out->n_stops] == out->n_departures);
    for (size_t i = 0; i < out->n_stops; i++) {
        must(out->stop_start[i] < out->stop_start[i + 1] && isfinite(out->x[i]) &&
             isfinite(out->y[i]));
        must(out->stop_place[i] == TOMT_NO_PLACE || out->stop_place[i] < out->n_places);
        must(tomt_is_utf8(out->stop_id[i], strlen(out->stop_id[i])) &&
             tomt_is_utf8(out->stop_name[i], strlen(out->stop_name[i])));
    }
    for (size_t i = 0; i < out->n_routes; i++)
        must(out->route_mode[i] < TOMT_N_MODES && out->route_counts[i] <= 1 &&
             out->route_name[i][0]);
    for (size_t i = 0; i < out->n_departures; i++) {
        const struct tomt_departure *departure = &out->departure[i];
        must(departure->stop < out->n_stops && departure->route < out->n_routes &&
             departure->time_s < 86400 && departure->direction < 2);
        must(out->stop_start[departure->stop] <= i && i < out->stop_start[departure->stop + 1]);
        must(departure->trip < out->n_departures);
    }
    for (size_t i = 0; i < TOMT_N_GTFS_TROUBLES; i++)
        must((report->trouble[i].n > 0) == (report->trouble[i].first[0] != '\0'));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct tomt_gtfs_files files = {0};
    struct tomt_timetable out[2];
    struct tomt_gtfs_report report[2];
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_seat *seat = arena ? tomt_seat_open(arena, &err) : NULL;
    struct tomt_crs crs = {
        .text = "EPSG:4326"}; /* no transform: it takes a hundred times as long as the rest */
    must(seat != NULL);
    split((const char *)bytes, n, &files);
    if (files.bytes[TOMT_GTFS_FREQUENCIES] &&
        files.n[TOMT_GTFS_FREQUENCIES] > 300) /* a few rows may already make millions of runs */
        files.n[TOMT_GTFS_FREQUENCIES] = 300;
    bool good[2];
    for (unsigned i = 0; i < 2; i++) {
        const struct tomt_crew crew = {.n_threads = 1 + 2 * i};
        struct tomt_error now = {0};
        good[i] = tomt_gtfs_parse(seat, arena, &files, NULL, &crs, NULL, &crew, &out[i], &report[i],
                                  &now);
        must(good[i] == (now.code == TOMT_OK));
        if (good[i])
            check(&out[i], &report[i]);
    }
    must(good[0] == good[1] && memcmp(&report[0], &report[1], sizeof report[0]) == 0);
    for (size_t i = 0; good[0] && i < out[0].n_departures; i++) {
        const struct tomt_departure *p = &out[0].departure[i], *q = &out[1].departure[i];
        must(p->stop == q->stop && p->route == q->route && p->trip == q->trip &&
             p->time_s == q->time_s && p->direction == q->direction);
    }
    tomt_arena_free(arena);
    for (size_t f = 0; f < TOMT_N_GTFS_FILES; f++)
        free((void *)(uintptr_t)files.bytes[f]);
    return 0;
}
