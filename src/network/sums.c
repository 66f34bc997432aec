/* network/sums.c: adding up in lanes, written once for any processor and compiled for three kinds;
 * and the strongest targets of each lane. */
#include "network/sums.h"

#include "base/exp_terms.h"
#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#else
#pragma GCC optimize("fp-contract=off") /* a fused multiply-add would give other bytes */
#endif

#if defined(__x86_64__)
#define HAS_TARGETS 1
#include <immintrin.h>
#else
#define HAS_TARGETS 0
#endif

#define INLINE static inline __attribute__((always_inline))

typedef uint32_t costs __attribute__((vector_size(4 * TOMT_LANES), may_alias));
typedef int32_t sixteen __attribute__((vector_size(4 * TOMT_LANES), may_alias));
typedef int32_t eight __attribute__((vector_size(32), may_alias, aligned(4)));
typedef double reals __attribute__((vector_size(64), may_alias));
typedef int64_t wholes __attribute__((vector_size(64), may_alias, aligned(8)));

#define LOW_BITS 0xfffffffffffffll /* of 2^52 + x: x */

/* Lane by lane, for any processor. */
#define LOOK_UP_ONES(table, index, out)                                                            \
    for (int lane = 0; lane < 8; lane++)                                                           \
    (out)[lane] = (table)[(index)[lane] & 15]
#define GREATER_ONES(least, value)                                                                 \
    for (int lane = 0; lane < 8; lane++)                                                           \
    (value)[lane] = (least) > (value)[lane] ? (least) : (value)[lane]

#define NAME plain
#define TARGET
#define LOOK_UP LOOK_UP_ONES
#define GREATER GREATER_ONES
#include "network/sums_kernel.h"

#if HAS_TARGETS
#define NAME avx2
#define TARGET __attribute__((target("avx2")))
#define LOOK_UP LOOK_UP_ONES
#define GREATER GREATER_ONES
#include "network/sums_kernel.h"

#define NAME avx512
#define TARGET __attribute__((target("avx512f,avx512dq")))
#define LOOK_UP(table, index, out)                                                                 \
    (out) = (reals)_mm512_permutex2var_pd(_mm512_loadu_pd(table), (__m512i)(index),                \
                                          _mm512_loadu_pd((table) + 8))
#define GREATER(least, value)                                                                      \
    (value) = (reals)_mm512_max_pd(_mm512_set1_pd(least), (__m512d)(value))
#include "network/sums_kernel.h"
#endif

tomt_sums_add *tomt_sums_kernel(int level, enum tomt_street_decay decay, bool evidence)
{
#if HAS_TARGETS
    if (level == 2)
        return avx512_kernel[evidence][decay];
    if (level == 1)
        return avx2_kernel[evidence][decay];
#endif
    (void)level;
    return plain_kernel[evidence][decay];
}

int64_t tomt_sums_amount(double weight_units, double fade)
{
    double rounded = weight_units * fade + TOMT_SUMS_ROUND;
    int64_t bits;
    memcpy(&bits, &rounded, sizeof bits);
    return bits & LOW_BITS;
}

static bool is_stronger(const struct tomt_sums_best *a, const struct tomt_sums_best *b)
{
    if (a->amount != b->amount)
        return a->amount > b->amount;
    return a->cost != b->cost ? a->cost < b->cost : a->target < b->target;
}

static void offer(struct tomt_sums_state *state, unsigned lane, const struct tomt_sums_best *one)
{
    struct tomt_sums_best *best = state->best + lane * state->width;
    size_t at = state->n_best[lane];
    if (at == state->width) {
        if (!is_stronger(one, &best[at - 1]))
            return;
        at--;
    } else {
        state->n_best[lane]++;
    }
    for (; at > 0 && is_stronger(one, &best[at - 1]); at--)
        best[at] = best[at - 1];
    best[at] = *one;
    if (state->n_best[lane] == state->width) {
        state->bar[lane] = best[state->width - 1].amount;
        state->bar_cost[lane] = best[state->width - 1].cost;
    }
}

void tomt_sums_offer(struct tomt_sums_state *state, uint32_t place, unsigned set,
                     const uint32_t *cost, const double *fade)
{
    const struct tomt_targets *targets = &state->batch->plan->targets;
    for (unsigned lane = 0; lane < state->batch->n; lane++) {
        if (!(set >> lane & 1))
            continue;
        for (uint32_t m = targets->member_start[place]; m < targets->member_start[place + 1]; m++) {
            struct tomt_sums_best one = {tomt_sums_amount(state->weights->member[m], fade[lane]),
                                         cost[lane], targets->member[m]};
            if (one.amount < state->bar[lane])
                break; /* the others of the place are no heavier */
            offer(state, lane, &one);
        }
    }
}
