/* transit_hubs: what is merged into one hub, what is counted there, and by hand what its numbers
 * are. */
#include "transit_support.h"

#include <time.h>

static void nothing_makes_no_hub(void **state)
{
    (void)state;
    struct tomt_arena *arena = new_arena();
    struct timetable *made = timetable_new();
    struct tomt_hubs hubs = make_hubs(arena, made);
    assert_int_equal(hubs.n, 0);
    assert_int_equal(hubs.n_routes, 0);
    assert_int_equal(hubs.route_start[0], 0);
    struct tomt_transit_settings settings = tomt_transit_defaults();
    struct tomt_stop_route *row;
    size_t n = 99;
    struct tomt_error err = {0};
    assert_true(tomt_stop_routes(arena, &made->t, &settings, &row, &n, &err));
    assert_int_equal(n, 0);
    struct tomt_ptal_scratch scratch;
    assert_true(tomt_ptal_scratch_new(arena, &made->t, &settings, &scratch, &err));
    assert_int_equal(tomt_ptal_services(&made->t, &hubs, &settings, NULL, NULL, 0, &scratch), 0);
    free(made);
    /* All arrays NULL, as a feed without a stop in the box may be. */
    struct tomt_timetable bare = {0};
    assert_true(tomt_hubs_make(arena, &bare, &settings, &hubs, &err));
    assert_int_equal(hubs.n, 0);
    tomt_arena_free(arena);
}

/* A stop where nothing leaves on the day is a hub without numbers: NaN, not 0, and no class. */
static void one_silent_stop(void **state)
{
    (void)state;
    struct tomt_arena *arena = new_arena();
    struct timetable *made = timetable_new();
    add_stop(made, "a", 570000, 6620000, NONE);
    struct tomt_hubs hubs = make_hubs(arena, made);
    assert_int_equal(hubs.n, 1);
    assert_string_equal(hubs.id[0], "a");
    assert_true(hubs.x[0] == 570000 && hubs.y[0] == 6620000 && hubs.radius_m[0] == 0);
    assert_int_equal(hubs.modes[0], 0);
    assert_int_equal(hubs.best_mode[0], TOMT_N_MODES);
    assert_int_equal(hubs.n_stops[0], 1);
    assert_int_equal(hubs.n_day[0], 0);
    assert_true(isnan(hubs.interval_min[0]) && isnan(hubs.headway_min[TOMT_BUS][0]));
    assert_int_equal(hubs.category[0], 0);
    assert_false(hubs.is_knutepunkt[0]);
    free(made);
    tomt_arena_free(arena);
}

static size_t hubs_of_two(double dx, double dy, uint32_t place_a, uint32_t place_b)
{
    struct tomt_arena *arena = new_arena();
    struct timetable *made = timetable_new();
    add_place(made, "p");
    add_place(made, "q");
    add_stop(made, "a", 570000, 6620000, place_a);
    add_stop(made, "b", 570000 + dx, 6620000 + dy, place_b);
    size_t n = make_hubs(arena, made).n;
    free(made);
    tomt_arena_free(arena);
    return n;
}

static void distance_and_place_merge(void **state)
{
    (void)state;
    assert_int_equal(hubs_of_two(0, 0, NONE, NONE), 1);
    assert_int_equal(hubs_of_two(150, 0, NONE, NONE), 1);
    assert_int_equal(hubs_of_two(150.01, 0, NONE, NONE), 2);
    assert_int_equal(hubs_of_two(0, -150, NONE, NONE), 1);
    assert_int_equal(hubs_of_two(0, -150.01, NONE, NONE), 2);
    assert_int_equal(hubs_of_two(-90, 120, NONE, NONE), 1); /* 3-4-5: 150 m */
    assert_int_equal(hubs_of_two(-90, 120.01, NONE, NONE), 2);
    assert_int_equal(hubs_of_two(150, 150, NONE, NONE), 2);
    assert_int_equal(hubs_of_two(400, 0, 0, 0), 1); /* quays of one stop place */
    assert_int_equal(hubs_of_two(400, 0, 0, 1), 2);
    assert_int_equal(hubs_of_two(100, 0, 0, 1), 1); /* across stop places */
    assert_int_equal(hubs_of_two(100, 0, 0, NONE), 1);
    assert_int_equal(hubs_of_two(NAN, 0, NONE, NONE), 2);
    assert_int_equal(hubs_of_two(NAN, 0, 1, 1), 1);
    assert_int_equal(hubs_of_two(1e300, 0, NONE, NONE), 2);
    assert_int_equal(hubs_of_two(INFINITY, -INFINITY, NONE, NONE), 2);
}

/* Along the diagonal, wherever the pair lies on the grid: 106.06 * sqrt 2 = 149.99 m, 106.07 * sqrt
 * 2 = 150.01 m. */
static void the_grid_is_not_seen(void **state)
{
    (void)state;
    struct tomt_transit_settings settings = tomt_transit_defaults();
    for (int step = 0; step < 450; step++) {
        struct tomt_arena *arena = new_arena();
        struct timetable *made = timetable_new();
        struct tomt_hubs hubs;
        struct tomt_error err = {0};
        double side_m = step % 2 ? 106.06 : 106.07, way = step % 4 < 2 ? 1 : -1;
        add_stop(made, "a", step - 200, 3 * (step - 200), NONE);
        add_stop(made, "b", step - 200 + side_m, 3 * (step - 200) + way * side_m, NONE);
        finish(made);
        assert_true(tomt_hubs_make(arena, &made->t, &settings, &hubs, &err));
        assert_int_equal(hubs.n, step % 2 ? 1 : 2);
        free(made);
        tomt_arena_free(arena);
    }
}

/* Four stops 140 m apart: one hub over the others, 420 m long. Its middle is at 210, its ends 210 m
 * away. */
static void a_chain_is_one_hub_and_its_width_says_so(void **state)
{
    (void)state;
    struct tomt_arena *arena = new_arena();
    struct timetable *made = timetable_new();
    add_stop(made, "d", 570420, 6620000, NONE);
    add_stop(made, "b", 570140, 6620000, NONE);
    add_stop(made, "a", 570000, 6620000, NONE);
    add_stop(made, "c", 570280, 6620000, NONE);
    struct tomt_hubs hubs = make_hubs(arena, made);
    assert_int_equal(hubs.n, 1);
    assert_int_equal(hubs.n_stops[0], 4);
    assert_about(hubs.x[0], 570210, 1e-6);
    assert_about(hubs.radius_m[0], 210, 1e-6);
    assert_string_equal(hubs.id[0], "a"); /* nothing leaves anywhere: the lowest id */
    free(made);
    tomt_arena_free(arena);
}

static uint32_t random_state;
static double random_share(void)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) / 16777216.0;
}

/* The definition itself, for any number of stops: repeat until nothing changes. */
static void brute_force(const struct tomt_timetable *t, double merge_m, uint32_t *group)
{
    for (uint32_t i = 0; i < t->n_stops; i++)
        group[i] = i;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < t->n_stops; i++)
            for (size_t j = 0; j < t->n_stops; j++) {
                double dx = t->x[i] - t->x[j], dy = t->y[i] - t->y[j];
                bool one = dx * dx + dy * dy <= merge_m * merge_m ||
                           (t->stop_place[i] != NONE && t->stop_place[i] == t->stop_place[j]);
                if (one && group[i] < group[j]) {
                    group[j] = group[i];
                    changed = true;
                }
            }
    }
}

static void merging_is_single_linkage(void **state)
{
    (void)state;
    static char ids[MOST_STOPS][16];
    random_state = 1;
    for (int turn = 0; turn < 60; turn++) {
        struct tomt_arena *arena = new_arena();
        struct timetable *made = timetable_new();
        struct tomt_transit_settings settings = tomt_transit_defaults();
        struct tomt_error err = {0};
        struct tomt_hubs hubs;
        uint32_t group[MOST_STOPS];
        double spread_m = turn % 3 ? 2500 : 6000;
        settings.merge_m = (const double[]){150, 150, 40, 400, 0}[turn % 5];
        for (int i = 0; i < 5; i++)
            add_place(made, (const char *[]){"p0", "p1", "p2", "p3", "p4"}[i]);
        for (int i = 0; i < 200; i++) {
            snprintf(ids[i], sizeof ids[i], "s%03d", i);
            /* whole tens of metres: many pairs lie exactly on the edge, some stops on each other;
             * some are below 0 */
            add_stop(made, ids[i], floor(random_share() * spread_m / 10) * 10 - 700,
                     floor(random_share() * spread_m / 10) * 10 - 700,
                     random_share() < 0.05 ? (uint32_t)(random_share() * 5) : NONE);
        }
        finish(made);
        assert_true(tomt_hubs_make(arena, &made->t, &settings, &hubs, &err));
        brute_force(&made->t, settings.merge_m, group);
        size_t n_groups = 0;
        for (uint32_t i = 0; i < made->t.n_stops; i++) {
            n_groups += group[i] == i;
            assert_int_equal(hubs.stop_hub[i], hubs.stop_hub[group[i]]);
        }
        assert_int_equal(hubs.n, n_groups);
        for (size_t i = 1; i < hubs.n; i++)
            assert_true(strcmp(hubs.id[i - 1], hubs.id[i]) < 0);
        free(made);
        tomt_arena_free(arena);
    }
}

/* A railway station of two quays, 30 m apart, and a bus stop 120 m from the second.
 * Rail route: an hourly pair of trains 08:20 and 08:50 one way (quay 1), 08:30 the other (quay 2),
 * all day from 06: day: quay 1 every half hour 06:20 to 19:50 = 28, quay 2 hourly 06:30 to 19:30 =
 * 14; busier 28. Bus route: every 6 minutes from 06:00 on, both ways the same: 06:00 to 19:54 =
 * 140; in the hour 08:18 .. 09:12 = 10. Hour: rail 08:20, 08:50 = 2 -> 30 min; bus 10 -> 6 min.
 * Knutepunkt. Day 28 + 140 = 168 -> 840 / 168 = 5 min, not under 5; under 10 with rail: category 1.
 */
static void station_with_a_bus_stop(void **state)
{
    (void)state;
    struct tomt_arena *arena = new_arena();
    struct timetable *made = timetable_new();
    uint32_t station = add_place(made, "NSR:StopPlace:station");
    uint32_t quay_1 = add_stop(made, "q1", 1000, 1000, station);
    uint32_t quay_2 = add_stop(made, "q2", 1030, 1000, station);
    uint32_t bus_stop = add_stop(made, "bus", 1150, 1000, NONE);
    uint32_t train = add_route(made, TOMT_RAIL, true), bus = add_route(made, TOMT_BUS, true);
    add_trips(made, quay_1, train, 0, AT(6, 20), 1800, 28);
    add_trips(made, quay_2, train, 1, AT(6, 30), 3600, 14);
    add_trips(made, bus_stop, bus, 0, AT(6, 0), 360, 140);
    add_trips(made, bus_stop, bus, 1, AT(6, 0), 360, 140);
    struct tomt_hubs hubs = make_hubs(arena, made);
    assert_int_equal(hubs.n, 1);
    assert_string_equal(hubs.id[0],
                        "NSR:StopPlace:station"); /* though 280 leave by bus, 42 by train */
    assert_int_equal(hubs.n_stops[0], 3);
    assert_about(hubs.x[0], 1060, 1e-9);
    assert_about(hubs.radius_m[0], 90, 1e-9);
    assert_int_equal(hubs.modes[0], 1 << TOMT_RAIL | 1 << TOMT_BUS);
    assert_int_equal(hubs.best_mode[0], TOMT_RAIL);
    assert_int_equal(hubs.n_routes, 2);
    assert_int_equal(hubs.route[0].route, train);
    assert_int_equal(hubs.route[0].n_peak, 2);
    assert_int_equal(hubs.route[0].n_day, 28);
    assert_int_equal(hubs.route[1].route, bus);
    assert_int_equal(hubs.route[1].n_peak, 10);
    assert_int_equal(hubs.route[1].n_day, 140);
    assert_int_equal(hubs.n_peak[0], 12);
    assert_int_equal(hubs.n_day[0], 168);
    assert_true(hubs.headway_min[TOMT_RAIL][0] == 30);
    assert_true(hubs.headway_min[TOMT_BUS][0] == 6);
    assert_true(isnan(hubs.headway_min[TOMT_TRAM][0]));
    assert_true(hubs.interval_min[0] == 5);
    assert_int_equal(hubs.category[0], 1);
    assert_int_equal(hubs.is_knutepunkt[0], 1);
    free(made);
    tomt_arena_free(arena);
}

/* The id is of the member with most departures that count; a stop place is one member with all of
 * its quays. */
static void the_busiest_member_names_the_hub(void **state)
{
    (void)state;
    struct tomt_arena *arena = new_arena();
    struct timetable *made = timetable_new();
    uint32_t place = add_place(made, "place");
    uint32_t bus = add_route(made, TOMT_BUS, true), school = add_route(made, TOMT_BUS, false);
    add_trips(made, add_stop(made, "a", 0, 0, NONE), school, 0, AT(8, 0), 60, 50);
    add_trips(made, add_stop(made, "z", 10, 0, NONE), bus, 0, AT(8, 0), 60, 3);
    add_trips(made, add_stop(made, "q1", 20, 0, place), bus, 0, AT(8, 0), 60, 2);
    add_trips(made, add_stop(made, "q2", 30, 0, place), bus, 0, AT(8, 0), 60, 2);
    /* elsewhere, a tie: the lower id */
    add_trips(made, add_stop(made, "n", 5000, 0, NONE), bus, 0, AT(8, 0), 60, 2);
    add_trips(made, add_stop(made, "m", 5010, 0, NONE), bus, 0, AT(8, 0), 60, 2);
    struct tomt_hubs hubs = make_hubs(arena, made);
    assert_int_equal(hubs.n, 2);
    assert_string_equal(hubs.id[0], "m");
    assert_string_equal(hubs.id[1], "place");
    assert_string_equal(hubs.name[1], "place");
    assert_int_equal(hubs.stop_hub[0], 1);
    assert_int_equal(hubs.stop_hub[5], 0);
    free(made);
    tomt_arena_free(arena);
}

/* A square with ten buses outside a station with one train: the station names the hub. */
static void the_station_names_the_hub(void **state)
{
    (void)state;
    struct tomt_arena *arena = new_arena();
    struct timetable *made = timetable_new();
    uint32_t bus = add_route(made, TOMT_BUS, true), rail = add_route(made, TOMT_RAIL, true);
    add_trips(made, add_stop(made, "square", 0, 0, NONE), bus, 0, AT(8, 0), 60, 10);
    add_trips(made, add_stop(made, "station", 100, 0, NONE), rail, 0, AT(8, 0), 60, 1);
    struct tomt_hubs hubs = make_hubs(arena, made);
    assert_int_equal(hubs.n, 1);
    assert_string_equal(hubs.id[0], "station");
    free(made);
    tomt_arena_free(arena);
}

/* Two trips run through three stops of one hub: two departures in the hour, not six. The first
 * leaves the first stop at 08:14, outside the hour, the second at 08:15, inside: it counts. A third
 * leaves the last stop at 09:15: outside. A fourth comes back to the first stop 10 minutes later (a
 * loop): one trip. */
static void a_trip_through_the_hub_counts_once(void **state)
{
    (void)state;
    struct tomt_arena *arena = new_arena();
    struct timetable *made = timetable_new();
    uint32_t bus = add_route(made, TOMT_BUS, true);
    uint32_t stop[3] = {add_stop(made, "a", 0, 0, NONE), add_stop(made, "b", 140, 0, NONE),
                        add_stop(made, "c", 280, 0, NONE)};
    for (uint32_t i = 0; i < 3; i++) {
        add_departure(made, stop[i], bus, 0, 7, AT(8, 30 + i));
        add_departure(made, stop[i], bus, 0, 3, AT(8, 14 + i));
        add_departure(made, stop[i], bus, 0, 4000000000u, AT(9, 15 + i));
    }
    add_departure(made, stop[0], bus, 0, 5, AT(8, 40));
    add_departure(made, stop[0], bus, 0, 5, AT(8, 50));
    struct tomt_hubs hubs = make_hubs(arena, made);
    assert_int_equal(hubs.n, 1);
    assert_int_equal(hubs.n_routes, 1);
    assert_int_equal(hubs.n_peak[0], 3);
    assert_int_equal(hubs.n_day[0], 4);
    assert_true(hubs.headway_min[TOMT_BUS][0] == 20);
    free(made);
    tomt_arena_free(arena);
}

/* from <= t < to, in both windows. */
static void windows_include_their_start_only(void **state)
{
    (void)state;
    struct tomt_arena *arena = new_arena();
    struct timetable *made = timetable_new();
    uint32_t bus = add_route(made, TOMT_BUS, true), stop = add_stop(made, "a", 0, 0, NONE);
    const uint32_t times[] = {AT(6, 0) - 1,  AT(6, 0),  AT(8, 15) - 1, AT(8, 15),
                              AT(9, 15) - 1, AT(9, 15), AT(20, 0) - 1, AT(20, 0)};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        add_trips(made, stop, bus, 0, times[i], 0, 1);
    struct tomt_hubs hubs = make_hubs(arena, made);
    assert_int_equal(hubs.n_peak[0], 2);
    assert_int_equal(hubs.n_day[0], 6);
    free(made);
    tomt_arena_free(arena);
}

/* Morning into town (direction 1): 4 in the hour against 1; over the day direction 0 has 20
 * against 14. Each window by itself. A second route adds its own busier direction: 2 in the hour,
 * 10 in the day. */
static void the_busier_direction_is_of_each_route_and_window(void **state)
{
    (void)state;
    struct tomt_arena *arena = new_arena();
    struct timetable *made = timetable_new();
    uint32_t one = add_route(made, TOMT_BUS, true), two = add_route(made, TOMT_BUS, true);
    uint32_t stop = add_stop(made, "a", 0, 0, NONE), across = add_stop(made, "b", 20, 0, NONE);
    add_trips(made, stop, one, 0, AT(8, 40), 0, 1);
    add_trips(made, stop, one, 0, AT(12, 0), 600, 19);
    add_trips(made, across, one, 1, AT(8, 20), 600, 4);
    add_trips(made, across, one, 1, AT(12, 0), 600, 10);
    add_trips(made, stop, two, 1, AT(8, 30), 600, 2);
    add_trips(made, stop, two, 0, AT(14, 0), 600, 10);
    struct tomt_hubs hubs = make_hubs(arena, made);
    assert_int_equal(hubs.n, 1);
    assert_int_equal(hubs.route[0].n_peak, 4);
    assert_int_equal(hubs.route[0].n_day, 20);
    assert_int_equal(hubs.route[1].n_peak, 2);
    assert_int_equal(hubs.route[1].n_day, 10);
    assert_int_equal(hubs.n_peak[0], 6);
    assert_int_equal(hubs.n_day[0], 30);
    assert_true(hubs.headway_min[TOMT_BUS][0] == 10);
    assert_true(hubs.interval_min[0] == 28);
    assert_int_equal(hubs.category[0], 5); /* bus, under 40 */
    free(made);
    tomt_arena_free(arena);
}

/* On demand and school: members of the hub (they make one of two stops 300 m apart), but in no
 * number. */
static void what_does_not_count_is_in_no_number(void **state)
{
    (void)state;
    struct tomt_arena *arena = new_arena();
    struct timetable *made = timetable_new();
    uint32_t bus = add_route(made, TOMT_BUS, true), demand = add_route(made, TOMT_FERRY, false);
    add_trips(made, add_stop(made, "a", 0, 0, NONE), bus, 0, AT(8, 20), 600, 3);
    add_trips(made, add_stop(made, "b", 150, 0, NONE), demand, 0, AT(8, 20), 60, 40);
    add_trips(made, add_stop(made, "c", 300, 0, NONE), bus, 0, AT(22, 0), 600, 3);
    add_trips(made, add_stop(made, "x", 9000, 0, NONE), demand, 0, AT(8, 20), 60, 40);
    struct tomt_hubs hubs = make_hubs(arena, made);
    assert_int_equal(hubs.n, 2);
    assert_int_equal(hubs.n_stops[0], 3);
    assert_int_equal(hubs.modes[0], 1 << TOMT_BUS);
    assert_int_equal(hubs.n_routes, 1);
    assert_int_equal(hubs.n_peak[0], 3);
    assert_int_equal(hubs.n_day[0], 3);
    assert_true(isnan(hubs.headway_min[TOMT_FERRY][0]));
    assert_int_equal(hubs.modes[1], 0);
    assert_int_equal(hubs.best_mode[1], TOMT_N_MODES);
    assert_int_equal(hubs.category[1], 0);
    free(made);
    tomt_arena_free(arena);
}

/* Only a night train: the mode is there, but what leaves in the day is the bus, and it is the bus's
 * row that counts. */
static void best_mode_is_of_the_day(void **state)
{
    (void)state;
    struct tomt_arena *arena = new_arena();
    struct timetable *made = timetable_new();
    uint32_t train = add_route(made, TOMT_RAIL, true), bus = add_route(made, TOMT_BUS, true);
    uint32_t ferry = add_route(made, TOMT_FERRY, true), tram = add_route(made, TOMT_TRAM, true);
    uint32_t a = add_stop(made, "a", 0, 0, NONE), b = add_stop(made, "b", 5000, 0, NONE);
    uint32_t c = add_stop(made, "c", 9000, 0, NONE);
    add_trips(made, a, train, 0, AT(23, 0), 600, 2);
    add_trips(made, a, bus, 0, AT(6, 0), 600,
              84); /* every 10 minutes: 840 / 84 = 10, falls in < 20 */
    add_trips(made, b, bus, 0, AT(6, 0), 600, 83);
    add_trips(made, b, ferry, 0, AT(6, 0), 600, 1);
    add_trips(made, c, ferry, 0, AT(6, 0), 600, 1);
    add_trips(made, c, tram, 0, AT(6, 0), 600, 6); /* 840 / 7 = 120: no longer served */
    struct tomt_hubs hubs = make_hubs(arena, made);
    assert_int_equal(hubs.modes[0], 1 << TOMT_RAIL | 1 << TOMT_BUS);
    assert_int_equal(hubs.best_mode[0], TOMT_BUS);
    assert_true(hubs.interval_min[0] == 10);
    assert_int_equal(hubs.category[0], 4);
    assert_int_equal(hubs.best_mode[1], TOMT_FERRY);
    assert_int_equal(hubs.best_mode[2], TOMT_TRAM);
    assert_true(hubs.interval_min[2] == 120);
    assert_int_equal(hubs.category[2], 0);
    free(made);
    tomt_arena_free(arena);
}

/* Departures of each mode in the hour; 0 leaves the mode out. */
static bool knutepunkt(uint32_t n_rail, uint32_t n_tram, uint32_t n_bus, uint32_t n_ferry)
{
    struct tomt_arena *arena = new_arena();
    struct timetable *made = timetable_new();
    uint32_t stop = add_stop(made, "a", 0, 0, NONE);
    const uint32_t n[TOMT_N_MODES] = {
        [TOMT_RAIL] = n_rail, [TOMT_TRAM] = n_tram, [TOMT_BUS] = n_bus, [TOMT_FERRY] = n_ferry};
    for (int mode = 0; mode < TOMT_N_MODES; mode++)
        add_trips(made, stop, add_route(made, (enum tomt_mode)mode, true), 0, AT(8, 15), 60,
                  n[mode]);
    bool is = make_hubs(arena, made).is_knutepunkt[0];
    free(made);
    tomt_arena_free(arena);
    return is;
}

/* At most 10 min bus (6 an hour), 15 tram (4), 30 train (2), 30 ferry (2); two modes. */
static void knutepunkt_by_the_definition(void **state)
{
    (void)state;
    assert_true(knutepunkt(2, 0, 6, 0));
    assert_false(knutepunkt(1, 0, 6, 0));
    assert_false(knutepunkt(2, 0, 5, 0));
    assert_false(knutepunkt(30, 0, 0, 0));
    assert_true(knutepunkt(2, 4, 0, 0));
    assert_false(knutepunkt(2, 3, 0, 0));
    assert_true(knutepunkt(0, 4, 6, 0));
    assert_true(knutepunkt(0, 0, 6, 2));
    assert_false(knutepunkt(0, 0, 6, 1));
    assert_true(knutepunkt(2, 4, 1, 1)); /* two keep theirs, whatever the others do */
}

static void stop_routes_are_counted(void **state)
{
    (void)state;
    struct tomt_arena *arena = new_arena();
    struct timetable *made = timetable_new();
    uint32_t bus = add_route(made, TOMT_BUS, true), school = add_route(made, TOMT_BUS, false);
    uint32_t a = add_stop(made, "a", 0, 0, NONE), b = add_stop(made, "b", 20, 0, NONE);
    add_trips(made, a, bus, 0, AT(5, 30), 1800,
              8); /* 05:30 .. 09:00: 08:30 and 09:00 in the hour */
    add_trips(made, a, bus, 1, AT(8, 15), 3600, 2);
    add_trips(made, a, bus, 1, AT(20, 0), 0, 1);
    add_trips(made, a, school, 0, AT(8, 0), 0, 1);
    add_trips(made, b, bus, 1, AT(21, 0), 60, 2);
    finish(made);
    struct tomt_transit_settings settings = tomt_transit_defaults();
    struct tomt_stop_route *row;
    size_t n;
    struct tomt_error err = {0};
    assert_true(tomt_stop_routes(arena, &made->t, &settings, &row, &n, &err));
    assert_int_equal(n, 4);
    const struct tomt_stop_route wanted[] = {
        {a, bus, 0, 2, 7, 8, AT(5, 30), AT(9, 0)},
        {a, bus, 1, 1, 2, 3, AT(8, 15), AT(20, 0)},
        {a, school, 0, 0, 1, 1, AT(8, 0), AT(8, 0)},
        {b, bus, 1, 0, 0, 2, AT(21, 0), AT(21, 1)},
    };
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(row[i].stop, wanted[i].stop);
        assert_int_equal(row[i].route, wanted[i].route);
        assert_int_equal(row[i].direction, wanted[i].direction);
        assert_int_equal(row[i].n_peak, wanted[i].n_peak);
        assert_int_equal(row[i].n_day, wanted[i].n_day);
        assert_int_equal(row[i].n_all, wanted[i].n_all);
        assert_int_equal(row[i].first_s, wanted[i].first_s);
        assert_int_equal(row[i].last_s, wanted[i].last_s);
    }
    free(made);
    tomt_arena_free(arena);
}

static void every_failing_allocation_is_told(void **state)
{
    (void)state;
    struct timetable *made = timetable_new();
    uint32_t place = add_place(made, "p"), bus = add_route(made, TOMT_BUS, true);
    for (int i = 0; i < 20; i++)
        add_trips(made, add_stop(made, "a", 100 * i, 0, i % 7 ? NONE : place), bus, 0, AT(8, 0),
                  600, 4);
    finish(made);
    struct tomt_transit_settings settings = tomt_transit_defaults();
    bool done = false;
    uint64_t n = 0;
    while (!done) {
        struct tomt_arena *arena = new_arena();
        struct tomt_error err = {0};
        struct tomt_hubs hubs;
        struct tomt_stop_route *row;
        struct tomt_ptal_scratch scratch;
        size_t n_rows;
        tomt_allocation_fail_at(++n);
        done = tomt_hubs_make(arena, &made->t, &settings, &hubs, &err) &&
               tomt_stop_routes(arena, &made->t, &settings, &row, &n_rows, &err) &&
               tomt_ptal_scratch_new(arena, &made->t, &settings, &scratch, &err);
        tomt_allocation_fail_at(0);
        assert_int_equal(err.code, done ? TOMT_OK : TOMT_MEMORY);
        tomt_arena_free(arena);
    }
    assert_true(n > 25);
    free(made);
}

/* A country: 30,000 pairs of quays on a lattice 400 m wide, each pair one hub; 3,000 routes of 10
 * stops. Per pair and direction 16 or 17 departures by construction. Prints how long it took; the
 * wall clock decides nothing. */
static void a_country_is_quick(void **state)
{
    (void)state;
    enum { PAIRS = 30000, STOPS = 2 * PAIRS, DEPARTURES = 1000000, ROUTES = 3000 };
    struct tomt_arena *arena = new_arena();
    struct tomt_error err = {0};
    struct tomt_timetable t = {.n_stops = STOPS, .n_routes = ROUTES, .n_departures = DEPARTURES};
    char(*id)[16] = tomt_arena_block(arena, NULL, STOPS * sizeof *id, &err);
    t.stop_id = t.stop_name = tomt_arena_block(arena, NULL, STOPS * sizeof *t.stop_id, &err);
    t.x = tomt_arena_block(arena, NULL, STOPS * sizeof *t.x, &err);
    t.y = tomt_arena_block(arena, NULL, STOPS * sizeof *t.y, &err);
    t.stop_place = tomt_arena_block(arena, NULL, STOPS * sizeof *t.stop_place, &err);
    t.stop_start = tomt_arena_block(arena, NULL, (STOPS + 1) * sizeof *t.stop_start, &err);
    t.route_mode = tomt_arena_block(arena, NULL, ROUTES, &err);
    t.route_counts = tomt_arena_block(arena, NULL, ROUTES, &err);
    t.departure = tomt_arena_block(arena, NULL, DEPARTURES * sizeof *t.departure, &err);
    assert_true(id && t.stop_id && t.x && t.y && t.stop_place && t.stop_start && t.route_mode &&
                t.route_counts && t.departure);
    memset(t.route_counts, 1, ROUTES);
    memset(t.route_mode, TOMT_BUS, ROUTES);
    size_t at = 0;
    for (uint32_t i = 0; i < STOPS; i++) {
        uint32_t pair = i / 2;
        snprintf(id[i], sizeof id[i], "s%06u", i);
        t.stop_id[i] = id[i];
        t.x[i] = 500000 + 400.0 * (pair % 200) + 20 * (i % 2);
        t.y[i] = 6500000 + 400.0 * (pair / 200);
        t.stop_place[i] = NONE;
        t.stop_start[i] = (uint32_t)at;
        uint32_t n = i < DEPARTURES % STOPS ? DEPARTURES / STOPS + 1 : DEPARTURES / STOPS;
        for (uint32_t k = 0; k < n; k++) /* trips are numbered so that they do not rise with time */
            t.departure[at++] = (struct tomt_departure){.stop = i,
                                                        .route = pair / 10,
                                                        .trip = pair / 10 * 64 + (k * 7 + 3) % 32,
                                                        .time_s = AT(6, 0) + k * 1800,
                                                        .direction = (uint8_t)(i % 2)};
    }
    t.stop_start[STOPS] = (uint32_t)at;
    assert_int_equal(at, DEPARTURES);
    struct tomt_transit_settings settings = tomt_transit_defaults();
    struct tomt_hubs hubs;
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    assert_true(tomt_hubs_make(arena, &t, &settings, &hubs, &err));
    clock_gettime(CLOCK_MONOTONIC, &to);
    print_message("60,000 stops, 1,000,000 departures: %.0f ms\n",
                  1e3 * (double)(to.tv_sec - from.tv_sec) +
                      1e-6 * (double)(to.tv_nsec - from.tv_nsec));
    assert_int_equal(hubs.n, PAIRS);
    assert_int_equal(hubs.n_routes, PAIRS);
    for (uint32_t i = 0; i < PAIRS; i++) {
        assert_int_equal(hubs.stop_hub[2 * i], i);
        assert_int_equal(hubs.n_day[i], 2 * i < DEPARTURES % STOPS ? 17 : 16);
        assert_int_equal(hubs.n_peak[i], 2); /* 08:30, 09:00 */
    }
    tomt_arena_free(arena);
}

/* The worst for pairs and for chains: everybody on one square metre; a line of stops 149 m apart
 * across the country; everybody on two points 200 m apart. */
static void crowds_and_long_chains(void **state)
{
    (void)state;
    enum { STOPS = 60000 };
    struct tomt_arena *arena = new_arena();
    struct tomt_error err = {0};
    struct tomt_timetable t = {.n_stops = STOPS};
    t.stop_id = t.stop_name = tomt_arena_block(arena, NULL, STOPS * sizeof *t.stop_id, &err);
    t.x = tomt_arena_block(arena, NULL, STOPS * sizeof *t.x, &err);
    t.y = tomt_arena_block(arena, NULL, STOPS * sizeof *t.y, &err);
    t.stop_place = tomt_arena_block(arena, NULL, STOPS * sizeof *t.stop_place, &err);
    t.stop_start = tomt_arena_block(arena, NULL, (STOPS + 1) * sizeof *t.stop_start, &err);
    assert_true(t.stop_id && t.x && t.y && t.stop_place && t.stop_start);
    struct tomt_transit_settings settings = tomt_transit_defaults();
    struct tomt_hubs hubs;
    for (int line = 0; line < 3; line++) {
        for (uint32_t i = 0; i < STOPS; i++) {
            t.stop_id[i] = "s";
            t.x[i] = line == 2 ? 200.0 * (i % 2) : line ? 149.0 * i : 1e-3 * (i % 1000);
            t.stop_place[i] = NONE;
        }
        assert_true(tomt_hubs_make(arena, &t, &settings, &hubs, &err));
        assert_int_equal(hubs.n, line == 2 ? 2 : 1);
        assert_int_equal(hubs.n_stops[0], line == 2 ? STOPS / 2 : STOPS);
        if (line == 1)
            assert_about(hubs.radius_m[0], 149.0 * (STOPS - 1) / 2, 1e-3);
    }
    tomt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_makes_no_hub),
        cmocka_unit_test(one_silent_stop),
        cmocka_unit_test(distance_and_place_merge),
        cmocka_unit_test(the_grid_is_not_seen),
        cmocka_unit_test(a_chain_is_one_hub_and_its_width_says_so),
        cmocka_unit_test(merging_is_single_linkage),
        cmocka_unit_test(station_with_a_bus_stop),
        cmocka_unit_test(the_busiest_member_names_the_hub),
        cmocka_unit_test(the_station_names_the_hub),
        cmocka_unit_test(a_trip_through_the_hub_counts_once),
        cmocka_unit_test(windows_include_their_start_only),
        cmocka_unit_test(the_busier_direction_is_of_each_route_and_window),
        cmocka_unit_test(what_does_not_count_is_in_no_number),
        cmocka_unit_test(best_mode_is_of_the_day),
        cmocka_unit_test(knutepunkt_by_the_definition),
        cmocka_unit_test(stop_routes_are_counted),
        cmocka_unit_test(every_failing_allocation_is_told),
        cmocka_unit_test(a_country_is_quick),
        cmocka_unit_test(crowds_and_long_chains),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
