/* explain/explain.h: `tomt explain`: why a site has its score, from the numbers of a result alone. Knows nothing of the pipeline. What it says is data first (struct), then text in the
 * language or JSON: both from the same struct. All belongs to the arena. One thread.
 * JSON: docs/explaining.md. Beside the numbers it has what is printed of them, each rounded for itself: criteria[].points_shown, weighted_sum_shown, against.criteria[].difference_shown;
 * `by` says which numbers follow the profile's method and which the weighted sum, robustness.ranked_by what the draws of weights follow; would_be_among, sections "judged" and
 * "weights" of sentences; weight_groups[].judge_ratios is an object. */
#ifndef TOMT_EXPLAIN_EXPLAIN_H
#define TOMT_EXPLAIN_EXPLAIN_H

#include "base/crew.h"
#include "decide/findings.h"
#include "phrase/phrase.h"

struct tomt_explain_options {
    const char *result, *site; /* a site id, or a parcel or property that has just one site in the profile; else the error lists them */
    const char *against;       /* another site; NULL */
    const char *profile;       /* NULL: every profile that has the site */
    bool internal;             /* columns that are internal are told, too; default: not */
};
struct tomt_explanation;       /* explain/inside.h */
bool tomt_explain(struct tomt_arena *arena, const struct tomt_explain_options *options, struct tomt_explanation **out, struct tomt_error *err);
int tomt_explanation_language(const struct tomt_explanation *explanation); /* the result's: 0 en, 1 nb */
bool tomt_explanation_text(const struct tomt_explanation *explanation, const struct tomt_phrases *phrases, struct tomt_text *out, struct tomt_error *err);
bool tomt_explanation_json(const struct tomt_explanation *explanation, const struct tomt_phrases *phrases, struct tomt_text *out, struct tomt_error *err);

#endif
