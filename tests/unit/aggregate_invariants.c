/* What must hold of every method in the table, tried on random worlds: no order of criteria or of
 * sites shows, a dominated site never gets more, proportions of weights are all that counts, the
 * always best come first and the always worst last. */
#include "aggregate_support.h"

#include <time.h>

/* Every method with its defaults, and those with arguments at their limits. */
static const struct {
    const char *name;
    union {
        struct one_number one;
        struct promethee promethee;
        struct electre electre;
    } args;
    bool own; /* args, not the defaults */
} variants[] = {
    {"weighted_sum", {{0}}, false},
    {"weighted_product", {{0}}, false},
    {"owa", {{0}}, false},
    {"owa", {.one = {0}}, true},
    {"owa", {.one = {0.07}}, true},
    {"owa", {.one = {0.5}}, true},
    {"owa", {.one = {0.93}}, true},
    {"owa", {.one = {1}}, true},
    {"topsis", {{0}}, false},
    {"vikor", {{0}}, false},
    {"vikor", {.one = {0}}, true},
    {"vikor", {.one = {1}}, true},
    {"promethee_ii", {{0}}, false},
    {"promethee_ii", {.promethee = {USUAL, 0, 0}}, true},
    {"promethee_ii", {.promethee = {U, 0.1, 0.2}}, true},
    {"promethee_ii", {.promethee = {V, 0.1, 0.2}}, true},
    {"promethee_ii", {.promethee = {LEVEL, 0.1, 0.2}}, true},
    {"promethee_ii", {.promethee = {LINEAR, 0.2, 0.2}}, true},
    {"promethee_ii", {.promethee = {LINEAR, 0, 1}}, true},
    {"electre_iii", {{0}}, false},
    {"electre_iii", {.electre = {0.05, 0.2, 0.4}}, true},
    {"electre_iii", {.electre = {0, 0, 0.3}}, true},
    {"electre_iii", {.electre = {0, 1, NAN}}, true},
    {"minimum", {{0}}, false},
    {"satisficing", {{0}}, false},
    {"satisficing", {.one = {0.6}}, true},
};
enum { N_VARIANTS = sizeof variants / sizeof *variants };

static void score_variant(size_t v, struct world *world)
{
    score_by(variants[v].name, variants[v].own ? &variants[v].args : NULL, world);
}

static double random_value(uint64_t *seed, uint64_t grain)
{
    return grain ? (double)(next_random(seed) % (grain + 1)) / (double)grain : random_share(seed);
}

/* gaps: one number in so many is missing; 0: none. */
static void random_world(struct world *world, uint64_t *seed, uint64_t gaps)
{
    static const uint64_t grains[] = {0, 0, 1, 4, 20};
    *world = (struct world){.m = 1 + next_random(seed) % 8, .n = 1 + next_random(seed) % 24};
    uint64_t grain = grains[next_random(seed) % 5];
    world->thresholds = next_random(seed) % 3 == 0;
    for (size_t c = 0; c < world->m; c++) {
        world->weight[c] = c && next_random(seed) % 6 == 0 ? 0 : 0.5 + random_share(seed) * 30;
        world->policy[c] = (enum tomt_null_policy)(next_random(seed) % 3);
        world->threshold[c] = (struct tomt_thresholds){NAN, NAN, NAN};
        if (next_random(seed) % 2)
            world->threshold[c] =
                (struct tomt_thresholds){random_share(seed) * 0.1, 0.1 + random_share(seed) * 0.2,
                                         0.3 + random_share(seed) * 0.5};
        for (size_t s = 0; s < world->n; s++) {
            bool gap = gaps && next_random(seed) % gaps == 0;
            world->value[c][s] = gap ? NAN : random_value(seed, grain);
        }
    }
    weigh(world);
}

static void shuffle(size_t *place, size_t n, uint64_t *seed)
{
    for (size_t i = 0; i < n; i++)
        place[i] = i;
    for (size_t i = n; i-- > 1;) {
        size_t j = next_random(seed) % (i + 1), kept = place[i];
        place[i] = place[j];
        place[j] = kept;
    }
}

/* The same world with its criteria and its sites in another order. */
static void reorder(const struct world *from, const size_t *criterion, const size_t *site,
                    struct world *to)
{
    *to = (struct world){.m = from->m, .n = from->n, .thresholds = from->thresholds};
    for (size_t c = 0; c < from->m; c++) {
        to->weight[c] = from->weight[criterion[c]];
        to->policy[c] = from->policy[criterion[c]];
        to->threshold[c] = from->threshold[criterion[c]];
        for (size_t s = 0; s < from->n; s++)
            to->value[c][s] = from->value[criterion[c]][site[s]];
    }
    weigh(to);
}

static void same_bits(double a, double b, size_t v, const char *what)
{
    if (memcmp(&a, &b, sizeof a) != 0 && !(isnan(a) && isnan(b)))
        fail_msg("variant %zu (%s): %s: %.17g is not %.17g", v, variants[v].name, what, a, b);
}

static size_t terms_of(size_t v)
{
    const struct tomt_method *method = tomt_method_find(variants[v].name);
    size_t n = 0;
    while (method->term && method->term[n].name)
        n++;
    return n;
}

static void no_order_shows(void **state)
{
    (void)state;
    uint64_t seed = 6;
    for (int turn = 0; turn < 300; turn++) {
        struct world world, other;
        size_t criterion[MOST_CRITERIA], site[MOST_SITES];
        random_world(&world, &seed, 2 + next_random(&seed) % 6);
        shuffle(criterion, world.m, &seed);
        shuffle(site, world.n, &seed);
        reorder(&world, criterion, site, &other);
        for (size_t v = 0; v < N_VARIANTS; v++) {
            score_variant(v, &world);
            score_variant(v, &other);
            for (size_t s = 0; s < world.n; s++) {
                same_bits(other.score[s], world.score[site[s]], v, "score");
                for (size_t k = 0; k < terms_of(v); k++)
                    same_bits(other.term[k][s], world.term[k][site[s]], v, "term");
                assert_true(isnan(world.score[s]) ||
                            (world.score[s] >= 0 && world.score[s] < 100.000000001));
            }
        }
    }
}

/* 2:1 and 4:2, 3 : 1 : 5 and 21 : 7 : 35, 0.1 : 0.2 and 25.6 : 51.2. */
static void only_proportions_of_weights_count(void **state)
{
    (void)state;
    static const double weights[][2][3] = {
        {{2, 1, 0}, {4, 2, 0}}, {{3, 1, 5}, {21, 7, 35}}, {{0.1, 0.2, 0}, {25.6, 51.2, 0}}};
    uint64_t seed = 421;
    for (int turn = 0; turn < 60; turn++) {
        struct world world, other;
        random_world(&world, &seed, 9);
        world.m = 3;
        for (size_t c = 0; c < 3; c++)
            for (size_t s = 0; s < world.n; s++)
                world.value[c][s] = random_share(&seed);
        other = world;
        memcpy(world.weight, weights[turn % 3][0], sizeof weights[0][0]);
        memcpy(other.weight, weights[turn % 3][1], sizeof weights[0][0]);
        weigh(&world);
        weigh(&other);
        for (size_t v = 0; v < N_VARIANTS; v++) {
            score_variant(v, &world);
            score_variant(v, &other);
            for (size_t s = 0; s < world.n; s++)
                same_bits(other.score[s], world.score[s], v, "score");
        }
    }
}

static bool at_least_as_good(const struct world *world, const double *const *value, size_t a,
                             size_t b)
{
    for (size_t c = 0; c < world->m; c++) {
        if (!(value[c][a] >= value[c][b]))
            return false;
    }
    return true;
}

/* Without gaps strictly. With gaps, by the filled values; methods that add up the values as given
 * may differ from the filled ones in the last bits. */
static void a_dominated_site_never_gets_more(void **state)
{
    (void)state;
    uint64_t seed = 66;
    size_t n_pairs = 0;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    for (int turn = 0; turn < 600; turn++) {
        struct world world;
        const double *value[MOST_CRITERIA], **filled;
        random_world(&world, &seed, turn % 2 ? 0 : 5);
        struct tomt_aggregate_input input = input_of(&world, value);
        assert_true(tomt_aggregate_fill(arena, &input.of, &filled, &err));
        double within = turn % 2 ? 0 : 1e-10;
        for (size_t v = 0; v < N_VARIANTS; v++) {
            score_variant(v, &world);
            for (size_t a = 0; a < world.n; a++) {
                for (size_t b = 0; b < world.n; b++) {
                    if (a == b || !at_least_as_good(&world, filled, a, b))
                        continue;
                    n_pairs++;
                    if (!(world.score[a] >= world.score[b] - within))
                        fail_msg("variant %zu (%s), turn %d: site %zu at %.17g dominates %zu at "
                                 "%.17g",
                                 v, variants[v].name, turn, a, world.score[a], b, world.score[b]);
                }
            }
        }
    }
    assert_true(n_pairs > 100000);
    tomt_arena_free(arena);
}

/* Sites from 0.7 to 1 in everything, sites from 0.3 to 0.6, sites from 0 to 0.2: ranked, with the
 * weighted sum where scores tie, they come in blocks. */
static void always_good_and_always_bad(void **state)
{
    (void)state;
    static const char *const id[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
    uint64_t seed = 3;
    for (int turn = 0; turn < 200; turn++) {
        struct world world = {.m = 1 + next_random(&seed) % 8, .n = 10};
        size_t site[10];
        double sum[MOST_SITES];
        uint32_t rank[10];
        struct tomt_error err = {0};
        shuffle(site, 10, &seed);
        for (size_t c = 0; c < world.m; c++) {
            world.weight[c] = random_share(&seed) + 0.01;
            for (size_t s = 0; s < 10; s++) {
                double share = random_share(&seed);
                world.value[c][site[s]] = s < 3   ? 0.7 + 0.3 * share
                                          : s < 7 ? 0.3 + 0.3 * share
                                                  : 0.2 * share;
            }
        }
        weigh(&world);
        score_by("weighted_sum", NULL, &world);
        memcpy(sum, world.score, sizeof sum);
        for (size_t v = 0; v < N_VARIANTS; v++) {
            score_variant(v, &world);
            assert_true(tomt_aggregate_rank(world.score, sum, id, 10, rank, &err));
            for (size_t s = 0; s < 10; s++) {
                uint32_t one = rank[site[s]];
                if (!(s < 3 ? one <= 3 : s < 7 ? one > 3 && one <= 7 : one > 7))
                    fail_msg("%s: site of block %zu has rank %u", variants[v].name, s, one);
            }
        }
    }
}

/* No site, one, all alike, none with a value, one of weight 0 with the only value. */
static void little_worlds(void **state)
{
    (void)state;
    for (size_t v = 0; v < N_VARIANTS; v++) {
        struct world world = {.m = 2, .n = 0, .weight = {1, 2}};
        weigh(&world);
        score_variant(v, &world);
        world.n = 1;
        world.value[0][0] = 0.25;
        world.value[1][0] = 0.75;
        score_variant(v, &world);
        assert_true(world.score[0] >= 0 && world.score[0] <= 100);
        world.n = 5;
        for (size_t s = 0; s < 5; s++) {
            world.value[0][s] = 0.5;
            world.value[1][s] = 0.125;
        }
        score_variant(v, &world);
        for (size_t s = 1; s < 5; s++)
            same_bits(world.score[s], world.score[0], v, "score of equals");
        assert_true(world.score[0] >= 0 && world.score[0] <= 100);
        world.value[0][1] = world.value[1][1] = NAN; /* dropped: nothing is known */
        score_variant(v, &world);
        assert_true(isnan(world.score[1]) && !isnan(world.score[0]) && !isnan(world.score[2]));
        for (size_t k = 0; k < terms_of(v); k++)
            assert_true(isnan(world.term[k][1]));
        world.policy[1] = TOMT_NULL_NEUTRAL; /* now something is taken for granted */
        score_variant(v, &world);
        assert_true(!isnan(world.score[1]));
        world.policy[1] = TOMT_NULL_DROP;
        world.value[0][1] = 0.9; /* known, but without weight */
        world.weight[0] = 0;
        weigh(&world);
        score_variant(v, &world);
        assert_true(isnan(world.score[1]) && !isnan(world.score[4]));
    }
}

/* Flows over all pairs, one by one. */
static double preference(const struct promethee *own, int64_t q, int64_t p, int64_t d)
{
    if (own->shape == USUAL)
        return d > 0;
    if (own->shape == U)
        return d > q;
    if (own->shape == LEVEL)
        return d > p ? 1 : d > q ? 0.5 : 0;
    if (own->shape == V)
        q = 0;
    if (d <= q)
        return 0;
    return d >= p ? 1 : (double)(d - q) / (double)(p - q);
}

static void flows_are_those_of_the_pairs(void **state)
{
    (void)state;
    uint64_t seed = 1985;
    for (int turn = 0; turn < 1000; turn++) {
        struct world world;
        random_world(&world, &seed, 0);
        world.thresholds = false;
        struct promethee own = {(int)(next_random(&seed) % 5), random_share(&seed) * 0.3, 0};
        own.preference = own.indifference + random_share(&seed) * 0.4;
        if (turn % 4 == 0)
            own = (struct promethee){own.shape, 0.25, 0.5};
        score_by("promethee_ii", &own, &world);
        int64_t q = tomt_value_units(own.indifference), p = tomt_value_units(own.preference);
        for (size_t s = 0; s < world.n && world.n > 1; s++) {
            double plus = 0, minus = 0;
            for (size_t c = 0; c < world.m; c++) {
                for (size_t o = 0; o < world.n; o++) {
                    int64_t d =
                        tomt_value_units(world.value[c][s]) - tomt_value_units(world.value[c][o]);
                    plus += world.share[c] * preference(&own, q, p, d);
                    minus += world.share[c] * preference(&own, q, p, -d);
                }
            }
            double others = (double)(world.n - 1);
            assert_near(world.term[0][s], plus / others, 1e-13);
            assert_near(world.term[1][s], minus / others, 1e-13);
            assert_near(world.term[2][s], (plus - minus) / others, 1e-13);
        }
    }
}

/* So many that they are sorted in another way: values on a coarse grid and any, both ends among
 * them. */
static void flows_of_many(void **state)
{
    (void)state;
    enum { N = 1500 };
    static double value[2][N], score[N], term[3][N];
    const double *const column[] = {value[0], value[1]};
    double *const terms[] = {term[0], term[1], term[2]};
    const double share[] = {0.75, 0.25};
    const enum tomt_null_policy policy[] = {TOMT_NULL_DROP, TOMT_NULL_DROP};
    uint64_t seed = 1500;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    for (size_t s = 0; s < N; s++) {
        value[0][s] = (double)(next_random(&seed) % 101) / 100;
        value[1][s] = s ? random_share(&seed) : 1;
    }
    struct promethee own = {LINEAR, 0.05, 0.25};
    struct tomt_aggregate_input input = {.of = {2, N, share, policy, column}};
    assert_true(tomt_method_find("promethee_ii")->score(&own, &input, arena, score, terms, &err));
    int64_t q = tomt_value_units(0.05), p = tomt_value_units(0.25);
    for (size_t s = 0; s < N; s++) {
        double plus = 0, minus = 0;
        for (size_t c = 0; c < 2; c++) {
            for (size_t o = 0; o < N; o++) {
                int64_t d = tomt_value_units(value[c][s]) - tomt_value_units(value[c][o]);
                plus += share[c] * preference(&own, q, p, d);
                minus += share[c] * preference(&own, q, p, -d);
            }
        }
        assert_near(term[0][s], plus / (N - 1), 1e-12);
        assert_near(term[1][s], minus / (N - 1), 1e-12);
    }
    tomt_arena_free(arena);
}

/* The weighted sum and OWA at risk 0.5 have the bits of score/score.h. */
static void the_sum_is_that_of_the_score(void **state)
{
    (void)state;
    uint64_t seed = 40;
    for (int turn = 0; turn < 300; turn++) {
        struct world world;
        const double *value[MOST_CRITERIA];
        static double points[MOST_CRITERIA][MOST_SITES], sum[MOST_SITES], coverage[MOST_SITES];
        double *contribution[MOST_CRITERIA];
        random_world(&world, &seed, 4);
        for (size_t c = 0; c < world.m; c++)
            contribution[c] = points[c];
        struct tomt_aggregate_input input = input_of(&world, value);
        tomt_score_weighted_sum(&input.of, contribution, sum, coverage);
        score_by("weighted_sum", NULL, &world);
        for (size_t s = 0; s < world.n; s++)
            same_bits(world.score[s], sum[s], 0, "score");
        score_by("owa", &(struct one_number){0.5}, &world);
        for (size_t s = 0; s < world.n; s++)
            same_bits(world.score[s], sum[s], 5, "score");
        score_by("owa", &(struct one_number){0.5 + 1e-9}, &world); /* by the order weights */
        for (size_t s = 0; s < world.n; s++)
            assert_true(isnan(sum[s]) ? isnan(world.score[s])
                                      : fabs(world.score[s] - sum[s]) < 1e-6);
    }
}

/* Says how long; asserts nothing of it. */
static void hundred_thousand_sites(void **state)
{
    (void)state;
    enum { N = 100000, M = 12 };
    static double value[M][N], score[N], term[MOST_TERMS][N];
    static double share[M];
    static enum tomt_null_policy policy[M];
    const double *column[M];
    double *terms[MOST_TERMS];
    uint64_t seed = 12;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    for (size_t c = 0; c < M; c++) {
        share[c] = 1.0 / M;
        column[c] = value[c];
        for (size_t s = 0; s < N; s++)
            value[c][s] = next_random(&seed) % 50 ? random_share(&seed) : NAN;
    }
    for (size_t k = 0; k < MOST_TERMS; k++)
        terms[k] = term[k];
    for (size_t v = 0; tomt_methods[v]; v++) {
        const struct tomt_method *method = tomt_methods[v];
        size_t n = method->most_sites && method->most_sites < N ? method->most_sites : N;
        struct tomt_aggregate_input input = {.of = {M, n, share, policy, column}};
        struct timespec from, to;
        clock_gettime(CLOCK_MONOTONIC, &from);
        assert_true(method->score(tomt_method_defaults(arena, method, &err), &input, arena, score,
                                  terms, &err));
        clock_gettime(CLOCK_MONOTONIC, &to);
        print_message("%s: %zu sites x %d criteria in %.0f ms\n", method->name, n, M,
                      (double)(to.tv_sec - from.tv_sec) * 1e3 +
                          (double)(to.tv_nsec - from.tv_nsec) * 1e-6);
    }
    tomt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_order_shows),
        cmocka_unit_test(only_proportions_of_weights_count),
        cmocka_unit_test(a_dominated_site_never_gets_more),
        cmocka_unit_test(always_good_and_always_bad),
        cmocka_unit_test(little_worlds),
        cmocka_unit_test(flows_are_those_of_the_pairs),
        cmocka_unit_test(flows_of_many),
        cmocka_unit_test(the_sum_is_that_of_the_score),
        cmocka_unit_test(hundred_thousand_sites),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
