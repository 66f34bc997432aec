/* siting/siting.h: sites of a finished result that serve best as a set: reads candidates, demand and what exists out of the result, lets choose/
 * choose, and writes what was chosen into a new result. Distances are straight lines between site points (the centroid where it lies inside, else a
 * point on the surface) and demand's points or centres.
 * May not know the pipeline. All belongs to the arena. One thread. */
#ifndef TOMT_SITING_SITING_H
#define TOMT_SITING_SITING_H

#include "choose/choose.h"
#include "result/result.h"

struct tomt_siting_ask {
    const char *result, *profile;
    enum tomt_choose_by by;
    size_t sites;
    bool at_most;
    const char *const *serve; size_t n_serve; /* "LAYER" or "LAYER:COLUMN"; none: population, where the result has it */
    double cover_m, spacing_m;                /* 0: none */
    double most_floor_m2, least_floor_m2, least_jobs, most_jobs; /* NaN: not asked */
    const char *existing;                     /* a layer of the result; NULL */
    const char *const *must; size_t n_must;   /* site ids, or parcels and properties with one site ("105/89") */
    size_t among;                             /* the first so many by rank; 0: all that have a rank */
    const char *name;                         /* of the set; NULL: PROFILE_BY_N */
    bool force;                               /* a set of that name in the result is replaced */
};
struct tomt_siting_demand { /* the features of the layers served, in the order asked */
    const char **layer;     /* [n] */
    int64_t *feature;       /* [n] fid */
    double *x, *y, *demand; /* [n] */
    size_t n;
    double total;
    size_t n_without;       /* features left out: no number, or no geometry */
    const char *level;      /* of layer `area`, which has several: the one taken; NULL */
    const char *unit;       /* of the numbers: "persons", "jobs"; NULL: not known, or of several kinds */
};
struct tomt_siting {
    const char *name;
    int language;            /* of the result: 0 en, 1 nb */
    struct tomt_title title; /* of the profile */
    const char **must;       /* [ask->n_must] as site ids */
    size_t n;                /* candidates, in byte order of ids */
    size_t n_ranked;         /* sites of the profile that have a rank, --among or not */
    const char **site_id;
    int64_t *site_fid, *rank;
    double *x, *y, *score, *floor_m2, *jobs;
    struct tomt_shapes shapes; /* of the candidates */
    bool knows_capacity;     /* the profile has floor area and jobs */
    struct tomt_siting_demand demand;
    double *existing_x, *existing_y;
    size_t n_existing;
    struct tomt_chosen chosen;
    double *served;          /* [chosen] demand it serves; NULL by score */
    double served_by_existing;
};
/* "score", "p_median", "covering". */
extern const char *const tomt_siting_by[]; /* ends with NULL */

/* TOMT_NOT_FOUND: no such profile, layer, column or site, or no set meets what is asked; TOMT_USAGE: what is asked makes no sense. */
bool tomt_siting_choose(struct tomt_arena *arena, const struct tomt_siting_ask *ask, const struct tomt_crew *crew,
                        struct tomt_siting *siting, struct tomt_error *err);
/* The result again with tables `choice` and `choice_served` and layer `choice_site` (docs/ranking.md). Sets of other names that are in it stay. */
bool tomt_siting_write(struct tomt_arena *arena, const struct tomt_siting_ask *ask, const struct tomt_siting *siting, const char *target,
                       bool replace, const struct tomt_crew *crew, struct tomt_error *err);

#endif
