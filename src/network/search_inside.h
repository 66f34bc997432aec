/* network/search_inside.h: what the searches share. Not for other rooms.
 * Knows arrays only. Nothing here is kept. Thread-safe. */
#ifndef TOMT_NETWORK_SEARCH_INSIDE_H
#define TOMT_NETWORK_SEARCH_INSIDE_H

#include "network/queue.h"
#include "network/search.h"

/* Costs and bounds go up to here (2,147 km, 24 days), so that two of them never wrap. */
#define TOMT_MOST_COST 0x7ffffffeu

static inline uint32_t tomt_search_bound(uint32_t most)
{
    return most < TOMT_MOST_COST ? most : TOMT_MOST_COST;
}

/* Leg and stretch together; TOMT_UNREACHED stays, and what is beyond every bound becomes it. */
static inline uint32_t tomt_search_add(uint32_t a, uint32_t b)
{
    uint64_t sum = (uint64_t)a + b;
    return a == TOMT_UNREACHED || b == TOMT_UNREACHED || sum > TOMT_MOST_COST ? TOMT_UNREACHED : (uint32_t)sum;
}

/* What it costs from point i to the ends of its link (`leaving`) or from the ends to it, with its leg. Unreached for those that are not snapped. */
struct tomt_link_ends tomt_search_ends(const struct tomt_network *network, enum tomt_way way,
                                       const struct tomt_snaps *points, size_t i, bool leaving);
/* The leg of point i alone, as cost. */
uint32_t tomt_search_leg(const struct tomt_network *network, enum tomt_way way, const struct tomt_snaps *points,
                         size_t i);
/* From point i of `from` straight along the link to point j of `to`, both legs included; they must be on one link. */
uint32_t tomt_search_straight(const struct tomt_network *network, enum tomt_way way, const struct tomt_snaps *from,
                              size_t i, const struct tomt_snaps *to, size_t j);
/* The graph to walk when trips leave the points where the search begins, or arrive there. NULL (TOMT_INTERNAL): no such way. */
const struct tomt_graph *tomt_search_graph(const struct tomt_network *network, enum tomt_way way, bool leaving,
                                           struct tomt_error *err);

#endif
