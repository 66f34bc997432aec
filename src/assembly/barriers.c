/* assembly/barriers.c: edges of barriers in one index. A polygon covers a place when a ray from it
 * crosses that polygon's edges an odd number of times; the index finds the few edges it meets. */
#include "assembly/barriers.h"

#include "geo/wkb.h"

#include <stdlib.h>

struct reading {
    struct tomt_barriers *barriers; /* NULL edge: only counted */
    uint32_t shape;
    size_t n;
};

static bool read_line(void *context, size_t part, size_t ring, const uint8_t *xy, size_t n)
{
    struct reading *reading = context;
    struct tomt_barriers *barriers = reading->barriers;
    (void)part;
    (void)ring;
    for (size_t i = 0; i + 1 < n; i++, reading->n++)
        if (barriers->edge) {
            struct tomt_edge *edge = barriers->edge + reading->n;
            tomt_wkb_xy(xy, i, &edge->ax, &edge->ay);
            tomt_wkb_xy(xy, i + 1, &edge->bx, &edge->by);
            barriers->shape[reading->n] = reading->shape;
        }
    return true;
}

static size_t read_all(const struct tomt_neighbour_question *question,
                       struct tomt_barriers *barriers, struct tomt_box *area, size_t *n_areas)
{
    struct reading reading = {.barriers = barriers};
    *n_areas = 0;
    for (size_t b = 0; b < question->n_barriers; b++) {
        const struct tomt_shapes *shapes = question->barriers[b];
        for (size_t row = 0; shapes->kind != TOMT_POINTS && row < shapes->n; row++) {
            size_t size;
            const uint8_t *wkb = tomt_shapes_wkb(shapes, row, &size);
            reading.shape = UINT32_MAX;
            if (shapes->kind == TOMT_POLYGONS) {
                if (area)
                    area[*n_areas] = shapes->box[row];
                reading.shape = (uint32_t)(*n_areas)++;
            }
            tomt_wkb_each(wkb, size, read_line, &reading);
        }
    }
    return reading.n;
}

bool tomt_barriers_read(struct tomt_arena *arena, const struct tomt_neighbour_question *question,
                        struct tomt_barriers *barriers, struct tomt_error *err)
{
    size_t n_areas;
    *barriers = (struct tomt_barriers){.line_m = fmax(question->barrier_m, TOMT_SNAP_M),
                                       .max_x = -INFINITY};
    barriers->n = read_all(question, barriers, NULL, &n_areas);
    if (barriers->n == 0)
        return true;
    struct tomt_edge *edge = tomt_arena_block(arena, NULL, barriers->n * sizeof *edge, err);
    struct tomt_box *box = tomt_arena_block(arena, NULL, barriers->n * sizeof *box, err);
    struct tomt_box *area = tomt_arena_block(arena, NULL, (n_areas + 1) * sizeof *area, err);
    barriers->shape = tomt_arena_block(arena, NULL, barriers->n * sizeof *barriers->shape, err);
    if (!edge || !box || !area || !barriers->shape)
        return false;
    barriers->edge = edge;
    read_all(question, barriers, area, &n_areas);
    for (size_t i = 0; i < barriers->n; i++) {
        box[i] = tomt_box_of_edge(edge + i, 0);
        barriers->max_x = fmax(barriers->max_x, box[i].max_x);
    }
    barriers->index = tomt_index_new(arena, box, barriers->n, err);
    barriers->areas = tomt_index_new(arena, area, n_areas, err);
    tomt_arena_drop(arena, box);
    tomt_arena_drop(arena, area);
    return barriers->index && barriers->areas;
}

void tomt_barrier_desk_free(struct tomt_barrier_desk *desk)
{
    tomt_rows_free(&desk->near);
    tomt_rows_free(&desk->ray);
    tomt_release(desk->crossed);
    tomt_release(desk->span);
    tomt_release(desk->cut);
}

/* Room for one more; `list` is one of the desk's. */
static bool room_for(void **list, size_t *capacity, size_t n, size_t each, struct tomt_error *err)
{
    if (n < *capacity)
        return true;
    size_t wider = *capacity ? 2 * *capacity : 32;
    while (wider <= n)
        wider *= 2;
    void *moved = tomt_resize(*list, wider * each);
    if (!moved)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for %zu barrier spans", wider);
    *list = moved;
    *capacity = wider;
    return true;
}

static bool add_span(struct tomt_barrier_desk *desk, double from, double to, struct tomt_error *err)
{
    void *list = desk->span;
    if (!(from < to))
        return true;
    if (!room_for(&list, &desk->span_capacity, desk->n_span, sizeof *desk->span, err))
        return false;
    desk->span = list;
    desk->span[desk->n_span++] = (struct tomt_span){from, to};
    return true;
}

static bool add_cut(struct tomt_barrier_desk *desk, double s, struct tomt_error *err)
{
    void *list = desk->cut;
    if (!room_for(&list, &desk->cut_capacity, desk->n_cut, sizeof *desk->cut, err))
        return false;
    desk->cut = list;
    desk->cut[desk->n_cut++] = s;
    return true;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int by_from(const void *a, const void *b)
{
    const struct tomt_span *x = a, *y = b;
    int order = by_value(&x->from, &y->from);
    return order ? order : by_value(&x->to, &y->to);
}

/* Does any barrier polygon cover the place? Overlapping polygons each count their own crossings. */
static bool covered(const struct tomt_barriers *barriers, double x, double y,
                    struct tomt_barrier_desk *desk, bool *yes, struct tomt_error *err)
{
    const struct tomt_box place = {x, y, x, y}, ray = {x, y, barriers->max_x, y};
    *yes = false;
    if (!tomt_index_find(barriers->areas, &place, &desk->ray, err))
        return false;
    if (desk->ray.n == 0)
        return true;
    if (!tomt_index_find(barriers->index, &ray, &desk->ray, err))
        return false;
    void *list = desk->crossed;
    if (!room_for(&list, &desk->crossed_capacity, desk->ray.n, sizeof *desk->crossed, err))
        return false;
    desk->crossed = list;
    size_t n = 0;
    for (size_t i = 0; i < desk->ray.n; i++) {
        uint32_t row = desk->ray.row[i];
        const struct tomt_edge *e = barriers->edge + row;
        if (barriers->shape[row] == UINT32_MAX || (e->ay > y) == (e->by > y))
            continue;
        double at = (e->bx - e->ax) * (y - e->ay) - (e->by - e->ay) * (x - e->ax);
        if (e->by > e->ay ? at > 0 : at < 0)
            desk->crossed[n++] = barriers->shape[row];
    }
    qsort(desk->crossed, n, sizeof *desk->crossed, by_number);
    for (size_t i = 0, to; i < n && !*yes; i = to) {
        for (to = i + 1; to < n && desk->crossed[to] == desk->crossed[i];)
            to++;
        *yes = (to - i) % 2 == 1;
    }
    return true;
}

bool tomt_barriers_around(const struct tomt_barriers *barriers, const struct tomt_box *box,
                          struct tomt_barrier_desk *desk, struct tomt_error *err)
{
    desk->clear = true;
    desk->around = TOMT_AROUND_OPEN;
    if (barriers->n == 0)
        return true;
    double m = barriers->line_m;
    const struct tomt_box wide = {box->min_x - m, box->min_y - m, box->max_x + m, box->max_y + m};
    if (!tomt_index_find(barriers->index, &wide, &desk->near, err))
        return false;
    desk->clear = desk->near.n == 0;
    for (size_t i = 0; i < desk->near.n; i++)
        if (barriers->shape[desk->near.row[i]] != UINT32_MAX) {
            desk->around = TOMT_AROUND_MIXED;
            return true;
        }
    bool yes;
    if (!covered(barriers, box->min_x, box->min_y, desk, &yes, err))
        return false;
    desk->around = yes ? TOMT_AROUND_WATER : TOMT_AROUND_OPEN;
    return true;
}

static double across(const struct tomt_stretch *stretch, double s)
{
    return stretch->d_from +
           (stretch->d_to - stretch->d_from) * (s - stretch->from) / (stretch->to - stretch->from);
}

/* Where the barrier's edge runs between the two borders, or within pad_m of them. */
static bool shut_between(const struct tomt_axis *axis, const struct tomt_stretch *stretch,
                         const struct tomt_edge *edge, double pad_m, struct tomt_barrier_desk *desk,
                         struct tomt_error *err)
{
    double s_a, d_a, s_b, d_b;
    tomt_axis_place(axis, edge->ax, edge->ay, &s_a, &d_a);
    tomt_axis_place(axis, edge->bx, edge->by, &s_b, &d_b);
    double from = fmax(stretch->from, fmin(s_a, s_b)), to = fmin(stretch->to, fmax(s_a, s_b));
    if (!(from < to))
        return true;
    double slope = (d_b - d_a) / (s_b - s_a);
#define ABOVE(s) (d_a + slope * ((s)-s_a) - fmin(0, across(stretch, s)) + pad_m)
#define BELOW(s) (fmax(0, across(stretch, s)) + pad_m - d_a - slope * ((s)-s_a))
    if (!tomt_keep_positive(ABOVE(from), ABOVE(to), &from, &to) ||
        !tomt_keep_positive(BELOW(from), BELOW(to), &from, &to))
        return true;
#undef ABOVE
#undef BELOW
    return add_span(desk, from, to, err);
}

/* Where the barrier's edge crosses the line midway between the borders. */
static bool cut_midway(const struct tomt_axis *axis, const struct tomt_stretch *stretch,
                       const struct tomt_edge *edge, struct tomt_barrier_desk *desk,
                       struct tomt_error *err)
{
    double s_a, d_a, s_b, d_b;
    tomt_axis_place(axis, edge->ax, edge->ay, &s_a, &d_a);
    tomt_axis_place(axis, edge->bx, edge->by, &s_b, &d_b);
    double a = d_a - 0.5 * across(stretch, s_a), b = d_b - 0.5 * across(stretch, s_b);
    if ((a > 0) == (b > 0))
        return true;
    double s = s_a + (s_b - s_a) * (a / (a - b));
    return !(s > stretch->from && s < stretch->to) || add_cut(desk, s, err);
}

/* The parts of the line midway that a polygon covers: between two cuts it is one or the other. */
static bool shut_covered(const struct tomt_barriers *barriers, const struct tomt_axis *axis,
                         const struct tomt_stretch *stretch, struct tomt_barrier_desk *desk,
                         struct tomt_error *err)
{
    if (!add_cut(desk, stretch->from, err) || !add_cut(desk, stretch->to, err))
        return false;
    qsort(desk->cut, desk->n_cut, sizeof *desk->cut, by_value);
    for (size_t i = 0; i + 1 < desk->n_cut; i++) {
        double s = 0.5 * (desk->cut[i] + desk->cut[i + 1]), d = 0.5 * across(stretch, s);
        bool yes;
        if (!(desk->cut[i] < desk->cut[i + 1]))
            continue;
        if (!covered(barriers, axis->x + s * axis->ux + d * axis->uy,
                     axis->y + s * axis->uy - d * axis->ux, desk, &yes, err) ||
            (yes && !add_span(desk, desk->cut[i], desk->cut[i + 1], err)))
            return false;
    }
    return true;
}

static void merge(struct tomt_barrier_desk *desk)
{
    size_t n = 0;
    if (desk->n_span > 0)
        qsort(desk->span, desk->n_span, sizeof *desk->span, by_from);
    for (size_t i = 0; i < desk->n_span; i++)
        if (n > 0 && desk->span[i].from <= desk->span[n - 1].to)
            desk->span[n - 1].to = fmax(desk->span[n - 1].to, desk->span[i].to);
        else
            desk->span[n++] = desk->span[i];
    desk->n_span = n;
}

static struct tomt_box way_of(const struct tomt_axis *axis, const struct tomt_stretch *stretch,
                              double margin_m)
{
    double s[2] = {stretch->from, stretch->to}, d[2] = {stretch->d_from, stretch->d_to};
    struct tomt_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (int k = 0; k < 4; k++) {
        double across_m = k & 1 ? d[k / 2] : 0;
        double x = axis->x + s[k / 2] * axis->ux + across_m * axis->uy;
        double y = axis->y + s[k / 2] * axis->uy - across_m * axis->ux;
        box.min_x = fmin(box.min_x, x - margin_m);
        box.max_x = fmax(box.max_x, x + margin_m);
        box.min_y = fmin(box.min_y, y - margin_m);
        box.max_y = fmax(box.max_y, y + margin_m);
    }
    return box;
}

bool tomt_barriers_shut(const struct tomt_barriers *barriers, const struct tomt_axis *axis,
                        const struct tomt_stretch *stretch, struct tomt_barrier_desk *desk,
                        struct tomt_error *err)
{
    desk->n_span = 0;
    desk->n_cut = 0;
    if (desk->around == TOMT_AROUND_WATER)
        return add_span(desk, stretch->from, stretch->to, err);
    if (desk->clear)
        return true;
    struct tomt_box box = way_of(axis, stretch, barriers->line_m);
    if (!tomt_index_find(barriers->index, &box, &desk->near, err))
        return false;
    for (size_t i = 0; i < desk->near.n; i++) {
        uint32_t row = desk->near.row[i];
        const struct tomt_edge *edge = barriers->edge + row;
        bool line = barriers->shape[row] == UINT32_MAX;
        if (!shut_between(axis, stretch, edge, line ? barriers->line_m : TOMT_SNAP_M, desk, err) ||
            (!line && !cut_midway(axis, stretch, edge, desk, err)))
            return false;
    }
    if (desk->around == TOMT_AROUND_MIXED && !shut_covered(barriers, axis, stretch, desk, err))
        return false;
    merge(desk);
    return true;
}
