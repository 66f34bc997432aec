/* criteria/developable_area.c: what can be built on. */
#include "criteria/common.h"

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    (void)args;
    return tomt_need(needs, &(struct tomt_fact_request){.kind = TOMT_FACT_AREA}, err);
}

const struct tomt_criterion tomt_criterion_developable_area = {
    .name = "developable_area",
    .summary = "Area of the site: the source feature within permitted zones, minus what "
               "constraints exclude",
    .unit = "m2",
    .source = TOMT_SOURCE("Planar area in the project CRS"),
    .more_is_better = true,
    .needs = needs,
    .needs_help = "the area of the site",
    .measure = tomt_measure_first,
};
