/* capacity/jobs.c: jobs of a floor area, by use. */
#include "capacity/amounts.h"
#include "capacity/capacity.h"

#include <string.h>

/* DOMAIN.md, "Jobs of a capacity": office 23 to 32 m2 BTA, hotel 60 to 100, retail 40 to 80,
 * industry 60 to 120, warehouse 100 to 300. By code. */
static const struct tomt_jobs_basis bases[] = {
    {"1140", 40, 80, true},   /* shopping centre */
    {"1150", 40, 80, true},   /* retail */
    {"1310", 23, 32, true},   /* office */
    {"1320", 60, 100, true},  /* hotel */
    {"1340", 60, 120, true},  /* industry */
    {"1350", 100, 300, true}, /* warehouse */
    {"1501", 100, 300, true}, /* freight terminal */
    {"1502", 100, 300, true}, /* freight store */
    {"2043", 100, 300, true}, /* harbour store */
};

const struct tomt_jobs_basis *tomt_jobs_bases(size_t *n)
{
    *n = sizeof bases / sizeof *bases;
    return bases;
}

static const struct tomt_jobs_basis *find(const struct tomt_jobs_basis *basis, size_t n,
                                          const char *use)
{
    for (size_t i = 0; use && i < n; i++)
        if (basis[i].use && strcmp(basis[i].use, use) == 0)
            return &basis[i];
    return NULL;
}

const struct tomt_jobs_basis *tomt_jobs_basis_of(const char *use)
{
    return find(bases, sizeof bases / sizeof *bases, use);
}

static const struct tomt_jobs_range no_range = {NAN, NAN, NAN};

bool tomt_jobs_of_floor(double bra_m2, const struct tomt_jobs_basis *basis, double bra_of_bta,
                        struct tomt_jobs_range *out)
{
    *out = no_range;
    if (!tomt_is_amount(bra_m2) || !basis)
        return false;
    double low = basis->m2_low, high = basis->m2_high;
    if (!(tomt_is_amount(low) && tomt_is_amount(high) && low > 0 && low <= high))
        return false;
    if (basis->in_bta && !(tomt_is_share(bra_of_bta) && bra_of_bta > 0))
        return false;
    double m2 = basis->in_bta ? bra_m2 / bra_of_bta : bra_m2;
    out->low = m2 / high;
    out->high = m2 / low;
    out->central = m2 / ((low + high) / 2);
    return true;
}

static double permitted_of(const struct tomt_use_share *use, size_t n_uses)
{
    double all = 0;
    for (size_t i = 0; i < n_uses; i++)
        if (use[i].permitted)
            all += tomt_exact_share(use[i].share);
    return all;
}

bool tomt_jobs_of_uses(double bra_m2, const struct tomt_use_share *use, size_t n_uses,
                       const struct tomt_jobs_basis *basis, size_t n_bases, double bra_of_bta,
                       struct tomt_jobs_of_uses *out)
{
    *out = (struct tomt_jobs_of_uses){no_range, NAN, NAN};
    for (size_t i = 0; i < n_uses; i++)
        if (!tomt_is_share(use[i].share))
            return false;
    double permitted = permitted_of(use, n_uses);
    if (!tomt_is_amount(bra_m2) || permitted <= 0)
        return false;
    out->with_basis_m2 = out->without_basis_m2 = 0;
    struct tomt_jobs_range sum = {0};
    bool any = false;
    for (size_t i = 0; i < n_uses; i++) {
        double m2 = use[i].permitted ? bra_m2 * (tomt_exact_share(use[i].share) / permitted) : 0;
        const struct tomt_jobs_basis *of = find(basis, n_bases, use[i].use);
        struct tomt_jobs_range range;
        if (m2 <= 0)
            continue;
        if (!tomt_jobs_of_floor(m2, of ? of : tomt_jobs_basis_of(use[i].use), bra_of_bta, &range)) {
            out->without_basis_m2 += tomt_exact_m2(m2);
            continue;
        }
        any = true;
        out->with_basis_m2 += tomt_exact_m2(m2);
        sum.low += tomt_exact_m2(range.low);
        sum.high += tomt_exact_m2(range.high);
        sum.central += tomt_exact_m2(range.central);
    }
    if (any || bra_m2 == 0)
        out->range = sum;
    return any || bra_m2 == 0;
}
