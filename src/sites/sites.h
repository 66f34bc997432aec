/* sites/sites.h: candidate sites: parcels, zones or a grid ∩ permitted zones − exclusions, with every rejection kept.
 * May not know criteria or scores. Everything belongs to the arena given. local(0) after zones are resolved.
 * Definitions: DOMAIN.md "What every number is". */
#ifndef TOMT_SITES_SITES_H
#define TOMT_SITES_SITES_H

#include "base/crew.h"
#include "data/layer.h"
#include "project/project.h"

/* Zones as they count on the ground: level 2 only, plans by precedence (newest adopted first, an H910 area keeps the older one),
 * overlaps inside a plan to the smallest polygon; what is covered by a zone of higher precedence is cut away. */
struct tomt_zones {
    struct tomt_shapes shapes;   /* disjoint; fewer than in the input when a zone is wholly covered */
    uint32_t *layer, *row;       /* which input layer and row each comes from */
    size_t n;
    struct {
        size_t n_level, n_plan_overlaps, n_overlaps_in_plan, n_kept_older, n_wholly_covered, n_snapped, n_slivers;
        double plan_overlap_m2, overlap_in_plan_m2, slivers_m2;
        int64_t first_overlap_fid[TOMT_FIRST_IDS]; size_t n_first_overlap;
    } report;
};
struct tomt_site_inputs {
    const struct tomt_project *project;
    const struct tomt_layer *const *layer; /* read layers, project order */
    size_t n_layers;
    const struct tomt_shapes *study_area;  /* polygons, project CRS: a site belongs if its source's site point lies in it */
};
bool tomt_zones_resolve(struct tomt_arena *arena, const struct tomt_site_inputs *inputs, const struct tomt_crew *crew,
                        struct tomt_zones *zones, struct tomt_error *err);

enum tomt_reason {
    TOMT_R_NO_ZONE,        /* in no zone at all (or by slivers of a permitted one only) */
    TOMT_R_USE,            /* no zone with a permitted use, or nothing but slivers of one; layer, feature: of the others the zone with the
                              largest share; measured: its m2 */
    TOMT_R_EXCLUDED,       /* nothing (or nothing but slivers) left after exclusions; layer, feature: the constraint that took most;
                              measured: m2 left */
    TOMT_R_AREA,           /* under min_area_m2 */
    TOMT_R_WIDTH,          /* inscribed diameter under min_width_m */
    TOMT_R_VETO,           /* set by run: feature = criterion id in `detail` */
    TOMT_R_NOT_ASSEMBLED,  /* a parcel that is in no assembly of the wanted size; measured: its weight, limit: the least */
    TOMT_R_DUPLICATE,      /* same parcel id as an earlier feature: the later one is rejected */
    TOMT_N_REASONS
};
extern const char *const tomt_reason_name[TOMT_N_REASONS]; /* "no_zone", "use_not_permitted", "excluded", "too_small", "too_narrow",
                                                              "veto", "not_assembled", "duplicate" */

/* One row per distinct (source feature, geometry): profiles that permit the same pieces and exclude the same things share it. So an id is
 * unique within a profile, and one source may have several rows of one id. Ids: the parcel id; "p" or "z" and 16 hex digits of a hash of the
 * shape at 1 cm for parcels without id and for zones; "grid:col:row". With parts: separate, "/1", "/2" by falling area where there are several.
 * Borders within a micrometre of each other are one; an overlap of at most 1 cm2 is none. */
/* Ground that exclusions took, per site and profile, in the order of the profile's constraints: what one took, a later one does not take again.
 * Σ ground_m2 of a site and profile = area_m2 - developable_m2 within 1e-6 of area_m2 (and 1 cm2). Only constraints that took something have a row. parts: separate: the rows are
 * the source's, each part has its share by developable area, so that the sum holds for every part. */
enum { TOMT_BUFFER_SEGMENTS = 16 }; /* straight pieces of a quarter circle in buffers of constraints */
#define TOMT_LOSS_SLIVER UINT16_MAX /* `constraint` of parts under 1 m2 that cutting left */
struct tomt_losses { /* ascending by site, profile, constraint */
    size_t n;
    uint32_t *site;
    uint8_t *profile;
    uint16_t *constraint; /* number in project->profile[p].constraint, or TOMT_LOSS_SLIVER */
    double *ground_m2;
};
struct tomt_sites {
    size_t n;
    struct tomt_shapes shapes;
    const char **site_id;        /* sorted by (site_id, geometry bytes): ascending */
    const char **parcel, **property; /* NULL entries: none (zones, grid) */
    uint32_t *source_layer, *source_row; /* SIZE: UINT32_MAX for grid */
    double *point_x, *point_y;
    double *area_m2;             /* of source ∩ permitted, before exclusions; parts: separate: each part's share of it, by developable area */
    double *developable_m2;      /* of the geometry */
    double *inscribed_m;
    double *perimeter_m;
    const char **use;            /* permitted code with the largest area before exclusions, ties to the lower code */
    uint32_t *plan_zone;         /* row in tomt_zones of that use's largest piece */
    const char **strategy;       /* "densify", "transform", "none": the largest of the three area shares, ties in that order; what no strategy
                                    area covers is "none" (no strategy layer: NULL) */
    uint32_t *n_parts;           /* polygon parts */
    uint64_t *profiles;          /* bit p: a site of project->profile[p] */
    /* what the site is made of: rows member_start[s]..[s+1]; one for a parcel or zone, none for a cell, several for an assembly
     * (assemble.h), ascending by parcel id. source_layer and source_row of an assembly of several are UINT32_MAX */
    uint64_t *member_start;
    struct tomt_member { uint32_t layer, row; double area_m2, developable_m2; /* of this parcel in the site */ } *member;
    struct tomt_losses losses;
    /* area per use of the source feature ∩ all zones, before exclusions (CSR) */
    uint64_t *use_start; uint32_t *use_code; double *use_area_m2; const char **use_name; size_t n_uses;
};
struct tomt_rejected {
    size_t n, capacity;
    struct tomt_shapes shapes;   /* the source geometry */
    const char **site_id;
    uint8_t *reason;             /* enum tomt_reason */
    uint64_t *profiles;          /* bit p */
    const char **layer;          /* project layer that did it; NULL */
    int64_t *feature;            /* its feature id; INT64_MIN: none */
    const char **detail;         /* "812 m2 of 1500 m2", criterion id; NULL */
    double *measured, *limit;    /* NaN: not applicable */
    double *permitted_m2, *excluded_m2; /* what fell because of exclusions: ground that was permitted, and what they took of it; else 0 */
};
struct tomt_sites_report {
    size_t n_sources, n_outside_area, n_slivers, n_snapped, n_duplicate_ids, n_hashed_ids;
    double slivers_m2;
    size_t n_pairs;         /* overlay pairs computed by GEOS (not short-cut) */
    uint64_t n_vertices;    /* vertices of both sides of those pairs */
    size_t n_looked;        /* pairs whose boxes meet, decided by any means */
    uint64_t n_looked_vertices; /* vertices of both sides of those */
    double max_area_error;  /* largest relative |Σ parts − whole| seen */
    double max_loss_error;  /* largest relative |Σ losses + developable − area| seen; built with assertions what the last constraint took is measured, too */
    size_t n_snapped_sites; /* sites of which an overlay had to be snapped: their areas hold within perimeter x TOMT_SNAP_M */
};
/* Profiles with an assembly get every piece of a parcel as a site, whatever its area and width: their limits hold for what assemble.h makes of them.
 * Adds the number of sources to crew->progress's total and steps it by sources. max_area_error sees pieces that add up to too much; built with
 * assertions it also measures what is in no zone, and sees any difference.
 * At most 64 profiles. strategy layers and constraint layers are found in inputs by role. */
bool tomt_sites_make(struct tomt_arena *arena, const struct tomt_site_inputs *inputs, const struct tomt_zones *zones,
                     const struct tomt_crew *crew, struct tomt_sites *sites, struct tomt_rejected *rejected,
                     struct tomt_sites_report *report, struct tomt_error *err);
bool tomt_rejected_add(struct tomt_arena *arena, struct tomt_rejected *rejected, const uint8_t *wkb, size_t size,
                       const char *site_id, enum tomt_reason reason, uint64_t profiles, const char *layer, int64_t feature,
                       const char *detail, double measured, double limit, struct tomt_error *err);

#endif
