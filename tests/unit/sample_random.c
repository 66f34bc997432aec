/* Chance: xoshiro256** against published numbers, spread of what is drawn from it, noise that is
 * smooth; distances and rings. */
#include "sample/geography.h"
#include "sample/random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* The first numbers of xoshiro256** from the state 1, 2, 3, 4, as its authors' reference code gives
 * them; the first by hand: s1 = 2, times 5 = 10, turned left by 7 = 1280, times 9 = 11520. */
static void published_numbers(void **state)
{
    (void)state;
    struct tomt_random random = {{1, 2, 3, 4}};
    static const uint64_t expected[] = {11520u, 0u, 1509978240u, 1215971899390074240u};
    for (size_t i = 0; i < 4; i++)
        assert_true(tomt_random_next(&random) == expected[i]);
}

static void streams_differ(void **state)
{
    (void)state;
    struct tomt_random a, b, c, again;
    tomt_random_start(&a, 1, 1);
    tomt_random_start(&b, 1, 2);
    tomt_random_start(&c, 2, 1);
    tomt_random_start(&again, 1, 1);
    uint64_t first = tomt_random_next(&a);
    assert_true(first != tomt_random_next(&b));
    assert_true(first != tomt_random_next(&c));
    assert_true(first == tomt_random_next(&again));
}

/* Mean of 100,000 uniform numbers: 1/2, standard error 1/sqrt(12 n) = 0.0009; normal: mean 0, error
 * 0.0032, deviation 1. Weights 1, 0, 3: a quarter, never, three quarters; error sqrt(3/16/n) =
 * 0.0014. Bounds are five errors. */
static void spread(void **state)
{
    (void)state;
    enum { N = 100000 };
    struct tomt_random random;
    tomt_random_start(&random, 7, 1);
    double uniform = 0, normal = 0, squares = 0;
    size_t picked[3] = {0};
    for (size_t i = 0; i < N; i++) {
        uniform += tomt_random_share(&random);
        double z = tomt_random_normal(&random);
        normal += z;
        squares += z * z;
        picked[tomt_random_pick(&random, (const double[]){1, 0, 3}, 3)]++;
    }
    assert_true(fabs(uniform / N - 0.5) < 0.0046);
    assert_true(fabs(normal / N) < 0.016);
    assert_true(fabs(squares / N - 1) < 0.023);
    assert_int_equal(picked[1], 0);
    assert_true(fabs((double)picked[0] / N - 0.25) < 0.007);
}

static void noise_is_smooth(void **state)
{
    (void)state;
    double least = 1, most = -1;
    for (int i = 0; i < 20000; i++) {
        double x = i * 13.7, y = i * 7.1, here = tomt_noise(5, x, y, 500);
        assert_true(here >= -1 && here <= 1);
        /* Slope of the blend is at most 1.5 a wave between corners 2 apart: 3/500 a metre, twice
         * over in two directions. */
        assert_true(fabs(tomt_noise(5, x + 1, y, 500) - here) <= 0.0061);
        least = fmin(least, here);
        most = fmax(most, here);
    }
    assert_true(least < -0.7 && most > 0.7);
    assert_true(tomt_noise(5, 100, 100, 500) != tomt_noise(6, 100, 100, 500));
}

/* A triangle 0,0 10,0 0,10: 3,3 is inside, 6,6 outside. From 3,4 to the line 0,0 - 10,0: 4; to its
 * end from 13,4: 5. */
static void rings_and_lines(void **state)
{
    (void)state;
    static const struct tomt_xy at[] = {{0, 0}, {10, 0}, {0, 10}};
    struct tomt_line ring = {at, 3}, line = {at, 2};
    assert_true(tomt_ring_holds(&ring, 3, 3));
    assert_false(tomt_ring_holds(&ring, 6, 6));
    assert_true(fabs(tomt_line_distance_m(&line, 3, 4) - 4) < 1e-12);
    assert_true(fabs(tomt_line_distance_m(&line, 13, 4) - 5) < 1e-12);
}

static void quarters_are_where_they_belong(void **state)
{
    (void)state;
    const struct tomt_quarter *hospital = tomt_quarter_at(19502, 23382),
                              *port = tomt_quarter_at(19037, 22650);
    const struct tomt_quarter *square = tomt_quarter_at(17668, 23449),
                              *campus = tomt_quarter_at(17141, 23328);
    assert_true(hospital && hospital->kind == TOMT_K_HOSPITAL);
    assert_true(port && port->kind == TOMT_K_HARBOUR);
    assert_true(square && square->kind == TOMT_K_CENTRE);
    assert_true(campus && campus->kind == TOMT_K_CAMPUS);
    assert_null(tomt_quarter_at(9000, 32000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(published_numbers),
                                       cmocka_unit_test(streams_differ),
                                       cmocka_unit_test(spread),
                                       cmocka_unit_test(noise_is_smooth),
                                       cmocka_unit_test(rings_and_lines),
                                       cmocka_unit_test(quarters_are_where_they_belong)};
    return cmocka_run_group_tests_name("sample_random", tests, NULL, NULL);
}
