/* ground/limits.c: see limits.h. */
#include "ground/limits.h"

enum { MOST_PARTS = 64 };

bool tomt_limits_list(struct tomt_arena *arena, const struct tomt_project *project,
                      const struct tomt_covers *covers, struct tomt_limit_list **lists,
                      struct tomt_error *err)
{
    *lists = tomt_arena_alloc(arena, (project->n_profiles + 1) * sizeof **lists, err);
    for (size_t p = 0; *lists && p < project->n_profiles; p++) {
        const struct tomt_profile *profile = &project->profile[p];
        struct tomt_limit_list *list = &(*lists)[p];
        size_t n = profile->n_constraints + 1;
        list->constraint = tomt_arena_alloc(arena, n * sizeof *list->constraint, err);
        list->cover = tomt_arena_alloc(arena, n * sizeof *list->cover, err);
        list->leaves = tomt_arena_alloc(arena, n * sizeof *list->leaves, err);
        if (!list->constraint || !list->cover || !list->leaves)
            return false;
        if (profile->n_constraints >= TOMT_LOSS_SLIVER)
            return tomt_fail(err, TOMT_PROJECT, "profile '%s' has more than %u constraints",
                             profile->name, TOMT_LOSS_SLIVER - 1u);
        for (size_t c = 0; c < profile->n_constraints; c++) {
            double leaves = profile->constraint[c].leaves;
            if (profile->constraint[c].effect != TOMT_EFFECT_LIMIT)
                continue;
            if (!(leaves >= 0 && leaves < 1))
                return tomt_fail(err, TOMT_PROJECT,
                                 "profile '%s': limit by '%s' must leave a share of 0 to 1",
                                 profile->name, profile->constraint[c].layer);
            list->constraint[list->n] = (uint16_t)c;
            list->cover[list->n] = (uint32_t)covers->of[p][c];
            list->leaves[list->n++] = leaves;
        }
    }
    return *lists != NULL;
}

void tomt_limit_desk_clear(struct tomt_on_site *site, struct tomt_limit_desk *desk)
{
    for (size_t i = 0; i < desk->n_cells; i++)
        GEOSGeom_destroy_r(site->plot.bench.seat->geos, desk->cell[i].geometry);
    desk->n_cells = desk->n_parts = 0;
}

static bool is_limit(const struct tomt_limit_list *lists, size_t n_profiles, uint64_t profiles,
                     uint32_t cover)
{
    for (size_t p = 0; p < n_profiles; p++) {
        for (size_t k = 0; (profiles >> p & 1) && k < lists[p].n; k++) {
            if (lists[p].cover[k] == cover)
                return true;
        }
    }
    return false;
}

/* Parts that lie on the whole site come first: they part nothing. */
static bool list_parts(struct tomt_on_site *site, struct tomt_limit_desk *desk,
                       const struct tomt_limit_list *lists, size_t n_profiles, uint64_t profiles,
                       struct tomt_error *err)
{
    for (int full = 1; full >= 0; full--) {
        for (size_t i = 0; i < site->n_met; i++) {
            struct tomt_met *met = &site->met[i];
            if (met->full != (full == 1) || !is_limit(lists, n_profiles, profiles, met->cover))
                continue;
            if (!tomt_grow(site->plot.bench.arena, &desk->part, &desk->part_capacity,
                           desk->n_parts + 1, sizeof *desk->part, err))
                return false;
            desk->part[desk->n_parts++] = met;
        }
    }
    return desk->n_parts <= MOST_PARTS ||
           tomt_fail(err, TOMT_PROJECT,
                     "%zu different limits lie on one site; %d can be told apart", desk->n_parts,
                     MOST_PARTS);
}

static bool add_cell(struct tomt_on_site *site, struct tomt_limit_desk *desk,
                     struct tomt_limit_cell cell, struct tomt_error *err)
{
    if (!tomt_grow(site->plot.bench.arena, &desk->cell, &desk->cell_capacity, desk->n_cells + 1,
                   sizeof cell, err)) {
        GEOSGeom_destroy_r(site->plot.bench.seat->geos, cell.geometry);
        return false;
    }
    desk->cell[desk->n_cells++] = cell;
    return true;
}

static GEOSGeometry *overlay(struct tomt_on_site *site, enum tomt_overlay what,
                             const GEOSGeometry *a, const GEOSGeometry *b, struct tomt_error *err)
{
    struct tomt_plot *plot = &site->plot;
    bool snapped = false;
    GEOSGeometry *result = tomt_seat_overlay(plot->bench.seat, what, a, b, &snapped, err);
    plot->n_pairs++;
    plot->n_snapped += snapped ? 1 : 0;
    return result ? tomt_seat_polygons(plot->bench.seat, result, 0, NULL, NULL, err) : NULL;
}

/* Parts one cell by one part. Unless it goes on, nobody will part the new cells: areas are enough.
 */
static bool part_cell(struct tomt_on_site *site, struct tomt_limit_desk *desk, size_t which,
                      size_t part, bool goes_on, struct tomt_error *err)
{
    GEOSContextHandle_t geos = site->plot.bench.seat->geos;
    const GEOSGeometry *ground = tomt_on_site_geometry(site, desk->part[part], err);
    struct tomt_limit_cell *cell = &desk->cell[which];
    GEOSGeometry *in =
        ground ? overlay(site, TOMT_INTERSECTION, cell->geometry, ground, err) : NULL;
    if (!in)
        return false;
    double in_m2 = tomt_area_m2(site->plot.bench.seat, in);
    uint64_t bit = (uint64_t)1 << part;
    if (!(in_m2 > TOMT_NOISE_M2) || in_m2 >= cell->area_m2 - TOMT_NOISE_M2) {
        GEOSGeom_destroy_r(geos, in);
        cell->on |= in_m2 > TOMT_NOISE_M2 ? bit : 0;
        return true;
    }
    struct tomt_limit_cell inner = {cell->on | bit, in_m2, NULL};
    cell->area_m2 -= in_m2;
    if (goes_on) {
        GEOSGeometry *rest = overlay(site, TOMT_DIFFERENCE, cell->geometry, ground, err);
        if (!rest) {
            GEOSGeom_destroy_r(geos, in);
            return false;
        }
        GEOSGeom_destroy_r(geos, cell->geometry);
        cell->geometry = rest;
        inner.geometry = in;
    } else {
        GEOSGeom_destroy_r(geos, in);
    }
    return add_cell(site, desk, inner, err);
}

/* The piece as a polygon. */
static GEOSGeometry *cut_piece(struct tomt_on_site *site, uint32_t zone, struct tomt_error *err)
{
    enum tomt_lie lie;
    return tomt_plot_lie(&site->plot, &site->zones, zone, &lie, err)
               ? tomt_plot_cut(&site->plot, &site->zones, zone, lie, err)
               : NULL;
}

/* One piece into cells by the library. */
static bool part_piece(struct tomt_on_site *site, struct tomt_limit_desk *desk, uint32_t zone,
                       double area_m2, struct tomt_error *err)
{
    struct tomt_limit_cell first = {.area_m2 = area_m2};
    size_t at = 0, from = desk->n_cells;
    for (; at < desk->n_parts && desk->part[at]->full; at++)
        first.on |= (uint64_t)1 << at;
    if (at < desk->n_parts) {
        first.geometry = cut_piece(site, zone, err);
        if (!first.geometry)
            return false;
    }
    if (!add_cell(site, desk, first, err))
        return false;
    for (; at < desk->n_parts; at++) {
        size_t n = desk->n_cells;
        for (size_t i = from; i < n; i++) {
            if (!part_cell(site, desk, i, at, at + 1 < desk->n_parts, err))
                return false;
        }
    }
    return true;
}

/* Without the library there is nothing to do: the only part that does not lie on the whole site was
 * measured there, and the site is the piece, but for noise. */
static bool part_whole(struct tomt_on_site *site, struct tomt_limit_desk *desk, double area_m2,
                       struct tomt_error *err)
{
    uint64_t all = desk->n_parts == MOST_PARTS ? UINT64_MAX : ((uint64_t)1 << desk->n_parts) - 1;
    const struct tomt_met *last = desk->part[desk->n_parts - 1];
    double in_m2 = last->full ? area_m2 : tomt_lesser(area_m2, last->area_m2);
    struct tomt_limit_cell in = {.on = all, .area_m2 = in_m2},
                           out = {.on = all >> 1, .area_m2 = area_m2 - in_m2};
    return add_cell(site, desk, in, err) && add_cell(site, desk, out, err);
}

/* All pieces at once by slabs. The slabs say whether they could. */
static bool sweep(struct tomt_on_site *site, struct tomt_limit_desk *desk, size_t n_full,
                  const struct tomt_overlaps *zone, bool whole, struct tomt_error *err)
{
    struct tomt_slabs *slabs = &site->slabs;
    const struct tomt_outline *feature = site->covering->cover.outlines.of;
    uint64_t from = zone->start[site->plot.row], to = zone->start[site->plot.row + 1];
    if (!tomt_slabs_begin(slabs, &site->plot.outline, err))
        return false;
    for (uint64_t piece = from; piece < to && !whole; piece++) {
        if (!tomt_slabs_add(slabs, &site->zones.cover->outlines.of[zone->row[piece]], 0,
                            (uint32_t)(piece - from), err))
            return false;
    }
    for (size_t part = n_full; part < desk->n_parts; part++) {
        for (size_t i = desk->part[part]->from; i < desk->part[part]->to; i++) {
            const struct tomt_use *use = &site->use[i];
            if (!use->dropped && !tomt_slabs_add(slabs, &feature[site->hit[use->hit].feature],
                                                 (uint64_t)1 << part, TOMT_NO_PIECE, err))
                return false;
        }
    }
    return tomt_slabs_measure(slabs, err);
}

/* The slabs' cells, piece by piece; those of a square centimetre are none. */
static bool take_cells(struct tomt_on_site *site, struct tomt_limit_desk *desk, uint32_t piece,
                       size_t n_full, struct tomt_error *err)
{
    const struct tomt_slabs *slabs = &site->slabs;
    uint64_t full = ((uint64_t)1 << n_full) - 1;
    for (size_t i = 0; i < slabs->n_cells; i++) {
        const struct tomt_slab_cell *cell = &slabs->cell[i];
        struct tomt_limit_cell mine = {.on = cell->on | full, .area_m2 = cell->area_m2};
        if (cell->piece == piece && cell->area_m2 > TOMT_NOISE_M2 &&
            !add_cell(site, desk, mine, err))
            return false;
    }
    return true;
}

static bool part_pieces(struct tomt_on_site *site, struct tomt_limit_desk *desk,
                        const struct tomt_overlaps *zone, struct tomt_error *err)
{
    uint64_t from = zone->start[site->plot.row], n = zone->start[site->plot.row + 1] - from;
    size_t n_full = 0;
    while (n_full < desk->n_parts && desk->part[n_full]->full)
        n_full++;
    bool whole =
        n == 1 && zone->area_m2[from] >= site->plot.area_m2 * (1 - 1e-9) - 2 * TOMT_NOISE_M2;
    bool known = n_full == desk->n_parts || (whole && n_full + 1 == desk->n_parts);
    if (!known && !sweep(site, desk, n_full, zone, whole, err))
        return false;
    for (uint64_t i = 0; i < n; i++) {
        double area_m2 = zone->area_m2[from + i];
        bool done = known ? part_whole(site, desk, area_m2, err)
                    : site->slabs.too_many
                        ? part_piece(site, desk, zone->row[from + i], area_m2, err)
                        : take_cells(site, desk, whole ? TOMT_NO_PIECE : (uint32_t)i, n_full, err);
        if (!done)
            return tomt_while(err, "limits in zone %u", zone->row[from + i]);
        desk->piece_start[i + 1] = desk->n_cells;
    }
    return true;
}

static size_t part_of(const struct tomt_limit_desk *desk, uint32_t cover)
{
    for (size_t i = 0; i < desk->n_parts; i++) {
        if (desk->part[i]->cover == cover)
            return i;
    }
    return SIZE_MAX;
}

/* What the k-th limit takes of the site's n-th piece. */
static double lost_m2(const struct tomt_limit_desk *desk, const struct tomt_limit_list *list,
                      size_t k, size_t piece)
{
    double sum_m2 = 0;
    uint64_t own = (uint64_t)1 << part_of(desk, list->cover[k]);
    for (size_t i = desk->piece_start[piece]; i < desk->piece_start[piece + 1]; i++) {
        const struct tomt_limit_cell *cell = &desk->cell[i];
        if (!(cell->on & own))
            continue;
        double left_m2 = cell->area_m2;
        for (size_t j = 0; j < k; j++) {
            size_t part = part_of(desk, list->cover[j]);
            if (part != SIZE_MAX && (cell->on >> part & 1))
                left_m2 *= list->leaves[j];
        }
        sum_m2 += (1 - list->leaves[k]) * left_m2;
    }
    return sum_m2;
}

static bool put_rows(struct tomt_on_site *site, const struct tomt_limit_desk *desk,
                     const struct tomt_limit_list *list, size_t profile,
                     const struct tomt_overlaps *zone, struct tomt_limit_rows *rows,
                     struct tomt_error *err)
{
    size_t row = site->plot.row;
    for (uint64_t piece = zone->start[row]; piece < zone->start[row + 1]; piece++) {
        for (size_t k = 0; k < list->n; k++) {
            if (part_of(desk, list->cover[k]) == SIZE_MAX)
                continue;
            double lost = lost_m2(desk, list, k, (size_t)(piece - zone->start[row]));
            if (!(lost > 0))
                continue;
            if (!tomt_grow(rows->arena, &rows->row, &rows->capacity, rows->n + 1, sizeof *rows->row,
                           err))
                return false;
            rows->row[rows->n++] = (struct tomt_limit_row){.site = (uint32_t)row,
                                                           .zone = zone->row[piece],
                                                           .lost_m2 = lost,
                                                           .constraint = list->constraint[k],
                                                           .profile = (uint8_t)profile};
        }
    }
    return true;
}

bool tomt_limits_find(struct tomt_on_site *site, struct tomt_limit_desk *desk,
                      const struct tomt_limit_list *lists, size_t n_profiles, uint64_t profiles,
                      const struct tomt_overlaps *zone, struct tomt_limit_rows *rows,
                      struct tomt_error *err)
{
    tomt_limit_desk_clear(site, desk);
    if (!list_parts(site, desk, lists, n_profiles, profiles, err))
        return false;
    if (desk->n_parts == 0)
        return true;
    size_t row = site->plot.row;
    size_t n_pieces = (size_t)(zone->start[row + 1] - zone->start[row]);
    if (!tomt_grow(site->plot.bench.arena, &desk->piece_start, &desk->piece_capacity, n_pieces + 1,
                   sizeof *desk->piece_start, err))
        return false;
    desk->piece_start[0] = 0;
    if (!part_pieces(site, desk, zone, err))
        return false;
    for (size_t p = 0; p < n_profiles; p++) {
        if ((profiles >> p & 1) && !put_rows(site, desk, &lists[p], p, zone, rows, err))
            return false;
    }
    return true;
}
