/* Each step by which an establishment finds its place, by hand; the street spellings; what is left
 * out and why. */
#include "register_support.h"

static const char *const address_names[] = {"municipality", "street", "number", "letter",
                                            "postcode"};
static const char *const row_names[] = {"id", "municipality", "address", "postcode"};

/* Rows of {id, municipality, address, postcode} placed among rows of addresses at (row + 1, 10 (row
 * + 1)). */
static void place_rows(struct room *room, const char *const *cells, size_t n,
                       const char *const *address_cells, size_t n_addresses,
                       struct outcome *outcome)
{
    double xy[64][2];
    assert_true(n_addresses <= 64);
    for (size_t i = 0; i < n_addresses; i++) {
        xy[i][0] = (double)(i + 1);
        xy[i][1] = 10 * (double)(i + 1);
    }
    struct tomt_layer in = layer_of(room, row_names, 4, cells, NULL, n);
    struct tomt_layer addresses =
        layer_of(room, address_names, 5, address_cells, (const double(*)[2])xy, n_addresses);
    place(room, &in, &addresses, NULL, outcome);
}

struct expected {
    const char *id, *how;
    double x, y;
};

static void assert_places(const struct outcome *outcome, const struct expected *expected, size_t n)
{
    assert_int_equal(outcome->placed.table.n_rows, n);
    for (size_t i = 0; i < n; i++) {
        const struct tomt_box *box = outcome->placed.shapes.box + i;
        const char *id = text(&outcome->placed, "id", i),
                   *how = text(&outcome->placed, "placed", i);
        if (strcmp(id, expected[i].id) != 0 || strcmp(how, expected[i].how) != 0 ||
            box->min_x != expected[i].x || box->min_y != expected[i].y)
            fail_msg("row %zu: '%s' %s %g %g, not '%s' %s %g %g", i, id, how, box->min_x,
                     box->min_y, expected[i].id, expected[i].how, expected[i].x, expected[i].y);
    }
}

static void the_nearest_number_of_the_same_side_is_taken(void **state)
{
    static const char *const addresses[] = {
        "3301", "Storgata", "8",  "",  "3017", /* 1 */
        "3301", "Storgata", "4",  "B", "3017", /* 2 */
        "3301", "Storgata", "4",  "A", "3017", /* 3 */
        "3301", "Storgata", "7",  "",  "3017", /* 4 */
        "3301", "Storgata", "20", "",  "3017", /* 5 */
        "3301", "Storgata", "20", "",  "3018", /* 6 */
        "3301", "Torget",   "2",  "",  "3017", /* 7 */
        "3301", "Torget",   "6",  "A", "3017", /* 8 */
    };
    static const char *const rows[] = {
        "tie",          "3301",
        "Storgata 6",   "3017", /* between 4 and 8: the lower, its lowest letter 4A */
        "above",        "3301",
        "Storgata 400", "3018", /* 20, the one of the same postcode */
        "odd",          "3301",
        "Storgata 3",   "3017", /* 7 is the only odd one, though 4 is nearer */
        "up",           "3301",
        "Storgata 13B", "3017", /* 7 */
        "closer",       "3301",
        "Storgata 16",  "3017", /* 20, four away; 8 is eight away */
        "below",        "3301",
        "Storgata 2",   "3017", /* 4A */
        "range",        "3301",
        "Torget 4-6",   "3017", /* a range is its first number: 4, between 2 and 6 */
        "first",        "3301",
        "Torget 6-8",   "3017", /* 6 without its letter */
        "side",         "3301",
        "Torget 3",     "" /* no odd number there, no postcode */
    };
    struct outcome outcome;
    place_rows(*state, rows, 9, addresses, 8, &outcome);
    const struct expected expected[] = {{"tie", "near", 3, 30},    {"above", "near", 6, 60},
                                        {"odd", "near", 4, 40},    {"up", "near", 4, 40},
                                        {"closer", "near", 5, 50}, {"below", "near", 3, 30},
                                        {"range", "near", 7, 70},  {"first", "number", 8, 80}};
    assert_places(&outcome, expected, 8);
    assert_int_equal(outcome.report.n_placed[TOMT_PLACED_NEAR], 7);
    assert_int_equal(outcome.report.n_unplaced[TOMT_UNPLACED_NO_NUMBER], 1);
    assert_string_equal(cell(&outcome.unplaced, "id", 0), "side");
}

static void the_best_line_is_taken(void **state)
{
    static const char *const addresses[] = {
        "3301", "Storgata", "8", "",  "3017", /* 1 */
        "3301", "Torget",   "2", "",  "3017", /* 2 */
        "3301", "Torget",   "4", "A", "3017", /* 3 */
        "3301", "Kaia",     "1", "",  "3017", /* 4 */
    };
    static const char *const rows[] = {
        "exact",  "3301", "Storgata 6/nTorget 2",
        "", /* near, exact: exact */
        "number", "3301", "Storgata 6, Torget 4B",
        "", /* near, number: number */
        "first",  "3301", "Kaia 3/nStorgata 6",
        "", /* near twice: the first */
        "names",  "3301", "Senter 9/nc/o Ola/n3. etg/nKaia 1",
        "", /* only the last is an address */
        "same",   "3301", "Torget 2",
        "", /* two at one address stay two */
        "same 2", "3301", "Torget 2",
        "",
    };
    struct outcome outcome;
    place_rows(*state, rows, 6, addresses, 4, &outcome);
    const struct expected expected[] = {{"exact", "exact", 2, 20}, {"number", "number", 3, 30},
                                        {"first", "near", 4, 40},  {"names", "exact", 4, 40},
                                        {"same", "exact", 2, 20},  {"same 2", "exact", 2, 20}};
    assert_places(&outcome, expected, 6);
}

static void a_postcode_has_a_centre(void **state)
{
    struct room *room = *state;
    static const char *const address_cells[] = {
        "3301", "Storgata", "2", "", "3017", /* (1, 10) */
        "3301", "Storgata", "4", "", "3017", /* (2, 20) */
        "3301", "Torget",   "2", "", "3018", /* (4, 80) */
    };
    static const double address_xy[][2] = {{1, 10}, {2, 20}, {4, 80}};
    static const char *const more_cells[] = {"3301", "", "", "",
                                             "3017"}; /* a second register's, without a street */
    static const double more_xy[][2] = {{6, 60}};
    static const char *const postcode_names[] = {"postcode"};
    static const char *const postcode_cells[] = {"3018", "3018", "155"};
    static const double postcode_xy[][2] = {{100, 200}, {110, 240}, {7, 8}};
    static const char *const rows[] = {
        "mean",    "3301",  "",
        "3017", /* (1 + 2 + 6) / 3, (10 + 20 + 60) / 3 */
        "layer",   "3301",  "Ukjent gate 3",
        "NO-3018", /* the middle of what the layer has of 3018, whatever the addresses say */
        "zero",    "",      "",
        "0155", /* the layer's 155 */
        "near",    "3301",  "Storgata 6",
        "3018", /* a near number is better than a postcode */
        "none",    "3301",  "Ukjent gate 3",
        "9999",    "empty", "3301",
        "",        "9999",  "blank",
        "",        "",      "",
        "street",  "3301",  "Storgata",
        "9999"};
    struct tomt_layer in = layer_of(room, row_names, 4, rows, NULL, 8), postcodes;
    struct tomt_layer addresses = layer_of(room, address_names, 5, address_cells, address_xy, 3);
    struct tomt_layer more = layer_of(room, address_names, 5, more_cells, more_xy, 1);
    postcodes = layer_of(room, postcode_names, 1, postcode_cells, postcode_xy, 3);
    const struct tomt_layer *const list[] = {&addresses, &more};
    const struct tomt_register_inputs inputs = {.establishments = &in,
                                                .addresses = list,
                                                .n_addresses = 2,
                                                .postcodes = &postcodes,
                                                .jobs_when_withheld = 2};
    struct outcome outcome;
    place_as(room, &inputs, &outcome);
    const struct expected expected[] = {{"mean", "postcode", 3, 30},
                                        {"layer", "postcode", 105, 220},
                                        {"zero", "postcode", 7, 8},
                                        {"near", "near", 2, 20}};
    assert_places(&outcome, expected, 4);
    assert_int_equal(outcome.report.n_placed[TOMT_PLACED_POSTCODE], 3);
    static const char *const reasons[] = {"no_street", "no_address", "no_address", "no_number"};
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(cell(&outcome.unplaced, "reason", i), reasons[i]);
    assert_int_equal(outcome.report.n_unplaced[TOMT_UNPLACED_NO_STREET], 1);
    assert_int_equal(outcome.report.n_unplaced[TOMT_UNPLACED_NO_ADDRESS], 2);
    assert_int_equal(outcome.report.n_unplaced[TOMT_UNPLACED_NO_NUMBER], 1);
    assert_string_equal(text(&outcome.placed, "postcode", 1), "3018");
    assert_null(text(&outcome.placed, "municipality", 2));
}

/* A polygon stands for the middle of its box: that of (0, 0), (10, 0), (0, 4) is (5, 2), its
 * centroid would be (3.3, 1.3). */
static void a_postcode_of_polygons(void **state)
{
    struct room *room = *state;
    static const char *const rows[] = {"1", "", "", "3017"};
    static const char *const names[] = {"postcode"}, *const cells[] = {"3017"};
    struct tomt_layer in = layer_of(room, row_names, 4, rows, NULL, 1),
                      postcodes = layer_of(room, names, 1, cells, NULL, 1);
    postcodes.shapes.box[0] = (struct tomt_box){0, 0, 10, 4};
    struct outcome outcome;
    place(room, &in, NULL, &postcodes, &outcome);
    assert_places(&outcome, &(struct expected){"1", "postcode", 5, 2}, 1);
}

static void several_layers_of_addresses_are_one(void **state)
{
    struct room *room = *state;
    static const char *const one_cells[] = {"3301", "Storgata", "8", "", "3017",
                                            "3301", "Torget",   "2", "", "3017"};
    static const char *const two_cells[] = {"3005", "STORGATA", "4", "", "3017",
                                            "3312", "Torget",   "2", "", "3400"};
    static const double one_xy[][2] = {{1, 1}, {2, 2}}, two_xy[][2] = {{3, 3}, {4, 4}};
    static const char *const rows[] = {
        "near", "3301", "Storgata 6", "", /* between the one's 8 and the other's 4 */
        "lier", "3312", "Torget 2",   "", /* the other municipality's */
        "old",  "0602", "Storgata 4", "",
    };
    struct tomt_layer in = layer_of(room, row_names, 4, rows, NULL, 3),
                      empty = layer_of(room, address_names, 5, NULL, NULL, 0);
    struct tomt_layer one = layer_of(room, address_names, 5, one_cells, one_xy, 2);
    struct tomt_layer two = layer_of(room, address_names, 5, two_cells, two_xy, 2);
    const struct tomt_layer *const list[] = {&one, &empty, &two};
    struct outcome outcome;
    place_as(
        room,
        &(struct tomt_register_inputs){.establishments = &in, .addresses = list, .n_addresses = 3},
        &outcome);
    const struct expected expected[] = {
        {"near", "near", 3, 3}, {"lier", "exact", 4, 4}, {"old", "exact", 3, 3}};
    assert_places(&outcome, expected, 3);
    assert_int_equal(outcome.report.n_old_municipality,
                     2); /* the address with 3005, the row with 0602 */
    assert_string_equal(text(&outcome.placed, "municipality", 2), "3301");
}

static void another_municipality_is_elsewhere(void **state)
{
    struct room *room = *state;
    static const char *const address_cells[] = {"3301", "Storgata", "8", "", "3017",
                                                "0711", "Torget",   "2", "", "3060"};
    static const double address_xy[][2] = {{1, 10}, {2, 20}};
    static const char *const cells[] = {
        "1", "0301", "Storgata 8", "3017", /* Oslo: neither by postcode nor listed */
        "2", "301",  "",           "",     /* Oslo */
        "3", "0301", "Storgata 8", "3017", /* has coordinates */
        "4", "",     "",           "3017", /* no municipality: by postcode */
        "5", "3301", "Torget 2",   "",     /* 0711 is 3301 */
    };
    static const double xy[][2] = {{NAN, NAN}, {NAN, NAN}, {9, 9}, {NAN, NAN}, {NAN, NAN}};
    struct tomt_layer in = layer_of(room, row_names, 4, cells, xy, 5);
    struct tomt_layer addresses = layer_of(room, address_names, 5, address_cells, address_xy, 2);
    struct outcome outcome;
    place(room, &in, &addresses, NULL, &outcome);
    const struct expected expected[] = {
        {"3", "own", 9, 9}, {"4", "postcode", 1, 10}, {"5", "exact", 2, 20}};
    assert_places(&outcome, expected, 3);
    assert_int_equal(outcome.report.n_elsewhere, 2);
    assert_int_equal(outcome.report.n_placed[TOMT_PLACED_NOT], 0);
    /* Addresses without a municipality cannot say what is elsewhere: the postcode tells streets
     * apart. */
    static const char *const no_municipality[] = {"", "Storgata", "8", "", "3017",
                                                  "", "Storgata", "8", "", "3060"};
    addresses = layer_of(room, address_names, 5, no_municipality, address_xy, 2);
    place(room, &in, &addresses, NULL, &outcome);
    const struct expected by_postcode[] = {
        {"1", "exact", 1, 10}, {"3", "own", 9, 9}, {"4", "postcode", 1, 10}};
    assert_places(&outcome, by_postcode, 3);
    assert_int_equal(outcome.report.n_elsewhere, 0);
    assert_int_equal(outcome.report.n_placed[TOMT_PLACED_NOT], 2);
}

/* The register writes municipalities in capitals. */
static void names_of_municipalities_do_as_well(void **state)
{
    static const char *const addresses[] = {"Drammen", "Storgata", "8", "", "",
                                            "Åmli",    "Storgata", "8", "", ""};
    static const char *const rows[] = {"1", "DRAMMEN", "Storgata 8", "",
                                       "2", "ÅMLI",    "Storgata 8", "",
                                       "3", "OSLO",    "Storgata 8", ""};
    struct outcome outcome;
    place_rows(*state, rows, 3, addresses, 2, &outcome);
    const struct expected expected[] = {{"1", "exact", 1, 10}, {"2", "exact", 2, 20}};
    assert_places(&outcome, expected, 2);
    assert_int_equal(outcome.report.n_elsewhere, 1);
    assert_string_equal(text(&outcome.placed, "municipality", 1), "ÅMLI"); /* as it is written */
}

static void foreign_rows_and_post_boxes(void **state)
{
    struct room *room = *state;
    static const char *const names[] = {"id", "municipality", "address", "postcode", "country"};
    static const char *const address_cells[] = {"3301", "Storgata", "8", "", "3017",
                                                "3301", "Box",      "4", "", "3060"};
    static const double address_xy[][2] = {{1, 10}, {2, 20}};
    static const char *const cells[] = {
        "se",
        "",
        "Storgata 8",
        "3017",
        "SE", /* never by a Norwegian postcode */
        "dk",
        "3301",
        "Storgata 8",
        "3017",
        "Danmark",
        "own",
        "",
        "Storgata 8",
        "3017",
        "SE", /* coordinates say where */
        "no",
        "3301",
        "Storgata 8",
        "3017",
        " norge ",
        "NOR",
        "3301",
        "Storgata 8",
        "3017",
        "NOR",
        "box",
        "3301",
        "Postboks 12",
        "3017",
        "NO", /* the centre of 3017 */
        "pb",
        "3301",
        "PB 12 Sentrum",
        "3017",
        "Norway",
        "p.b.",
        "3301",
        "Firma AS/nP.b. 12",
        "3017",
        "",
        "both",
        "3301",
        "Postboks 4/nStorgata 8",
        "3060",
        "", /* a street is better */
        "far",
        "3301",
        "Pb. 12",
        "9999",
        "", /* unplaced, a post box */
        "POB",
        "3301",
        "P.O. Box 8",
        "",
        "",
        "Boks",
        "3301",
        "Boks 8, Bragernes",
        "",
        "",
    };
    double xy[12][2];
    for (size_t i = 0; i < 12; i++)
        xy[i][0] = xy[i][1] = i == 2 ? 9 : NAN;
    struct tomt_layer in = layer_of(room, names, 5, cells, (const double(*)[2])xy, 12);
    struct tomt_layer addresses = layer_of(room, address_names, 5, address_cells, address_xy, 2);
    struct outcome outcome;
    place(room, &in, &addresses, NULL, &outcome);
    const struct expected expected[] = {{"own", "own", 9, 9},      {"no", "exact", 1, 10},
                                        {"NOR", "exact", 1, 10},   {"box", "postcode", 1, 10},
                                        {"pb", "postcode", 1, 10}, {"p.b.", "postcode", 1, 10},
                                        {"both", "exact", 1, 10}};
    assert_places(&outcome, expected, 7);
    assert_int_equal(outcome.report.n_po_box, 3);
    assert_int_equal(outcome.report.n_unplaced[TOMT_UNPLACED_FOREIGN], 2);
    assert_int_equal(outcome.report.n_unplaced[TOMT_UNPLACED_PO_BOX], 3);
}

static void closed_rows_are_left_out(void **state)
{
    struct room *room = *state;
    static const char *const names[] = {"id", "closed", "started"};
    static const char *const cells[] = {
        "open",       "",
        "2001-02-03", "before",
        "2025-12-31", "",
        "on",         "2026-01-01",
        "",           "after",
        "2026-01-02", "",
        "dots",       "31.12.2025",
        "", /* the same as "before" */
        "dots 2",     "1.2.2026",
        "", /* 1 February, not 2 January */
        "hour",       "2025-06-01T00:00:00",
        "",           "slash",
        "2025/06/01", "", /* as GDAL writes a date */
        "bad",        "2025-02-30",
        "", /* no day: not closed, counted */
        "bad 2",      "i fjor",
        "",           "leap",
        "2024-02-29", "",
        "after",      "2025-12-31",
        "", /* a duplicate, whatever it says */
    };
    double xy[12][2] = {{0}};
    struct tomt_layer in = layer_of(room, names, 3, cells, (const double(*)[2])xy, 12);
    struct tomt_register_inputs inputs = {.establishments = &in, .register_day = "2026-01-01"};
    struct outcome outcome;
    place_as(room, &inputs, &outcome);
    const struct expected expected[] = {{"open", "own", 0, 0},
                                        {"after", "own", 0, 0},
                                        {"dots 2", "own", 0, 0},
                                        {"bad", "own", 0, 0},
                                        {"bad 2", "own", 0, 0}};
    assert_places(&outcome, expected, 5);
    assert_int_equal(outcome.report.n_closed, 6);
    assert_int_equal(outcome.report.n_bad_date, 2);
    assert_int_equal(outcome.report.n_duplicate, 1);
    assert_string_equal(text(&outcome.placed, "started", 0), "2001-02-03");
    inputs.register_day = NULL; /* then all that have closed */
    place_as(room, &inputs, &outcome);
    const struct expected open[] = {
        {"open", "own", 0, 0}, {"bad", "own", 0, 0}, {"bad 2", "own", 0, 0}};
    assert_places(&outcome, open, 3);
    inputs.register_day = "1st of May";
    assert_false(tomt_register_place(room->arena, &inputs, NULL, &outcome.placed, &outcome.unplaced,
                                     &outcome.report, &room->err));
    assert_int_equal(room->err.code, TOMT_PROJECT);
}

static void flags_and_names(void **state)
{
    struct room *room = *state;
    static const char *const names[] = {"id",         "name",     "code", "auxiliary_code",
                                        "legal_form", "employees"};
    static const char *const cells[] = {
        "1",   "A",  "70.100", "",       "BEDR",   "9", /* head office */
        "2",   "B",  "28.990", "70.100", "BEDR",   "9", /* a unit that is its enterprise's head
                                                           office */
        "3",   "C",  "78.200", "70.100", "BEDR",   "9", /* staffing first */
        "4",   "D",  "70.220", "68.209", "BEDR",   "9", "5",   "E",  " 78 10", "",
        "ENK", "9",  "6",      "Ola",    "62.010", "",  "ENK", "-4", /* unplaced: a proprietor's
                                                                        name; bad employees: no jobs
                                                                      */
        "7",   "AS", "62.010", "",       "AS",     "4",              /* unplaced: a firm's name */
    };
    static const double xy[][2] = {{1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {NAN, NAN}, {NAN, 3}};
    struct tomt_layer in = layer_of(room, names, 6, cells, xy, 7);
    struct outcome outcome;
    place(room, &in, NULL, NULL, &outcome);
    static const char *const flags[] = {"head_office", "head_office", "staffing", NULL, "staffing"};
    for (size_t i = 0; i < 5; i++) {
        const char *flag = text(&outcome.placed, "flag", i);
        assert_true(flags[i] ? flag && !strcmp(flag, flags[i]) : !flag);
    }
    assert_int_equal(outcome.report.n_head_office, 2);
    assert_int_equal(outcome.report.n_staffing, 2);
    assert_int_equal(outcome.report.n_sole, 1); /* of the placed */
    assert_int_equal(outcome.report.n_bad_employees, 0);
    assert_null(cell(&outcome.unplaced, "name", 0));
    assert_string_equal(cell(&outcome.unplaced, "proprietor_name", 0), "Ola");
    assert_string_equal(cell(&outcome.unplaced, "name", 1), "AS");
    assert_null(cell(&outcome.unplaced, "proprietor_name", 1));
    assert_true(tomt_column_is_null(tomt_table_find(&outcome.unplaced, "jobs_central"), 0));
    assert_true(tomt_table_find(&outcome.unplaced, "jobs_central")->real[1] == 4);
    assert_int_equal(tomt_table_find(&outcome.unplaced, "feature")->integer[1], 106);
}

static void columns_of_their_own_and_composed_addresses(void **state)
{
    struct room *room = *state;
    static const char *const names[] = {"id", "street", "number", "letter", "municipality"};
    static const char *const address_cells[] = {"3301", "Storgata", "8", "B", "3017"};
    static const double address_xy[][2] = {{1, 10}};
    static const char *const cells[] = {
        "1",    "Storgata", "8",           "b",        "3301", "2",    "Storgata", "7",  "C",
        "3301", "3",        "Storgata 8B", "",         "",     "3301", "4",        "PB", "12",
        "",     "3301",     "5",           "Storgata", "0",    "",     "3301"};
    struct tomt_layer in = layer_of(room, names, 5, cells, NULL, 5);
    struct tomt_layer addresses = layer_of(room, address_names, 5, address_cells, address_xy, 1);
    struct outcome outcome;
    place(room, &in, &addresses, NULL, &outcome);
    const struct expected expected[] = {{"1", "exact", 1, 10}, {"3", "exact", 1, 10}};
    assert_places(&outcome, expected, 2);
    assert_string_equal(cell(&outcome.unplaced, "address", 0), "Storgata 7 C");
    assert_string_equal(cell(&outcome.unplaced, "reason", 0), "no_number");
    assert_string_equal(cell(&outcome.unplaced, "reason", 1), "po_box");
    assert_int_equal(outcome.unplaced.n_rows, 3);
}

static void no_rows_give_empty_tables(void **state)
{
    struct outcome outcome;
    place_rows(*state, NULL, 0, NULL, 0, &outcome);
    assert_int_equal(outcome.placed.table.n_columns, 14);
    assert_int_equal(outcome.unplaced.n_columns, 10);
    assert_int_equal(outcome.report.n, 0);
}

int main(void)
{
#define IN_A_ROOM(test) cmocka_unit_test_setup_teardown(test, open_room, close_room)
    const struct CMUnitTest tests[] = {
        IN_A_ROOM(the_nearest_number_of_the_same_side_is_taken),
        IN_A_ROOM(the_best_line_is_taken),
        IN_A_ROOM(a_postcode_has_a_centre),
        IN_A_ROOM(a_postcode_of_polygons),
        IN_A_ROOM(several_layers_of_addresses_are_one),
        IN_A_ROOM(another_municipality_is_elsewhere),
        IN_A_ROOM(names_of_municipalities_do_as_well),
        IN_A_ROOM(foreign_rows_and_post_boxes),
        IN_A_ROOM(closed_rows_are_left_out),
        IN_A_ROOM(flags_and_names),
        IN_A_ROOM(columns_of_their_own_and_composed_addresses),
        IN_A_ROOM(no_rows_give_empty_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
