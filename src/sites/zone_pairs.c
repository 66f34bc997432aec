/* sites/zone_pairs.c: the index proposes pairs, the outlines settle and measure nearly all of them,
 * the library the rest. */
#include "sites/zone_pairs.h"

#include <stdlib.h>

enum { CHUNK = 128 };
static const size_t CUTTER_BYTES = 64u << 20;

struct slot {
    struct tomt_zone_pair *pair;
    size_t n;
};

struct stage {
    const struct tomt_claims *claims;
    struct slot *slot;
    struct tomt_kept_arenas kept;
    const struct tomt_crew *crew;
};

struct seat {
    struct tomt_bench bench; /* first */
    struct stage *stage;
    struct tomt_cutter *zones, *older;
    struct tomt_arena *out;
    struct tomt_rows older_rows;
    struct tomt_zone_pair *found;
    size_t n_found, capacity;
};

static void rise(void *sat)
{
    struct seat *seat = sat;
    tomt_rows_free(&seat->older_rows);
    tomt_bench_rise(seat);
}

static void *sit(void *shared, struct tomt_error *err)
{
    struct stage *stage = shared;
    struct seat *seat = tomt_bench_sit(sizeof *seat, err);
    if (!seat)
        return NULL;
    seat->stage = stage;
    seat->zones = tomt_cutter_open(seat->bench.seat, &stage->claims->shapes, CUTTER_BYTES, err);
    seat->older = seat->zones ? tomt_cutter_open(seat->bench.seat, &stage->claims->older_shapes,
                                                 CUTTER_BYTES, err)
                              : NULL;
    seat->out = seat->older ? tomt_kept_arena(&stage->kept, err) : NULL;
    if (!seat->out) {
        rise(seat);
        return NULL;
    }
    return seat;
}

/* Area of the overlap that lies where an older plan stays in force. */
static bool measure_older(struct seat *seat, struct tomt_zone_pair *pair,
                          const GEOSGeometry *overlap, const struct tomt_box *box,
                          struct tomt_error *err)
{
    const struct tomt_cover *older = &seat->stage->claims->older;
    if (!tomt_index_find(older->index, box, &seat->older_rows, err))
        return false;
    for (size_t i = 0; i < seat->older_rows.n; i++) {
        bool snapped;
        GEOSGeometry *part = tomt_cutter_cut(seat->older, seat->older_rows.row[i],
                                             TOMT_INTERSECTION, overlap, box, &snapped, err);
        if (!part)
            return false;
        pair->older_m2 += tomt_area_m2(seat->bench.seat, part);
        GEOSGeom_destroy_r(seat->bench.seat->geos, part);
    }
    return true;
}

/* The smaller of the two is cut out of the larger: a large one is cut by tiles. */
static bool measure(struct seat *seat, struct tomt_zone_pair *pair, struct tomt_error *err)
{
    const struct tomt_claims *claims = seat->stage->claims;
    bool across = claims->plan[pair->a] != claims->plan[pair->b] && claims->older_shapes.n > 0;
    bool swap = claims->cover.outlines.of[pair->a].n > claims->cover.outlines.of[pair->b].n;
    uint32_t small = swap ? pair->b : pair->a, large = swap ? pair->a : pair->b;
    if (pair->lie != TOMT_LIE_CROSS) {
        small = pair->lie == TOMT_LIE_INSIDE ? pair->a : pair->b;
        pair->area_m2 = claims->area_m2[small];
        if (!across)
            return true;
    } else if (!across) {
        bool sure;
        if (!tomt_common_m2(&seat->bench.lie, &claims->cover.outlines.of[small],
                            &claims->cover.outlines.of[large], &pair->area_m2, &sure, err))
            return false;
        if (sure)
            return true;
    }
    GEOSContextHandle_t geos = seat->bench.seat->geos;
    const struct tomt_box *box = &claims->shapes.box[small];
    GEOSGeometry *geometry = tomt_seat_shape(seat->bench.seat, &claims->shapes, small, err);
    bool done = geometry != NULL;
    if (done && pair->lie == TOMT_LIE_CROSS) {
        GEOSGeometry *overlap = tomt_cutter_cut(seat->zones, large, TOMT_INTERSECTION, geometry,
                                                box, &pair->snapped, err);
        GEOSGeom_destroy_r(geos, geometry);
        geometry = overlap;
        done = geometry != NULL;
        if (done)
            pair->area_m2 = tomt_area_m2(seat->bench.seat, geometry);
    }
    if (done && across && pair->area_m2 > TOMT_NOISE_M2)
        done = measure_older(seat, pair, geometry, box, err);
    GEOSGeom_destroy_r(geos, geometry);
    return done;
}

static bool pairs_of(struct seat *seat, uint32_t a, struct tomt_error *err)
{
    const struct tomt_claims *claims = seat->stage->claims;
    struct tomt_bench *bench = &seat->bench;
    const struct tomt_outline *outline = claims->cover.outlines.of;
    if (!tomt_index_find(claims->cover.index, &claims->shapes.box[a], &bench->rows, err))
        return false;
    for (size_t i = 0; i < bench->rows.n; i++) {
        struct tomt_zone_pair pair = {.a = a, .b = bench->rows.row[i]};
        if (pair.b <= a)
            continue;
        if (!tomt_lie(&bench->lie, &outline[a], &outline[pair.b], &pair.lie, err))
            return false;
        if (pair.lie == TOMT_LIE_APART)
            continue;
        if (!measure(seat, &pair, err))
            return tomt_while(err, "overlap of zones %lld and %lld", (long long)claims->row[a],
                              (long long)claims->row[pair.b]);
        if (pair.area_m2 <= TOMT_NOISE_M2)
            continue;
        if (!tomt_grow(bench->arena, &seat->found, &seat->capacity, seat->n_found + 1,
                       sizeof *seat->found, err))
            return false;
        seat->found[seat->n_found++] = pair;
    }
    return true;
}

static bool work(void *sat, size_t from, size_t to, struct tomt_error *err)
{
    struct seat *seat = sat;
    seat->n_found = 0;
    for (size_t a = from; a < to; a++) {
        if (!pairs_of(seat, (uint32_t)a, err))
            return false;
    }
    struct slot *slot = &seat->stage->slot[from / CHUNK];
    slot->n = seat->n_found;
    slot->pair = tomt_arena_alloc(seat->out, (seat->n_found + 1) * sizeof *slot->pair, err);
    if (!slot->pair)
        return false;
    if (seat->n_found)
        memcpy(slot->pair, seat->found, seat->n_found * sizeof *slot->pair);
    return true;
}

struct sorting {
    const struct tomt_claims *claims;
    const struct tomt_zone_pairs *pairs;
};

static int by_ranks(const void *one, const void *other, void *context)
{
    const struct sorting *sorting = context;
    const struct tomt_zone_pair *p = &sorting->pairs->pair[*(const uint32_t *)one];
    const struct tomt_zone_pair *q = &sorting->pairs->pair[*(const uint32_t *)other];
    /* One claim is in both: the other decides, and the sums order as the others do. */
    uint64_t a = (uint64_t)sorting->claims->rank[p->a] + sorting->claims->rank[p->b];
    uint64_t b = (uint64_t)sorting->claims->rank[q->a] + sorting->claims->rank[q->b];
    return (a > b) - (a < b);
}

static bool join(struct tomt_arena *arena, const struct slot *slot, size_t n_slots,
                 const struct tomt_claims *claims, struct tomt_zone_pairs *pairs,
                 struct tomt_error *err)
{
    size_t n_claims = claims->n;
    for (size_t i = 0; i < n_slots; i++)
        pairs->n += slot[i].n;
    pairs->pair = tomt_arena_block(arena, NULL, (pairs->n + 1) * sizeof *pairs->pair, err);
    pairs->start = tomt_arena_block(arena, NULL, (n_claims + 2) * sizeof *pairs->start, err);
    pairs->of = tomt_arena_block(arena, NULL, (2 * pairs->n + 1) * sizeof *pairs->of, err);
    if (!pairs->pair || !pairs->start || !pairs->of)
        return false;
    size_t n = 0;
    for (size_t i = 0; i < n_slots; i++) {
        memcpy(pairs->pair + n, slot[i].pair, slot[i].n * sizeof *pairs->pair);
        n += slot[i].n;
    }
    uint32_t *next = pairs->start + 1; /* where claim c goes on; once filled, where it ends */
    for (size_t i = 0; i < n; i++) {
        next[pairs->pair[i].a + 1]++;
        next[pairs->pair[i].b + 1]++;
    }
    for (size_t claim = 1; claim < n_claims; claim++)
        next[claim] += next[claim - 1];
    for (size_t i = 0; i < n; i++) {
        pairs->of[next[pairs->pair[i].a]++] = (uint32_t)i;
        pairs->of[next[pairs->pair[i].b]++] = (uint32_t)i;
    }
    struct sorting sorting = {claims, pairs};
    for (size_t claim = 0; claim < n_claims; claim++)
        qsort_r(pairs->of + pairs->start[claim], pairs->start[claim + 1] - pairs->start[claim],
                sizeof *pairs->of, by_ranks, &sorting);
    return true;
}

bool tomt_zone_pairs_make(struct tomt_arena *arena, const struct tomt_claims *claims,
                          const struct tomt_crew *crew, struct tomt_zone_pairs *pairs,
                          struct tomt_error *err)
{
    *pairs = (struct tomt_zone_pairs){0};
    size_t n_slots = (claims->n + CHUNK - 1) / CHUNK;
    struct stage stage = {.claims = claims, .crew = crew};
    stage.slot = tomt_arena_block(arena, NULL, (n_slots + 1) * sizeof *stage.slot, err);
    if (!stage.slot)
        return false;
    struct tomt_crew quiet = {.n_threads = crew->n_threads, .cancel = crew->cancel};
    struct tomt_crew_job job = {
        .shared = &stage, .sit = sit, .work = work, .rise = rise, .n = claims->n, .chunk = CHUNK};
    bool done =
        tomt_crew_run(&quiet, &job, err) && join(arena, stage.slot, n_slots, claims, pairs, err);
    tomt_kept_free(&stage.kept);
    tomt_arena_drop(arena, stage.slot);
    return done;
}
