/* run/room.c: room to build: what lies on each site -> floor area the plan still allows each profile there, and jobs in it. Parcels are
 * assembled on the way, because an assembly may be wanted of so much capacity. */
#include "run/room_inside.h"

#include <math.h>
#include <stdlib.h>

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
    bool *asked;                   /* [zone] is its use one of the profile's? */
    struct permitted *permitted;
    size_t n_permitted, permitted_capacity;
    struct tomt_zone_piece *piece; /* of the site at work */
    size_t piece_capacity;
    struct tomt_use_share *use;    /* of the site at work */
    size_t use_capacity;
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

static bool piece_of(struct asker *asker, size_t s, uint32_t z, double area_m2, struct tomt_zone_piece *out, double *share, struct tomt_error *err)
{
    const struct tomt_room_zone *zone = &asker->zone[z];
    const struct permitted *shares;
    if (!shares_for(asker, zone, &shares, err))
        return false;
    *out = tomt_piece_silent;
    out->area_m2 = area_m2;
    out->whole_zone_m2 = fmax(zone->whole_m2, area_m2); /* rounding */
    out->rules = zone->rules;
    out->rules.parking_spaces *= out->area_m2 / out->whole_zone_m2;
    out->use = shares ? shares->share : NULL;
    out->n_uses = shares ? shares->n : 0;
    out->limit_share = left_share(asker, s, z, area_m2);
    *share = permitted_share(shares);
    return true;
}

/* Zones of other uses are no plot: of them a site has at most what its border is drawn amiss, and a rule that nobody can read there is no matter. */
static bool pieces_of(struct asker *asker, size_t s, struct tomt_room_piece *out, size_t *n, double *limited_m2, struct tomt_error *err)
{
    const struct tomt_overlaps *on = &asker->state->room.ground.zone;
    const struct tomt_capacity_settings *settings = &asker->state->project->capacity.settings;
    double ground_m2 = 0;
    *limited_m2 = 0;
    *n = 0;
    for (uint64_t k = on->start[s]; k < on->start[s + 1]; k++)
        ground_m2 += asker->asked[on->row[k]] ? on->area_m2[k] : 0;
    for (uint64_t k = on->start[s]; k < on->start[s + 1]; k++) {
        struct tomt_zone_piece *piece = &asker->piece[*n];
        struct tomt_room_piece *row = &out[*n];
        double share;
        if (!asker->asked[on->row[k]])
            continue;
        if (!piece_of(asker, s, on->row[k], on->area_m2[k], piece, &share, err))
            return false;
        double left = piece->limit_share;
        *row = (struct tomt_room_piece){.zone = on->row[k], .area_m2 = piece->area_m2, .whole_zone_m2 = piece->whole_zone_m2, .left_share = left, .permitted_share = share};
        struct tomt_zone_piece told = *piece; /* a zone where nothing more may be built holds what stands there */
        told.existing_bra_m2 = asker->state->room.existing_bra_m2[s] * (piece->area_m2 / ground_m2);
        told.limit_share = NAN;
        tomt_piece_capacity(&told, settings, &row->of);
        row->unlimited_bra_m2 = row->of.allowed_bra_m2;
        if (left < 1) {
            told.limit_share = left;
            tomt_piece_capacity(&told, settings, &row->of);
            *limited_m2 += share > 0 ? share * (row->unlimited_bra_m2 - row->of.allowed_bra_m2) : 0;
        }
        ++*n;
    }
    return true;
}

static bool add_use(struct asker *asker, const char *name, double floor_m2, size_t *n, struct tomt_error *err)
{
    size_t u = 0;
    while (u < *n && strcmp(asker->use[u].use, name))
        u++;
    if (u == asker->use_capacity) {
        size_t capacity = 2 * u + 16;
        struct tomt_use_share *use = tomt_arena_block(asker->state->arena, asker->use, capacity * sizeof *use, err);
        if (!use)
            return false;
        asker->use = use;
        asker->use_capacity = capacity;
    }
    if (u == *n)
        asker->use[(*n)++] = (struct tomt_use_share){name, 0, true};
    asker->use[u].share += floor_m2;
    return true;
}

/* Uses of a site by the floor that each zone gives them. Where no more may be built none of it is unused. */
static bool uses_of(struct asker *asker, const struct tomt_room_piece *piece, size_t n, size_t *n_uses, double *all_m2, struct tomt_error *err)
{
    *n_uses = 0;
    *all_m2 = 0;
    for (size_t i = 0; i < n; i++) {
        const struct tomt_zone_piece *at = &asker->piece[i];
        struct tomt_use_share whole = {asker->zone[piece[i].zone].use, 1, true};
        const struct tomt_use_share *share = at->n_uses ? at->use : &whole;
        double floor = piece[i].of.no_more ? 0 : piece[i].of.floor_bra_m2;
        for (size_t k = 0; floor > 0 && k < (at->n_uses ? at->n_uses : 1); k++) {
            const char *name = share[k].use;
            if (!share[k].permitted || !name)
                continue;
            if (!has_basis(&asker->state->project->capacity, name) && asker->main_use)
                name = asker->main_use;
            if (!add_use(asker, name, floor * share[k].share, n_uses, err))
                return false;
            *all_m2 += floor * share[k].share;
        }
    }
    return true;
}

static const struct tomt_jobs_of_uses no_jobs = {.range = {NAN, NAN, NAN}, .with_basis_m2 = NAN, .without_basis_m2 = NAN};

/* Jobs of the unused floor. */
static bool jobs_of(struct asker *asker, const struct tomt_room_piece *piece, size_t n, double floor_m2, struct tomt_jobs_of_uses *out, struct tomt_error *err)
{
    const struct tomt_capacity_options *options = &asker->state->project->capacity;
    size_t n_uses;
    double all_m2;
    *out = no_jobs;
    if (floor_m2 == 0)
        *out = (struct tomt_jobs_of_uses){.range = {0, 0, 0}};
    if (isnan(floor_m2) || floor_m2 == 0)
        return true;
    if (!uses_of(asker, piece, n, &n_uses, &all_m2, err))
        return false;
    for (size_t u = 0; u < n_uses; u++)
        asker->use[u].share /= all_m2;
    if (n_uses)
        tomt_jobs_of_uses(floor_m2, asker->use, n_uses, options->basis, options->n_bases, options->settings.bra_of_bta, out);
    return true;
}

static bool profile_start(struct asker *asker, struct tomt_room_profile *profile, struct tomt_error *err)
{
    const struct tomt_run_state *state = asker->state;
    size_t n = state->sites.n, n_zones = state->zones.n;
    const struct tomt_overlaps *on = &state->room.ground.zone;
    *profile = (struct tomt_room_profile){0};
    profile->capacity = tomt_arena_block(state->arena, NULL, (n + 1) * sizeof *profile->capacity, err);
    profile->jobs = tomt_arena_block(state->arena, NULL, (n + 1) * sizeof *profile->jobs, err);
    profile->limited_bra_m2 = tomt_arena_block(state->arena, NULL, (n + 1) * sizeof(double), err);
    profile->piece_start = tomt_arena_block(state->arena, NULL, (n + 1) * sizeof *profile->piece_start, err);
    asker->asked = tomt_arena_block(state->arena, NULL, (n_zones + 1) * sizeof *asker->asked, err);
    if (!profile->capacity || !profile->jobs || !profile->limited_bra_m2 || !profile->piece_start || !asker->asked)
        return false;
    for (size_t z = 0; z < n_zones; z++)
        asker->asked[z] = tomt_room_permits(&state->project->profile[asker->p], asker->zone[z].use);
    uint64_t n_pieces = 0;
    asker->piece_capacity = 1;
    for (size_t s = 0; s < n; s++) {
        size_t here = 0;
        bool of_profile = state->sites.profiles[s] >> asker->p & 1;
        for (uint64_t k = on->start[s]; of_profile && k < on->start[s + 1]; k++)
            here += asker->asked[on->row[k]] ? 1 : 0;
        profile->piece_start[s] = n_pieces;
        n_pieces += here;
        asker->piece_capacity = here > asker->piece_capacity ? here : asker->piece_capacity;
    }
    profile->piece_start[n] = n_pieces;
    profile->piece = tomt_arena_block(state->arena, NULL, (size_t)(n_pieces + 1) * sizeof *profile->piece, err);
    asker->piece = tomt_arena_block(state->arena, NULL, asker->piece_capacity * sizeof *asker->piece, err);
    return profile->piece && asker->piece;
}

static bool profile_capacity(struct tomt_run_state *state, const struct tomt_room_zone *zone, size_t p, struct tomt_error *err)
{
    struct tomt_room *room = &state->room;
    struct tomt_room_profile *profile = &room->profile[p];
    struct asker asker = {.state = state, .zone = zone, .p = p, .main_use = tomt_room_main_use(state->project, p)};
    static const struct tomt_site_capacity unknown = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, TOMT_CAP_NO_RULE};
    if (!profile_start(&asker, profile, err))
        return false;
    for (size_t s = 0; s < state->sites.n; s++) {
        struct tomt_room_piece *piece = profile->piece + profile->piece_start[s];
        size_t n;
        profile->capacity[s] = unknown;
        profile->jobs[s] = no_jobs;
        profile->limited_bra_m2[s] = NAN;
        if (!(state->sites.profiles[s] >> p & 1))
            continue;
        if (!pieces_of(&asker, s, piece, &n, &profile->limited_bra_m2[s], err))
            return false;
        tomt_site_capacity(asker.piece, n, room->existing_bra_m2[s], (enum tomt_growth)room->growth[s], &state->project->capacity.settings,
                           &profile->capacity[s]);
        if (!jobs_of(&asker, piece, n, profile->capacity[s].unused_floor_m2, &profile->jobs[s], err))
            return false;
    }
    tomt_arena_drop(state->arena, asker.piece);
    tomt_arena_drop(state->arena, asker.asked);
    if (asker.use)
        tomt_arena_drop(state->arena, asker.use);
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

/* profiles: bits of those whose capacity is asked for. */
static bool measure(struct tomt_run_state *state, const struct tomt_room_zone *zone, uint64_t profiles, struct tomt_error *err)
{
    struct tomt_room *room = &state->room;
    struct tomt_site_inputs inputs = {
        .project = state->project, .layer = state->layer_ref, .n_layers = state->project->n_layers, .study_area = &state->study_area};
    if (!tomt_ground_measure(state->arena, &inputs, &state->zones, &state->sites, &room->buildings, state->crew, &room->ground, err) ||
        !growth_of_sites(state, err) || !tomt_room_existing(state, err))
        return false;
    for (size_t p = 0; p < state->project->n_profiles; p++)
        if (profiles >> p & 1 && !profile_capacity(state, zone, p, err))
            return tomt_while(err, "capacity of profile '%s'", state->project->profile[p].name);
    return true;
}

static bool weighs_capacity(const struct tomt_profile *profile)
{
    return profile->assembly.wanted && profile->assembly.of == 1;
}

/* What may still be built on each parcel, of the profiles that weigh parcels by it. Of the measuring itself nothing is kept: the parcels are not the sites yet. */
static bool weights(struct tomt_run_state *state, const struct tomt_room_zone *zone, const double **weight, struct tomt_error *err)
{
    size_t n_profiles = state->project->n_profiles, n = state->sites.n;
    struct tomt_room *room = &state->room;
    struct tomt_arena *kept = state->arena, *brief;
    uint64_t wanted = 0;
    for (size_t p = 0; p < n_profiles; p++)
        wanted |= (uint64_t)(weighs_capacity(&state->project->profile[p]) ? 1 : 0) << p;
    if (!wanted)
        return true;
    if (!(brief = tomt_arena_new(err)))
        return false;
    state->arena = brief;
    bool ok = measure(state, zone, wanted, err);
    state->arena = kept;
    for (size_t p = 0; ok && p < n_profiles; p++) {
        double *of = wanted >> p & 1 ? tomt_arena_block(kept, NULL, (n + 1) * sizeof *of, err) : NULL;
        ok = of || !(wanted >> p & 1);
        for (size_t s = 0; of && s < n; s++)
            of[s] = room->profile[p].capacity[s].unused_bra_m2;
        weight[p] = of;
        room->profile[p] = (struct tomt_room_profile){0};
    }
    room->ground = (struct tomt_ground){0};
    room->growth = room->existing_from = NULL;
    room->existing_bra_m2 = NULL;
    tomt_arena_free(brief);
    return ok;
}

static bool assemble(struct tomt_run_state *state, const struct tomt_room_zone *zone, struct tomt_error *err)
{
    const struct tomt_project *project = state->project;
    struct tomt_room *room = &state->room;
    bool wanted = false;
    for (size_t p = 0; p < project->n_profiles; p++)
        wanted |= project->profile[p].assembly.wanted;
    room->assembled = tomt_arena_alloc(state->arena, (project->n_profiles + 1) * sizeof *room->assembled, err);
    if (!room->assembled || !wanted)
        return room->assembled != NULL;
    const double **weight = tomt_arena_alloc(state->arena, (project->n_profiles + 1) * sizeof *weight, err);
    if (!weight || !weights(state, zone, weight, err))
        return false;
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
           assemble(state, zone, err) && measure(state, zone, UINT64_MAX, err) && tomt_room_readiness(state, zone, err) && tomt_room_owners(state, err) &&
           tomt_room_seen(state, err);
}
