/* network/hilbert.c: rows in the order of the Hilbert curve, so that neighbours in space are
 * neighbours in memory. */
#include "network/graph_inside.h"

#include <math.h>
#include <stdlib.h>

struct keyed {
    uint32_t key, row;
};

/* Position along the Hilbert curve of 2^16 x 2^16 cells (Warren, Hacker's Delight, 16-5). */
static uint32_t hilbert(uint32_t x, uint32_t y)
{
    uint32_t at = 0;
    for (int bit = 15; bit >= 0; bit--) {
        uint32_t right = (x >> bit) & 1, up = (y >> bit) & 1;
        at = (at << 2) | ((3 * right) ^ up);
        uint32_t flip = (0 - right) & (up - 1) & 0xffff, kept = up - 1;
        uint32_t swap = (x ^ y) & kept;
        x = (x ^ swap) ^ flip;
        y = (y ^ swap) ^ flip;
    }
    return at;
}

static void key_rows(const double *x, const double *y, size_t n, struct keyed *keyed)
{
    double min_x = x[0], max_x = x[0], min_y = y[0], max_y = y[0];
    for (size_t i = 1; i < n; i++) {
        min_x = x[i] < min_x ? x[i] : min_x;
        max_x = x[i] > max_x ? x[i] : max_x;
        min_y = y[i] < min_y ? y[i] : min_y;
        max_y = y[i] > max_y ? y[i] : max_y;
    }
    double wide = max_x - min_x > max_y - min_y ? max_x - min_x : max_y - min_y;
    double scale = wide > 0 && wide <= 1e300 ? 65535.0 / wide : 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t column = (uint32_t)((x[i] - min_x) * scale),
                 line = (uint32_t)((y[i] - min_y) * scale);
        keyed[i] = (struct keyed){hilbert(column, line), (uint32_t)i};
    }
}

/* By 11 bits of the key; stable. */
static void sort_digit(const struct keyed *from, struct keyed *to, size_t n, unsigned shift)
{
    size_t start[2049] = {0};
    for (size_t i = 0; i < n; i++)
        start[((from[i].key >> shift) & 2047) + 1]++;
    for (unsigned digit = 0; digit < 2048; digit++)
        start[digit + 1] += start[digit];
    for (size_t i = 0; i < n; i++)
        to[start[(from[i].key >> shift) & 2047]++] = from[i];
}

struct tie {
    double x, y;
    uint32_t row;
};

static int tie_order(const void *one, const void *other)
{
    const struct tie *a = one, *b = other;
    if (a->x < b->x || a->x > b->x)
        return a->x < b->x ? -1 : 1;
    if (a->y < b->y || a->y > b->y)
        return a->y < b->y ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

/* Rows of one cell of the curve, in an order that does not depend on how they came. */
static bool sort_ties(const struct keyed *keyed, size_t n, const double *x, const double *y,
                      uint32_t *order, struct tomt_error *err)
{
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from; to < n && keyed[to].key == keyed[from].key; to++)
            order[to] = keyed[to].row;
        if (to - from < 2)
            continue;
        struct tie few[32], *tie = few;
        if (to - from > 32 && !(tie = tomt_allocate((to - from) * sizeof *tie)))
            return tomt_fail(err, TOMT_MEMORY, "out of memory while ordering %zu nodes", n);
        for (size_t i = from; i < to; i++)
            tie[i - from] = (struct tie){x[order[i]], y[order[i]], order[i]};
        qsort(tie, to - from, sizeof *tie, tie_order);
        for (size_t i = from; i < to; i++)
            order[i] = tie[i - from].row;
        if (tie != few)
            tomt_release(tie);
    }
    return true;
}

uint32_t *tomt_hilbert_order(struct tomt_arena *arena, const double *x, const double *y, size_t n,
                             struct tomt_error *err)
{
    uint32_t *order = tomt_arena_block(arena, NULL, (n + 1) * sizeof *order, err);
    struct keyed *keyed = tomt_allocate((n + 1) * sizeof *keyed);
    struct keyed *spare = tomt_allocate((n + 1) * sizeof *spare);
    bool good = order && keyed && spare;
    if (order && !good)
        tomt_fail(err, TOMT_MEMORY, "out of memory while ordering %zu nodes", n);
    if (good && n > 0) {
        key_rows(x, y, n, keyed);
        sort_digit(keyed, spare, n, 0);
        sort_digit(spare, keyed, n, 11);
        sort_digit(keyed, spare, n, 22);
        good = sort_ties(spare, n, x, y, order, err);
    }
    tomt_release(keyed);
    tomt_release(spare);
    return good ? order : NULL;
}
