/* unit/places_result.c: a hand-made result: two municipalities, a Storgata in each, letters,
 * spellings, parcels, sites; what is found for what people type; results without this or that; odd
 * bytes; many threads; every allocation that fails. */
#include "base/crew.h"
#include "places/places.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

static char path[] = "/tmp/tomt-places-XXXXXX";

static const char *const town =
    "CREATE TABLE tomt (fid INTEGER PRIMARY KEY, schema_version TEXT, run_id TEXT, project_name "
    "TEXT, title_en TEXT, title_nb TEXT, language TEXT, tomt_version TEXT, "
    "data_date TEXT);"
    "INSERT INTO tomt VALUES (1, '1.1', 'abc', 'town', 'Town', NULL, 'nb', '0.1', '2026-01-01');"
    "CREATE TABLE layer (name TEXT, visibility TEXT); CREATE TABLE field (layer TEXT, field TEXT, "
    "visibility TEXT);"
    "CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT, "
    "organization_coordsys_id INTEGER, definition TEXT);"
    "INSERT INTO gpkg_spatial_ref_sys VALUES (25832, 'EPSG', 25832, '');"
    "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, min_x, min_y, max_x, max_y, "
    "srs_id INTEGER);"
    "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);"
    "INSERT INTO gpkg_contents VALUES ('site', 'features', 560000, 6615000, 575000, 6630000, "
    "25832);"
    "CREATE TABLE address (fid INTEGER PRIMARY KEY, geom, municipality TEXT, street TEXT, number "
    "TEXT, letter TEXT, postcode TEXT);"
    "INSERT INTO address VALUES (1, pt(100, 0), '3301', 'Bragernes torg', '4', NULL, '3017'), (2, "
    "pt(110, 0), '3301', 'Bragernes torg', '4', 'B', '3017'),"
    "(3, pt(300, 0), '3301', 'Bragernes torg', '6', NULL, '3017'), (4, pt(0, 0), '3301', NULL, "
    "'9', NULL, '3017'), (5, pt(1, 1), '3301', 'Bragernes torg', '8', NULL, '3018'),"
    "(6, pt(2, 0), '3301', 'Storgata', '1', NULL, '3015'), (7, pt(3, 0), '3301', 'Storgata', '10', "
    "NULL, '3015'), (8, pt(4, 0), '3301', 'Storgata', '100', NULL, '3015'),"
    "(9, pt(5, 0), '3303', 'Storgata', '1', NULL, '3611'), (10, pt(6, 0), '3303', 'Øvre "
    "Ærfuglvegen', '3', 'Å', '3611'), (11, pt(7, 0), '3303', '17. mai gate', '3', '', '3611'),"
    "(12, pt(8, 0), '3303', 'Cafe' || char(769) || 'all' || char(233), '1C', NULL, NULL), (13, "
    "pt(9, 0), '3303', 'St. Olavs gate', '9', NULL, '3611'),"
    "(14, pt(10, 0), '3303', cast(x'4BF8646465' AS TEXT), '2', NULL, '3611'), (15, NULL, '3303', "
    "'Uten plass', '2', NULL, '3611'), (16, pt(11, 0), '3301', 'Storgate', '1', "
    "NULL, '3015'), (17, pt(12, 0), '3301', 'Veien', '0', 'X', 'x');"
    "CREATE TABLE street (fid INTEGER PRIMARY KEY, geom, name TEXT); INSERT INTO street VALUES (1, "
    "pt(20, 0), 'STORGATA'), (2, pt(21, 0), 'Elveparken'), (3, pt(22, 0), NULL),"
    "(4, pt(23, 0), 'Elveparken');"
    "CREATE TABLE hub (fid INTEGER PRIMARY KEY, geom, name TEXT); INSERT INTO hub VALUES (1, "
    "pt(30, 0), 'Drammen stasjon'), (2, pt(31, 0), NULL), (3, pt(32, 0), ''), (4, pt(33, 0), "
    "'Holmen' || char(27) || '[31m' || char(10) || 'kai');"
    "CREATE TABLE anchor (fid INTEGER PRIMARY KEY, geom, name TEXT); INSERT INTO anchor VALUES (1, "
    "pt(40, 0), 'Union scene');"
    "CREATE TABLE area (fid INTEGER PRIMARY KEY, geom, level TEXT, number TEXT, name TEXT); INSERT "
    "INTO area VALUES (1, box(0, 0, 9, 9), 'municipality', '3301', 'Drammen'),"
    "(2, box(0, 0, 9, 9), 'municipality', '3303', 'Kongsberg'), (3, box(0, 0, 9, 9), 'study_area', "
    "NULL, 'Storgata'), (4, box(0, 0, 10, 20), 'tracts', '1', 'Strømsø 1');"
    "CREATE TABLE parcel (fid INTEGER PRIMARY KEY, geom, parcel TEXT, property TEXT); INSERT INTO "
    "parcel VALUES (1, box(0, 0, 10, 10), '3301-113/45-1', '3301-113/45'),"
    "(2, box(0, 0, 2, 2), '3301-113/46-1', '3301-113/46'), (3, box(2, 2, 4, 4), '3301-113/46-2', "
    "'3301-113/46'), (4, box(0, 0, 2, 2), '3303-113/45-1', '3303-113/45'),"
    "(5, box(0, 0, 2, 2), '3301-113/450-1', '3301-113/450'), (6, box(0, 0, 2, 2), "
    "'3301-1113/45-1', '3301-1113/45'), (7, box(0, 0, 2, 2), NULL, NULL);"
    "CREATE TABLE site (fid INTEGER PRIMARY KEY, geom, site_id TEXT); INSERT INTO site VALUES (1, "
    "box(0, 0, 4, 4), '3301-113/45-1'), (2, box(0, 0, 6, 6), 'grid:12:3'), (3, box(0, 0, 8, "
    "8), '3301-200/1-1');"
    "CREATE TABLE site_parcel (site_fid INTEGER, parcel TEXT, property TEXT); INSERT INTO "
    "site_parcel VALUES (1, '3301-113/45-1', '3301-113/45'), (3, '3301-113/46-1', '3301-113/46'), "
    "(3, "
    "'3301-113/46-2', '3301-113/46');"
    "CREATE TABLE rejected (fid INTEGER PRIMARY KEY, geom, site_id TEXT); INSERT INTO rejected "
    "VALUES (1, box(0, 0, 1, 1), '3301-113/47-1'), (2, box(0, 0, 1, 1), '3301-113/45-1'), (3, "
    "box(0, "
    "0, 1, 1), '3301-113/47-1');";

static void put(uint8_t *at, double value)
{
    memcpy(at, &value, sizeof value);
}

/* GeoPackage blobs near Drammen: x and y are added to 567000, 6623000. */
static void point_blob(sqlite3_context *context, int n, sqlite3_value **value)
{
    (void)n;
    uint8_t blob[29] = {'G', 'P', 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0};
    put(blob + 13, 567000 + sqlite3_value_double(value[0]));
    put(blob + 21, 6623000 + sqlite3_value_double(value[1]));
    sqlite3_result_blob(context, blob, sizeof blob, SQLITE_TRANSIENT);
}

static void box_blob(sqlite3_context *context, int n, sqlite3_value **value)
{
    (void)n;
    uint8_t blob[8 + 13 + 80] = {'G', 'P', 0, 1, 0, 0, 0, 0, 1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0};
    static const int x[5] = {0, 2, 2, 0, 0}, y[5] = {1, 1, 3, 3, 1};
    for (int i = 0; i < 5; i++) {
        put(blob + 21 + 16 * i, 567000 + sqlite3_value_double(value[x[i]]));
        put(blob + 29 + 16 * i, 6623000 + sqlite3_value_double(value[y[i]]));
    }
    sqlite3_result_blob(context, blob, sizeof blob, SQLITE_TRANSIENT);
}

static void change(const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_create_function(db, "pt", 2, SQLITE_UTF8, NULL, point_blob, NULL, NULL);
    sqlite3_create_function(db, "box", 4, SQLITE_UTF8, NULL, box_blob, NULL, NULL);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s", message);
    sqlite3_close(db);
}

static int make(void **state)
{
    (void)state;
    FILE *file = fopen(path, "w"); /* empty: a database without tables */
    assert_non_null(file);
    fclose(file);
    change(town);
    static const char *const layer[] = {"address", "street", "hub",  "anchor",
                                        "area",    "parcel", "site", "rejected"};
    for (size_t i = 0; i < sizeof layer / sizeof *layer; i++) {
        char sql[200];
        snprintf(sql, sizeof sql, "INSERT INTO gpkg_geometry_columns VALUES ('%s', 'geom', 25832)",
                 layer[i]);
        change(sql);
    }
    return 0;
}

struct found {
    struct tomt_arena *arena;
    struct tomt_places *places;
    struct tomt_found_place *place;
    size_t n;
};

static void open_town(struct found *f)
{
    struct tomt_error err = {0};
    *f = (struct found){.arena = tomt_arena_new(&err)};
    f->places = tomt_places_open(f->arena, path, &err);
    if (!f->places)
        fail_msg("%s", err.text);
}

static void look(struct found *f, const char *words, size_t most)
{
    struct tomt_error err = {0};
    if (!tomt_places_search(f->places, words, most, NULL, &f->place, &f->n, &err))
        fail_msg("%s: %s", words, err.text);
    assert_true(f->n <= most);
    for (size_t i = 0; i < f->n; i++) {
        assert_true(f->place[i].match > 0 && f->place[i].match <= 1);
        assert_true(isfinite(f->place[i].x) && isfinite(f->place[i].y));
        if (i) {
            assert_true(f->place[i - 1].match > f->place[i].match ||
                        (f->place[i - 1].match == f->place[i].match &&
                         strcmp(f->place[i - 1].title, f->place[i].title) <= 0));
        }
    }
}

static void what_people_type(void **state)
{
    (void)state;
    static const struct {
        const char *words, *title;
        enum tomt_place_kind kind;
        double at_least, at_most, x; /* x: metres from 567000; NaN: not asked */
    } expected[] = {
        {"bragernes torg 4 b", "Bragernes torg 4B, 3017 Drammen", TOMT_PLACE_ADDRESS, 1, 1, 110},
        {"BRAGERNES TORG 4B", "Bragernes torg 4B, 3017 Drammen", TOMT_PLACE_ADDRESS, 1, 1, 110},
        {"bragernes torg 4b, 3017 Drammen", "Bragernes torg 4B, 3017 Drammen", TOMT_PLACE_ADDRESS,
         1, 1, 110},
        {"Bragernes torg 4 3017", "Bragernes torg 4, 3017 Drammen", TOMT_PLACE_ADDRESS, 1, 1, 100},
        {"bragrenes torg 4", "Bragernes torg 4, 3017 Drammen", TOMT_PLACE_ADDRESS, 0.5, 0.7, 100},
        {"bragernes to 6", "Bragernes torg 6, 3017 Drammen", TOMT_PLACE_ADDRESS, 0.9, 0.98, 300},
        {"Bragernes torg 5", "Bragernes torg, Drammen", TOMT_PLACE_STREET, 0.69, 0.71, NAN},
        {"Bragernes torg 4, 9999", "Bragernes torg 4, 3017 Drammen", TOMT_PLACE_ADDRESS, 0.9, 0.9,
         100},
        /* The mean of x 100, 110, 300, 1 is 127.75: 110 is nearest. */
        {"Bragernes to", "Bragernes torg, Drammen", TOMT_PLACE_STREET, 0.95, 0.98, 110},
        {"bragrenes torg", "Bragernes torg, Drammen", TOMT_PLACE_STREET, 0.6, 0.6, 110},
        {"Bragernes torg", "Bragernes torg, Drammen", TOMT_PLACE_STREET, 1, 1, 110},
        {"torg", "Bragernes torg, Drammen", TOMT_PLACE_STREET, 0.8, 0.88, 110},
        {"Storgata 1 Kongsberg", "Storgata 1, 3611 Kongsberg", TOMT_PLACE_ADDRESS, 1, 1, 5},
        {"storgata 1, 3611", "Storgata 1, 3611 Kongsberg", TOMT_PLACE_ADDRESS, 1, 1, 5},
        {"storgata kongsb", "Storgata, Kongsberg", TOMT_PLACE_STREET, 1, 1, 5},
        {"storgata, 3303", "Storgata, Kongsberg", TOMT_PLACE_STREET, 1, 1, 5},
        {"storgata 1", "Storgata 1, 3015 Drammen", TOMT_PLACE_ADDRESS, 1, 1, 2},
        {"stor gt. 10", "Storgata 10, 3015 Drammen", TOMT_PLACE_ADDRESS, 1, 1, 3},
        {"ovre aerfuglvn. 3 å", "Øvre Ærfuglvegen 3Å, 3611 Kongsberg", TOMT_PLACE_ADDRESS, 1, 1, 6},
        {"Øvre Ærfuglveien 3å", "Øvre Ærfuglvegen 3Å, 3611 Kongsberg", TOMT_PLACE_ADDRESS, 1, 1, 6},
        {"17 mai gt 3", "17. mai gate 3, 3611 Kongsberg", TOMT_PLACE_ADDRESS, 1, 1, 7},
        {"caféallé 1c",
         "Cafe\xCC\x81"
         "allé 1C, Kongsberg",
         TOMT_PLACE_ADDRESS, 1, 1, 8},
        {"sankt olavs gate 9", "St. Olavs gate 9, 3611 Kongsberg", TOMT_PLACE_ADDRESS, 1, 1, 9},
        {"Elveparken", "Elveparken", TOMT_PLACE_STREET, 1, 1, 21},
        {"drammen stasjon", "Drammen stasjon", TOMT_PLACE_HUB, 1, 1, 30},
        {"stasjon", "Drammen stasjon", TOMT_PLACE_HUB, 0.8, 0.88, 30},
        {"union scnee", "Union scene", TOMT_PLACE_AREA, 0.6, 0.6, 40},
        {"strømsø 1", "Strømsø 1", TOMT_PLACE_AREA, 1, 1, 5},
        {"Drammen", "Drammen", TOMT_PLACE_AREA, 1, 1, NAN},
        {"3301-113/45", "3301-113/45", TOMT_PLACE_PARCEL, 1, 1, 5},
        {"3303 113/45", "3303-113/45", TOMT_PLACE_PARCEL, 1, 1, 1},
        {"113 / 45", "3301-113/45", TOMT_PLACE_PARCEL, 1, 1, 5},
        {"113/45 Kongsberg", "3303-113/45", TOMT_PLACE_PARCEL, 1, 1, 1},
        {"gnr 113 bnr 45", "3301-113/45", TOMT_PLACE_PARCEL, 1, 1, 5},
        {"Gnr. 113, bnr. 45", "3301-113/45", TOMT_PLACE_PARCEL, 1, 1, 5},
        {"3303 gnr 113 bnr 45", "3303-113/45", TOMT_PLACE_PARCEL, 1, 1, 1},
        {"113/46", "3301-113/46-1", TOMT_PLACE_PARCEL, 1, 1, 1},
        {"113/46-2", "3301-113/46-2", TOMT_PLACE_PARCEL, 1, 1, 3},
        {"0602-113/45", "3301-113/45", TOMT_PLACE_PARCEL, 0.8, 0.8, 5},
        {"GRID:12:3", "grid:12:3", TOMT_PLACE_SITE, 1, 1, 3},
        {"113/47-1", "3301-113/47-1", TOMT_PLACE_SITE, 1, 1, 0.5},
        {"567010, 6623005", "567010, 6623005", TOMT_PLACE_POINT, 1, 1, 10},
        {"6623005 567010", "567010, 6623005", TOMT_PLACE_POINT, 0.9, 0.9, 10},
        /* Bragernes torg of the sample's table; UTM 32 by PROJ's cs2cs: 567667.6, 6623448.9 */
        {"59.7434, 10.2039", "59.7434, 10.2039", TOMT_PLACE_POINT, 1, 1, 667.6},
        {"59,7434 10,2039", "59.7434, 10.2039", TOMT_PLACE_POINT, 1, 1, 667.6},
        {"10.2039 59.7434", "59.7434, 10.2039", TOMT_PLACE_POINT, 0.9, 0.9, 667.6},
    };
    struct found f;
    open_town(&f);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        look(&f, expected[i].words, 5);
        if (f.n == 0 || strcmp(f.place[0].title, expected[i].title) != 0)
            fail_msg("'%s' finds '%s'", expected[i].words, f.n ? f.place[0].title : "nothing");
        if (f.place[0].match < expected[i].at_least - 1e-9 ||
            f.place[0].match > expected[i].at_most + 1e-9)
            fail_msg("'%s' is %g like it", expected[i].words, f.place[0].match);
        assert_int_equal(f.place[0].kind, expected[i].kind);
        if (!isnan(expected[i].x) && fabs(f.place[0].x - 567000 - expected[i].x) > 0.06)
            fail_msg("'%s' lies at %g", expected[i].words, f.place[0].x - 567000);
    }
    tomt_arena_free(f.arena);
}

/* 4096 addresses at 0 m, then 8192 at 1000 m: the mean is 667 m, and 1000 is nearer to it than 0.
 * Of many only some are looked at, but of all of them. */
static void middle_of_many(void **state)
{
    (void)state;
    struct found f;
    change("WITH RECURSIVE k(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM k WHERE i < 12287) INSERT "
           "INTO address (geom, municipality, postcode) SELECT pt(iif(i < 4096, 0, 1000), 0), "
           "'5001', '7010' FROM k");
    open_town(&f);
    static const char *const asked[] = {"5001", "7010"};
    for (size_t i = 0; i < 2; i++) {
        look(&f, asked[i], 5);
        assert_int_equal(f.n, 1);
        assert_true(fabs(f.place[0].x - 568000) < 1e-6);
    }
    tomt_arena_free(f.arena);
}

static void order_and_amount(void **state)
{
    (void)state;
    struct found f;
    open_town(&f);
    look(&f, "storgata 1", 9); /* both municipalities alike, by title; then what may still be typed;
                                  then another spelling */
    assert_string_equal(f.place[0].title, "Storgata 1, 3015 Drammen");
    assert_string_equal(f.place[1].title, "Storgata 1, 3611 Kongsberg");
    assert_string_equal(
        f.place[2].title,
        "Storgate 1, 3015 Drammen"); /* 0.99: another street is the same to the letter */
    assert_string_equal(f.place[3].title, "Storgata 10, 3015 Drammen");
    assert_string_equal(f.place[4].title, "Storgata 100, 3015 Drammen");
    look(&f, "storgata 1", 1);
    assert_int_equal(f.n, 1);
    look(&f, "storgata 1", 0);
    assert_int_equal(f.n, 0);
    look(&f, "storgata", 20); /* the street layer's STORGATA is the register's */
    size_t n_same = 0;
    for (size_t i = 0; i < f.n; i++)
        n_same += f.place[i].match >= 1;
    assert_int_equal(n_same, 2);
    look(&f, "elveparken", 20);
    assert_int_equal(f.n, 1);
    look(&f, "113/45", 20); /* two properties, the site of one; then 113/450; never 1113/45 */
    assert_int_equal(f.n, 4);
    assert_string_equal(f.place[0].title, "3301-113/45");
    assert_string_equal(f.place[1].title, "3303-113/45");
    assert_string_equal(f.place[2].title, "3301-113/45-1");
    assert_int_equal(f.place[2].kind, TOMT_PLACE_SITE);
    assert_string_equal(f.place[2].layer, "site");
    assert_string_equal(f.place[3].title, "3301-113/450");
    look(&f, "113/46", 20); /* two parcels, and the site that has both */
    assert_int_equal(f.n, 3);
    assert_string_equal(f.place[2].title, "3301-200/1-1");
    look(&f, "3301-113/47-1", 20); /* rejected by two profiles: once */
    assert_int_equal(f.n, 1);
    assert_string_equal(f.place[0].layer, "rejected");
    tomt_arena_free(f.arena);
}

static void nothing_is_near(void **state)
{
    (void)state;
    static const char *const words[] = {"",
                                        " ",
                                        ",",
                                        ".",
                                        "'",
                                        "\"",
                                        "%",
                                        "_",
                                        "4",
                                        "' OR 1=1 --",
                                        "zzzzzzzzzz",
                                        "999/999",
                                        "0, 0",
                                        "91 181",
                                        "1e308 1e308",
                                        "-59.7434 -10.2039",
                                        "Uten plass",
                                        "\xFF\xFE\x80",
                                        "gnr",
                                        "gnr bnr",
                                        "/",
                                        "1/2/3/4/5/6/7"};
    struct found f;
    open_town(&f);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        look(&f, words[i], 5);
        if (f.n)
            fail_msg("'%s' finds '%s'", words[i], f.place[0].title);
    }
    char *long_words = malloc(10u << 20);
    assert_non_null(long_words);
    memset(long_words, 'a', (10u << 20) - 1);
    long_words[(10u << 20) - 1] = '\0';
    look(&f, long_words, 5);
    assert_int_equal(f.n, 0);
    long_words[200] = '\0';
    look(&f, long_words, 5);
    free(long_words);
    look(&f, "k?dde 2", 5); /* a street in Latin-1: its odd byte is one sign */
    assert_true(f.n > 0 && strstr(f.place[0].title, "\xEF\xBF\xBD"));
    look(&f, "Kødde 2", 5);
    assert_true(f.n > 0 && f.place[0].match < 1);
    look(&f, "holmen", 5);
    assert_int_equal(f.n, 1);
    assert_null(strpbrk(f.place[0].title, "\033\n"));
    tomt_arena_free(f.arena);
}

/* What is not there is not found, and it can be told. */
static void lesser_results(void **state)
{
    (void)state;
    struct found f;
    change("UPDATE tomt SET schema_version = '1.0'; DROP TABLE address; DROP TABLE site_parcel; "
           "DELETE FROM site; DROP TABLE layer; DROP TABLE field; ALTER TABLE parcel DROP COLUMN "
           "property;");
    open_town(&f);
    assert_false(tomt_places_has(f.places, TOMT_PLACE_ADDRESS));
    assert_true(tomt_places_has(f.places, TOMT_PLACE_STREET) &&
                tomt_places_has(f.places, TOMT_PLACE_SITE));
    look(&f, "storgata 1", 5);
    assert_int_equal(f.place[0].kind, TOMT_PLACE_STREET);
    look(&f, "113/45-1", 5);
    assert_string_equal(f.place[0].title, "3301-113/45-1");
    assert_int_equal(f.place[0].kind, TOMT_PLACE_PARCEL);
    tomt_arena_free(f.arena);
    make(NULL);
    change("ALTER TABLE address DROP COLUMN municipality; ALTER TABLE address DROP COLUMN letter; "
           "ALTER TABLE address DROP COLUMN postcode; DROP TABLE area; DELETE FROM gpkg_contents");
    open_town(&f);
    look(&f, "bragernes torg 6", 5);
    assert_string_equal(f.place[0].title, "Bragernes torg 6");
    look(&f, "storgata", 5);
    assert_string_equal(f.place[0].title, "Storgata");
    tomt_arena_free(f.arena);
    make(NULL);
    change("INSERT INTO layer VALUES ('hub', 'internal'); INSERT INTO field VALUES ('anchor', "
           "'name', 'internal')");
    open_town(&f);
    assert_false(tomt_places_has(f.places, TOMT_PLACE_HUB));
    look(&f, "union scene", 5);
    assert_int_equal(f.n, 0);
    tomt_arena_free(f.arena);
    make(NULL);
    change("UPDATE hub SET name = 'Lang ' || hex(zeroblob(5000000)) WHERE fid = 1; UPDATE address "
           "SET street = hex(zeroblob(5000000)) WHERE fid = 6;"
           "UPDATE hub SET geom = x'4750000100000000010100' WHERE fid = 4; UPDATE area SET geom = "
           "x'47500001000000000103000000ffffffff' WHERE fid = 4");
    open_town(&f);
    look(&f, "lang 0000", 5);
    assert_int_equal(f.n, 1);
    assert_true(strlen(f.place[0].title) < 210);
    look(&f, "holmen", 5);
    look(&f, "strømsø", 5);
    tomt_arena_free(f.arena);
    make(NULL);
    change("DROP TABLE tomt");
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    assert_null(tomt_places_open(arena, path, &err));
    assert_int_equal(err.code, TOMT_DATA);
    tomt_error_clear(&err);
    assert_null(tomt_places_open(arena, "/nowhere/at/all.gpkg", &err));
    assert_int_equal(err.code, TOMT_DATA);
    tomt_arena_free(arena);
    make(NULL);
}

static bool search_one(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    static const char *const words[] = {"bragernes torg 4 b", "113/45", "strømsø 1",
                                        "59.7434, 10.2039"};
    struct found *f = seat;
    (void)to;
    struct tomt_found_place *place;
    size_t n;
    return tomt_places_search(f->places, words[from % 4], 3, NULL, &place, &n, err) &&
           ((n > 0 && place[0].match >= 1) || tomt_fail(err, TOMT_INTERNAL, "%s", words[from % 4]));
}

static void many_at_once(void **state)
{
    (void)state;
    struct found f;
    struct tomt_error err = {0};
    open_town(&f);
    struct tomt_crew crew = {.n_threads = 4};
    struct tomt_crew_job job = {.shared = &f, .work = search_one, .n = 100, .chunk = 1};
    if (!tomt_crew_run(&crew, &job, &err))
        fail_msg("%s", err.text);
    tomt_arena_free(f.arena);
}

static void memory_runs_out(void **state)
{
    (void)state;
    static const char *const words[] = {"bragernes torg 4 b", "storgata", "113/46",
                                        "59.7434, 10.2039"};
    for (size_t w = 0; w < 4; w++) {
        bool done = false;
        for (uint64_t at = 1; !done && at < 5000; at++) {
            struct tomt_error err = {0};
            struct tomt_found_place *place;
            size_t n = 0;
            tomt_allocation_fail_at(at);
            struct tomt_arena *arena = tomt_arena_new(&err);
            struct tomt_places *places = arena ? tomt_places_open(arena, path, &err) : NULL;
            done =
                places && tomt_places_search(places, words[w], 3, NULL, &place, &n, &err) && n > 0;
            tomt_allocation_fail_at(0);
            if (!done)
                assert_int_equal(err.code, TOMT_MEMORY);
            tomt_arena_free(arena);
        }
        assert_true(done);
    }
}

int main(void)
{
    int file = mkstemp(path);
    if (file < 0)
        return 1;
    close(file);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_people_type, make),
        cmocka_unit_test_setup(middle_of_many, make),
        cmocka_unit_test_setup(order_and_amount, make),
        cmocka_unit_test_setup(nothing_is_near, make),
        cmocka_unit_test_setup(lesser_results, make),
        cmocka_unit_test_setup(many_at_once, make),
        cmocka_unit_test_setup(memory_runs_out, make),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(path);
    return failed;
}
