/* unit/result_economy_styles.c: how the economy looks: hot spots and clusters a part at a time,
 * areas by level; the first view stays that of the sites; titles of the columns. */
#include "written_support.h"

#include "base/files.h"
#include "result/fields.h"
#include "result/result.h"
#include "result/xml.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>

extern const struct tomt_file tomt_styles[];

enum { AREA, HOT_SPOT, CLUSTER, SECTOR, WORKPLACE, N_LAYERS };

struct town {
    struct tomt_arena *arena;
    struct tomt_shapes shapes[N_LAYERS];
    struct tomt_table table[N_LAYERS];
    struct tomt_result_layer layer[N_LAYERS];
    struct tomt_crs crs;
    struct tomt_result result;
};

static void start_table(struct town *t, int which, const char *const *name, size_t n)
{
    struct tomt_error err = {0};
    tomt_table_start(&t->table[which], t->arena, n, &err);
    for (size_t k = 0; k < n; k++) /* '#' before the name of a number */
        tomt_table_column(&t->table[which], name[k] + (name[k][0] == '#'),
                          name[k][0] == '#' ? TOMT_REAL : TOMT_TEXT, &err);
    expect_good(&err);
}

/* Values in the order of the columns: text or NULL, and numbers (NaN: null) as they come. */
static void put_row(struct town *t, int which, const char *const *text, const double *number)
{
    struct tomt_error err = {0};
    struct tomt_table *table = &t->table[which];
    for (size_t k = 0; k < table->n_columns; k++)
        if (table->column[k].type == TOMT_TEXT)
            tomt_column_put_text(&table->column[k], *text++, &err);
        else
            tomt_column_add_real(&table->column[k], *number++, &err);
    table->n_rows++;
    expect_good(&err);
}

static void put_area(struct town *t, const char *id, const char *level, const char *name,
                     const struct tomt_box *box, double jobs, double knowledge)
{
    double wide = box->max_x - box->min_x, high = box->max_y - box->min_y;
    add_rectangle(&t->shapes[AREA], box->min_x, box->min_y, wide, high);
    put_row(t, AREA, (const char *[]){id, level, name},
            (const double[]){jobs, knowledge, 1.25, wide * high});
}

static void make_areas(struct town *t)
{
    static const char *const column[] = {
        "area_id", "level", "name", "#jobs", "#knowledge_share", "#lq_electro_energy", "#area_m2"};
    start_table(t, AREA, column, 7);
    put_area(t, "study_area:", "study_area", "Elvebyen",
             &(struct tomt_box){560000, 6620000, 565000, 6624000}, 9000, 0.3);
    for (int k = 0; k < 20; k++) {
        double x = 560000 + 1000 * (k % 5), y = 6620000 + 1000 * (k / 5);
        char id[32], name[32];
        snprintf(id, sizeof id, "tract:%d", k);
        snprintf(name, sizeof name, "Krets %d", k);
        put_area(t, id, "tract", name, &(struct tomt_box){x, y, x + 1000, y + 1000},
                 k ? 40.0 * k * k : (double)NAN, k % 7 == 6 ? (double)NAN : 0.03 * k);
    }
    for (int k = 0; k < 2; k++)
        put_area(t, k ? "old_town's:2" : "old_town's:1", "old_town's", k ? "Øst" : "Vest",
                 &(struct tomt_box){560000 + 2500 * k, 6620000, 562500 + 2500 * k, 6624000}, 4500,
                 0.3);
}

/* All jobs are hot in a corner and cold in another; one sector has one hot cell. */
static void make_hot_spots(struct town *t)
{
    static const char *const column[] = {"sector", "#jobs", "#q", "class"};
    static const char *const class[] = {"hot_99", "hot_95", "hot_90"}, *const cold[] = {"cold_99",
                                                                                        "cold_95",
                                                                                        "cold_90"};
    start_table(t, HOT_SPOT, column, 4);
    for (int part = 0; part < 2; part++)
        for (int k = 0; k < 320; k++) {
            int i = k % 20, j = k / 20, far = (i - 6) * (i - 6) + (j - 5) * (j - 5),
                deep = (i - 16) * (i - 16) + (j - 12) * (j - 12);
            const char *is = part        ? (k == 150 ? "hot_90" : NULL)
                             : far < 9   ? class[0]
                             : far < 16  ? class[1]
                             : far < 25  ? class[2]
                             : deep < 4  ? cold[0]
                             : deep < 9  ? cold[1]
                             : deep < 16 ? cold[2]
                                         : NULL;
            add_rectangle(&t->shapes[HOT_SPOT], 560000 + 250 * i, 6620000 + 250 * j, 250, 250);
            put_row(t, HOT_SPOT, (const char *[]){part ? "electro_energy" : NULL, is},
                    (const double[]){k, 0.5});
        }
}

static void make_clusters(struct town *t, int n_sets)
{
    static const char *const column[] = {"cluster_id", "cluster_set", "#jobs", "leading"};
    start_table(t, CLUSTER, column, 4);
    const char *const row[][3] = {{"health-1", "health", "86.101 Hospitals (520); 86.220 Doctors"},
                                  {"health-2", "health", NULL},
                                  {"tech-1", "tech", "26.510 Instruments (80)"}};
    for (int k = 0; k < (n_sets > 1 ? 3 : 2); k++) {
        add_rectangle(&t->shapes[CLUSTER], 560800 + 1200 * k, 6621000 + 500 * k, 900, 700);
        put_row(t, CLUSTER, row[k], (const double[]){612 - 100 * k});
    }
}

static void make_rest(struct town *t)
{
    static const char *const sector[] = {"sector", "title_en", "title_nb"}, *const workplace[] = {
                                                                                "id", "name",
                                                                                "#jobs_central",
                                                                                "cluster_tech",
                                                                                "placed"};
    struct tomt_error err = {0};
    uint64_t chance = 7;
    start_table(t, SECTOR, sector, 3);
    put_row(t, SECTOR,
            (const char *[]){"electro_energy", "Electro and energy", "Elektro og energi"}, NULL);
    start_table(t, WORKPLACE, workplace, 5);
    for (int k = 0; k < 200; k++) {
        tomt_shapes_add_point(&t->shapes[WORKPLACE], 560000 + 5000 * random_share(&chance),
                              6620000 + 4000 * random_share(&chance), &err);
        put_row(t, WORKPLACE, (const char *[]){"9", "Bedrift", "tech-1", "postcode"},
                (const double[]){pow(300, random_share(&chance))});
    }
    expect_good(&err);
}

static void make_town(struct town *t, int n_sets, int language)
{
    static const char *const name[] = {"area", "hot_spot", "cluster", "sector", "establishment"},
                             *const type[] = {"MULTIPOLYGON", "MULTIPOLYGON", "MULTIPOLYGON", NULL,
                                              "POINT"};
    struct tomt_error err = {0};
    *t = (struct town){.arena = tomt_arena_new(&err), .crs = utm33()};
    for (int k = 0; k < N_LAYERS; k++)
        tomt_shapes_start(&t->shapes[k], t->arena, k == WORKPLACE ? TOMT_POINTS : TOMT_POLYGONS);
    make_areas(t);
    make_hot_spots(t);
    make_clusters(t, n_sets);
    make_rest(t);
    for (int k = 0; k < N_LAYERS; k++)
        t->layer[k] = (struct tomt_result_layer){.name = name[k],
                                                 .title = {name[k], name[k]},
                                                 .geometry_type = type[k],
                                                 .shapes = type[k] ? &t->shapes[k] : NULL,
                                                 .table = &t->table[k]};
    static const struct tomt_result_column called[] = {
        {"lq_electro_energy", {"LQ: Electro and energy", "LQ: Elektro og energi"}}};
    t->result = (struct tomt_result){.crs = &t->crs,
                                     .column = called,
                                     .n_columns = 1,
                                     .timestamp = "2026-01-31T00:00:00.000Z",
                                     .run_id = "run",
                                     .project_name = "town",
                                     .case_number = "",
                                     .tomt_version = "0",
                                     .language = language,
                                     .title = {"Town", "By"},
                                     .layer = t->layer,
                                     .n_layers = N_LAYERS,
                                     .extent = {560000, 6620000, 565000, 6624000},
                                     .credits = "",
                                     .file_name = "town.gpkg"};
    expect_good(&err);
}

static void write_town(const char *path, int n_sets, int language)
{
    struct tomt_error err = {0};
    struct town town;
    make_town(&town, n_sets, language);
    unlink(path);
    if (!tomt_result_write(town.arena, path, &town.result, NULL, &err))
        fail_msg("%s", err.text);
    tomt_arena_free(town.arena);
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
    VSIFCloseL(VSIFileFromMemBuffer("/vsimem/town.zip", zip, (vsi_l_offset)n, FALSE));
    assert_true(VSIIngestFile(NULL, "/vsizip//vsimem/town.zip/town.qgs", &xml, &n_xml, -1));
    VSIUnlink("/vsimem/town.zip");
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

/* The layer's line in the legend. */
static void expect_drawn(const char *project, const char *id, const char *title, const char *subset,
                         bool shown)
{
    char *line = CPLStrdup(CPLSPrintf("<layer-tree-layer id=\"tomt_layer_%s\" name=\"%s\" "
                                      "source=\"./town.gpkg|layername=%s\" providerKey=\"ogr\" "
                                      "checked=\"Qt::%s\"",
                                      id, title, subset, shown ? "Checked" : "Unchecked"));
    if (count(project, line) != 1)
        fail_msg("not drawn: %s", line);
    CPLFree(line);
}

static void draws_parts(void **state)
{
    (void)state;
    const char *path = scratch("town.gpkg");
    write_town(path, 2, 1);
    sqlite3 *db = open_scratch(path);
    char *project = project_of(db);
    expect_drawn(project, "area", "Analyseområdet", "area|subset=&quot;level&quot; = 'study_area'",
                 true);
    expect_drawn(project, "area_jobs_tract", "Arbeidsplasser per hektar: tract",
                 "area|subset=&quot;level&quot; = 'tract'", false);
    expect_drawn(project, "area_jobs_old_town_s", "Arbeidsplasser per hektar: old town's",
                 "area|subset=&quot;level&quot; = 'old_town''s'", false);
    expect_drawn(project, "area_knowledge_tract", "Kunnskapsintensive arbeidsplasser: tract",
                 "area|subset=&quot;level&quot; = 'tract'", false);
    expect_drawn(project, "hot_spot", "Brennpunkter: alle arbeidsplasser",
                 "hot_spot|subset=&quot;sector&quot; IS NULL", false);
    expect_drawn(project, "hot_spot_part_electro_energy", "Brennpunkter: Elektro og energi",
                 "hot_spot|subset=&quot;sector&quot; = 'electro_energy'", false);
    expect_drawn(project, "cluster", "cluster", "cluster", false);
    expect_drawn(project, "cluster_part_tech", "Klynger: tech",
                 "cluster|subset=&quot;cluster_set&quot; = 'tech'", false);
    char *layers = strstr(project, "<projectlayers>"); /* legends of print layouts come later */
    assert_non_null(layers);
    *layers = '\0';
    assert_int_equal(count(project, "<layer-tree-layer "), 12);
    assert_int_equal(count(project, "<layer-tree-group name=\"Næringsliv\" checked"), 1);
    CPLFree(project);
    assert_string_equal(ask(db, "SELECT group_concat(s) FROM (SELECT f_table_name || '/' || "
                                "styleName || '/' || useAsDefault s FROM layer_styles ORDER BY s)"),
                        "area/area/1,area/area_jobs/0,area/area_knowledge/0,cluster/cluster/1,"
                        "establishment/establishment/1,hot_spot/hot_spot/1,sector/sector/1");
    sqlite3_close(db);
}

static void draws_one_set_once(void **state)
{
    (void)state;
    const char *path = scratch("town.gpkg");
    write_town(path, 1, 0);
    sqlite3 *db = open_scratch(path);
    char *project = project_of(db);
    assert_null(strstr(project, "cluster_part"));
    assert_non_null(strstr(project, "name=\"Hot spots: Electro and energy\""));
    assert_non_null(strstr(project, "<layer-tree-group name=\"Economy\""));
    CPLFree(project);
    sqlite3_close(db);
}

/* A legend shows what its drawing holds: one hot cell of the sector, six classes of all jobs. */
static void legends_follow_the_part(void **state)
{
    (void)state;
    const char *path = scratch("town.gpkg");
    write_town(path, 2, 0);
    sqlite3 *db = open_scratch(path);
    char *project = project_of(db);
    const char *all = strstr(project, "<id>tomt_layer_hot_spot</id>");
    const char *part = strstr(project, "<id>tomt_layer_hot_spot_part_electro_energy</id>");
    assert_true(all && part && all < part);
    char *of_all = CPLStrdup(all);
    of_all[part - all] = '\0';
    assert_int_equal(count(of_all, "label=\"Hot, "), 3);
    assert_int_equal(count(of_all, "label=\"Cold, "), 3);
    assert_int_equal(count(part, "label=\"Hot, 90 % sure\""), 1);
    assert_int_equal(count(part, "label=\"Hot, 99 % sure\""), 0);
    CPLFree(of_all);
    CPLFree(project);
    sqlite3_close(db);
}

static void names_columns(void **state)
{
    (void)state;
    const char *path = scratch("town.gpkg");
    write_town(path, 2, 1);
    sqlite3 *db = open_scratch(path);
    assert_string_equal(
        ask(db, "SELECT title_en || '|' || title_nb || '|' || coalesce(unit, '') FROM field "
                "WHERE layer = 'area' AND field = 'lq_electro_energy'"),
        "LQ: Electro and energy|LQ: Elektro og energi|");
    assert_string_equal(ask(db, "SELECT title_nb FROM field WHERE layer = 'area' AND field = "
                                "'knowledge_share'"),
                        "Kunnskapsintensive tjenester i alt: andel av arbeidsplassene");
    assert_string_equal(ask(db, "SELECT title_nb FROM field WHERE layer = 'establishment' AND "
                                "field = 'cluster_tech'"),
                        "Klynge: tech");
    assert_string_equal(
        ask(db, "SELECT title_nb FROM field WHERE layer = 'cluster' AND field = 'cluster_id'"),
        "Klynge");
    const char *style = ask(db, "SELECT instr(styleQML, 'name=\"LQ: Elektro og energi\"') > 0 FROM "
                                "layer_styles WHERE styleName = 'area'");
    assert_string_equal(style, "1");
    sqlite3_close(db);
    const struct tomt_field *of_hot_spots = tomt_field_of("hot_spot", "z");
    assert_true(of_hot_spots && strstr(of_hot_spots->en, "1.96"));
    assert_ptr_equal(tomt_field_of("statistic", "z"), tomt_field_find("z"));
    assert_null(tomt_field_of("hot_spot", "nothing of the kind"));
    const struct tomt_field *field = tomt_field_find("proprietor_name");
    assert_true(field && field->internal);
    const char *rest = NULL;
    assert_null(tomt_field_family("lq_", &rest));
    assert_null(tomt_field_family("jobs", &rest));
}

/* The class of an area by the very expressions that QGIS gets. */
static void tells_classes(void **state)
{
    (void)state;
    static const char *const row[][3] = {{"area_jobs.qml", "0.99 AS jobs, 10000 AS area_m2", "1"},
                                         {"area_jobs.qml", "1 AS jobs, 10000.0 AS area_m2", "5"},
                                         {"area_jobs.qml", "49 AS jobs, 10000 AS area_m2", "50"},
                                         {"area_jobs.qml", "100 AS jobs, 10000 AS area_m2", "more"},
                                         {"area_jobs.qml", "100 AS jobs, 0 AS area_m2", ""},
                                         {"area_jobs.qml", "NULL AS jobs, 10 AS area_m2", ""},
                                         {"area_knowledge.qml", "0.0 AS knowledge_share", "0.1"},
                                         {"area_knowledge.qml", "0.1 AS knowledge_share", "0.2"},
                                         {"area_knowledge.qml", "1 AS knowledge_share", "more"},
                                         {"area_knowledge.qml", "NULL AS knowledge_share", ""}};
    sqlite3 *db = open_scratch(":memory:");
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
        char *sql = sqlite3_mprintf("SELECT %s FROM (SELECT %s)", plain.bytes, row[k][1]);
        assert_string_equal(ask(db, sql), row[k][2]);
        sqlite3_free(sql);
        tomt_text_free(&plain);
    }
    sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_parts), cmocka_unit_test(draws_one_set_once),
        cmocka_unit_test(legends_follow_the_part), cmocka_unit_test(names_columns),
        cmocka_unit_test(tells_classes)};
    return cmocka_run_group_tests(tests, make_scratch_folder, remove_scratch_folder);
}
