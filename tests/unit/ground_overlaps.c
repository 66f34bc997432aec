/* Pairs with ground in common: squares by hand, awkward rings, then random polygons against plain
 * GEOS. */
#include "ground_support.h"

static void find(struct world *world, const struct tomt_shapes *a, const struct tomt_shapes *b,
                 const uint8_t *want, struct tomt_overlaps *out)
{
    check(tomt_overlaps_find(world->arena, a, b, want, &world->crew, out, &world->err),
          &world->err);
}

static double alone_m2(const char *one, const char *other)
{
    struct world world;
    struct tomt_shapes a, b;
    struct tomt_overlaps out;
    world_open(&world);
    tomt_shapes_start(&a, world.arena, TOMT_POLYGONS);
    tomt_shapes_start(&b, world.arena, TOMT_POLYGONS);
    add_wkt(&world, &a, one);
    add_wkt(&world, &b, other);
    find(&world, &a, &b, NULL, &out);
    double there = pair_m2(&out, 0, 0);
    assert_int_equal(out.n_looked, 1);
    find(&world, &b, &a, NULL, &out);
    assert_near(pair_m2(&out, 0, 0), there, 1e-9);
    world_close(&world);
    return there;
}

static void pairs_by_hand(void **state)
{
    (void)state;
    static const char SQUARE[] = "POLYGON((0 0,10 0,10 10,0 10,0 0))";
    static const struct {
        const char *a, *b;
        double m2;
    } rows[] = {
        {SQUARE, SQUARE, 100},
        {SQUARE, "POLYGON((6 7,20 7,20 20,6 20,6 7))", 12},      /* rectangles: 4 x 3 */
        {SQUARE, "POLYGON((2 3,4 3,4 6,2 6,2 3))", 6},           /* one in the other */
        {SQUARE, "POLYGON((10 0,20 0,20 10,10 10,10 0))", 0},    /* a border shared */
        {SQUARE, "POLYGON((10 10,20 10,20 20,10 20,10 10))", 0}, /* a corner shared */
        {SQUARE, "POLYGON((0 0,10 0,0 10,0 0))", 50},            /* half, along two sides */
        {SQUARE, "POLYGON((5 0,10 5,5 10,0 5,5 0))", 50},        /* a diamond that touches */
        {SQUARE, "POLYGON((-5 5,5 -5,15 5,5 15,-5 5))", 100},    /* ... through the corners */
        {SQUARE, "POLYGON((5 -2,12 5,5 12,-2 5,5 -2))", 82}, /* 4 corners of 3 x 3 / 2 cut off */
        /* two parts, 2 x 10 each, and a third elsewhere */
        {SQUARE,
         "MULTIPOLYGON(((1 -1,3 -1,3 11,1 11,1 -1)),((6 -1,8 -1,8 11,6 11,6 -1)),((50 0,60 0,60 "
         "9,50 0)))",
         40},
        /* parts that touch in a point */
        {SQUARE, "MULTIPOLYGON(((0 0,5 5,0 5,0 0)),((5 5,10 5,10 10,5 5)))", 25},
        /* a hole, exactly filled: nothing shared; and half filled from outside */
        {"POLYGON((0 0,10 0,10 10,0 10,0 0),(4 4,6 4,6 6,4 6,4 4))",
         "POLYGON((4 4,6 4,6 6,4 6,4 4))", 0},
        {"POLYGON((0 0,10 0,10 10,0 10,0 0),(4 4,6 4,6 6,4 6,4 4))",
         "POLYGON((5 0,10 0,10 10,5 10,5 0))", 48},
        /* a hole that touches the rim in a point: 100 - 8 */
        {SQUARE, "POLYGON((0 0,10 0,10 10,0 10,0 0),(5 0,3 4,7 4,5 0))", 92},
        /* the same drawn as one ring that touches itself, against the half with y > 2:
           80 - trapezium (2 + 4) / 2 x 2 */
        {"POLYGON((0 2,10 2,10 10,0 10,0 2))", "POLYGON((0 0,5 0,3 4,7 4,5 0,10 0,10 10,0 10,0 0))",
         74},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_near(alone_m2(rows[i].a, rows[i].b), rows[i].m2, 1e-9);
}

static void noise_is_nothing(void **state)
{
    (void)state;
    /* 10 m along a border: 5 um wide is 0.5 cm2, 20 um is 2 cm2. */
    assert_near(alone_m2("POLYGON((0 0,10 0,10 10,0 10,0 0))",
                         "POLYGON((9.999995 0,20 0,20 10,9.999995 10,9.999995 0))"),
                0, 0);
    assert_near(alone_m2("POLYGON((0 0,10 0,10 10,0 10,0 0))",
                         "POLYGON((9.99998 0,20 0,20 10,9.99998 10,9.99998 0))"),
                2e-4, 1e-9);
}

static void only_what_is_wanted_and_any_overlap_among_them(void **state)
{
    (void)state;
    struct world world;
    struct tomt_shapes a, b;
    struct tomt_overlaps out;
    world_open(&world);
    tomt_shapes_start(&a, world.arena, TOMT_POLYGONS);
    tomt_shapes_start(&b, world.arena, TOMT_POLYGONS);
    add_box(&world, &a, 0, 0, 10, 10);
    add_box(&world, &a, 100, 100, 110, 110);
    for (int i = 0; i < 4; i++)
        add_box(&world, &b, -1, -1, 5 + i, 20);
    find(&world, &a, &b, (const uint8_t[]){1, 0, 0, 1}, &out);
    assert_int_equal(out.n, 2);
    assert_int_equal(out.start[1], 2);
    assert_int_equal(out.start[2], 2);
    assert_near(pair_m2(&out, 0, 0), 50, 0);
    assert_near(pair_m2(&out, 0, 3), 80, 0);
    assert_near(pair_m2(&out, 0, 1), 0, 0);
    world_close(&world);
}

static void nothing_with_nothing(void **state)
{
    (void)state;
    struct world world;
    struct tomt_shapes none, some, points;
    struct tomt_overlaps out;
    world_open(&world);
    tomt_shapes_start(&none, world.arena, TOMT_POLYGONS);
    tomt_shapes_start(&some, world.arena, TOMT_POLYGONS);
    tomt_shapes_start(&points, world.arena, TOMT_POINTS);
    add_box(&world, &some, 0, 0, 1, 1);
    find(&world, &none, &none, NULL, &out);
    assert_int_equal(out.n, 0);
    assert_int_equal(out.start[0], 0);
    find(&world, &none, &some, NULL, &out);
    assert_int_equal(out.start[0], 0);
    find(&world, &some, &none, NULL, &out);
    assert_int_equal(out.n, 1);
    assert_int_equal(out.start[1], 0);
    assert_false(
        tomt_overlaps_find(world.arena, &some, &points, NULL, &world.crew, &out, &world.err));
    assert_int_equal(world.err.code, TOMT_INTERNAL);
    world_close(&world);
}

static void random_layers(struct world *world, struct tomt_shapes *a, struct tomt_shapes *b,
                          uint64_t seed)
{
    tomt_shapes_start(a, world->arena, TOMT_POLYGONS);
    tomt_shapes_start(b, world->arena, TOMT_POLYGONS);
    /* parcels: a grid that shares borders, and stars upon it */
    for (int i = 0; i < 12; i++)
        for (int k = 0; k < 12; k++)
            add_box(world, a, 570000 + i * 50, 6620000 + k * 40, 570000 + i * 50 + 50,
                    6620000 + k * 40 + 40);
    for (int i = 0; i < 60; i++)
        add_star(world, a, &seed, 570000 + 600 * unit(&seed), 6620000 + 480 * unit(&seed),
                 5 + 60 * unit(&seed), 5 + (unsigned)(20 * unit(&seed)), i % 2 == 0);
    /* others: some share the grid's borders, some are huge */
    for (int i = 0; i < 5; i++)
        add_box(world, b, 570000 + i * 100, 6620000, 570000 + i * 100 + 150, 6620000 + 480);
    for (int i = 0; i < 80; i++)
        add_star(world, b, &seed, 570000 + 600 * unit(&seed), 6620000 + 480 * unit(&seed),
                 5 + 150 * unit(&seed), i % 10 == 0 ? 900 : 4 + (unsigned)(30 * unit(&seed)),
                 i % 3 == 0);
    /* one of each against itself in the other layer */
    check(tomt_shapes_add_wkb(b, a->wkb + a->start[150], (size_t)(a->start[151] - a->start[150]),
                              &world->err),
          &world->err);
    add_star(world, a, &seed, 570300, 6620240, 280, 800, false);
    /* Twins a few micrometres apart, of which outlines alone cannot tell: small, and large ones
     * both. */
    for (int i = 0; i < 12; i++) {
        uint64_t twin = seed;
        double x = 570000 + 50 * i, y = 6620200, r = i < 2 ? 300 : 30;
        add_star(world, a, &seed, x, y, r, i < 2 ? 900 : 12, false);
        add_star(world, b, &twin, x + 3e-6 * (i % 4), y + 2e-6, r, i < 2 ? 900 : 12, false);
    }
}

static void random_polygons_as_geos_has_them(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 2; seed++) {
        struct world world;
        struct tomt_shapes a, b;
        struct tomt_overlaps out;
        world_open(&world);
        random_layers(&world, &a, &b, seed);
        find(&world, &a, &b, NULL, &out);
        size_t n_met = 0;
        for (size_t i = 0; i < a.n; i++) {
            GEOSGeometry *one = tomt_seat_shape(world.seat, &a, i, &world.err);
            double whole = area_of(&world, one);
            for (size_t k = 0; k < b.n; k++) {
                GEOSGeometry *other = tomt_seat_shape(world.seat, &b, k, &world.err);
                GEOSGeometry *both = GEOSIntersection_r(world.seat->geos, one, other);
                assert_non_null(both);
                double expected = area_of(&world, both), found = pair_m2(&out, i, (uint32_t)k);
                if (!(fabs(found - expected) <= 1e-6 * fmin(whole, area_of(&world, other)) + 1e-4))
                    fail_msg("seed %d, pair %zu %zu: %.9g is not %.9g", (int)seed, i, k, found,
                             expected);
                n_met += found > 0;
                GEOSGeom_destroy_r(world.seat->geos, both);
                GEOSGeom_destroy_r(world.seat->geos, other);
            }
            GEOSGeom_destroy_r(world.seat->geos, one);
        }
        assert_int_equal(n_met, out.start[a.n]);
        assert_true(n_met > 1000);
        /* Doubt is rare: most pairs never reach the library. */
        assert_true(out.n_pairs > 0 && out.n_pairs * 10 < out.n_looked);
        world_close(&world);
    }
}

static void same_bytes_at_any_number_of_threads(void **state)
{
    (void)state;
    struct world world;
    struct tomt_shapes a, b;
    struct tomt_overlaps one, many;
    world_open(&world);
    random_layers(&world, &a, &b, 99);
    world.crew.n_threads = 1;
    find(&world, &a, &b, NULL, &one);
    world.crew.n_threads = 8;
    find(&world, &a, &b, NULL, &many);
    size_t n = (size_t)one.start[one.n];
    assert_memory_equal(one.start, many.start, (a.n + 1) * sizeof *one.start);
    assert_memory_equal(one.row, many.row, n * sizeof *one.row);
    assert_memory_equal(one.area_m2, many.area_m2, n * sizeof *one.area_m2);
    assert_int_equal(one.n_looked, many.n_looked);
    assert_int_equal(one.n_pairs, many.n_pairs);
    world_close(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_by_hand),
        cmocka_unit_test(noise_is_nothing),
        cmocka_unit_test(only_what_is_wanted_and_any_overlap_among_them),
        cmocka_unit_test(nothing_with_nothing),
        cmocka_unit_test(random_polygons_as_geos_has_them),
        cmocka_unit_test(same_bytes_at_any_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
