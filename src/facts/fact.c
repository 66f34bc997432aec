/* facts/fact.c: computes one request for all sites. */
#include "facts/inside.h"

#include <math.h>

typedef bool compute_fact(struct tomt_fact_task *task, struct tomt_error *err);

static compute_fact *computer(const struct tomt_fact_request *request)
{
    switch (request->kind) {
    case TOMT_FACT_AREA:
    case TOMT_FACT_PERIMETER:
    case TOMT_FACT_INSCRIBED:
    case TOMT_FACT_USE_SHARE:
    case TOMT_FACT_ATTRIBUTE:
        return tomt_fact_of_site;
    case TOMT_FACT_OVERLAY:
        return tomt_fact_overlay;
    case TOMT_FACT_NEAREST:
        return tomt_fact_nearest;
    case TOMT_FACT_RASTER:
        return tomt_fact_raster;
    case TOMT_FACT_CATCHMENT:
        return request->subject == TOMT_POPULATION ? tomt_fact_population : tomt_fact_catchment;
    }
    return NULL;
}

bool tomt_fact_compute(struct tomt_arena *arena, const struct tomt_fact_request *request,
                       const struct tomt_fact_sites *sites, const struct tomt_fact_inputs *inputs,
                       const struct tomt_crew *crew, struct tomt_fact *fact, struct tomt_error *err)
{
    compute_fact *compute = computer(request);
    if (!compute)
        return tomt_fail(err, TOMT_INTERNAL, "fact kind %d is not known", (int)request->kind);
    *fact = (struct tomt_fact){0};
    fact->value = tomt_arena_block(arena, NULL, (sites->n + 1) * sizeof *fact->value, err);
    fact->why = tomt_arena_block(arena, NULL, sites->n + 1, err);
    struct tomt_arena *own = fact->value && fact->why ? tomt_arena_new(err) : NULL;
    if (!own)
        return false;
    struct tomt_fact_task task = {arena, own, request, sites, inputs, crew, fact};
    bool ok = compute(&task, err);
    tomt_arena_free(own);
    return ok;
}
