/* weighting/points.c: a hundred points dealt out. */
#include "weighting/shares.h"

#include <math.h>

static bool weigh(const struct tomt_weight_group *group, const struct tomt_weighting_values *values,
                  struct tomt_arena *scratch, struct tomt_weighing *out, struct tomt_error *err)
{
    (void)values;
    if (!tomt_weighting_numbers_given(group, "number of points", err))
        return false;
    double sum = 0;
    for (size_t m = 0; m < group->n_members; m++)
        sum += group->number[m];
    if (fabs(sum - 100) > 1e-6) /* 33.3 three times is a slip worth telling; 0.1 ten times is not */
        return tomt_fail(err, TOMT_PROJECT,
                         "the points of %zu members sum to %.10g: deal out exactly 100, or use the "
                         "method direct",
                         group->n_members, sum);
    return tomt_weighting_shares(group->number, group->n_members, scratch, out->local, err);
}

const struct tomt_weighting tomt_weighting_points = {
    .name = "points",
    .summary = "One hundred points are dealt out among the members: w = p / 100",
    .source = "Point allocation: Metfessel 1947, The Journal of Psychology 24, 229-235; Doyle, "
              "Green and Bottomley 1997, Organizational Behavior and Human Decision Processes "
              "70(1), 65-72",
    .asks = TOMT_ASKS_NUMBERS,
    .weigh = weigh,
};
