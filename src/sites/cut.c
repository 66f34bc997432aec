/* sites/cut.c: the exclusions that meet the permitted ground, and what is left of it without them.
 * GEOS 3.11 gives a wrong polygon now and then, without a word: one overlay in some 100,000 of
 * random stars (tests/unit/sites_conserved.c, world 598). Areas known from the outlines tell; then
 * it is snapped. */
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
    return tomt_only_polygons(maker->bench.seat, left, err);
}

static GEOSGeometry *cut_in_turn(struct tomt_maker *maker, const struct tomt_permit *permit,
                                 const GEOSGeometry *from, const uint32_t *meet, size_t n,
                                 struct tomt_error *err)
{
    const struct tomt_exclusions *exclusions = &maker->making->exclusions;
    GEOSGeometry *left = NULL;
    for (size_t i = 0; i < n; i++) {
        uint32_t row = maker->meet[meet[i]].row;
        const GEOSGeometry *whole = left ? left : from;
        bool snapped = false;
        GEOSGeometry *less = whole ? tomt_cutter_cut(maker->exclusions, row, TOMT_DIFFERENCE, whole,
                                                     &permit->ground->box, &snapped, err)
                                   : tomt_ground_cut(maker, maker->exclusions, &exclusions->cover,
                                                     row, TOMT_DIFFERENCE, permit->ground, err);
        maker->output->report.n_snapped += snapped;
        GEOSGeom_destroy_r(maker->bench.seat->geos, left);
        left = tomt_only_polygons(maker->bench.seat, less, err);
        if (!left)
            return NULL;
    }
    return left;
}

static GEOSGeometry *cut_snapped(struct tomt_maker *maker, const GEOSGeometry *from,
                                 const uint32_t *meet, size_t n, struct tomt_error *err)
{
    struct tomt_seat *seat = maker->bench.seat;
    GEOSGeometry *left = NULL;
    maker->output->report.n_snapped++;
    for (size_t i = 0; from && i < n; i++) {
        GEOSGeometry *away = tomt_seat_shape(seat, maker->making->exclusions.cover.shapes,
                                             maker->meet[meet[i]].row, err);
        GEOSGeometry *less =
            away ? GEOSDifferencePrec_r(seat->geos, left ? left : from, away, TOMT_SNAP_M) : NULL;
        GEOSGeom_destroy_r(seat->geos, away);
        GEOSGeom_destroy_r(seat->geos, left);
        if (!less)
            tomt_fail(err, TOMT_DATA, "an exclusion cannot be cut away: %s", seat->message);
        left = tomt_only_polygons(seat, less, err);
        if (!left)
            return NULL;
    }
    return left;
}

/* Together the exclusions take at most what they take one by one, and of the whole ground at least
 * what the largest takes: known from their outlines, before the library cut. */
static bool can_be_left(const struct tomt_maker *maker, double before_m2, double after_m2,
                        bool whole, const uint32_t *meet, size_t n)
{
    double most_m2 = 0, sum_m2 = 0;
    for (size_t i = 0; i < n; i++) {
        double area_m2 = maker->meet[meet[i]].area_m2;
        most_m2 = tomt_greater(most_m2, area_m2);
        sum_m2 += area_m2;
    }
    double taken_m2 = before_m2 - after_m2, doubt_m2 = TOMT_NOISE_M2 + 1e-6 * before_m2;
    return taken_m2 <= sum_m2 + doubt_m2 && taken_m2 >= (whole ? most_m2 : 0) - doubt_m2;
}

GEOSGeometry *tomt_exclusions_cut(struct tomt_maker *maker, const struct tomt_permit *permit,
                                  GEOSGeometry *left, const uint32_t *meet, size_t n,
                                  struct tomt_error *err)
{
    struct tomt_seat *seat = maker->bench.seat;
    const struct tomt_ground *ground = permit->ground;
    bool joined = n > MANY || (n > 1 && ground->outline.n > TOMT_LARGE_GROUND);
    double before_m2 = left ? tomt_area_m2(seat, left) : ground->area_m2;
    const GEOSGeometry *from = left;
    if (joined && !from)
        from = tomt_ground_geometry(maker, ground, err);
    GEOSGeometry *less = joined ? cut_joined(maker, permit, from, meet, n, err)
                                : cut_in_turn(maker, permit, from, meet, n, err);
    if (less && !can_be_left(maker, before_m2, tomt_area_m2(seat, less), left == NULL, meet, n)) {
        GEOSGeom_destroy_r(seat->geos, less);
        less = cut_snapped(maker, left ? left : tomt_ground_geometry(maker, ground, err), meet, n,
                           err);
    }
    GEOSGeom_destroy_r(seat->geos, left);
    return less;
}
