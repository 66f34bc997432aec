/* robust/smaa.h: would it still rank first if the weights were others? Stochastic multicriteria acceptability analysis (SMAA-2; Lahdelma and Salminen 2001;
 * Tervonen and Lahdelma 2007) for the additive score: thousands of draws of weights, and of numbers known as ranges only. Pure arithmetic.
 * Knows nothing of files or GIS. Results belong to the arena. Work is dealt to the crew; the same numbers come out at any number of threads. */
#ifndef TOMT_ROBUST_SMAA_H
#define TOMT_ROBUST_SMAA_H

#include "base/arena.h"
#include "base/crew.h"
#include "score/score.h"

enum tomt_draw_from {
    TOMT_DRAW_AROUND,  /* uniform on the part of the simplex where each share is within stated * (1 -+ spread) */
    TOMT_DRAW_SIMPLEX, /* uniform on the whole simplex: nothing is known of the weights */
    TOMT_DRAW_BOUNDS,  /* uniform on the part of the simplex within least..most */
    TOMT_DRAW_GIVEN    /* the rows of `given` (a CSV of draws), each scaled to sum 1 */
};
struct tomt_draw_settings {
    enum tomt_draw_from from;
    double spread;              /* AROUND: 0 < spread <= 1 */
    const double *least, *most; /* BOUNDS: [criterion] shares, 0..1 */
    const double *given;        /* GIVEN: [draw][criterion], >= 0 */
    size_t n_draws;             /* of GIVEN: its rows */
    uint64_t seed;
};
/* draw[draw * n_criteria + criterion], each row sums to 1. Criteria of share 0 keep 0 under AROUND. Bounds that no weights meet are
 * TOMT_PROJECT with what is wrong (least sums to over 1, most to under 1, least > most: criterion number). */
bool tomt_draws_make(struct tomt_arena *arena, const struct tomt_draw_settings *settings, const double *share, size_t n_criteria,
                     double **draw, struct tomt_error *err);

/* A number known as a range: drawn anew for each draw and site, uniform between low and high raw numbers, then valued. */
struct tomt_uncertain {
    size_t criterion;
    const double *low, *high;       /* [site] raw; NaN: as it is (value) */
    const struct tomt_value *value; /* fitted */
};
/* Another way to rank than the additive score: rank[site] from 1, 0: none, all different. share and value[criterion][site] are those of one draw; scratch is the
 * thread's own and rewound afterwards. Called by several threads at once. */
struct tomt_smaa_method {
    bool (*rank)(const void *context, const double *share, const double *const *value, struct tomt_arena *scratch, uint32_t *rank, struct tomt_error *err);
    const void *context;
};
enum { TOMT_SMAA_RANKS = 10 };
struct tomt_smaa_input {
    struct tomt_score_input of; /* sites in byte order of their ids: of two that tie, the earlier is ahead */
    const double *draw;         /* [draw][criterion] */
    size_t n_draws;
    const struct tomt_uncertain *uncertain;
    size_t n_uncertain;
    uint64_t seed;              /* of uncertain numbers: drawn by (seed, draw, site, criterion) */
    size_t top;                 /* sites that are within the first `top`, e.g. 10 */
    const struct tomt_smaa_method *method; /* NULL: the additive score */
    double interval;            /* 0.9: the interval holds at least this share of draws, as even in both tails as whole ranks allow */
};
struct tomt_smaa { /* [site]; a site without any value: NaN and 0 everywhere */
    double *acceptability[TOMT_SMAA_RANKS]; /* share of draws at rank 1 .. 10 */
    double *top_share, *top_100_share;
    double *rank_mean;
    uint32_t *rank_best, *rank_worst;   /* in any draw */
    uint32_t *rank_low, *rank_high;     /* the interval; exact up to rank 128, beyond it rounded outwards by at most 1/32 of the rank,
                                         * within best .. worst */
    /* Of sites that were first in some draw, else NaN: mean weights of those draws (the preferences that favour it), and the share of draws of uncertain
     * numbers in which it is first with just these weights (1 or 0 when no number is uncertain; of the first 200 draws when another method ranks). */
    double **central;                   /* [criterion][site] */
    double *confidence;
};
/* Scores are compared in steps of 2^-30 of the whole scale (two within the same step tie: the earlier site is ahead). Sites without a number in a dropped
 * criterion are scored by the others, as in score.h; a draw that gives no weight to any of these scores them 0. At most 2^24 sites. */
bool tomt_smaa(struct tomt_arena *arena, const struct tomt_smaa_input *input, const struct tomt_crew *crew, struct tomt_smaa *out,
               struct tomt_error *err);

#endif
