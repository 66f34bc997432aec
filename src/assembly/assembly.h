/* assembly/assembly.h: neighbouring parcels joined into sites of a wanted size: who touches whom, which set to choose, and the joined polygon.
 * Knows shapes and numbers, not plans or projects. All belongs to the arena given; the same bytes at any number of threads and, parcel by parcel, for
 * any order of parcels (they are taken in the order of their keys). Source of the method: docs/decisions/011-assemblies.md. */
#ifndef TOMT_ASSEMBLY_ASSEMBLY_H
#define TOMT_ASSEMBLY_ASSEMBLY_H

#include "base/crew.h"
#include "geo/seat.h"

/* Neighbours: parcels whose borders face each other along at least shared_m, at most gap_m apart. Two stretches face each other when their insides are
 * on opposite sides, they run within 45 degrees of each other and one lies square to the other; so a corner is no neighbour, nor is the same shape twice. Of
 * several parcels behind a stretch only the nearest counts (within TOMT_SNAP_M of each other: all), so a sliver between two parcels is what joins them.
 * Borders may overlap by gap_m too, at most 0.5 m. 0.1 mm (TOMT_SNAP_M) is allowed for everywhere.
 * A stretch is shut, and does not count, where a barrier lies between the two borders or on them (lines: within barrier_m of them), or where a barrier
 * polygon covers the way between. A barrier that crosses the border takes only the place where it crosses. */
struct tomt_neighbours { /* compressed rows, ascending, symmetric */
    size_t n;
    uint64_t *start;   /* [n + 1] */
    uint32_t *of;
    double *shared_m;  /* length of common open border: the mean of what either parcel's border has */
};
struct tomt_neighbour_question {
    const struct tomt_shapes *parcels; /* polygons */
    const uint8_t *wanted;             /* [parcels->n] 0: takes no part and hides nothing; NULL: all */
    double gap_m, shared_m;            /* 0.5, 3 */
    const struct tomt_shapes *const *barriers; size_t n_barriers; /* lines or polygons: river, rail, motorway */
    double barrier_m;                  /* half the breadth of a barrier that is a line, 2 */
};
bool tomt_neighbours_find(struct tomt_arena *arena, const struct tomt_neighbour_question *question, const struct tomt_crew *crew,
                          struct tomt_neighbours *out, struct tomt_error *err);

/* Assemblies: connected sets of at most most_parcels parcels with least <= Σ weight <= most; one parcel may be enough.
 *   perimeter   = Σ perimeters - 2 Σ common borders, at least that of a circle of the same area
 *   compactness = 4 pi area / perimeter² (Polsby and Popper 1991): 1 a circle, 0.785 a square
 *   owner_term  = (1 - owner_cost)^(owners - 1)
 *   value       = compactness × owner_term
 * Grown from every parcel as seed in four ways: by the neighbour that leaves the highest value, the highest value × weight gained, the heaviest, the lightest.
 * The first and the best stage of the wanted size of each growth are candidates. Candidates that do not overlap are taken best first; what is
 * left grows again, until nothing does. Then an assembly makes way where others, each worth at least exchange_share of it, fit in its place and on free
 * ground around and are together worth more.
 * From a parcel with more than 64 neighbours (a street) a growth goes on to those with the 64 longest borders only.
 * Values within 1e-9 are ties; ties go to the smaller key. */
#define TOMT_ASSEMBLY_MOST_PARCELS 64
struct tomt_assembly_question {
    const struct tomt_neighbours *neighbours;
    const double *area_m2, *perimeter_m; /* [n] */
    const double *weight;                /* [n] what the wanted size is of: developable m2, m2 BRA ...; NaN: takes no part */
    const uint32_t *owner;               /* [n] number of the owner; UINT32_MAX: not known, each its own; NULL: none is known */
    const char *const *key;              /* [n] unique: parcel ids; ties */
    double least, most;                  /* of the sum of weights; 0 < least <= most (may be infinite) */
    size_t most_parcels;                 /* 12; 1 .. TOMT_ASSEMBLY_MOST_PARCELS */
    double owner_cost;                   /* share of value lost per owner beyond the first, 0.05; 0 <= c < 1 */
    double exchange_share;               /* 0.75; 0: only the sum of values counts; 1: a good site is never given up for less good ones */
};
struct tomt_assemblies { /* best first, ties to the smaller keys */
    size_t n;
    uint64_t *start;                     /* [n + 1] into member */
    uint32_t *member;                    /* ascending by key within an assembly */
    double *weight, *area_m2, *perimeter_m, *compactness, *owner_term, *value;
    uint32_t *n_owners;
    size_t n_grown;                      /* different candidates before the choice */
    size_t n_improved;                   /* assemblies that made way for better ones after the choice */
    size_t n_unusable;                   /* parcels left out: weight, area or perimeter not a number, infinite or negative, no area */
    size_t n_too_large;                  /* parcels left out: their weight alone is over most */
};
/* 100,000 parcels in under 10 s. */
bool tomt_assemblies_make(struct tomt_arena *arena, const struct tomt_assembly_question *question, const struct tomt_crew *crew,
                          struct tomt_assemblies *out, struct tomt_error *err);

/* Appends the polygon of an assembly, its members joined, to `out`. Gaps between members stay open (the land in them belongs to nobody of the
 * assembly), so the polygon may have several parts. Corners within TOMT_SNAP_M of another member's border (a micrometre, where more would
 * cost area) are put on it, so that borders without common vertices close; wider slits and overlaps stay as the parcels have them. Area is conserved: parts_m2 - overlap_m2 = whole_m2 within 1e-6 of parts_m2, else TOMT_INTERNAL. The order of members does not matter but for the
 * bytes: give them as tomt_assemblies has them. n > 0. */
struct tomt_joined {
    double parts_m2, whole_m2;
    double overlap_m2; /* what the members have in common: twice in parts_m2, once in whole_m2 */
    size_t n_parts;    /* polygons of the whole */
};
bool tomt_assembly_join(struct tomt_seat *seat, const struct tomt_shapes *parcels, const uint32_t *member, size_t n, struct tomt_shapes *out,
                        struct tomt_joined *joined, struct tomt_error *err);

#endif
