/* The lattice: the plane (u, v) laid along the river, square across it near the water, sheared far
 * away, turned a little in some quarters and shaken by noise, so that the streets follow the
 * valley. Between lattice points it is bilinear: a line of constant u or v is straight within a
 * cell, so rectangles that share corners share their edges too. */
#include "sample/city.h"

#include <math.h>

#define CELL_DM 1000
#define COLUMNS ((TOMT_PLANE_U1 - TOMT_PLANE_U0) / CELL_DM + 1)
#define ROWS ((TOMT_PLANE_V1 - TOMT_PLANE_V0) / CELL_DM + 1)

static const struct {
    double x, y, radius_m, turn;
} swirls[] = {{14400, 20600, 1300, 0.45}, {18200, 21300, 800, -0.35}, {19450, 19500, 900, -0.30},
              {29200, 9500, 1100, 0.30},  {19900, 21750, 600, -0.38}, {8600, 25500, 700, -0.15},
              {13400, 25100, 600, 0.12},  {20550, 20100, 500, 0.4},   {7000, 23300, 500, 0.2},
              {17200, 24500, 500, -0.16}, {20500, 25900, 700, 0.5},   {15200, 22700, 450, 0.14}};

static double river_y(double x)
{
    for (size_t i = 0; i + 1 < tomt_river.n; i++) {
        const struct tomt_xy *a = &tomt_river.at[i], *b = &tomt_river.at[i + 1];
        if (x <= b->x || i + 2 == tomt_river.n)
            return a->y + (b->y - a->y) * (x - a->x) / (b->x - a->x);
    }
    return 0;
}

/* The midline without its corners: a mean over 300 m either way. */
static double smooth_river_y(double x)
{
    double sum = 0;
    for (int i = -6; i <= 6; i++)
        sum += river_y(x + 50.0 * i);
    return sum / 13;
}

static double half_width_m(double x)
{
    return x < 16000 ? 92 : x < 17000 ? 92 - (x - 16000) * 0.012 : 80;
}

static struct tomt_xy bent(uint64_t seed, double u, double v)
{
    double bank = TOMT_BANK_DM / 10.0,
           slope = (smooth_river_y(u + 100) - smooth_river_y(u - 100)) / 200;
    double near = exp(-(v / 500) * (v / 500)), across = v / (1 + (v / 1500) * (v / 1500));
    double side = v > bank ? 1 : v < -bank ? -1 : v / bank;
    struct tomt_xy at = {u - across * slope,
                         smooth_river_y(u) + v + (half_width_m(u) - bank) * side};
    double shake = 38 * (1 - near);
    at.x += shake * tomt_noise(seed ^ 11, u, v, 900);
    at.y += shake * tomt_noise(seed ^ 13, u, v, 900);
    for (size_t i = 0; i < sizeof swirls / sizeof swirls[0]; i++) {
        double dx = at.x - swirls[i].x, dy = at.y - swirls[i].y, r = swirls[i].radius_m;
        double angle = swirls[i].turn * exp(-(dx * dx + dy * dy) / (r * r));
        at.x = swirls[i].x + dx * cos(angle) - dy * sin(angle);
        at.y = swirls[i].y + dx * sin(angle) + dy * cos(angle);
    }
    return at;
}

struct tomt_xy tomt_city_place(const struct tomt_city *city, double u_dm, double v_dm)
{
    double s = (u_dm - TOMT_PLANE_U0) / CELL_DM, t = (v_dm - TOMT_PLANE_V0) / CELL_DM;
    double column = fmin(fmax(floor(s), 0), COLUMNS - 2), row = fmin(fmax(floor(t), 0), ROWS - 2);
    const struct tomt_xy *a = city->lattice + (size_t)row * COLUMNS + (size_t)column,
                         *b = a + COLUMNS;
    s -= column;
    t -= row;
    return (struct tomt_xy){
        (a[0].x * (1 - s) + a[1].x * s) * (1 - t) + (b[0].x * (1 - s) + b[1].x * s) * t,
        (a[0].y * (1 - s) + a[1].y * s) * (1 - t) + (b[0].y * (1 - s) + b[1].y * s) * t};
}

uint32_t tomt_city_sample(const struct tomt_city *city, int32_t u_dm, int32_t v_dm)
{
    (void)city;
    int32_t last = (TOMT_PLANE_V1 - TOMT_PLANE_V0) / TOMT_SAMPLE_DM - 1;
    int32_t column = (u_dm - TOMT_PLANE_U0) / TOMT_SAMPLE_DM,
            row = (v_dm - TOMT_PLANE_V0) / TOMT_SAMPLE_DM;
    column = column < 0 ? 0 : column >= TOMT_SAMPLE_COLUMNS ? TOMT_SAMPLE_COLUMNS - 1 : column;
    row = row < 0 ? 0 : row > last ? last : row;
    return (uint32_t)(row * TOMT_SAMPLE_COLUMNS + column);
}

static double squared(struct tomt_xy a, struct tomt_xy b)
{
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

static uint8_t nearest_quarter(struct tomt_xy at)
{
    size_t best = 0;
    double best_d = INFINITY;
    for (size_t i = 0; i < tomt_n_quarters; i++) {
        const struct tomt_quarter *q = &tomt_quarters[i];
        if (q->municipality != tomt_municipalities[0].number || q->kind == TOMT_K_GREEN)
            continue;
        double d = INFINITY;
        for (size_t k = 0; k < q->ring.n; k++)
            d = fmin(d, squared(q->ring.at[k], at));
        if (!q->ring.n)
            d = squared(q->centre, at);
        if (d < best_d) {
            best_d = d;
            best = i;
        }
    }
    return (uint8_t)best;
}

/* In a large sample the town has grown over the woods, along the valleys first; never up to the
 * border. */
static enum tomt_kind grown(const struct tomt_city *city, struct tomt_xy at)
{
    const struct tomt_line *border = &city->lay.border[0];
    double wild = tomt_noise(city->seed ^ 17, at.x, at.y, 2600) +
                  0.5 * tomt_noise(city->seed ^ 19, at.x, at.y, 800);
    double away_m = fmin(tomt_line_distance_m(&tomt_river, at.x, at.y),
                         tomt_line_distance_m(&tomt_fjord, at.x, at.y));
    if (city->scale->sprawl <= 0 || wild + away_m / 2500 > 3.0 * city->scale->sprawl)
        return TOMT_K_NATURE;
    for (int i = 0; i < 4; i++)
        if (!tomt_ring_holds(border, at.x + (i < 2 ? 180 : -180), at.y + (i % 2 ? 180 : -180)))
            return TOMT_K_NATURE;
    double trade = tomt_noise(city->seed ^ 23, at.x, at.y, 1100);
    return trade > 0.62   ? TOMT_K_INDUSTRY
           : trade > 0.5  ? TOMT_K_BUSINESS
           : trade > 0.44 ? TOMT_K_RETAIL
           : trade < -0.7 ? TOMT_K_VILLAGE
                          : TOMT_K_HOUSING;
}

static bool in_lake(const struct tomt_city *city, struct tomt_xy at)
{
    for (size_t i = 0; i < tomt_n_lakes; i++)
        if (tomt_ring_holds(&city->lay.lake[i], at.x, at.y))
            return true;
    return false;
}

static void sample_kind(struct tomt_city *city, size_t row, struct tomt_xy at)
{
    const struct tomt_quarter *quarter = tomt_quarter_at(at.x, at.y);
    bool sea = at.x > city->lay.fjord_west && tomt_ring_holds(&city->lay.fjord, at.x, at.y) &&
               !tomt_ring_holds(&city->lay.holmen, at.x, at.y);
    if (quarter) {
        city->quarter[row] = (uint8_t)(quarter - tomt_quarters);
        city->kind[row] = sea ? TOMT_K_OUTSIDE : (uint8_t)quarter->kind;
        return;
    }
    bool ours = tomt_ring_holds(&city->lay.border[0], at.x, at.y);
    city->quarter[row] = ours ? nearest_quarter(at) : 0;
    city->kind[row] = !ours || sea || in_lake(city, at) ? TOMT_K_OUTSIDE : (uint8_t)grown(city, at);
}

bool tomt_city_bend(struct tomt_city *city, struct tomt_error *err)
{
    city->lattice =
        tomt_arena_block(city->arena, NULL, (size_t)COLUMNS * ROWS * sizeof *city->lattice, err);
    if (!city->lattice)
        return false;
    for (size_t row = 0; row < ROWS; row++)
        for (size_t column = 0; column < COLUMNS; column++)
            city->lattice[row * COLUMNS + column] =
                bent(city->seed, TOMT_PLANE_U0 / 10.0 + (double)column * CELL_DM / 10,
                     TOMT_PLANE_V0 / 10.0 + (double)row * CELL_DM / 10);
    size_t rows = (TOMT_PLANE_V1 - TOMT_PLANE_V0) / TOMT_SAMPLE_DM, n = rows * TOMT_SAMPLE_COLUMNS;
    city->kind = tomt_arena_block(city->arena, NULL, n, err);
    city->quarter = tomt_arena_block(city->arena, NULL, n, err);
    if (!city->kind || !city->quarter)
        return false;
    for (size_t i = 0; i < n; i++) {
        double u = TOMT_PLANE_U0 + ((double)(i % TOMT_SAMPLE_COLUMNS) + 0.5) * TOMT_SAMPLE_DM;
        double v = TOMT_PLANE_V0 + ((double)(i / TOMT_SAMPLE_COLUMNS) + 0.5) * TOMT_SAMPLE_DM;
        sample_kind(city, i, tomt_city_place(city, u, v));
    }
    return true;
}
