/* facts_needs: equal requests are one; filters match as the header says. */
#include "facts/inside.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static struct tomt_texts texts(const char **item, size_t n)
{
    return (struct tomt_texts){item, n};
}

static void equal_requests_are_one(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_needs *needs = tomt_needs_new(arena, &err);
    size_t first, second;
    const char *ab[] = {"rail", "tram"}, *ba[] = {"tram", "rail"}, *a[] = {"rail"};
    struct tomt_fact_request nearest = {.kind = TOMT_FACT_NEAREST,
                                        .role = 7,
                                        .reach_m = 20000,
                                        .filter[0] = {"mode", texts(ab, 2), false, false}};
    struct tomt_fact_request turned = nearest, fewer = nearest, endless = nearest;
    turned.filter[0].values = texts(ba, 2);
    fewer.filter[0].values = texts(a, 1);
    endless.reach_m = INFINITY;
    assert_false(tomt_need(needs, &nearest, &err)); /* no instance yet */
    tomt_error_clear(&err);
    assert_true(tomt_needs_instance(needs, &first, &err) && tomt_need(needs, &nearest, &err) &&
                tomt_need(needs, &fewer, &err));
    assert_true(tomt_needs_instance(needs, &second, &err) && tomt_need(needs, &endless, &err) &&
                tomt_need(needs, &turned, &err));
    assert_int_equal(tomt_needs_count(needs), 3);
    assert_int_equal(tomt_needs_fact_of(needs, first, 0), tomt_needs_fact_of(needs, second, 1));
    assert_int_equal(tomt_needs_fact_of(needs, first, 1), 1);
    assert_int_equal(tomt_needs_fact_of(needs, second, 0), 2);
    assert_true(tomt_needs_fact_of(needs, second, 2) == SIZE_MAX);
    assert_true(tomt_needs_reach_m(needs, 7) == 20000);
    assert_true(tomt_needs_reach_m(needs, 8) == 0);
    /* All hubs: a filter without a column is none, whatever else it says. */
    struct tomt_fact_request all = {.kind = TOMT_FACT_NEAREST, .role = 7}, same = all;
    same.filter[0].prefix = true;
    size_t third;
    assert_true(tomt_needs_instance(needs, &third, &err) && tomt_need(needs, &all, &err) &&
                tomt_need(needs, &same, &err));
    assert_int_equal(tomt_needs_count(needs), 4);
    assert_int_equal(tomt_needs_fact_of(needs, third, 0), tomt_needs_fact_of(needs, third, 1));
    for (int i = 0; i < 100; i++) { /* past every first capacity */
        struct tomt_fact_request more = {.kind = TOMT_FACT_CATCHMENT, .role = 5, .reach_m = 1 + i};
        assert_true(tomt_needs_instance(needs, &second, &err) && tomt_need(needs, &more, &err));
    }
    assert_int_equal(tomt_needs_count(needs), 104);
    assert_int_equal(tomt_needs_fact_of(needs, second, 0), 103);
    assert_true(tomt_needs_reach_m(needs, 5) == 100);
    tomt_arena_free(arena);
}

static void ways_and_how_far_they_go(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_needs *needs = tomt_needs_new(arena, &err);
    size_t instance;
    struct tomt_fact_request walk = {
        .kind = TOMT_FACT_NEAREST, .role = 7, .way = TOMT_WALK, .reach_m = 5000};
    struct tomt_fact_request straight = walk, drive = walk, farther = walk;
    straight.way = TOMT_STRAIGHT;
    straight.reach_m = 90000;
    drive.way = TOMT_DRIVE;
    drive.reach_m = 0;
    drive.reach_min = 6;
    farther = drive;
    farther.reach_min = 12;
    assert_true(tomt_needs_instance(needs, &instance, &err));
    assert_true(isnan(tomt_needs_street_reach_m(needs)));
    assert_true(tomt_need(needs, &straight, &err));
    assert_true(isnan(tomt_needs_street_reach_m(needs)));
    assert_true(tomt_needs_way(needs, TOMT_STRAIGHT) && !tomt_needs_way(needs, TOMT_WALK));
    assert_true(tomt_need(needs, &walk, &err));
    assert_true(tomt_needs_street_reach_m(needs) == 5000);
    assert_true(tomt_needs_way(needs, TOMT_WALK) && !tomt_needs_way(needs, TOMT_DRIVE));
    assert_true(tomt_need(needs, &drive, &err) && tomt_need(needs, &farther, &err) &&
                tomt_need(needs, &drive, &err));
    assert_int_equal(tomt_needs_count(needs),
                     4); /* minutes tell requests apart, and so does the way */
    /* 12 minutes at 130 km/h */
    assert_true(fabs(tomt_needs_street_reach_m(needs) - 26000) < 1e-9);
    assert_true(tomt_needs_way(needs, TOMT_DRIVE));
    assert_true(tomt_needs_reach_m(needs, 7) == 90000);
    tomt_arena_free(arena);
}

static void public_transport_needs_its_stops(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_needs *needs = tomt_needs_new(arena, &err);
    size_t instance;
    struct tomt_fact_request class = {.kind = TOMT_FACT_TRANSIT_CLASS, .role = 7};
    struct tomt_fact_request level = {.kind = TOMT_FACT_TRANSIT_LEVEL, .role = 7};
    assert_true(tomt_needs_instance(needs, &instance, &err) && tomt_need(needs, &class, &err));
    assert_true(isnan(tomt_needs_street_reach_m(needs))); /* straight */
    assert_true(tomt_needs_reach_m(needs, 7) ==
                1500); /* 1000 m, and room for the hub's other stops */
    assert_false(tomt_needs_way(needs, TOMT_WALK) || tomt_needs_way(needs, TOMT_STRAIGHT));
    assert_true(tomt_need(needs, &level, &err));
    assert_true(tomt_needs_street_reach_m(needs) == 960); /* PTAL's reach of rail */
    assert_true(tomt_needs_way(needs, TOMT_WALK));
    tomt_arena_free(arena);
}

/* What is new in a request tells requests apart; what is not looked at does not. */
static void the_economy_of_places_is_asked_for(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_needs *needs = tomt_needs_new(arena, &err);
    const char *it[] = {"62"};
    size_t instance;
    struct tomt_fact_request variety = {.kind = TOMT_FACT_VARIETY,
                                        .role = 5,
                                        .way = TOMT_WALK,
                                        .reach_m = 700,
                                        .sectors = 3,
                                        .digits = 5,
                                        .filter[0] = {"cluster_it", {NULL, 0}, false, true}};
    struct tomt_fact_request sectors = variety, digits = variety, some = variety, same = variety,
                             straight = variety, drive = variety;
    sectors.sectors = 1;
    digits.digits = 4;
    some.filter[0] = (struct tomt_filter){"cluster_it", texts(it, 1), false, false};
    same.filter[0] = (struct tomt_filter){"cluster_it", texts(it, 1), true, true};
    straight.way = TOMT_STRAIGHT;
    straight.reach_m = 1500;
    drive.way = TOMT_DRIVE;
    drive.reach_m = 0;
    drive.reach_min = 6;
    struct tomt_fact_request reference = {.kind = TOMT_FACT_REFERENCE, .role = 5, .reach_m = 9000},
                             other = reference, spot = reference, fine = reference;
    other.name = "country";
    spot.kind = fine.kind = TOMT_FACT_HOT_SPOT;
    spot.cell_m = 100;
    fine.cell_m = 50;
    assert_true(tomt_needs_instance(needs, &instance, &err));
    const struct tomt_fact_request *const apart[] = {&reference, &other, &spot, &fine};
    for (size_t i = 0; i < 4; i++)
        assert_true(tomt_need(needs, apart[i], &err));
    assert_int_equal(tomt_needs_count(needs), 4);
    /* They look at the study area, and go nowhere. */
    assert_true(tomt_needs_reach_m(needs, 5) == 0);
    assert_true(isnan(tomt_needs_street_reach_m(needs)));
    assert_false(tomt_needs_way(needs, TOMT_STRAIGHT));
    assert_true(tomt_need(needs, &variety, &err) && tomt_need(needs, &same, &err));
    assert_int_equal(tomt_needs_count(needs), 5);
    assert_true(tomt_need(needs, &sectors, &err) && tomt_need(needs, &digits, &err) &&
                tomt_need(needs, &some, &err));
    assert_int_equal(tomt_needs_count(needs), 8);
    assert_true(tomt_needs_way(needs, TOMT_WALK));
    assert_true(tomt_needs_reach_m(needs, 5) == 700 && tomt_needs_street_reach_m(needs) == 700);
    assert_true(tomt_need(needs, &straight, &err));
    assert_true(tomt_needs_reach_m(needs, 5) == 1500 && tomt_needs_street_reach_m(needs) == 700);
    assert_true(tomt_need(needs, &drive, &err)); /* 6 minutes at 130 km/h */
    assert_true(fabs(tomt_needs_reach_m(needs, 5) - 13000) < 1e-9);
    assert_true(fabs(tomt_needs_street_reach_m(needs) - 13000) < 1e-9);
    tomt_arena_free(arena);
}

static bool matches(const char *value, bool prefix, const char *text)
{
    struct tomt_filter filter = {"code", texts(&value, 1), prefix, false};
    return tomt_filter_matches(&filter, text, text ? strlen(text) : 0);
}

static void filters_match(void **state)
{
    (void)state;
    assert_true(matches("rail", false, "rail"));
    assert_false(matches("rail", false, "railway"));
    assert_false(matches("rail", false, "Rail"));
    assert_true(matches("62", true, "62.010"));
    assert_true(matches("6201", true, "62.010"));
    assert_true(matches("62.01", true, "62010"));
    assert_false(matches("62.02", true, "62.010"));
    assert_false(matches("62.0100", true, "62.010"));
    assert_false(matches("2", true, "62.010"));
    assert_true(matches("H310", true, "310"));
    assert_true(matches("310", true, "H310"));
    assert_true(matches("H3", true, "H310_1"));
    assert_false(matches("H320", true, "H310"));
    assert_false(matches("H", true, "310")); /* a letter alone is not a code's H */
    assert_false(matches("", true, "310"));
    assert_false(matches("62", true, NULL)); /* null never matches */
    assert_false(matches("62", false, NULL));
    assert_true(tomt_filter_matches(&(struct tomt_filter){0}, NULL, 0)); /* no column: all */
}

static void bests_are_in_order(void **state)
{
    (void)state;
    struct tomt_bests bests = {.width = 2};
    tomt_bests_add(&bests, (struct tomt_best){1, 50, 9});
    tomt_bests_add(&bests, (struct tomt_best){1, 40, 8});
    tomt_bests_add(&bests, (struct tomt_best){1, 40, 3});
    tomt_bests_add(&bests, (struct tomt_best){3, 900, 1});
    assert_int_equal(bests.n, 2);
    assert_int_equal(bests.best[0].item, 1);
    assert_int_equal(bests.best[1].item, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_requests_are_one),
        cmocka_unit_test(ways_and_how_far_they_go),
        cmocka_unit_test(public_transport_needs_its_stops),
        cmocka_unit_test(the_economy_of_places_is_asked_for),
        cmocka_unit_test(filters_match),
        cmocka_unit_test(bests_are_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
