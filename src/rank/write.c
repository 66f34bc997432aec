/* rank/write.c: a ranking as a result tells it: the profile and its criteria, the score table, the
 * tables of the decision. */
#include "data/whole_file.h"
#include "project/told.h"
#include "rank/inside.h"

#include <math.h>
#include <string.h>

static const struct tomt_result_criterion *describe_criteria(struct tomt_ranking *at,
                                                             struct tomt_error *err)
{
    static const char *const policy[] = {"drop", "worst", "neutral"};
    const struct tomt_profile *profile = &at->profile;
    struct tomt_result_criterion *out =
        tomt_arena_alloc(at->arena, (profile->n_criteria + 1) * sizeof *out, err);
    for (size_t c = 0; out && c < profile->n_criteria; c++) {
        const struct tomt_profile_criterion *asked = &profile->criterion[c];
        const struct tomt_measured *of = at->of[c];
        double local_share;
        const char *group = tomt_weights_group_of(&at->decided.weights, c, &local_share);
        out[c] = (struct tomt_result_criterion){
            .profile = at->name,
            .id = asked->id,
            .criterion = asked->criterion,
            .unit = of->unit,
            .source = of->source,
            .value_json = tomt_value_json(at->arena, &at->decided.value[c], err),
            .with_json = tomt_node_json(at->arena, asked->with, err),
            .null_policy = policy[asked->null_policy],
            .why = asked->why,
            .title = asked->title,
            .weight = asked->weight,
            .share = at->decided.share[c],
            .more_is_better = of->more_is_better,
            .weight_group = group,
            .local_share = local_share,
            .reach = of->reach,
            .indifference = asked->threshold.indifference,
            .preference = asked->threshold.preference,
            .veto = asked->threshold.veto,
            .uncertain_json = tomt_uncertain_json(at->arena, profile, c, err)};
        if (!out[c].value_json || !out[c].with_json || err->code != TOMT_OK)
            return NULL;
    }
    return out;
}

static const struct tomt_result_more *describe_columns(struct tomt_ranking *at,
                                                       struct tomt_error *err)
{
    struct tomt_result_more *out =
        tomt_arena_alloc(at->arena, (at->decided.n_columns + 1) * sizeof *out, err);
    for (size_t k = 0; out && k < at->decided.n_columns; k++) {
        const struct tomt_decided_column *column = &at->decided.column[k];
        out[k] = (struct tomt_result_more){.suffix = column->name,
                                           .unit = column->unit,
                                           .title = column->title,
                                           .number = column->number,
                                           .word = column->word,
                                           .whole = column->whole};
    }
    return out;
}

static bool describe_profile(struct tomt_ranking *at, struct tomt_result_profile *out,
                             struct tomt_error *err)
{
    const struct tomt_profile *profile = &at->profile;
    *out = (struct tomt_result_profile){
        .name = at->name,
        .title = profile->title,
        .goal = profile->goal,
        .criterion = describe_criteria(at, err),
        .n_criteria = profile->n_criteria,
        .n = at->old.n,
        .site_fid = at->old.fid,
        .site_id = at->old.site_id,
        .rank = at->decided.rank,
        .score = at->decided.score,
        .coverage = at->decided.coverage,
        .v = (const double *const *)at->decided.v,
        .c = (const double *const *)at->decided.c,
        .column = describe_columns(at, err),
        .n_columns = at->decided.n_columns,
        .extent = {1, 1, 0, 0},
        .method = profile->decision.method->name,
        .method_json = tomt_node_json(at->arena, tomt_node_find(profile->ranking, "with"), err),
        .weighting_json =
            profile->weighting ? tomt_node_json(at->arena, profile->weighting, err) : NULL,
        .robustness_json =
            profile->decision.robust.wanted ? tomt_robustness_json(at->arena, profile, err) : NULL,
        .vetoes_json = tomt_vetoes_json(at->arena, profile, err),
        .sites_sha256 = at->old.sites_sha256,
        .sites_json = at->old.sites_sha256 /* checked: it is of this text */
                          ? tomt_profile_sites_text(at->arena, profile, err)
                          : NULL,
        .least_coverage = profile->decision.least_coverage,
        .n_without_rank = at->decided.n_without_rank};
    return out->criterion && out->column && err->code == TOMT_OK;
}

/* Columns that only the old ranking had: of its method, of methods compared with, of its
 * robustness. */
static const char *const *ranking_columns(struct tomt_ranking *at, struct tomt_error *err)
{
    static const char *const always[] = {"weighted_sum",  "rank_low",  "rank_high",   "rank_best",
                                         "rank_worst",    "rank_mean", "first_share", "top_share",
                                         "top_100_share", "stability", "dominated_by"};
    size_t n = sizeof always / sizeof *always, used = 0;
    for (size_t m = 0; tomt_methods[m]; m++) {
        n++;
        for (size_t k = 0; tomt_methods[m]->term && tomt_methods[m]->term[k].name; k++)
            n++;
    }
    const char **out = tomt_arena_alloc(at->arena, (n + 1) * sizeof *out, err);
    if (!out)
        return NULL;
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        out[used++] = always[i];
    for (size_t m = 0; tomt_methods[m]; m++) {
        out[used] = tomt_arena_print(at->arena, err, "rank_%s", tomt_methods[m]->name);
        if (!out[used++])
            return NULL;
        for (size_t k = 0; tomt_methods[m]->term && tomt_methods[m]->term[k].name; k++)
            out[used++] = tomt_methods[m]->term[k].name;
    }
    return out;
}

static bool write_profile(struct tomt_ranking *at, struct tomt_alteration *alteration,
                          struct tomt_error *err)
{
    struct tomt_result_profile profile;
    const char **id = tomt_arena_alloc(at->arena, (at->profile.n_criteria + 1) * sizeof *id, err);
    struct tomt_alter_from from = {
        .profile = at->old.name, .id = id, .gone = ranking_columns(at, err)};
    for (size_t c = 0; id && c < at->profile.n_criteria; c++)
        id[c] = at->of[c]->id;
    return id && from.gone && describe_profile(at, &profile, err) &&
           tomt_alter_profile(alteration, &from, &profile, err);
}

static bool write_decision(struct tomt_ranking *at, struct tomt_alteration *alteration,
                           struct tomt_error *err)
{
    for (size_t k = 0; k < TOMT_N_DECISION_TABLES; k++) {
        struct tomt_result_layer layer = {.name = tomt_decision_table_rows[k].name,
                                          .title = tomt_decision_table_rows[k].title,
                                          .table = &at->tables.table[k]};
        if (!tomt_alter_rows(alteration, &layer, "profile", at->name, at->options->crew, err))
            return false;
    }
    return true;
}

/* The profile as it was asked, draws included: what the new run id comes from. */
static const char *what_made_it(struct tomt_ranking *at, struct tomt_error *err)
{
    const struct tomt_robust_settings *robust = &at->profile.decision.robust;
    char of_file[65], of_draws[65];
    struct tomt_sha256 *digest = tomt_sha256_open(at->arena, err);
    if (!digest || !tomt_sha256_path(at->options->profile_file, of_file, err))
        return NULL;
    if (robust->given)
        tomt_sha256_add(digest, robust->given,
                        robust->n_given * at->profile.n_criteria * sizeof(double));
    tomt_sha256_end(digest, of_draws);
    return tomt_arena_print(at->arena, err, "rank %s %s %s", at->name, of_file, of_draws);
}

bool tomt_rank_write(struct tomt_ranking *at, struct tomt_alteration *alteration,
                     struct tomt_error *err)
{
    const volatile int *cancel = at->options->crew->cancel;
    const char *made = what_made_it(at, err),
               *what = tomt_arena_print(at->arena, err, "rank %s", at->name);
    double from_s = tomt_clock_s();
    if (!made || !what || !tomt_alter_edit(alteration, err) ||
        !write_profile(at, alteration, err) || !write_decision(at, alteration, err) ||
        !tomt_rank_write_tables(at, alteration, err))
        return false;
    if (cancel && *cancel)
        return tomt_fail(err, TOMT_CANCELLED, "interrupted; nothing was written");
    at->summary->write_s = tomt_clock_s() - from_s;
    from_s = tomt_clock_s();
    if (!tomt_alter_finish(alteration, what, made, &at->summary->run_id, err))
        return false;
    at->summary->sync_s = tomt_clock_s() - from_s;
    return true;
}
