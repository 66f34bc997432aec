/* sites/outline.h: polygons as plain oriented edges, with horizontal bands to find them by: what
 * the cheap tests work on. May not know zones or sites. No library object inside. Edges run with
 * the interior on their left, holes too. The blocks belong to the tracer's arena. An outline is
 * const once traced and shared by threads; a tracer is not. Coordinates are metres in the project
 * CRS. */
#ifndef TOMT_SITES_OUTLINE_H
#define TOMT_SITES_OUTLINE_H

#include "geo/shapes.h"

/* Borders nearer than a micrometre are one border: rounding and reprojection stay far below it, a
 * survey far above. */
#define TOMT_SAME_M 1e-6

struct tomt_edge {
    double x0, y0, x1, y1;
};

struct tomt_outline {
    const struct tomt_edge *edge;
    size_t n;
    struct tomt_box box;
    size_t n_bands;
    double bands_per_m;
    const uint32_t *band_start; /* [n_bands + 1] into band_edge */
    const uint32_t *band_edge;
};

/* Where the parts of one traced polygon lie in the tracer's blocks (which move while it grows). */
struct tomt_trace {
    size_t edge, n, start, band_edge, n_bands;
    double bands_per_m;
    struct tomt_box box;
};

struct tomt_tracer {
    struct tomt_arena *arena;
    struct tomt_edge *edge;
    uint32_t *start, *band_edge;
    size_t n_edges, edge_capacity, n_starts, start_capacity, n_band_edges, band_edge_capacity;
};

void tomt_tracer_start(struct tomt_tracer *tracer, struct tomt_arena *arena);
void tomt_tracer_clear(struct tomt_tracer *tracer); /* keeps the memory */
bool tomt_tracer_add(struct tomt_tracer *tracer, const uint8_t *wkb, size_t size,
                     struct tomt_trace *trace, struct tomt_error *err);
/* Valid until the next tomt_tracer_add. */
struct tomt_outline tomt_tracer_outline(const struct tomt_tracer *tracer,
                                        const struct tomt_trace *trace);

struct tomt_outlines {
    struct tomt_outline *of; /* one per shape */
    size_t n;
};
/* All of a layer's polygons at once. */
bool tomt_outlines_make(struct tomt_arena *arena, const struct tomt_shapes *shapes,
                        struct tomt_outlines *outlines, struct tomt_error *err);

enum tomt_outline_side {
    TOMT_PLACE_OUT,
    TOMT_PLACE_IN,
    TOMT_PLACE_ON /* within TOMT_SAME_M of an edge */
};
enum tomt_outline_side tomt_outline_place(const struct tomt_outline *outline, double x, double y);

double tomt_outline_area_m2(const struct tomt_outline *outline);
double tomt_outline_perimeter_m(const struct tomt_outline *outline);
/* False when the area is 0. */
bool tomt_outline_centroid(const struct tomt_outline *outline, double *x, double *y);

/* Coordinates are finite: plain comparisons do, where fmin and fmax would be calls. */
static inline double tomt_lesser(double a, double b)
{
    return a < b ? a : b;
}
static inline double tomt_greater(double a, double b)
{
    return a > b ? a : b;
}

/* The band a height falls in; heights beyond the box fall in the first or last. */
static inline size_t tomt_outline_band(const struct tomt_outline *outline, double y)
{
    double band = (y - outline->box.min_y) * outline->bands_per_m;
    if (!(band > 0))
        return 0;
    return band >= (double)outline->n_bands ? outline->n_bands - 1 : (size_t)band;
}

/* Makes room for `need` items of `size` bytes in a growing block of the arena. */
bool tomt_grow(struct tomt_arena *arena, void *items, size_t *capacity, size_t need, size_t size,
               struct tomt_error *err);

#endif
