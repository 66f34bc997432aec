/* geo/wkb_star.c: the quickest yes to "is it valid?": a single ring that turns one way around a point inside. Most parcels do. */
#include "geo/orient.h"
#include "geo/wkb_walk.h"

/* Every edge turns the same way around the mean vertex, once in all: then the directions from there are in order, and no two
 * edges can meet. */
static bool turns_once(const uint8_t *xy, size_t n_edges)
{
    double x = 0, y = 0, ax, ay, bx, by;
    for (size_t i = 0; i < n_edges; i++) {
        tomt_wkb_xy(xy, i, &bx, &by);
        x += bx;
        y += by;
    }
    x /= (double)n_edges;
    y /= (double)n_edges;
    tomt_wkb_xy(xy, 0, &ax, &ay);
    tomt_wkb_xy(xy, 1, &bx, &by);
    int way = tomt_orient(ax, ay, bx, by, x, y);
    unsigned n_rounds = 0;
    for (size_t i = 1; way != 0 && i <= n_edges; i++) {
        tomt_wkb_xy(xy, i, &bx, &by);
        if (tomt_orient(ax, ay, bx, by, x, y) != way)
            return false;
        n_rounds += way > 0 ? ay <= y && by > y : ay > y && by <= y;
        ax = bx;
        ay = by;
    }
    return way != 0 && n_rounds == 1;
}

bool tomt_wkb_star_shaped(const uint8_t *wkb, size_t size)
{
    struct tomt_wkb_walk walk = tomt_wkb_walk(wkb, size);
    double ax, ay, bx, by;
    if (!walk.polygons || !tomt_wkb_step(&walk) || walk.n < 4 || walk.rings_left || walk.parts_left)
        return false;
    tomt_wkb_xy(walk.xy, 0, &ax, &ay);
    tomt_wkb_xy(walk.xy, walk.n - 1, &bx, &by);
    return ax == bx && ay == by && turns_once(walk.xy, walk.n - 1);
}
