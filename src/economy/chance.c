/* economy/chance.c: random numbers, orders and picks. */
#include "economy/chance.h"

static uint64_t mix(uint64_t z)
{
    z += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* The seed is mixed before the stream joins it: seed 1 stream 2 and seed 2 stream 1 are strangers.
 */
void tomt_chance_start(struct tomt_chance *chance, uint64_t seed, uint64_t stream)
{
    uint64_t z = mix(mix(seed) ^ stream);
    for (size_t i = 0; i < 4; i++)
        chance->state[i] = mix(z + i * 0x9E3779B97F4A7C15u);
}

static uint64_t turn(uint64_t x, int by)
{
    return (x << by) | (x >> (64 - by));
}

uint64_t tomt_chance_next(struct tomt_chance *chance)
{
    uint64_t *s = chance->state;
    uint64_t result = turn(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = turn(s[3], 45);
    return result;
}

uint32_t tomt_chance_below(struct tomt_chance *chance, uint32_t n)
{
    uint64_t product = (tomt_chance_next(chance) >> 32) * n;
    if ((uint32_t)product < n) {
        uint32_t surplus = -n % n; /* 2^32 mod n */
        while ((uint32_t)product < surplus)
            product = (tomt_chance_next(chance) >> 32) * n;
    }
    return (uint32_t)(product >> 32);
}

void tomt_chance_shuffle(struct tomt_chance *chance, double *value, size_t n)
{
    for (size_t left = n; left > 1; left--) {
        size_t at = tomt_chance_below(chance, (uint32_t)left);
        double moved = value[at];
        value[at] = value[left - 1];
        value[left - 1] = moved;
    }
}

void tomt_chance_pick(struct tomt_chance *chance, uint32_t *order, size_t n, uint32_t *picked,
                      size_t k)
{
    for (size_t i = 0; i < k; i++) {
        size_t at = i + tomt_chance_below(chance, (uint32_t)(n - i));
        picked[i] = order[at];
        order[at] = order[i];
        order[i] = (uint32_t)at; /* only to undo: position i is not looked at again */
    }
    for (size_t i = k; i-- > 0;) {
        size_t at = order[i];
        order[i] = order[at];
        order[at] = picked[i];
    }
}
