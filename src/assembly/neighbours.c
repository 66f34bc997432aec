/* assembly/neighbours.c: for every parcel the length of its border that faces each other parcel,
 * parcel by parcel on all cores; then both sides of a border are joined into one number. */
#include "assembly/barriers.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK = 256 };
static const double OVERLAP_M = 0.5; /* borders of one survey do not overlap by more */

struct facing { /* what a parcel's border faces */
    uint32_t of;
    double m;
};

struct facings {
    struct facing *facing;
    size_t n, capacity;
};

struct work {
    const struct tomt_neighbour_question *question;
    struct tomt_borders borders;
    struct tomt_barriers barriers;
    double reach_m, overlap_m;
    struct facings *chunk; /* one a chunk of parcels */
    uint64_t *start;       /* [n + 1] counts, then offsets */
};

struct seat {
    struct work *work;
    struct tomt_rows runs;
    struct tomt_barrier_desk desk;
    struct tomt_stretch *stretch; /* of one edge */
    size_t n_stretches, stretch_capacity;
    double *place; /* where stretches begin and end */
    size_t place_capacity;
    double *sum_m; /* [parcels] of the parcel at hand */
    uint32_t *touched;
    uint8_t *seen; /* 1: in touched; 2: open at this place; 4: shut at this place */
    size_t n_touched;
};

static bool grow(void **list, size_t *capacity, size_t n, size_t each, struct tomt_error *err)
{
    if (n <= *capacity)
        return true;
    size_t wider = *capacity ? 2 * *capacity : 64;
    while (wider < n)
        wider *= 2;
    void *moved = tomt_resize(*list, wider * each);
    if (!moved)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for %zu stretches of border", wider);
    *list = moved;
    *capacity = wider;
    return true;
}

static bool add_stretch(struct seat *seat, const struct tomt_stretch *stretch, double from,
                        double to, bool shut, struct tomt_error *err)
{
    void *list = seat->stretch;
    if (!(from < to))
        return true;
    if (!grow(&list, &seat->stretch_capacity, seat->n_stretches + 1, sizeof *seat->stretch, err))
        return false;
    seat->stretch = list;
    double slope = (stretch->d_to - stretch->d_from) / (stretch->to - stretch->from);
    seat->stretch[seat->n_stretches++] =
        (struct tomt_stretch){from,
                              to,
                              stretch->d_from + slope * (from - stretch->from),
                              stretch->d_from + slope * (to - stretch->from),
                              stretch->of,
                              shut};
    return true;
}

static bool add_shut(struct seat *seat, const struct tomt_axis *axis,
                     const struct tomt_stretch *stretch, struct tomt_error *err)
{
    struct tomt_barrier_desk *desk = &seat->desk;
    double at = stretch->from;
    if (!tomt_barriers_shut(&seat->work->barriers, axis, stretch, desk, err))
        return false;
    for (size_t i = 0; i < desk->n_span; i++) {
        const struct tomt_span span = desk->span[i];
        if (!add_stretch(seat, stretch, at, span.from, false, err) ||
            !add_stretch(seat, stretch, span.from, span.to, true, err))
            return false;
        at = span.to;
    }
    return add_stretch(seat, stretch, at, stretch->to, false, err);
}

static bool gather(struct seat *seat, const struct tomt_edge *edge, const struct tomt_axis *axis,
                   uint32_t parcel, struct tomt_error *err)
{
    const struct work *work = seat->work;
    struct tomt_box box = tomt_box_of_edge(edge, work->reach_m);
    seat->n_stretches = 0;
    for (size_t i = 0; i < seat->runs.n; i++) {
        const struct tomt_run *run = work->borders.run + seat->runs.row[i];
        if (run->parcel == parcel || !tomt_box_meet(&box, work->borders.box + seat->runs.row[i]))
            continue;
        for (size_t k = 0; k < run->n; k++) {
            struct tomt_edge other = tomt_run_edge(run, k);
            struct tomt_stretch stretch;
            struct tomt_box there = tomt_box_of_edge(&other, 0);
            if (!tomt_box_meet(&box, &there) ||
                !tomt_stretch_facing(axis, &other, work->overlap_m, work->reach_m, &stretch))
                continue;
            stretch.of = run->parcel;
            if (!add_shut(seat, axis, &stretch, err))
                return false;
        }
    }
    return true;
}

static int by_from(const void *a, const void *b)
{
    const struct tomt_stretch *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double distance_at(const struct tomt_stretch *stretch, double s)
{
    return fabs(stretch->d_from + (stretch->d_to - stretch->d_from) * (s - stretch->from) /
                                      (stretch->to - stretch->from));
}

/* One place between two ends of stretches: the nearest of those there count, each parcel once. */
static void count_place(struct seat *seat, const struct tomt_stretch *active, size_t n, double from,
                        double to)
{
    double middle = 0.5 * (from + to), nearest = INFINITY;
    for (size_t i = 0; i < n; i++)
        nearest = fmin(nearest, distance_at(active + i, middle));
    for (size_t i = 0; i < n; i++) {
        if (distance_at(active + i, middle) > nearest + TOMT_SNAP_M)
            continue;
        uint8_t *seen = seat->seen + active[i].of;
        if (!*seen) {
            seat->touched[seat->n_touched++] = active[i].of;
            seat->sum_m[active[i].of] = 0;
        }
        *seen |= active[i].shut ? 1 | 4 : 1 | 2;
    }
    for (size_t i = 0; i < n; i++) {
        uint8_t *seen = seat->seen + active[i].of;
        if ((*seen & 6) == 2)
            seat->sum_m[active[i].of] += to - from;
        *seen &= 1;
    }
}

/* Along the edge from end to end of stretches; those that lie there are kept at the front. */
static bool sweep(struct seat *seat, struct tomt_error *err)
{
    size_t n = seat->n_stretches, n_active = 0, next = 0;
    void *list = seat->place;
    if (n == 0)
        return true;
    if (!grow(&list, &seat->place_capacity, 2 * n, sizeof *seat->place, err))
        return false;
    seat->place = list;
    for (size_t i = 0; i < n; i++) {
        seat->place[2 * i] = seat->stretch[i].from;
        seat->place[2 * i + 1] = seat->stretch[i].to;
    }
    qsort(seat->place, 2 * n, sizeof *seat->place, by_value);
    qsort(seat->stretch, n, sizeof *seat->stretch, by_from);
    for (size_t p = 0; p + 1 < 2 * n; p++) {
        double from = seat->place[p], to = seat->place[p + 1];
        if (!(from < to))
            continue;
        size_t n_left = 0;
        for (size_t i = 0; i < n_active; i++)
            if (seat->stretch[i].to > from)
                seat->stretch[n_left++] = seat->stretch[i];
        n_active = n_left;
        for (; next < n && seat->stretch[next].from <= from; next++)
            seat->stretch[n_active++] = seat->stretch[next];
        count_place(seat, seat->stretch, n_active, from, to);
    }
    return true;
}

static int by_row(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static bool put_down(struct seat *seat, size_t parcel, struct tomt_error *err)
{
    struct facings *chunk = seat->work->chunk + parcel / CHUNK;
    void *list = chunk->facing;
    if (!grow(&list, &chunk->capacity, chunk->n + seat->n_touched, sizeof *chunk->facing, err))
        return false;
    chunk->facing = list;
    qsort(seat->touched, seat->n_touched, sizeof *seat->touched, by_row);
    for (size_t i = 0; i < seat->n_touched; i++) {
        uint32_t of = seat->touched[i];
        seat->seen[of] = 0;
        if (seat->sum_m[of] > 0) {
            chunk->facing[chunk->n++] = (struct facing){of, seat->sum_m[of]};
            seat->work->start[parcel]++;
        }
    }
    seat->n_touched = 0;
    return true;
}

static bool measure(struct seat *seat, size_t parcel, struct tomt_error *err)
{
    const struct work *work = seat->work;
    const struct tomt_box *box = work->question->parcels->box + parcel;
    double m = work->reach_m;
    const struct tomt_box wide = {box->min_x - m, box->min_y - m, box->max_x + m, box->max_y + m};
    if (!tomt_barriers_around(&work->barriers, &wide, &seat->desk, err))
        return false;
    for (uint64_t r = work->borders.start[parcel]; r < work->borders.start[parcel + 1]; r++) {
        const struct tomt_run *run = work->borders.run + r;
        struct tomt_box near = work->borders.box[r];
        near = (struct tomt_box){near.min_x - m, near.min_y - m, near.max_x + m, near.max_y + m};
        if (!tomt_index_find(work->borders.index, &near, &seat->runs, err))
            return false;
        for (size_t k = 0; k < run->n; k++) {
            struct tomt_edge edge = tomt_run_edge(run, k);
            struct tomt_axis axis;
            if (tomt_axis_of(&edge, &axis) &&
                (!gather(seat, &edge, &axis, (uint32_t)parcel, err) || !sweep(seat, err)))
                return false;
        }
    }
    return put_down(seat, parcel, err);
}

static bool work_on(void *context, size_t from, size_t to, struct tomt_error *err)
{
    for (size_t parcel = from; parcel < to; parcel++)
        if (!measure(context, parcel, err))
            return false;
    return true;
}

static void rise(void *context)
{
    struct seat *seat = context;
    tomt_rows_free(&seat->runs);
    tomt_barrier_desk_free(&seat->desk);
    tomt_release(seat->stretch);
    tomt_release(seat->place);
    tomt_release(seat->sum_m);
    tomt_release(seat->touched);
    tomt_release(seat->seen);
    tomt_release(seat);
}

static void *sit(void *shared, struct tomt_error *err)
{
    struct work *work = shared;
    size_t n = work->question->parcels->n;
    struct seat *seat = tomt_allocate(sizeof *seat);
    if (seat) {
        *seat = (struct seat){.work = work};
        seat->sum_m = tomt_allocate(n * sizeof *seat->sum_m);
        seat->touched = tomt_allocate(n * sizeof *seat->touched);
        seat->seen = tomt_allocate(n);
        if (seat->sum_m && seat->touched && seat->seen) {
            memset(seat->seen, 0, n);
            return seat;
        }
        rise(seat);
    }
    tomt_fail(err, TOMT_MEMORY, "out of memory for the borders of %zu parcels", n);
    return NULL;
}

/* What is faced, one way: rows as in struct tomt_neighbours. */
struct rows {
    uint64_t *start;
    struct facing *facing;
};

static bool lay_out(struct tomt_arena *arena, struct work *work, struct rows *rows,
                    struct tomt_error *err)
{
    size_t n = work->question->parcels->n, total = 0;
    for (size_t i = 0; i <= n; i++) {
        uint64_t count = i < n ? work->start[i] : 0;
        work->start[i] = total;
        total += count;
    }
    rows->start = work->start;
    rows->facing = tomt_arena_block(arena, NULL, (total + 1) * sizeof *rows->facing, err);
    if (!rows->facing)
        return false;
    total = 0;
    for (size_t c = 0; c * CHUNK < n; total += work->chunk[c++].n)
        if (work->chunk[c].n > 0)
            memcpy(rows->facing + total, work->chunk[c].facing,
                   work->chunk[c].n * sizeof *rows->facing);
    return true;
}

/* Who faces a parcel: rows ascend, as they are filled in the order of who faces. */
static bool turn_over(struct tomt_arena *arena, const struct rows *rows, size_t n,
                      struct rows *turned, struct tomt_error *err)
{
    uint64_t total = rows->start[n];
    uint64_t *start = tomt_arena_block(arena, NULL, (n + 2) * sizeof *start, err);
    turned->facing = tomt_arena_block(arena, NULL, (total + 1) * sizeof *turned->facing, err);
    if (!start || !turned->facing)
        return false;
    for (uint64_t e = 0; e < total; e++)
        start[rows->facing[e].of + 2]++;
    for (size_t i = 2; i < n + 2; i++)
        start[i] += start[i - 1];
    for (size_t i = 0; i < n; i++)
        for (uint64_t e = rows->start[i]; e < rows->start[i + 1]; e++) {
            const struct facing *facing = rows->facing + e;
            turned->facing[start[facing->of + 1]++] = (struct facing){(uint32_t)i, facing->m};
        }
    turned->start = start;
    return true;
}

/* Both ways merged: the mean of the two, where that is long enough. Counts only while out->of is
 * NULL. */
static void merge(const struct rows *faces, const struct rows *faced, double least_m,
                  struct tomt_neighbours *out)
{
    uint64_t n = 0;
    for (size_t i = 0; i < out->n; i++) {
        uint64_t a = faces->start[i], b = faced->start[i];
        out->start[i] = n;
        while (a < faces->start[i + 1] || b < faced->start[i + 1]) {
            uint32_t of_a = a < faces->start[i + 1] ? faces->facing[a].of : UINT32_MAX;
            uint32_t of_b = b < faced->start[i + 1] ? faced->facing[b].of : UINT32_MAX;
            uint32_t of = of_a < of_b ? of_a : of_b;
            double there = of_a == of ? faces->facing[a++].m : 0;
            double back = of_b == of ? faced->facing[b++].m : 0;
            double m = 0.5 * (there + back);
            if (m + TOMT_SNAP_M < least_m || m <= TOMT_SNAP_M)
                continue;
            if (out->of) {
                out->of[n] = of;
                out->shared_m[n] = m;
            }
            n++;
        }
    }
    out->start[out->n] = n;
}

static bool finish(struct tomt_arena *arena, struct tomt_arena *own, struct work *work,
                   struct tomt_neighbours *out, struct tomt_error *err)
{
    struct rows faces, faced;
    size_t n = work->question->parcels->n;
    if (!lay_out(own, work, &faces, err) || !turn_over(own, &faces, n, &faced, err))
        return false;
    out->n = n;
    out->start = tomt_arena_block(arena, NULL, (n + 1) * sizeof *out->start, err);
    if (!out->start)
        return false;
    merge(&faces, &faced, work->question->shared_m, out);
    uint64_t total = out->start[n];
    uint32_t *of = tomt_arena_block(arena, NULL, (total + 1) * sizeof *of, err);
    out->shared_m = tomt_arena_block(arena, NULL, (total + 1) * sizeof *out->shared_m, err);
    if (!of || !out->shared_m)
        return false;
    out->of = of;
    merge(&faces, &faced, work->question->shared_m, out);
    return true;
}

static bool is_length(double m)
{
    return m >= 0 && m < INFINITY;
}

static bool find(struct tomt_arena *arena, struct tomt_arena *own, struct work *work,
                 const struct tomt_crew *crew, struct tomt_neighbours *out, struct tomt_error *err)
{
    const struct tomt_neighbour_question *question = work->question;
    size_t n = question->parcels->n;
    struct tomt_crew_job job = {work, sit, work_on, rise, n, CHUNK};
    work->start = tomt_arena_block(own, NULL, (n + 1) * sizeof *work->start, err);
    return work->start &&
           tomt_borders_read(own, question->parcels, question->wanted, &work->borders, err) &&
           tomt_barriers_read(own, question, &work->barriers, err) &&
           tomt_crew_run(crew, &job, err) && finish(arena, own, work, out, err);
}

bool tomt_neighbours_find(struct tomt_arena *arena, const struct tomt_neighbour_question *question,
                          const struct tomt_crew *crew, struct tomt_neighbours *out,
                          struct tomt_error *err)
{
    size_t n = question->parcels->n, n_chunks = n / CHUNK + 1;
    if (!is_length(question->gap_m) || !is_length(question->shared_m) ||
        !is_length(question->barrier_m))
        return tomt_fail(err, TOMT_USAGE,
                         "neighbours: gap %g m, shared border %g m, half breadth of barriers %g m: "
                         "give lengths of zero or more",
                         question->gap_m, question->shared_m, question->barrier_m);
    if (question->parcels->kind != TOMT_POLYGONS || n >= UINT32_MAX)
        return tomt_fail(err, TOMT_DATA, "neighbours: parcels must be polygons, and fewer than %u",
                         UINT32_MAX);
    struct tomt_arena *own = tomt_arena_new(err);
    if (!own)
        return false;
    struct work work = {.question = question, .reach_m = question->gap_m + TOMT_SNAP_M};
    work.overlap_m = fmin(question->gap_m, OVERLAP_M) + TOMT_SNAP_M;
    work.chunk = tomt_arena_block(own, NULL, n_chunks * sizeof *work.chunk, err);
    *out = (struct tomt_neighbours){0};
    bool ok = work.chunk && find(arena, own, &work, crew, out, err);
    for (size_t c = 0; work.chunk && c < n_chunks; c++)
        tomt_release(work.chunk[c].facing);
    tomt_arena_free(own);
    return ok;
}
