/* robust_draws: draws of weights lie where they may and are uniform there: margins against exact
 * distributions (Kolmogorov-Smirnov, at 1 in 10,000), sums, bounds, errors. */
#include "robust/smaa.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { N_DRAWS = 20000 };
#define KS 2.23 /* sqrt(n) times the largest difference: over it 1 time in 10,000 */

static struct tomt_arena *arena;
static struct tomt_error err;
static double *draw;

static int set_up(void **state)
{
    (void)state;
    tomt_error_clear(&err);
    arena = tomt_arena_new(&err);
    draw = NULL;
    return arena ? 0 : -1;
}
static void near(double found, double wanted, double within)
{
    if (!(fabs(found - wanted) <= within))
        fail_msg("%.17g should be %.17g", found, wanted);
}
static int tear_down(void **state)
{
    (void)state;
    tomt_arena_free(arena);
    return 0;
}
static void make(const struct tomt_draw_settings *settings, const double *share, size_t n)
{
    assert_true(tomt_draws_make(arena, settings, share, n, &draw, &err));
    for (size_t d = 0; d < settings->n_draws; d++) {
        double sum = 0;
        for (size_t c = 0; c < n; c++) {
            assert_true(draw[d * n + c] >= 0 && draw[d * n + c] <= 1);
            sum += draw[d * n + c];
        }
        assert_true(fabs(sum - 1) < 1e-12);
    }
}
static void refuse(const struct tomt_draw_settings *settings, size_t n, const char *with)
{
    tomt_error_clear(&err);
    assert_false(tomt_draws_make(arena, settings, NULL, n, &draw, &err));
    assert_int_equal(err.code, TOMT_PROJECT);
    if (!strstr(err.text, with))
        fail_msg("'%s' is not in '%s'", with, err.text);
}
static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}
/* The margin of a criterion against a distribution function. */
static void margin_is(size_t n, size_t criterion, double (*below)(double x, const void *with),
                      const void *with)
{
    static double sorted[N_DRAWS];
    for (size_t d = 0; d < N_DRAWS; d++)
        sorted[d] = draw[d * n + criterion];
    qsort(sorted, N_DRAWS, sizeof *sorted, by_size);
    double most = 0;
    for (size_t d = 0; d < N_DRAWS; d++) {
        double p = below(sorted[d], with);
        most = fmax(most, fmax(fabs(p - (double)d / N_DRAWS), fabs(p - (double)(d + 1) / N_DRAWS)));
    }
    if (!(most * sqrt(N_DRAWS) < KS))
        fail_msg("criterion %zu is %g from its distribution", criterion, most);
}
static double share_over(size_t n, size_t criterion, double over)
{
    size_t count = 0;
    for (size_t d = 0; d < N_DRAWS; d++)
        count += draw[d * n + criterion] > over ? 1 : 0;
    return (double)count / N_DRAWS;
}
static void share_is(double found, double p) /* within 4 standard errors */
{
    if (!(fabs(found - p) <= 4 * sqrt(p * (1 - p) / N_DRAWS)))
        fail_msg("%g should be %g", found, p);
}

/* The margin of the uniform simplex is Beta(1, n - 1). */
static double beta_1(double x, const void *n)
{
    return 1 - pow(1 - x, (double)*(const size_t *)n - 1);
}
static void simplex_margins_are_beta(void **state)
{
    (void)state;
    const struct tomt_draw_settings settings = {
        .from = TOMT_DRAW_SIMPLEX, .n_draws = N_DRAWS, .seed = 7};
    for (size_t n = 2; n <= 12; n += 5) {
        make(&settings, NULL, n);
        for (size_t c = 0; c < n; c++)
            margin_is(n, c, beta_1, &n);
    }
    make(&settings, NULL, 1);
    assert_true(draw[0] == 1 && draw[N_DRAWS - 1] == 1);
}

static double uniform(double x, const void *ends)
{
    const double *end = ends;
    return fmin(fmax((x - end[0]) / (end[1] - end[0]), 0), 1);
}
static void two_criteria_are_an_interval(void **state)
{
    (void)state;
    const double share[] = {0.3, 0.7}; /* 0.15..0.45 and 0.35..1: the second's 0.35 leaves 0.65 */
    const struct tomt_draw_settings settings = {
        .from = TOMT_DRAW_AROUND, .n_draws = N_DRAWS, .seed = 1, .spread = 0.5};
    make(&settings, share, 2);
    const double ends[] = {0.15, 0.45};
    margin_is(2, 0, uniform, ends);
    /* bounds that narrow each other: the first is 1 - 0.8 .. 1 - 0.3 */
    const double least[] = {0.1, 0.3}, most[] = {1, 0.8}, narrowed[] = {0.2, 0.7};
    const struct tomt_draw_settings bounds = {
        .from = TOMT_DRAW_BOUNDS, .n_draws = N_DRAWS, .seed = 1, .least = least, .most = most};
    make(&bounds, NULL, 2);
    margin_is(2, 0, uniform, narrowed);
}

/* Thirds, each 1/6..1/2: w = 1/6 + s/2 with s on the simplex, its three corners s > 2/3 cut (a
 * ninth each, 2/3 is left). s1 > 1/3: 4/9 less a corner = 1/3, half of what is left; s1 > 1/2: 1/4
 * - 1/9 = 5/36, 5/24 of it. */
static void around_thirds_is_a_hexagon(void **state)
{
    (void)state;
    const double share[] = {1.0 / 3, 1.0 / 3, 1.0 / 3};
    const struct tomt_draw_settings settings = {
        .from = TOMT_DRAW_AROUND, .n_draws = N_DRAWS, .seed = 3, .spread = 0.5};
    make(&settings, share, 3);
    for (size_t c = 0; c < 3; c++) {
        share_is(share_over(3, c, 1.0 / 3), 0.5);
        share_is(share_over(3, c, 1.0 / 6 + 0.25), 5.0 / 24);
        assert_true(share_over(3, c, 0.5 + 1e-12) == 0);
        assert_true(share_over(3, c, 1.0 / 6 - 1e-12) == 1);
    }
}

static void around_stays_around(void **state)
{
    (void)state;
    const double share[] = {0.5, 0.3, 0, 0.15, 0.05};
    for (double spread = 0.01; spread <= 1; spread += 0.33) {
        const struct tomt_draw_settings settings = {
            .from = TOMT_DRAW_AROUND, .n_draws = 2000, .seed = 5, .spread = spread};
        make(&settings, share, 5);
        for (size_t i = 0; i < 2000 * 5; i++) {
            assert_true(draw[i] >= share[i % 5] * (1 - spread) - 1e-12);
            assert_true(draw[i] <= share[i % 5] * (1 + spread) + 1e-12);
            assert_true(i % 5 != 2 || draw[i] == 0);
        }
    }
}

/* All of k spacings at most x: the inclusion-exclusion of Feller, An introduction to probability
 * theory and its applications, vol. II, I.9. */
static double all_within(int k, double x)
{
    double sum = 0, choose = 1;
    for (int j = 0; j <= k && j * x < 1; j++) {
        sum += (j % 2 ? -choose : choose) * pow(1 - j * x, k - 1);
        choose *= (double)(k - j) / (j + 1);
    }
    return sum;
}
enum { MANY = 24, STEPS = 4000 };
/* w = 1/48 + s/2, s of 24 spacings at most 1/12: the density of one is (1 - s)^22 times the chance
 * that the 23 others, which share 1 - s, are. Accepted by trying: 1 in 600; so these come by the
 * chain. */
static double of_many(double x, const void *table)
{
    const double *sum = table;
    double at = (x - 0.5 / MANY) * 2 * (MANY / 2) * STEPS;
    at = fmin(fmax(at, 0), STEPS - 1e-9);
    size_t i = (size_t)at;
    return (sum[i] + (at - (double)i) * (sum[i + 1] - sum[i])) / sum[STEPS];
}
static void narrow_bounds_by_the_chain(void **state)
{
    (void)state;
    double share[MANY];
    static double sum[STEPS + 1];
    for (size_t i = 0; i < STEPS; i++) {
        double s = ((double)i + 0.5) / STEPS / (MANY / 2);
        sum[i + 1] =
            sum[i] + pow(1 - s, MANY - 2) * all_within(MANY - 1, 1.0 / (MANY / 2) / (1 - s));
    }
    for (size_t c = 0; c < MANY; c++)
        share[c] = 1.0 / MANY;
    assert_true(all_within(MANY, 1.0 / (MANY / 2)) < 0.005); /* else this tests nothing */
    const struct tomt_draw_settings settings = {
        .from = TOMT_DRAW_AROUND, .n_draws = N_DRAWS, .seed = 11, .spread = 0.5};
    make(&settings, share, MANY);
    for (size_t c = 0; c < MANY; c++) {
        margin_is(MANY, c, of_many, sum);
        share_is(share_over(MANY, c, 1.0 / MANY), 0.5); /* the bounds are symmetric about it */
    }
}

/* The same region twice: by trying, and by the chain (which ten narrow criteria beside force): the
 * wide two of them share about what is left, uniformly. */
static void two_wide_among_narrow(void **state)
{
    (void)state;
    enum { N = 14 };
    double least[N], most[N];
    for (size_t c = 0; c < N; c++) {
        least[c] = 0.02;
        most[c] = 0.06;
    }
    least[0] = least[1] = 0;
    most[0] = most[1] = 1;
    const struct tomt_draw_settings settings = {
        .from = TOMT_DRAW_BOUNDS, .n_draws = N_DRAWS, .seed = 2, .least = least, .most = most};
    make(&settings, NULL, N);
    /* Given what the two share, the first's part of it is uniform. */
    for (size_t d = 0; d < N_DRAWS; d++)
        draw[d * N] /= draw[d * N] + draw[d * N + 1];
    const double ends[] = {0, 1};
    margin_is(N, 0, uniform, ends);
}

static void fixed_shares_stay(void **state)
{
    (void)state;
    const double least[] = {0.2, 0.1, 0}, most[] = {0.2, 0.9, 0.9};
    struct tomt_draw_settings settings = {
        .from = TOMT_DRAW_BOUNDS, .n_draws = N_DRAWS, .seed = 2, .least = least, .most = most};
    make(&settings, NULL, 3);
    for (size_t d = 0; d < N_DRAWS; d++)
        near(draw[d * 3], 0.2, 1e-15);
    const double ends[] = {0.1, 0.8};
    margin_is(3, 1, uniform, ends);
    const double all[] = {0.2, 0.3, 0.5}, one[] = {1, 1, 1};
    settings.least = all;
    settings.most = one;
    settings.n_draws = 3;
    make(&settings, NULL, 3);
    near(draw[4], 0.3, 1e-12);
}

static void each_draw_has_its_own_numbers(void **state)
{
    (void)state;
    const double share[] = {0.2, 0.3, 0.5};
    struct tomt_draw_settings settings = {
        .from = TOMT_DRAW_AROUND, .n_draws = 1000, .seed = 9, .spread = 0.5};
    make(&settings, share, 3);
    const double *many = draw;
    settings.n_draws = 10;
    make(&settings, share, 3);
    assert_memory_equal(many, draw, 30 * sizeof *draw);
    settings.seed = 10;
    const double *few = draw;
    make(&settings, share, 3);
    assert_memory_not_equal(few, draw, 30 * sizeof *draw);
}

static void given_rows_are_scaled(void **state)
{
    (void)state;
    const double rows[] = {2, 1, 1, 0, 0, 5};
    struct tomt_draw_settings settings = {.from = TOMT_DRAW_GIVEN, .given = rows, .n_draws = 2};
    make(&settings, NULL, 3);
    const double wanted[] = {0.5, 0.25, 0.25, 0, 0, 1};
    assert_memory_equal(draw, wanted, sizeof wanted);
    const double nothing[] = {1, 2, 0, 0}, less[] = {1, 2, 3, -1}, none[] = {1, NAN};
    settings.given = nothing;
    refuse(&settings, 2, "draw 2: the weights sum to 0");
    settings.given = less;
    refuse(&settings, 2, "draw 2, criterion 2: the weight is -1");
    settings.given = none;
    settings.n_draws = 1;
    refuse(&settings, 2, "draw 1, criterion 2");
}

static void what_no_weights_meet_is_refused(void **state)
{
    (void)state;
    const double a[] = {0.5, 0.6}, b[] = {0.1, 0.2}, one[] = {1, 1}, zero[] = {0, 0};
    const double none[] = {0, NAN}, two[] = {1, 2}, least[] = {0.1, 0.9};
    struct tomt_draw_settings settings = {
        .from = TOMT_DRAW_BOUNDS, .n_draws = 2, .least = a, .most = one};
    refuse(&settings, 2, "sum to 1.1, over 1");
    settings.least = zero;
    settings.most = b;
    refuse(&settings, 2, "sum to 0.3, under 1");
    settings.least = least;
    settings.most = a;
    refuse(&settings, 2, "criterion 2 are 0.9 to 0.6");
    settings.least = none;
    refuse(&settings, 2, "criterion 2");
    settings.least = zero;
    settings.most = two;
    refuse(&settings, 2, "criterion 2");
    settings.n_draws = 0;
    refuse(&settings, 2, "at least one");
    const double share[] = {0.5, 0.5};
    struct tomt_draw_settings around = {.from = TOMT_DRAW_AROUND, .n_draws = 2, .spread = 1.5};
    tomt_error_clear(&err);
    assert_false(tomt_draws_make(arena, &around, share, 2, &draw, &err));
    assert_int_equal(err.code, TOMT_PROJECT);
}

static void no_memory_is_told(void **state)
{
    (void)state;
    const double share[] = {0.5, 0.5};
    const struct tomt_draw_settings settings = {
        .from = TOMT_DRAW_AROUND, .n_draws = 20, .spread = 0.5};
    bool done = false;
    for (uint64_t i = 1; !done; i++) {
        tomt_error_clear(&err);
        tomt_allocation_fail_at(i);
        done = tomt_draws_make(arena, &settings, share, 2, &draw, &err);
        tomt_allocation_fail_at(0);
        assert_int_equal(err.code, done ? TOMT_OK : TOMT_MEMORY);
        assert_true(i < 100);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(simplex_margins_are_beta),   TEST(two_criteria_are_an_interval),
        TEST(around_thirds_is_a_hexagon), TEST(around_stays_around),
        TEST(narrow_bounds_by_the_chain), TEST(two_wide_among_narrow),
        TEST(fixed_shares_stay),          TEST(each_draw_has_its_own_numbers),
        TEST(given_rows_are_scaled),      TEST(what_no_weights_meet_is_refused),
        TEST(no_memory_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
