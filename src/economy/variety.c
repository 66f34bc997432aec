/* economy/variety.c: entropy, unrelated and related variety. */
#include "economy/structure.h"

#include <math.h>

static double bits(double share, double of)
{
    return share > 0 ? share * log2(of / share) : 0;
}

/* share[n_groups] holds the groups' jobs and becomes their shares. */
static void divide(const double *jobs, const uint32_t *group, size_t n, double total, double *share,
                   size_t n_groups, struct tomt_variety *out)
{
    *out = (struct tomt_variety){0};
    for (size_t g = 0; g < n_groups; g++) {
        share[g] /= total;
        out->unrelated += bits(share[g], 1);
    }
    for (size_t i = 0; i < n; i++) {
        double p = jobs[i] / total;
        out->entropy += bits(p, 1);
        /* P_g (p/P_g) log2(P_g/p): the group's share cancels. */
        out->related += bits(p, fmax(share[group[i]], p));
    }
}

bool tomt_variety(const double *jobs, const uint32_t *group, size_t n, size_t n_groups,
                  struct tomt_variety *out, struct tomt_error *err)
{
    *out = (struct tomt_variety){NAN, NAN, NAN};
    double total = 0;
    bool sound = true;
    for (size_t i = 0; i < n; i++) {
        if (group[i] >= n_groups)
            return tomt_fail(err, TOMT_INTERNAL, "code %zu is of group %u of %zu", i, group[i],
                             n_groups);
        sound = sound && jobs[i] >= 0;
        total += jobs[i];
    }
    if (!sound || !(total > 0) || !isfinite(total))
        return true;
    double *share = tomt_allocate(n_groups * sizeof *share);
    if (!share)
        return tomt_fail(err, TOMT_MEMORY, "no memory for %zu groups of codes", n_groups);
    for (size_t g = 0; g < n_groups; g++)
        share[g] = 0;
    for (size_t i = 0; i < n; i++)
        share[group[i]] += jobs[i];
    divide(jobs, group, n, total, share, n_groups, out);
    tomt_release(share);
    return true;
}
