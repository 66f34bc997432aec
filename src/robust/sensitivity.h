/* robust/sensitivity.h: the smallest change of one weight that takes a site from its place. Exact, no draws. Pure arithmetic.
 * Knows nothing of files or GIS. Results belong to the caller. Thread-safe. */
#ifndef TOMT_ROBUST_SENSITIVITY_H
#define TOMT_ROBUST_SENSITIVITY_H

#include "base/arena.h"
#include "base/crew.h"
#include "score/score.h"

struct tomt_unseating { /* one criterion's share moves, the others keep their proportions */
    size_t criterion;
    double share, needed;  /* as stated; the nearest share at which the site is no longer among the first `within` */
    size_t by;             /* site that takes the place (the last one in); SIZE_MAX: none */
};
/* For site `site` (which is among the first `within` under the weighted sum): out[criterion][0] downwards, [1] upwards; needed NaN: no share from 0 to 1 unseats it
 * (nor anything where this criterion has all the weight: the others have no proportions to keep). At `needed` the two tie; it is out there or, where the
 * other's id is the later one, just beyond. A site that is not among them: needed = share, by = a site ahead. Reads sites whose score is not NaN. Ties as ranks
 * go: id (sites are in byte order of ids). Exact: roots of the difference of two scores, a line, or with dropped numbers a quotient; what differs by less than
 * 2^-44 of the scale is taken to tie. O(criteria * (criteria * sites + changes of place log changes)). */
bool tomt_unseat(const struct tomt_score_input *input, size_t site, size_t within, struct tomt_arena *scratch, struct tomt_unseating (*out)[2],
                 struct tomt_error *err);

#endif
