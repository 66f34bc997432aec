/* areas/edges.c: a ray to the right meets only edges of its own slab, so a shore of 100,000 corners
 * costs a point no more than a block of houses. */
#include "areas/edges.h"

#include "geo/orient.h"

#include <math.h>

enum { MOST_SLABS = 1 << 16, ENTRIES_PER_EDGE = 4 };

struct gathering {
    struct tomt_edge *edge; /* NULL: only count */
    size_t n;
    double rise_m; /* of all edges, up or down */
};

static bool gather(void *context, size_t part, size_t ring, const uint8_t *xy, size_t n)
{
    struct gathering *to = context;
    (void)part;
    (void)ring;
    for (size_t i = 1; i < n; i++) {
        struct tomt_edge edge;
        tomt_wkb_xy(xy, i - 1, &edge.ax, &edge.ay);
        tomt_wkb_xy(xy, i, &edge.bx, &edge.by);
        if (to->edge)
            to->edge[to->n] = edge;
        to->n++;
        to->rise_m += fabs(edge.by - edge.ay);
    }
    return true;
}

/* Never falls with y, so an edge that passes the height of a point reaches into the point's slab.
 */
static size_t slab_of(const struct tomt_edges *edges, double y)
{
    double slab = (y - edges->min_y) * edges->per_m;
    return !(slab > 0) ? 0 : slab < (double)edges->n_slabs ? (size_t)slab : edges->n_slabs - 1;
}

/* As many slabs as leave no more than the entries wanted: each edge lies in one, and in one more
 * for each border it passes. */
static void choose_slabs(struct tomt_edges *edges, size_t n, double rise_m,
                         const struct tomt_box *box)
{
    double height_m = box->max_y - box->min_y;
    double most = (ENTRIES_PER_EDGE - 1) * (double)n * (height_m / rise_m);
    edges->min_y = box->min_y;
    edges->n_slabs = !(most > 1) ? 1 : most < MOST_SLABS ? (size_t)most : MOST_SLABS;
    if (edges->n_slabs > n)
        edges->n_slabs = n;
    edges->per_m = height_m > 0 ? (double)edges->n_slabs / height_m : 0;
}

bool tomt_edges_make(struct tomt_arena *arena, const uint8_t *wkb, size_t size,
                     struct tomt_edges *out, struct tomt_error *err)
{
    struct gathering all = {0};
    struct tomt_box box = tomt_wkb_box(wkb, size);
    *out = (struct tomt_edges){.n_slabs = 1};
    tomt_wkb_each(wkb, size, gather, &all);
    size_t n = all.n;
    struct tomt_edge *edge = tomt_arena_block(arena, NULL, (n + 1) * sizeof *edge, err);
    if (!edge)
        return false;
    all = (struct gathering){.edge = edge};
    tomt_wkb_each(wkb, size, gather, &all);
    choose_slabs(out, n > 0 ? n : 1, all.rise_m, &box);
    uint32_t *start = tomt_arena_block(arena, NULL, (out->n_slabs + 2) * sizeof *start, err);
    if (!start)
        return false;
    for (size_t i = 0; i < n; i++) {
        size_t a = slab_of(out, edge[i].ay), b = slab_of(out, edge[i].by);
        for (size_t slab = a < b ? a : b; slab <= (a < b ? b : a); slab++)
            start[slab + 2]++;
    }
    for (size_t slab = 0; slab < out->n_slabs; slab++)
        start[slab + 2] += start[slab + 1];
    size_t n_entries = start[out->n_slabs + 1];
    uint32_t *in_slab = tomt_arena_block(arena, NULL, (n_entries + 1) * sizeof *in_slab, err);
    if (!in_slab)
        return false;
    for (size_t i = 0; i < n; i++) {
        size_t a = slab_of(out, edge[i].ay), b = slab_of(out, edge[i].by);
        for (size_t slab = a < b ? a : b; slab <= (a < b ? b : a); slab++)
            in_slab[start[slab + 1]++] = (uint32_t)i;
    }
    out->start = start;
    out->in_slab = in_slab;
    out->edge = edge;
    return true;
}

/* Toggles *odd when the ray to the right crosses the edge; true: the point lies on it. */
static bool meet(const struct tomt_edge *edge, double x, double y, bool *odd)
{
    bool a_above = edge->ay > y, b_above = edge->by > y;
    if ((a_above && b_above) || (edge->ay < y && edge->by < y) || (edge->ax < x && edge->bx < x))
        return false;
    if (edge->ax > x && edge->bx > x) {
        *odd ^= a_above != b_above;
        return false;
    }
    int side = tomt_orient(edge->ax, edge->ay, edge->bx, edge->by, x, y);
    if (side == 0 && fmin(edge->ax, edge->bx) <= x && x <= fmax(edge->ax, edge->bx))
        return true;
    if (a_above != b_above)
        *odd ^= (side > 0) == b_above;
    return false;
}

bool tomt_edges_hold(const struct tomt_edges *edges, double x, double y)
{
    size_t slab = slab_of(edges, y);
    bool odd = false;
    for (uint32_t k = edges->start[slab]; k < edges->start[slab + 1]; k++)
        if (meet(&edges->edge[edges->in_slab[k]], x, y, &odd))
            return true;
    return odd;
}
