/* YAML as it comes: what is refused, and where the message points. */
#include "project/bind.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct tomt_arena *arena;
static struct tomt_problems problems;
static struct tomt_error err;

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

static struct tomt_node *parse(const char *text, size_t n)
{
    return tomt_yaml_parse(arena, "a.yaml", text, n, &problems, &err);
}

static void assert_refused(const char *text, size_t n, int line, int column, const char *begins)
{
    tomt_problems_start(&problems, arena); /* each text is a file of its own */
    err = (struct tomt_error){0};
    assert_null(parse(text, n));
    assert_int_equal(err.code, TOMT_PROJECT);
    assert_int_equal(problems.n, 1);
    const struct tomt_problem *problem = &problems.item[0];
    assert_string_equal(problem->file, "a.yaml");
    assert_int_equal(problem->line, line);
    assert_int_equal(problem->column, column);
    assert_null(strstr(err.text, problem->text)); /* said once */
    if (strncmp(problem->text, begins, strlen(begins)) != 0)
        fail_msg("'%s' does not begin with '%s'", problem->text, begins);
}

static void nodes_know_where_they_stand(void **state)
{
    (void)state;
    static const char text[] = "\xEF\xBB\xBF# a mark of byte order before\n"
                               "navn: Strømsø  # two bytes each for ø\n"
                               "øst: {x: \"3301\", y: [1, ~, '']}\n";
    struct tomt_node *root = parse(text, sizeof text - 1);
    assert_non_null(root);
    assert_int_equal(root->kind, TOMT_NODE_MAP);
    assert_int_equal(root->n, 2);
    assert_int_equal(root->line, 2);
    assert_int_equal(root->column, 1);
    const struct tomt_node *name = tomt_node_find(root, "navn"),
                           *east = tomt_node_find(root, "øst");
    assert_string_equal(name->text, "Strømsø");
    assert_false(name->quoted);
    assert_int_equal(name->column, 7);
    const struct tomt_node *x = tomt_node_find(east, "x"), *y = tomt_node_find(east, "y");
    assert_int_equal(x->line, 3);
    assert_int_equal(x->column, 10); /* øst: {x: " -> characters, not bytes */
    assert_true(x->quoted);
    assert_int_equal(y->kind, TOMT_NODE_LIST);
    assert_int_equal(y->n, 3);
    assert_false(tomt_node_is_empty(y->item[0]));
    assert_true(tomt_node_is_empty(y->item[1]));
    assert_false(tomt_node_is_empty(y->item[2])); /* an empty text is a text */
    assert_true(tomt_node_is_empty(NULL));
    assert_null(tomt_node_find(root, "x"));
    assert_null(tomt_node_find(NULL, "x"));
    assert_null(tomt_node_find(y, "x"));
}

static void what_is_refused(void **state)
{
    (void)state;
    assert_refused("", 0, 1, 1, "the file is empty");
    assert_refused("# only a comment\n", 17, 1, 1, "the file is empty");
    assert_refused("---\n", 4, 1, 1, "the file is empty");
    assert_refused("a: 1\nb:\n\tc: 2\n", 14, 3, 1, "a tab: YAML is indented with blanks only");
    assert_refused("a: [1, 2\nb: 3\n", 14, 2, 2,
                   "not valid YAML: did not find expected ',' or ']'");
    assert_refused(
        "a: 'x\n", 6, 2, 1,
        "not valid YAML: found unexpected end of stream, while scanning a quoted scalar of line 1");
    assert_refused("a: br\xF8nn\n", 9, 1, 6, "not UTF-8 (byte 0xF8); save the file as UTF-8");
    assert_refused("\xFF\xFE"
                   "a\0:\0",
                   6, 1, 1, "not UTF-8 (byte 0xFF)"); /* UTF-16 */
    assert_refused("a: 1\nbb: \x01\n", 11, 2, 5,
                   "not readable as text: control characters are not allowed (0x01)");
    assert_refused("a: \"\\0\"\n", 8, 1, 4, "a NUL character");
    assert_refused("a: 1\n---\nb: 2\n", 14, 2, 1, "a second document begins here");
    assert_refused("a: !!str 1\n", 11, 1, 4, "tags (!name) are not read here");
    assert_refused("a: &x 1\n", 8, 1, 4, "anchors (&name) are not read here");
    assert_refused("a: *x\n", 6, 1, 4, "aliases (*name) are not read here");
    assert_refused("a: 1\n? [b, c]\n: 2\n", 18, 2, 3, "a key must be a word");
    static const char bomb[] =
        "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n";
    assert_refused(bomb, sizeof bomb - 1, 1, 4, "anchors (&name) are not read here");
}

static void depth_and_number_of_values_are_limited(void **state)
{
    (void)state;
    char deep[200000];
    memset(deep, '[', sizeof deep);
    assert_refused(deep, sizeof deep, 1, 33, "nested more than 32 levels deep");
    for (size_t i = 0; i < sizeof deep; i += 2)
        memcpy(deep + i, "{x", 2); /* {x{x... is no YAML, and must be found out fast */
    err = (struct tomt_error){0};
    assert_null(parse(deep, sizeof deep));
    size_t n = 450000;
    char *many = malloc(n);
    assert_non_null(many);
    many[0] = '[';
    for (size_t i = 1; i + 1 < n; i += 2)
        memcpy(many + i, "1,", 2);
    assert_refused(
        many, n - 1, 1, 400000,
        "more than 200000 values"); /* the list is the first; the n-th 1 is in column 2 n */
    free(many);
}

static void duplicate_keys_are_told_and_reading_goes_on(void **state)
{
    (void)state;
    static const char text[] = "a: 1\nb: {x: 1, y: 2, x: 3}\na: 2\na: 3\n";
    assert_non_null(parse(text, sizeof text - 1));
    assert_int_equal(problems.n, 3);
    assert_int_equal(problems.item[0].line, 2);
    assert_int_equal(problems.item[0].column, 17);
    assert_string_equal(problems.item[0].text, "key 'x' is here twice (first on line 2); keep one");
    assert_int_equal(problems.item[1].line, 3);
    assert_string_equal(problems.item[1].text, "key 'a' is here twice (first on line 1); keep one");
    assert_int_equal(problems.item[2].line, 4);
}

static void files_that_are_none(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        enum tomt_code code;
        const char *says;
    } rows[] = {
        {TOMT_TEST_DATA "/project/no-such.yaml", TOMT_DATA, "No such file or directory"},
        {TOMT_TEST_DATA "/project", TOMT_DATA, "is a directory, not a file"},
        {"/dev/zero", TOMT_DATA, "is a device or pipe, not a file"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        err = (struct tomt_error){0};
        assert_null(tomt_yaml_read(arena, rows[i].file, &problems, &err));
        assert_int_equal(err.code, rows[i].code);
        assert_non_null(strstr(err.text, rows[i].says));
        assert_non_null(strstr(err.text, rows[i].file));
    }
    char pipe[] = "/tmp/tomt-test-XXXXXX";
    assert_non_null(mkdtemp(pipe));
    char path[64];
    snprintf(path, sizeof path, "%s/pipe", pipe);
    assert_int_equal(mkfifo(path, 0600), 0);
    err = (struct tomt_error){0};
    assert_null(tomt_yaml_read(arena, path, &problems, &err)); /* and does not wait for a writer */
    assert_non_null(strstr(err.text, "device or pipe"));
    unlink(path);
    rmdir(pipe);
    assert_int_equal(problems.n, 0);
}

static void seventeen_megabytes_are_too_many(void **state)
{
    (void)state;
    char path[] = "/tmp/tomt-test-XXXXXX";
    int handle = mkstemp(path);
    assert_true(handle >= 0);
    assert_int_equal(ftruncate(handle, 17 << 20), 0);
    close(handle);
    assert_null(tomt_yaml_read(arena, path, &problems, &err));
    unlink(path);
    assert_int_equal(err.code, TOMT_PROJECT);
    assert_non_null(strstr(err.text, "has 17.0 MB; a project file or profile has at most 16 MB"));
    size_t n = 17 << 20;
    char *bytes = malloc(n);
    assert_non_null(bytes);
    memset(bytes, ' ', n);
    err = (struct tomt_error){0};
    assert_null(parse(bytes, n));
    assert_int_equal(err.code, TOMT_PROJECT);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nodes_know_where_they_stand, start, stop),
        cmocka_unit_test_setup_teardown(what_is_refused, start, stop),
        cmocka_unit_test_setup_teardown(depth_and_number_of_values_are_limited, start, stop),
        cmocka_unit_test_setup_teardown(duplicate_keys_are_told_and_reading_goes_on, start, stop),
        cmocka_unit_test_setup_teardown(files_that_are_none, start, stop),
        cmocka_unit_test_setup_teardown(seventeen_megabytes_are_too_many, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
