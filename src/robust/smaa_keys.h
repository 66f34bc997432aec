/* robust/smaa_keys.h: scores of sites under many weights as whole numbers to sort by. For files of robust/ only.
 * Knows nothing of ranks. A field belongs to the arena it is made in and is const from then on. Thread-safe.
 * A key is 2^30 less the score in steps of 2^-30 of the whole scale, rounded: 0 is the best, 2^30 the worst; the same on every processor. */
#ifndef TOMT_ROBUST_SMAA_KEYS_H
#define TOMT_ROBUST_SMAA_KEYS_H

#include "robust/smaa.h"

#include <stdint.h>

enum { TOMT_TILE = 8 }; /* sites whose numbers lie side by side */

/* One tile: value[criterion * 8 + lane], 0 where dropped. known (NULL: no site of the tile has a gap): 1 where a site with gaps has a number; else,
 * and in sites without gaps, 0; fill[lane]: 1 in sites without gaps, else next to nothing. Score: sum w v / (fill + sum w known). */
struct tomt_smaa_tile {
    const double *value, *known, *fill;
};
/* key[draw * stride + lane] by weight[draw][criterion]. */
typedef void tomt_smaa_keys(const struct tomt_smaa_tile *tile, const double *weight, size_t n_draws, size_t n_criteria, uint32_t *key,
                            size_t stride);
/* The same bytes at each level: 0 plain, 1 AVX2, 2 AVX-512; -1: the widest here. NULL: the processor lacks it. */
tomt_smaa_keys *tomt_smaa_keys_at(int level);

/* A criterion whose numbers are ranges: from + way * u is the value, or the raw number that `valued` makes one. */
struct tomt_smaa_range {
    size_t criterion;
    double *from, *way;             /* [place]; from NaN: as it is */
    const struct tomt_value *valued; /* NULL: linear, from and way are values */
};
struct tomt_smaa_field {
    size_t n_criteria, n; /* sites that have a number at all, in the order of the input: their place */
    size_t n_tiles;
    uint32_t *site; /* [place] number in the input */
    double *value;  /* [tile][criterion][lane] */
    double *known;  /* [tile with gaps][criterion][lane] */
    double *fill;   /* [tile with gaps][lane] */
    uint32_t *gaps; /* [tile] which of those with gaps; UINT32_MAX: none */
    struct tomt_smaa_range *range;
    size_t n_ranges;
    uint64_t seed;
    tomt_smaa_keys *keys;
};
bool tomt_smaa_field_make(struct tomt_arena *arena, const struct tomt_smaa_input *input, struct tomt_smaa_field *field,
                          struct tomt_error *err);
struct tomt_smaa_tile tomt_smaa_tile_of(const struct tomt_smaa_field *field, const double *value, size_t tile);
/* The uncertain values of one place as draw number `draw` has them, into value[criterion * 8 + lane] of its tile. */
void tomt_smaa_draw_value(const struct tomt_smaa_field *field, size_t draw, size_t place, double *value);
/* key[draw * stride + place] of draws from .. to of weight[draw][criterion], their uncertain numbers drawn; stride >= n_tiles * 8.
 * scratch: n_criteria * 8 numbers. */
void tomt_smaa_keys_of(const struct tomt_smaa_field *field, const double *weight, size_t from, size_t to, double *scratch, uint32_t *key,
                       size_t stride);
/* The key of one place under one draw's weights, as the above has it. value: of its tile. */
uint32_t tomt_smaa_key_of(const struct tomt_smaa_field *field, const double *weight, const double *value, size_t place);

#endif
