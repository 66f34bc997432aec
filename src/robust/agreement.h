/* robust/agreement.h: do methods agree, and which sites does nobody beat? Kendall's tau-b (Knight 1966), Pareto front. Pure arithmetic.
 * Knows nothing of files or GIS. Thread-safe. */
#ifndef TOMT_ROBUST_AGREEMENT_H
#define TOMT_ROBUST_AGREEMENT_H

#include "base/arena.h"
#include "base/crew.h"

/* Kendall's tau-b of two rankings (or scores) of the same n things; rows where either is NaN are left out. NaN when fewer than two
 * are left or one of them is all ties. O(n log n). */
bool tomt_kendall_tau(const double *a, const double *b, size_t n, struct tomt_arena *scratch, double *tau, struct tomt_error *err);

/* A site dominates another when it is at least as good in every criterion and better in one. value[criterion][site] without NaN but for sites
 * that have none at all (those are in no front and dominate nobody; SIZE_MAX, too: look at their score). dominated_by[site]: number of the first site, in order of the sum of values
 * (then of number), that dominates it; SIZE_MAX: it is on the Pareto front. The crew shares the work; the same answer at any number of threads. */
bool tomt_pareto(struct tomt_arena *arena, const double *const *value, size_t n_criteria, size_t n_sites, const struct tomt_crew *crew,
                 size_t *dominated_by, struct tomt_error *err);

#endif
