/* JSON records as tables: what the business register's files look like, and what broken ones say.
 * Expectations by hand; the rules of JSON are those of RFC 8259. */
#include "data_json_support.h"

#include <math.h>

/* The register's own shape, shortened: nested, several address lines, the three states of
 * employees. */
#define REGISTER                                                                                   \
    "[{\"organisasjonsnummer\":\"811986232\",\"navn\":\"BORGENFARET "                              \
    "B\\u00e6R\",\"naeringskode1\":{\"kode\":\"87.302\","                                          \
    "\"beskrivelse\":\"Bofellesskap\"},\"antallAnsatte\":42,\"harRegistrertAntallAnsatte\":true,"  \
    "\"beliggenhetsadresse\":{\"land\":\"Norge\",\"postnummer\":\"0602\",\"adresse\":[\"c/o "      \
    "Per\",\"Gustav Wentzels vei 19\"]}},\n"                                                       \
    " {\"organisasjonsnummer\":\"812148192\",\"navn\":\"\xC3\x98ST\",\"naeringskode1\":{\"kode\":" \
    "\"02.400\"},"                                                                                 \
    "\"harRegistrertAntallAnsatte\":false,\"beliggenhetsadresse\":{\"adresse\":[]},"               \
    "\"nedleggelsesdato\":null},\n"                                                                \
    " {\"organisasjonsnummer\":\"1\",\"navn\":\"\",\"antallAnsatte\":null,"                        \
    "\"beliggenhetsadresse\":{\"adresse\":[\"Torget 1\"]}}]"

static const struct tomt_wanted wanted_register[] = {
    {.name = "id", .column = "organisasjonsnummer", .type = TOMT_TEXT, .required = true},
    {.name = "name", .column = "Navn", .type = TOMT_TEXT},
    {.name = "code", .column = "naeringskode1.kode", .type = TOMT_TEXT},
    {.name = "employees", .column = "antallAnsatte", .type = TOMT_REAL},
    {.name = "registered", .column = "harRegistrertAntallAnsatte", .type = TOMT_TEXT},
    {.name = "address", .column = "beliggenhetsadresse.adresse", .type = TOMT_TEXT},
    {.name = "postcode", .column = "beliggenhetsadresse.postnummer", .type = TOMT_TEXT},
    {.name = "closed", .column = "nedleggelsesdato", .type = TOMT_TEXT},
    {.name = "owner_changed", .column = "datoEierskifte", .type = TOMT_TEXT},
    {.name = "row", .column = "fid", .type = TOMT_INTEGER},
};
enum { N_REGISTER = 10 };

static void check_register(struct room *room, const char *path)
{
    struct tomt_layer layer = read_table(room, path, wanted_register, N_REGISTER);
    assert_int_equal(layer.table.n_rows, 3);
    assert_int_equal(layer.shapes.n, 3);
    assert_int_equal(layer.report.n_read, 3);
    assert_int_equal(layer.report.n_in_source, 3);
    assert_string_equal(layer.report.driver, "JSON");
    assert_true(isnan(layer.shapes.box[0].min_x));
    assert_text(at(&layer, "id", 0), "811986232");
    assert_text(at(&layer, "name", 0), "BORGENFARET BæR");
    assert_text(at(&layer, "name", 1), "ØST");
    assert_text(at(&layer, "name", 2), NULL); /* "" is nothing, as in CSV */
    assert_text(at(&layer, "code", 1), "02.400");
    assert_text(at(&layer, "code", 2), NULL);
    const struct tomt_column *employees = tomt_table_find(&layer.table, "employees");
    assert_true(employees->real[0] == 42 && tomt_column_is_null(employees, 1) &&
                tomt_column_is_null(employees, 2));
    assert_text(at(&layer, "registered", 0), "true");
    assert_text(at(&layer, "registered", 1), "false");
    assert_text(at(&layer, "registered", 2), NULL);
    assert_text(at(&layer, "address", 0), "c/o Per/nGustav Wentzels vei 19");
    assert_text(at(&layer, "address", 1), NULL);
    assert_text(at(&layer, "address", 2), "Torget 1");
    assert_text(at(&layer, "postcode", 0), "0602");
    assert_text(at(&layer, "closed", 0), NULL);
    assert_text(at(&layer, "owner_changed", 2), NULL);
    assert_int_equal(tomt_table_find(&layer.table, "row")->integer[2], 3);
    assert_int_equal(layer.fid[0], 1);
    assert_non_null(strstr(layer.report.note, "column 'navn' taken for 'Navn'"));
    assert_non_null(
        strstr(layer.report.note, "column 'datoEierskifte' has no value in any record"));
    assert_int_equal(layer.report.trouble[TOMT_T_BAD_TEXT].n, 0);
}

/* The same records in every wrapping. */
static void the_register_in_all_its_forms(void **state)
{
    struct room *room = *state;
    check_register(room, write_text(room, "underenheter.json", REGISTER));
    check_register(room, write_text(room, "bom.json", "\xEF\xBB\xBF \r\n\t" REGISTER " \n\n"));
    check_register(room, packed(room, "packed.json.gz", REGISTER, strlen(REGISTER)));
    check_register(room, write_text(room, "named_only.json.gz",
                                    REGISTER)); /* browsers unpack and keep the name */
    check_register(room, packed(room, "packed.json", REGISTER, strlen(REGISTER)));
    check_register(
        room,
        write_text(room, "page.json",
                   "{\"_embedded\":{\"underenheter\":" REGISTER
                   "},\"_links\":{\"self\":{\"href\":\"x\"}},\"page\":{\"totalElements\":3}}"));
    char lines[] = REGISTER; /* JSON Lines: without the brackets and the commas between */
    size_t n = strlen(lines);
    lines[0] = lines[n - 1] = ' ';
    for (char *comma; (comma = strstr(lines, "},\n"));)
        comma[1] = ' ';
    check_register(room, write_text(room, "lines.jsonl", lines));
    check_register(room, write_text(room, "lines.ndjson", lines));
    check_register(room, packed(room, "lines.ndjson.gz", lines, n));
    check_register(room, packed(room, "lines.JSONL.gz", lines, n));
}

static void check_a(struct room *room, const char *json, size_t n, const char *const *expected)
{
    struct tomt_layer layer = read_table(room, write_text(room, "a.json", json), want_a, 1);
    assert_int_equal(layer.table.n_rows, n);
    for (size_t i = 0; i < n; i++)
        assert_text(at(&layer, "a", i), expected[i]);
}

static void values_as_they_are_written(void **state)
{
    struct room *room = *state;
    check_a(room,
            "[{\"a\":1e3},{\"a\":-0},{\"a\":123456789012345678901234567890},{\"a\":1.50},{\"a\":-7}"
            ",{\"a\": 9223372036854775808 },"
            "{\"a\":-0.0},{\"a\":1E-400},{\"a\":[-0,-98765432109876543210]}]",
            9,
            (const char *const[]){"1e3", "-0", "123456789012345678901234567890", "1.50", "-7",
                                  "9223372036854775808", "-0.0", "1E-400",
                                  "-0/n-98765432109876543210"});
    check_a(room,
            "[{\"a\":\"\\u00e6\\\"\\\\\\/"
            "\\n\\t\"},{\"a\":\"\\ud83d\\ude00\"},{\"a\":\"\\ud83d\"},{\"a\":true},{\"a\":NaN},{"
            "\"b\":1},{}]",
            7,
            (const char *const[]){"æ\"\\/\n\t", "\xF0\x9F\x98\x80", "\xEF\xBF\xBD", "true", NULL,
                                  NULL, NULL});
    /* The last of two; flat keys with dots are found first in the columns' order, nested arrays are
     * flattened. */
    check_a(room,
            "[{\"a\":1,\"a\":2},{\"a\":[[\"x\"],[\"y\",null,\"\",3]]},{\"a\":{\"b\":1}},{\"a\":[]},"
            "{\"a\":\"-0 and 12345678901234567890\"}]",
            5, (const char *const[]){"2", "x/ny/n3", NULL, NULL, "-0 and 12345678901234567890"});
    check_a(room, "{\"a\":\"one\"}", 1, (const char *const[]){"one"});
    check_a(room, "{\"a\":1}{\"a\":2} \n\n {\n\"a\":3}\n", 3, (const char *const[]){"1", "2", "3"});
    check_a(room, " [ ] ", 0, NULL);
    check_a(room, "{\"_links\":{},\"page\":{\"size\":20,\"totalElements\":0}}", 0, NULL);
    check_a(room,
            "{\"_embedded\":{\"x\":[{\"a\":1}]}}\n{\"_embedded\":{\"x\":[]}}\n{\"_embedded\":{"
            "\"x\":[{\"a\":2},{\"a\":3}]}}",
            3, (const char *const[]){"1", "2", "3"});
}

static void dots_in_keys_and_paths_through_arrays(void **state)
{
    struct room *room = *state;
    static const struct tomt_wanted wanted[] = {
        {.name = "flat", .column = "k.kode", .type = TOMT_TEXT},
        {.name = "deep", .column = "x.y.z", .type = TOMT_TEXT},
        {.name = "listed", .column = "l.v", .type = TOMT_INTEGER},
    };
    struct tomt_layer layer =
        read_table(room,
                   write_text(room, "dots.json",
                              "[{\"k.kode\":\"1\",\"x\":{\"y.z\":\"2\"},\"l\":[{\"v\":3}]},{\"k\":{"
                              "\"kode\":\"4\"},\"x.y\":{\"z\":\"5\"},"
                              "\"l\":[{\"v\":6},{\"v\":7}]},{\"x\":1,\"x.y\":{\"z\":[8,9]}}]"),
                   wanted, 3);
    assert_text(at(&layer, "flat", 0), "1");
    assert_text(at(&layer, "flat", 1), "4");
    assert_text(at(&layer, "deep", 0), "2");
    assert_text(at(&layer, "deep", 1), "5");
    assert_text(at(&layer, "deep", 2), "8/n9");
    const struct tomt_column *listed = tomt_table_find(&layer.table, "listed");
    assert_int_equal(listed->integer[0], 3);
    assert_true(tomt_column_is_null(listed, 1) &&
                tomt_column_is_null(listed, 2)); /* "6/n7" is no number */
    assert_int_equal(layer.report.trouble[TOMT_T_BAD_NUMBER].n, 1);
    assert_int_equal(layer.report.trouble[TOMT_T_BAD_NUMBER].id[0], 2);
}

static void encodings(void **state)
{
    struct room *room = *state;
    /* Record 2 is Latin-1 among UTF-8; record 3 holds U+0000. */
    const char *mixed = write_text(
        room, "mixed.json",
        "[{\"a\":\"\xC3\xA6\"},{\"a\":\"\xE6\xF8\",\"b\":\"\xE5\"},{\"a\":\"x\\u0000y\"}]");
    struct tomt_layer layer = read_table(room, mixed, want_a, 1);
    assert_text(at(&layer, "a", 0), "æ");
    assert_text(at(&layer, "a", 1), "æø");
    assert_text(at(&layer, "a", 2), "x\xEF\xBF\xBDy");
    assert_int_equal(layer.report.trouble[TOMT_T_BAD_TEXT].n,
                     2); /* only of the columns asked for */
    assert_int_equal(layer.report.trouble[TOMT_T_BAD_TEXT].id[0], 2);
    assert_int_equal(layer.report.trouble[TOMT_T_BAD_TEXT].id[1], 3);
    /* Named: escapes are Unicode all the same, and keys are recoded too. */
    const struct tomt_wanted want_east[] = {{.name = "e", .column = "Øst", .type = TOMT_TEXT}};
    const struct tomt_source latin = {
        .path = write_text(room, "latin.json", "[{\"\xD8st\":\"\xE6\\u00f8\"}]"),
        .encoding = "ISO-8859-1",
        .optional_geometry = true};
    struct tomt_error err = {0};
    assert_true(try_read(room, &latin, want_east, 1, &layer, &err));
    assert_text(at(&layer, "e", 0), "æø");
    assert_int_equal(layer.report.trouble[TOMT_T_BAD_TEXT].n, 0);
    layer = read_table(room, latin.path, want_east, 1); /* not named: the key is still known */
    assert_int_equal(layer.table.n_rows, 1);
    assert_int_equal(layer.report.trouble[TOMT_T_BAD_TEXT].n, 1);
}

static void places_from_two_columns(void **state)
{
    struct room *room = *state;
    const char *path = write_text(room, "xy.json",
                                  "[{\"a\":\"p\",\"sted\":{\"Ø\":230562.7,\"N\":\"6632238,1\"}},{"
                                  "\"a\":\"q\",\"sted\":{\"Ø\":1,\"N\":2}},"
                                  "{\"a\":\"r\"},{\"a\":\"s\",\"sted\":{\"Ø\":\"her\",\"N\":1}}]");
    const struct tomt_source source = {
        .path = path, .x = "sted.Ø", .y = "sted.N", .crs = "EPSG:25833"};
    const struct tomt_box box = {230000, 6600000, 240000, 6700000};
    struct tomt_layer layer;
    struct tomt_layer_info info;
    if (!tomt_layer_read(room->seat, room->arena, &source, TOMT_POINTS, want_a, 1, &room->crs, &box,
                         &layer, &room->err))
        fail_msg("%s", room->err.text);
    assert_int_equal(layer.table.n_rows, 1);
    assert_text(at(&layer, "a", 0), "p");
    assert_true(layer.shapes.box[0].min_x == 230562.7 && layer.shapes.box[0].min_y == 6632238.1);
    assert_int_equal(layer.report.trouble[TOMT_T_OUTSIDE].n, 1);
    assert_int_equal(layer.report.trouble[TOMT_T_NO_GEOMETRY].n, 2);
    assert_int_equal(layer.report.n_read, 4);
    if (!tomt_layer_look(room->seat, room->arena, &source, &room->crs, &info, &room->err))
        fail_msg("%s", room->err.text);
    assert_true(info.has_geometry && info.has_crs && info.kind == TOMT_POINTS && info.extent_known);
    assert_true(info.extent.max_x == 230562.7 && info.extent.max_y == 6632238.1);
    struct tomt_error err = {0};
    assert_false(try_read(
        room,
        &(struct tomt_source){.path = path, .x = "sted.Ø", .y = "sted.NN", .crs = "EPSG:25833"},
        want_a, 1, &layer, &err));
    assert_says(&err, TOMT_DATA, "no column 'sted.NN' for y; did you mean 'sted.N'");
    const struct tomt_source nothing = {
        .path = write_text(room, "nothing.json", "[]"), .x = "x", .y = "y", .crs = "EPSG:25833"};
    struct tomt_error none = {0};
    assert_true(try_read(room, &nothing, want_a, 1, &layer, &none));
    assert_int_equal(layer.table.n_rows, 0);
}

static void a_look(void **state)
{
    struct room *room = *state;
    struct tomt_text text = {0};
    tomt_text_puts(&text, "[");
    for (int i = 0; i < 1500; i++)
        tomt_text_print(&text, "%s{\"n\":%d,\"r\":%s,\"t\":{\"k\":\"%d\"},\"b\":true,\"z\":null%s}",
                        i ? ",\n" : "", i, i % 2 ? "1" : "0.5", i % 7,
                        i == 1200 ? ",\"late\":1" : "");
    tomt_text_puts(&text, "]");
    const struct tomt_source source = {.path = write_bytes(room, "many.json", text.bytes, text.n),
                                       .optional_geometry = true};
    tomt_text_free(&text);
    struct tomt_layer_info info;
    if (!tomt_layer_look(room->seat, room->arena, &source, &room->crs, &info, &room->err))
        fail_msg("%s", room->err.text);
    assert_string_equal(info.driver, "JSON");
    assert_string_equal(info.layer_name, "many");
    assert_int_equal(info.n_features, -1);
    assert_true(info.more_columns && !info.has_geometry);
    static const char *const names[] = {"n", "r", "t.k", "b", "z"};
    static const enum tomt_type types[] = {TOMT_INTEGER, TOMT_REAL, TOMT_TEXT, TOMT_TEXT,
                                           TOMT_TEXT};
    assert_int_equal(info.n_columns, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(info.column[i], names[i]);
        assert_int_equal(info.column_type[i], types[i]);
    }
    struct tomt_mapping values;
    assert_true(tomt_layer_values(room->arena, &source, "t.k", 100, &values, &room->err));
    assert_int_equal(values.n, 7);
    assert_string_equal(values.from[6], "6");
    const struct tomt_wanted wanted[] = {{.name = "late", .column = "late", .type = TOMT_INTEGER}};
    struct tomt_layer layer =
        read_table(room, source.path, wanted, 1); /* beyond what is looked at */
    assert_int_equal(layer.table.n_rows, 1500);
    assert_int_equal(tomt_table_find(&layer.table, "late")->integer[1200], 1);
    assert_int_equal(tomt_table_find(&layer.table, "late")->n_null, 1499);
    assert_string_equal(layer.report.note, "");
}

static void refuse(struct room *room, const struct tomt_source *source, const char *words)
{
    struct tomt_layer layer;
    struct tomt_layer_info info;
    struct tomt_error err = {0}, looked = {0};
    if (try_read(room, source, want_a, 1, &layer, &err))
        fail_msg("%s was read; '%s' expected", source->path, words);
    assert_says(&err, TOMT_DATA, words);
    /* Files this small are seen whole by a look. */
    if (tomt_layer_look(room->seat, room->arena, source, &room->crs, &info, &looked))
        fail_msg("%s was looked at; '%s' expected", source->path, words);
}

static void refuse_text(struct room *room, const char *text, const char *words)
{
    refuse(room,
           &(struct tomt_source){.path = write_text(room, "bad.json", text),
                                 .optional_geometry = true},
           words);
}

static void broken_files_say_where(void **state)
{
    struct room *room = *state;
    refuse_text(room, "[{\"a\":1},\n{\"a\":",
                "ends at byte 15, within record 2 (from byte 10): it is cut short");
    refuse_text(room, "[{\"a\":1},", "has its end at byte 9");
    refuse_text(room, "[{\"a\":1}", "has its end at byte 8");
    refuse_text(room, "[", "has its end at byte 1");
    refuse_text(room, "[{\"a\":1}]x", "'x' at byte 9, behind the end of its array");
    refuse_text(room, "[{\"a\":1}][{\"a\":2}]", "'[' at byte 9, behind the end of its array");
    refuse_text(room, "[{\"a\":1},]", "']' at byte 9");
    refuse_text(room, "[{\"a\":1} {\"a\":2}]", "'{' at byte 9");
    refuse_text(room, "[{\"a\":1}, 17]", "'1' at byte 10");
    refuse_text(room, "[null]", "'n' at byte 1");
    refuse_text(room, "[[{\"a\":1}]]", "'[' at byte 1");
    refuse_text(room, "{\"a\":1},{\"a\":2}", "',' at byte 7");
    refuse_text(room, "{\"a\":1}\n{\"a\":}", "record 2 of");
    refuse_text(room, "[{\"a\":1},{\"a\":0602}]", "record 2 of");
    refuse_text(room, "[{\"a\":tru}]", "at byte");
    refuse_text(room, "[{\"a\":1]]", "is no JSON");
    refuse_text(room, "[{\"a\":1,}]", "is no JSON");
    refuse_text(room, "[{\"a\":1 /* no */}]", "is no JSON");
    refuse_text(room, "[{12345678901234567890:1}]", "is no JSON");
    refuse_text(room, "[{\"b\":1,12345678901234567890 :1}]", "is no JSON");
    refuse_text(room, "[{\"a\":12345678901234567890 1}]", "is no JSON");
    refuse_text(room, "[{\"a\":\"\\ud8\"}]", "is no JSON");
    refuse_text(room, "words", "'w' at byte 0");
    refuse_text(room, " \n ", "is blank");
    refuse_text(room, "{\"_embedded\":{\"x\":[{}],\"y\":[{}]}}", "2 arrays");
    refuse_text(room, "{\"_embedded\":{\"x\":[{},7]}}", "number 2 of the page");
    refuse(room,
           &(struct tomt_source){.path = write_bytes(room, "nul.json", "[{\"a\":\"x\0y\"}]", 13),
                                 .optional_geometry = true},
           "byte 0 at byte 8");
    refuse(room,
           &(struct tomt_source){.path = write_bytes(room, "utf16.json", "\xFF\xFE[\0]\0", 6),
                                 .optional_geometry = true},
           "UTF-16");
    refuse(room,
           &(struct tomt_source){.path = write_text(room, "w.json", "[{\"a\":1}]"),
                                 .where = "a = 1",
                                 .optional_geometry = true},
           "`where` needs a format that GDAL opens");
    refuse(room,
           &(struct tomt_source){.path = write_text(room, "l.json", "[{\"a\":1}]"),
                                 .layer = "z",
                                 .optional_geometry = true},
           "no layer 'z'");
    struct tomt_layer layer;
    struct tomt_error err = {0};
    const struct tomt_wanted required[] = {
        {.name = "id", .column = "organisasjonsnumer", .type = TOMT_TEXT, .required = true}};
    const struct tomt_source good = {.path = write_text(room, "good.json", REGISTER),
                                     .optional_geometry = true};
    assert_false(try_read(room, &good, required, 1, &layer, &err));
    assert_says(&err, TOMT_DATA,
                "no column 'organisasjonsnumer' for id; did you mean 'organisasjonsnummer'");
    struct tomt_error nowhere = {0};
    assert_false(
        try_read(room, &(struct tomt_source){.path = good.path}, want_a, 1, &layer, &nowhere));
    assert_says(&nowhere, TOMT_DATA, "no geometry");
}

static void add_many(struct tomt_text *text, const char *what, size_t n)
{
    for (size_t i = 0; i < n; i++)
        tomt_text_puts(text, what);
}

static const char *write_and_free(struct room *room, const char *name, struct tomt_text *text)
{
    const char *path = write_bytes(room, name, text->bytes, text->n);
    tomt_text_free(text);
    return path;
}

static void what_would_eat_memory_is_refused(void **state)
{
    struct room *room = *state;
    struct tomt_text text = {0};
    tomt_text_puts(&text,
                   "[{\"a\":"); /* the record is the first level, so 63 arrays are the 64th */
    add_many(&text, "[", 63);
    tomt_text_puts(&text, "1");
    add_many(&text, "]", 63);
    tomt_text_puts(&text, "}]");
    struct tomt_layer layer = read_table(room, write_and_free(room, "deep.json", &text), want_a, 1);
    assert_text(at(&layer, "a", 0), "1");
    tomt_text_puts(&text, "[{\"a\":");
    add_many(&text, "[", 64);
    refuse(room,
           &(struct tomt_source){.path = write_and_free(room, "deeper.json", &text),
                                 .optional_geometry = true},
           "nests deeper than 64 levels at byte 70");
    tomt_text_puts(&text, "[{\"a\":\"");
    add_many(&text, "0123456789abcdef", (17u << 20) / 16);
    refuse(room,
           &(struct tomt_source){.path = packed(room, "long.json.gz", text.bytes, text.n),
                                 .optional_geometry = true},
           "larger than a record may be");
    tomt_text_free(&text);
    tomt_text_puts(&text, "[{\"a\":[{}");
    add_many(&text, ",{}", 1u << 20);
    refuse(room,
           &(struct tomt_source){.path = write_and_free(room, "wide.json", &text),
                                 .optional_geometry = true},
           "larger than a record may be");
    tomt_text_puts(&text, "[{\"a\":\""); /* one just under the limit is read */
    add_many(&text, "0123456789abcdef", (15u << 20) / 16);
    tomt_text_puts(&text, "\"}]");
    layer = read_table(room, write_and_free(room, "large.json", &text), want_a, 1);
    assert_int_equal(strlen(at(&layer, "a", 0)), 15u << 20);
}

/* The register's CSV made JSON and read back: the same table (peer: GDAL's CSV driver). */
static void the_registers_csv_and_json_agree(void **state)
{
    struct room *room = *state;
    static const char file[] = TOMT_SHARED_DATA "/norway_brreg/underenheter_sample.csv";
    if (access(file, R_OK) != 0)
        skip();
    static const struct tomt_wanted wanted[] = {
        {.name = "id", .column = "organisasjonsnummer", .type = TOMT_TEXT, .required = true},
        {.name = "name", .column = "navn", .type = TOMT_TEXT},
        {.name = "code", .column = "naeringskode1.kode", .type = TOMT_TEXT},
        {.name = "address", .column = "beliggenhetsadresse.adresse", .type = TOMT_TEXT},
        {.name = "employees", .column = "antallAnsatte", .type = TOMT_TEXT},
    };
    struct tomt_layer csv = read_table(room, file, wanted, 5);
    struct tomt_text text = {0};
    for (size_t row = 0; row < csv.table.n_rows; row++) {
        const char *value[5];
        for (size_t i = 0; i < 5; i++)
            value[i] = at(&csv, wanted[i].name, row) ? at(&csv, wanted[i].name, row) : "";
        tomt_text_puts(&text, row ? ",\n{" : "[{");
        static const char *const before[] = {
            "\"organisasjonsnummer\":", ",\"navn\":", ",\"naeringskode1\":{\"kode\":"};
        for (size_t i = 0; i < 3; i++) {
            tomt_text_puts(&text, before[i]);
            tomt_text_json(&text, value[i], strlen(value[i]));
        }
        tomt_text_puts(&text, "},\"beliggenhetsadresse\":{\"adresse\":[");
        for (const char *from = value[3]; from;) {
            const char *cut = strstr(from, "/n");
            tomt_text_json(&text, from, cut ? (size_t)(cut - from) : strlen(from));
            tomt_text_puts(&text, cut ? "," : "]}");
            from = cut ? cut + 2 : NULL;
        }
        if (*value[4])
            tomt_text_print(&text, ",\"antallAnsatte\":%s", value[4]);
        tomt_text_puts(&text, "}");
    }
    tomt_text_puts(&text, "]");
    struct tomt_layer json =
        read_table(room, write_and_free(room, "register.json", &text), wanted, 5);
    assert_int_equal(json.table.n_rows, csv.table.n_rows);
    assert_true(csv.table.n_rows > 3000);
    for (size_t row = 0; row < csv.table.n_rows; row++)
        for (size_t i = 0; i < 5; i++)
            assert_text(at(&json, wanted[i].name, row), at(&csv, wanted[i].name, row));
}

/* Chunks and batches end anywhere: 30,000 records of odd lengths, strings with brackets and quotes
 * in them. */
static void many_records_of_odd_lengths(void **state)
{
    struct room *room = *state;
    struct tomt_text text = {0};
    for (int i = 0; i < 30000; i++)
        tomt_text_print(&text, "{\"n\":%d,\"a\":\"%.*s\\\"]}{[\\\\\"}\n", i, i % 61,
                        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghi");
    struct tomt_layer layer =
        read_table(room, write_and_free(room, "odd.jsonl", &text),
                   (const struct tomt_wanted[]){{.name = "n", .column = "n", .type = TOMT_INTEGER},
                                                {.name = "a", .column = "a", .type = TOMT_TEXT}},
                   2);
    assert_int_equal(layer.table.n_rows, 30000);
    for (size_t i = 0; i < 30000; i++) {
        size_t n;
        const char *a = tomt_column_text(tomt_table_find(&layer.table, "a"), i, &n);
        assert_int_equal(tomt_table_find(&layer.table, "n")->integer[i], i);
        assert_int_equal(layer.fid[i], i + 1);
        assert_int_equal(n, i % 61 + 6);
        assert_string_equal(a + i % 61, "\"]}{[\\");
    }
}

static void failing_memory_is_clean(void **state)
{
    struct room *room = *state;
    const struct tomt_source source = {
        .path = write_text(room, "m.json",
                           "[{\"a\":123456789012345678901,\"b\":\"\xE6\"},{\"a\":\"x\"}]"),
        .encoding = "ISO-8859-1",
        .optional_geometry = true};
    bool done = false;
    uint64_t n = 1;
    for (; !done && n < 2000; n++) {
        struct tomt_error err = {0};
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_layer layer;
        tomt_allocation_fail_at(n);
        done = tomt_layer_read(room->seat, arena, &source, TOMT_POINTS, want_a, 1, &room->crs, NULL,
                               &layer, &err);
        tomt_allocation_fail_at(0);
        if (!done && err.code != TOMT_MEMORY)
            fail_msg("allocation %llu: code %d, %s", (unsigned long long)n, (int)err.code,
                     err.text);
        tomt_arena_free(arena);
    }
    assert_true(done && n > 10);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_room, close_room)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_register_in_all_its_forms),
        TEST(values_as_they_are_written),
        TEST(dots_in_keys_and_paths_through_arrays),
        TEST(encodings),
        TEST(places_from_two_columns),
        TEST(a_look),
        TEST(broken_files_say_where),
        TEST(what_would_eat_memory_is_refused),
        TEST(the_registers_csv_and_json_agree),
        TEST(many_records_of_odd_lengths),
        TEST(failing_memory_is_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
