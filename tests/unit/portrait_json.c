/* unit/portrait_json.c: the portrait as JSON, read by another parser (Python's): all rows, null
 * where there is no number and whether that is because there are too few; whatever names hold. And
 * a portrait read from a result. */
#include "portrait_tables.h"

#include "result/result.h"

struct fixture {
    struct tomt_arena *arena;
    struct tomt_portrait_tables tables;
    struct tomt_text out;
    struct tomt_error err;
};

static int start(void **state)
{
    static struct fixture f;
    f = (struct fixture){0};
    f.arena = tomt_arena_new(&f.err);
    town_tables(f.arena, &f.tables);
    *state = &f;
    return 0;
}

static int stop(void **state)
{
    struct fixture *f = *state;
    tomt_text_free(&f->out);
    tomt_arena_free(f->arena);
    return 0;
}

/* Python's parser reads the document as d; each line of `claims` must be true of it. */
static void expect_claims(const struct tomt_text *json, const char *claims)
{
    const char *document = scratch("portrait.json"), *script = scratch("claims.py");
    char command[500];
    if (system("python3 -c 'import json' 2>/dev/null") != 0)
        skip();
    FILE *file = fopen(document, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(json->bytes, 1, json->n, file), json->n);
    fclose(file);
    file = fopen(script, "wb");
    assert_non_null(file);
    fprintf(file,
            "import json, sys\n"
            "d = json.loads(open(sys.argv[1], encoding='utf-8').read())\n"
            "for claim in r'''%s\n'''.splitlines():\n"
            "    if not eval(claim): sys.exit('not so: ' + claim)\n",
            claims);
    fclose(file);
    snprintf(command, sizeof command, "python3 '%s' '%s'", script, document);
    assert_int_equal(system(command), 0);
}

static bool tell(struct fixture *f, const char *area, size_t most)
{
    struct tomt_portrait_options options = {area, most, false};
    return tomt_portrait_json(f->arena, &f->tables, &options, &f->out, &f->err);
}

static void tells_all(void **state)
{
    struct fixture *f = *state;
    assert_true(tell(f, NULL, 1)); /* one row of each list: not here */
    expect_claims(
        &f->out,
        "list(d) == ['area', 'language', 'register_day', 'register_before', 'code_version', "
        "'reference', 'reference_title', 'compared_with_itself', 'in_detail', 'strong', 'related', 'sectors', "
        "'industries', 'changes', 'clusters']\n"
        "d['area']['jobs'] == 1000.5 and d['area']['name'] == 'Elvebyen'\n"
        "d['area']['jobs_statistics'] is None and d['area']['suppressed'] is False\n"
        "d['area']['jobs_per_resident_of'] == 'register'\n"
        "[d['area'][k] for k in ('jobs_without_code', 'unplaced', 'jobs_unplaced')] == [60, 5, "
        "12]\n"
        "d['in_detail'] is True and d['compared_with_itself'] is False and d['reference'] is None\n"
        "d['reference_title'] == 'Norway'\n"
        "[x['code'] for x in d['strong']] == ['26', '26.510', '72']\n"
        "[x['code'] for x in d['related']] == ['26.110', '72.110', '26.200']\n"
        "d['related'][1]['quotient'] is None and d['related'][1]['suppressed'] is True\n"
        "d['strong'][1] == {'code': '26.510', 'title': 'Instruments', 'digits': 5, "
        "'establishments': 6, 'jobs_low': 110, 'jobs': 120, 'jobs_high': 130, 'share': 0.12, "
        "'quotient': 3.5, 'suppressed': False}\n"
        "[x['sector'] for x in d['sectors']] == ['electro_energy', 'health', 'culture', "
        "'logistics', 'visitor']\n"
        "len(d['industries']) == 13\n"
        "[x['name'] for x in d['changes']] == ['all', 'electro_energy', 'health', "
        "'visitor', 'culture', '26', '', '47']\n"
        "[d['changes'][0][k] for k in ('moved_in', 'moved_out', 'jobs_moved_in', 'jobs_moved_out', "
        "'net')] "
        "== [2, 1, 24, 9, 40]\n"
        "d['changes'][1]['net'] == 50 and d['changes'][4]['net'] is None\n"
        "[x['cluster_id'] for x in d['clusters']] == ['health-2', 'health-1']\n"
        "d['register_before'] == '2025-01-31' and d['code_version'] == 'SN2025'");
}

static void tells_of_a_part(void **state)
{
    struct fixture *f = *state;
    assert_true(tell(f, "0102", 10));
    expect_claims(
        &f->out,
        "len(d['changes']) == 1 and d['changes'][0]['births'] == 1 and 'clusters' not in d\n"
        "d['changes'][0]['moved_in'] is None and d['changes'][0]['net'] == 2\n"
        "d['area']['unplaced'] is None and d['in_detail'] is False\n"
        "d['strong'] == d['related'] == d['sectors'] == d['industries'] == []\n"
        "d['area']['suppressed'] is True and d['area']['herfindahl'] is None");
    tomt_text_free(&f->out);
    f->out = (struct tomt_text){0};
    assert_true(tomt_portrait_list_json(f->arena, &f->tables, &f->out, &f->err));
    expect_claims(&f->out, "[a['area_id'] for a in d['areas']] == ['study_area:', 'tract:0101', "
                           "'tract:0103', 'tract:0102', 'municipality:3301', 'postcode:3045']\n"
                           "d['areas'][3]['jobs_low'] == 4 and d['areas'][0]['number'] is None");
}

static void holds_any_name(void **state)
{
    struct fixture *f = *state;
    static const char name[] = "a\"],\n\"x\":{\\u0000 \x01\x7f\xff{[";
    struct tomt_table *area = tomt_arena_alloc(f->arena, sizeof *area, &f->err);
    tomt_table_start(area, f->arena, 2, &f->err);
    tomt_column_put_text(tomt_table_column(area, "area_id", TOMT_TEXT, &f->err), name, &f->err);
    tomt_column_put_text(tomt_table_column(area, "level", TOMT_TEXT, &f->err), "study_area",
                         &f->err);
    area->n_rows = 1;
    f->tables = (struct tomt_portrait_tables){.area = area};
    assert_true(tell(f, NULL, 10));
    for (size_t i = 0; i + 1 < f->out.n; i++)
        assert_true((unsigned char)f->out.bytes[i] >= 0x20);
    expect_claims(&f->out, "len(d) == 15 and d['area']['level'] == 'study_area'\n"
                           "d['area']['area_id'].startswith('a\"],' + chr(10) + '\"x\":{')\n"
                           "d['area']['area_id'].endswith(chr(1) + chr(127) + chr(65533) + '{[')");
}

static void write_result(const struct fixture *f, const char *path, bool economy)
{
    struct tomt_error err = {0};
    struct tomt_crs crs = utm33();
    struct tomt_table *plain = tomt_arena_alloc(f->arena, sizeof *plain, &err);
    tomt_table_start(plain, f->arena, 1, &err);
    tomt_column_put_text(tomt_table_column(plain, "name", TOMT_TEXT, &err), "Elvebyen", &err);
    plain->n_rows = 1;
    const char *const name[] = {"area", "area_sector", "area_industry", "economy"};
    const struct tomt_table *const table[] = {economy ? f->tables.area : plain,
                                              f->tables.area_sector, f->tables.area_industry,
                                              f->tables.economy};
    struct tomt_result_layer layer[4] = {0};
    for (size_t k = 0; k < 4; k++)
        layer[k] = (struct tomt_result_layer){
            .name = name[k], .title = {name[k], name[k]}, .table = table[k]};
    struct tomt_result result = {.crs = &crs,
                                 .timestamp = "2026-01-31T00:00:00.000Z",
                                 .run_id = "run",
                                 .project_name = "town",
                                 .case_number = "",
                                 .tomt_version = "0",
                                 .title = {"Town", "By"},
                                 .layer = layer,
                                 .n_layers = economy ? 4 : 1,
                                 .extent = {0, 0, 1, 1},
                                 .credits = ""};
    unlink(path);
    if (!tomt_result_write(f->arena, path, &result, NULL, &err))
        fail_msg("%s", err.text);
}

static void reads_a_result(void **state)
{
    struct fixture *f = *state;
    const char *path = scratch("town.gpkg");
    struct tomt_portrait_tables read;
    struct tomt_portrait_options options = {.most = 10};
    struct tomt_text again = {0};
    f->tables.sector = f->tables.register_change = f->tables.cluster = NULL;
    write_result(f, path, true);
    if (!tomt_portrait_read(f->arena, path, &read, &f->err))
        fail_msg("%s", f->err.text);
    assert_null(read.cluster);
    assert_true(tell(f, NULL, 10));
    assert_true(tomt_portrait_json(f->arena, &read, &options, &again, &f->err));
    assert_string_equal(again.bytes, f->out.bytes); /* from a file as from memory */
    tomt_text_free(&again);
    write_result(f, path, false);
    assert_false(tomt_portrait_read(f->arena, path, &read, &f->err));
    assert_int_equal(f->err.code, TOMT_DATA);
    assert_non_null(strstr(f->err.text, "says nothing of the economy"));
    assert_non_null(strstr(f->err.text, "tomt run PROJECT"));
    tomt_error_clear(&f->err);
    assert_false(tomt_portrait_read(f->arena, scratch("none.gpkg"), &read, &f->err));
    assert_int_equal(f->err.code, TOMT_DATA);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(tells_all, start, stop),
        cmocka_unit_test_setup_teardown(tells_of_a_part, start, stop),
        cmocka_unit_test_setup_teardown(holds_any_name, start, stop),
        cmocka_unit_test_setup_teardown(reads_a_result, start, stop),
    };
    return cmocka_run_group_tests(tests, make_scratch_folder, remove_scratch_folder);
}
