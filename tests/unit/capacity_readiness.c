/* capacity_readiness: what must be planned first, and how old the plan is; days counted by hand on
 * a calendar. */
#include "capacity_support.h"

static struct tomt_readiness_of of(struct tomt_plan_facts facts)
{
    struct tomt_readiness_of out;
    facts.today = facts.today ? facts.today : "2024-05-01";
    facts.old_plan_years = 10;
    assert_true(tomt_readiness(&facts, &out));
    return out;
}

static void classes(void **state)
{
    (void)state;
    assert_int_equal(of((struct tomt_plan_facts){.has_detail_plan = true}).class_of,
                     TOMT_READY_NOW);
    assert_int_equal(of((struct tomt_plan_facts){0}).class_of, TOMT_READY_DETAIL_PLAN);
    /* H810 asks for a common plan, whatever there is already. */
    assert_int_equal(of((struct tomt_plan_facts){.requires_joint = true}).class_of,
                     TOMT_READY_JOINT_PLAN);
    assert_int_equal(
        of((struct tomt_plan_facts){.requires_joint = true, .has_detail_plan = true}).class_of,
        TOMT_READY_JOINT_PLAN);
    assert_string_equal(tomt_readiness_name[TOMT_READY_NOW], "buildable");
    assert_string_equal(tomt_readiness_name[TOMT_READY_DETAIL_PLAN], "detailed_plan_needed");
    assert_string_equal(tomt_readiness_name[TOMT_READY_JOINT_PLAN], "joint_plan_needed");
}

static void sequence_requirements(void **state)
{
    (void)state;
    const char *const codes[] = {"H430", "h435", "450", "H410", "H429",  "H451",
                                 "H810", NULL,   "",    "H43",  "H4300", "4x0"};
    struct tomt_readiness_of found = of((struct tomt_plan_facts){
        .has_detail_plan = true, .sequence = codes, .n_sequence = sizeof codes / sizeof *codes});
    assert_true(found.has_sequence);
    assert_int_equal(found.n_sequence, 3);
    assert_int_equal(found.class_of,
                     TOMT_READY_NOW); /* listed; the class says what must be planned */
    found = of((struct tomt_plan_facts){.sequence = codes + 3, .n_sequence = 4});
    assert_false(found.has_sequence);
}

static struct tomt_readiness_of aged(const char *adopted, const char *today)
{
    return of((struct tomt_plan_facts){.adopted = adopted, .today = today});
}

static void ten_years(void **state)
{
    (void)state;
    struct tomt_readiness_of found = aged("2014-05-01", "2024-05-01"); /* to the day */
    assert_true(found.age_known && !found.is_old);
    assert_true(found.plan_years == 10);
    found = aged("2014-05-01", "2024-05-02");
    assert_true(found.is_old);
    near(found.plan_years, 10 + 1.0 / 365); /* a day of the 365 until 1 May 2025 */
    found = aged("2014-05-02", "2024-05-01");
    assert_false(found.is_old);
    near(found.plan_years, 9 + 365.0 / 366); /* 2 May 2023 to 2 May 2024 holds 29 February */
    /* The 29th: its anniversary is the 28th where there is no 29th. */
    assert_false(aged("2012-02-29", "2022-02-28").is_old);
    assert_true(aged("2012-02-29", "2022-02-28").plan_years == 10);
    assert_true(aged("2012-02-29", "2022-03-01").is_old);
    assert_true(aged("2012-02-29", "2024-02-29").plan_years == 12);
    assert_true(aged("2024-05-01", "2024-05-01").plan_years == 0);
    near(aged("2023-12-31", "2024-01-01").plan_years, 1.0 / 366);
    assert_true(aged("1924-05-01", "2024-05-01").plan_years == 100);
    assert_true(aged("1900-03-01", "2000-03-01").plan_years == 100); /* 1900 was no leap year */
    assert_true(aged("20140501", "2024-05-01").plan_years == 10);
    assert_true(aged("2014-05-01T12:00:00", "2024-05-01").plan_years == 10);
    assert_true(aged("2014-05-01 12:00", "2024-05-01").plan_years == 10);
}

static void dates_that_are_none(void **state)
{
    (void)state;
    static const char *const bad[] = {
        NULL,         "",           "2014",       "2014-05",     "2014-5-1",   "2014-13-01",
        "2014-00-10", "2014-02-30", "2013-02-29", "1900-02-29",  "01.05.2014", "2014-05-011",
        "2014/05/01", "0000-01-01", "-014-05-01", "2014-05-01X", "201405011",  "abcdefgh",
        "2014-05-32", "2024-05-02" /* tomorrow */};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct tomt_readiness_of found = aged(bad[i], NULL);
        if (found.age_known)
            print_error("%s\n", bad[i]);
        assert_true(!found.age_known && !found.is_old && isnan(found.plan_years));
        if (!bad[i] || i == sizeof bad / sizeof *bad - 1)
            continue;
        struct tomt_readiness_of out; /* today must be a day */
        struct tomt_plan_facts facts = {.has_detail_plan = true,
                                        .adopted = "2014-05-01",
                                        .today = bad[i],
                                        .old_plan_years = 10};
        assert_false(tomt_readiness(&facts, &out));
        assert_int_equal(out.class_of, TOMT_READY_NOW);
        assert_false(out.age_known);
    }
    struct tomt_readiness_of out;
    struct tomt_plan_facts facts = {
        .adopted = "2014-05-01", .today = "2024-05-01", .old_plan_years = NAN};
    assert_false(tomt_readiness(&facts, &out));
    facts.old_plan_years = -1;
    assert_false(tomt_readiness(&facts, &out));
    facts.old_plan_years = 9.5;
    assert_true(tomt_readiness(&facts, &out));
    assert_true(out.is_old);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes),
        cmocka_unit_test(sequence_requirements),
        cmocka_unit_test(ten_years),
        cmocka_unit_test(dates_that_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
