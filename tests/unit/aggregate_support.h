/* What the tests of the methods share: a small world of values, weights and policies, scored by any method. */
#ifndef AGGREGATE_SUPPORT_H
#define AGGREGATE_SUPPORT_H

#include "aggregate/inner.h"

#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* cmocka's compares floats, which are too short for this. */
#define assert_near(number, expected, within) near_at((number), (expected), (within), __FILE__, __LINE__)
static inline void near_at(double number, double expected, double within, const char *file, int line)
{
    if (!(fabs(number - expected) <= within)) {
        print_error("%.17g is not %.17g within %g\n", number, expected, within);
        _fail(file, line);
    }
}

enum { MOST_SITES = 64, MOST_CRITERIA = 12, MOST_TERMS = 6 };

struct world {
    size_t m, n;
    double weight[MOST_CRITERIA], share[MOST_CRITERIA];
    double value[MOST_CRITERIA][MOST_SITES];
    enum tomt_null_policy policy[MOST_CRITERIA];
    struct tomt_thresholds threshold[MOST_CRITERIA];
    bool thresholds; /* are given */
    double score[MOST_SITES], term[MOST_TERMS][MOST_SITES];
};

static inline struct tomt_aggregate_input input_of(const struct world *world, const double **value)
{
    for (size_t c = 0; c < world->m; c++)
        value[c] = world->value[c];
    return (struct tomt_aggregate_input){
        .of = {world->m, world->n, world->share, world->policy, value},
        .threshold = world->thresholds ? world->threshold : NULL};
}

static inline void weigh(struct world *world)
{
    struct tomt_error err = {0};
    assert_true(tomt_weights_normalise(world->weight, world->m, world->share, &err));
}

static inline void score_by(const char *name, const void *args, struct world *world)
{
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    const struct tomt_method *method = tomt_method_find(name);
    const double *value[MOST_CRITERIA];
    double *term[MOST_TERMS];
    for (size_t k = 0; k < MOST_TERMS; k++)
        term[k] = world->term[k];
    struct tomt_aggregate_input input = input_of(world, value);
    assert_non_null(method);
    if (!args)
        args = tomt_method_defaults(arena, method, &err);
    assert_non_null(args);
    if (!method->score(args, &input, arena, world->score, term, &err))
        fail_msg("%s: %s", name, err.text);
    tomt_arena_free(arena);
}

static inline uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static inline double random_share(uint64_t *seed)
{
    return (double)(next_random(seed) >> 11) * 0x1p-53;
}

/* The arguments of methods that have any, as the methods' files lay them out. */
struct one_number { /* owa: risk; vikor: v; satisficing: least */
    double number;
};
enum shape { USUAL, U, V, LEVEL, LINEAR };
struct promethee {
    int shape;
    double indifference, preference;
};
struct electre {
    double indifference, preference, veto;
};

#endif
