/* run/state.h: what the stages of one run hand on to each other. Inside this room only.
 * Everything belongs to `arena`; layers that are freed early have arenas of their own. One thread but for the crew's stages. */
#ifndef TOMT_RUN_STATE_H
#define TOMT_RUN_STATE_H

#include "criteria/criterion.h"
#include "result/result.h"
#include "run/business.h"
#include "run/room.h"
#include "run/run.h"
#include "network/cache.h"
#include "network/search.h"
#include "sites/sites.h"
#include "sources/gtfs.h"
#include "sources/register.h"
#include "transit/level.h"

struct tomt_instance { /* one criterion of one profile, bound */
    const struct tomt_criterion *criterion;
    void *args;
    size_t number; /* in needs */
};

struct tomt_streets { /* what trips go along */
    bool wanted;                        /* the project has street layers */
    bool from_cache, by_digest;
    enum tomt_cache_found found;
    struct tomt_cached cached;          /* the network and its reports, built or loaded */
    const struct tomt_network *network; /* NULL: none */
    struct tomt_snapper *snapper;
    struct tomt_snaps site[TOMT_N_WAYS];
    struct tomt_snaps *layer[TOMT_N_WAYS];            /* [layer] */
    const struct tomt_snaps **layer_ref[TOMT_N_WAYS]; /* the same; NULL where nobody asked */
};

struct tomt_transit { /* public transport on the service day */
    bool wanted;             /* the project has a timetable */
    size_t layer;            /* number of the first; its layer holds a row per stop and mode, of all timetables */
    struct tomt_timetable *feed;      /* [layer], of timetables: whole when read, then what is near (tomt_run_hubs) */
    struct tomt_gtfs_report *report;  /* [layer] */
    struct tomt_timetable timetable;  /* all feeds together */
    struct tomt_transit_settings settings;
    struct tomt_hubs hubs;
    struct tomt_snaps stop;  /* on foot */
};

struct tomt_further { /* what a criterion says beside its number, a row each in rank order */
    struct tomt_result_more *column;
    size_t n;
};

struct tomt_scored { /* one profile's sites, in rank order */
    size_t n;
    uint32_t *site;      /* row in tomt_sites */
    const char **site_id;
    uint32_t *rank;
    double *score, *coverage;
    double **x, **v, **c; /* [criterion][row] */
    uint8_t **why;
    struct tomt_further *further; /* [criterion] */
    double *share;        /* [criterion] of all weight */
    struct tomt_value *value; /* fitted */
    struct tomt_criterion_weights weights;
    struct tomt_result_more *column; /* the method's own terms, robustness, other methods */
    size_t n_columns, n_without_rank;
};

struct tomt_localised { /* a sector of economy.localisation */
    size_t n_members, n_all;
    const char *why_not; /* NULL: found */
    struct tomt_duranton_overman found;
};

struct tomt_run_state {
    struct tomt_arena *arena;
    const struct tomt_run_options *options;
    const struct tomt_crew *crew;
    struct tomt_problems *problems;
    struct tomt_project *project;
    bool businesses_only; /* sites and what they need are not read */
    bool scores_only;     /* an alternative: how sure its ranks are is not asked */
    struct tomt_seat *seat;
    struct tomt_crs crs;

    struct tomt_layer *layer;            /* [project->n_layers] */
    const struct tomt_layer **layer_ref; /* the same, as the rooms want them */
    int *role;
    struct tomt_register_report *register_report; /* [project->n_layers] */
    struct tomt_table *unplaced;         /* [project->n_layers] of registers */
    struct tomt_shapes study_area;
    struct tomt_box study_box;

    struct tomt_instance **instance; /* [profile][criterion] */
    struct tomt_needs *needs;
    struct tomt_instance *site_instance; /* criteria that the layer `site` shows whatever the profiles ask */
    size_t n_site_instances;
    const char **site_column;            /* [site instance] name of the column of its number; NULL: none */
    double **site_raw;                   /* [site instance][site] */
    uint8_t **site_why;

    struct tomt_streets streets;
    struct tomt_transit transit;
    struct tomt_business business;
    struct tomt_room room;
    struct tomt_alternatives *alternatives; /* alternatives.h; NULL: not computed, or none */
    struct tomt_localised *localised; /* [sector asked for]; NULL: none is; made with the tables */

    struct tomt_zones zones;
    struct tomt_sites sites;
    struct tomt_rejected rejected;
    struct tomt_sites_report sites_report;
    struct tomt_fact *fact;          /* [distinct request] */
    struct tomt_scored *scored;      /* [profile] */
    struct tomt_decision_tables decisions; /* of all profiles */
    int64_t *site_fid;               /* [site] fid in the result; 0: no profile kept it */
    size_t n_kept;

    char (*sha256)[65];              /* [layers, then rasters]; empty: not a file */
    char run_id[65];
    char timestamp[32];
};

/* binding.c: criteria of all profiles -> instances and needs; what is wrong becomes problems. */
bool tomt_run_bind(struct tomt_run_state *state, struct tomt_error *err);

/* The facts of one instance, in the order it asked for them; at most 16. */
size_t tomt_run_facts_of(const struct tomt_run_state *state, const struct tomt_instance *instance, size_t number[16]);
struct tomt_facts tomt_run_seen(const struct tomt_run_state *state, const struct tomt_instance *instance,
                                const struct tomt_fact *fact[16]);

/* study.c */
bool tomt_run_crs(struct tomt_run_state *state, struct tomt_error *err);
bool tomt_run_study_area(struct tomt_run_state *state, struct tomt_error *err);
/* inputs.c. The rows of one layer in the box (NULL: all) into state->layer[number]; several seats may read at once. */
bool tomt_run_layer_read(const struct tomt_run_state *state, struct tomt_seat *seat, size_t number, const struct tomt_box *box,
                         struct tomt_arena *arena, struct tomt_error *err);
bool tomt_run_read(struct tomt_run_state *state, struct tomt_error *err);
struct tomt_source tomt_run_source(const struct tomt_project_layer *layer);
/* What a source may be called in a result, which is public: a file by its name, a connection by its kind alone (it may hold a password). */
enum { TOMT_SOURCE_SHOWN = 300 };
void tomt_run_source_shown(const char *source, char shown[TOMT_SOURCE_SHOWN]);
/* Kind to read a layer as; POINT_OR_POLYGON asks the layer itself. */
bool tomt_run_kind(struct tomt_seat *seat, struct tomt_arena *arena, const struct tomt_project_layer *layer,
                   const struct tomt_crs *crs, enum tomt_shape_kind *kind, struct tomt_error *err);
double tomt_run_reach_m(const struct tomt_run_state *state, enum tomt_role role);
double tomt_run_stops_reach_m(const struct tomt_run_state *state); /* how far beyond the study area stops are known */
#define TOMT_CATCHMENT_MARGIN_M 40.0 /* ground beside a reached street that counts as reached */
#define TOMT_AROUND_HUB_M 500.0 /* how far "around a hub" goes when its surroundings are reported */
bool tomt_place_problem(struct tomt_run_state *state, const struct tomt_place *place, const char *name,
                        const struct tomt_error *found, struct tomt_error *err);

/* steep.c: a constraint layer made of a raster's slopes. */
bool tomt_run_steep_read(const struct tomt_run_state *state, struct tomt_seat *seat, size_t number, const struct tomt_box *box, struct tomt_arena *arena,
                         struct tomt_layer *out, struct tomt_error *err);

/* check.c: what the data say without a full run. */
bool tomt_run_check_data(struct tomt_run_state *state, struct tomt_error *err);

/* check_read.c: what only reading, and only scoring, can tell. */
bool tomt_run_check_read(struct tomt_run_state *state, struct tomt_error *err);
/* check_buildings.c: buildings of two layers that are the same ones. Warnings. */
bool tomt_run_check_buildings(struct tomt_run_state *state, struct tomt_error *err);
/* check_business.c: numbers of areas that nothing has. Warnings. */
bool tomt_run_check_businesses(struct tomt_run_state *state, struct tomt_error *err);
bool tomt_run_check_registers(struct tomt_run_state *state, struct tomt_error *err);
bool tomt_run_check_scored(struct tomt_run_state *state, size_t p, struct tomt_error *err);

/* streets.c: before reading: is the network of these streets known already? Then its layers need not be read. After: build, snap, keep. */
double tomt_run_streets_reach_m(const struct tomt_run_state *state); /* how far beyond the study area streets are read */
bool tomt_run_streets_look(struct tomt_run_state *state, struct tomt_error *err);
bool tomt_run_streets_build(struct tomt_run_state *state, struct tomt_error *err);
bool tomt_run_streets_snap(struct tomt_run_state *state, struct tomt_error *err);
void tomt_run_streets_keep(struct tomt_run_state *state); /* what hinders is a warning */
bool tomt_run_is_street(const struct tomt_run_state *state, size_t layer);
/* unsnapped.c */
struct tomt_unsnapped { size_t n; double amount, of; /* jobs or residents of the rows, of the whole layer */ };
void tomt_run_unsnapped_of(const struct tomt_run_state *state, enum tomt_way way, size_t layer, struct tomt_unsnapped *out);
bool tomt_run_tell_unsnapped(struct tomt_run_state *state, struct tomt_error *err);
bool tomt_run_unsnapped_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table,
                              struct tomt_error *err);

/* transit.c: the timetable -> stops as a layer of hubs, hubs, tables. */
bool tomt_run_timetable_read(struct tomt_run_state *state, struct tomt_seat *seat, size_t layer, struct tomt_arena *arena,
                             struct tomt_error *err);
bool tomt_run_hubs(struct tomt_run_state *state, struct tomt_error *err);
const char *tomt_run_hub_modes(uint8_t modes); /* "rail,bus" */
/* The key of the timetable that a stop of all feeds together comes from. */
const char *tomt_run_feed_of(const struct tomt_run_state *state, size_t stop);

/* hub_tables.c: hubs of the timetable and of hub layers; its stops; its departures. */
bool tomt_run_hub_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_shapes *shapes,
                        struct tomt_table *table, struct tomt_error *err);
bool tomt_run_stop_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_shapes *shapes,
                         struct tomt_table *table, struct tomt_error *err);
bool tomt_run_departure_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table,
                              struct tomt_error *err);
/* street_tables.c: *any: there is something to write. */
bool tomt_run_catchment_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_shapes *shapes,
                              struct tomt_table *table, bool *any, struct tomt_error *err);
bool tomt_run_street_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_shapes *shapes,
                           struct tomt_table *table, struct tomt_error *err);

/* business_read.c: codes, sectors, workplaces; business_references.c; business_clusters.c: after the registers are placed. */
bool tomt_run_businesses(struct tomt_run_state *state, struct tomt_error *err);
bool tomt_run_business_references(struct tomt_run_state *state, struct tomt_error *err);
bool tomt_run_business_clusters(struct tomt_run_state *state, struct tomt_error *err);
/* business_areas.c: the areas of each level (also without businesses); areas measured, hot spots found. */
bool tomt_run_levels(struct tomt_run_state *state, struct tomt_error *err);
bool tomt_run_business_measures(struct tomt_run_state *state, struct tomt_error *err);
/* The sums of a reference as areas want them. */
bool tomt_run_reference_sums(const struct tomt_run_state *state, struct tomt_arena *arena, const struct tomt_fact_reference *reference,
                             struct tomt_area_reference *out, struct tomt_error *err);
/* A code as it is printed, and its title in the language of the project (NULL: not known). Texts in the arena. */
void tomt_run_code_text(const struct tomt_run_state *state, uint64_t code, char out[TOMT_CODE_PRINT]);
const char *tomt_run_code_print(const struct tomt_run_state *state, struct tomt_arena *arena, uint64_t code, struct tomt_error *err);
const char *tomt_run_code_title(const struct tomt_run_state *state, uint64_t code);
/* business_tables.c, business_change.c, business_maps.c: layers and tables of docs/economy.md, one after the other. */
struct tomt_run_table {
    const char *name;
    struct tomt_title title;
    const char *geometry_type; /* NULL: none */
    struct tomt_shapes shapes;
    struct tomt_table table;
    bool internal;
};
enum { TOMT_MOST_BUSINESS_TABLES = 13 };
bool tomt_run_business_tables(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_run_table table[TOMT_MOST_BUSINESS_TABLES],
                              size_t *n, struct tomt_error *err);
struct tomt_said tomt_run_said_of(const struct tomt_business *business, const char *number);
/* The study area is what its numbers are together; one that says nothing leaves it unsaid. */
struct tomt_said tomt_run_said_of_all(const struct tomt_run_state *state);
bool tomt_run_area_tables(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_run_table table[3], struct tomt_error *err);
bool tomt_run_change_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table, struct tomt_error *err);
bool tomt_run_reconciliation_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table, struct tomt_error *err);
/* business_statistics.c: statistic; business_localisation.c: what it needs, and localisation. Counted by establishments. */
bool tomt_run_statistic_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table, struct tomt_error *err);
struct tomt_co_locations { /* of each ordered pair of the sectors of the hot spots: a towards b is quotient[a * n + b] */
    size_t n, n_all;
    size_t *n_of;     /* [n] establishments */
    double *quotient; /* NaN: fewer than min_establishments; NULL: fewer than two sectors */
};
bool tomt_run_co_locations(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_co_locations *out, struct tomt_error *err);
bool tomt_run_localise(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_error *err);
bool tomt_run_localisation_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table, struct tomt_error *err);
/* Titles of the columns lq_SECTOR and cluster_SET. */
bool tomt_run_column_titles(struct tomt_run_state *state, struct tomt_arena *arena, const struct tomt_result_column **out, size_t *n,
                            struct tomt_error *err);
/* density_NAME.tif of each map, row by row from the north. */
struct tomt_whole_file;
bool tomt_run_density_write(struct tomt_run_state *state, struct tomt_arena *arena, size_t map, const char *path, struct tomt_error *err);

/* room.c: assemblies, capacity, readiness; after the sites. */
bool tomt_run_room(struct tomt_run_state *state, struct tomt_error *err);

/* room_rules.c: types of utilisation that are none, rules without numbers, shops without floor area; after the sites are made: exclusions that take most of
 * what a profile permits. Warnings. */
bool tomt_run_check_rules(struct tomt_run_state *state, struct tomt_error *err);
bool tomt_run_check_excluded(struct tomt_run_state *state, struct tomt_error *err);

/* room_tables.c: tables of docs/room-to-build.md; for the profiles' layers: why a site has no capacity (NULL: it has). */
enum { TOMT_MOST_ROOM_TABLES = 11 };
struct tomt_run_table;
bool tomt_run_room_tables(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_run_table table[TOMT_MOST_ROOM_TABLES], size_t *n,
                          struct tomt_error *err);
const char *tomt_room_readiness_name(const struct tomt_run_state *state, size_t s); /* NULL: not known */
const char *tomt_room_why(const struct tomt_run_state *state, size_t p, size_t s);

/* scoring.c */
double tomt_run_criterion_reach(const struct tomt_run_state *state, const struct tomt_instance *instance);
bool tomt_run_facts(struct tomt_run_state *state, struct tomt_error *err);
bool tomt_run_score(struct tomt_run_state *state, struct tomt_error *err);

/* identity.c: digests of the inputs, run id, timestamp. */
struct tomt_source_stat {
    bool is_file;     /* else a database or a URL: never cached */
    uint64_t size;    /* of all its files */
    int64_t time_ns;  /* of the newest */
    uint64_t mark;    /* of the size and time of each */
    bool holds_all;   /* not a format that may point at data elsewhere */
};
bool tomt_run_source_stat(struct tomt_arena *arena, const char *path, struct tomt_source_stat *stat_of, struct tomt_error *err);
/* Also fills stat_of; out is "" when it is no file. */
bool tomt_run_source_digest(struct tomt_arena *arena, const char *path, char out[65], struct tomt_source_stat *stat_of,
                            struct tomt_error *err);
bool tomt_run_identity(struct tomt_run_state *state, struct tomt_error *err);

/* tables.c, provenance.c: what the result's layers hold. */
bool tomt_run_site_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_shapes *shapes,
                         struct tomt_table *table, struct tomt_error *err);
bool tomt_run_rejected_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table,
                             struct tomt_error *err);
bool tomt_run_zone_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table,
                         struct tomt_error *err);
bool tomt_run_role_table(struct tomt_run_state *state, struct tomt_arena *arena, enum tomt_role role,
                         enum tomt_shape_kind kind, struct tomt_shapes *shapes, struct tomt_table *table, bool *any,
                         struct tomt_error *err);
bool tomt_run_evidence_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table,
                             struct tomt_error *err);
bool tomt_run_criterion_fact_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table,
                                   struct tomt_error *err);
bool tomt_run_provenance_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table,
                               struct tomt_error *err);

/* profile_table.c: the public columns of a profile's sites, in rank order, and their shapes; capacity and jobs, a row each in rank order (none
 * where plans say nothing of utilisation). */
bool tomt_run_profile_table(struct tomt_run_state *state, size_t p, struct tomt_arena *arena, struct tomt_shapes *shapes, struct tomt_table *table,
                            struct tomt_error *err);
bool tomt_run_profile_columns(struct tomt_run_state *state, struct tomt_arena *arena, size_t p, const struct tomt_result_more **out, size_t *n,
                           struct tomt_error *err);

/* outputs.c */
bool tomt_run_write(struct tomt_run_state *state, struct tomt_run_summary *summary, struct tomt_error *err);

/* Of this year or an earlier one. */
static inline bool tomt_run_is_register(enum tomt_role role)
{
    return role == TOMT_ROLE_ESTABLISHMENT || role == TOMT_ROLE_ESTABLISHMENT_BEFORE;
}

static inline const char *tomt_run_title(const struct tomt_run_state *state, const struct tomt_title *title)
{
    return state->project->language == 1 ? title->nb : title->en;
}

#endif
