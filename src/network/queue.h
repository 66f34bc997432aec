/* network/queue.h: nodes waiting by cost, in buckets: the queue of every search here.
 * Knows node numbers and keys only. A node waits once, at its lowest key; within a bucket in no order, so searches correct their
 * labels until nothing changes (the fixed point does not depend on the order). Belongs to the arena; one thread at a time. */
#ifndef TOMT_NETWORK_QUEUE_H
#define TOMT_NETWORK_QUEUE_H

#include "network/network.h"

#define TOMT_QUEUE_END UINT32_MAX        /* end of a bucket */
#define TOMT_QUEUE_NEVER UINT32_MAX      /* the node has not been in the queue since the last reset */
#define TOMT_QUEUE_OUT (UINT32_MAX - 1u) /* it has been, and is not now */

struct tomt_queue_node {
    uint32_t next, before, bucket;
};
struct tomt_queue {
    uint32_t *head; /* [n_buckets] */
    uint32_t n_buckets, now;
    unsigned shift; /* bucket = key >> shift */
    struct tomt_queue_node *node;
};

/* For keys up to `most`, over a graph's nodes. */
bool tomt_queue_make(struct tomt_arena *arena, const struct tomt_graph *graph, size_t n_nodes,
                     uint32_t most, struct tomt_queue *queue, struct tomt_error *err);

static inline void tomt_queue_unlink(struct tomt_queue *queue, uint32_t v)
{
    struct tomt_queue_node *node = queue->node, *it = &node[v];
    if (it->before == TOMT_QUEUE_END)
        queue->head[it->bucket] = it->next;
    else
        node[it->before].next = it->next;
    if (it->next != TOMT_QUEUE_END)
        node[it->next].before = it->before;
}

/* Puts v in, or moves it forward; never before the bucket that is being emptied. True: its first time since the last reset. */
static inline bool tomt_queue_put(struct tomt_queue *queue, uint32_t v, uint32_t key)
{
    struct tomt_queue_node *it = &queue->node[v];
    uint32_t bucket = key >> queue->shift, was = it->bucket;
    if (bucket < queue->now)
        bucket = queue->now;
    if (was < TOMT_QUEUE_OUT) {
        if (was <= bucket)
            return false;
        tomt_queue_unlink(queue, v);
    }
    it->bucket = bucket;
    it->before = TOMT_QUEUE_END;
    it->next = queue->head[bucket];
    if (it->next != TOMT_QUEUE_END)
        queue->node[it->next].before = v;
    queue->head[bucket] = v;
    return was == TOMT_QUEUE_NEVER;
}

/* A node of the first bucket that is not empty; TOMT_QUEUE_END: none is left, and the queue begins anew. */
static inline uint32_t tomt_queue_take(struct tomt_queue *queue)
{
    while (queue->head[queue->now] == TOMT_QUEUE_END)
        if (++queue->now == queue->n_buckets) {
            queue->now = 0;
            return TOMT_QUEUE_END;
        }
    uint32_t v = queue->head[queue->now];
    struct tomt_queue_node *it = &queue->node[v];
    queue->head[queue->now] = it->next;
    if (it->next != TOMT_QUEUE_END)
        queue->node[it->next].before = TOMT_QUEUE_END;
    it->bucket = TOMT_QUEUE_OUT;
    return v;
}

#endif
