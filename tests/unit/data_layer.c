/* Reading of every format the issue names, from one small layer written by GDAL; expectations by hand. */
#include "data_support.h"

#include <dirent.h>
#include <math.h>
#include <pthread.h>

#include "geo/wkb.h"

/* Three plots of 10 m x 20 m = 200 m2; the third lies a kilometre east. */
static const char plots[] =
    "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::25833\"}},"
    "\"features\":["
    "{\"type\":\"Feature\",\"properties\":{\"navn\":\"Bøler\",\"kode\":1130,\"andel\":0.5,\"vedtatt\":\"2020-05-31\"},"
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[500000,6600000],[500010,6600000],[500010,6600020],[500000,6600020],"
    "[500000,6600000]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"navn\":\"Ånes\",\"kode\":1300,\"andel\":2,\"vedtatt\":null},"
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[500020,6600000],[500030,6600000],[500030,6600020],[500020,6600020],"
    "[500020,6600000]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"navn\":null,\"kode\":null,\"andel\":null,\"vedtatt\":\"2021-12-01\"},"
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[501000,6600000],[501010,6600000],[501010,6600020],[501000,6600020],"
    "[501000,6600000]]]}}]}";

static const struct tomt_wanted wanted_plots[] = {
    {.name = "name", .column = "navn", .type = TOMT_TEXT},
    {.name = "use", .column = "kode", .type = TOMT_TEXT, .required = true},
    {.name = "share", .column = "andel", .type = TOMT_REAL},
    {.name = "adopted", .column = "vedtatt", .type = TOMT_TEXT},
    {.name = "number", .column = "kode", .type = TOMT_INTEGER},
    {.name = "owner", .column = NULL, .type = TOMT_TEXT},
};
enum { N_WANTED_PLOTS = 6 };

static const char *text_at(const struct tomt_layer *layer, const char *name, size_t row)
{
    const struct tomt_column *column = tomt_table_find(&layer->table, name);
    assert_non_null(column);
    assert_int_equal(column->n, layer->table.n_rows);
    return tomt_column_text(column, row, NULL);
}

static void read_plots(struct room *room, const struct tomt_source *source, const struct tomt_box *box, struct tomt_layer *layer)
{
    if (!tomt_layer_read(room->seat, room->arena, source, TOMT_POLYGONS, wanted_plots, N_WANTED_PLOTS, &room->crs, box, layer,
                         &room->err))
        fail_msg("%s: %s", source->path, room->err.text);
}

static double area_at(const struct tomt_layer *layer, size_t row)
{
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(&layer->shapes, row, &size);
    return tomt_wkb_area_m2(wkb, size);
}

/* `exact`: coordinates are kept bit for bit. */
static void check_plots(struct room *room, const struct tomt_source *source, bool exact)
{
    struct tomt_layer layer;
    double tolerance = exact ? 0 : 1e-2;
    read_plots(room, source, NULL, &layer);
    assert_int_equal(layer.table.n_rows, 3);
    assert_int_equal(layer.shapes.n, 3);
    assert_int_equal(layer.report.n_read, 3);
    assert_int_equal(layer.report.n_kept, 3);
    assert_close(layer.shapes.box[0].min_x, 500000, tolerance);
    assert_close(layer.shapes.box[1].max_y, 6600020, tolerance);
    assert_close(area_at(&layer, 2), 200, exact ? 1e-6 : 0.2);
    assert_string_equal(text_at(&layer, "name", 0), "Bøler");
    assert_string_equal(text_at(&layer, "name", 1), "Ånes");
    assert_null(text_at(&layer, "name", 2));
    assert_string_equal(text_at(&layer, "use", 0), "1130");
    assert_null(text_at(&layer, "use", 2));
    assert_string_equal(text_at(&layer, "adopted", 0), "2020-05-31");
    assert_null(text_at(&layer, "adopted", 1));
    assert_null(text_at(&layer, "owner", 0));
    assert_true(tomt_table_find(&layer.table, "share")->real[0] == 0.5);
    assert_true(tomt_table_find(&layer.table, "share")->real[1] == 2);
    assert_true(tomt_column_is_null(tomt_table_find(&layer.table, "share"), 2));
    assert_int_equal(tomt_table_find(&layer.table, "number")->integer[1], 1300);
    assert_int_equal(layer.report.trouble[TOMT_T_REPAIRED].n, 0);
}

static const char *plots_file(struct room *room)
{
    return write_text(room, "plots.geojson", plots);
}

static void geojson(void **state)
{
    struct room *room = *state;
    check_plots(room, &(struct tomt_source){.path = plots_file(room)}, true);
}

static void geopackage(void **state)
{
    struct room *room = *state;
    check_plots(room, &(struct tomt_source){.path = convert(room, plots_file(room), "plots.gpkg", "-f|GPKG|-nln|tomter")}, true);
    check_plots(room, &(struct tomt_source){.path = in_folder(room, "plots.gpkg"), .layer = "tomter"}, true);
}

static void flatgeobuf(void **state)
{
    struct room *room = *state;
    /* Without its index the order of the input is kept. */
    const char *path = convert(room, plots_file(room), "plots.fgb", "-f|FlatGeobuf|-lco|SPATIAL_INDEX=NO");
    check_plots(room, &(struct tomt_source){.path = path}, true);
}

static void gml_leaves_nothing_beside_it(void **state)
{
    struct room *room = *state;
    const char *path = convert(room, plots_file(room), "plots.gml", "-f|GML");
    /* Without its schema the driver would like to write a .gfs file. */
    assert_int_equal(unlink(in_folder(room, "plots.xsd")), 0);
    check_plots(room, &(struct tomt_source){.path = path}, true);
    assert_int_not_equal(access(in_folder(room, "plots.gfs"), F_OK), 0);
}

static void shapefile_in_latin_1(void **state)
{
    struct room *room = *state;
    const char *path = convert(room, plots_file(room), "plots.shp", "-f|ESRI Shapefile|-lco|ENCODING=ISO-8859-1");
    check_plots(room, &(struct tomt_source){.path = path}, true);
    /* Without its .cpg the bytes alone tell; the header's code page mark is taken away too. */
    unlink(in_folder(room, "plots.cpg"));
    FILE *dbf = fopen(in_folder(room, "plots.dbf"), "r+b");
    assert_non_null(dbf);
    fseek(dbf, 29, SEEK_SET);
    fputc(0, dbf);
    fclose(dbf);
    check_plots(room, &(struct tomt_source){.path = path}, true);
    check_plots(room, &(struct tomt_source){.path = path, .encoding = "ISO-8859-1"}, true);
}

static void zipped(void **state)
{
    struct room *room = *state;
    const char *plain = plots_file(room), *zip = in_folder(room, "plots.zip");
    size_t n = strlen(plots);
    void *archive = CPLCreateZip(zip, NULL);
    assert_non_null(archive);
    assert_int_equal(CPLCreateFileInZip(archive, "inner/plots.geojson", NULL), CE_None);
    assert_int_equal(CPLWriteFileInZip(archive, plots, (int)n), CE_None);
    CPLCloseFileInZip(archive);
    CPLCloseZip(archive);
    assert_int_equal(unlink(plain), 0);
    check_plots(room, &(struct tomt_source){.path = tomt_arena_print(room->arena, &room->err, "/vsizip/%s/inner/plots.geojson", zip)},
                true);
}

static void degrees_are_transformed(void **state)
{
    struct room *room = *state;
    const char *path = convert(room, plots_file(room), "degrees.geojson", "-f|GeoJSON|-t_srs|EPSG:4326|-lco|COORDINATE_PRECISION=12");
    check_plots(room, &(struct tomt_source){.path = path}, false);
}

static void sosi(void **state)
{
    struct room *room = *state;
    struct tomt_layer layer;
    static const struct tomt_wanted wanted[] = {{.name = "use", .column = "arealformål", .type = TOMT_TEXT},
                                                {.name = "name", .column = "FELTBETEGNELSE", .type = TOMT_TEXT}};
    tomt_data_open();
    if (!GDALGetDriverByName("SOSI"))
        skip();
    const struct tomt_source source = {.path = TOMT_TEST_DATA "/reading/plan.sos", .layer = "polygons"};
    if (!tomt_layer_read(room->seat, room->arena, &source, TOMT_POLYGONS, wanted, 2, &room->crs, NULL, &layer, &room->err))
        fail_msg("%s", room->err.text);
    assert_int_equal(layer.table.n_rows, 1);
    assert_close(area_at(&layer, 0), 200, 1e-6);
    assert_true(layer.shapes.box[0].min_x == 500000 && layer.shapes.box[0].min_y == 6600000);
    assert_string_equal(text_at(&layer, "use", 0), "1130");
    assert_string_equal(text_at(&layer, "name", 0), "Sentrum Sør");
    assert_non_null(strstr(layer.report.note, "taken for 'FELTBETEGNELSE'"));
    /* The driver's folder of indexes is not left beside the input. */
    DIR *folder = opendir(TOMT_TEST_DATA "/reading");
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        assert_string_not_equal(entry->d_name, "plan");
    closedir(folder);
}

/* Latitude comes first in this file; OGR turns it. A real file, see SOURCE.md beside it. */
static void gml_with_latitude_first(void **state)
{
    struct room *room = *state;
    const char *path = TOMT_SHARED_DATA "/norway_heritage_drammen/kulturminne_lokaliteter_drammen.gml";
    if (access(path, R_OK) != 0)
        skip();
    struct tomt_layer layer;
    const struct tomt_source source = {.path = path};
    if (!tomt_layer_read(room->seat, room->arena, &source, TOMT_POLYGONS, NULL, 0, &room->crs, NULL, &layer, &room->err))
        fail_msg("%s", room->err.text);
    assert_int_equal(layer.table.n_rows, 10);
    /* 10.18567 E 59.73524 N to 10.21388 E 59.74512 N is about 229.5 km to 231.2 km east, 6631.7 km to 6632.9 km north. */
    struct tomt_box extent = tomt_shapes_extent(&layer.shapes);
    assert_true(extent.min_x > 229000 && extent.max_x < 232000 && extent.min_y > 6631000 && extent.max_y < 6634000);
}

static const struct tomt_wanted wanted_table[] = {{.name = "id", .column = "orgnr", .type = TOMT_TEXT},
                                                  {.name = "name", .column = "Navn", .type = TOMT_TEXT},
                                                  {.name = "jobs", .column = "ansatte", .type = TOMT_REAL}};

static void check_table(struct room *room, const char *path, const char *x, const char *encoding)
{
    struct tomt_layer layer;
    const struct tomt_source source = {.path = path, .x = x, .y = "Nord", .crs = "EPSG:25833", .encoding = encoding};
    if (!tomt_layer_read(room->seat, room->arena, &source, TOMT_POINTS, wanted_table, 3, &room->crs, NULL, &layer, &room->err))
        fail_msg("%s: %s", path, room->err.text);
    assert_int_equal(layer.table.n_rows, 2);
    assert_true(layer.shapes.box[0].min_x == 230562.25 && layer.shapes.box[0].max_y == 6632238.5);
    assert_true(layer.shapes.box[1].min_x == 230600 && layer.shapes.box[1].max_y == 6632300);
    assert_string_equal(text_at(&layer, "id", 0), "012345678"); /* zeros in front are kept */
    assert_string_equal(text_at(&layer, "name", 0), "Sørby Brød");
    assert_string_equal(text_at(&layer, "name", 1), "Åsen");
    assert_true(tomt_table_find(&layer.table, "jobs")->real[0] == 4.5);
    assert_true(tomt_column_is_null(tomt_table_find(&layer.table, "jobs"), 1));
    assert_int_equal(layer.report.trouble[TOMT_T_BAD_NUMBER].n, 0);
}

/* BOM, semicolons, decimal commas; the same in Latin-1; the same with tabs. */
static void tables_with_x_and_y(void **state)
{
    struct room *room = *state;
    check_table(room, write_text(room, "bom.csv", "\xEF\xBB\xBForgnr;Navn;ansatte;Øst;Nord\r\n"
                                                  "012345678;Sørby Brød;4,5;230562,25;6632238,5\r\n"
                                                  "987654321;Åsen;;230600;6632300\r\n"), "Øst", NULL);
    static const char latin_1[] = "orgnr;Navn;ansatte;\xD8st;Nord\n"
                                  "012345678;S\xF8rby Br\xF8"
                                  "d;4,5;230562,25;6632238,5\n"
                                  "987654321;\xC5sen;;230600;6632300\n";
    check_table(room, write_text(room, "latin.csv", latin_1), "Øst", NULL);
    check_table(room, write_text(room, "forced.csv", latin_1), "Øst", "ISO-8859-1");
    check_table(room, write_text(room, "tabs.csv", "orgnr\tNavn\tansatte\tØst\tNord\n"
                                                   "012345678\t\"Sørby Brød\"\t4.5\t230562.25\t6632238.5\n"
                                                   "987654321\tÅsen\t\t230600\t6632300\n"), "Øst", NULL);
    check_table(room, write_text(room, "case.csv", "orgnr,NAVN,ansatte,øst,Nord\n"
                                                   "012345678,Sørby Brød,4.5,230562.25,6632238.5\n"
                                                   "987654321,Åsen,,230600,6632300\n"), "Øst", NULL);
}

static void rows_without_a_place_may_be_kept(void **state)
{
    struct room *room = *state;
    struct tomt_layer layer;
    const char *path = write_text(room, "some.csv", "orgnr,Navn,ansatte,x,y\n1,A,5,230000,6630000\n2,B,6,,\n3,C,7,here,6630000\n");
    struct tomt_source source = {.path = path, .x = "x", .y = "y", .crs = "EPSG:25833", .optional_geometry = true};
    assert_true(tomt_layer_read(room->seat, room->arena, &source, TOMT_POINTS, wanted_table, 3, &room->crs, NULL, &layer, &room->err));
    assert_int_equal(layer.table.n_rows, 3);
    assert_true(layer.shapes.box[0].min_x == 230000 && isnan(layer.shapes.box[1].min_x) && isnan(layer.shapes.box[2].min_y));
    assert_int_equal(layer.report.trouble[TOMT_T_NO_GEOMETRY].n, 2);
    assert_int_equal(layer.report.trouble[TOMT_T_BAD_NUMBER].n, 1);
    assert_non_null(strstr(layer.report.trouble[TOMT_T_BAD_NUMBER].detail, "here"));
    source.optional_geometry = false;
    assert_true(tomt_layer_read(room->seat, room->arena, &source, TOMT_POINTS, wanted_table, 3, &room->crs, NULL, &layer, &room->err));
    assert_int_equal(layer.table.n_rows, 1);
    /* A table with no place at all: kept whole when it may be. */
    source = (struct tomt_source){.path = path, .optional_geometry = true};
    assert_true(tomt_layer_read(room->seat, room->arena, &source, TOMT_POINTS, wanted_table, 3, &room->crs, NULL, &layer, &room->err));
    assert_int_equal(layer.table.n_rows, 3);
}

/* The same rows whatever the driver filters: the box holds plot 2 wholly and touches plot 1's edge, not plot 3. */
static void the_box_is_tested_exactly(void **state)
{
    struct room *room = *state;
    const char *json = plots_file(room);
    const char *path[] = {json, convert(room, json, "box.gpkg", "-f|GPKG"), convert(room, json, "box.fgb", "-f|FlatGeobuf"),
                          convert(room, json, "box.shp", "-f|ESRI Shapefile")};
    const struct tomt_box touching = {500010, 6600010, 500040, 6600030}, none = {500012, 6600000, 500018, 6600020};
    const struct tomt_box inside = {501002, 6600002, 501004, 6600004};
    for (size_t i = 0; i < 4; i++) {
        struct tomt_layer layer;
        read_plots(room, &(struct tomt_source){.path = path[i]}, &touching, &layer);
        assert_int_equal(layer.table.n_rows, 2);
        read_plots(room, &(struct tomt_source){.path = path[i]}, &none, &layer);
        assert_int_equal(layer.table.n_rows, 0);
        assert_int_equal(layer.shapes.n, 0);
        read_plots(room, &(struct tomt_source){.path = path[i]}, &inside, &layer);
        assert_int_equal(layer.table.n_rows, 1);
        assert_string_equal(text_at(&layer, "adopted", 0), "2021-12-01");
    }
}

static void where_and_values(void **state)
{
    struct room *room = *state;
    const char *json = plots_file(room);
    const char *path[] = {json, convert(room, json, "where.gpkg", "-f|GPKG"), convert(room, json, "where.shp", "-f|ESRI Shapefile")};
    static const char *from[] = {"Ånes", "Bøler"}, *to[] = {"second", "first"};
    const struct tomt_mapping mapping = {from, to, 2};
    const struct tomt_wanted mapped[] = {{.name = "name", .column = "navn", .type = TOMT_TEXT, .mapping = &mapping}};
    for (size_t i = 0; i < 3; i++) {
        struct tomt_layer layer;
        const struct tomt_source source = {.path = path[i], .where = "kode >= 1130 AND andel < 1.5"};
        assert_true(tomt_layer_read(room->seat, room->arena, &source, TOMT_POLYGONS, mapped, 1, &room->crs, NULL, &layer, &room->err));
        assert_int_equal(layer.table.n_rows, 1);
        assert_string_equal(text_at(&layer, "name", 0), "first");
        struct tomt_mapping values;
        assert_true(tomt_layer_values(room->arena, &(struct tomt_source){.path = path[i]}, "kode", 10, &values, &room->err));
        assert_int_equal(values.n, 2);
        assert_string_equal(values.from[0], "1130");
        assert_string_equal(values.from[1], "1300");
        assert_true(tomt_layer_values(room->arena, &(struct tomt_source){.path = path[i]}, "navn", 1, &values, &room->err));
        assert_int_equal(values.n, 1);
    }
    struct tomt_layer layer;
    static const char *only_from[] = {"Bøler"}, *only_to[] = {"x"};
    const struct tomt_mapping only = {only_from, only_to, 1};
    const struct tomt_wanted partly[] = {{.name = "name", .column = "navn", .type = TOMT_TEXT, .mapping = &only}};
    assert_true(tomt_layer_read(room->seat, room->arena, &(struct tomt_source){.path = json}, TOMT_POLYGONS, partly, 1, &room->crs,
                                NULL, &layer, &room->err));
    assert_int_equal(layer.report.trouble[TOMT_T_UNMAPPED].n, 1);
    assert_string_equal(text_at(&layer, "name", 1), "Ånes");
    assert_non_null(strstr(layer.report.trouble[TOMT_T_UNMAPPED].detail, "Ånes"));
}

static void a_look_tells_what_is_there(void **state)
{
    struct room *room = *state;
    struct tomt_layer_info info;
    const char *path = convert(room, plots_file(room), "look.gpkg", "-f|GPKG|-nln|tomter");
    assert_true(tomt_layer_look(room->seat, room->arena, &(struct tomt_source){.path = path}, &room->crs, &info, &room->err));
    assert_string_equal(info.driver, "GPKG");
    assert_string_equal(info.layer_name, "tomter");
    assert_int_equal(info.n_layers, 1);
    assert_int_equal(info.n_columns, 4);
    assert_string_equal(info.column[1], "kode");
    assert_int_equal(info.column_type[1], TOMT_INTEGER);
    assert_int_equal(info.column_type[2], TOMT_REAL);
    assert_true(info.has_geometry && info.has_crs && info.kind_known && info.kind == TOMT_POLYGONS && info.extent_known);
    assert_int_equal(info.crs.epsg, 25833);
    assert_int_equal(info.n_features, 3);
    assert_true(info.extent.min_x == 500000 && info.extent.max_x == 501010 && info.extent.max_y == 6600020);
    assert_null(info.swapped_hint);
}

/* A file that does not say its kind, as a GeoJSON of single and multiple geometries. */
static void kinds_are_seen_in_rows(void **state)
{
    struct room *room = *state;
    static const char head[] = "{\"type\":\"FeatureCollection\",\"features\":[", foot[] = "]}";
    static const char line[] = "{\"type\":\"Feature\",\"properties\":{\"k\":1},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[10,60],[10.1,60]]}}";
    static const char lines[] = "{\"type\":\"Feature\",\"properties\":{\"k\":2},\"geometry\":{\"type\":\"MultiLineString\",\"coordinates\":[[[10,60],[10.1,60]]]}}";
    static const char point[] = "{\"type\":\"Feature\",\"properties\":{\"k\":3},\"geometry\":{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[10,60]}]}}";
    static const char none[] = "{\"type\":\"Feature\",\"properties\":{\"k\":4},\"geometry\":null}";
    struct tomt_layer_info info;
    unsigned kinds;
    struct tomt_source source = {.path = write_text(room, "mixed.geojson", tomt_arena_print(room->arena, &room->err, "%s%s,%s,%s,%s%s", head, none, line, lines, point, foot))};
    assert_true(tomt_layer_look(room->seat, room->arena, &source, &room->crs, &info, &room->err));
    assert_false(info.kind_known);
    assert_true(tomt_layer_kinds(room->arena, &source, &kinds, &room->err));
    assert_int_equal(kinds, 1u << TOMT_LINES | 1u << TOMT_POINTS);
    source.where = "k in (1, 2)";
    assert_true(tomt_layer_kinds(room->arena, &source, &kinds, &room->err));
    assert_int_equal(kinds, 1u << TOMT_LINES);
    source.where = "k = 4";
    assert_true(tomt_layer_kinds(room->arena, &source, &kinds, &room->err));
    assert_int_equal(kinds, 0);
    source.where = "nothing = 4";
    assert_false(tomt_layer_kinds(room->arena, &source, &kinds, &room->err));
}

static const char *hint_of(struct room *room, const char *name, const char *x_y, const char *crs)
{
    struct tomt_layer_info info;
    const char *path = write_text(room, name, tomt_arena_print(room->arena, &room->err, "x,y\n%s\n", x_y));
    const struct tomt_source source = {.path = path, .x = "x", .y = "y", .crs = crs};
    if (!tomt_layer_look(room->seat, room->arena, &source, &room->crs, &info, &room->err))
        fail_msg("%s", room->err.text);
    return info.swapped_hint;
}

static void swapped_axes_and_degrees_are_told(void **state)
{
    struct room *room = *state;
    assert_null(hint_of(room, "good.csv", "230562.7,6632238.1", "EPSG:25833"));
    assert_non_null(strstr(hint_of(room, "swapped.csv", "6632238.1,230562.7", "EPSG:25833"), "swapped"));
    assert_null(hint_of(room, "degrees.csv", "10.2042,59.7403", "EPSG:4326"));
    assert_non_null(strstr(hint_of(room, "latlon.csv", "59.7403,10.2042", "EPSG:4326"), "swapped"));
    assert_non_null(strstr(hint_of(room, "taken.csv", "10.2042,59.7403", "EPSG:25833"), "degrees"));
    assert_non_null(strstr(hint_of(room, "metres.csv", "230562.7,6632238.1", "EPSG:4326"), "metres"));
}

struct reader {
    const char *path, *layer;
    size_t n_rows;
    bool ok;
};

static void *read_often(void *context)
{
    struct reader *reader = context;
    static const char *const crs_text = "EPSG:25833";
    reader->ok = true;
    for (int turn = 0; turn < 8 && reader->ok; turn++) {
        struct tomt_error err = {0};
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_seat *seat = tomt_seat_open(arena, &err);
        struct tomt_crs crs;
        struct tomt_layer layer;
        const struct tomt_source source = {.path = reader->path, .layer = reader->layer};
        reader->ok = seat && tomt_crs_read(seat, arena, crs_text, &crs, &err) &&
                     tomt_layer_read(seat, arena, &source, TOMT_POLYGONS, NULL, 0, &crs, NULL, &layer, &err) &&
                     layer.table.n_rows == reader->n_rows;
        tomt_arena_free(arena);
    }
    return NULL;
}

static void several_threads_read_at_once(void **state)
{
    struct room *room = *state;
    const char *json = plots_file(room);
    struct reader reader[] = {{json, NULL, 3, false},
                              {convert(room, json, "threads.gpkg", "-f|GPKG"), NULL, 3, false},
                              {TOMT_TEST_DATA "/reading/plan.sos", "polygons", 1, false},
                              {TOMT_TEST_DATA "/reading/plan.sos", "polygons", 1, false},
                              {convert(room, json, "threads.fgb", "-f|FlatGeobuf"), NULL, 3, false}};
    enum { N = sizeof reader / sizeof *reader };
    pthread_t thread[N];
    for (size_t i = 0; i < N; i++)
        assert_int_equal(pthread_create(thread + i, NULL, read_often, reader + i), 0);
    for (size_t i = 0; i < N; i++)
        pthread_join(thread[i], NULL);
    for (size_t i = 0; i < N; i++)
        if (!reader[i].ok && !(strstr(reader[i].path, ".sos") && !GDALGetDriverByName("SOSI")))
            fail_msg("%s", reader[i].path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_room, close_room)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(geojson),
        TEST(geopackage),
        TEST(flatgeobuf),
        TEST(gml_leaves_nothing_beside_it),
        TEST(shapefile_in_latin_1),
        TEST(zipped),
        TEST(degrees_are_transformed),
        TEST(sosi),
        TEST(gml_with_latitude_first),
        TEST(tables_with_x_and_y),
        TEST(rows_without_a_place_may_be_kept),
        TEST(the_box_is_tested_exactly),
        TEST(where_and_values),
        TEST(a_look_tells_what_is_there),
        TEST(kinds_are_seen_in_rows),
        TEST(swapped_axes_and_degrees_are_told),
        TEST(several_threads_read_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
