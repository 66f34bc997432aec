/* network_search: nearest, lists and sums along streets against a plain Dijkstra that is written
 * here on its own: it scans arrays, counts in 64 bits, and makes every snapped point a node of the
 * graph, so that streets are cut at points instead of being reasoned about. */
#include "network/search.h"
#include "network/sums.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static uint64_t seed = 7;
static uint32_t below(uint32_t n) /* splitmix64 */
{
    uint64_t z = seed += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (uint32_t)((z ^ (z >> 31)) % n);
}

enum { MOST_POINTS = 90, MOST_NODES = 60, MOST_ALL = MOST_NODES + 2 * MOST_POINTS };

struct town {
    struct tomt_arena *arena;
    struct tomt_network *network;
    struct tomt_snaps from, to;
    enum tomt_way way;
    uint64_t trip[MOST_POINTS][MOST_POINTS]; /* cost from i to j, or UINT64_MAX */
};

/* Lengths in few whole metres, so that ties are many; streets of one node, twins and islands come
 * by themselves. */
static struct tomt_network *random_network(struct tomt_arena *arena, uint32_t n_nodes,
                                           uint32_t n_links)
{
    static double x[MOST_NODES], y[MOST_NODES], length[200], speed[200];
    static uint32_t from[200], to[200];
    static uint8_t use[200];
    for (uint32_t i = 0; i < n_nodes; i++)
        x[i] = below(400), y[i] = below(400);
    for (uint32_t i = 0; i < n_links; i++) {
        from[i] = below(n_nodes);
        to[i] = below(12) == 0 ? from[i] : (from[i] + 1 + below(5)) % n_nodes;
        length[i] = below(4) ? 1 + below(30) : 0.001 * (1 + below(30000));
        speed[i] = below(3) ? 10 + below(90) : (double)NAN;
        use[i] = (uint8_t)(below(4) ? 7 : below(8));
    }
    struct tomt_links links = {.n_nodes = n_nodes,
                               .n_links = n_links,
                               .node_x = x,
                               .node_y = y,
                               .from = from,
                               .to = to,
                               .length_m = length,
                               .speed_kmh = speed,
                               .use = use};
    struct tomt_network_settings settings = tomt_network_defaults();
    struct tomt_error err = {0};
    struct tomt_network *network = tomt_network_of(arena, &links, &settings, &err);
    assert_non_null(network);
    return network;
}

static void *block(struct tomt_arena *arena, size_t size)
{
    void *made = tomt_arena_block(arena, NULL, size + 1, NULL);
    assert_non_null(made);
    return made;
}

static struct tomt_snaps random_points(struct tomt_arena *arena, const struct tomt_network *network,
                                       enum tomt_way way, size_t n)
{
    struct tomt_snaps snaps = {.way = way, .n = n};
    snaps.link = block(arena, n * 4);
    snaps.along_mm = block(arena, n * 4);
    snaps.leg_mm = block(arena, n * 4);
    unsigned wanted = way == TOMT_WALK ? TOMT_LINK_WALK : TOMT_LINK_FORWARD | TOMT_LINK_BACKWARD;
    for (size_t i = 0; i < n; i++) {
        uint32_t link = TOMT_NO_LINK;
        for (int turn = 0; network->n_links && turn < 20 &&
                           (link == TOMT_NO_LINK || !(network->link_use[link] & wanted));
             turn++)
            link = below(3) ? below((uint32_t)network->n_links)
                            : below((uint32_t)(network->n_links + 5) / 6);
        if (link != TOMT_NO_LINK && (!(network->link_use[link] & wanted) || below(12) == 0))
            link = TOMT_NO_LINK;
        snaps.link[i] = link;
        snaps.leg_mm[i] = below(3) ? 0 : 500 * below(8);
        if (link == TOMT_NO_LINK) {
            snaps.n_missed++;
            continue;
        }
        uint32_t mm = network->link_mm[link];
        snaps.along_mm[i] = below(3) == 0   ? 0
                            : below(3) == 0 ? mm
                            : below(4) == 0 ? below(4) % (mm + 1)
                            : below(2)      ? mm / 2
                                            : below(mm + 1);
    }
    return snaps;
}

/* ---- the plain one ---- */

static uint64_t edge[MOST_ALL][MOST_ALL];

static void join(size_t a, size_t b, uint64_t cost)
{
    if (cost < edge[a][b])
        edge[a][b] = cost;
}

static uint64_t place_on(const struct town *town, uint32_t link,
                         uint32_t along) /* in cost from the link's first node */
{
    if (town->way == TOMT_WALK)
        return along;
    return (uint64_t)floor(
        (double)town->network->link_ms[link] * along / town->network->link_mm[link] + 0.5);
}

static void join_along(const struct town *town, uint32_t link, size_t a, uint32_t a_mm, size_t b,
                       uint32_t b_mm)
{
    uint64_t pa = place_on(town, link, a_mm), pb = place_on(town, link, b_mm);
    uint8_t use = town->network->link_use[link];
    bool walk = town->way == TOMT_WALK;
    if (a_mm == b_mm) {
        join(a, b, 0);
        join(b, a, 0);
        return;
    }
    uint64_t cost = pa < pb ? pb - pa : pa - pb;
    if (walk || (use & (a_mm < b_mm ? TOMT_LINK_FORWARD : TOMT_LINK_BACKWARD)))
        join(a, b, cost);
    if (walk || (use & (a_mm < b_mm ? TOMT_LINK_BACKWARD : TOMT_LINK_FORWARD)))
        join(b, a, cost);
}

static void dijkstra(size_t n, size_t source, uint64_t *cost)
{
    bool done[MOST_ALL] = {false};
    for (size_t i = 0; i < n; i++)
        cost[i] = i == source ? 0 : UINT64_MAX;
    for (;;) {
        size_t u = n;
        for (size_t i = 0; i < n; i++)
            if (!done[i] && cost[i] != UINT64_MAX && (u == n || cost[i] < cost[u]))
                u = i;
        if (u == n)
            return;
        done[u] = true;
        for (size_t v = 0; v < n; v++)
            if (edge[u][v] != UINT64_MAX && cost[u] + edge[u][v] < cost[v])
                cost[v] = cost[u] + edge[u][v];
    }
}

static uint64_t leg(const struct town *town, const struct tomt_snaps *snaps, size_t i)
{
    if (town->way == TOMT_WALK)
        return snaps->leg_mm[i];
    return (uint64_t)floor(snaps->leg_mm[i] * 60.0 / town->network->settings.walk_m_per_min + 0.5);
}

static void all_trips(struct town *town)
{
    size_t n_nodes = town->network->n_nodes, n_from = town->from.n,
           n = n_nodes + n_from + town->to.n;
    memset(edge, 0xff, sizeof edge);
    uint32_t link[MOST_ALL], along[MOST_ALL];
    for (size_t i = n_nodes; i < n; i++) {
        const struct tomt_snaps *snaps = i < n_nodes + n_from ? &town->from : &town->to;
        size_t row = i < n_nodes + n_from ? i - n_nodes : i - n_nodes - n_from;
        link[i] = snaps->link[row];
        along[i] = snaps->along_mm[row];
    }
    unsigned wanted =
        town->way == TOMT_WALK ? TOMT_LINK_WALK : TOMT_LINK_FORWARD | TOMT_LINK_BACKWARD;
    for (uint32_t l = 0; l < town->network->n_links; l++) {
        uint32_t mm = town->network->link_mm[l], a = town->network->link_from[l],
                 b = town->network->link_to[l];
        if (!(town->network->link_use[l] & wanted))
            continue;
        join_along(town, l, a, 0, b, mm);
        for (size_t i = n_nodes; i < n; i++) {
            if (link[i] != l)
                continue;
            join_along(town, l, a, 0, i, along[i]);
            join_along(town, l, b, mm, i, along[i]);
            for (size_t j = n_nodes; j < i; j++)
                if (link[j] == l)
                    join_along(town, l, i, along[i], j, along[j]);
        }
    }
    for (size_t i = 0; i < n_from; i++) {
        uint64_t cost[MOST_ALL];
        dijkstra(n, n_nodes + i, cost);
        for (size_t j = 0; j < town->to.n; j++) {
            uint64_t streets = cost[n_nodes + n_from + j];
            bool there = streets != UINT64_MAX && town->from.link[i] != TOMT_NO_LINK &&
                         town->to.link[j] != TOMT_NO_LINK;
            town->trip[i][j] =
                there ? leg(town, &town->from, i) + streets + leg(town, &town->to, j) : UINT64_MAX;
        }
    }
}

static void make_town(struct town *town, uint32_t turn)
{
    town->arena = tomt_arena_new(NULL);
    town->way = turn % 2 ? TOMT_DRIVE : TOMT_WALK;
    uint32_t n_nodes = 2 + below(MOST_NODES - 2);
    town->network = random_network(town->arena, n_nodes, 1 + below(2 * n_nodes));
    town->from = random_points(town->arena, town->network, town->way, below(MOST_POINTS));
    town->to = random_points(town->arena, town->network, town->way, below(MOST_POINTS));
    all_trips(town);
}

/* Walked, with at least twenty sources on streets and twenty targets. */
static void make_large_town(struct town *town)
{
    for (;;) {
        make_town(town, 0);
        if (town->from.n >= 20 + town->from.n_missed && town->to.n >= 20)
            return;
        tomt_arena_free(town->arena);
    }
}

/* A bound that is exactly the cost of some trip, or one less, or nothing special. */
static uint32_t random_bound(const struct town *town)
{
    if (below(8) == 0)
        return below(2) ? UINT32_MAX : 0;
    for (int turn = 0; turn < 30 && town->from.n && town->to.n; turn++) {
        uint64_t cost = town->trip[below((uint32_t)town->from.n)][below((uint32_t)town->to.n)];
        if (cost != UINT64_MAX && cost > 0)
            return (uint32_t)(cost - below(2));
    }
    return below(200000);
}

/* ---- nearest ---- */

static const struct tomt_crew one_thread = {.n_threads = 1}, eight_threads = {.n_threads = 8};

static void nearest_row(const struct town *town, size_t i, const uint32_t *group,
                        const uint8_t *wanted, uint32_t most, size_t width, uint32_t *cost,
                        uint32_t *target)
{
    bool taken[MOST_POINTS] = {false}; /* groups */
    for (size_t k = 0; k < width; k++) {
        size_t best = SIZE_MAX;
        for (size_t j = 0; j < town->to.n; j++) {
            if ((wanted && !wanted[j]) || town->trip[i][j] > most || taken[group ? group[j] : j])
                continue;
            bool nearer = best == SIZE_MAX || town->trip[i][j] < town->trip[i][best];
            bool ties = !nearer && town->trip[i][j] == town->trip[i][best];
            if (nearer || (ties && (group ? group[j] < group[best] : j < best)))
                best = j;
        }
        cost[k] = best == SIZE_MAX ? TOMT_UNREACHED : (uint32_t)town->trip[i][best];
        target[k] = best == SIZE_MAX ? UINT32_MAX : (uint32_t)best;
        if (best != SIZE_MAX)
            taken[group ? group[best] : best] = true;
    }
}

static void nearest_is_what_dijkstra_says(void **state)
{
    (void)state;
    static struct town town;
    for (uint32_t turn = 0; turn < 300; turn++) {
        make_town(&town, turn);
        uint32_t group[MOST_POINTS];
        uint8_t wanted[MOST_POINTS];
        for (size_t j = 0; j < town.to.n; j++) {
            group[j] = below((uint32_t)town.to.n / 3 + 1);
            wanted[j] = below(4) != 0;
        }
        for (size_t width = 1; width <= 4; width++) {
            struct tomt_nearest_query query = {.network = town.network,
                                               .way = town.way,
                                               .from = &town.from,
                                               .to = &town.to,
                                               .group = below(2) ? group : NULL,
                                               .wanted = below(2) ? wanted : NULL,
                                               .most = random_bound(&town),
                                               .width = width};
            uint32_t cost[4 * MOST_POINTS], target[4 * MOST_POINTS], cost8[4 * MOST_POINTS],
                target8[4 * MOST_POINTS];
            struct tomt_error err = {0};
            assert_true(tomt_network_nearest(&query, &one_thread, cost, target, &err));
            assert_true(tomt_network_nearest(&query, &eight_threads, cost8, target8, &err));
            assert_memory_equal(cost, cost8, town.from.n * width * 4);
            assert_memory_equal(target, target8, town.from.n * width * 4);
            for (size_t i = 0; i < town.from.n; i++) {
                uint32_t true_cost[4], true_target[4];
                nearest_row(&town, i, query.group, query.wanted, query.most, width, true_cost,
                            true_target);
                assert_memory_equal(true_cost, cost + i * width, width * 4);
                assert_memory_equal(true_target, target + i * width, width * 4);
            }
        }
        tomt_arena_free(town.arena);
    }
}

/* Nodes as points with no leg: the search of all nodes must say the same as the search of points.
 */
static void nearest_of_nodes_is_what_dijkstra_says(void **state)
{
    (void)state;
    static struct town town;
    for (uint32_t turn = 0; turn < 200; turn++) {
        make_town(&town, turn);
        bool arriving = below(2);
        struct tomt_snaps targets = town.to, nodes;
        struct tomt_error err = {0};
        assert_true(tomt_snap_nodes(town.arena, town.network, town.way, &nodes, &err));
        *(arriving ? &town.from : &town.to) = nodes;
        *(arriving ? &town.to : &town.from) = targets;
        all_trips(&town);
        uint32_t most = random_bound(&town), cost[MOST_NODES], target[MOST_NODES];
        assert_true(tomt_network_nearest_nodes(town.network, town.way, &targets, NULL, most,
                                               arriving, cost, target, &err));
        for (size_t v = 0; v < nodes.n; v++) {
            size_t best = SIZE_MAX;
            uint64_t best_cost = UINT64_MAX;
            for (size_t j = 0; j < targets.n; j++) {
                uint64_t trip = arriving ? town.trip[v][j] : town.trip[j][v];
                if (trip <= most && trip < best_cost)
                    best = j, best_cost = trip;
            }
            assert_int_equal(cost[v], best == SIZE_MAX ? TOMT_UNREACHED : (uint32_t)best_cost);
            assert_int_equal(target[v], best == SIZE_MAX ? UINT32_MAX : (uint32_t)best);
        }
        tomt_arena_free(town.arena);
    }
}

/* ---- lists ---- */

static void lists_are_what_dijkstra_says(void **state)
{
    (void)state;
    static struct town town;
    for (uint32_t turn = 0; turn < 300; turn++) {
        make_town(&town, turn);
        uint8_t wanted[MOST_POINTS];
        for (size_t j = 0; j < town.to.n; j++)
            wanted[j] = below(4) != 0;
        const uint8_t *some = below(2) ? wanted : NULL;
        uint32_t most = random_bound(&town);
        struct tomt_reach_lists lists, lists8;
        struct tomt_error err = {0};
        assert_true(tomt_network_reach(town.arena, town.network, town.way, &town.from, &town.to,
                                       some, most, &one_thread, &lists, &err));
        assert_true(tomt_network_reach(town.arena, town.network, town.way, &town.from, &town.to,
                                       some, most, &eight_threads, &lists8, &err));
        uint64_t at = 0;
        for (size_t i = 0; i < town.from.n; i++) {
            assert_int_equal(lists.start[i], at);
            for (uint32_t j = 0; j < town.to.n; j++) {
                if (town.trip[i][j] > most || (some && !some[j]))
                    continue;
                assert_int_equal(lists.target[at], j);
                assert_int_equal(lists.cost[at], town.trip[i][j]);
                at++;
            }
        }
        assert_int_equal(lists.start[town.from.n], at);
        assert_memory_equal(lists.start, lists8.start, (town.from.n + 1) * 8);
        assert_memory_equal(lists.target, lists8.target, at * 4);
        assert_memory_equal(lists.cost, lists8.cost, at * 4);
        tomt_arena_free(town.arena);
    }
}

/* ---- sums ---- */

static double fade(const struct tomt_sum_query *query, uint64_t cost)
{
    double d = (double)cost / (query->way == TOMT_DRIVE ? 60000 : 1000);
    switch (query->decay) {
    case TOMT_STREET_LINEAR:
        return query->reach > 0 ? fmax(0, 1 - d / query->reach) : 1;
    case TOMT_STREET_EXPONENTIAL:
        return exp(-query->parameter * d);
    case TOMT_STREET_GAUSSIAN:
        return exp(-(d / query->parameter) * (d / query->parameter) / 2);
    default:
        return 1;
    }
}

/* Amounts as they are defined: weights are multiples of 2^-30, terms of 2^-32. */
static double amount_of(const struct town *town, const struct tomt_sum_query *query, size_t i,
                        size_t j)
{
    uint64_t cost = town->trip[i][j];
    if (!(query->weight[j] > 0) || cost > tomt_cost_of(query->way, query->reach))
        return 0;
    return rint(rint(query->weight[j] * 0x1p30) * 4 * fade(query, cost)) * 0x1p-32;
}

static void check_best(const struct town *town, const struct tomt_sum_query *query, size_t i,
                       const struct tomt_sums *sums)
{
    bool exact = query->decay == TOMT_STREET_STEP;
    bool listed[MOST_POINTS] = {false};
    const uint32_t *best = sums->best + i * query->width,
                   *cost = sums->best_cost + i * query->width;
    const double *amount = sums->best_amount + i * query->width;
    double near = exact ? 0 : 0x1p-31; /* libm's exp may round the other way */
    size_t n = 0;
    for (size_t j = 0; j < town->to.n; j++)
        n += amount_of(town, query, i, j) > near;
    assert_true(sums->n_best[i] >= (n < query->width ? n : query->width));
    for (size_t k = 0; k < sums->n_best[i]; k++) {
        assert_int_equal(cost[k], town->trip[i][best[k]]);
        assert_true(amount[k] > 0 && fabs(amount[k] - amount_of(town, query, i, best[k])) <= near);
        assert_false(listed[best[k]]);
        listed[best[k]] = true;
        if (k > 0)
            assert_true(
                amount[k - 1] > amount[k] ||
                (amount[k - 1] == amount[k] &&
                 (cost[k - 1] < cost[k] || (cost[k - 1] == cost[k] && best[k - 1] < best[k]))));
    }
    for (size_t j = 0; j < town->to.n && sums->n_best[i] == query->width; j++) {
        size_t last = query->width - 1;
        double other = amount_of(town, query, i, j);
        if (listed[j] || other < amount[last] - near)
            continue;
        assert_true(other <= amount[last] + near);
        uint64_t trip = town->trip[i][j];
        bool same = town->trip[i][j] == cost[last] && query->weight[j] == query->weight[best[last]];
        if (exact || same)
            assert_true(trip > cost[last] || (trip == cost[last] && j > best[last]));
    }
}

static void check_sums(const struct town *town, const struct tomt_sum_query *query,
                       const struct tomt_sums *sums)
{
    uint64_t n_settled_most = town->from.n * town->network->n_nodes;
    assert_true(sums->n_settled <= n_settled_most);
    for (size_t i = 0; i < town->from.n; i++) {
        if (town->from.link[i] == TOMT_NO_LINK) {
            assert_true(isnan(sums->sum[i]));
            assert_true(query->width == 0 || sums->n_best[i] == 0);
            continue;
        }
        double truth = 0;
        for (size_t j = 0; j < town->to.n; j++)
            truth += amount_of(town, query, i, j);
        double near = query->decay == TOMT_STREET_STEP ? 0 : (double)town->to.n * 0x1p-31;
        assert_true(fabs(sums->sum[i] - truth) <= near);
        if (query->width > 0)
            check_best(town, query, i, sums);
    }
}

static void sums_are_what_dijkstra_says(void **state)
{
    (void)state;
    static struct town town;
    for (uint32_t turn = 0; turn < 400; turn++) {
        make_town(&town, turn);
        double weight[MOST_POINTS];
        for (size_t j = 0; j < town.to.n; j++)
            weight[j] = below(5) == 0   ? 0
                        : below(5) == 0 ? NAN
                        : below(4)      ? 1 + below(4)
                                        : below(1000000) / 700.0;
        struct tomt_sum_query query = {.network = town.network,
                                       .way = town.way,
                                       .from = &town.from,
                                       .to = &town.to,
                                       .weight = weight,
                                       .decay = (enum tomt_street_decay)(turn / 2 % 4),
                                       .width = below(2) ? 0 : 1 + below(6)};
        query.reach = tomt_value_of_cost(town.way, random_bound(&town));
        if (query.reach > 1000) /* a sensible one, so that the decays have something to do */
            query.reach = town.way == TOMT_DRIVE ? 0.5 : 75;
        query.parameter = query.decay == TOMT_STREET_EXPONENTIAL ? 3 / (query.reach + 0.01)
                                                                 : query.reach / 3 + 0.01;
        struct tomt_sums sums, sums8;
        struct tomt_error err = {0};
        assert_true(tomt_network_sums(town.arena, &query, &one_thread, &sums, &err));
        check_sums(&town, &query, &sums);
        for (int level = 0; level < 3; level++) {
            if (!tomt_lanes_has(level))
                continue;
            assert_true(
                tomt_sums_at_level(town.arena, &query, level, &eight_threads, &sums8, &err));
            assert_memory_equal(sums.sum, sums8.sum, town.from.n * 8);
            assert_int_equal(sums.n_settled, sums8.n_settled);
            if (query.width == 0)
                continue;
            assert_memory_equal(sums.n_best, sums8.n_best, town.from.n);
            assert_memory_equal(sums.best, sums8.best, town.from.n * query.width * 4);
            assert_memory_equal(sums.best_cost, sums8.best_cost, town.from.n * query.width * 4);
            assert_memory_equal(sums.best_amount, sums8.best_amount, town.from.n * query.width * 8);
        }
        tomt_arena_free(town.arena);
    }
}

/* A row of three nodes 100 m apart, points 30 m and 60 m along the first street, and one across the
 * fjord, by hand. */
static struct tomt_network *street_and_fjord(struct tomt_arena *arena, uint8_t use)
{
    const double x[] = {0, 100, 200, 0, 100}, y[] = {0, 0, 0, 900, 900};
    const uint32_t from[] = {0, 1, 3}, to[] = {1, 2, 4};
    const uint8_t uses[] = {use, use, 7};
    const double speed[] = {36, 36, 36}; /* 10 m/s: 100 ms a metre */
    struct tomt_links links = {.n_nodes = 5,
                               .n_links = 3,
                               .node_x = x,
                               .node_y = y,
                               .from = from,
                               .to = to,
                               .use = uses,
                               .speed_kmh = speed};
    struct tomt_network_settings settings = tomt_network_defaults();
    struct tomt_network *network = tomt_network_of(arena, &links, &settings, NULL);
    assert_non_null(network);
    return network;
}

static uint32_t link_at(const struct tomt_network *network, double x, double y)
{
    for (uint32_t l = 0; l < network->n_links; l++)
        if (network->node_x[network->link_from[l]] == x &&
            network->node_y[network->link_from[l]] == y)
            return l;
    fail();
    return 0;
}

static void one_street_by_hand(void **state)
{
    (void)state;
    struct tomt_arena *arena = tomt_arena_new(NULL);
    struct tomt_network *network = street_and_fjord(arena, 7);
    uint32_t a = link_at(network, 0, 0), b = link_at(network, 100, 0),
             far = link_at(network, 0, 900);
    uint32_t from_link[] = {a}, from_along[] = {30000}, from_leg[] = {5000};
    uint32_t to_link[] = {a, b, far, TOMT_NO_LINK}, to_along[] = {60000, 50000, 0, 0},
             to_leg[] = {7000, 0, 0, 0};
    struct tomt_snaps from = {.way = TOMT_WALK,
                              .n = 1,
                              .link = from_link,
                              .along_mm = from_along,
                              .leg_mm = from_leg,
                              .n_missed = 0};
    struct tomt_snaps to = {.way = TOMT_WALK,
                            .n = 4,
                            .link = to_link,
                            .along_mm = to_along,
                            .leg_mm = to_leg,
                            .n_missed = 1};
    struct tomt_error err = {0};
    /* 5 + 30 + 7 = 42 m; 5 + 70 + 50 = 125 m; the far one never */
    double weight[] = {3, 10, 1000, 1000};
    struct tomt_sum_query query = {.network = network,
                                   .way = TOMT_WALK,
                                   .from = &from,
                                   .to = &to,
                                   .weight = weight,
                                   .reach = 125,
                                   .width = 3};
    struct tomt_sums sums;
    assert_true(tomt_network_sums(arena, &query, &one_thread, &sums, &err));
    assert_true(sums.sum[0] == 13);
    assert_int_equal(sums.n_best[0], 2);
    assert_int_equal(sums.best[0], 1);
    assert_int_equal(sums.best_cost[0], 125000);
    assert_int_equal(sums.best[1], 0);
    assert_int_equal(sums.best_cost[1], 42000);
    query.reach = 124.999;
    assert_true(tomt_network_sums(arena, &query, &one_thread, &sums, &err));
    assert_true(sums.sum[0] == 3);
    query.reach = 500,
    query.decay = TOMT_STREET_LINEAR; /* 3 (1 - 42/500) + 10 (1 - 125/500) = 2.748 + 7.5 */
    assert_true(tomt_network_sums(arena, &query, &one_thread, &sums, &err));
    assert_true(fabs(sums.sum[0] - 10.248) < 1e-9);
    query.decay = TOMT_STREET_EXPONENTIAL, query.parameter = 0.01; /* 3 e^-0.42 + 10 e^-1.25 */
    assert_true(tomt_network_sums(arena, &query, &one_thread, &sums, &err));
    assert_true(fabs(sums.sum[0] - (3 * 0.65704681981505675 + 10 * 0.28650479686019009)) < 1e-8);
    query.decay = TOMT_STREET_GAUSSIAN,
    query.parameter = 100; /* 3 e^(-0.42^2/2) + 10 e^(-1.25^2/2) */
    assert_true(tomt_network_sums(arena, &query, &one_thread, &sums, &err));
    assert_true(fabs(sums.sum[0] - (3 * exp(-0.0882) + 10 * exp(-0.78125))) < 1e-8);
    tomt_arena_free(arena);
}

static void one_way_by_hand(void **state)
{
    (void)state;
    struct tomt_arena *arena = tomt_arena_new(NULL);
    struct tomt_network *network = street_and_fjord(arena, TOMT_LINK_FORWARD);
    uint32_t a = link_at(network, 0, 0);
    uint32_t link[] = {a, a}, along[] = {60000, 30000}, leg_mm[] = {8000, 0};
    struct tomt_snaps points = {.way = TOMT_DRIVE,
                                .n = 2,
                                .link = link,
                                .along_mm = along,
                                .leg_mm = leg_mm,
                                .n_missed = 0};
    struct tomt_reach_lists lists;
    struct tomt_error err = {0};
    assert_true(tomt_network_reach(arena, network, TOMT_DRIVE, &points, &points, NULL, 100000,
                                   &one_thread, &lists, &err));
    /* the point itself: its leg twice, 8 m at 80 m/min = 6 s; from the second to the first 30 m = 3
     * s and 6 s on foot; back: never */
    assert_int_equal(lists.start[1], 1);
    assert_int_equal(lists.start[2], 3);
    assert_int_equal(lists.target[0], 0);
    assert_int_equal(lists.cost[0], 12000);
    assert_int_equal(lists.target[1], 0);
    assert_int_equal(lists.cost[1], 9000);
    assert_int_equal(lists.target[2], 1);
    assert_int_equal(lists.cost[2], 0);
    tomt_arena_free(arena);
}

static void nothing_is_no_error(void **state)
{
    (void)state;
    struct tomt_arena *arena = tomt_arena_new(NULL);
    struct tomt_network *network = street_and_fjord(arena, 7);
    struct tomt_snaps none = {.way = TOMT_WALK}, nodes;
    struct tomt_error err = {0};
    assert_true(tomt_snap_nodes(arena, network, TOMT_WALK, &nodes, &err));
    struct tomt_reach_lists lists;
    struct tomt_sums sums;
    struct tomt_nearest_query nearest = {
        .network = network, .way = TOMT_WALK, .from = &nodes, .to = &none, .most = 5, .width = 2};
    uint32_t cost[10], target[10];
    assert_true(tomt_network_nearest(&nearest, &one_thread, cost, target, &err));
    for (int i = 0; i < 10; i++)
        assert_true(cost[i] == TOMT_UNREACHED && target[i] == UINT32_MAX);
    struct tomt_sum_query query = {
        .network = network, .way = TOMT_WALK, .from = &nodes, .to = &none, .reach = 500};
    assert_true(tomt_network_sums(arena, &query, &one_thread, &sums, &err));
    assert_true(sums.sum[0] == 0);
    query.from = &none;
    assert_true(tomt_network_sums(arena, &query, &one_thread, &sums, &err));
    assert_true(tomt_network_reach(arena, network, TOMT_WALK, &none, &nodes, NULL, 9, &one_thread,
                                   &lists, &err));
    assert_int_equal(lists.start[0], 0);
    struct tomt_links empty = {0};
    struct tomt_network_settings settings = tomt_network_defaults();
    query.network = tomt_network_of(arena, &empty, &settings, &err);
    assert_true(tomt_network_sums(arena, &query, &one_thread, &sums, &err));
    assert_false(tomt_network_reach(arena, network, TOMT_STRAIGHT, &nodes, &nodes, NULL, 9,
                                    &one_thread, &lists, &err));
    assert_int_equal(err.code, TOMT_INTERNAL);
    tomt_arena_free(arena);
}

/* Weights beyond what 2^-32 can count in 64 bits still add up; those that are no numbers are
 * refused. */
static void huge_weights_add_up(void **state)
{
    (void)state;
    struct tomt_arena *arena = tomt_arena_new(NULL);
    struct tomt_network *network = street_and_fjord(arena, 7);
    struct tomt_snaps nodes;
    struct tomt_error err = {0};
    assert_true(tomt_snap_nodes(arena, network, TOMT_WALK, &nodes, &err));
    double weight[5] = {0x1p60, 0x1p60, 0x1p60, 0x1p60, 0x1p60};
    struct tomt_sum_query query = {.network = network,
                                   .way = TOMT_WALK,
                                   .from = &nodes,
                                   .to = &nodes,
                                   .weight = weight,
                                   .reach = 500};
    struct tomt_sums sums;
    assert_true(tomt_network_sums(arena, &query, &one_thread, &sums, &err));
    for (int v = 0; v < 5; v++)
        assert_true(sums.sum[v] == (network->node_y[v] == 0 ? 3 : 2) * 0x1p60);
    weight[2] = INFINITY;
    assert_false(tomt_network_sums(arena, &query, &one_thread, &sums, &err));
    assert_int_equal(err.code, TOMT_DATA);
    tomt_arena_free(arena);
}

/* Graham's effective density: what is nearer than 100 m counts as that. 42 m: 3 x 0.1^-1.8; 125 m:
 * 10 x 0.125^-1.8; 0.1^-1.8 = 63.095734448019324, 0.125^-1.8 = 2^5.4 = 42.22425314473263. */
static void power_on_foot_by_hand(void **state)
{
    (void)state;
    struct tomt_arena *arena = tomt_arena_new(NULL);
    struct tomt_network *network = street_and_fjord(arena, 7);
    uint32_t a = link_at(network, 0, 0), b = link_at(network, 100, 0);
    uint32_t from_link[] = {a}, from_along[] = {30000}, from_leg[] = {5000};
    uint32_t to_link[] = {a, b}, to_along[] = {60000, 50000}, to_leg[] = {7000, 0};
    struct tomt_snaps from = {TOMT_WALK, 1, from_link, from_along, from_leg, 0, NULL, NULL};
    struct tomt_snaps to = {TOMT_WALK, 2, to_link, to_along, to_leg, 0, NULL, NULL};
    double weight[] = {3, 10};
    struct tomt_sum_query query = {.network = network,
                                   .way = TOMT_WALK,
                                   .from = &from,
                                   .to = &to,
                                   .weight = weight,
                                   .decay = TOMT_STREET_POWER,
                                   .parameter = 1.8,
                                   .reach = 125,
                                   .width = 2};
    struct tomt_sums sums;
    struct tomt_error err = {0};
    double near = 63.095734448019324, far = 42.22425314473263;
    assert_true(tomt_network_sums(arena, &query, &one_thread, &sums, &err));
    assert_true(fabs(sums.sum[0] - (3 * near + 10 * far)) < 1e-9);
    assert_int_equal(sums.n_best[0], 2);
    assert_int_equal(sums.best[0], 1);
    assert_true(fabs(sums.best_amount[0] - 10 * far) < 1e-9);
    assert_int_equal(sums.best[1], 0);
    assert_true(fabs(sums.best_amount[1] - 3 * near) < 1e-9);
    query.reach = 124.999;
    assert_true(tomt_network_sums(arena, &query, &one_thread, &sums, &err));
    assert_true(fabs(sums.sum[0] - 3 * near) < 1e-9);
    weight[0] = 0x1p60; /* 63 times what one unit of 2^-32 can count */
    assert_true(tomt_network_sums(arena, &query, &one_thread, &sums, &err));
    assert_true(fabs(sums.sum[0] / (0x1p60 * near) - 1) < 1e-12);
    query.parameter = -1;
    assert_false(tomt_network_sums(arena, &query, &one_thread, &sums, &err));
    assert_int_equal(err.code, TOMT_INTERNAL);
    tomt_error_clear(&err);
    query.parameter = 1, query.way = from.way = to.way = TOMT_DRIVE;
    assert_false(tomt_network_sums(arena, &query, &one_thread, &sums, &err));
    assert_int_equal(err.code, TOMT_PROJECT);
    tomt_arena_free(arena);
}

/* A long road with a place at every node: distances are differences; powers against libm in long
 * double, at every width of vector. */
static void power_on_a_long_road(void **state)
{
    (void)state;
    enum { N_PLACES = 90 };
    struct tomt_arena *arena = tomt_arena_new(NULL);
    double x[N_PLACES] = {0}, y[N_PLACES] = {0}, weight[N_PLACES];
    uint32_t link_from[N_PLACES], link_to[N_PLACES];
    uint8_t use[N_PLACES];
    struct tomt_error err = {0};
    for (uint32_t i = 0; i < N_PLACES; i++) {
        x[i] = i == 0 ? 0 : x[i - 1] + 1 + below(i % 3 ? 60 : 9000);
        weight[i] = 1 + below(400) / 2.0;
        link_from[i] = i, link_to[i] = i + 1, use[i] = 7;
    }
    struct tomt_links links = {.n_nodes = N_PLACES,
                               .n_links = N_PLACES - 1,
                               .node_x = x,
                               .node_y = y,
                               .from = link_from,
                               .to = link_to,
                               .use = use};
    struct tomt_network_settings settings = tomt_network_defaults();
    struct tomt_network *network = tomt_network_of(arena, &links, &settings, &err);
    struct tomt_snaps nodes;
    assert_true(network && tomt_snap_nodes(arena, network, TOMT_WALK, &nodes, &err));
    struct tomt_sum_query query = {.network = network,
                                   .way = TOMT_WALK,
                                   .from = &nodes,
                                   .to = &nodes,
                                   .weight = weight,
                                   .decay = TOMT_STREET_POWER};
    const double reach[] = {99, 3000, 20000, 1e6}, alpha[] = {0, 1, 1.8, 2, 3.3};
    for (size_t turn = 0; turn < 20; turn++) {
        struct tomt_sums sums, same;
        query.reach = reach[turn % 4], query.parameter = alpha[turn / 4];
        assert_true(tomt_network_sums(arena, &query, &one_thread, &sums, &err));
        for (size_t i = 0; i < N_PLACES; i++) {
            long double truth = 0;
            for (size_t j = 0; j < N_PLACES; j++) {
                double d = fabs(network->node_x[i] - network->node_x[j]);
                if (d <= query.reach)
                    truth += weight[j] * powl(fmaxl(d / 1000.0L, 0.1L), -query.parameter);
            }
            assert_true(fabsl(sums.sum[i] - truth) <= N_PLACES * 0x1p-32L + 1e-13L * truth);
        }
        for (int level = 0; level < 3; level++) {
            if (!tomt_lanes_has(level))
                continue;
            assert_true(tomt_sums_at_level(arena, &query, level, &eight_threads, &same, &err));
            assert_memory_equal(sums.sum, same.sum, sizeof x);
        }
    }
    tomt_arena_free(arena);
}

static void stops_when_told(void **state)
{
    (void)state;
    static struct town town;
    make_large_town(&town);
    const volatile int now = 1;
    struct tomt_crew crew = {.n_threads = 2, .cancel = &now};
    double weight[MOST_POINTS] = {1};
    struct tomt_sum_query query = {.network = town.network,
                                   .from = &town.from,
                                   .to = &town.to,
                                   .way = town.way,
                                   .weight = weight,
                                   .reach = 9};
    struct tomt_sums sums;
    struct tomt_error err = {0};
    assert_false(tomt_network_sums(town.arena, &query, &crew, &sums, &err));
    assert_int_equal(err.code, TOMT_CANCELLED);
    struct tomt_reach_lists lists;
    err = (struct tomt_error){0};
    assert_false(tomt_network_reach(town.arena, town.network, town.way, &town.from, &town.to, NULL,
                                    9, &crew, &lists, &err));
    assert_int_equal(err.code, TOMT_CANCELLED);
    uint32_t cost[MOST_POINTS], target[MOST_POINTS];
    struct tomt_nearest_query nearest = {.network = town.network,
                                         .way = town.way,
                                         .from = &town.from,
                                         .to = &town.to,
                                         .most = 9,
                                         .width = 1};
    err = (struct tomt_error){0};
    assert_false(tomt_network_nearest(&nearest, &crew, cost, target, &err));
    assert_int_equal(err.code, TOMT_CANCELLED);
    tomt_arena_free(town.arena);
}

/* Every allocation fails once: the error is clean, and nothing is lost (the sanitizer would tell).
 */
static void runs_out_of_memory_cleanly(void **state)
{
    (void)state;
    static struct town town;
    make_large_town(&town);
    double weight[MOST_POINTS];
    for (size_t j = 0; j < town.to.n; j++)
        weight[j] = 1;
    struct tomt_sum_query query = {.network = town.network,
                                   .from = &town.from,
                                   .to = &town.to,
                                   .way = town.way,
                                   .weight = weight,
                                   .reach = 99,
                                   .width = 3};
    uint32_t cost[2 * MOST_POINTS], target[2 * MOST_POINTS];
    struct tomt_nearest_query nearest = {.network = town.network,
                                         .way = town.way,
                                         .from = &town.from,
                                         .to = &town.to,
                                         .most = 99000,
                                         .width = 2};
    for (int what = 0; what < 3; what++)
        for (uint64_t n = 1;; n++) {
            struct tomt_sums sums;
            struct tomt_reach_lists lists;
            struct tomt_error err = {0};
            struct tomt_arena *arena = tomt_arena_new(NULL);
            tomt_allocation_fail_at(n);
            bool done = what == 0 ? tomt_network_sums(arena, &query, &one_thread, &sums, &err)
                        : what == 1
                            ? tomt_network_nearest(&nearest, &one_thread, cost, target, &err)
                            : tomt_network_reach(arena, town.network, town.way, &town.from,
                                                 &town.to, NULL, 99000, &one_thread, &lists, &err);
            tomt_allocation_fail_at(0);
            tomt_arena_free(arena);
            assert_true(done || err.code == TOMT_MEMORY);
            if (done) {
                assert_true(n > 5);
                break;
            }
        }
    tomt_arena_free(town.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearest_is_what_dijkstra_says),
        cmocka_unit_test(nearest_of_nodes_is_what_dijkstra_says),
        cmocka_unit_test(lists_are_what_dijkstra_says),
        cmocka_unit_test(sums_are_what_dijkstra_says),
        cmocka_unit_test(one_street_by_hand),
        cmocka_unit_test(one_way_by_hand),
        cmocka_unit_test(nothing_is_no_error),
        cmocka_unit_test(huge_weights_add_up),
        cmocka_unit_test(power_on_foot_by_hand),
        cmocka_unit_test(power_on_a_long_road),
        cmocka_unit_test(stops_when_told),
        cmocka_unit_test(runs_out_of_memory_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
