/* network/snap.c: the index of both ways, and points joined to the nearest piece of street. */
#include "network/graph_inside.h"
#include "network/snap_inside.h"

enum { CHUNK = 512, SORT_FROM = 1024 };

struct points {
    const struct tomt_snapper *snapper;
    const struct tomt_pieces *pieces;
    const double *x, *y;
    const uint32_t *order; /* along the Hilbert curve; NULL: as they come */
    struct tomt_snaps *out;
};

struct tomt_snapper *tomt_snapper_new(struct tomt_arena *arena, const struct tomt_network *network,
                                      struct tomt_error *err)
{
    struct tomt_snapper *snapper = tomt_arena_alloc(arena, sizeof *snapper, err);
    if (!snapper)
        return NULL;
    snapper->network = network;
    snapper->most_leg_mm = tomt_cost_of(TOMT_WALK, network->settings.max_snap_m);
    for (enum tomt_way way = TOMT_WALK; way <= TOMT_DRIVE; way++) {
        if (!tomt_pieces_make(arena, network, way, &snapper->pieces[way], err))
            return NULL;
    }
    return snapper;
}

void tomt_snaps_set(struct tomt_snaps *out, size_t i, const struct tomt_snapper *snapper,
                    const struct tomt_piece_found *found, double share)
{
    out->link[i] = TOMT_NO_LINK;
    out->along_mm[i] = 0;
    out->leg_mm[i] = UINT32_MAX;
    if (found->piece == SIZE_MAX)
        return;
    out->leg_mm[i] = tomt_leg_mm(found->m2);
    if (out->leg_mm[i] > snapper->most_leg_mm)
        return;
    const struct tomt_pieces *pieces = &snapper->pieces[out->way];
    struct tomt_piece piece = pieces->piece[found->piece];
    const struct tomt_network *network = snapper->network;
    out->link[i] = piece.link;
    if (pieces->step == 0)
        out->along_mm[i] =
            network->link_from[piece.link] == piece.vertex ? 0 : network->link_mm[piece.link];
    else
        out->along_mm[i] = tomt_snap_along(network, piece.link, piece.vertex, share);
}

static double to_piece(const struct tomt_pieces *pieces, size_t piece, double x, double y,
                       double *share)
{
    size_t a = pieces->piece[piece].vertex, b = a + pieces->step;
    return tomt_piece_m2(pieces->x[a] - x, pieces->y[a] - y, pieces->x[b] - x, pieces->y[b] - y,
                         share);
}

static bool snap_some(void *shared, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    const struct points *points = shared;
    size_t guess = SIZE_MAX; /* where the point before went: this one is likely near it */
    for (size_t k = from; k < to; k++) {
        size_t i = points->order ? points->order[k] : k;
        double x = points->x[i], y = points->y[i], share = 0;
        struct tomt_piece_found found = {INFINITY, SIZE_MAX};
        if (isfinite(x) && isfinite(y)) {
            if (guess != SIZE_MAX) {
                double m2 = to_piece(points->pieces, guess, x, y, &share);
                if (m2 < INFINITY)
                    found = (struct tomt_piece_found){m2, guess};
            }
            tomt_pieces_nearest(points->pieces, x, y, &found);
        }
        if (found.piece != SIZE_MAX) {
            guess = found.piece;
            to_piece(points->pieces, found.piece, x, y, &share);
        }
        tomt_snaps_set(points->out, i, points->snapper, &found, share);
    }
    return true;
}

/* Points in the order of the curve find what they need in the caches. */
static bool sort_points(struct tomt_arena *scratch, struct points *points, size_t n,
                        struct tomt_error *err)
{
    double *x = tomt_arena_block(scratch, NULL, n * sizeof *x, err);
    double *y = tomt_arena_block(scratch, NULL, n * sizeof *y, err);
    if (!x || !y)
        return false;
    for (size_t i = 0; i < n; i++) {
        bool finite = isfinite(points->x[i]) && isfinite(points->y[i]);
        x[i] = finite ? points->x[i] : 0;
        y[i] = finite ? points->y[i] : 0;
    }
    points->order = tomt_hilbert_order(scratch, x, y, n, err);
    return points->order != NULL;
}

static void count_missed(struct tomt_snaps *out)
{
    out->n_missed = 0;
    for (size_t i = 0; i < out->n; i++)
        out->n_missed += out->link[i] == TOMT_NO_LINK;
}

bool tomt_snap_points(struct tomt_arena *arena, const struct tomt_snapper *snapper,
                      enum tomt_way way, const double *x, const double *y, size_t n,
                      const struct tomt_crew *crew, struct tomt_snaps *out, struct tomt_error *err)
{
    if (!tomt_snaps_start(arena, way, n, out, err))
        return false;
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return false;
    struct points points = {
        .snapper = snapper, .pieces = &snapper->pieces[way], .x = x, .y = y, .out = out};
    struct tomt_crew_job job = {.shared = &points, .work = snap_some, .n = n, .chunk = CHUNK};
    bool good =
        (n < SORT_FROM || sort_points(scratch, &points, n, err)) && tomt_crew_run(crew, &job, err);
    tomt_arena_free(scratch);
    count_missed(out);
    return good;
}

static bool snap_point_shapes(struct tomt_arena *arena, const struct tomt_snapper *snapper,
                              enum tomt_way way, const struct tomt_shapes *shapes,
                              const struct tomt_crew *crew, struct tomt_snaps *out,
                              struct tomt_error *err)
{
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return false;
    double *x = tomt_arena_block(scratch, NULL, (shapes->n + 1) * sizeof *x, err);
    double *y = tomt_arena_block(scratch, NULL, (shapes->n + 1) * sizeof *y, err);
    bool good = x && y;
    for (size_t i = 0; good && i < shapes->n; i++) {
        x[i] = shapes->box[i].min_x;
        y[i] = shapes->box[i].min_y;
    }
    good = good && tomt_snap_points(arena, snapper, way, x, y, shapes->n, crew, out, err);
    tomt_arena_free(scratch);
    return good;
}

bool tomt_snap_shapes(struct tomt_arena *arena, const struct tomt_snapper *snapper,
                      enum tomt_way way, const struct tomt_shapes *shapes,
                      const struct tomt_crew *crew, struct tomt_snaps *out, struct tomt_error *err)
{
    if (shapes->kind == TOMT_POINTS)
        return snap_point_shapes(arena, snapper, way, shapes, crew, out, err);
    return tomt_snap_outlines(arena, snapper, way, shapes, crew, out, err);
}

size_t tomt_snaps_first(const struct tomt_snaps *snaps, size_t shape)
{
    if (!snaps->row)
        return shape;
    size_t from = 0, to = snaps->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (snaps->row[middle] < shape)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}
