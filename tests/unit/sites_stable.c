/* What must not change a site: the order of the input, the number of threads. Ids; cells of a grid;
 * zones as sites; large polygons. */
#include "sites_support.h"

#include "sites/terms.h"

#define ZONE_FIELDS "use,plan_id,adopted,level"

static uint64_t seed;
static unsigned chance(unsigned n)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(seed >> 33) % n;
}

struct city {
    struct feature *zone, *parcel, *hazard;
    size_t n_zones, n_parcels, n_hazards;
};

static const char *box_wkt(struct world *world, double x, double y, double width, double height,
                           double shear)
{
    return tomt_arena_print(world->arena, &world->err,
                            "POLYGON((%.3f %.3f,%.3f %.3f,%.3f %.3f,%.3f %.3f,%.3f %.3f))", x, y,
                            x + width, y + shear, x + width - shear, y + height + shear, x - shear,
                            y + height, x, y);
}

/* Blocks of zones, two plans that overlap, parcels across borders (some twice, some without id),
 * hazards. Always the same city. */
static struct city build(struct world *world)
{
    static const char *const use[4] = {"1110", "1300", "1310", "2010"};
    struct city city = {.n_zones = 60, .n_parcels = 400, .n_hazards = 20};
    seed = 7;
    city.zone = tomt_arena_block(world->arena, NULL, city.n_zones * sizeof *city.zone, &world->err);
    city.parcel =
        tomt_arena_block(world->arena, NULL, city.n_parcels * sizeof *city.parcel, &world->err);
    city.hazard =
        tomt_arena_block(world->arena, NULL, city.n_hazards * sizeof *city.hazard, &world->err);
    for (size_t i = 0; i < 49; i++)
        city.zone[i] = (struct feature){
            box_wkt(world, 1000 + 100 * (double)(i % 7), 1000 + 100 * (double)(i / 7), 100, 100, 0),
            {use[chance(4)], "old", "1990-01-01"}};
    for (size_t i = 49; i < 60; i++)
        city.zone[i] = (struct feature){
            box_wkt(world, 1000 + chance(600), 1000 + chance(600), 40 + chance(100),
                    40 + chance(100), 7.3),
            {use[chance(4)], i % 2 ? "new" : "newer", i % 2 ? "2005-05-05" : "2015-05-05"}};
    for (size_t i = 0; i < city.n_parcels; i++) {
        const char *id = i % 17 == 0 ? NULL
                                     : tomt_arena_print(world->arena, &world->err, "p%zu",
                                                        i % 11 == 0 ? i / 2 : i);
        city.parcel[i] = (struct feature){box_wkt(world, 990 + chance(690), 990 + chance(690),
                                                  15 + chance(30), 15 + chance(30), 3.1),
                                          {id}};
    }
    for (size_t i = 0; i < city.n_hazards; i++)
        city.hazard[i] = (struct feature){box_wkt(world, 990 + chance(690), 990 + chance(690),
                                                  10 + chance(60), 5 + chance(20), 2.7),
                                          {"H310"}};
    return city;
}

static void shuffle(struct feature *feature, size_t n, uint64_t with)
{
    seed = with;
    for (size_t i = n; i > 1; i--) {
        size_t other = chance((unsigned)i);
        struct feature kept = feature[i - 1];
        feature[i - 1] = feature[other];
        feature[other] = kept;
    }
}

static void run_city(struct world *world, uint64_t order, unsigned n_threads, int parts)
{
    world_open(world);
    struct city city = build(world);
    if (order) {
        shuffle(city.zone, city.n_zones, order);
        shuffle(city.parcel, city.n_parcels, order + 1);
        shuffle(city.hazard, city.n_hazards, order + 2);
    }
    add_layer(world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS, city.zone, city.n_zones);
    add_layer(world, TOMT_ROLE_PARCEL, "parcels", "parcel", city.parcel, city.n_parcels);
    add_layer(world, TOMT_ROLE_CONSTRAINT, "slide", "code", city.hazard, city.n_hazards);
    exclude(world, add_profile(world, "office", USES("1300", "1310")), "slide", NULL, 0);
    exclude(world, add_profile(world, "both", USES("1110", "1310")), "slide", NULL, 5);
    add_profile(world, "housing", USES("1110"));
    world->project.sites.min_area_m2 = 200;
    world->project.sites.min_width_m = 6;
    world->project.sites.parts = parts;
    world->crew.n_threads = n_threads;
    make(world);
}

static void assert_same_sites(const struct world *a, const struct world *b)
{
    assert_true(a->sites.n > 100);
    assert_int_equal(a->sites.n, b->sites.n);
    assert_int_equal(a->sites.shapes.start[a->sites.n], b->sites.shapes.start[b->sites.n]);
    assert_memory_equal(a->sites.shapes.wkb, b->sites.shapes.wkb,
                        a->sites.shapes.start[a->sites.n]);
    for (size_t i = 0; i < a->sites.n; i++) {
        assert_string_equal(a->sites.site_id[i], b->sites.site_id[i]);
        assert_string_equal(a->sites.use[i], b->sites.use[i]);
        assert_int_equal(a->sites.profiles[i], b->sites.profiles[i]);
        assert_memory_equal(&a->sites.area_m2[i], &b->sites.area_m2[i], sizeof(double));
        assert_memory_equal(&a->sites.developable_m2[i], &b->sites.developable_m2[i],
                            sizeof(double));
        assert_memory_equal(&a->sites.inscribed_m[i], &b->sites.inscribed_m[i], sizeof(double));
        assert_memory_equal(&a->sites.point_x[i], &b->sites.point_x[i], sizeof(double));
    }
    assert_int_equal(a->sites.losses.n, b->sites.losses.n);
    assert_memory_equal(a->sites.losses.ground_m2, b->sites.losses.ground_m2,
                        a->sites.losses.n * sizeof(double));
    assert_int_equal(a->rejected.n, b->rejected.n);
    for (size_t i = 0; i < a->rejected.n; i++) {
        assert_string_equal(a->rejected.site_id[i], b->rejected.site_id[i]);
        assert_int_equal(a->rejected.reason[i], b->rejected.reason[i]);
        assert_int_equal(a->rejected.profiles[i], b->rejected.profiles[i]);
        assert_memory_equal(&a->rejected.measured[i], &b->rejected.measured[i], sizeof(double));
    }
    assert_int_equal(a->report.n_slivers, b->report.n_slivers);
    assert_int_equal(a->report.n_pairs, b->report.n_pairs);
}

static void order_changes_nothing(void **state)
{
    (void)state;
    for (int parts = 0; parts < 2; parts++) {
        struct world first, other;
        run_city(&first, 0, 2, parts);
        for (uint64_t order = 1; order < 6; order++) {
            run_city(&other, order, 2, parts);
            assert_same_sites(&first, &other);
            world_close(&other);
        }
        world_close(&first);
    }
}

static void threads_change_nothing(void **state)
{
    (void)state;
    struct world one, eight;
    run_city(&one, 0, 1, TOMT_PARTS_SEPARATE);
    run_city(&eight, 0, 8, TOMT_PARTS_SEPARATE);
    assert_same_sites(&one, &eight);
    assert_int_equal(one.zones.n, eight.zones.n);
    assert_memory_equal(one.zones.shapes.wkb, eight.zones.shapes.wkb,
                        one.zones.shapes.start[one.zones.n]);
    world_close(&eight);
    world_close(&one);
}

/* At every point at most one zone: the resolved zones' areas add up to the area of the union of all
 * zones, GEOS being the peer. */
static void resolved_zones_are_disjoint(void **state)
{
    (void)state;
    struct world world;
    run_city(&world, 0, 2, TOMT_PARTS_TOGETHER);
    double sum = 0, together;
    GEOSGeometry *all = GEOSGeom_createEmptyCollection_r(world.seat->geos, GEOS_GEOMETRYCOLLECTION);
    for (size_t i = 0; i < world.layer[0].shapes.n; i++) {
        GEOSGeometry *zone = tomt_seat_shape(world.seat, &world.layer[0].shapes, i, &world.err);
        GEOSGeometry *more = GEOSUnion_r(world.seat->geos, all, zone);
        GEOSGeom_destroy_r(world.seat->geos, all);
        GEOSGeom_destroy_r(world.seat->geos, zone);
        all = more;
    }
    GEOSArea_r(world.seat->geos, all, &together);
    GEOSGeom_destroy_r(world.seat->geos, all);
    for (size_t i = 0; i < world.zones.n; i++)
        sum += shape_area(&world.zones.shapes, i);
    assert_near(sum + world.zones.report.slivers_m2, together, 0.01);
    world_close(&world);
}

static GEOSGeometry *union_where(struct world *world, const struct tomt_shapes *shapes,
                                 const uint8_t *wanted)
{
    GEOSContextHandle_t geos = world->seat->geos;
    GEOSGeometry *all = GEOSGeom_createEmptyCollection_r(geos, GEOS_GEOMETRYCOLLECTION);
    for (size_t i = 0; i < shapes->n; i++) {
        if (wanted && !wanted[i])
            continue;
        GEOSGeometry *one = tomt_seat_shape(world->seat, shapes, i, &world->err),
                     *more = GEOSUnion_r(geos, all, one);
        GEOSGeom_destroy_r(geos, all);
        GEOSGeom_destroy_r(geos, one);
        all = more;
    }
    return all;
}

/* The first profile's sites against the definition, taken literally by GEOS: parcel ∩ (union of
 * permitted zones) − (union of hazards). */
static void sites_are_what_they_are_defined_as(void **state)
{
    (void)state;
    struct world world;
    run_city(&world, 0, 2, TOMT_PARTS_TOGETHER);
    GEOSContextHandle_t geos = world.seat->geos;
    uint8_t permitted[256] = {0};
    assert_true(world.zones.n <= sizeof permitted);
    for (size_t i = 0; i < world.zones.n; i++) {
        const char *use =
            tomt_column_text(&world.layer[0].table.column[0], world.zones.row[i], NULL);
        permitted[i] = strcmp(use, "1300") == 0 || strcmp(use, "1310") == 0;
    }
    GEOSGeometry *zones = union_where(&world, &world.zones.shapes, permitted),
                 *hazards = union_where(&world, &world.layer[2].shapes, NULL);
    size_t n = 0;
    for (size_t i = 0; i < world.sites.n; i++) {
        if (!(world.sites.profiles[i] & 1))
            continue;
        GEOSGeometry *parcel = tomt_seat_shape(world.seat, &world.layer[1].shapes,
                                               world.sites.source_row[i], &world.err);
        GEOSGeometry *within = GEOSIntersection_r(geos, parcel, zones),
                     *left = GEOSDifference_r(geos, within, hazards);
        double within_m2, left_m2;
        GEOSArea_r(geos, within, &within_m2);
        GEOSArea_r(geos, left, &left_m2);
        assert_near(world.sites.area_m2[i], within_m2, 2e-3);
        /* what was dropped are parts under 1 m2 */
        if (world.sites.developable_m2[i] > left_m2 + 2e-3 ||
            world.sites.developable_m2[i] < left_m2 - 1)
            fail_msg("site %s: %.6f m2, by definition %.6f", world.sites.site_id[i],
                     world.sites.developable_m2[i], left_m2);
        GEOSGeom_destroy_r(geos, parcel);
        GEOSGeom_destroy_r(geos, within);
        GEOSGeom_destroy_r(geos, left);
        n++;
    }
    assert_true(n > 50);
    GEOSGeom_destroy_r(geos, zones);
    GEOSGeom_destroy_r(geos, hazards);
    world_close(&world);
}

/* Whichever allocation of ours fails, the failure is clean: an error that says so, and no leak (the
 * sanitizers look). */
static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((0 0,100 0,100 100,0 100,0 0))", {"1110", "A", "2001-01-01"}},
          {"POLYGON((90 0,200 0,200 100,90 100,90 0))", {"1300", "A", "2001-01-01"}},
          {"POLYGON((190 0,300 5,300 100,190 100,190 0))", {"1310", "B", "2005-01-01"}});
    LAYER(&world, TOMT_ROLE_PARCEL, "parcels", "parcel",
          {"POLYGON((70 10,230 10,230 40,70 40,70 10))", {"p1"}},
          {"POLYGON((110 50,140 50,140 80,110 80,110 50))", {NULL}});
    LAYER(&world, TOMT_ROLE_CONSTRAINT, "slide", "code",
          {"POLYGON((120 0,130 0,130 90,120 90,120 0))", {"H310"}},
          {"POLYGON((195 0,205 0,205 90,195 90,195 0))", {"H910"}});
    LAYER(&world, TOMT_ROLE_STRATEGY, "strategy", "strategy",
          {"POLYGON((100 0,150 0,150 90,100 90,100 0))", {"densify"}});
    struct tomt_profile *office = add_profile(&world, "office", USES("1300", "1310"));
    exclude(&world, office, "slide", "H310", 0);
    exclude(&world, office, "slide", "H310", 2); /* both take the same ground: it is cut in steps */
    add_profile(&world, "housing", USES("1110"));
    world.project.sites.parts = TOMT_PARTS_SEPARATE;
    world.crew.n_threads = 1;
    struct tomt_site_inputs inputs = world_inputs(&world);
    bool done = false;
    uint64_t n = 0;
    while (!done) {
        struct tomt_error err = {0};
        struct tomt_arena *arena = tomt_arena_new(&err);
        tomt_allocation_fail_at(++n);
        done = tomt_zones_resolve(arena, &inputs, &world.crew, &world.zones, &err) &&
               tomt_sites_make(arena, &inputs, &world.zones, &world.crew, &world.sites,
                               &world.rejected, &world.report, &err);
        tomt_allocation_fail_at(0);
        if (!done && err.code != TOMT_MEMORY)
            fail_msg("allocation %llu: code %d, %s", (unsigned long long)n, (int)err.code,
                     err.text);
        if (done)
            assert_true(world.sites.n >= 4 && world.sites.losses.n >= 2);
        tomt_arena_free(arena);
    }
    assert_true(n > 100);
    world_close(&world);
}

/* The hash of a shape does not know where a ring starts, which way it runs, how parts are ordered,
 * nor half a centimetre. */
static void ids_by_shape(void **state)
{
    (void)state;
    static const char *const same[4] = {
        "MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0),(2 2,2 4,4 4,4 2,2 2)),((20 0,30 0,30 9,20 0)))",
        "MULTIPOLYGON(((30 0,30 9,20 0,30 0)),((10 10,0 10,0 0,10 0,10 10),(4 4,4 2,2 2,2 4,4 4)))",
        "MULTIPOLYGON(((0 0,0 10,10 10,10 0,0 0),(2 2,4 2,4 4,2 4,2 2)),((20 0,30 9,30 0,20 0)))",
        /* clang-format off */
        "MULTIPOLYGON(((0 0.004,10 0,10 10,0 10,0 0.004),(2 2,2 4,4 4,4 2,2 2)),((20 0,30 0,30 9,20 0)))"};
    /* clang-format on */
    char first[40] = "";
    for (int i = 0; i < 5; i++) {
        struct world world;
        world_open(&world);
        const char *wkt = i < 4 ? same[i]
                                : "MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0),(2 2,2 4,4 4,4 2,2 "
                                  "2)),((20 0,30 0,30 9.01,20 0)))";
        LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
              {"POLYGON((-50 -50,50 -50,50 50,-50 50,-50 -50))", {"1300", "A"}});
        LAYER(&world, TOMT_ROLE_PARCEL, "parcels", "parcel", {wkt, {NULL}});
        add_profile(&world, "office", USES("1300"));
        make(&world);
        assert_int_equal(world.sites.n, 1);
        assert_int_equal(world.report.n_hashed_ids, 1);
        assert_int_equal(world.sites.site_id[0][0], 'p');
        assert_int_equal(strlen(world.sites.site_id[0]), 17);
        if (i == 0)
            snprintf(first, sizeof first, "%s", world.sites.site_id[0]);
        else if (i < 4)
            assert_string_equal(world.sites.site_id[0], first);
        else
            assert_string_not_equal(world.sites.site_id[0], first);
        world_close(&world);
    }
}

/* Cells of 50 m over a study area of x 10..160, y 10..110: columns 0..3, rows 0..2 meet it; of
 * those the centres 25, 75, 125 (not 175) by 25, 75 (not 125) lie in it. */
static void square_grid(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    tomt_shapes_start(&world.study_area, world.arena, TOMT_POLYGONS);
    add_wkt(&world, &world.study_area, "POLYGON((10 10,160 10,160 110,10 110,10 10))");
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((-500 -500,120 -500,120 500,-500 500,-500 -500))", {"1300", "A"}});
    world.project.sites.from = TOMT_SITES_GRID;
    world.project.sites.cell_m = 50;
    add_profile(&world, "office", USES("1300"));
    make(&world);
    assert_int_equal(world.report.n_sources, 12);
    assert_int_equal(world.report.n_outside_area, 6);
    assert_int_equal(world.sites.n, 6);
    assert_string_equal(world.sites.site_id[0], "grid:0:0");
    assert_near(world.sites.developable_m2[site_row(&world, "grid:2:1", 0)], 20 * 50,
                1e-6); /* 100..120 */
    assert_int_equal(world.sites.source_row[0], UINT32_MAX);
    world_close(&world);
}

/* Hexagons of 100 m between sides: area 100^2 sqrt(3)/2 = 8660.254. Cell 0:0 stands on 0,0; 1:0 at
 * 100,0; 0:1 at 50, 86.603. */
static void hexagon_grid(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    tomt_shapes_start(&world.study_area, world.arena, TOMT_POLYGONS);
    add_wkt(&world, &world.study_area, "POLYGON((-10 -10,110 -10,110 100,-10 100,-10 -10))");
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((-500 -500,900 -500,900 900,-500 900,-500 -500))", {"1300", "A"}});
    world.project.sites.from = TOMT_SITES_GRID;
    world.project.sites.grid_shape = TOMT_GRID_HEXAGON;
    world.project.sites.cell_m = 100;
    add_profile(&world, "office", USES("1300"));
    make(&world);
    assert_int_equal(world.sites.n, 3);
    size_t row = site_row(&world, "grid:0:1", 0);
    assert_near(world.sites.developable_m2[row], 8660.254, 1e-3);
    assert_near(world.sites.inscribed_m[row], 100, 1e-6);
    assert_near(world.sites.point_x[row], 50, 1e-6);
    assert_near(world.sites.point_y[row], 86.6025404, 1e-6);
    assert_near(world.sites.point_x[site_row(&world, "grid:1:0", 0)], 100, 1e-6);
    world_close(&world);
}

static void zones_as_sites(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((0 0,100 0,100 100,0 100,0 0))", {"1110", "A"}},
          {"POLYGON((100 0,200 0,200 100,100 100,100 0))", {"1300", "A"}});
    world.project.sites.from = TOMT_SITES_ZONES;
    add_profile(&world, "office", USES("1300"));
    make(&world);
    assert_int_equal(world.sites.n, 1);
    assert_int_equal(world.sites.site_id[0][0], 'z');
    assert_null(world.sites.parcel[0]);
    assert_int_equal(world.sites.source_row[0], 1);
    assert_int_equal(world.rejected.n, 1);
    assert_int_equal(world.rejected.reason[0], TOMT_R_USE);
    assert_int_equal(world.rejected.feature[0], 1);
    world_close(&world);
}

/* A comb of 30,000 teeth as a parcel of 60,000 corners, under two zones: half the teeth each. Teeth
 * of 1 x 10 m every 2 m on a spine 10 m high: per zone 30,000 m of spine and 15,000 teeth: 300,000
 * + 150,000 m2. */
static void large_polygons(void **state)
{
    (void)state;
    struct world world;
    world_open(&world);
    struct tomt_text wkt = {0};
    tomt_text_puts(&wkt, "POLYGON((0 0,60000 0");
    for (int tooth = 29999; tooth >= 0; tooth--)
        tomt_text_print(&wkt, ",%d 10,%d 20,%d 20,%d 10", 2 * tooth + 2, 2 * tooth + 2,
                        2 * tooth + 1, 2 * tooth + 1);
    tomt_text_puts(&wkt, ",0 10,0 0))");
    LAYER(&world, TOMT_ROLE_ZONE, "zone", ZONE_FIELDS,
          {"POLYGON((-10 -10,30000 -10,30000 500,-10 500,-10 -10))", {"1300", "A"}},
          {"POLYGON((30000 -10,60010 -10,60010 500,30000 500,30000 -10))", {"1110", "A"}});
    LAYER(&world, TOMT_ROLE_PARCEL, "parcels", "parcel", {wkt.bytes, {"comb"}});
    add_profile(&world, "office", USES("1300"));
    make(&world);
    assert_near(world.sites.developable_m2[site_row(&world, "comb", 0)], 450000, 1e-3);
    tomt_text_free(&wkt);
    world_close(&world);
}

static void words(void **state)
{
    (void)state;
    assert_true(tomt_code_falls_under("H310", "310"));
    assert_true(tomt_code_falls_under("310", "H310"));
    assert_true(tomt_code_falls_under("H310_4", "H310"));
    assert_true(tomt_code_falls_under("H310", "H3"));
    assert_false(tomt_code_falls_under("H310", "H3100"));
    assert_false(tomt_code_falls_under("H220", "H210"));
    assert_false(tomt_code_falls_under(NULL, "H210"));
    assert_false(tomt_code_falls_under("H210", ""));
    assert_true(tomt_use_order("920", "1300") < 0);
    assert_true(tomt_use_order("1300", "BKB") < 0);
    assert_true(tomt_use_order("A", "B") < 0);
    assert_true(tomt_level_counts("2"));
    assert_true(tomt_level_counts(NULL));
    assert_false(tomt_level_counts("1"));
    assert_false(tomt_level_counts("over"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_changes_nothing),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(resolved_zones_are_disjoint),
        cmocka_unit_test(sites_are_what_they_are_defined_as),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(ids_by_shape),
        cmocka_unit_test(square_grid),
        cmocka_unit_test(hexagon_grid),
        cmocka_unit_test(zones_as_sites),
        cmocka_unit_test(large_polygons),
        cmocka_unit_test(words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
