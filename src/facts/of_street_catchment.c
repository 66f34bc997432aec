/* facts/of_street_catchment.c: jobs, establishments or residents within reach along streets of
 * every site. */
#include "facts/shelf.h"

#include <math.h>

/* The two rooms list the decays in the same order. */
_Static_assert((int)TOMT_DECAY_STEP == (int)TOMT_STREET_STEP &&
                   (int)TOMT_DECAY_LINEAR == (int)TOMT_STREET_LINEAR &&
                   (int)TOMT_DECAY_EXPONENTIAL == (int)TOMT_STREET_EXPONENTIAL &&
                   (int)TOMT_DECAY_GAUSSIAN == (int)TOMT_STREET_GAUSSIAN &&
                   (int)TOMT_DECAY_POWER == (int)TOMT_STREET_POWER,
               "decays along streets and straight ones");

static double *weigh_people(struct tomt_fact_task *task, struct tomt_selection *selection,
                            struct tomt_error *err)
{
    if (!tomt_select(task, selection, err))
        return NULL;
    double *weight = tomt_arena_block(task->own, NULL, (selection->n + 1) * sizeof *weight, err);
    for (size_t i = 0; weight && i < selection->n; i++)
        weight[i] = tomt_persons(task->inputs->layer[selection->input[i]], selection->row[i]);
    return weight;
}

static double *weigh_business(struct tomt_fact_task *task, struct tomt_selection *selection,
                              struct tomt_error *err)
{
    struct tomt_shelf_businesses *businesses = tomt_shelf_take(task, err);
    if (!businesses)
        return NULL;
    *selection = businesses->selection;
    double *weight = tomt_arena_block(task->own, NULL, (selection->n + 1) * sizeof *weight, err);
    return weight && tomt_shelf_weigh(task, businesses, weight, err) ? weight : NULL;
}

static void put_sites(struct tomt_fact_task *task, const struct tomt_selection *selection,
                      const struct tomt_snaps *site_snap, const struct tomt_sums *sums)
{
    size_t width = task->fact->width;
    enum tomt_way way = task->request->way;
    for (size_t site = 0; site < task->sites->n; site++) {
        bool is_snapped = site_snap->link[site] != TOMT_NO_LINK;
        tomt_fact_put(task->fact, site, sums->sum[site],
                      is_snapped ? TOMT_WHY_OK : TOMT_WHY_NOT_SNAPPED);
        if (width == 0)
            continue;
        struct tomt_bests bests = {.n = is_snapped ? sums->n_best[site] : 0, .width = width};
        for (size_t k = 0; k < bests.n; k++) {
            size_t at = site * width + k;
            bests.best[k] = (struct tomt_best){
                sums->best_amount[at],
                way == TOMT_DRIVE ? NAN : tomt_value_of_cost(way, sums->best_cost[at]),
                sums->best[at]};
        }
        tomt_evidence_put(task->fact, selection, site, &bests);
    }
}

bool tomt_fact_street_catchment(struct tomt_fact_task *task, struct tomt_error *err)
{
    const struct tomt_fact_request *request = task->request;
    struct tomt_selection selection;
    struct tomt_snaps to;
    struct tomt_sums sums;
    bool ok;
    const struct tomt_snaps *site_snap = tomt_site_snaps(task, request->way, &ok, err);
    if (!site_snap)
        return ok;
    double *weight = request->subject == TOMT_POPULATION ? weigh_people(task, &selection, err)
                                                         : weigh_business(task, &selection, err);
    if (!weight)
        return false;
    if (selection.n_layers == 0) {
        tomt_fact_put_all(task, TOMT_WHY_MISSING_INPUT);
        return true;
    }
    /* Sums have no groups: an area counts once, from its nearest gate. */
    if (!tomt_selection_snaps(task, &selection, false, &to, err) ||
        !tomt_evidence_start(task, &selection, err))
        return false;
    struct tomt_snaps from = *site_snap;
    from.n = task->sites->n;
    struct tomt_sum_query query = {.network = task->inputs->network,
                                   .way = request->way,
                                   .from = &from,
                                   .to = &to,
                                   .weight = weight,
                                   .decay = (enum tomt_street_decay)request->decay,
                                   .reach = request->way == TOMT_DRIVE ? request->reach_min
                                                                       : request->reach_m,
                                   .parameter = request->decay_parameter,
                                   .width = task->fact->width};
    if (!tomt_network_sums(task->own, &query, task->crew, &sums, err))
        return false;
    put_sites(task, &selection, site_snap, &sums);
    return true;
}
