/* facts/catchment_best.c: the largest contributions at a place without looking at every point:
 * squares of cells are opened in the order of the most that any of their items could add, until
 * none can beat what is found. */
#include "facts/catchment.h"

#include <math.h>
#include <stdlib.h>

struct tomt_catchment_node {
    double most, distance2; /* no item in the square adds more, nor is nearer */
    uint32_t column, row, level;
};

#define PAD_M 1e-6
#define SLACK (1 + 1e-9) /* decays are monotone only to the last bits of their arithmetic */

static bool make_cells(struct tomt_arena *arena, struct tomt_catchment *catchment,
                       struct tomt_error *err)
{
    const struct tomt_place_grid *grid = &catchment->grid;
    size_t n_cells = (size_t)grid->n_columns * grid->n_rows;
    struct tomt_catchment_level *cells = &catchment->level[0];
    *cells = (struct tomt_catchment_level){grid->n_columns, grid->n_rows, NULL};
    cells->largest = tomt_arena_block(arena, NULL, n_cells * sizeof *cells->largest, err);
    if (!cells->largest)
        return false;
    for (size_t c = 0; c < n_cells; c++)
        for (uint32_t m = catchment->member_start[grid->start[c]];
             m < catchment->member_start[grid->start[c + 1]]; m++)
            cells->largest[c] = fmax(cells->largest[c], catchment->member_weight[m]);
    catchment->n_levels = 1;
    return true;
}

static bool make_levels(struct tomt_arena *arena, struct tomt_catchment *catchment,
                        struct tomt_error *err)
{
    if (!make_cells(arena, catchment, err))
        return false;
    while (catchment->n_levels < TOMT_CATCHMENT_LEVELS) {
        const struct tomt_catchment_level *below = &catchment->level[catchment->n_levels - 1];
        if (below->n_columns == 1 && below->n_rows == 1)
            break;
        struct tomt_catchment_level *level = &catchment->level[catchment->n_levels];
        level->n_columns = (below->n_columns + 1) / 2;
        level->n_rows = (below->n_rows + 1) / 2;
        size_t n = (size_t)level->n_columns * level->n_rows;
        level->largest = tomt_arena_block(arena, NULL, n * sizeof *level->largest, err);
        if (!level->largest)
            return false;
        for (uint32_t r = 0; r < below->n_rows; r++)
            for (uint32_t c = 0; c < below->n_columns; c++) {
                double *up = &level->largest[(size_t)(r / 2) * level->n_columns + c / 2];
                *up = fmax(*up, below->largest[(size_t)r * below->n_columns + c]);
            }
        catchment->n_levels++;
    }
    return true;
}

static bool is_heavier(const struct tomt_catchment_top *a, const struct tomt_catchment_top *b)
{
    return a->weight != b->weight ? a->weight > b->weight : a->item < b->item;
}

static int by_weight(const void *left, const void *right)
{
    const struct tomt_catchment_top *a = left, *b = right;
    return is_heavier(a, b) ? -1 : is_heavier(b, a) ? 1 : 0;
}

/* Puts `one` into the heap (lightest first) from place i down. */
static void sift(struct tomt_catchment_top *heap, size_t n, size_t i, struct tomt_catchment_top one)
{
    for (size_t child = 2 * i + 1; child < n; child = 2 * i + 1) {
        if (child + 1 < n && is_heavier(&heap[child], &heap[child + 1]))
            child++;
        if (!is_heavier(&one, &heap[child]))
            break;
        heap[i] = heap[child];
        i = child;
    }
    heap[i] = one;
}

static bool make_top(struct tomt_arena *arena, struct tomt_catchment *catchment,
                     struct tomt_error *err)
{
    size_t n_members = catchment->member_start[catchment->n_points], n = 0;
    size_t n_top = n_members < TOMT_CATCHMENT_TOP ? n_members : TOMT_CATCHMENT_TOP;
    struct tomt_catchment_top *top = tomt_arena_block(arena, NULL, (n_top + 1) * sizeof *top, err);
    if (!top)
        return false;
    for (size_t p = 0; p < catchment->n_points; p++)
        for (uint32_t m = catchment->member_start[p]; m < catchment->member_start[p + 1]; m++) {
            struct tomt_catchment_top one = {catchment->member_weight[m], catchment->points.x[p],
                                             catchment->points.y[p], catchment->member[m]};
            if (n < n_top) {
                top[n++] = one;
                for (size_t i = n / 2; n == n_top && i-- > 0;)
                    sift(top, n, i, top[i]);
                continue;
            }
            struct tomt_catchment_top lighter = is_heavier(&one, &top[0]) ? top[0] : one;
            catchment->rest = fmax(catchment->rest, lighter.weight);
            if (is_heavier(&one, &top[0]))
                sift(top, n, 0, one);
        }
    qsort(top, n, sizeof *top, by_weight);
    catchment->top = top;
    /* When all weigh the same the list says nothing. */
    catchment->n_top = n > 0 && top[0].weight > catchment->rest ? n : 0;
    return true;
}

bool tomt_catchment_prepare_best(struct tomt_arena *arena, struct tomt_catchment *catchment,
                                 struct tomt_error *err)
{
    return make_levels(arena, catchment, err) && make_top(arena, catchment, err);
}

/* True when what it found among the heaviest is certain: nothing further down could add as much. Not
 * for power: no decay may be above 1. */
static bool find_in_top(const struct tomt_catchment *catchment, double x, double y,
                        struct tomt_bests *bests)
{
    for (size_t i = 0; i < catchment->n_top; i++) {
        const struct tomt_catchment_top *one = &catchment->top[i];
        if (bests->n == bests->width && one->weight < bests->best[bests->n - 1].amount)
            return true;
        double dx = one->x - x, dy = one->y - y, distance2 = dx * dx + dy * dy;
        if (!(distance2 <= catchment->terms.radius2_m2))
            continue;
        double amount = one->weight * tomt_decay_at(&catchment->terms, distance2);
        if (amount > 0)
            tomt_bests_add(bests, (struct tomt_best){amount, sqrt(distance2), one->item});
    }
    return catchment->rest == 0 ||
           (bests->n == bests->width && catchment->rest < bests->best[bests->n - 1].amount);
}

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
    walk->n = bests->n = 0;
    if (catchment->n_levels == 0 || bests->width == 0)
        return true;
    bool wears_down = catchment->terms.decay != TOMT_DECAY_POWER;
    if (wears_down && catchment->n_top > 0 && find_in_top(catchment, x, y, bests))
        return true;
    bests->n = 0;
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
