/* unit/explain_shown.c: tenths that add up. By hand; then that each is the tenth below or above its
 * part, that whole ones stay, and that they make the total. */
#include "explain/inside.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void shows(const double *part, size_t n, double total, const double *wanted)
{
    double shown[8];
    tomt_shown_parts(part, n, total, shown);
    for (size_t i = 0; i < n; i++)
        assert_true((isnan(shown[i]) && isnan(wanted[i])) || fabs(shown[i] - wanted[i]) < 1e-12);
}

static void by_hand(void **state)
{
    (void)state;
    /* 22.68 + 14.55 + 14.96 = 52.19: as rounded 22.7 + 14.6 + 15.0 = 52.3 under a total of 52.2.
     * Below: 22.6 + 14.5 + 14.9 = 52.0; two tenths more, to the remainders 0.8 and 0.6. */
    shows((const double[]){22.68, 14.55, 14.96}, 3, 52.2, (const double[]){22.7, 14.5, 15.0});
    /* of a difference: -0.34 is -0.4 and 0.6 of a tenth; 0.62 is 0.6 and 0.2: 0.28 is told as 0.3
     */
    shows((const double[]){0.62, -0.34}, 2, 0.3, (const double[]){0.6, -0.3});
    /* as the sums are told 0.8 apart though they are 0.88: nothing is left to be dealt out */
    shows((const double[]){0.88}, 1, 0.8, (const double[]){0.8});
    shows((const double[]){0.82}, 1, 0.9, (const double[]){0.9});
    /* unknown stays unknown, nothing stays nothing, ties go to the first */
    shows((const double[]){NAN, 0, 0.05, 0.05}, 4, 0.1, (const double[]){NAN, 0, 0.1, 0});
    shows((const double[]){14.3, 0.1, 0.2}, 3, 14.6, (const double[]){14.3, 0.1, 0.2});
    tomt_shown_parts(NULL, 0, 0, NULL);
}

static double chance(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(*seed >> 40) / (double)(1 << 24);
}

static void adds_up(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int turn = 0; turn < 20000; turn++) {
        double part[8], shown[8], here = 0, there = 0, told = 0;
        size_t n = 1 + (size_t)(8 * chance(&seed));
        for (size_t i = 0; i < n; i++) {
            double a = 20 * chance(&seed), b = turn % 2 ? 20 * chance(&seed) : 0;
            part[i] = turn % 3 ? a - b : round(10 * (a - b)) / 10;
            here += part[i];
        }
        there = turn % 2 ? 30 * chance(&seed) : 0;
        double total = tomt_shown_tenths(here + there) - tomt_shown_tenths(there);
        tomt_shown_parts(part, n, total, shown);
        for (size_t i = 0; i < n; i++) {
            assert_true(fabs(shown[i] - part[i]) < 0.1 + 1e-9);
            assert_true(part[i] * shown[i] >= 0);
            told += shown[i];
        }
        assert_true(fabs(told - total) < 1e-9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(by_hand), cmocka_unit_test(adds_up)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
