/* sites_assemble_support.h: parcels of 50 x 40 m, profiles that want sites of several, and what the
 * tests of the assemblies ask of the rows. */
#ifndef TOMT_TESTS_UNIT_SITES_ASSEMBLE_SUPPORT_H
#define TOMT_TESTS_UNIT_SITES_ASSEMBLE_SUPPORT_H

#include "sites_support.h"

#include "sites/assemble.h"

#include <stdio.h>

#define ALL_ZONE "POLYGON((-1000 -1000,90000 -1000,90000 90000,-1000 90000,-1000 -1000))"
/* Two by two: A south-west, B south-east, C north-west, D north-east; 2,000 m2 each. */
#define BOX_A "POLYGON((1000 1000,1050 1000,1050 1040,1000 1040,1000 1000))"
#define BOX_B "POLYGON((1050 1000,1100 1000,1100 1040,1050 1040,1050 1000))"
#define BOX_C "POLYGON((1000 1040,1050 1040,1050 1080,1000 1080,1000 1040))"
#define BOX_D "POLYGON((1050 1040,1100 1040,1100 1080,1050 1080,1050 1040))"
#define BLOCK                                                                                      \
    {BOX_A, {"A", "1/1"}}, {BOX_B, {"B", "1/2"}}, {BOX_C, {"C", "1/1"}},                           \
    {                                                                                              \
        BOX_D,                                                                                     \
        {                                                                                          \
            "D", "1/3"                                                                             \
        }                                                                                          \
    }

static inline struct tomt_profile *wish(struct world *world, const char *name, double least,
                                        double most)
{
    struct tomt_profile *profile = add_profile(world, name, USES("1300", "1310", "1130"));
    profile->assembly = (struct tomt_profile_assembly){.wanted = true,
                                                       .least = least,
                                                       .most = most,
                                                       .gap_m = 0.5,
                                                       .shared_m = 3,
                                                       .barrier_m = 2,
                                                       .most_parcels = 12,
                                                       .owner_cost = 0.05,
                                                       .exchange_share = 0.75};
    return profile;
}

static inline void bar(struct world *world, struct tomt_profile *profile, const char *layer,
                       const char *code)
{
    struct tomt_barrier *barrier =
        tomt_arena_alloc(world->arena, sizeof *profile->assembly.barrier, &world->err);
    barrier->layer = layer;
    if (code) {
        barrier->codes.item = tomt_arena_alloc(world->arena, sizeof(char *), &world->err);
        barrier->codes.item[0] = code;
        barrier->codes.n = 1;
    }
    profile->assembly.barrier = barrier;
    profile->assembly.n_barriers = 1;
}

/* A constraint layer of lines, with their codes. */
static inline void add_lines(struct world *world, const char *name, const struct feature *line,
                             size_t n)
{
    struct tomt_layer *layer = start_layer(world, TOMT_ROLE_CONSTRAINT, name, n);
    tomt_shapes_start(&layer->shapes, world->arena, TOMT_LINES);
    check(tomt_table_start(&layer->table, world->arena, 1, &world->err), &world->err);
    struct tomt_column *code = tomt_table_column(&layer->table, "code", TOMT_TEXT, &world->err);
    for (size_t i = 0; i < n; i++) {
        add_wkt(world, &layer->shapes, line[i].wkt);
        layer->fid[i] = (int64_t)i + 1;
        check(tomt_column_put_text(code, line[i].field[0], &world->err), &world->err);
    }
    layer->table.n_rows = n;
}

static struct tomt_assembled assembled[MOST_PROFILES];

static inline bool try_assemble(struct world *world, const struct tomt_assembling *how)
{
    struct tomt_site_inputs inputs = world_inputs(world);
    return tomt_sites_assemble(world->arena, &inputs, &world->zones, how, &world->crew,
                               &world->sites, &world->rejected, assembled, &world->err);
}

static inline void assemble(struct world *world)
{
    check(try_assemble(world, &(struct tomt_assembling){0}), &world->err);
}

/* The row of the site whose `parcel` is this; fails when there is none. */
static inline size_t row_of(const struct world *world, const char *parcel)
{
    for (size_t i = 0; i < world->sites.n; i++) {
        if (world->sites.parcel[i] && strcmp(world->sites.parcel[i], parcel) == 0)
            return i;
    }
    fail_msg("no site of the parcels '%s'", parcel);
    return 0;
}

static inline size_t n_of_profile(const struct world *world, size_t profile)
{
    size_t n = 0;
    for (size_t i = 0; i < world->sites.n; i++)
        n += (size_t)(world->sites.profiles[i] >> profile & 1);
    return n;
}

/* What must hold of any sites: rows in order, profiles on each, ids unique in a profile, indexes
 * and losses ascending, members that add up. */
static inline void assert_sound(const struct world *world)
{
    const struct tomt_sites *sites = &world->sites;
    assert_int_equal(sites->shapes.n, sites->n);
    for (size_t i = 0; i < sites->n; i++) {
        double member_m2 = 0;
        assert_true(sites->profiles[i] != 0);
        for (size_t j = i + 1; j < sites->n && strcmp(sites->site_id[i], sites->site_id[j]) == 0;
             j++)
            assert_true((sites->profiles[i] & sites->profiles[j]) == 0);
        if (i > 0)
            assert_true(strcmp(sites->site_id[i - 1], sites->site_id[i]) <= 0);
        for (uint64_t m = sites->member_start[i]; m < sites->member_start[i + 1]; m++)
            member_m2 += sites->member[m].developable_m2;
        assert_near(member_m2, sites->developable_m2[i], 1e-6 * member_m2);
        assert_near(shape_area(&sites->shapes, i), sites->developable_m2[i], 1e-6 * member_m2);
        for (uint64_t u = sites->use_start[i] + 1; u < sites->use_start[i + 1]; u++)
            assert_true(sites->use_code[u - 1] < sites->use_code[u]);
    }
    for (size_t l = 1; l < sites->losses.n; l++) {
        const struct tomt_losses *losses = &sites->losses;
        assert_true(losses->site[l] < sites->n);
        uint64_t before = (uint64_t)losses->site[l - 1] << 32 |
                          (uint64_t)losses->profile[l - 1] << 16 | losses->constraint[l - 1];
        uint64_t here = (uint64_t)losses->site[l] << 32 | (uint64_t)losses->profile[l] << 16 |
                        losses->constraint[l];
        assert_true(before < here);
    }
}

#endif
