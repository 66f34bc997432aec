/* run/alternatives.h: a plan changed: each alternative of the project goes through the stages up to the scores, and what differs from the base is
 * kept. Inside this room only. Knows no files of the result: an alternative writes none.
 * What is kept belongs to the base's arena; the rest of an alternative goes before the next comes: memory is the base and one alternative.
 * One thread but for the crew's stages. */
#ifndef TOMT_RUN_ALTERNATIVES_H
#define TOMT_RUN_ALTERNATIVES_H

#include "run/state.h"

enum tomt_alternative_change { TOMT_ALTERNATIVE_NEW, TOMT_ALTERNATIVE_GONE, TOMT_ALTERNATIVE_CHANGED, TOMT_N_ALTERNATIVE_CHANGES };
extern const char *const tomt_alternative_change_name[TOMT_N_ALTERNATIVE_CHANGES]; /* "new", "gone", "changed" */

struct tomt_alternative_seen { /* a site as a profile sees it; NaN: not known, rank 0: none */
    uint32_t rank;
    double score, unused_bra_m2, jobs;
};
struct tomt_alternative_site { /* by profile, then site_id; sites that are equal in both have no row */
    uint32_t profile;          /* of the base */
    uint8_t change;            /* enum tomt_alternative_change */
    const char *site_id;
    struct tomt_alternative_seen before, after; /* of what is new, and of what is gone: nothing known */
    uint32_t shape;            /* NEW: row in `fresh`; else row in the base's sites */
    const char *reason;        /* GONE: why it was rejected; "no_candidate": no such candidate came up */
};
enum { TOMT_ALTERNATIVE_ALL, TOMT_ALTERNATIVE_DENSIFY, TOMT_ALTERNATIVE_TRANSFORM, TOMT_ALTERNATIVE_NONE, TOMT_N_ALTERNATIVE_STRATEGIES };
struct tomt_alternative_sum { /* of sites whose site point lies in the area; amounts of those that are known */
    size_t n_sites, n_unknown_bra, n_unknown_jobs;
    double unused_bra_m2, jobs;
    /* Of an alternative, of sites in both: better and worse by more than TOMT_SAME_SCORE points. */
    size_t n_compared, n_better, n_worse;
    double score_change;                /* of all n_compared together */
};
#define TOMT_SAME_SCORE 0.05            /* points: less is not seen in scores as they are shown */
struct tomt_alternative_result {
    struct tomt_alternative_site *site; size_t n_sites;
    struct tomt_shapes fresh;           /* of new sites */
    struct tomt_alternative_sum *sum;   /* [profile][area][strategy], areas as in tomt_alternatives */
    size_t n_before, n_after, n_change[TOMT_N_ALTERNATIVE_CHANGES]; /* rows of all profiles */
    const char *inputs;                 /* "zoning: plan.gpkg 9f86...": what it reads instead, with digests */
    const char *note;                   /* NULL: none */
};
struct tomt_alternatives {
    struct tomt_alternative_result *result; /* [project->n_alternatives] */
    struct tomt_alternative_sum *sum;   /* of the base */
    uint32_t *area_layer, *area_row;    /* [area] of the base's layers; area 0 is the study area */
    size_t n_areas;
    bool has_strategy, has_capacity;    /* of the base or any alternative */
};

/* Like the look at the data that begins a run: the changed layers of every alternative. Problems name the alternative. */
bool tomt_run_alternatives_look(struct tomt_run_state *base, struct tomt_error *err);
/* The layers of every alternative are read, as `check` reads the base's: some things only that can tell. After the base's. */
bool tomt_run_alternatives_read(struct tomt_run_state *base, struct tomt_error *err);
/* The changed inputs become part of the run id and of the timestamp. After tomt_run_identity. */
bool tomt_run_alternatives_identity(struct tomt_run_state *base, struct tomt_error *err);
/* Computes and compares all; fills base->alternatives. After the base's scores. */
bool tomt_run_alternatives(struct tomt_run_state *base, struct tomt_error *err);
/* alternatives_tables.c: alternative, alternative_site, alternative_area; none when the project has no alternatives. */
bool tomt_run_alternative_tables(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_run_table table[3], size_t *n,
                                 struct tomt_error *err);

/* run.c: a state over a project that has been read; only the profiles that the options ask for stay. */
bool tomt_run_prepare(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_project *project, const struct tomt_crew *crew,
                      struct tomt_problems *problems, struct tomt_error *err);
bool tomt_run_keep_profiles(struct tomt_project *project, const struct tomt_run_options *options, struct tomt_arena *arena,
                            struct tomt_error *err);
bool tomt_run_read_layers(struct tomt_run_state *state, struct tomt_error *err);
/* The stages that scores rest on, of a state whose study area is known; progress says "WHAT: stage". */
bool tomt_run_to_scores(struct tomt_run_state *state, const char *what, struct tomt_error *err);

#endif
