/* facts_streets_random: nearest features and catchments on random streets are those of brute force,
 * on one thread and on eight. */
#include "facts/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { N_NODES = 40, N_LINKS = 70, N_HOMES = 60, N_JOBS = 12 };

static uint32_t below(uint32_t n)
{
    static uint64_t z = 11;
    z = z * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((z >> 33) % n);
}

static struct tomt_network *random_network(struct tomt_arena *arena)
{
    static double x[N_NODES], y[N_NODES], length_m[N_LINKS];
    static uint32_t from[N_LINKS], to[N_LINKS];
    static uint8_t use[N_LINKS];
    struct tomt_error err = {0};
    for (size_t v = 0; v < N_NODES; v++)
        x[v] = below(3000), y[v] = below(3000);
    for (size_t l = 0; l < N_LINKS; l++) {
        from[l] = below(N_NODES), to[l] = below(N_NODES);
        length_m[l] = 1 + below(900);
        use[l] = TOMT_LINK_WALK;
    }
    struct tomt_links links = {.n_nodes = N_NODES,
                               .n_links = N_LINKS,
                               .node_x = x,
                               .node_y = y,
                               .from = from,
                               .to = to,
                               .length_m = length_m,
                               .use = use};
    struct tomt_network_settings settings = tomt_network_defaults();
    struct tomt_network *network = tomt_network_of(arena, &links, &settings, &err);
    assert_non_null(network);
    return network;
}

static void join_anywhere(struct tomt_snaps *snaps, const struct tomt_network *network, size_t n,
                          uint32_t *room)
{
    *snaps = (struct tomt_snaps){.way = TOMT_WALK,
                                  .n = n,
                                  .link = room,
                                  .along_mm = room + n,
                                  .leg_mm = room + 2 * n};
    for (size_t i = 0; i < n; i++) {
        snaps->link[i] = below(20) ? below((uint32_t)network->n_links) : TOMT_NO_LINK;
        uint32_t mm = below(20) ? network->link_mm[snaps->link[i] % network->n_links] : 0;
        snaps->along_mm[i] = below(mm + 1);
        snaps->leg_mm[i] = below(60000);
    }
}

/* Floyd and Warshall: every pair of nodes, in mm. */
static void all_pairs(const struct tomt_network *network, uint64_t d[N_NODES][N_NODES])
{
    for (size_t a = 0; a < N_NODES; a++)
        for (size_t b = 0; b < N_NODES; b++)
            d[a][b] = a == b ? 0 : UINT32_MAX;
    for (size_t l = 0; l < network->n_links; l++) {
        uint32_t a = network->link_from[l], b = network->link_to[l];
        if (network->link_mm[l] < d[a][b])
            d[a][b] = d[b][a] = network->link_mm[l];
    }
    for (size_t k = 0; k < N_NODES; k++)
        for (size_t a = 0; a < N_NODES; a++)
            for (size_t b = 0; b < N_NODES; b++)
                if (d[a][k] + d[k][b] < d[a][b])
                    d[a][b] = d[a][k] + d[k][b];
}

static uint64_t between(const struct tomt_network *network, uint64_t d[N_NODES][N_NODES],
                        const struct tomt_snaps *from, size_t i, const struct tomt_snaps *to,
                        size_t j)
{
    uint32_t p = from->link[i], q = to->link[j];
    if (p == TOMT_NO_LINK || q == TOMT_NO_LINK)
        return UINT32_MAX;
    uint64_t a = from->along_mm[i], b = to->along_mm[j], best = UINT32_MAX;
    const uint64_t leave[2] = {a, network->link_mm[p] - a}, reach[2] = {b, network->link_mm[q] - b};
    const uint32_t p_end[2] = {network->link_from[p], network->link_to[p]},
                   q_end[2] = {network->link_from[q], network->link_to[q]};
    for (int u = 0; u < 2; u++)
        for (int v = 0; v < 2; v++)
            if (leave[u] + d[p_end[u]][q_end[v]] + reach[v] < best)
                best = leave[u] + d[p_end[u]][q_end[v]] + reach[v];
    if (p == q && (a > b ? a - b : b - a) < best)
        best = a > b ? a - b : b - a;
    return best + from->leg_mm[i] + to->leg_mm[j];
}

enum { WORK = 5, REACH_M = 700 };

struct world {
    struct tomt_arena *arena;
    struct tomt_network *network;
    struct tomt_snaps home, work;
    struct tomt_layer layer;
    const struct tomt_layer *layers[1];
    const struct tomt_snaps *snaps[1];
    uint32_t home_room[3 * N_HOMES], work_room[3 * N_JOBS];
    double x[N_HOMES], y[N_HOMES];
    uint64_t apart[N_NODES][N_NODES];
    struct tomt_fact_sites sites;
    struct tomt_fact_inputs inputs;
};
static struct world world;
static const int roles[] = {WORK};

static void make_world(void)
{
    struct tomt_error err = {0};
    world.arena = tomt_arena_new(&err);
    world.network = random_network(world.arena);
    world.layer = (struct tomt_layer){.name = "work"};
    all_pairs(world.network, world.apart);
    join_anywhere(&world.home, world.network, N_HOMES, world.home_room);
    join_anywhere(&world.work, world.network, N_JOBS, world.work_room);
    tomt_shapes_start(&world.layer.shapes, world.arena, TOMT_POINTS);
    assert_true(tomt_table_start(&world.layer.table, world.arena, 1, &err));
    struct tomt_column *jobs =
        tomt_table_column(&world.layer.table, "jobs_central", TOMT_REAL, &err);
    for (size_t j = 0; j < N_JOBS; j++) {
        assert_true(tomt_shapes_add_point(&world.layer.shapes, below(3000), below(3000), &err));
        assert_true(tomt_column_add_real(jobs, 1 + below(50), &err));
    }
    world.layer.table.n_rows = N_JOBS;
    world.layers[0] = &world.layer;
    world.snaps[0] = &world.work;
    world.sites = (struct tomt_fact_sites){.n = N_HOMES, .point_x = world.x, .point_y = world.y};
    world.inputs = (struct tomt_fact_inputs){.layer = world.layers,
                                             .role = roles,
                                             .n_layers = 1,
                                             .evidence = 2,
                                             .network = world.network};
    world.inputs.site_snap[TOMT_WALK] = &world.home;
    world.inputs.layer_snap[TOMT_WALK] = world.snaps;
}

static struct tomt_fact compute(enum tomt_fact_kind kind, unsigned n_threads)
{
    struct tomt_error err = {0};
    struct tomt_crew crew = {.n_threads = n_threads};
    struct tomt_fact_request request = {
        .kind = kind, .role = WORK, .way = TOMT_WALK, .reach_m = REACH_M};
    struct tomt_fact fact;
    if (!tomt_fact_compute(world.arena, &request, &world.sites, &world.inputs, &crew, &fact, &err))
        fail_msg("%s", err.text);
    return fact;
}

/* The bytes of both are the same. */
static void compare(const struct tomt_fact *one, const struct tomt_fact *eight)
{
    assert_memory_equal(one->value, eight->value, N_HOMES * sizeof *one->value);
    assert_memory_equal(one->why, eight->why, N_HOMES);
    assert_memory_equal(one->n_evidence, eight->n_evidence, N_HOMES);
    for (size_t i = 0; i < N_HOMES; i++) {
        size_t at = i * one->width;
        assert_memory_equal(one->evidence_row + at, eight->evidence_row + at,
                            one->n_evidence[i] * sizeof *one->evidence_row);
        assert_memory_equal(one->evidence_m + at, eight->evidence_m + at,
                            one->n_evidence[i] * sizeof *one->evidence_m);
    }
}

/* Is one within reach? */
static bool check_home(const struct tomt_fact *nearest, const struct tomt_fact *sum, size_t i)
{
    const struct tomt_column *jobs = tomt_table_find(&world.layer.table, "jobs_central");
    uint64_t best = UINT32_MAX;
    double total = 0;
    if (world.home.link[i] == TOMT_NO_LINK) {
        assert_int_equal(nearest->why[i], TOMT_WHY_NOT_SNAPPED);
        assert_int_equal(sum->why[i], TOMT_WHY_NOT_SNAPPED);
        return false;
    }
    for (size_t j = 0; j < N_JOBS; j++) {
        uint64_t mm = between(world.network, world.apart, &world.home, i, &world.work, j);
        best = mm < best ? mm : best;
        total += mm <= 1000 * REACH_M ? jobs->real[j] : 0;
    }
    assert_true(sum->value[i] == total);
    if (best > 1000 * REACH_M)
        assert_int_equal(nearest->why[i], TOMT_WHY_UNREACHABLE);
    else
        assert_true(nearest->value[i] == (double)best / 1000);
    return best <= 1000 * REACH_M;
}

static void random_streets_are_those_of_brute_force(void **state)
{
    (void)state;
    size_t n_reached = 0;
    for (int round = 0; round < 20; round++) {
        make_world();
        struct tomt_fact nearest = compute(TOMT_FACT_NEAREST, 1),
                         again = compute(TOMT_FACT_NEAREST, 8);
        struct tomt_fact sum = compute(TOMT_FACT_CATCHMENT, 1),
                         sum_again = compute(TOMT_FACT_CATCHMENT, 8);
        compare(&nearest, &again);
        compare(&sum, &sum_again);
        for (size_t i = 0; i < N_HOMES; i++)
            n_reached += check_home(&nearest, &sum, i);
        tomt_arena_free(world.arena);
    }
    assert_true(n_reached > 300 && n_reached < 20 * N_HOMES - 100); /* both kinds of answer */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_streets_are_those_of_brute_force)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
