/* What the tests of the network share: streets as text become layers and a network, which is asked
 * by place. */
#ifndef TOMT_TESTS_UNIT_NETWORK_BUILD_SUPPORT_H
#define TOMT_TESTS_UNIT_NETWORK_BUILD_SUPPORT_H

#include "network/network.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

struct street {
    const char *line; /* "0 0, 100 0 | 5 5, 6 6": | begins another part */
    const char *class, *oneway, *speed, *level, *access, *foot, *motor_vehicle, *junction;
};

static inline size_t put(uint8_t *at, const void *from, size_t n)
{
    memcpy(at, from, n);
    return n;
}

static inline void add_shape(struct tomt_shapes *shapes, const char *line)
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

static inline void make_layer(struct tomt_arena *arena, const char *name,
                              const struct street *street, size_t n, struct tomt_layer *layer)
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

static inline struct made make_two(const struct street *street, size_t n, bool osm,
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

static inline struct made make(const struct street *street, size_t n, bool osm)
{
    return make_two(street, n, osm, NULL, 0, false, tomt_network_defaults(), 2);
}

#define MAKE(streets, osm) make(streets, sizeof streets / sizeof *streets, osm)

static inline uint32_t node_at(const struct made *made, double x, double y)
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
static inline uint32_t arc(const struct made *made, const struct tomt_graph *graph, double x,
                           double y, double to_x, double to_y)
{
    uint32_t v = node_at(made, x, y), w = node_at(made, to_x, to_y);
    assert_true(v != UINT32_MAX && w != UINT32_MAX);
    for (uint32_t a = graph->start[v]; a < graph->start[v + 1]; a++) {
        if (graph->to[a] == w)
            return graph->cost[a];
    }
    return 0;
}

static inline double total_m(const struct made *made)
{
    double sum = 0;
    for (size_t link = 0; link < made->net->n_links; link++)
        sum += made->net->link_mm[link] / 1000.0;
    return sum;
}

static inline void check_ends(const struct made *made)
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

static inline void done(struct made *made)
{
    tomt_arena_free(made->arena);
}

#endif
