/* run/unsnapped.c: what no street comes near enough to: listed, its jobs and residents counted, told where they are many. */
#include "run/state.h"

#include <math.h>

#define MANY 0.05 /* of the jobs or residents of a layer: then it is told */

/* What a row weighs: jobs, residents; NaN where neither. */
static double amount_of(const struct tomt_run_state *state, size_t layer, size_t row)
{
    const char *name = state->role[layer] == TOMT_ROLE_ESTABLISHMENT ? "jobs_central"
                       : state->role[layer] == TOMT_ROLE_POPULATION  ? "population"
                                                                     : NULL;
    const struct tomt_column *column = name ? tomt_table_find(&state->layer[layer].table, name) : NULL;
    return column && column->type == TOMT_REAL && !tomt_column_is_null(column, row) ? column->real[row] : NAN;
}

/* A drive is asked to stops of public transport only when a criterion says so: nobody else drives to a bus stop. */
static bool driven_to(const struct tomt_run_state *state, size_t layer)
{
    if (state->project->layer[layer].role != TOMT_ROLE_TIMETABLE)
        return true;
    for (size_t f = 0; f < tomt_needs_count(state->needs); f++) {
        const struct tomt_fact_request *request = tomt_needs_request(state->needs, f);
        if (request->way != TOMT_DRIVE || request->role != TOMT_ROLE_HUB || request->kind != TOMT_FACT_NEAREST)
            continue;
        if (!request->filter[0].column)
            return true;
        for (int mode = 0; mode < TOMT_N_MODES; mode++)
            if (tomt_filter_matches(&request->filter[0], tomt_mode_name[mode], strlen(tomt_mode_name[mode])))
                return true;
    }
    return false;
}

static bool is_listed(const struct tomt_run_state *state, enum tomt_way way, size_t layer)
{
    return state->streets.network && state->streets.layer_ref[way][layer] && (way == TOMT_WALK || driven_to(state, layer));
}

void tomt_run_unsnapped_of(const struct tomt_run_state *state, enum tomt_way way, size_t layer, struct tomt_unsnapped *out)
{
    *out = (struct tomt_unsnapped){0};
    if (!is_listed(state, way, layer))
        return;
    const struct tomt_snaps *snaps = &state->streets.layer[way][layer];
    for (size_t i = 0; i < snaps->n; i++)
        if (snaps->link[i] == TOMT_NO_LINK) {
            double amount = amount_of(state, layer, tomt_snaps_row(snaps, i));
            out->n++;
            out->amount += isnan(amount) ? 0 : amount;
        }
    for (size_t row = 0; row < state->layer[layer].shapes.n; row++) {
        double amount = amount_of(state, layer, row);
        out->of += isnan(amount) ? 0 : amount;
    }
}

bool tomt_run_tell_unsnapped(struct tomt_run_state *state, struct tomt_error *err)
{
    for (size_t i = 0; i < state->project->n_layers; i++) {
        const struct tomt_project_layer *layer = &state->project->layer[i];
        struct tomt_unsnapped lost;
        tomt_run_unsnapped_of(state, TOMT_WALK, i, &lost);
        if (lost.amount > MANY * lost.of &&
            !tomt_problem_add(state->problems, err, TOMT_WARNING, layer->place.file, layer->place.line, layer->place.column,
                              "layer '%s': %.0f %% of its %s (%.0f of %.0f, in %zu features) are more than %.0f m from any street that is "
                              "walked and count nowhere along streets; table unsnapped lists them, network.max_snap_m is the limit",
                              layer->name, 100 * lost.amount / lost.of, state->role[i] == TOMT_ROLE_POPULATION ? "residents" : "jobs",
                              lost.amount, lost.of, lost.n, state->project->network.max_snap_m))
            return false;
    }
    return true;
}

/* --- the table ------------------------------------------------------------------------------------------------------- */

struct lister {
    struct tomt_column *layer, *feature, *site, *way, *street_m, *amount;
    struct tomt_table *table;
    struct tomt_error *err;
    bool ok;
};

static void list_one(struct lister *list, const char *layer, int64_t feature, const char *site, enum tomt_way way,
                     const struct tomt_snaps *snaps, size_t i, double amount)
{
    static const char *const way_name[] = {"straight", "walk", "drive"};
    if (!list->ok)
        return;
    list->ok = tomt_column_add_text(list->layer, layer, strlen(layer), list->err) &&
               (site ? tomt_column_add_null(list->feature, list->err) : tomt_column_add_integer(list->feature, feature, list->err)) &&
               (site ? tomt_column_add_text(list->site, site, strlen(site), list->err) : tomt_column_add_null(list->site, list->err)) &&
               tomt_column_add_text(list->way, way_name[way], strlen(way_name[way]), list->err) &&
               tomt_column_add_real(list->street_m, snaps->leg_mm[i] == UINT32_MAX ? NAN : snaps->leg_mm[i] / 1000.0, list->err) &&
               tomt_column_add_real(list->amount, amount, list->err);
    list->table->n_rows++;
}

bool tomt_run_unsnapped_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table,
                              struct tomt_error *err)
{
    const struct tomt_streets *streets = &state->streets;
    struct lister list = {.table = table, .err = err, .ok = true};
    if (!tomt_table_start(table, arena, 6, err))
        return false;
    list.layer = tomt_table_column(table, "layer", TOMT_TEXT, err);
    list.feature = tomt_table_column(table, "feature", TOMT_INTEGER, err);
    list.site = tomt_table_column(table, "site_id", TOMT_TEXT, err);
    list.way = tomt_table_column(table, "way", TOMT_TEXT, err);
    list.street_m = tomt_table_column(table, "street_m", TOMT_REAL, err);
    list.amount = tomt_table_column(table, "amount", TOMT_REAL, err);
    if (!list.layer || !list.feature || !list.site || !list.way || !list.street_m || !list.amount)
        return false;
    for (enum tomt_way way = TOMT_WALK; streets->network && way <= TOMT_DRIVE; way++) {
        if (tomt_needs_way(state->needs, way))
            for (size_t s = 0; s < state->sites.n; s++)
                if (streets->site[way].link[s] == TOMT_NO_LINK && state->site_fid[s])
                    list_one(&list, "site", 0, state->sites.site_id[s], way, &streets->site[way], s, NAN);
        for (size_t i = 0; i < state->project->n_layers; i++) {
            const struct tomt_snaps *snaps = is_listed(state, way, i) ? &streets->layer[way][i] : NULL;
            for (size_t k = 0; snaps && k < snaps->n; k++)
                if (snaps->link[k] == TOMT_NO_LINK) {
                    size_t row = tomt_snaps_row(snaps, k);
                    bool is_stop = state->project->layer[i].role == TOMT_ROLE_TIMETABLE;
                    const char *name = is_stop ? tomt_run_feed_of(state, (size_t)state->layer[i].fid[row] - 1) : state->layer[i].name;
                    list_one(&list, name, state->layer[i].fid[row], NULL, way, snaps, k, amount_of(state, i, row));
                }
        }
    }
    return list.ok;
}
