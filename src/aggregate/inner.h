/* aggregate/inner.h: what the methods share: values ready to be compared, thresholds, sums that no order changes.
 * Only files of this room and their tests include it. Knows nothing of files or GIS. Thread-safe. */
#ifndef TOMT_AGGREGATE_INNER_H
#define TOMT_AGGREGATE_INNER_H

#include "aggregate/aggregate.h"

#include <math.h>

/* What counts: criteria with a share over 0 and sites with a score, filled (tomt_aggregate_fill). */
struct tomt_ready {
    size_t n_criteria, n_sites;
    const size_t *criterion, *site; /* their numbers in the input */
    const double *share;            /* [criterion] */
    const double *const *value;     /* [criterion][site], without NaN */
};
bool tomt_ready_make(struct tomt_arena *arena, const struct tomt_score_input *input, struct tomt_ready *ready, struct tomt_error *err);

/* Nothing is said of any site yet: NaN everywhere. */
void tomt_scores_unknown(const struct tomt_method *method, size_t n_sites, double *score, double *const *term);

bool tomt_weighted_sums(struct tomt_arena *scratch, const struct tomt_score_input *input, double *score, struct tomt_error *err);

/* Differences are compared in units of 10^-12 of the scale of values, as whole numbers: 0.35 is then just 0.05 more than 0.3, which it is
 * not as a double, and sums over millions of sites are exact. */
#define TOMT_VALUE_UNITS 1e12
static inline int64_t tomt_value_units(double value)
{
    return (int64_t)(value * TOMT_VALUE_UNITS + 0.5);
}

/* indifference <= preference <= veto, in the units above; veto < 0: none. [criterion of ready] */
struct tomt_settled_thresholds {
    int64_t indifference, preference, veto;
};
/* What a criterion says goes before the method's own, which give way where the two do not fit. What a criterion says against itself is TOMT_PROJECT. */
bool tomt_thresholds_settle(const struct tomt_aggregate_input *input, const struct tomt_ready *ready, struct tomt_thresholds own,
                            struct tomt_settled_thresholds *settled, struct tomt_error *err);
/* Rows of a method's parameters that give the `own` of both: of type double, named so. */
#define TOMT_THRESHOLD_ROWS(args)                                                                                                                    \
    {"indifference", TOMT_PARAM_NUMBER, offsetof(args, indifference), false, 0, 1, "0.05", NULL, NULL,                                               \
     "a difference of values up to this is none, where a criterion says nothing else (thresholds)"},                                                 \
    {                                                                                                                                                \
        "preference", TOMT_PARAM_NUMBER, offsetof(args, preference), false, 0, 1, "0.25", NULL, NULL,                                                \
            "from this difference of values on preference is full, where a criterion says nothing else"                                              \
    }

/* ELECTRE III: a_over_b[a * n_sites + b], 0 to 10^9: how credible is it that a is at least as good as b. */
bool tomt_electre_credibility(const struct tomt_ready *ready, const struct tomt_settled_thresholds *threshold, struct tomt_arena *scratch,
                              uint32_t *a_over_b, struct tomt_error *err);
#define TOMT_CREDIBLE 1000000000

/* A term of a sum of at most about 1, on a grid of 2^-50 (numbers from 5 to 7 are that far apart): such terms add up exactly, in any order, and a larger term stays at
 * least as large. |term| <= 1. */
static inline double tomt_term(double term)
{
    double moved = term + 6.0;
    return moved - 6.0;
}

/* Sorts the terms and adds them from the smallest up: no order of theirs changes the sum, larger terms never make it smaller, and tiny ones are not lost as on a grid. */
double tomt_sum_by_size(double *term, size_t n);

/* A share of 1 as points, 0 to 100, on the grid of 2^-40 points that scores have. */
double tomt_points(double share);

#endif
