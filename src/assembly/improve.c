/* assembly/improve.c: best first takes one good assembly where two would fit. Each assembly is
 * lifted in thought, on all cores and against the choice as it is; then the exchanges that still
 * fit are made one by one, in the order of the choice. */
#include "assembly/choose.h"

#include "assembly/assembly.h"

#include <string.h>

enum { CHUNK = 16, PASSES = 8, SEEDS = 24, POOL = SEEDS * TOMT_SHOTS, STARTS = 96, PARTS = 4 };

struct exchange {
    uint32_t n; /* 0: the assembly stays */
    struct tomt_candidate in[PARTS];
};

struct pass {
    const struct tomt_ground *ground;
    const struct tomt_candidate *chosen;
    const uint8_t *changed; /* [parcels] in the last pass; NULL in the first: all are looked at */
    struct exchange *exchange;
};

struct seat {
    const struct pass *pass;
    struct tomt_growth *growth;
    uint32_t *member; /* room for the pool */
    struct tomt_candidate pool[POOL];
    size_t n_pool;
    uint32_t seed[SEEDS];
    size_t n_seeds;
};

static void rise(void *context)
{
    struct seat *seat = context;
    tomt_growth_free(seat->growth);
    tomt_release(seat->member);
    tomt_release(seat);
}

static void *sit(void *shared, struct tomt_error *err)
{
    const struct pass *pass = shared;
    struct seat *seat = tomt_allocate(sizeof *seat);
    if (!seat) {
        tomt_fail(err, TOMT_MEMORY, "out of memory to improve assemblies");
        return NULL;
    }
    size_t each = pass->ground->most_parcels;
    memset(seat, 0, sizeof *seat);
    seat->pass = pass;
    seat->growth = tomt_growth_new(pass->ground, err);
    seat->member = tomt_allocate(POOL * each * sizeof *seat->member);
    if (seat->growth && seat->member) {
        for (size_t i = 0; i < POOL; i++)
            seat->pool[i].member = seat->member + each * i;
        return seat;
    }
    tomt_fail(err, TOMT_MEMORY, "out of memory to improve assemblies");
    rise(seat);
    return NULL;
}

static void add_seed(struct seat *seat, uint32_t parcel)
{
    for (size_t i = 0; i < seat->n_seeds; i++)
        if (seat->seed[i] == parcel)
            return;
    if (seat->n_seeds < SEEDS)
        seat->seed[seat->n_seeds++] = parcel;
}

/* The members and what is free beside them. False: nothing changed there. */
static bool gather_seeds(struct seat *seat, const struct tomt_candidate *out)
{
    const struct tomt_ground *ground = seat->pass->ground;
    const uint8_t *changed = seat->pass->changed;
    bool look = !changed;
    seat->n_seeds = 0;
    for (uint32_t i = 0; i < out->n; i++) {
        look |= changed && changed[out->member[i]];
        add_seed(seat, out->member[i]);
    }
    for (uint32_t i = 0; i < out->n; i++)
        for (uint64_t e = ground->start[out->member[i]]; e < ground->start[out->member[i] + 1];
             e++) {
            look |= changed && changed[ground->of[e]];
            if (!ground->taken[ground->of[e]])
                add_seed(seat, ground->of[e]);
        }
    return look;
}

static bool overlap(const struct tomt_candidate *a, const struct tomt_candidate *b)
{
    for (uint32_t i = 0, k = 0; i < a->n && k < b->n;) {
        if (a->member[i] == b->member[k])
            return true;
        if (a->member[i] < b->member[k])
            i++;
        else
            k++;
    }
    return false;
}

/* From each candidate on, best first, what does not overlap: the best sum of those. */
static size_t best_parts(const struct seat *seat, tomt_step worth, size_t best[PARTS])
{
    size_t n_best = 0, n_starts = seat->n_pool < STARTS ? seat->n_pool : STARTS;
    for (size_t start = 0; start < n_starts; start++) {
        size_t part[PARTS] = {start}, n = 1;
        tomt_step sum = seat->pool[start].step;
        for (size_t i = 0; i < seat->n_pool && n < PARTS; i++) {
            bool fits = true;
            for (size_t k = 0; fits && k < n; k++)
                fits = !overlap(seat->pool + part[k], seat->pool + i);
            if (fits) {
                part[n++] = i;
                sum += seat->pool[i].step;
            }
        }
        if (sum > worth) {
            worth = sum;
            n_best = n;
            memcpy(best, part, sizeof part);
        }
    }
    return n_best;
}

static bool try_exchange(struct seat *seat, size_t row, struct tomt_error *err)
{
    const struct tomt_candidate *out = seat->pass->chosen + row;
    struct exchange *exchange = seat->pass->exchange + row;
    size_t best[PARTS];
    exchange->n = 0;
    if (!gather_seeds(seat, out))
        return true;
    tomt_growth_lift(seat->growth, out);
    for (size_t i = 0; i < seat->n_seeds; i++)
        if (!tomt_grow_all(seat->growth, seat->seed[i], seat->pool + TOMT_SHOTS * i, err))
            return false;
    seat->n_pool = tomt_candidates_sort(seat->pool, TOMT_SHOTS * seat->n_seeds);
    double least_step = seat->pass->ground->exchange_share * (double)out->step;
    while (seat->n_pool > 0 && (double)seat->pool[seat->n_pool - 1].step < least_step)
        seat->n_pool--;
    size_t n = best_parts(seat, out->step, best);
    for (size_t k = 0; k < n; k++) {
        uint32_t *member = exchange->in[k].member;
        exchange->in[k] = seat->pool[best[k]];
        exchange->in[k].member = member;
        memcpy(member, seat->pool[best[k]].member, exchange->in[k].n * sizeof *member);
    }
    exchange->n = (uint32_t)n;
    return true;
}

static bool work_on(void *context, size_t from, size_t to, struct tomt_error *err)
{
    for (size_t row = from; row < to; row++)
        if (!try_exchange(context, row, err))
            return false;
    return true;
}

static void mark(uint8_t *changed, const struct tomt_candidate *candidate)
{
    for (uint32_t i = 0; i < candidate->n; i++)
        changed[candidate->member[i]] = 1;
}

/* Another exchange may have taken the ground since. */
static bool exchange_one(const struct tomt_ground *ground, struct tomt_choice *choice, size_t row,
                         const struct exchange *exchange, uint8_t *changed, struct tomt_error *err)
{
    const struct tomt_candidate out = choice->chosen[row];
    bool fits = exchange->n > 0;
    tomt_candidate_take(ground, &out, false);
    for (uint32_t k = 0; fits && k < exchange->n; k++)
        fits = tomt_candidate_is_free(ground, exchange->in + k);
    if (!fits) {
        tomt_candidate_take(ground, &out, true);
        return true;
    }
    mark(changed, &out);
    for (uint32_t k = 0; k < exchange->n; k++) {
        mark(changed, exchange->in + k);
        if (!tomt_choice_keep(choice, ground, exchange->in + k, err))
            return false;
    }
    choice->chosen[row] = choice->chosen[--choice->n]; /* the last one in takes its place */
    choice->n_improved++;
    return true;
}

static bool lay_exchanges(struct tomt_arena *own, size_t n, size_t each, struct exchange **out,
                          struct tomt_error *err)
{
    struct exchange *exchange = tomt_arena_block(own, NULL, (n + 1) * sizeof *exchange, err);
    uint32_t *member = tomt_arena_block(own, NULL, (n + 1) * PARTS * each * sizeof *member, err);
    if (!exchange || !member)
        return false;
    for (size_t i = 0; i < n * PARTS; i++)
        exchange[i / PARTS].in[i % PARTS].member = member + each * i;
    *out = exchange;
    return true;
}

static bool one_pass(const struct tomt_ground *ground, const struct tomt_crew *crew,
                     struct tomt_choice *choice, struct tomt_arena *own, uint8_t *was_changed,
                     uint8_t *changed, struct tomt_error *err)
{
    struct exchange *exchange = NULL;
    size_t n = choice->n;
    if (!lay_exchanges(own, n, ground->most_parcels, &exchange, err))
        return false;
    struct pass pass = {ground, choice->chosen, was_changed, exchange};
    struct tomt_crew_job job = {&pass, sit, work_on, rise, n, CHUNK};
    if (!tomt_crew_run(crew, &job, err))
        return false;
    for (size_t row = 0; row < n; row++)
        if (!exchange_one(ground, choice, row, exchange + row, changed, err))
            return false;
    return true;
}

bool tomt_improve(const struct tomt_ground *ground, const struct tomt_crew *crew,
                  struct tomt_choice *choice, struct tomt_error *err)
{
    struct tomt_arena *own = tomt_arena_new(err);
    if (!own)
        return false;
    uint8_t *changed = tomt_arena_block(own, NULL, 2 * ground->n + 1, err);
    bool ok = changed != NULL;
    size_t n_before = SIZE_MAX;
    for (int pass = 0; ok && pass < PASSES && choice->n_improved != n_before; pass++) {
        uint8_t *now = changed + (pass % 2 ? ground->n : 0),
                *was = changed + (pass % 2 ? 0 : ground->n);
        struct tomt_arena_mark mark_here = tomt_arena_mark(own);
        memset(now, 0, ground->n);
        n_before = choice->n_improved;
        ok = one_pass(ground, crew, choice, own, pass ? was : NULL, now, err);
        tomt_arena_rewind(own, mark_here);
    }
    tomt_arena_free(own);
    return ok;
}
