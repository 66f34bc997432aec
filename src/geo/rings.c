/* geo/rings.c: rings as views, and the quadtree of cells of a huge polygon. */
#include "geo/rings.h"

#include "geo/wkb_walk.h"

#include <math.h>
#include <string.h>

enum { MOST_DEPTH = 16 };

void tomt_rings_free(struct tomt_rings *rings)
{
    tomt_release(rings->ring);
    *rings = (struct tomt_rings){0};
}

static struct tomt_ring *add_ring(struct tomt_rings *rings, struct tomt_error *err)
{
    if (rings->n == rings->capacity) {
        size_t capacity = rings->capacity ? 2 * rings->capacity : 8;
        void *ring = tomt_resize(rings->ring, capacity * sizeof *rings->ring);
        if (!ring) {
            tomt_fail(err, TOMT_MEMORY, "out of memory for %zu rings", capacity);
            return NULL;
        }
        rings->ring = ring;
        rings->capacity = capacity;
    }
    return rings->ring + rings->n++;
}

double tomt_ring_twice_area(const uint8_t *xy, size_t n)
{
    double x0, y0, ax, ay, twice = 0;
    tomt_wkb_xy(xy, 0, &x0, &y0);
    ax = ay = 0;
    for (size_t i = 1; i < n; i++) {
        double bx, by;
        tomt_wkb_xy(xy, i, &bx, &by);
        bx -= x0;
        by -= y0;
        twice += ax * by - ay * bx;
        ax = bx;
        ay = by;
    }
    return twice;
}

bool tomt_rings_read(struct tomt_rings *rings, const uint8_t *wkb, size_t size,
                     struct tomt_error *err)
{
    struct tomt_wkb_walk walk = tomt_wkb_walk(wkb, size);
    while (walk.polygons && tomt_wkb_step(&walk)) {
        if (walk.n < 4)
            continue;
        struct tomt_ring *ring = add_ring(rings, err);
        if (!ring)
            return false;
        *ring = (struct tomt_ring){
            .xy = walk.xy, .n = walk.n, .part = (uint32_t)walk.part, .hole = walk.ring > 0};
        ring->left = (tomt_ring_twice_area(walk.xy, walk.n) > 0) != ring->hole;
    }
    return true;
}

enum tomt_wkb_side tomt_rings_side(const struct tomt_ring *ring, size_t n, double x, double y)
{
    bool odd = false;
    for (size_t i = 0; i < n; i++)
        if (tomt_wkb_ring_cross(ring[i].xy, ring[i].n, x, y, &odd))
            return TOMT_SIDE_EDGE;
    return odd ? TOMT_SIDE_INSIDE : TOMT_SIDE_OUTSIDE;
}

static struct tomt_box grown(const struct tomt_box *core, double share)
{
    double dx = share * (core->max_x - core->min_x), dy = share * (core->max_y - core->min_y);
    return (struct tomt_box){core->min_x - dx, core->min_y - dy, core->max_x + dx,
                             core->max_y + dy};
}

/* The halo is about a quarter of the core; what may be asked keeps a little clear of its rim, and
 * the rim itself is at an odd place, where no surveyed vertex lies. */
static struct tomt_cell *new_cell(struct tomt_box core, unsigned depth, struct tomt_error *err)
{
    struct tomt_cell *cell = tomt_allocate(sizeof *cell);
    if (!cell) {
        tomt_fail(err, TOMT_MEMORY, "out of memory for a cell of a large polygon");
        return NULL;
    }
    *cell = (struct tomt_cell){.core = core,
                               .reach = grown(&core, 0.24),
                               .box = grown(&core, 0.2531415926535),
                               .depth = depth};
    return cell;
}

struct tomt_cell *tomt_cell_root(const uint8_t *wkb, size_t size, struct tomt_error *err)
{
    struct tomt_cell *root = new_cell(tomt_wkb_box(wkb, size), 0, err);
    if (!root)
        return NULL;
    if (!tomt_rings_read(&root->rings, wkb, size, err)) {
        tomt_cell_free(root, NULL, NULL);
        return NULL;
    }
    for (size_t i = 0; i < root->rings.n; i++)
        root->n_inside += root->rings.ring[i].n;
    return root;
}

void tomt_cell_free(struct tomt_cell *cell, void (*each)(void *, struct tomt_cell *), void *context)
{
    if (!cell)
        return;
    for (int i = 0; i < 4; i++)
        tomt_cell_free(cell->child[i], each, context);
    if (each)
        each(context, cell);
    tomt_rings_free(&cell->rings);
    tomt_release(cell->points);
    tomt_release(cell);
}

static unsigned beyond(const struct tomt_box *box, double x, double y)
{
    return (unsigned)(x < box->min_x) | (unsigned)(x > box->max_x) << 1 |
           (unsigned)(y < box->min_y) << 2 | (unsigned)(y > box->max_y) << 3;
}

/* Copies a ring, cutting short each run of vertices that lie beyond one and the same side of the
 * box: the short cut lies beyond it too. Returns the points written, 0 when the whole ring lies
 * beyond one side. */
static size_t limit(const struct tomt_ring *ring, const struct tomt_box *box, uint8_t *out,
                    size_t *n_inside)
{
    double x, y;
    tomt_wkb_xy(ring->xy, 0, &x, &y);
    unsigned before = beyond(box, x, y), run = before, all = before;
    size_t n_out = 1;
    bool pending = false;
    memcpy(out, ring->xy, 16);
    for (size_t i = 1; i < ring->n; i++) {
        tomt_wkb_xy(ring->xy, i, &x, &y);
        unsigned code = beyond(box, x, y);
        all &= code;
        if (run & code) {
            run &= code;
            pending = true;
        } else {
            if (pending)
                memcpy(out + 16 * n_out++, ring->xy + 16 * (i - 1), 16);
            memcpy(out + 16 * n_out++, ring->xy + 16 * i, 16);
            *n_inside += (before & code) == 0;
            run = code;
            pending = false;
        }
        before = code;
    }
    if (pending)
        memcpy(out + 16 * n_out++, ring->xy + 16 * (ring->n - 1), 16);
    return all ? 0 : n_out;
}

static bool fill(struct tomt_cell *cell, const struct tomt_cell *parent, struct tomt_error *err)
{
    size_t n_points = 0, used = 0;
    for (size_t i = 0; i < parent->rings.n; i++)
        n_points += parent->rings.ring[i].n;
    cell->points = tomt_allocate(16 * n_points);
    if (!cell->points)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for a cell of %zu points", n_points);
    for (size_t i = 0; i < parent->rings.n; i++) {
        const struct tomt_ring *ring = parent->rings.ring + i;
        size_t n = limit(ring, &cell->box, cell->points + used, &cell->n_inside);
        if (n == 0)
            continue;
        struct tomt_ring *kept = add_ring(&cell->rings, err);
        if (!kept)
            return false;
        *kept = *ring;
        kept->n = n;
        used += 16 * n;
    }
    uint8_t *fitting = tomt_resize(cell->points, used);
    if (fitting)
        cell->points = fitting;
    used = 0;
    for (size_t i = 0; i < cell->rings.n; i++) {
        cell->rings.ring[i].xy = cell->points + used;
        used += 16 * cell->rings.ring[i].n;
    }
    if (cell->n_inside == 0)
        cell->holds_box =
            tomt_rings_side(cell->rings.ring, cell->rings.n,
                            0.5 * (cell->core.min_x + cell->core.max_x),
                            0.5 * (cell->core.min_y + cell->core.max_y)) != TOMT_SIDE_OUTSIDE;
    return true;
}

static struct tomt_cell *make_child(struct tomt_cell *parent, unsigned quarter, size_t *bytes,
                                    struct tomt_error *err)
{
    struct tomt_box core = parent->core;
    double x = 0.5 * (core.min_x + core.max_x), y = 0.5 * (core.min_y + core.max_y);
    *(quarter & 1 ? &core.min_x : &core.max_x) = x;
    *(quarter & 2 ? &core.min_y : &core.max_y) = y;
    struct tomt_cell *cell = new_cell(core, parent->depth + 1, err);
    if (cell && !fill(cell, parent, err)) {
        tomt_cell_free(cell, NULL, NULL);
        return NULL;
    }
    if (cell) {
        cell->parent = parent;
        *bytes += sizeof *cell + cell->rings.capacity * sizeof *cell->rings.ring;
        for (size_t i = 0; i < cell->rings.n; i++)
            *bytes += 16 * cell->rings.ring[i].n;
    }
    return cell;
}

struct tomt_cell *tomt_cell_find(struct tomt_cell *root, const struct tomt_box *box, size_t *bytes,
                                 struct tomt_error *err)
{
    struct tomt_cell *cell = root;
    double x = 0.5 * (box->min_x + box->max_x), y = 0.5 * (box->min_y + box->max_y);
    while (cell->n_inside > TOMT_CELL_EDGES && cell->depth < MOST_DEPTH) {
        unsigned right = x > 0.5 * (cell->core.min_x + cell->core.max_x);
        unsigned up = y > 0.5 * (cell->core.min_y + cell->core.max_y), quarter = right | up << 1;
        struct tomt_box wide = cell->core;
        *(right ? &wide.min_x : &wide.max_x) = 0.5 * (cell->core.min_x + cell->core.max_x);
        *(up ? &wide.min_y : &wide.max_y) = 0.5 * (cell->core.min_y + cell->core.max_y);
        wide = grown(&wide, 0.24);
        if (!tomt_box_hold(&wide, box))
            break;
        if (!cell->child[quarter])
            cell->child[quarter] = make_child(cell, quarter, bytes, err);
        cell = cell->child[quarter];
        if (!cell)
            return NULL;
    }
    return cell;
}
