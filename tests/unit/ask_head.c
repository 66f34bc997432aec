/* Heads of questions: what each line becomes, and what is refused, with its line. Shipped questions
 * are whole. */
#include "ask/inside.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool read_text(struct tomt_arena *arena, const char *text, struct tomt_question *question,
                      struct tomt_error *err)
{
    return tomt_question_read(arena, "q", "q.sql", text, strlen(text), question, err);
}

static void whole_head(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_question q;
    struct tomt_arena *arena = tomt_arena_new(&err);
    assert_true(read_text(
        arena,
        "-- title: One | En\r\n--help: a | b\n-- help: c\n\n-- A comment: with a colon in it\n"
        "-- param: n integer = 3 from 1 to 9 -- many | mange\n-- param: kind text choices a|b|c -- "
        "k\n"
        "-- param: site site required -- s\n-- needs: zone\n-- needs: site.use\n-- internal: yes\n"
        "-- column: x m2 BRA -- Area | Areal\n-- column: y -- Why\n-- note: n | m\nSELECT 1 -- "
        "rest\n",
        &q, &err));
    assert_string_equal(q.title.en, "One");
    assert_string_equal(q.title.nb, "En");
    assert_string_equal(q.help.en, "a\nc");
    assert_string_equal(q.help.nb, "b\nc");
    assert_int_equal(q.n_params, 3);
    assert_string_equal(q.param[0].fallback, "3");
    assert_true(q.param[0].min == 1 && q.param[0].max == 9);
    assert_string_equal(q.param[0].help.nb, "mange");
    assert_string_equal(q.param[1].choice[2], "c");
    assert_null(q.param[1].choice[3]);
    assert_true(isinf(q.param[1].min) && q.param[2].required && q.param[2].type == TOMT_ASK_SITE);
    assert_int_equal(q.n_needs, 2);
    assert_string_equal(q.need[1], "site.use");
    assert_true(q.internal);
    assert_string_equal(q.column[0].unit, "m2 BRA");
    assert_string_equal(q.column[1].unit, "");
    assert_string_equal(q.sql, "SELECT 1 -- rest\n");
    tomt_arena_free(arena);
}

static void bad_heads(void **state)
{
    (void)state;
    static const char *const bad[][2] = {
        {"", "q.sql:0"},
        {"SELECT 1", "there is no title"},
        {"-- title: x\n", "no statement"},
        {"-- title: x\n-- title: y\nSELECT 1", "q.sql:2: there are two titles"},
        {"-- title:  | y\nSELECT 1", "q.sql:1"},
        {"-- title: x\n-- parm: y\nSELECT 1", "q.sql:2: unknown key"},
        {"-- title: x\n-- param: a text\nSELECT 1", "q.sql:2: a parameter has no help"},
        {"-- title: x\n-- param: A text -- h\nSELECT 1", "q.sql:2: a parameter's name"},
        {"-- title: x\n-- param: a -- h\nSELECT 1", "q.sql:2: a type is"},
        {"-- title: x\n-- param: lang text -- h\nSELECT 1", "option of its own"},
        {"-- title: x\n-- param: a text = -- h\nSELECT 1", "a default is missing"},
        {"-- title: x\n-- param: a text required = 3 -- h\nSELECT 1", "has no default"},
        {"-- title: x\n-- param: a number from x -- h\nSELECT 1", "from and to take a number"},
        {"-- title: x\n-- param: a number from nan -- h\nSELECT 1", "from and to take a number"},
        {"-- title: x\n-- param: a text chioces b -- h\nSELECT 1", "not required"},
        {"-- title: x\n-- internal: perhaps\nSELECT 1", "internal is yes or no"},
        {"-- title: x\n-- column: a m2\nSELECT 1", "a column has no title"},
        {"-- title: x\n-- needs:\nSELECT 1", "needs: TABLE"},
        {"-- title: \xff\nSELECT 1", "not UTF-8"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct tomt_error err = {0};
        struct tomt_question q;
        struct tomt_arena *arena = tomt_arena_new(&err);
        assert_false(read_text(arena, bad[i][0], &q, &err));
        assert_int_equal(err.code, TOMT_DATA);
        assert_non_null(strstr(err.text, bad[i][1]));
        tomt_arena_free(arena);
    }
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    static const char text[] = "-- title: One | En\n-- help: a | b\n-- param: n text = 3 choices "
                               "a|b -- many | mange\n-- needs: zone\n"
                               "-- column: x m2 -- Area | Areal\n-- note: n | m\nSELECT 1\n";
    bool good = false;
    for (uint64_t n = 1; n < 200 && !good; n++) {
        struct tomt_error err = {0};
        struct tomt_question q;
        struct tomt_arena *arena = tomt_arena_new(&err);
        tomt_allocation_fail_at(n);
        good = read_text(arena, text, &q, &err);
        tomt_allocation_fail_at(0);
        assert_true(good || err.code == TOMT_MEMORY);
        tomt_arena_free(arena);
    }
    assert_true(good);
}

static void shipped(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_question *q;
    size_t n;
    struct tomt_arena *arena = tomt_arena_new(&err);
    assert_true(tomt_questions_read(arena, NULL, 0, &q, &n, &err));
    assert_int_equal(n, 14);
    for (size_t i = 0; i < n; i++) {
        assert_null(q[i].file);
        assert_true(i == 0 || strcmp(q[i - 1].name, q[i].name) < 0);
        assert_true(q[i].help.en && q[i].help.nb && q[i].note.nb);
        assert_string_not_equal(q[i].title.en, q[i].title.nb);
        assert_true(q[i].internal == !strcmp(q[i].name, "purchase-candidates"));
        for (size_t k = 0; k < q[i].n_params; k++)
            assert_string_not_equal(q[i].param[k].help.en, q[i].param[k].help.nb);
    }
    const char *folder = "/nonexistent/questions";
    assert_false(tomt_questions_read(arena, &folder, 1, &q, &n, &err));
    assert_int_equal(err.code, TOMT_USAGE);
    tomt_arena_free(arena);
}

/* Ours is found by bsearch: every function that is used must be found, and what reads or writes
 * files must not. */
static void functions(void **state)
{
    (void)state;
    static const char *const yes[] = {"->",
                                      "->>",
                                      "abs",
                                      "ST_Area",
                                      "st_within",
                                      "MakePoint",
                                      "json_extract",
                                      "upper",
                                      "y",
                                      "x",
                                      "group_concat",
                                      "row_number",
                                      "like",
                                      "max",
                                      "ST_X",
                                      "ST_SRID",
                                      "strftime",
                                      "st_geomfromtext",
                                      "st_buffer",
                                      "iif",
                                      "json",
                                      "json_array_length",
                                      "rank",
                                      "pi",
                                      "within",
                                      "unixepoch",
                                      "log2",
                                      "ln",
                                      "lead"};
    static const char *const no[] = {"load_extension",
                                     "readfile",
                                     "writefile",
                                     "BlobFromFile",
                                     "BlobToFile",
                                     "XB_LoadXML",
                                     "ExportSHP",
                                     "ImportSHP",
                                     "ImportDBF",
                                     "eval",
                                     "zeroblob",
                                     "randomblob",
                                     "fts3_tokenizer",
                                     "rtreenode",
                                     "rtreecheck",
                                     "ST_MakeValid",
                                     "SquareGrid",
                                     "ST_Segmentize",
                                     "EnableGpkgMode",
                                     "sqlite_compileoption_get",
                                     "",
                                     "st_",
                                     "ST_Transform",
                                     "AutoFDOStart",
                                     "InitSpatialMetadata",
                                     "DropTable",
                                     "ElementaryGeometries",
                                     "SetLogfile",
                                     "SqlProc_FromFile",
                                     "PROJ_SetDatabasePath"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        assert_true(tomt_ask_allows(yes[i]));
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        assert_false(tomt_ask_allows(no[i]));
    assert_false(tomt_ask_allows(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(whole_head), cmocka_unit_test(bad_heads),
                                       cmocka_unit_test(every_allocation_may_fail),
                                       cmocka_unit_test(shipped), cmocka_unit_test(functions)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
