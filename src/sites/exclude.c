/* sites/exclude.c: see exclude.h. A code in a profile matches a feature's code that is equal or
 * begins with it. */
#include "sites/exclude.h"

#include "sites/terms.h"
#include "sites/zone_order.h"

#include <stdlib.h>

enum { SEGMENTS_PER_QUARTER = 16, CHUNK = 16 };

struct entry {
    uint32_t layer, row;
    double buffer_m;
    uint64_t profiles;
};

struct listing {
    struct tomt_arena *arena;
    struct entry *entry;
    size_t n, capacity;
};

static bool falls_under_any(const char *code, const struct tomt_texts *codes)
{
    for (size_t i = 0; i < codes->n; i++) {
        if (tomt_code_falls_under(code, codes->item[i]))
            return true;
    }
    return codes->n == 0;
}

static bool list_constraint(struct listing *listing, const struct tomt_site_inputs *inputs,
                            size_t profile, const struct tomt_profile_constraint *constraint,
                            struct tomt_error *err)
{
    for (size_t i = 0; i < inputs->n_layers; i++) {
        if (tomt_input_role(inputs, i) != TOMT_ROLE_CONSTRAINT ||
            strcmp(inputs->project->layer[i].name, constraint->layer) != 0)
            continue;
        const struct tomt_layer *layer = inputs->layer[i];
        for (size_t row = 0; row < layer->shapes.n; row++) {
            if (!falls_under_any(tomt_row_text(layer, "code", row), &constraint->codes))
                continue;
            if (!tomt_grow(listing->arena, &listing->entry, &listing->capacity, listing->n + 1,
                           sizeof *listing->entry, err))
                return false;
            listing->entry[listing->n++] = (struct entry){
                (uint32_t)i, (uint32_t)row, constraint->buffer_m, (uint64_t)1 << profile};
        }
    }
    return true;
}

static int entry_order(const void *one, const void *other)
{
    const struct entry *a = one, *b = other;
    if (a->layer != b->layer)
        return a->layer < b->layer ? -1 : 1;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->buffer_m > b->buffer_m) - (a->buffer_m < b->buffer_m);
}

static size_t merge_same(struct entry *entry, size_t n)
{
    size_t kept = 0;
    if (n > 1)
        qsort(entry, n, sizeof *entry, entry_order);
    for (size_t i = 0; i < n; i++) {
        if (kept > 0 && entry_order(&entry[kept - 1], &entry[i]) == 0)
            entry[kept - 1].profiles |= entry[i].profiles;
        else
            entry[kept++] = entry[i];
    }
    return kept;
}

struct stage { /* the buffers */
    const struct tomt_site_inputs *inputs;
    const struct entry *entry;
    struct slot {
        const struct tomt_shapes *shapes;
        size_t row;
    } * slot;
    struct tomt_kept_arenas kept;
};

struct seat {
    struct stage *stage;
    struct tomt_bench bench;
    struct tomt_shapes *out;
};

static void rise(void *sat)
{
    struct seat *seat = sat;
    tomt_bench_close(&seat->bench);
    tomt_release(seat);
}

static void *sit(void *shared, struct tomt_error *err)
{
    struct seat *seat = tomt_allocate(sizeof *seat);
    if (!seat) {
        tomt_fail(err, TOMT_MEMORY, "out of memory (a seat)");
        return NULL;
    }
    *seat = (struct seat){.stage = shared};
    if (!tomt_bench_open(&seat->bench, err)) {
        tomt_release(seat);
        return NULL;
    }
    struct tomt_arena *out = tomt_kept_arena(&seat->stage->kept, err);
    seat->out = out ? tomt_arena_alloc(out, sizeof *seat->out, err) : NULL;
    if (!seat->out) {
        rise(seat);
        return NULL;
    }
    tomt_shapes_start(seat->out, out, TOMT_POLYGONS);
    return seat;
}

static bool buffer_one(struct seat *seat, const struct entry *entry, struct slot *slot,
                       struct tomt_error *err)
{
    struct tomt_seat *tools = seat->bench.seat;
    const struct tomt_layer *layer = seat->stage->inputs->layer[entry->layer];
    GEOSGeometry *bare = tomt_seat_shape(tools, &layer->shapes, entry->row, err);
    GEOSGeometry *wide =
        bare ? GEOSBuffer_r(tools->geos, bare, entry->buffer_m, SEGMENTS_PER_QUARTER) : NULL;
    bool done = wide != NULL;
    if (bare && !wide)
        tomt_fail(err, TOMT_DATA, "buffer of %g m around feature %lld of layer '%s' failed: %s",
                  entry->buffer_m, (long long)layer->fid[entry->row],
                  seat->stage->inputs->project->layer[entry->layer].name, tools->message);
    if (done) {
        *slot = (struct slot){seat->out, seat->out->n};
        done = tomt_seat_write(tools, wide, seat->out, err);
    }
    GEOSGeom_destroy_r(tools->geos, bare);
    GEOSGeom_destroy_r(tools->geos, wide);
    return done;
}

static bool work(void *sat, size_t from, size_t to, struct tomt_error *err)
{
    struct seat *seat = sat;
    for (size_t i = from; i < to; i++) {
        const struct entry *entry = &seat->stage->entry[i];
        if (entry->buffer_m > 0 && !buffer_one(seat, entry, &seat->stage->slot[i], err))
            return false;
    }
    return true;
}

static bool join(const struct stage *stage, size_t n, struct tomt_exclusions *exclusions,
                 struct tomt_error *err)
{
    for (size_t i = 0; i < n; i++) {
        const struct entry *entry = &stage->entry[i];
        const struct slot *slot = &stage->slot[i];
        size_t size;
        const uint8_t *wkb =
            slot->shapes
                ? tomt_shapes_wkb(slot->shapes, slot->row, &size)
                : tomt_shapes_wkb(&stage->inputs->layer[entry->layer]->shapes, entry->row, &size);
        if (!tomt_shapes_add_wkb(&exclusions->shapes, wkb, size, err))
            return false;
        exclusions->layer[i] = entry->layer;
        exclusions->row[i] = entry->row;
        exclusions->profiles[i] = entry->profiles;
    }
    exclusions->n = n;
    return true;
}

bool tomt_exclusions_make(struct tomt_arena *arena, const struct tomt_site_inputs *inputs,
                          const struct tomt_crew *crew, struct tomt_exclusions *exclusions,
                          struct tomt_error *err)
{
    *exclusions = (struct tomt_exclusions){0};
    tomt_shapes_start(&exclusions->shapes, arena, TOMT_POLYGONS);
    struct listing listing = {.arena = arena};
    for (size_t p = 0; p < inputs->project->n_profiles; p++) {
        const struct tomt_profile *profile = &inputs->project->profile[p];
        for (size_t c = 0; c < profile->n_constraints; c++) {
            if (profile->constraint[c].effect == TOMT_EFFECT_EXCLUDE &&
                !list_constraint(&listing, inputs, p, &profile->constraint[c], err))
                return false;
        }
    }
    size_t n = merge_same(listing.entry, listing.n);
    struct stage stage = {.inputs = inputs, .entry = listing.entry};
    stage.slot = tomt_arena_block(arena, NULL, (n + 1) * sizeof *stage.slot, err);
    exclusions->layer = tomt_arena_block(arena, NULL, (n + 1) * sizeof *exclusions->layer, err);
    exclusions->row = tomt_arena_block(arena, NULL, (n + 1) * sizeof *exclusions->row, err);
    exclusions->profiles =
        tomt_arena_block(arena, NULL, (n + 1) * sizeof *exclusions->profiles, err);
    if (!stage.slot || !exclusions->layer || !exclusions->row || !exclusions->profiles)
        return false;
    struct tomt_crew quiet = {.n_threads = crew->n_threads, .cancel = crew->cancel};
    struct tomt_crew_job job = {
        .shared = &stage, .sit = sit, .work = work, .rise = rise, .n = n, .chunk = CHUNK};
    bool done = tomt_crew_run(&quiet, &job, err) && join(&stage, n, exclusions, err);
    tomt_kept_free(&stage.kept);
    return done && tomt_cover_make(arena, &exclusions->shapes, &exclusions->cover, err);
}
