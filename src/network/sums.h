/* network/sums.h: weight x decay of all places a batch has reached, added up in each lane. Not for other rooms.
 * Amounts are whole multiples of a unit (2^-32 unless weights are huge): whole numbers add up the same in any order. The same at every
 * width of vector: no fused multiply-add, our own exp. */
#ifndef TOMT_NETWORK_SUMS_H
#define TOMT_NETWORK_SUMS_H

#include "base/power.h"
#include "network/batch.h"

struct tomt_sums_weights { /* const, shared */
    enum tomt_street_decay decay;
    double k;           /* by cost: linear 1/r; exponential -beta; gaussian -1/(2 sigma^2) */
    struct tomt_power power; /* by cost, on foot: of mm */
    double unit;        /* amounts are multiples of it */
    int64_t *whole;     /* [n_places] in units */
    double *place;      /* [n_places] the same */
    double *heaviest;   /* [n_places] its heaviest member, in units; NULL: no evidence is asked for */
    double *member;     /* [members] in units */
};
struct tomt_sums_best {
    int64_t amount; /* in units */
    uint32_t cost, target;
};
struct tomt_sums_state { /* of one thread */
    const struct tomt_sums_weights *weights;
    struct tomt_batch *batch;
    int64_t sum[TOMT_LANES];
    uint64_t n_settled;
    size_t width;
    struct tomt_sums_best *best; /* [TOMT_LANES * width], strongest first */
    size_t n_best[TOMT_LANES];
    int64_t bar[TOMT_LANES];       /* what a new one has to beat: amount, then cost */
    uint32_t bar_cost[TOMT_LANES];
};
/* Adds up what the batch has reached; level as of lanes. */
typedef void tomt_sums_add(struct tomt_sums_state *state);
tomt_sums_add *tomt_sums_kernel(int level, enum tomt_street_decay decay, bool evidence);
/* Offers the members of a place to the lanes of `set`, where it costs cost[lane] and decays to fade[lane]. */
void tomt_sums_offer(struct tomt_sums_state *state, uint32_t place, unsigned set, const uint32_t *cost, const double *fade);

/* tomt_network_sums with the kernels of one level; tests compare them. */
bool tomt_sums_at_level(struct tomt_arena *arena, const struct tomt_sum_query *query, int level, const struct tomt_crew *crew,
                        struct tomt_sums *out, struct tomt_error *err);

/* 2^52: x + this - this rounds 0 <= x < 2^52 to a whole number, which then stands in the low bits. A decay above 1 (power) has the unit
 * made coarser until the heaviest place next door is below that. */
#define TOMT_SUMS_ROUND 4503599627370496.0
int64_t tomt_sums_amount(double weight_units, double fade);

#endif
