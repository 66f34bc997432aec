/* run/business.h: what a run knows of the businesses: codes, sectors, workplaces, references, clusters, areas. Inside this room.
 * Filled by business_*.c after the registers are placed, before sites are made; all belongs to the run's arena. */
#ifndef TOMT_RUN_BUSINESS_H
#define TOMT_RUN_BUSINESS_H

#include "areas/areas.h"
#include "facts/facts.h"
#include "sources/classify.h"

struct tomt_project;

/* In detail only where there are few areas: a table of all tracts and all codes would be the register again. */
enum { TOMT_FEW_AREAS = 500 }; /* portrait/words.c says it too */

struct tomt_business_level { /* areas of one layer; the first level is the study area as one area */
    const char *name, *words;      /* the layer's key and title; "study_area" */
    size_t n;
    const char **id, **number, **title;
    struct tomt_shapes shapes;
    double *area_m2;
    uint32_t *of, *of_before;      /* [now.n], [before.n] */
    struct tomt_area_measures measures;
};
struct tomt_employment { /* a row of a table of employment */
    size_t layer, row;
    const char *number;            /* of the area, as it is today */
    bool all;                      /* all industries together */
    double jobs, employed_residents, jobs_target, residents, residents_target; /* NaN: not said */
};
struct tomt_said { /* of an area in all, by the tables of employment; NaN: not said */
    double jobs, residents /* employed */, target, people /* residents */, people_target;
};
struct tomt_business {
    bool wanted;                   /* the project has establishments */
    struct tomt_industry *industry;
    unsigned version;
    struct tomt_sector *sector;    /* number s is bit s */
    size_t n_sectors;
    const struct tomt_correspondence *correspondence[TOMT_MOST_VERSIONS];
    struct tomt_industry_report *industry_report;          /* [project's economy.n_industries] */
    struct tomt_correspondence_report *correspondence_report;
    struct tomt_classify_report *classified;               /* [layer] */
    struct tomt_workplaces now, before;
    uint32_t *layer_of, *row_of;   /* [now.n] */
    struct tomt_layer *table;      /* [layer] tables of employment as facts see them: industry, sector_bits, jobs_central */
    struct tomt_employment *employment;
    const struct tomt_employment **by_number; /* those of all industries together, by number, then as they were read */
    size_t n_employment, n_by_number;
    struct tomt_fact_reference *reference; /* [0] the study area, then the project's */
    size_t n_references, chosen;   /* the one quotients of areas are made against */
    struct tomt_area_reference against;
    struct tomt_clusters *clusters;/* [set] */
    struct tomt_business_level *level;
    size_t n_levels;
    struct tomt_hot_spots *spots;  /* [0] all, then economy.map_sectors */
    size_t n_spots;
};

#endif
