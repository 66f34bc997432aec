/* areas_clusters: crowds by hand (a line, one place, too few), their hulls against GEOS and against
 * their members, both methods at 1 and 8 threads and in any order of workplaces. */
#include "areas_support.h"

#include "sources/industry.h"

static const double PI = 3.14159265358979323846;
enum { MOST = 6000, WORK = 1, OTHER = 2 };

static struct {
    uint64_t id[MOST], code[MOST], sectors[MOST];
    double x[MOST], y[MOST], jobs[MOST];
    uint8_t inside[MOST];
} town;

static struct tomt_workplaces workplaces_of(size_t n)
{
    return (struct tomt_workplaces){n,         town.id,   town.x,    town.y,       town.jobs,
                                    town.jobs, town.jobs, town.code, town.sectors, town.inside};
}

static void put(size_t i, double x, double y, double jobs, const char *code, uint64_t sectors)
{
    town.id[i] = 100 + i;
    town.x[i] = x;
    town.y[i] = y;
    town.jobs[i] = jobs;
    town.code[i] = tomt_code_key(code);
    town.sectors[i] = sectors;
}

static bool find(struct room *room, const struct tomt_cluster_question *question,
                 const struct tomt_crew *crew, struct tomt_clusters *out)
{
    room->err = (struct tomt_error){0};
    return tomt_clusters_find(room->arena, question, 100, 400, crew, out, &room->err);
}

/* Of a circle drawn with eight edges a quarter. */
static double circle_m2(double radius_m)
{
    return 16 * radius_m * radius_m * sin(2 * PI / 32);
}

/* Four on a line with 5 jobs each, three at one place with 40 in all, one alone with 500. Beside
 * the line (20 m, within the margin of 25) stands another business with 20 jobs; 26 m off, one of
 * 1000. The reference: 100 jobs of the sector among 400. */
static size_t lay_toy(void)
{
    put(0, 0, 0, 5, "62.020", WORK);
    put(1, 50, 0, 5, "62.010", WORK);
    put(2, 100, 0, 5, "62.010", WORK);
    put(3, 150, 0, 5, "58.110", WORK);
    put(4, 1000, 1000, 10, "72.110", WORK | OTHER);
    put(5, 1000, 1000, 30, "", WORK);
    put(6, 1000, 1000, NAN, "72.190", WORK);
    put(7, 5000, 5000, 500, "62.010", WORK);
    put(8, 75, 20, 20, "47.110", OTHER);
    put(9, 75, 26, 1000, "47.110", 0);
    put(10, NAN, 0, 70, "62.010", WORK);
    return 11;
}

static void crowds_by_hand(void **state)
{
    struct room *room = *state;
    struct tomt_workplaces workplaces = workplaces_of(lay_toy());
    struct tomt_cluster_question question = {.workplaces = &workplaces,
                                             .sectors = WORK,
                                             .radius_m = 60,
                                             .min_jobs = 10,
                                             .min_establishments = 3};
    struct tomt_clusters out;
    assert_done(room, find(room, &question, &one_thread, &out));
    assert_int_equal(out.n, 2);
    static const uint32_t label[] = {1, 1,          1,          1,          0,         0,
                                     0, TOMT_NOISE, TOMT_NOISE, TOMT_NOISE, TOMT_NOISE};
    assert_memory_equal(out.label, label, sizeof label);
    const struct tomt_cluster *place = &out.cluster[0], *line = &out.cluster[1];
    assert_true(place->mix.n == 3 && place->mix.n_unknown == 1 && place->mix.jobs == 40);
    assert_true(place->x == 1000 && place->y == 1000);
    assert_true(place->leading[0] == tomt_code_key("72.110") && place->leading_jobs[0] == 10);
    assert_true(place->leading[1] == 0 &&
                place->leading_jobs[1] == 0); /* of unknown jobs: no lead */
    assert_near(place->area_m2, circle_m2(25), 1e-6);
    assert_true(isnan(place->strength));    /* of HDBSCAN only */
    assert_near(place->quotient, 4, 1e-12); /* 40 of 40, over 1 in 4 */

    assert_true(line->mix.n == 4 && line->mix.jobs == 20 && line->mix.jobs_low == 20);
    assert_near(line->x, 75, 1e-12);
    assert_near(line->y, 0, 1e-12);
    assert_true(line->leading[0] == tomt_code_key("62.010") && line->leading_jobs[0] == 10);
    assert_true(line->leading[1] == tomt_code_key("58.110") && line->leading_jobs[1] == 5);
    assert_true(line->leading[2] == tomt_code_key("62.020") && line->leading_jobs[2] == 5);
    assert_near(line->area_m2, 150 * 50 + circle_m2(25), 1e-6);
    assert_near(line->quotient, 2, 1e-12); /* 20 of 40 */

    question.min_establishments = 1; /* the one alone is the heaviest now */
    assert_done(room, find(room, &question, &one_thread, &out));
    assert_true(out.n == 3 && out.label[7] == 0 && out.label[4] == 1 && out.label[0] == 2);
}

static void all_sectors_have_no_quotient(void **state)
{
    struct room *room = *state;
    struct tomt_workplaces workplaces = workplaces_of(lay_toy());
    struct tomt_cluster_question question = {
        .workplaces = &workplaces, .radius_m = 60, .min_jobs = 10, .min_establishments = 3};
    struct tomt_clusters out;
    assert_done(room, find(room, &question, &one_thread, &out));
    assert_true(out.n == 2 && out.cluster[0].mix.jobs == 1040 && out.label[9] == 0);
    assert_true(isnan(out.cluster[0].quotient));
    /* Centre by jobs: y (20 * 20 + 26 * 1000) / 1040. */
    assert_near(out.cluster[0].y, 26400.0 / 1040, 1e-12);
    assert_true(out.cluster[0].leading[0] == tomt_code_key("47.110") &&
                out.cluster[0].leading_jobs[0] == 1020);
}

static void no_crowds(void **state)
{
    struct room *room = *state;
    struct tomt_workplaces workplaces = workplaces_of(lay_toy());
    struct tomt_cluster_question question = {.workplaces = &workplaces,
                                             .radius_m = 60,
                                             .min_jobs = 10,
                                             .min_cluster_jobs = 10,
                                             .min_establishments = 3};
    struct tomt_clusters out;
    for (int method = 0; method < 2; method++) {
        question.method = (enum tomt_cluster_method)method;
        for (size_t i = 0; i < workplaces.n; i++)
            town.jobs[i] = 0;
        assert_done(room, find(room, &question, &one_thread, &out));
        assert_true(out.n == 0 && out.hull.n == 0 && out.label[0] == TOMT_NOISE);
        lay_toy();
        question.sectors = 1ull << 40; /* nobody's */
        assert_done(room, find(room, &question, &one_thread, &out));
        assert_true(out.n == 0 && out.label[3] == TOMT_NOISE);
        question.sectors = 0;
        workplaces.n = 0;
        assert_done(room, find(room, &question, &one_thread, &out));
        assert_int_equal(out.n, 0);
        workplaces.n = 11;
    }
    question.method = TOMT_BY_DBSCAN;
    question.min_jobs = 0;
    assert_false(find(room, &question, &one_thread, &out));
}

/* ---- hulls ---------------------------------------------------------------------------------- */

/* Valid by GEOS, one ring, every member at least nearly the margin inside, all others of the sector
 * that are members of none free to be anywhere. */
static void check_hull(struct room *room, const struct tomt_clusters *out, size_t i, size_t n)
{
    struct tomt_arena *scratch = tomt_arena_new(&room->err);
    struct tomt_seat *seat = tomt_seat_open(scratch, &room->err);
    GEOSGeometry *hull = tomt_seat_shape(seat, &out->hull, i, &room->err);
    double area_m2;
    assert_non_null(hull);
    assert_int_equal(GEOSGeomTypeId_r(seat->geos, hull), GEOS_POLYGON);
    assert_int_equal(GEOSisValid_r(seat->geos, hull), 1);
    assert_int_equal(GEOSGetNumInteriorRings_r(seat->geos, hull), 0);
    assert_int_equal(GEOSArea_r(seat->geos, hull, &area_m2), 1);
    assert_near(out->cluster[i].area_m2, area_m2, 1e-6);
    GEOSGeometry *edge = GEOSBoundary_r(seat->geos, hull);
    for (size_t k = 0; k < n; k++) {
        if (out->label[k] != i)
            continue;
        GEOSGeometry *point = GEOSGeom_createPointFromXY_r(seat->geos, town.x[k], town.y[k]);
        double distance_m;
        assert_int_equal(GEOSContains_r(seat->geos, hull, point), 1);
        assert_int_equal(GEOSDistance_r(seat->geos, edge, point, &distance_m), 1);
        /* The chord's middle; GEOS smooths what it widens by a hundredth of the width first. */
        assert_true(distance_m > 25 * cos(PI / 32) - 0.25);
        GEOSGeom_destroy_r(seat->geos, point);
    }
    GEOSGeom_destroy_r(seat->geos, edge);
    GEOSGeom_destroy_r(seat->geos, hull);
    tomt_arena_free(scratch);
}

/* A horseshoe: streets of 20 m width with places on both sides along three sides of a square of
 * 1000 m. Its convex hull would be over 1,000,000 m2; the concave one leaves the yard out: no edge
 * over 0.3 of the longest, so at most what is within some 300 m of the streets. */
static void a_horseshoe_is_hollow(void **state)
{
    struct room *room = *state;
    size_t n = 0;
    for (int i = 0; i <= 50; i++)
        for (int side = 0; side < 2; side++) {
            put(n++, 569000 + 20 * i, 6622000 - 20 * side, 2, "62.010", WORK);
            put(n++, 569000 - 20 * side, 6622000 + 20 * i + 10, 2, "62.010", WORK);
            put(n++, 570000 + 20 * side, 6622000 + 20 * i + 10, 2, "62.010", WORK);
        }
    struct tomt_workplaces workplaces = workplaces_of(n);
    struct tomt_cluster_question question = {
        .workplaces = &workplaces, .sectors = WORK, .radius_m = 30, .min_jobs = 4};
    struct tomt_clusters out;
    assert_done(room, find(room, &question, &one_thread, &out));
    assert_int_equal(out.n, 1);
    assert_int_equal(out.cluster[0].mix.n, n);
    check_hull(room, &out, 0, n);
    assert_true(out.cluster[0].area_m2 < 700000 && out.cluster[0].area_m2 > 3000 * 50);
}

/* ---- random towns --------------------------------------------------------------------------- */

static void lay_random(size_t n, uint64_t seed)
{
    for (size_t i = 0; i < n; i++) {
        bool is_near = random_bits(&seed) % 4 != 0;
        double spread = is_near ? 150 : 5000;
        double x = is_near ? 570000 + 1500 * (double)(random_bits(&seed) % 4) : 572000;
        double y = is_near ? 6620000 + 1500 * (double)(random_bits(&seed) % 3) : 6621000;
        char code[8];
        snprintf(code, sizeof code, "%05u", 62010 + 10 * (unsigned)(random_bits(&seed) % 5));
        x += random_between(&seed, -spread, spread);
        y += random_between(&seed, -spread, spread);
        /* Half of them on a raster of 10 m, many at one place: ties of all kinds. */
        put(i, i % 2 ? rint(x / 10) * 10 : x, i % 2 ? rint(y / 10) * 10 : y,
            random_bits(&seed) % 9 ? (double)(random_bits(&seed) % 40) / 3 : NAN, code,
            random_bits(&seed) % 4);
    }
}

static void shuffle(size_t n, uint64_t seed)
{
    for (size_t i = n; i-- > 1;) {
        size_t j = random_bits(&seed) % (i + 1);
        uint64_t id = town.id[i], code = town.code[i], sectors = town.sectors[i];
        double x = town.x[i], y = town.y[i], jobs = town.jobs[i];
        town.id[i] = town.id[j];
        town.code[i] = town.code[j];
        town.sectors[i] = town.sectors[j];
        town.x[i] = town.x[j];
        town.y[i] = town.y[j];
        town.jobs[i] = town.jobs[j];
        town.id[j] = id;
        town.code[j] = code;
        town.sectors[j] = sectors;
        town.x[j] = x;
        town.y[j] = y;
        town.jobs[j] = jobs;
    }
}

static void threads_and_order_change_nothing(void **state)
{
    struct room *room = *state;
    static uint32_t by_id[MOST];
    struct tomt_workplaces workplaces = workplaces_of(MOST);
    struct tomt_cluster_question question = {.workplaces = &workplaces,
                                             .sectors = WORK,
                                             .radius_m = 80,
                                             .min_jobs = 120,
                                             .min_cluster_jobs = 300,
                                             .min_establishments = 5};
    for (int method = 0; method < 2; method++) {
        struct tomt_clusters a, b;
        question.method = (enum tomt_cluster_method)method;
        lay_random(MOST, 21);
        assert_done(room, find(room, &question, &one_thread, &a));
        assert_true(a.n > 3);
        size_t n_members = 0;
        for (size_t i = 0; i < MOST; i++) {
            by_id[town.id[i] - 100] = a.label[i];
            n_members += a.label[i] != TOMT_NOISE;
            assert_true(a.label[i] == TOMT_NOISE || (town.sectors[i] & WORK));
        }
        for (size_t i = 0; i < a.n; i++) {
            n_members -= a.cluster[i].mix.n;
            assert_true(a.cluster[i].mix.n >= 5);
            assert_true(question.method == TOMT_BY_HDBSCAN ? a.cluster[i].strength > 0
                                                           : isnan(a.cluster[i].strength));
            assert_true(i == 0 || a.cluster[i].mix.jobs <= a.cluster[i - 1].mix.jobs);
            check_hull(room, &a, i, MOST);
        }
        assert_int_equal(n_members, 0);
        shuffle(MOST, 8);
        assert_done(room, find(room, &question, &eight_threads, &b));
        assert_int_equal(a.n, b.n);
        assert_memory_equal(a.cluster, b.cluster, a.n * sizeof *a.cluster);
        assert_memory_equal(a.hull.start, b.hull.start, (a.n + 1) * sizeof *a.hull.start);
        assert_memory_equal(a.hull.wkb, b.hull.wkb, a.hull.start[a.n]);
        for (size_t i = 0; i < MOST; i++)
            assert_int_equal(b.label[i], by_id[town.id[i] - 100]);
    }
}

/* Two crowds of 34 jobs 100 m apart, and one with 1 job just between them: not dense itself (29 of
 * 30 within 50 m) and as near to one as to the other. It goes west, however the register is
 * ordered. */
static void between_two_crowds(void **state)
{
    struct room *room = *state;
    static const double x[] = {-40, 0, 50, 100, 140}, jobs[] = {20, 14, 1, 14, 20};
    struct tomt_workplaces workplaces = workplaces_of(5);
    struct tomt_cluster_question question = {
        .workplaces = &workplaces, .sectors = WORK, .radius_m = 50, .min_jobs = 30};
    static const uint32_t label[] = {0, 0, 0, 1, 1};
    struct tomt_clusters out;
    for (size_t turn = 0; turn < 10; turn++) {
        for (size_t i = 0; i < 5; i++)
            put((turn < 5 ? i + turn : turn + 5 - i) % 5, x[i], 0, jobs[i], "62.010", WORK);
        assert_done(room, find(room, &question, &one_thread, &out));
        assert_true(out.n == 2 && out.cluster[0].mix.jobs == 35);
        for (size_t i = 0; i < 5; i++)
            assert_int_equal(out.label[(turn < 5 ? i + turn : turn + 5 - i) % 5], label[i]);
    }
}

static void out_of_memory(void **state)
{
    struct room *room = *state;
    struct tomt_workplaces workplaces = workplaces_of(lay_toy());
    struct tomt_cluster_question question = {.workplaces = &workplaces,
                                             .sectors = WORK,
                                             .radius_m = 60,
                                             .min_jobs = 10,
                                             .min_establishments = 3};
    struct tomt_clusters out;
    bool done = false;
    uint64_t fail_at = 1;
    for (; !done && fail_at < 3000; fail_at++) {
        tomt_allocation_fail_at(fail_at);
        done = find(room, &question, &one_thread, &out);
        tomt_allocation_fail_at(0);
        assert_true(done || room->err.code != TOMT_OK);
    }
    assert_true(done && fail_at > 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(crowds_by_hand, open_room, close_room),
        cmocka_unit_test_setup_teardown(all_sectors_have_no_quotient, open_room, close_room),
        cmocka_unit_test_setup_teardown(no_crowds, open_room, close_room),
        cmocka_unit_test_setup_teardown(a_horseshoe_is_hollow, open_room, close_room),
        cmocka_unit_test_setup_teardown(threads_and_order_change_nothing, open_room, close_room),
        cmocka_unit_test_setup_teardown(between_two_crowds, open_room, close_room),
        cmocka_unit_test_setup_teardown(out_of_memory, open_room, close_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
