/* How polygons lie to each other and how wide they are, against GEOS as the peer: by chance, and
 * where borders are shared. */
#include "sites_support.h"

#include "sites/lie.h"
#include "sites/width.h"

struct bench {
    struct tomt_arena *arena;
    struct tomt_seat *seat;
    struct tomt_error err;
};

static void open_bench(struct bench *bench)
{
    *bench = (struct bench){0};
    bench->arena = tomt_arena_new(&bench->err);
    bench->seat = tomt_seat_open(bench->arena, &bench->err);
    assert_non_null(bench->seat);
}

static uint64_t seed = 1;
static unsigned chance(unsigned n)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(seed >> 33) % n;
}

/* Corners on a coarse lattice, so that shared corners and borders are common; around a centre, so
 * that the ring is simple. */
static GEOSGeometry *random_polygon(struct bench *bench, unsigned span)
{
    GEOSContextHandle_t geos = bench->seat->geos;
    for (;;) {
        unsigned n = 3 + chance(6);
        GEOSCoordSequence *xy = GEOSCoordSeq_create_r(geos, n + 1, 2);
        double cx = 200 + chance(span), cy = 200 + chance(span), first_x = 0, first_y = 0;
        for (unsigned i = 0; i < n; i++) {
            double angle = 6.283185307179586 * i / n, radius = 3 + chance(span);
            double x = round(cx + radius * cos(angle)), y = round(cy + radius * sin(angle));
            GEOSCoordSeq_setXY_r(geos, xy, i, x, y);
            if (i == 0) {
                first_x = x;
                first_y = y;
            }
        }
        GEOSCoordSeq_setXY_r(geos, xy, n, first_x, first_y);
        GEOSGeometry *polygon =
            GEOSGeom_createPolygon_r(geos, GEOSGeom_createLinearRing_r(geos, xy), NULL, 0);
        double area = 0;
        if (GEOSisValid_r(geos, polygon) == 1 && GEOSArea_r(geos, polygon, &area) == 1 && area > 1)
            return polygon;
        GEOSGeom_destroy_r(geos, polygon);
    }
}

/* Sometimes with a hole or as several parts: the difference or union of two. */
static GEOSGeometry *random_shape(struct bench *bench, unsigned span)
{
    GEOSContextHandle_t geos = bench->seat->geos;
    GEOSGeometry *one = random_polygon(bench, span);
    if (chance(3))
        return one;
    GEOSGeometry *other = random_polygon(bench, span);
    GEOSGeometry *both =
        chance(2) ? GEOSDifference_r(geos, one, other) : GEOSUnion_r(geos, one, other);
    size_t n;
    double m2;
    both = tomt_seat_polygons(bench->seat, both, 1e-3, &n, &m2, &bench->err);
    GEOSGeom_destroy_r(geos, other);
    if (GEOSisEmpty_r(geos, both) == 1) {
        GEOSGeom_destroy_r(geos, both);
        return one;
    }
    GEOSGeom_destroy_r(geos, one);
    return both;
}

static void agrees_with_the_library(void **state)
{
    (void)state;
    struct bench bench;
    open_bench(&bench);
    GEOSContextHandle_t geos = bench.seat->geos;
    struct tomt_lie_desk desk;
    struct tomt_tracer tracer;
    tomt_lie_desk_start(&desk, bench.arena);
    tomt_tracer_start(&tracer, bench.arena);
    size_t count[4] = {0}, n_needless = 0, n_unsure = 0;
    for (int turn = 0; turn < 20000; turn++) {
        GEOSGeometry *shape[2] = {random_shape(&bench, 8 + chance(30)),
                                  random_shape(&bench, 8 + chance(30))};
        struct tomt_shapes shapes;
        struct tomt_arena_mark mark = tomt_arena_mark(bench.seat->scratch);
        tomt_shapes_start(&shapes, bench.seat->scratch, TOMT_POLYGONS);
        struct tomt_trace trace[2];
        tomt_tracer_clear(&tracer);
        for (size_t i = 0; i < 2; i++) {
            check(tomt_seat_write(bench.seat, shape[i], &shapes, &bench.err), &bench.err);
            size_t size;
            const uint8_t *wkb = tomt_shapes_wkb(&shapes, i, &size);
            check(tomt_tracer_add(&tracer, wkb, size, &trace[i], &bench.err), &bench.err);
        }
        struct tomt_outline a = tomt_tracer_outline(&tracer, &trace[0]),
                            b = tomt_tracer_outline(&tracer, &trace[1]);
        enum tomt_lie lie;
        check(tomt_lie(&desk, &a, &b, &lie, &bench.err), &bench.err);
        double area_a, area_b, common = 0;
        GEOSArea_r(geos, shape[0], &area_a);
        GEOSArea_r(geos, shape[1], &area_b);
        GEOSGeometry *overlap = GEOSIntersection_r(geos, shape[0], shape[1]);
        GEOSArea_r(geos, overlap, &common);
        double tolerance = 1e-4;
        enum tomt_lie wanted = common <= tolerance            ? TOMT_LIE_APART
                               : common >= area_a - tolerance ? TOMT_LIE_INSIDE
                               : common >= area_b - tolerance ? TOMT_LIE_AROUND
                                                              : TOMT_LIE_CROSS;
        count[wanted]++;
        double ours_m2;
        bool sure;
        check(tomt_common_m2(&desk, &a, &b, &ours_m2, &sure, &bench.err), &bench.err);
        n_unsure += !sure;
        if (sure && fabs(ours_m2 - common) > 1e-6)
            fail_msg("turn %d: %.9g m2 in common, the library says %.9g", turn, ours_m2, common);
        if (lie == TOMT_LIE_CROSS && wanted != TOMT_LIE_CROSS)
            n_needless++;
        else if (lie != wanted)
            fail_msg("turn %d: said %d, is %d (%.9g of %.9g and %.9g)", turn, lie, wanted, common,
                     area_a, area_b);
        GEOSGeom_destroy_r(geos, overlap);
        GEOSGeom_destroy_r(geos, shape[0]);
        GEOSGeom_destroy_r(geos, shape[1]);
        tomt_arena_rewind(bench.seat->scratch, mark);
    }
    for (int i = 0; i < 4; i++)
        assert_true(count[i] > 50);
    assert_true(n_unsure < 20);
    assert_true(n_needless < 20); /* doubt is allowed, not usual */
    tomt_arena_free(bench.arena);
}

static struct tomt_outline outline_of(struct bench *bench, struct tomt_tracer *tracer,
                                      const char *wkt)
{
    struct tomt_shapes shapes;
    struct tomt_trace trace;
    size_t size;
    GEOSGeometry *geometry = GEOSGeomFromWKT_r(bench->seat->geos, wkt);
    assert_non_null(geometry);
    tomt_shapes_start(&shapes, bench->arena, TOMT_POLYGONS);
    assert_true(tomt_seat_write(bench->seat, geometry, &shapes, &bench->err));
    GEOSGeom_destroy_r(bench->seat->geos, geometry);
    const uint8_t *wkb = tomt_shapes_wkb(&shapes, 0, &size);
    tomt_tracer_start(tracer, bench->arena);
    assert_true(tomt_tracer_add(tracer, wkb, size, &trace, &bench->err));
    return tomt_tracer_outline(tracer, &trace);
}

/* A zone that runs out into a spike along its neighbour's border has no ground in common with what
 * lies beside the spike; half of the spike's edges run as if it had. */
static void spikes_hold_no_ground(void **state)
{
    (void)state;
    static const char *const pair[][2] = {
        {"POLYGON((12 0,18 0,18 6,12 6,12 0))", "POLYGON((0 0,20 0,10 0,10 10,0 10,0 0))"},
        {"POLYGON((12 0,20 0,20 6,12 6,12 0))", "POLYGON((0 0,20 0,10 0,10 10,0 10,0 0))"},
        {"POLYGON((12 0,24 0,24 6,12 6,12 0))", "POLYGON((0 0,20 0,10 0,10 10,0 10,0 0))"},
        {"POLYGON((10 0,20 0,20 6,10 6,10 0))", "POLYGON((0 0,20 0,10 0,10 10,0 10,0 0))"},
        {"POLYGON((12 -6,18 -6,18 0,12 0,12 -6))", "POLYGON((0 0,20 0,10 0,10 10,0 10,0 0))"},
        /* as a plan and four parcels had it: a spike of 66 m along their southern border */
        {"POLYGON(("
         "563967.5639538234 6623506.33565502,"
         "563967.99 6623528.36,"
         "563968.47 6623553.17,"
         "563968.49 6623561.69,"
         "563999.45 6623563.3,"
         "563999.43 6623574.14,"
         "564014.59 6623574.94,"
         "564033.52 6623575.92,"
         "564033.64 6623556.53,"
         "564033.43 6623537.01,"
         "564033.0546853681 6623503.867296615,"
         "564028.1810297684 6623504.0310658,"
         "563998.7078629916 6623505.151600589,"
         "563987.7775260622 6623505.567159015,"
         "563967.5639538234 6623506.33565502))",
         "POLYGON(("
         "563859.5819603043 6623510.546442292,"
         "563860.8 6623547.64,"
         "563861.15 6623573.82,"
         "563912.22 6623576.49,"
         "563963.39 6623579.19,"
         "563963.34 6623552.91,"
         "563962.4085668077 6623506.5316567095,"
         "564028.1810297684 6623504.0310658,"
         "563876.2261169187 6623509.808211076,"
         "563876.2261169164 6623509.808211076,"
         "563859.5819603043 6623510.546442292))"}};
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++) {
        struct bench bench;
        struct tomt_tracer tracer[2];
        struct tomt_lie_desk desk;
        enum tomt_lie lie;
        double area_m2 = NAN;
        bool sure = false;
        open_bench(&bench);
        struct tomt_outline a = outline_of(&bench, &tracer[0], pair[i][0]),
                            b = outline_of(&bench, &tracer[1], pair[i][1]);
        tomt_lie_desk_start(&desk, bench.arena);
        for (int turn = 0; turn < 2; turn++) {
            const struct tomt_outline *one = turn ? &b : &a, *other = turn ? &a : &b;
            assert_true(tomt_lie(&desk, one, other, &lie, &bench.err));
            assert_true(lie == TOMT_LIE_APART || lie == TOMT_LIE_CROSS); /* or in doubt */
            assert_true(tomt_common_m2(&desk, one, other, &area_m2, &sure, &bench.err));
            if (sure)
                assert_true(fabs(area_m2) < 1e-6);
        }
        tomt_arena_free(bench.arena);
    }
}

static double width_of(struct bench *bench, const char *wkt)
{
    GEOSContextHandle_t geos = bench->seat->geos;
    GEOSWKTReader *reader = GEOSWKTReader_create_r(geos);
    GEOSGeometry *geometry = GEOSWKTReader_read_r(geos, reader, wkt);
    struct tomt_shapes shapes;
    tomt_shapes_start(&shapes, bench->arena, TOMT_POLYGONS);
    check(tomt_seat_write(bench->seat, geometry, &shapes, &bench->err), &bench->err);
    struct tomt_tracer tracer;
    struct tomt_trace trace;
    struct tomt_width_desk desk;
    tomt_tracer_start(&tracer, bench->arena);
    tomt_width_desk_start(&desk, bench->arena);
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(&shapes, 0, &size);
    check(tomt_tracer_add(&tracer, wkb, size, &trace, &bench->err), &bench->err);
    struct tomt_outline outline = tomt_tracer_outline(&tracer, &trace);
    double width;
    check(tomt_width_m(&desk, &outline, &width, &bench->err), &bench->err);
    GEOSGeom_destroy_r(geos, geometry);
    GEOSWKTReader_destroy_r(geos, reader);
    return width;
}

/* Rectangle: the short side. Right triangle 30, 40, 50: 2 x area / half perimeter = 2 x 600 / 60
 * = 20. Unit-free square with a square hole in the corner of an L: the L of two 12 m arms holds a
 * circle in its knee: touching the two outer sides and the inner corner, r sqrt 2 = (12 - r) sqrt 2
 * + ... the centre (r, r) is r from the outer sides and sqrt 2 (12 - r) from the inner corner: r =
 * 12 sqrt 2 / (1 + sqrt 2) = 7.029437. Two parts: the wider. A strip of 2 km x 8 m with a bend: 8
 * and a little in the bend. */
static void widths_by_hand(void **state)
{
    (void)state;
    struct bench bench;
    open_bench(&bench);
    assert_near(width_of(&bench, "POLYGON((0 0,400 0,400 12,0 12,0 0))"), 12, 1e-9);
    assert_near(width_of(&bench, "POLYGON((0 0,200 0,400 0,400 12,17 12,0 12,0 0))"), 12, 1e-9);
    assert_near(width_of(&bench, "POLYGON((0 0,40 0,0 30,0 0))"), 20, 1e-9);
    assert_near(width_of(&bench, "POLYGON((0 0,60 0,60 12,12 12,12 60,0 60,0 0))"), 2 * 7.029437,
                0.1);
    assert_near(
        width_of(&bench, "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0)),((20 0,40 0,40 15,20 15,20 0)))"),
        15, 0.1);
    assert_near(
        width_of(&bench, "POLYGON((0 0,100 0,100 100,0 100,0 0),(20 20,20 80,80 80,80 20,20 20))"),
        2 * 20 * sqrt(2) / (1 + sqrt(2)), 0.1);
    double strip = width_of(&bench, "POLYGON((0 0,1000 0,2000 500,2000 509,999 8,0 8,0 0))");
    assert_true(strip >= 7.95 && strip <= 9);
    tomt_arena_free(bench.arena);
}

/* GEOS's circle is at most 0.1 m under the true one, and so is ours: they differ by no more. */
static void widths_agree_with_the_library(void **state)
{
    (void)state;
    struct bench bench;
    open_bench(&bench);
    struct tomt_tracer tracer;
    struct tomt_width_desk desk;
    tomt_tracer_start(&tracer, bench.arena);
    tomt_width_desk_start(&desk, bench.arena);
    for (int turn = 0; turn < 3000; turn++) {
        GEOSGeometry *shape = random_shape(&bench, 8 + chance(40));
        struct tomt_shapes shapes;
        struct tomt_arena_mark mark = tomt_arena_mark(bench.seat->scratch);
        tomt_shapes_start(&shapes, bench.seat->scratch, TOMT_POLYGONS);
        check(tomt_seat_write(bench.seat, shape, &shapes, &bench.err), &bench.err);
        struct tomt_trace trace;
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&shapes, 0, &size);
        tomt_tracer_clear(&tracer);
        check(tomt_tracer_add(&tracer, wkb, size, &trace, &bench.err), &bench.err);
        struct tomt_outline outline = tomt_tracer_outline(&tracer, &trace);
        double ours, theirs;
        check(tomt_width_m(&desk, &outline, &ours, &bench.err), &bench.err);
        check(tomt_seat_inscribed_m(bench.seat, shape, &theirs, &bench.err), &bench.err);
        if (fabs(ours - theirs) > 0.1)
            fail_msg("turn %d: %.6f, the library says %.6f", turn, ours, theirs);
        GEOSGeom_destroy_r(bench.seat->geos, shape);
        tomt_arena_rewind(bench.seat->scratch, mark);
    }
    tomt_arena_free(bench.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_library),
        cmocka_unit_test(spikes_hold_no_ground),
        cmocka_unit_test(widths_by_hand),
        cmocka_unit_test(widths_agree_with_the_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
