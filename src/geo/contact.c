/* geo/contact.c: two polygons, edge by edge.
 * Where borders cross properly, the answer is known at once. Where they touch, both pass through a
 * point that is a vertex of at least one; there each polygon fills an angle, and the geometry's
 * angle lies within the shape's, or clear of it, or neither. If all touches (and, for rings that
 * touch nowhere, one vertex) agree, and no ring of the shape lies loose within the geometry, the
 * geometry is covered or apart. All signs are exact. */
#include "geo/contact.h"

#include "geo/orient.h"

#include <string.h>

enum { INSIDE = 1, OUTSIDE = 2, MIXED = 4 };

/* More pairs of edges than this are left to GEOS. */
static const size_t MOST_PAIRS = 50000000, MOST_TOUCHES = 2000;

struct corner { /* what a border does in a point: it comes from `from` and goes on `to`, the inside
                   to its left */
    double from_x, from_y, to_x, to_y;
};

struct lie {
    struct tomt_contact_desk *desk;
    const struct tomt_ring *shape;
    unsigned verdict; /* of the ring at work */
    bool crossed, degenerate;
    struct tomt_error *err;
    bool failed;
};

void tomt_contact_free(struct tomt_contact_desk *desk)
{
    tomt_release(desk->near);
    tomt_release(desk->touch);
    *desk = (struct tomt_contact_desk){0};
}

static void *grow(void *old, size_t *capacity, size_t size, struct tomt_error *err)
{
    size_t more = *capacity ? 2 * *capacity : 64;
    void *block = tomt_resize(old, more * size);
    if (block)
        *capacity = more;
    else
        tomt_fail(err, TOMT_MEMORY, "out of memory for %zu edges", more);
    return block;
}

static bool add_near(struct tomt_contact_desk *desk, struct tomt_near near, struct tomt_error *err)
{
    if (desk->n_near == desk->near_capacity) {
        void *block = grow(desk->near, &desk->near_capacity, sizeof *desk->near, err);
        if (!block)
            return false;
        desk->near = block;
    }
    desk->near[desk->n_near++] = near;
    return true;
}

bool tomt_contact_near(struct tomt_contact_desk *desk, const struct tomt_ring *ring, size_t n,
                       const struct tomt_box *box, bool *alone, enum tomt_meets *meets,
                       struct tomt_error *err)
{
    bool odd = false; /* crossings of the ray from the box's lower left corner to the right */
    desk->n_near = 0;
    for (uint32_t r = 0; r < n; r++) {
        double ax, ay;
        tomt_wkb_xy(ring[r].xy, 0, &ax, &ay);
        for (uint32_t i = 1; i < ring[r].n; i++) {
            double bx, by;
            tomt_wkb_xy(ring[r].xy, i, &bx, &by);
            bool off = (ay < box->min_y && by < box->min_y) ||
                       (ay > box->max_y && by > box->max_y) || (ax < box->min_x && bx < box->min_x);
            if (!off && ax > box->max_x && bx > box->max_x)
                odd ^= (ay > box->min_y) != (by > box->min_y);
            else if (!off && !add_near(desk, (struct tomt_near){ax, ay, bx, by, r, i - 1}, err))
                return false;
            ax = bx;
            ay = by;
        }
    }
    *alone = desk->n_near == 0;
    *meets = odd ? TOMT_COVERED : TOMT_APART;
    return true;
}

/* Angles about (x, y), counted to the left from the direction of (rx, ry): 0, below half a turn,
 * half, above. */
static int sector_of(double x, double y, double rx, double ry, double ux, double uy)
{
    int side = tomt_orient(x, y, rx, ry, ux, uy);
    if (side != 0)
        return side > 0 ? 1 : 3;
    return (rx - x) * (ux - x) + (ry - y) * (uy - y) > 0 ? 0 : 2;
}

/* Is the angle of u less than (-1), equal to (0) or greater (1) than that of v, counted from r? A
 * zero counts as a whole turn when told so. */
static int compare_angles(double x, double y, double rx, double ry, double ux, double uy,
                          bool u_full, double vx, double vy, bool v_full)
{
    int u = sector_of(x, y, rx, ry, ux, uy), v = sector_of(x, y, rx, ry, vx, vy);
    if (u == 0 && u_full)
        u = 4;
    if (v == 0 && v_full)
        v = 4;
    if (u != v)
        return u < v ? -1 : 1;
    return u == 1 || u == 3 ? -tomt_orient(x, y, ux, uy, vx, vy) : 0;
}

/* Does the angle of `inner` (from its way out, to the left, to its way in) lie within that of
 * `outer`? */
static bool within(double x, double y, const struct corner *inner, const struct corner *outer)
{
    double rx = outer->to_x, ry = outer->to_y;
    return compare_angles(x, y, rx, ry, inner->to_x, inner->to_y, false, inner->from_x,
                          inner->from_y, true) < 0 &&
           compare_angles(x, y, rx, ry, inner->from_x, inner->from_y, true, outer->from_x,
                          outer->from_y, true) <= 0;
}

static struct corner turned(struct corner corner, bool left)
{
    if (left)
        return corner;
    return (struct corner){corner.to_x, corner.to_y, corner.from_x, corner.from_y};
}

/* The border's corner at vertex i of a ring. */
static struct corner corner_at(const struct tomt_ring *ring, size_t i)
{
    struct corner corner;
    tomt_wkb_xy(ring->xy, i == 0 ? ring->n - 2 : i - 1, &corner.from_x, &corner.from_y);
    tomt_wkb_xy(ring->xy, i + 1 == ring->n ? 1 : i + 1, &corner.to_x, &corner.to_y);
    return turned(corner, ring->left);
}

static void touch(struct lie *lie, double x, double y, const struct corner *geometry,
                  const struct corner *shape)
{
    struct tomt_contact_desk *desk = lie->desk;
    const struct corner outside = {shape->to_x, shape->to_y, shape->from_x, shape->from_y};
    lie->verdict |= within(x, y, geometry, shape)      ? INSIDE
                    : within(x, y, geometry, &outside) ? OUTSIDE
                                                       : MIXED;
    if (desk->n_touch == desk->touch_capacity) {
        void *block = grow(desk->touch, &desk->touch_capacity, sizeof *desk->touch, lie->err);
        if (!block) {
            lie->failed = true;
            return;
        }
        desk->touch = block;
    }
    desk->touch[desk->n_touch++] = (struct tomt_touch){x, y};
}

static bool between(double value, double a, double b)
{
    return a < b ? a <= value && value <= b : b <= value && value <= a;
}

/* Edge i of a ring of the geometry against one edge of the shape, whose boxes meet. */
static void meet(struct lie *lie, const struct tomt_ring *ring, size_t i,
                 const struct tomt_near *edge, const struct tomt_near *near)
{
    int a = tomt_orient(near->ax, near->ay, near->bx, near->by, edge->ax, edge->ay);
    int b = tomt_orient(near->ax, near->ay, near->bx, near->by, edge->bx, edge->by);
    if (a * b > 0)
        return;
    int c = tomt_orient(edge->ax, edge->ay, edge->bx, edge->by, near->ax, near->ay);
    int d = tomt_orient(edge->ax, edge->ay, edge->bx, edge->by, near->bx, near->by);
    if (c * d > 0)
        return;
    if (a * b < 0 && c * d < 0) {
        lie->crossed = true;
        return;
    }
    const struct tomt_ring *shape = lie->shape + near->ring;
    bool at_a = edge->ax == near->ax && edge->ay == near->ay;
    bool at_b = edge->ax == near->bx && edge->ay == near->by;
    /* Each point of contact is taken once: a geometry's vertex with the edge that starts there, a
     * shape's likewise. */
    if (a == 0 && !at_b && between(edge->ax, near->ax, near->bx) &&
        between(edge->ay, near->ay, near->by)) {
        struct corner own = corner_at(ring, i);
        struct corner other =
            at_a ? corner_at(shape, near->edge)
                 : turned((struct corner){near->ax, near->ay, near->bx, near->by}, shape->left);
        touch(lie, edge->ax, edge->ay, &own, &other);
    }
    if (c == 0 && !at_a && !(near->ax == edge->bx && near->ay == edge->by) &&
        between(near->ax, edge->ax, edge->bx) && between(near->ay, edge->ay, edge->by)) {
        struct corner own =
            turned((struct corner){edge->ax, edge->ay, edge->bx, edge->by}, ring->left);
        struct corner other = corner_at(shape, near->edge);
        touch(lie, near->ax, near->ay, &own, &other);
    }
}

static void follow(struct lie *lie, const struct tomt_ring *ring)
{
    const struct tomt_contact_desk *desk = lie->desk;
    struct tomt_near edge = {0};
    tomt_wkb_xy(ring->xy, 0, &edge.ax, &edge.ay);
    for (size_t i = 0; i + 1 < ring->n && !lie->crossed && !lie->failed; i++) {
        tomt_wkb_xy(ring->xy, i + 1, &edge.bx, &edge.by);
        double min_x = edge.ax < edge.bx ? edge.ax : edge.bx;
        double max_x = edge.ax < edge.bx ? edge.bx : edge.ax;
        double min_y = edge.ay < edge.by ? edge.ay : edge.by;
        double max_y = edge.ay < edge.by ? edge.by : edge.ay;
        if (min_x == max_x && min_y == max_y)
            lie->degenerate = true;
        for (size_t k = 0; k < desk->n_near; k++) {
            const struct tomt_near *near = desk->near + k;
            if ((near->ax < min_x && near->bx < min_x) || (near->ax > max_x && near->bx > max_x) ||
                (near->ay < min_y && near->by < min_y) || (near->ay > max_y && near->by > max_y))
                continue;
            if (near->ax == near->bx && near->ay == near->by)
                lie->degenerate = true;
            else
                meet(lie, ring, i, &edge, near);
        }
        edge.ax = edge.bx;
        edge.ay = edge.by;
    }
}

/* Do several rings, or one several times, pass through one point of contact? */
static bool crowded(const struct tomt_contact_desk *desk)
{
    if (desk->n_touch > MOST_TOUCHES)
        return true;
    for (size_t i = 0; i < desk->n_touch; i++)
        for (size_t j = i + 1; j < desk->n_touch; j++)
            if (desk->touch[i].x == desk->touch[j].x && desk->touch[i].y == desk->touch[j].y)
                return true;
    return false;
}

/* Rings of the shape that never enter the geometry's inside, or lie wholly in it: one vertex tells.
 */
static bool loose_ring(const struct tomt_contact_desk *desk, const struct tomt_ring *geometry,
                       size_t n_geometry)
{
    for (size_t k = 0; k < desk->n_near; k++) {
        if (k > 0 && desk->near[k].ring == desk->near[k - 1].ring)
            continue;
        if (tomt_rings_side(geometry, n_geometry, desk->near[k].ax, desk->near[k].ay) ==
            TOMT_SIDE_INSIDE)
            return true;
    }
    return false;
}

bool tomt_contact_lie(struct tomt_contact_desk *desk, const struct tomt_ring *shape, size_t n_shape,
                      const struct tomt_ring *geometry, size_t n_geometry, bool *decided,
                      enum tomt_meets *meets, struct tomt_error *err)
{
    struct lie lie = {.desk = desk, .shape = shape, .err = err};
    unsigned all = 0;
    size_t n_edges = 0;
    desk->n_touch = 0;
    *decided = true;
    *meets = TOMT_TOUCHES_OR_CROSSES;
    for (size_t r = 0; r < n_geometry; r++)
        n_edges += geometry[r].n;
    *decided = n_edges > 0 && n_edges * desk->n_near <= MOST_PAIRS;
    for (size_t r = 0; *decided && r < n_geometry; r++) {
        lie.verdict = 0;
        follow(&lie, geometry + r);
        if (lie.failed)
            return false;
        if (lie.crossed)
            return true;
        if (lie.verdict == 0) {
            double x, y;
            tomt_wkb_xy(geometry[r].xy, 0, &x, &y);
            bool in = tomt_rings_side(shape, n_shape, x, y) != TOMT_SIDE_OUTSIDE;
            lie.verdict = in ? INSIDE : OUTSIDE;
        }
        all |= lie.verdict;
    }
    if (!*decided || lie.degenerate) {
        *decided = false;
    } else if (all != INSIDE && all != OUTSIDE) {
        *decided = !crowded(desk);
    } else if (!loose_ring(desk, geometry, n_geometry)) {
        *meets = all == INSIDE ? TOMT_COVERED : TOMT_APART;
    }
    return true;
}
