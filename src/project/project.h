/* project/project.h: project.yaml and profiles as checked structs. Every problem carries file:line:column.
 * May not know data (that is run's check) nor what a criterion measures (criteria/ binds `with` through its own rows).
 * Everything belongs to the arena given. Const once read: thread-safe. */
#ifndef TOMT_PROJECT_PROJECT_H
#define TOMT_PROJECT_PROJECT_H

#include "base/problems.h"
#include "capacity/capacity.h"
#include "decide/decide.h"
#include "project/bind.h"
#include "score/score.h"

/* What a layer is. Rows in project/roles.c: name, geometry, fields (name, type, required, help). */
enum tomt_role {
    TOMT_ROLE_AREA,          /* municipalities and other named areas: number, name */
    TOMT_ROLE_ZONE,          /* use, plan_id, plan_name, plan_type, adopted, status, level, name; utilisation, utilisation_number, utilisation_minimum
                                (also with _2 and _3: a zone may have several limits), storeys, height_m, hall, planes_count, parking_spaces,
                                parking_per_100_m2, parking_counts */
    TOMT_ROLE_STRATEGY,      /* strategy (densify, transform, none), name */
    TOMT_ROLE_CONSTRAINT,    /* code (H310 ...), name; polygons, or lines and points that get a buffer; or ground steeper than so much, from a raster */
    TOMT_ROLE_PARCEL,        /* parcel, property, owner (internal), existing_bra_m2 */
    TOMT_ROLE_ESTABLISHMENT, /* id, name, code, code_version, employees, employees_registered, legal_form, municipality, address ("Bragernes torg 4B",
                                split by sources/) or street, number, letter; postcode; country, auxiliary_code, started, closed (none of these
                                required) */
    TOMT_ROLE_ADDRESS,       /* municipality, street, number, letter, postcode */
    TOMT_ROLE_HUB,           /* name, mode, class */
    TOMT_ROLE_ANCHOR,        /* name, kind */
    TOMT_ROLE_POPULATION,    /* population */
    TOMT_ROLE_STREET,        /* name, class, oneway, speed, level, access, foot, vehicle, motor_vehicle, motorcar, junction; OSM files need no columns */
    TOMT_ROLE_TIMETABLE,     /* a GTFS feed, zip or folder: no columns */
    TOMT_ROLE_ESTABLISHMENT_BEFORE, /* the register of an earlier year: fields as establishment; only compared with */
    TOMT_ROLE_EMPLOYMENT,    /* statistics by area, a table: number (of the area), code, code_version, jobs, employed_residents, jobs_target, residents, residents_target */
    TOMT_ROLE_POSTCODE,      /* postcode; points, or areas that stand for their centre */
    TOMT_ROLE_INDUSTRY,      /* titles of industry codes, a table: code, nb, en */
    TOMT_ROLE_CORRESPONDENCE,/* of two versions of industry codes, a table: from, to */
    TOMT_ROLE_BUILDING,      /* id, bra_m2, storeys, use: footprints */
    TOMT_N_ROLES
};
enum tomt_geometry_wanted { TOMT_WANT_POINT, TOMT_WANT_LINE, TOMT_WANT_POLYGON, TOMT_WANT_POINT_OR_POLYGON /* anchors, hubs: kept as polygons when they are */,
                            TOMT_WANT_POINT_OR_NONE /* establishments, addresses: CSV with x,y or joined */,
                            TOMT_WANT_NOTHING /* timetables: not read as a layer */,
                            TOMT_WANT_ANY /* constraints: polygons, lines or points, as the source has them */ };
enum tomt_field_type { TOMT_FIELD_TEXT, TOMT_FIELD_REAL, TOMT_FIELD_INTEGER };
struct tomt_role_field {
    const char *name;
    enum tomt_field_type type;
    bool required, internal; /* internal: leaves the file only when asked for */
    const char *help;
    const char *choices;     /* "densify|transform|none": the only values understood; NULL: any */
};
struct tomt_role_row {
    const char *name, *help;
    enum tomt_geometry_wanted geometry;
    const struct tomt_role_field *field; /* ends with name NULL */
};
const struct tomt_role_row *tomt_role_row(enum tomt_role role);

struct tomt_place { /* where in which YAML file */
    const char *file;
    int line, column;
};

struct tomt_layer_column { /* columns: {ours: theirs} */
    const char *ours, *theirs;
    struct tomt_place place;
};
struct tomt_layer_values { /* values: {ours: {theirs: ours}} */
    const char *ours;
    const char **from, **to;
    size_t n;
    struct tomt_place place;
};
struct tomt_project_layer {
    const char *name; /* key: [a-z][a-z0-9_]* */
    enum tomt_role role;
    const char *source;       /* as written (shown to people, stored in provenance) */
    const char *path;         /* resolved from the file's folder; "PG:" and "/vsi" left as they are (a relative path inside
                                 /vsizip/ is resolved too) */
    const char *layer, *where, *crs, *x, *y, *encoding;
    const char *raster;       /* a raster of the project instead of a source: role constraint only; NULL: none. `source` and `path` are the raster's then */
    double slope_over_pct;    /* with raster: ground steeper than this; its features have the code SLOPE */
    struct tomt_title title;
    const char *credit;       /* whom to name on maps; NULL */
    const char *extracted;    /* the day the data was taken out, YYYY-MM-DD; NULL: not said */
    struct tomt_layer_column *column; size_t n_columns;
    struct tomt_layer_values *values; size_t n_values;
    bool left_out;            /* removed by an alternative, but profiles may name it: a constraint layer that is read as one without features */
    struct tomt_place place;
};
struct tomt_project_raster {
    const char *name, *source, *path, *unit;
    const char *credit, *extracted; /* as of a layer */
    int64_t band;
    struct tomt_place place;
};

enum tomt_sites_from { TOMT_SITES_PARCELS, TOMT_SITES_ZONES, TOMT_SITES_GRID };
enum tomt_parts { TOMT_PARTS_TOGETHER, TOMT_PARTS_SEPARATE };
enum tomt_grid_shape { TOMT_GRID_SQUARE, TOMT_GRID_HEXAGON };
struct tomt_site_settings {
    int from, parts, grid_shape; /* the enums above */
    double cell_m;               /* grid: side of a square, distance between parallel sides of a hexagon */
    double min_area_m2, min_width_m;
};

/* In order: what an earlier constraint of the profile took, a later one cannot take again. */
enum tomt_effect {
    TOMT_EFFECT_INFORM,       /* kept and told, with the safety class */
    TOMT_EFFECT_EXCLUDE,      /* its ground is cut away: neither site nor plot */
    TOMT_EFFECT_LIMIT,        /* its ground stays, and holds only a share (`leaves`) of the capacity */
    TOMT_EFFECT_PENALISE      /* its share of the site is a criterion: one of the id `id` is added to the profile */
};
struct tomt_profile_constraint {
    const char *layer;        /* a constraint layer's key */
    struct tomt_texts codes;  /* empty: all of the layer */
    int effect;               /* enum tomt_effect */
    double buffer_m;          /* >= 0; lines and points must have one */
    double leaves;            /* LIMIT: share of the capacity that is left, 0 <= leaves < 1; else NaN */
    const char *safety_class; /* of the building code: "S2", a free word; NULL */
    double weight, full_at, zero_at; /* PENALISE: weight of the criterion; covered share with value 1 (0) and value 0 (1) */
    const char *id;           /* PENALISE: id of the criterion; NULL: layer_LAYER, then layer_LAYER_2 ... */
    struct tomt_title title, why; /* NULL, NULL: none */
    struct tomt_place place;
};
struct tomt_profile_criterion {
    const char *id;        /* [a-z][a-z0-9_]*, unique in the profile; names the columns x_ID v_ID c_ID */
    const char *criterion; /* row in criteria.def */
    struct tomt_title title;
    double weight;         /* NaN: not given (`weighting` says it) */
    struct tomt_value value;
    struct tomt_thresholds threshold; /* NaN: the method's */
    bool direction_given;  /* else `falling` with ends: data follows the criterion's more_is_better */
    int null_policy;       /* enum tomt_null_policy; key `missing` in YAML */
    const struct tomt_node *with; /* the criterion's own parameters; NULL: none given */
    struct tomt_title why; /* a sentence for people: why this weight; NULL, NULL: none */
    struct tomt_place place;
};
struct tomt_profile_veto {
    const char *criterion; /* an id of this profile */
    double below, above;   /* NaN: not asked; a site is out when raw < below or raw > above */
    bool missing;          /* out when there is no data */
    struct tomt_place place;
};
/* Sites of several parcels (assembly/assembly.h). */
struct tomt_profile_assembly {
    bool wanted;              /* the profile has this part */
    double least, most;       /* of `of`; most: infinite by default */
    int of;                   /* 0 developable_m2, 1 unused_bra_m2 */
    double gap_m, shared_m, barrier_m;
    int64_t most_parcels;
    double owner_cost, exchange_share;
    struct tomt_barrier { const char *layer; struct tomt_texts codes; struct tomt_place place; } *barrier; size_t n_barriers; /* constraint layers */
    struct tomt_place place;
};
struct tomt_profile {
    const char *name; /* [a-z][a-z0-9_]*; not the name of another layer of the result */
    struct tomt_title title, goal;
    struct tomt_texts uses;          /* permitted land-use codes */
    double min_area_m2, min_width_m; /* NaN: the project's */
    struct tomt_profile_constraint *constraint; size_t n_constraints;
    struct tomt_profile_assembly assembly;
    struct tomt_profile_criterion *criterion; size_t n_criteria;
    struct tomt_profile_veto *veto; size_t n_vetoes;
    struct tomt_decision_settings decision; /* whole whatever the file says: the root of `weighting` is there, with each criterion as a member if nothing else is said */
    const struct tomt_node *weighting, *ranking, *robustness; /* as written, for the result; NULL: not given */
    struct tomt_place place;
};

/* network: */
struct tomt_network_options {
    double walk_m_per_min, max_snap_m, min_island_m, join_m, default_speed_kmh;
    bool cross;
    int snap;  /* 0 edge, 1 node */
    bool cache;
};
/* transit: */
struct tomt_transit_options {
    const char *day;                  /* "2026-09-15"; NULL: chosen */
    double merge_m;
    const char *peak_from, *peak_to, *day_from, *day_to;      /* "08:15" */
    double bus_reach_m, rail_reach_m; /* of the transit level */
    double rail_headway_min, tram_headway_min, bus_headway_min, ferry_headway_min; /* of a hub (knutepunkt) */
    struct tomt_numbers catchment_min;/* walking minutes around hubs, ascending: 5, 10, 15; empty: no catchment layer */
    int catchment_of;                 /* 0 hubs (those that are a knutepunkt, or have rail, tram or ferry, and every hub of hub layers), 1 all */
    uint32_t peak_from_s, peak_to_s, day_from_s, day_to_s; /* the four times, read */
};
/* centre: what centrality is measured to, and its thresholds */
struct tomt_centre_options {
    const char *layer;                /* an anchor layer; NULL: all of them */
    struct tomt_texts kinds;          /* default [centre] */
    double centre_walk_min, hinterland_drive_min; /* 15: centre within this walk; 15: hinterland within this drive, else periphery */
};
/* abc: thresholds; defaults are ours and said to be */
struct tomt_abc_options {
    int a_class, b_class;             /* 0 A .. 5 F: this transit class or better */
    double b_drive_min, c_drive_min;
};


/* economy: registers, industries, sectors, areas, clusters, maps of density */
struct tomt_project_sector {
    const char *name;                 /* [a-z][a-z0-9_]* */
    struct tomt_title title;
    const char *source;               /* who made the set; NULL */
    struct tomt_sector_codes { const char *version; struct tomt_texts codes; struct tomt_place place; } *of; size_t n_of;
    bool shipped;                     /* of sectors/sectors.yaml in the program; one of the same name in the project replaces it */
    struct tomt_place place;
};
struct tomt_industry_layer { const char *layer, *version; struct tomt_place place; };        /* titles, or another version */
struct tomt_correspondence_layer { const char *layer, *from, *to; struct tomt_place place; };
struct tomt_economy_reference {       /* what quotients are made against, by name */
    const char *name;
    struct tomt_title title;
    const char *layer;                /* role area: establishments within its areas of these numbers; or employment: its rows of these numbers */
    struct tomt_texts numbers;        /* empty: all */
    struct tomt_place place;
};
struct tomt_cluster_set {
    const char *name;                 /* [a-z][a-z0-9_]* */
    struct tomt_title title;
    const char *sector;               /* a sector's name; NULL: all industries */
    int method;                       /* 0 dbscan, 1 hdbscan */
    double radius_m, min_jobs, min_cluster_jobs;
    int64_t min_establishments;
    struct tomt_place place;
};
struct tomt_density_map {
    const char *name;
    const char *sector;               /* NULL: all */
    int of;                           /* enum as tomt_subject: 0 jobs, 1 establishments */
    double cell_m, bandwidth_m;
    struct tomt_place place;
};
struct tomt_localisation_options {    /* do establishments of a sector lie nearer each other than all do? */
    struct tomt_texts sectors;        /* empty: not asked, and the rest is 0 */
    double reach_m;
    int64_t steps, draws, seed;
    struct tomt_place place;
};
struct tomt_economy_options {
    const char *version;              /* of the industry codes that measures are made in; NULL: the one most establishments have */
    const char *guessed_version;      /* the one taken when `version` does not say and rows do not either; filled by check, NULL: nothing guessed */
    const char *code_version;         /* of rows that do not say; NULL: the version that knows the code, `version` first */
    int64_t digits, min_establishments; /* 5, 5 */
    double move_m;                    /* a workplace that is farther away next year has moved; 100 */
    const char *reference;            /* a name in `references`; NULL: the study area */
    struct tomt_texts areas;          /* layers of role area to be described; empty: all */
    struct tomt_texts map_sectors;    /* hot spots are made for all jobs and for these */
    bool hot_spots;                   /* true */
    double hot_spot_cell_m, hot_spot_radius_m; /* 250, 500 */
    struct tomt_place hot_spots_at;   /* where they are asked for; no file: nowhere, they are made unasked */
    int64_t permutations, seed;       /* of local Moran: 999, 1 */
    const char *register_day;         /* establishments closed on or before it are left out; NULL: all that have a closing day are */
    struct tomt_project_sector *sector; size_t n_sectors; /* shipped first, then the project's, each in its order; at most 63 */
    struct tomt_industry_layer *industry; size_t n_industries;
    struct tomt_correspondence_layer *correspondence; size_t n_correspondences;
    struct tomt_economy_reference *references; size_t n_references;
    struct tomt_cluster_set *cluster; size_t n_clusters;
    struct tomt_density_map *density; size_t n_densities;
    struct tomt_localisation_options localisation;
};

/* capacity: what the plan lets be built, and for whom (capacity/capacity.h) */
struct tomt_capacity_options {
    struct tomt_capacity_settings settings;
    double old_plan_years;            /* 10 */
    double storeys_when_unknown;      /* of buildings without bra_m2 and storeys; NaN: their floor area is not known */
    const char *today;                /* the day plans are old on; NULL: the data's date */
    struct tomt_jobs_basis *basis; size_t n_bases;  /* the project's own, before the defaults */
    struct tomt_zone_shares { const char *use; struct tomt_use_share *share; size_t n; struct tomt_place place; } *shares; size_t n_shares; /* the same */
    struct tomt_owner_words owner_words;            /* defaults, and the project's added */
    struct tomt_purchase_settings purchase;
    struct tomt_place place;
};
/* targets: of the study area; those of areas are in employment tables */
struct tomt_target_options {
    bool given;
    int64_t year;                     /* INT64_MIN: not said */
    double jobs, residents;           /* NaN: not said */
    struct tomt_place place;
};
/* alternatives: a plan changed */
struct tomt_alternative {
    const char *name;                 /* [a-z][a-z0-9_]* */
    struct tomt_title title, why;
    struct tomt_texts replaced, added, removed; /* keys of layers */
    struct tomt_project *project;     /* the whole project as it would be: layers changed, all else the same; it has no alternatives. Of the removed layers
                                         those of role constraint are there, `left_out` */
    struct tomt_place place;
};

struct tomt_project {
    const char *file, *folder;
    const char *name;
    struct tomt_title title;
    const char *crs, *case_number;
    int language; /* 0 en, 1 nb: for the QGIS project and the printed table */
    const char *area_layer;        /* study_area.layer */
    struct tomt_texts area_numbers;/* which of its areas; empty: all */
    struct tomt_project_layer *layer; size_t n_layers;
    struct tomt_project_raster *raster; size_t n_rasters;
    struct tomt_site_settings sites;
    const char *site_layer;        /* from parcels: which parcel layer; NULL: the only one */
    struct tomt_layer_column *attribute; size_t n_attributes; /* sites.attributes: {name: column of the site layer}, numeric */
    double jobs_when_withheld;     /* 1 to 4 employees, number withheld: central estimate; default 2 */
    int64_t evidence;              /* features kept per site and criterion; default 5, 0: none */
    struct tomt_network_options network;
    struct tomt_transit_options transit;
    struct tomt_centre_options centre;
    struct tomt_abc_options abc;
    struct tomt_economy_options economy;
    struct tomt_capacity_options capacity;
    struct tomt_target_options targets;
    struct tomt_alternative *alternative; size_t n_alternatives;
    const char *result_folder;     /* resolved: the file's folder is in it already; default "result" beside the file */
    struct tomt_profile *profile; size_t n_profiles;
};

/* Reads the project and its profiles. Problems are collected; returns false (err set) only when there is nothing to go on with:
 * not readable, not YAML, out of memory. Files of any size up to 16 MB; aliases are refused (a YAML bomb).
 * What has problems is left out, so what is kept is whole: a layer has a role and a path, a criterion an id and a name, ... With problems,
 * name, crs, area_layer and site_layer may be NULL. The problems of one read are sorted by file, line and column. */
bool tomt_project_read(struct tomt_arena *arena, const char *file, struct tomt_project *project,
                       struct tomt_problems *problems, struct tomt_error *err);
/* The same for the economy alone: what only sites need (zones, parcels, profiles) may be missing; what is there must be right all the same. */
bool tomt_project_read_economy(struct tomt_arena *arena, const char *file, struct tomt_project *project,
                               struct tomt_problems *problems, struct tomt_error *err);
/* One profile file without a project (`tomt rank`): keys of layers are not checked. profile->name is NULL when it has problems. */
bool tomt_profile_read(struct tomt_arena *arena, const char *file, struct tomt_profile *profile, struct tomt_problems *problems, struct tomt_error *err);
const struct tomt_project_layer *tomt_project_layer(const struct tomt_project *project, const char *name); /* NULL if absent */
const struct tomt_project_sector *tomt_project_sector(const struct tomt_project *project, const char *name); /* NULL if absent; its number is its bit */
/* The lines of docs/project-file.md and `tomt help project`: every key with type, range, default, help: from the rows. */
struct tomt_text;
void tomt_project_describe(struct tomt_text *out);
/* Ways of weighing and methods of ranking, with their parameters and sources, and the keys that ask for them (`tomt help ranking`). */
void tomt_ranking_describe(struct tomt_text *out);
/* The same of weights alone, of robustness, and all keys of a profile file (`tomt help weighting`, `robustness`, `profile`). */
void tomt_weighting_describe(struct tomt_text *out);
void tomt_robustness_describe(struct tomt_text *out);
void tomt_profile_describe(struct tomt_text *out);

#endif
