/* sources/gtfs_times.c: stop_times.txt, the one large file, read in pieces by the crew.
 * A piece guesses that its first row begins after its first line's end. Where that is within a
 * quoted field the piece before ends elsewhere; then the piece is read again from there. So the
 * rows are the same as those of one reader, at any number of threads. */
#include "sources/gtfs_inside.h"

#include <string.h>

enum { PIECE = 1 << 20 };
enum {
    TRIP,
    STOP,
    SEQUENCE,
    ARRIVAL,
    DEPARTURE,
    PICKUP,
    N_COLUMNS,
    NEEDED = 1 << TRIP | 1 << STOP | 1 << SEQUENCE
};
static const char *const columns[] = {"trip_id",      "stop_id",        "stop_sequence",
                                      "arrival_time", "departure_time", "pickup_type"};

struct piece {
    const char *from, *to;    /* rows that begin here */
    const char *start, *stop; /* where the first began; where the row after the last begins */
    struct tomt_gtfs_time *time;
    size_t n, room, n_rows, n_lines;
    struct tomt_gtfs_tally tally;
};

struct job {
    const struct tomt_gtfs *feed;
    const struct tomt_csv *header;
    struct piece *piece;
    size_t n_pieces;
};

struct reader { /* what stays the same from row to row, mostly */
    struct tomt_slice trip_id;
    uint32_t trip;
    bool known;
};

static bool add_time(const struct tomt_gtfs *feed, struct piece *piece, struct reader *last,
                     const struct tomt_csv_row *row, struct tomt_error *err)
{
    const struct tomt_slice *field = row->field;
    if (!last->known || !tomt_slice_equal(last->trip_id, field[TRIP])) {
        last->trip = tomt_gtfs_ids_find(&feed->trip_ids, field[TRIP]);
        last->trip_id = field[TRIP];
        last->known = !(row->borrowed >> TRIP & 1);
    }
    struct tomt_gtfs_time time = {.trip = last->trip, .line = (uint32_t)row->line};
    if (time.trip == TOMT_GTFS_NONE) {
        tomt_gtfs_note(&piece->tally, TOMT_G_TRIP_UNKNOWN, row->line, "trip '%s'",
                       tomt_gtfs_word(field[TRIP]).text);
        return true;
    }
    if (!tomt_gtfs_whole(field[SEQUENCE], UINT32_MAX - 1, &time.sequence)) {
        tomt_gtfs_note(&piece->tally, TOMT_G_ROW, row->line, "stop_sequence '%s'",
                       tomt_gtfs_word(field[SEQUENCE]).text);
        return true;
    }
    time.stop = tomt_gtfs_ids_find(&feed->stop_ids, field[STOP]);
    if (time.stop != TOMT_GTFS_NONE && feed->stop[time.stop].kind > 1)
        time.stop = TOMT_GTFS_NONE; /* an entrance, a node, a boarding area */
    if (time.stop == TOMT_GTFS_NONE)
        tomt_gtfs_note(&piece->tally, TOMT_G_STOP_UNKNOWN, row->line, "stop '%s'",
                       tomt_gtfs_word(field[STOP]).text);
    time.arrival_s = tomt_gtfs_time(field[ARRIVAL]);
    time.departure_s = tomt_gtfs_time(field[DEPARTURE]);
    if (time.arrival_s == TOMT_GTFS_BAD || time.departure_s == TOMT_GTFS_BAD)
        tomt_gtfs_note(&piece->tally, TOMT_G_TIME, row->line, "arrives '%s', leaves '%s'",
                       tomt_gtfs_word(field[ARRIVAL]).text, tomt_gtfs_word(field[DEPARTURE]).text);
    time.pickup =
        field[PICKUP].n == 1 && field[PICKUP].text[0] >= '1' && field[PICKUP].text[0] <= '3'
            ? (uint8_t)(field[PICKUP].text[0] - '0')
            : 0;
    if (feed->trip[time.trip].nights == 0)
        return true; /* of another day: looked at, not kept */
    if (piece->n == piece->room) {
        size_t room = piece->room ? piece->room * 2 : 4096;
        struct tomt_gtfs_time *more = tomt_resize(piece->time, room * sizeof *more);
        if (!more)
            return tomt_fail(err, TOMT_MEMORY, "out of memory reading stop_times.txt");
        piece->time = more;
        piece->room = room;
    }
    piece->time[piece->n++] = time;
    return true;
}

static bool read_piece(const struct job *job, struct piece *piece, const char *start,
                       struct tomt_error *err)
{
    struct tomt_csv csv;
    struct tomt_csv_row row;
    struct reader last = {.known = false};
    tomt_csv_start_at(&csv, job->header, start);
    piece->start = start;
    piece->n = piece->n_rows = 0;
    memset(&piece->tally, 0, sizeof piece->tally);
    bool ok = true;
    while (ok && csv.at < piece->to &&
           tomt_gtfs_next(&piece->tally, &csv, NEEDED, &row, &piece->n_rows))
        ok = add_time(job->feed, piece, &last, &row, err);
    if (ok && csv.own.failed)
        ok = tomt_fail(err, TOMT_MEMORY, "out of memory reading stop_times.txt");
    piece->stop = csv.at;
    piece->n_lines = csv.line - 1;
    tomt_csv_close(&csv);
    return ok;
}

static bool work(void *shared, size_t from, size_t to, struct tomt_error *err)
{
    const struct job *job = shared;
    for (size_t i = from; i < to; i++) {
        struct piece *piece = &job->piece[i];
        const char *start = piece->from;
        if (i > 0) {
            const char *line_end =
                memchr(piece->from - 1, '\n', (size_t)(piece->to - piece->from) + 1);
            start = line_end ? line_end + 1 : piece->to;
        }
        if (!read_piece(job, piece, start, err))
            return false;
    }
    return true;
}

/* Each piece must begin where the one before it stopped. */
static bool mend_pieces(const struct job *job, struct tomt_error *err)
{
    for (size_t i = 1; i < job->n_pieces; i++) {
        const char *start = job->piece[i - 1].stop;
        if (start != job->piece[i].start && !read_piece(job, &job->piece[i], start, err))
            return false;
    }
    return true;
}

/* All pieces into one table by trip, in the file's order within each. */
static bool gather(struct tomt_gtfs *feed, const struct job *job, size_t header_lines,
                   struct tomt_error *err)
{
    size_t n = 0, lines = header_lines;
    for (size_t i = 0; i < job->n_pieces; i++)
        n += job->piece[i].n;
    feed->time = tomt_arena_block(feed->scratch, NULL, (n + 1) * sizeof *feed->time, err);
    feed->time_start =
        tomt_arena_block(feed->scratch, NULL, (feed->n_trips + 2) * sizeof *feed->time_start, err);
    feed->time_n =
        tomt_arena_block(feed->scratch, NULL, (feed->n_trips + 1) * sizeof *feed->time_n, err);
    if (!feed->time || !feed->time_start || !feed->time_n)
        return false;
    for (size_t i = 0; i < job->n_pieces; i++)
        for (size_t k = 0; k < job->piece[i].n; k++)
            feed->time_n[job->piece[i].time[k].trip]++;
    for (size_t t = 0; t < feed->n_trips; t++)
        feed->time_start[t + 1] = feed->time_start[t] + feed->time_n[t];
    memset(feed->time_n, 0, (feed->n_trips + 1) * sizeof *feed->time_n);
    for (size_t i = 0; i < job->n_pieces; i++) {
        struct piece *piece = &job->piece[i];
        for (size_t k = 0; k < piece->n; k++) {
            struct tomt_gtfs_time *time = &piece->time[k];
            time->line += (uint32_t)lines;
            feed->time[feed->time_start[time->trip] + feed->time_n[time->trip]++] = *time;
        }
        tomt_gtfs_report_tally(feed->report, TOMT_GTFS_STOP_TIMES, &piece->tally, lines);
        feed->report->n_rows[TOMT_GTFS_STOP_TIMES] += piece->n_rows;
        lines += piece->n_lines;
        tomt_release(piece->time);
        piece->time = NULL;
    }
    return true;
}

static bool read_pieces(struct tomt_gtfs *feed, const struct tomt_csv *header, struct job *job,
                        struct tomt_error *err)
{
    const char *at = header->at, *end = header->end;
    for (size_t i = 0; i < job->n_pieces; i++) {
        job->piece[i].from = at;
        at = end - at > PIECE ? at + PIECE : end;
        job->piece[i].to = at;
    }
    const struct tomt_crew_job crew_job = {
        .shared = job, .work = work, .n = job->n_pieces, .chunk = 1};
    return tomt_crew_run(&feed->crew, &crew_job, err) && mend_pieces(job, err) &&
           gather(feed, job, header->line - 1, err);
}

bool tomt_gtfs_read_times(struct tomt_gtfs *feed, struct tomt_error *err)
{
    struct tomt_csv header;
    if (!tomt_gtfs_open(feed, TOMT_GTFS_STOP_TIMES, columns, N_COLUMNS, NEEDED, &header, err))
        return false;
    if (header.column[ARRIVAL] < 0 && header.column[DEPARTURE] < 0)
        return tomt_fail(err, TOMT_DATA, "stop_times.txt has no column 'departure_time'");
    struct job job = {
        .feed = feed, .header = &header, .n_pieces = (size_t)(header.end - header.at) / PIECE + 1};
    job.piece = tomt_arena_block(feed->scratch, NULL, job.n_pieces * sizeof *job.piece, err);
    if (!job.piece)
        return false;
    bool ok = read_pieces(feed, &header, &job, err);
    for (size_t i = 0; i < job.n_pieces; i++)
        tomt_release(job.piece[i].time);
    if (ok && feed->report->n_rows[TOMT_GTFS_STOP_TIMES] == 0)
        return tomt_fail(err, TOMT_DATA, "stop_times.txt has no row: download the feed again");
    return ok;
}
