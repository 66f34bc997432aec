/* rank/rank.h: `tomt rank`: a result's sites ranked again by another profile file: new weights, methods, value functions, robustness, without the layers. Reads and
 * writes results only; never the pipeline. All belongs to the arena. The same bytes at any number of threads. */
#ifndef TOMT_RANK_RANK_H
#define TOMT_RANK_RANK_H

#include "base/crew.h"
#include "base/problems.h"
#include "decide/decide.h"

struct tomt_rank_options {
    const char *result, *profile_file;
    const char *target;  /* may be `result` */
    bool replace;        /* the target may exist */
    const char *as;      /* a new profile of this name beside the old; NULL: the profile of the same name is replaced */
    const struct tomt_crew *crew;
};
struct tomt_ranked_site { const char *site_id; uint32_t rank, rank_before; double score, score_before; uint32_t rank_low, rank_high; };
struct tomt_rank_summary {
    const char *profile, *run_id;
    size_t n_sites, n_moved, n_vetoed; /* vetoes that are stricter now */
    double tau;                        /* Kendall's, old ranks against new */
    struct tomt_ranked_site *top; size_t n_top;
    double read_s, decide_s, write_s;
};
/* What a new profile file cannot change without a run (uses, sizes, constraints that cut or limit, assembly, a criterion that was not measured or with other parameters, a veto less strict)
 * is a problem with its line. */
bool tomt_rank(struct tomt_arena *arena, const struct tomt_rank_options *options, struct tomt_problems *problems, struct tomt_rank_summary *summary,
               struct tomt_error *err);

#endif
