/* geo/clip.c: meets and cuts, with each shape decoded and prepared once. */
#include "geo/clip.h"

#include "geo/seat_inside.h"

struct kept {
    GEOSGeometry *geometry;
    const GEOSPreparedGeometry *prepared;
};

struct tomt_cutter {
    struct tomt_seat *seat;
    const struct tomt_shapes *shapes;
    struct kept *kept; /* [row] */
};

static void close_cutter(void *opened)
{
    struct tomt_cutter *cutter = opened;
    for (size_t row = 0; row < cutter->shapes->n; row++) {
        GEOSPreparedGeom_destroy_r(cutter->seat->geos, cutter->kept[row].prepared);
        GEOSGeom_destroy_r(cutter->seat->geos, cutter->kept[row].geometry);
    }
}

struct tomt_cutter *tomt_cutter_open(struct tomt_seat *seat, const struct tomt_shapes *shapes,
                                     size_t max_bytes, struct tomt_error *err)
{
    (void)max_bytes;
    struct tomt_cutter *cutter = tomt_arena_alloc(seat->arena, sizeof *cutter, err);
    if (!cutter)
        return NULL;
    cutter->seat = seat;
    cutter->shapes = shapes;
    cutter->kept =
        tomt_arena_block(seat->arena, NULL, (shapes->n + 1) * sizeof *cutter->kept, err);
    if (!cutter->kept || !tomt_arena_defer(seat->arena, close_cutter, cutter, err))
        return NULL;
    return cutter;
}

static struct kept *keep(struct tomt_cutter *cutter, size_t row, struct tomt_error *err)
{
    struct kept *kept = cutter->kept + row;
    if (!kept->geometry)
        kept->geometry = tomt_seat_shape(cutter->seat, cutter->shapes, row, err);
    if (kept->geometry && !kept->prepared)
        kept->prepared = GEOSPrepare_r(cutter->seat->geos, kept->geometry);
    return kept->prepared ? kept : NULL;
}

bool tomt_cutter_meets(struct tomt_cutter *cutter, size_t row, const GEOSGeometry *geometry,
                       const struct tomt_box *box, enum tomt_meets *meets, struct tomt_error *err)
{
    *meets = TOMT_APART;
    if (!tomt_box_meet(cutter->shapes->box + row, box))
        return true;
    struct kept *kept = keep(cutter, row, err);
    if (!kept)
        return false;
    if (GEOSPreparedIntersects_r(cutter->seat->geos, kept->prepared, geometry) == 0)
        return true;
    *meets = GEOSPreparedCovers_r(cutter->seat->geos, kept->prepared, geometry) == 1
                 ? TOMT_COVERED
                 : TOMT_TOUCHES_OR_CROSSES;
    return true;
}

GEOSGeometry *tomt_cutter_cut(struct tomt_cutter *cutter, size_t row, enum tomt_overlay what,
                              const GEOSGeometry *geometry, const struct tomt_box *box,
                              bool *snapped, struct tomt_error *err)
{
    (void)box;
    struct kept *kept = keep(cutter, row, err);
    return kept ? tomt_seat_overlay(cutter->seat, what, geometry, kept->geometry, snapped, err)
                : NULL;
}
