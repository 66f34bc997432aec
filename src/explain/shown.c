/* explain/shown.c: numbers as they are printed, so that what a page prints adds up on that page. */
#include "explain/inside.h"

#include <math.h>

static const double HAIR = 1e-9; /* of a tenth: what binary numbers make of decimal ones */

/* Halves away from zero, as phrases round. */
double tomt_shown_tenths(double number)
{
    return round(number * 10) / 10;
}

/* Whole tenths below a part; *rest what is left of it, 0 to 1. */
static double below(double part, double *rest)
{
    double tenths = part * 10, whole = floor(tenths + HAIR);
    *rest = tenths - whole > HAIR ? tenths - whole : 0;
    return whole;
}

void tomt_shown_parts(const double *part, size_t n, double total, double *shown)
{
    double missing = round(total * 10), rest;
    for (size_t i = 0; i < n; i++) {
        shown[i] = isnan(part[i]) ? NAN : below(part[i], &rest);
        missing -= isnan(part[i]) ? 0 : shown[i];
    }
    /* Few parts: the largest remainder is looked for anew each time. A part that had its tenth is
     * over its own. */
    for (; missing > 0.5; missing--) {
        size_t best = SIZE_MAX;
        double largest = 0;
        for (size_t i = 0; i < n; i++) {
            if (isnan(part[i]) || shown[i] > part[i] * 10 + HAIR)
                continue;
            below(part[i], &rest);
            if (rest > largest) {
                largest = rest;
                best = i;
            }
        }
        if (best == SIZE_MAX)
            break;
        shown[best]++;
    }
    for (size_t i = 0; i < n; i++)
        shown[i] = isnan(part[i]) ? NAN : shown[i] / 10;
}
