/* economy/weights.h: who is whose neighbour: spatial weights as compressed rows.
 * Pure arithmetic. All belongs to the arena given; const once made. Coordinates in metres. */
#ifndef TOMT_ECONOMY_WEIGHTS_H
#define TOMT_ECONOMY_WEIGHTS_H

#include "base/arena.h"
#include "base/crew.h"

struct tomt_weights {
    size_t n;
    const uint64_t *start;    /* [n + 1] */
    const uint32_t *neighbour;/* ascending within a row */
    const double *weight;     /* NULL: all 1 */
};
/* All within radius_m (edge included), without the place itself unless `self`. Exact, through a tree, on all cores. A coordinate that is not
 * finite is an error (TOMT_DATA). */
bool tomt_weights_within(struct tomt_arena *arena, const double *x, const double *y, size_t n, double radius_m, bool self,
                         const struct tomt_crew *crew, struct tomt_weights *out, struct tomt_error *err);
/* The k nearest others (all others, when there are fewer), ties to the lower number. */
bool tomt_weights_nearest(struct tomt_arena *arena, const double *x, const double *y, size_t n, size_t k,
                          const struct tomt_crew *crew, struct tomt_weights *out, struct tomt_error *err);
/* Each row divided by its sum (rows without neighbours stay empty; a sum of 0 gives zeros). Shares start and neighbour with `weights`. */
bool tomt_weights_standardise(struct tomt_arena *arena, const struct tomt_weights *weights, struct tomt_weights *out,
                              struct tomt_error *err);

#endif
