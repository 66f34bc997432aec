/* Directions of a route's stop patterns; every expected direction follows from the pattern by eye.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "transit/direction.h"

#define PATTERN(trips, id, ...)                                                                    \
    {                                                                                              \
        .place = (const uint32_t[]){__VA_ARGS__},                                                  \
        .n = sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t), .n_trips = (trips),       \
        .told = (id)                                                                               \
    }

static void assert_directions(const struct tomt_pattern *pattern, size_t n, const uint8_t *expected)
{
    uint8_t direction[16];
    struct tomt_error err = {0};
    memset(direction, 7, sizeof direction);
    if (!tomt_directions(pattern, n, direction, &err))
        fail_msg("%s", err.text);
    for (size_t i = 0; i < n; i++)
        if (direction[i] != expected[i])
            fail_msg("pattern %zu has direction %u", i, direction[i]);
    assert_int_equal(direction[n], 7);
}

static void there_and_back(void **state)
{
    (void)state;
    const struct tomt_pattern pattern[] = {
        PATTERN(5, 0, 1, 2, 3, 4, 5),
        PATTERN(9, 0, 5, 4, 3, 2, 1), /* the busiest is 0; direction_id says nothing */
        PATTERN(1, 0, 4, 3),
        PATTERN(1, 0, 2, 9, 4), /* short runs; by another way */
        PATTERN(1, 0, 5, 8, 4, 7, 1),
    };
    assert_directions(pattern, 5, (const uint8_t[]){1, 0, 0, 1, 0});
}

static void most_pairs_decide(void **state)
{
    (void)state;
    /* 1 2 3 4 against 4 1 2 3: three pairs alike, three not: a tie, so direction_id; with 5: six
     * alike, four not. */
    const struct tomt_pattern tie[] = {PATTERN(2, 1, 1, 2, 3, 4), PATTERN(1, 0, 4, 1, 2, 3)};
    assert_directions(tie, 2, (const uint8_t[]){0, 1});
    const struct tomt_pattern most[] = {PATTERN(2, 1, 1, 2, 3, 4, 5), PATTERN(1, 0, 5, 1, 2, 3, 4)};
    assert_directions(most, 2, (const uint8_t[]){0, 0});
}

static void what_is_shared_through_others(void **state)
{
    (void)state;
    /* The third shares nothing with the first, but with the second, which is placed before it: it
     * runs against that. */
    const struct tomt_pattern pattern[] = {PATTERN(9, 2, 1, 2, 3), PATTERN(5, 2, 4, 3, 2, 5),
                                           PATTERN(1, 2, 5, 4), PATTERN(1, 2, 4, 5)};
    assert_directions(pattern, 4, (const uint8_t[]){0, 1, 0, 1});
}

static void nothing_shared(void **state)
{
    (void)state;
    /* direction_id decides, against those placed: 1 is the first's, so that 1 means direction 0. */
    const struct tomt_pattern told[] = {PATTERN(9, 1, 1, 2), PATTERN(5, 1, 3, 4),
                                        PATTERN(4, 0, 5, 6), PATTERN(1, 2, 7, 8)};
    assert_directions(told, 4, (const uint8_t[]){0, 0, 1, 0});
    const struct tomt_pattern one_place[] = {
        PATTERN(9, 0, 1, 2), PATTERN(5, 1, 2, 3)}; /* one place in common is no order */
    assert_directions(one_place, 2, (const uint8_t[]){0, 1});
}

static void rings(void **state)
{
    (void)state;
    /* A ring line both ways round: where it begins and ends says nothing. */
    const struct tomt_pattern pattern[] = {PATTERN(3, 0, 1, 2, 3, 4, 1),
                                           PATTERN(2, 0, 1, 4, 3, 2, 1), PATTERN(1, 0, 1, 3, 4, 1)};
    assert_directions(pattern, 3, (const uint8_t[]){0, 1, 0});
}

static void few_and_many(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    uint8_t direction[300];
    assert_true(tomt_directions(NULL, 0, direction, &err));
    const struct tomt_pattern one[] = {PATTERN(0, 1, 1)},
                              empty[] = {{.told = 1}, {.told = 0}, PATTERN(1, 2, 1, 2)};
    assert_directions(one, 1, (const uint8_t[]){0});
    assert_directions(
        empty, 3,
        (const uint8_t[]){1, 0,
                          0}); /* after the third, in their order: 1 as told, 0 is the other */
    /* 300 patterns of 200 places, odd ones backwards: more than are compared with each other. */
    static uint32_t forth[200], back[200];
    static struct tomt_pattern many[300];
    for (uint32_t i = 0; i < 200; i++)
        forth[i] = back[199 - i] = 4000000000u + i * 7919u % 200u;
    for (size_t i = 0; i < 300; i++)
        many[i] = (struct tomt_pattern){
            .place = (i % 2 ? back : forth) + i % 7, .n = 150 + i % 40, .n_trips = 1, .told = 0};
    assert_true(tomt_directions(many, 300, direction, &err));
    for (size_t i = 0; i < 300; i++)
        assert_int_equal(direction[i], i % 2);
}

static void memory_runs_out(void **state)
{
    (void)state;
    const struct tomt_pattern pattern[] = {PATTERN(3, 0, 1, 2, 3), PATTERN(2, 0, 3, 2, 1)};
    bool done = false;
    for (uint64_t at = 1; !done; at++) {
        struct tomt_error err = {0};
        uint8_t direction[2];
        tomt_allocation_fail_at(at);
        done = tomt_directions(pattern, 2, direction, &err);
        tomt_allocation_fail_at(0);
        assert_int_equal(err.code, done ? TOMT_OK : TOMT_MEMORY);
        assert_true(at < 100);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_and_back),
        cmocka_unit_test(most_pairs_decide),
        cmocka_unit_test(what_is_shared_through_others),
        cmocka_unit_test(nothing_shared),
        cmocka_unit_test(rings),
        cmocka_unit_test(few_and_many),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
