/* geo/cell_clip.c: a polygon cut to a cell's box, as a valid polygon.
 * After Weiler and Atherton (1977): each border is followed with the inside to its left; its
 * stretches within the box are chains from an entry to an exit on the rim. From an exit the border
 * of what is cut runs along the rim, to the left about the box, up to the next entry. Along the
 * rim, entries and exits must take turns; if rounding spoils that, it is said. */
#include "geo/rings.h"
#include "geo/wkb_walk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct chain {
    size_t from, to;    /* points */
    double entry, exit; /* places along the rim */
    size_t exit_port;
    bool used;
};

struct port {
    double place;
    size_t chain;
    bool entry;
};

struct loop { /* a closed ring of the result */
    const uint8_t *xy;
    size_t n;
    double area_m2;
    bool hole;
    size_t shell; /* of a hole: its loop */
};

struct work {
    struct tomt_box box;
    double (*point)[2];
    struct chain *chain;
    struct port *port;
    struct loop *loop;
    size_t n_points, n_chains, n_ports, n_loops;
    bool clean;
};

/* Along the rim to the left about the box, from its lower left corner: one a side. */
static double place_of(const struct tomt_box *box, const double *p)
{
    if (p[1] == box->min_y)
        return (p[0] - box->min_x) / (box->max_x - box->min_x);
    if (p[0] == box->max_x)
        return 1 + (p[1] - box->min_y) / (box->max_y - box->min_y);
    if (p[1] == box->max_y)
        return 2 + (box->max_x - p[0]) / (box->max_x - box->min_x);
    return 3 + (box->max_y - p[1]) / (box->max_y - box->min_y);
}

static bool is_inside(const struct tomt_box *box, const double *p)
{
    return p[0] > box->min_x && p[0] < box->max_x && p[1] > box->min_y && p[1] < box->max_y;
}

static double clamped(double value, double least, double most)
{
    return value < least ? least : value > most ? most : value;
}

/* The stretch of a→b within the box (Liang and Barsky 1984): its ends lie on the rim exactly.
 * False: none. */
static bool stretch(const struct tomt_box *box, const double *a, const double *b, double *enter,
                    double *leave)
{
    const double rim[4] = {box->min_x, box->max_x, box->min_y, box->max_y};
    double from = 0, to = 1;
    int from_rim = -1, to_rim = -1;
    for (int side = 0; side < 4; side++) {
        int axis = side / 2;
        double d = b[axis] - a[axis], gap = rim[side] - a[axis];
        bool upper = side & 1;
        if (d == 0) {
            if (upper ? gap <= 0 : gap >= 0)
                return false;
            continue;
        }
        double t = gap / d;
        if ((d > 0) != upper) {
            if (t > from || from_rim < 0) {
                if (t >= 0) {
                    from = t;
                    from_rim = side;
                }
            }
        } else if (t < to || to_rim < 0) {
            if (t <= 1) {
                to = t;
                to_rim = side;
            }
        }
    }
    if (from >= to)
        return false;
    for (int axis = 0; axis < 2; axis++) {
        double d = b[axis] - a[axis], least = rim[2 * axis], most = rim[2 * axis + 1];
        enter[axis] = from_rim / 2 == axis && from_rim >= 0
                          ? rim[from_rim]
                          : clamped(a[axis] + from * d, least, most);
        leave[axis] = to_rim / 2 == axis && to_rim >= 0 ? rim[to_rim]
                                                        : clamped(a[axis] + to * d, least, most);
    }
    return true;
}

static void put(struct work *work, const double *p)
{
    double *last = work->n_points > 0 ? work->point[work->n_points - 1] : NULL;
    bool starts = work->n_points == work->chain[work->n_chains].from;
    if (!starts && last[0] == p[0] && last[1] == p[1])
        return;
    memcpy(work->point[work->n_points++], p, 16);
}

static void begin(struct work *work, const double *p)
{
    struct chain *chain = work->chain + work->n_chains;
    *chain = (struct chain){.from = work->n_points, .entry = place_of(&work->box, p)};
    put(work, p);
}

static void end(struct work *work, const double *p)
{
    struct chain *chain = work->chain + work->n_chains;
    put(work, p);
    chain->to = work->n_points;
    chain->exit = place_of(&work->box, p);
    work->port[work->n_ports++] = (struct port){chain->entry, work->n_chains, true};
    work->port[work->n_ports++] = (struct port){chain->exit, work->n_chains, false};
    work->n_chains++;
}

static void vertex(const struct tomt_ring *ring, size_t i, double *p)
{
    tomt_wkb_xy(ring->xy, ring->left ? i : ring->n - 1 - i, p, p + 1);
}

/* Points [from, n_out) of `out`, closed here, become a loop; one without area is dropped. */
static size_t close_loop(struct work *work, double (*out)[2], size_t from, size_t n_out, bool hole)
{
    memcpy(out[n_out++], out[from], 16);
    const uint8_t *xy = (const uint8_t *)(out + from);
    double area_m2 = 0.5 * tomt_ring_twice_area(xy, n_out - from);
    if (n_out - from < 4)
        return from;
    if ((area_m2 > 0) == hole)
        work->clean = false;
    work->loop[work->n_loops++] =
        (struct loop){.xy = xy, .n = n_out - from, .area_m2 = fabs(area_m2), .hole = hole};
    return n_out;
}

static void whole_ring(struct work *work, const struct tomt_ring *ring)
{
    size_t from = work->n_points;
    for (size_t i = 0; i + 1 < ring->n; i++)
        vertex(ring, i, work->point[work->n_points++]);
    work->n_points = close_loop(work, work->point, from, work->n_points, ring->hole);
}

static void follow(struct work *work, const struct tomt_ring *ring)
{
    size_t n = ring->n - 1, start = 0;
    double a[2], b[2], enter[2], leave[2];
    for (vertex(ring, 0, a); start < n && is_inside(&work->box, a); vertex(ring, start, a))
        start++;
    if (start == n) {
        whole_ring(work, ring);
        return;
    }
    bool a_in = false;
    for (size_t k = 0; k < n; k++) {
        vertex(ring, (start + k + 1) % n, b);
        bool b_in = is_inside(&work->box, b);
        if (a_in && b_in) {
            put(work, b);
        } else if (stretch(&work->box, a, b, enter, leave)) {
            if (!a_in)
                begin(work, enter);
            if (b_in)
                put(work, b);
            else
                end(work, leave);
        } else if (a_in || b_in) {
            work->clean = false;
            return;
        }
        memcpy(a, b, sizeof a);
        a_in = b_in;
    }
}

static int by_place(const void *a, const void *b)
{
    double p = ((const struct port *)a)->place, q = ((const struct port *)b)->place;
    return p < q ? -1 : p > q;
}

static bool take_turns(const struct work *work)
{
    for (size_t i = 0; i < work->n_ports; i++) {
        const struct port *port = work->port + i, *next = work->port + (i + 1) % work->n_ports;
        if (port->entry == next->entry || port->place == next->place)
            return false;
    }
    return true;
}

static size_t put_corners(const struct tomt_box *box, double from, double to, double (*out)[2])
{
    const double corner[4][2] = {{box->min_x, box->min_y},
                                 {box->max_x, box->min_y},
                                 {box->max_x, box->max_y},
                                 {box->min_x, box->max_y}};
    size_t n = 0;
    if (to <= from)
        to += 4;
    for (int at = (int)floor(from) + 1; at < to; at++)
        memcpy(out[n++], corner[at % 4], 16);
    return n;
}

/* Joins chains along the rim into loops; `out` has room for all points, four corners a chain and a
 * last point. */
static void join(struct work *work, double (*out)[2])
{
    size_t used = 0;
    for (size_t i = 0; i < work->n_ports; i++)
        if (!work->port[i].entry)
            work->chain[work->port[i].chain].exit_port = i;
    for (size_t first = 0; first < work->n_ports; first++) {
        if (!work->port[first].entry || work->chain[work->port[first].chain].used)
            continue;
        size_t from = used, at = first;
        struct chain *chain;
        while (!(chain = work->chain + work->port[at].chain)->used) {
            chain->used = true;
            memcpy(out + used, work->point + chain->from, 16 * (chain->to - chain->from));
            used += chain->to - chain->from;
            at = (chain->exit_port + 1) % work->n_ports;
            used += put_corners(&work->box, chain->exit, work->port[at].place, out + used);
        }
        if (at != first)
            work->clean = false;
        used = close_loop(work, out, from, used, false);
    }
}

/* No border crosses the rim: the rim itself is a border if it runs inside. */
static void rim_alone(struct work *work, const struct tomt_cell *cell, double (*out)[2])
{
    if (tomt_rings_side(cell->rings.ring, cell->rings.n, work->box.min_x, work->box.min_y) ==
        TOMT_SIDE_OUTSIDE)
        return;
    size_t n = put_corners(&work->box, 0, 4, out + 1);
    memcpy(out[0], out[n], 16); /* the lower left corner came last */
    close_loop(work, out, 0, n, false);
}

/* A hole may touch its shell or another: a vertex that touches neither tells. */
static bool holds(const struct loop *shell, const struct loop *hole)
{
    for (size_t i = 0; i + 1 < hole->n; i++) {
        double x, y;
        bool odd = false;
        tomt_wkb_xy(hole->xy, i, &x, &y);
        if (!tomt_wkb_ring_cross(shell->xy, shell->n, x, y, &odd))
            return odd;
    }
    return true;
}

static void find_shells(struct work *work)
{
    for (size_t h = 0; h < work->n_loops; h++) {
        struct loop *hole = work->loop + h;
        if (!hole->hole)
            continue;
        hole->shell = work->n_loops;
        for (size_t s = 0; s < work->n_loops; s++) {
            const struct loop *shell = work->loop + s;
            if (!shell->hole && holds(shell, hole) &&
                (hole->shell == work->n_loops || shell->area_m2 < work->loop[hole->shell].area_m2))
                hole->shell = s;
        }
        work->clean = work->clean && hole->shell < work->n_loops;
    }
}

static uint8_t *write_loop(uint8_t *at, const struct loop *loop)
{
    memcpy(at, &(uint32_t){(uint32_t)loop->n}, 4);
    memcpy(at + 4, loop->xy, 16 * loop->n);
    return at + 4 + 16 * loop->n;
}

static size_t write_loops(const struct work *work, uint8_t *wkb)
{
    uint8_t *at = wkb + 9;
    uint32_t n_parts = 0;
    for (size_t s = 0; s < work->n_loops; s++) {
        if (work->loop[s].hole)
            continue;
        uint8_t *part = at;
        uint32_t n_rings = 1;
        at = write_loop(part + 9, work->loop + s);
        for (size_t h = 0; h < work->n_loops; h++) {
            if (!work->loop[h].hole || work->loop[h].shell != s)
                continue;
            at = write_loop(at, work->loop + h);
            n_rings++;
        }
        part[0] = 1;
        memcpy(part + 1, &(uint32_t){TOMT_WKB_POLYGON}, 4);
        memcpy(part + 5, &n_rings, 4);
        n_parts++;
    }
    wkb[0] = 1;
    memcpy(wkb + 1, &(uint32_t){TOMT_WKB_POLYGONS}, 4);
    memcpy(wkb + 5, &n_parts, 4);
    return n_parts ? (size_t)(at - wkb) : 0;
}

static bool make_room(struct work *work, const struct tomt_cell *cell, struct tomt_arena *arena,
                      struct tomt_error *err)
{
    size_t n = 0;
    for (size_t i = 0; i < cell->rings.n; i++)
        n += cell->rings.ring[i].n;
    /* An edge makes two points and a chain at most; a chain two ports; a ring or chain one loop. */
    work->point = tomt_arena_alloc(arena, (2 * n + 1) * sizeof *work->point, err);
    work->chain = tomt_arena_alloc(arena, (n + 1) * sizeof *work->chain, err);
    work->port = tomt_arena_alloc(arena, 2 * (n + 1) * sizeof *work->port, err);
    work->loop = tomt_arena_alloc(arena, (n + 1) * sizeof *work->loop, err);
    return work->point && work->chain && work->port && work->loop;
}

bool tomt_cell_wkb(const struct tomt_cell *cell, struct tomt_arena *arena, uint8_t **wkb,
                   size_t *size, bool *clean, struct tomt_error *err)
{
    struct work work = {.box = cell->box, .clean = true};
    *size = 0;
    if (!make_room(&work, cell, arena, err))
        return false;
    for (size_t i = 0; i < cell->rings.n && work.clean; i++)
        follow(&work, cell->rings.ring + i);
    qsort(work.port, work.n_ports, sizeof *work.port, by_place);
    *clean = work.clean && take_turns(&work);
    if (!*clean)
        return true;
    size_t most = work.n_points + 5 * work.n_chains + 6;
    double(*out)[2] = tomt_arena_alloc(arena, most * sizeof *out, err);
    if (!out)
        return false;
    if (work.n_ports > 0)
        join(&work, out);
    else
        rim_alone(&work, cell, out);
    find_shells(&work);
    *clean = work.clean;
    *wkb = tomt_arena_alloc(arena, 9 + work.n_loops * (9 + 4) + 16 * (work.n_points + most), err);
    if (!*wkb)
        return false;
    if (*clean)
        *size = write_loops(&work, *wkb);
    return true;
}
