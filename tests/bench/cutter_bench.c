/* One polygon of 100,000 vertices with holes and 100,000 small polygons on and about it, on one
 * core: how long it takes to tell how they lie and to cut those that cross, and what the same costs
 * GEOS alone on a sample. Prints figures; asserts nothing. Usage: cutter_bench [vertices [parcels]]
 */
#include "geo/clip.h"

#include "base/progress.h"
#include "geo/index.h"
#include "geo/wkb.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double PI = 3.14159265358979323846;
enum { N_HOLES = 40 };

_Noreturn static void die(const struct tomt_error *err)
{
    fprintf(stderr, "%s\n", err->text);
    exit(1);
}

static uint8_t *put_ring(uint8_t *at, uint32_t n, double x, double y, double radius_m,
                         double wobble)
{
    memcpy(at, &(uint32_t){n + 1}, 4);
    at += 4;
    for (uint32_t i = 0; i <= n; i++, at += 16) {
        double angle = 2 * PI * (i % n) / n;
        double r =
            radius_m *
            (1 + wobble * (sin(7 * angle) + 0.3 * sin(211 * angle) + 0.05 * sin(1999 * angle)));
        double xy[2] = {x + r * cos(angle), y + r * sin(angle)};
        memcpy(at, xy, 16);
    }
    return at;
}

/* A fjord about (570000, 6620000), 10 km in radius. */
static bool add_fjord(struct tomt_shapes *shapes, uint32_t n, struct tomt_error *err)
{
    uint32_t n_hole = 500, n_shell = n - N_HOLES * n_hole, n_rings = N_HOLES + 1;
    uint8_t *wkb = malloc(9 + (N_HOLES + 1) * 20 + 16 * (size_t)(n + N_HOLES + 1)), *at = wkb + 9;
    wkb[0] = 1;
    memcpy(wkb + 1, &(uint32_t){3}, 4);
    memcpy(wkb + 5, &n_rings, 4);
    at = put_ring(at, n_shell, 570000, 6620000, 10000, 0.1);
    for (uint32_t hole = 0; hole < N_HOLES; hole++) {
        double angle = 2 * PI * hole / N_HOLES;
        at =
            put_ring(at, n_hole, 570000 + 5000 * cos(angle), 6620000 + 5000 * sin(angle), 300, 0.1);
    }
    bool ok = tomt_shapes_add_wkb(shapes, wkb, (size_t)(at - wkb), err);
    free(wkb);
    return ok;
}

static bool add_parcels(struct tomt_shapes *shapes, size_t n, struct tomt_error *err)
{
    size_t side = (size_t)ceil(sqrt((double)n));
    double step = 26000.0 / (double)side;
    for (size_t i = 0; i < n; i++) {
        uint8_t wkb[13 + 16 * 9];
        uint32_t head[2] = {3, 1}, points = 9;
        double x = 557000 + step * (double)(i % side), y = 6607000 + step * (double)(i / side);
        wkb[0] = 1;
        memcpy(wkb + 1, head, 8);
        memcpy(wkb + 9, &points, 4);
        for (uint32_t k = 0; k < 9; k++) {
            double angle = 2 * PI * (k % 8) / 8 + 0.1;
            double xy[2] = {x + 0.45 * step * cos(angle), y + 0.4 * step * sin(angle)};
            memcpy(wkb + 13 + 16 * k, xy, 16);
        }
        if (!tomt_shapes_add_wkb(shapes, wkb, sizeof wkb, err))
            return false;
    }
    return true;
}

struct figures {
    size_t lies[3];
    double area_m2;
};

static bool one(struct tomt_seat *seat, struct tomt_cutter *cutter,
                const struct tomt_shapes *parcels, size_t row, bool cut, struct figures *figures,
                struct tomt_error *err)
{
    enum tomt_meets meets;
    bool snapped;
    double area_m2 = 0;
    const struct tomt_box *box = parcels->box + row;
    GEOSGeometry *parcel = tomt_seat_shape(seat, parcels, row, err), *piece = NULL;
    if (!parcel || !tomt_cutter_meets(cutter, 0, parcel, box, &meets, err))
        return false;
    figures->lies[meets]++;
    if (cut && meets == TOMT_TOUCHES_OR_CROSSES) {
        piece = tomt_cutter_cut(cutter, 0, TOMT_INTERSECTION, parcel, box, &snapped, err);
        if (!piece)
            return false;
        GEOSArea_r(seat->geos, piece, &area_m2);
        figures->area_m2 += area_m2;
    }
    GEOSGeom_destroy_r(seat->geos, piece);
    GEOSGeom_destroy_r(seat->geos, parcel);
    return true;
}

static void time_cutter(struct tomt_seat *seat, const struct tomt_shapes *fjord,
                        const struct tomt_shapes *parcels, bool cut, struct tomt_error *err)
{
    struct figures figures = {{0}, 0};
    double start_s = tomt_clock_s();
    struct tomt_cutter *cutter = tomt_cutter_open(seat, fjord, (size_t)64 << 20, err);
    for (size_t row = 0; cutter && row < parcels->n; row++)
        if (!one(seat, cutter, parcels, row, cut, &figures, err))
            die(err);
    printf("%-34s %8.3f s   apart %zu, crossing %zu, covered %zu, cut %.1f m2\n",
           cut ? "cutter: lie and cut" : "cutter: lie", tomt_clock_s() - start_s, figures.lies[0],
           figures.lies[1], figures.lies[2], figures.area_m2);
}

/* GEOS alone, prepared predicates and overlay with the whole polygon, on every 100th parcel. */
static void time_geos(struct tomt_seat *seat, const struct tomt_shapes *fjord,
                      const struct tomt_shapes *parcels, struct tomt_error *err)
{
    double start_s = tomt_clock_s();
    size_t n = 0, n_cut = 0;
    GEOSGeometry *whole = tomt_seat_shape(seat, fjord, 0, err);
    const GEOSPreparedGeometry *prepared = GEOSPrepare_r(seat->geos, whole);
    for (size_t row = 0; row < parcels->n; row += 100, n++) {
        GEOSGeometry *parcel = tomt_seat_shape(seat, parcels, row, err);
        if (GEOSPreparedIntersects_r(seat->geos, prepared, parcel) == 1 &&
            GEOSPreparedCovers_r(seat->geos, prepared, parcel) == 0) {
            GEOSGeom_destroy_r(seat->geos, GEOSIntersection_r(seat->geos, parcel, whole));
            n_cut++;
        }
        GEOSGeom_destroy_r(seat->geos, parcel);
    }
    double s = tomt_clock_s() - start_s;
    printf("%-34s %8.3f s   for %zu parcels, %zu cut: %.1f s for all\n",
           "GEOS with the whole polygon", s, n, n_cut,
           s * (double)parcels->n / (double)(n ? n : 1));
    GEOSPreparedGeom_destroy_r(seat->geos, prepared);
    GEOSGeom_destroy_r(seat->geos, whole);
}

static void time_index(struct tomt_arena *arena, const struct tomt_shapes *parcels,
                       struct tomt_error *err)
{
    double start_s = tomt_clock_s();
    struct tomt_index *index = tomt_index_new(arena, parcels->box, parcels->n, err);
    double made_s = tomt_clock_s() - start_s;
    struct tomt_rows rows = {0};
    size_t n_found = 0;
    start_s = tomt_clock_s();
    for (size_t row = 0; index && row < parcels->n; row++) {
        tomt_index_find(index, parcels->box + row, &rows, err);
        n_found += rows.n;
    }
    printf("%-34s %8.3f s   to make; %.3f s for as many questions, %zu found\n", "index", made_s,
           tomt_clock_s() - start_s, n_found);
    tomt_rows_free(&rows);
}

int main(int argc, char **argv)
{
    struct tomt_error err = {0};
    uint32_t n_vertices = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 100000;
    size_t n_parcels = argc > 2 ? strtoul(argv[2], NULL, 10) : 100000;
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_seat *seat = arena ? tomt_seat_open(arena, &err) : NULL;
    struct tomt_shapes fjord, parcels;
    tomt_shapes_start(&fjord, arena, TOMT_POLYGONS);
    tomt_shapes_start(&parcels, arena, TOMT_POLYGONS);
    if (!seat || n_vertices < 40000 || !add_fjord(&fjord, n_vertices, &err) ||
        !add_parcels(&parcels, n_parcels, &err))
        die(&err);
    printf("%u vertices, %zu parcels, one core\n", n_vertices, n_parcels);
    time_index(arena, &parcels, &err);
    time_cutter(seat, &fjord, &parcels, false, &err);
    time_cutter(seat, &fjord, &parcels, true, &err);
    time_geos(seat, &fjord, &parcels, &err);
    tomt_arena_free(arena);
    return 0;
}
