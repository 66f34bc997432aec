/* GTFS as files: text of all kinds, zips and folders, real feeds. The numbers of the real feeds
 * were counted by a Python script of its own (csv and zipfile, services day by day as sets, no
 * shared code): the day in the middle of the most frequent set of services, every departure but a
 * trip's last and those with pickup_type 1, and the sum of their seconds since midnight. */
#include "gtfs_support.h"

#include "data/bytes.h"
#include "sources/gtfs_csv.h"

static void assert_field(struct tomt_slice field, const char *text)
{
    if (field.n != strlen(text) || memcmp(field.text, text, field.n) != 0)
        fail_msg("'%.*s' is not '%s'", (int)field.n, field.text, text);
}

static void rows_of_text(void **state)
{
    (void)state;
    static const char *const wanted[] = {"a", "b", "c", "none"};
    static const char text[] =
        "\xEF\xBB\xBF"
        " A , x,\"b\" ,c,a\r\n" /* blanks, case, quotes, a second a */
        "1,x,2,3,9\r\n"
        "\r\n   \n"
        "\"1,1\", x , \" 2 \" ,\"3\"\"3\"\"\"\n" /* comma, blanks, doubled quotes; the last field is
                                                    missing */
        "\"two\nlines\",,,\n"
        "Bar \"X\" street,,\"Bar \"X\" street\",\"\"\n" /* quotes within a plain field; text after
                                                           the closing quote, as Python's csv */
        "1,,,,,,\n"
        "1,,,,,6\n"
        "\"open,2,3\n"
        "7,,,8";
    struct tomt_csv csv;
    struct tomt_csv_row row;
    assert_true(tomt_csv_open(&csv, text, sizeof text - 1, wanted, 4));
    assert_int_equal(csv.n_columns, 5);
    assert_true(csv.column[0] == 0 && csv.column[1] == 2 && csv.column[2] == 3 &&
                csv.column[3] == -1);
    static const struct {
        size_t line, n_fields;
        const char *field[3];
        bool spare;
    } expected[] = {
        {2, 5, {"1", "2", "3"}, false},
        {5, 4, {"1,1", "2", "3\"3\""}, false},
        {6, 4, {"two\nlines", "", ""}, false},
        {8, 4, {"Bar \"X\" street", "Bar X\" street\"", ""}, false},
        {9, 7, {"1", "", ""}, false},
        {10, 6, {"1", "", ""}, true},
        {11, 3, {"\"open", "3", ""}, false}, /* never closed: a plain character */
        {12, 4, {"7", "", "8"}, false},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_true(tomt_csv_next(&csv, &row));
        assert_int_equal(row.line, expected[i].line);
        assert_int_equal(row.n_fields, expected[i].n_fields);
        assert_int_equal(row.spare_text, expected[i].spare);
        for (size_t k = 0; k < 3; k++)
            assert_field(row.field[k], expected[i].field[k]);
        assert_int_equal(row.field[3].n, 0);
    }
    assert_false(tomt_csv_next(&csv, &row));
    assert_false(csv.own.failed);
    tomt_csv_close(&csv);
}

static void a_very_long_field(void **state)
{
    (void)state;
    static const char *const wanted[] = {"a", "b"};
    struct tomt_text text = {0};
    tomt_text_puts(&text, "a,b\n\"");
    for (size_t i = 0; i < 900000; i++)
        tomt_text_add(&text, i % 1000 ? "x" : "\"\"", i % 1000 ? 1 : 2);
    tomt_text_puts(&text, "\",");
    for (size_t i = 0; i < 3000000; i++)
        tomt_text_add(&text, "y", 1);
    tomt_text_puts(&text, "\n1,2\n");
    struct tomt_csv csv;
    struct tomt_csv_row row;
    assert_true(tomt_csv_open(&csv, text.bytes, text.n, wanted, 2) && tomt_csv_next(&csv, &row));
    assert_true(row.field[0].n == 900000 && row.field[1].n == 3000000);
    assert_true(tomt_csv_next(&csv, &row));
    assert_field(row.field[1], "2");
    tomt_csv_close(&csv);
    tomt_text_free(&text);
}

/* 120 trips a service of 100 stops; `odd`: quoted fields with line ends and commas wherever a piece
 * of the file may begin. */
static const char *many_times(struct room *room, bool odd)
{
    struct tomt_text rows = {0};
    tomt_text_puts(&rows, "trip_id,departure_time,stop_id,stop_sequence,stop_headsign\n");
    for (unsigned t = 0; t < 300; t++)
        for (unsigned i = 0; i < 100; i++)
            tomt_text_print(&rows, "trip number %u,%02u:%02u:00,%s,%u,%s\n", t, 5 + (t + i) / 60,
                            (t + i) % 60,
                            (t + i) % 3 == 0 ? "S1"
                            : i % 2          ? "T1"
                                             : "U1",
                            i,
                            odd ? "\"a sign of\n\n,,,\n several lines, and a \"\"word\"\" which is "
                                  "rather long so that it is met,,,,,\n\""
                                : "");
    return tomt_text_keep(&rows, room->arena, &room->err);
}

static void assert_same(const struct tomt_timetable *a, const struct tomt_timetable *b)
{
    assert_int_equal(a->n_departures, b->n_departures);
    for (size_t i = 0; i < a->n_departures; i++) {
        const struct tomt_departure *p = &a->departure[i], *q = &b->departure[i];
        assert_true(p->stop == q->stop && p->route == q->route && p->trip == q->trip &&
                    p->time_s == q->time_s && p->direction == q->direction);
    }
    assert_int_equal(a->n_stops, b->n_stops);
    assert_memory_equal(a->stop_start, b->stop_start, (a->n_stops + 1) * sizeof *a->stop_start);
    assert_memory_equal(a->x, b->x, a->n_stops * sizeof *a->x);
}

static void pieces_of_a_large_file(void **state)
{
    struct room *room = *state;
    struct read plain, odd, alone;
    struct tomt_text trips = {0};
    tomt_text_puts(&trips, "route_id,service_id,trip_id\n");
    for (unsigned t = 0; t < 300; t++)
        tomt_text_print(&trips, "1,WEEK,trip number %u\n", t);
    struct texts texts =
        with(&small, TOMT_GTFS_TRIPS, tomt_text_keep(&trips, room->arena, &room->err));
    texts.file[TOMT_GTFS_FREQUENCIES] = NULL;
    texts.file[TOMT_GTFS_STOP_TIMES] = many_times(room, false);
    parse(room, &texts, NULL, &plain);
    assert_int_equal(plain.out.n_departures, 300 * 99);
    texts.file[TOMT_GTFS_STOP_TIMES] = many_times(room, true); /* 3.6 MB: four pieces */
    assert_true(strlen(texts.file[TOMT_GTFS_STOP_TIMES]) > (size_t)3 << 20);
    assert_true(parse_with(room, &texts, NULL, NULL, 1, &alone));
    for (unsigned n_threads = 2; n_threads <= 8; n_threads *= 2) {
        assert_true(parse_with(room, &texts, NULL, NULL, n_threads, &odd));
        assert_same(&odd.out, &alone.out);
        assert_memory_equal(&odd.report, &alone.report, sizeof odd.report);
    }
    assert_same(&alone.out, &plain.out);
    assert_int_equal(alone.report.n_rows[TOMT_GTFS_STOP_TIMES], 30000);
    assert_no_other_trouble(&alone.report, TOMT_N_GTFS_TROUBLES);
    /* A trouble in the last piece is told with its line of the whole file: 30,000 rows of five
     * lines and the header. */
    texts = plus(room, &texts, TOMT_GTFS_STOP_TIMES, "nobody,08:00:00,S1,1\n");
    parse(room, &texts, NULL, &odd);
    assert_trouble(&odd.report, TOMT_G_TRIP_UNKNOWN, 1, "stop_times.txt:150002: trip 'nobody'");
    /* A quote that nobody closes, near the start, costs its own row only. */
    char *broken = tomt_arena_print(room->arena, &room->err,
                                    "trip_id,departure_time,stop_id,stop_sequence,stop_"
                                    "headsign\nnobody,08:00:00,S1,1,\"open\n%s",
                                    strchr(many_times(room, false), '\n') + 1);
    texts.file[TOMT_GTFS_STOP_TIMES] = broken;
    parse(room, &texts, NULL, &odd);
    assert_same(&odd.out, &plain.out);
    assert_trouble(&odd.report, TOMT_G_TRIP_UNKNOWN, 1, "stop_times.txt:2: trip 'nobody'");
}

static const char *write_feed(struct room *room, const char *folder)
{
    VSIMkdir(folder, 0755);
    for (size_t i = 0; i < TOMT_N_GTFS_FILES; i++) {
        if (!small.file[i])
            continue;
        VSILFILE *file = VSIFOpenL(
            tomt_arena_print(room->arena, &room->err, "%s/%s", folder, tomt_gtfs_file_name[i]),
            "wb");
        assert_non_null(file);
        assert_int_equal(VSIFWriteL(small.file[i], 1, strlen(small.file[i]), file),
                         strlen(small.file[i]));
        VSIFCloseL(file);
    }
    return folder;
}

static bool read_path(struct room *room, const char *path, struct read *read)
{
    const struct tomt_crew crew = {.n_threads = 2};
    tomt_error_clear(&room->err);
    return tomt_gtfs_read(room->seat, room->arena, path, NULL, &room->crs, NULL, &crew, &read->out,
                          &read->report, &room->err);
}

static void zips_and_folders(void **state)
{
    struct room *room = *state;
    struct read read, first;
    bool present[TOMT_N_GTFS_FILES];
    parse(room, &small, NULL, &first);
    const char *folder = write_feed(room, in_folder(room, "feed"));
    assert_true(read_path(room, folder, &read));
    assert_same(&read.out, &first.out);
    assert_true(tomt_gtfs_look(room->arena, folder, present, &room->err));
    assert_true(present[TOMT_GTFS_STOPS] && present[TOMT_GTFS_FREQUENCIES] &&
                !present[TOMT_GTFS_AGENCY]);
    /* A folder that holds the feed's folder; a zip; a zip that holds it in a folder, named as no
     * zip is. */
    assert_true(read_path(room, room->folder, &read));
    assert_same(&read.out, &first.out);
    const char *zip = in_folder(room, "a feed (1).zip"), *inner = in_folder(room, "inner.zip"),
               *odd = in_folder(room, "feed.bin");
    write_feed(room, joined(room, "/vsizip/", zip));
    write_feed(room, tomt_arena_print(room->arena, &room->err, "/vsizip/%s/gtfs export", inner));
    assert_int_equal(rename(inner, odd), 0);
    assert_true(read_path(room, zip, &read));
    assert_same(&read.out, &first.out);
    if (!read_path(room, odd, &read))
        fail_msg("%s", room->err.text);
    assert_same(&read.out, &first.out);
    assert_true(tomt_gtfs_look(room->arena, odd, present, &room->err) &&
                present[TOMT_GTFS_CALENDAR]);
    /* What is no feed. */
    assert_false(read_path(room, in_folder(room, "absent.zip"), &read));
    assert_says(&room->err, TOMT_DATA, "absent.zip");
    assert_false(read_path(room, write_text(room, "text.zip", "stop_id\n"), &read));
    assert_says(&room->err, TOMT_DATA, "neither a folder nor a zip file");
    assert_false(
        read_path(room, write_text(room, "damaged.zip", "PK\003\004 and then nothing"), &read));
    assert_int_equal(room->err.code, TOMT_DATA);
    mkdir(in_folder(room, "empty"), 0755);
    assert_false(read_path(room, in_folder(room, "empty"), &read));
    assert_says(&room->err, TOMT_DATA, "is no GTFS feed");
}

static void damage(const char *path, long from_end, const void *bytes, size_t n)
{
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, from_end, SEEK_END), 0);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static void a_zip_bomb(void **state)
{
    struct room *room = *state;
    const char *zip = in_folder(room, "bomb.zip");
    const char *inner = tomt_arena_print(room->arena, &room->err, "/vsizip/{%s}/zeros.txt", zip);
    char *zeros = calloc(1, 1 << 20);
    VSILFILE *file = VSIFOpenL(joined(room, joined(room, "/vsizip/", zip), "/zeros.txt"), "wb");
    for (size_t i = 0; i < 40; i++)
        assert_int_equal(VSIFWriteL(zeros, 1, 1 << 20, file), 1 << 20);
    VSIFCloseL(file);
    free(zeros);
    struct stat found;
    assert_true(stat(zip, &found) == 0 && found.st_size < 100000);
    size_t n;
    assert_null(tomt_bytes_read(room->arena, inner, 1 << 20, &n, &room->err));
    assert_says(&room->err, TOMT_DATA, "more than 1 MiB unpacked");
    tomt_error_clear(&room->err);
    assert_non_null(
        tomt_bytes_read(room->arena, inner, 40 << 20, &n, &room->err)); /* exactly as much */
    assert_int_equal(n, 40 << 20);
    assert_null(tomt_bytes_read(room->arena, inner, (40 << 20) - 1, &n, &room->err));
    tomt_error_clear(&room->err);
    /* The directory at the end lies: 1,000 bytes unpacked. It ends with 46 + 9 (+ extra) bytes of
     * its one entry and 22 of its own. */
    FILE *in = fopen(zip, "rb");
    unsigned char tail[256] = {0};
    assert_int_equal(fseek(in, -(long)sizeof tail, SEEK_END), 0);
    assert_int_equal(fread(tail, 1, sizeof tail, in), sizeof tail);
    fclose(in);
    size_t at = 0;
    while (at + 4 < sizeof tail && memcmp(tail + at, "PK\1\2", 4) != 0)
        at++;
    assert_true(at + 46 < sizeof tail);
    damage(zip, (long)(at + 24) - (long)sizeof tail, "\xE8\x03\0\0", 4);
    VSICurlClearCache();
    const char *copy =
        in_folder(room, "lies.zip"); /* GDAL remembers the directory of the other name */
    assert_int_equal(rename(zip, copy), 0);
    inner = tomt_arena_print(room->arena, &room->err, "/vsizip/{%s}/zeros.txt", copy);
    const char *bytes = tomt_bytes_read(room->arena, inner, 1 << 20, &n, &room->err);
    assert_true(bytes ? n <= 1000 : room->err.code == TOMT_DATA);
}

struct real {
    const char *path, *crs, *why_day, *first_day, *last_day;
    size_t n_days, n_weekdays, n_trips_on_day, n_departures, n_peak, n_stops, n_routes,
        n_interpolated;
    uint64_t sum_s;
};

static void real_feeds(void **state)
{
    struct room *room = *state;
    static const struct real real[] = {
        {"porto_alegre/poa_eptc.zip", "EPSG:31982",
         "Wednesday 2019-05-29: the services of 37 of 39 Tuesdays to Thursdays, 2,374 trips",
         "2019-04-15", "2019-07-15", 66, 66, 2374, 127645, 0, 3936, 115, 125271, 6640184441u},
        {"porto_alegre/poa_trensurb.zip", "EPSG:31982",
         "Wednesday 2019-07-31: the services of 130 of 130 Tuesdays to Thursdays, 529 trips",
         "2019-03-01", "2019-12-31", 306, 218, 529, 5818, 370, 24, 2, 0, 292824900},
        {"gtfs_samples/caltrain_gtfs.zip", "EPSG:32610",
         "Tuesday 2014-09-02: the services of 1565 of 1644 Tuesdays to Thursdays, 90 trips",
         "2009-03-02", "2019-08-31", 3835, 2740, 90, 1346, 103, 29, 3, 0, 65111040},
        {"gtfs_samples/google_sample_gtfs.zip", "EPSG:32611",
         "Wednesday 2008-12-31: the services of 627 of 627 Tuesdays to Thursdays, 7 trips",
         "2007-01-01", "2010-12-31", 1460, 1044, 7, 452, 51, 8, 4, 0, 22781580},
        {"robustness_gtfs/good_feed.zip", "EPSG:32611",
         "Wednesday 2009-07-01: the services of 783 of 783 Tuesdays to Thursdays, 7 trips",
         "2007-01-01", "2011-12-31", 1825, 1304, 7, 420, 49, 8, 3, 0, 21197580},
        {"robustness_gtfs/bad_date_format.zip", "EPSG:32611",
         "Sunday 2008-12-28: the services of 416 of 416 days (no weekday has service), 4 trips",
         "2007-01-06", "2010-12-26", 416, 0, 4, 4, 0, 2, 1, 0, 165600},
        {"robustness_gtfs/contains_null.zip", "EPSG:32611",
         "Wednesday 2008-12-31: the services of 627 of 627 Tuesdays to Thursdays, 7 trips",
         "2007-01-01", "2010-12-31", 1460, 1044, 7, 420, 49, 8, 3, 0, 21197580},
        {"robustness_gtfs/undefined_stop.zip", "EPSG:32611",
         "Wednesday 2008-12-31: the services of 627 of 627 Tuesdays to Thursdays, 7 trips",
         "2007-01-01", "2010-12-31", 1460, 1044, 7, 452, 51, 8, 4, 0, 22781580},
        {"robustness_gtfs/utf8bom.zip", "EPSG:32611",
         "Wednesday 2008-12-31: the services of 627 of 627 Tuesdays to Thursdays, 7 trips",
         "2007-01-01", "2010-12-31", 1460, 1044, 7, 452, 51, 8, 4, 0, 22781580},
    };
    size_t n_read = 0;
    for (size_t i = 0; i < sizeof real / sizeof *real; i++) {
        const struct real *one = &real[i];
        const char *path = joined(room, TOMT_SHARED_DATA "/", one->path);
        struct read read;
        if (access(path, R_OK) != 0)
            continue;
        n_read++;
        assert_true(tomt_crs_read(room->seat, room->arena, one->crs, &room->crs, &room->err));
        if (!read_path(room, path, &read))
            fail_msg("%s", room->err.text);
        uint64_t sum_s = 0;
        size_t n_peak = 0;
        for (size_t k = 0; k < read.out.n_departures; k++) {
            sum_s += read.out.departure[k].time_s;
            n_peak += read.out.departure[k].time_s >= 29700 && read.out.departure[k].time_s < 33300;
        }
        assert_string_equal(read.report.why_day, one->why_day);
        assert_string_equal(read.report.first_day, one->first_day);
        assert_string_equal(read.report.last_day, one->last_day);
        assert_int_equal(read.report.n_days, one->n_days);
        assert_int_equal(read.report.n_weekdays, one->n_weekdays);
        assert_int_equal(read.report.n_trips_on_day, one->n_trips_on_day);
        assert_int_equal(read.out.n_departures, one->n_departures);
        assert_int_equal(n_peak, one->n_peak);
        assert_int_equal(read.out.n_stops, one->n_stops);
        assert_int_equal(read.out.n_routes, one->n_routes);
        assert_int_equal(read.report.trouble[TOMT_G_INTERPOLATED].n, one->n_interpolated);
        assert_true(sum_s == one->sum_s);
    }
    if (n_read == 0)
        skip();
}

static void refused_feeds(void **state)
{
    struct room *room = *state;
    struct read read;
    if (access(TOMT_SHARED_DATA "/robustness_gtfs/missing_stops.zip", R_OK) != 0)
        skip();
    assert_false(read_path(room, TOMT_SHARED_DATA "/robustness_gtfs/missing_stops.zip", &read));
    assert_says(&room->err, TOMT_DATA, "stops.txt is missing");
    assert_false(read_path(room, TOMT_SHARED_DATA "/robustness_gtfs/missing_calendar.zip", &read));
    assert_says(&room->err, TOMT_DATA, "neither calendar.txt nor calendar_dates.txt");
    assert_true(tomt_crs_read(room->seat, room->arena, "EPSG:32611", &room->crs, &room->err));
    assert_true(read_path(room, TOMT_SHARED_DATA "/robustness_gtfs/undefined_stop.zip", &read));
    assert_int_equal(read.report.trouble[TOMT_G_STOP_UNKNOWN].n, 1);
    assert_true(read_path(room, TOMT_SHARED_DATA "/robustness_gtfs/contains_null.zip", &read));
    assert_int_equal(read.report.trouble[TOMT_G_TEXT].n, 1);
    assert_true(read_path(room, TOMT_SHARED_DATA "/robustness_gtfs/bad_date_format.zip", &read));
    assert_int_equal(read.report.trouble[TOMT_G_DATE].n, 2);
    assert_true(read_path(room, TOMT_SHARED_DATA "/robustness_gtfs/empty_file.zip",
                          &read)); /* agency.txt, which nothing needs */
    assert_int_equal(read.report.n_rows[TOMT_GTFS_AGENCY], 0);
}

/* Trensurb gives no direction_id: at a station half of the trains go each way, and the line's two
 * ends are where they go. */
static void real_directions(void **state)
{
    struct room *room = *state;
    struct read read;
    if (access(TOMT_SHARED_DATA "/porto_alegre/poa_trensurb.zip", R_OK) != 0)
        skip();
    assert_true(tomt_crs_read(room->seat, room->arena, "EPSG:31982", &room->crs, &room->err));
    assert_true(read_path(room, TOMT_SHARED_DATA "/porto_alegre/poa_trensurb.zip", &read));
    const struct tomt_timetable *out = &read.out;
    size_t line = 0, n[2] = {0, 0};
    while (strcmp(out->route_id[line], "LINHA1") != 0)
        line++;
    for (size_t i = 0; i < out->n_departures; i++)
        if (out->departure[i].route == line &&
            strcmp(out->stop_id[out->departure[i].stop], "SP") == 0)
            n[out->departure[i].direction]++;
    assert_int_equal(n[0] + n[1], 287); /* by the script */
    assert_true(n[0] > 130 && n[1] > 130);
    assert_true(strcmp(out->towards[0][line], "ESTACAO MERCADO") == 0 ||
                strcmp(out->towards[1][line], "ESTACAO MERCADO") == 0);
}

/* Caltrain's direction_id is wrong for some of its trains. What leaves San Francisco goes south, on
 * each route the same way; a bullet train that leaves Tamien, the bullets' southern end, goes north. */
static void directions_against_the_feed(void **state)
{
    struct room *room = *state;
    struct read read;
    if (access(TOMT_SHARED_DATA "/gtfs_samples/caltrain_gtfs.zip", R_OK) != 0)
        skip();
    assert_true(tomt_crs_read(room->seat, room->arena, "EPSG:32610", &room->crs, &room->err));
    assert_true(read_path(room, TOMT_SHARED_DATA "/gtfs_samples/caltrain_gtfs.zip", &read));
    const struct tomt_timetable *out = &read.out;
    unsigned south[8] = {0}, north[8] = {0}; /* bit 1 << direction */
    assert_int_equal(out->n_routes, 3);
    for (size_t i = 0; i < out->n_departures; i++) {
        const char *stop = out->stop_id[out->departure[i].stop];
        unsigned bit = 1u << out->departure[i].direction;
        if (strcmp(stop, "San Francisco Caltrain") == 0)
            south[out->departure[i].route] |= bit;
        else if (strcmp(stop, "Gilroy Caltrain") == 0 || strcmp(stop, "Tamien Caltrain") == 0)
            north[out->departure[i].route] |= bit;
    }
    size_t n_told = 0;
    for (size_t r = 0; r < 3; r++) {
        if (south[r] && north[r] && strcmp(out->route_id[r], "ct_bullet") == 0)
            n_told += (south[r] & north[r]) == 0;
        assert_true(south[r] == 1 || south[r] == 2);
    }
    assert_int_equal(n_told, 1);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_room, close_room)
    const struct CMUnitTest tests[] = {
        TEST(rows_of_text),     TEST(a_very_long_field), TEST(pieces_of_a_large_file),
        TEST(zips_and_folders), TEST(a_zip_bomb),        TEST(real_feeds),
        TEST(refused_feeds),    TEST(real_directions),   TEST(directions_against_the_feed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
