/* What the sample says of room to build: utilisation as plans of each kind and age say it,
 * requirements, owners, buildings, targets, and what the alternatives add. The ranges are those
 * that planners use for such quarters (gis-data/README.md), not what the program happened to draw.
 */
#include "sample_support.h"

static int zones(const char *where)
{
    char sql[500];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM arealformal WHERE %s", where);
    return (int)ask("plan.gpkg", sql);
}

#define BUILT "arealformal BETWEEN 1100 AND 1999"
#define NEW "vedtaksdato > '2007-07-01'"

static void every_type_is_there(void **state)
{
    (void)state;
    static const int types[] = {3, 10, 11, 12, 13, 14, 15, 16, 17, 18};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        char where[64];
        snprintf(where, sizeof where, "utnyttingstype = %d", types[i]);
        if (zones(where) < 1)
            fail_msg("no zone of utilisation type %d", types[i]);
    }
    assert_int_equal(zones("utnyttingstype = 10"), 1);
    assert_int_equal(zones("utnyttingstype = 11"), 1);
    assert_int_equal(zones("utnyttingstype IS NOT NULL AND utnyttingstype NOT IN (3, 10, 11, 12, "
                           "13, 14, 15, 16, 17, 18)"),
                     0);
    /* A type has its number, but for 10 and 11. */
    assert_int_equal(zones("(utnyttingstype NOT IN (10, 11)) <> (utnyttingstall IS NOT NULL)"), 0);
    assert_int_equal(zones("utnyttingstall IS NOT NULL AND utnyttingstype IS NULL"), 0);
    assert_int_equal(zones("utnyttingstall_minimum IS NOT NULL AND NOT (utnyttingstall_minimum > 0 "
                           "AND utnyttingstall_minimum < utnyttingstall)"),
                     0);
    assert_true(zones("utnyttingstall_minimum IS NOT NULL") >= 10);
}

static void only_what_is_built_on_has_limits(void **state)
{
    (void)state;
    assert_int_equal(zones("NOT (" BUILT " OR arealformal IN (130, 920, 2042, 2043)) AND "
                           "(utnyttingstype IS NOT NULL OR etasjer IS NOT NULL OR hoyde_m IS NOT "
                           "NULL OR hall IS NOT NULL)"),
                     0);
    /* A plan of an area or a detailed one always says something, a municipal one not always. */
    assert_int_equal(zones(BUILT " AND plantype IN (34, 35) AND utnyttingstype IS NULL"), 0);
    int silent = zones(BUILT " AND plantype = 20 AND utnyttingstype IS NULL"),
        all = zones(BUILT " AND plantype = 20");
    assert_true(silent >= 20 && silent < all / 3);
    int flat = zones("utnyttingstype = 16 AND etasjer IS NULL AND hoyde_m IS NULL");
    assert_true(flat >= 5 && flat < 60);
    assert_true(zones("etasjer IS NULL AND hoyde_m IS NOT NULL") >= 50);
    assert_int_equal(zones("parkering_per_100m2 IS NOT NULL AND parkering_per_100m2 NOT BETWEEN "
                           "0.1 AND 3"),
                     0);
}

static void limits_fit_their_quarters(void **state)
{
    (void)state;
    static const struct {
        const char *which, *range;
        int least; /* so many there are */
    } rows[] = {
        {"arealformal = 1130 AND utnyttingstype = 18", "utnyttingstall BETWEEN 200 AND 400", 30},
        {"arealformal = 1130 AND utnyttingstype = 16",
         "utnyttingstall BETWEEN 60 AND 80 AND etasjer BETWEEN 4 AND 7", 15},
        {"arealformal = 1310 AND utnyttingstype = 18", "utnyttingstall BETWEEN 120 AND 250", 10},
        {"arealformal = 1340 AND utnyttingstype = 16",
         "utnyttingstall BETWEEN 50 AND 70 AND hoyde_m BETWEEN 12 AND 15", 10},
        {"arealformal IN (1350, 1501, 1502) AND utnyttingstype = 16", "hall = 'ja' AND hoyde_m > 0",
         20},
        {"arealformal = 1110 AND utnyttingstype = 16",
         "utnyttingstall BETWEEN 30 AND 40 AND (etasjer IS NULL OR etasjer BETWEEN 2 AND 4)", 50}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char where[400];
        snprintf(where, sizeof where, "%s AND " NEW, rows[i].which);
        int all = zones(where);
        snprintf(where, sizeof where, "%s AND " NEW " AND %s", rows[i].which, rows[i].range);
        if (all < rows[i].least || zones(where) != all)
            fail_msg("%s: %d of %d have %s", rows[i].which, zones(where), all, rows[i].range);
    }
    /* A shopping area must use BRA; one does not, on purpose. */
    assert_int_equal(zones("arealformal = 1150 AND utnyttingstype NOT IN (17, 18)"), 1);
    /* Floor area in m2 is that of the whole zone: half of it to four times. */
    assert_int_equal(zones("utnyttingstype IN (13, 17) AND ST_Area(geom) > 500 AND NOT "
                           "utnyttingstall / ST_Area(geom) BETWEEN 0.4 AND 4"),
                     0);
    assert_int_equal(zones("utnyttingstype = 15 AND ST_Area(geom) > 500 AND utnyttingstall > 0.8 * "
                           "ST_Area(geom)"),
                     0);
}

static void plans_say_their_age(void **state)
{
    (void)state;
    assert_int_equal(zones("plantype IS NULL OR plantype NOT IN (20, 30, 34, 35)"), 0);
    assert_int_equal(zones("(vedtaksdato < '2016-06-30') <> (plantype = 30)"), 0);
    /* The rules of 1997 in plans of that time only, the older ones before. */
    assert_int_equal(zones("(utnyttingstype IN (12, 13, 14)) <> (vedtaksdato BETWEEN '1997' AND "
                           "'2007-07-01' AND utnyttingstype IS NOT NULL)"),
                     0);
    assert_int_equal(zones("utnyttingstype = 3 AND vedtaksdato > '1997'"), 0);
    assert_true(zones("utnyttingstype = 3 AND arealformal > 1000") >= 1);
}

static int requirements(const char *code)
{
    char sql[100];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM hensyn WHERE sonekode = '%s'", code);
    return (int)ask("plan.gpkg", sql);
}

static void requirements_are_there(void **state)
{
    (void)state;
    assert_true(requirements("H810") >= 2);
    assert_true(requirements("H430") >= 1 && requirements("H435") >= 1 &&
                requirements("H440") >= 1 && requirements("H450") >= 1);
}

static int owners(const char *where)
{
    char sql[300];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM teig WHERE %s", where);
    return (int)ask("parcels.gpkg", sql);
}

static void owners_are_of_all_kinds(void **state)
{
    (void)state;
    int all = owners("1");
    assert_true(owners("eier = 'DRAMMEN KOMMUNE'") > 50);
    assert_true(owners("eier LIKE '%FYLKESKOMMUNE'") > 5);
    assert_true(owners("eier = 'BANE NOR EIENDOM AS'") > 5 && owners("eier = 'STATSBYGG'") > 3);
    assert_true(owners("eier LIKE '% AS'") > all / 5);
    assert_true(owners("eier LIKE '%;%'") > all / 20 && owners("eier LIKE '%;%'") < all / 3);
    assert_true(owners("eier LIKE '%;%;%;%'") > 10); /* many: four and more */
    assert_true(owners("eier LIKE 'DØDSBO ETTER %'") > 10);
    int none = owners("eier IS NULL");
    assert_true(none > 10 && none < all / 30);
    assert_int_equal(owners("eier = '' OR eier LIKE '%;;%' OR eier LIKE '%;' OR eier LIKE ';%'"),
                     0);
    /* A property has its owners, however many parcels. */
    assert_int_equal((int)ask("parcels.gpkg",
                              "SELECT count(*) FROM (SELECT matrikkel FROM teig WHERE matrikkel IS "
                              "NOT NULL GROUP BY matrikkel HAVING count(DISTINCT coalesce(eier, "
                              "'')) > 1)"),
                     0);
    assert_int_equal(owners("kommunenummer <> '3301' AND eier LIKE 'DRAMMEN KOMMUNE%'"), 0);
}

/* What buildings hold is near what parcels say: some parcels have none on record, some buildings no
 * floor area. */
static void buildings_hold_what_parcels_say(void **state)
{
    (void)state;
    double parcels = ask("parcels.gpkg", "SELECT sum(bra_m2) FROM teig"),
           buildings = ask("buildings.fgb", "SELECT sum(bra_m2) FROM bygning"),
           n = ask("buildings.fgb", "SELECT count(*) FROM bygning"),
           no_area = ask("buildings.fgb", "SELECT count(*) FROM bygning WHERE bra_m2 IS NULL"),
           neither = ask("buildings.fgb",
                         "SELECT count(*) FROM bygning WHERE bra_m2 IS NULL AND etasjer IS NULL"),
           floor = ask("buildings.fgb", "SELECT count(*) FROM bygning WHERE bra_m2 IS NOT NULL AND "
                                        "etasjer IS NULL");
    assert_true(buildings > 0.85 * parcels && buildings < 1.02 * parcels);
    assert_true(no_area > 0.02 * n && no_area < 0.15 * n);
    assert_true(neither > 0.005 * n && neither < 0.03 * n);
    assert_int_equal((int)floor, 0);
}

static double told(const char *column, const char *number)
{
    char sql[200];
    snprintf(sql, sizeof sql,
             "SELECT sum(CAST(%s AS integer)) FROM sysselsatte WHERE nummer LIKE '%s' AND "
             "naeringskode = ''",
             column, number);
    return ask("sysselsatte.csv", sql);
}

/* More jobs than new residents. */
static void targets_are_the_plans(void **state)
{
    (void)state;
    double residents = told("bosatte", "3301"), wanted = told("maal_bosatte", "3301");
    assert_true(fabs(residents - 104000) < 1000);
    assert_true(told("bosatte", "3301__") == residents && told("bosatte", "3301____") == residents);
    assert_true(told("maal_bosatte", "3301__") == wanted && wanted > residents);
    assert_true(told("maal_arbeidsplasser", "3301") - told("sysselsatte_arbeidssted", "3301") >
                wanted - residents);
    /* What the districts are to hold is the municipality's together, and none is to lose jobs. */
    double jobs_wanted = told("maal_arbeidsplasser", "3301");
    assert_true(told("maal_arbeidsplasser", "3301__") == jobs_wanted && jobs_wanted > 0);
    assert_int_equal((int)ask("sysselsatte.csv",
                              "SELECT count(*) FROM sysselsatte WHERE nummer LIKE '3301__' AND "
                              "(CAST(maal_arbeidsplasser AS integer) % 100 <> 0 OR "
                              "CAST(maal_arbeidsplasser AS integer) < "
                              "CAST(sysselsatte_arbeidssted AS integer))"),
                     0);
    double employed = told("sysselsatte_bosted", "3301") / residents;
    assert_true(employed > 0.45 && employed < 0.53);
    /* The project says the same. */
    char path[256], line[200], expected[200];
    path_in(small, "project.yaml", path);
    FILE *project = fopen(path, "r");
    assert_non_null(project);
    snprintf(expected, sizeof expected, "targets: {year: 2036, jobs: %.0f, residents: %.0f}\n",
             told("maal_arbeidsplasser", "3301"), wanted);
    bool found = false;
    while (!found && fgets(line, sizeof line, project))
        found = strcmp(line, expected) == 0;
    fclose(project);
    assert_true(found);
}

static void alternatives_add(void **state)
{
    (void)state;
    double n = ask("plan.gpkg", "SELECT count(*) FROM arealformal_tett");
    assert_true(n >= 8 && n <= 60);
    /* The newest plan wins, and it lets more be built than any other in the centre. */
    assert_true(ask("plan.gpkg", "SELECT (SELECT min(vedtaksdato) FROM arealformal_tett) > (SELECT "
                                 "max(vedtaksdato) FROM arealformal)") == 1);
    assert_true(ask("plan.gpkg", "SELECT (SELECT min(utnyttingstall) FROM arealformal_tett WHERE "
                                 "utnyttingstype = 18) > (SELECT max(utnyttingstall) FROM "
                                 "arealformal WHERE utnyttingstype = 18)") == 1);
    assert_int_equal((int)ask("plan.gpkg", "SELECT count(*) FROM arealformal_tett WHERE "
                                           "utnyttingstype IS NULL OR plantype <> 21"),
                     0);
    assert_int_equal(
        (int)ask("tangen_station.geojson",
                 "SELECT count(*) FROM tangen_station WHERE mode = 'rail' AND klasse = 'regional'"),
        1);
}

/* The valley's sides are steeper than one in three in places, its floor is not: slope from the
 * cells left and right, above and below. */
static void some_ground_is_steep(void **state)
{
    (void)state;
    enum { COLUMNS = 590, ROWS = 750 };
    char path[256];
    path_in(small, "height.tif", path);
    GDALDatasetH file = GDALOpen(path, GA_ReadOnly);
    assert_non_null(file);
    float *height = calloc((size_t)COLUMNS * ROWS, sizeof *height);
    assert_int_equal(GDALGetRasterXSize(file), COLUMNS);
    assert_int_equal(GDALRasterIO(GDALGetRasterBand(file, 1), GF_Read, 0, 0, COLUMNS, ROWS, height,
                                  COLUMNS, ROWS, GDT_Float32, 0, 0),
                     CE_None);
    GDALClose(file);
    size_t n_steep = 0;
    for (size_t row = 1; row + 1 < ROWS; row++)
        for (size_t column = 1; column + 1 < COLUMNS; column++) {
            const float *at = &height[row * COLUMNS + column];
            n_steep += hypot(at[1] - at[-1], at[COLUMNS] - at[-COLUMNS]) / 100 > 0.33;
        }
    free(height);
    assert_true(n_steep > 200 && n_steep < (size_t)COLUMNS * ROWS / 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_type_is_there),
                                       cmocka_unit_test(only_what_is_built_on_has_limits),
                                       cmocka_unit_test(limits_fit_their_quarters),
                                       cmocka_unit_test(plans_say_their_age),
                                       cmocka_unit_test(requirements_are_there),
                                       cmocka_unit_test(owners_are_of_all_kinds),
                                       cmocka_unit_test(buildings_hold_what_parcels_say),
                                       cmocka_unit_test(targets_are_the_plans),
                                       cmocka_unit_test(alternatives_add),
                                       cmocka_unit_test(some_ground_is_steep)};
    return cmocka_run_group_tests_name("sample_room", tests, make_small, clean_up);
}
