/* sites/lie.c: each edge of a is cut where b's outline touches it, and each piece asked: inside b,
 * outside, or along b's edge (same or other side)? All inside and no part of b's outline inside a:
 * a lies in b. All outside, and none of b's outline inside a: they are apart. A wrong answer for a
 * tiny piece only disagrees with the rest, which means "cross": the slow way, never a wrong one. */
#include "sites/lie.h"

#include <math.h>
#include <stdlib.h>

#define SHORTEST_M (10 * TOMT_SAME_M) /* pieces under this say nothing */
#define NOTHING_M 1e-8                /* pieces under this are no pieces */
#define CLOSED_M 1e-5                 /* an outline that ends so near its start is closed */

enum {
    IN = 1,
    OUT = 2,
    SIDES = IN | OUT,
    ALONG = 4 /* with IN or OUT: along b's edge, on that side of it */,
    FEW = 48
};

void tomt_lie_desk_start(struct tomt_lie_desk *desk, struct tomt_arena *arena)
{
    *desk = (struct tomt_lie_desk){.arena = arena};
}

static inline bool edge_meets(const struct tomt_edge *edge, const struct tomt_box *box)
{
    return tomt_lesser(edge->x0, edge->x1) <= box->max_x &&
           tomt_greater(edge->x0, edge->x1) >= box->min_x &&
           tomt_lesser(edge->y0, edge->y1) <= box->max_y &&
           tomt_greater(edge->y0, edge->y1) >= box->min_y;
}

static struct tomt_box wider(const struct tomt_box *box)
{
    return (struct tomt_box){box->min_x - TOMT_SAME_M, box->min_y - TOMT_SAME_M,
                             box->max_x + TOMT_SAME_M, box->max_y + TOMT_SAME_M};
}

/* Edges of the outline whose box meets `box` (already widened), each once. `list` has room for all
 * of them. */
static size_t find_near(const struct tomt_outline *outline, const struct tomt_box *box,
                        uint32_t *list)
{
    size_t n = 0;
    if (outline->n_bands == 1) {
        for (size_t i = 0; i < outline->n; i++) {
            list[n] = (uint32_t)i;
            n += edge_meets(&outline->edge[i], box);
        }
        return n;
    }
    size_t first = tomt_outline_band(outline, box->min_y),
           last = tomt_outline_band(outline, box->max_y);
    for (size_t band = first; band <= last; band++) {
        for (uint32_t k = outline->band_start[band]; k < outline->band_start[band + 1]; k++) {
            const struct tomt_edge *edge = &outline->edge[outline->band_edge[k]];
            if (!edge_meets(edge, box))
                continue;
            /* An edge in several bands is taken in the first one looked at. */
            if (band > first &&
                tomt_outline_band(outline, tomt_lesser(edge->y0, edge->y1) - TOMT_SAME_M) < band)
                continue;
            list[n++] = outline->band_edge[k];
        }
    }
    return n;
}

struct line { /* an edge with its length, as cross products need it */
    const struct tomt_edge *edge;
    double dx, dy, length;
};

static inline struct line line_of(const struct tomt_edge *edge)
{
    double dx = edge->x1 - edge->x0, dy = edge->y1 - edge->y0;
    return (struct line){edge, dx, dy, sqrt(dx * dx + dy * dy)};
}

static inline double offset_m(const struct line *line, double x,
                              double y) /* left of the line: positive */
{
    return (line->dx * (y - line->edge->y0) - line->dy * (x - line->edge->x0)) / line->length;
}

static inline double along_m(const struct line *line, double x, double y)
{
    return (line->dx * (x - line->edge->x0) + line->dy * (y - line->edge->y0)) / line->length;
}

static inline bool lies_on(const struct line *line, double x, double y)
{
    double along = along_m(line, x, y);
    return fabs(offset_m(line, x, y)) <= TOMT_SAME_M && along >= -TOMT_SAME_M &&
           along <= line->length + TOMT_SAME_M;
}

static inline int side(double offset)
{
    return offset > TOMT_SAME_M ? 1 : offset < -TOMT_SAME_M ? -1 : 0;
}

struct contact { /* what one edge of a met */
    size_t n_touch, n_at;
    bool cuts; /* crossings are to be listed; else the first ends the search */
    bool crossed, end_met;
};

static inline void cut_at(double *at, size_t *n_at, const struct line *a, double x, double y)
{
    double along = along_m(a, x, y);
    if (along > TOMT_SAME_M && along < a->length - TOMT_SAME_M)
        at[(*n_at)++] = along;
}

static void meet_edge(struct tomt_lie_desk *desk, const struct line *a,
                      const struct tomt_outline *outline, uint32_t which, struct contact *contact)
{
    struct line b = line_of(&outline->edge[which]);
    double offset0_m = offset_m(&b, a->edge->x0, a->edge->y0),
           offset1_m = offset_m(&b, a->edge->x1, a->edge->y1);
    int a0 = side(offset0_m), a1 = side(offset1_m);
    if (a0 * a1 > 0)
        return;
    int b0 = side(offset_m(a, b.edge->x0, b.edge->y0)),
        b1 = side(offset_m(a, b.edge->x1, b.edge->y1));
    if (b0 * b1 > 0)
        return;
    if (a0 * a1 < 0 && b0 * b1 < 0) {
        contact->crossed = true;
        if (contact->cuts)
            desk->at[contact->n_at++] = a->length * offset0_m / (offset0_m - offset1_m);
        return;
    }
    desk->touch[contact->n_touch++] = which;
    if (b0 == 0)
        cut_at(desk->at, &contact->n_at, a, b.edge->x0, b.edge->y0);
    if (b1 == 0)
        cut_at(desk->at, &contact->n_at, a, b.edge->x1, b.edge->y1);
    if (a1 == 0 && lies_on(&b, a->edge->x1, a->edge->y1))
        contact->end_met = true;
}

static bool room_for(struct tomt_lie_desk *desk, size_t n_more, const struct contact *contact,
                     struct tomt_error *err)
{
    return tomt_grow(desk->arena, &desk->touch, &desk->touch_capacity, contact->n_touch + n_more,
                     sizeof *desk->touch, err) &&
           tomt_grow(desk->arena, &desk->at, &desk->at_capacity, contact->n_at + 2 * n_more + 2,
                     sizeof *desk->at, err);
}

/* All edges of b (of near_b if those are few) that meet edge a. */
static bool meet_all(struct tomt_lie_desk *desk, const struct line *a, const struct tomt_outline *b,
                     size_t n_near_b, struct contact *contact, struct tomt_error *err)
{
    struct tomt_box box = {
        tomt_lesser(a->edge->x0, a->edge->x1), tomt_lesser(a->edge->y0, a->edge->y1),
        tomt_greater(a->edge->x0, a->edge->x1), tomt_greater(a->edge->y0, a->edge->y1)};
    box = wider(&box);
    *contact = (struct contact){.cuts = contact->cuts};
    if (n_near_b <= FEW || b->n_bands == 1) {
        if (!room_for(desk, n_near_b, contact, err))
            return false;
        for (size_t k = 0; k < n_near_b && (contact->cuts || !contact->crossed); k++) {
            if (edge_meets(&b->edge[desk->near_b[k]], &box))
                meet_edge(desk, a, b, desk->near_b[k], contact);
        }
        return true;
    }
    size_t first = tomt_outline_band(b, box.min_y), last = tomt_outline_band(b, box.max_y);
    for (size_t band = first; band <= last && (contact->cuts || !contact->crossed); band++) {
        if (!room_for(desk, b->band_start[band + 1] - b->band_start[band], contact, err))
            return false;
        for (uint32_t k = b->band_start[band];
             k < b->band_start[band + 1] && (contact->cuts || !contact->crossed); k++) {
            if (edge_meets(&b->edge[b->band_edge[k]], &box))
                meet_edge(desk, a, b, b->band_edge[k], contact);
        }
    }
    return true;
}

static int ascending(const void *one, const void *other)
{
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

/* One piece of edge a, from..to metres along it. 0: it says nothing. */
static int piece_class(const struct tomt_lie_desk *desk, const struct line *a, double from,
                       double to, const struct tomt_outline *b, size_t n_touch)
{
    double ux = a->dx / a->length, uy = a->dy / a->length;
    double x0 = a->edge->x0 + from * ux, y0 = a->edge->y0 + from * uy;
    double x1 = a->edge->x0 + to * ux, y1 = a->edge->y0 + to * uy;
    for (size_t k = 0; k < n_touch; k++) {
        struct line line = line_of(&b->edge[desk->touch[k]]);
        if (lies_on(&line, x0, y0) && lies_on(&line, x1, y1))
            return ALONG | (line.dx * a->dx + line.dy * a->dy > 0 ? IN : OUT);
    }
    switch (tomt_outline_place(b, (x0 + x1) / 2, (y0 + y1) / 2)) {
    case TOMT_PLACE_IN:
        return IN;
    case TOMT_PLACE_OUT:
        return OUT;
    case TOMT_PLACE_ON:
        break;
    }
    return 0;
}

static int edge_class(struct tomt_lie_desk *desk, const struct line *a,
                      const struct tomt_outline *b, const struct contact *contact, int *last)
{
    size_t n = contact->n_at;
    if (n > 1)
        qsort(desk->at, n, sizeof *desk->at, ascending);
    desk->at[n] = a->length;
    int all = 0;
    double from = 0;
    *last = 0;
    for (size_t k = 0; k <= n && all != SIDES; k++) {
        double to = desk->at[k];
        if (to - from < SHORTEST_M && k < n)
            continue;
        *last = to - from < SHORTEST_M
                    ? 0
                    : piece_class(desk, a, from, to, b, contact->n_touch) & SIDES;
        all |= *last;
        from = to;
    }
    return all;
}

/* IN, OUT or both over the outline of a near b. A stretch that meets nothing keeps the answer of
 * what it follows. */
static bool outline_class(struct tomt_lie_desk *desk, const struct tomt_outline *a, size_t n_near_a,
                          const struct tomt_outline *b, size_t n_near_b, int *all,
                          struct tomt_error *err)
{
    const struct tomt_edge *before = NULL;
    int carried = 0;
    for (size_t k = 0; k < n_near_a && *all != SIDES; k++) {
        const struct tomt_edge *edge = &a->edge[desk->near_a[k]];
        struct line line = line_of(edge);
        struct contact contact = {0};
        if (!meet_all(desk, &line, b, n_near_b, &contact, err))
            return false;
        if (contact.crossed) {
            *all = SIDES;
            return true;
        }
        bool follows =
            before && before + 1 == edge && before->x1 == edge->x0 && before->y1 == edge->y0;
        before = edge;
        if (contact.n_touch == 0 && follows && carried)
            continue;
        int last;
        *all |= edge_class(desk, &line, b, &contact, &last);
        /* Along b's edge says nothing of what follows; a free end does. */
        carried = contact.end_met ? 0 : last;
    }
    return true;
}

struct tally {               /* the outline of what is common, as far as it was walked */
    double x0, y0;           /* near it, for exact sums */
    double twice_m2, dx, dy; /* dx, dy: 0 once it closes */
    bool sure;
};

static void walk(struct tally *tally, const struct line *a, double from, double to)
{
    double ux = a->dx / a->length, uy = a->dy / a->length, x = a->edge->x0 - tally->x0,
           y = a->edge->y0 - tally->y0;
    double px = x + from * ux, py = y + from * uy, qx = x + to * ux, qy = y + to * uy;
    tally->twice_m2 += px * qy - qx * py;
    tally->dx += qx - px;
    tally->dy += qy - py;
}

/* One edge of a: adds the pieces of it that bound what is common. Pieces along b's edge count for
 * one of the two only. */
static int walk_edge(struct tomt_lie_desk *desk, const struct line *a, const struct tomt_outline *b,
                     const struct contact *contact, bool along_counts, struct tally *tally)
{
    size_t n = contact->n_at;
    if (n > 1)
        qsort(desk->at, n, sizeof *desk->at, ascending);
    desk->at[n] = a->length;
    double from = 0;
    int last = 0;
    for (size_t k = 0; k <= n; k++) {
        double to = desk->at[k];
        if (to - from < NOTHING_M && k < n)
            continue;
        last = to - from < NOTHING_M ? 0 : piece_class(desk, a, from, to, b, contact->n_touch);
        tally->sure = tally->sure && (to - from < NOTHING_M || (to - from > SHORTEST_M && last));
        if (last & ALONG ? (last & IN) && along_counts : last & IN)
            walk(tally, a, from, to);
        from = to;
    }
    return contact->end_met ? 0 : last;
}

static bool walk_outline(struct tomt_lie_desk *desk, const struct tomt_outline *a,
                         const uint32_t *near_a, size_t n_near_a, const struct tomt_outline *b,
                         size_t n_near_b, bool along_counts, struct tally *tally,
                         struct tomt_error *err)
{
    const struct tomt_edge *before = NULL;
    int carried = 0;
    for (size_t k = 0; k < n_near_a && tally->sure; k++) {
        const struct tomt_edge *edge = &a->edge[near_a[k]];
        struct line line = line_of(edge);
        struct contact contact = {.cuts = true};
        if (!meet_all(desk, &line, b, n_near_b, &contact, err))
            return false;
        bool follows =
            before && before + 1 == edge && before->x1 == edge->x0 && before->y1 == edge->y0;
        before = edge;
        if (contact.n_touch == 0 && contact.n_at == 0 && follows && carried) {
            if (carried & IN)
                walk(tally, &line, 0, line.length);
            continue;
        }
        carried = walk_edge(desk, &line, b, &contact, along_counts, tally);
    }
    return true;
}

bool tomt_common_m2(struct tomt_lie_desk *desk, const struct tomt_outline *a,
                    const struct tomt_outline *b, double *area_m2, bool *sure,
                    struct tomt_error *err)
{
    struct tomt_box box_a = wider(&a->box), box_b = wider(&b->box);
    if (!tomt_grow(desk->arena, &desk->near_a, &desk->near_a_capacity,
                   (a->n > b->n ? a->n : b->n) + 1, sizeof *desk->near_a, err) ||
        !tomt_grow(desk->arena, &desk->near_b, &desk->near_b_capacity,
                   (a->n > b->n ? a->n : b->n) + 1, sizeof *desk->near_b, err))
        return false;
    size_t n_near_a = find_near(a, &box_b, desk->near_a),
           n_near_b = find_near(b, &box_a, desk->near_b);
    struct tally tally = {.x0 = tomt_greater(a->box.min_x, b->box.min_x),
                          .y0 = tomt_greater(a->box.min_y, b->box.min_y),
                          .sure = true};
    if (!walk_outline(desk, a, desk->near_a, n_near_a, b, n_near_b, true, &tally, err))
        return false;
    /* The other way round the lists change places: near_b is always of the one that is met. */
    uint32_t *kept = desk->near_a;
    size_t kept_capacity = desk->near_a_capacity;
    desk->near_a = desk->near_b;
    desk->near_a_capacity = desk->near_b_capacity;
    desk->near_b = kept;
    desk->near_b_capacity = kept_capacity;
    if (!walk_outline(desk, b, desk->near_a, n_near_b, a, n_near_a, false, &tally, err))
        return false;
    *area_m2 = tally.twice_m2 / 2;
    *sure = tally.sure && fabs(tally.dx) + fabs(tally.dy)<CLOSED_M && * area_m2> - CLOSED_M;
    return true;
}

/* Is any edge of b's outline strictly inside a? */
static bool has_within(const struct tomt_outline *a, const struct tomt_outline *b,
                       const uint32_t *near_b, size_t n_near_b)
{
    struct tomt_box box = wider(&a->box);
    for (size_t k = 0; k < n_near_b; k++) {
        const struct tomt_edge *edge = &b->edge[near_b[k]];
        struct tomt_box own = {tomt_lesser(edge->x0, edge->x1), tomt_lesser(edge->y0, edge->y1),
                               tomt_greater(edge->x0, edge->x1), tomt_greater(edge->y0, edge->y1)};
        if (tomt_box_hold(&box, &own) &&
            tomt_outline_place(a, (edge->x0 + edge->x1) / 2, (edge->y0 + edge->y1) / 2) ==
                TOMT_PLACE_IN)
            return true;
    }
    return false;
}

/* APART, INSIDE or CROSS; *maybe_around tells that b may lie wholly in a. */
static bool decide(struct tomt_lie_desk *desk, const struct tomt_outline *a,
                   const struct tomt_outline *b, enum tomt_lie *lie, bool *maybe_around,
                   struct tomt_error *err)
{
    *maybe_around = false;
    struct tomt_box box_a = wider(&a->box), box_b = wider(&b->box);
    if (!tomt_grow(desk->arena, &desk->near_a, &desk->near_a_capacity, a->n + 1,
                   sizeof *desk->near_a, err) ||
        !tomt_grow(desk->arena, &desk->near_b, &desk->near_b_capacity, b->n + 1,
                   sizeof *desk->near_b, err))
        return false;
    size_t n_near_a = find_near(a, &box_b, desk->near_a),
           n_near_b = find_near(b, &box_a, desk->near_b);
    int all = n_near_a < a->n ? OUT : 0;
    if (!outline_class(desk, a, n_near_a, b, n_near_b, &all, err))
        return false;
    if (all == IN) {
        *lie = has_within(a, b, desk->near_b, n_near_b) ? TOMT_LIE_CROSS : TOMT_LIE_INSIDE;
        return true;
    }
    if (all == OUT) {
        *maybe_around = has_within(a, b, desk->near_b, n_near_b);
        *lie = *maybe_around ? TOMT_LIE_CROSS : TOMT_LIE_APART;
        return true;
    }
    *lie = TOMT_LIE_CROSS;
    /* Where b's outline runs along a's from within, pieces of a are both along and outside. */
    *maybe_around = tomt_box_hold(&box_a, &b->box);
    return true;
}

bool tomt_lie(struct tomt_lie_desk *desk, const struct tomt_outline *a,
              const struct tomt_outline *b, enum tomt_lie *lie, struct tomt_error *err)
{
    *lie = TOMT_LIE_APART;
    if (a->n == 0 || b->n == 0 || a->box.min_x >= b->box.max_x || b->box.min_x >= a->box.max_x ||
        a->box.min_y >= b->box.max_y || b->box.min_y >= a->box.max_y)
        return true;
    bool maybe_around, unused;
    if (!decide(desk, a, b, lie, &maybe_around, err))
        return false;
    if (*lie != TOMT_LIE_CROSS || !maybe_around)
        return true;
    enum tomt_lie reverse;
    if (!decide(desk, b, a, &reverse, &unused, err))
        return false;
    if (reverse == TOMT_LIE_INSIDE)
        *lie = TOMT_LIE_AROUND;
    return true;
}
