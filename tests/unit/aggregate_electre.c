/* ELECTRE III: credibility against a published example, distillation by hand and against the
 * definition, step by step. */
#include "aggregate_support.h"

static void credibility_of(struct world *world, struct electre own, uint32_t *credible)
{
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    const double *value[MOST_CRITERIA];
    struct tomt_aggregate_input input = input_of(world, value);
    struct tomt_ready ready;
    struct tomt_settled_thresholds settled[MOST_CRITERIA];
    struct tomt_thresholds thresholds = {own.indifference, own.preference, own.veto};
    assert_true(tomt_ready_make(arena, &input.of, &ready, &err));
    assert_int_equal(ready.n_sites, world->n);
    assert_true(tomt_thresholds_settle(&input, &ready, thresholds, settled, &err));
    assert_true(tomt_electre_credibility(&ready, settled, arena, credible, &err));
    tomt_arena_free(arena);
}

/* Performances, weights, thresholds 0.3, 0.5, 0.7, concordance and credibility: tests of mcda
 * (python, gitlab.com/ decide-imt-atlantique/pymcda). Values are a tenth of them. By hand, of the
 * fourth over the third: behind by 0.67 in the last criterion only, c = 23.22/31.7 = 0.73249, d =
 * 0.17/0.2 = 0.85: 0.73249 0.15 / (1 - 0.73249) = 0.41073. Distillation by hand. Down: those over
 * 0.85 count: balances 1, -2, 0, -1, 4, -2: the fifth; then, of those left, the first (2); then the
 * fourth (its 0.716 over the second, over 0 + 0.193); the others tie at 0. Up: balances as above:
 * the second and the sixth; then the fifth over the first and the fourth (0.548 and 1 under 1):
 * those two at -1; then the third, under the fifth by 0.548; the fifth. */
static void six_alternatives(void **state)
{
    (void)state;
    static const double raw[6][4] = {{8.84, 8.79, 6.43, 6.95}, {8.57, 8.51, 5.47, 6.91},
                                     {7.76, 7.75, 5.34, 8.76}, {7.97, 9.12, 5.93, 8.09},
                                     {9.03, 8.97, 8.19, 8.10}, {7.41, 7.87, 6.77, 7.23}};
    static const double concordance[6][6] = {
        {1.0, 1.0, 0.73, 0.69, 0.54, 0.96},  {0.81, 1.0, 0.73, 0.32, 0.11, 0.78},
        {0.27, 0.46, 1.0, 0.55, 0.27, 0.81}, {0.53, 0.72, 0.73, 1.0, 0.53, 0.81},
        {1.0, 1.0, 0.73, 1.0, 1.0, 1.0},     {0.46, 0.46, 0.66, 0.19, 0.0, 1.0}};
    static const double credibility[6][6] = {
        {1, 1, 0, 0, 0, 0.96227129},          {0, 1, 0, 0, 0, 0},          {0, 0, 1, 0, 0, 0},
        {0, 0.71608833, 0.41073113, 1, 0, 0}, {1, 1, 0.54764151, 1, 1, 1}, {0, 0, 0, 0, 0, 1}};
    struct world world = {.m = 4, .n = 6, .weight = {9.00, 8.24, 5.98, 8.48}};
    weigh(&world);
    for (size_t s = 0; s < 6; s++)
        for (size_t c = 0; c < 4; c++)
            world.value[c][s] = raw[s][c] / 10;
    uint32_t credible[36];
    credibility_of(&world, (struct electre){0.03, 0.05, NAN}, credible);
    for (size_t k = 0; k < 36; k++) /* as printed, but for digits cut instead of rounded */
        assert_near(credible[k] * 1e-9, concordance[k / 6][k % 6], 6e-3);
    credibility_of(&world, (struct electre){0.03, 0.05, 0.07}, credible);
    for (size_t k = 0; k < 36; k++)
        assert_near(credible[k] * 1e-9, credibility[k / 6][k % 6], 1.1e-8);
    score_by("electre_iii", &(struct electre){0.03, 0.05, 0.07}, &world);
    const double down[] = {2, 4, 4, 3, 1, 4}, up[] = {3, 4, 2, 3, 1, 4};
    for (size_t s = 0; s < 6; s++) {
        assert_near(world.term[0][s], down[s], 0);
        assert_near(world.term[1][s], up[s], 0);
        assert_near(world.score[s], 100 * (1 - (down[s] + up[s] - 2) / 6), 1e-10);
    }
}

/* The example in the help of ELECTREIIIDistillation of the R package MCDA (performances, weights 3
 * 2 3 1 1, thresholds 3, 5, 11); by hand, P6 to P1 as 6 to 1. Credibilities in tenths where they
 * matter: 1: 2, 3 by 9; 2: 3 by 8; 3: 2 by 7; 4: 2 by 9, 3 by 7, 5 by 5; 5: 1 by 6.7, 2, 3 by 9, 4
 * by 10, 6 by 7; 6: 1 by 6.7, 2, 3, 4, 5 by 10. Down: from 8.5 up: 6 has +4; of the rest 5 has +3;
 * then from 0.9 1.15 - 0.3 = 7.35 up 1 has +2; 4 (+1 over 2); 2 and 3 tie, since 8 is not over 7
 * + 1.8. Up: 2 (-4); 3 (-3); 4 (-2); 5 (6 over it by 10, which is 1.5 over 7); 1; 6. */
static void six_projects(void **state)
{
    (void)state;
    static const double raw[6][5] = {{10, 20, 5, 10, 16},  {0, 5, 5, 16, 10},
                                     {0, 10, 0, 16, 7},    {20, 5, 10, 10, 13},
                                     {20, 10, 15, 10, 13}, {20, 10, 20, 13, 13}};
    struct world world = {.m = 5, .n = 6, .weight = {3, 2, 3, 1, 1}};
    weigh(&world);
    for (size_t s = 0; s < 6; s++)
        for (size_t c = 0; c < 5; c++)
            world.value[c][s] = raw[s][c] / 20;
    score_by("electre_iii", &(struct electre){0.15, 0.25, 0.55}, &world);
    const double down[] = {3, 5, 5, 4, 2, 1}, up[] = {2, 6, 5, 4, 3, 1};
    for (size_t s = 0; s < 6; s++) {
        assert_near(world.term[0][s], down[s], 0);
        assert_near(world.term[1][s], up[s], 0);
        assert_near(world.score[s], 100 * (1 - (down[s] + up[s] - 2) / 9), 1e-10);
    }
}

/* The definition as it is printed (Figueira, Mousseau and Roy 2005): every level anew, in real
 * numbers with a little room. */
struct naive {
    size_t n;
    const uint32_t *credible;
};

static double of_pair(const struct naive *naive, size_t a, size_t b)
{
    return naive->credible[a * naive->n + b] * 1e-9;
}

static double s_of(double level)
{
    return 0.3 - 0.15 * level;
}

/* The largest credibility in the set that is under `below`. */
static double level_under(const struct naive *naive, const bool *in, double below)
{
    double level = 0;
    for (size_t a = 0; a < naive->n; a++) {
        for (size_t b = 0; b < naive->n; b++) {
            double one = of_pair(naive, a, b);
            if (a != b && in[a] && in[b] && one < below - 1e-12 && one > level)
                level = one;
        }
    }
    return level;
}

static size_t keep_best(const struct naive *naive, bool *in, double level, int sign)
{
    long power[MOST_SITES] = {0}, most = -1000;
    for (size_t a = 0; a < naive->n; a++) {
        for (size_t b = 0; b < naive->n; b++) {
            double one = of_pair(naive, a, b);
            bool over = a != b && in[a] && in[b] && one > level &&
                        one - s_of(one) > of_pair(naive, b, a) + 1e-12;
            power[a] += over ? sign : 0;
            power[b] -= over ? sign : 0;
        }
    }
    size_t n_kept = 0;
    for (size_t a = 0; a < naive->n; a++)
        most = in[a] && power[a] > most ? power[a] : most;
    for (size_t a = 0; a < naive->n; a++) {
        in[a] = in[a] && power[a] == most;
        n_kept += in[a] ? 1 : 0;
    }
    return n_kept;
}

static size_t naive_distil(const struct naive *naive, int sign, size_t *place)
{
    bool left[MOST_SITES], class[MOST_SITES];
    size_t n_left = naive->n, n_classes = 0;
    for (size_t a = 0; a < naive->n; a++)
        left[a] = true;
    while (n_left) {
        memcpy(class, left, sizeof class);
        double level = level_under(naive, left, 2);
        for (;;) {
            double next = level_under(naive, class, level - s_of(level));
            if (keep_best(naive, class, next, sign) == 1 || !(next > 0))
                break;
            level = next;
        }
        for (size_t a = 0; a < naive->n; a++) {
            if (class[a]) {
                place[a] = n_classes;
                left[a] = false;
                n_left--;
            }
        }
        n_classes++;
    }
    return n_classes;
}

static void distillation_is_the_definition(void **state)
{
    (void)state;
    uint64_t seed = 1978;
    for (int turn = 0; turn < 4000; turn++) {
        struct world world = {.m = 1 + next_random(&seed) % 6, .n = 1 + next_random(&seed) % 20};
        uint64_t grain = next_random(&seed) % 3;
        for (size_t c = 0; c < world.m; c++) {
            world.weight[c] = 1 + (double)(next_random(&seed) % 5);
            for (size_t s = 0; s < world.n; s++)
                world.value[c][s] =
                    grain ? (double)(next_random(&seed) % (4 * grain + 1)) / (double)(4 * grain)
                          : random_share(&seed);
        }
        weigh(&world);
        struct electre own = {0.05, 0.3, turn % 2 ? 0.6 : NAN};
        uint32_t credible[MOST_SITES * MOST_SITES];
        credibility_of(&world, own, credible);
        score_by("electre_iii", &own, &world);
        struct naive naive = {world.n, credible};
        size_t down[MOST_SITES], up[MOST_SITES];
        naive_distil(&naive, 1, down);
        size_t n_up = naive_distil(&naive, -1, up);
        for (size_t s = 0; s < world.n; s++) {
            assert_near(world.term[0][s], (double)down[s] + 1, 0);
            assert_near(world.term[1][s], (double)(n_up - up[s]), 0);
        }
    }
}

static void too_many_are_refused(void **state)
{
    (void)state;
    enum { N = 2001 };
    static double number[N], score[N], place[2][N];
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    const double *value[] = {number};
    struct tomt_aggregate_input input = {
        .of = {1, N, (const double[]){1}, (const enum tomt_null_policy[]){TOMT_NULL_DROP}, value}};
    double *const term[] = {place[0], place[1]};
    assert_false(tomt_method_find("electre_iii")
                     ->score(&(struct electre){0, 0, NAN}, &input, arena, score, term, &err));
    assert_int_equal(err.code, TOMT_PROJECT);
    assert_non_null(strstr(err.text, "2000"));
    tomt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(six_alternatives),
        cmocka_unit_test(six_projects),
        cmocka_unit_test(distillation_is_the_definition),
        cmocka_unit_test(too_many_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
