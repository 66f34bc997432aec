/* geo/hollow.c: triangles go, longest border edge first, as long as no point is left bare. */
#include "geo/hollow.h"

#include "geo/orient.h"

#include <stdlib.h>

static const uint32_t NONE = UINT32_MAX;

struct half { /* an edge as its triangle sees it */
    uint32_t low, high, edge;
};

struct hollowing {
    const double *x, *y;
    struct tomt_triangle *triangle; /* corners to the left around */
    size_t n, n_triangles;
    uint32_t *twin;  /* [edges]: the same edge of the other triangle; NONE: a border */
    bool *gone;      /* [triangles] */
    bool *on_border; /* [points] */
    uint32_t *heap;  /* border edges, longest first */
    size_t n_heap;
};

static uint32_t from_of(const struct hollowing *all, uint32_t edge)
{
    return all->triangle[edge / 3].corner[edge % 3];
}

static uint32_t to_of(const struct hollowing *all, uint32_t edge)
{
    return all->triangle[edge / 3].corner[(edge + 1) % 3];
}

static uint32_t beside(uint32_t edge, uint32_t by)
{
    return edge - edge % 3 + (edge + by) % 3;
}

static double length2(const struct hollowing *all, uint32_t edge)
{
    uint32_t a = from_of(all, edge), b = to_of(all, edge);
    double dx = all->x[a] - all->x[b], dy = all->y[a] - all->y[b];
    return dx * dx + dy * dy;
}

/* Edges of one length go by their corners, which no triangulation numbers otherwise. */
static bool is_longer(const struct hollowing *all, uint32_t a, uint32_t b)
{
    double a2 = length2(all, a), b2 = length2(all, b);
    if (a2 != b2)
        return a2 > b2;
    return from_of(all, a) != from_of(all, b) ? from_of(all, a) < from_of(all, b)
                                              : to_of(all, a) < to_of(all, b);
}

static void push(struct hollowing *all, uint32_t edge)
{
    size_t at = all->n_heap++;
    for (size_t up; at > 0 && is_longer(all, edge, all->heap[up = (at - 1) / 2]); at = up)
        all->heap[at] = all->heap[up];
    all->heap[at] = edge;
    all->on_border[from_of(all, edge)] = all->on_border[to_of(all, edge)] = true;
}

static uint32_t pop(struct hollowing *all)
{
    uint32_t first = all->heap[0], last = all->heap[--all->n_heap];
    size_t at = 0, down;
    while ((down = 2 * at + 1) < all->n_heap) {
        if (down + 1 < all->n_heap && is_longer(all, all->heap[down + 1], all->heap[down]))
            down++;
        if (!is_longer(all, all->heap[down], last))
            break;
        all->heap[at] = all->heap[down];
        at = down;
    }
    all->heap[at] = last;
    return first;
}

static int by_corners(const void *left, const void *right)
{
    const struct half *a = left, *b = right;
    if (a->low != b->low)
        return a->low < b->low ? -1 : 1;
    if (a->high != b->high)
        return a->high < b->high ? -1 : 1;
    return (a->edge > b->edge) - (a->edge < b->edge);
}

/* False: more than two triangles at an edge, or two on the same side of it. */
static bool join(const struct hollowing *all, struct half *half)
{
    uint32_t n = (uint32_t)(3 * all->n_triangles);
    for (uint32_t edge = 0; edge < n; edge++) {
        uint32_t a = from_of(all, edge), b = to_of(all, edge);
        half[edge] = (struct half){a < b ? a : b, a < b ? b : a, edge};
        all->twin[edge] = NONE;
    }
    qsort(half, n, sizeof *half, by_corners);
    for (uint32_t i = 0; i + 1 < n; i++) {
        if (half[i].low != half[i + 1].low || half[i].high != half[i + 1].high)
            continue;
        uint32_t a = half[i].edge, b = half[i + 1].edge;
        if (all->twin[a] != NONE || from_of(all, a) == from_of(all, b))
            return false;
        all->twin[a] = b;
        all->twin[b] = a;
    }
    return true;
}

static bool turn_left(const struct hollowing *all)
{
    const double *x = all->x, *y = all->y;
    for (size_t i = 0; i < all->n_triangles; i++) {
        uint32_t *c = all->triangle[i].corner, kept = c[1];
        int side = tomt_orient(x[c[0]], y[c[0]], x[c[1]], y[c[1]], x[c[2]], y[c[2]]);
        if (side == 0)
            return false;
        if (side < 0) {
            c[1] = c[2];
            c[2] = kept;
        }
    }
    return true;
}

static void hollow_out(struct hollowing *all, double ratio)
{
    uint32_t n = (uint32_t)(3 * all->n_triangles);
    double least2 = INFINITY, most2 = 0;
    for (uint32_t edge = 0; edge < n; edge++) {
        double edge2 = length2(all, edge);
        least2 = edge2 < least2 ? edge2 : least2;
        most2 = edge2 > most2 ? edge2 : most2;
        if (all->twin[edge] == NONE)
            push(all, edge);
    }
    double stays = sqrt(least2) + ratio * (sqrt(most2) - sqrt(least2));
    while (all->n_heap > 0) {
        uint32_t edge = pop(all);
        if (!(length2(all, edge) > stays * stays))
            break;
        if (all->on_border[from_of(all, beside(edge, 2))]) /* else the border would meet itself */
            continue;
        all->gone[edge / 3] = true;
        for (uint32_t by = 1; by < 3; by++) {
            uint32_t inner = all->twin[beside(edge, by)];
            all->twin[inner] = NONE; /* its point is new to the border, so it had a twin */
            push(all, inner);
        }
    }
}

/* Follows the border once around. */
static size_t trace(const struct hollowing *all, uint32_t *next, bool *is_met, uint32_t *ring)
{
    size_t n_border = 0, n_ring = 0, n_met = 0;
    uint32_t start = NONE;
    for (size_t i = 0; i < all->n; i++)
        next[i] = NONE;
    for (uint32_t edge = 0; edge < 3 * all->n_triangles; edge++) {
        uint32_t from = from_of(all, edge);
        n_met += !is_met[from];
        is_met[from] = true;
        if (all->gone[edge / 3] || all->twin[edge] != NONE)
            continue;
        if (next[from] != NONE)
            return 0;
        next[from] = to_of(all, edge);
        start = from < start ? from : start;
        n_border++;
    }
    if (n_met < all->n || n_border < 3)
        return 0;
    for (uint32_t at = start; n_ring == 0 || at != start; at = next[at]) {
        if (next[at] == NONE || n_ring == n_border)
            return 0;
        ring[n_ring++] = at;
    }
    return n_ring == n_border ? n_ring : 0;
}

bool tomt_hollow(struct tomt_arena *scratch, const double *x, const double *y, size_t n,
                 struct tomt_triangle *triangle, size_t n_triangles, double ratio, uint32_t *ring,
                 size_t *n_ring, struct tomt_error *err)
{
    struct hollowing all = {
        .x = x, .y = y, .triangle = triangle, .n = n, .n_triangles = n_triangles};
    size_t n_edges = 3 * n_triangles;
    *n_ring = 0;
    if (n_triangles == 0 || n_edges >= NONE)
        return true;
    struct half *half = tomt_arena_block(scratch, NULL, n_edges * sizeof *half, err);
    uint32_t *next = tomt_arena_block(scratch, NULL, n * sizeof *next, err);
    bool *is_met = tomt_arena_block(scratch, NULL, n, err);
    all.twin = tomt_arena_block(scratch, NULL, n_edges * sizeof *all.twin, err);
    all.heap = tomt_arena_block(scratch, NULL, n_edges * sizeof *all.heap, err);
    all.gone = tomt_arena_block(scratch, NULL, n_triangles, err);
    all.on_border = tomt_arena_block(scratch, NULL, n, err);
    if (!half || !next || !is_met || !all.twin || !all.heap || !all.gone || !all.on_border)
        return false;
    if (!turn_left(&all) || !join(&all, half))
        return true;
    hollow_out(&all, ratio);
    *n_ring = trace(&all, next, is_met, ring);
    return true;
}
