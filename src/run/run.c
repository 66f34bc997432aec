/* run/run.c: the story of one run, from project.yaml to result.gpkg. */
#include "run/run.h"

#include "run/alternatives.h"
#include "run/state.h"

#include <sys/resource.h>

bool tomt_run_keep_profiles(struct tomt_project *project, const struct tomt_run_options *options, struct tomt_arena *arena,
                            struct tomt_error *err)
{
    size_t kept = 0;
    const char *names[65] = {0};
    if (!options->n_profiles)
        return true;
    /* An array of its own: alternatives may hold the same profiles. */
    struct tomt_profile *profile = tomt_arena_alloc(arena, (project->n_profiles + 1) * sizeof *profile, err);
    if (!profile)
        return false;
    for (size_t p = 0; p < project->n_profiles && p < 64; p++)
        names[p] = project->profile[p].name;
    for (size_t i = 0; i < options->n_profiles; i++) {
        bool found = false;
        for (size_t p = 0; p < project->n_profiles && !found; p++)
            found = !strcmp(project->profile[p].name, options->profile[i]);
        const char *near = tomt_near_word(options->profile[i], names);
        if (!found && near)
            return tomt_fail(err, TOMT_NOT_FOUND, "the project has no profile '%s' (did you mean '%s'?)", options->profile[i], near);
        if (!found)
            return tomt_fail(err, TOMT_NOT_FOUND, "the project has no profile '%s'", options->profile[i]);
    }
    for (size_t p = 0; p < project->n_profiles; p++)
        for (size_t i = 0; i < options->n_profiles; i++)
            if (!strcmp(project->profile[p].name, options->profile[i])) {
                profile[kept++] = project->profile[p];
                break;
            }
    project->profile = profile;
    project->n_profiles = kept;
    return true;
}

bool tomt_run_prepare(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_project *project, const struct tomt_crew *crew,
                      struct tomt_problems *problems, struct tomt_error *err)
{
    state->arena = arena; /* zeroed but for businesses_only */
    state->crew = crew;
    state->problems = problems;
    state->project = project;
    size_t n = project->n_layers;
    state->seat = tomt_seat_open(arena, err);
    state->layer = tomt_arena_alloc(arena, (n + 1) * sizeof *state->layer, err);
    state->layer_ref = tomt_arena_alloc(arena, (n + 1) * sizeof(void *), err);
    state->role = tomt_arena_alloc(arena, (n + 1) * sizeof *state->role, err);
    state->register_report = tomt_arena_alloc(arena, (n + 1) * sizeof *state->register_report, err);
    state->unplaced = tomt_arena_alloc(arena, (n + 1) * sizeof *state->unplaced, err);
    state->transit.feed = tomt_arena_alloc(arena, (n + 1) * sizeof *state->transit.feed, err);
    state->transit.report = tomt_arena_alloc(arena, (n + 1) * sizeof *state->transit.report, err);
    if (!state->seat || !state->layer || !state->layer_ref || !state->role || !state->register_report || !state->unplaced || !state->transit.feed ||
        !state->transit.report)
        return false;
    for (size_t i = 0; i < n; i++) {
        state->layer_ref[i] = &state->layer[i];
        state->role[i] = (int)project->layer[i].role;
        if (project->layer[i].role == TOMT_ROLE_TIMETABLE) { /* facts see its stops among the hubs */
            state->role[i] = (int)TOMT_ROLE_HUB;
            state->transit.layer = state->transit.wanted ? state->transit.layer : i;
            state->transit.wanted = true;
        }
    }
    return true;
}

static bool start(struct tomt_run_state *state, struct tomt_arena *arena, const char *file, struct tomt_project *project,
                  const struct tomt_crew *crew, struct tomt_problems *problems, struct tomt_error *err)
{
    return (state->businesses_only ? tomt_project_read_economy : tomt_project_read)(arena, file, project, problems, err) &&
           tomt_run_prepare(state, arena, project, crew, problems, err);
}

static bool refuse(const struct tomt_problems *problems, struct tomt_error *err)
{
    if (!problems->n_errors)
        return true;
    return tomt_fail(err, TOMT_PROJECT, "%zu error%s in the project; nothing was run", problems->n_errors,
                     problems->n_errors == 1 ? "" : "s");
}

static bool zones_and_sites(struct tomt_run_state *state, struct tomt_error *err)
{
    struct tomt_site_inputs inputs = {.project = state->project,
                                      .layer = state->layer_ref,
                                      .n_layers = state->project->n_layers,
                                      .study_area = &state->study_area};
    tomt_shapes_start(&state->rejected.shapes, state->arena, TOMT_POLYGONS);
    return tomt_zones_resolve(state->arena, &inputs, state->crew, &state->zones, err) &&
           tomt_sites_make(state->arena, &inputs, &state->zones, state->crew, &state->sites, &state->rejected,
                           &state->sites_report, err) &&
           tomt_run_check_excluded(state, err);
}

/* The same look at the data that `check` takes: errors refuse, before anything long begins. */
static bool look(struct tomt_run_state *state, struct tomt_error *err)
{
    if (!tomt_run_check_data(state, err) || (!state->businesses_only && !tomt_run_alternatives_look(state, err)))
        return false;
    if (state->problems->n_errors)
        return tomt_fail(err, TOMT_DATA, "%zu error%s in the data; nothing was run", state->problems->n_errors,
                         state->problems->n_errors == 1 ? "" : "s");
    return true;
}

bool tomt_run_read_layers(struct tomt_run_state *state, struct tomt_error *err)
{
    /* An alternative may have its streets from the base. */
    return (state->streets.network || tomt_run_streets_look(state, err)) && tomt_run_read(state, err) && tomt_run_businesses(state, err) &&
           tomt_run_hubs(state, err) && tomt_run_check_rules(state, err) && tomt_run_check_read(state, err) && tomt_run_check_buildings(state, err);
}

static bool streets(struct tomt_run_state *state, struct tomt_error *err)
{
    return tomt_run_streets_build(state, err) && tomt_run_streets_snap(state, err);
}

static bool identity(struct tomt_run_state *state, struct tomt_error *err)
{
    return tomt_run_identity(state, err) && tomt_run_alternatives_identity(state, err);
}

struct stage {
    const char *name; /* for the summary */
    const char *shown;
    bool for_scores; /* scores rest on it: alternatives go through it too */
    bool (*go)(struct tomt_run_state *, struct tomt_error *);
};
static const struct stage stage[] = {
    {"look", "a look at the data", false, look},
    {"read", "reading layers", true, tomt_run_read_layers},
    {"identity", "digests of the inputs", false, identity},
    {"economy", "areas, clusters, hot spots", false, tomt_run_business_measures},
    {"sites", "candidate sites", true, zones_and_sites},
    {"room", "room to build", true, tomt_run_room},
    {"streets", "streets", true, streets},
    {"facts", "facts", true, tomt_run_facts},
    {"score", "scores", true, tomt_run_score},
};
#define N_STAGES (sizeof stage / sizeof *stage)

static size_t peak_bytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (size_t)usage.ru_maxrss * 1024;
}

static void end_stage(struct tomt_run_summary *summary, const char *name, double from_s)
{
    size_t n = summary->n_stages++;
    summary->stage[n].name = name;
    summary->stage[n].seconds = tomt_clock_s() - from_s;
    summary->stage[n].peak_bytes = peak_bytes();
}

static bool go_through(const struct stage *one, const char *shown, struct tomt_run_state *state, struct tomt_error *err)
{
    tomt_progress_start(state->crew->progress, shown, 0);
    if (!one->go(state, err))
        return false;
    tomt_progress_end(state->crew->progress);
    if (state->crew->cancel && *state->crew->cancel)
        return tomt_fail(err, TOMT_CANCELLED, "interrupted; nothing was written");
    return true;
}

bool tomt_run_to_scores(struct tomt_run_state *state, const char *what, struct tomt_error *err)
{
    for (size_t i = 0; i < N_STAGES; i++) {
        const char *shown = stage[i].for_scores ? tomt_arena_print(state->arena, err, "%s: %s", what, stage[i].shown) : NULL;
        if (stage[i].for_scores && (!shown || !go_through(&stage[i], shown, state, err)))
            return false;
    }
    return true;
}

static bool stages(struct tomt_run_state *state, struct tomt_run_summary *summary, struct tomt_error *err)
{
    for (size_t i = 0; i < N_STAGES; i++) {
        double from_s = tomt_clock_s();
        if (!go_through(&stage[i], stage[i].shown, state, err))
            return false;
        end_stage(summary, stage[i].name, from_s);
    }
    double from_s = tomt_clock_s();
    if (!tomt_run_alternatives(state, err))
        return false;
    if (state->project->n_alternatives)
        end_stage(summary, "alternatives", from_s);
    from_s = tomt_clock_s();
    tomt_progress_start(state->crew->progress, "writing", 0);
    if (!tomt_run_write(state, summary, err))
        return false;
    tomt_progress_end(state->crew->progress);
    end_stage(summary, "write", from_s);
    tomt_run_streets_keep(state);
    return true;
}

bool tomt_run(struct tomt_arena *arena, const char *project_file, const struct tomt_run_options *options,
              struct tomt_problems *problems, struct tomt_run_summary *summary, struct tomt_error *err)
{
    struct tomt_run_state *state = tomt_arena_alloc(arena, sizeof *state, err);
    struct tomt_project *project = tomt_arena_alloc(arena, sizeof *project, err);
    if (!state || !project || !start(state, arena, project_file, project, options->crew, problems, err))
        return false;
    state->options = options;
    /* Criteria are bound even when the project has errors, so that all problems are told at once. */
    if (!tomt_run_keep_profiles(project, options, arena, err) || !tomt_run_bind(state, err) || !refuse(problems, err) ||
        !tomt_run_crs(state, err) || !refuse(problems, err))
        return false;
    if (!stages(state, summary, err))
        return false;
    summary->peak_bytes = peak_bytes();
    return true;
}

bool tomt_run_economy(struct tomt_arena *arena, const char *project_file, const struct tomt_crew *crew, struct tomt_problems *problems,
                      struct tomt_named_table **table, size_t *n, struct tomt_error *err)
{
    struct tomt_run_state *state = tomt_arena_alloc(arena, sizeof *state, err);
    struct tomt_project *project = tomt_arena_alloc(arena, sizeof *project, err);
    struct tomt_run_table *made = tomt_arena_alloc(arena, TOMT_MOST_BUSINESS_TABLES * sizeof *made, err);
    *table = tomt_arena_alloc(arena, TOMT_MOST_BUSINESS_TABLES * sizeof **table, err);
    if (!state || !project || !made || !*table)
        return false;
    state->businesses_only = true;
    if (!start(state, arena, project_file, project, crew, problems, err))
        return false;
    if (!tomt_run_bind(state, err) || !refuse(problems, err) || !tomt_run_crs(state, err) || !refuse(problems, err) ||
        !look(state, err) || !tomt_run_read(state, err) || !tomt_run_check_registers(state, err) || !tomt_run_businesses(state, err))
        return false;
    if (!state->business.wanted)
        return tomt_fail(err, TOMT_PROJECT, "%s: no layer has role 'establishment'; add a register of businesses under layers:", project_file);
    if (!tomt_run_business_measures(state, err) || !tomt_run_business_tables(state, arena, made, n, err))
        return false;
    for (size_t k = 0; k < *n; k++)
        (*table)[k] = (struct tomt_named_table){made[k].name, &made[k].table};
    return true;
}

bool tomt_check(struct tomt_arena *arena, const char *project_file, const struct tomt_crew *crew, struct tomt_project *project,
                struct tomt_problems *problems, struct tomt_error *err)
{
    struct tomt_run_state *state = tomt_arena_alloc(arena, sizeof *state, err);
    if (!state || !start(state, arena, project_file, project, crew, problems, err) || !tomt_run_bind(state, err))
        return false;
    /* Data are looked at even when the project has errors: all problems at once. */
    if (!project->crs || !project->area_layer || !tomt_project_layer(project, project->area_layer))
        return true;
    if (!tomt_run_crs(state, err) || !tomt_run_check_data(state, err) || !tomt_run_alternatives_look(state, err))
        return false;
    /* Some things only reading tells: layers of which nothing is left, codes that no feature has. */
    struct tomt_error found = {0};
    if (problems->n_errors || (tomt_run_read_layers(state, &found) && tomt_run_streets_build(state, &found) &&
                               tomt_run_alternatives_read(state, &found)))
        return true;
    /* Layers that cannot be read are problems already. */
    return problems->n_errors > 0 || tomt_fail(err, found.code, "%s", found.text);
}
