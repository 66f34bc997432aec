/* explain/firmness.c: how sure a rank is: draws of weights, other methods, single weights. */
#include "explain/inside.h"

#include <math.h>
#include <string.h>

static bool one_of(const char *name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(name, names[i]))
            return true;
    return false;
}

static bool titled(struct tomt_reader *reader, const struct tomt_told_profile *profile,
                   const char *name, double number, struct tomt_named_number *out,
                   struct tomt_error *err)
{
    struct tomt_rows field;
    if (!tomt_rows_ask(reader, &field, err, "field",
                       "SELECT title_en, title_nb, unit FROM field WHERE layer = %Q AND field = %Q",
                       profile->name, name))
        return false;
    const char *unit = tomt_rows_text(&field, 0, "unit");
    *out = (struct tomt_named_number){
        name,
        unit && *unit ? unit : NULL,
        {tomt_rows_text(&field, 0, "title_en"), tomt_rows_text(&field, 0, "title_nb")},
        number};
    return true;
}

/* rank_METHOD: its rank by each method; what is left over is the method's own terms. */
static bool read_methods(struct tomt_reader *reader, struct tomt_told_profile *profile,
                         const struct tomt_rows *score, struct tomt_error *err)
{
    static const char *const known[] = {"site_fid",        "site_id",       "rank",
                                        "score",           "coverage",      "weighted_sum",
                                        "first_share",     "top_share",     "top_100_share",
                                        "stability",       "dominated_by",  "allowed_bra_m2",
                                        "existing_bra_m2", "unused_bra_m2", "replaces_m2",
                                        "jobs_low",        "jobs",          "jobs_high",
                                        "capacity_why"};
    static const char *const ranks[] = {"rank_low", "rank_high", "rank_best", "rank_worst",
                                        "rank_mean"};
    profile->method_rank =
        tomt_arena_alloc(reader->arena, (score->n_columns + 1) * sizeof *profile->method_rank, err);
    profile->term =
        tomt_arena_alloc(reader->arena, (score->n_columns + 1) * sizeof *profile->term, err);
    if (!profile->method_rank || !profile->term)
        return false;
    for (size_t i = 0; i < score->n_columns; i++) {
        const char *name = score->name[i];
        bool of_criterion = strlen(name) > 2 && name[1] == '_' && strchr("xvcy", name[0]);
        if (of_criterion || one_of(name, known, sizeof known / sizeof *known) ||
            one_of(name, ranks, sizeof ranks / sizeof *ranks))
            continue;
        bool rank = !strncmp(name, "rank_", 5);
        struct tomt_named_number *into = rank ? &profile->method_rank[profile->n_method_ranks]
                                              : &profile->term[profile->n_terms];
        if (!titled(reader, profile, name, score->cell[i].number, into, err))
            return false;
        into->name = rank ? name + 5 : name;
        profile->n_method_ranks += rank;
        profile->n_terms += !rank;
    }
    return true;
}

static bool read_sensitivity(struct tomt_reader *reader, const char *site_id,
                             struct tomt_told_profile *profile, struct tomt_error *err)
{
    struct tomt_rows rows;
    if (!tomt_rows_ask(reader, &rows, err, "sensitivity",
                       "SELECT * FROM sensitivity WHERE profile = %Q AND site_id = %Q ORDER BY fid",
                       profile->name, site_id))
        return false;
    profile->sensitive =
        tomt_arena_alloc(reader->arena, (rows.n + 1) * sizeof *profile->sensitive, err);
    if (!profile->sensitive)
        return false;
    profile->n_sensitive = rows.n;
    for (size_t i = 0; i < rows.n; i++) {
        const char *id = tomt_rows_text(&rows, i, "criterion");
        const char *direction = tomt_rows_text(&rows, i, "direction");
        size_t criterion = SIZE_MAX;
        for (size_t c = 0; id && c < profile->n_criteria; c++)
            if (!strcmp(profile->criterion[c].id, id))
                criterion = c;
        profile->sensitive[i] =
            (struct tomt_sensitive){.criterion = criterion,
                                    .up = direction && !strcmp(direction, "up"),
                                    .smallest = tomt_rows_number(&rows, i, "smallest") > 0,
                                    .share = tomt_rows_number(&rows, i, "share"),
                                    .needed = tomt_rows_number(&rows, i, "needed"),
                                    .change = tomt_rows_number(&rows, i, "change"),
                                    .within = tomt_rows_number(&rows, i, "within"),
                                    .by = tomt_rows_text(&rows, i, "by")};
    }
    return true;
}

/* judge_ratios: {"name": ratio}; null where one's judgements have none. */
static bool read_judges(struct tomt_reader *reader, struct tomt_told_profile *profile,
                        struct tomt_error *err)
{
    for (size_t g = 0; g < profile->weight_group.n; g++) {
        const char *json = tomt_rows_text(&profile->weight_group, g, "judge_ratios");
        struct tomt_rows rows;
        if (!json || !*json)
            continue;
        if (!tomt_rows_ask(reader, &rows, err, NULL,
                           "SELECT key, value FROM json_each(CASE WHEN json_valid(%Q) THEN %Q ELSE "
                           "'{}' END)",
                           json, json))
            return false;
        struct tomt_judge *judge = tomt_arena_grow(
            reader->arena, profile->judge, (profile->n_judges + rows.n + 1) * sizeof *judge, err);
        if (!judge)
            return false;
        profile->judge = judge;
        for (size_t i = 0; i < rows.n; i++)
            profile->judge[profile->n_judges++] = (struct tomt_judge){
                g, tomt_rows_text(&rows, i, "key"), tomt_rows_number(&rows, i, "value")};
    }
    return true;
}

bool tomt_explain_firmness(struct tomt_reader *reader, const char *site_id,
                           struct tomt_told_profile *profile, const struct tomt_rows *score,
                           struct tomt_error *err)
{
    struct {
        const char *name;
        double *into;
    } number[] = {{"rank_low", &profile->rank_low},   {"rank_high", &profile->rank_high},
                  {"rank_best", &profile->rank_best}, {"rank_worst", &profile->rank_worst},
                  {"rank_mean", &profile->rank_mean}, {"first_share", &profile->first_share},
                  {"top_share", &profile->top_share}, {"top_100_share", &profile->top_100_share}};
    for (size_t i = 0; i < sizeof number / sizeof *number; i++)
        *number[i].into = tomt_rows_number(score, 0, number[i].name);
    profile->stability = tomt_rows_text(score, 0, "stability");
    profile->dominated_by = tomt_rows_text(score, 0, "dominated_by");
    profile->has_robustness = !isnan(profile->rank_low);
    struct tomt_rows asked;
    if (!tomt_rows_ask(reader, &asked, err, NULL,
                       "SELECT json_extract(j, '$.interval') AS interval, json_extract(j, "
                       "'$.draws') AS draws, json_extract(j, '$.top') AS top, json_extract(j, "
                       "'$.ranked_by') AS ranked_by FROM (SELECT CASE "
                       "WHEN json_valid(%Q) THEN %Q ELSE '{}' END AS j)",
                       profile->robustness_json ? profile->robustness_json : "",
                       profile->robustness_json ? profile->robustness_json : ""))
        return false;
    profile->interval = tomt_rows_number(&asked, 0, "interval");
    profile->draws = tomt_rows_number(&asked, 0, "draws");
    profile->top = tomt_rows_number(&asked, 0, "top");
    const char *draws_by = tomt_rows_text(&asked, 0, "ranked_by");
    profile->draws_by = draws_by ? draws_by : "weighted_sum"; /* as all results before it said */
    return read_methods(reader, profile, score, err) &&
           read_sensitivity(reader, site_id, profile, err) &&
           tomt_rows_ask(reader, &profile->acceptability, err, "acceptability",
                         "SELECT rank, share FROM acceptability WHERE profile = %Q AND site_id = "
                         "%Q ORDER BY rank",
                         profile->name, site_id) &&
           tomt_rows_ask(reader, &profile->central_weight, err, "central_weight",
                         "SELECT criterion, share, confidence FROM central_weight WHERE profile = "
                         "%Q AND site_id = %Q ORDER BY fid",
                         profile->name, site_id) &&
           tomt_rows_ask(reader, &profile->weight_group, err, "weight_group",
                         "SELECT * FROM weight_group WHERE profile = %Q ORDER BY fid",
                         profile->name) &&
           read_judges(reader, profile, err);
}
