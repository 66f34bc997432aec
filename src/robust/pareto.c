/* robust/pareto.c: which sites does nobody beat?
 * Of 100,000 sites and 12 criteria most may be on the front, and to show that nobody dominates a
 * site everybody with as high a sum must be looked at: five billion pairs. So they are looked at 64
 * at a time: sites lie in order of their sums, in tiles; for each criterion and level of values a
 * tile has a set of bits, of its sites that reach the level. What may dominate a site is the
 * intersection of the sets of its levels; the few in it are compared in full. A tile's sets stay in
 * a core's own cache while all sites pass by. */
#include "robust/agreement.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 32, TILE = 64 * WORDS, LEVELS = 256, SAMPLE = 4096 };

struct placed {
    double sum;
    uint32_t site;
};

/* Sites that differ, in order of their sums (then numbers): a place each. */
struct front {
    const double *const *value;
    size_t n_criteria, n_sites, n_places;
    struct placed *placed; /* [place] */
    uint32_t *alike;       /* [site] the first site that is the same in every criterion */
    double *row;           /* [place][criterion] */
    uint32_t *set; /* [place][k] number of the set of its level, criterion by criterion, the highest
                      level first */
    uint64_t *bits;    /* [criterion][level][WORDS] of the tile at hand */
    uint8_t *level;    /* [place][criterion] */
    size_t tile;       /* its first place */
    uint32_t *left;    /* places that nothing is found for yet */
    size_t *dominator; /* [place] a site, or SIZE_MAX */
};

/* To a multiple of 2^-40, so that sums of values do not depend on the order of criteria; a larger
 * value never becomes the smaller. */
static double rounded(double value)
{
    static const double away = 0x1.8p12;
    return (value + away) - away;
}

static int by_sum(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    if (a->sum != b->sum)
        return a->sum > b->sum ? -1 : 1;
    return (a->site > b->site) - (a->site < b->site);
}

static int by_values(const void *left, const void *right, void *context)
{
    const struct placed *a = left, *b = right;
    const struct front *front = context;
    for (size_t c = 0; c < front->n_criteria; c++) {
        double x = front->value[c][a->site], y = front->value[c][b->site];
        if (x != y)
            return x > y ? -1 : 1;
    }
    return (a->site > b->site) - (a->site < b->site);
}

static bool are_alike(const struct front *front, uint32_t a, uint32_t b)
{
    for (size_t c = 0; c < front->n_criteria; c++)
        if (front->value[c][a] != front->value[c][b])
            return false;
    return true;
}

/* One place for sites that are the same throughout; they can only be among equal sums. */
static void merge_alike(struct front *front, size_t n_known)
{
    size_t n = 0;
    for (size_t from = 0, to; from < n_known; from = to) {
        struct placed *run = &front->placed[from];
        for (to = from + 1; to < n_known && front->placed[to].sum == run->sum; to++) {
        }
        if (to - from > 1)
            qsort_r(run, to - from, sizeof *run, by_values, front);
        size_t first = n;
        for (size_t i = from; i < to; i++) {
            struct placed here = front->placed[i];
            bool same = n > first && are_alike(front, here.site, front->placed[n - 1].site);
            front->alike[here.site] = same ? front->placed[n - 1].site : here.site;
            if (!same)
                front->placed[n++] = here;
        }
        qsort(&front->placed[first], n - first, sizeof *front->placed, by_sum);
    }
    front->n_places = n;
}

static bool order_sites(struct front *front, struct tomt_arena *arena, struct tomt_error *err)
{
    front->placed = tomt_arena_block(arena, NULL, front->n_sites * sizeof *front->placed, err);
    front->alike = tomt_arena_block(arena, NULL, front->n_sites * sizeof *front->alike, err);
    if (!front->placed || !front->alike)
        return false;
    size_t n_known = 0;
    for (size_t site = 0; site < front->n_sites; site++) {
        double sum = 0;
        for (size_t c = 0; c < front->n_criteria; c++)
            sum += rounded(front->value[c][site]);
        front->alike[site] = UINT32_MAX;
        if (isfinite(sum))
            front->placed[n_known++] = (struct placed){sum, (uint32_t)site};
    }
    qsort(front->placed, n_known, sizeof *front->placed, by_sum);
    merge_alike(front, n_known);
    return true;
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Where the levels of a criterion begin, above the lowest: some of its values, evenly spread. Any
 * would do; these make sets that leave few. */
static size_t choose_levels(const struct front *front, size_t c, double *sample,
                            double begins[LEVELS - 1])
{
    size_t step = front->n_places / SAMPLE + 1, n_sample = 0, n = 0;
    for (size_t place = 0; place < front->n_places; place += step)
        sample[n_sample++] = front->row[place * front->n_criteria + c];
    qsort(sample, n_sample, sizeof *sample, by_size);
    for (size_t i = 1; i < LEVELS; i++) {
        double at = sample[i * n_sample / LEVELS];
        if (at > sample[0] && (n == 0 || at > begins[n - 1]))
            begins[n++] = at;
    }
    return n;
}

static uint8_t level_of(double value, const double *begins, size_t n)
{
    size_t low = 0;
    while (n) {
        size_t half = n / 2;
        if (begins[low + half] <= value) {
            low += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return (uint8_t)low;
}

static bool make_rows(struct front *front, struct tomt_arena *arena, struct tomt_error *err)
{
    size_t n_cells = front->n_places * front->n_criteria;
    front->row = tomt_arena_block(arena, NULL, n_cells * sizeof *front->row, err);
    front->level = front->row ? tomt_arena_block(arena, NULL, n_cells, err) : NULL;
    front->set =
        front->level ? tomt_arena_block(arena, NULL, n_cells * sizeof *front->set, err) : NULL;
    double *sample =
        front->set ? tomt_arena_block(arena, NULL, (SAMPLE + 1) * sizeof *sample, err) : NULL;
    if (!sample)
        return false;
    for (size_t c = 0; c < front->n_criteria; c++) {
        double begins[LEVELS - 1];
        for (size_t place = 0; place < front->n_places; place++)
            front->row[place * front->n_criteria + c] = front->value[c][front->placed[place].site];
        size_t n = choose_levels(front, c, sample, begins);
        for (size_t place = 0; place < front->n_places; place++) {
            size_t cell = place * front->n_criteria + c;
            front->level[cell] = level_of(front->row[cell], begins, n);
        }
    }
    for (size_t place = 0; place < front->n_places; place++) {
        const uint8_t *level = &front->level[place * front->n_criteria];
        uint32_t *set = &front->set[place * front->n_criteria];
        for (size_t c = 0; c < front->n_criteria; c++) {
            size_t to =
                c; /* few reach a high level: they come first and leave the least to the others */
            for (; to > 0 && set[to - 1] % LEVELS < level[c]; to--)
                set[to] = set[to - 1];
            set[to] = (uint32_t)(c * LEVELS + level[c]);
        }
    }
    return true;
}

static void fill_tile(struct front *front)
{
    size_t to = front->tile + TILE < front->n_places ? front->tile + TILE : front->n_places;
    memset(front->bits, 0, front->n_criteria * LEVELS * WORDS * sizeof *front->bits);
    for (size_t place = front->tile; place < to; place++)
        for (size_t c = 0; c < front->n_criteria; c++) {
            size_t set = c * LEVELS + front->level[place * front->n_criteria + c];
            size_t bit = place - front->tile;
            front->bits[set * WORDS + bit / 64] |= (uint64_t)1 << bit % 64;
        }
    for (size_t c = 0; c < front->n_criteria; c++)
        for (size_t level = LEVELS - 1;
             level-- > 0;) { /* who reaches a level reaches those below */
            uint64_t *set = &front->bits[(c * LEVELS + level) * WORDS];
            for (size_t w = 0; w < WORDS; w++)
                set[w] |= set[WORDS + w];
        }
}

/* No two places are the same throughout, so as good in all is better in one. */
static bool dominates(const struct front *front, size_t one, size_t other)
{
    if (one == other)
        return false;
    const double *a = &front->row[one * front->n_criteria];
    const double *b = &front->row[other * front->n_criteria];
    for (size_t c = 0; c < front->n_criteria; c++)
        if (a[c] < b[c])
            return false;
    return true;
}

/* The first place of the tile that dominates this one; SIZE_MAX: none. */
static size_t first_in_tile(const struct front *front, size_t place)
{
    const uint32_t *set = &front->set[place * front->n_criteria];
    uint64_t may[WORDS];
    memcpy(may, &front->bits[(size_t)set[0] * WORDS], sizeof may);
    for (size_t k = 1; k < front->n_criteria; k++) {
        const uint64_t *reach = &front->bits[(size_t)set[k] * WORDS];
        uint64_t any = 0;
        for (size_t w = 0; w < WORDS; w++)
            any |= may[w] &= reach[w];
        if (!any)
            return SIZE_MAX;
    }
    for (size_t w = 0; w < WORDS; w++)
        for (uint64_t word = may[w]; word; word &= word - 1) {
            size_t one = front->tile + 64 * w + (size_t)__builtin_ctzll(word);
            if (dominates(front, one, place))
                return one;
        }
    return SIZE_MAX;
}

static bool look(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    struct front *front = seat;
    for (size_t i = from; i < to; i++) {
        size_t found = first_in_tile(front, front->left[i]);
        if (found != SIZE_MAX)
            front->dominator[front->left[i]] = front->placed[found].site;
    }
    return true;
}

static bool look_at_tiles(struct front *front, const struct tomt_crew *crew, struct tomt_error *err)
{
    struct tomt_crew quiet =
        *crew; /* a site is looked at once a tile, which is no progress to tell */
    quiet.progress = NULL;
    size_t n_left = front->n_places;
    for (size_t place = 0; place < front->n_places; place++) {
        front->left[place] = (uint32_t)place;
        front->dominator[place] = SIZE_MAX;
    }
    for (; front->tile < front->n_places && n_left; front->tile += TILE) {
        fill_tile(front);
        struct tomt_crew_job job = {front, NULL, look, NULL, n_left, 256};
        if (!tomt_crew_run(&quiet, &job, err))
            return false;
        /* Nobody dominates a site of a higher sum. */
        size_t last = front->tile + TILE - 1, n = 0;
        bool more = last + 1 < front->n_places;
        for (size_t i = 0; i < n_left; i++) {
            uint32_t place = front->left[i];
            if (front->dominator[place] == SIZE_MAX && more &&
                front->placed[place].sum <= front->placed[last + 1].sum)
                front->left[n++] = place;
        }
        n_left = n;
    }
    return true;
}

static bool find_front(struct front *front, struct tomt_arena *scratch,
                       const struct tomt_crew *crew, struct tomt_error *err)
{
    if (!order_sites(front, scratch, err) || !make_rows(front, scratch, err))
        return false;
    front->bits = tomt_arena_block(scratch, NULL,
                                   front->n_criteria * LEVELS * WORDS * sizeof *front->bits, err);
    front->left = tomt_arena_block(scratch, NULL, front->n_places * sizeof *front->left, err);
    front->dominator =
        tomt_arena_block(scratch, NULL, front->n_places * sizeof *front->dominator, err);
    return front->bits && front->left && front->dominator && look_at_tiles(front, crew, err);
}

bool tomt_pareto(struct tomt_arena *arena, const double *const *value, size_t n_criteria,
                 size_t n_sites, const struct tomt_crew *crew, size_t *dominated_by,
                 struct tomt_error *err)
{
    if (n_sites >= UINT32_MAX || n_criteria > UINT32_MAX / LEVELS)
        return tomt_fail(err, TOMT_INTERNAL, "%zu sites are more than can be compared", n_sites);
    for (size_t site = 0; site < n_sites; site++)
        dominated_by[site] = SIZE_MAX;
    if (n_criteria == 0 || n_sites == 0)
        return true;
    struct tomt_arena_mark mark = tomt_arena_mark(arena);
    struct front front = {.value = value, .n_criteria = n_criteria, .n_sites = n_sites};
    bool done = find_front(&front, arena, crew, err);
    if (done) {
        for (size_t place = 0; place < front.n_places; place++)
            dominated_by[front.placed[place].site] = front.dominator[place];
        for (size_t site = 0; site < n_sites; site++)
            if (front.alike[site] != UINT32_MAX)
                dominated_by[site] = dominated_by[front.alike[site]];
    }
    tomt_arena_rewind(arena, mark);
    return done || tomt_while(err, "looking for sites that nobody beats among %zu", n_sites);
}
