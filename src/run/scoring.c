/* run/scoring.c: facts -> raw numbers -> values -> vetoes -> scores and ranks, profile by profile. */
#include "geo/wkb.h"
#include "run/state.h"

#include <math.h>
#include <stdlib.h>

/* Of several parcels the sum, of those that all say it. */
static double existing_of_members(const struct tomt_run_state *state, size_t s)
{
    const struct tomt_sites *sites = &state->sites;
    double sum_m2 = sites->member_start[s] == sites->member_start[s + 1] ? NAN : 0;
    for (uint64_t m = sites->member_start[s]; m < sites->member_start[s + 1]; m++) {
        const struct tomt_column *in = tomt_table_find(&state->layer[sites->member[m].layer].table, "existing_bra_m2");
        sum_m2 += in && in->type == TOMT_REAL ? in->real[sites->member[m].row] : NAN;
    }
    return sum_m2;
}

static bool attributes_of_sites(struct tomt_run_state *state, struct tomt_table *table, struct tomt_error *err)
{
    const struct tomt_project *project = state->project;
    const struct tomt_sites *sites = &state->sites;
    if (!tomt_table_start(table, state->arena, project->n_attributes + 1, err))
        return false;
    /* Existing floor area is a field of parcels and serves as an attribute even when the project does not list it. */
    for (size_t a = 0; a <= project->n_attributes; a++) {
        const char *name = a < project->n_attributes ? project->attribute[a].ours : "existing_bra_m2";
        if (tomt_table_find(table, name))
            continue;
        struct tomt_column *out = tomt_table_column(table, name, TOMT_REAL, err);
        if (!out || !tomt_column_reserve(out, sites->n, err))
            return false;
        for (size_t s = 0; s < sites->n; s++) {
            const struct tomt_layer *layer =
                sites->source_layer[s] == UINT32_MAX ? NULL : &state->layer[sites->source_layer[s]];
            const struct tomt_column *in = layer ? tomt_table_find(&layer->table, name) : NULL;
            double value = in && in->type == TOMT_REAL ? in->real[sites->source_row[s]] : NAN;
            if (!layer && !strcmp(name, "existing_bra_m2")) /* other columns may be anything, and have no sum */
                value = existing_of_members(state, s);
            if (!tomt_column_add_real(out, value, err))
                return false;
        }
    }
    table->n_rows = sites->n;
    return true;
}

/* The whole source feature: what shares of land use are shares of. */
static double *source_areas(struct tomt_run_state *state, struct tomt_error *err)
{
    const struct tomt_sites *sites = &state->sites;
    const struct tomt_site_settings *settings = &state->project->sites;
    double cell_m2 = settings->cell_m * settings->cell_m * (settings->grid_shape == TOMT_GRID_HEXAGON ? sqrt(3) / 2 : 1);
    double *area_m2 = tomt_arena_block(state->arena, NULL, (sites->n + 1) * sizeof *area_m2, err);
    for (size_t s = 0; area_m2 && s < sites->n; s++) {
        size_t size;
        bool is_cell = sites->member_start[s] == sites->member_start[s + 1];
        area_m2[s] = is_cell ? cell_m2 : 0;
        for (uint64_t m = sites->member_start[s]; m < sites->member_start[s + 1]; m++) {
            const uint8_t *wkb = tomt_shapes_wkb(&state->layer[sites->member[m].layer].shapes, sites->member[m].row, &size);
            area_m2[s] += tomt_wkb_area_m2(wkb, size);
        }
    }
    return area_m2;
}

bool tomt_run_facts(struct tomt_run_state *state, struct tomt_error *err)
{
    const struct tomt_project *project = state->project;
    const struct tomt_sites *sites = &state->sites;
    size_t n = tomt_needs_count(state->needs);
    struct tomt_table attributes;
    double *source_area_m2 = source_areas(state, err);
    const char **raster_name = tomt_arena_alloc(state->arena, (project->n_rasters + 1) * sizeof *raster_name, err);
    const char **raster_path = tomt_arena_alloc(state->arena, (project->n_rasters + 1) * sizeof *raster_path, err);
    int *raster_band = tomt_arena_alloc(state->arena, (project->n_rasters + 1) * sizeof *raster_band, err);
    const struct tomt_table **of_profile = tomt_arena_alloc(state->arena, (project->n_profiles + 1) * sizeof *of_profile, err);
    state->fact = tomt_arena_alloc(state->arena, (n + 1) * sizeof *state->fact, err);
    if (!of_profile || !raster_name || !raster_path || !raster_band || !state->fact || !source_area_m2 || !attributes_of_sites(state, &attributes, err))
        return false;
    for (size_t i = 0; i < project->n_rasters; i++) {
        raster_name[i] = project->raster[i].name;
        raster_path[i] = project->raster[i].path;
        raster_band[i] = (int)project->raster[i].band;
    }
    for (size_t p = 0; p < project->n_profiles; p++)
        of_profile[p] = &state->room.profile[p].of_profile;
    struct tomt_fact_sites see = {.n = sites->n,
                                  .shapes = &sites->shapes,
                                  .point_x = sites->point_x,
                                  .point_y = sites->point_y,
                                  .area_m2 = sites->developable_m2,
                                  .attributes = &attributes,
                                  .use_start = sites->use_start,
                                  .use_code = sites->use_code,
                                  .use_area_m2 = sites->use_area_m2,
                                  .use_name = sites->use_name,
                                  .n_uses = sites->n_uses,
                                  .source_area_m2 = source_area_m2,
                                  .perimeter_m = sites->perimeter_m,
                                  .inscribed_m = sites->inscribed_m};
    struct tomt_fact_inputs inputs = {.layer = state->layer_ref,
                                      .role = state->role,
                                      .n_layers = project->n_layers,
                                      .raster_name = raster_name,
                                      .raster_path = raster_path,
                                      .raster_band = raster_band,
                                      .n_rasters = project->n_rasters,
                                      .project_crs = &state->crs,
                                      .evidence = (size_t)project->evidence,
                                      .reference = state->business.reference,
                                      .n_references = state->business.n_references,
                                      .study_area = &state->study_area,
                                      .of_profile = of_profile,
                                      .n_profiles = project->n_profiles,
                                      .network = state->streets.network};
    for (enum tomt_way way = TOMT_WALK; state->streets.network && way <= TOMT_DRIVE; way++) {
        inputs.site_snap[way] = &state->streets.site[way];
        inputs.layer_snap[way] = state->streets.layer_ref[way];
    }
    if (state->transit.wanted && state->transit.timetable.n_stops) { /* a feed of elsewhere says nothing of here, not even 0 */
        inputs.timetable = &state->transit.timetable;
        inputs.hubs = &state->transit.hubs;
        inputs.transit = &state->transit.settings;
        inputs.stop_snap = state->streets.network ? &state->transit.stop : NULL;
        inputs.timetable_layer = state->transit.layer;
    }
    return tomt_facts_compute(state->arena, state->needs, &see, &inputs, state->crew, state->fact, err);
}

size_t tomt_run_facts_of(const struct tomt_run_state *state, const struct tomt_instance *instance, size_t number[16])
{
    size_t n = 0;
    while (n < 16 && (number[n] = tomt_needs_fact_of(state->needs, instance->number, n)) != SIZE_MAX)
        n++;
    return n;
}

struct tomt_facts tomt_run_seen(const struct tomt_run_state *state, const struct tomt_instance *instance,
                                const struct tomt_fact *fact[16])
{
    size_t number[16], n = tomt_run_facts_of(state, instance, number);
    for (size_t k = 0; k < n; k++)
        fact[k] = &state->fact[number[k]];
    return (struct tomt_facts){.n_sites = state->sites.n, .fact = fact, .n_facts = n};
}

/* One criterion measured at all sites: raw[s], why[s]. */
static bool measure(struct tomt_run_state *state, const struct tomt_instance *instance, double *raw, uint8_t *why,
                    struct tomt_error *err)
{
    const struct tomt_fact *fact[16];
    struct tomt_facts facts = tomt_run_seen(state, instance, fact);
    return instance->criterion->measure(instance->args, &facts, 0, state->sites.n, raw, why, err);
}

struct judged { /* one profile before it is decided: [criterion][row], rows in site order, which is that of ids */
    size_t n, n_criteria;
    uint32_t *site;
    double **x;
    uint8_t **why;
    const char **site_id;
};

static bool judged_start(struct judged *judged, struct tomt_arena *arena, size_t n, size_t n_criteria, struct tomt_error *err)
{
    *judged = (struct judged){.n_criteria = n_criteria};
    judged->site = tomt_arena_block(arena, NULL, (n + 1) * sizeof *judged->site, err);
    judged->site_id = tomt_arena_block(arena, NULL, (n + 1) * sizeof(char *), err);
    judged->x = tomt_arena_alloc(arena, (n_criteria + 1) * sizeof(double *), err);
    judged->why = tomt_arena_alloc(arena, (n_criteria + 1) * sizeof(uint8_t *), err);
    if (!judged->site || !judged->site_id || !judged->x || !judged->why)
        return false;
    for (size_t c = 0; c < n_criteria; c++) {
        judged->x[c] = tomt_arena_block(arena, NULL, (n + 1) * sizeof(double), err);
        judged->why[c] = tomt_arena_block(arena, NULL, n + 1, err);
        if (!judged->x[c] || !judged->why[c])
            return false;
    }
    return true;
}

/* The veto that a site meets, or NULL. */
static const struct tomt_profile_veto *vetoed(const struct tomt_profile *profile, double *const *raw, size_t s,
                                              double *measured)
{
    for (size_t v = 0; v < profile->n_vetoes; v++) {
        const struct tomt_profile_veto *veto = &profile->veto[v];
        size_t c = 0;
        while (c < profile->n_criteria && strcmp(profile->criterion[c].id, veto->criterion))
            c++;
        if (c == profile->n_criteria)
            continue;
        double x = raw[c][s];
        *measured = x;
        if (isnan(x) ? veto->missing
                     : (!isnan(veto->below) && x < veto->below) || (!isnan(veto->above) && x > veto->above))
            return veto;
    }
    return NULL;
}

static bool reject_vetoed(struct tomt_run_state *state, size_t p, size_t s, const struct tomt_profile_veto *veto,
                          double measured, struct tomt_error *err)
{
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(&state->sites.shapes, s, &size);
    double limit = isnan(measured) ? NAN : measured < veto->below ? veto->below : veto->above;
    size_t c = 0;
    while (strcmp(state->project->profile[p].criterion[c].id, veto->criterion))
        c++;
    const char *unit = state->instance[p][c].criterion->unit;
    const char *detail =
        isnan(measured) ? tomt_arena_print(state->arena, err, "%s: no data", veto->criterion)
                        : tomt_arena_print(state->arena, err, "%s: %.6g %s %s %.6g %s", veto->criterion, measured, unit,
                                           measured < limit ? "<" : ">", limit, unit);
    state->sites.profiles[s] &= ~(UINT64_C(1) << p);
    return detail && tomt_rejected_add(state->arena, &state->rejected, wkb, size, state->sites.site_id[s], TOMT_R_VETO,
                                       UINT64_C(1) << p, NULL, INT64_MIN, detail, measured, limit, err);
}

/* So far was looked for the nearest of something, in the criterion's unit; NaN: the criterion is about something else. */
double tomt_run_criterion_reach(const struct tomt_run_state *state, const struct tomt_instance *instance)
{
    size_t f = tomt_needs_fact_of(state->needs, instance->number, 0);
    const struct tomt_fact_request *request = f == SIZE_MAX ? NULL : tomt_needs_request(state->needs, f);
    if (!request || request->kind != TOMT_FACT_NEAREST)
        return NAN;
    bool walk_in_minutes = request->way == TOMT_WALK && !strcmp(instance->criterion->unit, "min");
    return request->way == TOMT_DRIVE ? request->reach_min
           : walk_in_minutes          ? request->reach_m / state->project->network.walk_m_per_min
                                      : request->reach_m;
}

/* Measures, and puts out what a veto meets. */
static bool judge(struct tomt_run_state *state, struct tomt_arena *arena, size_t p, struct judged *judged, struct tomt_error *err)
{
    const struct tomt_profile *profile = &state->project->profile[p];
    size_t n_sites = state->sites.n, n_criteria = profile->n_criteria;
    double **raw = tomt_arena_alloc(arena, (n_criteria + 1) * sizeof *raw, err);
    uint8_t **why = tomt_arena_alloc(arena, (n_criteria + 1) * sizeof *why, err);
    if (!raw || !why)
        return false;
    for (size_t c = 0; c < n_criteria; c++) {
        raw[c] = tomt_arena_block(arena, NULL, (n_sites + 1) * sizeof(double), err);
        why[c] = tomt_arena_block(arena, NULL, n_sites + 1, err);
        if (!raw[c] || !why[c] || !measure(state, &state->instance[p][c], raw[c], why[c], err))
            return tomt_while(err, "criterion '%s'", profile->criterion[c].id);
    }
    for (size_t s = 0; s < n_sites; s++) {
        double measured = NAN;
        if (!(state->sites.profiles[s] >> p & 1))
            continue;
        const struct tomt_profile_veto *veto = vetoed(profile, raw, s, &measured);
        if (veto) {
            if (!reject_vetoed(state, p, s, veto, measured, err))
                return false;
            continue;
        }
        size_t row = judged->n++;
        judged->site[row] = (uint32_t)s;
        judged->site_id[row] = state->sites.site_id[s];
        for (size_t c = 0; c < n_criteria; c++) {
            judged->x[c][row] = raw[c][s];
            judged->why[c][row] = why[c][s];
        }
    }
    return true;
}

static bool weigh(struct tomt_run_state *state, struct tomt_arena *scratch, size_t p, const struct judged *judged, struct tomt_decided *decided,
                  struct tomt_error *err)
{
    const struct tomt_profile *profile = &state->project->profile[p];
    size_t n = profile->n_criteria;
    struct tomt_decide_criterion *criterion = tomt_arena_alloc(scratch, (n + 1) * sizeof *criterion, err);
    int64_t *fid = tomt_arena_block(scratch, NULL, (judged->n + 1) * sizeof *fid, err);
    if (!criterion || !fid)
        return false;
    for (size_t c = 0; c < n; c++) {
        const struct tomt_profile_criterion *asked = &profile->criterion[c];
        uint8_t *beyond = tomt_arena_block(scratch, NULL, judged->n + 1, err);
        if (!beyond)
            return false;
        for (size_t row = 0; row < judged->n; row++)
            beyond[row] = judged->why[c][row] == TOMT_WHY_UNREACHABLE;
        criterion[c] = (struct tomt_decide_criterion){.id = asked->id,
                                                      .value = asked->value,
                                                      .null_policy = (enum tomt_null_policy)asked->null_policy,
                                                      .threshold = asked->threshold,
                                                      .raw = judged->x[c],
                                                      .beyond = beyond,
                                                      .reach = tomt_run_criterion_reach(state, &state->instance[p][c])};
        if (asked->value.ends_data && !asked->direction_given)
            criterion[c].value.falling = !state->instance[p][c].criterion->more_is_better;
    }
    for (size_t row = 0; row < judged->n; row++)
        fid[row] = state->site_fid[judged->site[row]];
    struct tomt_decide_input input = {.profile = profile->name,
                                      .settings = &profile->decision,
                                      .criterion = criterion,
                                      .n_criteria = n,
                                      .n_sites = judged->n,
                                      .site_id = judged->site_id,
                                      .site_fid = fid};
    return tomt_decide(state->arena, &input, state->crew, decided, state->scores_only ? NULL : &state->decisions, err);
}

/* Where each site stands when they go by rank; those without a rank (0) come last, by id. */
static size_t *places(struct tomt_arena *arena, const uint32_t *rank, size_t n, struct tomt_error *err)
{
    size_t *at = tomt_arena_block(arena, NULL, (n + 1) * sizeof *at, err), unranked = n;
    for (size_t row = 0; at && row < n; row++)
        unranked -= rank[row] == 0;
    for (size_t row = 0; at && row < n; row++)
        at[row] = rank[row] ? rank[row] - 1 : unranked++;
    return at;
}

/* An array in order of rank, in the arena. */
static void *placed(struct tomt_arena *arena, const void *from, size_t size, const size_t *at, size_t n, struct tomt_error *err)
{
    char *to = from ? tomt_arena_block(arena, NULL, (n + 1) * size, err) : NULL;
    for (size_t row = 0; to && row < n; row++)
        memcpy(to + at[row] * size, (const char *)from + row * size, size);
    return to;
}

static bool place_columns(struct tomt_arena *arena, const struct tomt_decided *decided, const size_t *at, size_t n, struct tomt_scored *to,
                          struct tomt_error *err)
{
    to->column = tomt_arena_alloc(arena, (decided->n_columns + 1) * sizeof *to->column, err);
    for (size_t k = 0; to->column && k < decided->n_columns; k++) {
        const struct tomt_decided_column *from = &decided->column[k];
        struct tomt_result_more *column = &to->column[to->n_columns++];
        *column = (struct tomt_result_more){.suffix = from->name, .unit = from->unit, .title = from->title, .whole = from->whole};
        column->number = placed(arena, from->number, sizeof(double), at, n, err);
        column->word = placed(arena, from->word, sizeof(char *), at, n, err);
        if (!column->number && !column->word)
            return false;
    }
    return to->column != NULL;
}

/* Everything in rank order. */
static bool sort_by_rank(struct tomt_arena *arena, const struct judged *from, const struct tomt_decided *decided, struct tomt_scored *to,
                         struct tomt_error *err)
{
    size_t n = from->n, *at = places(arena, decided->rank, n, err);
    to->n = n;
    to->n_without_rank = decided->n_without_rank;
    to->weights = decided->weights;
    to->share = decided->share;
    to->value = decided->value;
    to->x = tomt_arena_alloc(arena, (from->n_criteria + 1) * sizeof(double *), err);
    to->v = tomt_arena_alloc(arena, (from->n_criteria + 1) * sizeof(double *), err);
    to->c = tomt_arena_alloc(arena, (from->n_criteria + 1) * sizeof(double *), err);
    to->why = tomt_arena_alloc(arena, (from->n_criteria + 1) * sizeof(uint8_t *), err);
    if (!at || !to->x || !to->v || !to->c || !to->why)
        return false;
    to->site = placed(arena, from->site, sizeof *from->site, at, n, err);
    to->site_id = placed(arena, from->site_id, sizeof *from->site_id, at, n, err);
    to->rank = placed(arena, decided->rank, sizeof *decided->rank, at, n, err);
    to->score = placed(arena, decided->score, sizeof(double), at, n, err);
    to->coverage = placed(arena, decided->coverage, sizeof(double), at, n, err);
    if (!to->site || !to->site_id || !to->rank || !to->score || !to->coverage)
        return false;
    for (size_t c = 0; c < from->n_criteria; c++) {
        to->x[c] = placed(arena, from->x[c], sizeof(double), at, n, err);
        to->v[c] = placed(arena, decided->v[c], sizeof(double), at, n, err);
        to->c[c] = placed(arena, decided->c[c], sizeof(double), at, n, err);
        to->why[c] = placed(arena, from->why[c], 1, at, n, err);
        if (!to->x[c] || !to->v[c] || !to->c[c] || !to->why[c])
            return false;
    }
    return place_columns(arena, decided, at, n, to, err);
}

static bool say_further(const struct tomt_run_state *state, const struct tomt_instance *instance, const struct tomt_scored *scored,
                        struct tomt_further *out, struct tomt_error *err)
{
    const struct tomt_criterion_column *column = instance->criterion->columns;
    const struct tomt_fact *fact[16];
    struct tomt_facts seen = tomt_run_seen(state, instance, fact);
    size_t n = 0;
    while (column && column[n].suffix)
        n++;
    out->column = tomt_arena_alloc(state->arena, (n + 1) * sizeof *out->column, err);
    for (; out->column && out->n < n; out->n++, column++) {
        double *number = NULL;
        const char **word = NULL;
        if (column->word)
            word = tomt_arena_block(state->arena, NULL, (scored->n + 1) * sizeof *word, err);
        else
            number = tomt_arena_block(state->arena, NULL, (scored->n + 1) * sizeof *number, err);
        if (!word && !number)
            return false;
        for (size_t row = 0; row < scored->n; row++)
            if (word)
                word[row] = column->word(instance->args, &seen, scored->site[row]);
            else
                number[row] = column->number(instance->args, &seen, scored->site[row]);
        out->column[out->n] = (struct tomt_result_more){column->suffix, column->unit ? column->unit : "", column->title, number, word, false};
    }
    return out->column != NULL;
}

/* Once, for both the GeoPackage and the GeoJSON. */
static bool say_all_further(struct tomt_run_state *state, size_t p, struct tomt_error *err)
{
    struct tomt_scored *scored = &state->scored[p];
    size_t n = state->project->profile[p].n_criteria;
    scored->further = tomt_arena_alloc(state->arena, (n + 1) * sizeof *scored->further, err);
    for (size_t c = 0; scored->further && c < n; c++)
        if (!say_further(state, &state->instance[p][c], scored, &scored->further[c], err))
            return false;
    return scored->further != NULL;
}

static bool judge_profile(struct tomt_run_state *state, size_t p, struct judged *judged, struct tomt_arena *arena, struct tomt_error *err)
{
    struct tomt_arena *scratch = tomt_arena_new(err);
    bool ok = scratch && judged_start(judged, arena, state->sites.n, state->project->profile[p].n_criteria, err) &&
              judge(state, scratch, p, judged, err);
    tomt_arena_free(scratch);
    return ok;
}

static bool decide_profile(struct tomt_run_state *state, size_t p, const struct judged *judged, struct tomt_error *err)
{
    struct tomt_decided decided;
    struct tomt_arena *scratch = tomt_arena_new(err);
    bool ok = scratch && weigh(state, scratch, p, judged, &decided, err) &&
              sort_by_rank(state->arena, judged, &decided, &state->scored[p], err) && say_all_further(state, p, err);
    tomt_arena_free(scratch);
    return ok;
}

/* The numbers that layer `site` shows whatever the profiles ask. */
static bool measure_shown(struct tomt_run_state *state, struct tomt_error *err)
{
    state->site_raw = tomt_arena_alloc(state->arena, (state->n_site_instances + 1) * sizeof *state->site_raw, err);
    state->site_why = tomt_arena_alloc(state->arena, (state->n_site_instances + 1) * sizeof *state->site_why, err);
    if (!state->site_raw || !state->site_why)
        return false;
    for (size_t i = 0; i < state->n_site_instances; i++) {
        state->site_raw[i] = tomt_arena_block(state->arena, NULL, (state->sites.n + 1) * sizeof(double), err);
        state->site_why[i] = tomt_arena_block(state->arena, NULL, state->sites.n + 1, err);
        if (!state->site_raw[i] || !state->site_why[i] ||
            !measure(state, &state->site_instance[i], state->site_raw[i], state->site_why[i], err))
            return false;
    }
    return true;
}

/* Sites that some profile kept, numbered as the result has them. */
static void number_kept(struct tomt_run_state *state)
{
    state->n_kept = 0;
    for (size_t s = 0; s < state->sites.n; s++)
        state->site_fid[s] = state->sites.profiles[s] ? (int64_t)++state->n_kept : 0;
}

bool tomt_run_score(struct tomt_run_state *state, struct tomt_error *err)
{
    const struct tomt_project *project = state->project;
    if (!measure_shown(state, err))
        return false;
    state->scored = tomt_arena_alloc(state->arena, (project->n_profiles + 1) * sizeof *state->scored, err);
    state->site_fid = tomt_arena_block(state->arena, NULL, (state->sites.n + 1) * sizeof *state->site_fid, err);
    if (!state->scored || !state->site_fid)
        return false;
    struct tomt_arena *before = tomt_arena_new(err); /* what is measured, until it is in rank order */
    struct judged *judged = before ? tomt_arena_alloc(before, (project->n_profiles + 1) * sizeof *judged, err) : NULL;
    bool ok = judged && tomt_decision_tables_start(state->arena, &state->decisions, err);
    for (size_t p = 0; ok && p < project->n_profiles; p++)
        ok = judge_profile(state, p, &judged[p], before, err) || tomt_while(err, "profile '%s'", project->profile[p].name);
    number_kept(state);
    for (size_t p = 0; ok && p < project->n_profiles; p++)
        ok = (decide_profile(state, p, &judged[p], err) && tomt_run_check_scored(state, p, err)) ||
             tomt_while(err, "profile '%s'", project->profile[p].name);
    tomt_arena_free(before);
    return ok;
}
