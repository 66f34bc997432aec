/* network/snap_polygon.c: the streets that lead to a polygon (or to a line): first the nearest,
 * then all that come nearly as near. A street that crosses, touches or lies inside is at no
 * distance. */
#include "network/outline.h"
#include "network/snap_inside.h"

enum { CHUNK = 32 };

struct shapes_job {
    const struct tomt_snapper *snapper;
    enum tomt_way way;
    const struct tomt_pieces *pieces;
    const struct tomt_shapes *shapes;
    struct tomt_gates *found; /* [chunk] */
    uint32_t *n_gates;        /* [shape] */
};

struct seat {
    const struct shapes_job *job;
    struct tomt_outline outline;
    struct tomt_piece_found found;
    struct tomt_gate_scratch scratch;
    /* on the way through all that is near */
    double limit_m2;
    uint32_t most_mm;
    size_t last, first; /* pieces: the last one measured, the first of its link; SIZE_MAX: none */
    double m2;          /* of that link so far */
    struct tomt_gates *gates;
};

static struct tomt_edge piece_edge(const struct tomt_pieces *pieces, size_t piece)
{
    size_t a = pieces->piece[piece].vertex, b = a + pieces->step;
    return (struct tomt_edge){pieces->x[a], pieces->y[a], pieces->x[b], pieces->y[b]};
}

static void weigh_run(struct seat *seat, size_t run)
{
    const struct tomt_pieces *pieces = seat->job->pieces;
    size_t from = run * TOMT_PIECES_FAN, to = from + TOMT_PIECES_FAN;
    for (size_t i = from; i < to && i < pieces->n; i++) {
        if (seat->found.m2 == 0 && i > seat->found.piece)
            return;
        struct tomt_edge edge = piece_edge(pieces, i);
        double m2 = tomt_outline_m2(&seat->outline, &edge, seat->found.m2, false);
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
        double m2 = tomt_boxes_m2(pieces->box[level - 1] + i, &seat->outline.box);
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

/* --- all that is near ------------------------------------------------------------------------ */

/* What is known of the link of the last piece is all there is to know. */
static bool end_link(struct seat *seat, struct tomt_error *err)
{
    const struct shapes_job *job = seat->job;
    if (seat->last == SIZE_MAX || tomt_leg_mm(seat->m2) > seat->most_mm)
        return true;
    return tomt_gates_of_link(&seat->scratch, &seat->outline, job->snapper, job->way, seat->first,
                              seat->m2, seat->gates, err);
}

static bool add_node(struct seat *seat, size_t i, double m2, struct tomt_error *err)
{
    const struct tomt_network *network = seat->job->snapper->network;
    struct tomt_piece piece = seat->job->pieces->piece[i];
    uint32_t leg = tomt_leg_mm(m2), along = network->link_mm[piece.link];
    if (network->link_from[piece.link] == piece.vertex)
        along = 0;
    return leg > seat->most_mm ||
           tomt_gates_add(seat->gates, (struct tomt_gate){piece.link, along, along, leg}, err);
}

/* Pieces come in order: those of one link one after the other. */
static bool weigh_near(struct seat *seat, size_t i, struct tomt_error *err)
{
    const struct tomt_pieces *pieces = seat->job->pieces;
    struct tomt_edge edge = piece_edge(pieces, i);
    if (pieces->step == 0)
        return add_node(seat, i, tomt_outline_m2(&seat->outline, &edge, seat->limit_m2, false),
                        err);
    struct tomt_piece piece = pieces->piece[i];
    if (seat->last == SIZE_MAX || pieces->piece[seat->last].link != piece.link) {
        if (!end_link(seat, err))
            return false;
        uint64_t before = piece.vertex - seat->job->snapper->network->vertex_start[piece.link];
        seat->first = i - (size_t)before;
        seat->m2 = INFINITY;
        seat->last = SIZE_MAX;
    }
    if (seat->m2 > 0) {
        /* Who was outside and met no edge is outside still. */
        bool outside = seat->last != SIZE_MAX && i == seat->last + 1;
        double m2 = tomt_outline_m2(&seat->outline, &edge,
                                    seat->m2 < seat->limit_m2 ? seat->m2 : seat->limit_m2, outside);
        seat->m2 = m2 < seat->m2 ? m2 : seat->m2;
    }
    seat->last = i;
    return true;
}

static bool visit_near(struct seat *seat, unsigned level, size_t node, struct tomt_error *err)
{
    const struct tomt_pieces *pieces = seat->job->pieces;
    size_t from = node * TOMT_PIECES_FAN, to = from + TOMT_PIECES_FAN;
    size_t n = level == 0 ? pieces->n : pieces->n_boxes[level - 1];
    for (size_t i = from; i < to && i < n; i++) {
        if (level == 0) {
            struct tomt_edge edge = piece_edge(pieces, i);
            struct tomt_box box = tomt_edge_box(&edge);
            if (tomt_boxes_m2(&box, &seat->outline.box) <= seat->limit_m2 &&
                !weigh_near(seat, i, err))
                return false;
        } else if (tomt_boxes_m2(pieces->box[level - 1] + i, &seat->outline.box) <=
                       seat->limit_m2 &&
                   !visit_near(seat, level - 1, i, err)) {
            return false;
        }
    }
    return true;
}

/* Of the nearest link (or node) the nearest entry goes to the front, the others stay in order. */
static void put_nearest_first(const struct seat *seat, struct tomt_gate *gate, size_t n)
{
    const struct tomt_pieces *pieces = seat->job->pieces;
    struct tomt_piece piece = pieces->piece[seat->found.piece];
    const struct tomt_network *network = seat->job->snapper->network;
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        uint32_t node =
            gate[i].along_mm ? network->link_to[piece.link] : network->link_from[piece.link];
        if (gate[i].link == piece.link && (pieces->step == 1 || node == piece.vertex) &&
            (best == SIZE_MAX || gate[i].leg_mm < gate[best].leg_mm))
            best = i;
    }
    if (best == SIZE_MAX)
        return;
    struct tomt_gate first = gate[best];
    memmove(gate + 1, gate, best * sizeof *gate);
    gate[0] = first;
}

static bool find_gates(struct seat *seat, struct tomt_error *err)
{
    const struct tomt_pieces *pieces = seat->job->pieces;
    uint32_t nearest_mm = UINT32_MAX, most_mm = seat->job->snapper->most_leg_mm;
    size_t had = seat->gates->n;
    seat->found = (struct tomt_piece_found){INFINITY, SIZE_MAX};
    if (seat->outline.n > 0)
        find_nearest(seat);
    if (seat->found.piece != SIZE_MAX)
        nearest_mm = tomt_leg_mm(seat->found.m2);
    if (nearest_mm <= most_mm) {
        uint64_t gate_mm = (uint64_t)nearest_mm + TOMT_GATE_M * 1000;
        seat->most_mm = gate_mm < most_mm ? (uint32_t)gate_mm : most_mm;
        double limit_m = seat->most_mm / 1000.0 + 0.001; /* what is rounded down to it, and more */
        seat->limit_m2 = tomt_still_near(limit_m * limit_m);
        seat->last = SIZE_MAX;
        if (!visit_near(seat, pieces->n_levels - 1, 0, err) || !end_link(seat, err))
            return false;
    }
    if (seat->gates->n == had)
        return tomt_gates_add(seat->gates, (struct tomt_gate){TOMT_NO_LINK, 0, 0, nearest_mm}, err);
    put_nearest_first(seat, seat->gates->gate + had, seat->gates->n - had);
    return true;
}

/* --- all shapes ------------------------------------------------------------------------------ */

static void *sit(void *shared, struct tomt_error *err)
{
    struct seat *seat = tomt_allocate(sizeof *seat);
    if (seat)
        *seat = (struct seat){.job = shared};
    else
        tomt_fail(err, TOMT_MEMORY, "out of memory while joining polygons to streets");
    return seat;
}

static void rise(void *at)
{
    struct seat *seat = at;
    tomt_outline_free(&seat->outline);
    tomt_gate_scratch_free(&seat->scratch);
    tomt_release(seat);
}

static bool snap_some(void *context, size_t from, size_t to, struct tomt_error *err)
{
    struct seat *seat = context;
    const struct shapes_job *job = seat->job;
    seat->gates = &job->found[from / CHUNK];
    for (size_t i = from; i < to; i++) {
        size_t had = seat->gates->n;
        if (!tomt_outline_make(&seat->outline, job->shapes, i, err) || !find_gates(seat, err))
            return false;
        job->n_gates[i] = (uint32_t)(seat->gates->n - had);
    }
    return true;
}

/* The gates of all chunks, one after the other. */
static bool write_all(const struct shapes_job *job, struct tomt_arena *arena,
                      struct tomt_snaps *out, struct tomt_error *err)
{
    size_t n = 0, n_shapes = job->shapes->n;
    for (size_t i = 0; i < n_shapes; i++)
        n += job->n_gates[i];
    if (n >= UINT32_MAX)
        return tomt_fail(err, TOMT_DATA, "%zu places where polygons join streets are too many", n);
    if (!tomt_snaps_start(arena, job->way, n, out, err))
        return false;
    uint32_t *row = tomt_arena_block(arena, NULL, (n + 1) * sizeof *row, err);
    uint32_t *until_mm = tomt_arena_block(arena, NULL, (n + 1) * sizeof *until_mm, err);
    if (!row || !until_mm)
        return false;
    for (size_t i = 0, at = 0, k = 0; i < n_shapes; i++) {
        k = i % CHUNK ? k : 0;
        for (uint32_t g = 0; g < job->n_gates[i]; g++, at++) {
            struct tomt_gate gate = job->found[i / CHUNK].gate[k++];
            out->link[at] = gate.link;
            out->along_mm[at] = gate.along_mm;
            out->leg_mm[at] = gate.leg_mm;
            until_mm[at] = gate.until_mm;
            row[at] = (uint32_t)i;
            out->n_missed += gate.link == TOMT_NO_LINK;
        }
    }
    out->row = row;
    out->until_mm = until_mm;
    return true;
}

bool tomt_snap_outlines(struct tomt_arena *arena, const struct tomt_snapper *snapper,
                        enum tomt_way way, const struct tomt_shapes *shapes,
                        const struct tomt_crew *crew, struct tomt_snaps *out,
                        struct tomt_error *err)
{
    if (way != TOMT_WALK && way != TOMT_DRIVE)
        return tomt_snaps_start(arena, way, 0, out, err); /* which says so */
    size_t n_chunks = (shapes->n + CHUNK - 1) / CHUNK;
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return false;
    struct shapes_job shared = {snapper, way, &snapper->pieces[way], shapes, NULL, NULL};
    shared.found = tomt_arena_block(scratch, NULL, (n_chunks + 1) * sizeof *shared.found, err);
    shared.n_gates = tomt_arena_block(scratch, NULL, (shapes->n + 1) * sizeof *shared.n_gates, err);
    struct tomt_crew_job job = {.shared = &shared,
                                .sit = sit,
                                .work = snap_some,
                                .rise = rise,
                                .n = shapes->n,
                                .chunk = CHUNK};
    bool good = shared.found && shared.n_gates && tomt_crew_run(crew, &job, err) &&
                write_all(&shared, arena, out, err);
    for (size_t i = 0; shared.found && i < n_chunks; i++)
        tomt_release(shared.found[i].gate);
    tomt_arena_free(scratch);
    return good;
}
