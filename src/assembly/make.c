/* assembly/make.c: parcels put in the order of their keys, assemblies chosen, and told in the rows
 * of the caller. */
#include "assembly/assembly.h"
#include "assembly/choose.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct keyed {
    const char *key;
    uint32_t row;
};

static int by_key(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    return strcmp(x->key, y->key);
}

static bool check(const struct tomt_assembly_question *question, struct tomt_error *err)
{
    if (!(question->least > 0 && question->least < INFINITY && question->least <= question->most))
        return tomt_fail(
            err, TOMT_USAGE,
            "assemblies: the wanted size is %g to %g: give two numbers above zero, the "
            "smaller first",
            question->least, question->most);
    if (question->most_parcels < 1 || question->most_parcels > TOMT_ASSEMBLY_MOST_PARCELS)
        return tomt_fail(err, TOMT_USAGE, "assemblies: %zu parcels at most: give 1 to %d",
                         question->most_parcels, TOMT_ASSEMBLY_MOST_PARCELS);
    if (!(question->owner_cost >= 0 && question->owner_cost < 1))
        return tomt_fail(err, TOMT_USAGE,
                         "assemblies: cost %g per further owner: give a share from 0 to below 1",
                         question->owner_cost);
    if (!(question->exchange_share >= 0 && question->exchange_share <= 1))
        return tomt_fail(err, TOMT_USAGE, "assemblies: exchange share %g: give a share from 0 to 1",
                         question->exchange_share);
    return true;
}

static bool put_in_order(struct tomt_arena *own, const struct tomt_assembly_question *question,
                         struct keyed **keyed, struct tomt_error *err)
{
    size_t n = question->neighbours->n;
    struct keyed *order = tomt_arena_block(own, NULL, (n + 1) * sizeof *order, err);
    if (!order)
        return false;
    for (size_t i = 0; i < n; i++)
        order[i] = (struct keyed){question->key[i], (uint32_t)i};
    qsort(order, n, sizeof *order, by_key);
    for (size_t i = 1; i < n; i++)
        if (strcmp(order[i - 1].key, order[i].key) == 0)
            return tomt_fail(err, TOMT_DATA,
                             "assemblies: two parcels have the key '%s': keys must be unique",
                             order[i].key);
    *keyed = order;
    return true;
}

struct beside {
    uint32_t of;
    double m;
};

static int by_rank(const void *a, const void *b)
{
    const struct beside *x = a, *y = b;
    return (x->of > y->of) - (x->of < y->of);
}

static int by_length(const void *a, const void *b)
{
    const struct beside *x = a, *y = b;
    return x->m != y->m ? (x->m < y->m ? 1 : -1) : by_rank(a, b);
}

/* The longest borders of a row lead on; `beside` is put in that order. */
static void mark_leads(struct beside *beside, size_t count, const struct tomt_ground *ground,
                       uint64_t from)
{
    if (count > TOMT_MOST_LEADS)
        qsort(beside, count, sizeof *beside, by_length);
    for (size_t k = 0; k < count; k++) {
        const struct beside here = {ground->of[from + k], ground->border_m[from + k]};
        ground->leads[from + k] =
            count <= TOMT_MOST_LEADS || by_length(&here, beside + TOMT_MOST_LEADS - 1) <= 0;
    }
}

static bool lay_neighbours(struct tomt_arena *own, const struct tomt_neighbours *from,
                           const struct keyed *keyed, struct tomt_ground *ground,
                           struct tomt_error *err)
{
    size_t n = from->n;
    uint64_t total = n ? from->start[n] : 0;
    uint32_t *rank = tomt_arena_block(own, NULL, (n + 1) * sizeof *rank, err);
    struct beside *beside = tomt_arena_block(own, NULL, (total + 1) * sizeof *beside, err);
    ground->start = tomt_arena_block(own, NULL, (n + 1) * sizeof *ground->start, err);
    ground->of = tomt_arena_block(own, NULL, (total + 1) * sizeof *ground->of, err);
    ground->border_m = tomt_arena_block(own, NULL, (total + 1) * sizeof *ground->border_m, err);
    ground->leads = tomt_arena_block(own, NULL, total + 1, err);
    if (!rank || !beside || !ground->start || !ground->of || !ground->border_m || !ground->leads)
        return false;
    for (size_t i = 0; i < n; i++)
        rank[keyed[i].row] = (uint32_t)i;
    uint64_t at = 0;
    for (size_t i = 0; i < n; i++) {
        size_t row = keyed[i].row, count = 0;
        ground->start[i] = at;
        for (uint64_t e = from->start[row]; e < from->start[row + 1]; e++)
            beside[count++] = (struct beside){rank[from->of[e]], from->shared_m[e]};
        qsort(beside, count, sizeof *beside, by_rank);
        for (size_t k = 0; k < count; k++, at++) {
            ground->of[at] = beside[k].of;
            ground->border_m[at] = beside[k].m;
        }
        mark_leads(beside, count, ground, ground->start[i]);
    }
    ground->start[n] = at;
    return true;
}

static bool is_size(double value)
{
    return value >= 0 && value < INFINITY;
}

static bool lay_ground(struct tomt_arena *own, const struct tomt_assembly_question *question,
                       const struct keyed *keyed, struct tomt_ground *ground,
                       struct tomt_assemblies *out, struct tomt_error *err)
{
    size_t n = question->neighbours->n, each = question->most_parcels + 1;
    *ground = (struct tomt_ground){.n = n,
                                   .least = question->least,
                                   .most = question->most,
                                   .exchange_share = question->exchange_share,
                                   .most_parcels = question->most_parcels};
    ground->area_m2 = tomt_arena_block(own, NULL, (3 * n + each) * sizeof(double), err);
    ground->owner = tomt_arena_block(own, NULL, (n + 1) * sizeof *ground->owner, err);
    ground->taken = tomt_arena_block(own, NULL, n + 1, err);
    if (!ground->area_m2 || !ground->owner || !ground->taken)
        return false;
    ground->perimeter_m = ground->area_m2 + n;
    ground->weight = ground->area_m2 + 2 * n;
    ground->owner_term = ground->area_m2 + 3 * n;
    for (size_t k = 0; k < each; k++)
        ground->owner_term[k] = k < 2 ? 1 : ground->owner_term[k - 1] * (1 - question->owner_cost);
    for (size_t i = 0; i < n; i++) {
        size_t row = keyed[i].row;
        double weight = question->weight[row], area_m2 = question->area_m2[row];
        double perimeter_m = question->perimeter_m[row];
        bool usable = is_size(weight) && is_size(area_m2) && area_m2 > 0 && is_size(perimeter_m);
        out->n_unusable += !usable;
        out->n_too_large += usable && weight > question->most;
        ground->taken[i] = !usable || weight > question->most;
        ground->weight[i] = usable ? weight : 0;
        ground->area_m2[i] = usable ? area_m2 : 0;
        ground->perimeter_m[i] = usable ? perimeter_m : 0;
        ground->owner[i] = question->owner ? question->owner[row] : UINT32_MAX;
    }
    return lay_neighbours(own, question->neighbours, keyed, ground, err);
}

static bool tell(struct tomt_arena *arena, const struct tomt_choice *choice,
                 const struct keyed *keyed, const double *owner_term, struct tomt_assemblies *out,
                 struct tomt_error *err)
{
    size_t n = choice->n, n_members = 0;
    for (size_t i = 0; i < n; i++)
        n_members += choice->chosen[i].n;
    double *real = tomt_arena_block(arena, NULL, (6 * n + 1) * sizeof *real, err);
    out->start = tomt_arena_block(arena, NULL, (n + 1) * sizeof *out->start, err);
    out->member = tomt_arena_block(arena, NULL, (n_members + 1) * sizeof *out->member, err);
    out->n_owners = tomt_arena_block(arena, NULL, (n + 1) * sizeof *out->n_owners, err);
    if (!real || !out->start || !out->member || !out->n_owners)
        return false;
    double **column[] = {&out->weight,      &out->area_m2,    &out->perimeter_m,
                         &out->compactness, &out->owner_term, &out->value};
    for (size_t c = 0; c < sizeof column / sizeof *column; c++)
        *column[c] = real + c * n;
    n_members = 0;
    for (size_t i = 0; i < n; i++) {
        const struct tomt_candidate *from = choice->chosen + i;
        out->start[i] = n_members;
        for (uint32_t k = 0; k < from->n; k++)
            out->member[n_members++] = keyed[from->member[k]].row;
        out->weight[i] = from->weight;
        out->area_m2[i] = from->area_m2;
        out->perimeter_m[i] = from->perimeter_m;
        out->compactness[i] = from->compactness;
        out->owner_term[i] = owner_term[from->n_owners];
        out->value[i] = from->value;
        out->n_owners[i] = from->n_owners;
    }
    out->start[n] = n_members;
    out->n = n;
    out->n_grown = choice->n_grown;
    out->n_improved = choice->n_improved;
    return true;
}

static bool make(struct tomt_arena *arena, struct tomt_arena *own,
                 const struct tomt_assembly_question *question, const struct tomt_crew *crew,
                 struct tomt_assemblies *out, struct tomt_error *err)
{
    struct keyed *keyed = NULL;
    struct tomt_ground ground;
    struct tomt_choice choice = {.arena = own};
    if (!put_in_order(own, question, &keyed, err) ||
        !lay_ground(own, question, keyed, &ground, out, err) ||
        !tomt_choose(&ground, crew, &choice, err) || !tomt_improve(&ground, crew, &choice, err))
        return false;
    if (choice.n > 0)
        qsort(choice.chosen, choice.n, sizeof *choice.chosen, tomt_candidate_order);
    return tell(arena, &choice, keyed, ground.owner_term, out, err);
}

bool tomt_assemblies_make(struct tomt_arena *arena, const struct tomt_assembly_question *question,
                          const struct tomt_crew *crew, struct tomt_assemblies *out,
                          struct tomt_error *err)
{
    *out = (struct tomt_assemblies){0};
    if (!check(question, err))
        return false;
    struct tomt_arena *own = tomt_arena_new(err);
    if (!own)
        return false;
    bool ok = make(arena, own, question, crew, out, err);
    tomt_arena_free(own);
    return ok;
}
