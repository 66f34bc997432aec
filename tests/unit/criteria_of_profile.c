/* criteria_of_profile: what the criteria of room to build ask for, and what a project must have. */
#include "criteria/criterion.h"

#include "base/text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static struct tomt_layer_column zone_columns[] = {{.ours = "use"}, {.ours = "utilisation"}};
static struct tomt_project_layer layers[] = {
    {.name = "plan", .role = TOMT_ROLE_ZONE, .column = zone_columns, .n_columns = 2},
    {.name = "houses", .role = TOMT_ROLE_BUILDING},
};
static const struct tomt_project town = {.layer = layers, .n_layers = 2};

/* The needs of a criterion of profile 3; *args is kept in the arena. */
static const struct tomt_criterion *bind(struct tomt_arena *arena,
                                         const struct tomt_project *project, const char *name,
                                         const char *yaml, void **args,
                                         struct tomt_problems *problems)
{
    struct tomt_error err = {0};
    struct tomt_profile_criterion asked = {.id = "one", .criterion = name};
    const struct tomt_criterion *criterion;
    tomt_problems_start(problems, arena);
    asked.with = tomt_yaml_parse(arena, "office.yaml", yaml, strlen(yaml), problems, &err);
    assert_true(tomt_criterion_bind(arena, project, &asked, &criterion, args, problems, &err));
    return criterion;
}

static void expect_columns(const char *name, const char *yaml, const char *const *columns)
{
    struct tomt_error err = {0};
    struct tomt_problems problems;
    struct tomt_arena *arena = tomt_arena_new(&err);
    void *args;
    size_t instance, k = 0;
    const struct tomt_criterion *criterion = bind(arena, &town, name, yaml, &args, &problems);
    assert_int_equal(problems.n, 0);
    struct tomt_needs *needs = tomt_needs_new(arena, &err);
    tomt_needs_profile(needs, 3);
    assert_true(tomt_needs_instance(needs, &instance, &err) && criterion->needs(args, needs, &err));
    for (; columns[k]; k++) {
        size_t fact = tomt_needs_fact_of(needs, instance, k);
        assert_true(fact != SIZE_MAX);
        const struct tomt_fact_request *request = tomt_needs_request(needs, fact);
        assert_int_equal(request->kind, TOMT_FACT_OF_PROFILE);
        assert_int_equal(request->profile, 3);
        assert_string_equal(request->name, columns[k]);
    }
    assert_true(tomt_needs_fact_of(needs, instance, k) == SIZE_MAX);
    tomt_arena_free(arena);
}
#define COLUMNS(...)                                                                               \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

static void each_asks_for_its_columns(void **state)
{
    (void)state;
    expect_columns("unused_capacity", "{}", COLUMNS("unused_bra_m2"));
    expect_columns("unused_capacity", "{of: allowed}", COLUMNS("allowed_bra_m2"));
    expect_columns("capacity_jobs", "{}", COLUMNS("jobs", "jobs_low", "jobs_high"));
    expect_columns("capacity_jobs", "{estimate: low}",
                   COLUMNS("jobs_low", "jobs_low", "jobs_high"));
    expect_columns("capacity_jobs", "{estimate: high}",
                   COLUMNS("jobs_high", "jobs_low", "jobs_high"));
    expect_columns("capacity_use", "{}", COLUMNS("used_share"));
    expect_columns("constraint_cover", "{constraint: 1}", COLUMNS("constraint_1"));
    expect_columns("constraint_cover", "{constraint: 65535}", COLUMNS("constraint_65535"));
}

static void more_is_better_where_it_is(void **state)
{
    (void)state;
    assert_true(tomt_criterion_find("unused_capacity")->more_is_better);
    assert_true(tomt_criterion_find("capacity_jobs")->more_is_better);
    static const char *const less[] = {"capacity_use", "readiness", "owner_count", "parcel_count",
                                       "constraint_cover"};
    for (size_t i = 0; i < sizeof less / sizeof *less; i++)
        assert_false(tomt_criterion_find(less[i])->more_is_better);
}

/* Two profiles, of one file; the first has a constraint, the second two. */
static void a_constraint_that_is_not_there_is_told(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_problems problems;
    struct tomt_arena *arena = tomt_arena_new(&err);
    static const char text[] = "a: {constraint: 2}\nb: {constraint: 2}\nc: {constraint: 3}\n";
    tomt_problems_start(&problems, arena);
    const struct tomt_node *root =
        tomt_yaml_parse(arena, "all.yaml", text, sizeof text - 1, &problems, &err);
    struct tomt_profile_criterion of_first = {.id = "a", .criterion = "constraint_cover"},
                                  of_second[] = {of_first, of_first};
    of_first.with = tomt_node_find(root, "a");
    of_second[0].with = tomt_node_find(root, "b");
    of_second[1].with = tomt_node_find(root, "c");
    struct tomt_profile profiles[] = {
        {.name = "office", .n_constraints = 1, .criterion = &of_first, .n_criteria = 1},
        {.name = "hotel", .n_constraints = 2, .criterion = of_second, .n_criteria = 2}};
    struct tomt_project project = {.profile = profiles, .n_profiles = 2};
    const struct tomt_criterion *criterion;
    void *args;
    assert_true(
        tomt_criterion_bind(arena, &project, &of_second[0], &criterion, &args, &problems, &err));
    assert_int_equal(problems.n, 0);
    assert_true(
        tomt_criterion_bind(arena, &project, &of_first, &criterion, &args, &problems, &err));
    assert_int_equal(problems.n, 1);
    assert_string_equal(problems.item[0].text,
                        "criterion constraint_cover: there is no constraint 2, profile 'office' "
                        "has 1; add it to its constraints:");
    assert_int_equal(problems.item[0].line, 1);
    assert_true(
        tomt_criterion_bind(arena, &project, &of_second[1], &criterion, &args, &problems, &err));
    assert_int_equal(problems.n, 2);
    assert_int_equal(problems.item[1].line, 3);
    /* Where no profile is known nothing is said: the fact has no data then. */
    project.n_profiles = 0;
    assert_true(
        tomt_criterion_bind(arena, &project, &of_second[1], &criterion, &args, &problems, &err));
    assert_int_equal(problems.n, 2);
    tomt_arena_free(arena);
}

static size_t n_problems(const struct tomt_project *project, const char *name)
{
    struct tomt_error err = {0};
    struct tomt_problems problems;
    struct tomt_arena *arena = tomt_arena_new(&err);
    void *args;
    bind(arena, project, name, "{}", &args, &problems);
    size_t n = problems.n;
    tomt_arena_free(arena);
    return n;
}

/* The plan and what stands there are two things to add, told together. */
static void an_empty_project_is_told_all_it_lacks(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t n_empty, n_town;
    } rows[] = {{"unused_capacity", 2, 0}, {"capacity_jobs", 2, 0}, {"capacity_use", 2, 0},
                {"readiness", 1, 1},       {"owner_count", 1, 1},   {"parcel_count", 1, 1}};
    const struct tomt_project empty = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(n_problems(&empty, rows[i].name), rows[i].n_empty);
        assert_int_equal(n_problems(&town, rows[i].name), rows[i].n_town);
    }
}

/* Zones as sites: what parcels hold is not theirs. */
static void sites_of_zones_have_no_parcels(void **state)
{
    (void)state;
    struct tomt_layer_column columns[] = {{.ours = "owner"}, {.ours = "existing_bra_m2"}};
    struct tomt_project_layer all[] = {
        layers[0],
        {.name = "parcels", .role = TOMT_ROLE_PARCEL, .column = columns, .n_columns = 2},
        layers[1]};
    struct tomt_project project = {.layer = all, .n_layers = 2};
    static const char *const of_parcels[] = {"owner_count", "parcel_count", "capacity_use"};
    for (size_t i = 0; i < 3; i++) {
        project.sites.from = TOMT_SITES_PARCELS;
        assert_int_equal(n_problems(&project, of_parcels[i]), 0);
        project.sites.from = TOMT_SITES_ZONES;
        assert_int_equal(n_problems(&project, of_parcels[i]), 1);
    }
    project.n_layers = 3; /* buildings stand on any site */
    assert_int_equal(n_problems(&project, "capacity_use"), 0);
}

/* A site of no profile (a column of all sites) has no capacity. */
static void without_a_profile_nothing_applies(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_problems problems;
    struct tomt_arena *arena = tomt_arena_new(&err);
    void *args;
    size_t instance;
    const struct tomt_criterion *criterion =
        bind(arena, &town, "capacity_jobs", "{}", &args, &problems);
    struct tomt_needs *needs = tomt_needs_new(arena, &err);
    assert_true(tomt_needs_instance(needs, &instance, &err) && criterion->needs(args, needs, &err));
    assert_int_equal(tomt_needs_count(needs), 3);
    struct tomt_fact_sites sites = {.n = 1};
    struct tomt_fact_inputs inputs = {0};
    struct tomt_crew crew = {.n_threads = 1};
    struct tomt_fact fact[3];
    assert_true(tomt_facts_compute(arena, needs, &sites, &inputs, &crew, fact, &err));
    struct tomt_facts facts = {1, (const struct tomt_fact *const[]){fact, fact + 1, fact + 2}, 3};
    double out;
    uint8_t why;
    assert_true(criterion->measure(args, &facts, 0, 1, &out, &why, &err));
    assert_true(isnan(out) && why == TOMT_WHY_NOT_APPLICABLE);
    for (const struct tomt_criterion_column *c = criterion->columns; c->suffix; c++)
        assert_true(isnan(c->number(args, &facts, 0)));
    tomt_arena_free(arena);
}

/* Numbers that are no class have no word. */
static void a_word_is_of_a_class(void **state)
{
    (void)state;
    static const struct {
        double number;
        const char *word;
    } rows[] = {{1, "buildable"},
                {2, "detailed_plan_needed"},
                {3, "joint_plan_needed"},
                {0, NULL},
                {4, NULL},
                {1.5, NULL},
                {NAN, NULL},
                {1e300, NULL}};
    const struct tomt_criterion *criterion = tomt_criterion_find("readiness");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double value = rows[i].number;
        struct tomt_fact fact = {.value = &value};
        struct tomt_facts facts = {1, (const struct tomt_fact *const[]){&fact}, 1};
        const char *word = criterion->columns[0].word(NULL, &facts, 0);
        if (rows[i].word)
            assert_string_equal(word, rows[i].word);
        else
            assert_null(word);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_asks_for_its_columns),
        cmocka_unit_test(more_is_better_where_it_is),
        cmocka_unit_test(a_constraint_that_is_not_there_is_told),
        cmocka_unit_test(an_empty_project_is_told_all_it_lacks),
        cmocka_unit_test(sites_of_zones_have_no_parcels),
        cmocka_unit_test(without_a_profile_nothing_applies),
        cmocka_unit_test(a_word_is_of_a_class),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
