/* base/power.c: the tables of one alpha. Our own exp, and logarithms as numbers: libm's differ in
 * their last bits from one processor to the next. */
#include "base/power.h"

#include "base/exp_terms.h"

#include <string.h>

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#else
#pragma GCC optimize("fp-contract=off")
#endif

/* ln of the middles of the slices, 1 + (i + 1/2)/16. */
static const double log_middle[TOMT_POWER_SLICES] = {
    0x1.f829b0e783300p-6, 0x1.6f0d28ae56b4cp-4, 0x1.29552f81ff523p-3, 0x1.9525a9cf456b4p-3,
    0x1.fb9186d5e3e2bp-3, 0x1.2e8e2bae11d31p-2, 0x1.5d1bdbf5809cap-2, 0x1.89a3386c1425bp-2,
    0x1.b44f77bcc8f63p-2, 0x1.dd46a04c1c4a1p-2, 0x1.02552a5a5d0ffp-1, 0x1.154c3d2f4d5eap-1,
    0x1.2795e1289b11bp-1, 0x1.393e0d3562a1ap-1, 0x1.4a4f85db03ebbp-1, 0x1.5ad404c359f2dp-1};
#define LOG_2 0x1.62e42fefa39efp-1
#define LOG_1E6 0x1.ba18a998fffa0p+3

enum { ALL_TERMS = 18 }; /* what is left of the series after them is below any rounding */
#define WIDEST_T (1.0 / 33)

static double raise_e(double z)
{
    double shifted = z * LOG2_E + ROUND_0, turns = shifted - ROUND_0, scale;
    double r = (z - turns * LN2_HIGH) - turns * LN2_LOW, sum = 1;
    for (int k = ALL_TERMS; k > 0; k--)
        sum = 1 + r / k * sum;
    uint64_t bits = (uint64_t)((int64_t)turns + 1023) << 52;
    memcpy(&scale, &bits, sizeof scale);
    return sum * scale;
}

/* (1 + t)^-b in u = t / WIDEST_T, then terms past TOMT_POWER_TERMS are traded for lower ones by
 * Chebyshev polynomials, which differ from 0 by the least: Lanczos's economisation. */
static void expand(double b, double *term)
{
    double series[ALL_TERMS], chebyshev[ALL_TERMS][ALL_TERMS] = {{1}, {0, 1}};
    double next = 1;
    for (int k = 0; k < ALL_TERMS; k++) {
        series[k] = next;
        next *= (-b - k) / (k + 1) * WIDEST_T;
    }
    for (int k = 2; k < ALL_TERMS; k++)
        for (int j = 0; j <= k; j++)
            chebyshev[k][j] = (j > 0 ? 2 * chebyshev[k - 1][j - 1] : 0) - chebyshev[k - 2][j];
    for (int k = ALL_TERMS - 1; k >= TOMT_POWER_TERMS; k--) {
        double share = series[k] / chebyshev[k][k];
        for (int j = 0; j <= k; j++)
            series[j] -= share * chebyshev[k][j];
    }
    double per_t = 1;
    for (int k = 0; k < TOMT_POWER_TERMS; k++, per_t /= WIDEST_T)
        term[k] = series[k] * per_t;
}

bool tomt_power_prepare(struct tomt_power *power, double alpha, bool in_mm)
{
    *power = (struct tomt_power){0};
    if (!(alpha >= 0 && alpha <= TOMT_POWER_MOST))
        return false;
    double b = alpha / 2, log_km2 = in_mm ? 2 * LOG_1E6 : LOG_1E6;
    uint64_t bits;
    power->least2 = in_mm ? 1e10 : 1e4;
    memcpy(&bits, &power->least2, sizeof bits);
    for (int i = 0; i < TOMT_POWER_SLICES; i++) {
        power->slice[i] = raise_e(-b * log_middle[i]);
        power->per_middle[i] = 1 / (1 + (i + 0.5) / TOMT_POWER_SLICES);
    }
    for (uint64_t i = 0; i < TOMT_POWER_OCTAVES; i++) {
        uint64_t biased = (bits >> 52) + i;
        double scale = raise_e(-b * (((double)biased - 1023) * LOG_2 - log_km2));
        power->octave[biased % TOMT_POWER_OCTAVES] = scale;
        if (i < TOMT_POWER_NEAR)
            power->near_octave[biased % TOMT_POWER_NEAR] = scale;
    }
    expand(b, power->term);
    power->most = tomt_power_at(power, 0);
    return true;
}

double tomt_power_at(const struct tomt_power *power, double distance2)
{
    double d2 = distance2 < power->least2 ? power->least2 : distance2, m;
    int64_t bits;
    memcpy(&bits, &d2, sizeof bits);
    size_t slice = (size_t)(bits >> 48) & 15, octave = (size_t)(bits >> 52) & 31;
    bits = (bits & 0xfffffffffffffll) | 0x3ff0000000000000ll;
    memcpy(&m, &bits, sizeof m);
    const double *q = power->term;
    double t = m * power->per_middle[slice] - 1.0, t2 = t * t, t4 = t2 * t2;
    double low = (q[0] + t * q[1]) + t2 * (q[2] + t * q[3]);
    double high = (q[4] + t * q[5]) + t2 * (q[6] + t * q[7]);
    double out = power->slice[slice] * power->octave[octave];
    return out * (low + t4 * (high + t4 * q[8]));
}
