/* compare/text_asked.c: what was asked otherwise, for people: method, weights, value functions. */
#include "compare/inside.h"

#include <math.h>
#include <string.h>

static bool thresholds_differ(const struct tomt_asked *a, const struct tomt_asked *b)
{
    for (size_t k = 0; k < 3; k++)
        if (a->threshold[k] != b->threshold[k] &&
            !(isnan(a->threshold[k]) && isnan(b->threshold[k])))
            return true;
    return false;
}

/* What a score can hang on beside a site's own numbers, value functions and weights. */
bool tomt_compare_asked_otherwise(const struct tomt_compared *at)
{
    bool otherwise = tomt_compare_differ(at->a.method_parameters, at->b.method_parameters);
    for (size_t c = 0; c < at->a.n_criteria; c++) {
        const struct tomt_asked *a = &at->a.criterion[c], *b = tomt_compare_asked(&at->b, a->id);
        otherwise =
            otherwise ||
            (b && (tomt_compare_differ(a->null_policy, b->null_policy) || thresholds_differ(a, b)));
    }
    return otherwise;
}

/* Of the whole profile; a result before schema 1.1 does not tell it. */
static void tell_asked_of_all(const struct tomt_telling *to, const struct tomt_compared *at)
{
    const struct tomt_side *a = &at->a, *b = &at->b;
    struct tomt_sentence sentence = tomt_saying("compare_method_parameters");
    if (!tomt_compare_differ(a->method, b->method) && a->method_parameters &&
        b->method_parameters && tomt_compare_differ(a->method_parameters, b->method_parameters))
        tomt_telling_say(to, &sentence, "  ", "\n");
    sentence = tomt_saying("compare_vetoes");
    if (a->vetoes && b->vetoes && tomt_compare_differ(a->vetoes, b->vetoes))
        tomt_telling_say(to, &sentence, "  ", "\n");
    sentence = tomt_saying("compare_least_coverage");
    sentence.number[0] = a->least_coverage;
    sentence.number[1] = b->least_coverage;
    if (!isnan(a->least_coverage) && !isnan(b->least_coverage) &&
        a->least_coverage != b->least_coverage)
        tomt_telling_say(to, &sentence, "  ", "\n");
}

static void tell_asked_of_one(const struct tomt_telling *to, const struct tomt_asked *a,
                              const struct tomt_asked *b)
{
    const struct {
        const char *message;
        bool differs;
    } row[] = {{"compare_asked_value", tomt_compare_differ(a->value_json, b->value_json)},
               {"compare_asked_parameters", tomt_compare_differ(a->parameters, b->parameters)},
               {"compare_asked_missing", tomt_compare_differ(a->null_policy, b->null_policy)},
               {"compare_asked_thresholds", thresholds_differ(a, b)}};
    for (size_t k = 0; k < sizeof row / sizeof *row; k++) {
        struct tomt_sentence sentence = tomt_saying(row[k].message);
        sentence.text[0] = tomt_telling_title(to, &b->title, b->id);
        if (row[k].differs)
            tomt_telling_say(to, &sentence, "  ", "\n");
    }
}

void tomt_tell_asked(const struct tomt_telling *to, const struct tomt_compared *at)
{
    struct tomt_sentence sentence;
    if (tomt_compare_differ(at->a.method, at->b.method)) {
        sentence = tomt_saying("compare_method");
        sentence.text[0] = tomt_telling_method(to, at->a.method);
        sentence.text[1] = tomt_telling_method(to, at->b.method);
        tomt_telling_say(to, &sentence, "  ", "\n");
    }
    tell_asked_of_all(to, at);
    tomt_tell_sites_made(to, at);
    for (size_t c = 0; c < at->a.n_criteria; c++) {
        const struct tomt_asked *a = &at->a.criterion[c], *b = tomt_compare_asked(&at->b, a->id);
        const char *title = tomt_telling_title(to, b ? &b->title : &a->title, a->id);
        sentence = tomt_saying(!b ? "compare_asked_gone" : "compare_asked_share");
        sentence.text[0] = title;
        sentence.number[0] = a->share;
        sentence.number[1] = b ? b->share : NAN;
        if (!b || a->share != b->share)
            tomt_telling_say(to, &sentence, "  ", "\n");
        if (b)
            tell_asked_of_one(to, a, b);
    }
    for (size_t c = 0; c < at->b.n_criteria; c++) {
        const struct tomt_asked *b = &at->b.criterion[c];
        sentence = tomt_saying("compare_asked_new");
        sentence.text[0] = tomt_telling_title(to, &b->title, b->id);
        sentence.number[0] = b->share;
        if (!tomt_compare_asked(&at->a, b->id))
            tomt_telling_say(to, &sentence, "  ", "\n");
    }
}
