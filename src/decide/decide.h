/* decide/decide.h: everything that follows from a profile's numbers without looking at the map again: weights, values, scores, ranks, robustness, other methods, what
 * speaks for a site. `tomt run` calls it with what it measured, `tomt rank` with what a result holds: the same numbers come out.
 * Knows nothing of files or GIS. Results belong to the arena given. Work is dealt to the crew; the same numbers at any number of threads. */
#ifndef TOMT_DECIDE_DECIDE_H
#define TOMT_DECIDE_DECIDE_H

#include "aggregate/aggregate.h"
#include "base/put.h"
#include "robust/smaa.h"
#include "weighting/weighting.h"

struct tomt_uncertain_setting { /* a criterion's numbers are known so well only: raw -+ a share of it, or -+ so much */
    size_t criterion;
    double relative, absolute; /* one is set; the other NaN */
};
struct tomt_robust_settings {
    bool wanted;            /* default true */
    int64_t draws, seed;    /* 1000, 1 */
    int from;               /* enum tomt_draw_from; default AROUND */
    double spread;          /* 0.5 */
    double *least, *most;   /* BOUNDS: [criterion] shares; 0 and 1 where not said */
    const char *file;       /* GIVEN: as written (told in the result), and */
    const char *path;       /* where it was read: an input of the run as others are; never in the result */
    double *given;          /* its rows [draw][criterion], read by project/ */
    size_t n_given;
    int64_t top;            /* 10 */
    double interval;        /* 0.9 */
    struct tomt_uncertain_setting *uncertain; size_t n_uncertain;
    const struct tomt_method **method; size_t n_methods; /* compared with; default: all */
    int64_t findings;       /* sites, by rank, whose findings are stored; 100 */
};
struct tomt_decision_settings { /* of one profile */
    struct tomt_weight_group *weighting;  /* the root */
    const struct tomt_method *method;     /* what it is ranked by; default weighted_sum */
    const void *method_args;
    const void *const *other_args;        /* [method in the order of tomt_methods] args that comparisons use: defaults, and the profile's own for its own */
    double least_coverage;                /* sites with less of the weights known get no rank; 0 */
    struct tomt_robust_settings robust;
};
struct tomt_decide_criterion {
    const char *id;
    struct tomt_value value;            /* as asked; ends: data not yet fitted, `falling` settled */
    enum tomt_null_policy null_policy;
    struct tomt_thresholds threshold;
    const double *raw;                  /* [site] in the criterion's unit; NaN: none */
    const uint8_t *beyond;              /* [site] 1: nothing was found within `reach`: the number is larger, nobody knows by how much; NULL: none is */
    double reach;                       /* in the criterion's unit; NaN: none */
};
struct tomt_decide_input {
    const char *profile;                /* name: first column of the tables */
    const struct tomt_decision_settings *settings;
    const struct tomt_decide_criterion *criterion; size_t n_criteria;
    size_t n_sites;                     /* in byte order of ids */
    const char *const *site_id;
    const int64_t *site_fid;            /* for the tables */
};
struct tomt_decided_column { /* of the score table, beside rank, score, coverage, x_, v_, c_, y_ */
    const char *name, *unit;
    struct tomt_title title;
    double *number;     /* [site]; NaN: null. One of the two */
    const char **word;  /* [site] */
    bool whole;         /* its numbers are whole */
};
struct tomt_decided { /* [criterion][site], sites as in the input; a column of the method's terms and of robustness each. Numbers of sites without a rank are NaN there */
    double *share;
    struct tomt_value *value;  /* fitted */
    double **v, **c;           /* c NaN throughout unless the method adds up */
    double *score, *coverage;
    uint32_t *rank;            /* 0: none */
    struct tomt_decided_column *column; size_t n_columns;
    struct tomt_criterion_weights weights;
    size_t n_without_rank;     /* known too little of (least_coverage), or nothing at all */
    double robust_s;           /* of the time it took: for --timings only */
};
/* Tables of all profiles, docs/ranking.md; started once, each decision adds its rows. */
enum tomt_decision_table { TOMT_D_WEIGHT_GROUP, TOMT_D_ACCEPTABILITY, TOMT_D_CENTRAL_WEIGHT, TOMT_D_SENSITIVITY, TOMT_D_METHOD_AGREEMENT, TOMT_D_FINDING, TOMT_N_DECISION_TABLES };
struct tomt_decision_tables { struct tomt_table table[TOMT_N_DECISION_TABLES]; struct tomt_put put[TOMT_N_DECISION_TABLES]; };
extern const struct tomt_decision_table_row { const char *name; struct tomt_title title; } tomt_decision_table_rows[TOMT_N_DECISION_TABLES];
bool tomt_decision_tables_start(struct tomt_arena *arena, struct tomt_decision_tables *tables, struct tomt_error *err);

/* What draws of weights are ranked by: the profile's own method, but the weighted sum where that compares every pair (`by_pairs`). */
const struct tomt_method *tomt_decided_draws_by(const struct tomt_method *method);
/* tables NULL: scores and ranks alone, no robustness (what alternatives are compared by). */
bool tomt_decide(struct tomt_arena *arena, const struct tomt_decide_input *input, const struct tomt_crew *crew, struct tomt_decided *out,
                 struct tomt_decision_tables *tables, struct tomt_error *err);

#endif
