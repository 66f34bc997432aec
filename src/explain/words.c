/* explain/words.c: what an explanation says, as sentences: ids of messages with their numbers. */
#include "explain/inside.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *keep(struct tomt_sayings *out, struct tomt_text *text)
{
    tomt_text_add(text, "", 0);
    const char *kept = tomt_text_keep(text, out->arena, out->err);
    out->failed = out->failed || !kept;
    return kept ? kept : "";
}

const char *tomt_say_clean(struct tomt_sayings *out, const char *text)
{
    struct tomt_text clean = {0};
    if (!text)
        return NULL;
    tomt_put_name(&clean, text);
    return keep(out, &clean);
}

const char *tomt_say_text(struct tomt_sayings *out, const char *text)
{
    struct tomt_text clean = {0};
    tomt_text_line(&clean, text);
    return keep(out, &clean);
}

const char *tomt_say_title(struct tomt_sayings *out, const struct tomt_told_criterion *criterion)
{
    bool nb = tomt_phrases_language(out->phrases) == 1;
    return tomt_say_clean(out, tomt_one_title(&criterion->title, nb, criterion->id));
}

const char *tomt_say_measure(struct tomt_sayings *out, double number, const char *unit)
{
    struct tomt_text text = {0};
    tomt_phrase_measure(out->phrases, &text, number, unit);
    return keep(out, &text);
}

const char *tomt_unit_of(const struct tomt_told_criterion *criterion)
{
    bool floor = criterion->criterion && (!strcmp(criterion->criterion, "unused_capacity"));
    return floor && criterion->unit && !strcmp(criterion->unit, "m2") ? "m2 BRA" : criterion->unit;
}

struct tomt_saying *tomt_say(struct tomt_sayings *out, enum tomt_section section,
                             const char *message)
{
    static _Thread_local struct tomt_saying nowhere;
    if (!out->failed && out->n == out->capacity) {
        size_t capacity = out->capacity ? 2 * out->capacity : 32;
        void *more =
            tomt_arena_block(out->arena, out->item, capacity * sizeof *out->item, out->err);
        out->failed = !more;
        if (more) {
            out->item = more;
            out->capacity = capacity;
        }
    }
    struct tomt_saying *saying = out->failed ? &nowhere : &out->item[out->n++];
    *saying = (struct tomt_saying){.section = section, .sentence = {.message = message}};
    for (size_t i = 0; i < 4; i++)
        saying->sentence.number[i] = NAN;
    return saying;
}

void tomt_saying_phrase(const struct tomt_phrases *phrases, struct tomt_text *out,
                        const struct tomt_saying *saying)
{
    tomt_sentence_phrase(phrases, out, &saying->sentence);
}

const char *tomt_say_phrase(struct tomt_sayings *out, const struct tomt_sentence *sentence)
{
    struct tomt_text text = {0};
    tomt_sentence_phrase(out->phrases, &text, sentence);
    return keep(out, &text);
}

const char *tomt_say_add(struct tomt_sayings *out, const char *ready, const char *between,
                         const char *second, const char *after)
{
    struct tomt_text text = {0};
    tomt_text_puts(&text, ready);
    if (second && *second) {
        tomt_text_puts(&text, *ready ? between : "");
        tomt_put_name(&text, second);
        tomt_text_puts(&text, after);
    }
    return keep(out, &text);
}

const char *tomt_say_join(struct tomt_sayings *out, const char *first, const char *between,
                          const char *second, const char *after)
{
    return tomt_say_add(out, tomt_say_clean(out, first ? first : ""), between, second, after);
}

/* "PROMETHEE II", "weighted sum"; of a method that this version does not know its id. */
const char *tomt_say_method(struct tomt_sayings *out, const char *method)
{
    char id[64];
    snprintf(id, sizeof id, "method_%s", method ? method : "");
    const struct tomt_message *message = tomt_message_find(id);
    return message ? tomt_phrase(out->phrases, message->english) : tomt_say_clean(out, method);
}

const char *tomt_say_layer(const struct tomt_layer_titles *layers, const char *key,
                           struct tomt_sayings *out)
{
    return tomt_say_clean(out,
                          tomt_layer_title(layers, key, tomt_phrases_language(out->phrases) == 1));
}

/* Where the profile is not ranked by the weighted sum: by which of them the draws are. */
static void say_draws_by(const struct tomt_told_profile *profile, enum tomt_section section,
                         struct tomt_sayings *out)
{
    bool by_sum = !strcmp(profile->draws_by, "weighted_sum");
    if (profile->adds_up && by_sum)
        return;
    struct tomt_saying *saying =
        tomt_say(out, section, by_sum ? "explain_draws_by_sum" : "explain_draws_by");
    saying->sentence.number[0] = by_sum ? profile->rank_of_sum : NAN;
    saying->sentence.text[0] = tomt_say_method(out, by_sum ? profile->method : profile->draws_by);
}

static void say_interval(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    if (isnan(profile->rank))
        return;
    if (!profile->has_robustness) {
        tomt_say(out, TOMT_SAY_STANDING, "explain_no_robustness");
        return;
    }
    say_draws_by(profile, TOMT_SAY_STANDING, out);
    bool one = profile->rank_low == profile->rank_high, share = !isnan(profile->interval);
    struct tomt_saying *saying =
        tomt_say(out, TOMT_SAY_STANDING,
                 one ? (share ? "explain_interval_one" : "explain_interval_one_plain")
                     : (share ? "explain_interval" : "explain_interval_plain"));
    saying->sentence.number[0] = profile->rank_low;
    saying->sentence.number[1] = profile->rank_high;
    saying->sentence.number[2] = profile->interval;
    saying = tomt_say(out, TOMT_SAY_STANDING, "explain_span");
    saying->sentence.number[0] = profile->rank_best;
    saying->sentence.number[1] = profile->rank_worst;
    saying->sentence.number[2] = profile->rank_mean;
}

/* The weights of what is dropped here, and what that is. */
static void say_spread(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    double dropped = 0;
    const char *list = "";
    for (size_t c = 0; c < profile->n_criteria; c++) {
        const struct tomt_told_criterion *criterion = &profile->criterion[c];
        if (!isnan(criterion->points) || !(criterion->share > 0))
            continue;
        dropped += criterion->share;
        list = tomt_say_add(out, list, ", ", tomt_say_title(out, criterion), "");
    }
    if (isnan(profile->score) || !(dropped > 0))
        return;
    struct tomt_saying *saying = tomt_say(out, TOMT_SAY_STANDING, "explain_spread");
    saying->sentence.number[0] = dropped;
    saying->sentence.text[0] = list;
}

/* Each number is rounded for itself: where those that are printed do not make the printed sum. */
static void say_rounded(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    double printed = 0;
    for (size_t c = 0; c < profile->n_criteria; c++)
        if (!isnan(profile->criterion[c].points))
            printed += tomt_shown_tenths(profile->criterion[c].points);
    printed = tomt_shown_tenths(printed); /* what binary numbers make of tenths */
    if (!isnan(profile->sum) && printed != tomt_shown_tenths(profile->sum))
        tomt_say(out, TOMT_SAY_STANDING, "explain_rounded")->sentence.number[0] = printed;
}

static void say_standing(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    struct tomt_saying *saying;
    bool ranked = profile->rank > 0;
    if (!ranked) {
        bool few = profile->coverage > 0 && profile->coverage < profile->least_coverage;
        saying = tomt_say(out, TOMT_SAY_STANDING, few ? "explain_no_rank" : "explain_no_rank_data");
        saying->sentence.number[0] = profile->coverage;
        saying->sentence.number[1] = profile->least_coverage;
    } else {
        saying =
            tomt_say(out, TOMT_SAY_STANDING, profile->rank == 1 ? "explain_first" : "explain_rank");
        saying->sentence.number[0] = profile->rank;
        saying->sentence.number[1] = profile->n_ranked;
    }
    if (ranked)
        say_interval(profile, out);
    if (!isnan(profile->score)) {
        saying = tomt_say(out, TOMT_SAY_STANDING,
                          profile->adds_up ? "explain_score" : "explain_score_method");
        saying->sentence.number[0] = round(profile->score);
        saying->sentence.number[1] = profile->adds_up ? NAN : round(profile->sum);
        saying->sentence.text[0] = profile->adds_up ? NULL : tomt_say_method(out, profile->method);
    }
    bool nb = tomt_phrases_language(out->phrases) == 1;
    for (size_t i = 0; !profile->adds_up && i < profile->n_terms; i++) {
        const struct tomt_named_number *term = &profile->term[i];
        if (isnan(term->number))
            continue;
        saying = tomt_say(out, TOMT_SAY_STANDING, "explain_term");
        saying->sentence.number[0] = term->number;
        saying->sentence.unit[0] = term->unit;
        saying->sentence.text[0] =
            tomt_say_clean(out, tomt_one_title(&term->title, nb, term->name));
    }
    say_spread(profile, out);
    say_rounded(profile, out);
}

static void say_methods(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    struct tomt_text list = {0};
    double rank = NAN;
    bool same = true;
    size_t n = 0;
    for (size_t i = 0; i < profile->n_method_ranks; i++) {
        const struct tomt_named_number *method = &profile->method_rank[i];
        if (isnan(method->number))
            continue;
        same = same && (n == 0 || method->number == rank);
        rank = method->number;
        tomt_text_print(&list, "%s", n++ ? ", " : "");
        tomt_text_puts(&list, tomt_say_method(out, method->name));
        tomt_text_puts(&list, " ");
        tomt_phrase_number(out->phrases, &list, method->number, 0);
    }
    const char *text = keep(out, &list);
    if (n == 0)
        return;
    struct tomt_saying *saying =
        tomt_say(out, TOMT_SAY_FIRM, same && n > 1 ? "explain_methods_same" : "explain_methods");
    saying->sentence.number[0] = same && n > 1 ? rank : NAN;
    saying->sentence.text[0] = same && n > 1 ? NULL : text;
}

static double rank_by(const struct tomt_told_profile *profile, const char *method)
{
    for (size_t i = 0; i < profile->n_method_ranks; i++)
        if (!strcmp(profile->method_rank[i].name, method))
            return profile->method_rank[i].number;
    return NAN;
}

/* A site that does well in all but one, where it has nothing: a product is then 0, and of the worst
 * value nothing can be worse. */
static void say_zero(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    double least = fmax(2 * profile->rank, profile->near_top);
    double product = rank_by(profile, "weighted_product"), worst = rank_by(profile, "minimum");
    bool by_product = product > least, by_worst = worst > least;
    const char *list = "";
    for (size_t c = 0; c < profile->n_criteria; c++) {
        const struct tomt_told_criterion *criterion = &profile->criterion[c];
        if (criterion->share > 0 && criterion->points == 0)
            list = tomt_say_add(out, list, ", ", tomt_say_title(out, criterion), "");
    }
    if (!*list || !(by_product || by_worst))
        return;
    struct tomt_saying *saying = tomt_say(out, TOMT_SAY_FIRM,
                                          by_product && by_worst ? "explain_zero_both"
                                          : by_product           ? "explain_zero_product"
                                                                 : "explain_zero_worst");
    saying->sentence.number[0] = by_product ? product : worst;
    saying->sentence.number[1] = by_product && by_worst ? worst : NAN;
    saying->sentence.text[0] = list;
}

static void say_firmness(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    if (!profile->has_robustness || !(profile->rank > 0))
        return;
    const char *stability = profile->stability ? profile->stability : "";
    bool over = profile->top_share >= 0.99 && profile->top_share < 1;
    bool always = !strcmp(stability, "always"), never = !strcmp(stability, "never");
    say_draws_by(profile, TOMT_SAY_FIRM, out);
    if (!isnan(profile->top) && (always || never || !isnan(profile->top_share))) {
        struct tomt_saying *saying = tomt_say(out, TOMT_SAY_FIRM,
                                              always  ? "explain_always"
                                              : never ? "explain_never"
                                              : over  ? "explain_depends_over"
                                                      : "explain_depends");
        saying->sentence.number[0] = profile->top;
        saying->sentence.number[1] = profile->top_share;
    }
    if (profile->first_share >= 0.0005) /* less would be told as none */
        tomt_say(out, TOMT_SAY_FIRM, "explain_first_share")->sentence.number[0] =
            profile->first_share;
    say_methods(profile, out);
    say_zero(profile, out);
    bool whole = true;
    for (size_t c = 0; c < profile->n_criteria; c++)
        whole = whole && !isnan(profile->criterion[c].v);
    if (profile->dominated_by)
        tomt_say(out, TOMT_SAY_FIRM, whole ? "explain_dominated" : "explain_dominated_assumed")
            ->sentence.text[0] = tomt_say_clean(out, profile->dominated_by);
    else
        tomt_say(out, TOMT_SAY_FIRM, whole ? "explain_front" : "explain_front_assumed");
}

void tomt_say_findings(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    static const enum tomt_section section[] = {
        [TOMT_FINDING_STRENGTH] = TOMT_SAY_STRENGTH, [TOMT_FINDING_WEAKNESS] = TOMT_SAY_WEAKNESS,
        [TOMT_FINDING_LIFT] = TOMT_SAY_LIFT,         [TOMT_FINDING_GAP] = TOMT_SAY_GAP,
        [TOMT_FINDING_ABOVE] = TOMT_SAY_AGAINST,     [TOMT_FINDING_BELOW] = TOMT_SAY_AGAINST};
    for (size_t pass = 0; pass < 2; pass++) {
        const struct tomt_finding *finding = pass ? profile->other.finding : profile->finding;
        size_t n = pass ? profile->other.n_findings : profile->n_findings;
        for (size_t i = 0; i < n; i++) {
            const struct tomt_told_criterion *criterion = &profile->criterion[finding[i].criterion];
            bool apart = finding[i].kind == TOMT_FINDING_LIFT && !criterion->movable;
            enum tomt_section of = apart ? TOMT_SAY_APART : section[finding[i].kind];
            struct tomt_saying *saying = tomt_say(out, of, finding[i].message);
            saying->criterion = criterion->id;
            saying->sentence.text[0] = tomt_say_title(out, criterion);
            saying->sentence.text[1] = pass ? tomt_say_clean(out, profile->other.site_id) : NULL;
            for (size_t k = 0; k < 4; k++) {
                saying->sentence.number[k] = finding[i].number[k];
                saying->sentence.unit[k] = tomt_unit_of(criterion);
            }
            if (finding[i].kind != TOMT_FINDING_LIFT ||
                !(profile->rank_then[i] < profile->rank_of_sum))
                continue;
            saying = tomt_say(out, of, "explain_lift_rank");
            saying->criterion = criterion->id;
            saying->sentence.number[0] = profile->rank_then[i];
        }
    }
}

static void say_against_points(const struct tomt_told_profile *profile, const char *id,
                               struct tomt_sayings *out)
{
    const struct tomt_other *other = &profile->other;
    static const char *const message[2][3] = {
        {"explain_against_sum_less", "explain_against_sum_same", "explain_against_sum_more"},
        {"explain_against_less", "explain_against_same", "explain_against_more"}};
    double more = profile->sum - other->sum;
    struct tomt_saying *saying =
        tomt_say(out, TOMT_SAY_AGAINST, message[profile->adds_up][1 + (more > 0) - (more < 0)]);
    saying->sentence.number[0] = profile->sum;
    saying->sentence.number[1] = other->sum;
    saying->sentence.number[2] = fabs(more);
    saying->sentence.text[1] = id;
}

/* The list below as it is printed, and what the two printed sums differ by. */
static void say_rounded_against(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    const struct tomt_other *other = &profile->other;
    double printed = 0;
    for (size_t i = 0; i < other->n_findings; i++) {
        const struct tomt_finding *finding = &other->finding[i];
        printed += finding->kind == TOMT_FINDING_ABOVE   ? tomt_shown_tenths(finding->number[2])
                   : finding->kind == TOMT_FINDING_BELOW ? -tomt_shown_tenths(finding->number[2])
                                                         : 0;
    }
    double told = tomt_shown_tenths(fabs(profile->sum - other->sum));
    double list = fabs(tomt_shown_tenths(printed));
    double sums =
        fabs(tomt_shown_tenths(tomt_shown_tenths(profile->sum) - tomt_shown_tenths(other->sum)));
    if (list == told && sums == told)
        return;
    struct tomt_saying *saying = tomt_say(out, TOMT_SAY_AGAINST, "explain_rounded_against");
    saying->sentence.number[0] = sums;
    saying->sentence.number[1] = list;
}

static void say_against(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    const struct tomt_other *other = &profile->other;
    if (!other->site_id)
        return;
    const char *id = tomt_say_clean(out, other->site_id);
    for (size_t i = 0; i < other->rejected.n; i++)
        tomt_say_fallen(profile->layers, &other->rejected, i, id, TOMT_SAY_AGAINST, out);
    if (!other->found && other->rejected.n)
        return;
    if (!other->found || isnan(other->sum) || isnan(profile->sum)) {
        tomt_say(out, TOMT_SAY_AGAINST,
                 other->found ? "explain_against_no_score" : "explain_against_absent")
            ->sentence.text[1] = id;
        return;
    }
    if (profile->rank > 0 && other->rank > 0) {
        struct tomt_saying *saying =
            tomt_say(out, TOMT_SAY_AGAINST,
                     profile->adds_up ? "explain_against_rank" : "explain_against_rank_method");
        saying->sentence.number[0] = profile->rank;
        saying->sentence.number[1] = other->rank;
        saying->sentence.number[2] = profile->adds_up ? NAN : profile->score;
        saying->sentence.number[3] = profile->adds_up ? NAN : other->score;
        saying->sentence.text[0] = profile->adds_up ? NULL : tomt_say_method(out, profile->method);
        saying->sentence.text[1] = id;
    }
    say_against_points(profile, id, out);
    say_rounded_against(profile, out);
}

bool tomt_explain_say(const struct tomt_explanation *explanation,
                      const struct tomt_told_profile *profile, struct tomt_sayings *out,
                      struct tomt_error *err)
{
    out->err = err;
    out->arena = explanation->arena;
    say_standing(profile, out);
    say_firmness(profile, out);
    tomt_say_weights(profile, out);
    tomt_say_judged(profile, out);
    say_against(profile, out);
    tomt_say_findings(profile, out);
    tomt_say_ground(profile, out);
    tomt_say_open(profile, out);
    return !out->failed;
}

const char *tomt_flag_words(const struct tomt_phrases *phrases, const char *flag)
{
    if (flag && !strcmp(flag, "staffing"))
        return tomt_phrase(phrases, TOMT_MARK("staffing agency: the jobs are mostly elsewhere"));
    if (flag && !strcmp(flag, "head_office"))
        return tomt_phrase(phrases, TOMT_MARK("head office: some of the jobs may be elsewhere"));
    return NULL;
}

const char *tomt_why_words(const struct tomt_phrases *phrases, const char *y)
{
    static const struct {
        const char *y, *words;
    } row[] = {{"missing_input", TOMT_MARK("the input says nothing here")},
               {"outside", TOMT_MARK("outside the layer")},
               {"unreachable", TOMT_MARK("none within reach")},
               {"not_snapped", TOMT_MARK("no street near enough")},
               {"suppressed", TOMT_MARK("too few to tell")},
               {"not_applicable", TOMT_MARK("does not apply here")}};
    for (size_t i = 0; y && i < sizeof row / sizeof *row; i++)
        if (!strcmp(row[i].y, y))
            return tomt_phrase(phrases, row[i].words);
    return y;
}
