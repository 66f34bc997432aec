/* capacity_site: sites of one and several pieces under each strategy, against hand calculations. */
#include "capacity_support.h"

static const enum tomt_growth growths[] = {TOMT_GROW_DENSIFY, TOMT_GROW_TRANSFORM, TOMT_GROW_NONE};

static struct tomt_site_capacity of(const struct tomt_zone_piece *piece, size_t n, double existing,
                                    enum tomt_growth growth)
{
    struct tomt_capacity_settings settings = defaults();
    struct tomt_site_capacity out;
    bool known = tomt_site_capacity(piece, n, existing, growth, &settings, &out);
    assert_int_equal(known, !isnan(out.unused_bra_m2));
    return out;
}

/* 2,000 m2 with 700 m2 BRA on it, three storeys where a footprint is limited. */
static void every_type_and_strategy(void **state)
{
    (void)state;
    static const struct {
        int type;
        double number, allowed, left; /* allowed - 700, not below 0 */
    } all[] = {
        {TOMT_U_PERCENT_BYA_97, 30, 1800, 1100}, /* 600 x 3 */
        {TOMT_U_T_BRA, 1500, 1500, 800},
        {TOMT_U_PERCENT_TU, 50, 1000, 300},
        {TOMT_U_BYA, 400, 1200, 500},
        {TOMT_U_PERCENT_BYA, 35, 2100, 1400},
        {TOMT_U_BRA, 600, 600, 0}, /* more stands there than is allowed */
        {TOMT_U_PERCENT_BRA, 90, 1800, 1100},
        {TOMT_U_NO_BUILDING, NAN, 0, 0},
        {TOMT_U_NO_MORE, NAN, 700, 0},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct tomt_plan_rule rule = limit(all[i].type, all[i].number);
        struct tomt_zone_piece piece = piece_of(2000, &rule, 1, 3);
        for (size_t g = 0; g < 3; g++) {
            /* type 11: building anew what stands there adds nothing, and it stays */
            bool transform = growths[g] == TOMT_GROW_TRANSFORM && all[i].type != TOMT_U_NO_MORE;
            struct tomt_site_capacity found = of(&piece, 1, 700, growths[g]);
            near(found.allowed_bra_m2, all[i].allowed);
            near(found.known_bra_m2, all[i].allowed);
            near(found.existing_bra_m2, 700);
            near(found.unused_bra_m2, transform ? all[i].allowed : all[i].left);
            near(found.replaces_m2, transform ? 700 : 0);
            near(found.permitted_m2, 2000);
            near(found.unused_floor_m2, found.unused_bra_m2);
            assert_true(found.unknown_m2 == 0);
            assert_int_equal(found.why, all[i].type == TOMT_U_NO_BUILDING ? TOMT_CAP_NO_BUILDING
                                                                          : TOMT_CAP_OK);
        }
    }
}

static void nothing_known_of_what_stands_there(void **state)
{
    (void)state;
    struct tomt_plan_rule rule = limit(TOMT_U_PERCENT_BRA, 90);
    struct tomt_zone_piece piece = piece_of(2000, &rule, 1, NAN);
    for (size_t g = 0; g < 3; g++) {
        struct tomt_site_capacity found = of(&piece, 1, NAN, growths[g]);
        near(found.allowed_bra_m2, 1800);
        assert_true(isnan(found.existing_bra_m2));
        if (growths[g] == TOMT_GROW_TRANSFORM) { /* all of it goes, whatever it is */
            near(found.unused_bra_m2, 1800);
            assert_true(isnan(found.replaces_m2));
            assert_int_equal(found.why, TOMT_CAP_OK);
        } else {
            assert_true(isnan(found.unused_bra_m2) && isnan(found.unused_floor_m2));
            assert_int_equal(found.why, TOMT_CAP_NO_EXISTING);
            assert_true(found.replaces_m2 == 0);
        }
    }
    /* Where no more may be built nothing is unused, also when nobody knows what stands there. */
    rule = limit(TOMT_U_NO_MORE, NAN);
    struct tomt_site_capacity found = of(&piece, 1, NAN, TOMT_GROW_DENSIFY);
    assert_true(found.unused_bra_m2 == 0 && isnan(found.allowed_bra_m2));
    assert_int_equal(found.why, TOMT_CAP_NO_EXISTING);
    found = of(&piece, 1, NAN, TOMT_GROW_TRANSFORM);
    assert_true(found.unused_bra_m2 == 0 && found.unused_floor_m2 == 0 && found.replaces_m2 == 0);
    rule = limit(TOMT_U_NO_BUILDING, NAN);
    assert_true(of(&piece, 1, NAN, TOMT_GROW_NONE).unused_bra_m2 == 0);
    /* What is no amount is told. */
    rule = limit(TOMT_U_PERCENT_BRA, 90);
    assert_int_equal(of(&piece, 1, -5, TOMT_GROW_DENSIFY).why, TOMT_CAP_BAD_EXISTING);
    assert_int_equal(of(&piece, 1, INFINITY, TOMT_GROW_NONE).why, TOMT_CAP_BAD_EXISTING);
    piece.existing_bra_m2 = -5;
    assert_int_equal(of(&piece, 1, 100, TOMT_GROW_DENSIFY).why, TOMT_CAP_BAD_EXISTING);
}

static void several_zones_on_a_parcel(void **state)
{
    (void)state;
    /* 1,000 m2 of 150 % BRA, 2,000 m2 of 40 % BYA on 2 storeys, 500 m2 without building, and a
     * fourth of a zone of 4,000 m2 with 6,000 m2 BRA: 1,500 + 1,600 + 0 + 1,500 = 4,600. 900 m2
     * stand there. */
    struct tomt_plan_rule rules[] = {limit(TOMT_U_PERCENT_BRA, 150), limit(TOMT_U_PERCENT_BYA, 40),
                                     limit(TOMT_U_NO_BUILDING, NAN), limit(TOMT_U_BRA, 6000)};
    struct tomt_zone_piece piece[] = {
        piece_of(1000, rules, 1, NAN), piece_of(2000, rules + 1, 1, 2),
        piece_of(500, rules + 2, 1, NAN), piece_of(1000, rules + 3, 1, NAN)};
    piece[3].whole_zone_m2 = 4000;
    struct tomt_site_capacity found = of(piece, 4, 900, TOMT_GROW_DENSIFY);
    near(found.allowed_bra_m2, 4600);
    near(found.unused_bra_m2, 3700);
    near(found.permitted_m2, 4500);
    near(found.parking_m2, 0);
    assert_true(isnan(found.minimum_bra_m2));
    /* Five spaces of 18 m2 on the first, three on the third, where nothing is built: 90 m2. */
    piece[0].rules.parking_spaces = 5;
    piece[2].rules.parking_spaces = 3;
    near(of(piece, 4, 900, TOMT_GROW_DENSIFY).parking_m2, 90);
    near(of(piece, 4, 900, TOMT_GROW_DENSIFY).allowed_bra_m2, 4510);
    piece[0].rules.parking_spaces = piece[2].rules.parking_spaces = 0;
    /* Only ground that is zoned to a purpose asked for: without the second piece 1,500 + 0 + 1,500.
     * Of the 900 m2, which are told for the site, 2,000 of 4,500 m2 of ground are the second's: 500
     * count. */
    struct tomt_use_share road = {"2010", 1, false};
    piece[1].use = &road;
    piece[1].n_uses = 1;
    found = of(piece, 4, 900, TOMT_GROW_DENSIFY);
    near(found.allowed_bra_m2, 3000);
    near(found.permitted_m2, 2500);
    near(found.existing_bra_m2, 900);
    near(found.existing_counted_m2, 500);
    near(found.unused_bra_m2, 2500);
    /* Told by piece: all 900 stand on the second. */
    for (size_t i = 0; i < 4; i++)
        piece[i].existing_bra_m2 = i == 1 ? 900 : 0;
    found = of(piece, 4, NAN, TOMT_GROW_DENSIFY);
    near(found.existing_bra_m2, 900);
    near(found.existing_counted_m2, 0);
    near(found.unused_bra_m2, 3000);
    near(of(piece, 4, NAN, TOMT_GROW_TRANSFORM).replaces_m2, 900);
    /* More is told by piece than for the site: nothing is left for the others, not less. */
    piece[0].existing_bra_m2 = NAN;
    near(of(piece, 4, 500, TOMT_GROW_DENSIFY).existing_counted_m2, 0);
    /* Half told: 300 on the first, so that 600 are left for the second and the fourth, 400 and 200
     * by ground. */
    piece[0].existing_bra_m2 = 300;
    piece[1].existing_bra_m2 = piece[3].existing_bra_m2 = NAN;
    near(of(piece, 4, 900, TOMT_GROW_DENSIFY).existing_counted_m2, 500);
}

static void one_unknown_piece_makes_the_sum_unknown(void **state)
{
    (void)state;
    struct tomt_plan_rule rules[] = {limit(TOMT_U_PERCENT_BRA, 100), limit(TOMT_U_PERCENT_BYA, 40),
                                     limit(3, 50)};
    struct tomt_zone_piece piece[] = {piece_of(1000, rules, 1, NAN),
                                      piece_of(400, rules + 1, 1, NAN),
                                      piece_of(300, rules + 2, 1, NAN)};
    for (size_t g = 0; g < 3; g++) {
        struct tomt_site_capacity found = of(piece, 3, 200, growths[g]);
        assert_true(isnan(found.allowed_bra_m2) && isnan(found.unused_bra_m2) &&
                    isnan(found.floor_bra_m2) && isnan(found.unused_floor_m2));
        near(found.known_bra_m2, 1000);
        near(found.unknown_m2, 700);
        near(found.permitted_m2, 1700);
        assert_int_equal(found.why, TOMT_CAP_NO_STOREYS); /* 400 m2 against 300 */
    }
    piece[2].area_m2 = 400; /* as much ground each: the lower of the reasons */
    assert_int_equal(of(piece, 3, 200, TOMT_GROW_NONE).why, TOMT_CAP_NO_STOREYS);
    piece[2].area_m2 = 401;
    assert_int_equal(of(piece, 3, 200, TOMT_GROW_NONE).why, TOMT_CAP_OLD_REGIME);
    /* Unknown ground of other purposes is no matter. */
    struct tomt_use_share homes = {"1110", 1, false};
    piece[1].use = piece[2].use = &homes;
    piece[1].n_uses = piece[2].n_uses = 1;
    near(of(piece, 3, 0, TOMT_GROW_DENSIFY).unused_bra_m2, 1000);
}

static void mixed_zones(void **state)
{
    (void)state;
    /* 1802 by our shares: homes 0.5, offices 0.3, shops 0.2. 5,000 m2 of 120 % = 6,000 m2; 2,000
     * stand there. Offices asked for: 1,800 allowed, 600 of what stands there counts, 1,200 left.
     */
    struct tomt_use_share use[] = {{"1110", 0.5, false}, {"1310", 0.3, true}, {"1150", 0.2, false}};
    struct tomt_plan_rule rule = {TOMT_U_PERCENT_BRA, 120, 50};
    struct tomt_zone_piece piece = piece_of(5000, &rule, 1, NAN);
    piece.use = use;
    piece.n_uses = 3;
    struct tomt_site_capacity found = of(&piece, 1, 2000, TOMT_GROW_DENSIFY);
    near(found.allowed_bra_m2, 1800);
    near(found.existing_counted_m2, 600);
    near(found.unused_bra_m2, 1200);
    near(found.permitted_m2, 5000);  /* the plot is one */
    near(found.minimum_bra_m2, 750); /* 5000 x 0.5 x 0.3 */
    near(of(&piece, 1, 2000, TOMT_GROW_TRANSFORM).unused_bra_m2, 1800);
    near(of(&piece, 1, 2000, TOMT_GROW_TRANSFORM).replaces_m2, 2000);
    /* All that stands there against the offices: nothing is left. */
    struct tomt_capacity_settings settings = defaults();
    settings.existing_by_share = false;
    assert_true(tomt_site_capacity(&piece, 1, 2000, TOMT_GROW_DENSIFY, &settings, &found));
    near(found.existing_counted_m2, 2000);
    assert_true(found.unused_bra_m2 == 0);
    assert_true(tomt_site_capacity(&piece, 1, 500, TOMT_GROW_DENSIFY, &settings, &found));
    near(found.unused_bra_m2, 1300);
    /* Shops as well: half. None: 0, and it is known why. */
    use[2].permitted = true;
    near(of(&piece, 1, 2000, TOMT_GROW_DENSIFY).allowed_bra_m2, 3000);
    use[1].permitted = use[2].permitted = false;
    found = of(&piece, 1, 2000, TOMT_GROW_DENSIFY);
    assert_true(found.allowed_bra_m2 == 0 && found.unused_bra_m2 == 0 && found.permitted_m2 == 0);
    assert_int_equal(found.why, TOMT_CAP_NOT_PERMITTED);
    /* Shares that make no sense are told. */
    static const double bad[] = {0.4, -0.3, NAN, INFINITY, 1.3};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        use[1] = (struct tomt_use_share){"1310", bad[i], true};
        assert_int_equal(of(&piece, 1, 0, TOMT_GROW_DENSIFY).why, TOMT_CAP_BAD_SHARES);
        near(of(&piece, 1, 0, TOMT_GROW_DENSIFY).unknown_m2, 5000);
    }
}

static void closed_ground_beside_open(void **state)
{
    (void)state;
    /* A listed house of 300 m2 (type 11) beside 1,000 m2 of 80 %, empty: 300 + 800 allowed, 800
     * left. */
    struct tomt_plan_rule rules[] = {limit(TOMT_U_NO_MORE, NAN), limit(TOMT_U_PERCENT_BRA, 80)};
    struct tomt_zone_piece piece[] = {piece_of(500, rules, 1, NAN),
                                      piece_of(1000, rules + 1, 1, NAN)};
    piece[0].existing_bra_m2 = 300;
    piece[1].existing_bra_m2 = 0;
    struct tomt_site_capacity found = of(piece, 2, NAN, TOMT_GROW_DENSIFY);
    near(found.allowed_bra_m2, 1100);
    near(found.unused_bra_m2, 800);
    /* The house is not known: what is left still is. */
    piece[0].existing_bra_m2 = NAN;
    found = of(piece, 2, NAN, TOMT_GROW_DENSIFY);
    near(found.unused_bra_m2, 800);
    assert_true(isnan(found.allowed_bra_m2));
    near(found.unknown_m2, 500);
    /* Of the site only: 450 m2, a third by ground on the closed piece. 300 count on the open one.
     */
    piece[1].existing_bra_m2 = NAN;
    found = of(piece, 2, 450, TOMT_GROW_DENSIFY);
    near(found.allowed_bra_m2, 950);
    near(found.unused_bra_m2, 500);
    /* All of it against the open ground, but for what stands on the closed: 450 - 150. */
    struct tomt_capacity_settings settings = defaults();
    settings.existing_by_share = false;
    assert_true(tomt_site_capacity(piece, 2, 450, TOMT_GROW_DENSIFY, &settings, &found));
    near(found.unused_bra_m2, 500);
    /* The empty site is empty everywhere. */
    near(of(piece, 2, 0, TOMT_GROW_DENSIFY).unused_bra_m2, 800);
    /* Transformed: 800 in place of 300; the house and its 150 stay. */
    found = of(piece, 2, 450, TOMT_GROW_TRANSFORM);
    near(found.unused_bra_m2, 800);
    near(found.replaces_m2, 300);
    near(found.allowed_bra_m2, 950);
    /* By whichever setting. */
    assert_true(tomt_site_capacity(piece, 2, 450, TOMT_GROW_TRANSFORM, &settings, &found));
    near(found.unused_bra_m2, 800);
    near(found.replaces_m2, 300);
    /* 5,000 m2 stand where no more may be built: none is unused, however the area grows. */
    for (size_t g = 0; g < 3; g++) {
        found = of(piece, 1, 5000, growths[g]);
        near(found.allowed_bra_m2, 5000);
        assert_true(found.unused_bra_m2 == 0 && found.unused_floor_m2 == 0);
        assert_true(found.replaces_m2 == 0);
    }
}

/* The share of floor is that of the ground where something may be built: 10,000 m2 of type 11 with
 * 10,000 m2 on it beside as much ground with a hall of 50 % BYA, 9 m: 15,000 BRA of which 5,000 are
 * floor. 5,000 of the hall stand: 10,000 are unused, 10,000 x 5,000 / 15,000 = 3,333.3 of floor.
 * (Of all that is allowed, 25,000 with 15,000 of floor, it would be 6,000.) */
static void floor_of_open_ground(void **state)
{
    (void)state;
    struct tomt_plan_rule rules[] = {limit(TOMT_U_NO_MORE, NAN), limit(TOMT_U_PERCENT_BYA, 50)};
    struct tomt_zone_piece piece[] = {piece_of(10000, rules, 1, NAN),
                                      piece_of(10000, rules + 1, 1, NAN)};
    piece[0].existing_bra_m2 = 10000;
    piece[1].existing_bra_m2 = 5000;
    piece[1].rules.is_hall = true;
    piece[1].rules.height_m = 9;
    struct tomt_site_capacity found = of(piece, 2, NAN, TOMT_GROW_DENSIFY);
    near(found.allowed_bra_m2, 25000);
    near(found.floor_bra_m2, 15000);
    near(found.unused_bra_m2, 10000);
    near(found.unused_floor_m2, 10000 / 3.0);
    found = of(piece, 2, NAN, TOMT_GROW_TRANSFORM);
    near(found.unused_bra_m2, 15000);
    near(found.unused_floor_m2, 5000);
    near(found.replaces_m2, 5000);
    /* What stands on the closed ground is not known: floor is, as what is unused is. */
    piece[0].existing_bra_m2 = NAN;
    found = of(piece, 2, NAN, TOMT_GROW_DENSIFY);
    assert_true(isnan(found.allowed_bra_m2));
    near(found.unused_floor_m2, 10000 / 3.0);
}

static void halls_have_less_floor(void **state)
{
    (void)state;
    /* 10,000 m2, 60 % BYA, 9 m hall: 18,000 BRA allowed of which 6,000 are floor; 3,000 BRA stand
     * there: 15,000 left, 5,000 of floor. */
    struct tomt_plan_rule rule = limit(TOMT_U_PERCENT_BYA, 60);
    struct tomt_zone_piece piece = piece_of(10000, &rule, 1, NAN);
    piece.rules.is_hall = true;
    piece.rules.height_m = 9;
    struct tomt_site_capacity found = of(&piece, 1, 3000, TOMT_GROW_DENSIFY);
    near(found.allowed_bra_m2, 18000);
    near(found.floor_bra_m2, 6000);
    near(found.unused_bra_m2, 15000);
    near(found.unused_floor_m2, 5000);
}

static void order_of_shares(void **state)
{
    (void)state;
    /* 0.1 + 0.2 + 0.3 is 0.6 or 0.6000000000000001: of 10^11 m2 that would show. */
    struct tomt_plan_rule rule = limit(TOMT_U_BRA, 1e11);
    struct tomt_zone_piece piece = piece_of(5000, &rule, 1, NAN);
    struct tomt_use_share one[] = {
        {"a", 0.1, true}, {"b", 0.2, true}, {"c", 0.3, true}, {"d", 0.4, false}};
    struct tomt_use_share other[] = {
        {"c", 0.3, true}, {"d", 0.4, false}, {"b", 0.2, true}, {"a", 0.1, true}};
    piece.n_uses = 4;
    piece.use = one;
    double first = of(&piece, 1, 0, TOMT_GROW_DENSIFY).allowed_bra_m2;
    piece.use = other;
    assert_true(of(&piece, 1, 0, TOMT_GROW_DENSIFY).allowed_bra_m2 == first);
}

static void empty_and_wrong(void **state)
{
    (void)state;
    struct tomt_site_capacity found = of(NULL, 0, 100, TOMT_GROW_DENSIFY);
    assert_true(isnan(found.allowed_bra_m2) && isnan(found.unused_bra_m2));
    assert_int_equal(found.why, TOMT_CAP_NO_RULE);
    assert_true(found.known_bra_m2 == 0 && found.permitted_m2 == 0);
    struct tomt_plan_rule rule = limit(TOMT_U_BRA, 100);
    struct tomt_zone_piece piece = piece_of(NAN, &rule, 1, NAN);
    assert_int_equal(of(&piece, 1, 0, TOMT_GROW_TRANSFORM).why, TOMT_CAP_BAD_AREA);
    piece.area_m2 = 100;
    assert_int_equal(of(&piece, 1, 0, (enum tomt_growth)9).why, TOMT_CAP_BAD_SETTING);
    struct tomt_capacity_settings settings = defaults();
    settings.bra_of_bya = 2;
    assert_false(tomt_site_capacity(&piece, 1, 0, TOMT_GROW_NONE, &settings, &found));
    assert_int_equal(found.why, TOMT_CAP_BAD_SETTING);
    assert_true(isnan(found.unused_bra_m2) && isnan(found.allowed_bra_m2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_and_strategy),
        cmocka_unit_test(nothing_known_of_what_stands_there),
        cmocka_unit_test(several_zones_on_a_parcel),
        cmocka_unit_test(one_unknown_piece_makes_the_sum_unknown),
        cmocka_unit_test(mixed_zones),
        cmocka_unit_test(closed_ground_beside_open),
        cmocka_unit_test(floor_of_open_ground),
        cmocka_unit_test(halls_have_less_floor),
        cmocka_unit_test(order_of_shares),
        cmocka_unit_test(empty_and_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
