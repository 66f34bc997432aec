/* Random sites, zones and constraints: covers and limits against plain GEOS on whole polygons, with
 * limits by the sum over subsets (inclusion and exclusion) instead of by cells; the order of
 * limits; 1 = 8 threads. */
#include "ground_support.h"

#include <time.h>

enum { N_LIMITS = 3, N_SIDE = 6, MOST_SEEDS = 9 };
static const double LEAVES[N_LIMITS] = {0.5, 0.2, 0};
static const char *const NAME[N_LIMITS] = {"noise", "road", "well"};
static const double BUFFER[N_LIMITS] = {0, 12, 25};
static const int ORDER[2][N_LIMITS] = {{0, 1, 2}, {2, 0, 1}};

static void add_zones(struct world *world, uint64_t *seed)
{
    GEOSContextHandle_t geos = world->seat->geos;
    struct tomt_shapes star;
    tomt_shapes_start(&star, world->arena, TOMT_POLYGONS);
    add_star(world, &star, seed, 570300, 6620300, 280, 40, true);
    GEOSGeometry *all = geometry_of(
        world,
        "POLYGON((569000 6619000,572000 6619000,572000 6622000,569000 6622000,569000 6619000))");
    GEOSGeometry *inner = tomt_seat_shape(world->seat, &star, 0, &world->err);
    GEOSGeometry *outer = GEOSDifference_r(geos, all, inner);
    check(tomt_seat_write(world->seat, inner, &world->zones.shapes, &world->err), &world->err);
    check(tomt_seat_write(world->seat, outer, &world->zones.shapes, &world->err), &world->err);
    world->zones.n = 2;
    GEOSGeom_destroy_r(geos, all);
    GEOSGeom_destroy_r(geos, inner);
    GEOSGeom_destroy_r(geos, outer);
}

static void add_constraints(struct world *world, uint64_t *seed)
{
    size_t noise = add_layer(world, NAME[0], TOMT_POLYGONS);
    for (int i = 0; i < 50; i++) {
        /* nested thrice, some exactly alike: contours of noise */
        double x = 570000 + 600 * unit(seed), y = 6620000 + 600 * unit(seed);
        double r = 10 + 80 * unit(seed);
        for (int k = 0; k < 1 + i % 3; k++) {
            uint64_t same = 77u + (uint64_t)i;
            add_star(world, &world->layer[noise].shapes, &same, x, y, r * (i % 4 ? 1 - 0.3 * k : 1),
                     i % 8 ? 12 : 300, i % 2 == 0);
            add_code(world, noise, "H210");
        }
    }
    size_t road = add_layer(world, NAME[1], TOMT_LINES);
    for (int i = 0; i < 12; i++) {
        char wkt[200];
        double x = 570000 + 600 * unit(seed), y = 6620000 + 600 * unit(seed);
        snprintf(wkt, sizeof wkt, "LINESTRING(%.2f %.2f,%.2f %.2f,%.2f %.2f)", x, y,
                 570000 + 600 * unit(seed), 6620000 + 600 * unit(seed), x + 200, y - 100);
        add_feature(world, road, "E18", wkt);
    }
    size_t well = add_layer(world, NAME[2], TOMT_POINTS);
    for (int i = 0; i < 60; i++) {
        check(tomt_shapes_add_point(&world->layer[well].shapes, 570000 + 600 * unit(seed),
                                    6620000 + 600 * unit(seed), &world->err),
              &world->err);
        add_code(world, well, NULL);
    }
}

static void open_random(struct world *world, uint64_t seed)
{
    world_open(world);
    add_zones(world, &seed);
    add_constraints(world, &seed);
    for (int i = 0; i < N_SIDE * N_SIDE; i++) {
        double x = 570000 + 100 * (i % N_SIDE), y = 6620000 + 100 * (i / N_SIDE);
        add_box(world, &world->sites.shapes, x, y, x + 100, y + 100);
    }
    for (int i = 0; i < 20; i++)
        add_star(world, &world->sites.shapes, &seed, 570000 + 600 * unit(&seed),
                 6620000 + 600 * unit(&seed), i == 0 ? 350 : 70, i == 0 ? 700 : 11, i % 2 == 1);
    world->sites.n = world->sites.shapes.n;
    for (size_t i = 0; i < world->sites.n; i++)
        world->profiles[i] = i % 5 == 0 ? 1 : 3;
    world->sites.profiles = world->profiles;
    for (int order = 0; order < 2; order++) {
        size_t p = add_profile(world, order ? "two" : "one");
        for (int k = 0; k < N_LIMITS; k++) {
            int limit = ORDER[order][k];
            add_constraint(world, p, NAME[limit], NULL, TOMT_EFFECT_LIMIT, BUFFER[limit],
                           LEAVES[limit]);
        }
    }
}

/* The union of a whole layer with its buffer, the plain way. */
static GEOSGeometry *whole_cover(struct world *world, int limit)
{
    GEOSContextHandle_t geos = world->seat->geos;
    const struct tomt_shapes *shapes = &world->layer[limit].shapes;
    GEOSGeometry *one[512];
    for (size_t i = 0; i < shapes->n; i++) {
        GEOSGeometry *bare =
            shapes->kind == TOMT_POINTS
                ? GEOSGeom_createPointFromXY_r(geos, shapes->box[i].min_x, shapes->box[i].min_y)
                : tomt_seat_shape(world->seat, shapes, i, &world->err);
        one[i] = BUFFER[limit] > 0 ? GEOSBuffer_r(geos, bare, BUFFER[limit], 16)
                                   : GEOSGeom_clone_r(geos, bare);
        GEOSGeom_destroy_r(geos, bare);
    }
    GEOSGeometry *all =
        GEOSGeom_createCollection_r(geos, GEOS_GEOMETRYCOLLECTION, one, (unsigned)shapes->n);
    GEOSGeometry *joined = GEOSUnaryUnion_r(geos, all);
    GEOSGeom_destroy_r(geos, all);
    assert_non_null(joined);
    return joined;
}

/* Area of piece ∩ all covers of a set. */
static double set_m2(struct world *world, const GEOSGeometry *piece, GEOSGeometry *const *cover,
                     unsigned set)
{
    GEOSContextHandle_t geos = world->seat->geos;
    GEOSGeometry *left = GEOSGeom_clone_r(geos, piece);
    for (int k = 0; k < N_LIMITS; k++) {
        if (!(set >> k & 1))
            continue;
        GEOSGeometry *less = GEOSIntersection_r(geos, left, cover[k]);
        GEOSGeom_destroy_r(geos, left);
        left = less;
        assert_non_null(left);
    }
    double area = area_of(world, left);
    GEOSGeom_destroy_r(geos, left);
    return area;
}

/* (1 - l_k) x sum over sets of earlier limits of prod (l_j - 1) x area under k and the set. */
static double expected_lost(const double *set_area, const int *order, int k)
{
    double sum = 0;
    for (unsigned chosen = 0; chosen < 1u << k; chosen++) {
        unsigned set = 1u << order[k];
        double sign = 1;
        for (int j = 0; j < k; j++) {
            if (chosen >> j & 1) {
                set |= 1u << order[j];
                sign *= LEAVES[order[j]] - 1;
            }
        }
        sum += sign * set_area[set];
    }
    return (1 - LEAVES[order[k]]) * sum;
}

static double lost_in(const struct tomt_limits *limits, size_t site, uint32_t zone, size_t profile,
                      size_t constraint)
{
    for (size_t i = 0; i < limits->n; i++) {
        if (limits->site[i] == site && limits->zone[i] == zone && limits->profile[i] == profile &&
            limits->constraint[i] == constraint)
            return limits->lost_m2[i];
    }
    return 0;
}

static void compare_piece(struct world *world, size_t site, uint32_t zone,
                          const GEOSGeometry *piece, GEOSGeometry *const *cover)
{
    double set_area[1 << N_LIMITS], both[2] = {0, 0};
    for (unsigned set = 0; set < 1u << N_LIMITS; set++)
        set_area[set] = set_m2(world, piece, cover, set);
    double tolerance = 1e-6 * set_area[0] + 1e-3;
    assert_near(pair_m2(&world->ground.zone, site, zone), set_area[0], tolerance);
    for (size_t p = 0; p < 2; p++) {
        for (int k = 0; k < N_LIMITS; k++) {
            double found = lost_in(&world->ground.limits, site, zone, p, (size_t)k);
            if (!(world->profiles[site] >> p & 1)) {
                assert_near(found, 0, 0);
                continue;
            }
            assert_near(found, expected_lost(set_area, ORDER[p], k), tolerance);
            both[p] += found;
        }
    }
    if (world->profiles[site] == 3)
        assert_near(both[0], both[1], 1e-9 * set_area[0]);
}

static void covers_and_limits_as_geos_has_them(void **state)
{
    (void)state;
    clock_t begin = clock();
    /* As many as a quarter of a minute lets through, three at least. */
    for (uint64_t seed = 1; seed <= MOST_SEEDS; seed++) {
        if (seed > 3 && clock() - begin > 12 * CLOCKS_PER_SEC)
            break;
        struct world world;
        open_random(&world, seed);
        measure(&world);
        GEOSContextHandle_t geos = world.seat->geos;
        GEOSGeometry *cover[N_LIMITS];
        for (int k = 0; k < N_LIMITS; k++)
            cover[k] = whole_cover(&world, k);
        size_t n_in_both = 0;
        for (size_t s = 0; s < world.sites.n; s++) {
            GEOSGeometry *site = tomt_seat_shape(world.seat, &world.sites.shapes, s, &world.err);
            double whole = area_of(&world, site);
            for (unsigned k = 0; k < N_LIMITS; k++)
                assert_near(pair_m2(&world.ground.covers.site, s, k),
                            set_m2(&world, site, cover, 1u << k), 1e-6 * whole);
            for (uint32_t z = 0; z < 2; z++) {
                GEOSGeometry *zone =
                    tomt_seat_shape(world.seat, &world.zones.shapes, z, &world.err);
                GEOSGeometry *piece = GEOSIntersection_r(geos, site, zone);
                compare_piece(&world, s, z, piece, cover);
                GEOSGeom_destroy_r(geos, piece);
                GEOSGeom_destroy_r(geos, zone);
            }
            n_in_both += world.ground.zone.start[s + 1] - world.ground.zone.start[s] == 2;
            GEOSGeom_destroy_r(geos, site);
        }
        assert_true(n_in_both > 5);
        assert_int_equal(world.ground.report.n_over, 0);
        /* The largest site has too many edges for slabs: there the library did it. */
        assert_true(world.ground.report.n_pairs > 4);
        assert_true(world.ground.report.n_pairs * 5 < world.ground.report.n_looked);
        assert_true(world.ground.report.max_area_error < 1e-9);
        for (int k = 0; k < N_LIMITS; k++)
            GEOSGeom_destroy_r(geos, cover[k]);
        world_close(&world);
    }
}

static void assert_same_overlaps(const struct tomt_overlaps *a, const struct tomt_overlaps *b)
{
    assert_int_equal(a->n, b->n);
    assert_memory_equal(a->start, b->start, (a->n + 1) * sizeof *a->start);
    assert_memory_equal(a->row, b->row, (size_t)a->start[a->n] * sizeof *a->row);
    assert_memory_equal(a->area_m2, b->area_m2, (size_t)a->start[a->n] * sizeof *a->area_m2);
}

static void same_bytes_at_any_number_of_threads(void **state)
{
    (void)state;
    struct world world;
    open_random(&world, 7);
    world.crew.n_threads = 1;
    measure(&world);
    struct tomt_ground one = world.ground;
    world.crew.n_threads = 8;
    measure(&world);
    const struct tomt_ground *many = &world.ground;
    assert_same_overlaps(&one.zone, &many->zone);
    assert_same_overlaps(&one.covers.site, &many->covers.site);
    size_t n = (size_t)one.covers.site.start[one.covers.site.n];
    assert_true(n > 100);
    assert_memory_equal(one.covers.main_layer, many->covers.main_layer, n * sizeof(uint32_t));
    assert_memory_equal(one.covers.main_row, many->covers.main_row, n * sizeof(uint32_t));
    assert_int_equal(one.limits.n, many->limits.n);
    n = one.limits.n;
    assert_memory_equal(one.limits.site, many->limits.site, n * sizeof(uint32_t));
    assert_memory_equal(one.limits.zone, many->limits.zone, n * sizeof(uint32_t));
    assert_memory_equal(one.limits.profile, many->limits.profile, n);
    assert_memory_equal(one.limits.constraint, many->limits.constraint, n * sizeof(uint16_t));
    assert_memory_equal(one.limits.lost_m2, many->limits.lost_m2, n * sizeof(double));
    assert_memory_equal(&one.report, &many->report, sizeof one.report);
    for (size_t i = 0; i < n; i++)
        assert_true(isfinite(one.limits.lost_m2[i]) && one.limits.lost_m2[i] > 0);
    /* Ascending by site, profile, zone, constraint. */
    for (size_t i = 1; i < n; i++) {
        const uint64_t before[4] = {one.limits.site[i - 1], one.limits.profile[i - 1],
                                    one.limits.zone[i - 1], one.limits.constraint[i - 1]};
        const uint64_t now[4] = {one.limits.site[i], one.limits.profile[i], one.limits.zone[i],
                                 one.limits.constraint[i]};
        int k = 0;
        while (k < 3 && before[k] == now[k])
            k++;
        assert_true(before[k] < now[k]);
    }
    world_close(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(covers_and_limits_as_geos_has_them),
        cmocka_unit_test(same_bytes_at_any_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
