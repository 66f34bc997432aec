/* sites/assemble_join.c: the assemblies of several parcels as polygons, measured as any site; on
 * all cores, each into its own slot. */
#include "sites/assemble_inside.h"

#include "sites/source.h"
#include "sites/width.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

enum { CHUNK = 16 };

struct slot {
    struct tomt_united united;
    const uint32_t *member; /* rows of the lot */
    const struct tomt_shapes *shapes;
    size_t shape;
    uint64_t hash;
    double area_error;
};

struct stage {
    const struct tomt_assembler *assembler;
    const struct tomt_lot *lot;
    struct slot *slot;
    size_t n;
    struct tomt_kept_arenas kept;
};

struct seat {
    struct tomt_bench bench; /* first */
    struct stage *stage;
    struct tomt_tracer tracer;
    struct tomt_width_desk width;
    struct tomt_use_areas uses;
    struct tomt_shapes raw, *out;
};

static void *sit(void *shared, struct tomt_error *err)
{
    struct seat *seat = tomt_bench_sit(sizeof *seat, err);
    if (!seat)
        return NULL;
    seat->stage = shared;
    tomt_tracer_start(&seat->tracer, seat->bench.arena);
    tomt_width_desk_start(&seat->width, seat->bench.arena);
    tomt_shapes_start(&seat->raw, seat->bench.arena, TOMT_POLYGONS);
    seat->uses.arena = seat->bench.arena;
    seat->out = tomt_kept_shapes(&seat->stage->kept, err);
    if (!seat->out) {
        tomt_bench_rise(seat);
        return NULL;
    }
    return seat;
}

/* The joined polygon in normal order, as every site has it. */
static bool join_one(struct seat *seat, struct slot *slot, struct tomt_error *err)
{
    struct tomt_seat *tools = seat->bench.seat;
    struct tomt_joined joined;
    seat->raw.n = 0;
    if (!tomt_assembly_join(tools, &seat->stage->lot->shapes, slot->member, slot->united.n,
                            &seat->raw, &joined, err))
        return false;
    slot->area_error =
        fabs(joined.parts_m2 - joined.overlap_m2 - joined.whole_m2) / joined.parts_m2;
    slot->united.n_parts = (uint32_t)joined.n_parts;
    GEOSGeometry *whole = tomt_seat_shape(tools, &seat->raw, 0, err);
    if (!whole)
        return false;
    slot->shapes = seat->out;
    slot->shape = seat->out->n;
    bool ok =
        GEOSNormalize_r(tools->geos, whole) == 0
            ? tomt_seat_write(tools, whole, seat->out, err)
            : tomt_fail(err, TOMT_DATA, "a polygon cannot be put in order: %s", tools->message);
    GEOSGeom_destroy_r(tools->geos, whole);
    return ok;
}

static bool measure_one(struct seat *seat, struct slot *slot, struct tomt_error *err)
{
    struct tomt_united *united = &slot->united;
    struct tomt_trace trace;
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(slot->shapes, slot->shape, &size);
    tomt_tracer_clear(&seat->tracer);
    if (!tomt_tracer_add(&seat->tracer, wkb, size, &trace, err))
        return false;
    struct tomt_outline outline = tomt_tracer_outline(&seat->tracer, &trace);
    slot->hash = tomt_shape_hash(&outline);
    united->developable_m2 = tomt_outline_area_m2(&outline);
    united->perimeter_m = tomt_outline_perimeter_m(&outline);
    return tomt_width_m(&seat->width, &outline, &united->inscribed_m, err) &&
           tomt_ground_point(seat->bench.seat, wkb, size, &united->x, &united->y, err) &&
           tomt_united_use(seat->stage->assembler, seat->bench.seat, &seat->uses, united, err);
}

static bool work(void *sat, size_t from, size_t to, struct tomt_error *err)
{
    struct seat *seat = sat;
    for (size_t i = from; i < to; i++) {
        struct slot *slot = &seat->stage->slot[i];
        if (!join_one(seat, slot, err) || !measure_one(seat, slot, err))
            return tomt_while(err, "from parcel '%s' on",
                              seat->stage->assembler->sites->site_id[slot->united.row[0]]);
    }
    return true;
}

static bool lay_slots(struct tomt_assembler *assembler, const struct tomt_lot *lot,
                      struct stage *stage, struct tomt_error *err)
{
    const struct tomt_assemblies *chosen = &lot->chosen;
    stage->slot = tomt_arena_block(lot->own, NULL, (chosen->n + 1) * sizeof *stage->slot, err);
    uint32_t *row =
        tomt_arena_block(assembler->brief, NULL, (chosen->start[chosen->n] + 1) * sizeof *row, err);
    if (!stage->slot || !row)
        return false;
    for (size_t a = 0; a < chosen->n; a++) {
        size_t from = chosen->start[a], n = chosen->start[a + 1] - from;
        if (n < 2)
            continue;
        for (size_t k = 0; k < n; k++)
            row[k] = lot->row[chosen->member[from + k]];
        stage->slot[stage->n++] = (struct slot){
            .united = {.profile = lot->profile, .row = row, .n = n},
            .member = chosen->member + from,
        };
        row += n;
    }
    return true;
}

static bool keep_slots(struct tomt_assembler *assembler, const struct stage *stage,
                       double *max_area_error, struct tomt_error *err)
{
    if (!tomt_grow(assembler->brief, &assembler->united, &assembler->united_capacity,
                   assembler->n_united + stage->n + 1, sizeof *assembler->united, err))
        return false;
    for (size_t i = 0; i < stage->n; i++) {
        struct slot *slot = &stage->slot[i];
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(slot->shapes, slot->shape, &size);
        slot->united.shape = assembler->shapes.n;
        slot->united.id = tomt_arena_print(assembler->arena, err, "a%016" PRIx64, slot->hash);
        if (!slot->united.id || !tomt_shapes_add_wkb(&assembler->shapes, wkb, size, err))
            return false;
        if (slot->area_error > *max_area_error)
            *max_area_error = slot->area_error;
        assembler->united[assembler->n_united++] = slot->united;
    }
    return true;
}

bool tomt_lot_join(struct tomt_assembler *assembler, const struct tomt_lot *lot,
                   double *max_area_error, struct tomt_error *err)
{
    struct stage stage = {.assembler = assembler, .lot = lot};
    if (!lay_slots(assembler, lot, &stage, err))
        return false;
    struct tomt_crew_job job = {.shared = &stage,
                                .sit = sit,
                                .work = work,
                                .rise = tomt_bench_rise,
                                .n = stage.n,
                                .chunk = CHUNK};
    bool ok = tomt_crew_run(&assembler->crew, &job, err) &&
              keep_slots(assembler, &stage, max_area_error, err);
    tomt_kept_free(&stage.kept);
    return ok;
}
