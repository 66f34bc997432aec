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
    const double *reach;             /* [criterion] how far was looked, NaN: not limited; NULL: not told */
};
/* Strengths: contribution above the median site's, largest difference first, at most `most`; weaknesses below it; a difference under half a point is neither. Lifts: what the largest
 * possible gain in one criterion is (from its value to the best its value function knows), the raw number it would take, and the score it would give, largest first; half a point or
 * more. Gaps: criteria without data, and what they could add or take. In this order; ties by criterion. A site without a score has gaps only. number[]:
 *   finding_strength, finding_weakness        raw, points, the median raw; ..._beyond: nothing is within reach, raw is how far was looked; ..._no_data: missing, but counted
 *   ..._spread                                the raw number is no better (worse) than the median: only the weights of what is not known, spread over the rest, make it count
 *   finding_lift                              raw, the raw number it takes, points, the score then; finding_lift_beyond: raw is how far was looked
 *   finding_gap, _add, _take                  points it could add, points it could take
 *   finding_above, finding_below              raw here, raw there, points; ..._beyond, ..._other_beyond, ..._no_data, ..._other_no_data, ..._spread as above */
bool tomt_findings_of(struct tomt_arena *arena, const struct tomt_finding_input *input, size_t site, size_t most, struct tomt_finding **out,
                      size_t *n, struct tomt_error *err);
/* Why `site` stands above or below `other`: the criteria by which it gains and loses, largest difference first; the differences add up to the difference of scores
 * exactly (contributions are multiples of 2^-40). None when one of them has no score. */
bool tomt_findings_against(struct tomt_arena *arena, const struct tomt_finding_input *input, size_t site, size_t other, struct tomt_finding **out,
                           size_t *n, struct tomt_error *err);
/* Over the sites with data. NaN where nobody has data (raw: too where the median site has nothing within reach); even counts: the lower middle contribution, and of the two
 * middle raw numbers the one that is worth less, so that both tell of the same side. */
bool tomt_findings_medians(const struct tomt_score_input *of, const double *const *raw, const double *const *contribution, struct tomt_arena *scratch,
                           double *median_raw, double *median_contribution, struct tomt_error *err);

struct tomt_raising { /* one criterion's share moves, the others keep their proportions */
    size_t criterion;     /* SIZE_MAX: no weight of one criterion alone does it */
    bool up;
    double share, needed; /* as stated; beyond `needed` the site is among them */
};
/* The nearest change of one weight that brings `site`, which is behind, among the first within[k] under the weighted sum: out[k]. Of changes that are as large the first criterion's,
 * less before more. counts[site]: rivals that have a rank; NULL: all that have a score. Ties as ranks go: the smaller number. Exact: the places where two scores cross (roots of
 * degree 2 where numbers are dropped); closer than 2^-44 of the scale is a tie. O(criteria * (sites + crossings log crossings)). */
bool tomt_findings_raise(const struct tomt_score_input *input, const bool *counts, size_t site, const double *within, size_t n_within, struct tomt_arena *scratch,
                         struct tomt_raising *out, struct tomt_error *err);

#endif
