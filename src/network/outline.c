/* network/outline.c: edges of a polygon, in blocks with boxes, against pieces of street. Whether
 * they meet is decided exactly. */
#include "network/outline.h"
#include "geo/orient.h"
#include "geo/wkb.h"
#include "network/snap_inside.h"

struct making {
    struct tomt_outline *outline;
    struct tomt_error *err;
};

static bool add_edge(struct tomt_outline *outline, struct tomt_edge edge, struct tomt_error *err)
{
    if (outline->n == outline->edge_capacity) {
        size_t capacity = outline->edge_capacity ? 2 * outline->edge_capacity : 64;
        void *larger = tomt_resize(outline->edge, capacity * sizeof *outline->edge);
        if (!larger)
            return tomt_fail(err, TOMT_MEMORY, "out of memory for a polygon of %zu edges",
                             capacity);
        outline->edge = larger;
        outline->edge_capacity = capacity;
    }
    outline->edge[outline->n++] = edge;
    return true;
}

static bool add_ring(void *context, size_t part, size_t ring, const uint8_t *xy, size_t n)
{
    (void)part;
    (void)ring;
    struct making *making = context;
    struct tomt_edge edge;
    for (size_t i = 0; i + 1 < n; i++) {
        tomt_wkb_xy(xy, i, &edge.ax, &edge.ay);
        tomt_wkb_xy(xy, i + 1, &edge.bx, &edge.by);
        if (!add_edge(making->outline, edge, making->err))
            return false;
    }
    return true;
}

static struct tomt_box around(const struct tomt_edge *edge, size_t n)
{
    struct tomt_box all = tomt_edge_box(edge);
    for (size_t i = 1; i < n; i++) {
        struct tomt_box box = tomt_edge_box(edge + i);
        all.min_x = box.min_x < all.min_x ? box.min_x : all.min_x;
        all.min_y = box.min_y < all.min_y ? box.min_y : all.min_y;
        all.max_x = box.max_x > all.max_x ? box.max_x : all.max_x;
        all.max_y = box.max_y > all.max_y ? box.max_y : all.max_y;
    }
    return all;
}

static bool make_blocks(struct tomt_outline *outline, struct tomt_error *err)
{
    outline->n_blocks = (outline->n + TOMT_OUTLINE_BLOCK - 1) / TOMT_OUTLINE_BLOCK;
    if (outline->n_blocks > outline->block_capacity) {
        size_t capacity = 2 * outline->n_blocks;
        void *larger = tomt_resize(outline->block, capacity * sizeof *outline->block);
        if (!larger)
            return tomt_fail(err, TOMT_MEMORY, "out of memory for a polygon of %zu edges",
                             outline->n);
        outline->block = larger;
        outline->block_capacity = capacity;
    }
    for (size_t b = 0; b < outline->n_blocks; b++) {
        size_t from = b * TOMT_OUTLINE_BLOCK, left = outline->n - from;
        outline->block[b] =
            around(outline->edge + from, left < TOMT_OUTLINE_BLOCK ? left : TOMT_OUTLINE_BLOCK);
    }
    return true;
}

bool tomt_outline_make(struct tomt_outline *outline, const struct tomt_shapes *shapes, size_t i,
                       struct tomt_error *err)
{
    struct making making = {outline, err};
    outline->n = 0;
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(shapes, i, &size);
    outline->box = shapes->box[i];
    outline->filled = shapes->kind == TOMT_POLYGONS;
    return tomt_wkb_each(wkb, size, add_ring, &making) && make_blocks(outline, err);
}

void tomt_outline_free(struct tomt_outline *outline)
{
    tomt_release(outline->edge);
    tomt_release(outline->block);
}

double tomt_edge_point_m2(double x, double y, const struct tomt_edge *edge, double *share)
{
    return tomt_piece_m2(edge->ax - x, edge->ay - y, edge->bx - x, edge->by - y, share);
}

/* Both lie on one straight line: is there a common point, and which is the first of `piece`? */
static bool meet_in_line(const struct tomt_edge *piece, const struct tomt_edge *edge, double *share)
{
    struct tomt_box mine = tomt_edge_box(piece), its = tomt_edge_box(edge);
    if (!tomt_box_meet(&mine, &its))
        return false;
    *share = 0;
    bool begins_on = its.min_x <= piece->ax && piece->ax <= its.max_x && its.min_y <= piece->ay &&
                     piece->ay <= its.max_y;
    if (begins_on)
        return true;
    double a, b;
    tomt_edge_point_m2(edge->ax, edge->ay, piece, &a);
    tomt_edge_point_m2(edge->bx, edge->by, piece, &b);
    *share = a < b ? a : b;
    return true;
}

bool tomt_edges_meet(const struct tomt_edge *piece, const struct tomt_edge *edge, double *share)
{
    int a = tomt_orient(edge->ax, edge->ay, edge->bx, edge->by, piece->ax, piece->ay);
    int b = tomt_orient(edge->ax, edge->ay, edge->bx, edge->by, piece->bx, piece->by);
    if (a * b > 0)
        return false;
    int c = tomt_orient(piece->ax, piece->ay, piece->bx, piece->by, edge->ax, edge->ay);
    int d = tomt_orient(piece->ax, piece->ay, piece->bx, piece->by, edge->bx, edge->by);
    if (c * d > 0)
        return false;
    if (c == 0 && d == 0)
        return meet_in_line(piece, edge, share);
    double dx = piece->bx - piece->ax, dy = piece->by - piece->ay;
    double ex = edge->bx - edge->ax, ey = edge->by - edge->ay;
    double along = (edge->ax - piece->ax) * ey - (edge->ay - piece->ay) * ex;
    double all = dx * ey - dy * ex;
    double at = a == 0 ? 0 : b == 0 ? 1 : along / all;
    *share = at > 1 ? 1 : at > 0 ? at : 0; /* also where rounding left 0 / 0 */
    return true;
}

/* Does a ray at y to the east, with its beginning on that side, cross the edge? Its lower end
 * counts, its upper one does not. */
static bool crosses(const struct tomt_edge *edge, double y, int side)
{
    return edge->ay <= y ? edge->by > y && side > 0 : edge->by <= y && side < 0;
}

/* Rings of a valid polygon cross nowhere: inside is where a ray meets an odd number of them. */
bool tomt_outline_holds(const struct tomt_outline *outline, double x, double y)
{
    struct tomt_box here = {x, y, x, y}, east = {x, y, INFINITY, y};
    bool inside = false;
    if (!outline->filled || !tomt_box_meet(&here, &outline->box))
        return false;
    for (size_t b = 0; b < outline->n_blocks; b++) {
        if (!tomt_box_meet(&east, outline->block + b))
            continue;
        size_t from = b * TOMT_OUTLINE_BLOCK, to = from + TOMT_OUTLINE_BLOCK;
        for (size_t i = from; i < to && i < outline->n; i++) {
            const struct tomt_edge *edge = outline->edge + i;
            struct tomt_box its = tomt_edge_box(edge);
            if (!tomt_box_meet(&east, &its))
                continue;
            int side = tomt_orient(edge->ax, edge->ay, edge->bx, edge->by, x, y);
            if (side == 0 && tomt_box_meet(&here, &its))
                return true;
            inside ^= crosses(edge, y, side);
        }
    }
    return inside;
}

bool tomt_outline_each(const struct tomt_outline *outline, const struct tomt_edge *piece,
                       const double *limit_m2, tomt_edge_visit *visit, void *context)
{
    struct tomt_box box = tomt_edge_box(piece);
    for (size_t b = 0; b < outline->n_blocks; b++) {
        if (!(tomt_boxes_m2(&box, outline->block + b) <= tomt_still_near(*limit_m2)))
            continue;
        size_t from = b * TOMT_OUTLINE_BLOCK, to = from + TOMT_OUTLINE_BLOCK;
        for (size_t i = from; i < to && i < outline->n; i++) {
            struct tomt_box its = tomt_edge_box(outline->edge + i);
            if (tomt_boxes_m2(&box, &its) <= tomt_still_near(*limit_m2) &&
                !visit(context, outline->edge + i))
                return false;
        }
    }
    return true;
}

struct nearest {
    const struct tomt_edge *piece;
    bool is_point;
    double m2, limit_m2;
};

static bool weigh_edge(void *context, const struct tomt_edge *edge)
{
    struct nearest *nearest = context;
    const struct tomt_edge *piece = nearest->piece;
    double unused, m2[4];
    if (!nearest->is_point && tomt_edges_meet(piece, edge, &unused)) {
        nearest->m2 = 0;
        return false;
    }
    m2[0] = tomt_edge_point_m2(piece->ax, piece->ay, edge, &unused);
    m2[1] = tomt_edge_point_m2(piece->bx, piece->by, edge, &unused);
    m2[2] = tomt_edge_point_m2(edge->ax, edge->ay, piece, &unused);
    m2[3] = tomt_edge_point_m2(edge->bx, edge->by, piece, &unused);
    for (size_t i = 0; i < (nearest->is_point ? 1 : 4); i++)
        nearest->m2 = m2[i] < nearest->m2 ? m2[i] : nearest->m2;
    if (nearest->m2 < nearest->limit_m2)
        nearest->limit_m2 = nearest->m2;
    return true;
}

double tomt_outline_m2(const struct tomt_outline *outline, const struct tomt_edge *piece,
                       double limit_m2, bool starts_outside)
{
    struct tomt_box box = tomt_edge_box(piece);
    struct nearest nearest = {piece, piece->ax == piece->bx && piece->ay == piece->by, INFINITY,
                              limit_m2};
    if (!(tomt_boxes_m2(&box, &outline->box) <= tomt_still_near(limit_m2)))
        return INFINITY;
    if (!starts_outside && tomt_outline_holds(outline, piece->ax, piece->ay))
        return 0;
    tomt_outline_each(outline, piece, &nearest.limit_m2, weigh_edge, &nearest);
    return nearest.m2;
}
