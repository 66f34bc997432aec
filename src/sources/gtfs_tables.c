/* sources/gtfs_tables.c: the small files: stops, routes, trips, frequencies; what reading any file
 * has in common. */
#include "sources/gtfs_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool no_column(const char *file, const char *column, const struct tomt_gtfs_files *files,
                      enum tomt_gtfs_file which, struct tomt_error *err)
{
    const unsigned char *head = (const unsigned char *)files->bytes[which];
    if (files->n[which] >= 2 &&
        ((head[0] == 0xFF && head[1] == 0xFE) || (head[0] == 0xFE && head[1] == 0xFF)))
        return tomt_fail(err, TOMT_DATA, "%s is UTF-16 text: save it as UTF-8", file);
    return tomt_fail(
        err, TOMT_DATA,
        "%s has no column '%s': is its first line the header, with commas between the names?", file,
        column);
}

bool tomt_gtfs_open(struct tomt_gtfs *feed, enum tomt_gtfs_file file, const char *const *wanted,
                    size_t n_wanted, unsigned needed, struct tomt_csv *csv, struct tomt_error *err)
{
    const char *name = tomt_gtfs_file_name[file];
    memset(&feed->tally, 0, sizeof feed->tally);
    if (!feed->files->bytes[file])
        return tomt_fail(err, TOMT_DATA, "%s is missing: a feed cannot be used without it", name);
    if (!tomt_csv_open(csv, feed->files->bytes[file], feed->files->n[file], wanted, n_wanted))
        return tomt_fail(err, TOMT_DATA, "%s is empty: download the feed again", name);
    for (size_t i = 0; i < n_wanted; i++)
        if ((needed >> i & 1) && csv->column[i] < 0)
            return no_column(name, wanted[i], feed->files, file, err);
    return true;
}

bool tomt_gtfs_next(struct tomt_gtfs_tally *tally, struct tomt_csv *csv, unsigned needed,
                    struct tomt_csv_row *row, size_t *n_rows)
{
    while (tomt_csv_next(csv, row)) {
        ++*n_rows;
        bool whole = !row->spare_text;
        for (size_t i = 0; whole && i < csv->n_wanted; i++)
            whole = !(needed >> i & 1) || row->n_fields > (size_t)csv->column[i];
        if (whole)
            return true;
        tomt_gtfs_note(tally, TOMT_G_ROW, row->line, "%zu fields where the header has %zu",
                       row->n_fields, csv->n_columns);
    }
    return false;
}

bool tomt_gtfs_close(struct tomt_gtfs *feed, enum tomt_gtfs_file file, struct tomt_csv *csv,
                     size_t n_rows, struct tomt_error *err)
{
    bool failed = csv->own.failed;
    tomt_csv_close(csv);
    feed->report->n_rows[file] = n_rows;
    tomt_gtfs_report_tally(feed->report, file, &feed->tally, 0);
    return !failed ||
           tomt_fail(err, TOMT_MEMORY, "out of memory reading %s", tomt_gtfs_file_name[file]);
}

bool tomt_gtfs_room(struct tomt_arena *arena, void *blocks, size_t n, size_t *room, size_t size,
                    struct tomt_error *err)
{
    void *block;
    if (n < *room)
        return true;
    if (n >= UINT32_MAX - 1)
        return tomt_fail(err, TOMT_DATA, "the feed has more rows than can be numbered");
    size_t more = *room ? *room * 2 : 64;
    memcpy(&block, blocks, sizeof block);
    block = tomt_arena_block(arena, block, more * size, err);
    if (!block)
        return false;
    memcpy(blocks, &block, sizeof block);
    *room = more;
    return true;
}

/* Text that people will read; ids are text as well. */
static void check_text(struct tomt_gtfs *feed, const struct tomt_csv_row *row, unsigned fields)
{
    for (size_t i = 0; fields >> i; i++) {
        struct tomt_slice text = row->field[i];
        if ((fields >> i & 1) && text.n > 0 &&
            (!tomt_is_utf8(text.text, text.n) || memchr(text.text, '\0', text.n)))
            tomt_gtfs_note(&feed->tally, TOMT_G_TEXT, row->line, "'%s'", tomt_gtfs_word(text).text);
    }
}

/* A new id: it must be there and be new. The slot after the last holds it while it is looked up. */
static bool take_id(struct tomt_gtfs *feed, const struct tomt_csv_row *row,
                    const struct tomt_gtfs_ids *ids, const char *what)
{
    struct tomt_slice id = row->field[0];
    if (id.n == 0) {
        tomt_gtfs_note(&feed->tally, TOMT_G_ROW, row->line, "%s without an id", what);
        return false;
    }
    if (tomt_gtfs_ids_find(ids, id) == TOMT_GTFS_NONE)
        return true;
    tomt_gtfs_note(&feed->tally, TOMT_G_DUPLICATE, row->line, "%s '%s' again", what,
                   tomt_gtfs_word(id).text);
    return false;
}

static const char *const stop_columns[] = {"stop_id",  "stop_name",     "stop_lat",
                                           "stop_lon", "location_type", "parent_station"};

static bool add_stop(struct tomt_gtfs *feed, const struct tomt_csv_row *row, struct tomt_error *err)
{
    size_t n = feed->n_stops, room = feed->stop_room;
    if (!take_id(feed, row, &feed->stop_ids, "stop"))
        return true;
    if (!tomt_gtfs_room(feed->scratch, &feed->stop_id, n, &room, sizeof *feed->stop_id, err) ||
        !tomt_gtfs_room(feed->scratch, &feed->stop, n, &feed->stop_room, sizeof *feed->stop, err))
        return false;
    struct tomt_gtfs_stop *stop = &feed->stop[n];
    uint32_t kind = 0;
    *stop = (struct tomt_gtfs_stop){
        .parent = TOMT_GTFS_NONE, .cluster = TOMT_GTFS_NONE, .line = row->line, .x = NAN, .y = NAN};
    tomt_gtfs_whole(row->field[4], 255, &kind);
    stop->kind = (uint8_t)kind;
    double lon, lat;
    bool placed = tomt_number_parse(row->field[3].text, row->field[3].n, false, &lon) &&
                  tomt_number_parse(row->field[2].text, row->field[2].n, false, &lat) &&
                  fabs(lon) <= 180 && fabs(lat) <= 90 &&
                  (lon != 0 ||
                   lat != 0); /* the Gulf of Guinea is where coordinates are that somebody forgot */
    if (placed) {
        stop->x = lon;
        stop->y = lat;
    } else if (kind <= 1) {
        tomt_gtfs_note(&feed->tally, TOMT_G_STOP_PLACE, row->line, "stop '%s' at '%s', '%s'",
                       tomt_gtfs_word(row->field[0]).text, tomt_gtfs_word(row->field[2]).text,
                       tomt_gtfs_word(row->field[3]).text);
    }
    check_text(feed, row, 1u << 0 | 1u << 1);
    feed->n_stops++;
    return tomt_gtfs_keep(feed, row, 0, &feed->stop_id[n], err) &&
           tomt_gtfs_keep(feed, row, 1, &stop->name, err) &&
           tomt_gtfs_keep(feed, row, 5, &stop->parent_id, err) &&
           tomt_gtfs_ids_add(&feed->stop_ids, feed->scratch, feed->stop_id, err);
}

static void find_parents(struct tomt_gtfs *feed)
{
    for (size_t i = 0; i < feed->n_stops; i++) {
        struct tomt_gtfs_stop *stop = &feed->stop[i];
        if (stop->kind == 1) /* called at as if it were a stop: its own place */
            stop->parent = (uint32_t)i;
        if (stop->kind != 0 || stop->parent_id.n == 0)
            continue;
        stop->parent = tomt_gtfs_ids_find(&feed->stop_ids, stop->parent_id);
        if (stop->parent == TOMT_GTFS_NONE)
            tomt_gtfs_note(&feed->tally, TOMT_G_PARENT_UNKNOWN, stop->line,
                           "parent '%s' of stop '%s' is not there",
                           tomt_gtfs_word(stop->parent_id).text,
                           tomt_gtfs_word(feed->stop_id[i]).text);
    }
}

bool tomt_gtfs_read_stops(struct tomt_gtfs *feed, struct tomt_error *err)
{
    enum { NEEDED = 1 << 0 | 1 << 2 | 1 << 3 };
    struct tomt_csv csv;
    struct tomt_csv_row row;
    size_t n_rows = 0;
    if (!tomt_gtfs_open(feed, TOMT_GTFS_STOPS, stop_columns, 6, NEEDED, &csv, err))
        return false;
    bool ok = true;
    while (ok && tomt_gtfs_next(&feed->tally, &csv, 1u << 0, &row, &n_rows))
        ok = add_stop(feed, &row, err);
    find_parents(feed);
    ok = tomt_gtfs_close(feed, TOMT_GTFS_STOPS, &csv, n_rows, err) && ok;
    for (size_t i = 0; i < feed->n_stops; i++)
        feed->report->n_stops += feed->stop[i].kind == 0;
    return ok && (feed->n_stops > 0 ||
                  tomt_fail(err, TOMT_DATA, "stops.txt has no stop: download the feed again"));
}

static const char *const route_columns[] = {"route_id", "route_short_name", "route_long_name",
                                            "route_type"};

static bool add_route(struct tomt_gtfs *feed, const struct tomt_csv_row *row,
                      struct tomt_error *err)
{
    size_t n = feed->n_routes, room = feed->route_room;
    if (!take_id(feed, row, &feed->route_ids, "route"))
        return true;
    if (!tomt_gtfs_room(feed->scratch, &feed->route_id, n, &room, sizeof *feed->route_id, err) ||
        !tomt_gtfs_room(feed->scratch, &feed->route, n, &feed->route_room, sizeof *feed->route,
                        err))
        return false;
    struct tomt_gtfs_route *route = &feed->route[n];
    *route = (struct tomt_gtfs_route){0};
    uint32_t type;
    route->used = tomt_gtfs_whole(row->field[3], 100000, &type) &&
                  tomt_route_type((long)type, &route->mode, &route->counts);
    if (!route->used)
        tomt_gtfs_note(&feed->tally, TOMT_G_ROUTE_TYPE, row->line, "route '%s' is of type '%s'",
                       tomt_gtfs_word(row->field[0]).text, tomt_gtfs_word(row->field[3]).text);
    check_text(feed, row, 7u);
    feed->n_routes++;
    return tomt_gtfs_keep(feed, row, 0, &feed->route_id[n], err) &&
           tomt_gtfs_keep(feed, row, 1, &route->short_name, err) &&
           tomt_gtfs_keep(feed, row, 2, &route->long_name, err) &&
           tomt_gtfs_ids_add(&feed->route_ids, feed->scratch, feed->route_id, err);
}

bool tomt_gtfs_read_routes(struct tomt_gtfs *feed, struct tomt_error *err)
{
    enum { NEEDED = 1 << 0 | 1 << 3 };
    struct tomt_csv csv;
    struct tomt_csv_row row;
    size_t n_rows = 0;
    if (!tomt_gtfs_open(feed, TOMT_GTFS_ROUTES, route_columns, 4, NEEDED, &csv, err))
        return false;
    bool ok = true;
    while (ok && tomt_gtfs_next(&feed->tally, &csv, NEEDED, &row, &n_rows))
        ok = add_route(feed, &row, err);
    ok = tomt_gtfs_close(feed, TOMT_GTFS_ROUTES, &csv, n_rows, err) && ok;
    return ok && (feed->n_routes > 0 ||
                  tomt_fail(err, TOMT_DATA, "routes.txt has no route: download the feed again"));
}

static const char *const trip_columns[] = {"trip_id", "route_id", "service_id", "trip_headsign",
                                           "direction_id"};

static bool add_trip(struct tomt_gtfs *feed, const struct tomt_csv_row *row, struct tomt_error *err)
{
    size_t n = feed->n_trips, room = feed->trip_room;
    if (!take_id(feed, row, &feed->trip_ids, "trip"))
        return true;
    if (!tomt_gtfs_room(feed->scratch, &feed->trip_id, n, &room, sizeof *feed->trip_id, err) ||
        !tomt_gtfs_room(feed->scratch, &feed->trip, n, &feed->trip_room, sizeof *feed->trip, err))
        return false;
    struct tomt_gtfs_trip *trip = &feed->trip[n];
    uint32_t told = 2;
    if (!tomt_gtfs_whole(row->field[4], 1, &told))
        told = 2;
    *trip = (struct tomt_gtfs_trip){.told = (uint8_t)told, .pattern = TOMT_GTFS_NONE};
    trip->route = tomt_gtfs_ids_find(&feed->route_ids, row->field[1]);
    trip->service = tomt_gtfs_ids_find(&feed->service_ids, row->field[2]);
    if (trip->route == TOMT_GTFS_NONE)
        tomt_gtfs_note(&feed->tally, TOMT_G_ROUTE_UNKNOWN, row->line, "trip '%s' of route '%s'",
                       tomt_gtfs_word(row->field[0]).text, tomt_gtfs_word(row->field[1]).text);
    else if (trip->service == TOMT_GTFS_NONE)
        tomt_gtfs_note(&feed->tally, TOMT_G_SERVICE_UNKNOWN, row->line, "trip '%s' of service '%s'",
                       tomt_gtfs_word(row->field[0]).text, tomt_gtfs_word(row->field[2]).text);
    if (trip->route == TOMT_GTFS_NONE || trip->service == TOMT_GTFS_NONE ||
        !feed->route[trip->route].used) {
        trip->route = TOMT_GTFS_NONE;
    } else {
        feed->service[trip->service].n_trips++;
        feed->report->n_trips++;
    }
    check_text(feed, row, 1u << 3);
    feed->n_trips++;
    return tomt_gtfs_keep(feed, row, 0, &feed->trip_id[n], err) &&
           tomt_gtfs_keep(feed, row, 3, &trip->headsign, err) &&
           tomt_gtfs_ids_add(&feed->trip_ids, feed->scratch, feed->trip_id, err);
}

bool tomt_gtfs_read_trips(struct tomt_gtfs *feed, struct tomt_error *err)
{
    struct tomt_csv csv;
    struct tomt_csv_row row;
    size_t n_rows = 0;
    if (!tomt_gtfs_open(feed, TOMT_GTFS_TRIPS, trip_columns, 5, 7u, &csv, err))
        return false;
    bool ok = true;
    while (ok && tomt_gtfs_next(&feed->tally, &csv, 7u, &row, &n_rows))
        ok = add_trip(feed, &row, err);
    ok = tomt_gtfs_close(feed, TOMT_GTFS_TRIPS, &csv, n_rows, err) && ok;
    return ok && (feed->n_trips > 0 ||
                  tomt_fail(err, TOMT_DATA, "trips.txt has no trip: download the feed again"));
}

static const char *const frequency_columns[] = {"trip_id", "start_time", "end_time",
                                                "headway_secs"};

static bool add_frequency(struct tomt_gtfs *feed, const struct tomt_csv_row *row,
                          struct tomt_error *err)
{
    struct tomt_gtfs_frequency one = {.row = (uint32_t)feed->n_frequencies};
    one.trip = tomt_gtfs_ids_find(&feed->trip_ids, row->field[0]);
    if (one.trip == TOMT_GTFS_NONE) {
        tomt_gtfs_note(&feed->tally, TOMT_G_TRIP_UNKNOWN, row->line, "trip '%s'",
                       tomt_gtfs_word(row->field[0]).text);
        return true;
    }
    feed->trip[one.trip].frequent = true;
    int32_t from = tomt_gtfs_time(row->field[1]), to = tomt_gtfs_time(row->field[2]);
    if (from < 0 || to < 0) {
        tomt_gtfs_note(&feed->tally, TOMT_G_TIME, row->line, "'%s' to '%s'",
                       tomt_gtfs_word(row->field[1]).text, tomt_gtfs_word(row->field[2]).text);
        return true;
    }
    if (to < from || !tomt_gtfs_whole(row->field[3], INT32_MAX, &one.headway_s) ||
        one.headway_s == 0) {
        tomt_gtfs_note(&feed->tally, TOMT_G_FREQUENCY, row->line, "every '%s' s from %s to %s",
                       tomt_gtfs_word(row->field[3]).text, tomt_gtfs_word(row->field[1]).text,
                       tomt_gtfs_word(row->field[2]).text);
        return true;
    }
    one.from_s = (uint32_t)from;
    one.to_s = (uint32_t)to;
    if (!tomt_gtfs_room(feed->scratch, &feed->frequency, feed->n_frequencies, &feed->frequency_room,
                        sizeof one, err))
        return false;
    feed->frequency[feed->n_frequencies++] = one;
    return true;
}

static int by_trip(const void *a, const void *b)
{
    const struct tomt_gtfs_frequency *p = a, *q = b;
    return p->trip != q->trip ? (p->trip < q->trip ? -1 : 1)
           : p->row < q->row  ? -1
                              : p->row > q->row;
}

bool tomt_gtfs_read_frequencies(struct tomt_gtfs *feed, struct tomt_error *err)
{
    struct tomt_csv csv;
    struct tomt_csv_row row;
    size_t n_rows = 0;
    if (!feed->files->bytes[TOMT_GTFS_FREQUENCIES] || feed->files->n[TOMT_GTFS_FREQUENCIES] == 0)
        return true;
    if (!tomt_gtfs_open(feed, TOMT_GTFS_FREQUENCIES, frequency_columns, 4, 15u, &csv, err))
        return false;
    bool ok = true;
    while (ok && tomt_gtfs_next(&feed->tally, &csv, 15u, &row, &n_rows))
        ok = add_frequency(feed, &row, err);
    ok = tomt_gtfs_close(feed, TOMT_GTFS_FREQUENCIES, &csv, n_rows, err) && ok;
    if (feed->n_frequencies)
        qsort(feed->frequency, feed->n_frequencies, sizeof *feed->frequency, by_trip);
    return ok;
}
