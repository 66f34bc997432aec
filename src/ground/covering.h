/* ground/covering.h: what constraints cover: distinct covers, their features with the buffer on,
 * and which features of one cover overlap (so that a site between them is not counted twice).
 * Inside this room only. Const once made. */
#ifndef TOMT_GROUND_COVERING_H
#define TOMT_GROUND_COVERING_H

#include "ground/ground.h"
#include "sites/cover.h"

struct tomt_covering {
    struct tomt_shapes shapes; /* by layer, row, buffer; each once */
    struct tomt_cover cover;
    uint32_t *layer, *row; /* of the input */
    uint64_t *of_start;
    uint32_t *of;            /* the covers a feature is in, ascending */
    uint64_t *partner_start; /* features of a higher number that overlap it and share a cover */
    uint32_t *partner;
    uint8_t *partner_lie; /* enum tomt_lie: how the lower lies to the higher */
};
/* Numbers the covers (memory of `arena`; the rest of it is left alone) and makes the covering
 * (memory of `own`). */
bool tomt_covering_make(struct tomt_arena *arena, struct tomt_arena *own,
                        const struct tomt_site_inputs *inputs, const struct tomt_crew *crew,
                        struct tomt_covers *covers, struct tomt_covering *covering,
                        struct tomt_error *err);

#endif
