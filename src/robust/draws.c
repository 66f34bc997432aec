/* robust/draws.c: weights drawn uniformly from the simplex or from the part of it within bounds.
 * The simplex: spacings of sorted uniform numbers (Devroye 1986, ch. V.2), no logarithm, exact.
 * Bounds: least + what is left of it as a simplex, or most - what is over, whichever is smaller;
 * what is out of bounds is drawn again. Where less than one try in a hundred is within bounds (of
 * 256 made to see), each draw is a Markov chain of its own instead, from the middle: 8 k^2 steps
 * (k criteria that can move, at least 400), each of which shares out anew what two of them hold,
 * uniformly between what the bounds of both allow. On the simplex such a chain forgets where it
 * started in k log k steps (Smith 2014, A Gibbs sampler on the n-simplex, Ann. Appl. Probab. 24);
 * bounds can leave one pair of criteria that matters, which 8 k^2 steps choose 16 times on average.
 * Each draw starts from (seed, its number): the first 100 of 1,000 are those of 100. */
#include "robust/chance.h"
#include "robust/smaa.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PILOT_TRIES = 256, PILOT_LEAST = 3, MOST_TRIES = 100000, LEAST_STEPS = 400 };
static const double MEETS = 1e-9; /* of sums of bounds that people write with a few digits */
static const uint64_t OF_DRAWS = 0x647261777320ull, OF_PILOT = 0x70696c6f7420ull;

struct box {
    size_t n; /* criteria that can move */
    size_t *criterion;
    double *least, *most;
    double total;   /* what they share: 1 - the fixed ones */
    bool from_most; /* most - simplex rather than least + simplex */
    bool by_chain;
    double *point, *cut;
};

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double sum(const double *list, size_t n)
{
    double total = 0;
    for (size_t i = 0; i < n; i++)
        total += list[i];
    return total;
}

/* point[n] >= 0, sums to 1, all such equally likely; cut[n] for scratch. */
static void simplex(uint64_t *state, size_t n, double *cut, double *point)
{
    for (size_t i = 0; i + 1 < n; i++)
        cut[i] = tomt_chance_next(state);
    if (n > 2)
        qsort(cut, n - 1, sizeof *cut, by_size);
    double before = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        point[i] = cut[i] - before;
        before = cut[i];
    }
    point[n - 1] = 1 - before;
}

static bool try_point(const struct box *box, uint64_t *state)
{
    double left =
        box->from_most ? sum(box->most, box->n) - box->total : box->total - sum(box->least, box->n);
    simplex(state, box->n, box->cut, box->point);
    bool within = true;
    for (size_t i = 0; i < box->n; i++) {
        double part = left * box->point[i];
        box->point[i] = box->from_most ? box->most[i] - part : box->least[i] + part;
        within = within && box->point[i] >= box->least[i] && box->point[i] <= box->most[i];
    }
    return within;
}

static void walk(const struct box *box, uint64_t *state)
{
    size_t n = box->n, n_steps = 8 * n * n;
    double lowest = sum(box->least, n), highest = sum(box->most, n);
    double way = (box->total - lowest) / (highest - lowest);
    for (size_t i = 0; i < n; i++)
        box->point[i] = box->least[i] + way * (box->most[i] - box->least[i]);
    for (size_t step = 0; step < n_steps || step < LEAST_STEPS; step++) {
        size_t i = (size_t)(tomt_chance_next(state) * (double)n);
        size_t j = (size_t)(tomt_chance_next(state) * (double)(n - 1));
        j += j >= i;
        double both = box->point[i] + box->point[j];
        double low = fmax(box->least[i], both - box->most[j]);
        double high = fmin(box->most[i], both - box->least[j]);
        box->point[i] = low < high ? low + tomt_chance_next(state) * (high - low) : box->point[i];
        box->point[j] = both - box->point[i];
    }
}

/* What the others leave narrows each one's bounds; those left without room are fixed. */
static void tighten(struct box *box, const double *least, const double *most, size_t n_criteria,
                    double *fixed)
{
    double lowest = sum(least, n_criteria), highest = sum(most, n_criteria);
    box->n = 0;
    box->total = 1;
    for (size_t c = 0; c < n_criteria; c++) {
        double low = fmax(least[c], 1 - (highest - most[c]));
        double high = fmin(most[c], 1 - (lowest - least[c]));
        fixed[c] = NAN;
        if (high - low > MEETS) {
            box->criterion[box->n] = c;
            box->least[box->n] = low;
            box->most[box->n++] = high;
        } else {
            fixed[c] = fmin(fmax(0.5 * (low + high), 0), 1);
            box->total -= fixed[c];
        }
    }
}

static bool box_make(struct box *box, const double *least, const double *most, size_t n_criteria,
                     double *fixed, struct tomt_arena *scratch, struct tomt_error *err)
{
    size_t n = n_criteria;
    *box = (struct box){.criterion = tomt_arena_alloc(scratch, n * sizeof(size_t), err)};
    double *room = box->criterion ? tomt_arena_alloc(scratch, 4 * n * sizeof *room, err) : NULL;
    if (!room)
        return false;
    box->least = room;
    box->most = room + n;
    box->point = room + 2 * n;
    box->cut = room + 3 * n;
    tighten(box, least, most, n_criteria, fixed);
    if (box->n < 2) /* one alone takes what is left */
        return true;
    box->from_most = sum(box->most, box->n) - box->total < box->total - sum(box->least, box->n);
    uint64_t state = OF_PILOT;
    int n_within = 0;
    for (int i = 0; i < PILOT_TRIES; i++)
        n_within += try_point(box, &state) ? 1 : 0;
    box->by_chain = n_within < PILOT_LEAST;
    return true;
}

static void draw_from_box(const struct box *box, uint64_t state, const double *fixed,
                          size_t n_criteria, double *draw)
{
    memcpy(draw, fixed, n_criteria * sizeof *draw);
    bool done = false;
    for (int i = 0; box->n > 1 && !box->by_chain && !done && i < MOST_TRIES; i++)
        done = try_point(box, &state);
    if (box->n == 1)
        box->point[0] = box->total;
    else if (box->n > 1 && !done)
        walk(box, &state);
    for (size_t i = 0; i < box->n; i++)
        draw[box->criterion[i]] = fmin(fmax(box->point[i], box->least[i]), box->most[i]);
}

static bool bounds_meet(const double *least, const double *most, size_t n, struct tomt_error *err)
{
    for (size_t c = 0; c < n; c++) {
        if (!(least[c] >= 0 && most[c] <= 1 && least[c] <= most[c]))
            return tomt_fail(err, TOMT_PROJECT,
                             "bounds of criterion %zu are %g to %g: both are shares from 0 to 1, "
                             "the smaller first",
                             c + 1, least[c], most[c]);
    }
    double lowest = sum(least, n), highest = sum(most, n);
    if (lowest > 1 + MEETS)
        return tomt_fail(err, TOMT_PROJECT,
                         "the least shares of the %zu criteria sum to %g, over 1: no weights meet "
                         "them; lower some",
                         n, lowest);
    if (highest < 1 - MEETS)
        return tomt_fail(err, TOMT_PROJECT,
                         "the most shares of the %zu criteria sum to %g, under 1: no weights meet "
                         "them; raise some",
                         n, highest);
    return true;
}

static bool within_bounds(const struct tomt_draw_settings *settings, const double *least,
                          const double *most, size_t n_criteria, struct tomt_arena *scratch,
                          double *draw, struct tomt_error *err)
{
    struct box box;
    double *fixed = tomt_arena_alloc(scratch, n_criteria * sizeof *fixed, err);
    if (!fixed || !bounds_meet(least, most, n_criteria, err) ||
        !box_make(&box, least, most, n_criteria, fixed, scratch, err))
        return false;
    for (size_t d = 0; d < settings->n_draws; d++)
        draw_from_box(&box, tomt_chance_of(settings->seed ^ OF_DRAWS, d), fixed, n_criteria,
                      draw + d * n_criteria);
    return true;
}

static bool around(const struct tomt_draw_settings *settings, const double *share,
                   size_t n_criteria, struct tomt_arena *scratch, double *draw,
                   struct tomt_error *err)
{
    double *least = tomt_arena_alloc(scratch, 2 * n_criteria * sizeof *least, err);
    if (!least)
        return false;
    if (!(settings->spread > 0 && settings->spread <= 1))
        return tomt_fail(err, TOMT_PROJECT, "spread is %g: a number over 0, at most 1",
                         settings->spread);
    double *most = least + n_criteria;
    for (size_t c = 0; c < n_criteria; c++) {
        least[c] = share[c] * (1 - settings->spread);
        most[c] = fmin(share[c] * (1 + settings->spread), 1);
    }
    return within_bounds(settings, least, most, n_criteria, scratch, draw, err);
}

static bool given(const struct tomt_draw_settings *settings, size_t n_criteria, double *draw,
                  struct tomt_error *err)
{
    for (size_t d = 0; d < settings->n_draws; d++) {
        const double *row = settings->given + d * n_criteria;
        double total = 0;
        for (size_t c = 0; c < n_criteria; c++) {
            if (!(row[c] >= 0) || !isfinite(row[c]))
                return tomt_fail(err, TOMT_PROJECT,
                                 "draw %zu, criterion %zu: the weight is %g: a number from 0 up",
                                 d + 1, c + 1, row[c]);
            total += row[c];
        }
        if (!(total > 0) || !isfinite(total))
            return tomt_fail(err, TOMT_PROJECT,
                             "draw %zu: the weights sum to %g: at least one must be over 0", d + 1,
                             total);
        for (size_t c = 0; c < n_criteria; c++)
            draw[d * n_criteria + c] = row[c] / total;
    }
    return true;
}

static bool fill(const struct tomt_draw_settings *settings, const double *share, size_t n_criteria,
                 struct tomt_arena *scratch, double *draw, struct tomt_error *err)
{
    switch (settings->from) {
    case TOMT_DRAW_AROUND:
        return around(settings, share, n_criteria, scratch, draw, err);
    case TOMT_DRAW_BOUNDS:
        return within_bounds(settings, settings->least, settings->most, n_criteria, scratch, draw,
                             err);
    case TOMT_DRAW_GIVEN:
        return given(settings, n_criteria, draw, err);
    case TOMT_DRAW_SIMPLEX:
        break;
    }
    double *cut = tomt_arena_alloc(scratch, n_criteria * sizeof *cut, err);
    for (size_t d = 0; cut && d < settings->n_draws; d++) {
        uint64_t state = tomt_chance_of(settings->seed ^ OF_DRAWS, d);
        simplex(&state, n_criteria, cut, draw + d * n_criteria);
    }
    return cut != NULL;
}

bool tomt_draws_make(struct tomt_arena *arena, const struct tomt_draw_settings *settings,
                     const double *share, size_t n_criteria, double **draw, struct tomt_error *err)
{
    size_t n = settings->n_draws;
    if (n == 0 || n_criteria == 0)
        return tomt_fail(err, TOMT_PROJECT,
                         "%zu draws of the weights of %zu criteria: at least one of each", n,
                         n_criteria);
    if (n > SIZE_MAX / sizeof(double) / n_criteria)
        return tomt_fail(err, TOMT_MEMORY, "%zu draws of %zu weights are too many", n, n_criteria);
    double *made = tomt_arena_block(arena, NULL, n * n_criteria * sizeof *made, err);
    struct tomt_arena *scratch = made ? tomt_arena_new(err) : NULL;
    bool done = scratch && fill(settings, share, n_criteria, scratch, made, err);
    tomt_arena_free(scratch);
    if (!done && made)
        tomt_arena_drop(arena, made);
    if (done)
        *draw = made;
    return done;
}
