/* weighting/weighting.h: how much each criterion counts: from what people say (numbers, points, swings, an order, pairwise judgements) or from
 * the values themselves (entropy, CRITIC), level by level in a tree of groups, to shares that sum to 1. Pure arithmetic.
 * Knows nothing of files, criteria or GIS. All belongs to the caller or the arena given. Thread-safe. */
#ifndef TOMT_WEIGHTING_WEIGHTING_H
#define TOMT_WEIGHTING_WEIGHTING_H

#include "base/arena.h"
#include "base/param.h"

struct tomt_judgement { /* member a matters `times` as much as member b; 1/9 to 9 (Saaty) */
    size_t a, b;
    double times;
};
struct tomt_judge {
    const char *name;
    double say; /* > 0; shares of the judges' says weigh the geometric mean (Aczel and Saaty 1983) */
    struct tomt_judgement *judgement;
    size_t n_judgements;
};
struct tomt_weight_member {
    size_t criterion; /* its number in the profile; SIZE_MAX: a group */
    struct tomt_weight_group *group;
};
/* A node of the tree: the whole (name NULL), or a group of criteria. */
struct tomt_weight_group {
    const char *name; /* [a-z][a-z0-9_]*; NULL: the root */
    struct tomt_title title, why;    /* why: NULL, NULL: none */
    const struct tomt_weighting *by; /* how its members' weights come about */
    struct tomt_weight_member *member;
    size_t n_members;
    double *number;  /* [member] direct, points, swing: as given; NaN: not given */
    double *place;   /* [member] rank_order, rank_sum: 1 the most important; equal places are ties; NaN: not given */
    struct tomt_judge *judge; /* ahp; one judge may be nameless */
    size_t n_judges;
};
/* What a way of weighing needs to be told. */
enum tomt_weighting_asks { TOMT_ASKS_NUMBERS, TOMT_ASKS_PLACES, TOMT_ASKS_JUDGEMENTS, TOMT_ASKS_NOTHING, TOMT_ASKS_VALUES /* members are criteria, values of sites */ };

struct tomt_weighting_values { /* value[criterion][site], 0..1 or NaN (left out) */
    size_t n_sites;
    const double *const *value;
};
struct tomt_weighing { /* what one group came to */
    const struct tomt_weight_group *group, *parent;
    double share;          /* of all weight */
    double *local;         /* [member] sums to 1 */
    double principal_eigenvalue, consistency_ratio; /* ahp; else NaN. CR is 0 for two members or fewer. Saaty's random indices, named in ahp.c */
    size_t worst_a, worst_b;           /* members of the judgement that fits the others least; SIZE_MAX: none */
    double worst_times, worst_implied; /* as judged (the group's mean), and as the weights say: w_a / w_b */
    size_t n_judgements_missing;       /* pairs that nobody judged: filled in so that consistency is best (Harker 1987) */
    double *judge_ratio;   /* [judge] each one's own consistency ratio; NaN: that judge's judgements do not link all members; NULL unless ahp */
};
/* One way: a row in weightings.def, a file. */
struct tomt_weighting {
    const char *name;    /* "direct", "points", "rank_order", "rank_sum", "swing", "equal", "ahp", "entropy", "critic" */
    const char *summary, *source;
    enum tomt_weighting_asks asks;
    /* Numbers in `group` are checked here: what is wrong is told with the member's number and what to do (TOMT_PROJECT). local[member] sums to 1
     * and depends neither on the order of members nor of sites. Two to one and four to two agree exactly. out->local[member] and, for judgements,
     * out->judge_ratio[judge] are the caller's; the rest of `out` is as tomt_weights_make leaves it where the way does not say. */
    bool (*weigh)(const struct tomt_weight_group *group, const struct tomt_weighting_values *values, struct tomt_arena *scratch,
                  struct tomt_weighing *out, struct tomt_error *err);
};
extern const struct tomt_weighting *const tomt_weightings[]; /* ends with NULL; in the order of weightings.def */
const struct tomt_weighting *tomt_weighting_find(const char *name);

/* Where two judges of a group hold by opposite members of a pair: `judge` by a, so many times b; `other_judge` by b, `other_times` a. */
struct tomt_odds { size_t a, b, judge, other_judge; double times, other_times; };
/* The pair where they are farthest apart (as ratios), ties to the first; false: nobody contradicts anybody. */
bool tomt_judges_odds(const struct tomt_weight_group *group, struct tomt_odds *out);

#define TOMT_CONSISTENCY_ASKED 0.10 /* a consistency ratio that Saaty (1980) asks for, or less */
static inline bool tomt_is_consistent(double ratio) { return !(ratio > TOMT_CONSISTENCY_ASKED + 1e-9); } /* NaN: nothing to say */

struct tomt_criterion_weights {
    double *share;                 /* [criterion] sums to 1; a criterion in no group is an error */
    struct tomt_weighing *weighing; /* root first, then depth first */
    size_t n_weighings;
};
/* values may be NULL when no group asks for values (TOMT_INTERNAL otherwise). A criterion that is in two groups or in none, a group without
 * members, and more than 16 levels are errors. */
bool tomt_weights_make(struct tomt_arena *arena, const struct tomt_weight_group *root, size_t n_criteria,
                       const struct tomt_weighting_values *values, struct tomt_criterion_weights *out, struct tomt_error *err);

/* The name of the group that a criterion is a member of (NULL: the whole), and its share there. */
const char *tomt_weights_group_of(const struct tomt_criterion_weights *weights, size_t criterion, double *local_share);

#endif
