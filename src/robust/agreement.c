/* robust/agreement.c: Kendall's tau-b by counting the exchanges that sorting makes (Knight 1966,
 * doi:10.1080/01621459.1966.10480879). */
#include "robust/agreement.h"

#include <math.h>
#include <string.h>

struct pair {
    double a, b;
};

static uint64_t pairs_of(uint64_t n)
{
    return n ? n * (n - 1) / 2 : 0;
}

static bool is_after(const struct pair *left, const struct pair *right, bool by_b)
{
    if (by_b)
        return left->b > right->b;
    return left->a > right->a || (left->a == right->a && left->b > right->b);
}

/* Merges two sorted neighbours; how many pairs had to change their order. */
static uint64_t merge(const struct pair *from, size_t n_left, size_t n, struct pair *to, bool by_b)
{
    uint64_t n_exchanges = 0;
    size_t left = 0, right = n_left;
    for (size_t i = 0; i < n; i++) {
        bool from_right =
            left == n_left || (right < n && is_after(&from[left], &from[right], by_b));
        n_exchanges += from_right ? n_left - left : 0;
        to[i] = from_right ? from[right++] : from[left++];
    }
    return n_exchanges;
}

/* Sorts by (a, b), or by b alone and stably; the exchanges that bubble sort would make. */
static uint64_t sort_pairs(struct pair *pair, struct pair *spare, size_t n, bool by_b)
{
    enum { RUN = 8 };
    uint64_t n_exchanges = 0;
    for (size_t from = 0; from < n; from += RUN)
        for (size_t i = from + 1; i < n && i < from + RUN; i++) {
            struct pair moved = pair[i];
            size_t to = i;
            for (; to > from && is_after(&pair[to - 1], &moved, by_b); to--)
                pair[to] = pair[to - 1];
            pair[to] = moved;
            n_exchanges += i - to;
        }
    struct pair *sorted = pair, *other = spare;
    for (size_t width = RUN; width < n; width *= 2) {
        for (size_t from = 0; from < n; from += 2 * width) {
            size_t here = n - from < 2 * width ? n - from : 2 * width;
            n_exchanges +=
                merge(&sorted[from], here < width ? here : width, here, &other[from], by_b);
        }
        struct pair *swapped = sorted;
        sorted = other;
        other = swapped;
    }
    if (sorted != pair)
        memcpy(pair, sorted, n * sizeof *pair);
    return n_exchanges;
}

/* Pairs that tie: in a (sorted by a), in b (sorted by b) or, sorted by (a, b), in both. */
enum tie { TIE_A, TIE_B, TIE_BOTH };
static uint64_t count_ties(const struct pair *pair, size_t n, enum tie tie)
{
    uint64_t n_ties = 0, run = 1;
    for (size_t i = 1; i <= n; i++) {
        if (i < n && (tie == TIE_B || pair[i].a == pair[i - 1].a) &&
            (tie == TIE_A || pair[i].b == pair[i - 1].b)) {
            run++;
            continue;
        }
        n_ties += pairs_of(run);
        run = 1;
    }
    return n_ties;
}

bool tomt_kendall_tau(const double *a, const double *b, size_t n, struct tomt_arena *scratch,
                      double *tau, struct tomt_error *err)
{
    struct pair *pair = tomt_arena_block(scratch, NULL, n * sizeof *pair, err);
    struct pair *spare = pair ? tomt_arena_block(scratch, NULL, n * sizeof *spare, err) : NULL;
    if (!pair || !spare)
        return tomt_while(err, "comparing the order of %zu sites", n);
    size_t n_both = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(a[i]) && !isnan(b[i]))
            pair[n_both++] = (struct pair){a[i], b[i]};
    sort_pairs(pair, spare, n_both, false);
    uint64_t n_all = pairs_of(n_both), n_ties_a = count_ties(pair, n_both, TIE_A);
    uint64_t n_ties_both = count_ties(pair, n_both, TIE_BOTH);
    uint64_t n_against = sort_pairs(pair, spare, n_both, true);
    uint64_t n_ties_b = count_ties(pair, n_both, TIE_B);
    tomt_arena_drop(scratch, spare);
    tomt_arena_drop(scratch, pair);
    uint64_t n_with = n_all - n_ties_a - n_ties_b + n_ties_both - n_against;
    /* of one product: the root of a square is exact, so tau of a ranking with itself is 1 */
    double scale = sqrt((double)(n_all - n_ties_a) * (double)(n_all - n_ties_b));
    double sum = n_with >= n_against ? (double)(n_with - n_against) : -(double)(n_against - n_with);
    *tau = scale > 0 ? fmax(-1, fmin(1, sum / scale)) : NAN;
    return true;
}
