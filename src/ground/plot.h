/* ground/plot.h: one polygon at a time (the plot: a site) against many others, on one thread: how
 * they lie, what ground they share, and the shared ground itself where somebody needs it as a
 * polygon. May not know zones, buildings or constraints. Outlines decide first; the library is
 * asked in doubt. A pile's cover is const and shared; plots and piles belong to one thread. */
#ifndef TOMT_GROUND_PLOT_H
#define TOMT_GROUND_PLOT_H

#include "ground/slabs.h"
#include "sites/cover.h"

struct tomt_plot {
    struct tomt_bench bench;
    const struct tomt_shapes *shapes;
    struct tomt_tracer tracer;
    struct tomt_slabs slabs;    /* where outlines are in doubt: no topology to break */
    struct tomt_cutter *cutter; /* of `shapes`, for plots of many edges; NULL until one is met */
    /* the plot at work */
    size_t row;
    struct tomt_outline outline;
    double area_m2;
    bool is_rectangle;
    GEOSGeometry *geometry; /* NULL until asked for */
    /* counted since tomt_plot_count_anew */
    size_t n_looked, n_pairs, n_snapped;
};
struct tomt_pile { /* what plots are held against */
    const struct tomt_cover *cover;
    struct tomt_cutter *cutter; /* NULL until one is needed */
};

bool tomt_plot_open(struct tomt_plot *plot, const struct tomt_shapes *shapes,
                    struct tomt_error *err); /* also closes what it made when it fails */
void tomt_plot_close(struct tomt_plot *plot);
bool tomt_plot_lay(struct tomt_plot *plot, size_t row, struct tomt_error *err);
void tomt_plot_count_anew(struct tomt_plot *plot);
const GEOSGeometry *tomt_plot_geometry(struct tomt_plot *plot, struct tomt_error *err);

/* INSIDE: the plot lies in the row. */
bool tomt_plot_lie(struct tomt_plot *plot, struct tomt_pile *pile, uint32_t row, enum tomt_lie *lie,
                   struct tomt_error *err);
/* The ground in common with a row that lies so. Never negative, nor more than the plot. */
bool tomt_plot_common_m2(struct tomt_plot *plot, struct tomt_pile *pile, uint32_t row,
                         enum tomt_lie lie, double *area_m2, struct tomt_error *err);
/* The same as polygons (possibly empty); the caller destroys them. NULL on failure. */
GEOSGeometry *tomt_plot_cut(struct tomt_plot *plot, struct tomt_pile *pile, uint32_t row,
                            enum tomt_lie lie, struct tomt_error *err);

bool tomt_outline_is_rectangle(const struct tomt_outline *outline); /* sides along the axes */

#endif
