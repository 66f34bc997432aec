/* sample/sheet.h: a layer in the making: shapes and columns row by row, then into a GeoPackage or
 * GeoJSON. May not know what a layer means. Everything belongs to the city's arena. */
#ifndef TOMT_SAMPLE_SHEET_H
#define TOMT_SAMPLE_SHEET_H

#include "base/table.h"
#include "data/gpkg.h"
#include "sample/city.h"

struct tomt_sheet {
    struct tomt_shapes shapes;
    struct tomt_table table;
};

/* columns: "text planid, integer kode, real bra_m2". */
bool tomt_sheet_start(struct tomt_city *city, struct tomt_sheet *sheet, enum tomt_shape_kind kind,
                      const char *columns, struct tomt_error *err);
/* One value a call, in the order of the columns; NULL text and NaN are null. */
bool tomt_sheet_text(struct tomt_sheet *sheet, size_t column, const char *text,
                     struct tomt_error *err);
bool tomt_sheet_integer(struct tomt_sheet *sheet, size_t column, int64_t value,
                        struct tomt_error *err);
bool tomt_sheet_real(struct tomt_sheet *sheet, size_t column, double value, struct tomt_error *err);
/* The polygons of a geometry, taken over, each a row's shape; *n of them. Those under 1 m2 are left
 * out. */
bool tomt_sheet_polygons(struct tomt_city *city, struct tomt_sheet *sheet, GEOSGeometry *geometry,
                         size_t *n, struct tomt_error *err);
/* Rewrites the shapes in another CRS than EPSG:25832. */
bool tomt_sheet_move(struct tomt_city *city, struct tomt_sheet *sheet, const char *crs,
                     struct tomt_error *err);
/* Swaps two vertices of a ring, so that it crosses itself: some data is like that. *spoilt false:
 * it would not, or has too few vertices or holes; it is left alone. */
bool tomt_sheet_spoil(struct tomt_city *city, struct tomt_sheet *sheet, size_t row, bool *spoilt,
                      struct tomt_error *err);

struct tomt_gpkg *tomt_sheet_file(struct tomt_city *city, const char *name, const char *crs,
                                  struct tomt_error *err);
bool tomt_sheet_write(struct tomt_city *city, struct tomt_sheet *sheet, struct tomt_gpkg *gpkg,
                      const char *layer, const char *title, const char *geometry_type,
                      struct tomt_error *err);
bool tomt_sheet_geojson(struct tomt_city *city, struct tomt_sheet *sheet, const char *name,
                        struct tomt_error *err);
const char *tomt_city_path_of(struct tomt_city *city, const char *name, struct tomt_error *err);

/* Two geometries, taken over, combined. */
GEOSGeometry *tomt_city_combine(struct tomt_city *city, enum tomt_overlay what, GEOSGeometry *a,
                                GEOSGeometry *b, struct tomt_error *err);
/* An uneven round polygon, of about so much half length and half width, turned. Metres less the
 * origin. */
GEOSGeometry *tomt_city_blob(struct tomt_city *city, double x, double y, double half_long_m,
                             double half_wide_m, double turn, struct tomt_error *err);
GEOSGeometry *tomt_city_quarter(struct tomt_city *city, const char *name, struct tomt_error *err);

#endif
