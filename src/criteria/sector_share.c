/* criteria/sector_share.c: how much of the business near the site is in the sector? */
#include "criteria/common.h"

#include <math.h>

struct args {
    struct tomt_within_args within;
    struct tomt_texts codes;
    int of; /* enum tomt_subject: jobs or establishments */
    int64_t min_establishments;
};

static const struct tomt_param params[] = {
    TOMT_WITHIN_ROWS("establishments"),
    {.name = "codes",
     .type = TOMT_PARAM_TEXTS,
     .offset = offsetof(struct args, codes),
     .required = true,
     .help = "industry codes of the sector; one stands for all that begin with it, dots are "
             "ignored: 62 counts 62.010"},
    {.name = "of",
     .type = TOMT_PARAM_CHOICE,
     .offset = offsetof(struct args, of),
     .fallback = "jobs",
     .choices = "jobs|establishments",
     .help = "share of what"},
    {.name = "min_establishments",
     .type = TOMT_PARAM_INTEGER,
     .offset = offsetof(struct args, min_establishments),
     .fallback = "5",
     .min = 0,
     .max = 1000000,
     .help = "no data (suppressed) when fewer establishments than this are within the radius"},
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_check_given(&own->codes, "codes", "sector_share", place, problems, err) &&
           tomt_check_within(&own->within, project, TOMT_ROLE_ESTABLISHMENT, "sector_share", place,
                             problems, err);
}

enum { OF_SECTOR, OF_ALL, COUNT };

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    struct tomt_fact_request all =
        tomt_request_within(&own->within, TOMT_ROLE_ESTABLISHMENT, (enum tomt_subject)own->of);
    struct tomt_fact_request sector = all, count = all;
    sector.filter[0] = tomt_filter_on("code", own->codes, true);
    count.subject = TOMT_ESTABLISHMENTS;
    count.decay = TOMT_DECAY_STEP;
    count.decay_parameter = 0;
    return tomt_need(needs, &sector, err) && tomt_need(needs, &all, err) &&
           tomt_need(needs, &count, err);
}

static bool measure(const void *args, const struct tomt_facts *facts, size_t from, size_t to,
                    double *out, uint8_t *why, struct tomt_error *err)
{
    const struct args *own = args;
    if (!tomt_measure_fact(facts, OF_SECTOR, from, to, out, why, err))
        return false;
    const double *all = facts->fact[OF_ALL]->value, *count = facts->fact[COUNT]->value;
    for (size_t site = from; site < to; site++) {
        if (why[site] != TOMT_WHY_OK)
            continue;
        bool is_few = count[site] < (double)own->min_establishments;
        if (is_few || !(all[site] > 0)) {
            out[site] = NAN;
            why[site] = is_few ? TOMT_WHY_SUPPRESSED : TOMT_WHY_NOT_APPLICABLE;
            continue;
        }
        out[site] = fmin(1, out[site] / all[site]);
    }
    return true;
}

const struct tomt_criterion tomt_criterion_sector_share = {
    .name = "sector_share",
    .summary = "Share of the jobs (or establishments) within a radius that are in the sector",
    .unit = "share",
    .source = TOMT_WITHIN_SOURCE,
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .needs = needs,
    .needs_help = "jobs or establishments within the radius, of the sector and in all (layers with "
                  "role establishment)",
    .measure = measure,
};
