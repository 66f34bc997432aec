/* geo/orient.c: the exact path of the orientation test, for the few cases that the error bound
 * leaves open. */
#include "geo/orient.h"

#include <stddef.h>

/* Adds `value` to the n components of an expansion (smallest first) without any loss. */
static size_t grow(double *part, size_t n, double value)
{
    double carry = value;
    for (size_t i = 0; i < n; i++) {
        double sum = carry + part[i];
        double shown = sum - carry;
        double lost = (carry - (sum - shown)) + (part[i] - shown);
        part[i] = lost;
        carry = sum;
    }
    part[n] = carry;
    return n + 1;
}

static size_t grow_product(double *part, size_t n, double a, double b)
{
    double product = a * b;
    n = grow(part, n, fma(a, b, -product));
    return grow(part, n, product);
}

int tomt_orient_exact(double ax, double ay, double bx, double by, double cx, double cy)
{
    /* (a - c) x (b - c) = a x b + b x c + c x a: twelve doubles hold it exactly. */
    double part[12];
    size_t n = 0;
    n = grow_product(part, n, ax, by);
    n = grow_product(part, n, -ay, bx);
    n = grow_product(part, n, bx, cy);
    n = grow_product(part, n, -by, cx);
    n = grow_product(part, n, cx, ay);
    n = grow_product(part, n, -cy, ax);
    for (size_t i = n; i > 0; i--)
        if (part[i - 1] != 0)
            return part[i - 1] > 0 ? 1 : -1;
    return 0;
}
