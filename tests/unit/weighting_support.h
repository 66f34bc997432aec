/* weighting_support.h: groups of criteria 0, 1, 2 ... made by hand, weighed by one way. */
#ifndef WEIGHTING_SUPPORT_H
#define WEIGHTING_SUPPORT_H

#include "weighting/weighting.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { MOST_MEMBERS = 20 };

struct made_group {
    struct tomt_weight_member member[MOST_MEMBERS];
    struct tomt_weight_group group;
    double local[MOST_MEMBERS], judge_ratio[MOST_MEMBERS];
};

/* Members are criteria 0 .. n - 1. The struct must stay where it is. */
static inline void make_group(struct made_group *made, const char *way, size_t n)
{
    memset(made, 0, sizeof *made);
    for (size_t m = 0; m < n; m++)
        made->member[m].criterion = m;
    made->group.member = made->member;
    made->group.n_members = n;
    made->group.by = tomt_weighting_find(way);
    assert_non_null(made->group.by);
}

static inline bool weigh_group(struct made_group *made, const struct tomt_weighting_values *values,
                               struct tomt_weighing *out, struct tomt_error *err)
{
    struct tomt_arena *scratch = tomt_arena_new(err);
    assert_non_null(scratch);
    *out = (struct tomt_weighing){.local = made->local,
                                  .judge_ratio = made->judge_ratio,
                                  .consistency_ratio = NAN,
                                  .worst_a = SIZE_MAX,
                                  .worst_b = SIZE_MAX,
                                  .worst_times = NAN,
                                  .worst_implied = NAN};
    bool done = made->group.by->weigh(&made->group, values, scratch, out, err);
    tomt_arena_free(scratch);
    return done;
}

/* Numbers or places to weights; fails the test when it fails. */
static inline void weigh_numbers(const char *way, const double *number, size_t n, double *local)
{
    struct made_group made;
    struct tomt_weighing out;
    struct tomt_error err = {0};
    make_group(&made, way, n);
    double copy[MOST_MEMBERS];
    memcpy(copy, number, n * sizeof *copy);
    made.group.number = made.group.place = copy;
    if (!weigh_group(&made, NULL, &out, &err))
        fail_msg("%s: %s", way, err.text);
    memcpy(local, made.local, n * sizeof *local);
}

/* The message of what must fail; "" when it does not. */
static inline const char *weigh_fails(const char *way, const double *number, size_t n)
{
    static struct tomt_error err;
    struct made_group made;
    struct tomt_weighing out;
    err = (struct tomt_error){0};
    make_group(&made, way, n);
    double copy[MOST_MEMBERS];
    if (number) {
        memcpy(copy, number, n * sizeof *copy);
        made.group.number = made.group.place = copy;
    }
    if (weigh_group(&made, NULL, &out, &err))
        return "";
    assert_int_equal(err.code, TOMT_PROJECT);
    return err.text;
}

#define near(found, expected, within) near_at(found, expected, within, __LINE__)
static inline void near_at(double found, double expected, double within, int line)
{
    if (!(fabs(found - expected) <= within))
        fail_msg("line %d: %.17g, not %.17g", line, found, expected);
}

static inline void contains(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("'%s' lacks '%s'", text, part);
}

static inline double sum_of(const double *number, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += number[i];
    return sum;
}

/* A small generator of its own: the same numbers on every machine. */
static inline uint64_t any_number(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

static inline void any_order(uint64_t *state, size_t *order, size_t n)
{
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    for (size_t i = n; i > 1; i--) {
        size_t other = (size_t)(any_number(state) % i), kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
}

#endif
