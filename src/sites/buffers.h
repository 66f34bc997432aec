/* sites/buffers.h: features of the layers as polygons with their buffer on, made on all cores, so
 * that ground that is excluded and ground that is covered have one border. May not know profiles.
 */
#ifndef TOMT_SITES_BUFFERS_H
#define TOMT_SITES_BUFFERS_H

#include "sites/sites.h"

struct tomt_buffer_wanted {
    uint32_t layer, row; /* of the inputs */
    double buffer_m;     /* 0: the feature itself, which has to be a polygon then */
};
/* Appends, for each in turn, all within buffer_m of the feature. Where that is nothing it appends
 * nothing and sets is_empty ([n]). The same at any number of threads. */
bool tomt_buffers_add(const struct tomt_site_inputs *inputs,
                      const struct tomt_buffer_wanted *wanted, size_t n,
                      const struct tomt_crew *crew, struct tomt_shapes *shapes, bool *is_empty,
                      struct tomt_error *err);

#endif
