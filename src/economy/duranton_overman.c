/* economy/duranton_overman.c: K-densities of the sector and of random draws of as many sites. The
 * distances of all pairs go into fine bins that keep their mean, so that smoothing costs bins, not
 * pairs, and few pairs are smoothed where they are. Each draw has a generator of its own, so
 * threads do not matter. */
#include "economy/clusters.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_BINS = 32768, BINS_PER_BANDWIDTH = 32, LEAST_MEMBERS = 3, LEAST_DRAWS = 20 };
static const double PI = 3.14159265358979323846, FAR_BANDWIDTHS = 7, TAIL = 0.05;

struct bin {
    double mass, moment; /* sum of weights of pairs, and of weight x distance */
    double sum;          /* of distances */
    uint64_t n;
};
struct sites { /* the points with a place */
    double *x, *y;
    size_t n;
    double *weight; /* [n_members] of the members */
    uint32_t *member;
    size_t n_members;
    double bins_per_m;
};
struct study {
    struct sites sites;
    double reach_m;
    size_t n_steps, n_draws;
    uint64_t seed;
    double *drawn;   /* [n_draws * n_steps] */
    uint32_t *below; /* [n_steps * n_draws] draws strictly below this one */
    uint32_t *above; /* and strictly above */
    double *sorted;  /* [n_steps * n_draws] */
    struct tomt_duranton_overman *out;
};
struct seat {
    struct study *study;
    struct tomt_arena *arena;
    struct bin *bin;
    uint32_t *site;            /* [sites] the numbers from 0, in order between draws */
    uint32_t *drawn, *swapped; /* [n_members] */
    double *x, *y;             /* [n_members] */
};

static uint64_t next_random(uint64_t *state) /* splitmix64 (Steele, Lea & Flood 2014) */
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static void *sit(void *shared, struct tomt_error *err)
{
    struct study *study = shared;
    size_t n = study->sites.n, n_members = study->sites.n_members;
    struct tomt_arena *arena = tomt_arena_new(err);
    struct seat *seat = arena ? tomt_arena_alloc(arena, sizeof *seat, err) : NULL;
    if (seat) {
        *seat = (struct seat){.study = study, .arena = arena};
        seat->bin = tomt_arena_block(arena, NULL, N_BINS * sizeof *seat->bin, err);
        seat->site = tomt_arena_block(arena, NULL, n * sizeof *seat->site, err);
        seat->drawn = tomt_arena_block(arena, NULL, n_members * sizeof *seat->drawn, err);
        seat->swapped = tomt_arena_block(arena, NULL, n_members * sizeof *seat->swapped, err);
        seat->x = tomt_arena_block(arena, NULL, n_members * sizeof *seat->x, err);
        seat->y = tomt_arena_block(arena, NULL, n_members * sizeof *seat->y, err);
    }
    if (!seat || !seat->bin || !seat->site || !seat->drawn || !seat->swapped || !seat->x ||
        !seat->y) {
        tomt_arena_free(arena);
        return NULL;
    }
    for (uint32_t i = 0; i < n; i++)
        seat->site[i] = i;
    return seat;
}

static void rise(void *at)
{
    tomt_arena_free(((struct seat *)at)->arena);
}

/* Sites without replacement (a shuffle's first steps, taken back afterwards): the k-th gets the
 * weight of the k-th member. */
static void draw_sites(struct seat *seat, size_t draw)
{
    const struct sites *sites = &seat->study->sites;
    uint64_t state = seat->study->seed;
    state = next_random(&state) + draw * 0xd1342543de82ef95u;
    state = next_random(&state);
    for (uint32_t k = 0; k < sites->n_members; k++) {
        double share = (double)(next_random(&state) >> 11) * 0x1p-53;
        uint32_t other = k + (uint32_t)(share * (double)(sites->n - k));
        uint32_t site = seat->site[other];
        seat->site[other] = seat->site[k];
        seat->site[k] = seat->drawn[k] = site;
        seat->swapped[k] = other;
    }
    for (size_t k = sites->n_members; k-- > 0;) {
        uint32_t keep = seat->site[k];
        seat->site[k] = seat->site[seat->swapped[k]];
        seat->site[seat->swapped[k]] = keep;
    }
}

struct spread {
    double n, mean, deviation;
};

static struct spread bin_pairs(struct seat *seat)
{
    const struct sites *sites = &seat->study->sites;
    const double *x = seat->x, *y = seat->y, *weight = sites->weight;
    double sum = 0, sum2 = 0, n = (double)sites->n_members;
    memset(seat->bin, 0, N_BINS * sizeof *seat->bin);
    for (size_t i = 1; i < sites->n_members; i++) {
        for (size_t j = 0; j < i; j++) {
            double dx = x[i] - x[j], dy = y[i] - y[j], d2 = dx * dx + dy * dy, d = sqrt(d2);
            double pair = weight[i] * weight[j];
            struct bin *bin = &seat->bin[(size_t)(d * sites->bins_per_m)];
            bin->mass += pair;
            bin->moment += pair * d;
            bin->sum += d;
            bin->n++;
            sum += d;
            sum2 += d2;
        }
    }
    n = n * (n - 1) / 2;
    double variance = (sum2 - sum * sum / n) / (n - 1);
    return (struct spread){n, sum / n, variance > 0 ? sqrt(variance) : 0};
}

/* The distance of a rank from 0: the mean of the bin it is in. */
static double ranked(const struct seat *seat, double rank)
{
    double n = 0;
    for (size_t i = 0; i < N_BINS; i++) {
        n += (double)seat->bin[i].n;
        if (n > rank)
            return seat->bin[i].sum / (double)seat->bin[i].n;
    }
    return NAN;
}

static double quantile(const struct seat *seat, double n, double share)
{
    double at = share * (n - 1), low = floor(at), part = at - low;
    double value = ranked(seat, low);
    return part > 0 ? value + part * (ranked(seat, low + 1) - value) : value;
}

/* Silverman (1986), eq. 3.31: 0.9 min(deviation, interquartile range / 1.34) n^-1/5. */
static double choose_bandwidth(const struct seat *seat, const struct spread *spread)
{
    double quartiles = quantile(seat, spread->n, 0.75) - quantile(seat, spread->n, 0.25);
    double width = quartiles / 1.34 < spread->deviation ? quartiles / 1.34 : spread->deviation;
    if (!(width > 0))
        width = spread->deviation > 0 ? spread->deviation : spread->mean > 0 ? spread->mean : 1;
    return 0.9 * width * pow(spread->n, -0.2);
}

/* Bins of a thirty-second of the bandwidth are fine enough. Returns how many are left. */
static size_t coarsen(struct seat *seat, double bandwidth_m)
{
    double wanted = bandwidth_m * seat->study->sites.bins_per_m / BINS_PER_BANDWIDTH;
    size_t join = 1, n = 0;
    while (2 * (double)join <= wanted && join < N_BINS)
        join *= 2;
    for (size_t from = 0; from < N_BINS; from += join) {
        struct bin all = {0};
        for (size_t i = from; i < from + join; i++) {
            all.mass += seat->bin[i].mass;
            all.moment += seat->bin[i].moment;
        }
        if (all.mass > 0)
            seat->bin[n++] = all;
    }
    return n;
}

static double normal(double u)
{
    return exp(-0.5 * u * u) / sqrt(2 * PI);
}

static void estimate(struct seat *seat, double *density)
{
    const struct study *study = seat->study;
    struct spread spread = bin_pairs(seat);
    double h = choose_bandwidth(seat, &spread), far_m = FAR_BANDWIDTHS * h, mass = 0;
    size_t n = coarsen(seat, h), from = 0;
    for (size_t i = 0; i < n; i++) {
        mass += seat->bin[i].mass;
        seat->bin[i].moment /= seat->bin[i].mass; /* the mean distance from here on */
    }
    for (size_t step = 0; step < study->n_steps; step++) {
        double d = study->reach_m * (double)step / (double)(study->n_steps - 1), sum = 0;
        while (from < n && seat->bin[from].moment < d - far_m)
            from++;
        for (size_t i = from; i < n && seat->bin[i].moment <= d + far_m; i++) {
            double at = seat->bin[i].moment, k = normal((d - at) / h);
            if (d + at <= far_m)
                k += normal((d + at) / h);
            sum += seat->bin[i].mass * k;
        }
        density[step] = sum / (h * mass);
    }
}

static bool smooth(void *at, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    struct seat *seat = at;
    const struct study *study = seat->study;
    for (size_t i = from; i < to; i++) { /* 0: the sector itself */
        const uint32_t *site = study->sites.member;
        if (i > 0) {
            draw_sites(seat, i);
            site = seat->drawn;
        }
        for (size_t k = 0; k < study->sites.n_members; k++) {
            seat->x[k] = study->sites.x[site[k]];
            seat->y[k] = study->sites.y[site[k]];
        }
        estimate(seat, i > 0 ? study->drawn + (i - 1) * study->n_steps : study->out->density);
    }
    return true;
}

static int ascending(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

/* How many of the sorted are below the value (or not above it). */
static uint32_t count_below(const double *sorted, size_t n, double value, bool or_equal)
{
    size_t from = 0;
    while (n > 0) {
        size_t half = n / 2;
        double other = sorted[from + half];
        bool is_below = other < value || (or_equal && other == value);
        from = is_below ? from + half + 1 : from;
        n = is_below ? n - half - 1 : half;
    }
    return (uint32_t)from;
}

static bool rank_steps(void *shared, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    const struct study *study = shared;
    size_t n = study->n_draws, in_tail = (size_t)ceil(TAIL * (double)n);
    for (size_t step = from; step < to; step++) {
        double *sorted = study->sorted + step * n;
        for (size_t draw = 0; draw < n; draw++)
            sorted[draw] = study->drawn[draw * study->n_steps + step];
        qsort(sorted, n, sizeof *sorted, ascending);
        for (size_t draw = 0; draw < n; draw++) {
            double value = study->drawn[draw * study->n_steps + step];
            study->below[step * n + draw] = count_below(sorted, n, value, false);
            study->above[step * n + draw] = (uint32_t)n - count_below(sorted, n, value, true);
        }
        study->out->local_low[step] = sorted[in_tail - 1];
        study->out->local_high[step] = sorted[n - in_tail];
    }
    return true;
}

static int ascending_counts(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

/* The least rank such that at most a twentieth of the draws ever pass it, at whatever distance.
 * `extreme`: [n_draws] */
static size_t global_rank(const struct study *study, const uint32_t *count, uint32_t *extreme)
{
    size_t n = study->n_draws;
    for (size_t draw = 0; draw < n; draw++) {
        extreme[draw] = 0;
        for (size_t step = 0; step < study->n_steps; step++)
            if (count[step * n + draw] > extreme[draw])
                extreme[draw] = count[step * n + draw];
    }
    qsort(extreme, n, sizeof *extreme, ascending_counts);
    return extreme[n - 1 - (size_t)floor(TAIL * (double)n)];
}

static void draw_envelopes(struct study *study, uint32_t *extreme)
{
    struct tomt_duranton_overman *out = study->out;
    size_t n = study->n_draws, high = global_rank(study, study->below, extreme);
    size_t low = n - 1 - global_rank(study, study->above, extreme);
    double step_m = study->reach_m / (double)(study->n_steps - 1), above = 0, below = 0;
    for (size_t step = 0; step < study->n_steps; step++) {
        out->global_high[step] = study->sorted[step * n + high];
        out->global_low[step] = study->sorted[step * n + low];
        above += fmax(out->density[step] - out->global_high[step], 0);
        below += fmax(out->global_low[step] - out->density[step], 0);
    }
    out->localisation = above * step_m;
    out->dispersion = above > 0 ? 0 : below * step_m;
}

static bool gather_sites(struct tomt_arena *scratch, const double *x, const double *y,
                         const double *weight, const uint8_t *member, size_t n, struct sites *sites,
                         struct tomt_error *err)
{
    double box[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    sites->x = tomt_arena_block(scratch, NULL, n * sizeof(double), err);
    sites->y = tomt_arena_block(scratch, NULL, n * sizeof(double), err);
    sites->weight = tomt_arena_block(scratch, NULL, n * sizeof(double), err);
    sites->member = tomt_arena_block(scratch, NULL, n * sizeof(uint32_t), err);
    if (!sites->x || !sites->y || !sites->weight || !sites->member)
        return false;
    for (size_t i = 0; i < n; i++) {
        double w = weight ? weight[i] : 1;
        if (!isfinite(w) || w < 0)
            return tomt_fail(err, TOMT_DATA,
                             "the weight of point %zu is %g: give a number of at least 0", i, w);
        if (!isfinite(x[i]) || !isfinite(y[i]))
            continue;
        if (fabs(x[i]) > 1e15 || fabs(y[i]) > 1e15)
            return tomt_fail(err, TOMT_DATA, "point %zu lies at %g %g: no place in metres", i, x[i],
                             y[i]);
        box[0] = fmin(box[0], x[i]);
        box[1] = fmin(box[1], y[i]);
        box[2] = fmax(box[2], x[i]);
        box[3] = fmax(box[3], y[i]);
        if (member[i]) {
            sites->weight[sites->n_members] = w;
            sites->member[sites->n_members++] = (uint32_t)sites->n;
        }
        sites->x[sites->n] = x[i];
        sites->y[sites->n++] = y[i];
    }
    double diagonal_m = sites->n > 0 ? sqrt(pow(box[2] - box[0], 2) + pow(box[3] - box[1], 2)) : 0;
    sites->bins_per_m = diagonal_m > 0 ? N_BINS / (diagonal_m * (1 + 1e-9)) : 0;
    return true;
}

static bool run_study(struct tomt_arena *scratch, struct study *study, const struct tomt_crew *crew,
                      struct tomt_error *err)
{
    struct tomt_crew quiet = {crew->n_threads, crew->cancel, NULL};
    size_t n_cells = study->n_draws * study->n_steps;
    study->drawn = tomt_arena_block(scratch, NULL, n_cells * sizeof(double), err);
    study->sorted = tomt_arena_block(scratch, NULL, n_cells * sizeof(double), err);
    study->below = tomt_arena_block(scratch, NULL, n_cells * sizeof(uint32_t), err);
    study->above = tomt_arena_block(scratch, NULL, n_cells * sizeof(uint32_t), err);
    uint32_t *extreme = tomt_arena_block(scratch, NULL, study->n_draws * sizeof *extreme, err);
    if (!study->drawn || !study->sorted || !study->below || !study->above || !extreme)
        return false;
    struct tomt_crew_job draws = {study, sit, smooth, rise, study->n_draws + 1, 1};
    struct tomt_crew_job ranks = {study, NULL, rank_steps, NULL, study->n_steps, 1};
    if (!tomt_crew_run(&quiet, &draws, err))
        return false;
    if (study->n_draws < LEAST_DRAWS)
        return true;
    if (!tomt_crew_run(&quiet, &ranks, err))
        return false;
    draw_envelopes(study, extreme);
    return true;
}

static bool make_room(struct tomt_arena *arena, size_t n_steps, struct tomt_duranton_overman *out,
                      struct tomt_error *err)
{
    double **column[] = {&out->density, &out->local_low, &out->local_high, &out->global_low,
                         &out->global_high};
    *out = (struct tomt_duranton_overman){.localisation = NAN, .dispersion = NAN};
    for (size_t i = 0; i < sizeof column / sizeof *column; i++) {
        *column[i] = tomt_arena_block(arena, NULL, n_steps * sizeof(double), err);
        if (!*column[i])
            return false;
        for (size_t step = 0; step < n_steps; step++)
            (*column[i])[step] = NAN;
    }
    return true;
}

bool tomt_duranton_overman(struct tomt_arena *arena, const double *x, const double *y,
                           const double *weight, const uint8_t *member, size_t n, double reach_m,
                           size_t n_steps, size_t n_draws, uint64_t seed,
                           const struct tomt_crew *crew, struct tomt_duranton_overman *out,
                           struct tomt_error *err)
{
    if (!(reach_m > 0) || !isfinite(reach_m) || n_steps < 2)
        return tomt_fail(
            err, TOMT_DATA,
            "Duranton-Overman to %g m in %zu steps: the reach must be above 0, the steps 2 or more",
            reach_m, n_steps);
    if (n >= UINT32_MAX || n_draws >= UINT32_MAX || n_draws > SIZE_MAX / 16 / n_steps)
        return tomt_fail(err, TOMT_DATA,
                         "Duranton-Overman of %zu points with %zu draws of %zu steps: too many", n,
                         n_draws, n_steps);
    struct study study = {
        .reach_m = reach_m, .n_steps = n_steps, .n_draws = n_draws, .seed = seed, .out = out};
    struct tomt_arena *scratch = tomt_arena_new(err);
    bool ok = scratch && make_room(arena, n_steps, out, err) &&
              gather_sites(scratch, x, y, weight, member, n, &study.sites, err);
    double mass = 0;
    size_t n_heavy = 0;
    for (size_t i = 0; ok && i < study.sites.n_members; i++) {
        mass += study.sites.weight[i];
        n_heavy += study.sites.weight[i] > 0;
    }
    if (ok && study.sites.n_members >= LEAST_MEMBERS && n_heavy >= 2 && isfinite(mass))
        ok = run_study(scratch, &study, crew, err);
    tomt_arena_free(scratch);
    return ok;
}
