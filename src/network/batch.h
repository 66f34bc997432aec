/* network/batch.h: sources dealt into batches of neighbours that are searched together, and what each batch has reached.
 * Knows snaps and targets only. The plan belongs to the arena given, const once made; a batch is scratch of one thread. */
#ifndef TOMT_NETWORK_BATCH_H
#define TOMT_NETWORK_BATCH_H

#include "network/lanes.h"
#include "network/targets.h"

struct tomt_batch_plan {
    const struct tomt_network *network;
    const struct tomt_graph *graph;
    enum tomt_way way;
    const struct tomt_snaps *from, *to;
    struct tomt_targets targets;
    int level;       /* of the kernels */
    uint32_t *order; /* the sources that are snapped, along the Hilbert curve */
    size_t n;
    size_t n_batches; /* batch i searches order[16 i] .. order[16 i + 16] */
};
bool tomt_batch_plan_make(struct tomt_arena *arena, const struct tomt_network *network, enum tomt_way way,
                          const struct tomt_snaps *from, const struct tomt_snaps *to, const uint8_t *wanted,
                          const double *weight, uint32_t most, struct tomt_batch_plan *plan, struct tomt_error *err);

struct tomt_batch {
    const struct tomt_batch_plan *plan;
    struct tomt_lanes lanes;
    uint32_t source[TOMT_LANES]; /* one a lane */
    unsigned n;
    uint32_t home[TOMT_LANES];   /* target links that sources of this batch are on, each once */
    unsigned n_homes;
    uint32_t *seen, serial; /* [n_target_links] the serial of the batch that has looked at it; homes are seen from the start */
};
bool tomt_batch_make(struct tomt_arena *arena, const struct tomt_batch_plan *plan, struct tomt_batch *batch,
                     struct tomt_error *err);
/* Searches batch i: labels are final, until tomt_lanes_clear. */
void tomt_batch_search(struct tomt_batch *batch, size_t i);
/* From each lane straight along its own link to a place on `home` (cap where it is on another one). */
void tomt_batch_straight(const struct tomt_batch *batch, uint32_t home, uint32_t place, uint32_t *cost);
static inline bool tomt_batch_sees(struct tomt_batch *batch, uint32_t target_link)
{
    if (batch->seen[target_link] == batch->serial)
        return false;
    batch->seen[target_link] = batch->serial;
    return true;
}

#endif
