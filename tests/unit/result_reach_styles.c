/* unit/result_reach_styles.c: styles of what is reached on foot and of public transport; streets
 * drawn twice, where they tell minutes. */
#include "written_support.h"

#include "base/files.h"
#include "result/result.h"
#include "result/xml.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <sqlite3.h>

extern const struct tomt_file tomt_styles[];

/* A line from the origin to (1, 0). */
static const uint8_t line_wkb[41] = {[0] = 1, [1] = 2, [5] = 2, [31] = 0xf0, [32] = 0x3f};

struct drawn {
    struct tomt_arena *arena;
    struct tomt_shapes shapes[3];
    struct tomt_table table[3];
    struct tomt_result_layer layer[3];
    struct tomt_crs crs;
    struct tomt_result result;
};

/* Streets (with the column that tells minutes, or another), 5 and 10 minutes around a hub, one
 * stop. */
static void make(struct drawn *d, const char *street_column, int language)
{
    struct tomt_error err = {0};
    const double minutes[] = {5, 10};
    *d = (struct drawn){.arena = tomt_arena_new(&err), .crs = utm33()};
    tomt_shapes_start(&d->shapes[0], d->arena, TOMT_LINES);
    tomt_shapes_start(&d->shapes[1], d->arena, TOMT_POLYGONS);
    tomt_shapes_start(&d->shapes[2], d->arena, TOMT_POINTS);
    for (size_t k = 0; k < 3; k++)
        tomt_table_start(&d->table[k], d->arena, 1, &err);
    struct tomt_column *walk = tomt_table_column(&d->table[0], street_column, TOMT_REAL, &err);
    struct tomt_column *most = tomt_table_column(&d->table[1], "minutes", TOMT_REAL, &err);
    struct tomt_column *mode = tomt_table_column(&d->table[2], "mode", TOMT_TEXT, &err);
    for (size_t k = 0; k < 2; k++) {
        tomt_shapes_add_wkb(&d->shapes[0], line_wkb, sizeof line_wkb, &err);
        tomt_column_add_real(walk, k == 0 ? 7.5 : (double)NAN, &err);
        add_rectangle(&d->shapes[1], 560000, 6620000, 500, 500);
        tomt_column_add_real(most, minutes[k], &err);
    }
    tomt_shapes_add_point(&d->shapes[2], 560000, 6620000, &err);
    tomt_column_add_text(mode, "ferry", 5, &err);
    d->table[0].n_rows = d->table[1].n_rows = 2;
    d->table[2].n_rows = 1;
    const char *const name[] = {"street", "catchment", "stop"};
    const char *const type[] = {"MULTILINESTRING", "MULTIPOLYGON", "POINT"};
    for (size_t k = 0; k < 3; k++)
        d->layer[k] = (struct tomt_result_layer){.name = name[k],
                                                 .title = {name[k], name[k]},
                                                 .geometry_type = type[k],
                                                 .shapes = &d->shapes[k],
                                                 .table = &d->table[k]};
    d->result = (struct tomt_result){.crs = &d->crs,
                                     .timestamp = "2026-01-31T00:00:00.000Z",
                                     .run_id = "run",
                                     .project_name = "reach",
                                     .case_number = "",
                                     .tomt_version = "0",
                                     .language = language,
                                     .title = {"Reach", "Rekkevidde"},
                                     .layer = d->layer,
                                     .n_layers = 3,
                                     .extent = {560000, 6620000, 560500, 6620500},
                                     .credits = "",
                                     .file_name = "reach.gpkg"};
    expect_good(&err);
}

static const char *write_map(const char *street_column, int language)
{
    struct tomt_error err = {0};
    struct drawn drawn;
    const char *path = scratch("reach.gpkg");
    make(&drawn, street_column, language);
    unlink(path);
    if (!tomt_result_write(drawn.arena, path, &drawn.result, NULL, &err))
        fail_msg("%s", err.text);
    tomt_arena_free(drawn.arena);
    return path;
}

static char *ask_file(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *row = NULL;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    char *text = CPLStrdup((const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    sqlite3_close(db);
    return text;
}

static void expect(const char *path, const char *sql, const char *wanted)
{
    char *text = ask_file(path, sql);
    assert_string_equal(text, wanted);
    CPLFree(text);
}

static char *project_of(const char *path)
{
    int n = 0;
    char *hex = ask_file(path, "SELECT content FROM qgis_projects");
    GByte *zip = CPLHexToBinary(hex, &n), *xml = NULL;
    vsi_l_offset n_xml = 0;
    VSIFCloseL(VSIFileFromMemBuffer("/vsimem/reach.zip", zip, (vsi_l_offset)n, FALSE));
    assert_true(VSIIngestFile(NULL, "/vsizip//vsimem/reach.zip/reach.qgs", &xml, &n_xml, -1));
    VSIUnlink("/vsimem/reach.zip");
    CPLFree(zip);
    CPLFree(hex);
    return (char *)xml;
}

static size_t count(const char *text, const char *word)
{
    size_t n = 0;
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
        n++;
    return n;
}

static void draws_streets_twice(void **state)
{
    (void)state;
    const char *path = write_map("hub_walk_min", 1);
    expect(path,
           "SELECT group_concat(f_table_name || '/' || styleName || '/' || useAsDefault) FROM "
           "(SELECT * FROM layer_styles ORDER BY styleName)",
           "catchment/catchment/1,stop/stop/1,street/street/1,street/street_walk/0");
    char *walk =
        ask_file(path, "SELECT styleQML FROM layer_styles WHERE styleName = 'street_walk'");
    assert_int_equal(count(walk, "<category "), 2); /* 7.5 minutes, and none */
    assert_non_null(strstr(walk, "label=\"5 til 10 min\""));
    assert_non_null(strstr(walk, "label=\"Ikke til fots, eller over en time\""));
    CPLFree(walk);
    char *project = project_of(path);
    assert_int_equal(count(project, "<layer-tree-layer "), 4);
    assert_int_equal(count(project, "<id>tomt_layer_street_walk</id>"), 1);
    assert_int_equal(count(project, "<datasource>./reach.gpkg|layername=street</datasource>"), 2);
    assert_int_equal(
        count(project, "<layername>Veger: minutter til fots til knutepunkt</layername>"), 1);
    CPLFree(project);
}

static void draws_plain_streets_once(void **state)
{
    (void)state;
    const char *path = write_map("speed", 0);
    expect(path, "SELECT count(*) FROM layer_styles", "3");
    char *project = project_of(path);
    assert_int_equal(count(project, "<layer-tree-layer "), 3);
    assert_null(strstr(project, "street_walk"));
    CPLFree(project);
}

/* Is the layer's box ticked at first? */
static bool is_shown(const char *project, const char *id)
{
    const char *at = strstr(project, id);
    const char *tick = at ? strstr(at, "checked=\"") : NULL;
    assert_non_null(tick);
    return strncmp(tick, "checked=\"Qt::Checked\"", 21) == 0;
}

static void opens_readable(void **state)
{
    (void)state;
    const char *path = write_map("hub_walk_min", 0);
    char *project = project_of(path);
    assert_true(is_shown(project, "id=\"tomt_layer_street\""));
    assert_true(is_shown(project, "id=\"tomt_layer_stop\""));
    assert_false(is_shown(project, "id=\"tomt_layer_street_walk\""));
    assert_false(is_shown(project, "id=\"tomt_layer_catchment\""));
    /* hubs and stops above, then streets by minutes, then ground, then plain streets */
    const char *stop = strstr(project, "id=\"tomt_layer_stop\""),
               *walk = strstr(project, "id=\"tomt_layer_street_walk\""),
               *ground = strstr(project, "id=\"tomt_layer_catchment\""),
               *street = strstr(project, "id=\"tomt_layer_street\"");
    assert_true(stop < walk && walk < ground && ground < street);
    assert_non_null(strstr(project, "hasScaleBasedVisibilityFlag=\"1\""));
    CPLFree(project);
    char *ground_style =
        ask_file(path, "SELECT styleQML FROM layer_styles WHERE styleName = 'catchment'");
    assert_int_equal(count(ground_style, "<category "), 2);
    assert_non_null(strstr(ground_style, "label=\"Up to 5 min on foot\""));
    assert_non_null(strstr(ground_style, "enableorderby=\"1\""));
    CPLFree(ground_style);
    char *stops = ask_file(path, "SELECT styleQML FROM layer_styles WHERE styleName = 'stop'");
    assert_non_null(strstr(stops, "label=\"Ferry quay\""));
    assert_null(strstr(stops, "Bus stop"));
    CPLFree(stops);
}

/* The class of a street, and of ground, by the very expressions that QGIS gets: upper ends
 * included. */
static void tells_classes(void **state)
{
    (void)state;
    static const char *const row[][4] = {{"street_walk.qml", "hub_walk_min", "5.0", "5"},
                                         {"street_walk.qml", "hub_walk_min", "5.01", "10"},
                                         {"street_walk.qml", "hub_walk_min", "15", "15"},
                                         {"street_walk.qml", "hub_walk_min", "29", "30"},
                                         {"street_walk.qml", "hub_walk_min", "44", "60"},
                                         {"street_walk.qml", "hub_walk_min", "NULL", ""},
                                         {"catchment.qml", "minutes", "5", "5"},
                                         {"catchment.qml", "minutes", "10.0", "10"},
                                         {"catchment.qml", "minutes", "15", "15"},
                                         {"catchment.qml", "minutes", "20", ""}};
    for (size_t k = 0; k < sizeof row / sizeof *row; k++) {
        const struct tomt_file *style = tomt_styles;
        while (style->name && strcmp(style->name, row[k][0]) != 0)
            style++;
        assert_non_null(style->name);
        size_t n = 0;
        const char *attribute =
            tomt_xml_attribute(strstr(style->bytes, "<renderer-v2"), "attr", &n);
        struct tomt_text plain = {0};
        tomt_xml_unescape(&plain, attribute, n);
        char *sql =
            sqlite3_mprintf("SELECT %s FROM (SELECT %s AS %s)", plain.bytes, row[k][2], row[k][1]);
        expect(":memory:", sql, row[k][3]);
        sqlite3_free(sql);
        tomt_text_free(&plain);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_streets_twice), cmocka_unit_test(draws_plain_streets_once),
        cmocka_unit_test(opens_readable), cmocka_unit_test(tells_classes)};
    return cmocka_run_group_tests(tests, make_scratch_folder, remove_scratch_folder);
}
