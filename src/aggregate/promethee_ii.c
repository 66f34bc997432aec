/* aggregate/promethee_ii.c: each site against each other, criterion by criterion: how far is it
 * preferred, on balance? The sums over all pairs are taken from the sorted values: for one site the
 * others lie in three runs (no preference, some, full), whose ends move forward only; n log n in
 * all. In whole units of value nothing is lost, so the flows are those of the pairs exactly. */
#include "aggregate/inner.h"

#include <stdlib.h>

enum shape { USUAL, U, V, LEVEL, LINEAR };

struct args {
    int shape;
    double indifference, preference;
};

struct rule { /* preference by a difference d: none up to `none`, then by steps or by slope, `full`
                 after `all` */
    int64_t none, all;
    uint64_t full;    /* what full preference counts */
    uint64_t between; /* what counts between the two; not with slope */
    bool slope;       /* d - none */
};

static struct rule rule_of(int shape, struct tomt_settled_thresholds threshold)
{
    int64_t q = threshold.indifference, p = threshold.preference;
    switch (shape) {
    case USUAL:
        return (struct rule){0, 0, 1, 0, false};
    case U:
        return (struct rule){q, q, 1, 0, false};
    case LEVEL:
        return (struct rule){q, p, 2, 1, false};
    case V:
        q = 0;
        break;
    default:
        break;
    }
    if (p > q)
        return (struct rule){q, p, (uint64_t)(p - q), 0, true};
    return (struct rule){q, q, 1, 0, false}; /* no slope is left: a step */
}

struct placed {
    int64_t value;
    uint32_t site;
};

static int by_value(const void *left, const void *right)
{
    int64_t a = ((const struct placed *)left)->value, b = ((const struct placed *)right)->value;
    return (a > b) - (a < b);
}

/* By value, 10 bits at a time (10^12 < 2^40); few are sorted sooner otherwise. The sorted ones are
 * `placed`, after four passes. */
static void sort_placed(struct placed *placed, struct placed *spare, size_t n)
{
    enum { BITS = 10, SLOTS = 1 << BITS, PASSES = 4, FEW = 500 };
    if (n < FEW)
        qsort(placed, n, sizeof *placed, by_value);
    for (unsigned pass = 0; n >= FEW && pass < PASSES; pass++) {
        size_t at[SLOTS] = {0}, before = 0;
        for (size_t k = 0; k < n; k++)
            at[(uint64_t)placed[k].value >> pass * BITS & (SLOTS - 1)]++;
        for (size_t slot = 0; slot < SLOTS; slot++) {
            size_t n_here = at[slot];
            at[slot] = before;
            before += n_here;
        }
        for (size_t k = 0; k < n; k++)
            spare[at[(uint64_t)placed[k].value >> pass * BITS & (SLOTS - 1)]++] = placed[k];
        struct placed *other = placed;
        placed = spare;
        spare = other;
    }
}

/* How far each is preferred to all the others; value ascending. sign -1 looks from the other end:
 * how far all others are preferred to it. */
static void flows(const struct placed *placed, size_t n, struct rule rule, int sign, uint64_t *flow)
{
    size_t n_full = 0, n_some = 0;
    int64_t window = 0; /* the sum of values with some, not full, preference */
    for (size_t k = 0; k < n; k++) {
        const struct placed *own = &placed[sign > 0 ? k : n - 1 - k];
        int64_t value = sign * own->value;
        for (; n_some < k; n_some++) {
            int64_t other = sign * placed[sign > 0 ? n_some : n - 1 - n_some].value;
            if (value - other <= rule.none)
                break;
            window += other;
        }
        for (; n_full < n_some; n_full++) {
            int64_t other = sign * placed[sign > 0 ? n_full : n - 1 - n_full].value;
            if (value - other <= rule.all)
                break;
            window -= other;
        }
        size_t between = n_some - n_full;
        uint64_t some = rule.slope ? (uint64_t)((int64_t)between * (value - rule.none) - window)
                                   : between * rule.between;
        flow[own->site] = n_full * rule.full + some;
    }
}

struct workspace {
    struct placed *placed, *spare;
    uint64_t *plus, *minus;
    struct tomt_settled_thresholds *threshold;
};

/* Adds one criterion's flows to those of the sites; terms on a grid, so that no order of criteria
 * shows. */
static void add_criterion(const struct tomt_ready *ready, size_t c, struct rule rule,
                          const struct workspace *at, double *const *term)
{
    size_t n = ready->n_sites;
    for (size_t k = 0; k < n; k++)
        at->placed[k] = (struct placed){tomt_value_units(ready->value[c][k]), (uint32_t)k};
    sort_placed(at->placed, at->spare, n);
    flows(at->placed, n, rule, 1, at->plus);
    flows(at->placed, n, rule, -1, at->minus);
    double most = (double)rule.full * (double)(n > 1 ? n - 1 : 1), share = ready->share[c];
    for (size_t k = 0; k < n; k++) {
        size_t site = ready->site[k];
        term[0][site] += tomt_term(share * ((double)at->plus[k] / most));
        term[1][site] += tomt_term(share * ((double)at->minus[k] / most));
        double net = (double)((int64_t)at->plus[k] - (int64_t)at->minus[k]);
        term[2][site] += tomt_term(share * (net / most));
    }
}

static bool make_workspace(struct tomt_arena *scratch, const struct tomt_ready *ready,
                           struct workspace *at, struct tomt_error *err)
{
    size_t n = ready->n_sites + 1;
    at->placed = tomt_arena_grow(scratch, NULL, n * sizeof *at->placed, err);
    at->spare = tomt_arena_grow(scratch, NULL, n * sizeof *at->spare, err);
    at->plus = tomt_arena_grow(scratch, NULL, n * sizeof *at->plus, err);
    at->minus = tomt_arena_grow(scratch, NULL, n * sizeof *at->minus, err);
    at->threshold = tomt_arena_alloc(scratch, (ready->n_criteria + 1) * sizeof *at->threshold, err);
    return at->placed && at->spare && at->plus && at->minus && at->threshold;
}

extern const struct tomt_method tomt_method_promethee_ii;
enum { MOST_SITES = 4000000 }; /* sums of so many differences fit in 63 bits */

static bool score_sites(const void *args, const struct tomt_aggregate_input *input,
                        struct tomt_arena *scratch, double *score, double *const *term,
                        struct tomt_error *err)
{
    const struct args *own = args;
    if (input->of.n_sites > MOST_SITES)
        return tomt_fail(err, TOMT_PROJECT,
                         "method promethee_ii takes %d sites at most, here are %zu; use another",
                         MOST_SITES, input->of.n_sites);
    struct tomt_ready ready;
    struct workspace at = {0};
    struct tomt_thresholds thresholds = {own->indifference, own->preference, NAN};
    struct tomt_arena_mark mark = tomt_arena_mark(scratch);
    tomt_scores_unknown(&tomt_method_promethee_ii, input->of.n_sites, score, term);
    bool made = tomt_ready_make(scratch, &input->of, &ready, err) &&
                make_workspace(scratch, &ready, &at, err) &&
                tomt_thresholds_settle(input, &ready, thresholds, at.threshold, err);
    for (size_t k = 0; made && k < ready.n_sites; k++)
        term[0][ready.site[k]] = term[1][ready.site[k]] = term[2][ready.site[k]] = 0;
    for (size_t c = 0; made && c < ready.n_criteria; c++)
        add_criterion(&ready, c, rule_of(own->shape, at.threshold[c]), &at, term);
    for (size_t k = 0; made && k < ready.n_sites; k++)
        score[ready.site[k]] = tomt_points((1 + term[2][ready.site[k]]) / 2);
    tomt_arena_rewind(scratch, mark);
    return made;
}

static const struct tomt_param params[] = {
    {.name = "shape",
     .type = TOMT_PARAM_CHOICE,
     .offset = offsetof(struct args, shape),
     .fallback = "linear",
     .choices = "usual|u|v|level|linear",
     .help = "how preference grows with a difference of values d: usual (full as soon as d is over "
             "0), u (full over indifference), v (d / preference), level (half over indifference, "
             "full over preference), linear (from 0 at indifference to full at preference)"},
    TOMT_THRESHOLD_ROWS(struct args),
    {0},
};
static const struct tomt_method_term terms[] = {
    {"phi_plus", "share", {"Preferred to the others", "Foretrukket fremfor de andre"}},
    {"phi_minus", "share", {"The others preferred to it", "De andre foretrukket fremfor den"}},
    {"phi", "", {"Net flow", "Netto preferanse"}},
    {0},
};

const struct tomt_method tomt_method_promethee_ii = {
    .name = "promethee_ii",
    .summary =
        "Each site against each other: how far it is preferred to them less how far they are "
        "preferred to it, on average (net flow phi, -1 to 1). The score is 50 (1 + phi)",
    .source = "Brans and Vincke 1985, doi:10.1287/mnsc.31.6.647",
    .args_size = sizeof(struct args),
    .params = params,
    .most_sites = MOST_SITES,
    .term = terms,
    .score = score_sites,
};
