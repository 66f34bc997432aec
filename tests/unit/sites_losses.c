/* Ground that exclusions took: who took what, in the order of the profile. Numbers are areas of
 * rectangles, worked out in the comments. */
#include "sites_support.h"

#define ZONE_FIELDS "use,plan_id,adopted,level"
#define BUSINESS "POLYGON((0 0,1000 0,1000 1000,0 1000,0 0))"

/* All is business; one parcel of 40 x 30 = 1200 m2, x 110..150, y 10..40. */
static void one_parcel(struct world *world)
{
    world_open(world);
    LAYER(world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS, {BUSINESS, {"1300", "A"}});
    LAYER(world, TOMT_ROLE_PARCEL, "parcels", "parcel",
          {"POLYGON((110 10,150 10,150 40,110 40,110 10))", {"p1"}});
}

/* A constraint that takes no ground, so that numbers of constraints differ between profiles. */
static void inform(struct world *world, struct tomt_profile *profile, const char *layer)
{
    exclude(world, profile, layer, NULL, 0);
    profile->constraint[profile->n_constraints - 1].effect = TOMT_EFFECT_INFORM;
}

/* Flood x 110..130: 20 x 30 = 600. Slide x 120..140: 600. In common 10 x 30 = 300, left 10 x 30. */
static void two_in_both_orders(void **state)
{
    (void)state;
    struct world world;
    one_parcel(&world);
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "flood", "code",
          {"POLYGON((100 0,130 0,130 60,100 60,100 0))", {"H320"}});
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "slide", "code",
          {"POLYGON((120 0,140 0,140 60,120 60,120 0))", {"H310"}});
    struct tomt_profile *one = add_profile(&world, "one", USES("1300"));
    exclude(&world, one, "flood", NULL, 0);
    exclude(&world, one, "slide", NULL, 0);
    struct tomt_profile *other = add_profile(&world, "other", USES("1300"));
    inform(&world, other, "flood");
    exclude(&world, other, "slide", NULL, 0);
    inform(&world, other, "slide");
    exclude(&world, other, "flood", NULL, 0);
    make(&world);
    assert_int_equal(world.sites.n, 1); /* the same ground is left: one row */
    assert_int_equal(world.sites.profiles[0], 3);
    assert_near(world.sites.developable_m2[0], 300, 1e-6);
    assert_int_equal(world.sites.losses.n, 4);
    assert_near(loss_m2(&world, 0, 0, 0), 600, 1e-6);
    assert_near(loss_m2(&world, 0, 0, 1), 300, 1e-6);
    assert_near(loss_m2(&world, 0, 1, 1), 600, 1e-6);
    assert_near(loss_m2(&world, 0, 1, 3), 300, 1e-6);
    losses_add_up(&world);
    assert_true(world.report.max_loss_error < 1e-9);
    assert_int_equal(world.report.n_snapped_sites, 0);
    world_close(&world);
}

/* A parcel of 100 x 100. A ring of 60 x 60 around 20 x 20: 3200. A square of 30 x 30 with the same
 * centre: 900, of which 400 in the hole. A strip of 10 x 100 through the centre: 1000, of which 600
 * across the outer square, 200 in the hole, 300 in the square.
 * Ring, square, strip: 3200; 900 - 500 = 400; 1000 - 600 = 400. Strip, square, ring: 1000; 900 -
 * 300 = 600; 3200 - (600 - 200) - (500 - 100) = 2400. Both 4000. */
static void three_with_a_hole(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS, {BUSINESS, {"1300", "A"}});
    LAYER(&world, TOMT_ROLE_PARCEL, "parcels", "parcel",
          {"POLYGON((100 100,200 100,200 200,100 200,100 100))", {"p1"}});
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "all", "code",
          {"POLYGON((120 120,180 120,180 180,120 180,120 120),(140 140,140 160,160 160,160 140,140 "
           "140))",
           {"ring"}},
          {"POLYGON((135 135,165 135,165 165,135 165,135 135))", {"square"}},
          {"POLYGON((145 50,155 50,155 250,145 250,145 50))", {"strip"}});
    static const char *const order[2][3] = {{"ring", "square", "strip"},
                                            {"strip", "square", "ring"}};
    static const double took_m2[2][3] = {{3200, 400, 400}, {1000, 600, 2400}};
    for (size_t p = 0; p < 2; p++) {
        struct tomt_profile *profile = add_profile(&world, order[p][0], USES("1300"));
        for (size_t c = 0; c < 3; c++)
            exclude(&world, profile, "all", order[p][c], 0);
    }
    make(&world);
    assert_int_equal(world.sites.n, 1);
    assert_near(world.sites.developable_m2[0], 6000, 1e-6);
    for (size_t p = 0; p < 2; p++) {
        for (unsigned c = 0; c < 3; c++)
            assert_near(loss_m2(&world, 0, p, c), took_m2[p][c], 1e-6);
    }
    losses_add_up(&world);
    world_close(&world);
}

/* A straight shore at y = -20 far past the parcel on both sides, belt 100 m: y up to 80 of a parcel
 * of 200 x 300: 200 x 80 = 16000. A well on its upper edge, 50 m: half of a polygon of 64 edges in
 * the circle: 64/2 r2 sin(2 pi/64) / 2. Without buffer neither holds any ground. */
static void belts_of_lines_and_points(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((0 0,3000 0,3000 1000,0 1000,0 0))", {"1300", "A"}});
    LAYER(&world, TOMT_ROLE_PARCEL, "parcels", "parcel",
          {"POLYGON((1000 0,1200 0,1200 300,1000 300,1000 0))", {"p1"}});
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "shore", "code",
          {"LINESTRING(0 -20,1500 -20,3000 -20)", {"H910"}}); /* a line keeps no plan in force */
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "well", "code", {"POINT(1100 300)", {"H190"}});
    struct tomt_profile *profile = add_profile(&world, "belt", USES("1300"));
    exclude(&world, profile, "shore", NULL, 100);
    exclude(&world, profile, "well", NULL, 50);
    profile = add_profile(&world, "bare", USES("1300"));
    exclude(&world, profile, "shore", NULL, 0);
    exclude(&world, profile, "well", NULL, 0);
    make(&world);
    assert_int_equal(world.sites.n, 2);
    size_t belt = world.sites.profiles[0] == 1 ? 0 : 1, bare = 1 - belt;
    double half_m2 = 16 * 50 * 50 * sin(3.14159265358979323846 / 32);
    assert_near(loss_m2(&world, belt, 0, 0), 16000, 1e-6);
    assert_near(loss_m2(&world, belt, 0, 1), half_m2, 1e-6);
    assert_near(world.sites.developable_m2[belt], 60000 - 16000 - half_m2, 1e-6);
    assert_near(world.sites.developable_m2[bare], 60000, 1e-6);
    assert_int_equal(world.sites.losses.n, 2);
    losses_add_up(&world);
    world_close(&world);
}

/* Housing around business that exactly fills its hole, 40 x 40; the hazard is that hole, too. Of a
 * parcel of 100 x 100 it takes 1600 where both are permitted, nothing where housing is. A parcel
 * that is the hole loses all of it. */
static void hole_filled_by_another_zone(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((0 0,100 0,100 100,0 100,0 0),(40 40,40 80,80 80,80 40,40 40))", {"1110", "A"}},
          {"POLYGON((40 40,80 40,80 80,40 80,40 40))", {"1300", "A"}});
    LAYER(&world, TOMT_ROLE_PARCEL, "parcels", "parcel",
          {"POLYGON((0 0,100 0,100 100,0 100,0 0))", {"p1"}},
          {"POLYGON((40 40,80 40,80 80,40 80,40 40))", {"p2"}});
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "slide", "code",
          {"POLYGON((40 40,80 40,80 80,40 80,40 40))", {"H310"}});
    exclude(&world, add_profile(&world, "both", USES("1110", "1300")), "slide", NULL, 0);
    exclude(&world, add_profile(&world, "housing", USES("1110")), "slide", NULL, 0);
    make(&world);
    assert_int_equal(world.sites.n, 2);
    size_t both = world.sites.profiles[0] == 1 ? 0 : 1, housing = 1 - both;
    assert_near(world.sites.area_m2[both], 10000, 1e-6);
    assert_near(world.sites.developable_m2[both], 8400, 1e-6);
    assert_near(loss_m2(&world, both, 0, 0), 1600, 1e-6);
    assert_near(world.sites.area_m2[housing], 8400, 1e-6);
    assert_int_equal(world.sites.losses.n, 1);
    losses_add_up(&world);
    size_t p2 = rejected_row(&world, "p2"); /* housing has no share in it, both lose all */
    assert_int_equal(world.rejected.n, 2);
    assert_int_equal(world.rejected.reason[p2], TOMT_R_USE);
    assert_int_equal(world.rejected.reason[p2 + 1], TOMT_R_EXCLUDED);
    world_close(&world);
}

/* Two squares of 10 x 10 that touch in a corner, drawn as one ring: 200. A strip x 118..126 of 8 x
 * 30 = 240 has 4 x 10 of each. Ring first: 200, 160; strip first: 240, 120. */
static void self_touching_rings(void **state)
{
    (void)state;
    struct world world;
    one_parcel(&world);
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "ring", "code",
          {"POLYGON((112 12,122 12,122 22,132 22,132 32,122 32,122 22,112 22,112 12))", {"a"}});
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "strip", "code",
          {"POLYGON((118 0,126 0,126 60,118 60,118 0))", {"b"}});
    struct tomt_profile *profile = add_profile(&world, "ring first", USES("1300"));
    exclude(&world, profile, "ring", NULL, 0);
    exclude(&world, profile, "strip", NULL, 0);
    profile = add_profile(&world, "strip first", USES("1300"));
    exclude(&world, profile, "strip", NULL, 0);
    exclude(&world, profile, "ring", NULL, 0);
    make(&world);
    assert_near(world.sites.developable_m2[0], 1200 - 360, 1e-6);
    assert_near(loss_m2(&world, 0, 0, 0), 200, 1e-6);
    assert_near(loss_m2(&world, 0, 0, 1), 160, 1e-6);
    assert_near(loss_m2(&world, 0, 1, 0), 240, 1e-6);
    assert_near(loss_m2(&world, 0, 1, 1), 120, 1e-6);
    losses_add_up(&world);
    world_close(&world);
}

/* In one plan: housing 1000 x 1000, business x 120..200, y 0..25 over it; the smaller wins. Of the
 * parcel 30 x 15 = 450 are business, x 120..150, y 10..25. Flood x 110..130: 150 of it; slide, y
 * from 20: 30 x 5 less 10 x 5: 100. */
static void overlapping_zones(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS, {BUSINESS, {"1110", "A"}},
          {"POLYGON((120 0,200 0,200 25,120 25,120 0))", {"1300", "A"}});
    LAYER(&world, TOMT_ROLE_PARCEL, "parcels", "parcel",
          {"POLYGON((110 10,150 10,150 40,110 40,110 10))", {"p1"}});
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "flood", "code",
          {"POLYGON((110 0,130 0,130 60,110 60,110 0))", {"H320"}});
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "slide", "code",
          {"POLYGON((0 20,400 20,400 60,0 60,0 20))", {"H310"}});
    struct tomt_profile *profile = add_profile(&world, "office", USES("1300"));
    exclude(&world, profile, "flood", NULL, 0);
    exclude(&world, profile, "slide", NULL, 0);
    make(&world);
    assert_near(world.sites.area_m2[0], 450, 1e-6);
    assert_near(world.sites.developable_m2[0], 200, 1e-6);
    assert_near(loss_m2(&world, 0, 0, 0), 150, 1e-6);
    assert_near(loss_m2(&world, 0, 0, 1), 100, 1e-6);
    losses_add_up(&world);
    world_close(&world);
}

/* p1: the exclusion takes 9.98 x 30 = 299.4 and leaves 0.02 x 30 = 0.6 aside: a sliver, no site.
 * p2: two arms over the border at x = 200, of 10 x 30 and of 0.9 x 1: the small one is a sliver
 * though nothing is excluded. */
static void slivers_are_losses(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((0 0,200 0,200 1000,0 1000,0 0))", {"1300", "A"}},
          {"POLYGON((200 0,400 0,400 1000,200 1000,200 0))", {"1110", "A"}});
    LAYER(&world, TOMT_ROLE_PARCEL, "parcels", "parcel",
          {"POLYGON((110 10,150 10,150 40,110 40,110 10))", {"p1"}},
          {"POLYGON((190 100,210 100,210 150,199.1 150,199.1 149,205 149,205 130,190 130,190 100))",
           {"p2"}});
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "slide", "code",
          {"POLYGON((110.02 0,120 0,120 60,110.02 60,110.02 0))", {"H310"}});
    exclude(&world, add_profile(&world, "office", USES("1300")), "slide", NULL, 0);
    make(&world);
    assert_int_equal(world.sites.n, 2);
    size_t p1 = site_row(&world, "p1", 0), p2 = site_row(&world, "p2", 0);
    assert_near(loss_m2(&world, p1, 0, 0), 299.4, 1e-6);
    assert_near(loss_m2(&world, p1, 0, TOMT_LOSS_SLIVER), 0.6, 1e-6);
    assert_near(world.sites.area_m2[p2], 300.9, 1e-6);
    assert_near(world.sites.developable_m2[p2], 300, 1e-6);
    assert_near(loss_m2(&world, p2, 0, TOMT_LOSS_SLIVER), 0.9, 1e-6);
    assert_int_equal(world.sites.losses.n, 3);
    losses_add_up(&world);
    assert_int_equal(world.report.n_slivers, 2);
    assert_near(world.report.slivers_m2, 1.5, 1e-6);
    world_close(&world);
}

/* H310 first, then the whole layer: what is H310 goes to the first, x 110..120; H210, x 115..130,
 * gets the other 10 x 30. The same feature wider, 5 m, further down: x 120..125 is gone already,
 * nothing is left to take. A feature that is drawn twice takes its ground once. */
static void a_feature_of_several_constraints(void **state)
{
    (void)state;
    struct world world;
    one_parcel(&world);
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "hazard", "code",
          {"POLYGON((100 0,120 0,120 60,100 60,100 0))", {"H310"}},
          {"POLYGON((115 0,130 0,130 60,115 60,115 0))", {"H210"}},
          {"POLYGON((115 0,130 0,130 60,115 60,115 0))", {"H210"}});
    struct tomt_profile *profile = add_profile(&world, "office", USES("1300"));
    exclude(&world, profile, "hazard", "H310", 0);
    exclude(&world, profile, "hazard", NULL, 0);
    exclude(&world, profile, "hazard", "H310", 5);
    profile = add_profile(&world, "wider first", USES("1300"));
    exclude(&world, profile, "hazard", "H310", 5);
    exclude(&world, profile, "hazard", "H210", 0);
    make(&world);
    assert_int_equal(world.sites.n, 1);
    assert_int_equal(world.sites.losses.n, 4);
    assert_near(loss_m2(&world, 0, 0, 0), 300, 1e-6);
    assert_near(loss_m2(&world, 0, 0, 1), 300, 1e-6);
    assert_near(loss_m2(&world, 0, 1, 0), 450, 1e-6);
    assert_near(loss_m2(&world, 0, 1, 1), 150, 1e-6);
    losses_add_up(&world);
    world_close(&world);
}

/* Twelve posts of 2 x 2, more than are cut one by one, every 3 m from x = 112: 48. A strip of 10 x
 * 30, x 112..122, holds three and a half of them: 14. */
static void many_features_of_one_constraint(void **state)
{
    (void)state;
    struct world world;
    one_parcel(&world);
    struct feature post[12];
    for (int i = 0; i < 12; i++) {
        int x = 112 + 3 * i;
        char *wkt =
            tomt_arena_print(world.arena, &world.err, "POLYGON((%d 20,%d 20,%d 22,%d 22,%d 20))", x,
                             x + 2, x + 2, x, x);
        post[i] = (struct feature){wkt, {"post"}};
    }
    add_layer(&world, TOMT_ROLE_CONSTRAINT, "posts", "code", post, 12);
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "strip", "code",
          {"POLYGON((112 0,122 0,122 60,112 60,112 0))", {"strip"}});
    struct tomt_profile *profile = add_profile(&world, "posts first", USES("1300"));
    exclude(&world, profile, "posts", NULL, 0);
    exclude(&world, profile, "strip", NULL, 0);
    profile = add_profile(&world, "strip first", USES("1300"));
    exclude(&world, profile, "strip", NULL, 0);
    exclude(&world, profile, "posts", NULL, 0);
    make(&world);
    assert_near(loss_m2(&world, 0, 0, 0), 48, 1e-6);
    assert_near(loss_m2(&world, 0, 0, 1), 300 - 14, 1e-6);
    assert_near(loss_m2(&world, 0, 1, 0), 300, 1e-6);
    assert_near(loss_m2(&world, 0, 1, 1), 48 - 14, 1e-6);
    losses_add_up(&world);
    world_close(&world);
}

/* A strip x 130..134 splits the parcel into 20 x 30 = 600 and 16 x 30 = 480; a second one, x
 * 132..136, takes 60 more of the east: 600 and 420, lost 120 and 60. Each part has its share,
 * 600/1020 and 420/1020. */
static void parts_have_their_share(void **state)
{
    (void)state;
    struct world world;
    one_parcel(&world);
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "slide", "code",
          {"POLYGON((130 0,134 0,134 60,130 60,130 0))", {"H310"}},
          {"POLYGON((132 0,136 0,136 60,132 60,132 0))", {"H320"}});
    struct tomt_profile *profile = add_profile(&world, "office", USES("1300"));
    exclude(&world, profile, "slide", "H310", 0);
    exclude(&world, profile, "slide", "H320", 0);
    world.project.sites.parts = TOMT_PARTS_SEPARATE;
    make(&world);
    assert_int_equal(world.sites.n, 2);
    double sum_m2 = 0;
    for (size_t i = 0; i < 2; i++) {
        double share = (i == 0 ? 600.0 : 420.0) / 1020;
        assert_near(world.sites.developable_m2[i], 1020 * share, 1e-6);
        assert_near(world.sites.area_m2[i], 1200 * share, 1e-6);
        assert_near(loss_m2(&world, i, 0, 0), 120 * share, 1e-6);
        assert_near(loss_m2(&world, i, 0, 1), 60 * share, 1e-6);
        sum_m2 += world.sites.area_m2[i];
    }
    assert_near(sum_m2, 1200, 1e-6);
    losses_add_up(&world);
    world_close(&world);
}

/* What is rejected has lost nothing; a profile with an assembly keeps every piece, whatever its
 * area and width: of 40 x 30 with min. 5000 m2 and 50 m. */
static void pieces_of_assemblies(void **state)
{
    (void)state;
    struct world world;
    one_parcel(&world);
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "slide", "code",
          {"POLYGON((100 0,140 0,140 60,100 60,100 0))", {"H310"}});
    static const char *const name[3] = {"large", "wide", "cluster"};
    for (size_t p = 0; p < 3; p++) {
        struct tomt_profile *profile = add_profile(&world, name[p], USES("1300"));
        exclude(&world, profile, "slide", NULL, 0);
        profile->min_area_m2 = p == 1 ? 0 : 5000;
        profile->min_width_m = p == 0 ? 0 : 50;
        profile->assembly.wanted = p == 2;
    }
    make(&world);
    assert_int_equal(world.sites.n, 1);
    assert_int_equal(world.sites.profiles[0], 4);
    assert_int_equal(world.sites.losses.n, 1);
    assert_near(loss_m2(&world, 0, 2, 0), 900, 1e-6);
    assert_int_equal(world.rejected.n, 2);
    world_close(&world);
}

/* One member a site, the source; none of a cell. */
static void members(void **state)
{
    (void)state;
    for (int from = TOMT_SITES_PARCELS; from <= TOMT_SITES_GRID; from++) {
        struct world world;
        one_parcel(&world);
        LAYER(&world, TOMT_ROLE_CONSTRAINT, "slide", "code",
              {"POLYGON((100 0,140 0,140 60,100 60,100 0))", {"H310"}});
        exclude(&world, add_profile(&world, "office", USES("1300")), "slide", NULL, 0);
        world.project.sites.from = from;
        world.project.sites.cell_m = 500;
        make(&world);
        assert_true(world.sites.n > 0);
        for (size_t i = 0; i <= world.sites.n; i++)
            assert_int_equal(world.sites.member_start[i], from == TOMT_SITES_GRID ? 0 : i);
        if (from != TOMT_SITES_GRID) {
            const struct tomt_member *member = &world.sites.member[0];
            assert_int_equal(member->layer, from == TOMT_SITES_PARCELS ? 1 : 0);
            assert_int_equal(member->row, 0);
            double all_m2 = from == TOMT_SITES_PARCELS ? 1200 : 1e6;
            double lost_m2 = from == TOMT_SITES_PARCELS ? 30 * 30 : 40 * 60;
            assert_near(member->area_m2, all_m2, 1e-3);
            assert_near(member->developable_m2, all_m2 - lost_m2, 1e-3);
        }
        losses_add_up(&world);
        world_close(&world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_in_both_orders),
        cmocka_unit_test(three_with_a_hole),
        cmocka_unit_test(belts_of_lines_and_points),
        cmocka_unit_test(hole_filled_by_another_zone),
        cmocka_unit_test(self_touching_rings),
        cmocka_unit_test(overlapping_zones),
        cmocka_unit_test(slivers_are_losses),
        cmocka_unit_test(a_feature_of_several_constraints),
        cmocka_unit_test(many_features_of_one_constraint),
        cmocka_unit_test(parts_have_their_share),
        cmocka_unit_test(pieces_of_assemblies),
        cmocka_unit_test(members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
