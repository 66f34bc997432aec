/* capacity/amounts.h: which numbers are amounts, and sums of them that know no order. Inside this room only.
 * Pure; nothing is owned; thread-safe. */
#ifndef TOMT_CAPACITY_AMOUNTS_H
#define TOMT_CAPACITY_AMOUNTS_H

#include <math.h>
#include <stdbool.h>

/* Above this no area, percentage or count is meant; products of two stay far from overflow. */
#define TOMT_LARGEST_AMOUNT 1e12

static inline bool tomt_is_amount(double x)
{
    return x >= 0 && x <= TOMT_LARGEST_AMOUNT;
}
static inline bool tomt_is_share(double x)
{
    return x >= 0 && x <= 1;
}
/* The nearest multiple of 2^-20 (a millionth of a m2): sums of these below 2^33 are exact (decision 006). */
static inline double tomt_exact_m2(double x)
{
    return nearbyint(x * 0x1p20) * 0x1p-20;
}
/* The same for shares, multiples of 2^-40. */
static inline double tomt_exact_share(double x)
{
    return nearbyint(x * 0x1p40) * 0x1p-40;
}

#endif
