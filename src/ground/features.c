/* ground/features.c: buffers as sites/exclude.c makes them, so that excluded ground and covered
 * ground have one border. */
#include "ground/features.h"

#include <string.h>

enum { CHUNK = 4 };

struct stage {
    const struct tomt_site_inputs *inputs;
    const struct tomt_feature_wanted *wanted;
    struct slot {
        const struct tomt_shapes *shapes;
        size_t row;
    } * slot;
    struct tomt_kept_arenas kept;
};

struct seat {
    struct stage *stage;
    struct tomt_bench bench;
    struct tomt_shapes *out; /* outlives the thread */
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

static GEOSGeometry *bare_feature(struct tomt_seat *seat, const struct tomt_shapes *shapes,
                                  size_t row, struct tomt_error *err)
{
    if (shapes->kind != TOMT_POINTS)
        return tomt_seat_shape(seat, shapes, row, err);
    const struct tomt_box *box = &shapes->box[row];
    GEOSGeometry *point = GEOSGeom_createPointFromXY_r(seat->geos, box->min_x, box->min_y);
    if (!point)
        tomt_fail(err, TOMT_MEMORY, "out of memory (a point)");
    return point;
}

static bool buffer_one(struct seat *seat, const struct tomt_feature_wanted *wanted,
                       struct slot *slot, struct tomt_error *err)
{
    struct tomt_seat *tools = seat->bench.seat;
    const struct tomt_layer *layer = seat->stage->inputs->layer[wanted->layer];
    GEOSGeometry *bare = bare_feature(tools, &layer->shapes, wanted->row, err);
    if (!bare)
        return false;
    tools->message[0] = '\0';
    GEOSGeometry *wide = GEOSBuffer_r(tools->geos, bare, wanted->buffer_m, TOMT_BUFFER_SEGMENTS);
    bool done = wide && GEOSisEmpty_r(tools->geos, wide) == 0;
    if (!done)
        tomt_fail(err, TOMT_DATA, "buffer of %g m around feature %lld of layer '%s' failed: %s",
                  wanted->buffer_m, (long long)layer->fid[wanted->row],
                  seat->stage->inputs->project->layer[wanted->layer].name,
                  tools->message[0] ? tools->message : "nothing came of it");
    *slot = (struct slot){seat->out, seat->out->n};
    done = done && tomt_seat_write(tools, wide, seat->out, err);
    GEOSGeom_destroy_r(tools->geos, bare);
    GEOSGeom_destroy_r(tools->geos, wide);
    return done;
}

static bool work(void *sat, size_t from, size_t to, struct tomt_error *err)
{
    struct seat *seat = sat;
    for (size_t i = from; i < to; i++) {
        const struct tomt_feature_wanted *wanted = &seat->stage->wanted[i];
        if (wanted->buffer_m > 0 && !buffer_one(seat, wanted, &seat->stage->slot[i], err))
            return false;
    }
    return true;
}

static bool join(const struct stage *stage, size_t n, struct tomt_shapes *shapes,
                 struct tomt_error *err)
{
    for (size_t i = 0; i < n; i++) {
        const struct tomt_feature_wanted *wanted = &stage->wanted[i];
        const struct slot *slot = &stage->slot[i];
        size_t size;
        const uint8_t *wkb =
            slot->shapes
                ? tomt_shapes_wkb(slot->shapes, slot->row, &size)
                : tomt_shapes_wkb(&stage->inputs->layer[wanted->layer]->shapes, wanted->row, &size);
        if (!tomt_shapes_add_wkb(shapes, wkb, size, err))
            return false;
    }
    return true;
}

bool tomt_features_buffer(const struct tomt_site_inputs *inputs,
                          const struct tomt_feature_wanted *wanted, size_t n,
                          const struct tomt_crew *crew, struct tomt_shapes *shapes,
                          struct tomt_error *err)
{
    struct tomt_arena *own = tomt_arena_new(err);
    if (!own)
        return false;
    struct stage stage = {.inputs = inputs, .wanted = wanted};
    stage.slot = tomt_arena_block(own, NULL, (n + 1) * sizeof *stage.slot, err);
    struct tomt_crew quiet = {.n_threads = crew->n_threads, .cancel = crew->cancel};
    struct tomt_crew_job job = {
        .shared = &stage, .sit = sit, .work = work, .rise = rise, .n = n, .chunk = CHUNK};
    bool done = stage.slot && tomt_crew_run(&quiet, &job, err) && join(&stage, n, shapes, err);
    tomt_kept_free(&stage.kept);
    tomt_arena_free(own);
    return done;
}
