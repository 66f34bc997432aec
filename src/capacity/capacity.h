/* capacity/capacity.h: what the plan lets be built on a site: floor area by rule, jobs by use, how ready it is.
 * Pure arithmetic on plain values: no geometry, no file, no project. Thread-safe. A number that is not known is NaN with a reason, never 0.
 * Theoretical and gross (DOMAIN.md, "Capacity"); floor area is BRA unless a name says BTA.
 * Sources: Grad av utnytting, H-2300 B (Kommunal- og distriktsdepartementet 2014, rev. 2021); byggteknisk forskrift (TEK17) chapters 5 and 6;
 * SOSI Plan, code list Utnyttingstype. */
#ifndef TOMT_CAPACITY_CAPACITY_H
#define TOMT_CAPACITY_CAPACITY_H

#include "base/arena.h"

/* SOSI Utnyttingstype. Types 1 to 7 are of older regimes and are not computed: no data (TOMT_CAP_OLD_REGIME). */
enum tomt_utilisation {
    TOMT_U_NONE = 0,          /* the plan says nothing */
    TOMT_U_NO_BUILDING = 10,
    TOMT_U_NO_MORE = 11,      /* no more than stands there */
    TOMT_U_PERCENT_BYA_97 = 12, /* footprint, per cent of the plot, rules of 1997 */
    TOMT_U_T_BRA = 13,        /* allowed floor area, m2 */
    TOMT_U_PERCENT_TU = 14,   /* allowed floor area, per cent of the plot */
    TOMT_U_BYA = 15,          /* footprint, m2 */
    TOMT_U_PERCENT_BYA = 16,
    TOMT_U_BRA = 17,          /* floor area, m2 */
    TOMT_U_PERCENT_BRA = 18
};
/* Why a number is what it is, or is not there. */
enum tomt_cap_why {
    TOMT_CAP_OK,
    TOMT_CAP_NO_RULE,         /* the plan gives no utilisation */
    TOMT_CAP_OLD_REGIME,      /* types 1 to 7 */
    TOMT_CAP_NO_STOREYS,      /* a footprint without storeys or height */
    TOMT_CAP_NO_NUMBER,       /* a type without its number */
    TOMT_CAP_NO_BUILDING,     /* types 10: 0 m2, known */
    TOMT_CAP_NOT_PERMITTED,   /* no piece of the site is zoned to a purpose that is asked for */
    TOMT_CAP_NO_EXISTING,     /* densify: what stands there is not known */
    TOMT_CAP_BAD_RULE,        /* a number below 0, more than 100 % BYA, a minimum above its maximum, storeys of 0: told, not used */
    TOMT_N_CAP_WHYS
};
extern const char *const tomt_cap_why_name[TOMT_N_CAP_WHYS]; /* "ok", "no_rule", ... */

struct tomt_plan_rule { /* one limit of a zone; a zone may have several: the smallest counts */
    int type;               /* enum tomt_utilisation */
    double number;          /* per cent or m2, as type says; NaN */
    double minimum;         /* the least that must be built, same unit; NaN: none */
};
struct tomt_zone_rules {
    const struct tomt_plan_rule *rule; size_t n_rules;
    double storeys;         /* NaN: not said */
    double height_m;        /* of the building (gesims or møne, as the plan means it); NaN */
    bool is_hall;           /* one open hall: planes of hall_plane_m count as floors in BRA, unless counts_planes is false */
    bool counts_planes;     /* the plan may say that planes do not count */
    double parking_spaces;  /* required on the ground, for the piece as a whole; 0: none, NaN: not said */
    double parking_m2_per_space; /* NaN: the setting */
    int parking_counts;     /* 0 as the setting says, 1 in BYA and BRA, 2 not */
};
struct tomt_use_share { /* a mixed zone holds a named share per use */
    const char *use;        /* code */
    double share;           /* 0 to 1; shares of a zone add up to 1 */
    bool permitted;         /* of a purpose that the profile asks for */
};
struct tomt_zone_piece { /* site ∩ zone, after what constraints took */
    double area_m2;         /* of the ground that counts as plot: zoned to the purpose */
    double whole_zone_m2;   /* absolute limits (BYA, BRA, T-BRA in m2) hold for the zone: a piece has its share by area; NaN: the limit is the plot's own */
    struct tomt_zone_rules rules;
    const struct tomt_use_share *use; size_t n_uses;
};
struct tomt_capacity_settings { /* each named, each lands in provenance */
    double hall_plane_m;        /* 3 */
    double storey_m;            /* 3.5: storeys of a height without storeys; NaN: never derived */
    double parking_m2_per_space;/* 18 on the ground */
    bool parking_in_bra;        /* H-2300: required parking on the ground counts */
    double bra_of_bta;          /* BRA = BTA x this; 0.9 */
};
enum tomt_growth { TOMT_GROW_DENSIFY, TOMT_GROW_TRANSFORM, TOMT_GROW_NONE };

struct tomt_piece_capacity { /* one piece: what it allows, and what decided */
    double allowed_bra_m2, allowed_bya_m2; /* NaN: not known */
    double minimum_bra_m2;                 /* NaN: none */
    double parking_m2;                     /* taken off */
    int binding_type;                      /* enum tomt_utilisation of the rule that is smallest */
    enum tomt_cap_why why;
};
bool tomt_piece_capacity(const struct tomt_zone_piece *piece, const struct tomt_capacity_settings *settings,
                         struct tomt_piece_capacity *out);

struct tomt_site_capacity {
    double allowed_bra_m2;    /* Σ pieces x permitted shares; NaN when any piece with permitted ground is not known */
    double known_bra_m2;      /* of the pieces that are known */
    double unknown_m2;        /* ground of pieces that are not */
    double existing_bra_m2;   /* as given */
    double unused_bra_m2;     /* densify, none: allowed - existing, never below 0; transform: allowed */
    double replaces_m2;       /* transform: existing; else 0 */
    double permitted_m2;      /* ground zoned to the purpose: the denominator */
    enum tomt_cap_why why;
};
/* existing_bra_m2 NaN: not known. */
bool tomt_site_capacity(const struct tomt_zone_piece *piece, size_t n, double existing_bra_m2, enum tomt_growth growth,
                        const struct tomt_capacity_settings *settings, struct tomt_site_capacity *out);

/* Jobs of a floor area, as a range: low with the most m2 each, high with the fewest. */
struct tomt_jobs_basis { const char *use; double m2_low, m2_high; bool in_bta; }; /* per employee: office 23 to 32 m2 BTA */
struct tomt_jobs_range { double low, high, central; /* of the middle of the two m2 */ };
bool tomt_jobs_of_floor(double bra_m2, const struct tomt_jobs_basis *basis, double bra_of_bta, struct tomt_jobs_range *out);
/* Defaults by land-use code (DOMAIN.md): office, hotel, retail, industry, warehouse; NULL: none for that use. */
const struct tomt_jobs_basis *tomt_jobs_basis_of(const char *use);
/* Default shares of mixed zones (1130, 1801 ...): ours, to be argued about; sums are 1. n 0: the use is not mixed. */
const struct tomt_use_share *tomt_default_shares(const char *use, size_t *n);

/* ---- readiness ------------------------------------------------------------------------------------------------------- */

enum tomt_readiness { TOMT_READY_NOW, TOMT_READY_DETAIL_PLAN, TOMT_READY_JOINT_PLAN, TOMT_N_READY };
extern const char *const tomt_readiness_name[TOMT_N_READY]; /* "buildable", "detailed_plan_needed", "joint_plan_needed" */
struct tomt_plan_facts {
    bool has_detail_plan;        /* a detailed plan (reguleringsplan) zones it, not only the municipal plan */
    bool requires_joint;         /* H810 meets it */
    const char *const *sequence; size_t n_sequence; /* codes H430 to H450 that meet it */
    const char *adopted;         /* YYYY-MM-DD of the plan; NULL: not known */
    const char *today;           /* YYYY-MM-DD: the run's date */
    double old_plan_years;       /* 10 */
};
struct tomt_readiness_of { enum tomt_readiness class_of; bool has_sequence, is_old, age_known; double plan_years; };
bool tomt_readiness(const struct tomt_plan_facts *facts, struct tomt_readiness_of *out);

/* ---- ownership and purchase ------------------------------------------------------------------------------------------- */

enum tomt_owner_class { TOMT_OWNER_MUNICIPAL, TOMT_OWNER_STATE, TOMT_OWNER_PRIVATE, TOMT_OWNER_FEW, TOMT_OWNER_MANY, TOMT_OWNER_UNKNOWN, TOMT_N_OWNER_CLASSES };
extern const char *const tomt_owner_class_name[TOMT_N_OWNER_CLASSES];
/* Class of the owners of a site: all municipal; all state or county; one private; 2..few private or mixed; more. owner: names or classes as the data
 * has them; `municipal`, `state`: words that a name begins with or equals (case folded, e.g. "DRAMMEN KOMMUNE", "STATSBYGG", "BANE NOR"). */
struct tomt_owner_words { const char *const *municipal; size_t n_municipal; const char *const *state; size_t n_state; size_t few; };
enum tomt_owner_class tomt_owner_class(const char *const *owner, size_t n, const struct tomt_owner_words *words, size_t *n_owners);
/* Purchase index 0 to 100, explainable: 100 x use_term x potential_term x owner_term, each told. Low present use (existing / allowed, 1 at 0, 0 at 1),
 * large potential (unused against `large_m2`, cut at 1), owner (municipal 0: it is the city's; few easier than many; settings). Internal. */
struct tomt_purchase_settings { double large_m2; double owner_weight[TOMT_N_OWNER_CLASSES]; };
struct tomt_purchase { double index, use_term, potential_term, owner_term; };
bool tomt_purchase_index(const struct tomt_site_capacity *capacity, enum tomt_owner_class owner, const struct tomt_purchase_settings *settings,
                         struct tomt_purchase *out);

#endif
