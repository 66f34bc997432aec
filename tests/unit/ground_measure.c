/* What lies on each site, by hand: buildings, covers with buffers, limits in both orders, the sum
 * check. */
#include "ground_support.h"

static const char SQUARE[] = "POLYGON((0 0,100 0,100 100,0 100,0 0))";
static const char WEST[] = "POLYGON((-10 -10,50 -10,50 110,-10 110,-10 -10))";
static const char SOUTH[] = "POLYGON((-10 -10,110 -10,110 50,-10 50,-10 -10))";
static const double NONE = NAN;

static void open_square(struct world *world)
{
    world_open(world);
    add_site(world, SQUARE, 3);
    add_zone(world, SQUARE);
}

static void buildings_by_share(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    add_site(&world, SQUARE, 0);
    add_site(&world, "POLYGON((-100 0,0 0,0 100,-100 100,-100 0))", 0);
    add_zone(&world, "POLYGON((-100 0,100 0,100 100,-100 100,-100 0))");
    /* 20 x 10 across the border: 14 m on the western parcel */
    add_wkt(&world, &world.buildings, "POLYGON((-14 10,6 10,6 20,-14 20,-14 10))");
    /* a courtyard: 400 - 100, all in the east; one far away; one leaning over the edge: 5 x 10 */
    add_wkt(&world, &world.buildings,
            "POLYGON((20 20,40 20,40 40,20 40,20 20),(25 25,25 35,35 35,35 25,25 25))");
    add_wkt(&world, &world.buildings, "POLYGON((900 900,910 900,910 910,900 910,900 900))");
    add_wkt(&world, &world.buildings, "POLYGON((95 50,105 50,105 60,95 60,95 50))");
    measure(&world);
    const struct tomt_overlaps *building = &world.ground.building;
    assert_near(pair_m2(building, 0, 0), 60, 1e-9);
    assert_near(pair_m2(building, 1, 0), 140, 1e-9);
    assert_near(pair_m2(building, 0, 1), 300, 1e-9);
    assert_near(pair_m2(building, 0, 3), 50, 1e-9);
    assert_int_equal(building->start[2], 4);
    assert_near(pair_m2(&world.ground.zone, 0, 0), 10000, 1e-9);
    assert_near(pair_m2(&world.ground.zone, 1, 0), 10000, 1e-9);
    assert_int_equal(world.ground.covers.n, 0);
    assert_int_equal(world.ground.limits.n, 0);
    world_close(&world);
}

static void limits_of(struct world *world, bool west_first, double west_leaves, double south_leaves)
{
    open_square(world);
    size_t west = add_layer(world, "west", TOMT_POLYGONS);
    add_feature(world, west, "H210", WEST);
    size_t south = add_layer(world, "south", TOMT_POLYGONS);
    add_feature(world, south, "H220", SOUTH);
    size_t p = add_profile(world, "office");
    for (int i = 0; i < 2; i++) {
        if ((i == 0) == west_first)
            add_constraint(world, p, "west", NULL, TOMT_EFFECT_LIMIT, 0, west_leaves);
        else
            add_constraint(world, p, "south", NULL, TOMT_EFFECT_LIMIT, 0, south_leaves);
    }
    measure(world);
}

static void two_limits_in_both_orders(void **state)
{
    (void)state;
    struct world world;
    /* West leaves 0.5 of 5000: takes 2500. South leaves 0.2: of 2500 x 0.5 + 2500 = 3750 it takes
     * 3000. */
    limits_of(&world, true, 0.5, 0.2);
    assert_int_equal(world.ground.limits.n, 2);
    assert_near(lost(&world.ground, 0, 0, 0), 2500, 1e-6);
    assert_near(lost(&world.ground, 0, 0, 1), 3000, 1e-6);
    world_close(&world);
    /* South takes 4000 of 5000; west half of 2500 x 0.2 + 2500 = 3000: 1500. Together 5500 as well.
     */
    limits_of(&world, false, 0.5, 0.2);
    assert_near(lost(&world.ground, 0, 0, 0), 4000, 1e-6);
    assert_near(lost(&world.ground, 0, 0, 1), 1500, 1e-6);
    world_close(&world);
    /* West leaves nothing: south has only the east to take from. */
    limits_of(&world, true, 0, 0.2);
    assert_near(lost(&world.ground, 0, 0, 0), 5000, 1e-6);
    assert_near(lost(&world.ground, 0, 0, 1), 2000, 1e-6);
    world_close(&world);
}

static void limits_by_profile_and_zone(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    add_site(&world, SQUARE, 1 | 2);
    add_site(&world, "POLYGON((200 0,300 0,300 100,200 100,200 0))", 2);
    add_zone(&world, "POLYGON((0 0,30 0,30 100,0 100,0 0))");
    add_zone(&world, "POLYGON((30 0,400 0,400 100,30 100,30 0))");
    size_t west = add_layer(&world, "west", TOMT_POLYGONS);
    add_feature(&world, west, NULL, WEST);
    add_feature(&world, west, NULL, "POLYGON((190 -1,310 -1,310 101,190 101,190 -1))");
    size_t one = add_profile(&world, "one"), two = add_profile(&world, "two");
    add_constraint(&world, one, "west", NULL, TOMT_EFFECT_INFORM, 0, NONE);
    add_constraint(&world, one, "west", NULL, TOMT_EFFECT_LIMIT, 0, 0.5);
    add_constraint(&world, two, "west", NULL, TOMT_EFFECT_LIMIT, 0, 0.5);
    add_constraint(&world, two, "west", NULL, TOMT_EFFECT_LIMIT, 0, 0.2); /* the same again */
    measure(&world);
    const struct tomt_limits *limits = &world.ground.limits;
    /* Site 0: 3000 of zone 0 (all west), 2000 of zone 1. Profile one: halves. Two: halves, and 0.8
     * of the rest. */
    static const struct {
        uint32_t site, zone;
        unsigned profile, constraint;
        double m2;
    } rows[] = {
        {0, 0, 0, 1, 1500}, {0, 1, 0, 1, 1000}, {0, 0, 1, 0, 1500}, {0, 0, 1, 1, 1200},
        {0, 1, 1, 0, 1000}, {0, 1, 1, 1, 800},  {1, 1, 1, 0, 5000}, {1, 1, 1, 1, 4000},
    };
    assert_int_equal(limits->n, sizeof rows / sizeof *rows);
    for (size_t i = 0; i < limits->n; i++) {
        assert_int_equal(limits->site[i], rows[i].site);
        assert_int_equal(limits->zone[i], rows[i].zone);
        assert_int_equal(limits->profile[i], rows[i].profile);
        assert_int_equal(limits->constraint[i], rows[i].constraint);
        assert_near(limits->lost_m2[i], rows[i].m2, 1e-6);
    }
    /* All four are one cover. */
    assert_int_equal(world.ground.covers.n, 1);
    assert_int_equal(world.ground.covers.of[1][1], 0);
    assert_int_equal(world.ground.covers.cover[0].n_features, 2);
    assert_string_equal(world.ground.covers.cover[0].layer, "west");
    world_close(&world);
}

static void lines_and_points_with_buffers(void **state)
{
    (void)state;
    struct world world;
    open_square(&world);
    size_t road = add_layer(&world, "road", TOMT_LINES);
    add_feature(&world, road, "E18", "LINESTRING(50 -900,50 900)");
    add_feature(&world, road, "RV", "LINESTRING(-900 0,900 0)");
    size_t well = add_layer(&world, "well", TOMT_POINTS);
    add_feature(&world, well, NULL, "POINT(50 50)");
    check(tomt_shapes_add_point(&world.layer[well].shapes, NAN, NAN, &world.err), &world.err);
    add_code(&world, well, NULL);
    size_t pond = add_layer(&world, "pond", TOMT_POLYGONS);
    add_feature(&world, pond, NULL, "POLYGON((20 20,30 20,30 30,20 30,20 20))");
    size_t p = add_profile(&world, "office");
    add_constraint(&world, p, "road", "E18", TOMT_EFFECT_INFORM, 10, NONE);
    add_constraint(&world, p, "road", NULL, TOMT_EFFECT_LIMIT, 10, 0.25);
    add_constraint(&world, p, "road", NULL, TOMT_EFFECT_INFORM, 0, NONE);
    add_constraint(&world, p, "well", NULL, TOMT_EFFECT_PENALISE, 8, NONE);
    add_constraint(&world, p, "pond", NULL, TOMT_EFFECT_INFORM, 5, NONE);
    add_constraint(&world, p, "road", "RV", TOMT_EFFECT_INFORM, 100, NONE); /* to the far side */
    add_constraint(&world, p, "pond", NULL, TOMT_EFFECT_EXCLUDE, 9, NONE);
    add_constraint(&world, p, "pond", NULL, TOMT_EFFECT_EXCLUDE, 5, NONE); /* as the inform one */
    measure(&world);
    const struct tomt_overlaps *site = &world.ground.covers.site;
    /* 16 segments a quarter: 64 triangles with the angle 2 pi / 64 */
    const double disc = 32 * sin(3.14159265358979323846 / 32);
    assert_int_equal(world.ground.covers.n, 6);
    /* What is excluded is no longer in sites, and not measured. */
    assert_int_equal(world.ground.covers.of[p][4], 4);
    assert_true(world.ground.covers.of[p][6] == SIZE_MAX);
    assert_true(world.ground.covers.of[p][7] == SIZE_MAX);
    assert_near(pair_m2(site, 0, 0), 2000, 1e-6);
    assert_near(pair_m2(site, 0, 1), 2000 + 1000 - 200, 1e-6); /* the crossing once */
    assert_near(pair_m2(site, 0, 2), 0, 0);
    assert_near(pair_m2(site, 0, 3), 64 * disc, 1e-6);
    assert_near(pair_m2(site, 0, 4), 100 + 4 * 50 + 25 * disc, 1e-6);
    assert_near(pair_m2(site, 0, 5), 10000, 1e-6);
    assert_near(lost(&world.ground, 0, 0, 1), 0.75 * 2800, 1e-6);
    assert_int_equal(world.ground.covers.main_layer[1], road);
    assert_int_equal(world.ground.covers.main_row[1], 0); /* 2000 against 1000 */
    assert_int_equal(world.ground.covers.cover[1].n_features, 2);
    world_close(&world);
}

static void features_of_one_cover_count_once(void **state)
{
    (void)state;
    struct world world;
    open_square(&world);
    size_t flood = add_layer(&world, "flood", TOMT_POLYGONS);
    /* 0 and 1 overlap in 10 x 10; 2 lies in 1; 3 is 2 again; 4 is apart, in two parts, beside 0 */
    add_feature(&world, flood, "H320_1", "POLYGON((0 0,30 0,30 30,0 30,0 0))");
    add_feature(&world, flood, "H320_2", "POLYGON((20 20,60 20,60 60,20 60,20 20))");
    add_feature(&world, flood, "H320_2", "POLYGON((40 40,50 40,50 50,40 50,40 40))");
    add_feature(&world, flood, "H320_2", "POLYGON((40 40,50 40,50 50,40 50,40 40))");
    add_feature(&world, flood, "H320_3",
                "MULTIPOLYGON(((30 0,40 0,40 10,30 10,30 0)),((90 90,110 90,110 110,90 110,90 "
                "90)))");
    add_feature(&world, flood, "H310", "POLYGON((0 0,100 0,100 100,0 100,0 0))");
    size_t p = add_profile(&world, "office");
    add_constraint(&world, p, "flood", "320", TOMT_EFFECT_LIMIT, 0, 0);
    add_constraint(&world, p, "flood", "H320_2", TOMT_EFFECT_INFORM, 0, NONE);
    add_constraint(&world, p, "flood", "H320_1", TOMT_EFFECT_INFORM, 0, NONE);
    add_constraint(&world, p, "flood", NULL, TOMT_EFFECT_INFORM, 0, NONE);
    add_constraint(&world, p, "elsewhere", NULL, TOMT_EFFECT_INFORM, 0, NONE);
    measure(&world);
    const struct tomt_covers *covers = &world.ground.covers;
    assert_near(pair_m2(&covers->site, 0, 0), 900 + 1600 - 100 + 100 + 100, 1e-6);
    assert_near(pair_m2(&covers->site, 0, 1), 1600, 1e-6);
    assert_near(pair_m2(&covers->site, 0, 2), 900, 1e-6);
    assert_near(pair_m2(&covers->site, 0, 3), 10000, 1e-6);
    assert_near(lost(&world.ground, 0, 0, 0), 2600, 1e-6);
    assert_int_equal(covers->cover[0].n_features, 5);
    assert_int_equal(covers->cover[4].n_features, 0);
    const uint32_t main_row[] = {1, 1, 0, 5};
    assert_memory_equal(covers->main_row, main_row, sizeof main_row);
    world_close(&world);
}

static void ties_go_to_the_lower_row(void **state)
{
    (void)state;
    struct world world;
    open_square(&world);
    size_t flood = add_layer(&world, "flood", TOMT_POLYGONS);
    add_feature(&world, flood, NULL, "POLYGON((60 0,90 0,90 100,60 100,60 0))");
    add_feature(&world, flood, NULL, "POLYGON((10 0,40 0,40 100,10 100,10 0))");
    size_t p = add_profile(&world, "office");
    add_constraint(&world, p, "flood", NULL, TOMT_EFFECT_INFORM, 0, NONE);
    measure(&world);
    assert_near(world.ground.covers.site.area_m2[0], 6000, 1e-9);
    assert_int_equal(world.ground.covers.main_row[0], 0);
    /* Apart from each other, axis-parallel: the library was not asked. */
    assert_int_equal(world.ground.report.n_pairs, 0);
    world_close(&world);
}

static void a_hole_exactly_filled(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    /* A site with a hole; a limit that fills the hole takes nothing, one around it all. */
    add_site(&world, "POLYGON((0 0,100 0,100 100,0 100,0 0),(40 40,40 60,60 60,60 40,40 40))", 1);
    add_zone(&world, "POLYGON((0 0,100 0,100 100,0 100,0 0),(40 40,40 60,60 60,60 40,40 40))");
    add_zone(&world, "POLYGON((40 40,60 40,60 60,40 60,40 40))");
    size_t inner = add_layer(&world, "inner", TOMT_POLYGONS);
    add_feature(&world, inner, NULL, "POLYGON((40 40,60 40,60 60,40 60,40 40))");
    size_t outer = add_layer(&world, "outer", TOMT_POLYGONS);
    add_feature(&world, outer, NULL,
                "POLYGON((0 0,100 0,100 100,0 100,0 0),(40 40,40 60,60 60,60 40,40 40))");
    /* touches the site's hole in a point, and has one like it: 40 x 40 / 2 less nothing of the hole
     */
    size_t touching = add_layer(&world, "touching", TOMT_POLYGONS);
    add_feature(&world, touching, NULL,
                "POLYGON((0 0,40 0,40 40,0 40,0 0),(20 0,10 10,30 10,20 0))");
    size_t p = add_profile(&world, "office");
    add_constraint(&world, p, "inner", NULL, TOMT_EFFECT_LIMIT, 0, 0.1);
    add_constraint(&world, p, "outer", NULL, TOMT_EFFECT_LIMIT, 0, 0.75);
    add_constraint(&world, p, "touching", NULL, TOMT_EFFECT_LIMIT, 0, 0);
    measure(&world);
    assert_near(pair_m2(&world.ground.zone, 0, 0), 9600, 1e-6);
    assert_int_equal(world.ground.zone.start[1], 1);
    assert_near(lost(&world.ground, 0, 0, 0), 0, 0);
    assert_near(lost(&world.ground, 0, 0, 1), 2400, 1e-6);
    assert_near(pair_m2(&world.ground.covers.site, 0, 2), 1500, 1e-6);
    assert_near(lost(&world.ground, 0, 0, 2), 0.75 * 1500, 1e-6);
    assert_int_equal(world.ground.report.n_over, 0);
    world_close(&world);
}

static void zones_that_do_not_add_up(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    add_site(&world, SQUARE, 0);
    /* a gap of 1 cm between the zones: 1 m2 of 10000 */
    add_zone(&world, "POLYGON((0 0,50 0,50 100,0 100,0 0))");
    add_zone(&world, "POLYGON((50.01 0,100 0,100 100,50.01 100,50.01 0))");
#ifdef NDEBUG
    measure(&world);
    assert_int_equal(world.ground.report.n_over, 1);
    assert_near(world.ground.report.max_area_error, 1e-4, 1e-9);
#else
    assert_false(try_measure(&world));
    assert_int_equal(world.err.code, TOMT_INTERNAL);
#endif
    world_close(&world);
}

static void empty_inputs(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    measure(&world);
    assert_int_equal(world.ground.zone.start[0], 0);
    assert_int_equal(world.ground.covers.site.start[0], 0);
    add_layer(&world, "flood", TOMT_POLYGONS);
    size_t p = add_profile(&world, "office");
    add_constraint(&world, p, "flood", NULL, TOMT_EFFECT_LIMIT, 100, 0.5);
    add_site(&world, SQUARE, 1);
    measure(&world);
    assert_int_equal(world.ground.covers.n, 1);
    assert_int_equal(world.ground.covers.site.start[1], 0);
    assert_int_equal(world.ground.limits.n, 0);
    assert_near(world.ground.report.max_area_error, 0, 0);
    world.constraint[p][0].leaves = NAN;
    assert_false(try_measure(&world));
    assert_int_equal(world.err.code, TOMT_PROJECT);
    world_close(&world);
}

static void out_of_memory_is_said(void **state)
{
    (void)state;
    size_t n_failed = 0;
    for (uint64_t at = 1;; at = at < 200 ? at + 1 : at + 13) {
        struct world world;
        open_square(&world);
        world.crew.n_threads = 1;
        size_t west = add_layer(&world, "west", TOMT_POLYGONS);
        add_feature(&world, west, NULL, WEST);
        add_feature(&world, west, NULL, "POLYGON((40 40,200 90,90 200,40 40))");
        size_t south = add_layer(&world, "south", TOMT_LINES);
        add_feature(&world, south, NULL, "LINESTRING(0 0,100 30)");
        size_t p = add_profile(&world, "office");
        add_constraint(&world, p, "west", NULL, TOMT_EFFECT_LIMIT, 0, 0.5);
        add_constraint(&world, p, "south", NULL, TOMT_EFFECT_LIMIT, 7, 0.5);
        tomt_allocation_fail_at(at);
        bool done = try_measure(&world);
        tomt_allocation_fail_at(0);
        if (!done)
            assert_int_equal(world.err.code, TOMT_MEMORY);
        world_close(&world);
        if (done)
            break;
        n_failed++;
    }
    assert_true(n_failed > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buildings_by_share),
        cmocka_unit_test(two_limits_in_both_orders),
        cmocka_unit_test(limits_by_profile_and_zone),
        cmocka_unit_test(lines_and_points_with_buffers),
        cmocka_unit_test(features_of_one_cover_count_once),
        cmocka_unit_test(ties_go_to_the_lower_row),
        cmocka_unit_test(a_hole_exactly_filled),
        cmocka_unit_test(zones_that_do_not_add_up),
        cmocka_unit_test(empty_inputs),
        cmocka_unit_test(out_of_memory_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
