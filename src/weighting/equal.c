/* weighting/equal.c: all members count the same. */
#include "weighting/shares.h"

static bool weigh(const struct tomt_weight_group *group, const struct tomt_weighting_values *values,
                  struct tomt_arena *scratch, struct tomt_weighing *out, struct tomt_error *err)
{
    (void)values;
    (void)scratch;
    (void)err;
    tomt_weighting_all_alike(group->n_members, out->local);
    return true;
}

const struct tomt_weighting tomt_weighting_equal = {
    .name = "equal",
    .summary = "All members count the same: w = 1 / n",
    .source = "Dawes and Corrigan 1974, doi:10.1037/h0037613",
    .asks = TOMT_ASKS_NOTHING,
    .weigh = weigh,
};
