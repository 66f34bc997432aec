/* network/contour.c: marching squares: the line where a field of distances passes the margin, as
 * closed rings. A vertex never lies on a node of the grid (it keeps at least one step off), so no
 * two vertices of one state fall together and no ring meets itself or another. All that decides
 * only grows when distances shrink: a later state holds an earlier one exactly. */
#include "network/reach_inside.h"

#include <math.h>

enum { NORTH, WEST, SOUTH, EAST };

struct march {
    const struct tomt_field *field;
    float level2, level;
    uint8_t *seen;
    size_t col, row; /* of the edge's lower or left node */
    unsigned way;
};

static float squared(const struct march *m, size_t col, size_t row)
{
    return m->field->d2[row * m->field->n_cols + col];
}

static bool is_within(const struct march *m, size_t col, size_t row)
{
    return squared(m, col, row) <= m->level2;
}

/* Steps from the node within to the contour. */
static int32_t steps_out(const struct march *m, float within2, float beyond2)
{
    float u = m->level - sqrtf(within2), v = sqrtf(beyond2) - m->level;
    float share = u > 0 ? 1 / (1 + v / u) : 0;
    int32_t steps = (int32_t)(share * TOMT_STEPS + 0.5F);
    return steps < 1 ? 1 : steps > TOMT_STEPS - 1 ? TOMT_STEPS - 1 : steps;
}

static struct tomt_turn place_of(const struct march *m)
{
    bool across = m->way == NORTH || m->way == SOUTH; /* the edge lies east-west */
    size_t col = m->col + across, row = m->row + !across;
    float here = squared(m, m->col, m->row), there = squared(m, col, row);
    int32_t steps =
        here <= m->level2 ? steps_out(m, here, there) : TOMT_STEPS - steps_out(m, there, here);
    struct tomt_turn turn = {.x = (int32_t)m->col * TOMT_STEPS, .y = (int32_t)m->row * TOMT_STEPS};
    if (across)
        turn.x += steps;
    else
        turn.y += steps;
    return turn;
}

/* Through the cell ahead to the edge by which the contour leaves it, the ground within to the left.
 */
static void advance(struct march *m)
{
    static const uint8_t left_x[] = {0, 0, 1, 1}, left_y[] = {1, 0, 0, 1};
    static const uint8_t right_x[] = {1, 0, 0, 1}, right_y[] = {1, 1, 0, 0};
    size_t col = m->col - (m->way == WEST), row = m->row - (m->way == SOUTH);
    bool left = is_within(m, col + left_x[m->way], row + left_y[m->way]);
    bool right = is_within(m, col + right_x[m->way], row + right_y[m->way]);
    if (!left && right) { /* a saddle: its middle decides for both contours through it */
        float south = sqrtf(squared(m, col, row)) + sqrtf(squared(m, col + 1, row));
        float north = sqrtf(squared(m, col, row + 1)) + sqrtf(squared(m, col + 1, row + 1));
        left = south + north <= 4 * m->level;
        right = left;
    }
    m->way = (m->way + (!left ? 1u : right ? 3u : 0u)) & 3;
    m->col = col + (m->way == EAST);
    m->row = row + (m->way == NORTH);
}

static bool add_turn(struct tomt_contour *contour, const struct tomt_turn *turn,
                     struct tomt_error *err)
{
    void *block = contour->turn;
    if (contour->n_turns >= UINT32_MAX - 1)
        return tomt_fail(err, TOMT_DATA, "the outline of reached streets has too many vertices");
    bool ok = tomt_reach_grow(contour->arena, &block, &contour->have_turns,
                              (contour->n_turns + 1) * sizeof *turn, err);
    contour->turn = block;
    if (ok)
        contour->turn[contour->n_turns++] = *turn;
    return ok;
}

/* Links the turns from `first` on to a ring; anticlockwise ones are shells. */
static bool close_ring(struct tomt_contour *contour, size_t first, uint32_t bound,
                       struct tomt_error *err)
{
    void *block = contour->ring;
    bool ok = tomt_reach_grow(contour->arena, &block, &contour->have_rings,
                              (contour->n_rings + 1) * sizeof *contour->ring, err);
    contour->ring = block;
    if (!ok)
        return false;
    struct tomt_turn *turn = contour->turn;
    size_t n = contour->n_turns;
    int64_t twice = 0;
    struct tomt_contour_ring ring = {.first = (uint32_t)first,
                                     .n = (uint32_t)(n - first),
                                     .bound = bound,
                                     .owner = UINT32_MAX,
                                     .min_x = INT32_MAX,
                                     .min_y = INT32_MAX,
                                     .max_x = INT32_MIN,
                                     .max_y = INT32_MIN};
    for (size_t i = first; i < n; i++) {
        size_t next = i + 1 < n ? i + 1 : first;
        turn[i].next = (uint32_t)next;
        turn[next].before = (uint32_t)i;
        twice += (int64_t)(turn[i].x - turn[first].x) * (turn[next].y - turn[first].y) -
                 (int64_t)(turn[next].x - turn[first].x) * (turn[i].y - turn[first].y);
        ring.min_x = turn[i].x < ring.min_x ? turn[i].x : ring.min_x;
        ring.min_y = turn[i].y < ring.min_y ? turn[i].y : ring.min_y;
        ring.max_x = turn[i].x > ring.max_x ? turn[i].x : ring.max_x;
        ring.max_y = turn[i].y > ring.max_y ? turn[i].y : ring.max_y;
    }
    ring.hole = twice < 0;
    ring.steps2 = fabs((double)twice) / 2;
    contour->ring[contour->n_rings++] = ring;
    return true;
}

static bool follow(struct tomt_contour *contour, struct march *m, uint32_t bound,
                   struct tomt_error *err)
{
    size_t first = contour->n_turns, col = m->col, row = m->row;
    unsigned way = m->way;
    do {
        struct tomt_turn turn = place_of(m);
        if (!add_turn(contour, &turn, err))
            return false;
        if (m->way == NORTH || m->way == SOUTH)
            m->seen[m->row * m->field->n_cols + m->col] = 1;
        advance(m);
    } while (m->col != col || m->row != row || m->way != way);
    return close_ring(contour, first, bound, err);
}

void tomt_contour_start(struct tomt_contour *contour)
{
    contour->n_turns = contour->n_rings = 0;
}

/* Every ring has some node within it at its eastern end, and so crosses an edge that lies
 * east-west. */
bool tomt_contour_trace(struct tomt_contour *contour, const struct tomt_field *field,
                        uint32_t bound, struct tomt_error *err)
{
    size_t n = field->n_cols * field->n_rows;
    void *block = contour->seen;
    bool ok = tomt_reach_grow(contour->arena, &block, &contour->have_seen, n, err);
    contour->seen = block;
    if (!ok)
        return false;
    for (size_t i = 0; i < n; i++)
        contour->seen[i] = 0;
    float level = (float)field->margin_m;
    struct march m = {
        .field = field, .level = level, .level2 = level * level, .seen = contour->seen};
    for (size_t row = 0; row < field->n_rows; row++) {
        const float *d2 = field->d2 + row * field->n_cols;
        const uint8_t *seen = contour->seen + row * field->n_cols;
        for (size_t col = 0; col + 1 < field->n_cols; col++) {
            bool west = d2[col] <= m.level2, east = d2[col + 1] <= m.level2;
            if (west == east || seen[col])
                continue;
            m.col = col;
            m.row = row;
            m.way = west ? NORTH : SOUTH;
            if (!follow(contour, &m, bound, err))
                return false;
        }
    }
    return true;
}
