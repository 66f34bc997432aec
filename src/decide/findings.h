/* decide/findings.h: what speaks for a site, what against, what would lift it, and why one stands above another: as messages with numbers, taken from the numbers
 * of the result alone. Pure arithmetic. Knows nothing of files, languages or GIS. Findings belong to the arena. Thread-safe. */
#ifndef TOMT_DECIDE_FINDINGS_H
#define TOMT_DECIDE_FINDINGS_H

#include "base/arena.h"
#include "score/score.h"

enum tomt_finding_kind { TOMT_FINDING_STRENGTH, TOMT_FINDING_WEAKNESS, TOMT_FINDING_LIFT, TOMT_FINDING_GAP, TOMT_FINDING_ABOVE, TOMT_FINDING_BELOW };
struct tomt_finding {
    enum tomt_finding_kind kind;
    const char *message; /* an id of phrase/messages.def: finding_... */
    size_t criterion;    /* SIZE_MAX: of none */
    double points;       /* the difference it is about, in points of score; 0 or more */
    double number[4];    /* raw numbers in the criterion's unit, shares, points: as the message says */
};
struct tomt_finding_input { /* one profile; site < n_sites; scores of the weighted sum, whatever the profile ranks by */
    struct tomt_score_input of;
    const double *const *raw;        /* [criterion][site] */
    const struct tomt_value *value;  /* [criterion] fitted; for what a better number would bring */
    const double *const *contribution; /* [criterion][site] of the weighted sum */
    const double *median_contribution, *median_raw; /* [criterion] over the profile's sites with data */
    const double *score;             /* [site] weighted sum */
};
/* Strengths: contribution above the median site's, largest difference first, at most `most`; weaknesses below it; a difference under half a point is neither. Lifts: what the largest
 * possible gain in one criterion is (from its value to 1), the raw number it would take, and the score it would give, largest first. Gaps: criteria without
 * data, and what they could add or take. */
bool tomt_findings_of(struct tomt_arena *arena, const struct tomt_finding_input *input, size_t site, size_t most, struct tomt_finding **out,
                      size_t *n, struct tomt_error *err);
/* Why `site` stands above or below `other`: the criteria by which it gains and loses, largest difference first; the differences add up to the difference of scores
 * exactly (contributions are multiples of 2^-40). */
bool tomt_findings_against(struct tomt_arena *arena, const struct tomt_finding_input *input, size_t site, size_t other, struct tomt_finding **out,
                           size_t *n, struct tomt_error *err);
void tomt_findings_medians(const struct tomt_score_input *of, const double *const *raw, const double *const *contribution, struct tomt_arena *scratch,
                           double *median_raw, double *median_contribution); /* NaN where nobody has data; even counts: the lower middle */

#endif
