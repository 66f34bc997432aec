/* aggregate/ready.c: values without gaps, and sums that no order changes. */
#include "aggregate/inner.h"

#include <stdlib.h>

double tomt_points(double share)
{
    double points = share > 0 ? 100 * share : 0;
    return nearbyint((points < 100 ? points : 100) * 0x1p40) * 0x1p-40;
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

double tomt_sum_by_size(double *term, size_t n)
{
    enum { FEW = 40 }; /* so few are put in their places sooner than qsort is called */
    if (n > FEW)
        qsort(term, n, sizeof *term, by_size);
    for (size_t i = 1; n <= FEW && i < n; i++) {
        double one = term[i];
        size_t at = i;
        for (; at > 0 && term[at - 1] > one; at--)
            term[at] = term[at - 1];
        term[at] = one;
    }
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += term[i];
    return sum;
}

void tomt_scores_unknown(const struct tomt_method *method, size_t n_sites, double *score,
                         double *const *term)
{
    for (size_t s = 0; s < n_sites; s++)
        score[s] = NAN;
    for (size_t k = 0; method->term && method->term[k].name; k++)
        for (size_t s = 0; s < n_sites; s++)
            term[k][s] = NAN;
}

/* The mean of what is known, from its rounded points: within what it is the mean of, so that who is
 * full in all that is known is filled with 1, and who is alike in it is not told from his like. */
static double mean_within(const struct tomt_score_input *input, size_t site, double points)
{
    double least = 1, most = 0;
    for (size_t c = 0; c < input->n_criteria; c++) {
        double value = input->value[c][site];
        enum tomt_null_policy policy = input->null_policy[c];
        if (!(input->share[c] > 0) || (isnan(value) && policy == TOMT_NULL_DROP))
            continue;
        if (isnan(value))
            value = policy == TOMT_NULL_NEUTRAL ? 0.5 : 0;
        least = value < least ? value : least;
        most = value > most ? value : most;
    }
    double mean = points / 100;
    return mean < least ? least : mean > most ? most : mean;
}

/* The column itself where nothing is missing, else a copy with the gaps filled. */
static const double *fill_column(struct tomt_arena *arena, const struct tomt_score_input *input,
                                 size_t criterion, const double *mean, struct tomt_error *err)
{
    const double *given = input->value[criterion];
    size_t n = input->n_sites, n_whole = 0;
    while (n_whole < n && !isnan(given[n_whole]) && !isnan(mean[n_whole]))
        n_whole++;
    if (n_whole == n)
        return given;
    double *filled = tomt_arena_block(arena, NULL, n * sizeof *filled, err);
    if (!filled)
        return NULL;
    for (size_t s = 0; s < n; s++) {
        if (isnan(mean[s]) || !isnan(given[s]))
            filled[s] = isnan(mean[s]) ? (double)NAN : given[s];
        else
            filled[s] = input->null_policy[criterion] == TOMT_NULL_WORST ? 0
                        : input->null_policy[criterion] == TOMT_NULL_NEUTRAL
                            ? 0.5
                            : mean_within(input, s, mean[s]);
    }
    return filled;
}

bool tomt_aggregate_fill(struct tomt_arena *arena, const struct tomt_score_input *input,
                         const double ***filled, struct tomt_error *err)
{
    *filled = tomt_arena_alloc(arena, (input->n_criteria + 1) * sizeof **filled, err);
    double *mean = tomt_arena_block(arena, NULL, (input->n_sites + 1) * sizeof *mean, err);
    if (!*filled || !mean || !tomt_weighted_sums(arena, input, mean, err))
        return tomt_while(err, "filling gaps");
    for (size_t c = 0; c < input->n_criteria; c++) {
        (*filled)[c] = fill_column(arena, input, c, mean, err);
        if (!(*filled)[c])
            return tomt_while(err, "filling gaps");
    }
    tomt_arena_drop(arena, mean);
    return true;
}

/* Only the sites that are ready, where some are not. */
static const double *pick(struct tomt_arena *arena, const double *value, const size_t *site,
                          size_t n, struct tomt_error *err)
{
    double *picked = tomt_arena_block(arena, NULL, (n + 1) * sizeof *picked, err);
    for (size_t k = 0; picked && k < n; k++)
        picked[k] = value[site[k]];
    return picked;
}

bool tomt_ready_make(struct tomt_arena *arena, const struct tomt_score_input *input,
                     struct tomt_ready *ready, struct tomt_error *err)
{
    size_t m = input->n_criteria, n = input->n_sites;
    const double **filled;
    if (!tomt_aggregate_fill(arena, input, &filled, err))
        return false;
    size_t *criterion = tomt_arena_alloc(arena, (m + 1) * sizeof *criterion, err);
    double *share = tomt_arena_alloc(arena, (m + 1) * sizeof *share, err);
    const double **value = tomt_arena_alloc(arena, (m + 1) * sizeof *value, err);
    size_t *site = tomt_arena_block(arena, NULL, (n + 1) * sizeof *site, err);
    if (!criterion || !share || !value || !site)
        return false;
    *ready = (struct tomt_ready){.criterion = criterion, .site = site, .share = share};
    size_t counts = 0, n_ready = 0;
    for (size_t c = 0; c < m; c++) {
        if (!(input->share[c] > 0))
            continue;
        criterion[counts] = c;
        share[counts] = input->share[c];
        value[counts++] = filled[c];
    }
    for (size_t s = 0; counts && s < n; s++) {
        if (!isnan(value[0][s]))
            site[n_ready++] = s;
    }
    for (size_t c = 0; n_ready < n && c < counts; c++) {
        value[c] = pick(arena, value[c], site, n_ready, err);
        if (!value[c])
            return false;
    }
    ready->n_criteria = counts;
    ready->n_sites = n_ready;
    ready->value = value;
    return true;
}
