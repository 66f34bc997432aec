/* assembly/grow.c: a set grows by one neighbour at a time. What a neighbour has in common with the
 * set is kept up to date, so that a step costs one look at each neighbour. */
#include "assembly/grow.h"

#include "assembly/assembly.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double PI = 3.14159265358979323846;

enum state { AWAY, BESIDE, MEMBER };

struct set { /* what has grown so far */
    size_t n, n_owners;
    double weight, area_m2, perimeter_m;
};

struct tomt_growth {
    const struct tomt_ground *ground;
    const struct tomt_candidate *lifted; /* its members count as free; may be NULL */
    uint8_t *state;                      /* [n] */
    double *common_m;                    /* [n] border in common with the set, of those beside it */
    uint32_t *beside;                    /* grows */
    size_t n_beside, beside_capacity;
    uint32_t member[TOMT_ASSEMBLY_MOST_PARCELS], owner[TOMT_ASSEMBLY_MOST_PARCELS];
    size_t n_known; /* different known owners in `owner` */
    struct set set;
};

static double compactness_of(double area_m2, double *perimeter_m)
{
    *perimeter_m = fmax(*perimeter_m, 2 * sqrt(PI * area_m2));
    return fmin(1, 4 * PI * area_m2 / (*perimeter_m * *perimeter_m));
}

static double border_between(const struct tomt_ground *ground, uint32_t a, uint32_t b)
{
    uint64_t from = ground->start[a], to = ground->start[a + 1];
    while (from < to) {
        uint64_t middle = from + (to - from) / 2;
        if (ground->of[middle] == b)
            return ground->border_m[middle];
        if (ground->of[middle] < b)
            from = middle + 1;
        else
            to = middle;
    }
    return 0;
}

void tomt_candidate_measure(const struct tomt_ground *ground, struct tomt_candidate *candidate)
{
    candidate->weight = candidate->area_m2 = candidate->perimeter_m = 0;
    candidate->n_owners = 0;
    for (uint32_t i = 0; i < candidate->n; i++) {
        uint32_t parcel = candidate->member[i], owner = ground->owner[parcel];
        bool is_new = true;
        candidate->weight += ground->weight[parcel];
        candidate->area_m2 += ground->area_m2[parcel];
        candidate->perimeter_m += ground->perimeter_m[parcel];
        for (uint32_t k = 0; k < i; k++) {
            candidate->perimeter_m -= 2 * border_between(ground, candidate->member[k], parcel);
            if (owner != UINT32_MAX && ground->owner[candidate->member[k]] == owner)
                is_new = false;
        }
        candidate->n_owners += is_new;
    }
    candidate->compactness = compactness_of(candidate->area_m2, &candidate->perimeter_m);
    candidate->value = candidate->compactness * ground->owner_term[candidate->n_owners];
    candidate->step = tomt_step_of(candidate->value);
}

int tomt_candidate_order(const void *a, const void *b)
{
    const struct tomt_candidate *x = a, *y = b;
    if (x->step != y->step)
        return x->step > y->step ? -1 : 1;
    uint32_t n = x->n < y->n ? x->n : y->n;
    for (uint32_t i = 0; i < n; i++)
        if (x->member[i] != y->member[i])
            return x->member[i] < y->member[i] ? -1 : 1;
    return (x->n > y->n) - (x->n < y->n);
}

void tomt_growth_free(struct tomt_growth *growth)
{
    if (!growth)
        return;
    tomt_release(growth->state);
    tomt_release(growth->common_m);
    tomt_release(growth->beside);
    tomt_release(growth);
}

struct tomt_growth *tomt_growth_new(const struct tomt_ground *ground, struct tomt_error *err)
{
    struct tomt_growth *growth = tomt_allocate(sizeof *growth);
    if (growth) {
        *growth = (struct tomt_growth){.ground = ground};
        growth->state = tomt_allocate(ground->n);
        growth->common_m = tomt_allocate(ground->n * sizeof *growth->common_m);
        if (growth->state && growth->common_m) {
            memset(growth->state, AWAY, ground->n);
            return growth;
        }
        tomt_growth_free(growth);
    }
    tomt_fail(err, TOMT_MEMORY, "out of memory to grow assemblies of %zu parcels", ground->n);
    return NULL;
}

void tomt_growth_lift(struct tomt_growth *growth, const struct tomt_candidate *lifted)
{
    growth->lifted = lifted;
}

static bool owner_is_new(const struct tomt_growth *growth, uint32_t owner)
{
    for (size_t i = 0; owner != UINT32_MAX && i < growth->n_known; i++)
        if (growth->owner[i] == owner)
            return false;
    return true;
}

static bool put_beside(struct tomt_growth *growth, uint32_t parcel, struct tomt_error *err)
{
    const struct tomt_ground *ground = growth->ground;
    if (growth->n_beside == growth->beside_capacity) {
        size_t capacity = growth->beside_capacity ? 2 * growth->beside_capacity : 64;
        void *beside = tomt_resize(growth->beside, capacity * sizeof *growth->beside);
        if (!beside)
            return tomt_fail(err, TOMT_MEMORY, "out of memory for %zu neighbours", capacity);
        growth->beside = beside;
        growth->beside_capacity = capacity;
    }
    growth->beside[growth->n_beside++] = parcel;
    growth->state[parcel] = BESIDE;
    growth->common_m[parcel] = 0;
    /* What it has in common with members that did not lead to it. */
    for (size_t i = 0; i + 1 < growth->set.n; i++) {
        uint32_t member = growth->member[i];
        if (ground->start[member + 1] - ground->start[member] > TOMT_MOST_LEADS)
            growth->common_m[parcel] += border_between(ground, member, parcel);
    }
    return true;
}

/* `common_m` is what the parcel has in common with the set. */
static struct set with(const struct tomt_growth *growth, uint32_t parcel, double common_m)
{
    const struct tomt_ground *ground = growth->ground;
    struct set set = growth->set;
    set.n++;
    set.n_owners += owner_is_new(growth, ground->owner[parcel]);
    set.weight += ground->weight[parcel];
    set.area_m2 += ground->area_m2[parcel];
    set.perimeter_m += ground->perimeter_m[parcel] - 2 * common_m;
    return set;
}

static double value_of(const struct tomt_ground *ground, const struct set *set)
{
    double perimeter_m = set->perimeter_m;
    return compactness_of(set->area_m2, &perimeter_m) * ground->owner_term[set->n_owners];
}

static bool is_free(const struct tomt_growth *growth, uint32_t parcel)
{
    const struct tomt_candidate *lifted = growth->lifted;
    bool is_lifted = false;
    for (uint32_t i = 0; lifted && i < lifted->n; i++)
        is_lifted |= lifted->member[i] == parcel;
    return is_lifted || !growth->ground->taken[parcel];
}

static bool take(struct tomt_growth *growth, uint32_t parcel, double common_m,
                 struct tomt_error *err)
{
    const struct tomt_ground *ground = growth->ground;
    uint32_t owner = ground->owner[parcel];
    growth->set = with(growth, parcel, common_m);
    if (owner != UINT32_MAX && owner_is_new(growth, owner))
        growth->owner[growth->n_known++] = owner;
    growth->member[growth->set.n - 1] = parcel;
    growth->state[parcel] = MEMBER;
    for (uint64_t e = ground->start[parcel]; e < ground->start[parcel + 1]; e++) {
        uint32_t of = ground->of[e];
        if ((growth->state[of] == AWAY && !ground->leads[e]) || growth->state[of] == MEMBER ||
            !is_free(growth, of))
            continue;
        if (growth->state[of] == AWAY && !put_beside(growth, of, err))
            return false;
        growth->common_m[of] += ground->border_m[e];
    }
    return true;
}

static double score_of(const struct tomt_ground *ground, const struct set *set,
                       enum tomt_growth_rule rule)
{
    double light = 1 / (1 + set->weight / ground->least); /* 1 down to 0, `most` may be infinite */
    switch (rule) {
    case TOMT_GROW_BY_VALUE:
        return value_of(ground, set);
    case TOMT_GROW_BY_WEIGHT:
        return value_of(ground, set) * fmin(1, set->weight / ground->least);
    case TOMT_GROW_HEAVY:
        return 1 - light;
    default:
        return light;
    }
}

/* The neighbour to take next, or none; members met on the way leave the list. */
static bool next_parcel(struct tomt_growth *growth, enum tomt_growth_rule rule, uint32_t *parcel)
{
    const struct tomt_ground *ground = growth->ground;
    tomt_step best = -1;
    size_t n_left = 0;
    for (size_t i = 0; i < growth->n_beside; i++) {
        uint32_t next = growth->beside[i];
        if (growth->state[next] != BESIDE)
            continue;
        growth->beside[n_left++] = next;
        struct set set = with(growth, next, growth->common_m[next]);
        if (!(set.weight <= ground->most))
            continue;
        double score = score_of(ground, &set, rule);
        tomt_step step = tomt_step_of(score);
        if (step > best || (step == best && next < *parcel)) {
            best = step;
            *parcel = next;
        }
    }
    growth->n_beside = n_left;
    return best >= 0;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void forget(struct tomt_growth *growth)
{
    for (size_t i = 0; i < growth->n_beside; i++)
        growth->state[growth->beside[i]] = AWAY;
    for (size_t i = 0; i < growth->set.n; i++)
        growth->state[growth->member[i]] = AWAY;
    growth->n_beside = growth->n_known = 0;
    growth->set = (struct set){0};
}

/* The first `n` of what has grown, as a candidate. */
static void tell(const struct tomt_growth *growth, size_t n, struct tomt_candidate *candidate)
{
    const struct tomt_ground *ground = growth->ground;
    candidate->n = (uint32_t)n;
    if (n == 0)
        return;
    memcpy(candidate->member, growth->member, n * sizeof *candidate->member);
    qsort(candidate->member, n, sizeof *candidate->member, by_number);
    tomt_candidate_measure(ground, candidate);
    if (!(candidate->weight >= ground->least && candidate->weight <= ground->most))
        candidate->n = 0; /* by the last bit of a sum in another order */
}

bool tomt_growth_run(struct tomt_growth *growth, uint32_t seed, enum tomt_growth_rule rule,
                     struct tomt_candidate *candidate, struct tomt_error *err)
{
    const struct tomt_ground *ground = growth->ground;
    tomt_step best = -1;
    uint32_t next = seed;
    size_t n_first = 0, n_best = 0;
    bool ok = !(ground->weight[seed] <= ground->most) || take(growth, seed, 0, err);
    while (ok && growth->set.n > 0) {
        tomt_step step = tomt_step_of(value_of(ground, &growth->set));
        if (growth->set.weight >= ground->least && growth->set.weight <= ground->most &&
            step > best) {
            best = step;
            n_best = growth->set.n;
            n_first = n_first ? n_first : n_best;
        }
        if (growth->set.n == ground->most_parcels || !next_parcel(growth, rule, &next))
            break;
        ok = take(growth, next, growth->common_m[next], err);
    }
    tell(growth, n_first, candidate);
    tell(growth, n_best > n_first ? n_best : 0, candidate + 1);
    forget(growth);
    return ok;
}
