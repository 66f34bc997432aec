/* robust_agreement: Kendall's tau-b and the Pareto front, against their definitions, pair by pair,
 * and hand calculations. */
#include "robust/agreement.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static uint64_t seed = 1;

static uint64_t any_number(void)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return seed >> 33;
}

static double any_share(void)
{
    return (double)any_number() / 0x1p31;
}

static double tau_of(const double *a, const double *b, size_t n)
{
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    double tau = 77;
    assert_true(tomt_kendall_tau(a, b, n, arena, &tau, &err));
    tomt_arena_free(arena);
    return tau;
}

/* (with - against) / sqrt((all - ties in a) (all - ties in b)) */
static double tau_by_pairs(const double *a, const double *b, size_t n)
{
    double sum = 0, n_a = 0, n_b = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) {
            if (isnan(a[i]) || isnan(a[j]) || isnan(b[i]) || isnan(b[j]))
                continue;
            double of_a = (a[i] > a[j]) - (a[i] < a[j]), of_b = (b[i] > b[j]) - (b[i] < b[j]);
            sum += of_a * of_b;
            n_a += of_a * of_a;
            n_b += of_b * of_b;
        }
    return n_a > 0 && n_b > 0 ? sum / sqrt(n_a * n_b) : NAN;
}

static void same(double found, double expected)
{
    if (isnan(expected) ? !isnan(found) : found != expected)
        fail_msg("%.17g, not %.17g", found, expected);
}

static void tau_by_hand(void **state)
{
    (void)state;
    same(tau_of((double[]){1, 2, 3}, (double[]){1, 3, 2}, 3), 1.0 / 3); /* 2 with, 1 against */
    same(tau_of((double[]){1, 2, 3, 4}, (double[]){9, 7, 5, -3}, 4), -1);
    /* 1 2 2 3 and 1 2 3 3: 6 pairs, 4 with, none against, one tie in each: 4 / sqrt(5 * 5) */
    same(tau_of((double[]){1, 2, 2, 3}, (double[]){1, 2, 3, 3}, 4), 0.8);
    same(tau_of((double[]){1, NAN, 2, 5}, (double[]){4, 9, 6, NAN}, 4), 1);
    same(tau_of((double[]){0.0, -0.0, 1}, (double[]){1, 1, 2}, 3), 1);
    same(tau_of((double[]){-INFINITY, 0, INFINITY}, (double[]){1, 2, 3}, 3), 1);
    same(tau_of(NULL, NULL, 0), NAN);
    same(tau_of((double[]){1}, (double[]){1}, 1), NAN);
    same(tau_of((double[]){1, 1}, (double[]){1, 2}, 2), NAN);
    same(tau_of((double[]){1, NAN}, (double[]){1, 2}, 2), NAN);
}

static void tau_is_its_definition(void **state)
{
    (void)state;
    enum { MOST = 400 };
    double a[MOST], b[MOST];
    for (int turn = 0; turn < 300; turn++) {
        size_t n = (size_t)(any_number() % MOST);
        uint64_t levels = 1 + any_number() % (turn % 3 ? 6 : 100000);
        for (size_t i = 0; i < n; i++) {
            a[i] = (double)(any_number() % levels);
            b[i] = any_number() % 3 ? a[i] : (double)(any_number() % levels);
            if (turn % 5 == 0 && any_number() % 10 == 0)
                a[i] = NAN;
            if (turn % 5 == 0 && any_number() % 10 == 0)
                b[i] = NAN;
        }
        double tau = tau_of(a, b, n);
        same(tau, tau_by_pairs(a, b, n)); /* counts are whole numbers: no tolerance */
        same(tau_of(b, a, n), tau);
        for (size_t i = 0; i < n; i++)
            b[i] = -b[i];
        same(tau_of(a, b, n), -tau);
    }
}

/* 100,000 sites have 5 * 10^9 pairs, more than 32 bits hold. */
static void tau_of_many(void **state)
{
    (void)state;
    enum { N = 100000 };
    double *a = malloc(N * sizeof *a), *b = malloc(N * sizeof *b);
    assert_true(a && b);
    for (size_t i = 0; i < N; i++)
        a[i] = (double)(i * 7919 % N); /* 7919 and N share no factor: all differ */
    same(tau_of(a, a, N), 1);
    for (size_t i = 0; i < N; i++)
        b[i] = -floor(a[i] / 2); /* ties of two: 50,000 of all pairs */
    double all = (double)N * (N - 1) / 2;
    same(tau_of(a, b, N), -(all - N / 2) / sqrt(all * (all - N / 2)));
    free(a);
    free(b);
}

enum { MOST_CRITERIA = 14 };
struct sites {
    double *value[MOST_CRITERIA];
    size_t n_criteria, n;
};

static void new_sites(struct sites *sites, size_t n_criteria, size_t n)
{
    sites->n_criteria = n_criteria;
    sites->n = n;
    for (size_t c = 0; c < n_criteria; c++) {
        sites->value[c] = malloc((n ? n : 1) * sizeof(double));
        assert_non_null(sites->value[c]);
    }
}

static void free_sites(struct sites *sites)
{
    for (size_t c = 0; c < sites->n_criteria; c++)
        free(sites->value[c]);
}

static void front_of(const struct sites *sites, unsigned n_threads, size_t *dominated_by)
{
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_crew crew = {n_threads, NULL, NULL};
    if (!tomt_pareto(arena, (const double *const *)sites->value, sites->n_criteria, sites->n, &crew,
                     dominated_by, &err))
        fail_msg("%s", err.text);
    tomt_arena_free(arena);
}

static bool beats(const struct sites *sites, size_t a, size_t b)
{
    bool better = false;
    for (size_t c = 0; c < sites->n_criteria; c++) {
        if (!(sites->value[c][a] >= sites->value[c][b]))
            return false;
        better = better || sites->value[c][a] > sites->value[c][b];
    }
    return better;
}

/* Values are multiples of 2^-31 here, so that plain sums are exact. */
static double sum_of(const struct sites *sites, size_t site)
{
    double sum = 0;
    for (size_t c = 0; c < sites->n_criteria; c++)
        sum += sites->value[c][site];
    return sum;
}

/* Of all sites that beat this one, that of the largest sum, then the smallest number. */
static size_t first_by_pairs(const struct sites *sites, size_t site)
{
    size_t first = SIZE_MAX;
    for (size_t other = 0; other < sites->n; other++)
        if (beats(sites, other, site) &&
            (first == SIZE_MAX || sum_of(sites, other) > sum_of(sites, first)))
            first = other;
    return first;
}

static void front_by_hand(void **state)
{
    (void)state;
    double rail[] = {0.9, 0.5, 0.9, 0.1, NAN, 0.5, 0.5},
           room[] = {0.1, 0.5, 0.2, 0.9, NAN, 0.5, 0.4};
    struct sites sites = {{rail, room}, 2, 7};
    size_t by[7];
    front_of(&sites, 1, by);
    static const size_t expected[] = {2, SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX, 1};
    assert_memory_equal(by, expected,
                        sizeof by); /* 1 and 5 are the same: neither beats the other */
    sites.n_criteria = 1;
    front_of(&sites, 1, by);
    static const size_t by_rail[] = {SIZE_MAX, 0, SIZE_MAX, 0, SIZE_MAX, 0, 0};
    assert_memory_equal(by, by_rail, sizeof by);
    sites.n_criteria = 0;
    front_of(&sites, 1, by);
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(by[i], SIZE_MAX);
    sites = (struct sites){{rail, room}, 2, 0};
    front_of(&sites, 1, NULL);
    sites.n = 1;
    front_of(&sites, 4, by);
    assert_int_equal(by[0], SIZE_MAX);
}

/* A difference that the rounding of sums swallows: still dominated, and the chain's end is named.
 */
static void the_smallest_difference_counts(void **state)
{
    (void)state;
    double a[] = {0.5, nextafter(0.5, 1), 0.5}, b[] = {0.25, 0.25, nextafter(0.25, 1)};
    struct sites sites = {{a, b}, 2, 3};
    size_t by[3];
    front_of(&sites, 1, by);
    assert_int_equal(by[0], 1);
    assert_int_equal(by[1], SIZE_MAX);
    assert_int_equal(by[2], SIZE_MAX);
}

/* Behind so many sites of larger sums that beat nobody, one that the next beats by a last bit
 * (their sums tie: 2047 put them at either side of a tile's end), and one that both beat: named is
 * the one of the lower number. */
static void a_dominator_may_lie_far_down(void **state)
{
    (void)state;
    static const size_t ahead[] = {2046, 2047, 2048, 5000, 10000};
    for (size_t i = 0; i < sizeof ahead / sizeof *ahead; i++) {
        struct sites sites;
        size_t n = ahead[i], *by = malloc((n + 3) * sizeof *by);
        assert_non_null(by);
        new_sites(&sites, 3, n + 3);
        for (size_t s = 0; s < n; s++) {
            sites.value[0][s] = 0.5 + (double)s / 0x1p15;
            sites.value[1][s] = 1.5 - sites.value[0][s];
            sites.value[2][s] = 0;
        }
        for (size_t c = 0; c < 3; c++) {
            sites.value[c][n] = 0.2;
            sites.value[c][n + 1] = c == 2 ? nextafter(0.2, 1) : 0.2;
            sites.value[c][n + 2] = 0.1;
        }
        front_of(&sites, 2, by);
        for (size_t s = 0; s < n; s++)
            assert_int_equal(by[s], SIZE_MAX);
        assert_int_equal(by[n], n + 1);
        assert_int_equal(by[n + 1], SIZE_MAX);
        assert_int_equal(by[n + 2], n);
        free(by);
        free_sites(&sites);
    }
}

static void front_is_its_definition(void **state)
{
    (void)state;
    for (int turn = 0; turn < 120; turn++) {
        struct sites sites;
        size_t n = turn < 100 ? (size_t)(any_number() % 300) : 4000 + (size_t)(any_number() % 1500);
        new_sites(&sites, 1 + (size_t)(any_number() % MOST_CRITERIA), n);
        uint64_t levels = turn % 4 == 0 ? 2 + any_number() % 5 : 1u << 31;
        for (size_t s = 0; s < n; s++) {
            double common = any_share();
            for (size_t c = 0; c < sites.n_criteria; c++) {
                double own = turn % 3 == 0             ? (common + any_share()) / 2
                             : turn % 3 == 1 && c == 0 ? 1 - common
                             : turn % 3 == 1 && c == 1 ? common
                                                       : any_share();
                sites.value[c][s] = floor(own * (double)levels) / (double)levels;
            }
            for (size_t c = 0; c < sites.n_criteria && turn % 5 == 0 && s % 17 == 3; c++)
                sites.value[c][s] = NAN;
            for (size_t c = 0; c < sites.n_criteria && turn % 7 == 0 && s > 9; c++)
                if (any_number() % 4)
                    sites.value[c][s] = sites.value[c][s - 9]; /* copies, and what is nearly one */
        }
        size_t *by = malloc((n + 1) * sizeof *by), *again = malloc((n + 1) * sizeof *again);
        assert_true(by && again);
        front_of(&sites, 1, by);
        front_of(&sites, 3, again);
        assert_memory_equal(by, again, n * sizeof *by);
        struct sites turned = sites; /* criteria the other way round */
        for (size_t c = 0; c < sites.n_criteria; c++)
            turned.value[c] = sites.value[sites.n_criteria - 1 - c];
        front_of(&turned, 2, again);
        assert_memory_equal(by, again, n * sizeof *by);
        for (size_t s = 0; s < n; s += turn < 100 ? 1 : 7)
            if (levels <
                10) { /* sums of sevenths round: any site that beats it, of as large a sum */
                size_t expected = first_by_pairs(&sites, s);
                assert_true((by[s] == SIZE_MAX) == (expected == SIZE_MAX));
                assert_true(by[s] == SIZE_MAX || beats(&sites, by[s], s));
            } else {
                assert_int_equal(by[s], first_by_pairs(&sites, s));
            }
        free(by);
        free(again);
        free_sites(&sites);
    }
}

/* 100,000 times the same site, and 100,000 of a line where nobody beats another: no pair by pair.
 */
static void many_that_are_alike_or_on_the_front(void **state)
{
    (void)state;
    enum { N = 100000 };
    struct sites sites;
    new_sites(&sites, 2, N);
    size_t *by = malloc(N * sizeof *by);
    assert_non_null(by);
    for (int turn = 0; turn < 2; turn++) {
        for (size_t s = 0; s < N; s++) {
            double along = turn ? (double)(s * 7919 % N) / 0x1p17 : 0.5;
            sites.value[0][s] = along;
            sites.value[1][s] = 1 - along;
        }
        front_of(&sites, 2, by);
        for (size_t s = 0; s < N; s++)
            assert_int_equal(by[s], SIZE_MAX);
        sites.value[0][N - 1] = sites.value[1][N - 1] = 1;
        front_of(&sites, 2, by);
        for (size_t s = 0; s < N - 1; s++)
            assert_int_equal(by[s], N - 1);
    }
    free(by);
    free_sites(&sites);
}

static void memory_may_fail_and_work_may_stop(void **state)
{
    (void)state;
    double a[] = {0.1, 0.2, 0.3}, b[] = {0.3, 0.2, 0.3};
    const double *value[] = {a, b};
    size_t by[3];
    double tau;
    struct tomt_error err = {0};
    struct tomt_crew crew = {2, NULL, NULL};
    for (uint64_t at = 1;; at++) {
        struct tomt_error failed = {0};
        struct tomt_arena *arena = tomt_arena_new(&err);
        tomt_allocation_fail_at(at);
        bool done = tomt_pareto(arena, value, 2, 3, &crew, by, &failed) &&
                    tomt_kendall_tau(a, b, 3, arena, &tau, &failed);
        tomt_allocation_fail_at(0);
        tomt_arena_free(arena);
        if (done)
            break;
        assert_int_equal(failed.code, TOMT_MEMORY);
    }
    const volatile int stop = 1;
    crew.cancel = &stop;
    struct tomt_arena *arena = tomt_arena_new(&err);
    assert_false(tomt_pareto(arena, value, 2, 3, &crew, by, &err));
    assert_int_equal(err.code, TOMT_CANCELLED);
    tomt_arena_free(arena);
}

/* TOMT_TEST_LARGE=1 prints how long 100,000 sites with 12 criteria take; it judges nothing. */
static void how_long(void **state)
{
    (void)state;
    if (!getenv("TOMT_TEST_LARGE"))
        skip();
    enum { N = 100000, C = 12 };
    struct sites sites;
    new_sites(&sites, C, N);
    size_t *by = malloc(N * sizeof *by);
    assert_non_null(by);
    for (int kind = 0; kind < 3; kind++) {
        for (size_t s = 0; s < N; s++) {
            double common = any_share();
            for (size_t c = 0; c < C; c++) /* independent; half in common; against each other, so
                                              that all are on the front */
                sites.value[c][s] = kind == 0   ? any_share()
                                    : kind == 1 ? (common + any_share()) / 2
                                    : c % 2     ? 1 - sites.value[c - 1][s]
                                                : any_share();
        }
        for (unsigned n_threads = 1; n_threads <= 2; n_threads++) {
            struct timespec begin, end;
            clock_gettime(CLOCK_MONOTONIC, &begin);
            front_of(&sites, n_threads, by);
            clock_gettime(CLOCK_MONOTONIC, &end);
            size_t n_front = 0;
            for (size_t s = 0; s < N; s++)
                n_front += by[s] == SIZE_MAX ? 1 : 0;
            print_message(
                "kind %d, %u threads: %zu on the front, %.3f s\n", kind, n_threads, n_front,
                (double)(end.tv_sec - begin.tv_sec) + 1e-9 * (double)(end.tv_nsec - begin.tv_nsec));
        }
    }
    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    double tau = tau_of(sites.value[0], sites.value[2], N);
    clock_gettime(CLOCK_MONOTONIC, &end);
    print_message("tau %.4f: %.3f s\n", tau,
                  (double)(end.tv_sec - begin.tv_sec) +
                      1e-9 * (double)(end.tv_nsec - begin.tv_nsec));
    free(by);
    free_sites(&sites);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tau_by_hand),
        cmocka_unit_test(tau_is_its_definition),
        cmocka_unit_test(tau_of_many),
        cmocka_unit_test(front_by_hand),
        cmocka_unit_test(the_smallest_difference_counts),
        cmocka_unit_test(a_dominator_may_lie_far_down),
        cmocka_unit_test(front_is_its_definition),
        cmocka_unit_test(many_that_are_alike_or_on_the_front),
        cmocka_unit_test(memory_may_fail_and_work_may_stop),
        cmocka_unit_test(how_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
