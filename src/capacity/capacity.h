/* capacity/capacity.h: what the plan lets be built on a site: floor area by rule, jobs by use, how ready it is, who owns it.
 * Pure arithmetic on plain values: no geometry, no file, no project. The caller owns all it gives; nothing is kept. Thread-safe. A number that is not
 * known is NaN with a reason, never 0. A function returns whether its answer is known and fills `out` either way (tomt_owners: house style, err).
 * Theoretical and gross (DOMAIN.md, "Capacity"); floor area is BRA unless a name says BTA. Assumptions and examples: docs/capacity.md.
 * Sources: byggteknisk forskrift (TEK17) chapter 5 with its guidance, by paragraph below; veileder Grad av utnytting, H-2300 B (Kommunal- og
 * moderniseringsdepartementet 2014); SOSI Plan 4.5/5.0, code list Utnyttingstype. */
#ifndef TOMT_CAPACITY_CAPACITY_H
#define TOMT_CAPACITY_CAPACITY_H

#include "base/arena.h"
#include "base/param.h"

/* SOSI Utnyttingstype. Types 1 to 7 are of older regimes (BYA-87, BRA-69, TU, U, F, BGA, BFA) whose areas are measured otherwise: not computed, no
 * data (TOMT_CAP_OLD_REGIME). Any other number is no type (TOMT_CAP_BAD_RULE). */
enum tomt_utilisation {
    TOMT_U_NONE = 0,          /* the plan says nothing */
    TOMT_U_NO_BUILDING = 10,
    TOMT_U_NO_MORE = 11,      /* no more than stands there */
    TOMT_U_PERCENT_BYA_97 = 12, /* footprint, per cent of the plot, rules of 1997 */
    TOMT_U_T_BRA = 13,        /* allowed floor area, m2, rules of 1997 */
    TOMT_U_PERCENT_TU = 14,   /* allowed floor area, per cent of the plot, rules of 1997 */
    TOMT_U_BYA = 15,          /* footprint, m2 */
    TOMT_U_PERCENT_BYA = 16,
    TOMT_U_BRA = 17,          /* floor area, m2 */
    TOMT_U_PERCENT_BRA = 18
};
/* Why a number is what it is, or is not there. */
enum tomt_cap_why {
    TOMT_CAP_OK,
    TOMT_CAP_NO_BUILDING,     /* type 10: 0 m2, known */
    TOMT_CAP_NOT_PERMITTED,   /* no piece of the site is zoned to a purpose that is asked for: 0 m2, known */
    TOMT_CAP_NO_RULE,         /* the plan gives no utilisation, or there is no plan */
    TOMT_CAP_NO_STOREYS,      /* only a footprint, without storeys or height */
    TOMT_CAP_NO_NUMBER,       /* a type without its number */
    TOMT_CAP_OLD_REGIME,      /* types 1 to 7 */
    TOMT_CAP_NO_EXISTING,     /* densify, none and type 11: what stands there is not known */
    TOMT_CAP_BAD_RULE,        /* no such type, a number below 0 or not finite, more than 100 % BYA, a minimum above its maximum, storeys of 0 */
    TOMT_CAP_BAD_AREA,        /* ground below 0 or not finite, a whole zone of 0 */
    TOMT_CAP_BAD_SHARES,      /* shares of uses that are not 0 to 1 or do not add up to 1 */
    TOMT_CAP_BAD_EXISTING,    /* what stands there is below 0 or not finite */
    TOMT_CAP_BAD_SETTING,     /* a setting out of its range (tomt_capacity_params), no such growth */
    TOMT_N_CAP_WHYS
};
extern const char *const tomt_cap_why_name[TOMT_N_CAP_WHYS]; /* "ok", "no_building", ... */

/* One limit of a zone; a zone may have several: the smallest counts. A limit is a ceiling: it is never rounded (TEK17 § 5-3, guidance). A limit that
 * cannot be read may be the smallest, so one such rule makes the piece unknown; but a footprint without storeys limits no floor area by itself, and a
 * minimum alone is no ceiling: they leave the other rules as they are. */
struct tomt_plan_rule {
    int type;               /* enum tomt_utilisation */
    double number;          /* per cent or m2, as type says; NaN */
    double minimum;         /* the least that must be built, same unit; NaN: none */
};
struct tomt_zone_rules {
    const struct tomt_plan_rule *rule; size_t n_rules;
    double storeys;         /* NaN: not said. What the plan says wins over what a height would give */
    double height_m;        /* of the building (gesims or møne, as the plan means it); NaN */
    bool is_hall;           /* one open hall: planes of hall_plane_m count as floors in BRA (TEK17 § 5-4), unless counts_planes is false */
    bool counts_planes;     /* the plan may say that planes do not count */
    double parking_spaces;  /* required on the ground, for the piece as a whole; 0: none, NaN: not said (nothing is taken off) */
    double parking_per_100_m2; /* required spaces on the ground per 100 m2 of the BRA that is built; 0 or NaN: none */
    double parking_m2_per_space; /* NaN: the setting */
    int parking_counts;     /* 0 as the setting says, 1 in BYA and BRA, 2 not */
};
struct tomt_use_share { /* a mixed zone holds a named share per use */
    const char *use;        /* code */
    double share;           /* 0 to 1; shares of a zone add up to 1 */
    bool permitted;         /* of a purpose that the profile asks for */
};
/* site ∩ zone, after what constraints took. Start from tomt_piece_silent: zeros say something else. */
struct tomt_zone_piece {
    double area_m2;         /* of the ground that counts as plot: zoned to building (TEK17 § 5-8) */
    double whole_zone_m2;   /* absolute limits (BYA, BRA, T-BRA in m2) hold for the zone: a piece has its share by area; NaN: the limit is the plot's own
                               (then give all ground of the plot in that zone as one piece) */
    double existing_bra_m2; /* on this piece, counted as the plan counts; NaN: not known by piece (the site's is shared out by area) */
    double limit_share;     /* what limiting constraints leave of the capacity, 0 to 1; NaN: all */
    struct tomt_zone_rules rules;
    const struct tomt_use_share *use; size_t n_uses; /* 0: all of it is of a purpose that is asked for */
};
extern const struct tomt_zone_piece tomt_piece_silent; /* nothing is said: NaN, no rules; planes count */

struct tomt_capacity_settings { /* each named, each lands in provenance */
    double hall_plane_m;        /* 3 */
    double hall_clear_m;        /* a plane counts when it has this height above it: 3, whole planes; 1.9 where height_m is free height inside */
    double storey_m;            /* 3.5: storeys of a height without storeys; NaN: never derived */
    double parking_m2_per_space;/* 18 on the ground */
    bool parking_in_bra;        /* TEK17 § 5-7: required parking on the ground counts in BYA and in BRA */
    double bra_of_bya;          /* BRA of a storey = footprint x this; 1 */
    double bra_of_bta;          /* BRA = BTA x this; 0.9 */
    bool existing_by_share;     /* what stands on a mixed zone counts against the uses asked for by their share; false: all of it does */
};
/* The rows of the settings: names, ranges, defaults, help. */
extern const struct tomt_param tomt_capacity_params[];
void tomt_capacity_defaults(struct tomt_capacity_settings *out);
bool tomt_capacity_settings_valid(const struct tomt_capacity_settings *settings);

enum tomt_growth { TOMT_GROW_DENSIFY, TOMT_GROW_TRANSFORM, TOMT_GROW_NONE };

struct tomt_piece_capacity { /* one piece: what it allows, of all uses, and what decided */
    double allowed_bra_m2;                 /* NaN: not known */
    double allowed_bya_m2;                 /* NaN: the plan limits no footprint, or it is not known */
    double floor_bra_m2;                   /* of allowed: floor that one can walk on, without the planes of halls; NaN: not known */
    double minimum_bra_m2, minimum_bya_m2; /* NaN: none. A least footprint is met by one storey */
    double parking_m2;                     /* taken off the ceilings */
    double storeys;                        /* by which a footprint was multiplied (planes of a hall); NaN: by none */
    bool storeys_from_height;              /* the plan did not say storeys */
    bool no_more;                          /* type 11 holds */
    bool minimum_above_allowed;            /* the plan contradicts itself, or constraints took the ground */
    int binding_type;                      /* enum tomt_utilisation of the rule that is smallest, ties to the lower type; 0: none */
    enum tomt_cap_why why;
};
bool tomt_piece_capacity(const struct tomt_zone_piece *piece, const struct tomt_capacity_settings *settings,
                         struct tomt_piece_capacity *out);

/* A shopping area (1140, 1150) must use BRA (DOMAIN.md): true when it has limits of footprint and none of floor area. To be told; nothing changes. */
bool tomt_shops_lack_bra(const char *zone_use, const struct tomt_zone_rules *rules);

/* Sums are of multiples of 2^-20 m2, so that the order of pieces changes nothing below 2^33 m2 (decision 006). */
struct tomt_site_capacity {
    double allowed_bra_m2;    /* Σ pieces x permitted shares; NaN when any piece with permitted ground is not known */
    double known_bra_m2;      /* of the pieces that are known */
    double unknown_m2;        /* permitted ground of pieces that are not */
    double floor_bra_m2;      /* of allowed, without the planes of halls */
    double minimum_bra_m2;    /* Σ pieces x permitted shares; NaN: none */
    double parking_m2;        /* of pieces with permitted ground */
    double existing_bra_m2;   /* as given; Σ pieces when only they are known */
    double existing_counted_m2; /* of that, what counts against allowed: by permitted shares, or all (existing_by_share) */
    double unused_bra_m2;     /* densify, none: allowed - existing_counted, never below 0; transform: allowed. Pieces of type 11 are on neither side */
    double unused_floor_m2;   /* unused without the planes of halls: x floor / allowed, of the pieces that type 11 does not close. Jobs are of this */
    double replaces_m2;       /* transform: existing, without what stands on pieces of type 11; else 0 */
    double permitted_m2;      /* ground zoned to the purpose: the denominator */
    enum tomt_cap_why why;    /* of allowed, where that is not known: the reason with most ground, ties to the lower; else of unused */
};
/* existing_bra_m2 of the whole site; NaN: not known. Returns whether unused_bra_m2 is known. Pieces of type 11 have nothing unused under any growth:
 * no more than what stands there, and building it anew adds nothing. What is allowed to be 0 leaves 0, too. */
bool tomt_site_capacity(const struct tomt_zone_piece *piece, size_t n, double existing_bra_m2, enum tomt_growth growth,
                        const struct tomt_capacity_settings *settings, struct tomt_site_capacity *out);

/* ---- jobs and uses ------------------------------------------------------------------------------------------------------ */

/* Jobs of a floor area, as a range: low with the most m2 each, high with the fewest. */
struct tomt_jobs_basis { const char *use; double m2_low, m2_high; bool in_bta; }; /* per employee: office 23 to 32 m2 BTA */
struct tomt_jobs_range { double low, high, central; /* of the middle of the two m2 */ };
bool tomt_jobs_of_floor(double bra_m2, const struct tomt_jobs_basis *basis, double bra_of_bta, struct tomt_jobs_range *out);
/* Defaults by land-use code (DOMAIN.md): office, hotel, retail, industry, warehouse; NULL: none for that use. */
const struct tomt_jobs_basis *tomt_jobs_basis_of(const char *use);
const struct tomt_jobs_basis *tomt_jobs_bases(size_t *n); /* the table, by code */
/* Jobs of floor that is shared by uses: the permitted ones, by their shares among themselves. `basis`: the project's own, looked at before the
 * defaults. What has no basis is told and is not in the range (NaN when nothing has one). */
struct tomt_jobs_of_uses { struct tomt_jobs_range range; double with_basis_m2, without_basis_m2; };
bool tomt_jobs_of_uses(double bra_m2, const struct tomt_use_share *use, size_t n_uses, const struct tomt_jobs_basis *basis, size_t n_bases,
                       double bra_of_bta, struct tomt_jobs_of_uses *out);

/* Default shares of mixed zones (1130, 1801 ...): ours, to be argued about; sums are 1. n 0: the use is not mixed (or, 1800, of what is not said). */
const struct tomt_use_share *tomt_default_shares(const char *use, size_t *n);
const char *const *tomt_mixed_uses(size_t *n); /* those that have default shares, by code */
/* Says which shares of a zone of use `zone_use` are of the purposes asked for: a purpose permits itself, and what is below it (1160: 1163; 1300: 1310) unless
 * another purpose asked for is below it, too: 1300 alone means all of 13xx, 1300 beside 1310 means business that is not said, and offices. If none is but the mixed code itself was asked for, all are except housing (11 10 to 19). Returns whether any is. */
bool tomt_permit_shares(const char *zone_use, const char *const *purpose, size_t n_purposes, struct tomt_use_share *use, size_t n_uses);

/* ---- readiness ------------------------------------------------------------------------------------------------------- */

enum tomt_readiness { TOMT_READY_NOW, TOMT_READY_DETAIL_PLAN, TOMT_READY_JOINT_PLAN, TOMT_N_READY };
extern const char *const tomt_readiness_name[TOMT_N_READY]; /* "buildable", "detailed_plan_needed", "joint_plan_needed" */
struct tomt_plan_facts {
    bool has_detail_plan;        /* a detailed plan (reguleringsplan) zones it, not only the municipal plan */
    bool requires_joint;         /* H810 meets it */
    const char *const *sequence; size_t n_sequence; /* codes of planning requirements that meet it; H430 to H450 are of sequence, others are passed over */
    const char *adopted;         /* YYYY-MM-DD (or YYYYMMDD, or with a time after it) of the plan; NULL: not known */
    const char *today;           /* YYYY-MM-DD: the run's date */
    double old_plan_years;       /* 10 */
};
/* is_old: more than old_plan_years; on the tenth anniversary it is not yet. The anniversary of 29 February is 28 February where there is no 29th. */
struct tomt_readiness_of {
    enum tomt_readiness class_of;
    bool has_sequence; size_t n_sequence; /* of H430 to H450 */
    bool is_old, age_known;               /* not known: no date, no such date, or one after today */
    double plan_years;                    /* whole years and the part of the year since; NaN */
};
/* False when today or old_plan_years cannot be used: the class is there all the same, the age is not known. */
bool tomt_readiness(const struct tomt_plan_facts *facts, struct tomt_readiness_of *out);
bool tomt_is_sequence_code(const char *code); /* H430 to H450, also 430 and h430 */

/* ---- ownership and purchase ------------------------------------------------------------------------------------------- */

enum tomt_owner_class { TOMT_OWNER_MUNICIPAL, TOMT_OWNER_STATE, TOMT_OWNER_PRIVATE, TOMT_OWNER_FEW, TOMT_OWNER_MANY, TOMT_OWNER_UNKNOWN, TOMT_N_OWNER_CLASSES };
extern const char *const tomt_owner_class_name[TOMT_N_OWNER_CLASSES]; /* "municipal", "state", "private", "few", "many", "unknown" */
/* Words that tell a public owner: a name begins with or equals one (`..._begins`: "STATSBYGG", "BANE NOR"), or ends with one (`..._ends`: "KOMMUNE", "KF"): whole words,
 * case folded. Both kinds are tried for the state first, so that a FYLKESKOMMUNE is the county's. */
struct tomt_owner_words {
    const char *const *municipal_begins; size_t n_municipal_begins;
    const char *const *municipal_ends; size_t n_municipal_ends;
    const char *const *state_begins; size_t n_state_begins;
    const char *const *state_ends; size_t n_state_ends;
    size_t few; /* up to this many owners are few */
};
extern const struct tomt_owner_words tomt_owner_words_default; /* Norwegian legal forms and the large state owners; few 3 */
struct tomt_owners {
    enum tomt_owner_class class_of;
    size_t n_owners;  /* different names; all that have none count as one more */
    size_t n_unnamed; /* owners without a name */
    size_t n_estates; /* of the different names: a dødsbo */
};
/* Class of the owners of a site: all municipal; all state or county; one private; 2 to `few` private or mixed; more; unknown when none has a name. owner: names as
 * the data has them, several in one text apart by ';' or '|', or the word of a class (municipal, kommunal, state, statlig, private, privat,
 * few, many); NULL and blanks: no name.
 * The same name twice (sections, several parcels) is one owner. */
bool tomt_owners(const char *const *owner, size_t n, const struct tomt_owner_words *words, struct tomt_owners *out, struct tomt_error *err);

/* Purchase index 0 to 100, explainable: 100 x use_term x potential_term x owner_term, each told. use_term: low present use (1 - existing / allowed: 1 at 0, 0 at 1
 * and above); potential_term: unused against large_m2, cut at 1; owner_term: the class's weight (municipal 0: it is the city's; few easier than many).
 * Internal. NaN when a term is not known; terms that are known are told all the same. */
struct tomt_purchase_settings { double large_m2; double owner_weight[TOMT_N_OWNER_CLASSES]; };
extern const struct tomt_purchase_settings tomt_purchase_default;
struct tomt_purchase { double index, use_term, potential_term, owner_term; };
bool tomt_purchase_index(const struct tomt_site_capacity *capacity, enum tomt_owner_class owner, const struct tomt_purchase_settings *settings,
                         struct tomt_purchase *out);

#endif
