/* compare/text.c: a comparison for people: what was asked otherwise, who stands where, who is new and who is gone, and why. */
#include "compare/inside.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct telling {
    const struct tomt_comparison *comparison;
    const struct tomt_phrases *phrases;
    struct tomt_text *out;
};

static const char *title_of(const struct telling *to, const struct tomt_title *title, const char *otherwise)
{
    const char *own = tomt_phrases_language(to->phrases) == 1 ? title->nb : title->en, *other = title->en ? title->en : title->nb;
    return own ? own : other ? other : otherwise;
}

static void say(const struct telling *to, const struct tomt_sentence *sentence, const char *before, const char *after)
{
    tomt_text_puts(to->out, before);
    tomt_sentence_phrase(to->phrases, to->out, sentence);
    tomt_text_puts(to->out, after);
}

static struct tomt_sentence saying(const char *message)
{
    return (struct tomt_sentence){.message = message, .number = {NAN, NAN, NAN, NAN}};
}

/* --- what was asked otherwise ---------------------------------------------------------------------------------------- */

static const struct tomt_asked *asked(const struct tomt_side *side, const char *id)
{
    for (size_t c = 0; c < side->n_criteria; c++)
        if (!strcmp(side->criterion[c].id, id))
            return &side->criterion[c];
    return NULL;
}

static bool differ(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") != 0;
}

static bool thresholds_differ(const struct tomt_asked *a, const struct tomt_asked *b)
{
    for (size_t k = 0; k < 3; k++)
        if (a->threshold[k] != b->threshold[k] && !(isnan(a->threshold[k]) && isnan(b->threshold[k])))
            return true;
    return false;
}

/* What a score can hang on beside a site's own numbers, value functions and weights. */
static bool asked_otherwise(const struct tomt_compared *at)
{
    bool otherwise = differ(at->a.method_parameters, at->b.method_parameters);
    for (size_t c = 0; c < at->a.n_criteria; c++) {
        const struct tomt_asked *a = &at->a.criterion[c], *b = asked(&at->b, a->id);
        otherwise = otherwise || (b && (differ(a->null_policy, b->null_policy) || thresholds_differ(a, b)));
    }
    return otherwise;
}

/* Of the whole profile; a result before schema 1.1 does not tell it. */
static void tell_asked_of_all(const struct telling *to, const struct tomt_compared *at)
{
    const struct tomt_side *a = &at->a, *b = &at->b;
    struct tomt_sentence sentence = saying("compare_method_parameters");
    if (!differ(a->method, b->method) && a->method_parameters && b->method_parameters && differ(a->method_parameters, b->method_parameters))
        say(to, &sentence, "  ", "\n");
    sentence = saying("compare_vetoes");
    if (a->vetoes && b->vetoes && differ(a->vetoes, b->vetoes))
        say(to, &sentence, "  ", "\n");
    sentence = saying("compare_least_coverage");
    sentence.number[0] = a->least_coverage;
    sentence.number[1] = b->least_coverage;
    if (!isnan(a->least_coverage) && !isnan(b->least_coverage) && a->least_coverage != b->least_coverage)
        say(to, &sentence, "  ", "\n");
}

static void tell_asked_of_one(const struct telling *to, const struct tomt_asked *a, const struct tomt_asked *b)
{
    const struct {
        const char *message;
        bool differs;
    } row[] = {{"compare_asked_value", differ(a->value_json, b->value_json)},
               {"compare_asked_parameters", differ(a->parameters, b->parameters)},
               {"compare_asked_missing", differ(a->null_policy, b->null_policy)},
               {"compare_asked_thresholds", thresholds_differ(a, b)}};
    for (size_t k = 0; k < sizeof row / sizeof *row; k++) {
        struct tomt_sentence sentence = saying(row[k].message);
        sentence.text[0] = title_of(to, &b->title, b->id);
        if (row[k].differs)
            say(to, &sentence, "  ", "\n");
    }
}

static void tell_asked(const struct telling *to, const struct tomt_compared *at)
{
    struct tomt_sentence sentence;
    if (differ(at->a.method, at->b.method)) {
        sentence = saying("compare_method");
        sentence.text[0] = at->a.method;
        sentence.text[1] = at->b.method;
        say(to, &sentence, "  ", "\n");
    }
    tell_asked_of_all(to, at);
    if (at->a.sites_sha256 && at->b.sites_sha256 && !at->same_sites) {
        sentence = saying("compare_sites_made_otherwise");
        say(to, &sentence, "  ", "\n");
    }
    for (size_t c = 0; c < at->a.n_criteria; c++) {
        const struct tomt_asked *a = &at->a.criterion[c], *b = asked(&at->b, a->id);
        const char *title = title_of(to, b ? &b->title : &a->title, a->id);
        sentence = saying(!b ? "compare_asked_gone" : "compare_asked_share");
        sentence.text[0] = title;
        sentence.number[0] = a->share;
        sentence.number[1] = b ? b->share : NAN;
        if (!b || a->share != b->share)
            say(to, &sentence, "  ", "\n");
        if (b)
            tell_asked_of_one(to, a, b);
    }
    for (size_t c = 0; c < at->b.n_criteria; c++) {
        const struct tomt_asked *b = &at->b.criterion[c];
        sentence = saying("compare_asked_new");
        sentence.text[0] = title_of(to, &b->title, b->id);
        sentence.number[0] = b->share;
        if (!asked(&at->a, b->id))
            say(to, &sentence, "  ", "\n");
    }
}

/* --- why ------------------------------------------------------------------------------------------------------------ */

static const char *message_of(const struct tomt_cause *cause)
{
    static const char *const message[][3] = {
        [TOMT_NUMBER_CHANGED] = {"compare_number", "compare_number_more", "compare_number_less"},
        [TOMT_VALUE_CHANGED] = {"compare_value", "compare_value_more", "compare_value_less"},
        [TOMT_WEIGHT_CHANGED] = {"compare_weight", "compare_weight_more", "compare_weight_less"},
        [TOMT_CRITERION_NEW] = {"compare_criterion_new", "compare_criterion_new_more", "compare_criterion_new_less"},
        [TOMT_CRITERION_GONE] = {"compare_criterion_gone", "compare_criterion_gone_more", "compare_criterion_gone_less"},
        [TOMT_SPREAD_CHANGED] = {"compare_others_moved", "compare_spread_more", "compare_spread_less"}, /* these two always have points */
        [TOMT_ASSUMED_CHANGED] = {"compare_others_moved", "compare_assumed_more", "compare_assumed_less"}};
    static const char *const lost[] = {"compare_data_lost", "compare_data_lost_more", "compare_data_lost_less"};
    static const char *const found[] = {"compare_data_found", "compare_data_found_more", "compare_data_found_less"};
    size_t form = isnan(cause->points) ? 0 : cause->points >= 0 ? 1 : 2;
    if (cause->what == TOMT_DATA_CHANGED)
        return isnan(cause->raw_b) ? lost[form] : found[form];
    return message[cause->what][form];
}

static void tell_cause(const struct telling *to, const struct tomt_compared *at, const struct tomt_cause *cause)
{
    const struct tomt_asked *a = cause->a == SIZE_MAX ? NULL : &at->a.criterion[cause->a], *b = cause->b == SIZE_MAX ? NULL : &at->b.criterion[cause->b];
    const struct tomt_asked *of = b ? b : a;
    bool shares = cause->what == TOMT_WEIGHT_CHANGED;
    struct tomt_sentence sentence = {.message = message_of(cause),
                                     .number = {shares ? a->share : cause->raw_a, shares ? b->share : cause->raw_b, fabs(cause->points), NAN},
                                     .unit = {of->unit, of->unit, "points", NULL},
                                     .text = {title_of(to, &of->title, of->id), NULL, NULL}};
    say(to, &sentence, "", "");
}

enum { MOST_CAUSES = 2 }; /* a line holds; JSON has them all */

/* Nothing of the site itself has changed. */
static const char *why_else(const struct tomt_compared *at, const struct tomt_move *move)
{
    bool same_score = at->a.score[move->a] == at->b.score[move->b], ranked_in_a = !isnan(at->a.rank[move->a]);
    if (differ(at->a.method, at->b.method))
        return "compare_by_method";
    if (same_score && ranked_in_a != !isnan(at->b.rank[move->b]))
        return ranked_in_a ? "compare_rank_lost" : "compare_rank_found";
    if (same_score)
        return "compare_others_moved";
    return asked_otherwise(at) ? "compare_by_parameters" : "compare_held_against";
}

static void tell_causes(const struct telling *to, const struct tomt_compared *at, const struct tomt_move *move)
{
    if (!move->n_causes) {
        struct tomt_sentence others = saying(why_else(at, move));
        say(to, &others, "      ", "\n");
    }
    for (size_t k = 0; k < move->n_causes && k < MOST_CAUSES; k++) {
        tomt_text_puts(to->out, "      ");
        tell_cause(to, at, &move->cause[k]);
        tomt_text_puts(to->out, "\n");
    }
}

/* --- sites ----------------------------------------------------------------------------------------------------------- */

static void tell_name(const struct telling *to, const struct tomt_side *side, size_t s)
{
    tomt_text_line(to->out, side->site_id[s]);
    if (side->parcel[s] && differ(side->parcel[s], side->site_id[s])) {
        tomt_text_puts(to->out, " (");
        tomt_text_line(to->out, side->parcel[s]);
        tomt_text_puts(to->out, ")");
    }
}

static void tell_rank(const struct telling *to, double rank)
{
    if (isnan(rank))
        tomt_text_puts(to->out, "–");
    else
        tomt_phrase_number(to->phrases, to->out, rank, 0);
}

static void tell_move(const struct telling *to, const struct tomt_compared *at, const struct tomt_move *move)
{
    tomt_text_puts(to->out, "  ");
    tell_rank(to, at->a.rank[move->a]);
    tomt_text_puts(to->out, " → ");
    tell_rank(to, at->b.rank[move->b]);
    tomt_text_puts(to->out, "  ");
    tell_name(to, &at->b, move->b);
    struct tomt_sentence score = saying("compare_scores");
    score.number[0] = at->a.score[move->a];
    score.number[1] = at->b.score[move->b];
    say(to, &score, "  ", "\n");
    tell_causes(to, at, move);
}

static void tell_moves(const struct telling *to, const struct tomt_compared *at)
{
    size_t most = to->comparison->most, told = 0;
    struct tomt_sentence heading = saying("compare_moved_heading");
    heading.number[0] = (double)most;
    for (size_t k = 0; k < at->n_moved && told < 2 * most; k++) {
        const struct tomt_move *move = &at->moved[k];
        bool near_top = at->b.rank[move->b] <= (double)most || at->a.rank[move->a] <= (double)most; /* in either result */
        if (!near_top)
            continue;
        if (!told++)
            say(to, &heading, "  ", "\n");
        tell_move(to, at, move);
    }
}

static void tell_absent(const struct telling *to, const struct tomt_side *in, const struct tomt_move *move, bool is_new)
{
    size_t s = is_new ? move->b : move->a;
    tomt_text_puts(to->out, "  ");
    tell_rank(to, in->rank[s]);
    tomt_text_puts(to->out, "  ");
    tell_name(to, in, s);
    tomt_text_puts(to->out, ": ");
    if (move->reason) {
        char id[64];
        snprintf(id, sizeof id, "reason_%s", move->reason);
        struct tomt_sentence reason = saying(id), fell = saying(is_new ? "compare_fell_before" : "compare_fell_now");
        say(to, &fell, "", "");
        say(to, &reason, "", "");
        if (move->detail) {
            tomt_text_puts(to->out, " (");
            tomt_text_line(to->out, move->detail);
            tomt_text_puts(to->out, ")");
        }
    } else {
        struct tomt_sentence none = saying(is_new ? "compare_no_candidate_before" : "compare_no_candidate_now");
        say(to, &none, "", "");
    }
    tomt_text_puts(to->out, "\n");
}

static void tell_absents(const struct telling *to, const struct tomt_side *in, const struct tomt_move *move, size_t n, bool is_new)
{
    struct tomt_sentence heading = saying(is_new ? "compare_new_heading" : "compare_gone_heading"), more = saying("compare_more");
    heading.number[0] = (double)n;
    if (n)
        say(to, &heading, "  ", "\n");
    for (size_t k = 0; k < n && k < to->comparison->most; k++)
        tell_absent(to, in, &move[k], is_new);
    more.number[0] = n > to->comparison->most ? (double)(n - to->comparison->most) : 0;
    if (more.number[0] > 0)
        say(to, &more, "  ", "\n");
}

static void tell_profile(const struct telling *to, const struct tomt_compared *at)
{
    struct tomt_sentence heading = saying("compare_profile"), both = saying("compare_both"), tau = saying("compare_tau");
    heading.text[0] = title_of(to, &at->b.title, at->b.profile);
    heading.text[1] = at->b.profile;
    heading.number[0] = (double)at->a.n;
    heading.number[1] = (double)at->b.n;
    say(to, &heading, "\n", "\n");
    both.number[0] = (double)at->n_both;
    both.number[1] = (double)at->n_up;
    both.number[2] = (double)at->n_down;
    both.number[3] = (double)at->n_same;
    say(to, &both, "  ", "\n");
    tau.number[0] = at->tau;
    if (!isnan(at->tau))
        say(to, &tau, "  ", "\n");
    tell_asked(to, at);
    if (!at->n_moved && !at->n_fresh && !at->n_gone) {
        struct tomt_sentence nothing = saying("compare_nothing");
        say(to, &nothing, "  ", "\n");
    }
    tell_moves(to, at);
    tell_absents(to, &at->b, at->fresh, at->n_fresh, true);
    tell_absents(to, &at->a, at->gone, at->n_gone, false);
}

static void tell_side(const struct telling *to, const char *letter, const struct tomt_side *side)
{
    struct tomt_sentence sentence = saying("compare_side");
    char date[11] = "", run[9] = "";
    snprintf(date, sizeof date, "%s", side->data_date ? side->data_date : "");
    snprintf(run, sizeof run, "%s", side->info.run_id ? side->info.run_id : "");
    tomt_text_print(to->out, "%s: ", letter);
    tomt_text_line(to->out, side->path);
    sentence.text[0] = side->info.project_name;
    sentence.text[1] = date;
    sentence.text[2] = run;
    say(to, &sentence, ": ", "\n");
}

static void tell_only(const struct telling *to, const char *message, const char *const *name, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        struct tomt_sentence sentence = saying(message);
        sentence.text[0] = name[k];
        say(to, &sentence, k ? "" : "\n", "\n");
    }
}

bool tomt_comparison_text(const struct tomt_comparison *comparison, const struct tomt_phrases *phrases, struct tomt_text *out, struct tomt_error *err)
{
    struct telling to = {comparison, phrases, out};
    tell_side(&to, "A", &comparison->profile[0].a);
    tell_side(&to, "B", &comparison->profile[0].b);
    if (comparison->same_run) {
        struct tomt_sentence same = saying("compare_same_run");
        say(&to, &same, "", "\n");
    }
    for (size_t p = 0; p < comparison->n_profiles; p++)
        tell_profile(&to, &comparison->profile[p]);
    tell_only(&to, "compare_only_a", comparison->only_a, comparison->n_only_a);
    tell_only(&to, "compare_only_b", comparison->only_b, comparison->n_only_b);
    return !out->failed || tomt_fail(err, TOMT_MEMORY, "out of memory telling what differs");
}
