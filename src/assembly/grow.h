/* assembly/grow.h: one assembly, grown from a seed. Not for other rooms. The ground (parcels in the
 * order of their keys) is const while growing but for `taken`; the growth is reused memory of one
 * seat. */
#ifndef TOMT_ASSEMBLY_GROW_H
#define TOMT_ASSEMBLY_GROW_H

#include "base/arena.h"

/* A street parcel may have thousands of neighbours: a growth goes on from it only to those with the
 * longest borders. */
#define TOMT_MOST_LEADS 64

struct tomt_ground {
    size_t n;
    uint64_t *start;
    uint32_t *of;
    double *border_m;
    uint8_t *leads; /* [borders] 1: a growth that has the one may go on to the other */
    double *area_m2, *perimeter_m, *weight;
    uint32_t *owner; /* UINT32_MAX: not known */
    uint8_t *taken;  /* or of no use */
    double least, most, exchange_share;
    size_t most_parcels;
    double *owner_term; /* [most_parcels + 1] by the number of owners */
};

/* Values are compared in steps of 1e-9, so that the last bits of a sum decide nothing. */
typedef int64_t tomt_step;
static inline tomt_step tomt_step_of(double value)
{
    return (tomt_step)(value * 1e9 + 0.5);
}

struct tomt_candidate {
    uint32_t *member; /* ascending */
    uint32_t n, n_owners;
    double weight, area_m2, perimeter_m, compactness, value;
    tomt_step step;
};
/* What a set is worth, from its members alone, in their order. */
void tomt_candidate_measure(const struct tomt_ground *ground, struct tomt_candidate *candidate);
/* Best first; ties to the smaller members. */
int tomt_candidate_order(const void *a, const void *b);

struct tomt_growth;
struct tomt_growth *tomt_growth_new(const struct tomt_ground *ground, struct tomt_error *err);
void tomt_growth_free(struct tomt_growth *growth);

/* From now on the members of `lifted` count as free; NULL: none. */
void tomt_growth_lift(struct tomt_growth *growth, const struct tomt_candidate *lifted);

/* Which neighbour comes next: the one that leaves the highest value; value × weight gained; the
 * heaviest; the lightest. The last two find a way where compactness leads past the wanted size. */
enum tomt_growth_rule {
    TOMT_GROW_BY_VALUE,
    TOMT_GROW_BY_WEIGHT,
    TOMT_GROW_HEAVY,
    TOMT_GROW_LIGHT,
    TOMT_GROWTH_RULES
};
/* The first and the best stage of the growth from `seed` that have the wanted size, with their
 * members in candidate->member (room for most_parcels each). n = 0: there is none, or it is the
 * same. */
enum { TOMT_STAGES = 2 };
bool tomt_growth_run(struct tomt_growth *growth, uint32_t seed, enum tomt_growth_rule rule,
                     struct tomt_candidate *candidate, struct tomt_error *err);

#endif
