/* network/cross.c: plain lines of one level get a common vertex where they cross, or where one ends
 * on or beside the other. Each pair of segments is looked at once, and what comes out does not
 * depend on which was first or how it was drawn. */
#include "geo/index.h"
#include "geo/orient.h"
#include "network/build_inside.h"

#include <math.h>
#include <stdlib.h>

enum { CHUNK = 4096 };

struct cut { /* a vertex to insert behind vertex `segment`, so far along */
    uint32_t segment;
    double along, x, y;
};
struct move { /* two vertices that nearly meet */
    double x[2], y[2];
};
struct list {
    struct cut *cut;
    size_t n_cuts, cut_room;
    struct move *move;
    size_t n_moves, move_room;
};

struct crossing {
    const struct tomt_lines *lines;
    double join_m;
    uint32_t *segment; /* [n_segments] first vertex */
    size_t n_segments;
    const struct tomt_index *index;
    struct list *list; /* of each chunk */
};

struct seat {
    struct crossing *c;
    struct tomt_rows rows;
};

static bool grow(void **block, size_t *room, size_t n, size_t size, struct tomt_error *err)
{
    if (n < *room)
        return true;
    size_t more = *room ? *room * 2 : 64;
    void *grown = tomt_resize(*block, more * size);
    if (!grown)
        return tomt_fail(err, TOMT_MEMORY, "out of memory while finding where streets cross");
    *block = grown;
    *room = more;
    return true;
}

static double along(const struct tomt_lines *lines, uint32_t segment, double x, double y)
{
    double ax = lines->x[segment], ay = lines->y[segment];
    double dx = lines->x[segment + 1] - ax, dy = lines->y[segment + 1] - ay;
    return ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
}

static bool add_cut(const struct crossing *c, struct list *list, uint32_t segment, double x,
                    double y, struct tomt_error *err)
{
    void *block = list->cut;
    bool good = grow(&block, &list->cut_room, list->n_cuts, sizeof *list->cut, err);
    list->cut = block;
    if (good)
        list->cut[list->n_cuts++] = (struct cut){segment, along(c->lines, segment, x, y), x, y};
    return good;
}

static bool add_move(const struct crossing *c, struct list *list, uint32_t a, uint32_t b,
                     struct tomt_error *err)
{
    const double *x = c->lines->x, *y = c->lines->y;
    void *block = list->move;
    bool good = grow(&block, &list->move_room, list->n_moves, sizeof *list->move, err);
    list->move = block;
    if (good)
        list->move[list->n_moves++] = (struct move){{x[a], x[b]}, {y[a], y[b]}};
    return good;
}

static bool near(double ax, double ay, double bx, double by, double join_m)
{
    return (ax - bx) * (ax - bx) + (ay - by) * (ay - by) <= join_m * join_m;
}

/* Does vertex p touch the segment? Then they get a common vertex, and *found is set. */
static bool touch(const struct crossing *c, struct list *list, uint32_t p, uint32_t segment,
                  bool *found, struct tomt_error *err)
{
    const double *x = c->lines->x, *y = c->lines->y;
    for (uint32_t end = segment; end <= segment + 1; end++) {
        if (!near(x[p], y[p], x[end], y[end], c->join_m))
            continue;
        *found = true;
        return (x[p] == x[end] && y[p] == y[end]) || add_move(c, list, p, end, err);
    }
    double t = along(c->lines, segment, x[p], y[p]);
    if (!(t > 0 && t < 1))
        return true;
    double dx = x[segment + 1] - x[segment], dy = y[segment + 1] - y[segment];
    if (!near(x[p], y[p], x[segment] + t * dx, y[segment] + t * dy, c->join_m) &&
        tomt_orient(x[segment], y[segment], x[segment + 1], y[segment + 1], x[p], y[p]) != 0)
        return true;
    *found = true;
    return add_cut(c, list, segment, x[p], y[p], err);
}

struct straight {
    double ax, ay, bx, by; /* a before b, by x, then y */
};

static struct straight straight_of(const struct tomt_lines *lines, uint32_t v)
{
    double ax = lines->x[v], ay = lines->y[v], bx = lines->x[v + 1], by = lines->y[v + 1];
    if (ax < bx || (ax == bx && ay < by))
        return (struct straight){ax, ay, bx, by};
    return (struct straight){bx, by, ax, ay};
}

static int straight_order(const struct straight *a, const struct straight *b)
{
    const double one[4] = {a->ax, a->ay, a->bx, a->by}, other[4] = {b->ax, b->ay, b->bx, b->by};
    for (int i = 0; i < 4; i++) {
        if (one[i] < other[i] || one[i] > other[i])
            return one[i] < other[i] ? -1 : 1;
    }
    return 0;
}

/* The point where two segments cross in their insides; decided exactly, the same bits whichever
 * comes first. */
static bool cross_at(const struct tomt_lines *lines, uint32_t v, uint32_t w, double *x, double *y)
{
    struct straight s = straight_of(lines, v), r = straight_of(lines, w);
    if (straight_order(&s, &r) > 0) {
        struct straight swap = s;
        s = r;
        r = swap;
    }
    if (tomt_orient(s.ax, s.ay, s.bx, s.by, r.ax, r.ay) *
                tomt_orient(s.ax, s.ay, s.bx, s.by, r.bx, r.by) >=
            0 ||
        tomt_orient(r.ax, r.ay, r.bx, r.by, s.ax, s.ay) *
                tomt_orient(r.ax, r.ay, r.bx, r.by, s.bx, s.by) >=
            0)
        return false;
    double ux = s.bx - s.ax, uy = s.by - s.ay, wx = r.bx - r.ax, wy = r.by - r.ay;
    double t = ((r.ax - s.ax) * wy - (r.ay - s.ay) * wx) / (ux * wy - uy * wx);
    t = t > 0 ? (t < 1 ? t : 1) : 0; /* also where rounding leaves nothing to divide by */
    *x = s.ax + t * ux + 0.0;
    *y = s.ay + t * uy + 0.0;
    return true;
}

static uint64_t ground(const struct tomt_feature *feature)
{
    return feature->level == TOMT_NO_LEVEL ? 0 : feature->level; /* 0 is the key of level 0 */
}

static bool look_at(const struct crossing *c, struct list *list, uint32_t v, uint32_t w,
                    struct tomt_error *err)
{
    const struct tomt_lines *lines = c->lines;
    const struct tomt_feature *one = tomt_feature_at(lines, v), *other = tomt_feature_at(lines, w);
    bool one_osm = one->group == other->group && one->group != TOMT_PLAIN;
    if (ground(one) != ground(other) || one_osm)
        return true;
    bool found = false;
    double x, y;
    if (lines->line_of[v] != lines->line_of[w] &&
        (!touch(c, list, v, w, &found, err) || !touch(c, list, v + 1, w, &found, err) ||
         !touch(c, list, w, v, &found, err) || !touch(c, list, w + 1, v, &found, err)))
        return false;
    if (found || !cross_at(lines, v, w, &x, &y))
        return true;
    return add_cut(c, list, v, x, y, err) && add_cut(c, list, w, x, y, err);
}

static struct tomt_box box_of(const struct tomt_lines *lines, uint32_t v, double more)
{
    struct straight s = straight_of(lines, v);
    double low = s.ay < s.by ? s.ay : s.by, high = s.ay < s.by ? s.by : s.ay;
    return (struct tomt_box){s.ax - more, low - more, s.bx + more, high + more};
}

static void *sit(void *shared, struct tomt_error *err)
{
    struct seat *seat = tomt_allocate(sizeof *seat);
    if (seat)
        *seat = (struct seat){.c = shared};
    else
        tomt_fail(err, TOMT_MEMORY, "out of memory while finding where streets cross");
    return seat;
}

static void rise(void *made)
{
    struct seat *seat = made;
    if (seat)
        tomt_rows_free(&seat->rows);
    tomt_release(seat);
}

static bool find_cuts(void *made, size_t from, size_t to, struct tomt_error *err)
{
    struct seat *seat = made;
    struct crossing *c = seat->c;
    struct list *list = c->list + from / CHUNK;
    for (size_t s = from; s < to; s++) {
        struct tomt_box box = box_of(c->lines, c->segment[s], c->join_m);
        if (!tomt_index_find(c->index, &box, &seat->rows, err))
            return false;
        for (size_t k = 0; k < seat->rows.n; k++) {
            uint32_t other = seat->rows.row[k];
            if (other > s && !look_at(c, list, c->segment[s], c->segment[other], err))
                return false;
        }
    }
    return true;
}

static bool find_all(struct crossing *c, struct tomt_arena *arena, const struct tomt_crew *crew,
                     struct tomt_error *err)
{
    const struct tomt_lines *lines = c->lines;
    size_t most = lines->n_vertices;
    struct tomt_box *box = tomt_arena_block(arena, NULL, most * sizeof *box, err);
    c->segment = tomt_arena_block(arena, NULL, most * sizeof *c->segment, err);
    if (!box || !c->segment)
        return false;
    for (uint32_t v = 0; v + 1 < lines->n_vertices; v++) {
        if (lines->line_of[v] != lines->line_of[v + 1])
            continue;
        box[c->n_segments] = box_of(lines, v, 0);
        c->segment[c->n_segments++] = v;
    }
    c->index = tomt_index_new(arena, box, c->n_segments, err);
    c->list = tomt_arena_block(arena, NULL, (c->n_segments / CHUNK + 1) * sizeof *c->list, err);
    struct tomt_crew_job job = {.shared = c,
                                .sit = sit,
                                .work = find_cuts,
                                .rise = rise,
                                .n = c->n_segments,
                                .chunk = CHUNK};
    return c->index && c->list && tomt_crew_run(crew, &job, err);
}

static int cut_order(const void *one, const void *other)
{
    const struct cut *a = one, *b = other;
    if (a->segment != b->segment)
        return a->segment < b->segment ? -1 : 1;
    if (a->along < b->along || a->along > b->along)
        return a->along < b->along ? -1 : 1;
    if (a->x < b->x || a->x > b->x)
        return a->x < b->x ? -1 : 1;
    return a->y < b->y ? -1 : a->y > b->y;
}

struct place {
    double x, y;
    uint32_t root; /* the lowest place it is one with */
};

static int place_order(const void *one, const void *other)
{
    const struct place *a = one, *b = other;
    if (a->x < b->x || a->x > b->x)
        return a->x < b->x ? -1 : 1;
    return a->y < b->y ? -1 : a->y > b->y;
}

struct places {
    struct place *place;
    size_t n;
};

static uint32_t number_of(const struct places *p, double x, double y)
{
    struct place key = {.x = x, .y = y};
    struct place *found = p->n ? bsearch(&key, p->place, p->n, sizeof key, place_order) : NULL;
    return found ? (uint32_t)(found - p->place) : UINT32_MAX;
}

static uint32_t root_of(const struct places *p, uint32_t i)
{
    while (p->place[i].root != i)
        i = p->place[i].root = p->place[p->place[i].root].root;
    return i;
}

static void settle(const struct places *p, double *x, double *y)
{
    uint32_t i = number_of(p, *x, *y);
    if (i == UINT32_MAX)
        return;
    i = root_of(p, i);
    *x = p->place[i].x;
    *y = p->place[i].y;
}

/* Places that become one, sorted; the root of each is the lowest. */
static bool find_moves(const struct crossing *c, size_t n_lists, struct tomt_arena *arena,
                       struct places *out, struct tomt_error *err)
{
    size_t n = 0;
    for (size_t k = 0; k < n_lists; k++)
        n += 2 * c->list[k].n_moves;
    *out =
        (struct places){.place = tomt_arena_block(arena, NULL, (n + 1) * sizeof *out->place, err)};
    if (!out->place || n == 0)
        return out->place != NULL;
    for (size_t k = 0; k < n_lists; k++) {
        for (size_t i = 0; i < 2 * c->list[k].n_moves; i++) {
            const struct move *move = c->list[k].move + i / 2;
            out->place[out->n++] = (struct place){.x = move->x[i % 2], .y = move->y[i % 2]};
        }
    }
    qsort(out->place, out->n, sizeof *out->place, place_order);
    n = 1;
    for (size_t i = 1; i < out->n; i++) {
        if (place_order(out->place + i, out->place + n - 1) != 0)
            out->place[n++] = out->place[i];
    }
    out->n = n;
    for (uint32_t i = 0; i < n; i++)
        out->place[i].root = i;
    for (size_t k = 0; k < n_lists; k++) {
        for (size_t i = 0; i < c->list[k].n_moves; i++) {
            const struct move *move = c->list[k].move + i;
            uint32_t a = root_of(out, number_of(out, move->x[0], move->y[0]));
            uint32_t b = root_of(out, number_of(out, move->x[1], move->y[1]));
            out->place[a > b ? a : b].root = a > b ? b : a;
        }
    }
    return true;
}

/* The lines with the new vertices; one that repeats its neighbour is left out. */
static bool rebuild(struct tomt_lines *lines, const struct cut *cut, size_t n_cuts,
                    const struct places *moves, struct tomt_error *err)
{
    size_t most = lines->n_vertices + n_cuts, n = 0, next = 0;
    struct tomt_lines out = *lines;
    if (most > 0x80000000u)
        return tomt_fail(err, TOMT_DATA, "streets cross too often: more than 2^31 vertices in all");
    out.x = tomt_arena_block(lines->arena, NULL, (most + 1) * sizeof *out.x, err);
    out.y = tomt_arena_block(lines->arena, NULL, (most + 1) * sizeof *out.y, err);
    out.line_of = tomt_arena_block(lines->arena, NULL, (most + 1) * sizeof *out.line_of, err);
    out.made = tomt_arena_block(lines->arena, NULL, most + 1, err);
    if (!out.x || !out.y || !out.line_of || !out.made)
        return false;
    for (uint32_t line = 0, v = 0; line < lines->n_lines; line++) {
        uint32_t last = lines->start[line + 1];
        size_t first = n;
        out.start[line] = (uint32_t)first;
        for (; v < last; v++) {
            bool made = false; /* first the vertex itself, then those cut in behind it */
            double x = lines->x[v], y = lines->y[v];
            for (;;) {
                settle(moves, &x, &y);
                if (n > first && out.x[n - 1] == x && out.y[n - 1] == y) {
                    out.made[n - 1] |= made;
                } else {
                    out.x[n] = x;
                    out.y[n] = y;
                    out.line_of[n] = line;
                    out.made[n++] = made;
                }
                if (next == n_cuts || cut[next].segment != v)
                    break;
                x = cut[next].x;
                y = cut[next++].y;
                made = true;
            }
        }
    }
    out.start[lines->n_lines] = (uint32_t)n;
    out.n_vertices = n;
    tomt_arena_drop(lines->arena, lines->x);
    tomt_arena_drop(lines->arena, lines->y);
    tomt_arena_drop(lines->arena, lines->line_of);
    *lines = out;
    return true;
}

bool tomt_lines_cross(struct tomt_lines *lines, double join_m, const struct tomt_crew *crew,
                      struct tomt_error *err)
{
    if (lines->one_osm || lines->n_vertices == 0)
        return true;
    struct tomt_arena *arena = tomt_arena_new(err);
    if (!arena)
        return false;
    struct crossing c = {.lines = lines, .join_m = join_m > 0 ? join_m : 0};
    struct places moves = {0};
    bool good = find_all(&c, arena, crew, err);
    size_t n_lists = c.list ? c.n_segments / CHUNK + 1 : 0, n = 0;
    for (size_t k = 0; k < n_lists; k++)
        n += c.list[k].n_cuts;
    struct cut *cut = good ? tomt_arena_block(arena, NULL, (n + 1) * sizeof *cut, err) : NULL;
    good = cut && find_moves(&c, n_lists, arena, &moves, err);
    n = 0;
    for (size_t k = 0; k < n_lists; k++) {
        if (good && c.list[k].n_cuts > 0)
            memcpy(cut + n, c.list[k].cut, c.list[k].n_cuts * sizeof *cut);
        n += c.list[k].n_cuts;
        tomt_release(c.list[k].cut);
        tomt_release(c.list[k].move);
    }
    if (good && (n > 0 || moves.n > 0)) {
        qsort(cut, n, sizeof *cut, cut_order);
        good = rebuild(lines, cut, n, &moves, err);
    }
    tomt_arena_free(arena);
    return good;
}
