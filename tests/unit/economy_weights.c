/* economy_weights: neighbours within a radius and nearest, against all pairs; random picks. */
#include "economy/chance.h"
#include "economy_statistics.h"

#include <math.h>

static struct tomt_arena *arena;
static struct tomt_error err;

static int set_up(void **state)
{
    (void)state;
    tomt_error_clear(&err);
    arena = tomt_arena_new(&err);
    return arena ? 0 : -1;
}
static int tear_down(void **state)
{
    (void)state;
    tomt_arena_free(arena);
    return 0;
}

static double uniform(void)
{
    static uint64_t z = 77;
    z = z * 6364136223846793005u + 1442695040888963407u;
    return (double)(z >> 11) * 0x1p-53;
}

static void check_within(const double *x, const double *y, size_t n, double radius_m, bool self)
{
    for (unsigned threads = 1; threads <= 8; threads += 7) {
        struct tomt_crew crew = {.n_threads = threads};
        struct tomt_weights w;
        assert_true(tomt_weights_within(arena, x, y, n, radius_m, self, &crew, &w, &err));
        assert_true(w.n == n && w.start[0] == 0 && !w.weight);
        for (size_t i = 0; i < n; i++) {
            uint64_t at = w.start[i];
            for (size_t j = 0; j < n; j++) {
                double dx = x[i] - x[j], dy = y[i] - y[j];
                if (dx * dx + dy * dy <= radius_m * radius_m && (self || i != j))
                    assert_true(at < w.start[i + 1] && w.neighbour[at++] == j);
            }
            assert_true(at == w.start[i + 1]);
        }
    }
}

static void check_nearest(const double *x, const double *y, size_t n, size_t k)
{
    struct tomt_crew crew = {.n_threads = 3};
    struct tomt_weights w;
    assert_true(tomt_weights_nearest(arena, x, y, n, k, &crew, &w, &err));
    size_t all = k < n ? k : n > 0 ? n - 1 : 0;
    for (size_t i = 0; i < n; i++) {
        assert_true(w.start[i + 1] - w.start[i] == all);
        uint64_t at = w.start[i];
        for (size_t j = 0; j < n; j++) {
            double dx = x[j] - x[i], dy = y[j] - y[i], d2 = dx * dx + dy * dy;
            size_t before = 0; /* how many others are nearer, or as near with a lower number */
            for (size_t m = 0; m < n; m++) {
                double mx = x[m] - x[i], my = y[m] - y[i], m2 = mx * mx + my * my;
                before += m != i && (m2 < d2 || (m2 == d2 && m < j));
            }
            if (j != i && before < all)
                assert_true(at < w.start[i + 1] && w.neighbour[at++] == j);
        }
        assert_true(at == w.start[i + 1]);
    }
}

static void random_points(void **state)
{
    (void)state;
    enum { N = 300 };
    double x[N], y[N];
    for (size_t i = 0; i < N; i++) {
        x[i] = 569000 + 1000 * uniform() * uniform();
        y[i] = 6622000 + 1000 * uniform();
    }
    x[7] = 0; /* a stray */
    y[7] = 1e9;
    check_within(x, y, N, 80, false);
    check_within(x, y, N, 80, true);
    check_within(x, y, N, 1e12, false);
    check_within(x, y, N, INFINITY, true);
    check_nearest(x, y, N, 1);
    check_nearest(x, y, N, 20);
    check_nearest(x, y, N, 40);
    check_nearest(x, y, N, N + 5);
    check_nearest(x, y, N, 0);
}

/* Whole metres: all distances tie with many others, and the radius is met exactly (3, 4, 5). */
static void ties_and_edges(void **state)
{
    (void)state;
    enum { SIDE = 16, N = SIDE * SIDE };
    double x[N], y[N];
    for (size_t i = 0; i < N; i++) {
        x[i] = (double)(i % SIDE);
        y[i] = (double)(i * 7 % N / SIDE);
    }
    check_within(x, y, N, 5, false);
    check_within(x, y, N, 1, true);
    check_within(x, y, N, 0, false);
    check_nearest(x, y, N, 4);
    check_nearest(x, y, N, 9);
    for (size_t i = 0; i < N; i++) /* one address for all but a few */
        x[i] = y[i] = i < 240 ? 5 : 6;
    check_within(x, y, N, 0, false);
    check_within(x, y, N, 2, true);
    check_nearest(x, y, N, 7);
}

static void few_points(void **state)
{
    (void)state;
    const double x[] = {3, 3, 10}, y[] = {4, 4, 10};
    for (size_t n = 0; n <= 3; n++) {
        check_within(x, y, n, 5, false);
        check_within(x, y, n, 5, true);
        check_nearest(x, y, n, 2);
    }
}

/* As many coincident points would take minutes if each looked at all others. */
static void crowds_are_no_trouble(void **state)
{
    (void)state;
    enum { N = 100000 };
    struct tomt_crew crew = {.n_threads = 2};
    struct tomt_weights w;
    double *x = tomt_arena_block(arena, NULL, N * sizeof *x, &err);
    assert_non_null(x);
    assert_true(tomt_weights_nearest(arena, x, x, N, 5, &crew, &w, &err));
    assert_true(w.neighbour[0] == 1 && w.neighbour[4] == 5);
    assert_true(w.neighbour[5 * (N - 1)] == 0 && w.neighbour[5 * N - 1] == 4);
}

static void bad_input(void **state)
{
    (void)state;
    struct tomt_crew crew = {.n_threads = 1};
    struct tomt_weights w;
    double x[] = {1, NAN}, y[] = {1, 2};
    assert_false(tomt_weights_within(arena, x, y, 2, 5, false, &crew, &w, &err));
    assert_int_equal(err.code, TOMT_DATA);
    assert_non_null(strstr(err.text, "point 1"));
    tomt_error_clear(&err);
    x[1] = -INFINITY;
    assert_false(tomt_weights_nearest(arena, x, y, 2, 1, &crew, &w, &err));
    assert_int_equal(err.code, TOMT_DATA);
    tomt_error_clear(&err);
    assert_false(tomt_weights_within(arena, y, y, 2, NAN, false, &crew, &w, &err));
    tomt_error_clear(&err);
    assert_false(tomt_weights_within(arena, y, y, 2, -1, false, &crew, &w, &err));
    for (uint64_t turn = 1; turn < 20; turn++) { /* every allocation fails once */
        struct tomt_error failed = {0};
        struct tomt_arena *own = tomt_arena_new(&failed);
        tomt_allocation_fail_at(turn);
        bool done = turn % 2 ? tomt_weights_within(own, y, y, 2, 5, true, &crew, &w, &failed)
                             : tomt_weights_nearest(own, y, y, 2, 1, &crew, &w, &failed);
        tomt_allocation_fail_at(0);
        assert_true(done ? failed.code == TOMT_OK : failed.code == TOMT_MEMORY);
        assert_true(turn > 2 || !done);
        tomt_arena_free(own);
    }
}

static void standardised_rows_sum_to_1(void **state)
{
    (void)state;
    static struct small_weights small;
    struct tomt_weights w;
    begin(&small);
    add_row_of(&small, (uint32_t[]){1, 2, 3}, 3);
    add_row_of(&small, NULL, 0);
    add_row_of(&small, (uint32_t[]){0, 3}, 2);
    add_row_of(&small, (uint32_t[]){0, 2}, 2);
    assert_true(tomt_weights_standardise(arena, &small.weights, &w, &err));
    assert_true(w.weight[0] == 1.0 / 3 && w.weight[3] == 0.5 && w.start[2] == 3);
    small.weight[3] = 3; /* row 2: 3 and 1; row 3: 1 and -1, which sum to nothing */
    small.weight[6] = -1;
    small.weights.weight = small.weight;
    assert_true(tomt_weights_standardise(arena, &small.weights, &w, &err));
    assert_true(w.weight[3] == 0.75 && w.weight[4] == 0.25);
    assert_true(w.weight[5] == 0 && w.weight[6] == 0);
}

/* The generator's own reference: rand_xoshiro 0.6, xoshiro256starstar.rs, from Vigna's C with state
 * 1, 2, 3, 4. */
static void chance_is_xoshiro(void **state)
{
    (void)state;
    struct tomt_chance chance = {{1, 2, 3, 4}};
    assert_true(tomt_chance_next(&chance) == 11520);
    assert_true(tomt_chance_next(&chance) == 0);
    assert_true(tomt_chance_next(&chance) == 1509978240);
    assert_true(tomt_chance_next(&chance) == 1215971899390074240);
}

/* Chi-square of 120 orders of 5 picks, 12,000 of each expected: 119 degrees of freedom, 99.99 %
 * under 184. */
static void picks_are_even(void **state)
{
    (void)state;
    enum { N = 5, TURNS = 1440000 };
    static size_t seen[3125];
    uint32_t order[N] = {0, 1, 2, 3, 4}, picked[N];
    struct tomt_chance chance;
    tomt_chance_start(&chance, 5, 0);
    for (size_t turn = 0; turn < TURNS; turn++) {
        tomt_chance_pick(&chance, order, N, picked, N);
        size_t key = 0, all = 0;
        for (size_t i = 0; i < N; i++) {
            assert_true(order[i] == i);
            all |= (size_t)1 << picked[i];
            key = 5 * key + picked[i];
        }
        assert_true(all == 31);
        seen[key]++;
    }
    double chi2 = 0;
    for (size_t key = 0; key < 3125; key++)
        if (seen[key] > 0)
            chi2 += pow((double)seen[key] - TURNS / 120.0, 2) / (TURNS / 120.0);
    assert_true(chi2 > 70 && chi2 < 184);
}

/* A range that divides 2^32 badly: with the multiplication alone, a third would come too seldom. */
static void bounded_numbers_are_even(void **state)
{
    (void)state;
    struct tomt_chance chance;
    tomt_chance_start(&chance, 1, 1);
    size_t third[3] = {0}, turns = 300000;
    for (size_t i = 0; i < turns; i++)
        third[tomt_chance_below(&chance, 3u << 30) % 3]++;
    for (size_t i = 0; i < 3; i++) /* standard deviation 258 */
        assert_true(fabs((double)third[i] - 100000) < 1300);
    assert_true(tomt_chance_below(&chance, 1) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(random_points, set_up, tear_down),
        cmocka_unit_test_setup_teardown(ties_and_edges, set_up, tear_down),
        cmocka_unit_test_setup_teardown(few_points, set_up, tear_down),
        cmocka_unit_test_setup_teardown(crowds_are_no_trouble, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bad_input, set_up, tear_down),
        cmocka_unit_test_setup_teardown(standardised_rows_sum_to_1, set_up, tear_down),
        cmocka_unit_test(chance_is_xoshiro),
        cmocka_unit_test(picks_are_even),
        cmocka_unit_test(bounded_numbers_are_even),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
