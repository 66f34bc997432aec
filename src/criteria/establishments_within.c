/* criteria/establishments_within.c: how many businesses are near? */
#include "criteria/around.h"

struct args {
    struct tomt_around_args around;
};

static const struct tomt_param params[] = {
    TOMT_STRAIGHT_ROWS("establishments"),
    TOMT_SECTOR_ROWS("; left out both: all"),
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_check_sector(&own->around, false, project, "establishments_within", place, problems,
                             err) &&
           tomt_check_around(&own->around, project, TOMT_ROLE_ESTABLISHMENT,
                             "establishments_within", place, problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    struct tomt_fact_request request = tomt_request_of_sector(
        tomt_request_around(&own->around, TOMT_ROLE_ESTABLISHMENT, TOMT_ESTABLISHMENTS),
        &own->around);
    return tomt_need(needs, &request, err);
}

const struct tomt_criterion tomt_criterion_establishments_within = {
    .name = "establishments_within",
    .summary =
        "Establishments within a radius of the site point; those without known employees count too",
    .unit = "establishments",
    .source = TOMT_WITHIN_SOURCE,
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .adopt = tomt_adopt_around,
    .needs = needs,
    .needs_help = "establishments within the radius (layers with role establishment)",
    .measure = tomt_measure_first,
};
