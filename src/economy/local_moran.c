/* economy/local_moran.c: local Moran's I under conditional permutations. */
#include "economy/autocorrelation.h"
#include "economy/chance.h"
#include "economy/local_counts.h"

#include <math.h>

/* Picks worked on at a time: the longest row of weights and the number of permutations may both be
 * large. */
enum { MOST_PICKS = 1 << 20 };

struct dealing {
    size_t n, width;
    uint64_t seed, first; /* the stream of row 0 */
    uint32_t *pick;
};
struct dealing_seat {
    const struct dealing *dealing;
    uint32_t order[];
};

static void *sit(void *shared, struct tomt_error *err)
{
    const struct dealing *dealing = shared;
    struct dealing_seat *seat = tomt_allocate(sizeof *seat + dealing->n * sizeof seat->order[0]);
    if (!seat) {
        tomt_fail(err, TOMT_MEMORY, "no memory to pick from %zu places", dealing->n);
        return NULL;
    }
    seat->dealing = dealing;
    for (size_t i = 0; i < dealing->n; i++)
        seat->order[i] = (uint32_t)i;
    return seat;
}

static bool deal(void *argument, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    struct dealing_seat *seat = argument;
    const struct dealing *dealing = seat->dealing;
    for (size_t row = from; row < to; row++) {
        struct tomt_chance chance;
        tomt_chance_start(&chance, dealing->seed, dealing->first + row);
        tomt_chance_pick(&chance, seat->order, dealing->n, dealing->pick + row * dealing->width,
                         dealing->width);
    }
    return true;
}

/* The table of all rows exists in pieces only: each row has its own stream, so pieces change
 * nothing. */
static bool count_rows(struct tomt_arena *scratch, const struct tomt_present *present,
                       size_t n_permutations, uint64_t seed, const struct tomt_crew *crew,
                       uint32_t *at_least, uint32_t *at_most, struct tomt_error *err)
{
    const struct tomt_weights *weights = &present->weights;
    size_t longest = 0;
    for (size_t i = 0; i < weights->n; i++) {
        size_t k = (size_t)(weights->start[i + 1] - weights->start[i]);
        longest = k > longest ? k : longest;
    }
    struct dealing dealing = {weights->n, longest + 1, seed, 0, NULL};
    if (dealing.width > weights->n)
        return tomt_fail(err, TOMT_INTERNAL, "a row of weights holds a place twice");
    size_t at_once = dealing.width < MOST_PICKS ? MOST_PICKS / dealing.width : 1;
    at_once = at_once < n_permutations ? at_once : n_permutations;
    dealing.pick =
        tomt_arena_block(scratch, NULL, (at_once * dealing.width + 1) * sizeof *dealing.pick, err);
    if (!dealing.pick)
        return false;
    for (size_t from = 0; from < n_permutations; from += at_once) {
        size_t left = n_permutations - from, n = left < at_once ? left : at_once;
        struct tomt_picks picks = {dealing.pick, n, dealing.width};
        struct tomt_crew_job job = {&dealing, sit, deal, tomt_release, n, 64};
        dealing.first = from;
        if (!tomt_crew_run(crew, &job, err) ||
            !tomt_local_counts(present, &picks, -1, crew, at_least, at_most, err))
            return false;
    }
    return true;
}

static double lag_of(const struct tomt_present *present, size_t i)
{
    const struct tomt_weights *weights = &present->weights;
    double lag = 0, sum = 0;
    for (uint64_t j = weights->start[i]; j < weights->start[i + 1]; j++) {
        lag += tomt_weight(weights, j) * present->z[weights->neighbour[j]];
        sum += tomt_weight(weights, j);
    }
    return sum != 0 ? lag / sum : NAN; /* no neighbours, no statistic */
}

static uint8_t quadrant_of(double z, double lag)
{
    return z > 0 ? (lag > 0 ? 1 : 4) : (lag > 0 ? 2 : 3);
}

static void conclude(const struct tomt_present *present, size_t n_permutations,
                     const uint32_t *at_least, const uint32_t *at_most,
                     const struct tomt_local *out)
{
    double n = (double)present->spread.n;
    for (size_t i = 0; i < present->weights.n; i++) {
        size_t place = tomt_place(present, i);
        double z = present->z[i], lag = lag_of(present, i);
        if (isnan(lag))
            continue;
        double fewer = at_least[i] < at_most[i] ? at_least[i] : at_most[i];
        out->statistic[place] = (n - 1) * z * lag / present->spread.sum2;
        /* At the mean itself all permutations give 0. */
        out->p[place] = z == 0 ? 1 : fmin(1, 2 * (fewer + 1) / ((double)n_permutations + 1));
        out->quadrant[place] = quadrant_of(z, lag);
    }
}

static bool work(struct tomt_arena *scratch, const struct tomt_weights *weights,
                 const double *value, size_t n_permutations, uint64_t seed,
                 const struct tomt_crew *crew, const struct tomt_local *out, struct tomt_error *err)
{
    struct tomt_present present;
    if (!tomt_present_make(scratch, weights, value, false, &present, err))
        return false;
    for (size_t i = 0; i < weights->n; i++)
        out->statistic[i] = out->p[i] = NAN;
    if (!present.spread.varies)
        return true;
    size_t size = 2 * present.weights.n * sizeof(uint32_t);
    uint32_t *at_least = tomt_arena_block(scratch, NULL, size, err);
    if (!at_least)
        return false;
    uint32_t *at_most = at_least + present.weights.n;
    if (!count_rows(scratch, &present, n_permutations, seed, crew, at_least, at_most, err))
        return false;
    conclude(&present, n_permutations, at_least, at_most, out);
    return true;
}

bool tomt_local_moran(struct tomt_arena *arena, const struct tomt_weights *weights,
                      const double *value, size_t n_permutations, uint64_t seed,
                      const struct tomt_crew *crew, struct tomt_local *out, struct tomt_error *err)
{
    size_t n = weights->n;
    *out = (struct tomt_local){0};
    if (n_permutations >= UINT32_MAX)
        return tomt_fail(err, TOMT_DATA, "%zu permutations are too many", n_permutations);
    double *three = tomt_arena_block(arena, NULL, (3 * n + 1) * sizeof *three, err);
    uint8_t *quadrant = three ? tomt_arena_block(arena, NULL, n + 1, err) : NULL;
    struct tomt_arena *scratch = quadrant ? tomt_arena_new(err) : NULL;
    if (!scratch)
        return false;
    struct tomt_local made = {three, three + n, three + 2 * n, quadrant};
    bool done = work(scratch, weights, value, n_permutations, seed, crew, &made, err) &&
                tomt_false_discovery(made.p, n, made.q, err);
    tomt_arena_free(scratch);
    if (done)
        *out = made;
    return done;
}

bool tomt_local_moran_moments(const struct tomt_weights *weights, const double *value,
                              double *expected, double *variance, struct tomt_error *err)
{
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return false;
    struct tomt_present present;
    bool done = tomt_present_make(scratch, weights, value, false, &present, err);
    for (size_t i = 0; done && i < weights->n; i++)
        expected[i] = variance[i] = NAN;
    double n = (double)present.spread.n, scale = (n - 1) / present.spread.sum2;
    for (size_t i = 0; done && present.spread.varies && i < present.weights.n; i++) {
        double z = present.z[i], sum = 0, sum2 = 0;
        for (uint64_t j = present.weights.start[i]; j < present.weights.start[i + 1]; j++) {
            sum += tomt_weight(&present.weights, j);
            sum2 += tomt_weight(&present.weights, j) * tomt_weight(&present.weights, j);
        }
        if (sum == 0)
            continue;
        /* The others' mean and mean square about the mean of all. */
        double mean = -z / (n - 1), square = (present.spread.sum2 - z * z) / (n - 1);
        double alike = sum2 / (sum * sum); /* of the row-standardised weights */
        size_t place = tomt_place(&present, i);
        expected[place] = scale * z * mean;
        variance[place] =
            n > 2 ? scale * scale * z * z * (square - mean * mean) * (alike - (1 - alike) / (n - 2))
                  : NAN;
    }
    tomt_arena_free(scratch);
    return done;
}
