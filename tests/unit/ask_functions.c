/* Functions of our own in questions: point_distance, box_distance, word, measure, instr, replace,
 * trim. Blobs by hand: OGC 12-128r17 (2.1.3); distances by Pythagoras. */
#include "ask/inside.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct bench {
    struct tomt_arena *arena;
    struct tomt_session session;
    struct tomt_ask_options asked;
    struct tomt_question question;
    struct tomt_error err;
};

static void open_bench(struct bench *bench, int language)
{
    static struct tomt_ask_word word[] = {{"said", "site", {"site", "tomt"}}};
    *bench = (struct bench){.question = {.word = word, .n_words = 1}};
    bench->arena = tomt_arena_new(&bench->err);
    assert_non_null(bench->arena);
    bench->asked.question = &bench->question;
    bench->session =
        (struct tomt_session){.arena = bench->arena, .asked = &bench->asked, .language = language};
    assert_int_equal(sqlite3_open(":memory:", &bench->session.db), SQLITE_OK);
    assert_true(tomt_ask_own(&bench->session, &bench->err));
    assert_true(tomt_ask_text(&bench->session, &bench->err));
}

static void close_bench(struct bench *bench)
{
    sqlite3_close(bench->session.db);
    tomt_arena_free(bench->arena);
}

/* SELECT `expression`; as text, "" for null, "!" for an error. */
static const char *value_of(struct bench *bench, const char *expression)
{
    char *sql = sqlite3_mprintf("SELECT %s", expression);
    sqlite3_stmt *row = NULL;
    const char *text = "!";
    if (sqlite3_prepare_v2(bench->session.db, sql, -1, &row, NULL) == SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW) {
        const char *cell = (const char *)sqlite3_column_text(row, 0);
        text =
            tomt_arena_copy(bench->arena, cell ? cell : "", cell ? strlen(cell) : 0, &bench->err);
    }
    sqlite3_finalize(row);
    sqlite3_free(sql);
    return text;
}

/* POINT (3 4) little and big endian, without and with an envelope of four numbers; x'...'. */
static const char little[] = "x'4750000164000000"
                             "0101000000"
                             "0000000000000840"
                             "0000000000001040'",
                  big[] = "x'4750000064000000"
                          "0000000001"
                          "4008000000000000"
                          "4010000000000000'",
                  enveloped[] = "x'4750000364000000"
                                "0000000000000840000000000000084000000000000010400000000000001040"
                                "0101000000"
                                "0000000000000840"
                                "0000000000001040'",
                  line[] = "x'4750000164000000"
                           "0102000000"
                           "0000000000000840"
                           "0000000000001040'";

static void distance_of(struct bench *bench, const char *blob, const char *want)
{
    char expression[400];
    snprintf(expression, sizeof expression, "point_distance(%s, 0, 0)", blob);
    assert_string_equal(value_of(bench, expression), want);
}

static void point_distances(void **state)
{
    (void)state;
    struct bench bench;
    open_bench(&bench, 0);
    distance_of(&bench, little, "5.0"); /* 3, 4, 5 */
    distance_of(&bench, big, "5.0");
    distance_of(&bench, enveloped, "5.0");
    distance_of(&bench, line, ""); /* no point */
    distance_of(&bench, "NULL", "");
    distance_of(&bench, "'GP'", "");
    assert_string_equal(value_of(&bench, "point_distance(NULL, 1, NULL)"), "");
    for (size_t n = 0; n < 29; n++) { /* every cut: in a block of just that size */
        sqlite3_stmt *row = NULL;
        uint8_t *cut = malloc(n ? n : 1);
        memcpy(cut, "GP\0\1\x64\0\0\0\1\1\0\0\0\0\0\0\0\0\0\x08\x40\0\0\0\0\0\0\x10\x40", n);
        assert_int_equal(
            sqlite3_prepare_v2(bench.session.db, "SELECT point_distance(?1, 0, 0)", -1, &row, NULL),
            SQLITE_OK);
        sqlite3_bind_blob(row, 1, cut, (int)n, SQLITE_STATIC);
        assert_int_equal(sqlite3_step(row), SQLITE_ROW);
        assert_int_equal(sqlite3_column_type(row, 0), SQLITE_NULL);
        sqlite3_finalize(row);
        free(cut);
    }
    close_bench(&bench);
}

static void box_distances(void **state)
{
    (void)state;
    struct bench bench;
    open_bench(&bench, 0);
    /* minx, maxx, miny, maxy of each: beside, below, across a corner (3, 4, 5), touching, inside */
    assert_string_equal(value_of(&bench, "box_distance(0, 1, 0, 1, 3, 4, 0, 1)"), "2.0");
    assert_string_equal(value_of(&bench, "box_distance(3, 4, 0, 1, 0, 1, 0, 1)"), "2.0");
    assert_string_equal(value_of(&bench, "box_distance(0, 1, 5, 6, 0, 1, 0, 1)"), "4.0");
    assert_string_equal(value_of(&bench, "box_distance(0, 1, 0, 1, 4, 9, 5, 9)"), "5.0");
    assert_string_equal(value_of(&bench, "box_distance(0, 1, 0, 1, 1, 2, 1, 2)"), "0.0");
    assert_string_equal(value_of(&bench, "box_distance(0, 9, 0, 9, 1, 2, 1, 2)"), "0.0");
    assert_string_equal(value_of(&bench, "box_distance(0, 9, 0, NULL, 1, 2, 1, 2)"), "");
    close_bench(&bench);
}

static void words(void **state)
{
    (void)state;
    struct bench bench;
    open_bench(&bench, 0);
    assert_string_equal(value_of(&bench, "word('said', 'site')"), "site");
    assert_string_equal(value_of(&bench, "word('reason', 'too_small')"), "Too small");
    assert_string_equal(value_of(&bench, "word('said', 'never heard')"), "never heard");
    assert_string_equal(value_of(&bench, "word('said', NULL)"), "");
    assert_string_equal(value_of(&bench, "measure(10100, 'm2 BRA')"), "10,100\xc2\xa0m² BRA");
    assert_string_equal(value_of(&bench, "measure(NULL, 'm')"), "");
    assert_string_equal(value_of(&bench, "measure('x', 'm')"), "");
    close_bench(&bench);
    open_bench(&bench, 1);
    assert_string_equal(value_of(&bench, "word('said', 'site')"), "tomt");
    assert_string_equal(value_of(&bench, "word('reason', 'too_small')"), "For liten");
    close_bench(&bench);
}

/* What SQLite says of the same, from its documentation (lang_corefunc.html). */
static void texts(void **state)
{
    (void)state;
    struct bench bench;
    open_bench(&bench, 0);
    assert_string_equal(value_of(&bench, "instr('bæåø', 'å')"), "3"); /* characters, not bytes */
    assert_string_equal(value_of(&bench, "instr('abc', 'x')"), "0");
    assert_string_equal(value_of(&bench, "instr('abc', '')"), "1");
    assert_string_equal(value_of(&bench, "instr(NULL, 'a')"), "");
    assert_string_equal(value_of(&bench, "replace('aXbX', 'X', 'øø')"), "aøøbøø");
    assert_string_equal(value_of(&bench, "replace('abc', '', 'x')"), "abc");
    assert_string_equal(value_of(&bench, "replace('aaa', 'aa', 'b')"), "ba");
    assert_string_equal(value_of(&bench, "'[' || trim('  a b ') || ']'"), "[a b]");
    assert_string_equal(value_of(&bench, "ltrim('øåaø', 'åø')"), "aø");
    assert_string_equal(value_of(&bench, "rtrim('3301-106/135-1', '0123456789')"), "3301-106/135-");
    assert_string_equal(value_of(&bench, "trim('a', printf('%.*c', 65, 'x'))"), "!");
    close_bench(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(point_distances),
                                       cmocka_unit_test(box_distances), cmocka_unit_test(words),
                                       cmocka_unit_test(texts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
