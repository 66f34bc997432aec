/* criteria/establishments_within.c: how many businesses are near? */
#include "criteria/common.h"

struct args {
    struct tomt_within_args within;
    struct tomt_texts codes;
};

static const struct tomt_param params[] = {
    TOMT_WITHIN_ROWS("establishments"),
    {.name = "codes",
     .type = TOMT_PARAM_TEXTS,
     .offset = offsetof(struct args, codes),
     .help = "industry codes; one stands for all that begin with it, dots are ignored: 62 counts "
             "62.010; left out: all"},
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_check_within(&own->within, project, TOMT_ROLE_ESTABLISHMENT,
                             "establishments_within", place, problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    struct tomt_fact_request request =
        tomt_request_within(&own->within, TOMT_ROLE_ESTABLISHMENT, TOMT_ESTABLISHMENTS);
    request.filter[0] = tomt_filter_on("code", own->codes, true);
    return tomt_need(needs, &request, err);
}

const struct tomt_criterion tomt_criterion_establishments_within = {
    .name = "establishments_within",
    .summary =
        "Establishments within a radius of the site point; those without known employees count too",
    .unit = "establishments",
    .source = TOMT_WITHIN_SOURCE,
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .needs = needs,
    .needs_help = "establishments within the radius (layers with role establishment)",
    .measure = tomt_measure_first,
};
