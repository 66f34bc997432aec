/* network/snap_polygon.c: where a street comes nearest to a polygon (or to a line). A street that
 * crosses, touches or lies inside is at no distance. Of streets equally near the lowest link
 * counts, and of it the first point: the first vertex inside, else where it first meets the edge.
 * Whether they meet is decided exactly. */
#include "geo/orient.h"
#include "geo/wkb.h"
#include "network/snap_inside.h"

enum { CHUNK = 32 };

/* Of points of one link this little farther than the nearest, the first is taken: a street along a
 * facade is equally near all the way, whatever the last digits say. */
static const double same_m = 1e-6;

struct edge {
    double ax, ay, bx, by;
};

struct outline {
    struct edge *edge;
    size_t n, capacity;
    const uint8_t *wkb;
    size_t size;
    struct tomt_box box;
    bool filled; /* a polygon */
};

struct shapes_job {
    const struct tomt_snapper *snapper;
    const struct tomt_pieces *pieces;
    const struct tomt_shapes *shapes;
    struct tomt_snaps *out;
};

struct seat {
    const struct shapes_job *job;
    struct outline outline;
    struct tomt_piece_found found;
    struct tomt_error *err;
};

static bool add_edge(struct outline *outline, struct edge edge, struct tomt_error *err)
{
    if (outline->n == outline->capacity) {
        size_t capacity = outline->capacity ? 2 * outline->capacity : 64;
        void *larger = tomt_resize(outline->edge, capacity * sizeof *outline->edge);
        if (!larger)
            return tomt_fail(err, TOMT_MEMORY, "out of memory for a polygon of %zu edges",
                             capacity);
        outline->edge = larger;
        outline->capacity = capacity;
    }
    outline->edge[outline->n++] = edge;
    return true;
}

static bool add_ring(void *context, size_t part, size_t ring, const uint8_t *xy, size_t n)
{
    (void)part;
    (void)ring;
    struct seat *seat = context;
    struct edge edge;
    for (size_t i = 0; i + 1 < n; i++) {
        tomt_wkb_xy(xy, i, &edge.ax, &edge.ay);
        tomt_wkb_xy(xy, i + 1, &edge.bx, &edge.by);
        if (!add_edge(&seat->outline, edge, seat->err))
            return false;
    }
    return true;
}

static double box_m2(const struct tomt_box *a, const struct tomt_box *b)
{
    double left = a->min_x - b->max_x, right = b->min_x - a->max_x;
    double below = a->min_y - b->max_y, above = b->min_y - a->max_y;
    double dx = left > right ? left : right, dy = below > above ? below : above;
    dx = dx > 0 ? dx : 0;
    dy = dy > 0 ? dy : 0;
    return dx * dx + dy * dy;
}

static struct tomt_box box_of(const struct edge *edge)
{
    bool right = edge->ax < edge->bx, up = edge->ay < edge->by;
    return (struct tomt_box){right ? edge->ax : edge->bx, up ? edge->ay : edge->by,
                             right ? edge->bx : edge->ax, up ? edge->by : edge->ay};
}

/* Squared distance from a point to an edge, and where on the edge. */
static double point_m2(double x, double y, const struct edge *edge, double *share)
{
    return tomt_piece_m2(edge->ax - x, edge->ay - y, edge->bx - x, edge->by - y, share);
}

/* Both lie on one straight line: is there a common point, and which is the first of `piece`? */
static bool meet_in_line(const struct edge *piece, const struct edge *edge, double *share)
{
    struct tomt_box mine = box_of(piece), its = box_of(edge);
    if (!tomt_box_meet(&mine, &its))
        return false;
    *share = 0;
    bool begins_on = its.min_x <= piece->ax && piece->ax <= its.max_x && its.min_y <= piece->ay &&
                     piece->ay <= its.max_y;
    if (begins_on)
        return true;
    double a, b;
    point_m2(edge->ax, edge->ay, piece, &a);
    point_m2(edge->bx, edge->by, piece, &b);
    *share = a < b ? a : b;
    return true;
}

/* Exact but for *share: where `piece` first meets the edge. */
static bool meet(const struct edge *piece, const struct edge *edge, double *share)
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

/* Offers the nearest point of `piece` to the edge: nearer, or equally near (within same_m, when
 * `most_m2` says what near is) and earlier. */
static void offer(double m2, double share, double most_m2, double *best_m2, double *best_share)
{
    bool better = most_m2 < INFINITY
                      ? m2 <= most_m2 && (!(*best_m2 <= most_m2) || share < *best_share)
                      : m2 < *best_m2 || (m2 == *best_m2 && share < *best_share);
    if (better) {
        *best_m2 = m2;
        *best_share = share;
    }
}

/* Squared distance between a piece of street and the outline; INFINITY when it is clearly over
 * `limit_m2`. With most_m2 the first point of the piece that is so near. */
static double measure(const struct outline *outline, const struct edge *piece, double limit_m2,
                      double most_m2, double *share)
{
    struct tomt_box box = box_of(piece);
    bool point = piece->ax == piece->bx && piece->ay == piece->by;
    double best_m2 = INFINITY;
    *share = 0;
    if (!(box_m2(&box, &outline->box) <= tomt_still_near(limit_m2)))
        return INFINITY;
    struct tomt_box start = {piece->ax, piece->ay, piece->ax, piece->ay};
    if (outline->filled && tomt_box_meet(&start, &outline->box) &&
        tomt_wkb_holds_point(outline->wkb, outline->size, piece->ax, piece->ay))
        return 0;
    for (size_t i = 0; i < outline->n; i++) {
        const struct edge *edge = outline->edge + i;
        struct tomt_box its = box_of(edge);
        double at, unused, least = best_m2 < limit_m2 ? best_m2 : limit_m2;
        if (most_m2 < INFINITY)
            least = most_m2;
        if (!(box_m2(&box, &its) <= tomt_still_near(least)))
            continue;
        if (!point && meet(piece, edge, &at)) {
            offer(0, at, most_m2, &best_m2, share);
            continue;
        }
        offer(point_m2(piece->ax, piece->ay, edge, &unused), 0, most_m2, &best_m2, share);
        offer(point_m2(piece->bx, piece->by, edge, &unused), 1, most_m2, &best_m2, share);
        double m2 = point_m2(edge->ax, edge->ay, piece, &at);
        offer(m2, at, most_m2, &best_m2, share);
        m2 = point_m2(edge->bx, edge->by, piece, &at);
        offer(m2, at, most_m2, &best_m2, share);
    }
    return best_m2;
}

static struct edge piece_edge(const struct tomt_pieces *pieces, size_t piece)
{
    size_t a = pieces->piece[piece].vertex, b = a + pieces->step;
    return (struct edge){pieces->x[a], pieces->y[a], pieces->x[b], pieces->y[b]};
}

static void weigh_run(struct seat *seat, size_t run)
{
    const struct tomt_pieces *pieces = seat->job->pieces;
    size_t from = run * TOMT_PIECES_FAN, to = from + TOMT_PIECES_FAN;
    for (size_t i = from; i < to && i < pieces->n; i++) {
        if (seat->found.m2 == 0 && i > seat->found.piece)
            return;
        struct edge edge = piece_edge(pieces, i);
        double share, m2 = measure(&seat->outline, &edge, seat->found.m2, INFINITY, &share);
        if (m2 < seat->found.m2 || (m2 == seat->found.m2 && i < seat->found.piece))
            seat->found = (struct tomt_piece_found){m2, i};
    }
}

static bool worth_it(const struct seat *seat, double m2, size_t first_piece)
{
    return m2 <= tomt_still_near(seat->found.m2) &&
           (seat->found.m2 > 0 || first_piece < seat->found.piece);
}

/* Depth first, nearest child first, of equally near ones the first. `span` pieces lie below each
 * child. */
static void descend(struct seat *seat, unsigned level, size_t node, size_t span)
{
    if (level == 0) {
        weigh_run(seat, node);
        return;
    }
    struct {
        double m2;
        size_t i;
    } child[TOMT_PIECES_FAN];
    const struct tomt_pieces *pieces = seat->job->pieces;
    size_t from = node * TOMT_PIECES_FAN, to = from + TOMT_PIECES_FAN, n = 0;
    for (size_t i = from; i < to && i < pieces->n_boxes[level - 1]; i++) {
        double m2 = box_m2(pieces->box[level - 1] + i, &seat->outline.box);
        if (!worth_it(seat, m2, i * span))
            continue;
        size_t at = n++;
        for (; at > 0 && child[at - 1].m2 > m2; at--)
            child[at] = child[at - 1];
        child[at].m2 = m2;
        child[at].i = i;
    }
    for (size_t k = 0; k < n; k++) {
        if (worth_it(seat, child[k].m2, child[k].i * span))
            descend(seat, level - 1, child[k].i, span / TOMT_PIECES_FAN);
    }
}

static void find_nearest(struct seat *seat)
{
    const struct tomt_pieces *pieces = seat->job->pieces;
    size_t span = 1;
    for (unsigned level = 1; level < pieces->n_levels; level++)
        span *= TOMT_PIECES_FAN;
    seat->found = (struct tomt_piece_found){INFINITY, SIZE_MAX};
    if (pieces->n_levels > 0)
        descend(seat, pieces->n_levels - 1, 0, span);
}

/* The first point of the link found that is as near, from the link's first piece on. */
static double first_share(struct seat *seat)
{
    const struct tomt_pieces *pieces = seat->job->pieces;
    size_t first = seat->found.piece;
    double share = 0, most_m = sqrt(seat->found.m2) + same_m;
    while (first > 0 && pieces->piece[first - 1].link == pieces->piece[first].link)
        first--;
    for (size_t i = first; i <= seat->found.piece; i++) {
        struct edge edge = piece_edge(pieces, i);
        double m2 = measure(&seat->outline, &edge, most_m * most_m, most_m * most_m, &share);
        if (m2 <= most_m * most_m) {
            seat->found.piece = i;
            break;
        }
    }
    return share;
}

static void *sit(void *shared, struct tomt_error *err)
{
    struct seat *seat = tomt_allocate(sizeof *seat);
    if (seat)
        *seat = (struct seat){.job = shared};
    else
        tomt_fail(err, TOMT_MEMORY, "out of memory while joining polygons to streets");
    return seat;
}

static void rise(void *seat)
{
    tomt_release(((struct seat *)seat)->outline.edge);
    tomt_release(seat);
}

static bool snap_some(void *context, size_t from, size_t to, struct tomt_error *err)
{
    struct seat *seat = context;
    struct outline *outline = &seat->outline;
    const struct tomt_shapes *shapes = seat->job->shapes;
    seat->err = err;
    for (size_t i = from; i < to; i++) {
        outline->n = 0;
        outline->wkb = tomt_shapes_wkb(shapes, i, &outline->size);
        outline->box = shapes->box[i];
        outline->filled = shapes->kind == TOMT_POLYGONS;
        if (!tomt_wkb_each(outline->wkb, outline->size, add_ring, seat))
            return false;
        seat->found = (struct tomt_piece_found){INFINITY, SIZE_MAX};
        if (outline->n > 0)
            find_nearest(seat);
        bool line = seat->job->pieces->step == 1 && seat->found.piece != SIZE_MAX;
        double share = line ? first_share(seat) : 0;
        tomt_snaps_set(seat->job->out, i, seat->job->snapper, &seat->found, share);
    }
    return true;
}

bool tomt_snap_outlines(struct tomt_arena *arena, const struct tomt_snapper *snapper,
                        enum tomt_way way, const struct tomt_shapes *shapes,
                        const struct tomt_crew *crew, struct tomt_snaps *out,
                        struct tomt_error *err)
{
    (void)arena;
    struct shapes_job shared = {snapper, &snapper->pieces[way], shapes, out};
    struct tomt_crew_job job = {.shared = &shared,
                                .sit = sit,
                                .work = snap_some,
                                .rise = rise,
                                .n = shapes->n,
                                .chunk = CHUNK};
    return tomt_crew_run(crew, &job, err);
}
