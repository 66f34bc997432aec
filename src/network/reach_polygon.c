/* network/reach_polygon.c: which stretches of streets a group reaches within each bound, and the
 * ground around them. */
#include "network/reach_polygon.h"
#include "network/reach_inside.h"

#include <math.h>

struct stretch {
    uint32_t link, from_mm, to_mm, bound;
};

struct tomt_reach_scratch {
    struct tomt_arena *arena;
    const struct tomt_network *network;
    uint32_t *cost;    /* [n_nodes]; TOMT_UNREACHED but for those in `reached` */
    uint32_t *reached; /* nodes with a cost, in the order in which they got their first */
    size_t n_reached;
    uint64_t *heap; /* cost and node */
    size_t n_heap, have_heap;
    struct stretch *stretch;
    size_t n_stretches, have_stretches;
    struct tomt_field field;
    struct tomt_contour contour;
};

/* What one call asks. */
struct asked {
    const struct tomt_network *network;
    const struct tomt_graph *graph;
    enum tomt_way way;
    const struct tomt_snaps *points;
    const uint32_t *member, *most;
    size_t n_members, n_most;
    bool leaving;
};

struct tomt_reach_scratch *tomt_reach_scratch_new(struct tomt_arena *arena,
                                                  const struct tomt_network *network,
                                                  struct tomt_error *err)
{
    struct tomt_reach_scratch *s = tomt_arena_alloc(arena, sizeof *s, err);
    if (!s)
        return NULL;
    size_t n = network->n_nodes;
    *s = (struct tomt_reach_scratch){.arena = arena, .network = network};
    s->field.arena = s->contour.arena = arena;
    s->cost = tomt_arena_block(arena, NULL, (n + 1) * sizeof *s->cost, err);
    s->reached = s->cost ? tomt_arena_block(arena, NULL, (n + 1) * sizeof *s->reached, err) : NULL;
    if (!s->reached)
        return NULL;
    for (size_t v = 0; v < n; v++)
        s->cost[v] = TOMT_UNREACHED;
    return s;
}

/* --- the search ---------------------------------------------------------------------------- */

static bool push(struct tomt_reach_scratch *s, uint64_t item, struct tomt_error *err)
{
    void *block = s->heap;
    bool ok =
        tomt_reach_grow(s->arena, &block, &s->have_heap, (s->n_heap + 1) * sizeof *s->heap, err);
    s->heap = block;
    if (!ok)
        return false;
    size_t at = s->n_heap++;
    for (; at > 0 && s->heap[(at - 1) / 2] > item; at = (at - 1) / 2)
        s->heap[at] = s->heap[(at - 1) / 2];
    s->heap[at] = item;
    return true;
}

static uint64_t pop(struct tomt_reach_scratch *s)
{
    uint64_t top = s->heap[0], last = s->heap[--s->n_heap];
    size_t at = 0;
    for (size_t child = 1; child < s->n_heap; child = 2 * at + 1) {
        child += child + 1 < s->n_heap && s->heap[child + 1] < s->heap[child];
        if (s->heap[child] >= last)
            break;
        s->heap[at] = s->heap[child];
        at = child;
    }
    s->heap[at] = last;
    return top;
}

static bool offer(struct tomt_reach_scratch *s, uint32_t node, uint64_t cost, uint32_t most,
                  struct tomt_error *err)
{
    if (cost > most || cost >= s->cost[node])
        return true;
    if (s->cost[node] == TOMT_UNREACHED)
        s->reached[s->n_reached++] = node;
    s->cost[node] = (uint32_t)cost;
    return push(s, cost << 32 | node, err);
}

static uint32_t leg_of(const struct asked *q, uint32_t point)
{
    return tomt_leg_cost(q->network, q->way, q->points->leg_mm[point]);
}

static bool begin_at(struct tomt_reach_scratch *s, const struct asked *q, uint32_t point,
                     uint32_t most, struct tomt_error *err)
{
    uint32_t link = q->points->link[point];
    uint64_t leg = leg_of(q, point);
    struct tomt_link_ends ends =
        tomt_snap_ends(q->network, q->way, link, q->points->along_mm[point], q->leaving);
    return (ends.to_first == TOMT_UNREACHED ||
            offer(s, q->network->link_from[link], leg + ends.to_first, most, err)) &&
           (ends.to_last == TOMT_UNREACHED ||
            offer(s, q->network->link_to[link], leg + ends.to_last, most, err));
}

static bool search(struct tomt_reach_scratch *s, const struct asked *q, struct tomt_error *err)
{
    uint32_t most = q->most[q->n_most - 1];
    for (size_t i = 0; i < s->n_reached; i++)
        s->cost[s->reached[i]] = TOMT_UNREACHED;
    s->n_reached = s->n_heap = 0;
    for (size_t i = 0; i < q->n_members; i++)
        if (q->points->link[q->member[i]] != TOMT_NO_LINK &&
            !begin_at(s, q, q->member[i], most, err))
            return false;
    while (s->n_heap > 0) {
        uint64_t item = pop(s);
        uint32_t node = (uint32_t)item, cost = (uint32_t)(item >> 32);
        if (cost > s->cost[node])
            continue;
        for (uint32_t a = q->graph->start[node]; a < q->graph->start[node + 1]; a++)
            if (!offer(s, q->graph->to[a], (uint64_t)cost + q->graph->cost[a], most, err))
                return false;
    }
    return true;
}

/* --- stretches of links -------------------------------------------------------------------- */

static bool add_stretch(struct tomt_reach_scratch *s, uint32_t link, uint32_t from_mm,
                        uint32_t to_mm, size_t bound, struct tomt_error *err)
{
    void *block = s->stretch;
    bool ok = tomt_reach_grow(s->arena, &block, &s->have_stretches,
                              (s->n_stretches + 1) * sizeof *s->stretch, err);
    s->stretch = block;
    if (ok)
        s->stretch[s->n_stretches++] = (struct stretch){link, from_mm, to_mm, (uint32_t)bound};
    return ok;
}

/* May one get on along the link from its first node (else from its last), in the direction of the
 * search? */
static bool may_enter(const struct asked *q, uint32_t link, bool first)
{
    unsigned use = q->network->link_use[link];
    if (q->way != TOMT_DRIVE)
        return use & TOMT_LINK_WALK;
    return use & (first == q->leaving ? TOMT_LINK_FORWARD : TOMT_LINK_BACKWARD);
}

/* How far along a link `left` cost goes, mm; at most its length. */
static uint32_t length_for(const struct asked *q, uint32_t link, uint32_t left)
{
    uint32_t mm = q->network->link_mm[link];
    uint32_t whole = q->way == TOMT_DRIVE ? q->network->link_ms[link] : mm;
    if (left >= whole)
        return mm;
    return q->way == TOMT_DRIVE ? (uint32_t)((uint64_t)left * mm / whole) : left;
}

/* How much of the link is reached from that end within `most`. */
static uint32_t reached_from(const struct tomt_reach_scratch *s, const struct asked *q,
                             uint32_t link, bool first, uint32_t most)
{
    uint32_t cost = s->cost[first ? q->network->link_from[link] : q->network->link_to[link]];
    if (cost > most || !may_enter(q, link, first))
        return 0;
    return length_for(q, link, most - cost);
}

/* What bound k adds to the bound before; each link is looked at from one of its ends only. */
static bool add_link(struct tomt_reach_scratch *s, const struct asked *q, uint32_t link, size_t k,
                     struct tomt_error *err)
{
    uint32_t mm = q->network->link_mm[link];
    uint32_t first = reached_from(s, q, link, true, q->most[k]),
             last = reached_from(s, q, link, false, q->most[k]);
    uint32_t had_first = k ? reached_from(s, q, link, true, q->most[k - 1]) : 0,
             had_last = k ? reached_from(s, q, link, false, q->most[k - 1]) : 0;
    if ((uint64_t)had_first + had_last >= mm)
        return true;
    if ((uint64_t)first + last >= mm)
        return add_stretch(s, link, had_first, mm - had_last, k, err);
    return (first <= had_first || add_stretch(s, link, had_first, first, k, err)) &&
           (last <= had_last || add_stretch(s, link, mm - last, mm - had_last, k, err));
}

static bool add_links(struct tomt_reach_scratch *s, const struct asked *q, size_t k,
                      struct tomt_error *err)
{
    const struct tomt_network *network = q->network;
    for (size_t i = 0; i < s->n_reached; i++) {
        uint32_t node = s->reached[i];
        if (s->cost[node] > q->most[k])
            continue;
        for (uint32_t a = q->graph->start[node]; a < q->graph->start[node + 1]; a++) {
            uint32_t link = q->graph->link[a];
            bool from_last = network->link_to[link] == node && network->link_from[link] != node;
            bool seen_from_first = from_last && may_enter(q, link, true) &&
                                   s->cost[network->link_from[link]] <= q->most[k];
            if (!seen_from_first && !add_link(s, q, link, k, err))
                return false;
        }
    }
    return true;
}

/* Along the link that a point itself is on. The place itself (the stretch) always counts, also when
 * the leg to it takes longer. */
static bool add_own_link(struct tomt_reach_scratch *s, const struct asked *q, uint32_t point,
                         size_t k, struct tomt_error *err)
{
    uint32_t link = q->points->link[point], along = q->points->along_mm[point],
             leg = leg_of(q, point);
    uint32_t mm = q->network->link_mm[link], left = leg <= q->most[k] ? q->most[k] - leg : 0;
    uint32_t reach = length_for(q, link, left);
    along = along < mm ? along : mm;
    uint32_t until = q->points->until_mm ? q->points->until_mm[point] : along;
    until = until < mm ? until : mm;
    uint32_t low = along < until ? along : until, high = along < until ? until : along;
    uint32_t to = may_enter(q, link, true) ? reach : 0,
             back = may_enter(q, link, false) ? reach : 0;
    return add_stretch(s, link, low - (back < low ? back : low),
                       high + (to < mm - high ? to : mm - high), k, err);
}

/* By ascending bound. */
static bool find_stretches(struct tomt_reach_scratch *s, const struct asked *q,
                           struct tomt_error *err)
{
    s->n_stretches = 0;
    for (size_t k = 0; k < q->n_most; k++) {
        for (size_t i = 0; i < q->n_members; i++)
            if (q->points->link[q->member[i]] != TOMT_NO_LINK &&
                !add_own_link(s, q, q->member[i], k, err))
                return false;
        if (!add_links(s, q, k, err))
            return false;
    }
    return true;
}

/* --- their ground -------------------------------------------------------------------------- */

typedef void draw(void *context, double ax, double ay, double bx, double by);

static double length_of(const struct tomt_network *network, uint32_t link)
{
    double length = 0;
    for (uint64_t v = network->vertex_start[link]; v + 1 < network->vertex_start[link + 1]; v++)
        length += hypot(network->vertex_x[v + 1] - network->vertex_x[v],
                        network->vertex_y[v + 1] - network->vertex_y[v]);
    return length;
}

/* The link's line between two shares of its length, drawn line by line; at least a point. */
static void draw_stretch(const struct tomt_network *network, const struct stretch *stretch,
                         draw *line, void *context)
{
    const double *x = network->vertex_x, *y = network->vertex_y;
    uint64_t first = network->vertex_start[stretch->link],
             end = network->vertex_start[stretch->link + 1];
    uint32_t mm = network->link_mm[stretch->link];
    bool whole = stretch->from_mm == 0 && stretch->to_mm >= mm;
    double length = whole ? 0 : length_of(network, stretch->link);
    double from = length * stretch->from_mm / mm, to = length * stretch->to_mm / mm, at = 0;
    for (uint64_t v = first; v + 1 < end; v++) {
        double ux = x[v + 1] - x[v], uy = y[v + 1] - y[v];
        double step = whole ? 0 : hypot(ux, uy);
        bool last = v + 2 == end;
        if (whole) {
            line(context, x[v], y[v], x[v + 1], y[v + 1]);
        } else if ((at + step >= from || last) && (at <= to || v == first)) {
            double t = step > 0 ? fmin(1, fmax(0, (from - at) / step)) : 0,
                   u = step > 0 ? fmin(1, fmax(0, (to - at) / step)) : 0;
            line(context, x[v] + t * ux, y[v] + t * uy, x[v] + u * ux, y[v] + u * uy);
        }
        at += step;
    }
}

static void draw_in_box(void *context, double ax, double ay, double bx, double by)
{
    struct tomt_box *box = context;
    box->min_x = fmin(box->min_x, fmin(ax, bx));
    box->min_y = fmin(box->min_y, fmin(ay, by));
    box->max_x = fmax(box->max_x, fmax(ax, bx));
    box->max_y = fmax(box->max_y, fmax(ay, by));
}

static void draw_in_field(void *context, double ax, double ay, double bx, double by)
{
    tomt_field_line(context, ax, ay, bx, by);
}

static bool draw_all(struct tomt_reach_scratch *s, const struct asked *q, double margin_m,
                     struct tomt_error *err)
{
    struct tomt_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < s->n_stretches; i++)
        draw_stretch(q->network, &s->stretch[i], draw_in_box, &box);
    if (!tomt_field_start(&s->field, &box, margin_m, err))
        return false;
    tomt_contour_start(&s->contour);
    for (size_t k = 0, i = 0; k < q->n_most; k++) {
        for (; i < s->n_stretches && s->stretch[i].bound == k; i++)
            draw_stretch(q->network, &s->stretch[i], draw_in_field, &s->field);
        if (!tomt_contour_trace(&s->contour, &s->field, (uint32_t)k, err))
            return false;
    }
    /* an eighth of a cell: a 32nd of the margin, which takes about nine of ten vertices */
    tomt_contour_tidy(&s->contour, &s->field, 4 * margin_m * margin_m);
    return tomt_contour_simplify(&s->contour, &s->field, s->field.cell_m / 8, err);
}

static bool check(const struct asked *q, double margin_m, struct tomt_error *err)
{
    bool ascending = q->n_most > 0;
    for (size_t k = 1; k < q->n_most; k++)
        ascending = ascending && q->most[k - 1] <= q->most[k];
    if (!ascending || !(margin_m > 0 && margin_m < 1e6))
        return tomt_fail(err, TOMT_INTERNAL,
                         "reach polygons: bounds must ascend, the margin be positive");
    for (size_t i = 0; i < q->n_members; i++)
        if (q->points->link[q->member[i]] != TOMT_NO_LINK)
            return true;
    return tomt_fail(err, TOMT_NOT_FOUND, "none of %zu points is near a street", q->n_members);
}

bool tomt_reach_polygons(struct tomt_reach_scratch *scratch, enum tomt_way way,
                         const struct tomt_snaps *points, const uint32_t *member, size_t n_members,
                         const uint32_t *most, size_t n_most, bool leaving, double margin_m,
                         struct tomt_shapes *out, struct tomt_error *err)
{
    const struct tomt_network *network = scratch->network;
    struct asked q = {.network = network,
                      .graph = way != TOMT_DRIVE ? &network->walk
                               : leaving         ? &network->drive
                                                 : &network->drive_back,
                      .way = way,
                      .points = points,
                      .member = member,
                      .n_members = n_members,
                      .most = most,
                      .n_most = n_most,
                      .leaving = leaving};
    size_t had = out->n;
    bool ok = check(&q, margin_m, err) && search(scratch, &q, err) &&
              find_stretches(scratch, &q, err) && draw_all(scratch, &q, margin_m, err);
    for (size_t k = 0; ok && k < n_most; k++)
        ok = tomt_contour_write(&scratch->contour, &scratch->field, (uint32_t)k, out, err);
    if (!ok)
        out->n = had;
    return ok;
}
