/* Judges who say the opposite of each other: the pair and the two who are farthest apart, as the
 * product of both strengths; by hand. */
#include "weighting_support.h"

static struct made_group made;
static struct tomt_judge judge[3];

static bool odds_of(size_t n_judges, struct tomt_odds *odds)
{
    make_group(&made, "ahp", 3);
    made.group.judge = judge;
    made.group.n_judges = n_judges;
    return tomt_judges_odds(&made.group, odds);
}

static void one_side_is_no_contradiction(void **state)
{
    (void)state;
    struct tomt_judgement one[] = {{0, 1, 9}, {1, 2, 1}}, two[] = {{0, 1, 2}, {1, 2, 5}};
    struct tomt_odds odds;
    judge[0] = (struct tomt_judge){"x", 1, one, 2};
    judge[1] = (struct tomt_judge){"y", 1, two, 2};
    assert_false(odds_of(2, &odds));
    assert_false(odds_of(1, &odds));
    assert_false(odds_of(0, &odds));
}

static void the_farthest_pair_of_the_farthest_judges(void **state)
{
    (void)state;
    /* 0 and 1: 2 against 1/3, 6; 1 and 2: 5 (said as 2 to 1: 1/5) against 1/2, 10. */
    struct tomt_judgement one[] = {{0, 1, 2}, {2, 1, 0.2}}, two[] = {{0, 1, 1.0 / 3}, {1, 2, 1}},
                          three[] = {{1, 2, 0.5}};
    struct tomt_odds odds;
    judge[0] = (struct tomt_judge){"x", 1, one, 2};
    judge[1] = (struct tomt_judge){"y", 9, two, 2};
    judge[2] = (struct tomt_judge){"z", 1, three, 1};
    assert_true(odds_of(2, &odds));
    assert_true(odds.a == 0 && odds.b == 1 && odds.judge == 0 && odds.other_judge == 1);
    assert_true(odds.times == 2 && fabs(odds.other_times - 3) < 1e-12);
    assert_true(odds_of(3, &odds));
    assert_true(odds.a == 1 && odds.b == 2 && odds.judge == 0 && odds.other_judge == 2);
    assert_true(odds.times == 5 && odds.other_times == 2);
}

static void a_limit_that_is_kept(void **state)
{
    (void)state;
    assert_true(tomt_is_consistent(0.10) && tomt_is_consistent(0) && tomt_is_consistent(NAN));
    assert_false(tomt_is_consistent(0.1001));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_side_is_no_contradiction),
        cmocka_unit_test(the_farthest_pair_of_the_farthest_judges),
        cmocka_unit_test(a_limit_that_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
