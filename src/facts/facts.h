/* facts/facts.h: expensive things that several criteria share, computed once, in bulk, on all cores.
 * May not know criteria or scores. Facts belong to the arena given; const once computed.
 * local(reach): every fact needs the site and what lies within its reach of it. */
#ifndef TOMT_FACTS_FACTS_H
#define TOMT_FACTS_FACTS_H

#include "base/crew.h"
#include "base/param.h"
#include "base/table.h"
#include "data/layer.h"
#include "network/search.h"
#include "transit/level.h"

/* "No data" is NaN with a reason, never 0 and never a sentinel. */
enum tomt_why {
    TOMT_WHY_OK,
    TOMT_WHY_MISSING_INPUT,  /* the input has no value here */
    TOMT_WHY_OUTSIDE,        /* outside the layer */
    TOMT_WHY_UNREACHABLE,    /* none within reach */
    TOMT_WHY_NOT_SNAPPED,
    TOMT_WHY_SUPPRESSED,     /* too few to say */
    TOMT_WHY_NOT_APPLICABLE, /* e.g. a share of nothing */
    TOMT_N_WHYS
};
extern const char *const tomt_why_name[TOMT_N_WHYS];

enum tomt_fact_kind {
    TOMT_FACT_AREA,         /* m2 of the site (developable) */
    TOMT_FACT_PERIMETER,    /* m, holes' rings count */
    TOMT_FACT_INSCRIBED,    /* m, diameter */
    TOMT_FACT_USE_SHARE,    /* share of the source parcel's area whose use is in `values` */
    TOMT_FACT_OVERLAY,      /* share of the site's area covered by the union of features of `layer` with `column` in `values` */
    TOMT_FACT_NEAREST,      /* m, straight line or on foot, or minutes by car, site point to nearest feature (polygons: nearest edge, 0 inside) */
    TOMT_FACT_CATCHMENT,    /* sum over establishments or population within reach of the site point */
    TOMT_FACT_RASTER,       /* mean under the site */
    TOMT_FACT_ATTRIBUTE,    /* numeric column of the site layer (area-weighted over nothing: one site, one parcel) */
    TOMT_FACT_TRANSIT_LEVEL,/* PTAL index; evidence: the stops of the services, amount = what each adds */
    TOMT_FACT_TRANSIT_CLASS,/* 1 to 6 (A to F), 7: none; evidence: the hub that gives it */
    TOMT_FACT_VARIETY,      /* related variety in bits (second: unrelated) of the jobs by industry within reach; no evidence.
                             * Without jobs that have an industry: TOMT_WHY_NOT_APPLICABLE */
    TOMT_FACT_REFERENCE,    /* the same number for every site: the request's sum over a reference (struct tomt_fact_reference) */
    TOMT_FACT_OF_PROFILE,   /* column `name` of what run found for the profile that asks (struct tomt_fact_inputs.of_profile): capacity, jobs, shares of
                             * constraints; no evidence. Equal requests of different profiles are different */
    TOMT_FACT_HOT_SPOT      /* z of Gi* of the cell the site point lies in; no such cell: TOMT_WHY_OUTSIDE; all cells alike:
                             * TOMT_WHY_NOT_APPLICABLE; no evidence */
};
enum tomt_subject { TOMT_JOBS, TOMT_ESTABLISHMENTS, TOMT_POPULATION };
/* POWER: 1 / max(d, 100 m)^alpha with d in km (Graham's effective density), the parameter is alpha; not by car. */
enum tomt_decay { TOMT_DECAY_STEP, TOMT_DECAY_LINEAR, TOMT_DECAY_EXPONENTIAL, TOMT_DECAY_GAUSSIAN, TOMT_DECAY_POWER };

/* Rows whose `column` (text) is one of `values`; no column: all. A null never matches, nor does a column that the layer lacks.
 * Exact, byte for byte; with `prefix` the texts are codes: a value matches what begins with it, dots are ignored ("62" matches
 * "62.010") and so is an H before a digit ("310" matches "H310"). */
struct tomt_filter {
    const char *column;
    struct tomt_texts values;
    bool prefix;
    bool any;              /* any text but null; values are not looked at */
};
/* Does a value (NULL: null, never) pass? A prefix ignores dots and blanks, and the H of a constraint code. */
bool tomt_filter_matches(const struct tomt_filter *filter, const char *text, size_t n);

struct tomt_fact_request {
    enum tomt_fact_kind kind;
    int role;                  /* enum tomt_role (as int) of the layers meant: OVERLAY, NEAREST, CATCHMENT */
    const char *layer;         /* key in the project; NULL: all layers of that role together */
    struct tomt_filter filter[2]; /* both must hold */
    enum tomt_way way;         /* NEAREST, CATCHMENT: straight line, on foot along streets, by car along streets */
    double reach_m;            /* NEAREST: INFINITY unless bounded; CATCHMENT: the radius, edge included */
    double reach_min;          /* way DRIVE: instead of reach_m; decay parameters are per minute, or minutes, then */
    enum tomt_subject subject; /* CATCHMENT */
    enum tomt_decay decay;
    double decay_parameter;    /* exponential: beta per m; gaussian: sigma m */
    const char *name;          /* RASTER, ATTRIBUTE; REFERENCE: which, NULL: the study area */
    uint64_t sectors;          /* establishments (CATCHMENT, VARIETY, REFERENCE, HOT_SPOT, NEAREST): those with any of these bits in column sector_bits;
                                * 0: all */
    unsigned digits;           /* VARIETY: detail of the industry codes */
    double cell_m;             /* HOT_SPOT; its radius is reach_m */
    size_t profile;            /* OF_PROFILE: whose; set by tomt_need from tomt_needs_profile */
};

struct tomt_needs; /* what all criteria of all profiles ask for; equal requests are merged */
struct tomt_needs *tomt_needs_new(struct tomt_arena *arena, struct tomt_error *err);
/* Adds a request for the criterion instance being declared (see tomt_needs_instance). Texts are not copied. */
bool tomt_need(struct tomt_needs *needs, const struct tomt_fact_request *request, struct tomt_error *err);
/* Starts a new criterion instance; returns its number (0..). The k-th tomt_need after it is its fact[k]. */
bool tomt_needs_instance(struct tomt_needs *needs, size_t *instance, struct tomt_error *err);
/* Instances started from now on are of this profile; before the first call, and for SIZE_MAX: of none (OF_PROFILE is TOMT_WHY_NOT_APPLICABLE then). */
void tomt_needs_profile(struct tomt_needs *needs, size_t profile);
/* Largest finite reach among requests on that role (0: none): how far beyond the study area its layers must be read. By car: as far as
 * 130 km/h go in reach_min. Transit level and class: 500 m more, for a hub's stops on its far side. */
double tomt_needs_reach_m(const struct tomt_needs *needs, int role);
/* The same for streets: how far beyond a site a trip of any request can go; NAN: no request goes along streets. */
double tomt_needs_street_reach_m(const struct tomt_needs *needs);
bool tomt_needs_way(const struct tomt_needs *needs, enum tomt_way way); /* does any request move so? transit level: on foot */
size_t tomt_needs_count(const struct tomt_needs *needs);   /* distinct requests */
const struct tomt_fact_request *tomt_needs_request(const struct tomt_needs *needs, size_t fact);
size_t tomt_needs_fact_of(const struct tomt_needs *needs, size_t instance, size_t k); /* distinct request number; SIZE_MAX past the last */

struct tomt_fact {
    double *value;        /* [site], NaN: no data */
    double *second;       /* [site] VARIETY: unrelated variety; HOT_SPOT: the establishments of the map that weigh anything, NULL without
                           * their layer; else NULL */
    uint8_t *why;         /* [site], enum tomt_why */
    /* evidence: up to `width` features per site, strongest first; NULL when not asked for or not applicable */
    size_t width;
    uint8_t *n_evidence;      /* [site] */
    uint32_t *evidence_row;   /* [site * width + i]: row in evidence_layer */
    double *evidence_m;       /* distance in m (0 for overlays); NaN by car: the minutes are the amount */
    double *evidence_amount;  /* what it adds to the number: jobs × decay, persons, share, or the distance itself */
    const struct tomt_layer *evidence_layer; /* NULL when the features come from several layers: see evidence_input */
    uint16_t *evidence_input; /* [site * width + i]: index into inputs->layer */
    double walk_m_per_min;    /* NEAREST on foot: the network's walking speed */
    uint64_t n_pairs;         /* CATCHMENT: site-point pairs summed */
    double seconds;           /* what it took, for timings; never in a file */
};

/* What criteria see: their own facts, in the order they asked for them. */
struct tomt_facts {
    size_t n_sites;
    const struct tomt_fact *const *fact;
    size_t n_facts;
};

struct tomt_fact_sites { /* the sites, as facts see them; all arrays [n] */
    size_t n;
    const struct tomt_shapes *shapes; /* polygons */
    const double *point_x, *point_y;  /* site points */
    const double *area_m2;
    const struct tomt_table *attributes;  /* numeric columns by name (sites.attributes and existing_bra_m2); same rows */
    /* area per use of the source feature (parcel before exclusions): rows use_start[s]..use_start[s+1] */
    const uint64_t *use_start;
    const uint32_t *use_code;             /* index into use_name */
    const double *use_area_m2;
    const char *const *use_name; size_t n_uses;
    const double *source_area_m2;         /* of the source feature; NULL: the sum of its areas per use */
    const double *perimeter_m, *inscribed_m; /* NULL: measured here when asked for */
};
/* What REFERENCE sums over: jobs_central (or rows) of some rows of some layers, placed or not; columns as establishments have them. */
struct tomt_fact_reference {
    const char *name;                      /* NULL: the study area */
    const struct tomt_layer *const *layer;
    const uint8_t *const *keep;            /* [layer][row]; NULL: all rows */
    size_t n_layers;
    double all_jobs;                       /* NaN: the sum; else what all together is said to be (a table with a total) */
    uint64_t unknown_sectors;              /* bits of sectors that a table too coarse cannot tell: TOMT_WHY_MISSING_INPUT */
    bool only_jobs;                        /* a table of jobs: its establishments are not known (TOMT_WHY_MISSING_INPUT) */
};
struct tomt_fact_inputs {
    const struct tomt_layer *const *layer; /* read layers with their roles, in project order */
    const int *role;                       /* enum tomt_role */
    size_t n_layers;
    const char *const *raster_name, *const *raster_path; const int *raster_band; size_t n_rasters;
    const struct tomt_crs *project_crs;
    size_t evidence;                       /* features to keep per site */
    const struct tomt_fact_reference *reference; size_t n_references;
    const struct tomt_shapes *study_area;  /* polygons: the extent of hot spots */
    /* OF_PROFILE: [profile] columns with a row per site, REAL; a null is TOMT_WHY_MISSING_INPUT unless the column NAME_why (INTEGER, enum tomt_why)
     * says otherwise. NULL table or no such column: TOMT_WHY_MISSING_INPUT everywhere */
    const struct tomt_table *const *of_profile; size_t n_profiles;

    /* streets: all NULL when the project has none, or nobody asked */
    const struct tomt_network *network;
    const struct tomt_snaps *site_snap[TOMT_N_WAYS];          /* site points; NULL: way not asked for */
    const struct tomt_snaps *const *layer_snap[TOMT_N_WAYS];  /* [way][layer] rows of the layer; NULL: not asked for */
    /* public transport: NULL when the project has none */
    const struct tomt_timetable *timetable;
    const struct tomt_hubs *hubs;
    const struct tomt_transit_settings *transit;
    const struct tomt_snaps *stop_snap;    /* the timetable's stops, on foot */
    size_t timetable_layer;                /* index into layer: its rows are (stop, mode), columns name, mode, class (A to F or null), knutepunkt (yes, no),
                                            * hub, stop (INTEGER, number in the timetable) */
};
/* Along streets: population cells and establishments are placed by their snaps (a cell's by its centroid, an area's by
 * its nearest gate; NEAREST: by all its gates). A layer row that is not
 * snapped is nowhere; a site that is not snapped is TOMT_WHY_NOT_SNAPPED (but 0 away from an area it lies in). NEAREST, straight too: rows with the same
 * text in column `hub` are one place: its nearest row counts. */
/* Catchments of population count a polygon cell by the share of its area within the radius; a decay other than step is taken at
 * the distance to the cell's centroid, at most the radius. Establishments whose jobs are unknown add no jobs but are counted. */
/* Evidence: the strongest contribution first, ties to the nearer, then to the lower row. */
/* Establishment layers carry, from sources/, the columns: jobs_low, jobs_central, jobs_high (REAL, null when unknown), code, code_version (TEXT as
 * the register has them), industry (TEXT: the canonical code in the project's version; null: none), sector_bits (INTEGER), and for each set of
 * clusters SET a column cluster_SET (TEXT: id of the cluster; null: in none). */

/* Computes request number `fact` for all sites. */
bool tomt_fact_compute(struct tomt_arena *arena, const struct tomt_fact_request *request, const struct tomt_fact_sites *sites,
                       const struct tomt_fact_inputs *inputs, const struct tomt_crew *crew, struct tomt_fact *fact,
                       struct tomt_error *err);

/* Computes all requests of `needs` into fact[tomt_needs_count]. Better than one by one: what several share (the establishments
 * sorted by place, their jobs and codes, the order of the sites) is made once. */
bool tomt_facts_compute(struct tomt_arena *arena, const struct tomt_needs *needs, const struct tomt_fact_sites *sites,
                        const struct tomt_fact_inputs *inputs, const struct tomt_crew *crew, struct tomt_fact *fact,
                        struct tomt_error *err);

#endif
