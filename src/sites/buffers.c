/* sites/buffers.c: see buffers.h. Each thread writes into shapes of its own; they are joined in the
 * order wanted. */
#include "sites/buffers.h"

#include "sites/cover.h"

enum { CHUNK = 4 };

struct stage {
    const struct tomt_site_inputs *inputs;
    const struct tomt_buffer_wanted *wanted;
    struct slot {
        const struct tomt_shapes *shapes; /* NULL: it came to nothing, or has no buffer */
        size_t row;
    } * slot;
    struct tomt_kept_arenas kept;
};

struct seat {
    struct tomt_bench bench; /* first */
    struct stage *stage;
    struct tomt_shapes *out; /* outlives the thread */
};

static void *sit(void *shared, struct tomt_error *err)
{
    struct seat *seat = tomt_bench_sit(sizeof *seat, err);
    if (!seat)
        return NULL;
    seat->stage = shared;
    seat->out = tomt_kept_shapes(&seat->stage->kept, err);
    if (!seat->out) {
        tomt_bench_rise(seat);
        return NULL;
    }
    return seat;
}

static bool buffer_one(struct seat *seat, const struct tomt_buffer_wanted *wanted,
                       struct slot *slot, struct tomt_error *err)
{
    struct tomt_seat *tools = seat->bench.seat;
    const struct tomt_layer *layer = seat->stage->inputs->layer[wanted->layer];
    GEOSGeometry *bare = tomt_seat_shape(tools, &layer->shapes, wanted->row, err);
    GEOSGeometry *wide =
        bare ? GEOSBuffer_r(tools->geos, bare, wanted->buffer_m, TOMT_BUFFER_SEGMENTS) : NULL;
    bool done = wide != NULL;
    if (!bare) /* of a point, whose object is made without a word of why not */
        tomt_fail(err, TOMT_MEMORY, "out of memory (a constraint)");
    if (bare && !wide)
        tomt_fail(err, TOMT_DATA, "buffer of %g m around feature %lld of layer '%s' failed: %s",
                  wanted->buffer_m, (long long)layer->fid[wanted->row],
                  seat->stage->inputs->project->layer[wanted->layer].name, tools->message);
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
        const struct tomt_buffer_wanted *wanted = &seat->stage->wanted[i];
        if (wanted->buffer_m > 0 && !buffer_one(seat, wanted, &seat->stage->slot[i], err))
            return false;
    }
    return true;
}

static bool join(const struct stage *stage, size_t n, struct tomt_shapes *shapes, bool *is_empty,
                 struct tomt_error *err)
{
    for (size_t i = 0; i < n; i++) {
        const struct tomt_buffer_wanted *wanted = &stage->wanted[i];
        const struct slot *slot = &stage->slot[i];
        size_t size;
        is_empty[i] = !slot->shapes && wanted->buffer_m > 0;
        if (is_empty[i])
            continue;
        const uint8_t *wkb =
            slot->shapes
                ? tomt_shapes_wkb(slot->shapes, slot->row, &size)
                : tomt_shapes_wkb(&stage->inputs->layer[wanted->layer]->shapes, wanted->row, &size);
        if (!tomt_shapes_add_wkb(shapes, wkb, size, err))
            return false;
    }
    return true;
}

bool tomt_buffers_add(const struct tomt_site_inputs *inputs,
                      const struct tomt_buffer_wanted *wanted, size_t n,
                      const struct tomt_crew *crew, struct tomt_shapes *shapes, bool *is_empty,
                      struct tomt_error *err)
{
    struct tomt_arena *own = tomt_arena_new(err);
    if (!own)
        return false;
    struct stage stage = {.inputs = inputs, .wanted = wanted};
    stage.slot = tomt_arena_block(own, NULL, (n + 1) * sizeof *stage.slot, err);
    struct tomt_crew quiet = {.n_threads = crew->n_threads, .cancel = crew->cancel};
    struct tomt_crew_job job = {.shared = &stage,
                                .sit = sit,
                                .work = work,
                                .rise = tomt_bench_rise,
                                .n = n,
                                .chunk = CHUNK};
    bool done =
        stage.slot && tomt_crew_run(&quiet, &job, err) && join(&stage, n, shapes, is_empty, err);
    tomt_kept_free(&stage.kept);
    tomt_arena_free(own);
    return done;
}
