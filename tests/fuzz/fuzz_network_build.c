/* Any bytes as street lines with tags: the builder neither crashes nor hangs; what it makes is a network that can be joined and searched, whose
 * links are as long in all as the lines that are used. Format: settings byte; then lines: byte n of points (1..8), two bytes each point on
 * a lattice of 1/4 m (so that points meet, cross and lie within join_m), then seven bytes that choose tags. */
#include "network/rules.h"
#include "network/search.h"

#include <math.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static const char *const words[] = {"residential", "motorway", "footway", "steps", "",     "yes",  "no", "-1",  "FT",   "B",
                                    "50",          "30 mph",   "none",    "NO:urban", "1e9", "-5", "0",  "permissive", "private", "roundabout",
                                    "\xff",        "1.5",      "layer",   "destination"};
#define N_WORDS (sizeof words / sizeof *words)
enum { N_COLUMNS = 8 };
static const char *const names[N_COLUMNS] = {"class", "oneway", "speed", "level", "access", "foot", "motor_vehicle", "junction"};

struct input {
    const uint8_t *at, *end;
};

static uint8_t next(struct input *input)
{
    return input->at < input->end ? *input->at++ : 0;
}

static bool read_lines(struct input *input, struct tomt_arena *arena, struct tomt_layer *layer, struct tomt_error *err)
{
    struct tomt_column *column[N_COLUMNS];
    *layer = (struct tomt_layer){.name = "streets"};
    tomt_shapes_start(&layer->shapes, arena, TOMT_LINES);
    layer->fid = tomt_arena_block(arena, NULL, 4096 * sizeof *layer->fid, err);
    if (!layer->fid || !tomt_table_start(&layer->table, arena, N_COLUMNS, err))
        return false;
    for (size_t k = 0; k < N_COLUMNS; k++)
        if (!(column[k] = tomt_table_column(&layer->table, names[k], TOMT_TEXT, err)))
            return false;
    while (input->at < input->end && layer->shapes.n < 400) {
        uint8_t wkb[9 + 16 * 9];
        uint32_t type = 2, n = next(input) % 8 + 2;
        wkb[0] = 1;
        memcpy(wkb + 1, &type, 4);
        memcpy(wkb + 5, &n, 4);
        for (uint32_t i = 0; i < n; i++) {
            double x = next(input) / 4.0, y = next(input) / 4.0;
            memcpy(wkb + 9 + 16 * i, &x, 8);
            memcpy(wkb + 17 + 16 * i, &y, 8);
        }
        for (size_t k = 0; k < N_COLUMNS; k++) {
            const char *word = words[next(input) % N_WORDS];
            if (!(*word ? tomt_column_add_text(column[k], word, strlen(word), err) : tomt_column_add_null(column[k], err)))
                return false;
        }
        layer->fid[layer->shapes.n] = (int64_t)layer->shapes.n + 1;
        if (!tomt_shapes_add_wkb(&layer->shapes, wkb, 9 + 16 * (size_t)n, err))
            return false;
    }
    layer->table.n_rows = layer->shapes.n;
    return true;
}

static void use(struct tomt_arena *arena, const struct tomt_network *network, struct tomt_error *err)
{
    struct tomt_crew crew = {.n_threads = 1};
    struct tomt_snaps nodes;
    struct tomt_snapper *snapper = tomt_snapper_new(arena, network, err);
    demand(snapper != NULL);
    for (size_t i = 0; i < network->n_links; i++) {
        demand(network->link_from[i] < network->n_nodes && network->link_to[i] < network->n_nodes);
        demand(network->link_mm[i] >= 1 && network->link_ms[i] >= 1);
        demand(network->node_island[network->link_from[i]] == network->node_island[network->link_to[i]]);
        demand(network->vertex_start[i + 1] - network->vertex_start[i] >= 2);
    }
    demand(network->vertex_start[network->n_links] == 0 || isfinite(network->vertex_x[0]));
    double x[2] = {10, 50}, y[2] = {10, 50};
    for (enum tomt_way way = TOMT_WALK; way <= TOMT_DRIVE; way++) {
        struct tomt_snaps points;
        uint32_t cost[2], target[2];
        demand(tomt_snap_points(arena, snapper, way, x, y, 2, &crew, &points, err));
        demand(tomt_snap_nodes(arena, network, way, &nodes, err));
        struct tomt_nearest_query query = {.network = network, .way = way, .from = &points, .to = &nodes, .most = 100000000, .width = 1};
        demand(tomt_network_nearest(&query, &crew, cost, target, err));
        for (int i = 0; i < 2; i++)
            demand((cost[i] == TOMT_UNREACHED) == (target[i] == UINT32_MAX));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct input input = {bytes, bytes + n};
    struct tomt_layer layer;
    struct tomt_crew crew = {.n_threads = 1};
    struct tomt_network_report report = {0};
    struct tomt_network_settings settings = tomt_network_defaults();
    uint8_t how = next(&input);
    bool is_osm = how & 1;
    settings.cross = how & 2;
    settings.snap_node = how & 4;
    settings.join_m = how & 8 ? 0.3 : 0.01;
    settings.min_island_m = how & 16 ? 20 : 0;
    demand(arena && read_lines(&input, arena, &layer, &err));
    const struct tomt_layer *const layers[] = {&layer};
    struct tomt_network *network = tomt_network_build(arena, layers, &is_osm, 1, &settings, &crew, &report, &err);
    demand(network != NULL);
    demand(report.n_lines == layer.shapes.n && report.n_left_out <= report.n_lines);
    use(arena, network, &err);
    tomt_arena_free(arena);
    return 0;
}
