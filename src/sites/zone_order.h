/* sites/zone_order.h: the zones of all plans as read, which plan goes before which, and where older
 * plans stay in force. May not cut anything. Everything belongs to the arena given; const once
 * made. */
#ifndef TOMT_SITES_ZONE_ORDER_H
#define TOMT_SITES_ZONE_ORDER_H

#include "sites/cover.h"
#include "sites/sites.h"

struct tomt_claims { /* zones that lay claim to ground: level 2 or no level */
    struct tomt_shapes shapes;
    struct tomt_cover cover;
    uint32_t *layer, *row;
    uint32_t *plan; /* rank of its plan: 0 is the newest */
    uint32_t *rank; /* rank among the zones of its plan, all plans together: the smaller wins where
                       two of one plan overlap */
    double *area_m2;
    size_t n, n_other_level;
    struct tomt_shapes older_shapes; /* H910: an older plan stays in force */
    struct tomt_cover older;
};
bool tomt_claims_make(struct tomt_arena *arena, const struct tomt_site_inputs *inputs,
                      struct tomt_claims *claims, struct tomt_error *err);

/* The role of a layer of the inputs, and the text of a column that may be absent. */
enum tomt_role tomt_input_role(const struct tomt_site_inputs *inputs, size_t layer);
const char *tomt_row_text(const struct tomt_layer *layer, const char *column, size_t row);

#endif
