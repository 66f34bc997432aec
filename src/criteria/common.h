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

/* Arguments of everything that sums within a radius. */
struct tomt_within_args {
    const char *layer;
    double radius_m;
    int decay; /* enum tomt_decay */
    double beta_per_m, sigma_m;
};
bool tomt_check_within(const struct tomt_within_args *within, const struct tomt_project *project,
                       enum tomt_role role, const char *criterion, const struct tomt_place *place,
                       struct tomt_problems *problems, struct tomt_error *err);
struct tomt_fact_request tomt_request_within(const struct tomt_within_args *within,
                                             enum tomt_role role, enum tomt_subject subject);

#define TOMT_WITHIN_SOURCE                                                                         \
    "Cumulative opportunities and their decays: Hansen (1959), doi:10.1080/01944365908978307; a "  \
    "radius includes its edge"
/* Parameter rows of `struct args` with a member `within`. */
#define TOMT_WITHIN_ROWS(what)                                                                     \
    {.name = "layer",                                                                              \
     .type = TOMT_PARAM_TEXT,                                                                      \
     .offset = offsetof(struct args, within.layer),                                                \
     .help = "only this layer; left out: all layers of " what " together"},                        \
        {.name = "radius_m",                                                                       \
         .type = TOMT_PARAM_NUMBER,                                                                \
         .offset = offsetof(struct args, within.radius_m),                                         \
         .required = true,                                                                         \
         .min = 1,                                                                                 \
         .max = 100000,                                                                            \
         .unit = "m",                                                                              \
         .help = "straight line from the site point, edge included"},                              \
        {.name = "decay",                                                                          \
         .type = TOMT_PARAM_CHOICE,                                                                \
         .offset = offsetof(struct args, within.decay),                                            \
         .fallback = "step",                                                                       \
         .choices = "step|linear|exponential|gaussian",                                            \
         .help = "how much what is farther away counts: all the same, 1 - d/r, e^(-beta d), "      \
                 "e^(-(d/sigma)^2/2); all cut at the "                                             \
                 "radius"},                                                                        \
        {.name = "beta_per_m",                                                                     \
         .type = TOMT_PARAM_NUMBER,                                                                \
         .offset = offsetof(struct args, within.beta_per_m),                                       \
         .min = 1e-9,                                                                              \
         .max = 1,                                                                                 \
         .unit = "1/m",                                                                            \
         .help = "beta; needed for decay exponential"},                                            \
    {                                                                                              \
        .name = "sigma_m", .type = TOMT_PARAM_NUMBER,                                              \
        .offset = offsetof(struct args, within.sigma_m), .min = 0.1, .max = 100000, .unit = "m",   \
        .help = "sigma; needed for decay gaussian"                                                 \
    }

#endif
