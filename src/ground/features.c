/* ground/features.c: buffers as exclusions have them, so that excluded ground and covered ground
 * have one border. */
#include "ground/features.h"

#include "sites/buffers.h"

static bool none_empty(const struct tomt_site_inputs *inputs,
                       const struct tomt_buffer_wanted *wanted, size_t n, const bool *is_empty,
                       struct tomt_error *err)
{
    for (size_t i = 0; i < n; i++) {
        if (is_empty[i])
            return tomt_fail(
                err, TOMT_DATA,
                "buffer of %g m around feature %lld of layer '%s' failed: nothing came of it",
                wanted[i].buffer_m, (long long)inputs->layer[wanted[i].layer]->fid[wanted[i].row],
                inputs->project->layer[wanted[i].layer].name);
    }
    return true;
}

bool tomt_features_buffer(const struct tomt_site_inputs *inputs,
                          const struct tomt_feature_wanted *wanted, size_t n,
                          const struct tomt_crew *crew, struct tomt_shapes *shapes,
                          struct tomt_error *err)
{
    struct tomt_arena *own = tomt_arena_new(err);
    if (!own)
        return false;
    struct tomt_buffer_wanted *buffer = tomt_arena_block(own, NULL, (n + 1) * sizeof *buffer, err);
    bool *is_empty = tomt_arena_block(own, NULL, (n + 1) * sizeof *is_empty, err);
    bool done = buffer && is_empty;
    for (size_t i = 0; done && i < n; i++)
        buffer[i] = (struct tomt_buffer_wanted){wanted[i].layer, wanted[i].row, wanted[i].buffer_m};
    done = done && tomt_buffers_add(inputs, buffer, n, crew, shapes, is_empty, err) &&
           none_empty(inputs, buffer, n, is_empty, err);
    tomt_arena_free(own);
    return done;
}
