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

struct standing { /* by the buildings */
    double known_m2;
    bool all_known; /* else a building of unknown size stands there, too */
};

/* By the share of each footprint that lies on the site. */
static struct standing by_buildings(const struct tomt_room *room, size_t s)
{
    const struct tomt_overlaps *on = &room->ground.building;
    struct standing sum = {0, true};
    for (uint64_t k = on->start[s]; k < on->start[s + 1]; k++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&room->buildings, on->row[k], &size);
        double bra_m2 = room->building_bra_m2[on->row[k]], footprint_m2 = tomt_wkb_area_m2(wkb, size);
        if (!isnan(bra_m2))
            sum.known_m2 += bra_m2 * fmin(1, on->area_m2[k] / footprint_m2);
        else if (on->area_m2[k] >= TOMT_SLIVER_M2) /* less: a wall that is drawn over the border */
            sum.all_known = false;
    }
    return sum;
}

/* --- by the parcels' column -------------------------------------------------------------------------------------- */

struct parcels { /* ground of each parcel that sites of one profile have */
    size_t *first;   /* [layer] of its rows in ground_m2; SIZE_MAX: the layer does not say what stands there */
    double *ground_m2;
    size_t n;
};

static bool parcels_start(const struct tomt_run_state *state, struct tomt_arena *arena, struct parcels *out, struct tomt_error *err)
{
    out->n = 0;
    out->first = tomt_arena_alloc(arena, (state->project->n_layers + 1) * sizeof *out->first, err);
    if (!out->first)
        return false;
    for (size_t i = 0; i < state->project->n_layers; i++) {
        const struct tomt_column *in = tomt_table_find(&state->layer[i].table, "existing_bra_m2");
        out->first[i] = in && in->type == TOMT_REAL ? out->n : SIZE_MAX;
        out->n += in && in->type == TOMT_REAL ? state->layer[i].shapes.n : 0;
    }
    out->ground_m2 = tomt_arena_block(arena, NULL, (out->n + 1) * sizeof *out->ground_m2, err);
    return out->ground_m2 != NULL;
}

static void add_ground(const struct tomt_sites *sites, size_t s, struct parcels *parcels)
{
    for (uint64_t m = sites->member_start[s]; m < sites->member_start[s + 1]; m++) {
        const struct tomt_member *member = &sites->member[m];
        if (parcels->first[member->layer] != SIZE_MAX)
            parcels->ground_m2[parcels->first[member->layer] + member->row] += member->developable_m2;
    }
}

/* What the parcels have; those of which several sites of the profile have a part share it by ground. */
static double share_of(const struct tomt_run_state *state, size_t s, const struct parcels *parcels)
{
    const struct tomt_sites *sites = &state->sites;
    double sum_m2 = 0;
    for (uint64_t m = sites->member_start[s]; m < sites->member_start[s + 1]; m++) {
        const struct tomt_member *member = &sites->member[m];
        size_t first = parcels->first[member->layer];
        double all_m2 = first == SIZE_MAX ? NAN : parcels->ground_m2[first + member->row];
        sum_m2 += real_of(&state->layer[member->layer].table, "existing_bra_m2", member->row) * (member->developable_m2 / all_m2);
    }
    return sites->member_start[s] == sites->member_start[s + 1] ? NAN : sum_m2;
}

/* A site of several profiles has one number: the least share it has among the sites of any of them, so that no profile's sites have more than the parcels. */
static bool by_parcels(const struct tomt_run_state *state, double *out_m2, struct tomt_error *err)
{
    const struct tomt_sites *sites = &state->sites;
    struct tomt_arena *brief = tomt_arena_new(err);
    struct parcels parcels;
    bool ok = brief && parcels_start(state, brief, &parcels, err);
    for (size_t p = 0; ok && p < state->project->n_profiles; p++) {
        for (size_t i = 0; i < parcels.n; i++)
            parcels.ground_m2[i] = 0;
        for (size_t s = 0; s < sites->n; s++)
            if (sites->profiles[s] >> p & 1)
                add_ground(sites, s, &parcels);
        for (size_t s = 0; s < sites->n; s++)
            if (sites->profiles[s] >> p & 1)
                out_m2[s] = fmin(out_m2[s], share_of(state, s, &parcels)); /* not known in one profile is known in none */
    }
    tomt_arena_free(brief);
    return ok;
}

bool tomt_room_existing(struct tomt_run_state *state, struct tomt_error *err)
{
    struct tomt_room *room = &state->room;
    size_t n = state->sites.n;
    double *existing_m2 = tomt_arena_block(state->arena, NULL, (n + 1) * sizeof(double), err);
    room->existing_bra_m2 = existing_m2;
    room->existing_from = tomt_arena_block(state->arena, NULL, n + 1, err);
    if (!existing_m2 || !room->existing_from)
        return false;
    for (size_t s = 0; s < n; s++)
        existing_m2[s] = NAN;
    if (!by_parcels(state, existing_m2, err))
        return false;
    for (size_t s = 0; s < n; s++) {
        struct standing on = room->has_buildings ? by_buildings(room, s) : (struct standing){0, false};
        bool by_column = existing_m2[s] >= on.known_m2; /* less than what is known to stand there says nothing; a column may say anything */
        room->existing_from[s] = on.all_known ? TOMT_EXISTING_BUILDINGS : by_column ? TOMT_EXISTING_PARCEL : TOMT_EXISTING_UNKNOWN;
        existing_m2[s] = on.all_known ? on.known_m2 : by_column ? existing_m2[s] : NAN;
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
    if (!any || state->project->sites.from != TOMT_SITES_PARCELS) /* a zone or a cell is nobody's */
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
