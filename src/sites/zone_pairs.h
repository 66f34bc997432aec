/* sites/zone_pairs.h: which zones truly overlap, and by how much; zones that only share a border
 * are not among them. Everything belongs to the arena given; const once made. */
#ifndef TOMT_SITES_ZONE_PAIRS_H
#define TOMT_SITES_ZONE_PAIRS_H

#include "base/crew.h"
#include "sites/zone_order.h"

struct tomt_zone_pair {
    uint32_t a, b; /* claims, a < b */
    enum tomt_lie lie;
    bool snapped;
    double area_m2;  /* of the overlap */
    double older_m2; /* of it, where an older plan stays in force; 0 within one plan */
};
struct tomt_zone_pairs {
    struct tomt_zone_pair *pair; /* ascending (a, b) */
    size_t n;
    uint32_t *start, *of; /* [n_claims + 1]; rows of `pair` that a claim is in */
};
bool tomt_zone_pairs_make(struct tomt_arena *arena, const struct tomt_claims *claims,
                          const struct tomt_crew *crew, struct tomt_zone_pairs *pairs,
                          struct tomt_error *err);

#endif
