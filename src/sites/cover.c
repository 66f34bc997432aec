/* sites/cover.c: see cover.h. */
#include "sites/cover.h"

bool tomt_cover_make(struct tomt_arena *arena, const struct tomt_shapes *shapes,
                     struct tomt_cover *cover, struct tomt_error *err)
{
    cover->shapes = shapes;
    cover->index = tomt_index_new(arena, shapes->box, shapes->n, err);
    return cover->index && tomt_outlines_make(arena, shapes, &cover->outlines, err);
}

int tomt_shape_order(const struct tomt_shapes *shapes, size_t a, size_t b)
{
    const struct tomt_box *one = &shapes->box[a], *other = &shapes->box[b];
    const double key_a[4] = {one->min_x, one->min_y, one->max_x, one->max_y};
    const double key_b[4] = {other->min_x, other->min_y, other->max_x, other->max_y};
    for (int i = 0; i < 4; i++) {
        if (key_a[i] != key_b[i])
            return key_a[i] < key_b[i] ? -1 : 1;
    }
    size_t size_a, size_b;
    const uint8_t *wkb_a = tomt_shapes_wkb(shapes, a, &size_a),
                  *wkb_b = tomt_shapes_wkb(shapes, b, &size_b);
    if (size_a != size_b)
        return size_a < size_b ? -1 : 1;
    return memcmp(wkb_a, wkb_b, size_a);
}

bool tomt_bench_open(struct tomt_bench *bench, struct tomt_error *err)
{
    *bench = (struct tomt_bench){.arena = tomt_arena_new(err)};
    if (!bench->arena)
        return false;
    bench->seat = tomt_seat_open(bench->arena, err);
    if (!bench->seat) {
        tomt_bench_close(bench);
        return false;
    }
    tomt_lie_desk_start(&bench->lie, bench->arena);
    return true;
}

void tomt_bench_close(struct tomt_bench *bench)
{
    tomt_rows_free(&bench->rows);
    tomt_arena_free(bench->arena);
    bench->arena = NULL;
}

void *tomt_bench_sit(size_t size, struct tomt_error *err)
{
    struct tomt_bench *bench = tomt_allocate(size);
    if (!bench) {
        tomt_fail(err, TOMT_MEMORY, "out of memory (a seat)");
        return NULL;
    }
    memset(bench, 0, size);
    if (tomt_bench_open(bench, err))
        return bench;
    tomt_release(bench);
    return NULL;
}

void tomt_bench_rise(void *seat)
{
    tomt_bench_close(seat);
    tomt_release(seat);
}

GEOSGeometry *tomt_only_polygons(struct tomt_seat *seat, GEOSGeometry *geometry,
                                 struct tomt_error *err)
{
    size_t n_slivers;
    double slivers_m2;
    if (!geometry || GEOSGeomTypeId_r(seat->geos, geometry) == GEOS_POLYGON ||
        GEOSGeomTypeId_r(seat->geos, geometry) == GEOS_MULTIPOLYGON)
        return geometry;
    return tomt_seat_polygons(seat, geometry, 0, &n_slivers, &slivers_m2, err);
}

static GEOSGeometry *collect(struct tomt_seat *seat, GEOSGeometry *const *geometry, size_t n,
                             struct tomt_error *err)
{
    GEOSGeometry **copy = tomt_allocate((n + 1) * sizeof(GEOSGeometry *));
    if (!copy) {
        tomt_fail(err, TOMT_MEMORY, "out of memory (union of %zu polygons)", n);
        return NULL;
    }
    bool copied = true;
    for (size_t i = 0; i < n; i++) {
        copy[i] = GEOSGeom_clone_r(seat->geos, geometry[i]);
        copied = copied && copy[i];
    }
    GEOSGeometry *all = NULL;
    if (copied)
        all = GEOSGeom_createCollection_r(seat->geos, GEOS_GEOMETRYCOLLECTION, copy, (unsigned)n);
    for (size_t i = 0; !all && i < n; i++)
        GEOSGeom_destroy_r(seat->geos, copy[i]);
    tomt_release(copy);
    if (!all)
        tomt_fail(err, TOMT_MEMORY, "out of memory (union of %zu polygons)", n);
    return all;
}

static GEOSGeometry *union_in_turn(struct tomt_seat *seat, GEOSGeometry *const *geometry, size_t n,
                                   bool *snapped, struct tomt_error *err)
{
    GEOSGeometry *joined = GEOSGeom_clone_r(seat->geos, geometry[0]);
    for (size_t i = 1; joined && i < n; i++) {
        bool snapped_now;
        GEOSGeometry *more =
            tomt_seat_overlay(seat, TOMT_UNION, joined, geometry[i], &snapped_now, err);
        *snapped = *snapped || snapped_now;
        GEOSGeom_destroy_r(seat->geos, joined);
        joined = tomt_only_polygons(seat, more, err);
    }
    return joined;
}

/* Not more than all one by one, nor less than the largest. */
static bool can_be_union(struct tomt_seat *seat, const GEOSGeometry *joined,
                         GEOSGeometry *const *geometry, size_t n)
{
    double most_m2 = 0, sum_m2 = 0, area_m2 = tomt_area_m2(seat, joined);
    for (size_t i = 0; i < n; i++) {
        double one_m2 = tomt_area_m2(seat, geometry[i]);
        most_m2 = tomt_greater(most_m2, one_m2);
        sum_m2 += one_m2;
    }
    double doubt_m2 = TOMT_NOISE_M2 + 1e-6 * sum_m2;
    return area_m2 >= most_m2 - doubt_m2 && area_m2 <= sum_m2 + doubt_m2;
}

/* All at once if the library can, else one by one the careful way. */
GEOSGeometry *tomt_union_of(struct tomt_seat *seat, GEOSGeometry *const *geometry, size_t n,
                            bool *snapped, struct tomt_error *err)
{
    *snapped = false;
    GEOSGeometry *all = collect(seat, geometry, n, err);
    if (!all)
        return NULL;
    GEOSGeometry *joined = GEOSUnaryUnion_r(seat->geos, all);
    GEOSGeom_destroy_r(seat->geos, all);
    joined = joined ? tomt_only_polygons(seat, joined, err)
                    : union_in_turn(seat, geometry, n, snapped, err);
    if (!joined || can_be_union(seat, joined, geometry, n))
        return joined;
    GEOSGeom_destroy_r(seat->geos, joined);
    *snapped = true;
    return tomt_union_snapped(seat, geometry, n, err);
}

GEOSGeometry *tomt_union_snapped(struct tomt_seat *seat, GEOSGeometry *const *geometry, size_t n,
                                 struct tomt_error *err)
{
    GEOSGeometry *all = collect(seat, geometry, n, err);
    GEOSGeometry *joined = all ? GEOSUnaryUnionPrec_r(seat->geos, all, TOMT_SNAP_M) : NULL;
    if (all && !joined)
        tomt_fail(err, TOMT_DATA, "%zu polygons cannot be joined: %s", n, seat->message);
    GEOSGeom_destroy_r(seat->geos, all);
    return tomt_only_polygons(seat, joined, err);
}

double tomt_area_m2(struct tomt_seat *seat, const GEOSGeometry *geometry)
{
    double area_m2;
    return GEOSArea_r(seat->geos, geometry, &area_m2) == 1 ? area_m2 : 0;
}

struct tomt_arena *tomt_kept_arena(struct tomt_kept_arenas *kept, struct tomt_error *err)
{
    struct tomt_arena *arena = tomt_arena_new(err);
    if (!arena)
        return NULL;
    size_t at = atomic_fetch_add(&kept->n, 1);
    if (at < sizeof kept->of / sizeof *kept->of) {
        kept->of[at] = arena;
        return arena;
    }
    tomt_arena_free(arena);
    tomt_fail(err, TOMT_INTERNAL, "more than %zu threads at one stage",
              sizeof kept->of / sizeof *kept->of);
    return NULL;
}

void *tomt_kept_output(struct tomt_kept_arenas *kept, size_t size, struct tomt_arena **arena,
                       struct tomt_error *err)
{
    *arena = tomt_kept_arena(kept, err);
    return *arena ? tomt_arena_alloc(*arena, size, err) : NULL;
}

struct tomt_shapes *tomt_kept_shapes(struct tomt_kept_arenas *kept, struct tomt_error *err)
{
    struct tomt_arena *arena;
    struct tomt_shapes *shapes = tomt_kept_output(kept, sizeof *shapes, &arena, err);
    if (shapes)
        tomt_shapes_start(shapes, arena, TOMT_POLYGONS);
    return shapes;
}

void tomt_kept_free(struct tomt_kept_arenas *kept)
{
    size_t n = atomic_load(&kept->n);
    for (size_t i = 0; i < n && i < sizeof kept->of / sizeof *kept->of; i++)
        tomt_arena_free(kept->of[i]);
    atomic_store(&kept->n, 0);
}
