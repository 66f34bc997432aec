/* robust/smaa_keys.c: sites side by side in tiles, their scores under many weights as keys.
 * Written once with GCC's vector types, compiled for three processors. */
#include "robust/smaa_keys.h"
#include "robust/chance.h"

#include <math.h>
#include <string.h>

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#else
#pragma GCC optimize("fp-contract=off") /* fused multiply-add would give other sums */
#endif

/* A double at 2^52 has no bits below 1: what is added to it is rounded to whole numbers, which its
 * lower half then holds. */
#define KEY_SCALE 0x1p30
#define KEY_ZERO (0x1p52 + KEY_SCALE)
/* Added to the weights known of a site with gaps: changes none, and leaves 0 of 0. */
#define NEXT_TO_NOTHING 1e-300

#define NAME plain
#define BYTES 16
#define TARGET
#include "robust/smaa_keys_text.h"

#if defined(__x86_64__)
#define NAME avx2
#define BYTES 32
#define TARGET __attribute__((target("avx2")))
#include "robust/smaa_keys_text.h"

#define NAME avx512
#define BYTES 64
#define TARGET __attribute__((target("avx512f,avx512dq")))
#include "robust/smaa_keys_text.h"
#endif

tomt_smaa_keys *tomt_smaa_keys_at(int level)
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

static double clamp(double value)
{
    return value > 1 ? 1 : value > 0 ? value : 0; /* NaN: 0 */
}

static bool is_range(const struct tomt_uncertain *uncertain, size_t site)
{
    double low = uncertain->low[site], high = uncertain->high[site];
    return isfinite(low) && isfinite(high) && !isnan(tomt_value_of(uncertain->value, low)) &&
           !isnan(tomt_value_of(uncertain->value, high));
}

static bool is_missing(const struct tomt_smaa_input *input, size_t criterion, size_t site)
{
    if (input->of.null_policy[criterion] != TOMT_NULL_DROP ||
        !isnan(input->of.value[criterion][site]))
        return false;
    for (size_t i = 0; i < input->n_uncertain; i++) {
        if (input->uncertain[i].criterion == criterion && is_range(&input->uncertain[i], site))
            return false;
    }
    return true;
}

static size_t n_missing(const struct tomt_smaa_input *input, size_t site)
{
    size_t n = 0;
    for (size_t c = 0; c < input->of.n_criteria; c++)
        n += is_missing(input, c, site) ? 1 : 0;
    return n;
}

/* Which sites are ranked, and which tiles have gaps; returns the number of these. */
static size_t seat_sites(const struct tomt_smaa_input *input, struct tomt_smaa_field *field)
{
    size_t n_gaps = 0;
    for (size_t site = 0; site < input->of.n_sites; site++) {
        size_t n = n_missing(input, site);
        if (n == field->n_criteria)
            continue;
        size_t tile = field->n / TOMT_TILE;
        if (field->n % TOMT_TILE == 0)
            field->gaps[tile] = UINT32_MAX;
        if (n && field->gaps[tile] == UINT32_MAX)
            field->gaps[tile] = (uint32_t)n_gaps++;
        field->site[field->n++] = (uint32_t)site;
    }
    field->n_tiles = (field->n + TOMT_TILE - 1) / TOMT_TILE;
    return n_gaps;
}

static void fill_tiles(const struct tomt_smaa_input *input, struct tomt_smaa_field *field)
{
    size_t m = field->n_criteria;
    for (size_t place = 0; place < field->n_tiles * TOMT_TILE; place++) {
        size_t tile = place / TOMT_TILE, lane = place % TOMT_TILE, gaps = field->gaps[tile];
        if (gaps != UINT32_MAX)
            field->fill[gaps * TOMT_TILE + lane] = 1;
        if (place >= field->n)
            continue;
        size_t site = field->site[place];
        bool has_gaps = n_missing(input, site) > 0;
        if (has_gaps)
            field->fill[gaps * TOMT_TILE + lane] = NEXT_TO_NOTHING;
        for (size_t c = 0; c < m; c++) {
            double value = input->of.value[c][site];
            bool missing = has_gaps && is_missing(input, c, site);
            if (isnan(value))
                value = input->of.null_policy[c] == TOMT_NULL_NEUTRAL ? 0.5 : 0;
            field->value[(tile * m + c) * TOMT_TILE + lane] = clamp(value);
            if (has_gaps)
                field->known[(gaps * m + c) * TOMT_TILE + lane] = missing ? 0 : 1;
        }
    }
}

static bool range_make(struct tomt_arena *arena, const struct tomt_uncertain *uncertain,
                       const struct tomt_smaa_field *field, struct tomt_smaa_range *range,
                       struct tomt_error *err)
{
    *range = (struct tomt_smaa_range){.criterion = uncertain->criterion};
    range->from = tomt_arena_block(arena, NULL, (field->n + 1) * sizeof *range->from, err);
    range->way = tomt_arena_block(arena, NULL, (field->n + 1) * sizeof *range->way, err);
    if (!range->from || !range->way)
        return false;
    const struct tomt_value *value = uncertain->value;
    double full = value->full_at - value->zero_at;
    bool linear = value->function == TOMT_LINEAR && full != 0;
    range->valued = linear ? NULL : value;
    for (size_t place = 0; place < field->n; place++) {
        size_t site = field->site[place];
        range->from[place] = NAN;
        if (!is_range(uncertain, site))
            continue;
        double low = uncertain->low[site], way = uncertain->high[site] - low;
        range->from[place] = linear ? (low - value->zero_at) / full : low;
        range->way[place] = linear ? way / full : way;
    }
    return true;
}

bool tomt_smaa_field_make(struct tomt_arena *arena, const struct tomt_smaa_input *input,
                          struct tomt_smaa_field *field, struct tomt_error *err)
{
    size_t n_sites = input->of.n_sites, m = input->of.n_criteria;
    size_t most_tiles = n_sites / TOMT_TILE + 1;
    *field = (struct tomt_smaa_field){
        .n_criteria = m, .seed = input->seed, .keys = tomt_smaa_keys_at(-1)};
    field->site = tomt_arena_block(arena, NULL, (n_sites + 1) * sizeof *field->site, err);
    field->gaps = tomt_arena_block(arena, NULL, most_tiles * sizeof *field->gaps, err);
    if (!field->site || !field->gaps)
        return false;
    size_t n_gaps = seat_sites(input, field), tile = TOMT_TILE * sizeof(double);
    field->value = tomt_arena_block(arena, NULL, (field->n_tiles * m + 1) * tile, err);
    field->known = tomt_arena_block(arena, NULL, (n_gaps * m + 1) * tile, err);
    field->fill = tomt_arena_block(arena, NULL, (n_gaps + 1) * tile, err);
    if (!field->value || !field->known || !field->fill)
        return false;
    fill_tiles(input, field);
    field->range = tomt_arena_alloc(arena, (input->n_uncertain + 1) * sizeof *field->range, err);
    if (!field->range)
        return false;
    for (size_t i = 0; i < input->n_uncertain; i++, field->n_ranges++) {
        if (!range_make(arena, &input->uncertain[i], field, &field->range[i], err))
            return false;
    }
    return true;
}

struct tomt_smaa_tile tomt_smaa_tile_of(const struct tomt_smaa_field *field, const double *value,
                                        size_t tile)
{
    size_t gaps = field->gaps[tile];
    if (gaps == UINT32_MAX)
        return (struct tomt_smaa_tile){value, NULL, NULL};
    return (struct tomt_smaa_tile){value, field->known + gaps * field->n_criteria * TOMT_TILE,
                                   field->fill + gaps * TOMT_TILE};
}

static void draw_one(const struct tomt_smaa_field *field, const struct tomt_smaa_range *range,
                     uint64_t stream, size_t place, double *value)
{
    if (isnan(range->from[place]))
        return;
    double at = range->from[place] + range->way[place] * tomt_chance_at(stream, field->site[place]);
    value[range->criterion * TOMT_TILE + place % TOMT_TILE] =
        clamp(range->valued ? tomt_value_of(range->valued, at) : at);
}

static uint64_t stream_of(const struct tomt_smaa_field *field, const struct tomt_smaa_range *range,
                          size_t draw)
{
    return tomt_chance_of(tomt_chance_of(field->seed, draw), range->criterion);
}

void tomt_smaa_draw_value(const struct tomt_smaa_field *field, size_t draw, size_t place,
                          double *value)
{
    for (size_t i = 0; i < field->n_ranges; i++)
        draw_one(field, &field->range[i], stream_of(field, &field->range[i], draw), place, value);
}

static void draw_tile(const struct tomt_smaa_field *field, size_t draw, size_t tile, double *value)
{
    size_t from = tile * TOMT_TILE, to = from + TOMT_TILE < field->n ? from + TOMT_TILE : field->n;
    for (size_t i = 0; i < field->n_ranges; i++) {
        uint64_t stream = stream_of(field, &field->range[i], draw);
        for (size_t place = from; place < to; place++)
            draw_one(field, &field->range[i], stream, place, value);
    }
}

void tomt_smaa_keys_of(const struct tomt_smaa_field *field, const double *weight, size_t from,
                       size_t to, double *scratch, uint32_t *key, size_t stride)
{
    size_t m = field->n_criteria;
    for (size_t tile = 0; tile < field->n_tiles; tile++) {
        const double *value = field->value + tile * m * TOMT_TILE;
        uint32_t *at = key + tile * TOMT_TILE;
        if (field->n_ranges == 0) {
            struct tomt_smaa_tile all = tomt_smaa_tile_of(field, value, tile);
            field->keys(&all, weight + from * m, to - from, m, at, stride);
            continue;
        }
        memcpy(scratch, value, m * TOMT_TILE * sizeof *scratch);
        struct tomt_smaa_tile drawn = tomt_smaa_tile_of(field, scratch, tile);
        for (size_t d = from; d < to; d++) {
            draw_tile(field, d, tile, scratch);
            field->keys(&drawn, weight + d * m, 1, m, at + (d - from) * stride, stride);
        }
    }
}

uint32_t tomt_smaa_key_of(const struct tomt_smaa_field *field, const double *weight,
                          const double *value, size_t place)
{
    size_t lane = place % TOMT_TILE;
    struct tomt_smaa_tile tile = tomt_smaa_tile_of(field, value, place / TOMT_TILE);
    double sum = 0, weighed = tile.known ? tile.fill[lane] : 1;
    for (size_t c = 0; c < field->n_criteria; c++)
        sum += weight[c] * value[c * TOMT_TILE + lane];
    for (size_t c = 0; tile.known && c < field->n_criteria; c++)
        weighed += weight[c] * tile.known[c * TOMT_TILE + lane];
    double rounded = KEY_ZERO - sum / weighed * KEY_SCALE;
    uint64_t bits;
    memcpy(&bits, &rounded, sizeof bits);
    return (uint32_t)bits;
}
