/* run/room_tables.c: tables of docs/room-to-build.md that have a row per site: capacity, its pieces, losses, constraints, parcels. */
#include "run/room_inside.h"
#include "base/put.h"

#include "geo/wkb.h"
#include "sites/cover.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const growth_name[] = {[TOMT_GROW_DENSIFY] = "densify", [TOMT_GROW_TRANSFORM] = "transform", [TOMT_GROW_NONE] = "none"};

static const char *const effect_name[] = {[TOMT_EFFECT_INFORM] = "inform", [TOMT_EFFECT_EXCLUDE] = "exclude", [TOMT_EFFECT_LIMIT] = "limit",
                                          [TOMT_EFFECT_PENALISE] = "penalise"};

static const char *profile_name(const struct tomt_run_state *state, size_t p)
{
    return state->project->profile[p].name;
}

/* "H310, H320"; NULL: the whole layer. */
static const char *codes_text(struct tomt_arena *arena, const struct tomt_texts *codes, struct tomt_error *err)
{
    struct tomt_text text = {0};
    if (!codes->n)
        return NULL;
    for (size_t i = 0; i < codes->n; i++)
        tomt_text_print(&text, "%s%s", i ? ", " : "", codes->item[i]);
    return tomt_text_keep(&text, arena, err);
}

static const char *why_of(enum tomt_cap_why why)
{
    return why == TOMT_CAP_OK ? NULL : tomt_cap_why_name[why];
}

const char *tomt_room_why(const struct tomt_run_state *state, size_t p, size_t s)
{
    return why_of(state->room.profile[p].capacity[s].why);
}

static const char *yes_or_no(bool yes)
{
    return yes ? "yes" : "no";
}

static bool capacity_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column column[] = {
        {"profile", TOMT_TEXT},        {"site_id", TOMT_TEXT},          {"growth", TOMT_TEXT},        {"permitted_m2", TOMT_REAL},
        {"allowed_bra_m2", TOMT_REAL}, {"known_bra_m2", TOMT_REAL},     {"unknown_m2", TOMT_REAL},    {"existing_bra_m2", TOMT_REAL},
        {"existing_counted_m2", TOMT_REAL}, {"unused_bra_m2", TOMT_REAL}, {"unused_floor_m2", TOMT_REAL}, {"replaces_m2", TOMT_REAL},
        {"net_bra_m2", TOMT_REAL},     {"plan_below_existing", TOMT_TEXT},
        {"minimum_bra_m2", TOMT_REAL}, {"parking_m2", TOMT_REAL},       {"limited_bra_m2", TOMT_REAL}, {"floor_with_basis_m2", TOMT_REAL},
        {"floor_without_basis_m2", TOMT_REAL}, {"jobs_low", TOMT_REAL}, {"jobs", TOMT_REAL},          {"jobs_high", TOMT_REAL},
        {"why", TOMT_TEXT}};
    struct tomt_put put;
    tomt_put_start(&put, arena, table, column, sizeof column / sizeof *column, 0, err);
    for (size_t p = 0; p < state->project->n_profiles; p++)
        for (size_t row = 0; row < state->scored[p].n; row++) {
            size_t s = state->scored[p].site[row];
            const struct tomt_room_profile *of = &state->room.profile[p];
            const struct tomt_site_capacity *c = &of->capacity[s];
            const struct tomt_jobs_of_uses *jobs = &of->jobs[s];
            tomt_put_text(&put, profile_name(state, p));
            tomt_put_text(&put, state->sites.site_id[s]);
            tomt_put_text(&put, growth_name[state->room.growth[s]]);
            double net_m2 = tomt_room_net_bra_m2(c);
            const double found[] = {c->permitted_m2, c->allowed_bra_m2, c->known_bra_m2, c->unknown_m2, c->existing_bra_m2, c->existing_counted_m2,
                                    c->unused_bra_m2, c->unused_floor_m2, c->replaces_m2, net_m2};
            const double further[] = {c->minimum_bra_m2, c->parking_m2, of->limited_bra_m2[s], jobs->with_basis_m2, jobs->without_basis_m2,
                                      jobs->range.low, jobs->range.central, jobs->range.high};
            for (size_t i = 0; i < sizeof found / sizeof *found; i++)
                tomt_put_real(&put, found[i]);
            tomt_put_text(&put, isnan(net_m2) ? NULL : yes_or_no(net_m2 < 0));
            for (size_t i = 0; i < sizeof further / sizeof *further; i++)
                tomt_put_real(&put, further[i]);
            tomt_put_text(&put, tomt_room_why(state, p, s));
        }
    return tomt_put_end(&put);
}

static const char *rule_name(int type)
{
    static const char *const name[] = {[10] = "no building", [11] = "no more building", [12] = "%-BYA (1997)", [13] = "T-BRA", [14] = "%-TU",
                                       [15] = "BYA",         [16] = "%-BYA",            [17] = "BRA",          [18] = "%-BRA"};
    return type >= 10 && type <= 18 ? name[type] : NULL;
}

/* Of several rules of one type the smaller number decides: they are of one unit. */
static double rule_number(const struct tomt_room_zone *zone, int type)
{
    double least = NAN;
    for (size_t i = 0; i < zone->rules.n_rules; i++)
        if (zone->rule[i].type == type)
            least = fmin(least, zone->rule[i].number); /* NaN gives way */
    return least;
}

static bool piece_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column column[] = {
        {"profile", TOMT_TEXT},     {"site_id", TOMT_TEXT},        {"zone", TOMT_INTEGER},        {"use", TOMT_TEXT},       {"area_m2", TOMT_REAL},
        {"whole_zone_m2", TOMT_REAL}, {"permitted_share", TOMT_REAL}, {"rule", TOMT_TEXT},          {"rule_number", TOMT_REAL}, {"storeys", TOMT_REAL},
        {"allowed_bra_m2", TOMT_REAL}, {"parking_m2", TOMT_REAL},   {"left_share", TOMT_REAL},
        {"minimum_above_allowed", TOMT_TEXT}, {"storeys_from_height", TOMT_TEXT}, {"why", TOMT_TEXT}};
    struct tomt_room_zone *zone;
    struct tomt_put put;
    if (!tomt_room_zones(state, arena, &zone, err))
        return false;
    tomt_put_start(&put, arena, table, column, sizeof column / sizeof *column, 0, err);
    for (size_t p = 0; p < state->project->n_profiles; p++)
        for (size_t row = 0; row < state->scored[p].n; row++) {
            size_t s = state->scored[p].site[row];
            const struct tomt_room_profile *of = &state->room.profile[p];
            for (uint64_t k = of->piece_start[s]; k < of->piece_start[s + 1]; k++) {
                const struct tomt_room_piece *piece = &of->piece[k];
                tomt_put_text(&put, profile_name(state, p));
                tomt_put_text(&put, state->sites.site_id[s]);
                tomt_put_integer(&put, (int64_t)piece->zone + 1); /* rows of layer `zone` have these fids */
                tomt_put_text(&put, zone[piece->zone].use);
                tomt_put_real(&put, piece->area_m2);
                tomt_put_real(&put, piece->whole_zone_m2);
                tomt_put_real(&put, piece->permitted_share);
                tomt_put_text(&put, rule_name(piece->of.binding_type));
                tomt_put_real(&put, rule_number(&zone[piece->zone], piece->of.binding_type));
                tomt_put_real(&put, piece->of.storeys);
                tomt_put_real(&put, piece->of.allowed_bra_m2);
                tomt_put_real(&put, piece->of.parking_m2);
                tomt_put_real(&put, piece->left_share);
                tomt_put_text(&put, isnan(piece->of.allowed_bra_m2) ? NULL : yes_or_no(piece->of.minimum_above_allowed));
                tomt_put_text(&put, isnan(piece->of.storeys) ? NULL : yes_or_no(piece->of.storeys_from_height));
                tomt_put_text(&put, why_of(piece->of.why));
            }
        }
    return tomt_put_end(&put);
}

/* --- losses --------------------------------------------------------------------------------------------------- */

struct losses {
    struct tomt_put put;
    struct tomt_run_state *state;
    size_t p, s;
    const char **codes; /* [constraint] of the profile */
};

static void put_loss(struct losses *at, int64_t step, const char *effect, const char *layer, const char *codes, double ground_m2, double bra_m2)
{
    tomt_put_text(&at->put, profile_name(at->state, at->p));
    tomt_put_text(&at->put, at->state->sites.site_id[at->s]);
    tomt_put_integer(&at->put, step);
    tomt_put_text(&at->put, effect);
    tomt_put_text(&at->put, layer);
    tomt_put_text(&at->put, codes);
    tomt_put_real(&at->put, ground_m2);
    tomt_put_real(&at->put, bra_m2);
}

/* Of the parcels, what is in no zone that the profile asks for; with parts: separate each part has its share, as of its area. */
static double not_permitted_m2(const struct tomt_run_state *state, size_t s, size_t p)
{
    const struct tomt_sites *sites = &state->sites;
    double whole_m2 = 0, permitted_m2 = 0;
    for (uint64_t m = sites->member_start[s]; m < sites->member_start[s + 1]; m++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&state->layer[sites->member[m].layer].shapes, sites->member[m].row, &size);
        whole_m2 += tomt_wkb_area_m2(wkb, size);
    }
    if (state->project->sites.parts != TOMT_PARTS_SEPARATE)
        return whole_m2 - sites->area_m2[s];
    for (uint64_t u = sites->use_start[s]; u < sites->use_start[s + 1]; u++)
        if (tomt_room_permits(&state->project->profile[p], sites->use_name[sites->use_code[u]]))
            permitted_m2 += sites->use_area_m2[u];
    return permitted_m2 > 0 ? (whole_m2 - permitted_m2) * fmin(1, sites->area_m2[s] / permitted_m2) : 0;
}

/* Of an assembly, ground that belongs to more than one of its parcels: it counts in each of them, and once in the site. */
static double overlap_m2(const struct losses *at, double lost_m2)
{
    const struct tomt_sites *sites = &at->state->sites;
    size_t s = at->s;
    double twice_m2 = sites->area_m2[s] - lost_m2 - sites->developable_m2[s];
    bool several = sites->member_start[s + 1] - sites->member_start[s] > 1;
    return several && twice_m2 > fmax(TOMT_NOISE_M2, 1e-6 * sites->area_m2[s]) ? twice_m2 : 0; /* rounding is none */
}

/* Floor area that one limit takes: its share of each piece. */
static double limited_bra_m2(const struct losses *at, uint64_t from, uint64_t to, uint16_t constraint)
{
    const struct tomt_room_profile *of = &at->state->room.profile[at->p];
    const struct tomt_limits *limits = &at->state->room.ground.limits;
    double lost_m2 = 0;
    for (uint64_t k = of->piece_start[at->s]; k < of->piece_start[at->s + 1]; k++) {
        const struct tomt_room_piece *piece = &of->piece[k];
        for (uint64_t i = from; i < to; i++)
            if (limits->zone[i] == piece->zone && limits->constraint[i] == constraint && piece->permitted_share > 0)
                lost_m2 += piece->permitted_share * piece->unlimited_bra_m2 * limits->lost_m2[i] / piece->area_m2;
    }
    return lost_m2;
}

static void put_limits(struct losses *at, uint64_t from, uint64_t to)
{
    const struct tomt_profile *profile = &at->state->project->profile[at->p];
    const struct tomt_limits *limits = &at->state->room.ground.limits;
    for (size_t c = 0; c < profile->n_constraints; c++) {
        bool any = false;
        for (uint64_t i = from; i < to; i++)
            any |= limits->constraint[i] == c;
        if (any)
            put_loss(at, (int64_t)c + 1, "limit", profile->constraint[c].layer, at->codes[c], 0, limited_bra_m2(at, from, to, (uint16_t)c));
    }
}

static bool put_losses_of(struct losses *at, struct tomt_arena *arena, struct tomt_error *err)
{
    struct tomt_run_state *state = at->state;
    const struct tomt_losses *losses = &state->sites.losses;
    const struct tomt_limits *limits = &state->room.ground.limits;
    const struct tomt_profile *profile = &state->project->profile[at->p];
    uint64_t loss = 0, limit = 0;
    at->codes = tomt_arena_alloc(arena, (profile->n_constraints + 1) * sizeof *at->codes, err);
    if (!at->codes)
        return false;
    for (size_t c = 0; c < profile->n_constraints; c++) {
        at->codes[c] = codes_text(arena, &profile->constraint[c].codes, err);
        if (profile->constraint[c].codes.n && !at->codes[c])
            return false;
    }
    for (at->s = 0; at->s < state->sites.n; at->s++) {
        while (loss < losses->n && (losses->site[loss] < at->s || (losses->site[loss] == at->s && losses->profile[loss] < at->p)))
            loss++;
        while (limit < limits->n && (limits->site[limit] < at->s || (limits->site[limit] == at->s && limits->profile[limit] < at->p)))
            limit++;
        if (!(state->sites.profiles[at->s] >> at->p & 1)) /* rejected by a veto */
            continue;
        double outside_m2 = state->sites.member_start[at->s + 1] > state->sites.member_start[at->s] ? not_permitted_m2(state, at->s, at->p) : 0;
        if (outside_m2 > TOMT_NOISE_M2)
            put_loss(at, 0, "not_permitted", NULL, NULL, outside_m2, NAN);
        double lost_m2 = 0;
        for (uint64_t i = loss; i < losses->n && losses->site[i] == at->s && losses->profile[i] == at->p; i++) {
            uint16_t c = losses->constraint[i];
            bool sliver = c == TOMT_LOSS_SLIVER;
            lost_m2 += losses->ground_m2[i];
            put_loss(at, sliver ? (int64_t)profile->n_constraints + 1 : (int64_t)c + 1, sliver ? "sliver" : "exclude",
                     sliver ? NULL : profile->constraint[c].layer, sliver ? NULL : at->codes[c], losses->ground_m2[i], NAN);
        }
        if (overlap_m2(at, lost_m2) > 0)
            put_loss(at, (int64_t)profile->n_constraints + 2, "overlap", NULL, NULL, overlap_m2(at, lost_m2), NAN);
        uint64_t to = limit;
        while (to < limits->n && limits->site[to] == at->s && limits->profile[to] == at->p)
            to++;
        put_limits(at, limit, to);
    }
    return true;
}

static bool loss_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column column[] = {{"profile", TOMT_TEXT}, {"site_id", TOMT_TEXT}, {"step", TOMT_INTEGER}, {"effect", TOMT_TEXT},
                                                    {"layer", TOMT_TEXT},   {"codes", TOMT_TEXT},   {"ground_m2", TOMT_REAL}, {"bra_m2", TOMT_REAL}};
    struct losses at = {.state = state};
    tomt_put_start(&at.put, arena, table, column, sizeof column / sizeof *column, 0, err);
    for (at.p = 0; at.p < state->project->n_profiles; at.p++)
        if (!put_losses_of(&at, arena, err))
            return false;
    return tomt_put_end(&at.put);
}

static bool constraint_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column column[] = {{"profile", TOMT_TEXT},      {"site_id", TOMT_TEXT},   {"step", TOMT_INTEGER},   {"layer", TOMT_TEXT},
                                                    {"codes", TOMT_TEXT},        {"effect", TOMT_TEXT},    {"safety_class", TOMT_TEXT}, {"buffer_m", TOMT_REAL},
                                                    {"covered_m2", TOMT_REAL},   {"share", TOMT_REAL},     {"main_layer", TOMT_TEXT},  {"main_feature", TOMT_INTEGER}};
    const struct tomt_covers *covers = &state->room.ground.covers;
    struct tomt_put put;
    tomt_put_start(&put, arena, table, column, sizeof column / sizeof *column, 0, err);
    for (size_t p = 0; p < state->project->n_profiles; p++)
        for (size_t c = 0; c < state->project->profile[p].n_constraints; c++) {
            const struct tomt_profile_constraint *constraint = &state->project->profile[p].constraint[c];
            const char *codes = codes_text(arena, &constraint->codes, err);
            if (constraint->effect == TOMT_EFFECT_EXCLUDE) /* cut away: see losses */
                continue;
            if (constraint->codes.n && !codes)
                return false;
            for (size_t row = 0; row < state->scored[p].n; row++) {
                size_t s = state->scored[p].site[row];
                for (uint64_t k = covers->site.start[s]; k < covers->site.start[s + 1]; k++) {
                    if (covers->site.row[k] != covers->of[p][c])
                        continue;
                    tomt_put_text(&put, profile_name(state, p));
                    tomt_put_text(&put, state->sites.site_id[s]);
                    tomt_put_integer(&put, (int64_t)c + 1);
                    tomt_put_text(&put, constraint->layer);
                    tomt_put_text(&put, codes);
                    tomt_put_text(&put, effect_name[constraint->effect]);
                    tomt_put_text(&put, constraint->safety_class);
                    tomt_put_real(&put, constraint->buffer_m);
                    tomt_put_real(&put, covers->site.area_m2[k]);
                    tomt_put_real(&put, fmin(1, covers->site.area_m2[k] / state->sites.developable_m2[s]));
                    tomt_put_text(&put, state->project->layer[covers->main_layer[k]].name);
                    tomt_put_integer(&put, state->layer[covers->main_layer[k]].fid[covers->main_row[k]]);
                }
            }
        }
    return tomt_put_end(&put);
}

/* Every constraint as its profile has it, also those that meet no site; `step` joins it with the tables above. */
static bool asked_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column column[] = {{"profile", TOMT_TEXT},      {"step", TOMT_INTEGER},   {"layer", TOMT_TEXT},
                                                    {"title_en", TOMT_TEXT},     {"title_nb", TOMT_TEXT},  {"codes", TOMT_TEXT},
                                                    {"effect", TOMT_TEXT},       {"buffer_m", TOMT_REAL},  {"leaves", TOMT_REAL},
                                                    {"safety_class", TOMT_TEXT}, {"why_en", TOMT_TEXT},    {"why_nb", TOMT_TEXT}};
    struct tomt_put put;
    tomt_put_start(&put, arena, table, column, sizeof column / sizeof *column, 0, err);
    for (size_t p = 0; p < state->project->n_profiles; p++)
        for (size_t c = 0; c < state->project->profile[p].n_constraints; c++) {
            const struct tomt_profile_constraint *constraint = &state->project->profile[p].constraint[c];
            const char *codes = codes_text(arena, &constraint->codes, err);
            if (constraint->codes.n && !codes)
                return false;
            tomt_put_text(&put, profile_name(state, p));
            tomt_put_integer(&put, (int64_t)c + 1);
            tomt_put_text(&put, constraint->layer);
            tomt_put_text(&put, constraint->title.en);
            tomt_put_text(&put, constraint->title.nb);
            tomt_put_text(&put, codes);
            tomt_put_text(&put, effect_name[constraint->effect]);
            tomt_put_real(&put, constraint->buffer_m);
            tomt_put_real(&put, constraint->leaves);
            tomt_put_text(&put, constraint->safety_class);
            tomt_put_text(&put, constraint->why.en);
            tomt_put_text(&put, constraint->why.nb);
        }
    return tomt_put_end(&put);
}

static bool parcel_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column column[] = {
        {"site_fid", TOMT_INTEGER}, {"site_id", TOMT_TEXT}, {"parcel", TOMT_TEXT}, {"property", TOMT_TEXT}, {"area_m2", TOMT_REAL}, {"developable_m2", TOMT_REAL}};
    const struct tomt_sites *sites = &state->sites;
    bool of_parcels = state->project->sites.from == TOMT_SITES_PARCELS; /* else members are zones */
    struct tomt_put put;
    tomt_put_start(&put, arena, table, column, sizeof column / sizeof *column, 0, err);
    for (size_t s = 0; s < sites->n; s++)
        for (uint64_t m = sites->member_start[s]; of_parcels && state->site_fid[s] && m < sites->member_start[s + 1]; m++) {
            const struct tomt_member *member = &sites->member[m];
            const struct tomt_table *of = &state->layer[member->layer].table;
            const struct tomt_column *parcel = tomt_table_find(of, "parcel"), *property = tomt_table_find(of, "property");
            tomt_put_integer(&put, state->site_fid[s]);
            tomt_put_text(&put, sites->site_id[s]);
            tomt_put_text(&put, parcel && parcel->type == TOMT_TEXT ? tomt_column_text(parcel, member->row, NULL) : NULL);
            tomt_put_text(&put, property && property->type == TOMT_TEXT ? tomt_column_text(property, member->row, NULL) : NULL);
            tomt_put_real(&put, member->area_m2);
            tomt_put_real(&put, member->developable_m2);
        }
    return tomt_put_end(&put);
}

bool tomt_run_room_tables(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_run_table table[TOMT_MOST_ROOM_TABLES], size_t *n,
                          struct tomt_error *err)
{
    static const struct {
        const char *name;
        struct tomt_title title;
        bool (*make)(struct tomt_run_state *, struct tomt_arena *, struct tomt_table *, struct tomt_error *);
        bool of_capacity; /* nothing to tell where plans say nothing of utilisation */
    } row[] = {{"capacity", {"Capacity of sites", "Tomtenes kapasitet"}, capacity_table, true},
               {"capacity_piece", {"Capacity by zone", "Kapasitet per arealformål"}, piece_table, true},
               {"loss", {"Ground and floor area lost", "Tapt areal"}, loss_table, false},
               {"site_constraint", {"Constraints on sites", "Hensyn på tomtene"}, constraint_table, false},
               {"profile_constraint", {"Constraints of profiles", "Profilenes hensyn"}, asked_table, false},
               {"site_parcel", {"Parcels of sites", "Tomtenes teiger"}, parcel_table, false},
               {"plan", {"Plans", "Planer"}, tomt_run_plan_table, false}};
    *n = 0;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        if (row[i].of_capacity && !state->room.wanted)
            continue;
        struct tomt_run_table *out = &table[(*n)++];
        *out = (struct tomt_run_table){.name = row[i].name, .title = row[i].title};
        if (!row[i].make(state, arena, &out->table, err))
            return tomt_while(err, "table '%s'", row[i].name);
    }
    if (!state->room.wanted)
        return true;
    if (!tomt_run_purchase_layer(state, arena, &table[*n], err))
        return false;
    *n += table[*n].name != NULL ? 1 : 0;
    if (!tomt_run_area_capacity(state, arena, &table[*n], err))
        return false;
    *n += 3;
    return true;
}
