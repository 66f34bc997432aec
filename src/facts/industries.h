/* facts/industries.h: jobs by industry at places, to be gathered around a site: what variety is made
 * of. Knows nothing of distances. Belongs to the arena given; const once made; a gatherer is scratch
 * of one thread. Jobs are rounded before they are added, so no order of rows, places or threads can
 * change a sum. */
#ifndef TOMT_FACTS_INDUSTRIES_H
#define TOMT_FACTS_INDUSTRIES_H

#include "facts/decay.h"
#include "facts/shelf.h"

#define TOMT_NO_PLACE UINT32_MAX

struct tomt_industries {
    struct tomt_decay_terms terms;
    double scale;     /* of all decays: none is above 1 then, and shares are the same */
    size_t n_codes;   /* at the request's detail; numbered in the order of their bytes */
    uint32_t *group;  /* [n_codes] ascending: codes whose first two characters are the same */
    size_t n_places;
    uint32_t *start;  /* [n_places + 1] into code and jobs */
    uint32_t *code;   /* by place, then by code: each once */
    double *jobs;
};
/* What passes the task's request and has an industry; place[item] < n_places, or TOMT_NO_PLACE. */
bool tomt_industries_make(struct tomt_fact_task *task, struct tomt_shelf_businesses *businesses,
                          const uint32_t *place, size_t n_places, struct tomt_industries *out,
                          struct tomt_error *err);

struct tomt_gatherer {
    const struct tomt_industries *industries;
    struct tomt_arena *arena;
    double *sum;      /* [n_codes] */
    uint64_t *touched;/* a bit a code */
    double *jobs;     /* of those touched */
    uint32_t *group;
};
struct tomt_gatherer *tomt_gatherer_new(const struct tomt_industries *industries,
                                        struct tomt_error *err);
void tomt_gatherer_free(struct tomt_gatherer *gatherer);
/* The jobs at a place, so far away (m, or minutes by car; at most the reach). */
void tomt_gather(struct tomt_gatherer *gatherer, uint32_t place, double distance2);
/* The variety of what was gathered, as the site's number; then it is empty again. */
bool tomt_gathered(struct tomt_gatherer *gatherer, struct tomt_fact *fact, size_t site,
                   struct tomt_error *err);
/* Room for the fact's second number, unknown so far. */
bool tomt_variety_start(struct tomt_fact_task *task, struct tomt_error *err);

#endif
