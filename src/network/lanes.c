/* network/lanes.c: sixteen searches at once, written once for any width of vector and compiled for
 * three. A node waits at the mean cost of its lanes: by then most of
 * them are final, and it is scanned 1.5 times on average; at the lowest cost it would be 2.7. */
#include "network/lanes.h"

#if defined(__x86_64__)
#define HAS_TARGETS 1
#include <immintrin.h>
#else
#define HAS_TARGETS 0
#endif

#define INLINE static inline __attribute__((always_inline))

typedef uint32_t costs __attribute__((vector_size(4 * TOMT_LANES), may_alias));
typedef uint64_t pairs __attribute__((vector_size(4 * TOMT_LANES)));

/* By address: a wide vector has no agreed way to be passed on processors without it. */
INLINE void lower(costs *there, const costs *by)
{
    costs less = (costs)(*by < *there);
    *there = (*by & less) | (*there & ~less);
}
INLINE uint64_t below(const costs *a, const costs *b)
{
    pairs less = (pairs)(*a < *b);
    uint64_t any = 0;
    for (int i = 0; i < TOMT_LANES / 2; i++)
        any |= less[i];
    return any;
}
INLINE uint32_t sixteenths(const costs *there, uint32_t cap, unsigned *n)
{
    uint32_t sum = 0;
    *n = 0;
    for (int i = 0; i < TOMT_LANES; i++) {
        bool is_under = (*there)[i] < cap;
        sum += is_under ? (*there)[i] / TOMT_LANES : 0;
        *n += is_under;
    }
    return sum;
}

#define NAME plain
#define TARGET
#define MASK uint64_t
#define BELOW(a, b) below(&(a), b)
#define LOWER(there, by) lower(there, &(by))
#define SIXTEENTHS(there, cap, n) sixteenths(there, cap, n)
#include "network/lanes_kernel.h"

#if HAS_TARGETS
#define AVX2 __attribute__((target("avx2,popcnt")))
#define AVX512 __attribute__((target("avx512f,popcnt")))
union halves {
    costs all;
    __m256i half[2];
};
AVX2 INLINE void avx2_lower(costs *there, const costs *by)
{
    union halves *x = (union halves *)(void *)there;
    const union halves *y = (const union halves *)(const void *)by;
    x->half[0] = _mm256_min_epu32(x->half[0], y->half[0]);
    x->half[1] = _mm256_min_epu32(x->half[1], y->half[1]);
}
AVX2 INLINE unsigned avx2_below(const costs *a, const costs *b)
{
    const union halves *x = (const union halves *)(const void *)a;
    const union halves *y = (const union halves *)(const void *)b;
    unsigned set = 0;
    for (int i = 0; i < 2; i++) {
        __m256i not = _mm256_cmpeq_epi32(_mm256_max_epu32(x->half[i], y->half[i]), x->half[i]);
        set |= ((unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(not )) ^ 0xffu) << 8 * i;
    }
    return set;
}
AVX2 INLINE uint32_t avx2_sixteenths(const costs *there, uint32_t cap, unsigned *n)
{
    costs under = (costs)(*there < cap);
    union halves x = {(*there >> 4) & under}, y = {under};
    __m256i m = _mm256_add_epi32(x.half[0], x.half[1]);
    __m128i s = _mm_add_epi32(_mm256_castsi256_si128(m), _mm256_extracti128_si256(m, 1));
    s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0x4e));
    s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0xb1));
    *n = 0;
    for (int i = 0; i < 2; i++)
        *n += (unsigned)__builtin_popcount(
            (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(y.half[i])));
    return (uint32_t)_mm_cvtsi128_si32(s);
}
#define NAME avx2
#define TARGET AVX2
#define MASK unsigned
#define BELOW(a, b) avx2_below(&(a), b)
#define LOWER(there, by) avx2_lower(there, &(by))
#define SIXTEENTHS(there, cap, n) avx2_sixteenths(there, cap, n)
#include "network/lanes_kernel.h"

AVX512 INLINE uint32_t avx512_sixteenths(const costs *there, uint32_t cap, unsigned *n)
{
    __mmask16 under = _mm512_cmplt_epu32_mask((__m512i)*there, _mm512_set1_epi32((int)cap));
    *n = (unsigned)__builtin_popcount(under);
    return (uint32_t)_mm512_mask_reduce_add_epi32(under, _mm512_srli_epi32((__m512i)*there, 4));
}
#define NAME avx512
#define TARGET AVX512
#define MASK __mmask16
#define BELOW(a, b) _mm512_cmplt_epu32_mask((__m512i)(a), (__m512i) * (b))
#define LOWER(there, by) (*(there) = (costs)_mm512_min_epu32((__m512i) * (there), (__m512i)(by)))
#define SIXTEENTHS(there, cap, n) avx512_sixteenths(there, cap, n)
#include "network/lanes_kernel.h"
#endif

bool tomt_lanes_has(int level)
{
#if HAS_TARGETS
    if (level == 2)
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
    if (level == 1)
        return __builtin_cpu_supports("avx2");
#endif
    return level <= 0;
}

int tomt_lanes_widest(void)
{
    return tomt_lanes_has(2) ? 2 : tomt_lanes_has(1) ? 1 : 0;
}

static void (*kernel(int level))(struct tomt_lanes *)
{
#if HAS_TARGETS
    if (level == 2)
        return avx512_search;
    if (level == 1)
        return avx2_search;
#endif
    (void)level;
    return plain_search;
}

bool tomt_lanes_make(struct tomt_arena *arena, const struct tomt_graph *graph, size_t n_nodes,
                     uint32_t most, int level, struct tomt_lanes *lanes, struct tomt_error *err)
{
    *lanes = (struct tomt_lanes){.graph = graph, .cap = most + 1};
    lanes->search = kernel(level < 0 ? tomt_lanes_widest() : level);
    unsigned char *label = tomt_arena_block(arena, NULL, (n_nodes + 1) * sizeof(costs) + 64, err);
    lanes->touched = tomt_arena_block(arena, NULL, (n_nodes + 1) * sizeof *lanes->touched, err);
    if (!label || !lanes->touched ||
        !tomt_queue_make(arena, graph, n_nodes, most, &lanes->queue, err))
        return false;
    lanes->label = (uint32_t *)(void *)(label + (64 - (uintptr_t)label % 64) % 64);
    for (size_t i = 0; i < n_nodes * TOMT_LANES; i++)
        lanes->label[i] = lanes->cap;
    return true;
}

void tomt_lanes_begin(struct tomt_lanes *lanes, unsigned lane, uint32_t node, uint32_t cost)
{
    uint32_t *label = &lanes->label[(size_t)node * TOMT_LANES + lane];
    if (cost >= *label)
        return;
    *label = cost;
    if (tomt_queue_put(&lanes->queue, node, cost))
        lanes->touched[lanes->n_touched++] = node;
}

void tomt_lanes_clear(struct tomt_lanes *lanes)
{
    costs cap = {0};
    cap += lanes->cap;
    for (size_t i = 0; i < lanes->n_touched; i++) {
        *(costs *)(lanes->label + (size_t)lanes->touched[i] * TOMT_LANES) = cap;
        lanes->queue.node[lanes->touched[i]].bucket = TOMT_QUEUE_NEVER;
    }
    lanes->n_touched = 0;
}
