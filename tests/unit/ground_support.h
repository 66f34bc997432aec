/* ground_support.h: sites, zones, buildings and constraints written as WKT, for the tests of the
 * room ground. */
#ifndef TOMT_GROUND_SUPPORT_H
#define TOMT_GROUND_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "geo/seat.h"
#include "geo/wkb.h"
#include "ground/ground.h"

enum { MOST_LAYERS = 6, MOST_PROFILES = 4, MOST_CONSTRAINTS = 8, MOST_SITES = 512 };

struct world {
    struct tomt_arena *arena;
    struct tomt_seat *seat;
    struct tomt_project project;
    struct tomt_project_layer project_layer[MOST_LAYERS];
    struct tomt_layer layer[MOST_LAYERS];
    const struct tomt_layer *layer_ref[MOST_LAYERS];
    struct tomt_profile profile[MOST_PROFILES];
    struct tomt_profile_constraint constraint[MOST_PROFILES][MOST_CONSTRAINTS];
    char *code[MOST_PROFILES][MOST_CONSTRAINTS];
    struct tomt_sites sites;
    uint64_t profiles[MOST_SITES];
    struct tomt_zones zones;
    struct tomt_shapes buildings;
    struct tomt_crew crew;
    struct tomt_ground ground;
    struct tomt_error err;
};

static inline void check(bool ok, const struct tomt_error *err)
{
    if (!ok)
        fail_msg("%s", err->text);
}

static inline GEOSGeometry *geometry_of(struct world *world, const char *wkt)
{
    GEOSWKTReader *reader = GEOSWKTReader_create_r(world->seat->geos);
    GEOSGeometry *geometry = GEOSWKTReader_read_r(world->seat->geos, reader, wkt);
    GEOSWKTReader_destroy_r(world->seat->geos, reader);
    assert_non_null(geometry);
    return geometry;
}

static inline void add_wkt(struct world *world, struct tomt_shapes *shapes, const char *wkt)
{
    GEOSGeometry *geometry = geometry_of(world, wkt);
    if (shapes->kind == TOMT_POINTS) {
        double x, y;
        GEOSGeomGetX_r(world->seat->geos, geometry, &x);
        GEOSGeomGetY_r(world->seat->geos, geometry, &y);
        check(tomt_shapes_add_point(shapes, x, y, &world->err), &world->err);
    } else {
        check(tomt_seat_write(world->seat, geometry, shapes, &world->err), &world->err);
    }
    GEOSGeom_destroy_r(world->seat->geos, geometry);
}

static inline void add_box(struct world *world, struct tomt_shapes *shapes, double x0, double y0,
                           double x1, double y1)
{
    char wkt[300];
    snprintf(wkt, sizeof wkt,
             "POLYGON((%.17g %.17g,%.17g %.17g,%.17g %.17g,%.17g %.17g,%.17g %.17g))", x0, y0, x1,
             y0, x1, y1, x0, y1, x0, y0);
    add_wkt(world, shapes, wkt);
}

static inline void world_open(struct world *world)
{
    *world = (struct world){0};
    world->arena = tomt_arena_new(&world->err);
    world->seat = tomt_seat_open(world->arena, &world->err);
    assert_non_null(world->seat);
    world->crew.n_threads = 2;
    world->project.layer = world->project_layer;
    world->project.profile = world->profile;
    tomt_shapes_start(&world->sites.shapes, world->arena, TOMT_POLYGONS);
    tomt_shapes_start(&world->zones.shapes, world->arena, TOMT_POLYGONS);
    tomt_shapes_start(&world->buildings, world->arena, TOMT_POLYGONS);
}

static inline void world_close(struct world *world)
{
    tomt_arena_free(world->arena);
}

/* A constraint layer of one kind; features follow by add_feature. */
static inline size_t add_layer(struct world *world, const char *name, enum tomt_shape_kind kind)
{
    size_t at = world->project.n_layers++;
    assert_true(at < MOST_LAYERS);
    world->project_layer[at] =
        (struct tomt_project_layer){.name = name, .role = TOMT_ROLE_CONSTRAINT};
    world->layer_ref[at] = &world->layer[at];
    world->layer[at] = (struct tomt_layer){.name = name};
    tomt_shapes_start(&world->layer[at].shapes, world->arena, kind);
    check(tomt_table_start(&world->layer[at].table, world->arena, 1, &world->err), &world->err);
    assert_non_null(tomt_table_column(&world->layer[at].table, "code", TOMT_TEXT, &world->err));
    world->layer[at].fid = tomt_arena_block(world->arena, NULL, 4096, &world->err);
    return at;
}

static inline void add_code(struct world *world, size_t layer, const char *code)
{
    struct tomt_table *table = &world->layer[layer].table;
    struct tomt_column *column = &table->column[0];
    check(code ? tomt_column_add_text(column, code, strlen(code), &world->err)
               : tomt_column_add_null(column, &world->err),
          &world->err);
    table->n_rows++;
}

static inline void add_feature(struct world *world, size_t layer, const char *code, const char *wkt)
{
    add_wkt(world, &world->layer[layer].shapes, wkt);
    add_code(world, layer, code);
}

static inline void add_site(struct world *world, const char *wkt, uint64_t profiles)
{
    assert_true(world->sites.n < MOST_SITES);
    add_wkt(world, &world->sites.shapes, wkt);
    world->profiles[world->sites.n++] = profiles;
    world->sites.profiles = world->profiles;
}

static inline void add_zone(struct world *world, const char *wkt)
{
    add_wkt(world, &world->zones.shapes, wkt);
    world->zones.n++;
}

static inline size_t add_profile(struct world *world, const char *name)
{
    size_t p = world->project.n_profiles++;
    world->profile[p] = (struct tomt_profile){.name = name, .constraint = world->constraint[p]};
    return p;
}

static inline void add_constraint(struct world *world, size_t p, const char *layer,
                                  const char *code, int effect, double buffer_m, double leaves)
{
    size_t c = world->profile[p].n_constraints++;
    struct tomt_profile_constraint *constraint = &world->constraint[p][c];
    *constraint = (struct tomt_profile_constraint){
        .layer = layer, .effect = effect, .buffer_m = buffer_m, .leaves = leaves};
    world->code[p][c] = (char *)(uintptr_t)code;
    if (code) {
        constraint->codes.item = (const char **)&world->code[p][c];
        constraint->codes.n = 1;
    }
}

static inline bool try_measure(struct world *world)
{
    struct tomt_site_inputs inputs = {
        .project = &world->project, .layer = world->layer_ref, .n_layers = world->project.n_layers};
    world->err = (struct tomt_error){0};
    return tomt_ground_measure(world->arena, &inputs, &world->zones, &world->sites,
                               &world->buildings, &world->crew, &world->ground, &world->err);
}

static inline void measure(struct world *world)
{
    check(try_measure(world), &world->err);
}

/* The common ground of a pair; 0 when it is not there. Rows must ascend. */
static inline double pair_m2(const struct tomt_overlaps *overlaps, size_t a, uint32_t row)
{
    double found = 0;
    for (uint64_t k = overlaps->start[a]; k < overlaps->start[a + 1]; k++) {
        assert_true(k == overlaps->start[a] || overlaps->row[k - 1] < overlaps->row[k]);
        assert_true(overlaps->area_m2[k] > 0);
        if (overlaps->row[k] == row)
            found = overlaps->area_m2[k];
    }
    return found;
}

/* What a limit takes of a site, in all its zones. */
static inline double lost(const struct tomt_ground *ground, size_t site, size_t profile,
                          size_t constraint)
{
    const struct tomt_limits *limits = &ground->limits;
    double sum = 0;
    for (size_t i = 0; i < limits->n; i++) {
        if (limits->site[i] == site && limits->profile[i] == profile &&
            limits->constraint[i] == constraint)
            sum += limits->lost_m2[i];
    }
    return sum;
}

static inline double area_of(struct world *world, const GEOSGeometry *geometry)
{
    double area = 0;
    assert_int_equal(GEOSArea_r(world->seat->geos, geometry, &area), 1);
    return area;
}

static inline double unit(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(*seed >> 11) / 9007199254740992.0;
}

/* A star of n corners, some with a hole; on a centimetre grid when asked. */
static inline void add_star(struct world *world, struct tomt_shapes *shapes, uint64_t *seed,
                            double x, double y, double r, unsigned n, bool round_cm)
{
    GEOSContextHandle_t geos = world->seat->geos;
    double radius[1024];
    GEOSGeometry *ring[2] = {NULL, NULL};
    for (unsigned i = 0; i < n; i++)
        radius[i] = r * (0.5 + 0.5 * unit(seed));
    unsigned n_rings = unit(seed) < 0.4 ? 2 : 1;
    for (unsigned k = 0; k < n_rings; k++) {
        GEOSCoordSequence *at = GEOSCoordSeq_create_r(geos, n + 1, 2);
        for (unsigned i = 0; i <= n; i++) {
            double angle = 6.283185307179586 * (i % n) / n;
            double px = x + radius[i % n] * (k ? 0.4 : 1) * cos(angle);
            double py = y + radius[i % n] * (k ? 0.4 : 1) * sin(angle);
            if (round_cm) {
                px = round(px * 100) / 100;
                py = round(py * 100) / 100;
            }
            GEOSCoordSeq_setXY_r(geos, at, i, px, py);
        }
        ring[k] = GEOSGeom_createLinearRing_r(geos, at);
    }
    GEOSGeometry *star = GEOSGeom_createPolygon_r(geos, ring[0], ring + 1, n_rings - 1);
    assert_non_null(star);
    check(tomt_seat_write(world->seat, star, shapes, &world->err), &world->err);
    GEOSGeom_destroy_r(geos, star);
}

#define assert_near(a, b, tolerance)                                                               \
    do {                                                                                           \
        double near_a = (a), near_b = (b);                                                         \
        if (!(fabs(near_a - near_b) <= (tolerance)))                                               \
            fail_msg("%.12g is not %.12g", near_a, near_b);                                        \
    } while (0)

#endif
