/* economy_structure: shares, quotients, variety, concentration and change, against hand
 * calculations and identities. */
#include "economy/structure.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static double uniform(void)
{
    static uint64_t z = 2024;
    z = z * 6364136223846793005u + 1442695040888963407u;
    return (double)(z >> 11) * 0x1p-53;
}

static void near(double found, double wanted)
{
    assert_true(fabs(found - wanted) < 1e-12);
}

static void location_quotient(void **state)
{
    (void)state;
    /* 500 of 2,000 jobs here are of the sector, 10,000 of 100,000 in the country:
     * 0.25 / 0.10 = 2.5. */
    near(tomt_location_quotient(500, 2000, 10000, 100000), 2.5);
    near(tomt_location_quotient(0, 2000, 10000, 100000), 0);
    for (int i = 0; i < 1000; i++) { /* the whole against itself, to the bit */
        double all = 1 + 1e6 * uniform(), sector = all * uniform();
        assert_true(tomt_location_quotient(sector, all, sector, all) == 1);
    }
    assert_true(isnan(tomt_location_quotient(0, 0, 10, 100)));
    assert_true(isnan(tomt_location_quotient(5, 20, 0, 100)));
    assert_true(isnan(tomt_location_quotient(5, 20, 0, 0)));
    assert_true(isnan(tomt_location_quotient(NAN, 20, 5, 10)));
    assert_true(isnan(tomt_location_quotient(-1, 20, 5, 10)));
}

static void krugman(void **state)
{
    (void)state;
    /* Shares 0.3 0.2 0.5 against 0.2 0.3 0.5: |0.1| + |-0.1| + 0. */
    near(tomt_krugman_index((double[]){30, 20, 50}, (double[]){400, 600, 1000}, 3), 0.2);
    near(tomt_krugman_index((double[]){1, 2, 3}, (double[]){10, 20, 30}, 3), 0);
    near(tomt_krugman_index((double[]){5, 0}, (double[]){0, 7}, 2), 2); /* nothing in common */
    assert_true(isnan(tomt_krugman_index((double[]){0, 0}, (double[]){1, 7}, 2)));
    assert_true(isnan(tomt_krugman_index((double[]){1, 0}, (double[]){0, 0}, 2)));
    assert_true(isnan(tomt_krugman_index((double[]){1, NAN}, (double[]){1, 1}, 2)));
    assert_true(isnan(tomt_krugman_index(NULL, NULL, 0)));
}

static void herfindahl(void **state)
{
    (void)state;
    /* US Department of Justice, "Herfindahl-Hirschman Index": firms of 30, 30, 20 and 20 percent
     * give 30^2 + 30^2 + 20^2 + 20^2 = 2,600 of 10,000. */
    near(tomt_herfindahl((double[]){30, 30, 20, 20}, 4), 0.26);
    near(tomt_herfindahl((double[]){3, 3, 3, 3, 3}, 5), 0.2);
    near(tomt_herfindahl((double[]){0, 8, 0}, 3), 1);
    assert_true(isnan(tomt_herfindahl((double[]){0, 0}, 2)));
    assert_true(isnan(tomt_herfindahl((double[]){-1, 2}, 2)));
    assert_true(isnan(tomt_herfindahl(NULL, 0)));
}

static void variety_by_hand(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_variety v;
    /* Shares 1/4 and 1/4 in one group, 1/2 in another: UV = 1/2 + 1/2, RV = 1/2 x 1 bit + 1/2 x 0,
     * entropy = 2 x 1/4 x 2 + 1/2 x 1. A code without jobs adds nothing. */
    const double jobs[] = {10, 10, 20, 0};
    const uint32_t group[] = {0, 0, 2, 1};
    assert_true(tomt_variety(jobs, group, 4, 3, &v, &err));
    near(v.unrelated, 1);
    near(v.related, 0.5);
    near(v.entropy, 1.5);
    /* One code: no variety of any kind. */
    assert_true(tomt_variety(jobs, group, 1, 3, &v, &err));
    assert_true(v.entropy == 0 && v.related == 0 && v.unrelated == 0);
}

static void variety_adds_up(void **state)
{
    (void)state;
    enum { N = 300, GROUPS = 20 };
    static double jobs[N];
    static uint32_t group[N];
    struct tomt_error err = {0};
    struct tomt_variety v;
    for (int turn = 0; turn < 50; turn++) {
        double all = 0, of_group[GROUPS] = {0};
        for (size_t i = 0; i < N; i++) {
            jobs[i] = uniform() < 0.3 ? 0 : floor(1000 * uniform() * uniform()) / 2;
            group[i] = (uint32_t)(GROUPS * uniform());
            all += jobs[i];
            of_group[group[i]] += jobs[i];
        }
        assert_true(tomt_variety(jobs, group, N, GROUPS, &v, &err));
        near(v.related + v.unrelated, v.entropy);
        double related = 0; /* Frenken et al. (2007), group by group */
        for (size_t g = 0; g < GROUPS; g++) {
            double h = 0, p_g = of_group[g] / all;
            for (size_t i = 0; i < N; i++)
                if (group[i] == g && jobs[i] > 0)
                    h += jobs[i] / all / p_g * log2(p_g / (jobs[i] / all));
            related += p_g * h;
        }
        near(v.related, related);
    }
}

static void variety_of_nothing(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_variety v;
    const uint32_t group[] = {0, 1};
    assert_true(tomt_variety(NULL, NULL, 0, 0, &v, &err));
    assert_true(isnan(v.entropy) && isnan(v.related) && isnan(v.unrelated));
    assert_true(tomt_variety((double[]){0, 0}, group, 2, 2, &v, &err));
    assert_true(isnan(v.entropy) && isnan(v.related) && isnan(v.unrelated));
    assert_true(tomt_variety((double[]){1, NAN}, group, 2, 2, &v, &err));
    assert_true(isnan(v.entropy));
    assert_true(tomt_variety((double[]){3, -1}, group, 2, 2, &v, &err));
    assert_true(isnan(v.entropy));
    assert_false(tomt_variety((double[]){3, 1}, group, 2, 1, &v, &err));
    assert_int_equal(err.code, TOMT_INTERNAL);
    tomt_error_clear(&err);
    tomt_allocation_fail_at(1);
    assert_false(tomt_variety((double[]){3, 1}, group, 2, 2, &v, &err));
    tomt_allocation_fail_at(0);
    assert_int_equal(err.code, TOMT_MEMORY);
}

static void ellison_glaeser_by_hand(void **state)
{
    (void)state;
    /* Two areas of half the jobs each; the sector 8 : 2; plants 5, 3, 2. G = 0.3^2 + 0.3^2 = 0.18,
     * X = 0.5, H = 0.25 + 0.09 + 0.04 = 0.38:
     * (0.18 - 0.5 x 0.38) / (0.5 x 0.62) = -0.01 / 0.31. */
    const double sector[] = {8, 2}, all[] = {50, 50}, plant[] = {5, 3, 2};
    near(tomt_ellison_glaeser(sector, all, 2, plant, 3), -0.01 / 0.31);
    assert_true(isnan(tomt_ellison_glaeser(sector, all, 1, plant, 3)));
    assert_true(isnan(tomt_ellison_glaeser(sector, all, 2, plant, 1)));
    assert_true(isnan(tomt_ellison_glaeser((double[]){0, 0}, all, 2, plant, 3)));
    assert_true(isnan(tomt_ellison_glaeser(sector, (double[]){0, 0}, 2, plant, 3)));
    assert_true(isnan(tomt_ellison_glaeser(NULL, NULL, 0, NULL, 0)));
}

/* Ellison & Glaeser (1997), proposition 1: plants that choose their areas by chance, in proportion
 * to all jobs, have an expected gamma of 0. All 4^3 ways three plants may choose. */
static void ellison_glaeser_of_chance_is_0(void **state)
{
    (void)state;
    const double all[] = {10, 25, 5, 60}, plant[] = {40, 7, 13};
    double expected = 0;
    for (size_t way = 0; way < 64; way++) {
        double sector[4] = {0}, chance = 1;
        for (size_t p = 0; p < 3; p++) {
            size_t area = way >> (2 * p) & 3;
            sector[area] += plant[p];
            chance *= all[area] / 100;
        }
        expected += chance * tomt_ellison_glaeser(sector, all, 4, plant, 3);
    }
    near(expected, 0);
}

static void exact_weights_have_no_order(void **state)
{
    (void)state;
    enum { N = 2000 };
    static double weight[N];
    double up = 0, down = 0;
    for (size_t i = 0; i < N; i++)
        weight[i] = tomt_exact_weight(1000 * uniform());
    for (size_t i = 0; i < N; i++) {
        up += weight[i];
        down += weight[N - 1 - i];
    }
    assert_true(up == down);
    assert_true(tomt_exact_weight(2) == 2 && tomt_exact_weight(0) == 0);
    assert_true(tomt_exact_weight(0x1p-31 * 1.5) == 0x1p-30);
    assert_true(fabs(tomt_exact_weight(0.1) - 0.1) <= 0x1p-31);
    assert_true(tomt_exact_weight(1e300) == 1e300 && tomt_exact_weight(-1e300) == -1e300);
    assert_true(isnan(tomt_exact_weight(NAN)) && isinf(tomt_exact_weight(INFINITY)));
}

static void changes_by_hand(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    /* 1 dies (sector 0, 4 jobs); 2 stays and grows 10 -> 12; 3 moves 100 m and shrinks 6 -> 5;
     * 4 goes from sector 0 to 1 with 3 -> 3 jobs; 5 has no place the second year; 6 is born. */
    struct tomt_year before = {(uint64_t[]){5, 1, 4, 2, 3}, (uint32_t[]){1, 0, 0, 0, 1},
                               (double[]){8, 4, 3, 10, 6},  (double[]){0, 0, 0, 0, 0},
                               (double[]){0, 0, 0, 0, 0},   5};
    struct tomt_year after = {(uint64_t[]){2, 3, 4, 5, 6}, (uint32_t[]){0, 1, 1, 1, 1},
                              (double[]){12, 5, 3, 8, 2},  (double[]){10, 60, 0, NAN, 0},
                              (double[]){0, 80, 0, 0, 0},  5};
    struct tomt_change c[2];
    assert_true(tomt_changes(&before, &after, 50, c, 2, &err));
    assert_true(c[0].n_births == 0 && c[0].n_deaths == 1 && c[0].n_moves == 0 &&
                c[0].n_stayed == 1);
    assert_true(c[1].n_births == 1 && c[1].n_deaths == 0 && c[1].n_moves == 1 &&
                c[1].n_stayed == 2);
    assert_true(c[0].jobs_before == 17 && c[0].jobs_after == 12 && c[0].jobs_dead == 4);
    assert_true(c[0].jobs_grown == -1); /* + 2, less the 3 that left */
    assert_true(c[1].jobs_before == 14 && c[1].jobs_after == 18 && c[1].jobs_born == 2);
    assert_true(c[1].jobs_grown == 2); /* - 1, and the 3 that came */
    for (size_t s = 0; s < 2; s++)
        assert_true(c[s].jobs_after ==
                    c[s].jobs_before + c[s].jobs_born - c[s].jobs_dead + c[s].jobs_grown);
    assert_true(tomt_changes(&before, &after, 100, c, 2, &err)); /* 60, 80: 100 m is not beyond */
    assert_true(c[1].n_moves == 0);
}

static void changes_of_nothing_and_of_bad_registers(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_year none = {0}, one = {(uint64_t[]){7, 7}, (uint32_t[]){0, 0}, (double[]){1, 1},
                                        (double[]){0, 0},   (double[]){0, 0},   1};
    struct tomt_change c[1];
    assert_true(tomt_changes(&none, &none, 1, c, 1, &err) && c[0].n_births == 0);
    assert_true(tomt_changes(&none, &one, 1, c, 1, &err) && c[0].n_births == 1);
    assert_true(tomt_changes(&one, &none, 1, c, 1, &err) && c[0].n_deaths == 1);
    one.n = 2;
    assert_false(tomt_changes(&none, &one, 1, c, 1, &err));
    assert_int_equal(err.code, TOMT_DATA);
    assert_non_null(strstr(err.text, "7"));
    tomt_error_clear(&err);
    assert_false(tomt_changes(&none, &one, 1, c, 0, &err));
    assert_int_equal(err.code, TOMT_INTERNAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(location_quotient),
        cmocka_unit_test(krugman),
        cmocka_unit_test(herfindahl),
        cmocka_unit_test(variety_by_hand),
        cmocka_unit_test(variety_adds_up),
        cmocka_unit_test(variety_of_nothing),
        cmocka_unit_test(ellison_glaeser_by_hand),
        cmocka_unit_test(ellison_glaeser_of_chance_is_0),
        cmocka_unit_test(exact_weights_have_no_order),
        cmocka_unit_test(changes_by_hand),
        cmocka_unit_test(changes_of_nothing_and_of_bad_registers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
