/* network/graph_inside.h: what the files that make a network share. Not for other rooms.
 * Knows arrays only. Blocks go to the arena named; scratch is the caller's to free. Not thread-safe while it works. */
#ifndef TOMT_NETWORK_GRAPH_INSIDE_H
#define TOMT_NETWORK_GRAPH_INSIDE_H

#include "network/network.h"

/* Order along the Hilbert curve, ties by x, then y, then the lower row. Places must be finite. NULL: out of memory. */
uint32_t *tomt_hilbert_order(struct tomt_arena *arena, const double *x, const double *y, size_t n,
                             struct tomt_error *err);

/* tomt_network_of without the table of links: (*link_old)[new link] is its row in `links`, in scratch. */
struct tomt_network *tomt_network_number(struct tomt_arena *arena, struct tomt_arena *scratch,
                                         const struct tomt_links *links,
                                         const struct tomt_network_settings *settings,
                                         const uint32_t **link_old, struct tomt_error *err);

#endif
