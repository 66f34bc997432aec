/* network/batch.c: neighbours in space are searched together, since most of what they reach is the
 * same. */
#include "network/batch.h"

/* By the nearer end of the link, by counting: nodes are numbered along the Hilbert curve. */
static uint32_t place_of(const struct tomt_batch_plan *plan, size_t i)
{
    uint32_t link = plan->from->link[i];
    return plan->from->along_mm[i] <= plan->network->link_mm[link] / 2
               ? plan->network->link_from[link]
               : plan->network->link_to[link];
}

static bool sort_sources(struct tomt_arena *arena, struct tomt_batch_plan *plan,
                         struct tomt_error *err)
{
    size_t n_nodes = plan->network->n_nodes;
    uint32_t *start = tomt_arena_block(arena, NULL, (n_nodes + 2) * sizeof *start, err);
    plan->order = tomt_arena_block(arena, NULL, (plan->from->n + 1) * sizeof *plan->order, err);
    if (!start || !plan->order)
        return false;
    for (size_t i = 0; i < plan->from->n; i++)
        if (plan->from->link[i] != TOMT_NO_LINK)
            start[place_of(plan, i) + 2]++;
    for (size_t v = 1; v < n_nodes + 2; v++)
        start[v] += start[v - 1];
    for (size_t i = 0; i < plan->from->n; i++)
        if (plan->from->link[i] != TOMT_NO_LINK) {
            plan->order[start[place_of(plan, i) + 1]++] = (uint32_t)i;
            plan->n++;
        }
    plan->n_batches = (plan->n + TOMT_LANES - 1) / TOMT_LANES;
    tomt_arena_drop(arena, start);
    return true;
}

bool tomt_batch_plan_make(struct tomt_arena *arena, const struct tomt_network *network,
                          enum tomt_way way, const struct tomt_snaps *from,
                          const struct tomt_snaps *to, const uint8_t *wanted, const double *weight,
                          uint32_t most, struct tomt_batch_plan *plan, struct tomt_error *err)
{
    *plan = (struct tomt_batch_plan){
        .network = network, .way = way, .from = from, .to = to, .level = tomt_lanes_widest()};
    if (from->n >= UINT32_MAX)
        return tomt_fail(err, TOMT_DATA, "too many points to search from (%zu): at most 2^32",
                         from->n);
    plan->graph = tomt_search_graph(network, way, true, err);
    return plan->graph &&
           tomt_targets_make(arena, network, way, to, wanted, weight, most, &plan->targets, err) &&
           sort_sources(arena, plan, err);
}

bool tomt_batch_make(struct tomt_arena *arena, const struct tomt_batch_plan *plan,
                     struct tomt_batch *batch, struct tomt_error *err)
{
    *batch = (struct tomt_batch){.plan = plan};
    batch->seen = tomt_arena_block(arena, NULL,
                                   (plan->targets.n_target_links + 1) * sizeof *batch->seen, err);
    return batch->seen && tomt_lanes_make(arena, plan->graph, plan->network->n_nodes,
                                          plan->targets.cap - 1, plan->level, &batch->lanes, err);
}

static void begin(struct tomt_batch *batch, unsigned lane, uint32_t source)
{
    const struct tomt_batch_plan *plan = batch->plan;
    struct tomt_link_ends ends =
        tomt_search_ends(plan->network, plan->way, plan->from, source, true);
    uint32_t link = plan->from->link[source], home = plan->targets.on_link[link];
    batch->source[lane] = source;
    tomt_lanes_begin(&batch->lanes, lane, plan->network->link_from[link], ends.to_first);
    tomt_lanes_begin(&batch->lanes, lane, plan->network->link_to[link], ends.to_last);
    if (home != TOMT_NO_LINK && tomt_batch_sees(batch, home))
        batch->home[batch->n_homes++] = home;
}

void tomt_batch_search(struct tomt_batch *batch, size_t i)
{
    const struct tomt_batch_plan *plan = batch->plan;
    size_t from = i * TOMT_LANES, n = plan->n - from < TOMT_LANES ? plan->n - from : TOMT_LANES;
    batch->serial++; /* fewer than 2^32 batches: as many sources */
    batch->n = (unsigned)n;
    batch->n_homes = 0;
    for (unsigned lane = 0; lane < n; lane++)
        begin(batch, lane, plan->order[from + lane]);
    batch->lanes.search(&batch->lanes);
}

void tomt_batch_straight(const struct tomt_batch *batch, uint32_t home, uint32_t place,
                         uint32_t *cost)
{
    const struct tomt_batch_plan *plan = batch->plan;
    uint32_t target = plan->targets.member[plan->targets.member_start[place]];
    for (unsigned lane = 0; lane < TOMT_LANES; lane++) {
        cost[lane] = plan->targets.cap;
        if (lane >= batch->n ||
            plan->from->link[batch->source[lane]] != plan->targets.link[home].link)
            continue;
        uint32_t straight = tomt_search_straight(plan->network, plan->way, plan->from,
                                                 batch->source[lane], plan->to, target);
        if (straight < plan->targets.cap)
            cost[lane] = straight;
    }
}
