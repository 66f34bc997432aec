/* decide/decide.c: the story of one profile: values, weights, scores, ranks; then how sure that is. */
#include "decide/inside.h"

#include <math.h>
#include <string.h>

/* Nothing within reach is knowledge about a distance: it is larger than the reach. Where the value function is flat from there on, the value is known although the
 * number is not; otherwise NaN, and the policy for missing data decides. */
static double value_beyond(const struct tomt_decide_criterion *criterion, const struct tomt_value *value)
{
    if (isnan(criterion->reach) || value->function == TOMT_CATEGORY)
        return NAN;
    double at_reach = tomt_value_of(value, criterion->reach), far = tomt_value_of(value, 1e12);
    return at_reach == far ? far : NAN;
}

static bool make_values(const struct tomt_decide_input *input, struct tomt_arena *arena, struct tomt_decided *out, struct tomt_error *err)
{
    out->value = tomt_arena_alloc(arena, (input->n_criteria + 1) * sizeof *out->value, err);
    out->v = tomt_arena_alloc(arena, (input->n_criteria + 1) * sizeof *out->v, err);
    out->c = tomt_arena_alloc(arena, (input->n_criteria + 1) * sizeof *out->c, err);
    if (!out->value || !out->v || !out->c)
        return false;
    for (size_t c = 0; c < input->n_criteria; c++) {
        const struct tomt_decide_criterion *criterion = &input->criterion[c];
        out->v[c] = tomt_arena_block(arena, NULL, (input->n_sites + 1) * sizeof(double), err);
        out->c[c] = tomt_arena_block(arena, NULL, (input->n_sites + 1) * sizeof(double), err);
        if (!out->v[c] || !out->c[c])
            return false;
        out->value[c] = criterion->value;
        if (criterion->value.ends_data)
            tomt_value_fit(&out->value[c], criterion->raw, input->n_sites);
        double beyond = value_beyond(criterion, &out->value[c]);
        for (size_t s = 0; s < input->n_sites; s++)
            out->v[c][s] = criterion->beyond && criterion->beyond[s] ? beyond : tomt_value_of(&out->value[c], criterion->raw[s]);
    }
    return true;
}

static bool make_weights(const struct tomt_decide_input *input, struct tomt_arena *arena, struct tomt_decided *out, struct tomt_error *err)
{
    struct tomt_weighting_values values = {.n_sites = input->n_sites, .value = (const double *const *)out->v};
    if (!tomt_weights_make(arena, input->settings->weighting, input->n_criteria, &values, &out->weights, err))
        return tomt_while(err, "weights");
    out->share = out->weights.share;
    return true;
}

/* The sites that enough is known of, by themselves: what is not ranked must not shape the ideals of those that are. */
static bool take_ranked(struct tomt_deciding *at, struct tomt_error *err)
{
    size_t n_sites = at->input->n_sites, n_criteria = at->input->n_criteria;
    double least = at->input->settings->least_coverage - 1e-12; /* a share of exactly the least is enough, however it was summed */
    const double **value = tomt_arena_alloc(at->scratch, (n_criteria + 1) * sizeof *value, err);
    at->site = tomt_arena_block(at->scratch, NULL, (n_sites + 1) * sizeof *at->site, err);
    at->id = tomt_arena_block(at->scratch, NULL, (n_sites + 1) * sizeof *at->id, err);
    at->ranked_sum = tomt_arena_block(at->scratch, NULL, (n_sites + 1) * sizeof *at->ranked_sum, err);
    if (!value || !at->site || !at->id || !at->ranked_sum)
        return false;
    for (size_t s = 0; s < n_sites; s++)
        if (!isnan(at->sum[s]) && at->out->coverage[s] >= least) {
            at->site[at->n] = s;
            at->id[at->n] = at->input->site_id[s];
            at->ranked_sum[at->n++] = at->sum[s];
        }
    at->out->n_without_rank = n_sites - at->n;
    for (size_t c = 0; c < n_criteria; c++) {
        double *own = at->n < n_sites ? tomt_arena_block(at->scratch, NULL, (at->n + 1) * sizeof *own, err) : NULL;
        if (at->n < n_sites && !own)
            return false;
        for (size_t i = 0; own && i < at->n; i++)
            own[i] = at->out->v[c][at->site[i]];
        value[c] = own ? own : at->out->v[c];
    }
    at->ranked = at->of;
    at->ranked.n_sites = at->n;
    at->ranked.value = value;
    return true;
}

static bool too_many(const struct tomt_deciding *at, struct tomt_error *err)
{
    const struct tomt_method *method = at->input->settings->method;
    return tomt_fail(err, TOMT_PROJECT,
                     "ranking: method: %s compares every site with every other and takes at most %zu sites; this profile has %zu: use another method, or vetoes that leave fewer",
                     method->name, method->most_sites, at->n);
}

/* By the profile's own method, in its own terms, into score[ranked]. */
static bool score_by_method(struct tomt_deciding *at, double *score, struct tomt_error *err)
{
    const struct tomt_method *method = at->input->settings->method;
    double *told[8] = {0}, *term[8] = {0};
    size_t n_terms = 0;
    double *sum = tomt_decided_number(at, "weighted_sum", "points", (struct tomt_title){"Score by the weighted sum", "Poengsum ved vektet sum"}, err);
    if (!sum)
        return false;
    memcpy(sum, at->sum, at->input->n_sites * sizeof *sum);
    for (; method->term && method->term[n_terms].name && n_terms < 8; n_terms++) {
        const struct tomt_method_term *of = &method->term[n_terms];
        told[n_terms] = tomt_decided_number(at, of->name, of->unit, of->title, err);
        term[n_terms] = tomt_arena_block(at->scratch, NULL, (at->n + 1) * sizeof **term, err);
        if (!told[n_terms] || !term[n_terms])
            return false;
    }
    struct tomt_aggregate_input input = {.of = at->ranked, .threshold = at->threshold};
    if (!method->score(at->input->settings->method_args, &input, at->scratch, score, term, err))
        return tomt_while(err, "method '%s'", method->name);
    for (size_t i = 0; i < at->n; i++) {
        at->out->score[at->site[i]] = score[i];
        for (size_t k = 0; k < n_terms; k++)
            told[k][at->site[i]] = term[k][i];
    }
    return true;
}

/* Scores and ranks; contributions are told only where they add up. */
static bool make_ranks(struct tomt_deciding *at, struct tomt_error *err)
{
    const struct tomt_method *method = at->input->settings->method;
    struct tomt_decided *out = at->out;
    size_t n_sites = at->input->n_sites;
    double *score = tomt_arena_block(at->scratch, NULL, (at->n + 1) * sizeof *score, err);
    at->rank = tomt_arena_block(at->scratch, NULL, (n_sites + 1) * sizeof *at->rank, err);
    at->sum_rank = tomt_arena_block(at->scratch, NULL, (n_sites + 1) * sizeof *at->sum_rank, err);
    out->rank = tomt_arena_block(at->arena, NULL, (n_sites + 1) * sizeof *out->rank, err);
    if (!score || !at->rank || !at->sum_rank || !out->rank)
        return false;
    for (size_t s = 0; s < n_sites; s++)
        out->score[s] = method->adds_up ? at->sum[s] : NAN;
    for (size_t c = 0; c < at->input->n_criteria; c++)
        for (size_t s = 0; s < n_sites; s++)
            out->c[c][s] = method->adds_up ? at->contribution[c][s] : NAN;
    memcpy(score, at->ranked_sum, at->n * sizeof *score);
    if (method->most_sites && at->n > method->most_sites)
        return too_many(at, err);
    if ((!method->adds_up && !score_by_method(at, score, err)) || !tomt_aggregate_rank(score, at->ranked_sum, at->id, at->n, at->rank, err) ||
        !tomt_aggregate_rank(at->ranked_sum, NULL, at->id, at->n, at->sum_rank, err))
        return false;
    for (size_t i = 0; i < at->n; i++) {
        if (!at->rank[i])
            return tomt_fail(err, TOMT_INTERNAL, "method '%s' gives site '%s' no score", method->name, at->id[i]);
        out->rank[at->site[i]] = at->rank[i];
    }
    return true;
}

static bool weigh_sum(struct tomt_deciding *at, struct tomt_error *err)
{
    const struct tomt_decide_input *input = at->input;
    enum tomt_null_policy *policy = tomt_arena_alloc(at->scratch, (input->n_criteria + 1) * sizeof *policy, err);
    at->threshold = tomt_arena_alloc(at->scratch, (input->n_criteria + 1) * sizeof *at->threshold, err);
    at->contribution = tomt_arena_alloc(at->scratch, (input->n_criteria + 1) * sizeof *at->contribution, err);
    at->sum = tomt_arena_block(at->scratch, NULL, (input->n_sites + 1) * sizeof *at->sum, err);
    at->out->score = tomt_arena_block(at->arena, NULL, (input->n_sites + 1) * sizeof(double), err);
    at->out->coverage = tomt_arena_block(at->arena, NULL, (input->n_sites + 1) * sizeof(double), err);
    if (!policy || !at->threshold || !at->contribution || !at->sum || !at->out->score || !at->out->coverage)
        return false;
    for (size_t c = 0; c < input->n_criteria; c++) {
        policy[c] = input->criterion[c].null_policy;
        at->threshold[c] = input->criterion[c].threshold;
        at->contribution[c] = tomt_arena_block(at->scratch, NULL, (input->n_sites + 1) * sizeof(double), err);
        if (!at->contribution[c])
            return false;
    }
    at->of = (struct tomt_score_input){.n_criteria = input->n_criteria,
                                       .n_sites = input->n_sites,
                                       .share = at->out->share,
                                       .null_policy = policy,
                                       .value = (const double *const *)at->out->v};
    tomt_score_weighted_sum(&at->of, at->contribution, at->sum, at->out->coverage);
    return true;
}

static bool decide(struct tomt_deciding *at, struct tomt_error *err)
{
    struct tomt_decided *out = at->out;
    out->column = tomt_arena_alloc(at->arena, TOMT_MOST_DECIDED_COLUMNS * sizeof *out->column, err);
    if (!out->column || !make_values(at->input, at->arena, out, err) || !make_weights(at->input, at->arena, out, err) || !weigh_sum(at, err) ||
        !take_ranked(at, err) || !make_ranks(at, err))
        return false;
    if (!at->tables)
        return true;
    if (!tomt_decide_weights_told(at, err))
        return false;
    double from_s = tomt_clock_s();
    if (at->robust->wanted && (!tomt_decide_robust(at, err) || !tomt_decide_findings_told(at, err)))
        return false;
    out->robust_s = tomt_clock_s() - from_s;
    for (size_t k = 0; k < TOMT_N_DECISION_TABLES; k++)
        if (!tomt_put_end(&at->tables->put[k]))
            return false;
    return true;
}

bool tomt_decide(struct tomt_arena *arena, const struct tomt_decide_input *input, const struct tomt_crew *crew, struct tomt_decided *out,
                 struct tomt_decision_tables *tables, struct tomt_error *err)
{
    *out = (struct tomt_decided){0};
    struct tomt_arena *scratch = tomt_arena_new(err);
    struct tomt_deciding at = {.input = input,
                               .robust = &input->settings->robust,
                               .out = out,
                               .tables = tables,
                               .crew = crew,
                               .arena = arena,
                               .scratch = scratch};
    for (size_t k = 0; tables && k < TOMT_N_DECISION_TABLES; k++)
        tables->put[k].err = err;
    bool ok = scratch && decide(&at, err);
    tomt_arena_free(scratch);
    return ok;
}
