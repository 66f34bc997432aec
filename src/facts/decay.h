/* facts/decay.h: Σ weight × decay over spans of points: the innermost loop of every catchment.
 * Knows nothing of layers or grids. Pure arithmetic on the caller's arrays; thread-safe.
 * Every term is rounded to a multiple of 2^-32 before it is summed, so sums up to 2^21 are exact:
 * no order of points, width of vector, grid or piece can change the result. The same bytes on every
 * processor: no fused multiply-add, no fast-math.
 * TOMT_DECAY_POWER's terms are weights times up to 10^alpha (63.1 at alpha 1.8): one unit would be
 * too coarse far away or overflow near by. Each is split into a multiple of 2^-10 and the rest, a
 * multiple of 2^-40, and both are summed on their own: exact to sums of 2^42 over 2^23 places. */
#ifndef TOMT_FACTS_DECAY_H
#define TOMT_FACTS_DECAY_H

#include "base/power.h"
#include "facts/facts.h"

struct tomt_decay_terms {
    enum tomt_decay decay;
    double radius_m, radius2_m2;
    double k; /* linear: 1/r; exponential: -beta; gaussian: -1/(2 sigma^2) */
    struct tomt_power power;
};
/* Power: alpha is 0 to TOMT_POWER_MOST, the radius at most TOMT_DECAY_POWER_REACH_M: callers check. */
#define TOMT_DECAY_POWER_REACH_M 5e6
struct tomt_decay_terms tomt_decay_terms(enum tomt_decay decay, double radius_m, double parameter);

/* The arrays must be readable TOMT_DECAY_PAD elements past `to`. Points with dx*dx + dy*dy <= r*r
 * count, edge included. */
#define TOMT_DECAY_PAD 8
struct tomt_decay_points {
    const double *x, *y, *weight;
};
typedef double tomt_decay_sum(const struct tomt_decay_terms *terms,
                              const struct tomt_decay_points *points, size_t from, size_t to,
                              double x, double y);
/* Power: the two sums, added to *parts. */
struct tomt_decay_parts {
    double coarse, fine;
};
typedef void tomt_decay_split_sum(const struct tomt_decay_terms *terms,
                                  const struct tomt_decay_points *points, size_t from, size_t to,
                                  double x, double y, struct tomt_decay_parts *parts);
tomt_decay_split_sum *tomt_decay_split_kernel(int level);
/* The two parts of one term, added to *parts. */
void tomt_decay_split(double term, struct tomt_decay_parts *parts);

/* The widest kernel this processor has; `level` 0 asks for the plainest one (tests compare them), 1
 * for AVX2, 2 for AVX-512; NULL if the processor lacks it. */
#define TOMT_DECAY_WIDEST (-1)
tomt_decay_sum *tomt_decay_kernel(enum tomt_decay decay, int level);

/* The decay at a squared distance, 0 beyond the radius: the same arithmetic as the kernels. */
double tomt_decay_at(const struct tomt_decay_terms *terms, double distance2_m2);
/* exp(z) for z <= 0 (below -700 taken as -700): relative error under 1e-13 against the true value,
 * 1 exactly at 0. */
double tomt_decay_exp(double z);
/* To the nearest multiple of 2^-30 (|weight| < 2^21): what weights are before they are summed. */
double tomt_decay_weight(double weight);
/* To the nearest multiple of 2^-32: what each term is before it is summed. */
double tomt_decay_term(double term);

#endif
