/* sites/width.c: convex outlines by their sides (the best of all circles that touch three), others
 * by cutting the box into ever smaller squares, dropping those that cannot hold a better centre
 * (Agafonkin's polylabel), with two additions: a square between two facing sides is judged by the
 * room between them, so that long strips end at once, and the best centre is moved uphill. */
#include "sites/width.h"

#include <math.h>

#define TOLERANCE_M 0.05 /* of the radius */
#define SMALLEST_M 1e-3
#define STRAIGHT_M                                                                                 \
    0.005 /* a corner this near the line past it is no corner: registers round to millimetres or   \
             centimetres */

enum { MOST_SIDES = 8, MOST_CORNERS = 64, MOST_WALLS = 11, MOST_STEPS = 16, FEW = 256 };

struct wall { /* how far a point is from it: far + x * nx + y * ny, from the origin chosen */
    double nx, ny, far;
};

void tomt_width_desk_start(struct tomt_width_desk *desk, struct tomt_arena *arena)
{
    *desk = (struct tomt_width_desk){.arena = arena};
}

/* Where three walls are equally far away. */
static bool equally_far(const struct wall *a, const struct wall *b, const struct wall *c, double *x,
                        double *y)
{
    double ux = a->nx - b->nx, uy = a->ny - b->ny, u = b->far - a->far;
    double vx = a->nx - c->nx, vy = a->ny - c->ny, v = c->far - a->far;
    double det = ux * vy - uy * vx;
    if (fabs(det) < 1e-12)
        return false;
    *x = (u * vy - uy * v) / det;
    *y = (ux * v - u * vx) / det;
    return true;
}

/* The point farthest from its nearest wall, among those equally far from three. -INFINITY: there is
 * none. */
static double farthest(const struct wall *wall, size_t n, double *best_x, double *best_y)
{
    double best = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            for (size_t k = j + 1; k < n; k++) {
                double x, y;
                if (!equally_far(&wall[i], &wall[j], &wall[k], &x, &y))
                    continue;
                double least = INFINITY;
                for (size_t m = 0; m < n && least > best; m++)
                    least = tomt_lesser(least, wall[m].far + x * wall[m].nx + y * wall[m].ny);
                /* Three walls that face away from each other meet in a point too, but there all
                 * others are nearer. */
                if (least > best) {
                    best = least;
                    *best_x = x;
                    *best_y = y;
                }
            }
        }
    }
    return best;
}

static struct wall wall_of(const struct tomt_edge *edge, double x0, double y0)
{
    double dx = edge->x1 - edge->x0, dy = edge->y1 - edge->y0, length = sqrt(dx * dx + dy * dy);
    struct wall wall = {.nx = -dy / length, .ny = dx / length};
    wall.far = -(wall.nx * (edge->x0 - x0) + wall.ny * (edge->y0 - y0));
    return wall;
}

/* Are all corners strictly between two of them as good as on the line between these? */
static bool is_straight(const struct tomt_edge *edge, size_t from, size_t to, double x1, double y1)
{
    double x0 = edge[from].x0, y0 = edge[from].y0, dx = x1 - x0, dy = y1 - y0,
           length = sqrt(dx * dx + dy * dy);
    for (size_t i = from + 1; i < to; i++) {
        double along = dx * (edge[i].x0 - x0) + dy * (edge[i].y0 - y0);
        double aside = dx * (edge[i].y0 - y0) - dy * (edge[i].x0 - x0);
        if (!(fabs(aside) <= STRAIGHT_M * length) || along < 0 || along > length * length)
            return false;
    }
    return true;
}

/* One ring, starting at a true corner, as its sides; corners on straight lines left out. 0: several
 * rings, or too many sides. */
static size_t straight_sides(const struct tomt_outline *outline, struct tomt_edge *side)
{
    struct tomt_edge turned[MOST_CORNERS];
    size_t n = outline->n, first = n, n_sides = 0;
    const struct tomt_edge *edge = outline->edge;
    if (n > MOST_CORNERS)
        return 0;
    for (size_t i = 0; i < n; i++) {
        const struct tomt_edge *next = &edge[i + 1 < n ? i + 1 : 0];
        if (edge[i].x1 != next->x0 || edge[i].y1 != next->y0 ||
            (i + 1 < n && next->x0 == edge->x0 && next->y0 == edge->y0))
            return 0;
        /* The corner farthest to the left is one of the hull; of several, any. */
        if (first == n || edge[i].x0 < edge[first].x0)
            first = i;
    }
    for (size_t i = 0; i < n; i++)
        turned[i] = edge[(first + i) % n];
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1;
             to < n && is_straight(turned, from, to + 1, turned[to].x1, turned[to].y1); to++) {
        }
        if (n_sides == MOST_SIDES)
            return 0;
        side[n_sides++] = (struct tomt_edge){turned[from].x0, turned[from].y0, turned[to - 1].x1,
                                             turned[to - 1].y1};
    }
    return n_sides;
}

/* The walls of a convex ring; 0: it is not convex, or not so simple. */
static size_t convex_walls(const struct tomt_outline *outline, struct wall *wall)
{
    struct tomt_edge side[MOST_SIDES];
    size_t n = straight_sides(outline, side);
    for (size_t i = 0; i < n; i++) {
        const struct tomt_edge *a = &side[i], *b = &side[i + 1 < n ? i + 1 : 0];
        if ((a->x1 - a->x0) * (b->y1 - b->y0) - (a->y1 - a->y0) * (b->x1 - b->x0) < 0)
            return 0;
        wall[i] = wall_of(a, outline->box.min_x, outline->box.min_y);
    }
    return n < 3 ? 0 : n;
}

struct search {
    struct tomt_width_desk *desk;
    const struct tomt_outline *outline;
    double x, y, radius; /* the best so far */
    struct tomt_error *err;
};

/* Square of the distance to the nearest point of an edge. */
static inline double square_m2(const struct tomt_edge *edge, double x, double y, double *foot_x,
                               double *foot_y)
{
    double dx = edge->x1 - edge->x0, dy = edge->y1 - edge->y0;
    double t = ((x - edge->x0) * dx + (y - edge->y0) * dy) / (dx * dx + dy * dy);
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    *foot_x = edge->x0 + t * dx;
    *foot_y = edge->y0 + t * dy;
    return (x - *foot_x) * (x - *foot_x) + (y - *foot_y) * (y - *foot_y);
}

/* Distance to the nearest edge of the list, negative outside. */
static double room_at(const struct search *search, const uint32_t *list, size_t n, double x,
                      double y, size_t *nearest)
{
    double least = INFINITY, foot_x, foot_y;
    for (size_t i = 0; i < n; i++) {
        double square = square_m2(&search->outline->edge[list[i]], x, y, &foot_x, &foot_y);
        if (square < least) {
            least = square;
            *nearest = i;
        }
    }
    least = sqrt(least);
    return tomt_outline_place(search->outline, x, y) == TOMT_PLACE_OUT ? -least : least;
}

/* The nearest things around the best centre, as walls seen from it; at most MOST_WALLS - 4. */
static size_t walls_around(const struct search *search, const uint32_t *list, size_t n,
                           double within, struct wall *wall)
{
    size_t n_walls = 0;
    for (size_t i = 0; i < n; i++) {
        double foot_x, foot_y;
        double distance = sqrt(
            square_m2(&search->outline->edge[list[i]], search->x, search->y, &foot_x, &foot_y));
        if (!(distance > 0) || distance > within)
            continue;
        struct wall seen = {(search->x - foot_x) / distance, (search->y - foot_y) / distance,
                            distance};
        size_t at = n_walls < MOST_WALLS - 4 ? n_walls++ : n_walls;
        while (at > 0 && wall[at - 1].far > seen.far) {
            if (at < MOST_WALLS - 4)
                wall[at] = wall[at - 1];
            at--;
        }
        if (at < MOST_WALLS - 4)
            wall[at] = seen;
    }
    return n_walls;
}

/* Moves the best centre uphill: what is near is taken for straight walls, and the best point
 * between them tried. The list must hold whatever is nearest anywhere. */
static void climb(struct search *search, const uint32_t *list, size_t n)
{
    double reach = search->radius;
    for (int step = 0; step < MOST_STEPS && reach > 1e-4; step++) {
        struct wall wall[MOST_WALLS];
        size_t n_walls = walls_around(search, list, n, search->radius + 2 * reach, wall);
        for (int k = 0; k < 4; k++) {
            double sign = k < 2 ? 1 : -1;
            /* The edge of what may be tried: far enough to allow growth by `reach`, never beyond.
             */
            wall[n_walls++] =
                (struct wall){k % 2 ? 0 : sign, k % 2 ? sign : 0, search->radius + reach};
        }
        double dx = 0, dy = 0;
        size_t unused;
        farthest(wall, n_walls, &dx, &dy);
        double room = room_at(search, list, n, search->x + dx, search->y + dy, &unused);
        if (room > search->radius + 1e-6) {
            search->x += dx;
            search->y += dy;
            search->radius = room;
        } else {
            reach /= 4;
        }
    }
}

/* No centre in the square (half-diagonal `span`) has more room than half the room between two sides
 * that face each other all along it. */
static double between_sides(const struct search *search, const uint32_t *list, size_t n,
                            size_t nearest, double x, double y, double span)
{
    double most = INFINITY;
    struct wall first = {0};
    for (size_t pass = 0; pass <= n; pass++) {
        const struct tomt_edge *edge = &search->outline->edge[list[pass == 0 ? nearest : pass - 1]];
        double dx = edge->x1 - edge->x0, dy = edge->y1 - edge->y0, length = sqrt(dx * dx + dy * dy);
        double along = ((x - edge->x0) * dx + (y - edge->y0) * dy) / length;
        struct wall wall = wall_of(edge, x, y);
        bool faces = along >= span && along <= length - span && wall.far >= span;
        if (pass == 0) {
            if (!faces)
                return INFINITY;
            first = wall;
        } else if (faces && wall.nx * first.nx + wall.ny * first.ny < -0.5) {
            double tilt = sqrt((wall.nx + first.nx) * (wall.nx + first.nx) +
                               (wall.ny + first.ny) * (wall.ny + first.ny));
            most = tomt_lesser(most, (wall.far + first.far + span * tilt) / 2);
        }
    }
    return most;
}

/* `from`, n: the edges that can matter in the square, on the desk's list; the squares within put
 * theirs behind. */
static bool search_square(struct search *search, size_t from, size_t n, double x, double y,
                          double half)
{
    struct tomt_width_desk *desk = search->desk;
    double span = half * sqrt(2.0);
    size_t nearest = 0;
    double room = room_at(search, desk->list + from, n, x, y, &nearest);
    if (room > search->radius) {
        search->x = x;
        search->y = y;
        search->radius = room;
        if (search->outline->n <= FEW)
            climb(search, desk->list, search->outline->n);
    }
    double goal = search->radius + TOLERANCE_M;
    if (half < SMALLEST_M || room + span <= goal ||
        (room > 0 && between_sides(search, desk->list + from, n, nearest, x, y, span) <= goal))
        return true;
    if (!tomt_grow(desk->arena, &desk->list, &desk->capacity, from + 2 * n, sizeof *desk->list,
                   search->err))
        return false;
    size_t n_near = 0;
    double reach = fabs(room) + 2 * span;
    for (size_t i = 0; i < n; i++) {
        double foot_x, foot_y;
        uint32_t edge = desk->list[from + i];
        if (square_m2(&search->outline->edge[edge], x, y, &foot_x, &foot_y) <= reach * reach)
            desk->list[from + n + n_near++] = edge;
    }
    for (int k = 0; k < 4; k++) {
        double cx = x + (k & 1 ? half : -half) / 2, cy = y + (k & 2 ? half : -half) / 2;
        if (!search_square(search, from + n, n_near, cx, cy, half / 2))
            return false;
    }
    return true;
}

static bool search_all(struct search *search)
{
    const struct tomt_outline *outline = search->outline;
    struct tomt_width_desk *desk = search->desk;
    if (!tomt_grow(desk->arena, &desk->list, &desk->capacity, 2 * outline->n, sizeof *desk->list,
                   search->err))
        return false;
    for (size_t i = 0; i < outline->n; i++)
        desk->list[i] = (uint32_t)i;
    double x, y;
    size_t unused;
    if (tomt_outline_centroid(outline, &x, &y)) {
        double room = room_at(search, desk->list, outline->n, x, y, &unused);
        if (room > 0) {
            search->x = x;
            search->y = y;
            search->radius = room;
            climb(search, desk->list, outline->n);
        }
    }
    double wide = outline->box.max_x - outline->box.min_x,
           high = outline->box.max_y - outline->box.min_y;
    double side = tomt_greater(tomt_lesser(wide, high), tomt_greater(wide, high) / 64);
    for (double at_x = outline->box.min_x; at_x < outline->box.max_x; at_x += side) {
        for (double at_y = outline->box.min_y; at_y < outline->box.max_y; at_y += side) {
            if (!search_square(search, 0, outline->n, at_x + side / 2, at_y + side / 2, side / 2))
                return false;
        }
    }
    climb(search, desk->list, outline->n);
    return true;
}

bool tomt_width_m(struct tomt_width_desk *desk, const struct tomt_outline *outline,
                  double *diameter_m, struct tomt_error *err)
{
    *diameter_m = 0;
    if (outline->n < 3)
        return true;
    struct wall side[MOST_SIDES];
    size_t n_sides = convex_walls(outline, side);
    if (n_sides) {
        double x, y;
        *diameter_m = tomt_greater(0, 2 * farthest(side, n_sides, &x, &y));
        return true;
    }
    struct search search = {.desk = desk, .outline = outline, .err = err};
    if (!search_all(&search))
        return false;
    *diameter_m = 2 * search.radius;
    return true;
}
