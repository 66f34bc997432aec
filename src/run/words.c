/* run/words.c: the best ten and why. */
#include "run/words.h"

#include "run/alternatives.h"

#include <math.h>

static const char *title_in(int language, const struct tomt_title *title)
{
    return language == 1 ? title->nb : title->en;
}

/* "Distance to rail +25, Jobs within 1 km +8": the three largest contributions. */
static const char *why(struct tomt_run_state *state, int language, size_t p, size_t row, struct tomt_error *err)
{
    const struct tomt_profile *profile = &state->project->profile[p];
    const struct tomt_scored *scored = &state->scored[p];
    struct tomt_text text = {0};
    double below = INFINITY;
    size_t last = SIZE_MAX;
    for (size_t k = 0; k < 3 && k < profile->n_criteria; k++) {
        size_t best = SIZE_MAX;
        for (size_t c = 0; c < profile->n_criteria; c++) {
            double points = scored->c[c][row];
            bool after = points < below || (points == below && last != SIZE_MAX && c > last);
            if (!isnan(points) && points > 0 && after && (best == SIZE_MAX || points > scored->c[best][row]))
                best = c;
        }
        if (best == SIZE_MAX)
            break;
        below = scored->c[best][row];
        last = best;
        tomt_text_print(&text, "%s%s +%.0f", text.n ? ", " : "", title_in(language, &profile->criterion[best].title), below);
    }
    return tomt_text_keep(&text, state->arena, err);
}

/* Why floor area is not known, most sites first; ties in the order of the reasons. */
static void list_reasons(const size_t n_why[TOMT_N_CAP_WHYS], struct tomt_summary_profile *out)
{
    _Static_assert(TOMT_N_CAP_WHYS <= sizeof out->unknown_for / sizeof *out->unknown_for, "a place for every reason");
    out->n_unknown_for = 0;
    for (size_t why = 0; why < TOMT_N_CAP_WHYS; why++) {
        size_t at = n_why[why] ? out->n_unknown_for++ : 0;
        if (!n_why[why])
            continue;
        for (; at && out->unknown_for[at - 1].n < n_why[why]; at--)
            out->unknown_for[at] = out->unknown_for[at - 1];
        out->unknown_for[at] = (struct tomt_summary_reason){tomt_cap_why_name[why], n_why[why]};
    }
}

/* The same sums as in table area_capacity: floor area of all sites of which it is known, jobs of those of which they are. */
static void sum_capacity(const struct tomt_run_state *state, size_t p, struct tomt_summary_profile *out)
{
    const struct tomt_scored *scored = &state->scored[p];
    const struct tomt_room_profile *of = &state->room.profile[p];
    double unused_m2 = 0, low = 0, jobs = 0, high = 0;
    size_t n_why[TOMT_N_CAP_WHYS] = {0};
    out->n_capacity_unknown = out->n_jobs_unknown = 0;
    for (size_t row = 0; row < scored->n; row++) {
        size_t s = scored->site[row];
        const struct tomt_jobs_range *range = &of->jobs[s].range;
        bool known = !isnan(of->capacity[s].unused_bra_m2);
        unused_m2 += known ? of->capacity[s].unused_bra_m2 : 0;
        out->n_capacity_unknown += known ? 0 : 1;
        n_why[of->capacity[s].why] += known ? 0 : 1;
        if (isnan(range->central)) {
            out->n_jobs_unknown++;
            continue;
        }
        low += range->low;
        jobs += range->central;
        high += range->high;
    }
    list_reasons(n_why, out);
    bool any = state->room.wanted && out->n_capacity_unknown < scored->n, any_jobs = state->room.wanted && out->n_jobs_unknown < scored->n;
    out->unused_bra_m2 = any ? unused_m2 : NAN;
    out->jobs_low = any_jobs ? low : NAN;
    out->jobs = any_jobs ? jobs : NAN;
    out->jobs_high = any_jobs ? high : NAN;
}

/* Who has no number passes a veto that does not ask for one. Each criterion once, in the vetoes' order. */
static bool list_untested(struct tomt_run_state *state, int language, size_t p, struct tomt_summary_profile *out, struct tomt_error *err)
{
    const struct tomt_profile *profile = &state->project->profile[p];
    out->untested = tomt_arena_alloc(state->arena, (profile->n_vetoes + 1) * sizeof *out->untested, err);
    out->n_untested = 0;
    for (size_t v = 0; out->untested && v < profile->n_vetoes; v++) {
        size_t c = 0, n = 0;
        while (c < profile->n_criteria && strcmp(profile->criterion[c].id, profile->veto[v].criterion))
            c++;
        if (c == profile->n_criteria)
            continue;
        bool told = false;
        for (size_t k = 0; k < out->n_untested; k++)
            told = told || out->untested[k].id == profile->criterion[c].id;
        for (size_t row = 0; row < state->scored[p].n; row++)
            n += isnan(state->scored[p].x[c][row]) ? 1 : 0;
        if (n && !told)
            out->untested[out->n_untested++] =
                (struct tomt_summary_untested){profile->criterion[c].id, title_in(language, &profile->criterion[c].title), n};
    }
    return out->untested != NULL;
}

static double column_at(const struct tomt_scored *scored, const char *name, size_t row)
{
    for (size_t k = 0; k < scored->n_columns; k++)
        if (!strcmp(scored->column[k].suffix, name))
            return scored->column[k].number[row];
    return NAN;
}

static bool list_alternatives(struct tomt_run_state *state, struct tomt_run_summary *summary, struct tomt_error *err)
{
    size_t n = state->alternatives ? state->project->n_alternatives : 0;
    summary->alternative = tomt_arena_alloc(state->arena, (n + 1) * sizeof *summary->alternative, err);
    summary->n_alternatives = summary->alternative ? n : 0;
    for (size_t k = 0; k < summary->n_alternatives; k++) {
        const struct tomt_alternative *alternative = &state->project->alternative[k];
        const size_t *count = state->alternatives->result[k].n_change;
        summary->alternative[k] =
            (struct tomt_summary_alternative){alternative->name, title_in(summary->language, &alternative->title), count[TOMT_ALTERNATIVE_NEW],
                                              count[TOMT_ALTERNATIVE_GONE], count[TOMT_ALTERNATIVE_CHANGED]};
    }
    return summary->alternative != NULL;
}

bool tomt_words_summary(struct tomt_run_state *state, struct tomt_run_summary *summary, struct tomt_error *err)
{
    const int *asked = state->options->summary_language;
    summary->language = asked ? *asked : state->project->language;
    summary->n_profiles = state->project->n_profiles;
    summary->n_candidates = state->sites_report.n_sources - state->sites_report.n_outside_area;
    summary->n_sites = state->n_kept;
    for (size_t s = 0, last = SIZE_MAX; s < state->sites.n; s++) { /* sorted by id */
        if (!state->site_fid[s])
            continue;
        if (last == SIZE_MAX || strcmp(state->sites.site_id[s], state->sites.site_id[last]))
            summary->n_kept_candidates++;
        last = s;
    }
    summary->n_rejected = state->rejected.n;
    summary->n_pairs = state->sites_report.n_looked;
    summary->n_geos_pairs = state->sites_report.n_pairs;
    summary->n_vertices = state->sites_report.n_looked_vertices;
    for (size_t f = 0; f < tomt_needs_count(state->needs); f++)
        if (state->fact[f].n_pairs) {
            summary->n_address_pairs += state->fact[f].n_pairs;
            summary->address_pair_seconds += state->fact[f].seconds;
        }
    for (size_t p = 0; p < summary->n_profiles; p++) {
        const struct tomt_scored *scored = &state->scored[p];
        struct tomt_summary_profile *out = &summary->profile[p];
        out->name = state->project->profile[p].name;
        out->title = title_in(summary->language, &state->project->profile[p].title);
        out->n_sites = scored->n;
        sum_capacity(state, p, out);
        out->n_top = scored->n < 10 ? scored->n : 10;
        if (!list_untested(state, summary->language, p, out, err))
            return false;
        out->top = tomt_arena_alloc(state->arena, (out->n_top + 1) * sizeof *out->top, err);
        if (!out->top)
            return false;
        for (size_t i = 0; i < state->rejected.n; i++)
            if (state->rejected.profiles[i] >> p & 1) {
                out->n_rejected++;
                out->n_by_reason[state->rejected.reason[i]]++;
            }
        for (size_t row = 0; row < out->n_top; row++) {
            const char *sentence = why(state, summary->language, p, row, err);
            const char *id = tomt_arena_copy(state->arena, scored->site_id[row], strlen(scored->site_id[row]), err);
            if (!sentence || !id)
                return false;
            out->top[row] = (struct tomt_summary_site){
                id, scored->rank[row], scored->score[row], scored->coverage[row], column_at(scored, "rank_low", row), column_at(scored, "rank_high", row), sentence};
        }
    }
    return list_alternatives(state, summary, err);
}
