/* network_build: street lines become a network: what joins, what does not, who may go where. Expected numbers by hand. */
#include "network/network.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

/* Nodes (0,0) (100,0) (100,50) (0,50) far (1000,1000) (1000,1004) and one alone; by hand: 100 m both ways, 50 m one-way at
 * 60 km/h = 3000 ms, 111.803 m from (100,50) to (0,0), nobody, an island of 4 m, and two twins. */
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
    /* walk: links 0, 1, 3, 5 both ways (the loop is no arc); drive: 1 both ways, 2 along, 5 against */
    assert_int_equal(net->walk.n_arcs, 8);
    assert_int_equal(net->drive.n_arcs, 4);
    assert_int_equal(net->drive_back.n_arcs, 4);
    assert_int_equal(net->walk.start[7], 8);
    uint32_t v = node[2]; /* (100,0): by car to (100,50) in 3 s and to (0,0) in 100 m at 30 km/h = 12 s */
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_are_numbered_with_rows_and_islands),
        cmocka_unit_test(what_cannot_be_a_network_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
