/* network/search_reach.c: all targets within a bound, as lists. Each batch writes a block of its
 * own; the blocks are laid end to end when all are done. */
#include "network/batch.h"

#include <stdlib.h>

struct found { /* of one batch */
    size_t n[TOMT_LANES];
    uint64_t item[]; /* target << 32 | cost, by lane, then by target */
};

struct reach {
    struct tomt_batch_plan plan;
    struct found **found; /* [n_batches] */
};

struct list {
    uint64_t *item;
    size_t n, capacity;
};

struct seat {
    const struct reach *reach;
    struct tomt_arena *arena;
    struct tomt_batch batch;
    struct list list[TOMT_LANES];
};

static void rise(void *of_seat)
{
    struct seat *seat = of_seat;
    for (int lane = 0; lane < TOMT_LANES; lane++)
        tomt_release(seat->list[lane].item);
    tomt_arena_free(seat->arena);
}

static void *sit(void *shared, struct tomt_error *err)
{
    const struct reach *reach = shared;
    struct tomt_arena *arena = tomt_arena_new(err);
    struct seat *seat = arena ? tomt_arena_alloc(arena, sizeof *seat, err) : NULL;
    if (!seat || !tomt_batch_make(arena, &reach->plan, &seat->batch, err)) {
        tomt_arena_free(arena);
        return NULL;
    }
    seat->reach = reach;
    seat->arena = arena;
    return seat;
}

static bool add(struct list *list, uint64_t item, struct tomt_error *err)
{
    if (list->n == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 256;
        uint64_t *larger = tomt_resize(list->item, capacity * sizeof *larger);
        if (!larger)
            return tomt_fail(err, TOMT_MEMORY, "out of memory");
        list->item = larger;
        list->capacity = capacity;
    }
    list->item[list->n++] = item;
    return true;
}

static bool add_members(struct seat *seat, uint32_t place, const uint32_t *cost,
                        struct tomt_error *err)
{
    const struct tomt_targets *targets = &seat->reach->plan.targets;
    for (unsigned lane = 0; lane < seat->batch.n; lane++)
        for (uint32_t m = targets->member_start[place];
             cost[lane] < targets->cap && m < targets->member_start[place + 1]; m++)
            if (!add(&seat->list[lane], (uint64_t)targets->member[m] << 32 | cost[lane], err))
                return false;
    return true;
}

static bool add_link(struct seat *seat, uint32_t row, bool is_home, struct tomt_error *err)
{
    const struct tomt_targets *targets = &seat->reach->plan.targets;
    const struct tomt_target_link *link = &targets->link[row];
    const uint32_t *first = seat->batch.lanes.label + (size_t)link->from * TOMT_LANES;
    const uint32_t *last = seat->batch.lanes.label + (size_t)link->to * TOMT_LANES;
    for (uint32_t place = link[0].first_place; place < link[1].first_place; place++) {
        uint32_t cost[TOMT_LANES], straight[TOMT_LANES];
        if (is_home)
            tomt_batch_straight(&seat->batch, row, place, straight);
        for (int lane = 0; lane < TOMT_LANES; lane++) {
            uint32_t a = first[lane] + targets->cost_first[place],
                     b = last[lane] + targets->cost_last[place];
            cost[lane] = a < b ? a : b;
            if (is_home && straight[lane] < cost[lane])
                cost[lane] = straight[lane];
        }
        if (!add_members(seat, place, cost, err))
            return false;
    }
    return true;
}

static bool add_node(struct seat *seat, uint32_t node, struct tomt_error *err)
{
    const struct tomt_targets *targets = &seat->reach->plan.targets;
    const struct tomt_target_node *at = &targets->node[node];
    const uint32_t *label = seat->batch.lanes.label + (size_t)node * TOMT_LANES;
    for (uint32_t place = at[0].place; place < at[1].place; place++) {
        uint32_t cost[TOMT_LANES];
        for (int lane = 0; lane < TOMT_LANES; lane++)
            cost[lane] = label[lane] + targets->cost_first[place];
        if (!add_members(seat, place, cost, err))
            return false;
    }
    for (uint32_t i = at[0].meeting; i < at[1].meeting; i++)
        if (tomt_batch_sees(&seat->batch, targets->met[i]) &&
            !add_link(seat, targets->met[i], false, err))
            return false;
    return true;
}

static int by_target(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

static struct found *pack(struct seat *seat, struct tomt_error *err)
{
    size_t n = 0;
    for (int lane = 0; lane < TOMT_LANES; lane++)
        n += seat->list[lane].n;
    struct found *found = tomt_allocate(sizeof *found + n * sizeof *found->item);
    if (!found) {
        tomt_fail(err, TOMT_MEMORY, "out of memory");
        return NULL;
    }
    uint64_t *item = found->item;
    for (int lane = 0; lane < TOMT_LANES; lane++) {
        struct list *list = &seat->list[lane];
        found->n[lane] = list->n;
        if (list->n > 0) {
            qsort(list->item, list->n, sizeof *list->item, by_target);
            memcpy(item, list->item, list->n * sizeof *item);
        }
        item += list->n;
        list->n = 0;
    }
    return found;
}

static bool work(void *of_seat, size_t from, size_t to, struct tomt_error *err)
{
    struct seat *seat = of_seat;
    struct tomt_lanes *lanes = &seat->batch.lanes;
    for (size_t i = from; i < to; i++) {
        tomt_batch_search(&seat->batch, i);
        for (unsigned h = 0; h < seat->batch.n_homes; h++)
            if (!add_link(seat, seat->batch.home[h], true, err))
                return false;
        for (size_t t = 0; t < lanes->n_touched; t++)
            if (!add_node(seat, lanes->touched[t], err))
                return false;
        tomt_lanes_clear(lanes);
        seat->reach->found[i] = pack(seat, err);
        if (!seat->reach->found[i])
            return false;
    }
    return true;
}

static bool lay(struct tomt_arena *arena, const struct reach *reach, struct tomt_reach_lists *out,
                struct tomt_error *err)
{
    const struct tomt_batch_plan *plan = &reach->plan;
    out->start = tomt_arena_block(arena, NULL, (plan->from->n + 1) * sizeof *out->start, err);
    if (!out->start)
        return false;
    for (size_t i = 0; i < plan->n; i++)
        out->start[plan->order[i] + 1] = reach->found[i / TOMT_LANES]->n[i % TOMT_LANES];
    for (size_t i = 0; i < plan->from->n; i++)
        out->start[i + 1] += out->start[i];
    size_t n = out->start[plan->from->n];
    out->target = tomt_arena_block(arena, NULL, (n + 1) * sizeof *out->target, err);
    out->cost = tomt_arena_block(arena, NULL, (n + 1) * sizeof *out->cost, err);
    if (!out->target || !out->cost)
        return false;
    for (size_t b = 0; b < plan->n_batches; b++) {
        const uint64_t *item = reach->found[b]->item;
        for (size_t i = b * TOMT_LANES; i < plan->n && i < (b + 1) * TOMT_LANES; i++)
            for (uint64_t at = out->start[plan->order[i]]; at < out->start[plan->order[i] + 1];
                 at++, item++) {
                out->target[at] = (uint32_t)(*item >> 32);
                out->cost[at] = (uint32_t)*item;
            }
    }
    return true;
}

bool tomt_network_reach(struct tomt_arena *arena, const struct tomt_network *network,
                        enum tomt_way way, const struct tomt_snaps *from,
                        const struct tomt_snaps *to, const uint8_t *wanted, uint32_t most,
                        const struct tomt_crew *crew, struct tomt_reach_lists *out,
                        struct tomt_error *err)
{
    struct reach reach = {0};
    struct tomt_arena *scratch = tomt_arena_new(err);
    bool done = scratch && tomt_batch_plan_make(scratch, network, way, from, to, wanted, NULL, most,
                                                &reach.plan, err);
    size_t n_batches = reach.plan.n_batches;
    reach.found =
        done ? tomt_arena_block(scratch, NULL, (n_batches + 1) * sizeof *reach.found, err) : NULL;
    struct tomt_crew_job job = {
        .shared = &reach, .sit = sit, .work = work, .rise = rise, .n = n_batches, .chunk = 1};
    done = reach.found && tomt_crew_run(crew, &job, err) && lay(arena, &reach, out, err);
    for (size_t b = 0; reach.found && b < n_batches; b++)
        tomt_release(reach.found[b]);
    tomt_arena_free(scratch);
    return done || tomt_while(err, "looking for what lies within reach along streets");
}
