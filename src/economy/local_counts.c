/* economy/local_counts.c: counting rows of picks. */
#include "economy/local_counts.h"

#include "economy/local_kernel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 128 };

struct table {
    const struct tomt_present *present;
    const struct tomt_picks *picks;
    size_t n_groups;
    double *value;    /* [group][position][TOMT_LANES]: z of the pick; NaN past the last row */
    double *sum;      /* [count][row]: of a row's first `count` picks; NULL: no place is even */
    double *sorted;   /* [count][row]: the same, ascending, where is_used */
    uint8_t *is_used; /* [count]: some even place has as many neighbours */
    uint64_t *start;  /* [n + 1] of seen: where a place is picked */
    uint32_t *seen;   /* row * width + position, so at most 2^32 picks */
    uint32_t *at_least, *at_most;
    tomt_local_kernel *kernel;
};

/* All its neighbours weigh the same. */
static bool is_even(const struct tomt_weights *weights, size_t i)
{
    uint64_t from = weights->start[i], to = weights->start[i + 1];
    for (uint64_t j = from; weights->weight && j < to; j++)
        if (weights->weight[j] != weights->weight[from])
            return false;
    return true;
}

struct bounds {
    double low, high; /* sums from low on are at least, up to high at most what is here */
};

static struct bounds bounds_of(const struct tomt_present *present, size_t i, bool even)
{
    const struct tomt_weights *weights = &present->weights;
    double here = 0, most = 0;
    for (uint64_t j = weights->start[i]; j < weights->start[i + 1]; j++) {
        double w = even ? 1 : tomt_weight(weights, j);
        here += w * present->z[weights->neighbour[j]];
        most += fabs(w);
    }
    double slack = 0x1p-40 * most * present->spread.most;
    return (struct bounds){here - slack, here + slack};
}

/* Sorted from the lowest; how many are below (or, with `equal`, at) the bound. */
static size_t below(const double *sorted, size_t n, double bound, bool equal)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sorted[middle] < bound || (equal && sorted[middle] == bound))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void swap_count(const struct bounds *bounds, double old, double now,
                       struct tomt_tally *tally)
{
    tally->at_least += (size_t)(now >= bounds->low) - (size_t)(old >= bounds->low);
    tally->at_most += (size_t)(now <= bounds->high) - (size_t)(old <= bounds->high);
}

/* An even place: a look into the sorted sums, and the rows that hold the place itself anew. */
static void count_even(const struct table *table, size_t i, struct tomt_tally *tally)
{
    const struct tomt_weights *weights = &table->present->weights;
    size_t k = (size_t)(weights->start[i + 1] - weights->start[i]), n = table->picks->n_rows;
    struct bounds bounds = bounds_of(table->present, i, true);
    tally->at_least += n - below(table->sorted + k * n, n, bounds.low, false);
    tally->at_most += below(table->sorted + k * n, n, bounds.high, true);
    for (uint64_t s = table->start[i]; s < table->start[i + 1]; s++) {
        size_t row = table->seen[s] / table->picks->width;
        if (table->seen[s] % table->picks->width < k)
            swap_count(&bounds, table->sum[k * n + row],
                       table->sum[(k + 1) * n + row] - table->present->z[i], tally);
    }
}

static const double *values_of(const struct table *table, size_t row)
{
    return table->value + (row / TOMT_LANES) * table->picks->width * TOMT_LANES + row % TOMT_LANES;
}

/* The rows that hold the place itself, after the kernel counted them as if they did not. */
static void correct(const struct table *table, size_t i, const struct bounds *bounds,
                    struct tomt_tally *tally)
{
    const struct tomt_weights *weights = &table->present->weights;
    const double *w = weights->weight + weights->start[i];
    size_t k = (size_t)(weights->start[i + 1] - weights->start[i]);
    for (uint64_t s = table->start[i]; s < table->start[i + 1]; s++) {
        size_t row = table->seen[s] / table->picks->width;
        size_t at = table->seen[s] % table->picks->width;
        if (at >= k)
            continue;
        const double *value = values_of(table, row);
        double old = 0, now = 0;
        for (size_t j = 0; j < k; j++) {
            old += w[j] * value[j * TOMT_LANES];
            now += w[j] * value[(j + (j >= at)) * TOMT_LANES];
        }
        swap_count(bounds, old, now, tally);
    }
}

/* Uneven places: groups of rows that stay in the nearest cache for all places of the chunk. */
static void count_uneven(const struct table *table, const size_t *place, size_t n_places)
{
    const struct tomt_weights *weights = &table->present->weights;
    struct bounds bounds[CHUNK];
    struct tomt_tally tally[CHUNK];
    size_t width = table->picks->width, at_once = 1 + 2048 / (width * TOMT_LANES);
    for (size_t p = 0; p < n_places; p++) {
        bounds[p] = bounds_of(table->present, place[p], false);
        tally[p] = (struct tomt_tally){0};
    }
    for (size_t group = 0; group < table->n_groups; group += at_once) {
        size_t left = table->n_groups - group, n = left < at_once ? left : at_once;
        for (size_t p = 0; p < n_places; p++) {
            uint64_t from = weights->start[place[p]], to = weights->start[place[p] + 1];
            struct tomt_local_row row = {weights->weight + from, (size_t)(to - from), bounds[p].low,
                                         bounds[p].high};
            table->kernel(&row, table->value + group * width * TOMT_LANES, width, n, &tally[p]);
        }
    }
    for (size_t p = 0; p < n_places; p++) {
        correct(table, place[p], &bounds[p], &tally[p]);
        table->at_least[place[p]] += (uint32_t)tally[p].at_least;
        table->at_most[place[p]] += (uint32_t)tally[p].at_most;
    }
}

static bool count(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    const struct table *table = seat;
    const struct tomt_weights *weights = &table->present->weights;
    size_t uneven[CHUNK], n_uneven = 0;
    for (size_t i = from; i < to; i++) {
        if (weights->start[i] == weights->start[i + 1])
            continue;
        if (!is_even(weights, i)) {
            uneven[n_uneven++] = i;
            continue;
        }
        struct tomt_tally tally = {0};
        count_even(table, i, &tally);
        table->at_least[i] += (uint32_t)tally.at_least;
        table->at_most[i] += (uint32_t)tally.at_most;
    }
    if (n_uneven > 0)
        count_uneven(table, uneven, n_uneven);
    return true;
}

/* One group of rows: their values for the kernel, their running sums. */
static bool lay(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    const struct table *table = seat;
    size_t width = table->picks->width, n_rows = table->picks->n_rows;
    for (size_t row = from * TOMT_LANES; row < to * TOMT_LANES; row++) {
        double sum = 0;
        for (size_t j = 0; j < width; j++) {
            double z = row < n_rows ? table->present->z[table->picks->pick[row * width + j]] : NAN;
            if (table->value)
                table->value[((row / TOMT_LANES) * width + j) * TOMT_LANES + row % TOMT_LANES] = z;
            if (!table->sum || row >= n_rows)
                continue;
            table->sum[j * n_rows + row] = sum;
            sum += z;
            if (j + 1 == width)
                table->sum[width * n_rows + row] = sum;
        }
    }
    return true;
}

static int by_size(const void *a, const void *b)
{
    double p = *(const double *)a, q = *(const double *)b;
    return (p > q) - (p < q);
}

static bool sort(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    const struct table *table = seat;
    size_t n = table->picks->n_rows;
    for (size_t k = from; k < to; k++) {
        if (!table->is_used[k])
            continue;
        memcpy(table->sorted + k * n, table->sum + k * n, n * sizeof *table->sum);
        qsort(table->sorted + k * n, n, sizeof *table->sum, by_size);
    }
    return true;
}

/* Where each place is picked: a counting sort of the picks. */
static bool look_up(struct tomt_arena *scratch, struct table *table, struct tomt_error *err)
{
    size_t n = table->present->weights.n, n_picks = table->picks->n_rows * table->picks->width;
    table->start = tomt_arena_block(scratch, NULL, (n + 2) * sizeof *table->start, err);
    table->seen =
        table->start ? tomt_arena_block(scratch, NULL, n_picks * sizeof *table->seen, err) : NULL;
    if (!table->seen)
        return false;
    uint64_t *next = table->start + 1; /* next[i] moves from the start of i to its end */
    for (size_t s = 0; s < n_picks; s++)
        next[table->picks->pick[s] + 1]++;
    for (size_t i = 0; i < n; i++)
        next[i + 1] += next[i];
    for (size_t s = 0; s < n_picks; s++)
        table->seen[next[table->picks->pick[s]]++] = (uint32_t)s;
    return true;
}

static bool room_for(struct tomt_arena *scratch, struct table *table, struct tomt_error *err)
{
    const struct tomt_weights *weights = &table->present->weights;
    size_t width = table->picks->width, n_rows = table->picks->n_rows;
    bool has_uneven = false;
    table->is_used = tomt_arena_block(scratch, NULL, width + 1, err);
    if (!table->is_used)
        return false;
    bool has_even = false;
    for (size_t i = 0; i < weights->n; i++) {
        if (is_even(weights, i)) {
            table->is_used[weights->start[i + 1] - weights->start[i]] = 1;
            has_even = true;
        } else {
            has_uneven = true;
        }
    }
    table->n_groups = (n_rows + TOMT_LANES - 1) / TOMT_LANES;
    if (has_uneven) {
        size_t size = table->n_groups * TOMT_LANES * width * sizeof(double);
        table->value = tomt_arena_block(scratch, NULL, size, err);
    }
    if (has_even) {
        size_t size = (width + 1) * n_rows * sizeof(double);
        table->sum = tomt_arena_block(scratch, NULL, size, err);
        table->sorted = table->sum ? tomt_arena_block(scratch, NULL, size, err) : NULL;
    }
    return (!has_uneven || table->value) && (!has_even || table->sorted);
}

static bool count_all(struct tomt_arena *scratch, struct table *table, const struct tomt_crew *crew,
                      struct tomt_error *err)
{
    if (!look_up(scratch, table, err) || !room_for(scratch, table, err))
        return false;
    struct tomt_crew_job laying = {.shared = table, .work = lay, .n = table->n_groups, .chunk = 8};
    struct tomt_crew_job sorting = {
        .shared = table, .work = sort, .n = table->picks->width, .chunk = 1};
    struct tomt_crew_job counting = {
        .shared = table, .work = count, .n = table->present->weights.n, .chunk = CHUNK};
    return tomt_crew_run(crew, &laying, err) &&
           (!table->sum || tomt_crew_run(crew, &sorting, err)) &&
           tomt_crew_run(crew, &counting, err);
}

bool tomt_local_counts(const struct tomt_present *present, const struct tomt_picks *picks,
                       int level, const struct tomt_crew *crew, uint32_t *at_least,
                       uint32_t *at_most, struct tomt_error *err)
{
    if (picks->n_rows == 0 || picks->width == 0)
        return true;
    struct table table = {.present = present,
                          .picks = picks,
                          .at_least = at_least,
                          .at_most = at_most,
                          .kernel = tomt_local_kernel_at(level)};
    if (!table.kernel || picks->n_rows > UINT32_MAX / picks->width)
        return tomt_fail(err, TOMT_INTERNAL, "%zu rows of %zu picks cannot be counted at level %d",
                         picks->n_rows, picks->width, level);
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return false;
    bool done = count_all(scratch, &table, crew, err);
    tomt_arena_free(scratch);
    return done;
}
