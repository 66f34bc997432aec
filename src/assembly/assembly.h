/* assembly/assembly.h: neighbouring parcels joined into sites of a wanted size: who touches whom, and which set to choose.
 * Knows shapes and numbers, not plans or projects. All belongs to the arena given; the same bytes at any number of threads and for any order of
 * parcels (parcels are taken in the order of their keys). Source of the method: docs/decisions/011-assemblies.md. */
#ifndef TOMT_ASSEMBLY_ASSEMBLY_H
#define TOMT_ASSEMBLY_ASSEMBLY_H

#include "base/crew.h"
#include "geo/shapes.h"

/* Neighbours: parcels whose borders share at least shared_m of length within gap_m of each other (a corner is no neighbour), not across a barrier: when
 * the straight way between the two nearest stretches crosses a barrier line or polygon edge, they are none. Compressed rows, ascending, symmetric. */
struct tomt_neighbours {
    size_t n;
    uint64_t *start;       /* [n + 1] */
    uint32_t *of;
    double *shared_m;      /* length of common border (within gap_m) */
};
struct tomt_neighbour_question {
    const struct tomt_shapes *parcels;
    const uint8_t *wanted;             /* [parcels->n] 0: takes no part; NULL: all */
    double gap_m, shared_m;            /* 0.5, 3 */
    const struct tomt_shapes *const *barriers; size_t n_barriers; /* lines or polygons: river, rail, motorway */
};
bool tomt_neighbours_find(struct tomt_arena *arena, const struct tomt_neighbour_question *question, const struct tomt_crew *crew,
                          struct tomt_neighbours *out, struct tomt_error *err);

/* Assemblies: connected sets of parcels with Σ weight between least and most; grown from every parcel as seed by the neighbour that adds most compactness per
 * owner cost, then a set that does not overlap is chosen: best first by value, ties to the smaller key. */
struct tomt_assembly_question {
    const struct tomt_neighbours *neighbours;
    const double *area_m2, *perimeter_m, *x, *y; /* [n] */
    const double *weight;                /* [n] what the wanted size is of: developable m2, m2 BRA ... */
    const uint32_t *owner;               /* [n] number of the owner; UINT32_MAX: not known, each its own */
    const char *const *key;              /* [n] unique: parcel ids; ties */
    double least, most;                  /* of the sum of weights */
    size_t most_parcels;                 /* 12 */
    double owner_cost;                   /* share of value lost per owner beyond the first, 0.05 */
};
struct tomt_assemblies {
    size_t n;
    uint64_t *start;                     /* [n + 1] into member */
    uint32_t *member;                    /* ascending by key within an assembly */
    double *weight, *area_m2, *compactness, *value; /* compactness 4 pi A / P2 with P less twice the common borders */
    uint32_t *n_owners;
    size_t n_grown;                      /* candidates before the choice */
};
/* 100,000 parcels in under 10 s. */
bool tomt_assemblies_make(struct tomt_arena *arena, const struct tomt_assembly_question *question, const struct tomt_crew *crew,
                          struct tomt_assemblies *out, struct tomt_error *err);

#endif
