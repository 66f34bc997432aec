/* Kernel and effective density, co-location, Duranton-Overman: by hand, by a plain sum over all
 * pairs, and by what must hold on the average. */
#include "economy/clusters.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const struct tomt_crew ALONE = {1, NULL, NULL}, THREE = {3, NULL, NULL},
                              EIGHT = {8, NULL, NULL};
static const double PI = 3.14159265358979323846;
static uint64_t state;

static double uniform(void) /* splitmix64 */
{
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static void same_number(double a, double b, double tolerance)
{
    if (!(fabs(a - b) <= tolerance))
        fail_msg("%.17g, not %.17g", a, b);
}

/* One point of weight 2 in the middle of a cell, h = 100 m = 0.1 km, cells of 50 m: 2 * 3 / (pi
 * 0.01) = 190.9859 there; 50 m off (1 - 0.25)^2 of it; 50 and 50 m off (1 - 0.5)^2; at 100 m
 * nothing. */
static void kernel_density_by_hand(void **unused)
{
    (void)unused;
    struct tomt_error err = {0};
    double x = 560125, y = 6620125, weight = 2, out[25], peak = 6 / (PI * 0.01);
    assert_true(
        tomt_kernel_density(&x, &y, &weight, 1, 560000, 6620250, 50, 5, 5, 100, &ALONE, out, &err));
    for (int row = 0; row < 5; row++)
        for (int column = 0; column < 5; column++) {
            int steps = (row - 2) * (row - 2) + (column - 2) * (column - 2);
            double left = steps < 4 ? 1 - steps / 4.0 : 0;
            same_number(out[row * 5 + column], peak * left * left, 1e-9);
        }
    y = 6620175; /* north is up: row 1 */
    assert_true(
        tomt_kernel_density(&x, &y, &weight, 1, 560000, 6620250, 50, 5, 5, 100, &ALONE, out, &err));
    same_number(out[7], peak, 1e-9);
}

enum { N_POINTS = 400, N_CELLS = 300 };

struct points {
    double x[N_POINTS], y[N_POINTS], weight[N_POINTS];
};

static void scatter(struct points *points, double from, double width)
{
    for (size_t i = 0; i < N_POINTS; i++) {
        points->x[i] = i % 10 == 9 ? points->x[i - 1] : from + width * uniform();
        points->y[i] = i % 10 == 9 ? points->y[i - 1] : from + width * uniform();
        points->weight[i] = floor(20 * uniform()) - 2; /* some below 0: a map of what changed */
    }
}

static void kernel_density_integrates_to_the_weight(void **unused)
{
    (void)unused;
    struct tomt_error err = {0};
    static struct points points;
    static double out[3][N_CELLS * N_CELLS];
    double sum = 0, weight = 0;
    state = 3;
    scatter(&points, 400, 2200);
    const struct tomt_crew *crew[] = {&ALONE, &THREE, &EIGHT};
    for (int k = 0; k < 3; k++)
        assert_true(tomt_kernel_density(points.x, points.y, points.weight, N_POINTS, 0, 3000, 10,
                                        N_CELLS, N_CELLS, 350, crew[k], out[k], &err));
    assert_memory_equal(out[0], out[1], sizeof out[0]);
    assert_memory_equal(out[0], out[2], sizeof out[0]);
    for (size_t i = 0; i < N_CELLS * N_CELLS; i++)
        sum += out[0][i] * 0.01 * 0.01;
    for (size_t i = 0; i < N_POINTS; i++)
        weight += points.weight[i];
    same_number(sum / weight, 1, 1e-3);
    for (size_t cell = 0; cell < N_CELLS * N_CELLS; cell += 97) { /* the formula, for all points */
        double plain = 0, at_x = 10 * ((double)(cell % N_CELLS) + 0.5),
               at_y = 3000 - 10 * ((double)(cell / N_CELLS) + 0.5);
        for (size_t i = 0; i < N_POINTS; i++) {
            double d = hypot(points.x[i] - at_x, points.y[i] - at_y) / 350;
            plain += d < 1 ? points.weight[i] * 3 / (PI * 0.35 * 0.35) * pow(1 - d * d, 2) : 0;
        }
        same_number(out[0][cell], plain, 1e-8);
    }
}

static void densities_of_nothing_and_of_bad_input(void **unused)
{
    (void)unused;
    struct tomt_error err = {0};
    double x[] = {NAN, 5, 5}, y[] = {5, INFINITY, 5}, weight[] = {7, 7, 0}, out[4] = {9, 9, 9, 9},
           zero[4] = {0};
    assert_true(tomt_kernel_density(x, y, weight, 0, 0, 10, 5, 2, 2, 9, &ALONE, out, &err));
    assert_memory_equal(out, zero, sizeof zero);
    out[0] = 9;
    assert_true(tomt_kernel_density(x, y, weight, 3, 0, 10, 5, 2, 2, 9, &ALONE, out, &err));
    assert_memory_equal(out, zero, sizeof zero);
    assert_true(tomt_kernel_density(x, y, weight, 3, 0, 10, 5, 0, 2, 9, &ALONE, out, &err));
    assert_false(tomt_kernel_density(x, y, weight, 3, 0, 10, 0, 2, 2, 9, &ALONE, out, &err));
    assert_false(tomt_kernel_density(x, y, weight, 3, 0, 10, 5, 2, 2, NAN, &ALONE, out, &err));
    assert_false(tomt_kernel_density(x, y, weight, 3, 0, NAN, 5, 2, 2, 9, &ALONE, out, &err));
    weight[1] = NAN;
    err = (struct tomt_error){0};
    assert_false(tomt_kernel_density(x, y, weight, 3, 0, 10, 5, 2, 2, 9, &ALONE, out, &err));
    assert_non_null(strstr(err.text, "weight of point 1"));
    weight[1] = 1;
    assert_true(tomt_effective_density(x, y, 3, x, y, weight, 3, 1, 1000, &ALONE, out, &err));
    assert_true(isnan(out[0]) && isnan(out[1]) && out[2] == 0);
    assert_true(
        tomt_effective_density(x + 2, y + 2, 1, x, y, weight, 0, 1, 1000, &ALONE, out, &err));
    assert_true(out[0] == 0);
    assert_false(tomt_effective_density(x, y, 3, x, y, weight, 3, NAN, 1000, &ALONE, out, &err));
    assert_false(tomt_effective_density(x, y, 3, x, y, weight, 3, 1, 0, &ALONE, out, &err));
}

/* By hand, at 0 0 with alpha 1: 100 jobs at 50 m count from 0.1 km: 1000; 200 at 2 km: 100; 300 at
 * 5 km, the edge of the reach: 60; 400 just beyond: none. With alpha 2: 10000 + 50 + 12. */
static void effective_density_by_hand(void **unused)
{
    (void)unused;
    struct tomt_error err = {0};
    double x[] = {30, 0, 3000, 5000.001}, y[] = {40, -2000, 4000, 0}, jobs[] = {100, 200, 300, 400};
    double at = 0, out;
    assert_true(tomt_effective_density(&at, &at, 1, x, y, jobs, 4, 1, 5000, &ALONE, &out, &err));
    same_number(out, 1160, 1e-9);
    assert_true(tomt_effective_density(&at, &at, 1, x, y, jobs, 4, 2, 5000, &ALONE, &out, &err));
    same_number(out, 10062, 1e-8);
    assert_true(
        tomt_effective_density(&at, &at, 1, x, y, jobs, 4, 0, INFINITY, &ALONE, &out, &err));
    same_number(out, 1000, 1e-9);
}

static void effective_density_is_the_plain_sum(void **unused)
{
    (void)unused;
    struct tomt_error err = {0};
    static struct points points;
    double out[3][N_POINTS];
    static const double alpha[] = {1, 1.6, 1.8, 0.37, 3}, reach[] = {300, 2500, 20000};
    state = 4;
    scatter(&points, 6620000, 7000);
    const struct tomt_crew *crew[] = {&ALONE, &THREE, &EIGHT};
    for (size_t turn = 0; turn < 15; turn++) {
        double a = alpha[turn % 5], r = reach[turn / 5];
        for (int k = 0; k < 3; k++)
            assert_true(tomt_effective_density(points.x, points.y, N_POINTS, points.x, points.y,
                                               points.weight, N_POINTS, a, r, crew[k], out[k],
                                               &err));
        assert_memory_equal(out[0], out[1], sizeof out[0]);
        assert_memory_equal(out[0], out[2], sizeof out[0]);
        for (size_t i = 0; i < N_POINTS; i++) {
            double plain = 0, size = 0;
            for (size_t j = 0; j < N_POINTS; j++) {
                double dx = points.x[i] - points.x[j], dy = points.y[i] - points.y[j];
                double d = sqrt(dx * dx + dy * dy),
                       one = points.weight[j] / pow(fmax(d / 1000, 0.1), a);
                plain += d <= r ? one : 0;
                size += d <= r ? fabs(one) : 0;
            }
            same_number(out[0][i], plain, 1e-13 * size);
        }
    }
}

/* Leslie & Kronenfeld (2011), eq. 2-4: CLQ = (N_AB / N_A) / (N_B / (N - 1)). On a line, A at 0 and
 * 3, B at 1 and 12, another at 10: both As have the B at 1 for nearest: (2/2) / (2/4) = 2. The Bs'
 * nearest are the A at 0 and the other at 10: from B to A (1/2) / (2/4) = 1. With the second A
 * at 5.5, the B at 1 and the other at 10 are both 4.5 off, so each has half: (1.5/2) / (2/4) = 1.5.
 */
static void co_location_by_hand(void **unused)
{
    (void)unused;
    struct tomt_error err = {0};
    double x[] = {0, 3, 1, 12, 10}, y[5] = {0};
    uint8_t kind[] = {1, 1, 2, 2, 0}, turned[] = {2, 2, 1, 1, 0};
    same_number(tomt_co_location(x, y, kind, 5, &err), 2, 1e-15);
    same_number(tomt_co_location(x, y, turned, 5, &err), 1, 1e-15);
    x[1] = 5.5;
    same_number(tomt_co_location(x, y, kind, 5, &err), 1.5, 1e-15);
    /* A towards itself: of four in a row the pair 0 1 is A: N_AA = 2, N_A' = 1: (2/2) / (1/3) = 3.
     */
    double row[] = {0, 1, 3, 4};
    uint8_t both[] = {3, 3, 0, 0};
    same_number(tomt_co_location(row, y, both, 4, &err), 3, 1e-15);
    /* Three at one address: the A sees a B and another, half each, and not whoever is a metre off:
     * (0.5/1) / (1/3) = 1.5. */
    double address[] = {7, 7, 7, 8};
    uint8_t three[] = {1, 2, 0, 0};
    same_number(tomt_co_location(address, y, three, 4, &err), 1.5, 1e-15);
    uint8_t none[] = {1, 0, 0, 0};
    assert_true(isnan(tomt_co_location(address, y, none, 4, &err)));
    assert_true(isnan(tomt_co_location(address, y, three, 0, &err)));
    assert_true(isnan(tomt_co_location(address, y, three, 1, &err)));
    double lost[] = {0, 3, 1, 12, NAN};
    same_number(tomt_co_location(lost, y, kind, 5, &err), 1 / (2.0 / 3), 1e-15); /* N is 4 */
    assert_int_equal(err.code, TOMT_OK);
}

/* Any labelling at random gives 1 on the average, clumped places or not; shared places, A = B and
 * overlaps too. */
static void co_location_of_random_labels_is_1(void **unused)
{
    (void)unused;
    struct tomt_error err = {0};
    static struct points points;
    double sum[3] = {0};
    enum { TURNS = 1500 };
    state = 6;
    scatter(&points, 0, 900);
    for (int turn = 0; turn < TURNS; turn++) {
        uint8_t kind[3][N_POINTS];
        for (size_t i = 0; i < N_POINTS; i++) {
            double u = uniform();
            kind[0][i] = u < 0.3 ? 1 : u < 0.5 ? 2 : 0;
            kind[1][i] = u < 0.3 ? 3 : 0;
            kind[2][i] = (uint8_t)((u < 0.3) + 2 * (u > 0.2 && u < 0.6));
        }
        for (int which = 0; which < 3; which++)
            sum[which] += tomt_co_location(points.x, points.y, kind[which], N_POINTS, &err);
    }
    for (int which = 0; which < 3; which++) /* the deviation of one is about 0.1 */
        same_number(sum[which] / TURNS, 1, 0.015);
}

/* Members at 0 0, 300 0, 0 400: distances 300, 400, 500 of weights 2 x 3, 2 x 1... By hand:
 * deviation 100, quartiles 350 and 450 (R's type 7), so h = 0.9 (100 / 1.34) 3^-0.2 (Silverman
 * 1986, eq. 3.31); K(d) = sum e_i e_j (f((d - d_ij)/h) + f((d + d_ij)/h)) / (h sum e_i e_j). */
static void k_density_by_hand(void **unused)
{
    (void)unused;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_duranton_overman out;
    double x[] = {0, 300, 0, 9000, NAN}, y[] = {0, 0, 400, 9000, 0}, weight[] = {2, 3, 1, 50, 50};
    uint8_t member[] = {1, 1, 1, 0, 1};
    assert_true(
        tomt_duranton_overman(arena, x, y, weight, member, 5, 1000, 101, 0, 1, &ALONE, &out, &err));
    double h = 0.9 * 100 / 1.34 * pow(3, -0.2), d_ij[] = {300, 400, 500}, e_ij[] = {6, 2, 3};
    for (int step = 0; step <= 100; step++) {
        double k = 0;
        for (int i = 0; i < 3; i++) {
            double u = (10 * step - d_ij[i]) / h, v = (10 * step + d_ij[i]) / h;
            k += e_ij[i] * (exp(-u * u / 2) + exp(-v * v / 2)) / sqrt(2 * PI);
        }
        same_number(out.density[step], k / h / 11, 1e-9);
    }
    assert_true(isnan(out.localisation) && isnan(out.dispersion) && isnan(out.global_high[50]));
    member[0] = 0; /* two: one distance has no spread */
    assert_true(tomt_duranton_overman(arena, x, y, weight, member, 5, 1000, 101, 50, 1, &ALONE,
                                      &out, &err));
    assert_true(isnan(out.density[0]) && isnan(out.localisation));
    assert_true(
        tomt_duranton_overman(arena, x, y, NULL, member, 0, 1000, 101, 50, 1, &ALONE, &out, &err));
    assert_true(isnan(out.density[0]));
    assert_false(
        tomt_duranton_overman(arena, x, y, weight, member, 5, 0, 101, 50, 1, &ALONE, &out, &err));
    assert_false(
        tomt_duranton_overman(arena, x, y, weight, member, 5, 10, 1, 50, 1, &ALONE, &out, &err));
    weight[2] = -1;
    assert_false(
        tomt_duranton_overman(arena, x, y, weight, member, 5, 10, 11, 50, 1, &ALONE, &out, &err));
    tomt_arena_free(arena);
}

enum { N_SITES = 600, N_MEMBERS = 30, N_STEPS = 41 };

struct town {
    double x[N_SITES], y[N_SITES];
    uint8_t member[N_SITES];
};

static void make_town(struct town *town)
{
    for (size_t i = 0; i < N_SITES; i++) { /* towns differ in density as they do */
        double spread = i % 2 ? 8000 : 1500;
        town->x[i] = 560000 + spread * uniform();
        town->y[i] = 6620000 + spread * uniform();
    }
}

static void choose(struct town *town)
{
    memset(town->member, 0, sizeof town->member);
    for (size_t k = 0; k < N_MEMBERS;) {
        size_t i = (size_t)(N_SITES * uniform());
        k += !town->member[i];
        town->member[i] = 1;
    }
}

static void k_densities_integrate_to_1(void **unused)
{
    (void)unused;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_duranton_overman out;
    static struct town town;
    enum { FINE = 801 };
    state = 8;
    make_town(&town);
    choose(&town);
    assert_true(tomt_duranton_overman(arena, town.x, town.y, NULL, town.member, N_SITES, 20000,
                                      FINE, 20, 1, &THREE, &out, &err));
    double sum = 0, step_m = 20000.0 / (FINE - 1);
    for (size_t i = 0; i < FINE; i++)
        sum += out.density[i] * step_m * (i == 0 || i == FINE - 1 ? 0.5 : 1);
    same_number(sum, 1, 1e-4);
    tomt_arena_free(arena);
}

/* Sectors drawn at random pass the upper band somewhere, and the lower, in 1 of 20 cases each; at
 * one distance the local band holds 9 of 10. */
static void envelopes_hold_random_sectors(void **unused)
{
    (void)unused;
    struct tomt_error err = {0};
    static struct town town;
    enum { TURNS = 100 };
    size_t n_local = 0, n_high = 0, n_low = 0;
    state = 9;
    make_town(&town);
    for (int turn = 0; turn < TURNS; turn++) {
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_duranton_overman out;
        bool is_high = false, is_low = false;
        choose(&town);
        assert_true(tomt_duranton_overman(arena, town.x, town.y, NULL, town.member, N_SITES, 6000,
                                          N_STEPS, 100, (uint64_t)turn, &THREE, &out, &err));
        for (size_t i = 0; i < N_STEPS; i++) {
            n_local += out.density[i] >= out.local_low[i] && out.density[i] <= out.local_high[i];
            is_high = is_high || out.density[i] > out.global_high[i];
            is_low = is_low || out.density[i] < out.global_low[i];
            assert_true(out.global_low[i] <= out.local_low[i] &&
                        out.local_high[i] <= out.global_high[i]);
        }
        assert_int_equal(is_high, out.localisation > 0);
        assert_int_equal(is_low && !is_high, out.dispersion > 0);
        n_high += is_high;
        n_low += is_low;
        tomt_arena_free(arena);
    }
    same_number((double)n_local / (TURNS * N_STEPS), 0.9, 0.04);
    assert_in_range(n_high, 1, 12); /* binomial of 100 and 0.05: 12 or fewer in 999 of 1000 */
    assert_in_range(n_low, 1, 12);
}

static void a_cluster_is_localised_and_threads_do_not_matter(void **unused)
{
    (void)unused;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_duranton_overman out[3], other;
    static struct town town;
    double weight[N_SITES];
    size_t n = 0;
    state = 10;
    make_town(&town);
    for (size_t i = 0; i < N_SITES; i++) {
        weight[i] = 1 + floor(9 * uniform());
        town.member[i] = n < N_MEMBERS && hypot(town.x[i] - 564000, town.y[i] - 6624000) < 1500;
        n += town.member[i];
    }
    assert_true(n > 10);
    const struct tomt_crew *crew[] = {&ALONE, &THREE, &EIGHT};
    for (int k = 0; k < 3; k++)
        assert_true(tomt_duranton_overman(arena, town.x, town.y, weight, town.member, N_SITES, 6000,
                                          N_STEPS, 200, 1, crew[k], &out[k], &err));
    assert_true(out[0].localisation > 0.2 && out[0].dispersion == 0);
    for (int k = 1; k < 3; k++) {
        assert_memory_equal(out[0].density, out[k].density, N_STEPS * sizeof(double));
        assert_memory_equal(out[0].global_high, out[k].global_high, N_STEPS * sizeof(double));
        assert_memory_equal(out[0].local_low, out[k].local_low, N_STEPS * sizeof(double));
        assert_true(out[0].localisation == out[k].localisation);
    }
    assert_true(tomt_duranton_overman(arena, town.x, town.y, weight, town.member, N_SITES, 6000,
                                      N_STEPS, 200, 2, &THREE, &other, &err));
    assert_memory_equal(out[0].density, other.density, N_STEPS * sizeof(double));
    assert_memory_not_equal(out[0].local_low, other.local_low, N_STEPS * sizeof(double));
    tomt_arena_free(arena);
}

static void running_out_of_memory_is_clean(void **unused)
{
    (void)unused;
    static struct town town;
    state = 11;
    make_town(&town);
    choose(&town);
    for (int which = 0; which < 4; which++) {
        bool ok = false;
        for (uint64_t at = 1; !ok && at < 200; at++) {
            struct tomt_error err = {0};
            struct tomt_arena *arena = tomt_arena_new(&err);
            struct tomt_duranton_overman study;
            double out[N_SITES];
            tomt_allocation_fail_at(at);
            if (which == 0)
                ok = tomt_kernel_density(town.x, town.y, NULL, N_SITES, 560000, 6630000, 500, 20,
                                         20, 500, &ALONE, out, &err);
            else if (which == 1)
                ok = tomt_effective_density(town.x, town.y, N_SITES, town.x, town.y, NULL, N_SITES,
                                            1, 5000, &ALONE, out, &err);
            else if (which == 2)
                ok = !isnan(tomt_co_location(town.x, town.y, town.member, N_SITES, &err)) ||
                     err.code == TOMT_OK;
            else
                ok = tomt_duranton_overman(arena, town.x, town.y, NULL, town.member, N_SITES, 5000,
                                           5, 20, 1, &ALONE, &study, &err);
            tomt_allocation_fail_at(0);
            assert_true(ok || err.code == TOMT_MEMORY);
            tomt_arena_free(arena);
        }
        assert_true(ok);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kernel_density_by_hand),
        cmocka_unit_test(kernel_density_integrates_to_the_weight),
        cmocka_unit_test(densities_of_nothing_and_of_bad_input),
        cmocka_unit_test(effective_density_by_hand),
        cmocka_unit_test(effective_density_is_the_plain_sum),
        cmocka_unit_test(co_location_by_hand),
        cmocka_unit_test(co_location_of_random_labels_is_1),
        cmocka_unit_test(k_density_by_hand),
        cmocka_unit_test(k_densities_integrate_to_1),
        cmocka_unit_test(envelopes_hold_random_sectors),
        cmocka_unit_test(a_cluster_is_localised_and_threads_do_not_matter),
        cmocka_unit_test(running_out_of_memory_is_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
