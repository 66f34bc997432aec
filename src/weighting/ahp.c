/* weighting/ahp.c: weights from judgements in pairs, the analytic hierarchy process.
 * Random indices: Saaty 1980, The Analytic Hierarchy Process, McGraw-Hill, p. 21, as printed (1.48
 * for 12, too). */
#include "weighting/eigen.h"
#include "weighting/shares.h"

#include <math.h>

enum { MOST = TOMT_EIGEN_MOST };

static const double random_index[MOST + 1] = {
    0, 0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59,
};

/* What was judged of each pair: t >= 1, row over column; -t, column over row; 0, not judged. So 3
 * and 1/3 turned round are the same to the last bit. */
struct judged {
    double times[MOST][MOST];
};

static double as_kept(double times)
{
    if (times >= 1)
        return times;
    double turned = 1 / times;
    return turned > 1 ? -turned : 1;
}

static void keep(struct judged *judged, size_t a, size_t b, double kept)
{
    judged->times[a][b] = kept;
    judged->times[b][a] = kept == 1 ? 1 : -kept;
}

static bool read_judge(const struct tomt_weight_group *group, const struct tomt_judge *judge,
                       struct judged *out, struct tomt_error *err)
{
    *out = (struct judged){0};
    if (!(judge->say > 0) || isinf(judge->say))
        return tomt_fail(err, TOMT_PROJECT, "the say is %g: it must be a number over 0",
                         judge->say);
    for (size_t i = 0; i < judge->n_judgements; i++) {
        size_t a = judge->judgement[i].a, b = judge->judgement[i].b;
        double times = judge->judgement[i].times;
        if (a >= group->n_members || b >= group->n_members)
            return tomt_fail(err, TOMT_PROJECT,
                             "judgement %zu is of member %zu, and the group has %zu", i + 1,
                             (a > b ? a : b) + 1, group->n_members);
        if (a == b)
            return tomt_fail(err, TOMT_PROJECT, "judgement %zu holds %s against itself", i + 1,
                             tomt_weighting_member(group, a).text);
        if (!(times >= (1 - 1e-9) / 9 && times <= 9 * (1 + 1e-9)))
            return tomt_fail(err, TOMT_PROJECT,
                             "judgement %zu, %s against %s, is %g: it must be from 1/9 to 9", i + 1,
                             tomt_weighting_member(group, a).text,
                             tomt_weighting_member(group, b).text, times);
        double kept = as_kept(times), before = out->times[a][b];
        if (before != 0 && before != kept)
            return tomt_fail(
                err, TOMT_PROJECT, "%s against %s is judged twice, as %g and as %g: keep one",
                tomt_weighting_member(group, a).text, tomt_weighting_member(group, b).text,
                before > 0 ? before : -1 / before, times);
        keep(out, a, b, kept);
    }
    return true;
}

/* Who is linked with the first member by judgements, however far around. */
static size_t linked(const struct judged *judged, size_t n, bool is_linked[MOST])
{
    size_t queue[MOST], n_found = 1;
    queue[0] = 0;
    for (size_t m = 0; m < n; m++)
        is_linked[m] = m == 0;
    for (size_t next = 0; next < n_found; next++)
        for (size_t m = 0; m < n; m++)
            if (!is_linked[m] && judged->times[queue[next]][m] != 0) {
                is_linked[m] = true;
                queue[n_found++] = m;
            }
    return n_found;
}

static bool is_connected(const struct tomt_weight_group *group, const struct judged *judged,
                         struct tomt_error *err)
{
    bool is_linked[MOST];
    if (linked(judged, group->n_members, is_linked) == group->n_members)
        return true;
    tomt_fail(err, TOMT_PROJECT,
              "no judgement links them with %s, however far around: judge at "
              "least one of them against it",
              tomt_weighting_member(group, 0).text);
    for (size_t m = group->n_members; m-- > 1;)
        if (!is_linked[m])
            tomt_while(err, "%s", tomt_weighting_member(group, m).text);
    return false;
}

/* The geometric mean of what the judges who judged this pair say, weighed by their says: the only
 * way to merge judgements that keeps them reciprocal (Aczel and Saaty 1983). Those who all say the
 * same are taken at their word, to the last bit. */
static double merge(const struct tomt_weight_group *group, const struct judged *judge, size_t a,
                    size_t b)
{
    struct tomt_twofold sum = {0, 0}, says = {0, 0};
    double common = 0;
    bool differ = false;
    for (size_t j = 0; j < group->n_judges; j++) {
        double kept = judge[j].times[a][b];
        if (kept == 0)
            continue;
        differ = differ || (common != 0 && common != kept);
        common = kept;
        double exponent = copysign(log(fabs(kept)), kept);
        sum = tomt_two_add(sum, tomt_two_product(group->judge[j].say, exponent));
        says = tomt_two_add(says, (struct tomt_twofold){group->judge[j].say, 0});
    }
    if (!differ)
        return common;
    double exponent = sum.high / says.high;
    double times = tomt_weighting_40_bits(exp(fabs(exponent)));
    return times > 1 ? copysign(times, exponent) : 1;
}

/* A pair that nobody judged stands as what the weights say of it: 0 there, and 1 more on the
 * diagonal (Harker 1987, doi:10.1016/0270-0255(87)90503-3). */
static bool solve(const struct judged *judged, size_t n, struct tomt_eigen *out, double *ratio,
                  struct tomt_error *err)
{
    struct tomt_twofold matrix[MOST][MOST] = {{{0, 0}}};
    for (size_t a = 0; a < n; a++) {
        matrix[a][a].high = 1;
        for (size_t b = 0; b < n; b++) {
            double times = judged->times[a][b];
            if (a == b)
                continue;
            if (times > 0)
                matrix[a][b].high = times;
            else if (times < 0)
                matrix[a][b] = tomt_two_reciprocal(-times);
            else
                matrix[a][a].high += 1;
        }
    }
    if (!tomt_eigen_principal(matrix, n, out, err))
        return false;
    double index = n > 2 ? (out->value - (double)n) / (double)(n - 1) : 0;
    *ratio = index > 0 ? index / random_index[n] : 0;
    return true;
}

/* The judgement farthest, as a ratio, from what the weights say; none when all fit. */
static void find_worst(const struct judged *judged, size_t n, struct tomt_weighing *out)
{
    static const double fits = 1e-9;
    double most = fits;
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < n; b++) {
            double times = judged->times[a][b];
            if (a == b || times < 1 || (times == 1 && b < a))
                continue;
            double implied = out->local[a] / out->local[b], off = fabs(log(times / implied));
            bool ties = fabs(off - most) <= fits && out->worst_a != SIZE_MAX;
            if (ties ? !(times > out->worst_times) : !(off > most))
                continue;
            most = off;
            out->worst_a = a;
            out->worst_b = b;
            out->worst_times = times;
            out->worst_implied = implied;
        }
}

static bool judge_alone(const struct judged *judged, size_t n, double *ratio,
                        struct tomt_error *err)
{
    bool is_linked[MOST];
    struct tomt_eigen eigen;
    *ratio = NAN;
    return linked(judged, n, is_linked) < n || solve(judged, n, &eigen, ratio, err);
}

static bool weigh(const struct tomt_weight_group *group, const struct tomt_weighting_values *values,
                  struct tomt_arena *scratch, struct tomt_weighing *out, struct tomt_error *err)
{
    (void)values;
    size_t n = group->n_members;
    if (n > MOST)
        return tomt_fail(err, TOMT_PROJECT,
                         "%zu members are more than can be judged in pairs (%d, where Saaty's "
                         "random indices end): split them into groups",
                         n, MOST);
    struct judged *judge = tomt_arena_alloc(scratch, group->n_judges * sizeof *judge, err);
    if (!judge)
        return false;
    for (size_t j = 0; j < group->n_judges; j++) {
        const char *name = group->judge[j].name;
        if (!read_judge(group, &group->judge[j], &judge[j], err))
            return name ? tomt_while(err, "judge '%s'", name) : tomt_while(err, "judge %zu", j + 1);
        if (!judge_alone(&judge[j], n, &out->judge_ratio[j], err))
            return false;
    }
    struct judged merged = {0};
    out->n_judgements_missing = 0;
    for (size_t a = 0; a < n; a++)
        for (size_t b = a + 1; b < n; b++) {
            keep(&merged, a, b, merge(group, judge, a, b));
            out->n_judgements_missing += merged.times[a][b] == 0 ? 1 : 0;
        }
    struct tomt_eigen eigen;
    if (!is_connected(group, &merged, err) ||
        !solve(&merged, n, &eigen, &out->consistency_ratio, err))
        return false;
    out->principal_eigenvalue = eigen.value;
    for (size_t m = 0; m < n; m++)
        out->local[m] = eigen.vector[m];
    if (n > 2)
        find_worst(&merged, n, out);
    return true;
}

const struct tomt_weighting tomt_weighting_ahp = {
    .name = "ahp",
    .summary =
        "Members are judged in pairs, how many times as much the first matters (1/9 to 9); w "
        "is the principal eigenvector of the matrix of judgements A: A w = λ w; consistency "
        "ratio CR = (λ - n) / (n - 1) / RI; several judges by the geometric mean of their "
        "judgements, pairs that nobody judged as the others imply",
    .source = "Saaty 1977, doi:10.1016/0022-2496(77)90033-5; several judges: Aczel and Saaty 1983, "
              "doi:10.1016/0022-2496(83)90028-7; missing pairs: Harker 1987, "
              "doi:10.1016/0270-0255(87)90503-3",
    .asks = TOMT_ASKS_JUDGEMENTS,
    .weigh = weigh,
};
