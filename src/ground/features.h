/* ground/features.h: features of constraints made ready on all cores. Inside this room only. */
#ifndef TOMT_GROUND_FEATURES_H
#define TOMT_GROUND_FEATURES_H

#include "ground/covering.h"

struct tomt_feature_wanted {
    uint32_t layer, row, cover;
    double buffer_m;
};
/* Appends one polygon per feature: itself, or all within buffer_m of it. */
bool tomt_features_buffer(const struct tomt_site_inputs *inputs,
                          const struct tomt_feature_wanted *wanted, size_t n,
                          const struct tomt_crew *crew, struct tomt_shapes *shapes,
                          struct tomt_error *err);
/* Fills the partners of a covering that has all else. */
bool tomt_features_relate(struct tomt_arena *arena, const struct tomt_crew *crew,
                          struct tomt_covering *covering, struct tomt_error *err);

#endif
