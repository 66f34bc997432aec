/* economy/autocorrelation.h: is high beside high? Getis-Ord, Moran, Geary: exact statistics, conditional permutations.
 * Pure arithmetic; the caller's arrays; the same bytes at any number of threads and for the same seed. NaN: not defined (no variance).
 * Sources: Getis & Ord (1992) doi:10.1111/j.1538-4632.1992.tb00261.x; Ord & Getis (1995) doi:10.1111/j.1538-4632.1995.tb00912.x;
 * Anselin (1995) doi:10.1111/j.1538-4632.1995.tb00338.x; Cliff & Ord (1981). */
#ifndef TOMT_ECONOMY_AUTOCORRELATION_H
#define TOMT_ECONOMY_AUTOCORRELATION_H

#include "economy/weights.h"

/* z of Gi* (DOMAIN): the weights must hold the place itself (tomt_weights_within with self; else it is added with weight 1). z[n]. */
bool tomt_gi_star(const struct tomt_weights *weights, const double *value, const struct tomt_crew *crew, double *z, struct tomt_error *err);
/* Gi without the place itself. */
bool tomt_gi(const struct tomt_weights *weights, const double *value, const struct tomt_crew *crew, double *z, struct tomt_error *err);
/* Gi* on a complete grid of n_columns x n_rows cells with binary weights within `reach` cells (circle, edge included): running sums, not
 * neighbour lists: 1,000,000 cells in well under a second. Cells beyond the grid do not exist. */
bool tomt_gi_star_grid(const double *value, size_t n_columns, size_t n_rows, double reach_cells, const struct tomt_crew *crew,
                       double *z, struct tomt_error *err);

struct tomt_global { double statistic, expected, variance_normal, variance_random, z_normal, z_random, p_normal, p_random; /* two-sided */ };
bool tomt_moran(const struct tomt_weights *weights, const double *value, struct tomt_global *out, struct tomt_error *err);
bool tomt_geary(const struct tomt_weights *weights, const double *value, struct tomt_global *out, struct tomt_error *err);
bool tomt_getis_g(const struct tomt_weights *weights, const double *value, struct tomt_global *out, struct tomt_error *err);

/* Local Moran: I_i = (n - 1) z_i sum_j w_ij z_j / sum z^2 (z centred), w row-standardised here. Conditional permutations: the others' values are shuffled, place
 * i keeps its own; one table of `n_permutations` random rows (seeded) is shared by all places: row p of place i takes the first n_i of
 * row p, skipping i. p = min(1, 2 (min(#>=, #<=) + 1) / (P + 1)); q: Benjamini-Hochberg; quadrant 1 HH, 2 LH, 3 LL, 4 HL. */
struct tomt_local { double *statistic, *p, *q; uint8_t *quadrant; /* [n] each */ };
bool tomt_local_moran(struct tomt_arena *arena, const struct tomt_weights *weights, const double *value, size_t n_permutations,
                      uint64_t seed, const struct tomt_crew *crew, struct tomt_local *out, struct tomt_error *err);
/* Moran's I with permutations of all values: p two-sided as above. */
bool tomt_moran_permuted(struct tomt_arena *arena, const struct tomt_weights *weights, const double *value, size_t n_permutations,
                         uint64_t seed, const struct tomt_crew *crew, double *statistic, double *p, struct tomt_error *err);
/* Benjamini & Hochberg (1995): adjusted p, monotone, NaN stays NaN and is not counted. */
bool tomt_false_discovery(const double *p, size_t n, double *q, struct tomt_error *err);

#endif
