/* data/raster_inside.h: an open raster, for the files that read one. For data/ only.
 * May not know what a value means. Owned by the seat it was opened in; one thread. */
#ifndef TOMT_DATA_RASTER_INSIDE_H
#define TOMT_DATA_RASTER_INSIDE_H

#include "data/raster.h"

#include <gdal.h>

struct tomt_raster {
    struct tomt_seat *seat;
    GDALDatasetH dataset;
    GDALRasterBandH band, mask;
    struct tomt_transform *transform; /* project CRS -> raster */
    double origin_x, origin_y, cell_w, cell_h; /* cell_h is negative when the first row is the northernmost */
    int n_columns, n_rows;
    double scale, offset;
    const char *title;
    const char *crs_text; /* for tomt_crs_read, heights left off */
    uint8_t *wkb; /* the polygon in the raster's CRS */
    size_t wkb_capacity;
    double *share, *value;
    uint8_t *valid;
    size_t n_cells;
};

/* Rows from_row..to_row of columns from_column..to_column, both half-open, in cells of the raster. */
struct tomt_raster_window {
    int from_column, to_column, from_row, to_row;
};
/* The cells that share area with a box in the raster's CRS; none: from = to, or beyond it. */
struct tomt_raster_window tomt_raster_window(const struct tomt_raster *raster, const struct tomt_box *box);

/* Polygons of the cells of a window that are not 0 in `mask` (one byte a cell, rows of the window one after the other), joined where they share
 * an edge, appended to `out` in the project CRS; raster_polygons.c. */
bool tomt_raster_polygons(struct tomt_seat *seat, const struct tomt_raster *raster, const struct tomt_raster_window *window, uint8_t *mask,
                          struct tomt_transform *to_project, struct tomt_shapes *out, size_t *n_polygons, struct tomt_error *err);

#endif
