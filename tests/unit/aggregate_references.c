/* The methods against published examples and hand calculations.
 * Matrices, weights and results: the tests of pymcdm (github.com/kotbaton/pymcdm, MIT), with the
 * publications named there. TOPSIS, VIKOR and PROMETHEE II take values between the ends of the data
 * (min-max), as our value functions with `ends: data` make them. WSM, WPM and WASPAS take others (x
 * / sum or x / max, and the reciprocal for what falls, which our value functions never use): there
 * the values are made as the reference says and given to the methods, which is all that is tested.
 */
#include "aggregate_support.h"

enum { WIDE = 8 };

/* Column c of a matrix, min-max; type -1 falls. */
static void min_max(struct world *world, size_t c, const double *raw, size_t step, int type)
{
    double column[MOST_SITES];
    struct tomt_value value = {.function = TOMT_LINEAR, .ends_data = true, .falling = type < 0};
    for (size_t s = 0; s < world->n; s++)
        column[s] = raw[s * step];
    tomt_value_fit(&value, column, world->n);
    for (size_t s = 0; s < world->n; s++)
        world->value[c][s] = tomt_value_of(&value, column[s]);
}

static void matrix(struct world *world, const double *raw, size_t n, size_t m, const int *type,
                   const double *weight)
{
    *world = (struct world){.m = m, .n = n};
    memcpy(world->weight, weight, m * sizeof *weight);
    weigh(world);
    for (size_t c = 0; c < m; c++)
        min_max(world, c, raw + c, m, type[c]);
}

/* pymcdm's test of min-max normalisation. */
static void values_between_the_ends_of_the_data(void **state)
{
    (void)state;
    static const double raw[] = {66, 56, 95, 61, 55, 166, 65, 49, 113,
                                 95, 56, 99, 63, 43, 178, 74, 59, 140};
    static const double expected[] = {0.85294118, 0.1875,     0.0,        1.0,        0.25,
                                      0.85542169, 0.88235294, 0.625,      0.21686747, 0.0,
                                      0.1875,     0.04819277, 0.94117647, 1.0,        1.0,
                                      0.61764706, 0.0,        0.54216867};
    struct world world;
    matrix(&world, raw, 6, 3, (const int[]){-1, -1, 1}, (const double[]){1, 1, 1});
    for (size_t k = 0; k < 18; k++)
        assert_near(world.value[k % 3][k / 3], expected[k], 5e-9);
}

/* Opricovic and Tzeng 2004, doi:10.1016/S0377-2217(03)00020-1: risk 1, 2, 5 (less is better) and
 * altitude 3000, 3750, 4500; equal weights. TOPSIS with linear normalisation 0.5, 0.617, 0.5; VIKOR
 * Q 1, 0, 1. By hand for the second: values 0.75 and 0.5; to the best 0.5 sqrt(0.25^2 + 0.5^2) =
 * 0.279508, from the worst 0.5 sqrt(0.75^2 + 0.5^2) = 0.4506939; S = 0.5 0.25 + 0.5 0.5 = 0.375, R
 * = 0.25. */
static void the_mountain_climber(void **state)
{
    (void)state;
    static const double raw[] = {1, 3000, 2, 3750, 5, 4500};
    struct world world;
    matrix(&world, raw, 3, 2, (const int[]){-1, 1}, (const double[]){0.5, 0.5});
    score_by("topsis", NULL, &world);
    assert_near(world.term[2][0], 0.5, 1e-15);
    assert_near(world.term[2][1], 0.617, 5e-4);
    assert_near(world.term[2][2], 0.5, 1e-15);
    assert_near(world.term[0][1], 0.2795085, 5e-8);
    assert_near(world.term[1][1], 0.4506939, 5e-8);
    assert_near(world.score[1], 100 * world.term[2][1], 1e-11);
    score_by("vikor", NULL, &world);
    const double q[] = {1, 0, 1}, sum[] = {0.5, 0.375, 0.5}, regret[] = {0.5, 0.25, 0.5};
    for (size_t s = 0; s < 3; s++) {
        assert_near(world.term[0][s], sum[s], 1e-15);
        assert_near(world.term[1][s], regret[s], 1e-15);
        assert_near(world.term[2][s], q[s], 1e-15);
        assert_near(world.term[3][s], s == 1, 0); /* 1 ahead of the second, 1/2 is asked */
        assert_near(world.score[s], 100 * (1 - q[s]), 1e-10);
    }
}

/* Yang and Wu 2020, IEEE Access 8, 21261-21271. */
static void vikor_of_five(void **state)
{
    (void)state;
    static const double raw[] = {78, 56, 34, 6,  4,  45, 3,  97, 18,  2,
                                 50, 63, 9,  14, 11, 92, 85, 9,  100, 29};
    const double q[] = {0.5679, 0.7667, 1, 0.7493, 0};
    struct world world;
    matrix(&world, raw, 5, 4, (const int[]){1, 1, 1, 1}, (const double[]){1, 1, 1, 1});
    score_by("vikor", NULL, &world);
    for (size_t s = 0; s < 5; s++) {
        assert_near(world.term[2][s], q[s], 5e-5);
        assert_near(world.term[3][s], s == 4, 0);
    }
}

/* By hand, two criteria of equal weight. Three sites (1, 0), (0.9, 0.2), (0, 1): S 0.5, 0.45, 0.5;
 * R 0.5, 0.4, 0.5; the second leads both, alone. Four sites (1, 0), (0.6, 0.6), (0.55, 0.66), (0,
 * 1): S 0.5, 0.4, 0.395, 0.5; R 0.5, 0.2, 0.225, 0.5. S* = 0.395, S- = 0.5; R* = 0.2, R- = 0.5: Q
 * 1, (0.005/0.105)/2 = 0.0238, (0.025/0.3)/2 = 0.0417, 1: the second is first but less than 1/3
 * ahead: the third joins. */
static void vikor_compromises(void **state)
{
    (void)state;
    static const double one[] = {1, 0, 0.9, 0.2, 0, 1};
    static const double two[] = {1, 0, 0.6, 0.6, 0.55, 0.66, 0, 1};
    const int type[] = {1, 1};
    const double weight[] = {3, 3};
    struct world world;
    matrix(&world, one, 3, 2, type, weight);
    score_by("vikor", NULL, &world);
    assert_true(world.term[3][0] == 0 && world.term[3][1] == 1 && world.term[3][2] == 0);
    matrix(&world, two, 4, 2, type, weight);
    score_by("vikor", NULL, &world);
    assert_near(world.term[2][1], 0.0238095238, 1e-9);
    assert_near(world.term[2][2], 0.0416666667, 1e-9);
    assert_true(world.term[3][0] == 0 && world.term[3][1] == 1 && world.term[3][2] == 1 &&
                world.term[3][3] == 0);
    /* v 1: by S alone: Q = (S - S*) / 0.105 */
    score_by("vikor", &(struct one_number){1}, &world);
    assert_near(world.term[2][1], 0.005 / 0.105, 1e-12);
    assert_near(world.term[2][2], 0, 0);
}

/* By hand, three criteria of equal weight, values 1 less these regrets: A (0, 0, 0.9), B (0.5, 0.5,
 * 0.5), C (0.25, 0.25, 0.52), E (1, 1, 0), eight D (1, 1, 1). S: A 0.3, B 0.5, C 0.34, D 1; R: A
 * 0.3, B 1/6, C 0.52/3, D 1/3. Q: A 0.4, B (0.2/0.7)/2 = 0.142857, C (0.04/0.7)/2 + 0.02 =
 * 0.048571. C leads B by 0.094286, over 1/11, but is first neither by S (A) nor by R (B): B joins.
 * Two sites fewer: 1/9 is more than it leads by, and B joins as near. Under v 0.9 C is 0.9 0.04/0.7
 * + 0.1 0.04 = 0.055429, A 0.1 0.8 = 0.08: A joins, B (0.257) does not. */
static void vikor_without_stability(void **state)
{
    (void)state;
    static const double regret[4][3] = {
        {0, 0, 0.9}, {0.5, 0.5, 0.5}, {0.25, 0.25, 0.52}, {1, 1, 0}};
    struct world world = {.m = 3, .n = 12, .weight = {1, 1, 1}};
    weigh(&world);
    for (size_t s = 0; s < 12; s++)
        for (size_t c = 0; c < 3; c++)
            world.value[c][s] = s < 4 ? 1 - regret[s][c] : 0;
    for (world.n = 12; world.n >= 10; world.n -= 2) {
        score_by("vikor", NULL, &world);
        assert_near(world.term[2][0], 0.4, 1e-12);
        assert_near(world.term[2][1], 0.1428571429, 1e-9);
        assert_near(world.term[2][2], 0.0485714286, 1e-9);
        for (size_t s = 0; s < world.n; s++)
            assert_true(world.term[3][s] == (s == 1 || s == 2 ? 1 : 0));
    }
    world.n = 12;
    score_by("vikor", &(struct one_number){0.9}, &world);
    assert_near(world.term[2][2], 0.0554285714, 1e-9);
    for (size_t s = 0; s < world.n; s++)
        assert_true(world.term[3][s] == (s == 0 || s == 2 ? 1 : 0));
}

/* Zhao, Peng and Li 2013, Procedia Computer Science 17, 181-188 (usual preference): net flows 0.1,
 * -0.3, 0.2. */
static void promethee_of_three(void **state)
{
    (void)state;
    static const double raw[] = {4, 3, 2, 3, 2, 4, 5, 1, 3};
    const double phi[] = {0.1, -0.3, 0.2};
    struct world world;
    matrix(&world, raw, 3, 3, (const int[]){1, 1, 1}, (const double[]){0.5, 0.3, 0.2});
    score_by("promethee_ii", &(struct promethee){USUAL, NAN, NAN}, &world);
    for (size_t s = 0; s < 3; s++) {
        assert_near(world.term[2][s], phi[s], 1e-14);
        assert_near(world.score[s], 50 * (1 + phi[s]), 1e-11);
        assert_near(world.term[0][s] - world.term[1][s], phi[s], 1e-14);
    }
}

/* One criterion, values 0.1, 0.3, 0.35, 0.9; indifference 0.05, preference 0.25. Differences over
 * the others for the last: 0.8, 0.6, 0.55. linear: the third over the first (0.25): 1; the second
 * over the first (0.2): 0.15/0.2 = 0.75; the third over the second: 0.05, which is none, although
 * 0.35 - 0.3 is not 0.05 in doubles. Plus: 0, 0.75, 1, 3; minus: 2.75, 1, 1, 0; each over 3. */
static void promethee_shapes(void **state)
{
    (void)state;
    static const struct {
        int shape;
        double plus[4], minus[4];
    } expected[] = {{LINEAR, {0, 0.75, 1, 3}, {2.75, 1, 1, 0}},
                    {V, {0, 0.8, 1.2, 3}, {2.8, 1.2, 1, 0}},
                    {U, {0, 1, 1, 3}, {3, 1, 1, 0}},
                    {LEVEL, {0, 0.5, 0.5, 3}, {2, 1, 1, 0}},
                    {USUAL, {0, 1, 2, 3}, {3, 2, 1, 0}}};
    struct world world = {.m = 1, .n = 4, .weight = {7}, .value = {{0.1, 0.3, 0.35, 0.9}}};
    weigh(&world);
    for (size_t k = 0; k < 5; k++) {
        score_by("promethee_ii", &(struct promethee){expected[k].shape, 0.05, 0.25}, &world);
        for (size_t s = 0; s < 4; s++) {
            assert_near(world.term[0][s], expected[k].plus[s] / 3, 1e-14);
            assert_near(world.term[1][s], expected[k].minus[s] / 3, 1e-14);
        }
    }
    /* thresholds of the criterion itself go before the method's: preference 0.2 makes 0.2 full */
    world.thresholds = true;
    world.threshold[0] = (struct tomt_thresholds){NAN, 0.2, NAN};
    score_by("promethee_ii", NULL, &world);
    assert_near(world.term[0][1], 1.0 / 3, 1e-14);
}

/* pymcdm's own WSM and WPM example (a self-reference): x / sum, for the last two (1/x) / sum of
 * 1/x; weights that sum to 2 and are not scaled there: our shares are half of them, so the sum is
 * half as large and the product its square root. */
static void sum_and_product(void **state)
{
    (void)state;
    static const double raw[5][4] = {
        {96, 83, 75, 7}, {63, 5, 56, 9}, {72, 30, 32, 48}, {11, 4, 27, 9}, {77, 21, 17, 11}};
    const double sums[] = {0.609, 0.313, 0.334, 0.265, 0.479};
    const double products[] = {0.065, 0.017, 0.019, 0.007, 0.052};
    struct world world = {.m = 4,
                          .n = 5,
                          .weight = {0.6153846153846154, 0.38461538461538464, 0.46153846153846156,
                                     0.5384615384615384}};
    weigh(&world);
    for (size_t c = 0; c < 4; c++) {
        double sum = 0;
        for (size_t s = 0; s < 5; s++)
            sum += c < 2 ? raw[s][c] : 1 / raw[s][c];
        for (size_t s = 0; s < 5; s++)
            world.value[c][s] = (c < 2 ? raw[s][c] : 1 / raw[s][c]) / sum;
    }
    score_by("weighted_sum", NULL, &world);
    for (size_t s = 0; s < 5; s++)
        assert_near(2 * world.score[s] / 100, sums[s], 5e-4);
    score_by("weighted_product", NULL, &world);
    for (size_t s = 0; s < 5; s++)
        assert_near(world.score[s] / 100 * (world.score[s] / 100), products[s], 5e-4);
}

/* Chakraborty, Zavadskas and Antucheviciene 2015 (WASPAS): the mean of weighted sum and weighted
 * product of x / max, or min / x for what falls. The weights sum to 1.0167 there and are not
 * scaled: so the sum is 1.0167 times ours, the product ours to that power. */
static void half_sum_half_product(void **state)
{
    (void)state;
    static const double raw[8][7] = {
        {30, 23, 5, 0.745, 0.745, 1500, 5000}, {18, 13, 15, 0.745, 0.745, 1300, 6000},
        {15, 12, 10, 0.5, 0.5, 950, 7000},     {25, 20, 13, 0.745, 0.745, 1200, 4000},
        {14, 18, 14, 0.255, 0.745, 950, 3500}, {17, 15, 9, 0.745, 0.5, 1250, 5250},
        {23, 18, 20, 0.5, 0.745, 1100, 3000},  {16, 8, 14, 0.255, 0.5, 1500, 3000}};
    const double expected[] = {0.8329, 0.7884, 0.6987, 0.8831, 0.7971, 0.7036, 0.8728, 0.5749};
    struct world world = {
        .m = 7, .n = 8, .weight = {0.1181, 0.1181, 0.0445, 0.1181, 0.2861, 0.2861, 0.0445}};
    double all = 0, sum[8];
    for (size_t c = 0; c < 7; c++) {
        double least = INFINITY, most = 0;
        for (size_t s = 0; s < 8; s++) {
            least = raw[s][c] < least ? raw[s][c] : least;
            most = raw[s][c] > most ? raw[s][c] : most;
        }
        for (size_t s = 0; s < 8; s++)
            world.value[c][s] = c < 5 ? raw[s][c] / most : least / raw[s][c];
        all += world.weight[c];
    }
    weigh(&world);
    score_by("weighted_sum", NULL, &world);
    for (size_t s = 0; s < 8; s++)
        sum[s] = all * world.score[s] / 100;
    score_by("weighted_product", NULL, &world);
    for (size_t s = 0; s < 8; s++)
        assert_near((sum[s] + pow(world.score[s] / 100, all)) / 2, expected[s], 1e-4);
}

/* Values 0.8, 0.4, 0.2 with shares 0.5, 0.3, 0.2. risk 1/3: Q(p) = p^2: Q(0.5) = 0.25, Q(0.8) =
 * 0.64: 0.8 0.25 + 0.4 0.39 + 0.2 0.36 = 0.428. risk 2/3: Q(p) = sqrt p: 0.70710678, 0.89442719:
 * 0.8 0.70710678 + 0.4 0.18732041 + 0.2 0.10557281 = 0.66172815. */
static void order_weights_by_hand(void **state)
{
    (void)state;
    static const struct {
        double risk, score;
    } expected[] = {{1.0 / 3, 42.8}, {2.0 / 3, 66.172815}, {0, 20}, {1, 80}, {0.5, 56}};
    struct world world = {
        .m = 4, .n = 1, .weight = {5, 0, 3, 2}, .value = {{0.8}, {1}, {0.4}, {0.2}}};
    weigh(&world);
    for (size_t k = 0; k < 5; k++) {
        score_by("owa", &(struct one_number){expected[k].risk}, &world);
        assert_near(world.score[0], expected[k].score, 5e-7);
        assert_near(world.term[0][0], 20, 1e-9);
        assert_near(world.term[1][0], 80, 1e-9); /* not the 1 that has no weight */
    }
}

/* Yager's orness is the average of n equally weighted values that fall evenly from 1 to 0: with
 * many it is the integral of p^a, 1 / (1 + a), which is `risk`. 2,000 of them: within 1/2000. */
static void risk_is_the_orness(void **state)
{
    (void)state;
    enum { N = 2000 };
    static double share[N], number[N];
    static const double *value[N];
    static enum tomt_null_policy policy[N];
    for (size_t c = 0; c < N; c++) {
        share[c] = 1.0 / N;
        number[c] = 1 - (double)c / (N - 1);
        value[c] = &number[c];
    }
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_aggregate_input input = {.of = {N, 1, share, policy, value}};
    double score, low, high;
    double *const term[] = {&low, &high};
    for (double risk = 0.05; risk < 1; risk += 0.1) {
        assert_true(tomt_method_find("owa")->score(&(struct one_number){risk}, &input, arena,
                                                   &score, term, &err));
        assert_near(score, 100 * risk, 0.05);
    }
    tomt_arena_free(arena);
}

/* Values 0.9, 0.4, 0.3 against 0.35 throughout, and one criterion without weight. */
static void the_worst_decides(void **state)
{
    (void)state;
    struct world world = {.m = 4,
                          .n = 2,
                          .weight = {1, 1, 8, 0},
                          .value = {{0.9, 0.35}, {0.4, 0.35}, {0.3, 0.35}, {0, 0}}};
    weigh(&world);
    score_by("minimum", NULL, &world);
    assert_near(world.score[0], 30, 1e-11);
    assert_near(world.score[1], 35, 1e-11);
    assert_near(world.term[1][0], 0.4, 0);
    assert_near(world.term[1][1], 0.35, 0);
    /* least 0.32: the first lacks 0.02 in one: half its weighted sum (0.09 + 0.04 + 0.24 = 0.37);
     * the second 50 + 35 / 2 */
    score_by("satisficing", &(struct one_number){0.32}, &world);
    assert_near(world.score[0], 18.5, 1e-11);
    assert_near(world.score[1], 67.5, 1e-11);
    assert_near(world.term[0][0], 1, 0);
    assert_near(world.term[1][0], 0.02, 1e-15);
    assert_near(world.term[0][1], 0, 0);
    score_by("weighted_product", NULL,
             &world); /* 0.9^0.1 0.4^0.1 0.3^0.8; the zero has no weight */
    assert_near(world.score[0], 100 * pow(0.36, 0.1) * pow(0.3, 0.8), 1e-9);
    assert_near(world.score[1], 35, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_between_the_ends_of_the_data),
        cmocka_unit_test(the_mountain_climber),
        cmocka_unit_test(vikor_of_five),
        cmocka_unit_test(vikor_compromises),
        cmocka_unit_test(vikor_without_stability),
        cmocka_unit_test(promethee_of_three),
        cmocka_unit_test(promethee_shapes),
        cmocka_unit_test(sum_and_product),
        cmocka_unit_test(half_sum_half_product),
        cmocka_unit_test(order_weights_by_hand),
        cmocka_unit_test(risk_is_the_orness),
        cmocka_unit_test(the_worst_decides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
