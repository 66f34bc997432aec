/* run/transit.c: the timetable of a run: read, its stops merged into hubs, those near kept, as a layer that facts can ask for. */
#include "run/state.h"

#include <math.h>

static struct tomt_transit_settings settings_of(const struct tomt_transit_options *options)
{
    struct tomt_transit_settings settings = tomt_transit_defaults();
    settings.merge_m = options->merge_m;
    settings.peak_from_s = options->peak_from_s;
    settings.peak_to_s = options->peak_to_s;
    settings.day_from_s = options->day_from_s;
    settings.day_to_s = options->day_to_s;
    for (int mode = 0; mode < TOMT_N_MODES; mode++)
        settings.reach_m[mode] = mode == TOMT_BUS ? options->bus_reach_m : options->rail_reach_m;
    settings.hub_headway_min[TOMT_RAIL] = options->rail_headway_min;
    settings.hub_headway_min[TOMT_TRAM] = options->tram_headway_min;
    settings.hub_headway_min[TOMT_BUS] = options->bus_headway_min;
    settings.hub_headway_min[TOMT_FERRY] = options->ferry_headway_min;
    return settings;
}

bool tomt_run_timetable_read(struct tomt_run_state *state, struct tomt_seat *seat, size_t layer, struct tomt_arena *arena,
                             struct tomt_error *err)
{
    struct tomt_transit *transit = &state->transit;
    /* Read beside other layers: its own work stays on this core. */
    struct tomt_crew alone = {.n_threads = 1, .cancel = state->crew->cancel};
    return tomt_gtfs_read(seat, arena, state->project->layer[layer].path, state->project->transit.day, &state->crs, NULL, &alone,
                          &transit->feed[layer], &transit->report[layer], err);
}

const char *tomt_run_hub_modes(uint8_t modes)
{
    static const char *const name[16] = {"",          "rail",          "tram",          "rail,tram",          "bus",       "rail,bus",
                                         "tram,bus",  "rail,tram,bus", "ferry",         "rail,ferry",         "tram,ferry", "rail,tram,ferry",
                                         "bus,ferry", "rail,bus,ferry", "tram,bus,ferry", "rail,tram,bus,ferry"};
    return name[modes & 15];
}

struct stop_rows {
    struct tomt_column *name, *mode, *class, *knutepunkt, *hub, *stop;
    struct tomt_layer *layer;
};

static bool add_stop(const struct tomt_transit *transit, struct stop_rows *rows, uint32_t stop, enum tomt_mode mode, struct tomt_error *err)
{
    const struct tomt_timetable *timetable = &transit->timetable;
    const struct tomt_hubs *hubs = &transit->hubs;
    uint32_t hub = hubs->stop_hub[stop];
    return tomt_shapes_add_point(&rows->layer->shapes, timetable->x[stop], timetable->y[stop], err) &&
           tomt_column_put_text(rows->name, timetable->stop_name[stop], err) && tomt_column_put_text(rows->mode, tomt_mode_name[mode], err) &&
           tomt_column_put_text(rows->class, tomt_transit_class_name[tomt_transit_class(hubs->category[hub], 0)], err) &&
           tomt_column_put_text(rows->knutepunkt, hubs->is_knutepunkt[hub] ? "yes" : "no", err) && tomt_column_put_text(rows->hub, hubs->id[hub], err) &&
           tomt_column_add_integer(rows->stop, stop, err);
}

const char *tomt_run_feed_of(const struct tomt_run_state *state, size_t stop)
{
    const struct tomt_project *project = state->project;
    for (size_t i = 0; i < project->n_layers; i++) {
        if (project->layer[i].role != TOMT_ROLE_TIMETABLE)
            continue;
        if (stop < state->transit.feed[i].n_stops)
            return project->layer[i].name;
        stop -= state->transit.feed[i].n_stops;
    }
    return NULL;
}

/* Modes that leave a stop and count, a bit each. */
static uint8_t modes_at(const struct tomt_timetable *timetable, size_t stop)
{
    uint8_t modes = 0;
    for (uint32_t d = timetable->stop_start[stop]; d < timetable->stop_start[stop + 1]; d++) {
        uint32_t route = timetable->departure[d].route;
        if (timetable->route_counts[route])
            modes |= (uint8_t)(1u << timetable->route_mode[route]);
    }
    return modes;
}

/* A row for each mode at each stop, so that "nearest rail" means the platform and not the hub's middle. */
static bool stops_as_layer(struct tomt_run_state *state, struct tomt_error *err)
{
    const struct tomt_transit *transit = &state->transit;
    struct stop_rows rows = {.layer = &state->layer[transit->layer]};
    struct tomt_layer *layer = rows.layer;
    *layer = (struct tomt_layer){.name = state->project->layer[transit->layer].name};
    tomt_shapes_start(&layer->shapes, state->arena, TOMT_POINTS);
    if (!tomt_table_start(&layer->table, state->arena, 6, err))
        return false;
    rows.name = tomt_table_column(&layer->table, "name", TOMT_TEXT, err);
    rows.mode = tomt_table_column(&layer->table, "mode", TOMT_TEXT, err);
    rows.class = tomt_table_column(&layer->table, "class", TOMT_TEXT, err);
    rows.knutepunkt = tomt_table_column(&layer->table, "knutepunkt", TOMT_TEXT, err);
    rows.hub = tomt_table_column(&layer->table, "hub", TOMT_TEXT, err);
    rows.stop = tomt_table_column(&layer->table, "stop", TOMT_INTEGER, err);
    layer->fid = tomt_arena_block(state->arena, NULL, (transit->timetable.n_stops * TOMT_N_MODES + 1) * sizeof *layer->fid, err);
    if (!rows.name || !rows.mode || !rows.class || !rows.knutepunkt || !rows.hub || !rows.stop || !layer->fid)
        return false;
    for (uint32_t stop = 0; stop < transit->timetable.n_stops; stop++) {
        uint8_t modes = modes_at(&transit->timetable, stop);
        for (enum tomt_mode mode = 0; mode < TOMT_N_MODES; mode++) {
            if (!(modes >> mode & 1))
                continue;
            layer->fid[layer->shapes.n] = (int64_t)stop + 1;
            if (!add_stop(transit, &rows, stop, mode, err))
                return false;
        }
    }
    layer->table.n_rows = layer->shapes.n;
    return true;
}

/* --- what is near ---------------------------------------------------------------------------------------------------- */

/* Several feeds are one timetable; each keeps its own report. `feed` [layer]. */
static bool join(const struct tomt_project *project, struct tomt_arena *arena, const struct tomt_timetable *feed,
                 struct tomt_timetable *out, struct tomt_error *err)
{
    const struct tomt_timetable **part = tomt_arena_alloc(arena, (project->n_layers + 1) * sizeof *part, err);
    size_t n = 0;
    if (!part)
        return false;
    for (size_t i = 0; i < project->n_layers; i++)
        if (project->layer[i].role == TOMT_ROLE_TIMETABLE)
            part[n++] = &feed[i];
    return tomt_timetable_join(arena, part, n, out, err);
}

/* keep[stop], all feeds' stops in their order: those of the hubs that reach into the box. */
static bool mark_near(const struct tomt_run_state *state, struct tomt_arena *scratch, uint8_t **keep, struct tomt_error *err)
{
    const struct tomt_project *project = state->project;
    struct tomt_timetable *places = tomt_arena_alloc(scratch, (project->n_layers + 1) * sizeof *places, err), all;
    double cells_m = project->sites.from == TOMT_SITES_GRID ? 2 * project->sites.cell_m : 0; /* as far as sites lie */
    double by_m = tomt_run_reach_m(state, TOMT_ROLE_TIMETABLE) + cells_m;
    const struct tomt_box *study = &state->study_box;
    for (size_t i = 0; places && i < project->n_layers; i++) {
        places[i] = state->transit.feed[i];
        places[i].n_departures = places[i].n_routes = 0; /* a country's are large, and stops merge without them */
    }
    if (!places || !join(project, scratch, places, &all, err) || !(*keep = tomt_arena_block(scratch, NULL, all.n_stops + 1, err)))
        return false;
    for (size_t s = 0; s < all.n_stops; s++)
        (*keep)[s] = all.x[s] >= study->min_x - by_m && all.x[s] <= study->max_x + by_m && all.y[s] >= study->min_y - by_m &&
                     all.y[s] <= study->max_y + by_m;
    return tomt_hubs_whole(&all, state->transit.settings.merge_m, *keep, err);
}

static bool keep_near(struct tomt_run_state *state, size_t i, const uint8_t *keep, struct tomt_error *err)
{
    struct tomt_timetable whole = state->transit.feed[i], *near = &state->transit.feed[i];
    struct tomt_gtfs_report *report = &state->transit.report[i];
    if (!tomt_timetable_keep(state->arena, &whole, keep, near, err))
        return false;
    tomt_arena_drop(state->arena, whole.departure);
    report->n_stops_outside += whole.n_stops - near->n_stops;
    report->n_departures = near->n_departures;
    report->n_on_demand_routes = 0;
    memset(report->n_routes_by_mode, 0, sizeof report->n_routes_by_mode);
    for (size_t r = 0; r < near->n_routes; r++) {
        report->n_on_demand_routes += !near->route_counts[r];
        report->n_routes_by_mode[near->route_mode[r]]++;
    }
    return true;
}

/* Stops are merged before any is left out, and a hub stays whole: how far a criterion looks decides which hubs there are, never what a
 * hub is. */
static bool cut(struct tomt_run_state *state, struct tomt_error *err)
{
    struct tomt_arena *scratch = tomt_arena_new(err);
    uint8_t *keep = NULL;
    bool ok = scratch && mark_near(state, scratch, &keep, err);
    for (size_t i = 0, from = 0; ok && i < state->project->n_layers; i++) {
        if (state->project->layer[i].role != TOMT_ROLE_TIMETABLE)
            continue;
        size_t n = state->transit.feed[i].n_stops;
        ok = keep_near(state, i, keep + from, err);
        from += n;
    }
    tomt_arena_free(scratch);
    return ok && join(state->project, state->arena, state->transit.feed, &state->transit.timetable, err);
}

/* --- what is said of it ---------------------------------------------------------------------------------------------- */

/* What the layers of feeds say for themselves: read like any layer. */
static void report_feeds(struct tomt_run_state *state)
{
    for (size_t i = 0; i < state->project->n_layers; i++) {
        if (state->project->layer[i].role != TOMT_ROLE_TIMETABLE)
            continue;
        if (i != state->transit.layer)
            tomt_shapes_start(&state->layer[i].shapes, state->arena, TOMT_POINTS);
        state->layer[i].name = state->project->layer[i].name;
        state->layer[i].report.driver = "GTFS";
        state->layer[i].report.n_read = state->transit.report[i].n_stops;
        state->layer[i].report.n_kept = state->transit.feed[i].n_stops;
    }
}

static bool tell(struct tomt_run_state *state, size_t i, struct tomt_error *err)
{
    const struct tomt_gtfs_report *report = &state->transit.report[i];
    const struct tomt_place *at = &state->project->layer[i].place;
    const char *name = state->project->layer[i].name;
    for (size_t t = 0; t < TOMT_N_GTFS_TROUBLES; t++)
        if (report->trouble[t].n && tomt_gtfs_trouble_drops[t] &&
            !tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column, "timetable '%s': %s: %zu, the first %s", name,
                              tomt_gtfs_trouble_help[t], report->trouble[t].n, report->trouble[t].first))
            return false;
    return true;
}

/* A feed cut to some hours, or a peak hour at another time of day: levels and headways of nothing. */
static bool tell_silence(struct tomt_run_state *state, size_t i, struct tomt_error *err)
{
    const struct tomt_timetable *feed = &state->transit.feed[i];
    const struct tomt_transit_options *options = &state->project->transit;
    const struct tomt_place *at = &state->project->layer[i].place;
    uint32_t first_s = UINT32_MAX, last_s = 0;
    for (size_t d = 0; d < feed->n_departures; d++) {
        uint32_t time_s = feed->departure[d].time_s;
        if (!feed->route_counts[feed->departure[d].route])
            continue;
        if (time_s >= state->transit.settings.peak_from_s && time_s < state->transit.settings.peak_to_s)
            return true;
        first_s = time_s < first_s ? time_s : first_s;
        last_s = time_s > last_s ? time_s : last_s;
    }
    return first_s == UINT32_MAX ||
           tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                            "timetable '%s': nothing leaves in the peak hour, %s to %s (its departures lie between %02u:%02u and %02u:%02u): "
                            "it adds nothing to transit levels and peak headways; transit.peak_from and peak_to take another hour",
                            state->project->layer[i].name, options->peak_from, options->peak_to, first_s / 3600, first_s / 60 % 60,
                            last_s / 3600, last_s / 60 % 60);
}

/* Each feed chooses a normal weekday of its own when the project names none. */
static bool tell_days(struct tomt_run_state *state, struct tomt_error *err)
{
    const struct tomt_transit *transit = &state->transit;
    for (size_t i = transit->layer + 1; i < state->project->n_layers; i++) {
        const struct tomt_project_layer *layer = &state->project->layer[i];
        if (layer->role == TOMT_ROLE_TIMETABLE && strcmp(transit->report[i].day, transit->report[transit->layer].day) != 0)
            return tomt_problem_add(state->problems, err, TOMT_WARNING, layer->place.file, layer->place.line, layer->place.column,
                                    "timetable '%s' is of %s, '%s' of %s; transit.day takes one day for all", layer->name,
                                    transit->report[i].day, state->project->layer[transit->layer].name, transit->report[transit->layer].day);
    }
    return true;
}

/* Some stops of such a hub are farther from its middle than the first distance of the transit class, which is measured to the middle. */
static bool tell_chains(struct tomt_run_state *state, struct tomt_error *err)
{
    const struct tomt_transit *transit = &state->transit;
    const struct tomt_hubs *hubs = &transit->hubs;
    const struct tomt_place *at = &state->project->layer[transit->layer].place;
    size_t n = 0, widest = 0;
    for (size_t h = 0; h < hubs->n; h++) {
        n += hubs->radius_m[h] > tomt_class_distance_m[0];
        widest = hubs->radius_m[h] > hubs->radius_m[widest] ? h : widest;
    }
    return !n || tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                                  "timetable: %zu hub%s over %.0f m from the middle (radius_m), most '%s', a chain of %u stops, %.0f m: stops "
                                  "within %.0f m are one hub, and so on from stop to stop; transit.merge_m makes hubs smaller",
                                  n, n == 1 ? " reaches" : "s reach", tomt_class_distance_m[0], hubs->name[widest], hubs->n_stops[widest],
                                  hubs->radius_m[widest], transit->settings.merge_m);
}

bool tomt_run_hubs(struct tomt_run_state *state, struct tomt_error *err)
{
    struct tomt_transit *transit = &state->transit;
    if (!transit->wanted)
        return true;
    transit->settings = settings_of(&state->project->transit);
    if (!cut(state, err) || !tomt_hubs_make(state->arena, &transit->timetable, &transit->settings, &transit->hubs, err) ||
        !stops_as_layer(state, err))
        return tomt_while(err, "merging the stops of the timetable into hubs");
    report_feeds(state);
    for (size_t i = 0; i < state->project->n_layers; i++)
        if (state->project->layer[i].role == TOMT_ROLE_TIMETABLE && (!tell(state, i, err) || !tell_silence(state, i, err)))
            return false;
    return tell_days(state, err) && tell_chains(state, err);
}
