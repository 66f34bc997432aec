/* criteria/sector_share.c: how much of the business near the site is in the sector? */
#include "criteria/around.h"

struct args {
    struct tomt_around_args around;
};

static const struct tomt_param params[] = {
    TOMT_STRAIGHT_ROWS("establishments"),
    TOMT_SECTOR_ROWS("; one of the two is needed"),
    TOMT_OF_ROW("share of what"),
    TOMT_FEWEST_ROW("establishments"),
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_check_sector(&own->around, true, project, "sector_share", place, problems, err) &&
           tomt_check_fewest(&own->around, "sector_share", place, problems, err) &&
           tomt_check_around(&own->around, project, TOMT_ROLE_ESTABLISHMENT, "sector_share", place,
                             problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_need_share(&own->around, needs, err);
}

const struct tomt_criterion tomt_criterion_sector_share = {
    .name = "sector_share",
    .summary = "Share of the jobs (or establishments) within a radius that are in the sector",
    .unit = "share",
    .source = TOMT_WITHIN_SOURCE,
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .adopt = tomt_adopt_around,
    .needs = needs,
    .needs_help = "jobs or establishments within the radius, of the sector and in all (layers with "
                  "role establishment)",
    .measure = tomt_measure_share,
};
