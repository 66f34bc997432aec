/* criteria/variety.c: what related and unrelated variety share. */
#include "criteria/variety.h"

#include <math.h>

bool tomt_check_variety(const struct tomt_around_args *around, const struct tomt_project *project,
                        const char *criterion, const struct tomt_place *place,
                        struct tomt_problems *problems, struct tomt_error *err)
{
    return tomt_check_sector(around, false, project, criterion, place, problems, err) &&
           tomt_check_fewest(around, criterion, place, problems, err) &&
           tomt_check_around(around, project, TOMT_ROLE_ESTABLISHMENT, criterion, place, problems,
                             err);
}

enum { VARIETY, COUNT };

bool tomt_need_variety(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct tomt_around_args *around = args;
    struct tomt_fact_request variety = tomt_request_of_sector(
        tomt_request_around(around, TOMT_ROLE_ESTABLISHMENT, TOMT_JOBS), around);
    struct tomt_fact_request count = tomt_request_of_sector(tomt_request_count(around), around);
    count.filter[1] = (struct tomt_filter){.column = "industry", .any = true};
    variety.kind = TOMT_FACT_VARIETY;
    variety.digits = (unsigned)around->digits;
    return tomt_need(needs, &variety, err) && tomt_need(needs, &count, err);
}

bool tomt_measure_variety(const struct tomt_around_args *around, bool unrelated,
                          const struct tomt_facts *facts, size_t from, size_t to, double *out,
                          uint8_t *why, struct tomt_error *err)
{
    if (facts->n_facts <= COUNT || to > facts->n_sites)
        return tomt_fail(err, TOMT_INTERNAL, "variety is of %d facts", COUNT + 1);
    const struct tomt_fact *variety = facts->fact[VARIETY], *count = facts->fact[COUNT];
    const double *bits = unrelated ? variety->second : variety->value;
    for (size_t site = from; site < to; site++) {
        out[site] = NAN;
        why[site] = count->why[site];
        if (why[site] == TOMT_WHY_OK)
            tomt_put_unless_few(around, count->value[site], 0, &out[site], &why[site]);
        if (why[site] != TOMT_WHY_OK)
            continue;
        why[site] = variety->why[site];
        out[site] = why[site] == TOMT_WHY_OK ? bits[site] : NAN;
    }
    return true;
}
