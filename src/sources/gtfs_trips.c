/* sources/gtfs_trips.c: the stop times of each trip of the day put in order, checked, and empty
 * times spread. */
#include "sources/gtfs_inside.h"

#include <stdlib.h>
#include <string.h>

static int by_sequence(const void *a, const void *b)
{
    const struct tomt_gtfs_time *p = a, *q = b;
    if (p->sequence != q->sequence)
        return p->sequence < q->sequence ? -1 : 1;
    return p->line < q->line ? -1 : p->line > q->line;
}

static uint32_t put_in_order(struct tomt_gtfs *feed, struct tomt_gtfs_time *time, uint32_t n)
{
    uint32_t i = 1;
    while (i < n && time[i].sequence > time[i - 1].sequence)
        i++;
    if (i >= n)
        return n;
    qsort(time, n, sizeof *time, by_sequence);
    uint32_t kept = 1;
    for (i = 1; i < n; i++) {
        if (time[i].sequence == time[kept - 1].sequence)
            tomt_gtfs_note(&feed->tally, TOMT_G_DUPLICATE, time[i].line,
                           "stop_sequence %u of trip '%s' again", time[i].sequence,
                           tomt_gtfs_word(feed->trip_id[time[i].trip]).text);
        else
            time[kept++] = time[i];
    }
    return kept;
}

/* One time does for both; a row with a time that cannot be read has none. */
static void complete(struct tomt_gtfs_time *time)
{
    if (time->arrival_s == TOMT_GTFS_BAD || time->departure_s == TOMT_GTFS_BAD)
        time->arrival_s = time->departure_s = TOMT_GTFS_BAD;
    else if (time->departure_s == TOMT_GTFS_EMPTY)
        time->departure_s = time->arrival_s;
    else if (time->arrival_s == TOMT_GTFS_EMPTY)
        time->arrival_s = time->departure_s;
}

static bool runs_forwards(const struct tomt_gtfs_time *time, uint32_t n, uint32_t *where)
{
    int32_t now = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (time[i].departure_s < 0)
            continue;
        *where = i;
        if (time[i].arrival_s < now || time[i].departure_s < time[i].arrival_s)
            return false;
        now = time[i].departure_s;
    }
    return true;
}

static void spread(struct tomt_gtfs *feed, struct tomt_gtfs_time *time, uint32_t n)
{
    uint32_t before = TOMT_GTFS_NONE, after = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (time[i].departure_s >= 0) {
            before = i;
            continue;
        }
        if (time[i].departure_s == TOMT_GTFS_BAD)
            continue;
        if (after <= i)
            for (after = i + 1; after < n && time[after].arrival_s < 0;)
                after++;
        if (before == TOMT_GTFS_NONE || after >= n) {
            tomt_gtfs_note(&feed->tally, TOMT_G_TIME, time[i].line, "trip '%s' has no time %s",
                           tomt_gtfs_word(feed->trip_id[time[i].trip]).text,
                           before == TOMT_GTFS_NONE ? "at its first stop" : "at its last stop");
            continue;
        }
        int64_t from = time[before].departure_s, to = time[after].arrival_s;
        time[i].arrival_s = time[i].departure_s =
            (int32_t)(from + (to - from) * (i - before) / (after - before));
        tomt_gtfs_note(&feed->tally, TOMT_G_INTERPOLATED, time[i].line, "trip '%s'",
                       tomt_gtfs_word(feed->trip_id[time[i].trip]).text);
    }
}

bool tomt_gtfs_mend_trips(struct tomt_gtfs *feed, struct tomt_error *err)
{
    (void)err;
    memset(&feed->tally, 0, sizeof feed->tally);
    for (size_t t = 0; t < feed->n_trips; t++) {
        struct tomt_gtfs_time *time = feed->time + feed->time_start[t];
        uint32_t where, n = feed->time_n[t];
        if (n == 0)
            continue;
        feed->time_n[t] = n = put_in_order(feed, time, n);
        for (uint32_t i = 0; i < n; i++)
            complete(&time[i]);
        if (runs_forwards(time, n, &where)) {
            spread(feed, time, n);
            continue;
        }
        tomt_gtfs_note(&feed->tally, TOMT_G_TIME_BACKWARDS, time[where].line, "trip '%s'",
                       tomt_gtfs_word(feed->trip_id[t]).text);
        feed->time_n[t] = 0;
    }
    tomt_gtfs_report_tally(feed->report, TOMT_GTFS_STOP_TIMES, &feed->tally, 0);
    return true;
}
