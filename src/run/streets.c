/* run/streets.c: the street network of a run: known from the last one or built, sites and features joined to it, kept for the next. */
#include "geo/wkb.h"
#include "network/rules.h"
#include "run/state.h"

#include <math.h>
#include <stdlib.h>

#define MARGIN_M 500 /* a street that leaves the box and comes back */

bool tomt_run_is_street(const struct tomt_run_state *state, size_t layer)
{
    return state->project->layer[layer].role == TOMT_ROLE_STREET;
}

static struct tomt_network_settings settings_of(const struct tomt_network_options *options)
{
    return (struct tomt_network_settings){.walk_m_per_min = options->walk_m_per_min,
                                          .max_snap_m = options->max_snap_m,
                                          .min_island_m = options->min_island_m,
                                          .join_m = options->join_m,
                                          .default_speed_kmh = options->default_speed_kmh,
                                          .cross = options->cross,
                                          .snap_node = options->snap == 1};
}

/* The longest walk around hubs that the maps show. */
static double catchment_reach_m(const struct tomt_project *project)
{
    const struct tomt_numbers *minutes = &project->transit.catchment_min;
    return minutes->n ? minutes->item[minutes->n - 1] * project->network.walk_m_per_min : 0;
}

double tomt_run_streets_reach_m(const struct tomt_run_state *state)
{
    double asked_m = tomt_needs_street_reach_m(state->needs);
    return fmax(isnan(asked_m) ? 0 : asked_m, catchment_reach_m(state->project)) + MARGIN_M;
}

/* --- the cache ----------------------------------------------------------------------------------------------------- */

/* Everything but the files that the network depends on. */
static const char *settings_text(const struct tomt_run_state *state, struct tomt_error *err)
{
    const struct tomt_project *project = state->project;
    const struct tomt_network_options *n = &project->network;
    struct tomt_text text = {0};
    tomt_text_print(&text, "tomt %s\n%s\nbox %.3f %.3f %.3f %.3f reach %.3f\n", TOMT_VERSION, state->crs.text, state->study_box.min_x,
                    state->study_box.min_y, state->study_box.max_x, state->study_box.max_y, tomt_run_streets_reach_m(state));
    size_t n_classes; /* the rules are part of what the network depends on */
    const struct tomt_street_class *class = tomt_street_classes(&n_classes);
    for (size_t i = 0; i < n_classes; i++)
        tomt_text_print(&text, "%s%d%d%d %g,", class[i].name, class[i].walk, class[i].drive, class[i].oneway, class[i].speed_kmh);
    tomt_text_print(&text, "\n%.17g %.17g %.17g %.17g %.17g %d %d\n", n->walk_m_per_min, n->max_snap_m, n->min_island_m, n->join_m,
                    n->default_speed_kmh, n->cross, n->snap);
    for (size_t i = 0; i < project->n_layers; i++) {
        const struct tomt_project_layer *layer = &project->layer[i];
        if (!tomt_run_is_street(state, i))
            continue;
        tomt_text_print(&text, "layer %s|%s|%s|%s|%s\n", layer->name, layer->layer ? layer->layer : "", layer->where ? layer->where : "",
                        layer->crs ? layer->crs : "", layer->encoding ? layer->encoding : "");
        for (size_t c = 0; c < layer->n_columns; c++)
            tomt_text_print(&text, "column %s=%s\n", layer->column[c].ours, layer->column[c].theirs);
        for (size_t v = 0; v < layer->n_values; v++)
            for (size_t k = 0; k < layer->values[v].n; k++)
                tomt_text_print(&text, "value %s %s=%s\n", layer->values[v].ours, layer->values[v].from[k], layer->values[v].to[k]);
    }
    return tomt_text_keep(&text, state->arena, err);
}

static const char *cache_path(const struct tomt_run_state *state, struct tomt_error *err)
{
    const char *folder = state->options && state->options->out_folder ? state->options->out_folder : state->project->result_folder;
    return tomt_arena_print(state->arena, err, "%s/streets.cache", folder);
}

/* *cacheable: all sources are files. */
static bool key_of(struct tomt_run_state *state, struct tomt_cache_key *key, bool *cacheable, struct tomt_error *err)
{
    const struct tomt_project *project = state->project;
    struct tomt_cache_source *source = tomt_arena_alloc(state->arena, (project->n_layers + 1) * sizeof *source, err);
    *key = (struct tomt_cache_key){.settings = settings_text(state, err), .source = source};
    *cacheable = project->network.cache;
    if (!source || !key->settings)
        return false;
    for (size_t i = 0; i < project->n_layers; i++) {
        struct tomt_source_stat info;
        if (!tomt_run_is_street(state, i))
            continue;
        if (!tomt_run_source_stat(state->arena, project->layer[i].path, &info, err))
            return false;
        *cacheable = *cacheable && info.is_file && info.holds_all;
        source[key->n_sources++] =
            (struct tomt_cache_source){.path = project->layer[i].source, .size = info.size, .time_ns = (int64_t)info.mark};
    }
    return true;
}

static bool add_digests(struct tomt_run_state *state, struct tomt_cache_key *key, struct tomt_error *err)
{
    struct tomt_cache_source *source = (struct tomt_cache_source *)key->source;
    for (size_t i = 0, k = 0; i < state->project->n_layers; i++) {
        struct tomt_source_stat info;
        if (!tomt_run_is_street(state, i))
            continue;
        if (state->sha256)
            memcpy(source[k].sha256, state->sha256[i], sizeof source[k].sha256);
        else if (!tomt_run_source_digest(state->arena, state->project->layer[i].path, source[k].sha256, &info, err))
            return false;
        k++;
    }
    return true;
}

bool tomt_run_streets_look(struct tomt_run_state *state, struct tomt_error *err)
{
    struct tomt_streets *streets = &state->streets;
    struct tomt_cache_key key;
    bool cacheable;
    for (size_t i = 0; i < state->project->n_layers; i++)
        streets->wanted = streets->wanted || tomt_run_is_street(state, i);
    if (!streets->wanted)
        return true;
    const char *path = cache_path(state, err);
    if (!path || !key_of(state, &key, &cacheable, err))
        return false;
    if (!cacheable)
        return true;
    if (!tomt_cache_load(state->arena, path, &key, &streets->found, &streets->cached, err))
        return false;
    streets->by_digest = streets->found == TOMT_CACHE_HASH_WANTED;
    if (streets->by_digest &&
        (!add_digests(state, &key, err) || !tomt_cache_load(state->arena, path, &key, &streets->found, &streets->cached, err)))
        return false;
    if (streets->found != TOMT_CACHE_HIT)
        return true;
    streets->from_cache = true;
    streets->network = streets->cached.network;
    for (size_t i = 0, k = 0; i < state->project->n_layers; i++)
        if (tomt_run_is_street(state, i)) {
            state->layer[i].name = state->project->layer[i].name;
            state->layer[i].report = streets->cached.read[k++];
            tomt_shapes_start(&state->layer[i].shapes, state->arena, TOMT_LINES);
        }
    return true;
}

static bool keep(struct tomt_run_state *state, struct tomt_error *err)
{
    struct tomt_cache_key key;
    bool cacheable;
    const char *path = cache_path(state, err);
    if (!path || !key_of(state, &key, &cacheable, err))
        return false;
    return !cacheable || (add_digests(state, &key, err) && tomt_cache_save(path, &key, &state->streets.cached, err));
}

void tomt_run_streets_keep(struct tomt_run_state *state)
{
    const struct tomt_streets *streets = &state->streets;
    struct tomt_error why = {0}, ignored = {0};
    if (!streets->network || (streets->from_cache && !streets->by_digest)) /* known by its digest: kept again with the new time */
        return;
    /* The result is there already, and whole; without a cache the next run only takes longer. */
    if (!keep(state, &why))
        tomt_problem_add(state->problems, &ignored, TOMT_WARNING, state->project->file, 0, 0,
                         "the street network could not be kept for the next run, which will build it anew: %s; "
                         "network: {cache: false} does without",
                         why.text);
}

/* --- building ------------------------------------------------------------------------------------------------------ */

static const struct tomt_place *streets_place(const struct tomt_run_state *state)
{
    for (size_t i = 0; i < state->project->n_layers; i++)
        if (tomt_run_is_street(state, i))
            return &state->project->layer[i].place;
    return NULL;
}

/* How many of these do not join the mainland. */
static size_t on_islands(const struct tomt_network *network, const struct tomt_snaps *snaps)
{
    size_t n = 0;
    for (size_t i = 0; i < snaps->n; i++)
        n += snaps->link[i] != TOMT_NO_LINK && network->node_island[network->link_from[snaps->link[i]]] != 0;
    return n;
}

/* A site without a number keeps only what it has, and may rank high on that: to be known before the ranking is read. */
static bool tell_sites(struct tomt_run_state *state, const struct tomt_place *at, struct tomt_error *err)
{
    const struct tomt_snaps *walk = &state->streets.site[TOMT_WALK];
    if (!at || !walk->n_missed || !tomt_needs_way(state->needs, TOMT_WALK))
        return true;
    return tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                            "streets: %zu of %zu sites join no street within %.0f m and have no walks (y_ID not_snapped, table unsnapped); "
                            "with missing: drop they are scored on what is left: see coverage, or veto them with {criterion: ..., missing: true}",
                            walk->n_missed, walk->n, state->project->network.max_snap_m);
}

static bool tell_islands(struct tomt_run_state *state, const struct tomt_place *at, struct tomt_error *err)
{
    const struct tomt_network_report *report = &state->streets.cached.report;
    const struct tomt_snaps *walk = &state->streets.site[TOMT_WALK];
    size_t n_islands = report->n_islands - report->n_small_islands, n_sites = walk->n ? on_islands(state->streets.network, walk) : 0;
    if (!n_islands)
        return true;
    const char *sites = n_sites ? tomt_arena_print(state->arena, err, ", and %zu of %zu sites join one", n_sites, walk->n) : "";
    return sites && tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                                     "streets: %zu island%s (%.1f km) %s not connected with the rest%s; what lies on them is reached from there "
                                     "only; network.min_island_m leaves out small ones, network.join_m and network.cross join lines",
                                     n_islands, n_islands == 1 ? "" : "s", (report->islands_m - report->small_islands_m) / 1000,
                                     n_islands == 1 ? "is" : "are", sites);
}

static bool tell(struct tomt_run_state *state, struct tomt_error *err)
{
    const struct tomt_network_report *report = &state->streets.cached.report;
    const struct tomt_project *project = state->project;
    const struct tomt_place *at = streets_place(state);
    if (!at)
        return true;
    if (report->n_unknown_class &&
        !tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                          "streets: %zu of %zu have a class that is not in the table of docs/streets.md (%s); they are walked and driven at "
                          "%.0f km/h; map them with values: {class: {THEIRS: OURS}}",
                          report->n_unknown_class, report->n_lines, report->unknown_class, project->network.default_speed_kmh))
        return false;
    const size_t n_links[TOMT_N_WAYS] = {[TOMT_WALK] = report->n_walk_links, [TOMT_DRIVE] = report->n_drive_links};
    for (enum tomt_way way = TOMT_WALK; way <= TOMT_DRIVE; way++)
        if (report->n_lines && !n_links[way] && tomt_needs_way(state->needs, way) &&
            !tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                              "streets: none of %zu may be %s by its class and access (docs/streets.md), and what is asked for on %s has no "
                              "data; map the classes with values: {class: {THEIRS: OURS}}",
                              report->n_lines, way == TOMT_DRIVE ? "driven on" : "walked on", way == TOMT_DRIVE ? "wheels" : "foot"))
            return false;
    if (report->n_bad_speed + report->n_bad_oneway &&
        !tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                          "streets: %zu speeds and %zu one-way marks cannot be read; the class decides there", report->n_bad_speed,
                          report->n_bad_oneway))
        return false;
    return state->sites.n || tell_islands(state, at, err); /* with sites: once it is known how many join one */
}

bool tomt_run_streets_build(struct tomt_run_state *state, struct tomt_error *err)
{
    struct tomt_streets *streets = &state->streets;
    const struct tomt_project *project = state->project;
    if (!streets->wanted)
        return true;
    if (!streets->from_cache) {
        size_t n = 0;
        const struct tomt_layer **layer = tomt_arena_alloc(state->arena, (project->n_layers + 1) * sizeof *layer, err);
        bool *is_osm = tomt_arena_alloc(state->arena, project->n_layers + 1, err);
        streets->cached.read = tomt_arena_alloc(state->arena, (project->n_layers + 1) * sizeof *streets->cached.read, err);
        if (!layer || !is_osm || !streets->cached.read)
            return false;
        for (size_t i = 0; i < project->n_layers; i++)
            if (tomt_run_is_street(state, i)) {
                is_osm[n] = tomt_source_is_osm(project->layer[i].path);
                streets->cached.read[n] = state->layer[i].report;
                layer[n++] = &state->layer[i];
            }
        struct tomt_network_settings settings = settings_of(&project->network);
        streets->cached.network = tomt_network_build(state->arena, layer, is_osm, n, &settings, state->crew, &streets->cached.report, err);
        streets->network = streets->cached.network;
        if (!streets->network)
            return tomt_while(err, "building the street network");
    }
    streets->snapper = tomt_snapper_new(state->arena, streets->network, err);
    return streets->snapper && tell(state, err);
}

/* --- joining ------------------------------------------------------------------------------------------------------- */

/* Does any request of that way mean rows of this layer? */
static bool layer_wanted(const struct tomt_run_state *state, size_t layer, enum tomt_way way)
{
    for (size_t f = 0; f < tomt_needs_count(state->needs); f++) {
        const struct tomt_fact_request *request = tomt_needs_request(state->needs, f);
        bool moves = request->kind == TOMT_FACT_NEAREST || request->kind == TOMT_FACT_CATCHMENT;
        if (moves && request->way == way && request->role == state->role[layer] &&
            (!request->layer || !strcmp(request->layer, state->project->layer[layer].name)))
            return true;
    }
    /* The maps show walks around hubs, and drives to junctions. */
    return state->role[layer] == TOMT_ROLE_HUB;
}

/* A cell of residents is where its middle is. */
static bool snap_cells(struct tomt_run_state *state, enum tomt_way way, const struct tomt_shapes *cells, struct tomt_snaps *out,
                       struct tomt_error *err)
{
    double *x = tomt_arena_block(state->arena, NULL, (cells->n + 1) * sizeof *x, err);
    double *y = x ? tomt_arena_block(state->arena, NULL, (cells->n + 1) * sizeof *y, err) : NULL;
    for (size_t i = 0; y && i < cells->n; i++) {
        size_t size;
        const uint8_t *wkb = cells->kind == TOMT_POLYGONS ? tomt_shapes_wkb(cells, i, &size) : NULL;
        x[i] = (cells->box[i].min_x + cells->box[i].max_x) / 2;
        y[i] = (cells->box[i].min_y + cells->box[i].max_y) / 2;
        if (wkb)
            tomt_wkb_centroid(wkb, size, &x[i], &y[i]);
    }
    bool ok = y && tomt_snap_points(state->arena, state->streets.snapper, way, x, y, cells->n, state->crew, out, err);
    tomt_arena_drop(state->arena, y);
    tomt_arena_drop(state->arena, x);
    return ok;
}

static bool snap_way(struct tomt_run_state *state, enum tomt_way way, struct tomt_error *err)
{
    struct tomt_streets *streets = &state->streets;
    size_t n = state->project->n_layers;
    streets->layer[way] = tomt_arena_alloc(state->arena, (n + 1) * sizeof *streets->layer[way], err);
    streets->layer_ref[way] = tomt_arena_alloc(state->arena, (n + 1) * sizeof *streets->layer_ref[way], err);
    if (!streets->layer[way] || !streets->layer_ref[way] ||
        !tomt_snap_points(state->arena, streets->snapper, way, state->sites.point_x, state->sites.point_y, state->sites.n, state->crew,
                          &streets->site[way], err))
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct tomt_shapes *shapes = &state->layer[i].shapes;
        if (tomt_run_is_street(state, i) || !layer_wanted(state, i, way))
            continue;
        if (!(state->role[i] == TOMT_ROLE_POPULATION
                  ? snap_cells(state, way, shapes, &streets->layer[way][i], err)
                  : tomt_snap_shapes(state->arena, streets->snapper, way, shapes, state->crew, &streets->layer[way][i], err)))
            return tomt_while(err, "joining layer '%s' to the streets", state->project->layer[i].name);
        streets->layer_ref[way][i] = &streets->layer[way][i];
    }
    return true;
}

/* A hub that no street comes near is nobody's: the walk goes to the next one, and looks like an answer. */
static bool tell_hubs(struct tomt_run_state *state, size_t layer, struct tomt_error *err)
{
    const struct tomt_streets *streets = &state->streets;
    const struct tomt_shapes *shapes = &state->layer[layer].shapes;
    const struct tomt_column *name = tomt_table_find(&state->layer[layer].table, "name");
    const struct tomt_place *at = &state->project->layer[layer].place;
    size_t n = 0, first = 0;
    const struct tomt_snaps *walk = &streets->layer[TOMT_WALK][layer], *drive = &streets->layer[TOMT_DRIVE][layer];
    for (size_t i = shapes->n; i-- > 0;)
        if (walk->link[tomt_snaps_first(walk, i)] == TOMT_NO_LINK && drive->link[tomt_snaps_first(drive, i)] == TOMT_NO_LINK &&
            tomt_box_meet(&shapes->box[i], &state->study_box)) {
            first = i;
            n++;
        }
    const char *called = n && name && name->type == TOMT_TEXT ? tomt_column_text(name, first, NULL) : NULL;
    return !n || tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                                  "layer '%s': %zu hub%s in the study area's box %s over %.0f m from any street%s%s%s: nobody gets there along "
                                  "streets (table unsnapped); take streets that go on beyond the study area, or raise network.max_snap_m",
                                  state->project->layer[layer].name, n, n == 1 ? "" : "s", n == 1 ? "is" : "are",
                                  state->project->network.max_snap_m, called ? ", first '" : "", called ? called : "", called ? "'" : "");
}

bool tomt_run_streets_snap(struct tomt_run_state *state, struct tomt_error *err)
{
    struct tomt_streets *streets = &state->streets;
    if (!streets->network)
        return true;
    for (enum tomt_way way = TOMT_WALK; way <= TOMT_DRIVE; way++)
        if (!snap_way(state, way, err))
            return false;
    if (state->transit.wanted &&
        !tomt_snap_points(state->arena, streets->snapper, TOMT_WALK, state->transit.timetable.x, state->transit.timetable.y,
                          state->transit.timetable.n_stops, state->crew, &state->transit.stop, err))
        return false;
    for (size_t i = 0; i < state->project->n_layers; i++)
        if (streets->layer_ref[TOMT_WALK][i] && streets->layer_ref[TOMT_DRIVE][i] && state->role[i] == TOMT_ROLE_HUB &&
            !tell_hubs(state, i, err))
            return false;
    return tomt_run_tell_unsnapped(state, err) && tell_sites(state, streets_place(state), err) && (!state->sites.n || tell_islands(state, streets_place(state), err));
}
