/* network_snap: points, polygons and nodes joined to streets: by hand, against all pieces of street
 * in whole numbers, and against GEOS for polygons. */
#include "geo_support.h"

#include <math.h>

#include "network/search.h"

static uint64_t seed = 11;
static uint32_t below(uint32_t n) /* splitmix64 */
{
    uint64_t z = seed += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (uint32_t)((z ^ (z >> 31)) % n);
}

enum { MOST_LINKS = 128, MOST_VERTICES = 1024 };

/* Links are added one by one; column `feature` tells afterwards which is which. */
struct town {
    struct tomt_arena *arena;
    struct tomt_network_settings settings;
    size_t n_nodes, n_links;
    double node_x[2 * MOST_LINKS], node_y[2 * MOST_LINKS];
    uint32_t from[MOST_LINKS], to[MOST_LINKS];
    uint8_t use[MOST_LINKS];
    double speed[MOST_LINKS];
    uint64_t start[MOST_LINKS + 1];
    double x[MOST_VERTICES], y[MOST_VERTICES];
    struct tomt_network *network;
    struct tomt_snapper *snapper;
};

static struct tomt_crew one_thread = {.n_threads = 1};
static const uint8_t everybody = TOMT_LINK_WALK | TOMT_LINK_FORWARD | TOMT_LINK_BACKWARD;

static struct town *new_town(void)
{
    struct tomt_error err = {0};
    struct town *town = calloc(1, sizeof *town);
    town->arena = tomt_arena_new(&err);
    town->settings = tomt_network_defaults();
    town->settings.default_speed_kmh = 36; /* 10 m/s */
    return town;
}

static void free_town(struct town *town)
{
    tomt_arena_free(town->arena);
    free(town);
}

static uint32_t node_at(struct town *town, double x, double y)
{
    for (uint32_t i = 0; i < town->n_nodes; i++)
        if (town->node_x[i] == x && town->node_y[i] == y)
            return i;
    town->node_x[town->n_nodes] = x;
    town->node_y[town->n_nodes] = y;
    return (uint32_t)town->n_nodes++;
}

static size_t add_link(struct town *town, uint8_t use, const double *xy, size_t n)
{
    size_t link = town->n_links++;
    uint64_t at = town->start[link];
    for (size_t i = 0; i < n; i++) {
        town->x[at + i] = xy[2 * i];
        town->y[at + i] = xy[2 * i + 1];
    }
    town->start[link + 1] = at + n;
    town->from[link] = node_at(town, xy[0], xy[1]);
    town->to[link] = node_at(town, xy[2 * n - 2], xy[2 * n - 1]);
    town->use[link] = use;
    town->speed[link] = NAN;
    return link;
}
#define LINK(town, use, ...)                                                                       \
    add_link(town, use, (double[]){__VA_ARGS__}, sizeof((double[]){__VA_ARGS__}) / 16)

static void build(struct town *town)
{
    struct tomt_error err = {0};
    struct tomt_table table;
    assert_true(tomt_table_start(&table, town->arena, 1, &err));
    struct tomt_column *feature = tomt_table_column(&table, "feature", TOMT_INTEGER, &err);
    for (size_t i = 0; i < town->n_links; i++)
        assert_true(tomt_column_add_integer(feature, (int64_t)i, &err));
    table.n_rows = town->n_links;
    struct tomt_links links = {.n_nodes = town->n_nodes,
                               .n_links = town->n_links,
                               .node_x = town->node_x,
                               .node_y = town->node_y,
                               .from = town->from,
                               .to = town->to,
                               .speed_kmh = town->speed,
                               .use = town->use,
                               .vertex_start = town->start,
                               .vertex_x = town->x,
                               .vertex_y = town->y,
                               .link_table = &table};
    town->network = tomt_network_of(town->arena, &links, &town->settings, &err);
    assert_non_null(town->network);
    town->snapper = tomt_snapper_new(town->arena, town->network, &err);
    assert_non_null(town->snapper);
}

/* The number that link `added` got. */
static uint32_t number_of(const struct town *town, size_t added)
{
    const struct tomt_column *feature = tomt_table_find(&town->network->link_table, "feature");
    for (uint32_t i = 0; i < town->network->n_links; i++)
        if (feature->integer[i] == (int64_t)added)
            return i;
    fail_msg("link %zu is not there", added);
    return TOMT_NO_LINK;
}

struct snap {
    uint32_t link, along_mm, leg_mm;
};

static struct snap snap(const struct town *town, enum tomt_way way, double x, double y)
{
    struct tomt_error err = {0};
    struct tomt_snaps out;
    assert_true(
        tomt_snap_points(town->arena, town->snapper, way, &x, &y, 1, &one_thread, &out, &err));
    assert_int_equal(out.n, 1);
    assert_int_equal(out.way, way);
    assert_int_equal(out.n_missed, out.link[0] == TOMT_NO_LINK);
    return (struct snap){out.link[0], out.along_mm[0], out.leg_mm[0]};
}

static void assert_snap(struct snap snap, uint32_t link, uint32_t along_mm, uint32_t leg_mm)
{
    assert_int_equal(snap.link, link);
    assert_int_equal(snap.along_mm, along_mm);
    assert_int_equal(snap.leg_mm, leg_mm);
}

/* A street of 200 m with a bend; 10 m/s make 20 s of it. */
static void two_points_on_one_link(void **state)
{
    (void)state;
    struct town *town = new_town();
    LINK(town, everybody, 0, 0, 100, 0, 100, 100);
    build(town);
    assert_snap(snap(town, TOMT_WALK, 30, 4), 0, 30000, 4000);
    assert_snap(snap(town, TOMT_DRIVE, 103, 60), 0, 160000, 3000);
    struct tomt_link_ends ends = tomt_snap_ends(town->network, TOMT_WALK, 0, 30000, true);
    assert_int_equal(ends.to_first, 30000);
    assert_int_equal(ends.to_last, 170000);
    assert_int_equal(tomt_snap_between(town->network, TOMT_WALK, 0, 30000, 160000), 130000);
    assert_int_equal(tomt_snap_between(town->network, TOMT_WALK, 0, 160000, 30000), 130000);
    ends = tomt_snap_ends(town->network, TOMT_DRIVE, 0, 30000, true);
    assert_int_equal(ends.to_first, 3000);
    assert_int_equal(ends.to_last, 17000);
    assert_int_equal(tomt_snap_between(town->network, TOMT_DRIVE, 0, 30000, 160000), 13000);
    double x, y;
    tomt_snap_place(town->network, 0, 160000, &x, &y);
    assert_near(x, 100, 1e-9);
    assert_near(y, 60, 1e-9);
    tomt_snap_place(town->network, 0, 200000, &x, &y);
    assert_true(x == 100 && y == 100);
    tomt_snap_place(town->network, 0, 0, &x, &y);
    assert_true(x == 0 && y == 0);
    free_town(town);
}

/* 30, 40, 50. */
static void beyond_a_dead_end(void **state)
{
    (void)state;
    struct town *town = new_town();
    LINK(town, everybody, 0, 0, 100, 0);
    build(town);
    assert_snap(snap(town, TOMT_WALK, 130, 40), 0, 100000, 50000);
    assert_snap(snap(town, TOMT_WALK, -3, -4), 0, 0, 5000);
    assert_snap(snap(town, TOMT_WALK, 100, 7), 0, 100000, 7000);
    free_town(town);
}

static void one_way_streets(void **state)
{
    (void)state;
    struct town *town = new_town();
    LINK(town, TOMT_LINK_WALK | TOMT_LINK_FORWARD, 0, 0, 100, 0);
    LINK(town, TOMT_LINK_BACKWARD, 0, 50, 100, 50);
    LINK(town, TOMT_LINK_WALK, 0, 100, 100, 100);
    build(town);
    uint32_t there = number_of(town, 0), back = number_of(town, 1), path = number_of(town, 2);
    const struct tomt_network *net = town->network;
    struct tomt_link_ends ends = tomt_snap_ends(net, TOMT_DRIVE, there, 30000, true);
    assert_int_equal(ends.to_first, TOMT_UNREACHED);
    assert_int_equal(ends.to_last, 7000);
    ends = tomt_snap_ends(net, TOMT_DRIVE, there, 30000, false);
    assert_int_equal(ends.to_first, 3000);
    assert_int_equal(ends.to_last, TOMT_UNREACHED);
    ends = tomt_snap_ends(net, TOMT_DRIVE, back, 30000, true);
    assert_int_equal(ends.to_first, 3000);
    assert_int_equal(ends.to_last, TOMT_UNREACHED);
    ends = tomt_snap_ends(net, TOMT_DRIVE, there, 0, true); /* at the node already */
    assert_int_equal(ends.to_first, 0);
    assert_int_equal(ends.to_last, 10000);
    ends = tomt_snap_ends(net, TOMT_DRIVE, there, 100000, false);
    assert_int_equal(ends.to_first, 10000);
    assert_int_equal(ends.to_last, 0);
    ends = tomt_snap_ends(net, TOMT_WALK, there, 30000, true);
    assert_int_equal(ends.to_first, 30000);
    ends = tomt_snap_ends(net, TOMT_DRIVE, path, 0, true);
    assert_int_equal(ends.to_first, TOMT_UNREACHED);
    assert_int_equal(ends.to_last, TOMT_UNREACHED);
    ends = tomt_snap_ends(net, TOMT_WALK, back, 0, true);
    assert_int_equal(ends.to_first, TOMT_UNREACHED);
    assert_int_equal(tomt_snap_between(net, TOMT_DRIVE, there, 20000, 70000), 5000);
    assert_int_equal(tomt_snap_between(net, TOMT_DRIVE, there, 70000, 20000), TOMT_UNREACHED);
    assert_int_equal(tomt_snap_between(net, TOMT_DRIVE, back, 70000, 20000), 5000);
    assert_int_equal(tomt_snap_between(net, TOMT_DRIVE, there, 70000, 70000), 0);
    assert_int_equal(tomt_snap_between(net, TOMT_DRIVE, path, 1, 1), TOMT_UNREACHED);
    assert_snap(snap(town, TOMT_DRIVE, 10, 99), back, 10000, 49000);
    assert_snap(snap(town, TOMT_WALK, 10, 45), there, 10000, 45000);
    free_town(town);
}

/* Whatever the lengths, the two parts are the whole, and stretches add up. */
static void driving_time_is_divided_without_loss(void **state)
{
    (void)state;
    static const uint32_t cost[][2] = {{1, 1},     {3, 7},          {7, 3},
                                       {1000, 77}, {77777, 100003}, {2147483647, 2147483647}};
    for (size_t i = 0; i < sizeof cost / sizeof *cost; i++) {
        uint32_t mm = cost[i][0], ms = cost[i][1];
        uint8_t use = everybody;
        struct tomt_network net = {.n_links = 1, .link_mm = &mm, .link_ms = &ms, .link_use = &use};
        uint32_t step = mm / 50 + 1;
        for (uint64_t along = 0; along <= mm; along += step) {
            uint32_t a = (uint32_t)along;
            struct tomt_link_ends out = tomt_snap_ends(&net, TOMT_DRIVE, 0, a, true);
            struct tomt_link_ends in = tomt_snap_ends(&net, TOMT_DRIVE, 0, a, false);
            assert_int_equal((uint64_t)out.to_first + out.to_last, ms);
            assert_true(in.to_first == out.to_first && in.to_last == out.to_last);
            /* within half a millisecond of the share of the length */
            assert_true(fabs(out.to_first - (double)ms * a / mm) <= 0.5 + 1e-6);
            assert_int_equal(tomt_snap_between(&net, TOMT_DRIVE, 0, 0, a), out.to_first);
            assert_int_equal(tomt_snap_between(&net, TOMT_DRIVE, 0, mm, a), out.to_last);
        }
        assert_int_equal(tomt_snap_ends(&net, TOMT_DRIVE, 0, mm, true).to_first, ms);
    }
}

static void equally_near_streets(void **state)
{
    (void)state;
    struct town *town = new_town();
    LINK(town, everybody, 0, 10, 100, 10);
    LINK(town, everybody, 0, 0, 100, 0);
    LINK(town, everybody, 100, 0, 200, 50); /* shares a node: the nearest of both to (110, -30) */
    build(town);
    uint32_t a = number_of(town, 0), b = number_of(town, 1), c = number_of(town, 2);
    assert_snap(snap(town, TOMT_WALK, 40, 5), a < b ? a : b, 40000, 5000);
    struct snap at_node = snap(town, TOMT_WALK, 103, -26); /* 3, 26: sqrt(685) = 26.17250 */
    assert_snap(at_node, b < c ? b : c, b < c ? 100000 : 0, 26173);
    free_town(town);
}

static void farthest_leg(void **state)
{
    (void)state;
    struct town *town = new_town();
    LINK(town, everybody, 0, 0, 100, 0);
    build(town);
    assert_snap(snap(town, TOMT_WALK, 50, 250), 0, 50000, 250000);
    assert_snap(snap(town, TOMT_WALK, 50, 250.0004), 0, 50000, 250000);
    assert_snap(snap(town, TOMT_WALK, 50, 250.001), TOMT_NO_LINK, 0, 250001);
    assert_snap(snap(town, TOMT_WALK, 50, 612), TOMT_NO_LINK, 0, 612000);
    assert_snap(snap(town, TOMT_WALK, 50, 5e6), TOMT_NO_LINK, 0, UINT32_MAX - 1);
    free_town(town);
}

static void nearest_node(void **state)
{
    (void)state;
    struct town *town = new_town();
    town->settings.snap_node = true;
    LINK(town, everybody, 0, 0, 50, 0, 100, 0); /* (50, 0) is no node */
    LINK(town, TOMT_LINK_WALK, 0, 200, 60, 200);
    build(town);
    uint32_t street = number_of(town, 0), path = number_of(town, 1);
    assert_snap(snap(town, TOMT_WALK, 40, 1), street, 0, 40012);      /* sqrt(1601) */
    assert_snap(snap(town, TOMT_WALK, 70, 1), street, 100000, 30017); /* sqrt(901) */
    assert_snap(snap(town, TOMT_WALK, 60, 198), path, 60000, 2000);
    assert_snap(snap(town, TOMT_DRIVE, 100, 198), street, 100000, 198000);
    free_town(town);
}

static void places_that_are_none(void **state)
{
    (void)state;
    struct town *town = new_town();
    LINK(town, everybody, 0, 0, 100, 0);
    build(town);
    assert_snap(snap(town, TOMT_WALK, NAN, 0), TOMT_NO_LINK, 0, UINT32_MAX);
    assert_snap(snap(town, TOMT_WALK, 0, INFINITY), TOMT_NO_LINK, 0, UINT32_MAX);
    assert_int_equal(snap(town, TOMT_WALK, 1e300, 1e300).link, TOMT_NO_LINK);
    struct tomt_error err = {0};
    struct tomt_snaps out;
    double x = 0;
    assert_true(tomt_snap_points(town->arena, town->snapper, TOMT_WALK, &x, &x, 0, &one_thread,
                                 &out, &err));
    assert_int_equal(out.n + out.n_missed, 0);
    assert_false(tomt_snap_points(town->arena, town->snapper, TOMT_STRAIGHT, &x, &x, 1, &one_thread,
                                  &out, &err));
    assert_int_equal(err.code, TOMT_INTERNAL);
    free_town(town);
}

static void a_network_of_nothing(void **state)
{
    (void)state;
    for (int snap_node = 0; snap_node < 2; snap_node++) {
        struct town *town = new_town();
        struct tomt_error err = {0};
        struct tomt_snaps out;
        town->settings.snap_node = snap_node;
        build(town);
        assert_snap(snap(town, TOMT_WALK, 1, 1), TOMT_NO_LINK, 0, UINT32_MAX);
        assert_true(tomt_snap_nodes(town->arena, town->network, TOMT_WALK, &out, &err));
        assert_int_equal(out.n, 0);
        node_at(town, 3, 3); /* a node that no link uses */
        build(town);
        assert_snap(snap(town, TOMT_DRIVE, 1, 1), TOMT_NO_LINK, 0, UINT32_MAX);
        assert_true(tomt_snap_nodes(town->arena, town->network, TOMT_WALK, &out, &err));
        assert_int_equal(out.n, 1);
        assert_int_equal(out.n_missed, 1);
        assert_int_equal(out.link[0], TOMT_NO_LINK);
        free_town(town);
    }
}

/* A street of 1 km, a path of 50 m across the water. */
static void small_islands(void **state)
{
    (void)state;
    static const double least_m[] = {0, 50, 50.001, 5000};
    for (size_t i = 0; i < 4; i++) {
        struct town *town = new_town();
        town->settings.min_island_m = least_m[i];
        town->settings.snap_node = i == 2;
        LINK(town, everybody, 0, 0, 1000, 0);
        LINK(town, everybody, 0, 20, 50, 20);
        build(town);
        uint32_t street = number_of(town, 0), path = number_of(town, 1);
        if (i < 2)
            assert_snap(snap(town, TOMT_WALK, 0, 19), path, 0, 1000);
        else
            assert_snap(snap(town, TOMT_WALK, 0, 19), street, 0, 19000);
        free_town(town);
    }
}

static void closed_loop(void **state)
{
    (void)state;
    struct town *town = new_town();
    LINK(town, TOMT_LINK_FORWARD | TOMT_LINK_WALK, 0, 0, 100, 0, 100, 100, 0, 100, 0, 0);
    build(town);
    assert_int_equal(town->network->link_from[0], town->network->link_to[0]);
    assert_snap(snap(town, TOMT_WALK, 30, 95), 0, 270000, 5000);
    struct tomt_link_ends ends = tomt_snap_ends(town->network, TOMT_WALK, 0, 270000, true);
    assert_int_equal(ends.to_first, 270000);
    assert_int_equal(ends.to_last, 130000);
    assert_int_equal(snap(town, TOMT_WALK, 0, 0).along_mm, 0);
    free_town(town);
}

/* The length given wins over the one measured: half way is half of it, and the ends are the ends.
 */
static void given_lengths(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    double x[] = {0, 100}, y[] = {0, 0}, length[] = {110}, px[] = {25, 100, 300, -5}, py[4] = {0};
    uint32_t from[] = {0}, to[] = {1};
    struct tomt_links links = {.n_nodes = 2,
                               .n_links = 1,
                               .node_x = x,
                               .node_y = y,
                               .from = from,
                               .to = to,
                               .length_m = length,
                               .use = &everybody};
    struct tomt_network_settings settings = tomt_network_defaults();
    struct tomt_network *net = tomt_network_of(arena, &links, &settings, &err);
    struct tomt_snapper *snapper = tomt_snapper_new(arena, net, &err);
    struct tomt_snaps out;
    assert_true(tomt_snap_points(arena, snapper, TOMT_WALK, px, py, 4, &one_thread, &out, &err));
    bool turned = net->node_x[net->link_from[0]] != 0;
    assert_false(turned);
    assert_int_equal(out.along_mm[0], 27500);
    assert_int_equal(out.along_mm[1], 110000);
    assert_int_equal(out.along_mm[2], 110000);
    assert_int_equal(out.along_mm[3], 0);
    double place_x, place_y;
    tomt_snap_place(net, 0, 27500, &place_x, &place_y);
    assert_near(place_x, 25, 1e-9);
    tomt_arena_free(arena);
}

static void add_wkt(struct tomt_shapes *shapes, const char *wkt)
{
    struct tomt_error err = {0};
    struct bytes bytes = from_wkt(wkt);
    assert_true(tomt_shapes_add_wkb(shapes, bytes.wkb, bytes.n, &err));
    free(bytes.wkb);
}

static struct snap snap_shape(const struct town *town, enum tomt_shape_kind kind, const char *wkt)
{
    struct tomt_error err = {0};
    struct tomt_shapes shapes;
    struct tomt_snaps out;
    tomt_shapes_start(&shapes, town->arena, kind);
    add_wkt(&shapes, wkt);
    assert_true(
        tomt_snap_shapes(town->arena, town->snapper, TOMT_WALK, &shapes, &one_thread, &out, &err));
    assert_int_equal(out.n_missed, out.link[0] == TOMT_NO_LINK);
    return (struct snap){out.link[0], out.along_mm[0], out.leg_mm[0]};
}

static void polygons_and_one_street(void **state)
{
    (void)state;
    struct town *town = new_town();
    LINK(town, everybody, 0, 0, 40, 0, 100, 0);
    build(town);
    const enum tomt_shape_kind polygon = TOMT_POLYGONS;
    /* crossed */
    assert_snap(snap_shape(town, polygon, "POLYGON((10 -5,20 -5,20 5,10 5,10 -5))"), 0, 10000, 0);
    assert_snap(snap_shape(town, polygon, "POLYGON((50 -5,60 -5,60 5,50 5,50 -5))"), 0, 50000, 0);
    /* the street begins in it; lies in it */
    assert_snap(snap_shape(town, polygon, "POLYGON((-5 -5,60 -5,60 5,-5 5,-5 -5))"), 0, 0, 0);
    assert_snap(snap_shape(town, polygon, "POLYGON((-5 -5,160 -5,160 5,-5 5,-5 -5))"), 0, 0, 0);
    /* entered twice: the first counts */
    assert_snap(snap_shape(town, polygon,
                           "MULTIPOLYGON(((80 -5,90 -5,90 5,80 5,80 -5)),((70 -5,75 -5,75 5,70 5,"
                           "70 -5)))"),
                0, 70000, 0);
    /* touched by a corner, and by an edge */
    assert_snap(snap_shape(town, polygon, "POLYGON((30 0,40 10,20 10,30 0))"), 0, 30000, 0);
    assert_snap(snap_shape(town, polygon, "POLYGON((30 0,50 0,50 10,30 10,30 0))"), 0, 30000, 0);
    /* beside: where they first run side by side; its nearest corner; beyond the end */
    assert_snap(snap_shape(town, polygon, "POLYGON((30 10,50 10,50 20,30 20,30 10))"), 0, 30000,
                10000);
    assert_snap(snap_shape(town, polygon, "POLYGON((55 -7,70 -20,50 -20,55 -7))"), 0, 55000, 7000);
    assert_snap(snap_shape(town, polygon, "POLYGON((103 4,200 4,200 9,103 4))"), 0, 100000, 5000);
    /* in the hole: 2 m from its rim */
    assert_snap(snap_shape(town, polygon,
                           "POLYGON((-50 -50,150 -50,150 50,-50 50,-50 -50),(-9 -3,120 -2,120 30,"
                           "-9 30,-9 -3))"),
                0, 100000, 2155); /* -3 + 109/129 at x = 100: 2.15504 times cos 0.444 degrees */
    /* far off */
    assert_snap(snap_shape(town, polygon, "POLYGON((30 400,50 400,50 420,30 400))"), TOMT_NO_LINK,
                0, 400000);
    /* lines */
    assert_snap(snap_shape(town, TOMT_LINES, "LINESTRING(25 -3,35 3)"), 0, 30000, 0);
    assert_snap(snap_shape(town, TOMT_LINES, "LINESTRING(20 6,60 6)"), 0, 20000, 6000);
    assert_snap(snap_shape(town, TOMT_LINES, "LINESTRING(60 0,20 0)"), 0, 20000, 0);
    free_town(town);
}

/* Along a street that runs at 3 to 4 (unit 0.8, 0.6; to its left -0.6, 0.8): a facade from 100 m to
 * 150 m, 5 m off. Wherever the town lies, it joins at 100 m. */
static void facade_along_a_slanting_street(void **state)
{
    (void)state;
    static const double shift[][2] = {{0, 0}, {0.1, 0.3}, {569123.37, 6622000.71}, {-1e6, 7e6}};
    for (size_t i = 0; i < 4; i++) {
        double x = shift[i][0], y = shift[i][1];
        struct town *town = new_town();
        LINK(town, everybody, x, y, x + 400, y + 300);
        build(town);
        char wkt[300];
        snprintf(wkt, sizeof wkt, "POLYGON((%.9f %.9f,%.9f %.9f,%.9f %.9f,%.9f %.9f,%.9f %.9f))",
                 x + 117, y + 94, x + 111, y + 102, x + 71, y + 72, x + 77, y + 64, x + 117,
                 y + 94);
        struct snap got = snap_shape(town, TOMT_POLYGONS, wkt);
        bool turned = town->network->node_x[town->network->link_from[0]] != x;
        assert_false(turned);
        assert_snap(got, 0, 100000, 5000);
        free_town(town);
    }
}

static void polygon_that_meets_two_streets(void **state)
{
    (void)state;
    struct town *town = new_town();
    LINK(town, everybody, 0, 0, 100, 0);
    LINK(town, everybody, 0, 10, 100, 10);
    build(town);
    uint32_t a = number_of(town, 0), b = number_of(town, 1);
    assert_snap(snap_shape(town, TOMT_POLYGONS, "POLYGON((10 -5,20 -5,30 15,20 15,10 -5))"),
                a < b ? a : b, a < b ? 12500 : 17500, 0);
    free_town(town);
    town = new_town();
    town->settings.snap_node = true;
    LINK(town, everybody, 0, 0, 100, 0);
    build(town);
    assert_snap(snap_shape(town, TOMT_POLYGONS, "POLYGON((60 -5,70 -5,70 5,60 5,60 -5))"), 0,
                100000, 30000);
    assert_snap(snap_shape(town, TOMT_POLYGONS, "POLYGON((60 -5,170 -5,170 5,60 5,60 -5))"), 0,
                100000, 0);
    free_town(town);
}

static void nodes_as_points(void **state)
{
    (void)state;
    struct town *town = new_town();
    struct tomt_error err = {0};
    struct tomt_snaps out;
    LINK(town, TOMT_LINK_WALK | TOMT_LINK_FORWARD, 0, 0, 100, 0);
    LINK(town, everybody, 100, 0, 200, 0);
    LINK(town, TOMT_LINK_WALK, 200, 0, 300, 0);
    build(town);
    const struct tomt_network *net = town->network;
    for (enum tomt_way way = TOMT_WALK; way <= TOMT_DRIVE; way++) {
        assert_true(tomt_snap_nodes(town->arena, net, way, &out, &err));
        assert_int_equal(out.n, 4);
        assert_int_equal(out.n_missed, way == TOMT_WALK ? 0 : 1);
        for (uint32_t v = 0; v < 4; v++) {
            bool off = way == TOMT_DRIVE && net->node_x[v] == 300;
            assert_int_equal(out.link[v] == TOMT_NO_LINK, off);
            if (off)
                continue;
            assert_int_equal(out.leg_mm[v], 0);
            double x, y;
            tomt_snap_place(net, out.link[v], out.along_mm[v], &x, &y);
            assert_true(x == net->node_x[v] && y == net->node_y[v]);
            for (uint32_t lower = 0; lower < out.link[v]; lower++) /* none lower would do */
                assert_false((net->link_from[lower] == v || net->link_to[lower] == v) &&
                             (net->link_use[lower] & (way == TOMT_WALK ? 1 : 6)));
        }
    }
    free_town(town);
}

static void random_town(struct town *town, bool short_links)
{
    size_t n_links = below(90);
    static const uint8_t uses[] = {7, 7, 7, 1, 2, 4, 6, 3};
    for (size_t i = 0; i < n_links; i++) {
        double xy[12];
        size_t n = 2 + below(5);
        double x = below(120), y = below(120);
        for (size_t k = 0; k < n; k++) {
            xy[2 * k] = x;
            xy[2 * k + 1] = y;
            x = short_links ? x + below(17) - 8 : (double)below(160);
            y = short_links ? y + below(17) - 8 : (double)below(160);
        }
        if (below(20) == 0) /* a loop */
            memcpy(xy + 2 * n - 2, xy, 2 * sizeof *xy);
        add_link(town, uses[below(8)], xy, n);
    }
    town->settings.min_island_m = below(3) ? 0 : below(60);
    town->settings.max_snap_m = below(60);
    build(town);
}

struct ratio { /* a squared distance as a fraction of whole numbers */
    int64_t over, under;
};

__extension__ typedef __int128 wide;

static bool less(struct ratio a, struct ratio b)
{
    return (wide)a.over * b.under < (wide)b.over * a.under;
}

static struct ratio exact_m2(int64_t x, int64_t y, int64_t ax, int64_t ay, int64_t bx, int64_t by)
{
    int64_t dx = bx - ax, dy = by - ay, ahead = (x - ax) * dx + (y - ay) * dy;
    if (ahead <= 0)
        return (struct ratio){(x - ax) * (x - ax) + (y - ay) * (y - ay), 1};
    if (ahead >= dx * dx + dy * dy)
        return (struct ratio){(x - bx) * (x - bx) + (y - by) * (y - by), 1};
    int64_t area = (x - ax) * dy - (y - ay) * dx;
    return (struct ratio){area * area, dx * dx + dy * dy};
}

static bool may_snap(const struct tomt_network *net, enum tomt_way way, uint32_t link)
{
    unsigned wanted = way == TOMT_WALK ? TOMT_LINK_WALK : TOMT_LINK_FORWARD | TOMT_LINK_BACKWARD;
    uint32_t island = net->node_island[net->link_from[link]];
    return (net->link_use[link] & wanted) &&
           (island == 0 || net->island_m[island] >= net->settings.min_island_m);
}

/* By looking at all pieces (or nodes), in whole numbers: ties are true ties. */
static struct ratio by_looking(const struct tomt_network *net, enum tomt_way way, int64_t x,
                               int64_t y, uint32_t *best_link, uint32_t *best_node)
{
    struct ratio best = {1, 0};
    *best_link = *best_node = TOMT_NO_LINK;
    for (uint32_t link = 0; link < net->n_links; link++) {
        uint64_t from = net->vertex_start[link], to = net->vertex_start[link + 1];
        if (!may_snap(net, way, link))
            continue;
        for (uint64_t v = from; !net->settings.snap_node && v + 1 < to; v++) {
            struct ratio m2 =
                exact_m2(x, y, (int64_t)net->vertex_x[v], (int64_t)net->vertex_y[v],
                         (int64_t)net->vertex_x[v + 1], (int64_t)net->vertex_y[v + 1]);
            if (less(m2, best)) {
                best = m2;
                *best_link = link;
            }
        }
        for (int end = 0; net->settings.snap_node && end < 2; end++) {
            uint32_t node = end ? net->link_to[link] : net->link_from[link];
            int64_t dx = x - (int64_t)net->node_x[node], dy = y - (int64_t)net->node_y[node];
            struct ratio m2 = {dx * dx + dy * dy, 1};
            if (less(m2, best) || (!less(best, m2) && node < *best_node)) {
                best = m2;
                *best_link = link;
                *best_node = node;
            }
        }
    }
    return best;
}

static void points_against_all_pieces(void **state)
{
    (void)state;
    for (int round = 0; round < 300; round++) {
        struct town *town = new_town();
        town->settings.snap_node = round % 4 == 3;
        random_town(town, round % 2);
        const struct tomt_network *net = town->network;
        for (int i = 0; i < 60; i++) {
            int64_t x = (int64_t)below(260) - 50, y = (int64_t)below(260) - 50;
            enum tomt_way way = i % 2 ? TOMT_WALK : TOMT_DRIVE;
            uint32_t link, node;
            struct ratio best = by_looking(net, way, x, y, &link, &node);
            struct snap got = snap(town, way, (double)x, (double)y);
            if (link == TOMT_NO_LINK) {
                assert_snap(got, TOMT_NO_LINK, 0, UINT32_MAX);
                continue;
            }
            double m = sqrt((double)best.over / (double)best.under);
            bool near = (uint32_t)(m * 1000 + 0.5) <= net->settings.max_snap_m * 1000;
            assert_int_equal(got.leg_mm, (uint32_t)(m * 1000 + 0.5));
            assert_int_equal(got.link, near ? link : TOMT_NO_LINK);
            if (!near)
                continue;
            double place_x, place_y;
            assert_true(got.along_mm <= net->link_mm[link]);
            tomt_snap_place(net, link, got.along_mm, &place_x, &place_y);
            /* along is rounded to 1 mm, and the link's length too */
            assert_true(hypot(place_x - (double)x, place_y - (double)y) <= m + 0.0011);
            if (node != TOMT_NO_LINK)
                assert_true(place_x == net->node_x[node] && place_y == net->node_y[node]);
        }
        free_town(town);
    }
}

/* Triangles, and boxes with a hole. */
static void random_polygon(char *wkt, size_t n)
{
    int x = (int)below(160) - 20, y = (int)below(160) - 20, w = 1 + (int)below(60),
        h = 1 + (int)below(60);
    if (below(2))
        snprintf(wkt, n, "POLYGON((%d %d,%d %d,%d %d,%d %d))", x, y, x + w, y, x + (int)below(70),
                 y + h, x, y);
    else
        snprintf(wkt, n, "POLYGON((%d %d,%d %d,%d %d,%d %d,%d %d),(%d %d,%d %d,%d %d,%d %d,%d %d))",
                 x, y, x + w + 2, y, x + w + 2, y + h + 2, x, y + h + 2, x, y, x + 1, y + 1, x + 1,
                 y + h + 1, x + w + 1, y + h + 1, x + w + 1, y + 1, x + 1, y + 1);
}

static double geos_distance(GEOSContextHandle_t geos, const GEOSGeometry *polygon,
                            const struct tomt_network *net, uint32_t link)
{
    uint64_t from = net->vertex_start[link], to = net->vertex_start[link + 1];
    GEOSCoordSequence *line = GEOSCoordSeq_create_r(geos, (unsigned)(to - from), 2);
    double m = -1;
    for (uint64_t v = from; v < to; v++)
        GEOSCoordSeq_setXY_r(geos, line, (unsigned)(v - from), net->vertex_x[v], net->vertex_y[v]);
    GEOSGeometry *street = GEOSGeom_createLineString_r(geos, line);
    assert_int_equal(GEOSDistance_r(geos, polygon, street, &m), 1);
    GEOSGeom_destroy_r(geos, street);
    return m;
}

static void polygons_against_geos(void **state)
{
    (void)state;
    GEOSContextHandle_t geos = GEOS_init_r();
    GEOSWKTReader *reader = GEOSWKTReader_create_r(geos);
    for (int round = 0; round < 60; round++) {
        struct town *town = new_town();
        random_town(town, round % 2);
        town->settings.max_snap_m = 1000;
        build(town);
        const struct tomt_network *net = town->network;
        for (int i = 0; i < 15; i++) {
            char wkt[300];
            random_polygon(wkt, sizeof wkt);
            GEOSGeometry *polygon = GEOSWKTReader_read_r(geos, reader, wkt);
            double least = INFINITY;
            uint32_t best = TOMT_NO_LINK;
            for (uint32_t link = 0; link < net->n_links; link++) {
                double m = may_snap(net, TOMT_WALK, link) ? geos_distance(geos, polygon, net, link)
                                                          : INFINITY;
                if (m < least - 1e-9) {
                    least = m;
                    best = link;
                }
            }
            struct snap got = snap_shape(town, TOMT_POLYGONS, wkt);
            assert_int_equal(got.link, best);
            if (best != TOMT_NO_LINK) {
                assert_near(got.leg_mm / 1000.0, least, 0.00051);
                double x, y, m;
                tomt_snap_place(net, best, got.along_mm, &x, &y);
                GEOSGeometry *place = GEOSGeom_createPointFromXY_r(geos, x, y);
                GEOSDistance_r(geos, polygon, place, &m);
                assert_true(m <= least + 0.0011);
                GEOSGeom_destroy_r(geos, place);
            }
            GEOSGeom_destroy_r(geos, polygon);
        }
        free_town(town);
    }
    GEOSWKTReader_destroy_r(geos, reader);
    GEOS_finish_r(geos);
}

static void same_at_any_number_of_threads(void **state)
{
    (void)state;
    enum { N = 5000 };
    static double x[N], y[N];
    struct tomt_crew eight = {.n_threads = 8};
    struct tomt_error err = {0};
    struct town *town = new_town();
    while (town->n_links < 60) {
        struct tomt_network_settings settings = town->settings;
        free_town(town);
        town = new_town();
        town->settings = settings;
        random_town(town, true);
    }
    struct tomt_shapes shapes;
    tomt_shapes_start(&shapes, town->arena, TOMT_POLYGONS);
    for (size_t i = 0; i < N; i++) {
        char wkt[300];
        x[i] = i % 100 == 7 ? (double)NAN : below(100000) * 0.002 - 20;
        y[i] = below(100000) * 0.002 - 20;
        random_polygon(wkt, sizeof wkt);
        if (i < 300)
            add_wkt(&shapes, wkt);
    }
    struct tomt_snaps a, b;
    for (int kind = 0; kind < 2; kind++) {
        struct tomt_snaps *out[] = {&a, &b};
        for (int k = 0; k < 2; k++) {
            const struct tomt_crew *crew = k ? &eight : &one_thread;
            assert_true(kind ? tomt_snap_shapes(town->arena, town->snapper, TOMT_WALK, &shapes,
                                                crew, out[k], &err)
                             : tomt_snap_points(town->arena, town->snapper, TOMT_WALK, x, y, N,
                                                crew, out[k], &err));
        }
        assert_int_equal(a.n_missed, b.n_missed);
        assert_memory_equal(a.link, b.link, a.n * 4);
        assert_memory_equal(a.along_mm, b.along_mm, a.n * 4);
        assert_memory_equal(a.leg_mm, b.leg_mm, a.n * 4);
    }
    /* and the same one by one, unsorted */
    tomt_snap_points(town->arena, town->snapper, TOMT_WALK, x, y, N, &eight, &a, &err);
    for (size_t i = 0; i < N; i++)
        assert_snap(snap(town, TOMT_WALK, x[i], y[i]), a.link[i], a.along_mm[i], a.leg_mm[i]);
    /* points as shapes */
    struct tomt_shapes points;
    tomt_shapes_start(&points, town->arena, TOMT_POINTS);
    for (size_t i = 0; i < N; i++)
        assert_true(tomt_shapes_add_point(&points, x[i], y[i], &err));
    assert_true(tomt_snap_shapes(town->arena, town->snapper, TOMT_WALK, &points, &eight, &b, &err));
    assert_memory_equal(a.leg_mm, b.leg_mm, a.n * 4);
    free_town(town);
}

static void running_out_of_memory_is_clean(void **state)
{
    (void)state;
    static double x[2000], y[2000];
    struct town *town = new_town();
    LINK(town, everybody, 0, 0, 100, 0);
    LINK(town, everybody, 100, 0, 100, 100);
    build(town);
    struct tomt_shapes shapes;
    tomt_shapes_start(&shapes, town->arena, TOMT_POLYGONS);
    add_wkt(&shapes, "POLYGON((10 -5,20 -5,20 5,10 5,10 -5))");
    bool done = false;
    for (uint64_t at = 1; !done; at++) {
        struct tomt_error err = {0};
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_snaps out;
        tomt_allocation_fail_at(at);
        struct tomt_snapper *snapper = tomt_snapper_new(arena, town->network, &err);
        done = snapper &&
               tomt_snap_points(arena, snapper, TOMT_WALK, x, y, 2000, &one_thread, &out, &err) &&
               tomt_snap_shapes(arena, snapper, TOMT_WALK, &shapes, &one_thread, &out, &err) &&
               tomt_snap_nodes(arena, town->network, TOMT_WALK, &out, &err);
        tomt_allocation_fail_at(0);
        assert_int_equal(err.code, done ? TOMT_OK : TOMT_MEMORY);
        tomt_arena_free(arena);
        assert_true(at < 100);
    }
    free_town(town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_points_on_one_link),
        cmocka_unit_test(beyond_a_dead_end),
        cmocka_unit_test(one_way_streets),
        cmocka_unit_test(driving_time_is_divided_without_loss),
        cmocka_unit_test(equally_near_streets),
        cmocka_unit_test(farthest_leg),
        cmocka_unit_test(nearest_node),
        cmocka_unit_test(places_that_are_none),
        cmocka_unit_test(a_network_of_nothing),
        cmocka_unit_test(small_islands),
        cmocka_unit_test(closed_loop),
        cmocka_unit_test(given_lengths),
        cmocka_unit_test(polygons_and_one_street),
        cmocka_unit_test(facade_along_a_slanting_street),
        cmocka_unit_test(polygon_that_meets_two_streets),
        cmocka_unit_test(nodes_as_points),
        cmocka_unit_test(points_against_all_pieces),
        cmocka_unit_test(polygons_against_geos),
        cmocka_unit_test(same_at_any_number_of_threads),
        cmocka_unit_test(running_out_of_memory_is_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
