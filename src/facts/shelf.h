/* facts/shelf.h: what catchments of the same layers share: the businesses sorted by place, their
 * jobs and codes, and the order in which to take the sites. Made on first use, kept until the
 * shelf's arena goes. Not thread-safe: the crew only reads what was made before. */
#ifndef TOMT_FACTS_SHELF_H
#define TOMT_FACTS_SHELF_H

#include "facts/inside.h"
#include "facts/places.h"

struct tomt_shelf_words { /* a text column as numbers: what a filter decides, it decides once a
                             distinct text */
    const char *column;
    uint32_t *word; /* [item] into text; UINT32_MAX: null, or the layer has no such column */
    const char **text;
    size_t *length;
    size_t n, capacity;
    struct tomt_shelf_words *next;
};

struct tomt_shelf_businesses {
    int role;
    const char *layer;
    struct tomt_selection selection; /* all that have a place: the items */
    struct tomt_places *places;      /* NULL until tomt_shelf_place */
    double *jobs; /* [item], 0 when unknown: unknown jobs add nothing */
    uint64_t *sectors; /* [item] bits, 0 when not known; NULL until they are asked for */
    struct tomt_shelf_words *words;
    struct tomt_shelf_businesses *next;
};

struct tomt_shelf {
    struct tomt_arena *arena;
    double cell_m; /* of the places */
    struct tomt_shelf_businesses *businesses;
    const uint32_t
        *site_order; /* along the Hilbert curve: neighbours find their points in the cache */
};

struct tomt_shelf_businesses *tomt_shelf_take(struct tomt_fact_task *task, struct tomt_error *err);
/* Sorts them by place: for straight lines. */
bool tomt_shelf_place(struct tomt_fact_task *task, struct tomt_shelf_businesses *businesses,
                      struct tomt_error *err);
/* weight[item] of the task's request: jobs or 1 for what passes its filters and sectors, else 0. */
bool tomt_shelf_weigh(struct tomt_fact_task *task, struct tomt_shelf_businesses *businesses,
                      double *weight, struct tomt_error *err);
struct tomt_shelf_words *tomt_shelf_words(struct tomt_fact_task *task,
                                          struct tomt_shelf_businesses *businesses,
                                          const char *column, struct tomt_error *err);
/* Where each item lies: x[n], y[n]. */
void tomt_shelf_points(const struct tomt_fact_task *task, const struct tomt_selection *selection,
                       double *x, double *y);
bool tomt_shelf_order_sites(struct tomt_fact_task *task, struct tomt_error *err);

#endif
