/* unit/data_geojson.c: GeoJSON by hand-calculated texts, and as Python's json and GDAL read it. */
#include "written_support.h"

#include "data/geojson.h"
#include "data/layer.h"

#include <gdal.h>
#include <ogr_api.h>
#include <proj.h>
#include <signal.h>
#include <sys/resource.h>

/* Degrees in, degrees out: what is written can be calculated by hand. */
static struct tomt_crs degrees(void)
{
    return (struct tomt_crs){.text = "EPSG:4326", .name = "WGS 84", .geographic = true};
}

static char *read_text(const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    size_t n = (size_t)ftell(file);
    rewind(file);
    char *text = malloc(n + 1);
    assert_int_equal(fread(text, 1, n, file), n);
    text[n] = '\0';
    fclose(file);
    return text;
}

static void start_table(struct tomt_arena *arena, struct tomt_table *table, size_t n)
{
    struct tomt_error err = {0};
    tomt_table_start(table, arena, 1, &err);
    tomt_table_column(table, "n", TOMT_INTEGER, &err);
    for (size_t i = 0; i < n; i++)
        tomt_column_add_integer(&table->column[0], (int64_t)i, &err);
    table->n_rows = n;
    expect_good(&err);
}

static char *write_degrees(struct tomt_arena *arena, const struct tomt_shapes *shapes,
                           const struct tomt_table *table)
{
    struct tomt_error err = {0};
    struct tomt_crs crs = degrees();
    struct tomt_crew crew = {.n_threads = 2};
    struct tomt_geojson what = {.name = "t", .crs = &crs};
    const char *path = scratch("text.geojson");
    tomt_geojson_write(path, &what, shapes, table, NULL, table->n_rows, &crew, &err);
    expect_good(&err);
    (void)arena;
    return read_text(path);
}

static void expect_in(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("not found: %s\nin: %s", part, text);
}

static void test_values(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_shapes shapes;
    struct tomt_table table;
    tomt_shapes_start(&shapes, arena, TOMT_POINTS);
    tomt_table_start(&table, arena, 4, &err);
    struct tomt_column *id = tomt_table_column(&table, "id", TOMT_TEXT, &err);
    struct tomt_column *real = tomt_table_column(&table, "re\"al", TOMT_REAL, &err);
    struct tomt_column *integer = tomt_table_column(&table, "integer", TOMT_INTEGER, &err);
    tomt_shapes_add_point(&shapes, 10.20420004, -59.74030005, &err); /* 59.740300|05 rounds up */
    tomt_shapes_add_point(&shapes, 180, 0, &err);
    tomt_shapes_add_point(&shapes, NAN, NAN, &err);
    tomt_shapes_add_point(&shapes, -0.0000001, 0.00000004, &err);
    static const char *const text[] = {"plain", "a\"b\\c\nd\x01", "Brakerøya \xff", NULL};
    static const double number[] = {0.1, 1e300, 1.0 / 3, NAN};
    static const int64_t whole[] = {0, -1, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < 4; i++) {
        if (text[i])
            tomt_column_add_text(id, text[i], strlen(text[i]), &err);
        else
            tomt_column_add_null(id, &err);
        tomt_column_add_real(real, number[i], &err);
        tomt_column_add_integer(integer, whole[i], &err);
    }
    table.n_rows = 4;
    struct tomt_crs crs = degrees();
    struct tomt_crew crew = {.n_threads = 2};
    struct tomt_geojson what = {
        .name = "na\"me", .members = "\"tomt\":{\"a\":1},", .crs = &crs, .id_column = "id"};
    const char *path = scratch("values.geojson");
    tomt_geojson_write(path, &what, &shapes, &table, NULL, 4, &crew, &err);
    expect_good(&err);
    char *json = read_text(path);
    /* Written out by hand from RFC 8259 and RFC 7946; the bbox is that of the three known points.
     */
    assert_string_equal(
        json,
        "{\"type\":\"FeatureCollection\",\"name\":\"na\\\"me\",\"tomt\":{\"a\":1},\"features\":[\n"
        "{\"type\":\"Feature\",\"id\":\"plain\",\"properties\":{\"id\":\"plain\",\"re\\\"al\":0.1,"
        "\"integer\":0},\"geometry\":{\"type\":\"Point\",\"coordinates\":[10.2042,-59.7403001]}},\n"
        "{\"type\":\"Feature\",\"id\":\"a\\\"b\\\\c\\nd\\u0001\",\"properties\":{\"id\":"
        "\"a\\\"b\\\\"
        "c\\nd\\u0001\",\"re\\\"al\":1e300,\"integer\":-1},\"geometry\":{\"type\":\"Point\","
        "\"coordinates\":[180,0]}},\n"
        "{\"type\":\"Feature\",\"id\":\"Brakerøya \uFFFD\",\"properties\":{\"id\":\"Brakerøya "
        "\uFFFD\",\"re\\\"al\":0.3333333333333333,\"integer\":9223372036854775807},\"geometry\":"
        "null},\n"
        "{\"type\":\"Feature\",\"properties\":{\"id\":null,\"re\\\"al\":null,\"integer\":"
        "-9223372036854775808},\"geometry\":{\"type\":\"Point\",\"coordinates\":[-0.0000001,0]}}\n"
        "],\"bbox\":[-0.0000001,-59.7403001,180,0]}\n");
    free(json);
    tomt_arena_free(arena);
}

static void add_rings(struct tomt_shapes *shapes, const double *const *ring, const uint32_t *n,
                      uint32_t n_rings)
{
    uint8_t wkb[2000] = {1, 3};
    uint8_t *at = wkb + 9;
    struct tomt_error err = {0};
    memcpy(wkb + 5, &n_rings, 4);
    for (uint32_t i = 0; i < n_rings; i++)
        add_ring(&at, ring[i], n[i]);
    assert_true(tomt_shapes_add_wkb(shapes, wkb, (size_t)(at - wkb), &err));
}

static void test_rings(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_shapes shapes;
    struct tomt_table table;
    tomt_shapes_start(&shapes, arena, TOMT_POLYGONS);
    /* A clockwise shell and a counter-clockwise hole: both must be turned (RFC 7946, 3.1.6). */
    static const double shell[] = {0, 0, 0, 4, 4, 4, 4, 0, 0, 0};
    static const double hole[] = {1, 1, 2, 1, 2, 2, 1, 2, 1, 1};
    /* A hole of 1e-8 degrees: all its corners round to one position, so it has no area: left out.
     */
    static const double speck[] = {3, 3, 3.00000001, 3, 3.00000001, 3.00000001, 3, 3};
    const double *const first[] = {shell, hole, speck};
    add_rings(&shapes, first, (uint32_t[]){5, 5, 4}, 3);
    /* A shell that collapses keeps its four positions: fewer would be no linear ring. */
    const double *const second[] = {speck};
    add_rings(&shapes, second, (uint32_t[]){4}, 1);
    /* Neighbours that meet after rounding become one position. */
    static const double near[] = {0, 0, 1, 0, 1.00000001, 0.00000001, 1, 1, 0, 1, 0, 0};
    const double *const third[] = {near};
    add_rings(&shapes, third, (uint32_t[]){6}, 1);
    start_table(arena, &table, 3);
    char *json = write_degrees(arena, &shapes, &table);
    expect_in(json, "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[4,0],[4,4],[0,4],[0,0]],"
                    "[[1,1],[1,2],[2,2],[2,1],[1,1]]]}");
    expect_in(json, "{\"type\":\"Polygon\",\"coordinates\":[[[3,3],[3,3],[3,3],[3,3]]]}");
    expect_in(json, "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}");
    free(json);
    tomt_arena_free(arena);
}

static void test_multi_and_lines(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_shapes shapes;
    struct tomt_table table;
    tomt_shapes_start(&shapes, arena, TOMT_POLYGONS);
    uint8_t wkb[400] = {1, 6, 0, 0, 0, 2}, *at = wkb + 9;
    static const double part[2][8] = {{0, 0, 1, 0, 0, 1, 0, 0}, {5, 5, 5, 6, 6, 5, 5, 5}};
    for (int i = 0; i < 2; i++) {
        memcpy(at, (uint8_t[]){1, 3, 0, 0, 0, 1, 0, 0, 0}, 9);
        at += 9;
        add_ring(&at, part[i], 4);
    }
    tomt_shapes_add_wkb(&shapes, wkb, (size_t)(at - wkb), &err);
    start_table(arena, &table, 1);
    char *json = write_degrees(arena, &shapes, &table);
    expect_in(json, "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[1,0],[0,1],[0,0]]],"
                    "[[[5,5],[6,5],[5,6],[5,5]]]]}");
    free(json);
    tomt_shapes_start(&shapes, arena, TOMT_LINES);
    uint8_t line[41] = {1, 2, 0, 0, 0, 2};
    memcpy(line + 9, part[0], 32);
    tomt_shapes_add_wkb(&shapes, line, sizeof line, &err);
    expect_good(&err);
    json = write_degrees(arena, &shapes, &table);
    expect_in(json, "{\"type\":\"LineString\",\"coordinates\":[[0,0],[1,0]]}");
    free(json);
    tomt_arena_free(arena);
}

static void make_many(struct tomt_arena *arena, struct tomt_shapes *shapes,
                      struct tomt_table *table, size_t n)
{
    uint64_t random = 3;
    tomt_shapes_start(shapes, arena, TOMT_POLYGONS);
    for (size_t i = 0; i < n; i++)
        add_rectangle(shapes, 560000 + 1e4 * random_share(&random),
                      6620000 + 1e4 * random_share(&random), 20, 10);
    start_table(arena, table, n);
}

static void test_same_bytes_at_any_thread_count(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_shapes shapes;
    struct tomt_table table;
    make_many(arena, &shapes, &table, 20000);
    struct tomt_crs crs = utm33();
    struct tomt_geojson what = {.name = "many", .crs = &crs};
    for (unsigned n_threads = 1; n_threads <= 8; n_threads += 7) {
        struct tomt_crew crew = {.n_threads = n_threads};
        tomt_geojson_write(scratch(n_threads == 1 ? "1.geojson" : "8.geojson"), &what, &shapes,
                           &table, NULL, 20000, &crew, &err);
    }
    expect_good(&err);
    assert_true(same_bytes(scratch("1.geojson"), scratch("8.geojson")));
    char command[900];
    snprintf(command, sizeof command,
             "python3 -c \"import json,sys; d=json.load(open('%s')); f=d['features']; "
             "r=[x['geometry']['coordinates'][0] for x in f]; "
             "area=lambda p: sum(a[0]*b[1]-b[0]*a[1] for a,b in zip(p,p[1:])); "
             "sys.exit(not ('crs' not in d and len(f)==20000 and "
             "[x['properties']['n'] for x in f]==list(range(20000)) and "
             "all(p[0]==p[-1] and len(p)==5 and area(p)>0 for p in r) and "
             "d['bbox'][0]==min(c[0] for p in r for c in p) and "
             "d['bbox'][3]==max(c[1] for p in r for c in p)))\"",
             scratch("8.geojson"));
    assert_int_equal(system(command), 0);
    tomt_arena_free(arena);
}

/* GDAL reads it; PROJ called directly says where the corner of the first rectangle lies. */
static void test_gdal_reads_it(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_shapes shapes;
    struct tomt_table table;
    make_many(arena, &shapes, &table, 1000);
    struct tomt_crs crs = utm33();
    struct tomt_crew crew = {.n_threads = 2};
    struct tomt_geojson what = {.name = "many", .crs = &crs, .id_column = "n"};
    uint32_t chosen[] = {999, 0};
    const char *path = scratch("gdal.geojson");
    tomt_geojson_write(path, &what, &shapes, &table, chosen, 2, &crew, &err);
    expect_good(&err);
    GDALDatasetH data = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    assert_non_null(data);
    OGRLayerH layer = GDALDatasetGetLayer(data, 0);
    assert_string_equal(OGR_L_GetName(layer), "many");
    assert_int_equal(OGR_L_GetFeatureCount(layer, TRUE), 2);
    OGRFeatureH feature = OGR_L_GetNextFeature(layer);
    assert_int_equal(OGR_F_GetFID(feature), 999);
    OGRGeometryH ring = OGR_G_GetGeometryRef(OGR_F_GetGeometryRef(feature), 0);
    PJ *to_degrees = proj_create_crs_to_crs(NULL, "EPSG:25833", "EPSG:4326", NULL);
    PJ_COORD corner = proj_coord(shapes.box[999].min_x, shapes.box[999].min_y, 0, 0);
    corner = proj_trans(to_degrees, PJ_FWD, corner); /* lat, lon */
    assert_true(fabs(OGR_G_GetX(ring, 0) - corner.xy.y) <= 0.5001e-7);
    assert_true(fabs(OGR_G_GetY(ring, 0) - corner.xy.x) <= 0.5001e-7);
    proj_destroy(to_degrees);
    OGR_F_Destroy(feature);
    GDALClose(data);
    tomt_arena_free(arena);
}

static void test_empty(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_shapes shapes;
    struct tomt_table table;
    make_many(arena, &shapes, &table, 0);
    char *json = write_degrees(arena, &shapes, &table);
    assert_string_equal(json,
                        "{\"type\":\"FeatureCollection\",\"name\":\"t\",\"features\":[\n]}\n");
    free(json);
    tomt_arena_free(arena);
}

static void test_failures(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_shapes shapes;
    struct tomt_table table;
    make_many(arena, &shapes, &table, 20000);
    struct tomt_crs crs = utm33();
    struct tomt_geojson what = {.crs = &crs};
    struct tomt_crew crew = {.n_threads = 4};
    assert_false(tomt_geojson_write("/dev/full", &what, &shapes, &table, NULL, 20000, &crew, &err));
    assert_int_equal(err.code, TOMT_OUTPUT);
    assert_non_null(strstr(err.text, "disk full"));
    tomt_error_clear(&err);
    /* The header fits, a later chunk does not. */
    struct rlimit before, small;
    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = 300000;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    bool good = tomt_geojson_write(scratch("full.geojson"), &what, &shapes, &table, NULL, 20000,
                                   &crew, &err);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_false(good);
    assert_int_equal(err.code, TOMT_OUTPUT);
    assert_non_null(strstr(err.text, "full.geojson"));
    tomt_error_clear(&err);
    assert_false(
        tomt_geojson_write("/nowhere/x.geojson", &what, &shapes, &table, NULL, 10, &crew, &err));
    assert_int_equal(err.code, TOMT_OUTPUT);
    tomt_error_clear(&err);
    volatile int cancel = 1;
    crew.cancel = &cancel;
    assert_false(tomt_geojson_write(scratch("cancel.geojson"), &what, &shapes, &table, NULL, 20000,
                                    &crew, &err));
    assert_int_equal(err.code, TOMT_CANCELLED);
    tomt_arena_free(arena);
}

/* With helpers too: whoever fails, nobody waits for ever. */
static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_shapes shapes;
    struct tomt_table table;
    make_many(arena, &shapes, &table, 3000);
    struct tomt_crs crs = utm33();
    struct tomt_geojson what = {.crs = &crs};
    for (unsigned n_threads = 1; n_threads <= 3; n_threads += 2) {
        struct tomt_crew crew = {.n_threads = n_threads};
        bool good = false;
        for (uint64_t nth = 1; !good && nth < 300; nth++) {
            tomt_error_clear(&err);
            tomt_allocation_fail_at(nth);
            good = tomt_geojson_write(scratch("memory.geojson"), &what, &shapes, &table, NULL, 3000,
                                      &crew, &err);
            tomt_allocation_fail_at(0);
            if (!good)
                assert_int_equal(err.code, TOMT_MEMORY);
        }
        assert_true(good);
    }
    tomt_arena_free(arena);
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
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_rings),
        cmocka_unit_test(test_multi_and_lines),
        cmocka_unit_test(test_same_bytes_at_any_thread_count),
        cmocka_unit_test(test_gdal_reads_it),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, start, end);
}
