/* weighting/twofold.h: numbers of twice a double's precision, high + low, and sums over sites that do not depend on their order. Pure arithmetic.
 * Knows nothing else. No memory. Thread-safe. For the files of this room only. */
#ifndef TOMT_WEIGHTING_TWOFOLD_H
#define TOMT_WEIGHTING_TWOFOLD_H

#include <math.h>

/* Knuth's and Dekker's error-free sums and products (Dekker 1971, doi:10.1007/BF01397083): relative error near 2^-104. */
struct tomt_twofold {
    double high, low;
};

static inline struct tomt_twofold tomt_two_sum(double a, double b)
{
    double sum = a + b, of_b = sum - a;
    return (struct tomt_twofold){sum, (a - (sum - of_b)) + (b - of_b)};
}

static inline struct tomt_twofold tomt_two_product(double a, double b)
{
    double product = a * b;
    return (struct tomt_twofold){product, fma(a, b, -product)};
}

static inline struct tomt_twofold tomt_two_add(struct tomt_twofold a, struct tomt_twofold b)
{
    struct tomt_twofold high = tomt_two_sum(a.high, b.high), low = tomt_two_sum(a.low, b.low);
    high = tomt_two_sum(high.high, high.low + low.high);
    return tomt_two_sum(high.high, high.low + low.low);
}

static inline struct tomt_twofold tomt_two_multiply(struct tomt_twofold a, struct tomt_twofold b)
{
    struct tomt_twofold product = tomt_two_product(a.high, b.high);
    return tomt_two_sum(product.high, product.low + (a.high * b.low + a.low * b.high));
}

static inline struct tomt_twofold tomt_two_reciprocal(double a)
{
    double high = 1 / a;
    return (struct tomt_twofold){high, fma(-high, a, 1) / a};
}

/* The sum of terms of at most 32 in size: each is taken apart into a multiple of 2^-22 and one of 2^-52, and both add up without
 * rounding for up to 16 million terms. So the order of the terms cannot matter. */
struct tomt_any_order {
    double high, low;
};

static inline void tomt_any_order_add(struct tomt_any_order *sum, double term)
{
    static const double to_high = 0x1.8p30, to_low = 0x1.8p0; /* adding and taking away rounds to 2^-22, 2^-52 */
    double high = (term + to_high) - to_high;
    sum->high += high;
    sum->low += ((term - high) + to_low) - to_low;
}

static inline double tomt_any_order_sum(const struct tomt_any_order *sum)
{
    return sum->high + sum->low;
}

#endif
