/* overlay_bench.h: what the two halves of overlay_bench share: the layers, what was found of each
 * parcel, seconds; and the floor (overlay_floor.c). Part of that program, of no room. */
#ifndef TOMT_BENCH_OVERLAY_H
#define TOMT_BENCH_OVERLAY_H

#include "ground/covering.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_COVERS = 30, MOST_EXCLUSIONS = 8 };

static inline void die(const struct tomt_error *err)
{
    fprintf(stderr, "overlay_bench: %s\n", err->text);
    exit(2);
}

static inline void *block(struct tomt_arena *arena, size_t n, size_t size)
{
    struct tomt_error err = {0};
    void *made = tomt_arena_block(arena, NULL, (n + 1) * size, &err);
    if (!made)
        die(&err);
    memset(made, 0, (n + 1) * size);
    return made;
}

static inline void put(const char *figure, double value, const char *unit)
{
    printf(value == floor(value) ? "%s;%.0f;%s\n" : "%s;%.4f;%s\n", figure, value, unit);
}

/* Seconds of the clock, and of the processors: what counts when the machine is shared. */
struct spent {
    double s, work_s;
};
static inline struct spent now(void)
{
    struct timespec work;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &work);
    return (struct spent){tomt_clock_s(), (double)work.tv_sec + 1e-9 * (double)work.tv_nsec};
}
static inline struct spent since(struct spent from)
{
    struct spent at = now();
    return (struct spent){at.s - from.s, at.work_s - from.work_s};
}
static inline void keep_least(struct spent *least, struct spent turn, unsigned number)
{
    least->s = number == 0 ? turn.s : fmin(least->s, turn.s);
    least->work_s = number == 0 ? turn.work_s : fmin(least->work_s, turn.work_s);
}

/* What was found of each parcel, in m2. */
struct found {
    double *zoned_m2; /* within zones, before exclusions; NaN: not known */
    double *left_m2;  /* of it, after exclusions */
    double *cover_m2; /* [cover x parcel] of what is left */
    size_t n;
};
static inline struct found found_new(struct tomt_arena *arena, size_t n, size_t n_covers)
{
    return (struct found){block(arena, n, sizeof(double)), block(arena, n, sizeof(double)),
                          block(arena, n * n_covers, sizeof(double)), n};
}

struct work {
    struct tomt_arena *arena;
    struct tomt_site_inputs inputs;
    size_t at; /* the layer of parcels */
    const struct tomt_shapes *parcels;
    uint8_t *repeated; /* an id that an earlier parcel has: we do not look at it, nor may others */
    struct tomt_shapes zones; /* resolved, of the uses that the profile permits */
    struct tomt_shapes strategy;
    struct tomt_covering covering;
    struct tomt_covers covers;
    struct tomt_shapes cover[MOST_COVERS];
    size_t n_covers;
    size_t exclusion[MOST_EXCLUSIONS], n_exclusions; /* covers */
};

static inline bool is_excluded(const struct work *work, size_t cover)
{
    for (size_t e = 0; e < work->n_exclusions; e++)
        if (work->exclusion[e] == cover)
            return true;
    return false;
}

/* Raw GEOS on so many threads; the least of the turns. `found` is made in the arena of `work`. */
struct spent overlay_floor(struct work *work, unsigned n_threads, unsigned n_turns,
                           struct found *found, bool tells);

#endif
