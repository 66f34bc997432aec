/* assembly/borders.h: the borders of parcels as short runs of edges with an index, and the stretch
 * along which two edges face each other. Not for other rooms. Points into the shapes' WKB; the rest
 * belongs to the arena. Const once read: thread-safe. */
#ifndef TOMT_ASSEMBLY_BORDERS_H
#define TOMT_ASSEMBLY_BORDERS_H

#include "geo/index.h"

#include <math.h>

struct tomt_run { /* up to TOMT_RUN_EDGES edges of one ring, one behind the other */
    const uint8_t *xy;
    uint32_t n; /* edges */
    uint32_t parcel;
    bool left; /* the parcel lies to the left of the run's direction */
};
#define TOMT_RUN_EDGES 8

struct tomt_borders {
    size_t n;
    struct tomt_run *run;
    struct tomt_box *box;
    uint64_t *start; /* [parcels + 1]: runs of a parcel */
    struct tomt_index *index;
};
bool tomt_borders_read(struct tomt_arena *arena, const struct tomt_shapes *parcels,
                       const uint8_t *wanted, struct tomt_borders *borders, struct tomt_error *err);

struct tomt_edge { /* the inside lies to the left */
    double ax, ay, bx, by;
};
struct tomt_edge tomt_run_edge(const struct tomt_run *run, size_t k);

/* An edge as an axis: s along it from its start, d square to it, positive outwards. */
struct tomt_axis {
    double x, y, ux, uy, length_m;
};
bool tomt_axis_of(const struct tomt_edge *edge, struct tomt_axis *axis); /* false: no length */
static inline void tomt_axis_place(const struct tomt_axis *axis, double x, double y, double *s,
                                   double *d)
{
    double dx = x - axis->x, dy = y - axis->y;
    *s = dx * axis->ux + dy * axis->uy;
    *d = dx * axis->uy - dy * axis->ux;
}

struct tomt_stretch { /* along an axis; the other border lies at d_from .. d_to, straight */
    double from, to, d_from, d_to;
    uint32_t of; /* the other parcel */
    bool shut;   /* by a barrier */
};
/* Cuts from..to down to where the straight line from f_from to f_to is at least zero. */
bool tomt_keep_positive(double f_from, double f_to, double *from, double *to);
/* False: the edges do not face each other between -overlap_m and reach_m. */
bool tomt_stretch_facing(const struct tomt_axis *axis, const struct tomt_edge *other,
                         double overlap_m, double reach_m, struct tomt_stretch *stretch);

static inline struct tomt_box tomt_box_of_edge(const struct tomt_edge *edge, double margin_m)
{
    return (struct tomt_box){
        fmin(edge->ax, edge->bx) - margin_m, fmin(edge->ay, edge->by) - margin_m,
        fmax(edge->ax, edge->bx) + margin_m, fmax(edge->ay, edge->by) + margin_m};
}

#endif
