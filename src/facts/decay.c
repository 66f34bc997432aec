/* facts/decay.c: the decay kernels, written once for any width of vector and compiled for three.
 * GCC's vector types rather than intrinsics: one text, the same operations in the same order on
 * every processor. */
#include "facts/decay.h"
#include "base/exp_terms.h"

#include <math.h>

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#else
#pragma GCC optimize(                                                                              \
    "fp-contract=off") /* AVX-512 has fused multiply-add, whose bytes would differ */
#endif

#if defined(__x86_64__)
#define HAS_TARGETS 1
#include <immintrin.h>
#else
#define HAS_TARGETS 0
#endif

#define INLINE static inline __attribute__((always_inline))

/* 1.5 * 2^(52 - k): adding and taking it away rounds to a multiple of 2^-k. */
#define ROUND_30 6291456.0       /* 1.5 * 2^22 */
#define ROUND_32 1572864.0       /* 1.5 * 2^20 */
#define ROUND_10 6597069766656.0 /* 1.5 * 2^42 */
#define ROUND_40 6144.0          /* 1.5 * 2^12 */

/* The plain one has two lanes: what SSE2 and NEON have. */
#define NAME plain
#define LANES 2
#define TARGET
#define ROOT(v) ((plain_real){sqrt((v)[0]), sqrt((v)[1])})
#define GREATER(a, b)                                                                              \
    ((plain_real){(a)[0] > (b)[0] ? (a)[0] : (b)[0], (a)[1] > (b)[1] ? (a)[1] : (b)[1]})
#define LOOK_UP(table, index) ((plain_real){(table)[(index)[0] & 15], (table)[(index)[1] & 15]})
#include "facts/decay_kernel.h"

#if HAS_TARGETS
#define NAME avx2
#define LANES 4
#define TARGET __attribute__((target("avx2")))
#define ROOT(v) ((avx2_real)_mm256_sqrt_pd((__m256d)(v)))
#define GREATER(a, b) ((avx2_real)_mm256_max_pd((__m256d)(a), (__m256d)(b)))
#define LOOK_UP(table, index)                                                                      \
    ((avx2_real)_mm256_i64gather_pd((table), (__m256i)((index)&15), sizeof(double)))
#include "facts/decay_kernel.h"

#define NAME avx512
#define LANES 8
#define TARGET __attribute__((target("avx512f,avx512dq")))
#define ROOT(v) ((avx512_real)_mm512_sqrt_pd((__m512d)(v)))
#define GREATER(a, b) ((avx512_real)_mm512_max_pd((__m512d)(a), (__m512d)(b)))
#define LOOK_UP(table, index)                                                                      \
    ((avx512_real)_mm512_permutex2var_pd(_mm512_loadu_pd(table), (__m512i)(index),                 \
                                         _mm512_loadu_pd((table) + 8)))
#include "facts/decay_kernel.h"
#endif

/* The level asked for, or the widest; -1: the processor lacks it. */
static int level_here(int level)
{
#if HAS_TARGETS
    bool has_avx2 = __builtin_cpu_supports("avx2");
    bool has_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
    if (level == 2 || (level < 0 && has_avx512))
        return has_avx512 ? 2 : -1;
    if (level == 1 || (level < 0 && has_avx2))
        return has_avx2 ? 1 : -1;
#endif
    return level <= 0 ? 0 : -1;
}

tomt_decay_sum *tomt_decay_kernel(enum tomt_decay decay, int level)
{
    level = level_here(level);
#if HAS_TARGETS
    if (level > 0)
        return level == 2 ? avx512_kernel[decay] : avx2_kernel[decay];
#endif
    return level == 0 ? plain_kernel[decay] : NULL;
}

tomt_decay_split_sum *tomt_decay_split_kernel(int level)
{
    level = level_here(level);
#if HAS_TARGETS
    if (level > 0)
        return level == 2 ? avx512_split_sum : avx2_split_sum;
#endif
    return level == 0 ? plain_split_sum : NULL;
}

void tomt_decay_split(double term, struct tomt_decay_parts *parts)
{
    double high = (term + ROUND_10) - ROUND_10;
    parts->coarse += high;
    parts->fine += ((term - high) + ROUND_40) - ROUND_40;
}

struct tomt_decay_terms tomt_decay_terms(enum tomt_decay decay, double radius_m, double parameter)
{
    double k = decay == TOMT_DECAY_LINEAR        ? 1 / radius_m
               : decay == TOMT_DECAY_EXPONENTIAL ? -parameter
               : decay == TOMT_DECAY_GAUSSIAN    ? -0.5 / (parameter * parameter)
                                                 : 0;
    struct tomt_decay_terms terms = {decay, radius_m, radius_m * radius_m, k, {.most = 1}};
    if (decay == TOMT_DECAY_POWER)
        tomt_power_prepare(&terms.power, parameter, false);
    return terms;
}

double tomt_decay_exp(double z)
{
    return plain_exp((plain_real){z, z})[0];
}

double tomt_decay_at(const struct tomt_decay_terms *terms, double distance2_m2)
{
    if (!(distance2_m2 <= terms->radius2_m2))
        return 0;
    if (terms->decay == TOMT_DECAY_POWER)
        return tomt_power_at(&terms->power, distance2_m2);
    return plain_decay(terms->decay, terms->k, (plain_real){distance2_m2, distance2_m2})[0];
}

double tomt_decay_weight(double weight)
{
    return (weight + ROUND_30) - ROUND_30;
}

double tomt_decay_term(double term)
{
    return (term + ROUND_32) - ROUND_32;
}
