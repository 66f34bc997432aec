/* GTFS in memory: a small feed whose departures are written by hand, and every trouble of a broken
 * one. */
#include "gtfs_support.h"

static void small_feed(void **state)
{
    struct room *room = *state;
    struct read read;
    parse(room, &small, NULL, &read);
    const struct tomt_timetable *out = &read.out;
    /* Tuesdays to Thursdays with service: 9, 10, 15, 16 and 17 September; the one in the middle is
     * the 15th. */
    assert_string_equal(read.report.day, "2026-09-15");
    assert_string_equal(out->day, "2026-09-15");
    assert_string_equal(
        read.report.why_day,
        "Tuesday 2026-09-15: the services of 5 of 5 Tuesdays to Thursdays, 4 trips");
    assert_string_equal(read.report.first_day, "2026-09-07");
    assert_string_equal(read.report.last_day, "2026-09-18");
    assert_int_equal(read.report.n_days, 9);
    assert_int_equal(read.report.n_weekdays, 9);
    assert_false(read.report.day_was_asked);
    /* The night trip is Monday's; Tuesday's own leaves after the day's end. The ferry leaves at
     * 10:00, 10:10 and 10:20, not at 10:30. */
    static const struct expected expected[] = {
        {"S1", "1", "00:50", 0}, {"S1", "1", "08:00", 0}, {"S1", "F", "10:00", 0},
        {"S1", "F", "10:10", 0}, {"S1", "F", "10:20", 0}, {"T1", "1", "01:10", 0},
        {"T1", "1", "08:10", 0}, {"T2", "1", "08:40", 1}, {"U1", "1", "08:30", 1},
    };
    assert_departures(out, expected, 9);
    assert_int_equal(out->n_stops, 4);
    static const uint32_t start[] = {0, 5, 7, 8, 9};
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(out->stop_start[i], start[i]);
    assert_int_equal(out->n_places, 1);
    assert_string_equal(out->place_id[0], "S");
    assert_string_equal(out->place_name[0], "Sentrum");
    assert_int_equal(out->stop_place[0], 0);
    assert_true(out->stop_place[1] == TOMT_NO_PLACE && out->stop_place[3] == TOMT_NO_PLACE);
    assert_int_equal(out->n_routes, 2);
    assert_string_equal(out->route_name[0], "1");
    assert_string_equal(out->route_name[1], "Fjordferga");
    assert_true(out->route_mode[0] == TOMT_BUS && out->route_mode[1] == TOMT_FERRY &&
                out->route_counts[0] && out->route_counts[1]);
    assert_string_equal(out->towards[0][0], "Utsikten");
    assert_string_equal(out->towards[1][0], "Sentrum");
    assert_string_equal(out->towards[0][1], "Over fjorden");
    assert_null(out->towards[1][1]);
    /* A run has one number wherever it stops: the night trip's, A1's, A2's, three of the ferry's.
     */
    assert_int_equal(out->departure[0].trip, out->departure[5].trip);
    assert_int_equal(out->departure[1].trip, out->departure[6].trip);
    assert_int_equal(out->departure[7].trip, out->departure[8].trip);
    unsigned seen = 0;
    for (size_t i = 0; i < 9; i++)
        seen |= 1u << out->departure[i].trip;
    assert_int_equal(seen, 63);
    assert_int_equal(read.report.n_stops, 5);
    assert_int_equal(read.report.n_trips, 4);
    assert_int_equal(read.report.n_trips_on_day, 4);
    assert_int_equal(read.report.n_departures, 9);
    assert_int_equal(read.report.n_rows[TOMT_GTFS_STOP_TIMES], 11);
    assert_int_equal(read.report.n_routes_by_mode[TOMT_BUS], 1);
    assert_int_equal(read.report.n_routes_by_mode[TOMT_FERRY], 1);
    assert_no_other_trouble(&read.report, TOMT_N_GTFS_TROUBLES);
    /* UTM zone 33 by the Krueger series to n^3 (Karney 2011, eq. 7-11, 35), calculated apart from
     * PROJ. */
    assert_close(out->x[3], 231607.583, 0.01);
    assert_close(out->y[3], 6634364.005, 0.01);
}

static void the_day_can_be_asked_for(void **state)
{
    struct room *room = *state;
    struct read read;
    /* On Wednesday the 9th nothing of the night before runs: Tuesday was taken out. Seven
     * departures. */
    parse(room, &small, "2026-09-09", &read);
    assert_true(read.report.day_was_asked);
    assert_int_equal(read.out.n_departures, 7);
    assert_string_equal(read.report.why_day, "Wednesday 2026-09-09: as asked, 4 trips");
    assert_false(parse_with(room, &small, "2026-09-08", NULL, 1, &read));
    assert_says(
        &room->err, TOMT_DATA,
        "nothing runs on 2026-09-08: the feed's first day is 2026-09-07, its last 2026-09-18");
    assert_false(parse_with(room, &small, "2031-01-01", NULL, 1, &read));
    assert_says(&room->err, TOMT_DATA, "nothing runs on 2031-01-01");
    static const char *const bad[] = {"",         "today",      "2026-9-15", "2026-02-30",
                                      "20260915", "2026-13-01", "0000-00-00"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(parse_with(room, &small, bad[i], NULL, 1, &read));
        assert_says(&room->err, TOMT_DATA, "is no date like 2026-09-15");
    }
}

static void calendars(void **state)
{
    struct room *room = *state;
    struct read read;
    /* Only calendar_dates.txt: 15 and 16 September, Tuesday and Wednesday; of two the earlier. The
     * 15th has no night before. */
    struct texts texts = with(&small, TOMT_GTFS_CALENDAR, NULL);
    texts.file[TOMT_GTFS_CALENDAR_DATES] =
        "service_id,date,exception_type\nWEEK,20260916,1\nWEEK,20260915,1\nWEEK,20260917,2\n";
    parse(room, &texts, NULL, &read);
    assert_string_equal(read.report.day, "2026-09-15");
    assert_int_equal(read.report.n_days, 2);
    assert_int_equal(read.out.n_departures, 7);
    /* Only calendar.txt: the 8th runs too: six days, the third is the 10th. */
    texts = with(&small, TOMT_GTFS_CALENDAR_DATES, NULL);
    parse(room, &texts, NULL, &read);
    assert_string_equal(read.report.day, "2026-09-10");
    /* An empty file is as none. */
    texts.file[TOMT_GTFS_CALENDAR_DATES] = "";
    parse(room, &texts, NULL, &read);
    assert_string_equal(read.report.day, "2026-09-10");
    /* No Tuesday to Thursday, then no weekday at all: said. */
    texts.file[TOMT_GTFS_CALENDAR] =
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "WEEK,1,0,0,0,0,0,0,20260907,20260918\n";
    parse(room, &texts, NULL, &read);
    assert_string_equal(read.report.why_day,
                        "Monday 2026-09-07: the services of 2 of 2 Mondays to Fridays (no Tuesday "
                        "to Thursday has service), 4 trips");
    texts.file[TOMT_GTFS_CALENDAR] =
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "WEEK,0,0,0,0,0,1,1,20260907,20260913\n";
    parse(room, &texts, NULL, &read);
    assert_string_equal(
        read.report.why_day,
        "Saturday 2026-09-12: the services of 2 of 2 days (no weekday has service), 4 trips");
    /* A leap day, and a year of three digits of days: 2028-02-29 is a Tuesday. */
    texts.file[TOMT_GTFS_CALENDAR] =
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "WEEK,0,1,0,0,0,0,0,20280229,20280229\n";
    parse(room, &texts, NULL, &read);
    assert_string_equal(read.report.day, "2028-02-29");
    /* The most frequent set wins, not the largest: WEEK alone on three days, WEEK and MORE on two.
     */
    texts.file[TOMT_GTFS_CALENDAR] =
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "WEEK,0,1,1,1,0,0,0,20260915,20260922\n"
        "MORE,0,0,0,1,0,0,0,20260901,20260918\n";
    texts.file[TOMT_GTFS_TRIPS] = "route_id,service_id,trip_id\n1,WEEK,A1\n1,MORE,A2\n";
    parse(room, &texts, NULL, &read); /* WEEK: 15, 16, 22; both: 17; MORE: 3, 10 */
    assert_string_equal(
        read.report.why_day,
        "Wednesday 2026-09-16: the services of 3 of 6 Tuesdays to Thursdays, 1 trips");
    /* Equally frequent: the more trips. WEEK 15, MORE 16 with two trips. */
    texts.file[TOMT_GTFS_CALENDAR] = NULL;
    texts.file[TOMT_GTFS_CALENDAR_DATES] =
        "service_id,date,exception_type\nWEEK,20260915,1\nMORE,20260916,1\n";
    texts.file[TOMT_GTFS_TRIPS] = "route_id,service_id,trip_id\n1,WEEK,A1\n1,MORE,A2\n1,MORE,N1\n";
    parse(room, &texts, NULL, &read);
    assert_string_equal(
        read.report.why_day,
        "Wednesday 2026-09-16: the services of 1 of 2 Tuesdays to Thursdays, 2 trips");
    /* A calendar of two centuries costs nothing. */
    texts.file[TOMT_GTFS_CALENDAR] =
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "WEEK,1,1,1,1,1,1,1,19000101,21991231\nMORE,0,0,0,0,0,0,0,19000101,21991231\n";
    parse(room, &texts, NULL, &read);
    assert_int_equal(read.report.n_days,
                     109573); /* 300 years of 365 days, 75 fours less 1900 and 2100 */
}

static void nights_and_weeks(void **state)
{
    struct room *room = *state;
    struct read read;
    /* One service on two days in a row: at 23:50 and 24:10 both runs are seen, with numbers of
     * their own. A ferry of two nights. */
    struct texts texts = with(&small, TOMT_GTFS_FREQUENCIES, NULL);
    texts.file[TOMT_GTFS_CALENDAR] = NULL;
    texts.file[TOMT_GTFS_CALENDAR_DATES] =
        "service_id,date,exception_type\nWEEK,20260914,1\nWEEK,20260915,1\n";
    texts.file[TOMT_GTFS_TRIPS] = "route_id,service_id,trip_id\n1,WEEK,A1\nF,WEEK,F1\n";
    texts.file[TOMT_GTFS_STOP_TIMES] =
        "trip_id,departure_time,stop_id,stop_sequence\n"
        "A1,23:50:00,S1,1\nA1,24:10:00,T1,2\nA1,24:20:00,U1,3\n"
        "F1,47:59:00,S1,1\nF1,48:30:00,U1,2\nF1,168:00:00,S2,3\nF1,167:00:00,T1,4\n";
    parse(room, &texts, "2026-09-15", &read);
    /* F1: leaves S1 at 23:59 the day after its own (the 14th's run); U1 at 48:30 is the 13th's:
     * none. 168:00 is no time. */
    static const struct expected expected[] = {
        {"S1", "1", "23:50", 0}, {"S1", "F", "23:59", 0}, {"T1", "1", "00:10", 0}};
    assert_departures(&read.out, expected, 3);
    assert_true(read.out.departure[0].trip != read.out.departure[2].trip);
    assert_trouble(&read.report, TOMT_G_TIME, 1,
                   "stop_times.txt:7: arrives '', leaves '168:00:00'");
}

static void frequencies(void **state)
{
    struct room *room = *state;
    struct read read;
    /* Overnight: 23:50, 24:00 (the day after), 24:10; the trip takes 15 minutes to a stop between.
     */
    struct texts texts =
        with(&small, TOMT_GTFS_FREQUENCIES,
             "trip_id,start_time,end_time,headway_secs,exact_times\nF1,23:50:00,24:20:00,600,1\n");
    texts.file[TOMT_GTFS_TRIPS] = "route_id,service_id,trip_id\nF,WEEK,F1\n";
    texts.file[TOMT_GTFS_STOP_TIMES] =
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
        "F1,05:58:00,06:00:00,S1,1\nF1,06:14:00,06:15:00,T1,2\nF1,06:30:00,06:30:00,U1,3\n";
    parse(room, &texts, NULL, &read);
    static const struct expected expected[] = {{"S1", "F", "00:00", 0}, {"S1", "F", "00:10", 0},
                                               {"S1", "F", "23:50", 0}, {"T1", "F", "00:05", 0},
                                               {"T1", "F", "00:15", 0}, {"T1", "F", "00:25", 0}};
    assert_departures(&read.out, expected, 6);
    texts.file[TOMT_GTFS_FREQUENCIES] =
        "trip_id,start_time,end_time,headway_secs\n"
        "F1,10:00:00,11:00:00,0\nF1,10:00:00,11:00:00,-5\nF1,11:00:00,10:00:00,600\n"
        "F1,10:00:00,10:00:00,600\nnone,10:00:00,11:00:00,600\nF1,10:00,11:00:00,600\n";
    parse(room, &texts, NULL, &read);
    assert_int_equal(read.out.n_departures,
                     0); /* its times are relative: without a headway it never leaves */
    assert_trouble(&read.report, TOMT_G_FREQUENCY, 3,
                   "frequencies.txt:2: every '0' s from 10:00:00 to 11:00:00");
    assert_trouble(&read.report, TOMT_G_TRIP_UNKNOWN, 1, "frequencies.txt:6: trip 'none'");
    assert_trouble(&read.report, TOMT_G_TIME, 1, "frequencies.txt:7: '10:00' to '11:00:00'");
}

static void a_headway_that_is_no_headway(void **state)
{
    struct room *room = *state;
    struct read read;
    struct tomt_text rows = {0};
    tomt_text_puts(&rows, "trip_id,departure_time,stop_id,stop_sequence,pickup_type\n");
    for (unsigned i = 0; i < 300; i++)
        tomt_text_print(&rows, "F1,06:00:00,S1,%u,1\n", i);
    struct texts texts = with(&small, TOMT_GTFS_STOP_TIMES, rows.bytes);
    texts.file[TOMT_GTFS_FREQUENCIES] =
        "trip_id,start_time,end_time,headway_secs\nF1,00:00:00,167:59:59,1\n";
    assert_false(parse_with(room, &texts, NULL, NULL, 1, &read));
    assert_says(&room->err, TOMT_DATA, "are its headways in seconds?");
    tomt_text_free(&rows);
}

/* One of each, in a feed that is sound besides: its nine departures stay. */
static void troubles(void **state)
{
    struct room *room = *state;
    struct read read;
    static const struct {
        enum tomt_gtfs_file file;
        const char *rows;
        enum tomt_gtfs_trouble trouble;
        size_t n;
        const char *first;
    } row[] = {
        {TOMT_GTFS_STOPS, "X,X,,,0,\n", TOMT_G_STOP_PLACE, 1, "stops.txt:8: stop 'X' at '', ''"},
        {TOMT_GTFS_STOPS,
         "X,X,91,10,0,\nY,Y,nan,10,,\nZ,Z,0,0,,\nV,V,59,1e999,1,\nE,Entrance,,,3,S\n",
         TOMT_G_STOP_PLACE, 4, "stops.txt:8: stop 'X' at '91', '10'"},
        {TOMT_GTFS_STOP_TIMES, "A1,08:30:00,08:30:00,NOWHERE,4,\n", TOMT_G_STOP_UNKNOWN, 1,
         "stop_times.txt:13: stop 'NOWHERE'"},
        {TOMT_GTFS_STOP_TIMES, "A9,08:30:00,08:30:00,S1,4,\n,08:30:00,08:30:00,S1,4,\n",
         TOMT_G_TRIP_UNKNOWN, 2, "stop_times.txt:13: trip 'A9'"},
        {TOMT_GTFS_TRIPS, "9,WEEK,X,,\n", TOMT_G_ROUTE_UNKNOWN, 1,
         "trips.txt:6: trip 'X' of route '9'"},
        {TOMT_GTFS_TRIPS, "1,NEVER,X,,\n", TOMT_G_SERVICE_UNKNOWN, 1,
         "trips.txt:6: trip 'X' of service 'NEVER'"},
        {TOMT_GTFS_ROUTES, "FLY,,,1100\n?,,,bus\n-1,,,-1\n", TOMT_G_ROUTE_TYPE, 3,
         "routes.txt:4: route 'FLY' is of type '1100'"},
        {TOMT_GTFS_STOP_TIMES, "A1,8.30,08:30:00,S1,4,\nA1,25:99:00,25:99:00,S1,5,\n", TOMT_G_TIME,
         2, "stop_times.txt:13: arrives '8.30', leaves '08:30:00'"},
        {TOMT_GTFS_CALENDAR,
         "X,1,1,1,1,1,0,0,2026-09-07,20260918\nY,1,1,1,1,1,0,0,20260918,20260907\n", TOMT_G_DATE, 2,
         "calendar.txt:3: '2026-09-07' to '20260918'"},
        {TOMT_GTFS_CALENDAR_DATES, "WEEK,20260231,2\n", TOMT_G_DATE, 1,
         "calendar_dates.txt:3: '20260231'"},
        {TOMT_GTFS_FREQUENCIES, "F1,11:00:00,12:00:00,0\n", TOMT_G_FREQUENCY, 1,
         "frequencies.txt:3: every '0' s from 11:00:00 to 12:00:00"},
        {TOMT_GTFS_STOPS, "X,Storgata, nord,59.7,10.2,,\n", TOMT_G_STOP_PLACE, 1,
         "stops.txt:8: stop 'X' at 'nord', '59.7'"},
        {TOMT_GTFS_STOPS, "X,Storgata, nord,59.7,10.2,0,S\n", TOMT_G_ROW, 1,
         "stops.txt:8: 7 fields where the header has 6"},
        {TOMT_GTFS_STOPS, ",Nameless,59.7,10.2\n", TOMT_G_ROW, 1,
         "stops.txt:8: stop without an id"},
        {TOMT_GTFS_STOP_TIMES, "A1,08:30:00\nA1,08:30:00,08:30:00,S1,last,\n", TOMT_G_ROW, 2,
         "stop_times.txt:13: 2 fields where the header has 6"},
        {TOMT_GTFS_CALENDAR, "X,1,1,yes,1,1,0,0,20260907,20260918\n", TOMT_G_ROW, 1,
         "calendar.txt:3: 'yes' for Wednesday is neither 0 nor 1"},
        {TOMT_GTFS_CALENDAR_DATES, "WEEK,20260910,3\n,20260910,1\n", TOMT_G_ROW, 2,
         "calendar_dates.txt:3: service 'WEEK', exception '3'"},
        {TOMT_GTFS_STOPS, "T1,Elsewhere,59.9,10.9,0,\n", TOMT_G_DUPLICATE, 1,
         "stops.txt:8: stop 'T1' again"},
        {TOMT_GTFS_ROUTES, "1,1,,0\n", TOMT_G_DUPLICATE, 1, "routes.txt:4: route '1' again"},
        {TOMT_GTFS_TRIPS, "F,WEEK,A1,,\n", TOMT_G_DUPLICATE, 1, "trips.txt:6: trip 'A1' again"},
        {TOMT_GTFS_STOP_TIMES, "A1,09:30:00,09:30:00,S1,1,\n", TOMT_G_DUPLICATE, 1,
         "stop_times.txt:13: stop_sequence 1 of trip 'A1' again"},
        {TOMT_GTFS_CALENDAR, "WEEK,0,0,0,0,0,0,0,20260907,20260918\n", TOMT_G_DUPLICATE, 1,
         "calendar.txt:3: service 'WEEK' again"},
        {TOMT_GTFS_CALENDAR_DATES, "WEEK,20260908,1\n", TOMT_G_DUPLICATE, 1,
         "calendar_dates.txt:3: service 'WEEK' and its date again"},
        {TOMT_GTFS_STOPS, "X,\xD8ya,59.7,10.2,0,\n", TOMT_G_TEXT, 1, "stops.txt:8: '?ya'"},
        {TOMT_GTFS_STOPS, "X,X,59.7,10.2,0,NOWHERE\n", TOMT_G_PARENT_UNKNOWN, 1,
         "stops.txt:8: parent 'NOWHERE' of stop 'X' is not there"},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct texts texts = plus(room, &small, row[i].file, row[i].rows);
        parse(room, &texts, NULL, &read);
        assert_trouble(&read.report, row[i].trouble, row[i].n, row[i].first);
        assert_no_other_trouble(&read.report, row[i].trouble);
        /* A row after A1's last stop, even one that cannot be used, makes that stop one that is
         * left, if it has a time. */
        size_t n = row[i].file == TOMT_GTFS_STOP_TIMES &&
                           (row[i].trouble == TOMT_G_STOP_UNKNOWN || row[i].trouble == TOMT_G_TIME)
                       ? 10
                       : 9;
        assert_int_equal(read.out.n_departures, n);
        assert_true(tomt_gtfs_trouble_drops[row[i].trouble] ==
                    (row[i].trouble != TOMT_G_TEXT && row[i].trouble != TOMT_G_PARENT_UNKNOWN));
    }
    for (size_t i = 0; i < TOMT_N_GTFS_TROUBLES; i++)
        assert_true(tomt_gtfs_trouble_name[i] && tomt_gtfs_trouble_help[i]);
}

static void times_in_any_order(void **state)
{
    struct room *room = *state;
    struct read read;
    /* Upside down, two trips mixed, sequence numbers with gaps: the same departures. */
    struct texts texts =
        with(&small, TOMT_GTFS_STOP_TIMES,
             "stop_sequence,trip_id,arrival_time,departure_time,stop_id\n"
             "90,A2,08:50:00,,S2\n30,A1,08:20:00,08:20:00,U1\n9,A2,08:40:00,,T2\n2,N1,25:10:00,25:"
             "10:00,T1\n"
             "10,A1,,08:10:00,T1\n8,A2,,08:30:00,U1\n0,A1,8:00:00, 8:00:00 "
             ",S1\n1,N1,24:50:00,24:50:00,S1\n"
             "7,F1,06:15:00,06:15:00,U1\n3,N1,25:20:00,25:20:00,U1\n0,F1,06:00:00,06:00:00,S1\n");
    static const struct expected expected[] = {
        {"S1", "1", "00:50", 0}, {"S1", "1", "08:00", 0}, {"S1", "F", "10:00", 0},
        {"S1", "F", "10:10", 0}, {"S1", "F", "10:20", 0}, {"T1", "1", "01:10", 0},
        {"T1", "1", "08:10", 0}, {"T2", "1", "08:40", 1}, {"U1", "1", "08:30", 1},
    };
    parse(room, &texts, NULL, &read);
    assert_departures(&read.out, expected, 9);
    assert_no_other_trouble(&read.report, TOMT_N_GTFS_TROUBLES);
    /* Backwards: arrival after departure, and back between stops. Both trips go, the rest stays. */
    texts = with(&small, TOMT_GTFS_STOP_TIMES,
                 "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
                 "A1,08:00:00,08:00:00,S1,1\nA1,08:10:00,08:09:00,T1,2\nA1,08:20:00,08:20:00,U1,3\n"
                 "A2,08:30:00,08:30:00,U1,1\nA2,08:29:59,08:40:00,T2,2\nA2,08:50:00,08:50:00,S2,3\n"
                 "N1,24:50:00,24:50:00,S1,1\nN1,24:50:00,24:50:00,T1,2\n");
    parse(room, &texts, NULL, &read);
    assert_trouble(&read.report, TOMT_G_TIME_BACKWARDS, 2, "stop_times.txt:3: trip 'A1'");
    assert_no_other_trouble(&read.report, TOMT_G_TIME_BACKWARDS);
    assert_departures(&read.out, expected, 1);
}

static void empty_times_are_spread(void **state)
{
    struct room *room = *state;
    struct read read;
    /* 08:00 to 08:10 (arrival) over four legs: 08:02:30, 08:05, 08:07:30. Before the first and
     * after the last time there is none. */
    struct texts texts = with(&small, TOMT_GTFS_STOP_TIMES,
                              "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
                              "A1,,,U1,0\nA1,07:59:00,08:00:00,S1,1\nA1,,,T1,2\nA1,,,S2,3\nA1,,,T2,"
                              "4\nA1,08:10:00,08:11:00,S1,5\nA1,,,T1,6\n");
    parse(room, &texts, NULL, &read);
    static const struct {
        const char *stop;
        uint32_t time_s;
    } expected[] = {{"S1", 28800}, {"S1", 29460}, {"S2", 29100}, {"T1", 28950}, {"T2", 29250}};
    assert_int_equal(read.out.n_departures, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(read.out.stop_id[read.out.departure[i].stop], expected[i].stop);
        assert_int_equal(read.out.departure[i].time_s, expected[i].time_s);
    }
    assert_trouble(&read.report, TOMT_G_INTERPOLATED, 3, "stop_times.txt:4: trip 'A1'");
    assert_trouble(&read.report, TOMT_G_TIME, 2,
                   "stop_times.txt:2: trip 'A1' has no time at its first stop");
}

static void where_nobody_boards(void **state)
{
    struct room *room = *state;
    struct read read;
    /* 1: no boarding. 3: agreed with the driver, counts. A route that leaves only after a phone
     * call (2) is on demand. */
    struct texts texts = with(
        &small, TOMT_GTFS_STOP_TIMES,
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type\n"
        "A1,08:00:00,08:00:00,S1,1,2\nA1,08:10:00,08:10:00,T1,2,1\nA1,08:20:00,08:20:00,U1,3,0\n"
        "A2,08:30:00,08:30:00,U1,1,2\nA2,08:40:00,08:40:00,T2,2,2\nA2,08:50:00,08:50:00,S2,3,\n"
        "F1,06:00:00,06:00:00,S1,1,3\nF1,06:15:00,06:15:00,U1,2,1\n");
    parse(room, &texts, NULL, &read);
    static const struct expected expected[] = {{"S1", "1", "08:00", 0}, {"S1", "F", "10:00", 0},
                                               {"S1", "F", "10:10", 0}, {"S1", "F", "10:20", 0},
                                               {"T2", "1", "08:40", 1}, {"U1", "1", "08:30", 1}};
    assert_departures(&read.out, expected, 6);
    assert_true(!read.out.route_counts[0] && read.out.route_counts[1]);
    assert_int_equal(read.report.n_on_demand_routes, 1);
    /* A school bus is on demand by its type. */
    texts = with(&small, TOMT_GTFS_ROUTES, "route_id,route_type\n1,712\nF,1200\n");
    parse(room, &texts, NULL, &read);
    assert_true(!read.out.route_counts[0] && read.out.route_counts[1]);
    assert_string_equal(read.out.route_name[1], "F"); /* neither a short nor a long name */
}

static void route_types(void **state)
{
    (void)state;
    static const struct {
        long type;
        int mode; /* -1: none */
        bool counts;
    } row[] = {
        {0, TOMT_TRAM, true},     {1, TOMT_RAIL, true},    {2, TOMT_RAIL, true},
        {3, TOMT_BUS, true},      {4, TOMT_FERRY, true},   {5, TOMT_TRAM, true},
        {6, TOMT_TRAM, true},     {7, TOMT_TRAM, true},    {8, -1, false},
        {10, -1, false},          {11, TOMT_BUS, true},    {12, TOMT_RAIL, true},
        {13, -1, false},          {99, -1, false},         {100, TOMT_RAIL, true},
        {117, TOMT_RAIL, true},   {118, -1, false},        {200, TOMT_BUS, true},
        {207, TOMT_BUS, false},   {209, TOMT_BUS, true},   {401, TOMT_RAIL, true},
        {700, TOMT_BUS, true},    {704, TOMT_BUS, true},   {710, TOMT_BUS, false},
        {711, TOMT_BUS, true},    {712, TOMT_BUS, false},  {713, TOMT_BUS, false},
        {714, TOMT_BUS, false},   {715, TOMT_BUS, false},  {716, TOMT_BUS, true},
        {717, -1, false},         {800, TOMT_BUS, true},   {900, TOMT_TRAM, true},
        {906, TOMT_TRAM, true},   {907, -1, false},        {1000, TOMT_FERRY, true},
        {1021, TOMT_FERRY, true}, {1022, -1, false},       {1100, -1, false},
        {1200, TOMT_FERRY, true}, {1300, TOMT_TRAM, true}, {1400, TOMT_TRAM, true},
        {1500, -1, false},        {1700, -1, false},       {-1, -1, false},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        enum tomt_mode mode = TOMT_N_MODES;
        bool counts = false;
        if (tomt_route_type(row[i].type, &mode, &counts) != (row[i].mode >= 0) ||
            (row[i].mode >= 0 && (int)mode != row[i].mode) || counts != row[i].counts)
            fail_msg("type %ld: mode %d, counts %d", row[i].type, (int)mode, counts);
    }
}

static void what_must_be_there(void **state)
{
    struct room *room = *state;
    struct read read;
    static const enum tomt_gtfs_file needed[] = {TOMT_GTFS_STOPS, TOMT_GTFS_ROUTES, TOMT_GTFS_TRIPS,
                                                 TOMT_GTFS_STOP_TIMES};
    for (size_t i = 0; i < 4; i++) {
        const char *name = tomt_gtfs_file_name[needed[i]];
        struct texts texts = with(&small, needed[i], NULL);
        assert_false(parse_with(room, &texts, NULL, NULL, 1, &read));
        assert_says(&room->err, TOMT_DATA, joined(room, name, " is missing"));
        static const char *const empty[] = {"", "\n", "\xEF\xBB\xBF", " \r\n\r\n"};
        for (size_t k = 0; k < 4; k++) {
            texts.file[needed[i]] = empty[k];
            assert_false(parse_with(room, &texts, NULL, NULL, 1, &read));
            assert_says(&room->err, TOMT_DATA, joined(room, name, " is empty"));
        }
        char header[200];
        snprintf(header, sizeof header, "%.*s", (int)strcspn(small.file[needed[i]], "\n"),
                 small.file[needed[i]]);
        texts.file[needed[i]] = header;
        assert_false(parse_with(room, &texts, NULL, NULL, 1, &read));
        assert_says(&room->err, TOMT_DATA, joined(room, name, " has no "));
        texts.file[needed[i]] = "one,two\n1,2\n";
        assert_false(parse_with(room, &texts, NULL, NULL, 1, &read));
        assert_says(&room->err, TOMT_DATA, joined(room, name, " has no column"));
    }
    struct texts texts = with(&small, TOMT_GTFS_CALENDAR, NULL);
    texts.file[TOMT_GTFS_CALENDAR_DATES] = NULL;
    assert_false(parse_with(room, &texts, NULL, NULL, 1, &read));
    assert_says(&room->err, TOMT_DATA, "neither calendar.txt nor calendar_dates.txt");
    texts.file[TOMT_GTFS_CALENDAR_DATES] = "service_id,date,exception_type\nWEEK,20260908,2\n";
    assert_false(parse_with(room, &texts, NULL, NULL, 1, &read));
    assert_says(&room->err, TOMT_DATA, "no day of the calendars has a trip");
    texts = with(&small, TOMT_GTFS_STOPS, "\xFF\xFEs\0t\0");
    assert_false(parse_with(room, &texts, NULL, NULL, 1, &read));
    assert_says(&room->err, TOMT_DATA, "UTF-16");
    /* One trip of one stop: a feed, without a departure. */
    texts = with(&small, TOMT_GTFS_STOP_TIMES,
                 "trip_id,departure_time,stop_id,stop_sequence\nA1,08:00:00,S1,1\n");
    parse(room, &texts, NULL, &read);
    texts.file[TOMT_GTFS_STOP_TIMES] =
        "trip_id,departure_time,stop_id,stop_sequence\nA1,08:00:00,X,1\nA1,08:10:00,Y,2\n";
    parse(room, &texts, NULL, &read); /* all stops unknown */
    assert_int_equal(read.report.trouble[TOMT_G_STOP_UNKNOWN].n, 2);
    assert_true(read.out.n_departures == 0 && read.out.n_stops == 0 && read.out.n_routes == 0 &&
                read.out.stop_start[0] == 0);
}

static void the_box(void **state)
{
    struct room *room = *state;
    struct read read;
    parse(room, &small, NULL, &read);
    /* Its edge on Utsikten: counted in; only what leaves there is left. */
    struct tomt_box box = {read.out.x[3], read.out.y[3], read.out.x[3] + 10, read.out.y[3] + 10};
    assert_true(parse_with(room, &small, NULL, &box, 1, &read));
    static const struct expected expected[] = {{"U1", "1", "08:30", 1}};
    assert_departures(&read.out, expected,
                      1); /* still direction 1: the trips are told apart whole */
    assert_int_equal(read.report.n_stops_outside, 4);
    assert_int_equal(read.out.n_places, 0);
    assert_string_equal(read.out.towards[1][0], "Sentrum");
    /* Stops that the project CRS cannot hold are outside of any box, also of none. */
    struct texts texts = with(
        &small, TOMT_GTFS_STOPS,
        "stop_id,stop_name,stop_lat,stop_lon\nS1,S,-75,-165\nU1,U,59.76,10.22\nT1,T,59.75,10.21\n");
    parse(room, &texts, NULL, &read);
    for (size_t i = 0; i < read.out.n_stops; i++)
        assert_true(isfinite(read.out.x[i]) && isfinite(read.out.y[i]));
}

static void odd_stops(void **state)
{
    struct room *room = *state;
    struct read read;
    /* A trip that calls at the station itself, one at an entrance (unknown as a stop), a parent
     * that is a stop, Latin-1 names, an id with a quote and a comma. */
    struct texts texts = small;
    texts.file[TOMT_GTFS_STOPS] =
        "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\r\n"
        "S,Str\xF8ms\xF8,59.7434,10.2039,1,\r\n"
        "\"E\"\"1, A\",Inngang,59.7434,10.2038,2,S\r\n"
        "\"T\"\"1, A\",\"Torget \"\"nord\"\"\",59.7500,10.2100,0,U1\r\n"
        "U1,Utsikten,59.7600,10.2200,0,";
    texts.file[TOMT_GTFS_STOP_TIMES] =
        "trip_id,departure_time,stop_id,stop_sequence\r\n"
        "A1,08:00:00,S,1\r\nA1,08:10:00,\"T\"\"1, A\",2\r\nA1,08:15:00,\"E\"\"1, "
        "A\",3\r\nA1,08:20:00,U1,4\r\n";
    parse(room, &texts, NULL, &read);
    assert_int_equal(read.out.n_stops, 2);
    assert_string_equal(read.out.stop_name[0], "Str\xC3\xB8ms\xC3\xB8");
    assert_string_equal(read.out.stop_id[1], "T\"1, A");
    assert_string_equal(read.out.stop_name[1], "Torget \"nord\"");
    assert_string_equal(read.out.place_id[read.out.stop_place[0]], "S");
    assert_string_equal(read.out.place_name[read.out.stop_place[0]], "Str\xC3\xB8ms\xC3\xB8");
    assert_string_equal(read.out.place_id[read.out.stop_place[1]], "U1");
    assert_trouble(&read.report, TOMT_G_TEXT, 1, "stops.txt:2: 'Str?ms?'");
    assert_trouble(&read.report, TOMT_G_STOP_UNKNOWN, 1, "stop_times.txt:4: stop 'E\"1, A'");
}

/* Every failing allocation is a clean error, or is not needed. */
static void memory_runs_out(void **state)
{
    struct room *room = *state;
    struct read read;
    bool done = false;
    for (uint64_t at = 1; !done && at < 5000; at++) {
        struct tomt_error err = {0};
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct room inner = *room;
        inner.arena = arena;
        tomt_allocation_fail_at(at);
        done = parse_with(&inner, &small, NULL, NULL, 1, &read);
        bool reached = tomt_allocation_count() >= at;
        tomt_allocation_fail_at(0);
        if (!done)
            assert_int_equal(inner.err.code, TOMT_MEMORY);
        else
            assert_int_equal(read.out.n_departures, 9);
        assert_true(done != reached);
        tomt_arena_free(arena);
    }
    assert_true(done);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_room, close_room)
    const struct CMUnitTest tests[] = {
        TEST(small_feed),
        TEST(the_day_can_be_asked_for),
        TEST(calendars),
        TEST(nights_and_weeks),
        TEST(frequencies),
        TEST(a_headway_that_is_no_headway),
        TEST(troubles),
        TEST(times_in_any_order),
        TEST(empty_times_are_spread),
        TEST(where_nobody_boards),
        TEST(route_types),
        TEST(what_must_be_there),
        TEST(the_box),
        TEST(odd_stops),
        TEST(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
