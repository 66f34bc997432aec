/* aggregate/order.c: ranks by score, and pairs that change their order when a copy joins. */
#include "aggregate/inner.h"

#include <stdlib.h>
#include <string.h>

struct order {
    const double *score, *second;
    const char *const *id; /* NULL: the number of the row, which is in order of ids */
};

static int better_first(const void *left, const void *right, void *context)
{
    const struct order *order = context;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    if (order->score[a] != order->score[b])
        return order->score[a] > order->score[b] ? -1 : 1;
    if (order->second) { /* what has no second number comes after what has */
        double x = isnan(order->second[a]) ? -INFINITY : order->second[a];
        double y = isnan(order->second[b]) ? -INFINITY : order->second[b];
        if (x != y)
            return x > y ? -1 : 1;
    }
    int by_id = order->id ? strcmp(order->id[a], order->id[b]) : 0;
    return by_id ? by_id : (a > b) - (a < b);
}

/* The rows with a score, the best first. */
static size_t put_in_order(struct order order, size_t n, uint32_t *row)
{
    size_t n_scored = 0;
    for (size_t k = 0; k < n; k++) {
        if (!isnan(order.score[k]))
            row[n_scored++] = (uint32_t)k;
    }
    qsort_r(row, n_scored, sizeof *row, better_first, &order);
    return n_scored;
}

bool tomt_aggregate_rank(const double *score, const double *second, const char *const *id, size_t n,
                         uint32_t *rank, struct tomt_error *err)
{
    if (n > UINT32_MAX)
        return tomt_fail(err, TOMT_INTERNAL, "%zu sites are more than can be ranked", n);
    uint32_t *row = tomt_allocate((n + 1) * sizeof *row);
    if (!row)
        return tomt_fail(err, TOMT_MEMORY, "out of memory ranking %zu sites", n);
    for (size_t k = 0; k < n; k++)
        rank[k] = 0;
    size_t n_scored = put_in_order((struct order){score, second, id}, n, row);
    for (size_t k = 0; k < n_scored; k++)
        rank[row[k]] = (uint32_t)(k + 1);
    tomt_release(row);
    return true;
}

/* Pairs of numbers that stand the wrong way round, counted while merging; sorts `number`. */
static size_t count_inversions(uint32_t *number, uint32_t *spare, size_t n)
{
    if (n < 2)
        return 0;
    size_t half = n / 2, from = 0, of = half, at = 0;
    size_t count =
        count_inversions(number, spare, half) + count_inversions(number + half, spare, n - half);
    while (at < n) {
        bool left = from < half && (of == n || number[from] < number[of]);
        if (!left)
            count += half - from;
        spare[at++] = left ? number[from++] : number[of++];
    }
    memcpy(number, spare, n * sizeof *number);
    return count;
}

/* The same sites and a copy of one as the last. */
static bool with_copy(struct tomt_arena *scratch, const struct tomt_aggregate_input *input,
                      size_t copied, struct tomt_aggregate_input *more, struct tomt_error *err)
{
    size_t m = input->of.n_criteria, n = input->of.n_sites;
    const double **value = tomt_arena_alloc(scratch, (m + 1) * sizeof *value, err);
    if (!value)
        return false;
    for (size_t c = 0; c < m; c++) {
        double *column = tomt_arena_grow(scratch, NULL, (n + 1) * sizeof *column, err);
        if (!column)
            return false;
        memcpy(column, input->of.value[c], n * sizeof *column);
        column[n] = column[copied];
        value[c] = column;
    }
    *more = *input;
    more->of.n_sites = n + 1;
    more->of.value = value;
    return true;
}

/* Rows in order of their score by the method, then by the weighted sum. */
static bool order_by(const struct tomt_method *method, const void *args,
                     const struct tomt_aggregate_input *input, struct tomt_arena *scratch,
                     uint32_t *row, size_t *n_scored, struct tomt_error *err)
{
    enum { MOST_TERMS = 6 };
    size_t n = input->of.n_sites;
    double *term[MOST_TERMS] = {NULL};
    struct tomt_arena_mark mark = tomt_arena_mark(scratch);
    double *score = tomt_arena_grow(scratch, NULL, (n + 1) * sizeof *score, err);
    double *second = tomt_arena_grow(scratch, NULL, (n + 1) * sizeof *second, err);
    bool made = score && second;
    for (size_t k = 0; made && k < MOST_TERMS && method->term && method->term[k].name; k++) {
        term[k] = tomt_arena_grow(scratch, NULL, (n + 1) * sizeof *term[k], err);
        made = term[k] != NULL;
    }
    made = made && tomt_weighted_sums(scratch, &input->of, second, err) &&
           method->score(args, input, scratch, score, term, err);
    if (made)
        *n_scored = put_in_order((struct order){score, second, NULL}, n, row);
    tomt_arena_rewind(scratch, mark);
    return made;
}

static bool count_reversals(const struct tomt_method *method, const void *args,
                            const struct tomt_aggregate_input *input, size_t copied,
                            struct tomt_arena *scratch, size_t *n_reversals, struct tomt_error *err)
{
    size_t n = input->of.n_sites, n_before, n_after, n_kept = 0;
    struct tomt_aggregate_input more;
    uint32_t *before = tomt_arena_grow(scratch, NULL, (n + 2) * sizeof *before, err);
    uint32_t *after = tomt_arena_grow(scratch, NULL, (n + 2) * sizeof *after, err);
    uint32_t *place = tomt_arena_grow(scratch, NULL, (n + 2) * sizeof *place, err);
    if (!before || !after || !place || !with_copy(scratch, input, copied, &more, err) ||
        !order_by(method, args, input, scratch, before, &n_before, err) ||
        !order_by(method, args, &more, scratch, after, &n_after, err))
        return false;
    for (size_t k = 0; k < n_before; k++)
        place[before[k]] = (uint32_t)k;
    for (size_t k = 0; k < n_after; k++) {
        if (after[k] < n)
            after[n_kept++] = place[after[k]];
    }
    *n_reversals = count_inversions(after, place, n_kept);
    return true;
}

bool tomt_aggregate_reversals(const struct tomt_method *method, const void *args,
                              const struct tomt_aggregate_input *input, size_t copied,
                              struct tomt_arena *scratch, size_t *n_reversals,
                              struct tomt_error *err)
{
    size_t n = input->of.n_sites;
    *n_reversals = 0;
    if (method->most_sites && n >= method->most_sites) {
        *n_reversals = SIZE_MAX;
        return true;
    }
    if (n == 0)
        return true;
    if (copied >= n)
        return tomt_fail(err, TOMT_INTERNAL, "there is no site %zu to copy, of %zu", copied, n);
    struct tomt_arena_mark mark = tomt_arena_mark(scratch);
    bool made = count_reversals(method, args, input, copied, scratch, n_reversals, err);
    tomt_arena_rewind(scratch, mark);
    return made || tomt_while(err, "a copy of a site among those ranked by %s", method->name);
}
