/* Arithmetic straight on WKB: expected numbers are worked out by hand in the comments. */
#include "geo_support.h"

#include <math.h>

static const double PI = 3.14159265358979323846;

static double area_of(const char *wkt)
{
    struct bytes b = from_wkt(wkt);
    double area = tomt_wkb_area_m2(b.wkb, b.n);
    free(b.wkb);
    return area;
}

static void area_takes_holes_away_whatever_their_orientation(void **state)
{
    (void)state;
    /* 10 x 8 - 2 x 3 = 74 */
    assert_near(area_of("POLYGON((0 0,10 0,10 8,0 8,0 0),(1 1,3 1,3 4,1 4,1 1))"), 74, 0);
    assert_near(area_of("POLYGON((0 0,0 8,10 8,10 0,0 0),(1 1,3 1,3 4,1 4,1 1))"), 74, 0);
    /* 74 + a triangle of 6 x 4 / 2 = 86 */
    assert_near(area_of("MULTIPOLYGON(((0 0,10 0,10 8,0 8,0 0),(1 1,3 1,3 4,1 4,1 1)),"
                        "((20 0,26 0,20 4,20 0)))"),
                86, 0);
    assert_near(area_of("LINESTRING(0 0,3 4)"), 0, 0);
}

static void area_does_not_suffer_from_far_coordinates(void **state)
{
    (void)state;
    /* The 10 x 8 rectangle and a 0.25 x 0.5 one at N 6 600 000: all vertices are exact doubles. */
    assert_near(area_of("POLYGON((500000 6600000,500010 6600000,500010 6600008,500000 6600008,"
                        "500000 6600000))"),
                80, 1e-9);
    assert_near(area_of("POLYGON((500000 6600000,500000.25 6600000,500000.25 6600000.5,"
                        "500000 6600000.5,500000 6600000))"),
                0.125, 1e-12);
}

static void length_counts_rings_of_holes(void **state)
{
    (void)state;
    struct bytes b = from_wkt("POLYGON((0 0,10 0,10 8,0 8,0 0),(1 1,3 1,3 4,1 4,1 1))");
    assert_near(tomt_wkb_length_m(b.wkb, b.n), 36 + 10, 0);
    free(b.wkb);
    b = from_wkt("MULTILINESTRING((0 0,3 4,3 5),(0 0,5 12))"); /* 5 + 1 + 13 */
    assert_near(tomt_wkb_length_m(b.wkb, b.n), 19, 0);
    assert_int_equal(tomt_wkb_vertices(b.wkb, b.n), 5);
    struct tomt_box box = tomt_wkb_box(b.wkb, b.n);
    assert_true(box.min_x == 0 && box.min_y == 0 && box.max_x == 5 && box.max_y == 12);
    free(b.wkb);
}

static void centroid_weighs_by_area(void **state)
{
    (void)state;
    double x, y;
    /* An L: 10 x 2 (centre 5,1, area 20) and 2 x 8 above it (centre 1,6, area 16):
     * x = (100 + 16) / 36 = 3.2222.., y = (20 + 96) / 36 = 3.2222.. */
    struct bytes b = from_wkt("POLYGON((0 0,10 0,10 2,2 2,2 10,0 10,0 0))");
    assert_true(tomt_wkb_centroid(b.wkb, b.n, &x, &y));
    assert_near(x, 116.0 / 36, 1e-12);
    assert_near(y, 116.0 / 36, 1e-12);
    free(b.wkb);
    /* 4 x 4 (centre 2,2) less 2 x 2 at the corner (centre 3,3): (32 - 12) / 12 = 5/3 */
    b = from_wkt("POLYGON((0 0,4 0,4 4,0 4,0 0),(2 2,4 2,4 4,2 4,2 2))");
    assert_true(tomt_wkb_centroid(b.wkb, b.n, &x, &y));
    assert_near(x, 5.0 / 3, 1e-12);
    assert_near(y, 5.0 / 3, 1e-12);
    free(b.wkb);
    b = from_wkt("POLYGON((0 0,4 4,8 8,0 0))");
    assert_false(tomt_wkb_centroid(b.wkb, b.n, &x, &y));
    free(b.wkb);
}

static void a_point_on_the_edge_is_inside(void **state)
{
    (void)state;
    struct bytes b = from_wkt("POLYGON((0 0,10 0,10 10,5 5,0 10,0 0),(1 1,3 1,3 3,1 3,1 1))");
    static const struct {
        double x, y;
        enum tomt_wkb_side side;
    } rows[] = {
        {4, 2, TOMT_SIDE_INSIDE},    {2, 2, TOMT_SIDE_OUTSIDE},  {3, 2, TOMT_SIDE_EDGE},
        {1, 1, TOMT_SIDE_EDGE},      {5, 5, TOMT_SIDE_EDGE},     {5, 6, TOMT_SIDE_OUTSIDE},
        {5, 4.9, TOMT_SIDE_INSIDE},  {0, 5, TOMT_SIDE_EDGE},     {7, 7, TOMT_SIDE_EDGE},
        {9, 9.5, TOMT_SIDE_OUTSIDE}, {0, 0, TOMT_SIDE_EDGE},     {10, 10, TOMT_SIDE_EDGE},
        {-1, 10, TOMT_SIDE_OUTSIDE}, {11, 0, TOMT_SIDE_OUTSIDE}, {0, 3, TOMT_SIDE_EDGE},
        {0.5, 3, TOMT_SIDE_INSIDE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (tomt_wkb_side_of(b.wkb, b.n, rows[i].x, rows[i].y) != rows[i].side)
            fail_msg("wrong side for %g %g", rows[i].x, rows[i].y);
        assert_int_equal(tomt_wkb_holds_point(b.wkb, b.n, rows[i].x, rows[i].y),
                         rows[i].side != TOMT_SIDE_OUTSIDE);
    }
    free(b.wkb);
}

static void point_in_polygon_is_exact_beside_a_slanted_edge(void **state)
{
    (void)state;
    /* (1/3, 1/3) in doubles lies on y = x exactly; one ulp up or down does not. */
    struct bytes b = from_wkt("POLYGON((0 0,1 1,0 1,0 0))");
    double third = 1.0 / 3;
    assert_int_equal(tomt_wkb_side_of(b.wkb, b.n, third, third), TOMT_SIDE_EDGE);
    assert_int_equal(tomt_wkb_side_of(b.wkb, b.n, third, nextafter(third, 1)), TOMT_SIDE_INSIDE);
    assert_int_equal(tomt_wkb_side_of(b.wkb, b.n, third, nextafter(third, 0)), TOMT_SIDE_OUTSIDE);
    free(b.wkb);
}

static void distance_to_lines_and_polygons(void **state)
{
    (void)state;
    struct bytes b = from_wkt("POLYGON((0 0,10 0,10 10,0 10,0 0),(4 4,6 4,6 6,4 6,4 4))");
    assert_near(tomt_wkb_distance_m(b.wkb, b.n, 13, 14), 5, 1e-12); /* corner, 3-4-5 */
    assert_near(tomt_wkb_distance_m(b.wkb, b.n, 5, -2), 2, 1e-12);  /* side */
    assert_near(tomt_wkb_distance_m(b.wkb, b.n, 2, 2), 0, 0);
    assert_near(tomt_wkb_distance_m(b.wkb, b.n, 5, 4.75), 0.75, 1e-12); /* in the hole */
    free(b.wkb);
    b = from_wkt("MULTILINESTRING((0 0,4 3),(20 0,20 5))");
    /* (1, 7) to the line through 0,0 and 4,3: |4*7 - 3*1| / 5 = 5, its foot (4, 3) is the end */
    assert_near(tomt_wkb_distance_m(b.wkb, b.n, 1, 7), 5, 1e-12);
    assert_near(tomt_wkb_distance_m(b.wkb, b.n, 17, 2), 3, 1e-12);
    free(b.wkb);
}

static double circle(const char *wkt, double x, double y, double radius_m)
{
    struct bytes b = from_wkt(wkt);
    double area = tomt_wkb_circle_area_m2(b.wkb, b.n, x, y, radius_m);
    free(b.wkb);
    return area;
}

static void circle_and_polygon(void **state)
{
    (void)state;
    const char *big = "POLYGON((-100 -100,100 -100,100 100,-100 100,-100 -100))";
    assert_near(circle(big, 3, 4, 10), 100 * PI, 1e-10);    /* circle within */
    assert_near(circle(big, 0, 0, 200), 40000, 1e-8);       /* polygon within */
    assert_near(circle(big, 300, 0, 10), 0, 1e-12);         /* apart */
    assert_near(circle(big, 100, 100, 10), 25 * PI, 1e-10); /* a quarter at the corner */
    assert_near(circle(big, 100, 0, 10), 50 * PI, 1e-10);   /* a half at the side */
    /* The side passes 6 from the centre of r = 10: segment r² acos(d/r) - d sqrt(r² - d²)
     * = 100 acos(0.6) - 48 lies outside. */
    assert_near(circle(big, 94, 0, 10), 100 * PI - (100 * acos(0.6) - 48), 1e-10);
    /* A hole in the circle, 2 x 2, and one that the circle's centre is in. */
    assert_near(circle("POLYGON((-100 -100,100 -100,100 100,-100 100,-100 -100),"
                       "(1 1,3 1,3 3,1 3,1 1))",
                       0, 0, 10),
                100 * PI - 4, 1e-10);
    assert_near(circle("POLYGON((-100 -100,100 -100,100 100,-100 100,-100 -100),"
                       "(-1 -1,1 -1,1 1,-1 1,-1 -1))",
                       0, 0, 10),
                100 * PI - 4, 1e-10);
    /* A strip |y| <= 6 through the circle: both segments go. */
    assert_near(circle("POLYGON((-50 -6,50 -6,50 6,-50 6,-50 -6))", 0, 0, 10),
                100 * PI - 2 * (100 * acos(0.6) - 48), 1e-10);
    assert_near(circle(big, 0, 0, 0), 0, 0);
}

static void circle_area_is_the_same_far_away(void **state)
{
    (void)state;
    double near = circle("POLYGON((0 0,40 5,30 50,-5 30,0 0))", 10, 12, 21);
    double far = circle("POLYGON((500000 6600000,500040 6600005,500030 6600050,499995 6600030,"
                        "500000 6600000))",
                        500010, 6600012, 21);
    assert_near(far, near, 1e-9);
}

static void surely_valid_says_yes_to_the_simple(void **state)
{
    (void)state;
    static const char *const valid[] = {
        "POLYGON((0 0,10 0,10 10,0 10,0 0))",
        "POLYGON((0 0,10 0,10 10,5 2,0 10,0 0))",
        "POLYGON((0 0,5 0,10 0,10 10,0 10,0 0))", /* a vertex along a side */
        "POLYGON((0 0,1 1,0 1,0 0))",
        "POLYGON((0 0,10 0,10 10,0 10,0 0),(1 1,3 1,3 3,1 3,1 1),(5 5,7 5,7 7,5 5))",
        "MULTIPOLYGON(((0 0,1 0,1 1,0 1,0 0)),((2 0,3 0,3 1,2 1,2 0)))",
        "LINESTRING(0 0,1 1)",
        "MULTILINESTRING((0 0,1 1),(0 1,1 0))",
    };
    for (size_t i = 0; i < sizeof valid / sizeof *valid; i++) {
        struct bytes b = from_wkt(valid[i]);
        if (!tomt_wkb_surely_valid(b.wkb, b.n))
            fail_msg("not sure of %s", valid[i]);
        free(b.wkb);
    }
}

static void surely_valid_never_says_yes_to_the_invalid(void **state)
{
    (void)state;
    static const char *const doubtful[] = {
        "POLYGON((0 0,10 10,10 0,0 10,0 0))",                           /* bow-tie */
        "POLYGON((0 0,10 0,20 0,10 0,10 10,0 0))",                      /* spike */
        "POLYGON((0 0,10 0,10 10,0 10,0 0),(20 20,21 20,21 21,20 20))", /* hole outside */
        "POLYGON((0 0,10 0,10 10,0 10,0 0),(1 1,9 1,9 9,1 9,1 1),(2 2,3 2,3 3,2 2))",
        "POLYGON((0 0,10 0,10 10,0 10,0 0),(5 5,15 5,15 6,5 6,5 5))",
        "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((1 1,2 1,2 2,1 2,1 1)))", /* part in part */
        "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((2 2,6 2,6 6,2 6,2 2)))",
        "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((4 0,8 0,8 4,4 4,4 0)))", /* a shared side */
        "POLYGON((0 0,4 4,8 8,0 0))",                                    /* no area */
        "POLYGON((0 0,10 0,5 5,10 10,0 10,5 5,0 0))",                    /* touches itself */
        "LINESTRING(1 1,1 1)",
    };
    for (size_t i = 0; i < sizeof doubtful / sizeof *doubtful; i++) {
        struct bytes b = from_wkt(doubtful[i]);
        if (tomt_wkb_surely_valid(b.wkb, b.n))
            fail_msg("wrongly sure of %s", doubtful[i]);
        free(b.wkb);
    }
}

/* Random rings on a coarse grid touch, cross and fold in every way: GEOS is the judge. */
static void surely_valid_agrees_with_geos_on_random_rings(void **state)
{
    (void)state;
    GEOSContextHandle_t geos = GEOS_init_r();
    GEOSWKBReader *reader = GEOSWKBReader_create_r(geos);
    uint64_t seed = 42;
    size_t n_yes = 0, n_valid = 0;
    for (int round = 0; round < 60000; round++) {
        uint8_t wkb[13 + 4 + 16 * 16];
        uint32_t n_rings = 1 + (uint32_t)(random_bits(&seed) % 2);
        size_t at = 9;
        wkb[0] = 1;
        memcpy(wkb + 1, &(uint32_t){3}, 4);
        memcpy(wkb + 5, &n_rings, 4);
        for (uint32_t ring = 0; ring < n_rings; ring++) {
            uint32_t n = 4 + (uint32_t)(random_bits(&seed) % 3);
            uint8_t *first = wkb + at + 4;
            memcpy(wkb + at, &n, 4);
            at += 4;
            for (uint32_t i = 0; i < n; i++, at += 16) {
                double most = ring ? 5 : 9, least = ring ? 2 : 0;
                double xy[2] = {floor(random_between(&seed, least, most)) * 0.1,
                                floor(random_between(&seed, least, most)) * 0.1};
                memcpy(wkb + at, i + 1 == n ? (void *)first : (void *)xy, 16);
            }
        }
        GEOSGeometry *geometry = GEOSWKBReader_read_r(geos, reader, wkb, at);
        assert_non_null(geometry);
        bool valid = GEOSisValid_r(geos, geometry) == 1, yes = tomt_wkb_surely_valid(wkb, at);
        GEOSGeom_destroy_r(geos, geometry);
        if (yes && !valid)
            fail_msg("round %d: a wrong yes", round);
        n_yes += yes;
        n_valid += valid;
    }
    assert_true(n_yes > n_valid / 2); /* and it is of use */
    GEOSWKBReader_destroy_r(geos, reader);
    GEOS_finish_r(geos);
}

/* A long wobbling ring of n vertices: valid unless two far apart vertices are moved onto or across
 * each other's edges. */
static size_t wobble(uint64_t *seed, uint32_t n, uint8_t *wkb)
{
    wkb[0] = 1;
    memcpy(wkb + 1, &(uint32_t){3}, 4);
    memcpy(wkb + 5, &(uint32_t){1}, 4);
    memcpy(wkb + 9, &(uint32_t){n + 1}, 4);
    double waves = floor(random_between(seed, 2, 40)), depth = random_between(seed, 0.1, 0.9);
    for (uint32_t i = 0; i <= n; i++) {
        double angle = 2 * PI * (i % n) / n, r = 1000 * (1 + depth * sin(waves * angle));
        /* Twisted, so that it is not star-shaped about its middle. */
        double twist = angle + 0.9 * sin(3 * r / 1000);
        double xy[2] = {500000 + r * cos(twist), 6600000 + r * sin(twist)};
        memcpy(wkb + 13 + 16 * i, xy, 16);
    }
    if (random_bits(seed) % 2) {
        size_t from = random_bits(seed) % (n - 1) + 1, to = random_bits(seed) % (n - 1) + 1;
        memcpy(wkb + 13 + 16 * from, wkb + 13 + 16 * to, 16);
    }
    return 13 + 16 * (n + 1);
}

static void surely_valid_agrees_with_geos_on_long_rings(void **state)
{
    (void)state;
    GEOSContextHandle_t geos = GEOS_init_r();
    GEOSWKBReader *reader = GEOSWKBReader_create_r(geos);
    uint8_t *wkb = malloc(13 + 16 * 3001);
    uint64_t seed = 9;
    size_t n_yes = 0, n_valid = 0, n_invalid = 0;
    for (int round = 0; round < 400; round++) {
        size_t size = wobble(&seed, 60 + (uint32_t)(random_bits(&seed) % 2900), wkb);
        GEOSGeometry *geometry = GEOSWKBReader_read_r(geos, reader, wkb, size);
        bool valid = GEOSisValid_r(geos, geometry) == 1, yes = tomt_wkb_surely_valid(wkb, size);
        GEOSGeom_destroy_r(geos, geometry);
        if (yes && !valid)
            fail_msg("round %d: a wrong yes", round);
        n_yes += yes;
        n_valid += valid;
        n_invalid += !valid;
    }
    assert_true(n_invalid > 50 && n_valid > 50 && n_yes * 10 > n_valid * 9);
    free(wkb);
    GEOSWKBReader_destroy_r(geos, reader);
    GEOS_finish_r(geos);
}

static void shapes_keep_and_append(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_shapes a, b, points;
    tomt_shapes_start(&a, arena, TOMT_POLYGONS);
    tomt_shapes_start(&b, arena, TOMT_POLYGONS);
    tomt_shapes_start(&points, arena, TOMT_POINTS);
    for (int i = 0; i < 100; i++) {
        char wkt[120];
        snprintf(wkt, sizeof wkt, "POLYGON((%d 0,%d 0,%d %d,%d 0))", i, i + 1, i + 1, i + 1, i);
        struct bytes bytes = from_wkt(wkt);
        assert_true(tomt_shapes_add_wkb(&a, bytes.wkb, bytes.n, &err));
        free(bytes.wkb);
        assert_true(tomt_shapes_add_point(&points, i, i == 7 ? NAN : 2.0 * i, &err));
    }
    assert_true(tomt_shapes_append(&b, &a, &err) && tomt_shapes_append(&b, &a, &err));
    uint8_t keep[200];
    for (int i = 0; i < 200; i++)
        keep[i] = i % 3 == 0;
    assert_true(tomt_shapes_keep(&b, keep, &err));
    assert_int_equal(b.n, 67);
    for (size_t row = 0; row < b.n; row++) {
        size_t size;
        double side = (double)(3 * row % 100);
        const uint8_t *wkb = tomt_shapes_wkb(&b, row, &size);
        assert_near(tomt_wkb_area_m2(wkb, size), 0.5 * (side + 1), 1e-12); /* 1 x (i + 1) / 2 */
        assert_true(b.box[row].min_x == side && b.box[row].max_y == side + 1);
    }
    struct tomt_box extent = tomt_shapes_extent(&points);
    assert_true(extent.min_x == 0 && extent.max_x == 99 && extent.max_y == 198);
    assert_false(tomt_shapes_append(&b, &points, &err));
    tomt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(area_takes_holes_away_whatever_their_orientation),
        cmocka_unit_test(area_does_not_suffer_from_far_coordinates),
        cmocka_unit_test(length_counts_rings_of_holes),
        cmocka_unit_test(centroid_weighs_by_area),
        cmocka_unit_test(a_point_on_the_edge_is_inside),
        cmocka_unit_test(point_in_polygon_is_exact_beside_a_slanted_edge),
        cmocka_unit_test(distance_to_lines_and_polygons),
        cmocka_unit_test(circle_and_polygon),
        cmocka_unit_test(circle_area_is_the_same_far_away),
        cmocka_unit_test(surely_valid_says_yes_to_the_simple),
        cmocka_unit_test(surely_valid_never_says_yes_to_the_invalid),
        cmocka_unit_test(surely_valid_agrees_with_geos_on_random_rings),
        cmocka_unit_test(surely_valid_agrees_with_geos_on_long_rings),
        cmocka_unit_test(shapes_keep_and_append),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
