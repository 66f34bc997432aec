/* score/score.h: weights, weighted sum, vetoes, ranks. Pure arithmetic; later methods join as rows.
 * Knows nothing of criteria, files or GIS. All arrays belong to the caller; [criterion][site]. Thread-safe. */
#ifndef TOMT_SCORE_SCORE_H
#define TOMT_SCORE_SCORE_H

#include "base/error.h"
#include "score/value.h"

enum tomt_null_policy { TOMT_NULL_DROP, TOMT_NULL_WORST, TOMT_NULL_NEUTRAL };

/* weights (>= 0, not all 0) -> shares that sum to 1. */
bool tomt_weights_normalise(const double *weight, size_t n, double *share, struct tomt_error *err);

struct tomt_score_input {
    size_t n_criteria, n_sites;
    const double *share;                 /* [criterion] */
    const enum tomt_null_policy *null_policy; /* [criterion] */
    const double *const *value;          /* [criterion][site], 0..1 or NaN */
};
/* drop: a missing criterion's weight is spread over the others in proportion (coverage = Σ share of those with data; no data at
 * all: score NaN). worst: value 0; neutral: value 0.5; both count as not covered. contribution[c][s] is in points, rounded to a
 * multiple of 2^-40 before it is summed, so any order gives the same score; NaN where the criterion was dropped.
 * score[s] = Σ contributions, 0..100 (n criteria at full value may round up to at most n * 2^-41 over it). */
void tomt_score_weighted_sum(const struct tomt_score_input *input, double *const *contribution, double *score, double *coverage);

/* Ranks 1.. by score descending, ties to the smaller id in byte order (every site its own rank); rows whose score is NaN get 0. */
bool tomt_score_rank(const double *score, const char *const *id, size_t n, uint32_t *rank, struct tomt_error *err);

#endif
