/* network_gates: where areas join the streets: by hand, and against GEOS on random towns. */
#include "geo_support.h"

#include <math.h>

#include "geo/wkb.h"
#include "network/reach_polygon.h"
#include "network/search.h"

static uint64_t seed = 5;
static uint32_t below(uint32_t n) /* splitmix64 */
{
    uint64_t z = seed += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (uint32_t)((z ^ (z >> 31)) % n);
}

enum { MOST_LINKS = 64, MOST_VERTICES = 512 };
static struct tomt_crew one_thread = {.n_threads = 1};

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
    struct tomt_shapes shapes;
    struct tomt_snaps snaps;
};

static struct town *new_town(void)
{
    struct tomt_error err = {0};
    struct town *town = calloc(1, sizeof *town);
    town->arena = tomt_arena_new(&err);
    town->settings = tomt_network_defaults();
    tomt_shapes_start(&town->shapes, town->arena, TOMT_POLYGONS);
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

static void add_link(struct town *town, uint8_t use, const double *xy, size_t n)
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
    town->speed[link] = 60;
}
#define STREET(town, ...)                                                                          \
    add_link(town, TOMT_LINK_WALK | TOMT_LINK_FORWARD | TOMT_LINK_BACKWARD,                        \
             (double[]){__VA_ARGS__}, sizeof((double[]){__VA_ARGS__}) / 16)

static void build(struct town *town)
{
    struct tomt_error err = {0};
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
                               .vertex_y = town->y};
    town->network = tomt_network_of(town->arena, &links, &town->settings, &err);
    assert_non_null(town->network);
    town->snapper = tomt_snapper_new(town->arena, town->network, &err);
    assert_non_null(town->snapper);
}

static void add_area(struct town *town, const char *wkt)
{
    struct tomt_error err = {0};
    struct bytes bytes = from_wkt(wkt);
    assert_true(tomt_shapes_add_wkb(&town->shapes, bytes.wkb, bytes.n, &err));
    free(bytes.wkb);
}

static void join(struct town *town, enum tomt_way way)
{
    struct tomt_error err = {0};
    assert_true(tomt_snap_shapes(town->arena, town->snapper, way, &town->shapes, &one_thread,
                                 &town->snaps, &err));
    assert_non_null(town->snaps.row);
    assert_non_null(town->snaps.until_mm);
}

static void join_one(struct town *town, const char *wkt)
{
    tomt_shapes_start(&town->shapes, town->arena, TOMT_POLYGONS);
    add_area(town, wkt);
    join(town, TOMT_WALK);
}

/* Is there an entry whose place on the ground is (x, y), and whose stretch ends at (to_x, to_y)? */
static void assert_gate(const struct town *town, double x, double y, double to_x, double to_y,
                        uint32_t leg_mm)
{
    const struct tomt_snaps *snaps = &town->snaps;
    for (size_t i = 0; i < snaps->n; i++) {
        double ax, ay, bx, by;
        tomt_snap_place(town->network, snaps->link[i], snaps->along_mm[i], &ax, &ay);
        tomt_snap_place(town->network, snaps->link[i], snaps->until_mm[i], &bx, &by);
        if (hypot(ax - x, ay - y) < 0.002 && hypot(bx - to_x, by - to_y) < 0.002 &&
            snaps->leg_mm[i] == leg_mm)
            return;
    }
    fail_msg("no gate at (%g, %g) to (%g, %g) with %u mm", x, y, to_x, to_y, leg_mm);
}

/* From a place to the nearest of all areas, mm; TOMT_UNREACHED: none within 10 km. */
static uint32_t walk(const struct town *town, double x, double y, uint32_t *row)
{
    struct tomt_error err = {0};
    struct tomt_snaps from;
    uint32_t cost, target;
    assert_true(tomt_snap_points(town->arena, town->snapper, town->snaps.way, &x, &y, 1,
                                 &one_thread, &from, &err));
    struct tomt_nearest_query query = {.network = town->network,
                                       .way = town->snaps.way,
                                       .from = &from,
                                       .to = &town->snaps,
                                       .group = town->snaps.row,
                                       .most = 10000000,
                                       .width = 1};
    assert_true(tomt_network_nearest(&query, &one_thread, &cost, &target, &err));
    if (row)
        *row = cost == TOMT_UNREACHED ? TOMT_NO_LINK : town->snaps.row[target];
    return cost;
}

/* The street passes 5 m south of a terminal of 1400 m. */
static void beside_a_long_terminal(void **state)
{
    (void)state;
    struct town *town = new_town();
    STREET(town, 0, 0, 3000, 0);
    build(town);
    join_one(town, "POLYGON((400 5,1800 5,1800 200,400 200,400 5))");
    assert_int_equal(town->snaps.n, 2);
    assert_gate(town, 400, 0, 1800, 0, 5000);
    assert_gate(town, 1800, 0, 400, 0, 5000);
    assert_int_equal(walk(town, 1900, 30, NULL), 30000 + 100000 + 5000);
    assert_int_equal(walk(town, 100, 10, NULL), 10000 + 300000 + 5000);
    /* across the street: two legs, nothing along it */
    assert_int_equal(walk(town, 1100, -30, NULL), 30000 + 5000);
    assert_int_equal(walk(town, 1800, -1, NULL), 1000 + 5000);
    join(town, TOMT_DRIVE); /* 60 km/h: 100 m in 6 s; legs are walked: 35 m at 80 m/min, 26.25 s */
    assert_int_equal(walk(town, 1900, 30, NULL), 22500 + 6000 + 3750);
    free_town(town);
}

static void street_through_a_centre(void **state)
{
    (void)state;
    struct town *town = new_town();
    STREET(town, 0, 0, 1200, 0, 3000, 0);
    STREET(town, 1250, -500, 1250, -10); /* a blind alley that ends inside */
    build(town);
    join_one(town, "POLYGON((1000 -100,1500 -100,1500 100,1000 100,1000 -100))");
    assert_int_equal(town->snaps.n, 4);
    assert_gate(town, 1000, 0, 1500, 0, 0);
    assert_gate(town, 1500, 0, 1000, 0, 0);
    assert_gate(town, 1250, -100, 1250, -10, 0);
    assert_gate(town, 1250, -10, 1250, -100, 0);
    assert_int_equal(walk(town, 1900, 7, NULL), 7000 + 400000);
    assert_int_equal(walk(town, 900, 7, NULL), 7000 + 100000);
    assert_int_equal(walk(town, 1240, -300, NULL), 10000 + 200000);
    free_town(town);
}

static void streets_inside_and_in_a_court(void **state)
{
    (void)state;
    struct town *town = new_town();
    STREET(town, 10, 10, 50, 12, 90, 10);
    build(town);
    join_one(town, "POLYGON((0 0,100 0,100 100,0 100,0 0))");
    assert_int_equal(town->snaps.n, 2);
    assert_gate(town, 10, 10, 90, 10, 0);
    assert_gate(town, 90, 10, 10, 10, 0);
    /* In a court of 80 x 20 m: 4 m from its west wall at the one end, 6 m from its east wall at the
     * other; from the bend 8 m to the north wall. */
    join_one(town, "POLYGON((-50 -50,200 -50,200 100,-50 100,-50 -50),(6 0,96 0,96 20,6 20,6 0))");
    assert_int_equal(town->snaps.n, 1);
    assert_gate(town, 10, 10, 10, 10, 4000);
    free_town(town);
}

/* One winding street goes through both wings of a house, and past its front: 3 stretches. */
static void a_street_that_comes_again(void **state)
{
    (void)state;
    struct town *town = new_town();
    STREET(town, -100, 50, 300, 50, 300, 0, -100, 0);
    build(town);
    join_one(town, "POLYGON((0 0,200 0,200 100,150 100,150 20,50 20,50 100,0 100,0 0))");
    assert_int_equal(town->snaps.n, 6);
    assert_gate(town, 0, 50, 50, 50, 0);
    assert_gate(town, 50, 50, 0, 50, 0);
    assert_gate(town, 150, 50, 200, 50, 0);
    assert_gate(town, 200, 50, 150, 50, 0);
    assert_gate(town, 200, 0, 0, 0, 0);
    assert_gate(town, 0, 0, 200, 0, 0);
    free_town(town);
}

/* North and south of a house of 50 x 40 m, which is 5 m from the south street. */
static void how_much_farther_counts(void **state)
{
    (void)state;
    static const struct {
        double north_m, max_snap_m;
        size_t n;
    } row[] = {{20, 250, 4}, {30, 250, 4}, {30.0004, 250, 4}, {30.001, 250, 2},
               {40, 250, 2}, {20, 20, 4},  {20.001, 20, 2},   {20, 5, 2}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct town *town = new_town();
        town->settings.max_snap_m = row[i].max_snap_m;
        STREET(town, 0, 0, 300, 0);
        STREET(town, 0, 45 + row[i].north_m, 300, 45 + row[i].north_m);
        build(town);
        join_one(town, "POLYGON((100 5,150 5,150 45,100 45,100 5))");
        assert_int_equal(town->snaps.n, row[i].n);
        assert_gate(town, 100, 0, 150, 0, 5000);
        assert_gate(town, 150, 0, 100, 0, 5000);
        double x, y; /* the nearest comes first: what counts a shape once takes that */
        tomt_snap_place(town->network, town->snaps.link[0], town->snaps.along_mm[0], &x, &y);
        assert_true(y == 0);
        assert_int_equal(town->snaps.leg_mm[0], 5000);
        if (row[i].n == 4)
            assert_gate(town, 100, 45 + row[i].north_m, 150, 45 + row[i].north_m,
                        (uint32_t)lround(1000 * row[i].north_m));
        free_town(town);
    }
}

/* A facade of 100 m that is drawn a little askew: within a millimetre it is beside the street all
 * the way, beyond that its nearer corner is nearest. */
static void facade_nearly_along_the_street(void **state)
{
    (void)state;
    struct town *town = new_town();
    STREET(town, 0, 0, 300, 0);
    build(town);
    join_one(town, "POLYGON((100 10.0008,200 10,200 20,100 20,100 10.0008))");
    assert_int_equal(town->snaps.n, 2);
    assert_gate(town, 100, 0, 200, 0, 10001);
    assert_gate(town, 200, 0, 100, 0, 10000);
    double x, y;
    tomt_snap_place(town->network, town->snaps.link[0], town->snaps.along_mm[0], &x, &y);
    assert_near(x, 200, 0.002);
    join_one(town, "POLYGON((100 10.0012,200 10,200 20,100 20,100 10.0012))");
    assert_int_equal(town->snaps.n, 1);
    assert_gate(town, 200, 0, 200, 0, 10000);
    free_town(town);
}

static void nodes_as_gates(void **state)
{
    (void)state;
    struct town *town = new_town();
    town->settings.snap_node = true;
    STREET(town, 0, 0, 100, 0);
    STREET(town, 100, 0, 200, 0);
    STREET(town, 200, 0, 300, 0);
    build(town);
    /* 10, 36.4 and 60.8 m from the nodes at 100, 200 and 0: only the first is within 10 + 25 */
    join_one(town, "POLYGON((60 10,165 10,165 60,60 60,60 10))");
    assert_int_equal(town->snaps.n, 1);
    assert_gate(town, 100, 0, 100, 0, 10000);
    join_one(town, "POLYGON((60 10,170 10,170 60,60 60,60 10))"); /* sqrt(1000) = 31.62278 */
    assert_int_equal(town->snaps.n, 2);
    assert_gate(town, 100, 0, 100, 0, 10000);
    assert_gate(town, 200, 0, 200, 0, 31623);
    assert_int_equal(town->snaps.leg_mm[0], 10000);
    assert_int_equal(walk(town, 290, 0, NULL), 10000 + 100000 + 31623);
    free_town(town);
}

static void rows_of_many(void **state)
{
    (void)state;
    struct town *town = new_town();
    STREET(town, 0, 0, 1000, 0);
    build(town);
    join(town, TOMT_WALK); /* none at all */
    assert_int_equal(town->snaps.n, 0);
    assert_int_equal(tomt_snaps_first(&town->snaps, 0), 0);
    add_area(town, "POLYGON((100 900,200 900,200 950,100 900))"); /* too far */
    add_area(town, "POLYGON((100 7,200 7,200 50,100 50,100 7))");
    add_area(town, "POLYGON((500 300,510 300,510 310,500 300))"); /* too far */
    add_area(town, "POLYGON((600 3,610 13,590 13,600 3))");
    join(town, TOMT_WALK);
    static const uint32_t rows[] = {0, 1, 1, 2, 3}, first[] = {0, 1, 3, 4, 5};
    assert_int_equal(town->snaps.n, 5);
    assert_int_equal(town->snaps.n_missed, 2);
    assert_memory_equal(town->snaps.row, rows, sizeof rows);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(tomt_snaps_first(&town->snaps, i), first[i]);
    assert_int_equal(town->snaps.link[0], TOMT_NO_LINK);
    assert_int_equal(town->snaps.leg_mm[0], 900000);
    assert_int_equal(town->snaps.link[3], TOMT_NO_LINK);
    assert_int_equal(town->snaps.leg_mm[3], 300000);
    uint32_t row;
    assert_int_equal(walk(town, 450, 0, &row), 3000 + 150000);
    assert_int_equal(row, 3);
    assert_int_equal(walk(town, 350, 0, &row), 7000 + 150000);
    assert_int_equal(row, 1);
    free_town(town);
    town = new_town(); /* no street at all */
    build(town);
    join_one(town, "POLYGON((0 0,1 0,1 1,0 0))");
    assert_int_equal(town->snaps.n, 1);
    assert_int_equal(town->snaps.n_missed, 1);
    assert_int_equal(town->snaps.link[0], TOMT_NO_LINK);
    assert_int_equal(town->snaps.leg_mm[0], UINT32_MAX);
    free_town(town);
}

/* Two minutes around a long terminal: its whole front, and 155 m to either side. */
static void walks_around_a_long_terminal(void **state)
{
    (void)state;
    struct town *town = new_town();
    struct tomt_error err = {0};
    STREET(town, 0, 0, 3000, 0);
    build(town);
    join_one(town, "POLYGON((400 5,1800 5,1800 200,400 200,400 5))");
    struct tomt_reach_scratch *scratch = tomt_reach_scratch_new(town->arena, town->network, &err);
    const uint32_t member[] = {0, 1}, most[] = {160000};
    struct tomt_shapes out;
    tomt_shapes_start(&out, town->arena, TOMT_POLYGONS);
    assert_true(tomt_reach_polygons(scratch, TOMT_WALK, &town->snaps, member, 2, most, 1, true, 40,
                                    &out, &err));
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(&out, 0, &size);
    for (double x = 250; x <= 1950; x += 50)
        assert_true(tomt_wkb_holds_point(wkb, size, x, 0));
    assert_false(tomt_wkb_holds_point(wkb, size, 400 - 155 - 45, 0));
    assert_false(tomt_wkb_holds_point(wkb, size, 1800 + 155 + 45, 0));
    free_town(town);
}

/* --- random towns ---------------------------------------------------------------------------- */

static void random_town(struct town *town)
{
    size_t n_links = 1 + below(40);
    for (size_t i = 0; i < n_links; i++) {
        double xy[12], x = below(120), y = below(120);
        size_t n = 2 + below(5);
        for (size_t k = 0; k < n; k++) {
            xy[2 * k] = x;
            xy[2 * k + 1] = y;
            if (below(3)) /* often along an axis, so that much is parallel and much coincides */
                *(below(2) ? &x : &y) += 5.0 + below(30);
            else {
                x += below(41) - 20.5;
                y += below(41) - 20.5;
            }
        }
        static const uint8_t uses[] = {7, 7, 7, 1, 6, 2};
        add_link(town, uses[below(6)], xy, n);
    }
    static const double most[] = {1000, 250, 30, 8};
    town->settings.max_snap_m = most[below(4)];
    build(town);
}

/* Boxes, boxes with a court, triangles, two boxes. */
static void random_area(char *wkt, size_t n)
{
    int x = (int)below(160) - 20, y = (int)below(160) - 20, w = 4 + (int)below(60),
        h = 4 + (int)below(60), k = (int)below(4);
    if (k == 0)
        snprintf(wkt, n, "POLYGON((%d %d,%d %d,%d %d,%d %d))", x, y, x + w, y, x + (int)below(70),
                 y + h, x, y);
    else if (k == 1)
        snprintf(wkt, n, "POLYGON((%d %d,%d %d,%d %d,%d %d,%d %d),(%d %d,%d %d,%d %d,%d %d,%d %d))",
                 x, y, x + w, y, x + w, y + h, x, y + h, x, y, x + 1, y + 1, x + 1, y + h - 1,
                 x + w - 1, y + h - 1, x + w - 1, y + 1, x + 1, y + 1);
    else if (k == 2)
        snprintf(wkt, n, "POLYGON((%d %d,%d %d,%d %d,%d %d,%d %d))", x, y, x + w, y, x + w, y + h,
                 x, y + h, x, y);
    else
        snprintf(wkt, n,
                 "MULTIPOLYGON(((%d %d,%d %d,%d %d,%d %d,%d %d)),((%d %d,%d %d,%d %d,%d %d)))", x,
                 y, x + w, y, x + w, y + h, x, y + h, x, y, x + w + 3, y, x + w + 30, y, x + w + 9,
                 y + h, x + w + 3, y);
}

struct peer {
    GEOSContextHandle_t geos;
    GEOSGeometry *area;
};

static double from_place(const struct peer *peer, const struct tomt_network *net, uint32_t link,
                         uint32_t along_mm)
{
    double x, y, m = -1;
    tomt_snap_place(net, link, along_mm, &x, &y);
    GEOSGeometry *place = GEOSGeom_createPointFromXY_r(peer->geos, x, y);
    assert_int_equal(GEOSDistance_r(peer->geos, peer->area, place, &m), 1);
    GEOSGeom_destroy_r(peer->geos, place);
    return m;
}

static double from_link(const struct peer *peer, const struct tomt_network *net, uint32_t link)
{
    uint64_t from = net->vertex_start[link], to = net->vertex_start[link + 1];
    GEOSCoordSequence *line = GEOSCoordSeq_create_r(peer->geos, (unsigned)(to - from), 2);
    double m = -1;
    for (uint64_t v = from; v < to; v++)
        GEOSCoordSeq_setXY_r(peer->geos, line, (unsigned)(v - from), net->vertex_x[v],
                             net->vertex_y[v]);
    GEOSGeometry *street = GEOSGeom_createLineString_r(peer->geos, line);
    assert_int_equal(GEOSDistance_r(peer->geos, peer->area, street, &m), 1);
    GEOSGeom_destroy_r(peer->geos, street);
    return m;
}

static bool is_on(const struct tomt_snaps *snaps, size_t i, uint32_t link, uint32_t along)
{
    uint32_t a = snaps->along_mm[i], b = snaps->until_mm[i], low = a < b ? a : b,
             high = a < b ? b : a;
    return snaps->link[i] == link && low <= along + 2 && along <= high + 2;
}

/* What is nearest on the link lies on one of its gates' stretches, and all of these are near. */
static void check_link(const struct peer *peer, const struct town *town, uint32_t link, double m)
{
    const struct tomt_snaps *snaps = &town->snaps;
    uint32_t mm = town->network->link_mm[link];
    enum { STEPS = 60 };
    size_t n = 0;
    for (size_t i = 0; i < snaps->n; i++) {
        if (snaps->link[i] != link)
            continue;
        n++;
        /* along is rounded to a millimetre */
        double there = from_place(peer, town->network, link, snaps->along_mm[i]);
        assert_near(snaps->leg_mm[i] / 1000.0, there, 0.0016);
        assert_true(there <= m + 0.0021);
        if (snaps->until_mm[i] != snaps->along_mm[i]) { /* its other end is an entry too */
            size_t k = 0;
            while (k < snaps->n &&
                   (snaps->link[k] != link || snaps->along_mm[k] != snaps->until_mm[i] ||
                    snaps->until_mm[k] != snaps->along_mm[i]))
                k++;
            assert_true(k < snaps->n);
        }
        for (uint32_t s = 1; s < 8; s++) {
            int64_t a = snaps->along_mm[i], b = snaps->until_mm[i];
            assert_true(from_place(peer, town->network, link, (uint32_t)(a + (b - a) * s / 8)) <=
                        m + 0.0021);
        }
    }
    assert_true(n > 0);
    for (uint32_t s = 0; s <= STEPS; s++) {
        uint32_t along = (uint32_t)((uint64_t)mm * s / STEPS);
        bool found = from_place(peer, town->network, link, along) > m + 1e-9;
        for (size_t i = 0; i < snaps->n && !found; i++)
            found = is_on(snaps, i, link, along);
        assert_true(found);
    }
}

static void areas_against_geos(void **state)
{
    (void)state;
    struct peer peer = {.geos = GEOS_init_r()};
    GEOSWKTReader *reader = GEOSWKTReader_create_r(peer.geos);
    size_t n_stretches = 0, n_gates = 0;
    for (int round = 0; round < 150; round++) {
        struct town *town = new_town();
        random_town(town);
        const struct tomt_network *net = town->network;
        for (int i = 0; i < 12; i++) {
            char wkt[400];
            random_area(wkt, sizeof wkt);
            peer.area = GEOSWKTReader_read_r(peer.geos, reader, wkt);
            double link_m[MOST_LINKS], least = INFINITY;
            for (uint32_t link = 0; link < net->n_links; link++) {
                bool walked = net->link_use[link] & TOMT_LINK_WALK;
                link_m[link] = walked ? from_link(&peer, net, link) : INFINITY;
                least = fmin(least, link_m[link]);
            }
            join_one(town, wkt);
            double most = fmin(town->settings.max_snap_m, least + TOMT_GATE_M);
            bool any = least <= town->settings.max_snap_m;
            assert_int_equal(town->snaps.n_missed, !any);
            assert_int_equal(town->snaps.link[0] == TOMT_NO_LINK, !any);
            if (least < INFINITY)
                assert_near(town->snaps.leg_mm[0] / 1000.0, least, 0.0016);
            for (uint32_t link = 0; any && link < net->n_links; link++) {
                bool is_gate = false;
                if (fabs(link_m[link] - most) < 0.0006) /* whole mm decide */
                    continue;
                for (size_t k = 0; k < town->snaps.n; k++)
                    is_gate = is_gate || town->snaps.link[k] == link;
                assert_int_equal(is_gate, link_m[link] <= most);
                if (is_gate)
                    check_link(&peer, town, link, link_m[link]);
            }
            for (size_t k = 0; k < town->snaps.n; k++)
                n_stretches += town->snaps.until_mm[k] != town->snaps.along_mm[k];
            n_gates += town->snaps.n;
            GEOSGeom_destroy_r(peer.geos, peer.area);
        }
        free_town(town);
    }
    assert_true(n_stretches > 1000 && n_gates > 5000); /* else nothing was tested */
    GEOSWKTReader_destroy_r(peer.geos, reader);
    GEOS_finish_r(peer.geos);
}

/* Far from the origin, turned, and drawn with centimetres: the same gates. */
static void wherever_the_town_lies(void **state)
{
    (void)state;
    static const double shift[][2] = {{0, 0}, {0.1, 0.3}, {569123.37, 6622000.71}, {-1e6, 7e6}};
    for (size_t i = 0; i < 4; i++) {
        double x = shift[i][0], y = shift[i][1];
        struct town *town = new_town();
        char wkt[300];
        STREET(town, x, y, x + 400, y + 300); /* unit 0.8, 0.6; to its left -0.6, 0.8 */
        build(town);
        /* from 100 m to 150 m, 5 m off */
        snprintf(wkt, sizeof wkt, "POLYGON((%.9f %.9f,%.9f %.9f,%.9f %.9f,%.9f %.9f,%.9f %.9f))",
                 x + 117, y + 94, x + 111, y + 102, x + 71, y + 72, x + 77, y + 64, x + 117,
                 y + 94);
        join_one(town, wkt);
        assert_int_equal(town->snaps.n, 2);
        assert_int_equal(town->snaps.along_mm[0] + town->snaps.along_mm[1], 250000);
        assert_int_equal(town->snaps.leg_mm[0], 5000);
        assert_int_equal(town->snaps.leg_mm[1], 5000);
        assert_gate(town, x + 80, y + 60, x + 120, y + 90, 5000);
        free_town(town);
    }
}

/* Its edges fill many blocks: a circle of 1000 corners, 300 m wide, on a street that crosses it. */
static void area_of_many_corners(void **state)
{
    (void)state;
    struct town *town = new_town();
    STREET(town, -500, 0, 500, 0);
    STREET(town, -500, 170, 500, 170); /* 20 m off */
    build(town);
    size_t room = 64000, used = 0;
    char *wkt = malloc(room);
    used += (size_t)snprintf(wkt, room, "POLYGON((");
    for (int i = 0; i <= 1000; i++)
        used += (size_t)snprintf(wkt + used, room - used, "%s%.15g %.15g", i ? "," : "",
                                 150 * cos(i % 1000 * 2 * acos(-1) / 1000),
                                 150 * sin(i % 1000 * 2 * acos(-1) / 1000));
    snprintf(wkt + used, room - used, "))");
    join_one(town, wkt);
    free(wkt);
    assert_gate(town, -150, 0, 150, 0, 0);
    assert_gate(town, 150, 0, -150, 0, 0);
    /* the corners next to (0, 150) are 3 mm lower */
    assert_gate(town, 0, 170, 0, 170, 20000);
    assert_int_equal(town->snaps.n, 3);
    free_town(town);
}

static void same_at_any_number_of_threads(void **state)
{
    (void)state;
    struct tomt_crew eight = {.n_threads = 8};
    struct tomt_error err = {0};
    for (int round = 0; round < 6; round++) {
        struct town *town = new_town();
        town->settings.snap_node = round == 5;
        random_town(town);
        for (int i = 0; i < 500; i++) {
            char wkt[400];
            random_area(wkt, sizeof wkt);
            add_area(town, wkt);
        }
        struct tomt_snaps a, b;
        assert_true(tomt_snap_shapes(town->arena, town->snapper, TOMT_WALK, &town->shapes,
                                     &one_thread, &a, &err));
        assert_true(tomt_snap_shapes(town->arena, town->snapper, TOMT_WALK, &town->shapes, &eight,
                                     &b, &err));
        assert_int_equal(a.n, b.n);
        assert_int_equal(a.n_missed, b.n_missed);
        assert_memory_equal(a.link, b.link, a.n * 4);
        assert_memory_equal(a.along_mm, b.along_mm, a.n * 4);
        assert_memory_equal(a.until_mm, b.until_mm, a.n * 4);
        assert_memory_equal(a.leg_mm, b.leg_mm, a.n * 4);
        assert_memory_equal(a.row, b.row, a.n * 4);
        for (size_t i = 0, k = 0; i < 500; i++, k++) { /* ascending, none left out */
            assert_int_equal(a.row[k], i);
            while (k + 1 < a.n && a.row[k + 1] == i)
                k++;
            assert_true(i < 499 || k + 1 == a.n);
        }
        free_town(town);
    }
}

static void running_out_of_memory_is_clean(void **state)
{
    (void)state;
    struct town *town = new_town();
    random_town(town);
    for (int i = 0; i < 100; i++) {
        char wkt[400];
        random_area(wkt, sizeof wkt);
        add_area(town, wkt);
    }
    bool done = false;
    for (uint64_t at = 1; !done; at++) {
        struct tomt_error err = {0};
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_snaps out;
        tomt_allocation_fail_at(at);
        done = tomt_snap_shapes(arena, town->snapper, TOMT_WALK, &town->shapes, &one_thread, &out,
                                &err);
        tomt_allocation_fail_at(0);
        assert_int_equal(err.code, done ? TOMT_OK : TOMT_MEMORY);
        tomt_arena_free(arena);
        assert_true(at < 200);
    }
    free_town(town);
}

static void a_way_that_is_none(void **state)
{
    (void)state;
    struct town *town = new_town();
    struct tomt_error err = {0};
    build(town);
    add_area(town, "POLYGON((0 0,1 0,1 1,0 0))");
    assert_false(tomt_snap_shapes(town->arena, town->snapper, TOMT_STRAIGHT, &town->shapes,
                                  &one_thread, &town->snaps, &err));
    assert_int_equal(err.code, TOMT_INTERNAL);
    free_town(town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(beside_a_long_terminal),
        cmocka_unit_test(street_through_a_centre),
        cmocka_unit_test(streets_inside_and_in_a_court),
        cmocka_unit_test(a_street_that_comes_again),
        cmocka_unit_test(how_much_farther_counts),
        cmocka_unit_test(facade_nearly_along_the_street),
        cmocka_unit_test(nodes_as_gates),
        cmocka_unit_test(rows_of_many),
        cmocka_unit_test(walks_around_a_long_terminal),
        cmocka_unit_test(areas_against_geos),
        cmocka_unit_test(wherever_the_town_lies),
        cmocka_unit_test(area_of_many_corners),
        cmocka_unit_test(same_at_any_number_of_threads),
        cmocka_unit_test(running_out_of_memory_is_clean),
        cmocka_unit_test(a_way_that_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
