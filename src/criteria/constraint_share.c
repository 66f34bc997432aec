/* criteria/constraint_share.c: how much of the site lies in hazard, noise or protection zones? */
#include "criteria/common.h"

struct args {
    const char *layer;
    struct tomt_texts codes;
};

static const struct tomt_param params[] = {
    {.name = "layer",
     .type = TOMT_PARAM_TEXT,
     .offset = offsetof(struct args, layer),
     .help = "only this layer; left out: all layers with role constraint together"},
    {.name = "codes",
     .type = TOMT_PARAM_TEXTS,
     .offset = offsetof(struct args, codes),
     .help = "constraint codes; one stands for all that begin with it, H310 and 310 are the same; "
             "left out: all"},
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_check_layer(project, TOMT_ROLE_CONSTRAINT, own->layer, "constraint_share", place,
                            problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_need(
        needs,
        &(struct tomt_fact_request){.kind = TOMT_FACT_OVERLAY,
                                    .role = TOMT_ROLE_CONSTRAINT,
                                    .layer = own->layer,
                                    .filter[0] = tomt_filter_on("code", own->codes, true)},
        err);
}

const struct tomt_criterion tomt_criterion_constraint_share = {
    .name = "constraint_share",
    .summary = "Share of the site's area under a constraint; what overlaps counts once",
    .unit = "share",
    .source = TOMT_SOURCE("Union of the constraint areas over the site's area"),
    .more_is_better = false,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .needs = needs,
    .needs_help = "share of the site in layers with role constraint",
    .measure = tomt_measure_first,
};
