/* decide/inside.h: what the files of this room share; nobody else includes it. */
#ifndef TOMT_DECIDE_INSIDE_H
#define TOMT_DECIDE_INSIDE_H

#include "decide/decide.h"

/* Of one profile while it is decided: the sites that have a rank, in byte order of ids. */
enum { TOMT_MOST_DECIDED_COLUMNS = 64 };
struct tomt_deciding {
    const struct tomt_decide_input *input;
    const struct tomt_robust_settings *robust;
    struct tomt_decided *out;
    struct tomt_decision_tables *tables;
    const struct tomt_crew *crew;
    struct tomt_arena *arena, *scratch; /* of what is handed on; of the rest */
    struct tomt_score_input of;         /* all sites */
    double **contribution;              /* [criterion][site] of the weighted sum, all sites */
    double *sum;                        /* [site] the weighted sum's score */

    size_t n;                           /* ranked */
    size_t *site;                       /* [ranked] number in the input */
    const char **id;                    /* [ranked] */
    struct tomt_score_input ranked;     /* their values */
    struct tomt_thresholds *threshold;  /* [criterion] */
    double *ranked_sum;                 /* [ranked] */
    uint32_t *sum_rank, *rank;          /* [ranked] by the weighted sum; by the profile's method */
};

/* columns.c: the next column, for all sites, NULL or NaN where nothing is put. */
double *tomt_decided_number(struct tomt_deciding *at, const char *name, const char *unit, struct tomt_title title, struct tomt_error *err);
const char **tomt_decided_word(struct tomt_deciding *at, const char *name, struct tomt_title title, struct tomt_error *err);

/* robust.c: draws, other methods, the Pareto front: columns and tables. */
bool tomt_decide_robust(struct tomt_deciding *at, struct tomt_error *err);
/* tables.c: the weights of groups; what speaks for sites. */
bool tomt_decide_weights_told(struct tomt_deciding *at, struct tomt_error *err);
bool tomt_decide_findings_told(struct tomt_deciding *at, struct tomt_error *err);
/* First cells of a row: profile, site_fid, site_id. */
struct tomt_put *tomt_decide_row(struct tomt_deciding *at, enum tomt_decision_table table, size_t site);

#endif
