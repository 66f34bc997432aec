/* sites/cut.c: the exclusions that meet the permitted ground, and what is left of it without them.
 */
#include "sites/candidate.h"

#include <stdlib.h>

enum { MANY = 8 /* more exclusions than this are joined before they are cut away */ };

static int by_shape(const void *one, const void *other, void *context)
{
    return tomt_shape_order(context, ((const struct tomt_meet *)one)->row,
                            ((const struct tomt_meet *)other)->row);
}

static bool measure_meet(struct tomt_maker *maker, const struct tomt_permit *permit,
                         struct tomt_meet *meet, struct tomt_error *err)
{
    const struct tomt_cover *cover = &maker->making->exclusions.cover;
    if (meet->lie == TOMT_LIE_CROSS)
        return tomt_ground_common_m2(maker, maker->exclusions, cover, meet->row, permit->ground,
                                     &meet->area_m2, err);
    meet->area_m2 = meet->lie == TOMT_LIE_INSIDE
                        ? permit->ground->area_m2
                        : tomt_outline_area_m2(&cover->outlines.of[meet->row]);
    return true;
}

bool tomt_exclusions_find(struct tomt_maker *maker, const struct tomt_permit *permit,
                          struct tomt_error *err)
{
    const struct tomt_exclusions *exclusions = &maker->making->exclusions;
    maker->n_meets = 0;
    if (exclusions->n == 0)
        return true;
    if (!tomt_index_find(exclusions->cover.index, &permit->ground->box, &maker->bench.rows, err))
        return false;
    for (size_t i = 0; i < maker->bench.rows.n; i++) {
        struct tomt_meet meet = {.row = maker->bench.rows.row[i]};
        if (!(exclusions->profiles[meet.row] & permit->profiles))
            continue;
        maker->output->report.n_looked++;
        maker->output->report.n_looked_vertices +=
            permit->ground->outline.n + exclusions->cover.outlines.of[meet.row].n;
        if (!tomt_lie(&maker->bench.lie, &permit->ground->outline,
                      &exclusions->cover.outlines.of[meet.row], &meet.lie, err))
            return false;
        if (meet.lie == TOMT_LIE_APART)
            continue;
        if (!measure_meet(maker, permit, &meet, err))
            return false;
        if (meet.area_m2 <= TOMT_NOISE_M2)
            continue;
        if (!tomt_grow(maker->bench.arena, &maker->meet, &maker->meet_capacity, maker->n_meets + 1,
                       sizeof meet, err))
            return false;
        maker->meet[maker->n_meets++] = meet;
    }
    if (maker->n_meets > 1)
        qsort_r(maker->meet, maker->n_meets, sizeof *maker->meet, by_shape,
                (void *)(uintptr_t)exclusions->cover.shapes);
    return true;
}

static GEOSGeometry *cut_joined(struct tomt_maker *maker, const struct tomt_permit *permit,
                                const GEOSGeometry *from, const uint32_t *meet, size_t n,
                                struct tomt_error *err)
{
    const struct tomt_exclusions *exclusions = &maker->making->exclusions;
    bool done = from != NULL;
    maker->n_list = 0;
    for (size_t i = 0; done && i < n; i++)
        done = tomt_ground_list(maker, maker->exclusions, &exclusions->cover,
                                maker->meet[meet[i]].row, permit->ground, err);
    GEOSGeometry *left =
        done ? tomt_ground_overlay_listed(maker, TOMT_DIFFERENCE, from, permit->ground, err) : NULL;
    tomt_ground_list_clear(maker);
    return left;
}

GEOSGeometry *tomt_exclusions_cut(struct tomt_maker *maker, const struct tomt_permit *permit,
                                  GEOSGeometry *left, const uint32_t *meet, size_t n,
                                  struct tomt_error *err)
{
    const struct tomt_exclusions *exclusions = &maker->making->exclusions;
    GEOSContextHandle_t geos = maker->bench.seat->geos;
    if (n > MANY || (n > 1 && permit->ground->outline.n > TOMT_LARGE_GROUND)) {
        const GEOSGeometry *from = left ? left : tomt_ground_geometry(maker, permit->ground, err);
        GEOSGeometry *less = cut_joined(maker, permit, from, meet, n, err);
        GEOSGeom_destroy_r(geos, left);
        return less;
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t row = maker->meet[meet[i]].row;
        bool snapped = false;
        GEOSGeometry *less = left ? tomt_cutter_cut(maker->exclusions, row, TOMT_DIFFERENCE, left,
                                                    &permit->ground->box, &snapped, err)
                                  : tomt_ground_cut(maker, maker->exclusions, &exclusions->cover,
                                                    row, TOMT_DIFFERENCE, permit->ground, err);
        maker->output->report.n_snapped += snapped;
        GEOSGeom_destroy_r(geos, left);
        left = less;
        if (!left)
            return NULL;
    }
    return left;
}
