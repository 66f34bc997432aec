/* criteria/population_reached.c: how many people live within a walk or a drive? */
#include "criteria/around.h"

struct args {
    struct tomt_around_args around;
};

static const struct tomt_param params[] = {
    TOMT_STREET_ROWS("population"),
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_check_reached(&own->around, project, TOMT_ROLE_POPULATION, "population_reached",
                              place, problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    struct tomt_fact_request request =
        tomt_request_reached(&own->around, TOMT_ROLE_POPULATION, TOMT_POPULATION);
    return tomt_need(needs, &request, err);
}

const struct tomt_criterion tomt_criterion_population_reached = {
    .name = "population_reached",
    .summary = "Persons within reach of the site point along streets, on foot or by car; a cell "
               "counts whole, at its centroid",
    .unit = "persons",
    .source = TOMT_REACHED_SOURCE,
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .adopt = tomt_adopt_around,
    .needs = needs,
    .needs_help =
        "population within reach along streets (layers with role street and role population)",
    .measure = tomt_measure_first,
};
