/* sites/exclude.c: see exclude.h. A code in a profile matches a feature's code that is equal or
 * begins with it. */
#include "sites/exclude.h"

#include "sites/terms.h"
#include "sites/zone_order.h"

#include <stdlib.h>

enum { CHUNK = 16 };

struct entry {
    uint32_t layer, row;
    double buffer_m;
    uint64_t profiles;
    size_t first;        /* where its constraints lie: one for each of its profiles */
    uint16_t constraint; /* while listed: of its one profile */
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
                            size_t profile, size_t number, struct tomt_error *err)
{
    const struct tomt_profile_constraint *constraint =
        &inputs->project->profile[profile].constraint[number];
    for (size_t i = 0; i < inputs->n_layers; i++) {
        if (tomt_input_role(inputs, i) != TOMT_ROLE_CONSTRAINT ||
            strcmp(inputs->project->layer[i].name, constraint->layer) != 0)
            continue;
        const struct tomt_layer *layer = inputs->layer[i];
        bool has_ground = layer->shapes.kind == TOMT_POLYGONS || constraint->buffer_m > 0;
        for (size_t row = 0; has_ground && row < layer->shapes.n; row++) {
            if (!falls_under_any(tomt_row_text(layer, "code", row), &constraint->codes))
                continue;
            if (!tomt_grow(listing->arena, &listing->entry, &listing->capacity, listing->n + 1,
                           sizeof *listing->entry, err))
                return false;
            listing->entry[listing->n++] = (struct entry){.layer = (uint32_t)i,
                                                          .row = (uint32_t)row,
                                                          .buffer_m = constraint->buffer_m,
                                                          .profiles = (uint64_t)1 << profile,
                                                          .constraint = (uint16_t)number};
        }
    }
    return true;
}

static int feature_order(const struct entry *a, const struct entry *b)
{
    if (a->layer != b->layer)
        return a->layer < b->layer ? -1 : 1;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->buffer_m > b->buffer_m) - (a->buffer_m < b->buffer_m);
}

static int entry_order(const void *one, const void *other)
{
    const struct entry *a = one, *b = other;
    int order = feature_order(a, b);
    if (!order)
        order = (a->profiles > b->profiles) - (a->profiles < b->profiles);
    return order ? order : (a->constraint > b->constraint) - (a->constraint < b->constraint);
}

/* One entry for each feature and buffer; of a profile's constraints that hold it, the first counts.
 */
static size_t merge_same(struct entry *entry, size_t n, uint16_t *first)
{
    size_t kept = 0, n_first = 0;
    if (n > 1)
        qsort(entry, n, sizeof *entry, entry_order);
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 || feature_order(&entry[kept - 1], &entry[i]) != 0) {
            entry[kept] = entry[i];
            entry[kept++].first = n_first;
        } else if (entry[kept - 1].profiles & entry[i].profiles) {
            continue;
        }
        entry[kept - 1].profiles |= entry[i].profiles;
        first[n_first++] = entry[i].constraint;
    }
    return kept;
}

struct stage { /* the buffers */
    const struct tomt_site_inputs *inputs;
    const struct entry *entry;
    const uint16_t *first;
    struct slot {
        const struct tomt_shapes *shapes;
        size_t row;
    } * slot; /* of buffers; shapes NULL: it came to nothing */
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
        bare ? GEOSBuffer_r(tools->geos, bare, entry->buffer_m, TOMT_BUFFER_SEGMENTS) : NULL;
    bool done = wide != NULL;
    if (!bare) /* of a point, whose object is made without a word of why not */
        tomt_fail(err, TOMT_MEMORY, "out of memory (a constraint)");
    if (bare && !wide)
        tomt_fail(err, TOMT_DATA, "buffer of %g m around feature %lld of layer '%s' failed: %s",
                  entry->buffer_m, (long long)layer->fid[entry->row],
                  seat->stage->inputs->project->layer[entry->layer].name, tools->message);
    if (done && GEOSisEmpty_r(tools->geos, wide) != 1) {
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
        size_t size, at = exclusions->n, n_profiles = (size_t)__builtin_popcountll(entry->profiles);
        if (!slot->shapes && entry->buffer_m > 0)
            continue;
        const uint8_t *wkb =
            slot->shapes
                ? tomt_shapes_wkb(slot->shapes, slot->row, &size)
                : tomt_shapes_wkb(&stage->inputs->layer[entry->layer]->shapes, entry->row, &size);
        if (!tomt_shapes_add_wkb(&exclusions->shapes, wkb, size, err))
            return false;
        exclusions->layer[at] = entry->layer;
        exclusions->row[at] = entry->row;
        exclusions->profiles[at] = entry->profiles;
        memcpy(exclusions->first + exclusions->first_start[at], stage->first + entry->first,
               n_profiles * sizeof *exclusions->first);
        exclusions->first_start[at + 1] = exclusions->first_start[at] + n_profiles;
        exclusions->n++;
    }
    return true;
}

static bool list_all(struct listing *listing, const struct tomt_site_inputs *inputs,
                     struct tomt_error *err)
{
    for (size_t p = 0; p < inputs->project->n_profiles; p++) {
        const struct tomt_profile *profile = &inputs->project->profile[p];
        for (size_t c = 0; c < profile->n_constraints; c++) {
            if (profile->constraint[c].effect == TOMT_EFFECT_EXCLUDE &&
                !list_constraint(listing, inputs, p, c, err))
                return false;
        }
    }
    return true;
}

static bool make_room(struct tomt_arena *arena, size_t n, size_t n_listed,
                      struct tomt_exclusions *exclusions, struct tomt_error *err)
{
    exclusions->layer = tomt_arena_block(arena, NULL, (n + 1) * sizeof *exclusions->layer, err);
    exclusions->row = tomt_arena_block(arena, NULL, (n + 1) * sizeof *exclusions->row, err);
    exclusions->profiles =
        tomt_arena_block(arena, NULL, (n + 1) * sizeof *exclusions->profiles, err);
    exclusions->first_start =
        tomt_arena_block(arena, NULL, (n + 2) * sizeof *exclusions->first_start, err);
    exclusions->first =
        tomt_arena_block(arena, NULL, (n_listed + 1) * sizeof *exclusions->first, err);
    return exclusions->layer && exclusions->row && exclusions->profiles &&
           exclusions->first_start && exclusions->first;
}

bool tomt_exclusions_make(struct tomt_arena *arena, const struct tomt_site_inputs *inputs,
                          const struct tomt_crew *crew, struct tomt_exclusions *exclusions,
                          struct tomt_error *err)
{
    *exclusions = (struct tomt_exclusions){0};
    tomt_shapes_start(&exclusions->shapes, arena, TOMT_POLYGONS);
    struct listing listing = {.arena = arena};
    if (!list_all(&listing, inputs, err))
        return false;
    uint16_t *first = tomt_arena_block(arena, NULL, (listing.n + 1) * sizeof *first, err);
    if (!first)
        return false;
    size_t n = merge_same(listing.entry, listing.n, first);
    struct stage stage = {.inputs = inputs, .entry = listing.entry, .first = first};
    stage.slot = tomt_arena_block(arena, NULL, (n + 1) * sizeof *stage.slot, err);
    if (!stage.slot || !make_room(arena, n, listing.n, exclusions, err))
        return false;
    struct tomt_crew quiet = {.n_threads = crew->n_threads, .cancel = crew->cancel};
    struct tomt_crew_job job = {
        .shared = &stage, .sit = sit, .work = work, .rise = rise, .n = n, .chunk = CHUNK};
    bool done = tomt_crew_run(&quiet, &job, err) && join(&stage, n, exclusions, err);
    tomt_kept_free(&stage.kept);
    return done && tomt_cover_make(arena, &exclusions->shapes, &exclusions->cover, err);
}
