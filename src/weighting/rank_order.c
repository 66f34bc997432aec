/* weighting/rank_order.c: an order of importance, to the centre of all weights that have it. */
#include "weighting/shares.h"

static bool weigh(const struct tomt_weight_group *group, const struct tomt_weighting_values *values,
                  struct tomt_arena *scratch, struct tomt_weighing *out, struct tomt_error *err)
{
    (void)values;
    size_t n = group->n_members;
    double *weight = tomt_arena_alloc(scratch, n * sizeof *weight, err);
    if (!weight)
        return false;
    double sum = 0; /* the smallest terms first */
    for (size_t place = n; place-- > 0;) {
        sum += 1 / (double)(place + 1);
        weight[place] = sum / (double)n;
    }
    return tomt_weighting_by_place(group, weight, scratch, out->local, err);
}

const struct tomt_weighting tomt_weighting_rank_order = {
    .name = "rank_order",
    .summary = "Members in order of importance; each gets the mean of all weights that have this "
               "order (rank order centroid, ROC): w of place k = (1/n) Σ 1/i, i from k to n; ties "
               "get the mean of the places they cover",
    .source = "Barron and Barrett 1996, doi:10.1287/mnsc.42.11.1515",
    .asks = TOMT_ASKS_PLACES,
    .weigh = weigh,
};
