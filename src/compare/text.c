/* compare/text.c: a comparison for people: what is compared, what was asked otherwise, who stands
 * where. */
#include "compare/inside.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *tomt_telling_title(const struct tomt_telling *to, const struct tomt_title *title,
                               const char *otherwise)
{
    const char *own = tomt_phrases_language(to->phrases) == 1 ? title->nb : title->en,
               *other = title->en ? title->en : title->nb;
    return own ? own : other ? other : otherwise;
}

void tomt_telling_say(const struct tomt_telling *to, const struct tomt_sentence *sentence,
                      const char *before, const char *after)
{
    tomt_text_puts(to->out, before);
    tomt_sentence_phrase(to->phrases, to->out, sentence);
    tomt_text_puts(to->out, after);
}

struct tomt_sentence tomt_saying(const char *message)
{
    return (struct tomt_sentence){.message = message, .number = {NAN, NAN, NAN, NAN}};
}

const char *tomt_telling_method(const struct tomt_telling *to, const char *method)
{
    char id[64];
    snprintf(id, sizeof id, "method_%s", method);
    const struct tomt_message *message = tomt_message_find(id);
    return message ? tomt_phrase(to->phrases, message->english) : method;
}

/* Between methods, too, points are of the weighted sum; where a method has none, the criteria tell
 * none. */
static void tell_methods(const struct tomt_telling *to, const struct tomt_compared *at)
{
    struct tomt_sentence sentence = tomt_saying("compare_method_ranks_otherwise");
    if (tomt_compare_differ(at->a.method, at->b.method)) {
        tomt_telling_say(to, &sentence, "  ", "\n");
    } else if (strcmp(at->b.method, "weighted_sum")) {
        sentence = tomt_saying("compare_method_no_points");
        sentence.text[0] = tomt_telling_method(to, at->b.method);
        tomt_telling_say(to, &sentence, "  ", "\n");
    }
}

static void tell_heading(const struct tomt_telling *to, const struct tomt_compared *at)
{
    bool two = tomt_compare_differ(at->a.profile, at->b.profile);
    struct tomt_text a = {0}, b = {0};
    struct tomt_sentence name = tomt_saying("compare_name"),
                         heading = tomt_saying(two ? "compare_profiles" : "compare_profile");
    name.text[0] = tomt_telling_title(to, &at->a.title, at->a.profile);
    name.text[1] = at->a.profile;
    tomt_sentence_phrase(to->phrases, &a, &name);
    name.text[0] = tomt_telling_title(to, &at->b.title, at->b.profile);
    name.text[1] = at->b.profile;
    tomt_sentence_phrase(to->phrases, &b, &name);
    heading.text[0] = two ? a.bytes : name.text[0];
    heading.text[1] = two ? b.bytes : name.text[1];
    heading.number[0] = (double)at->a.n;
    heading.number[1] = (double)at->b.n;
    to->out->failed = to->out->failed || a.failed || b.failed;
    if (!to->out->failed)
        tomt_telling_say(to, &heading, "\n", "\n");
    tomt_text_free(&a);
    tomt_text_free(&b);
}

static void tell_counts(const struct tomt_telling *to, const struct tomt_compared *at)
{
    struct tomt_sentence both = tomt_saying("compare_both"),
                         others = tomt_saying("compare_by_others"),
                         tau = tomt_saying("compare_tau");
    if (!at->n_both && at->a.n && at->b.n) {
        struct tomt_sentence none = tomt_saying("compare_none_in_both");
        tomt_telling_say(to, &none, "  ", "\n");
        return;
    }
    both.number[0] = (double)at->n_both;
    both.number[1] = (double)at->n_up;
    both.number[2] = (double)at->n_down;
    both.number[3] = (double)at->n_same;
    tomt_telling_say(to, &both, "  ", "\n");
    others.number[0] = (double)at->n_by_others;
    if (at->n_by_others)
        tomt_telling_say(to, &others, "  ", "\n");
    tau.number[0] = at->tau;
    if (!isnan(at->tau))
        tomt_telling_say(to, &tau, "  ", "\n");
}

static void tell_profile(const struct tomt_telling *to, const struct tomt_compared *at)
{
    tell_heading(to, at);
    tell_counts(to, at);
    tomt_tell_asked(to, at);
    tell_methods(to, at);
    if (!at->n_moved && !at->n_rescored && !at->n_fresh && !at->n_gone) {
        struct tomt_sentence nothing = tomt_saying("compare_nothing");
        tomt_telling_say(to, &nothing, "  ", "\n");
    }
    tomt_tell_changes(to, at);
}

static void tell_side(const struct tomt_telling *to, const char *letter,
                      const struct tomt_side *side)
{
    struct tomt_sentence sentence = tomt_saying("compare_side");
    char date[11] = "", run[9] = "";
    snprintf(date, sizeof date, "%s", side->data_date ? side->data_date : "");
    snprintf(run, sizeof run, "%s", side->info.run_id ? side->info.run_id : "");
    tomt_text_print(to->out, "%s: ", letter);
    tomt_text_line(to->out, side->path);
    sentence.text[0] = side->info.project_name;
    sentence.text[1] = date;
    sentence.text[2] = run;
    tomt_telling_say(to, &sentence, ": ", "\n");
}

static void tell_only(const struct tomt_telling *to, const char *message, const char *const *name,
                      size_t n)
{
    for (size_t k = 0; k < n; k++) {
        struct tomt_sentence sentence = tomt_saying(message);
        sentence.text[0] = name[k];
        tomt_telling_say(to, &sentence, k ? "" : "\n", "\n");
    }
}

static void tell_two(const struct tomt_telling *to, const char *message, const char *a,
                     const char *b)
{
    struct tomt_sentence sentence = tomt_saying(message);
    sentence.text[0] = a;
    sentence.text[1] = b;
    tomt_telling_say(to, &sentence, "", "\n");
}

static bool is_old(const struct tomt_side *side)
{
    return side->info.schema_version && !strcmp(side->info.schema_version, "1.0");
}

/* What holds for all profiles. */
static void tell_results(const struct tomt_telling *to)
{
    const struct tomt_comparison *comparison = to->comparison;
    const struct tomt_side *a = &comparison->profile[0].a, *b = &comparison->profile[0].b;
    bool same_profiles = true;
    for (size_t p = 0; p < comparison->n_profiles; p++)
        same_profiles = same_profiles && !tomt_compare_differ(comparison->profile[p].a.profile,
                                                              comparison->profile[p].b.profile);
    tell_side(to, "A", a);
    tell_side(to, "B", b);
    if (comparison->same_run)
        tell_two(to, same_profiles ? "compare_same_run" : "compare_same_run_profiles", NULL, NULL);
    if (tomt_compare_differ(a->info.project_name, b->info.project_name))
        tell_two(to, "compare_other_project", a->info.project_name, b->info.project_name);
    if (a->crs && b->crs && strcmp(a->crs, b->crs))
        tell_two(to, "compare_other_crs", a->crs, b->crs);
    if (is_old(a) || is_old(b))
        tell_two(to, "compare_old_schema",
                 is_old(a) && is_old(b) ? "A, B"
                 : is_old(a)            ? "A"
                                        : "B",
                 NULL);
    tomt_tell_inputs(to, a, b);
}

bool tomt_comparison_text(const struct tomt_comparison *comparison,
                          const struct tomt_phrases *phrases, struct tomt_text *out,
                          struct tomt_error *err)
{
    struct tomt_text told = {0};
    struct tomt_telling to = {comparison, phrases, &told};
    tell_results(&to);
    for (size_t p = 0; p < comparison->n_profiles; p++)
        tell_profile(&to, &comparison->profile[p]);
    tell_only(&to, "compare_only_a", comparison->only_a, comparison->n_only_a);
    tell_only(&to, "compare_only_b", comparison->only_b, comparison->n_only_b);
    if (!told.failed)
        tomt_compare_wrap(told.bytes, out);
    out->failed = out->failed || told.failed;
    tomt_text_free(&told);
    return !out->failed || tomt_fail(err, TOMT_MEMORY, "out of memory telling what differs");
}
