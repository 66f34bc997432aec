/* choose/set.c: what a set costs, whether it meets what is asked, and the heuristic: greedy, then
 * swaps. */
#include "choose/inside.h"

bool tomt_choose_stopped(const struct problem *p, struct tomt_error *err)
{
    if (!p->crew || !p->crew->cancel || !*p->crew->cancel)
        return false;
    tomt_fail(err, TOMT_CANCELLED, "choosing was interrupted");
    return true;
}

static double sum_of(const double *number, const size_t *at, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += number[at[i]];
    return sum;
}

static bool under_the_most(const struct problem *p, const size_t *at, size_t n)
{
    const struct tomt_choose_input *in = p->input;
    return !(p->floor_m2 && sum_of(p->floor_m2, at, n) > in->most_floor_m2) &&
           !(p->jobs && sum_of(p->jobs, at, n) > in->most_jobs);
}

static bool over_the_least(const struct problem *p, const size_t *at, size_t n)
{
    const struct tomt_choose_input *in = p->input;
    return !(p->floor_m2 && sum_of(p->floor_m2, at, n) < in->least_floor_m2) &&
           !(p->jobs && sum_of(p->jobs, at, n) < in->least_jobs);
}

bool tomt_choose_meets(const struct problem *p, const size_t *at, size_t n)
{
    size_t n_must = 0;
    if (n > p->input->k || n < p->least)
        return false;
    for (size_t a = 0; a < n; a++) {
        n_must += p->must[at[a]];
        for (size_t b = 0; p->near && b < a; b++)
            if (is_near(p, at[a], at[b]))
                return false;
    }
    return n_must == p->n_must && under_the_most(p, at, n) && over_the_least(p, at, n);
}

double tomt_choose_cost(const struct problem *p, const size_t *at, size_t n)
{
    double cost = sum_of(p->own, at, n);
    if (p->m == 0)
        return cost;
    if (p->cost) {
        for (size_t j = 0; j < p->m; j++) {
            double least = p->cap[j];
            for (size_t a = 0; a < n; a++)
                least = fmin(least, p->cost[at[a] * p->m + j]);
            cost += least;
        }
        return cost;
    }
    double *least = tomt_allocate((p->m + 1) * sizeof *least);
    if (!least)
        return INFINITY; /* as if it were no good: nothing is chosen wrongly for it */
    memcpy(least, p->cap, p->m * sizeof *least);
    for (size_t a = 0; a < n; a++) {
        const double *of = tomt_choose_costs(p, at[a]);
        for (size_t j = 0; j < p->m; j++)
            least[j] = fmin(least[j], of[j]);
    }
    for (size_t j = 0; j < p->m; j++)
        cost += least[j];
    tomt_release(least);
    return cost;
}

/* For each demand the best and second best of the set. */
struct standing {
    double *best, *second, *loss;
    size_t *by; /* place in the set; n: nobody of it */
    size_t *trial;
};

static bool stand_up(struct problem *p, struct standing *s, struct tomt_error *err)
{
    size_t most = p->input->k < p->n ? p->input->k : p->n;
    s->best = tomt_arena_block(p->arena, NULL, (2 * p->m + most + 2) * sizeof *s->best, err);
    s->by = tomt_arena_block(p->arena, NULL, (p->m + most + 2) * sizeof *s->by, err);
    if (!s->best || !s->by)
        return false;
    s->second = s->best + p->m, s->loss = s->second + p->m, s->trial = s->by + p->m;
    return true;
}

static void stand_down(struct problem *p, struct standing *s)
{
    tomt_arena_drop(p->arena, s->best);
    tomt_arena_drop(p->arena, s->by);
}

static void stand(const struct problem *p, const struct set *set, struct standing *s)
{
    for (size_t j = 0; j < p->m; j++) {
        s->best[j] = s->second[j] = p->cap[j];
        s->by[j] = SIZE_MAX;
    }
    for (size_t a = 0; a < set->n; a++) {
        const double *of = tomt_choose_costs(p, set->at[a]);
        for (size_t j = 0; j < p->m; j++) {
            if (of[j] < s->best[j]) {
                s->second[j] = s->best[j];
                s->best[j] = of[j];
                s->by[j] = a;
            } else if (of[j] < s->second[j]) {
                s->second[j] = of[j];
            }
        }
    }
}

static bool holds(const struct set *set, size_t i)
{
    for (size_t a = 0; a < set->n; a++)
        if (set->at[a] == i)
            return true;
    return false;
}

static void put_in(struct set *set, size_t i)
{
    size_t at = set->n++;
    for (; at > 0 && set->at[at - 1] > i; at--)
        set->at[at] = set->at[at - 1];
    set->at[at] = i;
}

static void take_out(struct set *set, size_t place)
{
    memmove(set->at + place, set->at + place + 1, (set->n - place - 1) * sizeof *set->at);
    set->n--;
}

/* The set with `place` (SIZE_MAX: nothing) out and i in, ascending. */
static size_t tried(const struct set *set, size_t place, size_t i, size_t *trial)
{
    struct set changed = {.at = trial, .n = 0};
    for (size_t a = 0; a < set->n; a++)
        if (a != place)
            trial[changed.n++] = set->at[a];
    put_in(&changed, i);
    return changed.n;
}

static bool may_join(const struct problem *p, const struct set *set, size_t i, size_t *trial)
{
    if (holds(set, i))
        return false;
    for (size_t a = 0; p->near && a < set->n; a++)
        if (is_near(p, i, set->at[a]))
            return false;
    return under_the_most(p, trial, tried(set, SIZE_MAX, i, trial));
}

static double gain_of(const struct problem *p, const struct standing *s, size_t i)
{
    const double *of = tomt_choose_costs(p, i);
    double gain = 0 - p->own[i];
    for (size_t j = 0; j < p->m; j++)
        gain += of[j] < s->best[j] ? s->best[j] - of[j] : 0;
    return gain;
}

/* Joins the candidate of the largest gain; false: none may, or none is worth it where none is
 * needed. */
static bool join_best(struct problem *p, struct set *set, struct standing *s)
{
    size_t best = SIZE_MAX;
    double gain = -INFINITY;
    stand(p, set, s);
    for (size_t i = 0; i < p->n; i++) {
        if (!may_join(p, set, i, s->trial))
            continue;
        double of = gain_of(p, s, i);
        if (of > gain)
            gain = of, best = i;
    }
    bool needed = set->n < p->least || !over_the_least(p, set->at, set->n);
    if (best == SIZE_MAX || (!needed && !(gain > 0)))
        return false;
    put_in(set, best);
    return true;
}

bool tomt_choose_greedy(struct problem *p, struct set *set, bool *found, struct tomt_error *err)
{
    struct standing s;
    *found = false;
    if (!stand_up(p, &s, err))
        return false;
    set->n = 0;
    for (size_t i = 0; i < p->n && set->n < p->input->k; i++)
        if (p->must[i])
            put_in(set, i);
    while (set->n < p->input->k && join_best(p, set, &s))
        if (tomt_choose_stopped(p, err))
            return false;
    stand_down(p, &s);
    *found = tomt_choose_meets(p, set->at, set->n);
    set->cost = tomt_choose_cost(p, set->at, set->n);
    return true;
}

/* What each member's leaving would cost if i came, and what i would gain. */
static double weigh(const struct problem *p, const struct set *set, struct standing *s, size_t i)
{
    const double *of = tomt_choose_costs(p, i);
    double gain = 0 - p->own[i];
    for (size_t a = 0; a < set->n; a++)
        s->loss[a] = 0 - p->own[set->at[a]];
    for (size_t j = 0; j < p->m; j++) {
        if (of[j] < s->best[j])
            gain += s->best[j] - of[j];
        else if (s->by[j] != SIZE_MAX)
            s->loss[s->by[j]] += fmin(of[j], s->second[j]) - s->best[j];
    }
    return gain;
}

/* The member whose place i should take: the cheapest change under `under`, of those that meet what
 * is asked. SIZE_MAX: none. */
static size_t leaver(const struct problem *p, const struct set *set, struct standing *s, size_t i,
                     double under)
{
    double gain = weigh(p, set, s, i);
    size_t place = SIZE_MAX;
    for (size_t a = 0; a < set->n; a++) {
        double change = s->loss[a] - gain;
        if (p->must[set->at[a]] || !(change < under))
            continue;
        if (!tomt_choose_meets(p, s->trial, tried(set, a, i, s->trial)))
            continue;
        under = change;
        place = a;
    }
    return place;
}

static void swap(struct set *set, size_t place, size_t i)
{
    take_out(set, place);
    put_in(set, i);
}

bool tomt_choose_swap(struct problem *p, struct set *set, struct tomt_error *err)
{
    struct standing s;
    if (!stand_up(p, &s, err))
        return false;
    stand(p, set, &s);
    for (size_t i = 0, since = 0; since < p->n; i = (i + 1) % p->n, since++) {
        if (tomt_choose_stopped(p, err))
            return false;
        size_t place = holds(set, i) ? SIZE_MAX : leaver(p, set, &s, i, 0);
        if (place != SIZE_MAX) {
            swap(set, place, i);
            stand(p, set, &s);
            since = 0;
        } else if (since + 1 == p->n && p->input->at_most && set->n < p->input->k &&
                   join_best(p, set, &s)) {
            stand(p, set, &s);
            since = 0;
        }
    }
    stand_down(p, &s);
    set->cost = tomt_choose_cost(p, set->at, set->n);
    return true;
}

/* With at_most: members that change nothing leave, the last first. */
static void leave_idle(const struct problem *p, struct set *set, struct standing *s)
{
    for (size_t a = set->n; p->input->at_most && a-- > 0;) {
        memcpy(s->trial, set->at, a * sizeof *s->trial);
        memcpy(s->trial + a, set->at + a + 1, (set->n - a - 1) * sizeof *s->trial);
        if (!p->must[set->at[a]] && tomt_choose_meets(p, s->trial, set->n - 1) &&
            tomt_choose_cost(p, s->trial, set->n - 1) <= set->cost)
            take_out(set, a);
    }
}

bool tomt_choose_tidy(struct problem *p, struct set *set, struct tomt_error *err)
{
    struct standing s;
    if (!stand_up(p, &s, err))
        return false;
    leave_idle(p, set, &s);
    stand(p, set, &s);
    for (size_t i = 0; i < p->n; i++) {
        if (tomt_choose_stopped(p, err))
            return false;
        if (holds(set, i))
            continue;
        double gain = weigh(p, set, &s, i);
        for (size_t a = set->n; a-- > 0 && set->at[a] > i;)
            if (!p->must[set->at[a]] && s.loss[a] - gain <= 0 &&
                tomt_choose_meets(p, s.trial, tried(set, a, i, s.trial))) {
                swap(set, a, i);
                stand(p, set, &s);
                i = SIZE_MAX; /* from the first again: each turn the set is an earlier one, so this
                                 ends */
                break;
            }
    }
    stand_down(p, &s);
    set->cost = tomt_choose_cost(p, set->at, set->n);
    return true;
}
