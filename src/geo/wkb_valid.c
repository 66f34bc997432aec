/* geo/wkb_valid.c: a quick yes to "is it valid?", so that GEOS is asked seldom.
 * Rings are cut into chains that run in one quarter of the compass: such a chain cannot meet
 * itself, and the box of any stretch of it is that of its two ends. Only pairs of chains whose
 * boxes meet are halved on until single edges are compared. Orientation is decided exactly. What
 * touches anywhere, and what takes too long, is answered with "ask GEOS". */
#include "geo/orient.h"
#include "geo/wkb_walk.h"

#include <string.h>

enum { FEW = 64, FEW_RINGS = 16, MOST_RINGS = 4000, BUCKETS = 1024 };

struct ring {
    const uint8_t *xy;
    size_t n;
    size_t part;
    bool hole;
    struct tomt_box box;
};

struct chain { /* vertices from..to of a ring */
    struct tomt_box box;
    uint32_t ring, from, to;
    int quarter; /* bit 0: x does not fall, bit 1: y does not fall */
};

struct outline {
    struct ring *ring;
    struct chain *chain;
    size_t n_rings, n_chains, ring_capacity, chain_capacity;
    struct ring few_rings[FEW_RINGS];
    struct chain few_chains[FEW];
    uint64_t effort; /* what may still be spent */
};

static bool make_room(void **block, const void *few, size_t *capacity, size_t n, size_t size)
{
    if (n < *capacity)
        return true;
    void *more = tomt_resize(*block == few ? NULL : *block, 4 * *capacity * size);
    if (!more)
        return false;
    if (*block == few)
        memcpy(more, few, n * size);
    *block = more;
    *capacity *= 4;
    return true;
}

static struct tomt_box box_between(double ax, double ay, double bx, double by)
{
    return (struct tomt_box){ax < bx ? ax : bx, ay < by ? ay : by, ax < bx ? bx : ax,
                             ay < by ? by : ay};
}

static bool add_chain(struct outline *outline, uint32_t from, uint32_t to, int quarter)
{
    void *block = outline->chain;
    bool ok = make_room(&block, outline->few_chains, &outline->chain_capacity, outline->n_chains,
                        sizeof *outline->chain);
    outline->chain = block;
    if (!ok)
        return false;
    struct ring *ring = outline->ring + outline->n_rings - 1;
    double ax, ay, bx, by;
    tomt_wkb_xy(ring->xy, from, &ax, &ay);
    tomt_wkb_xy(ring->xy, to, &bx, &by);
    struct tomt_box box = box_between(ax, ay, bx, by);
    outline->chain[outline->n_chains++] =
        (struct chain){box, (uint32_t)outline->n_rings - 1, from, to, quarter};
    ring->box.min_x = box.min_x < ring->box.min_x ? box.min_x : ring->box.min_x;
    ring->box.min_y = box.min_y < ring->box.min_y ? box.min_y : ring->box.min_y;
    ring->box.max_x = box.max_x > ring->box.max_x ? box.max_x : ring->box.max_x;
    ring->box.max_y = box.max_y > ring->box.max_y ? box.max_y : ring->box.max_y;
    return true;
}

static bool add_ring(struct outline *outline, const struct tomt_wkb_walk *walk)
{
    if (walk->n < 4 || walk->n > UINT32_MAX / 2 || outline->n_rings == MOST_RINGS)
        return false;
    void *block = outline->ring;
    bool ok = make_room(&block, outline->few_rings, &outline->ring_capacity, outline->n_rings,
                        sizeof *outline->ring);
    outline->ring = block;
    if (!ok)
        return false;
    double ax, ay, bx, by, x0, y0;
    tomt_wkb_xy(walk->xy, 0, &x0, &y0);
    outline->ring[outline->n_rings++] =
        (struct ring){walk->xy, walk->n, walk->part, walk->ring > 0, {x0, y0, x0, y0}};
    int running = -1;
    uint32_t from = 0;
    ax = x0;
    ay = y0;
    for (uint32_t i = 1; i < walk->n; i++) {
        tomt_wkb_xy(walk->xy, i, &bx, &by);
        if (ax == bx && ay == by)
            return false;
        int quarter = (bx >= ax) | (by >= ay) << 1;
        if (quarter != running && i > 1) {
            if (!add_chain(outline, from, i - 1, running))
                return false;
            from = i - 1;
        }
        running = quarter;
        ax = bx;
        ay = by;
    }
    outline->effort += 200 * walk->n;
    return ax == x0 && ay == y0 && add_chain(outline, from, (uint32_t)walk->n - 1, running);
}

/* b→c follows a→b: do they have more than b in common? */
static bool folds_back(const double *a, const double *b, const double *c)
{
    /* In line and back: then the product is far from 0, so that rounding cannot hide it. */
    return (a[0] - b[0]) * (c[0] - b[0]) + (a[1] - b[1]) * (c[1] - b[1]) > 0 &&
           tomt_orient(a[0], a[1], b[0], b[1], c[0], c[1]) == 0;
}

static bool edges_meet(const double *a, const double *b, const double *c, const double *d)
{
    return tomt_orient(a[0], a[1], b[0], b[1], c[0], c[1]) *
                   tomt_orient(a[0], a[1], b[0], b[1], d[0], d[1]) <=
               0 &&
           tomt_orient(c[0], c[1], d[0], d[1], a[0], a[1]) *
                   tomt_orient(c[0], c[1], d[0], d[1], b[0], b[1]) <=
               0;
}

/* Edges i of ring a and j of ring b, whose boxes meet: nothing in common but what neighbours must
 * have? */
static bool edges_apart(const struct ring *a, uint32_t i, const struct ring *b, uint32_t j)
{
    double p[2], q[2], r[2], s[2];
    tomt_wkb_xy(a->xy, i, p, p + 1);
    tomt_wkb_xy(a->xy, i + 1, q, q + 1);
    tomt_wkb_xy(b->xy, j, r, r + 1);
    tomt_wkb_xy(b->xy, j + 1, s, s + 1);
    if (a == b) {
        uint32_t last = (uint32_t)a->n - 2;
        if (j == i + 1 || (i == last && j == 0))
            return !folds_back(p, q, s);
        if (i == j + 1 || (j == last && i == 0))
            return !folds_back(r, s, q);
    }
    return !edges_meet(p, q, r, s);
}

static struct tomt_box box_of(const struct ring *ring, uint32_t from, uint32_t to)
{
    double ax, ay, bx, by;
    tomt_wkb_xy(ring->xy, from, &ax, &ay);
    tomt_wkb_xy(ring->xy, to, &bx, &by);
    return box_between(ax, ay, bx, by);
}

struct stretch {
    const struct ring *ring;
    uint32_t from, to;
    struct tomt_box box;
};

/* Whose boxes meet. */
static bool stretches_apart(struct outline *outline, const struct stretch *a,
                            const struct stretch *b)
{
    if (outline->effort == 0)
        return false;
    outline->effort--;
    uint32_t n_a = a->to - a->from, n_b = b->to - b->from;
    if (n_a == 1 && n_b == 1)
        return edges_apart(a->ring, a->from, b->ring, b->from);
    if (n_a < n_b)
        return stretches_apart(outline, b, a);
    struct stretch first = *a, second = *a;
    first.to = second.from = a->from + n_a / 2;
    first.box = box_of(a->ring, first.from, first.to);
    second.box = box_of(a->ring, second.from, second.to);
    return (!tomt_box_meet(&first.box, &b->box) || stretches_apart(outline, &first, b)) &&
           (!tomt_box_meet(&second.box, &b->box) || stretches_apart(outline, &second, b));
}

/* The chain `next` begins where `chain` ends. If only one of x and y turned there, both run one way
 * in the other, and can meet beyond that point only by folding back upon it. */
static bool turn_apart(const struct ring *ring, const struct chain *chain, const struct chain *next)
{
    double a[2], b[2], c[2];
    tomt_wkb_xy(ring->xy, chain->to - 1, a, a + 1);
    tomt_wkb_xy(ring->xy, chain->to, b, b + 1);
    tomt_wkb_xy(ring->xy, next->from + 1, c, c + 1);
    return !folds_back(a, b, c);
}

static bool follows(const struct ring *ring, const struct chain *chain, const struct chain *next)
{
    return chain->to == next->from || (chain->to + 1 == ring->n && next->from == 0);
}

static bool chains_apart(struct outline *outline, const struct chain *a, const struct chain *b)
{
    const struct ring *ring = outline->ring + a->ring;
    if (a->ring == b->ring && (a->quarter ^ b->quarter) != 3) {
        if (follows(ring, a, b))
            return turn_apart(ring, a, b);
        if (follows(ring, b, a))
            return turn_apart(ring, b, a);
    }
    struct stretch one = {ring, a->from, a->to, a->box};
    struct stretch other = {outline->ring + b->ring, b->from, b->to, b->box};
    return stretches_apart(outline, &one, &other);
}

static bool all_apart_few(struct outline *outline)
{
    for (size_t i = 0; i < outline->n_chains; i++) {
        const struct chain *a = outline->chain + i;
        for (size_t j = i + 1; j < outline->n_chains; j++)
            if (tomt_box_meet(&a->box, &outline->chain[j].box) &&
                !chains_apart(outline, a, outline->chain + j))
                return false;
    }
    return true;
}

/* Sorts into buckets by the left end; a chain can only meet those up to the bucket of its right
 * end. */
static bool all_apart_many(struct outline *outline)
{
    size_t n = outline->n_chains;
    double left = outline->chain[0].box.min_x, right = left;
    for (size_t i = 0; i < n; i++) {
        const struct tomt_box *box = &outline->chain[i].box;
        left = box->min_x < left ? box->min_x : left;
        right = box->max_x > right ? box->max_x : right;
    }
    double scale = (BUCKETS - 1) / (right > left ? right - left : 1);
    size_t start[BUCKETS + 1] = {0};
    struct chain *sorted = tomt_allocate(n * sizeof *sorted);
    if (!sorted)
        return false;
    for (size_t i = 0; i < n; i++)
        start[(size_t)((outline->chain[i].box.min_x - left) * scale) + 1]++;
    for (size_t bucket = 0; bucket < BUCKETS; bucket++)
        start[bucket + 1] += start[bucket];
    for (size_t i = 0; i < n; i++)
        sorted[start[(size_t)((outline->chain[i].box.min_x - left) * scale)]++] = outline->chain[i];
    bool apart = true; /* start[bucket] is now where the bucket ends */
    for (size_t i = 0; i < n && apart; i++) {
        const struct chain *a = sorted + i;
        size_t to = start[(size_t)((a->box.max_x - left) * scale)];
        apart = outline->effort > to - i;
        outline->effort -= apart ? (to - i) / 4 : 0;
        for (size_t j = i + 1; j < to && apart; j++)
            if (tomt_box_meet(&a->box, &sorted[j].box))
                apart = chains_apart(outline, a, sorted + j);
    }
    tomt_release(sorted);
    return apart;
}

/* Rings whose borders do not meet: one vertex tells for all. */
static bool inside(const struct ring *inner, const struct ring *outer)
{
    double x, y;
    bool odd = false;
    if (!tomt_box_hold(&outer->box, &inner->box))
        return false;
    tomt_wkb_xy(inner->xy, 0, &x, &y);
    return tomt_wkb_ring_cross(outer->xy, outer->n, x, y, &odd) || odd;
}

static bool well_nested(const struct outline *outline)
{
    for (size_t i = 0; i < outline->n_rings; i++) {
        const struct ring *a = outline->ring + i;
        for (size_t j = i + 1; j < outline->n_rings; j++) {
            const struct ring *b = outline->ring + j;
            if (a->part == b->part && !a->hole) {
                if (!inside(b, a))
                    return false;
            } else if (a->part == b->part || (!a->hole && !b->hole)) {
                if (inside(a, b) || inside(b, a))
                    return false;
            }
        }
    }
    return true;
}

static bool lines_valid(struct tomt_wkb_walk *walk)
{
    size_t n_lines = 0;
    for (; tomt_wkb_step(walk); n_lines++) {
        double ax, ay, bx, by;
        if (walk->n < 2)
            return false;
        tomt_wkb_xy(walk->xy, 0, &ax, &ay);
        tomt_wkb_xy(walk->xy, 1, &bx, &by);
        if (walk->n == 2 && ax == bx && ay == by)
            return false;
    }
    return n_lines > 0;
}

static bool polygons_valid(struct tomt_wkb_walk *walk, struct outline *outline)
{
    size_t next_part = 0;
    while (tomt_wkb_step(walk)) {
        if (walk->ring == 0 && walk->part != next_part++)
            return false; /* a part without a shell */
        if (!add_ring(outline, walk))
            return false;
    }
    return outline->n_rings > 0 &&
           (outline->n_chains <= FEW ? all_apart_few(outline) : all_apart_many(outline)) &&
           well_nested(outline);
}

bool tomt_wkb_surely_valid(const uint8_t *wkb, size_t size)
{
    struct tomt_wkb_walk walk = tomt_wkb_walk(wkb, size);
    if (!walk.polygons)
        return lines_valid(&walk);
    if (tomt_wkb_star_shaped(wkb, size))
        return true;
    struct outline outline;
    outline.ring = outline.few_rings;
    outline.chain = outline.few_chains;
    outline.n_rings = outline.n_chains = 0;
    outline.ring_capacity = FEW_RINGS;
    outline.chain_capacity = FEW;
    outline.effort = 1000;
    bool valid = polygons_valid(&walk, &outline);
    if (outline.ring != outline.few_rings)
        tomt_release(outline.ring);
    if (outline.chain != outline.few_chains)
        tomt_release(outline.chain);
    return valid;
}
