/* economy_moran: local Moran's I: statistic and moments against published numbers, counts against
 * all orders of six values and against plain shuffling, the same at any number of threads. */
#include "economy/autocorrelation.h"
#include "economy/chance.h"
#include "economy/local_counts.h"
#include "economy/local_kernel.h"
#include "economy_statistics.h"

#include <math.h>

static struct tomt_arena *arena;
static struct tomt_error err;
static struct small_weights small;
static const struct tomt_crew ONE = {.n_threads = 1};

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
static void near(double found, double wanted, double within)
{
    assert_true(fabs(found - wanted) <= within);
}
static double uniform(void)
{
    static uint64_t z = 31;
    z = z * 6364136223846793005u + 1442695040888963407u;
    return (double)(z >> 11) * 0x1p-53;
}

/* desmith (ten points; libpysal's example of Smith's local Moran), typed: it needs no files. */
static const double SMITH[] = {2.24, 3.10, 4.55, -5.15, -4.39, 0.46, 5.54, 9.02, -2.09, -3.06};
static void smith(struct small_weights *to)
{
    begin(to);
    add_row_of(to, (uint32_t[]){1, 3}, 2);
    add_row_of(to, (uint32_t[]){0, 4}, 2);
    add_row_of(to, (uint32_t[]){3, 6}, 2);
    add_row_of(to, (uint32_t[]){0, 2, 4, 7}, 4);
    add_row_of(to, (uint32_t[]){1, 3, 5, 8}, 4);
    add_row_of(to, (uint32_t[]){4, 9}, 2);
    add_row_of(to, (uint32_t[]){2, 7}, 2);
    add_row_of(to, (uint32_t[]){3, 6, 8}, 3);
    add_row_of(to, (uint32_t[]){4, 7, 9}, 3);
    add_row_of(to, (uint32_t[]){5, 8}, 2);
}

static void statistic_by_hand(void **state)
{
    (void)state;
    struct tomt_local local;
    smith(&small);
    assert_true(tomt_local_moran(arena, &small.weights, SMITH, 99, 1, &ONE, &local, &err));
    /* Sum 10.22, sum of squares 207.12: mean 1.022, sum z^2 = 207.12 - 10.22^2 / 10 = 196.67516.
     * Place 0: z = 1.218, its neighbours' mean (3.10 - 5.15) / 2 - 1.022 = -2.047: 9 x 1.218 x
     * -2.047 / 196.67516. */
    near(local.statistic[0], 9 * 1.218 * -2.047 / 196.67516, 1e-12);
    /* Place 7: z = 7.998, (-5.15 + 5.54 - 2.09) / 3 - 1.022. */
    near(local.statistic[7], 9 * 7.998 * (-1.7 / 3 - 1.022) / 196.67516, 1e-12);
    /* esda, Moran_Local: lm.q of this example. */
    const uint8_t quadrant[] = {4, 4, 4, 2, 3, 3, 1, 4, 3, 3};
    assert_memory_equal(local.quadrant, quadrant, 10);
    /* The local statistics sum to (n - 1) times the global one of the standardised weights. */
    struct tomt_global global;
    double sum = 0;
    for (size_t i = 0; i < 10; i++)
        sum += local.statistic[i];
    standardise(&small);
    assert_true(tomt_moran(&small.weights, SMITH, &global, &err));
    near(sum, 9 * global.statistic, 1e-12);
}

/* esda/tests/test_moran.py, Moran_Local: EIc and VIc of desmith. Theirs is n z lag / sum z^2, ours
 * has n - 1. */
static void moments_of_smith(void **state)
{
    (void)state;
    const double mean[] = {-0.00838113, -0.0243949,  -0.07031778, -0.21520869, -0.16547163,
                           -0.00178435, -0.11531888, -0.36138555, -0.05471258, -0.09413562};
    const double spread[] = {0.03636013, 0.10412408, 0.28600769, 0.26389674, 0.21576683,
                             0.00779261, 0.44633942, 0.57696508, 0.12929777, 0.3730742};
    double expected[10], variance[10];
    smith(&small);
    assert_true(tomt_local_moran_moments(&small.weights, SMITH, expected, variance, &err));
    for (size_t i = 0; i < 10; i++) {
        near(expected[i] * 10 / 9, mean[i], 1e-8);
        near(variance[i] * 100 / 81, spread[i], 1e-8);
    }
}

static void typed_smith_is_the_file(void **state)
{
    (void)state;
    static struct small_weights typed;
    smith(&typed);
    if (!read_gal("desmith.gal", &small))
        skip();
    assert_int_equal(small.weights.n, 10);
    assert_memory_equal(small.start, typed.start, 11 * sizeof small.start[0]);
    assert_memory_equal(small.neighbour, typed.neighbour, 26 * sizeof small.neighbour[0]);
    char *at = strchr(strchr(reference_text("desmith.csv"), 'z'), '\n');
    for (size_t i = 0; i < 10; i++) {
        at = strchr(at, ',') + 1;
        assert_true(strtod(at, NULL) == SMITH[i]);
    }
}

/* All orders of 0 .. 5, one row each. */
static size_t all_orders(uint32_t *pick)
{
    uint32_t order[6] = {0, 1, 2, 3, 4, 5}, turn[6] = {0};
    size_t n = 0;
    memcpy(pick, order, sizeof order);
    for (uint32_t i = 1; i < 6;) { /* Heap's algorithm */
        if (turn[i] >= i) {
            turn[i++] = 0;
            continue;
        }
        uint32_t with = i % 2 ? turn[i] : 0, moved = order[with];
        order[with] = order[i];
        order[i] = moved;
        turn[i]++;
        i = 1;
        memcpy(pick + 6 * ++n, order, sizeof order);
    }
    return n + 1;
}

/* What the counts must be, straight from the definition: a row at a time, skipping the place,
 * comparing sums to 1e-9 of what they may be. */
static void count_plainly(const struct tomt_present *present, const struct tomt_picks *picks,
                          size_t i, uint32_t *at_least, uint32_t *at_most)
{
    const struct tomt_weights *w = &present->weights;
    size_t k = (size_t)(w->start[i + 1] - w->start[i]);
    long double here = 0, most = 0;
    for (size_t j = 0; j < k; j++) {
        long double weight = (long double)tomt_weight(w, w->start[i] + j);
        here += weight * (long double)present->z[w->neighbour[w->start[i] + j]];
        most += fabsl(weight);
    }
    for (size_t row = 0; row < picks->n_rows && k > 0; row++) {
        const uint32_t *pick = picks->pick + row * picks->width;
        long double sum = 0;
        for (size_t j = 0, taken = 0; taken < k; j++)
            if (pick[j] != i)
                sum += (long double)tomt_weight(w, w->start[i] + taken++) *
                       (long double)present->z[pick[j]];
        *at_least += sum >= here - 1e-9L * most;
        *at_most += sum <= here + 1e-9L * most;
    }
}

static void check_counts(const struct tomt_weights *weights, const double *value,
                         const struct tomt_picks *picks)
{
    struct tomt_present present;
    assert_true(tomt_present_make(arena, weights, value, false, &present, &err));
    uint32_t least[MOST_PLACES] = {0}, most[MOST_PLACES] = {0};
    for (size_t i = 0; i < weights->n; i++)
        count_plainly(&present, picks, i, &least[i], &most[i]);
    for (int level = -1; level <= 2; level++)
        for (unsigned threads = 1; threads <= 8; threads += 7) {
            struct tomt_crew crew = {.n_threads = threads};
            uint32_t at_least[MOST_PLACES] = {0}, at_most[MOST_PLACES] = {0};
            if (!tomt_local_kernel_at(level))
                continue;
            assert_true(tomt_local_counts(&present, picks, level, &crew, at_least, at_most, &err));
            assert_memory_equal(at_least, least, sizeof least);
            assert_memory_equal(at_most, most, sizeof most);
        }
}

/* With the table of all 720 orders of the six places, each order of a place's five others comes six
 * times: the counts are exactly six times those over all 5! orders of the others, found here
 * without any table. */
static void exhaustive_permutation(void **state)
{
    (void)state;
    static uint32_t pick[720 * 6 + 6];
    struct tomt_picks picks = {pick, all_orders(pick), 6};
    assert_int_equal(picks.n_rows, 720);
    static const double many[][6] = {{2, 3, 3.2, 5, 8, 7}, {0, 0, 0, 1, 1, 4}, {1, 1, 1, 1, 1, 9}};
    for (size_t v = 0; v < 3; v++)
        for (int uneven = 0; uneven < 2; uneven++) {
            const double *x = many[v];
            six_points(&small);
            for (size_t j = 0; uneven && j < 14; j++)
                small.weight[j] = (double)(1 + j * j % 5);
            small.weights.weight = uneven ? small.weight : NULL;
            struct tomt_present present;
            uint32_t at_least[6] = {0}, at_most[6] = {0};
            assert_true(tomt_present_make(arena, &small.weights, x, false, &present, &err));
            assert_true(tomt_local_counts(&present, &picks, -1, &ONE, at_least, at_most, &err));
            for (size_t i = 0; i < 6; i++) {
                uint32_t least = 0, most = 0;
                double here = 0;
                for (uint64_t j = small.start[i]; j < small.start[i + 1]; j++)
                    here += small.weight[j] * x[small.neighbour[j]];
                /* Place i first in its order: each order of the others once. */
                for (size_t row = 0; row < 720; row++) {
                    double sum = 0;
                    if (pick[6 * row] != i)
                        continue;
                    for (uint64_t j = small.start[i]; j < small.start[i + 1]; j++)
                        sum += small.weight[j] * x[pick[6 * row + 1 + j - small.start[i]]];
                    least += sum >= here - 1e-9;
                    most += sum <= here + 1e-9;
                }
                assert_true(least + most >= 120);
                assert_int_equal(at_least[i], 6 * least);
                assert_int_equal(at_most[i], 6 * most);
            }
            check_counts(&small.weights, x, &picks);
        }
}

/* Many random permutations come to what all orders give: within five standard deviations. */
static void random_permutations_converge(void **state)
{
    (void)state;
    enum { P = 99999 };
    static uint32_t pick[720 * 6 + 6];
    struct tomt_picks picks = {pick, all_orders(pick), 6};
    struct tomt_local local;
    struct tomt_present present;
    six_points(&small);
    uint32_t at_least[6] = {0}, at_most[6] = {0};
    assert_true(tomt_present_make(arena, &small.weights, SIX_VALUES, false, &present, &err));
    assert_true(tomt_local_counts(&present, &picks, -1, &ONE, at_least, at_most, &err));
    assert_true(tomt_local_moran(arena, &small.weights, SIX_VALUES, P, 7, &ONE, &local, &err));
    for (size_t i = 0; i < 6; i++) {
        double share = (at_least[i] < at_most[i] ? at_least[i] : at_most[i]) / 720.0;
        near(local.p[i], fmin(1, 2 * share), 2 * 5 * sqrt(share * (1 - share) / P) + 2.0 / P);
        assert_true(share > 0 && local.q[i] >= local.p[i]);
    }
}

static void deal(struct tomt_picks *picks, uint32_t *pick, size_t n, size_t n_rows, size_t width,
                 uint64_t seed)
{
    uint32_t order[MOST_PLACES];
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    for (size_t row = 0; row < n_rows; row++) {
        struct tomt_chance chance;
        tomt_chance_start(&chance, seed, row);
        tomt_chance_pick(&chance, order, n, pick + row * width, width);
    }
    *picks = (struct tomt_picks){pick, n_rows, width};
}

/* Rows of many lengths, even and uneven, whole values with many ties and decimal ones. */
static void counts_equal_plain_ones(void **state)
{
    (void)state;
    enum { N = 90, WIDTH = 12 };
    static uint32_t pick[1000 * WIDTH];
    double value[N];
    for (int turn = 0; turn < 12; turn++) {
        struct tomt_picks picks;
        begin(&small);
        for (uint32_t i = 0; i < N; i++) {
            uint32_t row[WIDTH];
            size_t k = 0, wanted = i % WIDTH; /* 0: an island */
            for (uint32_t j = 0; j < N && k < wanted; j++)
                if (j != i && uniform() < 0.3)
                    row[k++] = j;
            add_row_of(&small, row, k);
            value[i] = turn % 3 == 0   ? floor(4 * uniform())
                       : turn % 3 == 1 ? floor(10 * uniform()) / 10
                                       : 1e6 * uniform() * uniform();
        }
        for (size_t i = 0; i < N && turn % 2; i++) /* every other row stays even */
            for (uint64_t j = small.start[i]; j < small.start[i + 1]; j++)
                small.weight[j] = i % 2 ? 0.25 : ceil(4 * uniform());
        small.weights.weight = turn % 2 ? small.weight : NULL;
        const size_t n_rows[] = {1, 31, 32, 33, 999, 500};
        deal(&picks, pick, N, n_rows[turn % 6], WIDTH, (uint64_t)turn);
        check_counts(&small.weights, value, &picks);
    }
}

/* So many picks that they are worked on in pieces: one long row, many short ones. */
static void pieces_change_nothing(void **state)
{
    (void)state;
    enum { N = MOST_PLACES, P = 5000 };
    double value[N];
    uint32_t row[N];
    struct tomt_picks picks;
    struct tomt_local local;
    begin(&small);
    for (uint32_t i = 0; i < N; i++) {
        size_t k = 0;
        for (uint32_t j = 0; j < N; j++)
            if (j != i && (i == 3 || (j > i && j < i + 5)))
                row[k++] = j;
        add_row_of(&small, row, k);
        value[i] = floor(20 * uniform());
    }
    uint32_t *pick = tomt_arena_block(arena, NULL, (size_t)P * N * sizeof *pick, &err);
    assert_non_null(pick);
    deal(&picks, pick, N, P, N, 11);
    assert_true(tomt_local_moran(arena, &small.weights, value, P, 11, &ONE, &local, &err));
    struct tomt_present present;
    assert_true(tomt_present_make(arena, &small.weights, value, false, &present, &err));
    for (size_t i = 0; i + 1 < N; i++) {
        uint32_t least = 0, most = 0;
        if (i == 3)
            continue;
        count_plainly(&present, &picks, i, &least, &most);
        double fewer = least < most ? least : most;
        assert_true(local.p[i] == fmin(1, 2 * (fewer + 1) / (P + 1)));
    }
    assert_true(local.p[3] == 1);       /* all others, in any order, are all others */
    assert_true(isnan(local.p[N - 1])); /* no neighbours */
}

static void threads_and_seeds(void **state)
{
    (void)state;
    enum { N = 300 };
    static double value[N];
    lattice(&small, 20, 15);
    for (size_t j = 0; j < MOST_PAIRS; j++)
        small.weight[j] = 0.5 + uniform();
    for (size_t i = 0; i < N; i++)
        value[i] = floor(100 * uniform() * uniform());
    for (int uneven = 0; uneven < 2; uneven++) {
        small.weights.weight = uneven ? small.weight : NULL;
        struct tomt_local first = {0}, local;
        const unsigned n_threads[] = {1, 3, 8};
        for (size_t i = 0; i < 3; i++) {
            struct tomt_crew crew = {.n_threads = n_threads[i]};
            assert_true(
                tomt_local_moran(arena, &small.weights, value, 999, 5, &crew, &local, &err));
            first = i == 0 ? local : first;
            assert_memory_equal(local.statistic, first.statistic, N * sizeof(double));
            assert_memory_equal(local.p, first.p, N * sizeof(double));
            assert_memory_equal(local.q, first.q, N * sizeof(double));
            assert_memory_equal(local.quadrant, first.quadrant, N);
        }
        assert_true(tomt_local_moran(arena, &small.weights, value, 999, 6, &ONE, &local, &err));
        assert_memory_equal(local.statistic, first.statistic, N * sizeof(double));
        assert_memory_not_equal(local.p, first.p, N * sizeof(double));
        size_t n_low = 0; /* no pattern: about one in twenty is below 0.05 */
        for (size_t i = 0; i < N; i++)
            n_low += first.p[i] <= 0.05;
        assert_true(n_low < 40);
    }
}

/* A place at the mean has 0 in every permutation; a hot block on a cold plain is found. */
static void what_it_says(void **state)
{
    (void)state;
    double value[100];
    struct tomt_local local;
    lattice(&small, 10, 10);
    for (size_t i = 0; i < 100; i++)
        value[i] = i % 10 < 3 && i / 10 < 3 ? 10 + (double)(i % 3) : (double)(i * 7 % 5) / 10;
    assert_true(tomt_local_moran(arena, &small.weights, value, 9999, 1, &ONE, &local, &err));
    assert_true(local.quadrant[11] == 1 && local.p[11] < 0.001 && local.q[11] < 0.05);
    assert_true(local.quadrant[77] == 3 && local.p[77] > 0.05);
    six_points(&small);
    const double balanced[] = {1, 2, 3, 3, 4, 5};
    assert_true(tomt_local_moran(arena, &small.weights, balanced, 999, 1, &ONE, &local, &err));
    assert_true(local.p[2] == 1 && local.statistic[2] == 0);
}

static void what_is_not_there(void **state)
{
    (void)state;
    struct tomt_local local;
    double expected[9], variance[9];
    begin(&small);
    assert_true(tomt_local_moran(arena, &small.weights, NULL, 99, 1, &ONE, &local, &err));
    assert_true(tomt_local_moran_moments(&small.weights, NULL, NULL, NULL, &err));
    add_row_of(&small, NULL, 0);
    assert_true(tomt_local_moran(arena, &small.weights, (double[]){4}, 99, 1, &ONE, &local, &err));
    assert_true(isnan(local.statistic[0]) && isnan(local.p[0]) && isnan(local.q[0]));
    assert_true(local.quadrant[0] == 0);
    begin(&small);
    add_row_of(&small, (uint32_t[]){1}, 1);
    add_row_of(&small, (uint32_t[]){0}, 1);
    assert_true(
        tomt_local_moran(arena, &small.weights, (double[]){4, 6}, 99, 1, &ONE, &local, &err));
    /* (n - 1) z z / sum z^2 = 1 x -1 / 2; the one other place is always the neighbour. */
    assert_true(local.statistic[0] == -0.5 && local.p[0] == 1 && local.quadrant[0] == 2);
    assert_true(
        tomt_local_moran(arena, &small.weights, (double[]){4, 6}, 0, 1, &ONE, &local, &err));
    assert_true(local.p[1] == 1);
    assert_true(
        tomt_local_moran(arena, &small.weights, (double[]){0.1, 0.1}, 99, 1, &ONE, &local, &err));
    assert_true(isnan(local.statistic[1]) && isnan(local.p[1]) && local.quadrant[1] == 0);
    assert_false(tomt_local_moran(arena, &small.weights, (double[]){1, -INFINITY}, 99, 1, &ONE,
                                  &local, &err));
    assert_int_equal(err.code, TOMT_DATA);
    tomt_error_clear(&err);
    /* Without a value in the middle, each of its neighbours has two others less. */
    lattice(&small, 3, 3);
    const double gap[] = {1, 2, 3, 4, NAN, 6, 7, 8, 9};
    assert_true(tomt_local_moran(arena, &small.weights, gap, 99, 1, &ONE, &local, &err));
    assert_true(isnan(local.statistic[4]) && isnan(local.q[4]) && local.quadrant[4] == 0);
    /* Place 1: z = 2 - 5 = -3, neighbours 0 and 2 -4 and -2, sum z^2 = 60, n = 8. */
    near(local.statistic[1], 7 * -3.0 * -3 / 60, 1e-12);
    assert_true(tomt_local_moran_moments(&small.weights, gap, expected, variance, &err));
    assert_true(isnan(expected[4]) && !isnan(variance[1]));
    near(expected[1], 7 * -3.0 * (3.0 / 7) / 60, 1e-12);
}

static void no_memory(void **state)
{
    (void)state;
    smith(&small);
    for (size_t j = 0; j < 26; j++)
        small.weight[j] = (double)(1 + j % 3);
    small.weights.weight = small.weight;
    size_t n_failed = 0;
    for (uint64_t turn = 1; turn < 60; turn++) {
        struct tomt_error failed = {0};
        struct tomt_local local;
        struct tomt_arena *own = tomt_arena_new(&failed);
        tomt_allocation_fail_at(turn);
        bool done = tomt_local_moran(own, &small.weights, SMITH, 99, 1, &ONE, &local, &failed);
        tomt_allocation_fail_at(0);
        assert_true(done ? failed.code == TOMT_OK : failed.code == TOMT_MEMORY);
        n_failed += !done;
        tomt_arena_free(own);
    }
    assert_true(n_failed > 10 && n_failed < 59);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(statistic_by_hand, set_up, tear_down),
        cmocka_unit_test_setup_teardown(moments_of_smith, set_up, tear_down),
        cmocka_unit_test_setup_teardown(typed_smith_is_the_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(exhaustive_permutation, set_up, tear_down),
        cmocka_unit_test_setup_teardown(random_permutations_converge, set_up, tear_down),
        cmocka_unit_test_setup_teardown(counts_equal_plain_ones, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pieces_change_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(threads_and_seeds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_it_says, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
