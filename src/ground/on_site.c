/* ground/on_site.c: features of a cover that do not overlap are added up; only those that do are
 * joined. */
#include "ground/on_site.h"

#include <stdlib.h>

bool tomt_on_site_open(struct tomt_on_site *desk, const struct tomt_shapes *sites,
                       const struct tomt_covering *covering, const struct tomt_cover *zones,
                       struct tomt_error *err)
{
    *desk = (struct tomt_on_site){
        .features = {.cover = &covering->cover}, .zones = {.cover = zones}, .covering = covering};
    if (!tomt_plot_open(&desk->plot, sites, err))
        return false;
    tomt_slabs_open(&desk->slabs, desk->plot.bench.arena);
    return true;
}

void tomt_on_site_clear(struct tomt_on_site *desk)
{
    GEOSContextHandle_t geos = desk->plot.bench.seat->geos;
    for (size_t i = 0; i < desk->n_hits; i++)
        GEOSGeom_destroy_r(geos, desk->hit[i].cut);
    for (size_t i = 0; i < desk->n_met; i++)
        GEOSGeom_destroy_r(geos, desk->met[i].geometry);
    desk->n_hits = desk->n_uses = desk->n_met = 0;
}

void tomt_on_site_close(struct tomt_on_site *desk)
{
    tomt_on_site_clear(desk);
    tomt_plot_close(&desk->plot);
}

static bool find_hits(struct tomt_on_site *desk, struct tomt_error *err)
{
    struct tomt_plot *plot = &desk->plot;
    const struct tomt_covering *covering = desk->covering;
    struct tomt_arena *arena = plot->bench.arena;
    if (!tomt_index_find(covering->cover.index, &plot->outline.box, &plot->bench.rows, err))
        return false;
    for (size_t i = 0; i < plot->bench.rows.n; i++) {
        uint32_t feature = plot->bench.rows.row[i];
        uint64_t from = covering->of_start[feature], to = covering->of_start[feature + 1];
        enum tomt_lie lie;
        if (!tomt_plot_lie(plot, &desk->features, feature, &lie, err))
            return tomt_while(err, "feature %u", feature);
        if (lie == TOMT_LIE_APART)
            continue;
        if (!tomt_grow(arena, &desk->hit, &desk->hit_capacity, desk->n_hits + 1, sizeof *desk->hit,
                       err) ||
            !tomt_grow(arena, &desk->use, &desk->use_capacity, desk->n_uses + (size_t)(to - from),
                       sizeof *desk->use, err))
            return false;
        for (uint64_t k = from; k < to; k++)
            desk->use[desk->n_uses++] =
                (struct tomt_use){.cover = covering->of[k], .hit = (uint32_t)desk->n_hits};
        desk->hit[desk->n_hits++] =
            (struct tomt_hit){.feature = feature, .lie = lie, .area_m2 = -1};
    }
    return true;
}

static int use_order(const void *one, const void *other)
{
    const struct tomt_use *a = one, *b = other;
    if (a->cover != b->cover)
        return a->cover < b->cover ? -1 : 1;
    return (a->hit > b->hit) - (a->hit < b->hit);
}

static uint32_t feature_of(const struct tomt_on_site *desk, const struct tomt_use *use)
{
    return desk->hit[use->hit].feature;
}

/* One of two overlapping features lies in the other: it adds nothing. What is dropped already does
 * not drop. */
static void note_overlap(struct tomt_use *low, struct tomt_use *high, enum tomt_lie lie)
{
    if (lie == TOMT_LIE_INSIDE && !high->dropped)
        low->dropped = true;
    else if (lie == TOMT_LIE_AROUND && !low->dropped)
        high->dropped = true;
}

static void note_tangle(struct tomt_use *low, struct tomt_use *high)
{
    if (!low->dropped && !high->dropped)
        low->tangled = high->tangled = true;
}

static struct tomt_use *use_of(struct tomt_on_site *desk, struct tomt_use *from,
                               struct tomt_use *to, uint32_t feature)
{
    while (from < to) {
        struct tomt_use *middle = from + (to - from) / 2;
        if (feature_of(desk, middle) < feature)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* All partners of one use among those after it; `tangles`: the second time, when it is known what
 * is dropped. The shorter list is looked up in the longer: a feature may overlap thousands, a site
 * meet thousands. */
static void meet_partners(struct tomt_on_site *desk, struct tomt_use *low, struct tomt_use *end,
                          bool tangles)
{
    const struct tomt_covering *covering = desk->covering;
    uint32_t feature = feature_of(desk, low);
    uint64_t from = covering->partner_start[feature], to = covering->partner_start[feature + 1];
    if (to - from <= (uint64_t)(end - low)) {
        for (uint64_t k = from; k < to; k++) {
            struct tomt_use *high = use_of(desk, low + 1, end, covering->partner[k]);
            if (high == end || feature_of(desk, high) != covering->partner[k])
                continue;
            if (tangles)
                note_tangle(low, high);
            else
                note_overlap(low, high, (enum tomt_lie)covering->partner_lie[k]);
        }
        return;
    }
    for (struct tomt_use *high = low + 1; high < end; high++) {
        uint32_t wanted = feature_of(desk, high);
        uint64_t a = from, b = to;
        while (a < b) {
            uint64_t middle = a + (b - a) / 2;
            if (covering->partner[middle] < wanted)
                a = middle + 1;
            else
                b = middle;
        }
        if (a == to || covering->partner[a] != wanted)
            continue;
        if (tangles)
            note_tangle(low, high);
        else
            note_overlap(low, high, (enum tomt_lie)covering->partner_lie[a]);
    }
}

static bool measure_hit(struct tomt_on_site *desk, struct tomt_hit *hit, struct tomt_error *err)
{
    return hit->area_m2 >= 0 || tomt_plot_common_m2(&desk->plot, &desk->features, hit->feature,
                                                    hit->lie, &hit->area_m2, err);
}

static bool put_on_list(struct tomt_on_site *desk, const struct tomt_use *use, size_t *n,
                        struct tomt_error *err)
{
    struct tomt_hit *hit = &desk->hit[use->hit];
    if (!hit->cut)
        hit->cut = tomt_plot_cut(&desk->plot, &desk->features, hit->feature, hit->lie, err);
    if (!hit->cut || !tomt_grow(desk->plot.bench.arena, &desk->list, &desk->list_capacity, *n + 1,
                                sizeof(GEOSGeometry *), err))
        return false;
    desk->list[(*n)++] = hit->cut;
    return true;
}

/* Only polygons come back. NULL on failure. */
static GEOSGeometry *join_listed(struct tomt_on_site *desk, size_t n, struct tomt_error *err)
{
    struct tomt_seat *seat = desk->plot.bench.seat;
    if (n < 2) {
        GEOSGeometry *copy = n == 0 ? GEOSGeom_createEmptyPolygon_r(seat->geos)
                                    : GEOSGeom_clone_r(seat->geos, desk->list[0]);
        if (!copy)
            tomt_fail(err, TOMT_MEMORY, "out of memory (a polygon)");
        return copy;
    }
    bool snapped = false;
    GEOSGeometry *joined = tomt_union_of(seat, desk->list, n, &snapped, err);
    desk->plot.n_pairs++;
    desk->plot.n_snapped += snapped ? 1 : 0;
    return joined ? tomt_seat_polygons(seat, joined, 0, NULL, NULL, err) : NULL;
}

static bool joined_m2(struct tomt_on_site *desk, const struct tomt_met *met, double *area_m2,
                      struct tomt_error *err)
{
    size_t n = 0;
    for (size_t i = met->from; i < met->to; i++) {
        if (desk->use[i].tangled && !put_on_list(desk, &desk->use[i], &n, err))
            return false;
    }
    GEOSGeometry *joined = join_listed(desk, n, err);
    if (!joined)
        return tomt_while(err, "joining %zu features", n);
    *area_m2 = tomt_area_m2(desk->plot.bench.seat, joined);
    GEOSGeom_destroy_r(desk->plot.bench.seat->geos, joined);
    return true;
}

/* What the tangled ones cover together; by slabs, and where that is too much, joined. */
static bool tangled_m2(struct tomt_on_site *desk, const struct tomt_met *met, double *area_m2,
                       struct tomt_error *err)
{
    struct tomt_slabs *slabs = &desk->slabs;
    if (!tomt_slabs_begin(slabs, &desk->plot.outline, err))
        return false;
    for (size_t i = met->from; i < met->to; i++) {
        if (desk->use[i].tangled &&
            !tomt_slabs_add(slabs,
                            &desk->covering->cover.outlines.of[feature_of(desk, &desk->use[i])], 1,
                            TOMT_NO_PIECE, err))
            return false;
    }
    if (!tomt_slabs_measure(slabs, err))
        return false;
    *area_m2 = 0;
    for (size_t i = 0; i < slabs->n_cells; i++)
        *area_m2 += slabs->cell[i].on ? slabs->cell[i].area_m2 : 0;
    return slabs->too_many ? joined_m2(desk, met, area_m2, err) : true;
}

static bool whole_site(const struct tomt_on_site *desk, struct tomt_met *met)
{
    for (size_t i = met->from; i < met->to && !met->full; i++) {
        met->full = desk->hit[desk->use[i].hit].lie == TOMT_LIE_INSIDE;
        if (met->full)
            met->main = feature_of(desk, &desk->use[i]);
    }
    met->area_m2 = desk->plot.area_m2;
    return met->full;
}

static bool measure_cover(struct tomt_on_site *desk, struct tomt_met *met, struct tomt_error *err)
{
    if (whole_site(desk, met))
        return true;
    struct tomt_use *from = desk->use + met->from, *to = desk->use + met->to;
    double most_m2 = -1, sum_m2 = 0, together_m2 = 0;
    bool tangled = false;
    for (struct tomt_use *use = from; use < to; use++) {
        struct tomt_hit *hit = &desk->hit[use->hit];
        if (!measure_hit(desk, hit, err))
            return tomt_while(err, "feature %u", hit->feature);
        if (hit->area_m2 > most_m2) {
            most_m2 = hit->area_m2;
            met->main = hit->feature;
        }
        meet_partners(desk, use, to, false);
    }
    for (struct tomt_use *use = from; use < to; use++)
        meet_partners(desk, use, to, true);
    for (struct tomt_use *use = from; use < to; use++) {
        tangled = tangled || use->tangled;
        if (!use->dropped && !use->tangled)
            sum_m2 += desk->hit[use->hit].area_m2;
    }
    if (tangled && !tangled_m2(desk, met, &together_m2, err))
        return false;
    met->area_m2 = tomt_lesser(desk->plot.area_m2, tomt_greater(most_m2, sum_m2 + together_m2));
    met->full = met->area_m2 >= desk->plot.area_m2 * (1 - 1e-12);
    return true;
}

bool tomt_on_site_find(struct tomt_on_site *desk, struct tomt_error *err)
{
    tomt_on_site_clear(desk);
    if (!find_hits(desk, err))
        return false;
    if (desk->n_uses > 1)
        qsort(desk->use, desk->n_uses, sizeof *desk->use, use_order);
    for (size_t i = 0, to; i < desk->n_uses; i = to) {
        for (to = i; to < desk->n_uses && desk->use[to].cover == desk->use[i].cover;)
            to++;
        struct tomt_met met = {.cover = desk->use[i].cover, .from = i, .to = to};
        if (!measure_cover(desk, &met, err))
            return false;
        if (!(met.area_m2 > TOMT_NOISE_M2))
            continue;
        if (!tomt_grow(desk->plot.bench.arena, &desk->met, &desk->met_capacity, desk->n_met + 1,
                       sizeof *desk->met, err))
            return false;
        desk->met[desk->n_met++] = met;
    }
    return true;
}

const GEOSGeometry *tomt_on_site_geometry(struct tomt_on_site *desk, struct tomt_met *met,
                                          struct tomt_error *err)
{
    if (met->geometry)
        return met->geometry;
    if (met->full)
        return tomt_plot_geometry(&desk->plot, err);
    size_t n = 0;
    for (size_t i = met->from; i < met->to; i++) {
        if (!desk->use[i].dropped && !put_on_list(desk, &desk->use[i], &n, err))
            return NULL;
    }
    met->geometry = join_listed(desk, n, err);
    if (!met->geometry)
        tomt_while(err, "joining %zu features", n);
    return met->geometry;
}
