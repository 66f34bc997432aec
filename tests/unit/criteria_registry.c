/* criteria_registry: the rows are in order and complete, binding tells what is wrong and where,
 * docs/criteria.md is what the rows say (TOMT_WRITE_DOCS=1 in the environment writes it anew). */
#include "criteria/criterion.h"

#include "base/text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void rows_are_in_order_and_complete(void **state)
{
    (void)state;
    size_t n;
    const struct tomt_criterion *const *all = tomt_criteria(&n);
    assert_int_equal(n, 40);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            assert_true(strcmp(all[i - 1]->name, all[i]->name) < 0);
        assert_string_equal(tomt_criterion_names()[i], all[i]->name);
        assert_ptr_equal(tomt_criterion_find(all[i]->name), all[i]);
        assert_non_null(all[i]->summary);
        assert_non_null(all[i]->unit);
        assert_non_null(all[i]->source);
        assert_non_null(all[i]->needs_help);
        assert_non_null(all[i]->needs);
        assert_non_null(all[i]->measure);
        for (const struct tomt_param *param = all[i]->params; param && param->name; param++)
            assert_non_null(param->help);
        for (const struct tomt_criterion_column *c = all[i]->columns; c && c->suffix; c++) {
            assert_non_null(c->help);
            assert_non_null(c->title.en);
            assert_non_null(c->title.nb);
            assert_true((c->number == NULL) != (c->word == NULL)); /* one of the two */
        }
    }
    assert_null(tomt_criterion_names()[n]);
    assert_null(tomt_criterion_find("nothing"));
}

static struct tomt_text read_all(const char *path)
{
    struct tomt_text text = {0};
    char bytes[4096];
    FILE *file = fopen(path, "rb");
    for (size_t n; file && (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
        tomt_text_add(&text, bytes, n);
    if (file)
        fclose(file);
    return text;
}

static void docs_say_what_the_rows_say(void **state)
{
    (void)state;
    static const char path[] = TOMT_TEST_DATA "/../../docs/criteria.md";
    struct tomt_text out = {0};
    tomt_criterion_describe(NULL, &out);
    assert_false(out.failed);
    if (getenv("TOMT_WRITE_DOCS")) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(out.bytes, 1, out.n, file), out.n);
        assert_int_equal(fclose(file), 0);
    }
    struct tomt_text docs = read_all(path);
    assert_int_equal(docs.n, out.n);
    assert_memory_equal(docs.bytes, out.bytes, out.n);
    tomt_text_free(&docs);
    tomt_text_free(&out);
}

static void json_is_read_back(void **state)
{
    (void)state;
    struct tomt_text out = {0};
    struct tomt_error err = {0};
    struct tomt_problems problems;
    struct tomt_arena *arena = tomt_arena_new(&err);
    tomt_problems_start(&problems, arena);
    tomt_criterion_describe_json(NULL, &out);
    /* JSON is YAML: a second parser. */
    struct tomt_node *node =
        tomt_yaml_parse(arena, "criteria.json", out.bytes, out.n, &problems, &err);
    assert_non_null(node);
    assert_int_equal(node->kind, TOMT_NODE_LIST);
    assert_int_equal(node->n, 40);
    const struct tomt_node *jobs = node->item[23];
    assert_string_equal(tomt_node_find(jobs, "name")->text, "jobs_within");
    assert_string_equal(tomt_node_find(jobs, "unit")->text, "jobs");
    const struct tomt_node *radius = tomt_node_find(jobs, "parameters")->item[1];
    assert_string_equal(tomt_node_find(radius, "name")->text, "radius_m");
    assert_string_equal(tomt_node_find(radius, "required")->text, "true");
    const struct tomt_node *walk = node->item[20];
    assert_string_equal(tomt_node_find(walk, "name")->text, "hub_walk");
    const struct tomt_node *minutes = tomt_node_find(walk, "columns")->item[0];
    assert_string_equal(tomt_node_find(minutes, "suffix")->text, "min");
    assert_string_equal(tomt_node_find(minutes, "type")->text, "number");
    assert_int_equal(tomt_node_find(jobs, "columns")->n, 0);
    tomt_text_free(&out);
    tomt_arena_free(arena);
}

/* A project of the economy: three layers, two sectors, a reference and a set of clusters. */
static struct tomt_project_sector sectors[] = {{.name = "health"}, {.name = "it"}};
static struct tomt_economy_reference references[] = {{.name = "nation", .layer = "statistics"}};
static struct tomt_cluster_set clusters[] = {{.name = "tech"}};
static struct tomt_project_layer layers[] = {
    {.name = "businesses", .role = TOMT_ROLE_ESTABLISHMENT},
    {.name = "statistics", .role = TOMT_ROLE_EMPLOYMENT},
    {.name = "streets", .role = TOMT_ROLE_STREET},
};
static const struct tomt_project economy_project = {
    .layer = layers,
    .n_layers = 3,
    .network = {.walk_m_per_min = 80},
    .economy = {.digits = 5,
                .min_establishments = 7,
                .reference = "nation",
                .hot_spot_cell_m = 250,
                .hot_spot_radius_m = 500,
                .sector = sectors,
                .n_sectors = 2,
                .references = references,
                .n_references = 1,
                .cluster = clusters,
                .n_clusters = 1},
};

/* What the criterion asks for, with its arguments; the arena keeps it. */
static struct tomt_needs *needs_of(struct tomt_arena *arena, const char *name, const char *yaml)
{
    struct tomt_error err = {0};
    struct tomt_problems problems;
    tomt_problems_start(&problems, arena);
    struct tomt_profile_criterion asked = {.id = "one", .criterion = name};
    asked.with = tomt_yaml_parse(arena, "office.yaml", yaml, strlen(yaml), &problems, &err);
    const struct tomt_criterion *criterion;
    void *args;
    size_t instance;
    assert_true(
        tomt_criterion_bind(arena, &economy_project, &asked, &criterion, &args, &problems, &err));
    if (problems.n)
        fail_msg("%s: %s", name, problems.item[0].text);
    struct tomt_needs *needs = tomt_needs_new(arena, &err);
    assert_true(tomt_needs_instance(needs, &instance, &err) && criterion->needs(args, needs, &err));
    return needs;
}

static void a_sector_is_its_bit_and_the_project_fills_what_is_left_out(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_needs *needs = needs_of(arena, "jobs_within", "{radius_m: 900, sector: it}");
    assert_int_equal(tomt_needs_request(needs, 0)->sectors, 2);
    assert_null(tomt_needs_request(needs, 0)->filter[0].column);
    needs = needs_of(arena, "jobs_within", "{radius_m: 900, codes: [62]}");
    assert_int_equal(tomt_needs_request(needs, 0)->sectors, 0);
    assert_string_equal(tomt_needs_request(needs, 0)->filter[0].column, "code");

    needs = needs_of(arena, "location_quotient", "{radius_min: 10, way: walk, sector: health}");
    assert_int_equal(tomt_needs_count(needs), 5);
    assert_true(tomt_needs_request(needs, 0)->reach_m == 800);
    assert_int_equal(tomt_needs_request(needs, 0)->sectors, 1);
    assert_int_equal(tomt_needs_request(needs, 2)->subject, TOMT_ESTABLISHMENTS);
    assert_int_equal(tomt_needs_request(needs, 3)->kind, TOMT_FACT_REFERENCE);
    assert_string_equal(tomt_needs_request(needs, 3)->name, "nation");
    needs = needs_of(arena, "location_quotient",
                     "{radius_m: 800, sector: health, reference: study_area}");
    assert_null(tomt_needs_request(needs, 3)->name);

    needs = needs_of(arena, "related_variety", "{radius_m: 800}");
    assert_int_equal(tomt_needs_request(needs, 0)->digits, 5);
    needs = needs_of(arena, "hot_spot", "{radius_m: 800}");
    assert_true(tomt_needs_request(needs, 0)->cell_m == 250);
    assert_true(tomt_needs_request(needs, 0)->reach_m == 800);
    needs = needs_of(arena, "cluster_distance", "{}");
    assert_string_equal(tomt_needs_request(needs, 0)->filter[0].column, "cluster_tech");
    needs = needs_of(arena, "effective_density", "{}");
    assert_int_equal(tomt_needs_request(needs, 0)->decay, TOMT_DECAY_POWER);
    assert_true(tomt_needs_request(needs, 0)->decay_parameter == 1.8);
    needs = needs_of(arena, "co_location", "{radius_m: 800, sector: it, reference: study_area}");
    assert_true(tomt_needs_request(needs, 0)->decay_parameter == 400);
    assert_int_equal(tomt_needs_request(needs, 0)->decay, TOMT_DECAY_GAUSSIAN);
    tomt_arena_free(arena);
}

/* Three sites with 6, 7 and 7 establishments, the project asking for 7; the third has no jobs. */
static void few_are_suppressed_and_a_share_of_nothing_is_none(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_problems problems;
    struct tomt_arena *arena = tomt_arena_new(&err);
    tomt_problems_start(&problems, arena);
    static const char yaml[] = "{radius_m: 900, sector: it, reference: study_area}";
    struct tomt_profile_criterion asked = {.id = "one", .criterion = "location_quotient"};
    asked.with = tomt_yaml_parse(arena, "office.yaml", yaml, strlen(yaml), &problems, &err);
    const struct tomt_criterion *criterion;
    void *args;
    assert_true(
        tomt_criterion_bind(arena, &economy_project, &asked, &criterion, &args, &problems, &err));
    double value[5][3] = {{10, 10, 0}, {40, 40, 0}, {6, 7, 7}, {100, 100, 100}, {800, 800, 800}};
    uint8_t good[3] = {0}, why[3];
    struct tomt_fact fact[5];
    const struct tomt_fact *given[5];
    for (size_t k = 0; k < 5; k++) {
        fact[k] = (struct tomt_fact){.value = value[k], .why = good};
        given[k] = &fact[k];
    }
    struct tomt_facts facts = {3, given, 5};
    double out[3];
    assert_true(criterion->measure(args, &facts, 0, 3, out, why, &err));
    assert_int_equal(why[0], TOMT_WHY_SUPPRESSED);
    assert_int_equal(why[1], TOMT_WHY_OK);
    assert_true(out[1] == 2); /* (10 / 40) / (100 / 800) */
    assert_int_equal(why[2], TOMT_WHY_NOT_APPLICABLE);
    assert_true(isnan(out[0]) && isnan(out[2]));
    /* a reference that cannot say is its own reason, before anything else */
    uint8_t missing[3] = {TOMT_WHY_MISSING_INPUT, TOMT_WHY_MISSING_INPUT, TOMT_WHY_MISSING_INPUT};
    fact[3].why = missing;
    assert_true(criterion->measure(args, &facts, 0, 3, out, why, &err));
    assert_int_equal(why[1], TOMT_WHY_MISSING_INPUT);
    facts.n_facts = 4;
    assert_false(criterion->measure(args, &facts, 0, 3, out, why, &err));
    tomt_arena_free(arena);
}

/* All problems of arguments in the project of the economy, one after the other. */
static const char *problems_of(const char *name, const char *yaml)
{
    static char text[1000];
    struct tomt_error err = {0};
    struct tomt_problems problems;
    struct tomt_arena *arena = tomt_arena_new(&err);
    tomt_problems_start(&problems, arena);
    struct tomt_profile_criterion asked = {.id = "one", .criterion = name};
    asked.with = tomt_yaml_parse(arena, "office.yaml", yaml, strlen(yaml), &problems, &err);
    const struct tomt_criterion *criterion;
    void *args;
    assert_true(
        tomt_criterion_bind(arena, &economy_project, &asked, &criterion, &args, &problems, &err));
    text[0] = 0;
    for (size_t i = 0; i < problems.n; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? "; " : "",
                 problems.item[i].text);
    tomt_arena_free(arena);
    return text;
}

static void a_problem_of_surroundings_is_told_once(void **state)
{
    (void)state;
    assert_string_equal(problems_of("co_location", "{sector: it, reference: study_area}"),
                        "criterion co_location: a radius is needed: radius_m");
    assert_string_equal(
        problems_of("co_location", "{sector: it, way: drive, radius_m: 5, reference: study_area}"),
        "criterion co_location: by car the radius is in minutes: radius_min, not radius_m");
    assert_string_equal(
        problems_of("co_location", "{sector: it, radius_m: 500}"),
        "criterion co_location counts establishments, and reference 'nation' is a table of jobs; "
        "name another one, or study_area");
    assert_string_equal(
        problems_of("co_location", "{sector: it, radius_m: 500, reference: study_area}"), "");
    assert_string_equal(problems_of("knowledge_share", "{radius_m: 500}"),
                        "criterion knowledge_share: 'knowledge_intensive' is no sector; it must be "
                        "one of health, it");
    assert_string_equal(problems_of("effective_density", "{sector: its}"),
                        "criterion effective_density: 'its' is no sector (did you mean 'it'?)");
    assert_string_equal(problems_of("hot_spot", "{layer: statistics}"),
                        "criterion hot_spot needs a layer with role establishment; layer "
                        "'statistics' has role employment");
    assert_string_equal(problems_of("cluster_distance", "{set: health}"),
                        "criterion cluster_distance: 'health' is no set of clusters; it must be "
                        "one of tech");
}

/* Binds one criterion with a YAML text as its `with`, in a project with a hub layer only. */
static const char *first_problem(const char *name, const char *yaml, int *line, int *column)
{
    static char text[400];
    struct tomt_error err = {0};
    struct tomt_problems problems;
    struct tomt_arena *arena = tomt_arena_new(&err);
    tomt_problems_start(&problems, arena);
    struct tomt_project_layer hubs = {.name = "hubs", .role = TOMT_ROLE_HUB};
    struct tomt_project project = {.layer = &hubs, .n_layers = 1};
    struct tomt_profile_criterion asked = {
        .id = "one", .criterion = name, .place = {"office.yaml", 40, 5}};
    asked.with =
        yaml ? tomt_yaml_parse(arena, "office.yaml", yaml, strlen(yaml), &problems, &err) : NULL;
    const struct tomt_criterion *criterion;
    void *args;
    assert_true(tomt_criterion_bind(arena, &project, &asked, &criterion, &args, &problems, &err));
    assert_true((criterion == NULL) == (args == NULL));
    snprintf(text, sizeof text, "%s", problems.n ? problems.item[0].text : "");
    *line = problems.n ? problems.item[0].line : 0;
    *column = problems.n ? problems.item[0].column : 0;
    tomt_arena_free(arena);
    return text;
}

static void binding_says_what_is_wrong_and_where(void **state)
{
    (void)state;
    int line, column;
    assert_string_equal(first_problem("hub_distance", NULL, &line, &column), "");
    assert_string_equal(
        first_problem("hub_distance", "{modes: [rail], reach_m: 5000}", &line, &column), "");
    assert_string_equal(first_problem("hub_distance", "{modes: [rail, raill]}", &line, &column),
                        "criterion hub_distance: 'raill' is no mode (did you mean 'rail'?)");
    assert_string_equal(first_problem("hub_distance", "{modes: [helicopter]}", &line, &column),
                        "criterion hub_distance: 'helicopter' is no mode; it must be one of rail, "
                        "tram, bus, ferry, port, terminal, junction");
    assert_non_null(strstr(first_problem("hub_distanse", NULL, &line, &column),
                           "did you mean 'hub_distance'?"));
    assert_int_equal(line, 40);
    assert_int_equal(column, 5);
    assert_non_null(strstr(
        first_problem("hub_distance", "modes: [rail]\nreach: 5000", &line, &column), "reach"));
    assert_int_equal(line, 2);
    assert_int_equal(column, 1);
    assert_non_null(
        strstr(first_problem("hub_distance", "{reach_m: -5}", &line, &column), "reach_m"));
    assert_non_null(
        strstr(first_problem("compactness", "{reach_m: 5}", &line, &column), "unknown key"));
    assert_string_equal(
        first_problem("jobs_within", "{radius_m: 1000}", &line, &column),
        "criterion jobs_within needs a layer with role establishment; the project has none");
    assert_int_equal(line, 1);
    assert_non_null(strstr(first_problem("hub_walk", NULL, &line, &column),
                           "add a layer with role street, an OpenStreetMap file"));
    assert_non_null(strstr(first_problem("transit_class", NULL, &line, &column),
                           "add a layer with role timetable, a GTFS feed"));
    assert_string_equal(first_problem("hub_walk", "{modes: []}", &line, &column),
                        "criterion hub_walk: modes is empty; name at least one");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_in_order_and_complete),
        cmocka_unit_test(docs_say_what_the_rows_say),
        cmocka_unit_test(json_is_read_back),
        cmocka_unit_test(a_sector_is_its_bit_and_the_project_fills_what_is_left_out),
        cmocka_unit_test(few_are_suppressed_and_a_share_of_nothing_is_none),
        cmocka_unit_test(a_problem_of_surroundings_is_told_once),
        cmocka_unit_test(binding_says_what_is_wrong_and_where),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
