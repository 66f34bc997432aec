/* JSON records that someone else has made, plain or gzipped: any bytes give a table that is whole,
 * or an error; looking, reading and listing values do not contradict each other. What GDAL knows as
 * its own (GeoJSON) is not opened here. */
#include "data/layer_json.h"

#include <stdlib.h>
#include <string.h>

#include <cpl_vsi.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const char path[] = "/vsimem/records.json";

static void must(bool is_so)
{
    if (!is_so)
        abort();
}

static const struct tomt_wanted wanted[] = {
    {.name = "text", .column = "a", .type = TOMT_TEXT},
    {.name = "deep", .column = "k.kode", .type = TOMT_TEXT},
    {.name = "number", .column = "n", .type = TOMT_REAL},
    {.name = "whole", .column = "n", .type = TOMT_INTEGER},
};

static void check(const struct tomt_layer *layer, const struct tomt_layer_info *info)
{
    size_t n = layer->table.n_rows;
    must(layer->report.n_read == n && layer->shapes.n == n);
    must(info->n_features < 0 ? n > TOMT_RECORDS_LOOKED_AT || n == TOMT_RECORDS_LOOKED_AT
                              : (size_t)info->n_features == n);
    for (size_t c = 0; c < layer->table.n_columns; c++) {
        const struct tomt_column *column = layer->table.column + c;
        must(column->n == n);
        for (size_t row = 0; column->type == TOMT_TEXT && row < n; row++) {
            size_t length;
            const char *text = tomt_column_text(column, row, &length);
            must(!text || (length > 0 && strlen(text) == length && tomt_is_utf8(text, length)));
        }
    }
    for (size_t i = 0; i < n; i++)
        must(layer->fid[i] == (int64_t)i + 1);
    for (size_t i = 0; i < info->n_columns; i++)
        must(tomt_is_utf8(info->column[i], strlen(info->column[i])));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static bool is_open;
    if (!is_open)
        tomt_data_open();
    is_open = true;
    struct tomt_error err = {0}, read = {0}, looked = {0}, listed = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_seat *seat = tomt_seat_open(arena, &err);
    const struct tomt_crs crs = {.text = "EPSG:25833"};
    const struct tomt_source source = {.path = path,
                                       .optional_geometry = true,
                                       .encoding =
                                           n > 0 && bytes[n - 1] == '\n' ? "ISO-8859-1" : NULL};
    struct tomt_layer layer;
    struct tomt_layer_info info;
    struct tomt_mapping values;
    bool is_records = false;
    must(seat != NULL);
    VSIFCloseL(VSIFileFromMemBuffer(path, (GByte *)(uintptr_t)bytes, n, FALSE));
    if (tomt_json_is_records(path, path, &is_records, &err) && is_records) {
        bool can_look = tomt_layer_look(seat, arena, &source, NULL, &info, &looked);
        bool can_read = tomt_layer_read(seat, arena, &source, TOMT_POINTS, wanted, 4, &crs, NULL,
                                        &layer, &read);
        bool can_list = can_look && info.n_columns > 0 &&
                        tomt_layer_values(arena, &source, info.column[0], 10, &values, &listed);
        must(can_read == (read.code == TOMT_OK) && can_look == (looked.code == TOMT_OK));
        must(can_look || !can_read);
        if (can_read)
            check(&layer, &info);
        must(!can_read || info.n_columns == 0 || can_list);
    }
    VSIUnlink(path);
    tomt_arena_free(arena);
    return 0;
}
