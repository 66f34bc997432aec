/* base/power.h: 1 / max(g, 0.1 km)^alpha of a squared distance, by our own arithmetic: the same bits on every processor and at any
 * width of vector (no libm, no fused multiply-add). For the kernels of decays, straight and along streets.
 * (g^2)^-b with b = alpha/2 is taken apart as 2^(-be) c^-b (1 + t)^-b, where g^2 = 2^e m and c is the middle of one of 16 slices of [1, 2):
 * |t| <= 1/33, so nine terms of an economised binomial series do. Relative error under 1e-12 for alpha up to TOMT_POWER_MOST. */
#ifndef TOMT_BASE_POWER_H
#define TOMT_BASE_POWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TOMT_POWER_MOST 10.0 /* the largest alpha; the least is 0 */
enum { TOMT_POWER_SLICES = 16, TOMT_POWER_OCTAVES = 32, TOMT_POWER_NEAR = 16, TOMT_POWER_TERMS = 9 };
#define TOMT_POWER_NARROW 200 /* times 0.1 km: so far the near octaves go at least */
struct tomt_power {
    double slice[TOMT_POWER_SLICES], per_middle[TOMT_POWER_SLICES]; /* c^-b, 1/c */
    double octave[TOMT_POWER_OCTAVES]; /* 2^(-be) of km, by the low bits of e: as many octaves as there are, from that of least2 on */
    double near_octave[TOMT_POWER_NEAR]; /* the same of the first 16 */
    double term[TOMT_POWER_TERMS];
    double least2; /* (0.1 km)^2: what is nearer counts as that */
    double most;   /* 10^alpha: of what is nearest */
};
/* Distances in m, or in mm. What is farther than 5,900 km (m) or 3,000 km (mm) gives
 * any finite number. False: alpha is not 0 to TOMT_POWER_MOST. */
bool tomt_power_prepare(struct tomt_power *power, double alpha, bool in_mm);
/* Plain, for one squared distance: what the kernels give. */
double tomt_power_at(const struct tomt_power *power, double distance2);

#endif
