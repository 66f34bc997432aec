/* sites/assemble_left.c: what is not in the end: assemblies under the profile's minima, parcels
 * that are in none, and why. */
#include "sites/assemble_inside.h"

#include "base/text.h"
#include "sites/outline.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As of any site: what is drawn as exactly the minimum passes. */
static bool is_under(double measured, double limit)
{
    return measured < limit * (1 - 1e-9);
}

static double limit_of(double of_profile, double of_project)
{
    return isnan(of_profile) ? of_project : of_profile;
}

static bool add_left(struct tomt_assembler *assembler, struct tomt_left left,
                     struct tomt_error *err)
{
    if (!tomt_grow(assembler->brief, &assembler->left, &assembler->left_capacity,
                   assembler->n_left + 1, sizeof left, err))
        return false;
    assembler->left[assembler->n_left++] = left;
    return true;
}

/* What is measured against what it falls short of, in decimals enough to tell them apart. */
static const char *measured_text(struct tomt_arena *arena, double measured, double limit,
                                 const char *unit, int decimals, struct tomt_error *err)
{
    char text[64], limit_text[64];
    tomt_number_format(limit_text, limit);
    for (; decimals <= 6; decimals++) {
        snprintf(text, sizeof text, "%.*f", decimals, measured);
        if (strtod(text, NULL) < limit)
            break;
    }
    return tomt_arena_print(arena, err, "%s %s of %s %s", text, unit, limit_text, unit);
}

/* The source of a site: its geometry as it came, and the feature to name. */
static void name_source(const struct tomt_assembler *assembler, uint32_t site,
                        struct tomt_left *left)
{
    const struct tomt_site_inputs *inputs = assembler->inputs;
    struct tomt_origin origin = tomt_origin_of(assembler->sites, site);
    left->id = assembler->sites->site_id[site];
    left->shapes = &assembler->sites->shapes;
    left->shape = site;
    left->feature = INT64_MIN;
    if (origin.layer >= inputs->n_layers || !inputs->layer[origin.layer])
        return;
    left->layer = inputs->project->layer[origin.layer].name;
    left->feature = inputs->layer[origin.layer]->fid[origin.row];
    if (inputs->project->sites.from == TOMT_SITES_ZONES) { /* as plans left it: its only zone */
        left->shapes = &assembler->zones->shapes;
        left->shape = assembler->sites->plan_zone[site];
    } else {
        left->shapes = &inputs->layer[origin.layer]->shapes;
        left->shape = origin.row;
    }
}

/* An assembly against the minima. `united` NULL: it is the parcel `site` alone. */
static bool hold(struct tomt_assembler *assembler, size_t profile, const struct tomt_united *united,
                 uint32_t site, bool *kept, struct tomt_assembled *assembled,
                 struct tomt_error *err)
{
    const struct tomt_project *project = assembler->inputs->project;
    const struct tomt_profile *of = &project->profile[profile];
    double least_m2 = limit_of(of->min_area_m2, project->sites.min_area_m2);
    double least_m = limit_of(of->min_width_m, project->sites.min_width_m);
    double area_m2 = united ? united->developable_m2 : assembler->sites->developable_m2[site];
    double width_m = united ? united->inscribed_m : assembler->sites->inscribed_m[site];
    bool small = is_under(area_m2, least_m2);
    *kept = !small && !is_under(width_m, least_m);
    if (*kept)
        return true;
    struct tomt_left left = {.reason = small ? TOMT_R_AREA : TOMT_R_WIDTH,
                             .profiles = (uint64_t)1 << profile,
                             .feature = INT64_MIN,
                             .measured = small ? area_m2 : width_m,
                             .limit = small ? least_m2 : least_m};
    if (united) {
        left.id = united->id;
        left.shapes = &assembler->shapes;
        left.shape = united->shape;
    } else {
        name_source(assembler, site, &left);
    }
    left.detail = measured_text(assembler->arena, left.measured, left.limit, small ? "m2" : "m",
                                small ? 0 : 1, err);
    assembled->n_too_small += small;
    assembled->n_too_narrow += !small;
    return left.detail && add_left(assembler, left, err);
}

static bool hold_chosen(struct tomt_assembler *assembler, const struct tomt_lot *lot, size_t from,
                        struct tomt_assembled *assembled, struct tomt_error *err)
{
    const struct tomt_assemblies *chosen = &lot->chosen;
    uint64_t bit = (uint64_t)1 << lot->profile;
    size_t n_kept = from;
    bool kept;
    for (size_t i = 0; i < lot->n; i++)
        assembler->profiles[lot->row[i]] &= ~bit;
    for (size_t a = 0; a < chosen->n; a++) {
        if (chosen->start[a + 1] != chosen->start[a] + 1)
            continue;
        uint32_t site = lot->row[chosen->member[chosen->start[a]]];
        if (!hold(assembler, lot->profile, NULL, site, &kept, assembled, err))
            return false;
        assembler->profiles[site] |= kept ? bit : 0;
    }
    for (size_t i = from; i < assembler->n_united; i++) {
        if (!hold(assembler, lot->profile, &assembler->united[i], 0, &kept, assembled, err))
            return false;
        if (kept)
            assembler->united[n_kept++] = assembler->united[i];
    }
    assembler->n_united = n_kept;
    return true;
}

/* Σ weights of all that hang together with each parcel, among those that `takes` marks. */
static bool sum_together(const struct tomt_lot *lot, const uint8_t *takes, double *sum,
                         struct tomt_error *err)
{
    const struct tomt_neighbours *beside = &lot->neighbours;
    uint32_t *list = tomt_arena_block(lot->own, NULL, (lot->n + 1) * sizeof *list, err);
    uint8_t *seen = tomt_arena_block(lot->own, NULL, lot->n + 1, err);
    if (!list || !seen)
        return false;
    for (size_t i = 0; i < lot->n; i++) {
        double total = 0;
        size_t n = 0;
        if (!takes[i] || seen[i])
            continue;
        seen[i] = 1;
        list[n++] = (uint32_t)i;
        for (size_t at = 0; at < n; at++) {
            total += lot->weight[list[at]];
            for (uint64_t e = beside->start[list[at]]; e < beside->start[list[at] + 1]; e++) {
                uint32_t other = beside->of[e];
                if (takes[other] && !seen[other]) {
                    seen[other] = 1;
                    list[n++] = other;
                }
            }
        }
        for (size_t k = 0; k < n; k++)
            sum[list[k]] = total;
    }
    tomt_arena_drop(lot->own, seen);
    tomt_arena_drop(lot->own, list);
    return true;
}

struct whys { /* sentences that many parcels share */
    const char *unit, *no_neighbours, *taken, *no_set, *not_known, *no_size;
};

static bool phrase(const struct tomt_assembler *assembler, const struct tomt_profile_assembly *wish,
                   struct whys *whys, struct tomt_error *err)
{
    char least[32], most[48] = " or more";
    struct tomt_arena *arena = assembler->arena;
    whys->unit = wish->of == 1 ? "m2 of floor area" : "m2";
    whys->not_known = "its size is not known";
    whys->no_size = "its size is no number that can be used";
    whys->taken = "neighbours that would do are in other assemblies";
    tomt_number_format(least, wish->least);
    if (isfinite(wish->most)) {
        memcpy(most, " to ", 5);
        tomt_number_format(most + 4, wish->most);
    }
    whys->no_neighbours =
        tomt_arena_print(arena, err, "no neighbours that together reach %s %s", least, whys->unit);
    whys->no_set = tomt_arena_print(arena, err, "no set of at most %lld parcels has %s%s %s",
                                    (long long)wish->most_parcels, least, most, whys->unit);
    return whys->no_neighbours && whys->no_set;
}

static bool is_usable(const struct tomt_lot *lot, size_t i)
{
    return lot->weight[i] >= 0 && lot->weight[i] <= lot->wish->most && isfinite(lot->weight[i]) &&
           lot->area_m2[i] > 0 && isfinite(lot->area_m2[i]);
}

static const char *why_left(const struct tomt_assembler *assembler, const struct tomt_lot *lot,
                            const struct whys *whys, size_t i, double all, double left,
                            struct tomt_error *err)
{
    char most[32];
    if (isnan(lot->weight[i]))
        return whys->not_known;
    if (isfinite(lot->weight[i]) && lot->weight[i] > lot->wish->most) {
        tomt_number_format(most, lot->wish->most);
        return tomt_arena_print(assembler->arena, err, "too large alone: more than %s %s", most,
                                whys->unit);
    }
    if (!is_usable(lot, i))
        return whys->no_size;
    if (all < lot->wish->least)
        return whys->no_neighbours;
    return left < lot->wish->least ? whys->taken : whys->no_set;
}

static bool leave_others(struct tomt_assembler *assembler, const struct tomt_lot *lot,
                         struct tomt_error *err)
{
    size_t n = lot->n;
    const struct tomt_assemblies *chosen = &lot->chosen;
    struct whys whys;
    uint8_t *chosen_one = tomt_arena_block(lot->own, NULL, n + 1, err);
    uint8_t *takes = tomt_arena_block(lot->own, NULL, n + 1, err);
    double *all = tomt_arena_block(lot->own, NULL, (n + 1) * sizeof *all, err);
    double *left = tomt_arena_block(lot->own, NULL, (n + 1) * sizeof *left, err);
    if (!chosen_one || !takes || !all || !left || !phrase(assembler, lot->wish, &whys, err))
        return false;
    for (uint64_t e = 0; e < chosen->start[chosen->n]; e++)
        chosen_one[chosen->member[e]] = 1;
    for (size_t i = 0; i < n; i++)
        takes[i] = is_usable(lot, i);
    if (!sum_together(lot, takes, all, err))
        return false;
    for (size_t i = 0; i < n; i++)
        takes[i] = takes[i] && !chosen_one[i];
    if (!sum_together(lot, takes, left, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (chosen_one[i])
            continue;
        struct tomt_left row = {.reason = TOMT_R_NOT_ASSEMBLED,
                                .profiles = (uint64_t)1 << lot->profile,
                                .measured = lot->weight[i],
                                .limit = lot->wish->least};
        name_source(assembler, lot->row[i], &row);
        row.detail = why_left(assembler, lot, &whys, i, all[i], left[i], err);
        if (!row.detail || !add_left(assembler, row, err))
            return false;
    }
    return true;
}

bool tomt_lot_hold(struct tomt_assembler *assembler, const struct tomt_lot *lot, size_t from,
                   struct tomt_assembled *assembled, struct tomt_error *err)
{
    return hold_chosen(assembler, lot, from, assembled, err) && leave_others(assembler, lot, err);
}

static int number_order(double a, double b) /* NaN first */
{
    if (a != a || b != b)
        return (a == a) - (b == b);
    return (a > b) - (a < b);
}

/* By all but the profiles. */
static int but_profiles(const struct tomt_left *a, const struct tomt_left *b)
{
    int order = strcmp(a->id, b->id);
    if (!order)
        order = (a->reason > b->reason) - (a->reason < b->reason);
    if (!order)
        order = number_order(a->measured, b->measured);
    if (!order)
        order = number_order(a->limit, b->limit);
    if (!order)
        order = strcmp(a->detail, b->detail);
    if (order)
        return order;
    size_t size_a, size_b;
    const uint8_t *wkb_a = tomt_shapes_wkb(a->shapes, a->shape, &size_a),
                  *wkb_b = tomt_shapes_wkb(b->shapes, b->shape, &size_b);
    order = memcmp(wkb_a, wkb_b, size_a < size_b ? size_a : size_b);
    return order ? order : (size_a > size_b) - (size_a < size_b);
}

static int left_order(const void *one, const void *other)
{
    const struct tomt_left *a = one, *b = other;
    int order = but_profiles(a, b);
    return order ? order : (a->profiles > b->profiles) - (a->profiles < b->profiles);
}

bool tomt_left_write(struct tomt_assembler *assembler, struct tomt_rejected *rejected,
                     struct tomt_error *err)
{
    struct tomt_left *left = assembler->left;
    if (assembler->n_left > 1)
        qsort(left, assembler->n_left, sizeof *left, left_order);
    for (size_t from = 0, to; from < assembler->n_left; from = to) {
        uint64_t profiles = 0;
        for (to = from; to < assembler->n_left && but_profiles(&left[from], &left[to]) == 0; to++)
            profiles |= left[to].profiles;
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(left[from].shapes, left[from].shape, &size);
        if (!tomt_rejected_add(assembler->arena, rejected, wkb, size, left[from].id,
                               left[from].reason, profiles, left[from].layer, left[from].feature,
                               left[from].detail, left[from].measured, left[from].limit, err))
            return false;
    }
    return true;
}
