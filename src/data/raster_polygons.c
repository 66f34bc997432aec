/* data/raster_polygons.c: polygons of marked cells. GDAL draws them; here they are put in a fixed
 * order, moved to the project CRS and made valid: rings that meet themselves at a corner come as
 * one ring. */
#include "data/raster_inside.h"

#include "data/layer_source.h"
#include "geo/wkb.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cpl_conv.h>
#include <gdal_alg.h>
#include <ogr_api.h>

struct drawn {          /* one polygon */
    double row, column; /* of its first cell */
    size_t at, size;    /* in bytes */
};

struct drawing {
    const struct tomt_raster *raster;
    double place[6]; /* of the window's cells: GDAL's geotransform */
    GDALDatasetH marks, made;
    OGRLayerH layer;
    struct drawn *polygon;
    size_t n, capacity;
    uint8_t *bytes;
    size_t n_bytes, bytes_capacity;
};

static void end(struct drawing *drawing)
{
    if (drawing->marks)
        GDALClose(drawing->marks);
    if (drawing->made)
        GDALClose(drawing->made);
    tomt_release(drawing->polygon);
    tomt_release(drawing->bytes);
}

/* The marks as a raster of GDAL's, without a copy. */
static bool show_marks(struct drawing *drawing, const struct tomt_raster_window *window,
                       uint8_t *mask)
{
    char pointer[80], option[128];
    char *options[] = {option, NULL};
    int n = CPLPrintPointer(pointer, mask, (int)sizeof pointer - 1);
    pointer[n] = '\0';
    snprintf(option, sizeof option, "DATAPOINTER=%s", pointer);
    GDALDriverH memory = GDALGetDriverByName("MEM");
    drawing->marks = memory ? GDALCreate(memory, "", window->to_column - window->from_column,
                                         window->to_row - window->from_row, 0, GDT_Byte, NULL)
                            : NULL;
    if (!drawing->marks || GDALAddBand(drawing->marks, GDT_Byte, options) != CE_None)
        return false;
    return GDALSetGeoTransform(drawing->marks, drawing->place) == CE_None;
}

/* Cells are joined where they share an edge, not at corners: GDAL's default. */
static bool draw(struct drawing *drawing)
{
    GDALDriverH memory = GDALGetDriverByName("Memory");
    if (!memory)
        memory = GDALGetDriverByName("MEM"); /* its name for layers too since GDAL 3.11 */
    drawing->made = memory ? GDALCreate(memory, "", 0, 0, 0, GDT_Unknown, NULL) : NULL;
    drawing->layer = drawing->made
                         ? GDALDatasetCreateLayer(drawing->made, "steep", NULL, wkbPolygon, NULL)
                         : NULL;
    GDALRasterBandH marks = GDALGetRasterBand(drawing->marks, 1);
    return drawing->layer &&
           GDALPolygonize(marks, marks, drawing->layer, -1, NULL, NULL, NULL) == CE_None;
}

struct first {
    const double *place;
    double row, column;
};

/* The highest corner, the leftmost of these: the outer corner of the first cell. */
static bool find_first(void *context, size_t part, size_t ring, const uint8_t *xy, size_t n)
{
    struct first *first = context;
    (void)part;
    for (size_t i = 0; ring == 0 && i < n; i++) {
        double x, y;
        tomt_wkb_xy(xy, i, &x, &y);
        double row = rint((y - first->place[3]) / first->place[5]),
               column = rint((x - first->place[0]) / first->place[1]);
        if (row < first->row || (row == first->row && column < first->column)) {
            first->row = row;
            first->column = column;
        }
    }
    return true;
}

static bool take(struct drawing *drawing, OGRGeometryH geometry, struct tomt_error *err)
{
    if (drawing->n == drawing->capacity) {
        size_t capacity = drawing->capacity ? drawing->capacity * 2 : 64;
        struct drawn *polygon = tomt_resize(drawing->polygon, capacity * sizeof *polygon);
        if (!polygon)
            return tomt_fail(err, TOMT_MEMORY, "out of memory for %zu polygons", capacity);
        drawing->polygon = polygon;
        drawing->capacity = capacity;
    }
    size_t size = (size_t)OGR_G_WkbSize(geometry), at = drawing->n_bytes;
    uint8_t *wkb = tomt_allocate(size);
    struct tomt_wkb_found what;
    if (!wkb)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for %zu bytes of geometry", size);
    bool ok = OGR_G_ExportToIsoWkb(geometry, wkbNDR, wkb) == OGRERR_NONE ||
              tomt_fail(err, TOMT_INTERNAL, "a polygon of raster cells cannot be read");
    ok = ok && tomt_wkb_normalise(wkb, size, TOMT_POLYGONS, &drawing->bytes, &drawing->n_bytes,
                                  &drawing->bytes_capacity, &what, err);
    tomt_release(wkb);
    if (!ok || drawing->n_bytes == at)
        return ok;
    struct first first = {drawing->place, INFINITY, INFINITY};
    tomt_wkb_each(drawing->bytes + at, drawing->n_bytes - at, find_first, &first);
    drawing->polygon[drawing->n++] =
        (struct drawn){first.row, first.column, at, drawing->n_bytes - at};
    return true;
}

static bool take_all(struct drawing *drawing, struct tomt_error *err)
{
    OGR_L_ResetReading(drawing->layer);
    for (OGRFeatureH feature; (feature = OGR_L_GetNextFeature(drawing->layer));) {
        OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
        bool ok = !geometry || take(drawing, geometry, err);
        OGR_F_Destroy(feature);
        if (!ok)
            return false;
    }
    return true;
}

static int by_first_cell(const void *left, const void *right)
{
    const struct drawn *a = left, *b = right;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return a->column < b->column ? -1 : a->column > b->column;
}

static bool put(struct tomt_seat *seat, uint8_t *wkb, size_t size,
                struct tomt_transform *to_project, const char *title, struct tomt_shapes *out,
                size_t *n_polygons, struct tomt_error *err)
{
    size_t n_failed = 0, n_valid;
    bool repaired;
    uint8_t *valid;
    if (!tomt_transform_is_identity(to_project) &&
        !tomt_transform_wkb(to_project, wkb, size, &n_failed, err))
        return false;
    if (n_failed)
        return tomt_fail(err, TOMT_DATA,
                         "cells of raster '%s' cannot be transformed to the project's CRS", title);
    struct tomt_arena_mark mark = tomt_arena_mark(seat->scratch);
    bool ok =
        tomt_seat_repair(seat, wkb, size, TOMT_POLYGONS, &repaired, &valid, &n_valid, NULL, err);
    bool any = ok && (!repaired || n_valid > 0);
    ok = ok &&
         (!any || tomt_shapes_add_wkb(out, repaired ? valid : wkb, repaired ? n_valid : size, err));
    tomt_arena_rewind(seat->scratch, mark);
    *n_polygons += ok && any;
    return ok;
}

bool tomt_raster_polygons(struct tomt_seat *seat, const struct tomt_raster *raster,
                          const struct tomt_raster_window *window, uint8_t *mask,
                          struct tomt_transform *to_project, struct tomt_shapes *out,
                          size_t *n_polygons, struct tomt_error *err)
{
    struct drawing drawing = {
        .raster = raster,
        .place = {raster->origin_x + window->from_column * raster->cell_w, raster->cell_w, 0,
                  raster->origin_y + window->from_row * raster->cell_h, 0, raster->cell_h}};
    struct tomt_watch watch;
    tomt_watch_up(&watch);
    bool ok =
        (show_marks(&drawing, window, mask) && draw(&drawing)) ||
        tomt_fail(err, TOMT_INTERNAL, "polygons of the cells of raster '%s' cannot be made: %s",
                  raster->title, *watch.text ? watch.text : "GDAL gave no reason");
    ok = ok && take_all(&drawing, err);
    tomt_watch_down(&watch);
    if (ok && drawing.n)
        qsort(drawing.polygon, drawing.n, sizeof *drawing.polygon, by_first_cell);
    for (size_t i = 0; ok && i < drawing.n; i++)
        ok = put(seat, drawing.bytes + drawing.polygon[i].at, drawing.polygon[i].size, to_project,
                 raster->title, out, n_polygons, err);
    end(&drawing);
    return ok;
}
