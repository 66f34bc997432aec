/* run/room_inside.h: what the files of room to build hand each other. Inside this room only. */
#ifndef TOMT_RUN_ROOM_INSIDE_H
#define TOMT_RUN_ROOM_INSIDE_H

#include "run/state.h"

struct tomt_room_zone { /* a zone as capacity sees it; `rules.rule` points at `rule`: never copied, only pointed at */
    const char *use;
    struct tomt_plan_rule rule[3];
    struct tomt_zone_rules rules;
    double whole_m2;
    const struct tomt_use_share *share; /* of a mixed zone; NULL: not mixed */
    size_t n_shares;
    enum tomt_plan_kind plan;
};
/* room_rules.c. -1: no type of utilisation. */
int tomt_room_utilisation(const char *text);
enum tomt_plan_kind tomt_room_plan_kind(const char *text); /* NULL: unknown */
bool tomt_room_permits(const struct tomt_profile *profile, const char *use); /* is it one of its uses? NULL: no */
bool tomt_room_zones(const struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_room_zone **out, struct tomt_error *err);

/* room_seen.c: allowed - existing_counted, whatever the strategy: below 0 where the plan allows less than stands there. NaN: not known. */
double tomt_room_net_bra_m2(const struct tomt_site_capacity *capacity);

/* room.c: the use whose m2 per employee stand for uses that have none; NULL: no use of the profile has any. */
const char *tomt_room_main_use(const struct tomt_project *project, size_t p);

/* room_existing.c: buildings of all layers; what stands on each site; owners. */
bool tomt_room_buildings(struct tomt_run_state *state, struct tomt_error *err);
bool tomt_room_existing(struct tomt_run_state *state, struct tomt_error *err);
bool tomt_room_owners(struct tomt_run_state *state, struct tomt_error *err);

/* room_ready.c */
bool tomt_room_readiness(struct tomt_run_state *state, const struct tomt_room_zone *zone, struct tomt_error *err);

/* room_seen.c: the columns that criteria asked for. */
bool tomt_room_seen(struct tomt_run_state *state, struct tomt_error *err);

/* room_buy.c: plans that zone the sites; what the city might buy (name NULL: nobody is known to own the sites). */
bool tomt_run_plan_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table, struct tomt_error *err);
bool tomt_run_purchase_layer(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_run_table *out, struct tomt_error *err);
/* room_areas.c: area_capacity, area_strategy and target. */
bool tomt_run_area_capacity(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_run_table out[3], struct tomt_error *err);

#endif
