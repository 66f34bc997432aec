/* criteria/population_within.c: how many people live near? */
#include "criteria/around.h"

struct args {
    struct tomt_around_args around;
};

static const struct tomt_param params[] = {
    TOMT_STRAIGHT_ROWS("population"),
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_check_around(&own->around, project, TOMT_ROLE_POPULATION, "population_within",
                             place, problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    struct tomt_fact_request request =
        tomt_request_around(&own->around, TOMT_ROLE_POPULATION, TOMT_POPULATION);
    return tomt_need(needs, &request, err);
}

const struct tomt_criterion tomt_criterion_population_within = {
    .name = "population_within",
    .summary = "Persons within a radius of the site point; a cell counts by the share of its area "
               "within it",
    .unit = "persons",
    .source = TOMT_WITHIN_SOURCE,
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .needs = needs,
    .needs_help = "population within the radius (layers with role population)",
    .measure = tomt_measure_first,
};
