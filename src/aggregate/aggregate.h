/* aggregate/aggregate.h: from values (0 to 1) and shares of weight to one score a site: the methods of multi-criteria analysis behind one
 * interface. Pure arithmetic. Knows nothing of raw numbers: falling criteria are turned by their value functions, never by a reciprocal.
 * All arrays belong to the caller. Thread-safe. */
#ifndef TOMT_AGGREGATE_AGGREGATE_H
#define TOMT_AGGREGATE_AGGREGATE_H

#include "base/arena.h"
#include "base/param.h"
#include "score/score.h"

struct tomt_thresholds { /* on the scale of values, 0 to 1; NaN: the method's own */
    double indifference, preference, veto;
};
struct tomt_aggregate_input {
    struct tomt_score_input of;              /* sites in byte order of their ids */
    const struct tomt_thresholds *threshold; /* [criterion]; NULL: none given */
};
struct tomt_method_term { /* what a method says of a site in its own terms */
    const char *name, *unit; /* a column's name: "closeness", "phi_plus" */
    struct tomt_title title;
};
/* One method: a row in methods.def, a file. */
struct tomt_method {
    const char *name, *summary, *source;
    size_t args_size;
    const struct tomt_param *params; /* bound by project/; ends with name NULL */
    bool adds_up;                    /* contributions sum to the score: the weighted sum alone */
    bool by_pairs;                   /* its cost grows with the square of the sites: not for thousands of draws */
    size_t most_sites;               /* 0: any number; more are TOMT_PROJECT, said with the number */
    const struct tomt_method_term *term; /* ends with name NULL; at most 6 */
    /* score[site] 0..100, more is better, NaN when the site has no value at all; term[k][site]. Depends neither on the order of criteria nor,
     * per site, of sites. A site that is at least as good in every criterion never gets less (values that are missing: see
     * tomt_aggregate_fill). With one site or none it must not fail. */
    bool (*score)(const void *args, const struct tomt_aggregate_input *input, struct tomt_arena *scratch, double *score, double *const *term,
                  struct tomt_error *err);
};
extern const struct tomt_method *const tomt_methods[]; /* ends with NULL; weighted_sum first */
const struct tomt_method *tomt_method_find(const char *name);
/* The defaults of params, in the arena. */
void *tomt_method_defaults(struct tomt_arena *arena, const struct tomt_method *method, struct tomt_error *err);

/* Values without gaps for methods that compare site by site: worst is 0, neutral 0.5; drop: the mean of what is known of the site, weighed (what
 * the weighted sum does). A site without any value stays NaN throughout. filled[criterion] in the arena; a column without gaps is the caller's own. */
bool tomt_aggregate_fill(struct tomt_arena *arena, const struct tomt_score_input *input, const double ***filled, struct tomt_error *err);

/* Ranks by score, ties by `second` (NULL: none; the weighted sum), then the smaller id in byte order. Rows without a score get 0. */
bool tomt_aggregate_rank(const double *score, const double *second, const char *const *id, size_t n, uint32_t *rank, struct tomt_error *err);

/* So many pairs of sites change their order when a copy of site `copied` joins; pairs with the copy do not count. 0 for the weighted sum. Where the method's
 * most_sites is reached, SIZE_MAX. */
bool tomt_aggregate_reversals(const struct tomt_method *method, const void *args, const struct tomt_aggregate_input *input, size_t copied,
                              struct tomt_arena *scratch, size_t *n_reversals, struct tomt_error *err);

#endif
