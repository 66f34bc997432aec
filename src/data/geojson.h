/* data/geojson.h: RFC 7946 written fast: coordinates as scaled integers (seven decimals), formatted by the crew, written in order.
 * Rings follow the right-hand rule; coordinates are lon/lat of WGS 84; a feature crossing nothing special is expected.
 * May not know what a layer means. */
#ifndef TOMT_DATA_GEOJSON_H
#define TOMT_DATA_GEOJSON_H

#include "base/crew.h"
#include "base/table.h"
#include "geo/crs.h"

struct tomt_geojson {
    const char *name;         /* member "name" of the collection */
    const char *members;      /* further members as JSON text, e.g. "\"tomt\":{...}," with its comma; may be NULL */
    const struct tomt_crs *crs; /* of the shapes */
    const char *id_column;    /* becomes the feature's "id"; NULL */
};
/* All columns of the table become properties, in order; null is null. Only the rows in `row` (NULL: all n). */
bool tomt_geojson_write(const char *path, const struct tomt_geojson *what, const struct tomt_shapes *shapes,
                        const struct tomt_table *table, const uint32_t *row, size_t n, const struct tomt_crew *crew,
                        struct tomt_error *err);

#endif
