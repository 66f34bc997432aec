/* criteria/related_variety.c: are the industries around the site kin to each other? */
#include "criteria/variety.h"

struct args {
    struct tomt_around_args around;
};

static const struct tomt_param params[] = {
    TOMT_VARIETY_ROWS,
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    return tomt_check_variety(args, project, "related_variety", place, problems, err);
}

static bool measure(const void *args, const struct tomt_facts *facts, size_t from, size_t to,
                    double *out, uint8_t *why, struct tomt_error *err)
{
    return tomt_measure_variety(args, false, facts, from, to, out, why, err);
}

const struct tomt_criterion tomt_criterion_related_variety = {
    .name = "related_variety",
    .summary =
        "Related variety of the jobs within reach: how evenly they spread over the industries "
        "within each two-digit group, in bits. Kin industries learn from each other",
    .unit = "bits",
    .source = TOMT_VARIETY_SOURCE,
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .adopt = tomt_adopt_around,
    .needs = tomt_need_variety,
    .needs_help = "jobs by industry within reach (layers with role establishment)",
    .measure = measure,
};
