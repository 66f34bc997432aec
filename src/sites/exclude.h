/* sites/exclude.h: what the profiles cut away: each constraint feature once per buffer, with the
 * profiles that exclude it. Buffers are made once, on all cores, before any site. Everything
 * belongs to the arena given; const once made. */
#ifndef TOMT_SITES_EXCLUDE_H
#define TOMT_SITES_EXCLUDE_H

#include "sites/cover.h"
#include "sites/sites.h"

struct tomt_exclusions {
    struct tomt_shapes shapes;
    struct tomt_cover cover;
    uint32_t *layer, *row; /* of the inputs */
    uint64_t *profiles;    /* bit p: profile p excludes it */
    size_t n;
};
bool tomt_exclusions_make(struct tomt_arena *arena, const struct tomt_site_inputs *inputs,
                          const struct tomt_crew *crew, struct tomt_exclusions *exclusions,
                          struct tomt_error *err);

#endif
