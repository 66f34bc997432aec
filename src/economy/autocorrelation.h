/* economy/autocorrelation.h: is high beside high? Getis-Ord, Moran, Geary: exact statistics, conditional permutations.
 * Pure arithmetic; the caller's arrays; the same bytes at any number of threads and for the same seed. NaN: not defined (no variance).
 * Sources: Getis & Ord (1992) doi:10.1111/j.1538-4632.1992.tb00261.x; Ord & Getis (1995) doi:10.1111/j.1538-4632.1995.tb00912.x;
 * Anselin (1995) doi:10.1111/j.1538-4632.1995.tb00338.x; Cliff & Ord (1981). */
#ifndef TOMT_ECONOMY_AUTOCORRELATION_H
#define TOMT_ECONOMY_AUTOCORRELATION_H

#include "economy/weights.h"

/* A place whose value is NaN does not exist: it gets NaN, and the others are reckoned without it. An infinite value is an error (TOMT_DATA).
 * But in Gi*, a place that is its own neighbour is not counted as one. */

/* z of Gi* (DOMAIN): the weights must hold the place itself (tomt_weights_within with self; else it is added with weight 1). z[n]. */
bool tomt_gi_star(const struct tomt_weights *weights, const double *value, const struct tomt_crew *crew, double *z, struct tomt_error *err);
/* Gi without the place itself: mean and variance are those of the others. Like Gi*, unchanged when a row of weights is scaled. */
bool tomt_gi(const struct tomt_weights *weights, const double *value, const struct tomt_crew *crew, double *z, struct tomt_error *err);
/* Gi* on a complete grid of n_columns x n_rows cells with binary weights within `reach` cells (circle, edge included): running sums, not
 * neighbour lists: 1,000,000 cells in well under a second. Cells beyond the grid do not exist. */
bool tomt_gi_star_grid(const double *value, size_t n_columns, size_t n_rows, double reach_cells, const struct tomt_crew *crew,
                       double *z, struct tomt_error *err);

/* Moments: Cliff & Ord (1981); of G: Getis & Ord (1992), under randomisation only (the normal ones are NaN), values of 0 or more (else
 * NaN). NaN also: no weights; fewer than four places have no variance_random. */
struct tomt_global { double statistic, expected, variance_normal, variance_random, z_normal, z_random, p_normal, p_random; /* two-sided */ };
bool tomt_moran(const struct tomt_weights *weights, const double *value, struct tomt_global *out, struct tomt_error *err);
bool tomt_geary(const struct tomt_weights *weights, const double *value, struct tomt_global *out, struct tomt_error *err);
bool tomt_getis_g(const struct tomt_weights *weights, const double *value, struct tomt_global *out, struct tomt_error *err);

/* Local Moran: I_i = (n - 1) z_i sum_j w_ij z_j / sum z^2 (z centred), w row-standardised here. Conditional permutations: the others' values are shuffled, place
 * i keeps its own; one table of `n_permutations` random rows (seeded) is shared by all places: row p of place i takes the first n_i of
 * row p, skipping i. p = min(1, 2 (min(#>=, #<=) + 1) / (P + 1)); q: Benjamini-Hochberg; quadrant 1 HH, 2 LH, 3 LL, 4 HL.
 * Sums of neighbours that only rounding can tell apart count as equal. A place without neighbours: NaN, quadrant 0. Rows of equal weights cost
 * next to nothing; rows of unequal ones n_i n_permutations multiplications, ordered for the cache. */
struct tomt_local { double *statistic, *p, *q; uint8_t *quadrant; /* [n] each */ };
bool tomt_local_moran(struct tomt_arena *arena, const struct tomt_weights *weights, const double *value, size_t n_permutations,
                      uint64_t seed, const struct tomt_crew *crew, struct tomt_local *out, struct tomt_error *err);
/* Mean and variance of each statistic over all conditional permutations, exactly. expected[n], variance[n].
 * Source: Sokal, Oden & Thomson (1998) doi:10.1111/j.1538-4632.1998.tb00406.x. */
bool tomt_local_moran_moments(const struct tomt_weights *weights, const double *value, double *expected, double *variance,
                              struct tomt_error *err);
/* Moran's I with permutations of all values: p two-sided as above. */
bool tomt_moran_permuted(struct tomt_arena *arena, const struct tomt_weights *weights, const double *value, size_t n_permutations,
                         uint64_t seed, const struct tomt_crew *crew, double *statistic, double *p, struct tomt_error *err);
/* Benjamini & Hochberg (1995): adjusted p, monotone, NaN stays NaN and is not counted. */
bool tomt_false_discovery(const double *p, size_t n, double *q, struct tomt_error *err);

#endif
