/* decide/tables.c: the tables of docs/ranking.md: what each holds, how weights came about, what speaks for the first sites. */
#include "decide/findings.h"
#include "decide/inside.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

const struct tomt_decision_table_row tomt_decision_table_rows[TOMT_N_DECISION_TABLES] = {
    [TOMT_D_WEIGHT_GROUP] = {"weight_group", {"Weights of groups", "Vekter i grupper"}},
    [TOMT_D_ACCEPTABILITY] = {"acceptability", {"Ranks in the draws of weights", "Plassering i vekttrekningene"}},
    [TOMT_D_CENTRAL_WEIGHT] = {"central_weight", {"Weights that favour a site", "Vekter som favoriserer en tomt"}},
    [TOMT_D_SENSITIVITY] = {"sensitivity", {"Changes of weights that unseat a site", "Vektendringer som flytter en tomt"}},
    [TOMT_D_METHOD_AGREEMENT] = {"method_agreement", {"Agreement of methods", "Samsvar mellom metoder"}},
    [TOMT_D_FINDING] = {"finding", {"Strengths and weaknesses", "Styrker og svakheter"}}};

enum { MOST = 17 };
static const struct tomt_put_column columns[TOMT_N_DECISION_TABLES][MOST] = {
    [TOMT_D_WEIGHT_GROUP] = {{"profile", TOMT_TEXT},           {"name", TOMT_TEXT},           {"parent", TOMT_TEXT},
                             {"title_en", TOMT_TEXT},          {"title_nb", TOMT_TEXT},       {"method", TOMT_TEXT},
                             {"share", TOMT_REAL},             {"consistency_ratio", TOMT_REAL}, {"n_judges", TOMT_INTEGER},
                             {"n_judgements_missing", TOMT_INTEGER}, {"worst_a", TOMT_TEXT},  {"worst_b", TOMT_TEXT},
                             {"worst_times", TOMT_REAL},       {"worst_implied", TOMT_REAL},  {"judge_ratios", TOMT_TEXT},
                             {"why_en", TOMT_TEXT},            {"why_nb", TOMT_TEXT}},
    [TOMT_D_ACCEPTABILITY] = {{"profile", TOMT_TEXT}, {"site_fid", TOMT_INTEGER}, {"site_id", TOMT_TEXT}, {"rank", TOMT_INTEGER}, {"share", TOMT_REAL}},
    [TOMT_D_CENTRAL_WEIGHT] = {{"profile", TOMT_TEXT}, {"site_fid", TOMT_INTEGER}, {"site_id", TOMT_TEXT}, {"criterion", TOMT_TEXT}, {"share", TOMT_REAL}, {"confidence", TOMT_REAL}},
    [TOMT_D_SENSITIVITY] = {{"profile", TOMT_TEXT}, {"site_fid", TOMT_INTEGER}, {"site_id", TOMT_TEXT}, {"within", TOMT_INTEGER}, {"criterion", TOMT_TEXT}, {"direction", TOMT_TEXT},
                            {"share", TOMT_REAL}, {"needed", TOMT_REAL}, {"change", TOMT_REAL}, {"by", TOMT_TEXT}, {"smallest", TOMT_INTEGER}},
    [TOMT_D_METHOD_AGREEMENT] = {{"profile", TOMT_TEXT}, {"method_a", TOMT_TEXT}, {"method_b", TOMT_TEXT}, {"tau", TOMT_REAL}, {"n_sites", TOMT_INTEGER}, {"reversals_a", TOMT_INTEGER}},
    [TOMT_D_FINDING] = {{"profile", TOMT_TEXT}, {"site_fid", TOMT_INTEGER}, {"site_id", TOMT_TEXT}, {"place", TOMT_INTEGER}, {"kind", TOMT_TEXT}, {"message", TOMT_TEXT}, {"criterion", TOMT_TEXT},
                        {"points", TOMT_REAL}, {"number_1", TOMT_REAL}, {"number_2", TOMT_REAL}, {"number_3", TOMT_REAL}, {"number_4", TOMT_REAL}}};

bool tomt_decision_tables_start(struct tomt_arena *arena, struct tomt_decision_tables *tables, struct tomt_error *err)
{
    for (size_t k = 0; k < TOMT_N_DECISION_TABLES; k++) {
        size_t n = 0;
        while (n < MOST && columns[k][n].name)
            n++;
        tomt_put_start(&tables->put[k], arena, &tables->table[k], columns[k], n, 0, err);
        if (!tables->put[k].ok)
            return false;
    }
    return true;
}

struct tomt_put *tomt_decide_row(struct tomt_deciding *at, enum tomt_decision_table table, size_t site)
{
    struct tomt_put *put = &at->tables->put[table];
    tomt_put_text(put, at->input->profile);
    tomt_put_integer(put, at->input->site_fid[site]);
    tomt_put_text(put, at->input->site_id[site]);
    return put;
}

/* --- weights ------------------------------------------------------------------------------------------------------ */

static const char *member_name(const struct tomt_deciding *at, const struct tomt_weight_group *group, size_t member)
{
    if (member >= group->n_members)
        return NULL;
    size_t c = group->member[member].criterion;
    return c == SIZE_MAX ? group->member[member].group->name : at->input->criterion[c].id;
}

/* Each judge's own ratio, by name: {"planner":0.03}. */
static const char *judge_ratios(struct tomt_deciding *at, const struct tomt_weighing *weighing, struct tomt_error *err)
{
    const struct tomt_weight_group *group = weighing->group;
    struct tomt_text text = {0};
    tomt_text_puts(&text, "{");
    for (size_t j = 0; j < group->n_judges; j++) {
        const char *name = group->judge[j].name ? group->judge[j].name : "";
        tomt_text_puts(&text, j ? "," : "");
        tomt_text_json(&text, name, strlen(name));
        tomt_text_puts(&text, ":");
        if (isfinite(weighing->judge_ratio[j]))
            tomt_text_number(&text, weighing->judge_ratio[j]);
        else
            tomt_text_puts(&text, "null");
    }
    tomt_text_puts(&text, "}");
    return tomt_text_keep(&text, at->scratch, err);
}

bool tomt_decide_weights_told(struct tomt_deciding *at, struct tomt_error *err)
{
    const struct tomt_criterion_weights *weights = &at->out->weights;
    struct tomt_put *put = &at->tables->put[TOMT_D_WEIGHT_GROUP];
    for (size_t g = 0; g < weights->n_weighings; g++) {
        const struct tomt_weighing *weighing = &weights->weighing[g];
        const struct tomt_weight_group *group = weighing->group;
        const char *ratios = weighing->judge_ratio ? judge_ratios(at, weighing, err) : NULL;
        if (weighing->judge_ratio && !ratios)
            return false;
        tomt_put_text(put, at->input->profile);
        tomt_put_text(put, group->name);
        tomt_put_text(put, weighing->parent ? weighing->parent->name : NULL);
        tomt_put_text(put, group->title.en);
        tomt_put_text(put, group->title.nb);
        tomt_put_text(put, group->by->name);
        tomt_put_real(put, weighing->share);
        tomt_put_real(put, weighing->consistency_ratio);
        tomt_put_count(put, group->n_judges);
        tomt_put_count(put, weighing->n_judgements_missing);
        tomt_put_text(put, member_name(at, group, weighing->worst_a));
        tomt_put_text(put, member_name(at, group, weighing->worst_b));
        tomt_put_real(put, weighing->worst_times);
        tomt_put_real(put, weighing->worst_implied);
        tomt_put_text(put, ratios);
        tomt_put_text(put, group->why.en);
        tomt_put_text(put, group->why.nb);
    }
    return put->ok;
}

/* --- findings ----------------------------------------------------------------------------------------------------- */

static const char *const kind_name[] = {"strength", "weakness", "lift", "gap", "above", "below"};

static bool tell_site(struct tomt_deciding *at, const struct tomt_finding_input *input, size_t site, struct tomt_error *err)
{
    enum { MOST_OF_A_KIND = 3 };
    struct tomt_finding *finding;
    size_t n;
    struct tomt_arena_mark mark = tomt_arena_mark(at->scratch); /* of 100,000 sites they would be 300 MB */
    if (!tomt_findings_of(at->scratch, input, site, MOST_OF_A_KIND, &finding, &n, err))
        return false;
    for (size_t k = 0; k < n; k++) {
        struct tomt_put *put = tomt_decide_row(at, TOMT_D_FINDING, site);
        tomt_put_count(put, k + 1);
        tomt_put_text(put, kind_name[finding[k].kind]);
        tomt_put_text(put, finding[k].message);
        tomt_put_text(put, finding[k].criterion == SIZE_MAX ? NULL : at->input->criterion[finding[k].criterion].id);
        tomt_put_real(put, finding[k].points);
        for (size_t i = 0; i < 4; i++)
            tomt_put_real(put, finding[k].number[i]);
    }
    tomt_arena_rewind(at->scratch, mark);
    return true;
}

bool tomt_decide_findings_told(struct tomt_deciding *at, struct tomt_error *err)
{
    size_t n_criteria = at->input->n_criteria, n_told = at->robust->findings > 0 ? (size_t)at->robust->findings : 0;
    const double **raw = tomt_arena_alloc(at->scratch, (n_criteria + 1) * sizeof *raw, err);
    double *median_raw = tomt_arena_alloc(at->scratch, (n_criteria + 1) * sizeof *median_raw, err);
    double *median = tomt_arena_alloc(at->scratch, (n_criteria + 1) * sizeof *median, err);
    double *reach = tomt_arena_alloc(at->scratch, (n_criteria + 1) * sizeof *reach, err);
    size_t *by_rank = tomt_arena_block(at->scratch, NULL, (at->n + 1) * sizeof *by_rank, err);
    if (!raw || !median_raw || !median || !reach || !by_rank)
        return false;
    for (size_t c = 0; c < n_criteria; c++) {
        raw[c] = at->input->criterion[c].raw;
        reach[c] = at->input->criterion[c].reach;
    }
    for (size_t i = 0; i < at->n; i++)
        by_rank[at->rank[i] - 1] = at->site[i];
    if (!tomt_findings_medians(&at->of, raw, (const double *const *)at->contribution, at->scratch, median_raw, median, err))
        return false;
    struct tomt_finding_input input = {.of = at->of,
                                       .raw = raw,
                                       .value = at->out->value,
                                       .contribution = (const double *const *)at->contribution,
                                       .median_contribution = median,
                                       .median_raw = median_raw,
                                       .score = at->sum,
                                       .reach = reach};
    for (size_t i = 0; i < at->n && i < n_told; i++)
        if (!tell_site(at, &input, by_rank[i], err))
            return false;
    return true;
}
