/* explain/json.c: the explanation as one JSON document: the numbers as the result has them, and the
 * sentences that the text says. */
#include "base/json.h"
#include "explain/inside.h"

#include <math.h>
#include <string.h>

/* What a file calls its things is cut, and a member "..._cut" says so. */
static void put_text(struct tomt_text *out, const char *key, const char *text)
{
    struct tomt_text said = {0};
    size_t n = text ? strlen(text) : 0;
    size_t first = tomt_first_characters(text, n, TOMT_LONGEST_KEPT);
    if (first == n) {
        tomt_json_put_text(out, key, text);
        return;
    }
    tomt_json_put_key(out, key);
    tomt_text_json(out, text, first);
    tomt_text_print(&said, "%s_cut", key);
    tomt_json_put_flag(out, said.bytes ? said.bytes : "", true);
    out->failed = out->failed || said.failed;
    tomt_text_free(&said);
}

/* JSON that the result holds as text: an object, or null. What does not look whole is told as text.
 */
static void put_json(struct tomt_text *out, const char *key, const char *json)
{
    size_t n = json ? strlen(json) : 0;
    bool whole =
        n > 1 && ((json[0] == '{' && json[n - 1] == '}') || (json[0] == '[' && json[n - 1] == ']'));
    if (!whole) {
        put_text(out, key, json);
        return;
    }
    tomt_json_put_key(out, key);
    tomt_text_puts(out, json);
}

static void put_row(struct tomt_text *out, const struct tomt_rows *rows, size_t row)
{
    tomt_json_put_comma(out);
    tomt_text_puts(out, "{");
    for (size_t c = 0; c < rows->n_columns; c++) {
        const struct tomt_cell *cell = &rows->cell[row * rows->n_columns + c];
        if (!strcmp(rows->name[c], "fid") || !strcmp(rows->name[c], "profile") ||
            !strcmp(rows->name[c], "site_id"))
            continue;
        if (!strcmp(rows->name[c], "judge_ratios"))
            put_json(out, rows->name[c], cell->text);
        else if (cell->is_number)
            tomt_json_put_number(out, rows->name[c], cell->number);
        else
            put_text(out, rows->name[c], cell->text);
    }
    tomt_text_puts(out, "}");
}

/* Each row with its layer's title, where it has a layer, and the name of the feature it tells of.
 */
static void put_named_rows(struct tomt_text *out, const char *key, const struct tomt_rows *rows,
                           const char *name, const struct tomt_rows *of,
                           const struct tomt_layer_titles *layers, bool nb)
{
    tomt_json_put_key(out, key);
    tomt_text_puts(out, "[");
    for (size_t i = 0; i < rows->n; i++) {
        put_row(out, rows, i);
        if (out->n && !out->failed)
            out->n--; /* its last brace */
        const char *layer = tomt_rows_text(rows, i, "layer");
        if (tomt_rows_has(rows, "layer"))
            put_text(out, "layer_title", layer ? tomt_layer_title(layers, layer, nb) : NULL);
        if (of)
            put_text(out, name, tomt_rows_text(&of[i], 0, "name"));
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]");
}

static void put_rows(struct tomt_text *out, const char *key, const struct tomt_rows *rows)
{
    tomt_json_put_key(out, key);
    tomt_text_puts(out, "[");
    for (size_t i = 0; i < rows->n; i++)
        put_row(out, rows, i);
    tomt_text_puts(out, "]");
}

static void put_first(struct tomt_text *out, const char *key, const struct tomt_rows *rows)
{
    tomt_json_put_key(out, key);
    if (rows->n)
        put_row(out, rows, 0);
    else
        tomt_text_puts(out, "null");
}

static void put_title(struct tomt_text *out, const struct tomt_title *title, bool nb,
                      const char *fallback)
{
    put_text(out, "title", tomt_one_title(title, nb, fallback));
}

static void put_evidence(struct tomt_text *out, const struct tomt_told_criterion *criterion,
                         const struct tomt_layer_titles *layers, const struct tomt_phrases *phrases)
{
    bool nb = tomt_phrases_language(phrases) == 1;
    tomt_json_put_key(out, "evidence");
    tomt_text_puts(out, "[");
    for (size_t i = 0; i < criterion->n_evidence; i++) {
        const struct tomt_evidence *one = &criterion->evidence[i];
        tomt_json_put_comma(out);
        tomt_text_puts(out, "{");
        tomt_json_put_number(out, "fact", (double)one->fact);
        tomt_json_put_number(out, "place", one->place);
        put_text(out, "layer", one->layer);
        tomt_json_put_number(out, "feature", one->feature);
        put_text(out, "name", one->name);
        put_text(out, "kind", one->kind);
        put_text(out, "layer_title", one->layer ? tomt_layer_title(layers, one->layer, nb) : NULL);
        put_text(out, "flag", one->flag);
        put_text(out, "flag_in_words", tomt_flag_words(phrases, one->flag));
        tomt_json_put_number(out, "distance_m", one->distance_m);
        tomt_json_put_number(out, "amount", one->amount);
        tomt_json_put_number(out, "jobs", one->jobs);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]");
}

static void put_said(struct tomt_text *out, const struct tomt_told_criterion *criterion, bool nb)
{
    tomt_json_put_key(out, "further");
    tomt_text_puts(out, "[");
    for (size_t i = 0; i < criterion->n_said; i++) {
        const struct tomt_said *said = &criterion->said[i];
        tomt_json_put_comma(out);
        tomt_text_puts(out, "{");
        put_text(out, "name", said->suffix);
        put_title(out, &said->title, nb, said->suffix);
        put_text(out, "unit", said->unit);
        tomt_json_put_number(out, "number", said->number);
        put_text(out, "word", said->word);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]");
}

static void put_criterion(struct tomt_text *out, const struct tomt_told_criterion *criterion,
                          const struct tomt_layer_titles *layers,
                          const struct tomt_phrases *phrases)
{
    bool nb = tomt_phrases_language(phrases) == 1;
    tomt_json_put_comma(out);
    tomt_text_puts(out, "{");
    put_text(out, "id", criterion->id);
    put_text(out, "criterion", criterion->criterion);
    put_title(out, &criterion->title, nb, criterion->id);
    put_text(out, "unit", criterion->unit);
    tomt_json_put_number(out, "raw", criterion->raw);
    tomt_json_put_number(out, "value", criterion->v);
    tomt_json_put_number(out, "weight", criterion->weight);
    tomt_json_put_number(out, "share", criterion->share);
    tomt_json_put_number(out, "weight_here", criterion->weight_here);
    put_text(out, "lift", criterion->movable ? "plan" : "place");
    put_text(out, "group", criterion->group);
    tomt_json_put_number(out, "local_share", criterion->local_share);
    tomt_json_put_number(out, "points", criterion->points);
    tomt_json_put_number(out, "points_shown", tomt_shown_tenths(criterion->points));
    tomt_json_put_number(out, "median_raw", criterion->median_raw);
    tomt_json_put_number(out, "median_points", criterion->median_points);
    put_text(out, "no_data", criterion->y);
    put_text(out, "no_data_in_words", criterion->y ? tomt_why_words(phrases, criterion->y) : NULL);
    tomt_json_put_flag(out, "beyond_reach", criterion->beyond);
    tomt_json_put_number(out, "reach", criterion->reach);
    tomt_json_put_flag(out, "more_is_better", criterion->more_is_better);
    put_text(out, "missing", criterion->null_policy);
    put_json(out, "value_function", criterion->value_json);
    put_json(out, "with", criterion->parameters_json);
    put_json(out, "uncertain", criterion->uncertain_json);
    put_text(out, "why", tomt_one_title(&criterion->why, nb, NULL));
    put_text(out, "source", criterion->source ? tomt_phrase(phrases, criterion->source) : NULL);
    put_said(out, criterion, nb);
    put_evidence(out, criterion, layers, phrases);
    tomt_text_puts(out, "}");
}

static void put_named(struct tomt_text *out, const char *key, const struct tomt_named_number *item,
                      size_t n, const char *what, bool nb)
{
    tomt_json_put_key(out, key);
    tomt_text_puts(out, "[");
    for (size_t i = 0; i < n; i++) {
        tomt_json_put_comma(out);
        tomt_text_puts(out, "{");
        put_text(out, what, item[i].name);
        put_title(out, &item[i].title, nb, item[i].name);
        put_text(out, "unit", item[i].unit);
        tomt_json_put_number(out, "number", item[i].number);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]");
}

static void put_robustness(struct tomt_text *out, const struct tomt_told_profile *profile)
{
    tomt_json_put_key(out, "robustness");
    if (!profile->has_robustness) {
        tomt_text_puts(out, "null");
        return;
    }
    tomt_text_puts(out, "{");
    const struct {
        const char *key;
        double number;
    } member[] = {{"rank_low", profile->rank_low},
                  {"rank_high", profile->rank_high},
                  {"rank_best", profile->rank_best},
                  {"rank_worst", profile->rank_worst},
                  {"rank_mean", profile->rank_mean},
                  {"first_share", profile->first_share},
                  {"top_share", profile->top_share},
                  {"top_100_share", profile->top_100_share},
                  {"interval", profile->interval},
                  {"draws", profile->draws},
                  {"top", profile->top}};
    for (size_t i = 0; i < sizeof member / sizeof *member; i++)
        tomt_json_put_number(out, member[i].key, member[i].number);
    put_text(out, "ranked_by", profile->draws_by);
    put_text(out, "stability", profile->stability);
    put_text(out, "dominated_by", profile->dominated_by);
    put_json(out, "asked", profile->robustness_json);
    put_rows(out, "acceptability", &profile->acceptability);
    put_rows(out, "central_weights", &profile->central_weight);
    tomt_text_puts(out, "}");
}

static void put_sensitivity(struct tomt_text *out, const struct tomt_told_profile *profile)
{
    tomt_json_put_key(out, "sensitivity");
    tomt_text_puts(out, "[");
    for (size_t i = 0; i < profile->n_sensitive; i++) {
        const struct tomt_sensitive *row = &profile->sensitive[i];
        tomt_json_put_comma(out);
        tomt_text_puts(out, "{");
        put_text(out, "criterion",
                 row->criterion == SIZE_MAX ? NULL : profile->criterion[row->criterion].id);
        put_text(out, "direction", row->up ? "up" : "down");
        tomt_json_put_number(out, "within", row->within);
        tomt_json_put_number(out, "share", row->share);
        tomt_json_put_number(out, "needed", row->needed);
        tomt_json_put_number(out, "change", row->change);
        put_text(out, "by", row->by);
        tomt_json_put_flag(out, "smallest", row->smallest);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]");
}

/* What each number follows: the profile's method, or the weighted sum. */
static void put_by(struct tomt_text *out, const struct tomt_told_profile *profile)
{
    const char *method = profile->method    ? profile->method
                         : profile->adds_up ? "weighted_sum"
                                            : NULL;
    tomt_json_put_key(out, "by");
    tomt_text_puts(out, "{");
    put_text(out, "rank", method);
    put_text(out, "score", method);
    put_text(out, "points", "weighted_sum");
    put_text(out, "lifts", "weighted_sum");
    put_text(out, "sensitivity", "weighted_sum");
    put_text(out, "robustness", profile->has_robustness ? profile->draws_by : NULL);
    tomt_text_puts(out, "}");
}

/* The nearest weight of one criterion that would bring it first, or among the first. */
static void put_raising(struct tomt_text *out, const struct tomt_told_profile *profile)
{
    tomt_json_put_key(out, "would_be_among");
    tomt_text_puts(out, "[");
    for (size_t k = 0; k < profile->n_raising; k++) {
        const struct tomt_raising *one = &profile->raising[k];
        bool none = one->criterion == SIZE_MAX;
        tomt_json_put_comma(out);
        tomt_text_puts(out, "{");
        tomt_json_put_number(out, "within", k ? profile->near_top : 1);
        put_text(out, "criterion", none ? NULL : profile->criterion[one->criterion].id);
        put_text(out, "direction", none ? NULL : one->up ? "up" : "down");
        tomt_json_put_number(out, "share", one->share);
        tomt_json_put_number(out, "needed", one->needed);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]");
}

static void put_other(struct tomt_text *out, const struct tomt_told_profile *profile)
{
    const struct tomt_other *other = &profile->other;
    tomt_json_put_key(out, "against");
    if (!other->site_id) {
        tomt_text_puts(out, "null");
        return;
    }
    tomt_text_puts(out, "{");
    tomt_json_put_text(out, "site_id", other->site_id);
    tomt_json_put_flag(out, "in_profile", other->found);
    tomt_json_put_number(out, "rank", other->found ? other->rank : NAN);
    tomt_json_put_number(out, "score", other->found ? other->score : NAN);
    tomt_json_put_number(out, "weighted_sum", other->found ? other->sum : NAN);
    tomt_json_put_number(out, "difference", other->found ? profile->sum - other->sum : NAN);
    tomt_json_put_key(out, "criteria");
    tomt_text_puts(out, "[");
    for (size_t c = 0; other->found && c < profile->n_criteria; c++) {
        double here = profile->criterion[c].points, there = other->points[c];
        tomt_json_put_comma(out);
        tomt_text_puts(out, "{");
        put_text(out, "id", profile->criterion[c].id);
        tomt_json_put_number(out, "raw", other->raw[c]);
        tomt_json_put_number(out, "value", other->v[c]);
        tomt_json_put_number(out, "points", there);
        double difference = (isnan(here) ? 0 : here) - (isnan(there) ? 0 : there);
        tomt_json_put_number(out, "difference", difference);
        tomt_json_put_number(out, "difference_shown", tomt_shown_tenths(difference));
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]}");
}

static void put_sentences(struct tomt_text *out, const struct tomt_sayings *say,
                          const char *const *section)
{
    tomt_json_put_key(out, "sentences");
    tomt_text_puts(out, "[");
    for (size_t i = 0; i < say->n; i++) {
        const struct tomt_saying *one = &say->item[i];
        struct tomt_text text = {0};
        tomt_json_put_comma(out);
        tomt_text_puts(out, "{");
        if (section)
            put_text(out, "section", section[one->section]);
        put_text(out, "criterion", one->criterion);
        put_text(out, "message", one->sentence.message);
        tomt_json_put_key(out, "numbers");
        for (size_t k = 0; k < 4; k++) {
            tomt_text_puts(out, k ? "," : "[");
            tomt_json_put_bare(out, one->sentence.number[k]);
        }
        tomt_text_puts(out, "]");
        tomt_saying_phrase(say->phrases, &text, one);
        put_text(out, "text", text.bytes ? text.bytes : "");
        out->failed = out->failed || text.failed;
        tomt_text_free(&text);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]");
}

static void put_profile(struct tomt_text *out, const struct tomt_told_profile *profile,
                        const struct tomt_sayings *say, bool internal)
{
    static const char *const section[TOMT_N_SECTIONS] = {
        "standing", "firm",    "strength", "weakness", "lift",   "apart", "gap",
        "weights",  "against", "ground",   "room",     "judged", "open"};
    bool nb = tomt_phrases_language(say->phrases) == 1;
    tomt_json_put_comma(out);
    tomt_text_puts(out, "{");
    put_text(out, "profile", profile->name);
    put_title(out, &profile->title, nb, profile->name);
    put_text(out, "goal", tomt_one_title(&profile->goal, nb, NULL));
    tomt_json_put_number(out, "n_sites", profile->n_sites);
    tomt_json_put_number(out, "n_ranked", profile->n_ranked);
    tomt_json_put_number(out, "rank", profile->rank);
    tomt_json_put_number(out, "score", profile->score);
    tomt_json_put_number(out, "coverage", profile->coverage);
    tomt_json_put_number(out, "least_coverage", profile->least_coverage);
    put_text(out, "method",
             profile->method    ? profile->method
             : profile->adds_up ? "weighted_sum"
                                : NULL);
    tomt_json_put_flag(out, "points_add_up_to_score", profile->adds_up);
    tomt_json_put_number(out, "weighted_sum", profile->sum);
    tomt_json_put_number(out, "weighted_sum_shown", tomt_shown_tenths(profile->sum));
    put_named(out, "terms", profile->term, profile->n_terms, "term", nb);
    put_named(out, "ranks_by_method", profile->method_rank, profile->n_method_ranks, "method", nb);
    put_robustness(out, profile);
    put_sensitivity(out, profile);
    put_raising(out, profile);
    put_by(out, profile);
    put_rows(out, "weight_groups", &profile->weight_group);
    tomt_json_put_key(out, "criteria");
    tomt_text_puts(out, "[");
    for (size_t c = 0; c < profile->n_criteria; c++)
        put_criterion(out, &profile->criterion[c], profile->layers, say->phrases);
    tomt_text_puts(out, "]");
    put_first(out, "site", &profile->site);
    put_rows(out, "parcels", &profile->parcel);
    put_first(out, "capacity", &profile->capacity);
    put_named_rows(out, "capacity_pieces", &profile->piece, "zone_name", profile->piece_zone,
                   profile->layers, nb);
    put_named_rows(out, "losses", &profile->loss, NULL, NULL, profile->layers, nb);
    put_named_rows(out, "constraints", &profile->constraint, "main_name", profile->constraint_main,
                   profile->layers, nb);
    if (internal)
        put_first(out, "purchase", &profile->purchase);
    put_other(out, profile);
    put_sentences(out, say, section);
    tomt_text_puts(out, "}");
}

bool tomt_explanation_json(const struct tomt_explanation *explanation,
                           const struct tomt_phrases *phrases, struct tomt_text *out,
                           struct tomt_error *err)
{
    struct tomt_sayings say = {.arena = explanation->arena, .phrases = phrases, .err = err};
    tomt_text_puts(out, "{");
    tomt_json_put_text(out, "site_id", explanation->site_id); /* whole: it is asked for by it */
    tomt_json_put_text(out, "against", explanation->against);
    put_text(out, "project", explanation->project_name);
    put_text(out, "run_id", explanation->run_id);
    put_text(out, "schema_version", explanation->schema_version);
    put_text(out, "data_date", explanation->data_date);
    put_text(out, "language", tomt_phrases_language(phrases) == 1 ? "nb" : "en");
    tomt_json_put_number(out, "longest_text", TOMT_LONGEST_KEPT);
    tomt_json_put_key(out, "profiles");
    tomt_text_puts(out, "[");
    for (size_t p = 0; p < explanation->n_profiles; p++) {
        say.n = 0;
        if (!tomt_explain_say(explanation, &explanation->profile[p], &say, err))
            return false;
        put_profile(out, &explanation->profile[p], &say, explanation->internal);
    }
    tomt_text_puts(out, "]");
    say.n = 0;
    if (!tomt_explain_say_rejected(explanation, &say, err))
        return false;
    tomt_json_put_key(out, "rejected");
    tomt_text_puts(out, "{");
    tomt_json_put_key(out, "rows");
    tomt_text_puts(out, "[");
    for (size_t i = 0; i < explanation->rejected.n; i++) {
        const struct tomt_rows *rows = &explanation->rejected;
        tomt_json_put_comma(out);
        tomt_text_puts(out, "{");
        put_text(out, "profile", tomt_rows_text(rows, i, "profile"));
        put_text(out, "reason", tomt_rows_text(rows, i, "reason"));
        put_text(out, "layer", tomt_rows_text(rows, i, "layer"));
        tomt_json_put_number(out, "feature", tomt_rows_number(rows, i, "feature"));
        put_text(out, "detail", tomt_rows_text(rows, i, "detail"));
        tomt_json_put_number(out, "measured", tomt_rows_number(rows, i, "measured"));
        tomt_json_put_number(out, "limit", tomt_rows_number(rows, i, "limit_value"));
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]");
    put_sentences(out, &say, NULL);
    tomt_text_puts(out, "}}\n");
    return !out->failed || tomt_fail(err, TOMT_MEMORY, "out of memory writing the explanation");
}
