/* criteria/capacity_use.c: how much of what the plan allows stands there already? */
#include "criteria/of_profile.h"

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    (void)args;
    return tomt_check_utilisation(project, "capacity_use", place, problems, err) &&
           tomt_check_existing(project, "capacity_use", place, problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    (void)args;
    return tomt_need_of_profile(needs, "used_share", err);
}

const struct tomt_criterion tomt_criterion_capacity_use = {
    .name = "capacity_use",
    .summary = "Existing floor area (BRA) as a share of what the plan allows: 0 is empty, 1 used "
               "up, above 1 more than it allows; where nothing is allowed there is no share",
    .unit = "share",
    .source = TOMT_CAPACITY_SOURCE,
    .more_is_better = false,
    .check = check,
    .needs = needs,
    .needs_help = "utilisation of the zones (a layer with role zone), and what stands there: "
                  "buildings, or existing_bra_m2 of the parcels",
    .measure = tomt_measure_first,
};
