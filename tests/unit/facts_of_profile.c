/* facts_of_profile: what run found for a profile reaches its own instances, with its reasons, and
 * nobody else's. */
#include "facts/facts.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { N = 5 };

/* A table of one profile: `name` with these numbers (NaN: null), NAME_why with these reasons
 * (-1: null) unless NULL. */
static void make_table(struct tomt_arena *arena, struct tomt_table *table, const char *name,
                       const double *value, const char *why_name, const int64_t *why)
{
    struct tomt_error err = {0};
    assert_true(tomt_table_start(table, arena, 2, &err));
    struct tomt_column *column = tomt_table_column(table, name, TOMT_REAL, &err);
    for (size_t i = 0; i < N; i++)
        assert_true(tomt_column_add_real(column, value[i], &err));
    column = why ? tomt_table_column(table, why_name, TOMT_INTEGER, &err) : NULL;
    for (size_t i = 0; why && i < N; i++)
        assert_true(why[i] < 0 ? tomt_column_add_null(column, &err)
                               : tomt_column_add_integer(column, why[i], &err));
    table->n_rows = N;
}

static bool compute(struct tomt_arena *arena, const struct tomt_table *const *of_profile,
                    size_t n_profiles, size_t profile, const char *name, struct tomt_fact *fact,
                    struct tomt_error *err)
{
    struct tomt_fact_sites sites = {.n = N};
    struct tomt_fact_inputs inputs = {
        .of_profile = of_profile, .n_profiles = n_profiles, .evidence = 5};
    struct tomt_crew crew = {.n_threads = 2};
    struct tomt_fact_request request = {
        .kind = TOMT_FACT_OF_PROFILE, .name = name, .profile = profile};
    return tomt_fact_compute(arena, &request, &sites, &inputs, &crew, fact, err);
}

static const double share[N] = {0.25, NAN, NAN, NAN, NAN};
static const int64_t reasons[N] = {TOMT_WHY_OUTSIDE, TOMT_WHY_NOT_APPLICABLE, -1, TOMT_WHY_OK,
                                   TOMT_N_WHYS};

static void numbers_and_reasons_are_those_of_the_table(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_table office, hotel;
    const struct tomt_table *const of_profile[] = {&office, &hotel, NULL};
    make_table(arena, &office, "used_share", share, "used_share_why", reasons);
    make_table(arena, &hotel, "used_share", (const double[N]){1, 2, 3, 4, NAN}, NULL, NULL);
    struct tomt_fact fact;
    assert_true(compute(arena, of_profile, 3, 0, "used_share", &fact, &err));
    assert_true(fact.value[0] == 0.25);
    assert_int_equal(fact.why[0], TOMT_WHY_OK); /* there is a number: no reason for none */
    const enum tomt_why expected[N] = {TOMT_WHY_OK, TOMT_WHY_NOT_APPLICABLE, TOMT_WHY_MISSING_INPUT,
                                       TOMT_WHY_MISSING_INPUT, TOMT_WHY_MISSING_INPUT};
    for (size_t i = 1; i < N; i++) {
        assert_true(isnan(fact.value[i]));
        assert_int_equal(fact.why[i], expected[i]);
    }
    assert_int_equal(fact.width, 0);
    assert_null(fact.evidence_layer);
    assert_true(compute(arena, of_profile, 3, 1, "used_share", &fact, &err));
    assert_true(fact.value[2] == 3 && isnan(fact.value[4]));
    assert_int_equal(fact.why[4], TOMT_WHY_MISSING_INPUT);
    tomt_arena_free(arena);
}

static void expect_all(const struct tomt_fact *fact, enum tomt_why why)
{
    for (size_t i = 0; i < N; i++) {
        assert_true(isnan(fact->value[i]));
        assert_int_equal(fact->why[i], why);
    }
}

static void what_is_not_there_has_a_reason(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_table office;
    const struct tomt_table *const of_profile[] = {&office, NULL};
    make_table(arena, &office, "used_share", share, "used_share_why", reasons);
    struct tomt_fact fact;
    assert_true(compute(arena, of_profile, 2, SIZE_MAX, "used_share", &fact, &err));
    expect_all(&fact, TOMT_WHY_NOT_APPLICABLE); /* of no profile */
    assert_true(compute(arena, of_profile, 2, 0, "used", &fact, &err));
    expect_all(&fact, TOMT_WHY_MISSING_INPUT); /* no such column */
    assert_true(compute(arena, of_profile, 2, 1, "used_share", &fact, &err));
    expect_all(&fact, TOMT_WHY_MISSING_INPUT); /* nothing found for that profile */
    assert_true(compute(arena, of_profile, 2, 2, "used_share", &fact, &err));
    expect_all(&fact, TOMT_WHY_MISSING_INPUT); /* nor for one past the last */
    assert_true(compute(arena, NULL, 0, 0, "used_share", &fact, &err));
    expect_all(&fact, TOMT_WHY_MISSING_INPUT);
    tomt_arena_free(arena);
}

/* Broken tables are errors, never numbers. */
static void a_broken_table_is_an_error(void **state)
{
    (void)state;
    struct tomt_arena *arena = tomt_arena_new(&(struct tomt_error){0});
    struct tomt_table table, words;
    const struct tomt_table *const of_profile[] = {&table};
    make_table(arena, &table, "jobs", (const double[N]){1, 2, INFINITY, 4, 5}, NULL, NULL);
    struct tomt_fact fact;
    struct tomt_error endless = {0}, text = {0}, few = {0}, err = {0};
    assert_false(compute(arena, of_profile, 1, 0, "jobs", &fact, &endless));
    assert_int_equal(endless.code, TOMT_INTERNAL);

    assert_true(tomt_table_start(&words, arena, 2, &err));
    struct tomt_column *column = tomt_table_column(&words, "jobs", TOMT_TEXT, &err);
    for (size_t i = 0; i < N; i++)
        assert_true(tomt_column_put_text(column, "many", &err));
    assert_false(
        compute(arena, (const struct tomt_table *const[]){&words}, 1, 0, "jobs", &fact, &text));
    assert_int_equal(text.code, TOMT_INTERNAL);

    column = tomt_table_column(&words, "low", TOMT_REAL, &err);
    assert_true(tomt_column_add_real(column, 1, &err)); /* one row, five sites */
    assert_false(
        compute(arena, (const struct tomt_table *const[]){&words}, 1, 0, "low", &fact, &few));
    assert_int_equal(few.code, TOMT_INTERNAL);
    assert_non_null(strstr(few.text, "'low'"));
    tomt_arena_free(arena);
}

/* Two profiles ask for the same column: two requests; the sites' own columns ask for none's. */
static void each_profile_has_its_own(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_needs *needs = tomt_needs_new(arena, &err);
    const struct tomt_fact_request jobs = {.kind = TOMT_FACT_OF_PROFILE, .name = "jobs"},
                                   low = {.kind = TOMT_FACT_OF_PROFILE, .name = "jobs_low"},
                                   area = {.kind = TOMT_FACT_AREA};
    const size_t profiles[] = {SIZE_MAX, 0, 1, 0};
    size_t one[4]; /* before any profile, of 0, of 1, of 0 again */
    for (size_t i = 0; i < 4; i++) {
        if (i > 0)
            tomt_needs_profile(needs, profiles[i]);
        assert_true(tomt_needs_instance(needs, &one[i], &err) && tomt_need(needs, &jobs, &err) &&
                    tomt_need(needs, &area, &err));
    }
    tomt_needs_profile(needs, SIZE_MAX);
    size_t last;
    assert_true(tomt_needs_instance(needs, &last, &err) && tomt_need(needs, &jobs, &err) &&
                tomt_need(needs, &low, &err));
    /* jobs of none, of 0 and of 1; the area is the same for all; low of none */
    assert_int_equal(tomt_needs_count(needs), 5);
    for (size_t i = 0; i < 4; i++) {
        size_t fact = tomt_needs_fact_of(needs, one[i], 0);
        assert_true(tomt_needs_request(needs, fact)->profile == profiles[i]);
        assert_int_equal(tomt_needs_fact_of(needs, one[i], 1),
                         tomt_needs_fact_of(needs, one[0], 1));
    }
    assert_int_equal(tomt_needs_fact_of(needs, one[1], 0), tomt_needs_fact_of(needs, one[3], 0));
    assert_int_equal(tomt_needs_fact_of(needs, last, 0), tomt_needs_fact_of(needs, one[0], 0));
    assert_true(tomt_needs_reach_m(needs, 0) == 0);
    assert_true(isnan(tomt_needs_street_reach_m(needs)));

    struct tomt_table office, hotel;
    const struct tomt_table *const of_profile[] = {&office, &hotel};
    const double area_m2[N] = {1, 2, 3, 4, 5};
    make_table(arena, &office, "jobs", (const double[N]){10, 20, 30, 40, 50}, NULL, NULL);
    make_table(arena, &hotel, "jobs", (const double[N]){1, 2, 3, 4, NAN}, NULL, NULL);
    struct tomt_fact_sites sites = {.n = N, .area_m2 = area_m2};
    struct tomt_fact_inputs inputs = {.of_profile = of_profile, .n_profiles = 2};
    struct tomt_fact fact[5];
    assert_true(tomt_facts_compute(arena, needs, &sites, &inputs,
                                   &(struct tomt_crew){.n_threads = 2}, fact, &err));
    assert_int_equal(fact[tomt_needs_fact_of(needs, one[0], 0)].why[0], TOMT_WHY_NOT_APPLICABLE);
    assert_true(fact[tomt_needs_fact_of(needs, one[1], 0)].value[3] == 40);
    assert_true(fact[tomt_needs_fact_of(needs, one[2], 0)].value[3] == 4);
    assert_true(fact[tomt_needs_fact_of(needs, one[2], 1)].value[3] == 4); /* m2 */
    tomt_arena_free(arena);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct tomt_arena *kept = tomt_arena_new(&(struct tomt_error){0});
    struct tomt_table office;
    const struct tomt_table *const of_profile[] = {&office};
    make_table(kept, &office, "used_share", share, "used_share_why", reasons);
    bool done = false;
    uint64_t n = 0;
    while (!done) {
        struct tomt_error err = {0};
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_fact fact;
        tomt_allocation_fail_at(++n);
        done = compute(arena, of_profile, 1, 0, "used_share", &fact, &err);
        tomt_allocation_fail_at(0);
        assert_true(done || err.code == TOMT_MEMORY);
        tomt_arena_free(arena);
    }
    assert_true(n > 3); /* it did fail before */
    tomt_arena_free(kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_and_reasons_are_those_of_the_table),
        cmocka_unit_test(what_is_not_there_has_a_reason),
        cmocka_unit_test(a_broken_table_is_an_error),
        cmocka_unit_test(each_profile_has_its_own),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
