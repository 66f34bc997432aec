/* network_build: street lines become a network: what joins, what does not, who may go where.
 * Expected numbers by hand. */
#include "network_build_support.h"

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
    /* A line of 8 mm between two streets is swallowed by the gap that is closed anyway, and leaves
     * no loop. */
    const struct street crumb[] = {
        {.line = "0 0, 100 0"}, {.line = "100 0, 100.008 0"}, {.line = "100.008 0, 200 0"}};
    m = MAKE(crumb, false);
    assert_int_equal(m.net->n_nodes, 3);
    assert_int_equal(m.net->n_links, 2);
    assert_int_equal(m.report.n_too_short, 1);
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
