/* facts/of_catchment.c: jobs or establishments within a radius of every site point. */
#include "facts/catchment.h"

#include "geo/index.h"

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
        size_t site = shared->order[i];
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

/* What one selected row adds; false: nothing, or nobody knows. */
static bool weigh(const struct tomt_fact_task *task, const struct tomt_column *const *jobs,
                  const struct tomt_selection *selection, size_t i, double *weight)
{
    if (task->request->subject == TOMT_ESTABLISHMENTS) {
        *weight = 1;
        return true;
    }
    const struct tomt_column *column = jobs[selection->input[i]];
    size_t row = selection->row[i];
    if (!column || column->type != TOMT_REAL || tomt_column_is_null(column, row))
        return false;
    *weight = column->real[row];
    return *weight > 0;
}

static bool gather(struct tomt_fact_task *task, const struct tomt_selection *selection,
                   struct tomt_catchment_input *input, struct tomt_error *err)
{
    size_t n = selection->n + 1;
    double *x = tomt_arena_block(task->own, NULL, n * sizeof *x, err);
    double *y = tomt_arena_block(task->own, NULL, n * sizeof *y, err);
    double *weight = tomt_arena_block(task->own, NULL, n * sizeof *weight, err);
    uint32_t *item = tomt_arena_block(task->own, NULL, n * sizeof *item, err);
    const struct tomt_column **jobs =
        tomt_arena_alloc(task->own, (task->inputs->n_layers + 1) * sizeof(void *), err);
    if (!x || !y || !weight || !item || !jobs)
        return false;
    for (size_t i = 0; i < task->inputs->n_layers; i++)
        jobs[i] = tomt_table_find(&task->inputs->layer[i]->table, "jobs_central");
    *input = (struct tomt_catchment_input){0, x, y, weight, item};
    for (size_t i = 0; i < selection->n; i++) {
        struct tomt_box box = tomt_selection_box(task, selection, i);
        double adds;
        if (!weigh(task, jobs, selection, i, &adds))
            continue;
        /* The point itself; an establishment drawn as a polygon counts at the middle of its box. */
        x[input->n] = box.min_x == box.max_x ? box.min_x : box.min_x + (box.max_x - box.min_x) / 2;
        y[input->n] = box.min_y == box.max_y ? box.min_y : box.min_y + (box.max_y - box.min_y) / 2;
        weight[input->n] = adds;
        item[input->n++] = (uint32_t)i;
    }
    return true;
}

/* The sites along the Hilbert curve. */
static const uint32_t *order_sites(struct tomt_fact_task *task, struct tomt_error *err)
{
    const struct tomt_fact_sites *sites = task->sites;
    struct tomt_box *box = tomt_arena_block(task->own, NULL, (sites->n + 1) * sizeof *box, err);
    for (size_t i = 0; box && i < sites->n; i++)
        box[i] = (struct tomt_box){sites->point_x[i], sites->point_y[i], sites->point_x[i],
                                   sites->point_y[i]};
    struct tomt_index *index = box ? tomt_index_new(task->own, box, sites->n, err) : NULL;
    size_t n;
    return index ? tomt_index_order(index, &n) : NULL;
}

bool tomt_fact_catchment(struct tomt_fact_task *task, struct tomt_error *err)
{
    const struct tomt_fact_request *request = task->request;
    struct tomt_selection selection;
    struct tomt_catchment_input input;
    if (!tomt_select(task, &selection, err))
        return false;
    if (selection.n_layers == 0) {
        for (size_t site = 0; site < task->sites->n; site++)
            tomt_fact_put(task->fact, site, 0, TOMT_WHY_MISSING_INPUT);
        return true;
    }
    if (!gather(task, &selection, &input, err) || !tomt_evidence_start(task, &selection, err))
        return false;
    struct tomt_decay_terms terms =
        tomt_decay_terms(request->decay, request->reach_m, request->decay_parameter);
    struct tomt_catchment *catchment =
        tomt_catchment_new(task->own, &input, &terms, task->fact->width > 0, err);
    if (!catchment)
        return false;
    struct shared shared = {.task = task, .selection = &selection, .catchment = catchment};
    shared.order = order_sites(task, err);
    if (!shared.order && task->sites->n > 0)
        return false;
    struct tomt_crew_job job = {&shared, sit, work, rise, task->sites->n, 64};
    bool ok = tomt_crew_run(task->crew, &job, err);
    task->fact->n_pairs = atomic_load(&shared.n_pairs);
    return ok;
}
