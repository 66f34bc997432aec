/* network/lanes.c: sixteen searches at once, written once for any width of vector and compiled for
 * three. A node waits at the mean cost of its lanes: by then most of them are final, and it is
 * scanned 1.5 times; at the lowest cost it would be 2.7 times. */
#include "network/lanes.h"

#if defined(__x86_64__)
#define HAS_TARGETS 1
#include <immintrin.h>
#else
#define HAS_TARGETS 0
#endif

#define INLINE static inline __attribute__((always_inline))

/* The plain one has four lanes: what SSE2 and NEON have. */
typedef uint32_t four __attribute__((vector_size(16), may_alias));
INLINE unsigned four_below(four a, four b)
{
    four less = (four)(a < b) & (four){1, 2, 4, 8};
    return less[0] | less[1] | less[2] | less[3];
}
INLINE four four_lesser(four a, four b)
{
    four less = (four)(a < b);
    return (a & less) | (b & ~less);
}
#define NAME plain
#define WIDTH 4
#define TARGET
#define BELOW(a, b) four_below(a, b)
#define LESSER(a, b) four_lesser(a, b)
#define TOTAL(v) ((v)[0] + (v)[1] + (v)[2] + (v)[3])
#include "network/lanes_kernel.h"

#if HAS_TARGETS
#define AVX2 __attribute__((target("avx2,popcnt")))
AVX2 INLINE unsigned avx2_below(__m256i a, __m256i b)
{
    __m256i not = _mm256_cmpeq_epi32(_mm256_max_epu32(a, b), a);
    return (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(not )) ^ 0xffu;
}
AVX2 INLINE uint32_t avx2_total(__m256i v)
{
    __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4e));
    return (uint32_t)_mm_cvtsi128_si32(_mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xb1)));
}
#define NAME avx2
#define WIDTH 8
#define TARGET AVX2
#define BELOW(a, b) avx2_below((__m256i)(a), (__m256i)(b))
#define LESSER(a, b) ((avx2_part)_mm256_min_epu32((__m256i)(a), (__m256i)(b)))
#define TOTAL(v) avx2_total((__m256i)(v))
#include "network/lanes_kernel.h"

#define NAME avx512
#define WIDTH 16
#define TARGET __attribute__((target("avx512f,avx512dq,popcnt")))
#define BELOW(a, b) _mm512_cmplt_epu32_mask((__m512i)(a), (__m512i)(b))
#define LESSER(a, b) ((avx512_part)_mm512_min_epu32((__m512i)(a), (__m512i)(b)))
#define TOTAL(v) ((uint32_t)_mm512_reduce_add_epi32((__m512i)(v)))
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
    unsigned char *label =
        tomt_arena_block(arena, NULL, (n_nodes + 1) * TOMT_LANES * sizeof(uint32_t) + 64, err);
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
    for (size_t i = 0; i < lanes->n_touched; i++) {
        uint32_t *label = lanes->label + (size_t)lanes->touched[i] * TOMT_LANES;
        for (int lane = 0; lane < TOMT_LANES; lane++)
            label[lane] = lanes->cap;
        lanes->queue.node[lanes->touched[i]].bucket = TOMT_QUEUE_NEVER;
    }
    lanes->n_touched = 0;
}
