/* robust/smaa_ranks.h: keys to ranks, ranks to what is told of each site. For files of robust/ only.
 * Knows nothing of weights. A tally belongs to the arena it is made in; threads add to different places of it. */
#ifndef TOMT_ROBUST_SMAA_RANKS_H
#define TOMT_ROBUST_SMAA_RANKS_H

#include "base/arena.h"

#include <stdint.h>

enum {
    TOMT_EXACT_RANKS = 128, /* counted one by one; from there on 32 to the doubling */
    TOMT_TALLY_TILE = 16    /* places that are added together; rows of ranks are read so far beyond their end */
};

struct tomt_sorter { /* of one thread */
    uint64_t *a, *b; /* [n] */
    uint32_t *start; /* of buckets */
};
bool tomt_sorter_make(struct tomt_arena *arena, size_t n, struct tomt_sorter *sorter, struct tomt_error *err);
/* rank[place] from 0 by key (at most 2^30) ascending, ties to the earlier place. Returns the first place. n >= 1. */
size_t tomt_sorter_rank(struct tomt_sorter *sorter, const uint32_t *key, size_t n, uint32_t *rank);

struct tomt_tally { /* ranks from 0 */
    size_t n, n_buckets, n_draws, top;
    uint16_t *few;   /* [place][bucket] draws; for up to 65535 of them */
    uint32_t *many;  /* else */
    uint32_t *best, *worst, *n_top;
    uint64_t *sum;
};
bool tomt_tally_make(struct tomt_arena *arena, size_t n, size_t n_draws, size_t top, struct tomt_tally *tally, struct tomt_error *err);
/* Adds n_rows draws, rank[row * stride + place], to places from (a multiple of 16) .. to. */
void tomt_tally_add(struct tomt_tally *tally, const uint32_t *rank, size_t n_rows, size_t stride, size_t from, size_t to);
/* Draws in which the place's rank (from 0) is under `below`, at most 128. */
size_t tomt_tally_within(const struct tomt_tally *tally, size_t place, size_t below);
/* Ranks from 1: leaves at most `tail` draws on either side. */
void tomt_tally_interval(const struct tomt_tally *tally, size_t place, size_t tail, uint32_t *low, uint32_t *high);

#endif
