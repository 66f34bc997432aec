/* criteria/establishments_reached.c: how many businesses are within a walk or a drive? */
#include "criteria/streets.h"

struct args {
    struct tomt_reached_args reached;
    struct tomt_texts codes;
};

static const struct tomt_param params[] = {
    TOMT_REACHED_ROWS("establishments"),
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
    return tomt_check_reached(&own->reached, project, TOMT_ROLE_ESTABLISHMENT,
                              "establishments_reached", place, problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    struct tomt_fact_request request =
        tomt_request_reached(&own->reached, TOMT_ROLE_ESTABLISHMENT, TOMT_ESTABLISHMENTS);
    request.filter[0] = tomt_filter_on("code", own->codes, true);
    return tomt_need(needs, &request, err);
}

const struct tomt_criterion tomt_criterion_establishments_reached = {
    .name = "establishments_reached",
    .summary = "Establishments within reach of the site point along streets, on foot or by car; "
               "those without known employees count too",
    .unit = "establishments",
    .source = TOMT_REACHED_SOURCE,
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .adopt = tomt_adopt_reached,
    .needs = needs,
    .needs_help = "establishments within reach along streets (layers with role street and role "
                  "establishment)",
    .measure = tomt_measure_first,
};
