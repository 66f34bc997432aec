/* areas/lattice.c: cells whose centre lies in a polygon, row by row from the edges that cross it.
 */
#include "areas/lattice.h"

#include "geo/orient.h"
#include "geo/wkb.h"

#include <math.h>
#include <string.h>

enum { TURNS = 1, ON_EDGE = 2 }; /* of a cell: inside and outside change places here */

bool tomt_lattice_over(const struct tomt_box *box, double cell_m, double most,
                       struct tomt_lattice *out)
{
    double west = floor(box->min_x / cell_m), east = ceil(box->max_x / cell_m);
    double south = floor(box->min_y / cell_m), north = ceil(box->max_y / cell_m);
    if (!(cell_m > 0) || !(east >= west) || !(north >= south) ||
        !(fmax(fmax(-west, east), fmax(-south, north)) < 0x1p50))
        return false;
    double n_columns = fmax(east - west, 1), n_rows = fmax(north - south, 1);
    if (!(n_columns * n_rows <= most))
        return false;
    *out = (struct tomt_lattice){cell_m, west, south, (size_t)n_columns, (size_t)n_rows};
    return true;
}

struct filling {
    const struct tomt_lattice *lattice;
    uint8_t *work;
};

static size_t limited(double value, size_t n)
{
    return !(value > 0) ? 0 : value < (double)n ? (size_t)value : n;
}

/* The first row (column) whose centre is at `at` or beyond; n: none. */
static size_t first_row(const struct tomt_lattice *lattice, double at)
{
    size_t row = limited(ceil(at / lattice->cell_m - 0.5) - lattice->south, lattice->n_rows);
    while (row > 0 && tomt_lattice_y(lattice, row - 1) >= at)
        row--;
    while (row < lattice->n_rows && tomt_lattice_y(lattice, row) < at)
        row++;
    return row;
}

static size_t first_column(const struct tomt_lattice *lattice, double at)
{
    size_t column = limited(ceil(at / lattice->cell_m - 0.5) - lattice->west, lattice->n_columns);
    while (column > 0 && tomt_lattice_x(lattice, column - 1) >= at)
        column--;
    while (column < lattice->n_columns && tomt_lattice_x(lattice, column) < at)
        column++;
    return column;
}

struct edge {
    double ax, ay, bx, by; /* b is not below a */
};

static void mark_level(const struct filling *to, const struct edge *edge, size_t row)
{
    const struct tomt_lattice *lattice = to->lattice;
    double right = fmax(edge->ax, edge->bx);
    for (size_t column = first_column(lattice, fmin(edge->ax, edge->bx));
         column < lattice->n_columns && tomt_lattice_x(lattice, column) <= right; column++)
        to->work[row * lattice->n_columns + column] |= ON_EDGE;
}

/* The edge rises through the row's centres: all that lie right of it, or on it, change sides. */
static void cross(const struct filling *to, const struct edge *edge, size_t row)
{
    const struct tomt_lattice *lattice = to->lattice;
    size_t n = lattice->n_columns;
    double y = tomt_lattice_y(lattice, row);
    double x = edge->ax + (edge->bx - edge->ax) * ((y - edge->ay) / (edge->by - edge->ay));
    size_t column = limited(ceil(x / lattice->cell_m - 0.5) - lattice->west, n);
    int side = 1; /* of the centre at `column`, where there is one */
    while (column > 0 && tomt_orient(edge->ax, edge->ay, edge->bx, edge->by,
                                     tomt_lattice_x(lattice, column - 1), y) <= 0)
        column--;
    for (; column < n; column++) {
        side =
            tomt_orient(edge->ax, edge->ay, edge->bx, edge->by, tomt_lattice_x(lattice, column), y);
        if (side <= 0)
            break;
    }
    if (column == n)
        return;
    if (side == 0)
        to->work[row * n + column] |= ON_EDGE;
    if (y < edge->by) /* so that the next edge, which begins there, does not count it again */
        to->work[row * n + column] ^= TURNS;
}

static bool add_ring(void *context, size_t part, size_t ring, const uint8_t *xy, size_t n)
{
    const struct filling *to = context;
    const struct tomt_lattice *lattice = to->lattice;
    (void)part;
    (void)ring;
    struct edge edge;
    for (size_t i = 1; i < n; i++) {
        tomt_wkb_xy(xy, i - 1, &edge.ax, &edge.ay);
        tomt_wkb_xy(xy, i, &edge.bx, &edge.by);
        if (edge.by < edge.ay)
            edge = (struct edge){edge.bx, edge.by, edge.ax, edge.ay};
        for (size_t row = first_row(lattice, edge.ay);
             row < lattice->n_rows && tomt_lattice_y(lattice, row) <= edge.by; row++) {
            if (edge.ay == edge.by)
                mark_level(to, &edge, row);
            else
                cross(to, &edge, row);
        }
    }
    return true;
}

/* Takes the marks of one polygon over, and clears them. */
static size_t take_over(const struct filling *from, const struct tomt_box *box, uint8_t *is_in)
{
    const struct tomt_lattice *lattice = from->lattice;
    size_t n = lattice->n_columns, n_new = 0;
    size_t left = first_column(lattice, box->min_x);
    for (size_t row = first_row(lattice, box->min_y);
         row < lattice->n_rows && tomt_lattice_y(lattice, row) <= box->max_y; row++) {
        uint8_t *mark = from->work + row * n, odd = 0;
        for (size_t column = left;
             column < n && (odd || tomt_lattice_x(lattice, column) <= box->max_x); column++) {
            odd ^= mark[column] & TURNS;
            if ((odd || (mark[column] & ON_EDGE)) && !is_in[row * n + column]) {
                is_in[row * n + column] = 1;
                n_new++;
            }
        }
        memset(mark, 0, n);
    }
    return n_new;
}

size_t tomt_lattice_fill(const struct tomt_lattice *lattice, const struct tomt_shapes *polygons,
                         uint8_t *is_in, uint8_t *work)
{
    struct filling filling = {lattice, work};
    size_t n = 0;
    memset(is_in, 0, lattice->n_columns * lattice->n_rows);
    for (size_t row = 0; row < polygons->n; row++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(polygons, row, &size);
        tomt_wkb_each(wkb, size, add_ring, &filling);
        n += take_over(&filling, &polygons->box[row], is_in);
    }
    return n;
}
