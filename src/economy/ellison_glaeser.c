/* economy/ellison_glaeser.c: does a sector crowd more than chance and the size of its plants would
 * have it? */
#include "economy/structure.h"

#include <math.h>

/* NaN when an amount is none (negative, NaN) or nothing is there. */
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

double tomt_ellison_glaeser(const double *sector, const double *all, size_t n_areas,
                            const double *plant, size_t n_plants)
{
    double all_sector = total_of(sector, n_areas), all_jobs = total_of(all, n_areas);
    double all_plants = total_of(plant, n_plants);
    double g = 0, room = 0, spread = 0; /* room = 1 - X and spread = 1 - H, without taking from 1 */
    for (size_t a = 0; a < n_areas; a++) {
        double s = sector[a] / all_sector, x = all[a] / all_jobs;
        g += (s - x) * (s - x);
        room += x * (1 - x);
    }
    for (size_t p = 0; p < n_plants; p++)
        spread += plant[p] / all_plants * (1 - plant[p] / all_plants);
    if (!(room > 0) || !(spread > 0)) /* one area or one plant: nothing to be said */
        return NAN;
    return (g - room * (1 - spread)) / (room * spread);
}
