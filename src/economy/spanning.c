/* economy/spanning.c: Boruvka over a k-d tree. Each round every group of items finds its shortest
 * way out; the search skips nodes that lie wholly in the group, and what one item has found bounds
 * the others. An item's nearest foreign item only gets farther from round to round, so the last
 * answer stays the answer, or becomes a lower bound. */
#include "economy/spanning.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

static const uint32_t MIXED = UINT32_MAX;

struct held { /* a spot within the core distance so far */
    double d2;
    int64_t units;
};
struct heap { /* the farthest on top */
    struct held *held;
    size_t n, room;
    int64_t units;
};
struct coring {
    const struct tomt_tree *tree;
    double *core2;
    int64_t enough;
};
struct core_seat {
    const struct coring *coring;
    struct heap heap;
};

static bool heap_push(struct heap *heap, struct held one, struct tomt_error *err)
{
    if (heap->n == heap->room) {
        size_t room = heap->room ? 2 * heap->room : 256;
        struct held *more = tomt_resize(heap->held, room * sizeof *more);
        if (!more)
            return tomt_fail(err, TOMT_MEMORY, "out of memory (%zu bytes asked for)",
                             room * sizeof *more);
        heap->held = more;
        heap->room = room;
    }
    size_t at = heap->n++;
    for (; at > 0 && heap->held[(at - 1) / 2].d2 < one.d2; at = (at - 1) / 2)
        heap->held[at] = heap->held[(at - 1) / 2];
    heap->held[at] = one;
    heap->units += one.units;
    return true;
}

static void heap_pop(struct heap *heap)
{
    heap->units -= heap->held[0].units;
    struct held last = heap->held[--heap->n];
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < heap->n; at = child) {
        if (child + 1 < heap->n && heap->held[child + 1].d2 > heap->held[child].d2)
            child++;
        if (heap->held[child].d2 <= last.d2)
            break;
        heap->held[at] = heap->held[child];
    }
    if (heap->n > 0)
        heap->held[at] = last;
}

static bool gather(struct core_seat *seat, size_t at, double x, double y, struct tomt_error *err)
{
    const struct tomt_tree *tree = seat->coring->tree;
    const struct tomt_tree_node *node = &tree->node[at];
    struct heap *heap = &seat->heap;
    int64_t enough = seat->coring->enough;
    if (heap->units >= enough && tomt_tree_nearest2(node, x, y) >= heap->held[0].d2)
        return true;
    if (node->right) {
        bool right_first = tomt_tree_nearest2(&tree->node[node->right], x, y) <
                           tomt_tree_nearest2(&tree->node[at + 1], x, y);
        return gather(seat, right_first ? node->right : at + 1, x, y, err) &&
               gather(seat, right_first ? at + 1 : node->right, x, y, err);
    }
    for (size_t i = node->from; i < node->to; i++) {
        double dx = tree->x[i] - x, dy = tree->y[i] - y, d2 = dx * dx + dy * dy;
        if (tree->units[i] == 0 || (heap->units >= enough && d2 >= heap->held[0].d2))
            continue;
        if (!heap_push(heap, (struct held){d2, tree->units[i]}, err))
            return false;
        while (heap->units - heap->held[0].units >= enough)
            heap_pop(heap);
    }
    return true;
}

static void *sit_core(void *shared, struct tomt_error *err)
{
    struct core_seat *seat = tomt_allocate(sizeof *seat);
    if (!seat)
        tomt_fail(err, TOMT_MEMORY, "out of memory (%zu bytes asked for)", sizeof *seat);
    else
        *seat = (struct core_seat){.coring = shared};
    return seat;
}

static void rise_core(void *at)
{
    struct core_seat *seat = at;
    tomt_release(seat->heap.held);
    tomt_release(seat);
}

static bool work_core(void *at, size_t from, size_t to, struct tomt_error *err)
{
    struct core_seat *seat = at;
    const struct tomt_tree *tree = seat->coring->tree;
    for (size_t i = from; i < to; i++) {
        seat->heap.n = 0;
        seat->heap.units = 0;
        if (!gather(seat, 0, tree->x[i], tree->y[i], err))
            return false;
        seat->coring->core2[i] = seat->heap.held[0].d2;
    }
    return true;
}

bool tomt_spanning_cores(const struct tomt_tree *tree, int64_t enough, const struct tomt_crew *crew,
                         double *core2, struct tomt_error *err)
{
    struct coring coring = {tree, core2, enough};
    struct tomt_crew quiet = {crew->n_threads, crew->cancel, NULL};
    struct tomt_crew_job job = {&coring, sit_core, work_core, rise_core, tree->n, 512};
    return tomt_crew_run(&quiet, &job, err);
}

struct growth {
    const struct tomt_tree *tree;
    const double *core2;
    double *node_core2;   /* [nodes] the least core distance in it */
    uint32_t *node_group; /* [nodes] the group all in it are of, or MIXED */
    uint32_t *group;      /* [n] */
    uint32_t *above;      /* [n] union-find of items */
    uint32_t *to;         /* [n] the nearest foreign item found, or MIXED: not known */
    double *d2;           /* [n] its mutual reachability; without one: nothing foreign is nearer */
    _Atomic uint64_t *least; /* [n] by group: the bits of the least found this round */
    uint32_t *chosen;        /* [n] by group: the item that found it */
};

/* Doubles of at least 0 compare as their bits do. */
static uint64_t bits_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static double value_of(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

static void lower_to(_Atomic uint64_t *least, double d2)
{
    uint64_t bits = bits_of(d2), now = atomic_load_explicit(least, memory_order_relaxed);
    while (bits < now && !atomic_compare_exchange_weak_explicit(
                             least, &now, bits, memory_order_relaxed, memory_order_relaxed)) {
    }
}

struct way_out {
    double d2;
    uint32_t to;
};

static void seek(const struct growth *growth, size_t at, size_t item, struct way_out *best)
{
    const struct tomt_tree *tree = growth->tree;
    const struct tomt_tree_node *node = &tree->node[at];
    double x = tree->x[item], y = tree->y[item], core2 = growth->core2[item];
    if (growth->node_group[at] == growth->group[item] || best->d2 <= core2 ||
        growth->node_core2[at] >= best->d2 || tomt_tree_nearest2(node, x, y) >= best->d2)
        return;
    if (node->right) {
        bool right_first = tomt_tree_nearest2(&tree->node[node->right], x, y) <
                           tomt_tree_nearest2(&tree->node[at + 1], x, y);
        seek(growth, right_first ? node->right : at + 1, item, best);
        seek(growth, right_first ? at + 1 : node->right, item, best);
        return;
    }
    for (uint32_t i = node->from; i < node->to; i++) {
        if (growth->group[i] == growth->group[item])
            continue;
        double dx = tree->x[i] - x, dy = tree->y[i] - y;
        double d2 = larger(dx * dx + dy * dy, larger(core2, growth->core2[i]));
        if (d2 < best->d2)
            *best = (struct way_out){d2, i};
    }
}

static bool search(void *shared, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    const struct growth *growth = shared;
    for (size_t i = from; i < to; i++) {
        _Atomic uint64_t *least = &growth->least[growth->group[i]];
        double bound = value_of(atomic_load_explicit(least, memory_order_relaxed));
        if (growth->to[i] != MIXED || larger(growth->d2[i], growth->core2[i]) >= bound)
            continue;
        struct way_out best = {bound, MIXED};
        seek(growth, 0, i, &best);
        growth->to[i] = best.to;
        growth->d2[i] = best.d2;
        if (best.to != MIXED)
            lower_to(least, best.d2);
    }
    return true;
}

static uint32_t root_of(uint32_t *above, uint32_t item)
{
    while (above[item] != item)
        item = above[item] = above[above[item]];
    return item;
}

/* Groups after the last joins; answers that have become home are forgotten, the others bound their
 * group. */
static void begin_round(struct growth *growth)
{
    const struct tomt_tree *tree = growth->tree;
    for (uint32_t i = 0; i < tree->n; i++) {
        growth->group[i] = root_of(growth->above, i);
        growth->chosen[i] = MIXED;
        atomic_store_explicit(&growth->least[i], bits_of(INFINITY), memory_order_relaxed);
    }
    for (uint32_t i = 0; i < tree->n; i++) {
        if (growth->to[i] == MIXED)
            continue;
        if (growth->group[growth->to[i]] == growth->group[i])
            growth->to[i] = MIXED;
        else
            lower_to(&growth->least[growth->group[i]], growth->d2[i]);
    }
    for (size_t at = tree->n_nodes; at-- > 0;) {
        const struct tomt_tree_node *node = &tree->node[at];
        uint32_t group = growth->group[node->from];
        bool is_one = true;
        if (node->right)
            is_one =
                growth->node_group[at + 1] == group && growth->node_group[node->right] == group;
        for (uint32_t i = node->from; i < node->to && !node->right; i++)
            is_one = is_one && growth->group[i] == group;
        growth->node_group[at] = is_one ? group : MIXED;
    }
}

/* Joining on a shortest way out is right although groups have grown this round: a ring of choices
 * can only be of one length. */
static size_t join_groups(struct growth *growth, struct tomt_span *span)
{
    size_t n = 0;
    for (uint32_t i = 0; i < growth->tree->n; i++) {
        uint32_t *chosen = &growth->chosen[growth->group[i]];
        if (growth->to[i] != MIXED && (*chosen == MIXED || growth->d2[i] < growth->d2[*chosen]))
            *chosen = i;
    }
    for (uint32_t group = 0; group < growth->tree->n; group++) {
        uint32_t item = growth->chosen[group];
        if (item == MIXED)
            continue;
        uint32_t a = root_of(growth->above, item), b = root_of(growth->above, growth->to[item]);
        if (a == b)
            continue;
        growth->above[a > b ? a : b] = a > b ? b : a;
        span[n++] = (struct tomt_span){growth->d2[item], item, growth->to[item]};
    }
    return n;
}

static bool prepare(struct tomt_arena *scratch, struct growth *growth, struct tomt_error *err)
{
    const struct tomt_tree *tree = growth->tree;
    growth->node_core2 = tomt_arena_block(scratch, NULL, tree->n_nodes * sizeof(double), err);
    growth->node_group = tomt_arena_block(scratch, NULL, tree->n_nodes * sizeof(uint32_t), err);
    growth->group = tomt_arena_block(scratch, NULL, tree->n * sizeof(uint32_t), err);
    growth->above = tomt_arena_block(scratch, NULL, tree->n * sizeof(uint32_t), err);
    growth->to = tomt_arena_block(scratch, NULL, tree->n * sizeof(uint32_t), err);
    growth->d2 = tomt_arena_block(scratch, NULL, tree->n * sizeof(double), err);
    growth->least = tomt_arena_block(scratch, NULL, tree->n * sizeof *growth->least, err);
    growth->chosen = tomt_arena_block(scratch, NULL, tree->n * sizeof(uint32_t), err);
    if (!growth->node_core2 || !growth->node_group || !growth->group || !growth->above ||
        !growth->to || !growth->d2 || !growth->least || !growth->chosen)
        return false;
    for (uint32_t i = 0; i < tree->n; i++) {
        growth->above[i] = i;
        growth->to[i] = MIXED;
        atomic_init(&growth->least[i], 0);
    }
    for (size_t at = tree->n_nodes; at-- > 0;) {
        const struct tomt_tree_node *node = &tree->node[at];
        double least = INFINITY;
        for (size_t i = node->from; i < node->to && !node->right; i++)
            least = growth->core2[i] < least ? growth->core2[i] : least;
        if (node->right) {
            double left = growth->node_core2[at + 1], right = growth->node_core2[node->right];
            least = left < right ? left : right;
        }
        growth->node_core2[at] = least;
    }
    return true;
}

bool tomt_spanning_tree(struct tomt_arena *scratch, const struct tomt_tree *tree,
                        const double *core2, const struct tomt_crew *crew, struct tomt_span *span,
                        struct tomt_error *err)
{
    struct growth growth = {.tree = tree, .core2 = core2};
    if (!prepare(scratch, &growth, err))
        return false;
    struct tomt_crew quiet = {crew->n_threads, crew->cancel, NULL};
    struct tomt_crew_job job = {&growth, NULL, search, NULL, tree->n, 512};
    for (size_t n = 0; n + 1 < tree->n;) {
        begin_round(&growth);
        if (!tomt_crew_run(&quiet, &job, err))
            return false;
        size_t n_joined = join_groups(&growth, span + n);
        if (n_joined == 0)
            return tomt_fail(err, TOMT_INTERNAL, "the spanning tree stopped growing at %zu of %zu",
                             n, tree->n - 1);
        n += n_joined;
    }
    return true;
}
