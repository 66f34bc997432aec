/* criteria/common.h: what several criteria share: checks of their arguments, requests, the plain
 * copy of a fact. Not for other rooms. */
#ifndef TOMT_CRITERIA_COMMON_H
#define TOMT_CRITERIA_COMMON_H

#include "criteria/criterion.h"

/* A problem at `place` unless the project has a layer of that role, or the named one. */
bool tomt_check_layer(const struct tomt_project *project, enum tomt_role role, const char *layer,
                      const char *criterion, const struct tomt_place *place,
                      struct tomt_problems *problems, struct tomt_error *err);
/* A problem, with a "did you mean" or the list, for each text that is not one of `words` (ends with
 * NULL). */
bool tomt_check_words(const struct tomt_texts *texts, const char *const *words, const char *what,
                      const char *criterion, const struct tomt_place *place,
                      struct tomt_problems *problems, struct tomt_error *err);

/* The same for the words that a role's field may hold. */
bool tomt_check_choices(const struct tomt_texts *texts, enum tomt_role role, const char *field,
                        const char *criterion, const struct tomt_place *place,
                        struct tomt_problems *problems, struct tomt_error *err);
/* A problem when the list holds nothing. */
bool tomt_check_given(const struct tomt_texts *texts, const char *parameter, const char *criterion,
                      const struct tomt_place *place, struct tomt_problems *problems,
                      struct tomt_error *err);

/* A filter that lets all pass when nothing is asked for. */
static inline struct tomt_filter tomt_filter_on(const char *column, struct tomt_texts values,
                                                bool prefix)
{
    return (struct tomt_filter){.column = values.n > 0 ? column : NULL, .values = values, .prefix = prefix};
}

/* out = fact number k, with its reasons. */
bool tomt_measure_fact(const struct tomt_facts *facts, size_t k, size_t from, size_t to,
                       double *out, uint8_t *why, struct tomt_error *err);
/* measure of a criterion that is its only fact. */
bool tomt_measure_first(const void *args, const struct tomt_facts *facts, size_t from, size_t to,
                        double *out, uint8_t *why, struct tomt_error *err);

#endif
