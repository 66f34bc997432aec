/* sites/pieces.c: a source against the zones: where it lies, what each use holds of it, and what a
 * group of profiles permits. Only zones whose border truly crosses the source reach the library. */
#include "sites/candidate.h"

#include <math.h>
#include <stdlib.h>

void tomt_pieces_clear(struct tomt_maker *maker)
{
    for (size_t i = 0; i < maker->n_pieces; i++)
        GEOSGeom_destroy_r(maker->bench.seat->geos, maker->piece[i].cut);
    maker->n_pieces = 0;
    maker->noise_m2 = 0;
}

static int by_shape(const void *one, const void *other, void *context)
{
    return tomt_shape_order(context, ((const struct tomt_piece *)one)->zone,
                            ((const struct tomt_piece *)other)->zone);
}

static bool add_piece(struct tomt_maker *maker, struct tomt_piece piece, struct tomt_error *err)
{
    if (!tomt_grow(maker->bench.arena, &maker->piece, &maker->piece_capacity, maker->n_pieces + 1,
                   sizeof piece, err))
        return false;
    maker->piece[maker->n_pieces++] = piece;
    return true;
}

static bool list_zones(struct tomt_maker *maker, struct tomt_error *err)
{
    const struct tomt_making *making = maker->making;
    if (making->sources.from == TOMT_SITES_ZONES)
        return add_piece(maker, (struct tomt_piece){.zone = maker->at, .lie = TOMT_LIE_INSIDE},
                         err);
    if (!tomt_index_find(making->zone_cover.index, &maker->source.box, &maker->bench.rows, err))
        return false;
    for (size_t i = 0; i < maker->bench.rows.n; i++) {
        struct tomt_piece piece = {.zone = maker->bench.rows.row[i]};
        maker->output->report.n_looked++;
        maker->output->report.n_looked_vertices +=
            maker->source.outline.n + making->zone_cover.outlines.of[piece.zone].n;
        if (!tomt_lie(&maker->bench.lie, &maker->source.outline,
                      &making->zone_cover.outlines.of[piece.zone], &piece.lie, err))
            return false;
        if (piece.lie == TOMT_LIE_INSIDE)
            maker->n_pieces = 0; /* zones are disjoint: no other has a share */
        if (piece.lie != TOMT_LIE_APART && !add_piece(maker, piece, err))
            return false;
        if (piece.lie == TOMT_LIE_INSIDE)
            return true;
    }
    if (maker->n_pieces > 1)
        qsort_r(maker->piece, maker->n_pieces, sizeof *maker->piece, by_shape,
                (void *)(uintptr_t)making->zone_cover.shapes);
    return true;
}

static GEOSGeometry *cut_large(struct tomt_maker *maker, uint32_t zone, struct tomt_error *err)
{
    const struct tomt_shapes *shapes = maker->making->zone_cover.shapes;
    struct tomt_sites_report *report = &maker->output->report;
    bool snapped = false;
    GEOSGeometry *geometry = tomt_seat_shape(maker->bench.seat, shapes, zone, err);
    GEOSGeometry *cut = geometry ? tomt_cutter_cut(maker->sources, maker->at, TOMT_INTERSECTION,
                                                   geometry, &shapes->box[zone], &snapped, err)
                                 : NULL;
    GEOSGeom_destroy_r(maker->bench.seat->geos, geometry);
    report->n_pairs++;
    report->n_vertices += maker->source.outline.n + maker->making->zone_cover.outlines.of[zone].n;
    report->n_snapped += snapped;
    return cut;
}

static bool measure_piece(struct tomt_maker *maker, struct tomt_piece *piece,
                          struct tomt_error *err)
{
    const struct tomt_cover *cover = &maker->making->zone_cover;
    piece->kind = TOMT_PIECE_CUT;
    if (piece->lie == TOMT_LIE_CROSS)
        return tomt_ground_common_m2(maker, maker->zones, cover, piece->zone, &maker->source,
                                     &piece->area_m2, err);
    bool inside = piece->lie == TOMT_LIE_INSIDE;
    piece->kind = inside ? TOMT_PIECE_SOURCE : TOMT_PIECE_ZONE;
    piece->area_m2 =
        inside ? maker->source.area_m2 : tomt_outline_area_m2(&cover->outlines.of[piece->zone]);
    return true;
}

/* The library at times gives a wrong polygon without a word: the areas tell. */
static bool is_about(double area_m2, double known_m2)
{
    return fabs(area_m2 - known_m2) <= TOMT_NOISE_M2 + 1e-6 * known_m2;
}

static GEOSGeometry *cut_snapped(struct tomt_maker *maker, uint32_t zone, struct tomt_error *err)
{
    struct tomt_seat *seat = maker->bench.seat;
    const GEOSGeometry *whole = tomt_ground_geometry(maker, &maker->source, err);
    GEOSGeometry *other =
        whole ? tomt_seat_shape(seat, maker->making->zone_cover.shapes, zone, err) : NULL;
    GEOSGeometry *cut =
        other ? GEOSIntersectionPrec_r(seat->geos, whole, other, TOMT_SNAP_M) : NULL;
    if (other && !cut)
        tomt_fail(err, TOMT_DATA, "a zone cannot be cut: %s", seat->message);
    GEOSGeom_destroy_r(seat->geos, other);
    maker->output->report.n_snapped++;
    return cut;
}

/* The geometry of a piece is made when a site needs it: a use that nobody permits is only measured.
 */
static bool cut_piece(struct tomt_maker *maker, struct tomt_piece *piece, struct tomt_error *err)
{
    const struct tomt_cover *cover = &maker->making->zone_cover;
    if (piece->cut)
        return true;
    bool by_source = maker->sources && maker->source.outline.n > TOMT_LARGE_GROUND &&
                     cover->outlines.of[piece->zone].n < maker->source.outline.n;
    GEOSGeometry *cut = by_source ? cut_large(maker, piece->zone, err)
                                  : tomt_ground_cut(maker, maker->zones, cover, piece->zone,
                                                    TOMT_INTERSECTION, &maker->source, err);
    if (cut && !is_about(tomt_area_m2(maker->bench.seat, cut), piece->area_m2)) {
        GEOSGeom_destroy_r(maker->bench.seat->geos, cut);
        cut = cut_snapped(maker, piece->zone, err);
    }
    size_t n_slivers;
    double slivers_m2;
    piece->cut =
        cut ? tomt_seat_polygons(maker->bench.seat, cut, 0, &n_slivers, &slivers_m2, err) : NULL;
    return piece->cut != NULL;
}

#ifndef NDEBUG
/* The part in no zone, measured on its own, so that the sum can be wrong. */
static bool measure_uncovered(struct tomt_maker *maker, double *uncovered_m2,
                              struct tomt_error *err)
{
    struct tomt_seat *seat = maker->bench.seat;
    const GEOSGeometry *whole = tomt_ground_geometry(maker, &maker->source, err);
    GEOSGeometry *left = whole ? GEOSGeom_clone_r(seat->geos, whole) : NULL;
    for (size_t i = 0; left && i < maker->n_pieces; i++) {
        bool snapped;
        GEOSGeometry *less = tomt_cutter_cut(maker->zones, maker->piece[i].zone, TOMT_DIFFERENCE,
                                             left, &maker->source.box, &snapped, err);
        maker->output->report.n_snapped += less && snapped;
        GEOSGeom_destroy_r(seat->geos, left);
        left = tomt_only_polygons(seat, less, err);
    }
    if (!left)
        return false;
    *uncovered_m2 = tomt_area_m2(seat, left);
    GEOSGeom_destroy_r(seat->geos, left);
    return true;
}

/* Zones may overlap by a square centimetre, borders within a micrometre are one, and each overlay
 * that was snapped may have moved a border. */
static bool assert_sum(const struct tomt_maker *maker, double error_m2, struct tomt_error *err)
{
    double border_m = tomt_outline_perimeter_m(&maker->source.outline);
    double n_overlays = (double)(maker->n_pieces + 1);
    double most_m2 =
        1e-6 * maker->source.area_m2 + n_overlays * TOMT_NOISE_M2 + TOMT_SAME_M * border_m;
    if (maker->output->report.n_snapped > maker->snapped_from)
        most_m2 += n_overlays * TOMT_SNAP_M * border_m;
    return error_m2 <= most_m2 ||
           tomt_fail(err, TOMT_INTERNAL,
                     "the pieces of source %u differ from the whole (%.6f m2) by %.6f m2",
                     maker->at, maker->source.area_m2, error_m2);
}
#endif

/* |Σ pieces + uncovered − source|, relative. Without assertions what is uncovered is not measured:
 * only too much is seen. */
static bool check_sum(struct tomt_maker *maker, struct tomt_error *err)
{
    double sum_m2 = maker->noise_m2;
    bool cut = false;
    for (size_t i = 0; i < maker->n_pieces; i++) {
        sum_m2 += maker->piece[i].area_m2;
        cut = cut || maker->piece[i].kind == TOMT_PIECE_CUT;
    }
    double error = fmax(0, sum_m2 - maker->source.area_m2);
#ifndef NDEBUG
    double uncovered_m2;
    if (cut && maker->source.outline.n <= TOMT_LARGE_SOURCE) {
        if (!measure_uncovered(maker, &uncovered_m2, err))
            return false;
        error = fabs(sum_m2 + uncovered_m2 - maker->source.area_m2);
    }
    if (cut && !assert_sum(maker, error, err))
        return false;
#else
    (void)err;
#endif
    if (cut && maker->source.area_m2 > 0)
        maker->output->report.max_area_error =
            fmax(maker->output->report.max_area_error, error / maker->source.area_m2);
    return true;
}

bool tomt_pieces_find(struct tomt_maker *maker, struct tomt_error *err)
{
    tomt_pieces_clear(maker);
    if (!list_zones(maker, err))
        return false;
    for (size_t i = 0; i < maker->n_pieces; i++) {
        if (!measure_piece(maker, &maker->piece[i], err))
            return tomt_while(err, "source %u and zone %u", maker->at, maker->piece[i].zone);
    }
    if (!check_sum(maker, err))
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < maker->n_pieces; i++) {
        struct tomt_piece *piece = &maker->piece[i];
        if (piece->area_m2 > TOMT_NOISE_M2) {
            maker->piece[kept++] = *piece;
        } else {
            maker->noise_m2 += tomt_greater(0, piece->area_m2);
        }
    }
    maker->n_pieces = kept;
    return true;
}

/* Area per use, ascending by use, into the output. */
bool tomt_pieces_uses(struct tomt_maker *maker, struct tomt_error *err)
{
    struct tomt_output *output = maker->output;
    maker->uses_from = output->n_uses;
    size_t most = output->n_uses + maker->n_pieces;
    if (!tomt_grow(output->arena, &output->use, &output->use_capacity, most, sizeof *output->use,
                   err) ||
        !tomt_grow(output->arena, &output->use_area_m2, &output->use_area_capacity, most,
                   sizeof *output->use_area_m2, err))
        return false;
    for (size_t i = 0; i < maker->n_pieces; i++) {
        uint32_t use = maker->making->zone_use[maker->piece[i].zone];
        if (use == TOMT_NO_USE)
            continue;
        size_t at = output->n_uses;
        while (at > maker->uses_from && output->use[at - 1] > use)
            at--;
        if (at > maker->uses_from && output->use[at - 1] == use) {
            output->use_area_m2[at - 1] += maker->piece[i].area_m2;
            continue;
        }
        memmove(output->use + at + 1, output->use + at,
                (output->n_uses - at) * sizeof *output->use);
        memmove(output->use_area_m2 + at + 1, output->use_area_m2 + at,
                (output->n_uses - at) * sizeof *output->use_area_m2);
        output->use[at] = use;
        output->use_area_m2[at] = maker->piece[i].area_m2;
        output->n_uses++;
    }
    maker->n_uses_here = output->n_uses - maker->uses_from;
    return true;
}

uint64_t tomt_piece_profiles(const struct tomt_maker *maker, const struct tomt_piece *piece)
{
    uint32_t use = maker->making->zone_use[piece->zone];
    return use == TOMT_NO_USE ? 0 : maker->making->use_profiles[use];
}

/* The permitted use with the largest area, ties to the lower code; and its largest piece. */
static void choose_use(const struct tomt_maker *maker, struct tomt_permit *permit)
{
    const struct tomt_output *output = maker->output;
    double most_m2 = -1;
    for (size_t i = 0; i < maker->n_uses_here; i++) {
        uint32_t use = output->use[maker->uses_from + i];
        double area_m2 = output->use_area_m2[maker->uses_from + i];
        if ((maker->making->use_profiles[use] & permit->profiles) && area_m2 > most_m2) {
            most_m2 = area_m2;
            permit->use = use;
        }
    }
    most_m2 = -1;
    for (size_t i = 0; i < maker->n_pieces; i++) {
        const struct tomt_piece *piece = &maker->piece[i];
        if (maker->making->zone_use[piece->zone] == permit->use && piece->area_m2 > most_m2) {
            most_m2 = piece->area_m2;
            permit->plan_zone = piece->zone;
        }
    }
}

static bool list_geometry(struct tomt_maker *maker, struct tomt_piece *piece,
                          struct tomt_error *err)
{
    struct tomt_seat *seat = maker->bench.seat;
    if (piece->kind == TOMT_PIECE_CUT && !cut_piece(maker, piece, err))
        return false;
    GEOSGeometry *copy =
        piece->kind == TOMT_PIECE_CUT
            ? GEOSGeom_clone_r(seat->geos, piece->cut)
            : tomt_seat_shape(seat, maker->making->zone_cover.shapes, piece->zone, err);
    if (copy && tomt_grow(maker->bench.arena, &maker->list, &maker->list_capacity,
                          maker->n_list + 1, sizeof *maker->list, err)) {
        maker->list[maker->n_list++] = copy;
        return true;
    }
    GEOSGeom_destroy_r(seat->geos, copy);
    return tomt_fail(err, TOMT_MEMORY, "out of memory (a polygon)");
}

static bool join_pieces(struct tomt_maker *maker, const struct tomt_permit *permit,
                        struct tomt_error *err)
{
    struct tomt_seat *seat = maker->bench.seat;
    bool done = true, snapped;
    maker->n_list = 0;
    for (size_t i = 0; done && i < maker->n_pieces; i++) {
        if (tomt_piece_profiles(maker, &maker->piece[i]) & permit->profiles)
            done = list_geometry(maker, &maker->piece[i], err);
    }
    GEOSGeometry *joined = NULL;
    if (done && maker->n_list == 1) {
        joined = maker->list[0];
        maker->n_list = 0;
    } else if (done) {
        joined = tomt_union_of(seat, maker->list, maker->n_list, &snapped, err);
        if (joined && !snapped && !is_about(tomt_area_m2(seat, joined), permit->area_m2)) {
            GEOSGeom_destroy_r(seat->geos, joined);
            joined = tomt_union_snapped(seat, maker->list, maker->n_list, err);
            snapped = true;
        }
        maker->output->report.n_snapped += joined && snapped;
    }
    for (size_t i = 0; i < maker->n_list; i++)
        GEOSGeom_destroy_r(seat->geos, maker->list[i]);
    maker->n_list = 0;
    size_t n_slivers;
    double slivers_m2;
    if (joined)
        joined = tomt_seat_polygons(seat, joined, 0, &n_slivers, &slivers_m2, err);
    return joined && tomt_ground_take(maker, &maker->permitted, joined, err);
}

bool tomt_pieces_permit(struct tomt_maker *maker, struct tomt_permit *permit,
                        struct tomt_error *err)
{
    size_t n = 0;
    const struct tomt_piece *only = NULL;
    permit->area_m2 = 0;
    for (size_t i = 0; i < maker->n_pieces; i++) {
        if (!(tomt_piece_profiles(maker, &maker->piece[i]) & permit->profiles))
            continue;
        only = &maker->piece[i];
        permit->area_m2 += only->area_m2;
        n++;
    }
    choose_use(maker, permit);
    double whole_m2 = maker->source.area_m2;
    /* Where all pieces together are the source, the source it is: no joint of pieces shows in it.
     */
    if (permit->area_m2 >= whole_m2 * (1 - 1e-9) - maker->noise_m2 - TOMT_NOISE_M2) {
        permit->ground = &maker->source;
        permit->area_m2 = whole_m2;
        return true;
    }
    permit->ground = &maker->permitted;
    if (n == 1 && only->kind == TOMT_PIECE_ZONE) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(maker->making->zone_cover.shapes, only->zone, &size);
        return tomt_ground_borrow(maker, &maker->permitted, wkb, size, err);
    }
    return join_pieces(maker, permit, err);
}
