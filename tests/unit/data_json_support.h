/* What the tests of tables share: reading one without places, its texts, and files packed by GDAL.
 */
#ifndef TOMT_TESTS_UNIT_DATA_JSON_SUPPORT_H
#define TOMT_TESTS_UNIT_DATA_JSON_SUPPORT_H

#include "data_support.h"

#include <cpl_vsi.h>

#include "base/text.h"

static const struct tomt_wanted want_a[] = {{.name = "a", .column = "a", .type = TOMT_TEXT}};

static inline bool try_read(struct room *room, const struct tomt_source *source,
                            const struct tomt_wanted *wanted, size_t n, struct tomt_layer *layer,
                            struct tomt_error *err)
{
    return tomt_layer_read(room->seat, room->arena, source, TOMT_POINTS, wanted, n, &room->crs,
                           NULL, layer, err);
}

static inline struct tomt_layer read_table(struct room *room, const char *path,
                                           const struct tomt_wanted *wanted, size_t n)
{
    struct tomt_layer layer;
    struct tomt_error err = {0};
    if (!try_read(room, &(struct tomt_source){.path = path, .optional_geometry = true}, wanted, n,
                  &layer, &err))
        fail_msg("%s: %s", path, err.text);
    return layer;
}

static inline const char *at(const struct tomt_layer *layer, const char *name, size_t row)
{
    const struct tomt_column *column = tomt_table_find(&layer->table, name);
    assert_non_null(column);
    assert_int_equal(column->n, layer->table.n_rows);
    return tomt_column_text(column, row, NULL);
}

static inline void assert_text(const char *found, const char *expected)
{
    if (!found || !expected) {
        if (found != expected)
            fail_msg("'%s' is not '%s'", found ? found : "null", expected ? expected : "null");
        return;
    }
    assert_string_equal(found, expected);
}

static inline const char *packed(struct room *room, const char *name, const char *bytes, size_t n)
{
    const char *path = in_folder(room, name);
    char vsi[200];
    snprintf(vsi, sizeof vsi, "/vsigzip/%s", path);
    VSILFILE *file = VSIFOpenL(vsi, "wb");
    assert_non_null(file);
    assert_int_equal(VSIFWriteL(bytes, 1, n, file), n);
    assert_int_equal(VSIFCloseL(file), 0);
    return path;
}

#endif
