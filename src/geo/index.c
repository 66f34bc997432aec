/* geo/index.c: the packed Hilbert R-tree. Rows are sorted along the curve once; every 16 of them
 * make a node, every 16 nodes a node above, up to one root. Level 0 holds the rows' boxes in packed
 * order, so a node of level k covers a run of 16^k rows: a node wholly inside the question is taken
 * as a run. */
#include "geo/index.h"

#include <math.h>
#include <string.h>

enum { FAN = 16, FAN_BITS = 4, MOST_LEVELS = 9 /* 16^8 rows */ };

struct tomt_index {
    struct tomt_box *box[MOST_LEVELS]; /* box[0]: rows in packed order */
    size_t n[MOST_LEVELS];
    unsigned n_levels; /* 0: empty */
    uint32_t *row;     /* packed order */
};

/* Plain comparisons: fmin and fmax also care for NaN, which never gets here, and are calls. */
static inline double least(double a, double b)
{
    return a < b ? a : b;
}
static inline double most(double a, double b)
{
    return a > b ? a : b;
}

struct keyed {
    uint32_t key, row;
};

/* Position along the Hilbert curve of 2^16 x 2^16 cells (Warren, Hacker's Delight, 16-5). */
static uint32_t hilbert(uint32_t x, uint32_t y)
{
    uint32_t at = 0;
    for (int bit = 15; bit >= 0; bit--) {
        uint32_t right = (x >> bit) & 1, up = (y >> bit) & 1;
        at = (at << 2) | ((3 * right) ^ up);
        if (!up) {
            uint32_t flip = right ? 0xffff : 0, swap = x ^ flip;
            x = y ^ flip;
            y = swap;
        }
    }
    return at;
}

static bool has_place(const struct tomt_box *box)
{
    return box->min_x <= box->max_x && box->min_y <= box->max_y; /* false for NaN */
}

static struct tomt_box centres(const struct tomt_box *box, size_t n)
{
    struct tomt_box extent = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < n; i++) {
        double x = 0.5 * (box[i].min_x + box[i].max_x), y = 0.5 * (box[i].min_y + box[i].max_y);
        if (!has_place(box + i) || !isfinite(x) || !isfinite(y))
            continue;
        extent.min_x = least(extent.min_x, x);
        extent.max_x = most(extent.max_x, x);
        extent.min_y = least(extent.min_y, y);
        extent.max_y = most(extent.max_y, y);
    }
    return extent;
}

static uint32_t cell_of(double centre, double from, double scale)
{
    double cell = (centre - from) * scale;
    return cell >= 65535 ? 65535 : cell > 0 ? (uint32_t)cell : 0;
}

static size_t make_keys(const struct tomt_box *box, size_t n, struct keyed *keyed)
{
    struct tomt_box extent = centres(box, n);
    double wide = most(extent.max_x - extent.min_x, extent.max_y - extent.min_y);
    double scale = wide > 0 ? 65536 / wide : 0;
    size_t n_kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (!has_place(box + i))
            continue;
        uint32_t x = cell_of(0.5 * (box[i].min_x + box[i].max_x), extent.min_x, scale);
        uint32_t y = cell_of(0.5 * (box[i].min_y + box[i].max_y), extent.min_y, scale);
        keyed[n_kept++] = (struct keyed){hilbert(x, y), (uint32_t)i};
    }
    return n_kept;
}

/* By one byte of the key; stable, so that equal keys stay in row order. */
static void sort_byte(const struct keyed *from, struct keyed *to, size_t n, unsigned shift)
{
    size_t start[257] = {0};
    for (size_t i = 0; i < n; i++)
        start[((from[i].key >> shift) & 255) + 1]++;
    for (unsigned digit = 0; digit < 256; digit++)
        start[digit + 1] += start[digit];
    for (size_t i = 0; i < n; i++)
        to[start[(from[i].key >> shift) & 255]++] = from[i];
}

static void sort_keys(struct keyed *keyed, struct keyed *spare, size_t n)
{
    sort_byte(keyed, spare, n, 0);
    sort_byte(spare, keyed, n, 8);
    sort_byte(keyed, spare, n, 16);
    sort_byte(spare, keyed, n, 24);
}

static void pack_level(const struct tomt_box *below, size_t n_below, struct tomt_box *above)
{
    for (size_t node = 0; node * FAN < n_below; node++) {
        size_t to = node * FAN + FAN < n_below ? node * FAN + FAN : n_below;
        struct tomt_box all = below[node * FAN];
        for (size_t i = node * FAN + 1; i < to; i++) {
            all.min_x = least(all.min_x, below[i].min_x);
            all.min_y = least(all.min_y, below[i].min_y);
            all.max_x = most(all.max_x, below[i].max_x);
            all.max_y = most(all.max_y, below[i].max_y);
        }
        above[node] = all;
    }
}

static bool pack(struct tomt_arena *arena, struct tomt_index *index, const struct tomt_box *box,
                 const struct keyed *keyed, size_t n, struct tomt_error *err)
{
    index->row = tomt_arena_block(arena, NULL, n * sizeof *index->row, err);
    index->box[0] = tomt_arena_block(arena, NULL, n * sizeof *box, err);
    if (!index->row || !index->box[0])
        return false;
    for (size_t i = 0; i < n; i++) {
        index->row[i] = keyed[i].row;
        index->box[0][i] = box[keyed[i].row];
    }
    index->n[0] = n;
    index->n_levels = 1;
    while (index->n[index->n_levels - 1] > 1) {
        unsigned level = index->n_levels;
        size_t n_nodes = (index->n[level - 1] + FAN - 1) / FAN;
        index->box[level] = tomt_arena_block(arena, NULL, n_nodes * sizeof *box, err);
        if (!index->box[level])
            return false;
        pack_level(index->box[level - 1], index->n[level - 1], index->box[level]);
        index->n[level] = n_nodes;
        index->n_levels++;
    }
    return true;
}

struct tomt_index *tomt_index_new(struct tomt_arena *arena, const struct tomt_box *box, size_t n,
                                  struct tomt_error *err)
{
    if (n > UINT32_MAX) {
        tomt_fail(err, TOMT_DATA, "%zu rows are too many for an index (at most 4294967295)", n);
        return NULL;
    }
    struct tomt_index *index = tomt_arena_alloc(arena, sizeof *index, err);
    if (!index || n == 0)
        return index;
    struct keyed *keyed = tomt_allocate(2 * n * sizeof *keyed);
    if (!keyed) {
        tomt_fail(err, TOMT_MEMORY, "out of memory for an index of %zu rows", n);
        return NULL;
    }
    size_t n_kept = make_keys(box, n, keyed);
    sort_keys(keyed, keyed + n, n_kept);
    bool ok = n_kept == 0 || pack(arena, index, box, keyed, n_kept, err);
    tomt_release(keyed);
    return ok ? index : NULL;
}

void tomt_rows_free(struct tomt_rows *rows)
{
    tomt_release(rows->row);
    *rows = (struct tomt_rows){0};
}

static bool reserve(struct tomt_rows *rows, size_t n, struct tomt_error *err)
{
    if (n <= rows->capacity)
        return true;
    size_t capacity = rows->capacity < 32 ? 64 : 2 * rows->capacity;
    if (capacity < n)
        capacity = n;
    void *row = tomt_resize(rows->row, capacity * sizeof *rows->row);
    if (!row)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for %zu rows found", capacity);
    rows->row = row;
    rows->capacity = capacity;
    return true;
}

/* Heap sort needs no further memory and has no bad case; most answers are a handful of rows. */
static void sift(uint32_t *row, size_t from, size_t n)
{
    uint32_t value = row[from];
    for (size_t child; (child = 2 * from + 1) < n; from = child) {
        if (child + 1 < n && row[child + 1] > row[child])
            child++;
        if (row[child] <= value)
            break;
        row[from] = row[child];
    }
    row[from] = value;
}

static void sort_rows(uint32_t *row, size_t n)
{
    if (n <= 48) {
        for (size_t i = 1; i < n; i++) {
            uint32_t value = row[i];
            size_t at = i;
            for (; at > 0 && row[at - 1] > value; at--)
                row[at] = row[at - 1];
            row[at] = value;
        }
        return;
    }
    for (size_t i = n / 2; i > 0; i--)
        sift(row, i - 1, n);
    for (size_t last = n - 1; last > 0; last--) {
        uint32_t largest = row[0];
        row[0] = row[last];
        row[last] = largest;
        sift(row, 0, last);
    }
}

/* All rows below a node. */
static bool take_run(const struct tomt_index *index, unsigned level, size_t node,
                     struct tomt_rows *rows, struct tomt_error *err)
{
    size_t from = node << (FAN_BITS * level), to = (node + 1) << (FAN_BITS * level);
    if (to > index->n[0])
        to = index->n[0];
    if (!reserve(rows, rows->n + (to - from), err))
        return false;
    memcpy(rows->row + rows->n, index->row + from, (to - from) * sizeof *rows->row);
    rows->n += to - from;
    return true;
}

bool tomt_index_find(const struct tomt_index *index, const struct tomt_box *box,
                     struct tomt_rows *rows, struct tomt_error *err)
{
    struct {
        size_t node;
        unsigned level;
    } stack[MOST_LEVELS * FAN];
    size_t depth = 0;
    rows->n = 0;
    if (index->n_levels == 0)
        return true;
    unsigned top = index->n_levels - 1;
    if (tomt_box_meet(index->box[top], box)) {
        stack[depth].node = 0;
        stack[depth++].level = top;
    }
    while (depth > 0) {
        size_t node = stack[--depth].node;
        unsigned level = stack[depth].level;
        if (level == 0 || tomt_box_hold(box, index->box[level] + node)) {
            if (!take_run(index, level, node, rows, err))
                return false;
            continue;
        }
        size_t from = node * FAN;
        size_t to = from + FAN < index->n[level - 1] ? from + FAN : index->n[level - 1];
        const struct tomt_box *below = index->box[level - 1];
        if (level == 1 && !reserve(rows, rows->n + FAN, err))
            return false;
        for (size_t i = from; i < to; i++) {
            if (!tomt_box_meet(below + i, box))
                continue;
            if (level == 1) {
                rows->row[rows->n++] = index->row[i];
            } else {
                stack[depth].node = i;
                stack[depth++].level = level - 1;
            }
        }
    }
    sort_rows(rows->row, rows->n);
    return true;
}

struct search {
    const struct tomt_index *index;
    double x, y;
    tomt_index_distance *distance;
    void *context;
    double best;
    uint32_t row;
    bool found;
};

static double box_distance(const struct tomt_box *box, double x, double y)
{
    double dx = most(most(box->min_x - x, x - box->max_x), 0);
    double dy = most(most(box->min_y - y, y - box->max_y), 0);
    return sqrt(dx * dx + dy * dy);
}

/* Rounding may make a box seem a little farther than what it holds. */
static bool promising(const struct search *search, double box_m)
{
    return box_m <= search->best * (1 + 1e-12);
}

static void weigh(struct search *search, uint32_t row, double box_m)
{
    double d =
        search->distance ? search->distance(search->context, row, search->x, search->y) : box_m;
    bool better = search->found ? d < search->best || (d == search->best && row < search->row)
                                : d <= search->best;
    if (better) {
        search->best = d;
        search->row = row;
        search->found = true;
    }
}

/* Depth first, nearest child first. */
static void descend(struct search *search, unsigned level, size_t node)
{
    struct {
        double m;
        size_t i;
    } child[FAN], next;
    const struct tomt_index *index = search->index;
    size_t from = node * FAN, n = 0;
    size_t to = from + FAN < index->n[level - 1] ? from + FAN : index->n[level - 1];
    for (size_t i = from; i < to; i++) {
        next.m = box_distance(index->box[level - 1] + i, search->x, search->y);
        next.i = i;
        if (!promising(search, next.m))
            continue;
        size_t at = n++;
        for (; at > 0 && child[at - 1].m > next.m; at--)
            child[at] = child[at - 1];
        child[at] = next;
    }
    for (size_t k = 0; k < n && promising(search, child[k].m); k++) {
        if (level == 1)
            weigh(search, index->row[child[k].i], child[k].m);
        else
            descend(search, level - 1, child[k].i);
    }
}

bool tomt_index_nearest(const struct tomt_index *index, double x, double y, double reach,
                        tomt_index_distance *distance, void *context, uint32_t *row, double *found)
{
    struct search search = {
        .index = index, .x = x, .y = y, .distance = distance, .context = context, .best = reach};
    if (index->n_levels == 0 || isnan(x) || isnan(y))
        return false;
    double root_m = box_distance(index->box[index->n_levels - 1], x, y);
    if (index->n_levels == 1) {
        if (promising(&search, root_m))
            weigh(&search, index->row[0], root_m);
    } else if (promising(&search, root_m)) {
        descend(&search, index->n_levels - 1, 0);
    }
    if (!search.found)
        return false;
    *row = search.row;
    *found = search.best;
    return true;
}

const uint32_t *tomt_index_order(const struct tomt_index *index, size_t *n)
{
    *n = index->n_levels ? index->n[0] : 0;
    return index->row;
}
