/* economy/local_kernel.c: written once with GCC's vector types, compiled for three processors. */
#include "economy/local_kernel.h"

#include <stdbool.h>
#include <stdint.h>

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#else
#pragma GCC optimize("fp-contract=off") /* fused multiply-add would give other sums */
#endif

enum { N_VECTORS = 4 };
typedef double real __attribute__((vector_size(8 * TOMT_LANES / N_VECTORS), aligned(8)));
typedef int64_t whole __attribute__((vector_size(8 * TOMT_LANES / N_VECTORS), aligned(8)));

#define NAME plain
#define TARGET
#include "economy/local_kernel_text.h"

#if defined(__x86_64__)
#define NAME avx2
#define TARGET __attribute__((target("avx2")))
#include "economy/local_kernel_text.h"

#define NAME avx512
#define TARGET __attribute__((target("avx512f,avx512dq")))
#include "economy/local_kernel_text.h"
#endif

tomt_local_kernel *tomt_local_kernel_at(int level)
{
#if defined(__x86_64__)
    bool has_avx2 = __builtin_cpu_supports("avx2");
    bool has_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
    if (level == 2 || (level < 0 && has_avx512))
        return has_avx512 ? avx512 : 0;
    if (level == 1 || (level < 0 && has_avx2))
        return has_avx2 ? avx2 : 0;
#endif
    return level <= 0 ? plain : 0;
}
