/* sites/source.h: what candidates are made from: parcels, zones or the cells of a grid; their
 * points, ids, and which of them belong. May not know profiles. Everything belongs to the arena
 * given; const once made. */
#ifndef TOMT_SITES_SOURCE_H
#define TOMT_SITES_SOURCE_H

#include "sites/cover.h"
#include "sites/sites.h"

enum tomt_standing { TOMT_STANDS, TOMT_OUTSIDE_AREA, TOMT_DUPLICATE_ID };

struct tomt_sources {
    int from; /* enum tomt_sites_from */
    const struct tomt_shapes *shapes;
    size_t n;
    const uint32_t *layer, *row; /* of the inputs; NULL for a grid */
    const char **id;             /* NULL for cells and where outside the area */
    struct tomt_cell {
        int32_t column, row;
    } * cell;          /* of a grid, else NULL */
    double *x, *y;     /* site point of the source */
    uint8_t *standing; /* enum tomt_standing */
    size_t n_outside, n_duplicate, n_hashed;
};
/* Points and standing are found on all cores. */
bool tomt_sources_make(struct tomt_arena *arena, const struct tomt_site_inputs *inputs,
                       const struct tomt_zones *zones, const struct tomt_crew *crew,
                       struct tomt_sources *sources, struct tomt_error *err);

/* Site point of a polygon (DOMAIN.md): the centroid if it lies inside, else a point on the surface.
 */
bool tomt_ground_point(struct tomt_seat *seat, const uint8_t *wkb, size_t size, double *x,
                       double *y, struct tomt_error *err);

/* The cells of the project's grid that meet the study area, ascending by row, then column. */
bool tomt_grid_make(struct tomt_arena *arena, const struct tomt_site_settings *settings,
                    const struct tomt_cover *area, struct tomt_shapes *shapes,
                    struct tomt_cell **cell, struct tomt_error *err);

/* The same for the same shape at 1 cm, whatever its rings start with and however its parts are
 * ordered. */
uint64_t tomt_shape_hash(const struct tomt_outline *outline);

#define TOMT_LARGE_SOURCE 2000 /* vertices; sources above are dealt one by one, first */

#endif
