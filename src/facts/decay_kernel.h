/* facts/decay_kernel.h: the decay kernels for one width of vector; decay.c includes it once for
 * each. Takes NAME (prefix), LANES, TARGET (attribute), ROOT(v) (square root of a vector),
 * GREATER(a, b) (of two vectors) and LOOK_UP(table, index) (16 numbers by the low 4 bits of each), and
 * forgets them at the end. */
#define JOIN(a, b) a##_##b
#define JOINED(a, b) JOIN(a, b)
#define N(word) JOINED(NAME, word)

typedef double N(real) __attribute__((vector_size(8 * LANES)));
typedef int64_t N(whole) __attribute__((vector_size(8 * LANES)));
TARGET INLINE N(real) N(all)(double value)
{
    N(real) out = {0};
    return out + value;
}
TARGET INLINE N(real) N(load)(const double *from)
{
    N(real) out;
    __builtin_memcpy(&out, from, sizeof out);
    return out;
}
TARGET INLINE N(real) N(exp)(N(real) z)
{
    N(whole) deep = z < N(all)(-700.0);
    z = (N(real))(((N(whole))z & ~deep) | ((N(whole))N(all)(-700.0) & deep));
    N(real) shifted = z * LOG2_E + ROUND_0;
    N(real) turns = shifted - ROUND_0;
    N(real) r = (z - turns * LN2_HIGH) - turns * LN2_LOW;
    N(real) r2 = r * r, r4 = r2 * r2;
    N(real) low = (Q0 + r * Q1) + r2 * (Q2 + r * Q3);
    N(real) high = (Q4 + r * Q5) + r2 * (Q6 + r * Q7);
    N(real) power = 1.0 + r * (low + r4 * (high + r4 * Q8));
    N(whole) scale = ((N(whole))shifted + 1023) << 52;
    return power * (N(real))scale;
}
TARGET INLINE void N(look_up)(const double *table, const N(whole) *index, N(real) *out)
{
    *out = LOOK_UP(table, *index);
}
TARGET INLINE void N(at_least)(double least, N(real) *value)
{
    *value = GREATER(N(all)(least), *value);
}
#define REALS N(real)
#define WHOLES N(whole)
#include "base/power_lanes.h"
#undef REALS
#undef WHOLES
TARGET INLINE N(real) N(decay)(enum tomt_decay decay, double k, N(real) distance2)
{
    if (decay == TOMT_DECAY_LINEAR)
        return 1.0 - ROOT(distance2) * k;
    if (decay == TOMT_DECAY_EXPONENTIAL)
        return N(exp)(ROOT(distance2) * k);
    if (decay == TOMT_DECAY_GAUSSIAN)
        return N(exp)(distance2 * k);
    return N(all)(1.0);
}
TARGET INLINE N(real) N(terms)(enum tomt_decay decay, const struct tomt_decay_terms *terms,
                               const struct tomt_decay_points *points, size_t i, double x, double y)
{
    N(real) dx = N(load)(points->x + i) - x, dy = N(load)(points->y + i) - y;
    N(real) distance2 = dx * dx + dy * dy, weight = N(load)(points->weight + i);
    if (decay != TOMT_DECAY_STEP)
        weight = (weight * N(decay)(decay, terms->k, distance2) + ROUND_32) - ROUND_32;
    N(whole) inside = distance2 <= N(all)(terms->radius2_m2);
    return (N(real))((N(whole))weight & inside);
}
TARGET INLINE double N(sum)(enum tomt_decay decay, const struct tomt_decay_terms *terms,
                            const struct tomt_decay_points *points, size_t from, size_t to,
                            double x, double y)
{
    N(real) even = {0}, odd = {0};
    size_t i = from;
    for (; i + 2 * LANES <= to; i += 2 * LANES) {
        even += N(terms)(decay, terms, points, i, x, y);
        odd += N(terms)(decay, terms, points, i + LANES, x, y);
    }
    for (; i < to; i += LANES) {
        N(real) term = N(terms)(decay, terms, points, i, x, y);
        N(whole) lane = {0}, left = lane + (int64_t)(to - i);
        for (int j = 0; j < LANES; j++)
            lane[j] = j;
        even += (N(real))((N(whole))term & (lane < left));
    }
    even += odd;
    double sum = 0;
    for (int j = 0; j < LANES; j++)
        sum += even[j];
    return sum;
}
/* One vector of power's terms, in two parts; what is not wanted is 0. */
TARGET INLINE void N(split)(bool is_wide, const struct tomt_decay_terms *terms,
                            const struct tomt_decay_points *points, size_t i, double x, double y,
                            N(whole) wanted, N(real) *coarse, N(real) *fine)
{
    N(real) dx = N(load)(points->x + i) - x, dy = N(load)(points->y + i) - y;
    N(real) distance2 = dx * dx + dy * dy, decay = distance2;
    N(power)(&terms->power, is_wide, &decay);
    N(whole) inside = (distance2 <= N(all)(terms->radius2_m2)) & wanted;
    N(real) term = (N(real))((N(whole))(N(load)(points->weight + i) * decay) & inside);
    N(real) high = (term + ROUND_10) - ROUND_10;
    *coarse += high;
    *fine += ((term - high) + ROUND_40) - ROUND_40;
}
TARGET INLINE void N(split_all)(bool is_wide, const struct tomt_decay_terms *terms,
                                const struct tomt_decay_points *points, size_t from, size_t to,
                                double x, double y, struct tomt_decay_parts *parts)
{
    N(real) coarse[2] = {{0}, {0}}, fine[2] = {{0}, {0}};
    N(whole) all = {0}, lane = {0};
    size_t i = from;
    all = ~all;
    for (; i + 2 * LANES <= to; i += 2 * LANES) {
        N(split)(is_wide, terms, points, i, x, y, all, &coarse[0], &fine[0]);
        N(split)(is_wide, terms, points, i + LANES, x, y, all, &coarse[1], &fine[1]);
    }
    for (int j = 0; j < LANES; j++)
        lane[j] = j;
    for (; i < to; i += LANES)
        N(split)(is_wide, terms, points, i, x, y, lane < (int64_t)(to - i), &coarse[0], &fine[0]);
    coarse[0] += coarse[1];
    fine[0] += fine[1];
    for (int j = 0; j < LANES; j++) {
        parts->coarse += coarse[0][j];
        parts->fine += fine[0][j];
    }
}
TARGET static void N(split_sum)(const struct tomt_decay_terms *terms,
                                const struct tomt_decay_points *points, size_t from, size_t to,
                                double x, double y, struct tomt_decay_parts *parts)
{
    if (terms->radius_m <= TOMT_POWER_NARROW * 100.0)
        N(split_all)(false, terms, points, from, to, x, y, parts);
    else
        N(split_all)(true, terms, points, from, to, x, y, parts);
}
TARGET static double N(power_sum)(const struct tomt_decay_terms *terms,
                                  const struct tomt_decay_points *points, size_t from, size_t to,
                                  double x, double y)
{
    struct tomt_decay_parts parts = {0, 0};
    N(split_sum)(terms, points, from, to, x, y, &parts);
    return parts.coarse + parts.fine;
}

#define KERNEL(word, DECAY)                                                                        \
    TARGET static double N(word)(const struct tomt_decay_terms *terms,                             \
                                 const struct tomt_decay_points *points, size_t from, size_t to,   \
                                 double x, double y)                                               \
    {                                                                                              \
        return N(sum)(DECAY, terms, points, from, to, x, y);                                       \
    }
KERNEL(step, TOMT_DECAY_STEP)
KERNEL(linear, TOMT_DECAY_LINEAR)
KERNEL(exponential, TOMT_DECAY_EXPONENTIAL)
KERNEL(gaussian, TOMT_DECAY_GAUSSIAN)
static tomt_decay_sum *const N(kernel)[] = {N(step), N(linear), N(exponential), N(gaussian),
                                            N(power_sum)};

#undef KERNEL
#undef N
#undef JOINED
#undef JOIN
#undef NAME
#undef LANES
#undef TARGET
#undef ROOT
#undef GREATER
#undef LOOK_UP
