/* network/cache_sum.c: XXH64. */
#include "network/cache_inside.h"

static const uint64_t prime_1 = 0x9E3779B185EBCA87u, prime_2 = 0xC2B2AE3D27D4EB4Fu,
                      prime_3 = 0x165667B19E3779F9u, prime_4 = 0x85EBCA77C2B2AE63u,
                      prime_5 = 0x27D4EB2F165667C5u;

static uint64_t turned(uint64_t value, int bits)
{
    return value << bits | value >> (64 - bits);
}

static uint64_t round_of(uint64_t lane, uint64_t word)
{
    return turned(lane + word * prime_2, 31) * prime_1;
}

void tomt_cache_sum_start(struct tomt_cache_sum *sum)
{
    *sum = (struct tomt_cache_sum){
        .lane = {prime_1 + prime_2, prime_2, 0, 0 - prime_1},
    };
}

static void add_stripes(struct tomt_cache_sum *sum, const uint8_t *bytes, size_t n_stripes)
{
    uint64_t a = sum->lane[0], b = sum->lane[1], c = sum->lane[2], d = sum->lane[3], word[4];
    for (size_t i = 0; i < n_stripes; i++) {
        memcpy(word, bytes + 32 * i, 32);
        a = round_of(a, word[0]);
        b = round_of(b, word[1]);
        c = round_of(c, word[2]);
        d = round_of(d, word[3]);
    }
    sum->lane[0] = a;
    sum->lane[1] = b;
    sum->lane[2] = c;
    sum->lane[3] = d;
}

void tomt_cache_sum_add(struct tomt_cache_sum *sum, const void *bytes, size_t n)
{
    const uint8_t *at = bytes;
    size_t n_held = (size_t)(sum->n % 32);
    if (n == 0) /* bytes may be NULL then */
        return;
    sum->n += n;
    if (n_held > 0) {
        size_t more = n < 32 - n_held ? n : 32 - n_held;
        memcpy(sum->held + n_held, at, more);
        if (n_held + more < 32)
            return;
        add_stripes(sum, sum->held, 1);
        at += more;
        n -= more;
    }
    add_stripes(sum, at, n / 32);
    if (n % 32)
        memcpy(sum->held, at + n / 32 * 32, n % 32);
}

uint64_t tomt_cache_sum_end(const struct tomt_cache_sum *sum)
{
    const uint64_t *lane = sum->lane;
    uint64_t all = prime_5, word;
    if (sum->n >= 32) {
        all = turned(lane[0], 1) + turned(lane[1], 7) + turned(lane[2], 12) + turned(lane[3], 18);
        for (int i = 0; i < 4; i++)
            all = (all ^ round_of(0, lane[i])) * prime_1 + prime_4;
    }
    all += sum->n;
    const uint8_t *at = sum->held, *end = at + sum->n % 32;
    for (; end - at >= 8; at += 8) {
        memcpy(&word, at, 8);
        all = turned(all ^ round_of(0, word), 27) * prime_1 + prime_4;
    }
    if (end - at >= 4) {
        uint32_t half;
        memcpy(&half, at, 4);
        all = turned(all ^ half * prime_1, 23) * prime_2 + prime_3;
        at += 4;
    }
    for (; at < end; at++)
        all = turned(all ^ *at * prime_5, 11) * prime_1;
    all = (all ^ all >> 33) * prime_2;
    all = (all ^ all >> 29) * prime_3;
    return all ^ all >> 32;
}

uint64_t tomt_cache_sum_of(const void *bytes, size_t n)
{
    struct tomt_cache_sum sum;
    tomt_cache_sum_start(&sum);
    tomt_cache_sum_add(&sum, bytes, n);
    return tomt_cache_sum_end(&sum);
}
