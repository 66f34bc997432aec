/* robust/smaa_ranks.c: ranks by a stable radix sort (three digits: 10, 10 and 11 bits), counted per
 * site: one by one up to rank 128, beyond it in buckets of 1/32 of their first rank, found in the
 * bits of the rank as a float (5 of its mantissa, and the exponent: HdrHistogram's idea). */
#include "robust/smaa_ranks.h"

#include <string.h>

enum {
    LOW = 1 << 10, /* buckets of a digit */
    MIDDLE = 1 << 10,
    HIGH = 1 << 11,
    EXACT_BITS = 0x43000000 >> 18 /* 128.0f, its sign, exponent and 5 bits */
};

bool tomt_sorter_make(struct tomt_arena *arena, size_t n, struct tomt_sorter *sorter,
                      struct tomt_error *err)
{
    sorter->a = tomt_arena_grow(arena, NULL, (n + 1) * sizeof *sorter->a, err);
    sorter->b = tomt_arena_grow(arena, NULL, (n + 1) * sizeof *sorter->b, err);
    sorter->start =
        tomt_arena_block(arena, NULL, (LOW + MIDDLE + HIGH) * sizeof *sorter->start, err);
    return sorter->a && sorter->b && sorter->start;
}

static void counts_to_starts(uint32_t *start, size_t n)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t count = start[i];
        start[i] = sum;
        sum += count;
    }
}

size_t tomt_sorter_rank(struct tomt_sorter *sorter, const uint32_t *restrict key, size_t n,
                        uint32_t *restrict rank)
{
    uint32_t *restrict low = sorter->start, *restrict middle = low + LOW;
    uint32_t *restrict high = middle + MIDDLE;
    uint64_t *restrict a = sorter->a, *restrict b = sorter->b;
    memset(low, 0, (LOW + MIDDLE + HIGH) * sizeof *low);
    for (size_t i = 0; i < n; i++) {
        uint32_t k = key[i];
        low[k % LOW]++;
        middle[k >> 10 & (MIDDLE - 1)]++;
        high[k >> 20]++;
    }
    counts_to_starts(low, LOW);
    counts_to_starts(middle, MIDDLE);
    counts_to_starts(high, HIGH);
    for (size_t i = 0; i < n; i++)
        a[low[key[i] % LOW]++] = (uint64_t)i << 32 | key[i];
    for (size_t i = 0; i < n; i++)
        b[middle[a[i] >> 10 & (MIDDLE - 1)]++] = a[i];
    for (size_t i = 0; i < n; i++)
        rank[b[i] >> 32] = high[(uint32_t)b[i] >> 20]++;
    size_t first = 0;
    while (first + 1 < n && rank[first] != 0)
        first++;
    return first;
}

static uint32_t bucket_of(uint32_t rank)
{
    float number = (float)(int32_t)rank;
    uint32_t bits;
    memcpy(&bits, &number, sizeof bits);
    return rank < TOMT_EXACT_RANKS ? rank : (bits >> 18) - EXACT_BITS + TOMT_EXACT_RANKS;
}

/* The first rank of a bucket. */
static uint32_t bucket_start(size_t bucket)
{
    if (bucket <= TOMT_EXACT_RANKS)
        return (uint32_t)bucket;
    uint32_t bits = (uint32_t)(bucket - TOMT_EXACT_RANKS + EXACT_BITS) << 18;
    float number;
    memcpy(&number, &bits, sizeof number);
    return (uint32_t)number;
}

bool tomt_tally_make(struct tomt_arena *arena, size_t n, size_t n_draws, size_t top,
                     struct tomt_tally *tally, struct tomt_error *err)
{
    size_t padded = (n + TOMT_TALLY_TILE) / TOMT_TALLY_TILE * TOMT_TALLY_TILE;
    *tally = (struct tomt_tally){.n = n, .n_draws = n_draws, .top = top};
    tally->n_buckets = bucket_of((uint32_t)n) + 1;
    size_t n_counts = padded * tally->n_buckets;
    tally->best = tomt_arena_block(arena, NULL, padded * sizeof *tally->best, err);
    tally->worst = tomt_arena_block(arena, NULL, padded * sizeof *tally->worst, err);
    tally->n_top = tomt_arena_block(arena, NULL, padded * sizeof *tally->n_top, err);
    tally->sum = tomt_arena_block(arena, NULL, padded * sizeof *tally->sum, err);
    if (n_draws <= UINT16_MAX)
        tally->few = tomt_arena_block(arena, NULL, n_counts * sizeof *tally->few, err);
    else
        tally->many = tomt_arena_block(arena, NULL, n_counts * sizeof *tally->many, err);
    if (!tally->best || !tally->worst || !tally->n_top || !tally->sum ||
        !(tally->few || tally->many))
        return false;
    memset(tally->best, 0xff, padded * sizeof *tally->best);
    return true;
}

/* Draws of 16 places: extremes and sums as vectors, counts one by one. */
static void add_tile(struct tomt_tally *tally, const uint32_t *rank, size_t n_rows, size_t stride,
                     size_t from)
{
    uint32_t best[TOMT_TALLY_TILE], worst[TOMT_TALLY_TILE], sum[TOMT_TALLY_TILE] = {0};
    uint32_t n_top[TOMT_TALLY_TILE] = {0}, bucket[TOMT_TALLY_TILE];
    uint32_t top = tally->top < UINT32_MAX ? (uint32_t)tally->top : UINT32_MAX;
    size_t n_buckets = tally->n_buckets;
    memcpy(best, tally->best + from, sizeof best);
    memcpy(worst, tally->worst + from, sizeof worst);
    for (size_t row = 0; row < n_rows; row++, rank += stride) {
        for (int i = 0; i < TOMT_TALLY_TILE; i++) {
            uint32_t r = rank[i];
            best[i] = r < best[i] ? r : best[i];
            worst[i] = r > worst[i] ? r : worst[i];
            sum[i] += r;
            n_top[i] += r < top;
            bucket[i] = bucket_of(r);
        }
        if (tally->few) {
            uint16_t *count = tally->few + from * n_buckets;
            for (int i = 0; i < TOMT_TALLY_TILE; i++, count += n_buckets)
                count[bucket[i]]++;
        } else {
            uint32_t *count = tally->many + from * n_buckets;
            for (int i = 0; i < TOMT_TALLY_TILE; i++, count += n_buckets)
                count[bucket[i]]++;
        }
    }
    memcpy(tally->best + from, best, sizeof best);
    memcpy(tally->worst + from, worst, sizeof worst);
    for (size_t i = 0; i < TOMT_TALLY_TILE; i++) {
        tally->sum[from + i] += sum[i];
        tally->n_top[from + i] += n_top[i];
    }
}

void tomt_tally_add(struct tomt_tally *tally, const uint32_t *rank, size_t n_rows, size_t stride,
                    size_t from, size_t to)
{
    for (; from < to; from += TOMT_TALLY_TILE)
        add_tile(tally, rank + from, n_rows, stride, from);
}

static size_t count_at(const struct tomt_tally *tally, size_t place, size_t bucket)
{
    size_t at = place * tally->n_buckets + bucket;
    return tally->few ? tally->few[at] : tally->many[at];
}

size_t tomt_tally_within(const struct tomt_tally *tally, size_t place, size_t below)
{
    size_t n = 0;
    for (size_t bucket = 0; bucket < below && bucket < tally->n_buckets; bucket++)
        n += count_at(tally, place, bucket);
    return n;
}

void tomt_tally_interval(const struct tomt_tally *tally, size_t place, size_t tail, uint32_t *low,
                         uint32_t *high)
{
    size_t under = 0, over = 0, first = bucket_of(tally->best[place]);
    size_t last = bucket_of(tally->worst[place]);
    while (first < last && under + count_at(tally, place, first) <= tail)
        under += count_at(tally, place, first++);
    while (last > first && over + count_at(tally, place, last) <= tail)
        over += count_at(tally, place, last--);
    uint32_t start = bucket_start(first), end = bucket_start(last + 1) - 1;
    *low = (start > tally->best[place] ? start : tally->best[place]) + 1;
    *high = (end < tally->worst[place] ? end : tally->worst[place]) + 1;
}
