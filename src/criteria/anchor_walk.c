/* criteria/anchor_walk.c: how far is it on foot to the nearest campus, hospital or venue? */
#include "criteria/streets.h"

struct args {
    const char *layer;
    struct tomt_texts kinds;
    double reach_m;
};

static const struct tomt_param params[] = {
    {.name = "layer",
     .type = TOMT_PARAM_TEXT,
     .offset = offsetof(struct args, layer),
     .help = "only this layer; left out: all layers with role anchor together"},
    {.name = "kinds",
     .type = TOMT_PARAM_TEXTS,
     .offset = offsetof(struct args, kinds),
     .help = "only anchors of these kinds, as the layer has them: campus, hospital, incubator, "
             "venue, ...; left out: all"},
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
    return tomt_check_layer(project, TOMT_ROLE_ANCHOR, own->layer, "anchor_walk", place, problems,
                            err) &&
           tomt_check_streets(project, "anchor_walk", place, problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    struct tomt_fact_request request =
        tomt_request_nearest(TOMT_ROLE_ANCHOR, own->layer, TOMT_WALK, own->reach_m);
    request.filter[0] = tomt_filter_on("kind", own->kinds, false);
    return tomt_need(needs, &request, err);
}

const struct tomt_criterion tomt_criterion_anchor_walk = {
    .name = "anchor_walk",
    .summary = "Walk along streets from the site point to the nearest anchor; to where a street "
               "comes nearest the edge of an area, 0 inside it",
    .unit = "m",
    .source = TOMT_STREETS_SOURCE,
    .more_is_better = false,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .needs = needs,
    .needs_help = "walks to anchors (layers with role street and role anchor)",
    .measure = tomt_measure_first,
    .columns = tomt_walk_columns,
};
