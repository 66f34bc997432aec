/* criteria/compactness.c: how near the site's shape is to a circle. */
#include "criteria/common.h"

#include <math.h>

static const double pi = 3.14159265358979323846;

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    (void)args;
    return tomt_need(needs, &(struct tomt_fact_request){.kind = TOMT_FACT_AREA}, err) &&
           tomt_need(needs, &(struct tomt_fact_request){.kind = TOMT_FACT_PERIMETER}, err);
}

static bool measure(const void *args, const struct tomt_facts *facts, size_t from, size_t to,
                    double *out, uint8_t *why, struct tomt_error *err)
{
    (void)args;
    if (!tomt_measure_fact(facts, 0, from, to, out, why, err))
        return false;
    const double *perimeter_m = facts->fact[1]->value;
    for (size_t site = from; site < to; site++) {
        if (why[site] != TOMT_WHY_OK)
            continue;
        if (!(perimeter_m[site] > 0)) {
            out[site] = NAN;
            why[site] = TOMT_WHY_NOT_APPLICABLE;
            continue;
        }
        out[site] = fmin(1, 4 * pi * out[site] / (perimeter_m[site] * perimeter_m[site]));
    }
    return true;
}

const struct tomt_criterion tomt_criterion_compactness = {
    .name = "compactness",
    .summary = "4 pi area / perimeter squared: 1 for a circle, 0.785 for a square; the rings of "
               "holes count in the perimeter",
    .unit = "share",
    .source = TOMT_SOURCE("Polsby and Popper (1991), Yale Law & Policy Review 9(2)"),
    .more_is_better = true,
    .needs = needs,
    .needs_help = "the area and the perimeter of the site",
    .measure = measure,
};
