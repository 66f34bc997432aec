/* run/outputs.c: everything that was found -> result.gpkg and a GeoJSON per profile, written side by side on two cores.
 * Files are renamed into place only when all of them are complete; result.gpkg comes last. */
#include "data/geojson.h"
#include "data/whole_file.h"
#include "project/told.h"
#include "run/alternatives.h"
#include "run/state.h"
#include "run/transit_zones.h"
#include "run/words.h"

#include <errno.h>
#include <math.h>
#include <sys/stat.h>

struct outputs {
    struct tomt_run_state *state;
    struct tomt_arena *arena[2];  /* of the result, of the GeoJSON files */
    struct tomt_whole_file *gpkg;
    struct tomt_whole_file **geojson; /* [profile] */
    struct tomt_whole_file **density; /* [map] */
    struct tomt_result_criterion **criterion; /* [profile] */
    struct tomt_crew inner;       /* crew of each of the two writers */
};

/* --- GeoJSON ----------------------------------------------------------------------------------------------------- */

static bool write_geojson(struct outputs *outputs, struct tomt_error *err)
{
    struct tomt_run_state *state = outputs->state;
    for (size_t p = 0; p < state->project->n_profiles; p++) {
        struct tomt_arena *arena = tomt_arena_new(err);
        struct tomt_shapes shapes;
        struct tomt_table table;
        if (!arena)
            return false;
        const char *members = tomt_arena_print(
            arena, err, "\"tomt\":{\"schema\":\"%s\",\"run_id\":\"%s\",\"profile\":\"%s\"},", TOMT_SCHEMA_VERSION, state->run_id,
            state->project->profile[p].name);
        struct tomt_geojson what = {.name = state->project->profile[p].name, .members = members, .crs = &state->crs,
                                    .id_column = "site_id"};
        bool ok = members && tomt_run_profile_table(state, p, arena, &shapes, &table, err) &&
                  tomt_geojson_write(tomt_whole_file_path(outputs->geojson[p]), &what, &shapes, &table, NULL, table.n_rows,
                                     &outputs->inner, err) &&
                  tomt_whole_file_sync(outputs->geojson[p], err);
        tomt_arena_free(arena);
        if (!ok)
            return false;
    }
    return true;
}

/* --- result.gpkg ------------------------------------------------------------------------------------------------- */

struct layer_plan { /* layers that are inputs of one role, as understood */
    enum tomt_role role;
    const char *name, *area_name; /* of points or lines; of polygons */
    struct tomt_title title;
    const char *internal[4];
};
static const struct layer_plan layer_plans[] = {
    {TOMT_ROLE_AREA, "area", "area", {"Municipalities and areas", "Kommuner og områder"}, {NULL}},
    {TOMT_ROLE_STRATEGY, "strategy", "strategy", {"Strategy areas", "Arealstrategi"}, {NULL}},
    {TOMT_ROLE_CONSTRAINT, "constraint_line", "constraint", {"Constraints", "Hensynssoner"}, {NULL}},
    {TOMT_ROLE_PARCEL, "parcel", "parcel", {"Parcels", "Teiger"}, {"owner", NULL}},
    {TOMT_ROLE_ESTABLISHMENT, "establishment", "establishment_area", {"Establishments", "Virksomheter"}, {"proprietor_name", NULL}},
    {TOMT_ROLE_HUB, "hub", "hub_area", {"Hubs", "Knutepunkter"}, {NULL}},
    {TOMT_ROLE_ANCHOR, "anchor", "anchor_area", {"Anchors", "Ankere"}, {NULL}},
    {TOMT_ROLE_ADDRESS, "address", "address_area", {"Addresses", "Adresser"}, {NULL}},
    {TOMT_ROLE_STREET, "street", "street_area", {"Streets", "Veger"}, {NULL}},
    {TOMT_ROLE_BUILDING, "building_line", "building", {"Buildings", "Bygninger"}, {NULL}},
    {TOMT_ROLE_POPULATION, "population_point", "population", {"Population", "Befolkning"}, {NULL}},
};
#define N_PLANS (sizeof layer_plans / sizeof *layer_plans)

struct layer_list {
    struct tomt_result_layer layer[2 * N_PLANS + 20 + TOMT_MOST_BUSINESS_TABLES + TOMT_MOST_ROOM_TABLES + 3 /* alternatives */ + TOMT_N_DECISION_TABLES];
    size_t n;
};

static struct tomt_result_layer *add_layer(struct layer_list *list, const char *name, struct tomt_title title,
                                           const char *geometry_type, struct tomt_shapes *shapes, struct tomt_table *table)
{
    struct tomt_result_layer *layer = &list->layer[list->n++];
    *layer = (struct tomt_result_layer){
        .name = name, .title = title, .geometry_type = geometry_type, .shapes = shapes, .table = table};
    return layer;
}

static bool add_role_layers(struct tomt_run_state *state, struct tomt_arena *arena, struct layer_list *list,
                            struct tomt_error *err)
{
    static const char *const type[] = {"POINT", "MULTILINESTRING", "MULTIPOLYGON"};
    for (size_t i = 0; i < N_PLANS; i++)
        for (int kind = TOMT_POINTS; kind <= TOMT_POLYGONS; kind++) {
            struct tomt_shapes *shapes = tomt_arena_alloc(arena, sizeof *shapes, err);
            struct tomt_table *table = tomt_arena_alloc(arena, sizeof *table, err);
            bool any = false;
            /* Drawn by add_moving_layers instead. */
            if (kind == TOMT_POINTS && layer_plans[i].role == TOMT_ROLE_HUB && state->transit.wanted)
                continue;
            if (kind == TOMT_LINES && layer_plans[i].role == TOMT_ROLE_STREET && state->streets.network)
                continue;
            if (layer_plans[i].role == TOMT_ROLE_AREA && state->business.wanted) /* described by add_business_layers */
                continue;
            if (!shapes || !table ||
                !tomt_run_role_table(state, arena, layer_plans[i].role, (enum tomt_shape_kind)kind, shapes, table, &any, err))
                return false;
            if (!any)
                continue;
            bool points = kind == TOMT_POINTS && layer_plans[i].role == TOMT_ROLE_CONSTRAINT; /* the only role with lines and points */
            add_layer(list, points ? "constraint_point" : kind == TOMT_POLYGONS ? layer_plans[i].area_name : layer_plans[i].name, layer_plans[i].title,
                      type[kind], shapes, table)
                ->internal_columns = layer_plans[i].internal;
        }
    return true;
}

static bool add_own_layers(struct tomt_run_state *state, struct tomt_arena *arena, struct layer_list *list,
                           struct tomt_error *err)
{
    struct tomt_shapes *site_shapes = tomt_arena_alloc(arena, sizeof *site_shapes, err);
    struct tomt_table *table = tomt_arena_alloc(arena, 6 * sizeof *table, err);
    if (!site_shapes || !table || !tomt_run_site_table(state, arena, site_shapes, &table[0], err) ||
        !tomt_run_rejected_table(state, arena, &table[1], err) || !tomt_run_zone_table(state, arena, &table[2], err) ||
        !tomt_run_evidence_table(state, arena, &table[3], err) ||
        !tomt_run_criterion_fact_table(state, arena, &table[4], err) ||
        !tomt_run_provenance_table(state, arena, &table[5], err))
        return false;
    add_layer(list, "site", (struct tomt_title){"Sites", "Tomter"}, "MULTIPOLYGON", site_shapes, &table[0]);
    add_layer(list, "rejected", (struct tomt_title){"Rejected", "Falt ut i siling"}, "MULTIPOLYGON", &state->rejected.shapes,
              &table[1]);
    add_layer(list, "zone", (struct tomt_title){"Zoning", "Arealformål"}, "MULTIPOLYGON", &state->zones.shapes, &table[2]);
    if (state->project->evidence > 0)
        add_layer(list, "evidence", (struct tomt_title){"Evidence", "Belegg"}, NULL, NULL, &table[3]);
    add_layer(list, "criterion_fact", (struct tomt_title){"Facts behind criteria", "Fakta bak kriteriene"}, NULL, NULL,
              &table[4]);
    add_layer(list, "provenance", (struct tomt_title){"Provenance", "Opphav"}, NULL, NULL, &table[5]);
    return true;
}

/* Hubs, stops, departures, streets with minutes, ground reached, transit classes; what could not be joined to a street. */
static bool add_moving_layers(struct tomt_run_state *state, struct tomt_arena *arena, struct layer_list *list,
                              struct tomt_error *err)
{
    struct tomt_shapes *shapes = tomt_arena_alloc(arena, 5 * sizeof *shapes, err);
    struct tomt_table *table = tomt_arena_alloc(arena, 7 * sizeof *table, err);
    bool any = false;
    if (!shapes || !table)
        return false;
    if (state->transit.wanted) {
        if (!tomt_run_hub_table(state, arena, &shapes[0], &table[0], err) || !tomt_run_stop_table(state, arena, &shapes[1], &table[1], err) || !tomt_run_departure_table(state, arena, &table[2], err) ||
            !tomt_transit_zones(arena, state->seat, &state->transit.hubs, &state->study_box, &shapes[2], &table[3], err))
            return false;
        add_layer(list, "hub", (struct tomt_title){"Hubs", "Knutepunkter"}, "POINT", &shapes[0], &table[0]);
        add_layer(list, "stop", (struct tomt_title){"Stops", "Holdeplasser"}, "POINT", &shapes[1], &table[1]);
        add_layer(list, "departure", (struct tomt_title){"Departures", "Avganger"}, NULL, NULL, &table[2]);
        add_layer(list, "transit_class", (struct tomt_title){"Transit quality classes", "Kollektivklasser"}, "MULTIPOLYGON", &shapes[2],
                  &table[3]);
    }
    if (!state->streets.network)
        return true;
    if (!tomt_run_street_table(state, arena, &shapes[3], &table[4], err) ||
        !tomt_run_catchment_table(state, arena, &shapes[4], &table[5], &any, err) || !tomt_run_unsnapped_table(state, arena, &table[6], err))
        return false;
    add_layer(list, "street", (struct tomt_title){"Streets", "Veger"}, "MULTILINESTRING", &shapes[3], &table[4]);
    if (any)
        add_layer(list, "catchment", (struct tomt_title){"Walk around hubs", "Gangavstand til knutepunkt"}, "MULTIPOLYGON", &shapes[4],
                  &table[5]);
    add_layer(list, "unsnapped", (struct tomt_title){"Not joined to a street", "Ikke knyttet til veg"}, NULL, NULL, &table[6]);
    return true;
}

static bool add_business_layers(struct tomt_run_state *state, struct tomt_arena *arena, struct layer_list *list, struct tomt_error *err)
{
    struct tomt_run_table *table = tomt_arena_alloc(arena, TOMT_MOST_BUSINESS_TABLES * sizeof *table, err);
    size_t n;
    if (!table || !tomt_run_business_tables(state, arena, table, &n, err))
        return false;
    for (size_t k = 0; k < n; k++)
        add_layer(list, table[k].name, table[k].title, table[k].geometry_type, table[k].geometry_type ? &table[k].shapes : NULL, &table[k].table)
            ->internal = table[k].internal;
    return true;
}

static bool add_room_layers(struct tomt_run_state *state, struct tomt_arena *arena, struct layer_list *list, struct tomt_error *err)
{
    struct tomt_run_table *table = tomt_arena_alloc(arena, TOMT_MOST_ROOM_TABLES * sizeof *table, err);
    size_t n = 0;
    if (!table || !tomt_run_room_tables(state, arena, table, &n, err))
        return false;
    for (size_t k = 0; k < n; k++)
        add_layer(list, table[k].name, table[k].title, table[k].geometry_type, table[k].geometry_type ? &table[k].shapes : NULL, &table[k].table)
            ->internal = table[k].internal;
    return true;
}

static bool add_alternative_layers(struct tomt_run_state *state, struct tomt_arena *arena, struct layer_list *list, struct tomt_error *err)
{
    struct tomt_run_table *table = tomt_arena_alloc(arena, 3 * sizeof *table, err);
    size_t n;
    if (!table || !tomt_run_alternative_tables(state, arena, table, &n, err))
        return false;
    for (size_t k = 0; k < n; k++)
        add_layer(list, table[k].name, table[k].title, table[k].geometry_type, table[k].geometry_type ? &table[k].shapes : NULL, &table[k].table);
    return true;
}

static void add_decision_layers(struct tomt_run_state *state, struct layer_list *list)
{
    for (size_t k = 0; k < TOMT_N_DECISION_TABLES; k++)
        add_layer(list, tomt_decision_table_rows[k].name, tomt_decision_table_rows[k].title, NULL, NULL, &state->decisions.table[k]);
}

static bool describe_criteria(struct tomt_run_state *state, struct tomt_arena *arena, size_t p,
                              struct tomt_result_criterion **out, struct tomt_error *err)
{
    const struct tomt_profile *profile = &state->project->profile[p];
    static const char *const policy[] = {"drop", "worst", "neutral"};
    *out = tomt_arena_alloc(arena, (profile->n_criteria + 1) * sizeof **out, err);
    if (!*out)
        return false;
    for (size_t c = 0; c < profile->n_criteria; c++) {
        const struct tomt_profile_criterion *asked = &profile->criterion[c];
        const struct tomt_criterion *criterion = state->instance[p][c].criterion;
        const char *unit = criterion->unit, *group;
        double local_share;
        for (size_t r = 0; !strcmp(asked->criterion, "raster_mean") && r < state->project->n_rasters; r++) {
            const struct tomt_node *name = tomt_node_find(asked->with, "raster");
            if (name && name->text && !strcmp(name->text, state->project->raster[r].name) && state->project->raster[r].unit)
                unit = state->project->raster[r].unit;
        }
        group = tomt_weights_group_of(&state->scored[p].weights, c, &local_share);
        (*out)[c] = (struct tomt_result_criterion){
            .profile = profile->name,
            .id = asked->id,
            .criterion = asked->criterion,
            .unit = unit,
            .source = criterion->source,
            .value_json = tomt_value_json(arena, &state->scored[p].value[c], err),
            .with_json = tomt_node_json(arena, asked->with, err),
            .null_policy = policy[asked->null_policy],
            .why = asked->why,
            .title = asked->title,
            .weight = asked->weight,
            .share = state->scored[p].share[c],
            .more_is_better = criterion->more_is_better,
            .weight_group = group,
            .local_share = local_share,
            .reach = tomt_run_criterion_reach(state, &state->instance[p][c]),
            .indifference = asked->threshold.indifference,
            .preference = asked->threshold.preference,
            .veto = asked->threshold.veto,
            .uncertain_json = tomt_uncertain_json(arena, profile, c, err),
            .more = state->scored[p].further[c].column,
            .n_more = state->scored[p].further[c].n};
        if (!(*out)[c].value_json || !(*out)[c].with_json || err->code != TOMT_OK)
            return false;
    }
    return true;
}

/* What `tomt rank` needs to know of it, and people of how it was ranked. */
static bool describe_decision(const struct tomt_run_state *state, struct tomt_arena *arena, size_t p, struct tomt_result_profile *out, struct tomt_error *err)
{
    const struct tomt_profile *profile = &state->project->profile[p];
    out->method = profile->decision.method->name;
    out->method_json = tomt_node_json(arena, tomt_node_find(profile->ranking, "with"), err);
    out->weighting_json = profile->weighting ? tomt_node_json(arena, profile->weighting, err) : NULL;
    out->robustness_json = profile->decision.robust.wanted ? tomt_robustness_json(arena, profile, err) : NULL;
    out->vetoes_json = tomt_vetoes_json(arena, profile, err);
    out->least_coverage = profile->decision.least_coverage;
    out->n_without_rank = state->scored[p].n_without_rank;
    const char *text = tomt_profile_sites_text(arena, profile, err);
    struct tomt_sha256 *digest = text ? tomt_sha256_open(arena, err) : NULL;
    char *sha256 = digest ? tomt_arena_alloc(arena, 65, err) : NULL;
    if (!sha256 || err->code != TOMT_OK)
        return false;
    tomt_sha256_add(digest, text, strlen(text));
    tomt_sha256_end(digest, sha256);
    out->sites_sha256 = sha256;
    out->sites_json = text;
    return true;
}

static bool describe_profile(struct tomt_run_state *state, struct tomt_arena *arena, size_t p,
                             struct tomt_result_profile *out, struct tomt_error *err)
{
    const struct tomt_profile *profile = &state->project->profile[p];
    const struct tomt_scored *scored = &state->scored[p];
    struct tomt_result_criterion *criterion;
    int64_t *fid = tomt_arena_block(arena, NULL, (scored->n + 1) * sizeof *fid, err);
    const struct tomt_result_more *column;
    size_t n_columns;
    if (!fid || !describe_criteria(state, arena, p, &criterion, err) || !tomt_run_profile_columns(state, arena, p, &column, &n_columns, err))
        return false;
    struct tomt_box extent = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t row = 0; row < scored->n; row++) {
        const struct tomt_box *box = &state->sites.shapes.box[scored->site[row]];
        fid[row] = state->site_fid[scored->site[row]];
        extent = (struct tomt_box){fmin(extent.min_x, box->min_x), fmin(extent.min_y, box->min_y),
                                   fmax(extent.max_x, box->max_x), fmax(extent.max_y, box->max_y)};
    }
    *out = (struct tomt_result_profile){.name = profile->name,
                                        .title = profile->title,
                                        .goal = profile->goal,
                                        .criterion = criterion,
                                        .n_criteria = profile->n_criteria,
                                        .n = scored->n,
                                        .site_fid = fid,
                                        .site_id = scored->site_id,
                                        .rank = scored->rank,
                                        .score = scored->score,
                                        .coverage = scored->coverage,
                                        .x = (const double *const *)scored->x,
                                        .v = (const double *const *)scored->v,
                                        .c = (const double *const *)scored->c,
                                        .why = (const uint8_t *const *)scored->why,
                                        .why_name = tomt_why_name,
                                        .column = column,
                                        .n_columns = n_columns,
                                        .extent = extent};
    return describe_decision(state, arena, p, out, err);
}

static const char *credits(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_error *err)
{
    struct tomt_text text = {0};
    const struct tomt_project *project = state->project;
    for (size_t i = 0; i < project->n_layers + project->n_rasters; i++) {
        const char *credit = i < project->n_layers ? project->layer[i].credit : project->raster[i - project->n_layers].credit;
        if (credit && !(text.bytes && strstr(text.bytes, credit)))
            tomt_text_print(&text, "%s%s", text.n ? "; " : "", credit);
    }
    return tomt_text_keep(&text, arena, err);
}

/* The map opens where the best sites of the first profile are; the whole study area when there are none. */
static struct tomt_box first_view(const struct tomt_run_state *state)
{
    struct tomt_box view = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    size_t n = state->project->n_profiles ? state->scored[0].n : 0;
    for (size_t row = 0; row < n && row < 30; row++) {
        const struct tomt_box *box = &state->sites.shapes.box[state->scored[0].site[row]];
        view = (struct tomt_box){fmin(view.min_x, box->min_x), fmin(view.min_y, box->min_y), fmax(view.max_x, box->max_x),
                                 fmax(view.max_y, box->max_y)};
    }
    if (!n)
        return state->study_box;
    double margin_m = fmax(1000, 0.15 * fmax(view.max_x - view.min_x, view.max_y - view.min_y));
    return (struct tomt_box){view.min_x - margin_m, view.min_y - margin_m, view.max_x + margin_m, view.max_y + margin_m};
}

static bool write_gpkg(struct outputs *outputs, struct tomt_error *err)
{
    struct tomt_run_state *state = outputs->state;
    struct tomt_arena *arena = outputs->arena[0];
    const struct tomt_project *project = state->project;
    struct layer_list *list = tomt_arena_alloc(arena, sizeof *list, err);
    struct tomt_result_profile *profile = tomt_arena_alloc(arena, (project->n_profiles + 1) * sizeof *profile, err);
    const struct tomt_result_column *column;
    size_t n_columns;
    const char *credit = credits(state, arena, err);
    if (!list || !profile || !credit || !tomt_run_column_titles(state, arena, &column, &n_columns, err) || !add_own_layers(state, arena, list, err) ||
        !add_role_layers(state, arena, list, err) || !add_moving_layers(state, arena, list, err) || !add_business_layers(state, arena, list, err) ||
        !add_room_layers(state, arena, list, err) || !add_alternative_layers(state, arena, list, err))
        return false;
    add_decision_layers(state, list);
    for (size_t p = 0; p < project->n_profiles; p++)
        if (!describe_profile(state, arena, p, &profile[p], err))
            return false;
    struct tomt_result result = {.crs = &state->crs,
                                 .timestamp = state->timestamp,
                                 .run_id = state->run_id,
                                 .project_name = project->name,
                                 .case_number = project->case_number,
                                 .tomt_version = TOMT_VERSION,
                                 .title = project->title,
                                 .language = project->language,
                                 .layer = list->layer,
                                 .n_layers = list->n,
                                 .column = column,
                                 .n_columns = n_columns,
                                 .profile = profile,
                                 .n_profiles = project->n_profiles,
                                 .extent = first_view(state),
                                 .credits = credit,
                                 .file_name = "result.gpkg"};
    return tomt_result_write(arena, tomt_whole_file_path(outputs->gpkg), &result, &outputs->inner, err) &&
           tomt_whole_file_sync(outputs->gpkg, err);
}

/* --- maps of density --------------------------------------------------------------------------------------------- */

static size_t n_densities(const struct tomt_run_state *state)
{
    return state->business.wanted ? state->project->economy.n_densities : 0;
}

static bool write_densities(struct outputs *outputs, struct tomt_error *err)
{
    for (size_t k = 0; k < n_densities(outputs->state); k++)
        if (!tomt_run_density_write(outputs->state, outputs->arena[1], k, tomt_whole_file_path(outputs->density[k]), err) ||
            !tomt_whole_file_sync(outputs->density[k], err))
            return false;
    return true;
}

/* --- both --------------------------------------------------------------------------------------------------------- */

static bool write_work(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    for (size_t i = from; i < to; i++)
        if (!(i == 0 ? write_gpkg(seat, err) : write_geojson(seat, err) && write_densities(seat, err)))
            return false;
    return true;
}

static bool make_folder(struct tomt_arena *arena, const char *folder, struct tomt_error *err)
{
    char *path = tomt_arena_copy(arena, folder, strlen(folder), err);
    if (!path)
        return false;
    for (char *c = path + 1;; c++) {
        char was = *c;
        if (was && was != '/')
            continue;
        *c = 0;
        if (mkdir(path, 0777) && errno != EEXIST)
            return tomt_fail(err, TOMT_OUTPUT, "cannot make the folder '%s': %s", folder, strerror(errno));
        *c = was;
        if (!was)
            return true;
    }
}

static struct tomt_whole_file *open_file(struct tomt_arena *arena, const char *path, enum tomt_file_kind kind, struct tomt_error *err)
{
    return path ? tomt_whole_file_open(arena, &(struct tomt_whole_output){.target = path, .kind = kind}, err) : NULL;
}

static bool open_files(struct outputs *outputs, const char *folder, struct tomt_run_summary *summary, struct tomt_error *err)
{
    struct tomt_run_state *state = outputs->state;
    size_t n = state->project->n_profiles;
    summary->result_path = tomt_arena_print(state->arena, err, "%s/result.gpkg", folder);
    outputs->geojson = tomt_arena_alloc(state->arena, (n + 1) * sizeof(void *), err);
    outputs->gpkg = open_file(outputs->arena[0], summary->result_path, TOMT_FILE_GEOPACKAGE, err);
    if (!outputs->gpkg || !outputs->geojson)
        return false;
    for (size_t p = 0; p < n; p++) {
        const char *path = tomt_arena_print(state->arena, err, "%s/%s.geojson", folder, state->project->profile[p].name);
        summary->profile[p].geojson = path;
        outputs->geojson[p] = open_file(outputs->arena[1], path, TOMT_FILE_JSON, err);
        if (!outputs->geojson[p])
            return false;
    }
    outputs->density = tomt_arena_alloc(state->arena, (n_densities(state) + 1) * sizeof(void *), err);
    summary->density = tomt_arena_alloc(state->arena, (n_densities(state) + 1) * sizeof *summary->density, err);
    summary->n_densities = n_densities(state);
    if (!summary->density)
        return false;
    for (size_t k = 0; outputs->density && k < n_densities(state); k++) {
        const char *path = tomt_arena_print(state->arena, err, "%s/density_%s.tif", folder, state->project->economy.density[k].name);
        summary->density[k] = path;
        outputs->density[k] = open_file(outputs->arena[1], path, TOMT_FILE_TIFF, err);
        if (!outputs->density[k])
            return false;
    }
    return outputs->density != NULL;
}

static bool write_all(struct outputs *outputs, const char *folder, struct tomt_run_summary *summary, struct tomt_error *err)
{
    struct tomt_run_state *state = outputs->state;
    const struct tomt_crew *crew = state->crew;
    struct tomt_crew_job job = {.shared = outputs, .work = write_work, .n = 2, .chunk = 1};
    struct tomt_crew pair = {.n_threads = crew->n_threads, .cancel = crew->cancel};
    outputs->inner = (struct tomt_crew){.n_threads = crew->n_threads > 2 ? crew->n_threads / 2 : 1, .cancel = crew->cancel};
    if (!open_files(outputs, folder, summary, err) || !tomt_crew_run(&pair, &job, err))
        return false;
    if (crew->cancel && *crew->cancel)
        return tomt_fail(err, TOMT_CANCELLED, "interrupted; nothing was written");
    for (size_t p = 0; p < state->project->n_profiles; p++)
        if (!tomt_whole_file_commit(outputs->geojson[p], err))
            return false;
    for (size_t k = 0; k < n_densities(state); k++)
        if (!tomt_whole_file_commit(outputs->density[k], err))
            return false;
    return tomt_whole_file_commit(outputs->gpkg, err);
}

bool tomt_run_write(struct tomt_run_state *state, struct tomt_run_summary *summary, struct tomt_error *err)
{
    const char *folder = state->options->out_folder ? state->options->out_folder : state->project->result_folder;
    struct outputs outputs = {.state = state};
    summary->run_id = state->run_id;
    summary->profile = tomt_arena_alloc(state->arena, (state->project->n_profiles + 1) * sizeof *summary->profile, err);
    outputs.arena[0] = summary->profile ? tomt_arena_new(err) : NULL;
    outputs.arena[1] = outputs.arena[0] ? tomt_arena_new(err) : NULL;
    bool ok = outputs.arena[1] && tomt_words_summary(state, summary, err) &&
              make_folder(state->arena, folder, err) && write_all(&outputs, folder, summary, err);
    tomt_arena_free(outputs.arena[1]);
    tomt_arena_free(outputs.arena[0]);
    return ok || tomt_while(err, "writing the result into '%s'", folder);
}
