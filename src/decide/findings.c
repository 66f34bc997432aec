/* decide/findings.c: what speaks for a site and against it, from contributions and their medians.
 */
#include "decide/findings.h"

#include <math.h>
#include <stdlib.h>

static const double least_points = 0.5; /* less is noise to a reader of whole scores */
static const double points_unit = 0x1p-40;

/* As scores add shares up: on a grid, where no order of criteria shows. */
static double even(double share)
{
    return nearbyint(share * 0x1p50) * 0x1p-50;
}

struct list {
    struct tomt_finding *item;
    size_t n;
};

static bool list_start(struct tomt_arena *arena, struct list *list, size_t most,
                       struct tomt_error *err)
{
    list->n = 0;
    list->item = tomt_arena_alloc(arena, (most + 1) * sizeof *list->item, err);
    return list->item != NULL;
}

static struct tomt_finding *add(struct list *list, enum tomt_finding_kind kind, const char *message,
                                size_t criterion, double points)
{
    struct tomt_finding *finding = &list->item[list->n++];
    *finding = (struct tomt_finding){kind, message, criterion, points, {NAN, NAN, NAN, NAN}};
    return finding;
}

static int largest_first(const void *left, const void *right)
{
    const struct tomt_finding *a = left, *b = right;
    if (a->points != b->points)
        return a->points > b->points ? -1 : 1;
    return (a->criterion > b->criterion) - (a->criterion < b->criterion);
}

static void sort(struct list *list, size_t from)
{
    if (list->n > from)
        qsort(list->item + from, list->n - from, sizeof *list->item, largest_first);
}

static void cut(struct list *list, size_t from, size_t most)
{
    sort(list, from);
    if (list->n - from > most)
        list->n = from + most;
}

/* The shares that count at this site: those of criteria that were not dropped. */
static double weighed_share(const struct tomt_score_input *of, size_t site)
{
    double weighed = 0;
    bool all = true;
    for (size_t c = 0; c < of->n_criteria; c++) {
        bool dropped = isnan(of->value[c][site]) && of->null_policy[c] == TOMT_NULL_DROP;
        weighed += dropped ? 0 : even(of->share[c]);
        all = all && !dropped;
    }
    return all ? 1 : weighed;
}

/* What stands in a sentence for the raw number: itself, or how far was looked in vain. */
static double told(const struct tomt_finding_input *input, size_t c, size_t site)
{
    double raw = input->raw[c][site];
    bool beyond = isnan(raw) && !isnan(input->of.value[c][site]);
    return beyond && input->reach ? input->reach[c] : raw;
}

enum way { PLAIN, BEYOND, NO_DATA, SPREAD, N_WAYS };

static enum way way_of(const struct tomt_finding_input *input, size_t c, size_t site, bool strength)
{
    double value = input->of.value[c][site], median = input->median_raw[c];
    if (isnan(value))
        return NO_DATA;
    if (isnan(input->raw[c][site]))
        return BEYOND;
    double at_median = isnan(median) ? NAN : tomt_value_of(&input->value[c], median);
    return (strength ? value <= at_median : value >= at_median) ? SPREAD : PLAIN;
}

static void differences(const struct tomt_finding_input *input, size_t site, bool strengths,
                        struct list *list)
{
    static const char *const message[2][N_WAYS] = {
        {"finding_weakness", "finding_weakness_beyond", "finding_weakness_no_data",
         "finding_weakness_spread"},
        {"finding_strength", "finding_strength_beyond", "finding_strength_no_data",
         "finding_strength_spread"}};
    for (size_t c = 0; c < input->of.n_criteria; c++) {
        double more = input->contribution[c][site] - input->median_contribution[c];
        double points = strengths ? more : -more;
        if (!(points >= least_points)) /* none too where it is not known */
            continue;
        enum way way = way_of(input, c, site, strengths);
        struct tomt_finding *finding =
            add(list, strengths ? TOMT_FINDING_STRENGTH : TOMT_FINDING_WEAKNESS,
                message[strengths][way], c, points);
        finding->number[0] = told(input, c, site);
        finding->number[1] = points;
        finding->number[2] = input->median_raw[c];
    }
}

/* The point with the highest value, of several the nearest. */
static double best_point(const struct tomt_value *value, double raw, double *worth)
{
    const struct tomt_pairs *points = &value->points;
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < points->n; i++) {
        bool more = best == SIZE_MAX || points->y[i] > points->y[best];
        bool nearer = !more && points->y[i] == points->y[best] &&
                      fabs(points->x[i] - raw) < fabs(points->x[best] - raw);
        if (more || nearer)
            best = i;
    }
    *worth = best == SIZE_MAX ? NAN : points->y[best];
    return best == SIZE_MAX ? NAN : points->x[best];
}

/* The raw number with the highest value that the function names; a logistic one only comes near 1,
 * at full_at it is 0.95. */
static double best_raw(const struct tomt_value *value, double raw, double *worth)
{
    switch (value->function) {
    case TOMT_LINEAR:
    case TOMT_LOGISTIC:
        *worth = tomt_value_of(value, value->full_at);
        return value->full_at;
    case TOMT_BELL:
        *worth = 1;
        return value->peak_at;
    case TOMT_PIECEWISE:
    case TOMT_STEP:
    case TOMT_CATEGORY:
        return best_point(value, raw, worth);
    }
    *worth = NAN;
    return NAN;
}

static void lifts(const struct tomt_finding_input *input, size_t site, struct list *list)
{
    double weighed = weighed_share(&input->of, site);
    for (size_t c = 0; c < input->of.n_criteria; c++) {
        double value = input->of.value[c][site], raw = input->raw[c][site], worth;
        double wanted = best_raw(&input->value[c], raw, &worth);
        if (isnan(value) || isnan(wanted) || !(weighed > 0))
            continue;
        double share = weighed == 1 ? input->of.share[c] : even(input->of.share[c]);
        double then = 100 * (share / weighed) * worth;
        double gain = nearbyint(then / points_unit) * points_unit - input->contribution[c][site];
        if (!(gain >= least_points))
            continue;
        const char *message = isnan(raw) ? "finding_lift_beyond" : "finding_lift";
        struct tomt_finding *finding = add(list, TOMT_FINDING_LIFT, message, c, gain);
        finding->number[0] = told(input, c, site);
        finding->number[1] = wanted;
        finding->number[2] = gain;
        finding->number[3] = input->score[site] + gain;
    }
}

/* A dropped criterion's weight is spread over the others: with data it would take that back, and
 * add up to its own. */
static void gaps(const struct tomt_finding_input *input, size_t site, struct list *list)
{
    double weighed = weighed_share(&input->of, site), score = input->score[site];
    for (size_t c = 0; c < input->of.n_criteria; c++) {
        if (!isnan(input->of.value[c][site]))
            continue;
        double share = even(input->of.share[c]), lowest, highest;
        if (input->of.null_policy[c] == TOMT_NULL_DROP) {
            double all = weighed + share;
            lowest = isnan(score) || !(all > 0) ? 0 : score * (weighed / all);
            highest = lowest + (all > 0 ? 100 * share / all : 0);
        } else {
            lowest = score - input->contribution[c][site];
            highest = lowest + (weighed > 0 ? 100 * share / weighed : 0);
        }
        double could_add = fmax(0, highest - (isnan(score) ? 0 : score));
        double could_take = fmax(0, (isnan(score) ? 0 : score) - lowest);
        const char *message = !(could_take > 0)  ? "finding_gap_add"
                              : !(could_add > 0) ? "finding_gap_take"
                                                 : "finding_gap";
        struct tomt_finding *finding =
            add(list, TOMT_FINDING_GAP, message, c, could_add + could_take);
        finding->number[0] = could_add;
        finding->number[1] = could_take;
    }
}

bool tomt_findings_of(struct tomt_arena *arena, const struct tomt_finding_input *input, size_t site,
                      size_t most, struct tomt_finding **out, size_t *n, struct tomt_error *err)
{
    struct list list;
    *out = NULL;
    *n = 0;
    if (!list_start(arena, &list, 4 * input->of.n_criteria, err))
        return false;
    if (!isnan(input->score[site])) {
        differences(input, site, true, &list);
        cut(&list, 0, most);
        size_t from = list.n;
        differences(input, site, false, &list);
        cut(&list, from, most);
        from = list.n;
        lifts(input, site, &list);
        cut(&list, from, most);
    }
    size_t from = list.n;
    gaps(input, site, &list);
    sort(&list, from);
    *out = list.item;
    *n = list.n;
    return true;
}

/* Equal values that count differently, since what one of them lacks is spread over the rest. */
static bool is_spread(const struct tomt_finding_input *input, size_t c, size_t site, size_t other,
                      double more)
{
    double by_value = input->of.value[c][site] - input->of.value[c][other];
    return by_value == 0 || (by_value > 0) != (more > 0);
}

static const char *against_message(const struct tomt_finding_input *input, size_t c, size_t site,
                                   size_t other, double more)
{
    enum { OTHER_BEYOND = N_WAYS, OTHER_NO_DATA, N_AGAINST };
    static const char *const message[2][N_AGAINST] = {
        {"finding_below", "finding_below_beyond", "finding_below_no_data", "finding_below_spread",
         "finding_below_other_beyond", "finding_below_other_no_data"},
        {"finding_above", "finding_above_beyond", "finding_above_no_data", "finding_above_spread",
         "finding_above_other_beyond", "finding_above_other_no_data"}};
    bool here = !isnan(input->of.value[c][site]), there = !isnan(input->of.value[c][other]);
    int way = PLAIN;
    if (!here || !there)
        way = here ? OTHER_NO_DATA : NO_DATA;
    else if (is_spread(input, c, site, other, more))
        way = SPREAD;
    else if (isnan(input->raw[c][site]))
        way = BEYOND;
    else if (isnan(input->raw[c][other]))
        way = OTHER_BEYOND;
    return message[more > 0][way];
}

bool tomt_findings_against(struct tomt_arena *arena, const struct tomt_finding_input *input,
                           size_t site, size_t other, struct tomt_finding **out, size_t *n,
                           struct tomt_error *err)
{
    struct list list;
    *out = NULL;
    *n = 0;
    if (!list_start(arena, &list, input->of.n_criteria, err))
        return false;
    bool scored = !isnan(input->score[site]) && !isnan(input->score[other]);
    for (size_t c = 0; scored && c < input->of.n_criteria; c++) {
        double here = input->contribution[c][site], there = input->contribution[c][other];
        double more = (isnan(here) ? 0 : here) - (isnan(there) ? 0 : there);
        if (more == 0)
            continue;
        struct tomt_finding *finding =
            add(&list, more > 0 ? TOMT_FINDING_ABOVE : TOMT_FINDING_BELOW,
                against_message(input, c, site, other, more), c, fabs(more));
        finding->number[0] = told(input, c, site);
        finding->number[1] = told(input, c, other);
        finding->number[2] = finding->points;
    }
    sort(&list, 0);
    *out = list.item;
    *n = list.n;
    return true;
}

struct pair { /* ordered by key, then value */
    double key, value;
};

static int compare(struct pair a, struct pair b)
{
    if (a.key != b.key)
        return a.key < b.key ? -1 : 1;
    return (a.value > b.value) - (a.value < b.value);
}

static struct pair middle_of_three(struct pair a, struct pair b, struct pair c)
{
    if (compare(a, b) > 0) {
        struct pair swap = a;
        a = b;
        b = swap;
    }
    return compare(c, a) <= 0 ? a : compare(c, b) >= 0 ? b : c;
}

/* Hoare's selection with three parts, since values have plateaus: afterwards none before `at` is
 * larger than item[at]. */
static void select_nth(struct pair *item, size_t n, size_t at)
{
    size_t from = 0, to = n;
    while (to - from > 1) {
        struct pair pivot = middle_of_three(item[from], item[from + (to - from) / 2], item[to - 1]);
        size_t less = from, equal = from, more = to;
        while (equal < more) {
            int order = compare(item[equal], pivot);
            struct pair swap = item[equal];
            if (order < 0) {
                item[equal++] = item[less];
                item[less++] = swap;
            } else if (order > 0) {
                item[equal] = item[--more];
                item[more] = swap;
            } else {
                equal++;
            }
        }
        if (at < less)
            to = less;
        else if (at >= more)
            from = more;
        else
            return;
    }
}

static double lower_middle(struct pair *item, size_t n)
{
    select_nth(item, n, (n - 1) / 2);
    return item[(n - 1) / 2].key;
}

/* Of the two middle ones the one that is worth less. */
static double lesser_middle(struct pair *item, size_t n)
{
    size_t low = (n - 1) / 2;
    select_nth(item, n, low);
    struct pair lower = item[low], upper = lower;
    for (size_t i = low + 1; n % 2 == 0 && i < n; i++)
        if (i == low + 1 || compare(item[i], upper) < 0)
            upper = item[i];
    double key = upper.value < lower.value ? upper.key : lower.key;
    return isinf(key) ? NAN : key;
}

bool tomt_findings_medians(const struct tomt_score_input *of, const double *const *raw,
                           const double *const *contribution, struct tomt_arena *scratch,
                           double *median_raw, double *median_contribution, struct tomt_error *err)
{
    struct pair *item = tomt_arena_block(scratch, NULL, (of->n_sites + 1) * sizeof *item, err);
    if (!item)
        return false;
    for (size_t c = 0; c < of->n_criteria; c++) {
        size_t n = 0;
        median_raw[c] = median_contribution[c] = NAN;
        for (size_t site = 0; site < of->n_sites; site++)
            if (!isnan(of->value[c][site]) && !isnan(contribution[c][site]))
                item[n++] = (struct pair){contribution[c][site], 0};
        if (n == 0)
            continue;
        median_contribution[c] = lower_middle(item, n);
        n = 0;
        for (size_t site = 0; site < of->n_sites; site++) {
            double number = raw[c][site], value = of->value[c][site];
            if (!isnan(value)) /* beyond reach: larger than any, nobody knows by how much */
                item[n++] = (struct pair){isnan(number) ? INFINITY : number, value};
        }
        median_raw[c] = lesser_middle(item, n);
    }
    tomt_arena_drop(scratch, item);
    return true;
}
