/* network/reach_field.c: distances to lines, on a grid, as far as a margin and a bit more. */
#include "network/reach_inside.h"

#include <math.h>

/* Beyond the margin, so that every node next to one within it has its true distance, the opposite
 * corner of a cell included. */
static double cap_of(const struct tomt_field *field)
{
    return field->margin_m + 1.5 * field->cell_m;
}

bool tomt_reach_grow(struct tomt_arena *arena, void **block, size_t *have, size_t bytes,
                     struct tomt_error *err)
{
    if (bytes <= *have && *block)
        return true;
    size_t more = *have + *have / 2;
    if (more < bytes)
        more = bytes < 256 ? 256 : bytes;
    void *grown = tomt_arena_block(arena, *block, more, err);
    if (!grown)
        return false;
    *block = grown;
    *have = more;
    return true;
}

/* A quarter of the margin, cut to four binary digits: then every coordinate of a contour is a
 * number that a double holds exactly. */
static double cell_of(double margin_m)
{
    int exponent;
    double mantissa = frexp(margin_m / 4, &exponent);
    return ldexp(floor(mantissa * 16), exponent - 4);
}

bool tomt_field_start(struct tomt_field *field, const struct tomt_box *box, double margin_m,
                      struct tomt_error *err)
{
    enum { MOST_SIDE = 1 << 17, MOST_NODES = 1 << 28 };
    field->margin_m = margin_m;
    field->cell_m = cell_of(margin_m);
    double cap = cap_of(field), cell = field->cell_m;
    double col = floor((box->min_x - cap) / cell) - 1, row = floor((box->min_y - cap) / cell) - 1;
    double cols = ceil((box->max_x + cap) / cell) + 2 - col,
           rows = ceil((box->max_y + cap) / cell) + 2 - row;
    if (!(cols < MOST_SIDE && rows < MOST_SIDE && cols * rows < MOST_NODES && fabs(col) < 0x1p40 &&
          fabs(row) < 0x1p40))
        return tomt_fail(
            err, TOMT_DATA,
            "streets reached lie %.0f x %.0f m apart: too far for a map of what is within "
            "%g m of them; take a shorter time or a wider margin",
            box->max_x - box->min_x, box->max_y - box->min_y, margin_m);
    field->col = (int64_t)col;
    field->row = (int64_t)row;
    field->n_cols = (size_t)cols;
    field->n_rows = (size_t)rows;
    size_t n = field->n_cols * field->n_rows;
    void *block = field->d2;
    bool ok = tomt_reach_grow(field->arena, &block, &field->have, n * sizeof *field->d2, err);
    field->d2 = block;
    if (!ok)
        return false;
    float far = (float)(cap * cap);
    for (size_t i = 0; i < n; i++)
        field->d2[i] = far;
    return true;
}

struct slice {
    double from, to;
};

static void widen_by_disc(struct slice *slice, double x, double dy, double radius)
{
    double half2 = radius * radius - dy * dy;
    if (half2 < 0)
        return;
    double half = sqrt(half2);
    slice->from = fmin(slice->from, x - half);
    slice->to = fmax(slice->to, x + half);
}

/* Where a side of the strip, from (x, y) along (ux, uy), crosses the row. */
static void widen_by_side(struct slice *slice, double x, double y, double ux, double uy,
                          double row_y)
{
    double t = uy != 0 ? (row_y - y) / uy : -1;
    if (!(t >= 0 && t <= 1))
        return;
    slice->from = fmin(slice->from, x + t * ux);
    slice->to = fmax(slice->to, x + t * ux);
}

/* Places are told from the line's first point: small numbers, the same wherever the grid begins. */
static void shrink_row(float *d2, size_t n, float dx, float dy, float cell, float ux, float uy,
                       float inverse)
{
    for (size_t k = 0; k < n; k++) {
        float x = dx + (float)(int)k * cell;
        float t = (x * ux + dy * uy) * inverse;
        t = t < 0 ? 0 : t > 1 ? 1 : t;
        float ex = x - t * ux, ey = dy - t * uy;
        float d = ex * ex + ey * ey;
        d2[k] = d < d2[k] ? d : d2[k];
    }
}

void tomt_field_line(struct tomt_field *field, double ax, double ay, double bx, double by)
{
    double cell = field->cell_m, cap = cap_of(field), ux = bx - ax, uy = by - ay;
    double length2 = ux * ux + uy * uy, length = sqrt(length2);
    double nx = length > 0 ? -uy / length * cap : 0, ny = length > 0 ? ux / length * cap : 0;
    double from = ceil((fmin(ay, by) - cap) / cell), to = floor((fmax(ay, by) + cap) / cell);
    double last_row = (double)(field->row + (int64_t)field->n_rows - 1),
           last_col = (double)(field->col + (int64_t)field->n_cols - 1);
    from = fmax(from, (double)field->row);
    to = fmin(to, last_row);
    for (double row = from; row <= to; row++) {
        double y = row * cell;
        struct slice slice = {INFINITY, -INFINITY};
        widen_by_disc(&slice, ax, y - ay, cap);
        widen_by_disc(&slice, bx, y - by, cap);
        widen_by_side(&slice, ax + nx, ay + ny, ux, uy, y);
        widen_by_side(&slice, ax - nx, ay - ny, ux, uy, y);
        double first = fmax(ceil(slice.from / cell), (double)field->col),
               last = fmin(floor(slice.to / cell), last_col);
        if (!(first <= last))
            continue;
        float *d2 = field->d2 + (size_t)((int64_t)row - field->row) * field->n_cols +
                    (size_t)((int64_t)first - field->col);
        shrink_row(d2, (size_t)(last - first) + 1, (float)(first * cell - ax), (float)(y - ay),
                   (float)cell, (float)ux, (float)uy, length2 > 0 ? (float)(1 / length2) : 0);
    }
}
