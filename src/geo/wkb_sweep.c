/* geo/wkb_sweep.c: a quick yes to "is it valid?" for polygons of any size. A single ring that turns one way around a point inside
 * needs one pass; else the edges are sorted along the axis where they are shorter and each is compared with those that begin
 * before it ends. Turns are decided exactly; whatever touches is answered with "ask GEOS". */
#include "geo/orient.h"
#include "geo/wkb_walk.h"

#include <math.h>
#include <string.h>

#define MOST_RINGS 256
/* Comparisons an edge may cause on average before GEOS is the better way. */
#define MOST_NEIGHBOURS 100

struct edge {
    double ax, ay, bx, by;
    double low, high; /* along the axis swept */
    uint32_t ring, index;
};

struct entry {
    double low;
    uint32_t edge;
};

struct ring {
    const uint8_t *xy;
    size_t n, part;
    bool hole;
    struct tomt_box box;
};

/* Every edge turns the same way around the mean vertex, once in all: then the directions from there are in order, and no two
 * edges can meet. */
static bool star_shaped(const uint8_t *xy, size_t n)
{
    double x = 0, y = 0, ax, ay, bx, by;
    size_t n_edges = n - 1;
    for (size_t i = 0; i < n_edges; i++) {
        tomt_wkb_xy(xy, i, &bx, &by);
        x += bx;
        y += by;
    }
    x /= (double)n_edges;
    y /= (double)n_edges;
    tomt_wkb_xy(xy, 0, &ax, &ay);
    tomt_wkb_xy(xy, 1, &bx, &by);
    int way = tomt_orient(ax, ay, bx, by, x, y);
    unsigned n_rounds = 0;
    for (size_t i = 1; way != 0 && i <= n_edges; i++) {
        tomt_wkb_xy(xy, i, &bx, &by);
        if (tomt_orient(ax, ay, bx, by, x, y) != way)
            return false;
        n_rounds += way > 0 ? ay <= y && by > y : ay > y && by <= y;
        ax = bx;
        ay = by;
    }
    return way != 0 && n_rounds == 1;
}

static bool reserve(struct tomt_wkb_sweep *sweep, size_t n)
{
    if (n <= sweep->capacity)
        return true;
    void *edges = tomt_resize(sweep->edges, n * 2 * sizeof(struct edge));
    sweep->edges = edges ? edges : sweep->edges;
    void *order = tomt_resize(sweep->order, n * 2 * 2 * sizeof(struct entry)); /* and room to sort from */
    sweep->order = order ? order : sweep->order;
    if (!edges || !order)
        return false;
    sweep->capacity = n * 2;
    return true;
}

void tomt_wkb_sweep_free(struct tomt_wkb_sweep *sweep)
{
    tomt_release(sweep->edges);
    tomt_release(sweep->order);
    memset(sweep, 0, sizeof *sweep);
}

static bool collect_ring(struct edge *edge, struct ring *ring, uint32_t number)
{
    struct tomt_box *box = &ring->box;
    double ax, ay, bx, by;
    tomt_wkb_xy(ring->xy, 0, &ax, &ay);
    tomt_wkb_xy(ring->xy, ring->n - 1, &bx, &by);
    if (ring->n < 4 || ax != bx || ay != by)
        return false;
    *box = (struct tomt_box){ax, ay, ax, ay};
    for (size_t i = 0; i + 1 < ring->n; i++, ax = bx, ay = by) {
        tomt_wkb_xy(ring->xy, i + 1, &bx, &by);
        if (ax == bx && ay == by)
            return false;
        edge[i] = (struct edge){ax, ay, bx, by, 0, 0, number, (uint32_t)i};
        box->min_x = bx < box->min_x ? bx : box->min_x;
        box->max_x = bx > box->max_x ? bx : box->max_x;
        box->min_y = by < box->min_y ? by : box->min_y;
        box->max_y = by > box->max_y ? by : box->max_y;
    }
    return true;
}

static struct tomt_box whole_box(const struct ring *ring, size_t n_rings)
{
    struct tomt_box box = ring->box;
    for (size_t i = 1; i < n_rings; i++) {
        box.min_x = fmin(box.min_x, ring[i].box.min_x);
        box.min_y = fmin(box.min_y, ring[i].box.min_y);
        box.max_x = fmax(box.max_x, ring[i].box.max_x);
        box.max_y = fmax(box.max_y, ring[i].box.max_y);
    }
    return box;
}

/* Sets low and high along the axis on which edges are shorter for the size of the whole. Returns its range. */
static void choose_axis(struct edge *edge, size_t n, const struct tomt_box *box, double *from, double *to)
{
    double along_x = 0, along_y = 0, width = box->max_x - box->min_x, height = box->max_y - box->min_y;
    for (size_t i = 0; i < n; i++) {
        along_x += fabs(edge[i].ax - edge[i].bx);
        along_y += fabs(edge[i].ay - edge[i].by);
    }
    bool x = along_x * height <= along_y * width;
    *from = x ? box->min_x : box->min_y;
    *to = x ? box->max_x : box->max_y;
    for (size_t i = 0; i < n; i++) {
        double a = x ? edge[i].ax : edge[i].ay, b = x ? edge[i].bx : edge[i].by;
        edge[i].low = a < b ? a : b;
        edge[i].high = a < b ? b : a;
    }
}

/* Sorted by low into `order`: first into as many bins as there are edges, then by insertion, which is short. Stops (false) when
 * the edges lie so unevenly that insertion is long. */
static bool sort_edges(const struct edge *edge, size_t n, double from, double to, struct entry *order, struct entry *unsorted)
{
    uint32_t *count = (uint32_t *)(void *)order; /* order is larger than n + 1 counts and is filled only from the last pass on */
    double scale = to > from ? (double)(n - 1) / (to - from) : 0;
    memset(count, 0, (n + 1) * sizeof *count);
    for (size_t i = 0; i < n; i++)
        count[(size_t)((edge[i].low - from) * scale) + 1]++;
    for (size_t i = 1; i <= n; i++)
        count[i] += count[i - 1];
    for (size_t i = 0; i < n; i++)
        unsorted[count[(size_t)((edge[i].low - from) * scale)]++] = (struct entry){edge[i].low, (uint32_t)i};
    size_t budget = n * MOST_NEIGHBOURS;
    for (size_t i = 0; i < n; i++) {
        struct entry entry = unsorted[i];
        size_t to_slot = i;
        while (to_slot > 0 && order[to_slot - 1].low > entry.low) {
            order[to_slot] = order[to_slot - 1];
            to_slot--;
            if (budget-- == 0)
                return false;
        }
        order[to_slot] = entry;
    }
    return true;
}

static bool boxes_apart(const struct edge *a, const struct edge *b)
{
    double a_left = a->ax < a->bx ? a->ax : a->bx, a_right = a->ax < a->bx ? a->bx : a->ax;
    double b_left = b->ax < b->bx ? b->ax : b->bx, b_right = b->ax < b->bx ? b->bx : b->ax;
    double a_low = a->ay < a->by ? a->ay : a->by, a_high = a->ay < a->by ? a->by : a->ay;
    double b_low = b->ay < b->by ? b->ay : b->by, b_high = b->ay < b->by ? b->by : b->ay;
    return a_right < b_left || b_right < a_left || a_high < b_low || b_high < a_low;
}

static bool meet(const struct edge *a, const struct edge *b)
{
    return tomt_orient(a->ax, a->ay, a->bx, a->by, b->ax, b->ay) * tomt_orient(a->ax, a->ay, a->bx, a->by, b->bx, b->by) <= 0 &&
           tomt_orient(b->ax, b->ay, b->bx, b->by, a->ax, a->ay) * tomt_orient(b->ax, b->ay, b->bx, b->by, a->bx, a->by) <= 0;
}

/* `next` begins where `edge` ends: does it run back over it? */
static bool folds_back(const struct edge *edge, const struct edge *next)
{
    return tomt_orient(edge->ax, edge->ay, edge->bx, edge->by, next->bx, next->by) == 0 &&
           (edge->ax - edge->bx) * (next->bx - next->ax) + (edge->ay - edge->by) * (next->by - next->ay) >= 0;
}

static bool disturb(const struct edge *a, const struct edge *b, const struct ring *ring)
{
    if (boxes_apart(a, b))
        return false;
    if (a->ring != b->ring)
        return meet(a, b);
    const struct edge *first = a->index < b->index ? a : b, *second = a->index < b->index ? b : a;
    if (second->index == first->index + 1)
        return folds_back(first, second);
    if (first->index == 0 && second->index == ring[a->ring].n - 2)
        return folds_back(second, first);
    return meet(a, b);
}

static bool edges_apart(const struct edge *edge, const struct entry *order, size_t n, const struct ring *ring)
{
    size_t budget = n * MOST_NEIGHBOURS;
    for (size_t i = 0; i < n; i++) {
        const struct edge *a = edge + order[i].edge;
        for (size_t j = i + 1; j < n && order[j].low <= a->high; j++)
            if (budget-- == 0 || disturb(a, edge + order[j].edge, ring))
                return false;
    }
    return true;
}

/* Edges do not meet: one vertex tells for the whole ring. */
static bool inside(const struct ring *inner, const struct ring *outer)
{
    double x, y;
    bool odd = false;
    if (!tomt_box_hold(&outer->box, &inner->box))
        return false;
    tomt_wkb_xy(inner->xy, 0, &x, &y);
    return tomt_wkb_ring_cross(outer->xy, outer->n, x, y, &odd) || odd;
}

static bool well_nested(const struct ring *ring, size_t n_rings)
{
    for (size_t i = 0; i < n_rings; i++)
        for (size_t j = i + 1; j < n_rings; j++) {
            const struct ring *a = ring + i, *b = ring + j;
            if (a->part == b->part && !a->hole) {
                if (!inside(b, a))
                    return false;
            } else if ((a->part == b->part || (!a->hole && !b->hole)) && (inside(a, b) || inside(b, a))) {
                return false;
            }
        }
    return true;
}

static size_t collect_rings(const uint8_t *wkb, size_t size, struct ring *ring, size_t *n_edges)
{
    struct tomt_wkb_walk walk = tomt_wkb_walk(wkb, size);
    size_t n = 0, next_part = 0;
    *n_edges = 0;
    if (!walk.polygons)
        return 0;
    while (tomt_wkb_step(&walk)) {
        if (n == MOST_RINGS || walk.n < 4 || (walk.ring == 0 && walk.part != next_part++))
            return 0;
        ring[n++] = (struct ring){.xy = walk.xy, .n = walk.n, .part = walk.part, .hole = walk.ring > 0};
        *n_edges += walk.n - 1;
    }
    return n;
}

bool tomt_wkb_sweep_valid(struct tomt_wkb_sweep *sweep, const uint8_t *wkb, size_t size)
{
    struct ring ring[MOST_RINGS];
    size_t n, n_rings = collect_rings(wkb, size, ring, &n), at = 0;
    double from, to;
    if (n_rings == 0 || n > UINT32_MAX / 2)
        return false;
    if (n_rings == 1 && star_shaped(ring->xy, ring->n)) {
        double ax, ay, bx, by;
        tomt_wkb_xy(ring->xy, 0, &ax, &ay);
        tomt_wkb_xy(ring->xy, n, &bx, &by);
        return ax == bx && ay == by;
    }
    if (!reserve(sweep, n + 1))
        return false;
    struct edge *edge = sweep->edges;
    for (size_t i = 0; i < n_rings; at += ring[i].n - 1, i++)
        if (!collect_ring(edge + at, ring + i, (uint32_t)i))
            return false;
    struct tomt_box box = whole_box(ring, n_rings);
    struct entry *order = sweep->order;
    choose_axis(edge, n, &box, &from, &to);
    return sort_edges(edge, n, from, to, order, order + sweep->capacity) && edges_apart(edge, order, n, ring) &&
           well_nested(ring, n_rings);
}
