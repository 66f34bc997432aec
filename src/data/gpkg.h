/* data/gpkg.h: writes and reads GeoPackage files through SQLite, in one transaction, with R-trees packed in one pass.
 * May not know what a layer means. The handle belongs to the arena. One thread; geometry blobs are made by the crew.
 * Deterministic: the same calls give the same bytes (timestamps from tomt_gpkg_options). */
#ifndef TOMT_DATA_GPKG_H
#define TOMT_DATA_GPKG_H

#include "base/crew.h"
#include "base/table.h"
#include "base/text.h"
#include "geo/crs.h"

struct sqlite3;
struct sqlite3_stmt;

struct tomt_gpkg;

struct tomt_gpkg_options {
    const struct tomt_crs *crs;
    const char *timestamp; /* "2026-01-31T00:00:00.000Z" for gpkg_contents.last_change */
    const char *of; /* rows come out of this file: what does not fit is its fault; NULL */
};
/* Creates the file (must not exist); journal off, synchronous off: durability comes from whole_file.h's sync and rename. */
struct tomt_gpkg *tomt_gpkg_create(struct tomt_arena *arena, const char *path, const struct tomt_gpkg_options *options,
                                   struct tomt_error *err);

/* Opens a file that exists, for writing; nobody else may have it open (a copy of `of`, beside its target). Leaves WAL mode, where QGIS may have left it. New layers have
 * the CRS of layer `like`. No trigger in it runs, neither ours nor others': counts and R-trees of tables whose rows are changed are the caller's; ST_IsEmpty, ST_MinX, ST_MaxX,
 * ST_MinY and ST_MaxY are there for that. Free pages keep nothing of what was deleted. */
struct tomt_gpkg *tomt_gpkg_open(struct tomt_arena *arena, const char *path, const char *of, const char *timestamp, const char *like, struct tomt_error *err);

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
struct tomt_gpkg_place { /* a table and its own columns */
    const char *table, *fid, *geometry;
};
/* The R-tree of a table (it must have none yet): shadow tables written in one pass in Hilbert order, with the triggers of the
 * extension that keep it right when others edit. fid ascending; float bounds rounded outwards as SQLite does. */
bool tomt_gpkg_rtree(struct tomt_gpkg *gpkg, const struct tomt_gpkg_place *place, const int64_t *fid, const struct tomt_box *box,
                     size_t n, struct tomt_error *err);
/* The box of a geometry blob as anybody may have written it; untrusted. *empty: it has none (no or an empty geometry). */
bool tomt_gpkg_blob_box(const uint8_t *blob, size_t size, struct tomt_box *box, bool *empty, struct tomt_error *err);
/* Rows of gpkg_ogr_contents and the triggers that keep the count. */
bool tomt_gpkg_count(struct tomt_gpkg *gpkg, const char *table, size_t n, struct tomt_error *err);
/* A row of gpkg_contents for a table that exists: data_type "features" or "attributes". For what SQL made; write and view do it. */
bool tomt_gpkg_register(struct tomt_gpkg *gpkg, const char *name, const char *data_type, const char *title,
                        const char *description, const struct tomt_box *extent, struct tomt_error *err);
/* A row of gpkg_data_columns. */
bool tomt_gpkg_describe(struct tomt_gpkg *gpkg, const char *table, const struct tomt_gpkg_column *column, struct tomt_error *err);
/* Prepared statements on the file being written; NULL with err set. tomt_gpkg_step runs one, rewinds it and clears its values. */
struct sqlite3_stmt *tomt_gpkg_prepare(struct tomt_gpkg *gpkg, const char *sql, struct tomt_error *err);
bool tomt_gpkg_step(struct tomt_gpkg *gpkg, struct sqlite3_stmt *statement, struct tomt_error *err);
/* sql with %Q, %w as sqlite3_mprintf knows them. */
bool tomt_gpkg_sqlf(struct tomt_gpkg *gpkg, struct tomt_error *err, const char *sql, ...);
/* What SQLite said, as our error: a full disk or an unwritable file is TOMT_OUTPUT. Always false. */
bool tomt_sqlite_failed(struct sqlite3 *db, const char *path, const char *doing, struct tomt_error *err);
/* What SQLite said while a result was read: it is damaged or was changed by another program (TOMT_DATA), but for a lack of memory. Always false. */
bool tomt_sqlite_unread(struct sqlite3 *db, const char *path, struct tomt_error *err);
void tomt_sql_name(struct tomt_text *sql, const char *name); /* "quoted" */
struct sqlite3 *tomt_gpkg_sqlite(struct tomt_gpkg *gpkg);
bool tomt_gpkg_finish(struct tomt_gpkg *gpkg, struct tomt_error *err); /* commits and closes; the file is complete */

#endif
