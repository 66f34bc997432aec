/* Rows bind nodes: every type, its default, its range, and what is said when it is wrong. */
#include "project/bind.h"

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct args {
    double number, bounded, nothing;
    int64_t integer;
    bool yes;
    const char *text;
    int choice;
    struct tomt_texts texts;
    struct tomt_numbers numbers;
    struct tomt_pairs pairs;
    struct tomt_title title;
    const struct tomt_node *node;
};

#define AT(field) offsetof(struct args, field)
static const struct tomt_param rows[] = {
    {"number", TOMT_PARAM_NUMBER, AT(number), false, TOMT_UNBOUNDED, "1.5", NULL, "m", "a number"},
    {"radius_m", TOMT_PARAM_NUMBER, AT(bounded), false, 1, 1000, "100", NULL, "m",
     "a number in a range"},
    {"nothing", TOMT_PARAM_NUMBER, AT(nothing), false, 0, INFINITY, NULL, NULL, "share",
     "a number without default"},
    {"integer", TOMT_PARAM_INTEGER, AT(integer), false, TOMT_UNBOUNDED, "3", NULL, "",
     "a whole number"},
    {"yes", TOMT_PARAM_BOOL, AT(yes), false, TOMT_UNBOUNDED, "true", NULL, "", "a bool"},
    {"text", TOMT_PARAM_TEXT, AT(text), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "a text that must be"},
    {"decay", TOMT_PARAM_CHOICE, AT(choice), false, TOMT_UNBOUNDED, "linear",
     "step|linear|gaussian", "", "a choice"},
    {"texts", TOMT_PARAM_TEXTS, AT(texts), false, TOMT_UNBOUNDED, "[a, b]", NULL, "", "texts"},
    {"numbers", TOMT_PARAM_NUMBERS, AT(numbers), false, 0, 10, NULL, NULL, "", "numbers"},
    {"pairs", TOMT_PARAM_PAIRS, AT(pairs), false, 0, 1, NULL, NULL, "", "pairs, y in a range"},
    {"title", TOMT_PARAM_TITLE, AT(title), false, TOMT_UNBOUNDED, NULL, NULL, "", "a title"},
    {"node", TOMT_PARAM_NODE, AT(node), false, TOMT_UNBOUNDED, NULL, NULL, "", "a part"},
    {NULL, TOMT_PARAM_TEXT, 0, false, TOMT_UNBOUNDED, NULL, NULL, NULL, NULL},
};

static struct tomt_arena *arena;
static struct tomt_problems problems;
static struct tomt_error err;
static struct args args;

static int start(void **state)
{
    (void)state;
    err = (struct tomt_error){0};
    arena = tomt_arena_new(&err);
    tomt_problems_start(&problems, arena);
    return arena ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    tomt_arena_free(arena);
    return 0;
}

static void bind(const char *text)
{
    static const char *const also[] = {"elsewhere", NULL};
    struct tomt_node *root = tomt_yaml_parse(arena, "a.yaml", text, strlen(text), &problems, &err);
    assert_non_null(root);
    tomt_problems_start(&problems, arena);
    memset(&args, 0xA5, sizeof args);
    assert_true(tomt_bind(arena, root, "a.yaml", 1, 1, rows, also, &args, &problems, &err));
}

static void assert_says(const char *text, int line, int column, const char *says)
{
    bind(text);
    assert_int_equal(problems.n, 1);
    assert_string_equal(problems.item[0].text, says);
    assert_int_equal(problems.item[0].line, line);
    assert_int_equal(problems.item[0].column, column);
}

static void defaults_and_values(void **state)
{
    (void)state;
    bind("text: x\nelsewhere: {y: 1}\nnode:\n");
    assert_int_equal(problems.n, 0);
    assert_float_equal(args.number, 1.5, 0);
    assert_float_equal(args.bounded, 100, 0);
    assert_true(isnan(args.nothing));
    assert_int_equal(args.integer, 3);
    assert_true(args.yes);
    assert_int_equal(args.choice, 1);
    assert_int_equal(args.texts.n, 2);
    assert_string_equal(args.texts.item[1], "b");
    assert_int_equal(args.numbers.n, 0);
    assert_null(args.title.en);
    assert_null(args.node);

    bind("{text: 007, number: -1e3, radius_m: 1000, nothing: 0.25, integer: -4, yes: false, decay: "
         "gaussian, texts: 1130, numbers: 7,"
         " pairs: {1: 0.5, 2: 1}, title: {nb: Kontor}, node: [1]}");
    assert_int_equal(problems.n, 0);
    assert_string_equal(args.text, "007"); /* as it is written */
    assert_float_equal(args.number, -1000, 0);
    assert_float_equal(args.bounded, 1000, 0);
    assert_float_equal(args.nothing, 0.25, 0);
    assert_int_equal(args.integer, -4);
    assert_false(args.yes);
    assert_int_equal(args.choice, 2);
    assert_int_equal(args.texts.n, 1);
    assert_string_equal(args.texts.item[0], "1130");
    assert_float_equal(args.numbers.item[0], 7, 0);
    assert_int_equal(args.pairs.n, 2);
    assert_float_equal(args.pairs.x[1], 2, 0);
    assert_float_equal(args.pairs.y[0], 0.5, 0);
    assert_string_equal(args.title.en, "Kontor");
    assert_string_equal(args.title.nb, "Kontor");
    assert_int_equal(args.node->kind, TOMT_NODE_LIST);
}

static void what_is_wrong_is_said_in_its_place(void **state)
{
    (void)state;
    assert_says("number: 1\n", 1, 1, "'text' is missing: a text that must be");
    assert_says("number: 1\ntext:\n", 2, 6, "'text' is empty: a text that must be");
    assert_says("text: x\nradius_m: 0\n", 2, 11, "'radius_m' is 0; it must be 1 to 1000 m");
    assert_float_equal(args.bounded, 100, 0); /* the default, so that reading goes on */
    assert_says("text: x\nnothing: -0.5\n", 2, 10, "'nothing' is -0.5; it must be at least 0");
    assert_says("text: x\nnumber: ten\n", 2, 9, "'number' must be a number, found 'ten'");
    assert_says("text: x\nnumber: .nan\n", 2, 9, "'number' must be a number, found '.nan'");
    assert_says("text: x\nnumber: \"10\"\n", 2, 9,
                "'number' must be a number, but \"10\" in quotes is a text; leave the quotes out");
    assert_says("text: x\nnumber: 2,5\n", 2, 9,
                "'number' must be a number, found '2,5'; write 2.5, with a point");
    assert_says("text: x\ninteger: 1.5\n", 2, 10, "'integer' must be a whole number, found '1.5'");
    assert_says("text: x\ninteger: 1e300\n", 2, 10,
                "'integer' must be a whole number, found '1e300'");
    assert_says("text: x\nyes: ja\n", 2, 6, "'yes' must be true or false, found 'ja'");
    assert_says("{text: x, number: 2,5}\n", 1, 19, "'number' is '2,5'; write 2.5, with a point");
    assert_says("{text: x, radius_m: 0,5}\n", 1, 21, /* nor that 0 is too little */
                "'radius_m' is '0,5'; write 0.5, with a point");
    assert_says("txt: x\n", 1, 1, "unknown key 'txt' (did you mean 'text'?)"); /* nor missing */
    assert_says("text: [x]\n", 1, 7, "'text' must be a text, found a list");
    assert_says("text: ''\n", 1, 7, "'text' is empty; write a text or leave the key out");
    assert_says(
        "text: x\ndecay: gausian\n", 2, 8,
        "'decay' is 'gausian', not one of step, linear, gaussian (did you mean 'gaussian'?)");
    assert_says("text: x\ndecay: {a: 1}\n", 2, 8,
                "'decay' is keys and values; it must be one of step, linear, gaussian");
    assert_says("text: x\ntexts: [a, [b]]\n", 2, 12,
                "'texts' must be a list of texts, found a list");
    assert_says("text: x\nnumbers: [1, 11]\n", 2, 14, "'numbers' is 11; it must be 0 to 10");
    assert_says(
        "text: x\npairs: [[1, 0], [2]]\n", 2, 17,
        "'pairs' (point 2) must be pairs of numbers, [[x, y], ...] or {x: y, ...}, found a list");
    assert_says("text: x\npairs: [[1, 2]]\n", 2, 13,
                "'pairs' (point 1, second number) is 2; it must be 0 to 1");
    assert_says("text: x\ntitle: {en: a, se: b}\n", 2, 16,
                "unknown language 'se' in 'title'; known here: en, nb");
    assert_says("text: x\nradus_m: 5\n", 2, 1, "unknown key 'radus_m' (did you mean 'radius_m'?)");
    assert_says("text: x\nradius: 5\n", 2, 1, "unknown key 'radius' (did you mean 'radius_m'?)");
    assert_says("text: x\nelsewere: 5\n", 2, 1,
                "unknown key 'elsewere' (did you mean 'elsewhere'?)");
    assert_says("text: x\ncolour: 5\n", 2, 1,
                "unknown key 'colour'; known here: number, radius_m, nothing, integer, yes, text, "
                "decay, texts, numbers, pairs, title, node, "
                "elsewhere");
    assert_says("[1, 2]\n", 1, 1, "keys and values must stand here (key: value), found a list");
    assert_says("text: x\ndecay: \"\\e[31mred\"\n", 2, 8,
                "'decay' is '?[31mred'; it must be one of step, linear, gaussian");
}

static void no_node_is_all_defaults(void **state)
{
    (void)state;
    assert_true(tomt_bind(arena, NULL, "p.yaml", 7, 3, rows, NULL, &args, &problems, &err));
    assert_int_equal(problems.n, 1);
    assert_string_equal(problems.item[0].file, "p.yaml");
    assert_int_equal(problems.item[0].line, 7);
    assert_int_equal(problems.item[0].column, 3);
    assert_float_equal(args.number, 1.5, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(defaults_and_values, start, stop),
        cmocka_unit_test_setup_teardown(what_is_wrong_is_said_in_its_place, start, stop),
        cmocka_unit_test_setup_teardown(no_node_is_all_defaults, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
