/* data/raster.h: samples of rasters under polygons with exact pixel fractions; nodata excluded.
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

#endif
