/* The hand-typed lines made natural: borders and shores get the unevenness that a few dozen
 * vertices lack, roads and rail get curves through their vertices. Two polygons that share a border
 * share it afterwards too. */
#include "sample/city.h"

#include <math.h>

struct growing {
    struct tomt_city *city;
    struct tomt_xy *at;
    size_t n, capacity;
};

static bool put(struct growing *line, struct tomt_xy at, struct tomt_error *err)
{
    if (!tomt_city_room(line->city, &line->at, &line->capacity, line->n, sizeof at, err))
        return false;
    line->at[line->n++] = (struct tomt_xy){round(at.x * 100) / 100, round(at.y * 100) / 100};
    return true;
}

static bool lower(struct tomt_xy a, struct tomt_xy b)
{
    return a.x < b.x || (a.x <= b.x && a.y < b.y);
}

/* Points between a and b, neither included: the middle is moved sideways by chance, then each half
 * anew. The chance depends on the two ends alone, whichever comes first. */
static bool roughen(struct growing *line, struct tomt_xy a, struct tomt_xy b, double amount,
                    double least_m, struct tomt_error *err)
{
    double length = hypot(b.x - a.x, b.y - a.y);
    if (length < least_m)
        return true;
    struct tomt_xy low = lower(a, b) ? a : b, high = lower(a, b) ? b : a;
    double chance = tomt_noise(97, low.x * 7.3 + high.y * 3.1, low.y * 5.7 - high.x * 2.9, 1);
    struct tomt_xy middle = {(low.x + high.x) / 2 - (high.y - low.y) * amount * chance,
                             (low.y + high.y) / 2 + (high.x - low.x) * amount * chance};
    middle = (struct tomt_xy){round(middle.x * 100) / 100, round(middle.y * 100) / 100};
    return roughen(line, a, middle, amount, least_m, err) && put(line, middle, err) &&
           roughen(line, middle, b, amount, least_m, err);
}

static bool rough_ring(struct tomt_city *city, const struct tomt_line *ring, double amount,
                       double least_m, struct tomt_line *out, struct tomt_error *err)
{
    struct growing line = {.city = city};
    for (size_t i = 0; i < ring->n; i++)
        if (!put(&line, ring->at[i], err) ||
            !roughen(&line, ring->at[i], ring->at[(i + 1) % ring->n], amount, least_m, err))
            return false;
    *out = (struct tomt_line){line.at, line.n};
    return true;
}

/* The direction at vertex i, per metre along the line. */
static struct tomt_xy tangent(const struct tomt_line *line, size_t i)
{
    const struct tomt_xy *a = &line->at[i > 0 ? i - 1 : i], *b = &line->at[i],
                         *c = &line->at[i + 1 < line->n ? i + 1 : i];
    double length = hypot(b->x - a->x, b->y - a->y) + hypot(c->x - b->x, c->y - b->y);
    return (struct tomt_xy){(c->x - a->x) / length, (c->y - a->y) / length};
}

/* Cubic Hermite pieces through the vertices; short segments stay straight. */
static bool curve(struct tomt_city *city, const struct tomt_line *road, struct tomt_line *out,
                  struct tomt_error *err)
{
    struct growing line = {.city = city};
    for (size_t i = 0; i < road->n; i++) {
        if (!put(&line, road->at[i], err))
            return false;
        if (i + 1 == road->n)
            break;
        struct tomt_xy a = road->at[i], b = road->at[i + 1], s = tangent(road, i),
                       e = tangent(road, i + 1);
        double length = hypot(b.x - a.x, b.y - a.y);
        int steps = length < 160 ? 1 : length > 1500 ? 12 : 6;
        for (int k = 1; k < steps; k++) {
            double t = (double)k / steps, t2 = t * t, t3 = t2 * t;
            double h0 = 2 * t3 - 3 * t2 + 1, h1 = (t3 - 2 * t2 + t) * length, h2 = 3 * t2 - 2 * t3,
                   h3 = (t3 - t2) * length;
            struct tomt_xy at = {h0 * a.x + h1 * s.x + h2 * b.x + h3 * e.x,
                                 h0 * a.y + h1 * s.y + h2 * b.y + h3 * e.y};
            if (!put(&line, at, err))
                return false;
        }
    }
    *out = (struct tomt_line){line.at, line.n};
    return true;
}

bool tomt_city_lay(struct tomt_city *city, struct tomt_error *err)
{
    struct tomt_lay *lay = &city->lay;
    for (size_t i = 0; i < tomt_n_municipalities; i++)
        if (!rough_ring(city, &tomt_municipalities[i].ring, 0.12, 900, &lay->border[i], err))
            return false;
    for (size_t i = 0; i < tomt_n_lakes; i++)
        if (!rough_ring(city, &tomt_lakes[i], 0.16, 110, &lay->lake[i], err))
            return false;
    for (size_t i = 0; i < tomt_n_roads; i++)
        if (!curve(city, &tomt_roads[i].line, &lay->road[i], err))
            return false;
    lay->holmen = tomt_holmen; /* quays are straight */
    if (!rough_ring(city, &tomt_fjord, 0.09, 170, &lay->fjord, err))
        return false;
    lay->fjord_west = INFINITY;
    for (size_t i = 0; i < lay->fjord.n; i++)
        lay->fjord_west = fmin(lay->fjord_west, lay->fjord.at[i].x);
    return true;
}
