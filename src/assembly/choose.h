/* assembly/choose.h: a set of assemblies that do not overlap. Not for other rooms. */
#ifndef TOMT_ASSEMBLY_CHOOSE_H
#define TOMT_ASSEMBLY_CHOOSE_H

#include "assembly/grow.h"
#include "base/crew.h"

struct tomt_choice { /* memory of `arena` */
    struct tomt_arena *arena;
    struct tomt_candidate *chosen; /* n, in no order */
    size_t n, capacity;
    size_t n_grown, n_improved;
};
/* Takes parcels of the ground until nothing grows any more. */
bool tomt_choose(const struct tomt_ground *ground, const struct tomt_crew *crew,
                 struct tomt_choice *choice, struct tomt_error *err);
/* Each assembly makes way where others, in its place and on free ground around, are together worth
 * more; again where that changed something, a few times (improve.c). */
bool tomt_improve(const struct tomt_ground *ground, const struct tomt_crew *crew,
                  struct tomt_choice *choice, struct tomt_error *err);

/* Adds a copy to the choice and takes its members. */
bool tomt_choice_keep(struct tomt_choice *choice, const struct tomt_ground *ground,
                      const struct tomt_candidate *candidate, struct tomt_error *err);
bool tomt_candidate_is_free(const struct tomt_ground *ground,
                            const struct tomt_candidate *candidate);
void tomt_candidate_take(const struct tomt_ground *ground, const struct tomt_candidate *candidate,
                         bool taken);

/* All candidates of a seed, TOMT_SHOTS of them, n = 0 where a growth found none. */
enum { TOMT_SHOTS = TOMT_STAGES * TOMT_GROWTH_RULES };
bool tomt_grow_all(struct tomt_growth *growth, uint32_t seed, struct tomt_candidate *candidate,
                   struct tomt_error *err);
/* Those with members to the front, best first, the same set once; each place keeps its room for
 * members. Returns how many. */
size_t tomt_candidates_sort(struct tomt_candidate *candidate, size_t n);

#endif
