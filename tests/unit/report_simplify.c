/* Lines with fewer points: what stays is worked out by hand. */
#include "report/inside.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static size_t simplify(double *xy, size_t n, double within, bool closed)
{
    unsigned char keep[600];
    size_t stack[1200];
    assert_true(n <= 600);
    return tomt_report_simplify(xy, n, within, closed, keep, stack);
}

/* (5, 0.4) is 0.4 from the line from (0, 0) to (10, 0): gone at 0.5, kept at 0.3. (10, 0) is a
 * corner. */
static void a_line(void **state)
{
    (void)state;
    double xy[] = {0, 0, 5, 0.4, 10, 0, 10, 10}, again[8];
    memcpy(again, xy, sizeof xy);
    assert_int_equal(simplify(xy, 4, 0.5, false), 3);
    assert_true(xy[2] == 10 && xy[3] == 0 && xy[4] == 10 && xy[5] == 10);
    assert_int_equal(simplify(again, 4, 0.3, false), 4);
}

/* A square with a point in the middle of a side: the corners stay, the ring closes. */
static void a_ring(void **state)
{
    (void)state;
    double xy[] = {0, 0, 5, 0.1, 10, 0, 10, 10, 0, 10, 0, 0};
    size_t n = simplify(xy, 6, 0.5, true);
    assert_int_equal(n, 5);
    assert_true(xy[0] == xy[2 * n - 2] && xy[1] == xy[2 * n - 1]);
    assert_true(xy[2] == 10 && xy[3] == 0);
}

/* A ring smaller than the tolerance is left as it is, with an area, rather than become a line. */
static void a_small_ring_stays(void **state)
{
    (void)state;
    double xy[] = {0, 0, 0.1, 0, 0.1, 0.1, 0, 0.1, 0, 0};
    size_t n = simplify(xy, 5, 5, true);
    assert_true(n >= 4);
    assert_true(xy[0] == xy[2 * n - 2] && xy[1] == xy[2 * n - 1]);
}

static void little_and_nothing(void **state)
{
    (void)state;
    double one[] = {1, 2}, two[] = {1, 2, 1, 2}, triangle[] = {0, 0, 1, 0, 0, 1, 0, 0};
    assert_int_equal(simplify(one, 0, 1, false), 0);
    assert_int_equal(simplify(one, 1, 1, false), 1);
    assert_int_equal(simplify(two, 2, 1, false), 2);
    assert_int_equal(simplify(triangle, 4, 9, true), 4);
    assert_int_equal(simplify(triangle, 4, 0, true), 4);
    assert_int_equal(simplify(triangle, 4, NAN, true), 4);
}

/* Whatever the line, no point of it is farther than `within` from what stays: a circle of radius
 * 100 by 512 points. At 1 m a chord of angle a bulges by 100 (1 - cos(a / 2)) <= 1, a <= 16.2
 * degrees: at least 22 chords stay. */
static void never_farther(void **state)
{
    (void)state;
    double was[2 * 513], xy[2 * 513];
    for (size_t i = 0; i < 513; i++) {
        was[2 * i] = xy[2 * i] = 100 * cos((double)(i % 512) * 2 * 3.14159265358979 / 512);
        was[2 * i + 1] = xy[2 * i + 1] = 100 * sin((double)(i % 512) * 2 * 3.14159265358979 / 512);
    }
    size_t n = simplify(xy, 513, 1, true);
    assert_true(n >= 23 && n < 80);
    for (size_t i = 0; i < 513; i++) {
        double nearest = INFINITY;
        for (size_t k = 0; k + 1 < n; k++) {
            double ax = xy[2 * k], ay = xy[2 * k + 1], dx = xy[2 * k + 2] - ax,
                   dy = xy[2 * k + 3] - ay;
            double t = ((was[2 * i] - ax) * dx + (was[2 * i + 1] - ay) * dy) / (dx * dx + dy * dy);
            t = fmin(1, fmax(0, t));
            nearest = fmin(nearest, hypot(was[2 * i] - ax - t * dx, was[2 * i + 1] - ay - t * dy));
        }
        assert_true(nearest <= 1 + 1e-9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line),
        cmocka_unit_test(a_ring),
        cmocka_unit_test(a_small_ring_stays),
        cmocka_unit_test(little_and_nothing),
        cmocka_unit_test(never_farther),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
