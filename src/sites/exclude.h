/* sites/exclude.h: what the profiles cut away: each constraint feature once per buffer, with the
 * profiles that exclude it, and by which of their constraints. Buffers are made once, on all cores,
 * before any site; lines and points exclude by their buffer only. Everything belongs to the arena
 * given; const once made. */
#ifndef TOMT_SITES_EXCLUDE_H
#define TOMT_SITES_EXCLUDE_H

#include "sites/cover.h"
#include "sites/sites.h"

struct tomt_exclusions {
    struct tomt_shapes shapes;
    struct tomt_cover cover;
    uint32_t *layer, *row; /* of the inputs */
    uint64_t *profiles;    /* bit p: profile p excludes it */
    uint64_t *first_start; /* [n + 1] */
    uint16_t *first; /* by row, for each of its profiles, ascending: the first constraint of that
                        profile that takes this ground */
    size_t n;
};
/* Which constraint of a profile takes a row's ground; the profile must be one of the row's. */
static inline uint16_t tomt_exclusion_by(const struct tomt_exclusions *exclusions, uint32_t row,
                                         size_t profile)
{
    uint64_t before = exclusions->profiles[row] & (((uint64_t)1 << profile) - 1);
    return exclusions->first[exclusions->first_start[row] + (uint64_t)__builtin_popcountll(before)];
}

bool tomt_exclusions_make(struct tomt_arena *arena, const struct tomt_site_inputs *inputs,
                          const struct tomt_crew *crew, struct tomt_exclusions *exclusions,
                          struct tomt_error *err);

#endif
