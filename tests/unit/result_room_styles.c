/* unit/result_room_styles.c: how room to build looks: unused floor area of each profile, readiness,
 * areas and alternatives a part at a time and of one profile, purchases for insiders only; words
 * and titles of the new columns. */
#include "result_support.h"

#include "base/files.h"
#include "result/fields.h"
#include "result/xml.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>

extern const struct tomt_file tomt_styles[];

enum { AREAS, ALTERNATIVES, ALTERNATIVE_SITES, PURCHASES, CAPACITY, N_MORE };

struct room {
    struct small small;
    struct tomt_shapes shapes[N_MORE];
    struct tomt_table table[N_MORE];
    struct tomt_result_layer layer[4 + N_MORE];
};

/* Columns apart by blanks, '#' before those of numbers; rows likewise, '-' for null. */
static void make(struct room *room, int which, const char *columns, const char *const *row)
{
    struct tomt_error err = {0};
    struct tomt_table *table = &room->table[which];
    char **name = CSLTokenizeString2(columns, " ", 0);
    tomt_table_start(table, room->small.arena, (size_t)CSLCount(name), &err);
    for (char **at = name; at && *at; at++)
        tomt_table_column(table, *at + (**at == '#'), **at == '#' ? TOMT_REAL : TOMT_TEXT, &err);
    tomt_shapes_start(&room->shapes[which], room->small.arena, TOMT_POLYGONS);
    for (; *row; row++, table->n_rows++) {
        char **cell = CSLTokenizeString2(*row, " ", 0);
        assert_int_equal(CSLCount(cell), table->n_columns);
        for (size_t k = 0; k < table->n_columns; k++)
            if (table->column[k].type == TOMT_REAL)
                tomt_column_add_real(&table->column[k],
                                     *cell[k] == '-' ? (double)NAN : CPLAtof(cell[k]), &err);
            else
                tomt_column_put_text(&table->column[k], *cell[k] == '-' ? NULL : cell[k], &err);
        add_rectangle(&room->shapes[which], 560000 + 100 * (double)table->n_rows, 6620000, 50, 50);
        CSLDestroy(cell);
    }
    CSLDestroy(name);
    expect_good(&err);
}

static void make_tables(struct room *room)
{
    make(room, AREAS, "layer name profile #n_unknown #unused_bra_m2 #jobs",
         (const char *const[]){"study_area By office 1 90000 2000", "study_area By hotel 0 10 1",
                               "tract A office 0 0 0", "tract B office 1 60000 1500",
                               "tract C office 2 - -", "tract A hotel 0 700000 1",
                               "district N office 0 30000 9", NULL});
    make(room, ALTERNATIVES, "alternative title why",
         (const char *const[]){"rail Banen -", "dense Tettere free_text", NULL});
    make(room, ALTERNATIVE_SITES,
         "alternative profile change #rank_before #rank #score_change #unused_bra_m2_before "
         "#unused_bra_m2 #jobs_before #jobs",
         (const char *const[]){
             "rail hotel changed 2 1 0 500 500 9 9", "dense office new - 1 - - 3000 - 60",
             "dense office changed 2 3 0 500 700 9 9", "dense hotel changed 1 1 5 500 900 9 9",
             "dense hotel gone 2 - - 500 - 9 -", NULL});
    make(
        room, PURCHASES, "profile #rank #purchase_index #unused_bra_m2 owner_class owners",
        (const char *const[]){"office 1 91.5 12000 few Kari;Ola", "hotel 1 8 300 many Kari", NULL});
    make(room, CAPACITY, "profile site_id growth #jobs why",
         (const char *const[]){"office 3301-1/1 densify 12 -", "office 3301-1/2 none - no_rule",
                               NULL});
}

static void make_room(struct room *room, int language)
{
    static const double unused[] = {12000, 0, NAN}, jobs[] = {300, 0, NAN};
    static const char *const why[] = {NULL, NULL, "no_rule"};
    static const struct tomt_result_more column[] = {{.suffix = "unused_bra_m2", .number = unused},
                                                     {.suffix = "jobs", .number = jobs},
                                                     {.suffix = "capacity_why", .word = why}};
    static const char *const ready[] = {"buildable", "joint_plan_needed", NULL};
    static const char *const name[] = {"area_capacity", "alternative", "alternative_site",
                                       "purchase", "capacity"};
    small_start(&room->small);
    add_texts(&room->small.site, "readiness", ready);
    make_tables(room);
    struct tomt_result *result = &room->small.result;
    memcpy(room->layer, room->small.layer, sizeof room->small.layer);
    room->layer[2] = room->layer[3]; /* the purchases here are others */
    for (size_t k = 0; k < N_MORE; k++) {
        bool drawn = k != ALTERNATIVES && k != CAPACITY;
        room->layer[3 + k] =
            (struct tomt_result_layer){.name = name[k],
                                       .title = {name[k], name[k]},
                                       .geometry_type = drawn ? "MULTIPOLYGON" : NULL,
                                       .shapes = drawn ? &room->shapes[k] : NULL,
                                       .table = &room->table[k],
                                       .internal = k == PURCHASES};
    }
    room->small.profile[0].column = column;
    room->small.profile[0].n_columns = 3;
    result->language = language;
    result->layer = room->layer;
    result->n_layers = 3 + N_MORE;
    result->file_name = "room.gpkg";
}

static const char *write_room(int language)
{
    const char *path = scratch("room.gpkg");
    struct tomt_error err = {0};
    struct room room;
    make_room(&room, language);
    unlink(path);
    if (!small_write(&room.small, path, &err))
        fail_msg("%s", err.text);
    tomt_arena_free(room.small.arena);
    return path;
}

static char *project_of(sqlite3 *db)
{
    int n = 0;
    sqlite3_stmt *row = NULL;
    sqlite3_prepare_v2(db, "SELECT content FROM qgis_projects", -1, &row, NULL);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    GByte *zip = CPLHexToBinary((const char *)sqlite3_column_text(row, 0), &n), *xml = NULL;
    sqlite3_finalize(row);
    vsi_l_offset n_xml = 0;
    VSIFCloseL(VSIFileFromMemBuffer("/vsimem/room.zip", zip, (vsi_l_offset)n, FALSE));
    assert_true(VSIIngestFile(NULL, "/vsizip//vsimem/room.zip/drammen.qgs", &xml, &n_xml, -1));
    VSIUnlink("/vsimem/room.zip");
    CPLFree(zip);
    return (char *)xml;
}

static size_t count(const char *text, const char *word)
{
    size_t n = 0;
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
        n++;
    return n;
}

/* A layer's line in the legend: nothing of this is shown at first. */
static void expect_drawn(const char *project, const char *id, const char *title, const char *source)
{
    char *line = CPLStrdup(CPLSPrintf("<layer-tree-layer id=\"tomt_layer_%s\" name=\"%s\" "
                                      "source=\"./room.gpkg|layername=%s\" providerKey=\"ogr\" "
                                      "checked=\"Qt::Unchecked\"",
                                      id, title, source));
    if (count(project, line) != 1)
        fail_msg("not drawn: %s", line);
    CPLFree(line);
}

static void draws_room(void **state)
{
    (void)state;
    sqlite3 *db = open_scratch(write_room(1));
    char *project = project_of(db);
    expect_drawn(project, "unused_bra_office", "Ledig kapasitet: Kontor", "office");
    assert_null(strstr(project, "unused_bra_hotel")); /* it has no such column */
    expect_drawn(project, "site_readiness", "Tomtenes modenhet", "site");
    /* The level of most rows first, the study area last; one profile of those in a row. */
    expect_drawn(project, "area_capacity", "Ledig kapasitet: tract (Kontor)",
                 "area_capacity|subset=&quot;profile&quot; = 'office' AND &quot;layer&quot; = "
                 "'tract'");
    expect_drawn(project, "area_capacity_district", "Ledig kapasitet: district (Kontor)",
                 "area_capacity|subset=&quot;profile&quot; = 'office' AND &quot;layer&quot; = "
                 "'district'");
    expect_drawn(project, "area_capacity_study_area", "Ledig kapasitet: Analyseområdet (Kontor)",
                 "area_capacity|subset=&quot;profile&quot; = 'office' AND &quot;layer&quot; = "
                 "'study_area'");
    /* Each profile that an alternative changes. */
    expect_drawn(project, "alternative_site", "Alternativ: Tettere (Kontor)",
                 "alternative_site|subset=&quot;profile&quot; = 'office' AND "
                 "&quot;alternative&quot; = 'dense'");
    expect_drawn(project, "alternative_site_hotel_rail", "Alternativ: Banen (Hotell)",
                 "alternative_site|subset=&quot;profile&quot; = 'hotel' AND "
                 "&quot;alternative&quot; = 'rail'");
    expect_drawn(project, "purchase", "Kandidater for kjøp: Kontor",
                 "purchase|subset=&quot;profile&quot; = 'office'");
    const char *group = strstr(project, "<layer-tree-group name=\"Plass til utbygging\" checked=");
    const char *inside =
        strstr(project, "<layer-tree-group name=\"Internt (ikke for utlevering)\"");
    assert_true(group && inside && group < strstr(project, "id=\"tomt_layer_area_capacity\"") &&
                inside < strstr(project, "id=\"tomt_layer_purchase\""));
    /* Polygons of plans would hide what lies below them. */
    assert_true(inside < strstr(project, "<layer-tree-group name=\"Planer og grunnlag\""));
    CPLFree(project);
    assert_string_equal(
        ask(db,
            "SELECT group_concat(s) FROM (SELECT f_table_name || '/' || styleName || '/' || "
            "useAsDefault s FROM layer_styles WHERE f_table_name IN ('area_capacity', 'office', "
            "'site', 'alternative_site') ORDER BY s)"),
        "alternative_site/alternative_site/1,area_capacity/area_capacity/1,office/first_sites/"
        "0,office/office/1,"
        "office/unused_bra/0,site/site/1,site/site_readiness/0");
    sqlite3_close(db);
}

/* The layer's own style serves all rows, also those that its drawing in the project leaves out. */
static void styles_serve_whole_layers(void **state)
{
    (void)state;
    sqlite3 *db = open_scratch(write_room(0));
    assert_string_equal(
        ask(db, "SELECT (instr(styleQML, 'label=\"Gone\"') > 0) || (instr(styleQML, 'label=\"New "
                "site\"') > 0) || (instr(styleQML, 'label=\"Better score\"') > 0) || "
                "(instr(styleQML, 'label=\"Worse score\"') > 0) || (instr(styleQML, "
                "'label=\"Same score, changed capacity\"') > 0) || (instr(styleQML, "
                "'label=\"Only the rank changed\"') > 0) || (instr(styleQML, "
                "'label=\"Other\"') > 0) FROM layer_styles WHERE styleName = 'alternative_site'"),
        "1110110");
    /* 0, 60,000, unknown, 700,000, 90,000, 10 and 30,000 m2. */
    assert_string_equal(
        ask(db, "SELECT (instr(styleQML, 'value=\"0\" label=\"No room left\"') > 0) || "
                "(instr(styleQML, 'value=\"5000\"') > 0) || (instr(styleQML, 'value=\"20000\"') > "
                "0) || (instr(styleQML, 'value=\"50000\"') > 0) || (instr(styleQML, "
                "'value=\"150000\"') > 0) || (instr(styleQML, 'value=\"more\"') > 0) || "
                "(instr(styleQML, 'label=\"Not known\"') > 0) FROM layer_styles WHERE styleName = "
                "'area_capacity'"),
        "1101111");
    /* Drawn of a profile's layer, but its classes are fixed, not those of the scores. */
    assert_string_equal(
        ask(db,
            "SELECT (instr(styleQML, 'label=\"10 000 to 30 000 m² BRA\"') > 0) || (instr(styleQML, "
            "'arbeidsplasser') > 0) || (instr(styleQML, ' jobs') > 0) || (instr(styleQML, "
            "'<range') > 0) FROM layer_styles WHERE styleName = 'unused_bra'"),
        "1010");
    sqlite3_close(db);
}

/* An internal layer is for those who may see owners; a public copy has nothing of it. */
static void keeps_purchases_inside(void **state)
{
    (void)state;
    const char *path = write_room(1), *public = scratch("public.gpkg");
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    const struct tomt_export what = {.public_only = true};
    struct tomt_export_report done;
    sqlite3 *db = open_scratch(path);
    assert_string_equal(ask(db,
                            "SELECT count(*) FROM field WHERE layer = 'purchase' AND visibility "
                            "<> 'internal'"),
                        "0");
    assert_string_equal(
        ask(db, "SELECT instr(styleQML, 'name=\"owners\" configurationFlags=\"None\"><editWidget "
                "type=\"TextEdit\"') > 0 FROM layer_styles WHERE styleName = 'purchase'"),
        "1");
    assert_string_equal(ask(db, "SELECT instr(styleQML, 'name=\"Få eiere\"') > 0 FROM layer_styles "
                                "WHERE styleName = 'purchase'"),
                        "1");
    sqlite3_close(db);
    unlink(public);
    if (!tomt_result_export(arena, path, public, &what, &done, &err))
        fail_msg("%s", err.text);
    db = open_scratch(public);
    char *project = project_of(db);
    assert_null(strstr(project, "purchase"));
    assert_null(strstr(project, "owner_class"));
    assert_non_null(strstr(project, "id=\"tomt_layer_unused_bra_office\""));
    assert_non_null(strstr(project, "id=\"tomt_layer_area_capacity_district\""));
    CPLFree(project);
    assert_string_equal(ask(db, "SELECT count(*) FROM layer_styles WHERE styleName = 'purchase'"),
                        "0");
    sqlite3_close(db);
    tomt_arena_free(arena);
}

static void speaks(void **state)
{
    (void)state;
    sqlite3 *db = open_scratch(write_room(1));
    assert_string_equal(
        ask(db,
            "SELECT group_concat(title_nb, '|') FROM (SELECT title_nb FROM field WHERE layer || "
            "'.' || field IN ('office.jobs', 'office.unused_bra_m2', 'site.readiness', "
            "'capacity.growth', 'office.x_jobs') ORDER BY layer, field)"),
        "Hvordan tomten utvikles|Plass til arbeidsplasser|Ubenyttet bruksareal (BRA) (m²)|"
        "Arbeidsplasser (arbeidsplasser)|Modenhet");
    /* "none" grows otherwise in `capacity` than a strategy is called; free text is no word. */
    assert_string_equal(
        ask(db, "SELECT (instr(styleQML, 'name=\"Ingen arealstrategi\"') > 0) || (instr(styleQML, "
                "'name=\"Planen oppgir ikke utnytting\"') > 0) FROM layer_styles WHERE "
                "f_table_name = 'capacity'"),
        "11");
    assert_string_equal(ask(db, "SELECT instr(styleQML, 'ValueMap') FROM layer_styles WHERE "
                                "f_table_name = 'alternative'"),
                        "0");
    assert_string_equal(ask(db, "SELECT instr(styleQML, 'Byggeklar') > 0 FROM layer_styles WHERE "
                                "f_table_name = 'site' AND styleName = 'site'"),
                        "1");
    sqlite3_close(db);
    static const char *const secret[] = {"owner", "owners", "owner_class", "owner_term",
                                         "purchase_index"};
    for (size_t k = 0; k < sizeof secret / sizeof *secret; k++)
        assert_true(tomt_field_find(secret[k]) && tomt_field_find(secret[k])->internal);
}

/* The classes of a template, as SQL: the very expression that QGIS gets. */
static void classes_of(const char *template, struct tomt_text *plain)
{
    const struct tomt_file *style = tomt_styles;
    while (strcmp(style->name, template) != 0)
        style++;
    size_t n = 0;
    const char *attribute = tomt_xml_attribute(strstr(style->bytes, "<renderer-v2"), "attr", &n);
    tomt_xml_unescape(plain, attribute, n);
}

/* Limits belong to the class above. */
static void classes_of_floor_area(void **state)
{
    (void)state;
    static const char *const amount_and_class[][2] = {
        {"NULL", ""},     {"0", "0"},         {"0.5", "1000"},  {"999.9", "1000"},
        {"1000", "3000"}, {"29999", "30000"}, {"30000", "more"}};
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    struct tomt_text plain = {0};
    classes_of("unused_bra.qml", &plain);
    for (size_t k = 0; k < sizeof amount_and_class / sizeof *amount_and_class; k++)
        assert_string_equal(ask(db, CPLSPrintf("SELECT %s FROM (SELECT %s AS unused_bra_m2)",
                                               plain.bytes, amount_and_class[k][0])),
                            amount_and_class[k][1]);
    tomt_text_free(&plain);
    sqlite3_close(db);
}

/* The score before capacity, and either before the rank; 0.05 points are not seen in a score. */
static void classes_of_alternatives(void **state)
{
    (void)state;
    static const struct {
        const char *change, *score_change, *before, *after, *jobs, *jobs_after, *expected;
    } site[] = {{"new", "NULL", "NULL", "10", "NULL", "2", "new"},
                {"gone", "NULL", "10", "NULL", "2", "NULL", "gone"},
                {"changed", "0.0501", "10", "10", "2", "2", "better"},
                {"changed", "0.05", "10", "10", "2", "2", "rank"},
                {"changed", "0", "10", "10", "2", "2", "rank"},
                {"changed", "-0.05", "10", "10", "2", "2", "rank"},
                {"changed", "-0.0501", "10", "20", "2", "2", "worse"},
                {"changed", "0.01", "10", "20", "2", "2", "room"},
                {"changed", "0", "NULL", "0", "2", "2", "room"},
                {"changed", "0", "10", "10", "2", "NULL", "room"},
                {"changed", "NULL", "NULL", "NULL", "NULL", "NULL", "rank"}};
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    struct tomt_text plain = {0};
    classes_of("alternative_site.qml", &plain);
    for (size_t k = 0; k < sizeof site / sizeof *site; k++)
        assert_string_equal(
            ask(db, CPLSPrintf("SELECT %s FROM (SELECT '%s' AS change, %s AS score_change, %s AS "
                               "unused_bra_m2_before, %s AS unused_bra_m2, %s AS jobs_before, %s "
                               "AS jobs)",
                               plain.bytes, site[k].change, site[k].score_change, site[k].before,
                               site[k].after, site[k].jobs, site[k].jobs_after)),
            site[k].expected);
    tomt_text_free(&plain);
    sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_room),
        cmocka_unit_test(styles_serve_whole_layers),
        cmocka_unit_test(keeps_purchases_inside),
        cmocka_unit_test(speaks),
        cmocka_unit_test(classes_of_floor_area),
        cmocka_unit_test(classes_of_alternatives),
    };
    return cmocka_run_group_tests(tests, start_results, end_results);
}
