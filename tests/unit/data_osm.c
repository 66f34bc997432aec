/* OpenStreetMap files read as streets: tags as columns, ways with a highway tag only. The counts of
 * the real extracts are those of a reading of the protobuf without GDAL (ways with highway of which
 * two nodes or more are in the file); ogrinfo 3.6.2 -sql "SELECT COUNT(*) FROM lines WHERE highway
 * IS NOT NULL" has 198, 14,280, 2,504 and 15,852 with its own osmconf.ini, which takes some closed
 * ways for polygons, and these numbers with closed_ways_are_polygons= left empty. */
#include "data_support.h"

#include <math.h>

#include "geo/wkb.h"

/* A bridge (way 102) over a street (way 101) with no node in common, a footpath that shares node 3
 * with the street, a river without highway, a roundabout on grass, a square (walked along its
 * edge), and a way of one node. */
static const char town[] =
    "<?xml version='1.0' encoding='UTF-8'?>\n<osm version=\"0.6\">\n"
    "<bounds minlat=\"59.73\" minlon=\"10.19\" maxlat=\"59.75\" maxlon=\"10.22\"/>\n"
    "<node id=\"1\" lat=\"59.7400\" lon=\"10.2000\"/>\n<node id=\"2\" lat=\"59.7400\" "
    "lon=\"10.2040\"/>\n"
    "<node id=\"3\" lat=\"59.7400\" lon=\"10.2080\"><tag k=\"highway\" v=\"crossing\"/></node>\n"
    "<node id=\"4\" lat=\"59.7390\" lon=\"10.2020\"/>\n<node id=\"5\" lat=\"59.7410\" "
    "lon=\"10.2020\"/>\n"
    "<node id=\"6\" lat=\"59.7420\" lon=\"10.2080\"/>\n<node id=\"7\" lat=\"59.7421\" "
    "lon=\"10.2081\"/>\n"
    "<node id=\"8\" lat=\"59.7422\" lon=\"10.2080\"/>\n"
    "<way id=\"101\"><nd ref=\"1\"/><nd ref=\"2\"/><nd ref=\"3\"/><tag k=\"highway\" "
    "v=\"residential\"/>"
    "<tag k=\"name\" v=\"Tollbugata\"/><tag k=\"oneway\" v=\"yes\"/><tag k=\"maxspeed\" "
    "v=\"30\"/></way>\n"
    "<way id=\"102\"><nd ref=\"4\"/><nd ref=\"5\"/><tag k=\"highway\" v=\"primary\"/><tag "
    "k=\"bridge\" v=\"yes\"/>"
    "<tag k=\"layer\" v=\"1\"/><tag k=\"name\" v=\"Holmenbrua\"/><tag k=\"foot\" v=\"no\"/></way>\n"
    "<way id=\"103\"><nd ref=\"3\"/><nd ref=\"6\"/><tag k=\"highway\" v=\"footway\"/><tag "
    "k=\"motor_vehicle\" v=\"no\"/></way>\n"
    "<way id=\"104\"><nd ref=\"1\"/><nd ref=\"4\"/><tag k=\"waterway\" v=\"river\"/></way>\n"
    "<way id=\"105\"><nd ref=\"6\"/><nd ref=\"7\"/><nd ref=\"8\"/><nd ref=\"6\"/><tag "
    "k=\"highway\" v=\"tertiary\"/>"
    "<tag k=\"junction\" v=\"roundabout\"/><tag k=\"landuse\" v=\"grass\"/></way>\n"
    "<way id=\"106\"><nd ref=\"6\"/><nd ref=\"7\"/><nd ref=\"8\"/><nd ref=\"6\"/><tag "
    "k=\"highway\" v=\"pedestrian\"/>"
    "<tag k=\"area\" v=\"yes\"/></way>\n"
    "<way id=\"107\"><nd ref=\"1\"/><tag k=\"highway\" v=\"path\"/></way>\n"
    "</osm>\n";

static const struct tomt_wanted wanted[] = {
    {.name = "class", .column = "highway", .type = TOMT_TEXT},
    {.name = "name", .column = "name", .type = TOMT_TEXT},
    {.name = "oneway", .column = "oneway", .type = TOMT_TEXT},
    {.name = "speed", .column = "maxspeed", .type = TOMT_TEXT},
    {.name = "level", .column = "layer", .type = TOMT_TEXT},
    {.name = "foot", .column = "foot", .type = TOMT_TEXT},
    {.name = "motor_vehicle", .column = "motor_vehicle", .type = TOMT_TEXT},
    {.name = "junction", .column = "junction", .type = TOMT_TEXT},
};
enum { N_WANTED = sizeof wanted / sizeof *wanted };

static void read_streets(struct room *room, const struct tomt_source *source,
                         struct tomt_layer *layer)
{
    if (!tomt_layer_read(room->seat, room->arena, source, TOMT_LINES, wanted, N_WANTED, &room->crs,
                         NULL, layer, &room->err))
        fail_msg("%s: %s", source->path, room->err.text);
}

static const char *text_at(const struct tomt_layer *layer, const char *name, size_t row)
{
    return tomt_column_text(tomt_table_find(&layer->table, name), row, NULL);
}

static void endings(void **state)
{
    (void)state;
    assert_true(tomt_source_is_osm("a.osm") && tomt_source_is_osm("/x/B.OSM.PBF") &&
                tomt_source_is_osm("c.pbf") && tomt_source_is_osm("d.osm.bz2"));
    assert_false(tomt_source_is_osm("osm") || tomt_source_is_osm(".pbf") ||
                 tomt_source_is_osm("a.osm.gpkg") || tomt_source_is_osm("") ||
                 tomt_source_is_osm("a.bz2"));
}

static void a_town_by_hand(void **state)
{
    struct room *room = *state;
    struct tomt_layer layer;
    read_streets(room, &(struct tomt_source){.path = write_text(room, "town.osm", town)}, &layer);
    assert_int_equal(layer.table.n_rows, 5);
    assert_int_equal(layer.report.n_read, 5);
    assert_true(layer.report.n_in_source == SIZE_MAX);
    static const int64_t way[] = {101, 102, 103, 105, 106};
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(layer.fid[i], way[i]);
    assert_string_equal(text_at(&layer, "class", 0), "residential");
    assert_string_equal(text_at(&layer, "name", 0), "Tollbugata");
    assert_string_equal(text_at(&layer, "oneway", 0), "yes");
    assert_string_equal(text_at(&layer, "speed", 0), "30");
    assert_null(text_at(&layer, "level", 0));
    assert_string_equal(text_at(&layer, "level", 1), "1");
    assert_string_equal(text_at(&layer, "foot", 1), "no");
    assert_string_equal(text_at(&layer, "motor_vehicle", 2), "no");
    assert_string_equal(text_at(&layer, "junction", 3), "roundabout");
    /* The shared node is the same point in both ways, bit for bit: the street's last and the
     * footpath's first. */
    size_t n;
    double street[6], path[4];
    const uint8_t *wkb = tomt_shapes_wkb(&layer.shapes, 0, &n);
    assert_int_equal(n, 9 + sizeof street);
    memcpy(street, wkb + 9, sizeof street);
    wkb = tomt_shapes_wkb(&layer.shapes, 2, &n);
    assert_int_equal(n, 9 + sizeof path);
    memcpy(path, wkb + 9, sizeof path);
    assert_memory_equal(street + 4, path, 2 * sizeof *path);
    /* 0.0080 degrees of longitude at 59.74 N: 0.008 * 111320 * cos(59.74) = 448.9 m on a sphere,
     * within a few per mille here. */
    assert_close(hypot(street[4] - street[0], street[5] - street[1]), 448.9, 3);
}

static void filters_are_joined(void **state)
{
    struct room *room = *state;
    struct tomt_layer layer;
    const char *path = write_text(room, "town.osm", town);
    read_streets(
        room, &(struct tomt_source){.path = path, .where = "highway <> 'footway' OR foot = 'no'"},
        &layer);
    assert_int_equal(layer.table.n_rows, 4);
    read_streets(room, &(struct tomt_source){.path = path, .where = "name = 'Holmenbrua'"}, &layer);
    assert_int_equal(layer.table.n_rows, 1);
    assert_int_equal(layer.fid[0], 102);
    /* Named, it is the whole layer: the river too. */
    read_streets(room, &(struct tomt_source){.path = path, .layer = "lines"}, &layer);
    assert_int_equal(layer.table.n_rows, 6);
    assert_null(text_at(&layer, "class", 3));
    assert_false(tomt_layer_read(
        room->seat, room->arena, &(struct tomt_source){.path = path, .where = "highwy = 'a'"},
        TOMT_LINES, wanted, N_WANTED, &room->crs, NULL, &layer, &room->err));
    assert_non_null(strstr(room->err.text, "highwy"));
    assert_non_null(strstr(room->err.text, "did you mean 'highway'?"));
    tomt_error_clear(&room->err);
    struct tomt_mapping values = {0};
    assert_true(tomt_layer_values(room->arena, &(struct tomt_source){.path = path}, "highway", 10,
                                  &values, &room->err));
    assert_int_equal(values.n, 5);
    assert_string_equal(values.from[0], "footway");
}

static void other_layers_keep_their_own_columns(void **state)
{
    struct room *room = *state;
    struct tomt_layer layer;
    const char *path = write_text(room, "town.osm", town);
    static const struct tomt_wanted kind[] = {
        {.name = "kind", .column = "highway", .type = TOMT_TEXT}};
    assert_true(tomt_layer_read(room->seat, room->arena,
                                &(struct tomt_source){.path = path, .layer = "points"}, TOMT_POINTS,
                                kind, 1, &room->crs, NULL, &layer, &room->err));
    assert_int_equal(layer.table.n_rows, 1);
    assert_string_equal(text_at(&layer, "kind", 0), "crossing");
    static const struct tomt_wanted use[] = {
        {.name = "use", .column = "landuse", .type = TOMT_TEXT}};
    assert_true(tomt_layer_read(room->seat, room->arena,
                                &(struct tomt_source){.path = path, .layer = "multipolygons"},
                                TOMT_POLYGONS, use, 1, &room->crs, NULL, &layer, &room->err));
    assert_true(layer.table.n_rows >= 1);
}

static void a_look_reads_no_more_than_it_must(void **state)
{
    struct room *room = *state;
    struct tomt_layer_info info;
    struct tomt_source source = {.path = write_text(room, "town.osm", town)};
    assert_true(tomt_layer_look(room->seat, room->arena, &source, &room->crs, &info, &room->err));
    assert_string_equal(info.driver, "OSM");
    assert_int_equal(info.n_features, -1);
    assert_true(info.has_geometry && info.kind_known && info.kind == TOMT_LINES);
    assert_true(info.has_crs && info.crs.geographic);
    assert_null(info.swapped_hint);
    assert_true(info.extent_known); /* as <bounds> has it */
    assert_close(info.extent.min_x, 10.19, 1e-9);
    assert_close(info.extent.max_y, 59.75, 1e-9);
    size_t n = 0;
    while (tomt_osm_tags[n])
        n++;
    assert_true(info.n_columns > n);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(info.column[i], tomt_osm_tags[i]);
    assert_string_equal(info.column[n], "railway"); /* for lines that sites keep away from; streets do not read it */
    static const char nowhere[] =
        "<osm version=\"0.6\"><node id=\"1\" lat=\"1\" lon=\"1\"/></osm>\n";
    static const char world[] = "<osm version=\"0.6\"><bounds minlat=\"-90\" minlon=\"-180\" "
                                "maxlat=\"90\" maxlon=\"180\"/></osm>\n";
    source.path = write_text(room, "nowhere.osm", nowhere);
    assert_true(tomt_layer_look(room->seat, room->arena, &source, &room->crs, &info, &room->err));
    assert_false(info.extent_known);
    source.path = write_text(room, "world.osm", world);
    assert_true(tomt_layer_look(room->seat, room->arena, &source, &room->crs, &info, &room->err));
    assert_false(info.extent_known);
    assert_null(info.swapped_hint);
}

static void assert_fails(struct room *room, const char *path, const char *why)
{
    struct tomt_layer layer;
    if (tomt_layer_read(room->seat, room->arena, &(struct tomt_source){.path = path}, TOMT_LINES,
                        wanted, N_WANTED, &room->crs, NULL, &layer, &room->err))
        fail_msg("%s is read", path);
    assert_int_equal(room->err.code, TOMT_DATA);
    if (!strstr(room->err.text, why))
        fail_msg("%s", room->err.text);
    tomt_error_clear(&room->err);
}

static void broken_files_are_errors(void **state)
{
    struct room *room = *state;
    struct tomt_layer layer;
    assert_fails(room, write_text(room, "a.osm.bz2", "BZh91AY&SY"), "is packed");
    assert_fails(room,
                 write_text(room, "a.osm.pbf",
                            "no protobuf at all, but long enough to be looked at by a driver"),
                 "GDAL");
    assert_fails(room, write_text(room, "a.osm", ""), "empty");
    assert_fails(room, write_bytes(room, "cut.osm", town, strlen(town) / 2),
                 "cannot be read to its end");
    read_streets(room,
                 &(struct tomt_source){
                     .path = write_text(room, "none.osm", "<osm version=\"0.6\"></osm>\n")},
                 &layer);
    assert_int_equal(layer.table.n_rows, 0);
}

/* A layer read by itself must not make the driver keep, and give up on, 100,000 features of
 * another. */
static void many_points_do_not_hinder(void **state)
{
    struct room *room = *state;
    enum { N_POINTS = 120000 };
    const char *path = in_folder(room, "points.osm");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("<osm version=\"0.6\">\n", file);
    for (int i = 1; i <= N_POINTS; i++)
        fprintf(file,
                "<node id=\"%d\" lat=\"59.%06d\" lon=\"10.2\"><tag k=\"amenity\" "
                "v=\"bench\"/></node>\n",
                i, i);
    fputs("<way id=\"1\"><nd ref=\"1\"/><nd ref=\"2\"/><tag k=\"highway\" "
          "v=\"path\"/></way>\n</osm>\n",
          file);
    assert_int_equal(fclose(file), 0);
    struct tomt_layer layer;
    read_streets(room, &(struct tomt_source){.path = path}, &layer);
    assert_int_equal(layer.table.n_rows, 1);
}

static void real_cities(void **state)
{
    struct room *room = *state;
    static const struct {
        const char *path;
        size_t n;
    } city[] = {
        {TOMT_SHARED_DATA "/osm_oslo/skoyen.osm.pbf", 199},
        {TOMT_SHARED_DATA "/osm_oslo/oslo-east.osm.pbf", 14382},
        {TOMT_SHARED_DATA "/osm_helsinki/helsinki.osm.pbf", 2577},
        {TOMT_SHARED_DATA "/porto_alegre/poa.osm.pbf", 15886},
    };
    bool any = false;
    for (size_t i = 0; i < sizeof city / sizeof *city; i++) {
        if (access(city[i].path, R_OK) != 0)
            continue;
        any = true;
        struct tomt_layer layer;
        static const char *const metric[] = {"EPSG:25833", "EPSG:25833", "EPSG:3067", "EPSG:31982"};
        assert_true(tomt_crs_read(room->seat, room->arena, metric[i], &room->crs, &room->err));
        read_streets(room, &(struct tomt_source){.path = city[i].path}, &layer);
        if (layer.table.n_rows != city[i].n)
            fail_msg("%s: %zu streets", city[i].path, layer.table.n_rows);
        assert_int_equal(layer.report.n_read, city[i].n);
    }
    if (!any)
        skip();
}

/* A copy cut short is told, not read as a smaller town; a country's nodes go to the temporary
 * folder and come back. */
static void a_cut_copy_and_little_memory(void **state)
{
    struct room *room = *state;
    static const char whole[] = TOMT_SHARED_DATA "/osm_helsinki/helsinki.osm.pbf";
    static char bytes[1 << 20];
    FILE *file = fopen(whole, "rb");
    if (!file)
        skip();
    size_t n = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    assert_fails(room, write_bytes(room, "cut.osm.pbf", bytes, n / 2), "cannot be read to its end");
    CPLSetConfigOption("OSM_MAX_TMPFILE_SIZE", "0");
    CPLSetConfigOption("CPL_TMPDIR", room->folder);
    struct tomt_layer layer;
    read_streets(room, &(struct tomt_source){.path = whole}, &layer);
    CPLSetConfigOption("OSM_MAX_TMPFILE_SIZE", NULL);
    CPLSetConfigOption("CPL_TMPDIR", NULL);
    assert_int_equal(layer.table.n_rows, 2577);
    char **left = CPLReadDir(room->folder);
    for (int i = 0; left && left[i]; i++)
        assert_null(strstr(left[i], "osm_tmp"));
    CSLDestroy(left);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(endings, open_room, close_room),
        cmocka_unit_test_setup_teardown(a_town_by_hand, open_room, close_room),
        cmocka_unit_test_setup_teardown(filters_are_joined, open_room, close_room),
        cmocka_unit_test_setup_teardown(other_layers_keep_their_own_columns, open_room, close_room),
        cmocka_unit_test_setup_teardown(a_look_reads_no_more_than_it_must, open_room, close_room),
        cmocka_unit_test_setup_teardown(broken_files_are_errors, open_room, close_room),
        cmocka_unit_test_setup_teardown(many_points_do_not_hinder, open_room, close_room),
        cmocka_unit_test_setup_teardown(real_cities, open_room, close_room),
        cmocka_unit_test_setup_teardown(a_cut_copy_and_little_memory, open_room, close_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
