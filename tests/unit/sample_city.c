/* The sample municipality as its readers see it, through GDAL and GEOS: sizes, parcels that do not
 * overlap, the dirt that is meant to be there and no other, streets that hang together, the
 * register's three states, the same bytes for the same seed. */
#include "sample_support.h"

static void sizes(void **state)
{
    (void)state;
    double parcels = ask("parcels.gpkg", "SELECT count(*) FROM teig"),
           units = ask("underenheter.csv", "SELECT count(*) FROM underenheter");
    assert_true(parcels > 2000 && parcels < 3500);
    assert_int_equal((int)units, 4003 + N_ODD); /* 4,000 and three delivered twice */
    assert_true(ask("adresser.csv", "SELECT count(*) FROM adresser") > 4000);
    assert_true(ask("buildings.fgb", "SELECT count(*) FROM bygning") > 2000);
    assert_true(ask("hubs.geojson", "SELECT count(*) FROM hubs WHERE mode = 'junction'") == 4);
    assert_true(ask("hubs.geojson", "SELECT count(*) FROM hubs") == 6);
    assert_true(fabs(ask("population.gpkg", "SELECT sum(pop_tot) FROM rutenett_250m") - 104000) <
                500); /* rounded per cell */
    double bytes = 0;
    DIR *open = opendir(small);
    for (struct dirent *entry; (entry = readdir(open));) {
        char path[256];
        struct stat found;
        path_in(small, entry->d_name, path);
        bytes += stat(path, &found) == 0 && S_ISREG(found.st_mode) ? (double)found.st_size : 0;
    }
    closedir(open);
    assert_true(bytes < 9e6);
}

static void dirt_is_counted(void **state)
{
    (void)state;
    assert_int_equal((int)ask("parcels.gpkg", "SELECT count(*) - count(DISTINCT teigid) FROM teig"),
                     2);
    assert_int_equal(
        (int)ask("plan.gpkg", "SELECT count(*) FROM arealformal WHERE arealformal IS NULL"), 2);
    assert_int_equal(
        (int)ask("plan.gpkg", "SELECT count(*) FROM arealformal WHERE vertikalniva <> 2"), 1);
    assert_int_equal(
        (int)ask("underenheter.csv",
                 "SELECT count(*) FROM underenheter WHERE \"beliggenhetsadresse.adresse\" = ''") >
            10,
        1);
    assert_true(ask("underenheter.csv",
                    "SELECT count(*) FROM underenheter WHERE \"naeringskode1.kode\" = ''") > 5);
    assert_true(ask("parcels.gpkg", "SELECT count(*) FROM teig WHERE matrikkel IS NULL") > 2);
    assert_true(ask("parcels.gpkg", "SELECT count(*) FROM teig WHERE bra_m2 IS NULL") > 20);
    assert_true(
        ask("parcels.gpkg",
            "SELECT count(*) - count(DISTINCT matrikkel) FROM teig WHERE matrikkel IS NOT NULL") >
        50);
}

static void codes_are_there(void **state)
{
    (void)state;
    static const int codes[] = {1110, 1130, 1150, 1160, 1163, 1168, 1300, 1310, 1320, 1340, 1350,
                                1501, 1804, 1810, 1824, 1831, 2041, 2070, 3001, 5100, 6001};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        char sql[100];
        snprintf(sql, sizeof sql, "SELECT count(*) FROM arealformal WHERE arealformal = %d",
                 codes[i]);
        if (ask("plan.gpkg", sql) < 1)
            fail_msg("no zone of %d", codes[i]);
    }
    assert_int_equal((int)ask("plan.gpkg", "SELECT count(*) FROM hensyn WHERE sonekode = 'H910'"),
                     4);
    assert_true(ask("plan.gpkg",
                    "SELECT count(*) FROM arealstrategi WHERE strategi = 'transformasjon'") >= 5);
    assert_true(ask("plan.gpkg", "SELECT count(DISTINCT planid) FROM arealformal") >= 18);
}

/* Neighbours share their vertices to the centimetre; what roads and shores cut is exact to floating
 * point. Over 300 km2 the whole overlap stays under a hundredth of a square metre a parcel. */
static void parcels_do_not_overlap(void **state)
{
    (void)state;
    struct areas areas =
        add_up("parcels.gpkg",
               "SELECT geom FROM teig WHERE fid IN (SELECT min(fid) FROM teig GROUP BY teigid)");
    assert_int_equal(areas.n_invalid, 3); /* the three bow-ties */
    assert_true(areas.sum_m2 > 2e8);
    if (fabs(areas.sum_m2 - areas.union_m2) > 0.01 * areas.n)
        fail_msg("parcels overlap by %.3f m2", areas.sum_m2 - areas.union_m2);
}

static void municipal_plan_does_not_overlap(void **state)
{
    (void)state;
    assert_int_equal(add_up("plan.gpkg", "SELECT geom FROM arealformal").n_invalid, 3);
    /* Not the dirt: four slivers (3001 under 1 m2) and two zones without a code lie on others on
     * purpose. */
    struct areas areas =
        add_up("plan.gpkg", "SELECT geom FROM arealformal WHERE planid = '3301-KP2021' AND "
                            "arealformal IS NOT NULL AND fid NOT "
                            "IN (SELECT fid FROM arealformal ORDER BY fid DESC LIMIT 7)");
    if (fabs(areas.sum_m2 - areas.union_m2) > 0.05 * areas.n)
        fail_msg("zones overlap by %.3f m2", areas.sum_m2 - areas.union_m2);
}

/* Parcels lie on land: the union of parcels and water is as large as both together. */
static void parcels_are_dry(void **state)
{
    (void)state;
    struct areas parcels =
        add_up("parcels.gpkg",
               "SELECT geom FROM teig WHERE fid IN (SELECT min(fid) FROM teig GROUP BY teigid)");
    char path[256], sql[512];
    path_in(small, "plan.gpkg", path);
    struct areas water =
        add_up("plan.gpkg", "SELECT geom FROM arealformal WHERE arealformal = 6001");
    GDALDatasetH file = open_file(small, "parcels.gpkg");
    snprintf(sql, sizeof sql, "ATTACH '%s' AS plan", path);
    GDALDatasetReleaseResultSet(file, GDALDatasetExecuteSQL(file, sql, NULL, NULL));
    GDALClose(file);
    assert_true(water.sum_m2 > 2e7);
    /* Drammen's polygon: parcels and water inside it cannot exceed it. */
    struct areas border =
        add_up("borders.gpkg", "SELECT geom FROM kommune WHERE kommunenummer = '3301'");
    struct areas outside =
        add_up("parcels.gpkg", "SELECT geom FROM teig WHERE kommunenummer <> '3301'");
    assert_true(parcels.union_m2 - outside.union_m2 + water.union_m2 < 1.002 * border.union_m2);
    assert_true(parcels.union_m2 - outside.union_m2 + water.union_m2 > 0.95 * border.union_m2);
}

struct node {
    double x, y;
    size_t at;
};

static int compare_node(const void *a, const void *b)
{
    const struct node *p = a, *q = b;
    if (fabs(p->x - q->x) > 0.005)
        return p->x < q->x ? -1 : 1;
    if (fabs(p->y - q->y) > 0.005)
        return p->y < q->y ? -1 : 1;
    return 0;
}

static size_t find_root(size_t *parent, size_t i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

enum { ON_FOOT = 1, BY_CAR = 2, WITHOUT_BRIDGES = 4 };

static bool is_used(OGRFeatureH street, unsigned how)
{
    const char *klasse = OGR_F_GetFieldAsString(street, OGR_F_GetFieldIndex(street, "klasse"));
    const char *medium = OGR_F_GetFieldAsString(street, OGR_F_GetFieldIndex(street, "medium"));
    if ((how & ON_FOOT) && (!strcmp(klasse, "motorvei") || !strcmp(klasse, "rampe")))
        return false;
    if ((how & BY_CAR) && !strcmp(klasse, "gangvei"))
        return false;
    return !(how & WITHOUT_BRIDGES) || strcmp(medium, "L") != 0;
}

struct web {
    size_t n_nodes, largest, second, n_islands;
};

/* Streets joined where their ends are the same to the centimetre. */
static struct web join_streets(unsigned how)
{
    GDALDatasetH file = open_file(small, "streets.gpkg");
    OGRLayerH layer = GDALDatasetGetLayerByName(file, "veg");
    size_t n = (size_t)OGR_L_GetFeatureCount(layer, 1), end = 0;
    struct web web = {0};
    struct node *node = calloc(2 * n, sizeof *node);
    size_t *parent = calloc(2 * n, sizeof *parent), *count = calloc(2 * n, sizeof *count);
    for (OGRFeatureH feature; (feature = OGR_L_GetNextFeature(layer)); OGR_F_Destroy(feature)) {
        if (!is_used(feature, how))
            continue;
        OGRGeometryH line = OGR_F_GetGeometryRef(feature);
        int last = OGR_G_GetPointCount(line) - 1;
        node[end] = (struct node){OGR_G_GetX(line, 0), OGR_G_GetY(line, 0), end};
        node[end + 1] = (struct node){OGR_G_GetX(line, last), OGR_G_GetY(line, last), end + 1};
        parent[end] = parent[end + 1] = end;
        end += 2;
    }
    GDALClose(file);
    qsort(node, end, sizeof *node, compare_node);
    for (size_t i = 1; i < end; i++)
        if (compare_node(&node[i - 1], &node[i]) == 0)
            parent[find_root(parent, node[i].at)] = find_root(parent, node[i - 1].at);
    for (size_t i = 0; i < end; i++)
        if (i == 0 || compare_node(&node[i - 1], &node[i]) != 0) {
            count[find_root(parent, node[i].at)]++;
            web.n_nodes++;
        }
    for (size_t i = 0; i < end; i++) {
        web.n_islands += count[i] > 0;
        if (count[i] > web.largest) {
            web.second = web.largest;
            web.largest = count[i];
        } else if (count[i] > web.second) {
            web.second = count[i];
        }
    }
    free(node);
    free(parent);
    free(count);
    return web;
}

static void streets_hang_together(void **state)
{
    (void)state;
    struct web foot = join_streets(ON_FOOT), car = join_streets(BY_CAR);
    assert_true(foot.n_nodes > 1500);
    assert_true((double)foot.largest > 0.98 * (double)foot.n_nodes && foot.n_islands <= 5);
    assert_true((double)car.largest > 0.98 * (double)car.n_nodes && car.n_islands <= 5);
    /* The banks of the river meet at bridges only. */
    struct web apart = join_streets(ON_FOOT | WITHOUT_BRIDGES);
    assert_true((double)apart.largest < 0.75 * (double)apart.n_nodes);
    assert_true((double)apart.second > 0.25 * (double)apart.n_nodes);
}

static void streets_have_rules(void **state)
{
    (void)state;
    assert_int_equal((int)ask("streets.gpkg", "SELECT count(*) FROM veg WHERE medium = 'L' AND "
                                              "navn = 'Ypsilon' AND klasse = 'gangvei'") >= 3,
                     1);
    assert_true(ask("streets.gpkg",
                    "SELECT count(*) FROM veg WHERE klasse = 'motorvei' AND (envei <> 'nei' OR "
                    "fartsgrense < 80 OR medium <> 'L')") == 0);
    assert_true(ask("streets.gpkg", "SELECT count(*) FROM veg WHERE envei IN ('med', 'mot')") > 20);
    assert_true(ask("streets.gpkg", "SELECT count(*) FROM veg WHERE klasse = 'boligvei' AND "
                                    "fartsgrense <> 30") == 0);
}

/* A table of the feed, all columns as text. */
static double ask_feed(const char *table, const char *sql)
{
    char path[300];
    snprintf(path, sizeof path, "CSV:/vsizip/%s/gtfs.zip/%s.txt", small, table);
    const char *const csv[] = {"CSV", NULL};
    GDALDatasetH file = GDALOpenEx(path, GDAL_OF_VECTOR, csv, NULL, NULL);
    if (!file)
        fail_msg("%s: %s", path, CPLGetLastErrorMsg());
    OGRLayerH layer = GDALDatasetExecuteSQL(file, sql, NULL, "SQLITE");
    assert_non_null(layer);
    OGRFeatureH feature = OGR_L_GetNextFeature(layer);
    double number = feature ? OGR_F_GetFieldAsDouble(feature, 0) : NAN;
    OGR_F_Destroy(feature);
    GDALDatasetReleaseResultSet(file, layer);
    GDALClose(file);
    return number;
}

/* Departures by hand: line 1 goes every 10 minutes from 6:20, so six times in any hour of the peak;
 * L13 every 30 from 4:55. */
static void timetable_is_a_feed(void **state)
{
    (void)state;
    char path[256];
    struct stat found;
    path_in(small, "gtfs.zip", path);
    assert_int_equal(stat(path, &found), 0);
    assert_true(found.st_size < 200000);
    assert_true(ask_feed("stops", "SELECT count(*) FROM stops WHERE location_type = '1'") == 54);
    assert_true(ask_feed("stops", "SELECT count(*) FROM stops WHERE location_type = '0' AND "
                                  "parent_station LIKE 'NSR:StopPlace:%'") == 108);
    assert_true(ask_feed("routes", "SELECT count(DISTINCT route_type) FROM routes") >= 8);
    assert_true(ask_feed("trips", "SELECT count(*) - count(DISTINCT trip_id) FROM trips") == 0);
    assert_true(ask_feed("trips", "SELECT count(*) FROM trips WHERE direction_id <> '0'") == 0);
    assert_true(ask_feed("stop_times", "SELECT count(*) FROM stop_times WHERE departure_time > "
                                       "'24:00:00'") > 20);
    static const char peak[] =
        "SELECT count(*) FROM stop_times WHERE stop_sequence = '1' AND departure_time >= "
        "'08:00:00' AND departure_time < '09:00:00' AND stop_id = 'NSR:Quay:%d' AND "
        "instr(trip_id, '%s') > 0";
    char sql[400];
    /* Mjøndalen, place 18: quays 103401 + 36 and 37. Saturdays from 6:10 and Sundays from 7:10
     * every 30: two each. */
    snprintf(sql, sizeof sql, peak, 103437, ":1_");
    assert_true(ask_feed("stop_times", sql) == 6 + 2 + 2);
    /* Drammen station, place 0, towards Oslo. */
    snprintf(sql, sizeof sql, peak, 103402, ":L13_");
    assert_true(ask_feed("stop_times", sql) == 2 + 2 + 1);
}

/* The share of establishments whose address is in the address register; the rest is the dirt that
 * was put in, two in a hundred. */
static void register_is_like_the_real_one(void **state)
{
    (void)state;
    double all = 4003;
    double number =
        ask("underenheter.csv", "SELECT count(*) FROM underenheter WHERE "
                                "harRegistrertAntallAnsatte = 'true' AND antallAnsatte <> '' AND "
                                "organisasjonsnummer < '199'");
    double withheld =
        ask("underenheter.csv", "SELECT count(*) FROM underenheter WHERE "
                                "harRegistrertAntallAnsatte = 'true' AND antallAnsatte = ''");
    double none =
        ask("underenheter.csv", "SELECT count(*) FROM underenheter WHERE "
                                "harRegistrertAntallAnsatte = 'false' AND antallAnsatte = '' AND "
                                "organisasjonsnummer < '199'");
    assert_true(number + withheld + none == all);
    assert_true(number > 0.15 * all && withheld > 0.15 * all && none > 0.25 * all);
    assert_true(ask("underenheter.csv", "SELECT min(CAST(antallAnsatte AS integer)) FROM "
                                        "underenheter WHERE antallAnsatte <> '' AND "
                                        "organisasjonsnummer < '199'") == 5);
    /* Real numbers of the register begin with 8 or 9. */
    assert_true(
        ask("underenheter.csv",
            "SELECT count(*) FROM underenheter WHERE organisasjonsnummer LIKE '1________'") ==
        all + N_ODD);
    assert_true(
        ask("underenheter.csv", "SELECT count(DISTINCT organisasjonsnummer) FROM underenheter") ==
        4000 + N_ODD - 1);
    assert_true(ask("underenheter.csv", "SELECT count(*) FROM underenheter WHERE "
                                        "\"beliggenhetsadresse.kommunenummer\" = '3005'") > 50);
}

static void names_are_unique(void **state)
{
    (void)state;
    double doors = ask("adresser.csv", "SELECT count(*) FROM adresser");
    GDALDatasetH file = open_file(small, "adresser.csv");
    OGRLayerH layer = GDALDatasetExecuteSQL(file,
                                            "SELECT count(*) FROM (SELECT DISTINCT kommunenummer, "
                                            "adressenavn, nummer, bokstav FROM adresser)",
                                            NULL, "SQLITE");
    if (layer) {
        OGRFeatureH feature = OGR_L_GetNextFeature(layer);
        assert_true(OGR_F_GetFieldAsDouble(feature, 0) == doors);
        OGR_F_Destroy(feature);
        GDALDatasetReleaseResultSet(file, layer);
    }
    GDALClose(file);
}

static void digest(const char *name, char out[65])
{
    char path[256];
    struct tomt_error err = {0};
    path_in(top, name, path);
    if (!tomt_sha256_path(path, out, &err))
        fail_msg("%s", err.text);
}

static void same_seed_same_bytes(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    char first[65], again[65], other[65];
    assert_true(write_sample("again", TOMT_SAMPLE_SMALL, 1, false, 1, &err));
    assert_true(write_sample("other", TOMT_SAMPLE_SMALL, 2, false, 1, &err));
    digest("small", first);
    digest("again", again);
    digest("other", other);
    assert_string_equal(first, again);
    assert_string_not_equal(first, other);
}

static void full_folder_is_refused(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    char first[65], again[65];
    assert_true(write_sample("twice", TOMT_SAMPLE_SMALL, 3, false, 1, &err));
    digest("twice", first);
    assert_false(write_sample("twice", TOMT_SAMPLE_SMALL, 3, false, 1, &err));
    assert_int_equal(err.code, TOMT_OUTPUT);
    assert_non_null(strstr(err.text, "not empty"));
    tomt_error_clear(&err);
    assert_true(write_sample("twice", TOMT_SAMPLE_SMALL, 3, true, 1, &err));
    digest("twice", again);
    assert_string_equal(first, again);
    assert_false(write_sample("no/such/parent", TOMT_SAMPLE_SMALL, 1, false, 1, &err));
    assert_int_equal(err.code, TOMT_OUTPUT);
}

static char *read_all(const char *path, size_t *n)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        fail_msg("%s is missing", path);
    fseek(in, 0, SEEK_END);
    long size = ftell(in);
    rewind(in);
    char *bytes = malloc((size_t)size + 1);
    *n = fread(bytes, 1, (size_t)size, in);
    fclose(in);
    return bytes;
}

/* What is committed is what the program writes: the text files, which no library's version changes.
 */
static void committed_copy_is_current(void **state)
{
    (void)state;
    static const char *const names[] = {
        "adresser.csv", "underenheter.csv", "underenheter_2024.csv", "sysselsatte.csv",
        "hubs.geojson", "project.yaml",     "profiles/office.yaml",  "profiles/logistics.yaml"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char ours[256], theirs[512];
        size_t n, m;
        path_in(small, names[i], ours);
        snprintf(theirs, sizeof theirs, "%s/../../gis-data/drammen/%s", TOMT_TEST_DATA, names[i]);
        char *a = read_all(ours, &n), *b = read_all(theirs, &m);
        if (n != m || memcmp(a, b, n) != 0)
            fail_msg("gis-data/drammen/%s is not what `tomt sample` writes now: write it anew and "
                     "commit it",
                     names[i]);
        free(a);
        free(b);
    }
}

static void medium(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    char kept[sizeof small];
    if (!write_sample("medium", TOMT_SAMPLE_MEDIUM, 1, false, 2, &err))
        fail_msg("%s", err.text);
    memcpy(kept, small, sizeof small);
    snprintf(small, sizeof small, "%s/medium", top);
    double parcels = ask("parcels.gpkg", "SELECT count(*) FROM teig"),
           units = ask("underenheter.csv", "SELECT count(*) FROM underenheter");
    double ids = ask("parcels.gpkg", "SELECT count(DISTINCT teigid) FROM teig");
    memcpy(small, kept, sizeof small);
    assert_true(parcels > 18000 && parcels < 23000);
    assert_int_equal((int)units, 100003 + N_ODD);
    assert_int_equal((int)(parcels - ids), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sizes),
                                       cmocka_unit_test(dirt_is_counted),
                                       cmocka_unit_test(codes_are_there),
                                       cmocka_unit_test(parcels_do_not_overlap),
                                       cmocka_unit_test(municipal_plan_does_not_overlap),
                                       cmocka_unit_test(parcels_are_dry),
                                       cmocka_unit_test(streets_hang_together),
                                       cmocka_unit_test(streets_have_rules),
                                       cmocka_unit_test(timetable_is_a_feed),
                                       cmocka_unit_test(register_is_like_the_real_one),
                                       cmocka_unit_test(names_are_unique),
                                       cmocka_unit_test(same_seed_same_bytes),
                                       cmocka_unit_test(full_folder_is_refused),
                                       cmocka_unit_test(committed_copy_is_current),
                                       cmocka_unit_test(medium)};
    return cmocka_run_group_tests_name("sample_city", tests, make_small, clean_up);
}
