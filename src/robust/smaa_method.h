/* robust/smaa_method.h: the ranks of one draw by a method that the caller brings. For files of robust/ only. Thread-safe on a scratch of the thread's own. */
#ifndef TOMT_ROBUST_SMAA_METHOD_H
#define TOMT_ROBUST_SMAA_METHOD_H

#include "robust/smaa_keys.h"

/* rank[place] from 0 and the place that is first, under `weight` and with the uncertain numbers of draw number `draw`. Places that the method gives no rank come last, in their
 * order. scratch is left as it was. */
bool tomt_smaa_method_draw(const struct tomt_smaa_input *input, const struct tomt_smaa_field *field, size_t draw, const double *weight, struct tomt_arena *scratch,
                           uint32_t *rank, uint32_t *first, struct tomt_error *err);

#endif
