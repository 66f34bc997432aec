/* run/hub_tables.c: hubs, stops and departures as layers and tables of the result. */
#include "run/state.h"

#include <math.h>

static bool whole(struct tomt_column *column, size_t value, struct tomt_error *err)
{
    return tomt_column_add_integer(column, (int64_t)value, err);
}

/* Of a place at the hub's middle. */
static const char *class_of(const struct tomt_hubs *hubs, size_t h)
{
    return tomt_transit_class_name[tomt_transit_class(hubs->category[h], 0)];
}

enum { H_ID, H_NAME, H_MODE, H_MODES, H_CLASS, H_STOPS, H_RADIUS, H_PEAK, H_DAY, H_RAIL, H_TRAM, H_BUS, H_FERRY, H_INTERVAL, H_CATEGORY,
       H_KNUTEPUNKT, H_JOBS, H_RESIDENTS, H_PER_HA, H_MIX, H_LAYER, H_FEATURE, H_N };
static const struct {
    const char *name;
    enum tomt_type type;
} hub_columns[H_N] = {{"hub_id", TOMT_TEXT},          {"name", TOMT_TEXT},          {"mode", TOMT_TEXT},
                      {"modes", TOMT_TEXT},           {"class", TOMT_TEXT},         {"n_stops", TOMT_INTEGER},
                      {"radius_m", TOMT_REAL},        {"n_peak", TOMT_INTEGER},     {"n_day", TOMT_INTEGER},
                      {"headway_rail_min", TOMT_REAL},
                      {"headway_tram_min", TOMT_REAL}, {"headway_bus_min", TOMT_REAL}, {"headway_ferry_min", TOMT_REAL},
                      {"interval_min", TOMT_REAL},    {"category", TOMT_INTEGER},   {"knutepunkt", TOMT_INTEGER},
                      {"jobs_500m", TOMT_REAL},       {"residents_500m", TOMT_REAL}, {"people_per_ha", TOMT_REAL},
                      {"use_mix", TOMT_REAL},         {"layer", TOMT_TEXT},         {"feature", TOMT_INTEGER}};

/* The second half of the national definition asks for high utilisation and mixed use around a hub: jobs and residents within 500 m tell. */
struct surroundings {
    double *jobs, *residents;
    uint32_t *naming_stop; /* a stop of the hub: the one whose place or own id names it */
};

/* A hub whose surroundings reach beyond what was read has no number: it is not 0. */
static void forget_beyond(const struct tomt_run_state *state, enum tomt_role role, double *amount)
{
    const struct tomt_hubs *hubs = &state->transit.hubs;
    const struct tomt_box *box = &state->study_box;
    double spare_m = tomt_run_reach_m(state, role) - TOMT_AROUND_HUB_M;
    for (size_t h = 0; h < hubs->n; h++)
        if (!(hubs->x[h] >= box->min_x - spare_m && hubs->x[h] <= box->max_x + spare_m && hubs->y[h] >= box->min_y - spare_m &&
              hubs->y[h] <= box->max_y + spare_m))
            amount[h] = NAN;
}

static uint32_t *naming_stops(const struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_error *err)
{
    const struct tomt_timetable *timetable = &state->transit.timetable;
    const struct tomt_hubs *hubs = &state->transit.hubs;
    uint32_t *stop = tomt_arena_block(arena, NULL, (hubs->n + 1) * sizeof *stop, err);
    for (size_t s = timetable->n_stops; stop && s-- > 0;) {
        uint32_t hub = hubs->stop_hub[s], place = timetable->stop_place[s];
        const char *id = place == TOMT_NO_PLACE ? timetable->stop_id[s] : timetable->place_id[place];
        if (!strcmp(id, hubs->id[hub]))
            stop[hub] = (uint32_t)s;
    }
    return stop;
}

static bool around(struct tomt_run_state *state, struct tomt_arena *arena, struct surroundings *out, struct tomt_error *err)
{
    const struct tomt_hubs *hubs = &state->transit.hubs;
    struct tomt_fact_sites places = {.n = hubs->n, .point_x = hubs->x, .point_y = hubs->y};
    struct tomt_fact_inputs inputs = {.layer = state->layer_ref, .role = state->role, .n_layers = state->project->n_layers, .project_crs = &state->crs};
    struct tomt_fact_request jobs = {.kind = TOMT_FACT_CATCHMENT, .role = TOMT_ROLE_ESTABLISHMENT, .subject = TOMT_JOBS, .reach_m = TOMT_AROUND_HUB_M};
    struct tomt_fact_request residents = {.kind = TOMT_FACT_CATCHMENT, .role = TOMT_ROLE_POPULATION, .subject = TOMT_POPULATION, .reach_m = TOMT_AROUND_HUB_M};
    struct tomt_fact fact[2];
    if (!tomt_fact_compute(arena, &jobs, &places, &inputs, state->crew, &fact[0], err) ||
        !tomt_fact_compute(arena, &residents, &places, &inputs, state->crew, &fact[1], err))
        return false;
    *out = (struct surroundings){fact[0].value, fact[1].value, naming_stops(state, arena, err)};
    if (!out->naming_stop)
        return false;
    forget_beyond(state, TOMT_ROLE_ESTABLISHMENT, out->jobs);
    forget_beyond(state, TOMT_ROLE_POPULATION, out->residents);
    return true;
}

static bool timetable_hub(const struct tomt_run_state *state, size_t h, const struct surroundings *near, struct tomt_column **column,
                          struct tomt_error *err)
{
    const struct tomt_hubs *hubs = &state->transit.hubs;
    double jobs = near->jobs[h], residents = near->residents[h], people = jobs + residents;
    double hectares = M_PI * TOMT_AROUND_HUB_M * TOMT_AROUND_HUB_M / 10000;
    const char *mode = hubs->best_mode[h] < TOMT_N_MODES ? tomt_mode_name[hubs->best_mode[h]] : NULL;
    bool ok = tomt_column_put_text(column[H_ID], hubs->id[h], err) && tomt_column_put_text(column[H_NAME], hubs->name[h], err) && tomt_column_put_text(column[H_MODE], mode, err) &&
              tomt_column_put_text(column[H_MODES], hubs->modes[h] ? tomt_run_hub_modes(hubs->modes[h]) : NULL, err) &&
              tomt_column_put_text(column[H_CLASS], class_of(hubs, h), err) && whole(column[H_STOPS], hubs->n_stops[h], err) &&
              tomt_column_add_real(column[H_RADIUS], round(10 * hubs->radius_m[h]) / 10, err) &&
              whole(column[H_PEAK], hubs->n_peak[h], err) && whole(column[H_DAY], hubs->n_day[h], err);
    for (int mode_number = 0; ok && mode_number < TOMT_N_MODES; mode_number++)
        ok = tomt_column_add_real(column[H_RAIL + mode_number], hubs->headway_min[mode_number][h], err);
    return ok && tomt_column_add_real(column[H_INTERVAL], hubs->interval_min[h], err) &&
           (hubs->category[h] ? whole(column[H_CATEGORY], hubs->category[h], err) : tomt_column_add_null(column[H_CATEGORY], err)) &&
           whole(column[H_KNUTEPUNKT], hubs->is_knutepunkt[h], err) && tomt_column_add_real(column[H_JOBS], jobs, err) &&
           tomt_column_add_real(column[H_RESIDENTS], residents, err) && tomt_column_add_real(column[H_PER_HA], people / hectares, err) &&
           tomt_column_add_real(column[H_MIX], people > 0 ? fmin(jobs, residents) / fmax(jobs, residents) : NAN, err) &&
           tomt_column_put_text(column[H_LAYER], tomt_run_feed_of(state, near->naming_stop[h]), err) && tomt_column_add_null(column[H_FEATURE], err);
}

static bool layer_hub(const struct tomt_layer *layer, size_t row, struct tomt_column **column,
                      struct tomt_error *err)
{
    static const char *const from[] = {"name", "mode", "mode", "class"};
    char id[96];
    snprintf(id, sizeof id, "%.60s:%lld", layer->name, (long long)layer->fid[row]);

    if (!tomt_column_put_text(column[H_ID], id, err))
        return false;
    for (size_t i = 0; i < 4; i++) {
        const struct tomt_column *in = tomt_table_find(&layer->table, from[i]);
        if (!tomt_column_put_text(column[H_NAME + i], in && in->type == TOMT_TEXT ? tomt_column_text(in, row, NULL) : NULL, err))
            return false;
    }
    for (size_t c = H_STOPS; c < H_LAYER; c++)
        if (!tomt_column_add_null(column[c], err))
            return false;
    return tomt_column_put_text(column[H_LAYER], layer->name, err) && tomt_column_add_integer(column[H_FEATURE], layer->fid[row], err);
}

bool tomt_run_hub_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_shapes *shapes, struct tomt_table *table,
                        struct tomt_error *err)
{
    struct tomt_column *column[H_N];
    struct surroundings near;
    const struct tomt_hubs *hubs = &state->transit.hubs;
    if (!tomt_table_start(table, arena, H_N, err))
        return false;
    for (size_t c = 0; c < H_N; c++)
        if (!(column[c] = tomt_table_column(table, hub_columns[c].name, hub_columns[c].type, err)))
            return false;
    tomt_shapes_start(shapes, arena, TOMT_POINTS);
    if (!around(state, arena, &near, err))
        return false;
    for (size_t h = 0; h < hubs->n; h++)
        if (!tomt_shapes_add_point(shapes, hubs->x[h], hubs->y[h], err) || !timetable_hub(state, h, &near, column, err))
            return false;
    for (size_t i = 0; i < state->project->n_layers; i++) {
        const struct tomt_layer *layer = &state->layer[i];
        if (state->project->layer[i].role != TOMT_ROLE_HUB || layer->shapes.kind != TOMT_POINTS)
            continue;
        for (size_t row = 0; row < layer->shapes.n; row++)
            if (!tomt_shapes_add_point(shapes, layer->shapes.box[row].min_x, layer->shapes.box[row].min_y, err) ||
                !layer_hub(layer, row, column, err))
                return false;
    }
    table->n_rows = shapes->n;
    return true;
}

/* --- stops and departures ------------------------------------------------------------------------------------------ */

bool tomt_run_stop_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_shapes *shapes, struct tomt_table *table,
                         struct tomt_error *err)
{
    const struct tomt_timetable *timetable = &state->transit.timetable;
    const struct tomt_hubs *hubs = &state->transit.hubs;
    if (!tomt_table_start(table, arena, 7, err))
        return false;
    struct tomt_column *id = tomt_table_column(table, "stop_id", TOMT_TEXT, err);
    struct tomt_column *name = tomt_table_column(table, "name", TOMT_TEXT, err);
    struct tomt_column *mode = tomt_table_column(table, "mode", TOMT_TEXT, err);
    struct tomt_column *class = tomt_table_column(table, "class", TOMT_TEXT, err);
    struct tomt_column *knutepunkt = tomt_table_column(table, "knutepunkt", TOMT_INTEGER, err);
    struct tomt_column *hub = tomt_table_column(table, "hub_id", TOMT_TEXT, err);
    struct tomt_column *n_day = tomt_table_column(table, "n_day", TOMT_INTEGER, err);
    if (!id || !name || !mode || !class || !knutepunkt || !hub || !n_day)
        return false;
    tomt_shapes_start(shapes, arena, TOMT_POINTS);
    for (size_t s = 0; s < timetable->n_stops; s++) {
        uint8_t modes = 0;
        size_t n = 0;
        uint32_t of = hubs->stop_hub[s];
        for (uint32_t d = timetable->stop_start[s]; d < timetable->stop_start[s + 1]; d++) {
            const struct tomt_departure *departure = &timetable->departure[d];
            if (!timetable->route_counts[departure->route])
                continue;
            modes |= (uint8_t)(1u << timetable->route_mode[departure->route]);
            n += departure->time_s >= state->transit.settings.day_from_s && departure->time_s < state->transit.settings.day_to_s;
        }
        if (!tomt_shapes_add_point(shapes, timetable->x[s], timetable->y[s], err) || !tomt_column_put_text(id, timetable->stop_id[s], err) ||
            !tomt_column_put_text(name, timetable->stop_name[s], err) || !tomt_column_put_text(mode, modes ? tomt_run_hub_modes(modes) : NULL, err) ||
            !tomt_column_put_text(class, class_of(hubs, of), err) || !whole(knutepunkt, hubs->is_knutepunkt[of], err) || !tomt_column_put_text(hub, hubs->id[of], err) || !whole(n_day, n, err))
            return false;
    }
    table->n_rows = timetable->n_stops;
    return true;
}

static bool clock_text(struct tomt_column *column, uint32_t time_s, struct tomt_error *err)
{
    char out[16];
    snprintf(out, sizeof out, "%02u:%02u", time_s / 3600, time_s / 60 % 60);
    return tomt_column_put_text(column, out, err);
}

enum { D_STOP, D_NAME, D_HUB, D_ROUTE, D_MODE, D_COUNTS, D_DIRECTION, D_TOWARDS, D_PEAK, D_DAY, D_ALL, D_FIRST, D_LAST, D_N };

bool tomt_run_departure_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table, struct tomt_error *err)
{
    static const struct {
        const char *name;
        enum tomt_type type;
    } columns[D_N] = {{"stop_id", TOMT_TEXT},     {"stop_name", TOMT_TEXT}, {"hub_id", TOMT_TEXT}, {"route", TOMT_TEXT},   {"mode", TOMT_TEXT},
                      {"counts", TOMT_INTEGER},   {"direction", TOMT_INTEGER}, {"towards", TOMT_TEXT}, {"n_peak", TOMT_INTEGER},
                      {"n_day", TOMT_INTEGER},    {"n_all", TOMT_INTEGER},  {"first", TOMT_TEXT},  {"last", TOMT_TEXT}};
    const struct tomt_timetable *timetable = &state->transit.timetable;
    struct tomt_column *column[D_N];
    struct tomt_stop_route *row;
    size_t n;
    if (!tomt_stop_routes(arena, timetable, &state->transit.settings, &row, &n, err) || !tomt_table_start(table, arena, D_N, err))
        return false;
    for (size_t c = 0; c < D_N; c++)
        if (!(column[c] = tomt_table_column(table, columns[c].name, columns[c].type, err)))
            return false;
    for (size_t i = 0; i < n; i++)
        if (!tomt_column_put_text(column[D_STOP], timetable->stop_id[row[i].stop], err) || !tomt_column_put_text(column[D_NAME], timetable->stop_name[row[i].stop], err) ||
            !tomt_column_put_text(column[D_HUB], state->transit.hubs.id[state->transit.hubs.stop_hub[row[i].stop]], err) ||
            !tomt_column_put_text(column[D_ROUTE], timetable->route_name[row[i].route], err) ||
            !tomt_column_put_text(column[D_MODE], tomt_mode_name[timetable->route_mode[row[i].route]], err) ||
            !whole(column[D_COUNTS], timetable->route_counts[row[i].route], err) || !whole(column[D_DIRECTION], row[i].direction, err) ||
            !tomt_column_put_text(column[D_TOWARDS], timetable->towards[row[i].direction][row[i].route], err) || !whole(column[D_PEAK], row[i].n_peak, err) ||
            !whole(column[D_DAY], row[i].n_day, err) || !whole(column[D_ALL], row[i].n_all, err) || !clock_text(column[D_FIRST], row[i].first_s, err) ||
            !clock_text(column[D_LAST], row[i].last_s, err))
            return false;
    table->n_rows = n;
    return true;
}
