/* run/state.h: what the stages of one run hand on to each other. Inside this room only.
 * Everything belongs to `arena`; layers that are freed early have arenas of their own. One thread but for the crew's stages. */
#ifndef TOMT_RUN_STATE_H
#define TOMT_RUN_STATE_H

#include "criteria/criterion.h"
#include "result/result.h"
#include "run/run.h"
#include "sites/sites.h"
#include "sources/register.h"

struct tomt_instance { /* one criterion of one profile, bound */
    const struct tomt_criterion *criterion;
    void *args;
    size_t number; /* in needs */
};

struct tomt_scored { /* one profile's sites, in rank order */
    size_t n;
    uint32_t *site;      /* row in tomt_sites */
    const char **site_id;
    uint32_t *rank;
    double *score, *coverage;
    double **x, **v, **c; /* [criterion][row] */
    uint8_t **why;
    double *share;        /* [criterion] normalised weights */
    struct tomt_value *value; /* fitted */
};

struct tomt_run_state {
    struct tomt_arena *arena;
    const struct tomt_run_options *options;
    const struct tomt_crew *crew;
    struct tomt_problems *problems;
    struct tomt_project *project;
    struct tomt_seat *seat;
    struct tomt_crs crs;

    struct tomt_layer *layer;            /* [project->n_layers] */
    const struct tomt_layer **layer_ref; /* the same, as the rooms want them */
    int *role;
    struct tomt_register_report *register_report; /* [project->n_layers] */
    struct tomt_shapes study_area;
    struct tomt_box study_box;

    struct tomt_instance **instance; /* [profile][criterion] */
    struct tomt_needs *needs;

    struct tomt_zones zones;
    struct tomt_sites sites;
    struct tomt_rejected rejected;
    struct tomt_sites_report sites_report;
    struct tomt_fact *fact;          /* [distinct request] */
    struct tomt_scored *scored;      /* [profile] */
    int64_t *site_fid;               /* [site] fid in the result; 0: no profile kept it */
    size_t n_kept;

    char (*sha256)[65];              /* [layers, then rasters]; empty: not a file */
    char run_id[65];
    char timestamp[32];
};

/* binding.c: criteria of all profiles -> instances and needs; what is wrong becomes problems. */
bool tomt_run_bind(struct tomt_run_state *state, struct tomt_error *err);

/* inputs.c */
bool tomt_run_crs(struct tomt_run_state *state, struct tomt_error *err);
bool tomt_run_study_area(struct tomt_run_state *state, struct tomt_error *err);
bool tomt_run_read(struct tomt_run_state *state, struct tomt_error *err);
struct tomt_source tomt_run_source(const struct tomt_project_layer *layer);
/* Kind to read a layer as; POINT_OR_POLYGON asks the layer itself. */
bool tomt_run_kind(struct tomt_seat *seat, struct tomt_arena *arena, const struct tomt_project_layer *layer,
                   const struct tomt_crs *crs, enum tomt_shape_kind *kind, struct tomt_error *err);
double tomt_run_reach_m(const struct tomt_run_state *state, enum tomt_role role);
bool tomt_place_problem(struct tomt_run_state *state, const struct tomt_place *place, const char *name,
                        const struct tomt_error *found, struct tomt_error *err);

/* check.c: what the data say without a full run. */
bool tomt_run_check_data(struct tomt_run_state *state, struct tomt_error *err);

/* check_read.c: what only reading, and only scoring, can tell. */
bool tomt_run_check_read(struct tomt_run_state *state, struct tomt_error *err);
bool tomt_run_check_scored(struct tomt_run_state *state, size_t p, struct tomt_error *err);

/* scoring.c */
bool tomt_run_facts(struct tomt_run_state *state, struct tomt_error *err);
bool tomt_run_score(struct tomt_run_state *state, struct tomt_error *err);

/* identity.c: digests of the inputs, run id, timestamp. */
bool tomt_run_identity(struct tomt_run_state *state, struct tomt_error *err);

/* tables.c, provenance.c: what the result's layers hold. */
bool tomt_run_site_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_shapes *shapes,
                         struct tomt_table *table, struct tomt_error *err);
bool tomt_run_rejected_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table,
                             struct tomt_error *err);
bool tomt_run_zone_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table,
                         struct tomt_error *err);
bool tomt_run_role_table(struct tomt_run_state *state, struct tomt_arena *arena, enum tomt_role role,
                         enum tomt_shape_kind kind, struct tomt_shapes *shapes, struct tomt_table *table, bool *any,
                         struct tomt_error *err);
bool tomt_run_evidence_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table,
                             struct tomt_error *err);
bool tomt_run_criterion_fact_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table,
                                   struct tomt_error *err);
bool tomt_run_provenance_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table,
                               struct tomt_error *err);

/* outputs.c */
bool tomt_run_write(struct tomt_run_state *state, struct tomt_run_summary *summary, struct tomt_error *err);

static inline const char *tomt_run_title(const struct tomt_run_state *state, const struct tomt_title *title)
{
    return state->project->language == 1 ? title->nb : title->en;
}

#endif
