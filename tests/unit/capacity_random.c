/* capacity_random: what holds of any site: more ground never allows less, order changes no byte,
 * everything twice as large allows twice as much, wrong numbers are told and never break anything;
 * the answer of a piece against a plain search for the largest building that fits. */
#include "capacity_support.h"

#include <stdlib.h>

enum { MOST_PIECES = 9, MOST_RULES = 4 };

struct site {
    struct tomt_zone_piece piece[MOST_PIECES];
    struct tomt_plan_rule rule[MOST_PIECES][MOST_RULES];
    struct tomt_use_share use[MOST_PIECES][5];
    size_t n;
    double existing;
};

static double between(double low, double high)
{
    return low + (high - low) * uniform();
}

static bool chance(double p)
{
    return uniform() < p;
}

static size_t below(size_t n)
{
    return (size_t)(uniform() * (double)n);
}

static struct tomt_plan_rule some_rule(bool known_only)
{
    static const int types[] = {12, 13, 14, 15, 16, 17, 18, 18, 16, 10, 11, 4, 0};
    int type = types[below(known_only ? 9 : 13)];
    bool footprint = type == 12 || type == 15 || type == 16;
    bool absolute = type == 13 || type == 15 || type == 17;
    struct tomt_plan_rule rule = limit(type, absolute    ? between(0, 9000)
                                             : footprint ? between(0, 100)
                                                         : between(0, 300));
    if (chance(0.2))
        rule.minimum = rule.number * uniform();
    if (!known_only && chance(0.1))
        rule.number = NAN;
    if (type == 0)
        rule.number = NAN;
    return rule;
}

static void make(struct site *site, bool known_only)
{
    *site = (struct site){.n = 1 + below(MOST_PIECES)};
    site->existing = !known_only && chance(0.2) ? NAN : between(0, 20000);
    for (size_t i = 0; i < site->n; i++) {
        struct tomt_zone_piece *piece = &site->piece[i];
        size_t n_rules = known_only ? 1 + below(MOST_RULES) : below(MOST_RULES + 1);
        for (size_t j = 0; j < n_rules; j++)
            site->rule[i][j] = some_rule(known_only);
        *piece = piece_of(between(0, 8000), site->rule[i], n_rules, floor(between(1, 7)));
        if (!known_only && chance(0.2))
            piece->rules.storeys = NAN;
        if (chance(0.3))
            piece->rules.height_m = between(2, 30);
        piece->rules.is_hall = chance(0.2) && !isnan(piece->rules.height_m);
        piece->rules.counts_planes = chance(0.7);
        if (chance(0.3))
            piece->rules.parking_spaces = floor(between(0, 60));
        if (chance(0.3))
            piece->rules.parking_per_100_m2 = between(0, 2);
        piece->rules.parking_counts = (int)below(3);
        if (chance(0.5))
            piece->whole_zone_m2 = piece->area_m2 + between(1, 20000);
        if (chance(0.5))
            piece->existing_bra_m2 = between(0, 4000);
        if (chance(0.2))
            piece->limit_share = uniform();
        if (chance(0.4)) {
            static const char *const code[] = {"1110", "1310", "1150", "1340", "1350"};
            double left = 1;
            for (size_t j = 0; j < 5; j++) {
                double share = j < 4 ? left * uniform() : left;
                site->use[i][j] = (struct tomt_use_share){code[j], share, chance(0.8)};
                left -= share;
            }
            piece->use = site->use[i];
            piece->n_uses = 5;
        }
    }
}

static struct tomt_site_capacity of(const struct site *site, enum tomt_growth growth)
{
    struct tomt_capacity_settings settings = defaults();
    struct tomt_site_capacity out;
    memset(&out, 0xA5, sizeof out);
    tomt_site_capacity(site->piece, site->n, site->existing, growth, &settings, &out);
    return out;
}

static void swap(void *a, void *b, size_t size)
{
    char c[256];
    assert_true(size <= sizeof c);
    if (a == b)
        return;
    memcpy(c, a, size);
    memcpy(a, b, size);
    memcpy(b, c, size);
}

static void same_bits(double a, double b)
{
    assert_true((isnan(a) && isnan(b)) || memcmp(&a, &b, sizeof a) == 0);
}

static void same(const struct tomt_site_capacity *a, const struct tomt_site_capacity *b)
{
    same_bits(a->allowed_bra_m2, b->allowed_bra_m2);
    same_bits(a->known_bra_m2, b->known_bra_m2);
    same_bits(a->unknown_m2, b->unknown_m2);
    same_bits(a->floor_bra_m2, b->floor_bra_m2);
    same_bits(a->minimum_bra_m2, b->minimum_bra_m2);
    same_bits(a->parking_m2, b->parking_m2);
    same_bits(a->existing_bra_m2, b->existing_bra_m2);
    same_bits(a->existing_counted_m2, b->existing_counted_m2);
    same_bits(a->unused_bra_m2, b->unused_bra_m2);
    same_bits(a->unused_floor_m2, b->unused_floor_m2);
    same_bits(a->replaces_m2, b->replaces_m2);
    same_bits(a->permitted_m2, b->permitted_m2);
    assert_int_equal(a->why, b->why);
}

static void order_changes_nothing(void **state)
{
    (void)state;
    size_t n_known = 0, n_unknown = 0;
    for (int turn = 0; turn < 4000; turn++) {
        struct site site;
        make(&site, turn % 2);
        enum tomt_growth growth = (enum tomt_growth)(turn % 3);
        struct tomt_site_capacity before = of(&site, growth);
        for (size_t i = 0; i < site.n; i++) { /* uses and rules first: the pieces point at them */
            size_t n = site.piece[i].rules.n_rules;
            for (size_t j = 0; j < n; j++)
                swap(&site.rule[i][j], &site.rule[i][below(n)], sizeof site.rule[i][j]);
            for (size_t j = 0; j < site.piece[i].n_uses; j++)
                swap(&site.use[i][j], &site.use[i][below(5)], sizeof site.use[i][j]);
        }
        for (size_t i = 0; i < site.n; i++)
            swap(&site.piece[i], &site.piece[below(site.n)], sizeof site.piece[i]);
        struct tomt_site_capacity after = of(&site, growth);
        same(&before, &after);
        n_known += isnan(before.unused_bra_m2) ? 0 : 1;
        n_unknown += isnan(before.unused_bra_m2) ? 1 : 0;
    }
    assert_true(n_known > 1000 && n_unknown > 300);
}

static void more_ground_never_allows_less(void **state)
{
    (void)state;
    for (int turn = 0; turn < 4000; turn++) {
        struct site site;
        make(&site, true);
        for (size_t i = 0; i < site.n; i++)
            if (isnan(site.piece[i].existing_bra_m2))
                site.piece[i].existing_bra_m2 = 0;
        struct tomt_site_capacity before = of(&site, TOMT_GROW_DENSIFY);
        site.piece[below(site.n)].area_m2 += between(0, 500);
        struct tomt_site_capacity after = of(&site, TOMT_GROW_DENSIFY);
        assert_true(before.allowed_bra_m2 >= 0);
        assert_true(after.allowed_bra_m2 >= before.allowed_bra_m2);
        assert_true(after.unused_bra_m2 >= before.unused_bra_m2);
        assert_true(after.permitted_m2 >= before.permitted_m2);
    }
}

static void what_always_holds(void **state)
{
    (void)state;
    size_t n_closed = 0;
    for (int turn = 0; turn < 6000; turn++) {
        struct site site;
        make(&site, turn % 2);
        struct tomt_site_capacity grow = of(&site, TOMT_GROW_DENSIFY),
                                  none = of(&site, TOMT_GROW_NONE),
                                  all = of(&site, TOMT_GROW_TRANSFORM);
        same(&grow, &none);
        bool closed = false; /* type 11 is on neither side of what is replaced */
        for (size_t i = 0; i < site.n; i++)
            for (size_t j = 0; j < site.piece[i].rules.n_rules; j++)
                closed = closed || site.rule[i][j].type == TOMT_U_NO_MORE;
        n_closed += closed ? 1 : 0;
        if (!closed) {
            same_bits(all.unused_bra_m2, all.allowed_bra_m2);
            same_bits(all.replaces_m2, all.existing_bra_m2);
        }
        assert_true(!(all.unused_bra_m2 > all.allowed_bra_m2) &&
                    !(all.unused_bra_m2 < grow.unused_bra_m2));
        assert_true(!(all.replaces_m2 < 0) && !(all.replaces_m2 > all.existing_bra_m2));
        assert_true(!(all.unused_floor_m2 > all.unused_bra_m2 + 1e-6));
        assert_true(!(grow.unused_bra_m2 < 0) && !(grow.unused_bra_m2 > grow.allowed_bra_m2));
        assert_true(!(all.floor_bra_m2 > all.allowed_bra_m2 + 1e-6));
        assert_true(!(grow.unused_floor_m2 > grow.unused_bra_m2 + 1e-6));
        assert_true(all.known_bra_m2 >= 0 && all.unknown_m2 >= 0 &&
                    all.unknown_m2 <= all.permitted_m2);
        if (!isnan(all.allowed_bra_m2))
            same_bits(all.known_bra_m2, all.allowed_bra_m2);
        assert_int_equal(isnan(all.allowed_bra_m2), all.unknown_m2 > 0);
    }
    assert_true(n_closed > 500);
}

static void twice_as_large_allows_twice_as_much(void **state)
{
    (void)state;
    for (int turn = 0; turn < 2000; turn++) {
        struct site site;
        make(&site, true);
        struct tomt_site_capacity before = of(&site, TOMT_GROW_DENSIFY);
        for (size_t i = 0; i < site.n; i++) {
            site.piece[i].area_m2 *= 3;
            site.piece[i].whole_zone_m2 *= 3;
            site.piece[i].existing_bra_m2 *= 3;
            site.piece[i].rules.parking_spaces *= 3;
            for (size_t j = 0; j < site.piece[i].rules.n_rules; j++) {
                struct tomt_plan_rule *rule = &site.rule[i][j];
                bool absolute = rule->type == 13 || rule->type == 15 || rule->type == 17;
                rule->number *= absolute ? 3 : 1;
                rule->minimum *= absolute ? 3 : 1;
            }
        }
        site.existing *= 3;
        struct tomt_site_capacity after = of(&site, TOMT_GROW_DENSIFY);
        assert_true(fabs(after.allowed_bra_m2 - 3 * before.allowed_bra_m2) < 1e-4);
        assert_true(fabs(after.unused_bra_m2 - 3 * before.unused_bra_m2) < 1e-4);
    }
}

/* Does a building of F m2 BRA keep every rule? Read off the rules in words, without solving for F.
 */
static bool fits(const struct tomt_zone_piece *piece, double bra_m2, double storeys)
{
    struct tomt_capacity_settings settings = defaults();
    const struct tomt_zone_rules *rules = &piece->rules;
    double spaces = isnan(rules->parking_spaces) ? 0 : rules->parking_spaces;
    if (!isnan(rules->parking_per_100_m2))
        spaces += bra_m2 / 100 * rules->parking_per_100_m2;
    double parking = rules->parking_counts == 2 ? 0 : spaces * settings.parking_m2_per_space;
    for (size_t i = 0; i < rules->n_rules; i++) {
        const struct tomt_plan_rule *rule = &rules->rule[i];
        bool percent = rule->type == 12 || rule->type == 14 || rule->type == 16 || rule->type == 18;
        bool footprint = rule->type == 12 || rule->type == 15 || rule->type == 16;
        double limit_m2 = rule->number;
        if (percent)
            limit_m2 *= piece->area_m2 / 100;
        else if (!isnan(piece->whole_zone_m2))
            limit_m2 *= piece->area_m2 / piece->whole_zone_m2;
        if ((footprint ? bra_m2 / storeys : bra_m2) + parking > limit_m2)
            return false;
    }
    return true;
}

static void the_largest_building_that_fits(void **state)
{
    (void)state;
    struct tomt_capacity_settings settings = defaults();
    for (int turn = 0; turn < 2000; turn++) {
        struct site site;
        make(&site, true);
        struct tomt_zone_piece piece = site.piece[0];
        piece.rules.is_hall = false;
        piece.limit_share = NAN;
        double low = 0, high = 1e6;
        for (int i = 0; i < 80; i++) {
            double middle = (low + high) / 2;
            if (fits(&piece, middle, piece.rules.storeys))
                low = middle;
            else
                high = middle;
        }
        struct tomt_piece_capacity found;
        assert_true(tomt_piece_capacity(&piece, &settings, &found));
        near(found.allowed_bra_m2, low);
    }
}

static void wrong_numbers_never_break_it(void **state)
{
    (void)state;
    static const double wrong[] = {NAN,  INFINITY, -INFINITY, -1,    0,   -0.0,
                                   1e12, 1e300,    5e-324,    -1e99, 0.5, 1e13};
    enum { N_WRONG = sizeof wrong / sizeof *wrong };
    for (int turn = 0; turn < 20000; turn++) {
        struct site site;
        make(&site, false);
        struct tomt_zone_piece *piece = &site.piece[below(site.n)];
        size_t i = (size_t)(piece - site.piece);
        double *field[] = {&piece->area_m2,
                           &piece->whole_zone_m2,
                           &piece->existing_bra_m2,
                           &piece->limit_share,
                           &piece->rules.storeys,
                           &piece->rules.height_m,
                           &piece->rules.parking_spaces,
                           &piece->rules.parking_per_100_m2,
                           &piece->rules.parking_m2_per_space,
                           &site.existing,
                           &site.rule[i][0].number,
                           &site.rule[i][0].minimum,
                           &site.use[i][0].share};
        for (int k = 0; k < 3; k++)
            *field[below(sizeof field / sizeof *field)] = wrong[below(N_WRONG)];
        if (chance(0.1))
            site.rule[i][0].type = (int)below(40) - 10;
        for (int growth = 0; growth < 3; growth++) {
            struct tomt_site_capacity found = of(&site, (enum tomt_growth)growth);
            assert_true(isnan(found.allowed_bra_m2) || found.allowed_bra_m2 >= 0);
            assert_true(isnan(found.unused_bra_m2) || found.unused_bra_m2 >= 0);
            assert_true(!isinf(found.allowed_bra_m2) && !isinf(found.unused_bra_m2));
            assert_true(found.known_bra_m2 >= 0 && isfinite(found.known_bra_m2));
            assert_true(isfinite(found.permitted_m2) && isfinite(found.unknown_m2));
            if (isnan(found.unused_bra_m2) || isnan(found.allowed_bra_m2))
                assert_true(found.why > TOMT_CAP_NOT_PERMITTED && found.why < TOMT_N_CAP_WHYS);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_changes_nothing),
        cmocka_unit_test(more_ground_never_allows_less),
        cmocka_unit_test(what_always_holds),
        cmocka_unit_test(twice_as_large_allows_twice_as_much),
        cmocka_unit_test(the_largest_building_that_fits),
        cmocka_unit_test(wrong_numbers_never_break_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
