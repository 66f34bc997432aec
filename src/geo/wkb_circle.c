/* geo/wkb_circle.c: the area a circle and a polygon share, exact for straight edges.
 * Each edge a→b spans a triangle with the centre; its part within the circle is made of triangles
 * (where the edge runs inside) and sectors (where it runs outside). With signs, the sum over a ring
 * is the shared area. */
#include "geo/wkb_walk.h"

#include <math.h>

static double sector(double ax, double ay, double bx, double by, double radius2)
{
    return 0.5 * radius2 * atan2(ax * by - ay * bx, ax * bx + ay * by);
}

static double edge_area(double ax, double ay, double bx, double by, double radius2)
{
    double a2 = ax * ax + ay * ay, b2 = bx * bx + by * by;
    double cross = ax * by - ay * bx;
    bool a_inside = a2 <= radius2, b_inside = b2 <= radius2;
    if (a_inside && b_inside)
        return 0.5 * cross;
    double dx = bx - ax, dy = by - ay, length2 = dx * dx + dy * dy;
    double gap = length2 * radius2 - cross * cross;
    if (gap <= 0 || length2 == 0)
        return sector(ax, ay, bx, by, radius2);
    double along = -(ax * dx + ay * dy), root = sqrt(gap);
    double enter = (along - root) / length2, leave = (along + root) / length2;
    if (!a_inside && !b_inside && (enter >= 1 || leave <= 0))
        return sector(ax, ay, bx, by, radius2);
    double area = 0, px = ax, py = ay, qx = bx, qy = by;
    if (!a_inside) {
        px = ax + enter * dx;
        py = ay + enter * dy;
        area += sector(ax, ay, px, py, radius2);
    }
    if (!b_inside) {
        qx = ax + leave * dx;
        qy = ay + leave * dy;
        area += sector(qx, qy, bx, by, radius2);
    }
    return area + 0.5 * (px * qy - py * qx);
}

double tomt_wkb_circle_area_m2(const uint8_t *wkb, size_t size, double x, double y, double radius_m)
{
    double area_m2 = 0, radius2 = radius_m * radius_m;
    struct tomt_wkb_walk walk = tomt_wkb_walk(wkb, size);
    while (radius_m > 0 && walk.polygons && tomt_wkb_step(&walk)) {
        if (walk.n < 4)
            continue;
        double ax, ay, ring_m2 = 0;
        tomt_wkb_xy(walk.xy, 0, &ax, &ay);
        ax -= x;
        ay -= y;
        for (size_t i = 1; i < walk.n; i++) {
            double bx, by;
            tomt_wkb_xy(walk.xy, i, &bx, &by);
            bx -= x;
            by -= y;
            ring_m2 += edge_area(ax, ay, bx, by, radius2);
            ax = bx;
            ay = by;
        }
        area_m2 += walk.ring == 0 ? fabs(ring_m2) : -fabs(ring_m2);
    }
    return area_m2 > 0 ? area_m2 : 0;
}
