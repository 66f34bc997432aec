/* transit_join: several feeds as one timetable: numbers moved on, texts kept, and the hubs of the
 * whole; a part of a timetable, whose hubs are those of the whole. */
#include "transit_support.h"

static struct tomt_timetable joined(struct tomt_arena *arena,
                                    const struct tomt_timetable *const *part, size_t n)
{
    struct tomt_timetable out;
    struct tomt_error err = {0};
    memset(&out, 0xa5, sizeof out);
    if (!tomt_timetable_join(arena, part, n, &out, &err))
        fail_msg("%s", err.text);
    return out;
}

/* Buses: two stops of place "p" 100 m apart, one route; trips 0 and 5 (numbers may have gaps). */
static struct timetable *buses(void)
{
    struct timetable *made = timetable_new();
    uint32_t place = add_place(made, "p");
    uint32_t route = add_route(made, TOMT_BUS, true);
    add_stop(made, "bus a", 0, 0, place);
    add_stop(made, "bus b", 100, 0, place);
    made->route_id[route] = "51";
    add_departure(made, 0, route, 0, 0, AT(8, 20));
    add_departure(made, 1, route, 0, 0, AT(8, 21));
    add_departure(made, 0, route, 1, 5, AT(8, 30));
    memcpy(made->t.day, "2026-01-14", sizeof made->t.day);
    finish(made);
    return made;
}

/* Trains: a place that nothing belongs to comes first, so that numbers of places matter. */
static struct timetable *trains(double x)
{
    struct timetable *made = timetable_new();
    add_place(made, "empty");
    uint32_t place = add_place(made, "p"); /* the same id as the other feed's: another place */
    uint32_t slow = add_route(made, TOMT_RAIL, true), taxi = add_route(made, TOMT_BUS, false);
    add_stop(made, "alone", x + 5000, 0, NONE);
    add_stop(made, "platform", x, 0, place);
    made->route_id[slow] = "R1", made->route_id[taxi] = "call";
    add_departure(made, 0, taxi, 0, 1, AT(9, 0));
    add_departure(made, 1, slow, 0, 0, AT(8, 20));
    add_departure(made, 1, slow, 0, 2, AT(8, 50));
    memcpy(made->t.day, "2026-02-18", sizeof made->t.day);
    finish(made);
    return made;
}

static void numbers_are_moved_on(void **state)
{
    (void)state;
    struct tomt_arena *arena = new_arena();
    struct timetable *bus = buses(), *rail = trains(180);
    const struct tomt_timetable *part[] = {&bus->t, &rail->t};
    struct tomt_timetable t = joined(arena, part, 2);
    static const char *const stop[] = {"bus a", "bus b", "alone", "platform"};
    static const double x[] = {0, 100, 5180, 180};
    static const uint32_t place[] = {0, 0, NONE, 2};
    static const uint32_t start[] = {0, 2, 3, 4, 6};
    assert_int_equal(t.n_stops, 4);
    for (size_t s = 0; s < 4; s++) {
        assert_string_equal(t.stop_id[s], stop[s]);
        assert_string_equal(t.stop_name[s], stop[s]);
        assert_true(t.x[s] == x[s] && t.y[s] == 0);
        assert_int_equal(t.stop_place[s], place[s]);
    }
    for (size_t s = 0; s <= 4; s++)
        assert_int_equal(t.stop_start[s], start[s]);
    static const char *const places[] = {"p", "empty", "p"};
    assert_int_equal(t.n_places, 3);
    for (size_t p = 0; p < 3; p++) {
        assert_string_equal(t.place_id[p], places[p]);
        assert_string_equal(t.place_name[p], places[p]);
    }
    static const char *const route[] = {"51", "R1", "call"};
    static const uint8_t mode[] = {TOMT_BUS, TOMT_RAIL, TOMT_BUS}, counts[] = {1, 1, 0};
    assert_int_equal(t.n_routes, 3);
    for (size_t r = 0; r < 3; r++) {
        assert_string_equal(t.route_id[r], route[r]);
        assert_string_equal(t.route_name[r], route[r]);
        assert_string_equal(t.towards[0][r], route[r]);
        assert_string_equal(t.towards[1][r], route[r]);
        assert_int_equal(t.route_mode[r], mode[r]);
        assert_int_equal(t.route_counts[r], counts[r]);
    }
    assert_string_equal(t.day, "2026-01-14"); /* the first's */
    free(bus);
    free(rail);
    tomt_arena_free(arena);
}

/* The bus's trips are 0 and 5, so the train's begin at 6; the order by stop, route, direction, time
 * and trip holds over the seam. */
static void departures_stay_in_order(void **state)
{
    (void)state;
    struct tomt_arena *arena = new_arena();
    struct timetable *bus = buses(), *rail = trains(180);
    const struct tomt_timetable *part[] = {&bus->t, &rail->t};
    struct tomt_timetable t = joined(arena, part, 2);
    static const struct tomt_departure wanted[] = {
        {.stop = 0, .route = 0, .trip = 0, .time_s = AT(8, 20), .direction = 0},
        {.stop = 0, .route = 0, .trip = 5, .time_s = AT(8, 30), .direction = 1},
        {.stop = 1, .route = 0, .trip = 0, .time_s = AT(8, 21), .direction = 0},
        {.stop = 2, .route = 2, .trip = 7, .time_s = AT(9, 0), .direction = 0},
        {.stop = 3, .route = 1, .trip = 6, .time_s = AT(8, 20), .direction = 0},
        {.stop = 3, .route = 1, .trip = 8, .time_s = AT(8, 50), .direction = 0}};
    assert_int_equal(t.n_departures, 6);
    for (size_t d = 0; d < 6; d++) {
        assert_int_equal(t.departure[d].stop, wanted[d].stop);
        assert_int_equal(t.departure[d].route, wanted[d].route);
        assert_int_equal(t.departure[d].trip, wanted[d].trip);
        assert_int_equal(t.departure[d].time_s, wanted[d].time_s);
        assert_int_equal(t.departure[d].direction, wanted[d].direction);
        assert_true(d == 0 || in_order(&t.departure[d - 1], &t.departure[d]) < 0);
    }
    free(bus);
    free(rail);
    tomt_arena_free(arena);
}

/* Platform at 180 m: 80 m from bus stop b, so one hub of bus and rail with 3 stops. In the hour
 * (08:15 to 09:15): bus 1 trip each way, so 1 in the busier; rail 2. The on-demand stop is 5 km
 * off. With the platform at 260 m, 160 m from b, it is a hub of its own: the places' ids are the
 * same, the places are not. */
static void hubs_of_both(void **state)
{
    (void)state;
    static const double x[] = {180, 260};
    for (size_t k = 0; k < 2; k++) {
        struct tomt_arena *arena = new_arena();
        struct timetable *bus = buses(), *rail = trains(x[k]);
        const struct tomt_timetable *part[] = {&bus->t, &rail->t};
        struct tomt_timetable t = joined(arena, part, 2);
        struct tomt_transit_settings settings = tomt_transit_defaults();
        struct tomt_hubs hubs;
        struct tomt_error err = {0};
        assert_true(tomt_hubs_make(arena, &t, &settings, &hubs, &err));
        assert_int_equal(hubs.n, k ? 3 : 2);
        assert_int_equal(hubs.stop_hub[0], hubs.stop_hub[1]);
        uint32_t of = hubs.stop_hub[3];
        assert_true((of == hubs.stop_hub[0]) == (k == 0));
        assert_int_equal(hubs.n_peak[of], k ? 2 : 3);
        assert_int_equal(hubs.modes[of], k ? 1 << TOMT_RAIL : 1 << TOMT_RAIL | 1 << TOMT_BUS);
        assert_true(hubs.headway_min[TOMT_RAIL][of] == 30);
        assert_int_equal(hubs.n_peak[hubs.stop_hub[2]], 0);
        /* One bus an hour is no knutepunkt's; every 30 minutes by rail is. */
        assert_false(hubs.is_knutepunkt[of]);
        free(bus);
        free(rail);
        tomt_arena_free(arena);
    }
}

static void one_feed_is_itself(void **state)
{
    (void)state;
    struct tomt_arena *arena = new_arena();
    struct timetable *bus = buses();
    const struct tomt_timetable *part[] = {&bus->t};
    struct tomt_timetable t = joined(arena, part, 1);
    assert_int_equal(t.n_stops, 2);
    assert_int_equal(t.n_departures, 3);
    assert_ptr_equal(t.departure, bus->t.departure); /* not copied */
    assert_ptr_equal(t.stop_start, bus->t.stop_start);
    assert_string_equal(t.day, "2026-01-14");
    free(bus);
    tomt_arena_free(arena);
}

static void no_feed_is_nothing(void **state)
{
    (void)state;
    struct tomt_arena *arena = new_arena();
    struct tomt_timetable t = joined(arena, NULL, 0);
    assert_int_equal(t.n_stops, 0);
    assert_int_equal(t.n_departures, 0);
    assert_string_equal(t.day, "");
    struct tomt_transit_settings settings = tomt_transit_defaults();
    struct tomt_hubs hubs;
    struct tomt_error err = {0};
    assert_true(tomt_hubs_make(arena, &t, &settings, &hubs, &err));
    assert_int_equal(hubs.n, 0);
    tomt_arena_free(arena);
}

/* A feed without a stop in the box, all arrays NULL, before, between and after. */
static void empty_feeds_between(void **state)
{
    (void)state;
    struct tomt_arena *arena = new_arena();
    struct timetable *bus = buses(), *rail = trains(180);
    struct tomt_timetable bare = {.day = "2026-03-04"};
    const struct tomt_timetable *part[] = {&bare, &bus->t, &bare, &rail->t, &bare};
    struct tomt_timetable t = joined(arena, part, 5);
    assert_int_equal(t.n_stops, 4);
    assert_int_equal(t.n_departures, 6);
    assert_int_equal(t.stop_start[0], 0);
    assert_int_equal(t.stop_start[4], 6);
    assert_int_equal(t.departure[4].trip, 6);
    assert_int_equal(t.departure[4].route, 1);
    assert_int_equal(t.stop_place[3], 2);
    assert_string_equal(t.day, "2026-03-04");
    const struct tomt_timetable *nothing[] = {&bare, &bare};
    t = joined(arena, nothing, 2);
    assert_int_equal(t.n_stops, 0);
    assert_non_null(t.stop_start);
    assert_int_equal(t.stop_start[0], 0);
    free(bus);
    free(rail);
    tomt_arena_free(arena);
}

/* Counted before anything is read: no arrays are needed to be too many. */
static void too_many_together(void **state)
{
    (void)state;
    struct tomt_arena *arena = new_arena();
    struct tomt_timetable half = {.n_departures = UINT32_MAX / 2 + 1}, out;
    const struct tomt_timetable *part[] = {&half, &half};
    struct tomt_error err = {0};
    assert_false(tomt_timetable_join(arena, part, 2, &out, &err));
    assert_int_equal(err.code, TOMT_DATA);
    tomt_arena_free(arena);
}

/* Buses and trains together without bus stop a and the platform: their routes and places go, what
 * stays moves up and keeps its order, its texts and the numbers of its trips. */
static void a_part_of_it(void **state)
{
    (void)state;
    struct tomt_arena *arena = new_arena();
    struct timetable *bus = buses(), *rail = trains(180);
    const struct tomt_timetable *both[] = {&bus->t, &rail->t};
    struct tomt_timetable whole = joined(arena, both, 2), t;
    struct tomt_error err = {0};
    assert_true(tomt_timetable_keep(arena, &whole, (const uint8_t[]){0, 1, 7, 0}, &t, &err));
    assert_int_equal(t.n_stops, 2);
    assert_ptr_equal(t.stop_id[0], whole.stop_id[1]);
    assert_string_equal(t.stop_id[1], "alone");
    assert_true(t.x[0] == 100 && t.x[1] == 5180);
    assert_int_equal(t.stop_place[0], 0);
    assert_int_equal(t.stop_place[1], NONE);
    assert_int_equal(t.n_places, 1); /* "empty" and the other "p" are nobody's any more */
    assert_string_equal(t.place_id[0], "p");
    assert_int_equal(t.n_routes, 2); /* R1 is not */
    assert_string_equal(t.route_id[0], "51");
    assert_string_equal(t.route_id[1], "call");
    assert_string_equal(t.towards[1][1], "call");
    assert_int_equal(t.route_mode[1], TOMT_BUS);
    assert_int_equal(t.route_counts[0], 1);
    assert_int_equal(t.route_counts[1], 0);
    assert_int_equal(t.n_departures, 2);
    static const struct tomt_departure wanted[] = {
        {.stop = 0, .route = 0, .trip = 0, .time_s = AT(8, 21), .direction = 0},
        {.stop = 1, .route = 1, .trip = 7, .time_s = AT(9, 0), .direction = 0}};
    for (size_t d = 0; d < 2; d++) {
        assert_int_equal(t.departure[d].stop, wanted[d].stop);
        assert_int_equal(t.departure[d].route, wanted[d].route);
        assert_int_equal(t.departure[d].trip, wanted[d].trip);
        assert_int_equal(t.departure[d].time_s, wanted[d].time_s);
    }
    assert_int_equal(t.stop_start[0], 0);
    assert_int_equal(t.stop_start[1], 1);
    assert_int_equal(t.stop_start[2], 2);
    assert_string_equal(t.day, "2026-01-14");
    /* nothing of it, and something of nothing */
    assert_true(tomt_timetable_keep(arena, &whole, (const uint8_t[]){0, 0, 0, 0}, &t, &err));
    assert_true(t.n_stops == 0 && t.n_routes == 0 && t.n_places == 0 && t.n_departures == 0);
    assert_int_equal(t.stop_start[0], 0);
    struct tomt_timetable bare = {.day = "2026-03-04"};
    assert_true(tomt_timetable_keep(arena, &bare, NULL, &t, &err));
    assert_int_equal(t.n_stops, 0);
    assert_string_equal(t.day, "2026-03-04");
    free(bus);
    free(rail);
    tomt_arena_free(arena);
}

/* 300 stops in a square of 3 km, some with parents far apart, two routes; those in the left third
 * are asked for. Whatever hub has one of them is kept whole, and is the same hub as of all stops:
 * id, middle, departures, headways, class. Nothing else is kept. */
static void hubs_of_a_part_are_those_of_the_whole(void **state)
{
    (void)state;
    enum { STOPS = 300 };
    struct tomt_arena *arena = new_arena();
    struct timetable *made = timetable_new();
    struct tomt_transit_settings settings = tomt_transit_defaults();
    struct tomt_error err = {0};
    char(*id)[8] = calloc(STOPS, sizeof *id);
    uint8_t keep[STOPS];
    uint32_t seed = 7;
    for (int p = 0; p < 3; p++)
        add_place(made, (const char *[]){"P0", "P1", "P2"}[p]);
    uint32_t route[] = {add_route(made, TOMT_BUS, true), add_route(made, TOMT_RAIL, true)};
    for (uint32_t s = 0; s < STOPS; s++) {
        double xy[2];
        for (int k = 0; k < 2; k++)
            xy[k] = (double)((seed = seed * 1103515245u + 12345u) >> 16 & 0x7FFF) * 3000 / 32768;
        snprintf(id[s], sizeof id[s], "s%03u", (unsigned)s);
        add_stop(made, id[s], xy[0], xy[1], s % 50 == 0 ? s / 50 % 3 : NONE);
        add_trips(made, s, route[s % 2], s % 3 == 0, AT(8, 0) + s, 300 + 7 * s, 1 + s % 5);
    }
    struct tomt_hubs whole = make_hubs(arena, made), part;
    for (size_t s = 0; s < STOPS; s++)
        keep[s] = made->x[s] < 1000;
    assert_true(tomt_hubs_whole(&made->t, settings.merge_m, keep, &err));
    size_t n_wanted = 0, n_grown = 0, n_kept = 0;
    for (size_t h = 0; h < whole.n; h++) {
        bool wanted = false;
        for (size_t s = 0; s < STOPS; s++)
            wanted |= whole.stop_hub[s] == h && made->x[s] < 1000;
        for (size_t s = 0; s < STOPS; s++)
            if (whole.stop_hub[s] == h) {
                assert_int_equal(keep[s], wanted);
                n_grown += wanted && made->x[s] >= 1000;
                n_kept += wanted;
            }
        n_wanted += wanted;
    }
    assert_true(n_grown > 0 && n_kept < STOPS && n_wanted > 1);
    struct tomt_timetable t;
    assert_true(tomt_timetable_keep(arena, &made->t, keep, &t, &err));
    assert_int_equal(t.n_stops, n_kept);
    assert_true(tomt_hubs_make(arena, &t, &settings, &part, &err));
    assert_int_equal(part.n, n_wanted);
    for (size_t h = 0, of = 0; h < part.n; h++) {
        while (of < whole.n && strcmp(whole.id[of], part.id[h]) != 0)
            of++; /* both by id */
        assert_true(of < whole.n);
        assert_true(part.x[h] == whole.x[of] && part.y[h] == whole.y[of]);
        assert_true(part.radius_m[h] == whole.radius_m[of]);
        assert_int_equal(part.modes[h], whole.modes[of]);
        assert_int_equal(part.n_stops[h], whole.n_stops[of]);
        assert_int_equal(part.n_peak[h], whole.n_peak[of]);
        assert_int_equal(part.n_day[h], whole.n_day[of]);
        assert_int_equal(part.category[h], whole.category[of]);
        assert_int_equal(part.is_knutepunkt[h], whole.is_knutepunkt[of]);
    }
    free(id);
    free(made);
    tomt_arena_free(arena);
}

static void failing_allocations_of_a_part(void **state)
{
    (void)state;
    struct timetable *bus = buses();
    bool done = false;
    for (uint64_t n = 1; !done; n++) {
        struct tomt_arena *arena = new_arena();
        struct tomt_error err = {0};
        struct tomt_timetable t;
        uint8_t keep[] = {1, 0};
        tomt_allocation_fail_at(n);
        done = tomt_hubs_whole(&bus->t, 150, keep, &err) &&
               tomt_timetable_keep(arena, &bus->t, keep, &t, &err);
        tomt_allocation_fail_at(0);
        assert_int_equal(err.code, done ? TOMT_OK : TOMT_MEMORY);
        tomt_arena_free(arena);
    }
    free(bus);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_moved_on),
        cmocka_unit_test(departures_stay_in_order),
        cmocka_unit_test(hubs_of_both),
        cmocka_unit_test(one_feed_is_itself),
        cmocka_unit_test(no_feed_is_nothing),
        cmocka_unit_test(empty_feeds_between),
        cmocka_unit_test(too_many_together),
        cmocka_unit_test(a_part_of_it),
        cmocka_unit_test(hubs_of_a_part_are_those_of_the_whole),
        cmocka_unit_test(failing_allocations_of_a_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
