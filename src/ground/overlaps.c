/* ground/overlaps.c: a crew deals the polygons of `a`; each finds its pairs by the index. */
#include "ground/overlaps.h"

#include <string.h>

enum { CHUNK = 64 };

struct stage {
    const struct tomt_shapes *a;
    const struct tomt_cover *b;
    const uint8_t *want_b;
    struct tomt_overlaps *out;
    struct tomt_sum_check *check;
    struct tomt_found_deal *deal;
    struct tomt_kept_arenas kept;
};

struct seat {
    struct stage *stage;
    struct tomt_plot plot;
    struct tomt_pile pile;
    struct tomt_found *pairs; /* outlives the thread */
};

bool tomt_found_add(struct tomt_found *pairs, uint32_t row, double area_m2, struct tomt_error *err)
{
    if (!tomt_grow(pairs->arena, &pairs->row, &pairs->row_capacity, pairs->n + 1,
                   sizeof *pairs->row, err) ||
        !tomt_grow(pairs->arena, &pairs->area_m2, &pairs->area_capacity, pairs->n + 1,
                   sizeof *pairs->area_m2, err))
        return false;
    pairs->row[pairs->n] = row;
    pairs->area_m2[pairs->n++] = area_m2;
    return true;
}

bool tomt_found_join(struct tomt_arena *arena, const struct tomt_found_deal *deal, size_t n_deals,
                     struct tomt_overlaps *out, struct tomt_error *err)
{
    for (size_t i = 0; i < out->n; i++)
        out->start[i + 1] += out->start[i];
    size_t n = (size_t)out->start[out->n], at = 0;
    out->row = tomt_arena_block(arena, NULL, (n + 1) * sizeof *out->row, err);
    out->area_m2 = tomt_arena_block(arena, NULL, (n + 1) * sizeof *out->area_m2, err);
    if (!out->row || !out->area_m2)
        return false;
    for (size_t i = 0; i < n_deals; i++) {
        if (deal[i].n > 0) {
            memcpy(out->row + at, deal[i].pairs->row + deal[i].from, deal[i].n * sizeof *out->row);
            memcpy(out->area_m2 + at, deal[i].pairs->area_m2 + deal[i].from,
                   deal[i].n * sizeof *out->area_m2);
        }
        at += deal[i].n;
        out->n_looked += deal[i].n_looked;
        out->n_pairs += deal[i].n_pairs;
        out->n_snapped += deal[i].n_snapped;
    }
    return true;
}

static void rise(void *sat)
{
    struct seat *seat = sat;
    tomt_plot_close(&seat->plot);
    tomt_release(seat);
}

static void *sit(void *shared, struct tomt_error *err)
{
    struct stage *stage = shared;
    struct seat *seat = tomt_allocate(sizeof *seat);
    if (!seat) {
        tomt_fail(err, TOMT_MEMORY, "out of memory (a seat)");
        return NULL;
    }
    *seat = (struct seat){.stage = stage, .pile = {.cover = stage->b}};
    if (!tomt_plot_open(&seat->plot, stage->a, err)) {
        tomt_release(seat);
        return NULL;
    }
    struct tomt_arena *arena;
    seat->pairs = tomt_kept_output(&stage->kept, sizeof *seat->pairs, &arena, err);
    if (!seat->pairs) {
        rise(seat);
        return NULL;
    }
    seat->pairs->arena = arena;
    return seat;
}

static bool one(struct seat *seat, size_t row, struct tomt_error *err)
{
    struct stage *stage = seat->stage;
    struct tomt_plot *plot = &seat->plot;
    size_t n_snapped = plot->n_snapped, before = seat->pairs->n;
    double noise_m2 = 0;
    if (!tomt_plot_lay(plot, row, err) ||
        !tomt_index_find(stage->b->index, &plot->outline.box, &plot->bench.rows, err))
        return false;
    for (size_t i = 0; i < plot->bench.rows.n; i++) {
        uint32_t other = plot->bench.rows.row[i];
        enum tomt_lie lie;
        double area_m2;
        if (stage->want_b && !stage->want_b[other])
            continue;
        if (!tomt_plot_lie(plot, &seat->pile, other, &lie, err) ||
            !tomt_plot_common_m2(plot, &seat->pile, other, lie, &area_m2, err))
            return tomt_while(err, "polygons %zu and %u", row, other);
        if (!(area_m2 > TOMT_NOISE_M2))
            noise_m2 += area_m2;
        else if (!tomt_found_add(seat->pairs, other, area_m2, err))
            return false;
    }
    stage->out->start[row + 1] = seat->pairs->n - before;
    if (stage->check) {
        stage->check->whole_m2[row] = plot->area_m2;
        stage->check->noise_m2[row] = noise_m2;
        stage->check->snapped[row] = plot->n_snapped > n_snapped;
    }
    return true;
}

static bool work(void *sat, size_t from, size_t to, struct tomt_error *err)
{
    struct seat *seat = sat;
    size_t before = seat->pairs->n;
    tomt_plot_count_anew(&seat->plot);
    for (size_t row = from; row < to; row++) {
        if (!one(seat, row, err))
            return false;
    }
    seat->stage->deal[from / CHUNK] = (struct tomt_found_deal){.pairs = seat->pairs,
                                                               .from = before,
                                                               .n = seat->pairs->n - before,
                                                               .n_looked = seat->plot.n_looked,
                                                               .n_pairs = seat->plot.n_pairs,
                                                               .n_snapped = seat->plot.n_snapped};
    return true;
}

bool tomt_overlaps_find_all(struct tomt_arena *arena, const struct tomt_shapes *a,
                            const struct tomt_cover *b, const uint8_t *want_b,
                            const struct tomt_crew *crew, struct tomt_overlaps *out,
                            struct tomt_sum_check *check, struct tomt_error *err)
{
    *out = (struct tomt_overlaps){.n = a->n};
    size_t n_deals = a->n / CHUNK + 1;
    struct stage stage = {.a = a, .b = b, .want_b = want_b, .out = out, .check = check};
    stage.deal = tomt_arena_block(arena, NULL, n_deals * sizeof *stage.deal, err);
    out->start = tomt_arena_block(arena, NULL, (a->n + 1) * sizeof *out->start, err);
    if (!stage.deal || !out->start)
        return false;
    struct tomt_crew quiet = {.n_threads = crew->n_threads, .cancel = crew->cancel};
    struct tomt_crew_job job = {
        .shared = &stage, .sit = sit, .work = work, .rise = rise, .n = a->n, .chunk = CHUNK};
    bool done =
        tomt_crew_run(&quiet, &job, err) && tomt_found_join(arena, stage.deal, n_deals, out, err);
    tomt_kept_free(&stage.kept);
    tomt_arena_drop(arena, stage.deal);
    return done;
}

bool tomt_overlaps_find(struct tomt_arena *arena, const struct tomt_shapes *a,
                        const struct tomt_shapes *b, const uint8_t *want_b,
                        const struct tomt_crew *crew, struct tomt_overlaps *out,
                        struct tomt_error *err)
{
    if (a->kind != TOMT_POLYGONS || b->kind != TOMT_POLYGONS)
        return tomt_fail(err, TOMT_INTERNAL, "ground in common is of polygons");
    struct tomt_cover cover;
    struct tomt_arena *own = tomt_arena_new(err);
    bool done = own && tomt_cover_make(own, b, &cover, err) &&
                tomt_overlaps_find_all(arena, a, &cover, want_b, crew, out, NULL, err);
    tomt_arena_free(own);
    return done;
}
