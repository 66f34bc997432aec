/* assembly/choose.c: rounds of growing from all free seeds on all cores, then taking what does not
 * overlap, best first. */
#include "assembly/choose.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK = 64 };

struct round {
    const struct tomt_ground *ground;
    const uint32_t *seed;
    size_t n_seeds;
    struct tomt_candidate *candidate; /* [n_seeds × TOMT_SHOTS] */
};

struct seat {
    const struct round *round;
    struct tomt_growth *growth;
};

static void *sit(void *shared, struct tomt_error *err)
{
    const struct round *round = shared;
    struct seat *seat = tomt_allocate(sizeof *seat);
    if (!seat) {
        tomt_fail(err, TOMT_MEMORY, "out of memory to grow assemblies");
        return NULL;
    }
    *seat = (struct seat){round, tomt_growth_new(round->ground, err)};
    if (seat->growth)
        return seat;
    tomt_release(seat);
    return NULL;
}

static void rise(void *context)
{
    struct seat *seat = context;
    tomt_growth_free(seat->growth);
    tomt_release(seat);
}

bool tomt_grow_all(struct tomt_growth *growth, uint32_t seed, struct tomt_candidate *candidate,
                   struct tomt_error *err)
{
    for (unsigned rule = 0; rule < TOMT_GROWTH_RULES; rule++)
        if (!tomt_growth_run(growth, seed, rule, candidate + TOMT_STAGES * rule, err))
            return false;
    return true;
}

static bool work_on(void *context, size_t from, size_t to, struct tomt_error *err)
{
    struct seat *seat = context;
    for (size_t i = from; i < to; i++)
        if (!tomt_grow_all(seat->growth, seat->round->seed[i],
                           seat->round->candidate + TOMT_SHOTS * i, err))
            return false;
    return true;
}

void tomt_candidate_take(const struct tomt_ground *ground, const struct tomt_candidate *candidate,
                         bool taken)
{
    for (uint32_t i = 0; i < candidate->n; i++)
        ground->taken[candidate->member[i]] = taken;
}

bool tomt_candidate_is_free(const struct tomt_ground *ground,
                            const struct tomt_candidate *candidate)
{
    for (uint32_t i = 0; i < candidate->n; i++)
        if (ground->taken[candidate->member[i]])
            return false;
    return true;
}

bool tomt_choice_keep(struct tomt_choice *choice, const struct tomt_ground *ground,
                      const struct tomt_candidate *candidate, struct tomt_error *err)
{
    if (choice->n == choice->capacity) {
        size_t capacity = choice->capacity ? 2 * choice->capacity : 64;
        void *chosen =
            tomt_arena_block(choice->arena, choice->chosen, capacity * sizeof *choice->chosen, err);
        if (!chosen)
            return false;
        choice->chosen = chosen;
        choice->capacity = capacity;
    }
    size_t size = candidate->n * sizeof *candidate->member;
    uint32_t *member = tomt_arena_alloc(choice->arena, size, err);
    if (!member)
        return false;
    memcpy(member, candidate->member, size);
    choice->chosen[choice->n] = *candidate;
    choice->chosen[choice->n++].member = member;
    tomt_candidate_take(ground, candidate, true);
    return true;
}

static void swap(struct tomt_candidate *a, struct tomt_candidate *b)
{
    struct tomt_candidate c = *a;
    *a = *b;
    *b = c;
}

size_t tomt_candidates_sort(struct tomt_candidate *candidate, size_t n)
{
    size_t n_some = 0, n_left = 0;
    for (size_t i = 0; i < n; i++)
        if (candidate[i].n > 0)
            swap(candidate + n_some++, candidate + i);
    qsort(candidate, n_some, sizeof *candidate, tomt_candidate_order);
    for (size_t i = 0; i < n_some; i++)
        if (n_left == 0 || tomt_candidate_order(candidate + n_left - 1, candidate + i) != 0)
            swap(candidate + n_left++, candidate + i);
    return n_left;
}

static bool take_best(struct tomt_choice *choice, const struct round *round, struct tomt_error *err)
{
    size_t n = tomt_candidates_sort(round->candidate, TOMT_SHOTS * round->n_seeds);
    choice->n_grown += n;
    for (size_t i = 0; i < n; i++)
        if (tomt_candidate_is_free(round->ground, round->candidate + i) &&
            !tomt_choice_keep(choice, round->ground, round->candidate + i, err))
            return false;
    return true;
}

/* Only a seed that had a candidate can have another when neighbours are gone; what had none before
 * has fewer neighbours now. */
static size_t seeds_left(const struct round *round, const uint32_t *seed, uint8_t *had,
                         uint32_t *left)
{
    size_t n = 0;
    for (size_t i = 0; i < round->n_seeds; i++)
        if (had[i] && !round->ground->taken[seed[i]])
            left[n++] = seed[i];
    return n;
}

static bool rounds(const struct tomt_ground *ground, const struct tomt_crew *crew,
                   struct tomt_arena *own, struct tomt_choice *choice, struct tomt_error *err)
{
    size_t n = 0, each = ground->most_parcels;
    uint32_t *seed = tomt_arena_block(own, NULL, (ground->n + 1) * sizeof *seed, err);
    uint8_t *had = tomt_arena_block(own, NULL, ground->n + 1, err);
    struct tomt_candidate *candidate =
        tomt_arena_block(own, NULL, (ground->n + 1) * TOMT_SHOTS * sizeof *candidate, err);
    uint32_t *member =
        tomt_arena_block(own, NULL, (ground->n + 1) * TOMT_SHOTS * each * sizeof *member, err);
    if (!seed || !had || !candidate || !member)
        return false;
    for (uint32_t i = 0; i < ground->n; i++)
        if (!ground->taken[i])
            seed[n++] = i;
    for (size_t i = 0; i < TOMT_SHOTS * n; i++)
        candidate[i].member = member + each * i;
    while (n > 0) {
        struct round round = {ground, seed, n, candidate};
        struct tomt_crew_job job = {&round, sit, work_on, rise, n, CHUNK};
        if (!tomt_crew_run(crew, &job, err))
            return false;
        for (size_t i = 0; i < n; i++) {
            had[i] = 0;
            for (size_t shot = 0; shot < TOMT_SHOTS; shot++)
                had[i] |= candidate[TOMT_SHOTS * i + shot].n > 0;
        }
        if (!take_best(choice, &round, err))
            return false;
        n = seeds_left(&round, seed, had, seed);
    }
    return true;
}

bool tomt_choose(const struct tomt_ground *ground, const struct tomt_crew *crew,
                 struct tomt_choice *choice, struct tomt_error *err)
{
    struct tomt_arena *own = tomt_arena_new(err);
    bool ok = own && rounds(ground, crew, own, choice, err);
    tomt_arena_free(own);
    return ok;
}
