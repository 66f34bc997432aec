/* criteria/jobs_reached.c: how many jobs are within a walk or a drive? */
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
    return tomt_check_sector(&own->around, false, project, "jobs_reached", place, problems, err) &&
           tomt_check_reached(&own->around, project, TOMT_ROLE_ESTABLISHMENT, "jobs_reached", place,
                              problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    struct tomt_fact_request request = tomt_request_of_sector(
        tomt_request_reached(&own->around, TOMT_ROLE_ESTABLISHMENT, TOMT_JOBS), &own->around);
    return tomt_need(needs, &request, err);
}

const struct tomt_criterion tomt_criterion_jobs_reached = {
    .name = "jobs_reached",
    .summary = "Jobs within reach of the site point along streets, on foot or by car: the central "
               "estimate of each establishment, unknown ones add nothing",
    .unit = "jobs",
    .source = TOMT_REACHED_SOURCE,
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .adopt = tomt_adopt_around,
    .needs = needs,
    .needs_help =
        "jobs within reach along streets (layers with role street and role establishment)",
    .measure = tomt_measure_first,
};
