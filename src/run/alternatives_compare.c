/* run/alternatives_compare.c: site by site and area by area, what an alternative changes. */
#include "run/alternatives_compare.h"

#include "areas/areas.h"

#include <math.h>
#include <stdlib.h>

const char *const tomt_alternative_change_name[TOMT_N_ALTERNATIVE_CHANGES] = {"new", "gone",
                                                                              "changed"};

static const struct tomt_alternative_seen nothing = {0, NAN, NAN, NAN};

/* Row `row` of a profile's scores. */
static struct tomt_alternative_seen seen(const struct tomt_run_state *state, size_t p, size_t row)
{
    const struct tomt_scored *scored = &state->scored[p];
    const struct tomt_room_profile *room = state->room.profile ? &state->room.profile[p] : NULL;
    uint32_t s = scored->site[row];
    return (struct tomt_alternative_seen){scored->rank[row], scored->score[row],
                                          room && room->capacity ? room->capacity[s].unused_bra_m2
                                                                 : NAN,
                                          room && room->jobs ? room->jobs[s].range.central : NAN};
}

static bool differ(double a, double b)
{
    return isnan(a) != isnan(b) || (!isnan(a) && a != b);
}

static bool is_changed(const struct tomt_alternative_seen *before,
                       const struct tomt_alternative_seen *after)
{
    return before->rank != after->rank || differ(before->score, after->score) ||
           differ(before->unused_bra_m2, after->unused_bra_m2) || differ(before->jobs, after->jobs);
}

/* --- sites
 * ----------------------------------------------------------------------------------------------------------
 */

struct by_id {
    const char *site_id;
    uint32_t row;
};

static int compare_ids(const void *a, const void *b)
{
    return strcmp(((const struct by_id *)a)->site_id, ((const struct by_id *)b)->site_id);
}

static struct by_id *ids_of(struct tomt_arena *arena, const struct tomt_scored *scored,
                            struct tomt_error *err)
{
    struct by_id *id = tomt_arena_block(arena, NULL, (scored->n + 1) * sizeof *id, err);
    for (size_t row = 0; id && row < scored->n; row++)
        id[row] = (struct by_id){scored->site_id[row], (uint32_t)row};
    if (id)
        qsort(id, scored->n, sizeof *id, compare_ids);
    return id;
}

/* Every rejection of a profile in the alternative, by id; for "12/3/2" of separate parts the
 * source's own, "12/3", too. */
static struct by_id *rejections_of(struct tomt_arena *arena, const struct tomt_run_state *state,
                                   size_t p, size_t *n, struct tomt_error *err)
{
    const struct tomt_rejected *rejected = &state->rejected;
    struct by_id *id = tomt_arena_block(arena, NULL, (rejected->n + 1) * sizeof *id, err);
    *n = 0;
    for (size_t i = 0; id && i < rejected->n; i++)
        if (rejected->profiles[i] >> p & 1 && rejected->site_id[i])
            id[(*n)++] = (struct by_id){rejected->site_id[i], (uint32_t)i};
    if (id)
        qsort(id, *n, sizeof *id, compare_ids);
    return id;
}

static const char *reason_of(const struct tomt_run_state *state, const struct by_id *rejection,
                             size_t n, const char *site_id)
{
    struct by_id asked = {site_id, 0};
    const struct by_id *found =
        n ? bsearch(&asked, rejection, n, sizeof *rejection, compare_ids) : NULL;
    const char *part = strrchr(site_id, '/');
    char source[200];
    if (!found && n && part && (size_t)(part - site_id) < sizeof source) {
        snprintf(source, sizeof source, "%.*s", (int)(part - site_id), site_id);
        asked.site_id = source;
        found = bsearch(&asked, rejection, n, sizeof *rejection, compare_ids);
    }
    if (!found)
        return "no_candidate";
    while (found > rejection &&
           !strcmp(found[-1].site_id, found->site_id)) /* of several, the lowest reason */
        found--;
    uint8_t reason = state->rejected.reason[found->row];
    for (; found + 1 < rejection + n && !strcmp(found[1].site_id, found->site_id); found++)
        reason = state->rejected.reason[found[1].row] < reason
                     ? state->rejected.reason[found[1].row]
                     : reason;
    return tomt_reason_name[reason];
}

struct beside { /* a profile of the base, and the same of the alternative */
    struct tomt_run_state *base, *state;
    size_t p, q;
    struct by_id *before, *after, *rejection;
    size_t n_rejections;
    double *was; /* [row of the alternative] score in the base; NaN: it is not there */
    struct tomt_alternative_result *out;
};

static bool add_new(const struct beside *beside, size_t row, struct tomt_error *err)
{
    struct tomt_alternative_result *out = beside->out;
    struct tomt_alternative_site *site = &out->site[out->n_sites++];
    size_t size;
    uint32_t s = beside->state->scored[beside->q].site[row];
    const uint8_t *wkb = tomt_shapes_wkb(&beside->state->sites.shapes, s, &size);
    const char *site_id = beside->state->sites.site_id[s];
    *site = (struct tomt_alternative_site){
        .profile = (uint32_t)beside->p,
        .change = TOMT_ALTERNATIVE_NEW,
        .before = nothing,
        .site_id = tomt_arena_copy(beside->base->arena, site_id, strlen(site_id), err),
        .after = seen(beside->state, beside->q, row),
        .shape = (uint32_t)out->fresh.n};
    return site->site_id && tomt_shapes_add_wkb(&out->fresh, wkb, size, err);
}

static void add_gone(const struct beside *beside, size_t row)
{
    struct tomt_alternative_result *out = beside->out;
    const struct tomt_scored *scored = &beside->base->scored[beside->p];
    out->site[out->n_sites++] = (struct tomt_alternative_site){
        .profile = (uint32_t)beside->p,
        .change = TOMT_ALTERNATIVE_GONE,
        .site_id = scored->site_id[row],
        .before = seen(beside->base, beside->p, row),
        .after = nothing,
        .shape = scored->site[row],
        .reason = reason_of(beside->state, beside->rejection, beside->n_rejections,
                            scored->site_id[row])};
}

static void add_if_changed(const struct beside *beside, size_t row, size_t row_after)
{
    struct tomt_alternative_result *out = beside->out;
    const struct tomt_scored *scored = &beside->base->scored[beside->p];
    struct tomt_alternative_seen before = seen(beside->base, beside->p, row),
                                 after = seen(beside->state, beside->q, row_after);
    beside->was[row_after] = before.score;
    if (is_changed(&before, &after))
        out->site[out->n_sites++] =
            (struct tomt_alternative_site){.profile = (uint32_t)beside->p,
                                           .change = TOMT_ALTERNATIVE_CHANGED,
                                           .site_id = scored->site_id[row],
                                           .before = before,
                                           .after = after,
                                           .shape = scored->site[row]};
}

static bool merge(const struct beside *beside, struct tomt_error *err)
{
    size_t n = beside->base->scored[beside->p].n, m = beside->state->scored[beside->q].n;
    struct tomt_alternative_result *out = beside->out;
    size_t from = out->n_sites;
    for (size_t row = 0; row < m; row++)
        beside->was[row] = NAN;
    out->n_before += n;
    out->n_after += m;
    for (size_t i = 0, k = 0; i < n || k < m;) {
        int order = i == n   ? 1
                    : k == m ? -1
                             : strcmp(beside->before[i].site_id, beside->after[k].site_id);
        if (order < 0)
            add_gone(beside, beside->before[i++].row);
        else if (order > 0 && !add_new(beside, beside->after[k].row, err))
            return false;
        else if (order == 0)
            add_if_changed(beside, beside->before[i++].row, beside->after[k].row);
        k += order >= 0;
    }
    for (size_t i = from; i < out->n_sites; i++)
        out->n_change[out->site[i].change]++;
    return true;
}

static bool compare_profile(struct beside *beside, struct tomt_error *err)
{
    struct tomt_arena *scratch = tomt_arena_new(err);
    struct tomt_alternative_result *out = beside->out;
    bool ok = scratch &&
              (beside->before = ids_of(scratch, &beside->base->scored[beside->p], err)) &&
              (beside->after = ids_of(scratch, &beside->state->scored[beside->q], err)) &&
              (beside->rejection =
                   rejections_of(scratch, beside->state, beside->q, &beside->n_rejections, err));
    size_t most = out->n_sites +
                  (ok ? beside->base->scored[beside->p].n + beside->state->scored[beside->q].n : 0);
    struct tomt_alternative_site *site =
        ok ? tomt_arena_block(beside->base->arena, out->site, (most + 1) * sizeof *site, err)
           : NULL;
    if (site)
        out->site = site;
    ok = site && merge(beside, err);
    tomt_arena_free(scratch);
    return ok;
}

/* --- areas
 * ----------------------------------------------------------------------------------------------------------
 */

static bool areas_of(struct tomt_run_state *base, struct tomt_error *err)
{
    struct tomt_alternatives *all = base->alternatives;
    size_t n = 1;
    for (size_t i = 0; i < base->project->n_layers; i++)
        n += base->project->layer[i].role == TOMT_ROLE_AREA ? base->layer[i].shapes.n : 0;
    all->area_layer = tomt_arena_block(base->arena, NULL, n * sizeof *all->area_layer, err);
    all->area_row = tomt_arena_block(base->arena, NULL, n * sizeof *all->area_row, err);
    if (!all->area_layer || !all->area_row)
        return false;
    all->n_areas = 1;
    for (size_t i = 0; i < base->project->n_layers; i++)
        for (size_t row = 0;
             base->project->layer[i].role == TOMT_ROLE_AREA && row < base->layer[i].shapes.n;
             row++) {
            all->area_layer[all->n_areas] = (uint32_t)i;
            all->area_row[all->n_areas++] = (uint32_t)row;
        }
    return true;
}

static int strategy_of(const struct tomt_run_state *state, uint32_t s)
{
    static const char *const name[] = {[TOMT_ALTERNATIVE_DENSIFY] = "densify",
                                       [TOMT_ALTERNATIVE_TRANSFORM] = "transform",
                                       [TOMT_ALTERNATIVE_NONE] = "none"};
    const char *strategy = state->sites.strategy ? state->sites.strategy[s] : NULL;
    for (int k = TOMT_ALTERNATIVE_DENSIFY; strategy && k < TOMT_N_ALTERNATIVE_STRATEGIES; k++)
        if (!strcmp(strategy, name[k]))
            return k;
    return TOMT_ALTERNATIVE_NONE; /* without a strategy layer, too: capacity takes it so */
}

static void count(struct tomt_alternative_sum *sum, const struct tomt_alternative_seen *site,
                  double score_before)
{
    double change = site->score - score_before;
    if (!isnan(change)) {
        sum->n_compared++;
        sum->n_better += change > TOMT_SAME_SCORE ? 1 : 0;
        sum->n_worse += change < -TOMT_SAME_SCORE ? 1 : 0;
        sum->score_change += tomt_exact_weight(change);
    }
    sum->n_sites++;
    sum->n_unknown_bra += isnan(site->unused_bra_m2) ? 1 : 0;
    sum->n_unknown_jobs += isnan(site->jobs) ? 1 : 0;
    /* Rounded, so that the sums, and what lies between two of them, know no order. */
    sum->unused_bra_m2 += isnan(site->unused_bra_m2) ? 0 : tomt_exact_weight(site->unused_bra_m2);
    sum->jobs += isnan(site->jobs) ? 0 : tomt_exact_weight(site->jobs);
}

/* Sums of one profile into sum[area][strategy], for the areas from..from + n_rows of one layer;
 * `area` says which each site is in. */
static void add_up(const struct tomt_run_state *state, size_t p, const uint32_t *area,
                   const double *was, struct tomt_alternative_sum *sum)
{
    const struct tomt_scored *scored = &state->scored[p];
    for (size_t row = 0; row < scored->n; row++) {
        uint32_t s = scored->site[row], at = area ? area[s] : 0;
        int strategy = strategy_of(state, s);
        struct tomt_alternative_seen site = seen(state, p, row);
        double before = was ? was[row] : NAN;
        if (at == TOMT_NO_AREA)
            continue;
        struct tomt_alternative_sum *of = &sum[(size_t)at * TOMT_N_ALTERNATIVE_STRATEGIES];
        count(&of[TOMT_ALTERNATIVE_ALL], &site, before);
        count(&of[strategy], &site, before);
    }
}

/* The sums of a state's sites by the base's areas; profile[p] of the base is profile[of[p]] of the
 * state; was[p] are the scores of its rows before, NULL for the base's own. */
static bool sums_of(struct tomt_run_state *base, const struct tomt_run_state *state,
                    const size_t *of, double *const *was, struct tomt_alternative_sum **out,
                    struct tomt_error *err)
{
    struct tomt_alternatives *all = base->alternatives;
    size_t n_profiles = base->project->n_profiles,
           width = all->n_areas * TOMT_N_ALTERNATIVE_STRATEGIES;
    struct tomt_arena *scratch = tomt_arena_new(err);
    uint32_t *area =
        scratch ? tomt_arena_block(scratch, NULL, (state->sites.n + 1) * sizeof *area, err) : NULL;
    *out = area ? tomt_arena_block(base->arena, NULL, (n_profiles * width + 1) * sizeof **out, err)
                : NULL;
    bool ok = *out != NULL;
    for (size_t p = 0; ok && p < n_profiles; p++)
        add_up(state, of[p], NULL, was ? was[p] : NULL, *out + p * width);
    for (size_t a = 1; ok && a < all->n_areas;) {
        const struct tomt_shapes *shapes = &base->layer[all->area_layer[a]].shapes;
        ok = tomt_areas_assign(scratch, shapes, state->sites.point_x, state->sites.point_y,
                               state->sites.n, base->crew, area, err);
        for (size_t p = 0; ok && p < n_profiles; p++)
            add_up(state, of[p], area, was ? was[p] : NULL,
                   *out + p * width + a * TOMT_N_ALTERNATIVE_STRATEGIES);
        a += shapes->n;
    }
    tomt_arena_free(scratch);
    all->has_strategy = all->has_strategy || state->sites.strategy;
    all->has_capacity = all->has_capacity || state->room.wanted;
    return ok;
}

bool tomt_alternatives_base(struct tomt_run_state *base, struct tomt_error *err)
{
    size_t *same =
        tomt_arena_alloc(base->arena, (base->project->n_profiles + 1) * sizeof *same, err);
    for (size_t p = 0; same && p < base->project->n_profiles; p++)
        same[p] = p;
    return same && areas_of(base, err) &&
           sums_of(base, base, same, NULL, &base->alternatives->sum, err);
}

/* --- scales
 * ---------------------------------------------------------------------------------------------------------
 */

/* Where the ends of a value function are taken from the candidates, an alternative with other
 * candidates has another scale. */
static bool tell_scale(struct tomt_run_state *base, const struct tomt_alternative *alternative,
                       const struct tomt_run_state *state, size_t p, size_t q,
                       struct tomt_text *note, struct tomt_error *err)
{
    const struct tomt_profile *profile = &base->project->profile[p];
    size_t n = state->project->profile[q].n_criteria;
    for (size_t c = 0; c < profile->n_criteria && c < n; c++) {
        const struct tomt_value *was = &base->scored[p].value[c], *is = &state->scored[q].value[c];
        const struct tomt_place *at = &profile->criterion[c].place;
        if (!was->ends_data ||
            strcmp(profile->criterion[c].id, state->project->profile[q].criterion[c].id) != 0 ||
            (!differ(was->full_at, is->full_at) && !differ(was->zero_at, is->zero_at)))
            continue;
        tomt_text_print(note,
                        "%s%s, %s: ends are those of the candidates (%.6g to %.6g before, %.6g to "
                        "%.6g here), so scores are on another scale",
                        note->n ? "; " : "", profile->name, profile->criterion[c].id, was->zero_at,
                        was->full_at, is->zero_at, is->full_at);
        if (!tomt_problem_add(
                base->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                "alternative '%s': profile '%s', criterion '%s' has ends: data, which are %.6g to "
                "%.6g before and %.6g to %.6g here: "
                "scores are on another scale and cannot be compared; give full_at and zero_at",
                alternative->name, profile->name, profile->criterion[c].id, was->zero_at,
                was->full_at, is->zero_at, is->full_at))
            return false;
    }
    return true;
}

/* --- all of it
 * ------------------------------------------------------------------------------------------------------
 */

static bool find_profiles(const struct tomt_run_state *base, const struct tomt_run_state *state,
                          size_t *of, struct tomt_error *err)
{
    for (size_t p = 0; p < base->project->n_profiles; p++) {
        const char *name = base->project->profile[p].name;
        for (of[p] = 0; of[p] < state->project->n_profiles &&
                        strcmp(state->project->profile[of[p]].name, name) != 0;)
            of[p]++;
        if (of[p] == state->project->n_profiles)
            return tomt_fail(err, TOMT_INTERNAL, "the alternative has no profile '%s'", name);
    }
    return true;
}

bool tomt_alternatives_compare(struct tomt_run_state *base,
                               const struct tomt_alternative *alternative,
                               struct tomt_run_state *state, struct tomt_alternative_result *out,
                               struct tomt_error *err)
{
    size_t n = base->project->n_profiles;
    size_t *of = tomt_arena_alloc(state->arena, (n + 1) * sizeof *of, err);
    double **was = tomt_arena_alloc(state->arena, (n + 1) * sizeof *was, err);
    struct tomt_text note = {0};
    tomt_shapes_start(&out->fresh, base->arena, TOMT_POLYGONS);
    bool ok = of && was && find_profiles(base, state, of, err);
    for (size_t p = 0; ok && p < n; p++) {
        was[p] =
            tomt_arena_block(state->arena, NULL, (state->scored[of[p]].n + 1) * sizeof **was, err);
        struct beside beside = {
            .base = base, .state = state, .p = p, .q = of[p], .was = was[p], .out = out};
        ok = was[p] && compare_profile(&beside, err) &&
             tell_scale(base, alternative, state, p, of[p], &note, err);
    }
    /* The rows were given as much room as there could be of them. */
    struct tomt_alternative_site *site =
        ok && out->site
            ? tomt_arena_block(base->arena, out->site, (out->n_sites + 1) * sizeof *site, err)
            : out->site;
    ok = ok && (site || !out->site);
    out->site = ok ? site : out->site;
    ok = ok && sums_of(base, state, of, was, &out->sum, err);
    bool noted = ok && note.n;
    if (noted)
        out->note = tomt_text_keep(&note, base->arena, err);
    else
        tomt_text_free(&note);
    return ok && (!noted || out->note);
}
