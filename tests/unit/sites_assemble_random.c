/* Sites of several parcels in random towns: areas are conserved, nothing is lost or told twice;
 * threads and the order of the input change no byte; want of memory is clean. */
#include "sites_assemble_support.h"

enum { SIDE = 12, N = SIDE * SIDE };

static uint64_t state_of_chance;
static double uniform(void)
{
    state_of_chance ^= state_of_chance << 13;
    state_of_chance ^= state_of_chance >> 7;
    state_of_chance ^= state_of_chance << 17;
    return (double)(state_of_chance >> 11) * 0x1p-53;
}

/* A lattice whose corners are moved; every second parcel has a corner in the middle of a border
 * that its neighbour has not, the others one corner twice. Some owners in common; zones across
 * parcels; two hazards. */
static void lay_town(struct world *world, struct feature *parcel, uint64_t with)
{
    static const char *const owner[] = {"Ola", "Kari", "OLA ", "Byen KF;Staten", NULL, "A", "B"};
    double x[SIDE + 1][SIDE + 1], y[SIDE + 1][SIDE + 1];
    state_of_chance = 88172645463325252ULL + with * 2654435761ULL;
    for (int i = 0; i <= SIDE; i++) {
        for (int j = 0; j <= SIDE; j++) {
            x[i][j] = 1000 + 50 * i + 20 * (uniform() - 0.5);
            y[i][j] = 1000 + 40 * j + 16 * (uniform() - 0.5);
        }
    }
    for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
            double middle_x = (x[i][j] + x[i + 1][j]) / 2, middle_y = (y[i][j] + y[i + 1][j]) / 2;
            struct feature *here = &parcel[i * SIDE + j];
            here->wkt = tomt_arena_print(
                world->arena, &world->err,
                "POLYGON((%.17g %.17g,%.17g %.17g,%.17g %.17g,%.17g %.17g,%.17g %.17g,%.17g "
                "%.17g))",
                x[i][j], y[i][j], (i + j) % 2 ? middle_x : x[i][j],
                (i + j) % 2 ? middle_y : y[i][j], x[i + 1][j], y[i + 1][j], x[i + 1][j + 1],
                y[i + 1][j + 1], x[i][j + 1], y[i][j + 1], x[i][j], y[i][j]);
            here->field[0] = tomt_arena_print(world->arena, &world->err, "p%03d", i * SIDE + j);
            here->field[1] = NULL;
            here->field[2] = owner[(size_t)(uniform() * 7)];
        }
    }
}

static void shuffle(struct feature *feature, size_t n)
{
    state_of_chance = 4711;
    for (size_t i = n; i > 1; i--) {
        size_t other = (size_t)(uniform() * (double)i);
        struct feature kept = feature[i - 1];
        feature[i - 1] = feature[other];
        feature[other] = kept;
    }
}

static void make_town(struct world *world, uint64_t with, bool shuffled, unsigned n_threads)
{
    struct feature parcel[N];
    world_open(world);
    lay_town(world, parcel, with);
    if (shuffled)
        shuffle(parcel, N);
    LAYER(world, TOMT_ROLE_ZONE, "zone", "use,plan_id",
          {"POLYGON((900 900,1310 900,1310 2000,900 2000,900 900))", {"1300", "a"}},
          {"POLYGON((1310 900,2000 900,2000 1300,1310 1300,1310 900))", {"1310", "a"}},
          {"POLYGON((1310 1300,2000 1300,2000 2000,1310 2000,1310 1300))", {"1110", "a"}});
    add_layer(world, TOMT_ROLE_PARCEL, "parcels", "parcel,property,owner", parcel, N);
    LAYER(world, TOMT_ROLE_CONSTRAINT, "slide", "code",
          {"POLYGON((1111 950,1177 950,1240 1600,1170 1600,1111 950))", {"H310"}},
          {"POLYGON((950 1401,1700 1203,1700 1210,950 1411,950 1401))", {"H320"}});
    LAYER(world, TOMT_ROLE_STRATEGY, "strategy", "strategy",
          {"POLYGON((900 900,1450 900,1450 1222,900 1222,900 900))", {"densify"}});
    struct tomt_profile *tech = wish(world, "tech", 4000, 9000);
    exclude(world, tech, "slide", "H310", 0);
    bar(world, tech, "slide", "H320");
    exclude(world, wish(world, "health", 4000, 9000), "slide", "H310", 0);
    add_profile(world, "office", USES("1300", "1310", "1130"));
    world->crew.n_threads = n_threads;
    make(world);
}

/* Ground and uses of a profile's sites before and after: what is kept, fails or is left is all that
 * there was. */
static void assert_conserved(const struct world *world, const struct tomt_sites *before, size_t p,
                             size_t rejected_from)
{
    double was_m2 = 0, is_m2 = 0;
    size_t n_members = 0, n_left = 0;
    for (size_t i = 0; i < before->n; i++)
        was_m2 += before->profiles[i] >> p & 1 ? before->developable_m2[i] : 0;
    for (size_t i = 0; i < world->sites.n; i++) {
        if (!(world->sites.profiles[i] >> p & 1))
            continue;
        is_m2 += world->sites.developable_m2[i];
        n_members += world->sites.member_start[i + 1] - world->sites.member_start[i];
    }
    for (size_t r = rejected_from; r < world->rejected.n; r++) {
        if (!(world->rejected.profiles[r] >> p & 1))
            continue;
        assert_int_equal(world->rejected.reason[r], TOMT_R_NOT_ASSEMBLED);
        is_m2 += world->rejected.measured[r]; /* its weight is its ground */
        n_left++;
    }
    assert_near(is_m2, was_m2, 1e-6 * was_m2);
    assert_int_equal(n_members + n_left, assembled[p].n_parcels);
    assert_int_equal(n_left, assembled[p].n_left_over);
    assert_int_equal(n_members, assembled[p].n_in_assemblies);
    assert_int_equal(n_of_profile(world, p), assembled[p].n_assemblies);
    assert_true(assembled[p].max_area_error <= 1e-6);
}

/* Every site is in the library's normal order, so that the same ground has the same bytes. */
static void assert_normal(const struct world *world)
{
    GEOSContextHandle_t geos = world->seat->geos;
    struct tomt_error err = {0};
    for (size_t i = 0; i < world->sites.n; i++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&world->sites.shapes, i, &size);
        if (world->sites.site_id[i][0] != 'a')
            continue;
        GEOSGeometry *geometry = tomt_seat_read(world->seat, wkb, size, &err);
        GEOSGeometry *normal = GEOSGeom_clone_r(geos, geometry);
        assert_int_equal(GEOSNormalize_r(geos, normal), 0);
        assert_int_equal(GEOSEqualsExact_r(geos, geometry, normal, 0), 1);
        GEOSGeom_destroy_r(geos, normal);
        GEOSGeom_destroy_r(geos, geometry);
    }
}

static void ground_is_conserved(void **state)
{
    (void)state;
    size_t n_united = 0;
    for (uint64_t with = 0; with < 12; with++) {
        struct world world;
        make_town(&world, with, false, 2);
        struct tomt_sites before = world.sites;
        size_t rejected_from = world.rejected.n;
        assemble(&world);
        assert_sound(&world);
        for (size_t p = 0; p < 2; p++)
            assert_conserved(&world, &before, p, rejected_from);
        losses_add_up(&world);
        assert_true(world.sites.losses.n > 10);
        assert_normal(&world);
        for (size_t i = 0; i < world.sites.n; i++) { /* members are the sites that were */
            size_t n = world.sites.member_start[i + 1] - world.sites.member_start[i];
            double area_m2 = 0;
            n_united += n > 1;
            assert_true(n >= 1 && n <= 12);
            for (uint64_t m = world.sites.member_start[i]; m < world.sites.member_start[i + 1]; m++)
                area_m2 += world.sites.member[m].area_m2;
            assert_near(area_m2, world.sites.area_m2[i], 1e-6 * area_m2);
            if (world.sites.profiles[i] & 3)
                assert_true(world.sites.developable_m2[i] > 3999 &&
                            world.sites.developable_m2[i] < 9001);
        }
        size_t n_plain = 0;
        for (size_t i = 0; i < before.n; i++)
            n_plain += (size_t)(before.profiles[i] >> 2 & 1);
        assert_int_equal(n_of_profile(&world, 2), n_plain);
        world_close(&world);
    }
    assert_true(n_united > 200);
}

static void same_column(const void *a, const void *b, size_t bytes)
{
    assert_true(bytes == 0 || memcmp(a, b, bytes) == 0);
}

static void same_text(const char *a, const char *b)
{
    assert_true(a == b || (a && b && strcmp(a, b) == 0));
}

/* Members are told by their rows, which the order of the input changes. */
static void assert_same(const struct world *one, const struct world *other, bool same_order)
{
    const struct tomt_sites *a = &one->sites, *b = &other->sites;
    size_t n = a->n;
    assert_int_equal(n, b->n);
    assert_true(n > 60);
    same_column(a->shapes.start, b->shapes.start, (n + 1) * sizeof *a->shapes.start);
    same_column(a->shapes.wkb, b->shapes.wkb, a->shapes.start[n]);
    same_column(a->point_x, b->point_x, n * sizeof(double));
    same_column(a->point_y, b->point_y, n * sizeof(double));
    same_column(a->area_m2, b->area_m2, n * sizeof(double));
    same_column(a->developable_m2, b->developable_m2, n * sizeof(double));
    same_column(a->inscribed_m, b->inscribed_m, n * sizeof(double));
    same_column(a->perimeter_m, b->perimeter_m, n * sizeof(double));
    same_column(a->n_parts, b->n_parts, n * sizeof *a->n_parts);
    same_column(a->profiles, b->profiles, n * sizeof *a->profiles);
    same_column(a->plan_zone, b->plan_zone, n * sizeof *a->plan_zone);
    same_column(a->member_start, b->member_start, (n + 1) * sizeof *a->member_start);
    same_column(a->use_start, b->use_start, (n + 1) * sizeof *a->use_start);
    same_column(a->use_code, b->use_code, a->use_start[n] * sizeof *a->use_code);
    same_column(a->use_area_m2, b->use_area_m2, a->use_start[n] * sizeof *a->use_area_m2);
    assert_int_equal(a->losses.n, b->losses.n);
    same_column(a->losses.site, b->losses.site, a->losses.n * sizeof *a->losses.site);
    same_column(a->losses.ground_m2, b->losses.ground_m2, a->losses.n * sizeof(double));
    for (size_t i = 0; i < n; i++) {
        same_text(a->site_id[i], b->site_id[i]);
        same_text(a->parcel[i], b->parcel[i]);
        same_text(a->use[i], b->use[i]);
        same_text(a->strategy[i], b->strategy[i]);
    }
    for (uint64_t m = 0; m < a->member_start[n]; m++) {
        assert_true(!same_order || a->member[m].row == b->member[m].row);
        same_column(&a->member[m].area_m2, &b->member[m].area_m2, 2 * sizeof(double));
    }
    assert_int_equal(one->rejected.n, other->rejected.n);
    same_column(one->rejected.shapes.wkb, other->rejected.shapes.wkb,
                one->rejected.shapes.start[one->rejected.n]);
    same_column(one->rejected.reason, other->rejected.reason, one->rejected.n);
    same_column(one->rejected.profiles, other->rejected.profiles, one->rejected.n * 8);
    same_column(one->rejected.measured, other->rejected.measured, one->rejected.n * 8);
    for (size_t r = 0; r < one->rejected.n; r++) {
        same_text(one->rejected.site_id[r], other->rejected.site_id[r]);
        same_text(one->rejected.detail[r], other->rejected.detail[r]);
    }
}

static void threads_and_order_change_nothing(void **state)
{
    (void)state;
    struct world one, eight, shuffled;
    make_town(&one, 3, false, 1);
    assemble(&one);
    make_town(&eight, 3, false, 8);
    assemble(&eight);
    make_town(&shuffled, 3, true, 8);
    assemble(&shuffled);
    assert_same(&one, &eight, true);
    assert_same(&one, &shuffled, false);
    world_close(&one);
    world_close(&eight);
    world_close(&shuffled);
}

/* Two join, one stays, one is left, with owners, a barrier and an exclusion. Whatever allocation
 * fails, the sites are as they were. */
static void out_of_memory(void **state)
{
    (void)state;
    struct world world;
    static const struct feature line[] = {{"LINESTRING(1050 990,1050 1090)", {"RIVER"}},
                                          {"LINESTRING(990 1040,1110 1040)", {"PATH"}}};
    world_open(&world);
    LAYER(&world, TOMT_ROLE_ZONE, "zone", "use", {ALL_ZONE, {"1300"}});
    LAYER(&world, TOMT_ROLE_PARCEL, "parcels", "parcel,property,owner", {BOX_A, {"A", "1/1", "X"}},
          {BOX_B, {"B", "1/2", "Y;X"}}, {BOX_C, {"C", "1/3", "X"}},
          {"POLYGON((2000 2000,2090 2000,2090 2050,2000 2050,2000 2000))", {"E"}});
    add_lines(&world, "water", line, 2);
    bar(&world, wish(&world, "cluster", 4000, 4500), "water", "RIVER");
    wish(&world, "other", 4500, 4600);
    make(&world);
    struct tomt_sites before = world.sites;
    struct tomt_site_inputs inputs = world_inputs(&world);
    struct tomt_assembling how = {0};
    world.crew.n_threads = 1;
    bool done = false;
    for (uint64_t at = 1; !done; at++) {
        struct tomt_error err = {0};
        size_t n_rejected = world.rejected.n;
        tomt_allocation_fail_at(at);
        done = tomt_sites_assemble(world.arena, &inputs, &world.zones, &how, &world.crew,
                                   &world.sites, &world.rejected, assembled, &err);
        tomt_allocation_fail_at(0);
        if (!done) {
            assert_int_equal(err.code, TOMT_MEMORY);
            assert_memory_equal(&world.sites, &before, sizeof before);
        } else {
            assert_true(at > 100);
            assert_int_equal(world.rejected.n, n_rejected + 4);
        }
        assert_true(at < 100000);
    }
    assert_sound(&world);
    assert_int_equal(world.sites.n, 2);
    row_of(&world, "A, C");
    assert_int_equal(world.sites.profiles[row_of(&world, "E")], 3);
    world_close(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ground_is_conserved),
        cmocka_unit_test(threads_and_order_change_nothing),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
