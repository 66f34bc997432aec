/* sites/zones.c: zones as they count: what a zone of higher precedence covers is cut away. At every
 * point one zone wins: within a plan the smaller, between plans the newer, but where an older plan
 * stays in force (H910) the older. So each zone can be cut on its own, from the zones as they were
 * read, in any order and on any core. */
#include "sites/zone_pairs.h"

enum { CHUNK = 32, MANY = 4 /* more than this are joined before they are cut away */ };
static const size_t CUTTER_BYTES = 96u << 20;

enum fate { WHOLE, CUT, GONE };
struct slot {
    enum fate fate;
    const struct tomt_shapes *shapes; /* CUT: where its new geometry is */
    size_t row;
    size_t n_slivers, n_snapped;
    double slivers_m2;
};

struct stage {
    const struct tomt_claims *claims;
    const struct tomt_zone_pairs *pairs;
    struct slot *slot;
    struct tomt_kept_arenas kept;
};

struct seat {
    struct tomt_bench bench; /* first */
    struct stage *stage;
    struct tomt_cutter *zones, *older;
    struct tomt_shapes *out;
    uint32_t *loser_to; /* claims that are cut away whole */
    size_t n_loser_to, loser_capacity;
    GEOSGeometry **away; /* geometries that are cut away */
    size_t n_away, away_capacity;
};

static bool open_seat(struct seat *seat, struct tomt_error *err)
{
    const struct tomt_claims *claims = seat->stage->claims;
    seat->zones = tomt_cutter_open(seat->bench.seat, &claims->shapes, CUTTER_BYTES, err);
    seat->older = seat->zones
                      ? tomt_cutter_open(seat->bench.seat, &claims->older_shapes, CUTTER_BYTES, err)
                      : NULL;
    seat->out = seat->older ? tomt_kept_shapes(&seat->stage->kept, err) : NULL;
    return seat->out != NULL;
}

static void *sit(void *shared, struct tomt_error *err)
{
    struct seat *seat = tomt_bench_sit(sizeof *seat, err);
    if (!seat)
        return NULL;
    seat->stage = shared;
    if (!open_seat(seat, err)) {
        tomt_bench_rise(seat);
        return NULL;
    }
    return seat;
}

static bool cut_away(struct seat *seat, GEOSGeometry *geometry, struct tomt_error *err)
{
    if (geometry && tomt_grow(seat->bench.arena, &seat->away, &seat->away_capacity,
                              seat->n_away + 1, sizeof *seat->away, err)) {
        seat->away[seat->n_away++] = geometry;
        return true;
    }
    GEOSGeom_destroy_r(seat->bench.seat->geos, geometry);
    return false;
}

/* A newer zone takes what lies outside the areas where older plans stay in force. */
static bool cut_newer(struct seat *seat, uint32_t newer, struct slot *slot, struct tomt_error *err)
{
    const struct tomt_claims *claims = seat->stage->claims;
    GEOSGeometry *left = tomt_seat_shape(seat->bench.seat, &claims->shapes, newer, err);
    for (size_t i = 0; left && i < seat->bench.rows.n; i++) {
        bool snapped;
        GEOSGeometry *less = tomt_cutter_cut(seat->older, seat->bench.rows.row[i], TOMT_DIFFERENCE,
                                             left, &claims->shapes.box[newer], &snapped, err);
        slot->n_snapped += less && snapped;
        GEOSGeom_destroy_r(seat->bench.seat->geos, left);
        left = tomt_only_polygons(seat->bench.seat, less, err);
    }
    return cut_away(seat, left, err);
}

/* An older zone takes what lies inside them. */
static bool cut_older(struct seat *seat, uint32_t older, struct slot *slot, struct tomt_error *err)
{
    const struct tomt_claims *claims = seat->stage->claims;
    GEOSGeometry *whole = tomt_seat_shape(seat->bench.seat, &claims->shapes, older, err);
    bool done = whole != NULL;
    for (size_t i = 0; done && i < seat->bench.rows.n; i++) {
        bool snapped;
        GEOSGeometry *kept =
            tomt_cutter_cut(seat->older, seat->bench.rows.row[i], TOMT_INTERSECTION, whole,
                            &claims->shapes.box[older], &snapped, err);
        slot->n_snapped += kept && snapped;
        done = cut_away(seat, kept, err);
    }
    GEOSGeom_destroy_r(seat->bench.seat->geos, whole);
    return done;
}

static bool lose_to(struct seat *seat, uint32_t other, struct tomt_error *err)
{
    if (!tomt_grow(seat->bench.arena, &seat->loser_to, &seat->loser_capacity, seat->n_loser_to + 1,
                   sizeof *seat->loser_to, err))
        return false;
    seat->loser_to[seat->n_loser_to++] = other;
    return true;
}

/* What the zone loses, and to whom, in an order that does not depend on rows; the rows found in the
 * index are the areas where older plans stay in force. */
static bool losses(struct seat *seat, uint32_t claim, struct slot *slot, struct tomt_error *err)
{
    const struct tomt_claims *claims = seat->stage->claims;
    const struct tomt_zone_pairs *pairs = seat->stage->pairs;
    if (!tomt_index_find(claims->older.index, &claims->shapes.box[claim], &seat->bench.rows, err))
        return false;
    bool older_in_force = seat->bench.rows.n > 0;
    for (uint32_t i = pairs->start[claim]; i < pairs->start[claim + 1]; i++) {
        const struct tomt_zone_pair *pair = &pairs->pair[pairs->of[i]];
        uint32_t other = pair->a == claim ? pair->b : pair->a;
        bool done = true;
        if (claims->plan[claim] == claims->plan[other] || !older_in_force) {
            if (claims->plan[other] < claims->plan[claim] ||
                (claims->plan[other] == claims->plan[claim] &&
                 claims->rank[other] < claims->rank[claim]))
                done = lose_to(seat, other, err);
        } else if (claims->plan[other] < claims->plan[claim]) {
            done = cut_newer(seat, other, slot, err);
        } else if (pair->older_m2 > TOMT_NOISE_M2) {
            done = cut_older(seat, other, slot, err);
        }
        if (!done)
            return false;
    }
    return true;
}

static bool lies_inside(const struct seat *seat, uint32_t claim)
{
    const struct tomt_zone_pairs *pairs = seat->stage->pairs;
    for (uint32_t i = pairs->start[claim]; i < pairs->start[claim + 1]; i++) {
        const struct tomt_zone_pair *pair = &pairs->pair[pairs->of[i]];
        uint32_t other = pair->a == claim ? pair->b : pair->a;
        if (pair->lie != (pair->a == claim ? TOMT_LIE_INSIDE : TOMT_LIE_AROUND))
            continue;
        for (size_t k = 0; k < seat->n_loser_to; k++) {
            if (seat->loser_to[k] == other)
                return true;
        }
    }
    return false;
}

/* Few are cut away one by one, each by the cutter, which knows large zones by their tiles; many are
 * joined first. */
static GEOSGeometry *cut_losses(struct seat *seat, GEOSGeometry *left, const struct tomt_box *box,
                                struct slot *slot, struct tomt_error *err)
{
    const struct tomt_claims *claims = seat->stage->claims;
    GEOSContextHandle_t geos = seat->bench.seat->geos;
    bool many = seat->n_loser_to + seat->n_away > MANY;
    bool snapped;
    for (size_t i = 0; left && i < seat->n_loser_to; i++) {
        uint32_t other = seat->loser_to[i];
        if (many && claims->cover.outlines.of[other].n < 5000) {
            if (!cut_away(seat, tomt_seat_shape(seat->bench.seat, &claims->shapes, other, err),
                          err)) {
                GEOSGeom_destroy_r(geos, left);
                return NULL;
            }
            continue;
        }
        GEOSGeometry *less =
            tomt_cutter_cut(seat->zones, other, TOMT_DIFFERENCE, left, box, &snapped, err);
        slot->n_snapped += less && snapped;
        GEOSGeom_destroy_r(geos, left);
        left = tomt_only_polygons(seat->bench.seat, less, err);
    }
    if (!left || seat->n_away == 0)
        return left;
    GEOSGeometry *away = tomt_union_of(seat->bench.seat, seat->away, seat->n_away, &snapped, err);
    slot->n_snapped += away && snapped;
    GEOSGeometry *less =
        away ? tomt_seat_overlay(seat->bench.seat, TOMT_DIFFERENCE, left, away, &snapped, err)
             : NULL;
    slot->n_snapped += less && snapped;
    GEOSGeom_destroy_r(geos, away);
    GEOSGeom_destroy_r(geos, left);
    return less;
}

static bool keep_rest(struct seat *seat, uint32_t claim, struct slot *slot, struct tomt_error *err)
{
    const struct tomt_claims *claims = seat->stage->claims;
    struct tomt_seat *tools = seat->bench.seat;
    GEOSGeometry *left = tomt_seat_shape(tools, &claims->shapes, claim, err);
    if (left)
        left = cut_losses(seat, left, &claims->shapes.box[claim], slot, err);
    if (left)
        left = tomt_seat_polygons(tools, left, TOMT_SLIVER_M2, &slot->n_slivers, &slot->slivers_m2,
                                  err);
    if (!left)
        return false;
    bool done = true;
    slot->fate = GEOSisEmpty_r(tools->geos, left) == 1 ? GONE : CUT;
    if (slot->fate == CUT) {
        slot->shapes = seat->out;
        slot->row = seat->out->n;
        done = GEOSNormalize_r(tools->geos, left) == 0 ||
               tomt_fail(err, TOMT_DATA, "GEOS cannot put a polygon in order");
        done = done && tomt_seat_write(tools, left, seat->out, err);
    }
    GEOSGeom_destroy_r(tools->geos, left);
    return done;
}

static bool resolve(struct seat *seat, uint32_t claim, struct tomt_error *err)
{
    struct slot *slot = &seat->stage->slot[claim];
    const struct tomt_zone_pairs *pairs = seat->stage->pairs;
    *slot = (struct slot){.fate = WHOLE};
    if (pairs->start[claim] == pairs->start[claim + 1])
        return true;
    seat->n_loser_to = seat->n_away = 0;
    bool done = losses(seat, claim, slot, err);
    if (done && lies_inside(seat, claim)) {
        slot->fate = GONE;
    } else if (done && seat->n_loser_to + seat->n_away > 0) {
        done = keep_rest(seat, claim, slot, err);
    }
    for (size_t i = 0; i < seat->n_away; i++)
        GEOSGeom_destroy_r(seat->bench.seat->geos, seat->away[i]);
    seat->n_away = 0;
    return done;
}

static bool work(void *sat, size_t from, size_t to, struct tomt_error *err)
{
    struct seat *seat = sat;
    for (size_t claim = from; claim < to; claim++) {
        if (!resolve(seat, (uint32_t)claim, err))
            return tomt_while(err, "cutting overlaps from a zone (row %lld)",
                              (long long)seat->stage->claims->row[claim]);
    }
    return true;
}

static void report_pairs(const struct tomt_site_inputs *inputs, const struct tomt_claims *claims,
                         const struct tomt_zone_pairs *pairs, struct tomt_zones *zones)
{
    for (size_t i = 0; i < pairs->n; i++) {
        const struct tomt_zone_pair *pair = &pairs->pair[i];
        zones->report.n_snapped += pair->snapped;
        if (pair->area_m2 < TOMT_SLIVER_M2) {
            zones->report.n_slivers++;
            zones->report.slivers_m2 += pair->area_m2;
        } else if (claims->plan[pair->a] != claims->plan[pair->b]) {
            zones->report.n_plan_overlaps++;
            zones->report.plan_overlap_m2 += pair->area_m2;
            zones->report.n_kept_older += pair->older_m2 >= TOMT_SLIVER_M2;
        } else {
            zones->report.n_overlaps_in_plan++;
            zones->report.overlap_in_plan_m2 += pair->area_m2;
            uint32_t loser = claims->rank[pair->a] < claims->rank[pair->b] ? pair->b : pair->a;
            const struct tomt_layer *layer = inputs->layer[claims->layer[loser]];
            if (zones->report.n_first_overlap < TOMT_FIRST_IDS)
                zones->report.first_overlap_fid[zones->report.n_first_overlap++] =
                    layer->fid[claims->row[loser]];
        }
    }
}

static bool join(struct tomt_arena *arena, const struct stage *stage, struct tomt_zones *zones,
                 struct tomt_error *err)
{
    const struct tomt_claims *claims = stage->claims;
    tomt_shapes_start(&zones->shapes, arena, TOMT_POLYGONS);
    zones->layer = tomt_arena_block(arena, NULL, (claims->n + 1) * sizeof *zones->layer, err);
    zones->row = tomt_arena_block(arena, NULL, (claims->n + 1) * sizeof *zones->row, err);
    if (!zones->layer || !zones->row)
        return false;
    for (size_t i = 0; i < claims->n; i++) {
        const struct slot *slot = &stage->slot[i];
        zones->report.n_slivers += slot->n_slivers;
        zones->report.slivers_m2 += slot->slivers_m2;
        zones->report.n_snapped += slot->n_snapped;
        if (slot->fate == GONE) {
            zones->report.n_wholly_covered++;
            continue;
        }
        size_t size;
        const uint8_t *wkb = slot->fate == CUT ? tomt_shapes_wkb(slot->shapes, slot->row, &size)
                                               : tomt_shapes_wkb(&claims->shapes, i, &size);
        if (!tomt_shapes_add_wkb(&zones->shapes, wkb, size, err))
            return false;
        zones->layer[zones->n] = claims->layer[i];
        zones->row[zones->n++] = claims->row[i];
    }
    return true;
}

static bool resolve_all(struct tomt_arena *arena, struct tomt_arena *brief,
                        const struct tomt_site_inputs *inputs, const struct tomt_crew *crew,
                        struct tomt_zones *zones, struct tomt_error *err)
{
    struct tomt_claims claims;
    struct tomt_zone_pairs pairs;
    if (!tomt_claims_make(brief, inputs, &claims, err) ||
        !tomt_zone_pairs_make(brief, &claims, crew, &pairs, err))
        return false;
    zones->report.n_level = claims.n_other_level;
    report_pairs(inputs, &claims, &pairs, zones);
    struct stage stage = {.claims = &claims, .pairs = &pairs};
    stage.slot = tomt_arena_block(brief, NULL, (claims.n + 1) * sizeof *stage.slot, err);
    if (!stage.slot)
        return false;
    struct tomt_crew quiet = {.n_threads = crew->n_threads, .cancel = crew->cancel};
    struct tomt_crew_job job = {.shared = &stage,
                                .sit = sit,
                                .work = work,
                                .rise = tomt_bench_rise,
                                .n = claims.n,
                                .chunk = CHUNK};
    bool done = tomt_crew_run(&quiet, &job, err) && join(arena, &stage, zones, err);
    tomt_kept_free(&stage.kept);
    return done;
}

bool tomt_zones_resolve(struct tomt_arena *arena, const struct tomt_site_inputs *inputs,
                        const struct tomt_crew *crew, struct tomt_zones *zones,
                        struct tomt_error *err)
{
    *zones = (struct tomt_zones){0};
    struct tomt_arena *brief = tomt_arena_new(err);
    if (!brief)
        return false;
    bool done = resolve_all(arena, brief, inputs, crew, zones, err);
    tomt_arena_free(brief);
    return done || tomt_while(err, "resolving the zones");
}
