/* criteria/hub_walk.c: how far is it on foot to the nearest station or stop? */
#include "criteria/streets.h"

struct args {
    const char *layer;
    struct tomt_texts modes, classes;
    bool knutepunkt;
    double reach_m;
};

static const struct tomt_param params[] = {
    {.name = "layer",
     .type = TOMT_PARAM_TEXT,
     .offset = offsetof(struct args, layer),
     .help = "only this layer; left out: all layers with role hub and the timetable together"},
    {.name = "modes",
     .type = TOMT_PARAM_TEXTS,
     .offset = offsetof(struct args, modes),
     .fallback = "[rail, tram, bus, ferry]",
     .help = "only hubs of these modes: rail, tram, bus, ferry, port, terminal, junction"},
    TOMT_HUB_QUALITY_ROWS,
    {.name = "reach_m",
     .type = TOMT_PARAM_NUMBER,
     .offset = offsetof(struct args, reach_m),
     .fallback = "5000",
     .min = 1,
     .max = 100000,
     .unit = "m",
     .help = "no data (unreachable) when there is none this near along streets"},
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_check_hubs(project, own->layer, &own->modes, "hub_walk", place, problems, err) &&
           tomt_check_hub_quality(project, own->layer, &own->classes, own->knutepunkt, "hub_walk",
                                  place, problems, err) &&
           tomt_check_given(&own->modes, "modes", "hub_walk", place, problems, err) &&
           tomt_check_streets(project, "hub_walk", place, problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    struct tomt_fact_request request =
        tomt_request_nearest(TOMT_ROLE_HUB, own->layer, TOMT_WALK, own->reach_m);
    request.filter[0] = tomt_filter_on("mode", own->modes, false);
    request.filter[1] = tomt_filter_on_quality(own->classes, own->knutepunkt);
    return tomt_need(needs, &request, err);
}

const struct tomt_criterion tomt_criterion_hub_walk = {
    .name = "hub_walk",
    .summary = "Walk along streets from the site point to the nearest hub; the stops of one hub "
               "count as one, by the nearest; 0 inside the area of a hub",
    .unit = "m",
    .source = TOMT_STREETS_SOURCE,
    .more_is_better = false,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .needs = needs,
    .needs_help = "walks to hubs (layers with role street; layers with role hub or a timetable)",
    .measure = tomt_measure_first,
    .columns = tomt_walk_columns,
};
