/* weighting/entropy.c: criteria in which sites differ count more, by Shannon's entropy. */
#include "weighting/shares.h"
#include "weighting/twofold.h"

#include <math.h>

/* 1 - E of one criterion, where p is its values by their sum and E = -(1 / ln n) Σ p ln p over the
 * n sites that have one. As Σ v ln(v / mean) / (Σ v ln n), which does not take nearly equal numbers
 * from one another. 0 where all are alike. */
static double divergence(const double *value, size_t n_sites)
{
    double least = INFINITY, most = 0;
    for (size_t site = 0; site < n_sites; site++) {
        least = fmin(least, value[site]); /* fmin and fmax pass over NaN */
        most = fmax(most, value[site]);
    }
    if (!(least < most))
        return 0;
    int exponent; /* the largest becomes 1/2 to 1 */
    frexp(most, &exponent);
    struct tomt_any_order sum = {0}, terms = {0};
    size_t n = 0;
    for (size_t site = 0; site < n_sites; site++) {
        if (isnan(value[site]))
            continue;
        tomt_any_order_add(&sum, ldexp(value[site], -exponent));
        n++;
    }
    double mean = tomt_any_order_sum(&sum) / (double)n;
    for (size_t site = 0; site < n_sites; site++) {
        double scaled = ldexp(value[site], -exponent);
        if (scaled > 0)
            tomt_any_order_add(&terms, scaled * log(scaled / mean));
    }
    double of_all = tomt_any_order_sum(&terms) / (tomt_any_order_sum(&sum) * log((double)n));
    return of_all > 0 ? tomt_weighting_40_bits(of_all) : 0;
}

static bool weigh(const struct tomt_weight_group *group, const struct tomt_weighting_values *values,
                  struct tomt_arena *scratch, struct tomt_weighing *out, struct tomt_error *err)
{
    if (!tomt_weighting_values_given(group, values, err))
        return false;
    size_t n = group->n_members;
    double *weight = tomt_arena_alloc(scratch, n * sizeof *weight, err);
    if (!weight)
        return false;
    bool any = false;
    for (size_t m = 0; m < n; m++) {
        weight[m] = divergence(values->value[group->member[m].criterion], values->n_sites);
        any = any || weight[m] > 0;
    }
    if (any)
        return tomt_weighting_shares(weight, n, scratch, out->local, err);
    tomt_weighting_all_alike(n, out->local); /* sites that are all alike, or too few to tell */
    return true;
}

const struct tomt_weighting tomt_weighting_entropy = {
    .name = "entropy",
    .summary = "Criteria in which sites differ much count more: w = (1 - E) / Σ (1 - E), E = -(1 / "
               "ln m) Σ p ln p over the m sites with a value, p = v / Σ v; a criterion that is the "
               "same everywhere gets 0; when all are, all get the same",
    .source = "Shannon 1948, doi:10.1002/j.1538-7305.1948.tb01338.x; Zeleny 1982, Multiple "
              "Criteria Decision Making, McGraw-Hill, chapter 7",
    .asks = TOMT_ASKS_VALUES,
    .weigh = weigh,
};
