/* network/cache_inside.h: what the files of the cache share. Not for other rooms (tests and the fuzzer may see the header and the sum).
 * One walk over all fields serves writing and reading, so that they cannot differ. Not thread-safe while it works. */
#ifndef TOMT_NETWORK_CACHE_INSIDE_H
#define TOMT_NETWORK_CACHE_INSIDE_H

#include "network/cache.h"

/* To be raised with any change of the fields, their order or their meaning. */
enum { TOMT_CACHE_FORMAT = 2 };

struct tomt_cache_header { /* then the key, then the body, and nothing more; all in whole 8 bytes */
    char magic[8];
    uint64_t byte_order, format;
    char made_by[32]; /* version of tomt */
    uint64_t key_bytes, body_bytes, key_sum, body_sum;
    uint64_t header_sum; /* of all before it */
};
/* XXH64 with seed 0 (Collet, "xxHash fast digest algorithm", specification 0.1.1): tells damage, at the speed of memory. It is no
 * seal: what has the right sum is checked field by field all the same. */
struct tomt_cache_sum {
    uint64_t lane[4], n;
    uint8_t held[32];
};
void tomt_cache_sum_start(struct tomt_cache_sum *sum);
void tomt_cache_sum_add(struct tomt_cache_sum *sum, const void *bytes, size_t n);
uint64_t tomt_cache_sum_end(const struct tomt_cache_sum *sum);
uint64_t tomt_cache_sum_of(const void *bytes, size_t n);

/* Fills in all but sizes and sums of the parts; seal adds the header's own sum. */
void tomt_cache_header_start(struct tomt_cache_header *header);
void tomt_cache_header_seal(struct tomt_cache_header *header);

struct tomt_cache_io {
    FILE *out; /* NULL: reading */
    struct tomt_cache_sum sum;
    uint64_t n_written;
    const uint8_t *at, *end; /* reading: what is left; pointers to it are handed out */
    struct tomt_arena *arena;
    struct tomt_error *err;
    bool out_of_memory; /* reading failed for this and not for what was read */
};
/* Both false at the first thing that is wrong. Reading: what the key or body holds may still be nonsense, but within its bounds. */
bool tomt_cache_walk_key(struct tomt_cache_io *io, struct tomt_cache_key *key);
bool tomt_cache_walk_body(struct tomt_cache_io *io, struct tomt_cached *cached, size_t n_sources);

/* Is everything in it consistent? False with *err TOMT_MEMORY, or just false. */
bool tomt_cache_check(const struct tomt_network *network, struct tomt_error *err);

#endif
