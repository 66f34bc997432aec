/* report/simplify.c: lines with fewer points. */
#include "report/inside.h"

#include <math.h>
#include <string.h>

static double off_line(const double *p, const double *a, const double *b)
{
    double dx = b[0] - a[0], dy = b[1] - a[1], length = dx * dx + dy * dy;
    double t = length > 0 ? ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length : 0;
    t = fmin(1, fmax(0, t));
    return hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
}

static size_t farthest(const double *xy, size_t from, size_t to, double *distance)
{
    size_t at = from;
    *distance = -1;
    for (size_t i = from + 1; i < to; i++) {
        double off = off_line(xy + 2 * i, xy + 2 * from, xy + 2 * to);
        if (off > *distance) {
            *distance = off;
            at = i;
        }
    }
    return at;
}

size_t tomt_report_simplify(double *xy, size_t n, double within, bool closed, unsigned char *keep,
                            size_t *stack)
{
    size_t n_stack = 0, n_kept = 2, at = 0;
    if (n <= (closed ? 4u : 2u) || !(within > 0))
        return n;
    memset(keep, 0, n);
    keep[0] = keep[n - 1] = 1;
    stack[n_stack++] = 0;
    stack[n_stack++] = n - 1;
    while (n_stack) {
        size_t to = stack[--n_stack], from = stack[--n_stack];
        double distance;
        size_t middle = farthest(xy, from, to, &distance);
        /* A ring begins where it ends: what is farthest from there always stays. */
        if (middle == from || (distance <= within && !(closed && n_kept < 3)))
            continue;
        keep[middle] = 1;
        n_kept++;
        stack[n_stack++] = from;
        stack[n_stack++] = middle;
        stack[n_stack++] = middle;
        stack[n_stack++] = to;
    }
    if (closed && n_kept < 4)
        return n;
    for (size_t i = 0; i < n; i++) {
        if (!keep[i])
            continue;
        xy[2 * at] = xy[2 * i];
        xy[2 * at + 1] = xy[2 * i + 1];
        at++;
    }
    return at;
}
