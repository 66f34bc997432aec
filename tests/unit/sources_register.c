/* Establishments placed at addresses and their employees read as jobs; expectations by hand, in the comments. */
#include "register_support.h"

static void assert_split(const char *whole, const char *street, int64_t number, const char *letter)
{
    struct tomt_address address[4];
    if (tomt_address_split(whole, strlen(whole), address, 4) < 1)
        fail_msg("'%s' was not split", whole);
    if (address->n_street != strlen(street) || memcmp(address->street, street, address->n_street) != 0 ||
        address->number != number || strcmp(address->letter, letter) != 0)
        fail_msg("'%s': '%.*s' %lld '%s'", whole, (int)address->n_street, address->street, (long long)address->number,
                 address->letter);
}

static void an_address_is_split(void **state)
{
    (void)state;
    assert_split("Bragernes torg 4B", "Bragernes torg", 4, "B");
    assert_split("Storgata 12 B", "Storgata", 12, "B");
    assert_split("Storgata 12 b", "Storgata", 12, "B");
    assert_split("Gate 1-3", "Gate", 1, "");
    assert_split("Drammensveien 165/167", "Drammensveien", 165, "");
    assert_split("Innspurten 11-13D", "Innspurten", 11, "");
    assert_split("Storgata 12, 3. etasje", "Storgata", 12, "");
    assert_split("Storgata 12 3 etg", "Storgata", 12, "");
    assert_split("Vei 610 4", "Vei 610", 4, "");
    assert_split("6. Divisjons gate 10", "6. Divisjons gate", 10, "");
    assert_split("v/ Brygga Kro & Restaurant/nFylkesvei 222 8", "Fylkesvei 222", 8, "");
    assert_split("Peder Barths vei 10D/nOmsorgsbolig", "Peder Barths vei", 10, "D");
    assert_split("Bygg A, 3. etasje/nSkolegata 22", "Skolegata", 22, "");
    assert_split("Torget 2ø", "Torget", 2, "Ø");
    assert_split("  Storgata   7 ", "Storgata", 7, "");
    struct tomt_address address[4];
    assert_int_equal(tomt_address_split("Urheim", 6, address, 4), 0);
    assert_int_equal(tomt_address_split("", 0, address, 4), 0);
    assert_split("Storgata 5/n2. etasje", "Storgata", 5, "");
    assert_split("Postboks 12, Torget 4", "Torget", 4, ""); /* a post box is no street */
    assert_int_equal(tomt_address_split("Postboks 12", 11, address, 4), 0);
    assert_int_equal(tomt_address_split("113/45", 6, address, 4), 0); /* a property, not an address */
    /* Both lines may be meant: the register decides. */
    const char *two = "Leilighet 207/nMoldegata 37";
    assert_int_equal(tomt_address_split(two, strlen(two), address, 4), 2);
    assert_int_equal(address[1].number, 37);
    assert_int_equal(tomt_address_split(two, strlen(two), address, 1), 1);
}

static const char *const address_names[] = {"municipality", "street", "number", "letter", "postcode"};
static const char *const address_cells[] = {
    "3301", "Bragernes torg", "4", "B", "3017", /* 0 */
    "3301", "Bragernes torg", "4", "A", "3017", /* 1 */
    "3301", "Storgata",       "7", "",  "3060", /* 2: Svelvik */
    "3301", "Storgata",       "7", "",  "3050", /* 3: Mjøndalen */
    "3301", "Ørens gate",     "1", "",  "3015", /* 4 */
    "0301", "Storgata",       "7", "",  "0155", /* 5: Oslo */
    "0625", "Torgalléen",     "9", "",  "3050", /* 6: an old number */
};
static const double address_xy[][2] = {{1, 10}, {2, 20}, {3, 30}, {4, 40}, {5, 50}, {6, 60}, {7, 70}};

static const char *const names[] = {"id", "code", "employees", "employees_registered", "legal_form", "municipality", "address", "postcode"};

static void establishments_are_placed(void **state)
{
    struct room *room = *state;
    static const char *const cells[] = {
        "1", "62.010", "12", "true", "BEDR", "3301", "BRAGERNES TORG 4B", "3017",   /* row 0: (1, 10) exact */
        "2", "62.010", "12", "true", "BEDR", "3301", "Bragernes torg 4", "3017",    /* row 1, the lowest letter: (2, 20) number */
        "3", "62.010", "12", "true", "BEDR", "3301", "Bragernes torg 4C", "3017",   /* row 1: (2, 20) number */
        "4", "62.010", "12", "true", "BEDR", "3301", "Storgata 7", "3050",          /* row 3 by its postcode: (4, 40) */
        "5", "62.010", "12", "true", "BEDR", "301", "Storgata 7", "0155",           /* 301 is 0301: (6, 60) */
        "6", "62.010", "12", "true", "BEDR", "3005", "ørens  gate 1", "3015",       /* 3005 is 3301: (5, 50) */
        "7", "62.010", "12", "true", "BEDR", "3301", "Torgalleen 9", "",            /* 0625 is 3301, é is e: (7, 70) */
        "8", "62.010", "12", "true", "BEDR", "3301", "Storgata 8", "",              /* no even number there: unplaced */
        "9", "62.010", "12", "true", "BEDR", "3301", "", "3050",                    /* no address: the mean of rows 3 and 6, (5.5, 55) */
        "1", "62.010", "99", "true", "BEDR", "3301", "Storgata 7", "3050",          /* id 1 again */
        "10", "62.010", "12", "true", "BEDR", "3301", "c/o Ola 2/nØrens gate 1", "" /* the second line: (5, 50) exact */
    };
    struct tomt_layer in = layer_of(room, names, 8, cells, NULL, 11);
    struct tomt_layer addresses = layer_of(room, address_names, 5, address_cells, address_xy, 7);
    struct outcome outcome;
    place(room, &in, &addresses, NULL, &outcome);
    const struct tomt_layer placed = outcome.placed;
    const struct tomt_register_report report = outcome.report;
    static const struct {
        const char *id, *how;
        double x, y;
    } expected[] = {{"1", "exact", 1, 10}, {"2", "number", 2, 20}, {"3", "number", 2, 20}, {"4", "exact", 4, 40},
                    {"5", "exact", 6, 60}, {"6", "exact", 5, 50},  {"7", "exact", 7, 70},  {"9", "postcode", 5.5, 55}, {"10", "exact", 5, 50}};
    assert_int_equal(placed.table.n_rows, 9);
    assert_int_equal(placed.shapes.n, 9);
    for (size_t i = 0; i < 9; i++) {
        assert_string_equal(text(&placed, "id", i), expected[i].id);
        assert_string_equal(text(&placed, "placed", i), expected[i].how);
        assert_true(placed.shapes.box[i].min_x == expected[i].x && placed.shapes.box[i].max_y == expected[i].y);
    }
    assert_int_equal(report.n, 11);
    assert_int_equal(report.n_placed[TOMT_PLACED_OWN], 0);
    assert_int_equal(report.n_placed[TOMT_PLACED_EXACT], 6);
    assert_int_equal(report.n_placed[TOMT_PLACED_NUMBER], 2);
    assert_int_equal(report.n_placed[TOMT_PLACED_POSTCODE], 1);
    assert_int_equal(report.n_placed[TOMT_PLACED_NOT], 1);
    assert_int_equal(report.n_unplaced[TOMT_UNPLACED_NO_NUMBER], 1);
    assert_int_equal(report.n_duplicate, 1);
    assert_int_equal(tomt_table_find(&outcome.unplaced, "feature")->integer[0], 107); /* fids are 100 + row */
    assert_string_equal(cell(&outcome.unplaced, "address", 0), "Storgata 8");
    assert_int_equal(report.n_old_municipality, 2); /* establishment 6 and address 6 */
    assert_int_equal(placed.fid[8], 110);
}

static void employees_have_three_states(void **state)
{
    struct room *room = *state;
    static const char *const cells[] = {
        "1", "62.010", "12",     "true",  "BEDR", "", "", "", /* known 12 */
        "2", "78.200", "",       "true",  "BEDR", "", "", "", /* withheld: 1, 3, 4 (asked for); staffing */
        "3", "7810",   "",       "false", "ENK",  "", "", "", /* none: 0 0 0; staffing; sole proprietor */
        "4", "",       "",       "",      "",     "", "", "", /* unknown */
        "5", "47",     "-3",     "true",  "",     "", "", "", /* bad, unknown */
        "6", "47",     "250000", "ja",    "",     "", "", "", /* bad, unknown */
        "7", "47",     "",       "J",     "",     "", "", "", /* withheld */
        "8", "47",     "",       "0",     "",     "", "", "", /* none */
        "9", "47",     "fem",    "",      "",     "", "", "", /* bad */
        "a", "87.302", "7,0",    "",      "",     "", "", "", /* known 7; 87 is not 78 */
        "b", "47",     "0",      "true",  "",     "", "", "", /* known 0 */
        "c", "47",     "5.5",    "true",  "",     "", "", "", /* half a person: bad, not 1 to 4 */
        "d", "47",     "ca. 20", "true",  "",     "", "", "", /* bad, not 1 to 4 */
        "e", "47",     "5,5",    "",      "",     "", "", "", /* bad */
    };
    const double xy[][2] = {{1, 1}, {2, 1}, {3, 1}, {4, 1}, {5, 1}, {6, 1}, {7, 1}, {8, 1}, {9, 1}, {10, 1}, {11, 1}, {12, 1}, {13, 1}, {14, 1}};
    struct tomt_layer in = layer_of(room, names, 8, cells, xy, 14);
    struct outcome outcome;
    place_as(room, &(struct tomt_register_inputs){.establishments = &in, .jobs_when_withheld = 3}, &outcome);
    const struct tomt_layer placed = outcome.placed;
    const struct tomt_register_report report = outcome.report;
    assert_int_equal(placed.table.n_rows, 14);
    static const char *const states[] = {"known", "withheld", "none", "unknown", "unknown", "unknown", "withheld", "none",
                                         "unknown", "known", "known", "unknown", "unknown", "unknown"};
    static const double central[] = {12, 3, 0, NAN, NAN, NAN, 3, 0, NAN, 7, 0, NAN, NAN, NAN};
    for (size_t i = 0; i < 14; i++) {
        assert_string_equal(text(&placed, "employees_state", i), states[i]);
        assert_string_equal(text(&placed, "placed", i), "own");
        assert_true(isnan(central[i]) ? tomt_column_is_null(tomt_table_find(&placed.table, "jobs_central"), i)
                                      : real(&placed, "jobs_central", i) == central[i]);
    }
    assert_true(real(&placed, "jobs_low", 1) == 1 && real(&placed, "jobs_high", 1) == 4);
    assert_string_equal(text(&placed, "flag", 1), "staffing");
    assert_string_equal(text(&placed, "flag", 2), "staffing");
    assert_null(text(&placed, "flag", 9));
    assert_int_equal(tomt_table_find(&placed.table, "sole_proprietor")->integer[2], 1);
    assert_int_equal(tomt_table_find(&placed.table, "sole_proprietor")->integer[0], 0);
    assert_int_equal(report.n_withheld, 2);
    assert_int_equal(report.n_none, 2);
    assert_int_equal(report.n_unknown, 7);
    assert_int_equal(report.n_bad_employees, 6);
    assert_int_equal(report.n_staffing, 2);
    assert_int_equal(report.n_sole, 1);
    /* 12 + 1 + 0 + 1 + 0 + 7 + 0; 12 + 3 + 3 + 7; 12 + 4 + 4 + 7 */
    assert_true(report.jobs_low == 21 && report.jobs_central == 25 && report.jobs_high == 27);
}

static void what_lies_outside_is_counted(void **state)
{
    struct room *room = *state;
    static const char *const cells[] = {"1", "47", "5", "", "", "", "", "", "2", "47", "5", "", "", "", "", ""};
    const double xy[][2] = {{10, 10}, {10.5, 10}};
    const struct tomt_box box = {0, 0, 10, 10}; /* its edge belongs to it */
    struct tomt_layer in = layer_of(room, names, 8, cells, xy, 2);
    struct outcome outcome;
    place_as(room, &(struct tomt_register_inputs){.establishments = &in, .box = &box}, &outcome);
    const struct tomt_layer placed = outcome.placed;
    const struct tomt_register_report report = outcome.report;
    assert_int_equal(placed.table.n_rows, 1);
    assert_int_equal(report.n_outside, 1);
    assert_int_equal(report.n_placed[TOMT_PLACED_OWN], 1);
    assert_true(report.jobs_central == 5);
}

static void no_memory_is_a_clean_failure(void **state)
{
    struct room *room = *state;
    static const char *const cells[] = {"1", "47", "5", "", "", "3301", "Bragernes torg 4B", "",
                                        "2", "47", "5", "", "", "3301", "Ørens gt. 3", "", /* another spelling */
                                        "3", "47", "5", "", "", "3301", "", "3060",        /* a postcode */
                                        "4", "47", "5", "", "", "3301", "Ukjent 3", ""};   /* unplaced */
    struct tomt_layer in = layer_of(room, names, 8, cells, NULL, 4);
    const struct tomt_layer addresses = layer_of(room, address_names, 5, address_cells, address_xy, 7), *const list[] = {&addresses};
    const struct tomt_register_inputs inputs = {
        .establishments = &in, .addresses = list, .n_addresses = 1, .postcodes = &addresses, .jobs_when_withheld = 2};
    bool done = false;
    for (uint64_t at = 1; !done && at < 500; at++) {
        struct outcome outcome;
        struct tomt_error err = {0};
        tomt_allocation_fail_at(at);
        done = tomt_register_place(room->arena, &inputs, NULL, &outcome.placed, &outcome.unplaced, &outcome.report, &err);
        tomt_allocation_fail_at(0);
        assert_true(done || err.code == TOMT_MEMORY);
    }
    assert_true(done);
}

static void land_uses_have_titles_and_colours(void **state)
{
    (void)state;
    size_t n;
    const struct tomt_land_use *all = tomt_land_uses(&n);
    assert_true(n >= 224); /* the national list of detailed plans alone */
    for (size_t i = 0; i < n; i++) {
        assert_true(i == 0 || strcmp(all[i - 1].code, all[i].code) < 0);
        assert_true(all[i].nb && *all[i].nb);
        assert_true(strlen(all[i].colour) == 7 && all[i].colour[0] == '#' &&
                    strspn(all[i].colour + 1, "0123456789abcdef") == 6);
        assert_ptr_equal(tomt_land_use_find(all[i].code), all + i);
    }
    static const char *const named[] = {"1110", "1130", "1150", "1160", "1163", "1168", "1300", "1310", "1320", "1340", "1350",
        "1501", "1502", "1800", "1801", "1802", "1804", "1810", "1811", "1812", "1813", "1824", "1825", "1826", "1830", "1831",
        "2041", "2042", "2043", "2070", "130", "920"};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        const struct tomt_land_use *use = tomt_land_use_find(named[i]);
        if (!use || !use->en)
            fail_msg("%s", named[i]);
    }
    assert_string_equal(tomt_land_use_find("1310")->nb, "Kontor");
    assert_string_equal(tomt_land_use_find("1130")->colour, "#cc9900"); /* the national legend's */
    assert_null(tomt_land_use_find("9999"));
    assert_null(tomt_land_use_find(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_split),
        cmocka_unit_test_setup_teardown(establishments_are_placed, open_room, close_room),
        cmocka_unit_test_setup_teardown(employees_have_three_states, open_room, close_room),
        cmocka_unit_test_setup_teardown(what_lies_outside_is_counted, open_room, close_room),
        cmocka_unit_test_setup_teardown(no_memory_is_a_clean_failure, open_room, close_room),
        cmocka_unit_test(land_uses_have_titles_and_colours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
