/* sites/assemble_lot.c: the question to assembly/ as a profile asks it: its sites are the parcels,
 * their ids the keys, its constraint layers the barriers. */
#include "sites/assemble_inside.h"

#include "sites/terms.h"
#include "sites/zone_order.h"

#include <string.h>

static double weight_of(const struct tomt_assembler *assembler, size_t profile, uint32_t site)
{
    const struct tomt_assembling *how = assembler->how;
    const double *weight = how && how->weight ? how->weight[profile] : NULL;
    return weight ? weight[site] : assembler->sites->developable_m2[site];
}

static bool lay(const struct tomt_assembler *assembler, struct tomt_lot *lot,
                struct tomt_error *err)
{
    const struct tomt_sites *sites = assembler->sites;
    size_t n = 0, bytes = 0;
    for (size_t i = 0; i < sites->n; i++) {
        size_t size;
        if (!(sites->profiles[i] >> lot->profile & 1))
            continue;
        tomt_shapes_wkb(&sites->shapes, i, &size);
        bytes += size;
        n++;
    }
    tomt_shapes_start(&lot->shapes, lot->own, TOMT_POLYGONS);
    lot->row = tomt_arena_block(lot->own, NULL, (n + 1) * sizeof *lot->row, err);
    lot->area_m2 = tomt_arena_block(lot->own, NULL, (n + 1) * sizeof *lot->area_m2, err);
    lot->perimeter_m = tomt_arena_block(lot->own, NULL, (n + 1) * sizeof *lot->perimeter_m, err);
    lot->weight = tomt_arena_block(lot->own, NULL, (n + 1) * sizeof *lot->weight, err);
    lot->key = tomt_arena_block(lot->own, NULL, (n + 1) * sizeof *lot->key, err);
    if (!lot->row || !lot->area_m2 || !lot->perimeter_m || !lot->weight || !lot->key ||
        !tomt_shapes_reserve(&lot->shapes, n, bytes, err))
        return false;
    for (size_t i = 0; i < sites->n; i++) {
        if (!(sites->profiles[i] >> lot->profile & 1))
            continue;
        size_t size, at = lot->n++;
        const uint8_t *wkb = tomt_shapes_wkb(&sites->shapes, i, &size);
        lot->row[at] = (uint32_t)i;
        lot->area_m2[at] = sites->developable_m2[i];
        lot->perimeter_m[at] = sites->perimeter_m[i];
        lot->weight[at] = weight_of(assembler, lot->profile, (uint32_t)i);
        lot->key[at] = sites->site_id[i];
        if (!tomt_shapes_add_wkb(&lot->shapes, wkb, size, err))
            return false;
    }
    return true;
}

static bool falls_under_any(const char *code, const struct tomt_texts *codes)
{
    for (size_t i = 0; i < codes->n; i++) {
        if (tomt_code_falls_under(code, codes->item[i]))
            return true;
    }
    return codes->n == 0;
}

/* The features of the layer that the barrier names: the layer's own shapes, or a copy of some. */
static const struct tomt_shapes *features_of(struct tomt_arena *own, const struct tomt_layer *layer,
                                             const struct tomt_texts *codes, struct tomt_error *err)
{
    if (codes->n == 0)
        return &layer->shapes;
    struct tomt_shapes *some = tomt_arena_alloc(own, sizeof *some, err);
    if (!some)
        return NULL;
    tomt_shapes_start(some, own, layer->shapes.kind);
    for (size_t row = 0; row < layer->shapes.n; row++) {
        size_t size;
        if (!falls_under_any(tomt_row_text(layer, "code", row), codes))
            continue;
        const uint8_t *wkb = tomt_shapes_wkb(&layer->shapes, row, &size);
        if (!tomt_shapes_add_wkb(some, wkb, size, err))
            return NULL;
    }
    return some;
}

/* Points shut nothing; a layer that was not read shuts nothing either (the project check tells). */
static bool list_barriers(const struct tomt_assembler *assembler, const struct tomt_lot *lot,
                          const struct tomt_shapes **barrier, size_t *n, struct tomt_error *err)
{
    const struct tomt_site_inputs *inputs = assembler->inputs;
    for (size_t b = 0; b < lot->wish->n_barriers; b++) {
        const struct tomt_barrier *named = &lot->wish->barrier[b];
        for (size_t i = 0; i < inputs->n_layers; i++) {
            if (tomt_input_role(inputs, i) != TOMT_ROLE_CONSTRAINT ||
                inputs->layer[i]->shapes.kind == TOMT_POINTS ||
                strcmp(inputs->project->layer[i].name, named->layer) != 0)
                continue;
            barrier[*n] = features_of(lot->own, inputs->layer[i], &named->codes, err);
            if (!barrier[*n])
                return false;
            *n += 1;
        }
    }
    return true;
}

static bool find_neighbours(const struct tomt_assembler *assembler, struct tomt_lot *lot,
                            struct tomt_error *err)
{
    /* names of layers are unique: a barrier is one layer */
    const struct tomt_shapes **barrier = tomt_arena_block(
        lot->own, NULL, (lot->wish->n_barriers + 1) * sizeof(const struct tomt_shapes *), err);
    size_t n = 0;
    if (!barrier || !list_barriers(assembler, lot, barrier, &n, err))
        return false;
    struct tomt_neighbour_question question = {.parcels = &lot->shapes,
                                               .gap_m = lot->wish->gap_m,
                                               .shared_m = lot->wish->shared_m,
                                               .barriers = barrier,
                                               .n_barriers = n,
                                               .barrier_m = lot->wish->barrier_m};
    return tomt_neighbours_find(lot->own, &question, &assembler->crew, &lot->neighbours, err);
}

bool tomt_lot_choose(const struct tomt_assembler *assembler, struct tomt_lot *lot,
                     struct tomt_error *err)
{
    if (!lay(assembler, lot, err) || !tomt_lot_owners(assembler, lot, err) ||
        !find_neighbours(assembler, lot, err))
        return false;
    struct tomt_assembly_question question = {
        .neighbours = &lot->neighbours,
        .area_m2 = lot->area_m2,
        .perimeter_m = lot->perimeter_m,
        .weight = lot->weight,
        .owner = lot->owner,
        .key = lot->key,
        .least = lot->wish->least,
        .most = lot->wish->most,
        .most_parcels = lot->wish->most_parcels > 0 ? (size_t)lot->wish->most_parcels : 0,
        .owner_cost = lot->wish->owner_cost,
        .exchange_share = lot->wish->exchange_share};
    return tomt_assemblies_make(lot->own, &question, &assembler->crew, &lot->chosen, err);
}
