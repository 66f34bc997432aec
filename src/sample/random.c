#include "sample/random.h"

#include <math.h>

static uint64_t mix(uint64_t z)
{
    z += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

void tomt_random_start(struct tomt_random *random, uint64_t seed, uint64_t purpose)
{
    uint64_t z = mix(seed) ^ mix(purpose * 0xD1B54A32D192ED03u + 1);
    for (size_t i = 0; i < 4; i++)
        random->state[i] = mix(z + i * 0x9E3779B97F4A7C15u);
}

static uint64_t turn(uint64_t x, int by)
{
    return (x << by) | (x >> (64 - by));
}

uint64_t tomt_random_next(struct tomt_random *random)
{
    uint64_t *s = random->state;
    uint64_t result = turn(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = turn(s[3], 45);
    return result;
}

double tomt_random_share(struct tomt_random *random)
{
    return (double)(tomt_random_next(random) >> 11) * 0x1p-53;
}

double tomt_random_between(struct tomt_random *random, double low, double high)
{
    return low + (high - low) * tomt_random_share(random);
}

size_t tomt_random_below(struct tomt_random *random, size_t n)
{
    return (size_t)(tomt_random_share(random) * (double)n);
}

double tomt_random_normal(struct tomt_random *random)
{
    double radius = sqrt(-2 * log(1 - tomt_random_share(random)));
    return radius * cos(6.283185307179586 * tomt_random_share(random));
}

size_t tomt_random_pick(struct tomt_random *random, const double *weight, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += weight[i];
    double at = tomt_random_share(random) * sum;
    for (size_t i = 0; i + 1 < n; i++) {
        at -= weight[i];
        if (at < 0)
            return i;
    }
    return n - 1;
}

static double corner(uint64_t seed, int64_t column, int64_t row)
{
    uint64_t z = mix(seed ^ mix((uint64_t)column * 0x9E3779B97F4A7C15u ^ mix((uint64_t)row)));
    return (double)(z >> 11) * 0x1p-52 - 1;
}

double tomt_noise(uint64_t seed, double x, double y, double wave_m)
{
    double column = floor(x / wave_m), row = floor(y / wave_m);
    double s = x / wave_m - column, t = y / wave_m - row;
    int64_t c = (int64_t)column, r = (int64_t)row;
    s = s * s * (3 - 2 * s);
    t = t * t * (3 - 2 * t);
    double low = corner(seed, c, r) * (1 - s) + corner(seed, c + 1, r) * s;
    double high = corner(seed, c, r + 1) * (1 - s) + corner(seed, c + 1, r + 1) * s;
    return low * (1 - t) + high * t;
}
