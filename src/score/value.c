/* score/value.c: the shapes of value functions. Formulas and end points are in value.h. */
#include "score/value.h"

#include <math.h>

static double clamp(double share)
{
    return share < 0 ? 0 : share > 1 ? 1 : share;
}

/* 0 at zero_at, 1 at full_at, not clamped. Both ends the same (`ends: data` on equal numbers): a
 * step there, its top included. */
static double share_of_way(const struct tomt_value *value, double raw)
{
    double way = value->full_at - value->zero_at;
    if (way != 0)
        return (raw - value->zero_at) / way;
    bool full = value->falling ? raw <= value->full_at : raw >= value->full_at;
    return full ? 1 : 0;
}

/* Number of points whose raw number is at most `raw`. */
static size_t points_up_to(const struct tomt_pairs *points, double raw)
{
    size_t low = 0, high = points->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (points->x[middle] <= raw)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static double piecewise(const struct tomt_pairs *points, double raw)
{
    size_t above = points_up_to(points, raw);
    if (points->n == 0)
        return NAN;
    if (above == 0)
        return points->y[0];
    if (above == points->n)
        return points->y[points->n - 1];
    double x0 = points->x[above - 1], x1 = points->x[above];
    double y0 = points->y[above - 1], y1 = points->y[above];
    return y0 + (y1 - y0) * ((raw - x0) / (x1 - x0));
}

static double category(const struct tomt_value *value, double raw)
{
    for (size_t i = 0; i < value->points.n; i++) {
        if (value->points.x[i] == raw)
            return value->points.y[i];
    }
    return value->otherwise;
}

double tomt_value_of(const struct tomt_value *value, double raw)
{
    if (isnan(raw))
        return NAN;
    switch (value->function) {
    case TOMT_LINEAR:
        return clamp(share_of_way(value, raw));
    case TOMT_LOGISTIC: /* ln 19: 1 / (1 + 1/19) = 0.95 */
        if (value->full_at == value->zero_at)
            return share_of_way(value, raw);
        return 1 / (1 + exp(-log(19) * (2 * share_of_way(value, raw) - 1)));
    case TOMT_PIECEWISE:
        return piecewise(&value->points, raw);
    case TOMT_STEP: {
        size_t above = points_up_to(&value->points, raw);
        return above ? value->points.y[above - 1] : value->otherwise;
    }
    case TOMT_BELL: {
        double away = (raw - value->peak_at) / value->half_width;
        return exp(-log(2) * away * away);
    }
    case TOMT_CATEGORY:
        return category(value, raw);
    }
    return NAN;
}

void tomt_value_fit(struct tomt_value *value, const double *raw, size_t n)
{
    double least = NAN, most = NAN;
    for (size_t i = 0; i < n; i++) {
        if (isnan(raw[i]))
            continue;
        if (!(raw[i] >= least))
            least = raw[i];
        if (!(raw[i] <= most))
            most = raw[i];
    }
    value->full_at = value->falling ? least : most;
    value->zero_at = value->falling ? most : least;
}
