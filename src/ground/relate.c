/* ground/relate.c: which features of one cover overlap, found once for all sites: a site that meets
 * two has to know whether they may be added up. */
#include "ground/features.h"

#include <string.h>

enum { CHUNK = 64 };

struct found { /* of one thread */
    struct tomt_arena *arena;
    uint32_t *partner;
    uint8_t *lie;
    size_t n, partner_capacity, lie_capacity;
};

struct stage {
    struct tomt_covering *covering;
    struct deal {
        const struct found *found;
        size_t from, n;
    } * deal;
    struct tomt_kept_arenas kept;
};

struct seat {
    struct stage *stage;
    struct tomt_arena *arena;
    struct tomt_lie_desk desk;
    struct tomt_rows rows;
    struct found *found;
};

static void rise(void *sat)
{
    struct seat *seat = sat;
    tomt_rows_free(&seat->rows);
    tomt_arena_free(seat->arena);
}

static void *sit(void *shared, struct tomt_error *err)
{
    struct stage *stage = shared;
    struct tomt_arena *arena = tomt_arena_new(err);
    struct seat *seat = arena ? tomt_arena_alloc(arena, sizeof *seat, err) : NULL;
    struct tomt_arena *out = seat ? tomt_kept_arena(&stage->kept, err) : NULL;
    struct found *found = out ? tomt_arena_alloc(out, sizeof *found, err) : NULL;
    if (!found) {
        tomt_arena_free(arena);
        return NULL;
    }
    found->arena = out;
    *seat = (struct seat){.stage = stage, .arena = arena, .found = found};
    tomt_lie_desk_start(&seat->desk, arena);
    return seat;
}

static bool share_a_cover(const struct tomt_covering *covering, size_t a, size_t b)
{
    uint64_t i = covering->of_start[a], j = covering->of_start[b];
    while (i < covering->of_start[a + 1] && j < covering->of_start[b + 1]) {
        if (covering->of[i] == covering->of[j])
            return true;
        if (covering->of[i] < covering->of[j])
            i++;
        else
            j++;
    }
    return false;
}

static bool add(struct found *found, uint32_t partner, enum tomt_lie lie, struct tomt_error *err)
{
    if (!tomt_grow(found->arena, &found->partner, &found->partner_capacity, found->n + 1,
                   sizeof *found->partner, err) ||
        !tomt_grow(found->arena, &found->lie, &found->lie_capacity, found->n + 1,
                   sizeof *found->lie, err))
        return false;
    found->partner[found->n] = partner;
    found->lie[found->n++] = (uint8_t)lie;
    return true;
}

static bool relate_one(struct seat *seat, size_t feature, struct tomt_error *err)
{
    struct tomt_covering *covering = seat->stage->covering;
    const struct tomt_cover *cover = &covering->cover;
    size_t before = seat->found->n;
    if (!tomt_index_find(cover->index, &cover->outlines.of[feature].box, &seat->rows, err))
        return false;
    for (size_t i = 0; i < seat->rows.n; i++) {
        uint32_t other = seat->rows.row[i];
        enum tomt_lie lie;
        if (other <= feature || !share_a_cover(covering, feature, other))
            continue;
        if (!tomt_lie(&seat->desk, &cover->outlines.of[feature], &cover->outlines.of[other], &lie,
                      err) ||
            (lie != TOMT_LIE_APART && !add(seat->found, other, lie, err)))
            return false;
    }
    covering->partner_start[feature + 1] = seat->found->n - before;
    return true;
}

static bool work(void *sat, size_t from, size_t to, struct tomt_error *err)
{
    struct seat *seat = sat;
    size_t before = seat->found->n;
    for (size_t feature = from; feature < to; feature++) {
        if (!relate_one(seat, feature, err))
            return false;
    }
    seat->stage->deal[from / CHUNK] = (struct deal){seat->found, before, seat->found->n - before};
    return true;
}

static bool join(struct tomt_arena *arena, const struct stage *stage, size_t n_deals,
                 struct tomt_error *err)
{
    struct tomt_covering *covering = stage->covering;
    for (size_t i = 0; i < covering->shapes.n; i++)
        covering->partner_start[i + 1] += covering->partner_start[i];
    size_t n = (size_t)covering->partner_start[covering->shapes.n], at = 0;
    covering->partner = tomt_arena_block(arena, NULL, (n + 1) * sizeof *covering->partner, err);
    covering->partner_lie =
        tomt_arena_block(arena, NULL, (n + 1) * sizeof *covering->partner_lie, err);
    if (!covering->partner || !covering->partner_lie)
        return false;
    for (size_t i = 0; i < n_deals; i++) {
        const struct deal *deal = &stage->deal[i];
        if (deal->n == 0)
            continue;
        memcpy(covering->partner + at, deal->found->partner + deal->from,
               deal->n * sizeof *covering->partner);
        memcpy(covering->partner_lie + at, deal->found->lie + deal->from,
               deal->n * sizeof *covering->partner_lie);
        at += deal->n;
    }
    return true;
}

bool tomt_features_relate(struct tomt_arena *arena, const struct tomt_crew *crew,
                          struct tomt_covering *covering, struct tomt_error *err)
{
    size_t n = covering->shapes.n, n_deals = n / CHUNK + 1;
    struct stage stage = {.covering = covering};
    stage.deal = tomt_arena_block(arena, NULL, n_deals * sizeof *stage.deal, err);
    covering->partner_start =
        tomt_arena_block(arena, NULL, (n + 1) * sizeof *covering->partner_start, err);
    if (!stage.deal || !covering->partner_start)
        return false;
    struct tomt_crew quiet = {.n_threads = crew->n_threads, .cancel = crew->cancel};
    struct tomt_crew_job job = {
        .shared = &stage, .sit = sit, .work = work, .rise = rise, .n = n, .chunk = CHUNK};
    bool done = tomt_crew_run(&quiet, &job, err) && join(arena, &stage, n_deals, err);
    tomt_kept_free(&stage.kept);
    tomt_arena_drop(arena, stage.deal);
    return done;
}
