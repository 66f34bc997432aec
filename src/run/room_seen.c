/* run/room_seen.c: room to build as criteria see it: the columns they asked for, of their own profile. */
#include "run/room_inside.h"

#include <math.h>
#include <stdlib.h>

struct value {
    double number;
    enum tomt_why why; /* where number is NaN */
};

static struct value known_or(double number, enum tomt_why why)
{
    return (struct value){number, isnan(number) ? why : TOMT_WHY_OK};
}

double tomt_room_net_bra_m2(const struct tomt_site_capacity *capacity)
{
    double net_m2 = capacity->allowed_bra_m2 - capacity->existing_counted_m2;
    return fabs(net_m2) <= 1e-9 * capacity->existing_counted_m2 ? 0 : net_m2; /* where what stands there is what is allowed, rounding is no difference */
}

static struct value constraint_share(const struct tomt_room *room, const struct tomt_sites *sites, size_t p, size_t n_constraints, const char *number,
                                     size_t s)
{
    char *end;
    unsigned long k = strtoul(number, &end, 10);
    const struct tomt_overlaps *on = &room->ground.covers.site;
    double covered_m2 = 0;
    if (*end || k < 1 || k > n_constraints)
        return (struct value){NAN, TOMT_WHY_MISSING_INPUT};
    for (uint64_t i = on->start[s]; i < on->start[s + 1]; i++)
        if (on->row[i] == room->ground.covers.of[p][k - 1])
            covered_m2 = on->area_m2[i];
    return (struct value){fmin(1, covered_m2 / sites->developable_m2[s]), TOMT_WHY_OK};
}

static struct value value_of(const struct tomt_run_state *state, size_t p, const char *name, size_t s)
{
    const struct tomt_room *room = &state->room;
    const struct tomt_site_capacity *capacity = &room->profile[p].capacity[s];
    const struct tomt_jobs_range *jobs = &room->profile[p].jobs[s].range;
    const struct tomt_sites *sites = &state->sites;
    if (!strcmp(name, "unused_bra_m2"))
        return known_or(capacity->unused_bra_m2, TOMT_WHY_MISSING_INPUT);
    if (!strcmp(name, "allowed_bra_m2"))
        return known_or(capacity->allowed_bra_m2, TOMT_WHY_MISSING_INPUT);
    if (!strcmp(name, "net_bra_m2"))
        return known_or(tomt_room_net_bra_m2(capacity), TOMT_WHY_MISSING_INPUT);
    if (!strcmp(name, "jobs_low"))
        return known_or(jobs->low, TOMT_WHY_MISSING_INPUT);
    if (!strcmp(name, "jobs"))
        return known_or(jobs->central, TOMT_WHY_MISSING_INPUT);
    if (!strcmp(name, "jobs_high"))
        return known_or(jobs->high, TOMT_WHY_MISSING_INPUT);
    if (!strcmp(name, "used_share")) {
        if (capacity->allowed_bra_m2 <= 0)
            return (struct value){NAN, TOMT_WHY_NOT_APPLICABLE};
        /* both of the profile's uses: in a mixed zone its share */
        return known_or(capacity->existing_counted_m2 / capacity->allowed_bra_m2, TOMT_WHY_MISSING_INPUT);
    }
    if (!strcmp(name, "readiness"))
        return room->plan_kind[s] == TOMT_PLAN_UNKNOWN && room->readiness[s].class_of != TOMT_READY_JOINT_PLAN
                   ? (struct value){NAN, TOMT_WHY_MISSING_INPUT}
                   : (struct value){(double)room->readiness[s].class_of + 1, TOMT_WHY_OK};
    if (!strcmp(name, "n_owners"))
        return !room->owners || room->owners[s].class_of == TOMT_OWNER_UNKNOWN ? (struct value){NAN, TOMT_WHY_MISSING_INPUT}
                                                                               : (struct value){(double)room->owners[s].n_owners, TOMT_WHY_OK};
    if (!strcmp(name, "n_parcels"))
        return sites->member_start[s + 1] == sites->member_start[s] || state->project->sites.from != TOMT_SITES_PARCELS
                   ? (struct value){NAN, TOMT_WHY_NOT_APPLICABLE}
                   : (struct value){(double)(sites->member_start[s + 1] - sites->member_start[s]), TOMT_WHY_OK};
    if (!strncmp(name, "constraint_", 11))
        return constraint_share(room, sites, p, state->project->profile[p].n_constraints, name + 11, s);
    return (struct value){NAN, TOMT_WHY_MISSING_INPUT};
}

static bool add_column(struct tomt_run_state *state, size_t p, const char *name, struct tomt_error *err)
{
    struct tomt_table *table = &state->room.profile[p].of_profile;
    if (tomt_table_find(table, name))
        return true;
    const char *why_name = tomt_arena_print(state->arena, err, "%s_why", name);
    struct tomt_column *number = tomt_table_column(table, name, TOMT_REAL, err);
    struct tomt_column *why = why_name ? tomt_table_column(table, why_name, TOMT_INTEGER, err) : NULL;
    if (!number || !why)
        return false;
    for (size_t s = 0; s < state->sites.n; s++) {
        bool of_profile = state->sites.profiles[s] >> p & 1;
        struct value value = of_profile ? value_of(state, p, name, s) : (struct value){NAN, TOMT_WHY_NOT_APPLICABLE};
        if (!tomt_column_add_real(number, value.number, err) || !tomt_column_add_integer(why, (int64_t)value.why, err))
            return false;
    }
    return true;
}

bool tomt_room_seen(struct tomt_run_state *state, struct tomt_error *err)
{
    size_t n = tomt_needs_count(state->needs);
    for (size_t p = 0; p < state->project->n_profiles; p++) {
        size_t wanted = 0;
        for (size_t f = 0; f < n; f++) {
            const struct tomt_fact_request *request = tomt_needs_request(state->needs, f);
            wanted += request->kind == TOMT_FACT_OF_PROFILE && request->profile == p ? 2 : 0;
        }
        struct tomt_table *table = &state->room.profile[p].of_profile;
        if (!tomt_table_start(table, state->arena, wanted, err))
            return false;
        for (size_t f = 0; f < n; f++) {
            const struct tomt_fact_request *request = tomt_needs_request(state->needs, f);
            if (request->kind == TOMT_FACT_OF_PROFILE && request->profile == p && !add_column(state, p, request->name, err))
                return false;
        }
        table->n_rows = state->sites.n;
    }
    return true;
}
