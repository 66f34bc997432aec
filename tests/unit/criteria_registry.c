/* criteria_registry: the rows are in order and complete, binding tells what is wrong and where,
 * docs/criteria.md is what the rows say (TOMT_WRITE_DOCS=1 in the environment writes it anew). */
#include "criteria/criterion.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void rows_are_in_order_and_complete(void **state)
{
    (void)state;
    size_t n;
    const struct tomt_criterion *const *all = tomt_criteria(&n);
    assert_int_equal(n, 24);
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
    assert_int_equal(node->n, 24);
    const struct tomt_node *jobs = node->item[15];
    assert_string_equal(tomt_node_find(jobs, "name")->text, "jobs_within");
    assert_string_equal(tomt_node_find(jobs, "unit")->text, "jobs");
    const struct tomt_node *radius = tomt_node_find(jobs, "parameters")->item[1];
    assert_string_equal(tomt_node_find(radius, "name")->text, "radius_m");
    assert_string_equal(tomt_node_find(radius, "required")->text, "true");
    const struct tomt_node *walk = node->item[12];
    assert_string_equal(tomt_node_find(walk, "name")->text, "hub_walk");
    const struct tomt_node *minutes = tomt_node_find(walk, "columns")->item[0];
    assert_string_equal(tomt_node_find(minutes, "suffix")->text, "min");
    assert_string_equal(tomt_node_find(minutes, "type")->text, "number");
    assert_int_equal(tomt_node_find(jobs, "columns")->n, 0);
    tomt_text_free(&out);
    tomt_arena_free(arena);
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
        cmocka_unit_test(binding_says_what_is_wrong_and_where),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
