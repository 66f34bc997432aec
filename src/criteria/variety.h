/* criteria/variety.h: what related and unrelated variety share: they are two halves of one number.
 * Not for other rooms. */
#ifndef TOMT_CRITERIA_VARIETY_H
#define TOMT_CRITERIA_VARIETY_H

#include "criteria/around.h"

bool tomt_check_variety(const struct tomt_around_args *around, const struct tomt_project *project,
                        const char *criterion, const struct tomt_place *place,
                        struct tomt_problems *problems, struct tomt_error *err);
bool tomt_need_variety(const void *args, struct tomt_needs *needs, struct tomt_error *err);
/* Of both: related, or unrelated. */
bool tomt_measure_variety(const struct tomt_around_args *around, bool unrelated,
                          const struct tomt_facts *facts, size_t from, size_t to, double *out,
                          uint8_t *why, struct tomt_error *err);

#define TOMT_VARIETY_SOURCE                                                                        \
    TOMT_SOURCE("Frenken, van Oort & Verburg (2007), doi:10.1080/00343400601120296; related and unrelated "    \
    "variety add up to the entropy; a radius includes its edge")
#define TOMT_VARIETY_ROWS                                                                          \
    TOMT_AROUND_ROWS,                                                                              \
        {.name = "digits",                                                                         \
         .type = TOMT_PARAM_INTEGER,                                                               \
         .offset = offsetof(struct args, around.digits),                                           \
         .min = 3,                                                                                 \
         .max = 8,                                                                                 \
         .help = "how detailed an industry is: digits of its code; groups are its first two. "     \
                 "Left out: the project's economy.digits"},                                        \
        TOMT_SECTOR_ROWS("; left out both: all"),                                                  \
        TOMT_FEWEST_ROW("establishments with an industry")

#endif
