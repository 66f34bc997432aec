/* sites/zone_order.c: plans by date of adoption, newest first; unknown dates last; then the smaller
 * plan id, then plans without an id by layer. A plan's date is the newest its zones carry. Within a
 * plan the smaller polygon goes first. Nothing depends on row order but between zones that are
 * equal in every respect. */
#include "sites/zone_order.h"

#include "sites/terms.h"

#include <stdlib.h>

struct plan_key {
    const char *id, *adopted; /* NULL: none */
    uint32_t layer;
};

struct ordering { /* what the comparisons see */
    const struct tomt_site_inputs *inputs;
    struct tomt_claims *claims;
    struct plan_key *key; /* by claim */
    const char **use;     /* by claim */
};

enum tomt_role tomt_input_role(const struct tomt_site_inputs *inputs, size_t layer)
{
    return layer < inputs->project->n_layers && inputs->layer[layer]
               ? inputs->project->layer[layer].role
               : TOMT_N_ROLES;
}

const char *tomt_row_text(const struct tomt_layer *layer, const char *column, size_t row)
{
    const struct tomt_column *found = tomt_table_find(&layer->table, column);
    if (!found || found->type != TOMT_TEXT || tomt_column_is_null(found, row))
        return NULL;
    const char *text = tomt_column_text(found, row, NULL);
    return text && *text ? text : NULL;
}

/* NULL comes last. */
static int text_order(const char *a, const char *b)
{
    if (!a || !b)
        return (a == NULL) - (b == NULL);
    return strcmp(a, b);
}

static int plan_identity(const struct plan_key *a, const struct plan_key *b)
{
    int order = text_order(a->id, b->id);
    if (order || a->id)
        return order;
    return (a->layer > b->layer) - (a->layer < b->layer);
}

static int by_plan(const void *one, const void *other, void *context)
{
    const struct ordering *ordering = context;
    return plan_identity(&ordering->key[*(const uint32_t *)one],
                         &ordering->key[*(const uint32_t *)other]);
}

static int by_precedence(const void *one, const void *other, void *context)
{
    const struct ordering *ordering = context;
    const struct plan_key *a = &ordering->key[*(const uint32_t *)one],
                          *b = &ordering->key[*(const uint32_t *)other];
    if (!a->adopted != !b->adopted)
        return a->adopted ? -1 : 1;
    int order = a->adopted ? strcmp(b->adopted, a->adopted) : 0;
    return order ? order : plan_identity(a, b);
}

static int by_size(const void *one, const void *other, void *context)
{
    const struct ordering *ordering = context;
    const struct tomt_claims *claims = ordering->claims;
    uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;
    if (claims->area_m2[a] != claims->area_m2[b])
        return claims->area_m2[a] < claims->area_m2[b] ? -1 : 1;
    int order = tomt_shape_order(&claims->shapes, a, b);
    if (!order)
        order = text_order(ordering->use[a], ordering->use[b]);
    return order ? order : (a > b) - (a < b);
}

static bool gather(struct tomt_arena *arena, struct ordering *ordering, size_t n_most,
                   struct tomt_error *err)
{
    struct tomt_claims *claims = ordering->claims;
    tomt_shapes_start(&claims->shapes, arena, TOMT_POLYGONS);
    claims->layer = tomt_arena_block(arena, NULL, (n_most + 1) * sizeof *claims->layer, err);
    claims->row = tomt_arena_block(arena, NULL, (n_most + 1) * sizeof *claims->row, err);
    ordering->key = tomt_arena_block(arena, NULL, (n_most + 1) * sizeof *ordering->key, err);
    ordering->use = tomt_arena_block(arena, NULL, (n_most + 1) * sizeof *ordering->use, err);
    if (!claims->layer || !claims->row || !ordering->key || !ordering->use)
        return false;
    for (size_t i = 0; i < ordering->inputs->n_layers; i++) {
        if (tomt_input_role(ordering->inputs, i) != TOMT_ROLE_ZONE)
            continue;
        const struct tomt_layer *layer = ordering->inputs->layer[i];
        for (size_t row = 0; row < layer->shapes.n; row++) {
            if (!tomt_level_counts(tomt_row_text(layer, "level", row))) {
                claims->n_other_level++;
                continue;
            }
            size_t size;
            const uint8_t *wkb = tomt_shapes_wkb(&layer->shapes, row, &size);
            if (!tomt_shapes_add_wkb(&claims->shapes, wkb, size, err))
                return false;
            claims->layer[claims->n] = (uint32_t)i;
            claims->row[claims->n] = (uint32_t)row;
            ordering->key[claims->n] =
                (struct plan_key){tomt_row_text(layer, "plan_id", row),
                                  tomt_row_text(layer, "adopted", row), (uint32_t)i};
            ordering->use[claims->n++] = tomt_row_text(layer, "use", row);
        }
    }
    return true;
}

/* Every zone of a plan gets the newest date among them; then plans are ranked. `order` is scratch
 * for n claims. */
static void rank_plans(struct ordering *ordering, uint32_t *order)
{
    struct tomt_claims *claims = ordering->claims;
    qsort_r(order, claims->n, sizeof *order, by_plan, ordering);
    for (size_t from = 0, to; from < claims->n; from = to) {
        const char *newest = NULL;
        for (to = from; to < claims->n && by_plan(&order[from], &order[to], ordering) == 0; to++) {
            const char *adopted = ordering->key[order[to]].adopted;
            if (adopted && (!newest || strcmp(adopted, newest) > 0))
                newest = adopted;
        }
        for (size_t i = from; i < to; i++)
            ordering->key[order[i]].adopted = newest;
    }
    qsort_r(order, claims->n, sizeof *order, by_precedence, ordering);
    uint32_t plan = 0;
    for (size_t i = 0; i < claims->n; i++) {
        if (i > 0 && by_plan(&order[i - 1], &order[i], ordering) != 0)
            plan++;
        claims->plan[order[i]] = plan;
    }
}

static bool rank_all(struct tomt_arena *arena, struct ordering *ordering, struct tomt_error *err)
{
    struct tomt_claims *claims = ordering->claims;
    claims->plan = tomt_arena_block(arena, NULL, (claims->n + 1) * sizeof *claims->plan, err);
    claims->rank = tomt_arena_block(arena, NULL, (claims->n + 1) * sizeof *claims->rank, err);
    claims->area_m2 = tomt_arena_block(arena, NULL, (claims->n + 1) * sizeof *claims->area_m2, err);
    uint32_t *order = tomt_arena_block(arena, NULL, (claims->n + 1) * sizeof *order, err);
    if (!claims->plan || !claims->rank || !claims->area_m2 || !order)
        return false;
    for (size_t i = 0; i < claims->n; i++) {
        order[i] = (uint32_t)i;
        claims->area_m2[i] = tomt_outline_area_m2(&claims->cover.outlines.of[i]);
    }
    rank_plans(ordering, order);
    qsort_r(order, claims->n, sizeof *order, by_size, ordering);
    for (size_t i = 0; i < claims->n; i++)
        claims->rank[order[i]] = (uint32_t)i;
    tomt_arena_drop(arena, order);
    return true;
}

static bool gather_older(struct tomt_arena *arena, const struct tomt_site_inputs *inputs,
                         struct tomt_claims *claims, struct tomt_error *err)
{
    tomt_shapes_start(&claims->older_shapes, arena, TOMT_POLYGONS);
    for (size_t i = 0; i < inputs->n_layers; i++) {
        if (tomt_input_role(inputs, i) != TOMT_ROLE_CONSTRAINT ||
            inputs->layer[i]->shapes.kind != TOMT_POLYGONS) /* lines and points hold no ground */
            continue;
        const struct tomt_layer *layer = inputs->layer[i];
        for (size_t row = 0; row < layer->shapes.n; row++) {
            if (!tomt_code_falls_under(tomt_row_text(layer, "code", row), "H910"))
                continue;
            size_t size;
            const uint8_t *wkb = tomt_shapes_wkb(&layer->shapes, row, &size);
            if (!tomt_shapes_add_wkb(&claims->older_shapes, wkb, size, err))
                return false;
        }
    }
    return tomt_cover_make(arena, &claims->older_shapes, &claims->older, err);
}

bool tomt_claims_make(struct tomt_arena *arena, const struct tomt_site_inputs *inputs,
                      struct tomt_claims *claims, struct tomt_error *err)
{
    *claims = (struct tomt_claims){0};
    struct ordering ordering = {.inputs = inputs, .claims = claims};
    size_t n_most = 0;
    for (size_t i = 0; i < inputs->n_layers; i++) {
        if (tomt_input_role(inputs, i) == TOMT_ROLE_ZONE)
            n_most += inputs->layer[i]->shapes.n;
    }
    return gather(arena, &ordering, n_most, err) &&
           tomt_cover_make(arena, &claims->shapes, &claims->cover, err) &&
           rank_all(arena, &ordering, err) && gather_older(arena, inputs, claims, err);
}
