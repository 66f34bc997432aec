/* transit_level: PTAL against worked examples, the class tables cell by cell as typed from the
 * definition, ABC, and docs/transit.md: its tables are what the code says (TOMT_WRITE_DOCS=1 in the
 * environment writes them anew). */
#include "transit_support.h"

#include "base/text.h"

/* Bus 200 m at 6/h: 2.5 + 5 + 2 = 9.5 min, 30 / 9.5 = 3.1579. Bus 200 m at 4/h: 2.5 + 7.5 + 2 =
 * 12, 2.5. Bus 500 m at 10/h: 6.25 + 3 + 2 = 11.25, 2.6667. Bus: 3.1579 + (2.5 + 2.6667) / 2
 * = 5.7412. Rail 700 m at 4/h: 8.75 + 7.5 + 0.75 = 17, 1.7647. Together 7.5059. */
static void the_worked_example(void **state)
{
    (void)state;
    const struct tomt_ptal_service service[] = {{0, TOMT_BUS, 200, 6},
                                                {1, TOMT_BUS, 200, 4},
                                                {2, TOMT_BUS, 500, 10},
                                                {3, TOMT_RAIL, 700, 4}};
    double edf[4];
    double index = tomt_ptal_index(service, 4, 80, edf);
    assert_about(index, 7.5059, 5e-5);
    assert_about(index, 30 / 9.5 + (30 / 12.0 + 30 / 11.25) / 2 + 30 / 17.0, 1e-12);
    assert_string_equal(tomt_ptal_band_name[tomt_ptal_band(index)], "2");
    assert_about(edf[0], 3.157895, 1e-6);
    assert_about(edf[1], 2.5, 1e-12);
    assert_about(edf[2], 2.666667, 1e-6);
    assert_about(edf[3], 1.764706, 1e-6);
    assert_true(tomt_ptal_index(service, 4, 80, NULL) == index);
    assert_true(tomt_ptal_index(NULL, 0, 80, NULL) == 0);
}

/* One stop 240 m (3 min) away with three bus routes and two trams, and a ferry 600 m away:
 * bus 12/h 2.5 + 2 + 3 = 7.5 -> 4; 6/h 5 + 2 + 3 = 10 -> 3; 2/h 15 + 2 + 3 = 20 -> 1.5; together 4
 * + (3 + 1.5) / 2 = 6.25 tram 8/h 3.75 + 0.75 + 3 = 7.5 -> 4; 4/h 7.5 + 0.75 + 3 = 11.25 -> 2.6667;
 * together 4 + 1.3333 = 5.3333 ferry 1/h 30 + 0.75 + 7.5 = 38.25 -> 0.7843. All: 12.3676. */
static void a_stop_with_several_routes(void **state)
{
    (void)state;
    const struct tomt_ptal_service service[] = {{0, TOMT_BUS, 240, 2},  {1, TOMT_TRAM, 240, 4},
                                                {2, TOMT_BUS, 240, 12}, {3, TOMT_TRAM, 240, 8},
                                                {4, TOMT_BUS, 240, 6},  {5, TOMT_FERRY, 600, 1}};
    double index = tomt_ptal_index(service, 6, 80, NULL);
    assert_about(index, 12.3676, 5e-5);
    assert_string_equal(tomt_ptal_band_name[tomt_ptal_band(index)], "3");
}

static void band_edges(void **state)
{
    (void)state;
    const struct {
        double index;
        const char *band;
    } edge[] = {{0, "0"},  {1e-9, "1a"}, {2.5, "1a"}, {2.5001, "1b"}, {5, "1b"},  {5.0001, "2"},
                {10, "2"}, {10.1, "3"},  {15, "3"},   {15.1, "4"},    {20, "4"},  {20.1, "5"},
                {25, "5"}, {25.1, "6a"}, {40, "6a"},  {40.1, "6b"},   {1e9, "6b"}};
    for (size_t i = 0; i < sizeof edge / sizeof *edge; i++)
        assert_string_equal(tomt_ptal_band_name[tomt_ptal_band(edge[i].index)], edge[i].band);
    assert_null(tomt_ptal_band_name[9]);
}

/* Rows are rail, tram, bus, ferry; columns an interval just under 5, 10, 20, 40, 60, 120, and at
 * 120. */
static void categories_cell_by_cell(void **state)
{
    (void)state;
    static const unsigned wanted[4][7] = {
        {1, 1, 2, 3, 4, 5, 0}, {1, 2, 3, 4, 5, 6, 0}, {2, 3, 4, 5, 6, 7, 0}, {2, 3, 4, 5, 6, 7, 0}};
    static const enum tomt_mode mode[4] = {TOMT_RAIL, TOMT_TRAM, TOMT_BUS, TOMT_FERRY};
    static const double under[7] = {4.999, 9.999, 19.999, 39.999, 59.999, 119.999, 1e9};
    static const double at[7] = {0.5, 5,  10, 20,
                                 40,  60, 120}; /* strict: a clock-face 10 is under 20 */
    for (int i = 0; i < 4; i++) {
        for (int k = 0; k < 7; k++) {
            assert_int_equal(tomt_stop_category(mode[i], under[k]), wanted[i][k]);
            assert_int_equal(tomt_stop_category(mode[i], at[k]), wanted[i][k]);
        }
        assert_int_equal(tomt_stop_category(mode[i], NAN), 0);
        assert_int_equal(tomt_stop_category(mode[i], INFINITY), 0);
    }
    assert_int_equal(tomt_stop_category(TOMT_N_MODES, 5), 0);
}

static void classes_cell_by_cell(void **state)
{
    (void)state;
    static const char wanted[7][5] = {"AABC", "ABCD", "BCDE", "CDEF", "DEF-", "EF--", "F---"};
    static const double edge_m[4] = {300, 500, 750, 1000};
    for (unsigned category = 1; category <= 7; category++) {
        for (int i = 0; i < 4; i++) {
            char cell = wanted[category - 1][i];
            unsigned class = cell == '-' ? 0 : (unsigned)(cell - 'A' + 1);
            assert_int_equal(tomt_transit_class(category, edge_m[i]), class);
            assert_int_equal(tomt_transit_class(category, i ? edge_m[i - 1] + 0.001 : 0), class);
        }
        assert_int_equal(tomt_transit_class(category, 1000.001), 0);
        assert_int_equal(tomt_transit_class(category, NAN), 0);
    }
    assert_int_equal(tomt_transit_class(0, 10), 0);
    assert_int_equal(tomt_transit_class(8, 10), 0);
}

/* A B C D E F by category, from the same table: how far out a class is kept. */
static void class_reaches(void **state)
{
    (void)state;
    static const double wanted[7][6] = {{500, 750, 1000, 1000, 1000, 1000},
                                        {300, 500, 750, 1000, 1000, 1000},
                                        {0, 300, 500, 750, 1000, 1000},
                                        {0, 0, 300, 500, 750, 1000},
                                        {0, 0, 0, 300, 500, 750},
                                        {0, 0, 0, 0, 300, 500},
                                        {0, 0, 0, 0, 0, 300}};
    for (unsigned category = 1; category <= 7; category++)
        for (unsigned class = 1; class <= 6; class ++)
            assert_true(tomt_transit_class_reach_m(category, class) ==
                        wanted[category - 1][class - 1]);
    assert_true(tomt_transit_class_reach_m(0, 6) == 0);
    assert_true(tomt_transit_class_reach_m(8, 6) == 0);
    assert_true(tomt_transit_class_reach_m(1, 0) == 0);
}

static void abc_cells(void **state)
{
    (void)state;
    struct tomt_abc_settings abc = tomt_abc_defaults();
    /* rows: none, A .. F; columns: 0, 5, 5.1, 10, 10.1 min to a junction, none in reach */
    static const char wanted[7][7] = {"CC----", "AAAAAA", "AAAAAA", "BBBB--",
                                      "BBBB--", "CC----", "CC----"};
    static const double drive_min[6] = {0, 5, 5.1, 10, 10.1, NAN};
    for (unsigned class = 0; class <= 6; class ++)
        for (int i = 0; i < 6; i++) {
            char cell = wanted[class][i];
            assert_int_equal(tomt_abc(class, drive_min[i], &abc), cell == '-' ? 0 : cell);
        }
    abc =
        (struct tomt_abc_settings){.a_class = 1, .b_class = 2, .b_drive_min = 3, .c_drive_min = 20};
    assert_int_equal(tomt_abc(2, 3, &abc), 'B');
    assert_int_equal(tomt_abc(2, 4, &abc),
                     'C'); /* good transit, junction too far for B, near enough for C */
    assert_int_equal(tomt_abc(2, 21, &abc), 0);
}

struct town { /* hubs 1 km apart */
    struct tomt_arena *arena;
    struct timetable *made;
    struct tomt_hubs hubs;
    struct tomt_transit_settings settings;
    struct tomt_ptal_scratch scratch;
    uint32_t bus, train, ferry, school, late;
    uint32_t bus_west, bus_east, far_bus, quay, pier;
};

/* A pair of bus stops on both sides of a street, one hub; the same bus again 1 km on; trains; a
 * ferry; a school bus; a bus that leaves the first hub only at night and the far one in the hour.
 */
static struct town town_new(void)
{
    struct town town = {.arena = new_arena(), .made = timetable_new()};
    struct timetable *made = town.made;
    struct tomt_error err = {0};
    town.settings = tomt_transit_defaults();
    town.ferry = add_route(made, TOMT_FERRY, true);
    town.train = add_route(made, TOMT_RAIL, true);
    town.bus = add_route(made, TOMT_BUS, true);
    town.school = add_route(made, TOMT_BUS, false);
    town.late = add_route(made, TOMT_BUS, true);
    town.far_bus = add_stop(made, "far", 1000, 0, NONE);
    town.bus_west = add_stop(made, "west", 0, 0, NONE);
    town.bus_east = add_stop(made, "east", 20, 0, NONE);
    town.quay = add_stop(made, "quay", 2000, 0, NONE);
    town.pier = add_stop(made, "pier", 3000, 0, NONE);
    add_trips(made, town.bus_west, town.bus, 0, AT(8, 15), 1200, 3);
    add_trips(made, town.bus_east, town.bus, 1, AT(8, 15), 600, 6);
    add_trips(made, town.far_bus, town.bus, 0, AT(8, 15), 1800, 2);
    add_trips(made, town.quay, town.train, 0, AT(8, 15), 900, 4);
    add_trips(made, town.pier, town.ferry, 0, AT(8, 15), 60, 1);
    add_trips(made, town.bus_west, town.school, 0, AT(8, 15), 60, 9);
    add_trips(made, town.bus_west, town.late, 0, AT(23, 0), 60, 1);
    add_trips(made, town.far_bus, town.late, 0, AT(8, 30), 60, 1);
    town.hubs = make_hubs(town.arena, made);
    assert_int_equal(town.hubs.n, 4);
    assert_true(tomt_ptal_scratch_new(town.arena, &made->t, &town.settings, &town.scratch, &err));
    return town;
}

static void town_free(struct town *town)
{
    for (size_t i = 0; i < town->made->t.n_routes; i++)
        assert_int_equal(town->scratch.seen[i], 0);
    free(town->made);
    tomt_arena_free(town->arena);
}

static size_t services(struct town *town, const uint32_t *stop, const double *walk_m, size_t n)
{
    return tomt_ptal_services(&town->made->t, &town->hubs, &town->settings, stop, walk_m, n,
                              &town->scratch);
}

/* The bus counts once, at the nearer side of the street, with the busier direction of the hub: 6 an
 * hour, though only 3 leave there. The late bus is passed over where it only leaves at night and
 * counts at the far stop; the school bus never. By route: ferry, train, bus, late. */
static void each_route_once_at_its_nearest_stop(void **state)
{
    (void)state;
    struct town town = town_new();
    const uint32_t stop[] = {town.far_bus, town.bus_west, town.bus_east, town.quay, town.pier};
    const double walk_m[] = {500, 200, 220, 700, 800};
    for (int turn = 0; turn < 2; turn++) { /* any order gives the same */
        uint32_t reached[5];
        double metres[5];
        for (int i = 0; i < 5; i++) {
            reached[i] = stop[turn ? 4 - i : i];
            metres[i] = walk_m[turn ? 4 - i : i];
        }
        assert_int_equal(services(&town, reached, metres, 5), 4);
        const struct tomt_ptal_service *service = town.scratch.service;
        const uint32_t route[] = {town.ferry, town.train, town.bus, town.late};
        const uint32_t at[] = {town.pier, town.quay, town.bus_west, town.far_bus};
        const double per_hour[] = {1, 4, 6, 1}, metres_to[] = {800, 700, 200, 500};
        for (int i = 0; i < 4; i++) {
            assert_int_equal(service[i].route, route[i]);
            assert_int_equal(service[i].mode, town.made->t.route_mode[route[i]]);
            assert_int_equal(town.scratch.stop[i], at[i]);
            assert_true(service[i].per_hour == per_hour[i]);
            assert_true(service[i].walk_m == metres_to[i]);
        }
    }
    town_free(&town);
}

/* Two stops of one hub, 20 m apart. The shuttle leaves the nearer one in the evening only, the
 * farther one 4 times in the hour: it is boarded there, 50 m farther off. Another leaves the nearer
 * one the other way, once in the hour: that one is boarded there, with the hub's 4 of the busier
 * direction. The edges of the hour: 08:15 is in it, 09:15 is not. */
static void a_stop_counts_for_what_leaves_it_in_the_hour(void **state)
{
    (void)state;
    struct tomt_arena *arena = new_arena();
    struct timetable *made = timetable_new();
    struct tomt_transit_settings settings = tomt_transit_defaults();
    struct tomt_ptal_scratch scratch;
    struct tomt_error err = {0};
    uint32_t shuttle = add_route(made, TOMT_BUS, true), both = add_route(made, TOMT_BUS, true);
    uint32_t at_start = add_route(made, TOMT_BUS, true), at_end = add_route(made, TOMT_BUS, true);
    uint32_t near = add_stop(made, "near", 0, 0, NONE), far = add_stop(made, "far", 20, 0, NONE);
    add_trips(made, near, shuttle, 1, AT(21, 0), 600, 3);
    add_trips(made, far, shuttle, 0, AT(8, 15), 900, 4);
    add_trips(made, near, both, 1, AT(9, 14), 60, 1);
    add_trips(made, far, both, 0, AT(8, 15), 900, 4);
    add_trips(made, near, at_start, 0, AT(8, 15), 60, 1);
    add_trips(made, near, at_end, 0, AT(9, 15), 60, 1);
    add_trips(made, far, at_end, 0, AT(8, 14), 60, 1);
    struct tomt_hubs hubs = make_hubs(arena, made);
    assert_int_equal(hubs.n, 1);
    assert_true(tomt_ptal_scratch_new(arena, &made->t, &settings, &scratch, &err));
    const uint32_t stop[] = {near, far};
    const double walk_m[] = {100, 150};
    assert_int_equal(tomt_ptal_services(&made->t, &hubs, &settings, stop, walk_m, 2, &scratch), 3);
    const uint32_t route[] = {shuttle, both, at_start}, from[] = {far, near, near};
    const double per_hour[] = {4, 4, 1}, metres[] = {150, 100, 100};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(scratch.service[i].route, route[i]);
        assert_int_equal(scratch.stop[i], from[i]);
        assert_true(scratch.service[i].walk_m == metres[i]);
        assert_true(scratch.service[i].per_hour == per_hour[i]);
    }
    /* Only the evening's stop within reach: no service. */
    assert_int_equal(
        tomt_ptal_services(&made->t, &hubs, &settings, stop, (double[]){100, 641}, 2, &scratch), 2);
    assert_int_equal(scratch.service[0].route, both);
    free(made);
    tomt_arena_free(arena);
}

static void reaches_include_their_edge(void **state)
{
    (void)state;
    struct town town = town_new();
    assert_int_equal(services(&town, NULL, NULL, 0), 0);
    assert_int_equal(services(&town, &town.bus_west, (double[]){640}, 1), 1);
    assert_int_equal(services(&town, &town.bus_west, (double[]){640.01}, 1), 0);
    assert_int_equal(services(&town, &town.quay, (double[]){960}, 1), 1);
    assert_int_equal(services(&town, &town.quay, (double[]){960.01}, 1), 0);
    assert_int_equal(services(&town, &town.pier, (double[]){960}, 1), 1);
    assert_int_equal(services(&town, &town.bus_west, (double[]){NAN}, 1), 0);
    /* as near on both sides: the lower stop, whichever comes first; a stop given twice counts once
     */
    const uint32_t both[] = {town.bus_east, town.bus_west, town.bus_east};
    assert_int_equal(services(&town, both, (double[]){100, 100, 100}, 3), 1);
    assert_int_equal(town.scratch.stop[0], town.bus_west);
    assert_int_equal(services(&town, both + 1, (double[]){100, 100}, 2), 1);
    assert_int_equal(town.scratch.stop[0], town.bus_west);
    town_free(&town);
}

/* An hour of two hours: 6 departures are 3 an hour. */
static void frequency_is_per_hour(void **state)
{
    (void)state;
    struct town town = town_new();
    struct tomt_error err = {0};
    town.settings.peak_from_s = AT(7, 15);
    assert_true(tomt_hubs_make(town.arena, &town.made->t, &town.settings, &town.hubs, &err));
    assert_true(
        tomt_ptal_scratch_new(town.arena, &town.made->t, &town.settings, &town.scratch, &err));
    assert_int_equal(services(&town, &town.bus_east, (double[]){0}, 1), 1);
    assert_true(town.scratch.service[0].per_hour == 3);
    /* a window that ends before it begins holds nothing */
    town.settings.peak_from_s = AT(10, 0);
    assert_true(tomt_hubs_make(town.arena, &town.made->t, &town.settings, &town.hubs, &err));
    assert_true(
        tomt_ptal_scratch_new(town.arena, &town.made->t, &town.settings, &town.scratch, &err));
    assert_int_equal(services(&town, &town.bus_east, (double[]){0}, 1), 0);
    assert_true(isnan(town.hubs.headway_min[TOMT_BUS][town.hubs.stop_hub[town.bus_east]]));
    town_free(&town);
}

static char class_letter(unsigned class)
{
    return class ? (char)('A' + (int)class - 1) : '-';
}

static void clock_time(struct tomt_text *out, uint32_t time_s)
{
    tomt_text_print(out, "%02u:%02u", time_s / 3600, time_s / 60 % 60);
}

static void write_settings(struct tomt_text *out)
{
    struct tomt_transit_settings set = tomt_transit_defaults();
    tomt_text_puts(out, "| setting | default |\n|---|---|\n");
    tomt_text_print(out, "| stops this near are one hub | %g m |\n| the hour | ", set.merge_m);
    clock_time(out, set.peak_from_s);
    tomt_text_puts(out, " to ");
    clock_time(out, set.peak_to_s);
    tomt_text_puts(out, " |\n| the day | ");
    clock_time(out, set.day_from_s);
    tomt_text_puts(out, " to ");
    clock_time(out, set.day_to_s);
    tomt_text_puts(out, " |\n");
}

/* K is read off the formula: at the stop with one departure a minute the wait is 0.5 * 60 / 60 =
 * 0.5 min longer than K. */
static void write_modes(struct tomt_text *out)
{
    struct tomt_transit_settings set = tomt_transit_defaults();
    tomt_text_puts(out, "| mode | walked at most | K, min | headway of a knutepunkt, at most |\n"
                        "|---|---|---|---|\n");
    for (int mode = 0; mode < TOMT_N_MODES; mode++) {
        struct tomt_ptal_service service = {0, (enum tomt_mode)mode, 0, 60};
        tomt_text_print(out, "| %s | %g m | %.3g | %g min |\n", tomt_mode_name[mode],
                        set.reach_m[mode], 30 / tomt_ptal_index(&service, 1, 80, NULL) - 0.5,
                        set.hub_headway_min[mode]);
    }
}

static void write_bands(struct tomt_text *out)
{
    tomt_text_puts(out, "| band | index |\n|---|---|\n| 0 | 0 |\n");
    for (unsigned i = 1; i < 8; i++)
        tomt_text_print(out, "| %s | over %g, to %g |\n", tomt_ptal_band_name[i],
                        tomt_ptal_band_to[i - 1], tomt_ptal_band_to[i]);
    tomt_text_print(out, "| %s | over %g |\n", tomt_ptal_band_name[8], tomt_ptal_band_to[7]);
}

static void write_categories(struct tomt_text *out)
{
    tomt_text_puts(out, "| mean interval, min |");
    for (int mode = 0; mode < TOMT_N_MODES; mode++)
        tomt_text_print(out, " %s |", tomt_mode_name[mode]);
    tomt_text_puts(out, "\n|---|---|---|---|---|\n");
    for (int i = 0; i < TOMT_N_CLASS_INTERVALS; i++) {
        double under = tomt_class_interval_min[i];
        if (i)
            tomt_text_print(out, "| %g or more, under %g |", tomt_class_interval_min[i - 1], under);
        else
            tomt_text_print(out, "| under %g |", under);
        for (int mode = 0; mode < TOMT_N_MODES; mode++)
            tomt_text_print(out, " %u |", tomt_stop_category((enum tomt_mode)mode, under - 0.001));
        tomt_text_puts(out, "\n");
    }
    tomt_text_print(out, "| %g or more |", tomt_class_interval_min[TOMT_N_CLASS_INTERVALS - 1]);
    for (int mode = 0; mode < TOMT_N_MODES; mode++)
        tomt_text_puts(out, tomt_stop_category((enum tomt_mode)mode,
                                               tomt_class_interval_min[TOMT_N_CLASS_INTERVALS - 1])
                                ? " ? |"
                                : " none |");
    tomt_text_puts(out, "\n");
}

static void write_classes(struct tomt_text *out)
{
    tomt_text_puts(out, "| category |");
    for (int i = 0; i < TOMT_N_CLASS_DISTANCES; i++)
        tomt_text_print(out, " to %g m |", tomt_class_distance_m[i]);
    tomt_text_puts(out, "\n|---|---|---|---|---|\n");
    for (unsigned category = 1; category <= 7; category++) {
        tomt_text_print(out, "| %u |", category);
        for (int i = 0; i < TOMT_N_CLASS_DISTANCES; i++)
            tomt_text_print(out, " %c |",
                            class_letter(tomt_transit_class(category, tomt_class_distance_m[i])));
        tomt_text_puts(out, "\n");
    }
}

static void write_abc(struct tomt_text *out)
{
    struct tomt_abc_settings abc = tomt_abc_defaults();
    tomt_text_puts(out, "| | transit class | drive to a motorway junction |\n|---|---|---|\n");
    tomt_text_print(out, "| A | %c or better | any |\n", class_letter(abc.a_class));
    tomt_text_print(out, "| B | %c or better | at most %g min |\n", class_letter(abc.b_class),
                    abc.b_drive_min);
    tomt_text_print(out, "| C | any or none | at most %g min |\n", abc.c_drive_min);
}

static struct tomt_text read_all(const char *path)
{
    struct tomt_text text = {0};
    char bytes[4096];
    FILE *file = fopen(path, "rb");
    for (size_t n; file && (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
        tomt_text_add(&text, bytes, n);
    if (file)
        fclose(file);
    return text;
}

/* The page with each table between its two marks as the code has it now. */
static void fill_tables(const char *page, struct tomt_text *out)
{
    static const struct {
        const char *from;
        void (*write)(struct tomt_text *);
    } table[] = {
        {"<!-- settings -->\n", write_settings}, {"<!-- modes -->\n", write_modes},
        {"<!-- bands -->\n", write_bands},       {"<!-- categories -->\n", write_categories},
        {"<!-- classes -->\n", write_classes},   {"<!-- abc -->\n", write_abc},
    };
    static const char end[] = "<!-- end -->";
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const char *from = strstr(page, table[i].from);
        if (!from)
            fail_msg("docs/transit.md lacks the mark %s (or it is not in this order)",
                     table[i].from);
        from += strlen(table[i].from);
        tomt_text_add(out, page, (size_t)(from - page));
        table[i].write(out);
        page = strstr(from, end);
        assert_non_null(page);
    }
    tomt_text_puts(out, page);
}

static void docs_say_what_the_code_says(void **state)
{
    (void)state;
    static const char path[] = TOMT_TEST_DATA "/../../docs/transit.md";
    struct tomt_text docs = read_all(path), wanted = {0};
    assert_non_null(docs.bytes);
    fill_tables(docs.bytes, &wanted);
    assert_false(wanted.failed);
    if (getenv("TOMT_WRITE_DOCS")) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(wanted.bytes, 1, wanted.n, file), wanted.n);
        assert_int_equal(fclose(file), 0);
        tomt_text_free(&docs);
        docs = read_all(path);
    }
    assert_string_equal(docs.bytes, wanted.bytes);
    tomt_text_free(&docs);
    tomt_text_free(&wanted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worked_example),
        cmocka_unit_test(a_stop_with_several_routes),
        cmocka_unit_test(band_edges),
        cmocka_unit_test(categories_cell_by_cell),
        cmocka_unit_test(classes_cell_by_cell),
        cmocka_unit_test(class_reaches),
        cmocka_unit_test(abc_cells),
        cmocka_unit_test(each_route_once_at_its_nearest_stop),
        cmocka_unit_test(a_stop_counts_for_what_leaves_it_in_the_hour),
        cmocka_unit_test(reaches_include_their_edge),
        cmocka_unit_test(frequency_is_per_hour),
        cmocka_unit_test(docs_say_what_the_code_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
