/* transit/direction.c: which of a route's stop patterns go the same way.
 * Two patterns are compared by the places that each of them has once (a loop's end says nothing of
 * its sense): of all pairs of these places, how many come in the same order and how many in the
 * other: with m places and i inversions, m(m - 1)/2 - i and i. */
#include "transit/direction.h"

#include <stdlib.h>
#include <string.h>

/* The busiest patterns tell the way; a route of thousands of patterns would cost their square. */
enum { MOST_COMPARED = 64 };

struct spot { /* a place that a pattern has once, and where */
    uint32_t place, at;
};
struct sides {
    const struct tomt_pattern *pattern;
    struct spot *spot;    /* of all patterns, by place in each */
    size_t *start, *n;    /* each pattern's */
    uint32_t *order;      /* patterns by trips */
    uint32_t *met, *work; /* [longest pattern] */
    uint64_t told[2][2];  /* [direction_id][direction] trips placed */
};

static int by_place(const void *a, const void *b)
{
    const struct spot *p = a, *q = b;
    if (p->place != q->place)
        return p->place < q->place ? -1 : 1;
    return p->at < q->at ? -1 : p->at > q->at;
}

static int by_spot(const void *a, const void *b)
{
    const struct spot *p = a, *q = b;
    return p->at < q->at ? -1 : p->at > q->at;
}

static size_t keep_single(struct spot *spot, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && spot[j].place == spot[i].place;)
            j++;
        if (j == i + 1)
            spot[kept++] = spot[i];
    }
    return kept;
}

/* Inversions of value[0..n), which is sorted in passing: merge sort from the bottom. */
static uint64_t inversions(uint32_t *value, uint32_t *work, size_t n)
{
    uint64_t found = 0;
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t from = 0; from < n; from += 2 * width) {
            size_t middle = n - from < width ? n : from + width,
                   to = n - from < 2 * width ? n : from + 2 * width;
            size_t a = from, b = middle;
            for (size_t k = from; k < to; k++) {
                if (b >= to || (a < middle && value[a] <= value[b])) {
                    work[k] = value[a++];
                } else {
                    found += middle - a;
                    work[k] = value[b++];
                }
            }
        }
        memcpy(value, work, n * sizeof *value);
    }
    return found;
}

/* Pairs in the same order less pairs in the other; *shared: there was a pair. `p` by its own order,
 * `q` by place. */
static int64_t agreement(struct sides *sides, const struct spot *p, size_t n_p,
                         const struct spot *q, size_t n_q, bool *shared)
{
    size_t m = 0;
    for (size_t i = 0; i < n_p; i++) {
        size_t low = 0, high = n_q;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (q[middle].place < p[i].place)
                low = middle + 1;
            else
                high = middle;
        }
        if (low < n_q && q[low].place == p[i].place)
            sides->met[m++] = q[low].at;
    }
    if (m < 2)
        return 0;
    *shared = true;
    int64_t pairs = (int64_t)m * ((int64_t)m - 1) / 2;
    return pairs - 2 * (int64_t)inversions(sides->met, sides->work, m);
}

static uint8_t by_id(const struct sides *sides, uint8_t told)
{
    if (told > 1)
        return 0;
    const uint64_t *same = sides->told[told], *other = sides->told[1 - told];
    if (same[0] || same[1])
        return same[1] > same[0];
    if (other[0] || other[1])
        return other[0] >= other[1];
    return told;
}

static void place_patterns(struct sides *sides, size_t n, struct spot *own, uint8_t *direction)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t p = sides->order[i];
        const struct tomt_pattern *pattern = &sides->pattern[p];
        int64_t same = 0;
        bool shared = false;
        memcpy(own, sides->spot + sides->start[p], sides->n[p] * sizeof *own);
        if (sides->n[p] && i > 0)
            qsort(own, sides->n[p], sizeof *own, by_spot);
        for (size_t k = 0; k < i && k < MOST_COMPARED; k++) {
            uint32_t q = sides->order[k];
            int64_t agree = agreement(sides, own, sides->n[p], sides->spot + sides->start[q],
                                      sides->n[q], &shared);
            same += direction[q] ? -agree : agree;
        }
        direction[p] = i == 0 ? 0 : shared && same != 0 ? same < 0 : by_id(sides, pattern->told);
        if (pattern->told <= 1)
            sides->told[pattern->told][direction[p]] += pattern->n_trips;
    }
}

struct rank {
    uint32_t n_trips, number;
};
static int by_trips(const void *a, const void *b)
{
    const struct rank *p = a, *q = b;
    if (p->n_trips != q->n_trips)
        return p->n_trips > q->n_trips ? -1 : 1;
    return p->number < q->number ? -1 : p->number > q->number;
}

static bool prepare(struct sides *sides, size_t n, size_t longest, struct tomt_arena *arena,
                    struct tomt_error *err)
{
    struct rank *rank = tomt_arena_block(arena, NULL, n * sizeof *rank, err);
    sides->order = tomt_arena_block(arena, NULL, n * sizeof *sides->order, err);
    sides->met = tomt_arena_block(arena, NULL, (longest + 1) * sizeof *sides->met, err);
    sides->work = tomt_arena_block(arena, NULL, (longest + 1) * sizeof *sides->work, err);
    if (!rank || !sides->order || !sides->met || !sides->work)
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct tomt_pattern *pattern = &sides->pattern[i];
        struct spot *spot = sides->spot + sides->start[i];
        for (size_t k = 0; k < pattern->n; k++)
            spot[k] = (struct spot){pattern->place[k], (uint32_t)k};
        if (pattern->n)
            qsort(spot, pattern->n, sizeof *spot, by_place);
        sides->n[i] = keep_single(spot, pattern->n);
        rank[i] = (struct rank){pattern->n_trips, (uint32_t)i};
    }
    qsort(rank, n, sizeof *rank, by_trips);
    for (size_t i = 0; i < n; i++)
        sides->order[i] = rank[i].number;
    return true;
}

static bool tell(const struct tomt_pattern *pattern, size_t n, uint8_t *direction,
                 struct tomt_arena *arena, struct tomt_error *err)
{
    struct sides sides = {.pattern = pattern};
    size_t total = 0, longest = 0;
    sides.start = tomt_arena_block(arena, NULL, n * sizeof *sides.start, err);
    sides.n = tomt_arena_block(arena, NULL, n * sizeof *sides.n, err);
    if (!sides.start || !sides.n)
        return false;
    for (size_t i = 0; i < n; i++) {
        sides.start[i] = total;
        total += pattern[i].n;
        longest = pattern[i].n > longest ? pattern[i].n : longest;
    }
    sides.spot = tomt_arena_block(arena, NULL, (total + 1) * sizeof *sides.spot, err);
    struct spot *own = tomt_arena_block(arena, NULL, (longest + 1) * sizeof *own, err);
    if (!sides.spot || !own || !prepare(&sides, n, longest, arena, err))
        return false;
    place_patterns(&sides, n, own, direction);
    return true;
}

bool tomt_directions(const struct tomt_pattern *pattern, size_t n, uint8_t *direction,
                     struct tomt_error *err)
{
    if (n <= 1) {
        if (n == 1)
            direction[0] = 0;
        return true;
    }
    struct tomt_arena *arena = tomt_arena_new(err);
    bool ok = arena && tell(pattern, n, direction, arena, err);
    tomt_arena_free(arena);
    return ok;
}
