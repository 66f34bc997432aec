/* explain/words_weights.c: what other weights would do, and how well those that are stand, as
 * sentences. */
#include "explain/inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double all_of_it = 1 - 1e-9;     /* then nothing but this criterion counts */
static const double most_inconsistent = 0.10; /* Saaty 1980: what is more asks for another look */

/* The two ways of one criterion's weight. */
struct ways {
    const struct tomt_sensitive *down, *up; /* NULL: no row, or none that takes the place */
    size_t criterion, n_rows;
    bool whole; /* only where it has all the weight does another take the place */
    double nearest;
};

static int nearest_first(const void *left, const void *right)
{
    const struct ways *a = left, *b = right;
    if (a->nearest != b->nearest)
        return a->nearest < b->nearest ? -1 : 1;
    return (a->criterion > b->criterion) - (a->criterion < b->criterion);
}

static struct ways ways_of(const struct tomt_told_profile *profile, size_t c)
{
    struct ways ways = {.criterion = c, .nearest = INFINITY};
    for (size_t i = 0; i < profile->n_sensitive; i++) {
        const struct tomt_sensitive *row = &profile->sensitive[i];
        ways.n_rows += row->criterion == c ? 1 : 0;
        if (row->criterion != c || isnan(row->needed))
            continue;
        if (row->up && row->needed >= all_of_it) {
            ways.whole = true;
            continue;
        }
        *(row->up ? &ways.up : &ways.down) = row;
        ways.nearest = fmin(ways.nearest, fabs(row->change));
    }
    return ways;
}

static void say_range(const struct tomt_told_profile *profile, const struct ways *ways,
                      struct tomt_sayings *out)
{
    static const char *const message[2][3] = {
        {"explain_stays_among_over", "explain_stays_among_under", "explain_stays_among_between"},
        {"explain_stays_first_over", "explain_stays_first_under", "explain_stays_first_between"}};
    const struct tomt_told_criterion *criterion = &profile->criterion[ways->criterion];
    const struct tomt_sensitive *one = ways->down ? ways->down : ways->up;
    bool both = ways->down && ways->up;
    struct tomt_saying *saying = tomt_say(out, TOMT_SAY_WEIGHTS,
                                          message[one->within == 1][both       ? 2
                                                                    : ways->up ? 1
                                                                               : 0]);
    saying->criterion = criterion->id;
    saying->sentence.number[0] = 100 * one->needed;
    saying->sentence.number[1] = 100 * one->share;
    saying->sentence.number[2] = one->within == 1 ? NAN : one->within;
    saying->sentence.number[3] = both ? 100 * ways->up->needed : NAN;
    saying->sentence.text[0] = tomt_say_title(out, criterion);
    saying->sentence.text[1] = tomt_say_clean(out, one->by ? one->by : "?");
    if (both)
        saying->sentence.text[2] = tomt_say_clean(out, ways->up->by ? ways->up->by : "?");
}

/* Criteria of which no weight, neither more nor less, takes the place; or none but all of it. */
static void say_harmless(const struct tomt_told_profile *profile, bool whole,
                         struct tomt_sayings *out)
{
    static const char *const message[2][2] = {
        {"explain_no_weight_among", "explain_no_weight_first"},
        {"explain_all_weight_among", "explain_all_weight_first"}};
    const char *list = "";
    double within = NAN;
    for (size_t c = 0; c < profile->n_criteria; c++) {
        struct ways ways = ways_of(profile, c);
        for (size_t i = 0; i < profile->n_sensitive; i++)
            within = profile->sensitive[i].criterion == c ? profile->sensitive[i].within : within;
        if (ways.n_rows && !ways.down && !ways.up && ways.whole == whole)
            list = tomt_say_add(out, list, ", ", tomt_say_title(out, &profile->criterion[c]), "");
    }
    if (!*list)
        return;
    struct tomt_saying *saying = tomt_say(out, TOMT_SAY_WEIGHTS, message[whole][within == 1]);
    saying->sentence.text[0] = list;
    saying->sentence.number[0] = within == 1 ? NAN : within;
}

/* The nearest weight that would bring it first; among the first ones. */
static void say_raising(const struct tomt_told_profile *profile, size_t k, struct tomt_sayings *out)
{
    const struct tomt_raising *raising = &profile->raising[k];
    static const char *const message[2][3] = {
        {"explain_first_under", "explain_first_over", "explain_first_never"},
        {"explain_among_under", "explain_among_over", "explain_among_never"}};
    bool none = raising->criterion == SIZE_MAX;
    struct tomt_saying *saying = tomt_say(out, TOMT_SAY_WEIGHTS,
                                          message[k][none          ? 2
                                                     : raising->up ? 1
                                                                   : 0]);
    saying->sentence.number[2] = k ? profile->near_top : NAN;
    if (none)
        return;
    saying->criterion = profile->criterion[raising->criterion].id;
    saying->sentence.number[0] = 100 * raising->needed;
    saying->sentence.number[1] = 100 * raising->share;
    saying->sentence.text[0] = tomt_say_title(out, &profile->criterion[raising->criterion]);
}

void tomt_say_weights(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    struct ways *ways =
        tomt_arena_alloc(out->arena, (profile->n_criteria + 1) * sizeof *ways, out->err);
    size_t n = 0;
    out->failed = out->failed || !ways;
    for (size_t c = 0; ways && c < profile->n_criteria; c++) {
        ways[n] = ways_of(profile, c);
        n += ways[n].down || ways[n].up ? 1 : 0;
    }
    if (n > 1)
        qsort(ways, n, sizeof *ways, nearest_first);
    if ((profile->n_sensitive || profile->n_raising) && !profile->adds_up)
        tomt_say(out, TOMT_SAY_WEIGHTS, "explain_weights_of_sum")->sentence.number[0] =
            profile->rank_of_sum;
    for (size_t i = 0; i < n; i++)
        say_range(profile, &ways[i], out);
    say_harmless(profile, true, out);
    say_harmless(profile, false, out);
    for (size_t k = 0; k < profile->n_raising; k++)
        say_raising(profile, k, out);
}

/* --- judgements in pairs --- */

const char *tomt_say_group(const struct tomt_told_profile *profile, const char *name,
                           struct tomt_sayings *out)
{
    bool nb = tomt_phrases_language(out->phrases) == 1;
    const struct tomt_rows *rows = &profile->weight_group;
    if (!name || !*name)
        return tomt_phrase(out->phrases, TOMT_MARK("the whole"));
    for (size_t i = 0; i < rows->n; i++) {
        const char *of = tomt_rows_text(rows, i, "name");
        const struct tomt_title title = {tomt_rows_text(rows, i, "title_en"),
                                         tomt_rows_text(rows, i, "title_nb")};
        if (of && !strcmp(of, name))
            return tomt_say_clean(out, tomt_one_title(&title, nb, name));
    }
    return tomt_say_clean(out, name);
}

/* A member of a group is a group or a criterion. */
static const char *member(const struct tomt_told_profile *profile, const char *name,
                          struct tomt_sayings *out)
{
    for (size_t c = 0; name && c < profile->n_criteria; c++)
        if (!strcmp(profile->criterion[c].id, name))
            return tomt_say_title(out, &profile->criterion[c]);
    return tomt_say_group(profile, name ? name : "?", out);
}

/* Over the limit together, or one of those who judged alone. */
static void say_group(const struct tomt_told_profile *profile, size_t g, struct tomt_sayings *out)
{
    const struct tomt_rows *rows = &profile->weight_group;
    double ratio = tomt_rows_number(rows, g, "consistency_ratio");
    bool over = ratio > most_inconsistent;
    const char *title = tomt_say_group(profile, tomt_rows_text(rows, g, "name"), out);
    if (isnan(ratio))
        return;
    struct tomt_saying *saying = tomt_say(
        out, TOMT_SAY_JUDGED, over ? "explain_judged_inconsistent" : "explain_judged_consistent");
    saying->sentence.number[0] = ratio;
    saying->sentence.text[0] = title;
    const char *a = tomt_rows_text(rows, g, "worst_a"), *b = tomt_rows_text(rows, g, "worst_b");
    if (over && a && b) {
        saying = tomt_say(out, TOMT_SAY_JUDGED, "explain_judged_worst");
        saying->sentence.number[0] = tomt_rows_number(rows, g, "worst_times");
        saying->sentence.number[1] = tomt_rows_number(rows, g, "worst_implied");
        saying->sentence.text[0] = member(profile, a, out);
        saying->sentence.text[1] = member(profile, b, out);
    }
    for (size_t i = 0; i < profile->n_judges; i++) {
        const struct tomt_judge *judge = &profile->judge[i];
        if (judge->group != g || !judge->name || !*judge->name ||
            !(judge->ratio > most_inconsistent))
            continue;
        saying = tomt_say(out, TOMT_SAY_JUDGED, "explain_judged_alone");
        saying->sentence.number[0] = judge->ratio;
        saying->sentence.text[0] = tomt_say_clean(out, judge->name);
        saying->sentence.text[1] = title;
    }
    double missing = tomt_rows_number(rows, g, "n_judgements_missing");
    if (missing > 0) {
        saying = tomt_say(out, TOMT_SAY_JUDGED, "explain_judged_missing");
        saying->sentence.number[0] = missing;
        saying->sentence.text[0] = title;
    }
}

void tomt_say_judged(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    for (size_t g = 0; g < profile->weight_group.n; g++)
        say_group(profile, g, out);
}
