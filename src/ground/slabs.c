/* ground/slabs.c: a slab holds no crossing, so between two edges that follow each other lies a
 * trapezium of which the width in the middle says all. Edges left of the box only turn the side
 * that its rim lies on (and most of those turns cancel); edges right of it say nothing. */
#include "ground/slabs.h"

#include <stdlib.h>

enum { MOST_EDGES = 1024 };

void tomt_slabs_open(struct tomt_slabs *slabs, struct tomt_arena *arena)
{
    *slabs = (struct tomt_slabs){.arena = arena};
}

static bool put_turn(struct tomt_slabs *slabs, double y, uint32_t polygon, struct tomt_error *err)
{
    if (y >= slabs->height)
        return true;
    if (!tomt_grow(slabs->arena, &slabs->turn, &slabs->turn_capacity, slabs->n_turns + 1,
                   sizeof *slabs->turn, err))
        return false;
    slabs->turn[slabs->n_turns++] = (struct tomt_slab_turn){tomt_greater(0, y), polygon};
    return true;
}

static bool put_edge(struct tomt_slabs *slabs, const struct tomt_edge *edge, uint32_t polygon,
                     struct tomt_error *err)
{
    bool upward = edge->y1 > edge->y0;
    double low = (upward ? edge->y0 : edge->y1) - slabs->y0,
           high = (upward ? edge->y1 : edge->y0) - slabs->y0;
    double x_low = (upward ? edge->x0 : edge->x1) - slabs->x0,
           x_high = (upward ? edge->x1 : edge->x0) - slabs->x0;
    double min_x = tomt_lesser(x_low, x_high), max_x = tomt_greater(x_low, x_high);
    if (!(low < high) || high <= 0 || low >= slabs->height || min_x >= slabs->width)
        return true;
    if (max_x <= 0)
        return put_turn(slabs, low, polygon, err) && put_turn(slabs, high, polygon, err);
    slabs->too_many = slabs->too_many || slabs->n_edges >= MOST_EDGES;
    if (slabs->too_many)
        return true;
    if (!tomt_grow(slabs->arena, &slabs->edge, &slabs->edge_capacity, slabs->n_edges + 1,
                   sizeof *slabs->edge, err))
        return false;
    slabs->edge[slabs->n_edges++] =
        (struct tomt_slab_edge){.low = low,
                                .high = high,
                                .x_low = x_low,
                                .per_m = (x_high - x_low) / (high - low),
                                .min_x = min_x,
                                .max_x = max_x,
                                .polygon = polygon};
    return true;
}

bool tomt_slabs_add(struct tomt_slabs *slabs, const struct tomt_outline *outline, uint64_t on,
                    uint32_t piece, struct tomt_error *err)
{
    if (!tomt_grow(slabs->arena, &slabs->polygon, &slabs->polygon_capacity, slabs->n_polygons + 1,
                   sizeof *slabs->polygon, err))
        return false;
    uint32_t polygon = (uint32_t)slabs->n_polygons++;
    slabs->polygon[polygon] = (struct tomt_slab_polygon){.on = on, .piece = piece};
    if (outline->n_bands <= 1) {
        for (size_t i = 0; i < outline->n; i++) {
            if (!put_edge(slabs, &outline->edge[i], polygon, err))
                return false;
        }
        return true;
    }
    size_t first = tomt_outline_band(outline, slabs->y0),
           last = tomt_outline_band(outline, slabs->y0 + slabs->height);
    for (size_t band = first; band <= last && !slabs->too_many; band++) {
        for (uint32_t k = outline->band_start[band]; k < outline->band_start[band + 1]; k++) {
            const struct tomt_edge *edge = &outline->edge[outline->band_edge[k]];
            /* An edge in several bands is taken in the first one looked at. */
            if (band > first &&
                tomt_outline_band(outline, tomt_lesser(edge->y0, edge->y1) - TOMT_SAME_M) < band)
                continue;
            if (!put_edge(slabs, edge, polygon, err))
                return false;
        }
    }
    return true;
}

bool tomt_slabs_begin(struct tomt_slabs *slabs, const struct tomt_outline *ground,
                      struct tomt_error *err)
{
    const struct tomt_box *box = &ground->box;
    slabs->n_polygons = slabs->n_edges = slabs->n_turns = slabs->n_y = slabs->n_active = 0;
    slabs->n_cells = 0;
    slabs->too_many = false;
    slabs->x0 = box->min_x;
    slabs->y0 = box->min_y;
    slabs->width = tomt_greater(0, box->max_x - box->min_x);
    slabs->height = tomt_greater(0, box->max_y - box->min_y);
    return tomt_slabs_add(slabs, ground, 0, TOMT_NO_PIECE, err);
}

static int by_low(const void *one, const void *other)
{
    const struct tomt_slab_edge *a = one, *b = other;
    if (a->low < b->low || a->low > b->low)
        return a->low < b->low ? -1 : 1;
    if (a->x_low < b->x_low || a->x_low > b->x_low)
        return a->x_low < b->x_low ? -1 : 1;
    return (a->polygon > b->polygon) - (a->polygon < b->polygon);
}

static int by_turn(const void *one, const void *other)
{
    const struct tomt_slab_turn *a = one, *b = other;
    if (a->y < b->y || a->y > b->y)
        return a->y < b->y ? -1 : 1;
    return (a->polygon > b->polygon) - (a->polygon < b->polygon);
}

static int ascending(const void *one, const void *other)
{
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

static inline double x_at(const struct tomt_slab_edge *edge, double y)
{
    return edge->x_low + edge->per_m * (y - edge->low);
}

/* Of an edge that is not upright. */
static inline double y_at(const struct tomt_slab_edge *edge, double x)
{
    return edge->low + (x - edge->x_low) / edge->per_m;
}

static bool put_y(struct tomt_slabs *slabs, double y, struct tomt_error *err)
{
    if (!(y > 0 && y < slabs->height))
        return true;
    if (!tomt_grow(slabs->arena, &slabs->y, &slabs->y_capacity, slabs->n_y + 1, sizeof *slabs->y,
                   err))
        return false;
    slabs->y[slabs->n_y++] = y;
    return true;
}

/* Two turns of one polygon at one height are none: what follows each other left of the box falls
 * away. */
static bool tidy_turns(struct tomt_slabs *slabs, struct tomt_error *err)
{
    size_t kept = 0;
    if (slabs->n_turns > 1)
        qsort(slabs->turn, slabs->n_turns, sizeof *slabs->turn, by_turn);
    for (size_t i = 0; i < slabs->n_turns; i++) {
        if (kept > 0 && by_turn(&slabs->turn[kept - 1], &slabs->turn[i]) == 0)
            kept--;
        else
            slabs->turn[kept++] = slabs->turn[i];
    }
    slabs->n_turns = kept;
    for (size_t i = 0; i < kept; i++) {
        if (!put_y(slabs, slabs->turn[i].y, err))
            return false;
    }
    return true;
}

/* Edges are ascending by their lower end. */
static bool put_crossings(struct tomt_slabs *slabs, struct tomt_error *err)
{
    for (size_t i = 0; i < slabs->n_edges; i++) {
        const struct tomt_slab_edge *a = &slabs->edge[i];
        for (size_t k = i + 1; k < slabs->n_edges && slabs->edge[k].low < a->high; k++) {
            const struct tomt_slab_edge *b = &slabs->edge[k];
            if (a->min_x > b->max_x || b->min_x > a->max_x)
                continue;
            double low = b->low, high = tomt_lesser(a->high, b->high);
            double before = x_at(a, low) - x_at(b, low), after = x_at(a, high) - x_at(b, high);
            if (((before > 0 && after < 0) || (before < 0 && after > 0)) &&
                !put_y(slabs, low + (high - low) * (before / (before - after)), err))
                return false;
        }
    }
    return true;
}

static bool list_heights(struct tomt_slabs *slabs, struct tomt_error *err)
{
    if (slabs->n_edges > 1)
        qsort(slabs->edge, slabs->n_edges, sizeof *slabs->edge, by_low);
    if (!tidy_turns(slabs, err) || !put_crossings(slabs, err))
        return false;
    for (size_t i = 0; i < slabs->n_edges; i++) {
        const struct tomt_slab_edge *edge = &slabs->edge[i];
        /* Widths end at the box, so where an edge leaves it is a crossing too. */
        if (!put_y(slabs, edge->low, err) || !put_y(slabs, edge->high, err) ||
            (edge->min_x < 0 && !put_y(slabs, y_at(edge, 0), err)) ||
            (edge->max_x > slabs->width && !put_y(slabs, y_at(edge, slabs->width), err)))
            return false;
    }
    if (slabs->n_y > 1)
        qsort(slabs->y, slabs->n_y, sizeof *slabs->y, ascending);
    return true;
}

/* Over an edge of a polygon: in or out. */
static void step_over(struct tomt_slabs *slabs, uint32_t polygon, struct tomt_slab_cell *here)
{
    struct tomt_slab_polygon *at = &slabs->polygon[polygon];
    at->inside = !at->inside;
    if (at->piece != TOMT_NO_PIECE) {
        if (at->inside)
            here->piece = at->piece;
        else if (here->piece == at->piece)
            here->piece = TOMT_NO_PIECE;
    }
    for (uint64_t left = at->on; left; left &= left - 1) {
        int bit = __builtin_ctzll(left);
        slabs->depth[bit] = at->inside ? slabs->depth[bit] + 1 : slabs->depth[bit] - 1;
        if (slabs->depth[bit])
            here->on |= (uint64_t)1 << bit;
        else
            here->on &= ~((uint64_t)1 << bit);
    }
}

static bool add_area(struct tomt_slabs *slabs, const struct tomt_slab_cell *here, double area_m2,
                     struct tomt_error *err)
{
    if (!slabs->polygon[0].inside || !(area_m2 > 0))
        return true;
    size_t i = 0;
    while (i < slabs->n_cells &&
           (slabs->cell[i].on != here->on || slabs->cell[i].piece != here->piece))
        i++;
    if (i == slabs->n_cells) {
        if (!tomt_grow(slabs->arena, &slabs->cell, &slabs->cell_capacity, i + 1,
                       sizeof *slabs->cell, err))
            return false;
        slabs->cell[slabs->n_cells++] = (struct tomt_slab_cell){here->on, here->piece, 0};
    }
    slabs->cell[i].area_m2 += area_m2;
    return true;
}

/* The edges of a slab, from the left. They come nearly in order from the slab below. */
static void order_active(struct tomt_slabs *slabs, double low, double high, size_t *next)
{
    size_t kept = 0;
    for (size_t i = 0; i < slabs->n_active; i++) {
        if (slabs->edge[slabs->active[i]].high > low)
            slabs->active[kept++] = slabs->active[i];
    }
    for (; *next < slabs->n_edges && slabs->edge[*next].low <= low; ++*next) {
        if (slabs->edge[*next].high > low)
            slabs->active[kept++] = (uint32_t)*next;
    }
    slabs->n_active = kept;
    for (size_t i = 0; i < kept; i++) {
        uint32_t which = slabs->active[i];
        struct tomt_slab_edge *edge = &slabs->edge[which];
        edge->x = x_at(edge, low + (high - low) / 2);
        size_t at = i;
        for (; at > 0 && slabs->edge[slabs->active[at - 1]].x > edge->x; at--)
            slabs->active[at] = slabs->active[at - 1];
        slabs->active[at] = which;
    }
}

static bool measure_slab(struct tomt_slabs *slabs, double low, double high, struct tomt_error *err)
{
    struct tomt_slab_cell here = {.piece = TOMT_NO_PIECE};
    double from = 0;
    memset(slabs->depth, 0, sizeof slabs->depth);
    for (uint32_t i = 0; i < slabs->n_polygons; i++) {
        slabs->polygon[i].inside = false;
        if (slabs->polygon[i].at_left)
            step_over(slabs, i, &here);
    }
    for (size_t i = 0; i <= slabs->n_active; i++) {
        const struct tomt_slab_edge *edge =
            i < slabs->n_active ? &slabs->edge[slabs->active[i]] : NULL;
        double to = edge ? tomt_lesser(slabs->width, edge->x) : slabs->width;
        if (to > from) {
            if (!add_area(slabs, &here, (to - from) * (high - low), err))
                return false;
            from = to;
        }
        if (edge)
            step_over(slabs, edge->polygon, &here);
    }
    return true;
}

bool tomt_slabs_measure(struct tomt_slabs *slabs, struct tomt_error *err)
{
    slabs->n_cells = 0;
    if (slabs->too_many)
        return true;
    if (!list_heights(slabs, err) ||
        !tomt_grow(slabs->arena, &slabs->active, &slabs->active_capacity, slabs->n_edges + 1,
                   sizeof *slabs->active, err))
        return false;
    double low = 0;
    size_t next = 0, turn = 0;
    for (size_t i = 0; i <= slabs->n_y; i++) {
        double high = i < slabs->n_y ? slabs->y[i] : slabs->height;
        if (!(high > low))
            continue;
        for (; turn < slabs->n_turns && slabs->turn[turn].y <= low; turn++) {
            struct tomt_slab_polygon *polygon = &slabs->polygon[slabs->turn[turn].polygon];
            polygon->at_left = !polygon->at_left;
        }
        order_active(slabs, low, high, &next);
        if (!measure_slab(slabs, low, high, err))
            return false;
        low = high;
    }
    return true;
}
