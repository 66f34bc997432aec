/* assembly_optimum: small random towns against brute force: every connected subset of parcels of
 * the wanted size is measured here, from the formulas in assembly.h alone, and the best set of them
 * that does not overlap is found by dynamic programming over all subsets. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "assembly/assembly.h"

enum { COLUMNS = 4, ROWS = 3, N = COLUMNS * ROWS, SETS = 1 << N, TOWNS = 400, MOST_PARCELS = 5 };
static const double OWNER_COST = 0.05;

static uint64_t state;
static double uniform(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (double)((state * 0x2545F4914F6CDD1DULL) >> 11) * 0x1p-53;
}

static struct {
    double area_m2[N], perimeter_m[N], weight[N], border_m[N][N];
    uint32_t owner[N];
    char name[N][8];
    const char *key[N];
    double least, most;
} town;

/* Rectangles between lines at random distances; one in ten is missing. */
static void lay_town(uint64_t seed)
{
    double wide[COLUMNS], high[ROWS];
    memset(&town, 0, sizeof town);
    state = seed * 0x9E3779B97F4A7C15ULL + 1;
    for (int i = 0; i < COLUMNS; i++)
        wide[i] = 15 + 50 * uniform();
    for (int i = 0; i < ROWS; i++)
        high[i] = 15 + 50 * uniform();
    for (int i = 0; i < N; i++) {
        double w = wide[i % COLUMNS], h = high[i / COLUMNS];
        town.area_m2[i] = w * h;
        town.perimeter_m[i] = 2 * (w + h);
        town.weight[i] = uniform() < 0.1 ? NAN : w * h * (0.2 + 0.8 * uniform());
        town.owner[i] = uniform() < 0.2 ? UINT32_MAX : (uint32_t)(6 * uniform());
        snprintf(town.name[i], sizeof town.name[i], "p%02d", (i * 5) % N);
        town.key[i] = town.name[i];
        if (i % COLUMNS > 0)
            town.border_m[i][i - 1] = town.border_m[i - 1][i] = h;
        if (i >= COLUMNS)
            town.border_m[i][i - COLUMNS] = town.border_m[i - COLUMNS][i] = w;
    }
    town.least = 2000 + 2000 * uniform();
    town.most = town.least * (1.3 + uniform());
}

static void list_neighbours(struct tomt_neighbours *out)
{
    static uint64_t start[N + 1];
    static uint32_t of[N * N];
    static double shared_m[N * N];
    uint64_t n = 0;
    for (uint32_t i = 0; i < N; i++) {
        start[i] = n;
        for (uint32_t k = 0; k < N; k++)
            if (town.border_m[i][k] > 0) {
                of[n] = k;
                shared_m[n++] = town.border_m[i][k];
            }
    }
    start[N] = n;
    *out = (struct tomt_neighbours){N, start, of, shared_m};
}

/* NaN: not a set that is allowed. */
static double value_of_set(unsigned set)
{
    double weight = 0, area_m2 = 0, perimeter_m = 0;
    unsigned reached = set & (~set + 1), before = 0;
    int n = 0, owners = 0;
    while (reached != before) {
        before = reached;
        for (int i = 0; i < N; i++)
            for (int k = 0; k < N; k++)
                if (before >> i & 1 && set >> k & 1 && town.border_m[i][k] > 0)
                    reached |= 1u << k;
    }
    for (int i = 0; i < N; i++) {
        if (!(set >> i & 1))
            continue;
        n++;
        weight += town.weight[i];
        area_m2 += town.area_m2[i];
        perimeter_m += town.perimeter_m[i];
        bool known = false;
        for (int k = 0; k < i; k++)
            if (set >> k & 1) {
                perimeter_m -= 2 * town.border_m[i][k];
                known |= town.owner[i] != UINT32_MAX && town.owner[k] == town.owner[i];
            }
        owners += !known;
    }
    if (reached != set || n > MOST_PARCELS || !(weight >= town.least && weight <= town.most))
        return NAN;
    return 4 * 3.14159265358979323846 * area_m2 / (perimeter_m * perimeter_m) *
           pow(1 - OWNER_COST, owners - 1);
}

/* The largest Σ value of sets that do not overlap, and the largest value of one. */
static double best_choice(double *best_one)
{
    static double value[SETS], best[SETS];
    *best_one = 0;
    for (unsigned set = 1; set < SETS; set++) {
        value[set] = value_of_set(set);
        *best_one = fmax(*best_one, isnan(value[set]) ? 0 : value[set]);
    }
    for (unsigned ground = 1; ground < SETS; ground++) {
        unsigned lowest = ground & (~ground + 1), others = ground & ~lowest;
        best[ground] = best[others];
        for (unsigned more = others;; more = (more - 1) & others) {
            if (!isnan(value[lowest | more]))
                best[ground] = fmax(best[ground], value[lowest | more] + best[others & ~more]);
            if (more == 0)
                break;
        }
    }
    return best[SETS - 1];
}

struct figures {
    int n, n_optimal, n_one; /* towns with an assembly; where the set, the best of it is optimal */
    double mean, worst, one_mean, one_worst; /* share of the optimum */
};

static void check_town(double exchange_share, struct figures *figures)
{
    const struct tomt_crew crew = {.n_threads = 1};
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_neighbours neighbours;
    struct tomt_assemblies out;
    list_neighbours(&neighbours);
    const struct tomt_assembly_question question = {
        &neighbours, town.area_m2, town.perimeter_m, town.weight, town.owner,    town.key,
        town.least,  town.most,    MOST_PARCELS,     OWNER_COST,  exchange_share};
    if (!tomt_assemblies_make(arena, &question, &crew, &out, &err))
        fail_msg("%s", err.text);
    double sum = 0, one, best = best_choice(&one);
    unsigned taken = 0;
    for (size_t i = 0; i < out.n; i++) {
        unsigned set = 0;
        for (uint64_t e = out.start[i]; e < out.start[i + 1]; e++)
            set |= 1u << out.member[e];
        assert_int_equal(set & taken, 0);
        taken |= set;
        double value = value_of_set(set);
        assert_true(fabs(value - out.value[i]) < 1e-12); /* NaN fails too */
        assert_true(i == 0 || out.value[i] <= out.value[i - 1] + 1e-9);
        sum += value;
    }
    assert_true(sum <= best + 1e-9);
    if (best > 0) {
        double found = out.n ? out.value[0] : 0;
        figures->n++;
        figures->n_optimal += sum > best - 1e-9;
        figures->mean += sum / best;
        figures->worst = fmin(figures->worst, sum / best);
        figures->n_one += found > one - 1e-9;
        figures->one_mean += found / one;
        figures->one_worst = fmin(figures->one_worst, found / one);
    }
    tomt_arena_free(arena);
}

static struct figures check_towns(double exchange_share)
{
    struct figures figures = {.worst = 1, .one_worst = 1};
    for (uint64_t seed = 1; seed <= TOWNS; seed++) {
        lay_town(seed);
        check_town(exchange_share, &figures);
    }
    figures.mean /= figures.n;
    figures.one_mean /= figures.n;
    print_message("exchange share %.2f, %d towns: the set's value is %.4f of the optimum on the "
                  "mean, %.3f at worst, optimal in %d; the best assembly %.4f, %.3f, %d\n",
                  exchange_share, figures.n, figures.mean, figures.worst, figures.n_optimal,
                  figures.one_mean, figures.one_worst, figures.n_one);
    return figures;
}

/* The figures of docs/decisions/011-assemblies.md, with a little room. */
static void test_near_the_optimum(void **unused)
{
    (void)unused;
    struct figures never = check_towns(1), usual = check_towns(0.75), sum_only = check_towns(0);
    assert_true(usual.n > TOWNS / 2);
    assert_true(never.mean > 0.90 && usual.mean > 0.93 && sum_only.mean > 0.96);
    assert_true(never.worst > 0.3 && usual.worst > 0.5);
    assert_true(never.one_mean > 0.995 && usual.one_mean > 0.99 && sum_only.one_mean > 0.98);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_near_the_optimum)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
