/* network/place.c: vertices at one place, and which of them are one node. Vertices are dealt into
 * buckets by a hash of their place; each bucket is small enough for the cache and stands alone, so
 * all cores work on them. */
#include "network/build_inside.h"

#include <stdlib.h>

enum { CHUNK = 65536, PER_BUCKET = 4096, MOST_BUCKETS = 4096 };

struct entry {
    double x, y;
    uint32_t vertex; /* lower 31 bits; the upper says that a line ends here */
};
static const uint32_t end_bit = 0x80000000u;

struct dealing {
    const struct tomt_lines *lines;
    struct entry *entry;
    unsigned shift; /* upper bits of the hash are the bucket */
    size_t n_buckets, n_chunks, largest;
    uint32_t *at;    /* [n_chunks][n_buckets] counts, then where each chunk writes next */
    uint32_t *start; /* [n_buckets + 1] */
    uint32_t *node;
};

static inline uint64_t hash_of(double x, double y)
{
    uint64_t a, b;
    memcpy(&a, &x, sizeof a);
    memcpy(&b, &y, sizeof b);
    a = a * 0x9e3779b97f4a7c15u ^ ((b << 32) | (b >> 32)) * 0xc2b2ae3d27d4eb4fu;
    a = (a ^ (a >> 32)) * 0xd6e8feb86659fd93u;
    return (a ^ (a >> 29)) * 0x9e3779b97f4a7c15u;
}

static inline size_t bucket_of(const struct dealing *d, double x, double y)
{
    return d->shift == 64 ? 0 : (size_t)(hash_of(x, y) >> d->shift);
}

static bool count(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    struct dealing *d = seat;
    uint32_t *at = d->at + from / CHUNK * d->n_buckets;
    for (size_t v = from; v < to; v++)
        at[bucket_of(d, d->lines->x[v], d->lines->y[v])]++;
    return true;
}

static bool deal(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    struct dealing *d = seat;
    const struct tomt_lines *lines = d->lines;
    uint32_t *at = d->at + from / CHUNK * d->n_buckets;
    for (size_t v = from; v < to; v++) {
        double x = lines->x[v], y = lines->y[v];
        d->entry[at[bucket_of(d, x, y)]++] =
            (struct entry){x, y, (uint32_t)v | (tomt_is_end(lines, v) ? end_bit : 0)};
    }
    return true;
}

static void place_buckets(struct dealing *d)
{
    uint32_t sum = 0;
    for (size_t bucket = 0; bucket < d->n_buckets; bucket++) {
        d->start[bucket] = sum;
        for (size_t chunk = 0; chunk < d->n_chunks; chunk++) {
            uint32_t here = d->at[chunk * d->n_buckets + bucket];
            d->at[chunk * d->n_buckets + bucket] = sum;
            sum += here;
        }
        if (sum - d->start[bucket] > d->largest)
            d->largest = sum - d->start[bucket];
    }
    d->start[d->n_buckets] = sum;
}

struct seat {
    const struct dealing *d;
    uint32_t *slot; /* [n_slots] entry + 1 that came first at its place; 0: free */
    size_t n_slots;
    uint32_t *next,
        *last; /* [largest] entries of one place as a chain that begins with the first; its end */
    struct meeting *meeting;
    size_t n_meeting;
};

static void rise(void *made)
{
    struct seat *seat = made;
    if (!seat)
        return;
    tomt_release(seat->slot);
    tomt_release(seat->next);
    tomt_release(seat->last);
    tomt_release(seat->meeting);
    tomt_release(seat);
}

static void *sit(void *shared, struct tomt_error *err)
{
    const struct dealing *d = shared;
    struct seat *seat = tomt_allocate(sizeof *seat);
    if (seat) {
        *seat = (struct seat){.d = d, .n_slots = 16};
        while (seat->n_slots < 2 * d->largest)
            seat->n_slots *= 2;
        seat->slot = tomt_allocate(seat->n_slots * sizeof *seat->slot);
        seat->next = tomt_allocate((d->largest + 1) * sizeof *seat->next);
        seat->last = tomt_allocate((d->largest + 1) * sizeof *seat->last);
        if (seat->slot && seat->next && seat->last)
            return seat;
    }
    rise(seat);
    tomt_fail(err, TOMT_MEMORY, "out of memory while finding where streets meet");
    return NULL;
}

struct meeting { /* one vertex among those at a place */
    uint64_t level;
    uint32_t vertex, root;
    uint16_t group;
    bool end, one_of_more;
};

static uint32_t root_of(struct meeting *m, uint32_t i)
{
    while (m[i].root != i)
        i = m[i].root = m[m[i].root].root;
    return i;
}

static void join(struct meeting *m, uint32_t a, uint32_t b)
{
    a = root_of(m, a);
    b = root_of(m, b);
    m[a > b ? a : b].root = a > b ? b : a;
}

static int by_level(const void *one, const void *other)
{
    const struct meeting *a = one, *b = other;
    if (a->level != b->level)
        return a->level < b->level ? -1 : 1;
    return a->vertex < b->vertex ? -1 : a->vertex > b->vertex;
}

static int by_group(const void *one, const void *other)
{
    const struct meeting *a = *(const struct meeting *const *)one,
                         *b = *(const struct meeting *const *)other;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    return a->vertex < b->vertex ? -1 : a->vertex > b->vertex;
}

/* Several levels, all given: equal ones join, all ends join, lines of one OSM layer join. */
static bool join_levels(struct meeting *m, uint32_t n, uint32_t *node, struct tomt_error *err)
{
    const struct meeting **ordered = tomt_allocate(n * sizeof *ordered);
    if (!ordered)
        return tomt_fail(err, TOMT_MEMORY, "out of memory while joining %u streets", (unsigned)n);
    qsort(m, n, sizeof *m, by_level);
    uint32_t end = n;
    for (uint32_t i = 0; i < n; i++) {
        m[i].root = i;
        ordered[i] = m + i;
        if (i > 0 && m[i].level == m[i - 1].level)
            join(m, i, i - 1);
        if (m[i].end && end < n)
            join(m, i, end);
        if (m[i].end && end == n)
            end = i;
    }
    qsort(ordered, n, sizeof *ordered, by_group);
    for (uint32_t i = 1; i < n; i++) {
        if (ordered[i]->group == ordered[i - 1]->group && ordered[i]->group != TOMT_PLAIN)
            join(m, (uint32_t)(ordered[i] - m), (uint32_t)(ordered[i - 1] - m));
    }
    tomt_release(ordered);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t root = root_of(m, i);
        m[root].one_of_more = m[root].one_of_more || root != i || m[i].end;
        if (m[i].vertex < node[m[root].vertex]) /* holds the lowest vertex of the node so far */
            node[m[root].vertex] = m[i].vertex;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t root = root_of(m, i);
        if (root != i)
            node[m[i].vertex] = m[root].one_of_more ? node[m[root].vertex] : TOMT_NO_VERTEX;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (root_of(m, i) == i && !m[i].one_of_more)
            node[m[i].vertex] = TOMT_NO_VERTEX;
    }
    return true;
}

/* Two or more vertices at one place: from `first` along the chain. */
static bool settle(struct seat *seat, const struct entry *entry, uint32_t first,
                   struct tomt_error *err)
{
    const struct tomt_lines *lines = seat->d->lines;
    uint32_t *node = seat->d->node, lowest = entry[first].vertex & ~end_bit, n = 0;
    bool all = lines->one_osm || !lines->levels, same = true;
    if (!all) {
        const struct tomt_feature *one = tomt_feature_at(lines, lowest);
        bool osm = one->group != TOMT_PLAIN;
        for (uint32_t i = first; i != UINT32_MAX && !all; i = seat->next[i], n++) {
            const struct tomt_feature *feature = tomt_feature_at(lines, entry[i].vertex & ~end_bit);
            all = feature->level == TOMT_NO_LEVEL;
            same = same && feature->level == one->level;
            osm = osm && feature->group == one->group;
        }
        all = all || same || osm;
    }
    if (all) {
        for (uint32_t i = first; i != UINT32_MAX; i = seat->next[i])
            node[entry[i].vertex & ~end_bit] = lowest;
        return true;
    }
    if (n > seat->n_meeting) {
        void *more = tomt_resize(seat->meeting, 2 * n * sizeof *seat->meeting);
        if (!more)
            return tomt_fail(err, TOMT_MEMORY, "out of memory while joining %u streets", n);
        seat->meeting = more;
        seat->n_meeting = 2 * (size_t)n;
    }
    n = 0;
    for (uint32_t i = first; i != UINT32_MAX; i = seat->next[i]) {
        uint32_t vertex = entry[i].vertex & ~end_bit;
        const struct tomt_feature *feature = tomt_feature_at(lines, vertex);
        seat->meeting[n++] = (struct meeting){.level = feature->level,
                                              .vertex = vertex,
                                              .group = feature->group,
                                              .end = (entry[i].vertex & end_bit) != 0};
        node[vertex] = vertex;
    }
    return join_levels(seat->meeting, n, node, err);
}

static bool settle_bucket(struct seat *seat, size_t bucket, struct tomt_error *err)
{
    const struct dealing *d = seat->d;
    const struct entry *entry = d->entry + d->start[bucket];
    uint32_t n = d->start[bucket + 1] - d->start[bucket];
    size_t mask = 15;
    while (mask + 1 < 2 * (size_t)n)
        mask = 2 * mask + 1;
    memset(seat->slot, 0, (mask + 1) * sizeof *seat->slot);
    for (uint32_t i = 0; i < n; i++) {
        size_t at = (size_t)hash_of(entry[i].x, entry[i].y) & mask;
        while (seat->slot[at] != 0 && (entry[seat->slot[at] - 1].x != entry[i].x ||
                                       entry[seat->slot[at] - 1].y != entry[i].y))
            at = (at + 1) & mask;
        seat->next[i] = UINT32_MAX;
        if (seat->slot[at] == 0) {
            seat->slot[at] = i + 1;
            seat->last[i] = i;
            uint32_t vertex = entry[i].vertex & ~end_bit;
            d->node[vertex] = entry[i].vertex & end_bit ? vertex : TOMT_NO_VERTEX;
            continue;
        }
        uint32_t first = seat->slot[at] - 1;
        seat->next[seat->last[first]] = i;
        seat->last[first] = i;
    }
    for (size_t at = 0; at <= mask; at++) {
        uint32_t first = seat->slot[at] - 1;
        if (seat->slot[at] != 0 && seat->next[first] != UINT32_MAX &&
            !settle(seat, entry, first, err))
            return false;
    }
    return true;
}

static bool settle_buckets(void *made, size_t from, size_t to, struct tomt_error *err)
{
    for (size_t bucket = from; bucket < to; bucket++) {
        if (!settle_bucket(made, bucket, err))
            return false;
    }
    return true;
}

bool tomt_places_find(const struct tomt_lines *lines, const struct tomt_crew *crew, uint32_t *node,
                      struct tomt_error *err)
{
    struct dealing d = {.lines = lines, .node = node, .shift = 64, .n_buckets = 1};
    size_t n = lines->n_vertices;
    if (n == 0)
        return true;
    while (d.n_buckets * PER_BUCKET < n && d.n_buckets < MOST_BUCKETS) {
        d.n_buckets *= 2;
        d.shift--;
    }
    d.n_chunks = (n + CHUNK - 1) / CHUNK;
    struct tomt_arena *arena = tomt_arena_new(err);
    if (!arena)
        return false;
    d.entry = tomt_arena_block(arena, NULL, n * sizeof *d.entry, err);
    d.at = tomt_arena_block(arena, NULL, d.n_chunks * d.n_buckets * sizeof *d.at, err);
    d.start = tomt_arena_block(arena, NULL, (d.n_buckets + 1) * sizeof *d.start, err);
    bool good = d.entry && d.at && d.start;
    struct tomt_crew_job counting = {.shared = &d, .work = count, .n = n, .chunk = CHUNK};
    struct tomt_crew_job dealing = {.shared = &d, .work = deal, .n = n, .chunk = CHUNK};
    struct tomt_crew_job settling = {.shared = &d,
                                     .sit = sit,
                                     .work = settle_buckets,
                                     .rise = rise,
                                     .n = d.n_buckets,
                                     .chunk = d.n_buckets < 64 ? 1 : d.n_buckets / 64};
    good = good && tomt_crew_run(crew, &counting, err);
    if (good)
        place_buckets(&d);
    good = good && tomt_crew_run(crew, &dealing, err) && tomt_crew_run(crew, &settling, err);
    tomt_arena_free(arena);
    return good;
}
