/* sample/random.h: chance that is the same everywhere: splitmix64 seeds xoshiro256**, and noise
 * from hashed lattice points. Knows nothing else. A stream belongs to whoever holds it; noise is
 * pure. Source: Blackman and Vigna 2018. */
#ifndef TOMT_SAMPLE_RANDOM_H
#define TOMT_SAMPLE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct tomt_random {
    uint64_t state[4];
};

/* Streams of one seed with different purposes do not depend on each other. */
void tomt_random_start(struct tomt_random *random, uint64_t seed, uint64_t purpose);
uint64_t tomt_random_next(struct tomt_random *random);
double tomt_random_share(struct tomt_random *random); /* [0, 1) */
double tomt_random_between(struct tomt_random *random, double low, double high);
size_t tomt_random_below(struct tomt_random *random, size_t n); /* 0 .. n - 1, n >= 1 */
double tomt_random_normal(struct tomt_random *random);          /* mean 0, deviation 1 */
/* Row of weight[0..n) drawn in proportion to its weight; the weights sum to more than 0. */
size_t tomt_random_pick(struct tomt_random *random, const double *weight, size_t n);

double tomt_noise(uint64_t seed, double x, double y,
                  double wave_m); /* smooth, about -1 .. 1, one value a place */

#endif
