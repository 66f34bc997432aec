/* network/contour_simplify.c: fewer vertices for all rings at once.
 * The rings are a drawing of straight lines that meet in common vertices only. A vertex may go when
 * all rings that pass it come from the same neighbour and go on to the same, and nothing else lies
 * in the triangle of the three: then nothing comes to cross. Exact. */
#include "network/reach_inside.h"

#include <math.h>
#include <stdlib.h>

struct spot { /* a turn on its way to becoming a vertex */
    int32_t x, y;
    uint32_t turn;
};
struct drawing {
    struct tomt_contour *contour;
    double most_steps;
    size_t n_rows;
    size_t *row_start;      /* [n_rows + 1] into vertices: those with y in the row, by x */
    struct spot *spot;      /* by vertex */
    uint32_t *vertex_start; /* [n_vertices + 1] into spot */
    uint8_t *alive;         /* [n_vertices] */
    size_t n_vertices;
    uint32_t *ring_of; /* [n_turns] */
};

static int by_place(const void *a, const void *b)
{
    const struct spot *p = a, *q = b;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    if (p->y != q->y)
        return p->y < q->y ? -1 : 1;
    return p->turn < q->turn ? -1 : p->turn > q->turn;
}

static void *work(struct tomt_contour *contour, int slot, size_t bytes, struct tomt_error *err)
{
    return tomt_reach_grow(contour->arena, &contour->work[slot], &contour->have_work[slot], bytes,
                           err)
               ? contour->work[slot]
               : NULL;
}

/* Turns by row of the grid, then by place. Those of rings that were dropped are left out. Returns
 * how many there are. */
static size_t sort_spots(struct drawing *d)
{
    const struct tomt_contour *contour = d->contour;
    size_t *start = d->row_start;
    for (size_t r = 0; r <= d->n_rows; r++)
        start[r] = 0;
    for (size_t k = 0; k < contour->n_turns; k++)
        if (!contour->ring[d->ring_of[k]].dropped)
            start[contour->turn[k].y / TOMT_STEPS + 1]++;
    for (size_t r = 0; r < d->n_rows; r++)
        start[r + 1] += start[r];
    for (size_t k = contour->n_turns; k-- > 0;) {
        const struct tomt_turn *turn = &contour->turn[k];
        if (!contour->ring[d->ring_of[k]]
                 .dropped) /* from the end of each row: start[r + 1] is r's */
            d->spot[--start[turn->y / TOMT_STEPS + 1]] =
                (struct spot){turn->x, turn->y, (uint32_t)k};
    }
    /* each start is now where the row before it begins */
    size_t n = 0;
    for (size_t k = 0; k < contour->n_turns; k++)
        n += !contour->ring[d->ring_of[k]].dropped;
    for (size_t r = 0; r < d->n_rows; r++)
        start[r] = start[r + 1];
    start[d->n_rows] = n;
    for (size_t r = 0; r < d->n_rows; r++)
        qsort(d->spot + start[r], start[r + 1] - start[r], sizeof *d->spot, by_place);
    return n;
}

/* The same place is the same vertex; rows then count vertices. */
static void number_vertices(struct drawing *d, size_t n_spots)
{
    size_t n = 0, row = 0;
    for (size_t k = 0; k < n_spots; k++) {
        for (; row <= d->n_rows && d->row_start[row] == k; row++)
            d->row_start[row] = n;
        const struct spot *spot = &d->spot[k], *last = spot - 1;
        if (k == 0 || spot->x != last->x || spot->y != last->y) {
            d->alive[n] = 1;
            d->vertex_start[n++] = (uint32_t)k;
        }
        d->contour->turn[spot->turn].vertex = (uint32_t)(n - 1);
    }
    for (; row <= d->n_rows; row++)
        d->row_start[row] = n;
    d->vertex_start[n] = (uint32_t)n_spots;
    d->n_vertices = n;
}

static bool start_drawing(struct drawing *d, const struct tomt_field *field, struct tomt_error *err)
{
    struct tomt_contour *contour = d->contour;
    size_t n = contour->n_turns;
    d->n_rows = field->n_rows;
    d->row_start = work(contour, 0, (d->n_rows + 2) * sizeof *d->row_start, err);
    d->spot = d->row_start ? work(contour, 1, (n + 1) * sizeof *d->spot, err) : NULL;
    d->vertex_start = d->spot ? work(contour, 2, (n + 1) * sizeof *d->vertex_start, err) : NULL;
    d->alive = d->vertex_start ? work(contour, 3, n + 1, err) : NULL;
    d->ring_of = d->alive ? work(contour, 4, (n + 1) * sizeof *d->ring_of, err) : NULL;
    if (!d->ring_of)
        return false;
    for (size_t k = 0; k < contour->n_rings; k++) { /* a ring's turns were traced in one run */
        const struct tomt_contour_ring *ring = &contour->ring[k];
        for (uint32_t t = 0; t < ring->n; t++) {
            d->ring_of[ring->first + t] = (uint32_t)k;
            contour->turn[ring->first + t].off = 0;
        }
    }
    number_vertices(d, sort_spots(d));
    return true;
}

static int64_t cross(const struct spot *a, const struct spot *b, const struct spot *c)
{
    return (int64_t)(b->x - a->x) * (c->y - a->y) - (int64_t)(c->x - a->x) * (b->y - a->y);
}

static bool in_triangle(const struct spot *p, const struct spot *a, const struct spot *b,
                        const struct spot *c)
{
    int64_t ab = cross(a, b, p), bc = cross(b, c, p), ca = cross(c, a, p);
    return (ab >= 0 && bc >= 0 && ca >= 0) || (ab <= 0 && bc <= 0 && ca <= 0);
}

struct span {
    double from, to;
};

/* Where the line from a to b lies between two heights. */
static void widen(struct span *span, const struct spot *a, const struct spot *b, double low,
                  double high)
{
    double dy = (double)b->y - a->y, dx = (double)b->x - a->x, from = 0, to = 1;
    if (dy != 0) {
        double t = (low - a->y) / dy, u = (high - a->y) / dy;
        from = fmax(0, fmin(t, u));
        to = fmin(1, fmax(t, u));
    } else if (a->y < low || a->y > high) {
        return;
    }
    if (from > to)
        return;
    span->from = fmin(span->from, a->x + fmin(from * dx, to * dx));
    span->to = fmax(span->to, a->x + fmax(from * dx, to * dx));
}

static size_t first_from(const struct drawing *d, size_t row, double x)
{
    size_t low = d->row_start[row], high = d->row_start[row + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (d->spot[d->vertex_start[middle]].x < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_empty(const struct drawing *d, uint32_t va, uint32_t vb, uint32_t vc)
{
    const struct spot *a = &d->spot[d->vertex_start[va]], *b = &d->spot[d->vertex_start[vb]],
                      *c = &d->spot[d->vertex_start[vc]];
    int32_t low = a->y < b->y ? a->y : b->y, high = a->y > b->y ? a->y : b->y;
    low = (c->y < low ? c->y : low) / TOMT_STEPS;
    high = (c->y > high ? c->y : high) / TOMT_STEPS;
    for (int32_t row = low; row <= high; row++) {
        struct span span = {INFINITY, -INFINITY};
        double from = (double)row * TOMT_STEPS - 1, to = from + TOMT_STEPS + 2;
        widen(&span, a, b, from, to);
        widen(&span, b, c, from, to);
        widen(&span, c, a, from, to);
        for (size_t v = first_from(d, (size_t)row, span.from - 1); v < d->row_start[row + 1]; v++) {
            const struct spot *p = &d->spot[d->vertex_start[v]];
            if (p->x > span.to + 1)
                break;
            if (d->alive[v] && v != va && v != vb && v != vc && in_triangle(p, a, b, c))
                return false;
        }
    }
    return true;
}

static double off_line(const struct spot *p, const struct spot *a, const struct spot *b)
{
    double ux = (double)b->x - a->x, uy = (double)b->y - a->y;
    double px = (double)p->x - a->x, py = (double)p->y - a->y;
    double length2 = ux * ux + uy * uy;
    double t = length2 > 0 ? (px * ux + py * uy) / length2 : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    double ex = px - t * ux, ey = py - t * uy;
    return sqrt(ex * ex + ey * ey);
}

/* Takes the turn's vertex out of all rings that pass it, if that may be. */
static bool take_away(struct drawing *d, uint32_t turn)
{
    struct tomt_contour *contour = d->contour;
    struct tomt_turn *t = contour->turn;
    uint32_t v = t[turn].vertex, a = t[t[turn].before].vertex, c = t[t[turn].next].vertex;
    float off = 0;
    for (uint32_t k = d->vertex_start[v]; k < d->vertex_start[v + 1]; k++) {
        const struct tomt_turn *same = &t[d->spot[k].turn];
        if (t[same->before].vertex != a || t[same->next].vertex != c ||
            contour->ring[d->ring_of[d->spot[k].turn]].n <= 4)
            return false;
        off = fmaxf(off, fmaxf(same->off, t[same->before].off));
    }
    off += (float)off_line(&d->spot[d->vertex_start[v]], &d->spot[d->vertex_start[a]],
                           &d->spot[d->vertex_start[c]]);
    if (off > d->most_steps || !is_empty(d, a, v, c))
        return false;
    for (uint32_t k = d->vertex_start[v]; k < d->vertex_start[v + 1]; k++) {
        const struct tomt_turn *same = &t[d->spot[k].turn];
        struct tomt_contour_ring *ring = &contour->ring[d->ring_of[d->spot[k].turn]];
        t[same->before].next = same->next;
        t[same->next].before = same->before;
        t[same->before].off = off;
        ring->n--;
        if (ring->first == d->spot[k].turn)
            ring->first = same->next;
    }
    d->alive[v] = 0;
    return true;
}

/* Every other vertex may go in one round, so that what is taken away is spread evenly. */
bool tomt_contour_simplify(struct tomt_contour *contour, const struct tomt_field *field,
                           double most_m, struct tomt_error *err)
{
    enum { MOST_ROUNDS = 16 };
    struct drawing d = {.contour = contour, .most_steps = most_m / field->cell_m * TOMT_STEPS};
    if (!start_drawing(&d, field, err))
        return false;
    bool again = true;
    for (int round = 0; again && round < MOST_ROUNDS; round++) {
        again = false;
        for (size_t k = 0; k < contour->n_rings; k++) {
            const struct tomt_contour_ring *ring = &contour->ring[k];
            if (ring->dropped)
                continue;
            uint32_t turn = ring->first;
            for (uint32_t left = ring->n; left > 0; left--) {
                uint32_t next = contour->turn[turn].next;
                if (take_away(&d, turn)) {
                    again = true;
                    next = contour->turn[next].next;
                    left -= left > 1;
                }
                turn = next;
            }
        }
    }
    return true;
}
