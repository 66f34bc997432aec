/* Candidates from parcels: pieces, exclusions, parts, minima, every reason of rejection. Numbers
 * are areas of rectangles. */
#include "sites_support.h"

#define ZONE_FIELDS "use,plan_id,adopted,level"

/* Two zones side by side, border at x = 100: housing to the west, business to the east. */
static void two_zones(struct world *world)
{
    world_open(world);
    LAYER(world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((0 0,100 0,100 1000,0 1000,0 0))", {"1110", "A"}},
          {"POLYGON((100 0,200 0,200 1000,100 1000,100 0))", {"1300", "A"}});
}

/* 40 x 30 with 10 x 30 in housing, 30 x 30 in business. */
static void parcel_over_two_zones(void **state)
{
    (void)state;
    struct world world;
    two_zones(&world);
    LAYER(&world, TOMT_ROLE_PARCEL, "parcels", "parcel,property",
          {"POLYGON((90 10,130 10,130 40,90 40,90 10))", {"p1", "3301-1/1"}});
    add_profile(&world, "office", USES("1300"));
    add_profile(&world, "all", USES("1300", "1110"));
    make(&world);
    assert_int_equal(world.sites.n, 2);
    size_t whole = world.sites.profiles[0] == 2 ? 0 : 1, part = 1 - whole;
    assert_string_equal(world.sites.site_id[0], "p1");
    assert_string_equal(world.sites.site_id[1], "p1");
    assert_string_equal(world.sites.property[part], "3301-1/1");
    assert_int_equal(world.sites.profiles[part], 1);
    assert_near(world.sites.developable_m2[part], 900, 1e-6);
    assert_near(world.sites.area_m2[part], 900, 1e-6);
    assert_near(world.sites.inscribed_m[part], 30, 1e-6);
    assert_near(world.sites.perimeter_m[part], 120, 1e-6);
    assert_near(world.sites.point_x[part], 115, 1e-6);
    assert_string_equal(world.sites.use[part], "1300");
    assert_near(world.sites.developable_m2[whole], 1200, 1e-6);
    assert_near(world.sites.perimeter_m[whole], 140, 1e-6);
    assert_string_equal(world.sites.use[whole], "1300"); /* 900 of 1200 m2 */
    assert_int_equal(world.sites.plan_zone[whole], 1);
    /* area per use, lower code first */
    size_t from = world.sites.use_start[part];
    assert_int_equal(world.sites.use_start[part + 1] - from, 2);
    assert_string_equal(world.sites.use_name[world.sites.use_code[from]], "1110");
    assert_near(world.sites.use_area_m2[from], 300, 1e-6);
    assert_near(world.sites.use_area_m2[from + 1], 900, 1e-6);
    assert_true(world.report.max_area_error < 1e-6);
    assert_int_equal(world.rejected.n, 0);
    /* the whole source keeps its own bytes: no joint of the two pieces */
    size_t size, size_source;
    const uint8_t *wkb = tomt_shapes_wkb(&world.sites.shapes, whole, &size);
    const uint8_t *source = tomt_shapes_wkb(&world.layer[1].shapes, 0, &size_source);
    assert_int_equal(size, size_source);
    assert_memory_equal(wkb, source, size);
    world_close(&world);
}

static void equal_areas_go_to_the_lower_code(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((0 0,100 0,100 100,0 100,0 0))", {"1300", "A"}},
          {"POLYGON((100 0,200 0,200 100,100 100,100 0))", {"920", "A"}});
    LAYER(&world, TOMT_ROLE_PARCEL, "parcels", "parcel",
          {"POLYGON((90 10,110 10,110 30,90 30,90 10))", {"p1"}});
    add_profile(&world, "both", USES("1300", "920"));
    make(&world);
    assert_string_equal(world.sites.use[0], "920"); /* 920 < 1300 as numbers, not as text */
    world_close(&world);
}

/* A strip of 4 x 30 across a parcel of 40 x 30 leaves 18 x 30 and 18 x 30 less... west 20 wide,
 * east 16 wide. */
static void split_world(struct world *world)
{
    two_zones(world);
    LAYER(world, TOMT_ROLE_PARCEL, "parcels", "parcel",
          {"POLYGON((110 10,150 10,150 40,110 40,110 10))", {"p1"}});
    LAYER(world, TOMT_ROLE_CONSTRAINT, "slide", "code",
          {"POLYGON((130 0,134 0,134 60,130 60,130 0))", {"H310_2"}},
          {"POLYGON((110 0,150 0,150 60,110 60,110 0))", {"H210"}});
    struct tomt_profile *profile = add_profile(world, "office", USES("1300"));
    exclude(world, profile, "slide", "310", 0);
}

static void parts_together(void **state)
{
    (void)state;
    struct world world;
    split_world(&world);
    world.project.sites.min_area_m2 = 1000; /* 600 + 480 = 1080 passes together */
    make(&world);
    assert_int_equal(world.sites.n, 1);
    assert_string_equal(world.sites.site_id[0], "p1");
    assert_int_equal(world.sites.n_parts[0], 2);
    assert_near(world.sites.developable_m2[0], 1080, 1e-6);
    assert_near(world.sites.area_m2[0], 1200, 1e-6);
    assert_near(world.sites.inscribed_m[0], 20, 0.1); /* the widest part */
    world_close(&world);
}

static void parts_separate(void **state)
{
    (void)state;
    struct world world;
    split_world(&world);
    world.project.sites.parts = TOMT_PARTS_SEPARATE;
    world.project.sites.min_area_m2 = 500;
    make(&world);
    assert_int_equal(world.sites.n, 1);
    assert_string_equal(world.sites.site_id[0], "p1/1"); /* largest first */
    assert_near(world.sites.developable_m2[0], 600, 1e-6);
    size_t row = rejected_row(&world, "p1/2");
    assert_int_equal(world.rejected.reason[row], TOMT_R_AREA);
    assert_near(world.rejected.measured[row], 480, 1e-6);
    assert_near(world.rejected.limit[row], 500, 0);
    assert_string_equal(world.rejected.detail[row], "480 m2 of 500 m2");
    assert_string_equal(world.rejected.layer[row],
                        "slide"); /* 1200 m2 before the exclusion would have passed */
    assert_int_equal(world.rejected.feature[row], 1);
    world_close(&world);
}

/* An exclusion that leaves 0.02 x 30 = 0.6 m2 besides the rest: dropped and counted. */
static void slivers_are_dropped(void **state)
{
    (void)state;
    struct world world;
    two_zones(&world);
    LAYER(&world, TOMT_ROLE_PARCEL, "parcels", "parcel",
          {"POLYGON((110 10,150 10,150 40,110 40,110 10))", {"p1"}});
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "slide", "code",
          {"POLYGON((110.02 0,120 0,120 60,110.02 60,110.02 0))", {"H310"}});
    exclude(&world, add_profile(&world, "office", USES("1300")), "slide", NULL, 0);
    make(&world);
    assert_int_equal(world.sites.n_parts[0], 1);
    assert_near(world.sites.developable_m2[0], 900, 1e-6);
    assert_int_equal(world.report.n_slivers, 1);
    assert_near(world.report.slivers_m2, 0.6, 1e-6);
    world_close(&world);
}

/* A buffer of 10 m around a 4 m strip: 24 m of the 40 m go, all along the parcel. */
static void buffers_count(void **state)
{
    (void)state;
    struct world world;
    split_world(&world);
    world.profile[0].constraint[0].buffer_m = 10;
    make(&world);
    assert_near(world.sites.developable_m2[0], 16 * 30, 1e-6); /* 110..120 and 144..150 */
    world_close(&world);
}

static void every_reason(void **state)
{
    (void)state;
    struct world world;
    two_zones(&world);
    LAYER(&world, TOMT_ROLE_PARCEL, "parcels", "parcel",
          {"POLYGON((110 110,140 110,140 140,110 140,110 110))", {"good"}},
          {"POLYGON((310 10,340 10,340 40,310 40,310 10))", {"nowhere"}},
          {"POLYGON((10 10,40 10,40 40,10 40,10 10))", {"housing"}},
          {"POLYGON((110 210,140 210,140 240,110 240,110 210))", {"slides"}},
          {"POLYGON((110 310,120 310,120 320,110 320,110 310))", {"small"}},
          {"POLYGON((110 410,190 410,190 415,110 415,110 410))", {"narrow"}},
          {"POLYGON((110 110,140 110,140 141,110 141,110 110))", {"good"}},
          {"POLYGON((200010 10,200040 10,200040 40,200010 40,200010 10))", {"abroad"}});
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "slide", "code",
          {"POLYGON((100 200,160 200,160 260,100 260,100 200))", {"H310"}});
    world.project.sites.min_area_m2 = 300;
    world.project.sites.min_width_m = 10;
    exclude(&world, add_profile(&world, "office", USES("1300")), "slide", "H310", 0);
    make(&world);
    assert_int_equal(world.sites.n, 1);
    assert_int_equal(world.rejected.n, 6);
    assert_int_equal(world.report.n_outside_area, 1);
    assert_int_equal(world.report.n_duplicate_ids, 1);
    assert_int_equal(world.report.n_sources, 8);

    assert_int_equal(world.rejected.reason[rejected_row(&world, "nowhere")], TOMT_R_NO_ZONE);
    size_t row = rejected_row(&world, "housing");
    assert_int_equal(world.rejected.reason[row], TOMT_R_USE);
    assert_string_equal(world.rejected.layer[row], "zone");
    assert_int_equal(world.rejected.feature[row], 1);
    assert_string_equal(world.rejected.detail[row], "use 1110");
    row = rejected_row(&world, "slides");
    assert_int_equal(world.rejected.reason[row], TOMT_R_EXCLUDED);
    assert_string_equal(world.rejected.layer[row], "slide");
    assert_int_equal(world.rejected.feature[row], 1);
    assert_string_equal(world.rejected.detail[row], "H310: 0.0 m2 left of 900 m2");
    row = rejected_row(&world, "small");
    assert_int_equal(world.rejected.reason[row], TOMT_R_AREA);
    assert_near(world.rejected.measured[row], 100, 1e-9);
    assert_string_equal(world.rejected.layer[row], "parcels");
    assert_int_equal(world.rejected.feature[row], 5);
    row = rejected_row(&world, "narrow");
    assert_int_equal(world.rejected.reason[row], TOMT_R_WIDTH);
    assert_near(world.rejected.measured[row], 5, 1e-6);
    assert_near(world.rejected.limit[row], 10, 0);
    assert_string_equal(world.rejected.detail[row], "5.0 m of 10 m");
    row = rejected_row(&world, "good");
    assert_int_equal(world.rejected.reason[row], TOMT_R_DUPLICATE);
    assert_near(shape_area(&world.rejected.shapes, row), 930,
                1e-6); /* 140 sorts before 141 in its bytes, too */
    world_close(&world);
}

/* Plan and parcel borders never agree quite: 1 mm of the permitted zone does not make a site. */
static void slivers_permit_nothing(void **state)
{
    (void)state;
    struct world world;
    two_zones(&world);
    LAYER(&world, TOMT_ROLE_PARCEL, "parcels", "parcel",
          {"POLYGON((60 10,100.001 10,100.001 40,60 40,60 10))", {"mm"}}, /* 0.03 m2 */
          {"POLYGON((199.99 10,240 10,240 40,199.99 40,199.99 10))",
           {"edge"}}, /* 0.3 m2, then no zone */
          {"POLYGON((150 100,150.5 100,150.5 101,150 101,150 100))",
           {"tiny"}}, /* 0.5 m2, all of it */
          /* two arms, 0.9 m2 each, over the border: 1.8 m2 permitted, all of it slivers */
          {"POLYGON((90 200,100.9 200,100.9 201,95 201,95 210,100.9 210,100.9 211,90 211,90 200))",
           {"arms"}},
          {"POLYGON((109 300,130 300,130 330,109 330,109 300))", {"left"}}); /* 0.5 m2 is left */
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "slide", "code",
          {"POLYGON((100 290,129.983333 290,129.983333 340,100 340,100 290))", {"H310"}});
    exclude(&world, add_profile(&world, "office", USES("1300")), "slide", "H310", 0);
    make(&world);
    assert_int_equal(world.sites.n, 0);
    assert_int_equal(world.rejected.n, 5);
    static const char *const housing[] = {"mm", "arms"};
    for (size_t i = 0; i < 2; i++) {
        size_t row = rejected_row(&world, housing[i]);
        assert_int_equal(world.rejected.reason[row], TOMT_R_USE);
        assert_string_equal(world.rejected.layer[row], "zone");
        assert_int_equal(world.rejected.feature[row], 1);
        assert_string_equal(world.rejected.detail[row], "use 1110");
    }
    assert_near(world.rejected.measured[rejected_row(&world, "mm")], 1200, 1e-6); /* 40 x 30 */
    assert_int_equal(world.rejected.reason[rejected_row(&world, "edge")], TOMT_R_NO_ZONE);
    size_t row = rejected_row(&world, "tiny");
    assert_int_equal(world.rejected.reason[row], TOMT_R_AREA);
    assert_string_equal(world.rejected.detail[row], "0.5 m2 of 1 m2");
    row = rejected_row(&world, "left");
    assert_int_equal(world.rejected.reason[row], TOMT_R_EXCLUDED);
    assert_string_equal(world.rejected.detail[row], "H310: 0.5 m2 left of 630 m2"); /* 21 x 30 */
    assert_near(world.rejected.measured[row], 0.5, 1e-4);
    world_close(&world);
}

/* Two profiles that permit and exclude the same share a row; the third wants more and is rejected
 * on its own. */
static void profiles_share_a_row(void **state)
{
    (void)state;
    struct world world;
    split_world(&world);
    exclude(&world, add_profile(&world, "hotel", USES("1300", "1320")), "slide", "H31", 0);
    struct tomt_profile *large = add_profile(&world, "large", USES("1300"));
    exclude(&world, large, "slide", "H310", 0);
    large->min_area_m2 = 2000;
    add_profile(&world, "unafraid", USES("1300"));
    add_profile(&world, "housing", USES("1110"));
    make(&world);
    assert_int_equal(world.sites.n, 2);
    for (size_t i = 0; i < 2; i++) {
        bool whole = world.sites.profiles[i] == 8;
        assert_near(world.sites.developable_m2[i], whole ? 1200 : 1080, 1e-6);
        assert_int_equal(world.sites.profiles[i], whole ? 8 : 3);
    }
    assert_int_equal(world.rejected.n, 2);
    assert_int_equal(world.rejected.profiles[0] | world.rejected.profiles[1], 4 | 16);
    world_close(&world);
}

/* A ring that touches itself at 60,50: a square of 20 x 20 and one of 10 x 10 joined at a corner,
 * as some files have it. */
static void self_touching_ring(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((0 0,65 0,65 100,0 100,0 0))", {"1300", "A"}});
    LAYER(&world, TOMT_ROLE_PARCEL, "parcels", "parcel",
          {"POLYGON((40 30,60 30,60 50,70 50,70 60,60 60,60 50,40 50,40 30))", {"p1"}});
    add_profile(&world, "office", USES("1300"));
    make(&world);
    assert_near(world.sites.developable_m2[0], 400 + 50,
                1e-6); /* x 65..70 of the small square lies beyond the zone */
    assert_int_equal(world.sites.n_parts[0], 2);
    world_close(&world);
}

/* A hole of the zone filled by another: a parcel over the hole's edge gets 8 x 20 of one use and 12
 * x 20 of the other. */
static void hole_filled_by_another_zone(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((0 0,100 0,100 100,0 100,0 0),(40 40,40 80,80 80,80 40,40 40))", {"1110", "A"}},
          {"POLYGON((40 40,80 40,80 80,40 80,40 40))", {"1300", "A"}});
    LAYER(&world, TOMT_ROLE_PARCEL, "parcels", "parcel",
          {"POLYGON((32 50,52 50,52 70,32 70,32 50))", {"p1"}},
          {"POLYGON((40 40,80 40,80 80,40 80,40 40))", {"p2"}});
    add_profile(&world, "office", USES("1300"));
    make(&world);
    assert_near(world.sites.developable_m2[site_row(&world, "p1", 0)], 240, 1e-6);
    size_t row = site_row(&world, "p1", 0);
    assert_near(world.sites.use_area_m2[world.sites.use_start[row]], 160, 1e-6);
    assert_near(world.sites.developable_m2[site_row(&world, "p2", 0)], 1600, 1e-6);
    world_close(&world);
}

/* Densify covers 16 of 40 m, transform 16, nothing 8: the tie goes to densify. Then none: 10,
 * 10, 20. */
static void strategy_by_largest_share(void **state)
{
    (void)state;
    struct world world;
    two_zones(&world);
    LAYER(&world, TOMT_ROLE_PARCEL, "parcels", "parcel",
          {"POLYGON((110 10,150 10,150 40,110 40,110 10))", {"a"}},
          {"POLYGON((110 110,150 110,150 140,110 140,110 110))", {"b"}},
          {"POLYGON((110 210,150 210,150 240,110 240,110 210))", {"c"}});
    LAYER(&world, TOMT_ROLE_STRATEGY, "strategy", "strategy",
          {"POLYGON((110 0,126 0,126 50,110 50,110 0))", {"densify"}},
          {"POLYGON((126 0,142 0,142 50,126 50,126 0))", {"transform"}},
          {"POLYGON((110 100,120 100,120 150,110 150,110 100))", {"densify"}},
          {"POLYGON((120 100,130 100,130 150,120 150,120 100))", {"transform"}},
          {"POLYGON((100 200,160 200,160 250,100 250,100 200))", {"transform"}},
          {"POLYGON((100 200,112 200,112 250,100 250,100 200))", {"densify"}});
    add_profile(&world, "office", USES("1300"));
    make(&world);
    assert_string_equal(world.sites.strategy[site_row(&world, "a", 0)], "densify");
    assert_string_equal(world.sites.strategy[site_row(&world, "b", 0)], "none");
    assert_string_equal(world.sites.strategy[site_row(&world, "c", 0)], "transform");
    world_close(&world);
}

static void no_strategy_layer(void **state)
{
    (void)state;
    struct world world;
    split_world(&world);
    make(&world);
    assert_null(world.sites.strategy[0]);
    world_close(&world);
}

/* A parcel drawn as exactly the minimum, at coordinates of the real size, passes. */
static void exactly_the_minimum_passes(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    add_wkt(
        &world, &world.study_area,
        "POLYGON((500000 6600000,600000 6600000,600000 6700000,500000 6700000,500000 6600000))");
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((560000 6600000,570000 6600000,570000 6630000,560000 6630000,560000 6600000))",
           {"1300", "A"}});
    LAYER(&world, TOMT_ROLE_PARCEL, "parcels", "parcel",
          {"POLYGON((565000.1 6621000.2,565030.1 6621000.2,565030.1 6621050.2,565000.1 "
           "6621050.2,565000.1 6621000.2))",
           {"p1"}});
    world.project.sites.min_area_m2 = 1500;
    world.project.sites.min_width_m = 30;
    add_profile(&world, "office", USES("1300"));
    make(&world);
    assert_int_equal(world.sites.n, 1);
    assert_near(world.sites.inscribed_m[0], 30, 1e-6);
    world_close(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parcel_over_two_zones),
        cmocka_unit_test(equal_areas_go_to_the_lower_code),
        cmocka_unit_test(parts_together),
        cmocka_unit_test(parts_separate),
        cmocka_unit_test(slivers_are_dropped),
        cmocka_unit_test(buffers_count),
        cmocka_unit_test(every_reason),
        cmocka_unit_test(profiles_share_a_row),
        cmocka_unit_test(self_touching_ring),
        cmocka_unit_test(hole_filled_by_another_zone),
        cmocka_unit_test(strategy_by_largest_share),
        cmocka_unit_test(no_strategy_layer),
        cmocka_unit_test(exactly_the_minimum_passes),
        cmocka_unit_test(slivers_permit_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
