/* ground/on_site.h: the covers that meet one site: how much of it each covers, and their ground as
 * polygons for who needs it. May not know profiles or what a constraint does. One thread's. Inside
 * this room only. */
#ifndef TOMT_GROUND_ON_SITE_H
#define TOMT_GROUND_ON_SITE_H

#include "ground/covering.h"
#include "ground/plot.h"
#include "ground/slabs.h"

struct tomt_on_site {
    struct tomt_plot plot; /* lay a site on it, then ask */
    struct tomt_pile features, zones;
    struct tomt_slabs slabs;
    const struct tomt_covering *covering;
    struct tomt_hit { /* a feature that meets the site; ascending */
        uint32_t feature;
        enum tomt_lie lie;
        double area_m2;    /* negative: not measured yet */
        GEOSGeometry *cut; /* the ground in common; NULL: not cut yet */
    } * hit;
    struct tomt_use { /* by cover, then hit */
        uint32_t cover, hit;
        bool dropped; /* another feature of the cover holds it */
        bool tangled; /* it overlaps another that is not dropped */
    } * use;
    struct tomt_met {         /* a cover that meets the site; ascending */
        uint32_t cover, main; /* main: the feature with most ground */
        bool full;            /* it covers the whole site */
        double area_m2;
        size_t from, to;        /* uses */
        GEOSGeometry *geometry; /* NULL: not made yet */
    } * met;
    size_t n_hits, hit_capacity, n_uses, use_capacity, n_met, met_capacity;
    GEOSGeometry **list;
    size_t list_capacity;
};
bool tomt_on_site_open(struct tomt_on_site *desk, const struct tomt_shapes *sites,
                       const struct tomt_covering *covering, const struct tomt_cover *zones,
                       struct tomt_error *err);
void tomt_on_site_close(struct tomt_on_site *desk);
void tomt_on_site_clear(struct tomt_on_site *desk); /* of the last site's polygons */

/* Fills `met` for the site on the plot. */
bool tomt_on_site_find(struct tomt_on_site *desk, struct tomt_error *err);
/* Site ∩ union of the cover; the desk's. NULL on failure. */
const GEOSGeometry *tomt_on_site_geometry(struct tomt_on_site *desk, struct tomt_met *met,
                                          struct tomt_error *err);

#endif
