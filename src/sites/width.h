/* sites/width.h: the diameter of the largest circle inside a polygon: the width that thresholds use
 * (DOMAIN.md). May not know zones or sites. Outlines are const; a desk belongs to one thread. */
#ifndef TOMT_SITES_WIDTH_H
#define TOMT_SITES_WIDTH_H

#include "sites/outline.h"

struct tomt_width_desk {
    struct tomt_arena *arena;
    uint32_t *list;
    size_t capacity;
};
void tomt_width_desk_start(struct tomt_width_desk *desk, struct tomt_arena *arena);

/* Metres, of the widest part: within a centimetre for convex outlines of few sides, else at most
 * 0.1 m under the true one. */
bool tomt_width_m(struct tomt_width_desk *desk, const struct tomt_outline *outline,
                  double *diameter_m, struct tomt_error *err);

#endif
