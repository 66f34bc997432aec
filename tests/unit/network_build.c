/* network_build: street lines become a network: what joins, what does not, who may go where.
 * Expected numbers by hand. */
#include "network/network.h"

#include "base/text.h"
#include "geo/crs.h"
#include "geo/wkb.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

/* Nodes (0,0) (100,0) (100,50) (0,50) far (1000,1000) (1000,1004) and one alone; by hand: 100 m
 * both ways, 50 m one-way at 60 km/h = 3000 ms, 111.803 m from (100,50) to (0,0), nobody, an island
 * of 4 m, and two twins. */
static void links_are_numbered_with_rows_and_islands(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    const double x[] = {1000, 0, 100, 100, 1000, 0, 500}, y[] = {1004, 0, 0, 50, 1000, 50, 500};
    const uint32_t from[] = {0, 1, 2, 3, 1, 2, 1}, to[] = {4, 2, 3, 1, 5, 1, 1};
    const double speed[] = {NAN, NAN, 60, 30, 30, 30, 30};
    const uint8_t use[] = {1, 7, 2, 1, 0, 5, 7};
    struct tomt_links links = {.n_nodes = 7,
                               .n_links = 7,
                               .node_x = x,
                               .node_y = y,
                               .from = from,
                               .to = to,
                               .speed_kmh = speed,
                               .use = use};
    struct tomt_network_settings settings = tomt_network_defaults();
    struct tomt_network *net = tomt_network_of(arena, &links, &settings, &err);
    assert_non_null(net);
    assert_int_equal(net->n_nodes, 7);
    assert_int_equal(net->n_links, 6);
    uint32_t node[7];
    for (uint32_t old = 0; old < 7; old++)
        for (uint32_t v = 0; v < 7; v++)
            if (net->node_x[v] == x[old] && net->node_y[v] == y[old])
                node[old] = v;
    /* islands: 100 + 50 + 111.803 + 100 + 0.001 (the loop), 4, and two nodes alone */
    assert_int_equal(net->n_islands, 4);
    assert_true(fabs(net->island_m[0] - 361.804) < 1e-9);
    assert_true(net->island_m[1] == 4 && net->island_m[2] == 0 && net->island_m[3] == 0);
    assert_int_equal(net->island_nodes[0], 3);
    assert_int_equal(net->island_nodes[1], 2);
    assert_int_equal(net->island_nodes[3], 1);
    assert_int_equal(net->node_island[node[1]], 0);
    assert_int_equal(net->node_island[node[3]], 0);
    assert_int_equal(net->node_island[node[4]], 1);
    assert_true(net->node_island[node[5]] >= 2);
    /* walk: links 0, 1, 3, 5 both ways (the loop is no arc); drive: 1 both ways, 2 along, 5 against
     */
    assert_int_equal(net->walk.n_arcs, 8);
    assert_int_equal(net->drive.n_arcs, 4);
    assert_int_equal(net->drive_back.n_arcs, 4);
    assert_int_equal(net->walk.start[7], 8);
    uint32_t v =
        node[2]; /* (100,0): by car to (100,50) in 3 s and to (0,0) in 100 m at 30 km/h = 12 s */
    assert_int_equal(net->drive.start[v + 1] - net->drive.start[v], 2);
    for (uint32_t arc = net->drive.start[v]; arc < net->drive.start[v + 1]; arc++)
        assert_int_equal(net->drive.cost[arc], net->drive.to[arc] == node[3] ? 3000 : 12000);
    assert_int_equal(net->drive.start[node[3] + 1] - net->drive.start[node[3]], 0);
    assert_int_equal(net->drive_back.to[net->drive_back.start[node[3]]], node[2]);
    for (size_t link = 0; link < net->n_links; link++) {
        size_t first = (size_t)net->vertex_start[link], last = (size_t)net->vertex_start[link + 1];
        assert_int_equal(last - first, 2);
        assert_true(net->vertex_x[first] == net->node_x[net->link_from[link]]);
        assert_true(net->vertex_y[last - 1] == net->node_y[net->link_to[link]]);
    }
    tomt_arena_free(arena);
}

static void what_cannot_be_a_network_is_an_error(void **state)
{
    (void)state;
    struct tomt_arena *arena = tomt_arena_new(NULL);
    struct tomt_network_settings settings = tomt_network_defaults();
    struct tomt_error err = {0};
    struct tomt_links none = {0};
    struct tomt_network *net = tomt_network_of(arena, &none, &settings, &err);
    assert_non_null(net);
    assert_int_equal(net->n_nodes + net->n_links + net->n_islands, 0);
    assert_int_equal(net->walk.start[0], 0);
    double x[] = {0, NAN}, y[] = {0, 1}, length[] = {NAN};
    const uint32_t from[] = {0}, to[] = {1}, beyond[] = {2};
    const uint8_t use[] = {7};
    struct tomt_links links = {2, 1, x, y, from, to, NULL, NULL, use, NULL, NULL, NULL, NULL};
    assert_null(tomt_network_of(arena, &links, &settings, &err));
    assert_int_equal(err.code, TOMT_DATA);
    err = (struct tomt_error){0};
    x[1] = 1e300;
    assert_null(tomt_network_of(arena, &links, &settings, &err));
    assert_int_equal(err.code, TOMT_DATA);
    err = (struct tomt_error){0};
    x[1] = 1;
    links.length_m = length;
    assert_null(tomt_network_of(arena, &links, &settings, &err));
    assert_int_equal(err.code, TOMT_DATA);
    err = (struct tomt_error){0};
    links.length_m = NULL;
    links.to = beyond;
    assert_null(tomt_network_of(arena, &links, &settings, &err));
    assert_int_equal(err.code, TOMT_DATA);
    tomt_arena_free(arena);
}

/* ---- from lines ---- */

struct street {
    const char *line; /* "0 0, 100 0 | 5 5, 6 6": | begins another part */
    const char *class, *oneway, *speed, *level, *access, *foot, *motor_vehicle, *junction;
};

static size_t put(uint8_t *at, const void *from, size_t n)
{
    memcpy(at, from, n);
    return n;
}

static void add_shape(struct tomt_shapes *shapes, const char *line)
{
    uint8_t part[4096], whole[8192], *end = whole;
    uint32_t n_parts = 0, two = 2, five = 5;
    const uint8_t little = 1;
    end += 9;
    while (*line) {
        uint32_t n = 0;
        size_t size = 9;
        while (*line && *line != '|') {
            char *after;
            double xy[2] = {strtod(line, &after), 0};
            xy[1] = strtod(after, &after);
            size += put(part + size, xy, 16);
            n++;
            line = after + strspn(after, " ,");
        }
        line += strspn(line, "| ");
        memcpy(part, &little, 1);
        memcpy(part + 1, &two, 4);
        memcpy(part + 5, &n, 4);
        end += put(end, part, size);
        n_parts++;
    }
    memcpy(whole, &little, 1);
    memcpy(whole + 1, &five, 4);
    memcpy(whole + 5, &n_parts, 4);
    bool one = n_parts == 1;
    assert_true(tomt_shapes_add_wkb(shapes, one ? whole + 9 : whole,
                                    (size_t)(end - whole) - (one ? 9 : 0), NULL));
}

static void make_layer(struct tomt_arena *arena, const char *name, const struct street *street,
                       size_t n, struct tomt_layer *layer)
{
    static const char *const names[] = {"class",  "oneway", "speed",         "level",
                                        "access", "foot",   "motor_vehicle", "junction"};
    *layer = (struct tomt_layer){.name = name};
    tomt_shapes_start(&layer->shapes, arena, TOMT_LINES);
    assert_true(tomt_table_start(&layer->table, arena, 8, NULL));
    layer->fid = tomt_arena_block(arena, NULL, (n + 1) * sizeof *layer->fid, NULL);
    struct tomt_column *column[8];
    for (int k = 0; k < 8; k++)
        column[k] = tomt_table_column(&layer->table, names[k], TOMT_TEXT, NULL);
    for (size_t i = 0; i < n; i++) {
        add_shape(&layer->shapes, street[i].line);
        layer->fid[i] = 100 + (int64_t)i;
        const char *text[8] = {street[i].class,         street[i].oneway,  street[i].speed,
                               street[i].level,         street[i].access,  street[i].foot,
                               street[i].motor_vehicle, street[i].junction};
        for (int k = 0; k < 8; k++)
            assert_true(text[k] ? tomt_column_add_text(column[k], text[k], strlen(text[k]), NULL)
                                : tomt_column_add_null(column[k], NULL));
    }
    layer->table.n_rows = n;
}

struct made {
    struct tomt_arena *arena;
    struct tomt_network *net;
    struct tomt_network_report report;
};

static struct made make_two(const struct street *street, size_t n, bool osm,
                            const struct street *more, size_t n_more, bool more_osm,
                            struct tomt_network_settings settings, unsigned threads)
{
    struct made made = {.arena = tomt_arena_new(NULL)};
    struct tomt_layer layer[2];
    make_layer(made.arena, "streets", street, n, layer);
    make_layer(made.arena, "more", more, n_more, layer + 1);
    const struct tomt_layer *const layers[] = {layer, layer + 1};
    const bool is_osm[] = {osm, more_osm};
    struct tomt_crew crew = {.n_threads = threads};
    struct tomt_error err = {0};
    made.net = tomt_network_build(made.arena, layers, is_osm, more ? 2 : 1, &settings, &crew,
                                  &made.report, &err);
    if (!made.net)
        print_error("%s\n", err.text);
    assert_non_null(made.net);
    return made;
}

static struct made make(const struct street *street, size_t n, bool osm)
{
    return make_two(street, n, osm, NULL, 0, false, tomt_network_defaults(), 2);
}

#define MAKE(streets, osm) make(streets, sizeof streets / sizeof *streets, osm)

static uint32_t node_at(const struct made *made, double x, double y)
{
    uint32_t found = UINT32_MAX;
    for (uint32_t v = 0; v < made->net->n_nodes; v++) {
        if (made->net->node_x[v] != x || made->net->node_y[v] != y)
            continue;
        assert_int_equal(found, UINT32_MAX); /* one node a place */
        found = v;
    }
    return found;
}

/* Cost of the arc from one place to another; 0: there is none. */
static uint32_t arc(const struct made *made, const struct tomt_graph *graph, double x, double y,
                    double to_x, double to_y)
{
    uint32_t v = node_at(made, x, y), w = node_at(made, to_x, to_y);
    assert_true(v != UINT32_MAX && w != UINT32_MAX);
    for (uint32_t a = graph->start[v]; a < graph->start[v + 1]; a++) {
        if (graph->to[a] == w)
            return graph->cost[a];
    }
    return 0;
}

static double total_m(const struct made *made)
{
    double sum = 0;
    for (size_t link = 0; link < made->net->n_links; link++)
        sum += made->net->link_mm[link] / 1000.0;
    return sum;
}

static void check_ends(const struct made *made)
{
    const struct tomt_network *net = made->net;
    for (size_t link = 0; link < net->n_links; link++) {
        size_t first = (size_t)net->vertex_start[link], last = (size_t)net->vertex_start[link + 1];
        assert_true(last - first >= 2);
        assert_true(net->vertex_x[first] == net->node_x[net->link_from[link]]);
        assert_true(net->vertex_y[first] == net->node_y[net->link_from[link]]);
        assert_true(net->vertex_x[last - 1] == net->node_x[net->link_to[link]]);
        assert_true(net->vertex_y[last - 1] == net->node_y[net->link_to[link]]);
    }
    assert_int_equal(net->link_table.n_rows, net->n_links);
}

static void done(struct made *made)
{
    tomt_arena_free(made->arena);
}

static void a_side_street_meets_at_a_shared_vertex(void **state)
{
    (void)state;
    const struct street t[] = {{.line = "0 0, 40 0, 60 0, 100 0", .class = "residential"},
                               {.line = "60 0, 60 30", .class = "footway"}};
    for (int osm = 0; osm < 2; osm++) {
        struct made m = MAKE(t, osm);
        assert_int_equal(m.net->n_nodes, 4); /* (40,0) is inside a link */
        assert_int_equal(m.net->n_links, 3);
        check_ends(&m);
        assert_int_equal(arc(&m, &m.net->walk, 0, 0, 60, 0), 60000);
        assert_int_equal(arc(&m, &m.net->walk, 60, 30, 60, 0), 30000);
        assert_int_equal(arc(&m, &m.net->drive, 60, 30, 60, 0), 0); /* nobody drives on a footway */
        assert_int_equal(arc(&m, &m.net->drive, 0, 0, 60, 0), 7200); /* 60 m at 30 km/h */
        assert_int_equal(m.report.n_lines, 2);
        assert_int_equal(m.report.n_walk_links, 3);
        assert_int_equal(m.report.n_drive_links, 2);
        assert_int_equal(m.net->n_islands, 1);
        uint32_t v = node_at(&m, 60, 30);
        uint32_t link = m.net->walk.link[m.net->walk.start[v]];
        const struct tomt_table *table = &m.net->link_table;
        assert_string_equal(tomt_column_text(tomt_table_find(table, "layer"), link, NULL),
                            "streets");
        assert_string_equal(tomt_column_text(tomt_table_find(table, "class"), link, NULL),
                            "footway");
        assert_int_equal(tomt_table_find(table, "feature")->integer[link], 101);
        assert_null(tomt_column_text(tomt_table_find(table, "name"), link, NULL));
        done(&m);
    }
}

static void lines_that_cross_without_a_vertex_do_not_meet(void **state)
{
    (void)state;
    const struct street x[] = {{.line = "0 0, 100 0"}, {.line = "50 -50, 50 50"}};
    for (int osm = 0; osm < 2; osm++) {
        struct made m = MAKE(x, osm);
        assert_int_equal(m.net->n_links, 2);
        assert_int_equal(m.net->n_islands, 2);
        assert_int_equal(m.report.n_islands, 1);
        assert_int_equal(m.report.n_crossings, 0);
        done(&m);
    }
    /* With `cross` they do, when both are on one level (not given is the ground). */
    static const char *const level[][2] = {{NULL, NULL}, {"0", NULL}, {"1", "1.0"}, {"1", NULL},
                                           {"0", "1"},   {"T", "L"},  {"L", "L"}};
    static const int islands[] = {1, 1, 1, 2, 2, 2, 1};
    for (size_t i = 0; i < 7; i++) {
        struct street levels[] = {x[0], x[1]};
        levels[0].level = level[i][0];
        levels[1].level = level[i][1];
        struct tomt_network_settings settings = tomt_network_defaults();
        settings.cross = true;
        struct made m = make_two(levels, 2, false, NULL, 0, false, settings, 2);
        assert_int_equal(m.net->n_islands, islands[i]);
        assert_int_equal(m.report.n_crossings, islands[i] == 1);
        if (islands[i] == 1)
            assert_int_equal(arc(&m, &m.net->walk, 50, 0, 50, 50), 50000);
        assert_true(total_m(&m) == 200);
        check_ends(&m);
        done(&m);
        m = make_two(levels, 2, true, NULL, 0, false, settings, 2); /* never in OSM */
        assert_int_equal(m.net->n_islands, 2);
        done(&m);
    }
}

static void levels_decide_where_vertices_meet(void **state)
{
    (void)state;
    /* A bridge with a vertex exactly above the street's vertex. */
    struct street x[] = {{.line = "0 0, 50 0, 100 0", .level = "0"},
                         {.line = "50 -50, 50 0, 50 50", .level = "1"}};
    struct made m = MAKE(x, false);
    assert_int_equal(m.net->n_islands, 2);
    assert_int_equal(m.net->n_links, 2);
    done(&m);
    m = MAKE(x, true); /* OSM: a shared node joins, whatever the level */
    assert_int_equal(m.net->n_islands, 1);
    assert_int_equal(m.net->n_links, 4);
    done(&m);
    x[1].level = NULL;
    m = MAKE(x, false);
    assert_int_equal(m.net->n_links, 4);
    done(&m);
    /* An end of level 1 at an inner vertex of level 0 does not meet it; ends meet whatever their
     * level. */
    struct street ends[] = {{.line = "0 0, 50 0, 100 0", .level = "0"},
                            {.line = "50 0, 50 50", .level = "1"},
                            {.line = "50 50, 50 90", .level = "0"}};
    m = MAKE(ends, false);
    assert_int_equal(m.net->n_islands, 2);
    assert_int_equal(m.net->n_links, 3);
    assert_int_equal(arc(&m, &m.net->walk, 50, 50, 50, 90), 40000);
    done(&m);
}

static void ends_meet_over_a_small_gap(void **state)
{
    (void)state;
    const struct street gap[] = {{.line = "0 0, 100 0"}, {.line = "100.005 0, 200 0"}};
    struct made m = MAKE(gap, false);
    assert_int_equal(m.net->n_nodes, 3);
    assert_int_equal(m.report.n_joined, 1);
    assert_int_equal(arc(&m, &m.net->walk, 100, 0, 200, 0),
                     99995); /* the lowest place; length as drawn */
    check_ends(&m);
    done(&m);
    m = MAKE(gap, true); /* not in OSM */
    assert_int_equal(m.net->n_nodes, 4);
    done(&m);
    const struct street wide[] = {{.line = "0 0, 100 0"}, {.line = "100.05 0, 200 0"}};
    m = MAKE(wide, false);
    assert_int_equal(m.net->n_nodes, 4);
    assert_int_equal(m.report.n_joined, 0);
    done(&m);
    /* from one to the next: 8 mm each, 24 mm in all, across the borders of cells */
    const struct street chain[] = {{.line = "99.984 0, 99.984 50"},
                                   {.line = "99.992 0, 99.992 60"},
                                   {.line = "100 0, 100 70"},
                                   {.line = "100.008 0, 100.008 80"}};
    m = MAKE(chain, false);
    assert_int_equal(m.net->n_nodes, 5);
    assert_int_equal(m.report.n_joined, 3);
    assert_true(node_at(&m, 99.984, 0) != UINT32_MAX);
    done(&m);
    /* The edge of the gap counts: 1/64 m exactly; a vertex inside a line is not an end. */
    struct tomt_network_settings settings = tomt_network_defaults();
    settings.join_m = 0.015625;
    const struct street edge[] = {{.line = "0 0, 100 0"},
                                  {.line = "100.015625 0, 200 0"},
                                  {.line = "100 -50, 100 0.01, 150 50"}};
    m = make_two(edge, 3, false, NULL, 0, false, settings, 1);
    assert_int_equal(m.net->n_nodes, 5);
    done(&m);
    settings.join_m = 0;
    m = make_two(edge, 2, false, NULL, 0, false, settings, 1);
    assert_int_equal(m.net->n_nodes, 4);
    done(&m);
}

static void layers_join_like_plain_lines(void **state)
{
    (void)state;
    /* A plain line ends 5 mm from where a street of OSM ends, and another at a vertex inside it. */
    const struct street osm[] = {{.line = "0 0, 50 0, 100 0"}};
    const struct street plain[] = {{.line = "100.005 0, 100 90"}, {.line = "50 0, 50 70"}};
    struct made m = make_two(osm, 1, true, plain, 2, false, tomt_network_defaults(), 2);
    assert_int_equal(m.net->n_islands, 1);
    assert_int_equal(m.net->n_links, 4);
    done(&m);
    m = make_two(osm, 1, true, plain, 2, true, tomt_network_defaults(), 2);
    assert_int_equal(m.net->n_islands, 1);
    done(&m);
    /* Two crossing OSM files without a common vertex cross only when asked. */
    const struct street other[] = {{.line = "25 -50, 25 50"}};
    struct tomt_network_settings settings = tomt_network_defaults();
    m = make_two(osm, 1, true, other, 1, true, settings, 2);
    assert_int_equal(m.net->n_islands, 2);
    done(&m);
    settings.cross = true;
    m = make_two(osm, 1, true, other, 1, true, settings, 2);
    assert_int_equal(m.net->n_islands, 1);
    done(&m);
}

static void one_way_streets_are_driven_one_way(void **state)
{
    (void)state;
    const struct street s[] = {
        {.line = "0 0, 100 0", .class = "residential", .oneway = "yes"},
        {.line = "0 0, 0 100", .class = "residential", .oneway = "-1"},
        {.line = "100 0, 100 100", .class = "motorway"},
        {.line = "0 100, 100 100", .class = "tertiary", .speed = "60"},
        {.line = "0 0, -20 0, -20 20, 0 0", .class = "residential", .junction = "roundabout"},
        {.line = "-20 0, -60 0", .class = "residential", .oneway = "both", .speed = "fast"},
        {.line = "0 100, 0 200", .class = "proposed"},
        {.line = "100 100, 200 100", .class = "gangvei"},
        {.line = "200 100, 300 100", .class = "kjerrevei"},
        {.line = "300 100, 400 100", .class = "gangvei"},
    };
    struct made m = MAKE(s, true);
    const struct tomt_graph *drive = &m.net->drive, *back = &m.net->drive_back;
    assert_int_equal(arc(&m, drive, 0, 0, 100, 0), 12000);
    assert_int_equal(arc(&m, drive, 100, 0, 0, 0), 0);
    assert_int_equal(arc(&m, back, 0, 0, 100, 0), 0);
    assert_int_equal(arc(&m, back, 100, 0, 0, 0), 12000);
    assert_int_equal(arc(&m, &m.net->walk, 100, 0, 0, 0), 100000);
    assert_int_equal(arc(&m, drive, 0, 0, 0, 100), 0);
    assert_int_equal(arc(&m, drive, 0, 100, 0, 0), 12000);
    assert_int_equal(arc(&m, drive, 100, 0, 100, 100), 3600); /* 100 km/h */
    assert_int_equal(arc(&m, drive, 100, 100, 100, 0), 0);
    assert_int_equal(arc(&m, &m.net->walk, 100, 0, 100, 100), 0);
    assert_int_equal(arc(&m, drive, 0, 100, 100, 100), 6000);
    assert_int_equal(arc(&m, drive, 100, 100, 0, 100), 6000);
    /* the roundabout is cut at (0,0) and (-20,0): 20 m one way, 20 + 28.284 m the other */
    assert_int_equal(arc(&m, drive, 0, 0, -20, 0), 2400);
    assert_int_equal(arc(&m, drive, -20, 0, 0, 0), 5794);
    assert_int_equal(m.report.n_bad_oneway, 1);
    assert_int_equal(m.report.n_bad_speed, 1);
    assert_int_equal(arc(&m, drive, -20, 0, -60, 0), 4800);
    assert_int_equal(arc(&m, drive, -60, 0, -20, 0), 4800);
    assert_int_equal(m.report.n_left_out, 1);
    assert_int_equal(m.report.n_unknown_class, 3);
    assert_string_equal(m.report.unknown_class, "gangvei, kjerrevei");
    assert_int_equal(m.report.n_oneway_links, 5);
    assert_int_equal(arc(&m, drive, 100, 100, 200, 100), 12000); /* 30 km/h where nothing says */
    done(&m);
}

static void loops_parts_and_twins(void **state)
{
    (void)state;
    /* A ring that nothing else touches: one node, one link to itself. */
    const struct street ring[] = {{.line = "0 0, 10 0, 10 10, 0 10, 0 0"}};
    struct made m = MAKE(ring, false);
    assert_int_equal(m.net->n_nodes, 1);
    assert_int_equal(m.net->n_links, 1);
    assert_int_equal(m.net->link_mm[0], 40000);
    assert_int_equal(m.net->walk.n_arcs, 0);
    check_ends(&m);
    done(&m);
    /* A way that touches itself at a vertex: cut there. P-like: 20 m stem, 40 m loop. */
    const struct street loop[] = {{.line = "0 -20, 0 0, 10 0, 10 10, 0 10, 0 0"}};
    m = MAKE(loop, true);
    assert_int_equal(m.net->n_nodes, 2);
    assert_int_equal(m.net->n_links, 2);
    assert_int_equal(arc(&m, &m.net->walk, 0, -20, 0, 0), 20000);
    done(&m);
    /* Parts of one feature are lines of their own; a vertex repeated is no bit of street. */
    const struct street parts[] = {{.line = "0 0, 0 0, 50 0, 50 0 | 50 0, 90 0 | 500 0, 600 0"}};
    m = MAKE(parts, false);
    assert_int_equal(m.net->n_nodes, 5);
    assert_int_equal(m.net->n_links, 3);
    assert_int_equal(m.net->n_islands, 2);
    assert_true(m.net->island_m[0] == 100 && m.net->island_m[1] == 90);
    assert_int_equal(m.net->node_island[node_at(&m, 600, 0)], 0);
    assert_true(m.report.islands_m == 90);
    assert_int_equal(m.report.n_small_islands, 0);
    done(&m);
    /* The same line twice: both are kept. */
    const struct street twins[] = {{.line = "0 0, 50 5, 100 0"}, {.line = "0 0, 50 5, 100 0"}};
    m = MAKE(twins, false);
    assert_int_equal(m.net->n_nodes, 3);
    assert_int_equal(m.net->n_links, 4);
    assert_int_equal(m.net->n_islands, 1);
    done(&m);
    /* Bits under half a millimetre: their ends are one node, and no link is left of them. */
    const struct street bits[] = {
        {.line = "0 0, 100 0"}, {.line = "100 0, 100.0003 0"}, {.line = "100.0003 0, 200 0"}};
    m = MAKE(bits, true);
    assert_int_equal(m.net->n_nodes, 3);
    assert_int_equal(m.net->n_links, 2);
    assert_int_equal(m.report.n_too_short, 1);
    check_ends(&m);
    done(&m);
    const struct street point[] = {{.line = "5 5, 5 5"}};
    m = MAKE(point, false);
    assert_int_equal(m.net->n_nodes + m.net->n_links, 0);
    assert_int_equal(m.report.n_too_short, 1);
    done(&m);
    m = make(NULL, 0, false);
    assert_int_equal(m.net->n_nodes + m.net->n_links + m.net->n_islands, 0);
    done(&m);
}

static void lines_that_touch_meet_when_crossings_are_asked_for(void **state)
{
    (void)state;
    struct tomt_network_settings settings = tomt_network_defaults();
    settings.cross = true;
    /* An end 4 mm short of the street, one 4 mm beyond it, one 3 cm short, one exactly on it. */
    const struct street touch[] = {{.line = "0 0, 100 0"},
                                   {.line = "20 0.004, 20 50"},
                                   {.line = "40 -0.004, 40 50"},
                                   {.line = "60 0.03, 60 50"},
                                   {.line = "80 0, 80 50"}};
    struct made m = make_two(touch, 5, false, NULL, 0, false, settings, 2);
    assert_int_equal(m.net->n_islands, 2);
    assert_int_equal(m.report.n_crossings, 3);
    assert_int_equal(m.net->n_links, 4 + 4);
    assert_true(node_at(&m, 20, 0.004) != UINT32_MAX);
    check_ends(&m);
    done(&m);
    /* Inner vertices of two streets 5 mm apart become one; a street that crosses itself meets
     * itself; and lines on top of each other: 0-60 and 40-100 share 40-60. */
    const struct street more[] = {{.line = "0 0, 50 0, 100 0"},
                                  {.line = "50 -50, 50 0.005, 50 50"},
                                  {.line = "200 0, 300 0, 300 50, 250 50, 250 -50"},
                                  {.line = "500 0, 560 0"},
                                  {.line = "540 0, 600 0"}};
    m = make_two(more, 5, false, NULL, 0, false, settings, 2);
    assert_int_equal(m.net->n_islands, 3);
    assert_true(node_at(&m, 50, 0) != UINT32_MAX);
    assert_true(node_at(&m, 250, 0) != UINT32_MAX);
    assert_int_equal(arc(&m, &m.net->walk, 540, 0, 560, 0), 20000);
    check_ends(&m);
    done(&m);
}

/* ---- properties ---- */

static uint64_t seed;
static uint32_t chance(uint32_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((seed >> 33) % n);
}

/* Lines over a small lattice, so that vertices, ends and levels often meet. */
static size_t random_streets(struct street *street, char (*text)[160], size_t n, int size)
{
    static const char *const levels[] = {NULL, "0", "1", "-1"};
    for (size_t i = 0; i < n; i++) {
        size_t used = 0;
        int x = (int)chance((uint32_t)size), y = (int)chance((uint32_t)size);
        unsigned n_more = 1 + chance(6);
        for (unsigned k = 0; k <= n_more; k++) {
            used += (size_t)snprintf(text[i] + used, sizeof text[i] - used, "%s%d %d",
                                     k ? ", " : "", x * 10, y * 10);
            int step = 1 + (int)chance(2);
            if (chance(2))
                x += chance(2) ? step : -step;
            else
                y += chance(2) ? step : -step;
        }
        street[i] = (struct street){.line = text[i],
                                    .level = levels[1 + chance(3)],
                                    .class = chance(9) ? "residential" : "footway",
                                    .oneway = chance(5) ? NULL : "yes"};
        if (chance(12) == 0)
            street[i].level = NULL;
    }
    return n;
}

struct spot { /* a vertex of a line, for the slow and plain way */
    double x, y;
    size_t line, root;
    const char *level;
    bool end;
};

static size_t spot_root(const struct spot *spot, size_t i)
{
    while (spot[i].root != i)
        i = spot[i].root;
    return i;
}

static size_t read_spots(const struct street *street, size_t n, struct spot *spot)
{
    size_t n_spots = 0;
    for (size_t i = 0; i < n; i++) {
        const char *at = street[i].line;
        size_t first = n_spots;
        while (*at) {
            char *after;
            double x = strtod(at, &after), y = strtod(after, &after);
            at = after + strspn(after, ", ");
            spot[n_spots] = (struct spot){x, y, i, n_spots, street[i].level, n_spots == first};
            n_spots++;
        }
        spot[n_spots - 1].end = true;
    }
    return n_spots;
}

/* Every pair of vertices against the rule as the header words it, then islands by walking along the
 * lines. */
static void check_slowly(const struct street *street, size_t n, bool osm)
{
    static struct spot spot[4000];
    static double island[4000];
    size_t n_spots = read_spots(street, n, spot), n_nodes = 0, n_islands = 0;
    for (size_t a = 0; a < n_spots; a++) {
        for (size_t b = 0; b < a; b++) {
            if (spot[a].x != spot[b].x || spot[a].y != spot[b].y)
                continue;
            bool level = !spot[a].level || !spot[b].level || !strcmp(spot[a].level, spot[b].level);
            if (osm || (spot[a].end && spot[b].end) || level)
                spot[spot_root(spot, a)].root = spot_root(spot, b);
        }
    }
    for (size_t a = 0; a < n_spots; a++) {
        bool node = false, first = true;
        for (size_t b = 0; b < n_spots; b++) {
            if (spot_root(spot, b) != spot_root(spot, a))
                continue;
            node = node || b != a || spot[b].end;
            first = first && b >= a;
        }
        n_nodes += node && first;
    }
    double sum = 0;
    for (size_t a = 1; a < n_spots; a++) {
        if (spot[a].line == spot[a - 1].line)
            spot[spot_root(spot, a)].root = spot_root(spot, a - 1);
    }
    memset(island, 0, sizeof island);
    for (size_t a = 1; a < n_spots; a++) {
        double metres = hypot(spot[a].x - spot[a - 1].x, spot[a].y - spot[a - 1].y);
        if (spot[a].line == spot[a - 1].line)
            island[spot_root(spot, a)] += metres;
    }
    struct made m = make(street, n, osm);
    check_ends(&m);
    assert_int_equal(m.net->n_nodes, n_nodes);
    for (size_t a = 0; a < n_spots; a++) {
        n_islands += island[a] > 0;
        sum += island[a];
    }
    assert_int_equal(m.net->n_islands, n_islands);
    assert_true(fabs(total_m(&m) - sum) <= 0.0005 * (double)m.net->n_links);
    for (size_t k = 0; k < n_islands; k++) { /* longest first */
        size_t best = 0;
        for (size_t a = 1; a < n_spots; a++)
            best = island[a] > island[best] ? a : best;
        assert_true(fabs(m.net->island_m[k] - island[best]) < 1e-6);
        island[best] = 0;
    }
    done(&m);
}

static void any_lines_meet_as_the_rule_says(void **state)
{
    (void)state;
    static struct street street[400];
    static char text[400][160];
    for (seed = 1; seed < 60;) {
        uint64_t now = seed;
        size_t n = 1 + now * 5;
        random_streets(street, text, n, 4 + (int)(now % 9) * 4);
        check_slowly(street, n, now % 2);
        seed = now + 1;
    }
}

static int text_order(const void *one, const void *other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

/* All links with what they join and cost, sorted: the network but for its numbers. */
static struct tomt_text links_of(const struct made *made)
{
    const struct tomt_network *net = made->net;
    char **row = calloc(net->n_links + 1, sizeof *row);
    struct tomt_text all = {0};
    for (size_t i = 0; i < net->n_links; i++) {
        struct tomt_text one = {0};
        uint32_t from = net->link_from[i], to = net->link_to[i];
        tomt_text_print(&one,
                        "%a %a - %a %a %u mm %u ms use %u island %a %s %s:", net->node_x[from],
                        net->node_y[from], net->node_x[to], net->node_y[to], net->link_mm[i],
                        net->link_ms[i], net->link_use[i], net->island_m[net->node_island[from]],
                        tomt_column_text(tomt_table_find(&net->link_table, "layer"), i, NULL),
                        tomt_column_text(tomt_table_find(&net->link_table, "class"), i, NULL));
        for (uint64_t v = net->vertex_start[i]; v < net->vertex_start[i + 1]; v++)
            tomt_text_print(&one, " %a %a", net->vertex_x[v], net->vertex_y[v]);
        tomt_text_puts(&one, "\n");
        row[i] = one.bytes;
    }
    qsort(row, net->n_links, sizeof *row, text_order);
    for (size_t i = 0; i < net->n_links; i++) {
        tomt_text_puts(&all, row[i]);
        struct tomt_text one = {.bytes = row[i], .n = 1, .capacity = 1};
        tomt_text_free(&one);
    }
    free(row);
    return all;
}

static void same_links(const struct made *a, const struct made *b)
{
    struct tomt_text one = links_of(a), other = links_of(b);
    assert_int_equal(one.n, other.n);
    assert_memory_equal(one.bytes, other.bytes, one.n);
    tomt_text_free(&one);
    tomt_text_free(&other);
}

/* The order of the rows changes the numbers only; the number of threads changes nothing. */
static void order_and_threads_change_nothing(void **state)
{
    (void)state;
    enum { N = 390 };
    static struct street street[N], mixed[N];
    static char text[N][160];
    for (seed = 7; seed < 19;) {
        uint64_t now = seed;
        random_streets(street, text, N, 20);
        memcpy(mixed, street, sizeof mixed);
        for (size_t i = N - 1; i > 0; i--) {
            size_t k = chance((uint32_t)i + 1);
            struct street swap = mixed[i];
            mixed[i] = mixed[k];
            mixed[k] = swap;
        }
        struct tomt_network_settings settings = tomt_network_defaults();
        settings.cross = now % 3 == 0;
        settings.join_m = now % 4 == 1 ? 10.0 : 0.01; /* the lattice itself: nearly everything */
        struct made a = make_two(street, N, now % 2, NULL, 0, false, settings, 1);
        struct made b = make_two(mixed, N, now % 2, NULL, 0, false, settings, 8);
        struct made c = make_two(street, N, now % 2, NULL, 0, false, settings, 8);
        same_links(&a, &b);
        assert_int_equal(a.net->n_links, c.net->n_links);
        size_t n = a.net->n_links, n_vertices = (size_t)a.net->vertex_start[n];
        assert_memory_equal(a.net->link_from, c.net->link_from, n * sizeof *a.net->link_from);
        assert_memory_equal(a.net->link_ms, c.net->link_ms, n * sizeof *a.net->link_ms);
        assert_memory_equal(a.net->vertex_x, c.net->vertex_x, n_vertices * sizeof(double));
        assert_memory_equal(a.net->vertex_y, c.net->vertex_y, n_vertices * sizeof(double));
        assert_memory_equal(a.net->node_x, c.net->node_x, a.net->n_nodes * sizeof(double));
        assert_memory_equal(&a.report, &b.report,
                            offsetof(struct tomt_network_report, islands_m) -
                                sizeof a.report.n_small_islands);
        done(&a);
        done(&b);
        done(&c);
        seed = now + 1;
    }
}

/* Straight lines anywhere: as many crossings as pairs that cross, and each line as long as before.
 */
static void every_crossing_is_found(void **state)
{
    (void)state;
    enum { N = 120 };
    static struct street street[N];
    static char text[N][160];
    static double at[N][4];
    for (seed = 3; seed < 9;) {
        uint64_t now = seed;
        size_t crossings = 0;
        double sum = 0;
        for (size_t i = 0; i < N; i++) {
            for (int k = 0; k < 4; k++)
                at[i][k] = chance(1000000) / 1000.0;
            snprintf(text[i], sizeof text[i], "%.3f %.3f, %.3f %.3f", at[i][0], at[i][1], at[i][2],
                     at[i][3]);
            street[i] = (struct street){.line = text[i], .level = i % 3 ? "0" : "1"};
            sum += hypot(at[i][2] - at[i][0], at[i][3] - at[i][1]);
            for (size_t j = 0; j < i; j++) {
                double ux = at[i][2] - at[i][0], uy = at[i][3] - at[i][1];
                double vx = at[j][2] - at[j][0], vy = at[j][3] - at[j][1], d = ux * vy - uy * vx;
                double wx = at[j][0] - at[i][0], wy = at[j][1] - at[i][1];
                double s = (wx * vy - wy * vx) / d, t = (wx * uy - wy * ux) / d;
                crossings += (i % 3 == 0) == (j % 3 == 0) && s > 0 && s < 1 && t > 0 && t < 1;
            }
        }
        struct tomt_network_settings settings = tomt_network_defaults();
        settings.cross = true;
        settings.join_m = 1e-6; /* or a line that ends very near another would count differently */
        struct made m = make_two(street, N, false, NULL, 0, false, settings, 3);
        assert_true(crossings > 500);
        assert_int_equal(m.report.n_crossings, crossings);
        assert_int_equal(m.net->n_nodes, 2 * N + crossings);
        assert_int_equal(m.net->n_links, N + 2 * crossings);
        assert_true(fabs(total_m(&m) - sum) <= 0.0005 * (double)m.net->n_links);
        check_ends(&m);
        done(&m);
        seed = now + 1;
    }
}

/* Each failing allocation is a clean failure. */
static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    static struct street street[60];
    static char text[60][160];
    seed = 5;
    random_streets(street, text, 60, 10);
    struct tomt_arena *input = tomt_arena_new(NULL);
    struct tomt_layer layer;
    make_layer(input, "streets", street, 60, &layer);
    const struct tomt_layer *const layers[] = {&layer};
    const bool osm = false;
    struct tomt_network_settings settings = tomt_network_defaults();
    settings.cross = true;
    struct tomt_crew crew = {.n_threads = 1};
    for (uint64_t k = 1;; k++) {
        struct tomt_error err = {0};
        struct tomt_network_report report;
        struct tomt_arena *arena = tomt_arena_new(NULL);
        tomt_allocation_fail_at(k);
        struct tomt_network *net =
            tomt_network_build(arena, layers, &osm, 1, &settings, &crew, &report, &err);
        tomt_allocation_fail_at(0);
        assert_int_equal(net ? TOMT_OK : TOMT_MEMORY, err.code);
        tomt_arena_free(arena);
        if (net)
            break;
        assert_true(k < 2000);
    }
    tomt_arena_free(input);
}

/* Real streets. Expected: nodes and links counted from the ways' node lists (osmium 1.15
 * tags-filter w/highway, written as OPL, then a count of places that end a way or are used twice,
 * and a union-find), with nodes at one place taken as one. */
static void real_streets_have_the_nodes_of_the_file(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        size_t n_lines, n_nodes, n_links, n_islands;
    } all[] = {{TOMT_SHARED_DATA "/osm_helsinki/helsinki.osm.pbf", 2577, 3844, 5352, 24},
               {TOMT_SHARED_DATA "/osm_oslo/skoyen.osm.pbf", 199, 289, 370, 1},
               {TOMT_SHARED_DATA "/osm_oslo/oslo-east.osm.pbf", 14382, 22660, 31306, 76}};
    struct tomt_error err = {0};
    tomt_data_open();
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
        if (access(all[k].path, R_OK) != 0) {
            print_message("%s is not there: skipped\n", all[k].path);
            continue;
        }
        struct made m = {.arena = tomt_arena_new(&err)};
        struct tomt_seat *seat = tomt_seat_open(m.arena, &err);
        struct tomt_crs crs;
        struct tomt_layer layer;
        const struct tomt_source source = {.path = all[k].path};
        bool osm = true, good = seat && tomt_crs_read(seat, m.arena, "EPSG:25832", &crs, &err) &&
                                tomt_layer_read(seat, m.arena, &source, TOMT_LINES, NULL, 0, &crs,
                                                NULL, &layer, &err);
        if (!good)
            fail_msg("%s", err.text);
        const struct tomt_layer *layers[] = {&layer};
        layer.name = "streets";
        struct tomt_network_settings settings = tomt_network_defaults();
        settings.cross = true; /* means nothing to OSM */
        struct tomt_crew crew = {.n_threads = 2};
        m.net = tomt_network_build(m.arena, layers, &osm, 1, &settings, &crew, &m.report, &err);
        assert_non_null(m.net);
        assert_int_equal(m.report.n_lines, all[k].n_lines);
        assert_int_equal(m.net->n_nodes, all[k].n_nodes);
        assert_int_equal(m.net->n_links, all[k].n_links);
        assert_int_equal(m.net->n_islands, all[k].n_islands);
        double sum = 0;
        for (size_t i = 0; i < layer.shapes.n; i++) {
            size_t size;
            const uint8_t *wkb = tomt_shapes_wkb(&layer.shapes, i, &size);
            sum += tomt_wkb_length_m(wkb, size);
        }
        assert_true(fabs(total_m(&m) - sum) <= 0.0005 * (double)m.net->n_links);
        check_ends(&m);
        done(&m);
    }
    tomt_data_close();
}

/* Many ends at one place, each on a level of its own: ends meet whatever their level, in no more
 * than sorting takes. */
static void a_crowd_at_one_place(void **state)
{
    (void)state;
    enum { N = 20000 };
    struct street *street = calloc(N + 1, sizeof *street);
    char(*text)[2][40] = calloc(N, sizeof *text);
    for (size_t i = 0; i < N; i++) {
        snprintf(text[i][0], sizeof text[i][0], "0 0, %zu 100", i);
        snprintf(text[i][1], sizeof text[i][1], "%zu", i);
        street[i] = (struct street){.line = text[i][0], .level = text[i][1]};
    }
    street[N] = (struct street){.line = "-50 0, 0 0, 50 0", .level = "17"}; /* joins by its level */
    struct made m = make(street, N + 1, false);
    assert_int_equal(m.net->n_nodes, 1 + N + 2);
    assert_int_equal(m.net->n_links, N + 2);
    assert_int_equal(m.net->n_islands, 1);
    done(&m);
    street[N].level = "-1";
    m = make(street, N + 1, false);
    assert_int_equal(m.net->n_islands, 2);
    assert_int_equal(m.net->n_links, N + 1);
    done(&m);
    free(street);
    free(text);
}

static void lines_without_a_place_are_an_error(void **state)
{
    (void)state;
    static const char *const wrong[] = {"0 0, nan 5, 10 10", "0 0, 5 inf", "0 0, 1e300 0"};
    for (size_t i = 0; i < 3; i++) {
        struct tomt_arena *arena = tomt_arena_new(NULL);
        struct tomt_layer layer;
        const struct street street = {.line = wrong[i]};
        make_layer(arena, "streets", &street, 1, &layer);
        const struct tomt_layer *const layers[] = {&layer};
        const bool osm = false;
        struct tomt_network_settings settings = tomt_network_defaults();
        settings.cross = true;
        struct tomt_crew crew = {.n_threads = 1};
        struct tomt_network_report report;
        struct tomt_error err = {0};
        assert_null(tomt_network_build(arena, layers, &osm, 1, &settings, &crew, &report, &err));
        assert_int_equal(err.code, TOMT_DATA);
        tomt_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_are_numbered_with_rows_and_islands),
        cmocka_unit_test(what_cannot_be_a_network_is_an_error),
        cmocka_unit_test(a_side_street_meets_at_a_shared_vertex),
        cmocka_unit_test(lines_that_cross_without_a_vertex_do_not_meet),
        cmocka_unit_test(levels_decide_where_vertices_meet),
        cmocka_unit_test(ends_meet_over_a_small_gap),
        cmocka_unit_test(layers_join_like_plain_lines),
        cmocka_unit_test(one_way_streets_are_driven_one_way),
        cmocka_unit_test(loops_parts_and_twins),
        cmocka_unit_test(lines_that_touch_meet_when_crossings_are_asked_for),
        cmocka_unit_test(any_lines_meet_as_the_rule_says),
        cmocka_unit_test(order_and_threads_change_nothing),
        cmocka_unit_test(every_crossing_is_found),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(real_streets_have_the_nodes_of_the_file),
        cmocka_unit_test(a_crowd_at_one_place),
        cmocka_unit_test(lines_without_a_place_are_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
