/* aggregate/electre_iii.c: outranking with thresholds and vetoes, distilled from above and from
 * below. A distillation takes out the best (or the worst) class, then the next from what is left:
 * those that outrank most less those that outrank them, where only credibilities near the largest
 * count; ties are looked at again a little lower. Of pairs that are left only those from `cut` up
 * count, so the counts change with it or with who leaves, and need not be made anew. */
#include "aggregate/inner.h"

#include <string.h>

struct args {
    double indifference, preference, veto;
};

struct pair {
    uint32_t credible, number; /* a * n + b */
};

struct distilling {
    size_t n;
    const uint32_t *a_over_b;
    const uint32_t
        *clear; /* the same where a is clearly more credible over b than b over a, else 0 */
    const struct pair *pair; /* most credible first */
    size_t n_pairs;
    bool *gone;
    size_t *left, n_left; /* those not gone */
    int64_t *balance;     /* outranks less is outranked, of those left at `cut` */
    size_t *best, n_best; /* the class being looked for */
    int64_t *inner;       /* balance within it */
};

/* What counts from a credibility down: s = 0.3 - 0.15 of it; in hundredths of a unit, where it is
 * whole. */
static int64_t cut_below(uint32_t credible)
{
    return 115 * (int64_t)credible - 30 * (int64_t)TOMT_CREDIBLE;
}

static bool reaches(uint32_t credible, int64_t cut)
{
    return 100 * (int64_t)credible >= cut;
}

static bool outranks(const struct distilling *at, size_t a, size_t b, int64_t cut)
{
    uint32_t clear = at->clear[a * at->n + b];
    return clear && reaches(clear, cut);
}

static void count_balance(const struct distilling *at, const size_t *among, size_t n, int64_t cut,
                          int64_t *balance)
{
    for (size_t i = 0; i < n; i++)
        balance[among[i]] = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            int64_t over = i != j && outranks(at, among[i], among[j], cut);
            balance[among[i]] += over;
            balance[among[j]] -= over;
        }
    }
}

static size_t pick_best(const size_t *among, size_t n, const int64_t *balance, int sign,
                        size_t *best)
{
    int64_t most = INT64_MIN;
    for (size_t i = 0; i < n; i++)
        most = sign * balance[among[i]] > most ? sign * balance[among[i]] : most;
    size_t n_best = 0;
    for (size_t i = 0; i < n; i++) {
        if (sign * balance[among[i]] == most)
            best[n_best++] = among[i];
    }
    return n_best;
}

/* Looks at a class of ties again and again, lower each time, until one is left or nothing is
 * credible. */
static void refine(struct distilling *at, uint32_t credible, int sign)
{
    while (at->n_best > 1 && credible > 0) {
        int64_t cut = cut_below(credible);
        uint32_t next = 0;
        for (size_t i = 0; i < at->n_best; i++) {
            const uint32_t *row = &at->a_over_b[at->best[i] * at->n];
            for (size_t j = 0; j < at->n_best; j++) {
                uint32_t one = i != j ? row[at->best[j]] : 0;
                next = one > next && !reaches(one, cut) ? one : next;
            }
        }
        count_balance(at, at->best, at->n_best, cut, at->inner);
        at->n_best = pick_best(at->best, at->n_best, at->inner, sign, at->best);
        credible = next;
    }
}

static void take_out(struct distilling *at, int64_t cut)
{
    for (size_t i = 0; i < at->n_best; i++) {
        size_t one = at->best[i];
        at->gone[one] = true;
        for (size_t j = 0; j < at->n_left; j++) {
            size_t other = at->left[j];
            at->balance[other] += outranks(at, one, other, cut);
            at->balance[other] -= outranks(at, other, one, cut);
        }
    }
    size_t n_left = 0;
    for (size_t j = 0; j < at->n_left; j++) {
        if (!at->gone[at->left[j]])
            at->left[n_left++] = at->left[j];
    }
    at->n_left = n_left;
}

/* The most credible pair that is left from `from` on, and under the cut if `under`. Both only move
 * on, as cuts only fall. */
static size_t next_pair(const struct distilling *at, size_t from, bool under, int64_t cut)
{
    while (from < at->n_pairs) {
        const struct pair *pair = &at->pair[from];
        bool left = !at->gone[pair->number / at->n] && !at->gone[pair->number % at->n];
        if (left && !(under && reaches(pair->credible, cut)))
            break;
        from++;
    }
    return from;
}

/* place[site]: the class it was taken out with, from 0; returns the number of classes. sign 1: the
 * best first, -1: the worst first. */
static size_t distil(struct distilling *at, int sign, size_t *place)
{
    size_t first = 0, second = 0, n_classes = 0;
    int64_t cut = INT64_MAX;
    at->n_left = at->n;
    for (size_t k = 0; k < at->n; k++) {
        at->left[k] = k;
        at->gone[k] = false;
    }
    while (at->n_left) {
        first = next_pair(at, first, false, 0);
        int64_t now = cut_below(first < at->n_pairs ? at->pair[first].credible : 0);
        if (now != cut)
            count_balance(at, at->left, at->n_left, now, at->balance);
        cut = now;
        at->n_best = pick_best(at->left, at->n_left, at->balance, sign, at->best);
        if (at->n_best > 1) {
            second = next_pair(at, second, true, cut);
            refine(at, second < at->n_pairs ? at->pair[second].credible : 0, sign);
        }
        for (size_t i = 0; i < at->n_best; i++)
            place[at->best[i]] = n_classes;
        n_classes++;
        take_out(at, cut);
    }
    return n_classes;
}

/* Pairs that are credible at all, the most credible first; three passes of 10 bits (10^9 < 2^30).
 */
static struct pair *sort_pairs(struct tomt_arena *scratch, const uint32_t *a_over_b, size_t n,
                               size_t *n_pairs, struct tomt_error *err)
{
    enum { BITS = 10, SLOTS = 1 << BITS };
    struct pair *from = tomt_arena_grow(scratch, NULL, (n * n + 1) * sizeof *from, err);
    struct pair *to = tomt_arena_grow(scratch, NULL, (n * n + 1) * sizeof *to, err);
    if (!from || !to)
        return NULL;
    *n_pairs = 0;
    for (size_t number = 0; number < n * n; number++) {
        if (a_over_b[number] && number / n != number % n)
            from[(*n_pairs)++] = (struct pair){a_over_b[number], (uint32_t)number};
    }
    for (unsigned shift = 0; shift < 3 * BITS; shift += BITS) {
        size_t at[SLOTS] = {0};
        for (size_t k = 0; k < *n_pairs; k++)
            at[from[k].credible >> shift & (SLOTS - 1)]++;
        size_t before = 0;
        for (size_t slot = SLOTS; slot-- > 0;) {
            size_t n_here = at[slot];
            at[slot] = before;
            before += n_here;
        }
        for (size_t k = 0; k < *n_pairs; k++)
            to[at[from[k].credible >> shift & (SLOTS - 1)]++] = from[k];
        struct pair *other = from;
        from = to;
        to = other;
    }
    tomt_arena_drop(scratch, to);
    return from;
}

static uint32_t *clear_of(struct tomt_arena *scratch, const uint32_t *a_over_b, size_t n,
                          struct tomt_error *err)
{
    uint32_t *clear = tomt_arena_grow(scratch, NULL, (n * n + 1) * sizeof *clear, err);
    for (size_t a = 0; clear && a < n; a++) {
        for (size_t b = 0; b < n; b++) {
            uint32_t over = a_over_b[a * n + b], under = a_over_b[b * n + a];
            clear[a * n + b] = cut_below(over) > 100 * (int64_t)under ? over : 0;
        }
    }
    return clear;
}

static bool make_distilling(struct tomt_arena *scratch, const uint32_t *a_over_b, size_t n,
                            struct distilling *at, struct tomt_error *err)
{
    *at = (struct distilling){.n = n, .a_over_b = a_over_b};
    at->pair = sort_pairs(scratch, a_over_b, n, &at->n_pairs, err);
    at->clear = clear_of(scratch, a_over_b, n, err);
    at->gone = tomt_arena_alloc(scratch, n + 1, err);
    at->left = tomt_arena_alloc(scratch, (n + 1) * sizeof *at->left, err);
    at->balance = tomt_arena_alloc(scratch, (n + 1) * sizeof *at->balance, err);
    at->best = tomt_arena_alloc(scratch, (n + 1) * sizeof *at->best, err);
    at->inner = tomt_arena_alloc(scratch, (n + 1) * sizeof *at->inner, err);
    return at->pair && at->clear && at->gone && at->left && at->balance && at->best && at->inner;
}

static bool score_ready(const struct tomt_aggregate_input *input, const struct tomt_ready *ready,
                        const struct args *own, struct tomt_arena *scratch, double *score,
                        double *const *term, struct tomt_error *err)
{
    size_t n = ready->n_sites;
    struct distilling at;
    struct tomt_thresholds thresholds = {own->indifference, own->preference, own->veto};
    struct tomt_settled_thresholds *threshold =
        tomt_arena_alloc(scratch, (ready->n_criteria + 1) * sizeof *threshold, err);
    uint32_t *a_over_b = tomt_arena_grow(scratch, NULL, (n * n + 1) * sizeof *a_over_b, err);
    size_t *down = tomt_arena_alloc(scratch, (n + 1) * sizeof *down, err);
    size_t *up = tomt_arena_alloc(scratch, (n + 1) * sizeof *up, err);
    if (!threshold || !a_over_b || !down || !up ||
        !tomt_thresholds_settle(input, ready, thresholds, threshold, err) ||
        !tomt_electre_credibility(ready, threshold, scratch, a_over_b, err) ||
        !make_distilling(scratch, a_over_b, n, &at, err))
        return false;
    size_t n_down = distil(&at, 1, down), n_up = distil(&at, -1, up);
    double steps = (double)(n_down + n_up) - 2;
    for (size_t k = 0; k < n; k++) {
        size_t site = ready->site[k], from_top = n_up - 1 - up[k];
        term[0][site] = (double)down[k] + 1;
        term[1][site] = (double)from_top + 1;
        score[site] = tomt_points(steps > 0 ? 1 - (double)(down[k] + from_top) / steps : 1);
    }
    return true;
}

extern const struct tomt_method tomt_method_electre_iii;
enum { MOST_SITES = 2000 };

static bool score_sites(const void *args, const struct tomt_aggregate_input *input,
                        struct tomt_arena *scratch, double *score, double *const *term,
                        struct tomt_error *err)
{
    if (input->of.n_sites > MOST_SITES)
        return tomt_fail(err, TOMT_PROJECT,
                         "method electre_iii compares each pair and takes %d sites at most, here "
                         "are %zu; use promethee_ii, or fewer sites",
                         MOST_SITES, input->of.n_sites);
    struct tomt_ready ready;
    struct tomt_arena_mark mark = tomt_arena_mark(scratch);
    tomt_scores_unknown(&tomt_method_electre_iii, input->of.n_sites, score, term);
    bool made = tomt_ready_make(scratch, &input->of, &ready, err) &&
                score_ready(input, &ready, args, scratch, score, term, err);
    tomt_arena_rewind(scratch, mark);
    return made;
}

static const struct tomt_param params[] = {
    TOMT_THRESHOLD_ROWS(struct args),
    {.name = "veto",
     .type = TOMT_PARAM_NUMBER,
     .offset = offsetof(struct args, veto),
     .min = 0,
     .max = 1,
     .help = "a site that is so much worse in one criterion is never held to be as good, where a "
             "criterion says nothing else; left out: no veto"},
    {0},
};
static const struct tomt_method_term terms[] = {
    {"place_descending", "", {"Class, distilled from the best down", "Klasse, destillert ovenfra"}},
    {"place_ascending", "", {"Class, distilled from the worst up", "Klasse, destillert nedenfra"}},
    {0},
};

const struct tomt_method tomt_method_electre_iii = {
    .name = "electre_iii",
    .summary =
        "Outranking with thresholds and vetoes: how credible is it that a site is at least "
        "as good as another, distilled into classes from the best down and from the worst up "
        "with s = 0.3 - 0.15 credibility. The score is the mean of both places: 100 when it is "
        "in the first class of both, 0 in the last of both",
    .source = "Roy 1978, Cahiers du CERO 20(1) 3-24; distillation as in Figueira, Mousseau and Roy "
              "2005, doi:10.1007/0-387-23081-5_4",
    .args_size = sizeof(struct args),
    .params = params,
    .by_pairs = true,
    .most_sites = MOST_SITES,
    .term = terms,
    .score = score_sites,
};
