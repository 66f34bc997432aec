/* weighting/critic.c: criteria that vary and say what others do not count more. */
#include "weighting/shares.h"
#include "weighting/twofold.h"

#include <math.h>
#include <stdlib.h>

struct column {
    const double *value;
    double mean, squares; /* sum of squares of the differences from the mean */
    double deviation;     /* sample standard deviation; 0: the same everywhere */
    size_t n_known;
};

static void read_column(struct column *column, size_t n_sites)
{
    struct tomt_any_order sum = {0}, squares = {0};
    double least = INFINITY, most = -INFINITY;
    for (size_t site = 0; site < n_sites; site++) {
        double value = column->value[site];
        if (isnan(value))
            continue;
        tomt_any_order_add(&sum, value);
        least = fmin(least, value);
        most = fmax(most, value);
        column->n_known++;
    }
    if (!(least < most))
        return;
    column->mean = tomt_any_order_sum(&sum) / (double)column->n_known;
    for (size_t site = 0; site < n_sites; site++) {
        double from_mean = column->value[site] - column->mean;
        if (!isnan(from_mean))
            tomt_any_order_add(&squares, from_mean * from_mean);
    }
    column->squares = tomt_any_order_sum(&squares);
    column->deviation = sqrt(column->squares / (double)(column->n_known - 1));
}

/* Where every site has both, the sums of squares are known. */
static double correlation_of_all(const struct column *a, const struct column *b, size_t n_sites)
{
    struct tomt_any_order ab = {0};
    for (size_t site = 0; site < n_sites; site++)
        tomt_any_order_add(&ab, (a->value[site] - a->mean) * (b->value[site] - b->mean));
    double r = tomt_any_order_sum(&ab) / sqrt(a->squares * b->squares);
    return fmax(-1, fmin(1, r));
}

/* Pearson's r over the sites that have both; 0 where one of them does not vary there. */
static double correlation(const struct column *a, const struct column *b, size_t n_sites)
{
    if (a->n_known == n_sites && b->n_known == n_sites)
        return correlation_of_all(a, b, n_sites);
    struct tomt_any_order sum_a = {0}, sum_b = {0}, aa = {0}, bb = {0}, ab = {0};
    double least_a = INFINITY, most_a = -INFINITY, least_b = INFINITY, most_b = -INFINITY;
    size_t n = 0;
    for (size_t site = 0; site < n_sites; site++) {
        double x = a->value[site] - a->mean, y = b->value[site] - b->mean;
        if (isnan(x + y))
            continue;
        tomt_any_order_add(&sum_a, x);
        tomt_any_order_add(&sum_b, y);
        tomt_any_order_add(&aa, x * x);
        tomt_any_order_add(&bb, y * y);
        tomt_any_order_add(&ab, x * y);
        least_a = x < least_a ? x : least_a;
        most_a = x > most_a ? x : most_a;
        least_b = y < least_b ? y : least_b;
        most_b = y > most_b ? y : most_b;
        n++;
    }
    if (!(least_a < most_a && least_b < most_b))
        return 0;
    double mean_a = tomt_any_order_sum(&sum_a) / (double)n;
    double mean_b = tomt_any_order_sum(&sum_b) / (double)n;
    double square_a = tomt_any_order_sum(&aa) - mean_a * mean_a * (double)n;
    double square_b = tomt_any_order_sum(&bb) - mean_b * mean_b * (double)n;
    double product = tomt_any_order_sum(&ab) - mean_a * mean_b * (double)n;
    if (!(square_a > 0 && square_b > 0))
        return 0;
    return fmax(-1, fmin(1, product / sqrt(square_a * square_b)));
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Σ (1 - r) over the other criteria that vary, in order of size: the order of members cannot
 * matter. */
static double conflict(const struct column *column, size_t n, size_t m, size_t n_sites,
                       double *term)
{
    static const double least = 0x1p-40; /* what rounding leaves of a perfect correlation */
    size_t n_terms = 0;
    double sum = 0;
    for (size_t other = 0; other < n; other++) {
        if (other == m || column[other].deviation == 0)
            continue;
        double apart = 1 - correlation(&column[m], &column[other], n_sites);
        term[n_terms++] = apart > least ? apart : 0;
    }
    qsort(term, n_terms, sizeof *term, by_size);
    for (size_t i = 0; i < n_terms; i++)
        sum += term[i];
    return sum;
}

static bool weigh(const struct tomt_weight_group *group, const struct tomt_weighting_values *values,
                  struct tomt_arena *scratch, struct tomt_weighing *out, struct tomt_error *err)
{
    if (!tomt_weighting_values_given(group, values, err))
        return false;
    size_t n = group->n_members;
    struct column *column = tomt_arena_alloc(scratch, n * sizeof *column, err);
    double *weight = tomt_arena_alloc(scratch, n * sizeof *weight, err);
    double *term = tomt_arena_alloc(scratch, n * sizeof *term, err);
    if (!column || !weight || !term)
        return false;
    bool any_varies = false, any = false;
    for (size_t m = 0; m < n; m++) {
        column[m].value = values->value[group->member[m].criterion];
        read_column(&column[m], values->n_sites);
        any_varies = any_varies || column[m].deviation > 0;
    }
    for (size_t m = 0; m < n; m++) {
        weight[m] = column[m].deviation > 0 ? conflict(column, n, m, values->n_sites, term) : 0;
        weight[m] *= column[m].deviation;
        any = any || weight[m] > 0;
    }
    /* One criterion that varies, or several that say exactly the same: no conflict to weigh by. */
    for (size_t m = 0; m < n && !any; m++)
        weight[m] = !any_varies || column[m].deviation > 0 ? 1 : 0;
    return tomt_weighting_shares(weight, n, scratch, out->local, err);
}

const struct tomt_weighting tomt_weighting_critic = {
    .name = "critic",
    .summary =
        "Criteria that vary, and say what the others do not, count more: w = C / Σ C, C = s "
        "Σ (1 - r) with the sample standard deviation s of the values and their "
        "correlations r with the others; a criterion that is the same everywhere gets 0 and "
        "is no other; when all are, or none contradicts another, those that vary get the same",
    .source = "Diakoulaki, Mavrotas and Papayannakis 1995, doi:10.1016/0305-0548(94)00059-H",
    .asks = TOMT_ASKS_VALUES,
    .weigh = weigh,
};
