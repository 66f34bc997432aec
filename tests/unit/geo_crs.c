/* CRS: what a text means, what a project may use, and transforms against GDAL's
 * gdaltransform 3.6.2. */
#include "geo_support.h"

#include <math.h>

#include "geo/crs.h"

struct room {
    struct tomt_arena *arena;
    struct tomt_seat *seat;
    struct tomt_error err;
};

static int open_room(void **state)
{
    struct room *room = calloc(1, sizeof *room);
    room->arena = tomt_arena_new(&room->err);
    room->seat = tomt_seat_open(room->arena, &room->err);
    *state = room;
    return room->seat ? 0 : -1;
}

static int close_room(void **state)
{
    struct room *room = *state;
    tomt_arena_free(room->arena);
    free(room);
    return 0;
}

static struct tomt_crs read_crs(struct room *room, const char *text)
{
    struct tomt_crs crs;
    tomt_error_clear(&room->err);
    if (!tomt_crs_read(room->seat, room->arena, text, &crs, &room->err))
        fail_msg("%s", room->err.text);
    return crs;
}

static const char ESRI_WKT[] =
    "PROJCS[\"ETRS_1989_UTM_Zone_33N\",GEOGCS[\"GCS_ETRS_1989\",DATUM[\"D_ETRS_1989\",SPHEROID["
    "\"GRS_1980\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\","
    "0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"False_Easting\",500000.0]"
    ","
    "PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",15.0],PARAMETER["
    "\"Scale_Factor\",0.9996],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";

static void a_text_is_understood_in_every_form(void **state)
{
    struct room *room = *state;
    struct tomt_crs crs = read_crs(room, "EPSG:25833");
    assert_int_equal(crs.epsg, 25833);
    assert_true(crs.projected && !crs.geographic && !crs.web_mercator);
    assert_near(crs.metres_per_unit, 1, 0);
    assert_string_equal(crs.name, "ETRS89 / UTM zone 33N");
    assert_true(strncmp(crs.wkt, "PROJCS[", 7) == 0 && strncmp(crs.wkt2, "PROJCRS[", 8) == 0);
    assert_true(crs.use_deg.min_x < 15 && crs.use_deg.max_x > 15 && crs.use_deg.max_y > 80);
    struct tomt_crs again = read_crs(room, crs.wkt);
    assert_int_equal(again.epsg, 25833);
    again = read_crs(room, crs.wkt2);
    assert_int_equal(again.epsg, 25833);
    again = read_crs(room, ESRI_WKT);
    assert_true(again.projected && again.epsg == 25833);
    PJ *pj = proj_create(room->seat->proj, "EPSG:25832");
    again = read_crs(room, proj_as_projjson(room->seat->proj, pj, NULL));
    assert_int_equal(again.epsg, 25832);
    proj_destroy(pj);
    again = read_crs(room, "+proj=utm +zone=33 +ellps=GRS80 +units=m");
    assert_true(again.projected);
}

static void compound_and_3d_are_read_as_their_horizontal_part(void **state)
{
    struct room *room = *state;
    struct tomt_crs crs = read_crs(room, "EPSG:5972"); /* ETRS89 / UTM 32N + NN2000 height */
    assert_int_equal(crs.epsg, 25832);
    assert_string_equal(crs.text, "EPSG:5972");
    assert_string_equal(crs.name, "ETRS89 / UTM zone 32N");
    crs = read_crs(room, "EPSG:4979"); /* WGS 84 with ellipsoidal height */
    assert_true(crs.geographic && crs.epsg == 4326);
}

static void nonsense_is_refused_with_the_way_out(void **state)
{
    struct room *room = *state;
    struct tomt_crs crs;
    static const char *const texts[] = {"", "EPSG:999999", "utm33", "25833"};
    for (size_t i = 0; i < 4; i++) {
        tomt_error_clear(&room->err);
        assert_false(tomt_crs_read(room->seat, room->arena, texts[i], &crs, &room->err));
        assert_int_equal(room->err.code, TOMT_PROJECT);
        assert_non_null(strstr(room->err.text, "EPSG:25833"));
    }
}

static bool refused(struct room *room, const char *text, const struct tomt_box *data_deg)
{
    struct tomt_crs crs = read_crs(room, text);
    return !tomt_crs_check(&crs, data_deg, &room->err);
}

static void a_project_crs_is_metric_and_projected(void **state)
{
    struct room *room = *state;
    struct tomt_box drammen = {9.9, 59.6, 10.5, 59.8}, none = {1, 1, 0, 0};
    struct tomt_box boston = {-71.2, 42.3, -71.0, 42.4};
    assert_false(refused(room, "EPSG:25833", &drammen));
    assert_false(refused(room, "EPSG:5972", &drammen));
    assert_false(refused(room, "EPSG:3006", &drammen));
    assert_false(refused(room, "EPSG:31370", &drammen));
    assert_true(refused(room, "EPSG:4326", &drammen));
    assert_non_null(strstr(room->err.text, "degrees"));
    assert_non_null(strstr(room->err.text, "EPSG:25832"));
    static const char *const web[] = {
        "EPSG:3857",
        "EPSG:3785",
        "EPSG:900913",
        "ESRI:102100",
        "EPSG:3395",
        "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +k=1 +units=m +nadgrids=@null",
        "+proj=webmerc +datum=WGS84"};
    for (size_t i = 0; i < sizeof web / sizeof *web; i++) {
        if (!refused(room, web[i], &drammen))
            fail_msg("%s was let through", web[i]);
        /* cos 59.7 degrees = 0.50453 */
        assert_non_null(strstr(room->err.text, "1000 of its metres are about 505 m"));
    }
    assert_true(refused(room, "EPSG:2249", &boston)); /* US survey feet */
    assert_non_null(strstr(room->err.text, "0.304800"));
    assert_non_null(strstr(room->err.text, "EPSG:32619"));
    assert_true(refused(room, "EPSG:4978", &none)); /* geocentric */
    assert_null(strstr(room->err.text, "EPSG:32"));
}

static void the_zone_proposed(void **state)
{
    (void)state;
    static const struct {
        double lon, lat;
        const char *code;
    } rows[] = {
        {10.2, 59.7, "EPSG:25832"},  {5.3, 60.4, "EPSG:25832"},    {2.9, 60, "EPSG:25831"},
        {12.1, 60, "EPSG:25833"},    {18.95, 69.65, "EPSG:25834"}, {15.6, 78.2, "EPSG:25833"},
        {25, 78.2, "EPSG:25835"},    {-71.1, 42.4, "EPSG:32619"},  {-51.2, -30, "EPSG:32722"},
        {24.9, 60.2, "EPSG:25835"},  {180, 10, "EPSG:32601"},      {-180, 10, "EPSG:32601"},
        {139.7, 35.7, "EPSG:32654"}, {-8.6, 41.1, "EPSG:25829"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char code[16];
        tomt_crs_propose(rows[i].lon, rows[i].lat, code);
        assert_string_equal(code, rows[i].code);
    }
}

static void move(struct room *room, const char *from, const char *to, double *x, double *y)
{
    size_t n_failed = 9;
    struct tomt_transform *transform = tomt_transform_open(room->seat, from, to, &room->err);
    if (!transform)
        fail_msg("%s", room->err.text);
    assert_true(
        tomt_transform_points(transform, (uint8_t *)x, (uint8_t *)y, 8, 1, &n_failed, &room->err));
    assert_int_equal(n_failed, 0);
}

/* gdaltransform -s_srs FROM -t_srs TO <<< "X Y" */
static void points_agree_with_gdaltransform(void **state)
{
    struct room *room = *state;
    static const struct {
        const char *from, *to;
        double x, y, to_x, to_y;
    } rows[] = {
        {"EPSG:4326", "EPSG:25833", 10.2042, 59.7403, 230562.725915259, 6632238.05984106},
        {"EPSG:4326", "EPSG:25832", 10.2042, 59.7403, 567690.759115177, 6623104.01819089},
        {"EPSG:4258", "EPSG:25832", 10.2042, 59.7403, 567690.759115177, 6623104.01819089},
        {"EPSG:4326", "EPSG:3006", 18.0686, 59.3293, 674571.866449145, 6580743.00833094},
        {"EPSG:25833", "EPSG:25832", 230562.726, 6632238.06, 567690.759185149, 6623104.0183567},
        {"EPSG:4326", "EPSG:32722", -51.23, -30.03, 477823.677552918, 6677868.12116895},
        {"EPSG:31370", "EPSG:25831", 150000, 170000, 596372.042951027, 5632970.91298352},
        {"EPSG:5972", "EPSG:25833", 567690.759115177, 6623104.01819089, 230562.725915259,
         6632238.05984106},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double x = rows[i].x, y = rows[i].y;
        move(room, rows[i].from, rows[i].to, &x, &y);
        assert_near(x, rows[i].to_x, 1e-4);
        assert_near(y, rows[i].to_y, 1e-4);
    }
}

static void the_same_crs_is_left_alone(void **state)
{
    struct room *room = *state;
    struct tomt_crs utm = read_crs(room, "EPSG:25833"), deg = read_crs(room, "EPSG:4326");
    const char *const pairs[][2] = {
        {"EPSG:25833", "EPSG:25833"}, {utm.wkt, "EPSG:25833"},     {utm.wkt2, "EPSG:25833"},
        {ESRI_WKT, "EPSG:25833"},     {"EPSG:5972", "EPSG:25832"}, {deg.wkt, "EPSG:4326"},
        {"OGC:CRS84", "EPSG:4326"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct tomt_transform *t =
            tomt_transform_open(room->seat, pairs[i][0], pairs[i][1], &room->err);
        assert_non_null(t);
        if (!tomt_transform_is_identity(t))
            fail_msg("%.60s is not %s", pairs[i][0], pairs[i][1]);
    }
    struct tomt_transform *t =
        tomt_transform_open(room->seat, "EPSG:25832", "EPSG:25833", &room->err);
    assert_false(tomt_transform_is_identity(t));
}

static void wkb_and_boxes_are_moved(void **state)
{
    struct room *room = *state;
    struct tomt_transform *t =
        tomt_transform_open(room->seat, "EPSG:4326", "EPSG:25833", &room->err);
    struct bytes b = from_wkt("MULTIPOLYGON(((10 59,11 59,11 60,10.2042 59.7403,10 59)),"
                              "((15 60,16 60,16 61,15 60)))");
    size_t n_failed = 9;
    assert_true(tomt_transform_wkb(t, b.wkb, b.n, &n_failed, &room->err));
    assert_int_equal(n_failed, 0);
    struct tomt_box box = tomt_wkb_box(b.wkb, b.n);
    /* gdaltransform: 10 59 -> 212909.8170; 15 60 -> 500000 6651411.19 (zone 33's meridian) */
    assert_near(box.min_x, 212909.8170, 1e-3);
    double x, y;
    memcpy(&x, b.wkb + b.n - 16, 8);
    memcpy(&y, b.wkb + b.n - 8, 8);
    assert_near(x, 500000, 1e-6);
    assert_near(y, 6651411.19, 0.01);
    free(b.wkb);
    /* The northern side of a degree box bulges south in the middle of UTM: all its points lie
     * within. */
    struct tomt_box deg = {9, 59, 21, 60}, utm, back;
    assert_true(tomt_transform_box(t, &deg, &utm, &room->err));
    for (int i = 0; i <= 1000; i++) {
        double px = 9 + 12.0 * i / 1000, py = i % 2 ? 59 : 60;
        move(room, "EPSG:4326", "EPSG:25833", &px, &py);
        assert_true(px >= utm.min_x && px <= utm.max_x && py >= utm.min_y && py <= utm.max_y);
    }
    assert_true(tomt_transform_inverse_box(t, &utm, &back, &room->err));
    assert_true(tomt_box_hold(&back, &deg));
}

static void what_cannot_be_moved_is_counted(void **state)
{
    struct room *room = *state;
    struct tomt_transform *t =
        tomt_transform_open(room->seat, "EPSG:4326", "EPSG:3857", &room->err);
    double xy[] = {10, 59, 10, 1e9, NAN, 3, 11, 60};
    size_t n_failed = 0;
    assert_true(
        tomt_transform_points(t, (uint8_t *)xy, (uint8_t *)(xy + 1), 16, 4, &n_failed, &room->err));
    assert_int_equal(n_failed, 2);
    assert_true(isnan(xy[2]) && isnan(xy[3]) && isnan(xy[4]) && isnan(xy[5]));
    assert_near(xy[0], 1113194.9079, 1e-3); /* 10 degrees of a circle of radius 6378137 */
    assert_near(xy[6], 1224514.3987, 1e-3);
}

/* Ten Norwegian points computed with gdaltransform, where the shared data is at hand. */
static void the_reference_points(void **state)
{
    struct room *room = *state;
    FILE *file = fopen(TOMT_SHARED_DATA "/ref_crs/norway_points_proj.csv", "r");
    if (!file)
        skip();
    char line[400];
    size_t n = 0;
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        double v[8];
        char *at = strchr(line, ',');
        for (int i = 0; i < 8; i++)
            v[i] = strtod(at + 1, &at);
        static const char *const to[] = {"EPSG:25832", "EPSG:25833", "EPSG:3857"};
        for (int i = 0; i < 3; i++) {
            double x = v[0], y = v[1];
            move(room, "EPSG:4326", to[i], &x, &y);
            assert_near(x, v[2 + 2 * i], 1e-3);
            assert_near(y, v[3 + 2 * i], 1e-3);
        }
        n++;
    }
    fclose(file);
    assert_int_equal(n, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_understood_in_every_form),
        cmocka_unit_test(compound_and_3d_are_read_as_their_horizontal_part),
        cmocka_unit_test(nonsense_is_refused_with_the_way_out),
        cmocka_unit_test(a_project_crs_is_metric_and_projected),
        cmocka_unit_test(the_zone_proposed),
        cmocka_unit_test(points_agree_with_gdaltransform),
        cmocka_unit_test(the_same_crs_is_left_alone),
        cmocka_unit_test(wkb_and_boxes_are_moved),
        cmocka_unit_test(what_cannot_be_moved_is_counted),
        cmocka_unit_test(the_reference_points),
    };
    return cmocka_run_group_tests(tests, open_room, close_room);
}
