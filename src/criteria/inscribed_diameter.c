/* criteria/inscribed_diameter.c: how wide the site is. */
#include "criteria/common.h"

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    (void)args;
    return tomt_need(needs, &(struct tomt_fact_request){.kind = TOMT_FACT_INSCRIBED}, err);
}

const struct tomt_criterion tomt_criterion_inscribed_diameter = {
    .name = "inscribed_diameter",
    .summary = "Diameter of the largest circle that fits in the widest part of the site",
    .unit = "m",
    .source =
        TOMT_SOURCE("Largest inscribed circle, tolerance 0.1 m (GEOS MaximumInscribedCircle)"),
    .more_is_better = true,
    .needs = needs,
    .needs_help = "the largest inscribed circle of the site",
    .measure = tomt_measure_first,
};
