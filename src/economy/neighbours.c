/* economy/neighbours.c: a balanced k-d tree with tight boxes. A box's distance is computed with the
 * same operations as a point's, and rounding keeps order, so what is cut off is truly further. */
#include "economy/neighbours.h"

#include "economy/chance.h"

#include <math.h>

enum { LEAF = 8 };

struct builder {
    struct tomt_near_point *point;
    struct tomt_near_node *node;
    uint32_t n_nodes;
    struct tomt_chance chance;
};

static bool is_before(const struct tomt_near_point *a, const struct tomt_near_point *b, bool by_y)
{
    double s = by_y ? a->y : a->x, t = by_y ? b->y : b->x;
    return s < t || (s == t && a->id < b->id);
}

static void swap(struct tomt_near_point *a, struct tomt_near_point *b)
{
    struct tomt_near_point moved = *a;
    *a = *b;
    *b = moved;
}

/* Quickselect: point[from..middle) come before point[middle..to). A random pivot has no bad
 * pattern; keys differ, as ids do. */
static void part(struct builder *b, size_t from, size_t to, size_t middle, bool by_y)
{
    while (to - from > 1) {
        struct tomt_near_point *p = b->point;
        swap(&p[to - 1], &p[from + tomt_chance_below(&b->chance, (uint32_t)(to - from))]);
        struct tomt_near_point pivot = p[to - 1];
        size_t at = from;
        for (size_t i = from; i + 1 < to; i++)
            if (is_before(&p[i], &pivot, by_y))
                swap(&p[i], &p[at++]);
        swap(&p[at], &p[to - 1]);
        if (at == middle)
            return;
        if (at < middle)
            from = at + 1;
        else
            to = at;
    }
}

static void grow(struct builder *b, size_t from, size_t to)
{
    struct tomt_near_node *node = &b->node[b->n_nodes++];
    const struct tomt_near_point *p = &b->point[from];
    *node = (struct tomt_near_node){p->x, p->y, p->x, p->y, (uint32_t)from, (uint32_t)to, 0, p->id};
    for (size_t i = from; i < to; i++) {
        p = &b->point[i];
        node->min_x = p->x < node->min_x ? p->x : node->min_x;
        node->max_x = p->x > node->max_x ? p->x : node->max_x;
        node->min_y = p->y < node->min_y ? p->y : node->min_y;
        node->max_y = p->y > node->max_y ? p->y : node->max_y;
        node->lowest = p->id < node->lowest ? p->id : node->lowest;
    }
    if (to - from <= LEAF)
        return;
    size_t middle = from + (to - from) / 2;
    part(b, from, to, middle, node->max_y - node->min_y > node->max_x - node->min_x);
    grow(b, from, middle);
    node->right = b->n_nodes;
    grow(b, middle, to);
}

bool tomt_near_tree_make(struct tomt_arena *arena, const double *x, const double *y, size_t n,
                         struct tomt_near_tree *out, struct tomt_error *err)
{
    if (n >= UINT32_MAX)
        return tomt_fail(err, TOMT_DATA, "%zu points are too many", n);
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]) || !isfinite(y[i]))
            return tomt_fail(err, TOMT_DATA,
                             "point %zu has no place (%g, %g): leave out what is not placed", i,
                             x[i], y[i]);
    /* A leaf that came of a split holds LEAF / 2 points at least. */
    size_t most_nodes = 2 * (n / (LEAF / 2)) + 1;
    struct builder b = {0};
    b.point = tomt_arena_block(arena, NULL, (n + 1) * sizeof *b.point, err);
    b.node = b.point ? tomt_arena_block(arena, NULL, most_nodes * sizeof *b.node, err) : NULL;
    if (!b.node)
        return false;
    for (size_t i = 0; i < n; i++)
        b.point[i] = (struct tomt_near_point){x[i], y[i], (uint32_t)i};
    tomt_chance_start(&b.chance, 0, 0);
    if (n > 0)
        grow(&b, 0, n);
    *out = (struct tomt_near_tree){n, b.point, b.node};
    return true;
}

static double beyond(double at, double low, double high)
{
    return at < low ? low - at : at > high ? at - high : 0;
}

static double to_box(const struct tomt_near_node *node, double x, double y)
{
    double dx = beyond(x, node->min_x, node->max_x), dy = beyond(y, node->min_y, node->max_y);
    return dx * dx + dy * dy;
}

static double to_point(const struct tomt_near_point *point, double x, double y)
{
    double dx = point->x - x, dy = point->y - y;
    return dx * dx + dy * dy;
}

enum { DEEPEST = 64 }; /* halving 2^32 points thirty times leaves a leaf; one waits per level */

size_t tomt_near_within(const struct tomt_near_tree *tree, double x, double y, double radius2_m2,
                        uint32_t but, uint32_t *out)
{
    uint32_t waiting[DEEPEST];
    size_t n_waiting = 0, n = 0;
    if (tree->n > 0)
        waiting[n_waiting++] = 0;
    while (n_waiting > 0) {
        uint32_t at = waiting[--n_waiting];
        const struct tomt_near_node *node = &tree->node[at];
        if (to_box(node, x, y) > radius2_m2)
            continue;
        if (node->right != 0) {
            waiting[n_waiting++] = node->right;
            waiting[n_waiting++] = at + 1;
            continue;
        }
        for (uint32_t i = node->from; i < node->to; i++) {
            const struct tomt_near_point *point = &tree->point[i];
            if (to_point(point, x, y) > radius2_m2 || point->id == but)
                continue;
            if (out)
                out[n] = point->id;
            n++;
        }
    }
    return n;
}

static bool is_nearer(double distance2, uint32_t id, const struct tomt_near *than)
{
    return distance2 < than->distance2_m2 || (distance2 == than->distance2_m2 && id < than->id);
}

/* near[0..n) is a heap, the furthest on top; `item` comes in at the hole. */
static void sink(struct tomt_near *near, size_t n, size_t hole, struct tomt_near item)
{
    for (;;) {
        size_t child = 2 * hole + 1;
        if (child >= n)
            break;
        if (child + 1 < n && is_nearer(near[child].distance2_m2, near[child].id, &near[child + 1]))
            child++;
        if (!is_nearer(item.distance2_m2, item.id, &near[child]))
            break;
        near[hole] = near[child];
        hole = child;
    }
    near[hole] = item;
}

static void offer(struct tomt_near *near, size_t *n, size_t k, struct tomt_near item)
{
    if (*n == k) {
        if (is_nearer(item.distance2_m2, item.id, &near[0]))
            sink(near, k, 0, item);
        return;
    }
    near[(*n)++] = item;
    if (*n == k)
        for (size_t i = k / 2; i-- > 0;)
            sink(near, k, i, near[i]);
}

void tomt_near_nearest(const struct tomt_near_tree *tree, double x, double y, uint32_t but,
                       struct tomt_near *near, size_t k)
{
    struct {
        double distance2;
        uint32_t node;
    } waiting[DEEPEST];
    size_t n_waiting = 0, n = 0;
    if (tree->n > 0 && k > 0) {
        waiting[0].distance2 = 0;
        waiting[n_waiting++].node = 0;
    }
    while (n_waiting > 0) {
        n_waiting--;
        uint32_t at = waiting[n_waiting].node;
        const struct tomt_near_node *node = &tree->node[at];
        if (n == k && !is_nearer(waiting[n_waiting].distance2, node->lowest, &near[0]))
            continue;
        if (node->right != 0) {
            double left = to_box(node + 1, x, y), right = to_box(&tree->node[node->right], x, y);
            bool right_first = right < left; /* the last one in is the first one out */
            waiting[n_waiting].distance2 = right_first ? left : right;
            waiting[n_waiting++].node = right_first ? at + 1 : node->right;
            waiting[n_waiting].distance2 = right_first ? right : left;
            waiting[n_waiting++].node = right_first ? node->right : at + 1;
            continue;
        }
        for (uint32_t i = node->from; i < node->to; i++) {
            const struct tomt_near_point *point = &tree->point[i];
            if (point->id != but)
                offer(near, &n, k, (struct tomt_near){to_point(point, x, y), point->id});
        }
    }
}
