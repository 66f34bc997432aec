/* economy/weights.c: neighbours by distance and by number. */
#include "economy/weights.h"

#include "economy/neighbours.h"

#include <math.h>
#include <stdlib.h>

enum { CHUNK = 256 };

struct search {
    const struct tomt_near_tree *tree;
    double radius2_m2;
    bool self;
    size_t k;
    uint64_t *start;     /* pass 1 of within: start[id + 1] is the row's length */
    uint32_t *neighbour; /* NULL: pass 1 */
};

static int by_number(const void *a, const void *b)
{
    uint32_t m = *(const uint32_t *)a, n = *(const uint32_t *)b;
    return (m > n) - (m < n);
}

static void sort_row(uint32_t *row, size_t n)
{
    if (n > 32) {
        qsort(row, n, sizeof *row, by_number);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        uint32_t item = row[i];
        size_t hole = i;
        for (; hole > 0 && row[hole - 1] > item; hole--)
            row[hole] = row[hole - 1];
        row[hole] = item;
    }
}

static bool search_within(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    const struct search *s = seat;
    for (size_t i = from; i < to; i++) {
        const struct tomt_near_point *p = &s->tree->point[i];
        uint32_t but = s->self ? UINT32_MAX : p->id;
        uint32_t *row = s->neighbour ? s->neighbour + s->start[p->id] : NULL;
        size_t n = tomt_near_within(s->tree, p->x, p->y, s->radius2_m2, but, row);
        if (row)
            sort_row(row, n);
        else
            s->start[p->id + 1] = n;
    }
    return true;
}

bool tomt_weights_within(struct tomt_arena *arena, const double *x, const double *y, size_t n,
                         double radius_m, bool self, const struct tomt_crew *crew,
                         struct tomt_weights *out, struct tomt_error *err)
{
    if (!(radius_m >= 0))
        return tomt_fail(err, TOMT_DATA, "a radius of %g m holds no neighbours", radius_m);
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return false;
    struct tomt_near_tree tree;
    struct search s = {.tree = &tree, .radius2_m2 = radius_m * radius_m, .self = self};
    struct tomt_crew_job job = {.shared = &s, .work = search_within, .n = n, .chunk = CHUNK};
    bool done = tomt_near_tree_make(scratch, x, y, n, &tree, err) &&
                (s.start = tomt_arena_block(arena, NULL, (n + 1) * sizeof *s.start, err)) != NULL &&
                tomt_crew_run(crew, &job, err);
    if (done) {
        for (size_t i = 0; i < n; i++)
            s.start[i + 1] += s.start[i];
        size_t n_pairs = s.start[n];
        s.neighbour = tomt_arena_block(arena, NULL, (n_pairs + 1) * sizeof *s.neighbour, err);
        done = s.neighbour != NULL && tomt_crew_run(crew, &job, err);
    }
    tomt_arena_free(scratch);
    *out = done ? (struct tomt_weights){n, s.start, s.neighbour, NULL} : (struct tomt_weights){0};
    return done;
}

struct nearest_seat {
    const struct search *search;
    struct tomt_near near[];
};

static void *sit_nearest(void *shared, struct tomt_error *err)
{
    const struct search *s = shared;
    struct nearest_seat *seat = tomt_allocate(sizeof *seat + s->k * sizeof seat->near[0]);
    if (seat)
        seat->search = s;
    else
        tomt_fail(err, TOMT_MEMORY, "no memory for %zu neighbours", s->k);
    return seat;
}

static bool search_nearest(void *argument, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    struct nearest_seat *seat = argument;
    const struct search *s = seat->search;
    for (size_t i = from; i < to; i++) {
        const struct tomt_near_point *p = &s->tree->point[i];
        uint32_t *row = s->neighbour + s->start[p->id];
        tomt_near_nearest(s->tree, p->x, p->y, p->id, seat->near, s->k);
        for (size_t j = 0; j < s->k; j++)
            row[j] = seat->near[j].id;
        sort_row(row, s->k);
    }
    return true;
}

bool tomt_weights_nearest(struct tomt_arena *arena, const double *x, const double *y, size_t n,
                          size_t k, const struct tomt_crew *crew, struct tomt_weights *out,
                          struct tomt_error *err)
{
    if (k >= n)
        k = n > 0 ? n - 1 : 0;
    if (k > 0 && n > SIZE_MAX / sizeof(uint32_t) / k)
        return tomt_fail(err, TOMT_MEMORY, "no memory for %zu neighbours of %zu places", k, n);
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return false;
    struct tomt_near_tree tree;
    struct search s = {.tree = &tree, .k = k};
    struct tomt_crew_job job = {&s, sit_nearest, search_nearest, tomt_release, n, CHUNK};
    s.start = tomt_arena_block(arena, NULL, (n + 1) * sizeof *s.start, err);
    s.neighbour =
        s.start ? tomt_arena_block(arena, NULL, (n * k + 1) * sizeof *s.neighbour, err) : NULL;
    for (size_t i = 0; s.neighbour && i <= n; i++)
        s.start[i] = i * k;
    bool done = s.neighbour && tomt_near_tree_make(scratch, x, y, n, &tree, err) &&
                tomt_crew_run(crew, &job, err);
    tomt_arena_free(scratch);
    *out = done ? (struct tomt_weights){n, s.start, s.neighbour, NULL} : (struct tomt_weights){0};
    return done;
}

bool tomt_weights_standardise(struct tomt_arena *arena, const struct tomt_weights *weights,
                              struct tomt_weights *out, struct tomt_error *err)
{
    size_t n_pairs = weights->n > 0 ? weights->start[weights->n] : 0;
    double *share = tomt_arena_block(arena, NULL, (n_pairs + 1) * sizeof *share, err);
    if (!share)
        return false;
    for (size_t i = 0; i < weights->n; i++) {
        uint64_t from = weights->start[i], to = weights->start[i + 1];
        double sum = weights->weight ? 0 : (double)(to - from);
        for (uint64_t j = from; weights->weight && j < to; j++)
            sum += weights->weight[j];
        for (uint64_t j = from; j < to; j++)
            share[j] = sum != 0 ? (weights->weight ? weights->weight[j] : 1) / sum : 0;
    }
    *out = (struct tomt_weights){weights->n, weights->start, weights->neighbour, share};
    return true;
}
