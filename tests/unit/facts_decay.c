/* facts_decay: exp against libm in long double, every kernel against a plain sum and against each
 * other bit for bit. */
#include "facts/decay.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { N = 1003 };
static double x[N + TOMT_DECAY_PAD], y[N + TOMT_DECAY_PAD], weight[N + TOMT_DECAY_PAD];

static double uniform(void)
{
    static uint64_t z = 12345;
    z = z * 6364136223846793005u + 1442695040888963407u;
    return (double)(z >> 11) * 0x1p-53;
}

static void fill(void)
{
    for (size_t i = 0; i < N; i++) {
        x[i] = 569000 + 3000 * uniform();
        y[i] = 6622000 + 3000 * uniform();
        weight[i] = floor(400 * uniform()) / 2;
    }
}

static void exp_is_near_the_true_one(void **state)
{
    (void)state;
    long double worst = 0;
    for (int i = 0; i <= 2000000; i++) {
        double z = -700.0 * i / 2000000;
        long double truth = expl((long double)z),
                    error = fabsl((long double)tomt_decay_exp(z) / truth - 1);
        worst = error > worst ? error : worst;
    }
    assert_true(worst < 1e-13L);
    assert_true(tomt_decay_exp(0) == 1);
    assert_true(tomt_decay_exp(-1e9) < 1e-300); /* far away: nearly nothing, and a number */
}

static void kernels_agree(void **state)
{
    (void)state;
    fill();
    struct tomt_decay_points points = {x, y, weight};
    const double parameter[] = {0, 0, 0.003, 450};
    for (int decay = 0; decay < 4; decay++) {
        struct tomt_decay_terms terms =
            tomt_decay_terms((enum tomt_decay)decay, 1200, parameter[decay]);
        for (size_t from = 0; from < 20; from++) {
            size_t to = N - (from * 7) % 31;
            double plain = tomt_decay_kernel((enum tomt_decay)decay, 0)(&terms, &points, from, to,
                                                                        570500, 6623500);
            for (int level = TOMT_DECAY_WIDEST; level <= 2; level++) {
                tomt_decay_sum *kernel = tomt_decay_kernel((enum tomt_decay)decay, level);
                if (kernel)
                    assert_true(kernel(&terms, &points, from, to, 570500, 6623500) == plain);
            }
            /* The formulas of DOMAIN.md with libm; terms are rounded to 2^-32, so each is off by at
             * most 2^-33. */
            double naive = 0;
            for (size_t i = from; i < to; i++) {
                double d = hypot(x[i] - 570500, y[i] - 6623500);
                double g = decay == 0   ? 1
                           : decay == 1 ? 1 - d / 1200
                           : decay == 2 ? exp(-0.003 * d)
                                        : exp(-0.5 * (d / 450) * (d / 450));
                naive += d <= 1200 ? weight[i] * g : 0;
            }
            assert_true(fabs(plain - naive) < 1e-10 * (double)N * 20);
            assert_true(plain > 1000);
        }
    }
}

static void spans_add_up_exactly(void **state)
{
    (void)state;
    fill();
    struct tomt_decay_points points = {x, y, weight};
    struct tomt_decay_terms terms = tomt_decay_terms(TOMT_DECAY_EXPONENTIAL, 1200, 0.001);
    tomt_decay_sum *kernel = tomt_decay_kernel(TOMT_DECAY_EXPONENTIAL, TOMT_DECAY_WIDEST);
    double whole = kernel(&terms, &points, 0, N, 570500, 6623500);
    for (size_t cut = 0; cut <= N; cut += 13)
        assert_true(kernel(&terms, &points, 0, cut, 570500, 6623500) +
                        kernel(&terms, &points, cut, N, 570500, 6623500) ==
                    whole);
}

static void the_edge_counts(void **state)
{
    (void)state;
    /* 300-400-500 triangle: d = 500 exactly; the next double beyond 400 is outside. */
    double ex[2 + TOMT_DECAY_PAD] = {300, 300}, ey[2 + TOMT_DECAY_PAD] = {400, 400.0000001},
                  ew[2 + TOMT_DECAY_PAD] = {7, 11};
    struct tomt_decay_points points = {ex, ey, ew};
    struct tomt_decay_terms terms = tomt_decay_terms(TOMT_DECAY_STEP, 500, 0);
    for (int level = TOMT_DECAY_WIDEST; level <= 2; level++) {
        tomt_decay_sum *kernel = tomt_decay_kernel(TOMT_DECAY_STEP, level);
        if (kernel)
            assert_true(kernel(&terms, &points, 0, 2, 0, 0) == 7);
    }
    assert_true(tomt_decay_at(&terms, 250000) == 1);
    assert_true(tomt_decay_at(&terms, 250000.001) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exp_is_near_the_true_one),
        cmocka_unit_test(kernels_agree),
        cmocka_unit_test(spans_add_up_exactly),
        cmocka_unit_test(the_edge_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
