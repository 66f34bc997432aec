/* criteria/parcel_count.c: of how many parcels is the site made? */
#include "criteria/of_profile.h"

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    (void)args;
    return project->sites.from == TOMT_SITES_PARCELS
               ? tomt_check_layer(project, TOMT_ROLE_PARCEL, NULL, "parcel_count", place, problems,
                                  err)
               : tomt_check_parcels(project, "parcel_count", place, problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    (void)args;
    return tomt_need_of_profile(needs, "n_parcels", err);
}

const struct tomt_criterion tomt_criterion_parcel_count = {
    .name = "parcel_count",
    .summary = "Number of parcels in the site: 1, or more when the profile joins neighbours "
               "(assembly)",
    .unit = "parcels",
    .source = TOMT_SOURCE("The parcels that were joined into the site"),
    .more_is_better = false,
    .check = check,
    .needs = needs,
    .needs_help = "parcels (a layer with role parcel)",
    .measure = tomt_measure_first,
};
