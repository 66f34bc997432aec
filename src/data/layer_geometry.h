/* data/layer_geometry.h: the geometries of Arrow batches made shapes of ours: normalised, transformed, filtered, repaired.
 * For data/ only. May not know attributes. The shapes grow in the layer; the rest is scratch until the end. */
#ifndef TOMT_DATA_LAYER_GEOMETRY_H
#define TOMT_DATA_LAYER_GEOMETRY_H

#include "data/layer_cells.h"
#include "geo/wkb.h"

struct tomt_geometry_reader {
    struct tomt_seat *seat;
    enum tomt_shape_kind kind;
    struct tomt_transform *transform;
    bool swap;                  /* the source stores north, east */
    const struct tomt_box *box; /* project CRS; NULL: all */
    bool optional;              /* points: a row without geometry is kept */
    struct tomt_layer *layer;
    uint32_t *row;              /* rows of the batch that were kept, ascending; multipoints repeat theirs */
    size_t n_rows, rows_capacity;
    uint8_t *wkb;               /* one geometry, or the points of a batch */
    size_t wkb_n, wkb_capacity;
    struct tomt_text scratch;
};
void tomt_geometry_end(struct tomt_geometry_reader *reader);

/* Each reads n rows of a batch, appends to the layer's shapes, and says in reader->row which rows were kept. */
bool tomt_geometry_read(struct tomt_geometry_reader *reader, const struct tomt_cells *wkb, const int64_t *fid, size_t n,
                        struct tomt_error *err);
/* Points of two columns; NULL cells: no row has a geometry. */
bool tomt_geometry_read_xy(struct tomt_geometry_reader *reader, const struct tomt_cells *x, const struct tomt_cells *y,
                           const int64_t *fid, size_t n, struct tomt_error *err);

#endif
