/* capacity/purchase.c: which plots a municipality might buy: an index whose terms are told.
 * Internal. */
#include "capacity/amounts.h"
#include "capacity/capacity.h"

const struct tomt_purchase_settings tomt_purchase_default = {
    .large_m2 = 10000,
    .owner_weight = {[TOMT_OWNER_MUNICIPAL] = 0,
                     [TOMT_OWNER_STATE] = 0.6,
                     [TOMT_OWNER_PRIVATE] = 1,
                     [TOMT_OWNER_FEW] = 0.8,
                     [TOMT_OWNER_MANY] = 0.4,
                     [TOMT_OWNER_UNKNOWN] = 0.5},
};

/* Nothing allowed: no low use of anything. */
static double use_term(const struct tomt_site_capacity *capacity)
{
    if (capacity->allowed_bra_m2 == 0)
        return 0;
    if (!tomt_is_amount(capacity->allowed_bra_m2) || !tomt_is_amount(capacity->existing_counted_m2))
        return NAN;
    double used = capacity->existing_counted_m2 / capacity->allowed_bra_m2;
    return used < 1 ? 1 - used : 0;
}

bool tomt_purchase_index(const struct tomt_site_capacity *capacity, enum tomt_owner_class owner,
                         const struct tomt_purchase_settings *settings, struct tomt_purchase *out)
{
    *out = (struct tomt_purchase){NAN, NAN, NAN, NAN};
    out->use_term = use_term(capacity);
    if (tomt_is_amount(settings->large_m2) && settings->large_m2 > 0 &&
        tomt_is_amount(capacity->unused_bra_m2)) {
        double of_large = capacity->unused_bra_m2 / settings->large_m2;
        out->potential_term = of_large < 1 ? of_large : 1;
    }
    if ((unsigned)owner < TOMT_N_OWNER_CLASSES && tomt_is_share(settings->owner_weight[owner]))
        out->owner_term = settings->owner_weight[owner];
    out->index = 100 * out->use_term * out->potential_term * out->owner_term;
    return !isnan(out->index);
}
