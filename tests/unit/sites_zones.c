/* Zones as they count: levels, plans by date, the smaller within a plan, H910. All numbers are
 * areas of rectangles. */
#include "sites_support.h"

#define ZONE_FIELDS "use,plan_id,adopted,level"

/* 100 x 100 with a 20 x 20 inside it, one plan: the smaller wins, the larger keeps 10000 - 400. */
static void smaller_wins_in_a_plan(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((0 0,100 0,100 100,0 100,0 0))", {"1110", "A"}},
          {"POLYGON((40 40,60 40,60 60,40 60,40 40))", {"1300", "A"}});
    resolve(&world);
    assert_near(zone_area(&world, 0, 1), 9600, 1e-6);
    assert_near(zone_area(&world, 0, 2), 400, 1e-6);
    assert_int_equal(world.zones.report.n_overlaps_in_plan, 1);
    assert_near(world.zones.report.overlap_in_plan_m2, 400, 1e-6);
    assert_int_equal(world.zones.report.n_first_overlap, 1);
    assert_int_equal(world.zones.report.first_overlap_fid[0], 1);
    assert_int_equal(world.zones.report.n_plan_overlaps, 0);
    world_close(&world);
}

/* The newer plan is the larger one: it wins all the same. 100 x 100 against 60 x 60 that sticks out
 * by 10 x 60. */
static void newer_plan_wins(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((50 0,110 0,110 60,50 60,50 0))", {"1300", "old", "1999-05-01"}},
          {"POLYGON((0 0,100 0,100 100,0 100,0 0))", {"1110", "new", "2015-01-01"}},
          {"POLYGON((0 90,10 90,10 110,0 110,0 90))", {"2010", "undated"}});
    resolve(&world);
    assert_near(zone_area(&world, 0, 1), 600, 1e-6);
    assert_near(zone_area(&world, 0, 2), 10000, 1e-6);
    assert_near(zone_area(&world, 0, 3), 100, 1e-6); /* 10 x 20, half of it under the newer plan */
    assert_int_equal(world.zones.report.n_plan_overlaps, 2);
    assert_near(world.zones.report.plan_overlap_m2, 3000 + 100, 1e-6);
    world_close(&world);
}

/* As above, but an H910 area of x 50..75, y 0..60 keeps the older plan: older 1500 + 600, newer
 * 10000 - 1500. */
static void older_plan_stays_in_force(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((50 0,110 0,110 60,50 60,50 0))", {"1300", "old", "1999-05-01"}},
          {"POLYGON((0 0,100 0,100 100,0 100,0 0))", {"1110", "new", "2015-01-01"}});
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "kept", "code",
          {"POLYGON((50 0,75 0,75 60,50 60,50 0))", {"H910"}},
          {"POLYGON((0 0,100 0,100 100,0 100,0 0))", {"H310"}});
    resolve(&world);
    assert_near(zone_area(&world, 0, 1), 2100, 1e-6);
    assert_near(zone_area(&world, 0, 2), 8500, 1e-6);
    assert_int_equal(world.zones.report.n_kept_older, 1);
    world_close(&world);
}

/* Tunnels (1) and bridges (3) do not count; no level counts. */
static void only_level_two_counts(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((0 0,10 0,10 10,0 10,0 0))", {"1110", "A", NULL, "2"}},
          {"POLYGON((0 0,10 0,10 10,0 10,0 0))", {"2010", "A", NULL, "1"}},
          {"POLYGON((0 0,10 0,10 10,0 10,0 0))", {"2010", "A", NULL, "3"}},
          {"POLYGON((20 0,30 0,30 10,20 10,20 0))", {"1300", "A", NULL, NULL}});
    resolve(&world);
    assert_int_equal(world.zones.report.n_level, 2);
    assert_int_equal(world.zones.n, 2);
    assert_int_equal(world.zones.report.n_overlaps_in_plan, 0);
    world_close(&world);
}

/* A hole exactly filled by another zone, and neighbours whose border has a corner on one side only:
 * no overlap, no overlay. */
static void shared_borders_are_no_overlap(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((0 0,100 0,100 100,0 100,0 0),(40 40,40 60,60 60,60 40,40 40))", {"1110", "A"}},
          {"POLYGON((40 40,60 40,60 60,40 60,40 40))", {"1300", "A"}},
          {"POLYGON((100 -50,200 -50,200 33,200 150,100 150,100 -50))", {"1400", "A"}},
          {"POLYGON((-10 0,0 0,0 17,0 100,-10 100,-10 0))", {"1500", "B"}});
    resolve(&world);
    assert_int_equal(world.zones.n, 4);
    assert_near(zone_area(&world, 0, 1), 9600, 1e-9);
    assert_int_equal(world.zones.report.n_overlaps_in_plan + world.zones.report.n_plan_overlaps +
                         world.zones.report.n_slivers,
                     0);
    world_close(&world);
}

/* Drawn 5 mm over: 0.005 x 100 = 0.5 m2 of overlap is a sliver, counted and still resolved. */
static void sliver_overlaps_are_counted(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((0 0,100 0,100 100,0 100,0 0))", {"1110", "A"}},
          {"POLYGON((99.995 0,150 0,150 100,99.995 100,99.995 0))", {"1300", "A"}});
    resolve(&world);
    assert_int_equal(world.zones.report.n_overlaps_in_plan, 0);
    assert_int_equal(world.zones.report.n_slivers, 1);
    assert_near(world.zones.report.slivers_m2, 0.5, 1e-6);
    assert_near(zone_area(&world, 0, 1), 9999.5, 1e-6);
    world_close(&world);
}

/* Without ids each layer is a plan; the same date everywhere: the lower layer goes first. Equal
 * zones: one is wholly covered. */
static void plans_without_id(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "first", ZONE_FIELDS,
          {"POLYGON((0 0,10 0,10 10,0 10,0 0))", {"1110"}});
    LAYER(&world, TOMT_ROLE_ZONE, "second", ZONE_FIELDS,
          {"POLYGON((0 0,10 0,10 10,0 10,0 0))", {"1300"}});
    resolve(&world);
    assert_int_equal(world.zones.n, 1);
    assert_int_equal(world.zones.layer[0], 0);
    assert_int_equal(world.zones.report.n_wholly_covered, 1);
    assert_int_equal(world.zones.report.n_plan_overlaps, 1);
    world_close(&world);
}

/* Ten small zones in a large one, more than are cut one by one: 10000 - 10 x 25. */
static void many_are_cut_at_once(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    struct feature feature[11] = {{"POLYGON((0 0,100 0,100 100,0 100,0 0))", {"1110", "A"}}};
    for (int i = 0; i < 10; i++) {
        char *wkt = tomt_arena_print(world.arena, &world.err, "POLYGON((%d 1,%d 1,%d 6,%d 6,%d 1))",
                                     1 + 9 * i, 6 + 9 * i, 6 + 9 * i, 1 + 9 * i, 1 + 9 * i);
        feature[i + 1] = (struct feature){wkt, {"1300", "A"}};
    }
    add_layer(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS, feature, 11);
    resolve(&world);
    assert_near(zone_area(&world, 0, 1), 9750, 1e-6);
    assert_int_equal(world.zones.report.n_overlaps_in_plan, 10);
    world_close(&world);
}

static void no_zones_at_all(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    resolve(&world);
    assert_int_equal(world.zones.n, 0);
    world_close(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(smaller_wins_in_a_plan),
        cmocka_unit_test(newer_plan_wins),
        cmocka_unit_test(older_plan_stays_in_force),
        cmocka_unit_test(only_level_two_counts),
        cmocka_unit_test(shared_borders_are_no_overlap),
        cmocka_unit_test(sliver_overlaps_are_counted),
        cmocka_unit_test(plans_without_id),
        cmocka_unit_test(many_are_cut_at_once),
        cmocka_unit_test(no_zones_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
