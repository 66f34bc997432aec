/* weighting_stated: weights from numbers, points, swings and orders, against the published tables
 * and hand calculations. */
#include "weighting_support.h"

/* 2 of 3 is 2/3 rounded once, however it is put. */
static void two_to_one_is_four_to_two(void **state)
{
    (void)state;
    static const double same[][3] = {{2, 1, 4},       {4, 2, 8},   {6, 3, 12},
                                     {200, 100, 400}, {1, 0.5, 2}, {2e307, 1e307, 4e307}};
    double first[3], local[3];
    weigh_numbers("direct", same[0], 3, first);
    assert_true(first[0] == 2.0 / 7 && first[1] == 1.0 / 7 && first[2] == 4.0 / 7);
    for (size_t i = 1; i < sizeof same / sizeof *same; i++) {
        weigh_numbers("direct", same[i], 3, local);
        if (i < 5) /* 1e307 and 4e307 are no exact multiples */
            assert_memory_equal(local, first, sizeof first);
        for (size_t m = 0; m < 3; m++)
            near(local[m], first[m], 1e-15);
    }
}

static void one_member_two_members_zeros(void **state)
{
    (void)state;
    double local[3];
    weigh_numbers("direct", (double[]){0.3}, 1, local);
    assert_true(local[0] == 1);
    weigh_numbers("direct", (double[]){0, 5}, 2, local);
    assert_true(local[0] == 0 && local[1] == 1);
    weigh_numbers("direct", (double[]){0, 1e308, 1e308}, 3, local);
    assert_true(local[0] == 0 && local[1] == 0.5 && local[2] == 0.5);
    weigh_numbers("points", (double[]){60, 40}, 2, local);
    assert_true(local[0] == 0.6 && local[1] == 0.4);
    weigh_numbers("swing", (double[]){100, 50, 0}, 3, local);
    assert_true(local[0] == 100.0 / 150 && local[1] == 50.0 / 150 && local[2] == 0);
    weigh_numbers("rank_order", (double[]){1}, 1, local);
    assert_true(local[0] == 1);
    weigh_numbers("equal", (double[]){0, 0, 0}, 3, local);
    assert_true(local[0] == 1.0 / 3 && local[2] == 1.0 / 3);
}

/* Barron and Barrett 1996, table of ROC weights: 3 and 5 attributes; the same by hand: (1 + 1/2 +
 * 1/3) / 3 = 11/18 ... */
static void rank_order_centroids(void **state)
{
    (void)state;
    static const double three[] = {0.6111, 0.2778, 0.1111};
    static const double five[] = {0.4567, 0.2567, 0.1567, 0.0900, 0.0400};
    double local[5];
    weigh_numbers("rank_order", (double[]){1, 2, 3}, 3, local);
    for (size_t m = 0; m < 3; m++)
        near(local[m], three[m], 5e-5);
    near(local[0], 11.0 / 18, 1e-15);
    weigh_numbers("rank_order", (double[]){3, 1, 5, 2, 4}, 5, local);
    static const size_t place[] = {2, 0, 4, 1, 3};
    for (size_t m = 0; m < 5; m++)
        near(local[m], five[place[m]], 5e-5);
    near(local[2], 1.0 / 25, 1e-16);
}

/* Places 2 and 3 of three tie: (5/18 + 2/18) / 2 = 7/36 each; however the places after a tie are
 * counted. */
static void ties_get_the_mean_of_their_places(void **state)
{
    (void)state;
    double local[4], other[4];
    weigh_numbers("rank_order", (double[]){1, 2, 2}, 3, local);
    near(local[0], 11.0 / 18, 1e-15);
    near(local[1], 7.0 / 36, 1e-15);
    assert_true(local[1] == local[2]);
    weigh_numbers("rank_order", (double[]){1, 2, 2, 3}, 4, local);
    weigh_numbers("rank_order", (double[]){1, 2, 2, 4}, 4, other);
    assert_memory_equal(local, other, sizeof local);
    weigh_numbers("rank_order", (double[]){1, 2.5, 2.5, 4}, 4, other);
    assert_memory_equal(local, other, sizeof local);
    /* rank sum of 4: 4, 3, 2, 1 of 10; the tie covers 3 and 2 */
    weigh_numbers("rank_sum", (double[]){1, 2, 2, 3}, 4, local);
    assert_true(local[0] == 0.4 && local[1] == 0.25 && local[2] == 0.25 && local[3] == 0.1);
    weigh_numbers("rank_sum", (double[]){1, 1, 1}, 3, local);
    assert_true(local[0] == 1.0 / 3 && local[1] == 1.0 / 3 && local[2] == 1.0 / 3);
    weigh_numbers("rank_order", (double[]){7, 7}, 2, local);
    assert_true(local[0] == 0.5 && local[1] == 0.5);
}

/* Stillwell, Seaver and Edwards 1981: w = 2 (n + 1 - k) / (n (n + 1)). */
static void rank_sums(void **state)
{
    (void)state;
    double local[5];
    weigh_numbers("rank_sum", (double[]){1, 2, 3, 4, 5}, 5, local);
    for (size_t m = 0; m < 5; m++)
        assert_true(local[m] == (double)(5 - m) / 15);
}

static void what_is_wrong_is_told(void **state)
{
    (void)state;
    contains(weigh_fails("direct", (double[]){0, 0}, 2), "all 2 members have a weight of 0");
    contains(weigh_fails("direct", (double[]){0}, 1), "at least one must be over 0");
    contains(weigh_fails("direct", (double[]){1, NAN}, 2), "member 2 (criterion 2) has no weight");
    contains(weigh_fails("direct", NULL, 2), "member 1 (criterion 1) has no weight");
    contains(weigh_fails("direct", (double[]){1, -1}, 2), "a weight of -1");
    contains(weigh_fails("direct", (double[]){INFINITY, 1}, 2), "a weight of inf");
    contains(weigh_fails("points", (double[]){60, 30}, 2), "sum to 90: deal out exactly 100");
    contains(weigh_fails("points", (double[]){33.3, 33.3, 33.3}, 3), "sum to 99.9");
    contains(weigh_fails("points", (double[]){120, -20}, 2), "number of points of -20");
    assert_string_equal(weigh_fails("points", (double[]){33.3, 33.3, 33.4}, 3), "");
    contains(weigh_fails("swing", (double[]){80, 40}, 2), "the largest swing is 80, of member 1");
    contains(weigh_fails("swing", (double[]){0, 0}, 2), "the largest swing is 0");
    contains(weigh_fails("rank_order", (double[]){1, NAN}, 2),
             "member 2 (criterion 2) has no place");
    contains(weigh_fails("rank_sum", (double[]){0, 1}, 2), "has place 0");
    contains(weigh_fails("rank_sum", NULL, 1), "has no place");
}

/* Random numbers in random orders: each member keeps its weight, bit for bit, and the weights sum
 * to 1. */
static void order_of_members_does_not_matter(void **state)
{
    (void)state;
    static const char *const way[] = {"direct", "rank_order", "rank_sum"};
    uint64_t seed = 11;
    for (int turn = 0; turn < 300; turn++) {
        size_t n = 1 + (size_t)(any_number(&seed) % MOST_MEMBERS), order[MOST_MEMBERS];
        double number[MOST_MEMBERS], moved[MOST_MEMBERS], local[MOST_MEMBERS], again[MOST_MEMBERS];
        any_order(&seed, order, n);
        for (size_t m = 0; m < n; m++)
            number[m] = turn % 2 ? 1 + (double)(any_number(&seed) % 7)
                                 : 1 + (double)any_number(&seed) / 3e8;
        for (size_t m = 0; m < n; m++)
            moved[m] = number[order[m]];
        for (size_t w = 0; w < sizeof way / sizeof *way; w++) {
            weigh_numbers(way[w], number, n, local);
            weigh_numbers(way[w], moved, n, again);
            near(sum_of(local, n), 1, 1e-15);
            for (size_t m = 0; m < n; m++)
                assert_true(again[m] == local[order[m]]);
        }
    }
}

/* A better place never weighs less, and ROC is the steeper. */
static void weights_fall_with_places(void **state)
{
    (void)state;
    double place[MOST_MEMBERS], roc[MOST_MEMBERS], sum[MOST_MEMBERS];
    for (size_t n = 2; n <= MOST_MEMBERS; n++) {
        for (size_t m = 0; m < n; m++)
            place[m] = (double)(m + 1);
        weigh_numbers("rank_order", place, n, roc);
        weigh_numbers("rank_sum", place, n, sum);
        for (size_t m = 1; m < n; m++)
            assert_true(roc[m] < roc[m - 1] && sum[m] < sum[m - 1]);
        assert_true(roc[0] > sum[0] && roc[n - 1] < sum[n - 1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_to_one_is_four_to_two),
        cmocka_unit_test(one_member_two_members_zeros),
        cmocka_unit_test(rank_order_centroids),
        cmocka_unit_test(ties_get_the_mean_of_their_places),
        cmocka_unit_test(rank_sums),
        cmocka_unit_test(what_is_wrong_is_told),
        cmocka_unit_test(order_of_members_does_not_matter),
        cmocka_unit_test(weights_fall_with_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
