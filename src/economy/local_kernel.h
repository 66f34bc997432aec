/* economy/local_kernel.h: one place's weights times many rows of values, counted against two bounds.
 * Pure arithmetic, for three widths of vector: the same operations in the same order, so the same counts. */
#ifndef TOMT_ECONOMY_LOCAL_KERNEL_H
#define TOMT_ECONOMY_LOCAL_KERNEL_H

#include <stddef.h>

#define TOMT_LANES 32 /* rows side by side in memory */

struct tomt_local_row {
    const double *weight;
    size_t k;
    double low, high;
};
struct tomt_tally {
    size_t at_least, at_most;
};
/* value[group][width][TOMT_LANES], k <= width. Sums over the first k positions; NaN counts nowhere. */
typedef void tomt_local_kernel(const struct tomt_local_row *row, const double *value, size_t width, size_t n_groups,
                               struct tomt_tally *tally);
/* 0 plain, 1 AVX2, 2 AVX-512, -1: the widest here; NULL: this processor has not that. */
tomt_local_kernel *tomt_local_kernel_at(int level);

#endif
