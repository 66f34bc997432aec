/* criteria/effective_density.c: how much work is near, the near counting most? */
#include "criteria/around.h"

struct args {
    struct tomt_around_args around;
    double alpha;
};

static const struct tomt_param params[] = {
    TOMT_LAYER_ROW("establishments"),
    TOMT_AROUND_CHOICE(way, "straight", "straight|walk",
                       "distances in a straight line from the site point, or on foot along "
                       "streets; not by car, for it is made of distances"),
    {.name = "radius_m",
     .type = TOMT_PARAM_NUMBER,
     .offset = offsetof(struct args, around.radius_m),
     .fallback = "10000",
     .min = 100,
     .max = 100000,
     .unit = "m",
     .help = "what is farther away is left out; edge included"},
    {.name = "alpha",
     .type = TOMT_PARAM_NUMBER,
     .offset = offsetof(struct args, alpha),
     .fallback = "1.8",
     .min = 0.1,
     .max = 5,
     .unit = "",
     .help = "how fast jobs count less with distance: 1.8 services, 1.6 construction, 1.0 "
             "manufacturing"},
    TOMT_SECTOR_ROWS("; left out both: all"),
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_check_sector(&own->around, false, project, "effective_density", place, problems,
                             err) &&
           tomt_check_around(&own->around, project, TOMT_ROLE_ESTABLISHMENT, "effective_density",
                             place, problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    struct tomt_fact_request request = tomt_request_of_sector(
        tomt_request_around(&own->around, TOMT_ROLE_ESTABLISHMENT, TOMT_JOBS), &own->around);
    request.decay = TOMT_DECAY_POWER;
    request.decay_parameter = own->alpha;
    return tomt_need(needs, &request, err);
}

const struct tomt_criterion tomt_criterion_effective_density = {
    .name = "effective_density",
    .summary = "Jobs around the site point, each divided by its distance in km to the power alpha "
               "(at least 0.1 km): sum of E / g^alpha; comparable only with the same alpha and "
               "radius",
    .unit = "jobs/km^alpha",
    .source = TOMT_SOURCE(
        "Graham (2005), Wider Economic Benefits of Transport Improvements; alpha by industry: "
        "Graham, Gibbons & Martin (2009), Transport Investment and the Distance Decay of "
        "Agglomeration Benefits"),
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .adopt = tomt_adopt_around,
    .needs = needs,
    .needs_help = "jobs within the radius (layers with role establishment)",
    .measure = tomt_measure_first,
};
