/* economy/spanning.h: core distances and the minimum spanning tree of mutual reachability (inside the room).
 * Pure arithmetic. Distances are squared metres; items are those of the tree.
 * Mutual reachability of a and b: the largest of core(a), core(b) and their distance (Campello, Moulavi & Sander 2013). */
#ifndef TOMT_ECONOMY_SPANNING_H
#define TOMT_ECONOMY_SPANNING_H

#include "economy/tree.h"

struct tomt_span {
    double d2;
    uint32_t a, b;
};
/* core2[n]: the least squared radius around each item that holds `enough` units, its own included. All units together must be enough. */
bool tomt_spanning_cores(const struct tomt_tree *tree, int64_t enough, const struct tomt_crew *crew, double *core2,
                         struct tomt_error *err);
/* span[n - 1], in no order. Of spans of one length any may be in the tree: what is joined at each length does not depend on it. */
bool tomt_spanning_tree(struct tomt_arena *scratch, const struct tomt_tree *tree, const double *core2,
                        const struct tomt_crew *crew, struct tomt_span *span, struct tomt_error *err);

#endif
