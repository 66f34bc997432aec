/* gtfs.zip: the lines as a feed such as national ones are: long ids, extended route types, a
 * direction_id of 0 for all, quays under stop places, public holidays as exceptions, trips past
 * midnight, one line by frequencies. */
#include "sample/lines.h"
#include "sample/sheet.h"

#include "base/text.h"
#include "data/zip.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { PLACE_0 = 58201, QUAY_0 = 103401 };

struct feed {
    struct tomt_text agency, stops, routes, trips, times, calendar, dates, frequencies, info;
};

static const char *const service[TOMT_N_DAYS] = {
    [TOMT_WEEKDAYS] = "1", [TOMT_SATURDAYS] = "6",    [TOMT_SUNDAYS] = "7",
    [TOMT_NIGHTS] = "56",  [TOMT_SCHOOL_DAYS] = "15", [TOMT_CLOSED_TRACK] = "99"};

static unsigned quay_of(unsigned place, unsigned direction)
{
    return QUAY_0 + 2 * place + direction;
}

static void put_stops(struct tomt_text *out)
{
    tomt_text_puts(out, "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,"
                        "platform_code\n");
    for (unsigned i = 0; i < tomt_n_stop_places; i++) {
        const struct tomt_stop_place *place = &tomt_stop_places[i];
        tomt_text_print(out, "NSR:StopPlace:%u,%s,%.5f,%.5f,1,,\n", PLACE_0 + i, place->name,
                        place->lat, place->lon);
        for (unsigned k = 0; k < 2; k++) /* across the street from each other */
            tomt_text_print(out, "NSR:Quay:%u,%s,%.5f,%.5f,0,NSR:StopPlace:%u,%u\n", quay_of(i, k),
                            place->name, place->lat + (k ? -0.00006 : 0.00006),
                            place->lon + (k ? 0.00007 : -0.00007), PLACE_0 + i, k + 1);
    }
}

static void put_lines(struct tomt_text *agency, struct tomt_text *routes)
{
    tomt_text_puts(agency, "agency_id,agency_name,agency_url,agency_timezone,agency_lang\n");
    for (size_t i = 0; i < tomt_n_operators; i++)
        tomt_text_print(agency, "%s:Authority:%s,%s,https://example.org,Europe/Oslo,no\n",
                        tomt_operators[i].code, tomt_operators[i].code, tomt_operators[i].name);
    tomt_text_puts(routes, "route_id,agency_id,route_short_name,route_long_name,route_type\n");
    for (size_t i = 0; i < tomt_n_lines; i++) {
        const struct tomt_line_service *line = &tomt_lines[i];
        const char *code = tomt_operators[line->operator_of].code;
        tomt_text_print(routes, "%s:Line:%s,%s:Authority:%s,%s,%s,%u\n", code, line->code, code,
                        code, line->code, line->name, line->type);
    }
}

/* The year 2026: 1 January is a Thursday. Schools: two terms, less two weeks of holidays. */
static void put_days(struct tomt_text *calendar, struct tomt_text *dates)
{
    static const struct {
        enum tomt_days days;
        const char *week, *range;
    } rows[] = {{TOMT_WEEKDAYS, "1,1,1,1,1,0,0", "20260101,20261231"},
                {TOMT_SATURDAYS, "0,0,0,0,0,1,0", "20260101,20261231"},
                {TOMT_SUNDAYS, "0,0,0,0,0,0,1", "20260101,20261231"},
                {TOMT_NIGHTS, "0,0,0,0,1,1,0", "20260101,20261231"},
                {TOMT_SCHOOL_DAYS, "1,1,1,1,1,0,0", "20260817,20261218"}};
    static const char *const holidays[] = {"20260101", "20260402", "20260403", "20260406",
                                           "20260501", "20260514", "20260525", "20261225"};
    tomt_text_puts(calendar, "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
                             "start_date,end_date\n");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        tomt_text_print(calendar, "TOM:DayType:%s,%s,%s\n", service[rows[i].days], rows[i].week,
                        rows[i].range);
    tomt_text_puts(dates, "service_id,date,exception_type\n");
    for (size_t i = 0; i < sizeof holidays / sizeof holidays[0]; i++)
        tomt_text_print(dates, "TOM:DayType:%s,%s,2\nTOM:DayType:%s,%s,1\n", service[TOMT_WEEKDAYS],
                        holidays[i], service[TOMT_SUNDAYS], holidays[i]);
    tomt_text_print(dates, "TOM:DayType:%s,20261226,2\nTOM:DayType:%s,20261226,1\n",
                    service[TOMT_SATURDAYS], service[TOMT_SUNDAYS]);
    for (int day = 28; day <= 32; day++) /* the autumn holidays, 28 September to 2 October */
        tomt_text_print(dates, "TOM:DayType:%s,2026%02d%02d,2\n", service[TOMT_SCHOOL_DAYS],
                        day > 30 ? 10 : 9, day > 30 ? day - 30 : day);
    for (int day = 4; day <= 12; day++)
        tomt_text_print(dates, "TOM:DayType:%s,202607%02d,1\n", service[TOMT_CLOSED_TRACK], day);
}

static void put_time(struct tomt_text *out, unsigned minutes)
{
    tomt_text_print(out, "%02u:%02u:00", minutes / 60, minutes % 60);
}

static void put_calls(struct tomt_text *out, const struct tomt_line_service *line, const char *trip,
                      bool back, unsigned at)
{
    for (unsigned i = 0; i < line->n_calls; i++) {
        const struct tomt_call *call = &line->call[back ? line->n_calls - 1 - i : i];
        if (i > 0)
            at += back ? call[1].minutes : call->minutes;
        bool last = i + 1 == line->n_calls;
        tomt_text_print(out, "%s,", trip);
        put_time(out, at);
        tomt_text_puts(out, ",");
        put_time(out, at);
        tomt_text_print(out, ",NSR:Quay:%u,%u,%d,%d\n",
                        quay_of(call->place, back != line->northbound), i + 1,
                        last              ? 1
                        : line->on_demand ? 2
                                          : 0,
                        i == 0            ? 1
                        : line->on_demand ? 2
                                          : 0);
    }
}

static void put_trip(struct feed *feed, const struct tomt_line_service *line,
                     const struct tomt_period *period, bool back, unsigned at, unsigned *number)
{
    char trip[64];
    const char *code = tomt_operators[line->operator_of].code;
    snprintf(trip, sizeof trip, "%s:ServiceJourney:%s_%u", code, line->code, ++*number);
    const struct tomt_call *last = back ? line->call : &line->call[line->n_calls - 1];
    tomt_text_print(&feed->trips, "%s:Line:%s,TOM:DayType:%s,%s,%s,0\n", code, line->code,
                    service[period->days], trip, tomt_stop_places[last->place].name);
    put_calls(&feed->times, line, trip, back, at);
    if (!line->by_frequency)
        return;
    tomt_text_print(&feed->frequencies, "%s,", trip);
    put_time(&feed->frequencies, at);
    tomt_text_puts(&feed->frequencies, ",");
    put_time(&feed->frequencies, period->to_min);
    tomt_text_print(&feed->frequencies, ",%d,0\n", period->every_min * 60);
}

static void put_trips(struct feed *feed, const struct tomt_line_service *line)
{
    unsigned number = 0;
    for (unsigned p = 0; p < line->n_periods; p++) {
        const struct tomt_period *period = &line->period[p];
        for (int back = 0; back < (line->one_way ? 1 : 2); back++)
            for (unsigned at = period->from_min; at < period->to_min; at += period->every_min) {
                put_trip(feed, line, period, back, at + (back ? line->back_min : 0), &number);
                if (line->by_frequency)
                    break;
            }
    }
}

static void fill(struct feed *feed)
{
    put_stops(&feed->stops);
    put_lines(&feed->agency, &feed->routes);
    put_days(&feed->calendar, &feed->dates);
    tomt_text_puts(&feed->trips, "route_id,service_id,trip_id,trip_headsign,direction_id\n");
    tomt_text_puts(&feed->times, "trip_id,arrival_time,departure_time,stop_id,stop_sequence,"
                                 "pickup_type,drop_off_type\n");
    tomt_text_puts(&feed->frequencies, "trip_id,start_time,end_time,headway_secs,exact_times\n");
    tomt_text_puts(&feed->info,
                   "feed_publisher_name,feed_publisher_url,feed_lang,feed_start_date,"
                   "feed_end_date,feed_version\n"
                   "tomt sample (fiktiv),https://example.org,no,20260101,20261231,2026-1\n");
    for (size_t i = 0; i < tomt_n_lines; i++)
        put_trips(feed, &tomt_lines[i]);
}

static bool write_bytes(const char *path, const struct tomt_text *bytes, struct tomt_error *err)
{
    FILE *out = fopen(path, "we");
    if (!out)
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", path, strerror(errno));
    bool done = fwrite(bytes->bytes, 1, bytes->n, out) == bytes->n;
    if (fclose(out) != 0 || !done)
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", path, strerror(errno));
    return true;
}

bool tomt_write_timetable(struct tomt_city *city, struct tomt_error *err)
{
    struct feed feed = {0};
    struct tomt_text zip = {0};
    const char *path = tomt_city_path_of(city, "gtfs.zip", err);
    if (!path)
        return false;
    fill(&feed);
    struct tomt_text *const text[] = {&feed.agency, &feed.stops,       &feed.routes,
                                      &feed.trips,  &feed.times,       &feed.calendar,
                                      &feed.dates,  &feed.frequencies, &feed.info};
    static const char *const name[] = {"agency.txt",         "stops.txt",       "routes.txt",
                                       "trips.txt",          "stop_times.txt",  "calendar.txt",
                                       "calendar_dates.txt", "frequencies.txt", "feed_info.txt"};
    enum { N_FILES = sizeof name / sizeof name[0] };
    struct tomt_zip_file file[N_FILES];
    bool whole = true;
    for (size_t i = 0; i < N_FILES; i++) {
        whole = whole && !text[i]->failed;
        file[i] = (struct tomt_zip_file){name[i], text[i]->bytes, text[i]->n};
    }
    bool done = whole || tomt_fail(err, TOMT_MEMORY, "out of memory for the timetable");
    done = done && tomt_zip(file, N_FILES, &zip, err) && write_bytes(path, &zip, err);
    for (size_t i = 0; i < N_FILES; i++)
        tomt_text_free(text[i]);
    tomt_text_free(&zip);
    return done;
}
