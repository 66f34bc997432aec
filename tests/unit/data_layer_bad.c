/* Bad input: each a clear error or a counted repair. */
#include "data_support.h"

#include <math.h>
#include <sys/stat.h>

#include "data/layer_source.h"
#include "geo/wkb.h"

static const struct tomt_wanted want_use[] = {{.name = "use", .column = "arealformal", .type = TOMT_TEXT, .required = true}};

static void refuse(struct room *room, const struct tomt_source *source, const char *words)
{
    struct tomt_layer layer;
    struct tomt_error err = {0};
    assert_false(tomt_layer_read(room->seat, room->arena, source, TOMT_POLYGONS, want_use, 1, &room->crs, NULL, &layer, &err));
    assert_says(&err, TOMT_DATA, words);
}

static void refuse_path(struct room *room, const char *path, const char *words)
{
    refuse(room, &(struct tomt_source){.path = path}, words);
}

static const char *collection(struct room *room, const char *name, const char *features)
{
    return write_text(room, name, tomt_arena_print(room->arena, &room->err,
        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::25833\"}},"
        "\"features\":[%s]}", features));
}

static const char *feature(struct room *room, const char *type, const char *coordinates)
{
    return tomt_arena_print(room->arena, &room->err,
        "{\"type\":\"Feature\",\"properties\":{\"arealformal\":1130},\"geometry\":{\"type\":\"%s\",\"coordinates\":%s}}", type, coordinates);
}

#define SQUARE "[[[0,0],[10,0],[10,10],[0,10],[0,0]]]"

static void paths_that_are_no_source(void **state)
{
    struct room *room = *state;
    refuse_path(room, in_folder(room, "absent.gpkg"), "No such file");
    refuse_path(room, "/dev/zero", "is a device");
    const char *fifo = in_folder(room, "pipe.gpkg");
    assert_int_equal(mkfifo(fifo, 0600), 0);
    refuse_path(room, fifo, "is a pipe");
    refuse_path(room, "/vsizip//dev/zero.zip/x.shp", "No such file");
    const char *folder = in_folder(room, "folder.gpkg");
    assert_int_equal(mkdir(folder, 0700), 0);
    refuse_path(room, folder, "is a folder");
    refuse_path(room, write_text(room, "empty.gpkg", ""), "an empty file");
    refuse_path(room, write_text(room, "words.gpkg", "these are words"), "cannot open");
    refuse_path(room, write_text(room, "half.geojson", "{\"type\":\"FeatureCollection\",\"features\":[{\"type\""), "cannot open");
}

static void a_truncated_geopackage(void **state)
{
    struct room *room = *state;
    struct tomt_text many = {0};
    for (int i = 0; i < 3000; i++)
        tomt_text_print(&many, "%s%s", i ? "," : "", "{\"type\":\"Feature\",\"properties\":{\"arealformal\":1130},\"geometry\":"
                        "{\"type\":\"Polygon\",\"coordinates\":" SQUARE "}}");
    const char *path = convert(room, collection(room, "many.geojson", many.bytes), "many.gpkg", "-f|GPKG");
    tomt_text_free(&many);
    struct stat found;
    assert_int_equal(stat(path, &found), 0);
    for (int part = 1; part < 4; part++) {
        assert_int_equal(truncate(path, found.st_size * (4 - part) / 4), 0);
        refuse_path(room, path, "cut short");
    }
    /* Its header patched to hide that: SQLite itself finds out, and the layer is not silently short. */
    path = convert(room, in_folder(room, "many.geojson"), "patched.gpkg", "-f|GPKG");
    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(truncate(path, found.st_size / 2), 0);
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    fseek(file, 92, SEEK_SET);
    fputc(0xFF, file);
    fclose(file);
    struct tomt_layer layer;
    struct tomt_error err = {0};
    assert_false(tomt_layer_read(room->seat, room->arena, &(struct tomt_source){.path = path}, TOMT_POLYGONS, want_use, 1,
                                 &room->crs, NULL, &layer, &err));
    assert_int_equal(err.code, TOMT_DATA);
}

static void a_damaged_page_is_an_error(void **state)
{
    struct room *room = *state;
    struct tomt_text many = {0};
    for (int i = 0; i < 3000; i++)
        tomt_text_print(&many, "%s%s", i ? "," : "", "{\"type\":\"Feature\",\"properties\":{\"arealformal\":1130},\"geometry\":"
                        "{\"type\":\"Polygon\",\"coordinates\":" SQUARE "}}");
    const char *path = convert(room, collection(room, "many.geojson", many.bytes), "damaged.gpkg", "-f|GPKG|-lco|SPATIAL_INDEX=NO");
    tomt_text_free(&many);
    struct stat found;
    assert_int_equal(stat(path, &found), 0);
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    char junk[4096];
    memset(junk, 0xA5, sizeof junk);
    fseek(file, found.st_size / 4096 * 2 / 3 * 4096, SEEK_SET); /* a page of the table */
    fwrite(junk, 1, sizeof junk, file);
    fclose(file);
    struct tomt_layer layer;
    struct tomt_error err = {0};
    assert_false(tomt_layer_read(room->seat, room->arena, &(struct tomt_source){.path = path}, TOMT_POLYGONS, want_use, 1,
                                 &room->crs, NULL, &layer, &err));
    assert_int_equal(err.code, TOMT_DATA);
}

static void names_that_are_not_there(void **state)
{
    struct room *room = *state;
    const char *json = collection(room, "one.geojson", feature(room, "Polygon", SQUARE));
    const char *path = convert(room, json, "one.gpkg", "-f|GPKG|-nln|arealbruk");
    refuse(room, &(struct tomt_source){.path = path, .layer = "arealbrok"}, "did you mean 'arealbruk'");
    struct tomt_layer layer;
    struct tomt_error err = {0};
    struct tomt_wanted wrong[] = {{.name = "use", .column = "arealformaal", .type = TOMT_TEXT}};
    assert_false(tomt_layer_read(room->seat, room->arena, &(struct tomt_source){.path = path}, TOMT_POLYGONS, wrong, 1, &room->crs,
                                 NULL, &layer, &err));
    assert_says(&err, TOMT_DATA, "no column 'arealformaal' for use; did you mean 'arealformal'");
    struct tomt_error unmapped = {0};
    wrong[0].column = NULL;
    wrong[0].required = true;
    assert_false(tomt_layer_read(room->seat, room->arena, &(struct tomt_source){.path = path}, TOMT_POLYGONS, wrong, 1, &room->crs,
                                 NULL, &layer, &unmapped));
    assert_says(&unmapped, TOMT_DATA, "required");
    refuse(room, &(struct tomt_source){.path = path, .where = "arealformal ="}, "where 'arealformal =' is not understood");
    refuse(room, &(struct tomt_source){.path = path, .where = "ukjent = 1"}, "ukjent");
    /* A look tells as much as reading does: what is there, and what was meant. */
    struct tomt_layer_info info;
    struct tomt_error unknown = {0};
    const struct tomt_source misspelt = {.path = path, .where = "arealfromal = 1130"};
    assert_false(tomt_layer_look(room->seat, room->arena, &misspelt, &room->crs, &info, &unknown));
    assert_says(&unknown, TOMT_DATA, "did you mean 'arealformal'? Its columns: ");
    struct tomt_error fine = {0};
    const struct tomt_source good = {.path = path, .where = "arealformal = 0"};
    assert_true(tomt_layer_look(room->seat, room->arena, &good, &room->crs, &info, &fine));
    assert_int_equal(info.n_features, 1);
    convert(room, json, "one.gpkg", "-update|-nln|hensyn");
    refuse_path(room, path, "several layers: name one with `layer:`; its layers: arealbruk, hensyn");
    struct tomt_mapping values;
    struct tomt_error none = {0};
    assert_false(tomt_layer_values(room->arena, &(struct tomt_source){.path = path, .layer = "hensyn"}, "arealfromal", 5, &values, &none));
    assert_says(&none, TOMT_DATA, "did you mean 'arealformal'");
}

static void a_layer_without_crs(void **state)
{
    struct room *room = *state;
    const char *json = collection(room, "one.geojson", feature(room, "Polygon", SQUARE));
    const char *path = convert(room, json, "nocrs.shp", "-f|ESRI Shapefile|-lco|ENCODING=UTF-8");
    const char *unreferenced = in_folder(room, "nocrs.prj");
    assert_int_equal(unlink(unreferenced), 0);
    const struct tomt_wanted use[] = {{.name = "use", .column = "arealforma", .type = TOMT_TEXT}};
    struct tomt_layer layer;
    struct tomt_error err = {0};
    assert_false(tomt_layer_read(room->seat, room->arena, &(struct tomt_source){.path = path}, TOMT_POLYGONS, use, 1, &room->crs, NULL,
                                 &layer, &err));
    assert_says(&err, TOMT_DATA, "`crs: EPSG:25833`");
    assert_true(tomt_layer_read(room->seat, room->arena, &(struct tomt_source){.path = path, .crs = "EPSG:25833"}, TOMT_POLYGONS, use,
                                1, &room->crs, NULL, &layer, &room->err));
    assert_int_equal(layer.table.n_rows, 1);
    const char *csv = write_text(room, "nocrs.csv", "arealformal,x,y\n1130,1,2\n");
    refuse(room, &(struct tomt_source){.path = csv, .x = "x", .y = "y"}, "coordinate reference system");
    refuse(room, &(struct tomt_source){.path = csv}, "no geometry");
    refuse(room, &(struct tomt_source){.path = csv, .x = "x", .y = "yy", .crs = "EPSG:25833"}, "did you mean 'y'");
}

/* One feature per trouble; geometry by WKB put in through GDAL where GeoJSON cannot say it. */
static const char *odd_geometries(struct room *room)
{
    static const char *const wkt[] = {
        "POLYGON((0 0,10 0,10 10,0 10,0 0))",                       /* 1: good */
        "POLYGON((0 0,10 10,10 0,0 10,0 0))",                       /* 2: bow-tie, repaired: two triangles of 25 m2 */
        "POLYGON EMPTY",                                            /* 3 */
        NULL,                                                       /* 4: no geometry */
        "POINT(5 5)",                                               /* 5: another kind */
        "POLYGON((0 0,1e9 0,1e9 1e9,0 1e9,0 0))",                   /* 6: too far */
        "POLYGON Z((0 0 1,10 0 1,10 10 1,0 10 1,0 0 1))",           /* 7: Z */
        "GEOMETRYCOLLECTION(POLYGON((0 0,10 0,10 10,0 10,0 0)),POINT(1 1))", /* 8 */
        "CURVEPOLYGON(CIRCULARSTRING(0 0,10 10,20 0,10 -10,0 0))",  /* 9: a circle of radius 10 */
        "POLYGON((0 0,5 0,10 0,0 0))",                              /* 10: flat, collapses */
        "POLYGON((0 0,10 0,10 10,0 10,0 0))",                       /* 11: its third x is made NaN below */
        "POLYGON((0 0,10 0,10 10,0 10))",                           /* 12: unclosed */
        "TIN(((0 0,10 0,0 10,0 0)),((10 0,10 10,0 10,10 0)))",      /* 13: a surface of two triangles */
    };
    const char *path = in_folder(room, "odd.gpkg");
    GDALDatasetH out = GDALCreate(GDALGetDriverByName("GPKG"), path, 0, 0, 0, GDT_Unknown, NULL);
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    OSRImportFromEPSG(srs, 25833);
    OGRLayerH layer = GDALDatasetCreateLayer(out, "odd", srs, wkbUnknown, NULL);
    OGRFieldDefnH field = OGR_Fld_Create("arealformal", OFTString);
    assert_int_equal(OGR_L_CreateField(layer, field, 1), OGRERR_NONE);
    OGR_Fld_Destroy(field);
    for (size_t i = 0; i < sizeof wkt / sizeof *wkt; i++) {
        OGRFeatureH made = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        OGRGeometryH geometry = NULL;
        char copy[200];
        snprintf(copy, sizeof copy, "%s", wkt[i] ? wkt[i] : "");
        char *at = copy;
        if (wkt[i]) {
            if (OGR_G_CreateFromWkt(&at, NULL, &geometry) != OGRERR_NONE)
                fail_msg("GDAL does not read %s", wkt[i]);
            if (i == 10)
                OGR_G_SetPoint_2D(OGR_G_GetGeometryRef(geometry, 0), 2, NAN, 10);
            OGR_F_SetGeometryDirectly(made, geometry);
        }
        OGR_F_SetFieldString(made, 0, i == 0 ? "S\xF8r" : "1130"); /* Latin-1 in the first */
        assert_int_equal(OGR_L_CreateFeature(layer, made), OGRERR_NONE);
        OGR_F_Destroy(made);
    }
    OSRDestroySpatialReference(srs);
    GDALClose(out);
    return path;
}

static void assert_trouble(const struct tomt_layer *layer, enum tomt_trouble trouble, size_t n, int64_t first)
{
    if (layer->report.trouble[trouble].n != n || (n && layer->report.trouble[trouble].id[0] != first))
        fail_msg("%s: %zu, first %lld, %lld", tomt_trouble_name[trouble], layer->report.trouble[trouble].n,
                 (long long)layer->report.trouble[trouble].id[0], (long long)layer->report.trouble[trouble].id[1]);
}

static double area_of_fid(const struct tomt_layer *layer, int64_t fid)
{
    for (size_t row = 0; row < layer->table.n_rows; row++)
        if (layer->fid[row] == fid) {
            size_t size;
            const uint8_t *wkb = tomt_shapes_wkb(&layer->shapes, row, &size);
            return tomt_wkb_area_m2(wkb, size);
        }
    fail_msg("feature %lld is not there", (long long)fid);
    return NAN;
}

static void every_odd_geometry_is_accounted_for(void **state)
{
    struct room *room = *state;
    struct tomt_layer layer;
    const struct tomt_source source = {.path = odd_geometries(room)};
    if (!tomt_layer_read(room->seat, room->arena, &source, TOMT_POLYGONS, want_use, 1, &room->crs, NULL, &layer, &room->err))
        fail_msg("%s", room->err.text);
    assert_int_equal(layer.report.n_read, 13);
    assert_int_equal(layer.report.n_in_source, 13);
    assert_trouble(&layer, TOMT_T_REPAIRED, 2, 2); /* and 13: the parts of a surface share their sides */
    assert_trouble(&layer, TOMT_T_EMPTY, 1, 3);
    assert_trouble(&layer, TOMT_T_NO_GEOMETRY, 1, 4);
    assert_trouble(&layer, TOMT_T_OTHER_KIND, 1, 5);
    assert_trouble(&layer, TOMT_T_TOO_FAR, 1, 6);
    assert_trouble(&layer, TOMT_T_Z, 1, 7);
    assert_trouble(&layer, TOMT_T_COLLECTION, 1, 8);
    assert_trouble(&layer, TOMT_T_CURVE, 2, 9);
    assert_trouble(&layer, TOMT_T_COLLAPSED, 1, 10);
    assert_trouble(&layer, TOMT_T_NOT_FINITE, 1, 11);
    assert_trouble(&layer, TOMT_T_UNCLOSED, 1, 12);
    assert_trouble(&layer, TOMT_T_BAD_TEXT, 1, 1);
    assert_string_equal(tomt_column_text(layer.table.column, 0, NULL), "Sør");
    assert_non_null(strstr(layer.report.trouble[TOMT_T_REPAIRED].detail, "Self-intersection"));
    assert_int_equal(layer.report.n_kept, 7);
    size_t n_dropped = 0;
    for (int trouble = 0; trouble < TOMT_N_TROUBLES; trouble++)
        n_dropped += tomt_trouble_drops[trouble] ? layer.report.trouble[trouble].n : 0;
    assert_int_equal(n_dropped + layer.report.n_kept, 13);
    assert_close(area_of_fid(&layer, 2), 50, 1e-9);
    assert_close(area_of_fid(&layer, 8), 100, 1e-9);
    assert_close(area_of_fid(&layer, 9), 3.14159265358979 * 100, 0.02); /* a polygon of 360 sides lacks 0.016 m2 */
    assert_close(area_of_fid(&layer, 12), 100, 1e-9);
    assert_close(area_of_fid(&layer, 13), 100, 1e-9);
}

static void no_features_and_only_nulls(void **state)
{
    struct room *room = *state;
    struct tomt_layer layer;
    const char *one = collection(room, "one.geojson", feature(room, "Polygon", SQUARE));
    const char *none = convert(room, one, "none.gpkg", "-f|GPKG|-where|arealformal=0");
    assert_true(tomt_layer_read(room->seat, room->arena, &(struct tomt_source){.path = none}, TOMT_POLYGONS, want_use, 1, &room->crs,
                                NULL, &layer, &room->err));
    assert_int_equal(layer.table.n_rows, 0);
    assert_int_equal(layer.table.n_columns, 1);
    struct tomt_layer_info info;
    assert_true(tomt_layer_look(room->seat, room->arena, &(struct tomt_source){.path = none}, &room->crs, &info, &room->err));
    assert_int_equal(info.n_features, 0);
    assert_false(info.extent_known);
}

static void points_from_multipoints(void **state)
{
    struct room *room = *state;
    struct tomt_layer layer;
    const char *path = collection(room, "points.geojson", tomt_arena_print(room->arena, &room->err, "%s,%s,%s",
        feature(room, "MultiPoint", "[[1,2],[3,4]]"), feature(room, "Point", "[5,6]"), feature(room, "MultiPoint", "[[500,2]]")));
    const struct tomt_box box = {0, 0, 10, 10};
    assert_true(tomt_layer_read(room->seat, room->arena, &(struct tomt_source){.path = path}, TOMT_POINTS, want_use, 1, &room->crs,
                                &box, &layer, &room->err));
    assert_int_equal(layer.table.n_rows, 3);
    assert_int_equal(layer.shapes.n, 3);
    assert_int_equal(layer.fid[0], layer.fid[1]);
    assert_true(layer.shapes.box[1].min_x == 3 && layer.shapes.box[2].min_y == 6);
    assert_string_equal(tomt_column_text(layer.table.column, 1, NULL), "1130");
    assert_int_equal(layer.report.trouble[TOMT_T_MULTIPOINT].n, 1);
    assert_int_equal(layer.report.trouble[TOMT_T_OUTSIDE].n, 1);
    assert_int_equal(layer.report.n_read, 3);
}

static void text_where_a_number_is_wanted(void **state)
{
    struct room *room = *state;
    struct tomt_layer layer;
    const char *path = write_text(room, "numbers.csv", "n;x;y\n1,5;1;1\nmange;1;1\n;1;1\n 7 ;1;1\n1e3;1;1\n");
    const struct tomt_wanted wanted[] = {{.name = "n", .column = "n", .type = TOMT_REAL}, {.name = "i", .column = "n", .type = TOMT_INTEGER}};
    const struct tomt_source source = {.path = path, .x = "x", .y = "y", .crs = "EPSG:25833"};
    assert_true(tomt_layer_read(room->seat, room->arena, &source, TOMT_POINTS, wanted, 2, &room->crs, NULL, &layer, &room->err));
    const struct tomt_column *real = tomt_table_find(&layer.table, "n"), *integer = tomt_table_find(&layer.table, "i");
    assert_true(real->real[0] == 1.5 && tomt_column_is_null(real, 1) && tomt_column_is_null(real, 2) && real->real[3] == 7 &&
                real->real[4] == 1000);
    assert_true(tomt_column_is_null(integer, 0) && integer->integer[3] == 7 && integer->integer[4] == 1000);
    assert_int_equal(layer.report.trouble[TOMT_T_BAD_NUMBER].n, 3); /* "mange" twice, 1.5 as an integer */
}

static void passwords_are_masked(void **state)
{
    struct room *room = *state;
    static const char *const known[][2] = {
        {"PG:host=localhost password=secret dbname=x", "PG:host=localhost password=*** dbname=x"},
        {"PG:password='se cr\\'et' user=me", "PG:password=*** user=me"},
        {"PG:PASSWORD = secret", "PG:password=***"},
        {"postgresql://me:secret@host/db", "postgresql://me:***@host/db"},
        {"WFS:https://host/wfs?x=1", "WFS:https://host/wfs?x=1"},
        {"/data/plan.gpkg", "/data/plan.gpkg"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_string_equal(tomt_mask_password(room->arena, known[i][0], &room->err), known[i][1]);
    struct tomt_layer layer;
    struct tomt_error err = {0};
    const struct tomt_source source = {.path = "PG:host=/nowhere dbname=none user=u password=hemmelig"};
    assert_false(tomt_layer_read(room->seat, room->arena, &source, TOMT_POINTS, NULL, 0, &room->crs, NULL, &layer, &err));
    assert_int_equal(err.code, TOMT_DATA);
    assert_null(strstr(err.text, "hemmelig"));
}

static void failing_memory_is_clean(void **state)
{
    struct room *room = *state;
    const struct tomt_source source = {.path = odd_geometries(room)};
    bool done = false;
    for (uint64_t at = 1; !done && at < 2000; at++) {
        struct tomt_error err = {0};
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_layer layer;
        tomt_allocation_fail_at(at);
        done = tomt_layer_read(room->seat, arena, &source, TOMT_POLYGONS, want_use, 1, &room->crs, NULL, &layer, &err);
        tomt_allocation_fail_at(0);
        if (!done && err.code != TOMT_MEMORY)
            fail_msg("allocation %llu: code %d, %s", (unsigned long long)at, (int)err.code, err.text);
        tomt_arena_free(arena);
    }
    assert_true(done);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_room, close_room)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(paths_that_are_no_source),
        TEST(a_truncated_geopackage),
        TEST(a_damaged_page_is_an_error),
        TEST(names_that_are_not_there),
        TEST(a_layer_without_crs),
        TEST(every_odd_geometry_is_accounted_for),
        TEST(no_features_and_only_nulls),
        TEST(points_from_multipoints),
        TEST(text_where_a_number_is_wanted),
        TEST(passwords_are_masked),
        TEST(failing_memory_is_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
