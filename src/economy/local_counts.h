/* economy/local_counts.h: how many rows of a table of random picks give a place's neighbours at least, or at most, what it has.
 * Pure arithmetic, on all cores.
 * The rows are shared by all places, and that is the trick. What a row gives depends on the place only through its weights
 * and on whether the place itself is among the row's picks, which is rare. Places whose k neighbours weigh the same share one sorted
 * list of sums for k; the others multiply their weights with the same short columns of values, with no random access at all. */
#ifndef TOMT_ECONOMY_LOCAL_COUNTS_H
#define TOMT_ECONOMY_LOCAL_COUNTS_H

#include "economy/present.h"

/* pick[row * width + position] < n: different places within a row; width is at least the longest row of weights + 1. */
struct tomt_picks {
    const uint32_t *pick;
    size_t n_rows, width;
};
/* Adds to at_least[n] and at_most[n]: of the rows, those whose sum of w_ij z is >= (<=) that of the place's neighbours. A place of n_i
 * neighbours takes the first n_i picks of a row but itself. Sums that only rounding can tell apart are equal. `present` without selves.
 * level: widest vectors to use, 0 plain, 1 AVX2, 2 AVX-512, -1 the best there is: the counts are the same. */
bool tomt_local_counts(const struct tomt_present *present, const struct tomt_picks *picks, int level,
                       const struct tomt_crew *crew, uint32_t *at_least, uint32_t *at_most, struct tomt_error *err);

#endif
