/* unit/result_alter.c: a result altered: tables put, rows replaced, tables dropped; what others
 * made stays; what is not finished leaves nothing. */
#include "result_support.h"

#include "result/alter.h"

#include <sqlite3.h>
#include <unistd.h>

static struct small small;
static char from[200], to[200];

static int start(void **state)
{
    struct tomt_error err = {0};
    if (start_results(state) != 0)
        return -1;
    small_start(&small);
    snprintf(from, sizeof from, "%s", scratch("from.gpkg"));
    snprintf(to, sizeof to, "%s", scratch("to.gpkg"));
    return small_write(&small, from, &err) ? 0 : -1;
}

static int end(void **state)
{
    tomt_arena_free(small.arena);
    return end_results(state);
}

/* The first cell of the first row, as text. */
static const char *asked(const char *path, const char *sql)
{
    static char answer[200];
    sqlite3 *db = NULL;
    sqlite3_stmt *row = NULL;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
    answer[0] = 0;
    if (sqlite3_step(row) == SQLITE_ROW && sqlite3_column_text(row, 0))
        snprintf(answer, sizeof answer, "%s", (const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    sqlite3_close(db);
    return answer;
}

static void two_rows(struct tomt_arena *arena, struct tomt_table *table, const char *name,
                     const char *a, const char *b)
{
    struct tomt_error err = {0};
    assert_true(tomt_table_start(table, arena, 2, &err));
    struct tomt_column *what = tomt_table_column(table, "what", TOMT_TEXT, &err),
                       *of = tomt_table_column(table, "of", TOMT_TEXT, &err);
    assert_true(tomt_column_put_text(what, a, &err) && tomt_column_put_text(what, b, &err));
    assert_true(tomt_column_put_text(of, name, &err) && tomt_column_put_text(of, name, &err));
    table->n_rows = 2;
}

static void rows_of_one_thing_are_replaced(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_crew crew = {.n_threads = 1};
    struct tomt_table table[3];
    two_rows(arena, &table[0], "office", "a", "b");
    two_rows(arena, &table[1], "port", "c", "d");
    two_rows(arena, &table[2], "office", "e", "f");
    struct tomt_alteration *alteration = tomt_alter_open(arena, from, to, false, &err);
    assert_non_null(alteration);
    struct tomt_result_layer layer = {.name = "thing", .title = {"Things", "Ting"}};
    const char *of[] = {"office", "port", "office"};
    for (int k = 0; k < 3; k++) {
        layer.table = &table[k];
        assert_true(tomt_alter_rows(alteration, &layer, "of", of[k], &crew, &err));
    }
    assert_true(tomt_alter_drop(alteration, "nothing_of_that_name", &err));
    const char *run_id = NULL;
    assert_true(tomt_alter_finish(alteration, "test", "text", &run_id, &err));
    tomt_arena_free(arena);
    assert_string_equal(
        asked(to, "SELECT group_concat(what, '') FROM (SELECT what FROM thing ORDER BY what)"),
        "cdef");
    assert_string_equal(asked(to, "SELECT title_nb FROM layer WHERE name = 'thing'"), "Ting");
    assert_string_equal(
        asked(to, "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'thing'"), "4");
    assert_string_equal(asked(to, "PRAGMA integrity_check"), "ok");
}

static void run_ids_follow_from_the_text(void **state)
{
    (void)state;
    char id[3][40];
    static const char *const text[] = {"weights 1", "weights 2", "weights 1"};
    for (int k = 0; k < 3; k++) {
        struct tomt_error err = {0};
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_alteration *alteration = tomt_alter_open(arena, from, to, true, &err);
        assert_true(alteration && tomt_alter_finish(alteration, "test", text[k], NULL, &err));
        tomt_arena_free(arena);
        snprintf(id[k], sizeof id[k], "%s", asked(to, "SELECT run_id FROM tomt"));
    }
    assert_string_not_equal(id[0], id[1]);
    assert_string_equal(id[0], id[2]);
    assert_string_not_equal(id[0], asked(from, "SELECT run_id FROM tomt"));
    assert_int_equal(strlen(id[0]), 16);
}

static void what_is_not_finished_leaves_nothing(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    const char *target = scratch("never.gpkg");
    struct tomt_alteration *alteration = tomt_alter_open(arena, from, target, false, &err);
    assert_non_null(alteration);
    assert_true(tomt_gpkg_sql(tomt_alter_gpkg(alteration), "DELETE FROM site", &err));
    tomt_arena_free(arena);
    assert_int_not_equal(access(target, F_OK), 0);
    assert_string_equal(asked(from, "SELECT count(*) FROM site"), "3");
    char part[300];
    snprintf(part, sizeof part, "%s.%ld.part", target, (long)getpid());
    assert_int_not_equal(access(part, F_OK), 0);
}

static void a_table_of_others_is_not_replaced(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_crew crew = {.n_threads = 1};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_table table;
    two_rows(arena, &table, "x", "a", "b");
    struct tomt_alteration *alteration = tomt_alter_open(arena, from, to, true, &err);
    assert_non_null(alteration);
    assert_true(tomt_gpkg_sql(tomt_alter_gpkg(alteration), "CREATE TABLE mine (note TEXT)", &err));
    struct tomt_result_layer layer = {.name = "mine", .title = {"Mine", "Min"}, .table = &table};
    assert_false(tomt_alter_put(alteration, &layer, &crew, &err));
    assert_int_equal(err.code, TOMT_OUTPUT);
    tomt_error_clear(&err);
    assert_false(tomt_alter_rows(alteration, &layer, "of", "x", &crew, &err));
    assert_int_equal(err.code, TOMT_OUTPUT);
    tomt_arena_free(arena);
}

/* Rows with geometry can be moved by SQL alone; R-tree and count follow, and what somebody wrote as
 * a trigger does not happen, though it stays in the file. */
static void rows_with_geometry_move_by_sql(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    const char *armed = scratch("armed.gpkg");
    char command[600];
    sqlite3 *db = NULL;
    snprintf(command, sizeof command, "cp '%s' '%s'", from, armed);
    assert_int_equal(system(command), 0);
    assert_int_equal(sqlite3_open(armed, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(
            db,
            "CREATE TRIGGER rtree_site_geom_more AFTER INSERT ON site BEGIN DELETE FROM site; END;"
            "CREATE TRIGGER more AFTER UPDATE ON tomt BEGIN DELETE FROM site; END;"
            "CREATE TRIGGER most AFTER INSERT ON provenance BEGIN DELETE FROM site; END",
            NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    struct tomt_alteration *alteration = tomt_alter_open(arena, armed, to, true, &err);
    assert_non_null(alteration);
    assert_true(tomt_gpkg_sql(tomt_alter_gpkg(alteration),
                              "INSERT INTO site (geom, site_id) SELECT geom, 'copy' FROM site "
                              "WHERE fid = 1; DELETE FROM site WHERE fid = 2",
                              &err));
    assert_true(tomt_alter_finish(alteration, "test", "geometry", NULL, &err));
    tomt_arena_free(arena);
    assert_string_equal(asked(to, "SELECT count(*) FROM rtree_site_geom"), "3");
    assert_string_equal(
        asked(to, "SELECT count(*) FROM rtree_site_geom AS a, rtree_site_geom AS b WHERE a.id = 1 "
                  "AND b.id = 4 AND a.minx = b.minx AND a.maxy = b.maxy"),
        "1");
    assert_string_equal(asked(to, "SELECT rtreecheck('rtree_site_geom')"), "ok");
    assert_string_equal(asked(to, "SELECT count(*) FROM site"), "3");
    assert_string_equal(
        asked(to, "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'site'"), "3");
    assert_string_equal(
        asked(to, "SELECT count(*) FROM sqlite_schema WHERE name IN ('more', 'most')"), "2");
}

static void targets_are_checked(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    assert_null(tomt_alter_open(arena, scratch("none.gpkg"), to, true, &err));
    assert_int_equal(err.code, TOMT_DATA);
    tomt_error_clear(&err);
    assert_null(tomt_alter_open(arena, from, "/nonexistent/x.gpkg", true, &err));
    assert_int_equal(err.code, TOMT_OUTPUT);
    tomt_error_clear(&err);
    FILE *file = fopen(to, "w");
    fclose(file);
    assert_null(tomt_alter_open(arena, from, to, false, &err));
    assert_int_equal(err.code, TOMT_OUTPUT);
    tomt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_of_one_thing_are_replaced, start, end),
        cmocka_unit_test_setup_teardown(run_ids_follow_from_the_text, start, end),
        cmocka_unit_test_setup_teardown(what_is_not_finished_leaves_nothing, start, end),
        cmocka_unit_test_setup_teardown(a_table_of_others_is_not_replaced, start, end),
        cmocka_unit_test_setup_teardown(rows_with_geometry_move_by_sql, start, end),
        cmocka_unit_test_setup_teardown(targets_are_checked, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
