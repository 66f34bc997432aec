/* criteria/establishments_reached.c: how many businesses are within a walk or a drive? */
#include "criteria/around.h"

struct args {
    struct tomt_around_args around;
};

static const struct tomt_param params[] = {
    TOMT_STREET_ROWS("establishments"),
    TOMT_SECTOR_ROWS("; left out both: all"),
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_check_sector(&own->around, false, project, "establishments_reached", place,
                             problems, err) &&
           tomt_check_reached(&own->around, project, TOMT_ROLE_ESTABLISHMENT,
                              "establishments_reached", place, problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    struct tomt_fact_request request = tomt_request_of_sector(
        tomt_request_reached(&own->around, TOMT_ROLE_ESTABLISHMENT, TOMT_ESTABLISHMENTS),
        &own->around);
    return tomt_need(needs, &request, err);
}

const struct tomt_criterion tomt_criterion_establishments_reached = {
    .name = "establishments_reached",
    .summary = "Establishments within reach of the site point along streets, on foot or by car; "
               "those without known employees count too",
    .unit = "establishments",
    .source = TOMT_REACHED_SOURCE,
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .adopt = tomt_adopt_around,
    .needs = needs,
    .needs_help = "establishments within reach along streets (layers with role street and role "
                  "establishment)",
    .measure = tomt_measure_first,
};
