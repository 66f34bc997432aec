/* network/lanes.h: sixteen searches at once: neighbouring sources share one walk of the streets, each in a lane of its own.
 * Knows a graph and costs only. Labels are corrected until none can fall: then each lane holds exactly what a search of its own
 * would find, whatever the order. Scratch of one thread. The same labels at every width of vector. */
#ifndef TOMT_NETWORK_LANES_H
#define TOMT_NETWORK_LANES_H

#include "network/queue.h"

enum { TOMT_LANES = 16 };
#define TOMT_LANES_WIDEST (-1)

struct tomt_lanes {
    const struct tomt_graph *graph;
    uint32_t cap;      /* bound + 1: not reached */
    uint32_t *label;   /* [n_nodes * TOMT_LANES], aligned to 64 bytes; between searches all are cap */
    uint32_t *touched; /* [n_nodes] nodes with a label, in the order they got one */
    size_t n_touched;
    struct tomt_queue queue;
    void (*search)(struct tomt_lanes *lanes);
};

/* level: 0 the plainest, 1 AVX2, 2 AVX-512 (tests compare them); TOMT_LANES_WIDEST the widest there is. False when the processor lacks it. */
bool tomt_lanes_has(int level);
int tomt_lanes_widest(void);
bool tomt_lanes_make(struct tomt_arena *arena, const struct tomt_graph *graph, size_t n_nodes, uint32_t most, int level,
                     struct tomt_lanes *lanes, struct tomt_error *err);
/* A lane begins at a node with a cost; beyond the bound it does not. */
void tomt_lanes_begin(struct tomt_lanes *lanes, unsigned lane, uint32_t node, uint32_t cost);
/* Once lanes->search(lanes) has run, labels are final. This forgets them. */
void tomt_lanes_clear(struct tomt_lanes *lanes);

#endif
