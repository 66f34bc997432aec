/* economy_gi: Getis-Ord Gi, Gi* and Gi* on a grid: the published six points, brute force, the
 * invariances, and what is not there. */
#include "economy/autocorrelation.h"
#include "economy_statistics.h"

#include <math.h>

static const struct tomt_crew ONE = {.n_threads = 1};
static struct tomt_error err;
static struct small_weights small;

static void near(double found, double wanted, double within)
{
    assert_true(fabs(found - wanted) <= within * fmax(1, fabs(wanted)));
}
static double uniform(void)
{
    static uint64_t z = 99;
    z = z * 6364136223846793005u + 1442695040888963407u;
    return (double)(z >> 11) * 0x1p-53;
}

/* esda/tests/test_getisord.py, and by hand for place 0, whose neighbours are 1 and 3: the others'
 * mean is 26.2 / 5 = 5.24, their variance 157.24 / 5 - 5.24^2 = 3.9904; with sum w = sum w^2 = 2
 * the width is sqrt((5 x 2 - 4) / 4): (8 - 10.48) / sqrt(3.9904 x 1.5) = -1.01367. Gi*: mean 4.7,
 * variance 161.24 / 6 - 4.7^2 = 4.78333, sum w = 3: (10 - 14.1) / sqrt(4.78333 x 9 / 5) = -1.39728.
 */
static void six_points_by_hand(void **state)
{
    (void)state;
    double z[6];
    six_points(&small);
    assert_true(tomt_gi(&small.weights, SIX_VALUES, &ONE, z, &err));
    near(z[0], -1.0136729, 1e-7);
    near(z[0], (8 - 10.48) / sqrt(3.9904 * 1.5), 1e-14);
    assert_true(tomt_gi_star(&small.weights, SIX_VALUES, &ONE, z, &err));
    near(z[0], -1.39727626, 1e-8);
    near(z[0], (10 - 14.1) / sqrt((161.24 / 6 - 4.7 * 4.7) * 9 / 5), 1e-14);
}

/* esda's row-standardised z (-0.62074534 and -0.62488094) put standardised weights into the
 * variance of binary ones, sum w (n - sum w) / (n - 1), and so change with the scale of a row. Ord
 * & Getis (1995), eq. 5, have sum w^2, and do not. Shown here: their numbers come from that
 * formula, ours from the paper's. */
static void scale_of_a_row_does_not_matter(void **state)
{
    (void)state;
    double plain[6], star[6], z[6];
    six_points(&small);
    assert_true(tomt_gi(&small.weights, SIX_VALUES, &ONE, plain, &err));
    standardise(&small);
    assert_true(tomt_gi(&small.weights, SIX_VALUES, &ONE, z, &err));
    for (size_t i = 0; i < 6; i++)
        near(z[i], plain[i], 1e-12);
    near((8 / 2.0 - 5.24) / sqrt(3.9904 * (1 * (5 - 1) / 4.0)), -0.62074534, 1e-7);

    /* With the place itself in the row, so that all of the row is scaled. */
    begin(&small);
    static const uint32_t with_self[6][5] = {{0, 1, 3},    {0, 1, 3, 4},    {2, 4},
                                             {0, 1, 3, 4}, {1, 2, 3, 4, 5}, {4, 5}};
    static const size_t n[6] = {3, 4, 2, 4, 5, 2};
    for (size_t i = 0; i < 6; i++)
        add_row_of(&small, with_self[i], n[i]);
    assert_true(tomt_gi_star(&small.weights, SIX_VALUES, &ONE, star, &err));
    near(star[0], -1.39727626, 1e-8);
    small.weights.weight = small.weight;
    for (int turn = 0; turn < 20; turn++) {
        for (size_t i = 0; i < 6; i++) {
            double scale = exp(20 * uniform() - 10);
            for (uint64_t j = small.start[i]; j < small.start[i + 1]; j++)
                small.weight[j] = scale;
        }
        assert_true(tomt_gi_star(&small.weights, SIX_VALUES, &ONE, z, &err));
        for (size_t i = 0; i < 6; i++)
            near(z[i], star[i], 1e-12);
    }
    near((10 / 3.0 - 4.7) / sqrt((161.24 / 6 - 4.7 * 4.7) * (1 * (6 - 1) / 5.0)), -0.62488094,
         1e-7);
}

/* Uneven weights against the formulas as they stand in the papers, in long double. */
static void formulas_of_the_papers(void **state)
{
    (void)state;
    enum { N = 40 };
    double value[N], gi[N], star[N];
    begin(&small);
    for (uint32_t i = 0; i < N; i++) {
        uint32_t row[3] = {i / 2, N / 2, N / 2 + 1 + i / 3}; /* some hold themselves */
        add_row_of(&small, row, i == 5 ? 0 : 3);
        value[i] = floor(50 * uniform() * uniform());
    }
    for (size_t j = 0; j < MOST_PAIRS; j++)
        small.weight[j] = 0.1 + uniform();
    small.weights.weight = small.weight;
    struct tomt_crew crew = {.n_threads = 3};
    assert_true(tomt_gi(&small.weights, value, &crew, gi, &err));
    assert_true(tomt_gi_star(&small.weights, value, &crew, star, &err));
    for (size_t i = 0; i < N; i++) {
        long double w[N] = {0}, sum[2] = {0}, square[2] = {0}, ws[2] = {0}, ws2[2] = {0},
                    lag[2] = {0};
        for (uint64_t j = small.start[i]; j < small.start[i + 1]; j++)
            w[small.neighbour[j]] = (long double)small.weight[j];
        for (size_t j = 0; j < N; j++)
            for (int self = 0; self < 2; self++) {
                if (j == i && !self)
                    continue;
                long double x = (long double)value[j], u = j == i && w[j] == 0 ? 1 : w[j];
                sum[self] += x;
                square[self] += x * x;
                ws[self] += u;
                ws2[self] += u * u;
                lag[self] += u * x;
            }
        for (int self = 0; self < 2; self++) {
            long double n = N - 1 + self, mean = sum[self] / n;
            long double s2 = square[self] / n - mean * mean;
            long double wide = (n * ws2[self] - ws[self] * ws[self]) / (n - 1);
            double z = self ? star[i] : gi[i];
            if (wide == 0)
                assert_true(isnan(z)); /* no neighbours */
            else
                near(z, (double)((lag[self] - mean * ws[self]) / sqrtl(s2 * wide)), 1e-11);
        }
    }
    assert_true(isnan(gi[5]) && !isnan(star[5])); /* an island has itself */
}

static void what_is_not_there(void **state)
{
    (void)state;
    double z[9] = {1, 1, 1, 1, 1, 1, 1, 1, 1}, other[9];
    begin(&small);
    assert_true(tomt_gi(&small.weights, NULL, &ONE, z, &err));
    assert_true(tomt_gi_star(&small.weights, NULL, &ONE, z, &err));
    add_row_of(&small, NULL, 0);
    assert_true(tomt_gi(&small.weights, (double[]){4}, &ONE, z, &err) && isnan(z[0]));
    assert_true(tomt_gi_star(&small.weights, (double[]){4}, &ONE, z, &err) && isnan(z[0]));
    begin(&small);
    add_row_of(&small, (uint32_t[]){1}, 1);
    add_row_of(&small, (uint32_t[]){0}, 1);
    assert_true(tomt_gi(&small.weights, (double[]){4, 5}, &ONE, z, &err));
    assert_true(isnan(z[0]) && isnan(z[1]));
    assert_true(tomt_gi_star(&small.weights, (double[]){4, 5}, &ONE, z, &err));
    assert_true(isnan(z[0]) && isnan(z[1])); /* all places in each row */

    lattice(&small, 3, 3);
    const double constant[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    assert_true(tomt_gi(&small.weights, constant, &ONE, z, &err));
    assert_true(tomt_gi_star(&small.weights, constant, &ONE, other, &err));
    for (size_t i = 0; i < 9; i++)
        assert_true(isnan(z[i]) && isnan(other[i]));
    /* All but one alike: where that one is left out nothing varies. */
    const double one[] = {0.1, 0.1, 0.1, 0.1, 7, 0.1, 0.1, 0.1, 0.1};
    assert_true(tomt_gi(&small.weights, one, &ONE, z, &err));
    assert_true(isnan(z[4]) && z[1] > 0 && z[0] < 0);
    const double infinite[] = {0, 1, 2, INFINITY, 4, 5, 6, 7, 8};
    assert_false(tomt_gi(&small.weights, infinite, &ONE, z, &err));
    assert_int_equal(err.code, TOMT_DATA);
    tomt_error_clear(&err);
}

/* A place whose value is NaN: as if it had never been. */
static void no_value_no_place(void **state)
{
    (void)state;
    static struct small_weights fewer;
    const double value[] = {3, 1, NAN, 4, 1, 5, 9, 2, 6}, left[] = {3, 1, 4, 1, 5, 9, 2, 6};
    double z[9], other[8];
    lattice(&small, 3, 3); /* 0 1 2 / 3 4 5 / 6 7 8, less 2, and all above it one lower */
    begin(&fewer);
    static const uint32_t row[8][4] = {{1, 2}, {0, 3}, {0, 3, 5}, {1, 2, 4, 6},
                                       {3, 7}, {2, 6}, {3, 5, 7}, {4, 6}};
    static const size_t n[8] = {2, 2, 3, 4, 2, 2, 3, 2};
    for (size_t i = 0; i < 8; i++)
        add_row_of(&fewer, row[i], n[i]);
    for (int star = 0; star < 2; star++) {
        assert_true((star ? tomt_gi_star : tomt_gi)(&small.weights, value, &ONE, z, &err));
        assert_true((star ? tomt_gi_star : tomt_gi)(&fewer.weights, left, &ONE, other, &err));
        assert_true(isnan(z[2]));
        for (size_t i = 0; i < 8; i++)
            assert_true(z[i < 2 ? i : i + 1] == other[i]);
    }
}

static void size_of_values_does_not_matter(void **state)
{
    (void)state;
    double value[6], plain[6], z[6];
    six_points(&small);
    assert_true(tomt_gi(&small.weights, SIX_VALUES, &ONE, plain, &err));
    const double size[] = {1e300, 1e-300, 3, -1};
    for (size_t turn = 0; turn < 4; turn++) {
        for (size_t i = 0; i < 6; i++)
            value[i] = SIX_VALUES[i] * size[turn];
        assert_true(tomt_gi(&small.weights, value, &ONE, z, &err));
        for (size_t i = 0; i < 6; i++)
            near(z[i], size[turn] < 0 ? -plain[i] : plain[i], 1e-11);
    }
    for (size_t i = 0; i < 6; i++)
        value[i] = SIX_VALUES[i] + 1e6; /* nor where they begin */
    assert_true(tomt_gi(&small.weights, value, &ONE, z, &err));
    for (size_t i = 0; i < 6; i++)
        near(z[i], plain[i], 1e-8);
    /* One place with nearly all the variance: the others' is found all the same. */
    double big[6];
    memcpy(big, SIX_VALUES, sizeof big);
    big[0] = 1e9;
    assert_true(tomt_gi(&small.weights, big, &ONE, z, &err));
    near(z[0], plain[0], 1e-6); /* place 0 is not among its others */
}

/* The same cells through weights by distance, on the same arithmetic as everywhere. */
static void grid_equals_weights(void **state)
{
    (void)state;
    enum { COLUMNS = 23, ROWS = 14, N = COLUMNS * ROWS };
    double x[N], y[N], value[N], by_weights[N], by_sums[N], threads[N];
    struct tomt_crew crew = {.n_threads = 8};
    for (size_t i = 0; i < N; i++) {
        x[i] = (double)(i % COLUMNS);
        y[i] = (double)(i / COLUMNS);
        value[i] = floor(30 * uniform() * uniform());
    }
    const double reach[] = {0, 0.99, 1, 1.5, 2, 5, 7.1, 13, 22, 24, 26.5, 100, INFINITY};
    for (int gaps = 0; gaps < 2; gaps++) {
        for (size_t i = 0; gaps && i < N; i++)
            value[i] = uniform() < 0.2 ? NAN : value[i];
        for (size_t r = 0; r < sizeof reach / sizeof *reach; r++) {
            struct tomt_arena *arena = tomt_arena_new(&err);
            struct tomt_weights w;
            assert_true(tomt_weights_within(arena, x, y, N, reach[r], true, &ONE, &w, &err));
            assert_true(tomt_gi_star(&w, value, &ONE, by_weights, &err));
            assert_true(tomt_gi_star_grid(value, COLUMNS, ROWS, reach[r], &ONE, by_sums, &err));
            assert_true(tomt_gi_star_grid(value, COLUMNS, ROWS, reach[r], &crew, threads, &err));
            assert_memory_equal(by_sums, threads, sizeof threads);
            for (size_t i = 0; i < N; i++) {
                assert_true(isnan(by_weights[i]) == isnan(by_sums[i]));
                if (!isnan(by_sums[i]))
                    near(by_sums[i], by_weights[i], 1e-9);
            }
            assert_true(!isnan(by_sums[0]) == (reach[r] < 26) || isnan(value[0]));
            tomt_arena_free(arena);
        }
    }
}

static void grids_of_little(void **state)
{
    (void)state;
    double z[4] = {1, 1, 1, 1};
    assert_true(tomt_gi_star_grid(NULL, 0, 7, 1, &ONE, z, &err) && z[0] == 1);
    assert_true(tomt_gi_star_grid((double[]){5}, 1, 1, 1, &ONE, z, &err) && isnan(z[0]));
    assert_true(tomt_gi_star_grid((double[]){5, 5, 5, 5}, 2, 2, 1, &ONE, z, &err) && isnan(z[3]));
    assert_true(tomt_gi_star_grid((double[]){NAN, NAN, NAN, NAN}, 4, 1, 1, &ONE, z, &err));
    assert_true(isnan(z[0]) && isnan(z[3]));
    /* Two cells, each alone in its row: (1 - 0.5) / (0.5 sqrt((2 - 1) / 1)) = 1. */
    assert_true(tomt_gi_star_grid((double[]){1, 0}, 1, 2, 0, &ONE, z, &err));
    assert_true(z[0] == 1 && z[1] == -1);
    assert_false(tomt_gi_star_grid((double[]){1, 0}, 1, 2, -1, &ONE, z, &err));
    tomt_error_clear(&err);
    assert_false(tomt_gi_star_grid((double[]){1, 0}, 1, 2, NAN, &ONE, z, &err));
    tomt_error_clear(&err);
    assert_false(tomt_gi_star_grid((double[]){1, -INFINITY}, 1, 2, 1, &ONE, z, &err));
    tomt_error_clear(&err);
    for (uint64_t turn = 1; turn < 30; turn++) {
        tomt_allocation_fail_at(turn);
        bool done = tomt_gi_star_grid((double[]){1, 0, 3, NAN}, 2, 2, 1, &ONE, z, &err);
        tomt_allocation_fail_at(0);
        assert_true(done ? err.code == TOMT_OK : err.code == TOMT_MEMORY);
        assert_true(!done || turn > 3);
        tomt_error_clear(&err);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(six_points_by_hand),     cmocka_unit_test(scale_of_a_row_does_not_matter),
        cmocka_unit_test(formulas_of_the_papers), cmocka_unit_test(what_is_not_there),
        cmocka_unit_test(no_value_no_place),      cmocka_unit_test(size_of_values_does_not_matter),
        cmocka_unit_test(grid_equals_weights),    cmocka_unit_test(grids_of_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
