/* run/room.h: room to build: capacity of each profile's sites, readiness, what stands there. Inside this room only.
 * Filled by room.c after the sites are final; read by criteria (of_profile), room_tables.c, room_areas.c, alternatives.c. */
#ifndef TOMT_RUN_ROOM_H
#define TOMT_RUN_ROOM_H

#include "capacity/capacity.h"
#include "ground/ground.h"
#include "sites/assemble.h"

#define TOMT_LEAST_SHARE 0.01 /* plans and requirements that meet no more of a site than this do not decide how ready it is: borders are drawn a little off */
enum tomt_plan_kind { TOMT_PLAN_UNKNOWN, TOMT_PLAN_MUNICIPAL, TOMT_PLAN_AREA, TOMT_PLAN_DETAILED }; /* the less ready first */
extern const char *const tomt_plan_kind_name[4]; /* NULL, "municipal", "area", "detailed" */
enum tomt_existing_from { TOMT_EXISTING_UNKNOWN, TOMT_EXISTING_BUILDINGS, TOMT_EXISTING_PARCEL };
struct tomt_room_piece { /* site ∩ zone, as a profile sees it */
    uint32_t zone;                     /* row in tomt_zones */
    double area_m2, whole_zone_m2, left_share, permitted_share;
    double unlimited_bra_m2;           /* allowed if no constraint limited it */
    struct tomt_piece_capacity of;
};
struct tomt_room_profile { /* arrays [site]; rows of sites that are not of the profile are NaN, and empty */
    struct tomt_site_capacity *capacity;
    struct tomt_jobs_of_uses *jobs;    /* of unused_floor_m2 */
    double *limited_bra_m2;            /* taken by limits */
    uint64_t *piece_start;             /* [site + 1] */
    struct tomt_room_piece *piece;
    struct tomt_table of_profile;      /* what criteria see: unused_bra_m2, allowed_bra_m2, jobs_low, jobs, jobs_high, n_owners, constraint_1 .. */
};
struct tomt_room_sequence { uint64_t *start; const char **code; /* distinct codes a site, ascending */ };
struct tomt_room {
    bool wanted;                       /* zones have `utilisation` */
    struct tomt_ground ground;
    struct tomt_shapes buildings;      /* of all building layers */
    double *building_bra_m2;           /* [building] NaN: not known */
    size_t n_buildings_unknown;
    bool has_buildings;                /* the project has such layers, with a building in them */
    double *existing_bra_m2;           /* [site] NaN: not known */
    uint8_t *existing_from;            /* [site] enum tomt_existing_from */
    uint8_t *growth;                   /* [site] enum tomt_growth */
    struct tomt_readiness_of *readiness; /* [site] */
    uint8_t *plan_kind;                /* [site] enum tomt_plan_kind of the least ready plan over more than the least share of it */
    struct tomt_room_sequence sequence, joint; /* [site] codes of requirements H430 to H450; of H810 */
    struct tomt_owners *owners;        /* [site]; NULL: no parcel layer has owners, or sites are no parcels */
    struct tomt_room_profile *profile; /* [profile] */
    struct tomt_assembled *assembled;  /* [profile] */
    const char *today;                 /* YYYY-MM-DD */
};

#endif
