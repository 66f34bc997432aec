/* Value functions, the weighted sum and ranks, against hand calculations. */
#include "score/score.h"
#include "base/arena.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void linear_rises_and_falls(void **state)
{
    (void)state;
    struct tomt_value falling = {.function = TOMT_LINEAR, .full_at = 400, .zero_at = 1200};
    assert_float_equal(tomt_value_of(&falling, 100), 1, 0);
    assert_float_equal(tomt_value_of(&falling, 400), 1, 0);
    assert_float_equal(tomt_value_of(&falling, 600), 0.75, 0); /* (600 - 1200) / (400 - 1200) */
    assert_float_equal(tomt_value_of(&falling, 1200), 0, 0);
    assert_float_equal(tomt_value_of(&falling, 9999), 0, 0);
    assert_true(isnan(tomt_value_of(&falling, NAN)));
    struct tomt_value rising = {.function = TOMT_LINEAR, .full_at = 8000, .zero_at = 500};
    assert_float_equal(tomt_value_of(&rising, 2000), 0.2, 0); /* 1500 / 7500 */
}

static void ends_come_from_the_data(void **state)
{
    (void)state;
    const double raw[] = {NAN, 30, 10, NAN, 50};
    struct tomt_value value = {
        .function = TOMT_LINEAR, .ends_data = true, .full_at = NAN, .zero_at = NAN};
    tomt_value_fit(&value, raw, 5);
    assert_float_equal(value.full_at, 50, 0);
    assert_float_equal(value.zero_at, 10, 0);
    assert_float_equal(tomt_value_of(&value, 30), 0.5, 0);
    value.falling = true;
    tomt_value_fit(&value, raw, 5);
    assert_float_equal(value.full_at, 10, 0);
    assert_float_equal(tomt_value_of(&value, 20), 0.75, 0);
    const double same[] = {7, NAN, 7};
    tomt_value_fit(&value, same, 3);
    assert_float_equal(tomt_value_of(&value, 7), 1, 0);
    value.function = TOMT_LOGISTIC;
    assert_float_equal(tomt_value_of(&value, 7), 1, 0);
    assert_float_equal(tomt_value_of(&value, 8), 0, 0);
    tomt_value_fit(&value, raw, 1);
    assert_true(isnan(value.full_at) && isnan(value.zero_at));
}

static void logistic_and_bell_meet_their_marks(void **state)
{
    (void)state;
    struct tomt_value logistic = {.function = TOMT_LOGISTIC, .full_at = 10, .zero_at = 20};
    assert_float_equal(tomt_value_of(&logistic, 10), 0.95, 1e-15);
    assert_float_equal(tomt_value_of(&logistic, 15), 0.5, 1e-15);
    assert_float_equal(tomt_value_of(&logistic, 20), 0.05, 1e-15);
    struct tomt_value bell = {.function = TOMT_BELL, .peak_at = 500, .half_width = 200};
    assert_float_equal(tomt_value_of(&bell, 500), 1, 0);
    assert_float_equal(tomt_value_of(&bell, 300), 0.5, 1e-15);
    assert_float_equal(tomt_value_of(&bell, 900), 0.0625, 1e-15); /* two half widths: 2^-4 */
}

static void points_make_pieces_steps_and_categories(void **state)
{
    (void)state;
    double x[] = {0, 10, 30}, y[] = {0.2, 1, 0.5};
    struct tomt_value value = {.function = TOMT_PIECEWISE, .points = {x, y, 3}, .otherwise = 0.1};
    assert_float_equal(tomt_value_of(&value, -5), 0.2, 0);
    assert_float_equal(tomt_value_of(&value, 5), 0.6, 1e-15); /* 0.2 + 0.8 / 2 */
    assert_float_equal(tomt_value_of(&value, 10), 1, 0);
    assert_float_equal(tomt_value_of(&value, 25), 0.625, 1e-15); /* 1 - 0.5 * 15 / 20 */
    assert_float_equal(tomt_value_of(&value, 99), 0.5, 0);
    value.function = TOMT_STEP;
    assert_float_equal(tomt_value_of(&value, -1), 0.1, 0);
    assert_float_equal(tomt_value_of(&value, 0), 0.2, 0);
    assert_float_equal(tomt_value_of(&value, 9.99), 0.2, 0);
    assert_float_equal(tomt_value_of(&value, 10), 1, 0);
    assert_float_equal(tomt_value_of(&value, 1000), 0.5, 0);
    value.function = TOMT_CATEGORY;
    assert_float_equal(tomt_value_of(&value, 30), 0.5, 0);
    assert_float_equal(tomt_value_of(&value, 29), 0.1, 0);
}

static void weights_become_shares(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    const double weight[] = {25, 10, 5, 0};
    double share[4];
    assert_true(tomt_weights_normalise(weight, 4, share, &err));
    assert_float_equal(share[0], 0.625, 0);
    assert_float_equal(share[1], 0.25, 0);
    assert_float_equal(share[2], 0.125, 0);
    assert_float_equal(share[3], 0, 0);
    const double none[] = {0, 0}, negative[] = {1, -1}, odd[] = {1, NAN};
    assert_false(tomt_weights_normalise(none, 2, share, &err));
    assert_int_equal(err.code, TOMT_PROJECT);
    assert_false(tomt_weights_normalise(negative, 2, share, &err));
    assert_false(tomt_weights_normalise(odd, 2, share, &err));
    assert_false(tomt_weights_normalise(weight, 0, share, &err));
}

/* Shares 1/2, 1/4, 1/4. Site 0: values 1, 0.5, 0 -> 50 + 12.5 + 0.
 * Site 1: the first is missing. drop: the others double, 0 + 2 * 25 * 0.5 + 2 * 25 * 1 = 75,
 * coverage 1/2; worst: 0 + 12.5 + 25 = 37.5; neutral: 25 + 12.5 + 25 = 62.5. Site 2: nothing is
 * known. */
static void missing_values_drop_count_worst_or_neutral(void **state)
{
    (void)state;
    const double share[] = {0.5, 0.25, 0.25};
    const double a[] = {1, NAN, NAN}, b[] = {0.5, 0.5, NAN}, c[] = {0, 1, NAN};
    const double *const value[] = {a, b, c};
    double points[3][3], score[3], coverage[3];
    double *const contribution[] = {points[0], points[1], points[2]};
    const double expected[] = {75, 37.5, 62.5};
    for (int policy = TOMT_NULL_DROP; policy <= TOMT_NULL_NEUTRAL; policy++) {
        const enum tomt_null_policy policies[] = {(enum tomt_null_policy)policy, TOMT_NULL_DROP,
                                                  TOMT_NULL_DROP};
        struct tomt_score_input input = {3, 3, share, policies, value};
        tomt_score_weighted_sum(&input, contribution, score, coverage);
        assert_float_equal(score[0], 62.5, 0);
        assert_float_equal(coverage[0], 1, 0);
        assert_float_equal(score[1], expected[policy], 0);
        assert_float_equal(coverage[1], 0.5, 0);
        assert_int_equal(isnan(points[0][1]) != 0, policy == TOMT_NULL_DROP);
        assert_float_equal(coverage[2], 0, 0);
        if (policy == TOMT_NULL_DROP)
            assert_true(isnan(score[2]) && isnan(points[0][2]) && isnan(points[2][2]));
    }
}

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static double random_share(uint64_t *seed)
{
    return (double)(next_random(seed) >> 11) * 0x1p-53;
}

/* Any order of the criteria: the same contributions and the same score, bit for bit; contributions
 * sum to the score in any order. */
static void order_of_criteria_changes_nothing(void **state)
{
    (void)state;
    enum { MOST = 12 };
    struct tomt_error err = {0};
    uint64_t seed = 20240229;
    for (int turn = 0; turn < 20000; turn++) {
        size_t n = 1 + next_random(&seed) % MOST;
        double weight[2][MOST], share[2][MOST], value[2][MOST], points[2][MOST], score[2],
            coverage[2];
        enum tomt_null_policy policy[2][MOST];
        const double *values[MOST];
        double *contribution[MOST];
        size_t place[MOST];
        for (size_t i = 0; i < n; i++) {
            weight[0][i] = random_share(&seed) * 100;
            value[0][i] = next_random(&seed) % 5 == 0 ? NAN : random_share(&seed);
            policy[0][i] = (enum tomt_null_policy)(next_random(&seed) % 3);
            place[i] = i;
        }
        for (size_t i = n - 1; i > 0; i--) {
            size_t j = next_random(&seed) % (i + 1), kept = place[i];
            place[i] = place[j];
            place[j] = kept;
        }
        for (size_t i = 0; i < n; i++) {
            weight[1][i] = weight[0][place[i]];
            value[1][i] = value[0][place[i]];
            policy[1][i] = policy[0][place[i]];
        }
        for (int which = 0; which < 2; which++) {
            for (size_t i = 0; i < n; i++) {
                values[i] = &value[which][i];
                contribution[i] = &points[which][i];
            }
            assert_true(tomt_weights_normalise(weight[which], n, share[which], &err));
            struct tomt_score_input input = {n, 1, share[which], policy[which], values};
            tomt_score_weighted_sum(&input, contribution, &score[which], &coverage[which]);
        }
        assert_memory_equal(&score[0], &score[1], sizeof score[0]);
        assert_memory_equal(&coverage[0], &coverage[1], sizeof coverage[0]);
        double backwards = 0;
        for (size_t i = n; i-- > 0;) {
            assert_memory_equal(&points[1][i], &points[0][place[i]], sizeof(double));
            backwards += isnan(points[0][i]) ? 0 : points[0][i];
            assert_true(isnan(points[0][i]) || fmod(points[0][i], 0x1p-40) == 0);
        }
        assert_true(isnan(score[0]) ||
                    (backwards == score[0] && score[0] >= 0 && score[0] < 100.000000001));
    }
}

static void ranks_go_down_and_ties_to_the_smaller_id(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    const double score[] = {50, 70, NAN, 50, 70, 10};
    const char *const id[] = {"b", "\xC3\xA6", "a",
                              "B", "z",        "q"}; /* æ is after z in bytes, B before b */
    uint32_t rank[6];
    assert_true(tomt_score_rank(score, id, 6, rank, &err));
    const uint32_t expected[] = {4, 2, 0, 3, 1, 5};
    assert_memory_equal(rank, expected, sizeof expected);
    assert_true(tomt_score_rank(score, id, 0, rank, &err));
    tomt_allocation_fail_at(1);
    assert_false(tomt_score_rank(score, id, 6, rank, &err));
    tomt_allocation_fail_at(0);
    assert_int_equal(err.code, TOMT_MEMORY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(linear_rises_and_falls),
        cmocka_unit_test(ends_come_from_the_data),
        cmocka_unit_test(logistic_and_bell_meet_their_marks),
        cmocka_unit_test(points_make_pieces_steps_and_categories),
        cmocka_unit_test(weights_become_shares),
        cmocka_unit_test(missing_values_drop_count_worst_or_neutral),
        cmocka_unit_test(order_of_criteria_changes_nothing),
        cmocka_unit_test(ranks_go_down_and_ties_to_the_smaller_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
