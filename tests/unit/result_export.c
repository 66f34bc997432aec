/* unit/result_export.c: copies: whole, public, of some layers, of edited and damaged results; the
 * source stays as it was. */
#include "result_support.h"

#include <gdal.h>
#include <ogr_api.h>
#include <sys/stat.h>

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char *words = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &words) != SQLITE_OK)
        fail_msg("%s: %s", sql, words);
    sqlite3_close(db);
}

static void write_small(const char *path)
{
    struct tomt_error err = {0};
    struct small small;
    small_start(&small);
    small_write(&small, path, &err);
    expect_good(&err);
    tomt_arena_free(small.arena);
}

static struct tomt_export_report report;

static bool export(const char *from, const char *to, const struct tomt_export *what,
                   struct tomt_error *err)
{
    struct tomt_arena *arena = tomt_arena_new(err);
    bool good = arena && tomt_result_export(arena, from, to, what, &report, err);
    tomt_arena_free(arena);
    return good;
}

static void expect_exported(const char *from, const char *to, const struct tomt_export *what)
{
    struct tomt_error err = {0};
    export(from, to, what, &err);
    expect_good(&err);
    sqlite3 *db = open_scratch(to);
    assert_string_equal(ask(db, "PRAGMA integrity_check"), "ok");
    assert_string_equal(ask(db, "PRAGMA foreign_key_check"), "(none)");
    assert_string_equal(ask(db,
                            "SELECT count(*) FROM gpkg_contents WHERE table_name NOT IN (SELECT "
                            "name FROM sqlite_schema)"),
                        "0");
    sqlite3_close(db);
}

static void test_whole_copy(void **state)
{
    (void)state;
    char from[200], to[200];
    snprintf(from, sizeof from, "%s", scratch("whole.gpkg"));
    snprintf(to, sizeof to, "%s", scratch("copy.gpkg"));
    write_small(from);
    struct stat before, after;
    stat(from, &before);
    expect_exported(from, to, &(struct tomt_export){0});
    stat(from, &after);
    assert_true(before.st_mtim.tv_nsec == after.st_mtim.tv_nsec && before.st_size == after.st_size);
    assert_int_equal(report.n_tables, 6);
    assert_int_equal(report.n_repaired, 0);
    assert_int_equal(report.n_columns_left_out, 0);
    sqlite3 *db = open_scratch(to), *source = open_scratch(from);
    static const char *const same[] = {
        "SELECT group_concat(hex(geom) || coalesce(owner, '-') || site_id) FROM site",
        "SELECT group_concat(name) FROM pragma_table_info('office')",
        "SELECT group_concat(score || x_rail) FROM (SELECT * FROM office ORDER BY fid)",
        "SELECT group_concat(fid || layer || field || visibility) FROM field",
        "SELECT group_concat(table_name || identifier || last_change || coalesce(min_x, '-')) FROM "
        "(SELECT * FROM gpkg_contents ORDER BY table_name)",
        "SELECT group_concat(f_table_name || length(styleQML)) FROM layer_styles",
        "SELECT definition FROM gpkg_spatial_ref_sys WHERE srs_id = 25833",
        "SELECT group_concat(table_name || extension_name) FROM (SELECT * FROM gpkg_extensions "
        "ORDER BY 1)"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_string_equal(ask(db, same[i]), ask(source, same[i]));
    assert_string_equal(ask(db, "SELECT rtreecheck('rtree_site_geom')"), "ok");
    sqlite3_close(db);
    sqlite3_close(source);
    assert_false(same_bytes(from, to)); /* the project in the copy points at the copy */
}

/* Not a byte of what is internal may be in the file: not as a value, not as a name. */
static void expect_no_trace(const char *path, const char *word)
{
    char command[500];
    snprintf(command, sizeof command, "grep -aqi '%s' '%s'", word, path);
    if (system(command) == 0)
        fail_msg("'%s' is in the public copy", word);
}

static void test_public_copy(void **state)
{
    (void)state;
    char from[200], to[200];
    snprintf(from, sizeof from, "%s", scratch("internal.gpkg"));
    snprintf(to, sizeof to, "%s", scratch("public.gpkg"));
    write_small(from);
    /* A person has added a column, a table and a layer since: nobody has said that they are public.
     */
    run_sql(from, "ALTER TABLE parcel ADD COLUMN afterthought TEXT DEFAULT 'whispered'; CREATE "
                  "TABLE murmur (id INTEGER PRIMARY KEY, text TEXT); INSERT "
                  "INTO murmur VALUES (1, 'whispered')");
    expect_exported(from, to, &(struct tomt_export){.public_only = true});
    assert_int_equal(report.n_tables, 5);           /* all but `purchase` */
    assert_int_equal(report.n_columns_left_out, 5); /* owner thrice, hidden_note, afterthought */
    sqlite3 *db = open_scratch(to);
    assert_string_equal(ask(db, "SELECT group_concat(name) FROM pragma_table_info('site')"),
                        "fid,geom,site_id,use,area_m2");
    assert_string_equal(ask(db, "SELECT group_concat(name) FROM pragma_table_info('office')"),
                        "fid,geom,site_id,rank,score,coverage,use,area_m2,x_rail,v_rail,c_rail,"
                        "y_rail,x_jobs,v_jobs,c_jobs,y_jobs");
    assert_string_equal(ask(db, "SELECT score FROM office WHERE site_id = '3301-1/2'"), "75.0");
    assert_string_equal(
        ask(db, "SELECT count(*) FROM layer_styles WHERE f_table_name = 'purchase'"), "0");
    assert_string_equal(ask(db, "SELECT count(*) FROM field WHERE visibility <> 'public'"), "0");
    sqlite3_close(db);
    static const char *const words[] = {"Nordmann",     "owner\"", "hidden_note", "purchase",
                                        "afterthought", "murmur",  "whispered"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        expect_no_trace(to, words[i]);
    GDALDatasetH data = GDALOpenEx(to, GDAL_OF_VECTOR, NULL, NULL, NULL);
    OGRLayerH view = GDALDatasetGetLayerByName(data, "office");
    assert_true(OGR_L_TestCapability(view, OLCFastSpatialFilter));
    assert_int_equal(OGR_L_GetFeatureCount(view, TRUE), 3);
    GDALClose(data);
}

/* The QGIS project is packed, so look inside. */
static void test_project_of_a_public_copy(void **state)
{
    (void)state;
    char from[200], to[200], command[900];
    snprintf(from, sizeof from, "%s", scratch("project.gpkg"));
    snprintf(to, sizeof to, "%s", scratch("for-all.gpkg"));
    write_small(from);
    expect_exported(from, to,
                    &(struct tomt_export){.public_only = true, .rename = "Næring i Drammen"});
    snprintf(command, sizeof command,
             "python3 -c \"import sqlite3,zipfile,io,sys; "
             "n,c=sqlite3.connect('%s').execute('select name,content from "
             "qgis_projects').fetchone(); z=zipfile.ZipFile(io.BytesIO(bytes.fromhex(c))); "
             "t=''.join(z.read(i).decode() for i in z.namelist()); "
             "sys.exit(not (n=='Næring i Drammen' and 'for-all.gpkg' in t and 'office' in t and "
             "'project.gpkg' not in t and 'purchase' not in t and 'hidden_note' not in t))\"",
             to);
    assert_int_equal(system(command), 0);
    sqlite3 *db = open_scratch(to);
    assert_string_equal(ask(db, "SELECT project_name || '|' || title_nb FROM tomt"),
                        "Næring i Drammen|Næring i Drammen");
    sqlite3_close(db);
}

static void test_some_layers(void **state)
{
    (void)state;
    char from[200], to[200];
    snprintf(from, sizeof from, "%s", scratch("some.gpkg"));
    snprintf(to, sizeof to, "%s", scratch("hotel.gpkg"));
    write_small(from);
    static const char *const hotel[] = {"hotel"}, *const near[] = {"offic"},
                             *const secret[] = {"purchase"};
    expect_exported(from, to, &(struct tomt_export){.layer = hotel, .n_layers = 1});
    assert_int_equal(report.n_tables, 2); /* a profile's layer looks at `site` */
    sqlite3 *db = open_scratch(to);
    assert_string_equal(
        ask(db, "SELECT group_concat(name) FROM (SELECT name FROM layer ORDER BY fid)"),
        "site,hotel");
    assert_string_equal(ask(db, "SELECT group_concat(name) FROM profile"), "hotel");
    assert_string_equal(ask(db, "SELECT group_concat(profile || '.' || id) FROM criterion"),
                        "hotel.rail");
    assert_string_equal(ask(db, "SELECT count(*) FROM hotel"), "1");
    sqlite3_close(db);
    struct tomt_error err = {0};
    assert_false(
        export(from, scratch("x.gpkg"), &(struct tomt_export){.layer = near, .n_layers = 1}, &err));
    assert_int_equal(err.code, TOMT_NOT_FOUND);
    assert_non_null(strstr(err.text, "did you mean 'office'?"));
    tomt_error_clear(&err);
    assert_false(export(from, scratch("x.gpkg"),
                        &(struct tomt_export){.layer = secret, .n_layers = 1, .public_only = true},
                        &err));
    assert_int_equal(err.code, TOMT_USAGE);
    assert_int_not_equal(access(scratch("x.gpkg"), F_OK), 0);
}

/* A site deleted without triggers leaves its scores, its index entry and a wrong count behind. */
static void test_repairs(void **state)
{
    (void)state;
    char from[200], to[200];
    snprintf(from, sizeof from, "%s", scratch("wrong.gpkg"));
    snprintf(to, sizeof to, "%s", scratch("right.gpkg"));
    write_small(from);
    run_sql(from, "DROP TRIGGER rtree_site_geom_delete; DROP TRIGGER "
                  "trigger_delete_feature_count_site; DELETE FROM site WHERE fid = 2");
    expect_exported(from, to, &(struct tomt_export){0});
    /* R-tree and count of `site`; the site's row in score_office and in score_hotel. */
    assert_int_equal(report.n_repaired, 4);
    sqlite3 *db = open_scratch(to);
    assert_string_equal(ask(db, "SELECT rtreecheck('rtree_site_geom')"), "ok");
    assert_string_equal(ask(db, "SELECT group_concat(id) FROM rtree_site_geom"), "1,3");
    assert_string_equal(
        ask(db, "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'site'"), "2");
    assert_string_equal(ask(db, "SELECT group_concat(site_fid) FROM score_office"), "1,3");
    sqlite3_close(db);
    write_small(scratch("moved.gpkg"));
    run_sql(scratch("moved.gpkg"), "DELETE FROM rtree_site_geom WHERE id = 1; INSERT INTO "
                                   "rtree_site_geom VALUES (1, 0, 1, 0, 1)");
    expect_exported(scratch("moved.gpkg"), to, &(struct tomt_export){0});
    assert_int_equal(report.n_repaired, 1);
}

/* A layer that GDAL (as QGIS does) added, with column names of its own, lives on in a copy of the
 * whole. */
static void test_foreign_layers(void **state)
{
    (void)state;
    char from[200], to[200], command[900];
    snprintf(from, sizeof from, "%s", scratch("mine.gpkg"));
    snprintf(to, sizeof to, "%s", scratch("mine-too.gpkg"));
    write_small(from);
    FILE *text = fopen(scratch("drawn.csv"), "wb");
    fputs("name,WKT\nhere,POINT (560000 6620000)\nthere,POINT (560050 6620070)\n", text);
    fclose(text);
    snprintf(command, sizeof command,
             "ogr2ogr -update -f GPKG '%s' '%s' -nln drawn -a_srs EPSG:25833 -lco "
             "GEOMETRY_NAME=shape -lco FID=oid -oo GEOM_POSSIBLE_NAMES=WKT -nlt POINT",
             from, scratch("drawn.csv"));
    assert_int_equal(system(command), 0);
    expect_exported(from, to, &(struct tomt_export){0});
    assert_int_equal(report.n_tables, 7);
    sqlite3 *db = open_scratch(to);
    assert_string_equal(ask(db, "SELECT rtreecheck('rtree_drawn_shape')"), "ok");
    assert_string_equal(ask(db, "SELECT group_concat(id || ':' || minx) FROM rtree_drawn_shape"),
                        "1:560000.0,2:560050.0");
    sqlite3_close(db);
    GDALDatasetH data = GDALOpenEx(to, GDAL_OF_VECTOR | GDAL_OF_UPDATE, NULL, NULL, NULL);
    OGRLayerH layer = GDALDatasetGetLayerByName(data, "drawn");
    assert_non_null(layer);
    assert_string_equal(OGR_L_GetFIDColumn(layer), "oid");
    assert_int_equal(OGR_L_GetFeatureCount(layer, TRUE), 2);
    assert_int_equal(OGR_L_DeleteFeature(layer, 1), OGRERR_NONE); /* its triggers work */
    GDALClose(data);
    db = open_scratch(to);
    assert_string_equal(ask(db, "SELECT group_concat(id) FROM rtree_drawn_shape"), "2");
    sqlite3_close(db);
}

static void test_refusals(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    char from[200];
    snprintf(from, sizeof from, "%s", scratch("self.gpkg"));
    write_small(from);
    assert_false(export(from, from, &(struct tomt_export){0}, &err));
    assert_int_equal(err.code, TOMT_USAGE);
    tomt_error_clear(&err);
    assert_int_equal(symlink(from, scratch("link.gpkg")), 0);
    assert_false(export(from, scratch("link.gpkg"), &(struct tomt_export){0}, &err));
    assert_int_equal(err.code, TOMT_USAGE);
    tomt_error_clear(&err);
    assert_false(export(from, "/nowhere/x.gpkg", &(struct tomt_export){0}, &err));
    assert_int_equal(err.code, TOMT_OUTPUT);
    tomt_error_clear(&err);
    run_sql(from, "DROP VIEW office");
    assert_false(export(from, scratch("x.gpkg"), &(struct tomt_export){0}, &err));
    assert_int_equal(err.code, TOMT_DATA);
    assert_non_null(strstr(err.text, "run the project again"));
    assert_int_not_equal(access(scratch("x.gpkg"), F_OK), 0);
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    char from[200], to[200];
    snprintf(from, sizeof from, "%s", scratch("memory.gpkg"));
    snprintf(to, sizeof to, "%s", scratch("memory-copy.gpkg"));
    write_small(from);
    bool good = false;
    for (uint64_t nth = 1; !good && nth < 5000; nth++) {
        struct tomt_error err = {0};
        tomt_allocation_fail_at(nth);
        good = export(from, to, &(struct tomt_export){.public_only = true}, &err);
        tomt_allocation_fail_at(0);
        if (!good && err.code != TOMT_MEMORY)
            fail_msg("allocation %d: code %d: %s", (int)nth, (int)err.code, err.text);
        if (!good)
            assert_int_not_equal(access(to, F_OK), 0);
    }
    assert_true(good);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_copy),
        cmocka_unit_test(test_public_copy),
        cmocka_unit_test(test_project_of_a_public_copy),
        cmocka_unit_test(test_some_layers),
        cmocka_unit_test(test_repairs),
        cmocka_unit_test(test_foreign_layers),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, start_results, end_results);
}
