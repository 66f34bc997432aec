/* network/queue.c: how wide the buckets are. */
#include "network/queue.h"

enum { MOST_BUCKETS = 1 << 18, SAMPLE = 4096 };

/* About an arc: narrower means walking empty buckets, wider means scanning nodes again
 * (measured: see docs/decisions/008-street-search.md). */
static unsigned good_shift(const struct tomt_graph *graph, uint32_t most)
{
    size_t step = graph->n_arcs / SAMPLE + 1, n = 0;
    uint64_t sum = 0;
    for (size_t k = 0; k < graph->n_arcs; k += step, n++)
        sum += graph->cost[k];
    uint64_t width = n ? sum / n : 1;
    unsigned shift = 0;
    while ((2ull << shift) <= width || (most >> shift) >= MOST_BUCKETS)
        shift++;
    return shift;
}

bool tomt_queue_make(struct tomt_arena *arena, const struct tomt_graph *graph, size_t n_nodes,
                     uint32_t most, struct tomt_queue *queue, struct tomt_error *err)
{
    *queue = (struct tomt_queue){.shift = good_shift(graph, most)};
    queue->n_buckets = (most >> queue->shift) + 1;
    queue->head = tomt_arena_block(arena, NULL, queue->n_buckets * sizeof *queue->head, err);
    queue->node = tomt_arena_block(arena, NULL, (n_nodes + 1) * sizeof *queue->node, err);
    if (!queue->head || !queue->node)
        return false;
    for (uint32_t b = 0; b < queue->n_buckets; b++)
        queue->head[b] = TOMT_QUEUE_END;
    for (size_t v = 0; v < n_nodes; v++)
        queue->node[v].bucket = TOMT_QUEUE_NEVER;
    return true;
}
