/* criteria/anchor_distance.c: how far is the nearest campus, hospital or venue? */
#include "criteria/common.h"

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
     .fallback = "30000",
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
    return tomt_check_layer(project, TOMT_ROLE_ANCHOR, own->layer, "anchor_distance", place,
                            problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_need(
        needs,
        &(struct tomt_fact_request){.kind = TOMT_FACT_NEAREST,
                                    .role = TOMT_ROLE_ANCHOR,
                                    .layer = own->layer,
                                    .filter[0] = tomt_filter_on("kind", own->kinds, false),
                                    .reach_m = own->reach_m},
        err);
}

const struct tomt_criterion tomt_criterion_anchor_distance = {
    .name = "anchor_distance",
    .summary = "Straight-line distance from the site point to the nearest anchor; to the nearest "
               "edge of an area, 0 inside it",
    .unit = "m",
    .source = TOMT_SOURCE("Planar distance in the project CRS"),
    .more_is_better = false,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .needs = needs,
    .needs_help = "distance to anchors (layers with role anchor)",
    .measure = tomt_measure_first,
};
