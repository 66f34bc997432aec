/* run/check_read.c: what only reading can tell: layers with nothing left, codes and kinds that no feature has, registers with
 * holes. Warnings at their place in the YAML: each would otherwise change scores without a word. */
#include "run/state.h"

#include <math.h>

static size_t worst_trouble(const struct tomt_read_report *report)
{
    size_t worst = TOMT_N_TROUBLES;
    for (size_t t = 0; t < TOMT_N_TROUBLES; t++)
        if (tomt_trouble_drops[t] && report->trouble[t].n &&
            (worst == TOMT_N_TROUBLES || report->trouble[t].n > report->trouble[worst].n))
            worst = t;
    return worst;
}

static bool check_nothing_left(struct tomt_run_state *state, size_t i, struct tomt_error *err)
{
    const struct tomt_project_layer *layer = &state->project->layer[i];
    const struct tomt_read_report *report = &state->layer[i].report;
    const struct tomt_place *at = &layer->place;
    bool later_feed = layer->role == TOMT_ROLE_TIMETABLE && state->transit.feed[i].n_stops;
    if (state->layer[i].shapes.n || layer->left_out || later_feed || (tomt_run_is_street(state, i) && state->streets.from_cache))
        return true;
    size_t worst = worst_trouble(report);
    if (worst < TOMT_N_TROUBLES)
        return tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                                "layer '%s': nothing is left to use of %zu features: %zu %s (%s); what rests on it has no data",
                                layer->name, report->n_read, report->trouble[worst].n, tomt_trouble_name[worst],
                                tomt_trouble_help[worst]);
    if (layer->raster)
        return tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column, "layer '%s': no ground steeper than %g %%: %s", layer->name,
                                layer->slope_over_pct, report->note);
    return tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                            "layer '%s': no feature within the study area and its reach of %.0f m%s; what rests on it has no data",
                            layer->name, tomt_run_reach_m(state, layer->role), layer->where ? " that its `where` lets pass" : "");
}

/* What a constraint layer leaves out would be ground that nothing holds back. */
static bool check_mix(struct tomt_run_state *state, size_t i, struct tomt_error *err)
{
    static const char *const kind_name[] = {"points", "lines", "polygons"};
    static const char *const filter[] = {"POINT", "LINESTRING", "POLYGON"};
    const struct tomt_project_layer *layer = &state->project->layer[i];
    const struct tomt_read_report *report = &state->layer[i].report;
    size_t n = report->trouble[TOMT_T_OTHER_KIND].n;
    enum tomt_shape_kind kind = state->layer[i].shapes.kind;
    if (layer->role != TOMT_ROLE_CONSTRAINT || layer->raster || !n)
        return true;
    return tomt_problem_add(state->problems, err, TOMT_ERROR, layer->place.file, layer->place.line, layer->place.column,
                            "layer '%s' is a mix: read as %s, %zu feature%s of other kinds left out (%lld the first); make each kind a layer of its own, e.g. "
                            "with where: \"OGR_GEOMETRY LIKE '%%%s'\" beside where: \"OGR_GEOMETRY NOT LIKE '%%%s'\"",
                            layer->name, kind_name[kind], n, n == 1 ? "" : "s", (long long)report->trouble[TOMT_T_OTHER_KIND].id[0], filter[kind],
                            filter[kind]);
}

/* Words for numbers make what the plan allows, or what stands there, unknown. */
static bool check_numbers(struct tomt_run_state *state, size_t i, struct tomt_error *err)
{
    const struct tomt_project_layer *layer = &state->project->layer[i];
    const struct tomt_read_report *report = &state->layer[i].report;
    size_t n = report->trouble[TOMT_T_BAD_NUMBER].n;
    if ((layer->role != TOMT_ROLE_ZONE && layer->role != TOMT_ROLE_BUILDING) || !n)
        return true;
    return tomt_problem_add(state->problems, err, TOMT_WARNING, layer->place.file, layer->place.line, layer->place.column,
                            "layer '%s': %zu value%s no number%s, taken as not known: %s%s", layer->name, n, n == 1 ? " is" : "s are",
                            n == 1 ? "" : "s", n == 1 ? "" : "the first is ", report->trouble[TOMT_T_BAD_NUMBER].detail);
}

/* The values a text column has, a few of them, for the message. */
static void list_values(const struct tomt_column *column, size_t n, struct tomt_text *out)
{
    size_t n_listed = 0;
    const char *listed[8];
    for (size_t row = 0; row < n && n_listed < 8; row++) {
        const char *text = tomt_column_text(column, row, NULL);
        bool seen = text == NULL;
        for (size_t k = 0; k < n_listed && !seen; k++)
            seen = !strcmp(listed[k], text);
        if (seen)
            continue;
        tomt_text_print(out, "%s%.30s", n_listed ? ", " : "", text);
        listed[n_listed++] = text;
    }
    if (!n_listed)
        tomt_text_puts(out, "no value at all");
}

/* Does any feature of any layer meant have what the filter asks? `values` gets what there is instead. */
static bool anything_matches(const struct tomt_run_state *state, int role, const char *name, const struct tomt_filter *filter,
                             bool *any_layer, struct tomt_text *values)
{
    *any_layer = false;
    for (size_t i = 0; i < state->project->n_layers; i++) {
        const struct tomt_layer *layer = &state->layer[i];
        if (state->role[i] != role || (name && strcmp(name, layer->name)) || !layer->shapes.n)
            continue;
        const struct tomt_column *column = tomt_table_find(&layer->table, filter->column);
        *any_layer = true;
        for (size_t row = 0; column && column->type == TOMT_TEXT && row < layer->shapes.n; row++) {
            size_t n = 0;
            const char *text = tomt_column_text(column, row, &n);
            if (tomt_filter_matches(filter, text, n))
                return true;
        }
        if (column && column->type == TOMT_TEXT && !values->n)
            list_values(column, layer->shapes.n, values);
    }
    return false;
}

static bool check_filter(struct tomt_run_state *state, const struct tomt_place *at, const char *who, int role,
                         const char *layer, const struct tomt_filter *filter, const char *consequence, struct tomt_error *err)
{
    struct tomt_text asked = {0}, values = {0};
    bool any_layer;
    if (!filter->column || !filter->values.n)
        return true;
    bool any = anything_matches(state, role, layer, filter, &any_layer, &values);
    for (size_t v = 0; v < filter->values.n && v < 8; v++)
        tomt_text_print(&asked, "%s%.30s", v ? ", " : "", filter->values.item[v]);
    const char *wanted = tomt_text_keep(&asked, state->arena, err), *there = tomt_text_keep(&values, state->arena, err);
    if (!wanted || !there || any || !any_layer)
        return wanted && there;
    return tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                            "%s: no feature of %s%s has %s %s; it has %s; %s", who, layer ? "layer " : "role ",
                            layer ? layer : tomt_role_row((enum tomt_role)role)->name, filter->column, wanted,
                            *there ? there : "no such column", consequence);
}

/* A sector of which there is nobody is a slip of the pen more often than a fact. */
static bool check_sectors(struct tomt_run_state *state, const struct tomt_place *at, const char *who, uint64_t sectors, struct tomt_error *err)
{
    const struct tomt_business *business = &state->business;
    for (size_t w = 0; w < business->now.n; w++)
        if (business->now.sectors[w] & sectors)
            return true;
    if (!sectors || !business->now.n)
        return true;
    size_t first = (size_t)__builtin_ctzll(sectors);
    return tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                            "%s: no establishment within the study area and its reach is in sector %s; it is the same for all sites", who,
                            first < business->n_sectors ? business->sector[first].name : "?");
}

/* A table of two digits cannot tell how much of it a sector of finer codes is. */
static bool check_reference(struct tomt_run_state *state, const struct tomt_place *at, const char *who,
                            const struct tomt_fact_request *request, struct tomt_error *err)
{
    const struct tomt_business *business = &state->business;
    for (size_t k = 0; request->kind == TOMT_FACT_REFERENCE && request->name && k < business->n_references; k++) {
        const struct tomt_fact_reference *reference = &business->reference[k];
        if (reference->name && !strcmp(reference->name, request->name) && reference->unknown_sectors & request->sectors)
            return tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                                    "%s: the codes of reference '%s' are too coarse to tell the sector; no site gets a number: give the table finer "
                                    "codes, or say reference: study_area",
                                    who, reference->name);
    }
    return true;
}

/* Lines and points have no ground of their own. */
static bool check_buffer(struct tomt_run_state *state, const char *who, const struct tomt_profile_constraint *constraint, struct tomt_error *err)
{
    const struct tomt_project_layer *layer = tomt_project_layer(state->project, constraint->layer);
    const struct tomt_shapes *shapes = layer ? &state->layer[layer - state->project->layer].shapes : NULL;
    const struct tomt_place *at = &constraint->place;
    if (!shapes || !shapes->n || shapes->kind == TOMT_POLYGONS || constraint->buffer_m > 0)
        return true;
    return tomt_problem_add(state->problems, err, TOMT_ERROR, at->file, at->line, at->column,
                            "%s: the layer holds %s, which cover no ground; add buffer_m: the distance from them that counts", who,
                            shapes->kind == TOMT_LINES ? "lines" : "points");
}

/* Parcels lie side by side, and only lines and areas lie between them. */
static bool check_barriers(struct tomt_run_state *state, const struct tomt_profile *profile, struct tomt_error *err)
{
    for (size_t b = 0; b < profile->assembly.n_barriers; b++) {
        const struct tomt_barrier *barrier = &profile->assembly.barrier[b];
        const struct tomt_project_layer *layer = tomt_project_layer(state->project, barrier->layer);
        const struct tomt_shapes *shapes = layer ? &state->layer[layer - state->project->layer].shapes : NULL;
        if (shapes && shapes->n && shapes->kind == TOMT_POINTS &&
            !tomt_problem_add(state->problems, err, TOMT_ERROR, barrier->place.file, barrier->place.line, barrier->place.column,
                              "profile '%.60s', barrier '%.60s': the layer holds points, which part no parcels; name one of lines or polygons",
                              profile->name, barrier->layer))
            return false;
    }
    return true;
}

static bool check_profile(struct tomt_run_state *state, size_t p, struct tomt_error *err)
{
    const struct tomt_profile *profile = &state->project->profile[p];
    for (size_t c = 0; c < profile->n_constraints; c++) {
        const struct tomt_profile_constraint *constraint = &profile->constraint[c];
        struct tomt_filter filter = {.column = "code", .values = constraint->codes, .prefix = true};
        char who[160];
        snprintf(who, sizeof who, "profile '%.60s', constraint '%.60s'", profile->name, constraint->layer);
        if (!check_filter(state, &constraint->place, who, TOMT_ROLE_CONSTRAINT, constraint->layer, &filter,
                          "this constraint does nothing", err) ||
            !check_buffer(state, who, constraint, err))
            return false;
    }
    if (!check_barriers(state, profile, err))
        return false;
    for (size_t c = 0; c < profile->n_criteria; c++)
        for (size_t k = 0, number[16], n = tomt_run_facts_of(state, &state->instance[p][c], number); k < n; k++) {
            const struct tomt_fact_request *request = tomt_needs_request(state->needs, number[k]);
            char who[160];
            snprintf(who, sizeof who, "profile '%.60s', criterion '%.60s'", profile->name, profile->criterion[c].id);
            for (size_t i = 0; i < 2; i++)
                if (!check_filter(state, &profile->criterion[c].place, who, request->role, request->layer, &request->filter[i],
                                  "it is the same for all sites", err))
                    return false;
            if (!check_sectors(state, &profile->criterion[c].place, who, request->sectors, err) ||
                !check_reference(state, &profile->criterion[c].place, who, request, err))
                return false;
        }
    return true;
}

/* What is amiss when hardly any row finds its place; "": nothing that can be told. */
static const char *missing_for_places(const struct tomt_run_state *state, size_t i)
{
    bool any = false, with_points = false;
    for (size_t k = 0; k < state->project->n_layers; k++)
        if (state->project->layer[k].role == TOMT_ROLE_ADDRESS) {
            any = true;
            with_points = with_points || state->layer[k].report.n_kept > state->layer[k].report.trouble[TOMT_T_NO_GEOMETRY].n;
        }
    bool address = false;
    const struct tomt_project_layer *layer = &state->project->layer[i];
    for (size_t c = 0; c < layer->n_columns; c++)
        address = address || !strcmp(layer->column[c].ours, "address") || !strcmp(layer->column[c].ours, "street");
    return !any           ? "; it has no coordinates and there is no layer with role address to find them in (or say x: and y:)"
           : !address     ? "; map columns: {address: ...} or street and number"
           : !with_points ? "; the address layer has no coordinates: say its x: and y:"
                          : "; check which columns municipality, address and postcode are";
}

/* Rows by their fate, when more than half of them are not where their address is. */
static bool check_places(struct tomt_run_state *state, size_t i, struct tomt_error *err)
{
    const struct tomt_project_layer *layer = &state->project->layer[i];
    const struct tomt_register_report *report = &state->register_report[i];
    size_t exact = report->n_placed[TOMT_PLACED_OWN] + report->n_placed[TOMT_PLACED_EXACT] + report->n_placed[TOMT_PLACED_NUMBER];
    size_t of = report->n - report->n_duplicate - report->n_closed - report->n_outside;
    if (!of || exact * 2 >= of || report->n_placed[TOMT_PLACED_OWN])
        return true;
    return tomt_problem_add(state->problems, err, TOMT_WARNING, layer->place.file, layer->place.line, layer->place.column,
                            "layer '%s': only %zu of %zu establishments are placed at their address: %zu at another number of the street, %zu in the "
                            "middle of their postcode, %zu without a place, %zu of municipalities of which the address register has no address%s",
                            layer->name, exact, of, report->n_placed[TOMT_PLACED_NEAR], report->n_placed[TOMT_PLACED_POSTCODE],
                            report->n_placed[TOMT_PLACED_NOT], report->n_elsewhere, missing_for_places(state, i));
}

static bool check_register(struct tomt_run_state *state, size_t i, struct tomt_error *err)
{
    const struct tomt_project_layer *layer = &state->project->layer[i];
    const struct tomt_register_report *report = &state->register_report[i];
    const struct tomt_place *at = &layer->place;
    size_t placed = state->layer[i].shapes.n, unplaced = report->n_placed[TOMT_PLACED_NOT];
    if (placed && report->n_unknown * 4 > placed &&
        !tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                          "layer '%s': %.0f %% of the establishments say nothing of employees and add no jobs; if empty means 1 to 4, "
                          "map employees_registered",
                          layer->name, 100.0 * (double)report->n_unknown / (double)placed))
        return false;
    if (!check_places(state, i, err))
        return false;
    if (unplaced * 20 > report->n &&
        !tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                          "layer '%s': %.0f %% of the establishments (%zu) find no address and are left out; table unplaced lists them with the reason",
                          layer->name, 100.0 * (double)unplaced / (double)report->n, unplaced))
        return false;
    return true;
}

bool tomt_run_check_registers(struct tomt_run_state *state, struct tomt_error *err)
{
    for (size_t i = 0; i < state->project->n_layers; i++)
        if (state->project->layer[i].role == TOMT_ROLE_ESTABLISHMENT && !check_register(state, i, err))
            return false;
    return true;
}

bool tomt_run_check_read(struct tomt_run_state *state, struct tomt_error *err)
{
    for (size_t i = 0; i < state->project->n_layers; i++)
        if (!check_nothing_left(state, i, err) || !check_mix(state, i, err) || !check_numbers(state, i, err))
            return false;
    if (!tomt_run_check_registers(state, err))
        return false;
    for (size_t p = 0; p < state->project->n_profiles; p++)
        if (!check_profile(state, p, err))
            return false;
    return !state->problems->n_errors || tomt_fail(err, TOMT_DATA, "%zu error%s in the data; nothing was run", state->problems->n_errors,
                                                   state->problems->n_errors == 1 ? "" : "s");
}

bool tomt_run_check_scored(struct tomt_run_state *state, size_t p, struct tomt_error *err)
{
    const struct tomt_profile *profile = &state->project->profile[p];
    const struct tomt_scored *scored = &state->scored[p];
    for (size_t c = 0; scored->n && c < profile->n_criteria; c++) {
        const struct tomt_place *at = &profile->criterion[c].place;
        const struct tomt_value *value = &scored->value[c];
        size_t n_numbers = 0;
        for (size_t row = 0; row < scored->n; row++)
            n_numbers += isnan(scored->v[c][row]) ? 0 : 1;
        if (!n_numbers &&
            !tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                              "profile '%s', criterion '%s': no site has a number (%s); its weight is %s", profile->name,
                              profile->criterion[c].id, tomt_why_name[scored->why[c][0]],
                              profile->criterion[c].null_policy == TOMT_NULL_DROP ? "spread over the others" : "given by `missing`"))
            return false;
        if (n_numbers && value->ends_data && value->full_at == value->zero_at &&
            !tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                              "profile '%s', criterion '%s': all sites have the same number (%g), so with ends: data it tells nothing",
                              profile->name, profile->criterion[c].id, value->full_at))
            return false;
    }
    return true;
}
