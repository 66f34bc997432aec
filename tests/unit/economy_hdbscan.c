/* HDBSCAN against its definition, written here a second time without any tree, and against a hand
 * calculation. */
#include "clusters_support.h"
#include "economy/spanning.h"

enum { MOST_NAIVE = 200 };

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hdbscan_is_its_definition),
        cmocka_unit_test(hdbscan_of_odd_shapes),
        cmocka_unit_test(hdbscan_by_hand),
        cmocka_unit_test(the_spanning_tree_is_the_shortest),
        cmocka_unit_test(weight_is_repetition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
