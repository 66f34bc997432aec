/* unit/result_styles.c: the styles and the QGIS project of a small result, the XML and the zip they
 * are made with. */
#include "written_support.h"

#include "base/files.h"
#include "data/zip.h"
#include "result/result.h"
#include "result/style.h"
#include "result/xml.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <sqlite3.h>

extern const struct tomt_file tomt_styles[];

enum { N_SITES = 40 };

static void escapes_and_reads_xml(void **state)
{
    (void)state;
    struct tomt_text out = {0}, back = {0};
    const char *text = "a<b> & \"c\"\n\001'd'";
    tomt_xml_escape_string(&out, text);
    assert_string_equal(out.bytes, "a&lt;b&gt; &amp; &quot;c&quot;\n'd'"); /* byte 1 is no XML */
    tomt_xml_unescape(&back, out.bytes, out.n);
    assert_string_equal(back.bytes, "a<b> & \"c\"\n'd'");
    back.n = 0;
    tomt_xml_unescape(&back, "x&#10;y&#x41;&nbsp;&", 20);
    assert_string_equal(back.bytes, "x\nyA&nbsp;&");
    tomt_text_free(&out);
    tomt_text_free(&back);
    size_t n = 0;
    const char *tag =
        "<a label=\"value=&gt;\" other=\"x > y\" value=\"7\"><b/><a><c></c></a></a><d/>";
    assert_memory_equal(tomt_xml_attribute(tag, "value", &n), "7", 1);
    assert_int_equal(n, 1);
    assert_null(tomt_xml_attribute(tag, "oth", &n));
    assert_string_equal(tomt_xml_tag_end(tag), "<b/><a><c></c></a></a><d/>");
    assert_string_equal(tomt_xml_element_end(tag), "<d/>");
    assert_string_equal(tomt_xml_element_end("<d/>e"), "e");
    assert_null(tomt_xml_element_end("<d><e></e>"));
    assert_null(tomt_xml_tag_end("<d value=\">"));
    assert_true(tomt_xml_is("<symbol name=\"0\">", "symbol") &&
                !tomt_xml_is("<symbols>", "symbol"));
}

static void picks_a_side(void **state)
{
    (void)state;
    size_t n = 0;
    const char *label = "Flood | Flom";
    assert_memory_equal(tomt_style_side(label, 12, 0, &n), "Flood", 5);
    assert_int_equal(n, 5);
    assert_memory_equal(tomt_style_side(label, 12, 1, &n), "Flom", 4);
    assert_int_equal(n, 4);
    assert_ptr_equal(tomt_style_side(label, 5, 1, &n), label); /* one word serves both */
    assert_int_equal(n, 5);
}

/* The peer is GDAL's own unzip. */
static void zips(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_text plain = {0}, zip = {0}, again = {0};
    for (int i = 0; i < 20000; i++)
        tomt_text_print(&plain, "<line number=\"%d\"/>\n", i);
    assert_true(tomt_zip_one("prøve.qgs", plain.bytes, plain.n, &zip, &err));
    assert_true(tomt_zip_one("prøve.qgs", plain.bytes, plain.n, &again, &err));
    assert_true(zip.n < plain.n / 4 && zip.n == again.n &&
                memcmp(zip.bytes, again.bytes, zip.n) == 0);
    VSIFCloseL(VSIFileFromMemBuffer("/vsimem/one.zip", (GByte *)zip.bytes, zip.n, FALSE));
    GByte *bytes = NULL;
    vsi_l_offset n = 0;
    assert_true(VSIIngestFile(NULL, "/vsizip//vsimem/one.zip/prøve.qgs", &bytes, &n, -1));
    assert_int_equal(n, plain.n);
    assert_memory_equal(bytes, plain.bytes, plain.n);
    VSIFree(bytes);
    VSIUnlink("/vsimem/one.zip");
    tomt_text_free(&plain);
    tomt_text_free(&zip);
    tomt_text_free(&again);
}

/* --- a small result: three zones, forty sites with the scores 1 to 40, one profile
 * ------------------------------ */

struct small {
    struct tomt_arena *arena;
    struct tomt_shapes site_shapes, zone_shapes;
    struct tomt_table site, zone;
    int64_t fid[N_SITES];
    const char *id[N_SITES];
    uint32_t rank[N_SITES];
    double score[N_SITES], full[N_SITES];
    uint8_t why[N_SITES];
    const double *x, *v, *c;
    const uint8_t *y;
    struct tomt_result_criterion criterion;
    struct tomt_result_profile profile;
    struct tomt_result_layer layer[2];
    struct tomt_crs crs;
    struct tomt_result result;
};

static void fill_tables(struct small *small, struct tomt_error *err)
{
    static const char *const use[] = {"1110", "1310", "X9"};
    tomt_shapes_start(&small->site_shapes, small->arena, TOMT_POLYGONS);
    tomt_shapes_start(&small->zone_shapes, small->arena, TOMT_POLYGONS);
    tomt_table_start(&small->site, small->arena, 3, err);
    tomt_table_start(&small->zone, small->arena, 1, err);
    struct tomt_column *id = tomt_table_column(&small->site, "site_id", TOMT_TEXT, err);
    struct tomt_column *area = tomt_table_column(&small->site, "developable_m2", TOMT_REAL, err);
    struct tomt_column *owner = tomt_table_column(&small->site, "owner", TOMT_TEXT, err);
    struct tomt_column *code = tomt_table_column(&small->zone, "use", TOMT_TEXT, err);
    for (size_t i = 0; i < N_SITES; i++) {
        small->id[i] = tomt_arena_print(small->arena, err, "s%02zu", i);
        add_rectangle(&small->site_shapes, 560000 + 100 * (double)i, 6620000, 80, 60);
        tomt_column_add_text(id, small->id[i], 3, err);
        tomt_column_add_real(area, 4800, err);
        tomt_column_add_text(owner, "Somebody", 8, err);
        small->fid[i] = (int64_t)i + 1;
        small->rank[i] = (uint32_t)i + 1;
        small->score[i] = N_SITES - (double)i;
        small->full[i] = 1;
    }
    small->site.n_rows = N_SITES;
    for (size_t i = 0; i < 3; i++) {
        add_rectangle(&small->zone_shapes, 560000 + 2000 * (double)i, 6620000, 2000, 500);
        tomt_column_add_text(code, use[i], strlen(use[i]), err);
    }
    small->zone.n_rows = 3;
}

static void make_small(struct small *small, int language)
{
    static const char *const no_reasons[] = {"ok"};
    struct tomt_error err = {0};
    *small = (struct small){.arena = tomt_arena_new(&err), .crs = utm33()};
    fill_tables(small, &err);
    expect_good(&err);
    small->x = small->c = small->score;
    small->v = small->full;
    small->y = small->why;
    small->criterion =
        (struct tomt_result_criterion){.profile = "office",
                                       .id = "rail",
                                       .criterion = "hub_distance",
                                       .unit = "m",
                                       .source = "",
                                       .value_json = "{}",
                                       .with_json = "{}",
                                       .null_policy = "drop",
                                       .title = {"Distance to rail", "Avstand til <tog>"},
                                       .weight = 1,
                                       .share = 1};
    small->profile = (struct tomt_result_profile){.name = "office",
                                                  .title = {"Office", "Kontor"},
                                                  .goal = {"Jobs & trains", "Jobb & tog"},
                                                  .criterion = &small->criterion,
                                                  .n_criteria = 1,
                                                  .n = N_SITES,
                                                  .site_fid = small->fid,
                                                  .site_id = small->id,
                                                  .rank = small->rank,
                                                  .score = small->score,
                                                  .coverage = small->full,
                                                  .x = &small->x,
                                                  .v = &small->v,
                                                  .c = &small->c,
                                                  .why = &small->y,
                                                  .why_name = no_reasons,
                                                  .extent = {560000, 6620000, 564000, 6620060}};
    small->layer[0] = (struct tomt_result_layer){.name = "site",
                                                 .title = {"Sites", "Tomter"},
                                                 .geometry_type = "MULTIPOLYGON",
                                                 .shapes = &small->site_shapes,
                                                 .table = &small->site,
                                                 .key = "site_id"};
    small->layer[1] = (struct tomt_result_layer){.name = "zone",
                                                 .title = {"Zoning", "Arealformål"},
                                                 .geometry_type = "MULTIPOLYGON",
                                                 .shapes = &small->zone_shapes,
                                                 .table = &small->zone};
    small->result = (struct tomt_result){.crs = &small->crs,
                                         .timestamp = "2026-01-31T00:00:00.000Z",
                                         .run_id = "run",
                                         .project_name = "small",
                                         .case_number = "26/1",
                                         .tomt_version = "0",
                                         .language = language,
                                         .title = {"A <small> city", "En liten by"},
                                         .layer = small->layer,
                                         .n_layers = 2,
                                         .profile = &small->profile,
                                         .n_profiles = 1,
                                         .extent = {560000, 6620000, 564000, 6620060},
                                         .credits = "Nobody & sons",
                                         .file_name = "liten by.gpkg"};
}

static void write_small(const char *path, int language)
{
    struct tomt_error err = {0};
    struct small small;
    make_small(&small, language);
    unlink(path);
    if (!tomt_result_write(small.arena, path, &small.result, NULL, &err))
        fail_msg("%s", err.text);
    tomt_arena_free(small.arena);
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

/* Is each of the words in the text? Those that begin with '!' must not be. */
static void expect_words(const char *text, const char *const *word)
{
    for (; *word; word++) {
        bool wanted = **word != '!';
        if ((strstr(text, *word + !wanted) != NULL) != wanted)
            fail_msg("%s: %s", wanted ? "missing" : "unwanted", *word);
    }
}

/* The class of a constraint code, by the very expression that QGIS gets: with an H or without, as
 * plans write them. */
static void classes_of_constraints(void **state)
{
    (void)state;
    static const char *const code_and_class[][2] = {
        {"H360", "H3"},   {"360", "H3"},    {"H360_1", "H3"},  {"360_1", "H3"},  {"560", "H560"},
        {"H560", "H560"}, {"h310", "H310"}, {"310.2", "H310"}, {" 210", "H210"}, {"730", "H7"}};
    const struct tomt_file *style = tomt_styles;
    while (strcmp(style->name, "constraint.qml") != 0)
        style++;
    size_t n = 0;
    const char *attribute = tomt_xml_attribute(strstr(style->bytes, "<renderer-v2"), "attr", &n);
    struct tomt_text plain = {0};
    tomt_xml_unescape(&plain, attribute, n);
    for (size_t i = 0; i < sizeof code_and_class / sizeof *code_and_class; i++) {
        char *sql = sqlite3_mprintf("SELECT %s FROM (SELECT %Q AS code)", plain.bytes,
                                    code_and_class[i][0]);
        expect(":memory:", sql, code_and_class[i][1]);
        sqlite3_free(sql);
    }
    tomt_text_free(&plain);
}

static void styles_a_result(void **state)
{
    (void)state;
    const char *path = scratch("result_styles_test.gpkg");
    write_small(path, 1);
    expect(
        path,
        "SELECT group_concat(f_table_name || '/' || f_geometry_column || '/' || useAsDefault || "
        "'/' || update_time) FROM "
        "(SELECT * FROM layer_styles ORDER BY f_table_name)",
        "office/geom/1/2026-01-31T00:00:00.000Z,office/geom/0/2026-01-31T00:00:00.000Z,site/geom/"
        "1/2026-01-31T00:00:00.000Z,zone/geom/1/2026-01-31T00:00:00.000Z,zone/geom/0/"
        "2026-01-31T00:00:00.000Z");
    expect(path,
           "SELECT count(*) FROM layer_styles WHERE f_table_schema = '' AND f_table_catalog = ''",
           "5");
    expect(path,
           "SELECT data_type || feature_count FROM gpkg_contents JOIN gpkg_ogr_contents USING "
           "(table_name) "
           "WHERE table_name = 'layer_styles'",
           "attributes5");

    char *zone = ask_file(path, "SELECT styleQML FROM layer_styles WHERE f_table_name = 'zone'");
    expect_words(zone,
                 (const char *const[]){"value=\"1110\" label=\"1110 Boligbebyggelse\"",
                                       "value=\"1310\" label=\"1310 Kontor\"",
                                       "value=\"\" label=\"Annet\"", /* X9 is of no national list */
                                       "!value=\"1130\"", "! | ", "Arealformål", NULL});
    CPLFree(zone);
    /* 40 scores: the 0, 30, 60, 80, 95 and 100 % points are the 1st, 13th, 24th, 32nd, 38th and
     * 40th lowest. */
    char *office =
        ask_file(path, "SELECT styleQML FROM layer_styles WHERE f_table_name = 'office'");
    expect_words(office, (const char *const[]){
                             "label=\"Under 20\"", "label=\"20 til under 40\"",
                             "label=\"80 til 100\"", "lower=\"20\"",
                             /* the same classes whatever the scores, and none twice */
                             "upper=\"19.999999999999996\"", "name=\"Avstand til &lt;tog&gt; (m)\"",
                             "name=\"Avstand til &lt;tog&gt;: poeng\"",
                             "name=\"Byggbart areal (m²)\"", NULL});
    CPLFree(office);
    char *site = ask_file(
        path, "SELECT styleQML FROM layer_styles WHERE f_table_name = 'site'"); /* the owner is
                                                                                   internal */
    expect_words(site, (const char *const[]){
                           "name=\"owner\" configurationFlags=\"None\"><editWidget type=\"Hidden\"",
                           "name=\"owner\" width=\"-1\" hidden=\"1\"", "!replace(&quot;owner&quot;",
                           NULL});
    CPLFree(site);
    unlink(path);
    write_small(path, 0);
    zone = ask_file(path, "SELECT styleQML FROM layer_styles WHERE f_table_name = 'zone'");
    expect_words(zone, (const char *const[]){"label=\"1310 Office\"", "label=\"Other\"", NULL});
    CPLFree(zone);
    unlink(path);
}

static GByte *unhex(const char *hex, size_t *n)
{
    int bytes = 0;
    GByte *out = CPLHexToBinary(hex, &bytes);
    *n = (size_t)bytes;
    return out;
}

static void holds_a_project(void **state)
{
    (void)state;
    const char *path = scratch("result_project_test.gpkg");
    write_small(path, 1);
    expect(path, "SELECT name || typeof(content) || metadata FROM qgis_projects",
           "smalltext{\"last_modified_time\": \"2026-01-31T00:00:00.000Z\", "
           "\"last_modified_user\": \"\"}");
    size_t n_zip = 0;
    char *hex = ask_file(path, "SELECT content FROM qgis_projects");
    GByte *zip = unhex(hex, &n_zip), *xml = NULL;
    vsi_l_offset n = 0;
    VSIFCloseL(VSIFileFromMemBuffer("/vsimem/project.zip", zip, n_zip, FALSE));
    assert_true(VSIIngestFile(NULL, "/vsizip//vsimem/project.zip/small.qgs", &xml, &n, -1));
    expect_words((const char *)xml,
                 (const char *const[]){"<title>En liten by</title>",
                                       "<datasource>./liten by.gpkg|layername=office</datasource>",
                                       "<layername>Kontor</layername>", "Nobody &amp; sons",
                                       "saveUser=\"\"", "saveDateTime=\"\"", "EPSG:25833", "!/tmp",
                                       "!/work", "!/home", NULL});
    VSIFree(xml);
    VSIUnlink("/vsimem/project.zip");
    CPLFree(zip);
    CPLFree(hex);
    unlink(path);
}

static char *project_xml(const char *path)
{
    size_t n_zip = 0;
    char *hex = ask_file(path, "SELECT content FROM qgis_projects");
    GByte *zip = unhex(hex, &n_zip), *xml = NULL;
    vsi_l_offset n = 0;
    VSIFCloseL(VSIFileFromMemBuffer("/vsimem/sheet.zip", zip, n_zip, FALSE));
    assert_true(VSIIngestFile(NULL, "/vsizip//vsimem/sheet.zip/small.qgs", &xml, &n, -1));
    VSIUnlink("/vsimem/sheet.zip");
    CPLFree(zip);
    CPLFree(hex);
    return (char *)xml;
}

/* By hand: the first twenty sites reach from 560000 to 561980 and 6620000 to 6620060; with 600 m
 * around them 3180 x 1260 m. On 290 x 240 mm that is 1:10,966, so 1:12,500: 3625 x 3000 m about
 * (560990, 6620030). At most 17 mm of the scale bar are 212.5 m, so 200 m, 16 mm. The first five
 * sites end at 560480; 250 m around them. */
static void has_sheets_and_bookmarks(void **state)
{
    (void)state;
    const char *path = scratch("sheets.gpkg");
    write_small(path, 1);
    char *xml = project_xml(path);
    expect_words(
        xml, (const char *const[]){
                 "<visibility-preset has-expanded-info=\"1\" has-checked-group-info=\"1\" "
                 "name=\"office\">",
                 "<layer id=\"tomt_layer_office\" style=\"default\" visible=\"1\" expanded=\"1\"/>",
                 "!name=\"cluster\">",
                 "!name=\"constraints\">",
                 "<Layout name=\"Kontor\"",
                 "Extent xmin=\"559177.5\" ymin=\"6618530\" xmax=\"562802.5\" ymax=\"6621530\"",
                 "numUnitsPerSegment=\"200\"",
                 "segmentMillimeters=\"16\"",
                 "labelText=\"En liten by\"",
                 "labelText=\"Kontor – Jobb &amp; tog\"",
                 "labelText=\"Saksnummer 26/1\"",
                 "labelText=\"Tegnforklaring\"",
                 "labelText=\"Filer datert 31.01.2026\"",
                 "value=\"Kontor: poeng (0–100)⏎Tall i ring: nummer 1–20\"",
                 "Kilder: Nobody &amp; sons.",
                 "!{{",
                 "!}}",
                 "name=\"De fem første\"",
                 "POLYGON((559750 6619750, 560730 6619750, 560730 6620310, 559750 6620310, 559750 "
                 "6619750))",
                 "name=\"1: s00\"",
                 "name=\"3: s02\"",
                 "!name=\"4: s03\"",
                 NULL});
    VSIFree(xml);
    write_small(path, 0);
    xml = project_xml(path);
    expect_words(xml,
                 (const char *const[]){"labelText=\"Legend\"", "labelText=\"Case 26/1\"",
                                       "labelText=\"Files dated 2026-01-31\"",
                                       "value=\"Office: score (0–100)⏎Ringed figures: rank 1–20\"",
                                       "name=\"The first five\"", NULL});
    VSIFree(xml);
    unlink(path);
}

static size_t count_of(const char *text, const char *word)
{
    size_t n = 0;
    for (const char *p = strstr(text, word); p; p = strstr(p + 1, word))
        n++;
    return n;
}

static void has_sld_and_forms(void **state)
{
    (void)state;
    const char *path = scratch("sld.gpkg");
    write_small(path, 1);
    char *office = ask_file(path, "SELECT styleSLD FROM layer_styles WHERE styleName = 'office'");
    assert_int_equal(count_of(office, "<se:Rule>"), 5);
    expect_words(office, (const char *const[]){
                             "<se:Name>80 til 100</se:Name>",
                             "<ogc:LowerBoundary><ogc:Literal>80</ogc:Literal></ogc:LowerBoundary>",
                             "<se:SvgParameter name=\"fill\">#1c1a5e</se:SvgParameter>", NULL});
    CPLFree(office);
    char *zone = ask_file(path, "SELECT styleSLD FROM layer_styles WHERE styleName = 'zone'");
    assert_int_equal(count_of(zone, "<se:Rule>"), 3);
    expect_words(zone,
                 (const char *const[]){
                     "<ogc:PropertyName>use</ogc:PropertyName><ogc:Literal>1310</ogc:Literal>",
                     "<se:Name>Annet</se:Name><se:ElseFilter/>", "!| ", NULL});
    CPLFree(zone);
    char *form = ask_file(path, "SELECT styleQML FROM layer_styles WHERE styleName = 'office'");
    expect_words(form,
                 (const char *const[]){
                     "<editorlayout>tablayout</editorlayout>",
                     "Container name=\"Poeng og plassering\" showLabel=\"1\" groupBox=\"0\"",
                     "Container name=\"Avstand til &lt;tog&gt;\" showLabel=\"1\" groupBox=\"1\"",
                     "attributeEditorField name=\"rank\"", "attributeEditorField name=\"c_rail\"",
                     "!attributeEditorField name=\"v_rail\"",
                     "!attributeEditorField name=\"owner\"", NULL});
    CPLFree(form);
    unlink(path);
}

/* QGIS looks for [% %] in titles, labels and legends. */
static void parts_expressions(void **state)
{
    (void)state;
    struct tomt_text out = {0};
    tomt_xml_escape_plain(&out, "a [% 1 %] <b> 100 % [x]");
    assert_string_equal(out.bytes, "a [\xe2\x81\xa0% 1 %\xe2\x81\xa0] &lt;b&gt; 100 % [x]");
    out.n = 0;
    tomt_xml_escape_plain(&out, "[%%]");
    assert_string_equal(out.bytes, "[\xe2\x81\xa0%%\xe2\x81\xa0]");
    tomt_text_free(&out);
}

static void writes_the_same_bytes(void **state)
{
    (void)state;
    const char *path[] = {scratch("same_1.gpkg"), scratch("same_2.gpkg")};
    GByte *bytes[2] = {NULL, NULL};
    vsi_l_offset n[2] = {0, 0};
    for (size_t k = 0; k < 2; k++) {
        write_small(path[k], 1);
        assert_true(VSIIngestFile(NULL, path[k], &bytes[k], &n[k], -1));
        unlink(path[k]);
    }
    assert_int_equal(n[0], n[1]);
    assert_memory_equal(bytes[0], bytes[1], n[0]);
    VSIFree(bytes[0]);
    VSIFree(bytes[1]);
}

/* Every allocation of ours fails in turn: a clean error each time, and the sanitizers see no leak.
 */
static void survives_lack_of_memory(void **state)
{
    (void)state;
    const char *path = scratch("memory.gpkg");
    struct small small;
    bool done = false;
    for (uint64_t nth = 1; !done; nth += 1 + nth / 40) {
        struct tomt_error err = {0};
        make_small(&small, 1);
        unlink(path);
        tomt_allocation_fail_at(nth);
        done = tomt_result_write(small.arena, path, &small.result, NULL, &err);
        tomt_allocation_fail_at(0);
        assert_true(done || err.code == TOMT_MEMORY);
        tomt_arena_free(small.arena);
    }
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes_and_reads_xml),
        cmocka_unit_test(picks_a_side),
        cmocka_unit_test(zips),
        cmocka_unit_test(classes_of_constraints),
        cmocka_unit_test(styles_a_result),
        cmocka_unit_test(holds_a_project),
        cmocka_unit_test(has_sheets_and_bookmarks),
        cmocka_unit_test(has_sld_and_forms),
        cmocka_unit_test(parts_expressions),
        cmocka_unit_test(writes_the_same_bytes),
        cmocka_unit_test(survives_lack_of_memory),
    };
    return cmocka_run_group_tests(tests, make_scratch_folder, remove_scratch_folder);
}
