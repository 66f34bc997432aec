/* run/binding.c: profiles' criteria -> bound instances and the facts they need. */
#include "run/state.h"

/* What a planner looks for in the layer of sites, whatever the profiles ask: shown whenever the project has what it is made of. */
static const struct {
    const char *criterion, *raw /* column of the number; NULL: only the further columns */, *with, *with_timetable;
} shown[] = {{"hub_walk", "hub_walk_m", NULL, "classes: [A, B, C, D, E, F]" /* departures worth walking to */},
             {"hub_drive", "junction_drive_min", NULL, NULL},
             {"transit_level", "transit_level", NULL, NULL},
             {"transit_class", NULL, NULL, NULL},
             {"abc", NULL, "wanted: [A, B, C]", NULL},
             {"centrality", NULL, NULL, NULL}};
#define N_SHOWN (sizeof shown / sizeof *shown)

static bool bind_shown(struct tomt_run_state *state, struct tomt_error *err)
{
    state->site_instance = tomt_arena_alloc(state->arena, N_SHOWN * sizeof *state->site_instance, err);
    state->site_column = tomt_arena_alloc(state->arena, N_SHOWN * sizeof *state->site_column, err);
    if (!state->site_instance || !state->site_column)
        return false;
    for (size_t i = 0; i < N_SHOWN; i++) {
        struct tomt_instance *instance = &state->site_instance[state->n_site_instances];
        struct tomt_problems lacking = {.arena = state->arena};
        struct tomt_profile_criterion asked = {.id = shown[i].criterion, .criterion = shown[i].criterion, .place = {state->project->file, 0, 0}};
        const char *with = state->transit.wanted && shown[i].with_timetable ? shown[i].with_timetable : shown[i].with;
        if (with && !(asked.with = tomt_yaml_parse(state->arena, "site", with, strlen(with), &lacking, err)))
            return false;
        if (!tomt_criterion_bind(state->arena, state->project, &asked, &instance->criterion, &instance->args, &lacking, err))
            return false;
        if (lacking.n || !instance->args) /* the project has no streets, no timetable, no centre ... */
            continue;
        if (!tomt_needs_instance(state->needs, &instance->number, err) || !instance->criterion->needs(instance->args, state->needs, err))
            return tomt_while(err, "columns of '%s' of the sites", shown[i].criterion);
        state->site_column[state->n_site_instances] = shown[i].raw;
        state->n_site_instances++;
    }
    return true;
}

bool tomt_run_bind(struct tomt_run_state *state, struct tomt_error *err)
{
    const struct tomt_project *project = state->project;
    state->needs = tomt_needs_new(state->arena, err);
    state->instance = tomt_arena_alloc(state->arena, (project->n_profiles + 1) * sizeof *state->instance, err);
    if (!state->needs || !state->instance)
        return false;
    for (size_t p = 0; p < project->n_profiles; p++) {
        const struct tomt_profile *profile = &project->profile[p];
        struct tomt_instance *bound =
            tomt_arena_alloc(state->arena, (profile->n_criteria + 1) * sizeof *bound, err);
        if (!bound)
            return false;
        state->instance[p] = bound;
        tomt_needs_profile(state->needs, p);
        for (size_t c = 0; c < profile->n_criteria; c++) {
            size_t errors_before = state->problems->n_errors;
            if (!tomt_criterion_bind(state->arena, project, &profile->criterion[c], &bound[c].criterion,
                                     &bound[c].args, state->problems, err))
                return false;
            if (state->problems->n_errors > errors_before || !bound[c].args)
                continue;
            if (!tomt_needs_instance(state->needs, &bound[c].number, err) ||
                !bound[c].criterion->needs(bound[c].args, state->needs, err))
                return tomt_while(err, "profile '%s', criterion '%s'", profile->name, profile->criterion[c].id);
        }
    }
    tomt_needs_profile(state->needs, SIZE_MAX);
    return bind_shown(state, err);
}
