/* economy/gi.c: Getis-Ord Gi and Gi*, as z. With centred values the means drop out of Gi*, and what
 * is left of them in Gi is one place's own value. */
#include "economy/autocorrelation.h"
#include "economy/present.h"

#include <math.h>

enum { CHUNK = 1024 };

struct gi {
    const struct tomt_present *present;
    bool star;
    double *z;
};

struct row {
    double lag, sum, sum2; /* sums of w z, w and w^2 */
};

static struct row row_of(const struct gi *gi, size_t i)
{
    const struct tomt_weights *weights = &gi->present->weights;
    struct row row = {0};
    bool has_self = !gi->star;
    for (uint64_t j = weights->start[i]; j < weights->start[i + 1]; j++) {
        double w = tomt_weight(weights, j);
        row.lag += w * gi->present->z[weights->neighbour[j]];
        row.sum += w;
        row.sum2 += w * w;
        has_self = has_self || weights->neighbour[j] == i;
    }
    if (!has_self) {
        row.lag += gi->present->z[i];
        row.sum += 1;
        row.sum2 += 1;
    }
    return row;
}

/* sqrt((n sum w^2 - (sum w)^2) / (n - 1)); NaN where rounding alone would be seen: all places
 * alike in the row, or none there. */
static double width(const struct row *row, double n)
{
    double square = n * row->sum2 - row->sum * row->sum;
    return square > 0x1p-40 * n * row->sum2 && n > 1 ? sqrt(square / (n - 1)) : NAN;
}

/* Mean and variance of all but i, one by one. */
static double variance_without(const struct tomt_present *present, size_t i, double mean)
{
    size_t n = present->spread.n;
    double sum2 = 0, low = INFINITY, high = -INFINITY;
    for (size_t j = 0; j < n; j++) {
        double z = present->z[j];
        if (j == i)
            continue;
        sum2 += (z - mean) * (z - mean);
        low = fmin(low, z);
        high = fmax(high, z);
    }
    return low < high ? sum2 / (double)(n - 1) : NAN;
}

static double plain(const struct gi *gi, size_t i)
{
    const struct tomt_spread *spread = &gi->present->spread;
    struct row row = row_of(gi, i);
    double z = gi->present->z[i], others = (double)spread->n - 1, mean = -z / others;
    double variance = (spread->sum2 - z * z) / others - mean * mean;
    /* One place that holds nearly all the variance: too little is left to take away from. */
    if (!(variance * others > 0x1p-20 * spread->sum2))
        variance = variance_without(gi->present, i, mean);
    return (row.lag - row.sum * mean) / (sqrt(variance) * width(&row, others));
}

static double star(const struct gi *gi, size_t i)
{
    const struct tomt_spread *spread = &gi->present->spread;
    struct row row = row_of(gi, i);
    double n = (double)spread->n;
    return row.lag / (sqrt(spread->sum2 / n) * width(&row, n));
}

static bool work(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    const struct gi *gi = seat;
    bool varies = gi->present->spread.varies;
    for (size_t i = from; i < to; i++)
        gi->z[tomt_place(gi->present, i)] = !varies ? NAN : gi->star ? star(gi, i) : plain(gi, i);
    return true;
}

static bool gi_with(const struct tomt_weights *weights, const double *value, bool with_self,
                    const struct tomt_crew *crew, double *z, struct tomt_error *err)
{
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return false;
    struct tomt_present present;
    struct gi gi = {&present, with_self, z};
    bool done = tomt_present_make(scratch, weights, value, with_self, &present, err);
    for (size_t i = 0; done && i < weights->n; i++)
        z[i] = NAN;
    struct tomt_crew_job job = {
        .shared = &gi, .work = work, .n = done ? present.weights.n : 0, .chunk = CHUNK};
    done = done && tomt_crew_run(crew, &job, err);
    tomt_arena_free(scratch);
    return done;
}

bool tomt_gi_star(const struct tomt_weights *weights, const double *value,
                  const struct tomt_crew *crew, double *z, struct tomt_error *err)
{
    return gi_with(weights, value, true, crew, z, err);
}

bool tomt_gi(const struct tomt_weights *weights, const double *value, const struct tomt_crew *crew,
             double *z, struct tomt_error *err)
{
    return gi_with(weights, value, false, crew, z, err);
}
