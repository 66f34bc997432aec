/* geo/wkb.c: box, area, length, centroid, point in polygon, distance, straight from the bytes.
 * Sums are taken about the ring's first vertex, so that northings of millions of metres cost no
 * precision. */
#include "geo/wkb.h"

#include "geo/orient.h"
#include "geo/wkb_walk.h"

#include <math.h>

bool tomt_wkb_each(const uint8_t *wkb, size_t size, tomt_wkb_visit *visit, void *context)
{
    struct tomt_wkb_walk walk = tomt_wkb_walk(wkb, size);
    while (tomt_wkb_step(&walk))
        if (!visit(context, walk.part, walk.ring, walk.xy, walk.n))
            return false;
    return true;
}

struct tomt_box tomt_wkb_box(const uint8_t *wkb, size_t size)
{
    struct tomt_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    struct tomt_wkb_walk walk = tomt_wkb_walk(wkb, size);
    while (tomt_wkb_step(&walk)) {
        if (walk.polygons && walk.ring > 0)
            continue; /* a hole lies within its shell */
        for (size_t i = 0; i < walk.n; i++) {
            double x, y;
            tomt_wkb_xy(walk.xy, i, &x, &y);
            box.min_x = x < box.min_x ? x : box.min_x;
            box.max_x = x > box.max_x ? x : box.max_x;
            box.min_y = y < box.min_y ? y : box.min_y;
            box.max_y = y > box.max_y ? y : box.max_y;
        }
    }
    return box;
}

size_t tomt_wkb_vertices(const uint8_t *wkb, size_t size)
{
    size_t n = 0;
    struct tomt_wkb_walk walk = tomt_wkb_walk(wkb, size);
    while (tomt_wkb_step(&walk))
        n += walk.n;
    return n;
}

static double ring_area(const uint8_t *xy, size_t n)
{
    if (n < 4)
        return 0;
    double x0, y0, ax, ay, twice = 0;
    tomt_wkb_xy(xy, 0, &x0, &y0);
    tomt_wkb_xy(xy, 1, &ax, &ay);
    ax -= x0;
    ay -= y0;
    for (size_t i = 2; i + 1 < n; i++) {
        double bx, by;
        tomt_wkb_xy(xy, i, &bx, &by);
        bx -= x0;
        by -= y0;
        twice += ax * by - ay * bx;
        ax = bx;
        ay = by;
    }
    return 0.5 * twice;
}

double tomt_wkb_area_m2(const uint8_t *wkb, size_t size)
{
    double area_m2 = 0;
    struct tomt_wkb_walk walk = tomt_wkb_walk(wkb, size);
    while (walk.polygons && tomt_wkb_step(&walk)) {
        double ring_m2 = fabs(ring_area(walk.xy, walk.n));
        area_m2 += walk.ring == 0 ? ring_m2 : -ring_m2;
    }
    return area_m2;
}

double tomt_wkb_length_m(const uint8_t *wkb, size_t size)
{
    double length_m = 0;
    struct tomt_wkb_walk walk = tomt_wkb_walk(wkb, size);
    while (tomt_wkb_step(&walk)) {
        if (walk.n == 0)
            continue;
        double ax, ay;
        tomt_wkb_xy(walk.xy, 0, &ax, &ay);
        for (size_t i = 1; i < walk.n; i++) {
            double bx, by;
            tomt_wkb_xy(walk.xy, i, &bx, &by);
            length_m += sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
            ax = bx;
            ay = by;
        }
    }
    return length_m;
}

bool tomt_wkb_centroid(const uint8_t *wkb, size_t size, double *x, double *y)
{
    struct tomt_wkb_walk walk = tomt_wkb_walk(wkb, size);
    double x0 = 0, y0 = 0, sum = 0, sum_x = 0, sum_y = 0;
    bool first = true;
    while (walk.polygons && tomt_wkb_step(&walk)) {
        if (walk.n < 4)
            continue;
        if (first)
            tomt_wkb_xy(walk.xy, 0, &x0, &y0);
        first = false;
        double ax, ay, twice = 0, moment_x = 0, moment_y = 0;
        tomt_wkb_xy(walk.xy, 0, &ax, &ay);
        ax -= x0;
        ay -= y0;
        for (size_t i = 1; i < walk.n; i++) {
            double bx, by;
            tomt_wkb_xy(walk.xy, i, &bx, &by);
            bx -= x0;
            by -= y0;
            double cross = ax * by - ay * bx;
            twice += cross;
            moment_x += cross * (ax + bx);
            moment_y += cross * (ay + by);
            ax = bx;
            ay = by;
        }
        double sign = (twice < 0) == (walk.ring == 0) ? -1 : 1;
        sum += sign * twice;
        sum_x += sign * moment_x;
        sum_y += sign * moment_y;
    }
    if (!(sum > 0))
        return false;
    *x = x0 + sum_x / (3 * sum);
    *y = y0 + sum_y / (3 * sum);
    return true;
}

bool tomt_wkb_ring_cross(const uint8_t *xy, size_t n, double x, double y, bool *odd)
{
    if (n == 0)
        return false;
    double ax, ay;
    tomt_wkb_xy(xy, 0, &ax, &ay);
    for (size_t i = 1; i < n; i++) {
        double bx, by;
        tomt_wkb_xy(xy, i, &bx, &by);
        bool a_above = ay > y, b_above = by > y;
        if ((a_above && b_above) || (ay < y && by < y) || (ax < x && bx < x)) {
            /* wholly above, below or to the left: no crossing, no touching */
        } else if (ax > x && bx > x) {
            *odd ^= a_above != b_above;
        } else {
            int side = tomt_orient(ax, ay, bx, by, x, y);
            if (side == 0 && fmin(ax, bx) <= x && x <= fmax(ax, bx))
                return true;
            if (a_above != b_above)
                *odd ^= (side > 0) == b_above;
        }
        ax = bx;
        ay = by;
    }
    return false;
}

enum tomt_wkb_side tomt_wkb_side_of(const uint8_t *wkb, size_t size, double x, double y)
{
    bool odd = false;
    struct tomt_wkb_walk walk = tomt_wkb_walk(wkb, size);
    while (walk.polygons && tomt_wkb_step(&walk))
        if (tomt_wkb_ring_cross(walk.xy, walk.n, x, y, &odd))
            return TOMT_SIDE_EDGE;
    return odd ? TOMT_SIDE_INSIDE : TOMT_SIDE_OUTSIDE;
}

bool tomt_wkb_holds_point(const uint8_t *wkb, size_t size, double x, double y)
{
    return tomt_wkb_side_of(wkb, size, x, y) != TOMT_SIDE_OUTSIDE;
}

static double ring_distance2(const uint8_t *xy, size_t n, double x, double y, double best2)
{
    if (n == 0)
        return best2;
    double ax, ay;
    tomt_wkb_xy(xy, 0, &ax, &ay);
    ax -= x;
    ay -= y;
    if (ax * ax + ay * ay < best2)
        best2 = ax * ax + ay * ay;
    for (size_t i = 1; i < n; i++) {
        double bx, by;
        tomt_wkb_xy(xy, i, &bx, &by);
        bx -= x;
        by -= y;
        double dx = bx - ax, dy = by - ay;
        double along = -(ax * dx + ay * dy), length2 = dx * dx + dy * dy;
        if (along >= length2) {
            double d2 = bx * bx + by * by;
            best2 = d2 < best2 ? d2 : best2;
        } else if (along > 0) {
            double cross = ax * by - ay * bx;
            if (cross * cross < best2 * length2)
                best2 = cross * cross / length2;
        }
        ax = bx;
        ay = by;
    }
    return best2;
}

double tomt_wkb_distance_m(const uint8_t *wkb, size_t size, double x, double y)
{
    double best2 = INFINITY;
    bool odd = false;
    struct tomt_wkb_walk walk = tomt_wkb_walk(wkb, size);
    while (tomt_wkb_step(&walk)) {
        if (walk.polygons && tomt_wkb_ring_cross(walk.xy, walk.n, x, y, &odd))
            return 0;
        best2 = ring_distance2(walk.xy, walk.n, x, y, best2);
    }
    return odd ? 0 : sqrt(best2);
}
