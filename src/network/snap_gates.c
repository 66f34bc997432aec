/* network/snap_gates.c: where one link comes nearest to a polygon: at places, or along stretches.
 * A stretch is what lies within a millimetre of the nearest, edge by edge, with what lies inside
 * between. Its ends are spots: where a corner of the polygon has its foot, where the two cross,
 * where the street bends or ends. So a facade that a surveyor has drawn not quite parallel is one
 * stretch, and a place that only one corner makes stays where that corner has its foot. */
#include "network/outline.h"
#include "network/snap_inside.h"

#include <stdlib.h>

static const double same_m = 1e-3;

struct link {
    struct tomt_gate_scratch *scratch;
    const struct tomt_pieces *pieces;
    const struct tomt_outline *outline;
    size_t first_piece, n_pieces;
    double m2, near_m, near_m2; /* the nearest, and what counts as near */
    size_t at;                  /* the piece looked at, of this link */
    struct tomt_edge piece;
    struct tomt_error *err;
};

static bool room_for(void *block, size_t n, size_t size, size_t *capacity, struct tomt_error *err)
{
    void **at = block;
    if (n < *capacity)
        return true;
    size_t wanted = *capacity ? 2 * *capacity : 32;
    void *larger = tomt_resize(*at, wanted * size);
    if (!larger)
        return tomt_fail(err, TOMT_MEMORY, "out of memory while joining polygons to streets");
    *at = larger;
    *capacity = wanted;
    return true;
}

bool tomt_gates_add(struct tomt_gates *gates, struct tomt_gate gate, struct tomt_error *err)
{
    void *block = gates->gate;
    bool good = room_for(&block, gates->n, sizeof gate, &gates->capacity, err);
    gates->gate = block;
    if (good)
        gates->gate[gates->n++] = gate;
    return good;
}

static bool add_span(struct link *link, double from, double to)
{
    struct tomt_gate_scratch *s = link->scratch;
    void *block = s->span;
    bool good = room_for(&block, s->n_spans, sizeof *s->span, &s->span_capacity, link->err);
    s->span = block;
    if (good)
        s->span[s->n_spans++] = (struct tomt_gate_span){from, to};
    return good;
}

static bool add_spot(struct link *link, double spot)
{
    struct tomt_gate_scratch *s = link->scratch;
    void *block = s->spot;
    bool good = room_for(&block, s->n_spots, sizeof *s->spot, &s->spot_capacity, link->err);
    s->spot = block;
    if (good)
        s->spot[s->n_spots++] = spot;
    return good;
}

void tomt_gate_scratch_free(struct tomt_gate_scratch *scratch)
{
    tomt_release(scratch->span);
    tomt_release(scratch->spot);
}

/* --- what is near one edge ------------------------------------------------------------------- */

/* Where low <= value + slope * t <= high. */
static void clip(double value, double slope, double low, double high, struct tomt_gate_span *span)
{
    double a = (low - value) / slope, b = (high - value) / slope;
    if (slope == 0) {
        a = value >= low && value <= high ? 0 : INFINITY;
        b = a == 0 ? 1 : -INFINITY;
    }
    double first = a < b ? a : b, last = a < b ? b : a;
    if (slope == 0) {
        first = a;
        last = b;
    }
    span->from = first > span->from ? first : span->from;
    span->to = last < span->to ? last : span->to;
}

static void widen(struct tomt_gate_span *span, double from, double to)
{
    from = from > 0 ? from : 0;
    to = to < 1 ? to : 1;
    if (!(from <= to))
        return;
    span->from = from < span->from ? from : span->from;
    span->to = to > span->to ? to : span->to;
}

static void widen_around(const struct link *link, double x, double y, struct tomt_gate_span *span)
{
    double dx = link->piece.bx - link->piece.ax, dy = link->piece.by - link->piece.ay;
    double px = x - link->piece.ax, py = y - link->piece.ay, long2 = dx * dx + dy * dy;
    double area = px * dy - py * dx, left2 = link->near_m2 - area * area / long2;
    if (long2 > 0 && left2 >= 0) {
        double foot = (px * dx + py * dy) / long2, half = sqrt(left2 / long2);
        widen(span, foot - half, foot + half);
    }
}

/* The part of the piece that is near the edge is one span: an edge and what is near it is convex.
 */
static struct tomt_gate_span near_span(const struct link *link, const struct tomt_edge *edge)
{
    struct tomt_gate_span span = {INFINITY, -INFINITY}, beside = {0, 1};
    double dx = link->piece.bx - link->piece.ax, dy = link->piece.by - link->piece.ay;
    double ex = edge->bx - edge->ax, ey = edge->by - edge->ay, long2 = ex * ex + ey * ey;
    double px = link->piece.ax - edge->ax, py = link->piece.ay - edge->ay;
    double most = link->near_m * sqrt(long2);
    widen_around(link, edge->ax, edge->ay, &span);
    widen_around(link, edge->bx, edge->by, &span);
    clip(px * ex + py * ey, dx * ex + dy * ey, 0, long2, &beside);
    clip(ex * py - ey * px, ex * dy - ey * dx, -most, most, &beside);
    widen(&span, beside.from, beside.to);
    return span;
}

static bool look_at(void *context, const struct tomt_edge *edge)
{
    struct link *link = context;
    const struct tomt_edge *piece = &link->piece;
    struct tomt_gate_span span = near_span(link, edge);
    double at = (double)link->at, share[5] = {0, 1}, m2[5], unused;
    m2[0] = tomt_edge_point_m2(piece->ax, piece->ay, edge, &unused);
    m2[1] = tomt_edge_point_m2(piece->bx, piece->by, edge, &unused);
    m2[2] = tomt_edge_point_m2(edge->ax, edge->ay, piece, share + 2);
    m2[3] = tomt_edge_point_m2(edge->bx, edge->by, piece, share + 3);
    m2[4] = link->m2 == 0 && tomt_edges_meet(piece, edge, share + 4) ? 0 : INFINITY;
    for (size_t i = 0; i < 5; i++) {
        if (!(m2[i] <= link->near_m2))
            continue;
        widen(&span, share[i], share[i]);
        if (!add_spot(link, at + share[i]))
            return false;
    }
    return !(span.from <= span.to) || add_span(link, at + span.from, at + span.to);
}

static struct tomt_edge piece_of(const struct link *link, size_t i)
{
    const struct tomt_pieces *pieces = link->pieces;
    size_t a = pieces->piece[link->first_piece + i].vertex, b = a + 1;
    return (struct tomt_edge){pieces->x[a], pieces->y[a], pieces->x[b], pieces->y[b]};
}

static bool look_at_edges(struct link *link)
{
    link->scratch->n_spans = link->scratch->n_spots = 0;
    for (link->at = 0; link->at < link->n_pieces; link->at++) {
        link->piece = piece_of(link, link->at);
        struct tomt_box box = tomt_edge_box(&link->piece);
        if (tomt_boxes_m2(&box, &link->outline->box) <= tomt_still_near(link->near_m2) &&
            !tomt_outline_each(link->outline, &link->piece, &link->near_m2, look_at, link))
            return false;
    }
    return true;
}

/* --- stretches ------------------------------------------------------------------------------- */

static int by_from(const void *left, const void *right)
{
    const struct tomt_gate_span *a = left, *b = right;
    return a->from < b->from ? -1 : a->from > b->from;
}

static int by_number(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

/* The piece and the share of it where a spot is; the last spot is the end of the last piece. */
static size_t piece_at(const struct link *link, double spot, double *share)
{
    size_t piece = (size_t)spot < link->n_pieces ? (size_t)spot : link->n_pieces - 1;
    *share = spot - (double)piece;
    return piece;
}

static struct tomt_edge place_at(const struct link *link, double spot)
{
    double share;
    struct tomt_edge piece = piece_of(link, piece_at(link, spot, &share));
    double x = share < 1 ? piece.ax + share * (piece.bx - piece.ax) : piece.bx;
    double y = share < 1 ? piece.ay + share * (piece.by - piece.ay) : piece.by;
    return (struct tomt_edge){x, y, x, y};
}

/* No edge is near between two spans: all of it lies on one side. */
static bool fill_between(struct link *link, double from, double to)
{
    struct tomt_edge middle = place_at(link, from + (to - from) / 2);
    return !(from < to) || !tomt_outline_holds(link->outline, middle.ax, middle.ay) ||
           (add_span(link, from, to) && add_spot(link, from) && add_spot(link, to));
}

static bool fill_inside(struct link *link)
{
    double to = 0;
    size_t n = link->scratch->n_spans;
    for (size_t i = 0; i < n; i++) {
        struct tomt_gate_span span = link->scratch->span[i];
        if (span.from > to && !fill_between(link, to, span.from))
            return false;
        to = span.to > to ? span.to : to;
    }
    return fill_between(link, to, (double)link->n_pieces);
}

static void sort_spans(struct link *link)
{
    struct tomt_gate_scratch *s = link->scratch;
    if (s->n_spans > 1)
        qsort(s->span, s->n_spans, sizeof *s->span, by_from);
}

static struct tomt_gate gate_at(const struct link *link, const struct tomt_snapper *snapper,
                                double spot)
{
    double share;
    struct tomt_piece piece = link->pieces->piece[link->first_piece + piece_at(link, spot, &share)];
    struct tomt_edge place = place_at(link, spot);
    double m2 = tomt_outline_m2(link->outline, &place, link->near_m2, false);
    uint32_t along = tomt_snap_along(snapper->network, piece.link, piece.vertex, share);
    uint32_t leg = tomt_leg_mm(m2 <= link->near_m2 ? m2 : link->near_m2);
    return (struct tomt_gate){piece.link, along, along,
                              leg < snapper->most_leg_mm ? leg : snapper->most_leg_mm};
}

static bool add_stretch(const struct link *link, const struct tomt_snapper *snapper, double from,
                        double to, struct tomt_gates *gates)
{
    struct tomt_gate first = gate_at(link, snapper, from), last = gate_at(link, snapper, to);
    first.until_mm = last.along_mm;
    last.until_mm = first.along_mm;
    return tomt_gates_add(gates, first, link->err) &&
           (last.along_mm == first.along_mm || tomt_gates_add(gates, last, link->err));
}

static bool add_stretches(struct link *link, const struct tomt_snapper *snapper,
                          struct tomt_gates *gates)
{
    const struct tomt_gate_scratch *s = link->scratch;
    if (s->n_spots > 1)
        qsort(s->spot, s->n_spots, sizeof *s->spot, by_number);
    for (size_t i = 0, k = 0; i < s->n_spans;) {
        double to = s->span[i].to;
        for (i++; i < s->n_spans && s->span[i].from <= to; i++)
            to = s->span[i].to > to ? s->span[i].to : to;
        size_t first = k; /* every spot lies in a span, and spans cover none of those before */
        while (k < s->n_spots && s->spot[k] <= to)
            k++;
        if (k > first && !add_stretch(link, snapper, s->spot[first], s->spot[k - 1], gates))
            return false;
    }
    return true;
}

bool tomt_gates_of_link(struct tomt_gate_scratch *scratch, const struct tomt_outline *outline,
                        const struct tomt_snapper *snapper, enum tomt_way way, size_t first_piece,
                        double m2, struct tomt_gates *gates, struct tomt_error *err)
{
    const struct tomt_pieces *pieces = &snapper->pieces[way];
    struct link link = {.scratch = scratch,
                        .pieces = pieces,
                        .outline = outline,
                        .first_piece = first_piece,
                        .m2 = m2,
                        .err = err};
    uint32_t number = pieces->piece[first_piece].link;
    const uint64_t *start = snapper->network->vertex_start + number;
    link.n_pieces = (size_t)(start[1] - start[0] - 1);
    link.near_m = sqrt(m2) + same_m;
    link.near_m2 = link.near_m * link.near_m;
    if (!look_at_edges(&link))
        return false;
    sort_spans(&link);
    if (m2 == 0 && !fill_inside(&link))
        return false;
    sort_spans(&link);
    return add_stretches(&link, snapper, gates);
}
