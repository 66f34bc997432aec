/* How long reading a layer takes against what it cannot do without: read_bench FILE [LAYER] [CRS of the project].
 * Prints the best of five of: an Arrow scan; the same with OGR decoding each geometry, or GEOS; tomt_layer_read. */
#include "base/progress.h"
#include "data/layer.h"
#include "data/layer_source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <ogr_recordbatch.h>

enum decode { DECODE_NOTHING, DECODE_OGR, DECODE_GEOS };

static void decode_batch(const struct ArrowArray *geometry, enum decode decode, struct tomt_seat *seat, size_t *n)
{
    const int32_t *end = geometry->buffers[1];
    const unsigned char *bytes = geometry->buffers[2];
    for (int64_t i = 0; i < geometry->length; i++) {
        size_t size = (size_t)(end[i + 1] - end[i]);
        if (decode == DECODE_OGR) {
            OGRGeometryH made = NULL;
            *n += OGR_G_CreateFromWkbEx(bytes + end[i], NULL, &made, size) == OGRERR_NONE;
            OGR_G_DestroyGeometry(made);
        } else if (decode == DECODE_GEOS) {
            GEOSGeometry *made = GEOSWKBReader_read_r(seat->geos, seat->reader, bytes + end[i], size);
            *n += made != NULL;
            GEOSGeom_destroy_r(seat->geos, made);
        }
    }
}

static double scan(const char *path, const char *layer_name, enum decode decode, struct tomt_seat *seat)
{
    double from = tomt_clock_s();
    GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    OGRLayerH layer = layer_name ? GDALDatasetGetLayerByName(dataset, layer_name) : GDALDatasetGetLayer(dataset, 0);
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    if (!layer || !OGR_L_GetArrowStream(layer, &stream, NULL) || stream.get_schema(&stream, &schema) != 0)
        exit(1);
    int64_t geometry = schema.n_children - 1;
    while (geometry > 0 && strcmp(schema.children[geometry]->format, "z") != 0)
        geometry--;
    size_t n = 0;
    for (;;) {
        struct ArrowArray batch;
        if (stream.get_next(&stream, &batch) != 0 || !batch.release)
            break;
        if (decode != DECODE_NOTHING)
            decode_batch(batch.children[geometry], decode, seat, &n);
        batch.release(&batch);
    }
    schema.release(&schema);
    stream.release(&stream);
    GDALClose(dataset);
    return tomt_clock_s() - from;
}

static double read_layer(const char *path, const char *layer_name, const char *crs_text, size_t *n)
{
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_seat *seat = tomt_seat_open(arena, &err);
    struct tomt_crs crs;
    struct tomt_source source = {.path = path, .layer = layer_name};
    struct tomt_layer_info info;
    struct tomt_layer layer;
    if (!seat || !tomt_crs_read(seat, arena, crs_text, &crs, &err) || !tomt_layer_look(seat, arena, &source, &crs, &info, &err)) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    struct tomt_wanted *wanted = calloc(info.n_columns, sizeof *wanted);
    for (size_t i = 0; i < info.n_columns; i++)
        wanted[i] = (struct tomt_wanted){.name = info.column[i], .column = info.column[i], .type = info.column_type[i]};
    double from = tomt_clock_s(); /* the seat is opened once for many layers */
    if (!tomt_layer_read(seat, arena, &source, info.kind, wanted, info.n_columns, &crs, NULL, &layer, &err)) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    double seconds = tomt_clock_s() - from;
    *n = layer.table.n_rows;
    free(wanted);
    tomt_arena_free(arena);
    return seconds;
}

static double best(double a, double b)
{
    return a < b ? a : b;
}

int main(int n_arguments, char **argument)
{
    if (n_arguments < 2)
        return fprintf(stderr, "read_bench FILE [LAYER or -] [CRS]\n"), 2;
    const char *path = argument[1], *crs = n_arguments > 3 ? argument[3] : "EPSG:25833";
    const char *layer = n_arguments > 2 && strcmp(argument[2], "-") != 0 ? argument[2] : NULL;
    struct tomt_error err = {0};
    tomt_data_open();
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_seat *seat = tomt_seat_open(arena, &err);
    double time[4] = {1e9, 1e9, 1e9, 1e9};
    size_t n = 0;
    for (int i = 0; i < 5; i++) {
        for (int decode = 0; decode < 3; decode++)
            time[decode] = best(time[decode], scan(path, layer, (enum decode)decode, seat));
        time[3] = best(time[3], read_layer(path, layer, crs, &n));
    }
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("rows %zu\nscan_s %.3f\nscan_ogr_s %.3f\nscan_geos_s %.3f\nread_s %.3f\nread/scan_geos %.2f\nread/scan_ogr %.2f\npeak_mb %ld\n",
           n, time[0], time[1], time[2], time[3], time[3] / time[2], time[3] / time[1], used.ru_maxrss / 1024);
    tomt_arena_free(arena);
    tomt_data_close();
    return 0;
}
