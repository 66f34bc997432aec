/* robust/chance.h: random numbers by counter: what is drawn depends on what it is drawn for, not on who draws it when.
 * SplitMix64 (Steele, Lea and Flood 2014, Fast splittable pseudorandom number generators). For files of robust/ only. Thread-safe. */
#ifndef TOMT_ROBUST_CHANCE_H
#define TOMT_ROBUST_CHANCE_H

#include <stdint.h>

#define TOMT_CHANCE_STEP 0x9e3779b97f4a7c15u

static inline uint64_t tomt_chance_mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* The start of the stream of one thing (a draw, a criterion) within that of another. */
static inline uint64_t tomt_chance_of(uint64_t stream, uint64_t number)
{
    return tomt_chance_mix(stream + TOMT_CHANCE_STEP * (number + 1));
}

/* 0 <= x < 1, a multiple of 2^-53. */
static inline double tomt_chance_at(uint64_t stream, uint64_t number)
{
    return (double)(tomt_chance_of(stream, number) >> 11) * 0x1p-53;
}

static inline double tomt_chance_next(uint64_t *state)
{
    return (double)(tomt_chance_mix(*state += TOMT_CHANCE_STEP) >> 11) * 0x1p-53;
}

#endif
