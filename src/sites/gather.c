/* sites/gather.c: joins what the threads put out: sites by (id, bytes), rejections by (id, reason,
 * ...), so that neither the number of threads nor the order of the input shows. */
#include "sites/candidate.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>

struct ref { /* one row of one output */
    const struct tomt_output *output;
    size_t row;
    const char *id;
};

struct gathering {
    struct tomt_arena *arena;
    const struct tomt_making *making;
    struct ref *ref;
    size_t n;
};

static const char *name_of(const struct gathering *gathering, uint32_t source, uint32_t part,
                           struct tomt_error *err)
{
    const struct tomt_sources *sources = &gathering->making->sources;
    const char *id = sources->id[source];
    if (sources->cell)
        id = tomt_arena_print(gathering->arena, err, "grid:%d:%d", sources->cell[source].column,
                              sources->cell[source].row);
    return id && part ? tomt_arena_print(gathering->arena, err, "%s/%u", id, part) : id;
}

static int bytes_order(const struct tomt_shapes *a_shapes, size_t a,
                       const struct tomt_shapes *b_shapes, size_t b)
{
    size_t size_a, size_b;
    const uint8_t *wkb_a = tomt_shapes_wkb(a_shapes, a, &size_a),
                  *wkb_b = tomt_shapes_wkb(b_shapes, b, &size_b);
    int order = memcmp(wkb_a, wkb_b, size_a < size_b ? size_a : size_b);
    return order ? order : (size_a > size_b) - (size_a < size_b);
}

static int made_order(const void *one, const void *other)
{
    const struct ref *a = one, *b = other;
    int order = strcmp(a->id, b->id);
    const struct tomt_made *made_a = &a->output->made[a->row], *made_b = &b->output->made[b->row];
    if (!order)
        order = bytes_order(&a->output->shapes, made_a->shape, &b->output->shapes, made_b->shape);
    return order ? order
                 : (made_a->profiles > made_b->profiles) - (made_a->profiles < made_b->profiles);
}

static int number_order(double a, double b) /* NaN first */
{
    if (a != a || b != b)
        return (a == a) - (b == b);
    return (a > b) - (a < b);
}

static int fallen_order(const void *one, const void *other, void *context)
{
    const struct ref *a = one, *b = other;
    int order = strcmp(a->id, b->id);
    const struct tomt_fallen *p = &a->output->fallen[a->row], *q = &b->output->fallen[b->row];
    const struct tomt_shapes *sources = context;
    if (!order)
        order = (p->reason > q->reason) - (p->reason < q->reason);
    if (!order)
        order = (p->profiles > q->profiles) - (p->profiles < q->profiles);
    if (!order)
        order = number_order(p->measured, q->measured);
    if (!order)
        order = number_order(p->limit, q->limit);
    return order ? order : bytes_order(sources, p->source, sources, q->source);
}

static bool list_made(struct gathering *gathering, struct tomt_error *err)
{
    const struct tomt_making *making = gathering->making;
    gathering->n = 0;
    for (size_t d = 0; d < making->n_deals; d++) {
        for (size_t row = making->deal[d].made_from; row < making->deal[d].made_to; row++) {
            const struct tomt_output *output = making->deal[d].output;
            struct ref ref = {
                output, row,
                name_of(gathering, output->made[row].source, output->made[row].part, err)};
            if (!ref.id)
                return false;
            gathering->ref[gathering->n++] = ref;
        }
    }
    if (gathering->n > 1)
        qsort(gathering->ref, gathering->n, sizeof *gathering->ref, made_order);
    return true;
}

static bool list_fallen(struct gathering *gathering, struct tomt_error *err)
{
    const struct tomt_making *making = gathering->making;
    gathering->n = 0;
    for (size_t d = 0; d < making->n_deals; d++) {
        for (size_t row = making->deal[d].fallen_from; row < making->deal[d].fallen_to; row++) {
            const struct tomt_output *output = making->deal[d].output;
            struct ref ref = {
                output, row,
                name_of(gathering, output->fallen[row].source, output->fallen[row].part, err)};
            if (!ref.id)
                return false;
            gathering->ref[gathering->n++] = ref;
        }
    }
    if (gathering->n > 1)
        qsort_r(gathering->ref, gathering->n, sizeof *gathering->ref, fallen_order,
                (void *)(uintptr_t)making->sources.shapes);
    return true;
}

static bool column(struct tomt_arena *arena, void *to, size_t n, size_t size,
                   struct tomt_error *err)
{
    void *block = tomt_arena_block(arena, NULL, (n + 1) * size, err);
    memcpy(to, &block, sizeof block);
    return block != NULL;
}

#define COLUMN(name, n) column(arena, &sites->name, n, sizeof *sites->name, err)

static bool start_sites(struct tomt_arena *arena, const struct gathering *gathering,
                        struct tomt_sites *sites, struct tomt_error *err)
{
    size_t n = gathering->n, n_uses = 0, bytes = 0;
    for (size_t i = 0; i < n; i++) {
        const struct ref *ref = &gathering->ref[i];
        size_t size;
        tomt_shapes_wkb(&ref->output->shapes, ref->output->made[ref->row].shape, &size);
        bytes += size;
        n_uses += ref->output->made[ref->row].n_uses;
    }
    tomt_shapes_start(&sites->shapes, arena, TOMT_POLYGONS);
    return tomt_shapes_reserve(&sites->shapes, n, bytes, err) && COLUMN(site_id, n) &&
           COLUMN(parcel, n) && COLUMN(property, n) && COLUMN(source_layer, n) &&
           COLUMN(source_row, n) && COLUMN(point_x, n) && COLUMN(point_y, n) &&
           COLUMN(area_m2, n) && COLUMN(developable_m2, n) && COLUMN(inscribed_m, n) &&
           COLUMN(perimeter_m, n) && COLUMN(use, n) && COLUMN(plan_zone, n) &&
           COLUMN(strategy, n) && COLUMN(n_parts, n) && COLUMN(profiles, n) &&
           COLUMN(member_start, n + 1) && COLUMN(member, n) && COLUMN(use_start, n + 1) &&
           COLUMN(use_code, n_uses) && COLUMN(use_area_m2, n_uses);
}

static const char *parcel_text(const struct tomt_making *making, uint32_t source, const char *name)
{
    if (making->sources.from != TOMT_SITES_PARCELS)
        return NULL;
    const struct tomt_layer *layer = making->inputs->layer[making->sources.layer[source]];
    const struct tomt_column *found = tomt_table_find(&layer->table, name);
    return found && found->type == TOMT_TEXT
               ? tomt_column_text(found, making->sources.row[source], NULL)
               : NULL;
}

static void write_member(struct tomt_sites *sites, size_t i)
{
    uint64_t at = sites->member_start[i];
    if (sites->source_layer[i] != UINT32_MAX)
        sites->member[at++] = (struct tomt_member){
            .layer = sites->source_layer[i],
            .row = sites->source_row[i],
            .area_m2 = sites->area_m2[i],
            .developable_m2 = sites->developable_m2[i],
        };
    sites->member_start[i + 1] = at;
}

static bool write_site(const struct gathering *gathering, size_t i, struct tomt_sites *sites,
                       struct tomt_error *err)
{
    const struct tomt_making *making = gathering->making;
    const struct ref *ref = &gathering->ref[i];
    struct tomt_made *made = &ref->output->made[ref->row];
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(&ref->output->shapes, made->shape, &size);
    made->site = i;
    sites->site_id[i] = ref->id;
    sites->parcel[i] = parcel_text(making, made->source, "parcel");
    sites->property[i] = parcel_text(making, made->source, "property");
    sites->source_layer[i] =
        making->sources.layer ? making->sources.layer[made->source] : UINT32_MAX;
    sites->source_row[i] = making->sources.row ? making->sources.row[made->source] : UINT32_MAX;
    sites->point_x[i] = made->x;
    sites->point_y[i] = made->y;
    sites->area_m2[i] = made->area_m2;
    sites->developable_m2[i] = made->developable_m2;
    sites->inscribed_m[i] = made->inscribed_m;
    sites->perimeter_m[i] = made->perimeter_m;
    sites->use[i] = making->use_name[made->use];
    sites->plan_zone[i] = made->plan_zone;
    sites->strategy[i] = made->strategy < 0 ? NULL : tomt_strategy_name[made->strategy];
    sites->n_parts[i] = made->n_parts;
    sites->profiles[i] = made->profiles;
    write_member(sites, i);
    uint64_t from = sites->use_start[i];
    for (size_t k = 0; k < made->n_uses; k++) {
        sites->use_code[from + k] = ref->output->use[made->uses_from + k];
        sites->use_area_m2[from + k] = ref->output->use_area_m2[made->uses_from + k];
    }
    sites->use_start[i + 1] = from + made->n_uses;
    return tomt_shapes_add_wkb(&sites->shapes, wkb, size, err);
}

/* What is measured against what it falls short of, in decimals enough to tell them apart. */
static const char *measured_text(struct tomt_arena *arena, const struct tomt_fallen *fallen,
                                 const char *unit, int decimals, struct tomt_error *err)
{
    char measured[64], limit[64];
    tomt_number_format(limit, fallen->limit);
    for (; decimals <= 6; decimals++) {
        snprintf(measured, sizeof measured, "%.*f", decimals, fallen->measured);
        if (strtod(measured, NULL) < fallen->limit)
            break;
    }
    return tomt_arena_print(arena, err, "%s %s of %s %s", measured, unit, limit, unit);
}

static const char *excluded_text(struct tomt_arena *arena, const struct tomt_fallen *fallen,
                                 struct tomt_error *err)
{
    return tomt_arena_print(arena, err, "%s%s%.1f m2 left of %.*f m2",
                            fallen->word ? fallen->word : "", fallen->word ? ": " : "",
                            fallen->measured, fallen->whole_m2 < 10 ? 1 : 0, fallen->whole_m2);
}

static bool write_fallen(const struct gathering *gathering, size_t i,
                         struct tomt_rejected *rejected, struct tomt_error *err)
{
    struct tomt_arena *arena = gathering->arena;
    const struct ref *ref = &gathering->ref[i];
    const struct tomt_fallen *fallen = &ref->output->fallen[ref->row];
    const char *detail = NULL;
    bool says = true;
    if (fallen->reason == TOMT_R_AREA)
        detail = measured_text(arena, fallen, "m2", fallen->measured < 10 ? 1 : 0, err);
    else if (fallen->reason == TOMT_R_WIDTH)
        detail = measured_text(arena, fallen, "m", 1, err);
    else if (fallen->reason == TOMT_R_USE)
        detail = fallen->word ? tomt_arena_print(arena, err, "use %s", fallen->word) : "no use";
    else if (fallen->reason == TOMT_R_EXCLUDED)
        detail = excluded_text(arena, fallen, err);
    else
        says = false;
    if (says && !detail)
        return false;
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(gathering->making->sources.shapes, fallen->source, &size);
    if (!tomt_rejected_add(arena, rejected, wkb, size, ref->id, fallen->reason, fallen->profiles,
                           fallen->layer, fallen->feature, detail, fallen->measured, fallen->limit,
                           err))
        return false;
    rejected->permitted_m2[rejected->n - 1] = fallen->permitted_m2;
    rejected->excluded_m2[rejected->n - 1] = fallen->excluded_m2;
    return true;
}

static void add_report(struct tomt_sites_report *to, const struct tomt_sites_report *from)
{
    to->n_slivers += from->n_slivers;
    to->n_snapped += from->n_snapped;
    to->slivers_m2 += from->slivers_m2;
    to->n_pairs += from->n_pairs;
    to->n_vertices += from->n_vertices;
    to->n_looked += from->n_looked;
    to->n_looked_vertices += from->n_looked_vertices;
    if (from->max_area_error > to->max_area_error)
        to->max_area_error = from->max_area_error;
    if (from->max_loss_error > to->max_loss_error)
        to->max_loss_error = from->max_loss_error;
}

bool tomt_sites_gather(struct tomt_arena *arena, const struct tomt_making *making,
                       struct tomt_sites *sites, struct tomt_rejected *rejected,
                       struct tomt_sites_report *report, struct tomt_error *err)
{
    size_t n_made = 0, n_fallen = 0;
    for (size_t d = 0; d < making->n_deals; d++) {
        n_made += making->deal[d].made_to - making->deal[d].made_from;
        n_fallen += making->deal[d].fallen_to - making->deal[d].fallen_from;
        add_report(report, &making->deal[d].report);
    }
    struct gathering gathering = {.arena = arena, .making = making};
    size_t most = n_made > n_fallen ? n_made : n_fallen;
    gathering.ref = tomt_arena_block(arena, NULL, (most + 1) * sizeof *gathering.ref, err);
    if (!gathering.ref || !list_made(&gathering, err) ||
        !start_sites(arena, &gathering, sites, err))
        return false;
    sites->n = gathering.n;
    for (size_t i = 0; i < gathering.n; i++) {
        if (!write_site(&gathering, i, sites, err))
            return false;
        const struct ref *ref = &gathering.ref[i];
        report->n_snapped_sites += ref->output->made[ref->row].snapped;
    }
    if (!tomt_losses_gather(arena, making, &sites->losses, err) || !list_fallen(&gathering, err))
        return false;
    for (size_t i = 0; i < gathering.n; i++) {
        if (!write_fallen(&gathering, i, rejected, err))
            return false;
    }
    tomt_arena_drop(arena, gathering.ref);
    return true;
}
