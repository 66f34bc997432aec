/* facts/of_population.c: persons within a radius of every site point; a cell counts by the share of
 * its area within it. */
#include "facts/decay.h"
#include "facts/inside.h"

#include "geo/index.h"
#include "geo/wkb.h"

#include <math.h>
#include <stdatomic.h>

struct cell {
    double persons, area_m2, x, y; /* x, y: centroid */
};
struct shared {
    const struct tomt_fact_task *task;
    const struct tomt_selection *selection;
    const struct tomt_index *index;
    const struct tomt_box *box;
    const struct cell *cell;
    struct tomt_decay_terms terms;
    atomic_uint_fast64_t n_pairs;
};
struct population_seat {
    struct shared *shared;
    struct tomt_rows rows;
    uint64_t n_pairs;
};

static void *sit(void *shared, struct tomt_error *err)
{
    struct population_seat *seat = tomt_allocate(sizeof *seat);
    if (!seat) {
        tomt_fail(err, TOMT_MEMORY, "out of memory for a catchment");
        return NULL;
    }
    *seat = (struct population_seat){.shared = shared};
    return seat;
}

static void rise(void *at)
{
    struct population_seat *seat = at;
    atomic_fetch_add(&seat->shared->n_pairs, seat->n_pairs);
    tomt_rows_free(&seat->rows);
    tomt_release(seat);
}

static double share_within(const struct shared *shared, size_t i, double x, double y)
{
    const struct tomt_box *box = &shared->box[i];
    const struct tomt_selection *selection = shared->selection;
    double far_x = fmax(fabs(box->min_x - x), fabs(box->max_x - x)),
           far_y = fmax(fabs(box->min_y - y), fabs(box->max_y - y));
    if (far_x * far_x + far_y * far_y <= shared->terms.radius2_m2)
        return 1;
    if (!(shared->cell[i].area_m2 > 0))
        return 0;
    size_t size;
    const struct tomt_shapes *shapes = &shared->task->inputs->layer[selection->input[i]]->shapes;
    const uint8_t *wkb = tomt_shapes_wkb(shapes, selection->row[i], &size);
    return fmin(1, tomt_wkb_circle_area_m2(wkb, size, x, y, shared->terms.radius_m) /
                       shared->cell[i].area_m2);
}

static bool sum_site(struct population_seat *seat, size_t site, struct tomt_bests *bests,
                     struct tomt_error *err)
{
    const struct shared *shared = seat->shared;
    const struct tomt_decay_terms *terms = &shared->terms;
    double x = shared->task->sites->point_x[site], y = shared->task->sites->point_y[site],
           r = terms->radius_m;
    struct tomt_decay_parts parts = {0, 0};
    struct tomt_box around = {x - r, y - r, x + r, y + r};
    if (!tomt_index_find(shared->index, &around, &seat->rows, err))
        return false;
    for (size_t k = 0; k < seat->rows.n; k++) {
        uint32_t i = seat->rows.row[k];
        const struct cell *cell = &shared->cell[i];
        double share = cell->persons > 0 ? share_within(shared, i, x, y) : 0;
        if (!(share > 0))
            continue;
        double dx = cell->x - x, dy = cell->y - y,
               distance2 = fmin(dx * dx + dy * dy, terms->radius2_m2);
        double amount = cell->persons * share * tomt_decay_at(terms, distance2);
        if (terms->decay == TOMT_DECAY_POWER)
            tomt_decay_split(amount, &parts);
        else
            parts.coarse += (amount = tomt_decay_term(amount));
        if (!(amount > 0)) /* touched, or worn away by distance */
            continue;
        tomt_bests_add(bests, (struct tomt_best){amount, sqrt(dx * dx + dy * dy), i});
    }
    seat->n_pairs += seat->rows.n;
    tomt_fact_put(shared->task->fact, site, parts.coarse + parts.fine, TOMT_WHY_OK);
    return true;
}

static bool work(void *at, size_t from, size_t to, struct tomt_error *err)
{
    struct population_seat *seat = at;
    struct tomt_bests bests = {.width = seat->shared->task->fact->width};
    for (size_t site = from; site < to; site++) {
        bests.n = 0;
        if (!sum_site(seat, site, &bests, err))
            return false;
        tomt_evidence_put(seat->shared->task->fact, seat->shared->selection, site, &bests);
    }
    return true;
}

struct moments { /* of the polygon, about its first point so that large coordinates cost no digits
                  */
    double origin_x, origin_y, area2, x6, y6;
    bool started;
};

static bool add_ring(void *context, size_t part, size_t ring, const uint8_t *xy, size_t n)
{
    struct moments *sum = context, own = {0};
    (void)part;
    if (!sum->started)
        tomt_wkb_xy(xy, 0, &sum->origin_x, &sum->origin_y);
    sum->started = true;
    for (size_t i = 0; i + 1 < n; i++) {
        double x0, y0, x1, y1;
        tomt_wkb_xy(xy, i, &x0, &y0);
        tomt_wkb_xy(xy, i + 1, &x1, &y1);
        x0 -= sum->origin_x, x1 -= sum->origin_x, y0 -= sum->origin_y, y1 -= sum->origin_y;
        double cross = x0 * y1 - x1 * y0;
        own.area2 += cross;
        own.x6 += (x0 + x1) * cross;
        own.y6 += (y0 + y1) * cross;
    }
    /* Shells add, holes take away, whichever way they run. */
    double sign = (own.area2 < 0) == (ring > 0) ? 1 : -1;
    sum->area2 += sign * own.area2;
    sum->x6 += sign * own.x6;
    sum->y6 += sign * own.y6;
    return true;
}

double tomt_persons(const struct tomt_layer *layer, size_t row)
{
    const struct tomt_column *persons = tomt_table_find(&layer->table, "population");
    if (!persons || persons->type == TOMT_TEXT || tomt_column_is_null(persons, row))
        return 0;
    return persons->type == TOMT_REAL ? persons->real[row] : (double)persons->integer[row];
}

static bool describe_cells(struct tomt_fact_task *task, const struct tomt_selection *selection,
                           const struct tomt_box *box, struct cell *cell, struct tomt_error *err)
{
    for (size_t i = 0; i < selection->n; i++) {
        const struct tomt_layer *layer = task->inputs->layer[selection->input[i]];
        size_t row = selection->row[i], size;
        if (layer->shapes.kind == TOMT_LINES)
            return tomt_fail(err, TOMT_DATA,
                             "layer '%s' holds lines; population needs polygons or points",
                             layer->name);
        cell[i] = (struct cell){
            .persons = tomt_persons(layer, row), .x = box[i].min_x, .y = box[i].min_y};
        if (layer->shapes.kind != TOMT_POLYGONS)
            continue;
        struct moments sum = {0};
        const uint8_t *wkb = tomt_shapes_wkb(&layer->shapes, row, &size);
        tomt_wkb_each(wkb, size, add_ring, &sum);
        cell[i].area_m2 = sum.area2 / 2;
        if (sum.area2 > 0) {
            cell[i].x = sum.origin_x + sum.x6 / (3 * sum.area2);
            cell[i].y = sum.origin_y + sum.y6 / (3 * sum.area2);
        }
    }
    return true;
}

bool tomt_fact_population(struct tomt_fact_task *task, struct tomt_error *err)
{
    const struct tomt_fact_request *request = task->request;
    struct tomt_selection selection;
    if (!tomt_select(task, &selection, err))
        return false;
    if (selection.n_layers == 0) {
        tomt_fact_put_all(task, TOMT_WHY_MISSING_INPUT);
        return true;
    }
    struct tomt_box *box = tomt_selection_boxes(task, &selection, err);
    struct cell *cell =
        box ? tomt_arena_block(task->own, NULL, (selection.n + 1) * sizeof *cell, err) : NULL;
    struct tomt_index *index = cell ? tomt_index_new(task->own, box, selection.n, err) : NULL;
    if (!index || !describe_cells(task, &selection, box, cell, err) ||
        !tomt_evidence_start(task, &selection, err))
        return false;
    struct shared shared = {
        .task = task, .selection = &selection, .index = index, .box = box, .cell = cell};
    shared.terms = tomt_decay_terms(request->decay, request->reach_m, request->decay_parameter);
    struct tomt_crew_job job = {&shared, sit, work, rise, task->sites->n, 64};
    bool ok = tomt_crew_run(task->crew, &job, err);
    task->fact->n_pairs = atomic_load(&shared.n_pairs);
    return ok;
}
