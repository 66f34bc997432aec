/* choose/program.c: the integer program. Demand by radius, each demand's distances in ascending
 * order (Cornuejols, Nemhauser and Wolsey 1980; Elloumi 2010, doi:10.1007/s10878-008-9182-z): z
 * says that nobody within a distance is chosen; its linear relaxation is as tight as the classic
 * one. Spacing by cliques of the graph of who is too near whom, so that each pair is in one. */
#include "choose/inside.h"

struct level {
    double cost;
    size_t i;
};

struct building {
    struct problem *p;
    const struct program *ask;
    struct mip mip;
    size_t n;   /* candidates in it */
    size_t *at; /* [n] which */
    size_t least;
    double scale; /* costs times it are of a size that the solver's tolerances suit */
    double fixed; /* cost not in the program */
    bool too_large;
    struct level *level;
};

static int by_cost(const void *a, const void *b)
{
    const struct level *c = a, *d = b;
    if (c->cost != d->cost)
        return c->cost < d->cost ? -1 : 1;
    return c->i < d->i ? -1 : c->i > d->i;
}

static double own_of(const struct building *b, size_t i)
{
    return b->ask->own ? b->ask->own[i] : b->p->own[i];
}

static bool number_rows(struct building *b, struct tomt_error *err)
{
    const struct problem *p = b->p;
    for (size_t c = 0; c < b->n; c++)
        if (!tomt_mip_entry(&b->mip, c, 1, err))
            return false;
    bool counts = b->ask->of & OF_COUNT;
    if (!tomt_mip_row(&b->mip, counts ? (double)b->least : 0,
                      counts ? (double)p->input->k : (double)b->n, err))
        return false;
    for (size_t c = 0; c < b->n; c++)
        if (p->must[b->at[c]] &&
            (!tomt_mip_entry(&b->mip, c, 1, err) || !tomt_mip_row(&b->mip, 1, 1, err)))
            return false;
    return true;
}

/* Sums are put in shares of the limit, so that the solver's tolerance is of the limit. */
static bool sum_row(struct building *b, const double *number, double low, double high,
                    struct tomt_error *err)
{
    double unit = !isnan(high) && high > 0 ? high : !isnan(low) && low > 0 ? low : 1;
    if (!number || (isnan(low) && isnan(high)))
        return true;
    for (size_t c = 0; c < b->n; c++)
        if (number[b->at[c]] != 0 && !tomt_mip_entry(&b->mip, c, number[b->at[c]] / unit, err))
            return false;
    return tomt_mip_row(&b->mip, isnan(low) ? -INFINITY : low / unit,
                        isnan(high) ? INFINITY : high / unit, err);
}

static bool sum_rows(struct building *b, struct tomt_error *err)
{
    const struct tomt_choose_input *in = b->p->input;
    unsigned of = b->ask->of;
    return sum_row(b, b->p->floor_m2, NAN, of & OF_MOST_FLOOR ? in->most_floor_m2 : NAN, err) &&
           sum_row(b, b->p->floor_m2, of & OF_LEAST_FLOOR ? in->least_floor_m2 : NAN, NAN, err) &&
           sum_row(b, b->p->jobs, NAN, of & OF_MOST_JOBS ? in->most_jobs : NAN, err) &&
           sum_row(b, b->p->jobs, of & OF_LEAST_JOBS ? in->least_jobs : NAN, NAN, err);
}

/* The clique that begins with the pair a, c: whoever is too near to all of it joins, those first
 * whose pairs are not yet said. */
static bool clique(struct building *b, uint64_t *said, size_t a, size_t c, struct tomt_error *err)
{
    const struct problem *p = b->p;
    size_t first = b->mip.n_entries, words = p->words;
    if (!tomt_mip_entry(&b->mip, a, 1, err) || !tomt_mip_entry(&b->mip, c, 1, err))
        return false;
    for (size_t d = 0; d < b->n; d++) {
        bool joins = d != a && d != c;
        for (size_t e = first; joins && e < b->mip.n_entries; e++)
            joins = is_near(p, b->at[d], b->at[b->mip.column[e]]);
        if (joins && !tomt_mip_entry(&b->mip, d, 1, err))
            return false;
    }
    for (size_t e = first; e < b->mip.n_entries; e++)
        for (size_t f = first; f < b->mip.n_entries; f++) {
            size_t i = b->at[b->mip.column[e]], k = b->at[b->mip.column[f]];
            said[i * words + k / 64] |= (uint64_t)1 << (k % 64);
        }
    return tomt_mip_row(&b->mip, -INFINITY, 1, err);
}

static bool spacing_rows(struct building *b, struct tomt_error *err)
{
    const struct problem *p = b->p;
    if (!p->near || !(b->ask->of & OF_SPACING))
        return true;
    uint64_t *said = tomt_arena_block(p->arena, NULL, (p->n * p->words + 1) * sizeof *said, err);
    for (size_t a = 0; said && a < b->n; a++)
        for (size_t c = a + 1; c < b->n; c++) {
            size_t i = b->at[a], k = b->at[c];
            if (!is_near(p, i, k) || (said[i * p->words + k / 64] >> (k % 64) & 1))
                continue;
            if (b->mip.n_entries > b->ask->most_entries)
                b->too_large = true;
            if (b->too_large || !clique(b, said, a, c, err)) {
                tomt_arena_drop(p->arena, said);
                return b->too_large;
            }
        }
    tomt_arena_drop(p->arena, said);
    return said != NULL;
}

/* The chain of one demand: z of the first distance, of the second ... Those that nobody can be
 * beyond are left out. */
static bool demand_rows(struct building *b, size_t j, struct tomt_error *err)
{
    const struct problem *p = b->p;
    size_t n = 0, before = SIZE_MAX;
    for (size_t c = 0; c < b->n; c++) {
        double cost = p->cost[b->at[c] * p->m + j];
        if (cost < p->cap[j])
            b->level[n++] = (struct level){cost, c};
    }
    qsort(b->level, n, sizeof *b->level, by_cost);
    b->fixed += n ? b->level[0].cost : p->cap[j];
    size_t surely = b->n + 1 > b->least ? b->n + 1 - b->least : 0; /* so many hold a chosen one */
    for (size_t i = 0, end; i < n && (b->least == 0 || i < surely); i = end) {
        for (end = i; end < n && b->level[end].cost == b->level[i].cost; end++)
            if (!tomt_mip_entry(&b->mip, b->level[end].i, 1, err))
                return false;
        if (b->least > 0 && end >= surely) {
            b->mip.n_entries -= end - i; /* somebody of these or nearer is chosen anyway */
            break;
        }
        double next = end < n ? b->level[end].cost : p->cap[j];
        size_t z = b->mip.n_columns;
        if (!tomt_mip_column(&b->mip, (next - b->level[i].cost) * b->scale, false, err) ||
            !tomt_mip_entry(&b->mip, z, 1, err) ||
            (before != SIZE_MAX && !tomt_mip_entry(&b->mip, before, -1, err)) ||
            !tomt_mip_row(&b->mip, before == SIZE_MAX ? 1 : 0, INFINITY, err))
            return false;
        before = z;
    }
    b->too_large = b->too_large || b->mip.n_entries > b->ask->most_entries;
    return true;
}

static bool build(struct building *b, struct tomt_error *err)
{
    struct problem *p = b->p;
    bool demand = !b->ask->own && p->m > 0;
    b->mip.arena = p->arena;
    b->mip.cancel = p->crew ? p->crew->cancel : NULL;
    b->at = tomt_arena_block(p->arena, NULL, (p->n + 1) * sizeof *b->at, err);
    b->level = tomt_arena_block(p->arena, NULL, (p->n + 1) * sizeof *b->level, err);
    if (!b->at || !b->level)
        return false;
    double size = 0;
    for (size_t i = 0; i < p->n; i++)
        if (!b->ask->in || b->ask->in[i] || p->must[i]) {
            b->at[b->n++] = i;
            size = fmax(size, fabs(own_of(b, i)));
        }
    for (size_t j = 0; demand && j < p->m; j++)
        size += p->cap[j] / 100;
    b->scale = size > 0 ? 1000 / size : 1;
    b->least = p->least;
    for (size_t c = 0; c < b->n; c++)
        if (!tomt_mip_column(&b->mip, own_of(b, b->at[c]) * b->scale, true, err))
            return false;
    if (demand && !p->cost)
        b->too_large = true;
    if (b->too_large || !number_rows(b, err) || !sum_rows(b, err) || !spacing_rows(b, err))
        return b->too_large;
    for (size_t j = 0; demand && j < p->m && !b->too_large; j++)
        if (!demand_rows(b, j, err))
            return false;
    return true;
}

static void put_away(struct building *b)
{
    void *block[] = {b->at,      b->level,    b->mip.cost,   b->mip.whole, b->mip.start,
                     b->mip.low, b->mip.high, b->mip.column, b->mip.entry};
    for (size_t i = 0; i < sizeof block / sizeof *block; i++)
        if (block[i])
            tomt_arena_drop(b->p->arena, block[i]);
}

static bool solve(struct building *b, struct answer *answer, struct tomt_error *err)
{
    struct problem *p = b->p;
    size_t nodes = p->input->most_nodes ? p->input->most_nodes : NODES;
    struct solved found;
    answer->set.at = tomt_arena_block(p->arena, NULL, (p->n + 1) * sizeof *answer->set.at, err);
    if (!answer->set.at || !tomt_mip_solve(&b->mip, nodes, NULL, &found, err))
        return false;
    answer->outcome = found.outcome;
    answer->has_set = found.has_solution;
    answer->bound = found.bound / b->scale + b->fixed;
    answer->set.n = 0;
    for (size_t c = 0; answer->has_set && c < b->n; c++)
        if (found.solution[c] > 0.5)
            answer->set.at[answer->set.n++] = b->at[c];
    tomt_arena_drop(p->arena, found.solution);
    return true;
}

bool tomt_choose_program(struct problem *p, const struct program *program, struct answer *answer,
                         struct tomt_error *err)
{
    struct building b = {.p = p, .ask = program};
    *answer = (struct answer){.outcome = TOO_LARGE, .bound = -INFINITY};
    bool good = build(&b, err) && (b.too_large || solve(&b, answer, err));
    put_away(&b);
    return good;
}
