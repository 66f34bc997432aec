/* The cutter against GEOS on whole polygons: how polygons lie to each other, and what is cut out.
 */
#include "geo_support.h"

#include <math.h>

#include "geo/clip.h"

static const double PI = 3.14159265358979323846;

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

static GEOSGeometry *geometry_of(struct room *room, const char *wkt, struct tomt_box *box)
{
    struct bytes b = from_wkt(wkt);
    GEOSGeometry *geometry = tomt_seat_read(room->seat, b.wkb, b.n, &room->err);
    *box = tomt_wkb_box(b.wkb, b.n);
    free(b.wkb);
    return geometry;
}

static void add(struct room *room, struct tomt_shapes *shapes, const char *wkt)
{
    struct bytes b = from_wkt(wkt);
    assert_true(tomt_shapes_add_wkb(shapes, b.wkb, b.n, &room->err));
    free(b.wkb);
}

static enum tomt_meets meets_of(struct room *room, const char *shape, const char *wkt)
{
    struct tomt_shapes shapes;
    struct tomt_box box;
    enum tomt_meets meets;
    tomt_shapes_start(&shapes, room->arena, TOMT_POLYGONS);
    add(room, &shapes, shape);
    GEOSGeometry *geometry = geometry_of(room, wkt, &box);
    struct tomt_cutter *cutter = tomt_cutter_open(room->seat, &shapes, 1 << 20, &room->err);
    assert_true(tomt_cutter_meets(cutter, 0, geometry, &box, &meets, &room->err));
    GEOSGeom_destroy_r(room->seat->geos, geometry);
    return meets;
}

static void how_polygons_lie(void **state)
{
    static const char HOLED[] = "POLYGON((0 0,10 0,10 10,0 10,0 0),(4 4,6 4,6 6,4 6,4 4))";
    static const struct {
        const char *shape, *geometry;
        enum tomt_meets meets;
    } rows[] = {
        {HOLED, "POLYGON((1 1,2 1,2 2,1 2,1 1))", TOMT_COVERED},
        {HOLED, "POLYGON((0 0,2 0,2 2,0 2,0 0))", TOMT_COVERED},                /* in the corner */
        {HOLED, "POLYGON((4 6,6 6,6 8,4 8,4 6))", TOMT_COVERED},                /* along the hole */
        {HOLED, "POLYGON((0 0,10 0,10 10,0 10,0 0))", TOMT_TOUCHES_OR_CROSSES}, /* fills it */
        {HOLED, HOLED, TOMT_COVERED},
        {HOLED, "POLYGON((4 4,6 4,6 6,4 6,4 4))", TOMT_APART},        /* the hole itself */
        {HOLED, "POLYGON((4.5 4.5,5 4.5,5 5,4.5 4.5))", TOMT_APART},  /* in the hole */
        {HOLED, "POLYGON((10 0,12 0,12 10,10 10,10 0))", TOMT_APART}, /* next door */
        {HOLED, "POLYGON((10 10,12 10,12 12,10 10))", TOMT_APART},    /* at the corner */
        {HOLED, "POLYGON((10 2,12 2,12 3,10 3,10 2))", TOMT_APART},   /* along a part */
        {HOLED, "POLYGON((9 2,12 2,12 3,9 3,9 2))", TOMT_TOUCHES_OR_CROSSES},
        {HOLED, "POLYGON((3 3,7 3,7 7,3 7,3 3))", TOMT_TOUCHES_OR_CROSSES}, /* around the hole */
        {HOLED, "POLYGON((-1 -1,11 -1,11 11,-1 11,-1 -1))", TOMT_TOUCHES_OR_CROSSES},
        {HOLED, "POLYGON((0 0,4 4,4 6,0 10,0 0))", TOMT_COVERED},          /* chord to the hole */
        {HOLED, "POLYGON((0 0,10 0,10 10,0 0))", TOMT_TOUCHES_OR_CROSSES}, /* over the hole */
        {HOLED, "MULTIPOLYGON(((1 1,2 1,2 2,1 1)),((11 1,12 1,12 2,11 1)))",
         TOMT_TOUCHES_OR_CROSSES},
        {HOLED, "POLYGON((-5 -5,15 -5,15 15,-5 15,-5 -5),(0 0,0 10,10 10,10 0,0 0))", TOMT_APART},
        /* A notch: both ends of the side touch, the side runs outside. */
        {"POLYGON((0 0,10 0,10 10,5 5,0 10,0 0))", "POLYGON((2 2,10 10,0 10,2 2))",
         TOMT_TOUCHES_OR_CROSSES},
        {"POLYGON((0 0,10 0,10 10,5 5,0 10,0 0))", "POLYGON((0 10,5 5,10 10,0 10))", TOMT_APART},
        /* Two parts that meet in a point; the geometry lies in one and touches it. */
        {"MULTIPOLYGON(((0 0,5 0,5 5,0 5,0 0)),((5 5,9 5,9 9,5 9,5 5)))",
         "POLYGON((3 3,5 3,5 5,3 5,3 3))", TOMT_COVERED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (meets_of(*state, rows[i].shape, rows[i].geometry) != rows[i].meets)
            fail_msg("row %zu: %s", i, rows[i].geometry);
}

/* A random valid polygon on a coarse grid (so that borders are often shared), perhaps with a hole;
 * NULL: not this time. */
static GEOSGeometry *random_polygon(struct room *room, uint64_t *seed, double size,
                                    uint8_t wkb[400], size_t *n)
{
    uint32_t n_rings = 1 + (random_bits(seed) % 3 == 0);
    wkb[0] = 1;
    memcpy(wkb + 1, &(uint32_t){3}, 4);
    memcpy(wkb + 5, &n_rings, 4);
    *n = 9;
    for (uint32_t ring = 0; ring < n_rings; ring++) {
        uint32_t points = 4 + (uint32_t)(random_bits(seed) % 3);
        size_t first = *n + 4;
        memcpy(wkb + *n, &points, 4);
        *n += 4;
        for (uint32_t i = 0; i < points; i++, *n += 16) {
            double xy[2] = {floor(random_between(seed, 0, size)),
                            floor(random_between(seed, 0, size))};
            memcpy(wkb + *n, i + 1 == points ? (void *)(wkb + first) : (void *)xy, 16);
        }
    }
    GEOSGeometry *geometry = GEOSWKBReader_read_r(room->seat->geos, room->seat->reader, wkb, *n);
    if (geometry && GEOSisValid_r(room->seat->geos, geometry) == 1)
        return geometry;
    GEOSGeom_destroy_r(room->seat->geos, geometry);
    return NULL;
}

static void how_random_polygons_lie(void **state)
{
    struct room *room = *state;
    uint64_t seed = 11;
    size_t seen[3] = {0};
    for (int round = 0; round < 90000; round++) {
        uint8_t a[400], b[400];
        size_t n_a, n_b;
        GEOSGeometry *shape = random_polygon(room, &seed, round % 4 == 2 ? 5 : 9, a, &n_a);
        GEOSGeometry *geometry = random_polygon(room, &seed, round % 2 ? 9 : 5, b, &n_b);
        if (shape && geometry) {
            struct tomt_arena_mark mark = tomt_arena_mark(room->arena);
            struct tomt_shapes shapes;
            enum tomt_meets meets, expected = TOMT_TOUCHES_OR_CROSSES;
            struct tomt_box box = tomt_wkb_box(b, n_b);
            tomt_shapes_start(&shapes, room->arena, TOMT_POLYGONS);
            assert_true(tomt_shapes_add_wkb(&shapes, a, n_a, &room->err));
            struct tomt_cutter *cutter = tomt_cutter_open(room->seat, &shapes, 9999, &room->err);
            assert_true(tomt_cutter_meets(cutter, 0, geometry, &box, &meets, &room->err));
            if (GEOSCovers_r(room->seat->geos, shape, geometry) == 1)
                expected = TOMT_COVERED;
            else if (GEOSRelatePattern_r(room->seat->geos, shape, geometry, "2********") == 0)
                expected = TOMT_APART;
            seen[expected]++;
            if (meets != expected)
                fail_msg("round %d: %d, GEOS says %d", round, meets, expected);
            tomt_arena_rewind(room->arena, mark);
        }
        GEOSGeom_destroy_r(room->seat->geos, shape);
        GEOSGeom_destroy_r(room->seat->geos, geometry);
    }
    assert_true(seen[0] > 100 && seen[1] > 1000 && seen[2] > 100);
}

/* A coast: a wobbling ring of n vertices with holes, about (x, y). */
static void add_coast(struct room *room, struct tomt_shapes *shapes, size_t n, double x, double y,
                      double radius_m)
{
    enum { N_HOLES = 30, N_ROUND = 400 };
    uint8_t *wkb = malloc(9 + (N_HOLES + 1) * 4 + 16 * (n + 1 + N_HOLES * (N_ROUND + 1)));
    uint32_t n_rings = N_HOLES + 1;
    size_t at = 9;
    wkb[0] = 1;
    memcpy(wkb + 1, &(uint32_t){3}, 4);
    memcpy(wkb + 5, &n_rings, 4);
    for (uint32_t ring = 0; ring < n_rings; ring++) {
        uint32_t points = ring ? N_ROUND : (uint32_t)n, count = points + 1;
        double around = 2 * PI * ring / N_HOLES;
        double cx = ring ? x + 0.5 * radius_m * cos(around) : x;
        double cy = ring ? y + 0.5 * radius_m * sin(around) : y;
        memcpy(wkb + at, &count, 4);
        at += 4;
        for (uint32_t i = 0; i <= points; i++, at += 16) {
            double angle = 2 * PI * (i % points) / points;
            double r = ring ? 0.04 * radius_m * (1 + 0.2 * sin(9 * angle))
                            : radius_m * (1 + 0.1 * sin(7 * angle) + 0.03 * sin(151 * angle));
            double xy[2] = {cx + r * cos(angle), cy + r * sin(angle)};
            memcpy(wkb + at, xy, 16);
        }
    }
    assert_true(tomt_shapes_add_wkb(shapes, wkb, at, &room->err));
    free(wkb);
}

static GEOSGeometry *random_parcel(struct room *room, uint64_t *seed, double x, double y,
                                   double radius_m, struct tomt_box *box)
{
    char wkt[600];
    double cx = x + random_between(seed, -1.2, 1.2) * radius_m;
    double cy = y + random_between(seed, -1.2, 1.2) * radius_m;
    double size = random_between(seed, 0, 1) < 0.9 ? random_between(seed, 0.001, 0.05)
                                                   : random_between(seed, 0.05, 0.9);
    size_t n = 0;
    double first[2] = {0, 0};
    n += (size_t)snprintf(wkt, sizeof wkt, "POLYGON((");
    for (int i = 0; i <= 6; i++) {
        double angle = 2 * PI * i / 6, r = size * radius_m * random_between(seed, 0.5, 1);
        double px = i == 6 ? first[0] : cx + r * cos(angle);
        double py = i == 6 ? first[1] : cy + r * sin(angle);
        if (i == 0) {
            first[0] = px;
            first[1] = py;
        }
        n += (size_t)snprintf(wkt + n, sizeof wkt - n, "%s%.17g %.17g", i ? "," : "", px, py);
    }
    snprintf(wkt + n, sizeof wkt - n, "))");
    return geometry_of(room, wkt, box);
}

static double area_of(struct room *room, const GEOSGeometry *geometry)
{
    double area_m2 = 0;
    assert_non_null(geometry);
    assert_int_equal(GEOSArea_r(room->seat->geos, geometry, &area_m2), 1);
    return area_m2;
}

/* Cut in a cell or cut in the whole: the same to 1e-9 of the parcel's area. */
static void check_cuts(struct room *room, double x, double y, double radius_m, size_t max_bytes)
{
    struct tomt_shapes shapes;
    tomt_shapes_start(&shapes, room->arena, TOMT_POLYGONS);
    add_coast(room, &shapes, 20000, x, y, radius_m);
    add_coast(room, &shapes, 5000, x + 0.3 * radius_m, y, radius_m);
    struct tomt_cutter *cutter = tomt_cutter_open(room->seat, &shapes, max_bytes, &room->err);
    GEOSGeometry *coast[2] = {tomt_seat_shape(room->seat, &shapes, 0, &room->err),
                              tomt_seat_shape(room->seat, &shapes, 1, &room->err)};
    uint64_t seed = 5;
    size_t seen[3] = {0};
    for (int round = 0; round < 600; round++) {
        struct tomt_box box;
        enum tomt_meets meets;
        bool snapped;
        size_t row = (size_t)round % 2;
        GEOSGeometry *parcel = random_parcel(room, &seed, x, y, radius_m, &box);
        double parcel_m2 = area_of(room, parcel);
        GEOSGeometry *expected = GEOSIntersection_r(room->seat->geos, parcel, coast[row]);
        GEOSGeometry *in =
            tomt_cutter_cut(cutter, row, TOMT_INTERSECTION, parcel, &box, &snapped, &room->err);
        GEOSGeometry *out =
            tomt_cutter_cut(cutter, row, TOMT_DIFFERENCE, parcel, &box, &snapped, &room->err);
        double in_m2 = area_of(room, in), expected_m2 = area_of(room, expected);
        assert_near(in_m2, expected_m2, 1e-9 * parcel_m2);
        assert_near(in_m2 + area_of(room, out), parcel_m2, 1e-9 * parcel_m2);
        assert_int_equal(GEOSisValid_r(room->seat->geos, in), 1);
        assert_int_equal(GEOSisValid_r(room->seat->geos, out), 1);
        assert_true(tomt_cutter_meets(cutter, row, parcel, &box, &meets, &room->err));
        seen[meets]++;
        assert_int_equal(meets == TOMT_COVERED,
                         GEOSCovers_r(room->seat->geos, coast[row], parcel) == 1);
        assert_int_equal(meets == TOMT_APART, GEOSRelatePattern_r(room->seat->geos, coast[row],
                                                                  parcel, "2********") == 0);
        GEOSGeom_destroy_r(room->seat->geos, parcel);
        GEOSGeom_destroy_r(room->seat->geos, expected);
        GEOSGeom_destroy_r(room->seat->geos, in);
        GEOSGeom_destroy_r(room->seat->geos, out);
    }
    assert_true(seen[0] > 50 && seen[1] > 50 && seen[2] > 50);
    GEOSGeom_destroy_r(room->seat->geos, coast[0]);
    GEOSGeom_destroy_r(room->seat->geos, coast[1]);
}

static void cuts_in_cells_equal_cuts_in_the_whole(void **state)
{
    check_cuts(*state, 0, 0, 100, 64 << 20);
}

static void cuts_hold_far_from_the_origin(void **state)
{
    check_cuts(*state, 570000, 6620000, 5000, 64 << 20);
}

static void cuts_hold_when_nothing_can_be_kept(void **state)
{
    check_cuts(*state, 570000, 6620000, 5000, 1);
}

/* Whatever allocation of ours fails, the failure is clean, and what comes after works. */
static void running_out_of_memory_is_clean(void **state)
{
    struct room *room = *state;
    struct tomt_shapes shapes;
    struct tomt_box box;
    tomt_shapes_start(&shapes, room->arena, TOMT_POLYGONS);
    add_coast(room, &shapes, 20000, 0, 0, 1000);
    add(room, &shapes, "POLYGON((900 -20,1200 -20,1200 30,900 30,900 -20))");
    GEOSGeometry *parcel =
        geometry_of(room, "POLYGON((900 -20,1200 -20,1200 30,1000 31,900 30,900 -20))", &box);
    bool done = false;
    for (uint64_t at = 1; !done; at++) {
        struct tomt_error err = {0};
        enum tomt_meets meets;
        bool snapped;
        GEOSGeometry *piece[2] = {NULL, NULL};
        struct tomt_arena_mark mark = tomt_arena_mark(room->arena);
        tomt_allocation_fail_at(at);
        struct tomt_cutter *cutter = tomt_cutter_open(room->seat, &shapes, 1 << 20, &err);
        done = cutter != NULL;
        for (size_t row = 0; done && row < 2; row++) {
            done = tomt_cutter_meets(cutter, row, parcel, &box, &meets, &err);
            piece[row] =
                done ? tomt_cutter_cut(cutter, row, TOMT_INTERSECTION, parcel, &box, &snapped, &err)
                     : NULL;
            done = done && piece[row];
        }
        tomt_allocation_fail_at(0);
        assert_int_equal(err.code, done ? TOMT_OK : TOMT_MEMORY);
        for (size_t row = 0; row < 2; row++)
            GEOSGeom_destroy_r(room->seat->geos, piece[row]);
        tomt_arena_rewind(room->arena, mark);
        assert_true(at < 1000);
    }
    GEOSGeom_destroy_r(room->seat->geos, parcel);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(how_polygons_lie),
        cmocka_unit_test(how_random_polygons_lie),
        cmocka_unit_test(cuts_in_cells_equal_cuts_in_the_whole),
        cmocka_unit_test(cuts_hold_far_from_the_origin),
        cmocka_unit_test(cuts_hold_when_nothing_can_be_kept),
        cmocka_unit_test(running_out_of_memory_is_clean),
    };
    return cmocka_run_group_tests(tests, open_room, close_room);
}
