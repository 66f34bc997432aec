/* Any bytes as the cache of a network: as they are, and sealed with the sums that they should have,
 * so that what is behind the sums is reached. Nothing crashes or hangs; what is accepted is a
 * network that everything can be done with. */
#include "network/cache_inside.h"
#include "network/search.h"

#include <math.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* The key of the files in corpus/network_cache. */
static const struct tomt_cache_source source = {
    "streets.osm.pbf", 12345, 678,
    "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"};
static const struct tomt_cache_key key = {"walk 80", &source, 1};

static void demand(bool holds)
{
    if (!holds)
        abort();
}

/* Sizes that fit and the sums of what is there. */
static void seal(uint8_t *bytes, size_t n)
{
    struct tomt_cache_header header, given;
    memcpy(&given, bytes, sizeof given);
    uint64_t rest = n - sizeof header;
    tomt_cache_header_start(&header);
    header.key_bytes = given.key_bytes < rest ? given.key_bytes : rest;
    header.body_bytes = rest - header.key_bytes;
    header.key_sum = tomt_cache_sum_of(bytes + sizeof header, (size_t)header.key_bytes);
    header.body_sum =
        tomt_cache_sum_of(bytes + sizeof header + header.key_bytes, (size_t)header.body_bytes);
    tomt_cache_header_seal(&header);
    memcpy(bytes, &header, sizeof header);
}

static void use_graph(const struct tomt_network *net, const struct tomt_graph *graph)
{
    demand(graph->start[0] == 0 && graph->start[net->n_nodes] == graph->n_arcs);
    for (size_t v = 0; v < net->n_nodes; v++) {
        for (uint32_t arc = graph->start[v]; arc < graph->start[v + 1]; arc++) {
            uint32_t link = graph->link[arc];
            demand(graph->to[arc] < net->n_nodes && link < net->n_links && graph->cost[arc] >= 1);
            demand((net->link_from[link] == v && net->link_to[link] == graph->to[arc]) ||
                   (net->link_to[link] == v && net->link_from[link] == graph->to[arc]));
        }
    }
}

static void use_texts(const struct tomt_table *table)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct tomt_column *column = table->column + i;
        for (size_t row = 0; column->name && row < table->n_rows; row++) {
            size_t length = 0;
            const char *text =
                column->type == TOMT_TEXT ? tomt_column_text(column, row, &length) : NULL;
            demand(!text || text[length] == '\0');
        }
    }
}

static void use(struct tomt_arena *arena, const struct tomt_cached *cached)
{
    const struct tomt_network *net = cached->network;
    const struct tomt_crew crew = {.n_threads = 1};
    struct tomt_error err = {0};
    use_graph(net, &net->walk);
    use_graph(net, &net->drive);
    use_graph(net, &net->drive_back);
    use_texts(&net->link_table);
    struct tomt_snapper *snapper = tomt_snapper_new(arena, net, &err);
    demand(snapper);
    double x[2] = {0, 50}, y[2] = {0, 60};
    uint32_t *cost = tomt_arena_block(arena, NULL, (net->n_nodes + 1) * sizeof *cost, &err);
    for (enum tomt_way way = TOMT_WALK; way <= TOMT_DRIVE; way++) {
        struct tomt_snaps snaps;
        demand(cost && tomt_snap_points(arena, snapper, way, x, y, 2, &crew, &snaps, &err));
        for (size_t i = 0; i < snaps.n; i++) {
            double place_x, place_y;
            if (snaps.link[i] == TOMT_NO_LINK)
                continue;
            demand(snaps.link[i] < net->n_links &&
                   snaps.along_mm[i] <= net->link_mm[snaps.link[i]]);
            tomt_snap_place(net, snaps.link[i], snaps.along_mm[i], &place_x, &place_y);
            demand(!isnan(place_x + place_y) || fabs(net->node_x[0]) > 1e100);
        }
        demand(tomt_network_nearest_nodes(net, way, &snaps, NULL, 100000, true, cost, NULL, &err));
    }
}

static void load(int fd, const uint8_t *bytes, size_t n)
{
    char path[40];
    struct tomt_error err = {0};
    struct tomt_cached cached;
    enum tomt_cache_found found = TOMT_CACHE_NONE;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    demand(ftruncate(fd, 0) == 0 && pwrite(fd, bytes, n, 0) == (ssize_t)n);
    struct tomt_arena *arena = tomt_arena_new(&err);
    demand(arena && tomt_cache_load(arena, path, &key, &found, &cached, &err));
    if (found == TOMT_CACHE_HIT)
        use(arena, &cached);
    tomt_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    int fd = memfd_create("cache", MFD_CLOEXEC);
    uint8_t *copy = malloc(n + 1);
    demand(fd >= 0 && copy);
    load(fd, bytes, n);
    if (n >= sizeof(struct tomt_cache_header)) {
        memcpy(copy, bytes, n);
        seal(copy, n);
        load(fd, copy, n);
    }
    free(copy);
    close(fd);
    return 0;
}
