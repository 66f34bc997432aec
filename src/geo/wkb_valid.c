/* geo/wkb_valid.c: a quick yes to "is it valid?" for small polygons, so that GEOS is asked seldom.
 * Orientation is decided exactly, and whatever touches is answered with "ask GEOS". */
#include "geo/orient.h"
#include "geo/wkb_walk.h"

#define MOST_EDGES 64
#define MOST_RINGS 16

struct edge {
    double ax, ay, bx, by;
    double min_x, min_y, max_x, max_y;
    unsigned ring;
};

struct ring {
    const uint8_t *xy;
    size_t n;
    size_t part;
    bool hole;
    unsigned first, last; /* edges */
};

struct outline {
    struct edge edge[MOST_EDGES];
    struct ring ring[MOST_RINGS];
    unsigned n_edges, n_rings;
};

static int turn(const uint8_t *xy, size_t i, size_t j, size_t k)
{
    double ax, ay, bx, by, cx, cy;
    tomt_wkb_xy(xy, i, &ax, &ay);
    tomt_wkb_xy(xy, j, &bx, &by);
    tomt_wkb_xy(xy, k, &cx, &cy);
    return tomt_orient(ax, ay, bx, by, cx, cy);
}

static bool closed(const uint8_t *xy, size_t n)
{
    double ax, ay, bx, by;
    tomt_wkb_xy(xy, 0, &ax, &ay);
    tomt_wkb_xy(xy, n - 1, &bx, &by);
    return ax == bx && ay == by;
}

/* Four turns to the same side: they cannot add up to a second round, so the ring is convex. */
static bool convex_quadrangle(const uint8_t *xy)
{
    int side = turn(xy, 0, 1, 2);
    return side != 0 && turn(xy, 1, 2, 3) == side && turn(xy, 2, 3, 0) == side &&
           turn(xy, 3, 0, 1) == side;
}

static bool collect(struct outline *outline, const struct tomt_wkb_walk *walk)
{
    if (walk->n < 4 || outline->n_rings == MOST_RINGS ||
        outline->n_edges + walk->n - 1 > MOST_EDGES || !closed(walk->xy, walk->n))
        return false;
    struct ring *ring = outline->ring + outline->n_rings;
    *ring = (struct ring){walk->xy, walk->n, walk->part, walk->ring > 0, outline->n_edges, 0};
    for (size_t i = 0; i + 1 < walk->n; i++) {
        struct edge *edge = outline->edge + outline->n_edges++;
        tomt_wkb_xy(walk->xy, i, &edge->ax, &edge->ay);
        tomt_wkb_xy(walk->xy, i + 1, &edge->bx, &edge->by);
        if (edge->ax == edge->bx && edge->ay == edge->by)
            return false;
        edge->min_x = edge->ax < edge->bx ? edge->ax : edge->bx;
        edge->max_x = edge->ax > edge->bx ? edge->ax : edge->bx;
        edge->min_y = edge->ay < edge->by ? edge->ay : edge->by;
        edge->max_y = edge->ay > edge->by ? edge->ay : edge->by;
        edge->ring = outline->n_rings;
    }
    ring->last = outline->n_edges - 1;
    outline->n_rings++;
    return true;
}

/* `next` begins where `edge` ends: do they have more than that point in common? */
static bool folds_back(const struct edge *edge, const struct edge *next)
{
    if (tomt_orient(edge->ax, edge->ay, edge->bx, edge->by, next->bx, next->by) != 0)
        return false;
    return (edge->ax - edge->bx) * (next->bx - next->ax) +
               (edge->ay - edge->by) * (next->by - next->ay) >=
           0;
}

static bool meet(const struct edge *a, const struct edge *b)
{
    return tomt_orient(a->ax, a->ay, a->bx, a->by, b->ax, b->ay) *
                   tomt_orient(a->ax, a->ay, a->bx, a->by, b->bx, b->by) <=
               0 &&
           tomt_orient(b->ax, b->ay, b->bx, b->by, a->ax, a->ay) *
                   tomt_orient(b->ax, b->ay, b->bx, b->by, a->bx, a->by) <=
               0;
}

static bool edges_apart(const struct outline *outline)
{
    for (unsigned i = 0; i < outline->n_edges; i++) {
        const struct edge *a = outline->edge + i;
        const struct ring *ring = outline->ring + a->ring;
        for (unsigned j = i + 1; j < outline->n_edges; j++) {
            const struct edge *b = outline->edge + j;
            if (a->min_x > b->max_x || b->min_x > a->max_x || a->min_y > b->max_y ||
                b->min_y > a->max_y)
                continue;
            if (b->ring == a->ring && j == i + 1) {
                if (folds_back(a, b))
                    return false;
            } else if (b->ring == a->ring && i == ring->first && j == ring->last) {
                if (folds_back(b, a))
                    return false;
            } else if (meet(a, b)) {
                return false;
            }
        }
    }
    return true;
}

/* Rings whose edges do not meet: one vertex tells for all. */
static bool inside(const struct ring *inner, const struct ring *outer)
{
    double x, y;
    bool odd = false;
    tomt_wkb_xy(inner->xy, 0, &x, &y);
    return tomt_wkb_ring_cross(outer->xy, outer->n, x, y, &odd) || odd;
}

static bool well_nested(const struct outline *outline)
{
    for (unsigned i = 0; i < outline->n_rings; i++) {
        const struct ring *a = outline->ring + i;
        for (unsigned j = i + 1; j < outline->n_rings; j++) {
            const struct ring *b = outline->ring + j;
            if (a->part == b->part && !a->hole) {
                if (!inside(b, a))
                    return false;
            } else if (a->part == b->part || (!a->hole && !b->hole)) {
                if (inside(a, b) || inside(b, a))
                    return false;
            }
        }
    }
    return true;
}

static bool lines_valid(struct tomt_wkb_walk *walk)
{
    size_t n_lines = 0;
    while (tomt_wkb_step(walk)) {
        if (walk->n < 2 || (walk->n == 2 && closed(walk->xy, 2)))
            return false;
        n_lines++;
    }
    return n_lines > 0;
}

bool tomt_wkb_surely_valid(const uint8_t *wkb, size_t size)
{
    struct tomt_wkb_walk walk = tomt_wkb_walk(wkb, size);
    if (!walk.polygons)
        return lines_valid(&walk);
    struct tomt_wkb_walk first = walk;
    if (!walk.multi && size == 13 + 5 * 16 && tomt_wkb_step(&first) && first.n == 5 &&
        closed(first.xy, 5) && convex_quadrangle(first.xy))
        return true;
    struct outline outline;
    outline.n_edges = outline.n_rings = 0;
    size_t next_part = 0;
    while (tomt_wkb_step(&walk)) {
        if (walk.ring == 0 && walk.part != next_part++)
            return false; /* a part without a shell */
        if (!collect(&outline, &walk))
            return false;
    }
    return outline.n_rings > 0 && edges_apart(&outline) && well_nested(&outline);
}
