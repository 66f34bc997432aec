/* robust/smaa_first.h: which preferences favour a site, and how surely do they? For files of robust/ only.
 * Knows nothing of ranks beyond the first. Results belong to the caller. */
#ifndef TOMT_ROBUST_SMAA_FIRST_H
#define TOMT_ROBUST_SMAA_FIRST_H

#include "robust/smaa_keys.h"

/* first[draw]: the place that is first. Fills out->central and out->confidence at the sites of such places. */
bool tomt_smaa_favour(const struct tomt_smaa_input *input, const struct tomt_smaa_field *field, const uint32_t *first,
                      const struct tomt_crew *crew, struct tomt_smaa *out, struct tomt_error *err);

#endif
