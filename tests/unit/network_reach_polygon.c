/* unit/network_reach_polygon.c: the ground around reached streets: areas by hand, validity and
 * nesting by GEOS, distances by brute force. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "geo/seat.h"
#include "geo/wkb.h"
#include "network/reach_polygon.h"

#include <math.h>

#define PI 3.14159265358979323846
/* Somewhere in Drammen, off any grid. */
#define EAST 567003.37
#define NORTH 6623001.91

enum { MOST_NODES = 400, MOST_LINKS = 1200, MOST_POINTS = 8 };
enum { ON_FOOT = TOMT_LINK_WALK, ALONG = TOMT_LINK_FORWARD, AGAINST = TOMT_LINK_BACKWARD };

struct town {
    struct tomt_arena *arena;
    struct tomt_error err;
    struct tomt_seat *seat;
    size_t n_nodes, n_links;
    double x[MOST_NODES], y[MOST_NODES];
    uint32_t from[MOST_LINKS], to[MOST_LINKS];
    uint8_t use[MOST_LINKS];
    struct tomt_network *network;
    struct tomt_reach_scratch *scratch;
    uint32_t link[MOST_POINTS], along[MOST_POINTS], leg[MOST_POINTS], member[MOST_POINTS];
    struct tomt_snaps points;
    struct tomt_shapes shapes;
};

static struct town *found_town(void)
{
    struct town *town = calloc(1, sizeof *town);
    town->arena = tomt_arena_new(&town->err);
    town->seat = tomt_seat_open(town->arena, &town->err);
    tomt_shapes_start(&town->shapes, town->arena, TOMT_POLYGONS);
    for (uint32_t i = 0; i < MOST_POINTS; i++)
        town->member[i] = i;
    return town;
}

static void leave(struct town *town)
{
    assert_int_equal(town->err.code, TOMT_OK);
    tomt_arena_free(town->arena);
    free(town);
}

static uint32_t node(struct town *town, double x, double y)
{
    town->x[town->n_nodes] = EAST + x;
    town->y[town->n_nodes] = NORTH + y;
    return (uint32_t)town->n_nodes++;
}

static void street(struct town *town, uint32_t from, uint32_t to, unsigned use)
{
    town->from[town->n_links] = from;
    town->to[town->n_links] = to;
    town->use[town->n_links++] = (uint8_t)use;
}

/* A chain of n links from (ax, ay) to (bx, by). */
static void straight(struct town *town, double ax, double ay, double bx, double by, int n,
                     unsigned use)
{
    uint32_t last = node(town, ax, ay);
    for (int k = 1; k <= n; k++) {
        uint32_t next = node(town, ax + (bx - ax) * k / n, ay + (by - ay) * k / n);
        street(town, last, next, use);
        last = next;
    }
}

static void build(struct town *town)
{
    struct tomt_network_settings settings = tomt_network_defaults();
    struct tomt_links links = {.n_nodes = town->n_nodes,
                               .n_links = town->n_links,
                               .node_x = town->x,
                               .node_y = town->y,
                               .from = town->from,
                               .to = town->to,
                               .use = town->use};
    town->network = tomt_network_of(town->arena, &links, &settings, &town->err);
    assert_non_null(town->network);
    town->scratch = tomt_reach_scratch_new(town->arena, town->network, &town->err);
    assert_non_null(town->scratch);
    town->points = (struct tomt_snaps){
        .way = TOMT_WALK, .link = town->link, .along_mm = town->along, .leg_mm = town->leg};
}

/* Distance from a place to the stretch of a link between two shares of its (straight) line. */
static double off_stretch(const struct tomt_network *net, uint32_t link, double from, double to,
                          double x, double y, double *share)
{
    double ax = net->node_x[net->link_from[link]], ay = net->node_y[net->link_from[link]];
    double ux = net->node_x[net->link_to[link]] - ax, uy = net->node_y[net->link_to[link]] - ay;
    double t = ((x - ax) * ux + (y - ay) * uy) / (ux * ux + uy * uy);
    t = fmin(to, fmax(from, t));
    if (share)
        *share = t;
    return hypot(x - ax - t * ux, y - ay - t * uy);
}

/* The nearest link, found by looking at all. */
static void stand_at(struct town *town, double x, double y, uint32_t leg_mm)
{
    const struct tomt_network *net = town->network;
    double nearest = INFINITY;
    size_t n = town->points.n++;
    for (uint32_t l = 0; l < net->n_links; l++) {
        double share, off = off_stretch(net, l, 0, 1, EAST + x, NORTH + y, &share);
        if (off < nearest) {
            nearest = off;
            town->link[n] = l;
            town->along[n] = (uint32_t)(share * net->link_mm[l] + 0.5);
        }
    }
    town->leg[n] = leg_mm;
}

static bool draw(struct town *town, enum tomt_way way, const uint32_t *most, size_t n_most,
                 bool leaving, double margin_m)
{
    town->points.way = way;
    return tomt_reach_polygons(town->scratch, way, &town->points, town->member, town->points.n,
                               most, n_most, leaving, margin_m, &town->shapes, &town->err);
}

static double area_of(const struct town *town, size_t row)
{
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(&town->shapes, row, &size);
    return tomt_wkb_area_m2(wkb, size);
}

static bool covers(const struct town *town, size_t row, double x, double y)
{
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(&town->shapes, row, &size);
    return tomt_wkb_holds_point(wkb, size, EAST + x, NORTH + y);
}

static void assert_share(double found, double expected, double share)
{
    if (!(fabs(found - expected) <= share * expected))
        fail_msg("found %.10g, expected %.10g within %g %%", found, expected, 100 * share);
}

struct rings {
    size_t n_shells, n_holes;
};

static bool look_at_ring(void *context, size_t part, size_t ring, const uint8_t *xy, size_t n)
{
    struct rings *rings = context;
    double twice = 0, x0, y0, ax, ay, bx, by;
    (void)part;
    tomt_wkb_xy(xy, 0, &x0, &y0);
    for (size_t i = 0; i + 1 < n; i++) {
        tomt_wkb_xy(xy, i, &ax, &ay);
        tomt_wkb_xy(xy, i + 1, &bx, &by);
        twice += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
    }
    assert_true(ring == 0 ? twice > 0 : twice < 0); /* shells anticlockwise, holes clockwise */
    assert_true(n >= 5);
    ring == 0 ? rings->n_shells++ : rings->n_holes++;
    return true;
}

/* Valid by GEOS, and nothing that normalising would change. */
static struct rings look_at(struct town *town, size_t row)
{
    size_t size, n = 0, capacity = 0;
    const uint8_t *wkb = tomt_shapes_wkb(&town->shapes, row, &size);
    struct rings rings = {0};
    tomt_wkb_each(wkb, size, look_at_ring, &rings);
    GEOSGeometry *geometry = tomt_seat_read(town->seat, wkb, size, &town->err);
    assert_non_null(geometry);
    assert_int_equal(GEOSisValid_r(town->seat->geos, geometry), 1);
    GEOSGeom_destroy_r(town->seat->geos, geometry);
    uint8_t *normal = NULL;
    struct tomt_wkb_found found = {0};
    assert_true(
        tomt_wkb_normalise(wkb, size, TOMT_POLYGONS, &normal, &n, &capacity, &found, &town->err));
    assert_int_equal(n, size);
    assert_memory_equal(normal, wkb, size);
    tomt_release(normal);
    return rings;
}

static bool geos_covers(struct town *town, size_t outer, size_t inner)
{
    GEOSGeometry *a = tomt_seat_shape(town->seat, &town->shapes, outer, &town->err);
    GEOSGeometry *b = tomt_seat_shape(town->seat, &town->shapes, inner, &town->err);
    char yes = GEOSCovers_r(town->seat->geos, a, b);
    GEOSGeom_destroy_r(town->seat->geos, a);
    GEOSGeom_destroy_r(town->seat->geos, b);
    return yes == 1;
}

/* A street of 2 km, 30 degrees off the grid; from its middle 400.25 m each way: 2 L m + pi m2 with
 * L = 800.5. Bound within a link. */
static void draws_one_street(void **state)
{
    (void)state;
    const double margin[] = {10, 30, 37.3, 50};
    const uint32_t most = 400250;
    double c = cos(PI / 6), s = sin(PI / 6);
    struct town *town = found_town();
    straight(town, 0, 0, 2000 * c, 2000 * s, 15, ON_FOOT); /* 133.33 m each */
    build(town);
    stand_at(town, 1000 * c, 1000 * s, 0);
    for (size_t k = 0; k < 4; k++) {
        double m = margin[k];
        assert_true(draw(town, TOMT_WALK, &most, 1, true, m));
        assert_share(area_of(town, k), 2 * 800.5 * m + PI * m * m, 0.01);
        struct rings rings = look_at(town, k);
        assert_int_equal(rings.n_shells, 1);
        assert_int_equal(rings.n_holes, 0);
        double near = 1000 + 400.25 + 0.93 * m, beyond = 1000 + 400.25 + 1.07 * m;
        assert_true(covers(town, k, near * c, near * s));
        assert_false(covers(town, k, beyond * c, beyond * s));
        assert_true(covers(town, k, (2000 - near) * c, (2000 - near) * s));
        assert_false(covers(town, k, (2000 - beyond) * c, (2000 - beyond) * s));
    }
    leave(town);
}

/* All within one link of 2 km; the leg of 50 m off the street is walked first. */
static void stays_on_the_hubs_own_link(void **state)
{
    (void)state;
    const uint32_t most[] = {40000, 150000};
    struct town *town = found_town();
    straight(town, 0, 0, 2000, 0, 1, ON_FOOT);
    build(town);
    stand_at(town, 700, 0, 50000);
    assert_true(draw(town, TOMT_WALK, most, 2, true, 20));
    assert_share(area_of(town, 0), PI * 400, 0.04); /* the leg takes longer: the place alone */
    assert_share(area_of(town, 1), 2 * 200 * 20 + PI * 400, 0.01);
    assert_true(covers(town, 1, 800 + 18, 0));
    assert_false(covers(town, 1, 800 + 22, 0));
    leave(town);
}

/* A one-way street of 3 km at 30 km/h: 2 minutes are 1000 m. */
static void heeds_one_way_streets_by_car_only(void **state)
{
    (void)state;
    const uint32_t on_foot = 500000, by_car = 120000;
    struct town *town = found_town();
    straight(town, 0, 0, 3000, 0, 7, ON_FOOT | ALONG);
    build(town);
    stand_at(town, 1500, 0, 0);
    assert_true(draw(town, TOMT_WALK, &on_foot, 1, true, 25));
    assert_true(draw(town, TOMT_DRIVE, &by_car, 1, true, 25));
    assert_true(draw(town, TOMT_DRIVE, &by_car, 1, false, 25));
    assert_true(covers(town, 0, 1500 - 499, 0) && covers(town, 0, 1500 + 499, 0));
    assert_true(!covers(town, 1, 1500 - 30, 0) && covers(town, 1, 2500, 0) &&
                !covers(town, 1, 2530, 0));
    assert_true(covers(town, 2, 500, 0) && !covers(town, 2, 470, 0) &&
                !covers(town, 2, 1500 + 30, 0));
    for (size_t k = 1; k < 3; k++)
        assert_share(area_of(town, k), 2 * 1000 * 25 + PI * 625, 0.01);
    leave(town);
}

/* Two shores 100 m apart: a leap over the fjord never. A third street is not for those on foot. */
static void stays_on_its_shore(void **state)
{
    (void)state;
    const uint32_t most = 1200000;
    struct town *town = found_town();
    straight(town, 0, 0, 800, 0, 4, ON_FOOT);
    straight(town, 0, 100, 800, 100, 4, ON_FOOT);
    straight(town, 0, 0, 0, -500, 1, ALONG | AGAINST);
    build(town);
    stand_at(town, 400, 0, 0);
    assert_true(draw(town, TOMT_WALK, &most, 1, true, 40));
    assert_share(area_of(town, 0), 2 * 800 * 40 + PI * 1600, 0.01);
    assert_false(covers(town, 0, 400, 100));
    assert_false(covers(town, 0, 0, -300));
    leave(town);
}

static void square(struct town *town, double side)
{
    uint32_t a = node(town, 0, 0), b = node(town, side, 0), c = node(town, side, side),
             d = node(town, 0, side);
    street(town, a, b, ON_FOOT);
    street(town, b, c, ON_FOOT);
    street(town, d, c, ON_FOOT); /* against the way round */
    street(town, d, a, ON_FOOT);
}

/* A block of side a: outside a2 + 4 a m + pi m2; the hole is (a - 2 m)2, filled when under 4 m2,
 * that is a < 4 m. */
static void keeps_large_holes_and_fills_small_ones(void **state)
{
    (void)state;
    const uint32_t most = 3000000;
    const struct {
        double side;
        size_t n_holes;
    } block[] = {{300, 1}, {125, 1}, {115, 0}, {70, 0}};
    for (size_t k = 0; k < 4; k++) {
        double a = block[k].side, m = 30, hole = (a - 2 * m) * (a - 2 * m);
        struct town *town = found_town();
        square(town, a);
        build(town);
        stand_at(town, a / 3, 0, 0);
        assert_true(draw(town, TOMT_WALK, &most, 1, true, m));
        assert_int_equal(look_at(town, 0).n_holes, block[k].n_holes);
        assert_share(area_of(town, 0),
                     a * a + 4 * a * m + PI * m * m - (block[k].n_holes ? hole : 0), 0.01);
        assert_true(covers(town, 0, a / 2, a / 2) == (block[k].n_holes == 0));
        leave(town);
    }
}

/* A round street of radius 82 m and a stop in its middle that is not left: at 40 m the hole has a
 * radius of 42 m, under 4 m2, and is filled with the stop's own disc in it. */
static void fills_holes_with_what_is_in_them(void **state)
{
    (void)state;
    enum { N = 72 };
    const uint32_t most = 2000000;
    struct town *town = found_town();
    for (int k = 0; k < N; k++)
        node(town, 82 * cos(2 * PI * k / N), 82 * sin(2 * PI * k / N));
    for (uint32_t k = 0; k < N; k++)
        street(town, k, (k + 1) % N, ON_FOOT);
    straight(town, -0.05, 0, 0.05, 0, 1, ON_FOOT);
    build(town);
    stand_at(town, 82, 0, 0);
    stand_at(town, 0, 0, 0);
    assert_true(draw(town, TOMT_WALK, &most, 1, true, 40));
    struct rings rings = look_at(town, 0);
    assert_int_equal(rings.n_shells, 1);
    assert_int_equal(rings.n_holes, 0);
    assert_share(area_of(town, 0), PI * 122 * 122, 0.01);
    leave(town);
}

/* Two hubs' stops as one group, too far apart to touch: two parts, the larger first. */
static void draws_parts(void **state)
{
    (void)state;
    const uint32_t most[] = {100000, 900000};
    struct town *town = found_town();
    straight(town, 0, 0, 3000, 0, 3, ON_FOOT);
    build(town);
    stand_at(town, 500, 0, 60000);
    stand_at(town, 2000, 0, 0);
    assert_true(draw(town, TOMT_WALK, most, 2, true, 20));
    assert_int_equal(look_at(town, 0).n_shells, 2);
    assert_int_equal(look_at(town, 1).n_shells, 1);
    assert_share(area_of(town, 0), 2 * (80 + 200) * 20 + 2 * PI * 400, 0.015);
    size_t size;
    double x, y;
    const uint8_t *wkb = tomt_shapes_wkb(&town->shapes, 0, &size);
    tomt_wkb_xy(wkb + 9 + 9 + 4, 0, &x, &y); /* first point of the first part */
    assert_true(x > EAST + 1000);
    leave(town);
}

/* --- random towns ---------------------------------------------------------------------------- */

static double random_to(uint64_t *seed, double most)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return most * (double)((*seed * 0x2545F4914F6CDD1DULL) >> 11) * 0x1p-53;
}

/* A bent lattice with streets left out and some that cross without meeting; every fifth town is an
 * exact one. */
static void grow(struct town *town, uint64_t *seed)
{
    int side = 4 + (int)random_to(seed, 14);
    double step = 20 + random_to(seed, 140), bend = (*seed >> 20) % 5 ? 0.45 * step : 0;
    for (int k = 0; k < side * side; k++)
        node(town, step * (k % side) + random_to(seed, bend),
             step * (double)(k / side) + random_to(seed, bend));
    for (int k = 0; k < side * side; k++) {
        unsigned use = random_to(seed, 1) < 0.2 ? ON_FOOT | ALONG : ON_FOOT | ALONG | AGAINST;
        if (k % side + 1 < side && random_to(seed, 1) < 0.8)
            street(town, (uint32_t)k, (uint32_t)k + 1, use);
        if (k / side + 1 < side && random_to(seed, 1) < 0.8)
            street(town, (uint32_t)k, (uint32_t)(k + side), use);
        if (k + 2 * side + 2 < side * side && random_to(seed, 1) < 0.05)
            street(town, (uint32_t)k, (uint32_t)(k + 2 * side + 2), use);
    }
    if (town->n_links == 0)
        street(town, 0, 1, ON_FOOT);
    build(town);
    size_t n = 1 + (size_t)random_to(seed, 3);
    for (size_t k = 0; k < n; k++)
        stand_at(town, random_to(seed, side * step), random_to(seed, side * step),
                 (uint32_t)random_to(seed, 60000));
}

/* Walking cost of every node by relaxing all links until nothing changes. */
static void walk_everywhere(const struct town *town, uint64_t *cost)
{
    const struct tomt_network *net = town->network;
    for (size_t v = 0; v < net->n_nodes; v++)
        cost[v] = UINT32_MAX;
    for (size_t k = 0; k < town->points.n; k++) {
        uint32_t l = town->link[k], a = net->link_from[l], b = net->link_to[l];
        uint64_t to_a = (uint64_t)town->leg[k] + town->along[k],
                 to_b = (uint64_t)town->leg[k] + net->link_mm[l] - town->along[k];
        cost[a] = to_a < cost[a] ? to_a : cost[a];
        cost[b] = to_b < cost[b] ? to_b : cost[b];
    }
    for (bool again = true; again;) {
        again = false;
        for (uint32_t l = 0; l < net->n_links; l++) {
            uint64_t *a = &cost[net->link_from[l]], *b = &cost[net->link_to[l]];
            uint64_t mm = net->link_mm[l];
            again = again || *a + mm < *b || *b + mm < *a;
            *b = *a + mm < *b ? *a + mm : *b;
            *a = *b + mm < *a ? *b + mm : *a;
        }
    }
}

/* Distance from a place to what is reached within `most`. */
static double off_reached(const struct town *town, const uint64_t *cost, uint64_t most, double x,
                          double y)
{
    const struct tomt_network *net = town->network;
    double nearest = INFINITY;
    for (uint32_t l = 0; l < net->n_links; l++) {
        uint64_t a = cost[net->link_from[l]], b = cost[net->link_to[l]];
        double mm = net->link_mm[l];
        if (a <= most)
            nearest =
                fmin(nearest, off_stretch(net, l, 0, fmin(1, (double)(most - a) / mm), x, y, NULL));
        if (b <= most)
            nearest = fmin(
                nearest, off_stretch(net, l, fmax(0, 1 - (double)(most - b) / mm), 1, x, y, NULL));
    }
    for (size_t k = 0; k < town->points.n; k++) {
        double mm = net->link_mm[town->link[k]], at = town->along[k] / mm;
        double left = town->leg[k] <= most ? (double)(most - town->leg[k]) / mm : 0;
        nearest = fmin(nearest, off_stretch(net, town->link[k], fmax(0, at - left),
                                            fmin(1, at + left), x, y, NULL));
    }
    return nearest;
}

static void compare_with_brute_force(struct town *town, uint64_t *seed, const uint32_t *most,
                                     size_t n_most, double m)
{
    static uint64_t cost[MOST_NODES];
    const struct tomt_network *net = town->network;
    walk_everywhere(town, cost);
    for (size_t k = 0; k < n_most; k++) {
        for (size_t v = 0; v < net->n_nodes; v++)
            if (cost[v] <= most[k])
                assert_true(covers(town, k, net->node_x[v] - EAST, net->node_y[v] - NORTH));
        struct tomt_box box = town->shapes.box[k];
        for (int i = 0; i < 60; i++) {
            double x = box.min_x - m + random_to(seed, box.max_x - box.min_x + 2 * m);
            double y = box.min_y - m + random_to(seed, box.max_y - box.min_y + 2 * m);
            double off = off_reached(town, cost, most[k], x, y);
            bool in = covers(town, k, x - EAST, y - NORTH);
            /* a filled hole has under 4 m2: no circle of more than 1.13 m fits in it */
            if (off < 0.94 * m ? !in : off > 2.15 * m && in)
                fail_msg("%.1f m from a reached street, margin %.1f m: %s", off, m,
                         in ? "in" : "out");
        }
    }
}

static void holds_on_random_towns(void **state)
{
    (void)state;
    uint64_t seed = 20260915;
    size_t n_holes = 0, n_parts = 0;
    for (int round = 0; round < 300; round++) {
        struct town *town = found_town();
        grow(town, &seed);
        uint32_t most[4];
        double m = 6 + random_to(&seed, 60);
        most[0] = (uint32_t)random_to(&seed, 200000);
        for (size_t k = 1; k < 4; k++)
            most[k] = most[k - 1] + (uint32_t)random_to(&seed, k == 2 ? 0.9 : 400000);
        assert_true(draw(town, TOMT_WALK, most, 4, true, m));
        assert_int_equal(town->shapes.n, 4);
        for (size_t k = 0; k < 4; k++) {
            struct rings rings = look_at(town, k);
            n_holes += rings.n_holes;
            n_parts += rings.n_shells - 1;
            if (k > 0)
                assert_true(geos_covers(town, k, k - 1));
        }
        compare_with_brute_force(town, &seed, most, 4, m);
        assert_true(draw(town, TOMT_DRIVE, most, 4, round % 2, m));
        for (size_t k = 4; k < 8; k++) {
            look_at(town, k);
            assert_true(k == 4 || geos_covers(town, k, k - 1));
        }
        leave(town);
    }
    assert_true(n_holes > 100 && n_parts > 20); /* else the test would not say much */
}

/* The same bytes: again, with a scratch that served another hub, with a new one. */
static void gives_the_same_bytes(void **state)
{
    (void)state;
    uint64_t seed = 7;
    const uint32_t most[] = {300000, 600000, 900000}, far = 5000000;
    struct town *town = found_town();
    grow(town, &seed);
    assert_true(draw(town, TOMT_WALK, most, 3, true, 30));
    assert_true(draw(town, TOMT_WALK, &far, 1, true, 11));
    assert_true(draw(town, TOMT_WALK, most, 3, true, 30));
    town->scratch = tomt_reach_scratch_new(town->arena, town->network, &town->err);
    assert_true(draw(town, TOMT_WALK, most, 3, false, 30)); /* on foot there is no way back */
    for (size_t k = 0; k < 3; k++) {
        size_t size, again, anew;
        const uint8_t *wkb = tomt_shapes_wkb(&town->shapes, k, &size);
        const uint8_t *wkb_again = tomt_shapes_wkb(&town->shapes, 4 + k, &again);
        const uint8_t *wkb_anew = tomt_shapes_wkb(&town->shapes, 7 + k, &anew);
        assert_int_equal(size, again);
        assert_int_equal(size, anew);
        assert_memory_equal(wkb, wkb_again, size);
        assert_memory_equal(wkb, wkb_anew, size);
    }
    leave(town);
}

static void refuses(void **state)
{
    (void)state;
    const uint32_t most = 100000, descending[] = {2000, 1000};
    struct town *town = found_town();
    straight(town, 0, 0, 500, 0, 2, ON_FOOT);
    build(town);
    assert_false(draw(town, TOMT_WALK, &most, 1, true, 30)); /* a group of none */
    assert_int_equal(town->err.code, TOMT_NOT_FOUND);
    tomt_error_clear(&town->err);
    stand_at(town, 100, 0, 0);
    uint32_t link = town->link[0];
    town->link[0] = TOMT_NO_LINK;
    assert_false(draw(town, TOMT_WALK, &most, 1, true, 30));
    assert_int_equal(town->err.code, TOMT_NOT_FOUND);
    tomt_error_clear(&town->err);
    town->link[0] = link;
    const double margin[] = {0, -1, (double)NAN, (double)INFINITY};
    for (size_t k = 0; k < 4; k++) {
        assert_false(draw(town, TOMT_WALK, &most, 1, true, margin[k]));
        tomt_error_clear(&town->err);
    }
    assert_false(draw(town, TOMT_WALK, descending, 2, true, 30));
    tomt_error_clear(&town->err);
    assert_false(draw(town, TOMT_WALK, &most, 1, true, 1e-4)); /* a grid without end */
    assert_int_equal(town->err.code, TOMT_DATA);
    tomt_error_clear(&town->err);
    assert_int_equal(town->shapes.n, 0);
    assert_true(draw(town, TOMT_WALK, &most, 1, true, 30)); /* and it still serves */
    leave(town);
}

static void survives_lack_of_memory(void **state)
{
    (void)state;
    const uint32_t most[] = {300000, 900000};
    uint64_t at = 1;
    for (bool done = false; !done; at++) {
        uint64_t seed = 99;
        struct town *town = found_town();
        grow(town, &seed);
        tomt_allocation_fail_at(at);
        done = draw(town, TOMT_WALK, most, 2, true, 20);
        tomt_allocation_fail_at(0);
        if (!done) {
            assert_int_equal(town->err.code, TOMT_MEMORY);
            assert_int_equal(town->shapes.n, 0);
            tomt_error_clear(&town->err);
            assert_true(draw(town, TOMT_WALK, most, 2, true, 20));
        }
        assert_int_equal(town->shapes.n, 2);
        look_at(town, 1);
        leave(town);
    }
    assert_true(at > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_one_street),
        cmocka_unit_test(stays_on_the_hubs_own_link),
        cmocka_unit_test(heeds_one_way_streets_by_car_only),
        cmocka_unit_test(stays_on_its_shore),
        cmocka_unit_test(keeps_large_holes_and_fills_small_ones),
        cmocka_unit_test(fills_holes_with_what_is_in_them),
        cmocka_unit_test(draws_parts),
        cmocka_unit_test(holds_on_random_towns),
        cmocka_unit_test(gives_the_same_bytes),
        cmocka_unit_test(refuses),
        cmocka_unit_test(survives_lack_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
