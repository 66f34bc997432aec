/* network/lanes_kernel.h: the search of lanes.c for one width of vector; included once for each.
 * Takes NAME (prefix), WIDTH (lanes in a vector), TARGET (attribute), BELOW(a, b) (set of lanes where a < b), LESSER(a, b) and TOTAL(v), and
 * forgets them at the end. */
#define JOIN(a, b) a##_##b
#define JOINED(a, b) JOIN(a, b)
#define N(word) JOINED(NAME, word)
#define PARTS (TOMT_LANES / WIDTH)

typedef uint32_t N(part) __attribute__((vector_size(4 * WIDTH), may_alias));

/* The mean of the lanes under the cap. */
TARGET INLINE uint32_t N(mean)(const N(part) * there, uint32_t cap)
{
    N(part) sum = {0};
    unsigned n = 0;
    for (int i = 0; i < PARTS; i++) {
        N(part) under = (N(part))(there[i] < cap);
        sum += there[i] / TOMT_LANES & under;
        n += (unsigned)__builtin_popcount(BELOW(there[i], (N(part)){0} + cap));
    }
    uint32_t sixteenths = TOTAL(sum);
    return n == TOMT_LANES ? sixteenths : (uint32_t)((uint64_t)sixteenths * TOMT_LANES / n);
}

TARGET static void N(search)(struct tomt_lanes *lanes)
{
    const uint32_t *start = lanes->graph->start, *to = lanes->graph->to, *cost = lanes->graph->cost;
    uint32_t *label = lanes->label, cap = lanes->cap;
    for (uint32_t u; (u = tomt_queue_take(&lanes->queue)) != TOMT_QUEUE_END;) {
        N(part) here[PARTS];
        for (int i = 0; i < PARTS; i++)
            here[i] = ((const N(part) *)(label + (size_t)u * TOMT_LANES))[i];
        for (uint32_t k = start[u]; k < start[u + 1]; k++) {
            if (cost[k] >= cap)
                continue;
            N(part) *there = (N(part) *)(label + (size_t)to[k] * TOMT_LANES);
            N(part) by[PARTS];
            unsigned better = 0;
            for (int i = 0; i < PARTS; i++) {
                by[i] = here[i] + cost[k];
                better |= BELOW(by[i], there[i]);
            }
            if (!better)
                continue;
            for (int i = 0; i < PARTS; i++)
                there[i] = LESSER(by[i], there[i]);
            if (tomt_queue_put(&lanes->queue, to[k], N(mean)(there, cap)))
                lanes->touched[lanes->n_touched++] = to[k];
        }
    }
}

#undef PARTS
#undef N
#undef JOINED
#undef JOIN
#undef NAME
#undef WIDTH
#undef TARGET
#undef BELOW
#undef LESSER
#undef TOTAL
