/* criteria/capacity_jobs.c: how many jobs fit into what may still be built? */
#include "criteria/of_profile.h"

struct args {
    int estimate;
};

static const struct tomt_param params[] = {
    {.name = "estimate",
     .type = TOMT_PARAM_CHOICE,
     .offset = offsetof(struct args, estimate),
     .fallback = "central",
     .choices = "low|central|high",
     .help = "low: with the most m2 per employee of the range of its use; high: with the fewest; "
             "central: with the middle of the two"},
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    (void)args;
    return tomt_check_unused(project, "capacity_jobs", place, problems, err);
}

/* The one that is asked for, then both ends of the range for the columns. */
static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    static const char *const names[] = {"jobs_low", "jobs", "jobs_high"};
    const struct args *own = args;
    return tomt_need_of_profile(needs, names[own->estimate], err) &&
           tomt_need_of_profile(needs, names[0], err) && tomt_need_of_profile(needs, names[2], err);
}

static double low_of(const void *args, const struct tomt_facts *facts, size_t site)
{
    (void)args;
    return facts->fact[1]->value[site];
}

static double high_of(const void *args, const struct tomt_facts *facts, size_t site)
{
    (void)args;
    return facts->fact[2]->value[site];
}

static const struct tomt_criterion_column columns[] = {
    {.suffix = "low",
     .title = {"jobs that fit, low", "arbeidsplasser det er plass til, lavt"},
     .unit = "jobs",
     .help = "with the most m2 per employee",
     .number = low_of},
    {.suffix = "high",
     .title = {"jobs that fit, high", "arbeidsplasser det er plass til, høyt"},
     .unit = "jobs",
     .help = "with the fewest m2 per employee",
     .number = high_of},
    {0},
};

const struct tomt_criterion tomt_criterion_capacity_jobs = {
    .name = "capacity_jobs",
    .summary = "Jobs that fit into the floor area that the plan still allows on the site, by m2 "
               "per employee of each use",
    .unit = "jobs",
    .source = TOMT_SOURCE(
        "The unused floor area over the m2 per employee of its use (a range, capacity: in "
        "the project; docs/capacity.md)"),
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .needs = needs,
    .needs_help = "as unused_capacity",
    .measure = tomt_measure_first,
    .columns = columns,
};
