/* facts/of_raster.c: the mean of a raster under every site. */
#include "facts/inside.h"

#include "data/raster.h"

#include <math.h>

struct shared {
    const struct tomt_fact_task *task;
    size_t raster; /* index into inputs->raster_name */
};
struct raster_seat {
    const struct shared *shared;
    struct tomt_arena *arena;
    struct tomt_raster *raster;
};

static void *sit(void *at, struct tomt_error *err)
{
    const struct shared *shared = at;
    const struct tomt_fact_inputs *inputs = shared->task->inputs;
    struct tomt_arena *arena = tomt_arena_new(err);
    struct raster_seat *own = arena ? tomt_arena_alloc(arena, sizeof *own, err) : NULL;
    struct tomt_seat *seat = own ? tomt_seat_open(arena, err) : NULL;
    struct tomt_raster *raster = NULL;
    if (seat)
        raster = tomt_raster_open(seat, inputs->raster_path[shared->raster],
                                  inputs->raster_band[shared->raster], inputs->project_crs, err);
    if (!raster) {
        tomt_while(err, "raster '%s'", inputs->raster_name[shared->raster]);
        tomt_arena_free(arena);
        return NULL;
    }
    *own = (struct raster_seat){shared, arena, raster};
    return own;
}

static void rise(void *at)
{
    tomt_arena_free(((struct raster_seat *)at)->arena);
}

static bool work(void *at, size_t from, size_t to, struct tomt_error *err)
{
    struct raster_seat *seat = at;
    const struct tomt_fact_task *task = seat->shared->task;
    for (size_t site = from; site < to; site++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(task->sites->shapes, site, &size);
        double mean, covered;
        bool outside;
        if (!tomt_raster_mean(seat->raster, wkb, size, &mean, &covered, &outside, err))
            return tomt_while(err, "raster '%s'", task->request->name);
        enum tomt_why why = outside       ? TOMT_WHY_OUTSIDE
                            : isnan(mean) ? TOMT_WHY_MISSING_INPUT
                                          : TOMT_WHY_OK;
        tomt_fact_put(task->fact, site, mean, why);
    }
    return true;
}

bool tomt_fact_raster(struct tomt_fact_task *task, struct tomt_error *err)
{
    const struct tomt_fact_inputs *inputs = task->inputs;
    struct shared shared = {task, 0};
    while (shared.raster < inputs->n_rasters &&
           strcmp(inputs->raster_name[shared.raster], task->request->name) != 0)
        shared.raster++;
    if (shared.raster == inputs->n_rasters)
        return tomt_fail(err, TOMT_PROJECT, "the project has no raster '%s'", task->request->name);
    struct tomt_crew_job job = {&shared, sit, work, rise, task->sites->n, 64};
    return tomt_crew_run(task->crew, &job, err);
}
