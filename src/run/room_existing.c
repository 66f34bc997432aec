/* run/room_existing.c: what stands on each site today, by buildings or by the parcel's column; who owns it. */
#include "run/room_inside.h"

#include "geo/wkb.h"
#include "sites/cover.h"

#include <math.h>

static double real_of(const struct tomt_table *table, const char *name, size_t row)
{
    const struct tomt_column *in = tomt_table_find(table, name);
    return in && in->type == TOMT_REAL && !tomt_column_is_null(in, row) ? in->real[row] : NAN;
}

/* Floor area of a building: as given; else footprint x storeys; NaN: not known. */
static double building_bra_m2(const struct tomt_capacity_options *options, const struct tomt_layer *layer, size_t row, double footprint_m2)
{
    double bra_m2 = real_of(&layer->table, "bra_m2", row), storeys = real_of(&layer->table, "storeys", row);
    if (bra_m2 >= 0 && isfinite(bra_m2))
        return bra_m2;
    if (!(storeys > 0 && isfinite(storeys)))
        storeys = options->storeys_when_unknown;
    return footprint_m2 * storeys * options->settings.bra_of_bya;
}

bool tomt_room_buildings(struct tomt_run_state *state, struct tomt_error *err)
{
    struct tomt_room *room = &state->room;
    size_t n = 0;
    tomt_shapes_start(&room->buildings, state->arena, TOMT_POLYGONS);
    room->n_buildings_unknown = 0;
    for (size_t i = 0; i < state->project->n_layers; i++)
        n += state->project->layer[i].role == TOMT_ROLE_BUILDING ? state->layer[i].shapes.n : 0;
    room->has_buildings = n > 0; /* a layer without a building is no news that nothing stands anywhere */
    room->building_bra_m2 = tomt_arena_block(state->arena, NULL, (n + 1) * sizeof(double), err);
    if (!room->building_bra_m2)
        return false;
    n = 0;
    for (size_t i = 0; i < state->project->n_layers; i++) {
        const struct tomt_layer *layer = &state->layer[i];
        if (state->project->layer[i].role != TOMT_ROLE_BUILDING || layer->shapes.kind != TOMT_POLYGONS)
            continue;
        if (!tomt_shapes_append(&room->buildings, &layer->shapes, err))
            return false;
        for (size_t row = 0; row < layer->shapes.n; row++) {
            size_t size;
            const uint8_t *wkb = tomt_shapes_wkb(&layer->shapes, row, &size);
            double bra_m2 = building_bra_m2(&state->project->capacity, layer, row, tomt_wkb_area_m2(wkb, size));
            room->n_buildings_unknown += isnan(bra_m2) ? 1 : 0;
            room->building_bra_m2[n++] = bra_m2;
        }
    }
    return true;
}

/* By the share of each footprint that lies on the site; NaN when a building that stands there is of unknown size. */
static double by_buildings(const struct tomt_room *room, size_t s)
{
    const struct tomt_overlaps *on = &room->ground.building;
    double sum_m2 = 0;
    for (uint64_t k = on->start[s]; k < on->start[s + 1]; k++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&room->buildings, on->row[k], &size);
        double bra_m2 = room->building_bra_m2[on->row[k]], footprint_m2 = tomt_wkb_area_m2(wkb, size);
        if (isnan(bra_m2) && on->area_m2[k] < TOMT_SLIVER_M2) /* a wall that is drawn over the border */
            continue;
        sum_m2 += bra_m2 * fmin(1, on->area_m2[k] / footprint_m2);
    }
    return sum_m2;
}

/* All that the parcels have; parts of one parcel share it by their ground. */
static double by_parcels(const struct tomt_run_state *state, size_t s)
{
    const struct tomt_sites *sites = &state->sites;
    double sum_m2 = 0;
    for (uint64_t m = sites->member_start[s]; m < sites->member_start[s + 1]; m++) {
        const struct tomt_member *member = &sites->member[m];
        double whole_m2 = real_of(&state->layer[member->layer].table, "existing_bra_m2", member->row), ground_m2 = 0;
        if (state->project->sites.parts == TOMT_PARTS_SEPARATE) {
            for (size_t t = s; t-- > 0 && sites->source_layer[t] == member->layer && sites->source_row[t] == member->row;)
                ground_m2 += sites->profiles[t] & sites->profiles[s] ? sites->developable_m2[t] : 0;
            for (size_t t = s; t < sites->n && sites->source_layer[t] == member->layer && sites->source_row[t] == member->row; t++)
                ground_m2 += sites->profiles[t] & sites->profiles[s] ? sites->developable_m2[t] : 0;
        }
        sum_m2 += ground_m2 > 0 ? whole_m2 * sites->developable_m2[s] / ground_m2 : whole_m2;
    }
    return sites->member_start[s] == sites->member_start[s + 1] ? NAN : sum_m2;
}

bool tomt_room_existing(struct tomt_run_state *state, struct tomt_error *err)
{
    struct tomt_room *room = &state->room;
    size_t n = state->sites.n;
    room->existing_bra_m2 = tomt_arena_block(state->arena, NULL, (n + 1) * sizeof(double), err);
    room->existing_from = tomt_arena_block(state->arena, NULL, n + 1, err);
    if (!room->existing_bra_m2 || !room->existing_from)
        return false;
    for (size_t s = 0; s < n; s++) {
        double bra_m2 = room->has_buildings ? by_buildings(room, s) : NAN;
        room->existing_from[s] = isnan(bra_m2) ? TOMT_EXISTING_PARCEL : TOMT_EXISTING_BUILDINGS;
        if (isnan(bra_m2))
            bra_m2 = by_parcels(state, s);
        if (!(bra_m2 >= 0)) /* a parcel's column may say anything */
            room->existing_from[s] = TOMT_EXISTING_UNKNOWN;
        room->existing_bra_m2[s] = bra_m2 >= 0 ? bra_m2 : NAN;
    }
    return true;
}

bool tomt_room_owners(struct tomt_run_state *state, struct tomt_error *err)
{
    const struct tomt_sites *sites = &state->sites;
    struct tomt_room *room = &state->room;
    size_t most = 1;
    bool any = false;
    for (size_t i = 0; i < state->project->n_layers; i++)
        any |= state->project->layer[i].role == TOMT_ROLE_PARCEL && tomt_table_find(&state->layer[i].table, "owner") != NULL;
    room->owners = NULL;
    if (!any)
        return true;
    for (size_t s = 0; s < sites->n; s++)
        if (sites->member_start[s + 1] - sites->member_start[s] > most)
            most = (size_t)(sites->member_start[s + 1] - sites->member_start[s]);
    const char **owner = tomt_arena_alloc(state->arena, most * sizeof *owner, err);
    room->owners = tomt_arena_block(state->arena, NULL, (sites->n + 1) * sizeof *room->owners, err);
    for (size_t s = 0; owner && room->owners && s < sites->n; s++) {
        size_t n = 0;
        for (uint64_t m = sites->member_start[s]; m < sites->member_start[s + 1]; m++) {
            const struct tomt_column *in = tomt_table_find(&state->layer[sites->member[m].layer].table, "owner");
            owner[n++] = in && in->type == TOMT_TEXT ? tomt_column_text(in, sites->member[m].row, NULL) : NULL;
        }
        if (!tomt_owners(owner, n, &state->project->capacity.owner_words, &room->owners[s], err))
            return tomt_while(err, "owners of site '%s'", sites->site_id[s]);
    }
    return owner && room->owners;
}
