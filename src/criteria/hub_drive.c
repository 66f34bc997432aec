/* criteria/hub_drive.c: how many minutes is it by car to the nearest junction, harbour or terminal?
 */
#include "criteria/streets.h"

struct args {
    const char *layer;
    struct tomt_texts modes, classes;
    bool knutepunkt;
    double reach_min;
};

static const struct tomt_param params[] = {
    {.name = "layer",
     .type = TOMT_PARAM_TEXT,
     .offset = offsetof(struct args, layer),
     .help = "only this layer; left out: all layers with role hub and the timetable together"},
    {.name = "modes",
     .type = TOMT_PARAM_TEXTS,
     .offset = offsetof(struct args, modes),
     .fallback = "[junction]",
     .help = "only hubs of these modes: rail, tram, bus, ferry, port, terminal, junction"},
    TOMT_HUB_QUALITY_ROWS,
    {.name = "reach_min",
     .type = TOMT_PARAM_NUMBER,
     .offset = offsetof(struct args, reach_min),
     .fallback = "30",
     .min = 0.1,
     .max = 600,
     .unit = "min",
     .help = "no data (unreachable) when there is none this near by car"},
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_check_hubs(project, own->layer, &own->modes, "hub_drive", place, problems, err) &&
           tomt_check_hub_quality(project, own->layer, &own->classes, own->knutepunkt, "hub_drive",
                                  place, problems, err) &&
           tomt_check_given(&own->modes, "modes", "hub_drive", place, problems, err) &&
           tomt_check_streets(project, "hub_drive", place, problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    struct tomt_fact_request request =
        tomt_request_nearest(TOMT_ROLE_HUB, own->layer, TOMT_DRIVE, own->reach_min);
    request.filter[0] = tomt_filter_on("mode", own->modes, false);
    request.filter[1] = tomt_filter_on_quality(own->classes, own->knutepunkt);
    return tomt_need(needs, &request, err);
}

const struct tomt_criterion tomt_criterion_hub_drive = {
    .name = "hub_drive",
    .summary = "Minutes by car along streets from the site point to the nearest hub, at the speeds "
               "of the streets, without queues; off the street at walking speed; 0 inside the area "
               "of a hub",
    .unit = "min",
    .source = TOMT_STREETS_SOURCE,
    .more_is_better = false,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .needs = needs,
    .needs_help = "drives to hubs (layers with role street; layers with role hub or a timetable)",
    .measure = tomt_measure_first,
};
