/* result/fields.h: what people read for the names of columns, in English and Norwegian, with the
 * unit. Knows nothing of files. Rows are static const. Thread-safe. */
#ifndef TOMT_RESULT_FIELDS_H
#define TOMT_RESULT_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

struct tomt_field {
    const char *name;    /* of a column, or of one in a certain layer: "hot_spot.z" */
    const char *en, *nb; /* titles */
    const char *unit;    /* "m2", "m", "points", "share", "jobs", ""; never NULL */
    bool internal;       /* never public, in whatever layer it stands */
};

/* Rows sorted by name; NULL if unknown. */
const struct tomt_field *tomt_field_find(const char *name);
/* The row of the column in this layer ("hot_spot.z"), else of the column in any layer. */
const struct tomt_field *tomt_field_of(const char *layer, const char *name);
/* Columns that are named after something of the project's: "lq_health" (a sector), "cluster_tech" (a
 * set of clusters). NULL: of no family. *rest is what follows the prefix. */
const struct tomt_field *tomt_field_family(const char *name, const char **rest);
const struct tomt_field *tomt_fields(size_t *n);

#endif
