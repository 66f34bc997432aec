/* sites/lie.h: how two polygons lie to each other, decided by their edges alone: neighbours that
 * share a border, the common case on a plan, never reach an overlay. May not know zones or sites.
 * Borders within TOMT_SAME_M of each other count as shared. Doubt is answered "they cross": the
 * overlay then decides. The outlines are const and shared; a desk (reused memory) belongs to one
 * thread. */
#ifndef TOMT_SITES_LIE_H
#define TOMT_SITES_LIE_H

#include "sites/outline.h"

enum tomt_lie {
    TOMT_LIE_APART,  /* no inner point in common */
    TOMT_LIE_INSIDE, /* a lies wholly in b (or they are equal) */
    TOMT_LIE_AROUND, /* b lies wholly in a */
    TOMT_LIE_CROSS   /* they overlap, or may */
};

struct tomt_lie_desk {
    struct tomt_arena *arena;
    uint32_t *near_a, *near_b, *touch;
    double *at;
    size_t near_a_capacity, near_b_capacity, touch_capacity, at_capacity;
};
void tomt_lie_desk_start(struct tomt_lie_desk *desk, struct tomt_arena *arena);

bool tomt_lie(struct tomt_lie_desk *desk, const struct tomt_outline *a,
              const struct tomt_outline *b, enum tomt_lie *lie, struct tomt_error *err);

/* The area that two outlines have in common, from the edges alone: half the sum of cross products
 * along the outline of what is common (Green). *sure false: borders so near each other that only an
 * overlay can tell; then *area_m2 says nothing. */
bool tomt_common_m2(struct tomt_lie_desk *desk, const struct tomt_outline *a,
                    const struct tomt_outline *b, double *area_m2, bool *sure,
                    struct tomt_error *err);

#endif
