/* criteria/hub_distance.c: how far is the nearest station, stop or junction? */
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
     .help = "only hubs of these modes: rail, tram, bus, ferry, port, terminal, junction; left "
             "out: all"},
    TOMT_HUB_QUALITY_ROWS,
    {.name = "reach_m",
     .type = TOMT_PARAM_NUMBER,
     .offset = offsetof(struct args, reach_m),
     .fallback = "20000",
     .min = 1,
     .max = 500000,
     .unit = "m",
     .help = "no data (unreachable) when there is none this near"},
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_check_hubs(project, own->layer, &own->modes, "hub_distance", place, problems,
                           err) &&
           tomt_check_hub_quality(project, own->layer, &own->classes, own->knutepunkt,
                                  "hub_distance", place, problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_need(needs,
                     &(struct tomt_fact_request){
                         .kind = TOMT_FACT_NEAREST,
                         .role = TOMT_ROLE_HUB,
                         .layer = own->layer,
                         .filter[0] = tomt_filter_on("mode", own->modes, false),
                         .filter[1] = tomt_filter_on_quality(own->classes, own->knutepunkt),
                         .reach_m = own->reach_m},
                     err);
}

const struct tomt_criterion tomt_criterion_hub_distance = {
    .name = "hub_distance",
    .summary = "Straight-line distance from the site point to the nearest hub",
    .unit = "m",
    .source = TOMT_SOURCE("Planar distance in the project CRS"),
    .more_is_better = false,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .needs = needs,
    .needs_help = "distance to hubs (layers with role hub, stops of the timetable)",
    .measure = tomt_measure_first,
};
