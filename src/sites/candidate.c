/* sites/candidate.c: one source: its pieces, the groups of profiles that permit the same of them,
 * the groups within those that exclude the same, and what is left for each. Groups are bit masks;
 * every distinct combination is worked out once. */
#include "sites/candidate.h"

#include <math.h>
#include <stdlib.h>

enum { MANY = 8 /* more exclusions than this are joined before they are cut away */ };

/* The group of `from` that agrees with its lowest profile about `mask`. */
static uint64_t agreeing(uint64_t group, uint64_t mask)
{
    uint64_t lowest = group & (~group + 1);
    return mask & lowest ? group & mask : group & ~mask;
}

static struct tomt_fallen fallen_for(const struct tomt_maker *maker, enum tomt_reason reason,
                                     uint64_t profiles)
{
    return (struct tomt_fallen){.source = maker->at,
                                .reason = reason,
                                .profiles = profiles,
                                .feature = INT64_MIN,
                                .measured = NAN,
                                .limit = NAN};
}

/* What the profiles permit is nothing, or slivers. Where there is nothing else, it is in no zone.
 */
static bool not_permitted(struct tomt_maker *maker, uint64_t profiles, struct tomt_error *err)
{
    const struct tomt_making *making = maker->making;
    const struct tomt_piece *largest = NULL;
    for (size_t i = 0; i < maker->n_pieces; i++) {
        const struct tomt_piece *piece = &maker->piece[i];
        if (!(tomt_piece_profiles(maker, piece) & profiles) &&
            (!largest || piece->area_m2 > largest->area_m2))
            largest = piece;
    }
    struct tomt_fallen fallen = fallen_for(maker, largest ? TOMT_R_USE : TOMT_R_NO_ZONE, profiles);
    if (!largest) {
        tomt_blame_source(maker, &fallen);
        return tomt_fall(maker, fallen, err);
    }
    uint32_t layer = making->zones->layer[largest->zone], row = making->zones->row[largest->zone];
    uint32_t use = making->zone_use[largest->zone];
    fallen.layer = making->inputs->project->layer[layer].name;
    fallen.feature = making->inputs->layer[layer]->fid[row];
    fallen.word = use == TOMT_NO_USE ? NULL : making->use_name[use];
    fallen.measured = largest->area_m2;
    return tomt_fall(maker, fallen, err);
}

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

static bool find_exclusions(struct tomt_maker *maker, const struct tomt_permit *permit,
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
                                uint64_t profiles, struct tomt_error *err)
{
    const struct tomt_exclusions *exclusions = &maker->making->exclusions;
    bool done = true;
    maker->n_list = 0;
    for (size_t i = 0; done && i < maker->n_meets; i++) {
        if (exclusions->profiles[maker->meet[i].row] & profiles)
            done = tomt_ground_list(maker, maker->exclusions, &exclusions->cover,
                                    maker->meet[i].row, permit->ground, err);
    }
    GEOSGeometry *left =
        done ? tomt_ground_overlay_list(maker, TOMT_DIFFERENCE, permit->ground, err) : NULL;
    tomt_ground_list_clear(maker);
    return left;
}

/* permitted − the n exclusions of these profiles, one after the other or all at once. */
static GEOSGeometry *cut_exclusions(struct tomt_maker *maker, const struct tomt_permit *permit,
                                    uint64_t profiles, size_t n, struct tomt_error *err)
{
    const struct tomt_exclusions *exclusions = &maker->making->exclusions;
    GEOSGeometry *left = NULL;
    if (n > MANY || (n > 1 && permit->ground->outline.n > TOMT_LARGE_GROUND))
        return cut_joined(maker, permit, profiles, err);
    for (size_t i = 0; i < maker->n_meets; i++) {
        uint32_t row = maker->meet[i].row;
        bool snapped = false;
        if (!(exclusions->profiles[row] & profiles))
            continue;
        GEOSGeometry *less = left ? tomt_cutter_cut(maker->exclusions, row, TOMT_DIFFERENCE, left,
                                                    &permit->ground->box, &snapped, err)
                                  : tomt_ground_cut(maker, maker->exclusions, &exclusions->cover,
                                                    row, TOMT_DIFFERENCE, permit->ground, err);
        maker->output->report.n_snapped += snapped;
        GEOSGeom_destroy_r(maker->bench.seat->geos, left);
        left = less;
        if (!left)
            return NULL;
    }
    return left;
}

static bool all_excluded(struct tomt_maker *maker, const struct tomt_permit *permit,
                         uint64_t profiles, double left_m2, struct tomt_error *err)
{
    struct tomt_fallen fallen = fallen_for(maker, TOMT_R_EXCLUDED, profiles);
    fallen.measured = left_m2;
    fallen.whole_m2 = permit->ground->area_m2;
    tomt_blame_exclusion(maker, profiles, &fallen);
    return tomt_fall(maker, fallen, err);
}

/* These profiles permit and exclude the same. */
static bool exclude(struct tomt_maker *maker, const struct tomt_permit *permit, uint64_t profiles,
                    struct tomt_error *err)
{
    const uint64_t *of = maker->making->exclusions.profiles;
    size_t n = 0;
    for (size_t i = 0; i < maker->n_meets; i++) {
        if (!(of[maker->meet[i].row] & profiles))
            continue;
        if (maker->meet[i].lie == TOMT_LIE_INSIDE)
            return all_excluded(maker, permit, profiles, 0, err);
        n++;
    }
    const struct tomt_ground *left = permit->ground;
    bool cut = false;
    if (n > 0) {
        size_t n_slivers = 0;
        double slivers_m2 = 0;
        GEOSGeometry *rest = cut_exclusions(maker, permit, profiles, n, err);
        if (rest)
            rest = tomt_seat_polygons(maker->bench.seat, rest, TOMT_SLIVER_M2, &n_slivers,
                                      &slivers_m2, err);
        if (!rest)
            return false;
        double taken_m2 =
            permit->ground->area_m2 - tomt_area_m2(maker->bench.seat, rest) - slivers_m2;
        cut = taken_m2 > TOMT_NOISE_M2;
        if (!cut) {
            GEOSGeom_destroy_r(maker->bench.seat->geos, rest);
        } else {
            maker->output->report.n_slivers += n_slivers;
            maker->output->report.slivers_m2 += slivers_m2;
            if (!tomt_ground_take(maker, &maker->rest, rest, err))
                return false;
            left = &maker->rest;
            if (left->size == 0)
                return all_excluded(maker, permit, profiles, slivers_m2, err);
        }
    }
    if (!cut && !tomt_ground_drop_slivers(maker, permit->ground, &maker->rest, &left, err))
        return false;
    return tomt_site_keep(maker, permit, profiles, left, cut, err);
}

/* Is a part of what is permitted more than a sliver, or the whole source permitted? */
static bool is_ground(struct tomt_maker *maker, const struct tomt_permit *permit, bool *is,
                      struct tomt_error *err)
{
    const struct tomt_ground *ground = permit->ground;
    *is = ground == &maker->source || ground->area_m2 >= ground->n_parts * TOMT_SLIVER_M2;
    if (*is || ground->size == 0)
        return true;
    struct tomt_seat *seat = maker->bench.seat;
    const GEOSGeometry *geometry = tomt_ground_geometry(maker, ground, err);
    for (int i = 0; geometry && i < (int)ground->n_parts; i++) {
        const GEOSGeometry *part = GEOSGetGeometryN_r(seat->geos, geometry, i);
        *is = *is || tomt_area_m2(seat, part) >= TOMT_SLIVER_M2;
    }
    return geometry != NULL;
}

static bool permit_group(struct tomt_maker *maker, uint64_t profiles, struct tomt_error *err)
{
    struct tomt_permit permit = {.profiles = profiles};
    bool is;
    if (!tomt_pieces_permit(maker, &permit, err) || !is_ground(maker, &permit, &is, err))
        return false;
    if (!is)
        return not_permitted(maker, profiles, err);
    if (!find_exclusions(maker, &permit, err))
        return false;
    for (uint64_t todo = profiles; todo;) {
        uint64_t group = todo;
        for (size_t i = 0; i < maker->n_meets; i++)
            group = agreeing(group, maker->making->exclusions.profiles[maker->meet[i].row]);
        if (!exclude(maker, &permit, group, err))
            return false;
        todo &= ~group;
    }
    return true;
}

static bool make(struct tomt_maker *maker, struct tomt_error *err)
{
    if (!tomt_pieces_find(maker, err) || !tomt_pieces_uses(maker, err))
        return false;
    uint64_t none = maker->making->all_profiles;
    for (uint64_t todo = maker->making->all_profiles; todo;) {
        uint64_t group = todo, any = 0;
        for (size_t i = 0; i < maker->n_pieces; i++) {
            uint64_t mask = tomt_piece_profiles(maker, &maker->piece[i]);
            group = agreeing(group, mask);
            any |= mask;
        }
        todo &= ~group;
        if (!(group & any))
            continue;
        none &= ~group;
        if (!permit_group(maker, group, err))
            return false;
    }
    return !none || not_permitted(maker, none, err);
}

bool tomt_candidate_make(struct tomt_maker *maker, uint32_t source, struct tomt_error *err)
{
    const struct tomt_sources *sources = &maker->making->sources;
    maker->at = source;
    maker->made_from = maker->output->n_made;
    maker->fallen_from = maker->output->n_fallen;
    if (sources->standing[source] == TOMT_OUTSIDE_AREA)
        return true;
    if (sources->standing[source] == TOMT_DUPLICATE_ID) {
        struct tomt_fallen fallen =
            fallen_for(maker, TOMT_R_DUPLICATE, maker->making->all_profiles);
        tomt_blame_source(maker, &fallen);
        return tomt_fall(maker, fallen, err);
    }
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(sources->shapes, source, &size);
    bool done = tomt_ground_borrow(maker, &maker->source, wkb, size, err) && make(maker, err);
    tomt_pieces_clear(maker);
    return done;
}
