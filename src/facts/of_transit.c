/* facts/of_transit.c: transit level (PTAL) and transit class of every site. */
#include "facts/inside.h"

#include "geo/index.h"

#include <math.h>

#define BATCH_SITES ((size_t)1 << 16) /* bounds the lists of stops within reach */
#define NO_ROW UINT32_MAX

/* Rows of the timetable's layer: a stop has one for each of its modes. */
struct stop_rows {
    struct tomt_selection selection; /* all rows */
    uint32_t *row;                   /* [stop * TOMT_N_MODES + mode], NO_ROW: none */
};

static int mode_of(const struct tomt_column *column, size_t row)
{
    const char *text =
        column && column->type == TOMT_TEXT ? tomt_column_text(column, row, NULL) : NULL;
    for (int mode = 0; text && mode < TOMT_N_MODES; mode++)
        if (strcmp(text, tomt_mode_name[mode]) == 0)
            return mode;
    return TOMT_N_MODES;
}

static void note_rows(const struct tomt_layer *layer, size_t n_stops, struct stop_rows *rows)
{
    const struct tomt_column *stop = tomt_table_find(&layer->table, "stop"),
                             *mode = tomt_table_find(&layer->table, "mode");
    for (size_t row = 0; row < layer->shapes.n; row++) {
        rows->selection.row[row] = (uint32_t)row;
        int m = mode_of(mode, row);
        if (!stop || stop->type != TOMT_INTEGER || tomt_column_is_null(stop, row) ||
            m == TOMT_N_MODES || stop->integer[row] < 0 || (uint64_t)stop->integer[row] >= n_stops)
            continue;
        uint32_t *slot = &rows->row[(size_t)stop->integer[row] * TOMT_N_MODES + (size_t)m];
        if (*slot == NO_ROW)
            *slot = (uint32_t)row;
    }
}

static bool read_rows(struct tomt_fact_task *task, struct stop_rows *rows, struct tomt_error *err)
{
    const struct tomt_fact_inputs *inputs = task->inputs;
    if (inputs->timetable_layer >= inputs->n_layers)
        return tomt_fail(err, TOMT_INTERNAL, "the timetable has no layer");
    const struct tomt_layer *layer = inputs->layer[inputs->timetable_layer];
    size_t n = layer->shapes.n, n_slots = inputs->timetable->n_stops * TOMT_N_MODES;
    struct tomt_selection *selection = &rows->selection;
    *selection = (struct tomt_selection){.n = n, .n_layers = 1};
    selection->input = tomt_arena_block(task->own, NULL, (n + 1) * sizeof *selection->input, err);
    selection->row = tomt_arena_block(task->own, NULL, (n + 1) * sizeof *selection->row, err);
    rows->row = tomt_arena_block(task->own, NULL, (n_slots + 1) * sizeof *rows->row, err);
    if (!selection->input || !selection->row || !rows->row)
        return false;
    for (size_t i = 0; i < n; i++)
        selection->input[i] = (uint16_t)inputs->timetable_layer;
    for (size_t i = 0; i < n_slots; i++)
        rows->row[i] = NO_ROW;
    note_rows(layer, inputs->timetable->n_stops, rows);
    return tomt_evidence_start(task, selection, err);
}

/* --- level ----------------------------------------------------------------------------------- */

struct level {
    const struct tomt_fact_task *task;
    const struct tomt_snaps *site; /* all sites */
    const struct stop_rows *rows;
    size_t first;                  /* site of the batch's first */
    struct tomt_reach_lists lists; /* of the batch */
};
struct level_seat {
    const struct level *level;
    struct tomt_arena *arena;
    struct tomt_ptal_scratch scratch;
    double *walk_m;         /* [stop] of one site's list */
    double *edf;            /* [route] of one site's services */
    struct tomt_best *best; /* [route] one per stop and mode */
};

static void rise_level(void *at)
{
    struct level_seat *seat = at;
    tomt_arena_free(seat->arena);
}

static void *sit_level(void *shared, struct tomt_error *err)
{
    struct level *level = shared;
    const struct tomt_timetable *timetable = level->task->inputs->timetable;
    struct tomt_arena *arena = tomt_arena_new(err);
    struct level_seat *seat = arena ? tomt_arena_alloc(arena, sizeof *seat, err) : NULL;
    if (seat) {
        size_t n_routes = timetable->n_routes + 1;
        *seat = (struct level_seat){.level = level, .arena = arena};
        seat->walk_m =
            tomt_arena_block(arena, NULL, (timetable->n_stops + 1) * sizeof(double), err);
        seat->edf = tomt_arena_block(arena, NULL, n_routes * sizeof *seat->edf, err);
        seat->best = tomt_arena_block(arena, NULL, n_routes * sizeof *seat->best, err);
    }
    if (seat && seat->walk_m && seat->edf && seat->best &&
        tomt_ptal_scratch_new(arena, timetable, level->task->inputs->transit, &seat->scratch, err))
        return seat;
    tomt_arena_free(arena);
    return NULL;
}

/* Of a mode the best service counts in full, the others half: halves all but the first best. */
static void halve(const struct tomt_ptal_service *service, size_t n, double *edf)
{
    size_t first[TOMT_N_MODES];
    for (int mode = 0; mode < TOMT_N_MODES; mode++)
        first[mode] = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        size_t *best = &first[service[i].mode];
        if (*best == SIZE_MAX || edf[i] > edf[*best])
            *best = i;
    }
    for (size_t i = 0; i < n; i++)
        if (first[service[i].mode] != i)
            edf[i] /= 2;
}

/* Several routes may leave the same stop: it is one feature and adds what they add. */
static void keep_evidence(struct level_seat *seat, size_t n_services, size_t site)
{
    const struct level *level = seat->level;
    const struct tomt_ptal_service *service = seat->scratch.service;
    struct tomt_fact *fact = level->task->fact;
    struct tomt_bests bests = {.width = fact->width};
    size_t n = 0;
    halve(service, n_services, seat->edf);
    for (size_t i = 0; i < n_services; i++) {
        uint32_t row =
            level->rows
                ->row[(size_t)seat->scratch.stop[i] * TOMT_N_MODES + (size_t)service[i].mode];
        size_t k = 0;
        while (k < n && seat->best[k].item != row)
            k++;
        if (row == NO_ROW)
            continue;
        if (k == n)
            seat->best[n++] = (struct tomt_best){0, service[i].walk_m, row};
        seat->best[k].amount += seat->edf[i];
    }
    for (size_t k = 0; k < n; k++)
        tomt_bests_add(&bests, seat->best[k]);
    tomt_evidence_put(fact, &level->rows->selection, site, &bests);
}

static bool work_level(void *at, size_t from, size_t to, struct tomt_error *err)
{
    struct level_seat *seat = at;
    const struct level *level = seat->level;
    const struct tomt_fact_inputs *inputs = level->task->inputs;
    struct tomt_fact *fact = level->task->fact;
    double walk_m_per_min = inputs->network->settings.walk_m_per_min;
    (void)err;
    for (size_t i = from; i < to; i++) {
        size_t site = level->first + i;
        if (level->site->link[site] == TOMT_NO_LINK) {
            tomt_fact_put(fact, site, 0, TOMT_WHY_NOT_SNAPPED);
            continue;
        }
        const uint32_t *stop = level->lists.target + level->lists.start[i],
                       *cost = level->lists.cost + level->lists.start[i];
        size_t n = (size_t)(level->lists.start[i + 1] - level->lists.start[i]);
        for (size_t k = 0; k < n; k++)
            seat->walk_m[k] = tomt_value_of_cost(TOMT_WALK, cost[k]);
        size_t n_services = tomt_ptal_services(inputs->timetable, inputs->hubs, inputs->transit,
                                               stop, seat->walk_m, n, &seat->scratch);
        tomt_fact_put(fact, site,
                      tomt_ptal_index(seat->scratch.service, n_services, walk_m_per_min, seat->edf),
                      TOMT_WHY_OK);
        if (fact->width > 0)
            keep_evidence(seat, n_services, site);
    }
    return true;
}

static bool level_batch(struct tomt_fact_task *task, struct level *level, size_t first, size_t n,
                        uint32_t most, struct tomt_error *err)
{
    struct tomt_arena *arena = tomt_arena_new(err);
    if (!arena)
        return false;
    struct tomt_snaps from = {.way = TOMT_WALK,
                              .n = n,
                              .link = level->site->link + first,
                              .along_mm = level->site->along_mm + first,
                              .leg_mm = level->site->leg_mm + first};
    level->first = first;
    struct tomt_crew_job job = {level, sit_level, work_level, rise_level, n, 256};
    bool ok =
        tomt_network_reach(arena, task->inputs->network, TOMT_WALK, &from, task->inputs->stop_snap,
                           NULL, most, task->crew, &level->lists, err) &&
        tomt_crew_run(task->crew, &job, err);
    tomt_arena_free(arena);
    return ok;
}

bool tomt_fact_transit_level(struct tomt_fact_task *task, struct tomt_error *err)
{
    const struct tomt_fact_inputs *inputs = task->inputs;
    if (!inputs->timetable || !inputs->hubs || !inputs->transit) {
        tomt_fact_put_all(task, TOMT_WHY_MISSING_INPUT);
        return true;
    }
    bool ok;
    const struct tomt_snaps *site = tomt_site_snaps(task, TOMT_WALK, &ok, err);
    if (!site)
        return ok;
    if (!inputs->stop_snap || inputs->stop_snap->n < inputs->timetable->n_stops)
        return tomt_fail(err, TOMT_INTERNAL, "the stops were not joined to the streets");
    struct stop_rows rows;
    if (!read_rows(task, &rows, err))
        return false;
    double reach_m = 0;
    for (int mode = 0; mode < TOMT_N_MODES; mode++)
        reach_m = fmax(reach_m, inputs->transit->reach_m[mode]);
    struct level level = {.task = task, .site = site, .rows = &rows};
    for (size_t first = 0; first < task->sites->n; first += BATCH_SITES) {
        size_t left = task->sites->n - first;
        if (!level_batch(task, &level, first, left < BATCH_SITES ? left : BATCH_SITES,
                         tomt_cost_of(TOMT_WALK, reach_m), err))
            return false;
    }
    return true;
}

/* --- class ----------------------------------------------------------------------------------- */

enum { WORST_CLASS = 6, NO_CLASS = 7 };

struct classes {
    const struct tomt_fact_task *task;
    const struct stop_rows *rows;
    const struct tomt_index *index; /* of the hubs */
    const uint32_t *hub_row;        /* the row that stands for a hub; NO_ROW: none */
    double reach_m;
};
struct class_seat {
    const struct classes *classes;
    struct tomt_rows near;
};

static void *sit_class(void *shared, struct tomt_error *err)
{
    struct class_seat *seat = tomt_allocate(sizeof *seat);
    if (!seat) {
        tomt_fail(err, TOMT_MEMORY, "out of memory for transit classes");
        return NULL;
    }
    *seat = (struct class_seat){.classes = shared};
    return seat;
}

static void rise_class(void *at)
{
    struct class_seat *seat = at;
    tomt_rows_free(&seat->near);
    tomt_release(seat);
}

static bool work_class(void *at, size_t from, size_t to, struct tomt_error *err)
{
    struct class_seat *seat = at;
    const struct classes *classes = seat->classes;
    const struct tomt_hubs *hubs = classes->task->inputs->hubs;
    struct tomt_fact *fact = classes->task->fact;
    for (size_t site = from; site < to; site++) {
        double x = classes->task->sites->point_x[site], y = classes->task->sites->point_y[site],
               r = classes->reach_m, best_m = INFINITY;
        struct tomt_box around = {x - r, y - r, x + r, y + r};
        unsigned best = NO_CLASS;
        uint32_t best_row = NO_ROW;
        if (!tomt_index_find(classes->index, &around, &seat->near, err))
            return false;
        for (size_t k = 0; k < seat->near.n; k++) {
            uint32_t hub = seat->near.row[k];
            double dx = hubs->x[hub] - x, dy = hubs->y[hub] - y, far_m = sqrt(dx * dx + dy * dy);
            unsigned class = tomt_transit_class(hubs->category[hub], far_m);
            if (class == 0 || class > best || (class == best && far_m >= best_m))
                continue;
            best = class;
            best_m = far_m;
            best_row = classes->hub_row[hub];
        }
        tomt_fact_put(fact, site, best, TOMT_WHY_OK);
        struct tomt_bests bests = {.width = fact->width};
        if (best_row != NO_ROW)
            tomt_bests_add(&bests, (struct tomt_best){best, best_m, best_row});
        tomt_evidence_put(fact, &classes->rows->selection, site, &bests);
    }
    return true;
}

/* A row of the mode that the hub's class comes from; else its first. */
static uint32_t *rows_of_hubs(struct tomt_fact_task *task, const struct stop_rows *rows,
                              struct tomt_error *err)
{
    const struct tomt_hubs *hubs = task->inputs->hubs;
    uint32_t *hub_row = tomt_arena_block(task->own, NULL, (hubs->n + 1) * sizeof *hub_row, err);
    for (size_t hub = 0; hub_row && hub < hubs->n; hub++)
        hub_row[hub] = NO_ROW;
    for (int best_only = 1; hub_row && best_only >= 0; best_only--)
        for (size_t stop = 0; stop < task->inputs->timetable->n_stops; stop++) {
            uint32_t hub = hubs->stop_hub[stop];
            for (size_t mode = 0; mode < TOMT_N_MODES && hub_row[hub] == NO_ROW; mode++)
                if (!best_only || mode == hubs->best_mode[hub])
                    hub_row[hub] = rows->row[stop * TOMT_N_MODES + mode];
        }
    return hub_row;
}

bool tomt_fact_transit_class(struct tomt_fact_task *task, struct tomt_error *err)
{
    const struct tomt_hubs *hubs = task->inputs->hubs;
    struct stop_rows rows;
    if (!hubs || !task->inputs->timetable) {
        tomt_fact_put_all(task, TOMT_WHY_MISSING_INPUT);
        return true;
    }
    struct tomt_box *box = tomt_arena_block(task->own, NULL, (hubs->n + 1) * sizeof *box, err);
    for (size_t hub = 0; box && hub < hubs->n; hub++)
        box[hub] = (struct tomt_box){hubs->x[hub], hubs->y[hub], hubs->x[hub], hubs->y[hub]};
    struct classes classes = {
        .task = task, .rows = &rows, .reach_m = tomt_transit_class_reach_m(1, WORST_CLASS)};
    classes.index = box ? tomt_index_new(task->own, box, hubs->n, err) : NULL;
    if (!classes.index || !read_rows(task, &rows, err) ||
        !(classes.hub_row = rows_of_hubs(task, &rows, err)))
        return false;
    struct tomt_crew_job job = {&classes, sit_class, work_class, rise_class, task->sites->n, 256};
    return tomt_crew_run(task->crew, &job, err);
}
