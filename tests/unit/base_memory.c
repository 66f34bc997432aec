/* The error chain, the arena and the columns. */
#include "base/problems.h"
#include "base/table.h"

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void error_keeps_the_first_and_adds_in_front(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    assert_false(tomt_fail(&err, TOMT_DATA, "no column '%s'", "use"));
    assert_false(tomt_fail(&err, TOMT_MEMORY, "later"));
    assert_false(tomt_while(&err, "reading layer '%s'", "zones"));
    assert_int_equal(err.code, TOMT_DATA);
    assert_string_equal(err.text, "reading layer 'zones': no column 'use'");
    assert_int_equal(err.used, strlen(err.text));
    tomt_while(&err, "%s", err.text); /* its own text as argument */
    assert_string_equal(
        err.text, "reading layer 'zones': no column 'use': reading layer 'zones': no column 'use'");
    assert_false(tomt_fail(NULL, TOMT_DATA, "nobody listens"));
    assert_null(tomt_code_help((enum tomt_code)(TOMT_NOT_FOUND + 1)));
    assert_string_equal(tomt_code_help(TOMT_OK), "done");
}

static void error_that_is_too_long_is_cut_between_characters(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    char text[2000];
    memset(text, 'x', sizeof text);
    memcpy(text + 1597, "\xE2\x82\xAC",
           3); /* would end after 1 of 3 bytes at 1598; 1599 bytes fit */
    text[1999] = '\0';
    tomt_fail(&err, TOMT_DATA, "%s", text);
    assert_int_equal(err.used, 1597);
    for (int i = 0; i < 20; i++)
        tomt_while(&err, "%s",
                   "a context of some length, again and again, until the text is full and its end "
                   "falls off");
    assert_true(err.used < sizeof err.text);
    assert_int_equal(err.used, strlen(err.text));
    assert_int_equal(memcmp(err.text, "a context", 9), 0);
}

static char order[16];
static void note(void *handle)
{
    size_t n = strlen(order);
    order[n] = *(const char *)handle;
    order[n + 1] = '\0';
}

static void arena_closes_last_in_first_out(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    order[0] = '\0';
    struct tomt_arena *parent = tomt_arena_new(&err), *child = tomt_arena_new(&err);
    assert_true(tomt_arena_defer(parent, note, "a", &err));
    assert_true(tomt_arena_defer(child, note, "c", &err));
    assert_true(tomt_arena_defer(child, note, "d", &err));
    char *childs = tomt_arena_block(child, NULL, 100, &err);
    assert_true(tomt_arena_adopt(parent, child, &err));
    childs = tomt_arena_block(parent, childs, 100000,
                              &err); /* through the parent, still in the child's ring */
    assert_int_equal(childs[99999], 0);
    assert_true(tomt_arena_defer(parent, note, "b", &err));
    tomt_arena_free(parent);
    assert_string_equal(order, "bdca");
}

static void arena_rewinds_to_a_mark(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    order[0] = '\0';
    struct tomt_arena *arena = tomt_arena_new(&err);
    char *before = tomt_arena_block(arena, NULL, 10, &err);
    char *kept = tomt_arena_copy(arena, "kept", 4, &err);
    tomt_arena_defer(arena, note, "1", &err);
    struct tomt_arena_mark mark = tomt_arena_mark(arena);
    for (int turn = 0; turn < 3; turn++) {
        order[0] = '\0';
        for (int i = 0; i < 1000; i++) {
            unsigned char *small = tomt_arena_alloc(arena, 100, &err);
            assert_int_equal((uintptr_t)small % 16, 0);
            for (int b = 0; b < 100; b++)
                assert_int_equal(small[b], 0);
            memset(small, 0xFF, 100);
        }
        tomt_arena_defer(arena, note, "2", &err);
        assert_non_null(tomt_arena_block(arena, NULL, 5000, &err));
        tomt_arena_defer(arena, note, "3", &err);
        if (turn == 1)
            tomt_arena_drop(
                arena, before); /* made before the mark, dropped after it: the mark still holds */
        tomt_arena_rewind(arena, mark);
        assert_string_equal(order, "32");
        assert_string_equal(kept, "kept");
    }
    uint64_t n = tomt_allocation_count();
    for (int i = 0; i < 1000; i++)
        assert_non_null(tomt_arena_alloc(arena, 100, &err));
    assert_int_equal(tomt_allocation_count(), n); /* chunks are used again */
    tomt_arena_free(arena);
    assert_string_equal(order, "321");
}

static void blocks_grow_zeroed_and_drop(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    unsigned char *block[100];
    for (int i = 0; i < 100; i++) {
        block[i] = tomt_arena_block(arena, NULL, 8, &err);
        memset(block[i], i, 8);
    }
    for (int i = 0; i < 100; i += 2)
        tomt_arena_drop(arena, block[i]);
    for (int i = 1; i < 100; i += 2) {
        block[i] = tomt_arena_block(arena, block[i], 4000, &err);
        assert_int_equal((uintptr_t)block[i] % 16, 0);
        assert_int_equal(block[i][7], i);
        assert_int_equal(block[i][8], 0);
        assert_int_equal(block[i][3999], 0);
    }
    assert_string_equal(tomt_arena_print(arena, &err, "%d-%s", 7, "x"), "7-x");
    char *wide = tomt_arena_print(arena, &err, "%300d", 7);
    assert_int_equal(strlen(wide), 300);
    assert_null(tomt_arena_block(arena, NULL, SIZE_MAX - 4, &err));
    assert_int_equal(err.code, TOMT_MEMORY);
    tomt_arena_drop(arena, NULL);
    tomt_arena_free(arena);
    tomt_arena_free(NULL);
}

static bool build(struct tomt_arena *arena, struct tomt_table *table, struct tomt_error *err)
{
    if (!tomt_table_start(table, arena, 3, err))
        return false;
    struct tomt_column *real = tomt_table_column(table, "r", TOMT_REAL, err);
    struct tomt_column *integer = tomt_table_column(table, "i", TOMT_INTEGER, err);
    struct tomt_column *text = tomt_table_column(table, "t", TOMT_TEXT, err);
    if (!real || !integer || !text)
        return false;
    for (int row = 0; row < 300; row++) {
        char word[] = {(char)('a' + row % 26), 'z', '\0'};
        bool done = row % 5 == 4 ? tomt_column_add_null(text, err)
                                 : tomt_column_add_text(text, word, (size_t)(row % 3), err);
        done = done && tomt_column_add_real(real, row % 7 == 6 ? NAN : row / 2.0, err);
        done = done && (row % 11 == 10 ? tomt_column_add_null(integer, err)
                                       : tomt_column_add_integer(integer, row, err));
        if (!done)
            return false;
    }
    table->n_rows = 300;
    return true;
}

static void columns_hold_numbers_texts_and_nulls(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_table table;
    assert_true(build(arena, &table, &err));
    assert_null(tomt_table_column(&table, "x", TOMT_REAL, &err));
    assert_null(tomt_table_find(&table, "x"));
    struct tomt_column *real = tomt_table_find(&table, "r"), *text = tomt_table_find(&table, "t");
    assert_int_equal(real->n_null, 42); /* 300 / 7 = 42.9: rows 6, 13, ..., 293 */
    assert_int_equal(text->n_null, 60);
    assert_true(isnan(real->real[6]) && tomt_column_is_null(real, 6));
    size_t n;
    assert_string_equal(tomt_column_text(text, 0, &n), "");
    assert_int_equal(n, 0);
    assert_string_equal(tomt_column_text(text, 2, &n), "cz");
    assert_int_equal(n, 2);
    assert_null(tomt_column_text(text, 4, &n));
    assert_string_equal(tomt_column_text(text, 299 - 1, NULL),
                        "m"); /* 298 % 26 = 12, 298 % 3 = 1 */

    uint8_t keep[300] = {0};
    keep[2] = keep[4] = keep[6] = keep[298] = 1;
    assert_true(tomt_table_keep(&table, keep, &err));
    assert_int_equal(table.n_rows, 4);
    assert_string_equal(tomt_column_text(text, 0, NULL), "cz");
    assert_null(tomt_column_text(text, 1, NULL));
    assert_string_equal(tomt_column_text(text, 2, NULL), ""); /* 6 % 3 = 0 */
    assert_string_equal(tomt_column_text(text, 3, NULL), "m");
    assert_int_equal(text->n_null, 1);
    assert_int_equal(real->n_null, 1);
    assert_true(tomt_column_is_null(real, 2));
    assert_float_equal(real->real[3], 149, 0);
    table.n_rows = 5;
    assert_false(tomt_table_keep(&table, keep, &err));
    tomt_arena_free(arena);
}

/* Every allocation of a small program fails once: an error each time, and under the address
 * sanitizer no leak. */
static void any_allocation_may_fail(void **state)
{
    (void)state;
    uint64_t turn = 1;
    for (bool done = false; !done; turn++) {
        struct tomt_error err = {0};
        struct tomt_table table;
        struct tomt_problems problems;
        tomt_allocation_fail_at(turn);
        struct tomt_arena *arena = tomt_arena_new(&err);
        order[0] = '\0';
        done = arena && tomt_arena_defer(arena, note, "x", &err) && build(arena, &table, &err);
        if (arena) {
            tomt_problems_start(&problems, arena);
            for (int i = 0; i < 40 && done; i++)
                done = tomt_problem_add(&problems, &err, TOMT_ERROR, "a.yaml", i, 1, "%600d", i);
        }
        tomt_allocation_fail_at(0);
        tomt_arena_free(arena);
        assert_int_equal(err.code, done ? TOMT_OK : TOMT_MEMORY);
        assert_string_equal(order, arena ? "x" : "");
    }
    assert_true(turn > 10);
}

static void problems_keep_their_place(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_problems problems;
    tomt_problems_start(&problems, arena);
    char file[] = "a.yaml";
    assert_true(
        tomt_problem_add(&problems, &err, TOMT_ERROR, file, 3, 5, "unknown key '%s'", "wieght"));
    file[0] = 'b';
    assert_true(tomt_problem_add(&problems, &err, TOMT_WARNING, file, 1, 1, "w"));
    assert_true(tomt_problem_add(&problems, &err, TOMT_WARNING, NULL, 0, 0, "of no file"));
    assert_int_equal(problems.n, 3);
    assert_int_equal(problems.n_errors, 1);
    assert_string_equal(problems.item[0].file, "a.yaml");
    assert_string_equal(problems.item[1].file, "b.yaml");
    assert_null(problems.item[2].file);
    assert_string_equal(problems.item[0].text, "unknown key 'wieght'");
    tomt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(error_keeps_the_first_and_adds_in_front),
        cmocka_unit_test(error_that_is_too_long_is_cut_between_characters),
        cmocka_unit_test(arena_closes_last_in_first_out),
        cmocka_unit_test(arena_rewinds_to_a_mark),
        cmocka_unit_test(blocks_grow_zeroed_and_drop),
        cmocka_unit_test(columns_hold_numbers_texts_and_nulls),
        cmocka_unit_test(any_allocation_may_fail),
        cmocka_unit_test(problems_keep_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
