/* explain/words.c: what an explanation says, as sentences: ids of messages with their numbers. */
#include "explain/inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WEIGHTS = 4 }; /* changes of weights that are told */

/* C0, DEL, C1, line and paragraph separators, marks and overrides of direction: a name is one line
 * that says nothing to a terminal. */
static bool controls(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x61C ||
           (code >= 0x200E && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

void tomt_clean(struct tomt_text *out, const char *text)
{
    size_t n = text ? strlen(text) : 0;
    for (size_t i = 0; i < n;) {
        uint32_t code = 0;
        size_t length = tomt_utf8_decode(text + i, n - i, &code);
        if (length == 0)
            tomt_text_puts(out, "\xEF\xBF\xBD");
        else if (controls(code))
            tomt_text_puts(out, " ");
        else
            tomt_text_add(out, text + i, length);
        i += length ? length : 1;
    }
}

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
    tomt_clean(&clean, text);
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

static void say_interval(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    if (isnan(profile->rank))
        return;
    if (!profile->has_robustness) {
        tomt_say(out, TOMT_SAY_STANDING, "explain_no_robustness");
        return;
    }
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

/* The weights of what is dropped here. */
static double dropped_share(const struct tomt_told_profile *profile)
{
    double dropped = 0;
    for (size_t c = 0; c < profile->n_criteria; c++)
        dropped += isnan(profile->criterion[c].points) ? profile->criterion[c].share : 0;
    return dropped;
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
        saying->sentence.text[0] = profile->adds_up ? NULL : tomt_say_clean(out, profile->method);
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
    double dropped = dropped_share(profile);
    if (!isnan(profile->score) && dropped > 0) {
        saying = tomt_say(out, TOMT_SAY_STANDING, "explain_spread");
        saying->sentence.number[0] = dropped;
    }
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
        tomt_clean(&list, method->name);
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

static void say_firmness(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    if (!profile->has_robustness || !(profile->rank > 0))
        return;
    const char *stability = profile->stability ? profile->stability : "";
    bool over = profile->top_share >= 0.99 && profile->top_share < 1;
    bool always = !strcmp(stability, "always"), never = !strcmp(stability, "never");
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
            struct tomt_saying *saying =
                tomt_say(out, section[finding[i].kind], finding[i].message);
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
            saying = tomt_say(out, TOMT_SAY_LIFT, "explain_lift_rank");
            saying->criterion = criterion->id;
            saying->sentence.number[0] = profile->rank_then[i];
        }
    }
}

static int nearest_first(const void *left, const void *right)
{
    const struct tomt_sensitive *a = *(const struct tomt_sensitive *const *)left;
    const struct tomt_sensitive *b = *(const struct tomt_sensitive *const *)right;
    double x = fabs(a->change), y = fabs(b->change);
    return x != y ? (x > y) - (x < y) : (a > b) - (a < b);
}

static void say_weight(const struct tomt_told_profile *profile, const struct tomt_sensitive *row,
                       struct tomt_sayings *out)
{
    const struct tomt_told_criterion *criterion = &profile->criterion[row->criterion];
    const char *message =
        row->within == 1 ? (row->up ? "explain_stays_first_under" : "explain_stays_first_over")
                         : (row->up ? "explain_stays_among_under" : "explain_stays_among_over");
    struct tomt_saying *saying = tomt_say(out, TOMT_SAY_WEIGHTS, message);
    saying->criterion = criterion->id;
    saying->sentence.number[0] = 100 * row->needed;
    saying->sentence.number[1] = 100 * row->share;
    saying->sentence.number[2] = row->within == 1 ? NAN : row->within;
    saying->sentence.text[0] = tomt_say_title(out, criterion);
    saying->sentence.text[1] = tomt_say_clean(out, row->by ? row->by : "?");
}

/* Criteria of which no weight, neither more nor less, takes the place. */
static void say_harmless(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    struct tomt_text list = {0};
    size_t n = 0;
    double within = NAN;
    for (size_t c = 0; c < profile->n_criteria; c++) {
        size_t n_rows = 0, n_needed = 0;
        for (size_t i = 0; i < profile->n_sensitive; i++) {
            const struct tomt_sensitive *row = &profile->sensitive[i];
            n_rows += row->criterion == c;
            n_needed += row->criterion == c && !isnan(row->needed);
            within = row->criterion == c ? row->within : within;
        }
        if (n_rows == 0 || n_needed)
            continue;
        tomt_text_puts(&list, n++ ? ", " : "");
        tomt_text_puts(&list, tomt_say_title(out, &profile->criterion[c]));
    }
    const char *text = keep(out, &list);
    if (n == 0)
        return;
    struct tomt_saying *saying = tomt_say(
        out, TOMT_SAY_WEIGHTS, within == 1 ? "explain_no_weight_first" : "explain_no_weight_among");
    saying->sentence.text[0] = text;
    saying->sentence.number[0] = within == 1 ? NAN : within;
}

static void say_weights(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    const struct tomt_sensitive **row =
        tomt_arena_alloc(out->arena, (profile->n_sensitive + 1) * sizeof *row, out->err);
    size_t n = 0;
    out->failed = out->failed || !row;
    for (size_t i = 0; row && i < profile->n_sensitive; i++)
        if (profile->sensitive[i].criterion != SIZE_MAX && !isnan(profile->sensitive[i].needed))
            row[n++] = &profile->sensitive[i];
    if (n > 1)
        qsort(row, n, sizeof *row, nearest_first);
    if (profile->n_sensitive && !profile->adds_up)
        tomt_say(out, TOMT_SAY_WEIGHTS, "explain_weights_by_sum");
    for (size_t i = 0; i < n && i < MOST_WEIGHTS; i++)
        say_weight(profile, row[i], out);
    say_harmless(profile, out);
}

static void say_against(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    const struct tomt_other *other = &profile->other;
    if (!other->site_id)
        return;
    const char *id = tomt_say_clean(out, other->site_id);
    if (!other->found || isnan(other->sum) || isnan(profile->sum)) {
        tomt_say(out, TOMT_SAY_AGAINST,
                 other->found ? "explain_against_no_score" : "explain_against_absent")
            ->sentence.text[1] = id;
        return;
    }
    struct tomt_saying *saying;
    if (profile->rank > 0 && other->rank > 0) {
        saying = tomt_say(out, TOMT_SAY_AGAINST, "explain_against_rank");
        saying->sentence.number[0] = profile->rank;
        saying->sentence.number[1] = other->rank;
        saying->sentence.text[1] = id;
    }
    double more = profile->sum - other->sum;
    saying = tomt_say(out, TOMT_SAY_AGAINST,
                      more > 0   ? "explain_against_more"
                      : more < 0 ? "explain_against_less"
                                 : "explain_against_same");
    saying->sentence.number[0] = profile->sum;
    saying->sentence.number[1] = other->sum;
    saying->sentence.number[2] = fabs(more);
    saying->sentence.text[1] = id;
}

bool tomt_explain_say(const struct tomt_explanation *explanation,
                      const struct tomt_told_profile *profile, struct tomt_sayings *out,
                      struct tomt_error *err)
{
    out->err = err;
    out->arena = explanation->arena;
    say_standing(profile, out);
    say_firmness(profile, out);
    say_weights(profile, out);
    say_against(profile, out);
    tomt_say_findings(profile, out);
    tomt_say_ground(profile, out);
    return !out->failed;
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
