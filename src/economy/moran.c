/* economy/moran.c: global Moran's I, Geary's C and Getis-Ord G with their moments, and Moran's I
 * under permutations of all values. Moments: Cliff & Ord (1981); Getis & Ord (1992). */
#include "economy/autocorrelation.h"
#include "economy/chance.h"
#include "economy/present.h"

#include <math.h>
#include <string.h>

/* S0, S1, S2 of Cliff & Ord; S1 = half the sum of (w_ij + w_ji)^2 = sum w_ij^2 + sum w_ij w_ji. */
struct sums {
    double s0, s1, s2;
};

static double weight_between(const struct tomt_weights *weights, size_t i, size_t j)
{
    uint64_t low = weights->start[i], high = weights->start[i + 1], end = high;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (weights->neighbour[middle] < j)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && weights->neighbour[low] == j ? tomt_weight(weights, low) : 0;
}

/* both[n], all 0: becomes row sum + column sum. */
static struct sums sums_of(const struct tomt_weights *weights, double *both)
{
    struct sums sums = {0};
    for (size_t i = 0; i < weights->n; i++)
        for (uint64_t at = weights->start[i]; at < weights->start[i + 1]; at++) {
            size_t j = weights->neighbour[at];
            double w = tomt_weight(weights, at);
            sums.s0 += w;
            sums.s1 += w * (w + weight_between(weights, j, i));
            both[i] += w;
            both[j] += w;
        }
    for (size_t i = 0; i < weights->n; i++)
        sums.s2 += both[i] * both[i];
    return sums;
}

static const struct tomt_global NOTHING = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};

/* z and p from statistic, expectation and variances; a variance that is none gives NaN. */
static void judge(struct tomt_global *out)
{
    if (!(out->variance_normal > 0))
        out->variance_normal = NAN;
    if (!(out->variance_random > 0))
        out->variance_random = NAN;
    double away = out->statistic - out->expected;
    out->z_normal = away / sqrt(out->variance_normal);
    out->z_random = away / sqrt(out->variance_random);
    out->p_normal = erfc(fabs(out->z_normal) / sqrt(2));
    out->p_random = erfc(fabs(out->z_random) / sqrt(2));
}

struct problem {
    struct tomt_arena *scratch;
    struct tomt_present present;
    struct sums sums;
    double kurtosis; /* n sum z^4 / (sum z^2)^2 */
    bool defined;
};

/* With the arena for scratch, to be freed by the caller even after a failure. */
static bool pose(const struct tomt_weights *weights, const double *value, struct problem *out,
                 struct tomt_error *err)
{
    *out = (struct problem){.scratch = tomt_arena_new(err)};
    if (!out->scratch ||
        !tomt_present_make(out->scratch, weights, value, false, &out->present, err))
        return false;
    size_t n = out->present.spread.n;
    double *both = tomt_arena_block(out->scratch, NULL, (n + 1) * sizeof *both, err);
    if (!both)
        return false;
    out->sums = sums_of(&out->present.weights, both);
    double sum2 = out->present.spread.sum2, sum4 = 0;
    for (size_t i = 0; i < n; i++)
        sum4 += pow(out->present.z[i], 4);
    out->kurtosis = (double)n * sum4 / (sum2 * sum2);
    out->defined = n > 1 && out->present.spread.varies && out->sums.s0 != 0;
    return true;
}

/* Sum of w_ij z_i z_j. */
static double cross(const struct tomt_weights *weights, const double *z)
{
    double sum = 0;
    for (size_t i = 0; i < weights->n; i++) {
        double lag = 0;
        for (uint64_t j = weights->start[i]; j < weights->start[i + 1]; j++)
            lag += tomt_weight(weights, j) * z[weights->neighbour[j]];
        sum += z[i] * lag;
    }
    return sum;
}

static void moran(const struct problem *problem, struct tomt_global *out)
{
    double n = (double)problem->present.spread.n, b2 = problem->kurtosis;
    double s0 = problem->sums.s0, s1 = problem->sums.s1, s2 = problem->sums.s2, e = -1 / (n - 1);
    out->statistic = n / s0 * cross(&problem->present.weights, problem->present.z) /
                     problem->present.spread.sum2;
    out->expected = e;
    out->variance_normal =
        (n * n * s1 - n * s2 + 3 * s0 * s0) / ((n - 1) * (n + 1) * s0 * s0) - e * e;
    double a = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0);
    double b = b2 * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0);
    out->variance_random = n > 3 ? (a - b) / ((n - 1) * (n - 2) * (n - 3) * s0 * s0) - e * e : NAN;
    judge(out);
}

bool tomt_moran(const struct tomt_weights *weights, const double *value, struct tomt_global *out,
                struct tomt_error *err)
{
    struct problem problem;
    *out = NOTHING;
    bool done = pose(weights, value, &problem, err);
    if (done && problem.defined)
        moran(&problem, out);
    tomt_arena_free(problem.scratch);
    return done;
}

static void geary(const struct problem *problem, struct tomt_global *out)
{
    const struct tomt_weights *weights = &problem->present.weights;
    const double *z = problem->present.z;
    double sum = 0, n = (double)problem->present.spread.n, b2 = problem->kurtosis;
    double s0 = problem->sums.s0, s1 = problem->sums.s1, s2 = problem->sums.s2;
    for (size_t i = 0; i < weights->n; i++)
        for (uint64_t j = weights->start[i]; j < weights->start[i + 1]; j++) {
            double apart = z[i] - z[weights->neighbour[j]];
            sum += tomt_weight(weights, j) * apart * apart;
        }
    out->statistic = (n - 1) * sum / (2 * s0 * problem->present.spread.sum2);
    out->expected = 1;
    out->variance_normal = ((2 * s1 + s2) * (n - 1) - 4 * s0 * s0) / (2 * (n + 1) * s0 * s0);
    double a = (n - 1) * s1 * (n * n - 3 * n + 3 - (n - 1) * b2);
    double b = (n - 1) * s2 * (n * n + 3 * n - 6 - (n * n - n + 2) * b2) / 4;
    double c = s0 * s0 * (n * n - 3 - (n - 1) * (n - 1) * b2);
    out->variance_random = n > 3 ? (a - b + c) / (n * (n - 2) * (n - 3) * s0 * s0) : NAN;
    judge(out);
}

bool tomt_geary(const struct tomt_weights *weights, const double *value, struct tomt_global *out,
                struct tomt_error *err)
{
    struct problem problem;
    *out = NOTHING;
    bool done = pose(weights, value, &problem, err);
    if (done && problem.defined)
        geary(&problem, out);
    tomt_arena_free(problem.scratch);
    return done;
}

static void getis_g(const struct problem *problem, struct tomt_global *out)
{
    const struct tomt_weights *weights = &problem->present.weights;
    const double *z = problem->present.z, mean = problem->present.spread.mean;
    double m1 = 0, m2 = 0, m3 = 0, m4 = 0, sum = 0, n = (double)problem->present.spread.n;
    double s0 = problem->sums.s0, s1 = problem->sums.s1, s2 = problem->sums.s2, s00 = s0 * s0;
    for (size_t i = 0; i < weights->n; i++) {
        double x = z[i] + mean;
        m1 += x;
        m2 += x * x;
        m3 += x * x * x;
        m4 += x * x * x * x;
        for (uint64_t j = weights->start[i]; j < weights->start[i + 1]; j++)
            sum += tomt_weight(weights, j) * x * (z[weights->neighbour[j]] + mean);
    }
    double pairs = m1 * m1 - m2;
    out->statistic = sum / pairs;
    out->expected = s0 / (n * (n - 1));
    double b0 = (n * n - 3 * n + 3) * s1 - n * s2 + 3 * s00;
    double b1 = -((n * n - n) * s1 - 2 * n * s2 + 6 * s00);
    double b2 = -(2 * n * s1 - (n + 3) * s2 + 6 * s00);
    double b3 = 4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * s00;
    double b4 = s1 - s2 + s00;
    double square =
        b0 * m2 * m2 + b1 * m4 + b2 * m1 * m1 * m2 + b3 * m1 * m3 + b4 * m1 * m1 * m1 * m1;
    square /= pairs * pairs * n * (n - 1) * (n - 2) * (n - 3);
    out->variance_random = n > 3 ? square - out->expected * out->expected : NAN;
    judge(out);
}

bool tomt_getis_g(const struct tomt_weights *weights, const double *value, struct tomt_global *out,
                  struct tomt_error *err)
{
    struct problem problem;
    size_t n_positive = 0;
    bool is_amount = true;
    for (size_t i = 0; i < weights->n; i++) {
        n_positive += value[i] > 0;
        is_amount = is_amount && !(value[i] < 0);
    }
    *out = NOTHING;
    bool done = pose(weights, value, &problem, err);
    if (done && problem.defined && is_amount && n_positive > 1)
        getis_g(&problem, out);
    tomt_arena_free(problem.scratch);
    return done;
}

struct shuffling {
    const struct tomt_present *present;
    uint64_t seed;
    double *cross; /* [n_permutations] */
};
struct shuffling_seat {
    const struct shuffling *shared;
    double z[];
};

static void *sit(void *shared, struct tomt_error *err)
{
    const struct shuffling *shuffling = shared;
    size_t n = shuffling->present->spread.n;
    struct shuffling_seat *seat = tomt_allocate(sizeof *seat + n * sizeof seat->z[0]);
    if (seat)
        seat->shared = shuffling;
    else
        tomt_fail(err, TOMT_MEMORY, "no memory to shuffle %zu values", n);
    return seat;
}

static bool shuffle(void *argument, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    struct shuffling_seat *seat = argument;
    const struct tomt_present *present = seat->shared->present;
    for (size_t p = from; p < to; p++) {
        struct tomt_chance chance;
        tomt_chance_start(&chance, seat->shared->seed, p);
        memcpy(seat->z, present->z, present->spread.n * sizeof seat->z[0]);
        tomt_chance_shuffle(&chance, seat->z, present->spread.n);
        seat->shared->cross[p] = cross(&present->weights, seat->z);
    }
    return true;
}

/* What rounding may do to a sum of w z z: closer ones are equal. */
static double slack(const struct tomt_present *present)
{
    double sum = 0;
    for (size_t i = 0; i < present->weights.n; i++)
        for (uint64_t j = present->weights.start[i]; j < present->weights.start[i + 1]; j++)
            sum += fabs(tomt_weight(&present->weights, j));
    return 0x1p-40 * sum * present->spread.most * present->spread.most;
}

bool tomt_moran_permuted(struct tomt_arena *arena, const struct tomt_weights *weights,
                         const double *value, size_t n_permutations, uint64_t seed,
                         const struct tomt_crew *crew, double *statistic, double *p,
                         struct tomt_error *err)
{
    (void)arena;
    struct problem problem;
    struct tomt_global global = NOTHING;
    *statistic = *p = NAN;
    bool done = pose(weights, value, &problem, err);
    if (done && problem.defined) {
        moran(&problem, &global);
        struct shuffling shared = {&problem.present, seed, NULL};
        shared.cross = tomt_arena_block(problem.scratch, NULL,
                                        (n_permutations + 1) * sizeof *shared.cross, err);
        struct tomt_crew_job job = {&shared, sit, shuffle, tomt_release, n_permutations, 8};
        done = shared.cross && tomt_crew_run(crew, &job, err);
        double here = cross(&problem.present.weights, problem.present.z);
        double near = slack(&problem.present);
        size_t at_least = 0, at_most = 0;
        for (size_t i = 0; done && i < n_permutations; i++) {
            at_least += shared.cross[i] >= here - near;
            at_most += shared.cross[i] <= here + near;
        }
        size_t fewer = at_least < at_most ? at_least : at_most;
        *statistic = done ? global.statistic : NAN;
        *p = done ? fmin(1, 2 * ((double)fewer + 1) / ((double)n_permutations + 1)) : NAN;
    }
    tomt_arena_free(problem.scratch);
    return done;
}
