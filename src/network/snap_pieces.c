/* network/snap_pieces.c: pieces of street as a tree of boxes, and the nearest of them to a point.
 */
#include "network/snap_inside.h"

/* Islands with less street than asked for are not snapped to, the mainland always is. */
static bool may_snap(const struct tomt_network *network, enum tomt_way way, uint32_t link)
{
    if (!tomt_link_serves(network, way, link))
        return false;
    uint32_t island = network->node_island[network->link_from[link]];
    return island == 0 || !(network->island_m[island] < network->settings.min_island_m);
}

static bool make_of_links(struct tomt_arena *arena, const struct tomt_network *network,
                          enum tomt_way way, struct tomt_pieces *out, struct tomt_error *err)
{
    const uint64_t *start = network->vertex_start;
    size_t n = 0;
    for (uint32_t link = 0; link < network->n_links; link++) {
        if (start[link + 1] - start[link] >= 2 && may_snap(network, way, link))
            n += (size_t)(start[link + 1] - start[link] - 1);
    }
    out->piece = tomt_arena_block(arena, NULL, (n + 1) * sizeof *out->piece, err);
    if (!out->piece)
        return false;
    for (uint32_t link = 0; link < network->n_links; link++) {
        if (start[link + 1] - start[link] < 2 || !may_snap(network, way, link))
            continue;
        for (uint64_t v = start[link]; v + 1 < start[link + 1]; v++)
            out->piece[out->n++] = (struct tomt_piece){(uint32_t)v, link};
    }
    out->x = network->vertex_x;
    out->y = network->vertex_y;
    out->step = 1;
    return true;
}

/* Each node that such a link has, with the lowest of them. */
static bool make_of_nodes(struct tomt_arena *arena, const struct tomt_network *network,
                          enum tomt_way way, struct tomt_pieces *out, struct tomt_error *err)
{
    out->piece = tomt_arena_block(arena, NULL, (network->n_nodes + 1) * sizeof *out->piece, err);
    if (!out->piece)
        return false;
    for (size_t v = 0; v < network->n_nodes; v++)
        out->piece[v] = (struct tomt_piece){(uint32_t)v, TOMT_NO_LINK};
    for (uint32_t link = 0; link < network->n_links; link++) {
        if (!may_snap(network, way, link))
            continue;
        struct tomt_piece *from = out->piece + network->link_from[link];
        struct tomt_piece *to = out->piece + network->link_to[link];
        from->link = link < from->link ? link : from->link;
        to->link = link < to->link ? link : to->link;
    }
    for (size_t v = 0; v < network->n_nodes; v++) {
        if (out->piece[v].link != TOMT_NO_LINK)
            out->piece[out->n++] = out->piece[v];
    }
    out->x = network->node_x;
    out->y = network->node_y;
    out->step = 0;
    return true;
}

static void grow(struct tomt_box *box, const struct tomt_box *by)
{
    box->min_x = by->min_x < box->min_x ? by->min_x : box->min_x;
    box->min_y = by->min_y < box->min_y ? by->min_y : box->min_y;
    box->max_x = by->max_x > box->max_x ? by->max_x : box->max_x;
    box->max_y = by->max_y > box->max_y ? by->max_y : box->max_y;
}

static struct tomt_box around_pieces(const struct tomt_pieces *pieces, size_t run)
{
    struct tomt_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    size_t from = run * TOMT_PIECES_FAN, to = from + TOMT_PIECES_FAN;
    for (size_t i = from; i < to && i < pieces->n; i++) {
        size_t a = pieces->piece[i].vertex, b = a + pieces->step;
        grow(&box, &(struct tomt_box){pieces->x[a], pieces->y[a], pieces->x[a], pieces->y[a]});
        grow(&box, &(struct tomt_box){pieces->x[b], pieces->y[b], pieces->x[b], pieces->y[b]});
    }
    return box;
}

static struct tomt_box around_boxes(const struct tomt_box *below, size_t n_below, size_t run)
{
    struct tomt_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    size_t from = run * TOMT_PIECES_FAN, to = from + TOMT_PIECES_FAN;
    for (size_t i = from; i < to && i < n_below; i++)
        grow(&box, below + i);
    return box;
}

bool tomt_pieces_make(struct tomt_arena *arena, const struct tomt_network *network,
                      enum tomt_way way, struct tomt_pieces *out, struct tomt_error *err)
{
    *out = (struct tomt_pieces){0};
    if (network->n_links && network->vertex_start[network->n_links] > UINT32_MAX)
        return tomt_fail(err, TOMT_DATA,
                         "streets of more than 4294967295 vertices are too many; read a smaller "
                         "area or simplify them");
    bool good = network->settings.snap_node ? make_of_nodes(arena, network, way, out, err)
                                            : make_of_links(arena, network, way, out, err);
    if (!good)
        return false;
    size_t n_below = out->n;
    while (n_below > 1 || (n_below == 1 && out->n_levels == 0)) {
        unsigned level = out->n_levels;
        size_t n = (n_below + TOMT_PIECES_FAN - 1) / TOMT_PIECES_FAN;
        out->box[level] = tomt_arena_block(arena, NULL, n * sizeof *out->box[level], err);
        if (!out->box[level])
            return false;
        for (size_t k = 0; k < n; k++)
            out->box[level][k] =
                level == 0 ? around_pieces(out, k) : around_boxes(out->box[level - 1], n_below, k);
        out->n_boxes[level] = n_below = n;
        out->n_levels++;
    }
    return true;
}

struct search {
    const struct tomt_pieces *pieces;
    double x, y;
    struct tomt_piece_found found;
};

static double box_m2(const struct tomt_box *box, double x, double y)
{
    double left = box->min_x - x, right = x - box->max_x;
    double below = box->min_y - y, above = y - box->max_y;
    double dx = left > right ? left : right, dy = below > above ? below : above;
    dx = dx > 0 ? dx : 0;
    dy = dy > 0 ? dy : 0;
    return dx * dx + dy * dy;
}

static void weigh_run(struct search *search, size_t run)
{
    const struct tomt_pieces *pieces = search->pieces;
    size_t from = run * TOMT_PIECES_FAN, to = from + TOMT_PIECES_FAN;
    if (to > pieces->n)
        to = pieces->n;
    for (size_t i = from; i < to; i++) {
        size_t a = pieces->piece[i].vertex, b = a + pieces->step;
        double share,
            m2 = tomt_piece_m2(pieces->x[a] - search->x, pieces->y[a] - search->y,
                               pieces->x[b] - search->x, pieces->y[b] - search->y, &share);
        if (m2 < search->found.m2 || (m2 == search->found.m2 && i < search->found.piece))
            search->found = (struct tomt_piece_found){m2, i};
    }
}

/* Depth first, nearest child first. */
static void descend(struct search *search, unsigned level, size_t node)
{
    if (level == 0) {
        weigh_run(search, node);
        return;
    }
    struct {
        double m2;
        size_t i;
    } child[TOMT_PIECES_FAN];
    const struct tomt_box *box = search->pieces->box[level - 1];
    size_t from = node * TOMT_PIECES_FAN, to = from + TOMT_PIECES_FAN, n = 0;
    if (to > search->pieces->n_boxes[level - 1])
        to = search->pieces->n_boxes[level - 1];
    double limit = tomt_still_near(search->found.m2);
    for (size_t i = from; i < to; i++) {
        double m2 = box_m2(box + i, search->x, search->y);
        if (!(m2 <= limit))
            continue;
        size_t at = n++;
        for (; at > 0 && child[at - 1].m2 > m2; at--)
            child[at] = child[at - 1];
        child[at].m2 = m2;
        child[at].i = i;
    }
    for (size_t k = 0; k < n && child[k].m2 <= tomt_still_near(search->found.m2); k++)
        descend(search, level - 1, child[k].i);
}

void tomt_pieces_nearest(const struct tomt_pieces *pieces, double x, double y,
                         struct tomt_piece_found *found)
{
    struct search search = {pieces, x, y, *found};
    if (pieces->n_levels > 0)
        descend(&search, pieces->n_levels - 1, 0);
    *found = search.found;
}
