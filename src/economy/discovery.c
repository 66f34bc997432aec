/* economy/discovery.c: the false discovery rate of Benjamini & Hochberg. */
#include "economy/autocorrelation.h"

#include <math.h>
#include <stdlib.h>

struct found {
    double p;
    size_t at;
};

static int by_p(const void *a, const void *b)
{
    double p = ((const struct found *)a)->p, q = ((const struct found *)b)->p;
    return (p > q) - (p < q);
}

bool tomt_false_discovery(const double *p, size_t n, double *q, struct tomt_error *err)
{
    if (n == 0)
        return true;
    struct found *found = tomt_allocate(n * sizeof *found);
    if (!found)
        return tomt_fail(err, TOMT_MEMORY, "no memory for %zu p values", n);
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(p[i]))
            found[m++] = (struct found){p[i], i};
    for (size_t i = 0; i < n; i++)
        q[i] = NAN;
    qsort(found, m, sizeof *found, by_p);
    double least = 1;
    for (size_t rank = m; rank > 0; rank--) {
        least = fmin(least, found[rank - 1].p * (double)m / (double)rank);
        q[found[rank - 1].at] = least;
    }
    tomt_release(found);
    return true;
}
