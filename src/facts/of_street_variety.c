/* facts/of_street_variety.c: related and unrelated variety of the jobs within reach along streets.
 * The lists of who reaches what are made for some sites at a time, neighbours together, so that
 * memory stays bounded however many jobs a city has. */
#include "facts/industries.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { FIRST_SITES = 256, LEAST_SITES = 64, MOST_SITES = 16384, PAIRS_AT_ONCE = 4000000 };

struct join { /* where an item joins the streets */
    uint32_t link, along_mm, leg_mm, item;
};
struct street_places { /* items that join at the same place and leg are one */
    struct tomt_snaps snaps;
    uint32_t *of_item; /* TOMT_NO_PLACE: not joined */
};
struct shared { /* one block of sites */
    const struct tomt_fact_task *task;
    const struct tomt_industries *industries;
    const uint32_t *site; /* the sites of the block */
    const struct tomt_snaps *from;
    struct tomt_reach_lists lists;
};
struct street_seat {
    const struct shared *shared;
    struct tomt_gatherer *gatherer;
};

static int by_join(const void *left, const void *right)
{
    const struct join *a = left, *b = right;
    if (a->link != b->link)
        return a->link < b->link ? -1 : 1;
    if (a->along_mm != b->along_mm)
        return a->along_mm < b->along_mm ? -1 : 1;
    return a->leg_mm < b->leg_mm ? -1 : a->leg_mm > b->leg_mm;
}

static bool make_snaps(struct tomt_arena *arena, enum tomt_way way, size_t n,
                       struct tomt_snaps *snaps, struct tomt_error *err)
{
    *snaps = (struct tomt_snaps){.way = way};
    size_t room = (n + 1) * sizeof(uint32_t);
    snaps->link = tomt_arena_block(arena, NULL, room, err);
    snaps->along_mm = snaps->link ? tomt_arena_block(arena, NULL, room, err) : NULL;
    snaps->leg_mm = snaps->along_mm ? tomt_arena_block(arena, NULL, room, err) : NULL;
    return snaps->leg_mm != NULL;
}

static void add_snap(struct tomt_snaps *snaps, uint32_t link, uint32_t along_mm, uint32_t leg_mm)
{
    snaps->link[snaps->n] = link;
    snaps->along_mm[snaps->n] = along_mm;
    snaps->leg_mm[snaps->n++] = leg_mm;
}

static bool merge_places(struct tomt_fact_task *task, const struct tomt_selection *selection,
                         struct street_places *out, struct tomt_error *err)
{
    struct tomt_snaps snaps;
    size_t n = selection->n, n_joined = 0;
    struct join *join = tomt_arena_block(task->own, NULL, (n + 1) * sizeof *join, err);
    out->of_item = tomt_arena_block(task->own, NULL, (n + 1) * sizeof *out->of_item, err);
    if (!join || !out->of_item || !tomt_selection_snaps(task, selection, false, &snaps, err) ||
        !make_snaps(task->own, task->request->way, n, &out->snaps, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        out->of_item[i] = TOMT_NO_PLACE;
        if (snaps.link[i] != TOMT_NO_LINK)
            join[n_joined++] =
                (struct join){snaps.link[i], snaps.along_mm[i], snaps.leg_mm[i], (uint32_t)i};
    }
    if (n_joined > 0)
        qsort(join, n_joined, sizeof *join, by_join);
    for (size_t i = 0; i < n_joined; i++) {
        if (i == 0 || by_join(&join[i], &join[i - 1]) != 0)
            add_snap(&out->snaps, join[i].link, join[i].along_mm, join[i].leg_mm);
        out->of_item[join[i].item] = (uint32_t)out->snaps.n - 1;
    }
    tomt_arena_drop(task->own, join);
    return true;
}

static void *sit(void *of_shared, struct tomt_error *err)
{
    const struct shared *shared = of_shared;
    struct tomt_gatherer *gatherer = tomt_gatherer_new(shared->industries, err);
    struct street_seat *seat =
        gatherer ? tomt_arena_alloc(gatherer->arena, sizeof *seat, err) : NULL;
    if (!seat && gatherer)
        tomt_gatherer_free(gatherer);
    if (seat)
        *seat = (struct street_seat){shared, gatherer};
    return seat;
}

static void rise(void *at)
{
    tomt_gatherer_free(((struct street_seat *)at)->gatherer);
}

static bool work(void *at, size_t from, size_t to, struct tomt_error *err)
{
    struct street_seat *seat = at;
    const struct shared *shared = seat->shared;
    enum tomt_way way = shared->task->request->way;
    double reach = shared->industries->terms.radius_m;
    for (size_t i = from; i < to; i++) {
        const struct tomt_reach_lists *lists = &shared->lists;
        for (uint64_t k = lists->start[i]; k < lists->start[i + 1]; k++) {
            /* the edge counts, however its millimetres are rounded */
            double far = fmin(tomt_value_of_cost(way, lists->cost[k]), reach);
            tomt_gather(seat->gatherer, lists->target[k], far * far);
        }
        if (!tomt_gathered(seat->gatherer, shared->task->fact, shared->site[i], err))
            return false;
        if (shared->from->link[i] == TOMT_NO_LINK)
            tomt_fact_put(shared->task->fact, shared->site[i], 0, TOMT_WHY_NOT_SNAPPED);
    }
    return true;
}

/* The sites `from` up to `to`, in the order of the shelf. */
static bool do_block(struct tomt_fact_task *task, struct tomt_arena *scratch,
                     const struct tomt_snaps *site_snap, const struct street_places *places,
                     const uint8_t *wanted, const struct tomt_industries *industries, size_t from,
                     size_t to, size_t *n_pairs, struct tomt_error *err)
{
    const struct tomt_fact_request *request = task->request;
    uint32_t most = tomt_cost_of(request->way, industries->terms.radius_m);
    struct shared shared = {
        .task = task, .industries = industries, .site = task->shelf->site_order + from};
    struct tomt_snaps snaps;
    if (!make_snaps(scratch, request->way, to - from, &snaps, err))
        return false;
    for (size_t i = from; i < to; i++) {
        uint32_t site = task->shelf->site_order[i];
        add_snap(&snaps, site_snap->link[site], site_snap->along_mm[site], site_snap->leg_mm[site]);
    }
    shared.from = &snaps;
    if (!tomt_network_reach(scratch, task->inputs->network, request->way, &snaps, &places->snaps,
                            wanted, most, task->crew, &shared.lists, err))
        return false;
    *n_pairs = (size_t)shared.lists.start[snaps.n];
    struct tomt_crew_job job = {&shared, sit, work, rise, snaps.n, 16};
    return tomt_crew_run(task->crew, &job, err);
}

/* As many sites at once as their neighbours' lists make likely to fit. */
static bool do_blocks(struct tomt_fact_task *task, const struct tomt_snaps *site_snap,
                      const struct street_places *places, const struct tomt_industries *industries,
                      struct tomt_error *err)
{
    uint8_t *wanted = tomt_arena_block(task->own, NULL, places->snaps.n + 1, err);
    if (!wanted)
        return false;
    for (size_t p = 0; p < places->snaps.n; p++)
        wanted[p] = industries->start[p + 1] > industries->start[p];
    size_t n_at_once = FIRST_SITES, n = task->sites->n, n_pairs;
    for (size_t from = 0, to; from < n; from = to) {
        to = n_at_once < n - from ? from + n_at_once : n;
        struct tomt_arena *scratch = tomt_arena_new(err);
        bool ok = scratch && do_block(task, scratch, site_snap, places, wanted, industries, from,
                                      to, &n_pairs, err);
        tomt_arena_free(scratch);
        if (!ok)
            return false;
        task->fact->n_pairs += n_pairs;
        size_t fit = PAIRS_AT_ONCE / (n_pairs / (to - from) + 1);
        n_at_once = fit < LEAST_SITES ? LEAST_SITES : fit > MOST_SITES ? MOST_SITES : fit;
    }
    return true;
}

bool tomt_fact_street_variety(struct tomt_fact_task *task, struct tomt_error *err)
{
    struct street_places places;
    struct tomt_industries industries;
    bool ok;
    if (!tomt_variety_start(task, err))
        return false;
    const struct tomt_snaps *site_snap = tomt_site_snaps(task, task->request->way, &ok, err);
    if (!site_snap)
        return ok;
    struct tomt_shelf_businesses *businesses = tomt_shelf_take(task, err);
    if (!businesses || !tomt_shelf_order_sites(task, err))
        return false;
    if (businesses->selection.n_layers == 0) {
        tomt_fact_put_all(task, TOMT_WHY_MISSING_INPUT);
        return true;
    }
    return merge_places(task, &businesses->selection, &places, err) &&
           tomt_industries_make(task, businesses, places.of_item, places.snaps.n, &industries,
                                err) &&
           do_blocks(task, site_snap, &places, &industries, err);
}
