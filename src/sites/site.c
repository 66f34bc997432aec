/* sites/site.c: what is left of a source for some profiles is measured, held against their minima,
 * and kept or rejected. */
#include "sites/candidate.h"

#include "sites/zone_order.h"

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

/* The place that holds the last row of a part; NULL: out of memory. */
static size_t *latest_of(struct tomt_maker *maker, struct tomt_latest *latest, uint32_t part,
                         struct tomt_error *err)
{
    size_t had = latest->capacity;
    if (!tomt_grow(maker->bench.arena, &latest->of_part, &latest->capacity, (size_t)part + 1,
                   sizeof *latest->of_part, err))
        return NULL;
    for (size_t i = had; i < latest->capacity; i++)
        latest->of_part[i] = TOMT_NO_ROW;
    return &latest->of_part[part];
}

/* Rejections that differ only in the profiles become one. */
bool tomt_fall(struct tomt_maker *maker, struct tomt_fallen fallen, struct tomt_error *err)
{
    struct tomt_output *output = maker->output;
    size_t *latest = latest_of(maker, &maker->fallen_latest, fallen.part, err);
    if (!latest)
        return false;
    if (*latest < maker->fallen_from || *latest >= output->n_fallen ||
        output->fallen[*latest].part != fallen.part)
        *latest = TOMT_NO_ROW;
    for (size_t i = *latest; i != TOMT_NO_ROW; i = output->fallen[i].before) {
        struct tomt_fallen *had = &output->fallen[i];
        if (had->reason == fallen.reason && had->feature == fallen.feature &&
            same_text(had->layer, fallen.layer) && same_text(had->word, fallen.word) &&
            same_number(had->measured, fallen.measured) && same_number(had->limit, fallen.limit) &&
            had->whole_m2 == fallen.whole_m2) {
            had->profiles |= fallen.profiles;
            return true;
        }
    }
    if (!tomt_grow(output->arena, &output->fallen, &output->fallen_capacity, output->n_fallen + 1,
                   sizeof fallen, err))
        return false;
    fallen.before = *latest;
    *latest = output->n_fallen;
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

void tomt_blame_exclusion(const struct tomt_maker *maker, uint64_t profiles,
                          struct tomt_fallen *fallen)
{
    const struct tomt_exclusions *exclusions = &maker->making->exclusions;
    const struct tomt_meet *worst = NULL;
    for (size_t i = 0; i < maker->n_meets; i++) {
        const struct tomt_meet *meet = &maker->meet[i];
        if ((exclusions->profiles[meet->row] & profiles) &&
            (!worst || meet->area_m2 > worst->area_m2))
            worst = meet;
    }
    if (!worst)
        return;
    uint32_t layer = exclusions->layer[worst->row], row = exclusions->row[worst->row];
    fallen->layer = maker->making->inputs->project->layer[layer].name;
    fallen->feature = maker->making->inputs->layer[layer]->fid[row];
    fallen->word = tomt_row_text(maker->making->inputs->layer[layer], "code", row);
}

/* Areas of one strategy that overlap each other are joined before they are measured. */
static bool measure_joined(struct tomt_maker *maker, const struct tomt_ground *site,
                           double *area_m2, struct tomt_error *err)
{
    maker->n_list = 0;
    bool done = true;
    for (size_t i = 0; done && i < maker->n_strategy; i++)
        done = tomt_ground_list(maker, maker->strategies, &maker->making->strategy_cover,
                                maker->in_strategy[i].row, site, err);
    GEOSGeometry *joined =
        done ? tomt_ground_overlay_list(maker, TOMT_INTERSECTION, site, err) : NULL;
    tomt_ground_list_clear(maker);
    if (joined)
        *area_m2 = tomt_area_m2(maker->bench.seat, joined);
    GEOSGeom_destroy_r(maker->bench.seat->geos, joined);
    return joined != NULL;
}

/* Area of the site under one strategy. */
static bool strategy_area(struct tomt_maker *maker, const struct tomt_ground *site,
                          enum tomt_strategy wanted, double *area_m2, struct tomt_error *err)
{
    const struct tomt_making *making = maker->making;
    const struct tomt_cover *cover = &making->strategy_cover;
    bool overlap = false;
    *area_m2 = 0;
    maker->n_strategy = 0;
    if (!tomt_index_find(cover->index, &site->box, &maker->bench.rows, err))
        return false;
    for (size_t i = 0; i < maker->bench.rows.n; i++) {
        struct tomt_meet meet = {.row = maker->bench.rows.row[i]};
        if (making->strategy[meet.row] != wanted)
            continue;
        if (!tomt_lie(&maker->bench.lie, &site->outline, &cover->outlines.of[meet.row], &meet.lie,
                      err))
            return false;
        if (meet.lie == TOMT_LIE_INSIDE) {
            *area_m2 = site->area_m2;
            return true;
        }
        if (meet.lie == TOMT_LIE_APART)
            continue;
        if (!tomt_ground_common_m2(maker, maker->strategies, cover, meet.row, site, &meet.area_m2,
                                   err) ||
            !tomt_grow(maker->bench.arena, &maker->in_strategy, &maker->strategy_capacity,
                       maker->n_strategy + 1, sizeof meet, err))
            return false;
        overlap = overlap || making->strategy_overlaps[meet.row];
        *area_m2 += meet.area_m2;
        maker->in_strategy[maker->n_strategy++] = meet;
    }
    return !overlap || maker->n_strategy < 2 || measure_joined(maker, site, area_m2, err);
}

/* The largest of the shares of densify, transform and neither; ties in that order. */
static bool find_strategy(struct tomt_maker *maker, const struct tomt_ground *site, int *strategy,
                          struct tomt_error *err)
{
    double densify_m2, transform_m2;
    *strategy = -1;
    if (!maker->making->has_strategy)
        return true;
    if (!strategy_area(maker, site, TOMT_DENSIFY, &densify_m2, err) ||
        !strategy_area(maker, site, TOMT_TRANSFORM, &transform_m2, err))
        return false;
    double neither_m2 = site->area_m2 - densify_m2 - transform_m2;
    if (densify_m2 >= transform_m2 && densify_m2 >= neither_m2)
        *strategy = TOMT_DENSIFY;
    else
        *strategy = transform_m2 >= neither_m2 ? TOMT_TRANSFORM : TOMT_NO_STRATEGY;
    return true;
}

/* The same bytes for other profiles of the same source: one site. Parts are many where a source is
 * torn, profiles are few: only those of the same part are looked at. */
static bool found_again(struct tomt_maker *maker, const struct tomt_ground *site, double area_m2,
                        uint64_t profiles, size_t latest, size_t *made)
{
    struct tomt_output *output = maker->output;
    for (size_t i = latest; i != TOMT_NO_ROW; i = output->made[i].before) {
        struct tomt_made *had = &output->made[i];
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&output->shapes, had->shape, &size);
        if (had->use == maker->taking.permit->use && had->area_m2 == area_m2 &&
            size == site->size && memcmp(wkb, site->wkb, size) == 0) {
            had->profiles |= profiles;
            *made = i;
            return true;
        }
    }
    return false;
}

static bool add_site(struct tomt_maker *maker, const struct tomt_ground *site,
                     struct tomt_made made, struct tomt_error *err)
{
    struct tomt_output *output = maker->output;
    made.source = maker->at;
    made.shape = output->shapes.n;
    made.x = maker->making->sources.x[maker->at];
    made.y = maker->making->sources.y[maker->at];
    made.developable_m2 = site->area_m2;
    made.perimeter_m = tomt_outline_perimeter_m(&site->outline);
    made.use = maker->taking.permit->use;
    made.plan_zone = maker->taking.permit->plan_zone;
    made.n_parts = site->n_parts;
    made.uses_from = maker->uses_from;
    made.n_uses = maker->n_uses_here;
    if (site != &maker->source &&
        !tomt_ground_point(maker->bench.seat, site->wkb, site->size, &made.x, &made.y, err))
        return false;
    if (!find_strategy(maker, site, &made.strategy, err) ||
        !tomt_grow(output->arena, &output->made, &output->made_capacity, output->n_made + 1,
                   sizeof made, err) ||
        !tomt_shapes_add_wkb(&output->shapes, site->wkb, site->size, err))
        return false;
    output->made[output->n_made++] = made;
    return true;
}

/* A part has its share of what its source lost, and of the ground that was lost. */
static bool keep_site(struct tomt_maker *maker, const struct tomt_ground *site, uint32_t part,
                      uint64_t profiles, double inscribed_m, struct tomt_error *err)
{
    const struct tomt_taking *taking = &maker->taking;
    struct tomt_output *output = maker->output;
    double share = part ? site->area_m2 / taking->left_m2 : 1;
    double area_m2 = taking->permit->area_m2;
    size_t at = output->n_made, *latest = latest_of(maker, &maker->made_latest, part, err);
    if (part)
        area_m2 = site->area_m2 + share * (area_m2 - taking->left_m2);
    if (!latest)
        return false;
    if (*latest < maker->made_from || *latest >= output->n_made ||
        output->made[*latest].part != part)
        *latest = TOMT_NO_ROW;
    struct tomt_made made = {.part = part,
                             .profiles = profiles,
                             .area_m2 = area_m2,
                             .inscribed_m = inscribed_m,
                             .before = *latest};
    if (!found_again(maker, site, area_m2, profiles, *latest, &at)) {
        if (!add_site(maker, site, made, err))
            return false;
        *latest = at;
    }
    bool added = tomt_losses_add(maker, at, profiles, share, err);
    output->made[at].snapped = output->report.n_snapped > maker->snapped_from;
    return added;
}

/* The constraint is named when without it the minimum were met, else the source itself. */
static void blame(const struct tomt_maker *maker, bool cut, double before,
                  struct tomt_fallen *fallen)
{
    const struct tomt_taking *taking = &maker->taking;
    if (!cut || is_under(before, fallen->limit)) {
        tomt_blame_source(maker, fallen);
        return;
    }
    double share = fallen->part ? maker->part.area_m2 / taking->left_m2 : 1;
    fallen->permitted_m2 = share * taking->permit->area_m2;
    fallen->excluded_m2 = share * (taking->permit->area_m2 - taking->left_m2);
    tomt_blame_exclusion(maker, fallen->profiles, fallen);
}

/* Profiles whose minimum is not met fall; *profiles keeps the others. `before`: the measure before
 * exclusions. */
static bool hold_against(struct tomt_maker *maker, uint32_t part, bool cut, enum tomt_reason reason,
                         const double *limit, double measured, double before, uint64_t *profiles,
                         struct tomt_error *err)
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
        blame(maker, cut, before, &fallen);
        if (!tomt_fall(maker, fallen, err))
            return false;
        *profiles &= ~bit;
    }
    return true;
}

static bool keep_one(struct tomt_maker *maker, uint64_t profiles, const struct tomt_ground *site,
                     uint32_t part, struct tomt_error *err)
{
    const struct tomt_making *making = maker->making;
    const struct tomt_permit *permit = maker->taking.permit;
    bool cut = maker->taking.cut;
    if (!hold_against(maker, part, cut, TOMT_R_AREA, making->min_area_m2, site->area_m2,
                      permit->area_m2, &profiles, err))
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
    if (!hold_against(maker, part, cut, TOMT_R_WIDTH, making->min_width_m, width_m, before_m,
                      &profiles, err))
        return false;
    return !profiles || keep_site(maker, site, part, profiles, width_m, err);
}

static int by_area(const void *one, const void *other)
{
    const struct tomt_part_area *a = one, *b = other;
    if (a->area_m2 != b->area_m2)
        return a->area_m2 > b->area_m2 ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index); /* the library's normal order */
}

static bool keep_parts(struct tomt_maker *maker, uint64_t profiles, const struct tomt_ground *left,
                       struct tomt_error *err)
{
    GEOSContextHandle_t geos = maker->bench.seat->geos;
    const GEOSGeometry *known = tomt_ground_geometry(maker, left, err);
    GEOSGeometry *all = known ? GEOSGeom_clone_r(geos, known) : NULL;
    bool done = all && GEOSNormalize_r(geos, all) == 0 &&
                tomt_grow(maker->bench.arena, &maker->part_area, &maker->part_capacity,
                          left->n_parts, sizeof *maker->part_area, err);
    for (uint32_t i = 0; done && i < left->n_parts; i++)
        maker->part_area[i] = (struct tomt_part_area){
            i, tomt_area_m2(maker->bench.seat, GEOSGetGeometryN_r(geos, all, (int)i))};
    if (done)
        qsort(maker->part_area, left->n_parts, sizeof *maker->part_area, by_area);
    for (uint32_t i = 0; done && i < left->n_parts; i++) {
        GEOSGeometry *part =
            GEOSGeom_clone_r(geos, GEOSGetGeometryN_r(geos, all, (int)maker->part_area[i].index));
        done = tomt_ground_take(maker, &maker->part, part, err) &&
               keep_one(maker, profiles, &maker->part, i + 1, err);
    }
    GEOSGeom_destroy_r(geos, all);
    return done || tomt_fail(err, TOMT_MEMORY, "out of memory (the parts of a site)");
}

bool tomt_site_keep(struct tomt_maker *maker, uint64_t profiles, const struct tomt_ground *left,
                    struct tomt_error *err)
{
    if (left->size == 0) { /* the source itself is a sliver: too small for anyone */
        struct tomt_fallen fallen = {.source = maker->at,
                                     .reason = TOMT_R_AREA,
                                     .profiles = profiles,
                                     .feature = INT64_MIN,
                                     .measured = maker->taking.permit->ground->area_m2,
                                     .limit = TOMT_SLIVER_M2};
        tomt_blame_source(maker, &fallen);
        return tomt_fall(maker, fallen, err);
    }
    if (maker->making->separate && left->n_parts > 1)
        return keep_parts(maker, profiles, left, err);
    return keep_one(maker, profiles, left, 0, err);
}
