/* Deciding on made-up sites, timed, the best of three: SMAA with 10,000 draws of 12 weights on
 * 20,000 sites, with one thread and with those asked for; without and with gaps and uncertain
 * numbers; which weights unseat the first ten of 100,000 sites. What went in and what came out is
 * written as raw numbers, so that decide_peers.py can do the same with NumPy and compare. Prints
 * CSV: what,n,parameters,threads,seconds. Usage: decide_bench FOLDER [THREADS [DIVIDE]]; DIVIDE 10
 * takes a tenth of sites and draws. */
#include "robust/sensitivity.h"
#include "robust/smaa.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { N_CRITERIA = 12, TIMES = 3 };

static const char *folder;
static struct tomt_arena *arena;
static uint64_t state = 1;

static double uniform(void) /* splitmix64 */
{
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static void check(bool ok, const struct tomt_error *err)
{
    if (ok)
        return;
    fprintf(stderr, "decide_bench: %s\n", err->text);
    exit(1);
}

static void keep(const char *name, const void *column, size_t n, size_t size)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/smaa_%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(column, size, n, file) != n || fclose(file) != 0) {
        fprintf(stderr, "decide_bench: cannot write %s\n", path);
        exit(1);
    }
}

static double *numbers(size_t n)
{
    struct tomt_error err = {0};
    double *list = tomt_arena_block(arena, NULL, (n + 1) * sizeof *list, &err);
    check(list != NULL, &err);
    return list;
}

static void smaa(const struct tomt_smaa_input *input, unsigned n_threads, const char *what,
                 struct tomt_smaa *out)
{
    struct tomt_error err = {0};
    const struct tomt_crew crew = {.n_threads = n_threads};
    double best = INFINITY;
    for (int i = 0; i < TIMES; i++) {
        double from = tomt_clock_s();
        check(tomt_smaa(arena, input, &crew, out, &err), &err);
        best = fmin(best, tomt_clock_s() - from);
    }
    printf("%s,%zu,%zu draws %d criteria,%u,%.6f\n", what, input->of.n_sites, input->n_draws,
           N_CRITERIA, n_threads, best);
    fflush(stdout);
}

static void keep_all(const struct tomt_smaa_input *input, const struct tomt_smaa *out)
{
    size_t n = input->of.n_sites;
    for (size_t c = 0; c < N_CRITERIA; c++) {
        char name[16];
        snprintf(name, sizeof name, "value_%zu", c);
        keep(name, input->of.value[c], n, sizeof(double));
    }
    keep("draw", input->draw, input->n_draws * N_CRITERIA, sizeof(double));
    keep("first", out->acceptability[0], n, sizeof(double));
    keep("tenth", out->acceptability[9], n, sizeof(double));
    keep("top", out->top_share, n, sizeof(double));
    keep("top_100", out->top_100_share, n, sizeof(double));
    keep("mean", out->rank_mean, n, sizeof(double));
    keep("best", out->rank_best, n, sizeof(uint32_t));
    keep("worst", out->rank_worst, n, sizeof(uint32_t));
    keep("low", out->rank_low, n, sizeof(uint32_t));
    keep("high", out->rank_high, n, sizeof(uint32_t));
    double *central = numbers(n * N_CRITERIA);
    for (size_t i = 0; i < n * N_CRITERIA; i++)
        central[i] = out->central[i % N_CRITERIA][i / N_CRITERIA];
    keep("central", central, n * N_CRITERIA, sizeof(double));
}

/* Two criteria that are known within 10 %. */
static void smaa_of_uncertain(struct tomt_smaa_input *input, unsigned n_threads,
                              struct tomt_smaa *out)
{
    static const struct tomt_value linear = {.function = TOMT_LINEAR, .full_at = 1, .zero_at = 0};
    size_t n = input->of.n_sites;
    struct tomt_uncertain uncertain[2];
    for (size_t c = 0; c < 2; c++) {
        double *low = numbers(n), *high = numbers(n);
        for (size_t i = 0; i < n; i++) {
            low[i] = 0.9 * input->of.value[c][i];
            high[i] = 1.1 * input->of.value[c][i];
        }
        uncertain[c] = (struct tomt_uncertain){c, low, high, &linear};
    }
    input->uncertain = uncertain;
    input->n_uncertain = 2;
    smaa(input, n_threads, "SMAA with two uncertain criteria", out);
    input->n_uncertain = 0;
}

struct scored {
    double score;
    size_t site;
};

static int best_first(const void *left, const void *right)
{
    const struct scored *a = left, *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return (a->site > b->site) - (a->site < b->site);
}

/* Each of the first ten: which change of which weight takes it out of them? */
static void unseat_ten(size_t n)
{
    enum { WITHIN = 10 };
    struct tomt_error err = {0};
    double share[N_CRITERIA], *value[N_CRITERIA], *contribution[N_CRITERIA];
    enum tomt_null_policy policy[N_CRITERIA];
    for (size_t c = 0; c < N_CRITERIA; c++) {
        share[c] = 1.0 / N_CRITERIA;
        policy[c] = TOMT_NULL_DROP;
        value[c] = numbers(n);
        contribution[c] = numbers(n);
        for (size_t i = 0; i < n; i++)
            value[c][i] = uniform() < 0.05 ? NAN : uniform();
    }
    double *score = numbers(n), *coverage = numbers(n), best = INFINITY;
    const struct tomt_score_input input = {N_CRITERIA, n, share, policy,
                                           (const double *const *)value};
    tomt_score_weighted_sum(&input, contribution, score, coverage);
    struct scored *list = tomt_arena_block(arena, NULL, (n + 1) * sizeof *list, &err);
    check(list != NULL, &err);
    for (size_t i = 0; i < n; i++)
        list[i] = (struct scored){isnan(score[i]) ? -1 : score[i], i};
    qsort(list, n, sizeof *list, best_first);
    struct tomt_unseating found[N_CRITERIA][2];
    for (int i = 0; i < TIMES; i++) {
        double from = tomt_clock_s();
        for (size_t r = 0; r < WITHIN && r < n; r++)
            check(tomt_unseat(&input, list[r].site, WITHIN, arena, found, &err), &err);
        best = fmin(best, tomt_clock_s() - from);
    }
    printf("what unseats the first %d,%zu,%d criteria,1,%.6f\n", WITHIN, n, N_CRITERIA, best);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: decide_bench FOLDER [THREADS [DIVIDE]]\n");
        return 2;
    }
    folder = argv[1];
    unsigned n_threads = argc > 2 ? (unsigned)atoi(argv[2]) : tomt_crew_cores();
    size_t divide = argc > 3 ? (size_t)atoi(argv[3]) : 1;
    struct tomt_error err = {0};
    check((arena = tomt_arena_new(&err)) != NULL, &err);
    size_t n = 20000 / divide, n_draws = 10000 / divide;
    double share[N_CRITERIA];
    double *value[N_CRITERIA];
    enum tomt_null_policy policy[N_CRITERIA];
    for (size_t c = 0; c < N_CRITERIA; c++) {
        share[c] = 1.0 / N_CRITERIA;
        policy[c] = TOMT_NULL_DROP;
        value[c] = numbers(n);
        for (size_t i = 0; i < n; i++) /* some are near 0 or 1 in most sites, as distances are */
            value[c][i] = c % 3 == 0 ? uniform() : c % 3 == 1 ? pow(uniform(), 3) : sqrt(uniform());
    }
    const struct tomt_draw_settings settings = {
        .from = TOMT_DRAW_SIMPLEX, .n_draws = n_draws, .seed = 1};
    double *draw = NULL, from = tomt_clock_s();
    check(tomt_draws_make(arena, &settings, share, N_CRITERIA, &draw, &err), &err);
    printf("draws,%zu,simplex,1,%.6f\n", n_draws, tomt_clock_s() - from);
    struct tomt_smaa_input input = {
        .of = {N_CRITERIA, n, share, policy, (const double *const *)value},
        .draw = draw,
        .n_draws = n_draws,
        .top = 10,
        .interval = 0.9};
    struct tomt_smaa out;
    smaa(&input, 1, "SMAA", &out);
    if (n_threads > 1)
        smaa(&input, n_threads, "SMAA", &out);
    keep_all(&input, &out);
    smaa_of_uncertain(&input, n_threads, &out);
    for (size_t i = 0; i < n; i++) /* a number in 20 is missing: every tile has gaps */
        for (size_t c = 0; c < N_CRITERIA; c++)
            value[c][i] = uniform() < 0.05 ? NAN : value[c][i];
    smaa(&input, n_threads, "SMAA with gaps", &out);
    unseat_ten(100000 / divide);
    tomt_arena_free(arena);
    return 0;
}
