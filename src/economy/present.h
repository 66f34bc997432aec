/* economy/present.h: what the statistics work on: the places that have a value, their values centred, the weights among them.
 * Pure arithmetic. Values are scaled by a power of two first: every statistic here is blind to scale, and nothing overflows. */
#ifndef TOMT_ECONOMY_PRESENT_H
#define TOMT_ECONOMY_PRESENT_H

#include "economy/weights.h"

struct tomt_spread {
    size_t n;     /* values that are not NaN */
    double mean;  /* of the scaled values: value = (z + mean) scaled back */
    double sum2;  /* of z */
    double most;  /* of |z| */
    bool varies;  /* two values differ */
};
/* z[n]: NaN where the value is. An infinite value is an error. */
bool tomt_centre(const double *value, size_t n, double *z, struct tomt_spread *out, struct tomt_error *err);

struct tomt_present {
    struct tomt_spread spread;
    struct tomt_weights weights; /* among those present */
    const double *z;             /* [weights.n] */
    const uint32_t *place;       /* [weights.n] row of the caller's arrays; NULL: the same */
};
/* keep_self false: no place is its own neighbour. May share the caller's weights. */
bool tomt_present_make(struct tomt_arena *arena, const struct tomt_weights *weights, const double *value,
                       bool keep_self, struct tomt_present *out, struct tomt_error *err);

static inline size_t tomt_place(const struct tomt_present *present, size_t i)
{
    return present->place ? present->place[i] : i;
}
static inline double tomt_weight(const struct tomt_weights *weights, uint64_t j)
{
    return weights->weight ? weights->weight[j] : 1;
}

#endif
