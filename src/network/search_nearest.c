/* network/search_nearest.c: the nearest targets of every point in one search from all targets at
 * once. Each node keeps its `width` nearest; a list only ever improves, and where it ends does not
 * depend on the order of work: labels are compared by cost, then by group (or target). */
#include "network/search_inside.h"

enum { LOOK_UP_EVERY = 65536 }; /* scans between two looks at the cancel flag */

struct label {
    uint32_t cost, target; /* TOMT_UNREACHED: none, and none after it */
    uint32_t open;         /* not yet handed on to the neighbours */
};

struct nearest {
    const struct tomt_network *network;
    const struct tomt_graph *graph;
    enum tomt_way way;
    const struct tomt_snaps *from, *to;
    const uint32_t *group;
    uint32_t most;
    size_t width;
    struct label *label; /* [n_nodes * width] */
    struct tomt_queue queue;
    const uint32_t *on_link_start, *on_link; /* wanted targets by link */
    uint32_t *cost, *target;                 /* the caller's */
};

static uint32_t group_of(const struct nearest *n, uint32_t target)
{
    return n->group ? n->group[target] : target;
}

static bool is_before(const struct nearest *n, uint32_t cost, uint32_t target,
                      const struct label *b)
{
    return cost != b->cost ? cost < b->cost : group_of(n, target) < group_of(n, b->target);
}

/* Puts a target into a list of `width` unless it is there already as near, or too far. */
static bool offer(const struct nearest *n, struct label *list, uint32_t cost, uint32_t target)
{
    size_t at = 0;
    uint32_t group = group_of(n, target);
    while (at < n->width && list[at].cost != TOMT_UNREACHED &&
           group_of(n, list[at].target) != group)
        at++;
    if (at == n->width) {
        if (!is_before(n, cost, target, &list[--at]))
            return false;
    } else if (list[at].cost < cost || (list[at].cost == cost && list[at].target <= target)) {
        return false; /* a list's end is TOMT_UNREACHED: dearer than any cost */
    }
    for (; at > 0 && is_before(n, cost, target, &list[at - 1]); at--)
        list[at] = list[at - 1];
    list[at] = (struct label){cost, target, 1};
    return true;
}

static void offer_node(struct nearest *n, uint32_t node, uint32_t cost, uint32_t target)
{
    if (cost <= n->most && offer(n, n->label + (size_t)node * n->width, cost, target))
        tomt_queue_put(&n->queue, node, cost);
}

/* Hands on what this node learnt, as far as its bucket's turn has come. */
static void scan(struct nearest *n, uint32_t node)
{
    struct label *list = n->label + (size_t)node * n->width;
    for (size_t i = 0; i < n->width && list[i].cost != TOMT_UNREACHED; i++) {
        if (!list[i].open)
            continue;
        if (list[i].cost >> n->queue.shift > n->queue.now) {
            tomt_queue_put(&n->queue, node, list[i].cost);
            return; /* those behind it are dearer */
        }
        list[i].open = 0;
        struct label it = list[i];
        for (uint32_t k = n->graph->start[node]; k < n->graph->start[node + 1]; k++)
            if (n->graph->cost[k] <= n->most - it.cost && n->graph->to[k] != node)
                offer_node(n, n->graph->to[k], it.cost + n->graph->cost[k], it.target);
    }
}

static bool spread(struct nearest *n, const uint8_t *wanted, bool arriving,
                   const volatile int *cancel, struct tomt_error *err)
{
    for (size_t t = 0; t < n->to->n; t++) {
        if ((wanted && !wanted[t]) || n->to->link[t] == TOMT_NO_LINK)
            continue;
        struct tomt_link_ends ends = tomt_search_ends(n->network, n->way, n->to, t, !arriving);
        offer_node(n, n->network->link_from[n->to->link[t]], ends.to_first, (uint32_t)t);
        offer_node(n, n->network->link_to[n->to->link[t]], ends.to_last, (uint32_t)t);
    }
    size_t n_scans = 0;
    for (uint32_t v; (v = tomt_queue_take(&n->queue)) != TOMT_QUEUE_END;) {
        scan(n, v);
        if (++n_scans % LOOK_UP_EVERY == 0 && cancel && *cancel)
            return tomt_fail(err, TOMT_CANCELLED, "interrupted");
    }
    return true;
}

static bool prepare(struct nearest *n, struct tomt_arena *scratch, bool arriving,
                    struct tomt_error *err)
{
    n->most = tomt_search_bound(n->most);
    n->graph = tomt_search_graph(n->network, n->way, !arriving, err);
    if (!n->graph ||
        !tomt_queue_make(scratch, n->graph, n->network->n_nodes, n->most, &n->queue, err))
        return false;
    size_t n_labels = n->network->n_nodes * n->width;
    n->label = tomt_arena_block(scratch, NULL, (n_labels + 1) * sizeof *n->label, err);
    for (size_t i = 0; n->label && i < n_labels; i++)
        n->label[i] = (struct label){TOMT_UNREACHED, TOMT_UNREACHED, 0};
    return n->label != NULL;
}

/* Wanted targets by link, for those that meet a source straight along it. */
static bool sort_by_link(struct nearest *n, const uint8_t *wanted, struct tomt_arena *scratch,
                         struct tomt_error *err)
{
    size_t n_links = n->network->n_links;
    uint32_t *start = tomt_arena_block(scratch, NULL, (n_links + 2) * sizeof *start, err);
    uint32_t *on_link = tomt_arena_block(scratch, NULL, (n->to->n + 1) * sizeof *on_link, err);
    if (!start || !on_link)
        return false;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t t = 0; t < n->to->n; t++) {
            if ((wanted && !wanted[t]) || n->to->link[t] == TOMT_NO_LINK)
                continue;
            if (pass == 0)
                start[n->to->link[t] + 2]++;
            else
                on_link[start[n->to->link[t] + 1]++] = (uint32_t)t;
        }
        for (size_t i = 1; pass == 0 && i < n_links + 2; i++)
            start[i] += start[i - 1];
    }
    n->on_link_start = start;
    n->on_link = on_link;
    return true;
}

struct seat {
    const struct nearest *nearest;
    struct label *list; /* [width] */
};

static void *sit(void *shared, struct tomt_error *err)
{
    const struct nearest *n = shared;
    struct seat *seat = tomt_allocate(sizeof *seat + n->width * sizeof *seat->list);
    if (!seat) {
        tomt_fail(err, TOMT_MEMORY, "out of memory");
        return NULL;
    }
    *seat = (struct seat){n, (struct label *)(seat + 1)};
    return seat;
}

static void offer_labels(const struct nearest *n, struct label *list, uint32_t node, uint32_t cost)
{
    const struct label *there = n->label + (size_t)node * n->width;
    for (size_t i = 0; cost != TOMT_UNREACHED && i < n->width && there[i].cost != TOMT_UNREACHED;
         i++)
        if (tomt_search_add(there[i].cost, cost) <= n->most)
            offer(n, list, there[i].cost + cost, there[i].target);
}

/* Straight along the link of both. A target that lies along a stretch is wherever the source stands
 * beside it: two legs, and nothing between. */
static uint32_t straight(const struct nearest *n, size_t i, uint32_t target)
{
    if (n->to->until_mm) {
        uint32_t here = n->from->along_mm[i], along = n->to->along_mm[target],
                 until = n->to->until_mm[target];
        if (along < until ? along <= here && here <= until : until <= here && here <= along)
            return tomt_search_add(tomt_search_leg(n->network, n->way, n->from, i),
                                   tomt_search_leg(n->network, n->way, n->to, target));
    }
    return tomt_search_straight(n->network, n->way, n->from, i, n->to, target);
}

static bool work(void *of_seat, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    struct seat *seat = of_seat;
    const struct nearest *n = seat->nearest;
    for (size_t i = from; i < to; i++) {
        for (size_t k = 0; k < n->width; k++)
            seat->list[k] = (struct label){TOMT_UNREACHED, TOMT_UNREACHED, 0};
        uint32_t link = n->from->link[i];
        if (link != TOMT_NO_LINK) {
            struct tomt_link_ends ends = tomt_search_ends(n->network, n->way, n->from, i, true);
            offer_labels(n, seat->list, n->network->link_from[link], ends.to_first);
            offer_labels(n, seat->list, n->network->link_to[link], ends.to_last);
            for (uint32_t j = n->on_link_start[link]; j < n->on_link_start[link + 1]; j++) {
                uint32_t cost = straight(n, i, n->on_link[j]);
                if (cost <= n->most)
                    offer(n, seat->list, cost, n->on_link[j]);
            }
        }
        for (size_t k = 0; k < n->width; k++) {
            n->cost[i * n->width + k] = seat->list[k].cost;
            n->target[i * n->width + k] = seat->list[k].target;
        }
    }
    return true;
}

static bool answer(struct nearest *n, const struct tomt_nearest_query *query,
                   struct tomt_arena *scratch, const struct tomt_crew *crew, struct tomt_error *err)
{
    if (!prepare(n, scratch, true, err) || !spread(n, query->wanted, true, crew->cancel, err) ||
        !sort_by_link(n, query->wanted, scratch, err))
        return false;
    struct tomt_crew_job job = {.shared = n,
                                .sit = sit,
                                .work = work,
                                .rise = tomt_release,
                                .n = n->from->n,
                                .chunk = 1024};
    return tomt_crew_run(crew, &job, err);
}

bool tomt_network_nearest(const struct tomt_nearest_query *query, const struct tomt_crew *crew,
                          uint32_t *cost, uint32_t *target, struct tomt_error *err)
{
    struct nearest n = {.network = query->network,
                        .way = query->way,
                        .from = query->from,
                        .to = query->to,
                        .group = query->group,
                        .most = query->most,
                        .width = query->width,
                        .cost = cost,
                        .target = target};
    struct tomt_arena *scratch = tomt_arena_new(err);
    bool done = scratch && answer(&n, query, scratch, crew, err);
    tomt_arena_free(scratch);
    return done || tomt_while(err, "looking for the nearest along streets");
}

bool tomt_network_nearest_nodes(const struct tomt_network *network, enum tomt_way way,
                                const struct tomt_snaps *targets, const uint8_t *wanted,
                                uint32_t most, bool arriving, uint32_t *cost, uint32_t *target,
                                struct tomt_error *err)
{
    struct nearest n = {.network = network, .way = way, .to = targets, .most = most, .width = 1};
    struct tomt_arena *scratch = tomt_arena_new(err);
    bool done =
        scratch && prepare(&n, scratch, arriving, err) && spread(&n, wanted, arriving, NULL, err);
    for (size_t v = 0; done && v < network->n_nodes; v++) {
        cost[v] = n.label[v].cost;
        if (target)
            target[v] = n.label[v].target;
    }
    tomt_arena_free(scratch);
    return done || tomt_while(err, "looking for the nearest along streets");
}
