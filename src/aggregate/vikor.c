/* aggregate/vikor.c: a compromise between the good of the many criteria and the regret in one.
 * S = sum of w (f* - f) / (f* - f-), R = the largest of these terms, f* and f- the best and the
 * worst value that the sites have; Q = v (S - S*) / (S- - S*) + (1 - v) (R - R*) / (R- - R*). */
#include "aggregate/inner.h"

struct args {
    double v;
};

struct span {
    double least, most;
};

static struct span span_of(const double *number, size_t n)
{
    struct span span = {n ? number[0] : 0, n ? number[0] : 0};
    for (size_t k = 1; k < n; k++) {
        span.least = number[k] < span.least ? number[k] : span.least;
        span.most = number[k] > span.most ? number[k] : span.most;
    }
    return span;
}

/* Where all are alike nobody is behind. */
static double way_from(double number, double from, struct span span)
{
    return span.most > span.least ? fabs(number - from) / (span.most - span.least) : 0;
}

static void sum_and_regret(const struct tomt_ready *ready, double *sum, double *regret)
{
    for (size_t c = 0; c < ready->n_criteria; c++) {
        struct span span = span_of(ready->value[c], ready->n_sites);
        for (size_t k = 0; k < ready->n_sites; k++) {
            double behind =
                tomt_term(ready->share[c] * way_from(ready->value[c][k], span.most, span));
            sum[k] += behind;
            regret[k] = behind > regret[k] ? behind : regret[k];
        }
    }
}

/* The compromise: the first alone, when the second is 1 / (n - 1) or more behind in Q (acceptable
 * advantage) and the first also leads by S or by R (acceptable stability); without stability the
 * second joins; without advantage all that are nearer than that. */
static double last_of_compromise(const double *q, const double *sum, const double *regret, size_t n)
{
    double first = INFINITY, second = INFINITY;
    for (size_t k = 0; k < n; k++) {
        if (q[k] < first) {
            second = first;
            first = q[k];
        } else if (q[k] < second) {
            second = q[k];
        }
    }
    double advantage = n > 1 ? 1 / (double)(n - 1) : INFINITY;
    if (n < 2 || second - first < advantage)
        return -1;
    double least_sum = span_of(sum, n).least, least_regret = span_of(regret, n).least;
    for (size_t k = 0; k < n; k++) {
        if (q[k] == first && (sum[k] == least_sum || regret[k] == least_regret))
            return first;
    }
    return second;
}

static void score_ready(const struct tomt_ready *ready, double v, double *const scratch[3],
                        double *score, double *const *term)
{
    size_t n = ready->n_sites;
    double *sum = scratch[0], *regret = scratch[1], *q = scratch[2];
    sum_and_regret(ready, sum, regret);
    struct span sums = span_of(sum, n), regrets = span_of(regret, n);
    for (size_t k = 0; k < n; k++)
        q[k] = v * way_from(sum[k], sums.least, sums) +
               (1 - v) * way_from(regret[k], regrets.least, regrets);
    double last = last_of_compromise(q, sum, regret, n), least = span_of(q, n).least;
    for (size_t k = 0; k < n; k++) {
        size_t site = ready->site[k];
        bool within = last >= 0 ? q[k] <= last : n < 2 || q[k] - least < 1 / (double)(n - 1);
        term[0][site] = sum[k];
        term[1][site] = regret[k];
        term[2][site] = q[k];
        term[3][site] = within ? 1 : 0;
        score[site] = tomt_points(1 - q[k]);
    }
}

extern const struct tomt_method tomt_method_vikor;

static bool score_sites(const void *args, const struct tomt_aggregate_input *input,
                        struct tomt_arena *scratch, double *score, double *const *term,
                        struct tomt_error *err)
{
    struct tomt_ready ready;
    struct tomt_arena_mark mark = tomt_arena_mark(scratch);
    tomt_scores_unknown(&tomt_method_vikor, input->of.n_sites, score, term);
    bool made = tomt_ready_make(scratch, &input->of, &ready, err);
    double *column[3] = {NULL, NULL, NULL};
    for (size_t k = 0; made && k < 3; k++) {
        column[k] = tomt_arena_block(scratch, NULL, (ready.n_sites + 1) * sizeof(double), err);
        made = column[k] != NULL;
    }
    if (made)
        score_ready(&ready, ((const struct args *)args)->v, column, score, term);
    tomt_arena_rewind(scratch, mark);
    return made;
}

static const struct tomt_param params[] = {
    {.name = "v",
     .type = TOMT_PARAM_NUMBER,
     .offset = offsetof(struct args, v),
     .fallback = "0.5",
     .min = 0,
     .max = 1,
     .help = "how much the sum over all criteria (S) counts against the largest regret in one (R)"},
    {0},
};
static const struct tomt_method_term terms[] = {
    {"vikor_s",
     "share",
     {"Behind the best, all criteria (S)", "Bak det beste, alle kriterier (S)"}},
    {"vikor_r",
     "share",
     {"Largest regret in one criterion (R)", "Største tap i ett kriterium (R)"}},
    {"vikor_q", "share", {"Behind the compromise (Q)", "Bak kompromisset (Q)"}},
    {"compromise",
     "",
     {"Belongs to the compromise (1) or not (0)", "Hører til kompromisset (1) eller ikke (0)"}},
    {0},
};

const struct tomt_method tomt_method_vikor = {
    .name = "vikor",
    .summary = "A compromise between what is good over all criteria and the largest regret in one; "
               "best and worst values are those the sites have. The score is 100 (1 - Q)",
    .source = "Opricovic and Tzeng 2004, doi:10.1016/S0377-2217(03)00020-1",
    .args_size = sizeof(struct args),
    .params = params,
    .term = terms,
    .score = score_sites,
};
