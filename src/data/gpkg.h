/* data/gpkg.h: writes and reads GeoPackage files through SQLite, in one transaction, with R-trees packed in one pass.
 * May not know what a layer means. The handle belongs to the arena. One thread; geometry blobs are made by the crew.
 * Deterministic: the same calls give the same bytes (timestamps from tomt_gpkg_options). */
#ifndef TOMT_DATA_GPKG_H
#define TOMT_DATA_GPKG_H

#include "base/crew.h"
#include "base/table.h"
#include "geo/crs.h"

struct tomt_gpkg;

struct tomt_gpkg_options {
    const struct tomt_crs *crs;
    const char *timestamp; /* "2026-01-31T00:00:00.000Z" for gpkg_contents.last_change */
};
/* Creates the file (must not exist); journal off, synchronous off: durability comes from whole_file.h's sync and rename. */
struct tomt_gpkg *tomt_gpkg_create(struct tomt_arena *arena, const char *path, const struct tomt_gpkg_options *options,
                                   struct tomt_error *err);

struct tomt_gpkg_column { /* what people read; goes to gpkg_data_columns (schema extension) */
    const char *name, *title, *description;
};
struct tomt_gpkg_layer {
    const char *name, *title, *description;
    const char *geometry_type; /* "POINT", "MULTIPOLYGON", "GEOMETRY"; NULL: attributes table */
    const struct tomt_gpkg_column *columns; size_t n_columns; /* may name fewer than the table has */
    const char *key; /* a column with a UNIQUE index; NULL */
    const char *const *not_null; /* columns declared NOT NULL, ending with NULL; may be NULL */
};
/* fid is 1..n in row order. shapes NULL for attributes. Polygons are written as MultiPolygon when geometry_type says so. */
bool tomt_gpkg_write(struct tomt_gpkg *gpkg, const struct tomt_gpkg_layer *layer, const struct tomt_shapes *shapes,
                     const struct tomt_table *table, const struct tomt_crew *crew, struct tomt_error *err);
/* A spatial view: `select` must yield fid first and geom of `base`; registered in gpkg_contents and gpkg_geometry_columns with
 * base's geometry type and the extent given. */
bool tomt_gpkg_view(struct tomt_gpkg *gpkg, const char *name, const char *title, const char *description, const char *base,
                    const char *select, const struct tomt_box *extent, struct tomt_error *err);
bool tomt_gpkg_sql(struct tomt_gpkg *gpkg, const char *sql, struct tomt_error *err); /* schema, styles, project row */
struct sqlite3 *tomt_gpkg_sqlite(struct tomt_gpkg *gpkg);
bool tomt_gpkg_finish(struct tomt_gpkg *gpkg, struct tomt_error *err); /* commits and closes; the file is complete */

#endif
