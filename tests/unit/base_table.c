/* Columns of text: what is read is what was added, whether each distinct text is kept once or each
 * row has its own. */
#include "base/table.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* What row `row` of a made-up column holds: `kinds` different texts, every tenth row null (if
 * nulls); text 0 is empty, some are long. NULL: null. */
static const char *made(size_t row, size_t kinds, bool nulls, char text[64])
{
    size_t kind = row * 2654435761u % kinds;
    if (nulls && row % 10 == 9)
        return NULL;
    if (kind == 0)
        return "";
    snprintf(text, 64, "%zu%s", kind, kind % 3 ? "" : " and some more, with \xC3\xB8 in it");
    return text;
}

static bool fill(struct tomt_column *column, size_t n, size_t kinds, bool nulls,
                 struct tomt_error *err)
{
    char text[64];
    for (size_t row = column->n; row < n; row++)
        if (!tomt_column_put_text(column, made(row, kinds, nulls, text), err))
            return false;
    return true;
}

static void assert_row(const struct tomt_column *column, size_t at, const char *expected)
{
    size_t n = 77;
    const char *found = tomt_column_text(column, at, &n);
    assert_int_equal(tomt_column_is_null(column, at), expected == NULL);
    if (!expected) {
        assert_null(found);
        assert_int_equal(n, 0);
        return;
    }
    assert_non_null(found);
    assert_string_equal(found, expected);
    assert_int_equal(n, strlen(expected));
}

static void assert_made(const struct tomt_column *column, size_t n, size_t kinds, bool nulls)
{
    char text[64];
    assert_int_equal(column->n, n);
    for (size_t row = 0; row < n; row++)
        assert_row(column, row, made(row, kinds, nulls, text));
}

struct room {
    struct tomt_arena *arena;
    struct tomt_error err;
    struct tomt_table table;
    struct tomt_column *column;
};

static int open_room(void **state)
{
    static struct room room;
    room = (struct room){0};
    room.arena = tomt_arena_new(&room.err);
    assert_true(tomt_table_start(&room.table, room.arena, 2, &room.err));
    room.column = tomt_table_column(&room.table, "t", TOMT_TEXT, &room.err);
    assert_non_null(room.column);
    *state = &room;
    return 0;
}
static int close_room(void **state)
{
    struct room *room = *state;
    tomt_texts_far_from(0);
    tomt_allocation_fail_at(0);
    tomt_arena_free(room->arena);
    return 0;
}

static void few_texts_are_kept_once(void **state)
{
    struct room *room = *state;
    const size_t n = 200000;
    assert_true(fill(room->column, n, 199, true, &room->err));
    assert_made(room->column, n, 199, true);
    assert_int_equal(room->column->n_null, n / 10);
    const struct tomt_column_texts *texts = &room->column->text;
    assert_false(texts->apart);
    assert_int_equal(texts->n, 199); /* "", "1" to "198" */
    assert_int_equal(texts->width, 1);
}

/* 256 numbers fit one byte, 65536 two: the 257th and the 65537th text make the numbers of all rows
 * before wider. */
static void numbers_grow_wider(void **state)
{
    struct room *room = *state;
    char text[32];
    static const size_t step[] = {255, 256, 257, 65535, 65536, 65537};
    static const uint8_t width[] = {1, 1, 2, 2, 2, 4};
    size_t next = 0;
    for (size_t k = 0; k < 6; k++) {
        for (; next < step[k]; next++) /* each eight times, so that sharing pays */
            for (int again = 0; again < 8; again++) {
                snprintf(text, sizeof text, "number %zu", next);
                assert_true(tomt_column_put_text(room->column, text, &room->err));
            }
        assert_int_equal(room->column->text.width, width[k]);
        assert_int_equal(room->column->text.n, step[k]);
    }
    for (size_t row = 0; row < room->column->n; row++) {
        snprintf(text, sizeof text, "number %zu", row / 8);
        assert_row(room->column, row, text);
    }
}

static void many_texts_are_kept_a_row(void **state)
{
    struct room *room = *state;
    assert_true(fill(room->column, 16384, SIZE_MAX, true, &room->err));
    assert_false(room->column->text.apart); /* not yet looked */
    assert_true(fill(room->column, 16385, SIZE_MAX, true, &room->err));
    assert_true(room->column->text.apart);
    assert_null(room->column->text.of);
    assert_null(room->column->text.slot);
    assert_made(room->column, 16385, SIZE_MAX, true);
    assert_true(fill(room->column, 100000, SIZE_MAX, true, &room->err));
    assert_made(room->column, 100000, SIZE_MAX, true);
}

/* Codes at first, then nothing comes twice: the look at a later doubling sees it. */
static void sharing_ends_when_it_no_longer_pays(void **state)
{
    struct room *room = *state;
    char text[32];
    const size_t n_codes = 40000, n = 300000;
    for (size_t row = 0; row < n; row++) {
        snprintf(text, sizeof text, row < n_codes ? "%zu" : "firm %zu",
                 row < n_codes ? row % 50 : row);
        assert_true(tomt_column_put_text(room->column, text, &room->err));
        if (row == n_codes)
            assert_false(room->column->text.apart);
    }
    assert_true(room->column->text.apart);
    for (size_t row = 0; row < n; row++) {
        snprintf(text, sizeof text, row < n_codes ? "%zu" : "firm %zu",
                 row < n_codes ? row % 50 : row);
        assert_row(room->column, row, text);
    }
}

/* A zero byte inside a text is a byte like others: length and bytes tell such texts apart. */
static void texts_may_hold_zero_bytes(void **state)
{
    struct room *room = *state;
    size_t n;
    assert_true(tomt_column_add_text(room->column, "a\0b", 3, &room->err));
    assert_true(tomt_column_add_text(room->column, "a\0c", 3, &room->err));
    assert_true(tomt_column_add_text(room->column, "a", 1, &room->err));
    assert_true(
        tomt_column_add_text(room->column, NULL, 0, &room->err)); /* no bytes are an empty text */
    assert_true(tomt_column_add_text(room->column, "a\0b", 3, &room->err));
    assert_int_equal(room->column->text.n, 4);
    assert_memory_equal(tomt_column_text(room->column, 1, &n), "a\0c", 4);
    assert_int_equal(n, 3);
    assert_memory_equal(tomt_column_text(room->column, 4, &n), "a\0b", 4);
    assert_row(room->column, 2, "a");
    assert_row(room->column, 3, "");
}

static void only_nulls(void **state)
{
    struct room *room = *state;
    for (size_t row = 0; row < 50000; row++)
        assert_true(tomt_column_add_null(room->column, &room->err));
    assert_row(room->column, 0, NULL);
    assert_row(room->column, 49999, NULL);
    assert_true(tomt_column_put_text(room->column, "x", &room->err));
    assert_row(room->column, 50000, "x");
    assert_row(room->column, 49999, NULL);
}

/* Every third row stays, in both ways of keeping; then more rows come. */
static void rows_are_kept(void **state)
{
    struct room *room = *state;
    static const size_t kinds[] = {300, SIZE_MAX};
    const size_t n = 60000;
    char text[64];
    for (int k = 0; k < 2; k++) {
        tomt_column_clear(room->column);
        assert_int_equal(room->column->n, 0);
        assert_true(fill(room->column, n, kinds[k], true, &room->err));
        assert_int_equal(room->column->text.apart, k);
        uint8_t *keep = tomt_arena_block(room->arena, NULL, n, &room->err);
        size_t n_kept = 0, n_null = 0;
        for (size_t row = 0; row < n; row++) {
            keep[row] = row % 3 == 0;
            n_kept += keep[row];
            n_null += keep[row] && row % 10 == 9;
        }
        room->table.n_rows = n;
        assert_true(tomt_table_keep(&room->table, keep, &room->err));
        assert_int_equal(room->table.n_rows, n_kept);
        assert_int_equal(room->column->n, n_kept);
        assert_int_equal(room->column->n_null, n_null);
        assert_true(tomt_column_put_text(room->column, "new", &room->err));
        assert_true(
            tomt_column_put_text(room->column, "3 and some more, with \xC3\xB8 in it", &room->err));
        for (size_t row = 0; row < n_kept; row++)
            assert_row(room->column, row, made(row * 3, kinds[k], true, text));
        assert_row(room->column, n_kept, "new");
        assert_row(room->column, n_kept + 1, "3 and some more, with \xC3\xB8 in it");
        memset(keep, 0, n);
        room->table.n_rows = room->column->n;
        assert_true(tomt_table_keep(&room->table, keep, &room->err)); /* none */
        assert_int_equal(room->column->n, 0);
        assert_true(tomt_column_put_text(room->column, "again", &room->err));
        assert_row(room->column, 0, "again");
    }
}

static void cells_are_copied(void **state)
{
    struct room *room = *state;
    struct tomt_column *to = tomt_table_column(&room->table, "to", TOMT_TEXT, &room->err);
    static const size_t kinds[] = {30, SIZE_MAX};
    for (int k = 0; k < 2; k++) {
        tomt_column_clear(room->column);
        tomt_column_clear(to);
        assert_true(fill(room->column, 40000, kinds[k], true, &room->err));
        for (size_t row = 0; row < 40000; row++)
            assert_true(tomt_column_copy_cell(to, room->column, row, &room->err));
        assert_made(to, 40000, kinds[k], true);
    }
}

/* Ends of 8 bytes from 4 GiB on; here from 1000 bytes on, with few texts (the distinct ones alone)
 * and with many. */
static void ends_go_far(void **state)
{
    struct room *room = *state;
    tomt_texts_far_from(1000);
    assert_true(fill(room->column, 30000, 400, true, &room->err));
    assert_non_null(room->column->text.far_end);
    assert_false(room->column->text.apart);
    assert_made(room->column, 30000, 400, true);
    tomt_column_clear(room->column);
    assert_true(fill(room->column, 40000, SIZE_MAX, true, &room->err));
    assert_non_null(room->column->text.far_end);
    assert_null(room->column->text.end);
    assert_true(room->column->text.apart);
    assert_made(room->column, 40000, SIZE_MAX, true);
    /* Apart first, far then: about 12 bytes a row, so at some 17000 rows. */
    tomt_texts_far_from(200000);
    tomt_column_clear(room->column);
    assert_true(fill(room->column, 60000, SIZE_MAX, false, &room->err));
    assert_non_null(room->column->text.far_end);
    assert_made(room->column, 60000, SIZE_MAX, false);
    uint8_t *keep = tomt_arena_block(room->arena, NULL, 60000, &room->err);
    keep[59999] = 1;
    char text[64];
    room->table.n_rows = 60000;
    assert_true(tomt_table_keep(&room->table, keep, &room->err));
    assert_row(room->column, 0, made(59999, SIZE_MAX, false, text));
}

/* Any allocation on the way fails once: the rows before stay as they are, and adding may go on
 * afterwards. */
static void allocations_fail(void **state)
{
    struct room *room = *state;
    static const size_t kinds[] = {700, SIZE_MAX};
    for (int k = 0; k < 2; k++) {
        bool failed = true;
        for (uint64_t turn = 1; failed; turn++) {
            tomt_column_clear(room->column);
            tomt_texts_far_from(k ? 300000 : 2000);
            room->err = (struct tomt_error){0};
            tomt_allocation_fail_at(turn);
            failed = !fill(room->column, 33000, kinds[k], true, &room->err);
            tomt_allocation_fail_at(0);
            assert_int_equal(room->err.code, failed ? TOMT_MEMORY : TOMT_OK);
            assert_made(room->column, room->column->n, kinds[k], true);
            room->err = (struct tomt_error){0};
            assert_true(fill(room->column, 33000, kinds[k], true, &room->err));
            assert_made(room->column, 33000, kinds[k], true);
            assert_true(turn < 200);
        }
        assert_int_equal(room->column->text.apart, k);
    }
}

/* What the whole is for: a million rows of a register's codes take about two bytes each, not
 * fifteen. */
static void a_code_takes_few_bytes(void **state)
{
    struct room *room = *state;
    char text[64];
    const size_t n = 1000000;
    for (size_t row = 0; row < n; row++) {
        snprintf(text, sizeof text, "%02zu.%03zu", row * 7919 % 800 / 10, row * 7919 % 800);
        assert_true(tomt_column_put_text(room->column, text, &room->err));
    }
    const struct tomt_column_texts *texts = &room->column->text;
    assert_false(texts->apart);
    assert_int_equal(texts->width, 2);
    assert_int_equal(texts->n, 800);
    assert_int_equal(texts->n_bytes, 800 * 7);
    assert_true(texts->n_slots <= 4096);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(few_texts_are_kept_once, open_room, close_room),
        cmocka_unit_test_setup_teardown(numbers_grow_wider, open_room, close_room),
        cmocka_unit_test_setup_teardown(many_texts_are_kept_a_row, open_room, close_room),
        cmocka_unit_test_setup_teardown(sharing_ends_when_it_no_longer_pays, open_room, close_room),
        cmocka_unit_test_setup_teardown(texts_may_hold_zero_bytes, open_room, close_room),
        cmocka_unit_test_setup_teardown(only_nulls, open_room, close_room),
        cmocka_unit_test_setup_teardown(rows_are_kept, open_room, close_room),
        cmocka_unit_test_setup_teardown(cells_are_copied, open_room, close_room),
        cmocka_unit_test_setup_teardown(ends_go_far, open_room, close_room),
        cmocka_unit_test_setup_teardown(allocations_fail, open_room, close_room),
        cmocka_unit_test_setup_teardown(a_code_takes_few_bytes, open_room, close_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
