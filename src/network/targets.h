/* network/targets.h: the targets of sums and lists, merged where they share a place on the streets, and sorted to be found from
 * the nodes a search has reached. Not for other rooms. Belongs to the arena given; const once made: thread-safe. */
#ifndef TOMT_NETWORK_TARGETS_H
#define TOMT_NETWORK_TARGETS_H

#include "network/search_inside.h"

struct tomt_target_link { /* a link with places along it */
    uint32_t from, to;    /* nodes */
    uint32_t link, first_place; /* its places end where the next one's begin */
};
struct tomt_target_node {
    uint32_t place;   /* first of the places at this node; they end at the next node's */
    uint32_t meeting; /* first of `met`, likewise */
};
struct tomt_targets {
    uint32_t cap; /* bound + 1: what all costs beyond the bound are */
    size_t n_places, n_at_nodes; /* places at nodes come first, by node; then those along links, by link */
    uint32_t *cost_first; /* [n_places] from the node, or from the link's first end, leg included; at most cap */
    uint32_t *cost_last;  /* [n_places] from the link's last end; cap at nodes */
    uint32_t *member_start, *member; /* [n_places + 1]; the targets of a place, heaviest first, then the lower */
    struct tomt_target_node *node;   /* [n_nodes + 1] */
    uint32_t *met;                   /* target links, at each of their ends */
    struct tomt_target_link *link;   /* [n_target_links + 1], by link */
    size_t n_target_links;
    uint32_t *on_link; /* [n_links] row of `link`, or TOMT_NO_LINK */
};
/* Those with wanted (NULL: all) and a weight (NULL: all alike) above 0. */
bool tomt_targets_make(struct tomt_arena *arena, const struct tomt_network *network, enum tomt_way way,
                       const struct tomt_snaps *points, const uint8_t *wanted, const double *weight, uint32_t most,
                       struct tomt_targets *out, struct tomt_error *err);

#endif
