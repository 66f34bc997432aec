/* run/binding.c: profiles' criteria -> bound instances and the facts they need. */
#include "run/state.h"

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
    return true;
}
