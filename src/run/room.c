/* run/room.c: room to build: what lies on each site -> floor area the plan still allows each profile there, and jobs in it. Parcels are
 * assembled on the way, because an assembly may be wanted of so much capacity. */
#include "run/room_inside.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_USES = 64 }; /* shares of one zone, or uses of one site */

const char *const tomt_plan_kind_name[4] = {NULL, "municipal", "area", "detailed"};

struct permitted { /* shares of a mixed use, with what a profile asks for marked */
    const struct tomt_use_share *of;
    struct tomt_use_share *share;
    size_t n;
};
struct asker { /* one profile at work */
    struct tomt_run_state *state;
    const struct tomt_room_zone *zone;
    size_t p;
    struct permitted *permitted;
    size_t n_permitted, permitted_capacity;
    struct tomt_zone_piece *piece; /* of the site at work */
    size_t piece_capacity;
    const char *main_use; /* stands in for uses without a basis of jobs; NULL: none */
    uint64_t limit;       /* next row of limits */
};

static bool has_basis(const struct tomt_capacity_options *options, const char *use)
{
    for (size_t i = 0; i < options->n_bases; i++)
        if (!strcmp(options->basis[i].use, use))
            return true;
    return tomt_jobs_basis_of(use) != NULL;
}

/* "1300" says business, not which: the first of the profile's uses that has m2 per employee stands for it. */
const char *tomt_room_main_use(const struct tomt_project *project, size_t p)
{
    const struct tomt_texts *uses = &project->profile[p].uses;
    for (size_t i = 0; i < uses->n; i++)
        if (has_basis(&project->capacity, uses->item[i]))
            return uses->item[i];
    return NULL;
}

static bool shares_for(struct asker *asker, const struct tomt_room_zone *zone, const struct permitted **out, struct tomt_error *err)
{
    *out = NULL;
    if (!zone->share)
        return true;
    for (size_t i = 0; i < asker->n_permitted; i++)
        if (asker->permitted[i].of == zone->share) {
            *out = &asker->permitted[i];
            return true;
        }
    struct tomt_arena *arena = asker->state->arena;
    const struct tomt_texts *uses = &asker->state->project->profile[asker->p].uses;
    if (asker->n_permitted == asker->permitted_capacity) {
        asker->permitted_capacity = 2 * asker->permitted_capacity + 16;
        asker->permitted = tomt_arena_block(arena, asker->permitted, asker->permitted_capacity * sizeof *asker->permitted, err);
    }
    struct permitted *made = asker->permitted ? &asker->permitted[asker->n_permitted] : NULL;
    struct tomt_use_share *share = made ? tomt_arena_alloc(arena, zone->n_shares * sizeof *share, err) : NULL;
    if (!share)
        return false;
    memcpy(share, zone->share, zone->n_shares * sizeof *share);
    tomt_permit_shares(zone->use, (const char *const *)uses->item, uses->n, share, zone->n_shares);
    *made = (struct permitted){zone->share, share, zone->n_shares};
    asker->n_permitted++;
    *out = made;
    return true;
}

/* What limits leave of a piece; rows come in the order of sites, then profiles, then zones. */
static double left_share(struct asker *asker, size_t s, uint32_t zone, double area_m2)
{
    const struct tomt_limits *limits = &asker->state->room.ground.limits;
    double lost_m2 = 0;
    while (asker->limit < limits->n && (limits->site[asker->limit] < s || (limits->site[asker->limit] == s && limits->profile[asker->limit] < asker->p)))
        asker->limit++;
    for (uint64_t i = asker->limit; i < limits->n && limits->site[i] == s && limits->profile[i] == asker->p; i++)
        lost_m2 += limits->zone[i] == zone ? limits->lost_m2[i] : 0;
    return lost_m2 > 0 ? fmax(0, 1 - lost_m2 / area_m2) : 1;
}

static double permitted_share(const struct permitted *shares)
{
    double sum = 0;
    for (size_t i = 0; shares && i < shares->n; i++)
        sum += shares->share[i].permitted ? shares->share[i].share : 0;
    return shares ? sum : 1;
}

static bool pieces_of(struct asker *asker, size_t s, struct tomt_room_piece *out, double *limited_m2, struct tomt_error *err)
{
    struct tomt_room *room = &asker->state->room;
    const struct tomt_overlaps *on = &room->ground.zone;
    const struct tomt_capacity_settings *settings = &asker->state->project->capacity.settings;
    double ground_m2 = 0;
    *limited_m2 = 0;
    for (uint64_t k = on->start[s]; k < on->start[s + 1]; k++)
        ground_m2 += on->area_m2[k];
    for (uint64_t k = on->start[s]; k < on->start[s + 1]; k++) {
        const struct tomt_room_zone *zone = &asker->zone[on->row[k]];
        const struct permitted *shares;
        if (!shares_for(asker, zone, &shares, err))
            return false;
        struct tomt_zone_piece *piece = &asker->piece[k - on->start[s]];
        *piece = tomt_piece_silent;
        piece->area_m2 = on->area_m2[k];
        piece->whole_zone_m2 = fmax(zone->whole_m2, on->area_m2[k]); /* rounding */
        piece->rules = zone->rules;
        piece->rules.parking_spaces *= piece->area_m2 / piece->whole_zone_m2;
        piece->use = shares ? shares->share : NULL;
        piece->n_uses = shares ? shares->n : 0;
        double left = left_share(asker, s, on->row[k], on->area_m2[k]), share = permitted_share(shares);
        struct tomt_room_piece *row = &out[k - on->start[s]];
        *row = (struct tomt_room_piece){.zone = on->row[k], .area_m2 = piece->area_m2, .whole_zone_m2 = piece->whole_zone_m2, .left_share = left, .permitted_share = share};
        struct tomt_zone_piece told = *piece; /* a zone where nothing more may be built holds what stands there */
        told.existing_bra_m2 = room->existing_bra_m2[s] * (piece->area_m2 / ground_m2);
        tomt_piece_capacity(&told, settings, &row->of);
        row->unlimited_bra_m2 = row->of.allowed_bra_m2;
        if (left < 1) {
            piece->limit_share = told.limit_share = left;
            tomt_piece_capacity(&told, settings, &row->of);
            *limited_m2 += share > 0 ? share * (row->unlimited_bra_m2 - row->of.allowed_bra_m2) : 0;
        }
    }
    return true;
}

/* Jobs of the unused floor: uses by the floor that each zone gives them. */
static void jobs_of(struct asker *asker, const struct tomt_room_piece *piece, size_t n, double floor_m2, struct tomt_jobs_of_uses *out)
{
    const struct tomt_capacity_options *options = &asker->state->project->capacity;
    struct tomt_use_share use[MOST_USES];
    size_t n_uses = 0;
    double all_m2 = 0;
    *out = (struct tomt_jobs_of_uses){.range = {NAN, NAN, NAN}, .with_basis_m2 = NAN, .without_basis_m2 = NAN};
    for (size_t i = 0; i < n; i++) {
        const struct tomt_room_zone *zone = &asker->zone[piece[i].zone];
        struct tomt_use_share whole = {zone->use, 1, true};
        const struct tomt_zone_piece *at = &asker->piece[i];
        const struct tomt_use_share *share = at->n_uses ? at->use : &whole;
        double floor = piece[i].of.floor_bra_m2;
        for (size_t k = 0; floor > 0 && k < (at->n_uses ? at->n_uses : 1); k++) {
            const char *name = share[k].use;
            size_t u = 0;
            if (!share[k].permitted || !name)
                continue;
            if (!has_basis(options, name) && asker->main_use)
                name = asker->main_use;
            while (u < n_uses && strcmp(use[u].use, name))
                u++;
            if (u == MOST_USES)
                continue;
            if (u == n_uses)
                use[n_uses++] = (struct tomt_use_share){name, 0, true};
            use[u].share += floor * share[k].share;
            all_m2 += floor * share[k].share;
        }
    }
    if (isnan(floor_m2))
        return;
    if (floor_m2 == 0) {
        *out = (struct tomt_jobs_of_uses){.range = {0, 0, 0}};
        return;
    }
    for (size_t u = 0; u < n_uses; u++)
        use[u].share /= all_m2;
    if (n_uses)
        tomt_jobs_of_uses(floor_m2, use, n_uses, options->basis, options->n_bases, options->settings.bra_of_bta, out);
}

static bool profile_start(struct tomt_run_state *state, struct tomt_room_profile *profile, size_t p, size_t *most, struct tomt_error *err)
{
    size_t n = state->sites.n;
    const struct tomt_overlaps *on = &state->room.ground.zone;
    *profile = (struct tomt_room_profile){0};
    profile->capacity = tomt_arena_block(state->arena, NULL, (n + 1) * sizeof *profile->capacity, err);
    profile->jobs = tomt_arena_block(state->arena, NULL, (n + 1) * sizeof *profile->jobs, err);
    profile->limited_bra_m2 = tomt_arena_block(state->arena, NULL, (n + 1) * sizeof(double), err);
    profile->piece_start = tomt_arena_block(state->arena, NULL, (n + 1) * sizeof *profile->piece_start, err);
    if (!profile->capacity || !profile->jobs || !profile->limited_bra_m2 || !profile->piece_start)
        return false;
    uint64_t n_pieces = 0;
    *most = 1;
    for (size_t s = 0; s < n; s++) {
        size_t here = state->sites.profiles[s] >> p & 1 ? (size_t)(on->start[s + 1] - on->start[s]) : 0;
        profile->piece_start[s] = n_pieces;
        n_pieces += here;
        *most = here > *most ? here : *most;
    }
    profile->piece_start[n] = n_pieces;
    profile->piece = tomt_arena_block(state->arena, NULL, (size_t)(n_pieces + 1) * sizeof *profile->piece, err);
    return profile->piece != NULL;
}

static bool profile_capacity(struct tomt_run_state *state, const struct tomt_room_zone *zone, size_t p, struct tomt_error *err)
{
    struct tomt_room *room = &state->room;
    struct tomt_room_profile *profile = &room->profile[p];
    struct asker asker = {.state = state, .zone = zone, .p = p, .main_use = tomt_room_main_use(state->project, p)};
    static const struct tomt_site_capacity unknown = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, TOMT_CAP_NO_RULE};
    if (!profile_start(state, profile, p, &asker.piece_capacity, err) ||
        !(asker.piece = tomt_arena_block(state->arena, NULL, asker.piece_capacity * sizeof *asker.piece, err)))
        return false;
    for (size_t s = 0; s < state->sites.n; s++) {
        struct tomt_room_piece *piece = profile->piece + profile->piece_start[s];
        size_t n = (size_t)(profile->piece_start[s + 1] - profile->piece_start[s]);
        profile->capacity[s] = unknown;
        profile->jobs[s] = (struct tomt_jobs_of_uses){.range = {NAN, NAN, NAN}, .with_basis_m2 = NAN, .without_basis_m2 = NAN};
        profile->limited_bra_m2[s] = NAN;
        if (!(state->sites.profiles[s] >> p & 1))
            continue;
        if (!pieces_of(&asker, s, piece, &profile->limited_bra_m2[s], err))
            return false;
        tomt_site_capacity(asker.piece, n, room->existing_bra_m2[s], (enum tomt_growth)room->growth[s], &state->project->capacity.settings,
                           &profile->capacity[s]);
        jobs_of(&asker, piece, n, profile->capacity[s].unused_floor_m2, &profile->jobs[s]);
    }
    tomt_arena_drop(state->arena, asker.piece);
    return true;
}

static bool growth_of_sites(struct tomt_run_state *state, struct tomt_error *err)
{
    struct tomt_room *room = &state->room;
    room->growth = tomt_arena_block(state->arena, NULL, state->sites.n + 1, err);
    for (size_t s = 0; room->growth && s < state->sites.n; s++) {
        const char *strategy = state->sites.strategy ? state->sites.strategy[s] : NULL;
        room->growth[s] = !strategy || !strcmp(strategy, "none") ? TOMT_GROW_NONE : !strcmp(strategy, "transform") ? TOMT_GROW_TRANSFORM : TOMT_GROW_DENSIFY;
    }
    return room->growth != NULL;
}

static bool has_zone_column(const struct tomt_run_state *state, const char *name)
{
    for (size_t i = 0; i < state->project->n_layers; i++)
        if (state->project->layer[i].role == TOMT_ROLE_ZONE && tomt_table_find(&state->layer[i].table, name))
            return true;
    return false;
}

static bool measure(struct tomt_run_state *state, const struct tomt_room_zone *zone, struct tomt_error *err)
{
    struct tomt_room *room = &state->room;
    struct tomt_site_inputs inputs = {
        .project = state->project, .layer = state->layer_ref, .n_layers = state->project->n_layers, .study_area = &state->study_area};
    if (!tomt_ground_measure(state->arena, &inputs, &state->zones, &state->sites, &room->buildings, state->crew, &room->ground, err) ||
        !growth_of_sites(state, err) || !tomt_room_existing(state, err))
        return false;
    for (size_t p = 0; p < state->project->n_profiles; p++)
        if (!profile_capacity(state, zone, p, err))
            return tomt_while(err, "capacity of profile '%s'", state->project->profile[p].name);
    return true;
}

/* Weights of the parcels of each profile that wants so much capacity. */
static bool assemble(struct tomt_run_state *state, const struct tomt_room_zone *zone, struct tomt_error *err)
{
    const struct tomt_project *project = state->project;
    struct tomt_room *room = &state->room;
    bool wanted = false, by_capacity = false;
    for (size_t p = 0; p < project->n_profiles; p++) {
        wanted |= project->profile[p].assembly.wanted;
        by_capacity |= project->profile[p].assembly.wanted && project->profile[p].assembly.of == 1;
    }
    room->assembled = tomt_arena_alloc(state->arena, (project->n_profiles + 1) * sizeof *room->assembled, err);
    if (!room->assembled || !wanted)
        return room->assembled != NULL;
    const double **weight = tomt_arena_alloc(state->arena, (project->n_profiles + 1) * sizeof *weight, err);
    if (!weight || (by_capacity && !measure(state, zone, err)))
        return false;
    for (size_t p = 0; p < project->n_profiles; p++) {
        if (!project->profile[p].assembly.wanted || project->profile[p].assembly.of != 1)
            continue;
        double *of = tomt_arena_block(state->arena, NULL, (state->sites.n + 1) * sizeof *of, err);
        if (!of)
            return false;
        for (size_t s = 0; s < state->sites.n; s++)
            of[s] = room->profile[p].capacity[s].unused_bra_m2;
        weight[p] = of;
    }
    struct tomt_site_inputs inputs = {
        .project = project, .layer = state->layer_ref, .n_layers = project->n_layers, .study_area = &state->study_area};
    struct tomt_assembling how = {.weight = weight};
    return tomt_sites_assemble(state->arena, &inputs, &state->zones, &how, state->crew, &state->sites, &state->rejected, room->assembled, err);
}

bool tomt_run_room(struct tomt_run_state *state, struct tomt_error *err)
{
    struct tomt_room *room = &state->room;
    struct tomt_room_zone *zone;
    room->wanted = has_zone_column(state, "utilisation");
    room->today = state->project->capacity.today;
    room->profile = tomt_arena_alloc(state->arena, (state->project->n_profiles + 1) * sizeof *room->profile, err);
    if (!room->today) {
        char *day = tomt_arena_copy(state->arena, state->timestamp, strlen(state->timestamp), err);
        if (day && strlen(day) > 10)
            day[10] = 0;
        room->today = day;
    }
    return room->profile && room->today && tomt_room_zones(state, state->arena, &zone, err) && tomt_room_buildings(state, err) &&
           assemble(state, zone, err) && measure(state, zone, err) && tomt_room_readiness(state, zone, err) && tomt_room_owners(state, err) &&
           tomt_room_seen(state, err);
}
