/* network/lanes_kernel.h: the search of lanes.c for one width of vector; included once for each.
 * Takes NAME (prefix), TARGET (attribute), MASK (type of a set of lanes), BELOW(a, b) (lanes where a < *b), LOWER(there, by)
 * (*there becomes the smaller of both) and SIXTEENTHS(there, cap, &n) (a sixteenth of each of the n lanes under the cap, added up), and
 * forgets them at the end. */
#define JOIN(a, b) a##_##b
#define JOINED(a, b) JOIN(a, b)
#define N(word) JOINED(NAME, word)

TARGET INLINE uint32_t N(mean)(const costs *there, uint32_t cap)
{
    unsigned n;
    uint32_t sum = SIXTEENTHS(there, cap, &n);
    return n == TOMT_LANES ? sum : (uint32_t)((uint64_t)sum * TOMT_LANES / n);
}

TARGET static void N(search)(struct tomt_lanes *lanes)
{
    const uint32_t *start = lanes->graph->start, *to = lanes->graph->to, *cost = lanes->graph->cost;
    uint32_t *label = lanes->label, cap = lanes->cap;
    for (uint32_t u; (u = tomt_queue_take(&lanes->queue)) != TOMT_QUEUE_END;) {
        costs here = *(const costs *)(label + (size_t)u * TOMT_LANES);
        for (uint32_t k = start[u]; k < start[u + 1]; k++) {
            if (cost[k] >= cap)
                continue;
            costs *there = (costs *)(label + (size_t)to[k] * TOMT_LANES);
            costs by = here + cost[k];
            MASK better = BELOW(by, there);
            if (!better)
                continue;
            LOWER(there, by);
            if (tomt_queue_put(&lanes->queue, to[k], N(mean)(there, cap)))
                lanes->touched[lanes->n_touched++] = to[k];
        }
    }
}

#undef N
#undef JOINED
#undef JOIN
#undef NAME
#undef TARGET
#undef MASK
#undef BELOW
#undef LOWER
#undef SIXTEENTHS
