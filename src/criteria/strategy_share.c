/* criteria/strategy_share.c: does the municipality want growth here? */
#include "criteria/common.h"

struct args {
    const char *layer;
    struct tomt_texts strategies;
};

static const struct tomt_param params[] = {
    {.name = "layer",
     .type = TOMT_PARAM_TEXT,
     .offset = offsetof(struct args, layer),
     .help = "only this layer; left out: all layers with role strategy together"},
    {.name = "strategies",
     .type = TOMT_PARAM_TEXTS,
     .offset = offsetof(struct args, strategies),
     .fallback = "[densify, transform]",
     .help = "which strategies count: densify, transform, none"},
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_check_layer(project, TOMT_ROLE_STRATEGY, own->layer, "strategy_share", place,
                            problems, err) &&
           tomt_check_choices(&own->strategies, TOMT_ROLE_STRATEGY, "strategy", "strategy_share",
                              place, problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_need(needs,
                     &(struct tomt_fact_request){
                         .kind = TOMT_FACT_OVERLAY,
                         .role = TOMT_ROLE_STRATEGY,
                         .layer = own->layer,
                         .filter[0] = tomt_filter_on("strategy", own->strategies, false)},
                     err);
}

const struct tomt_criterion tomt_criterion_strategy_share = {
    .name = "strategy_share",
    .summary = "Share of the site's area in areas that the plan wants denser or transformed",
    .unit = "share",
    .source = TOMT_SOURCE("Union of the strategy areas over the site's area"),
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .needs = needs,
    .needs_help = "share of the site in layers with role strategy",
    .measure = tomt_measure_first,
};
