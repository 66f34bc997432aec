/* The sample's economy as its readers see it: tracts that part the municipality, the register of an
 * earlier year, statistics that add up, the rows that are wrong on purpose. */
#include "sample_support.h"

static double count_odd(const char *where)
{
    char sql[300];
    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM underenheter WHERE organisasjonsnummer > '199' AND %s", where);
    return ask("underenheter.csv", sql);
}

/* What gis-data/README.md says of the last rows. */
static void odd_rows_are_told(void **state)
{
    (void)state;
    assert_int_equal((int)count_odd("1 = 1"), N_ODD);
    assert_int_equal((int)count_odd("\"beliggenhetsadresse.adresse\" IN ('Postboks 112 "
                                    "Bragernes', 'PB 45', 'P.b. 7')"),
                     3);
    assert_int_equal((int)count_odd("\"beliggenhetsadresse.adresse\" LIKE 'Ingensteds%'"), 3);
    assert_int_equal((int)count_odd("(\"beliggenhetsadresse.adresse\" LIKE '%gt. %' OR "
                                    "\"beliggenhetsadresse.adresse\" LIKE '%v. %' OR "
                                    "\"beliggenhetsadresse.adresse\" LIKE '%pl. %')"),
                     6);
    assert_int_equal((int)count_odd("antallAnsatte <> ''"), 3);
    assert_int_equal((int)count_odd("\"naeringskode1.kode\" IN ('62.999', '99.990', 'vet ikke', "
                                    "'00.000')"),
                     4);
    assert_int_equal((int)(count_odd("1 = 1") - ask("underenheter.csv",
                                                    "SELECT count(DISTINCT organisasjonsnummer) "
                                                    "FROM underenheter WHERE "
                                                    "organisasjonsnummer > '199'")),
                     1);
    /* None of them has jobs that are known. */
    assert_int_equal((int)count_odd("harRegistrertAntallAnsatte = 'true' AND antallAnsatte NOT IN "
                                    "('-4', '7500000', 'ca. 20')"),
                     0);
}

struct unit {
    char id[16], address[160], code[16];
};

static int compare_unit(const void *a, const void *b)
{
    return strcmp(((const struct unit *)a)->id, ((const struct unit *)b)->id);
}

/* By number; of those delivered twice the first. */
static struct unit *read_register(const char *name, size_t *n)
{
    GDALDatasetH file = open_file(small, name);
    OGRLayerH layer = GDALDatasetGetLayer(file, 0);
    struct unit *unit = calloc(10000, sizeof *unit);
    *n = 0;
    for (OGRFeatureH f; *n < 10000 && (f = OGR_L_GetNextFeature(layer)); OGR_F_Destroy(f)) {
        struct unit *u = &unit[(*n)++];
        snprintf(u->id, sizeof u->id, "%s", OGR_F_GetFieldAsString(f, 0));
        snprintf(u->code, sizeof u->code, "%s", OGR_F_GetFieldAsString(f, 3));
        snprintf(u->address, sizeof u->address, "%s", OGR_F_GetFieldAsString(f, 6));
    }
    GDALClose(file);
    qsort(unit, *n, sizeof *unit, compare_unit);
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++)
        if (kept == 0 || strcmp(unit[kept - 1].id, unit[i].id) != 0)
            unit[kept++] = unit[i];
    *n = kept;
    return unit;
}

static void earlier_register_is_another_year(void **state)
{
    (void)state;
    size_t n_before, n_now;
    struct unit *then = read_register("underenheter_2024.csv", &n_before),
                *today = read_register("underenheter.csv", &n_now);
    double before = (double)n_before, both = 0, moved = 0, traded = 0;
    for (size_t i = 0; i < n_now; i++) {
        const struct unit *u = bsearch(&today[i], then, n_before, sizeof *then, compare_unit);
        both += u != NULL;
        moved += u && strcmp(u->id, "199") < 0 && strcmp(u->address, today[i].address) != 0;
        traded += u && strcmp(u->code, today[i].code) != 0;
    }
    free(then);
    free(today);
    double now = 4000 + N_ODD - 1;
    assert_true(both > 0.85 * now && both < 0.97 * now);
    assert_true(before - both > 0.05 * now && before - both < 0.12 * now);
    assert_true(moved > 0.02 * now && moved < 0.08 * now);
    assert_true(traded > 0.004 * now && traded < 0.03 * now);
    assert_true(ask("underenheter_2024.csv",
                    "SELECT count(*) FROM underenheter_2024 WHERE "
                    "\"beliggenhetsadresse.kommunenummer\" = '3301'") == 0);
    assert_true(ask("underenheter_2024.csv",
                    "SELECT count(*) FROM underenheter_2024 WHERE "
                    "\"beliggenhetsadresse.kommunenummer\" = '3005'") > 0.8 * now);
}

/* Jobs with a number, of the codes that begin so, in both years. */
static double growth_of(const char *code)
{
    char sql[200];
    snprintf(sql, sizeof sql,
             "SELECT sum(CAST(antallAnsatte AS integer)) FROM underenheter WHERE "
             "organisasjonsnummer < '199' AND \"naeringskode1.kode\" LIKE '%s%%'",
             code);
    double now = ask("underenheter.csv", sql);
    snprintf(sql, sizeof sql,
             "SELECT sum(CAST(antallAnsatte AS integer)) FROM underenheter_2024 WHERE "
             "organisasjonsnummer < '199' AND \"naeringskode1.kode\" LIKE '%s%%'",
             code);
    return now / ask("underenheter_2024.csv", sql) - 1;
}

static void health_and_technology_grew_most(void **state)
{
    (void)state;
    double all = growth_of("");
    assert_true(all > -0.03 && all < 0.12);
    assert_true(growth_of("86") > all + 0.05);
    assert_true(growth_of("62") > all + 0.05);
}

static void areas_part_the_municipality(void **state)
{
    (void)state;
    static const char *const layers[] = {"grunnkrets", "bydel", "postnummer"};
    struct areas border =
        add_up("borders.gpkg", "SELECT geom FROM kommune WHERE kommunenummer = '3301'");
    for (size_t i = 0; i < 3; i++) {
        char sql[80];
        snprintf(sql, sizeof sql, "SELECT geom FROM %s", layers[i]);
        struct areas areas = add_up("tracts.gpkg", sql);
        assert_int_equal(areas.n_invalid, 0);
        assert_true(fabs(areas.sum_m2 - border.sum_m2) < 0.01);
        assert_true(fabs(areas.union_m2 - border.sum_m2) < 0.01);
    }
    double n = ask("tracts.gpkg", "SELECT count(*) FROM grunnkrets");
    assert_true(n >= 60 && n <= 200);
    assert_true(ask("tracts.gpkg", "SELECT count(DISTINCT grunnkretsnummer) FROM grunnkrets WHERE "
                                   "grunnkretsnummer LIKE '3301____'") == n);
    assert_true(ask("tracts.gpkg", "SELECT count(*) FROM bydel WHERE bydelsnummer LIKE '3301__'") ==
                12);
}

static double jobs_of(const char *what, const char *where)
{
    char sql[300];
    snprintf(sql, sizeof sql, "SELECT sum(CAST(%s AS integer)) FROM sysselsatte WHERE %s", what,
             where);
    return ask("sysselsatte.csv", sql);
}

/* The municipality is the sum of its tracts, and of its districts; its industries are as many jobs
 * but for those without a code and what rounding and the tracts' unevenness make of it. */
static void statistics_add_up(void **state)
{
    (void)state;
    static const char *const columns[] = {"sysselsatte_arbeidssted", "sysselsatte_bosted"};
    for (size_t i = 0; i < 2; i++) {
        double all = jobs_of(columns[i], "nummer = '3301' AND naeringskode = ''");
        assert_true(all > 20000 && all < 60000);
        assert_true(jobs_of(columns[i], "nummer LIKE '3301____'") == all);
        assert_true(jobs_of(columns[i], "nummer LIKE '3301__'") == all);
    }
    double all = jobs_of(columns[0], "nummer = '3301' AND naeringskode = ''"),
           coded = jobs_of(columns[0], "nummer = '3301' AND naeringskode <> ''");
    assert_true(fabs(coded / all - 1) < 0.05);
    double country = jobs_of(columns[0], "nummer = '0' AND naeringskode = ''");
    assert_true(jobs_of(columns[0], "nummer = '0' AND length(naeringskode) = 2") == country);
    /* Where there are finer codes they add up to their two digits. */
    assert_true(jobs_of(columns[0], "nummer = '0' AND length(naeringskode) > 2") ==
                jobs_of(columns[0], "nummer = '0' AND length(naeringskode) = 2 AND naeringskode IN "
                                    "(SELECT substr(naeringskode, 1, 2) FROM sysselsatte WHERE "
                                    "length(naeringskode) > 2)"));
    assert_true(ask("sysselsatte.csv",
                    "SELECT count(*) FROM sysselsatte WHERE nummer LIKE "
                    "'3301____'") == ask("tracts.gpkg", "SELECT count(*) FROM grunnkrets"));
    assert_true(jobs_of("maal_arbeidsplasser", "nummer = '3301' AND naeringskode = ''") > all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(odd_rows_are_told), cmocka_unit_test(earlier_register_is_another_year),
        cmocka_unit_test(health_and_technology_grew_most),
        cmocka_unit_test(areas_part_the_municipality), cmocka_unit_test(statistics_add_up)};
    return cmocka_run_group_tests_name("sample_economy", tests, make_small, clean_up);
}
