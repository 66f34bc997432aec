/* weighting/shares.c: numbers to shares, places to shares, checks that several ways share. */
#include "weighting/shares.h"

#include "weighting/twofold.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

bool tomt_weighting_shares(const double *number, size_t n, struct tomt_arena *scratch,
                           double *share, struct tomt_error *err)
{
    double *sorted = tomt_arena_alloc(scratch, n * sizeof *sorted, err);
    if (!sorted)
        return false;
    for (size_t i = 0; i < n; i++)
        sorted[i] = number[i];
    qsort(sorted, n, sizeof *sorted, by_size);
    if (n == 0 || !(sorted[n - 1] > 0))
        return tomt_fail(err, TOMT_PROJECT,
                         "all %zu members have a weight of 0: at least one must be over 0", n);
    int exponent; /* taken out, so that huge numbers do not overflow */
    frexp(sorted[n - 1], &exponent);
    struct tomt_twofold sum = {0, 0};
    for (size_t i = 0; i < n; i++)
        sum = tomt_two_add(sum, (struct tomt_twofold){ldexp(sorted[i], -exponent), 0});
    for (size_t i = 0; i < n; i++)
        share[i] = ldexp(number[i], -exponent) / sum.high;
    return true;
}

void tomt_weighting_all_alike(size_t n, double *share)
{
    for (size_t i = 0; i < n; i++)
        share[i] = 1 / (double)n;
}

struct tomt_member_words tomt_weighting_member(const struct tomt_weight_group *group, size_t member)
{
    struct tomt_member_words words;
    const struct tomt_weight_member *of = &group->member[member];
    if (of->criterion == SIZE_MAX)
        snprintf(words.text, sizeof words.text, "member %zu (group '%.60s')", member + 1,
                 of->group && of->group->name ? of->group->name : "?");
    else
        snprintf(words.text, sizeof words.text, "member %zu (criterion %zu)", member + 1,
                 of->criterion + 1);
    return words;
}

bool tomt_weighting_numbers_given(const struct tomt_weight_group *group, const char *what,
                                  struct tomt_error *err)
{
    for (size_t m = 0; m < group->n_members; m++) {
        double number = group->number ? group->number[m] : NAN;
        if (isnan(number))
            return tomt_fail(err, TOMT_PROJECT, "%s has no %s: give it a number from 0 up",
                             tomt_weighting_member(group, m).text, what);
        if (number < 0 || isinf(number))
            return tomt_fail(err, TOMT_PROJECT, "%s has a %s of %g: it must be a number from 0 up",
                             tomt_weighting_member(group, m).text, what, number);
    }
    return true;
}

bool tomt_weighting_by_place(const struct tomt_weight_group *group, const double *weight_of_place,
                             struct tomt_arena *scratch, double *local, struct tomt_error *err)
{
    size_t n = group->n_members;
    for (size_t m = 0; m < n; m++) {
        double place = group->place ? group->place[m] : NAN;
        if (isnan(place))
            return tomt_fail(err, TOMT_PROJECT,
                             "%s has no place in the order: name every member in it once",
                             tomt_weighting_member(group, m).text);
        if (place < 1 || isinf(place))
            return tomt_fail(err, TOMT_PROJECT,
                             "%s has place %g: places are 1 (the most important), 2, ...",
                             tomt_weighting_member(group, m).text, place);
    }
    double *weight = tomt_arena_alloc(scratch, n * sizeof *weight, err);
    if (!weight)
        return false;
    for (size_t m = 0; m < n; m++) {
        size_t ahead = 0, tied = 0;
        for (size_t other = 0; other < n; other++) {
            ahead += group->place[other] < group->place[m] ? 1 : 0;
            tied += group->place[other] == group->place[m] ? 1 : 0;
        }
        weight[m] = 0;
        for (size_t place = ahead + tied; place-- > ahead;) /* the smallest first */
            weight[m] += weight_of_place[place];
        weight[m] /= (double)tied;
    }
    return tomt_weighting_shares(weight, n, scratch, local, err);
}

bool tomt_weighting_values_given(const struct tomt_weight_group *group,
                                 const struct tomt_weighting_values *values, struct tomt_error *err)
{
    for (size_t m = 0; m < group->n_members; m++) {
        size_t criterion = group->member[m].criterion;
        if (criterion == SIZE_MAX)
            return tomt_fail(err, TOMT_PROJECT,
                             "%s has no values of its own: weights from values are for criteria; "
                             "weigh groups by what people say",
                             tomt_weighting_member(group, m).text);
        if (!values)
            return tomt_fail(err, TOMT_INTERNAL, "weights from values without values");
        for (size_t site = 0; site < values->n_sites; site++) {
            double value = values->value[criterion][site];
            if (value < 0 || value > 1)
                return tomt_fail(err, TOMT_INTERNAL, "%s: site %zu has a value of %g, not 0 to 1",
                                 tomt_weighting_member(group, m).text, site + 1, value);
        }
    }
    return true;
}

double tomt_weighting_40_bits(double number)
{
    int exponent;
    double fraction = frexp(number, &exponent);
    return ldexp(nearbyint(fraction * 0x1p40), exponent - 40);
}
