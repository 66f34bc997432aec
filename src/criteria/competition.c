/* criteria/competition.c: how many of the same trade are near already? */
#include "criteria/around.h"

struct args {
    struct tomt_around_args around;
};

static const struct tomt_param params[] = {
    TOMT_AROUND_ROWS,
    TOMT_DECAY_ROWS,
    TOMT_SECTOR_ROWS("; one of the two is needed"),
    TOMT_AROUND_CHOICE(of, "establishments", "jobs|establishments", "what is counted"),
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_check_sector(&own->around, true, project, "competition", place, problems, err) &&
           tomt_check_around(&own->around, project, TOMT_ROLE_ESTABLISHMENT, "competition", place,
                             problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    struct tomt_fact_request request =
        tomt_request_of_sector(tomt_request_around(&own->around, TOMT_ROLE_ESTABLISHMENT,
                                                   (enum tomt_subject)own->around.of),
                               &own->around);
    return tomt_need(needs, &request, err);
}

const struct tomt_criterion tomt_criterion_competition = {
    .name = "competition",
    .summary = "Establishments (or jobs) of the same sector within reach of the site point: fewer "
               "are better for who must share customers",
    .unit = "establishments or jobs",
    .source = TOMT_WITHIN_SOURCE,
    .more_is_better = false,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .adopt = tomt_adopt_around,
    .needs = needs,
    .needs_help =
        "establishments or jobs of the sector within reach (layers with role establishment)",
    .measure = tomt_measure_first,
};
