/* choose/prepare.c: who may be chosen at all, what each costs each demand, who is too near whom. */
#include "base/text.h"
#include "choose/inside.h"

enum { KEPT_COSTS = 1 << 24 }; /* entries: 128 MiB; beyond, distances are made anew */

double tomt_choose_apart_m(double ax, double ay, double bx, double by)
{
    double dx = ax - bx, dy = ay - by;
    return sqrt(dx * dx + dy * dy);
}

double tomt_choose_round(const struct problem *p, double cost)
{
    return rint(cost / p->quantum) * p->quantum;
}

static double cost_of(const struct problem *p, size_t i, size_t j)
{
    size_t site = p->site[i];
    double m = tomt_choose_apart_m(p->input->x[site], p->input->y[site], p->x[j], p->y[j]);
    if (p->input->by == TOMT_CHOOSE_COVERING)
        return m <= p->input->cover_m ? 0 : p->cap[j];
    return fmin(tomt_choose_round(p, p->w[j] * m), p->cap[j]);
}

const double *tomt_choose_costs(const struct problem *p, size_t i)
{
    if (p->cost)
        return p->cost + i * p->m;
    for (size_t j = 0; j < p->m; j++)
        p->row[j] = cost_of(p, i, j);
    return p->row;
}

static bool asks_floor(const struct tomt_choose_input *in)
{
    return !isnan(in->most_floor_m2) || !isnan(in->least_floor_m2);
}

static bool asks_jobs(const struct tomt_choose_input *in)
{
    return !isnan(in->most_jobs) || !isnan(in->least_jobs);
}

static bool finite_points(const double *x, const double *y, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]) || !isfinite(y[i]))
            return false;
    return true;
}

bool tomt_choose_check(const struct tomt_choose_input *in, struct tomt_error *err)
{
    if (in->k == 0)
        return tomt_fail(err, TOMT_USAGE, "no sites are asked for: ask for at least 1");
    if (!(in->spacing_m >= 0 && isfinite(in->spacing_m)))
        return tomt_fail(err, TOMT_USAGE, "the spacing is no distance: give metres, or 0 for none");
    if (in->by == TOMT_CHOOSE_COVERING && !(in->cover_m >= 0 && isfinite(in->cover_m)))
        return tomt_fail(err, TOMT_USAGE,
                         "covering needs a distance within which demand is covered");
    if (!finite_points(in->x, in->y, in->n_sites) ||
        !finite_points(in->existing_x, in->existing_y, in->n_existing) ||
        !finite_points(in->demand_x, in->demand_y, in->n_demand))
        return tomt_fail(err, TOMT_DATA,
                         "a place to choose between, to serve or to keep from has no coordinates");
    for (size_t j = 0; j < in->n_demand; j++)
        if (!(in->demand[j] >= 0 && isfinite(in->demand[j])))
            return tomt_fail(err, TOMT_DATA, "demand %zu is not a number from 0 up", j + 1);
    for (size_t i = 0; i < in->n_must; i++)
        if (in->must[i] >= in->n_sites)
            return tomt_fail(err, TOMT_INTERNAL, "candidate %zu of %zu must be chosen", in->must[i],
                             in->n_sites);
    return true;
}

/* Unknown floor area, jobs or score where the set is asked for them. */
static bool unknown(const struct tomt_choose_input *in, size_t i)
{
    return (asks_floor(in) && !(in->floor_m2 && isfinite(in->floor_m2[i]))) ||
           (asks_jobs(in) && !(in->jobs && isfinite(in->jobs[i]))) ||
           (in->by == TOMT_CHOOSE_SCORE && !(in->score && isfinite(in->score[i])));
}

enum fate { IN, UNKNOWN, NEAR_EXISTING, NEAR_MUST };

static enum fate fate_of(const struct tomt_choose_input *in, size_t i)
{
    if (unknown(in, i))
        return UNKNOWN;
    for (size_t e = 0; in->spacing_m > 0 && e < in->n_existing; e++)
        if (tomt_choose_apart_m(in->x[i], in->y[i], in->existing_x[e], in->existing_y[e]) <
            in->spacing_m)
            return NEAR_EXISTING;
    for (size_t m = 0; in->spacing_m > 0 && m < in->n_must; m++)
        if (in->must[m] != i && tomt_choose_apart_m(in->x[i], in->y[i], in->x[in->must[m]],
                                                    in->y[in->must[m]]) < in->spacing_m)
            return NEAR_MUST;
    return IN;
}

/* "'3301-113/45-1'", "candidate 3" */
static void put_site(const struct tomt_choose_input *in, size_t i, struct tomt_text *text)
{
    if (in->site_id)
        tomt_text_print(text, "'%s'", in->site_id[i]);
    else
        tomt_text_print(text, "candidate %zu", i + 1);
}

/* What is nearest to it of those that keep it out. */
static void put_too_near(const struct tomt_choose_input *in, size_t i, bool is_existing,
                         struct tomt_text *text)
{
    size_t n = is_existing ? in->n_existing : in->n_must, nearest = 0;
    double least_m = INFINITY;
    for (size_t k = 0; k < n; k++) {
        size_t at = is_existing ? k : in->must[k];
        double apart_m =
            is_existing
                ? tomt_choose_apart_m(in->x[i], in->y[i], in->existing_x[k], in->existing_y[k])
                : tomt_choose_apart_m(in->x[i], in->y[i], in->x[at], in->y[at]);
        if ((!is_existing && at == i) || !(apart_m < least_m))
            continue;
        least_m = apart_m;
        nearest = at;
    }
    if (is_existing)
        tomt_text_puts(text, "what exists");
    else
        put_site(in, nearest, text);
    tomt_text_print(text, " is %.0f m away, nearer than the spacing of %.15g m", floor(least_m),
                    in->spacing_m);
}

static bool must_falls(const struct tomt_choose_input *in, size_t i, enum fate fate,
                       struct tomt_error *err)
{
    struct tomt_text text = {0};
    put_site(in, i, &text);
    tomt_text_puts(&text, " must be chosen, but ");
    if (fate == UNKNOWN)
        tomt_text_puts(&text,
                       "what is asked of the set (floor area, jobs or score) is not known of it");
    else if (fate == NEAR_MUST)
        tomt_text_puts(&text, "so must another: ");
    if (fate != UNKNOWN)
        put_too_near(in, i, fate == NEAR_EXISTING, &text);
    tomt_fail(err, text.failed ? TOMT_MEMORY : TOMT_NOT_FOUND, "%s",
              text.failed ? "out of memory" : text.bytes);
    tomt_text_free(&text);
    return false;
}

static bool list_candidates(struct problem *p, struct tomt_error *err)
{
    const struct tomt_choose_input *in = p->input;
    uint8_t *must = tomt_arena_block(p->arena, NULL, in->n_sites + 1, err);
    p->site = tomt_arena_block(p->arena, NULL, (in->n_sites + 1) * sizeof *p->site, err);
    p->must = tomt_arena_block(p->arena, NULL, in->n_sites + 1, err);
    if (!must || !p->site || !p->must)
        return false;
    for (size_t i = 0; i < in->n_must; i++)
        must[in->must[i]] = 1;
    for (size_t i = 0; i < in->n_sites; i++) {
        enum fate fate = fate_of(in, i);
        if (fate != IN && must[i])
            return must_falls(in, i, fate, err);
        p->n_unknown += fate == UNKNOWN ? 1u : 0u;
        p->n_near_existing += fate == NEAR_EXISTING ? 1u : 0u;
        p->n_near_must += fate == NEAR_MUST ? 1u : 0u;
        if (fate != IN)
            continue;
        p->must[p->n] = must[i] != 0;
        p->n_must += must[i];
        p->site[p->n++] = i;
    }
    return true;
}

/* The costs of demand by what exists; without any, by the farthest candidate, as one is chosen for
 * sure. */
static double cap_m(const struct problem *p, size_t demand)
{
    const struct tomt_choose_input *in = p->input;
    double x = in->demand_x[demand], y = in->demand_y[demand], near = INFINITY, far = 0;
    for (size_t e = 0; e < in->n_existing; e++)
        near = fmin(near, tomt_choose_apart_m(x, y, in->existing_x[e], in->existing_y[e]));
    for (size_t i = 0; !in->n_existing && i < p->n; i++)
        far = fmax(far, tomt_choose_apart_m(x, y, in->x[p->site[i]], in->y[p->site[i]]));
    return in->n_existing ? near : far;
}

/* A power of two: sums up to `total` of its multiples are exact. */
static double quantum_for(double total)
{
    int exponent = 0;
    frexp(total, &exponent);
    return ldexp(1, exponent - 51);
}

static bool demand_costs(struct problem *p, struct tomt_error *err)
{
    const struct tomt_choose_input *in = p->input;
    bool covering = in->by == TOMT_CHOOSE_COVERING;
    size_t n = in->n_demand;
    double *all = tomt_arena_block(p->arena, NULL, 5 * (n + 1) * sizeof *all, err);
    if (!all)
        return false;
    p->x = all, p->y = all + n, p->w = all + 2 * n, p->cap = all + 3 * n;
    double *far = all + 4 * n, total = 0;
    for (size_t j = 0; j < n; j++) {
        far[j] = cap_m(p, j);
        total += covering ? in->demand[j] : in->demand[j] * far[j];
    }
    p->quantum = quantum_for(total);
    for (size_t j = 0; j < n; j++) {
        double w = in->demand[j], cap = tomt_choose_round(p, covering ? w : w * far[j]);
        if (cap == 0 || (covering && in->n_existing && far[j] <= in->cover_m))
            continue;
        p->x[p->m] = in->demand_x[j], p->y[p->m] = in->demand_y[j];
        p->w[p->m] = w, p->cap[p->m++] = cap;
    }
    p->row = tomt_arena_block(p->arena, NULL, (p->m + 1) * sizeof *p->row, err);
    if (!p->row || (p->n && p->m > KEPT_COSTS / p->n))
        return p->row != NULL;
    double *cost = tomt_arena_block(p->arena, NULL, (p->n * p->m + 1) * sizeof *cost, err);
    for (size_t i = 0; cost && i < p->n; i++)
        for (size_t j = 0; j < p->m; j++)
            cost[i * p->m + j] = cost_of(p, i, j);
    p->cost = cost;
    return cost != NULL;
}

static bool own_costs(struct problem *p, struct tomt_error *err)
{
    const struct tomt_choose_input *in = p->input;
    p->own = tomt_arena_block(p->arena, NULL, (3 * p->n + 1) * sizeof *p->own, err);
    if (!p->own)
        return false;
    double total = 0, *floor_m2 = p->own + p->n, *jobs = floor_m2 + p->n;
    for (size_t i = 0; i < p->n; i++) {
        total += in->by == TOMT_CHOOSE_SCORE ? fabs(in->score[p->site[i]]) : 0;
        floor_m2[i] = asks_floor(in) ? in->floor_m2[p->site[i]] : 0;
        jobs[i] = asks_jobs(in) ? in->jobs[p->site[i]] : 0;
    }
    p->floor_m2 = asks_floor(in) ? floor_m2 : NULL;
    p->jobs = asks_jobs(in) ? jobs : NULL;
    if (in->by != TOMT_CHOOSE_SCORE)
        return true;
    p->quantum = quantum_for(total);
    for (size_t i = 0; i < p->n; i++)
        p->own[i] = 0 - tomt_choose_round(p, in->score[p->site[i]]);
    return true;
}

struct in_cell { /* or at a place */
    double column, row;
    size_t i;
};

static int by_cell(const void *a, const void *b)
{
    const struct in_cell *c = a, *d = b;
    if (c->column != d->column)
        return c->column < d->column ? -1 : 1;
    if (c->row != d->row)
        return c->row < d->row ? -1 : 1;
    return c->i < d->i ? -1 : c->i > d->i;
}

/* Cells whose diagonal is just under the spacing: at most one site of each can be chosen. */
static bool cells(struct problem *p, struct tomt_error *err)
{
    const struct tomt_choose_input *in = p->input;
    double side = in->spacing_m * 0.7071;
    p->cell = tomt_arena_block(p->arena, NULL, (p->n + 1) * sizeof *p->cell, err);
    struct in_cell *list = tomt_arena_block(p->arena, NULL, (p->n + 1) * sizeof *list, err);
    if (!p->cell || !list)
        return false;
    for (size_t i = 0; i < p->n; i++) {
        bool apart = !(in->spacing_m > 0);
        list[i] = (struct in_cell){apart ? (double)i : floor(in->x[p->site[i]] / side),
                                   apart ? 0 : floor(in->y[p->site[i]] / side), i};
    }
    qsort(list, p->n, sizeof *list, by_cell);
    for (size_t i = 0; i < p->n; i++) {
        bool same = i && list[i].column == list[i - 1].column && list[i].row == list[i - 1].row;
        p->n_cells += same ? 0u : 1u;
        p->cell[list[i].i] = (uint32_t)(p->n_cells - 1);
    }
    tomt_arena_drop(p->arena, list);
    return true;
}

static void mark_near(struct problem *p, size_t a, size_t b)
{
    p->near[a * p->words + b / 64] |= (uint64_t)1 << (b % 64);
    p->near[b * p->words + a / 64] |= (uint64_t)1 << (a % 64);
}

/* From west to east: who is too far east is too far away. */
static bool sweep(struct problem *p, struct tomt_error *err)
{
    const struct tomt_choose_input *in = p->input;
    struct in_cell *list = tomt_arena_block(p->arena, NULL, (p->n + 1) * sizeof *list, err);
    if (!list)
        return false;
    for (size_t i = 0; i < p->n; i++)
        list[i] = (struct in_cell){in->x[p->site[i]], in->y[p->site[i]], i};
    qsort(list, p->n, sizeof *list, by_cell);
    bool stopped = false;
    for (size_t a = 0; a < p->n && !(stopped = tomt_choose_stopped(p, err)); a++)
        for (size_t b = a + 1; b < p->n && list[b].column - list[a].column < in->spacing_m; b++)
            if (tomt_choose_apart_m(list[a].column, list[a].row, list[b].column, list[b].row) <
                in->spacing_m)
                mark_near(p, list[a].i, list[b].i);
    tomt_arena_drop(p->arena, list);
    return !stopped;
}

static bool neighbours(struct problem *p, struct tomt_error *err)
{
    if (!cells(p, err))
        return false;
    if (!(p->input->spacing_m > 0))
        return true;
    p->words = (p->n + 63) / 64;
    p->near = tomt_arena_block(p->arena, NULL, (p->n * p->words + 1) * sizeof *p->near, err);
    return p->near && sweep(p, err);
}

bool tomt_choose_prepare(struct problem *p, struct tomt_error *err)
{
    const struct tomt_choose_input *in = p->input;
    p->quantum = 1;
    p->least = !in->at_most ? in->k : in->by == TOMT_CHOOSE_P_MEDIAN && !in->n_existing;
    return list_candidates(p, err) && own_costs(p, err) &&
           (in->by == TOMT_CHOOSE_SCORE || demand_costs(p, err)) && neighbours(p, err);
}
