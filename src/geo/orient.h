/* geo/orient.h: on which side of a line a point lies, decided exactly.
 * Knows nothing of WKB or GEOS. Pure; thread-safe.
 * Source: Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric
 * Predicates" (1997): a static error bound first, exact expansions when it cannot tell. */
#ifndef TOMT_GEO_ORIENT_H
#define TOMT_GEO_ORIENT_H

#include <math.h>

/* The exact sign, for finite coordinates whose products neither overflow nor underflow. */
int tomt_orient_exact(double ax, double ay, double bx, double by, double cx, double cy);

/* +1: a, b, c turn left; -1: right; 0: in line. */
static inline int tomt_orient(double ax, double ay, double bx, double by, double cx, double cy)
{
    double left = (ax - cx) * (by - cy);
    double right = (ay - cy) * (bx - cx);
    double det = left - right;
    /* Shewchuk's bound is (3 + 16 eps) eps; a little more is allowed for a fused multiply. */
    double bound = 3.5e-16 * (fabs(left) + fabs(right));
    if (det > bound)
        return 1;
    if (-det > bound)
        return -1;
    return tomt_orient_exact(ax, ay, bx, by, cx, cy);
}

#endif
