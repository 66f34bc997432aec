/* geo/index.h: a static R-tree, packed along the Hilbert curve in one pass, over boxes (row numbers, not geometries).
 * The index keeps its own copy of the boxes. Belongs to the arena. Const once made: queries are thread-safe. */
#ifndef TOMT_GEO_INDEX_H
#define TOMT_GEO_INDEX_H

#include "geo/shapes.h"

struct tomt_index;

struct tomt_index *tomt_index_new(struct tomt_arena *arena, const struct tomt_box *box, size_t n, struct tomt_error *err);

struct tomt_rows { /* a reusable list of row numbers; free with tomt_rows_free */
    uint32_t *row;
    size_t n, capacity;
};
void tomt_rows_free(struct tomt_rows *rows);
/* Rows whose box meets `box` (edges included), ascending. Rows with an empty or NaN box are not in the index. */
bool tomt_index_find(const struct tomt_index *index, const struct tomt_box *box, struct tomt_rows *rows, struct tomt_error *err);
/* Nearest row by `distance` (called for promising rows; must be >= the box distance; NULL: the distance to the box itself, for
 * points), at most `reach` away, ties to the lower row. A row whose distance is NaN is never found. Returns false if there is none. */
typedef double tomt_index_distance(void *context, uint32_t row, double x, double y);
bool tomt_index_nearest(const struct tomt_index *index, double x, double y, double reach, tomt_index_distance *distance,
                        void *context, uint32_t *row, double *found);
/* Levels for who wants to write the tree elsewhere (the GeoPackage's R-tree): rows in packed (Hilbert) order. */
const uint32_t *tomt_index_order(const struct tomt_index *index, size_t *n);

#endif
