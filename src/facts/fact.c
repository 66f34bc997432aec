/* facts/fact.c: computes one request for all sites. */
#include "facts/decay.h"
#include "facts/shelf.h"

#include <math.h>

typedef bool compute_fact(struct tomt_fact_task *task, struct tomt_error *err);

static compute_fact *computer(const struct tomt_fact_request *request)
{
    bool along_streets = request->way != TOMT_STRAIGHT;
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
        return along_streets ? tomt_fact_street_nearest : tomt_fact_nearest;
    case TOMT_FACT_RASTER:
        return tomt_fact_raster;
    case TOMT_FACT_TRANSIT_LEVEL:
        return tomt_fact_transit_level;
    case TOMT_FACT_TRANSIT_CLASS:
        return tomt_fact_transit_class;
    case TOMT_FACT_CATCHMENT:
        return along_streets                         ? tomt_fact_street_catchment
               : request->subject == TOMT_POPULATION ? tomt_fact_population
                                                     : tomt_fact_catchment;
    case TOMT_FACT_VARIETY:
        return along_streets ? tomt_fact_street_variety : tomt_fact_variety;
    case TOMT_FACT_REFERENCE:
        return tomt_fact_reference;
    case TOMT_FACT_OF_PROFILE:
        return tomt_fact_of_profile;
    case TOMT_FACT_HOT_SPOT:
        return tomt_fact_hot_spot;
    }
    return NULL;
}

static bool check_decay(const struct tomt_fact_request *request, struct tomt_error *err)
{
    if (request->decay != TOMT_DECAY_POWER ||
        (request->kind != TOMT_FACT_CATCHMENT && request->kind != TOMT_FACT_VARIETY))
        return true;
    if (request->way == TOMT_DRIVE)
        return tomt_fail(err, TOMT_PROJECT,
                         "the decay 'power' is of metres: straight or on foot, not by car");
    if (!(request->decay_parameter >= 0 && request->decay_parameter <= TOMT_POWER_MOST))
        return tomt_fail(err, TOMT_INTERNAL, "a power decay of %g: it must be 0 to %g",
                         request->decay_parameter, TOMT_POWER_MOST);
    return request->reach_m <= TOMT_DECAY_POWER_REACH_M ||
           tomt_fail(err, TOMT_INTERNAL, "a power decay as far as %g m: at most %g m",
                     request->reach_m, TOMT_DECAY_POWER_REACH_M);
}

static bool compute_one(struct tomt_fact_task *task, struct tomt_error *err)
{
    compute_fact *compute = computer(task->request);
    size_t n = task->sites->n;
    if (!compute)
        return tomt_fail(err, TOMT_INTERNAL, "fact kind %d is not known", (int)task->request->kind);
    if (!check_decay(task->request, err))
        return false;
    double from_s = tomt_clock_s();
    *task->fact = (struct tomt_fact){0};
    task->fact->value =
        tomt_arena_block(task->arena, NULL, (n + 1) * sizeof *task->fact->value, err);
    task->fact->why = tomt_arena_block(task->arena, NULL, n + 1, err);
    task->own = task->fact->value && task->fact->why ? tomt_arena_new(err) : NULL;
    bool ok = task->own && compute(task, err);
    tomt_arena_free(task->own);
    task->fact->seconds = tomt_clock_s() - from_s;
    return ok;
}

/* Cells of places: a 24th of the smallest radius (thin edges), but not so small that the largest
 * has too many rows. */
static double cell_m(const struct tomt_fact_request *const *request, size_t n)
{
    double smallest_m = INFINITY, largest_m = 1;
    for (size_t i = 0; i < n; i++) {
        bool uses_places =
            request[i]->kind == TOMT_FACT_VARIETY ||
            (request[i]->kind == TOMT_FACT_CATCHMENT && request[i]->subject != TOMT_POPULATION);
        if (!uses_places || request[i]->way != TOMT_STRAIGHT)
            continue;
        smallest_m = fmin(smallest_m, request[i]->reach_m);
        largest_m = fmax(largest_m, request[i]->reach_m);
    }
    return fmax(fmin(smallest_m, largest_m) / 24, largest_m / 128);
}

static bool compute_all(struct tomt_fact_task *task, const struct tomt_fact_request *const *request,
                        size_t n, struct tomt_fact *fact, struct tomt_error *err)
{
    struct tomt_shelf shelf = {.arena = tomt_arena_new(err), .cell_m = cell_m(request, n)};
    bool ok = shelf.arena != NULL;
    task->shelf = &shelf;
    for (size_t i = 0; ok && i < n; i++) {
        task->request = request[i];
        task->fact = &fact[i];
        ok = compute_one(task, err);
    }
    tomt_arena_free(shelf.arena);
    task->shelf = NULL;
    return ok;
}

bool tomt_fact_compute(struct tomt_arena *arena, const struct tomt_fact_request *request,
                       const struct tomt_fact_sites *sites, const struct tomt_fact_inputs *inputs,
                       const struct tomt_crew *crew, struct tomt_fact *fact, struct tomt_error *err)
{
    struct tomt_fact_task task = {.arena = arena, .sites = sites, .inputs = inputs, .crew = crew};
    return compute_all(&task, &request, 1, fact, err);
}

bool tomt_facts_compute(struct tomt_arena *arena, const struct tomt_needs *needs,
                        const struct tomt_fact_sites *sites, const struct tomt_fact_inputs *inputs,
                        const struct tomt_crew *crew, struct tomt_fact *fact,
                        struct tomt_error *err)
{
    struct tomt_fact_task task = {.arena = arena, .sites = sites, .inputs = inputs, .crew = crew};
    size_t n = tomt_needs_count(needs);
    const struct tomt_fact_request **request =
        tomt_arena_alloc(arena, (n + 1) * sizeof *request, err);
    if (!request)
        return false;
    for (size_t i = 0; i < n; i++)
        request[i] = tomt_needs_request(needs, i);
    return compute_all(&task, request, n, fact, err);
}
