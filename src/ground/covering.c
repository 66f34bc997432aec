/* ground/covering.c: lists covers and their features, once each; see covering.h. */
#include "ground/covering.h"

#include "ground/features.h"
#include "sites/terms.h"
#include "sites/zone_order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct listing {
    struct tomt_arena *arena;
    struct tomt_feature_wanted *wanted;
    const struct tomt_profile_constraint **first; /* [cover] the constraint that named it first */
    size_t n, capacity;
};

static bool has_text(const struct tomt_texts *texts, const char *text)
{
    for (size_t i = 0; i < texts->n; i++) {
        if (strcmp(texts->item[i], text) == 0)
            return true;
    }
    return false;
}

static bool same_codes(const struct tomt_texts *a, const struct tomt_texts *b)
{
    for (size_t i = 0; i < a->n; i++) {
        if (!has_text(b, a->item[i]))
            return false;
    }
    for (size_t i = 0; i < b->n; i++) {
        if (!has_text(a, b->item[i]))
            return false;
    }
    return true;
}

static double buffer_of(const struct tomt_profile_constraint *constraint)
{
    return constraint->buffer_m > 0 ? constraint->buffer_m : 0;
}

static bool same_cover(const struct tomt_profile_constraint *a,
                       const struct tomt_profile_constraint *b)
{
    return strcmp(a->layer, b->layer) == 0 && buffer_of(a) == buffer_of(b) &&
           same_codes(&a->codes, &b->codes);
}

static bool falls_under_any(const char *code, const struct tomt_texts *codes)
{
    for (size_t i = 0; i < codes->n; i++) {
        if (tomt_code_falls_under(code, codes->item[i]))
            return true;
    }
    return codes->n == 0;
}

/* A place that is not known (a row without geometry) covers nothing, nor does a line without width.
 */
static bool covers_ground(const struct tomt_shapes *shapes, size_t row, double buffer_m)
{
    const struct tomt_box *box = &shapes->box[row];
    return (buffer_m > 0 || shapes->kind == TOMT_POLYGONS) && isfinite(box->min_x) &&
           isfinite(box->min_y) && box->min_x <= box->max_x;
}

static bool list_features(struct listing *listing, const struct tomt_site_inputs *inputs,
                          const struct tomt_profile_constraint *constraint, uint32_t cover,
                          size_t *n_features, struct tomt_error *err)
{
    for (size_t i = 0; i < inputs->n_layers; i++) {
        if (tomt_input_role(inputs, i) != TOMT_ROLE_CONSTRAINT ||
            strcmp(inputs->project->layer[i].name, constraint->layer) != 0)
            continue;
        const struct tomt_layer *layer = inputs->layer[i];
        for (size_t row = 0; row < layer->shapes.n; row++) {
            if (!falls_under_any(tomt_row_text(layer, "code", row), &constraint->codes))
                continue;
            ++*n_features;
            if (!covers_ground(&layer->shapes, row, buffer_of(constraint)))
                continue;
            if (!tomt_grow(listing->arena, &listing->wanted, &listing->capacity, listing->n + 1,
                           sizeof *listing->wanted, err))
                return false;
            listing->wanted[listing->n++] = (struct tomt_feature_wanted){
                (uint32_t)i, (uint32_t)row, cover, buffer_of(constraint)};
        }
    }
    return true;
}

/* The number of a constraint's cover; a new one where no earlier constraint covers the same. */
static bool number_cover(struct listing *listing, const struct tomt_site_inputs *inputs,
                         const struct tomt_profile_constraint *constraint,
                         struct tomt_covers *covers, size_t *number, struct tomt_error *err)
{
    for (*number = 0; *number < covers->n; ++*number) {
        if (same_cover(listing->first[*number], constraint))
            return true;
    }
    struct tomt_cover_features *cover = &covers->cover[covers->n];
    *cover =
        (struct tomt_cover_features){.layer = constraint->layer, .buffer_m = buffer_of(constraint)};
    listing->first[covers->n] = constraint;
    return list_features(listing, inputs, constraint, (uint32_t)covers->n++, &cover->n_features,
                         err);
}

static bool number_covers(struct tomt_arena *arena, struct listing *listing,
                          const struct tomt_site_inputs *inputs, struct tomt_covers *covers,
                          struct tomt_error *err)
{
    const struct tomt_project *project = inputs->project;
    size_t most = 0;
    for (size_t p = 0; p < project->n_profiles; p++)
        most += project->profile[p].n_constraints;
    covers->cover = tomt_arena_block(arena, NULL, (most + 1) * sizeof *covers->cover, err);
    covers->of = tomt_arena_alloc(arena, (project->n_profiles + 1) * sizeof *covers->of, err);
    listing->first = tomt_arena_block(listing->arena, NULL, (most + 1) * sizeof(void *), err);
    if (!covers->cover || !covers->of || !listing->first)
        return false;
    for (size_t p = 0; p < project->n_profiles; p++) {
        const struct tomt_profile *profile = &project->profile[p];
        covers->of[p] =
            tomt_arena_alloc(arena, (profile->n_constraints + 1) * sizeof **covers->of, err);
        if (!covers->of[p])
            return false;
        for (size_t c = 0; c < profile->n_constraints; c++) {
            const struct tomt_profile_constraint *constraint = &profile->constraint[c];
            covers->of[p][c] = SIZE_MAX; /* what it excludes is no longer in the site */
            if (constraint->effect != TOMT_EFFECT_EXCLUDE &&
                !number_cover(listing, inputs, constraint, covers, &covers->of[p][c], err))
                return false;
        }
    }
    return true;
}

static int wanted_order(const void *one, const void *other)
{
    const struct tomt_feature_wanted *a = one, *b = other;
    if (a->layer != b->layer)
        return a->layer < b->layer ? -1 : 1;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->buffer_m < b->buffer_m || a->buffer_m > b->buffer_m)
        return a->buffer_m < b->buffer_m ? -1 : 1;
    return (a->cover > b->cover) - (a->cover < b->cover);
}

static bool same_feature(const struct tomt_feature_wanted *a, const struct tomt_feature_wanted *b)
{
    return a->layer == b->layer && a->row == b->row && !(a->buffer_m < b->buffer_m) &&
           !(a->buffer_m > b->buffer_m);
}

/* Each feature once, with the covers it is in; `wanted` is shortened to one a feature. */
static bool merge_same(struct tomt_arena *arena, struct listing *listing,
                       struct tomt_covering *covering, struct tomt_error *err)
{
    struct tomt_feature_wanted *wanted = listing->wanted;
    size_t n = listing->n, kept = 0;
    covering->of = tomt_arena_block(arena, NULL, (n + 1) * sizeof *covering->of, err);
    covering->of_start = tomt_arena_block(arena, NULL, (n + 1) * sizeof *covering->of_start, err);
    covering->layer = tomt_arena_block(arena, NULL, (n + 1) * sizeof *covering->layer, err);
    covering->row = tomt_arena_block(arena, NULL, (n + 1) * sizeof *covering->row, err);
    if (!covering->of || !covering->of_start || !covering->layer || !covering->row)
        return false;
    if (n > 1)
        qsort(wanted, n, sizeof *wanted, wanted_order);
    for (size_t i = 0; i < n; i++) {
        covering->of[i] = wanted[i].cover;
        if (kept == 0 || !same_feature(&wanted[kept - 1], &wanted[i])) {
            covering->of_start[kept] = i;
            covering->layer[kept] = wanted[i].layer;
            covering->row[kept] = wanted[i].row;
            wanted[kept++] = wanted[i];
        }
    }
    covering->of_start[kept] = n;
    listing->n = kept;
    return true;
}

bool tomt_covering_make(struct tomt_arena *arena, struct tomt_arena *own,
                        const struct tomt_site_inputs *inputs, const struct tomt_crew *crew,
                        struct tomt_covers *covers, struct tomt_covering *covering,
                        struct tomt_error *err)
{
    *covering = (struct tomt_covering){0};
    tomt_shapes_start(&covering->shapes, own, TOMT_POLYGONS);
    struct listing listing = {.arena = tomt_arena_new(err)};
    bool done =
        listing.arena && number_covers(arena, &listing, inputs, covers, err) &&
        merge_same(own, &listing, covering, err) &&
        tomt_features_buffer(inputs, listing.wanted, listing.n, crew, &covering->shapes, err) &&
        tomt_cover_make(own, &covering->shapes, &covering->cover, err) &&
        tomt_features_relate(own, crew, covering, err);
    tomt_arena_free(listing.arena);
    return done;
}
