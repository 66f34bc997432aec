/* weighting/direct.c: weights as they are given, to shares. */
#include "weighting/shares.h"

static bool weigh(const struct tomt_weight_group *group, const struct tomt_weighting_values *values,
                  struct tomt_arena *scratch, struct tomt_weighing *out, struct tomt_error *err)
{
    (void)values;
    return tomt_weighting_numbers_given(group, "weight", err) &&
           tomt_weighting_shares(group->number, group->n_members, scratch, out->local, err);
}

const struct tomt_weighting tomt_weighting_direct = {
    .name = "direct",
    .summary = "Each member's weight as a number of its own; its share is the weight by the sum of "
               "all: w = n / Σ n",
    .source = "Direct rating: von Winterfeldt and Edwards 1986, Decision Analysis and Behavioral "
              "Research, Cambridge University Press, chapter 8",
    .asks = TOMT_ASKS_NUMBERS,
    .weigh = weigh,
};
