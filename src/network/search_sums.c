/* network/search_sums.c: sums over what lies within reach of each source, and the strongest
 * targets behind them. */
#include "network/sums.h"

#include <math.h>

struct sums {
    struct tomt_batch_plan plan;
    struct tomt_sums_weights weights;
    size_t width;
    struct tomt_sums *out;
    uint64_t *n_settled; /* [n_batches] */
};

struct seat {
    const struct sums *sums;
    struct tomt_arena *arena;
    struct tomt_batch batch;
    struct tomt_sums_state state;
    tomt_sums_add *add;
};

static void *sit(void *shared, struct tomt_error *err)
{
    const struct sums *sums = shared;
    struct tomt_arena *arena = tomt_arena_new(err);
    struct seat *seat = arena ? tomt_arena_alloc(arena, sizeof *seat, err) : NULL;
    bool done = seat && tomt_batch_make(arena, &sums->plan, &seat->batch, err);
    if (done) {
        *seat = (struct seat){
            .sums = sums,
            .arena = arena,
            .batch = seat->batch,
            .add = tomt_sums_kernel(sums->plan.level, sums->weights.decay, sums->width > 0)};
        seat->state = (struct tomt_sums_state){
            .weights = &sums->weights, .batch = &seat->batch, .width = sums->width};
        seat->state.best = tomt_arena_block(
            arena, NULL, (TOMT_LANES * sums->width + 1) * sizeof *seat->state.best, err);
    }
    if (!done || !seat->state.best) {
        tomt_arena_free(arena);
        return NULL;
    }
    return seat;
}

static void rise(void *of_seat)
{
    struct seat *seat = of_seat;
    tomt_arena_free(seat->arena);
}

static void write(const struct seat *seat)
{
    const struct sums *sums = seat->sums;
    for (unsigned lane = 0; lane < seat->batch.n; lane++) {
        size_t source = seat->batch.source[lane];
        sums->out->sum[source] = (double)seat->state.sum[lane] * sums->weights.unit;
        if (sums->width == 0)
            continue;
        sums->out->n_best[source] = (uint8_t)seat->state.n_best[lane];
        for (size_t k = 0; k < seat->state.n_best[lane]; k++) {
            const struct tomt_sums_best *best = &seat->state.best[lane * sums->width + k];
            sums->out->best[source * sums->width + k] = best->target;
            sums->out->best_cost[source * sums->width + k] = best->cost;
            sums->out->best_amount[source * sums->width + k] =
                (double)best->amount * sums->weights.unit;
        }
    }
}

static bool work(void *of_seat, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    struct seat *seat = of_seat;
    struct tomt_sums_state *state = &seat->state;
    for (size_t i = from; i < to; i++) {
        for (int lane = 0; lane < TOMT_LANES; lane++) {
            state->n_best[lane] = 0;
            state->bar[lane] = 1; /* what is rounded to nothing explains nothing */
            state->bar_cost[lane] = INT32_MAX;
        }
        state->n_settled = 0;
        tomt_batch_search(&seat->batch, i);
        seat->add(state);
        tomt_lanes_clear(&seat->batch.lanes);
        seat->sums->n_settled[i] = state->n_settled;
        write(seat);
    }
    return true;
}

/* Decay by cost: a cost is a thousandth of a metre, or of a second. */
static double factor(const struct tomt_sum_query *query)
{
    double per_unit = query->way == TOMT_DRIVE ? 60000.0 : 1000.0;
    switch (query->decay) {
    case TOMT_STREET_LINEAR:
        return query->reach > 0 ? 1 / (query->reach * per_unit) : 0;
    case TOMT_STREET_EXPONENTIAL:
        return -query->parameter / per_unit;
    case TOMT_STREET_GAUSSIAN:
        return -0.5 / (query->parameter * per_unit * query->parameter * per_unit);
    default:
        return 0;
    }
}

/* Weights are multiples of 2^-30, and then whole numbers of a unit: 2^-32, or coarser where one
 * place would pass 2^20 or all together 2^30, so that no sum can overflow. A power's decay is up to
 * 10^alpha: so much of them then. */
static bool weigh(struct tomt_arena *arena, const struct tomt_sum_query *query,
                  const struct tomt_targets *targets, struct tomt_sums_weights *out,
                  struct tomt_error *err)
{
    size_t n_members = targets->member_start[targets->n_places];
    out->decay = query->decay;
    out->k = factor(query);
    if (query->decay == TOMT_STREET_POWER)
        tomt_power_prepare(&out->power, query->parameter, true);
    bool is_power = query->decay == TOMT_STREET_POWER;
    double strongest = is_power ? out->power.most * (1 + 1e-9) : 1;
    out->whole = tomt_arena_block(arena, NULL, (targets->n_places + 1) * sizeof *out->whole, err);
    out->place = tomt_arena_block(arena, NULL, (targets->n_places + 1) * sizeof *out->place, err);
    out->member = tomt_arena_block(arena, NULL, (n_members + 1) * sizeof *out->member, err);
    double *heaviest =
        tomt_arena_block(arena, NULL, (targets->n_places + 1) * sizeof *heaviest, err);
    if (!out->whole || !out->place || !out->member || !heaviest)
        return false;
    double all = 0, most = 0;
    for (size_t p = 0; p < targets->n_places; p++) {
        double place = 0;
        for (uint32_t m = targets->member_start[p]; m < targets->member_start[p + 1]; m++) {
            out->member[m] = rint(query->weight[targets->member[m]] * 0x1p30) * 0x1p-30;
            place += out->member[m];
        }
        most = fmax(most, place);
        all += place;
    }
    if (!isfinite(all * 0x1p40))
        return tomt_fail(err, TOMT_DATA,
                         "weights along streets are not finite, or too large to be added up");
    int bits = 32;
    while (ldexp(most * strongest, bits) >= 0x1p52 || ldexp(all * strongest, bits) >= 0x1p62)
        bits--;
    out->unit = ldexp(1, -bits);
    for (size_t p = 0; p < targets->n_places; p++) {
        for (uint32_t m = targets->member_start[p]; m < targets->member_start[p + 1]; m++) {
            out->member[m] = rint(ldexp(out->member[m], bits));
            out->whole[p] += (int64_t)out->member[m];
        }
        out->place[p] = (double)out->whole[p];
        heaviest[p] = out->member[targets->member_start[p]];
    }
    out->heaviest = query->width > 0 ? heaviest : NULL;
    return true;
}

static bool make_out(struct tomt_arena *arena, size_t n, size_t width, struct tomt_sums *out,
                     struct tomt_error *err)
{
    *out = (struct tomt_sums){0};
    out->sum = tomt_arena_block(arena, NULL, (n + 1) * sizeof *out->sum, err);
    if (!out->sum)
        return false;
    for (size_t i = 0; i < n; i++)
        out->sum[i] = NAN;
    if (width == 0)
        return true;
    out->n_best = tomt_arena_block(arena, NULL, (n + 1) * sizeof *out->n_best, err);
    out->best = tomt_arena_block(arena, NULL, (n * width + 1) * sizeof *out->best, err);
    out->best_cost = tomt_arena_block(arena, NULL, (n * width + 1) * sizeof *out->best_cost, err);
    out->best_amount =
        tomt_arena_block(arena, NULL, (n * width + 1) * sizeof *out->best_amount, err);
    return out->n_best && out->best && out->best_cost && out->best_amount;
}

static bool check(const struct tomt_sum_query *query, struct tomt_error *err)
{
    bool needs_parameter =
        query->decay == TOMT_STREET_EXPONENTIAL || query->decay == TOMT_STREET_GAUSSIAN;
    if (!(query->reach >= 0))
        return tomt_fail(err, TOMT_INTERNAL, "a reach of %g along streets", query->reach);
    if (needs_parameter && !(query->parameter > 0 && isfinite(query->parameter)))
        return tomt_fail(err, TOMT_INTERNAL, "a decay along streets with parameter %g",
                         query->parameter);
    if (query->decay == TOMT_STREET_POWER && query->way == TOMT_DRIVE)
        return tomt_fail(err, TOMT_PROJECT,
                         "the decay 'power' is of metres: straight or on foot, not by car");
    if (query->decay == TOMT_STREET_POWER &&
        !(query->parameter >= 0 && query->parameter <= TOMT_POWER_MOST))
        return tomt_fail(err, TOMT_INTERNAL, "a power decay of %g: it must be 0 to %g",
                         query->parameter, TOMT_POWER_MOST);
    if (query->width > UINT8_MAX)
        return tomt_fail(err, TOMT_INTERNAL, "at most %d targets are kept of each place, not %zu",
                         UINT8_MAX, query->width);
    return true;
}

static bool sum_up(struct tomt_arena *arena, struct tomt_arena *scratch,
                   const struct tomt_sum_query *query, int level, const struct tomt_crew *crew,
                   struct tomt_sums *out, struct tomt_error *err)
{
    struct sums sums = {.width = query->width, .out = out};
    if (!check(query, err) || !make_out(arena, query->from->n, query->width, out, err) ||
        !tomt_batch_plan_make(scratch, query->network, query->way, query->from, query->to, NULL,
                              query->weight, tomt_cost_of(query->way, query->reach), &sums.plan,
                              err) ||
        !weigh(scratch, query, &sums.plan.targets, &sums.weights, err))
        return false;
    if (level >= 0)
        sums.plan.level = level;
    sums.n_settled =
        tomt_arena_block(scratch, NULL, (sums.plan.n_batches + 1) * sizeof *sums.n_settled, err);
    struct tomt_crew_job job = {.shared = &sums,
                                .sit = sit,
                                .work = work,
                                .rise = rise,
                                .n = sums.plan.n_batches,
                                .chunk = 4};
    if (!sums.n_settled || !tomt_crew_run(crew, &job, err))
        return false;
    for (size_t i = 0; i < sums.plan.n_batches; i++)
        out->n_settled += sums.n_settled[i];
    return true;
}

bool tomt_sums_at_level(struct tomt_arena *arena, const struct tomt_sum_query *query, int level,
                        const struct tomt_crew *crew, struct tomt_sums *out, struct tomt_error *err)
{
    struct tomt_arena *scratch = tomt_arena_new(err);
    bool done = scratch && sum_up(arena, scratch, query, level, crew, out, err);
    tomt_arena_free(scratch);
    return done || tomt_while(err, "summing along streets");
}

bool tomt_network_sums(struct tomt_arena *arena, const struct tomt_sum_query *query,
                       const struct tomt_crew *crew, struct tomt_sums *out, struct tomt_error *err)
{
    return tomt_sums_at_level(arena, query, TOMT_LANES_WIDEST, crew, out, err);
}
