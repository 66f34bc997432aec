/* unit/result_table.c: a table of a result read back: what was written, nulls and all; errors of
 * files that are no result, of another version, or damaged. */
#include "result_support.h"

static struct small small;
static const char *path;

static int start(void **state)
{
    struct tomt_error err = {0};
    if (start_results(state) != 0)
        return -1;
    small_start(&small);
    static char kept[200];
    snprintf(kept, sizeof kept, "%s", scratch("result.gpkg"));
    path = kept;
    return small_write(&small, path, &err) ? 0 : -1;
}

static int end(void **state)
{
    tomt_arena_free(small.arena);
    return end_results(state);
}

static bool read_table(const char *file, const char *name, struct tomt_table *table, bool *found,
                       struct tomt_error *err)
{
    return tomt_result_table(small.arena, file, name, table, found, err);
}

static void expect_same(const struct tomt_table *a, const struct tomt_table *b)
{
    size_t named = 0;
    while (named < b->n_columns && b->column[named].name) /* free slots may follow */
        named++;
    assert_int_equal(a->n_columns, named);
    assert_int_equal(a->n_rows, b->n_rows);
    for (size_t c = 0; c < a->n_columns; c++) {
        const struct tomt_column *x = &a->column[c], *y = &b->column[c];
        assert_string_equal(x->name, y->name);
        assert_int_equal(x->type, y->type);
        assert_int_equal(x->n, a->n_rows);
        for (size_t row = 0; row < a->n_rows; row++) {
            assert_int_equal(tomt_column_is_null(x, row), tomt_column_is_null(y, row));
            if (tomt_column_is_null(x, row))
                continue;
            if (x->type == TOMT_TEXT)
                assert_string_equal(tomt_column_text(x, row, NULL), tomt_column_text(y, row, NULL));
            else
                assert_true(x->real[row] == y->real[row]);
        }
    }
}

static void reads_what_was_written(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_table table;
    bool found = false;
    assert_true(read_table(path, "site", &table, &found, &err));
    assert_true(found);
    expect_same(&table, &small.site); /* without fid and geom; owner has a null */
    assert_true(read_table(path, "provenance", &table, &found, &err));
    assert_true(found);
    expect_same(&table, &small.plain);
    assert_true(read_table(path, "office", &table, &found, &err)); /* a view */
    assert_true(found);
    assert_int_equal(table.n_rows, 3);
    assert_null(tomt_table_find(&table, "geom"));
    assert_int_equal(tomt_table_find(&table, "rank")->type, TOMT_INTEGER);
    assert_true(read_table(path, "tomt", &table, &found, &err));
    assert_string_equal(tomt_column_text(tomt_table_find(&table, "language"), 0, NULL), "nb");
}

static void misses_what_is_not_there(void **state)
{
    (void)state;
    static const char *const name[] = {"sites", "", "site\"; DROP TABLE site; --", "?1", "fid"};
    for (size_t k = 0; k < sizeof name / sizeof *name; k++) {
        struct tomt_error err = {0};
        struct tomt_table table;
        bool found = true;
        assert_true(read_table(path, name[k], &table, &found, &err));
        assert_false(found);
        assert_int_equal(table.n_rows + table.n_columns, 0);
    }
}

/* A copy changed by SQL, and what reading its table says. */
static void expect_refusal(const char *sql, const char *name, const char *wanted)
{
    struct tomt_error err = {0};
    struct tomt_table table;
    bool found = false;
    const char *copy = scratch("changed.gpkg");
    char command[500];
    sqlite3 *db = NULL;
    snprintf(command, sizeof command, "cp '%s' '%s'", path, copy);
    assert_int_equal(system(command), 0);
    assert_int_equal(sqlite3_open(copy, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "DROP TRIGGER IF EXISTS trigger_update_feature_count_site",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_close(db);
    assert_false(read_table(copy, name, &table, &found, &err));
    assert_int_equal(err.code, TOMT_DATA);
    if (!strstr(err.text, wanted))
        fail_msg("'%s' does not say '%s'", err.text, wanted);
}

static void refuses_what_is_no_result(void **state)
{
    (void)state;
    expect_refusal("UPDATE tomt SET schema_version = '99.0'", "provenance", "use the newer tomt");
    expect_refusal("UPDATE tomt SET schema_version = '-5.0'", "provenance",
                   "run the project again");
    expect_refusal("DELETE FROM tomt", "provenance", "not a whole result");
    expect_refusal("DROP TABLE tomt", "provenance", "is not a result of tomt");
    expect_refusal("PRAGMA foreign_keys = OFF; DROP TABLE gpkg_geometry_columns", "provenance",
                   "table 'provenance'");
    expect_refusal("UPDATE provenance SET note = x'00ff'", "provenance",
                   "holds something else than it declares");
    expect_refusal("CREATE TABLE odd (fid INTEGER PRIMARY KEY, n REAL); INSERT INTO odd VALUES "
                   "(1, 2), (2, 'many')",
                   "odd", "in row 2");
}

static void refuses_what_is_damaged(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_table table;
    bool found = false;
    const char *file = scratch("damaged.gpkg");
    FILE *out = fopen(file, "wb");
    for (int i = 0; i < 5000; i++)
        fputc(i & 255, out);
    fclose(out);
    assert_false(read_table(file, "site", &table, &found, &err));
    assert_int_equal(err.code, TOMT_DATA);
    assert_non_null(strstr(err.text, "is no GeoPackage or is damaged"));
    err = (struct tomt_error){0};
    assert_false(read_table(scratch("none.gpkg"), "site", &table, &found, &err));
    assert_non_null(strstr(err.text, "does not exist"));
}

static void survives_without_memory(void **state)
{
    (void)state;
    bool done = false;
    for (uint64_t at = 1; !done && at < 1000; at++) {
        struct tomt_error err = {0};
        struct tomt_table table;
        bool found = false;
        struct tomt_arena *arena = tomt_arena_new(&err);
        tomt_allocation_fail_at(at);
        done = tomt_result_table(arena, path, "site", &table, &found, &err);
        tomt_allocation_fail_at(0);
        assert_true(done || err.code == TOMT_MEMORY);
        tomt_arena_free(arena);
    }
    assert_true(done);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_was_written),    cmocka_unit_test(misses_what_is_not_there),
        cmocka_unit_test(refuses_what_is_no_result), cmocka_unit_test(refuses_what_is_damaged),
        cmocka_unit_test(survives_without_memory),
    };
    return cmocka_run_group_tests(tests, start, end);
}
