/* economy/tree.c: halves by the longer side until eight or fewer are left. */
#include "economy/tree.h"

#include <math.h>

enum { LEAF = 8 };

struct item {
    double x, y;
    uint32_t spot;
};
struct planting {
    struct tomt_tree *tree;
    struct item *item;
};

static bool is_before(const struct item *a, const struct item *b, bool by_x)
{
    double a1 = by_x ? a->x : a->y, b1 = by_x ? b->x : b->y;
    double a2 = by_x ? a->y : a->x, b2 = by_x ? b->y : b->x;
    return a1 < b1 || (a1 == b1 && a2 < b2);
}

static void swap(struct item *a, struct item *b)
{
    struct item keep = *a;
    *a = *b;
    *b = keep;
}

/* Hoare's selection: the item of rank `middle` comes to its place, the lower ones before it. Spots
 * are distinct, so the order is total. */
static void select_middle(struct item *item, ptrdiff_t n, ptrdiff_t middle, bool by_x)
{
    ptrdiff_t from = 0, to = n - 1;
    while (from < to) {
        struct item pivot = item[from + (to - from) / 2];
        ptrdiff_t i = from, j = to;
        while (i <= j) {
            while (is_before(&item[i], &pivot, by_x))
                i++;
            while (is_before(&pivot, &item[j], by_x))
                j--;
            if (i <= j)
                swap(&item[i++], &item[j--]);
        }
        if (middle > j && middle < i)
            return;
        if (middle <= j)
            to = j;
        else
            from = i;
    }
}

static struct tomt_tree_node bounds(const struct item *item, uint32_t from, uint32_t to)
{
    struct tomt_tree_node node = {INFINITY, INFINITY, -INFINITY, -INFINITY, from, to, 0};
    for (uint32_t i = from; i < to; i++) {
        node.min_x = item[i].x < node.min_x ? item[i].x : node.min_x;
        node.min_y = item[i].y < node.min_y ? item[i].y : node.min_y;
        node.max_x = item[i].x > node.max_x ? item[i].x : node.max_x;
        node.max_y = item[i].y > node.max_y ? item[i].y : node.max_y;
    }
    return node;
}

static void plant(struct planting *planting, uint32_t from, uint32_t to)
{
    struct tomt_tree *tree = planting->tree;
    size_t at = tree->n_nodes++;
    struct tomt_tree_node node = bounds(planting->item, from, to);
    if (to - from > LEAF) {
        bool by_x = node.max_x - node.min_x >= node.max_y - node.min_y;
        uint32_t half = (to - from) / 2;
        select_middle(planting->item + from, to - from, half, by_x);
        plant(planting, from, from + half);
        node.right = (uint32_t)tree->n_nodes;
        plant(planting, from + half, to);
    }
    tree->node[at] = node;
}

bool tomt_tree_new(struct tomt_arena *arena, const struct tomt_spots *spots, struct tomt_tree *out,
                   struct tomt_error *err)
{
    *out = (struct tomt_tree){.n = spots->n};
    /* A leaf holds at least half of LEAF, unless it is the only one. */
    size_t most_nodes = 2 * (spots->n / (LEAF / 2)) + 1;
    struct item *item = tomt_arena_block(arena, NULL, spots->n * sizeof *item, err);
    out->node = tomt_arena_block(arena, NULL, most_nodes * sizeof *out->node, err);
    out->x = tomt_arena_block(arena, NULL, spots->n * sizeof *out->x, err);
    out->y = tomt_arena_block(arena, NULL, spots->n * sizeof *out->y, err);
    out->units = tomt_arena_block(arena, NULL, spots->n * sizeof *out->units, err);
    out->spot = tomt_arena_block(arena, NULL, spots->n * sizeof *out->spot, err);
    if (!item || !out->node || !out->x || !out->y || !out->units || !out->spot)
        return false;
    for (size_t i = 0; i < spots->n; i++)
        item[i] = (struct item){spots->x[i], spots->y[i], (uint32_t)i};
    struct planting planting = {out, item};
    if (spots->n > 0)
        plant(&planting, 0, (uint32_t)spots->n);
    for (size_t i = 0; i < spots->n; i++) {
        out->x[i] = item[i].x;
        out->y[i] = item[i].y;
        out->spot[i] = item[i].spot;
        out->units[i] = spots->units[item[i].spot];
    }
    tomt_arena_drop(arena, item);
    return true;
}
