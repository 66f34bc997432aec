/* Towns to choose in, and all sets of a small one looked at one by one. */
#ifndef TOMT_TESTS_CHOOSE_SUPPORT_H
#define TOMT_TESTS_CHOOSE_SUPPORT_H

#include "choose/choose.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 64 };
struct town {
    struct tomt_choose_input in;
    double x[MOST], y[MOST], score[MOST], floor_m2[MOST], jobs[MOST];
    double demand_x[MOST], demand_y[MOST], demand[MOST], existing_x[4], existing_y[4];
    size_t must[8];
};

static inline void town_start(struct town *t, enum tomt_choose_by by, size_t n_sites,
                              size_t n_demand, size_t k)
{
    memset(t, 0, sizeof *t);
    t->in = (struct tomt_choose_input){.by = by,
                                       .n_sites = n_sites,
                                       .x = t->x,
                                       .y = t->y,
                                       .score = t->score,
                                       .floor_m2 = t->floor_m2,
                                       .jobs = t->jobs,
                                       .n_demand = n_demand,
                                       .demand_x = t->demand_x,
                                       .demand_y = t->demand_y,
                                       .demand = t->demand,
                                       .existing_x = t->existing_x,
                                       .existing_y = t->existing_y,
                                       .must = t->must,
                                       .k = k,
                                       .most_floor_m2 = NAN,
                                       .least_floor_m2 = NAN,
                                       .least_jobs = NAN,
                                       .most_jobs = NAN};
}

static inline double town_apart(double ax, double ay, double bx, double by)
{
    return hypot(ax - bx, ay - by);
}

/* The objective of a set straight from its definition; NAN when the set does not meet what is
 * asked. */
static inline double town_value(const struct town *t, uint64_t set)
{
    const struct tomt_choose_input *in = &t->in;
    size_t n = (size_t)__builtin_popcountll(set);
    double floor_m2 = 0, jobs = 0, value = 0;
    if (n > in->k || (!in->at_most && n < in->k))
        return NAN;
    for (size_t i = 0; i < in->n_must; i++)
        if (!(set >> in->must[i] & 1))
            return NAN;
    for (size_t i = 0; i < in->n_sites; i++) {
        if (!(set >> i & 1))
            continue;
        floor_m2 += in->floor_m2[i], jobs += in->jobs[i];
        for (size_t j = 0; j < i; j++)
            if ((set >> j & 1) &&
                town_apart(in->x[i], in->y[i], in->x[j], in->y[j]) < in->spacing_m)
                return NAN;
        for (size_t e = 0; e < in->n_existing; e++)
            if (town_apart(in->x[i], in->y[i], in->existing_x[e], in->existing_y[e]) <
                in->spacing_m)
                return NAN;
        value += in->by == TOMT_CHOOSE_SCORE ? in->score[i] : 0;
    }
    bool floors = !isnan(in->most_floor_m2) || !isnan(in->least_floor_m2);
    bool of_jobs = !isnan(in->most_jobs) || !isnan(in->least_jobs);
    if ((floors && isnan(floor_m2)) || (of_jobs && isnan(jobs)) || floor_m2 > in->most_floor_m2 ||
        floor_m2 < in->least_floor_m2 || jobs > in->most_jobs || jobs < in->least_jobs)
        return NAN;
    for (size_t d = 0; in->by != TOMT_CHOOSE_SCORE && d < in->n_demand; d++) {
        double near = INFINITY;
        for (size_t i = 0; i < in->n_sites; i++)
            if (set >> i & 1)
                near = fmin(near, town_apart(in->x[i], in->y[i], in->demand_x[d], in->demand_y[d]));
        for (size_t e = 0; e < in->n_existing; e++)
            near = fmin(near, town_apart(in->existing_x[e], in->existing_y[e], in->demand_x[d],
                                         in->demand_y[d]));
        if (in->by == TOMT_CHOOSE_COVERING)
            value += near <= in->cover_m ? in->demand[d] : 0;
        else
            value += in->demand[d] > 0 ? in->demand[d] * near : 0;
    }
    return isfinite(value) ? value : NAN;
}

/* NAN: no set meets what is asked. */
static inline double town_best(const struct town *t, uint64_t *set)
{
    double best = NAN;
    for (uint64_t s = 0; s < (uint64_t)1 << t->in.n_sites; s++) {
        double value = town_value(t, s);
        bool better = t->in.by == TOMT_CHOOSE_P_MEDIAN ? value < best : value > best;
        if (isnan(best) ? !isnan(value) : better)
            best = value, *set = s;
    }
    return best;
}

static inline uint64_t set_of(const struct tomt_chosen *chosen)
{
    uint64_t set = 0;
    for (size_t i = 0; i < chosen->n; i++)
        set |= (uint64_t)1 << chosen->site[i];
    return set;
}

/* splitmix64 (Steele, Lea, Flood 2014) */
static inline uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static inline double random_in(uint64_t *state, double low, double high)
{
    return low + (high - low) * (double)(next_random(state) >> 11) * 0x1p-53;
}

#endif
