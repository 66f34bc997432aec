/* facts/of_hot_spot.c: how far the place of a site stands out: z of Gi* of its cell. */
#include "facts/shelf.h"

#include "areas/areas.h"

#include <math.h>

/* Those of the study area that weigh anything; the others are no part of the map. */
static bool list_points(struct tomt_fact_task *task, struct tomt_shelf_businesses *businesses,
                        struct tomt_hot_spot_question *question, struct tomt_error *err)
{
    size_t n = businesses->selection.n, room = (n + 1) * sizeof(double);
    double *x = tomt_arena_block(task->own, NULL, room, err);
    double *y = x ? tomt_arena_block(task->own, NULL, room, err) : NULL;
    double *weight = y ? tomt_arena_block(task->own, NULL, room, err) : NULL;
    uint32_t *area = weight ? tomt_arena_block(task->own, NULL, (n + 1) * sizeof *area, err) : NULL;
    if (!area || !tomt_shelf_weigh(task, businesses, weight, err))
        return false;
    tomt_shelf_points(task, &businesses->selection, x, y);
    if (!tomt_areas_assign(task->own, task->inputs->study_area, x, y, n, task->crew, area, err))
        return false;
    question->n = 0;
    for (size_t i = 0; i < n; i++) {
        if (area[i] == TOMT_NO_AREA || !(weight[i] > 0))
            continue;
        x[question->n] = x[i];
        y[question->n] = y[i];
        weight[question->n++] = weight[i];
    }
    question->x = x, question->y = y, question->weight = weight;
    return true;
}

static bool put_count(struct tomt_fact_task *task, size_t n, struct tomt_error *err)
{
    size_t room = (task->sites->n + 1) * sizeof *task->fact->second;
    task->fact->second = tomt_arena_block(task->arena, NULL, room, err);
    for (size_t site = 0; task->fact->second && site < task->sites->n; site++)
        task->fact->second[site] = (double)n;
    return task->fact->second != NULL;
}

bool tomt_fact_hot_spot(struct tomt_fact_task *task, struct tomt_error *err)
{
    const struct tomt_fact_request *request = task->request;
    struct tomt_hot_spot_question question = {.study_area = task->inputs->study_area,
                                              .cell_m = request->cell_m,
                                              .radius_m = request->reach_m};
    struct tomt_hot_spots spots;
    struct tomt_shelf_businesses *businesses = tomt_shelf_take(task, err);
    if (!businesses)
        return false;
    if (!question.study_area || businesses->selection.n_layers == 0) {
        tomt_fact_put_all(task, TOMT_WHY_MISSING_INPUT);
        return true;
    }
    if (!list_points(task, businesses, &question, err) ||
        !tomt_hot_spots(task->own, &question, task->crew, &spots, err) ||
        !put_count(task, spots.n_points, err))
        return false;
    for (size_t site = 0; site < task->sites->n; site++) {
        size_t cell =
            tomt_hot_spot_at(&spots, task->sites->point_x[site], task->sites->point_y[site]);
        bool is_cell = cell != SIZE_MAX;
        double z = is_cell ? spots.z[cell] : NAN;
        /* where all cells are alike none stands out: there is no z */
        tomt_fact_put(task->fact, site, z,
                      !is_cell   ? TOMT_WHY_OUTSIDE
                      : isnan(z) ? TOMT_WHY_NOT_APPLICABLE
                                 : TOMT_WHY_OK);
    }
    return true;
}
