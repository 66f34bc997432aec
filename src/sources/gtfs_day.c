/* sources/gtfs_day.c: the calendars, the service day, and the nights on which each trip runs.
 * Days are counted from 1970-01-01 (a Thursday). Which services run on a day is told by the
 * exclusive or of their hashes, kept for all days at once as steps, so that a calendar of decades
 * and thousands of services costs no more than its rows and days. */
#include "sources/gtfs_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2199 };

static const char *const weekday_name[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday"};

/* Proleptic Gregorian, from March so that a leap day is a year's last. */
static int32_t day_of(int year, int month, int day)
{
    int y = year - (month <= 2), shifted = month > 2 ? month - 3 : month + 9;
    int era = y / 400, of_era = y - era * 400, of_year = (153 * shifted + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void write_day(int32_t day, char out[11])
{
    int z = day + 719468, era = z / 146097, of_era = z - era * 146097;
    int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted = (5 * of_year + 2) / 153, d = of_year - (153 * shifted + 2) / 5 + 1;
    int month = shifted < 10 ? shifted + 3 : shifted - 9;
    int year = year_of_era + era * 400 + (month <= 2);
    char text[40];
    snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, d);
    memcpy(out, text, 10);
    out[10] = '\0';
}

static int weekday(int32_t day) /* 0: Monday */
{
    return ((day + 3) % 7 + 7) % 7;
}

static bool read_date(struct tomt_slice text, int32_t *day)
{
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    uint32_t number;
    if (text.n != 8 || !tomt_gtfs_whole(text, 99999999, &number))
        return false;
    int year = (int)(number / 10000), month = (int)(number / 100 % 100), d = (int)(number % 100);
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || d < 1 ||
        d > length[month - 1] + (leap && month == 2))
        return false;
    *day = day_of(year, month, d);
    return true;
}

static bool add_service(struct tomt_gtfs *feed, const struct tomt_csv_row *row, uint32_t *number,
                        struct tomt_error *err)
{
    size_t n = feed->n_services, room = feed->service_room;
    *number = tomt_gtfs_ids_find(&feed->service_ids, row->field[0]);
    if (*number != TOMT_GTFS_NONE)
        return true;
    if (!tomt_gtfs_room(feed->scratch, &feed->service_id, n, &room, sizeof *feed->service_id,
                        err) ||
        !tomt_gtfs_room(feed->scratch, &feed->service, n, &feed->service_room,
                        sizeof *feed->service, err) ||
        !tomt_gtfs_keep(feed, row, 0, &feed->service_id[n], err))
        return false;
    feed->service[n] = (struct tomt_gtfs_service){.from = 1, .to = 0};
    *number = (uint32_t)n;
    feed->n_services++;
    return tomt_gtfs_ids_add(&feed->service_ids, feed->scratch, feed->service_id, err);
}

static bool add_calendar(struct tomt_gtfs *feed, const struct tomt_csv_row *row,
                         struct tomt_error *err)
{
    size_t n_before = feed->n_services;
    uint32_t number;
    if (row->field[0].n == 0) {
        tomt_gtfs_note(&feed->tally, TOMT_G_ROW, row->line, "service without an id");
        return true;
    }
    if (!add_service(feed, row, &number, err))
        return false;
    if (feed->n_services == n_before) {
        tomt_gtfs_note(&feed->tally, TOMT_G_DUPLICATE, row->line, "service '%s' again",
                       tomt_gtfs_word(row->field[0]).text);
        return true;
    }
    struct tomt_gtfs_service *service = &feed->service[number];
    int32_t from, to;
    if (!read_date(row->field[8], &from) || !read_date(row->field[9], &to)) {
        tomt_gtfs_note(&feed->tally, TOMT_G_DATE, row->line, "'%s' to '%s'",
                       tomt_gtfs_word(row->field[8]).text, tomt_gtfs_word(row->field[9]).text);
        return true; /* the service is known, and runs where calendar_dates.txt says so */
    }
    if (to < from) {
        tomt_gtfs_note(&feed->tally, TOMT_G_DATE, row->line, "%s to %s: ends before it starts",
                       tomt_gtfs_word(row->field[8]).text, tomt_gtfs_word(row->field[9]).text);
        return true;
    }
    service->from = from;
    service->to = to;
    for (size_t i = 0; i < 7; i++) {
        uint32_t runs = 0;
        if (!tomt_gtfs_whole(row->field[1 + i], 1, &runs))
            tomt_gtfs_note(&feed->tally, TOMT_G_ROW, row->line, "'%s' for %s is neither 0 nor 1",
                           tomt_gtfs_word(row->field[1 + i]).text, weekday_name[i]);
        else
            service->weekdays = (uint8_t)(service->weekdays | runs << i);
    }
    return true;
}

static const char *const calendar_columns[] = {"service_id", "monday",  "tuesday",  "wednesday",
                                               "thursday",   "friday",  "saturday", "sunday",
                                               "start_date", "end_date"};

static bool read_calendar(struct tomt_gtfs *feed, struct tomt_error *err)
{
    enum { NEEDED = (1 << 10) - 1 };
    struct tomt_csv csv;
    struct tomt_csv_row row;
    size_t n_rows = 0;
    if (!tomt_gtfs_open(feed, TOMT_GTFS_CALENDAR, calendar_columns, 10, NEEDED, &csv, err))
        return false;
    bool ok = true;
    while (ok && tomt_gtfs_next(&feed->tally, &csv, NEEDED, &row, &n_rows))
        ok = add_calendar(feed, &row, err);
    return tomt_gtfs_close(feed, TOMT_GTFS_CALENDAR, &csv, n_rows, err) && ok;
}

static bool add_exception(struct tomt_gtfs *feed, const struct tomt_csv_row *row,
                          struct tomt_error *err)
{
    struct tomt_gtfs_exception one = {.row = (uint32_t)row->line};
    uint32_t type;
    if (row->field[0].n == 0 || !tomt_gtfs_whole(row->field[2], 2, &type) || type == 0) {
        tomt_gtfs_note(&feed->tally, TOMT_G_ROW, row->line, "service '%s', exception '%s'",
                       tomt_gtfs_word(row->field[0]).text, tomt_gtfs_word(row->field[2]).text);
        return true;
    }
    if (!add_service(feed, row, &one.service, err))
        return false;
    if (!read_date(row->field[1], &one.day)) {
        tomt_gtfs_note(&feed->tally, TOMT_G_DATE, row->line, "'%s'",
                       tomt_gtfs_word(row->field[1]).text);
        return true;
    }
    one.added = type == 1;
    if (!tomt_gtfs_room(feed->scratch, &feed->exception, feed->n_exceptions, &feed->exception_room,
                        sizeof one, err))
        return false;
    feed->exception[feed->n_exceptions++] = one;
    return true;
}

static int by_service_and_day(const void *a, const void *b)
{
    const struct tomt_gtfs_exception *p = a, *q = b;
    if (p->service != q->service)
        return p->service < q->service ? -1 : 1;
    if (p->day != q->day)
        return p->day < q->day ? -1 : 1;
    return p->row < q->row ? -1 : p->row > q->row;
}

static void sort_exceptions(struct tomt_gtfs *feed)
{
    struct tomt_gtfs_exception *exception = feed->exception;
    size_t kept = 0;
    if (feed->n_exceptions)
        qsort(exception, feed->n_exceptions, sizeof *exception, by_service_and_day);
    for (size_t i = 0; i < feed->n_exceptions; i++) {
        if (kept && exception[kept - 1].service == exception[i].service &&
            exception[kept - 1].day == exception[i].day) {
            tomt_gtfs_note(&feed->tally, TOMT_G_DUPLICATE, exception[i].row,
                           "service '%s' and its date again",
                           tomt_gtfs_word(feed->service_id[exception[i].service]).text);
            continue;
        }
        exception[kept++] = exception[i];
    }
    feed->n_exceptions = kept;
    for (size_t i = kept; i-- > 0;) {
        feed->service[exception[i].service].exception = (uint32_t)i;
        feed->service[exception[i].service].n_exceptions++;
    }
}

static const char *const date_columns[] = {"service_id", "date", "exception_type"};

static bool read_dates(struct tomt_gtfs *feed, struct tomt_error *err)
{
    struct tomt_csv csv;
    struct tomt_csv_row row;
    size_t n_rows = 0;
    if (!tomt_gtfs_open(feed, TOMT_GTFS_CALENDAR_DATES, date_columns, 3, 7u, &csv, err))
        return false;
    bool ok = true;
    while (ok && tomt_gtfs_next(&feed->tally, &csv, 7u, &row, &n_rows))
        ok = add_exception(feed, &row, err);
    sort_exceptions(feed);
    return tomt_gtfs_close(feed, TOMT_GTFS_CALENDAR_DATES, &csv, n_rows, err) && ok;
}

bool tomt_gtfs_read_services(struct tomt_gtfs *feed, struct tomt_error *err)
{
    /* An empty file is as good as none here: either calendar may be missing. */
    bool calendar =
        feed->files->bytes[TOMT_GTFS_CALENDAR] && feed->files->n[TOMT_GTFS_CALENDAR] > 0;
    bool dates = feed->files->bytes[TOMT_GTFS_CALENDAR_DATES] &&
                 feed->files->n[TOMT_GTFS_CALENDAR_DATES] > 0;
    if (!calendar && !dates)
        return tomt_fail(
            err, TOMT_DATA,
            "the feed has neither calendar.txt nor calendar_dates.txt: no day can be chosen");
    return (!calendar || read_calendar(feed, err)) && (!dates || read_dates(feed, err));
}

static bool by_calendar(const struct tomt_gtfs_service *service, int32_t day)
{
    return service->from <= day && day <= service->to && (service->weekdays >> weekday(day) & 1);
}

static bool runs(const struct tomt_gtfs *feed, const struct tomt_gtfs_service *service, int32_t day)
{
    if (service->n_exceptions == 0)
        return by_calendar(service, day);
    const struct tomt_gtfs_exception *exception = feed->exception + service->exception;
    size_t low = 0, high = service->n_exceptions;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (exception[middle].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < service->n_exceptions && exception[low].day == day)
        return exception[low].added;
    return by_calendar(service, day);
}

struct day {
    uint64_t services; /* exclusive or of the hashes of what runs */
    int64_t n_trips, n_services;
    int32_t day;
};
struct days {
    int32_t first;
    size_t n; /* from first on; one more slot in `day` */
    struct day *day;
};

static void step(struct day *day, const struct tomt_gtfs_service *service, uint64_t hash, int sign)
{
    day->services ^= hash;
    day->n_trips += sign * (int64_t)service->n_trips;
    day->n_services += sign;
}

/* The span of all days on which a service with trips could run. */
static bool span(const struct tomt_gtfs *feed, int32_t *first, int32_t *last)
{
    *first = INT32_MAX;
    *last = INT32_MIN;
    for (size_t s = 0; s < feed->n_services; s++) {
        const struct tomt_gtfs_service *service = &feed->service[s];
        if (service->n_trips == 0)
            continue;
        if (service->from <= service->to) {
            *first = service->from < *first ? service->from : *first;
            *last = service->to > *last ? service->to : *last;
        }
        for (size_t i = 0; i < service->n_exceptions; i++) {
            int32_t day = feed->exception[service->exception + i].day;
            *first = day < *first ? day : *first;
            *last = day > *last ? day : *last;
        }
    }
    return *first <= *last;
}

/* All weekly services as steps on their own weekday: seven running sums, one for each. */
static void add_weekly(const struct tomt_gtfs *feed, struct days *days)
{
    for (size_t s = 0; s < feed->n_services; s++) {
        const struct tomt_gtfs_service *service = &feed->service[s];
        uint64_t number = s, hash = tomt_gtfs_hash((const char *)&number, sizeof number);
        if (service->n_trips == 0 || service->from > service->to)
            continue;
        for (int i = 0; i < 7 && i <= service->to - service->from; i++) {
            int32_t from = service->from + i, beyond = from + (service->to - from) / 7 * 7 + 7;
            if (!(service->weekdays >> weekday(from) & 1))
                continue;
            step(&days->day[from - days->first], service, hash, 1);
            if ((size_t)(beyond - days->first) < days->n)
                step(&days->day[beyond - days->first], service, hash, -1);
        }
    }
    for (size_t d = 7; d < days->n; d++) {
        days->day[d].services ^= days->day[d - 7].services;
        days->day[d].n_trips += days->day[d - 7].n_trips;
        days->day[d].n_services += days->day[d - 7].n_services;
    }
}

static bool count_days(struct tomt_gtfs *feed, struct days *days, struct tomt_error *err)
{
    int32_t last;
    *days = (struct days){0};
    if (!span(feed, &days->first, &last))
        return true;
    days->n = (size_t)(last - days->first) + 1;
    days->day = tomt_arena_block(feed->scratch, NULL, (days->n + 1) * sizeof *days->day, err);
    if (!days->day)
        return false;
    for (size_t d = 0; d < days->n; d++)
        days->day[d].day = days->first + (int32_t)d;
    add_weekly(feed, days);
    for (size_t i = 0; i < feed->n_exceptions; i++) {
        const struct tomt_gtfs_exception *exception = &feed->exception[i];
        const struct tomt_gtfs_service *service = &feed->service[exception->service];
        uint64_t number = exception->service,
                 hash = tomt_gtfs_hash((const char *)&number, sizeof number);
        if (service->n_trips > 0 && by_calendar(service, exception->day) != exception->added)
            step(&days->day[exception->day - days->first], service, hash,
                 exception->added ? 1 : -1);
    }
    return true;
}

static void report_days(struct tomt_gtfs_report *report, const struct days *days)
{
    for (size_t d = 0; d < days->n; d++) {
        if (days->day[d].n_services == 0)
            continue;
        report->n_days++;
        report->n_weekdays += weekday(days->day[d].day) < 5;
        if (!report->first_day[0])
            write_day(days->day[d].day, report->first_day);
        write_day(days->day[d].day, report->last_day);
    }
}

static int by_services(const void *a, const void *b)
{
    const struct day *p = a, *q = b;
    if (p->services != q->services)
        return p->services < q->services ? -1 : 1;
    return p->day < q->day ? -1 : p->day > q->day;
}

struct choice {
    int32_t day;
    size_t n_alike, n_of;
    int64_t n_trips;
    const char *of;
};

/* Of the days from weekday `from` to `to`: the most frequent set of services, ties to the more
 * trips, then to the earlier day. */
static bool choose_among(const struct days *days, struct day *pool, int from, int to,
                         struct choice *choice)
{
    size_t n = 0;
    for (size_t d = 0; d < days->n; d++)
        if (days->day[d].n_services > 0 && weekday(days->day[d].day) >= from &&
            weekday(days->day[d].day) <= to)
            pool[n++] = days->day[d];
    if (n == 0)
        return false;
    qsort(pool, n, sizeof *pool, by_services);
    choice->n_of = n;
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && pool[j].services == pool[i].services;)
            j++;
        const struct day *middle = &pool[i + (j - i - 1) / 2];
        bool better = j - i != choice->n_alike             ? j - i > choice->n_alike
                      : pool[i].n_trips != choice->n_trips ? pool[i].n_trips > choice->n_trips
                                                           : middle->day < choice->day;
        if (better)
            *choice = (struct choice){middle->day, j - i, n, pool[i].n_trips, choice->of};
    }
    return true;
}

/* What left out the most trips is the likely reason. */
static bool no_trip(const struct tomt_gtfs_report *report, struct tomt_error *err)
{
    static const enum tomt_gtfs_trouble of_trips[] = {TOMT_G_ROUTE_TYPE, TOMT_G_ROUTE_UNKNOWN,
                                                      TOMT_G_SERVICE_UNKNOWN, TOMT_G_DATE};
    enum tomt_gtfs_trouble worst = of_trips[0];
    for (size_t i = 1; i < sizeof of_trips / sizeof *of_trips; i++)
        if (report->trouble[of_trips[i]].n > report->trouble[worst].n)
            worst = of_trips[i];
    if (report->trouble[worst].n > 0)
        return tomt_fail(
            err, TOMT_DATA, "no day of the calendars has a trip; %s: %zu, the first %s",
            tomt_gtfs_trouble_help[worst], report->trouble[worst].n, report->trouble[worst].first);
    return tomt_fail(err, TOMT_DATA,
                     "no day of the calendars has a trip: do calendar.txt, calendar_dates.txt and "
                     "trips.txt name the same services?");
}

static bool choose(struct tomt_gtfs *feed, const struct days *days, struct choice *choice,
                   struct tomt_error *err)
{
    static const struct {
        int from, to;
        const char *of;
    } pools[] = {{1, 3, "Tuesdays to Thursdays"},
                 {0, 4, "Mondays to Fridays (no Tuesday to Thursday has service)"},
                 {0, 6, "days (no weekday has service)"}};
    struct day *pool = tomt_arena_block(feed->scratch, NULL, (days->n + 1) * sizeof *pool, err);
    if (!pool)
        return false;
    for (size_t i = 0; i < 3; i++) {
        *choice = (struct choice){.of = pools[i].of};
        if (choose_among(days, pool, pools[i].from, pools[i].to, choice))
            return true;
    }
    return no_trip(feed->report, err);
}

static bool asked_day(const struct tomt_gtfs_report *report, const struct days *days,
                      const char *text, struct choice *choice, struct tomt_error *err)
{
    char digits[8];
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return tomt_fail(err, TOMT_DATA, "the day '%.40s' is no date like 2026-09-15", text);
    memcpy(digits, text, 4);
    memcpy(digits + 4, text + 5, 2);
    memcpy(digits + 6, text + 8, 2);
    if (!read_date((struct tomt_slice){digits, 8}, &choice->day))
        return tomt_fail(err, TOMT_DATA, "the day '%.40s' is no date like 2026-09-15", text);
    int64_t at = (int64_t)choice->day - days->first;
    if (days->n == 0 || at < 0 || at >= (int64_t)days->n || days->day[at].n_services == 0)
        return tomt_fail(err, TOMT_DATA,
                         "nothing runs on %s: the feed's first day is %s, its last %s; ask for "
                         "another day or none",
                         text, report->first_day[0] ? report->first_day : "none",
                         report->last_day[0] ? report->last_day : "none");
    choice->n_trips = days->day[at].n_trips;
    return true;
}

static void number_with_commas(int64_t number, char out[32])
{
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%lld", (long long)number), used = 0;
    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            out[used++] = ',';
        out[used++] = digits[i];
    }
    out[used] = '\0';
}

bool tomt_gtfs_choose_day(struct tomt_gtfs *feed, const char *day, struct tomt_error *err)
{
    struct tomt_gtfs_report *report = feed->report;
    struct choice choice = {0};
    struct days days;
    if (!count_days(feed, &days, err))
        return false;
    report_days(report, &days);
    report->day_was_asked = day != NULL;
    if (!(day ? asked_day(report, &days, day, &choice, err) : choose(feed, &days, &choice, err)))
        return false;
    write_day(choice.day, report->day);
    char trips[32];
    number_with_commas(choice.n_trips, trips);
    if (day)
        snprintf(report->why_day, sizeof report->why_day, "%s %s: as asked, %s trips",
                 weekday_name[weekday(choice.day)], report->day, trips);
    else
        snprintf(report->why_day, sizeof report->why_day,
                 "%s %s: the services of %zu of %zu %s, %s trips",
                 weekday_name[weekday(choice.day)], report->day, choice.n_alike, choice.n_of,
                 choice.of, trips);
    report->n_trips_on_day = (size_t)choice.n_trips;
    for (size_t t = 0; t < feed->n_trips; t++) {
        struct tomt_gtfs_trip *trip = &feed->trip[t];
        for (int k = 0; trip->route != TOMT_GTFS_NONE && k < TOMT_GTFS_NIGHTS; k++)
            trip->nights =
                (uint8_t)(trip->nights |
                          (unsigned)runs(feed, &feed->service[trip->service], choice.day - k) << k);
    }
    return true;
}
