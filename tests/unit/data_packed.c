/* Gzipped files: tables and GeoJSON as they are unpacked, and what damaged ones say. */
#include "data_json_support.h"

static void damaged_packings(void **state)
{
    struct room *room = *state;
    struct tomt_text text = {0};
    unsigned seed = 3;
    tomt_text_puts(&text, "a,b\n");
    for (int i = 0; i < 20000; i++)
        tomt_text_print(&text, "%d,%d\n", i, rand_r(&seed));
    struct tomt_text json = {0};
    tomt_text_puts(&json, "[{\"a\":0}");
    for (int i = 0; i < 20000; i++)
        tomt_text_print(&json, ",{\"a\":%d}", rand_r(&seed));
    tomt_text_puts(&json, "]");
    const char *path[2] = {packed(room, "t.csv.gz", text.bytes, text.n),
                           packed(room, "t.json.gz", json.bytes, json.n)};
    tomt_text_free(&text);
    tomt_text_free(&json);
    for (int f = 0; f < 2; f++) {
        struct tomt_layer layer = read_table(room, path[f], want_a, 1);
        assert_int_equal(layer.table.n_rows, f ? 20001 : 20000);
        char *bytes = malloc(1 << 20);
        FILE *in = fopen(path[f], "rb");
        size_t n = fread(bytes, 1, 1 << 20, in);
        fclose(in);
        const char *words = f ? "cannot be unpacked beyond byte" : "cannot be read to its end";
        const char *bad = f ? "bad.json.gz" : "bad.csv.gz";
        struct tomt_error err[3] = {{0}};
        bytes[n - 6] ^= 0x55; /* its checksum */
        assert_false(try_read(room,
                              &(struct tomt_source){.path = write_bytes(room, bad, bytes, n),
                                                    .optional_geometry = true},
                              want_a, 1, &layer, err));
        assert_says(err, TOMT_DATA, words);
        bytes[n - 6] ^= 0x55;
        assert_false(try_read(room,
                              &(struct tomt_source){.path = write_bytes(room, bad, bytes, n / 2),
                                                    .optional_geometry = true},
                              want_a, 1, &layer, err + 1));
        assert_says(err + 1, TOMT_DATA, words);
        memset(bytes + n / 2, 0, 200);
        assert_false(try_read(room,
                              &(struct tomt_source){.path = write_bytes(room, bad, bytes, n),
                                                    .optional_geometry = true},
                              want_a, 1, &layer, err + 2));
        assert_int_equal(err[2].code, TOMT_DATA);
        free(bytes);
    }
    struct tomt_layer layer;
    struct tomt_error err = {0};
    const struct tomt_source plain = {.path = write_text(room, "plain.csv.gz", "a\n1\n"),
                                      .optional_geometry = true};
    assert_false(try_read(room, &plain, want_a, 1, &layer, &err));
    assert_says(&err, TOMT_DATA, "not gzipped though its name says so");
    struct tomt_error head = {0};
    const struct tomt_source only_head = {
        .path = write_bytes(room, "head.json.gz", "\x1F\x8B\x08\0", 4), .optional_geometry = true};
    assert_false(try_read(room, &only_head, want_a, 1, &layer, &head));
    assert_int_equal(head.code, TOMT_DATA);
}

/* As CSV is: names, encodings, x and y; and nothing is written beside it. */
static void gzipped_tables(void **state)
{
    struct room *room = *state;
    const char csv[] = "orgnr;Navn;\xD8st;Nord\n0123;B\xE6r;230562.7;6632238.1\n";
    const struct tomt_wanted wanted[] = {{.name = "id", .column = "orgnr", .type = TOMT_TEXT},
                                         {.name = "name", .column = "navn", .type = TOMT_TEXT}};
    for (int named = 0; named < 2; named++) {
        const struct tomt_source source = {.path = packed(room, "latin.CSV.GZ", csv, strlen(csv)),
                                           .x = "Øst",
                                           .y = "Nord",
                                           .crs = "EPSG:25833",
                                           .encoding = named ? "ISO-8859-1" : NULL};
        struct tomt_layer layer;
        struct tomt_layer_info info;
        if (!try_read(room, &source, wanted, 2, &layer, &room->err) ||
            !tomt_layer_look(room->seat, room->arena, &source, &room->crs, &info, &room->err))
            fail_msg("%s", room->err.text);
        assert_int_equal(layer.table.n_rows, 1);
        assert_text(at(&layer, "id", 0), "0123");
        assert_text(at(&layer, "name", 0), "Bær");
        assert_true(layer.shapes.box[0].min_y == 6632238.1 && info.extent.min_x == 230562.7);
        assert_string_equal(info.driver, "CSV");
        assert_string_equal(info.column[2], "Øst");
    }
    char **beside = VSIReadDir(room->folder);
    assert_int_equal(CSLFindString(beside, "latin.CSV.GZ.properties"), -1);
    CSLDestroy(beside);
}

/* What GDAL knows is GDAL's, packed too. */
static void geojson_stays_what_it_is(void **state)
{
    struct room *room = *state;
    const char geojson[] = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                           "\"properties\":{\"a\":7},"
                           "\"geometry\":{\"type\":\"Point\",\"coordinates\":[10.2,59.7]}}]}";
    const char *paths[] = {write_text(room, "points.json", geojson),
                           packed(room, "points.json.gz", geojson, strlen(geojson)),
                           packed(room, "points.geojson.gz", geojson, strlen(geojson))};
    for (size_t i = 0; i < 3; i++) {
        struct tomt_layer layer;
        if (!try_read(room, &(struct tomt_source){.path = paths[i]}, want_a, 1, &layer, &room->err))
            fail_msg("%s: %s", paths[i], room->err.text);
        assert_string_equal(layer.report.driver, "GeoJSON");
        assert_text(at(&layer, "a", 0), "7");
        assert_true(layer.shapes.box[0].min_x > 200000);
    }
}

/* GeoJSON, a feature a line, is GDAL's under any name too. */
static void lines_of_geojson(void **state)
{
    struct room *room = *state;
    const char *path = write_text(room, "points.jsonl",
                                  "{\"type\":\"Feature\",\"properties\":{\"a\":1},\"geometry\":{"
                                  "\"type\":\"Point\",\"coordinates\":[10.2,59.7]}}\n"
                                  "{\"type\":\"Feature\",\"properties\":{\"a\":2},\"geometry\":{"
                                  "\"type\":\"Point\",\"coordinates\":[10.3,59.7]}}\n");
    struct tomt_layer layer;
    if (!try_read(room, &(struct tomt_source){.path = path}, want_a, 1, &layer, &room->err))
        fail_msg("%s", room->err.text);
    assert_string_equal(layer.report.driver, "GeoJSONSeq");
    assert_int_equal(layer.table.n_rows, 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_room, close_room)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(damaged_packings),
        TEST(gzipped_tables),
        TEST(geojson_stays_what_it_is),
        TEST(lines_of_geojson),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
