/* capacity_rules: one piece of ground under each kind of rule, against hand calculations. Plots are
 * round so that a planner can check them on paper. What is told of the rules: TEK17 chapter 5 and
 * its guidance (docs/capacity.md). */
#include "capacity_support.h"

static struct tomt_piece_capacity of(struct tomt_zone_piece piece)
{
    struct tomt_capacity_settings settings = defaults();
    struct tomt_piece_capacity out;
    bool known = tomt_piece_capacity(&piece, &settings, &out);
    assert_int_equal(known, !isnan(out.allowed_bra_m2));
    assert_int_equal(known, out.why == TOMT_CAP_OK || out.why == TOMT_CAP_NO_BUILDING);
    return out;
}

static struct tomt_piece_capacity one(int type, double number, double storeys)
{
    struct tomt_plan_rule rule = limit(type, number);
    return of(piece_of(2000, &rule, 1, storeys));
}

static void unknown(struct tomt_piece_capacity found, enum tomt_cap_why why)
{
    if (found.why != why)
        print_error("%s, wanted %s\n", tomt_cap_why_name[found.why], tomt_cap_why_name[why]);
    assert_int_equal(found.why, why);
    assert_true(isnan(found.allowed_bra_m2) && isnan(found.allowed_bya_m2) &&
                isnan(found.floor_bra_m2));
    assert_int_equal(found.binding_type, TOMT_U_NONE);
}

/* A plot of 2,000 m2. */
static void every_type(void **state)
{
    (void)state;
    unknown(one(TOMT_U_NONE, NAN, 3), TOMT_CAP_NO_RULE);
    for (int type = 1; type <= 7; type++)
        unknown(one(type, 30, 3), TOMT_CAP_OLD_REGIME);
    struct tomt_piece_capacity none = one(TOMT_U_NO_BUILDING, NAN, NAN);
    assert_true(none.allowed_bra_m2 == 0 && none.allowed_bya_m2 == 0 && none.floor_bra_m2 == 0);
    assert_int_equal(none.why, TOMT_CAP_NO_BUILDING);
    assert_int_equal(none.binding_type, TOMT_U_NO_BUILDING);

    near(one(TOMT_U_PERCENT_BYA_97, 25, 2).allowed_bra_m2, 1000); /* 2000 x 0.25 x 2 */
    near(one(TOMT_U_T_BRA, 1400, NAN).allowed_bra_m2, 1400);
    near(one(TOMT_U_PERCENT_TU, 65, NAN).allowed_bra_m2, 1300); /* 2000 x 0.65 */
    near(one(TOMT_U_BYA, 450, 4).allowed_bra_m2, 1800);         /* 450 x 4 */
    near(one(TOMT_U_PERCENT_BYA, 40, 5).allowed_bra_m2, 4000);  /* 2000 x 0.40 x 5 */
    near(one(TOMT_U_PERCENT_BYA, 40, 5).allowed_bya_m2, 800);
    near(one(TOMT_U_BRA, 3000, NAN).allowed_bra_m2, 3000);
    near(one(TOMT_U_PERCENT_BRA, 150, NAN).allowed_bra_m2,
         3000); /* 2000 x 1.5: above 100 is common */
    assert_true(
        isnan(one(TOMT_U_PERCENT_BRA, 150, NAN).allowed_bya_m2)); /* it limits no footprint */
    near(one(TOMT_U_PERCENT_BYA, 40, 2.5).allowed_bra_m2, 2000);  /* two storeys and an attic */
}

static void no_more_than_stands_there(void **state)
{
    (void)state;
    struct tomt_plan_rule rules[] = {limit(TOMT_U_NO_MORE, NAN), limit(TOMT_U_PERCENT_BRA, 100)};
    struct tomt_zone_piece piece = piece_of(2000, rules, 1, NAN);
    unknown(of(piece), TOMT_CAP_NO_EXISTING);
    assert_true(of(piece).no_more);
    piece.existing_bra_m2 = 730;
    near(of(piece).allowed_bra_m2, 730);
    assert_int_equal(of(piece).binding_type, TOMT_U_NO_MORE);
    piece.rules.n_rules = 2; /* 100 % of 2000 is more than stands there */
    near(of(piece).allowed_bra_m2, 730);
    piece.existing_bra_m2 = 2600;
    near(of(piece).allowed_bra_m2, 2000);
    piece.existing_bra_m2 = 730; /* parking takes nothing off what stands there */
    piece.rules.parking_spaces = 10;
    near(of(piece).allowed_bra_m2, 730);
    near(of(piece).parking_m2, 0);
    piece.existing_bra_m2 = -1;
    unknown(of(piece), TOMT_CAP_BAD_EXISTING);
}

static void ceilings_are_not_rounded(void **state)
{
    (void)state;
    /* TEK17 § 5-3, guidance: 20.1 does not become 20. 20 % of 2,005 m2 is 401 m2, 20.1 % is
     * 403.005. */
    struct tomt_plan_rule rule = limit(TOMT_U_PERCENT_BYA, 20.1);
    near(of(piece_of(2005, &rule, 1, 1)).allowed_bra_m2, 403.005);
    rule.number = 20;
    near(of(piece_of(2005.5, &rule, 1, 1)).allowed_bra_m2, 401.1);
}

static void the_smallest_counts(void **state)
{
    (void)state;
    /* 2,000 m2: 40 % x 4 storeys = 3,200; 140 % = 2,800; 2,900 m2. */
    struct tomt_plan_rule rules[] = {limit(TOMT_U_PERCENT_BYA, 40), limit(TOMT_U_PERCENT_BRA, 140),
                                     limit(TOMT_U_BRA, 2900)};
    struct tomt_piece_capacity found = of(piece_of(2000, rules, 3, 4));
    near(found.allowed_bra_m2, 2800);
    near(found.allowed_bya_m2, 800);
    assert_int_equal(found.binding_type, TOMT_U_PERCENT_BRA);
    found = of(piece_of(2000, rules, 3, 3)); /* 40 % x 3 = 2,400 */
    near(found.allowed_bra_m2, 2400);
    assert_int_equal(found.binding_type, TOMT_U_PERCENT_BYA);
    /* A footprint without storeys limits no floor: the others do. */
    found = of(piece_of(2000, rules, 3, NAN));
    near(found.allowed_bra_m2, 2800);
    near(found.allowed_bya_m2, 800);
    /* Alone it says nothing of floor. */
    unknown(of(piece_of(2000, rules, 1, NAN)), TOMT_CAP_NO_STOREYS);
    /* Two footprints: 25 % of 2000 before 700 m2. */
    struct tomt_plan_rule footprints[] = {limit(TOMT_U_PERCENT_BYA, 25), limit(TOMT_U_BYA, 700)};
    near(of(piece_of(2000, footprints, 2, 3)).allowed_bya_m2, 500);
    near(of(piece_of(2000, footprints, 2, 3)).allowed_bra_m2, 1500);
    /* Equal ceilings: the lower type. */
    struct tomt_plan_rule equal[] = {limit(TOMT_U_PERCENT_BRA, 100), limit(TOMT_U_BRA, 2000)};
    assert_int_equal(of(piece_of(2000, equal, 2, NAN)).binding_type, TOMT_U_BRA);
    /* A limit that cannot be read may be the smallest; but nothing is less than nothing. */
    struct tomt_plan_rule old[] = {limit(TOMT_U_BRA, 2000), limit(4, 0.5), limit(10, NAN)};
    unknown(of(piece_of(2000, old, 2, NAN)), TOMT_CAP_OLD_REGIME);
    assert_int_equal(of(piece_of(2000, old, 3, NAN)).why, TOMT_CAP_NO_BUILDING);
}

static void storeys_of_a_height(void **state)
{
    (void)state;
    /* 500 m2 footprint; 3.5 m a storey: 12 m are 3 (10.5 m), 14 m are 4, 2.5 m are still one. */
    struct tomt_plan_rule rule = limit(TOMT_U_BYA, 500);
    struct tomt_zone_piece piece = piece_of(2000, &rule, 1, NAN);
    struct tomt_capacity_settings settings = defaults();
    struct tomt_piece_capacity found;
    static const struct {
        double height_m, storeys;
    } all[] = {{12, 3}, {14, 4}, {13.99, 3}, {2.5, 1}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        piece.rules.height_m = all[i].height_m;
        found = of(piece);
        near(found.allowed_bra_m2, 500 * all[i].storeys);
        near(found.storeys, all[i].storeys);
        assert_true(found.storeys_from_height);
    }
    settings.storey_m = 3.7; /* 11.1 / 3.7 is 2.9999999999999996 */
    piece.rules.height_m = 11.1;
    assert_true(tomt_piece_capacity(&piece, &settings, &found));
    near(found.storeys, 3);
    settings.storey_m = NAN;
    assert_false(tomt_piece_capacity(&piece, &settings, &found));
    unknown(found, TOMT_CAP_NO_STOREYS);
    piece.rules.storeys = 2; /* what the plan says wins over what a height would give */
    near(of(piece).allowed_bra_m2, 1000);
    assert_false(of(piece).storeys_from_height);
    settings = defaults();
    settings.bra_of_bya = 0.9; /* 500 x 2 x 0.9 */
    assert_true(tomt_piece_capacity(&piece, &settings, &found));
    near(found.allowed_bra_m2, 900);
}

static void absolute_limits_are_of_the_zone(void **state)
{
    (void)state;
    /* A zone of 10,000 m2 has 8,000 m2 BRA; 2,500 m2 of it lie here: a quarter. */
    struct tomt_plan_rule rule = {TOMT_U_BRA, 8000, 4000};
    struct tomt_zone_piece piece = piece_of(2500, &rule, 1, NAN);
    near(of(piece).allowed_bra_m2, 8000); /* the plot's own */
    piece.whole_zone_m2 = 10000;
    near(of(piece).allowed_bra_m2, 2000);
    near(of(piece).minimum_bra_m2, 1000);
    rule = limit(TOMT_U_T_BRA, 8000);
    near(of(piece).allowed_bra_m2, 2000);
    rule = limit(TOMT_U_BYA, 3000);
    piece.rules.storeys = 2;
    near(of(piece).allowed_bra_m2, 1500); /* 3000 / 4 x 2 */
    rule = limit(TOMT_U_PERCENT_BRA, 80); /* per cent is of the ground here */
    near(of(piece).allowed_bra_m2, 2000);
    rule = limit(TOMT_U_BRA, 8000);
    piece.whole_zone_m2 = 2400; /* areas of two sources differ: never more than the whole */
    near(of(piece).allowed_bra_m2, 8000);
    piece.whole_zone_m2 = 0;
    unknown(of(piece), TOMT_CAP_BAD_AREA);
    piece = piece_of(0, &rule, 1, NAN); /* no ground */
    assert_true(of(piece).allowed_bra_m2 == 0);
}

static void minimums(void **state)
{
    (void)state;
    /* 2,000 m2: at least 60 % BRA = 1,200; at least 20 % BYA = 400, which one storey meets. */
    struct tomt_plan_rule rules[] = {{TOMT_U_PERCENT_BRA, 120, 60}, {TOMT_U_PERCENT_BYA, 43, 20}};
    struct tomt_piece_capacity found = of(piece_of(2000, rules, 2, 4));
    near(found.allowed_bra_m2, 2400);
    near(found.minimum_bra_m2, 1200);
    near(found.minimum_bya_m2, 400);
    assert_false(found.minimum_above_allowed);
    found = of(piece_of(2000, rules + 1, 1, 4));
    near(found.allowed_bra_m2, 3440); /* 2000 x 0.43 x 4 */
    near(found.minimum_bra_m2, 400);
    /* One rule's minimum above another's ceiling: told. 400 m2 BYA x 2 = 800 < 1,200. */
    struct tomt_plan_rule against[] = {{TOMT_U_PERCENT_BRA, 120, 60}, limit(TOMT_U_BYA, 400)};
    found = of(piece_of(2000, against, 2, 2));
    near(found.allowed_bra_m2, 800);
    assert_true(found.minimum_above_allowed);
    /* A minimum alone is no ceiling; beside one it is no hindrance; 0 is none. */
    struct tomt_plan_rule alone[] = {{TOMT_U_PERCENT_BYA, NAN, 20}, limit(TOMT_U_PERCENT_BRA, 90)};
    unknown(of(piece_of(2000, alone, 1, 4)), TOMT_CAP_NO_NUMBER);
    near(of(piece_of(2000, alone, 1, 4)).minimum_bra_m2, 400);
    near(of(piece_of(2000, alone, 2, 4)).allowed_bra_m2, 1800);
    struct tomt_plan_rule zero = {TOMT_U_BRA, 500, 0};
    assert_true(isnan(of(piece_of(2000, &zero, 1, 4)).minimum_bra_m2));
    zero.number = NAN;
    unknown(of(piece_of(2000, &zero, 1, 4)), TOMT_CAP_NO_NUMBER);
}

static void halls(void **state)
{
    (void)state;
    struct tomt_capacity_settings settings = defaults();
    struct tomt_plan_rule rules[] = {limit(TOMT_U_PERCENT_BYA, 50), limit(TOMT_U_PERCENT_BRA, 100)};
    struct tomt_zone_piece piece = piece_of(10000, rules, 1, NAN);
    struct tomt_piece_capacity found;
    piece.rules.is_hall = true;
    /* 5,000 m2 footprint, 9 m: planes at 0, 3 and 6 m: 15,000 m2 BRA of which one walks on 5,000.
     */
    piece.rules.height_m = 9;
    near(of(piece).allowed_bra_m2, 15000);
    near(of(piece).floor_bra_m2, 5000);
    piece.rules.height_m = 8.99;
    near(of(piece).allowed_bra_m2, 10000);
    piece.rules.height_m = 2.5;
    near(of(piece).allowed_bra_m2, 5000);
    piece.rules.height_m = 4.9; /* free height inside: 3 m and 1.9 m above the plane */
    near(of(piece).allowed_bra_m2, 5000);
    settings.hall_clear_m = 1.9;
    assert_true(tomt_piece_capacity(&piece, &settings, &found));
    near(found.allowed_bra_m2, 10000);
    piece.rules.height_m = 4.89;
    assert_true(tomt_piece_capacity(&piece, &settings, &found));
    near(found.allowed_bra_m2, 5000);
    /* 100 % BRA is 10,000 m2; in a hall of 9 m that is 3,333 m2 of floor: three planes. */
    piece.rules.n_rules = 2;
    piece.rules.height_m = 9;
    near(of(piece).allowed_bra_m2, 10000);
    near(of(piece).floor_bra_m2, 10000.0 / 3);
    assert_int_equal(of(piece).binding_type, TOMT_U_PERCENT_BRA);
    /* Unless the plan says that planes do not count: one floor, whatever the height. */
    piece.rules.counts_planes = false;
    near(of(piece).allowed_bra_m2, 5000);
    near(of(piece).floor_bra_m2, 5000);
    piece.rules.height_m = NAN;
    near(of(piece).allowed_bra_m2, 5000);
    /* Counted, but no height: storeys if the plan says them, else a footprint alone. */
    piece.rules.counts_planes = true;
    piece.rules.n_rules = 1;
    unknown(of(piece), TOMT_CAP_NO_STOREYS);
    piece.rules.storeys = 2;
    near(of(piece).allowed_bra_m2, 10000);
    near(of(piece).floor_bra_m2, 5000);
    piece.rules.storeys = NAN;
    piece.rules.n_rules = 2; /* BRA is known, what one walks on is not */
    assert_true(tomt_piece_capacity(&piece, &settings, &found));
    near(found.allowed_bra_m2, 10000);
    assert_true(isnan(found.floor_bra_m2));
}

static void parking(void **state)
{
    (void)state;
    struct tomt_capacity_settings settings = defaults();
    struct tomt_plan_rule rules[] = {limit(TOMT_U_PERCENT_BRA, 100), limit(TOMT_U_PERCENT_BYA, 40)};
    struct tomt_zone_piece bra = piece_of(2000, rules, 1, 3), bya = piece_of(2000, rules + 1, 1, 3);
    struct tomt_piece_capacity found;
    bra.rules.parking_spaces = bya.rules.parking_spaces = 10; /* 10 x 18 = 180 m2 */
    /* As the setting says: yes. 2000 - 180; (800 - 180) x 3. */
    near(of(bra).allowed_bra_m2, 1820);
    near(of(bra).parking_m2, 180);
    near(of(bya).allowed_bra_m2, 1860);
    near(of(bya).allowed_bya_m2, 620);
    /* The setting says no; the plan says yes; the plan says no. */
    settings.parking_in_bra = false;
    assert_true(tomt_piece_capacity(&bra, &settings, &found));
    near(found.allowed_bra_m2, 2000);
    assert_true(found.parking_m2 == 0);
    bra.rules.parking_counts = 1;
    assert_true(tomt_piece_capacity(&bra, &settings, &found));
    near(found.allowed_bra_m2, 1820);
    bra.rules.parking_counts = bya.rules.parking_counts = 2;
    near(of(bra).allowed_bra_m2, 2000);
    near(of(bya).allowed_bra_m2, 2400);
    /* The plan's own ground per space. 2000 - 10 x 25. */
    bra.rules.parking_counts = 1;
    bra.rules.parking_m2_per_space = 25;
    near(of(bra).allowed_bra_m2, 1750);
    bra.rules.parking_spaces = 200; /* more than all: nothing is left, not less */
    assert_true(of(bra).allowed_bra_m2 == 0);
    bra.rules.parking_spaces = -1;
    unknown(of(bra), TOMT_CAP_BAD_RULE);
    bra.rules.parking_spaces = NAN; /* not said: nothing is taken off */
    near(of(bra).allowed_bra_m2, 2000);
}

static void parking_by_what_is_built(void **state)
{
    (void)state;
    /* One space of 25 m2 per 100 m2 BRA: F + F/4 = 2000, F = 1600 with 400 m2 of parking. */
    struct tomt_plan_rule rules[] = {limit(TOMT_U_PERCENT_BRA, 100), limit(TOMT_U_PERCENT_BYA, 40)};
    struct tomt_zone_piece piece = piece_of(2000, rules, 1, 4);
    piece.rules.parking_per_100_m2 = 1;
    piece.rules.parking_m2_per_space = 25;
    near(of(piece).allowed_bra_m2, 1600);
    near(of(piece).parking_m2, 400);
    /* Footprint: F/4 + F/4 = 800, F = 1600: 400 m2 of house and 400 m2 of parking. */
    piece.rules.rule = rules + 1;
    near(of(piece).allowed_bra_m2, 1600);
    near(of(piece).allowed_bya_m2, 400);
    /* With four spaces besides (100 m2): F/4 + F/4 = 700. */
    piece.rules.parking_spaces = 4;
    near(of(piece).allowed_bra_m2, 1400);
}

static void constraints_leave_a_share(void **state)
{
    (void)state;
    struct tomt_plan_rule rule = limit(TOMT_U_PERCENT_BYA, 40);
    struct tomt_zone_piece piece = piece_of(2000, &rule, 1, 2);
    piece.limit_share = 0.25;
    near(of(piece).allowed_bra_m2, 400);
    near(of(piece).allowed_bya_m2, 200);
    near(of(piece).floor_bra_m2, 400);
    piece.limit_share = 0;
    assert_true(of(piece).allowed_bra_m2 == 0);
    piece.limit_share = 1.5;
    unknown(of(piece), TOMT_CAP_BAD_SHARES);
}

static void what_makes_no_sense_is_told(void **state)
{
    (void)state;
    static const double bad[] = {-1, -INFINITY, INFINITY, 1e13, -1e-300};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        for (int type = TOMT_U_PERCENT_BYA_97; type <= TOMT_U_PERCENT_BRA; type++) {
            unknown(one(type, bad[i], 3), TOMT_CAP_BAD_RULE);
            struct tomt_plan_rule rule = {type, 20, bad[i]};
            unknown(of(piece_of(2000, &rule, 1, 3)), TOMT_CAP_BAD_RULE);
        }
        struct tomt_plan_rule rule = limit(TOMT_U_PERCENT_BRA, 100);
        unknown(of(piece_of(bad[i], &rule, 1, 3)), TOMT_CAP_BAD_AREA);
        unknown(of(piece_of(2000, &rule, 1, bad[i])), TOMT_CAP_BAD_RULE);
        struct tomt_zone_piece piece = piece_of(2000, &rule, 1, 3);
        piece.rules.height_m = bad[i];
        unknown(of(piece), TOMT_CAP_BAD_RULE);
        piece = piece_of(2000, &rule, 1, 3);
        piece.rules.parking_m2_per_space = bad[i];
        unknown(of(piece), TOMT_CAP_BAD_RULE);
    }
    for (int type = TOMT_U_PERCENT_BYA_97; type <= TOMT_U_PERCENT_BRA; type++)
        unknown(one(type, NAN, 3), TOMT_CAP_NO_NUMBER);
    unknown(one(TOMT_U_PERCENT_BYA, 100.5, 3), TOMT_CAP_BAD_RULE);
    near(one(TOMT_U_PERCENT_BYA, 100, 1).allowed_bra_m2, 2000);
    unknown(one(TOMT_U_PERCENT_BYA, 40, 0), TOMT_CAP_BAD_RULE);
    static const int no_type[] = {-1, 8, 9, 19, 99};
    for (size_t i = 0; i < sizeof no_type / sizeof *no_type; i++)
        unknown(one(no_type[i], 30, 3), TOMT_CAP_BAD_RULE);
    unknown(one(TOMT_U_NONE, 30, 3), TOMT_CAP_BAD_RULE); /* 30 of what? */
    unknown(one(TOMT_U_NONE, 0, 3), TOMT_CAP_NO_RULE);
    struct tomt_plan_rule above = {TOMT_U_BRA, 100, 200};
    unknown(of(piece_of(2000, &above, 1, 3)), TOMT_CAP_BAD_RULE);
    unknown(of(piece_of(NAN, &above, 1, 3)), TOMT_CAP_BAD_AREA);
    unknown(of(piece_of(2000, NULL, 0, 3)), TOMT_CAP_NO_RULE);
    unknown(of(tomt_piece_silent), TOMT_CAP_BAD_AREA);
    struct tomt_zone_piece piece = piece_of(2000, NULL, 0, 3);
    piece.rules.parking_counts = 3;
    unknown(of(piece), TOMT_CAP_BAD_RULE);
}

static void settings(void **state)
{
    (void)state;
    struct tomt_capacity_settings all = defaults();
    assert_true(tomt_capacity_settings_valid(&all));
    near(all.hall_plane_m, 3);
    near(all.storey_m, 3.5);
    near(all.parking_m2_per_space, 18);
    near(all.bra_of_bta, 0.9);
    near(all.bra_of_bya, 1);
    assert_true(all.parking_in_bra && all.existing_by_share);
    all.storey_m = NAN; /* the only one that may be absent */
    assert_true(tomt_capacity_settings_valid(&all));
    struct tomt_plan_rule rule = limit(TOMT_U_BRA, 100);
    struct tomt_zone_piece piece = piece_of(2000, &rule, 1, 3);
    struct tomt_piece_capacity found;
    static const double bad[] = {NAN, -1, 0, INFINITY};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        all = defaults();
        all.hall_plane_m = bad[i];
        assert_false(tomt_piece_capacity(&piece, &all, &found));
        unknown(found, TOMT_CAP_BAD_SETTING);
        all = defaults();
        all.bra_of_bta = bad[i];
        assert_false(tomt_piece_capacity(&piece, &all, &found));
        unknown(found, TOMT_CAP_BAD_SETTING);
    }
    for (int why = 0; why < TOMT_N_CAP_WHYS; why++)
        assert_true(tomt_cap_why_name[why] && *tomt_cap_why_name[why]);
}

static void shops_must_use_bra(void **state)
{
    (void)state;
    struct tomt_plan_rule rules[] = {limit(TOMT_U_PERCENT_BYA, 40), limit(TOMT_U_BRA, 3000)};
    struct tomt_zone_piece piece = piece_of(2000, rules, 1, 2);
    assert_true(tomt_shops_lack_bra("1150", &piece.rules));
    assert_true(tomt_shops_lack_bra("1140", &piece.rules));
    assert_false(tomt_shops_lack_bra("1310", &piece.rules));
    assert_false(tomt_shops_lack_bra(NULL, &piece.rules));
    piece.rules.n_rules = 2;
    assert_false(tomt_shops_lack_bra("1150", &piece.rules));
    piece.rules.n_rules = 0; /* no limits at all: that is told otherwise */
    assert_false(tomt_shops_lack_bra("1150", &piece.rules));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type),
        cmocka_unit_test(no_more_than_stands_there),
        cmocka_unit_test(ceilings_are_not_rounded),
        cmocka_unit_test(the_smallest_counts),
        cmocka_unit_test(storeys_of_a_height),
        cmocka_unit_test(absolute_limits_are_of_the_zone),
        cmocka_unit_test(minimums),
        cmocka_unit_test(halls),
        cmocka_unit_test(parking),
        cmocka_unit_test(parking_by_what_is_built),
        cmocka_unit_test(constraints_leave_a_share),
        cmocka_unit_test(what_makes_no_sense_is_told),
        cmocka_unit_test(shops_must_use_bra),
        cmocka_unit_test(settings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
