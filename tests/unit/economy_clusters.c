/* DBSCAN and HDBSCAN against their definitions, written here a second time without any grid or
 * tree, against a hand calculation and against another implementation (the dbscan package of
 * R, 1.1-11; its figures are quoted). */
#include "economy/clusters.h"
#include "economy/spanning.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { MOST = 3000, MOST_NAIVE = 200 };
static const struct tomt_crew ALONE = {1, NULL, NULL}, THREE = {3, NULL, NULL},
                              EIGHT = {8, NULL, NULL};

static void same_number(double a, double b, double tolerance)
{
    if (!(fabs(a - b) <= tolerance))
        fail_msg("%.17g, not %.17g", a, b);
}

static uint64_t state;

static double uniform(void) /* splitmix64 */
{
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

struct cloud {
    double x[MOST], y[MOST], weight[MOST];
    size_t n;
};

static void add(struct cloud *cloud, double x, double y, double weight)
{
    cloud->x[cloud->n] = x;
    cloud->y[cloud->n] = y;
    cloud->weight[cloud->n++] = weight;
}

enum shape { SCATTERED, LATTICE, CROWDED, N_SHAPES };

static void make_cloud(struct cloud *cloud, size_t n, enum shape shape)
{
    cloud->n = 0;
    for (size_t i = 0; i < n; i++) {
        double x = 1000 * uniform(), y = 600 * uniform(), weight = floor(6 * uniform()) / 2;
        if (shape == LATTICE) { /* many equal distances, many of one place */
            x = 50 * floor(x / 50);
            y = 50 * floor(y / 50);
        } else if (shape == CROWDED && i % 4) {
            double angle = 6.28318530717958648 * uniform(), r = 60 * uniform() * uniform();
            x = 560000 + 250 * (double)(i % 3) + r * cos(angle);
            y = 6620000 + 300 * (double)(i % 2) + r * sin(angle);
        } else if (shape == CROWDED) {
            x += 560000;
            y += 6620000;
        }
        add(cloud, x, y, weight);
    }
}

static double distance2(const struct cloud *cloud, size_t a, size_t b)
{
    double dx = cloud->x[a] - cloud->x[b], dy = cloud->y[a] - cloud->y[b];
    return dx * dx + dy * dy;
}

/* Clusters given by any names (name[i], TOMT_NOISE: none) get the numbers the header promises. */
static size_t number(const struct cloud *cloud, const uint32_t *name, uint32_t *label)
{
    uint32_t seen[MOST];
    double weight[MOST];
    size_t n = 0;
    for (size_t i = 0; i < cloud->n; i++) {
        size_t k = 0;
        label[i] = TOMT_NOISE;
        if (name[i] == TOMT_NOISE)
            continue;
        while (k < n && seen[k] != name[i])
            k++;
        if (k == n) {
            seen[n] = name[i];
            weight[n++] = 0;
        }
        weight[k] += cloud->weight[i];
    }
    for (size_t i = 0; i < cloud->n; i++) {
        size_t mine = 0;
        if (name[i] == TOMT_NOISE)
            continue;
        while (seen[mine] != name[i])
            mine++;
        label[i] = 0;
        for (size_t k = 0; k < n; k++) /* seen is by lowest point */
            label[i] += weight[k] > weight[mine] || (weight[k] == weight[mine] && k < mine);
    }
    return n;
}

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

static void same_labels(const struct cloud *cloud, const struct tomt_labels *labels,
                        const uint32_t *label, size_t n_clusters)
{
    assert_int_equal(labels->n_clusters, n_clusters);
    for (size_t i = 0; i < cloud->n; i++)
        if (labels->label[i] != label[i])
            fail_msg("point %zu is in %u, not in %u", i, labels->label[i], label[i]);
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

/* HDBSCAN by its definition: from the largest distance down, the parts still held together by what
 * is shorter. */
struct naive {
    const struct cloud *cloud;
    double reach2[MOST_NAIVE][MOST_NAIVE]; /* mutual; [i][i]: core */
    double height[MOST_NAIVE * (MOST_NAIVE + 1) / 2];
    size_t n_heights;
    double least;
    uint32_t name[MOST_NAIVE];
    uint32_t n_names;
    double stability[MOST_NAIVE]; /* by name */
};

static int descending(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return a > b ? -1 : a < b;
}

static double core2_of(const struct cloud *cloud, size_t i, double enough)
{
    double best = INFINITY;
    for (size_t j = 0; j < cloud->n; j++) {
        double d2 = distance2(cloud, i, j), weight = 0;
        for (size_t k = 0; k < cloud->n; k++)
            weight += distance2(cloud, i, k) <= d2 ? cloud->weight[k] : 0;
        if (weight >= enough && d2 < best)
            best = d2;
    }
    return best;
}

static double density_of(double d2)
{
    return 1 / fmax(sqrt(d2), 1);
}

/* part[i]: 0 not in the crowd, else in it; becomes the number (from 1) of the connected part below
 * h2, 0 for those that fall. */
static unsigned split(const struct naive *naive, uint32_t *part, double h2, double *weight)
{
    uint32_t queue[MOST_NAIVE], next[MOST_NAIVE] = {0};
    unsigned n_heavy = 0, n = 0;
    for (uint32_t seed = 0; seed < naive->cloud->n; seed++) {
        size_t n_queue = 0;
        double sum = 0;
        if (!part[seed] || next[seed] || naive->reach2[seed][seed] >= h2)
            continue;
        queue[n_queue++] = seed;
        next[seed] = ++n;
        for (size_t at = 0; at < n_queue; at++) {
            sum += naive->cloud->weight[queue[at]];
            for (uint32_t j = 0; j < naive->cloud->n; j++)
                if (part[j] && !next[j] && naive->reach2[j][j] < h2 &&
                    naive->reach2[queue[at]][j] < h2) {
                    next[j] = n;
                    queue[n_queue++] = j;
                }
        }
        bool is_heavy = sum >= naive->least;
        n_heavy += is_heavy;
        for (size_t at = 0; at < n_queue; at++)
            next[queue[at]] = is_heavy ? n_heavy : MOST_NAIVE + 1;
        if (is_heavy)
            weight[n_heavy] = sum;
    }
    for (size_t i = 0; i < naive->cloud->n; i++)
        part[i] = next[i] > MOST_NAIVE ? 0 : next[i];
    return n_heavy;
}

/* Gives names to the best clusters within the crowd; returns the stability they come to. */
static double follow(struct naive *naive, const uint32_t *crowd, size_t height, double born,
                     bool is_all)
{
    uint32_t part[MOST_NAIVE], all[MOST_NAIVE];
    double stability = 0, below = 0, now_in = 0, weight[MOST_NAIVE];
    uint32_t before[MOST_NAIVE], n_before = naive->n_names;
    memcpy(part, crowd, sizeof part);
    memcpy(all, crowd, sizeof all);
    memcpy(before, naive->name, sizeof before);
    for (size_t i = 0; i < naive->cloud->n; i++)
        now_in += part[i] ? naive->cloud->weight[i] : 0;
    for (; height < naive->n_heights; height++) {
        double now = density_of(naive->height[height]);
        unsigned n = split(naive, part, naive->height[height], weight);
        double left = n == 1 ? weight[1] : 0;
        stability += (now_in - left) * (now - born);
        now_in = left;
        for (unsigned k = 1; n > 1 && k <= n; k++) {
            uint32_t child[MOST_NAIVE] = {0};
            for (size_t i = 0; i < naive->cloud->n; i++)
                child[i] = part[i] == k;
            below += follow(naive, child, height + 1, now, false);
        }
        if (n != 1)
            break;
    }
    if (is_all || below > stability)
        return below;
    memcpy(naive->name, before, sizeof before);
    naive->n_names = n_before;
    for (size_t i = 0; i < naive->cloud->n; i++)
        if (all[i])
            naive->name[i] = naive->n_names;
    naive->stability[naive->n_names++] = stability;
    return stability;
}

static void naive_hdbscan(struct naive *naive, const struct cloud *cloud, double enough,
                          double least)
{
    naive->cloud = cloud;
    naive->least = least;
    naive->n_heights = naive->n_names = 0;
    uint32_t all[MOST_NAIVE] = {0};
    for (size_t i = 0; i < cloud->n; i++) {
        naive->reach2[i][i] = core2_of(cloud, i, enough);
        naive->name[i] = TOMT_NOISE;
        all[i] = 1;
    }
    for (size_t i = 0; i < cloud->n; i++)
        for (size_t j = 0; j <= i; j++) {
            double d2 =
                fmax(distance2(cloud, i, j), fmax(naive->reach2[i][i], naive->reach2[j][j]));
            naive->reach2[i][j] = naive->reach2[j][i] = d2;
            naive->height[naive->n_heights++] = d2;
        }
    qsort(naive->height, naive->n_heights, sizeof(double), descending);
    size_t n = 0;
    for (size_t i = 0; i < naive->n_heights; i++)
        if (i == 0 || naive->height[i] != naive->height[i - 1])
            naive->height[n++] = naive->height[i];
    naive->n_heights = n;
    if (n > 0 && isfinite(naive->height[0]))
        follow(naive, all, 0, 0, true);
}

static size_t check_hdbscan(const struct cloud *cloud, double enough, double least)
{
    static struct naive naive;
    struct tomt_error err = {0};
    uint32_t label[MOST_NAIVE];
    naive_hdbscan(&naive, cloud, enough, least);
    size_t n = number(cloud, naive.name, label);
    const struct tomt_crew *crew[] = {&ALONE, &THREE, &EIGHT};
    for (size_t k = 0; k < 3; k++) {
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_labels labels;
        if (!tomt_hdbscan(arena, cloud->x, cloud->y, cloud->weight, cloud->n, enough, least,
                          crew[k], &labels, &err))
            fail_msg("%s", err.text);
        same_labels(cloud, &labels, label, n);
        assert_null(labels.core);
        for (size_t i = 0; i < cloud->n; i++)
            if (label[i] != TOMT_NOISE)
                same_number(labels.strength[label[i]] / naive.stability[naive.name[i]], 1, 1e-9);
        tomt_arena_free(arena);
    }
    return n;
}

static void hdbscan_is_its_definition(void **unused)
{
    (void)unused;
    static struct cloud cloud;
    size_t n_found = 0;
    for (unsigned turn = 0; turn < 30; turn++) {
        state = 1000 + turn;
        make_cloud(&cloud, turn % 7 == 0 ? 12 : 60 + turn, turn % N_SHAPES);
        for (size_t i = 0; i < cloud.n && turn % 2; i++)
            cloud.weight[i] = 1;
        n_found += check_hdbscan(&cloud, 2 + turn % 5, 3 + turn % 8);
    }
    assert_true(n_found > 60); /* or this compares nothing with nothing */
}

static void hdbscan_of_odd_shapes(void **unused)
{
    (void)unused;
    static struct cloud cloud;
    cloud.n = 0;
    check_hdbscan(&cloud, 2, 2);
    add(&cloud, 3, 4, 1);
    check_hdbscan(&cloud, 1, 1);
    check_hdbscan(&cloud, 2, 1);
    while (cloud.n < 50)
        add(&cloud, 3, 4, 1);
    check_hdbscan(&cloud, 5, 5);
    while (cloud.n < 80) /* two places, each heavy enough to be a cluster by itself */
        add(&cloud, 300, 4, 1);
    check_hdbscan(&cloud, 5, 5);
    memset(cloud.weight, 0, sizeof cloud.weight);
    check_hdbscan(&cloud, 5, 5);
    cloud.n = 0;
    for (int i = 0; i < 60; i++) /* one joint of sixty branches */
        add(&cloud, 25.0 * i, 0, 1);
    check_hdbscan(&cloud, 3, 4);
}

/* By hand. On a line: 0 10 20, 100 110 130; min_weight 2, so a core distance is that to the nearest
 * other: 10 10 10 10 10 20. Spanning tree of mutual reachability: 10 10 80 10 20. Cut at 80 leaves
 * two clusters of weight 3, born at 1/80. The first falls apart at 10: 3 (1/10 - 1/80) = 0.2625.
 * The second splits at 20 into 2 and 1, both under 3: 3 (1/20 - 1/80) = 0.1125. */
static void hdbscan_by_hand(void **unused)
{
    (void)unused;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_labels labels;
    double x[] = {0, 10, 20, 100, 110, 130}, y[6] = {0};
    assert_true(tomt_hdbscan(arena, x, y, NULL, 6, 2, 3, &ALONE, &labels, &err));
    uint32_t expected[] = {0, 0, 0, 1, 1, 1};
    assert_int_equal(labels.n_clusters, 2);
    assert_memory_equal(labels.label, expected, sizeof expected);
    same_number(labels.strength[0], 0.2625, 1e-12);
    same_number(labels.strength[1], 0.1125, 1e-12);
    tomt_arena_free(arena);
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

/* The lengths of a minimum spanning tree are the same in every one of them: Prim's, without any
 * tree of points. */
static void the_spanning_tree_is_the_shortest(void **unused)
{
    (void)unused;
    static struct cloud cloud;
    static double core2[MOST], length[2][MOST], nearest[MOST];
    static struct tomt_span span[MOST];
    for (unsigned shape = 0; shape < N_SHAPES; shape++) {
        struct tomt_error err = {0};
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_spots spots;
        struct tomt_tree tree;
        state = 31 + shape;
        make_cloud(&cloud, MOST, shape);
        struct tomt_points points = {cloud.x, cloud.y, NULL, cloud.n};
        struct tomt_spots_rule rule = {.may_widen = true};
        assert_true(tomt_spots_new(arena, &points, rule, &THREE, &spots, &err));
        assert_true(tomt_tree_new(arena, &spots, &tree, &err));
        assert_true(
            tomt_spanning_cores(&tree, spots.total / (int64_t)cloud.n * 5, &THREE, core2, &err));
        assert_true(tomt_spanning_tree(arena, &tree, core2, &THREE, span, &err));
        for (size_t i = 0; i < tree.n; i++)
            nearest[i] = INFINITY;
        size_t at = 0;
        for (size_t k = 0; k + 1 < tree.n; k++) {
            size_t next = 0;
            nearest[at] = -1;
            for (size_t i = 0; i < tree.n; i++) {
                double dx = tree.x[i] - tree.x[at], dy = tree.y[i] - tree.y[at];
                double d2 = fmax(dx * dx + dy * dy, fmax(core2[i], core2[at]));
                if (nearest[i] > d2)
                    nearest[i] = d2;
                if (nearest[i] >= 0 && (nearest[next] < 0 || nearest[i] < nearest[next]))
                    next = i;
            }
            length[0][k] = nearest[next];
            length[1][k] = span[k].d2;
            at = next;
        }
        qsort(length[0], tree.n - 1, sizeof(double), descending);
        qsort(length[1], tree.n - 1, sizeof(double), descending);
        assert_memory_equal(length[0], length[1], (tree.n - 1) * sizeof(double));
        tomt_arena_free(arena);
    }
}

/* A point of weight k is k points. */
static void weight_is_repetition(void **unused)
{
    (void)unused;
    static struct cloud cloud, repeated;
    size_t of[MOST];
    struct tomt_error err = {0};
    state = 99;
    make_cloud(&cloud, 150, CROWDED);
    repeated.n = 0;
    for (size_t i = 0; i < cloud.n; i++) {
        cloud.weight[i] = 1 + (double)(i % 5);
        for (size_t k = 0; k < 1 + i % 5; k++) {
            of[repeated.n] = i;
            add(&repeated, cloud.x[i], cloud.y[i], 1);
        }
    }
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_labels a, b;
    assert_true(
        tomt_hdbscan(arena, cloud.x, cloud.y, cloud.weight, cloud.n, 9, 20, &THREE, &a, &err));
    assert_true(
        tomt_hdbscan(arena, repeated.x, repeated.y, NULL, repeated.n, 9, 20, &THREE, &b, &err));
    assert_true(a.n_clusters > 2 && a.n_clusters == b.n_clusters);
    for (size_t i = 0; i < repeated.n; i++)
        assert_int_equal(b.label[i], a.label[of[i]]);
    for (size_t i = 0; i < a.n_clusters; i++)
        same_number(a.strength[i], b.strength[i], 1e-12);
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
        cmocka_unit_test(hdbscan_is_its_definition),
        cmocka_unit_test(hdbscan_of_odd_shapes),
        cmocka_unit_test(hdbscan_by_hand),
        cmocka_unit_test(another_implementation_finds_the_same),
        cmocka_unit_test(the_spanning_tree_is_the_shortest),
        cmocka_unit_test(weight_is_repetition),
        cmocka_unit_test(running_out_of_memory_is_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
