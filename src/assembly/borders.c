/* assembly/borders.c: rings cut into short runs, so that a parcel with thousands of vertices is
 * looked at only where something lies near. */
#include "assembly/borders.h"

#include "geo/wkb.h"

struct reading {
    struct tomt_borders *borders; /* NULL run: only counted */
    uint32_t parcel;
    size_t n;
};

static double twice_area(const uint8_t *xy, size_t n)
{
    double x0, y0, ax = 0, ay = 0, twice = 0;
    tomt_wkb_xy(xy, 0, &x0, &y0);
    for (size_t i = 1; i < n; i++) {
        double bx, by;
        tomt_wkb_xy(xy, i, &bx, &by);
        bx -= x0;
        by -= y0;
        twice += ax * by - ay * bx;
        ax = bx;
        ay = by;
    }
    return twice;
}

static struct tomt_box box_of(const uint8_t *xy, size_t n)
{
    struct tomt_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < n; i++) {
        double x, y;
        tomt_wkb_xy(xy, i, &x, &y);
        box.min_x = fmin(box.min_x, x);
        box.max_x = fmax(box.max_x, x);
        box.min_y = fmin(box.min_y, y);
        box.max_y = fmax(box.max_y, y);
    }
    return box;
}

static bool read_ring(void *context, size_t part, size_t ring, const uint8_t *xy, size_t n)
{
    struct reading *reading = context;
    struct tomt_borders *borders = reading->borders;
    (void)part;
    if (n < 4)
        return true;
    bool left = borders->run && (twice_area(xy, n) > 0) == (ring == 0);
    for (size_t first = 0; first + 1 < n; first += TOMT_RUN_EDGES) {
        size_t n_edges = n - 1 - first < TOMT_RUN_EDGES ? n - 1 - first : TOMT_RUN_EDGES;
        if (borders->run) {
            const uint8_t *from = xy + 16 * first;
            borders->run[reading->n] =
                (struct tomt_run){from, (uint32_t)n_edges, reading->parcel, left};
            borders->box[reading->n] = box_of(from, n_edges + 1);
        }
        reading->n++;
    }
    return true;
}

static size_t read_all(const struct tomt_shapes *parcels, const uint8_t *wanted,
                       struct tomt_borders *borders)
{
    struct reading reading = {.borders = borders};
    for (size_t row = 0; row < parcels->n; row++) {
        borders->start[row] = reading.n;
        if (wanted && !wanted[row])
            continue;
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(parcels, row, &size);
        reading.parcel = (uint32_t)row;
        tomt_wkb_each(wkb, size, read_ring, &reading);
    }
    borders->start[parcels->n] = reading.n;
    return reading.n;
}

bool tomt_borders_read(struct tomt_arena *arena, const struct tomt_shapes *parcels,
                       const uint8_t *wanted, struct tomt_borders *borders, struct tomt_error *err)
{
    *borders = (struct tomt_borders){0};
    borders->start = tomt_arena_block(arena, NULL, (parcels->n + 1) * sizeof *borders->start, err);
    if (!borders->start)
        return false;
    borders->n = read_all(parcels, wanted, borders);
    struct tomt_run *run = tomt_arena_block(arena, NULL, (borders->n + 1) * sizeof *run, err);
    borders->box = tomt_arena_block(arena, NULL, (borders->n + 1) * sizeof *borders->box, err);
    if (!run || !borders->box)
        return false;
    borders->run = run;
    read_all(parcels, wanted, borders);
    borders->index = tomt_index_new(arena, borders->box, borders->n, err);
    return borders->index != NULL;
}

struct tomt_edge tomt_run_edge(const struct tomt_run *run, size_t k)
{
    struct tomt_edge edge;
    size_t a = run->left ? k : k + 1, b = run->left ? k + 1 : k;
    tomt_wkb_xy(run->xy, a, &edge.ax, &edge.ay);
    tomt_wkb_xy(run->xy, b, &edge.bx, &edge.by);
    return edge;
}

bool tomt_axis_of(const struct tomt_edge *edge, struct tomt_axis *axis)
{
    double dx = edge->bx - edge->ax, dy = edge->by - edge->ay, length = sqrt(dx * dx + dy * dy);
    if (!(length > 0))
        return false;
    *axis = (struct tomt_axis){edge->ax, edge->ay, dx / length, dy / length, length};
    return true;
}

bool tomt_keep_positive(double f_from, double f_to, double *from, double *to)
{
    if (f_from >= 0 && f_to >= 0)
        return true;
    if (f_from < 0 && f_to < 0)
        return false;
    double at = *from + (*to - *from) * (f_from / (f_from - f_to));
    if (f_from < 0)
        *from = fmin(at, *to);
    else
        *to = fmax(at, *from);
    return *from < *to;
}

bool tomt_stretch_facing(const struct tomt_axis *axis, const struct tomt_edge *other,
                         double overlap_m, double reach_m, struct tomt_stretch *stretch)
{
    double s_a, d_a, s_b, d_b;
    tomt_axis_place(axis, other->ax, other->ay, &s_a, &d_a);
    tomt_axis_place(axis, other->bx, other->by, &s_b, &d_b);
    if (!(s_a - s_b > 0) || s_a - s_b < fabs(d_b - d_a))
        return false;
    double from = fmax(0, s_b), to = fmin(axis->length_m, s_a);
    if (!(from < to))
        return false;
    double slope = (d_b - d_a) / (s_b - s_a);
#define D(s) (d_a + slope * ((s)-s_a))
    if (!tomt_keep_positive(reach_m - D(from), reach_m - D(to), &from, &to) ||
        !tomt_keep_positive(overlap_m + D(from), overlap_m + D(to), &from, &to))
        return false;
    *stretch = (struct tomt_stretch){.from = from, .to = to, .d_from = D(from), .d_to = D(to)};
#undef D
    return from < to;
}
