/* facts/catchment_best.c: the largest contributions at a place without looking at every point:
 * squares of cells are opened in the order of the most that any of their items could add, until
 * none can beat what is found. */
#include "facts/catchment.h"

#include <math.h>

struct tomt_catchment_node {
    double most, distance2; /* no item in the square adds more, nor is nearer */
    uint32_t column, row, level;
};

#define PAD_M 1e-6
#define SLACK (1 + 1e-9) /* decays are monotone only to the last bits of their arithmetic */

void tomt_catchment_walk_free(struct tomt_catchment_walk *walk)
{
    tomt_release(walk->node);
    *walk = (struct tomt_catchment_walk){0};
}

static bool opens_first(const struct tomt_catchment_node *a, const struct tomt_catchment_node *b)
{
    return a->most != b->most ? a->most > b->most : a->distance2 < b->distance2;
}

static bool push(struct tomt_catchment_walk *walk, const struct tomt_catchment_node *node,
                 struct tomt_error *err)
{
    if (walk->n == walk->capacity) {
        size_t capacity = walk->capacity ? 2 * walk->capacity : 256;
        struct tomt_catchment_node *larger = tomt_resize(walk->node, capacity * sizeof *larger);
        if (!larger)
            return tomt_fail(err, TOMT_MEMORY, "out of memory for the evidence of a catchment");
        walk->node = larger;
        walk->capacity = capacity;
    }
    size_t i = walk->n++;
    for (; i > 0 && opens_first(node, &walk->node[(i - 1) / 2]); i = (i - 1) / 2)
        walk->node[i] = walk->node[(i - 1) / 2];
    walk->node[i] = *node;
    return true;
}

static struct tomt_catchment_node pop(struct tomt_catchment_walk *walk)
{
    struct tomt_catchment_node top = walk->node[0], last = walk->node[--walk->n];
    size_t i = 0;
    for (size_t child = 1; child < walk->n; child = 2 * i + 1) {
        if (child + 1 < walk->n && opens_first(&walk->node[child + 1], &walk->node[child]))
            child++;
        if (!opens_first(&walk->node[child], &last))
            break;
        walk->node[i] = walk->node[child];
        i = child;
    }
    walk->node[i] = last;
    return top;
}

static double gap(double low, double high, double at)
{
    return at < low ? low - at : at > high ? at - high : 0;
}

static bool push_square(const struct tomt_catchment *catchment, struct tomt_catchment_walk *walk,
                        uint32_t level, uint32_t column, uint32_t row, double x, double y,
                        struct tomt_error *err)
{
    const struct tomt_catchment_level *squares = &catchment->level[level];
    if (column >= squares->n_columns || row >= squares->n_rows)
        return true;
    double largest = squares->largest[(size_t)row * squares->n_columns + column];
    double side = ldexp(catchment->grid.cell_m, (int)level);
    double left = catchment->grid.min_x + column * side - PAD_M,
           low = catchment->grid.min_y + row * side - PAD_M;
    double dx = gap(left, left + side + 2 * PAD_M, x), dy = gap(low, low + side + 2 * PAD_M, y);
    double distance2 = dx * dx + dy * dy;
    if (largest <= 0 || distance2 > catchment->terms.radius2_m2)
        return true;
    double most = largest;
    if (catchment->terms.decay != TOMT_DECAY_STEP)
        most *= tomt_decay_at(&catchment->terms, distance2) * SLACK;
    struct tomt_catchment_node node = {most, distance2, column, row, level};
    return push(walk, &node, err);
}

static void open_cell(const struct tomt_catchment *catchment,
                      const struct tomt_catchment_node *node, double x, double y,
                      struct tomt_bests *bests)
{
    const uint32_t *start =
        catchment->grid.start + (size_t)node->row * catchment->grid.n_columns + node->column;
    for (uint32_t p = start[0]; p < start[1]; p++) {
        double dx = catchment->points.x[p] - x, dy = catchment->points.y[p] - y,
               distance2 = dx * dx + dy * dy;
        if (!(distance2 <= catchment->terms.radius2_m2))
            continue;
        double decay = tomt_decay_at(&catchment->terms, distance2);
        for (uint32_t m = catchment->member_start[p]; m < catchment->member_start[p + 1]; m++) {
            double amount = catchment->member_weight[m] * decay;
            if (amount > 0)
                tomt_bests_add(bests,
                               (struct tomt_best){amount, sqrt(distance2), catchment->member[m]});
        }
    }
}

static bool can_add(const struct tomt_catchment_node *node, const struct tomt_bests *bests)
{
    if (bests->n < bests->width)
        return true;
    const struct tomt_best *worst = &bests->best[bests->n - 1];
    return node->most > worst->amount ||
           (node->most == worst->amount && sqrt(node->distance2) <= worst->distance_m);
}

bool tomt_catchment_best(const struct tomt_catchment *catchment, double x, double y,
                         struct tomt_catchment_walk *walk, struct tomt_bests *bests,
                         struct tomt_error *err)
{
    walk->n = 0;
    if (catchment->n_levels == 0 || bests->width == 0)
        return true;
    if (!push_square(catchment, walk, (uint32_t)catchment->n_levels - 1, 0, 0, x, y, err))
        return false;
    while (walk->n > 0) {
        struct tomt_catchment_node node = pop(walk);
        if (!can_add(&node, bests))
            break;
        if (node.level == 0) {
            open_cell(catchment, &node, x, y, bests);
            continue;
        }
        for (uint32_t quarter = 0; quarter < 4; quarter++)
            if (!push_square(catchment, walk, node.level - 1, 2 * node.column + (quarter & 1),
                             2 * node.row + (quarter >> 1), x, y, err))
                return false;
    }
    return true;
}
