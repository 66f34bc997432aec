/* sources/gtfs.c: a GTFS feed becomes a timetable: find its files, read them one after the other,
 * choose the day. */
#include "sources/gtfs_inside.h"

#include "data/bytes.h"

#include <string.h>
#include <strings.h>
#include <sys/stat.h>

static const uint64_t most_bytes = UINT64_C(4) << 30;

static bool read_feed(struct tomt_gtfs *feed, struct tomt_seat *seat, const char *day,
                      const struct tomt_crs *project_crs, const struct tomt_box *box,
                      struct tomt_timetable *out, struct tomt_error *err)
{
    return tomt_gtfs_read_stops(feed, err) &&
           tomt_gtfs_place_stops(feed, seat, project_crs, box, err) &&
           tomt_gtfs_read_routes(feed, err) && tomt_gtfs_read_services(feed, err) &&
           tomt_gtfs_read_trips(feed, err) && tomt_gtfs_choose_day(feed, day, err) &&
           tomt_gtfs_read_times(feed, err) && tomt_gtfs_mend_trips(feed, err) &&
           tomt_gtfs_read_frequencies(feed, err) && tomt_gtfs_patterns(feed, err) &&
           tomt_gtfs_timetable(feed, out, err);
}

static void count_agencies(struct tomt_gtfs *feed)
{
    struct tomt_csv csv;
    struct tomt_csv_row row;
    if (!feed->files->bytes[TOMT_GTFS_AGENCY] ||
        !tomt_csv_open(&csv, feed->files->bytes[TOMT_GTFS_AGENCY], feed->files->n[TOMT_GTFS_AGENCY],
                       NULL, 0))
        return;
    while (tomt_csv_next(&csv, &row))
        feed->report->n_rows[TOMT_GTFS_AGENCY]++;
    tomt_csv_close(&csv);
}

bool tomt_gtfs_parse(struct tomt_seat *seat, struct tomt_arena *arena,
                     const struct tomt_gtfs_files *files, const char *day,
                     const struct tomt_crs *project_crs, const struct tomt_box *box,
                     const struct tomt_crew *crew, struct tomt_timetable *out,
                     struct tomt_gtfs_report *report, struct tomt_error *err)
{
    struct tomt_gtfs feed = {.arena = arena, .files = files, .crew = *crew, .report = report};
    uint64_t total = 0;
    memset(report, 0, sizeof *report);
    memset(out, 0, sizeof *out);
    feed.crew.progress = NULL; /* its pieces are no units of anybody's stage */
    for (size_t i = 0; i < TOMT_N_GTFS_FILES; i++)
        total += files->bytes[i] ? files->n[i] : 0;
    if (total > most_bytes)
        return tomt_fail(err, TOMT_DATA,
                         "the feed has more than 4 GiB of text: cut it to the area first");
    feed.scratch = tomt_arena_new(err);
    if (!feed.scratch)
        return false;
    count_agencies(&feed);
    bool ok = read_feed(&feed, seat, day, project_crs, box, out, err);
    tomt_arena_free(feed.scratch);
    return ok;
}

/* Folders that may hold the feed: the source's own, else one of those in it. */
struct place {
    const char *folder;
    const char *path[TOMT_N_GTFS_FILES]; /* NULL: absent */
    bool feed;                           /* stops.txt, trips.txt or stop_times.txt is there */
};

static bool look_into(struct tomt_arena *arena, const char *folder, const char **name, size_t n,
                      struct place *place, struct tomt_error *err)
{
    *place = (struct place){.folder = folder};
    for (size_t i = 0; i < n; i++) {
        for (size_t f = 0; f < TOMT_N_GTFS_FILES; f++) {
            if (strcasecmp(name[i], tomt_gtfs_file_name[f]) != 0 || place->path[f])
                continue;
            if (!(place->path[f] = tomt_arena_print(arena, err, "%s/%s", folder, name[i])))
                return false;
        }
    }
    place->feed = place->path[TOMT_GTFS_STOPS] || place->path[TOMT_GTFS_TRIPS] ||
                  place->path[TOMT_GTFS_STOP_TIMES];
    return true;
}

static bool find_files(struct tomt_arena *arena, const char *path, struct place *place,
                       struct tomt_error *err)
{
    size_t n, n_inner;
    const char *folder = tomt_bytes_folder(arena, path, err);
    const char **name = folder ? tomt_bytes_list(arena, folder, &n, err) : NULL;
    if (!name || !look_into(arena, folder, name, n, place, err))
        return false;
    for (size_t i = 0; i < n && !place->feed;
         i++) { /* the first by name, should there be several */
        const char *inner = tomt_arena_print(arena, err, "%s/%s", folder, name[i]);
        if (!inner)
            return false;
        if (name[i][0] == '.' || strcmp(name[i], "__MACOSX") == 0 || !tomt_bytes_is_folder(inner))
            continue;
        const char **inner_name = tomt_bytes_list(arena, inner, &n_inner, err);
        if (!inner_name || !look_into(arena, inner, inner_name, n_inner, place, err))
            return false;
    }
    return place->feed ||
           tomt_fail(err, TOMT_DATA,
                     "'%s' is no GTFS feed: neither it nor a folder in it has stops.txt", path);
}

/* Timetables pack to a tenth or so; zeros to a thousandth. A small file that claims or becomes a
 * huge one is a bomb, and is refused before it has filled the memory. */
static uint64_t most_of(const char *path)
{
    enum { MOST_TIMES = 200 };
    const uint64_t harmless = UINT64_C(256) << 20;
    struct stat is;
    if (stat(path, &is) != 0 || !S_ISREG(is.st_mode) ||
        (uint64_t)is.st_size > most_bytes / MOST_TIMES)
        return most_bytes;
    uint64_t most = (uint64_t)is.st_size * MOST_TIMES;
    return most < harmless ? harmless : most;
}

static bool read_files(struct tomt_arena *scratch, const char *path, const struct place *place,
                       struct tomt_gtfs_files *files, struct tomt_error *err)
{
    uint64_t left = most_of(path);
    memset(files, 0, sizeof *files);
    for (size_t f = 0; f < TOMT_N_GTFS_FILES; f++) {
        if (!place->path[f])
            continue;
        files->bytes[f] = tomt_bytes_read(scratch, place->path[f], left, &files->n[f], err);
        if (!files->bytes[f])
            return false;
        left -= files->n[f];
    }
    return true;
}

bool tomt_gtfs_read(struct tomt_seat *seat, struct tomt_arena *arena, const char *path,
                    const char *day, const struct tomt_crs *project_crs, const struct tomt_box *box,
                    const struct tomt_crew *crew, struct tomt_timetable *out,
                    struct tomt_gtfs_report *report, struct tomt_error *err)
{
    struct tomt_arena *scratch = tomt_arena_new(err);
    struct place place;
    struct tomt_gtfs_files files;
    memset(report, 0, sizeof *report);
    memset(out, 0, sizeof *out);
    bool ok = scratch && find_files(scratch, path, &place, err) &&
              read_files(scratch, path, &place, &files, err) &&
              tomt_gtfs_parse(seat, arena, &files, day, project_crs, box, crew, out, report, err);
    tomt_arena_free(scratch);
    return ok || tomt_while(err, "reading the timetable '%s'", path);
}

bool tomt_gtfs_paths(struct tomt_arena *arena, const char *path,
                     const char *file[TOMT_N_GTFS_FILES], struct tomt_error *err)
{
    struct place place;
    if (!find_files(arena, path, &place, err))
        return false;
    memcpy(file, place.path, sizeof place.path);
    return true;
}

bool tomt_gtfs_look(struct tomt_arena *arena, const char *path, bool present[TOMT_N_GTFS_FILES],
                    struct tomt_error *err)
{
    struct place place;
    if (!find_files(arena, path, &place, err))
        return false;
    for (size_t f = 0; f < TOMT_N_GTFS_FILES; f++)
        present[f] = place.path[f] != NULL;
    return true;
}
