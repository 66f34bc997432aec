/* choose/inside.h: what the files of this room share; nobody else includes it. Inside, everything is one problem of least cost: choose S so that
 * sum of own[i] over S + sum over demands of min(cap[j], least cost(i, j) over S) is least. A score is an own cost below 0; covering costs the
 * demand that is not covered. All costs are multiples of one power of two, so sums are exact in any order and ties are ties. One thread. */
#ifndef TOMT_CHOOSE_INSIDE_H
#define TOMT_CHOOSE_INSIDE_H

#include "choose/choose.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { /* demands on the set that can be left out to see which ones do not go together */
    OF_COUNT = 1,
    OF_SPACING = 2,
    OF_MOST_FLOOR = 4,
    OF_LEAST_FLOOR = 8,
    OF_MOST_JOBS = 16,
    OF_LEAST_JOBS = 32,
    OF_ALL = 63
};

struct problem {
    struct tomt_arena *arena;
    const struct tomt_choose_input *input;
    const struct tomt_crew *crew;
    size_t n;              /* candidates that may be chosen at all, ascending */
    size_t *site;          /* [n] number in the input */
    bool *must;            /* [n] */
    size_t n_must;
    double *own;           /* [n] */
    const double *floor_m2, *jobs; /* [n]; NULL when nothing is asked of them */
    size_t m;              /* demands that the choice can still change */
    double *x, *y, *w, *cap; /* [m] */
    double quantum;
    double *cost;          /* [n * m], NULL: too many, made anew row by row in `row` */
    double *row;           /* [m] */
    uint64_t *near;        /* [n * words] bits: nearer than the spacing; NULL without spacing */
    size_t words;
    uint32_t *cell;        /* [n] of a grid in whose cells all are nearer than the spacing */
    size_t n_cells;
    size_t least;          /* sites in a set at least: k, or 0 or 1 with at_most */
    size_t n_near_existing, n_near_must, n_unknown; /* candidates that fell out, and why */
};

struct set { /* of candidates of a problem, ascending */
    size_t *at, n;
    double cost;
};

double tomt_choose_apart_m(double ax, double ay, double bx, double by);
double tomt_choose_round(const struct problem *p, double cost);
/* Costs of candidate i for each demand. Valid until the next call where they are not kept. */
const double *tomt_choose_costs(const struct problem *p, size_t i);
bool tomt_choose_prepare(struct problem *p, struct tomt_error *err);
bool tomt_choose_check(const struct tomt_choose_input *input, struct tomt_error *err);
static inline bool is_near(const struct problem *p, size_t a, size_t b)
{
    return p->near && (p->near[a * p->words + b / 64] >> (b % 64) & 1);
}

/* Does the set meet all that is asked? Sums are made in the order of the candidates. */
bool tomt_choose_meets(const struct problem *p, const size_t *at, size_t n);
double tomt_choose_cost(const struct problem *p, const size_t *at, size_t n);
bool tomt_choose_stopped(const struct problem *p, struct tomt_error *err); /* cancelled: err is set */

/* Greedy; *found false: it got stuck. */
bool tomt_choose_greedy(struct problem *p, struct set *set, bool *found, struct tomt_error *err);
/* Swaps of one for one while any helps (Teitz and Bart 1968, by the sums of Whitaker 1983), and more where at_most leaves room. */
bool tomt_choose_swap(struct problem *p, struct set *set, struct tomt_error *err);
/* Of sets that cost the same and differ by one swap, the one of earlier candidates; with at_most none that is not needed. */
bool tomt_choose_tidy(struct problem *p, struct set *set, struct tomt_error *err);

/* Lagrangian relaxation of "every demand is served" (Cornuejols, Fisher and Nemhauser 1977): a cost no set can be under. `out` marks candidates that
 * are in no set as good as `best`, which a set met on the way may replace. Spacing is kept within cells of the grid, budgets are not looked at. */
bool tomt_choose_bound(struct problem *p, struct set *best, double *bound, uint8_t *out,
                       struct tomt_error *err);

/* The integer program of the candidates with in[i]: which of the demands on a set count, and with `own` instead of the problem's costs when not NULL (then
 * demand is not looked at). */
struct program {
    const uint8_t *in; /* NULL: all */
    const double *own; /* [n] or NULL */
    unsigned of;       /* OF_... */
    const struct set *start; /* NULL */
    size_t most_entries;     /* more: *outcome TOO_LARGE */
};
enum outcome { SOLVED, INFEASIBLE, STOPPED, TOO_LARGE };
struct answer {
    enum outcome outcome;
    bool has_set;     /* SOLVED, perhaps STOPPED */
    struct set set;   /* its cost is by `own` when that was given */
    double bound;     /* no cost is under it */
};
bool tomt_choose_program(struct problem *p, const struct program *program, struct answer *answer,
                         struct tomt_error *err);

/* A general mixed integer program for the solver, built row by row. Columns are 0..1. */
struct mip {
    struct tomt_arena *arena;
    const volatile int *cancel; /* NULL: nobody interrupts */
    size_t n_columns, columns_held;
    double *cost;
    uint8_t *whole;
    size_t n_rows, rows_held;
    size_t *start; /* [n_rows + 1] */
    double *low, *high;
    size_t n_entries, entries_held;
    int *column;
    double *entry;
};
bool tomt_mip_column(struct mip *mip, double cost, bool whole, struct tomt_error *err);
bool tomt_mip_entry(struct mip *mip, size_t column, double entry, struct tomt_error *err); /* of the row to come */
bool tomt_mip_row(struct mip *mip, double low, double high, struct tomt_error *err); /* ends the row */
struct solved {
    enum outcome outcome;
    bool has_solution;
    double bound;
    size_t n;
    double *solution; /* [n] columns; written when has_solution */
};
/* start [n_columns] or NULL. */
bool tomt_mip_solve(const struct mip *mip, size_t most_nodes, const double *start,
                    struct solved *out, struct tomt_error *err);

/* work(given, out) in a process of its own, which ends at once when *cancel is set (TOMT_CANCELLED);
 * out->n and out->solution are the caller's. Where no process can be had, it is done here. */
bool tomt_choose_aside(void (*work)(void *given, struct solved *out), void *given,
                       const volatile int *cancel, struct solved *out, struct tomt_error *err);

/* Why there is no set: TOMT_NOT_FOUND. Always false. */
bool tomt_choose_none(struct problem *p, bool proven, struct tomt_error *err);
#define NODES 20000 /* of the search, when nobody says otherwise */

#endif
