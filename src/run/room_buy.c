/* run/room_buy.c: plans that zone the sites, with their age; sites that the city might buy: large potential, low present use. Internal. */
#include "base/put.h"
#include "run/room_inside.h"

#include <math.h>
#include <stdlib.h>

/* --- plans ------------------------------------------------------------------------------------------------------- */

struct plan {
    const char *id, *name, *adopted;
    enum tomt_plan_kind kind;
    size_t n_sites;
    double area_m2;
    size_t last_site; /* the one counted last, plus 1 */
};

static const char *text_of(const struct tomt_layer *layer, const char *name, size_t row)
{
    const struct tomt_column *in = tomt_table_find(&layer->table, name);
    return in && in->type == TOMT_TEXT ? tomt_column_text(in, row, NULL) : NULL;
}

static int order(const char *a, const char *b) /* none last */
{
    return a && b ? strcmp(a, b) : (a == NULL) - (b == NULL);
}

static int by_plan(const void *a, const void *b)
{
    const struct plan *one = a, *other = b;
    int c = order(one->id, other->id);
    c = c ? c : order(one->name, other->name);
    c = c ? c : order(one->adopted, other->adopted);
    return c ? c : (int)one->kind - (int)other->kind;
}

/* Distinct plans, and of each zone which it is. */
static bool list_plans(const struct tomt_run_state *state, struct tomt_arena *arena, struct plan **out, size_t *n, uint32_t **of, struct tomt_error *err)
{
    const struct tomt_zones *zones = &state->zones;
    struct plan *all = tomt_arena_block(arena, NULL, (zones->n + 1) * sizeof *all, err);
    struct plan *own = tomt_arena_block(arena, NULL, (zones->n + 1) * sizeof *own, err);
    *of = tomt_arena_block(arena, NULL, (zones->n + 1) * sizeof **of, err);
    *out = all;
    *n = 0;
    if (!all || !own || !*of)
        return false;
    for (size_t z = 0; z < zones->n; z++) {
        const struct tomt_layer *layer = &state->layer[zones->layer[z]];
        size_t row = zones->row[z];
        own[z] = (struct plan){.id = text_of(layer, "plan_id", row),
                               .name = text_of(layer, "plan_name", row),
                               .adopted = text_of(layer, "adopted", row),
                               .kind = tomt_room_plan_kind(text_of(layer, "plan_type", row))};
        all[z] = own[z];
    }
    if (zones->n > 1)
        qsort(all, zones->n, sizeof *all, by_plan);
    for (size_t z = 0; z < zones->n; z++)
        if (!*n || by_plan(&all[*n - 1], &all[z]))
            all[(*n)++] = all[z];
    for (size_t z = 0; z < zones->n; z++) {
        const struct plan *found = bsearch(&own[z], all, *n, sizeof *all, by_plan);
        (*of)[z] = (uint32_t)(found - all);
    }
    return true;
}

bool tomt_run_plan_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column column[] = {{"plan_id", TOMT_TEXT}, {"plan_name", TOMT_TEXT}, {"plan_type", TOMT_TEXT}, {"adopted", TOMT_TEXT},
                                                    {"years", TOMT_REAL},   {"is_old", TOMT_TEXT},    {"n_sites", TOMT_INTEGER}, {"area_m2", TOMT_REAL}};
    const struct tomt_overlaps *on = &state->room.ground.zone;
    struct plan *plan;
    uint32_t *of;
    size_t n;
    struct tomt_put put;
    if (!list_plans(state, arena, &plan, &n, &of, err))
        return false;
    for (size_t s = 0; s < state->sites.n; s++)
        for (uint64_t k = on->start[s]; state->site_fid[s] && k < on->start[s + 1]; k++) {
            struct plan *here = &plan[of[on->row[k]]];
            here->n_sites += here->last_site != s + 1 ? 1 : 0;
            here->last_site = s + 1;
            here->area_m2 += on->area_m2[k];
        }
    tomt_put_start(&put, arena, table, column, sizeof column / sizeof *column, 0, err);
    for (size_t i = 0; i < n; i++) {
        struct tomt_plan_facts facts = {.adopted = plan[i].adopted, .today = state->room.today, .old_plan_years = state->project->capacity.old_plan_years};
        struct tomt_readiness_of age;
        if (!plan[i].n_sites)
            continue;
        tomt_readiness(&facts, &age);
        tomt_put_text(&put, plan[i].id);
        tomt_put_text(&put, plan[i].name);
        tomt_put_text(&put, tomt_plan_kind_name[plan[i].kind]);
        tomt_put_text(&put, plan[i].adopted);
        tomt_put_real(&put, age.plan_years);
        tomt_put_text(&put, !age.age_known ? NULL : age.is_old ? "yes" : "no");
        tomt_put_count(&put, plan[i].n_sites);
        tomt_put_real(&put, plan[i].area_m2);
    }
    return tomt_put_end(&put);
}

/* --- purchase ---------------------------------------------------------------------------------------------------- */

struct offer {
    uint32_t site, row; /* row: of the profile's scores */
    struct tomt_purchase of;
    const char *id;
};

static int by_index(const void *a, const void *b)
{
    const struct offer *one = a, *other = b;
    if (one->of.index != other->of.index)
        return one->of.index > other->of.index ? -1 : 1;
    return strcmp(one->id, other->id);
}

/* Of a parcel; NULL: no name, though there may be what parts names from one another. */
static const char *owner_of(const struct tomt_run_state *state, const struct tomt_member *member)
{
    const char *owner = text_of(&state->layer[member->layer], "owner", member->row);
    return owner && owner[strspn(owner, ";| \t\r\n")] ? owner : NULL;
}

/* All names, each once, as the data have them; NULL: there are none. */
static bool owners_text(const struct tomt_run_state *state, struct tomt_arena *arena, size_t s, const char **out, struct tomt_error *err)
{
    const struct tomt_sites *sites = &state->sites;
    struct tomt_text text = {0};
    for (uint64_t m = sites->member_start[s]; m < sites->member_start[s + 1]; m++) {
        const char *owner = owner_of(state, &sites->member[m]);
        bool again = false;
        for (uint64_t b = sites->member_start[s]; owner && b < m; b++) {
            const char *before = owner_of(state, &sites->member[b]);
            again |= before && !strcmp(before, owner);
        }
        if (owner && !again)
            tomt_text_print(&text, "%s%s", text.n ? "; " : "", owner);
    }
    *out = NULL;
    if (text.n || text.failed)
        return (*out = tomt_text_keep(&text, arena, err)) != NULL;
    tomt_text_free(&text);
    return true;
}

static size_t list_offers(const struct tomt_run_state *state, size_t p, struct offer *offer)
{
    size_t n = 0;
    for (size_t row = 0; row < state->scored[p].n; row++) {
        uint32_t s = state->scored[p].site[row];
        struct tomt_purchase of;
        if (tomt_purchase_index(&state->room.profile[p].capacity[s], state->room.owners[s].class_of, &state->project->capacity.purchase, &of) && of.index > 0)
            offer[n++] = (struct offer){s, (uint32_t)row, of, state->sites.site_id[s]};
    }
    if (n > 1)
        qsort(offer, n, sizeof *offer, by_index);
    return n;
}

static bool put_offer(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_put *put, size_t p, size_t rank, const struct offer *offer,
                      struct tomt_error *err)
{
    size_t s = offer->site;
    const struct tomt_owners *owners = &state->room.owners[s];
    const struct tomt_site_capacity *capacity = &state->room.profile[p].capacity[s];
    const char *names;
    if (!owners_text(state, arena, s, &names, err))
        return false;
    tomt_put_text(put, state->project->profile[p].name);
    tomt_put_count(put, rank);
    tomt_put_count(put, state->scored[p].rank[offer->row]);
    tomt_put_real(put, state->scored[p].score[offer->row]);
    tomt_put_text(put, state->sites.site_id[s]);
    tomt_put_real(put, offer->of.index);
    tomt_put_real(put, offer->of.use_term);
    tomt_put_real(put, offer->of.potential_term);
    tomt_put_real(put, offer->of.owner_term);
    tomt_put_text(put, tomt_owner_class_name[owners->class_of]);
    tomt_put_count(put, owners->n_owners);
    tomt_put_count(put, owners->n_estates);
    tomt_put_text(put, names);
    tomt_put_real(put, capacity->allowed_bra_m2);
    tomt_put_real(put, capacity->existing_bra_m2);
    tomt_put_real(put, capacity->unused_bra_m2);
    tomt_put_text(put, tomt_room_readiness_name(state, s));
    return true;
}

bool tomt_run_purchase_layer(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_run_table *out, struct tomt_error *err)
{
    static const struct tomt_put_column column[] = {
        {"profile", TOMT_TEXT},       {"rank", TOMT_INTEGER},      {"site_rank", TOMT_INTEGER}, {"score", TOMT_REAL}, {"site_id", TOMT_TEXT},      {"purchase_index", TOMT_REAL}, {"use_term", TOMT_REAL},
        {"potential_term", TOMT_REAL}, {"owner_term", TOMT_REAL},  {"owner_class", TOMT_TEXT},  {"n_owners", TOMT_INTEGER},    {"n_estates", TOMT_INTEGER},
        {"owners", TOMT_TEXT},        {"allowed_bra_m2", TOMT_REAL}, {"existing_bra_m2", TOMT_REAL}, {"unused_bra_m2", TOMT_REAL}, {"readiness", TOMT_TEXT}};
    struct tomt_put put;
    struct offer *offer = tomt_arena_block(arena, NULL, (state->sites.n + 1) * sizeof *offer, err);
    *out = (struct tomt_run_table){0};
    if (!offer || !state->room.owners)
        return offer != NULL;
    *out = (struct tomt_run_table){
        .name = "purchase", .title = {"Purchase candidates", "Kandidater for kjøp"}, .geometry_type = "MULTIPOLYGON", .internal = true};
    tomt_shapes_start(&out->shapes, arena, TOMT_POLYGONS);
    tomt_put_start(&put, arena, &out->table, column, sizeof column / sizeof *column, 0, err);
    for (size_t p = 0; p < state->project->n_profiles; p++) {
        size_t n = list_offers(state, p, offer);
        for (size_t i = 0; i < n; i++) {
            size_t size;
            const uint8_t *wkb = tomt_shapes_wkb(&state->sites.shapes, offer[i].site, &size);
            if (!put_offer(state, arena, &put, p, i + 1, &offer[i], err) || !tomt_shapes_add_wkb(&out->shapes, wkb, size, err))
                return false;
        }
    }
    tomt_arena_drop(arena, offer);
    return tomt_put_end(&put);
}
