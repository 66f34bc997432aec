/* robust/smaa_method.c: one draw ranked by a method that the caller brings. */
#include "robust/smaa_method.h"

#include <string.h>

/* Values as this draw has them: columns without ranges are the caller's own. */
static const double **values_of(const struct tomt_smaa_input *input,
                                const struct tomt_smaa_field *field, size_t draw,
                                struct tomt_arena *scratch, struct tomt_error *err)
{
    size_t m = field->n_criteria, n_sites = input->of.n_sites;
    const double **value = tomt_arena_alloc(scratch, (m + 1) * sizeof *value, err);
    double **own = tomt_arena_alloc(scratch, (m + 1) * sizeof *own, err);
    double *tile = tomt_arena_alloc(scratch, (m + 1) * TOMT_TILE * sizeof *tile, err);
    if (!value || !own || !tile)
        return NULL;
    for (size_t c = 0; c < m; c++)
        value[c] = input->of.value[c];
    for (size_t i = 0; i < field->n_ranges; i++) {
        size_t c = field->range[i].criterion;
        own[c] = tomt_arena_grow(scratch, NULL, (n_sites + 1) * sizeof **own, err);
        if (!own[c])
            return NULL;
        memcpy(own[c], input->of.value[c], n_sites * sizeof **own);
        value[c] = own[c];
    }
    for (size_t place = 0; field->n_ranges && place < field->n; place++) {
        size_t site = field->site[place], lane = place % TOMT_TILE;
        for (size_t i = 0; i < field->n_ranges; i++)
            tile[field->range[i].criterion * TOMT_TILE + lane] = own[field->range[i].criterion][site];
        tomt_smaa_draw_value(field, draw, place, tile);
        for (size_t i = 0; i < field->n_ranges; i++)
            own[field->range[i].criterion][site] = tile[field->range[i].criterion * TOMT_TILE + lane];
    }
    return value;
}

bool tomt_smaa_method_draw(const struct tomt_smaa_input *input, const struct tomt_smaa_field *field,
                           size_t draw, const double *weight, struct tomt_arena *scratch,
                           uint32_t *rank, uint32_t *first, struct tomt_error *err)
{
    struct tomt_arena_mark mark = tomt_arena_mark(scratch);
    const double **value = values_of(input, field, draw, scratch, err);
    uint32_t *of_site =
        tomt_arena_block(scratch, NULL, (input->of.n_sites + 1) * sizeof *of_site, err);
    bool done = value && of_site &&
                input->method->rank(input->method->context, weight, value, scratch, of_site, err);
    uint32_t n_ranked = 0, n_unranked = 0;
    for (size_t place = 0; done && place < field->n; place++)
        n_ranked += of_site[field->site[place]] != 0;
    *first = 0;
    for (size_t place = 0; done && place < field->n; place++) {
        uint32_t own = of_site[field->site[place]];
        rank[place] = own ? own - 1 : n_ranked + n_unranked++;
        if (rank[place] == 0)
            *first = (uint32_t)place;
    }
    tomt_arena_rewind(scratch, mark);
    return done;
}
