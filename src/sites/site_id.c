/* sites/site_id.c: a hash over the set of a shape's directed edges at 1 cm: no start, no order of
 * rings or parts. */
#include "sites/source.h"

#include <math.h>

static uint64_t stir(uint64_t x) /* every bit of the outcome depends on every bit of x */
{
    x = (x ^ (x >> 32)) * UINT64_C(0x9e6c63d0876a9a47);
    x = (x ^ (x >> 29)) * UINT64_C(0xd6e8feb86659fd93);
    return x ^ (x >> 32);
}

static uint64_t corner(double x_m, double y_m)
{
    return stir(stir((uint64_t)llround(x_m * 100)) + (uint64_t)llround(y_m * 100));
}

uint64_t tomt_shape_hash(const struct tomt_outline *outline)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < outline->n; i++) {
        const struct tomt_edge *edge = &outline->edge[i];
        uint64_t from = corner(edge->x0, edge->y0), to = corner(edge->x1, edge->y1);
        if (from != to)
            sum += stir(from + 3 * to);
    }
    return stir(sum);
}
