/* economy/effective_density.c: every place against every spot in reach, so the power is what costs.
 * 1/g^alpha = (g^2)^-b with b = alpha/2 is taken apart as 2^(-eb) c^-b (1 + t)^-b, where g^2 = 2^e
 * m and c is the middle of one of 256 slices of [1, 2): |t| <= 1/512, so six terms of the binomial
 * series leave less than a rounding. */
#include "economy/clusters.h"
#include "economy/spots.h"

#include <math.h>
#include <string.h>

enum { SLICES = 256, SLICE_SHIFT = 44, TERMS = 6, OCTAVES = 128, BIAS = 1023 };
static const double LEAST2_M2 = 100.0 * 100.0; /* 0.1 km */

struct power {
    double slice[SLICES], per_middle[SLICES]; /* c^-b, 1/c */
    double octave[OCTAVES];                   /* 2^(-eb) (km2 of a m2)^-b */
    double term[TERMS];                       /* of the binomial series */
};
struct places {
    const struct tomt_spots *spots;
    const double *x, *y;
    double reach_m;
    struct power power;
    double *out;
};

static void prepare_power(struct power *power, double alpha)
{
    double b = alpha / 2, per_km2 = pow(1e-6, -b), term = 1;
    for (int i = 0; i < SLICES; i++) {
        double middle = 1 + (i + 0.5) / SLICES;
        power->slice[i] = pow(middle, -b);
        power->per_middle[i] = 1 / middle;
    }
    for (int e = 0; e < OCTAVES; e++)
        power->octave[e] = pow(2, -b * e) * per_km2;
    for (int k = 0; k < TERMS; k++) {
        power->term[k] = term;
        term *= (-b - k) / (k + 1);
    }
}

static inline double raise(const struct power *power, double d2)
{
    uint64_t bits;
    memcpy(&bits, &d2, sizeof bits);
    size_t slice = (bits >> SLICE_SHIFT) & (SLICES - 1), octave = (bits >> 52) - BIAS;
    uint64_t mantissa_bits = (bits & 0xfffffffffffffu) | ((uint64_t)BIAS << 52);
    double mantissa;
    memcpy(&mantissa, &mantissa_bits, sizeof mantissa);
    double t = mantissa * power->per_middle[slice] - 1;
    double sum = power->term[TERMS - 1];
    for (int k = TERMS - 2; k >= 0; k--)
        sum = sum * t + power->term[k];
    return power->octave[octave] * power->slice[slice] * sum;
}

static double sum_around(const struct places *places, double x, double y)
{
    const struct tomt_spots *spots = places->spots;
    double reach2 = places->reach_m * places->reach_m, sum = 0;
    uint64_t low, high;
    if (!tomt_spots_band(spots, y, places->reach_m, &low, &high))
        return 0;
    for (uint64_t row = low; row <= high; row++) {
        size_t from, to;
        tomt_spots_run(spots, row, x, places->reach_m, &from, &to);
        for (size_t i = from; i < to; i++) {
            double dx = spots->x[i] - x, dy = spots->y[i] - y, d2 = dx * dx + dy * dy;
            if (d2 <= reach2)
                sum += (double)spots->units[i] *
                       raise(&places->power, d2 > LEAST2_M2 ? d2 : LEAST2_M2);
        }
    }
    return sum * spots->unit;
}

static bool work(void *shared, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    const struct places *places = shared;
    for (size_t i = from; i < to; i++) {
        double x = places->x[i], y = places->y[i];
        places->out[i] = isfinite(x) && isfinite(y) ? sum_around(places, x, y) : (double)NAN;
    }
    return true;
}

bool tomt_effective_density(const double *at_x, const double *at_y, size_t n, const double *x,
                            const double *y, const double *jobs, size_t n_points, double alpha,
                            double reach_m, const struct tomt_crew *crew, double *out,
                            struct tomt_error *err)
{
    if (!(alpha >= 0) || !(alpha <= 10) || !(reach_m > 0))
        return tomt_fail(err, TOMT_DATA,
                         "effective density with alpha %g and a reach of %g m: alpha must be 0 to "
                         "10, the reach above 0",
                         alpha, reach_m);
    for (size_t i = 0; i < n; i++)
        if (isfinite(at_x[i]) && isfinite(at_y[i]) &&
            (fabs(at_x[i]) > 1e15 || fabs(at_y[i]) > 1e15))
            return tomt_fail(err, TOMT_DATA, "place %zu lies at %g %g: no place in metres", i,
                             at_x[i], at_y[i]);
    struct tomt_points points = {x, y, jobs, n_points};
    struct tomt_spots spots;
    struct tomt_spots_rule rule = {.side_m = reach_m / 32, .may_widen = true, .may_be_below = true};
    struct tomt_arena *scratch = tomt_arena_new(err);
    bool ok = scratch && tomt_spots_new(scratch, &points, rule, crew, &spots, err);
    struct places *places = ok ? tomt_arena_block(scratch, NULL, sizeof *places, err) : NULL;
    if (places) {
        *places = (struct places){&spots, at_x, at_y, reach_m, .out = out};
        prepare_power(&places->power, alpha);
        struct tomt_crew quiet = {crew->n_threads, crew->cancel, NULL};
        struct tomt_crew_job job = {places, NULL, work, NULL, n, 16};
        ok = tomt_crew_run(&quiet, &job, err);
    }
    tomt_arena_free(scratch);
    return ok && places;
}
