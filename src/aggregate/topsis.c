/* aggregate/topsis.c: how near is a site to the best, how far from the worst that the sites offer?
 */
#include "aggregate/inner.h"

struct ends { /* of one criterion, over the sites */
    double best, worst;
};

static void find_ends(const struct tomt_ready *ready, struct ends *ends)
{
    for (size_t c = 0; c < ready->n_criteria; c++) {
        const double *value = ready->value[c];
        ends[c] = (struct ends){value[0], value[0]};
        for (size_t k = 1; k < ready->n_sites; k++) {
            ends[c].best = value[k] > ends[c].best ? value[k] : ends[c].best;
            ends[c].worst = value[k] < ends[c].worst ? value[k] : ends[c].worst;
        }
    }
}

static double square(double number)
{
    return number * number;
}

/* Closeness as 1 / (1 + to / from), whose every step keeps order; at the best itself it is 1, also
 * when all are alike. */
static double closeness(double to_best, double from_worst)
{
    return to_best > 0 ? 1 / (1 + to_best / from_worst) : 1;
}

extern const struct tomt_method tomt_method_topsis;

static bool score_sites(const void *args, const struct tomt_aggregate_input *input,
                        struct tomt_arena *scratch, double *score, double *const *term,
                        struct tomt_error *err)
{
    (void)args;
    struct tomt_ready ready;
    struct tomt_arena_mark mark = tomt_arena_mark(scratch);
    tomt_scores_unknown(&tomt_method_topsis, input->of.n_sites, score, term);
    size_t m = input->of.n_criteria;
    struct ends *ends = tomt_arena_alloc(scratch, (m + 1) * sizeof *ends, err);
    double *to = tomt_arena_alloc(scratch, (m + 1) * sizeof *to, err);
    double *from = tomt_arena_alloc(scratch, (m + 1) * sizeof *from, err);
    bool made = ends && to && from && tomt_ready_make(scratch, &input->of, &ready, err);
    if (made && ready.n_sites)
        find_ends(&ready, ends);
    for (size_t k = 0; made && k < ready.n_sites; k++) {
        for (size_t c = 0; c < ready.n_criteria; c++) {
            to[c] = square(ready.share[c] * (ends[c].best - ready.value[c][k]));
            from[c] = square(ready.share[c] * (ready.value[c][k] - ends[c].worst));
        }
        size_t site = ready.site[k];
        term[0][site] = sqrt(tomt_sum_by_size(to, ready.n_criteria));
        term[1][site] = sqrt(tomt_sum_by_size(from, ready.n_criteria));
        term[2][site] = closeness(term[0][site], term[1][site]);
        score[site] = tomt_points(term[2][site]);
    }
    tomt_arena_rewind(scratch, mark);
    return made;
}

static const struct tomt_param params[] = {{0}};
static const struct tomt_method_term terms[] = {
    {"to_best", "", {"Distance to the best of all", "Avstand til det beste av alle"}},
    {"from_worst", "", {"Distance from the worst of all", "Avstand fra det dårligste av alle"}},
    {"closeness", "share", {"Closeness to the best", "Nærhet til det beste"}},
    {0},
};

const struct tomt_method tomt_method_topsis = {
    .name = "topsis",
    .summary = "Closeness to an ideal that has the best value of all sites in each criterion, "
               "against an anti-ideal with the worst: Euclidean distances of values times shares. "
               "Values are 0 to 1 already and are not normalised again",
    .source = "Hwang and Yoon 1981, Multiple Attribute Decision Making, "
              "doi:10.1007/978-3-642-48318-9",
    .params = params,
    .term = terms,
    .score = score_sites,
};
