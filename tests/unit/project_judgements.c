/* What is warned of when judgements in pairs may be read but do not fit together. Expected numbers:
 * of three members the largest eigenvalue is 1 + d^(1/3) + d^(-1/3), d the product of the
 * judgements round the circle; each judgement is then off by the factor d^(1/3). Saaty's random
 * index of three is 0.58. */
#include "project_support.h"

static char folder[] = "/tmp/tomt-test-XXXXXX";
static struct tomt_profile asked;

static int enter(void **state)
{
    memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
    if (start(state) != 0 || !mkdtemp(folder))
        return -1;
    return chdir(folder);
}

static int leave(void **state)
{
    unlink("p.yaml");
    if (chdir("/") != 0 || rmdir(folder) != 0)
        return -1;
    return stop(state);
}

static const char top[] = "tomt_profile: 1\n"
                          "name: a\n"
                          "uses: 1300\n"
                          "criteria:\n"
                          "  - {id: rail, criterion: c, value: {function: linear, ends: data}}\n"
                          "  - {id: jobs, criterion: c, value: {function: linear, ends: data}}\n"
                          "  - {id: room, criterion: c, value: {function: linear, ends: data}}\n"
                          "weighting:\n"
                          "  method: ahp\n";

/* Warnings only: the profile is whole. */
static void assert_warns(const char *rest, const char *expected)
{
    write_file("p.yaml", joined(top, rest, ""));
    tomt_problems_start(&problems, arena);
    if (!tomt_profile_read(arena, "p.yaml", &asked, &problems, &err))
        fail_msg("%s", err.text);
    assert_problems_are(expected);
    assert_int_equal(problems.n_errors, 0);
    assert_non_null(asked.name);
}

static void what_fits_is_not_spoken_of(void **state)
{
    (void)state;
    assert_warns("  judgements: [[rail, jobs, 2], [jobs, room, 3], [rail, room, 6]]\n", "");
    /* d = 2 * 2 / 2 = 2: (1 + 1.2599 + 0.7937 - 3) / 2 / 0.58 = 0.0462 */
    assert_warns("  judgements: [[rail, jobs, 2], [jobs, room, 2], [rail, room, 2]]\n", "");
    /* Two judges of different strength on the same side contradict nobody. */
    assert_warns(
        "  judges:\n"
        "    - {name: x, judgements: [[rail, jobs, 2], [jobs, room, 2], [rail, room, 4]]}\n"
        "    - {name: y, judgements: [[rail, jobs, 3], [jobs, room, 1], [rail, room, 3]]}\n",
        "");
}

static void a_judge_who_goes_round_in_a_circle(void **state)
{
    (void)state;
    /* d = 9^3: (1 + 9 + 1/9 - 3) / 2 / 0.58 = 6.1303; the three weigh the same. */
    assert_warns(
        "  judgements: [[rail, jobs, 9], [jobs, room, 9], [room, rail, 9]]\n",
        "p.yaml:10:15: 'weighting': the judgements do not fit together: consistency ratio "
        "6.13, and Saaty asks for 0.10 or less; the one that fits the others least: "
        "'rail' matters 9 times 'jobs', and together they say 1 times: look at it again\n");
}

static void judges_who_contradict_each_other(void **state)
{
    (void)state;
    /* Means: rail to jobs sqrt(9 / 3) = 1.732, jobs to room sqrt(9) = 3, room to rail sqrt(9 * 3) =
     * 5.196; d = 27: (1 + 3 + 1/3 - 3) / 2 / 0.58 = 1.1494; 5.196 / 3 = 1.732. */
    assert_warns(
        "  judges:\n"
        "    - {name: planner, judgements: [[rail, jobs, 9], [jobs, room, 9], [room, rail, 9]]}\n"
        "    - {name: council, judgements: [[rail, jobs, 1/3], [jobs, room, 1], [rail, room, "
        "1/3]]}\n",
        "p.yaml:11:5: 'weighting': the judgements do not fit together: consistency ratio 1.15, and "
        "Saaty asks for 0.10 or less; the one that fits the others least: 'room' matters 5.2 times "
        "'rail' (the mean of the judges), and together they say 1.73 times: look at it again\n"
        "p.yaml:11:5: 'weighting': judges contradict each other, most about 'rail' and 'jobs': "
        "'planner' says 9 times, 'council' says 1/3 times; the weights lie between\n"
        "p.yaml:11:7: 'weighting', judge 'planner': the judgements do not fit together: "
        "consistency ratio 6.13, and Saaty asks for 0.10 or less; the one that fits the others "
        "least: 'rail' matters 9 times 'jobs', and together they say 1 times: look at it again\n");
}

/* d = 2.8: 1.40946 + 0.70949 - 2 = 0.11895; / 1.16 = 0.1025; not told as 0.10. */
static void a_little_over_is_over(void **state)
{
    (void)state;
    assert_warns("  judgements: [[rail, jobs, 2.8], [jobs, room, 1], [rail, room, 1]]\n",
                 "p.yaml:10:15: 'weighting': the judgements do not fit together: consistency ratio "
                 "0.1025, and Saaty asks for 0.10 or less; the one that fits the others least: "
                 "'rail' matters 2.8 times 'jobs', and together they say 1.99 times: look at it "
                 "again\n");
}

static void assert_one_says(const char *text, const char *expected)
{
    write_file("p.yaml", text);
    tomt_problems_start(&problems, arena);
    assert_true(tomt_profile_read(arena, "p.yaml", &asked, &problems, &err));
    assert_problems_are(expected);
}

#define CRITERIA                                                                                   \
    "tomt_profile: 1\nname: a\nuses: 1300\n"                                                       \
    "criteria:\n"                                                                                  \
    "  - {id: rail, criterion: c, weight: 2, value: {function: linear, ends: data}}\n"             \
    "  - {id: jobs, criterion: c, value: {function: linear, ends: data}}\n"

static void a_weight_that_nobody_reads(void **state)
{
    (void)state;
    assert_one_says(CRITERIA "weighting: {method: equal}\n",
                    "p.yaml:7:12: 'weight' of 'rail' is not read: 'weighting' says it here; leave "
                    "it out there\n");
    assert_one_says(CRITERIA "weighting: {numbers: {jobs: 3}}\n", "");
}

static void what_is_misspelt_is_told_once(void **state)
{
    (void)state;
    assert_one_says(CRITERIA "weigthing: {method: equal}\n",
                    "p.yaml:7:1: unknown key 'weigthing' (did you mean 'weighting'?)\n"
                    "p.yaml:7:12: 'weight' of 'rail' is not read: 'weighting' says it here; leave "
                    "it out there\n");
    assert_one_says(CRITERIA
                    "weighting: {method: ahp, judgess: [{name: x, judgements: [[rail, jobs, "
                    "2]]}]}\n",
                    "p.yaml:7:26: unknown key 'judgess' (did you mean 'judges'?)\n");
}

static void a_project_is_no_profile(void **state)
{
    (void)state;
    assert_one_says("tomt: 1\nproject: {name: x}\nlayers: {}\n",
                    "p.yaml:1:1: this is a project, not a profile: its profiles are the files that "
                    "it names under 'profiles'\n");
    write_file("p.yaml", CRITERIA);
    tomt_problems_start(&problems, arena);
    assert_true(tomt_project_read(arena, "p.yaml", &project, &problems, &err));
    assert_problems_are(
        "p.yaml:1:1: this is a profile, not a project: name it under 'profiles' of a "
        "project and check that, or rank a result by it: tomt rank RESULT --profile "
        "p.yaml (without -o nothing is written)\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_fits_is_not_spoken_of, enter, leave),
        cmocka_unit_test_setup_teardown(a_judge_who_goes_round_in_a_circle, enter, leave),
        cmocka_unit_test_setup_teardown(judges_who_contradict_each_other, enter, leave),
        cmocka_unit_test_setup_teardown(a_little_over_is_over, enter, leave),
        cmocka_unit_test_setup_teardown(a_weight_that_nobody_reads, enter, leave),
        cmocka_unit_test_setup_teardown(what_is_misspelt_is_told_once, enter, leave),
        cmocka_unit_test_setup_teardown(a_project_is_no_profile, enter, leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
