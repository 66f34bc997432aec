/* facts/decay.c: the decay kernels, written once for any width of vector and compiled for three.
 * GCC's vector types rather than intrinsics: one text, the same operations in the same order on
 * every processor. */
#include "base/exp_terms.h"
#include "facts/decay.h"

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
#define ROUND_30 6291456.0         /* 1.5 * 2^22 */
#define ROUND_32 1572864.0         /* 1.5 * 2^20 */

/* The plain one has two lanes: what SSE2 and NEON have. */
#define NAME plain
#define LANES 2
#define TARGET
#define ROOT(v) ((plain_real){sqrt((v)[0]), sqrt((v)[1])})
#include "facts/decay_kernel.h"

#if HAS_TARGETS
#define NAME avx2
#define LANES 4
#define TARGET __attribute__((target("avx2")))
#define ROOT(v) ((avx2_real)_mm256_sqrt_pd((__m256d)(v)))
#include "facts/decay_kernel.h"

#define NAME avx512
#define LANES 8
#define TARGET __attribute__((target("avx512f,avx512dq")))
#define ROOT(v) ((avx512_real)_mm512_sqrt_pd((__m512d)(v)))
#include "facts/decay_kernel.h"
#endif

tomt_decay_sum *tomt_decay_kernel(enum tomt_decay decay, int level)
{
#if HAS_TARGETS
    bool has_avx2 = __builtin_cpu_supports("avx2");
    bool has_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
    if (level == 2 || (level < 0 && has_avx512))
        return has_avx512 ? avx512_kernel[decay] : NULL;
    if (level == 1 || (level < 0 && has_avx2))
        return has_avx2 ? avx2_kernel[decay] : NULL;
#endif
    return level <= 0 ? plain_kernel[decay] : NULL;
}

struct tomt_decay_terms tomt_decay_terms(enum tomt_decay decay, double radius_m, double parameter)
{
    double k = decay == TOMT_DECAY_LINEAR        ? 1 / radius_m
               : decay == TOMT_DECAY_EXPONENTIAL ? -parameter
               : decay == TOMT_DECAY_GAUSSIAN    ? -0.5 / (parameter * parameter)
                                                 : 0;
    return (struct tomt_decay_terms){decay, radius_m, radius_m * radius_m, k};
}

double tomt_decay_exp(double z)
{
    return plain_exp((plain_real){z, z})[0];
}

double tomt_decay_at(const struct tomt_decay_terms *terms, double distance2_m2)
{
    if (!(distance2_m2 <= terms->radius2_m2))
        return 0;
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
