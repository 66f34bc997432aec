/* The business register's own file, classified. The counts were made apart from this program, with
 * Python's csv over the same file and the two lists of codes of their makers: empty or 00.000; in
 * the list of SN2007; in NACE Rev. 2.1, or five digits whose first four are; the division among
 * Eurostat's knowledge-intensive services. */
#include "data_support.h"

#include "sources/classify.h"

static const char register_file[] = TOMT_SHARED_DATA "/norway_brreg/underenheter_sample.csv";

static void read_register(struct room *room, struct tomt_layer *layer)
{
    static const struct tomt_wanted wanted = {
        .name = "code", .column = "naeringskode1.kode", .type = TOMT_TEXT};
    const struct tomt_source source = {.path = register_file, .optional_geometry = true};
    struct tomt_layer in;
    if (!tomt_layer_read(room->seat, room->arena, &source, TOMT_POINTS, &wanted, 1, &room->crs,
                         NULL, &in, &room->err))
        fail_msg("%s", room->err.text);
    *layer = in;
    assert_true(tomt_table_start(&layer->table, room->arena, 5, &room->err));
    struct tomt_column *code = tomt_table_column(&layer->table, "code", TOMT_TEXT, &room->err),
                       *word =
                           tomt_table_column(&layer->table, "code_version", TOMT_TEXT, &room->err);
    const struct tomt_column *from = tomt_table_find(&in.table, "code");
    for (size_t row = 0; row < in.table.n_rows; row++) {
        assert_true(tomt_column_copy_cell(code, from, row, &room->err));
        assert_true(tomt_column_add_null(word, &room->err));
    }
    layer->table.n_rows = in.table.n_rows;
}

static void the_register_says_what_it_does(void **state)
{
    struct room *room = *state;
    if (access(register_file, R_OK) != 0)
        skip();
    struct tomt_industry *industry = tomt_industry_open(room->arena, &room->err);
    assert_non_null(industry);
    static const char *const knowledge[] = {"50",    "51", "58-63", "64-66",
                                            "69-75", "78", "80",    "84-93"};
    struct tomt_sector sector = {.name = "knowledge"};
    for (unsigned v = 0; v < 2; v++)
        assert_true(tomt_sector_add(room->arena, &sector, v, knowledge, 8, &room->err));
    struct tomt_classify_question question = {
        .industry = industry, .code_version = -1, .sector = &sector, .n_sectors = 1};
    struct tomt_layer layer;
    const struct tomt_layer *only = &layer;
    read_register(room, &layer);
    assert_true(tomt_classify_version(industry, &only, 1, -1, &question.version, &room->err));
    assert_int_equal(question.version, TOMT_SN2007); /* 3018 are in its list, 2131 in SN2025's */
    for (; question.version <= TOMT_SN2025; question.version++) {
        struct tomt_classify_report report;
        bool is_new = question.version == TOMT_SN2025;
        read_register(room, &layer);
        assert_true(tomt_classify(room->arena, &question, &layer, &report, &room->err));
        assert_int_equal(report.n, 3251);
        assert_int_equal(report.n_none, 233);
        assert_int_equal(report.unknown.n, 0);
        assert_int_equal(report.n_guessed, 3018);
        assert_int_equal(report.n_of[TOMT_SN2007], is_new ? 887 : 3018);
        assert_int_equal(report.n_of[TOMT_SN2025], is_new ? 2131 : 0);
        assert_int_equal(report.n_industry, is_new ? 2131 : 3018);
        assert_int_equal(report.n_unmapped, is_new ? 887 : 0);
        const struct tomt_column *bits = tomt_table_find(&layer.table, "sector_bits");
        size_t n_knowledge = 0;
        for (size_t row = 0; row < layer.table.n_rows; row++)
            n_knowledge += (size_t)bits->integer[row];
        assert_int_equal(n_knowledge, 876);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_register_says_what_it_does, open_room, close_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
