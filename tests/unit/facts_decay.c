/* facts_decay: exp against libm in long double, every kernel against a plain sum and against each
 * other bit for bit. */
#include "facts/decay.h"

#include "economy/clusters.h"

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
    const double parameter[] = {0, 0, 0.003, 450, 1.8};
    for (int decay = 0; decay < 5; decay++) {
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
                           : decay == 3 ? exp(-0.5 * (d / 450) * (d / 450))
                                        : pow(fmax(d / 1000, 0.1), -1.8);
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

/* Nearer than 100 m counts as 100 m; against powl. */
static void power_is_near_the_true_one(void **state)
{
    (void)state;
    const double alpha[] = {0, 0.7, 1, 1.6, 1.8, 2, 3.5, 10};
    for (size_t a = 0; a < sizeof alpha / sizeof *alpha; a++) {
        struct tomt_decay_terms terms = tomt_decay_terms(TOMT_DECAY_POWER, 5e6, alpha[a]);
        long double worst = 0;
        for (int i = 0; i <= 200000; i++) {
            double d = 30 * pow(1.6e5, i / 200000.0), d2 = d * d;
            long double truth = powl(fmaxl(sqrtl((long double)d2) / 1000, 0.1L), -alpha[a]);
            long double error = fabsl(tomt_decay_at(&terms, d2) / truth - 1);
            worst = error > worst ? error : worst;
        }
        assert_true(worst < 1e-12L);
        assert_true(tomt_decay_at(&terms, 0) == tomt_decay_at(&terms, 1e4));
    }
    struct tomt_decay_terms terms = tomt_decay_terms(TOMT_DECAY_POWER, 2000, 1.8);
    assert_true(fabs(tomt_decay_at(&terms, 1e6) - 1) < 1e-14); /* 1 km */
    assert_true(fabs(tomt_decay_at(&terms, 2500) / 63.095734448019324 - 1) < 1e-14);
    assert_true(tomt_decay_at(&terms, 4000001) == 0);
    struct tomt_power power;
    assert_false(tomt_power_prepare(&power, -0.1, false));
    assert_false(tomt_power_prepare(&power, 10.1, false));
    assert_false(tomt_power_prepare(&power, (double)NAN, false));
}

/* Near and far (other tables), every width, any cut of the span: the same bytes, though next door a
 * job counts a million times what it does at the edge. */
static void powers_are_summed_exactly(void **state)
{
    (void)state;
    fill();
    for (size_t i = 0; i < N; i++) {
        x[i] = 570500 + (i % 5 ? 40000 : 300) * (uniform() - 0.5);
        weight[i] = i % 7 ? 1.5 : 20000.25; /* a hospital */
    }
    struct tomt_decay_points points = {x, y, weight};
    for (int wide = 0; wide < 2; wide++) {
        struct tomt_decay_terms terms =
            tomt_decay_terms(TOMT_DECAY_POWER, wide ? 60000 : 20000, 3.1);
        struct tomt_decay_parts whole = {0, 0}, one;
        tomt_decay_split_kernel(0)(&terms, &points, 0, N, 570500, 6623500, &whole);
        long double naive = 0;
        for (size_t i = 0; i < N; i++) {
            double dx = x[i] - 570500, dy = y[i] - 6623500;
            naive += weight[i] * tomt_decay_at(&terms, dx * dx + dy * dy);
        }
        assert_true(fabsl(naive - whole.coarse - whole.fine) < N * 0x1p-41L);
        for (int level = 0; level <= 2; level++) {
            tomt_decay_split_sum *kernel = tomt_decay_split_kernel(level);
            for (size_t cut = 0; kernel && cut <= N; cut += 17) {
                one = (struct tomt_decay_parts){0, 0};
                kernel(&terms, &points, cut, N, 570500, 6623500, &one);
                kernel(&terms, &points, 0, cut, 570500, 6623500, &one);
                assert_true(one.coarse == whole.coarse && one.fine == whole.fine);
            }
        }
        one = (struct tomt_decay_parts){0, 0};
        for (size_t i = N; i-- > 0;) {
            double dx = x[i] - 570500, dy = y[i] - 6623500;
            tomt_decay_split(weight[i] * tomt_decay_at(&terms, dx * dx + dy * dy), &one);
        }
        assert_true(one.coarse == whole.coarse && one.fine == whole.fine);
    }
}

/* The same sum by another program of ours, which was made from the paper by others: economy. */
static void power_is_effective_density(void **state)
{
    (void)state;
    fill();
    struct tomt_decay_points points = {x, y, weight};
    const double alpha[] = {1, 1.6, 1.8}, at_x = 570400, at_y = 6623300;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_crew crew = {.n_threads = 1};
    for (size_t a = 0; a < 3; a++) {
        struct tomt_decay_terms terms = tomt_decay_terms(TOMT_DECAY_POWER, 1500, alpha[a]);
        double here = tomt_decay_kernel(TOMT_DECAY_POWER, TOMT_DECAY_WIDEST)(&terms, &points, 0, N,
                                                                             at_x, at_y);
        double there;
        assert_true(tomt_effective_density(&at_x, &at_y, 1, x, y, weight, N, alpha[a], 1500, &crew,
                                           &there, &err));
        assert_true(fabs(here / there - 1) < 1e-9);
    }
    tomt_arena_free(arena);
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
        cmocka_unit_test(exp_is_near_the_true_one),  cmocka_unit_test(kernels_agree),
        cmocka_unit_test(spans_add_up_exactly),      cmocka_unit_test(power_is_near_the_true_one),
        cmocka_unit_test(powers_are_summed_exactly), cmocka_unit_test(power_is_effective_density),
        cmocka_unit_test(the_edge_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
