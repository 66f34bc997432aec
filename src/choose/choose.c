/* choose/choose.c: the story: who may be chosen, a good set, how good any set could be, and where
 * that leaves a doubt and the program is small enough, the best set by integer programming. */
#include "choose/inside.h"

/* Entries of the matrix of the integer program, after what cannot be in a best set has left it. */
enum { MOST_ENTRIES = 250000, MOST_ENTRIES_OF_ANY = 2000000 };
#define SAME                                                                                       \
    1e-9 /* share of the objective within which the solver's arithmetic tells sets apart           \
          */

static bool new_set(struct problem *p, struct set *set, struct tomt_error *err)
{
    set->at = tomt_arena_block(p->arena, NULL, (p->n + 1) * sizeof *set->at, err);
    set->n = 0;
    set->cost = INFINITY;
    return set->at != NULL;
}

static void copy(struct set *to, const struct set *from)
{
    memcpy(to->at, from->at, from->n * sizeof *to->at);
    to->n = from->n;
    to->cost = from->cost;
}

/* Any set at all, where greedy found none: as good as each candidate is alone. */
static bool any_set(struct problem *p, struct set *set, struct tomt_error *err)
{
    double *alone = tomt_arena_block(p->arena, NULL, (p->n + 1) * sizeof *alone, err);
    for (size_t i = 0; alone && i < p->n; i++) {
        const double *of = tomt_choose_costs(p, i);
        alone[i] = p->own[i];
        for (size_t j = 0; j < p->m; j++)
            alone[i] += (of[j] - p->cap[j]) / (double)p->input->k;
    }
    struct answer answer;
    struct program program = {.own = alone, .of = OF_ALL, .most_entries = MOST_ENTRIES_OF_ANY};
    if (!alone || !tomt_choose_program(p, &program, &answer, err))
        return false;
    tomt_arena_drop(p->arena, alone);
    if (!answer.has_set || !tomt_choose_meets(p, answer.set.at, answer.set.n))
        return tomt_choose_none(p, answer.outcome == INFEASIBLE, err);
    copy(set, &answer.set);
    return true;
}

static bool good_set(struct problem *p, struct set *set, struct tomt_error *err)
{
    bool found = false;
    if (p->n < p->least || p->n_must > p->input->k)
        return tomt_choose_none(p, true, err);
    if (!tomt_choose_greedy(p, set, &found, err) || (!found && !any_set(p, set, err)))
        return false;
    return tomt_choose_swap(p, set, err) && tomt_choose_tidy(p, set, err);
}

static bool is_same(double a, double b)
{
    return fabs(a - b) <= SAME * fmax(fabs(a), fabs(b));
}

/* The best set among the candidates that were not ruled out. A set of the solver's counts only if
 * it meets what is asked by our own sums. */
static bool best_set(struct problem *p, uint8_t *out, struct set *set, double *bound,
                     struct tomt_error *err)
{
    struct answer answer;
    for (size_t i = 0; i < p->n; i++)
        out[i] = !out[i];
    struct program program = {
        .in = out, .of = OF_ALL, .most_entries = p->m ? MOST_ENTRIES : MOST_ENTRIES_OF_ANY};
    if (tomt_choose_stopped(p, err) || !tomt_choose_program(p, &program, &answer, err))
        return false;
    if (answer.has_set && tomt_choose_meets(p, answer.set.at, answer.set.n)) {
        answer.set.cost = tomt_choose_cost(p, answer.set.at, answer.set.n);
        if (answer.set.cost < set->cost) {
            copy(set, &answer.set);
            if (!tomt_choose_swap(p, set, err) || !tomt_choose_tidy(p, set, err))
                return false;
        }
    }
    if (answer.outcome == SOLVED || answer.outcome == STOPPED)
        *bound = fmax(*bound, fmin(answer.bound, set->cost));
    if (answer.outcome == INFEASIBLE)
        *bound = set->cost; /* all that are left out cost more than the set known */
    return true;
}

/* Total demand where that is what costs are taken from. */
static double total(const struct problem *p)
{
    double sum = 0;
    for (size_t j = 0; p->input->by == TOMT_CHOOSE_COVERING && j < p->input->n_demand; j++)
        sum += tomt_choose_round(p, p->input->demand[j]);
    return sum;
}

static double as_asked(const struct problem *p, double cost)
{
    return p->input->by == TOMT_CHOOSE_P_MEDIAN ? cost : total(p) - cost;
}

static bool serve(struct problem *p, struct tomt_chosen *out, struct tomt_error *err)
{
    const struct tomt_choose_input *in = p->input;
    if (in->by == TOMT_CHOOSE_SCORE)
        return true;
    out->served_by =
        tomt_arena_block(p->arena, NULL, (in->n_demand + 1) * sizeof *out->served_by, err);
    out->served_m =
        tomt_arena_block(p->arena, NULL, (in->n_demand + 1) * sizeof *out->served_m, err);
    if (!out->served_by || !out->served_m)
        return false;
    for (size_t j = 0; j < in->n_demand; j++) {
        size_t by = SIZE_MAX;
        double least = INFINITY;
        for (size_t s = 0; s < out->n + in->n_existing; s++) {
            bool chosen = s < out->n;
            double x = chosen ? in->x[out->site[s]] : in->existing_x[s - out->n];
            double y = chosen ? in->y[out->site[s]] : in->existing_y[s - out->n];
            double m = tomt_choose_apart_m(x, y, in->demand_x[j], in->demand_y[j]);
            if (m < least)
                least = m, by = s;
        }
        bool covered = in->by == TOMT_CHOOSE_P_MEDIAN || least <= in->cover_m;
        out->served_by[j] = covered ? by : SIZE_MAX;
        out->served_m[j] = by == SIZE_MAX ? NAN : least;
    }
    return true;
}

static double sum_known(const struct tomt_chosen *out, const double *number)
{
    double sum = number ? 0 : NAN;
    for (size_t s = 0; number && s < out->n; s++)
        sum += number[out->site[s]];
    return sum;
}

/* What a chosen one is worth. Nobody would serve where the last one goes and nothing exists: no
 * number. */
static bool worth(struct problem *p, const struct set *set, struct tomt_chosen *out,
                  struct tomt_error *err)
{
    out->leaves_worse_by =
        tomt_arena_block(p->arena, NULL, (set->n + 1) * sizeof *out->leaves_worse_by, err);
    size_t *others = tomt_arena_block(p->arena, NULL, (set->n + 1) * sizeof *others, err);
    if (!out->leaves_worse_by || !others)
        return false;
    bool nobody = p->input->by == TOMT_CHOOSE_P_MEDIAN && set->n == 1 && !p->input->n_existing;
    for (size_t s = 0; s < set->n; s++) {
        memcpy(others, set->at, s * sizeof *others);
        memcpy(others + s, set->at + s + 1, (set->n - s - 1) * sizeof *others);
        out->leaves_worse_by[s] =
            nobody ? NAN : tomt_choose_cost(p, others, set->n - 1) - set->cost;
    }
    tomt_arena_drop(p->arena, others);
    return true;
}

static bool tell(struct problem *p, const struct set *set, double bound, struct tomt_chosen *out,
                 struct tomt_error *err)
{
    const struct tomt_choose_input *in = p->input;
    *out = (struct tomt_chosen){.n = set->n};
    out->site = tomt_arena_block(p->arena, NULL, (set->n + 1) * sizeof *out->site, err);
    if (!out->site)
        return false;
    for (size_t s = 0; s < set->n; s++)
        out->site[s] = p->site[set->at[s]];
    bool exact = bound >= set->cost || is_same(bound, set->cost);
    out->how = exact ? TOMT_CHOSEN_EXACT : TOMT_CHOSEN_HEURISTIC;
    out->objective = as_asked(p, set->cost);
    out->bound = exact ? out->objective : as_asked(p, bound);
    double gap = fabs(out->bound - out->objective);
    out->gap = exact || gap == 0 ? 0 : out->bound == 0 ? NAN : gap / fabs(out->bound);
    out->floor_m2 = sum_known(out, in->floor_m2);
    out->jobs = sum_known(out, in->jobs);
    return serve(p, out, err) && worth(p, set, out, err);
}

bool tomt_choose_set(struct tomt_arena *arena, const struct tomt_choose_input *input,
                     const struct tomt_crew *crew, struct tomt_chosen *out, struct tomt_error *err)
{
    struct problem p = {.arena = arena, .input = input, .crew = crew};
    struct set set;
    double bound = -INFINITY;
    if (!tomt_choose_check(input, err) || !tomt_choose_prepare(&p, err) ||
        !new_set(&p, &set, err) || !good_set(&p, &set, err))
        return false;
    uint8_t *ruled_out = tomt_arena_block(arena, NULL, p.n + 1, err);
    for (double cost = INFINITY; set.cost < cost;) { /* a better set rules out more */
        cost = set.cost;
        double known = bound;
        if (!ruled_out || !tomt_choose_bound(&p, &set, &bound, ruled_out, err) ||
            !tomt_choose_swap(&p, &set, err) || !tomt_choose_tidy(&p, &set, err))
            return false;
        bound = fmin(fmax(bound, known), set.cost);
        if (is_same(bound, set.cost))
            break;
    }
    if (!ruled_out || (!is_same(bound, set.cost) && !best_set(&p, ruled_out, &set, &bound, err)))
        return false;
    return tell(&p, &set, bound, out, err);
}
