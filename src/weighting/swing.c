/* weighting/swing.c: how much each member's step from its worst to its best is worth. */
#include "weighting/shares.h"

static bool weigh(const struct tomt_weight_group *group, const struct tomt_weighting_values *values,
                  struct tomt_arena *scratch, struct tomt_weighing *out, struct tomt_error *err)
{
    (void)values;
    if (!tomt_weighting_numbers_given(group, "swing", err))
        return false;
    size_t largest = 0;
    for (size_t m = 1; m < group->n_members; m++)
        if (group->number[m] > group->number[largest])
            largest = m;
    if (group->number[largest] != 100)
        return tomt_fail(err, TOMT_PROJECT,
                         "the largest swing is %g, of %s: the step from worst to best that matters "
                         "most is 100, and the others are told in relation to it",
                         group->number[largest], tomt_weighting_member(group, largest).text);
    return tomt_weighting_shares(group->number, group->n_members, scratch, out->local, err);
}

const struct tomt_weighting tomt_weighting_swing = {
    .name = "swing",
    .summary = "The step from worst to best that matters most is 100, the others are told in "
               "relation to it: w = s / Σ s",
    .source = "von Winterfeldt and Edwards 1986, Decision Analysis and Behavioral Research, "
              "Cambridge University Press, chapter 8",
    .asks = TOMT_ASKS_NUMBERS,
    .weigh = weigh,
};
