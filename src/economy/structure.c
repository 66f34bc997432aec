/* economy/structure.c: quotients and indices of shares. */
#include "economy/structure.h"

#include <math.h>

/* The sum of what is there; NaN when an amount is none (negative, infinite, NaN) or nothing is
 * there. */
static double total_of(const double *amount, size_t n)
{
    double total = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(amount[i] >= 0))
            return NAN;
        total += amount[i];
    }
    return total > 0 && isfinite(total) ? total : NAN;
}

double tomt_location_quotient(double sector_here, double all_here, double sector_reference,
                              double all_reference)
{
    if (!(sector_here >= 0) || !(all_here > 0) || !(sector_reference > 0) || !(all_reference > 0))
        return NAN;
    return (sector_here / all_here) / (sector_reference / all_reference);
}

double tomt_krugman_index(const double *here, const double *reference, size_t n)
{
    double all_here = total_of(here, n), all_reference = total_of(reference, n), sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += fabs(here[i] / all_here - reference[i] / all_reference);
    return n > 0 ? sum : NAN;
}

double tomt_herfindahl(const double *amount, size_t n)
{
    double total = total_of(amount, n), sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (amount[i] / total) * (amount[i] / total);
    return n > 0 ? sum : NAN;
}

double tomt_exact_weight(double weight)
{
    /* From 2^22 on a double has at most 30 bits behind the point already. */
    if (!(fabs(weight) < 0x1p22))
        return weight;
    return rint(weight * 0x1p30) * 0x1p-30;
}
