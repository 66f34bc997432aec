/* network/targets.c: targets sorted by where they are: at a node, else along a link. */
#include "network/targets.h"

#include <stdlib.h>

struct one {       /* a target, while they are sorted */
    uint64_t spot; /* node, or n_nodes + link */
    uint32_t along, leg, target;
    double weight;
};

static int by_place(const void *left, const void *right)
{
    const struct one *a = left, *b = right;
    if (a->spot != b->spot)
        return a->spot < b->spot ? -1 : 1;
    if (a->along != b->along)
        return a->along < b->along ? -1 : 1;
    if (a->leg != b->leg)
        return a->leg < b->leg ? -1 : 1;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->target < b->target ? -1 : a->target > b->target;
}

static bool is_same_place(const struct one *a, const struct one *b)
{
    return a->spot == b->spot && a->along == b->along && a->leg == b->leg;
}

struct making {
    const struct tomt_network *network;
    enum tomt_way way;
    const struct tomt_snaps *points;
    struct one *one;
    size_t n;
    struct tomt_targets *out;
};

/* A target at an end of its link is at that node, if whoever comes along the link passes the node
 * anyway: always, but for what a one-way street forbids. */
static void set_spot(const struct making *m, struct one *one, size_t t)
{
    uint32_t link = m->points->link[t], along = m->points->along_mm[t];
    struct tomt_link_ends ends = tomt_snap_ends(m->network, m->way, link, along, false);
    bool first = along == 0 && ends.to_first == 0,
         last = along == m->network->link_mm[link] && ends.to_last == 0;
    one->along = along;
    one->spot = m->network->n_nodes + (uint64_t)link;
    if (first || last) {
        one->along = 0;
        one->spot = first ? m->network->link_from[link] : m->network->link_to[link];
    }
}

static void collect(struct making *m, const uint8_t *wanted, const double *weight)
{
    for (size_t t = 0; t < m->points->n; t++) {
        if ((wanted && !wanted[t]) || m->points->link[t] == TOMT_NO_LINK ||
            (weight && !(weight[t] > 0)))
            continue;
        struct one *one = &m->one[m->n++];
        *one = (struct one){.leg = tomt_search_leg(m->network, m->way, m->points, t),
                            .target = (uint32_t)t,
                            .weight = weight ? weight[t] : 1};
        set_spot(m, one, t);
    }
}

/* By spot first, by counting: there may be millions, and few share a spot. */
static bool sort(struct making *m, struct tomt_arena *scratch, struct tomt_error *err)
{
    size_t n_spots = m->network->n_nodes + m->network->n_links;
    uint32_t *start = tomt_arena_block(scratch, NULL, (n_spots + 2) * sizeof *start, err);
    struct one *sorted = tomt_arena_block(scratch, NULL, (m->n + 1) * sizeof *sorted, err);
    if (!start || !sorted)
        return false;
    for (size_t i = 0; i < m->n; i++)
        start[m->one[i].spot + 2]++;
    for (size_t s = 1; s < n_spots + 2; s++)
        start[s] += start[s - 1];
    for (size_t i = 0; i < m->n; i++)
        sorted[start[m->one[i].spot + 1]++] = m->one[i];
    for (size_t s = 0; s < n_spots; s++)
        if (start[s + 1] - start[s] > 1)
            qsort(sorted + start[s], start[s + 1] - start[s], sizeof *sorted, by_place);
    m->one = sorted;
    return true;
}

static uint32_t capped(uint32_t cost, uint32_t cap)
{
    return cost < cap ? cost : cap;
}

static void fill_places(struct making *m)
{
    struct tomt_targets *out = m->out;
    for (size_t i = 0; i < m->n; i++) {
        const struct one *one = &m->one[i];
        out->member[i] = one->target;
        if (i > 0 && is_same_place(one, one - 1))
            continue;
        size_t place = out->n_places++;
        out->member_start[place] = (uint32_t)i;
        if (one->spot < m->network->n_nodes) {
            out->n_at_nodes = out->n_places;
            out->node[one->spot].place++;
            out->cost_first[place] = capped(one->leg, out->cap);
            out->cost_last[place] = out->cap;
            continue;
        }
        struct tomt_link_ends ends =
            tomt_search_ends(m->network, m->way, m->points, one->target, false);
        out->cost_first[place] = capped(ends.to_first, out->cap);
        out->cost_last[place] = capped(ends.to_last, out->cap);
        uint32_t link = (uint32_t)(one->spot - m->network->n_nodes);
        if (out->on_link[link] == TOMT_NO_LINK) {
            out->on_link[link] = (uint32_t)out->n_target_links;
            out->link[out->n_target_links++] = (struct tomt_target_link){
                m->network->link_from[link], m->network->link_to[link], link, (uint32_t)place};
        }
    }
    out->member_start[out->n_places] = (uint32_t)m->n;
    out->link[out->n_target_links].first_place = (uint32_t)out->n_places;
}

/* Counts become starts; each target link is met at both of its ends (a loop once). */
static void fill_nodes(struct making *m)
{
    struct tomt_targets *out = m->out;
    size_t n = m->network->n_nodes;
    for (size_t i = 0; i < out->n_target_links; i++) {
        out->node[out->link[i].from].meeting++;
        if (out->link[i].to != out->link[i].from)
            out->node[out->link[i].to].meeting++;
    }
    struct tomt_target_node sum = {0, 0};
    for (size_t v = 0; v < n; v++) {
        sum.place += out->node[v].place;
        sum.meeting += out->node[v].meeting;
        out->node[v] = (struct tomt_target_node){sum.place - out->node[v].place, sum.meeting};
    }
    out->node[n] = sum;
    for (size_t i = out->n_target_links;
         i-- > 0;) { /* from the back, so that starts end up as starts */
        out->met[--out->node[out->link[i].from].meeting] = (uint32_t)i;
        if (out->link[i].to != out->link[i].from)
            out->met[--out->node[out->link[i].to].meeting] = (uint32_t)i;
    }
}

static bool make(struct making *m, struct tomt_arena *arena, struct tomt_arena *scratch,
                 const uint8_t *wanted, const double *weight, struct tomt_error *err)
{
    m->one = tomt_arena_block(scratch, NULL, (m->points->n + 1) * sizeof *m->one, err);
    if (!m->one)
        return false;
    collect(m, wanted, weight);
    if (!sort(m, scratch, err))
        return false;
    struct tomt_targets *out = m->out;
    size_t n = m->n + 1, n_links = m->network->n_links, n_kept = n_links < m->n ? n_links : m->n;
    out->cost_first = tomt_arena_block(arena, NULL, n * sizeof *out->cost_first, err);
    out->cost_last = tomt_arena_block(arena, NULL, n * sizeof *out->cost_last, err);
    out->member_start = tomt_arena_block(arena, NULL, n * sizeof *out->member_start, err);
    out->member = tomt_arena_block(arena, NULL, n * sizeof *out->member, err);
    out->node = tomt_arena_block(arena, NULL, (m->network->n_nodes + 1) * sizeof *out->node, err);
    out->met = tomt_arena_block(arena, NULL, (2 * n_kept + 1) * sizeof *out->met, err);
    out->link = tomt_arena_block(arena, NULL, (n_kept + 1) * sizeof *out->link, err);
    out->on_link = tomt_arena_block(arena, NULL, (n_links + 1) * sizeof *out->on_link, err);
    if (!out->cost_first || !out->cost_last || !out->member_start || !out->member || !out->node ||
        !out->met || !out->link || !out->on_link)
        return false;
    for (size_t i = 0; i < n_links; i++)
        out->on_link[i] = TOMT_NO_LINK;
    fill_places(m);
    fill_nodes(m);
    return true;
}

bool tomt_targets_make(struct tomt_arena *arena, const struct tomt_network *network,
                       enum tomt_way way, const struct tomt_snaps *points, const uint8_t *wanted,
                       const double *weight, uint32_t most, struct tomt_targets *out,
                       struct tomt_error *err)
{
    *out = (struct tomt_targets){.cap = tomt_search_bound(most) + 1};
    if (points->n >= UINT32_MAX || network->n_nodes + network->n_links >= UINT32_MAX)
        return tomt_fail(err, TOMT_DATA, "too many targets or streets (%zu, %zu): at most 2^32",
                         points->n, network->n_links);
    struct making m = {.network = network, .way = way, .points = points, .out = out};
    struct tomt_arena *scratch = tomt_arena_new(err);
    bool done = scratch && make(&m, arena, scratch, wanted, weight, err);
    tomt_arena_free(scratch);
    return done;
}
