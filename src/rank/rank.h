/* rank/rank.h: `tomt rank`: a result's sites ranked again by another profile file: new weights, methods, value functions, robustness, without the layers. Reads and
 * writes results only; never the pipeline. All belongs to the arena. The same bytes at any number of threads. */
#ifndef TOMT_RANK_RANK_H
#define TOMT_RANK_RANK_H

#include "base/crew.h"
#include "base/problems.h"
#include "decide/decide.h"

struct tomt_rank_options {
    const char *result, *profile_file;
    const char *target;  /* may be `result`; NULL: nothing is written */
    bool replace;        /* the target may exist, and a profile of the name `as` */
    const char *as;      /* a new profile of this name beside the old; NULL: the profile of the same name is replaced */
    const struct tomt_crew *crew;
};
struct tomt_ranked_site { const char *site_id; uint32_t rank, rank_before; double score, score_before; uint32_t rank_low, rank_high; }; /* 0: not known */
struct tomt_rank_weight { /* the whole (name NULL), a group, or a criterion; each group before its members */
    const char *name;
    const struct tomt_title *title;
    size_t level;             /* 0: the whole */
    bool is_group;
    const char *method;          /* of a group: how its members are weighed */
    double share, share_before;  /* of all weight; NaN: not there before */
};
struct tomt_rank_summary {
    const char *profile, *run_id; /* as it is in the target; run_id NULL when nothing was written */
    const char *title;            /* in the language of the result */
    const char *method;
    int language;                 /* of the result: 0 en, 1 nb */
    size_t n_sites, n_moved, n_vetoed; /* vetoes that are stricter now */
    size_t n_without_rank;
    double tau;                        /* Kendall's, old ranks against new */
    struct tomt_rank_weight *weight; size_t n_weights;
    const struct tomt_weighing *weighing; size_t n_weighings; /* as in decide/decide.h; groups of judgements tell how consistent */
    const struct tomt_title **criterion_title; /* [criterion] */
    struct tomt_ranked_site *top; size_t n_top; /* the first ten */
    double read_s, decide_s, robust_s /* of decide_s */, copy_s /* beside the two */, write_s, sync_s;
};
/* What a new profile file cannot change without a run (uses, sizes, constraints that cut or limit, assembly, a criterion that was not measured or with other parameters, a veto less strict)
 * is a problem with its line. */
bool tomt_rank(struct tomt_arena *arena, const struct tomt_rank_options *options, struct tomt_problems *problems, struct tomt_rank_summary *summary,
               struct tomt_error *err);
bool tomt_rank_is_same_file(const char *a, const char *b); /* both exist, and are one */

#endif
