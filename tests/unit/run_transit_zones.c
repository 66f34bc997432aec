/* unit/run_transit_zones.c: zones of transit classes: areas of rings by hand, overlaps and class by
 * point against the table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "geo/wkb.h"
#include "run/transit_zones.h"

#include <math.h>

#define PI 3.14159265358979323846

enum { MOST_HUBS = 400 };

struct map {
    struct tomt_arena *arena;
    struct tomt_error err;
    struct tomt_seat *seat;
    struct tomt_hubs hubs;
    double x[MOST_HUBS], y[MOST_HUBS];
    uint8_t category[MOST_HUBS];
    struct tomt_box box;
    struct tomt_shapes shapes;
    struct tomt_table table;
};

static struct map *new_map(void)
{
    struct map *map = calloc(1, sizeof *map);
    map->arena = tomt_arena_new(&map->err);
    map->seat = tomt_seat_open(map->arena, &map->err);
    map->hubs = (struct tomt_hubs){.x = map->x, .y = map->y, .category = map->category};
    map->box = (struct tomt_box){1, 1, 0, 0};
    return map;
}

static void add_hub(struct map *map, double x, double y, unsigned category)
{
    size_t n = map->hubs.n++;
    map->x[n] = 567000 + x;
    map->y[n] = 6623000 + y;
    map->category[n] = (uint8_t)category;
}

static bool draw(struct map *map)
{
    return tomt_transit_zones(map->arena, map->seat, &map->hubs, &map->box, &map->shapes,
                              &map->table, &map->err);
}

static void put_away(struct map *map)
{
    assert_int_equal(map->err.code, TOMT_OK);
    tomt_arena_free(map->arena);
    free(map);
}

static double area_m2(const struct map *map, size_t row)
{
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(&map->shapes, row, &size);
    return tomt_wkb_area_m2(wkb, size);
}

static void expect_row(const struct map *map, size_t row, const char *class, int64_t n_hubs,
                       double area)
{
    assert_string_equal(tomt_column_text(&map->table.column[0], row, NULL), class);
    assert_int_equal(map->table.column[1].integer[row], n_hubs);
    if (!(fabs(area_m2(map, row) - area) <= 0.002 * area))
        fail_msg("class %s: found %.0f m2, expected %.0f", class, area_m2(map, row), area);
}

/* A hub of category 2 (A to 300, B to 500, C to 750, D to 1000 m) and one of category 5 (D to 300,
 * E to 500, F to 750 m), 5 km apart. */
static void two_hubs(struct map *map)
{
    add_hub(map, 0, 0, 2);
    add_hub(map, 5000, 100, 5);
    add_hub(map, 2500, 0, 0); /* no class */
}

static void draws_rings(void **state)
{
    (void)state;
    struct map *map = new_map();
    two_hubs(map);
    assert_true(draw(map));
    assert_int_equal(map->table.n_rows, 6);
    assert_int_equal(map->shapes.n, 6);
    assert_string_equal(map->table.column[0].name, "class");
    assert_string_equal(map->table.column[1].name, "n_hubs");
    expect_row(map, 0, "A", 1, PI * 300 * 300);
    expect_row(map, 1, "B", 1, PI * (500 * 500 - 300 * 300));
    expect_row(map, 2, "C", 1, PI * (750 * 750 - 500 * 500));
    expect_row(map, 3, "D", 2, PI * (1000 * 1000 - 750 * 750 + 300 * 300));
    expect_row(map, 4, "E", 1, PI * (500 * 500 - 300 * 300));
    expect_row(map, 5, "F", 1, PI * (750 * 750 - 500 * 500));
    put_away(map);
}

/* Two of category 1 (A to 500 m, B to 750, C to 1000), 600 m apart: the lens of two circles of
 * radius r at distance d is 2 r2 acos(d / 2r) - d/2 sqrt(4 r2 - d2). One more on the very place of
 * the first, and a small one under it, change nothing. */
static double two_circles(double r, double d)
{
    return 2 * PI * r * r - (2 * r * r * acos(d / (2 * r)) - d / 2 * sqrt(4 * r * r - d * d));
}

static void joins_what_overlaps(void **state)
{
    (void)state;
    struct map *map = new_map();
    add_hub(map, 0, 0, 1);
    add_hub(map, 600, 0, 1);
    add_hub(map, 0, 0, 1);
    add_hub(map, 40, 10, 7); /* F to 300 m */
    assert_true(draw(map));
    assert_int_equal(map->table.n_rows, 3);
    expect_row(map, 0, "A", 3, two_circles(500, 600));
    expect_row(map, 1, "B", 3, two_circles(750, 600) - two_circles(500, 600));
    expect_row(map, 2, "C", 3, two_circles(1000, 600) - two_circles(750, 600));
    put_away(map);
}

/* A box whose west side passes through the first hub, with the second far outside it. */
static void cuts_at_the_box(void **state)
{
    (void)state;
    struct map *map = new_map();
    two_hubs(map);
    map->box = (struct tomt_box){567000, 6620000, 569000, 6626000};
    assert_true(draw(map));
    assert_int_equal(map->table.n_rows, 4);
    expect_row(map, 0, "A", 1, PI * 300 * 300 / 2);
    expect_row(map, 3, "D", 1, PI * (1000 * 1000 - 750 * 750) / 2);
    for (size_t k = 0; k < 4; k++)
        assert_true(tomt_box_hold(&map->box, &map->shapes.box[k]));
    put_away(map);
}

static void serves_no_hubs(void **state)
{
    (void)state;
    struct map *map = new_map();
    assert_true(draw(map));
    assert_int_equal(map->table.n_rows, 0);
    add_hub(map, 0, 0, 0);
    add_hub(map, (double)NAN, 0, 1);
    map->box = (struct tomt_box){0, 0, 100, 100};
    add_hub(map, 0, 0, 1); /* outside */
    assert_true(draw(map));
    assert_int_equal(map->table.n_rows, 0);
    assert_int_equal(map->shapes.n, 0);
    put_away(map);
}

static double random_to(uint64_t *seed, double most)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return most * (double)((*seed * 0x2545F4914F6CDD1DULL) >> 11) * 0x1p-53;
}

static void expect_apart_and_valid(struct map *map)
{
    GEOSContextHandle_t geos = map->seat->geos;
    for (size_t i = 0; i < map->shapes.n; i++) {
        GEOSGeometry *a = tomt_seat_shape(map->seat, &map->shapes, i, &map->err);
        assert_int_equal(GEOSisValid_r(geos, a), 1);
        for (size_t k = 0; k < i; k++) {
            bool snapped;
            double area;
            GEOSGeometry *b = tomt_seat_shape(map->seat, &map->shapes, k, &map->err);
            GEOSGeometry *both =
                tomt_seat_overlay(map->seat, TOMT_INTERSECTION, a, b, &snapped, &map->err);
            GEOSArea_r(geos, both, &area);
            assert_true(area < 1e-3);
            GEOSGeom_destroy_r(geos, both);
            GEOSGeom_destroy_r(geos, b);
        }
        GEOSGeom_destroy_r(geos, a);
    }
}

/* The best class at a place, straight from the table; near a circle (two thousandths of the largest
 * radius) it may be either. */
static void expect_class_at(const struct map *map, double x, double y)
{
    unsigned best = 7, in = 7;
    for (size_t i = 0; i < map->hubs.n; i++) {
        double off = hypot(x - map->x[i], y - map->y[i]);
        const double circle[] = {300, 500, 750, 1000};
        for (size_t k = 0; k < 4; k++)
            if (map->category[i] && fabs(off - circle[k]) < 2)
                return;
        unsigned class = tomt_transit_class(map->category[i], off);
        best = class && class < best ? class : best;
    }
    for (size_t k = 0; k < map->shapes.n; k++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&map->shapes, k, &size);
        if (tomt_wkb_holds_point(wkb, size, x, y)) {
            assert_int_equal(in, 7);
            in = (unsigned)(*tomt_column_text(&map->table.column[0], k, NULL) - 'A' + 1);
        }
    }
    assert_int_equal(in, best);
}

static void agrees_with_the_table(void **state)
{
    (void)state;
    uint64_t seed = 814;
    for (int round = 0; round < 12; round++) {
        struct map *map = new_map();
        size_t n = (size_t)random_to(&seed, MOST_HUBS);
        double side = 2000 + random_to(&seed, 10000);
        for (size_t i = 0; i < n; i++)
            add_hub(map, random_to(&seed, side), random_to(&seed, side),
                    (unsigned)(7.99 * sqrt(random_to(&seed, 1))));
        assert_true(draw(map));
        expect_apart_and_valid(map);
        for (int k = 0; k < 2000; k++)
            expect_class_at(map, 567000 + random_to(&seed, side), 6623000 + random_to(&seed, side));
        put_away(map);
    }
}

static void survives_lack_of_memory(void **state)
{
    (void)state;
    uint64_t at = 1;
    for (bool done = false; !done; at++) {
        struct map *map = new_map();
        two_hubs(map);
        tomt_allocation_fail_at(at);
        done = draw(map);
        tomt_allocation_fail_at(0);
        if (!done) {
            assert_int_equal(map->err.code, TOMT_MEMORY);
            tomt_error_clear(&map->err);
        }
        put_away(map);
    }
    assert_true(at > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_rings),           cmocka_unit_test(joins_what_overlaps),
        cmocka_unit_test(cuts_at_the_box),       cmocka_unit_test(serves_no_hubs),
        cmocka_unit_test(agrees_with_the_table), cmocka_unit_test(survives_lack_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
