/* The business register's own file and column names, placed with a small address register. The counts were made by hand from
 * the rows of the sample whose municipality is 3301. */
#include "data_support.h"

#include "sources/register.h"

static const char register_file[] = TOMT_SHARED_DATA "/norway_brreg/underenheter_sample.csv";

static const struct tomt_wanted establishment[] = {
    {.name = "id", .column = "organisasjonsnummer", .type = TOMT_TEXT},
    {.name = "name", .column = "navn", .type = TOMT_TEXT},
    {.name = "code", .column = "naeringskode1.kode", .type = TOMT_TEXT},
    {.name = "employees", .column = "antallAnsatte", .type = TOMT_REAL},
    {.name = "employees_registered", .column = "harRegistrertAntallAnsatte", .type = TOMT_TEXT},
    {.name = "legal_form", .column = "organisasjonsform.kode", .type = TOMT_TEXT},
    {.name = "municipality", .column = "beliggenhetsadresse.kommunenummer", .type = TOMT_TEXT},
    {.name = "address", .column = "beliggenhetsadresse.adresse", .type = TOMT_TEXT},
    {.name = "postcode", .column = "beliggenhetsadresse.postnummer", .type = TOMT_TEXT},
};
static const struct tomt_wanted address[] = {
    {.name = "municipality", .column = "kommunenummer", .type = TOMT_TEXT},
    {.name = "street", .column = "adressenavn", .type = TOMT_TEXT},
    {.name = "number", .column = "nummer", .type = TOMT_TEXT},
    {.name = "letter", .column = "bokstav", .type = TOMT_TEXT},
    {.name = "postcode", .column = "postnummer", .type = TOMT_TEXT},
};

static void the_register_is_placed(void **state)
{
    struct room *room = *state;
    if (access(register_file, R_OK) != 0)
        skip();
    struct tomt_layer in, addresses, placed;
    const struct tomt_source source = {.path = register_file, .optional_geometry = true};
    if (!tomt_layer_read(room->seat, room->arena, &source, TOMT_POINTS, establishment, 9, &room->crs, NULL, &in, &room->err))
        fail_msg("%s", room->err.text);
    assert_int_equal(in.table.n_rows, 3251);
    assert_string_equal(tomt_column_text(tomt_table_find(&in.table, "id"), 0, NULL), "811986232");
    assert_string_equal(tomt_column_text(tomt_table_find(&in.table, "code"), 1, NULL), "02.400");
    assert_int_equal(in.report.trouble[TOMT_T_BAD_TEXT].n, 0);
    const char *path = write_text(room, "adresser.csv",
        "kommunenummer;adressenavn;nummer;bokstav;postnummer;Nord;Øst\n"
        "3301;Grønland;67;;3045;6632100;230100\n"
        "3301;Nedre Torggate;5;;3015;6632200;230200\n"
        "0602;Storgaten;70;;3060;6632300;230300\n"
        "3301;Guldlisten;35;A;3048;6632400;230400\n"
        "0301;Guldlisten;35;;0001;6600000;260000\n");
    const struct tomt_source at = {.path = path, .x = "Øst", .y = "Nord", .crs = "EPSG:25833"};
    if (!tomt_layer_read(room->seat, room->arena, &at, TOMT_POINTS, address, 5, &room->crs, NULL, &addresses, &room->err))
        fail_msg("%s", room->err.text);
    struct tomt_register_report report;
    if (!tomt_register_place(room->arena, &in, &addresses, 2, NULL, NULL, &placed, &report, &room->err))
        fail_msg("%s", room->err.text);
    /* Grønland 67 three times (two withheld, one none), Nedre Torggate 5, 5/7 and "...boligbyggelag/nNedre Torggate 5-7" and
     * Storgaten 70 (none registered), Guldlisten 35 by its number alone (16 employees). */
    assert_int_equal(report.n, 3251);
    assert_int_equal(report.n_placed[TOMT_PLACED_EXACT], 7);
    assert_int_equal(report.n_placed[TOMT_PLACED_NUMBER], 1);
    assert_int_equal(report.n_placed[TOMT_PLACED_NOT], 3243);
    assert_int_equal(report.n_duplicate, 0);
    assert_int_equal(report.n_withheld, 2);
    assert_int_equal(report.n_none, 5);
    assert_int_equal(report.n_unknown, 0);
    assert_true(report.jobs_low == 18 && report.jobs_central == 20 && report.jobs_high == 24);
    assert_int_equal(report.n_old_municipality, 1);
    assert_int_equal(placed.table.n_rows, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(the_register_is_placed, open_room, close_room)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
