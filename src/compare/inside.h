/* compare/inside.h: what the files of this room share; nobody else includes it. */
#ifndef TOMT_COMPARE_INSIDE_H
#define TOMT_COMPARE_INSIDE_H

#include "base/table.h"
#include "compare/compare.h"
#include "result/result.h"

struct tomt_asked { /* a criterion as one result asked for it */
    const char *id, *unit, *value_json, *parameters, *null_policy;
    struct tomt_title title;
    double share;
    double threshold[3];       /* indifference, preference, veto; NaN: the method's */
};
struct tomt_side { /* one profile of one result */
    const char *path, *profile;
    struct tomt_result_info info;
    const char *data_date, *method, *sites_sha256;
    const char *method_parameters, *vetoes; /* JSON; NULL: before schema 1.1 */
    double least_coverage;                  /* NaN: before schema 1.1 */
    struct tomt_title title;
    struct tomt_asked *criterion; size_t n_criteria;
    size_t n;                             /* sites */
    const char **site_id, **parcel;       /* [site]; parcel NULL: none */
    double *rank, *score, *low, *high;    /* NaN: none */
    double **x, **v, **c;                 /* [criterion][site] */
    struct tomt_table rejected; bool has_rejected;
    struct tomt_table profiles, criteria, sites; /* as read */
};
enum tomt_difference { TOMT_NUMBER_CHANGED, TOMT_VALUE_CHANGED, TOMT_WEIGHT_CHANGED, TOMT_CRITERION_NEW, TOMT_CRITERION_GONE, TOMT_DATA_CHANGED /* from or to no data */,
                       TOMT_SPREAD_CHANGED /* its share is as it was: the weights of missing data fall otherwise */, TOMT_ASSUMED_CHANGED /* so does what is assumed instead of its own */ };
struct tomt_cause { /* what a criterion did to a score */
    size_t a, b;               /* its number in each; SIZE_MAX: not there */
    enum tomt_difference what; /* the first of these that is true: data, number, value function, weight, spread */
    double points;             /* c in B less c in A; NaN when the method tells none */
    double raw_a, raw_b;
};
struct tomt_move {
    size_t a, b;           /* site's number; SIZE_MAX: not there */
    const char *reason, *detail; /* of a site that is new or gone: why the other result has it not (table rejected); NULL: it is no candidate there */
    struct tomt_cause *cause; size_t n_causes; /* largest first */
};
struct tomt_compared {
    struct tomt_side a, b;
    struct tomt_move *moved; size_t n_moved;   /* rank or score changed; by rank in B, then in A */
    struct tomt_move *fresh; size_t n_fresh;   /* in B alone, by rank */
    struct tomt_move *gone; size_t n_gone;     /* in A alone, by rank */
    size_t n_both, n_up, n_down, n_same;       /* of sites in both with ranks */
    double tau;                                /* of ranks of sites in both */
    bool same_sites;                           /* what makes sites was the same, as far as the results tell */
};
struct tomt_comparison {
    struct tomt_compared *profile; size_t n_profiles;
    const char **only_a, **only_b; size_t n_only_a, n_only_b; /* profiles */
    int language;
    size_t most;
    bool same_run;
};

bool tomt_side_read(struct tomt_arena *arena, const char *path, const char *profile, struct tomt_side *side, struct tomt_error *err);
bool tomt_sides_match(struct tomt_arena *arena, struct tomt_compared *compared, struct tomt_error *err);
const char *tomt_compare_cell(const struct tomt_table *table, const char *column, size_t row); /* NULL: null, absent, or no text */
double tomt_compare_number(const struct tomt_table *table, const char *column, size_t row);    /* NaN */

#endif
