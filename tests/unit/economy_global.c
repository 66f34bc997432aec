/* economy_global: Moran's I, Geary's C and Getis-Ord G against published numbers, and their moments
 * against all orders of six values; Moran's I permuted; the false discovery rate. */
#include "economy/autocorrelation.h"
#include "economy_statistics.h"

#include <math.h>

static const struct tomt_crew ONE = {.n_threads = 1};
static struct tomt_error err;
static struct small_weights small;
static struct tomt_global g;

static void near(double found, double wanted, double within)
{
    assert_true(fabs(found - wanted) <= within);
}

/* esda/tests/test_moran.py: 1 .. 9 on a 3 x 3 lattice, rooks; I by hand below. */
static void moran_on_a_lattice(void **state)
{
    (void)state;
    const double value[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    lattice(&small, 3, 3);
    assert_true(tomt_moran(&small.weights, value, &g, &err));
    near(g.variance_random, 0.0596875, 1e-12);
    near(g.variance_normal, 0.053125, 1e-12);
    near(g.expected, -0.125, 1e-15);
    /* z = -4 .. 4, sum z^2 = 60, 24 neighbours. Products along rows 12 + 6 + 0 + 0 + 6 + 12, along
     * columns 4 - 2 + 0 + 0 - 2 + 4: 40, both ways 80: 9 / 24 x 80 / 60. */
    near(g.statistic, 0.5, 1e-12);
    near(g.z_normal, 0.625 / sqrt(0.053125), 1e-12);
    near(g.p_random, erfc(0.625 / sqrt(0.0596875) / sqrt(2)), 1e-12);
}

static void moran_of_st_louis(void **state)
{
    (void)state;
    double rate[MOST_PLACES];
    if (!read_gal("stl.gal", &small))
        skip();
    standardise(&small);
    assert_int_equal(read_property(reference_text("stl_hom.geojson"), "HR8893", rate), 78);
    assert_true(tomt_moran(&small.weights, rate, &g, &err));
    near(g.statistic, 0.2436558262177166, 1e-12);
    near(g.p_normal / 2, 0.00013573931385468807, 1e-12); /* theirs is one-sided */
}

struct edge {
    double x[2], y[2];
    uint32_t area;
};

/* The edges of each feature's polygons; the geometry is the last array of the feature. */
static size_t read_edges(const char *text, struct edge *edge, size_t most)
{
    size_t n = 0;
    uint32_t area = 0;
    for (const char *at = text; (at = strstr(at, "\"coordinates\":")) != NULL; area++) {
        int depth = 0;
        bool has_last = false;
        double x = 0, y = 0;
        for (at += 14;; at++) {
            depth += (*at == '[') - (*at == ']');
            has_last = has_last && *at != ']';
            if (*at == ']' && depth == 0)
                break;
            if (*at != '-' && (*at < '0' || *at > '9'))
                continue;
            char *end;
            double to_x = strtod(at, &end), to_y = strtod(strchr(end, ',') + 1, &end);
            if (has_last && n < most)
                edge[n++] = (struct edge){{x, to_x}, {y, to_y}, area};
            x = to_x;
            y = to_y;
            has_last = true;
            at = strchr(end, ']'); /* of the point, not of the ring */
            depth--;
        }
    }
    return n;
}

static bool is_shared(const struct edge *a, const struct edge *b)
{
    for (int turned = 0; turned < 2; turned++)
        if (a->x[0] == b->x[turned] && a->y[0] == b->y[turned] && a->x[1] == b->x[!turned] &&
            a->y[1] == b->y[!turned])
            return true;
    return false;
}

/* esda/tests/test_geary.py: rooks are areas that share an edge. */
static void geary_of_columbus(void **state)
{
    (void)state;
    enum { N = 49, MOST_EDGES = 5000 };
    static struct edge edge[MOST_EDGES];
    static bool touch[N][N];
    double crime[MOST_PLACES];
    const char *text = reference_text("columbus.geojson");
    if (!text)
        skip();
    assert_int_equal(read_property(text, "CRIME", crime), N);
    size_t n = read_edges(text, edge, MOST_EDGES);
    assert_true(n > 4 * N && n < MOST_EDGES && edge[n - 1].area == N - 1);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            if (edge[i].area != edge[j].area && is_shared(&edge[i], &edge[j]))
                touch[edge[i].area][edge[j].area] = true;
    begin(&small);
    for (size_t i = 0; i < N; i++) {
        uint32_t row[N];
        size_t k = 0;
        for (uint32_t j = 0; j < N; j++)
            if (touch[i][j])
                row[k++] = j;
        add_row_of(&small, row, k);
    }
    standardise(&small);
    assert_true(tomt_geary(&small.weights, crime, &g, &err));
    near(g.statistic, 0.5154408058652411, 1e-12);
    near(g.expected, 1, 0);
    near(g.variance_normal, 0.011403109626468939, 1e-12);
    near(g.z_normal, -4.5376938201608, 1e-9);
    near(g.variance_random, 0.010848882767131886, 1e-12);
    near(g.z_random, -4.652156651668989, 1e-9);
}

/* esda/tests/test_getisord.py. */
static void g_of_six_points(void **state)
{
    (void)state;
    six_points(&small);
    assert_true(tomt_getis_g(&small.weights, SIX_VALUES, &g, &err));
    near(g.statistic, 0.55709779, 1e-8);
    near(g.p_random / 2, 0.172936, 1e-6); /* theirs is one-sided */
    assert_true(isnan(g.variance_normal) && isnan(g.p_normal));
}

/* Heap's algorithm: the next of all orders; false after the last. */
static bool next_order(double *value, size_t *turn, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (turn[i] >= i) {
            turn[i] = 0;
            continue;
        }
        size_t with = i % 2 ? turn[i] : 0;
        double moved = value[with];
        value[with] = value[i];
        value[i] = moved;
        turn[i]++;
        return true;
    }
    return false;
}

typedef bool statistic_function(const struct tomt_weights *, const double *, struct tomt_global *,
                                struct tomt_error *);

/* The variance under randomisation is that of the statistic over all orders of the values. Uneven
 * weights in one direction too, and an island. */
static void moments_are_those_of_all_orders(void **state)
{
    (void)state;
    statistic_function *function[] = {tomt_moran, tomt_geary, tomt_getis_g};
    for (int uneven = 0; uneven < 3; uneven++) {
        six_points(&small);
        for (size_t j = 0; uneven && j < 14; j++)
            small.weight[j] = (double)(1 + j * j % 5);
        if (uneven)
            small.weights.weight = small.weight;
        if (uneven == 2)
            small.start[6] = small.start[5]; /* place 5 sees nobody, but is seen */
        for (size_t f = 0; f < 3; f++) {
            double value[6], sum = 0, sum2 = 0;
            size_t turn[6] = {0}, n = 0;
            memcpy(value, SIX_VALUES, sizeof value);
            struct tomt_global first;
            assert_true(function[f](&small.weights, value, &first, &err));
            do {
                assert_true(function[f](&small.weights, value, &g, &err));
                sum += g.statistic;
                sum2 += g.statistic * g.statistic;
                n++;
            } while (next_order(value, turn, 6));
            assert_int_equal(n, 720);
            near(sum / 720, first.expected, 1e-12);
            near(sum2 / 720 - pow(sum / 720, 2), first.variance_random, 1e-12);
        }
    }
}

static void what_is_not_there(void **state)
{
    (void)state;
    statistic_function *function[] = {tomt_moran, tomt_geary, tomt_getis_g};
    for (size_t f = 0; f < 3; f++) {
        begin(&small);
        for (size_t n = 0; n <= 2; n++) { /* no weights at all */
            assert_true(function[f](&small.weights, (double[]){1, 2}, &g, &err));
            assert_true(isnan(g.statistic) && isnan(g.p_random) && isnan(g.z_normal));
            add_row_of(&small, NULL, 0);
        }
        begin(&small);
        add_row_of(&small, (uint32_t[]){1}, 1);
        add_row_of(&small, (uint32_t[]){0}, 1);
        assert_true(function[f](&small.weights, (double[]){1, 2}, &g, &err));
        near(g.statistic, f == 0 ? -1 : 1, 1e-15); /* two places leave no choice */
        assert_true(isnan(g.p_random));
        assert_true(function[f](&small.weights, (double[]){0.3, 0.3}, &g, &err));
        assert_true(isnan(g.statistic));
        assert_true(function[f](&small.weights, (double[]){NAN, 0.3}, &g, &err));
        assert_true(isnan(g.statistic));
        assert_true(function[f](&small.weights, (double[]){NAN, NAN}, &g, &err));
        assert_true(isnan(g.statistic));
        assert_false(function[f](&small.weights, (double[]){INFINITY, 1}, &g, &err));
        assert_int_equal(err.code, TOMT_DATA);
        tomt_error_clear(&err);
        for (uint64_t turn = 1; turn < 12; turn++) {
            tomt_allocation_fail_at(turn);
            bool done = function[f](&small.weights, (double[]){1, 2}, &g, &err);
            tomt_allocation_fail_at(0);
            assert_true(done ? turn > 2 : err.code == TOMT_MEMORY);
            tomt_error_clear(&err);
        }
    }
    six_points(&small);
    assert_true(tomt_getis_g(&small.weights, (double[]){1, 2, -3, 4, 5, 6}, &g, &err));
    assert_true(isnan(g.statistic)); /* amounts only */
    assert_true(tomt_getis_g(&small.weights, (double[]){0, 2, 0, 0, 0, 0}, &g, &err));
    assert_true(isnan(g.statistic)); /* no pair */
}

/* A place that is its own neighbour is not counted as one. */
static void selves_do_not_count(void **state)
{
    (void)state;
    struct tomt_global plain;
    six_points(&small);
    assert_true(tomt_moran(&small.weights, SIX_VALUES, &plain, &err));
    begin(&small);
    add_row_of(&small, (uint32_t[]){0, 1, 3}, 3);
    add_row_of(&small, (uint32_t[]){0, 1, 3, 4}, 4);
    add_row_of(&small, (uint32_t[]){2, 4}, 2);
    add_row_of(&small, (uint32_t[]){0, 1, 4}, 3);
    add_row_of(&small, (uint32_t[]){1, 2, 3, 5}, 4);
    add_row_of(&small, (uint32_t[]){4, 5}, 2);
    assert_true(tomt_moran(&small.weights, SIX_VALUES, &g, &err));
    assert_memory_equal(&g, &plain, sizeof g);
}

static void moran_permuted(void **state)
{
    (void)state;
    double value[6], statistic, p, again;
    size_t turn[6] = {0}, at_least = 0, at_most = 0;
    struct tomt_global here;
    six_points(&small);
    assert_true(tomt_moran(&small.weights, SIX_VALUES, &here, &err));
    memcpy(value, SIX_VALUES, sizeof value);
    do {
        assert_true(tomt_moran(&small.weights, value, &g, &err));
        at_least += g.statistic >= here.statistic - 1e-12;
        at_most += g.statistic <= here.statistic + 1e-12;
    } while (next_order(value, turn, 6));
    double share = (double)(at_least < at_most ? at_least : at_most) / 720;
    enum { P = 49999 };
    const unsigned n_threads[] = {1, 3, 8};
    for (size_t i = 0; i < 3; i++) {
        struct tomt_crew crew = {.n_threads = n_threads[i]};
        assert_true(tomt_moran_permuted(NULL, &small.weights, SIX_VALUES, P, 42, &crew, &statistic,
                                        &p, &err));
        assert_true(statistic == here.statistic);
        near(p, 2 * share, 2 * 5 * sqrt(share * (1 - share) / P)); /* five standard deviations */
        assert_true(i == 0 || p == again);
        again = p;
    }
    assert_true(
        tomt_moran_permuted(NULL, &small.weights, SIX_VALUES, P, 43, &ONE, &statistic, &p, &err));
    assert_true(p != again);
    assert_true(
        tomt_moran_permuted(NULL, &small.weights, SIX_VALUES, 0, 1, &ONE, &statistic, &p, &err));
    assert_true(p == 1);
    begin(&small);
    assert_true(tomt_moran_permuted(NULL, &small.weights, NULL, 9, 1, &ONE, &statistic, &p, &err));
    assert_true(isnan(statistic) && isnan(p));
}

/* Benjamini & Hochberg (1995), section 3.2: fifteen p values, of which four are below their line at
 * 0.05. The adjusted ones by hand: p_i 15 / i, and none above the next. */
static void false_discovery(void **state)
{
    (void)state;
    const double p[] = {0.0278, 0.0004, 0.0019, 0.0095, 0.0201, 0.0001, 0.0298, 0.0344,
                        0.0459, 0.3240, 0.4262, 0.5719, NAN,    0.6528, 0.7590, 1.000};
    const double wanted[] = {0.0298 * 15 / 7,
                             0.003,
                             0.0095,
                             0.035625,
                             0.0603,
                             0.0015,
                             0.0298 * 15 / 7,
                             0.0645,
                             0.0765,
                             0.486,
                             0.4262 * 15 / 11,
                             0.5719 * 15 / 12,
                             NAN,
                             0.6528 * 15 / 13,
                             0.7590 * 15 / 14,
                             1};
    double q[16];
    size_t n_found = 0;
    assert_true(tomt_false_discovery(p, 16, q, &err));
    for (size_t i = 0; i < 16; i++) {
        assert_true(isnan(q[i]) == isnan(wanted[i]));
        if (!isnan(q[i]))
            near(q[i], wanted[i], 1e-12);
        n_found += q[i] <= 0.05;
    }
    assert_int_equal(n_found, 4);
    assert_true(tomt_false_discovery(NULL, 0, NULL, &err));
    double one[] = {0.04};
    assert_true(tomt_false_discovery(one, 1, one, &err) && one[0] == 0.04);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moran_on_a_lattice),
        cmocka_unit_test(moran_of_st_louis),
        cmocka_unit_test(geary_of_columbus),
        cmocka_unit_test(g_of_six_points),
        cmocka_unit_test(moments_are_those_of_all_orders),
        cmocka_unit_test(what_is_not_there),
        cmocka_unit_test(selves_do_not_count),
        cmocka_unit_test(moran_permuted),
        cmocka_unit_test(false_discovery),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
