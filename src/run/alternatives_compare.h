/* run/alternatives_compare.h: the sites of an alternative beside those of the base. Inside this room only. What is kept is in the base's arena. */
#ifndef TOMT_RUN_ALTERNATIVES_COMPARE_H
#define TOMT_RUN_ALTERNATIVES_COMPARE_H

#include "run/alternatives.h"

/* Areas and the base's sums by area. base->alternatives is there (tomt_run_alternatives_identity). */
bool tomt_alternatives_base(struct tomt_run_state *base, struct tomt_error *err);
/* state: the alternative, scored. Tells a warning when scores are on different scales. */
bool tomt_alternatives_compare(struct tomt_run_state *base, const struct tomt_alternative *alternative, struct tomt_run_state *state,
                               struct tomt_alternative_result *out, struct tomt_error *err);

#endif
