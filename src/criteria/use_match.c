/* criteria/use_match.c: is the land zoned for the purpose? */
#include "criteria/common.h"

struct args {
    struct tomt_texts uses;
};

static const struct tomt_param params[] = {
    {.name = "uses",
     .type = TOMT_PARAM_TEXTS,
     .offset = offsetof(struct args, uses),
     .required = true,
     .help = "land-use codes that match, as the zones have them (after value mapping)"},
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_check_given(&own->uses, "uses", "use_match", place, problems, err) &&
           tomt_check_layer(project, TOMT_ROLE_ZONE, NULL, "use_match", place, problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_need(
        needs,
        &(struct tomt_fact_request){.kind = TOMT_FACT_USE_SHARE,
                                    .role = TOMT_ROLE_ZONE,
                                    .filter[0] = {.column = "use", .values = own->uses}},
        err);
}

const struct tomt_criterion tomt_criterion_use_match = {
    .name = "use_match",
    .summary =
        "Share of the source feature's area, before exclusions, that is zoned to one of the uses",
    .unit = "share",
    .source = TOMT_SOURCE("Area per land-use code of the plan in force"),
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .needs = needs,
    .needs_help = "the uses of the source feature (layers with role zone)",
    .measure = tomt_measure_first,
};
