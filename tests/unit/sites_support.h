/* sites_support.h: a project of layers written as WKT, for the tests of the room sites. */
#ifndef TOMT_SITES_SUPPORT_H
#define TOMT_SITES_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "geo/seat.h"
#include "geo/wkb.h"
#include "sites/sites.h"

enum { MOST_LAYERS = 8, MOST_PROFILES = 64, MOST_FIELDS = 7 };

struct world {
    struct tomt_arena *arena;
    struct tomt_seat *seat;
    struct tomt_project project;
    struct tomt_project_layer project_layer[MOST_LAYERS];
    struct tomt_profile profile[MOST_PROFILES];
    struct tomt_layer layer[MOST_LAYERS];
    const struct tomt_layer *layer_ref[MOST_LAYERS];
    struct tomt_shapes study_area;
    struct tomt_crew crew;
    struct tomt_zones zones;
    struct tomt_sites sites;
    struct tomt_rejected rejected;
    struct tomt_sites_report report;
    struct tomt_error err;
};

/* A feature: WKT, then the fields in the order the layer names them; NULL is null. */
struct feature {
    const char *wkt;
    const char *field[MOST_FIELDS];
};

static inline void check(bool ok, const struct tomt_error *err)
{
    if (!ok)
        fail_msg("%s", err->text);
}

static inline void add_wkt(struct world *world, struct tomt_shapes *shapes, const char *wkt)
{
    GEOSContextHandle_t geos = world->seat->geos;
    GEOSWKTReader *reader = GEOSWKTReader_create_r(geos);
    GEOSGeometry *geometry = GEOSWKTReader_read_r(geos, reader, wkt);
    assert_non_null(geometry);
    check(tomt_seat_write(world->seat, geometry, shapes, &world->err), &world->err);
    GEOSGeom_destroy_r(geos, geometry);
    GEOSWKTReader_destroy_r(geos, reader);
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
    world->project.sites.from = TOMT_SITES_PARCELS;
    tomt_shapes_start(&world->study_area, world->arena, TOMT_POLYGONS);
    add_wkt(world, &world->study_area, "POLYGON((0 0,100000 0,100000 100000,0 100000,0 0))");
}

static inline void world_close(struct world *world)
{
    tomt_arena_free(world->arena);
}

static inline struct tomt_layer *start_layer(struct world *world, enum tomt_role role,
                                             const char *name, size_t n_rows)
{
    size_t at = world->project.n_layers++;
    assert_true(at < MOST_LAYERS);
    struct tomt_layer *layer = &world->layer[at];
    world->project_layer[at] = (struct tomt_project_layer){.name = name, .role = role};
    world->layer_ref[at] = layer;
    *layer = (struct tomt_layer){.name = name};
    tomt_shapes_start(&layer->shapes, world->arena, TOMT_POLYGONS);
    layer->fid =
        tomt_arena_block(world->arena, NULL, (n_rows + 1) * sizeof *layer->fid, &world->err);
    return layer;
}

/* `fields` names the columns, separated by commas; feature ids count from 1. */
static inline void add_layer(struct world *world, enum tomt_role role, const char *name,
                             const char *fields, const struct feature *feature, size_t n)
{
    struct tomt_layer *layer = start_layer(world, role, name, n);
    size_t n_fields = 1;
    for (const char *at = fields; *at; at++)
        n_fields += *at == ',';
    check(tomt_table_start(&layer->table, world->arena, n_fields, &world->err), &world->err);
    struct tomt_column *column[MOST_FIELDS];
    for (size_t f = 0; f < n_fields; f++) {
        size_t length = strcspn(fields, ",");
        char *field = tomt_arena_copy(world->arena, fields, length, &world->err);
        column[f] = tomt_table_column(&layer->table, field, TOMT_TEXT, &world->err);
        fields += length + (fields[length] == ',');
    }
    /* what the first feature is, the layer holds: LINESTRING, POINT, else polygons */
    if (n > 0 && strncmp(feature[0].wkt, "LINESTRING", 10) == 0)
        tomt_shapes_start(&layer->shapes, world->arena, TOMT_LINES);
    if (n > 0 && strncmp(feature[0].wkt, "POINT", 5) == 0)
        tomt_shapes_start(&layer->shapes, world->arena, TOMT_POINTS);
    for (size_t i = 0; i < n; i++) {
        add_wkt(world, &layer->shapes, feature[i].wkt);
        layer->fid[i] = (int64_t)i + 1;
        for (size_t f = 0; f < n_fields; f++) {
            const char *text = feature[i].field[f];
            check(text ? tomt_column_add_text(column[f], text, strlen(text), &world->err)
                       : tomt_column_add_null(column[f], &world->err),
                  &world->err);
        }
    }
    layer->table.n_rows = n;
}

#define LAYER(world, role, name, fields, ...)                                                      \
    do {                                                                                           \
        const struct feature features[] = {__VA_ARGS__};                                           \
        add_layer(world, role, name, fields, features, sizeof features / sizeof *features);        \
    } while (0)

/* A profile that permits up to seven codes. */
static inline struct tomt_profile *add_profile(struct world *world, const char *name,
                                               const char *const *uses)
{
    struct tomt_profile *profile = &world->profile[world->project.n_profiles++];
    *profile = (struct tomt_profile){.name = name, .min_area_m2 = NAN, .min_width_m = NAN};
    profile->uses.item = tomt_arena_alloc(world->arena, MOST_FIELDS * sizeof(char *), &world->err);
    for (; uses[profile->uses.n]; profile->uses.n++)
        profile->uses.item[profile->uses.n] = uses[profile->uses.n];
    return profile;
}
#define USES(...) ((const char *const[]){__VA_ARGS__, NULL})

static inline void exclude(struct world *world, struct tomt_profile *profile, const char *layer,
                           const char *code, double buffer_m)
{
    struct tomt_profile_constraint *all =
        tomt_arena_alloc(world->arena, (profile->n_constraints + 1) * sizeof *all, &world->err);
    for (size_t i = 0; i < profile->n_constraints; i++)
        all[i] = profile->constraint[i];
    struct tomt_profile_constraint *added = &all[profile->n_constraints++];
    *added = (struct tomt_profile_constraint){
        .layer = layer, .effect = TOMT_EFFECT_EXCLUDE, .buffer_m = buffer_m};
    if (code) {
        added->codes.item = tomt_arena_alloc(world->arena, sizeof(char *), &world->err);
        added->codes.item[0] = code;
        added->codes.n = 1;
    }
    profile->constraint = all;
}

static inline struct tomt_site_inputs world_inputs(struct world *world)
{
    return (struct tomt_site_inputs){.project = &world->project,
                                     .layer = world->layer_ref,
                                     .n_layers = world->project.n_layers,
                                     .study_area = &world->study_area};
}

static inline void resolve(struct world *world)
{
    struct tomt_site_inputs inputs = world_inputs(world);
    check(tomt_zones_resolve(world->arena, &inputs, &world->crew, &world->zones, &world->err),
          &world->err);
}

static inline void make(struct world *world)
{
    struct tomt_site_inputs inputs = world_inputs(world);
    resolve(world);
    check(tomt_sites_make(world->arena, &inputs, &world->zones, &world->crew, &world->sites,
                          &world->rejected, &world->report, &world->err),
          &world->err);
}

static inline double shape_area(const struct tomt_shapes *shapes, size_t row)
{
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(shapes, row, &size);
    return tomt_wkb_area_m2(wkb, size);
}

/* Area of the resolved zones that come from a layer and feature id. */
static inline double zone_area(const struct world *world, size_t layer, int64_t fid)
{
    double sum = 0;
    for (size_t i = 0; i < world->zones.n; i++) {
        if (world->zones.layer[i] == layer && world->layer[layer].fid[world->zones.row[i]] == fid)
            sum += shape_area(&world->zones.shapes, i);
    }
    return sum;
}

/* The row of a site by id, the n-th of that id; fails when there is none. */
static inline size_t site_row(const struct world *world, const char *id, size_t nth)
{
    for (size_t i = 0; i < world->sites.n; i++) {
        if (strcmp(world->sites.site_id[i], id) == 0 && nth-- == 0)
            return i;
    }
    fail_msg("no site '%s' (%zu more)", id, nth);
    return 0;
}

/* The row of a rejection by id; fails when there is none. */
static inline size_t rejected_row(const struct world *world, const char *id)
{
    for (size_t i = 0; i < world->rejected.n; i++) {
        if (strcmp(world->rejected.site_id[i], id) == 0)
            return i;
    }
    fail_msg("'%s' is not rejected", id);
    return 0;
}

/* Ground that a constraint of a profile took of a site, or TOMT_LOSS_SLIVER; 0 when it has no row.
 */
static inline double loss_m2(const struct world *world, size_t site, size_t profile,
                             unsigned constraint)
{
    const struct tomt_losses *losses = &world->sites.losses;
    double sum = 0;
    for (size_t i = 0; i < losses->n; i++) {
        if (losses->site[i] == site && losses->profile[i] == profile &&
            losses->constraint[i] == constraint)
            sum += losses->ground_m2[i];
    }
    return sum;
}

/* Σ losses + developable = area of every site and profile, rows ascending, each more than 0. */
static inline void losses_add_up(const struct world *world)
{
    const struct tomt_sites *sites = &world->sites;
    const struct tomt_losses *losses = &sites->losses;
    size_t at = 0;
    for (size_t s = 0; s < sites->n; s++) {
        for (size_t p = 0; p < world->project.n_profiles; p++) {
            double lost_m2 = 0;
            int last = -1;
            if (!(sites->profiles[s] >> p & 1))
                continue;
            for (; at < losses->n && losses->site[at] == s && losses->profile[at] == p; at++) {
                assert_true((int)losses->constraint[at] > last && losses->ground_m2[at] > 0);
                last = losses->constraint[at];
                lost_m2 += losses->ground_m2[at];
            }
            double error_m2 = fabs(lost_m2 + sites->developable_m2[s] - sites->area_m2[s]);
            if (!(error_m2 <= 1e-6 * sites->area_m2[s] + 1e-4))
                fail_msg("site %s, profile %zu: %.6f lost, %.6f left of %.6f m2", sites->site_id[s],
                         p, lost_m2, sites->developable_m2[s], sites->area_m2[s]);
        }
    }
    assert_int_equal(at, losses->n); /* no row of what is no site */
}

#define assert_near(a, b, tolerance)                                                               \
    do {                                                                                           \
        double near_a = (a), near_b = (b);                                                         \
        if (!(fabs(near_a - near_b) <= (tolerance)))                                               \
            fail_msg("%.9g is not %.9g", near_a, near_b);                                          \
    } while (0)

#endif
