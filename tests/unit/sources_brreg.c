/* The business register's own file and column names, placed with a small address register and with the country's postcodes. The
 * counts were made apart from this program, with Python's csv and one regular expression over the same file: the country neither NO nor
 * empty; then the municipality neither 3301 nor 0301; then each line or piece "street number[-number][letter]" compared in
 * lower case with the five addresses; then the postcode looked up in postnummer.csv; then an empty address. */
#include "data_support.h"

#include "sources/register.h"

static const char register_file[] = TOMT_SHARED_DATA "/norway_brreg/underenheter_sample.csv";
static const char postcode_file[] = TOMT_SHARED_DATA "/norway_postal/postnummer.csv";

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
    {.name = "country", .column = "beliggenhetsadresse.landkode", .type = TOMT_TEXT},
    {.name = "auxiliary_code", .column = "hjelpeenhetskode.kode", .type = TOMT_TEXT},
    {.name = "started", .column = "oppstartsdato", .type = TOMT_TEXT},
    {.name = "closed", .column = "nedleggelsesdato", .type = TOMT_TEXT},
};
static const struct tomt_wanted address[] = {
    {.name = "municipality", .column = "kommunenummer", .type = TOMT_TEXT},
    {.name = "street", .column = "adressenavn", .type = TOMT_TEXT},
    {.name = "number", .column = "nummer", .type = TOMT_TEXT},
    {.name = "letter", .column = "bokstav", .type = TOMT_TEXT},
    {.name = "postcode", .column = "postnummer", .type = TOMT_TEXT},
};

static void read_register(struct room *room, struct tomt_layer *in)
{
    const struct tomt_source source = {.path = register_file, .optional_geometry = true};
    if (!tomt_layer_read(room->seat, room->arena, &source, TOMT_POINTS, establishment, sizeof establishment / sizeof *establishment,
                         &room->crs, NULL, in, &room->err))
        fail_msg("%s", room->err.text);
    assert_int_equal(in->table.n_rows, 3251);
    assert_string_equal(tomt_column_text(tomt_table_find(&in->table, "id"), 0, NULL), "811986232");
    assert_string_equal(tomt_column_text(tomt_table_find(&in->table, "code"), 1, NULL), "02.400");
    assert_int_equal(in->report.trouble[TOMT_T_BAD_TEXT].n, 0);
}

static void read_postcodes(struct room *room, struct tomt_layer *postcodes)
{
    static const struct tomt_wanted wanted = {.name = "postcode", .column = "POSTNR", .type = TOMT_TEXT};
    const struct tomt_source source = {.path = postcode_file, .x = "LON", .y = "LAT", .crs = "EPSG:4326"};
    if (!tomt_layer_read(room->seat, room->arena, &source, TOMT_POINTS, &wanted, 1, &room->crs, NULL, postcodes, &room->err))
        fail_msg("%s", room->err.text);
}

static void place(struct room *room, const struct tomt_register_inputs *inputs, struct tomt_layer *placed, struct tomt_table *unplaced,
                  struct tomt_register_report *report)
{
    if (!tomt_register_place(room->arena, inputs, NULL, placed, unplaced, report, &room->err))
        fail_msg("%s", room->err.text);
}

static void the_register_is_placed(void **state)
{
    struct room *room = *state;
    if (access(register_file, R_OK) != 0 || access(postcode_file, R_OK) != 0)
        skip();
    struct tomt_layer in, addresses, postcodes, placed;
    struct tomt_table unplaced;
    struct tomt_register_report report;
    read_register(room, &in);
    read_postcodes(room, &postcodes);
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
    const struct tomt_layer *const list[] = {&addresses};
    const struct tomt_register_inputs inputs = {
        .establishments = &in, .addresses = list, .n_addresses = 1, .postcodes = &postcodes, .jobs_when_withheld = 2};
    place(room, &inputs, &placed, &unplaced, &report);
    assert_int_equal(report.n, 3251);
    /* Grønland 67 three times, Nedre Torggate 5, 5/7 and "...boligbyggelag/nNedre Torggate 5-7" and Storgaten 70. */
    assert_int_equal(report.n_placed[TOMT_PLACED_EXACT], 7);
    assert_int_equal(report.n_placed[TOMT_PLACED_NUMBER], 1); /* Guldlisten 35 */
    assert_int_equal(report.n_placed[TOMT_PLACED_NEAR], 3);   /* Grønland 1 and 61, Storgaten 92 */
    assert_int_equal(report.n_placed[TOMT_PLACED_POSTCODE], 651);
    assert_int_equal(report.n_elsewhere, 2521);
    assert_int_equal(report.n_unplaced[TOMT_UNPLACED_FOREIGN], 46);
    assert_int_equal(report.n_unplaced[TOMT_UNPLACED_NO_ADDRESS], 22);
    assert_int_equal(report.n_placed[TOMT_PLACED_NOT], 68);
    assert_int_equal(report.n_old_municipality, 1);
    assert_int_equal(placed.table.n_rows, 662);
    assert_int_equal(unplaced.n_rows, 68);
    /* Without the postcodes those of 3045, 3015, 3060, 3048 and 0001 have the mean of the addresses. */
    struct tomt_register_inputs bare = inputs;
    bare.postcodes = NULL;
    place(room, &bare, &placed, &unplaced, &report);
    assert_int_equal(report.n_placed[TOMT_PLACED_EXACT] + report.n_placed[TOMT_PLACED_NUMBER] + report.n_placed[TOMT_PLACED_NEAR], 11);
}

/* The sample's own companion, establishments_geocoded_postnr.csv, also has 3179 rows: those whose postcode is listed. */
static void postcodes_alone_place_the_country(void **state)
{
    struct room *room = *state;
    if (access(register_file, R_OK) != 0 || access(postcode_file, R_OK) != 0)
        skip();
    struct tomt_layer in, postcodes, placed;
    struct tomt_table unplaced;
    struct tomt_register_report report;
    read_register(room, &in);
    read_postcodes(room, &postcodes);
    const struct tomt_register_inputs inputs = {.establishments = &in, .postcodes = &postcodes, .jobs_when_withheld = 2};
    place(room, &inputs, &placed, &unplaced, &report);
    assert_int_equal(report.n_placed[TOMT_PLACED_POSTCODE], 3179);
    assert_int_equal(report.n_unplaced[TOMT_UNPLACED_FOREIGN], 46);
    assert_int_equal(report.n_unplaced[TOMT_UNPLACED_NO_ADDRESS], 22);
    assert_int_equal(report.n_unplaced[TOMT_UNPLACED_NO_STREET], 4); /* 9109, 9926, 1554, 1553 are newer than the list */
    assert_int_equal(report.n_elsewhere, 0);
    assert_int_equal(report.n_closed + report.n_bad_date + report.n_duplicate, 0);
    assert_int_equal(report.n_staffing, 19);
    assert_int_equal(report.n_head_office, 52);
    assert_int_equal(report.n_withheld, 646);
    assert_int_equal(report.n_none, 1772);
    assert_int_equal(report.n_unknown, 0);
    assert_true(report.jobs_low == 18694 && report.jobs_central == 19340 && report.jobs_high == 20632);
}

/* A register in Latin-1 and addresses in UTF-8: the same street after reading; the other spelling without any of the letters. */
static void encodings_may_differ(void **state)
{
    struct room *room = *state;
    const char *path = write_text(room, "register.csv",
        "organisasjonsnummer,navn,beliggenhetsadresse.adresse,beliggenhetsadresse.kommunenummer\n"
        "1,Caf\xe9 \xc5s,\xd8rens gate 1,3301\n"
        "2,Bar,\xd8RENS GATE 3,3301\n"
        "3,Bar,Orens gt. 3,3301\n");
    const struct tomt_source source = {.path = path, .optional_geometry = true};
    struct tomt_layer in, addresses, placed;
    struct tomt_table unplaced;
    struct tomt_register_report report;
    if (!tomt_layer_read(room->seat, room->arena, &source, TOMT_POINTS,
                         (const struct tomt_wanted[]){establishment[0], establishment[1], establishment[6], establishment[7]}, 4, &room->crs, NULL,
                         &in, &room->err))
        fail_msg("%s", room->err.text);
    path = write_text(room, "adresser.csv",
                      "kommunenummer;adressenavn;nummer;bokstav;postnummer;Nord;Øst\n"
                      "3301;Ørens gate;1;;3015;6632100;230100\n"
                      "3301;Ørens gate;3;;3015;6632200;230200\n");
    const struct tomt_source at = {.path = path, .x = "Øst", .y = "Nord", .crs = "EPSG:25833"};
    if (!tomt_layer_read(room->seat, room->arena, &at, TOMT_POINTS, address, 5, &room->crs, NULL, &addresses, &room->err))
        fail_msg("%s", room->err.text);
    const struct tomt_layer *const list[] = {&addresses};
    place(room, &(struct tomt_register_inputs){.establishments = &in, .addresses = list, .n_addresses = 1}, &placed, &unplaced, &report);
    assert_int_equal(report.n_placed[TOMT_PLACED_EXACT], 3);
    assert_int_equal(report.n_street_spelling, 1);
    assert_string_equal(tomt_column_text(tomt_table_find(&placed.table, "name"), 0, NULL), "Café Ås");
    assert_true(placed.shapes.box[0].min_x == 230100 && placed.shapes.box[1].min_x == 230200 && placed.shapes.box[2].min_x == 230200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_register_is_placed, open_room, close_room),
        cmocka_unit_test_setup_teardown(postcodes_alone_place_the_country, open_room, close_room),
        cmocka_unit_test_setup_teardown(encodings_may_differ, open_room, close_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
