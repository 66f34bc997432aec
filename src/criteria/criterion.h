/* criteria/criterion.h: what a criterion is: it describes itself once, declares the facts it needs, fills a column.
 * May not know scores, profiles' weights or files. Rows are const; args belong to the arena of the binder. measure is pure.
 * criteria.def has one ROW(name) a line; criteria/NAME.c defines `const struct tomt_criterion tomt_criterion_NAME`. */
#ifndef TOMT_CRITERIA_CRITERION_H
#define TOMT_CRITERIA_CRITERION_H

#include "base/param.h"
#include "facts/facts.h"
#include "project/project.h"

/* A further column beside the raw number: x_ID_SUFFIX in a profile's layer (a walk in minutes, a band, a class). One of the two is set. */
struct tomt_criterion_column {
    const char *suffix;
    struct tomt_title title;
    const char *unit, *help;
    double (*number)(const void *args, const struct tomt_facts *facts, size_t site);    /* NaN: no data */
    const char *(*word)(const void *args, const struct tomt_facts *facts, size_t site); /* NULL: no data */
};

#define TOMT_SOURCE(text) text /* of a criterion: the catalogue has its Norwegian; in English in the result, phrased where it is read */
struct tomt_criterion {
    const char *name, *summary, *unit, *source;
    bool more_is_better;
    size_t args_size;
    const struct tomt_param *params; /* NULL: none */
    /* Further checks on bound args against the project (does layer X exist, with that role?): problems at `place`. May be NULL. */
    bool (*check)(const void *args, const struct tomt_project *project, const struct tomt_place *place,
                  struct tomt_problems *problems, struct tomt_error *err);
    bool (*needs)(const void *args, struct tomt_needs *needs, struct tomt_error *err);
    const char *needs_help; /* "distance to hubs", printed by `tomt criteria` */
    bool (*measure)(const void *args, const struct tomt_facts *facts, size_t from, size_t to, double *out, uint8_t *why,
                    struct tomt_error *err); /* out[s], why[s] for from <= s < to */
    /* Settings of the project that the args need (thresholds, speeds); called once after a bind without problems. May be NULL. */
    void (*adopt)(void *args, const struct tomt_project *project);
    const struct tomt_criterion_column *columns; /* ends with suffix NULL; may be NULL */
};

const struct tomt_criterion *tomt_criterion_find(const char *name); /* NULL if absent */
const struct tomt_criterion *const *tomt_criteria(size_t *n);       /* sorted by name */
const char *const *tomt_criterion_names(void);                      /* ends with NULL, for tomt_near_word */

/* Binds `with` of one profile criterion to fresh args in the arena and runs its check. A wrong criterion name is a problem with a
 * "did you mean"; *args stays NULL then. */
bool tomt_criterion_bind(struct tomt_arena *arena, const struct tomt_project *project,
                         const struct tomt_profile_criterion *asked, const struct tomt_criterion **criterion, void **args,
                         struct tomt_problems *problems, struct tomt_error *err);
/* Help text of one criterion or, as Markdown, of all (docs/criteria.md). */
struct tomt_text;
void tomt_criterion_describe(const struct tomt_criterion *criterion, struct tomt_text *out);
void tomt_criterion_describe_json(const struct tomt_criterion *criterion, struct tomt_text *out);

#endif
