/* Sites of several parcels: which join, by hand; what the new row holds; what stays, what falls. */
#include "sites_assemble_support.h"

#define ZONE_FIELDS "use,plan_id,adopted,level"
#define ONE_ZONE(world) LAYER(world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS, {ALL_ZONE, {"1300"}})
#define PARCELS(world, ...)                                                                        \
    LAYER(world, TOMT_ROLE_PARCEL, "parcels", "parcel,property,owner", __VA_ARGS__)

/* Two of the block are 4,000 m2. One above the other, 50 x 80 m: 4 pi 4000 / 260^2 = 0.744; side by
 * side, 100 x 40 m: 4 pi 4000 / 280^2 = 0.641. So A goes with C and B with D. */
static void pairs_by_hand(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    ONE_ZONE(&world);
    PARCELS(&world, BLOCK);
    wish(&world, "cluster", 4000, 4500);
    make(&world);
    assert_int_equal(world.sites.n, 4);
    assemble(&world);
    assert_sound(&world);
    assert_int_equal(world.sites.n, 2);
    assert_int_equal(world.rejected.n, 0);
    size_t row = row_of(&world, "A, C");
    row_of(&world, "B, D");
    const struct tomt_sites *sites = &world.sites;
    assert_int_equal(strlen(sites->site_id[row]), 17);
    assert_int_equal(sites->site_id[row][0], 'a');
    assert_int_equal(strspn(sites->site_id[row] + 1, "0123456789abcdef"), 16);
    assert_string_equal(sites->property[row], "1/1"); /* both members' */
    assert_string_equal(sites->property[row_of(&world, "B, D")], "1/2, 1/3");
    assert_near(sites->area_m2[row], 4000, 1e-6);
    assert_near(sites->developable_m2[row], 4000, 1e-6);
    assert_near(sites->perimeter_m[row], 260, 1e-9);
    assert_near(sites->inscribed_m[row], 50, 0.1);
    assert_near(sites->point_x[row], 1025, 1e-6);
    assert_near(sites->point_y[row], 1040, 1e-6);
    assert_int_equal(sites->n_parts[row], 1);
    assert_string_equal(sites->use[row], "1300");
    assert_null(sites->strategy[row]);
    assert_int_equal(sites->plan_zone[row], 0);
    assert_int_equal(sites->source_layer[row], UINT32_MAX);
    assert_int_equal(sites->source_row[row], UINT32_MAX);
    assert_int_equal(sites->member_start[row + 1] - sites->member_start[row], 2);
    const struct tomt_member *member = &sites->member[sites->member_start[row]];
    assert_int_equal(member[0].layer, 1);
    assert_int_equal(member[0].row, 0);
    assert_int_equal(member[1].row, 2);
    assert_near(member[1].area_m2, 2000, 1e-6);
    assert_int_equal(sites->use_start[row + 1] - sites->use_start[row], 1);
    assert_near(sites->use_area_m2[sites->use_start[row]], 4000, 1e-6);
    assert_int_equal(assembled[0].n_parcels, 4);
    assert_int_equal(assembled[0].n_assemblies, 2);
    assert_int_equal(assembled[0].n_of_one, 0);
    assert_int_equal(assembled[0].n_in_assemblies, 4);
    assert_int_equal(assembled[0].n_left_over, 0);
    assert_true(assembled[0].max_area_error <= 1e-6);
    world_close(&world);
}

/* All four, 100 x 80 m: 4 pi 8000 / 360^2 = 0.776, more than any pair, when owners cost nothing and
 * a better site is never given up for two. */
static void all_four_when_there_is_no_most(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    ONE_ZONE(&world);
    PARCELS(&world, BLOCK);
    struct tomt_profile *profile = wish(&world, "cluster", 4000, INFINITY);
    profile->assembly.owner_cost = 0;
    profile->assembly.exchange_share = 1;
    make(&world);
    assemble(&world);
    assert_int_equal(world.sites.n, 1);
    assert_string_equal(world.sites.parcel[0], "A, B, C, D");
    assert_string_equal(world.sites.property[0], "1/1, 1/2, 1/3");
    assert_near(world.sites.perimeter_m[0], 360, 1e-9);
    world_close(&world);
}

/* The river runs between south and north, a metre off the border as lines do; the path, of another
 * code, would shut west from east. */
static void a_river_is_not_crossed(void **state)
{
    (void)state;
    static const struct feature line[] = {{"LINESTRING(990 1041,1110 1041)", {"RIVER"}},
                                          {"LINESTRING(1050 990,1050 1090)", {"PATH"}}};
    for (int everything = 0; everything < 2; everything++) {
        struct world world;
        world_open(&world);
        ONE_ZONE(&world);
        PARCELS(&world, BLOCK);
        add_lines(&world, "water", line, 2);
        bar(&world, wish(&world, "cluster", 4000, 4500), "water", everything ? NULL : "RIVER");
        make(&world);
        assemble(&world);
        assert_sound(&world);
        if (everything) {
            assert_int_equal(world.sites.n, 0);
            assert_int_equal(world.rejected.n, 4);
            assert_string_equal(world.rejected.detail[0],
                                "no neighbours that together reach 4000 m2");
        } else {
            assert_int_equal(world.sites.n, 2);
            row_of(&world, "A, B");
            row_of(&world, "C, D");
        }
        world_close(&world);
    }
}

/* A railway as an area of 3 m, half on either side of the border; a constraint, but only told. */
static void a_railway_is_not_crossed(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    ONE_ZONE(&world);
    PARCELS(&world, BLOCK);
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "rail", "code",
          {"POLYGON((990 1038.5,1110 1038.5,1110 1041.5,990 1041.5,990 1038.5))", {"RAIL"}});
    bar(&world, wish(&world, "cluster", 4000, 4500), "rail", NULL);
    make(&world);
    assemble(&world);
    assert_int_equal(world.sites.n, 2);
    row_of(&world, "A, B");
    row_of(&world, "C, D");
    world_close(&world);
}

/* E alone is 90 x 50 m = 4,500 m2: its site stays as it was, in one row with the profile that
 * assembles nothing. */
static void one_parcel_may_be_enough(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    ONE_ZONE(&world);
    PARCELS(&world, {"POLYGON((2000 2000,2090 2000,2090 2050,2000 2050,2000 2000))", {"E"}});
    wish(&world, "cluster", 4000, 4500);
    add_profile(&world, "office", USES("1300"));
    make(&world);
    assert_int_equal(world.sites.n, 1);
    struct tomt_sites before = world.sites;
    assemble(&world);
    assert_sound(&world);
    assert_int_equal(world.sites.n, 1);
    assert_string_equal(world.sites.site_id[0], "E");
    assert_int_equal(world.sites.profiles[0], 3);
    assert_int_equal(world.sites.source_layer[0], 1);
    assert_int_equal(world.sites.source_row[0], 0);
    assert_memory_equal(world.sites.shapes.wkb, before.shapes.wkb, before.shapes.start[1]);
    assert_true(world.sites.inscribed_m[0] == before.inscribed_m[0] &&
                world.sites.point_x[0] == before.point_x[0]);
    assert_int_equal(assembled[0].n_of_one, 1);
    assert_int_equal(assembled[1].n_parcels, 0);
    world_close(&world);
}

/* Two ask the same: one row; the third wants pieces of any size and keeps the parcels. */
static void profiles_share_rows(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    ONE_ZONE(&world);
    PARCELS(&world, BLOCK);
    wish(&world, "tech", 4000, 4500);
    add_profile(&world, "office", USES("1300"));
    wish(&world, "health", 3500, 4100);
    make(&world);
    assemble(&world);
    assert_sound(&world);
    assert_int_equal(world.sites.n, 6);
    assert_int_equal(world.sites.profiles[row_of(&world, "A, C")], 5);
    assert_int_equal(world.sites.profiles[row_of(&world, "B, D")], 5);
    for (char parcel[2] = "A"; *parcel <= 'D'; ++*parcel) {
        size_t row = row_of(&world, parcel);
        assert_int_equal(world.sites.profiles[row], 2);
        assert_string_equal(world.sites.site_id[row], parcel);
        assert_near(world.sites.area_m2[row], 2000, 1e-6);
    }
    assert_string_equal(world.sites.site_id[0], "A"); /* capitals before "a" and its digits */
    world_close(&world);
}

/* At 0.3 for a second owner, A with C is worth 0.744 x 0.7 = 0.52, less than A with B when they
 * have one owner, 0.641; then C goes with D. Names are the same whatever their case, blanks and
 * order. "P; Q" is an owner of its own, neither P nor Q; who has no name is like nobody else
 * without one.
 */
static void owners_cost(void **state)
{
    (void)state;
    static const struct {
        const char *owner[4];
        double cost;
        bool is_one; /* A and B, or C and D, have one owner */
    } row[] = {
        {{"Per \xC3\x85s; Ola Nord", "ola  nord|PER \xC3\xA5s|Ola Nord", "X", "Y"}, 0.3, true},
        {{"Per \xC3\x85s; Ola Nord", "ola  nord|PER \xC3\xA5s|Ola Nord", "X", "Y"}, 0.05, false},
        {{"P", "Q", " Eiendom AS", "EIENDOM as;"}, 0.3, true},
        {{"P", "P; Q", "Q", "R"}, 0.3, false},
        {{"P|Q", "P", "R", "S"}, 0.3, false},
        {{NULL, NULL, "R", "S"}, 0.3, false},
        {{"", " ; ", NULL, NULL}, 0.3, false},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct world world;
        world_open(&world);
        ONE_ZONE(&world);
        PARCELS(
            &world, {BOX_A, {"A", NULL, row[i].owner[0]}}, {BOX_B, {"B", NULL, row[i].owner[1]}},
            {BOX_C, {"C", NULL, row[i].owner[2]}}, {BOX_D, {"D", NULL, row[i].owner[3]}},
            {"POLYGON((5000 5000,5090 5000,5090 5050,5000 5050,5000 5000))", {"far", NULL, "AAA"}});
        wish(&world, "cluster", 4000, 4500)->assembly.owner_cost = row[i].cost;
        make(&world);
        assemble(&world);
        assert_int_equal(world.sites.n, 3);
        row_of(&world, row[i].is_one ? "A, B" : "A, C");
        row_of(&world, row[i].is_one ? "C, D" : "B, D");
        world_close(&world);
    }
}

/* The pairs are 4,000 m2 and 50 m wide. */
static void minima_hold_for_assemblies(void **state)
{
    (void)state;
    for (int wide = 0; wide < 2; wide++) {
        struct world world;
        world_open(&world);
        ONE_ZONE(&world);
        PARCELS(&world, BLOCK,
                {"POLYGON((2000 2000,2090 2000,2090 2045,2000 2045,2000 2000))", {"E"}});
        struct tomt_profile *profile = wish(&world, "cluster", 4000, 4500);
        *(wide ? &profile->min_width_m : &profile->min_area_m2) = wide ? 55 : 4010;
        make(&world); /* parcels are let be */
        assemble(&world);
        assert_sound(&world);
        assert_int_equal(world.sites.n, wide ? 0 : 1); /* E: 4,050 m2, 45 m wide */
        assert_int_equal(world.rejected.n, wide ? 3 : 2);
        for (size_t i = 0; i < world.rejected.n; i++) {
            bool joined = world.rejected.site_id[i][0] == 'a';
            assert_int_equal(world.rejected.reason[i], wide ? TOMT_R_WIDTH : TOMT_R_AREA);
            assert_int_equal(world.rejected.profiles[i], 1);
            assert_near(world.rejected.measured[i], !wide ? 4000 : joined ? 50 : 45, 0.1);
            assert_near(world.rejected.limit[i], wide ? 55 : 4010, 0);
            assert_near(shape_area(&world.rejected.shapes, i), joined ? 4000 : 4050, 1e-6);
            assert_int_equal(world.rejected.layer[i] == NULL, joined);
            assert_true(joined ? world.rejected.feature[i] == INT64_MIN
                               : world.rejected.feature[i] == 5);
        }
        if (!wide)
            assert_string_equal(world.rejected.detail[0], "4000 m2 of 4010 m2");
        assert_int_equal(assembled[0].n_assemblies, 3);
        assert_int_equal(assembled[0].n_too_narrow, wide ? 3 : 0);
        assert_int_equal(assembled[0].n_too_small, wide ? 0 : 2);
        world_close(&world);
    }
    struct world
        world; /* exactly the minimum passes; the project's holds where the profile is still */
    world_open(&world);
    ONE_ZONE(&world);
    PARCELS(&world, BLOCK);
    wish(&world, "cluster", 4000, 4500)->min_width_m = 49;
    world.project.sites.min_area_m2 = 4000;
    world.project.sites.min_width_m = 99;
    make(&world);
    assemble(&world);
    assert_int_equal(world.sites.n, 2);
    world_close(&world);
}

/* A all 1300, C all 1310: 2,000 m2 each, so the lower code, and A's zone; A is to be denser, C
 * nothing: 2,000 m2 each, so "densify". */
static void ties_of_use_and_strategy(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((900 1040,1200 1040,1200 1200,900 1200,900 1040))", {"1310"}},
          {"POLYGON((900 900,1200 900,1200 1040,900 1040,900 900))", {"1300"}});
    PARCELS(&world, BLOCK);
    LAYER(&world, TOMT_ROLE_STRATEGY, "strategy", "strategy", {BOX_A, {"densify"}},
          {"POLYGON((1050 1000,1100 1000,1100 1060,1050 1060,1050 1000))", {"transform"}});
    wish(&world, "cluster", 4000, 4500);
    make(&world);
    assemble(&world);
    size_t row = row_of(&world, "A, C");
    assert_string_equal(world.sites.use[row], "1300");
    assert_int_equal(world.zones.row[world.sites.plan_zone[row]], 1);
    assert_string_equal(world.sites.strategy[row], "densify");
    assert_int_equal(world.sites.use_start[row + 1] - world.sites.use_start[row], 2);
    assert_near(world.sites.use_area_m2[world.sites.use_start[row] + 1], 2000, 1e-6);
    /* B transform; of D half, and a tie of transform and none goes to transform */
    assert_string_equal(world.sites.strategy[row_of(&world, "B, D")], "transform");
    world_close(&world);
}

/* A: 1,100 m2 of 1130 and 900 of 1310; C: 1,050 of 1300 and 950 of 1310. Together most is 1310, the
 * use of neither; the zone is the larger of C's pieces of it. */
static void a_use_that_is_no_members_own(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((900 900,1200 900,1200 1022,900 1022,900 900))", {"1130"}},
          {"POLYGON((900 1022,1200 1022,1200 1040,900 1040,900 1022))", {"1310"}},
          {"POLYGON((900 1040,1200 1040,1200 1061,900 1061,900 1040))", {"1300"}},
          {"POLYGON((900 1061,1200 1061,1200 1075,900 1075,900 1061))", {"1310"}},
          {"POLYGON((900 1075,1200 1075,1200 1200,900 1200,900 1075))", {"1310"}});
    PARCELS(&world, {BOX_A, {"A"}}, {BOX_C, {"C"}});
    wish(&world, "cluster", 4000, 4500);
    make(&world);
    assemble(&world);
    assert_int_equal(world.sites.n, 1);
    assert_string_equal(world.sites.use[0], "1310");
    assert_int_equal(world.zones.row[world.sites.plan_zone[0]], 3);
    assert_null(world.sites.property[0]);
    world_close(&world);
}

/* 900 m2 of each parcel are 1310 and 1,100 are 2010, which is not permitted: 2010 is most of all
 * the ground and yet not the use. Both pieces are as large, so the zone is A's. */
static void only_permitted_uses_count(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((900 1040,1200 1040,1200 1058,900 1058,900 1040))", {"1310"}},
          {"POLYGON((900 1022,1200 1022,1200 1040,900 1040,900 1022))", {"1310"}},
          {"POLYGON((900 900,1200 900,1200 1022,900 1022,900 900))", {"2010"}},
          {"POLYGON((900 1058,1200 1058,1200 1200,900 1200,900 1058))", {"2010"}});
    PARCELS(&world, {BOX_A, {"A"}}, {BOX_C, {"C"}});
    wish(&world, "cluster", 1500, 4500);
    make(&world);
    assemble(&world);
    assert_sound(&world);
    assert_int_equal(world.sites.n, 1);
    assert_string_equal(world.sites.use[0], "1310");
    assert_int_equal(world.zones.row[world.sites.plan_zone[0]], 1);
    assert_near(world.sites.area_m2[0], 1800, 1e-6);
    assert_int_equal(world.sites.use_start[1], 2);
    assert_near(world.sites.use_area_m2[1], 2200, 1e-6);
    world_close(&world);
}

/* Losses of the profile, by constraint; those of another profile stay with its own rows. */
static void losses_are_the_members_sums(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    ONE_ZONE(&world);
    PARCELS(&world, BLOCK);
    wish(&world, "cluster", 4000, 4500);
    add_profile(&world, "office", USES("1300"));
    make(&world); /* rows A B C D, each of both */
    uint32_t site[] = {0, 0, 0, 0, 2, 2, 2, 2};
    uint8_t profile[] = {0, 0, 0, 1, 0, 0, 0, 1};
    uint16_t constraint[] = {1, 4, TOMT_LOSS_SLIVER, 1, 0, 4, 7, 2};
    double ground_m2[] = {10, 20, 0.25, 99, 1, 2, 4, 77};
    world.sites.losses = (struct tomt_losses){8, site, profile, constraint, ground_m2};
    assemble(&world);
    assert_sound(&world);
    const struct tomt_losses *losses = &world.sites.losses;
    const struct {
        const char *parcel;
        uint8_t profile;
        uint16_t constraint;
        double ground_m2;
    } expected[] = {{"A", 1, 1, 99},
                    {"C", 1, 2, 77},
                    {"A, C", 0, 0, 1},
                    {"A, C", 0, 1, 10},
                    {"A, C", 0, 4, 22},
                    {"A, C", 0, 7, 4},
                    {"A, C", 0, TOMT_LOSS_SLIVER, 0.25}};
    assert_int_equal(losses->n, 7);
    for (size_t l = 0; l < losses->n; l++) {
        assert_string_equal(world.sites.parcel[losses->site[l]], expected[l].parcel);
        assert_int_equal(losses->profile[l], expected[l].profile);
        assert_int_equal(losses->constraint[l], expected[l].constraint);
        assert_near(losses->ground_m2[l], expected[l].ground_m2, 0);
    }
    world_close(&world);
}

/* A row shared by two profiles has the losses of each. */
static void shared_rows_have_the_losses_of_each(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    ONE_ZONE(&world);
    PARCELS(&world, {BOX_A, {"A"}}, {BOX_C, {"C"}});
    wish(&world, "tech", 4000, 4500);
    wish(&world, "health", 4000, 4500);
    make(&world);
    uint32_t site[] = {0, 0, 1};
    uint8_t profile[] = {0, 1, 1};
    uint16_t constraint[] = {5, 3, 3};
    double ground_m2[] = {1, 2, 4};
    world.sites.losses = (struct tomt_losses){3, site, profile, constraint, ground_m2};
    assemble(&world);
    assert_sound(&world);
    assert_int_equal(world.sites.n, 1);
    assert_int_equal(world.sites.losses.n, 2);
    assert_near(world.sites.losses.ground_m2[0], 1, 0);
    assert_int_equal(world.sites.losses.profile[1], 1);
    assert_near(world.sites.losses.ground_m2[1], 6, 0);
    world_close(&world);
}

/* A row of five: one too large, one not known, two that join, one that is left; one far away. */
static void what_is_left_says_why(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    ONE_ZONE(&world);
    PARCELS(&world, {BOX_A, {"A"}}, {BOX_B, {"B"}}, {BOX_C, {"C"}},
            {"POLYGON((1000 900,1100 900,1100 1000,1000 1000,1000 900))", {"large"}},
            {"POLYGON((1100 1000,1150 1000,1150 1080,1100 1080,1100 1000))", {"unknown"}},
            {"POLYGON((5000 5000,5050 5000,5050 5040,5000 5040,5000 5000))", {"far"}},
            {"POLYGON((6000 6000,6050 6000,6050 6030,6000 6030,6000 6000))", {"x1"}},
            {"POLYGON((6050 6000,6100 6000,6100 6030,6050 6030,6050 6000))", {"x2"}},
            {"POLYGON((6000 6030,6050 6030,6050 6060,6000 6060,6000 6030))", {"x3"}});
    wish(&world, "cluster", 4000, 4400)->assembly.owner_cost = 0;
    struct tomt_profile *other = wish(&world, "other", 4000, 4400);
    other->assembly.owner_cost = 0;
    make(&world);
    double weight[16];
    for (size_t i = 0; i < world.sites.n; i++)
        weight[i] = world.sites.developable_m2[i];
    weight[site_row(&world, "unknown", 0)] = NAN;
    const double *of[] = {weight, weight};
    check(try_assemble(&world, &(struct tomt_assembling){of}), &world.err);
    assert_sound(&world);
    assert_int_equal(world.sites.n, 1);
    assert_int_equal(world.sites.profiles[0], 3);
    row_of(&world, "A, C");
    assert_int_equal(world.rejected.n, 7); /* both profiles in one row each */
    static const struct {
        const char *id, *detail;
        double measured;
    } expected[] = {
        {"B", "neighbours that would do are in other assemblies", 2000},
        {"far", "no neighbours that together reach 4000 m2", 2000},
        {"large", "too large alone: more than 4400 m2", 10000},
        {"unknown", "its size is not known", NAN},
        {"x1", "no set of at most 12 parcels has 4000 to 4400 m2", 1500},
        {"x2", "no set of at most 12 parcels has 4000 to 4400 m2", 1500},
        {"x3", "no set of at most 12 parcels has 4000 to 4400 m2", 1500},
    };
    for (size_t i = 0; i < 7; i++) {
        assert_string_equal(world.rejected.site_id[i], expected[i].id);
        assert_string_equal(world.rejected.detail[i], expected[i].detail);
        assert_int_equal(world.rejected.reason[i], TOMT_R_NOT_ASSEMBLED);
        assert_int_equal(world.rejected.profiles[i], 3);
        assert_string_equal(world.rejected.layer[i], "parcels");
        assert_near(world.rejected.limit[i], 4000, 0);
        if (isnan(expected[i].measured))
            assert_true(isnan(world.rejected.measured[i]));
        else
            assert_near(world.rejected.measured[i], expected[i].measured, 1e-6);
    }
    assert_int_equal(world.rejected.feature[0], 2);
    assert_near(shape_area(&world.rejected.shapes, 2), 10000, 1e-6);
    assert_int_equal(assembled[0].n_parcels, 9);
    assert_int_equal(assembled[0].n_in_assemblies, 2);
    assert_int_equal(assembled[0].n_left_over, 7);
    assert_int_equal(assembled[0].n_too_large, 1);
    world_close(&world);
}

/* What an exclusion took is not in the shape, and a strip that it leaves between two is no
 * neighbourhood; the rejection shows the parcel as it came. */
static void shapes_are_what_is_left(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    ONE_ZONE(&world);
    PARCELS(&world, BLOCK);
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "slide", "code",
          {"POLYGON((900 1036,1200 1036,1200 1044,900 1044,900 1036))", {"H310"}});
    exclude(&world, wish(&world, "cluster", 3500, 4500), "slide", NULL, 0);
    wish(&world, "plain", 8001, INFINITY);
    make(&world);
    assemble(&world);
    assert_sound(&world);
    size_t row = row_of(&world, "A, B"); /* 100 x 36 m */
    assert_int_equal(world.sites.n, 2);
    assert_near(world.sites.developable_m2[row], 3600, 1e-6);
    assert_near(world.sites.area_m2[row], 4000, 1e-6);
    assert_near(world.sites.perimeter_m[row], 272, 1e-6);
    assert_int_equal(n_of_profile(&world, 1), 0);
    assert_int_equal(world.rejected.n, 4);
    assert_int_equal(world.rejected.profiles[0], 2);
    assert_near(shape_area(&world.rejected.shapes, 0), 2000, 1e-6);
    assert_string_equal(world.rejected.detail[0], "no neighbours that together reach 8001 m2");
    world_close(&world);
}

/* The same ground under two names: two assemblies of one shape, told apart by their ids. */
static void parcels_that_lie_twice(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    ONE_ZONE(&world);
    PARCELS(&world, {BOX_A, {"A"}}, {BOX_C, {"C"}}, {BOX_A, {"a"}}, {BOX_C, {"c"}});
    wish(&world, "cluster", 4000, 4500);
    make(&world);
    assemble(&world);
    assert_sound(&world);
    assert_int_equal(world.sites.n, 2);
    size_t n = strlen(world.sites.site_id[0]);
    assert_int_equal(n, 17);
    assert_memory_equal(world.sites.site_id[0], world.sites.site_id[1], n);
    assert_string_equal(world.sites.site_id[1] + n, "-2");
    world_close(&world);
}

/* P is two boxes with Q between: with parts apart three sites in a row, of two parcels. */
static void parts_of_a_parcel_are_one_member(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    ONE_ZONE(&world);
    PARCELS(&world,
            {"MULTIPOLYGON(((1000 1000,1050 1000,1050 1040,1000 1040,1000 1000)),"
             "((1100 1000,1150 1000,1150 1040,1100 1040,1100 1000)))",
             {"P"}},
            {BOX_B, {"Q"}});
    world.project.sites.parts = TOMT_PARTS_SEPARATE;
    wish(&world, "cluster", 6000, 6000);
    make(&world);
    assert_int_equal(world.sites.n, 3);
    assemble(&world);
    assert_int_equal(world.sites.n, 1);
    assert_string_equal(world.sites.parcel[0], "P, Q");
    assert_int_equal(world.sites.member_start[1], 2);
    assert_near(world.sites.member[0].developable_m2, 4000, 1e-6);
    assert_int_equal(world.sites.member[1].row, 1);
    assert_int_equal(world.sites.use_start[1], 1);
    assert_near(world.sites.use_area_m2[0], 6000, 1e-6);
    world_close(&world);
}

/* Fourteen strips of 10 x 50 m. */
static void many_names_are_cut_short(void **state)
{
    (void)state;
    struct world world;
    struct feature strip[14];
    world_open(&world);
    ONE_ZONE(&world);
    for (int i = 0; i < 14; i++) {
        int x = 1000 + 10 * i;
        strip[i] = (struct feature){
            tomt_arena_print(world.arena, &world.err,
                             "POLYGON((%d 1000,%d 1000,%d 1050,%d 1050,%d 1000))", x, x + 10,
                             x + 10, x, x),
            {i == 3 ? NULL : tomt_arena_print(world.arena, &world.err, "%c", 'a' + i), "9/9"}};
    }
    add_layer(&world, TOMT_ROLE_PARCEL, "parcels", "parcel,property", strip, 14);
    wish(&world, "cluster", 7000, 7000)->assembly.most_parcels = 20;
    make(&world);
    assemble(&world);
    assert_sound(&world);
    assert_int_equal(world.sites.n, 1);
    assert_string_equal(world.sites.parcel[0], "a, b, c, e, f, g, h, i, j, k, l, m ...");
    assert_string_equal(world.sites.property[0], "9/9");
    assert_int_equal(world.sites.member_start[1], 14);
    world_close(&world);
}

/* What is wanted is of the weights: only B with D, 50 x 80 m, is 4,000 m2 of floor and compact (A
 * with B is 0.641, three in an L at most 0.58); A and C have 3,500 between them. The other profile
 * has no weights. */
static void weights_are_given(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    ONE_ZONE(&world);
    PARCELS(&world, BLOCK);
    wish(&world, "plain", 4000, 4500);
    wish(&world, "floor", 4000, 4500)->assembly.of = 1;
    make(&world);
    const double weight[] = {3000, 1000, 500, 3000};
    const double *of[] = {NULL, weight};
    check(try_assemble(&world, &(struct tomt_assembling){of}), &world.err);
    assert_sound(&world);
    assert_int_equal(world.sites.n, 2);
    assert_int_equal(world.sites.profiles[row_of(&world, "B, D")], 3);
    assert_int_equal(world.sites.profiles[row_of(&world, "A, C")], 1);
    assert_int_equal(world.rejected.n, 2);
    assert_int_equal(world.rejected.profiles[0], 2);
    assert_near(world.rejected.measured[0], 3000, 0);
    assert_near(world.rejected.measured[1], 500, 0);
    world_close(&world);
}

/* A and the one east of it are 0.3 m apart: two parts, the borders of both, a point in one. */
static void gaps_stay_open(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    ONE_ZONE(&world);
    PARCELS(&world, {BOX_A, {"A"}},
            {"POLYGON((1050.3 1000,1100.3 1000,1100.3 1040,1050.3 1040,1050.3 1000))", {"B"}});
    wish(&world, "cluster", 4000, 4500);
    make(&world);
    assemble(&world);
    assert_sound(&world);
    assert_int_equal(world.sites.n, 1);
    assert_int_equal(world.sites.n_parts[0], 2);
    assert_near(world.sites.developable_m2[0], 4000, 1e-6);
    assert_near(world.sites.perimeter_m[0], 360, 1e-6);
    assert_near(world.sites.inscribed_m[0], 40, 0.1);
    assert_true(world.sites.point_x[0] < 1050 || world.sites.point_x[0] > 1050.3);
    world_close(&world);
}

/* B lies 0.3 m over A: 12 m2 of the parcels' 4,012 are the same ground. */
static void overlaps_count_once(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    ONE_ZONE(&world);
    PARCELS(&world, {BOX_A, {"A"}},
            {"POLYGON((1049.7 1000,1100 1000,1100 1040,1049.7 1040,1049.7 1000))", {"B"}});
    wish(&world, "cluster", 4000, 4500);
    make(&world);
    assemble(&world);
    assert_int_equal(world.sites.n, 1);
    assert_near(world.sites.area_m2[0], 4012, 1e-6);
    assert_near(world.sites.developable_m2[0], 4000, 1e-6);
    assert_true(assembled[0].max_area_error <= 1e-6);
    world_close(&world);
}

/* Zones can be assembled; cells cannot; without an assembly nothing is touched; nothing of
 * nothing. */
static void other_sources(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS, {BOX_A, {"1300"}}, {BOX_C, {"1310"}},
          {"POLYGON((5000 5000,5050 5000,5050 5040,5000 5040,5000 5000))", {"1310"}});
    world.project.sites.from = TOMT_SITES_ZONES;
    struct tomt_profile *profile = wish(&world, "cluster", 4000, 4500);
    make(&world);
    profile->assembly.wanted = false;
    struct tomt_sites before = world.sites;
    assemble(&world);
    assert_memory_equal(&world.sites, &before, sizeof before);
    profile->assembly.wanted = true;
    world.project.sites.from = TOMT_SITES_GRID;
    assert_false(try_assemble(&world, NULL));
    assert_int_equal(world.err.code, TOMT_PROJECT);
    assert_memory_equal(&world.sites, &before, sizeof before);
    tomt_error_clear(&world.err);
    world.project.sites.from = TOMT_SITES_ZONES;
    check(try_assemble(&world, NULL), &world.err);
    assert_sound(&world);
    assert_int_equal(world.sites.n, 1);
    assert_null(world.sites.parcel[0]);
    assert_int_equal(world.rejected.n, 1);
    assert_string_equal(world.rejected.layer[0], "zone");
    assert_near(shape_area(&world.rejected.shapes, 0), 2000, 1e-6);
    profile->assembly.least = 9000;
    profile->assembly.most = 9000;
    assemble(&world);
    assert_int_equal(world.sites.n, 0);
    assemble(&world);
    assert_int_equal(world.sites.n, 0);
    assert_int_equal(assembled[0].n_parcels, 0);
    profile->assembly.most = -1;
    assert_false(try_assemble(&world, NULL));
    assert_int_equal(world.err.code, TOMT_USAGE);
    world_close(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_by_hand),
        cmocka_unit_test(all_four_when_there_is_no_most),
        cmocka_unit_test(a_river_is_not_crossed),
        cmocka_unit_test(a_railway_is_not_crossed),
        cmocka_unit_test(one_parcel_may_be_enough),
        cmocka_unit_test(profiles_share_rows),
        cmocka_unit_test(owners_cost),
        cmocka_unit_test(minima_hold_for_assemblies),
        cmocka_unit_test(ties_of_use_and_strategy),
        cmocka_unit_test(a_use_that_is_no_members_own),
        cmocka_unit_test(only_permitted_uses_count),
        cmocka_unit_test(losses_are_the_members_sums),
        cmocka_unit_test(shared_rows_have_the_losses_of_each),
        cmocka_unit_test(what_is_left_says_why),
        cmocka_unit_test(shapes_are_what_is_left),
        cmocka_unit_test(parcels_that_lie_twice),
        cmocka_unit_test(parts_of_a_parcel_are_one_member),
        cmocka_unit_test(many_names_are_cut_short),
        cmocka_unit_test(weights_are_given),
        cmocka_unit_test(gaps_stay_open),
        cmocka_unit_test(overlaps_count_once),
        cmocka_unit_test(other_sources),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
