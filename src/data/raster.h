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

/* Ground steeper than over_pct per cent, as valid polygons in the project CRS, each appended to `out` (of TOMT_POLYGONS) in a fixed order (row of its first cell, then
 * column): whole cells of the raster, joined where they share an edge, not at corners. Slope: Horn (1981), 3 x 3 cells, metres per metre x 100, in the raster's own CRS,
 * which must be projected and metric (else TOMT_DATA, what to do). Steeper by less than a thousand millionth of over_pct is not steeper: a plane of 30 % is not over 30.
 * A cell with nodata among its nine neighbours has no slope (told: *n_unknown), at the raster's edge too. Only cells that share area with `box` (project CRS; NULL or empty: all;
 * in another CRS: with the box around its image). Heights in another unit: `height_unit` ("m", "dm", "cm", "mm", "ft", "us-ft" and their names; NULL: the band's, else metres; an unknown one is
 * TOMT_DATA). Heights are read in strips; one byte a cell of the box is held besides, and what is steep. The raster is closed on return.
 * n_cells: looked at, the unknown included; n_cells * cell_m^2 is their area in the raster's CRS. */
struct tomt_shapes;
struct tomt_box;
struct tomt_steep { size_t n_cells, n_steep, n_unknown, n_polygons; double cell_m; };
bool tomt_raster_steep(struct tomt_seat *seat, const char *path, int band, const struct tomt_crs *project_crs, const struct tomt_box *box, const char *height_unit,
                       double over_pct, struct tomt_shapes *out, struct tomt_steep *steep, struct tomt_error *err);

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
