/* ground/ground.h: what lies on each site: pieces of zones, buildings, constraints; what limits leave of it.
 * Knows sites, zones and what profiles say of constraints; not capacity, not scores. Areas are found by sites/cover.h (outlines first, GEOS where borders
 * are in doubt). Everything belongs to the arena given. local(0). On all cores, the same bytes at any number of threads. */
#ifndef TOMT_GROUND_GROUND_H
#define TOMT_GROUND_GROUND_H

#include "sites/sites.h"

/* Pairs that have ground in common: for each of `a`, rows of `b`, ascending. Common ground of at most 1 cm2 (TOMT_NOISE_M2) is none. */
struct tomt_overlaps {
    size_t n;          /* of a */
    uint64_t *start;   /* [n + 1] */
    uint32_t *row;     /* of b */
    double *area_m2;
    size_t n_looked, n_pairs; /* pairs whose boxes meet; of those left to GEOS */
    size_t n_snapped;         /* pairs of which the overlay had to be snapped: right within perimeter x TOMT_SNAP_M */
};
/* Polygons both. Any of `b` may overlap others of `b`. want_b: rows that count; NULL: all. */
bool tomt_overlaps_find(struct tomt_arena *arena, const struct tomt_shapes *a, const struct tomt_shapes *b, const uint8_t *want_b,
                        const struct tomt_crew *crew, struct tomt_overlaps *out, struct tomt_error *err);

/* What a constraint of a profile covers: the union of its features with their buffer. Equal ones (layer, codes, buffer) of several profiles are one cover. */
struct tomt_covers {
    size_t n;
    size_t **of;       /* [profile][constraint] -> number of its cover; SIZE_MAX: it excludes, and is not measured */
    struct tomt_cover_features { const char *layer; size_t n_features; double buffer_m; } *cover; /* [n] */
    /* the ground of each site under the union of each cover; row: number of the cover. Excluded ground is no longer in the site */
    struct tomt_overlaps site;
    /* the feature of the cover with most ground of the site, beside site.row: its input layer and row (ties to the lower) */
    uint32_t *main_layer, *main_row;
};
/* Capacity that limits take, counted as ground: on ground with n limits in order, the k-th takes (1 - leaves_k) x what the earlier ones left.
 * A piece (site ∩ zone) of a m2 keeps 1 - Σ lost_m2 / a of its capacity. The order of constraints changes who takes what, never the sum. */
struct tomt_limits { /* ascending by site, profile, zone, constraint */
    size_t n;
    uint32_t *site, *zone;    /* zone: row in tomt_zones */
    uint8_t *profile;
    uint16_t *constraint;     /* number in project->profile[p].constraint */
    double *lost_m2;
};
struct tomt_ground {
    struct tomt_overlaps zone;     /* pieces: rows of tomt_zones. They add up to the site but for what lies in no zone */
    struct tomt_overlaps building; /* rows of `buildings` */
    struct tomt_covers covers;
    struct tomt_limits limits;
    struct tomt_ground_report {
        double max_area_error;     /* largest |Σ zone pieces - site| / site where the site was made of zones (0 for sites with ground in no zone: never) */
        size_t n_over;             /* sites whose pieces differ from the whole by more than 1e-6 of it, or where a piece was snapped by more than its perimeter x TOMT_SNAP_M */
        size_t n_pairs, n_looked, n_snapped;
    } report;
};
/* buildings: polygons, may be empty. The profiles' bits of sites say which profiles' limits are looked at. Built with assertions, a site that
 * is over even if it was itself snapped when it was made (by its perimeter x TOMT_SNAP_M) is TOMT_INTERNAL. */
bool tomt_ground_measure(struct tomt_arena *arena, const struct tomt_site_inputs *inputs, const struct tomt_zones *zones, const struct tomt_sites *sites,
                         const struct tomt_shapes *buildings, const struct tomt_crew *crew, struct tomt_ground *out, struct tomt_error *err);

#endif
