/* sites/ground.c: a polygon at work; see candidate.h. The library's object is made late and often
 * never. */
#include "sites/candidate.h"

void tomt_ground_start(struct tomt_ground *ground, struct tomt_arena *arena)
{
    *ground = (struct tomt_ground){0};
    tomt_tracer_start(&ground->tracer, arena);
    tomt_shapes_start(&ground->own, arena, TOMT_POLYGONS);
}

void tomt_ground_clear(struct tomt_maker *maker, struct tomt_ground *ground)
{
    GEOSGeom_destroy_r(maker->bench.seat->geos, ground->geometry);
    ground->geometry = NULL;
    ground->size = 0;
    ground->n_parts = 0;
    ground->area_m2 = 0;
    ground->own.n = 0;
    tomt_tracer_clear(&ground->tracer);
}

static bool look(struct tomt_ground *ground, struct tomt_error *err)
{
    enum { MULTI_POLYGON = 6 };
    uint32_t type;
    memcpy(&type, ground->wkb + 1, 4);
    ground->n_parts = 1;
    if (type == MULTI_POLYGON)
        memcpy(&ground->n_parts, ground->wkb + 5, 4);
    struct tomt_trace trace;
    if (!tomt_tracer_add(&ground->tracer, ground->wkb, ground->size, &trace, err))
        return false;
    ground->outline = tomt_tracer_outline(&ground->tracer, &trace);
    ground->box = trace.box;
    ground->area_m2 = tomt_outline_area_m2(&ground->outline);
    return true;
}

bool tomt_ground_borrow(struct tomt_maker *maker, struct tomt_ground *ground, const uint8_t *wkb,
                        size_t size, struct tomt_error *err)
{
    tomt_ground_clear(maker, ground);
    ground->wkb = wkb;
    ground->size = size;
    return look(ground, err);
}

bool tomt_ground_take(struct tomt_maker *maker, struct tomt_ground *ground, GEOSGeometry *geometry,
                      struct tomt_error *err)
{
    struct tomt_seat *seat = maker->bench.seat;
    tomt_ground_clear(maker, ground);
    ground->geometry = geometry;
    if (!geometry)
        return false;
    if (GEOSisEmpty_r(seat->geos, geometry) == 1)
        return true;
    if (GEOSNormalize_r(seat->geos, geometry) != 0)
        return tomt_fail(err, TOMT_DATA, "a polygon cannot be put in order: %s", seat->message);
    if (!tomt_seat_write(seat, geometry, &ground->own, err))
        return false;
    ground->wkb = tomt_shapes_wkb(&ground->own, 0, &ground->size);
    return look(ground, err);
}

const GEOSGeometry *tomt_ground_geometry(struct tomt_maker *maker, const struct tomt_ground *ground,
                                         struct tomt_error *err)
{
    if (!ground->geometry) {
        /* Making it late does not change what the ground is. */
        struct tomt_ground *known = (struct tomt_ground *)(uintptr_t)ground;
        known->geometry = tomt_seat_read(maker->bench.seat, ground->wkb, ground->size, err);
    }
    return ground->geometry;
}

GEOSGeometry *tomt_ground_cut(struct tomt_maker *maker, struct tomt_cutter *cutter,
                              const struct tomt_cover *cover, uint32_t row, enum tomt_overlay what,
                              const struct tomt_ground *ground, struct tomt_error *err)
{
    struct tomt_sites_report *report = &maker->output->report;
    bool snapped = false;
    const GEOSGeometry *geometry = tomt_ground_geometry(maker, ground, err);
    GEOSGeometry *result =
        geometry ? tomt_cutter_cut(cutter, row, what, geometry, &ground->box, &snapped, err) : NULL;
    report->n_pairs++;
    report->n_vertices += ground->outline.n + cover->outlines.of[row].n;
    report->n_snapped += snapped;
    return result;
}

bool tomt_ground_common_m2(struct tomt_maker *maker, struct tomt_cutter *cutter,
                           const struct tomt_cover *cover, uint32_t row,
                           const struct tomt_ground *ground, double *area_m2,
                           struct tomt_error *err)
{
    bool sure;
    if (!tomt_common_m2(&maker->bench.lie, &ground->outline, &cover->outlines.of[row], area_m2,
                        &sure, err))
        return false;
    if (sure)
        return true;
    GEOSGeometry *common =
        tomt_ground_cut(maker, cutter, cover, row, TOMT_INTERSECTION, ground, err);
    if (!common)
        return false;
    *area_m2 = tomt_area_m2(maker->bench.seat, common);
    GEOSGeom_destroy_r(maker->bench.seat->geos, common);
    return true;
}

bool tomt_ground_list(struct tomt_maker *maker, struct tomt_cutter *cutter,
                      const struct tomt_cover *cover, uint32_t row,
                      const struct tomt_ground *ground, struct tomt_error *err)
{
    GEOSGeometry *part =
        cover->outlines.of[row].n < ground->outline.n
            ? tomt_seat_shape(maker->bench.seat, cover->shapes, row, err)
            : tomt_ground_cut(maker, cutter, cover, row, TOMT_INTERSECTION, ground, err);
    if (part && tomt_grow(maker->bench.arena, &maker->list, &maker->list_capacity,
                          maker->n_list + 1, sizeof *maker->list, err)) {
        maker->list[maker->n_list++] = part;
        return true;
    }
    GEOSGeom_destroy_r(maker->bench.seat->geos, part);
    return false;
}

void tomt_ground_list_clear(struct tomt_maker *maker)
{
    for (size_t i = 0; i < maker->n_list; i++)
        GEOSGeom_destroy_r(maker->bench.seat->geos, maker->list[i]);
    maker->n_list = 0;
}

GEOSGeometry *tomt_ground_overlay_listed(struct tomt_maker *maker, enum tomt_overlay what,
                                         const GEOSGeometry *geometry,
                                         const struct tomt_ground *ground, struct tomt_error *err)
{
    struct tomt_seat *seat = maker->bench.seat;
    struct tomt_sites_report *report = &maker->output->report;
    bool snapped = false;
    GEOSGeometry *joined =
        geometry ? tomt_union_of(seat, maker->list, maker->n_list, &snapped, err) : NULL;
    report->n_snapped += snapped;
    GEOSGeometry *result =
        joined ? tomt_seat_overlay(seat, what, geometry, joined, &snapped, err) : NULL;
    report->n_snapped += result && snapped;
    report->n_pairs++;
    report->n_vertices += ground->outline.n;
    GEOSGeom_destroy_r(seat->geos, joined);
    tomt_ground_list_clear(maker);
    return result;
}

GEOSGeometry *tomt_ground_overlay_list(struct tomt_maker *maker, enum tomt_overlay what,
                                       const struct tomt_ground *ground, struct tomt_error *err)
{
    return tomt_ground_overlay_listed(maker, what, tomt_ground_geometry(maker, ground, err), ground,
                                      err);
}

bool tomt_ground_drop_slivers(struct tomt_maker *maker, const struct tomt_ground *ground,
                              struct tomt_ground *into, const struct tomt_ground **kept,
                              struct tomt_error *err)
{
    struct tomt_sites_report *report = &maker->output->report;
    *kept = ground;
    if (ground->size == 0 || (ground->n_parts == 1 && ground->area_m2 >= TOMT_SLIVER_M2))
        return true;
    const GEOSGeometry *geometry = tomt_ground_geometry(maker, ground, err);
    GEOSGeometry *copy = geometry ? GEOSGeom_clone_r(maker->bench.seat->geos, geometry) : NULL;
    if (!copy)
        return geometry ? tomt_fail(err, TOMT_MEMORY, "out of memory (a polygon)") : false;
    size_t n_before = report->n_slivers;
    copy = tomt_seat_polygons(maker->bench.seat, copy, TOMT_SLIVER_M2, &report->n_slivers,
                              &report->slivers_m2, err);
    if (!copy)
        return false;
    if (report->n_slivers == n_before) {
        GEOSGeom_destroy_r(maker->bench.seat->geos, copy);
        return true;
    }
    *kept = into;
    return tomt_ground_take(maker, into, copy, err);
}
