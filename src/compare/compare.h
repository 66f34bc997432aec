/* compare/compare.h: `tomt compare A B`: two results (years, plans, weights): what moved, is new, is gone, and why. Knows nothing of the pipeline. Data first, then text or JSON.
 * All belongs to the arena. One thread. */
#ifndef TOMT_COMPARE_COMPARE_H
#define TOMT_COMPARE_COMPARE_H

#include "phrase/phrase.h"

struct tomt_compare_options {
    const char *a, *b;
    const char *profile, *profile_b; /* NULL: every profile that both have; profile_b: the name in B where it differs */
    size_t most;                     /* sites told in text of each kind; 10 */
    bool internal;
};
struct tomt_comparison;
bool tomt_compare(struct tomt_arena *arena, const struct tomt_compare_options *options, struct tomt_comparison **out, struct tomt_error *err);
int tomt_comparison_language(const struct tomt_comparison *comparison);
bool tomt_comparison_text(const struct tomt_comparison *comparison, const struct tomt_phrases *phrases, struct tomt_text *out, struct tomt_error *err);
bool tomt_comparison_json(const struct tomt_comparison *comparison, const struct tomt_phrases *phrases, struct tomt_text *out, struct tomt_error *err);

#endif
