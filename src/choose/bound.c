/* choose/bound.c: a cost that no set can be under, by Lagrangian relaxation and subgradients
 * (Cornuejols, Fisher and Nemhauser 1977, Management Science 23(8); Held, Wolfe and Crowder 1974),
 * and which candidates are in no set as good as the one known. */
#include "choose/inside.h"

enum { MOST_TURNS = 400, PATIENCE = 12 };
#define WORK 3e9 /* costs looked at, all turns together */

struct relaxed {
    double *price;  /* [m] what a demand pays to be served */
    double *asks;   /* [n] what opening a candidate costs at these prices */
    double *excess; /* [m] how often each demand is served, less 1 */
    size_t *open, n_open;
    double worst; /* asked by a free one that is open; with at_most and room left: 0 */
    size_t *head; /* [n_cells] the least asking of a cell, and their order */
    struct asking *order;
};
struct asking {
    double asks;
    size_t i;
};

static int by_asking(const void *a, const void *b)
{
    const struct asking *c = a, *d = b;
    if (c->asks != d->asks)
        return c->asks < d->asks ? -1 : 1;
    return c->i < d->i ? -1 : c->i > d->i;
}

static bool lay_out(struct problem *p, struct relaxed *r, struct tomt_error *err)
{
    r->price = tomt_arena_block(p->arena, NULL, (2 * p->m + p->n + 1) * sizeof *r->price, err);
    r->open = tomt_arena_block(p->arena, NULL, (p->n + p->n_cells + 1) * sizeof *r->open, err);
    r->order = tomt_arena_block(p->arena, NULL, (p->n_cells + 1) * sizeof *r->order, err);
    if (!r->price || !r->open || !r->order)
        return false;
    r->excess = r->price + p->m;
    r->asks = r->excess + p->m;
    r->head = r->open + p->n;
    return true;
}

/* The best set at these prices when only the number and the cells are kept. False: there are too
 * few cells. */
static bool open_cheapest(const struct problem *p, struct relaxed *r)
{
    size_t n = 0;
    r->n_open = 0;
    for (size_t c = 0; c < p->n_cells; c++)
        r->head[c] = SIZE_MAX;
    for (size_t i = 0; i < p->n; i++) {
        size_t *head = &r->head[p->cell[i]];
        if (p->must[i])
            r->open[r->n_open++] = i;
        else if (*head == SIZE_MAX || r->asks[i] < r->asks[*head])
            *head = i;
    }
    for (size_t c = 0; c < p->n_cells; c++)
        if (r->head[c] != SIZE_MAX)
            r->order[n++] = (struct asking){r->asks[r->head[c]], r->head[c]};
    qsort(r->order, n, sizeof *r->order, by_asking);
    size_t free_open = 0;
    while (r->n_open < p->input->k && free_open < n &&
           (r->n_open < p->least || r->order[free_open].asks < 0))
        r->open[r->n_open++] = r->order[free_open++].i;
    bool room = r->n_open < p->input->k && r->n_open >= p->least;
    r->worst = free_open == 0 ? 0 : r->order[free_open - 1].asks;
    if (room && r->worst < 0)
        r->worst = 0; /* one more could be opened without closing any */
    return r->n_open >= p->least;
}

static double ask(const struct problem *p, struct relaxed *r)
{
    double sum = 0;
    for (size_t j = 0; j < p->m; j++)
        sum += r->price[j];
    for (size_t i = 0; i < p->n; i++) {
        const double *of = tomt_choose_costs(p, i);
        double asks = p->own[i];
        for (size_t j = 0; j < p->m; j++)
            asks += fmin(0, of[j] - r->price[j]);
        r->asks[i] = asks;
    }
    return sum;
}

/* Candidates that cost more than is known to be possible. */
static void rule_out(const struct problem *p, const struct relaxed *r, double bound,
                     const struct set *best, uint8_t *out)
{
    double slack = 1e-9 * (fabs(best->cost) + fabs(bound));
    for (size_t i = 0; i < p->n; i++)
        if (!p->must[i] && bound + (r->asks[i] - r->worst) > best->cost + slack)
            out[i] = 1;
    for (size_t a = 0; a < best->n; a++)
        out[best->at[a]] = 0;
}

/* The step along the subgradient; false: there is none. */
static bool step(const struct problem *p, struct relaxed *r, double theta, double short_of)
{
    double length = 0;
    for (size_t j = 0; j < p->m; j++)
        r->excess[j] = -1;
    for (size_t a = 0; a < r->n_open; a++) {
        const double *of = tomt_choose_costs(p, r->open[a]);
        for (size_t j = 0; j < p->m; j++)
            r->excess[j] += of[j] < r->price[j] ? 1 : 0;
    }
    for (size_t j = 0; j < p->m; j++) {
        if (r->excess[j] < 0 && r->price[j] >= p->cap[j])
            r->excess[j] = 0; /* served by what exists, or not at all, at its cap */
        length += r->excess[j] * r->excess[j];
    }
    if (length == 0)
        return false;
    for (size_t j = 0; j < p->m; j++)
        r->price[j] =
            fmin(p->cap[j], fmax(0, r->price[j] - theta * short_of / length * r->excess[j]));
    return true;
}

static void first_prices(const struct problem *p, const struct set *best, struct relaxed *r)
{
    for (size_t j = 0; j < p->m; j++)
        r->price[j] = r->excess[j] = p->cap[j]; /* best and second best */
    for (size_t a = 0; a < best->n; a++) {
        const double *of = tomt_choose_costs(p, best->at[a]);
        for (size_t j = 0; j < p->m; j++) {
            double was = r->price[j];
            r->price[j] = fmin(was, of[j]);
            r->excess[j] = fmin(r->excess[j], fmax(was, of[j]));
        }
    }
    for (size_t j = 0; j < p->m; j++)
        r->price[j] = (r->price[j] + r->excess[j]) / 2;
}

static int by_place(const void *a, const void *b)
{
    const size_t *c = a, *d = b;
    return *c < *d ? -1 : *c > *d;
}

/* What is open at these prices may itself be a better set. */
static void try_open(const struct problem *p, struct relaxed *r, struct set *best)
{
    qsort(r->open, r->n_open, sizeof *r->open, by_place);
    if (!tomt_choose_meets(p, r->open, r->n_open))
        return;
    double cost = tomt_choose_cost(p, r->open, r->n_open);
    if (!(cost < best->cost))
        return;
    memcpy(best->at, r->open, r->n_open * sizeof *best->at);
    best->n = r->n_open;
    best->cost = cost;
}

bool tomt_choose_bound(struct problem *p, struct set *best, double *bound, uint8_t *out,
                       struct tomt_error *err)
{
    struct relaxed r = {0};
    if (!lay_out(p, &r, err))
        return false;
    size_t turns = MOST_TURNS, since = 0;
    if ((double)p->n * (double)p->m * MOST_TURNS > WORK)
        turns = (size_t)fmax(10, WORK / ((double)p->n * (double)p->m));
    double theta = 2;
    *bound = -INFINITY;
    first_prices(p, best, &r);
    for (size_t turn = 0; turn < turns; turn++) {
        if (tomt_choose_stopped(p, err))
            return false;
        double sum = ask(p, &r), now = sum;
        if (!open_cheapest(p, &r))
            break; /* fewer cells than sites: there is no set, and nothing to bound */
        for (size_t a = 0; a < r.n_open; a++)
            now += r.asks[r.open[a]];
        now -= 1e-12 * (sum + fabs(now)); /* what rounding may have added */
        try_open(p, &r, best);
        since = now > *bound ? 0 : since + 1;
        *bound = fmax(*bound, now);
        rule_out(p, &r, now, best, out);
        if (since >= PATIENCE)
            theta /= 2, since = 0;
        if (theta < 1e-4 || best->cost - *bound <= 1e-10 * fabs(best->cost) ||
            !step(p, &r, theta, 1.02 * best->cost - now + 1e-9 * fabs(best->cost)))
            break;
    }
    *bound = fmin(*bound, best->cost);
    tomt_arena_drop(p->arena, r.price);
    tomt_arena_drop(p->arena, r.open);
    tomt_arena_drop(p->arena, r.order);
    return true;
}
