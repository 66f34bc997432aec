/* network/search.h: shortest paths along streets, bounded and exact, on all cores.
 * Knows the network and snaps, not what the points are. Results are the caller's blocks; the same bytes at any number of threads.
 * Cost of a trip = leg of the one + along the streets + leg of the other; a bound counts all three and includes its edge.
 * `from` goes to `to`: by car one-way streets are heeded in that direction. Two points on one link also meet along it.
 * Bounds above 2^31 - 2 (2,147 km on foot, 24 days by car) are taken as that. Way TOMT_STRAIGHT is an error (TOMT_INTERNAL). */
#ifndef TOMT_NETWORK_SEARCH_H
#define TOMT_NETWORK_SEARCH_H

#include "network/snap.h"

/* The `width` nearest targets of every source, nearest first, ties to the lower target (lower group). One bounded search from all
 * targets at once. group: NULL, or targets of the same group count once, by the nearest (stops of one hub); group numbers < n_groups. */
struct tomt_nearest_query {
    const struct tomt_network *network;
    enum tomt_way way;
    const struct tomt_snaps *from, *to;
    const uint32_t *group;  /* [to->n] */
    const uint8_t *wanted;  /* [to->n]; NULL: all */
    uint32_t most;          /* cost */
    size_t width;           /* 1.. */
};
/* cost[i * width + k] (TOMT_UNREACHED where there are fewer), target likewise (UINT32_MAX). */
bool tomt_network_nearest(const struct tomt_nearest_query *query, const struct tomt_crew *crew, uint32_t *cost, uint32_t *target,
                          struct tomt_error *err);
/* The same for every node of the network, width 1: cost[n_nodes], target[n_nodes] (may be NULL). `arriving`: nodes go to the targets,
 * else the targets go to the nodes. */
bool tomt_network_nearest_nodes(const struct tomt_network *network, enum tomt_way way, const struct tomt_snaps *targets,
                                const uint8_t *wanted, uint32_t most, bool arriving, uint32_t *cost, uint32_t *target,
                                struct tomt_error *err);

/* All targets within the bound of every source, as compressed rows: those of source i are start[i]..start[i+1], by target. */
struct tomt_reach_lists {
    uint64_t *start;            /* [from->n + 1] */
    uint32_t *target, *cost;
};
bool tomt_network_reach(struct tomt_arena *arena, const struct tomt_network *network, enum tomt_way way,
                        const struct tomt_snaps *from, const struct tomt_snaps *to, const uint8_t *wanted, uint32_t most,
                        const struct tomt_crew *crew, struct tomt_reach_lists *out, struct tomt_error *err);

/* Sums of weight x decay over the targets within the bound of every source. Decays by metres on foot, minutes by car:
 * step 1; linear 1 - d/r; exponential e^(-parameter d); gaussian e^(-(d/parameter)^2 / 2); power, on foot only (by car TOMT_PROJECT),
 * 1 / max(d in km, 0.1)^parameter, 0 to 10; all cut at the bound.
 * Weights are rounded to multiples of 2^-30; targets that share a place and a leg are one; its term is rounded to a multiple of 2^-32
 * (coarser where one place weighs 2^20 or more, or all together 2^30; of power, what they weigh at 0.1 km: 63.1 a job at 1.8). Terms are added as whole numbers: exact, whatever the order. */
enum tomt_street_decay { TOMT_STREET_STEP, TOMT_STREET_LINEAR, TOMT_STREET_EXPONENTIAL, TOMT_STREET_GAUSSIAN, TOMT_STREET_POWER };
struct tomt_sum_query {
    const struct tomt_network *network;
    enum tomt_way way;
    const struct tomt_snaps *from, *to;
    const double *weight;   /* [to->n]; 0, less or NaN: left out; infinite: an error (TOMT_DATA) */
    enum tomt_street_decay decay;
    double reach, parameter; /* metres or minutes; per metre or minute, or metres or minutes */
    size_t width;           /* the strongest targets to keep of each source, at most 255; 0: none. Amounts of 0 are not kept */
};
struct tomt_sums {
    double *sum;            /* [from->n]; NaN where the source is not snapped */
    uint8_t *n_best;        /* [from->n]; these four NULL when width is 0 */
    uint32_t *best;         /* [from->n * width] target: largest amount first, ties to the nearer, then the lower */
    uint32_t *best_cost;
    double *best_amount;
    uint64_t n_settled;     /* nodes settled, for figures */
};
bool tomt_network_sums(struct tomt_arena *arena, const struct tomt_sum_query *query, const struct tomt_crew *crew,
                       struct tomt_sums *out, struct tomt_error *err);
/* Nodes as sources or targets: snaps with leg 0 at every node (nodes that the way cannot use are not snapped). */
bool tomt_snap_nodes(struct tomt_arena *arena, const struct tomt_network *network, enum tomt_way way, struct tomt_snaps *out,
                     struct tomt_error *err);

#endif
