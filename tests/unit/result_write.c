/* unit/result_write.c: the door as SQLite and GDAL see it, and what a reader is told of files that
 * are no door. */
#include "result_support.h"

#include "result/fields.h"

#include <gdal.h>
#include <ogr_api.h>

static const char *write_one(const char *name)
{
    struct tomt_error err = {0};
    struct small small;
    const char *path = scratch(name);
    small_start(&small);
    small_write(&small, path, &err);
    expect_good(&err);
    tomt_arena_free(small.arena);
    return path;
}

static void test_is_sound(void **state)
{
    (void)state;
    sqlite3 *db = open_scratch(write_one("sound.gpkg"));
    assert_string_equal(ask(db, "PRAGMA integrity_check"), "ok");
    assert_string_equal(ask(db, "PRAGMA foreign_key_check"), "(none)");
    assert_string_equal(ask(db, "PRAGMA application_id"), "1196444487"); /* "GPKG" */
    assert_string_equal(ask(db, "PRAGMA user_version"), "10300");
    assert_string_equal(ask(db, "SELECT rtreecheck('rtree_site_geom')"), "ok");
    assert_string_equal(
        ask(db, "SELECT schema_version || ' ' || run_id || ' ' || language FROM tomt"),
        TOMT_SCHEMA_VERSION " run-1 nb");
    /* Everything registered exists. */
    assert_string_equal(ask(db,
                            "SELECT count(*) FROM gpkg_contents WHERE table_name NOT IN (SELECT "
                            "name FROM sqlite_schema)"),
                        "0");
    sqlite3_close(db);
}

static void test_profile_layer(void **state)
{
    (void)state;
    sqlite3 *db = open_scratch(write_one("view.gpkg"));
    assert_string_equal(ask(db, "SELECT group_concat(name) FROM pragma_table_info('office')"),
                        "fid,geom,site_id,rank,score,coverage,use,owner,area_m2,x_rail,v_rail,"
                        "c_rail,y_rail,x_jobs,v_jobs,c_jobs,y_jobs");
    assert_string_equal(ask(db, "SELECT group_concat(fid || ':' || site_id || ':' || area_m2) FROM "
                                "(SELECT * FROM office ORDER BY rank IS NULL, rank)"),
                        "2:3301-1/2:900.5,1:3301-1/1:400.0,3:3301-1/3:1600.0");
    /* The contributions sum to the score. */
    assert_string_equal(ask(db, "SELECT count(*) FROM office WHERE c_rail + c_jobs <> score"), "0");
    assert_string_equal(ask(db,
                            "SELECT rank IS NULL AND score IS NULL AND x_rail IS NULL AND y_rail "
                            "= 'unreachable' FROM office WHERE fid = 3"),
                        "1");
    assert_string_equal(ask(db, "SELECT y_rail IS NULL FROM office WHERE fid = 1"), "1");
    assert_string_equal(ask(db, "SELECT count(*) FROM hotel"), "1");
    sqlite3_close(db);
}

static void test_gdal_finds_the_index_of_a_view(void **state)
{
    (void)state;
    GDALDatasetH data = GDALOpenEx(write_one("gdal.gpkg"), GDAL_OF_VECTOR, NULL, NULL, NULL);
    OGRLayerH view = GDALDatasetGetLayerByName(data, "office");
    assert_non_null(view);
    assert_string_equal(OGR_L_GetFIDColumn(view), "fid");
    assert_int_equal(OGR_L_GetGeomType(view), wkbMultiPolygon);
    assert_true(OGR_L_TestCapability(view, OLCFastSpatialFilter));
    OGR_L_SetSpatialFilterRect(view, 560099, 6619999, 560101, 6620001); /* the corner of site 2 */
    assert_int_equal(OGR_L_GetFeatureCount(view, TRUE), 1);
    OGRFeatureH feature = OGR_L_GetNextFeature(view);
    assert_int_equal(OGR_F_GetFID(feature), 2);
    assert_true(OGR_F_GetFieldAsDouble(feature, OGR_F_GetFieldIndex(feature, "score")) == 75);
    OGR_F_Destroy(feature);
    GDALClose(data);
}

static void test_says_what_it_holds(void **state)
{
    (void)state;
    sqlite3 *db = open_scratch(write_one("about.gpkg"));
    assert_string_equal(ask(db,
                            "SELECT group_concat(name || '=' || kind || '=' || visibility) FROM "
                            "layer"),
                        "site=layer=public,parcel=layer=public,purchase=layer=internal,provenance="
                        "table=public,office=profile=public,hotel=profile=public");
    /* Every column of every layer, but the skeleton, has a row in `field`. */
    assert_string_equal(ask(db, "SELECT count(*) FROM layer, pragma_table_info(layer.name) AS c "
                                "WHERE c.name NOT IN ('fid', 'geom') AND NOT EXISTS (SELECT 1 FROM "
                                "field WHERE field.layer = layer.name AND field = c.name)"),
                        "0");
    assert_string_equal(ask(db, "SELECT group_concat(layer || '.' || field) FROM field WHERE "
                                "visibility = 'internal'"),
                        "site.owner,parcel.hidden_note,purchase.note,office.owner,hotel.owner");
    assert_string_equal(ask(db,
                            "SELECT title_nb || '|' || title_en || '|' || unit FROM field WHERE "
                            "layer = 'office' AND field = 'x_rail'"),
                        "Tog (m)|Rail (m)|m");
    assert_string_equal(ask(db, "SELECT title FROM gpkg_data_columns WHERE table_name = 'site' AND "
                                "column_name = 'area_m2'"),
                        "Areal (m²)");
    assert_string_equal(ask(db, "SELECT identifier FROM gpkg_contents WHERE table_name = 'office'"),
                        "Kontor");
    assert_string_equal(ask(db, "SELECT share || ' ' || parameters FROM criterion WHERE profile = "
                                "'office' AND id = 'rail'"),
                        "0.5 {\"mode\":\"rail\"}");
    sqlite3_close(db);
}

static void test_same_bytes_twice(void **state)
{
    (void)state;
    write_one("one.gpkg");
    write_one("two.gpkg");
    assert_true(same_bytes(scratch("one.gpkg"), scratch("two.gpkg")));
}

static void expect_refused(const char *path, const char *why)
{
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_result_info info;
    assert_false(tomt_result_open(arena, path, &info, &err));
    assert_int_equal(err.code, TOMT_DATA);
    if (!strstr(err.text, why))
        fail_msg("%s", err.text);
    tomt_arena_free(arena);
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char *words = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &words) != SQLITE_OK)
        fail_msg("%s: %s", sql, words);
    sqlite3_close(db);
}

static void test_opening(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_result_info info;
    char path[300];
    snprintf(path, sizeof path, "%s", write_one("open.gpkg"));
    tomt_result_open(arena, path, &info, &err);
    expect_good(&err);
    assert_string_equal(info.run_id, "run-1");
    assert_string_equal(info.project_name, "drammen");
    tomt_arena_free(arena);
    expect_refused(scratch("absent.gpkg"), "does not exist");
    expect_refused(scratch_folder, "is not a file");
    FILE *text = fopen(scratch("text.gpkg"), "wb");
    for (int i = 0; i < 200; i++)
        fputs("not a database ", text);
    fclose(text);
    expect_refused(scratch("text.gpkg"), "no GeoPackage");
    run_sql(scratch("other.gpkg"), "CREATE TABLE x (y)");
    expect_refused(scratch("other.gpkg"), "not a result of tomt");
    /* The previous major version is read, an older one must be run again, a newer one needs a newer
     * tomt. */
    run_sql(path, "UPDATE tomt SET schema_version = '0.9'");
    arena = tomt_arena_new(&err);
    assert_true(tomt_result_open(arena, path, &info, &err));
    tomt_arena_free(arena);
    run_sql(path, "UPDATE tomt SET schema_version = '-1.0'");
    expect_refused(path, "run the project again");
    run_sql(path, "UPDATE tomt SET schema_version = '2.0'");
    expect_refused(path, "newer tomt");
    char command[700];
    snprintf(command, sizeof command, "head -c 20000 '%s' > '%s'", path, scratch("cut.gpkg"));
    assert_int_equal(system(command), 0);
    expect_refused(scratch("cut.gpkg"), "");
}

/* QGIS leaves files in WAL mode. */
static void test_opening_a_file_in_wal_mode(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_result_info info;
    const char *path = write_one("wal.gpkg");
    run_sql(path, "PRAGMA journal_mode = WAL; UPDATE tomt SET run_id = 'in wal'");
    struct tomt_arena *arena = tomt_arena_new(&err);
    tomt_result_open(arena, path, &info, &err);
    expect_good(&err);
    assert_string_equal(info.run_id, "in wal");
    tomt_arena_free(arena);
}

static void test_fields_are_sorted(void **state)
{
    (void)state;
    size_t n = 0;
    const struct tomt_field *field = tomt_fields(&n);
    for (size_t i = 0; i < n; i++) {
        assert_ptr_equal(tomt_field_find(field[i].name), &field[i]);
        assert_non_null(field[i].unit);
        assert_true(*field[i].en && *field[i].nb);
        assert_true(i == 0 || strcmp(field[i - 1].name, field[i].name) < 0);
    }
    assert_null(tomt_field_find("no such column"));
    assert_true(tomt_field_find("owner")->internal);
    assert_false(tomt_field_find("score")->internal);
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    struct small small;
    small_start(&small);
    const char *path = scratch("memory.gpkg");
    bool good = false;
    for (uint64_t nth = 1; !good && nth < 5000; nth++) {
        struct tomt_error err = {0};
        unlink(path);
        tomt_allocation_fail_at(nth);
        good = small_write(&small, path, &err);
        tomt_allocation_fail_at(0);
        if (!good && err.code != TOMT_MEMORY)
            fail_msg("allocation %d: code %d: %s", (int)nth, (int)err.code, err.text);
    }
    assert_true(good);
    tomt_arena_free(small.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_is_sound),
        cmocka_unit_test(test_profile_layer),
        cmocka_unit_test(test_gdal_finds_the_index_of_a_view),
        cmocka_unit_test(test_says_what_it_holds),
        cmocka_unit_test(test_same_bytes_twice),
        cmocka_unit_test(test_opening),
        cmocka_unit_test(test_opening_a_file_in_wal_mode),
        cmocka_unit_test(test_fields_are_sorted),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, start_results, end_results);
}
