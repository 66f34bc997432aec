/* aggregate/electre_credibility.c: how credible is it that one site is at least as good as another
 * (ELECTRE III)? Concordance: the shares of the criteria that do not object, in part between
 * indifference and preference. Discordance: between preference and veto a criterion objects more
 * and more; objections louder than the concordance weaken it. */
#include "aggregate/inner.h"

#include <stdlib.h>

struct columns {
    const struct tomt_ready *ready;
    const struct tomt_settled_thresholds *threshold;
    double **units; /* [criterion][site] whole units of value */
    double *concordance, *factor;
};

/* Of site a with all others, criterion by criterion; terms on a grid, so that their order does not
 * show. */
static void concord(const struct columns *at, size_t a)
{
    size_t n = at->ready->n_sites;
    for (size_t b = 0; b < n; b++)
        at->concordance[b] = 0;
    for (size_t c = 0; c < at->ready->n_criteria; c++) {
        const double *unit = at->units[c];
        double own = unit[a], share = at->ready->share[c];
        double none = (double)at->threshold[c].indifference;
        double full = (double)at->threshold[c].preference;
        double width = full > none ? full - none : 1; /* 1 unit: a step, as differences are whole */
        double top = none + width;
        for (size_t b = 0; b < n; b++) {
            double agrees = (top - (unit[b] - own)) / width;
            agrees = agrees < 0 ? 0 : agrees > 1 ? 1 : agrees;
            at->concordance[b] += tomt_term(share * agrees);
        }
    }
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The factors of objections are multiplied from the smallest up: no order of criteria shows. */
static double object(const struct columns *at, size_t a, size_t b)
{
    double concordance = at->concordance[b] < 1 ? at->concordance[b] : 1;
    size_t n_factors = 0;
    for (size_t c = 0; c < at->ready->n_criteria; c++) {
        double full = (double)at->threshold[c].preference, veto = (double)at->threshold[c].veto;
        double behind = at->units[c][b] - at->units[c][a];
        if (veto < 0 || behind <= full)
            continue;
        double objects = behind >= veto ? 1 : (behind - full) / (veto - full);
        if (objects > concordance)
            at->factor[n_factors++] = (1 - objects) / (1 - concordance);
    }
    if (n_factors > 1)
        qsort(at->factor, n_factors, sizeof *at->factor, by_size);
    for (size_t k = 0; k < n_factors; k++)
        concordance *= at->factor[k];
    return concordance;
}

static bool make_columns(struct tomt_arena *scratch, struct columns *at, struct tomt_error *err)
{
    size_t m = at->ready->n_criteria, n = at->ready->n_sites;
    at->units = tomt_arena_alloc(scratch, (m + 1) * sizeof *at->units, err);
    at->factor = tomt_arena_alloc(scratch, (m + 1) * sizeof *at->factor, err);
    at->concordance = tomt_arena_block(scratch, NULL, (n + 1) * sizeof *at->concordance, err);
    if (!at->units || !at->factor || !at->concordance)
        return false;
    for (size_t c = 0; c < m; c++) {
        at->units[c] = tomt_arena_block(scratch, NULL, (n + 1) * sizeof **at->units, err);
        if (!at->units[c])
            return false;
        for (size_t k = 0; k < n; k++)
            at->units[c][k] = (double)tomt_value_units(at->ready->value[c][k]);
    }
    return true;
}

bool tomt_electre_credibility(const struct tomt_ready *ready,
                              const struct tomt_settled_thresholds *threshold,
                              struct tomt_arena *scratch, uint32_t *a_over_b,
                              struct tomt_error *err)
{
    struct columns at = {.ready = ready, .threshold = threshold};
    struct tomt_arena_mark mark = tomt_arena_mark(scratch);
    bool made = make_columns(scratch, &at, err);
    size_t n = ready->n_sites;
    for (size_t a = 0; made && a < n; a++) {
        concord(&at, a);
        for (size_t b = 0; b < n; b++)
            a_over_b[a * n + b] = (uint32_t)(object(&at, a, b) * TOMT_CREDIBLE + 0.5);
    }
    tomt_arena_rewind(scratch, mark);
    return made;
}
