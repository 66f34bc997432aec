/* criteria/owner_count.c: with how many must one agree? */
#include "criteria/of_profile.h"

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    (void)args;
    if (project->sites.from != TOMT_SITES_PARCELS)
        return tomt_check_parcels(project, "owner_count", place, problems, err);
    return tomt_has_column(project, TOMT_ROLE_PARCEL, "owner") ||
           tomt_problem_add(
               problems, err, TOMT_ERROR, place->file, place->line, place->column,
               "criterion owner_count needs a layer with role parcel that says who owns it: add "
               "columns: {owner: ...} to it");
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    (void)args;
    return tomt_need_of_profile(needs, "n_owners", err);
}

const struct tomt_criterion tomt_criterion_owner_count = {
    .name = "owner_count",
    .summary = "Number of different owners of the site's parcels; those without a name count as "
               "one more. Names stay internal",
    .unit = "owners",
    .source = TOMT_SOURCE("Owners of the parcels; one who owns several is one"),
    .more_is_better = false,
    .check = check,
    .needs = needs,
    .needs_help = "owner of the parcels (a layer with role parcel)",
    .measure = tomt_measure_first,
};
