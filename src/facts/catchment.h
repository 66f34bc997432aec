/* facts/catchment.h: weighted points merged by place and sorted into a uniform grid, to be summed
 * within a radius. Knows nothing of layers or sites. Belongs to the arena given; const once made,
 * so any number of threads may sum. The sum of one place depends on the points within the radius
 * only: not on the grid, the other points or their order. */
#ifndef TOMT_FACTS_CATCHMENT_H
#define TOMT_FACTS_CATCHMENT_H

#include "facts/decay.h"
#include "facts/inside.h"
#include "facts/places.h"

struct tomt_catchment_level { /* the largest single weight in each square of 2^level cells a side */
    uint32_t n_columns, n_rows;
    double *largest;
};
#define TOMT_CATCHMENT_LEVELS 24

/* The heaviest members of all: where there are many about, the largest contributions are found
 * among them at once. */
#define TOMT_CATCHMENT_TOP 4096
struct tomt_catchment_top {
    double weight, x, y;
    uint32_t item;
};

struct tomt_catchment {
    struct tomt_decay_terms terms;
    tomt_decay_sum *kernel;
    tomt_decay_split_sum *split; /* power */
    struct tomt_place_grid grid;     /* of places, with starts of its own points */
    struct tomt_decay_points points; /* merged: one per distinct place, by cell */
    size_t n_points;
    double *before;         /* step: before[i] = sum of weights of points 0..i */
    uint32_t *member_start; /* [n_points + 1] into member and member_weight */
    uint32_t *member;       /* items of each point, ascending */
    double *member_weight;
    struct tomt_catchment_level
        level[TOMT_CATCHMENT_LEVELS]; /* level 0: the cells; for evidence only */
    size_t n_levels;
    struct tomt_catchment_top *top; /* weight descending, then item ascending */
    size_t n_top;
    double rest; /* no other member is heavier; 0 when there is none */
};
/* Fills level and top. */
bool tomt_catchment_prepare_best(struct tomt_arena *arena, struct tomt_catchment *catchment,
                                 struct tomt_error *err);

/* weight[item]: 0 (or less) leaves the item out; rounded to 2^-30. `evidence`: also what
 * tomt_catchment_best needs. NULL when memory runs out. */
struct tomt_catchment *tomt_catchment_new(struct tomt_arena *arena,
                                          const struct tomt_places *places, const double *weight,
                                          const struct tomt_decay_terms *terms, bool evidence,
                                          struct tomt_error *err);
/* *n_pairs grows by the points looked at or taken as a whole. */
double tomt_catchment_sum(const struct tomt_catchment *catchment, double x, double y,
                          uint64_t *n_pairs);

/* The items with the largest contributions at a place, exact: a best-first walk down the levels. */
struct tomt_catchment_walk { /* reusable; release with tomt_catchment_walk_free */
    struct tomt_catchment_node *node;
    size_t n, capacity;
};
void tomt_catchment_walk_free(struct tomt_catchment_walk *walk);
bool tomt_catchment_best(const struct tomt_catchment *catchment, double x, double y,
                         struct tomt_catchment_walk *walk, struct tomt_bests *bests,
                         struct tomt_error *err);

#endif
