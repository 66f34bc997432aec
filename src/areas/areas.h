/* areas/areas.h: the economy of places on a map: which area a workplace lies in, what each area is made of, where it crowds, what changed.
 * Joins economy/ (pure measures) with geo/ (polygons). May not know projects, results or files. All belongs to the arena given; the same
 * bytes at any number of threads and for any order of workplaces. A number that does not exist is NaN. */
#ifndef TOMT_AREAS_AREAS_H
#define TOMT_AREAS_AREAS_H

#include "base/crew.h"
#include "economy/autocorrelation.h"
#include "economy/clusters.h"
#include "economy/structure.h"
#include "geo/shapes.h"

#define TOMT_NO_AREA UINT32_MAX

/* Placed establishments of all layers, one after the other: plain columns, [n] each. Nobody here changes them. */
struct tomt_workplaces {
    size_t n;
    const uint64_t *id;              /* a number of its own; the same in another year (structure.h, tomt_changes) */
    const double *x, *y;
    const double *jobs_low, *jobs, *jobs_high; /* NaN: unknown; adds no jobs, but is counted */
    const uint64_t *code;            /* industry code in the project's version as a key (sources/industry.h); 0: none */
    const uint64_t *sectors;         /* bit s: in sector s */
    const uint8_t *inside;           /* 1: in the study area */
};

/* Row of the polygon that holds each point (edge included, ties to the lower row); TOMT_NO_AREA: none. NaN coordinates: none.
 * 1,000,000 points and 3,000 polygons in a second or two. */
bool tomt_areas_assign(struct tomt_arena *arena, const struct tomt_shapes *polygons, const double *x, const double *y, size_t n,
                       const struct tomt_crew *crew, uint32_t *area, struct tomt_error *err);

/* ---- what areas are made of ---------------------------------------------------------------------------------------- */

/* Jobs that are NaN, infinite or below 0 are unknown: the establishment is counted (n, n_unknown) and adds none; low and high are each taken
 * as they are known. All sums are of tomt_exact_weight. Shares and quotients are of all jobs, with an industry code or without ("unspecified" is in
 * the total, as in statistics of employment and in catchments); varieties and indices over divisions are among the jobs with a code.
 * A code coarser than `digits` counts at its own length and in its own division (its first two characters, or itself when it is shorter).
 * knowledge_share is a measure of the whole area: suppressed with the area, not with few establishments of knowledge.
 * A quotient is NaN where the reference has no such jobs. */
struct tomt_mix { /* of one area, one sector, one industry ... */
    size_t n;     /* establishments */
    size_t n_unknown; /* of them without known jobs */
    double jobs_low, jobs, jobs_high; /* sums; 0 when n is 0 */
};
struct tomt_area_question {
    const struct tomt_workplaces *workplaces;
    const uint32_t *area;            /* [workplaces->n]; TOMT_NO_AREA: not counted */
    size_t n_areas, n_sectors;
    unsigned digits;                 /* detail of the variety: 5, or 4 for comparison */
    size_t min_establishments;       /* fewer: measures (not sums) are suppressed, NaN */
    unsigned knowledge;              /* number of the sector knowledge_intensive */
    /* the reference that quotients are made against: jobs in all and by sector, by division (below); NULL: the sum of all areas */
    const struct tomt_area_reference *reference;
};
struct tomt_area_reference {
    double jobs;
    const double *sector_jobs;       /* [n_sectors] NaN: not known */
    const uint64_t *division; const double *division_jobs; size_t n_divisions; /* two-digit keys, ascending */
    const uint64_t *code; const double *code_jobs; size_t n_codes; /* keys at `digits`, ascending; n 0: not known */
};
struct tomt_area_industry { /* one division, or one code at `digits`, in one area */
    uint64_t code;
    struct tomt_mix mix;
    double share, quotient;          /* of the area's jobs; LQ; NaN when suppressed or not defined */
    bool suppressed;
};
struct tomt_area_measures {
    struct tomt_mix *all;            /* [n_areas] */
    struct tomt_mix *no_code;        /* [n_areas] of them without an industry code: in no variety and no index */
    double *knowledge_share;         /* [n_areas] of all jobs */
    double *related, *unrelated, *entropy; /* bits; codes coarser than `digits` count at their own length */
    double *herfindahl, *krugman;    /* over divisions; Krugman's against the sum of all areas */
    bool *suppressed;                /* [n_areas] fewer than min_establishments */
    struct tomt_mix *sector;         /* [n_areas * n_sectors] */
    double *sector_share, *sector_quotient; /* the same; NaN where the area is suppressed, or the sector has 1..min-1 establishments there */
    uint64_t *division_start, *code_start; /* [n_areas + 1] into the two below; by code ascending within an area */
    struct tomt_area_industry *division, *code; /* suppressed: with the area, or fewer than min_establishments of it there */
    double *ellison_glaeser;         /* [n_sectors] gamma over the areas; NaN when fewer than two areas, or than two or min_establishments establishments */
    double *sector_krugman_reference;/* [n_areas] Krugman index over divisions against the reference given; equals krugman when there is none */
};
bool tomt_areas_measure(struct tomt_arena *arena, const struct tomt_area_question *question, const struct tomt_crew *crew,
                        struct tomt_area_measures *out, struct tomt_error *err);

/* ---- hot spots -------------------------------------------------------------------------------------------------------- */

struct tomt_hot_spot_question {
    const struct tomt_shapes *study_area;   /* polygons */
    const double *x, *y, *weight; size_t n; /* of points in the study area; NaN weights add nothing, nor do points beyond its box */
    double cell_m, radius_m;                /* circle of cells by their centres, edge included */
    size_t permutations;                    /* local Moran; 0: none */
    uint64_t seed;
    size_t min_points;                      /* fewer with a weight above 0 and a place: suppressed */
};
struct tomt_hot_spots { /* cells row by row from the south-west; corners at whole multiples of cell_m */
    double min_x, min_y, cell_m;
    size_t n_columns, n_rows;
    double *value;            /* [cells] sum of weights; NaN: no such cell */
    double *z, *p, *q;        /* Gi*; two-sided normal p; Benjamini-Hochberg */
    double *local, *local_p, *local_q; uint8_t *quadrant; /* local Moran over the neighbours within radius_m; NULL without permutations */
    struct tomt_global moran, geary, getis_g; /* over the same neighbours */
    size_t n_cells;           /* that exist */
    size_t n_points;          /* with a weight above 0 and a place within the box of the study area */
    bool suppressed;          /* fewer than min_points: there is no cell, and all numbers but n_points are NaN, NULL or 0 */
    size_t n_left_out;        /* points with a weight that are nowhere: without a place, or beyond the box of the study area */
    double weight_left_out;   /* theirs: the values and this add up to all weights */
};
/* A cell exists when its centre lies in the study area (on the edge of a polygon is in), or when a point with a weight lies in it: what is beside
 * the border is in no number of its own otherwise, and would be lost. A cell has its west and south sides. Both local statistics and Moran's I take the cells within
 * radius_m by whole numbers of cells (so the edge is exact); weights are rounded by tomt_exact_weight: any order of points gives the same bytes.
 * More than 4,000,000 cells over the study area's box, or none: an error (TOMT_PROJECT) that says what cell_m would do. */
bool tomt_hot_spots(struct tomt_arena *arena, const struct tomt_hot_spot_question *question, const struct tomt_crew *crew,
                    struct tomt_hot_spots *out, struct tomt_error *err);
/* The cell of a place; SIZE_MAX: outside the grid, or no such cell. */
size_t tomt_hot_spot_at(const struct tomt_hot_spots *spots, double x, double y);

/* ---- clusters ----------------------------------------------------------------------------------------------------------- */

enum tomt_cluster_method { TOMT_BY_DBSCAN, TOMT_BY_HDBSCAN };
struct tomt_cluster_question {
    const struct tomt_workplaces *workplaces; /* outside the study area too: a cluster does not end at a border */
    uint64_t sectors;         /* any of these bits; 0: all */
    enum tomt_cluster_method method;
    double radius_m;          /* DBSCAN */
    double min_jobs;          /* DBSCAN: within radius_m; HDBSCAN: to be dense */
    double min_cluster_jobs;  /* HDBSCAN */
    size_t min_establishments;/* fewer members: no cluster */
};
struct tomt_cluster { /* numbered by jobs, heaviest first */
    struct tomt_mix mix;      /* members of the sectors */
    double x, y;              /* centre: mean of the members, weighted by jobs */
    uint64_t leading[3];      /* industry codes with most jobs, most first, ties to the lower; 0: none */
    double leading_jobs[3];
    double quotient;          /* LQ of the sectors among all jobs of all workplaces in the hull; NaN without sectors */
    double strength;          /* HDBSCAN: stability, jobs per metre; DBSCAN: NaN */
    double area_m2;           /* of the hull */
};
struct tomt_clusters {
    size_t n;
    struct tomt_cluster *cluster;
    struct tomt_shapes hull;  /* polygons: concave hull (ratio 0.3) of the members, widened by TOMT_HULL_MARGIN_M */
    uint32_t *label;          /* [workplaces->n] TOMT_NOISE: in none */
};
#define TOMT_HULL_MARGIN_M 25.0
/* sector_jobs_all, jobs_all: of the reference of the quotient (jobs of the sectors, and all). */
bool tomt_clusters_find(struct tomt_arena *arena, const struct tomt_cluster_question *question, double sector_jobs_all,
                        double jobs_all, const struct tomt_crew *crew, struct tomt_clusters *out, struct tomt_error *err);

#endif
