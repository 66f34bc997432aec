/* weighting/rank_sum.c: an order of importance, to weights in even steps. */
#include "weighting/shares.h"

static bool weigh(const struct tomt_weight_group *group, const struct tomt_weighting_values *values,
                  struct tomt_arena *scratch, struct tomt_weighing *out, struct tomt_error *err)
{
    (void)values;
    size_t n = group->n_members;
    double *weight = tomt_arena_alloc(scratch, n * sizeof *weight, err);
    if (!weight)
        return false;
    for (size_t place = 0; place < n; place++)
        weight[place] = (double)(n - place);
    return tomt_weighting_by_place(group, weight, scratch, out->local, err);
}

const struct tomt_weighting tomt_weighting_rank_sum = {
    .name = "rank_sum",
    .summary = "Members in order of importance; weights fall in even steps: w of place k = 2 (n + "
               "1 - k) / (n (n + 1)); ties get the mean of the places they cover",
    .source = "Stillwell, Seaver and Edwards 1981, doi:10.1016/0030-5073(81)90015-5",
    .asks = TOMT_ASKS_PLACES,
    .weigh = weigh,
};
