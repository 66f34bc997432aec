/* score/score.c: the weighted sum and the ranks.
 * Order must not matter, neither of criteria nor of sites, so every sum here is exact: its terms
 * are multiples of a power of two so large that no bit is lost (100 points at 2^-40 need 47 of a
 * double's 53 bits; shares at 2^-50 need 51). */
#include "score/score.h"
#include "base/arena.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double contribution_unit = 0x1p-40;
static const double share_unit = 0x1p-50;

static double round_to(double number, double unit)
{
    return nearbyint(number / unit) * unit;
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

bool tomt_weights_normalise(const double *weight, size_t n, double *share, struct tomt_error *err)
{
    for (size_t i = 0; i < n; i++) {
        if (!(weight[i] >= 0) || !isfinite(weight[i]))
            return tomt_fail(err, TOMT_PROJECT, "weight %zu is %g: a weight is a number from 0 up",
                             i + 1, weight[i]);
        share[i] = weight[i];
    }
    if (n)
        qsort(share, n, sizeof *share,
              by_size); /* summed in order of size, the sum does not depend on theirs */
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += share[i];
    if (!(sum > 0) || !isfinite(sum))
        return tomt_fail(err, TOMT_PROJECT,
                         "the %zu weights sum to %g: at least one must be over 0", n, sum);
    for (size_t i = 0; i < n; i++)
        share[i] = weight[i] / sum;
    return true;
}

/* What is weighed (the dropped left out) and what is known, as shares of all weights; exactly 1
 * when nothing is missing. */
static double weighed_share(const struct tomt_score_input *input, size_t site, double *coverage)
{
    double known = 0, weighed = 0;
    bool all_known = true, all_weighed = true;
    for (size_t c = 0; c < input->n_criteria; c++) {
        double share = round_to(input->share[c], share_unit);
        bool missing = isnan(input->value[c][site]);
        bool dropped = missing && input->null_policy[c] == TOMT_NULL_DROP;
        known += missing ? 0 : share;
        weighed += dropped ? 0 : share;
        all_known = all_known && !missing;
        all_weighed = all_weighed && !dropped;
    }
    bool any = input->n_criteria > 0;
    *coverage = any && all_known ? 1 : known;
    return any && all_weighed ? 1 : weighed;
}

void tomt_score_weighted_sum(const struct tomt_score_input *input, double *const *contribution,
                             double *score, double *coverage)
{
    for (size_t site = 0; site < input->n_sites; site++) {
        double weighed = weighed_share(input, site, &coverage[site]);
        bool whole = weighed == 1;
        double sum = weighed > 0 ? 0 : NAN;
        for (size_t c = 0; c < input->n_criteria; c++) {
            double value = input->value[c][site];
            if (isnan(value) && input->null_policy[c] == TOMT_NULL_DROP) {
                contribution[c][site] = NAN;
                continue;
            }
            if (isnan(value))
                value = input->null_policy[c] == TOMT_NULL_NEUTRAL ? 0.5 : 0;
            /* of a part of the shares on their grid, so that the part is whole to the last bit */
            double share = whole ? input->share[c] : round_to(input->share[c], share_unit);
            double points = weighed > 0 ? 100 * (share / weighed) * value : 0;
            contribution[c][site] = round_to(points, contribution_unit);
            sum += contribution[c][site];
        }
        score[site] = sum;
    }
}

struct ranking {
    const double *score;
    const char *const *id;
};

static int better_first(const void *left, const void *right, void *context)
{
    const struct ranking *ranking = context;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    if (ranking->score[a] != ranking->score[b])
        return ranking->score[a] > ranking->score[b] ? -1 : 1;
    int by_id = strcmp(ranking->id[a], ranking->id[b]);
    return by_id ? by_id : (a > b) - (a < b);
}

bool tomt_score_rank(const double *score, const char *const *id, size_t n, uint32_t *rank,
                     struct tomt_error *err)
{
    if (n > UINT32_MAX)
        return tomt_fail(err, TOMT_INTERNAL, "%zu sites are more than can be ranked", n);
    uint32_t *row = tomt_allocate(n * sizeof *row);
    if (!row)
        return tomt_fail(err, TOMT_MEMORY, "out of memory ranking %zu sites", n);
    size_t n_scored = 0;
    for (size_t site = 0; site < n; site++) {
        rank[site] = 0;
        if (!isnan(score[site]))
            row[n_scored++] = (uint32_t)site;
    }
    struct ranking ranking = {score, id};
    qsort_r(row, n_scored, sizeof *row, better_first, &ranking);
    for (size_t i = 0; i < n_scored; i++)
        rank[row[i]] = (uint32_t)(i + 1);
    tomt_release(row);
    return true;
}
