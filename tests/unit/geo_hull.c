/* geo_hull: outlines of points: by hand, hollow, against the concave hull of GEOS where that is
 * sound, and on points in line or nearly so, where it is not. */
#include "geo_support.h"

#include "geo/seat.h"

#include <math.h>

static const double PI = 3.14159265358979323846;
enum { MOST = 2000 };
static double x[MOST], y[MOST];

struct room {
    struct tomt_arena *arena;
    struct tomt_seat *seat;
    struct tomt_error err;
};

static int open_room(void **state)
{
    struct room *room = calloc(1, sizeof *room);
    *state = room;
    room->arena = tomt_arena_new(&room->err);
    room->seat = tomt_seat_open(room->arena, &room->err);
    return room->seat ? 0 : -1;
}

static int close_room(void **state)
{
    struct room *room = *state;
    tomt_arena_free(room->arena);
    free(room);
    return 0;
}

/* The hull of the first n points, which is valid, one ring, and holds them all. */
static GEOSGeometry *hull_of(struct room *room, size_t n, double ratio, double margin_m)
{
    struct tomt_arena_mark mark = tomt_arena_mark(room->arena);
    struct tomt_shapes shapes;
    size_t size;
    tomt_shapes_start(&shapes, room->arena, TOMT_POLYGONS);
    if (!tomt_seat_hull(room->seat, x, y, n, ratio, margin_m, &shapes, &room->err))
        fail_msg("%s", room->err.text);
    GEOSGeometry *hull = tomt_seat_shape(room->seat, &shapes, 0, &room->err);
    assert_int_equal(GEOSGeomTypeId_r(room->seat->geos, hull), GEOS_POLYGON);
    assert_int_equal(GEOSGetNumInteriorRings_r(room->seat->geos, hull), 0);
    assert_int_equal(GEOSisValid_r(room->seat->geos, hull), 1);
    const uint8_t *wkb = tomt_shapes_wkb(&shapes, 0, &size);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(tomt_wkb_side_of(wkb, size, x[i], y[i]), TOMT_SIDE_INSIDE);
    tomt_arena_rewind(room->arena, mark);
    return hull;
}

static double area_of(struct room *room, size_t n, double ratio, double margin_m)
{
    GEOSGeometry *hull = hull_of(room, n, ratio, margin_m);
    double area_m2;
    assert_int_equal(GEOSArea_r(room->seat->geos, hull, &area_m2), 1);
    GEOSGeom_destroy_r(room->seat->geos, hull);
    return area_m2;
}

static void put(size_t i, double at_x, double at_y)
{
    x[i] = at_x;
    y[i] = at_y;
}

static void one_two_and_in_line(void **state)
{
    struct room *room = *state;
    double circle_m2 = 16 * 25 * 25 * sin(2 * PI / 32); /* of 32 edges */
    put(0, 569000, 6622000);
    put(1, 569000, 6622000);
    assert_near(area_of(room, 1, 0.3, 25), circle_m2, 1e-6);
    assert_near(area_of(room, 2, 0.3, 25), circle_m2, 1e-6);
    put(2, 569030, 6622040);
    assert_near(area_of(room, 3, 0.3, 25), circle_m2 + 50 * 50, 1e-6);
    put(3, 569060, 6622080);
    assert_near(area_of(room, 4, 0.3, 25), circle_m2 + 50 * 100, 1e-6);
}

/* Corners of a square of 100 m and a fifth point 10 m inside the middle of the south side. Edges:
 * the sides (100), to the near corners sqrt(50^2 + 10^2) = 51.0, to the far ones sqrt(50^2 + 90^2)
 * = 103.0: at ratio 0.3 those over 51.0 + 0.3 * 52.0 = 66.6 may go. All four sides are as long, and
 * the inner corner of each is the fifth point, so one only can go: that of the first corners, west
 * to east and south to north, which is the south one: 100 * 10 / 2. */
static void one_triangle_goes(void **state)
{
    struct room *room = *state;
    const double place[][2] = {{0, 0}, {100, 0}, {100, 100}, {0, 100}, {50, 10}};
    for (size_t i = 0; i < 5; i++)
        put(i, place[i][0], place[i][1]);
    /* Widened by nearly nothing. */
    assert_near(area_of(room, 5, 1, 1e-4), 10000, 0.1);
    assert_near(area_of(room, 5, 0.3, 1e-4), 9500, 0.1);
}

static void as_the_library_has_it(void **state)
{
    struct room *room = *state;
    GEOSContextHandle_t geos = room->seat->geos;
    uint64_t chance = 3;
    size_t n_hollow = 0;
    for (int round = 0; round < 40; round++) {
        size_t n = round < 20 ? 30 : 400;
        GEOSGeometry *point[400];
        for (size_t i = 0; i < n; i++) {
            put(i, random_between(&chance, 569000, 570000), random_between(&chance, 0, 1000));
            point[i] = GEOSGeom_createPointFromXY_r(geos, x[i], y[i]);
        }
        GEOSGeometry *all = GEOSGeom_createCollection_r(geos, GEOS_MULTIPOINT, point, (unsigned)n);
        GEOSGeometry *theirs = GEOSConcaveHull_r(geos, all, 0.3, 0);
        GEOSGeometry *convex = GEOSConvexHull_r(geos, all);
        double theirs_m2, convex_m2, ours_m2 = area_of(room, n, 0.3, 1e-3);
        assert_int_equal(GEOSArea_r(geos, theirs, &theirs_m2), 1);
        assert_int_equal(GEOSArea_r(geos, convex, &convex_m2), 1);
        assert_near(ours_m2, theirs_m2, 30); /* the margin; a triangle has 1,000 */
        n_hollow += ours_m2 < 0.97 * convex_m2;
        GEOSGeom_destroy_r(geos, convex);
        GEOSGeom_destroy_r(geos, theirs);
        GEOSGeom_destroy_r(geos, all);
    }
    assert_true(n_hollow > 20);
}

/* In line but for rounding, on rasters, a crowd with a wall: the library's own hull crashes here.
 */
static void nearly_in_line(void **state)
{
    struct room *room = *state;
    uint64_t chance = 17;
    for (int round = 0; round < 3000; round++) {
        size_t n = round % 100 ? 1 + random_bits(&chance) % 12 : MOST;
        for (size_t i = 0; i < n; i++) {
            double u = random_between(&chance, 0, 1000), v = random_between(&chance, 0, 1000);
            switch (round % 4) {
            case 0:
                put(i, 569000 + u, 6622000 + 0.37 * u);
                break;
            case 1:
                put(i, 569000 + u, 6622000 + 1e-9 * v);
                break;
            case 2:
                put(i, 569000 + 200 * rint(u / 200), 6622000 + 200 * rint(v / 200));
                break;
            default:
                put(i, v < 500 ? 569000 : 569000 + u, 6622000 + v);
            }
        }
        GEOSGeom_destroy_r(room->seat->geos, hull_of(room, n, 0.3, 25));
    }
}

static void order_changes_nothing(void **state)
{
    struct room *room = *state;
    for (size_t i = 0; i < 400; i++) { /* an angle of a raster, each place twice or more */
        size_t column = i / 2 % 20, row = i / 40;
        bool is_left_out = column > 4 && row > 2;
        put(i, is_left_out ? 0 : 10 * (double)column, is_left_out ? 0 : 10 * (double)row);
    }
    GEOSGeometry *a = hull_of(room, 400, 0.1, 25);
    for (size_t i = 0; i < 200; i++) {
        double kept_x = x[i], kept_y = y[i];
        put(i, x[399 - i], y[399 - i]);
        put(399 - i, kept_x, kept_y);
    }
    GEOSGeometry *b = hull_of(room, 400, 0.1, 25);
    assert_int_equal(GEOSEqualsExact_r(room->seat->geos, a, b, 0), 1);
    GEOSGeom_destroy_r(room->seat->geos, a);
    GEOSGeom_destroy_r(room->seat->geos, b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_two_and_in_line),   cmocka_unit_test(one_triangle_goes),
        cmocka_unit_test(as_the_library_has_it), cmocka_unit_test(nearly_in_line),
        cmocka_unit_test(order_changes_nothing),
    };
    return cmocka_run_group_tests(tests, open_room, close_room);
}
