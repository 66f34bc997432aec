/* choose/choose.h: k sites that serve best as a set: p-median, maximal covering, or the highest scores together, with spacing, budgets and existing sites
 * that are fixed. Exact by integer programming (CBC) where that finishes, else a heuristic with its gap to a bound. Pure arithmetic on points and numbers.
 * Knows nothing of files or GIS. Results belong to the arena. One thread. Deterministic: no clock decides, only counts of work (nodes). */
#ifndef TOMT_CHOOSE_CHOOSE_H
#define TOMT_CHOOSE_CHOOSE_H

#include "base/arena.h"
#include "base/crew.h"

enum tomt_choose_by {
    TOMT_CHOOSE_SCORE,    /* the largest sum of scores */
    TOMT_CHOOSE_P_MEDIAN, /* the least sum of demand x distance to the nearest chosen or existing site (Hakimi 1964) */
    TOMT_CHOOSE_COVERING  /* the most demand within cover_m of a chosen or existing site (Church and ReVelle 1974) */
};
struct tomt_choose_input {
    enum tomt_choose_by by;
    size_t n_sites;            /* candidates, in byte order of ids: of equal sets that differ by one site the earlier */
    const char *const *site_id;  /* [site] for what is told; NULL: by their numbers, from 1 */
    const double *x, *y, *score; /* metres; points */
    const double *floor_m2, *jobs; /* [site] may be NULL; NaN: not known, such a site is not chosen when a budget or a least of it is asked for */
    size_t n_demand;
    const double *demand_x, *demand_y, *demand; /* demand >= 0 */
    size_t n_existing;
    const double *existing_x, *existing_y;      /* serve demand and keep spacing, and do not count among k */
    const size_t *must; size_t n_must;          /* candidates that are in the set whatever happens */
    size_t k;                  /* exactly so many, if possible; with at_most: so many or fewer */
    bool at_most;
    double spacing_m;          /* 0: none; two chosen, or a chosen and an existing one, are at least so far apart */
    double most_floor_m2, least_floor_m2, least_jobs, most_jobs; /* sums over the chosen; NaN: not asked */
    double cover_m;            /* COVERING; d <= cover_m counts */
    size_t most_nodes;         /* of the search; 0: the default, named in choose.c */
};
enum tomt_choose_how { TOMT_CHOSEN_EXACT, TOMT_CHOSEN_HEURISTIC };
struct tomt_chosen {
    size_t *site; size_t n;    /* ascending */
    double objective, bound;   /* score: sum of points; p-median: demand x metres; covering: demand. The bound proves: no set is better */
    double gap;                /* |bound - objective| / |bound|; 0 when exact; NaN when the bound is 0 and the objective is not */
    enum tomt_choose_how how;
    size_t *served_by;         /* [demand] p-median: place in `site` of the nearest, n + e for existing e; covering: SIZE_MAX when nobody covers it; NULL for SCORE */
    double *served_m;          /* [demand] distance to it */
    double floor_m2, jobs;     /* sums; NaN when a chosen site's is not known */
    double *leaves_worse_by;   /* [chosen] how much worse the objective is without it, everything else staying; NaN: p-median, nobody else serves */
};
/* TOMT_NOT_FOUND when no set meets what is asked, with which demands cannot be met together as far as can be told. */
bool tomt_choose_set(struct tomt_arena *arena, const struct tomt_choose_input *input, const struct tomt_crew *crew, struct tomt_chosen *out,
                 struct tomt_error *err);

#endif
