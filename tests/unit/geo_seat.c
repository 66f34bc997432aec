/* The seat: repair, overlay and its retries, polygons of a result, site point, inscribed circle,
 * bytes in and out. */
#include "geo_support.h"

#include <math.h>

#include "geo/seat.h"

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

static GEOSGeometry *geometry_of(struct room *room, const char *wkt)
{
    struct bytes b = from_wkt(wkt);
    GEOSGeometry *geometry = tomt_seat_read(room->seat, b.wkb, b.n, &room->err);
    free(b.wkb);
    assert_non_null(geometry);
    return geometry;
}

static double area_of(struct room *room, const GEOSGeometry *geometry)
{
    double area_m2 = -1;
    assert_non_null(geometry);
    GEOSArea_r(room->seat->geos, geometry, &area_m2);
    return area_m2;
}

static double repaired_area(struct room *room, const char *wkt, bool *repaired, char reason[160])
{
    struct bytes b = from_wkt(wkt);
    uint8_t *out = NULL;
    size_t size = 0;
    assert_true(tomt_seat_repair(room->seat, b.wkb, b.n, TOMT_POLYGONS, repaired, &out, &size,
                                 reason, &room->err));
    double area_m2 = *repaired ? tomt_wkb_area_m2(out, size) : tomt_wkb_area_m2(b.wkb, b.n);
    free(b.wkb);
    return area_m2;
}

static void repair(void **state)
{
    bool repaired;
    char reason[160];
    /* A bow-tie over 10 x 10: its two triangles, each 10 x 5 / 2. */
    assert_near(repaired_area(*state, "POLYGON((0 0,10 10,10 0,0 10,0 0))", &repaired, reason), 50,
                1e-9);
    assert_true(repaired);
    assert_non_null(strstr(reason, "Self-intersection"));
    /* A spike goes, the square stays. */
    assert_near(
        repaired_area(*state, "POLYGON((0 0,10 0,20 0,10 0,10 10,0 10,0 0))", &repaired, reason),
        100, 1e-9);
    assert_true(repaired);
    /* A hole that sticks out takes only what is inside: 100 - 5 x 1. */
    assert_near(repaired_area(*state, "POLYGON((0 0,10 0,10 10,0 10,0 0),(5 5,15 5,15 6,5 6,5 5))",
                              &repaired, reason),
                95, 1e-9);
    assert_true(repaired);
    /* Parts over each other count once: 16 + 16 - 4. */
    assert_near(repaired_area(*state,
                              "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((2 2,6 2,6 6,2 6,2 2)))",
                              &repaired, reason),
                28, 1e-9);
    assert_true(repaired);
    /* Nothing with an area remains. */
    assert_near(repaired_area(*state, "POLYGON((0 0,4 4,8 8,0 0))", &repaired, reason), 0, 0);
    assert_true(repaired);
    /* Valid though not surely: a hole that touches the shell. */
    assert_near(repaired_area(*state, "POLYGON((0 0,10 0,10 10,0 10,0 0),(0 5,2 4,2 6,0 5))",
                              &repaired, reason),
                98, 1e-9);
    assert_false(repaired);
}

static void overlay(void **state)
{
    struct room *room = *state;
    GEOSGeometry *a = geometry_of(room, "POLYGON((0 0,10 0,10 10,0 10,0 0))");
    GEOSGeometry *b = geometry_of(room, "POLYGON((6 7,20 7,20 20,6 20,6 7))");
    static const double expected[] = {12, 88, 270}; /* 4 x 3; 100 - 12; 100 + 14 x 13 - 12 */
    for (int what = 0; what < 3; what++) {
        bool snapped = true;
        GEOSGeometry *result =
            tomt_seat_overlay(room->seat, (enum tomt_overlay)what, a, b, &snapped, &room->err);
        assert_near(area_of(room, result), expected[what], 1e-9);
        assert_false(snapped);
        GEOSGeom_destroy_r(room->seat->geos, result);
    }
    /* The bow-tie fails as it is; made valid, its upper triangle (50 / 2) is half in b's shadow: y
     * above 7 and x above 6 leaves the triangle (7,7) (10,10) (6,10) (6,7): 4 x 3 - 3 x 3 / 2
     * = 7.5. */
    GEOSGeometry *bow = geometry_of(room, "POLYGON((0 0,10 10,0 10,10 0,0 0))");
    bool snapped = true;
    GEOSGeometry *result =
        tomt_seat_overlay(room->seat, TOMT_INTERSECTION, bow, b, &snapped, &room->err);
    assert_near(area_of(room, result), 7.5, 1e-9);
    assert_false(snapped);
    GEOSGeom_destroy_r(room->seat->geos, result);
    GEOSGeom_destroy_r(room->seat->geos, bow);
    GEOSGeom_destroy_r(room->seat->geos, a);
    GEOSGeom_destroy_r(room->seat->geos, b);
}

/* GEOS asks at certain points whether to go on; here it is let go a number of times, then told to
 * stop a number of times, which it takes for failures. */
static int n_asked, to_go, to_stop;

static void stop_some(void)
{
    int asked = n_asked++;
    if (asked >= to_go && asked < to_go + to_stop)
        GEOS_interruptRequest();
}

static double stopped_overlay(struct room *room, const GEOSGeometry *a, const GEOSGeometry *b,
                              int go, int stops, bool *snapped)
{
    double area_m2 = NAN;
    n_asked = 0;
    to_go = go;
    to_stop = stops;
    tomt_error_clear(&room->err);
    GEOSGeometry *result =
        tomt_seat_overlay(room->seat, TOMT_INTERSECTION, a, b, snapped, &room->err);
    if (result)
        area_m2 = area_of(room, result);
    GEOSGeom_destroy_r(room->seat->geos, result);
    return area_m2;
}

static void overlay_snaps_when_all_else_fails(void **state)
{
    struct room *room = *state;
    GEOSGeometry *bow = geometry_of(room, "POLYGON((0 0,10 10,0 10,10 0,0 0))");
    GEOSGeometry *valid =
        geometry_of(room, "MULTIPOLYGON(((0 10,5 5,10 10,0 10)),((0 0,10 0,5 5,0 0)))");
    GEOSGeometry *b = geometry_of(room, "POLYGON((6 7,20 7,20 20,6 20,6 7))");
    bool snapped;
    GEOS_interruptRegisterCallback(stop_some);
    assert_near(stopped_overlay(room, valid, b, 0, 0, &snapped), 7.5, 1e-9);
    int n_last = n_asked;
    assert_near(stopped_overlay(room, bow, b, 0, 0, &snapped), 7.5, 1e-9);
    assert_false(snapped);
    int go =
        n_asked -
        n_last; /* what fails as it is and what repairs it is let pass, what follows is stopped */
    size_t n_snapped = 0;
    for (int stops = 1; stops < 10; stops++) {
        double area_m2 = stopped_overlay(room, bow, b, go, stops, &snapped);
        if (!isnan(area_m2))
            assert_near(area_m2, 7.5, 1e-3);
        n_snapped += !isnan(area_m2) && snapped;
    }
    assert_true(n_snapped > 0);
    assert_true(isnan(stopped_overlay(room, bow, b, go, 1000, &snapped)));
    assert_int_equal(room->err.code, TOMT_DATA);
    assert_non_null(strstr(room->err.text, "intersection failed"));
    GEOS_interruptRegisterCallback(NULL);
    GEOS_interruptCancel();
    tomt_error_clear(&room->err);
    GEOSGeom_destroy_r(room->seat->geos, bow);
    GEOSGeom_destroy_r(room->seat->geos, valid);
    GEOSGeom_destroy_r(room->seat->geos, b);
}

static void polygons_of_a_result(void **state)
{
    struct room *room = *state;
    size_t n_slivers = 0;
    double slivers_m2 = 0;
    GEOSGeometry *mixed = geometry_of(
        room, "GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,1 1),POLYGON((0 0,2 0,2 2,0 2,0 0)),"
              "MULTIPOLYGON(((5 5,5.5 5,5.5 5.5,5 5.5,5 5)),((8 8,9 8,9 9,8 9,8 8))))");
    GEOSGeometry *kept =
        tomt_seat_polygons(room->seat, mixed, 1, &n_slivers, &slivers_m2, &room->err);
    assert_near(area_of(room, kept), 5, 1e-12); /* 4 + 1; a part of exactly 1 m2 is no sliver */
    assert_int_equal(n_slivers, 1);
    assert_near(slivers_m2, 0.25, 1e-12);
    GEOSGeom_destroy_r(room->seat->geos, kept);
    kept = tomt_seat_polygons(room->seat, geometry_of(room, "POLYGON((0 0,1 0,0 1,0 0))"), 1,
                              &n_slivers, &slivers_m2, &room->err);
    assert_int_equal(GEOSisEmpty_r(room->seat->geos, kept), 1);
    assert_int_equal(n_slivers, 2); /* added to what was counted */
    assert_near(slivers_m2, 0.75, 1e-12);
    GEOSGeom_destroy_r(room->seat->geos, kept);
    kept = tomt_seat_polygons(room->seat, geometry_of(room, "LINESTRING(0 0,1 1)"), 0, NULL, NULL,
                              &room->err);
    assert_int_equal(GEOSisEmpty_r(room->seat->geos, kept), 1);
    GEOSGeom_destroy_r(room->seat->geos, kept);
}

static void bytes_go_out_and_in(void **state)
{
    struct room *room = *state;
    static const char *const rows[] = {
        "POLYGON((0 0,10 0,10 10,0 10,0 0),(1 1,2 1,2 2,1 1))",
        "MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))",
    };
    struct tomt_shapes shapes;
    tomt_shapes_start(&shapes, room->arena, TOMT_POLYGONS);
    for (size_t i = 0; i < 2; i++) {
        size_t size;
        struct bytes b = from_wkt(rows[i]);
        GEOSGeometry *geometry = geometry_of(room, rows[i]);
        assert_true(tomt_seat_write(room->seat, geometry, &shapes, &room->err));
        const uint8_t *wkb = tomt_shapes_wkb(&shapes, i, &size);
        assert_int_equal(size, b.n);
        assert_memory_equal(wkb, b.wkb, size);
        GEOSGeometry *back = tomt_seat_shape(room->seat, &shapes, i, &room->err);
        assert_int_equal(GEOSEqualsExact_r(room->seat->geos, back, geometry, 0), 1);
        GEOSGeom_destroy_r(room->seat->geos, back);
        GEOSGeom_destroy_r(room->seat->geos, geometry);
        free(b.wkb);
    }
    GEOSGeometry *line = geometry_of(room, "LINESTRING(0 0,1 1)");
    assert_false(tomt_seat_write(room->seat, line, &shapes, &room->err));
    tomt_error_clear(&room->err);
    GEOSGeom_destroy_r(room->seat->geos, line);
    assert_null(tomt_seat_read(room->seat, (const uint8_t *)"\1\3\0\0\0\1\0\0\0", 9, &room->err));
    assert_non_null(strstr(room->err.text, "reading a geometry"));
    tomt_error_clear(&room->err);
    assert_int_equal(shapes.n, 2);
}

static void site_point(void **state)
{
    struct room *room = *state;
    double x, y;
    GEOSGeometry *square = geometry_of(room, "POLYGON((0 0,10 0,10 10,0 10,0 0))");
    assert_true(tomt_seat_point(room->seat, square, &x, &y, &room->err));
    assert_near(x, 5, 1e-12);
    assert_near(y, 5, 1e-12);
    GEOSGeom_destroy_r(room->seat->geos, square);
    /* A U: 10 x 10 less 6 x 8 from above; its centroid is at x = 5, y = (500 - 48 * 6) / 52 = 4.08:
     * in the gap. */
    struct bytes b = from_wkt("POLYGON((0 0,10 0,10 10,8 10,8 2,2 2,2 10,0 10,0 0))");
    GEOSGeometry *u = tomt_seat_read(room->seat, b.wkb, b.n, &room->err);
    assert_true(tomt_wkb_centroid(b.wkb, b.n, &x, &y));
    assert_near(y, (500.0 - 288) / 52, 1e-12);
    assert_false(tomt_wkb_holds_point(b.wkb, b.n, x, y));
    assert_true(tomt_seat_point(room->seat, u, &x, &y, &room->err));
    assert_int_equal(tomt_wkb_side_of(b.wkb, b.n, x, y), TOMT_SIDE_INSIDE);
    GEOSGeom_destroy_r(room->seat->geos, u);
    free(b.wkb);
}

static double inscribed(struct room *room, const char *wkt)
{
    double diameter_m = -1;
    GEOSGeometry *geometry = geometry_of(room, wkt);
    assert_true(tomt_seat_inscribed_m(room->seat, geometry, &diameter_m, &room->err));
    GEOSGeom_destroy_r(room->seat->geos, geometry);
    return diameter_m;
}

static void inscribed_circle(void **state)
{
    assert_near(inscribed(*state, "POLYGON((0 0,100 0,100 30,0 30,0 0))"), 30, 0.1);
    /* An L of arms 20 wide, 100 long: the circle sits in the corner, touching both outer sides and
     * the inner corner (20, 20): r + r / sqrt 2 ... its centre (r, r) is sqrt 2 (20 - r) from that
     * corner: r = sqrt 2 (20 - r), so r = 20 sqrt 2 / (1 + sqrt 2) = 11.7157. */
    assert_near(inscribed(*state, "POLYGON((0 0,100 0,100 20,20 20,20 100,0 100,0 0))"),
                2 * 20 * sqrt(2) / (1 + sqrt(2)), 0.1);
    /* A square ring, 100 outside, 60 inside, walls of 20: the corners hold the same circle as the
     * L. */
    assert_near(
        inscribed(*state, "POLYGON((0 0,100 0,100 100,0 100,0 0),(20 20,80 20,80 80,20 80,20 20))"),
        2 * 20 * sqrt(2) / (1 + sqrt(2)), 0.1);
    /* A 3-4-5 triangle times 10: r = (30 + 40 - 50) / 2 = 10. */
    assert_near(inscribed(*state, "POLYGON((0 0,40 0,0 30,0 0))"), 20, 0.1);
    /* The widest part counts. */
    assert_near(
        inscribed(
            *state,
            "MULTIPOLYGON(((0 0,100 0,100 10,0 10,0 0)),((200 0,215 0,215 15,200 15,200 0)))"),
        15, 0.1);
    /* A long strip far from the origin. */
    assert_near(inscribed(*state,
                          "POLYGON((500000 6600000,502000 6600000,502000 6600005,500000 6600005,"
                          "500000 6600000))"),
                5, 0.1);
}

/* Shifting by (6e6, -6e6) changes nothing beyond 1e-6. */
static void shifting_changes_nothing(void **state)
{
    static const double ring[][2] = {{0, 0},   {120.5, 3.25}, {131, 60},   {90.125, 110},
                                     {60, 70}, {20, 100.75},  {-10.5, 55}, {0, 0}};
    struct room *room = *state;
    double area[2], diameter[2], x[2], y[2], length[2];
    for (int far = 0; far < 2; far++) {
        char wkt[800];
        size_t n = (size_t)snprintf(wkt, sizeof wkt, "POLYGON((");
        for (size_t i = 0; i < 8; i++)
            n += (size_t)snprintf(wkt + n, sizeof wkt - n, "%s%.17g %.17g", i ? "," : "",
                                  ring[i][0] + 6e6 * far, ring[i][1] - 6e6 * far);
        snprintf(wkt + n, sizeof wkt - n, "))");
        struct bytes b = from_wkt(wkt);
        GEOSGeometry *geometry = geometry_of(room, wkt);
        area[far] = tomt_wkb_area_m2(b.wkb, b.n);
        length[far] = tomt_wkb_length_m(b.wkb, b.n);
        diameter[far] = inscribed(room, wkt);
        assert_true(tomt_seat_point(room->seat, geometry, x + far, y + far, &room->err));
        GEOSGeom_destroy_r(room->seat->geos, geometry);
        free(b.wkb);
    }
    assert_near(area[1], area[0], 1e-6);
    assert_near(length[1], length[0], 1e-6);
    assert_near(diameter[1], diameter[0], 1e-6);
    assert_near(x[1] - 6e6, x[0], 1e-6);
    assert_near(y[1] + 6e6, y[0], 1e-6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(repair),
        cmocka_unit_test(overlay),
        cmocka_unit_test(overlay_snaps_when_all_else_fails),
        cmocka_unit_test(polygons_of_a_result),
        cmocka_unit_test(bytes_go_out_and_in),
        cmocka_unit_test(site_point),
        cmocka_unit_test(inscribed_circle),
        cmocka_unit_test(shifting_changes_nothing),
    };
    return cmocka_run_group_tests(tests, open_room, close_room);
}
