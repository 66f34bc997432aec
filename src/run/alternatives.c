/* run/alternatives.c: each alternative of a plan through the same stages as the base, one after the
 * other. */
#include "run/alternatives.h"

#include "data/whole_file.h"
#include "run/alternatives_compare.h"

#include <stdlib.h>
#include <time.h>

static bool names(const struct tomt_texts *texts, const char *name)
{
    for (size_t i = 0; i < texts->n; i++)
        if (!strcmp(texts->item[i], name))
            return true;
    return false;
}

/* A layer of the alternative's project that the base has not, or has otherwise. */
static bool is_changed(const struct tomt_alternative *alternative,
                       const struct tomt_project_layer *layer)
{
    return names(&alternative->replaced, layer->name) || names(&alternative->added, layer->name);
}

/* What the alternative has to say becomes the base's, with its name; what the base said already is
 * not said again. */
static bool pass_on(struct tomt_run_state *base, const struct tomt_alternative *alternative,
                    const struct tomt_problems *found, struct tomt_error *err)
{
    struct tomt_problems *told = base->problems;
    for (size_t i = 0; i < found->n; i++) {
        const struct tomt_problem *one = &found->item[i];
        bool known = false;
        for (size_t k = 0; k < told->n && !known; k++)
            known = told->item[k].line == one->line && told->item[k].column == one->column &&
                    !strcmp(told->item[k].text, one->text) &&
                    (told->item[k].file == one->file ||
                     (told->item[k].file && one->file && !strcmp(told->item[k].file, one->file)));
        if (!known && !tomt_problem_add(told, err, one->severity, one->file, one->line, one->column,
                                        "alternative '%s': %s", alternative->name, one->text))
            return false;
    }
    return true;
}

/* --- a state of its own
 * --------------------------------------------------------------------------------------------- */

struct turn { /* one alternative, while it is looked at */
    struct tomt_run_state *base;
    const struct tomt_alternative *alternative;
    struct tomt_arena *arena;
    struct tomt_run_state *state;
    struct tomt_problems problems;
};

static bool open_turn(struct turn *turn, struct tomt_run_state *base,
                      const struct tomt_alternative *alternative, struct tomt_error *err)
{
    *turn = (struct turn){.base = base, .alternative = alternative, .arena = tomt_arena_new(err)};
    struct tomt_run_state *state =
        turn->arena ? tomt_arena_alloc(turn->arena, sizeof *state, err) : NULL;
    struct tomt_project *project =
        state ? tomt_arena_alloc(turn->arena, sizeof *project, err) : NULL;
    if (!project)
        return false;
    *project = *alternative->project;
    project->n_alternatives = 0;
    project->evidence = 0; /* nobody reads it */
    tomt_problems_start(&turn->problems, turn->arena);
    turn->state = state;
    state->options = base->options;
    state->scores_only = true;
    memcpy(state->run_id, base->run_id,
           sizeof state->run_id); /* plans are as old as the data's date says */
    memcpy(state->timestamp, base->timestamp, sizeof state->timestamp);
    return tomt_run_prepare(state, turn->arena, project, base->crew, &turn->problems, err) &&
           (!base->options || tomt_run_keep_profiles(project, base->options, turn->arena, err)) &&
           tomt_run_bind(state, err) && tomt_run_crs(state, err);
}

/* Problems that are errors are failures too, when nothing else failed. */
static bool close_turn(struct turn *turn, bool ok, bool errors_fail, struct tomt_error *err)
{
    size_t n_errors = turn->problems.n_errors;
    struct tomt_error lost = {0};
    bool told = pass_on(turn->base, turn->alternative, &turn->problems, ok ? err : &lost);
    ok = ok && told;
    if (ok && errors_fail && n_errors)
        ok = tomt_fail(err, TOMT_DATA, "%zu error%s in it; nothing was written", n_errors,
                       n_errors == 1 ? "" : "s");
    tomt_arena_free(turn->arena);
    return ok || tomt_while(err, "alternative '%s'", turn->alternative->name);
}

/* --- before and without a run
 * --------------------------------------------------------------------------------------- */

/* The look of a run at the data, at a project of nothing but the changed layers (and the study
 * area, which tells where they should lie). */
static bool look_at_changed(struct turn *turn, struct tomt_error *err)
{
    struct tomt_project *whole = turn->state->project,
                        *changed = tomt_arena_alloc(turn->arena, sizeof *changed, err);
    if (!changed)
        return false;
    *changed = *whole;
    changed->n_rasters = changed->n_layers = 0;
    changed->layer =
        tomt_arena_alloc(turn->arena, (whole->n_layers + 1) * sizeof *changed->layer, err);
    for (size_t i = 0; changed->layer && i < whole->n_layers; i++)
        if (!strcmp(whole->layer[i].name, whole->area_layer) ||
            is_changed(turn->alternative, &whole->layer[i]))
            changed->layer[changed->n_layers++] = whole->layer[i];
    turn->state->project = changed;
    bool ok = changed->layer && tomt_run_check_data(turn->state, err);
    turn->state->project = whole;
    return ok;
}

/* With problems in the project there may be holes in it. */
static bool can_be_looked_at(const struct tomt_run_state *base,
                             const struct tomt_alternative *alternative)
{
    const struct tomt_project *project = alternative->project;
    return base->crs.text && project && project->crs && project->area_layer &&
           tomt_project_layer(project, project->area_layer);
}

/* What criteria miss is beside the point while the layer that should have it cannot be used. */
static void forget_problems(struct tomt_problems *problems, size_t n)
{
    for (size_t i = 0; i < n; i++)
        problems->n_errors -= problems->item[i].severity == TOMT_ERROR;
    memmove(problems->item, problems->item + n, (problems->n - n) * sizeof *problems->item);
    problems->n -= n;
}

bool tomt_run_alternatives_look(struct tomt_run_state *base, struct tomt_error *err)
{
    for (size_t i = 0; i < base->project->n_alternatives; i++) {
        const struct tomt_alternative *alternative = &base->project->alternative[i];
        struct turn turn;
        if (!can_be_looked_at(base, alternative))
            continue;
        bool ok = open_turn(&turn, base, alternative, err);
        size_t n_bound = turn.problems.n, n_errors = turn.problems.n_errors;
        ok = ok && (!turn.state->crs.text || look_at_changed(&turn, err));
        if (ok && turn.problems.n_errors > n_errors)
            forget_problems(&turn.problems, n_bound);
        if (!close_turn(&turn, ok, false, err))
            return false;
    }
    return true;
}

/* --- streets of the base
 * -------------------------------------------------------------------------------------------- */

/* The network and its reports are const once built. They are the same when the same street layers
 * are read over the same ground. */
static bool has_same_streets(const struct turn *turn)
{
    const struct tomt_run_state *base = turn->base, *state = turn->state;
    const struct tomt_box *a = &base->study_box, *b = &state->study_box;
    const struct tomt_project *const both[] = {base->project, state->project};
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < both[k]->n_layers; i++)
            if (both[k]->layer[i].role == TOMT_ROLE_STREET &&
                (is_changed(turn->alternative, &both[k]->layer[i]) ||
                 names(&turn->alternative->removed, both[k]->layer[i].name)))
                return false;
    return base->streets.network && a->min_x == b->min_x && a->min_y == b->min_y &&
           a->max_x == b->max_x && a->max_y == b->max_y &&
           tomt_run_streets_reach_m(base) == tomt_run_streets_reach_m(state);
}

static void share_streets(struct turn *turn)
{
    struct tomt_streets *streets = &turn->state->streets;
    struct tomt_run_state *state = turn->state;
    if (!has_same_streets(turn))
        return;
    streets->wanted = streets->from_cache = true;
    streets->cached = turn->base->streets.cached;
    streets->network = turn->base->streets.network;
    for (size_t i = 0, k = 0; i < state->project->n_layers; i++)
        if (tomt_run_is_street(state, i)) {
            state->layer[i].name = state->project->layer[i].name;
            state->layer[i].report = streets->cached.read[k++];
            tomt_shapes_start(&state->layer[i].shapes, state->arena, TOMT_LINES);
        }
}

bool tomt_run_alternatives_read(struct tomt_run_state *base, struct tomt_error *err)
{
    for (size_t i = 0; i < base->project->n_alternatives; i++) {
        struct turn turn;
        bool ok = open_turn(&turn, base, &base->project->alternative[i], err) &&
                  tomt_run_study_area(turn.state, err);
        if (ok)
            share_streets(&turn);
        ok = ok && tomt_run_read_layers(turn.state, err) &&
             (turn.state->streets.from_cache || tomt_run_streets_build(turn.state, err));
        if (!close_turn(&turn, ok, false, err))
            return false;
    }
    return true;
}

/* --- what they read
 * -------------------------------------------------------------------------------------------------
 */

static bool digest_of(struct tomt_run_state *base, const struct tomt_alternative *alternative,
                      struct tomt_sha256 *all, int64_t *newest_ns, const char **inputs,
                      struct tomt_error *err)
{
    struct tomt_text text = {0};
    bool ok = true;
    tomt_sha256_add(all, alternative->name, strlen(alternative->name) + 1);
    for (size_t i = 0; ok && i < alternative->project->n_layers; i++) {
        const struct tomt_project_layer *layer = &alternative->project->layer[i];
        struct tomt_source_stat info = {0};
        char digest[65] = "", source[TOMT_SOURCE_SHOWN];
        if (!is_changed(alternative, layer))
            continue;
        ok = tomt_run_source_digest(base->arena, layer->path, digest, &info, err);
        *newest_ns = info.time_ns > *newest_ns ? info.time_ns : *newest_ns;
        tomt_sha256_add(all, layer->name, strlen(layer->name) + 1);
        tomt_sha256_add(all, digest, strlen(digest) + 1);
        tomt_run_source_shown(layer->source, source);
        tomt_text_print(&text, "%s%s: %s%s%s", text.n ? "; " : "", layer->name, source,
                        digest[0] ? " " : "", digest);
    }
    if (!ok)
        tomt_text_free(&text);
    else
        *inputs = tomt_text_keep(&text, base->arena, err);
    return (ok && *inputs) || tomt_while(err, "alternative '%s'", alternative->name);
}

bool tomt_run_alternatives_identity(struct tomt_run_state *base, struct tomt_error *err)
{
    size_t n = base->project->n_alternatives;
    if (!n)
        return true;
    struct tomt_sha256 *all = tomt_sha256_open(base->arena, err);
    int64_t newest_ns = 0;
    base->alternatives = tomt_arena_alloc(base->arena, sizeof *base->alternatives, err);
    if (!all || !base->alternatives)
        return false;
    base->alternatives->result =
        tomt_arena_alloc(base->arena, n * sizeof *base->alternatives->result, err);
    if (!base->alternatives->result)
        return false;
    tomt_sha256_add(all, base->run_id, strlen(base->run_id));
    for (size_t i = 0; i < n; i++)
        if (!digest_of(base, &base->project->alternative[i], all, &newest_ns,
                       &base->alternatives->result[i].inputs, err))
            return false;
    char digest[65], timestamp[sizeof base->timestamp];
    tomt_sha256_end(all, digest);
    memcpy(base->run_id, digest, 16);
    time_t newest = (time_t)(newest_ns / 1000000000);
    struct tm utc;
    gmtime_r(&newest, &utc);
    strftime(timestamp, sizeof timestamp, "%Y-%m-%dT%H:%M:%S.000Z", &utc);
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (!(epoch && *epoch) && strcmp(timestamp, base->timestamp) > 0)
        memcpy(base->timestamp, timestamp, sizeof timestamp);
    return true;
}

/* --- computing
 * ------------------------------------------------------------------------------------------------------
 */

/* Nothing to compare with is a slip of the plan's codes more often than an answer. */
static bool anything_left(const struct turn *turn, struct tomt_error *err)
{
    size_t n_before = 0, n = 0, n_by_reason[TOMT_N_REASONS] = {0}, most = 0;
    for (size_t p = 0; p < turn->base->project->n_profiles; p++)
        n_before += turn->base->scored[p].n;
    for (size_t p = 0; p < turn->state->project->n_profiles; p++)
        n += turn->state->scored[p].n;
    if (n || !n_before)
        return true;
    for (size_t i = 0; i < turn->state->rejected.n; i++)
        n_by_reason[turn->state->rejected.reason[i]]++;
    for (size_t r = 0; r < TOMT_N_REASONS; r++)
        most = n_by_reason[r] > n_by_reason[most] ? r : most;
    return tomt_fail(err, TOMT_DATA,
                     "no profile has a site left: of %zu rejections %zu are %s; check the land-use "
                     "codes of its layers",
                     turn->state->rejected.n, n_by_reason[most], tomt_reason_name[most]);
}

/* A layer of another place, or one that no profile asks for. */
static bool tell_if_same(const struct turn *turn, const struct tomt_alternative_result *result,
                         struct tomt_error *err)
{
    const struct tomt_place *at = &turn->alternative->place;
    size_t n = 0;
    for (size_t change = 0; change < TOMT_N_ALTERNATIVE_CHANGES; change++)
        n += result->n_change[change];
    return n ||
           tomt_problem_add(turn->base->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                            "alternative '%s' changes no site of any profile: no rank, score, "
                            "floor area or jobs; check what its layers hold, and whether "
                            "profiles ask for them",
                            turn->alternative->name);
}

static bool compute(struct turn *turn, const char *what, struct tomt_alternative_result *out,
                    struct tomt_error *err)
{
    if (turn->problems.n_errors) /* the criteria do not bind: told when the turn is closed */
        return true;
    if (!tomt_run_study_area(turn->state, err))
        return false;
    share_streets(turn);
    return tomt_run_to_scores(turn->state, what, err) && anything_left(turn, err) &&
           tomt_alternatives_compare(turn->base, turn->alternative, turn->state, out, err) &&
           tell_if_same(turn, out, err);
}

bool tomt_run_alternatives(struct tomt_run_state *base, struct tomt_error *err)
{
    size_t n = base->project->n_alternatives;
    if (!n)
        return true;
    if (!tomt_alternatives_base(base, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct tomt_alternative *alternative = &base->project->alternative[i];
        const char *what = tomt_arena_print(base->arena, err, "alternative %s", alternative->name);
        struct turn turn;
        if (!what)
            return false;
        bool ok = open_turn(&turn, base, alternative, err) &&
                  compute(&turn, what, &base->alternatives->result[i], err);
        if (!close_turn(&turn, ok, true, err))
            return false;
    }
    return true;
}
