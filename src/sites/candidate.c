/* sites/candidate.c: one source: its pieces, the groups of profiles that permit the same of them,
 * the groups within those that exclude the same, and what is left for each. Groups are bit masks;
 * every distinct combination is worked out once. */
#include "sites/candidate.h"

#include <math.h>

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

static bool all_excluded(struct tomt_maker *maker, const struct tomt_permit *permit,
                         uint64_t profiles, double left_m2, struct tomt_error *err)
{
    struct tomt_fallen fallen = fallen_for(maker, TOMT_R_EXCLUDED, profiles);
    fallen.measured = left_m2;
    fallen.whole_m2 = fallen.permitted_m2 = permit->ground->area_m2;
    fallen.excluded_m2 = fallen.whole_m2 - left_m2;
    tomt_blame_exclusion(maker, profiles, &fallen);
    return tomt_fall(maker, fallen, err);
}

/* Cuts the listed exclusions away. With less than a square centimetre to take, the ground stays
 * what it was. */
static bool cut_away(struct tomt_maker *maker, const struct tomt_ground **left,
                     struct tomt_error *err)
{
    struct tomt_taking *taking = &maker->taking;
    struct tomt_seat *seat = maker->bench.seat;
    size_t n_slivers = 0;
    double slivers_m2 = 0;
    GEOSGeometry *rest =
        tomt_exclusions_cut(maker, taking->permit, NULL, taking->meet, taking->n, err);
    if (rest)
        rest = tomt_seat_polygons(seat, rest, TOMT_SLIVER_M2, &n_slivers, &slivers_m2, err);
    if (!rest)
        return false;
    double taken_m2 = taking->permit->ground->area_m2 - tomt_area_m2(seat, rest) - slivers_m2;
    taking->cut = taken_m2 > TOMT_NOISE_M2;
    if (!taking->cut) {
        GEOSGeom_destroy_r(seat->geos, rest);
        return true;
    }
    taking->slivers_m2 = slivers_m2;
    maker->output->report.n_slivers += n_slivers;
    maker->output->report.slivers_m2 += slivers_m2;
    *left = &maker->rest;
    return tomt_ground_take(maker, &maker->rest, rest, err);
}

/* These profiles permit and exclude the same. */
static bool exclude(struct tomt_maker *maker, const struct tomt_permit *permit, uint64_t profiles,
                    struct tomt_error *err)
{
    const uint64_t *of = maker->making->exclusions.profiles;
    struct tomt_taking *taking = &maker->taking;
    tomt_taking_start(taking);
    taking->permit = permit;
    for (size_t i = 0; i < maker->n_meets; i++) {
        if (!(of[maker->meet[i].row] & profiles))
            continue;
        if (maker->meet[i].lie == TOMT_LIE_INSIDE)
            return all_excluded(maker, permit, profiles, 0, err);
        if (!tomt_grow(maker->bench.arena, &taking->meet, &taking->meet_capacity, taking->n + 1,
                       sizeof *taking->meet, err))
            return false;
        taking->meet[taking->n++] = (uint32_t)i;
    }
    const struct tomt_ground *left = permit->ground;
    if (taking->n > 0 && !cut_away(maker, &left, err))
        return false;
    if (taking->cut && left->size == 0)
        return all_excluded(maker, permit, profiles, taking->slivers_m2, err);
    if (!taking->cut) {
        if (!tomt_ground_drop_slivers(maker, permit->ground, &maker->rest, &left, err))
            return false;
        taking->slivers_m2 = permit->ground->area_m2 - left->area_m2;
    }
    taking->left_m2 = left->area_m2;
    return tomt_site_keep(maker, profiles, left, err);
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
    if (!tomt_exclusions_find(maker, &permit, err))
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
    maker->snapped_from = maker->output->report.n_snapped;
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
