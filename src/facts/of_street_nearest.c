/* facts/of_street_nearest.c: how far it is along streets from every site to the nearest feature. */
#include "facts/inside.h"

#include "geo/index.h"
#include "geo/wkb.h"

#include <math.h>

struct shared {
    const struct tomt_fact_task *task;
    const struct tomt_selection *selection;
    const struct tomt_snaps *site;
    const struct tomt_index *areas; /* features that a site may lie in; NULL: none */
    const uint32_t *group;          /* [selection]; NULL: each its own */
    const struct tomt_snaps *to;
    const uint32_t *cost, *target; /* [site * width + k]; target: an entry of `to` */
    size_t width;
};
struct nearest_seat {
    const struct shared *shared;
    struct tomt_rows rows;
};

static void *sit(void *shared, struct tomt_error *err)
{
    struct nearest_seat *seat = tomt_allocate(sizeof *seat);
    if (!seat) {
        tomt_fail(err, TOMT_MEMORY, "out of memory for the nearest features");
        return NULL;
    }
    *seat = (struct nearest_seat){.shared = shared};
    return seat;
}

static void rise(void *at)
{
    struct nearest_seat *seat = at;
    tomt_rows_free(&seat->rows);
    tomt_release(seat);
}

static bool is_listed(const struct shared *shared, const struct tomt_bests *bests, uint32_t item)
{
    for (size_t k = 0; k < bests->n; k++)
        if (bests->best[k].item == item ||
            (shared->group && shared->group[bests->best[k].item] == shared->group[item]))
            return true;
    return false;
}

static void list_one(const struct shared *shared, struct tomt_bests *bests, uint32_t item,
                     double value)
{
    if (bests->n < bests->width && !is_listed(shared, bests, item))
        bests->best[bests->n++] =
            (struct tomt_best){value, shared->site->way == TOMT_DRIVE ? NAN : value, item};
}

/* Who stands inside an area need not go there. */
static bool list_around(struct nearest_seat *seat, size_t site, struct tomt_bests *bests,
                        struct tomt_error *err)
{
    const struct shared *shared = seat->shared;
    const struct tomt_selection *selection = shared->selection;
    double x = shared->task->sites->point_x[site], y = shared->task->sites->point_y[site];
    struct tomt_box here = {x, y, x, y};
    if (!tomt_index_find(shared->areas, &here, &seat->rows, err))
        return false;
    for (size_t k = 0; k < seat->rows.n; k++) {
        uint32_t item = seat->rows.row[k];
        size_t size;
        const struct tomt_shapes *shapes =
            &shared->task->inputs->layer[selection->input[item]]->shapes;
        const uint8_t *wkb = tomt_shapes_wkb(shapes, selection->row[item], &size);
        if (tomt_wkb_holds_point(wkb, size, x, y))
            list_one(shared, bests, item, 0);
    }
    return true;
}

static bool work(void *at, size_t from, size_t to, struct tomt_error *err)
{
    struct nearest_seat *seat = at;
    const struct shared *shared = seat->shared;
    struct tomt_fact *fact = shared->task->fact;
    for (size_t site = from; site < to; site++) {
        struct tomt_bests bests = {.width = shared->width};
        if (shared->areas && !list_around(seat, site, &bests, err))
            return false;
        for (size_t k = 0; k < shared->width; k++) {
            size_t slot = site * shared->width + k;
            if (shared->cost[slot] != TOMT_UNREACHED)
                list_one(shared, &bests, (uint32_t)tomt_snaps_row(shared->to, shared->target[slot]),
                         tomt_value_of_cost(shared->site->way, shared->cost[slot]));
        }
        enum tomt_why why = bests.n > 0                                ? TOMT_WHY_OK
                            : shared->site->link[site] == TOMT_NO_LINK ? TOMT_WHY_NOT_SNAPPED
                                                                       : TOMT_WHY_UNREACHABLE;
        tomt_fact_put(fact, site, bests.n > 0 ? bests.best[0].amount : 0, why);
        tomt_evidence_put(fact, shared->selection, site, &bests);
    }
    return true;
}

/* The areas among the selected rows; what is no area has an empty box and is never found. */
static bool index_areas(struct tomt_fact_task *task, const struct tomt_selection *selection,
                        struct shared *shared, struct tomt_error *err)
{
    size_t n_areas = 0;
    struct tomt_box *box = tomt_selection_boxes(task, selection, err);
    if (!box)
        return false;
    for (size_t i = 0; i < selection->n; i++) {
        bool is_area = task->inputs->layer[selection->input[i]]->shapes.kind == TOMT_POLYGONS;
        n_areas += is_area;
        if (!is_area)
            box[i] = (struct tomt_box){1, 1, 0, 0};
    }
    shared->areas = n_areas > 0 ? tomt_index_new(task->own, box, selection->n, err) : NULL;
    tomt_arena_drop(task->own, box);
    return n_areas == 0 || shared->areas;
}

/* Of the entries, as the search wants it: the gates of an area are one, and so are rows of one
 * place. */
static bool group_gates(struct tomt_fact_task *task, const struct shared *shared,
                        const uint32_t **group, struct tomt_error *err)
{
    const struct tomt_snaps *to = shared->to;
    *group = to->row ? to->row : shared->group;
    if (!to->row || !shared->group)
        return true;
    uint32_t *of = tomt_arena_block(task->own, NULL, (to->n + 1) * sizeof *of, err);
    for (size_t i = 0; of && i < to->n; i++)
        of[i] = shared->group[to->row[i]];
    *group = of;
    return of != NULL;
}

static bool search(struct tomt_fact_task *task, struct shared *shared, struct tomt_error *err)
{
    const struct tomt_fact_request *request = task->request;
    bool drives = request->way == TOMT_DRIVE;
    struct tomt_snaps from = *shared->site;
    from.n = task->sites->n;
    shared->width = task->fact->width > 1 ? task->fact->width : 1;
    size_t n = from.n * shared->width;
    uint32_t *cost = tomt_arena_block(task->own, NULL, (n + 1) * sizeof *cost, err);
    uint32_t *target = tomt_arena_block(task->own, NULL, (n + 1) * sizeof *target, err);
    const uint32_t *group;
    if (!cost || !target || !group_gates(task, shared, &group, err))
        return false;
    struct tomt_nearest_query query = {
        .network = task->inputs->network,
        .way = request->way,
        .from = &from,
        .to = shared->to,
        .group = group,
        .most = tomt_cost_of(request->way, drives ? request->reach_min : request->reach_m),
        .width = shared->width};
    shared->cost = cost;
    shared->target = target;
    return tomt_network_nearest(&query, task->crew, cost, target, err);
}

bool tomt_fact_street_nearest(struct tomt_fact_task *task, struct tomt_error *err)
{
    struct tomt_selection selection;
    struct tomt_snaps to;
    uint32_t *group;
    bool ok;
    const struct tomt_snaps *site = tomt_site_snaps(task, task->request->way, &ok, err);
    if (!site)
        return ok;
    if (!tomt_select(task, &selection, err))
        return false;
    if (selection.n_layers == 0) {
        tomt_fact_put_all(task, TOMT_WHY_MISSING_INPUT);
        return true;
    }
    if (task->request->way == TOMT_WALK)
        task->fact->walk_m_per_min = task->inputs->network->settings.walk_m_per_min;
    if (!tomt_selection_snaps(task, &selection, true, &to, err) ||
        !tomt_selection_groups(task, &selection, &group, err) ||
        !tomt_evidence_start(task, &selection, err))
        return false;
    struct shared shared = {
        .task = task, .selection = &selection, .site = site, .group = group, .to = &to};
    if (!index_areas(task, &selection, &shared, err) || !search(task, &shared, err))
        return false;
    struct tomt_crew_job job = {&shared, sit, work, rise, task->sites->n, 1024};
    return tomt_crew_run(task->crew, &job, err);
}
