/* data/raster.h: samples of rasters under polygons with exact pixel fractions, nodata excluded; and rasters written as GeoTIFF.
 * May not know what a value means. A raster handle belongs to one seat (one dataset a thread). Source: exactextract's
 * definition of coverage fraction (Baston): Σ fraction × value / Σ fraction over valid cells. */
#ifndef TOMT_DATA_RASTER_H
#define TOMT_DATA_RASTER_H

#include "geo/crs.h"

struct tomt_raster;
struct tomt_raster *tomt_raster_open(struct tomt_seat *seat, const char *path, int band, const struct tomt_crs *project_crs,
                                     struct tomt_error *err);
/* Mean under the polygon (our WKB, project CRS; transformed to the raster's CRS). *mean is NaN when no valid cell is covered;
 * *covered is the share of the polygon's area on valid cells; *outside tells that it lies wholly off the raster. */
bool tomt_raster_mean(struct tomt_raster *raster, const uint8_t *wkb, size_t size, double *mean, double *covered, bool *outside,
                      struct tomt_error *err);

struct tomt_raster_out {
    const float *real32; /* value[row * n_columns + column], the northernmost row first; NaN is no value. Exactly one of the two: */
    const double *real64;
    size_t n_columns, n_rows;
    double west_m, north_m;     /* the outer corner of the first cell, in the CRS */
    double cell_m;              /* square cells */
    const struct tomt_crs *crs;
    const char *unit;           /* of the values; NULL */
    const char *description;    /* of the band; NULL */
};
/* A GeoTIFF with one band: tiles of 256 x 256, DEFLATE with the predictor for reals, NaN declared as nodata, no time and no program
 * named in it: the same values give the same bytes. `path` is the temporary name of a whole_file.h, whose commit syncs it;
 * on failure (TOMT_OUTPUT) nothing is left under that name. The arena is for scratch only. */
bool tomt_raster_write(struct tomt_arena *arena, const char *path, const struct tomt_raster_out *raster, struct tomt_error *err);

#endif
