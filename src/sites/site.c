/* sites/site.c: what is left of a source for some profiles is measured, held against their minima, and kept or rejected. */
#include "sites/candidate.h"

#include "geo/wkb.h"

#include <math.h>
#include <stdlib.h>

/* A plot drawn as exactly the minimum passes, whatever the last bits of its corners say. */
static bool is_under(double measured, double limit)
{
    return measured < limit * (1 - 1e-9);
}

static bool same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Rejections that differ only in the profiles become one. */
bool tomt_fall(struct tomt_maker *maker, struct tomt_fallen fallen, struct tomt_error *err)
{
    struct tomt_output *output = maker->output;
    for (size_t i = maker->fallen_from; i < output->n_fallen; i++) {
        struct tomt_fallen *had = &output->fallen[i];
        if (had->part == fallen.part && had->reason == fallen.reason && had->feature == fallen.feature &&
            same_text(had->layer, fallen.layer) && same_text(had->word, fallen.word) &&
            same_number(had->measured, fallen.measured) && same_number(had->limit, fallen.limit)) {
            had->profiles |= fallen.profiles;
            return true;
        }
    }
    if (!tomt_grow(output->arena, &output->fallen, &output->fallen_capacity, output->n_fallen + 1, sizeof fallen, err))
        return false;
    output->fallen[output->n_fallen++] = fallen;
    return true;
}

void tomt_blame_source(const struct tomt_maker *maker, struct tomt_fallen *fallen)
{
    const struct tomt_sources *sources = &maker->making->sources;
    if (!sources->layer)
        return;
    uint32_t layer = sources->layer[maker->at];
    fallen->layer = maker->making->inputs->project->layer[layer].name;
    fallen->feature = maker->making->inputs->layer[layer]->fid[sources->row[maker->at]];
}

static bool taken_by(struct tomt_maker *maker, const struct tomt_permit *permit, const struct tomt_meet *meet, double *taken_m2,
                     struct tomt_error *err)
{
    const struct tomt_cover *cover = &maker->making->exclusions.cover;
    if (meet->lie == TOMT_LIE_INSIDE)
        *taken_m2 = permit->ground->area_m2;
    else if (meet->lie == TOMT_LIE_AROUND)
        *taken_m2 = tomt_outline_area_m2(&cover->outlines.of[meet->row]);
    if (meet->lie != TOMT_LIE_CROSS)
        return true;
    GEOSGeometry *taken =
        tomt_ground_cut(maker, maker->exclusions, cover, meet->row, TOMT_INTERSECTION, permit->ground, err);
    if (!taken)
        return false;
    *taken_m2 = tomt_area_m2(maker->bench.seat, taken);
    GEOSGeom_destroy_r(maker->bench.seat->geos, taken);
    return true;
}

bool tomt_blame_exclusion(struct tomt_maker *maker, const struct tomt_permit *permit, uint64_t profiles,
                          struct tomt_fallen *fallen, double *taken_m2, struct tomt_error *err)
{
    const struct tomt_exclusions *exclusions = &maker->making->exclusions;
    double most_m2 = -1;
    size_t worst = 0;
    for (size_t i = 0; i < maker->n_meets; i++) {
        double m2 = 0;
        if (!(exclusions->profiles[maker->meet[i].row] & profiles))
            continue;
        if (!taken_by(maker, permit, &maker->meet[i], &m2, err))
            return false;
        if (m2 > most_m2) {
            most_m2 = m2;
            worst = maker->meet[i].row;
        }
    }
    if (most_m2 < 0)
        return true;
    const struct tomt_layer *layer = maker->making->inputs->layer[exclusions->layer[worst]];
    fallen->layer = maker->making->inputs->project->layer[exclusions->layer[worst]].name;
    fallen->feature = layer->fid[exclusions->row[worst]];
    const struct tomt_column *code = tomt_table_find(&layer->table, "code");
    fallen->word = code && code->type == TOMT_TEXT ? tomt_column_text(code, exclusions->row[worst], NULL) : NULL;
    *taken_m2 = most_m2;
    return true;
}

/* Share of the site under each strategy. Strategy areas that overlap are joined first. */
static bool strategy_areas(struct tomt_maker *maker, const struct tomt_ground *site, enum tomt_strategy wanted, double *area_m2,
                           struct tomt_error *err)
{
    const struct tomt_making *making = maker->making;
    struct tomt_seat *seat = maker->bench.seat;
    *area_m2 = 0;
    maker->n_list = 0;
    bool done = tomt_index_find(making->strategy_cover.index, &site->box, &maker->bench.rows, err), whole = false;
    for (size_t i = 0; done && !whole && i < maker->bench.rows.n; i++) {
        uint32_t row = maker->bench.rows.row[i];
        enum tomt_lie lie;
        if (making->strategy[row] != wanted)
            continue;
        done = tomt_lie(&maker->bench.lie, &site->outline, &making->strategy_cover.outlines.of[row], &lie, err);
        if (!done || lie == TOMT_LIE_APART)
            continue;
        whole = lie == TOMT_LIE_INSIDE;
        if (whole)
            continue;
        GEOSGeometry *part =
            tomt_ground_cut(maker, maker->strategies, &making->strategy_cover, row, TOMT_INTERSECTION, site, err);
        done = part && tomt_grow(maker->bench.arena, &maker->list, &maker->list_capacity, maker->n_list + 1,
                                 sizeof *maker->list, err);
        if (done)
            maker->list[maker->n_list++] = part;
        else
            GEOSGeom_destroy_r(seat->geos, part);
    }
    if (whole) {
        *area_m2 = site->area_m2;
    } else if (done && maker->n_list == 1) {
        *area_m2 = tomt_area_m2(seat, maker->list[0]);
    } else if (done && maker->n_list > 1) {
        bool snapped;
        GEOSGeometry *joined = tomt_union_of(seat, maker->list, maker->n_list, &snapped, err);
        done = joined != NULL;
        *area_m2 = joined ? tomt_area_m2(seat, joined) : 0;
        GEOSGeom_destroy_r(seat->geos, joined);
    }
    for (size_t i = 0; i < maker->n_list; i++)
        GEOSGeom_destroy_r(seat->geos, maker->list[i]);
    maker->n_list = 0;
    return done;
}

/* The largest of the shares of densify, transform and neither; ties in that order. */
static bool find_strategy(struct tomt_maker *maker, const struct tomt_ground *site, int *strategy, struct tomt_error *err)
{
    double densify_m2, transform_m2;
    *strategy = -1;
    if (!maker->making->has_strategy)
        return true;
    if (!strategy_areas(maker, site, TOMT_DENSIFY, &densify_m2, err) ||
        !strategy_areas(maker, site, TOMT_TRANSFORM, &transform_m2, err))
        return false;
    double neither_m2 = site->area_m2 - densify_m2 - transform_m2;
    if (densify_m2 >= transform_m2 && densify_m2 >= neither_m2)
        *strategy = TOMT_DENSIFY;
    else
        *strategy = transform_m2 >= neither_m2 ? TOMT_TRANSFORM : TOMT_NO_STRATEGY;
    return true;
}

/* The same bytes for other profiles of the same source: one site. */
static bool found_again(struct tomt_maker *maker, const struct tomt_ground *site, uint32_t part, const struct tomt_permit *permit,
                        uint64_t profiles)
{
    struct tomt_output *output = maker->output;
    for (size_t i = maker->made_from; i < output->n_made; i++) {
        struct tomt_made *had = &output->made[i];
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&output->shapes, had->shape, &size);
        if (had->part == part && had->use == permit->use && had->area_m2 == permit->area_m2 && size == site->size &&
            memcmp(wkb, site->wkb, size) == 0) {
            had->profiles |= profiles;
            return true;
        }
    }
    return false;
}

static bool add_site(struct tomt_maker *maker, const struct tomt_ground *site, uint32_t part, const struct tomt_permit *permit,
                     uint64_t profiles, double inscribed_m, struct tomt_error *err)
{
    struct tomt_output *output = maker->output;
    if (found_again(maker, site, part, permit, profiles))
        return true;
    struct tomt_made made = {.source = maker->at,
                             .part = part,
                             .profiles = profiles,
                             .shape = output->shapes.n,
                             .x = maker->making->sources.x[maker->at],
                             .y = maker->making->sources.y[maker->at],
                             .area_m2 = permit->area_m2,
                             .developable_m2 = site->area_m2,
                             .inscribed_m = inscribed_m,
                             .perimeter_m = tomt_outline_perimeter_m(&site->outline),
                             .use = permit->use,
                             .plan_zone = permit->plan_zone,
                             .n_parts = site->n_parts,
                             .uses_from = maker->uses_from,
                             .n_uses = maker->n_uses_here};
    if (site != &maker->source && !tomt_ground_point(maker->bench.seat, site->wkb, site->size, &made.x, &made.y, err))
        return false;
    if (!find_strategy(maker, site, &made.strategy, err) ||
        !tomt_grow(output->arena, &output->made, &output->made_capacity, output->n_made + 1, sizeof made, err) ||
        !tomt_shapes_add_wkb(&output->shapes, site->wkb, site->size, err))
        return false;
    output->made[output->n_made++] = made;
    return true;
}

/* The constraint is named when without it the minimum were met, else the source itself. */
static bool blame(struct tomt_maker *maker, const struct tomt_permit *permit, bool cut, double before, struct tomt_fallen *fallen,
                  struct tomt_error *err)
{
    double taken_m2;
    if (cut && !is_under(before, fallen->limit))
        return tomt_blame_exclusion(maker, permit, fallen->profiles, fallen, &taken_m2, err);
    tomt_blame_source(maker, fallen);
    return true;
}

/* Profiles whose minimum is not met fall; *profiles keeps the others. `before`: the measure before exclusions. */
static bool hold_against(struct tomt_maker *maker, const struct tomt_permit *permit, uint32_t part, bool cut, enum tomt_reason reason,
                         const double *limit, double measured, double before, uint64_t *profiles, struct tomt_error *err)
{
    for (size_t p = 0; p < maker->making->n_profiles; p++) {
        uint64_t bit = (uint64_t)1 << p;
        if (!(*profiles & bit) || !is_under(measured, limit[p]))
            continue;
        struct tomt_fallen fallen = {.source = maker->at,
                                     .part = part,
                                     .reason = reason,
                                     .profiles = bit,
                                     .feature = INT64_MIN,
                                     .measured = measured,
                                     .limit = limit[p]};
        if (!blame(maker, permit, cut, before, &fallen, err) || !tomt_fall(maker, fallen, err))
            return false;
        *profiles &= ~bit;
    }
    return true;
}

static bool keep_one(struct tomt_maker *maker, const struct tomt_permit *permit, uint64_t profiles,
                     const struct tomt_ground *site, uint32_t part, bool cut, struct tomt_error *err)
{
    const struct tomt_making *making = maker->making;
    if (!hold_against(maker, permit, part, cut, TOMT_R_AREA, making->min_area_m2, site->area_m2, permit->area_m2, &profiles, err))
        return false;
    if (!profiles)
        return true;
    double width_m, before_m = 0;
    if (!tomt_width_m(&maker->width, &site->outline, &width_m, err))
        return false;
    bool narrow = false;
    for (size_t p = 0; p < making->n_profiles; p++)
        narrow = narrow || ((profiles >> p & 1) && is_under(width_m, making->min_width_m[p]));
    if (narrow && cut && !tomt_width_m(&maker->width, &permit->ground->outline, &before_m, err))
        return false;
    if (!hold_against(maker, permit, part, cut, TOMT_R_WIDTH, making->min_width_m, width_m, before_m, &profiles, err))
        return false;
    return !profiles || add_site(maker, site, part, permit, profiles, width_m, err);
}

static int by_area(const void *one, const void *other)
{
    const struct tomt_part_area *a = one, *b = other;
    if (a->area_m2 != b->area_m2)
        return a->area_m2 > b->area_m2 ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index); /* the library's normal order */
}

static bool keep_parts(struct tomt_maker *maker, const struct tomt_permit *permit, uint64_t profiles,
                       const struct tomt_ground *left, bool cut, struct tomt_error *err)
{
    GEOSContextHandle_t geos = maker->bench.seat->geos;
    const GEOSGeometry *known = tomt_ground_geometry(maker, left, err);
    GEOSGeometry *all = known ? GEOSGeom_clone_r(geos, known) : NULL;
    bool done = all && GEOSNormalize_r(geos, all) == 0 &&
                tomt_grow(maker->bench.arena, &maker->part_area, &maker->part_capacity, left->n_parts,
                          sizeof *maker->part_area, err);
    for (uint32_t i = 0; done && i < left->n_parts; i++)
        maker->part_area[i] = (struct tomt_part_area){i, tomt_area_m2(maker->bench.seat, GEOSGetGeometryN_r(geos, all, (int)i))};
    if (done)
        qsort(maker->part_area, left->n_parts, sizeof *maker->part_area, by_area);
    for (uint32_t i = 0; done && i < left->n_parts; i++) {
        GEOSGeometry *part = GEOSGeom_clone_r(geos, GEOSGetGeometryN_r(geos, all, (int)maker->part_area[i].index));
        done = tomt_ground_take(maker, &maker->part, part, err) &&
               keep_one(maker, permit, profiles, &maker->part, i + 1, cut, err);
    }
    GEOSGeom_destroy_r(geos, all);
    return done || tomt_fail(err, TOMT_MEMORY, "out of memory (the parts of a site)");
}

bool tomt_site_keep(struct tomt_maker *maker, const struct tomt_permit *permit, uint64_t profiles, const struct tomt_ground *left,
                    bool cut, struct tomt_error *err)
{
    if (left->size == 0) { /* nothing but slivers, and no exclusion made them: too small for anyone */
        struct tomt_fallen fallen = {.source = maker->at,
                                     .reason = TOMT_R_AREA,
                                     .profiles = profiles,
                                     .feature = INT64_MIN,
                                     .measured = permit->ground->area_m2,
                                     .limit = TOMT_SLIVER_M2};
        tomt_blame_source(maker, &fallen);
        return tomt_fall(maker, fallen, err);
    }
    if (maker->making->separate && left->n_parts > 1)
        return keep_parts(maker, permit, profiles, left, cut, err);
    return keep_one(maker, permit, profiles, left, 0, cut, err);
}
