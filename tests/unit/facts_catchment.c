/* facts_catchment: grid sums and evidence against brute force over every point; nothing but what is
 * within the radius matters. */
#include "facts/catchment.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

/* More than TOMT_CATCHMENT_TOP, so that both ways of finding the evidence are walked. */
enum { N = 6000, N_SITES = 200, WIDTH = 5 };
static double x[N + 1], y[N + 1], weight[N + 1];

static double uniform(void)
{
    static uint64_t z = 99;
    z = z * 6364136223846793005u + 1442695040888963407u;
    return (double)(z >> 11) * 0x1p-53;
}

/* A dense knot, a thin spread, many at shared places, weights with ties. */
static void fill(void)
{
    for (uint32_t i = 0; i < N; i++) {
        double spread = i % 3 ? 400 : 4000;
        x[i] = 569000 + spread * (uniform() - 0.5);
        y[i] = 6622000 + spread * (uniform() - 0.5);
        if (i % 4 == 1 && i > 4)
            x[i] = x[i - 2], y[i] = y[i - 2];
        weight[i] = 0.5 + floor(40 * uniform() * uniform()) / 2;
    }
}

static struct tomt_catchment *make(struct tomt_arena *arena, size_t n, const double *px,
                                   const double *py, const double *pw,
                                   const struct tomt_decay_terms *terms, bool evidence)
{
    struct tomt_error err = {0};
    struct tomt_places *places = tomt_places_new(arena, px, py, n, terms->radius_m / 32, &err);
    assert_non_null(places);
    struct tomt_catchment *catchment = tomt_catchment_new(arena, places, pw, terms, evidence, &err);
    assert_non_null(catchment);
    return catchment;
}

static double decay_of(int decay, double d, double r)
{
    return d > r        ? 0
           : decay == 0 ? 1
           : decay == 1 ? 1 - d / r
           : decay == 2 ? exp(-0.004 * d)
           : decay == 3 ? exp(-0.5 * (d / 250) * (d / 250))
                        : pow(fmax(d / 1000, 0.1), -1.8);
}

static const double parameter[] = {0, 0, 0.004, 250, 1.8};

static void check_place(const struct tomt_catchment *catchment, struct tomt_catchment_walk *walk,
                        int decay, double r, double sx, double sy)
{
    struct tomt_error err = {0};
    uint64_t n_pairs = 0;
    double naive = 0, n_within = 0, sum = tomt_catchment_sum(catchment, sx, sy, &n_pairs);
    struct tomt_bests bests = {.width = WIDTH}, brute = {.width = WIDTH};
    for (uint32_t i = 0; i < N; i++) {
        double dx = x[i] - sx, dy = y[i] - sy, d = sqrt(dx * dx + dy * dy);
        if (!(dx * dx + dy * dy <= r * r))
            continue;
        n_within++;
        naive += weight[i] * decay_of(decay, d, r);
        double amount = weight[i] * tomt_decay_at(&catchment->terms, dx * dx + dy * dy);
        if (amount > 0)
            tomt_bests_add(&brute, (struct tomt_best){amount, d, i});
    }
    if (decay == TOMT_DECAY_STEP)
        assert_true(sum == naive);
    /* Each term is rounded to a multiple of 2^-32, or of 2^-40. */
    assert_true(fabs(sum - naive) <= 0x1p-33 * n_within + 1e-12 * naive);
    assert_true(tomt_catchment_best(catchment, sx, sy, walk, &bests, &err));
    assert_int_equal(bests.n, brute.n);
    for (size_t i = 0; i < bests.n; i++) {
        assert_int_equal(bests.best[i].item, brute.best[i].item);
        assert_true(bests.best[i].amount == brute.best[i].amount);
    }
}

static void sums_and_evidence_are_those_of_brute_force(void **state)
{
    (void)state;
    fill();
    struct tomt_error err = {0};
    struct tomt_catchment_walk walk = {0};
    const double radius[] = {1, 60, 333.3, 1500, 9000};
    for (int decay = 0; decay < 5; decay++)
        for (size_t r = 0; r < sizeof radius / sizeof *radius; r++) {
            struct tomt_arena *arena = tomt_arena_new(&err);
            struct tomt_decay_terms terms =
                tomt_decay_terms((enum tomt_decay)decay, radius[r], parameter[decay]);
            struct tomt_catchment *catchment = make(arena, N, x, y, weight, &terms, true);
            assert_non_null(catchment);
            for (int s = 0; s < N_SITES; s++)
                check_place(catchment, &walk, decay, radius[r], 569000 + 5000 * (uniform() - 0.5),
                            6622000 + 5000 * (uniform() - 0.5));
            check_place(catchment, &walk, decay, radius[r], x[7], y[7]); /* on a point */
            check_place(catchment, &walk, decay, radius[r], 1e6, 7e6);   /* far away */
            tomt_arena_free(arena);
        }
    tomt_catchment_walk_free(&walk);
}

/* Equal weights are the hard case of the walk: every square could hold the next best. */
static void evidence_of_equals_is_the_nearest(void **state)
{
    (void)state;
    fill();
    for (size_t i = 0; i < N; i++)
        weight[i] = 1;
    struct tomt_error err = {0};
    struct tomt_catchment_walk walk = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_decay_terms terms = tomt_decay_terms(TOMT_DECAY_STEP, 700, 0);
    struct tomt_catchment *catchment = make(arena, N, x, y, weight, &terms, true);
    for (int s = 0; s < N_SITES; s++)
        check_place(catchment, &walk, 0, 700, 569000 + 3000 * (uniform() - 0.5),
                    6622000 + 3000 * (uniform() - 0.5));
    tomt_arena_free(arena);
    tomt_catchment_walk_free(&walk);
}

static void only_what_is_within_the_radius_matters(void **state)
{
    (void)state;
    fill();
    struct tomt_error err = {0};
    for (int decay = 0; decay < 5; decay++) {
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_decay_terms terms =
            tomt_decay_terms((enum tomt_decay)decay, 500, parameter[decay]);
        struct tomt_catchment *near = make(arena, N, x, y, weight, &terms, false);
        /* One more point, 40 km away, moves every cell of the grid; the order is turned round. */
        static double rx[N + 1], ry[N + 1], rw[N + 1];
        for (uint32_t i = 0; i < N; i++)
            rx[i] = x[N - 1 - i], ry[i] = y[N - 1 - i], rw[i] = weight[N - 1 - i];
        rx[N] = 529000.77, ry[N] = 6600000.13, rw[N] = 12.3;
        struct tomt_catchment *far = make(arena, N + 1, rx, ry, rw, &terms, false);
        uint64_t n_pairs = 0;
        for (int s = 0; s < N_SITES; s++) {
            double sx = 569000 + 3000 * (uniform() - 0.5), sy = 6622000 + 3000 * (uniform() - 0.5);
            assert_true(tomt_catchment_sum(near, sx, sy, &n_pairs) ==
                        tomt_catchment_sum(far, sx, sy, &n_pairs));
        }
        tomt_arena_free(arena);
    }
}

static void nothing_sums_to_nothing(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_decay_terms terms = tomt_decay_terms(TOMT_DECAY_STEP, 500, 0);
    uint64_t n_pairs = 0;
    struct tomt_catchment *catchment = make(arena, 0, x, y, weight, &terms, true);
    assert_true(tomt_catchment_sum(catchment, 0, 0, &n_pairs) == 0);
    /* Two at one place are one point. */
    double px[] = {10, 10, 20}, py[] = {5, 5, 5}, pw[] = {2, 3.5, 1};
    catchment = make(arena, 3, px, py, pw, &terms, true);
    assert_int_equal(catchment->n_points, 2);
    assert_true(tomt_catchment_sum(catchment, 0, 0, &n_pairs) == 6.5);
    tomt_arena_free(arena);
}

/* What weighs nothing is not there: the same points with some left out, on the same places. */
static void weightless_items_are_left_out(void **state)
{
    (void)state;
    fill();
    struct tomt_error err = {0};
    struct tomt_catchment_walk walk = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    for (size_t i = 0; i < N; i++)
        if (i % 7)
            weight[i] = 0;
    struct tomt_decay_terms terms = tomt_decay_terms(TOMT_DECAY_LINEAR, 900, 0);
    struct tomt_catchment *catchment = make(arena, N, x, y, weight, &terms, true);
    assert_true(catchment->n_points <= N / 7 + 1);
    for (int s = 0; s < N_SITES; s++)
        check_place(catchment, &walk, 1, 900, 569000 + 3000 * (uniform() - 0.5),
                    6622000 + 3000 * (uniform() - 0.5));
    tomt_arena_free(arena);
    tomt_catchment_walk_free(&walk);
}

int main(void)
{
    _Static_assert(N > TOMT_CATCHMENT_TOP, "the list of the heaviest must not hold all");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_and_evidence_are_those_of_brute_force),
        cmocka_unit_test(evidence_of_equals_is_the_nearest),
        cmocka_unit_test(only_what_is_within_the_radius_matters),
        cmocka_unit_test(weightless_items_are_left_out),
        cmocka_unit_test(nothing_sums_to_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
