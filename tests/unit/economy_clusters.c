/* DBSCAN against its definition, written here a second time without any grid; and what DBSCAN and
 * HDBSCAN share: another implementation finds the same (the dbscan package of R, 1.1-11; its labels
 * are quoted). */
#include "clusters_support.h"

/* Ester et al. (1996), by the letter: O(n^2), clusters grown from core point to core point. */
static size_t naive_dbscan(const struct cloud *cloud, double radius, double least, uint32_t *label,
                           uint8_t *core)
{
    uint32_t name[MOST], queue[MOST];
    for (size_t i = 0; i < cloud->n; i++) {
        double weight = 0;
        for (size_t j = 0; j < cloud->n; j++)
            weight += distance2(cloud, i, j) <= radius * radius ? cloud->weight[j] : 0;
        core[i] = weight >= least;
        name[i] = TOMT_NOISE;
    }
    for (uint32_t seed = 0; seed < cloud->n; seed++) {
        size_t n = 0;
        if (!core[seed] || name[seed] != TOMT_NOISE)
            continue;
        queue[n++] = seed;
        name[seed] = seed;
        for (size_t at = 0; at < n; at++)
            for (uint32_t j = 0; j < cloud->n; j++)
                if (core[j] && name[j] == TOMT_NOISE &&
                    distance2(cloud, queue[at], j) <= radius * radius) {
                    name[j] = seed;
                    queue[n++] = j;
                }
    }
    for (size_t i = 0; i < cloud->n; i++) {
        double nearest = INFINITY;
        for (size_t j = 0; j < cloud->n && !core[i]; j++)
            if (core[j] && distance2(cloud, i, j) <= radius * radius &&
                distance2(cloud, i, j) < nearest) {
                nearest = distance2(cloud, i, j);
                name[i] = name[j];
            }
    }
    return number(cloud, name, label);
}

static size_t check_dbscan(const struct cloud *cloud, double radius, double least)
{
    struct tomt_error err = {0};
    uint32_t label[MOST];
    uint8_t core[MOST];
    size_t n = naive_dbscan(cloud, radius, least, label, core);
    const struct tomt_crew *crew[] = {&ALONE, &THREE, &EIGHT};
    for (size_t k = 0; k < 3; k++) {
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_labels labels;
        if (!tomt_dbscan(arena, cloud->x, cloud->y, cloud->weight, cloud->n, radius, least, crew[k],
                         &labels, &err))
            fail_msg("%s", err.text);
        same_labels(cloud, &labels, label, n);
        assert_memory_equal(labels.core, core, cloud->n);
        assert_null(labels.strength);
        tomt_arena_free(arena);
    }
    return n;
}

static void dbscan_is_its_definition(void **unused)
{
    (void)unused;
    static struct cloud cloud;
    static const double radius[] = {7, 30, 50, 100, 400, 2000}, least[] = {0.5, 3, 12, 60, 1e9};
    size_t n_found = 0;
    for (unsigned turn = 0; turn < 24; turn++) {
        state = turn;
        make_cloud(&cloud, turn % 5 == 0 ? 40 : turn == 8 ? MOST : 700, turn % N_SHAPES);
        for (size_t r = 0; r < sizeof radius / sizeof *radius; r++)
            n_found += check_dbscan(&cloud, radius[r], least[(r + turn) % 5]);
    }
    assert_true(n_found > 500); /* or this compares nothing with nothing */
}

static void dbscan_of_odd_shapes(void **unused)
{
    (void)unused;
    static struct cloud cloud;
    cloud.n = 0;
    check_dbscan(&cloud, 10, 1);
    add(&cloud, 5, 5, 1);
    check_dbscan(&cloud, 10, 1);
    check_dbscan(&cloud, 10, 1.5);
    while (cloud.n < 300) /* all in one place */
        add(&cloud, 5, 5, 0.25);
    check_dbscan(&cloud, 10, 20);
    cloud.n = 0;
    for (int i = 0; i < 200; i++) /* on a line, just at the radius: the edge is in */
        add(&cloud, 30.0 * i, 7, 1);
    check_dbscan(&cloud, 30, 3);
    check_dbscan(&cloud, 29.999, 2);
    for (int i = 0; i < 200; i++) /* without weight: may join, adds nothing */
        cloud.weight[i] = i % 3 == 0;
    check_dbscan(&cloud, 30, 1);
    memset(cloud.weight, 0, sizeof cloud.weight);
    check_dbscan(&cloud, 30, 0.001);
}

/* Between two triples: 0 10 20 and 80 90 100, a point at 50 is 30 from both ends (10 at a time make
 * core: within 20 m three points). It is a border point only for a radius of 30, and is the lower
 * point's. */
static void a_border_point_goes_to_the_nearest_core(void **unused)
{
    (void)unused;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_labels labels;
    double x[] = {100, 90, 80, 50, 0, 10, 20}, y[7] = {0}, weight[] = {5, 5, 5, 1, 5, 5, 6};
    assert_true(tomt_dbscan(arena, x, y, weight, 7, 30, 15, &THREE, &labels, &err));
    assert_int_equal(labels.n_clusters, 2);
    uint32_t tie[] = {0, 0, 0, 0,
                      1, 1, 1}; /* as heavy with the border point: the lower point's first */
    assert_memory_equal(labels.label, tie, sizeof tie);
    assert_false(labels.core[3]);
    x[3] = 49.5;
    assert_true(tomt_dbscan(arena, x, y, weight, 7, 31, 15, &THREE, &labels, &err));
    uint32_t west[] = {1, 1, 1, 0, 0, 0, 0};
    assert_memory_equal(labels.label, west, sizeof west);
    tomt_arena_free(arena);
}

/* Another order of points: the same clusters, but for border points just as far from two. */
static void order_changes_nothing_but_numbers(void **unused)
{
    (void)unused;
    struct tomt_error err = {0};
    static struct cloud cloud, turned;
    state = 7;
    make_cloud(&cloud, MOST, CROWDED);
    for (size_t i = 0; i < cloud.n; i++)
        cloud.weight[i] = uniform(); /* sums that rounding would make depend on order */
    turned.n = 0;
    for (size_t i = cloud.n; i-- > 0;)
        add(&turned, cloud.x[i], cloud.y[i], cloud.weight[i]);
    for (int which = 0; which < 2; which++) {
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_labels a, b;
        bool ok = which ? tomt_hdbscan(arena, cloud.x, cloud.y, cloud.weight, MOST, 4, 9, &THREE,
                                       &a, &err) &&
                              tomt_hdbscan(arena, turned.x, turned.y, turned.weight, MOST, 4, 9,
                                           &THREE, &b, &err)
                        : tomt_dbscan(arena, cloud.x, cloud.y, cloud.weight, MOST, 25, 4, &THREE,
                                      &a, &err) &&
                              tomt_dbscan(arena, turned.x, turned.y, turned.weight, MOST, 25, 4,
                                          &THREE, &b, &err);
        assert_true(ok);
        assert_true(a.n_clusters > 3 && a.n_clusters == b.n_clusters);
        for (size_t i = 0; i < MOST; i++) /* weights differ, so the numbers are the same too */
            assert_int_equal(a.label[i], b.label[MOST - 1 - i]);
        if (which)
            assert_memory_equal(a.strength, b.strength, a.n_clusters * sizeof(double));
        tomt_arena_free(arena);
    }
}

static bool scan(int which, struct tomt_arena *arena, const double *x, const double *y,
                 const double *weight, double a, double b, struct tomt_labels *labels,
                 struct tomt_error *err)
{
    return which ? tomt_hdbscan(arena, x, y, weight, 6, a, b, &ALONE, labels, err)
                 : tomt_dbscan(arena, x, y, weight, 6, a, b, &ALONE, labels, err);
}

static void bad_input_is_refused_or_left_out(void **unused)
{
    (void)unused;
    double x[] = {0, 1, 2, NAN, 1, INFINITY}, y[] = {0, 0, 0, 0, NAN, 0},
           weight[] = {1, 1, 1, 1, 1, 1};
    for (int which = 0; which < 2; which++) {
        struct tomt_error err = {0};
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_labels labels;
        assert_true(scan(which, arena, x, y, weight, 2, 2, &labels, &err));
        for (size_t i = 3; i < 6; i++)
            assert_int_equal(labels.label[i], TOMT_NOISE);
        static const double bad[] = {-1, NAN, INFINITY};
        for (size_t k = 0; k < 3; k++) {
            weight[1] = bad[k];
            err = (struct tomt_error){0};
            assert_false(scan(which, arena, x, y, weight, 2, 2, &labels, &err));
            assert_non_null(strstr(err.text, "weight of point 1"));
            weight[1] = 1;
            err = (struct tomt_error){0};
            assert_false(scan(which, arena, x, y, weight, bad[k], 2, &labels, &err));
            assert_false(scan(which, arena, x, y, weight, 2, bad[k], &labels, &err));
        }
        assert_false(scan(which, arena, x, y, weight, 0, 2, &labels, &err));
        assert_false(scan(which, arena, x, y, weight, 2, 0, &labels, &err));
        double far_off[] = {0, 1, 2, 1e16, 0, 0};
        assert_false(scan(which, arena, far_off, y, weight, 2, 2, &labels, &err));
        double wide[] = {0, 1, 2, 1e14, 0, 0};
        err = (struct tomt_error){0};
        assert_int_equal(scan(which, arena, wide, y, weight, 2, 2, &labels, &err),
                         which); /* DBSCAN: too many cells, and says so */
        assert_true(which || strstr(err.text, "too wide"));
        tomt_arena_free(arena);
    }
}

/* The same clusters under other numbers: theirs[i] is '0' for none. */
static void same_clusters(const struct tomt_labels *labels, const char *theirs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(labels->label[i] == TOMT_NOISE, theirs[i] == '0');
        for (size_t j = 0; j < i; j++)
            assert_int_equal(labels->label[i] == labels->label[j], theirs[i] == theirs[j]);
    }
}

/* dbscan 1.1-11 (R, Hahsler et al. 2019, doi:10.18637/jss.v091.i01) on 72 points that need no file:
 * hdbscan(cbind(x, y), minPts = m) $cluster, where m is our min_weight and min_cluster_weight;
 * dbscan(cbind(x, y), eps = 40, minPts = 6). Its scores are not compared: there a part of fewer
 * than m points that has come off counts on until it comes apart itself; in the paper its points
 * have left. */
static void another_implementation_finds_the_same(void **unused)
{
    (void)unused;
    static struct cloud cloud;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_labels labels;
    static const char *const theirs[] = {
        "321321321321321321321321321321321321321321321321321321321321302001122310",
        "321321321321321321321321321321321321321321321321321321321321302000102310"};
    cloud.n = 0;
    for (int i = 0; i < 60; i++)
        add(&cloud, 180 * (i % 3) + i * 37 % 101 + i * i % 17,
            120 * (i % 3 == 1) + i * 53 % 89 + i * i * i % 23, 1);
    for (int i = 0; i < 12; i++)
        add(&cloud, i * 397 % 500, i * 211 % 300, 1);
    for (int which = 0; which < 2; which++) {
        double m = which ? 6 : 4;
        assert_true(
            tomt_hdbscan(arena, cloud.x, cloud.y, NULL, cloud.n, m, m, &THREE, &labels, &err));
        assert_int_equal(labels.n_clusters, 3);
        same_clusters(&labels, theirs[which], cloud.n);
    }
    assert_true(tomt_dbscan(arena, cloud.x, cloud.y, NULL, cloud.n, 40, 6, &THREE, &labels, &err));
    same_clusters(&labels,
                  "012312312312312312312312312312012312312312312312312312312312001000201320",
                  cloud.n);
    tomt_arena_free(arena);
}

static void running_out_of_memory_is_clean(void **unused)
{
    (void)unused;
    static struct cloud cloud;
    state = 5;
    make_cloud(&cloud, 200, CROWDED);
    for (int which = 0; which < 2; which++) {
        bool ok = false;
        for (uint64_t at = 1; !ok && at < 200; at++) {
            struct tomt_error err = {0};
            struct tomt_labels labels;
            struct tomt_arena *arena = tomt_arena_new(&err);
            tomt_allocation_fail_at(at);
            ok =
                which
                    ? tomt_hdbscan(arena, cloud.x, cloud.y, NULL, 200, 4, 9, &ALONE, &labels, &err)
                    : tomt_dbscan(arena, cloud.x, cloud.y, NULL, 200, 25, 4, &ALONE, &labels, &err);
            tomt_allocation_fail_at(0);
            assert_true(ok || err.code == TOMT_MEMORY);
            tomt_arena_free(arena);
        }
        assert_true(ok);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dbscan_is_its_definition),
        cmocka_unit_test(dbscan_of_odd_shapes),
        cmocka_unit_test(a_border_point_goes_to_the_nearest_core),
        cmocka_unit_test(order_changes_nothing_but_numbers),
        cmocka_unit_test(bad_input_is_refused_or_left_out),
        cmocka_unit_test(another_implementation_finds_the_same),
        cmocka_unit_test(running_out_of_memory_is_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
