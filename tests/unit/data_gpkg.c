/* unit/data_gpkg.c: GeoPackages as SQLite's own checks and GDAL see them. */
#include "written_support.h"

#include "data/layer.h"

#include <gdal.h>
#include <ogr_api.h>
#include <signal.h>
#include <sys/resource.h>

struct made {
    struct tomt_arena *arena;
    struct tomt_shapes shapes;
    struct tomt_table table;
};

/* n rectangles scattered over 10 x 10 km, with a text, an integer and a real; every seventh text is
 * null. */
static void make(struct made *made, size_t n)
{
    struct tomt_error err = {0};
    uint64_t random = 42;
    made->arena = tomt_arena_new(&err);
    tomt_shapes_start(&made->shapes, made->arena, TOMT_POLYGONS);
    tomt_table_start(&made->table, made->arena, 4, &err); /* one slot stays unnamed */
    struct tomt_column *name = tomt_table_column(&made->table, "na\"me", TOMT_TEXT, &err);
    struct tomt_column *count = tomt_table_column(&made->table, "select", TOMT_INTEGER, &err);
    struct tomt_column *size = tomt_table_column(&made->table, "size", TOMT_REAL, &err);
    for (size_t i = 0; i < n; i++) {
        char text[32];
        int length = snprintf(text, sizeof text, "Tomt æ%zu", i);
        add_rectangle(&made->shapes, 560000 + 1e4 * random_share(&random),
                      6620000 + 1e4 * random_share(&random), 5 + random_share(&random),
                      5 + random_share(&random));
        if (i % 7 == 6)
            tomt_column_add_null(name, &err);
        else
            tomt_column_add_text(name, text, (size_t)length, &err);
        tomt_column_add_integer(count, (int64_t)i * 1000000007, &err);
        tomt_column_add_real(size, i % 5 == 4 ? NAN : (double)i / 4, &err);
    }
    made->table.n_rows = n;
    expect_good(&err);
}

static bool write_made(const struct made *made, const char *path, struct tomt_error *err)
{
    struct tomt_crs crs = utm33();
    struct tomt_gpkg_options options = {.crs = &crs, .timestamp = "2026-01-31T00:00:00.000Z"};
    struct tomt_gpkg_column columns[] = {{"size", "Størrelse", "Some size"},
                                         {"select", "Størrelse", NULL}};
    struct tomt_gpkg_layer layer = {.name = "thing",
                                    .title = "Ting",
                                    .geometry_type = "MULTIPOLYGON",
                                    .columns = columns,
                                    .n_columns = 2,
                                    .key = "select"};
    struct tomt_arena *arena = tomt_arena_new(err);
    struct tomt_gpkg *gpkg = arena ? tomt_gpkg_create(arena, path, &options, err) : NULL;
    bool good = gpkg && tomt_gpkg_write(gpkg, &layer, &made->shapes, &made->table, NULL, err) &&
                tomt_gpkg_finish(gpkg, err);
    tomt_arena_free(arena);
    return good;
}

/* Sizes around every boundary of the tree: one node holds 51 cells, two levels 2601. */
static void test_rtree_is_sound(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 50, 51, 52, 102, 2601, 2602, 7000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct tomt_error err = {0};
        struct made made = {0};
        make(&made, sizes[i]);
        const char *path = scratch("rtree.gpkg");
        unlink(path);
        write_made(&made, path, &err);
        expect_good(&err);
        sqlite3 *db = open_scratch(path);
        assert_string_equal(ask(db, "SELECT rtreecheck('rtree_thing_geom')"), "ok");
        assert_string_equal(ask(db, "PRAGMA integrity_check"), "ok");
        assert_string_equal(ask(db, "PRAGMA foreign_key_check"), "(none)");
        assert_int_equal(atoi(ask(db, "SELECT count(*) FROM rtree_thing_geom")), sizes[i]);
        assert_int_equal(atoi(ask(db, "SELECT feature_count FROM gpkg_ogr_contents")), sizes[i]);
        sqlite3_close(db);
        tomt_arena_free(made.arena);
    }
}

/* The index must return every row whose exact box meets the query, and of the others only those the
 * float bounds let in. */
static void test_rtree_against_brute_force(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct made made = {0};
    make(&made, 7000);
    const char *path = scratch("brute.gpkg");
    write_made(&made, path, &err);
    expect_good(&err);
    sqlite3 *db = open_scratch(path);
    uint64_t random = 7;
    size_t n_found = 0;
    for (int query = 0; query < 200; query++) {
        struct tomt_box box;
        box.min_x = 560000 + 1e4 * random_share(&random);
        box.min_y = 6620000 + 1e4 * random_share(&random);
        box.max_x = box.min_x + 300;
        box.max_y = box.min_y + 300;
        char sql[400];
        snprintf(
            sql, sizeof sql,
            "SELECT group_concat(id) FROM (SELECT id FROM rtree_thing_geom WHERE maxx >= %.17g "
            "AND minx <= %.17g AND maxy >= %.17g AND miny <= %.17g ORDER BY id)",
            box.min_x, box.max_x, box.min_y, box.max_y);
        const char *found = ask(db, sql);
        for (size_t row = 0; row < made.shapes.n; row++) {
            if (!tomt_box_meet(&made.shapes.box[row], &box))
                continue;
            char id[32], list[4100];
            snprintf(id, sizeof id, ",%zu,", row + 1);
            snprintf(list, sizeof list, ",%s,", found);
            assert_non_null(strstr(list, id));
            n_found++;
        }
    }
    assert_true(n_found > 500); /* 7000 * (305/10000)^2 * 200 = 1300 expected */
    sqlite3_close(db);
    tomt_arena_free(made.arena);
}

static void test_same_bytes_twice(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct made made = {0};
    make(&made, 3000);
    write_made(&made, scratch("one.gpkg"), &err);
    write_made(&made, scratch("two.gpkg"), &err);
    expect_good(&err);
    assert_true(same_bytes(scratch("one.gpkg"), scratch("two.gpkg")));
    tomt_arena_free(made.arena);
}

static void test_gdal_reads_it(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct made made = {0};
    make(&made, 3000);
    const char *path = scratch("gdal.gpkg");
    write_made(&made, path, &err);
    expect_good(&err);
    GDALDatasetH data = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    assert_non_null(data);
    OGRLayerH layer = GDALDatasetGetLayerByName(data, "thing");
    assert_non_null(layer);
    assert_int_equal(OGR_L_GetFeatureCount(layer, TRUE), 3000);
    assert_true(OGR_L_TestCapability(layer, OLCFastSpatialFilter));
    assert_int_equal(OGR_L_GetGeomType(layer), wkbMultiPolygon);
    OGRFeatureH feature = OGR_L_GetFeature(layer, 5); /* row 4 */
    assert_string_equal(OGR_F_GetFieldAsString(feature, OGR_F_GetFieldIndex(feature, "na\"me")),
                        "Tomt æ4");
    assert_true(OGR_F_GetFieldAsInteger64(feature, OGR_F_GetFieldIndex(feature, "select")) ==
                INT64_C(4000000028));
    assert_true(OGR_F_IsFieldNull(feature, OGR_F_GetFieldIndex(feature, "size")));
    OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
    const struct tomt_box *box = &made.shapes.box[4];
    assert_true(fabs(OGR_G_Area(geometry) - (box->max_x - box->min_x) * (box->max_y - box->min_y)) <
                1e-6);
    OGR_F_Destroy(feature);
    feature = OGR_L_GetFeature(layer, 7); /* row 6: no text; 6/4 */
    assert_true(OGR_F_IsFieldNull(feature, OGR_F_GetFieldIndex(feature, "na\"me")));
    assert_true(OGR_F_GetFieldAsDouble(feature, OGR_F_GetFieldIndex(feature, "size")) == 1.5);
    OGR_F_Destroy(feature);
    GDALClose(data);
    sqlite3 *db = open_scratch(path);
    /* Two columns of one title: `name`, the alias, must be unique in its table. */
    assert_string_equal(ask(db, "SELECT group_concat(column_name || '=' || coalesce(name, 'none') "
                                "|| '=' || title) FROM gpkg_data_columns"),
                        "size=Størrelse=Størrelse,select=none=Størrelse");
    sqlite3_close(db);
    tomt_arena_free(made.arena);
}

/* What QGIS does through GDAL: add, move, delete; the triggers keep tree and count. */
static void test_edits_keep_the_index(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct made made = {0};
    make(&made, 500);
    const char *path = scratch("edit.gpkg");
    write_made(&made, path, &err);
    expect_good(&err);
    GDALDatasetH data = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_UPDATE, NULL, NULL, NULL);
    OGRLayerH layer = GDALDatasetGetLayerByName(data, "thing");
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    char wkt[] = "MULTIPOLYGON (((1 1,2 1,2 2,1 2,1 1)))", *at = wkt;
    OGRGeometryH geometry = NULL;
    OGR_G_CreateFromWkt(&at, NULL, &geometry);
    OGR_F_SetGeometry(feature, geometry);
    assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
    feature = OGR_L_GetFeature(layer, 10);
    OGR_F_SetGeometry(feature, geometry);
    assert_int_equal(OGR_L_SetFeature(layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
    for (int fid = 100; fid < 160; fid++)
        assert_int_equal(OGR_L_DeleteFeature(layer, fid), OGRERR_NONE);
    OGR_G_DestroyGeometry(geometry);
    GDALClose(data);
    sqlite3 *db = open_scratch(path);
    assert_string_equal(ask(db, "SELECT rtreecheck('rtree_thing_geom')"), "ok");
    assert_string_equal(ask(db, "SELECT count(*) FROM rtree_thing_geom"), "441");
    assert_string_equal(ask(db, "SELECT feature_count FROM gpkg_ogr_contents"), "441");
    assert_string_equal(
        ask(db, "SELECT count(*) FROM rtree_thing_geom WHERE maxx < 3 AND id IN (10, 501)"), "2");
    sqlite3_close(db);
    tomt_arena_free(made.arena);
}

static void test_points_without_place(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_shapes shapes;
    struct tomt_table table;
    tomt_shapes_start(&shapes, arena, TOMT_POINTS);
    tomt_table_start(&table, arena, 1, &err);
    tomt_column_add_integer(tomt_table_column(&table, "n", TOMT_INTEGER, &err), 1, &err);
    tomt_column_add_integer(&table.column[0], 2, &err);
    tomt_shapes_add_point(&shapes, 560000.5, 6620000.25, &err);
    tomt_shapes_add_point(&shapes, NAN, NAN, &err);
    table.n_rows = 2;
    struct tomt_crs crs = utm33();
    struct tomt_gpkg_options options = {.crs = &crs, .timestamp = "2026-01-31T00:00:00.000Z"};
    static const char *const not_null[] = {"n", NULL};
    struct tomt_gpkg_layer layer = {
        .name = "place", .title = "Place", .geometry_type = "POINT", .not_null = not_null};
    struct tomt_gpkg_layer plain = {.name = "plain", .title = "Place"};
    const char *path = scratch("points.gpkg");
    struct tomt_gpkg *gpkg = tomt_gpkg_create(arena, path, &options, &err);
    expect_good(&err);
    tomt_gpkg_write(gpkg, &layer, &shapes, &table, NULL, &err);
    tomt_gpkg_write(gpkg, &plain, NULL, &table, NULL, &err);
    tomt_gpkg_finish(gpkg, &err);
    expect_good(&err);
    sqlite3 *db = open_scratch(path);
    /* GP, version 0, flags 1 (little-endian, no envelope), srs 25833 = 0x64E9, then WKB of the
     * point: 560000.5 = 0x4121170100000000, 6620000.25 = 0x415940D810000000. */
    assert_string_equal(ask(db, "SELECT hex(geom) FROM place WHERE fid = 1"), "47500001E9640000"
                                                                              "0101000000"
                                                                              "0000000001172141"
                                                                              "00000010D8405941");
    assert_string_equal(ask(db, "SELECT geom IS NULL FROM place WHERE fid = 2"), "1");
    assert_string_equal(ask(db, "SELECT group_concat(id) FROM rtree_place_geom"), "1");
    assert_string_equal(
        ask(db, "SELECT \"notnull\" FROM pragma_table_info('place') WHERE name='n'"), "1");
    assert_string_equal(ask(db, "SELECT min_x || ' ' || max_y FROM gpkg_contents"),
                        "560000.5 6620000.25");
    /* Two layers of one title: the identifier must stay unique. */
    assert_string_equal(ask(db, "SELECT identifier FROM gpkg_contents WHERE table_name = 'plain'"),
                        "Place (plain)");
    sqlite3_close(db);
    tomt_arena_free(arena);
}

static void test_view_uses_the_tree(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct made made = {0};
    make(&made, 3000);
    struct tomt_crs crs = utm33();
    struct tomt_gpkg_options options = {.crs = &crs, .timestamp = "2026-01-31T00:00:00.000Z"};
    struct tomt_gpkg_layer layer = {
        .name = "thing", .title = "Things", .geometry_type = "MULTIPOLYGON"};
    struct tomt_box extent = tomt_shapes_extent(&made.shapes);
    const char *path = scratch("view.gpkg");
    struct tomt_gpkg *gpkg = tomt_gpkg_create(made.arena, path, &options, &err);
    expect_good(&err);
    tomt_gpkg_write(gpkg, &layer, &made.shapes, &made.table, NULL, &err);
    tomt_gpkg_sql(gpkg,
                  "CREATE TABLE more (thing_fid INTEGER PRIMARY KEY, score REAL);"
                  "INSERT INTO more SELECT fid, fid / 10.0 FROM thing WHERE fid % 2 = 0",
                  &err);
    tomt_gpkg_view(gpkg, "seen", "Seen", NULL, "thing",
                   "SELECT t.fid AS fid, t.geom AS geom, m.score AS score FROM thing t JOIN more m "
                   "ON m.thing_fid = t.fid",
                   &extent, &err);
    tomt_gpkg_finish(gpkg, &err);
    expect_good(&err);
    GDALDatasetH data = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    OGRLayerH view = GDALDatasetGetLayerByName(data, "seen");
    assert_non_null(view);
    assert_true(OGR_L_TestCapability(view, OLCFastSpatialFilter));
    assert_string_equal(OGR_L_GetFIDColumn(view), "fid");
    assert_int_equal(OGR_L_GetFeatureCount(view, TRUE), 1500);
    int expected = 0;
    struct tomt_box box = {562000, 6622000, 563000, 6624000};
    for (size_t row = 1; row < made.shapes.n; row += 2) /* even fids */
        expected += tomt_box_meet(&made.shapes.box[row], &box);
    OGR_L_SetSpatialFilterRect(view, box.min_x, box.min_y, box.max_x, box.max_y);
    assert_int_equal(OGR_L_GetFeatureCount(view, TRUE), expected);
    assert_true(expected > 10);
    GDALClose(data);
    sqlite3 *db = open_scratch(path);
    /* What GDAL asks: the tree first, then the rows it names. */
    sqlite3_stmt *plan = NULL;
    sqlite3_prepare_v2(db,
                       "EXPLAIN QUERY PLAN SELECT m.* FROM seen m JOIN rtree_thing_geom r ON m.fid "
                       "= r.id WHERE r.maxx >= 562000 AND r.minx <= 563000 AND r.maxy >= 6622000 "
                       "AND r.miny <= 6624000",
                       -1, &plan, NULL);
    assert_int_equal(sqlite3_step(plan), SQLITE_ROW);
    assert_non_null(strstr((const char *)sqlite3_column_text(plan, 3), "VIRTUAL TABLE INDEX"));
    while (sqlite3_step(plan) == SQLITE_ROW)
        assert_non_null(strstr((const char *)sqlite3_column_text(plan, 3), "INTEGER PRIMARY KEY"));
    sqlite3_finalize(plan);
    sqlite3_close(db);
    tomt_arena_free(made.arena);
}

static void test_refusals(void **state)
{
    (void)state;
    struct made made = {0};
    make(&made, 10);
    struct tomt_error err = {0};
    const char *path = scratch("there.gpkg");
    assert_true(write_made(&made, path, &err));
    assert_false(write_made(&made, path, &err));
    assert_int_equal(err.code, TOMT_OUTPUT);
    tomt_error_clear(&err);
    assert_false(write_made(&made, "/nowhere/at/all.gpkg", &err));
    assert_int_equal(err.code, TOMT_OUTPUT);
    assert_non_null(strstr(err.text, "/nowhere/at/all.gpkg"));
    tomt_error_clear(&err);
    made.table.column[1].integer[3] = made.table.column[1].integer[2]; /* the key, twice */
    assert_false(write_made(&made, scratch("key.gpkg"), &err));
    assert_non_null(strstr(err.text, "UNIQUE"));
    tomt_arena_free(made.arena);
}

static void test_disk_full(void **state)
{
    (void)state;
    struct made made = {0};
    make(&made, 20000);
    struct rlimit before, small = {2000000, 2000000};
    getrlimit(RLIMIT_FSIZE, &before);
    small.rlim_max = before.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    struct tomt_error err = {0};
    setrlimit(RLIMIT_FSIZE, &small);
    bool good = write_made(&made, scratch("full.gpkg"), &err);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_false(good);
    assert_int_equal(err.code, TOMT_OUTPUT);
    if (!strstr(err.text, "disk full"))
        fail_msg("%s", err.text);
    assert_non_null(strstr(err.text, "full.gpkg"));
    tomt_arena_free(made.arena);
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    struct made made = {0};
    make(&made, 300);
    const char *path = scratch("memory.gpkg");
    bool good = false;
    for (uint64_t nth = 1; !good && nth < 500; nth++) {
        struct tomt_error err = {0};
        unlink(path);
        tomt_allocation_fail_at(nth);
        good = write_made(&made, path, &err);
        tomt_allocation_fail_at(0);
        if (!good)
            assert_int_equal(err.code, TOMT_MEMORY);
    }
    assert_true(good);
    tomt_arena_free(made.arena);
}

static int start(void **state)
{
    tomt_data_open();
    return make_scratch_folder(state);
}

static int end(void **state)
{
    tomt_data_close();
    return remove_scratch_folder(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rtree_is_sound),
        cmocka_unit_test(test_rtree_against_brute_force),
        cmocka_unit_test(test_same_bytes_twice),
        cmocka_unit_test(test_gdal_reads_it),
        cmocka_unit_test(test_edits_keep_the_index),
        cmocka_unit_test(test_points_without_place),
        cmocka_unit_test(test_view_uses_the_tree),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_disk_full),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, start, end);
}
