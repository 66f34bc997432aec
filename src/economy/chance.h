/* economy/chance.h: chance that is the same everywhere: splitmix64 seeds xoshiro256**.
 * Pure arithmetic. A stream belongs to whoever holds it; streams of one seed do not depend on each other, so that
 * each permutation has its own and threads do not matter.
 * Sources: Blackman & Vigna (2021) doi:10.1145/3460772; Steele, Lea & Flood (2014) doi:10.1145/2660193.2660195. */
#ifndef TOMT_ECONOMY_CHANCE_H
#define TOMT_ECONOMY_CHANCE_H

#include <stddef.h>
#include <stdint.h>

struct tomt_chance {
    uint64_t state[4];
};
void tomt_chance_start(struct tomt_chance *chance, uint64_t seed, uint64_t stream);
uint64_t tomt_chance_next(struct tomt_chance *chance);
/* 0 .. n - 1, n >= 1, without bias. Source: Lemire (2019) doi:10.1145/3230636. */
uint32_t tomt_chance_below(struct tomt_chance *chance, uint32_t n);
/* All orders alike. Source: Durstenfeld (1964) doi:10.1145/364520.364540. */
void tomt_chance_shuffle(struct tomt_chance *chance, double *value, size_t n);
/* picked[k]: k different of the n numbers in order[n], in random order; order is left as it was. k <= n < 2^32. */
void tomt_chance_pick(struct tomt_chance *chance, uint32_t *order, size_t n, uint32_t *picked, size_t k);

#endif
