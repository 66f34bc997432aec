/* network/cache.h: a built network as a file, so that the next run starts at once.
 * Knows bytes only. The file carries its version and byte order, its key and a digest: what does not fit is never used.
 * Not a result: it may be deleted at any time. Written whole or not at all; the same network gives the same bytes. What is read is one
 * block of the arena, const: link_table must not grow. */
#ifndef TOMT_NETWORK_CACHE_H
#define TOMT_NETWORK_CACHE_H

#include "network/network.h"

struct tomt_cache_source { /* one file the network was made of */
    const char *path;      /* as the project writes it */
    uint64_t size;
    int64_t time_ns;       /* last change */
    char sha256[65];       /* "": not known yet; always known when saved, or a changed time will be TOMT_CACHE_OTHER */
};
struct tomt_cache_key {
    const char *settings;  /* everything else the network depends on, as one text */
    const struct tomt_cache_source *source; size_t n_sources;
};
enum tomt_cache_found { TOMT_CACHE_NONE, TOMT_CACHE_OTHER, TOMT_CACHE_HASH_WANTED /* times differ, sizes do not: fill in sha256 and ask again */, TOMT_CACHE_HIT };
struct tomt_cached {
    struct tomt_network *network;
    struct tomt_network_report report;
    struct tomt_read_report *read; /* [n_sources] of the layers it was made of */
};
/* Other settings, paths, sizes or digests are TOMT_CACHE_OTHER; so is a damaged, foreign or older file, never an error. False only when memory runs out. */
bool tomt_cache_load(struct tomt_arena *arena, const char *path, const struct tomt_cache_key *key, enum tomt_cache_found *found,
                     struct tomt_cached *out, struct tomt_error *err);
bool tomt_cache_save(const char *path, const struct tomt_cache_key *key, const struct tomt_cached *what, struct tomt_error *err);

#endif
