/* facts/of_nearest.c: straight-line distance from every site point to the nearest feature. */
#include "facts/inside.h"

#include "geo/index.h"
#include "geo/wkb.h"

#include <math.h>

struct shared {
    const struct tomt_fact_task *task;
    const struct tomt_selection *selection;
    const struct tomt_index *index;
    const uint32_t *group; /* NULL: each is a place of its own */
};
struct search { /* one site's */
    const struct shared *shared;
    uint32_t found[TOMT_EVIDENCE_MOST];
    size_t n_found;
};

static double distance_m(void *context, uint32_t i, double x, double y)
{
    const struct search *search = context;
    const struct tomt_selection *selection = search->shared->selection;
    const uint32_t *group = search->shared->group;
    for (size_t k = 0; k < search->n_found; k++)
        if (search->found[k] == i ||
            (group && group[search->found[k]] == group[i])) /* another stop of the same hub */
            return INFINITY;
    const struct tomt_shapes *shapes =
        &search->shared->task->inputs->layer[selection->input[i]]->shapes;
    size_t row = selection->row[i], size;
    if (shapes->kind == TOMT_POINTS) {
        double dx = shapes->box[row].min_x - x, dy = shapes->box[row].min_y - y;
        return sqrt(dx * dx + dy * dy);
    }
    const uint8_t *wkb = tomt_shapes_wkb(shapes, row, &size);
    return tomt_wkb_distance_m(wkb, size, x, y);
}

static bool work(void *at, size_t from, size_t to, struct tomt_error *err)
{
    const struct shared *shared = at;
    const struct tomt_fact_task *task = shared->task;
    struct tomt_bests bests = {.width = task->fact->width};
    size_t most = bests.width > 1 ? bests.width : 1;
    (void)err;
    for (size_t site = from; site < to; site++) {
        double x = task->sites->point_x[site], y = task->sites->point_y[site], found_m;
        struct search search = {.shared = shared};
        uint32_t i;
        bests.n = 0;
        tomt_fact_put(task->fact, site, 0, TOMT_WHY_UNREACHABLE);
        while (search.n_found < most && search.n_found < shared->selection->n &&
               tomt_index_nearest(shared->index, x, y, task->request->reach_m, distance_m, &search,
                                  &i, &found_m) &&
               isfinite(found_m)) {
            if (search.n_found == 0)
                tomt_fact_put(task->fact, site, found_m, TOMT_WHY_OK);
            search.found[search.n_found++] = i;
            if (bests.n < bests.width)
                bests.best[bests.n++] = (struct tomt_best){found_m, found_m, i};
        }
        tomt_evidence_put(task->fact, shared->selection, site, &bests);
    }
    return true;
}

bool tomt_fact_nearest(struct tomt_fact_task *task, struct tomt_error *err)
{
    struct tomt_selection selection;
    if (!tomt_select(task, &selection, err))
        return false;
    if (selection.n_layers == 0) {
        tomt_fact_put_all(task, TOMT_WHY_MISSING_INPUT);
        return true;
    }
    struct tomt_box *box = tomt_selection_boxes(task, &selection, err);
    struct tomt_index *index = box ? tomt_index_new(task->own, box, selection.n, err) : NULL;
    uint32_t *group;
    if (!index || !tomt_selection_groups(task, &selection, &group, err) ||
        !tomt_evidence_start(task, &selection, err))
        return false;
    struct shared shared = {task, &selection, index, group};
    struct tomt_crew_job job = {&shared, NULL, work, NULL, task->sites->n, 256};
    return tomt_crew_run(task->crew, &job, err);
}
