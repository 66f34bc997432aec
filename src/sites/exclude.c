/* sites/exclude.c: see exclude.h. A code in a profile matches a feature's code that is equal or
 * begins with it. */
#include "sites/exclude.h"

#include "sites/buffers.h"
#include "sites/terms.h"
#include "sites/zone_order.h"

#include <stdlib.h>

struct entry {
    uint32_t layer, row;
    double buffer_m;
    uint64_t profiles;
    size_t first;        /* where its constraints lie: one for each of its profiles */
    uint16_t constraint; /* while listed: of its one profile */
};

struct listing {
    struct tomt_arena *arena;
    struct entry *entry;
    size_t n, capacity;
};

static bool falls_under_any(const char *code, const struct tomt_texts *codes)
{
    for (size_t i = 0; i < codes->n; i++) {
        if (tomt_code_falls_under(code, codes->item[i]))
            return true;
    }
    return codes->n == 0;
}

static bool list_constraint(struct listing *listing, const struct tomt_site_inputs *inputs,
                            size_t profile, size_t number, struct tomt_error *err)
{
    const struct tomt_profile_constraint *constraint =
        &inputs->project->profile[profile].constraint[number];
    for (size_t i = 0; i < inputs->n_layers; i++) {
        if (tomt_input_role(inputs, i) != TOMT_ROLE_CONSTRAINT ||
            strcmp(inputs->project->layer[i].name, constraint->layer) != 0)
            continue;
        const struct tomt_layer *layer = inputs->layer[i];
        bool has_ground = layer->shapes.kind == TOMT_POLYGONS || constraint->buffer_m > 0;
        for (size_t row = 0; has_ground && row < layer->shapes.n; row++) {
            if (!falls_under_any(tomt_row_text(layer, "code", row), &constraint->codes))
                continue;
            if (!tomt_grow(listing->arena, &listing->entry, &listing->capacity, listing->n + 1,
                           sizeof *listing->entry, err))
                return false;
            listing->entry[listing->n++] = (struct entry){.layer = (uint32_t)i,
                                                          .row = (uint32_t)row,
                                                          .buffer_m = constraint->buffer_m,
                                                          .profiles = (uint64_t)1 << profile,
                                                          .constraint = (uint16_t)number};
        }
    }
    return true;
}

static int feature_order(const struct entry *a, const struct entry *b)
{
    if (a->layer != b->layer)
        return a->layer < b->layer ? -1 : 1;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->buffer_m > b->buffer_m) - (a->buffer_m < b->buffer_m);
}

static int entry_order(const void *one, const void *other)
{
    const struct entry *a = one, *b = other;
    int order = feature_order(a, b);
    if (!order)
        order = (a->profiles > b->profiles) - (a->profiles < b->profiles);
    return order ? order : (a->constraint > b->constraint) - (a->constraint < b->constraint);
}

/* One entry for each feature and buffer; of a profile's constraints that hold it, the first counts.
 */
static size_t merge_same(struct entry *entry, size_t n, uint16_t *first)
{
    size_t kept = 0, n_first = 0;
    if (n > 1)
        qsort(entry, n, sizeof *entry, entry_order);
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 || feature_order(&entry[kept - 1], &entry[i]) != 0) {
            entry[kept] = entry[i];
            entry[kept++].first = n_first;
        } else if (entry[kept - 1].profiles & entry[i].profiles) {
            continue;
        }
        entry[kept - 1].profiles |= entry[i].profiles;
        first[n_first++] = entry[i].constraint;
    }
    return kept;
}

/* The exclusions in the order of their entries; what came to nothing excludes nothing. */
static void number_all(const struct entry *entry, const bool *is_empty, size_t n,
                       const uint16_t *first, struct tomt_exclusions *exclusions)
{
    for (size_t i = 0; i < n; i++) {
        size_t at = exclusions->n, n_profiles = (size_t)__builtin_popcountll(entry[i].profiles);
        if (is_empty[i])
            continue;
        exclusions->layer[at] = entry[i].layer;
        exclusions->row[at] = entry[i].row;
        exclusions->profiles[at] = entry[i].profiles;
        memcpy(exclusions->first + exclusions->first_start[at], first + entry[i].first,
               n_profiles * sizeof *exclusions->first);
        exclusions->first_start[at + 1] = exclusions->first_start[at] + n_profiles;
        exclusions->n++;
    }
}

static bool buffer_all(struct tomt_arena *arena, const struct tomt_site_inputs *inputs,
                       const struct entry *entry, size_t n, const uint16_t *first,
                       const struct tomt_crew *crew, struct tomt_exclusions *exclusions,
                       struct tomt_error *err)
{
    struct tomt_buffer_wanted *wanted =
        tomt_arena_block(arena, NULL, (n + 1) * sizeof *wanted, err);
    bool *is_empty = tomt_arena_block(arena, NULL, (n + 1) * sizeof *is_empty, err);
    if (!wanted || !is_empty)
        return false;
    for (size_t i = 0; i < n; i++)
        wanted[i] = (struct tomt_buffer_wanted){entry[i].layer, entry[i].row, entry[i].buffer_m};
    if (!tomt_buffers_add(inputs, wanted, n, crew, &exclusions->shapes, is_empty, err))
        return false;
    number_all(entry, is_empty, n, first, exclusions);
    tomt_arena_drop(arena, is_empty);
    tomt_arena_drop(arena, wanted);
    return true;
}

static bool list_all(struct listing *listing, const struct tomt_site_inputs *inputs,
                     struct tomt_error *err)
{
    for (size_t p = 0; p < inputs->project->n_profiles; p++) {
        const struct tomt_profile *profile = &inputs->project->profile[p];
        for (size_t c = 0; c < profile->n_constraints; c++) {
            if (profile->constraint[c].effect == TOMT_EFFECT_EXCLUDE &&
                !list_constraint(listing, inputs, p, c, err))
                return false;
        }
    }
    return true;
}

static bool make_room(struct tomt_arena *arena, size_t n, size_t n_listed,
                      struct tomt_exclusions *exclusions, struct tomt_error *err)
{
    exclusions->layer = tomt_arena_block(arena, NULL, (n + 1) * sizeof *exclusions->layer, err);
    exclusions->row = tomt_arena_block(arena, NULL, (n + 1) * sizeof *exclusions->row, err);
    exclusions->profiles =
        tomt_arena_block(arena, NULL, (n + 1) * sizeof *exclusions->profiles, err);
    exclusions->first_start =
        tomt_arena_block(arena, NULL, (n + 2) * sizeof *exclusions->first_start, err);
    exclusions->first =
        tomt_arena_block(arena, NULL, (n_listed + 1) * sizeof *exclusions->first, err);
    return exclusions->layer && exclusions->row && exclusions->profiles &&
           exclusions->first_start && exclusions->first;
}

bool tomt_exclusions_make(struct tomt_arena *arena, const struct tomt_site_inputs *inputs,
                          const struct tomt_crew *crew, struct tomt_exclusions *exclusions,
                          struct tomt_error *err)
{
    *exclusions = (struct tomt_exclusions){0};
    tomt_shapes_start(&exclusions->shapes, arena, TOMT_POLYGONS);
    struct listing listing = {.arena = arena};
    if (!list_all(&listing, inputs, err))
        return false;
    uint16_t *first = tomt_arena_block(arena, NULL, (listing.n + 1) * sizeof *first, err);
    if (!first)
        return false;
    size_t n = merge_same(listing.entry, listing.n, first);
    return make_room(arena, n, listing.n, exclusions, err) &&
           buffer_all(arena, inputs, listing.entry, n, first, crew, exclusions, err) &&
           tomt_cover_make(arena, &exclusions->shapes, &exclusions->cover, err);
}
