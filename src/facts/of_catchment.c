/* facts/of_catchment.c: jobs or establishments within a radius of every site point. */
#include "facts/catchment.h"
#include "facts/shelf.h"

#include <math.h>
#include <stdatomic.h>

struct shared {
    const struct tomt_fact_task *task;
    const struct tomt_selection *selection;
    const struct tomt_catchment *catchment;
    const uint32_t *order;        /* of the sites: neighbours find their points in the cache */
    atomic_uint_fast64_t n_pairs; /* whole numbers: any order gives the same sum */
};
struct catchment_seat {
    struct shared *shared;
    struct tomt_catchment_walk walk;
    uint64_t n_pairs;
};

static void *sit(void *shared, struct tomt_error *err)
{
    struct catchment_seat *seat = tomt_allocate(sizeof *seat);
    if (!seat) {
        tomt_fail(err, TOMT_MEMORY, "out of memory for a catchment");
        return NULL;
    }
    *seat = (struct catchment_seat){.shared = shared};
    return seat;
}

static void rise(void *at)
{
    struct catchment_seat *seat = at;
    atomic_fetch_add(&seat->shared->n_pairs, seat->n_pairs);
    tomt_catchment_walk_free(&seat->walk);
    tomt_release(seat);
}

static bool work(void *at, size_t from, size_t to, struct tomt_error *err)
{
    struct catchment_seat *seat = at;
    const struct shared *shared = seat->shared;
    const struct tomt_fact_task *task = shared->task;
    struct tomt_bests bests = {.width = task->fact->width};
    for (size_t i = from; i < to; i++) {
        size_t site = task->shelf->site_order[i];
        double x = task->sites->point_x[site], y = task->sites->point_y[site];
        tomt_fact_put(task->fact, site, tomt_catchment_sum(shared->catchment, x, y, &seat->n_pairs),
                      TOMT_WHY_OK);
        if (bests.width == 0)
            continue;
        bests.n = 0;
        if (!tomt_catchment_best(shared->catchment, x, y, &seat->walk, &bests, err))
            return false;
        tomt_evidence_put(task->fact, shared->selection, site, &bests);
    }
    return true;
}

static struct tomt_catchment *make_catchment(struct tomt_fact_task *task,
                                             struct tomt_shelf_businesses *businesses,
                                             struct tomt_error *err)
{
    const struct tomt_fact_request *request = task->request;
    struct tomt_decay_terms terms =
        tomt_decay_terms(request->decay, request->reach_m, request->decay_parameter);
    double *weight =
        tomt_arena_block(task->own, NULL, (businesses->selection.n + 1) * sizeof *weight, err);
    if (!weight || !tomt_shelf_weigh(task, businesses, weight, err))
        return NULL;
    return tomt_catchment_new(task->own, businesses->places, weight, &terms, task->fact->width > 0,
                              err);
}

bool tomt_fact_catchment(struct tomt_fact_task *task, struct tomt_error *err)
{
    struct tomt_shelf_businesses *businesses = tomt_shelf_take(task, err);
    if (!businesses || !tomt_shelf_order_sites(task, err))
        return false;
    if (businesses->selection.n_layers == 0) {
        tomt_fact_put_all(task, TOMT_WHY_MISSING_INPUT);
        return true;
    }
    if (!tomt_shelf_place(task, businesses, err) ||
        !tomt_evidence_start(task, &businesses->selection, err))
        return false;
    struct shared shared = {.task = task, .selection = &businesses->selection};
    shared.catchment = make_catchment(task, businesses, err);
    if (!shared.catchment)
        return false;
    struct tomt_crew_job job = {&shared, sit, work, rise, task->sites->n, 64};
    bool ok = tomt_crew_run(task->crew, &job, err);
    task->fact->n_pairs = atomic_load(&shared.n_pairs);
    return ok;
}
